"""Takes what became of a policy's mutants, gives it as text, and as JSON.

The text lists what no example notices: where, what was changed, and facts by which it would be noticed, with what to
expect of them; then what no facts can tell from the policy, with the reason; and how many of each kind there are. JSON
is format 1, held to `schemas/mutation.schema.json`. The same policy and examples give the same bytes.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from demerit.evaluation.numbers import to_json_number
from demerit.examples.expectations import BY_KIND, Nothing
from demerit.examples.judging import Failure
from demerit.examples.mutation.mutants import KINDS
from demerit.examples.mutation.running import EQUIVALENT, KILLED, REFUSED, SURVIVED, Mutations, Telling, Tried
from demerit.language import model
from demerit.language.excerpt import Style, excerpt, plain, visible
from demerit.language.messages import ENGLISH, Text, counted, in_words, listed, say, sentences
from demerit.language.values import whole, write
from demerit.report.expected import came_words, expected_words, fact_words
from demerit.report.layout import Page
from demerit.version import __version__

FORMAT = "1"
"""The format of the JSON."""

MOST_EXPECTED = 2
"""How many things that can be expected of facts are told of one change."""

_OUTCOMES = (KILLED, SURVIVED, EQUIVALENT, REFUSED)

_ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=lambda value: write(value))


def percent(mutations: Mutations) -> int:
    """Give the share of the changes that are noticed, in whole per cent, rounded down: 100 is all of them."""
    return int(mutations.measure * 100)


def render_mutations(mutations: Mutations, *, lang: str = ENGLISH, columns: int = 100, style: Style = plain) -> str:
    """Give the text.

    Args:
        mutations: what became of the mutants.
        lang: the language to say it in (`en` or `zh`).
        columns: how wide the lines may be.
        style: how to colour.
    """
    page = Page(columns, style, lang)
    _list(page, mutations, mutations.of(SURVIVED), say("No example notices these changes of the policy:"))
    _list(page, mutations, mutations.of(EQUIVALENT), say("No facts that are complete can tell these from the policy:"))
    if mutations.tried:
        _table(page, mutations)
        page.line()
    if mutations.failing:
        names = listed(f"“{visible(name)}”" for name in mutations.failing)
        page.wrapped(say("left aside, because they do not hold for the policy itself: {names}", names=names), 0)
    page.strong(sentences(_summary(mutations)))
    return page.text()


def _list(page: Page, mutations: Mutations, tried: Sequence[Tried], heading: Text) -> None:
    if not tried:
        return
    page.strong(heading)
    page.line()
    for each in tried:
        _one(page, mutations, each)
        page.line()


def _one(page: Page, mutations: Mutations, tried: Tried) -> None:
    mutant, source = tried.mutant, mutations.policy.policy.source
    page.wrapped(visible(page.words(mutant.sentence)), 6, page.style("strong", mutant.id))
    for line in excerpt(source, mutant.span, "warning", page.style):
        page.line(f"  {line}")
    if tried.reason is not None:
        page.labelled(say("because"), tried.reason, 12)
    elif tried.telling is not None:
        policy = mutations.policy.policy
        page.labelled(say("given"), _givens(tried.telling, policy), 12)
        firsts: dict[tuple[str, str], Failure] = {}
        for each in tried.differences:
            firsts.setdefault((each.expected.of, each.expected.id), each)
        for each in list(firsts.values())[:MOST_EXPECTED]:
            page.labelled(say("expect"), _difference(each, policy), 12)
    elif tried.outcome == SURVIVED:
        page.labelled(
            say("open"), say("no facts were found that tell it apart, and it is not proved that there are none"), 12
        )


def _givens(telling: Telling, policy: model.Policy) -> Text:
    """Say what has to be given, the rest in order."""
    parts: list[Text] = [
        say("{name} is {value}", name=fact_words(pointer, policy), value=visible(_written(value)))
        if value is not None
        else say("{name} is left out", name=fact_words(pointer, policy))
        for pointer, value in telling.givens.items()
    ]
    return sentences([say("all else in order"), *parts])


def _written(value: Any) -> str:
    return _ENCODER.encode(value).decode()


def _difference(failure: Failure, policy: model.Policy) -> Text:
    """Say what to expect, and what comes by the change."""
    was = expected_words(failure.expected, policy, failure.positive)
    return say("{expected} (with the change: {came})", expected=was, came=came_words(failure, policy))


def _table(page: Page, mutations: Mutations) -> None:
    """Put in how many of each kind were noticed, of those that facts can tell from the policy."""
    rows: list[tuple[Text, ...]] = [
        (say("what was changed"), say("noticed"), say("not noticed"), say("the same"), say("refused"))
    ]
    for kind in KINDS:
        of_kind = [each for each in mutations.tried if each.mutant.kind == kind.name]
        if of_kind:
            counts = [sum(each.outcome == outcome for each in of_kind) for outcome in _OUTCOMES]
            rows.append((say(kind.said), *(str(count) if count else "" for count in counts)))
    rows.append((say("all"), *(str(len(mutations.of(outcome))) for outcome in _OUTCOMES)))
    page.table(rows, (False, True, True, True, True))


def _summary(mutations: Mutations) -> Iterator[Text]:
    killed, left = len(mutations.of(KILLED)), len(mutations.of(SURVIVED))
    yield say(
        "{killed} of {all} changes are noticed ({percent} %)",
        killed=killed, all=killed + left, percent=percent(mutations),
    )  # fmt: skip
    same, refused = len(mutations.of(EQUIVALENT)), len(mutations.of(REFUSED))
    if same:
        yield counted("{number} more makes no difference", "{number} more make no difference", same)
    if refused:
        yield counted("{number} is refused by the check", "{number} are refused by the check", refused)
    yield counted("tried with {number} example", "tried with {number} examples", mutations.cases)


# -- JSON ----------------------------------------------------------------------------------------------------------


def mutations_json(mutations: Mutations, lang: str = ENGLISH) -> bytes:
    """Give it as JSON, with line ends.

    Args:
        mutations: what became of the mutants.
        lang: the language of what is said (`en` or `zh`).
    """
    policy = mutations.policy.policy
    report = {
        "format": FORMAT,
        "engine": {"name": "demerit", "version": __version__},
        "policy": {
            "file": policy.source.name, "id": policy.id, "version": policy.version, "hash": policy.content_hash,
        },
        "examples": mutations.cases,
        "failing": list(mutations.failing),
        "mutants": [_tried(each, mutations, lang) for each in mutations.tried],
        "kinds": list(_kinds(mutations, lang)),
        "summary": {
            **{outcome: len(mutations.of(outcome)) for outcome in _OUTCOMES},
            "measure": to_json_number(whole(mutations.measure)),
        },
    }  # fmt: skip
    return msgspec.json.format(_ENCODER.encode(report), indent=2) + b"\n"


def _kinds(mutations: Mutations, lang: str) -> Iterator[dict[str, Any]]:
    for kind in KINDS:
        of_kind = [each for each in mutations.tried if each.mutant.kind == kind.name]
        if of_kind:
            counts = {outcome: sum(each.outcome == outcome for each in of_kind) for outcome in _OUTCOMES}
            yield {"kind": kind.name, "said": say(kind.said).text(lang), **counts}


def _tried(tried: Tried, mutations: Mutations, lang: str) -> dict[str, Any]:
    mutant, policy = tried.mutant, mutations.policy.policy
    (line, column), (end_line, end_column) = (policy.source.position(at) for at in (mutant.span.start, mutant.span.end))
    return {
        "id": mutant.id,
        "kind": mutant.kind,
        "outcome": tried.outcome,
        "place": {"line": line, "column": column, "end_line": end_line, "end_column": end_column},
        "rules": list(mutant.rules),
        "change": mutant.sentence.text(lang),
        "noticed_by": tried.noticed_by,
        "reason": None if tried.reason is None else in_words(tried.reason, lang),
        "given": None if tried.telling is None else dict(tried.telling.givens),
        "facts": None if tried.telling is None else tried.telling.facts,
        "expect": [_failure(each, policy, lang) for each in tried.differences],
    }


def _failure(failure: Failure, policy: model.Policy, lang: str) -> dict[str, Any]:
    expected = failure.expected
    return {
        "kind": expected.kind,
        "of": expected.of,
        "id": expected.id or None,
        "expected": _value(failure, expected.value),
        "came": None if isinstance(failure.came, Nothing) else _value(failure, failure.came),
        "said": {
            "expected": expected_words(expected, policy, failure.positive).text(lang),
            "came": in_words(came_words(failure, policy), lang),
        },
    }


def _value(failure: Failure, value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    form = BY_KIND[failure.expected.kind, failure.expected.of].form
    return to_json_number(value) if form in ("number", "points") and value is not None else value
