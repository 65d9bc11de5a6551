"""Takes the cells of a condition or a quantity, gives what it is and came to, part by part."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import msgspec

from demerit.evaluation.numbers import number, to_json_number
from demerit.evaluation.plan import Cell, PlannedRule, PlannedTerm
from demerit.evaluation.trace import (
    MOST_ENTRIES,
    EntryPart,
    Number,
    Part,
)
from demerit.language import model
from demerit.language.source import Source


class Parts:
    """Tells conditions and quantities, part by part."""

    def __init__(self, source: Source, terms: Mapping[str, PlannedTerm]) -> None:
        self._source = source
        self._terms = terms
        # INVARIANT: the cells live as long as the plan, so their ids stand for them.
        self._texts: dict[int, str] = {}
        self._pointers: dict[int, list[str]] = {}

    def text(self, cell: Cell) -> str:
        """Give a condition or quantity as written, on one line."""
        text = self._texts.get(id(cell))
        if text is None:
            text = self._texts[id(cell)] = self._source.words(cell.node.span)
        return text

    def pointers(self, cell: Cell) -> list[str]:
        """Give the facts that a condition or quantity reads, in the order of the text."""
        pointers = self._pointers.get(id(cell))
        if pointers is None:
            reads = (node.pointer for node in model.walk(cell.node) if isinstance(node, model.FactRead))
            pointers = self._pointers[id(cell)] = list(dict.fromkeys(reads))
        return pointers

    def trigger(self, planned: PlannedRule, cells: "Cells") -> Part:
        """Tell the condition or quantity of a rule; of `unless X`, what X is; of tiers, which of them hold."""
        part = self.part(planned.trigger, cells)
        if planned.negated and not planned.rule.unless:
            holds = None if part.value is None else not part.value
            text = self._source.words(planned.rule.trigger.span)
            return msgspec.structs.replace(part, value=holds) if part.text == text else Part(text, holds, (part,))
        if not planned.tiers:
            return part
        tiers = (Part(self.text(tier), cells.value(tier)) for tier in planned.tiers)
        return msgspec.structs.replace(part, parts=(*part.parts, *tiers))

    def part(self, cell: Cell, cells: "Cells", told: set[str] | None = None) -> Part:
        """Tell a condition or quantity.

        `told` are the terms that were told: what a term is made of is told once.
        """
        told = set() if told is None else told
        node, text, value = cell.node, self.text(cell), plain(cells.value(cell))
        if isinstance(node, model.OverEntries):
            return self._over_entries(cell, node, cells, told)
        if isinstance(node, model.ResultRead):
            return Part(text, value, result=f"{node.of} {node.id}")
        if isinstance(node, model.TermRead):
            return self._term(node, text, value, cells, told)
        if not isinstance(node, model.Operation) or node.operator == "size":
            return Part(text, value)
        if node.operator == "lacking":
            given, (read,) = cells.value(cell.operands[0]), node.operands
            assert isinstance(read.type, model.SetOf)
            lacks = None if given is None else tuple(w for w in read.type.words if model.key_of(w) not in given)
            return Part(text, value, lacks=lacks)
        parts = tuple([self.part(operand, cells, told) for operand in cell.operands if not operand.is_constant])
        if len(parts) == 1 and parts[0].text == text:
            return msgspec.structs.replace(parts[0], value=value)
        return Part(text, value, parts)

    def _term(self, node: model.TermRead, text: str, value: Any, cells: "Cells", told: set[str]) -> Part:
        if node.name in told:
            return Part(text, value, term=True)
        told.add(node.name)
        term = self._terms[node.name].term
        root = self._terms[node.name].root
        if not isinstance(root.node, model.Lookup):
            parts: tuple[Part, ...] = () if root.is_constant else (self.part(root, cells, told),)
            return Part(text, value, parts, term=True, label=term.label, cite=term.cite)
        parts = tuple(self.part(axis, cells, told) for axis in root.operands if not axis.is_constant)
        rows = []
        for axis, bands, heads in zip(root.operands, root.node.bands, root.node.heads, strict=True):
            found = cells.value(axis)
            rows += [head for band, head in zip(bands, heads, strict=True) if found is not None and _holds(band, found)]
        return Part(text, value, parts, rows=tuple(rows) or None, term=True, label=term.label, cite=term.cite)

    def _over_entries(self, cell: Cell, node: model.OverEntries, cells: "Cells", told: set[str]) -> Part:
        text, value = self.text(cell), plain(cells.value(cell))
        if cells.value(cell.operands[0]) is None:
            return Part(text, value)
        rows = cells[f"h{cell.name}"]
        # Shown first are those that settle it: of `every`, those that do not pass.
        settle = [number for number, row in enumerate(rows) if (row[0] is True) is (node.kind != "every")]
        chosen = set(settle)
        order = settle + [number for number in range(len(rows)) if number not in chosen]
        entries = tuple(self._entry(cell, number, rows[number], cells, told) for number in sorted(order[:MOST_ENTRIES]))
        left_out = len(rows) - len(entries)
        summands = None
        if cell.value is not None:
            terms = ((number, cells.of_entry(cell, rows[number]).value(cell.value)) for number in settle)
            summands = tuple((number, plain(term)) for number, term in terms)
        weights = None
        if cell.weight is not None:
            terms = ((number, cells.of_entry(cell, rows[number]).value(cell.weight)) for number in settle)
            weights = tuple((number, plain(term)) for number, term in terms)
        shown = entries if rows else None
        return Part(text, value, (), len(rows), shown, left_out or None, summands, weights=weights)

    def _entry(self, cell: Cell, number: int, row: tuple[Any, ...], cells: "Cells", told: set[str]) -> EntryPart:
        inner = cells.of_entry(cell, row)
        parts = [self.part(cell.where, inner, told)] if cell.where is not None else []
        for field in (cell.value, cell.weight):
            if field is not None and row[0] is not False:
                parts.append(self.part(field, inner, told))
        return EntryPart(number, row[0], tuple(parts))


class Cells:
    """Values by the names of their cells."""

    __slots__ = ("_index", "_outer", "_values")

    def __init__(self, values: tuple[Any, ...], index: Mapping[str, int], outer: "Cells | None" = None) -> None:
        self._values = values
        self._index = index
        self._outer = outer

    def of_entry(self, cell: Cell, row: tuple[Any, ...]) -> "Cells":
        """Give the cells that were filled for one entry; behind them stand those of the item."""
        return Cells(row, {step.name: place + 1 for place, step in enumerate(cell.inner_steps())}, self)

    def __getitem__(self, name: str) -> Any:
        place = self._index.get(name)
        if place is not None:
            return self._values[place]
        assert self._outer is not None
        return self._outer[name]

    def value(self, cell: Cell) -> Any:
        """Give the value of a cell; of a constant, the constant."""
        return cell.node.value if isinstance(cell.node, model.Constant) else self[cell.name]

    def triggers(self, rule: PlannedRule) -> bool:
        """Tell whether the trigger of a rule without tiers holds, whatever else the rule waits for."""
        trigger = self.value(rule.trigger)
        return trigger is False if rule.negated else trigger not in (None, False, 0)


def plain_number(value: Any) -> Number:
    """Give a number of the facts as it stands in JSON."""
    found = number(value)
    assert found is not None
    return to_json_number(found)


_LONG = 10**3000


def plain(value: Any) -> Any:
    """Give a value as it stands in JSON."""
    if isinstance(value, Fraction) or (type(value) is int and not -_LONG < value < _LONG):
        return to_json_number(value)
    return list(value) if isinstance(value, tuple) else value


def _holds(band: model.Band, value: Any) -> bool:
    """Tell whether a value lies in a band."""
    if isinstance(band, model.NumberBand):
        return band.holds(value)
    return value in band.words if isinstance(band, model.WordBand) else value is band.yes
