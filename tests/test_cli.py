"""The command line: what it prints and where, what it writes, how it ends.

The text for the example unit is kept in `expected/`. After a change that is meant, `DEMERIT_UPDATE=1 pytest
tests/test_cli.py` writes it anew; the difference is then reviewed like any other.
"""

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from wcwidth import wcswidth

import demerit
from demerit.cli import main
from demerit.report.why import render_why
from tests.standard import CASES, FACTS_SCHEMA, POLICY, UNIT, exact_json, full_marks, read_json, standard

EXPECTED = Path(__file__).parent / "expected"
SOURCE = str(Path(demerit.__file__).parent.parent)
WINDOWS = sys.platform == "win32"


def run(
    *arguments: str | Path, stdin: str | bytes | None = None, env: Mapping[str, str | None] | None = None
) -> Result:
    plain = {"NO_COLOR": None, "TERMINAL_WIDTH": None, "DEMERIT_LANG": None, "LC_ALL": "C.UTF-8"}
    environment = {"COLUMNS": "100", **plain, **(env or {})}
    result = CliRunner().invoke(main, [str(each) for each in arguments], input=stdin, env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def process(
    *arguments: str | Path,
    stdin: bytes | None = None,
    shell: str | None = None,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    """Run the program as a process of its own; `shell` is what follows it on the command line."""
    environment = {**os.environ, "PYTHONPATH": SOURCE, "COLUMNS": "100", "LC_ALL": "C.UTF-8", **(env or {})}
    environment.pop("NO_COLOR", None)
    command: Sequence[str] = [sys.executable, "-m", "demerit", *map(str, arguments)]
    if shell is not None:
        command = ["sh", "-c", f'"$@" {shell}', "sh", *command]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment, cwd=cwd, check=False, timeout=60)


SMALL_POLICY = """policy small version 1
facts walk "巡查"
  leak  : findings "漏水处"
  dark  : yes/no "昏暗"
section 1 "屋内" worth 10
  item 1.1 "漏水"
    per leak deduct 1
  item 1.2 "照明"
    when dark deduct 2.5
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.policy"
    path.write_text(SMALL_POLICY, encoding="utf-8")
    (tmp_path / "facts.json").write_text('{"walk": {"leak": 3, "dark": true}}', encoding="utf-8")
    return path


@pytest.fixture
def facts(small: Path) -> Path:
    return small.with_name("facts.json")


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -- help and version --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], *([c, "--help"] for c in ("evaluate", "check", "new", "why"))]
)
def test_help_is_given(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")
    assert result.stderr == ""


def test_the_help_names_every_command_and_what_the_exit_status_means() -> None:
    shown = run("--help").stdout
    for command in ("evaluate", "check", "new", "schema", "why"):
        assert f"\n  {command} " in shown
    assert "Exit status" in shown


def test_the_version_of_the_program_and_of_the_language_are_told() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout == f"demerit {demerit.__version__}, language version {demerit.LANGUAGE_VERSION}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate"],
        ["evaluate", "one.policy"],
        ["check"],
        ["why", "one.policy", "facts.json"],
        ["frobnicate"],
        ["evaluate", "a", "b", "--format", "xml"],
        ["evaluate", "a", "b", "--color", "sometimes"],
        ["evaluate", "a", "b", "--encoding", "gb-what"],
        ["check", "a", "--encoding", "base64"],
        ["evaluate", "-", "-"],
        ["why", "-", "-", "1"],
        ["check", "-", "-"],
    ],
)
def test_wrong_usage_ends_with_2_and_a_word_about_it(arguments: list[str]) -> None:
    result = run(*arguments, stdin="")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


def test_the_module_can_be_run() -> None:
    done = process("--version")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("demerit ")


# -- evaluate ----------------------------------------------------------------------------------------------------


def masked(text: str) -> str:
    return re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", text).replace(f"demerit {demerit.__version__}", "demerit …")


def compare(name: str, text: str) -> None:
    path = EXPECTED / name
    if os.environ.get("DEMERIT_UPDATE"):
        path.write_text(masked(text), encoding="utf-8")
    assert masked(text) == path.read_text(encoding="utf-8"), f"DEMERIT_UPDATE=1 rewrites {path.name}"


def test_the_text_for_the_example_unit_is_as_expected() -> None:
    result = run("evaluate", POLICY, UNIT)
    assert (result.exit_code, result.stderr) == (0, "")
    compare("unit.txt", result.stdout)


def test_the_answers_for_the_example_unit_are_as_expected() -> None:
    answers = []
    for id_ in ("1.3.a", "2.9", "2.8.a", "5.6", "5.7.b", "6", "7.2.d"):
        result = run("why", POLICY, UNIT, id_)
        assert (result.exit_code, result.stderr) == (0, "")
        answers.append(f"$ why {id_}\n{result.stdout}")
    compare("why.txt", "\n".join(answers))


def test_every_point_that_was_lost_is_explained_in_the_text() -> None:
    shown = run("evaluate", POLICY, UNIT).stdout
    for rule in standard().evaluate(UNIT.read_bytes()).rules():
        assert (f"\n    {rule.id} " in shown) == (rule.state == "hit")
        assert (f"\n  {rule.id} " in shown) == (rule.state in ("not_applicable", "not_reached"))


def test_json_is_the_trace_with_line_ends() -> None:
    result = run("evaluate", POLICY, UNIT, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("}\n")
    assert result.stdout.count("\n") > 1000
    assert exact_json(result.stdout) == exact_json(standard().evaluate(UNIT.read_bytes()).to_json())


def test_json_keeps_decimals_as_they_are(small: Path, facts: Path) -> None:
    facts.write_text('{"walk": {"leak": 0, "dark": true}}', encoding="utf-8")
    assert '\n  "score": 7.5,\n' in run("evaluate", small, facts, "--format", "json").stdout


@pytest.mark.parametrize("dash", ["policy", "facts"])
def test_a_dash_stands_for_standard_input(dash: str) -> None:
    if dash == "policy":
        result = run("evaluate", "-", UNIT, stdin=POLICY.read_bytes())
        named, other = "unit.json", "standard.policy"
    else:
        result = run("evaluate", POLICY, "-", stdin=UNIT.read_bytes())
        named, other = "<stdin>", "unit.json"
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"facts of {named}\n" in result.stdout
    assert other not in result.stdout
    assert "Score: 69 of 100" in result.stdout


def test_a_fault_in_what_comes_from_standard_input_is_told_of_it(small: Path) -> None:
    result = run("evaluate", small, "-", stdin='{"walk": {"leak": "three", "dark": true}}')
    assert result.exit_code == 1
    assert "--> <stdin>:1:19 (/walk/leak)" in result.stderr


def test_missing_facts_give_no_score_but_a_list_of_them(small: Path, facts: Path) -> None:
    facts.write_text("{}", encoding="utf-8")
    result = run("evaluate", small, facts)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "“leak” (漏水处) is missing" in result.stderr
    assert "needed by rule 1.1.a" in result.stderr
    assert "“dark” (昏暗) is missing" in result.stderr


def test_all_mistakes_in_the_facts_are_told_at_once(small: Path, facts: Path) -> None:
    facts.write_text('{"walk": {\n"leek": 3,\n"leak": -1,\n"dark": "yes"}}', encoding="utf-8")
    result = run("evaluate", small, facts)
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line for line in result.stderr.split("\n") if line.lstrip().startswith("-->")] == [
        f" --> {facts}:{line}:{column} ({pointer})"
        for line, column, pointer in ((2, 1, "/walk/leek"), (3, 9, "/walk/leak"), (4, 9, "/walk/dark"))
    ]


def test_warnings_go_to_standard_error_and_do_not_stop_anything(small: Path, facts: Path) -> None:
    small.write_text(SMALL_POLICY.replace(" version 1", ""), encoding="utf-8")
    result = run("evaluate", small, facts)
    assert result.exit_code == 0
    assert result.stderr.startswith("warning[DEM320]: ")
    assert "Score: 4.5 of 10" in result.stdout
    result = run("check", small)
    assert result.exit_code == 0
    assert result.stderr.startswith("warning[DEM320]: ")
    assert "3 warnings" in result.stdout  # items without a cite, too


def test_of_a_long_list_the_text_says_how_much_it_leaves_out(small: Path, facts: Path) -> None:
    leaks = [{"where": f"第{number}处"} for number in range(1, 5001)]
    facts.write_text(json.dumps({"walk": {"leak": leaks, "dark": False}}), encoding="utf-8")
    commands: list[list[str | Path]] = [["evaluate", small, facts], ["why", small, facts, "1.1.a"]]
    for command in commands:
        shown = run(*command).stdout
        assert "漏水处: 5000\n" in shown
        assert "20. 第20处\n" in shown
        assert "… and 4980 more\n" in shown
        assert "第21处" not in shown
        assert "section 1 counts for 10 at most: 4990 absorbed" in shown


def test_lines_are_as_wide_as_asked_for_where_they_can_be_broken() -> None:
    for columns in (60, 80, 120):
        shown = run("evaluate", POLICY, UNIT, env={"COLUMNS": str(columns)}).stdout
        text = [line for line in shown.split("\n") if "sha256" not in line and "absorbed by caps" not in line]
        assert [line for line in text if wcswidth(line) > columns + 2] == []


# -- output into a file ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_gets_what_would_have_been_printed(small: Path, facts: Path, form: str) -> None:
    target = small.with_name("out")
    printed = run("evaluate", small, facts, "--format", form)
    written = run("evaluate", small, facts, "--format", form, "-o", target)
    assert (written.exit_code, written.stdout, written.stderr) == (0, "", "")
    assert target.read_text(encoding="utf-8") == printed.stdout
    assert listing(small.parent) == ["facts.json", "out", "small.policy"]


@pytest.mark.parametrize("command", ["schema", "why"])
def test_other_commands_write_files_too(small: Path, facts: Path, command: str) -> None:
    target = small.with_name("out")
    arguments = [small] if command == "schema" else [small, facts, "1"]
    assert run(command, *arguments, "--output", target).exit_code == 0
    assert target.read_text(encoding="utf-8") == run(command, *arguments).stdout


def test_a_dash_for_the_output_is_standard_output(small: Path, facts: Path) -> None:
    assert run("evaluate", small, facts, "-o", "-").stdout == run("evaluate", small, facts).stdout
    assert listing(small.parent) == ["facts.json", "small.policy"]


@pytest.mark.parametrize("fault", ["policy", "facts", "missing facts", "no facts", "no id"])
def test_an_existing_file_stays_as_it_was_where_something_is_at_fault(small: Path, facts: Path, fault: str) -> None:
    target = small.with_name("out")
    target.write_text("what was there", encoding="utf-8")
    before = listing(small.parent)
    if fault == "policy":
        small.write_text("policy small\nfacts", encoding="utf-8")
    elif fault == "facts":
        facts.write_text('{"walk": 1}', encoding="utf-8")
    elif fault == "missing facts":
        facts.write_text('{"walk": {"leak": 1}}', encoding="utf-8")
    elif fault == "no facts":
        facts = facts.with_name("no.json")
    if fault == "no id":
        result = run("why", small, facts, "9.9", "-o", target)
    else:
        result = run("evaluate", small, facts, "-o", target)
    assert result.exit_code == 1
    assert target.read_text(encoding="utf-8") == "what was there"
    assert listing(small.parent) == before


def test_a_file_in_a_folder_that_does_not_exist_is_not_written(small: Path, facts: Path) -> None:
    result = run("evaluate", small, facts, "-o", small.with_name("no") / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be written: no such file or directory" in result.stderr
    assert listing(small.parent) == ["facts.json", "small.policy"]


def test_a_file_cannot_stand_in_a_file_nor_take_the_place_of_a_folder(small: Path, facts: Path) -> None:
    for target in (facts / "out", small.parent):
        result = run("evaluate", small, facts, "-o", target)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "cannot be written" in result.stderr
    assert listing(small.parent) == ["facts.json", "small.policy"]


@pytest.mark.skipif(WINDOWS, reason="links and permissions are another matter there")
def test_a_link_stays_and_what_it_leads_to_is_replaced(small: Path, facts: Path) -> None:
    folder = small.with_name("far")
    folder.mkdir()
    target, link = folder / "real", small.with_name("link")
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(Path("far") / "real")
    assert run("evaluate", small, facts, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert "Score: " in target.read_text(encoding="utf-8")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert listing(folder) == ["real"]


@pytest.mark.skipif(WINDOWS, reason="there are no such devices")
def test_devices_and_pipes_are_written_to_directly(small: Path, facts: Path) -> None:
    printed = process("evaluate", small, facts).stdout
    assert b"Score: " in printed
    done = process("evaluate", small, facts, "-o", "/dev/null")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    for shell in ("", "| cat"):  # straight into a pipe, and into a pipe of the shell's
        done = process("evaluate", small, facts, "-o", "/dev/stdout", shell=shell)
        assert (done.stdout, done.stderr) == (printed, b"")


@pytest.mark.skipif(WINDOWS, reason="there are no such devices")
@pytest.mark.parametrize("target", ["output", "standard output"])
def test_a_full_disk_is_told_in_words(small: Path, facts: Path, target: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    if target == "output":
        done = process("evaluate", small, facts, "-o", "/dev/full")
    else:
        done = process("evaluate", small, facts, shell="> /dev/full")
    assert done.returncode == 1
    assert b"cannot be written: no space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(WINDOWS, reason="a matter of the shell there")
@pytest.mark.parametrize("arguments", [["evaluate", POLICY, UNIT], ["schema", POLICY], ["check", POLICY, POLICY]])
def test_a_closed_pipe_gives_no_traceback(arguments: list[str | Path]) -> None:
    done = process(*arguments, shell="| head -c 1")
    assert (done.returncode, done.stderr, len(done.stdout)) == (0, b"", 1)


@pytest.mark.skipif(WINDOWS, reason="a matter of the shell there")
@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-"])
def test_closed_streams_give_no_traceback(small: Path, facts: Path, closed: str) -> None:
    done = process("evaluate", small, "-" if closed == "<&-" else facts, shell=closed)
    assert b"Traceback" not in done.stderr


# -- check -------------------------------------------------------------------------------------------------------


def test_a_policy_that_is_in_order_is_said_to_be() -> None:
    result = run("check", POLICY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"{POLICY}: key-unit-security 1.0: 7 sections, 40 items, 80 rules, 98 facts; "
        "100 and up to 10 bonus points: no errors\n"
    )


def test_several_policies_are_all_checked_whatever_is_wrong_with_one(small: Path) -> None:
    broken, absent = small.with_name("broken.policy"), small.with_name("absent.policy")
    broken.write_text(SMALL_POLICY.replace("per leak", "per leek"), encoding="utf-8")
    result = run("check", small, broken, absent, POLICY)
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [str(small), str(POLICY)]
    assert "“leek” is not declared" in result.stderr
    assert "did you mean “leak”?" in result.stderr
    assert f"there is no file “{absent}”" in result.stderr


def test_every_fault_of_a_policy_is_told_in_one_run(small: Path) -> None:
    text = SMALL_POLICY.replace("per leak", "per leek").replace("when dark deduct", "when dark deduct deduct")
    small.write_text(text, encoding="utf-8")
    result = run("check", small)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("error[") == 2


def test_check_reads_standard_input(small: Path) -> None:
    result = run("check", "-", small, stdin=SMALL_POLICY)
    assert result.exit_code == 0
    assert result.stdout.startswith("<stdin>: small 1: ")


# -- schema ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    result = run("schema", POLICY)
    assert (result.exit_code, result.stderr) == (0, "")
    return {"told": json.loads(result.stdout), "published": json.loads(FACTS_SCHEMA.read_text(encoding="utf-8"))}


def test_the_schema_is_one(schemas: dict[str, Any]) -> None:
    told = schemas["told"]
    assert told["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(told)


def test_the_schema_accepts_every_case(schemas: dict[str, Any]) -> None:
    told = Draft202012Validator(schemas["told"])
    for path in [*CASES, UNIT]:
        facts = read_json(path)
        assert [error.message for error in told.iter_errors(facts.get("facts", facts))] == []


WRONG: list[object] = [None, True, 0, -1, 1.5, "", "no such word", [], [{}], [1], {}, [{"what": 1}], ["fire", "fire"]]


def test_the_schema_accepts_and_refuses_what_the_published_one_does(schemas: dict[str, Any]) -> None:
    told, published = (Draft202012Validator(schemas[name]) for name in ("told", "published"))
    disagree, left_out = [], []
    for group, key in [(group, key) for group, facts in full_marks().items() for key in facts]:
        for value in WRONG:
            facts = full_marks()
            facts[group][key] = value
            if told.is_valid(facts) != published.is_valid(facts):
                disagree.append((group, key, value))
        facts = full_marks({f"/{group}/{key}": None})
        if told.is_valid(facts) != published.is_valid(facts):
            left_out.append(key)
    assert disagree == []
    # The published one asks for these come what may; whether a score can do without them depends on other facts.
    assert left_out == [
        "security_head",
        "infrastructure_mechanism_complete",
        "emergency_response_capable",
        "guards_on_duty",
    ]


# -- why ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "says"),
    [
        (
            "2.7.a",
            ["hit", "5 × 0.5 = 2.5", "rule 2.7.a counts for 2 at most: 0.5 absorbed", "−2", "standard.policy:234:5"],
        ),
        ("4.1.d", ["hit", "60", "90 days (the policy's default)", "/technical/required_retention_days", "−0.5"]),
        ("5.6.a", ["did not hit", "yes       security rules exist"]),
        ("2.8.a", ["does not apply", "the item does not apply", "no        mass prevention required"]),
        ("6.3.a", ["1/860", "yes       over 1‰ deduct 5", "no        over 2‰ deduct 10"]),
        (
            "2.9",
            [
                "item 2.9 执勤装备",
                "in section 2 人防",
                "asked 4; item 2.9 counts for 3 at most: 1 absorbed; in effect 3",
                "2.9.a",
                "2.9.b",
                "2.9.c",
            ],
        ),
        ("7", ["bonus section 7 其他情况", "3.5 of at most 10", "item 7.1 推广", "7.2.d"]),
        ("1", ["section 1 组织领导", "18 of 20", "item 1.6"]),
    ],
)
def test_why_answers_for_rules_items_and_sections(id_: str, says: list[str]) -> None:
    result = run("why", POLICY, UNIT, id_)
    assert (result.exit_code, result.stderr) == (0, "")
    shown = " ".join(result.stdout.split())
    for words in says:
        assert " ".join(words.split()) in shown, words


def test_why_answers_for_everything_that_has_an_id() -> None:
    trace = standard().judge(UNIT.read_bytes())
    ids = [rule.id for rule in trace.rules()]
    ids += [item.id for section in trace.tree.sections for item in section.items]
    for id_ in [section.id for section in trace.tree.sections] + ids:
        first = render_why(trace, id_).split("\n", 1)[0].split()
        assert id_ in first[:3], first


def test_why_not_is_answered_part_by_part(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    changes = {"/outcomes/mass_petition": [{"participants": 49, "disturbed_order": True}]}
    path.write_text(json.dumps(full_marks(changes)), encoding="utf-8")
    shown = run("why", POLICY, path, "6.6.b").stdout
    assert "6.6.b did not hit" in shown
    assert re.search(r"no +participants is at least 50\s", shown)
    assert re.search(r"49 +participants\s", shown)
    assert re.search(r"yes +disturbed order\s", shown)


def test_why_answers_though_facts_are_missing_that_others_need(small: Path, facts: Path) -> None:
    facts.write_text('{"walk": {"leak": 2}}', encoding="utf-8")
    result = run("why", small, facts, "1.1.a")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "2 × 1 = 2" in result.stdout
    missing = run("why", small, facts, "1.2.a").stdout
    assert "1.2.a cannot be determined" in missing
    assert "missing: /walk/dark" in missing
    assert "cannot be determined: facts are missing" in run("why", small, facts, "1").stdout


@pytest.mark.parametrize(("id_", "near"), [("4.1.f", "4.1.a"), ("4.11", "4.1"), ("2.7a", "2.7.a")])
def test_an_id_that_is_not_there_is_told_with_what_is_near(id_: str, near: str) -> None:
    result = run("why", POLICY, UNIT, id_)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"error[DEM701]: the policy has no section, group, item or rule “{id_}”\n")
    assert "did you mean" in result.stderr
    assert f"“{near}”" in result.stderr or near == "4.1.a"


# -- files that cannot be read -----------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_told_with_what_is_near() -> None:
    result = run("evaluate", POLICY.with_name("standart.policy"), UNIT)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no file “" in result.stderr
    assert f"did you mean “{POLICY}”" in result.stderr
    result = run("evaluate", POLICY, UNIT.with_name("units.json"))
    assert f"did you mean “{UNIT}”?" in result.stderr


def test_a_folder_is_no_file() -> None:
    result = run("evaluate", POLICY.parent, UNIT)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"“{POLICY.parent}” is a folder" in result.stderr


def test_a_file_that_may_not_be_read_is_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    result = run("check", small)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"“{small}” cannot be read: " in result.stderr
    assert "permission denied" in result.stderr.lower()


@pytest.mark.skipif(WINDOWS, reason="such a path is told otherwise there")
def test_a_path_through_a_file_and_one_that_cannot_be_are_told(small: Path) -> None:
    for path in (small / "x", f"{small}\0x", "x" * 5000):
        result = run("check", path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("error[DEM10")


def test_gb18030_is_read_where_it_is_asked_for_and_pointed_out_where_it_is_not(small: Path, facts: Path) -> None:
    expected = run("evaluate", small, facts).stdout
    small.write_bytes(SMALL_POLICY.encode("gb18030"))
    result = run("evaluate", small, facts)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "seems to be written in GB18030, not in UTF-8" in result.stderr
    assert "read it with --encoding gb18030" in result.stderr
    result = run("evaluate", small, facts, "--encoding", "gb18030")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == expected
    assert run("check", small, "--encoding", "GBK").exit_code == 0
    assert run("schema", small, "--encoding", "gb18030").exit_code == 0
    assert run("why", small, facts, "1", "--encoding", "gb18030").exit_code == 0


def test_facts_in_utf_8_go_with_a_policy_in_gb18030(small: Path, facts: Path) -> None:
    small.write_bytes(SMALL_POLICY.encode("gb18030"))
    facts.write_text('{"walk": {"leak": [{"where": "东门"}], "dark": true}}', encoding="utf-8")
    result = run("evaluate", small, facts, "--encoding", "gb18030")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "东门" in result.stdout


def test_the_standard_in_gb18030_comes_out_as_it_does_in_utf_8(tmp_path: Path) -> None:
    policy, unit = tmp_path / "standard.policy", tmp_path / "unit.json"
    policy.write_bytes(POLICY.read_text(encoding="utf-8").encode("gb18030"))
    unit.write_bytes(UNIT.read_text(encoding="utf-8").encode("gb18030"))
    shown = run("evaluate", policy, unit, "--encoding", "gb18030").stdout
    assert shown == run("evaluate", POLICY, UNIT).stdout


def test_text_that_is_not_in_the_encoding_named_is_told(small: Path, facts: Path) -> None:
    small.write_bytes(SMALL_POLICY.encode("gb18030"))
    result = run("evaluate", small, facts, "--encoding", "ascii")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is not text in ascii" in result.stderr


def test_a_short_text_in_the_encoding_named_is_not_taken_for_utf_8(small: Path, facts: Path) -> None:
    word = "学要"
    assert word.encode("gb18030").decode("utf-8") == "ѧҪ"  # which happens to few words, and to no whole text
    facts.write_bytes(f'{{"walk": {{"leak": [{{"where": "{word}"}}], "dark": true}}}}'.encode("gb18030"))
    assert word in run("evaluate", small, facts, "--encoding", "gb18030").stdout


def test_a_byte_order_mark_is_read_over(small: Path, facts: Path) -> None:
    for path in (small, facts):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert run("evaluate", small, facts).exit_code == 0


# -- colours -----------------------------------------------------------------------------------------------------


def test_colours_come_where_they_are_asked_for(small: Path, facts: Path) -> None:
    plain = run("evaluate", small, facts)
    coloured = run("evaluate", small, facts, "--color", "always")
    assert "\x1b" not in plain.stdout
    assert "\x1b[1m" in coloured.stdout
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.stdout) == plain.stdout
    assert run("evaluate", small, facts, "--color", "always", env={"NO_COLOR": "1"}).stdout == coloured.stdout


def test_diagnostics_are_coloured_alike(small: Path, facts: Path) -> None:
    small.write_text(SMALL_POLICY.replace("per leak", "per leek"), encoding="utf-8")
    plain, coloured = run("check", small).stderr, run("check", small, "--color", "always").stderr
    assert "\x1b" not in plain
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b[31m" in run("evaluate", small, facts, "--color", "always").stderr


def test_there_are_no_colours_in_files_nor_in_json(small: Path, facts: Path) -> None:
    target = small.with_name("out")
    commands: list[list[str | Path]] = [["evaluate", small, facts], ["why", small, facts, "1"], ["schema", small]]
    for command in commands:
        run(*command, "--color", "always", "-o", target)
        assert b"\x1b" not in target.read_bytes()
    assert "\x1b" not in run("evaluate", small, facts, "--color", "always", "--format", "json").stdout


@pytest.mark.skipif(WINDOWS, reason="there are no such terminals")
@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [({}, [], True), ({"NO_COLOR": "1"}, [], False), ({}, ["--color", "never"], False), ({}, ["-o", "-"], None)],
)
def test_a_terminal_gets_colours_unless_told_otherwise(
    small: Path, facts: Path, environment: dict[str, str], arguments: list[str], coloured: bool | None
) -> None:
    shown = on_a_terminal("evaluate", str(small), str(facts), *arguments, env=environment)
    assert "Score: 4.5" in re.sub(r"\x1b\[[0-9;]*m", "", shown)
    if coloured is not None:
        assert ("\x1b[" in shown) == coloured


def on_a_terminal(*arguments: str, env: Mapping[str, str]) -> str:
    import pty

    ours, theirs = pty.openpty()
    environment = {**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, "PYTHONPATH": SOURCE, **env}
    command = [sys.executable, "-m", "demerit", *arguments]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, env=environment) as child:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # the other end is closed
            pass
        finally:
            os.close(ours)
        assert child.wait(timeout=60) == 0
    return shown.decode()


# -- hostile text ------------------------------------------------------------------------------------------------

FORGED = "Score: 100 of 100"
HOSTILE = f"a\x1b[31mb\x07c\u202ed\u2066e\x9bf\u200bg\r\n{FORGED}\n  {FORGED}\u2028{FORGED}\x85{FORGED}"
BARE = "a\x1b[31mb\x07c\u202ed\u2066e\x9bf\u200bg"

HOSTILE_POLICY = f"""policy p version 1 title "T{BARE}"
  note "N{BARE}"
facts g "G{BARE}"
  leak  : findings "L{BARE}"
  word  : text "W{BARE}"
  large : yes/no "Y{BARE}"
  odd   : list "O{BARE}"
    - f : text "F{BARE}"
section 1 "S{BARE}" worth 10
  item 1.1 "I{BARE}"
    applies when large
    note "n{BARE}"
    cite "c{BARE}"
    per leak deduct 1
      note "r{BARE}"
    when word is "a{BARE}" deduct 1
    cite "d{BARE}"
    per odd where f is "x{BARE}" deduct 1
"""


def hostile(tmp_path: Path) -> tuple[Path, Path]:
    policy, facts = tmp_path / f"p\x1b[31m\u202e\n{FORGED}.policy", tmp_path / f"f\x1b[31m\u202e\n{FORGED}.json"
    policy.write_text(HOSTILE_POLICY, encoding="utf-8")
    found = [{"where": HOSTILE, "note": HOSTILE, "evidence": HOSTILE}]
    odd = [{"f": HOSTILE}, {"f": f"x{BARE}"}]
    text = json.dumps({"g": {"leak": found, "word": f"a{BARE}", "large": True, "odd": odd}})
    facts.write_text(text, encoding="utf-8")
    return policy, facts


def assert_harmless(shown: str) -> None:
    strange = {c for c in shown if (ord(c) < 32 and c != "\n") or c in "\x7f\x85\x9b\u200b\u202e\u2066\u2028\u2029"}
    assert strange == set()
    forged = [line for line in shown.split("\n") if line.strip().startswith(FORGED)]
    assert forged == []


@pytest.mark.skipif(WINDOWS, reason="no file can be called so there")
def test_what_could_steer_a_terminal_is_shown_by_its_code_wherever_it_comes_from(tmp_path: Path) -> None:
    policy, facts = hostile(tmp_path)
    commands: list[list[str | Path]] = [
        ["evaluate", policy, facts],
        ["why", policy, facts, "1"],
        ["why", policy, facts, "1.1.c"],
        ["check", policy],
        ["evaluate", policy, facts, "--color", "never"],
    ]
    for command in commands:
        result = run(*command)
        assert result.exit_code == 0
        assert_harmless(result.stdout)
        assert_harmless(result.stderr)
        assert (result.stderr != "") == (command[0] == "check")
        assert "<U+001B>" in result.stdout
    result = run("evaluate", policy, facts)
    assert "T" + "a<U+001B>[31mb<U+0007>c<U+202E>d<U+2066>e<U+009B>f<U+200B>g" in result.stdout
    assert "x" + "a<U+001B>[31mb<U+0007>c<U+202E>d<U+2066>e<U+009B>f<U+200B>g" in result.stdout


@pytest.mark.skipif(WINDOWS, reason="no file can be called so there")
def test_diagnostics_show_it_by_its_code_too(tmp_path: Path) -> None:
    policy, facts = hostile(tmp_path)
    facts.write_text(json.dumps({"g": {"leak": HOSTILE, HOSTILE: 1, "large": True, "odd": []}}), encoding="utf-8")
    commands: list[list[str | Path]] = [
        ["evaluate", policy, facts],
        ["evaluate", policy, f"{facts}x"],
        ["evaluate", f"{policy}x", facts],
        ["why", policy, facts, HOSTILE],
        ["evaluate", policy, facts, "-o", tmp_path / "no" / HOSTILE],
    ]
    for command in commands:
        result = run(*command)
        assert (result.exit_code, result.stdout) == (1, "")
        assert_harmless(result.stderr)
        assert "<U+001B>" in result.stderr
    policy.write_text(HOSTILE_POLICY.replace("per leak", f"per leak{BARE}"), encoding="utf-8")
    result = run("check", policy)
    assert result.exit_code == 1
    assert_harmless(result.stderr)


def test_json_escapes_what_could_steer_a_terminal_or_gives_it_back_unchanged(tmp_path: Path) -> None:
    policy, facts = tmp_path / "p", tmp_path / "f"
    policy.write_text(HOSTILE_POLICY, encoding="utf-8")
    given = {"g": {"leak": [{"where": HOSTILE}], "word": "w", "large": True, "odd": []}}
    facts.write_text(json.dumps(given), encoding="utf-8")
    shown = run("evaluate", policy, facts, "--format", "json").stdout
    assert "\x1b" not in shown
    reads = json.loads(shown)["sections"][0]["items"][0]["rules"][0]["reads"]
    (leak,) = [read for read in reads if read["pointer"] == "/g/leak"]
    assert leak["entries"][0]["value"]["where"] == HOSTILE


# -- wide characters ---------------------------------------------------------------------------------------------


def test_columns_stay_aligned_beside_wide_characters() -> None:
    shown = run("evaluate", POLICY, UNIT).stdout.split("\n")
    rows = [line for line in shown if re.match(r"  [1-7]  \S", line)]
    assert len(rows) == 7
    assert len({len(row.split("  of ")[0]) for row in rows}) > 1  # in characters they are not
    assert len({wcswidth(row[: row.index("  of ")]) for row in rows}) == 1
    changes = [wcswidth(row[: match.end()]) for row in rows if (match := re.search(r"[+−][\d.]+", row))]
    assert len(changes) == 7
    assert len(set(changes)) == 1


def test_sections_with_titles_of_all_widths_are_aligned(small: Path, facts: Path) -> None:
    titles = ["", "x", "屋", "ｗｉｄｅ", "e\u0301te\u0301", "👩\u200d👩\u200d👧", "mixed 混合", "한국어", "٣"]
    sections = [
        f'section {n} "{title}" worth {10 ** (n % 4)}\n  item {n}.1\n    per leak deduct 1\n'
        for n, title in enumerate(titles, 1)
    ]
    heading = SMALL_POLICY.split("section", 1)[0].replace("yes/no", "yes/no optional")
    small.write_text(heading + "".join(sections), encoding="utf-8")
    shown = run("evaluate", small, facts).stdout.split("\n")
    rows = [line for line in shown if re.match(r"  [1-9]  .*  of \d", line)]
    assert len(rows) == len(titles)
    assert len({wcswidth(row[: row.index("  of ")]) for row in rows}) == 1
