"""Takes conditions and quantities, gives what sets them apart: the parts that can decide, the sides of a bound.

A condition is made of parts between which `and`, `or` and `not` stand. A part decides where the condition would come
out otherwise if the part did, the other parts as they are.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from demerit.evaluation.parts import Cells
from demerit.evaluation.plan import Cell
from demerit.language import model


def parts_of(cell: Cell) -> Iterator[Cell]:
    """Go through the parts of a condition between which `and`, `or` and `not` stand.

    A `not` that is a part of the words, as in `no leaks` or `is not full time`, is one of the part too: what decides by
    holding is what stands there.
    """
    node = cell.node
    if isinstance(node, model.Operation) and node.operator in ("and", "or", "not") and bare(cell) is cell:
        for operand in cell.operands:
            yield from parts_of(operand)
    elif not cell.is_constant:
        yield cell


def bare(cell: Cell) -> Cell:
    """Give what is denied by a `not` that is a part of the words; else the cell itself.

    What `is neither A nor B` denies is A or B: its words are those of its parts.
    """
    node = cell.node
    if not (isinstance(node, model.Operation) and node.operator == "not"):
        return cell
    denied = node.operands[0]
    several = isinstance(denied, model.Operation) and denied.operator in ("and", "or")
    return cell.operands[0] if denied.span == node.span and not several else cell


def outcome(cell: Cell, leaf: Cell, seen: Cells, *, flip: bool) -> bool | None:
    """Give what a condition comes to, with one of its parts turned round if that is asked for."""
    if cell is leaf:
        value = seen.value(cell)
        return value if value is None or not flip else not value
    node = cell.node
    if not (isinstance(node, model.Operation) and node.operator in ("and", "or", "not")):
        found: bool | None = seen.value(cell)
        return found
    parts = [outcome(operand, leaf, seen, flip=flip) for operand in cell.operands]
    if node.operator == "not":
        return None if parts[0] is None else not parts[0]
    decisive = node.operator == "or"
    return decisive if decisive in parts else None if None in parts else not decisive


def difference(left: Any, right: Any) -> Fraction | None:
    """Give how far one value is above another: of dates, in days; None where one of them is not known."""
    if left is None or right is None:
        return None
    if isinstance(left, str):
        return Fraction(date.fromisoformat(left).toordinal() - date.fromisoformat(right).toordinal())
    return Fraction(left) - Fraction(right)


def sides(left: model.Type, right: model.Type) -> tuple[str, ...] | None:
    """Give on which sides of each other two quantities can be; None if they have no order."""
    if isinstance(left, model.Date) and isinstance(right, model.Date):
        return "below", "at", "above"
    if not (isinstance(left, model.Numeric) and isinstance(right, model.Numeric)):
        return None
    found = []
    if left.low is None or right.high is None or left.low < right.high:
        found.append("below")
    meet = (left.low is None or right.high is None or left.low <= right.high) and (
        left.high is None or right.low is None or left.high >= right.low
    )
    between = left.whole and right.low is not None and right.low == right.high and not isinstance(right.low, int)
    if meet and not between:
        found.append("at")
    if left.high is None or right.low is None or left.high > right.low:
        found.append("above")
    return tuple(found)


def can_hold(type_: model.Type, band: model.Band) -> bool:
    """Tell whether something of a type can lie in a band."""
    if not (isinstance(type_, model.Numeric) and isinstance(band, model.NumberBand)):
        return True
    if band.low is not None and type_.high is not None and (type_.high < band.low):
        return False
    return not (band.high is not None and type_.low is not None and type_.low > band.high)


def lies_in(band: model.Band, value: Any) -> bool:
    """Tell whether a value lies in a band of a table; what is not known lies in none."""
    if value is None:
        return False
    match band:
        case model.NumberBand():
            return bool(band.holds(value))
        case model.WordBand():
            return value in band.words
        case model.AnswerBand():
            return bool(value) is band.yes
