"""Lints of what is there twice: the same condition counted by two rules, or said twice in one place."""

from collections.abc import Iterator, Sequence

from demerit.language import lint_codes, model, syntax
from demerit.language.diagnostics import Diagnostic, Edit, Fix
from demerit.language.keywords import spelling
from demerit.language.lints import amounts, truth, words
from demerit.language.lints.reading import ItemPlace, Reading
from demerit.language.source import Span


def counted_twice(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of rules with the same condition that can both take effect, where the second does not say `more`."""
    seen: dict[tuple[object, ...], list[tuple[ItemPlace, list[model.Rule], model.Rule]]] = {}
    for place in reading.items:
        for chain in amounts.chains(place.item.rules):
            for rule in chain:
                if isinstance(rule.trigger, model.Constant) or rule.id in reading.never or not rule.to_item:
                    continue
                key = (rule.verb, rule.trigger, tuple(tier.test for tier in rule.tiers), rule.only)
                for other_place, other_chain, other in seen.get(key, []):
                    free = other_chain is not chain and not _is_meant(reading, rule, other)
                    if free and _together(place, rule, other_place):
                        label = (other.trigger.span, words.LABEL_FIRST)
                        yield reading.told(
                            lint_codes.PUNISHED_TWICE, rule.trigger.span, labels=[label], id=rule.id, other=other.id,
                            more=spelling("MORE"),
                        )  # fmt: skip
                        break
                seen.setdefault(key, []).append((place, chain, rule))


def _is_meant(reading: Reading, rule: model.Rule, other: model.Rule) -> bool:
    """Tell whether it is said that both count: `more`, or that the same finding is charged once."""
    return (rule.once and other.once) or any(_says_more(reading, each) for each in (rule, other))


def _says_more(reading: Reading, rule: model.Rule) -> bool:
    node = reading.rules[rule.span.start]
    return isinstance(node, syntax.Rule) and node.effect.more


def _together(place: ItemPlace, rule: model.Rule, other: ItemPlace) -> bool:
    """Tell whether both rules can hit for one unit: whether both items can apply."""
    applies = [(each, True) for each in (place.item.applies, other.item.applies, rule.only) if each is not None]
    return truth.can([*applies, (truth.hits(rule), True)])


def said_twice(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of conditions that hold the same part twice, and of lines of the verdict that say the same."""
    seen: set[Span] = set()
    for expression in reading.policy.expressions():
        for junction in _junctions(expression):
            if junction.span not in seen:
                seen.add(junction.span)
                yield from _parts(reading, junction.operands)
    verdict = reading.policy.verdict
    yield from _lines(reading, [(line.condition, line.condition) for line in verdict.no_score])
    limits = [((line.at_most, line.grade, line.condition), line.condition) for line in verdict.limits]
    yield from _lines(reading, limits)


def _junctions(expression: model.Expression) -> Iterator[model.Operation]:
    """Give the conditions joined by `and` or `or` in an expression; what a term means is its own."""
    for each in model.walk(expression, into_terms=False):
        if isinstance(each, model.Operation) and each.operator in ("and", "or"):
            yield each


def _parts(reading: Reading, parts: Sequence[model.Expression]) -> Iterator[Diagnostic]:
    seen: dict[model.Expression, model.Expression] = {}
    for position, part in enumerate(parts):
        first = seen.setdefault(part, part)
        if first is part:
            continue
        fixes = []
        end = parts[position - 1].span.end
        between = reading.source.text[end : part.span.start]
        if end <= part.span.start and not set(between) & set("()（）#"):
            fixes = [Fix(words.FIX_PART, (Edit(Span(end, part.span.end), ""),))]
        yield reading.told(
            lint_codes.CONDITION_TWICE, part.span, labels=[(first.span, words.LABEL_SAID)], fixes=fixes,
            text=reading.words(part.span),
        )  # fmt: skip


def _lines(reading: Reading, lines: Sequence[tuple[object, model.Expression]]) -> Iterator[Diagnostic]:
    seen: dict[object, model.Expression] = {}
    for said, condition in lines:
        first = seen.setdefault(said, condition)
        if first is not condition:
            yield reading.told(
                lint_codes.CONDITION_TWICE, condition.span, labels=[(first.span, words.LABEL_SAID)],
                text=reading.words(condition.span),
            )  # fmt: skip
