"""Takes conditions and quantities, gives the values of a fact at which one of them turns, as the other facts stand.

What is held against something turns where both are equal. So the other side's value is followed back to the fact:
through sums, products, quotients and roundings, each undone with the values that its other parts have.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from demerit.evaluation.observed import Observed
from demerit.evaluation.operators import COMPARISONS
from demerit.evaluation.plan import Cell, Plan
from demerit.examples.pools import fine
from demerit.language import model
from demerit.language.values import Rational, whole


@dataclass(frozen=True, slots=True)
class Edge:
    """Two quantities that are held against each other."""

    left: Cell
    right: Cell


class Turning:
    """Where some conditions and quantities turn."""

    def __init__(self, plan: Plan, roots: Iterable[Cell]) -> None:
        self._plan = plan
        self._defaults = {planned.fact.pointer: planned.default for planned in plan.facts}
        self.edges: list[Edge] = []
        self._bands: list[tuple[Cell, Rational]] = []
        seen: set[str] = set()
        for root in roots:
            self._collect(root, seen)

    def _collect(self, cell: Cell, seen: set[str]) -> None:
        node = cell.node
        if cell.name in seen and not cell.is_constant:
            return
        seen.add(cell.name)
        if isinstance(node, model.Operation) and node.operator in (*COMPARISONS, "short"):
            if isinstance(cell.operands[0].node.type, model.Numeric):
                self.edges.append(Edge(*cell.operands[:2]))
        elif isinstance(node, model.Lookup):
            for axis, bands in zip(cell.operands, node.bands, strict=True):
                ends = (end for band in bands if isinstance(band, model.NumberBand) for end in (band.low, band.high))
                self._bands += [(axis, end) for end in ends if end is not None]
        elif isinstance(node, model.TermRead):
            self._collect(self._plan.terms[node.name].root, seen)
        elif isinstance(node, model.FactRead):
            default = self._defaults[node.pointer]
            if default is not None:
                self._collect(default, seen)
        for operand in cell.operands:
            self._collect(operand, seen)

    def numbers(self, pointer: str, now: Observed) -> list[Rational]:
        """Give the numbers of a fact at, just below and just above which something turns, as things are now."""
        found: dict[Rational, None] = {}
        for edge in self.edges:
            for side, other in ((edge.left, edge.right), (edge.right, edge.left)):
                if now.has(other):
                    found |= dict.fromkeys(self._around(side, now.value(other), pointer, now))
        for axis, end in self._bands:
            found |= dict.fromkeys(self._around(axis, end, pointer, now))
        return list(found)

    def _around(self, cell: Cell, wanted: object, pointer: str, now: Observed) -> Iterator[Rational]:
        if isinstance(wanted, bool) or not isinstance(wanted, int | Fraction):
            return
        for number in self.back(cell, wanted, pointer, now):
            below = Fraction(number) // 1
            yield from (below, below + 1, below - 1)
            if below != number:
                yield number
            step = fine(number)
            yield from (whole(number - step), whole(number + step))

    def back(self, cell: Cell, wanted: Rational, pointer: str, now: Observed) -> Iterator[Rational]:
        """Give what a fact has to be for a quantity to come to a number, the other facts as they are."""
        node = cell.node
        if isinstance(node, model.FactRead):
            if node.pointer == pointer:
                yield wanted
            elif self._defaults[node.pointer] is not None and now.has(cell):
                default = self._defaults[node.pointer]
                assert default is not None
                if now.has(default):
                    yield from self.back(default, wanted, pointer, now)
        elif isinstance(node, model.TermRead):
            yield from self.back(self._plan.terms[node.name].root, wanted, pointer, now)
        elif isinstance(node, model.Operation) and all(now.has(each) for each in cell.operands):
            yield from self._undone(cell, node.operator, wanted, pointer, now)
        elif isinstance(node, model.OverEntries) and node.list.pointer == pointer:
            yield wanted

    def _undone(self, cell: Cell, operator: str, wanted: Rational, pointer: str, now: Observed) -> Iterator[Rational]:
        values = [now.value(each) for each in cell.operands]
        known = all(isinstance(value, int | Fraction) for value in values)
        for place, operand in enumerate(cell.operands):
            others = [value for number, value in enumerate(values) if number != place]
            target: Rational | None = None
            if operator in ("size", "greatest", "least") or operator.startswith("round"):
                target = wanted if place == 0 or not operator.startswith("round") else None
            elif operator == "choose":
                target = wanted if place % 2 or place == len(values) - 1 else None
            elif not known:
                continue
            elif operator == "sum":
                target = whole(Fraction(wanted) - sum(map(Fraction, others)))
            elif operator == "difference":
                target = whole(Fraction(wanted) + others[0]) if place == 0 else whole(Fraction(others[0]) - wanted)
            elif operator == "product":
                rest = Fraction(1)
                for other in others:
                    rest *= other
                target = whole(Fraction(wanted) / rest) if rest else None
            elif operator == "quotient":
                if place == 0:
                    target = whole(Fraction(wanted) * others[0])
                else:
                    target = whole(Fraction(others[0]) / wanted) if wanted else None
            elif operator == "short":
                target = whole(Fraction(others[0]) - wanted) if place == 0 else whole(Fraction(others[0]) + wanted)
            if target is not None:
                yield from self.back(operand, target, pointer, now)
