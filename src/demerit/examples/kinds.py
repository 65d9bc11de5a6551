"""Takes conditions and quantities, gives for each fact that they stand on one value of each kind, if these are finite.

Two values of a fact are of one kind if nothing among the conditions and quantities tells them apart: then what holds
for the one, the other facts being what they are, holds for the other. A number that is only ever held against fixed
numbers is of a kind with those that lie between the same two of them. Where a fact is reckoned with, there is no saying
how many kinds there are, and nothing is given.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

from demerit.evaluation.operators import COMPARISONS
from demerit.evaluation.plan import Cell
from demerit.language import model
from demerit.language.values import Rational, exact, whole

MOST_WORDS = 8
"""How many words a set may have whose kinds are gone through."""


def kinds_of(stands: Sequence[tuple[model.Policy, Sequence[Cell]]]) -> dict[str, list[Any]] | None:
    """Give one value of each kind for the facts that some conditions and quantities stand on.

    Args:
        stands: the conditions and quantities, each with the policy that they belong to; where there are several
            policies, they have the same facts.

    Returns:
        The values as the facts have them, by pointer; None among them where the fact may be left out. None if there is
        no saying how many kinds there are.
    """
    bounds: dict[str, dict[Rational, None]] = {}
    for policy, roots in stands:
        nodes = list(_all(policy, roots))
        for node in nodes:
            for each in model.walk(node, set(), into_terms=False):
                if isinstance(each, model.FactRead):
                    bounds.setdefault(each.pointer, {})
        if not all(_told(node, bounds) for node in nodes):
            return None
    found: dict[str, list[Any]] = {}
    for pointer, numbers in bounds.items():
        fact = stands[0][0].facts[pointer]
        values = _values(fact.type, list(numbers))
        if values is None:
            return None
        may_be_left = any(policy.facts[pointer].default is not None for policy, _ in stands)
        found[pointer] = [*values, *([None] if may_be_left else [])]
    return found


def _all(policy: model.Policy, roots: Sequence[Cell]) -> Iterator[model.Expression]:
    """Go through what some conditions and quantities stand on: they, the terms, the defaults.

    What asks for a result is among them as it stands, which `_told` does not take.
    """
    terms: set[str] = set()
    defaults: set[str] = set()
    nodes = [root.node for root in roots]
    while nodes:
        node = nodes.pop()
        yield node
        for each in model.walk(node, set(), into_terms=False):
            if isinstance(each, model.TermRead) and each.name not in terms:
                terms.add(each.name)
                nodes.append(each.meaning)
            elif isinstance(each, model.FactRead) and each.pointer not in defaults:
                defaults.add(each.pointer)
                default = policy.facts[each.pointer].default
                nodes += [default] if default is not None else []


def _told(node: model.Expression, bounds: Mapping[str, dict[Rational, None]]) -> bool:
    """Note the numbers that facts are held against; tell whether nothing else is done with their numbers."""
    if isinstance(node, model.ResultRead | model.OverEntries):
        return False
    if isinstance(node, model.FactRead):
        return not isinstance(node.type, model.Numeric | model.Findings | model.Discretion | model.ListOf | model.Text)
    if isinstance(node, model.Lookup):
        for axis, bands in zip(node.axes, node.bands, strict=True):
            ends = [end for band in bands if isinstance(band, model.NumberBand) for end in (band.low, band.high)]
            if not _bounded(axis, [end for end in ends if end is not None], bounds):
                return False
        return True
    if isinstance(node, model.Operation) and node.operator in COMPARISONS:
        left, right = node.operands
        if isinstance(right, model.Constant) and isinstance(right.value, int | Fraction) and right.value is not True:
            return _bounded(left, [right.value], bounds)
        if isinstance(left, model.Constant) and isinstance(left.value, int | Fraction) and left.value is not True:
            return _bounded(right, [left.value], bounds)
    if isinstance(node, model.Operation) and node.operator == "present":
        return _bounded(node.operands[0], [0], bounds)
    return all(_told(child, bounds) for child in node.children())


def _bounded(node: model.Expression, numbers: Sequence[Rational], bounds: Mapping[str, dict[Rational, None]]) -> bool:
    if isinstance(node, model.Operation) and node.operator == "size":
        (node,) = node.operands
    if isinstance(node, model.FactRead) and isinstance(node.type, model.Numeric | model.Findings):
        bounds[node.pointer].update(dict.fromkeys(numbers))
        return True
    return _told(node, bounds)


def _values(type_: model.Type, bounds: list[Rational]) -> list[Any] | None:
    match type_:
        case model.YesNo():
            return [True, False]
        case model.Choice(words):
            return list(map(model.key_of, words))
        case model.SetOf(words) if len(words) <= MOST_WORDS:
            keys = list(map(model.key_of, words))
            return [list(some) for size in range(len(keys) + 1) for some in combinations(keys, size)]
        case model.Numeric():
            return _between(type_, bounds)
        case model.Findings():
            return _between(model.Numeric(whole=True, low=0), bounds)
        case _:
            return None


def _between(type_: model.Numeric, bounds: list[Rational]) -> list[Any]:
    """Give the bounds, and one number between each two and beyond the last ones, as far as a type has them."""
    ordered = sorted(map(Fraction, bounds)) or [Fraction(type_.low if type_.low is not None else type_.high or 0)]
    found: set[Fraction] = {*ordered, *(end - 1 for end in ordered), *(end + 1 for end in ordered)}
    found |= {Fraction(end // 1 + more) for end in ordered for more in (0, 1)}
    if not type_.whole:
        found |= {(a + b) * Fraction(1, 2) for a, b in pairwise(ordered)}
        found |= {(ordered[0] + Fraction(type_.low)) * Fraction(1, 2)} if type_.low is not None else set()
        found |= {(ordered[-1] + Fraction(type_.high)) * Fraction(1, 2)} if type_.high is not None else set()
    return [
        value if isinstance(value, int) else exact(value)
        for value in map(whole, sorted(map(Fraction, found)))
        if (not type_.whole or isinstance(value, int))
        and (type_.low is None or value >= type_.low)
        and (type_.high is None or value <= type_.high)
    ]
