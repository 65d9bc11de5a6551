"""The cookbook is true: its policies are clean, its ledgers are what the program prints, its mistakes are mistakes.

After a change that is meant, `DEMERIT_UPDATE=1 pytest tests/test_cookbook.py` writes the ledgers and the outcomes of
the mistakes anew; the difference is then reviewed like any other.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

import demerit
from demerit import DemeritError, LoadedPolicy, Source
from demerit.language import keywords
from demerit.language.checker import check
from demerit.language.diagnostics import Diagnostic
from demerit.language.excerpt import render_all
from demerit.language.parser import parse
from demerit.report.score import render_score
from tests.standard import ROOT, STANDARD

PAGE = ROOT / "docs" / "cookbook.md"
TEXT = PAGE.read_text(encoding="utf-8")
PUBLISHED = (STANDARD / "source.txt").read_text(encoding="utf-8")

MISTAKES = "**Mistakes**\n"
NOT_QUOTED = "as such clauses are commonly put"
OURS = "全省治安保卫重点单位安全防范量化评估标准"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_REPLACED = re.compile(r"((?:^ *# instead of: .*\n)+)((?:^(?! *# instead of: ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block of the page: its language, its text, and where the text stands in the page."""

    language: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Entry:
    """An entry: its kind of clause, its rule, the units with their ledgers, the mistakes with what they bring."""

    title: str
    words: str
    policy: str
    units: tuple[tuple[Block, Block], ...]
    mistakes: tuple[tuple[Block, Block], ...]

    @property
    def quoted(self) -> tuple[str, str]:
        """Give the sentences, and the line that says where they are from."""
        lines = [line.removeprefix(">").strip() for line in self.words.splitlines() if line.startswith(">")]
        (source,) = [line for line in lines if line.startswith("— ")]
        return "\n".join(line for line in lines if line and line != source), source


def pairs(blocks: list[Block]) -> tuple[tuple[Block, Block], ...]:
    return tuple(zip(blocks[::2], blocks[1::2], strict=True))


def entries() -> Iterator[Entry]:
    heads = list(re.finditer(r"^### (.*)\n", TEXT, re.MULTILINE))
    for head, end in zip(heads, [*(each.start() for each in heads[1:]), len(TEXT)], strict=True):
        blocks = [
            Block(match[1], match[2], match.start(2), match.end(2)) for match in _BLOCK.finditer(TEXT, head.end(), end)
        ]
        turn = TEXT.index(MISTAKES, head.end(), end)
        rule, *units = [each for each in blocks if each.start < turn]
        mistakes = [each for each in blocks if each.start > turn]
        assert rule.language == "policy", head[1]
        yield Entry(head[1], TEXT[head.end() : rule.start], rule.text, pairs(units), pairs(mistakes))


ENTRIES = list(entries())
NAMED = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title.replace(" ", "-"))


# -- what the program says -------------------------------------------------------------------------------------


@cache
def load(policy: str) -> LoadedPolicy:
    return demerit.load_source(Source("cookbook.policy", policy))


def ledger(policy: str, facts: str) -> str:
    """Give what `demerit evaluate` prints, without the heading above the score and the fingerprints below the rest."""
    printed = render_score(load(policy).evaluate(Source("unit.json", facts)), "unit.json")
    lines = printed.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(("Score: ", "No score: ")))
    last = next(number for number, line in enumerate(lines) if line.startswith("policy "))
    return "\n".join(lines[first : last - 1]) + "\n"


def result(policy: str, facts: str) -> str:
    """Give the head of the ledger: the score, and the grade if there is one."""
    return ledger(policy, facts).split("\n\n")[0].rstrip("\n") + "\n"


def told(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Give messages as the program prints them, without the place and the line that they point at."""
    lines = [
        f"{each.severity}[{each.code.number}]: {each.message}\n" + (f"   = help: {each.help}\n" if each.help else "")
        for each in diagnostics
    ]
    return "\n".join(lines)


def changed(policy: str, mistake: str) -> str:
    """Put the lines of a mistake in place of those that it names in `# instead of:`."""
    lines = policy.splitlines()
    for named, wrong in _REPLACED.findall(mistake):
        right = [line.strip().removeprefix("# instead of: ") for line in named.splitlines()]
        stripped = [line.strip() for line in lines]
        places = [at for at in range(len(lines)) if stripped[at : at + len(right)] == right]
        assert len(places) == 1, (right, places)
        lines[places[0] : places[0] + len(right)] = wrong.splitlines()
    return "\n".join(lines) + "\n"


def outcome(entry: Entry, mistake: Block) -> str:
    """Give what becomes of a mistake: the messages or, without a fault, the first result that it gets wrong."""
    if mistake.language == "json":
        with pytest.raises(DemeritError) as caught:
            load(entry.policy).evaluate(Source("unit.json", mistake.text))
        return told(caught.value.diagnostics)
    wrong = changed(entry.policy, mistake.text)
    found = check(parse(Source("cookbook.policy", wrong))).diagnostics
    if found.errors:
        return told(tuple(found.errors))
    warned = told(tuple(found.warnings))
    for facts, _ in entry.units:
        try:
            differs = result(wrong, facts.text) != result(entry.policy, facts.text)
        except DemeritError as fault:
            return told(fault.diagnostics)
        if differs:
            return "\n".join(filter(None, [warned, result(wrong, facts.text)]))
    assert warned, f"this is no mistake: {mistake.text}"
    return warned


def told_of(entry: Entry) -> list[tuple[Block, str]]:
    """Give the text blocks of an entry, each with what it has to be."""
    shown = [(said, ledger(entry.policy, facts.text)) for facts, said in entry.units]
    return shown + [(said, outcome(entry, mistake)) for mistake, said in entry.mistakes]


def renewed() -> str:
    """Give the page with what the program says now."""
    page = TEXT
    for said, shown in reversed([each for entry in ENTRIES for each in told_of(entry)]):
        page = page[: said.start] + shown + page[said.end :]
    return page


# -- the tests -------------------------------------------------------------------------------------------------


def test_every_entry_has_a_heading_of_its_own_and_its_line_in_the_list_at_the_top() -> None:
    titles = [entry.title for entry in ENTRIES]
    assert len(set(titles)) == len(titles)
    listed = re.findall(r"^  - \[(.*)\]\(#(.*)\) · .+$", TEXT, re.MULTILINE)
    assert [title for title, _ in listed] == titles
    for title, anchor in listed:
        assert anchor == re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


@NAMED
def test_an_entry_has_a_sentence_a_rule_a_ledger_and_mistakes(entry: Entry) -> None:
    sentence, source = entry.quoted
    assert sentence
    assert len(source) > 10
    assert entry.units
    assert all((facts.language, said.language) == ("json", "text") for facts, said in entry.units)
    assert entry.mistakes
    assert all(wrong.language in ("policy", "json") and said.language == "text" for wrong, said in entry.mistakes)


@NAMED
def test_a_policy_is_without_faults_and_warnings(entry: Entry) -> None:
    loaded = load(entry.policy)
    assert loaded.warnings == (), render_all(loaded.warnings)


@NAMED
def test_what_a_rule_cites_is_in_the_sentence(entry: Entry) -> None:
    sentence, _ = entry.quoted
    cites = re.findall(r'^ *cite "(.*)"$', entry.policy, re.MULTILINE)
    assert cites
    assert [cite for cite in cites if cite not in sentence] == []


@pytest.mark.parametrize("entry", [each for each in ENTRIES if OURS in each.quoted[1]], ids=lambda entry: entry.title)
def test_a_sentence_of_the_shipped_standard_is_in_it_word_for_word(entry: Entry) -> None:
    sentence, _ = entry.quoted
    assert [line for line in sentence.splitlines() if line not in PUBLISHED] == []


@NAMED
def test_ledgers_and_mistakes_are_as_the_page_shows_them(entry: Entry) -> None:
    if os.environ.get("DEMERIT_UPDATE"):
        PAGE.write_text(renewed(), encoding="utf-8")
        return
    for said, shown in told_of(entry):
        assert said.text == shown, "DEMERIT_UPDATE=1 rewrites cookbook.md"


def test_no_more_than_a_few_sentences_are_without_a_source() -> None:
    assert sum(NOT_QUOTED in entry.quoted[1] for entry in ENTRIES) * 8 <= len(ENTRIES)


ELSEWHERE = {
    **dict.fromkeys(
        ["TITLE", "FULL_MARKS", "NOTE", "NOT_ENCODED", "LABEL", "REPEALED", "POINTS"],
        "about the policy as a text, not about a clause",
    ),
    **dict.fromkeys(
        ["DATE_TYPE", "TEXT_TYPE", "OPTIONAL", "BOUND_LOW", "BOUND_HIGH", "WHOLE", "DEFAULT", "NUMBER_TYPE"],
        "how facts are declared",
    ),
    **dict.fromkeys(
        [
            "IS_BEFORE",
            "IS_AFTER",
            "IS_ON_OR_BEFORE",
            "IS_ON_OR_AFTER",
            "IS_NOT",
            "IS_NEITHER",
            "NOR",
            "YES",
            "NO",
            "NO_ANSWER",
        ],
        "a comparison like the others",
    ),
    **dict.fromkeys(
        [
            "EXAMPLE",
            "GIVEN",
            "EXPECT",
            "ALL_ELSE_IN_ORDER",
            "FACTS_FROM",
            "IS_LEFT_OUT",
            "RULE",
            "SCORES",
            "DEDUCTS",
            "ADDS",
            "IN_EFFECT",
            "ASKS",
            "ABSORBS",
            "HITS",
            "TIMES",
            "IS_CLEAR",
            "IS_NOT_APPLICABLE",
            "IS_NOT_REACHED",
            "IS_UNDETERMINED",
            "READS",
            "NEEDS",
            "REFUSED",
        ],
        "examples show what rules come to, and are no clauses",
    ),
    **dict.fromkeys(["DOWN_FROM", "OR_LESS"], "`from` and `or more` the other way round"),
}
"""Keywords that the cookbook need not show, as docs/language.md does, each with the reason."""


def test_every_keyword_of_rules_terms_and_verdict_is_in_some_rule() -> None:
    rules = "\n".join(block[2] for block in _BLOCK.finditer(TEXT) if block[1] == "policy")
    words = " ".join(re.sub(r'"[^"\n]*"|#.*', " ", rules).split())
    absent = set()
    for name, keyword in sorted(keywords.table().items(), key=lambda each: -len(each[1].spelling)):
        # those that hold others go first, and are taken out: the `if` of `if none` is not the `if` of a case
        words, found = re.subn(rf"(?<!\w){re.escape(keyword.spelling)}(?!\w)", "·", words)
        absent |= set() if found else {name}
    assert absent - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) <= set(keywords.table())
