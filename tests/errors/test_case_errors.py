"""What is told of cases: which code, at which JSON pointer, which text is underlined; and of running them."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import demerit
from demerit import LoadedPolicy, Source
from demerit.examples.case_files import read_cases
from demerit.language import case_codes
from demerit.language.messages import CHINESE
from demerit.language.source import MIB, read_file
from tests.errors import case_cases
from tests.errors.facts_cases import Case
from tests.errors.test_facts_errors import faults
from tests.standard import CASES, ROOT, exact_json, standard
from tests.test_cli import run

SCHEMA: Any = exact_json((ROOT / "schemas" / "cases.schema.json").read_text(encoding="utf-8"))


@cache
def shop() -> LoadedPolicy:
    return demerit.load_source(Source("shop.policy", case_cases.POLICY))


@pytest.mark.parametrize("case", case_cases.CASES, ids=lambda case: case.sentence)
def test_a_mistake_in_a_case_is_told_at_its_place(case: Case) -> None:
    cases, told = read_cases(Source("cases.json", case.text), shop())
    assert faults(told) == list(case.faults)
    assert not cases
    for each in told:
        assert each.message_in(CHINESE)
        assert each.help_in(CHINESE) or not each.help


@pytest.mark.parametrize("case", case_cases.CASES, ids=lambda case: case.sentence)
def test_what_is_told_of_the_form_is_what_the_published_schema_refuses(case: Case) -> None:
    if all(fault.code == "DEM502" for fault in case.faults):
        return
    refused = not Draft202012Validator(SCHEMA).is_valid(exact_json(case.text))
    by_policy = {"a rule does not apply itself", "an item does not hit"}
    assert refused == any(
        fault.code in ("DEM751", "DEM752", "DEM753") for fault in case.faults if case.sentence not in by_policy
    )


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_of_the_standard_are_valid_and_have_no_mistake(path: Path) -> None:
    Draft202012Validator(SCHEMA).validate(exact_json(path.read_bytes()))
    cases, told = read_cases(read_file(path, most=MIB), standard())
    assert (len(cases), told) == (1, [])


@pytest.mark.parametrize("text", ["", " \n", "// nothing\n"])
def test_a_file_without_a_case_is_told(text: str) -> None:
    cases, (told,) = read_cases(Source("cases.json", text), shop())
    assert not cases
    assert told.code.number in ("DEM751", "DEM506")


def test_a_number_too_long_is_told() -> None:
    text = case_cases.expecting('"score": ' + "9" * 101)
    assert [each.code.number for each in read_cases(Source("cases.json", text), shop())[1]] == ["DEM504"]


# -- running -------------------------------------------------------------------------------------------------------

CODES = tuple(code.number for code in (
    case_codes.CASE_REFERENCE, case_codes.CASE_NO_FILE, case_codes.NOTHING_TO_RUN, case_codes.NOT_CASES,
    case_codes.SELECTION, case_codes.NOT_REWRITTEN,
))  # fmt: skip
"""The codes that the tests below exercise."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shop.policy").write_text(case_cases.POLICY, encoding="utf-8")
    (tmp_path / "cases").mkdir()
    return tmp_path


def put(folder: Path, text: str, name: str = "a.json") -> Path:
    path = folder / "cases" / name
    path.write_text(text, encoding="utf-8")
    return path


OUTSIDE = [
    "../unit.json",
    "/etc/hostname",
    "a/../../unit.json",
    "C:\\unit.json",
    "\\\\host\\unit.json",
    "..\\u.json",
    "C:u.json",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_facts_come_from_the_folder_of_the_text_and_no_other(folder: Path, path: str) -> None:
    (folder / "unit.json").write_text(case_cases.FACTS, encoding="utf-8")
    put(folder, case_cases.case(facts=f'"{path}"'.replace("\\", "\\\\")))
    result = run("test", folder / "shop.policy")
    assert result.exit_code == 1
    assert "DEM757" in result.stdout
    assert "(/facts)" not in result.stdout
    assert "a.json:1:23" in result.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_nobody_waits_for_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "cases" / "pipe")
    put(folder, case_cases.case(facts='"pipe"'))
    result = run("test", folder / "shop.policy")
    assert result.exit_code == 1
    assert "error[DEM758]: “pipe” is no file that can be read" in result.stdout


def test_a_file_that_is_named_and_not_there_is_told_where_it_is_named(folder: Path) -> None:
    put(folder, case_cases.case(facts='"unti.txt"'))
    (folder / "cases" / "unit.txt").write_text(case_cases.FACTS, encoding="utf-8")
    result = run("test", folder / "shop.policy")
    assert result.exit_code == 1
    assert "error[DEM101]: there is no file" in result.stdout
    assert "a.json:1:23" in result.stdout
    assert "unit.txt" in result.stdout


def test_facts_that_are_no_json_are_told_at_their_place(folder: Path) -> None:
    put(folder, case_cases.case(facts='"unit.txt"'))
    (folder / "cases" / "unit.txt").write_text('{"shop": }', encoding="utf-8")
    result = run("test", folder / "shop.policy")
    assert result.exit_code == 1
    assert "DEM501" in result.stdout
    assert "unit.txt:1:2" in result.stdout


@pytest.mark.parametrize("arguments", [[], ["-k", "x"]])
def test_nothing_to_run_is_no_success(folder: Path, arguments: list[str]) -> None:
    result = run("test", folder / "shop.policy", *arguments)
    assert result.exit_code == 1
    assert "error[DEM759]: “" in result.stdout
    assert "cases/*.json" in result.stdout


def test_a_folder_without_cases_is_told(folder: Path) -> None:
    result = run("test", folder / "shop.policy", folder / "cases")
    assert result.exit_code == 1
    assert "DEM759" in result.stdout


def test_a_selection_of_nothing_is_told(folder: Path) -> None:
    put(folder, f"[{case_cases.case()}, {case_cases.case()}]")
    result = run("test", folder / "shop.policy", "-k", "absent")
    assert result.exit_code == 1
    assert "“absent” selects none of the 2 cases" in result.stdout


def test_a_file_of_another_kind_is_told(folder: Path) -> None:
    (folder / "notes.txt").write_text("notes", encoding="utf-8")
    result = run("test", folder / "shop.policy", folder / "notes.txt", folder / "caces")
    assert result.exit_code == 1
    assert "DEM760" in result.stdout
    assert "DEM101" in result.stdout
    assert str(folder / "cases") in result.stdout  # did you mean


@pytest.mark.parametrize("select", ["", " ", "and", "a and", "not", "(a", "a)", "a b", "'a", "(" * 60 + "a" + ")" * 60])
def test_a_selection_that_cannot_be_read_is_wrong_usage(folder: Path, select: str) -> None:
    put(folder, case_cases.case())
    for lang in ("en", "zh"):
        result = run("test", folder / "shop.policy", "-k", select, "--lang", lang)
        assert result.exit_code == 2
        assert "-k" in result.stderr


def test_what_cannot_be_rewritten_is_told_and_left(folder: Path) -> None:
    path = put(folder, case_cases.case(facts="{}"))
    before = path.read_bytes()
    result = run("test", folder / "shop.policy", "--update")
    assert result.exit_code == 1
    assert (
        "error[DEM762]: this cannot be rewritten to what comes now: facts are missing, so nothing came" in result.stderr
    )
    assert path.read_bytes() == before
