"""What conditions can be so together: for “never” and “always”.

Takes conditions of the checked model, and whether each is to hold; tells whether there can be values of which all of
this is so. The conditions are taken apart into cases, a case into what is said of each thing that is asked about: a
fact, a quantity, the difference of two. A case in which nothing is left for one of these cannot be.

Promises: where `can` says no, there are no such values, whatever the facts (within the bounds that the policy
declares); an unknown fact makes no difference, because a condition that is true while a fact is unknown is true
whatever the fact is. Where it says yes, there need not be: things that hang together in other ways are taken one by
one.
"""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import TypeVar

from demerit.language import model
from demerit.language.intervals import subtracted
from demerit.language.kinds import YES_NO
from demerit.language.lints.domains import ANSWERS, MIRRORED, Domain, Numbers, Texts, Values, numbers
from demerit.language.values import Rational

MOST_CASES = 48
"""The most cases that are held at a time; what would make more of them is left out of account."""

MOST_STEPS = 1500
"""The most conditions that are looked at for one question; what is left is left out of account."""

Wanted = tuple[model.Expression, bool]
Case = dict[Hashable, Domain]

D = TypeVar("D", Numbers, Values, Texts)

_COMPARISONS = frozenset(MIRRORED)


def can(wanted: Iterable[Wanted]) -> bool:
    """Tell whether conditions can be so together, each as it is wanted."""
    return bool(_Question().cases([{}], list(wanted)))


def can_hold(condition: model.Expression) -> bool:
    """Tell whether a condition can hold."""
    return can([(condition, True)])


def can_fail(condition: model.Expression) -> bool:
    """Tell whether a condition can be other than so."""
    return can([(condition, False)])


def either(conditions: Iterable[model.Expression]) -> model.Expression:
    """Give the condition that one of several holds."""
    parts = tuple(conditions)
    return parts[0] if len(parts) == 1 else model.Operation("or", parts, type=YES_NO, span=parts[0].span)


def present(quantity: model.Expression) -> model.Expression:
    """Give the condition that a quantity is above 0."""
    return model.Operation("present", (quantity,), type=YES_NO, span=quantity.span)


def hits(rule: model.Rule) -> model.Expression:
    """Give what has to hold for a rule to hit, apart from its item, its `only when` and its chain."""
    if rule.tiers:
        return either(tier.test for tier in rule.tiers)
    return rule.trigger if rule.is_condition else present(rule.trigger)


def bounds(quantity: model.Expression) -> model.Numeric:
    """Give what is known of a quantity: its type's bounds, or 0 where it goes over entries of which none can pass."""
    assert isinstance(quantity.type, model.Numeric)
    where = quantity.where if isinstance(quantity, model.OverEntries) and quantity.kind != "mean" else None
    if where is not None and not can_hold(where):
        return model.Numeric(quantity.type.unit, whole=True, low=0, high=0)
    return quantity.type


class _Question:
    def __init__(self) -> None:
        self._steps = 0

    def cases(self, cases: list[Case], wanted: list[Wanted]) -> list[Case]:
        """Narrow some cases by all that is wanted."""
        for condition, holds in wanted:
            cases = self._narrowed(cases, condition, holds=holds)
        return cases

    def _narrowed(self, cases: list[Case], condition: model.Expression, *, holds: bool) -> list[Case]:
        self._steps += 1
        if not cases or self._steps > MOST_STEPS:
            return cases
        if isinstance(condition, model.TermRead):
            return self._narrowed(cases, condition.meaning, holds=holds)
        if isinstance(condition, model.Constant):
            return cases if condition.value is holds else []
        if isinstance(condition, model.Operation):
            if condition.operator == "not":
                return self._narrowed(cases, condition.operands[0], holds=not holds)
            if condition.operator in ("and", "or"):
                parts = [(part, holds) for part in condition.operands]
                if (condition.operator == "and") == holds:
                    return self.cases(cases, parts)
                found = [case for part in parts for case in self.cases(cases, [part])]
                return found if len(found) <= MOST_CASES else cases
        said = self._said(condition, holds=holds)
        if isinstance(said, bool):
            return cases if said else []
        return [narrowed for case in cases if (narrowed := _put(case, *said)) is not None]

    def _said(self, condition: model.Expression, *, holds: bool) -> bool | tuple[Hashable, Domain, Domain]:
        """Give what a single condition says: of what, which values that can have, and which are left.

        Returns:
            Whether it is as wanted, where that is known.
        """
        if isinstance(condition, model.OverEntries) and condition.where is not None:
            if condition.kind == "any" and not self._some(condition.where, holds=True):
                return not holds
            if condition.kind == "every" and not self._some(condition.where, holds=False):
                return holds
        if isinstance(condition, model.Operation):
            if condition.operator == "present":
                return _compared("more", condition.operands[0], 0, holds=holds)
            if condition.operator in _COMPARISONS:
                said = _comparison(condition, holds=holds)
                if said is not None:
                    return said
        return condition, ANSWERS, Values(frozenset({holds}))

    def _some(self, where: model.Expression, *, holds: bool) -> bool:
        """Tell whether there can be an entry that is such."""
        return bool(self.cases([{}], [(where, holds)]))


def _put(case: Case, subject: Hashable, known: Domain, left: Domain) -> Case | None:
    """Add to a case what is said of something; None if it cannot be."""
    before = case.get(subject, known)
    narrowed = _meet(before, left)
    return None if narrowed.empty else {**case, subject: narrowed}


def _meet(one: Domain, other: Domain) -> Domain:
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        return one.meet(other)
    if isinstance(one, Values) and isinstance(other, Values):
        return one.meet(other)
    if isinstance(one, Texts) and isinstance(other, Texts):
        return one.meet(other)
    return one  # what is said of one thing in two ways is left out of account


def _comparison(condition: model.Operation, *, holds: bool) -> bool | tuple[Hashable, Domain, Domain] | None:
    left, right = condition.operands
    operator = condition.operator
    if isinstance(left, model.Constant) and not isinstance(right, model.Constant):
        left, right, operator = right, left, MIRRORED[operator]
    if isinstance(left.type, model.Numeric | model.Date):
        bound = _value(right)
        if bound is not None:
            return _compared(operator, left, bound, holds=holds)
        if isinstance(left.type, model.Numeric) and isinstance(right.type, model.Numeric):
            return _difference(operator, left, right, holds=holds)
        return None
    if not isinstance(right, model.Constant) or not isinstance(right.value, str):
        return None
    if isinstance(left.type, model.Choice):
        words: frozenset[str | bool] = frozenset(map(model.key_of, left.type.words))
        chosen: frozenset[str | bool] = frozenset({right.value})
        return left, Values(words), Values(chosen if holds else words - chosen)
    if isinstance(left, model.Constant):
        return (left.value == right.value) is holds
    return left, Texts(), Texts(right.value) if holds else Texts(without=frozenset({right.value}))


def _value(expression: model.Expression) -> Rational | None:
    """Give the number of a constant; of a date, that of its day."""
    if not isinstance(expression, model.Constant) or isinstance(expression.value, bool):
        return None
    if isinstance(expression.type, model.Date) and isinstance(expression.value, str):
        return date.fromisoformat(expression.value).toordinal()
    return None if isinstance(expression.value, str) else expression.value


def _compared(
    operator: str, subject: model.Expression, bound: Rational, *, holds: bool
) -> bool | tuple[Hashable, Domain, Domain]:
    left = numbers(operator, bound, holds=holds)
    value = _value(subject)
    if value is not None:
        return not Numbers(model.NumberBand(value, value)).meet(left).empty
    if isinstance(subject.type, model.Date):
        return subject, Numbers(model.NumberBand(date.min.toordinal(), date.max.toordinal()), whole=True), left
    return subject, _domain(bounds(subject)), left


def _domain(type_: model.Numeric) -> Numbers:
    return Numbers(model.NumberBand(type_.low, type_.high), type_.whole)


def _difference(
    operator: str, left: model.Expression, right: model.Expression, *, holds: bool
) -> bool | tuple[Hashable, Domain, Domain]:
    """Say of two quantities how far they lie apart."""
    if left == right:
        return not Numbers(model.NumberBand(0, 0)).meet(numbers(operator, 0, holds=holds)).empty
    if repr(left) > repr(right):
        left, right, operator = right, left, MIRRORED[operator]
    known = _domain(subtracted(bounds(left), bounds(right)))
    return ("difference", left, right), known, numbers(operator, 0, holds=holds)
