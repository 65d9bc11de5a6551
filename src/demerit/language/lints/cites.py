"""Lints of the sentences that rules come from: missing ones, empty ones, ones behind their rule, other numbers."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from demerit.language import lint_codes, model, syntax
from demerit.language.diagnostics import Diagnostic
from demerit.language.keywords import spelling
from demerit.language.lints.numerals import lengths_of_time, numbers, states_numbers, states_points
from demerit.language.lints.places import first_line
from demerit.language.lints.reading import ItemPlace, Reading
from demerit.language.source import Span

_TIMES = tuple(scale for part in (7, 12, 24, 30, 60, 365, 3600) for scale in (Fraction(part), Fraction(1, part)))
"""By how much a time may differ from that of the sentence: it may be written in another unit there."""

_OF_TIME = frozenset({"days", "weeks", "months", "years", "hours", "minutes"})

_COMPARED = frozenset({"less", "at_most", "more", "at_least", "equal"})


def missing(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of items and rules for which no sentence is cited, and of sentences that stand behind their rule."""
    for place in reading.items:
        rules = place.item.rules
        if not rules:
            continue
        if not any(isinstance(statement, syntax.Cite) for statement in place.node.statements):
            yield reading.told(lint_codes.NO_CITE, place.node.id.span, id=place.item.id, cite=spelling("CITE"))
            continue
        bare = [rule for rule in rules if rule.cite is None]
        behind = _behind(place) if bare else None
        if behind is not None:
            yield reading.told(lint_codes.CITE_BEHIND, behind.span, id=bare[-1].id)
            continue
        if place.item.cite is None:
            for rule in bare:
                span = first_line(reading.source, rule.span)
                yield reading.told(lint_codes.NO_CITE, span, id=rule.id, cite=spelling("CITE"))


def _behind(place: ItemPlace) -> syntax.Cite | None:
    """Give the cite of an item that has rules above it and none below."""
    last: syntax.Cite | None = None
    above = False
    for statement in place.node.statements:
        if isinstance(statement, syntax.Rule | syntax.Tiers):
            last, above = None, True
        elif isinstance(statement, syntax.Cite) and above:
            last = statement
    return last


def other_numbers(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of points, caps and thresholds of rules that the sentences which are cited do not contain."""
    for place in reading.items:
        cites = [statement.text for statement in place.node.statements if isinstance(statement, syntax.Cite)]
        if place.item.cap is not None:
            yield from _amount(reading, place.item.cap, place.cap_span, cites)
        if place.item.applies is not None:
            yield from _thresholds(reading, place.item.applies, cites)
        for rule in place.item.rules:
            if rule.cite is not None:
                own = [text for text in (rule.cite, place.item.cite) if text is not None]
                yield from _of_rule(reading, place, rule, own, cites)
    for term in reading.policy.terms:
        if term.cite is not None:
            yield from _thresholds(reading, term.meaning, [term.cite])


def _of_rule(
    reading: Reading, place: ItemPlace, rule: model.Rule, cites: list[str], clause: list[str]
) -> Iterator[Diagnostic]:
    """Hold a rule's points to its own sentences, and its thresholds to all those of the clause that it is part of."""
    for condition in (rule.only, rule.trigger, rule.halved):
        if condition is not None:
            yield from _thresholds(reading, condition, clause)
    for tier in rule.tiers:
        yield from _thresholds(reading, tier.test, clause)
    for effect in rule.effects:
        for amount in (effect.points, effect.beyond):
            if isinstance(amount, model.Constant) and not isinstance(amount.value, bool | str):
                yield from _amount(reading, amount.value, amount.span, cites)
    if rule.cap is not None:
        yield from _amount(reading, rule.cap, place.cap_of(rule), cites)


def _amount(reading: Reading, value: Fraction | int, span: Span, cites: list[str]) -> Iterator[Diagnostic]:
    """Tell of points that do not stand in the sentences as they are, where these say anything of points."""
    if any(map(states_points, cites)) and Fraction(value) not in _numbers(cites):
        yield reading.told(lint_codes.NUMBER_NOT_CITED, span, number=reading.words(span))


def _numbers(cites: Iterable[str]) -> frozenset[Fraction]:
    return frozenset[Fraction]().union(*map(numbers, cites))


def _thresholds(reading: Reading, condition: model.Expression, cites: list[str]) -> Iterator[Diagnostic]:
    if not any(map(states_numbers, cites)):
        return
    known = _numbers(cites)
    # What stands in the unit of the threshold itself is no other unit: 不足30天 is not the 90天 of the sentence.
    times = frozenset[tuple[str, Fraction]]().union(*map(lengths_of_time, cites))
    for each in model.walk(condition, into_terms=False):
        if isinstance(each, model.Operation) and (each.operator in _COMPARED or each.operator == "short"):
            whole = all(isinstance(part.type, model.Numeric) and part.type.whole for part in each.operands)
            for part in each.operands:
                value = part.value if isinstance(part, model.Constant) else None
                if value is None or isinstance(value, bool | str):
                    continue
                unit = part.type.unit if isinstance(part.type, model.Numeric) else None
                others = (number for other, number in times if (unit is None or unit in _OF_TIME) and other != unit)
                scaled = frozenset(number * scale for number in others for scale in _TIMES)
                if not _stands(Fraction(value), known, scaled, next_too=whole and each.operator != "equal"):
                    yield reading.told(lint_codes.NUMBER_NOT_CITED, part.span, number=reading.words(part.span))


def _stands(value: Fraction, known: frozenset[Fraction], times: frozenset[Fraction], *, next_too: bool) -> bool:
    """Tell whether a threshold can have come from some numbers: `more than 5` may be written as 6 or more."""
    if value in (0, 1):
        return True  # “any”, “none”, “not yet” say as much without a number
    if next_too and {value - 1, value + 1} & known:
        return True
    return value in known or value in times
