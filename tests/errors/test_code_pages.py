"""Every code has a page that is true: its wrong example gives the code and is shown as it says; its right one is clean.

After a change of wording that is meant, `DEMERIT_UPDATE=1 pytest tests/errors/test_code_pages.py` writes anew what the
pages say is shown; the difference is then reviewed like any other.
"""

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import demerit
from demerit import DemeritError, Source
from demerit.examples.case_files import read_cases
from demerit.language import case_codes, codes, lint_codes
from demerit.language.checker import check
from demerit.language.diagnostics import Diagnostic
from demerit.language.excerpt import render_all
from demerit.language.messages import CHINESE, ENGLISH, say
from demerit.language.parser import parse
from tests import test_measuring
from tests.errors import (
    case_cases,
    example_cases,
    facts_cases,
    lint_cases,
    policy_cases,
    source_cases,
    test_case_errors,
    test_example_errors,
    test_facts_errors,
    test_file_errors,
)


@dataclass(frozen=True)
class Pages:
    """The pages of one language: where they are, and the words that their parts are called by."""

    lang: str
    folder: Path
    title: str
    headings: tuple[str, ...]
    wrong: str
    warned: str
    right: str
    shown: str
    warning: str
    least: int

    @cache  # noqa: B019 - there are two of them, for as long as the tests run
    def page(self, number: str) -> str:
        return (self.folder / f"{number}.md").read_text(encoding="utf-8")

    def blocks(self, number: str) -> list[tuple[str, str]]:
        """Give the fenced blocks of a page: the language of each, and its text."""
        return [(match[1], match[2]) for match in _BLOCK.finditer(self.page(number))]

    def examples(self, number: str) -> tuple[str, str, str]:
        """Give the policy of a page's JSON examples, if there is one, the wrong example and the right one."""
        texts = [text for language, text in self.blocks(number) if language in ("policy", "json", "cases")]
        if number in lint_codes.LINT_CODES:
            return (LINT, *texts)  # type: ignore[return-value]
        return ("", *texts) if len(texts) == 2 else (texts[0], texts[1], texts[2])  # type: ignore[return-value]

    def published(self, number: str) -> str:
        """Give the published text of a page's examples, if there is one."""
        return next((text for language, text in self.blocks(number) if language == "source"), "")

    def runnable(self) -> list[str]:
        """Give the codes whose examples can be run."""
        return [
            number
            for number in codes.CODES
            if (self.folder / f"{number}.md").exists()
            and {"policy", "json", "cases"} & {language for language, _ in self.blocks(number)}
        ]


FOLDER = Path(__file__).resolve().parents[2] / "docs" / "codes"

LINT = "lint"
"""Stands in the place of a policy where the examples are ones of lints."""

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

PAGES = (
    Pages(
        ENGLISH, FOLDER, "# {number}: {title}", ("What it means", "Why it matters", "Example"),
        "Wrong:", "With a warning:", "Right:", "What is shown:", " (warning)", 50,
    ),
    Pages(
        CHINESE, FOLDER / "zh", "# {number}：{title}", ("含义", "为什么重要", "示例"),
        "错误：", "有警告：", "正确：", "显示：", "（警告）", 20,
    ),
)  # fmt: skip

EACH = [(pages, number) for pages in PAGES for number in codes.CODES]
RUNNABLE = [(pages, number) for pages in PAGES for number in pages.runnable()]


def named(value: object) -> str | None:
    return value.lang if isinstance(value, Pages) else None


def diagnosed(policy: str, text: str, source: str = "", number: str = "") -> tuple[Diagnostic, ...]:
    """Give what is told of an example: of a policy, with its lints or beside its published text, of facts or cases."""
    if number in case_codes.CASE_CODES:
        loaded = demerit.load_source(Source("example.policy", policy))
        return tuple(read_cases(Source("cases.json", text), loaded)[1])
    if source:
        checked = check(parse(Source("example.policy", text)))
        assert checked.policy is not None
        assert checked.diagnostics.all == []
        return demerit.load_source(Source("example.policy", text)).cover(Source("source.txt", source)).diagnostics
    if not policy:
        return tuple(check(parse(Source("example.policy", text))).diagnostics.all)
    if policy == LINT:
        return demerit.lint(Source("example.policy", text)).diagnostics
    try:
        demerit.load_source(Source("example.policy", policy)).evaluate(Source("unit.json", text.removesuffix("\n")))
    except DemeritError as fault:
        return fault.diagnostics
    return ()


@pytest.mark.parametrize("pages", PAGES, ids=named)
def test_every_code_has_a_page_and_every_page_a_code(pages: Pages) -> None:
    assert {path.stem for path in pages.folder.glob("DEM*.md")} == set(codes.CODES)


@pytest.mark.parametrize(("pages", "number"), EACH, ids=named)
def test_a_page_has_the_title_of_its_code_and_says_what_why_and_how(pages: Pages, number: str) -> None:
    lines = pages.page(number).split("\n")
    title = say(codes.CODES[number].title).text(pages.lang)
    assert lines[0] == pages.title.format(number=number, title=title)
    assert tuple(line[3:] for line in lines if line.startswith("## ")) == pages.headings
    said = re.split(r"^## .*$", pages.page(number), flags=re.MULTILINE)[1:3]
    assert all(len(words.strip()) > pages.least // 2 for words in said)
    assert sum(map(len, said)) > pages.least


@pytest.mark.parametrize(("pages", "number"), EACH, ids=named)
def test_a_page_shows_a_wrong_example_and_a_right_one(pages: Pages, number: str) -> None:
    example = pages.page(number).split(f"## {pages.headings[2]}", 1)[1]
    wrong = pages.warned if codes.CODES[number].severity == codes.WARNING else pages.wrong
    assert 0 < example.index(f"\n{wrong}\n") < example.index(f"\n{pages.right}\n")
    assert len(pages.blocks(number)) >= 2
    assert (f"\n{pages.shown}\n" in example) == (number in pages.runnable())


@pytest.mark.parametrize("pages", PAGES, ids=named)
def test_nearly_every_code_of_policies_and_facts_has_examples_that_can_be_run(pages: Pages) -> None:
    runnable = {number for number in codes.CODES if "200" <= number[3:] < "700" or number[3:] >= "800"}
    assert runnable - set(pages.runnable()) == {
        "DEM322",  # its example would be longer than a page
        "DEM357",  # a text of examples, beside its policy
        "DEM507",  # Python objects
        "DEM508",
        "DEM913",  # its right example is another published text
    }


@pytest.mark.parametrize(("pages", "number"), RUNNABLE, ids=named)
def test_the_wrong_example_gives_the_code_and_nothing_else(pages: Pages, number: str) -> None:
    policy, wrong, _ = pages.examples(number)
    assert [each.code.number for each in diagnosed(policy, wrong, pages.published(number), number)] == [number]


@pytest.mark.parametrize(("pages", "number"), RUNNABLE, ids=named)
def test_the_right_example_is_clean(pages: Pages, number: str) -> None:
    policy, _, right = pages.examples(number)
    assert [each.message for each in diagnosed(policy, right, pages.published(number), number)] == []
    if policy not in ("", LINT):
        assert [each.message for each in diagnosed("", policy)] == []


@pytest.mark.parametrize(("pages", "number"), RUNNABLE, ids=named)
def test_what_is_shown_is_what_the_page_says(pages: Pages, number: str) -> None:
    policy, wrong, _ = pages.examples(number)
    shown = render_all(diagnosed(policy, wrong, pages.published(number), number), lang=pages.lang) + "\n"
    (said,) = [text for language, text in pages.blocks(number) if language == "text"]
    if os.environ.get("DEMERIT_UPDATE"):
        before, after = pages.page(number).split(f"```text\n{said}```")
        (pages.folder / f"{number}.md").write_text(f"{before}```text\n{shown}```{after}", encoding="utf-8")
        return
    assert said == shown


@pytest.mark.parametrize("pages", PAGES, ids=named)
def test_the_table_of_codes_lists_each_once_with_its_title(pages: Pages) -> None:
    rows = re.findall(r"^\| \[(DEM\d{3})\]\((DEM\d{3})\.md\) \| (.*) \|$", pages.page("README"), re.MULTILINE)
    warning = {codes.ERROR: "", codes.WARNING: pages.warning}
    assert rows == [
        (number, number, say(code.title).text(pages.lang) + warning[code.severity])
        for number, code in codes.CODES.items()
    ]


def test_every_code_is_exercised_by_a_table() -> None:
    exercised = {
        *(fault.code for case in (*policy_cases.CASES, *policy_cases.WARNINGS) for fault in case.faults),
        *(fault.code for case in lint_cases.CASES for fault in case.faults),
        *(fault.code for case in facts_cases.CASES for fault in case.faults),
        *(code for _, _, code, _ in test_facts_errors.PYTHON),
        *(fault.code for case in source_cases.CASES for fault in case.faults),
        *(fault.code for case in case_cases.CASES for fault in case.faults),
        *test_case_errors.CODES,
        *(fault.code for case in example_cases.CASES for fault in case.faults),
        *test_example_errors.CODES,
        *test_file_errors.CODES,
        *test_measuring.CODES,
    }
    assert exercised == set(codes.CODES)
