"""Takes what the examples of a policy show, gives it as text for a terminal, and as JSON.

JSON is format 1, held to `schemas/tested.schema.json`. Nothing is worked out here.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from demerit.evaluation.numbers import to_json_number
from demerit.examples.measuring import Counted, Coverage
from demerit.language.excerpt import Style, plain, visible, width
from demerit.language.messages import ENGLISH, Text, say
from demerit.language.values import whole
from demerit.report.example_subjects import (
    HOLE,
    IMPOSSIBLE,
    SHOWN,
    Subject,
    percent_words,
    state_of,
    subjects,
    told,
    why_not,
)
from demerit.report.example_words import worded
from demerit.report.layout import Page, pad, pad_left
from demerit.version import __version__

FORMAT = "1"
"""The version of the JSON's shape."""

MOST_EXAMPLES = 20
"""The most examples of one goal that are named; the others are counted."""

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def render_tested(coverage: Coverage, *, lang: str = ENGLISH, columns: int = 100, style: Style = plain) -> str:
    """Give a text: how much of a policy its examples show, what they do not show, and what no facts can show.

    Args:
        coverage: what the examples show.
        lang: the language to say it in (`en` or `zh`).
        columns: how wide the lines may be.
        style: how to colour.
    """
    page = Page(columns, style, lang)
    counted = coverage.counted()
    key = "summary.some" if coverage.holes else "summary.all"
    policy = visible(coverage.policy.policy.source.file_name)
    values = {"policy": policy, "shown": counted.shown, "all": counted.all, "percent": percent_words(counted.percent)}
    page.wrapped(worded(key, **values), 0, role="strong")
    if coverage.holes:
        _measures(page, coverage)
    found = subjects(coverage)
    for state, number in ((HOLE, len(coverage.holes)), (IMPOSSIBLE, len(coverage.impossible))):
        if number:
            page.line()
            page.strong(worded(f"list.{state}", number=number))
            for subject in found:
                _subject(page, coverage, subject, state)
    return page.text()


def _measures(page: Page, coverage: Coverage) -> None:
    """Put in the table of what is measured; what each measure asks for stands beside it, or below in a narrow page."""
    rows: list[tuple[str, list[Text]]] = []
    for measure, counted in coverage.by_measure.items():
        if counted.all:
            rows.append((measure, [worded(f"measure.{measure}"), *_counts(counted)]))
    abouts = [page.words(worded(f"about.{measure}")) for measure, _ in rows]
    said = [[page.words(cell) for cell in row] for _, row in rows]
    widths = [max(map(width, column)) for column in zip(*said, strict=True)]
    beside = 2 + sum(each + 2 for each in widths) + max(map(width, abouts)) <= page.columns
    for (name, *counts), about in zip(said, abouts, strict=True):
        cells = [pad(name, widths[0]), *(pad_left(cell, each) for cell, each in zip(counts, widths[1:], strict=True))]
        page.line("  " + "  ".join([*cells, *([page.style("gutter", about)] if beside else [])]))
        if not beside:
            page.wrapped(about, 4, role="gutter")


def _counts(counted: Counted) -> Iterator[Text]:
    yield worded("of_all", shown=counted.shown, all=counted.all)
    yield worded("percent", percent=percent_words(counted.percent))


def _subject(page: Page, coverage: Coverage, subject: Subject, state: str) -> None:
    sentences = list(told(coverage, subject.places, state))
    if not sentences:
        return
    source = coverage.policy.policy.source
    place = worded("place", file=visible(source.file_name), line=source.position(subject.span.start)[0])
    name: Text = say("{name} {title}", name=subject.name, title=subject.title) if subject.title else subject.name
    page.wrapped(say("{name}  {place}", name=name, place=place), 2, role="gutter")
    if subject.text:
        page.wrapped(subject.text, 4)
    for each in sentences:
        page.wrapped(each.text, 6, "    – ")
        if state == IMPOSSIBLE:
            page.wrapped(why_not(coverage, each.places[0]), 6)


# -- JSON --------------------------------------------------------------------------------------------------------


def tested_json(coverage: Coverage) -> bytes:
    """Give it as JSON (format 1), with line ends: the same bytes for the same policy and examples."""
    policy = coverage.policy.policy
    data = {
        "format": FORMAT,
        "engine": {"name": "demerit", "version": __version__},
        "policy": {
            "file": policy.source.name, "id": policy.id, "version": policy.version, "hash": policy.content_hash,
        },
        "summary": {**_counted(coverage.counted()), "impossible": len(coverage.impossible)},
        "measures": [_measure(coverage, measure) for measure in coverage.by_measure],
        "goals": [_goal(coverage, place) for place in range(len(coverage.goals))],
    }  # fmt: skip
    return msgspec.json.format(_ENCODER.encode(data), indent=2) + b"\n"


def _counted(counted: Counted) -> dict[str, Any]:
    return {"shown": counted.shown, "all": counted.all, "percent": to_json_number(whole(counted.percent))}


def _measure(coverage: Coverage, measure: str) -> dict[str, Any]:
    kinds: dict[str, list[str]] = {}
    for place, goal in enumerate(coverage.goals):
        if goal.measure == measure:
            kinds.setdefault(goal.kind, []).append(state_of(coverage, place))
    return {
        "measure": measure,
        **_counted(coverage.counted(measure)),
        "kinds": [
            {"kind": kind, "shown": states.count(SHOWN), "all": len(states) - states.count(IMPOSSIBLE)}
            for kind, states in kinds.items()
        ],
    }


def _goal(coverage: Coverage, place: int) -> dict[str, Any]:
    goal, state = coverage.goals[place], state_of(coverage, place)
    line, column = coverage.policy.policy.source.position(goal.span.start)
    names = coverage.shown.get(place, ())
    tried = coverage.tried(place) if state == IMPOSSIBLE else None
    return {
        "measure": goal.measure,
        "kind": goal.kind,
        "of": goal.of,
        "id": goal.id or None,
        "text": goal.text,
        "bound": goal.bound or None,
        "place": {"line": line, "column": column},
        "state": state,
        "examples": names[:MOST_EXAMPLES],
        "more_examples": max(len(names) - MOST_EXAMPLES, 0),
        "tried": None if tried is None else {"facts": tried[0], "cases": tried[1]},
    }
