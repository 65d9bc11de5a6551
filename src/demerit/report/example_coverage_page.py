"""Takes what the examples of a policy show, gives a page: the policy's text left, what is seen of it right.

Its form is `example_coverage_page.html`, a template with every value escaped; it has no script. The rows follow the
text: each begins with a heading, or where something does that has goals, a rule with the sentence that it cites.

Promises: every line of the policy is there once, and every goal; the same policy and examples give the same bytes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from demerit.examples.measuring import Counted, Coverage
from demerit.language import syntax
from demerit.language.excerpt import visible
from demerit.language.messages import ENGLISH, Text, in_words, listed
from demerit.language.source import Source, Span
from demerit.report.example_subjects import (
    HOLE,
    IMPOSSIBLE,
    SHOWN,
    Subject,
    percent_words,
    state_of,
    subjects,
    told,
    told_one,
    why_not,
)
from demerit.report.example_words import worded
from demerit.report.html import LANGUAGES, page_template, shown
from demerit.version import __version__

MOST_NAMED = 3
"""The most examples of one goal that are named beside the policy; the others are counted."""

SIGNS = {SHOWN: "✓", HOLE: "✗", IMPOSSIBLE: "∅"}
"""The sign of each state: it is told by more than its colour."""

_WORST = (HOLE, IMPOSSIBLE, SHOWN)
"""The states, in the order in which a line takes the sign of one of its goals."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the policy, with the state of what stands there; none where there is nothing to show."""

    number: int
    text: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A goal, told: its place among all, its state, and which examples show it."""

    place: int
    state: str
    text: str
    by: str
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Whose goals they are, and these."""

    number: int
    name: str
    title: str
    state: str
    status: str
    goals: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the policy, and what there is to see of it."""

    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A sentence of the summary: what is not shown, or cannot be, with the place of its first goal."""

    place: int
    text: str
    why: str


def render_tested_page(coverage: Coverage, *, lang: str = ENGLISH) -> str:
    """Give the page.

    Args:
        coverage: what the examples show.
        lang: the language of what it says (`en` or `zh`).
    """
    policy, counted = coverage.policy.policy, coverage.counted()
    page = _Page(coverage, lang)
    key = "page.summary.some" if coverage.holes else "page.summary.all"
    share = percent_words(counted.percent)
    return page_template("example_coverage_page.html").render(
        lang=LANGUAGES[lang],
        text_lang=LANGUAGES[policy.language],
        say=lambda key, **values: in_words(worded(key, **values), lang),
        shown=shown,
        title=shown(policy.title or policy.id),
        policy=policy,
        summary=in_words(worded(key, shown=counted.shown, all=counted.all, percent=share), lang),
        whole=not coverage.holes,
        measures=[_measure(measure, each) for measure, each in coverage.by_measure.items() if each.all],
        together=_measure("", counted),
        signs=SIGNS,
        missing={state: page.missing(state) for state in (HOLE, IMPOSSIBLE)},
        rows=page.rows(),
        version=__version__,
    )


def _measure(measure: str, counted: Counted) -> dict[str, object]:
    share = percent_words(counted.percent)
    return {"key": measure, "shown": counted.shown, "all": counted.all, "percent": share}


class _Page:
    """Puts the policy's text and what is seen of it side by side."""

    def __init__(self, coverage: Coverage, lang: str) -> None:
        self._coverage = coverage
        self._lang = lang
        self._source: Source = coverage.policy.policy.source
        self._subjects = subjects(coverage)

    def _say(self, text: Text) -> str:
        return in_words(text, self._lang)

    # the summary

    def missing(self, state: str) -> list[tuple[Cell, list[Missing]]]:
        """Give what is in a state, by whose it is."""
        found = []
        for number, subject in enumerate(self._subjects):
            sentences = list(told(self._coverage, subject.places, state))
            if sentences:
                told_of = [
                    Missing(each.places[0], self._say(each.text), self._why(each.places[0])) for each in sentences
                ]
                found.append((self._cell(number, subject), told_of))
        return found

    def _why(self, place: int) -> str:
        return self._say(why_not(self._coverage, place)) if place in self._coverage.impossible else ""

    # side by side

    def rows(self) -> list[Row]:
        """Give the whole text, and beside each stretch of it what begins there."""
        starts = [self._line(self._begin(subject)) for subject in self._subjects]
        last = self._last_line()
        bounds = sorted({1, *starts, *(line for line in self._breaks() if line <= last)})
        ends = [*bounds[1:], last + 1]
        cells: dict[int, list[Cell]] = {}
        for number, (subject, start) in enumerate(zip(self._subjects, starts, strict=True)):
            cells.setdefault(start, []).append(self._cell(number, subject))
        states = self._states()
        return [
            Row(
                tuple(Line(line, shown(self._source.line(line)), states.get(line)) for line in range(start, end)),
                tuple(cells.get(start, ())),
            )
            for start, end in zip(bounds, ends, strict=True)
        ]

    def _line(self, offset: int) -> int:
        return self._source.position(offset)[0]

    def _last_line(self) -> int:
        """Give the number of the last line that holds anything."""
        return max(self._source.lines - (self._source.line(self._source.lines) == ""), 1)

    def _begin(self, subject: Subject) -> int:
        """Give where a subject's row begins: with the sentence that a rule cites, where nothing else is between."""
        start = subject.span.start
        cites = [cite.start for cite in self._cites()]
        place = bisect_left(cites, start) - 1
        if subject.of != "rule" or place < 0:
            return start
        others = [each.span.start for each in self._subjects]
        return start if bisect_right(others, cites[place]) < bisect_left(others, start) else cites[place]

    def _breaks(self) -> Iterator[int]:
        """Give the lines at which rows begin besides: those of headings, and those behind a fact or a term."""
        for block in self._coverage.policy.document.blocks:
            yield self._line(block.span.start)
            for item in block.items if isinstance(block, syntax.Section) else ():
                yield self._line(item.span.start)
        ends = {each.name: each.span.end for each in self._coverage.policy.policy.terms}
        for subject in self._subjects:
            if subject.of in ("fact", "term"):
                yield self._line(ends.get(subject.id, subject.span.end) - 1) + 1

    def _cites(self) -> Iterator[Span]:
        for block in self._coverage.policy.document.blocks:
            for item in block.items if isinstance(block, syntax.Section) else ():
                yield from (each.span for each in item.statements if isinstance(each, syntax.Cite))

    def _states(self) -> dict[int, str]:
        """Give the state of each line that has goals: the worst of theirs."""
        found: dict[int, str] = {}
        for place, goal in enumerate(self._coverage.goals):
            state = state_of(self._coverage, place)
            for line in range(self._line(goal.span.start), self._line(max(goal.span.end - 1, goal.span.start)) + 1):
                found[line] = min(found.get(line, state), state, key=_WORST.index)
        return found

    def _cell(self, number: int, subject: Subject) -> Cell:
        states = [state_of(self._coverage, place) for place in subject.places]
        counts = [(state, states.count(state)) for state in (HOLE, IMPOSSIBLE) if state in states]
        keys = {HOLE: "page.holes", IMPOSSIBLE: "page.impossible"}
        status = [
            self._say(worded(f"{keys[state]}.{'one' if many == 1 else 'many'}", number=many)) for state, many in counts
        ] or [self._say(worded("page.all_shown"))]
        goals = tuple(self._seen(place) for place in subject.places)
        worst = min(states, key=_WORST.index)
        return Cell(number, self._say(subject.name), subject.title, worst, " · ".join(status), goals)

    def _seen(self, place: int) -> Seen:
        names = self._coverage.shown.get(place, ())
        by = ""
        if names:
            named = listed(f"“{visible(name)}”" for name in names[:MOST_NAMED])
            more = max(len(names) - MOST_NAMED, 0)
            by = self._say(worded("page.by_more" if more else "page.by", examples=named, number=more))
        line = self._line(self._coverage.goals[place].span.start)
        text = self._say(told_one(self._coverage, place))
        return Seen(place, state_of(self._coverage, place), text, by, self._why(place), line)
