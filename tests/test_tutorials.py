"""The tutorials are true: whoever types them along has the files that they show, and reads what they print.

A line in bold above a block says which file the block is written to, and where; the test does what it says. Commands
are run in the folder of these files. A mistake is put back after the commands below it. After a change that is meant,
`DEMERIT_UPDATE=1 pytest tests/test_tutorials.py` writes anew what the commands print; the difference is then reviewed
like any other.
"""

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

import demerit
from demerit.cli import main
from demerit.language.excerpt import render_all
from tests.standard import ROOT, STANDARD, exact_json, ledgers

CHINESE = ROOT / "docs" / "zh" / "tutorial.md"
ENGLISH = ROOT / "docs" / "tutorial.md"
PAGES = [CHINESE, ENGLISH]
NAMED = pytest.mark.parametrize("page", PAGES, ids=["zh", "en"])
PUBLISHED = (STANDARD / "source.txt").read_text(encoding="utf-8")

NEW, END, ABOVE, BELOW, INSTEAD, MISTAKE = "new", "end", "above", "below", "instead", "mistake"

_FILE, _LINE = r"`(?P<file>[^`]+)`", r"`(?P<line>[^`]+)`"
CAPTIONS = {
    re.compile(pattern.replace("FILE", _FILE).replace("LINE", _LINE)): where
    for pattern, where in {
        r"新建文件 FILE：": NEW,
        r"在 FILE 末尾接着写：": END,
        r"在 FILE 的 LINE 一行上面加：": ABOVE,
        r"在 FILE 的 LINE 一行下面加：": BELOW,
        r"在 FILE 中，把 LINE 一行改成：": INSTEAD,
        r"试一试，看完改回。在 FILE 中，把 LINE 一行改成：": MISTAKE,
        r"A new file, FILE:": NEW,
        r"At the end of FILE:": END,
        r"In FILE, above the line LINE:": ABOVE,
        r"In FILE, below the line LINE:": BELOW,
        r"In FILE, in place of the line LINE:": INSTEAD,
        r"Try it, then put the line back. In FILE, in place of the line LINE:": MISTAKE,
    }.items()
}
"""What a line in bold says, with the name of a file and a line of it, and what is done."""

NOT_RUN = {"sh": r"demerit (new source\.txt -o \S+|check \S+ --source source\.txt --page \S+)\n", "text": r"# .*\n"}
"""Blocks that are not run, by their language, and what may stand in them."""

MAY_FAIL = re.compile(r"demerit (fmt --check|evaluate \S+ (没查|not-looked)\.json)")
"""Commands that end with 1 although nothing was mistyped."""

_BLOCK = re.compile(
    r"(?:^\*\*(?P<caption>[^\n]+)\*\*\n\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_CITE = re.compile(r'^ *(?:原文|cite) [“"](.*)[”"]$', re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A block of a page: its language, its text and where it stands, and what is done with it.

    `where` is one of the words above for a block that is written to `file`, beside or in place of `line`; it is empty
    for commands.
    """

    language: str
    text: str
    start: int
    where: str = ""
    file: str = ""
    line: str = ""


@dataclass
class Typed:
    """What came of a page: the blocks of commands with what they print, the files, and faults of the page itself."""

    shown: list[tuple[Step, str]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def steps(page: Path) -> Iterator[Step]:
    """Give the blocks of a page in their order; the line in bold above a block has to be one that is known."""
    for match in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        language, text, start, caption = match["language"], match["text"], match.start("text"), match["caption"]
        if language in ("zh", "policy", "json"):
            assert caption is not None, f"no line in bold above: {text}"
            ((found, where),) = [
                (known.fullmatch(caption), where) for known, where in CAPTIONS.items() if known.fullmatch(caption)
            ]
            assert found is not None
            yield Step(language, text, start, where, found["file"], found.groupdict().get("line") or "")
        else:
            assert caption is None, caption
            yield Step(language, text, start)


def quoted(page: Path) -> list[str]:
    """Give the clauses that a page quotes."""
    return [line for line in re.findall(r"^> ?(.*)$", page.read_text(encoding="utf-8"), re.MULTILINE) if line]


def written(text: str, step: Step) -> str:
    """Give the text of a file after a block was written to it."""
    if step.where == END:
        return text + step.text
    lines = text.splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if line.strip() == step.line]
    assert len(places) == 1, f"{step.file} has {len(places)} lines {step.line!r}"
    at = places[0]
    first, last = {ABOVE: (at, at), BELOW: (at + 1, at + 1)}.get(step.where, (at, at + 1))
    return "".join([*lines[:first], step.text, *lines[last:]])


def printed(commands: list[str]) -> tuple[str, list[int]]:
    """Give what commands print, each below its line, and their exit statuses."""
    text, statuses = "", []
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "demerit", command
        environment = {"COLUMNS": "100", "NO_COLOR": None, "LANG": "C.UTF-8", "LC_ALL": None, "LANGUAGE": None}
        result = CliRunner().invoke(main, arguments, env=environment)
        assert result.exception is None or isinstance(result.exception, SystemExit), (command, result.exception)
        text += f"$ {command}\n{result.output}"
        statuses.append(result.exit_code)
    return text, statuses


def typed(page: Path, folder: Path) -> Typed:
    """Type a page along: write its files into a folder, which is the working one, and run its commands."""
    done = Typed()
    put_back: tuple[Path, str] | None = None
    for step in steps(page):
        if step.where:
            file = folder / step.file
            assert put_back is None, f"no command below the mistake in {step.file}"
            assert file.exists() != (step.where == NEW), step.file
            before = "" if step.where == NEW else file.read_text(encoding="utf-8")
            put_back = (file, before) if step.where == MISTAKE else None
            file.write_text(step.text if step.where == NEW else written(before, step), encoding="utf-8")
        elif step.language == "console":
            commands = _COMMAND.findall(step.text)
            text, statuses = printed(commands)
            done.shown.append((step, text))
            if put_back is not None:
                put_back[0].write_text(put_back[1], encoding="utf-8")
                put_back = None
                if text == printed(commands)[0]:
                    done.faults.append(f"a mistake that changes nothing: {text}")
            else:
                done.faults += [
                    f"{command} ends with {status}"
                    for command, status in zip(commands, statuses, strict=True)
                    if status and not MAY_FAIL.match(command)
                ]
        else:
            assert re.fullmatch(NOT_RUN[step.language], step.text), step.text
    done.files = {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir()}
    return done


@pytest.fixture
def done(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.chdir(tmp_path)
    return typed(page, tmp_path)


@NAMED
def test_what_is_typed_along_prints_what_the_tutorial_shows(page: Path, done: Typed) -> None:
    if os.environ.get("DEMERIT_UPDATE"):
        text = page.read_text(encoding="utf-8")
        for step, shown in reversed(done.shown):
            text = text[: step.start] + shown + text[step.start + len(step.text) :]
        page.write_text(text, encoding="utf-8")
        return
    for step, shown in done.shown:
        assert step.text == shown, f"DEMERIT_UPDATE=1 rewrites {page.name}"


@NAMED
def test_commands_succeed_where_nothing_is_mistyped_and_a_mistake_changes_what_is_printed(
    page: Path, done: Typed
) -> None:
    assert page.exists()
    assert done.faults == []


@NAMED
def test_the_policies_that_come_of_it_load_without_a_warning(page: Path, done: Typed) -> None:
    policies = {name: text for name, text in done.files.items() if name.endswith(".policy")}
    assert len(policies) == 3, page
    for name, text in policies.items():
        loaded = demerit.load_source(demerit.Source(name, text))
        assert loaded.warnings == (), render_all(loaded.warnings)


@NAMED
def test_what_a_policy_cites_is_in_a_clause_that_the_tutorial_quotes(page: Path, done: Typed) -> None:
    cited = [cite for text in done.files.values() for cite in _CITE.findall(text)]
    assert len(cited) > 25
    assert [cite for cite in cited if not any(cite in clause for clause in quoted(page))] == []


def test_the_clauses_that_the_chinese_tutorial_quotes_are_in_the_published_text_word_for_word() -> None:
    assert len(quoted(CHINESE)) > 15
    assert [clause for clause in quoted(CHINESE) if clause not in PUBLISHED] == []


def test_both_tutorials_come_to_the_same_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = []
    for page, policy, unit in ((CHINESE, "练习.policy", "单位.json"), (ENGLISH, "exercise.policy", "unit.json")):
        folder = tmp_path / page.parent.name
        folder.mkdir()
        monkeypatch.chdir(folder)
        files = typed(page, folder).files
        trace = demerit.load_source(demerit.Source(policy, files[policy])).evaluate(files[unit])
        both.append(ledgers(exact_json(trace.to_json())))
    assert both[0] == both[1]


def test_both_tutorials_have_the_same_steps() -> None:
    chinese, english = ([(step.where, step.language.replace("zh", "policy")) for step in steps(page)] for page in PAGES)
    assert chinese == english
