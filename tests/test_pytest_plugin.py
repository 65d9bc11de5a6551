"""The plugin for pytest: the same examples as `demerit test`, collected where they are asked for and told the same."""

from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.shops import EXAMPLES, SHOP, case, laid_out, put

pytest_plugins = ["pytester"]

INSTALLED = any(each.value == "demerit.pytest_plugin" for each in entry_points(group="pytest11"))
PLUGIN = [] if INSTALLED else ["-p", "demerit.pytest_plugin"]


@pytest.fixture
def folder(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DEMERIT_LANG", raising=False)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    return laid_out(pytester.path)


def ran(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess(*PLUGIN, "-p", "no:cacheprovider", "-p", "no:xdist", *arguments)


def test_nothing_is_collected_that_is_not_asked_for(pytester: pytest.Pytester, folder: Path) -> None:
    put(folder, case())
    result = ran(pytester)
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_policy_that_is_named_is_collected_with_its_examples_and_cases(
    pytester: pytest.Pytester, folder: Path
) -> None:
    (folder / "shop.policy").write_text(SHOP + EXAMPLES, encoding="utf-8")
    put(folder, case("a"), case("a"), case("夜间::b", guards=2, expect={"score": 19}))
    result = ran(pytester, "shop.policy", "-v")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines([
        "shop.policy::one guard short PASSED*",
        "shop.policy::a.json: a PASSED*",
        "shop.policy::a.json: a (2) PASSED*",
        "shop.policy::a.json: 夜间: :b PASSED*",
    ])  # fmt: skip


def test_policies_that_match_the_option_are_collected(pytester: pytest.Pytester, folder: Path) -> None:
    pytester.makeini("[pytest]\ndemerit_policies =\n  policies/*/*.policy\n")
    put(folder, case())
    below = folder / "policies" / "a"
    below.mkdir(parents=True)
    laid_out(below)
    put(below, case("b"), case("c"))
    ran(pytester).assert_outcomes(passed=2)
    ran(pytester, "policies", "shop.policy").assert_outcomes(passed=3)


def test_a_failure_is_told_as_the_command_tells_it(pytester: pytest.Pytester, folder: Path) -> None:
    path = put(folder, case("two guards", {"rules": {"1.1.a": 1}}, guards=1))
    result = ran(pytester, "shop.policy")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([
        "does not hold: two guards",
        f"  --> {path.relative_to(folder)}:2:2 (/0)",
        "  expected   rule 1.1.a: −1",
        "  came       rule 1.1.a: −2",
        "    1.1.a hit",
    ])  # fmt: skip
    assert "Traceback" not in result.stdout.str()


def test_one_example_can_be_run_by_its_id(pytester: pytest.Pytester, folder: Path) -> None:
    put(folder, case("a"), case("b", {"score": 3}))
    ran(pytester, "shop.policy::a.json: a").assert_outcomes(passed=1)
    ran(pytester, "shop.policy", "-k", "b").assert_outcomes(failed=1, deselected=1)


def test_a_file_of_cases_at_fault_is_a_test_that_fails(pytester: pytest.Pytester, folder: Path) -> None:
    put(folder, case("a"))
    (folder / "cases" / "b.json").write_text("[{}]")
    result = ran(pytester, "shop.policy")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*error?DEM753?: case 1 has no “why”*"])


def test_a_case_that_cannot_be_run_fails(pytester: pytest.Pytester, folder: Path) -> None:
    put(folder, case("a", base="none.txt"))
    result = ran(pytester, "shop.policy")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["cannot be run: a", "*error?DEM101?*"])


def test_a_policy_at_fault_is_an_error_of_the_collection(pytester: pytest.Pytester, folder: Path) -> None:
    (folder / "shop.policy").write_text("policy", encoding="utf-8")
    result = ran(pytester, "shop.policy")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*error?DEM2*"])
    assert "Traceback" not in result.stdout.str()


def test_it_speaks_the_language_that_is_asked_for(
    pytester: pytest.Pytester, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, case("a", {"score": 3}))
    monkeypatch.setenv("DEMERIT_LANG", "zh")
    ran(pytester, "shop.policy").stdout.fnmatch_lines(["不符：a"])


def test_the_plugin_is_found_by_pytest_itself() -> None:
    assert INSTALLED
