"""Every code has a page that is true: its wrong example gives the code and is shown as it says; its right one is clean.

After a change of wording that is meant, `DEMERIT_UPDATE=1 pytest tests/errors/test_code_pages.py` writes anew what the
pages say is shown; the difference is then reviewed like any other.
"""

import os
import re
from functools import cache
from pathlib import Path

import pytest

import demerit
from demerit import DemeritError, Source
from demerit.language import codes
from demerit.language.checker import check
from demerit.language.diagnostics import Diagnostic
from demerit.language.excerpt import render_all
from demerit.language.parser import parse
from demerit.published.coverage import cover
from tests.errors import facts_cases, policy_cases, source_cases, test_facts_errors, test_file_errors

PAGES = Path(__file__).resolve().parents[2] / "docs" / "codes"
HEADINGS = ["What it means", "Why it matters", "Example"]

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def page(number: str) -> str:
    return (PAGES / f"{number}.md").read_text(encoding="utf-8")


def blocks(number: str) -> list[tuple[str, str]]:
    """Give the fenced blocks of a page: the language of each, and its text."""
    return [(match[1], match[2]) for match in _BLOCK.finditer(page(number))]


def examples(number: str) -> tuple[str, str, str]:
    """Give the policy of a page's JSON examples, if there is one, the wrong example and the right one."""
    texts = [text for language, text in blocks(number) if language in ("policy", "json")]
    return ("", *texts) if len(texts) == 2 else (texts[0], texts[1], texts[2])  # type: ignore[return-value]


def published(number: str) -> str:
    """Give the published text of a page's examples, if there is one."""
    return next((text for language, text in blocks(number) if language == "source"), "")


def diagnosed(policy: str, text: str, source: str = "") -> tuple[Diagnostic, ...]:
    """Give what is told of an example: of a policy, beside its published text or, if one is beside it, of facts."""
    if source:
        checked = check(parse(Source("example.policy", text)))
        assert checked.policy is not None
        assert checked.diagnostics.all == []
        return cover(checked.policy, Source("source.txt", source)).diagnostics
    if not policy:
        return tuple(check(parse(Source("example.policy", text))).diagnostics.all)
    try:
        demerit.load_source(Source("example.policy", policy)).evaluate(Source("unit.json", text.removesuffix("\n")))
    except DemeritError as fault:
        return fault.diagnostics
    return ()


RUNNABLE = [
    number
    for number in codes.CODES
    if (PAGES / f"{number}.md").exists() and {"policy", "json"} & {language for language, _ in blocks(number)}
]
"""The codes whose examples can be run."""


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {path.stem for path in PAGES.glob("DEM*.md")} == set(codes.CODES)


@pytest.mark.parametrize("number", codes.CODES)
def test_a_page_has_the_title_of_its_code_and_says_what_why_and_how(number: str) -> None:
    lines = page(number).split("\n")
    assert lines[0] == f"# {number}: {codes.CODES[number].title}"
    assert [line[3:] for line in lines if line.startswith("## ")] == HEADINGS
    said = re.split(r"^## .*$", page(number), flags=re.MULTILINE)[1:3]
    assert all(len(words.split()) > 10 for words in said)


@pytest.mark.parametrize("number", codes.CODES)
def test_a_page_shows_a_wrong_example_and_a_right_one(number: str) -> None:
    example = page(number).split("## Example", 1)[1]
    wrong = "With a warning:" if codes.CODES[number].severity == codes.WARNING else "Wrong:"
    assert 0 < example.index(wrong) < example.index("Right:")
    assert len(blocks(number)) >= 2


def test_nearly_every_code_of_policies_and_facts_has_examples_that_can_be_run() -> None:
    assert {number for number in codes.CODES if "200" <= number[3:] < "700"} - set(RUNNABLE) == {
        "DEM322",  # its example would be longer than a page
        "DEM507",  # Python objects
        "DEM508",
    }


@pytest.mark.parametrize("number", RUNNABLE)
def test_the_wrong_example_gives_the_code_and_nothing_else(number: str) -> None:
    policy, wrong, _ = examples(number)
    assert [each.code.number for each in diagnosed(policy, wrong, published(number))] == [number]


@pytest.mark.parametrize("number", RUNNABLE)
def test_the_right_example_is_clean(number: str) -> None:
    policy, _, right = examples(number)
    assert [each.message for each in diagnosed(policy, right, published(number))] == []
    if policy:
        assert [each.message for each in diagnosed("", policy)] == []


@pytest.mark.parametrize("number", RUNNABLE)
def test_what_is_shown_is_what_the_page_says(number: str) -> None:
    policy, wrong, _ = examples(number)
    shown = render_all(diagnosed(policy, wrong, published(number))) + "\n"
    (said,) = [text for language, text in blocks(number) if language == "text"]
    if os.environ.get("DEMERIT_UPDATE"):
        before, after = page(number).split(f"```text\n{said}```")
        (PAGES / f"{number}.md").write_text(f"{before}```text\n{shown}```{after}", encoding="utf-8")
        return
    assert said == shown


def test_the_table_of_codes_lists_each_once_with_its_title() -> None:
    rows = re.findall(r"^\| \[(DEM\d{3})\]\((DEM\d{3})\.md\) \| (.*) \|$", page("README"), re.MULTILINE)
    warning = {codes.ERROR: "", codes.WARNING: " (warning)"}
    assert rows == [(number, number, code.title + warning[code.severity]) for number, code in codes.CODES.items()]


def test_every_code_is_exercised_by_a_table() -> None:
    exercised = {
        *(fault.code for case in (*policy_cases.CASES, *policy_cases.WARNINGS) for fault in case.faults),
        *(fault.code for case in facts_cases.CASES for fault in case.faults),
        *(code for _, _, code, _ in test_facts_errors.PYTHON),
        *(fault.code for case in source_cases.CASES for fault in case.faults),
        *test_file_errors.CODES,
    }
    assert exercised == set(codes.CODES)
