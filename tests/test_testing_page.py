"""The page about testing is true: its examples hold, and what it shows is what is printed."""

import re
from pathlib import Path

import pytest

from tests.standard import ROOT
from tests.test_cli import process

PAGE = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stairs.policy").write_text(blocks("policy")[0], encoding="utf-8")
    return tmp_path


def shown(folder: Path, command: str) -> str:
    words = re.findall(r'"[^"]*"|\S+', command.removeprefix("demerit "))
    return process(*words, cwd=folder, env={"DEMERIT_LANG": "en"}).stdout.decode()


@pytest.mark.parametrize("block", blocks("text"), ids=lambda block: block.split("\n")[0])
def test_what_the_page_shows_is_what_is_printed(folder: Path, block: str) -> None:
    command, expected = block.split("\n", 1)
    if "does not" in expected:  # the cap was changed
        path = folder / "stairs.policy"
        path.write_text(path.read_text(encoding="utf-8").replace("cap 6", "cap 8"), encoding="utf-8")
    assert shown(folder, command.removeprefix("$ ")) == expected


def test_the_cases_of_the_page_hold(folder: Path) -> None:
    (folder / "cases").mkdir()
    (folder / "cases" / "a.json").write_text(blocks("cases")[0], encoding="utf-8")
    assert shown(folder, "demerit test stairs.policy") == "all 6 examples hold\n"
