"""`demerit test`: what is found and selected, what is told in every format, what is watched."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import demerit
from demerit.cli.watching import watching
from demerit.examples import running
from demerit.examples.collecting import collect, find
from demerit.examples.running import run as run_found
from demerit.examples.selecting import selection
from demerit.language import model
from demerit.language.messages import CHINESE, ENGLISH
from tests.shops import EXAMPLES, SHOP, ZH, case, laid_out, of, put
from tests.standard import ROOT, exact_json
from tests.test_cli import SOURCE, WINDOWS, run

TEST_SCHEMA: Any = exact_json((ROOT / "schemas" / "test.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_out(tmp_path)


# -- what is found -------------------------------------------------------------------------------------------------


def names(policy: Path, *paths: Path) -> list[str]:
    return [each.name for each in collect(demerit.load(policy), list(map(str, paths))).cases]


def test_what_lies_beside_a_policy_is_found_in_the_order_of_its_names(folder: Path) -> None:
    (folder / "shop.policy").write_text(SHOP + EXAMPLES, encoding="utf-8")
    put(folder, case("b1"), case("b2"), name="b.json")
    put(folder, case("a"), name="a.json")
    (folder / "cases" / "deep").mkdir()
    put(folder, case("deep"), name="deep/c.json")
    put(folder, case("hidden"), name=".hidden.json")
    (folder / "cases" / "notes.txt").write_text("notes")
    (folder / "unit.json").write_text("{}")
    (folder / "more.examples").write_text('example "more"\n  given all else in order\n  expect score 20\n')
    assert names(folder / "shop.policy") == ["one guard short", "a", "b1", "b2", "deep", "more"]


def test_with_paths_only_these_are_run_and_the_policys_own(folder: Path) -> None:
    (folder / "shop.policy").write_text(SHOP + EXAMPLES, encoding="utf-8")
    path = put(folder, case("a"))
    put(folder, case("b"), name="b.json")
    assert names(folder / "shop.policy", path) == ["one guard short", "a"]
    assert names(folder / "shop.policy", path, path, folder / "cases") == ["one guard short", "a", "b"]


def test_a_policy_from_standard_input_has_its_own_examples_only(folder: Path) -> None:
    result = run("test", "-", stdin=SHOP + EXAMPLES)
    assert (result.exit_code, result.stdout) == (0, "1 example holds\n")
    assert run("test", "-", stdin=SHOP).exit_code == 1


def test_a_file_at_fault_keeps_the_others_from_nothing(folder: Path) -> None:
    put(folder, case("a"))
    (folder / "cases" / "b.json").write_text("[")
    (folder / "cases" / "c.json").write_bytes(b"\xff\xfe\x00")
    (folder / "x.examples").write_text("example\n")
    result = run("test", folder / "shop.policy")
    assert result.exit_code == 1
    assert result.stdout.endswith("1 example holds; 3 cannot be run\n")
    assert all(
        f"cannot be run: {folder / name}" in result.stdout for name in ("cases/b.json", "cases/c.json", "x.examples")
    )


# -- what is told --------------------------------------------------------------------------------------------------


def test_an_example_that_holds_is_counted_and_no_more(folder: Path) -> None:
    put(folder, case(), case("v", {"rules": {"1.1.a": 1}}, guards=2))
    result = run("test", folder / "shop.policy")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "all 2 examples hold\n", "")


TOLD = """does not hold: two guards
  --> {file}:2:2 (/0)

  expected   the score is 19
  came       the score is 18

  expected   rule 1.1.a: −1
  came       rule 1.1.a: −2

    1.1.a hit
      sentence      3 guards. 1 point for each that is missing.
      rule          per guards short of 3 deduct 1
      at            shop.policy:11:5
      condition     2  guards short of 3
                      1  guards
      facts         guards: 1
                      /shop/guards
      asks          2 × 1 = 2
      effect        −2

    verdict
      score 18
      grade         good
      by the score  good (from 10)

0 examples hold; 1 does not
"""


def test_what_does_not_hold_is_told_with_the_lines_of_the_trace_that_differ(folder: Path) -> None:
    path = put(folder, case("two guards", {"score": 19, "rules": {"1.1.a": 1}}, guards=1))
    result = run("test", folder / "shop.policy")
    assert result.exit_code == 1
    assert result.stdout == TOLD.format(file=path)


TOLD_ZH = """不符：坏一盏
  --> {file}:12:1

  预期       得分：18
  结果       得分：19

  预期       规则1.1.a：扣2分
  结果       规则1.1.a：扣1分

    1.1.a 命中
      规则          每「坏灯」扣1分
"""


def test_a_chinese_policy_is_told_of_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "店.policy"
    path.write_text(ZH, encoding="utf-8")
    result = run("test", path)
    assert result.exit_code == 1
    assert result.stdout.startswith(TOLD_ZH.format(file=path))
    assert result.stdout.endswith("0个示例相符；1个不符\n")
    assert run("test", path, "--update").stdout.endswith("在1个示例中改写了2条预期\n")
    assert path.read_text(encoding="utf-8") == ZH.replace("得分18分", "得分19分").replace("扣2分", "扣1分")


def test_every_failure_can_be_told_in_both_languages_and_every_format(folder: Path) -> None:
    wrong = {
        "score": 1, "grade": "poor", "sections": {"1": 1}, "groups": {"G": 1}, "items": {"1.1": 1, "1.2": 1},
        "rules": {"1.1.a": 1}, "scores": {"1": 1}, "asked": {"1": 1, "1.1": 1, "1.1.a": 1, "G": 1},
        "effective": {"1": 1}, "absorbed": {"1": 1}, "states": {"1.1.a": "clear", "1.2": "not_applicable"},
        "counts": {"1.1.a": 1}, "reads": {"1.1.a": []}, "missing": ["/shop/open"], "refused": True,
    }  # fmt: skip
    put(
        folder,
        case("wrong", wrong, guards=0),
        case("missing", wrong, guards=None),
        case("refused", {**wrong, "refused": ["DEM601"]}, guards=-1),
        case("no file", base="none.json"),
    )
    (folder / "cases" / "b.json").write_text("[")
    for lang in (ENGLISH, CHINESE):
        for form in ("text", "json", "junit", "tap"):
            result = run("test", folder / "shop.policy", "--lang", lang, "--format", form)
            assert result.exit_code == 1
            assert result.stdout
            assert result.stdout == run("test", folder / "shop.policy", "--lang", lang, "--format", form).stdout or (
                form == "junit"
            )


def test_json_is_as_its_schema_says(folder: Path) -> None:
    put(folder, case(), case("v", {"score": "1/3", "rules": {"1.1.a": 3}}, guards=1), case("r", guards=-1))
    (folder / "cases" / "b.json").write_text("[")
    Draft202012Validator.check_schema(TEST_SCHEMA)
    report = exact_json(run("test", folder / "shop.policy", "--format", "json").stdout)
    Draft202012Validator(TEST_SCHEMA).validate(report)
    assert [each["outcome"] for each in report["examples"]] == ["holds", "fails", "fails", "error"]
    assert report["summary"] == {"found": 3, "hold": 1, "fail": 2, "errors": 1, "stopped": False}
    score, rule = report["examples"][1]["failures"]
    assert (score["expected"], score["came"], score["known"]) == ("1/3", 18, True)
    assert (rule["id"], rule["came"], rule["said"]) == (
        "1.1.a", 2, {"expected": "rule 1.1.a: −3", "came": "rule 1.1.a: −2"},
    )  # fmt: skip
    assert report["examples"][2]["failures"][0]["known"] is False


HOSTILE = "a\x00\x1b[31m<&>\"'\u2028\ufffe\\#\n---\n...\nok 2\u202e]]>"


@pytest.mark.parametrize("form", ["text", "json", "junit", "tap"])
def test_no_title_can_break_a_report(folder: Path, form: str) -> None:
    put(folder, case(HOSTILE, {"score": 3}), case(HOSTILE))
    out = folder / "out"
    assert run("test", folder / "shop.policy", "--format", form, "-o", out).exit_code == 1
    text = out.read_text(encoding="utf-8")
    if form == "json":
        assert [each["name"] for each in json.loads(text)["examples"]] == [HOSTILE, HOSTILE]
        return
    assert "\x1b" not in text
    assert "\x00" not in text
    assert "\u202e" not in text
    assert "<U+001B>" in text or "&lt;U+001B&gt;" in text
    if form == "junit":
        root = ET.fromstring(text)
        assert [each.get("tests") for each in root] == ["2"]
        assert len(root.findall(".//testcase")) == 2
    if form == "tap":
        points = [line for line in text.split("\n") if line.startswith(("ok", "not ok"))]
        assert len(points) == 2
        assert "\\\\\\#" in points[0]


@pytest.mark.skipif(sys.platform != "linux", reason="names are characters there")
@pytest.mark.parametrize("form", ["text", "json", "junit", "tap"])
def test_no_name_of_a_file_can_break_a_report(folder: Path, form: str) -> None:
    for name in (b"\xff.json", b"a\x1b[31m<\n>.json"):
        text = "[" if name.startswith(b"a") else json.dumps(case("v", {"score": 3}))
        (folder / "cases" / os.fsdecode(name)).write_text(text, encoding="utf-8")
    out = folder / "out"
    assert run("test", folder / "shop.policy", "--format", form, "-o", out).exit_code == 1
    text = out.read_text(encoding="utf-8")
    assert "\x1b" not in text
    if form == "junit":
        assert len(ET.fromstring(text).findall(".//testcase")) == 2
    if form == "json":
        Draft202012Validator(TEST_SCHEMA).validate(json.loads(text))


def test_junit_counts_and_names_places(folder: Path) -> None:
    path = put(folder, case(), case("v", {"score": 3}))
    (folder / "cases" / "b.json").write_text("[")
    root = ET.fromstring(run("test", folder / "shop.policy", "--format", "junit").stdout)
    (suite,) = root
    assert {key: suite.get(key) for key in ("name", "tests", "failures", "errors", "skipped")} == {
        "name": "shop", "tests": "3", "failures": "1", "errors": "1", "skipped": "0",
    }  # fmt: skip
    held, failed, broken = suite
    assert (held.get("file"), held.get("line"), list(held)) == (str(path), "2", [])
    assert failed[0].tag == "failure"
    assert failed[0].get("message") == "the score is 20 ≠ the score is 3"
    assert "expected   the score is 3" in (failed[0].text or "")
    assert (broken[0].tag, broken[0].get("type")) == ("error", "DEM501")
    assert all(float(each.get("time", "x")) >= 0 for each in suite)


def test_tap_is_of_version_14(folder: Path) -> None:
    put(folder, case(), case("v", {"score": 3}))
    lines = run("test", folder / "shop.policy", "--format", "tap").stdout.split("\n")
    assert lines[:4] == ["TAP version 14", "1..2", "ok 1 - w", "not ok 2 - v"]
    assert lines[4] == "  ---"
    assert "  ..." in lines
    assert '    - expected: "the score is 3"' in lines
    assert '      came: "the score is 20"' in lines


def test_the_first_failure_can_be_the_last(folder: Path) -> None:
    put(folder, case("a"), case("b", {"score": 3}), case("c", {"score": 4}))
    put(folder, case("d", {"score": 5}), name="b.json")
    for jobs in ("1", "2"):
        result = run("test", folder / "shop.policy", "--fail-fast", "--jobs", jobs)
        assert result.exit_code == 1
        assert "does not hold: b" in result.stdout
        assert "does not hold: c" not in result.stdout
        assert "does not hold: d" not in result.stdout
        assert result.stdout.endswith("1 example holds; 1 does not; stopped at the first that does not hold\n")
    report = json.loads(run("test", folder / "shop.policy", "--fail-fast", "--format", "json").stdout)
    assert report["summary"]["stopped"] is True


def test_several_processes_say_the_same_as_one(folder: Path) -> None:
    for number in range(6):
        put(folder, case(f"{number}"), case(f"-{number}", {"score": number}, guards=-number), name=f"{number}.json")
    (folder / "cases" / "3.json").write_text("[")
    for form in ("text", "json", "tap"):
        one = run("test", folder / "shop.policy", "--jobs", "1", "--format", form)
        many = run("test", folder / "shop.policy", "--jobs", "3", "--format", form)
        assert (one.exit_code, one.stdout) == (many.exit_code, many.stdout)
        assert one.exit_code == 1


def test_a_few_files_are_worth_no_process() -> None:
    assert running._worth(25) < 2


# -- what is selected ----------------------------------------------------------------------------------------------

TITLES = ("Night guard", "day guard", "夜间 保安", "lamp (old)")
SELECTED = {
    "guard": [0, 1],
    "GUARD and not night": [1],
    "night or day": [0, 1],
    "not guard": [2, 3],
    "not not guard": [0, 1],
    "not (night or 夜)": [1, 3],
    "night or day and lamp": [0],
    "(night or day) and lamp": [],
    "'(old)'": [3],
    '"day guard"': [1],
    "夜间 or lamp": [2, 3],
    "night and (guard)": [0],
    "'not' or 'and'": [],
}


@pytest.mark.parametrize("text", SELECTED)
def test_titles_are_selected_as_in_pytest(text: str) -> None:
    chosen = selection(text)
    assert [number for number, title in enumerate(TITLES) if chosen(title)] == SELECTED[text]


@given(st.recursive(
    st.sampled_from(["night", "day", "guard", "lamp"]).map(lambda word: (word, word)),
    lambda inner: st.tuples(inner, inner, st.sampled_from(["and", "or"])).map(
        lambda each: (f"({each[0][0]} {each[2]} {each[1][0]})", (each[2], each[0][1], each[1][1]))
    ) | inner.map(lambda each: (f"not {each[0]}", ("not", each[1]))),
    max_leaves=6,
))  # fmt: skip
def test_a_selection_means_what_it_says(built: tuple[str, Any]) -> None:
    text, tree = built

    def means(node: Any, title: str) -> bool:
        if isinstance(node, str):
            return node in title.casefold()
        if node[0] == "not":
            return not means(node[1], title)
        left, right = (means(each, title) for each in node[1:])
        return (left and right) if node[0] == "and" else (left or right)

    chosen = selection(text)
    assert [chosen(title) for title in TITLES] == [means(tree, title) for title in TITLES]


def test_cases_are_selected_by_their_files_too(folder: Path) -> None:
    put(folder, case("a"), name="07-night.json")
    put(folder, case("b", {"score": 3}), name="08-day.json")
    result = run("test", folder / "shop.policy", "-k", "07-night")
    assert (result.exit_code, result.stdout) == (0, "1 example holds; 1 not selected\n")


# -- usage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--update", "--format", "json"],
        ["--watch", "--format", "json"],
        ["--watch", "--update"],
        ["--watch", "-o", "x"],
        ["--jobs", "0"],
        ["--format", "xml"],
    ],
)
def test_what_does_not_go_together_is_wrong_usage(folder: Path, arguments: Sequence[str]) -> None:
    for lang in (ENGLISH, CHINESE):
        result = run("test", folder / "shop.policy", *arguments, "--lang", lang)
        assert result.exit_code == 2
        assert not result.stdout


def test_a_policy_at_fault_is_told_and_nothing_is_run(folder: Path) -> None:
    (folder / "shop.policy").write_text(SHOP.replace("per lamp out", "per lmap out"), encoding="utf-8")
    result = run("test", folder / "shop.policy")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "DEM301" in result.stderr


def test_a_report_is_not_written_over_what_is_read(folder: Path) -> None:
    path = put(folder, case())
    assert "DEM109" in run("test", folder / "shop.policy", path, "-o", path).stderr
    assert "DEM109" in run("test", folder / "shop.policy", "-o", folder / "shop.policy").stderr


def test_an_installation_without_watching_does_not_load_it() -> None:
    command = (
        "import sys, demerit.cli, demerit.cli.testing; print('watchfiles' in sys.modules, 'pytest' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    shown = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, env=environment, check=True)
    assert shown.stdout.split() == ["False", "False"]


# -- watching ------------------------------------------------------------------------------------------------------


def test_it_is_run_again_when_a_file_changes_comes_or_goes_and_not_otherwise(tmp_path: Path) -> None:
    policy, named, new = (tmp_path / name for name in ("a.policy", "unit.json", "new.json"))
    policy.write_text("1")
    named.write_text("1")
    runs: list[int] = []

    def ran() -> list[Path]:
        runs.append(len(runs))
        return [named]

    steps: Iterator[Callable[[], object]] = iter([
        lambda: None,
        lambda: policy.write_text("22"),
        lambda: (tmp_path / "unrelated.swp").write_text("x"),
        lambda: named.write_text("22"),
        lambda: new.write_text("1"),
        new.unlink,
    ])  # fmt: skip

    def changes(folders: Sequence[str]) -> Iterator[None]:
        assert str(tmp_path) in folders
        for step in steps:
            step()
            yield None

    watching(ran, lambda: [policy, new], [tmp_path], changes)
    assert len(runs) == 1 + 4


def test_a_change_during_a_run_is_seen(tmp_path: Path) -> None:
    policy = tmp_path / "a.policy"
    policy.write_text("1")
    runs: list[int] = []

    def ran() -> list[Path]:
        runs.append(1)
        if len(runs) == 1:
            policy.write_text("22")
        return []

    watching(ran, lambda: [policy], [], lambda _: iter([None]))
    assert len(runs) == 2


def test_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    def changes(_: Sequence[str]) -> Iterator[None]:
        raise KeyboardInterrupt
        yield

    watching(list, list, [], changes)


@pytest.mark.skipif(WINDOWS, reason="signals are sent otherwise")
def test_a_policy_is_watched_until_it_is_broken_off(folder: Path) -> None:
    put(folder, case())
    command = [sys.executable, "-u", "-m", "demerit", "test", str(folder / "shop.policy"), "--watch"]
    environment = {**os.environ, "PYTHONPATH": SOURCE, "LC_ALL": "C.UTF-8"}
    with (
        (folder / "out").open("wb") as out,
        subprocess.Popen(command, stdout=out, stderr=out, env=environment) as process,
    ):
        shown = _until(folder / "out", "Ctrl-C")
        assert "1 example holds" in shown
        put(folder, case(), case("v", {"score": 3}))
        assert "does not hold: v" in _until(folder / "out", "1 does not")
        (folder / "shop.policy").write_text("policy", encoding="utf-8")
        assert "error[DEM" in _until(folder / "out", "error[DEM")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert "Traceback" not in (folder / "out").read_text(encoding="utf-8")


def _until(path: Path, text: str) -> str:
    """Wait until a file holds a text; give all of it."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        shown = path.read_text(encoding="utf-8")
        if text in shown:
            return shown
        time.sleep(0.05)
    raise AssertionError(path.read_text(encoding="utf-8"))


# -- the run -------------------------------------------------------------------------------------------------------


def test_what_is_read_for_a_run_is_known(folder: Path) -> None:
    path = put(folder, case(base="unit.json"), {"why": "x", "facts": "unit.json", "expect": {"score": 20}})
    (folder / "cases" / "unit.json").write_text('{"shop": {"guards": 3, "lamp_out": 0, "open": true}}')
    (folder / "cases" / "unit.json").rename(folder / "cases" / "unit.txt")
    text = path.read_text(encoding="utf-8").replace("unit.json", "unit.txt")
    path.write_text(text, encoding="utf-8")
    policy = demerit.load(folder / "shop.policy")
    done = run_found(policy, find(policy))
    assert done.holds
    assert set(done.files) == {path, folder / "cases" / "unit.txt"}


def test_left_out_stays_left_out_in_another_process() -> None:
    again = pickle.loads(pickle.dumps(of(model.IN_ORDER, {"shop": {"guards": model.LEFT_OUT}})))
    assert again.given["shop"]["guards"] is model.LEFT_OUT
    assert replace(again, name="w") == of(model.IN_ORDER, {"shop": {"guards": model.LEFT_OUT}})
