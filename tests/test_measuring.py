"""`demerit test --coverage`, `--suggest`, `--mutate`, `--fail-under`: what the examples show, and what is missing."""

import json
from pathlib import Path

import pytest

import demerit
from demerit.cli.measuring import Measure, measured, suggestions
from demerit.examples.collecting import collect
from demerit.pipeline import formatted, load_source, read_examples
from tests.standard import ROOT
from tests.test_cli import run

CODES = ("DEM763", "DEM764", "DEM765")
"""The codes of measuring, all told here."""

POLICIES = sorted((ROOT / "policies").glob("*/standard*.policy"))

LAMPS = """policy lamps
  version 1

facts shop "店"
  guards「保安」 : count "保安人数"
  lamps「路灯」  : count default guards
  broken「坏灯」 : list "坏了的灯"
    - site「部位」 : text
    - kind「种类」 : one of bulb「灯泡」, wire「线路」
  ratio「比例」  : number at least 0

section 1 worth 10
  item 1.1
    per lamps short of 3 deduct 1 cap 2
    per broken where kind is wire deduct 0.5
  item 1.2
    when ratio is more than 2.5 and guards is 0 deduct 3
    otherwise when ratio is at least 4 deduct 1
"""

ONE = """
example "all is well"
  given all else in order
  expect score 10
"""


@pytest.fixture
def lamps(tmp_path: Path) -> Path:
    path = tmp_path / "lamps.policy"
    path.write_text(LAMPS + ONE, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_examples_of_the_shipped_policies_hold_and_show_all_that_facts_can_show(path: Path) -> None:
    policy = demerit.load(path)
    assert len(policy.policy.examples) >= 5
    came = measured(policy, (), None, Measure(coverage=True), 1, None)
    assert len(came.cases) == len(collect(policy).cases) > 5
    assert not came.coverage.holes
    assert came.coverage.counted().shown == came.coverage.counted().all > 40
    assert run("test", path).exit_code == 0


def test_what_the_examples_do_not_show_is_listed(lamps: Path) -> None:
    result = run("test", lamps, "--coverage")
    assert result.exit_code == 0
    first, _, second, *_ = result.stdout.splitlines()
    assert first == "1 example holds"
    assert second.startswith("lamps.policy: the examples show ")
    assert "rule 1.1.a  lamps.policy:14" in result.stdout
    assert "– is never seen to hit" in result.stdout
    assert "“ratio is at least 4”: not tested just below, exactly at and just above 4" in result.stdout


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_suggested_covers_every_hole_when_it_is_pasted(lamps: Path, language: str) -> None:
    lamps.write_text(formatted(demerit.Source("x", lamps.read_text(encoding="utf-8")), language=language), "utf-8")
    result = run("test", lamps, "--suggest", "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    policy = demerit.load(lamps)
    pasted = read_examples(demerit.Source("pasted.examples", result.stdout), policy)
    assert len(pasted) > 5
    assert formatted(demerit.Source("pasted.examples", result.stdout)) == result.stdout
    with lamps.open("a", encoding="utf-8") as stream:
        stream.write("\n" + result.stdout)
    again = run("test", lamps, "--coverage", "--fail-under", "100", "--lang", "en")
    assert again.exit_code == 0, again.stdout
    assert run("test", lamps, "--suggest").stdout == ""


def test_suggested_examples_say_what_the_policy_gives_now(lamps: Path) -> None:
    text = run("test", lamps, "--suggest").stdout
    block = text.partition('example "1.1.a takes no more than its cap"\n')[2].partition("\n\n")[0]
    assert block.splitlines() == [
        "  given all else in order",
        "  given lamps is 0",
        "  expect score 8",
        "  expect rule 1.1.a deducts 2",
        "  expect rule 1.1.a absorbs 1",
    ]


def test_an_example_that_does_not_hold_shows_nothing(lamps: Path) -> None:
    lamps.write_text(LAMPS + ONE.replace("10", "9"), encoding="utf-8")
    result = run("test", lamps, "--coverage", "--format", "json")
    assert result.exit_code == 1
    assert "does not hold: all is well" in result.stderr
    assert json.loads(result.stdout)["summary"]["shown"] == 0


def test_changes_of_the_policy_that_no_example_notices_are_told_and_what_would_notice_them_is_suggested(
    lamps: Path,
) -> None:
    result = run("test", lamps, "--mutate", "--jobs", "1")
    assert result.exit_code == 0
    assert "1.1.a" in result.stdout
    for _ in range(3):  # what was suggested for a change may show that another one is left
        text = run("test", lamps, "--suggest", "--mutate", "--jobs", "1").stdout
        if not text:
            break
        with lamps.open("a", encoding="utf-8") as stream:
            stream.write("\n" + text)
    policy = load_source(demerit.Source("lamps.policy", lamps.read_text(encoding="utf-8")))
    came = measured(policy, (), None, Measure(suggest=True, mutate=True), 1, None)
    assert suggestions(policy, came) == ("", [])
    assert not came.mutations.of("survived")
    assert run("test", lamps, "--coverage", "--mutate", "--fail-under", "100", "--jobs", "1").exit_code == 0


def test_mutants_are_told_as_json_too(lamps: Path) -> None:
    result = run("test", lamps, "--mutate", "--format", "json", "--jobs", "1")
    told = json.loads(result.stdout)
    assert told["summary"]["survived"] > 0
    assert {"mutants", "kinds", "examples"} <= set(told)


@pytest.mark.parametrize("least", ["100", "99.5%", " 100 "])
def test_less_than_is_asked_for_is_a_failure(lamps: Path, least: str) -> None:
    result = run("test", lamps, "--coverage", "--fail-under", least)
    assert result.exit_code == 1
    assert "DEM764" in result.stderr
    assert run("test", lamps, "--coverage", "--fail-under", "1").exit_code == 0


def test_what_no_example_was_found_for_is_told_and_is_no_example(tmp_path: Path) -> None:
    path = tmp_path / "p.policy"
    path.write_text(
        "policy p version 1\nfacts g\n  a : count\n  b : count\n"
        "section 1 worth 10\n  item 1.1\n    when a + b is less than a deduct 1\n" + ONE,
        encoding="utf-8",
    )
    result = run("test", path, "--suggest")
    assert result.exit_code == 0
    assert "warning[DEM765]: no example was found for this: " in result.stderr
    assert "7 |     when a + b is less than a deduct 1" in result.stderr
    assert "hits" not in result.stdout


@pytest.mark.parametrize("text", ["101", "-1", "much", "", "1/0"])
def test_a_percentage_that_is_none_is_refused(lamps: Path, text: str) -> None:
    result = run("test", lamps, "--coverage", "--fail-under", text)
    assert result.exit_code == 2
    assert "is no percentage" in result.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--fail-under", "9"], "--fail-under goes with"),
        (["--coverage", "--update"], "--update rewrites"),
        (["--coverage", "--format", "junit"], "text or JSON"),
        (["--coverage", "--mutate", "--format", "json"], "one at a time"),
        (["--suggest", "--format", "json"], "--suggest prints examples"),
        (["--mutate", "--watch"], "--watch runs"),
        (["--page", "-"], "--page names a file"),
    ],
)
def test_what_does_not_go_together_is_refused(lamps: Path, options: list[str], told: str) -> None:
    result = run("test", lamps, *options)
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_page_is_written_and_the_policy_is_not_written_over(lamps: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run("test", lamps, "--page", page)
    assert result.exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("test", lamps, "--page", lamps).exit_code == 1
    assert lamps.read_text(encoding="utf-8") == LAMPS + ONE
