"""Takes two conditions or quantities, gives why they always come to the same, where that is proved.

They are gone through side by side. Two that are made in the same way of parts that always come to the same do so
themselves. Where they differ, it has to be seen from the bounds of what they are made of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from demerit.evaluation.operators import COMPARISONS
from demerit.language import model
from demerit.language.lints import truth
from demerit.language.messages import Text, say, template
from demerit.language.values import Rational, whole, write

Reasons = tuple[Text, ...]


def same_value(one: model.Expression, other: model.Expression, policy: model.Policy) -> Reasons | None:
    """Say why two conditions or quantities always come to the same; None where that is not proved.

    What they read may be unknown: where the first is known all the same, the second comes to what it comes to.

    Args:
        one: a condition or a quantity.
        other: the one in its stead.
        policy: the policy that the first belongs to.
    """
    if one == other:
        return ()
    for proof in (_compared, _never_decides, _nothing_to_round, _of_gains, _looked_up):
        found = proof(one, other, policy)
        if found is not None:
            return found
    return _part_by_part(one, other, policy)


def _part_by_part(one: model.Expression, other: model.Expression, policy: model.Policy) -> Reasons | None:
    if type(one) is not type(other):
        return None
    reasons: list[Text] = []
    for each in fields(one):
        if not each.compare:
            continue
        a, b = getattr(one, each.name), getattr(other, each.name)
        if a == b:
            continue
        parts, others = _as_parts(a), _as_parts(b)
        if not parts or len(parts) != len(others):
            return None
        for part, second in zip(parts, others, strict=True):
            found = same_value(part, second, policy)
            if found is None:
                return None
            reasons += found
    return tuple(reasons)


def _as_parts(value: Any) -> Sequence[model.Expression]:
    if isinstance(value, model.Expression):
        return () if isinstance(value, model.Constant) else (value,)
    if isinstance(value, tuple) and all(isinstance(each, model.Expression) for each in value):
        return value
    return ()


def _no_value(quantity: str) -> Text:
    return say("“{quantity}” has no value for which the two differ", quantity=quantity)


def _words(node: model.Expression, policy: model.Policy) -> str:
    return policy.source.words(node.span)


# -- comparisons -------------------------------------------------------------------------------------------------


def _compared(one: model.Expression, other: model.Expression, policy: model.Policy) -> Reasons | None:
    """See whether two comparisons of one quantity differ for no value that it can have."""
    if not (isinstance(one, model.Operation) and isinstance(other, model.Operation)):
        return None
    if not {one.operator, other.operator} <= COMPARISONS or one.operands[0] != other.operands[0]:
        return None
    seconds = one.operands[1], other.operands[1]
    if seconds[0] != seconds[1] and not all(isinstance(each, model.Constant) for each in seconds):
        return None  # what the second reads may be unknown where what the first reads is known
    if truth.can([(one, True), (other, False)]) or truth.can([(one, False), (other, True)]):
        return None
    return (_no_value(_words(one.operands[0], policy)),)


def _never_decides(one: model.Expression, other: model.Expression, policy: model.Policy) -> Reasons | None:
    """See whether parts that are left out of the greatest or the least never decide a comparison with a number."""
    if not (isinstance(one, model.Operation) and isinstance(other, model.Operation)):
        return None
    if one.operator != other.operator or one.operator not in COMPARISONS or one.operands[1] != other.operands[1]:
        return None
    bound, subject, left = one.operands[1], one.operands[0], other.operands[0]
    if not isinstance(bound, model.Constant) or isinstance(bound.value, str | bool):
        return None
    if not isinstance(subject, model.Operation) or subject.operator not in ("greatest", "least"):
        return None
    kept = left.operands if isinstance(left, model.Operation) and left.operator == subject.operator else (left,)
    gone = [part for part in subject.operands if part not in kept]
    if not gone or [part for part in subject.operands if part in kept] != list(kept):
        return None
    greatest = subject.operator == "greatest"
    for part in gone:
        assert isinstance(part.type, model.Numeric)
        end = part.type.high if greatest else part.type.low
        if end is None or (end >= bound.value if greatest else end <= bound.value):
            return None
        text = say(_AT_MOST if greatest else _AT_LEAST, part=_words(part, policy), end=write(end))
    return (text,)


_AT_MOST = template("“{part}” is {end} at most, so that it never decides")
_AT_LEAST = template("“{part}” is {end} at least, so that it never decides")


# -- quantities --------------------------------------------------------------------------------------------------


def _nothing_to_round(one: model.Expression, other: model.Expression, policy: model.Policy) -> Reasons | None:
    """See whether a quantity is whole that is rounded, one way or the other, or not at all."""
    inner = [_rounded(each) for each in (one, other)]
    if inner[0] is not inner[1] and inner[0] != inner[1]:
        return None
    if inner == [one, other]:
        return None
    type_ = inner[0].type
    if not isinstance(type_, model.Numeric) or not type_.whole:
        return None
    return (say("“{quantity}” is always whole: there is nothing to round", quantity=_words(inner[0], policy)),)


def _rounded(node: model.Expression) -> model.Expression:
    """Give what is rounded to a whole number or finer; a node that rounds nothing is its own."""
    if isinstance(node, model.Operation) and node.operator.startswith("round_"):
        return node.operands[0]
    return node


def _of_gains(one: model.Expression, other: model.Expression, policy: model.Policy) -> Reasons | None:
    """See whether an item's score is asked for in the one and its points in the other, where it only adds."""
    if not (isinstance(one, model.ResultRead) and isinstance(other, model.ResultRead)):
        return None
    if (one.of, one.id) != (other.of, other.id) or {one.kind, other.kind} != {"score", "points"} or one.of != "item":
        return None
    items = [item for section in policy.sections for item in section.items if item.id == one.id]
    if len(items) != 1 or items[0].verbs != {"add"} or items[0].worth is None:
        return None
    return (say("item {item} only adds, so that its score is its points", item=one.id),)


# -- tables and tiers ----------------------------------------------------------------------------------------------


def _looked_up(one: model.Expression, other: model.Expression, policy: model.Policy) -> Reasons | None:
    """See whether two tables by the same quantities give the same for all values that these can have."""
    if not (isinstance(one, model.Lookup) and isinstance(other, model.Lookup)) or one.axes != other.axes:
        return None
    tried = [_samples(axis.type, (*a, *b)) for axis, a, b in zip(one.axes, one.bands, other.bands, strict=True)]
    for values in product(*tried):
        if _found(one, values) != _found(other, values):
            return None
    return (_no_value(_words(one.axes[0], policy)),)


def _found(table: model.Lookup, values: Sequence[Any]) -> Any:
    places = [
        next((place for place, band in enumerate(bands) if _holds(band, value)), None)
        for bands, value in zip(table.bands, values, strict=True)
    ]
    if None in places:
        return None
    row = table.values[places[0] or 0]
    return row[places[1] or 0] if len(places) > 1 else row[0]


def _holds(band: model.Band, value: Any) -> bool:
    match band:
        case model.NumberBand():
            return band.holds(value)
        case model.WordBand():
            return value in band.words
        case model.AnswerBand():
            return band.yes is value


def _samples(type_: model.Type, bands: Iterable[model.Band]) -> list[Any]:
    """Give values of a type, of which one stands for all between two ends of bands."""
    if isinstance(type_, model.YesNo):
        return [True, False]
    if isinstance(type_, model.Choice):
        return [model.key_of(word) for word in type_.words]
    assert isinstance(type_, model.Numeric)
    ends = (end for band in bands if isinstance(band, model.NumberBand) for end in (band.low, band.high))
    return numbers(type_, [end for end in ends if end is not None])


def numbers(type_: model.Numeric, bounds: Iterable[Rational]) -> list[Rational]:
    """Give numbers of a type: each bound, and one that stands for all between two of them and beyond the last ones."""
    ordered = sorted({Fraction(bound) for bound in bounds})
    ordered += [Fraction(end) for end in (type_.low, type_.high) if end is not None]
    ordered = sorted(set(ordered)) or [Fraction(0)]
    tried = {*ordered, -(-ordered[0] // 1) - Fraction(1), ordered[-1] // 1 + Fraction(1)}
    for low, high in pairwise(ordered):
        tried.add((low + high) * Fraction(1, 2))
        first = Fraction(low // 1 + 1)
        tried |= {first} if first < high else set()
    found = [whole(value) for value in sorted(tried)]
    return [
        value
        for value in found
        if (not type_.whole or isinstance(value, int))
        and (type_.low is None or value >= type_.low)
        and (type_.high is None or value <= type_.high)
    ]


def same_choice(one: model.Rule, other: model.Rule) -> Reasons | None:
    """Say why two rules with tiers by the same quantity always reach tiers that take the same."""
    if one.tiers == other.tiers:
        return ()
    type_ = one.trigger.type
    if one.trigger != other.trigger or not isinstance(type_, model.Numeric) or not (one.tiers and other.tiers):
        return None
    for value in numbers(type_, [tier.bound for tier in (*one.tiers, *other.tiers)]):
        if _reached(one, value) != _reached(other, value):
            return None
    return (say("no value lies where the tiers of the two differ"),)


_TESTS: dict[str, Any] = {
    "over": lambda value, bound: value > bound,
    "from": lambda value, bound: value >= bound,
    "under": lambda value, bound: value < bound,
    "down_from": lambda value, bound: value <= bound,
}


def _reached(rule: model.Rule, value: Rational) -> model.Effect | None:
    reached = [tier.effect for tier in rule.tiers if _TESTS[tier.operator](value, tier.bound)]
    return reached[-1] if reached else None
