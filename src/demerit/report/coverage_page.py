"""Takes what a policy encodes of a published text, gives a page for an officer to sign: the text left, its rules right.

The page is one file of HTML that asks for nothing else: it can be kept, printed on A4 and read without scripts. Its
form is `coverage_page.html`, a template with every value escaped. The rows follow the text: each item beside the rules
that cite it; what stands in the policy only comes last.

Promises: the whole text is there, and every rule once; the same policy and text give the same bytes.
"""

import base64
import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from demerit.language import keywords, model
from demerit.language.diagnostics import Diagnostic
from demerit.language.messages import Said
from demerit.language.source import Source
from demerit.language.values import write
from demerit.published import cites
from demerit.published.coverage import STATES, Coverage, Covered, Place
from demerit.report.coverage import percent, source_hash
from demerit.report.coverage_words import worded
from demerit.report.html import LANGUAGES, page_template, shown
from demerit.version import __version__


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: plain, or a clause with its number, its state, and the rules that cite it."""

    text: str
    clause: int | None = None
    state: str = ""
    title: str = ""
    rules: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleCell:
    """A rule: its number on the page, its id, its own words, its notes, the clauses that it cites."""

    number: int
    id: str
    text: str
    notes: tuple[str, ...]
    clauses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A cite with what stands under it; `kind` as that of the cite, or `none` where rules have none."""

    kind: str
    text: str
    reason: str | None
    found: bool
    rules: tuple[RuleCell, ...]
    clauses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemCell:
    """An item of the policy, or a section, or what stands outside of both."""

    heading: str
    lines: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the text, and what stands for it."""

    pieces: tuple[Piece, ...]
    cells: tuple[ItemCell, ...]


def render_page(coverage: Coverage, *, lang: str = "en") -> str:
    """Give the page.

    Args:
        coverage: what the policy encodes.
        lang: the language of its headings: `en` or `zh`.
    """
    script = _script()
    policy, source = coverage.policy, coverage.published.source
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    counts = [(state, worded(f"state.{state}", lang), coverage.count(state)) for state in STATES]
    values = {"accounted": coverage.accounted, "total": coverage.total, "percent": percent(coverage)}
    return page_template("coverage_page.html").render(
        lang=LANGUAGES[lang],
        say=lambda key, **given: worded(key, lang, **given),
        title=shown(policy.title or policy.id),
        policy=policy,
        shown=shown,
        summary=worded("page.summary", lang, **values),
        whole=coverage.sound and coverage.accounted == coverage.total,
        counts=counts,
        faults=[_fault(each, lang) for each in coverage.diagnostics],
        rows=_Rows(coverage, lang).rows(),
        source=source,
        source_hash=source_hash(source),
        version=__version__,
        script=script,
        digest=digest,
    )


@cache
def _script() -> str:
    return files("demerit.report").joinpath("coverage_page.js").read_text(encoding="utf-8")


def _fault(each: Diagnostic, lang: str) -> dict[str, str]:
    line = each.source.position(each.span.start)[0] if each.source is not None and each.span is not None else 0
    file = shown(each.file if each.source is None else each.source.file_name)
    return {
        "severity": each.severity,
        "code": each.code.number,
        "title": Said(each.code.title).text(lang),
        "where": f"{file}:{line}" if line else file,
        "text": shown(" ".join(each.underlined.split())),
    }


class _Rows:
    """Puts the text and the policy side by side."""

    def __init__(self, coverage: Coverage, lang: str) -> None:
        self._coverage = coverage
        self._lang = lang
        self._text = coverage.published.source.text
        self._numbers = {rule.id: number for number, rule in enumerate(coverage.policy.rules)}
        self._starts = [covered.clause.span.start for covered in coverage.clauses]

    def rows(self) -> list[Row]:
        bounds = self._bounds()
        ends = [*bounds[1:], len(self._text)]
        cells: list[list[ItemCell]] = [[] for _ in bounds]
        elsewhere: list[ItemCell] = []
        for start, cell in self._cells():
            if start is None:
                elsewhere.append(cell)
            else:
                cells[bisect_right(bounds, start) - 1].append(cell)
        rows = [
            Row(tuple(self._pieces(start, end)), tuple(cell))
            for start, end, cell in zip(bounds, ends, cells, strict=True)
        ]
        return [*rows, *([Row((), tuple(elsewhere))] if elsewhere else [])]

    def _bounds(self) -> list[int]:
        """Give where the rows begin: at the start of the text, of each section and of each item."""
        published = self._coverage.published
        starts = {0, *(item.span.start for item in published.items)}
        starts |= {section.heading.start for section in published.sections if section.heading is not None}
        for section in published.sections:  # a heading stands in one row with its first item
            if section.heading is not None and section.items and not section.clauses:
                starts.discard(section.items[0].span.start)
        return sorted(starts)

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        at = start
        for number in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            covered = self._coverage.clauses[number]
            span = covered.clause.span
            if at < span.start:
                yield Piece(shown(self._text[at : span.start]))
            yield self._clause(number, covered)
            at = span.end
        if at < end:
            yield Piece(shown(self._text[at:end]))

    def _clause(self, number: int, covered: Covered) -> Piece:
        title = worded(f"state.{covered.state}", self._lang) if covered.state else ""
        if covered.reasons:
            title += ": " + "; ".join(shown(reason) for reason in covered.reasons)
        span = covered.clause.span
        rules = tuple(self._numbers[id_] for id_ in covered.rules if id_ in self._numbers)
        return Piece(shown(self._text[span.start : span.end]), number, covered.state or "", title, rules)

    def _clauses(self, places: Sequence[Place]) -> tuple[int, ...]:
        found: dict[int, None] = {}
        for span in (span for place in places for span in place.spans):
            first = max(bisect_right(self._starts, span.start) - 1, 0)
            for number in range(first, bisect_left(self._starts, span.end)):
                if span.start < self._coverage.clauses[number].clause.span.end:
                    found[number] = None
        return tuple(sorted(found))

    def _cells(self) -> Iterator[tuple[int | None, ItemCell]]:
        """Give the policy in its order, each part with the place in the text where its first cite stands."""
        by_item: dict[str, list[Place]] = {}
        by_section: dict[str | None, list[Place]] = {}
        for place in self._coverage.places:
            if place.cited.item is not None:
                by_item.setdefault(place.cited.item.id, []).append(place)
            else:
                by_section.setdefault(place.cited.section.id if place.cited.section else None, []).append(place)
        policy, published = self._coverage.policy, self._coverage.published
        headings = {each.id: each.heading.start for each in published.sections if each.heading is not None}
        items = {item.id: item.span.start for item in published.items}
        loose = by_section.get(None, [])
        notes = tuple(shown(note) for note in policy.notes)
        if loose or notes:
            others = tuple(self._entry(place) for place in loose)
            yield self._start(loose) if not notes else 0, ItemCell(worded("page.policy", self._lang), notes, others)
        for section in policy.sections:
            places = by_section.get(section.id, [])
            yield (
                headings.get(section.id, self._start(places)),
                ItemCell(self._heading(section), self._lines(section), tuple(self._entry(place) for place in places)),
            )
            for item in section.items:
                own = by_item.get(item.id, [])
                start = self._start(own)
                yield items.get(item.id) if start is None else start, self._item(item, own)

    @staticmethod
    def _start(places: Sequence[Place]) -> int | None:
        return next((place.spans[0].start for place in places if place.spans), None)

    def _heading(self, section: model.Section) -> str:
        return f"{worded('page.section', self._lang, id=shown(section.id))} {shown(section.title or '')}".strip()

    def _lines(self, section: model.Section) -> tuple[str, ...]:
        worth: tuple[str, ...] = ()
        if section.worth is not None:
            key = "page.up_to" if section.bonus else "page.worth"
            worth = (worded(key, self._lang, points=write(section.worth)),)
        return (*worth, *(shown(note) for note in section.notes))

    def _item(self, item: model.Item, places: Sequence[Place]) -> ItemCell:
        source = self._coverage.policy.source
        lines = []
        if item.worth is not None:
            lines.append(f"{keywords.spelling('WORTH')} {write(item.worth)}")
        if item.cap is not None:
            lines.append(f"{keywords.spelling('ITEM_CAP')} {write(item.cap)}")
        if item.applies is not None:
            lines.append(f"{keywords.spelling('APPLIES_WHEN')} {source.words(item.applies.span)}")
        cited = {rule.id for place in places for rule in place.cited.rules}
        uncited = [rule for rule in item.rules if rule.id not in cited]
        entries = [self._entry(place) for place in places]
        if uncited:
            entries.insert(0, Entry("none", "", None, True, tuple(self._rule(rule, ()) for rule in uncited), ()))
        heading = f"{worded('page.item', self._lang, id=shown(item.id))} {shown(item.title or '')}".strip()
        return ItemCell(heading, (*map(shown, lines), *map(shown, item.notes)), tuple(entries))

    def _entry(self, place: Place) -> Entry:
        cited = place.cited
        clauses = self._clauses([place])
        kind = {cites.RULES: "rules", cites.ITEM: "item", cites.OTHER: "other", cites.MARKED: "marked"}.get(
            cited.kind, "to_fill_in"
        )
        reason = None if cited.reason is None else shown(cited.reason)
        rules = tuple(self._rule(rule, clauses) for rule in cited.rules)
        return Entry(kind, shown(cited.text), reason, bool(place.spans), rules, clauses)

    def _rule(self, rule: model.Rule, clauses: tuple[int, ...]) -> RuleCell:
        notes = tuple(shown(note) for note in rule.notes)
        return RuleCell(self._numbers[rule.id], shown(rule.id), shown(_broken(rule, self._source)), notes, clauses)

    @property
    def _source(self) -> Source:
        return self._coverage.policy.source


def _broken(rule: model.Rule, source: Source) -> str:
    """Give a rule's words, each tier on a line of its own."""
    if not rule.tiers:
        return rule.text
    text = rule.text
    for tier in rule.tiers:
        words = source.words(tier.span)
        text = text.replace(f" {words}", f"\n  {words}", 1)
    return text
