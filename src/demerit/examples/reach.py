"""Takes a quantity and one evaluation, gives how far one step of one fact moves it from where it is.

A step is 1 for what is whole or counted; of a number that need not be whole it is told. By this, “just below” a bound
is told from far below it.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from demerit.evaluation.parts import Cells
from demerit.evaluation.plan import Cell, Plan
from demerit.language import model


def reached(plan: Plan, cell: Cell, seen: Cells, step: Fraction) -> Fraction | None:
    """Give how far one step of one fact moves a quantity; None where that has no limit, or is not known.

    Args:
        plan: the plan that the quantity belongs to.
        cell: the quantity.
        seen: the evaluation.
        step: the step of a number that need not be whole.
    """
    node = cell.node
    match node:
        case model.Constant():
            return Fraction(0)
        case model.TermRead():
            return reached(plan, plan.terms[node.name].root, seen, step)
        case model.FactRead() | model.FieldRead() if isinstance(node.type, model.Numeric) and not node.type.whole:
            return step
        case model.FactRead() | model.FieldRead() | model.ResultRead():
            return Fraction(1)
        case model.OverEntries():
            return None if node.kind in ("total", "mean") else Fraction(1)
        case model.Operation():
            return _of(plan, cell, node.operator, seen, step)
        case _:
            return None


def greatest_of(*reaches: Fraction | None) -> Fraction | None:
    """Give the greatest of some reaches; None where one has no limit."""
    return None if None in reaches else max(reach for reach in reaches if reach is not None)


def _of(plan: Plan, cell: Cell, operator: str, seen: Cells, step: Fraction) -> Fraction | None:
    if operator in ("size", "unmet", "lacking", "levels"):
        return Fraction(1)
    if operator in ("power", "choose"):
        return None
    reaches = [reached(plan, each, seen, step) for each in cell.operands]
    if operator.startswith("round"):
        to = Fraction(seen.value(cell.operands[1]) if len(reaches) > 1 else 1)
        return None if reaches[0] is None else max(to, reaches[0])
    if operator in ("sum", "difference", "short", "greatest", "least"):
        return greatest_of(*reaches)
    values = [seen.value(each) for each in cell.operands]
    if None in values or None in reaches:
        return None
    if operator == "product":
        return max(
            abs(_product(value for number, value in enumerate(values) if number != place)) * (reach or 0)
            for place, reach in enumerate(reaches)
        )
    found = _quotient(Fraction(values[0]), Fraction(values[1]), reaches[0] or Fraction(0), reaches[1] or Fraction(0))
    return found if operator == "quotient" else max(Fraction(1), found)


def _quotient(over: Fraction, under: Fraction, of_over: Fraction, of_under: Fraction) -> Fraction:
    """Give how far a quotient is moved by one step of what is above or below the line."""
    found = of_over * abs(1 / under)
    for moved in (under - of_under, under + of_under):
        if moved > 0:
            found = max(found, abs(over / moved - over / under))
    return found


def _product(values: Iterable[Any]) -> Fraction:
    found = Fraction(1)
    for value in values:
        found *= Fraction(value)
    return found
