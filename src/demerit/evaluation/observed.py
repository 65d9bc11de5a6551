"""Takes the record of one evaluation, gives what every condition and quantity of the policy came to.

A trace is told from the same record, in words; whoever asks about cells rather than words (coverage, the search for
examples) looks here. Nothing is worked out a second time.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from demerit.evaluation.evaluator import Evaluator, Record
from demerit.evaluation.parts import Cells
from demerit.evaluation.plan import Cell


class Observer:
    """Knows where in the records of one evaluator each cell is."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.plan = evaluator.plan
        self._evaluator = evaluator

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place in a record of each cell, by its name."""
        places: dict[str, int] = {}
        for layout in self._evaluator.layouts:
            for name, place in layout.index.items():
                places.setdefault(name, layout.start + place)
        return places

    def observe(self, record: Record) -> "Observed":
        """Give what the cells of a record hold."""
        return Observed(record, self.places)


class Observed(Cells):
    """The cells of one evaluation, of the whole policy, by their names."""

    __slots__ = ("record",)

    def __init__(self, record: Record, places: Mapping[str, int]) -> None:
        super().__init__(record, places)
        self.record = record

    def knows(self, name: str) -> bool:
        """Tell whether a record has a cell of a name."""
        return name in self._index

    def has(self, cell: Cell) -> bool:
        """Tell whether a record has a cell: those that no rule reads have no place in it."""
        return cell.is_constant or cell.name in self._index

    def entries(self, cell: Cell) -> Iterator[Cells]:
        """Give the cells of each entry of a list, in order: for a condition or quantity over a list.

        There are none where the list is missing.
        """
        for row in self[f"h{cell.name}"] or ():
            yield self.of_entry(cell, row)
