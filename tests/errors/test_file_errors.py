"""What is told of files and of the command line: by code, in words that name the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import demerit
from demerit import FileError, PolicyError, UnknownIdError
from demerit.cli import main
from demerit.language import codes
from demerit.language.diagnostics import Diagnostic
from demerit.language.source import MIB, decode, known_encoding, read_file
from demerit.output import rewrite_file, write_file
from demerit.report.why import render_why
from tests.standard import POLICY, UNIT, full_marks, standard


def told(door: Callable[[], object]) -> Diagnostic:
    """Hold a door to refuse; give the one thing that it says."""
    with pytest.raises((FileError, UnknownIdError)) as caught:
        door()
    (diagnostic,) = caught.value.diagnostics
    assert str(caught.value).startswith(f"error[{diagnostic.code.number}]: ")
    return diagnostic


def written(folder: Path, data: bytes) -> Path:
    path = folder / "standard.policy"
    path.write_bytes(data)
    return path


def test_a_file_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    written(tmp_path, b"policy p\n")
    diagnostic = told(lambda: read_file(tmp_path / "standard.polcy", most=MIB))
    assert diagnostic.code.number == "DEM101"
    assert diagnostic.near == (str(tmp_path / "standard.policy"),)


def test_a_file_in_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert told(lambda: read_file(tmp_path / "none" / "standard.policy", most=MIB)).code.number == "DEM101"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert told(lambda: read_file(tmp_path, most=MIB)).code.number == "DEM102"


def test_a_name_that_no_file_can_have_is_told() -> None:
    diagnostic = told(lambda: read_file("standard\0.policy", most=MIB))
    assert diagnostic.code.number == "DEM103"
    assert "null" in diagnostic.message


def test_a_file_that_is_too_large_is_told_without_being_read_whole(tmp_path: Path) -> None:
    diagnostic = told(lambda: read_file(written(tmp_path, b" " * (MIB + 1)), most=MIB))
    assert diagnostic.code.number == "DEM104"
    assert "larger than 1 MiB" in diagnostic.message
    assert read_file(written(tmp_path, b" " * MIB), most=MIB).text == " " * MIB


CHINESE = "policy p\n  title “安全防范量化评估标准”\n"


@pytest.mark.parametrize(
    ("encoding", "seems"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_another_encoding_is_named_and_can_be_asked_for(tmp_path: Path, encoding: str, seems: str) -> None:
    path = written(tmp_path, CHINESE.encode(encoding))
    diagnostic = told(lambda: read_file(path, most=MIB))
    assert diagnostic.code.number == "DEM105"
    assert f"seems to be written in {seems}" in diagnostic.message
    assert read_file(path, most=MIB, encoding=encoding).text == CHINESE


def test_text_in_gb18030_is_named_however_long_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, ("# " + "安全" * 50_000 + "\n").encode("gb18030"))
    assert told(lambda: read_file(path, most=MIB)).code.number == "DEM105"


@pytest.mark.parametrize(
    ("data", "byte", "line", "column"),
    [
        (b"policy p\xff\n", "0xFF", 1, 9),
        ("policy p\n  note “安全".encode()[:-1], "0xE5", 2, 10),
        (b"policy caf\xe9\n", "0xE9", 1, 11),
        (b"\x80", "0x80", 1, 1),
        (b"policy p\n\xed\xa0\x80", "0xED", 2, 1),
    ],
)
def test_a_byte_that_is_no_character_is_told_with_its_place(data: bytes, byte: str, line: int, column: int) -> None:
    diagnostic = told(lambda: decode(data, "standard.policy"))
    assert diagnostic.code.number == "DEM106"
    assert f"the byte {byte} at line {line}, column {column} " in diagnostic.message


def test_text_that_is_not_in_the_encoding_asked_for_is_told() -> None:
    diagnostic = told(lambda: decode(CHINESE.encode("gb18030"), "standard.policy", encoding="ascii"))
    assert diagnostic.code.number == "DEM107"
    assert "byte 17 is no character" in diagnostic.message


def test_a_byte_order_mark_is_dropped_and_line_ends_stay() -> None:
    assert decode(b"\xef\xbb\xbfpolicy p\r\n", "standard.policy").text == "policy p\r\n"
    assert decode(CHINESE.encode("utf-16"), "standard.policy", encoding="utf-16").text == CHINESE


def test_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "trace.json"):
        diagnostic = told(lambda path=path: write_file(str(path), b"x"))  # type: ignore[misc]
        assert diagnostic.code.number == "DEM108"
    assert list(tmp_path.iterdir()) == []


def test_the_facts_are_no_policy() -> None:
    with pytest.raises(PolicyError) as caught:
        demerit.load(UNIT)
    assert [each.code.number for each in caught.value.diagnostics] == ["DEM110"]


def test_a_result_does_not_replace_what_it_was_made_of(tmp_path: Path) -> None:
    facts = tmp_path / "unit.json"
    facts.write_bytes(UNIT.read_bytes())
    result = CliRunner().invoke(main, ["evaluate", str(POLICY), str(facts), "-o", str(facts)])
    assert result.exit_code == 1
    assert result.stderr.startswith("error[DEM109]: ")
    assert facts.read_bytes() == UNIT.read_bytes()


def test_a_draft_replaces_no_file(tmp_path: Path) -> None:
    there = written(tmp_path, b"policy p\n")
    result = CliRunner().invoke(main, ["new", str(POLICY.with_name("source.txt")), "-o", str(there)])
    assert result.exit_code == 1
    assert result.stderr.startswith("error[DEM112]: ")
    assert there.read_bytes() == b"policy p\n"


@pytest.mark.parametrize(("id_", "meant"), [("4.1b", "4.1.b"), ("41.b", "4.1.b"), ("2.70", "2.7")])
def test_an_id_that_is_not_there_is_told_with_those_that_are(id_: str, meant: str) -> None:
    trace = standard().evaluate(full_marks())
    diagnostic = told(lambda: render_why(trace, id_))
    assert diagnostic.code.number == "DEM701"
    assert meant in diagnostic.near


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["evaluate", "-", "-"], codes.BOTH_STDIN),
        (["why", "-", "-", "4.1"], codes.BOTH_STDIN),
        (["check", str(POLICY), "--encoding", "gb18036"], codes.ENCODING_UNKNOWN),
        (["evaluate", str(POLICY), str(UNIT), "--encoding", "rot13"], codes.ENCODING_UNKNOWN),
        (["check", "--fix", "-"], codes.FIX_STDIN),
        (["check", str(POLICY), "--select", "DEM881"], codes.CODE_UNKNOWN),
        (["check", str(POLICY), "--ignore", "DEM301"], codes.CODE_UNKNOWN),
    ],
)
def test_wrong_usage_is_told_in_the_words_of_its_code(arguments: list[str], code: codes.Code) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    said = " ".join(result.stderr.split())
    assert code.message.format(encoding=arguments[-1], named=arguments[-1]) in said
    assert code.help in said


def test_a_file_that_has_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, b"policy other\n")
    diagnostic = told(lambda: rewrite_file(str(path), "policy p\n", "policy q\n", None))
    assert diagnostic.code.number == "DEM111"
    assert path.read_bytes() == b"policy other\n"


def test_only_encodings_of_text_are_known() -> None:
    assert known_encoding("gb18030")
    assert not any(known_encoding(name) for name in ("gb18036", "rot13", "hex", "base64", ""))


CODES = (
    *(f"DEM{number}" for number in range(101, 113)),
    "DEM701",
    codes.BOTH_STDIN.number,
    codes.ENCODING_UNKNOWN.number,
    codes.FIX_STDIN.number,
    codes.CODE_UNKNOWN.number,
)
"""The codes that the tests above exercise."""
