"""Takes the cells of a rule or of the verdict, gives the facts that it read, and those that it would have needed."""

from collections.abc import Iterable, Iterator

from demerit.evaluation.parts import Cells, plain, plain_number
from demerit.evaluation.plan import HIT, Cell, PlannedEffect, PlannedFact, PlannedItem, PlannedRule
from demerit.evaluation.planner import result_name
from demerit.evaluation.schema import FINDING
from demerit.evaluation.telling import Units
from demerit.evaluation.trace import MOST_ENTRIES, Entry, Read
from demerit.language import model


class FactsRead:
    """Tells which facts were read, and what they said."""

    def __init__(self, units: Units) -> None:
        self._facts = units.facts
        self._terms = units.plan.terms
        self._parts = units.parts

    def of_rule(
        self, planned: PlannedRule, item: PlannedItem, cells: Cells, *, reached: bool, looked_at: bool
    ) -> Iterator[Read]:
        """Give the facts that a rule read."""
        roots = [item.applies]
        if reached:
            roots += [planned.only]
            if looked_at:
                roots += [planned.trigger]
                trigger = cells.value(planned.trigger)
                hit = cells[f"s{planned.number}"] == HIT
                if hit or trigger is (not planned.negated):
                    roots += [planned.halved]
                if hit or cells.triggers(planned):
                    roots += [cell for effect in self._effects(planned, cells) for cell in effect.cells()]
        yield from self._of([root for root in roots if root is not None], planned, item, cells)

    @staticmethod
    def _effects(planned: PlannedRule, cells: Cells) -> Iterable[PlannedEffect]:
        if not planned.tiers:
            return planned.effects
        reached = [effect for tier, effect in zip(planned.tiers, planned.effects, strict=True) if cells.value(tier)]
        return reached[-1:]

    def of(self, root: Cell, cells: Cells) -> Iterator[Read]:
        """Give the facts that a condition read."""
        yield from self._of([root], None, None, cells)

    def _of(
        self, roots: list[Cell], planned: PlannedRule | None, item: PlannedItem | None, cells: Cells
    ) -> Iterator[Read]:
        seen: set[str] = set()
        for root in roots:
            for pointer in self._parts.pointers(root):
                yield from self._read(pointer, planned, item, cells, seen)

    def _read(
        self, pointer: str, planned: PlannedRule | None, item: PlannedItem | None, cells: Cells, seen: set[str]
    ) -> Iterator[Read]:
        if pointer in seen:
            return
        seen.add(pointer)
        fact = self._facts[pointer]
        defaulted = fact.default is not None and cells[fact.raw] is None
        yield self._one_read(fact, planned, item, cells, defaulted=defaulted)
        if defaulted:
            assert fact.default is not None
            for read in self._parts.pointers(fact.default):
                yield from self._read(read, planned, item, cells, seen)

    def _one_read(
        self, planned: PlannedFact, rule: PlannedRule | None, item: PlannedItem | None, cells: Cells, *, defaulted: bool
    ) -> Read:
        fact, value = planned.fact, cells[planned.name]
        default = self._parts.text(planned.default) if defaulted and planned.default is not None else None
        if isinstance(fact.type, model.Discretion) and value is not None:
            said = {"points": plain_number(value.f0), "reason": value.f1}
            return Read(fact.pointer, said, defaulted, fact.name, fact.label)
        if not isinstance(value, tuple) or isinstance(fact.type, model.SetOf):
            unit = fact.type.unit if isinstance(fact.type, model.Numeric) else None
            return Read(fact.pointer, plain(value), defaulted, fact.name, fact.label, unit, default)
        counted = self._counted(fact.pointer, rule, item, cells)
        first = list(counted) if counted is not None else list(range(len(value)))
        chosen = set(first)
        order = first + [number for number in range(len(value)) if number not in chosen]
        keys = [field.key for field in fact.type.fields] if isinstance(fact.type, model.ListOf) else FINDING
        shown = tuple(
            Entry(
                f"{fact.pointer}/{n}",
                {
                    key: plain(said)
                    for key, said in ((key, getattr(value[n], f"f{place}")) for place, key in enumerate(keys))
                    if said is not None
                },
            )
            for n in sorted(order[:MOST_ENTRIES])
        )
        left_out = len(value) - len(shown)
        return Read(
            fact.pointer,
            len(value),
            defaulted,
            fact.name,
            fact.label,
            None,
            default,
            {field.key: field.label or field.name for field in fact.type.fields}
            if isinstance(fact.type, model.ListOf)
            else None,
            tuple(first),
            shown,
            left_out or None,
        )

    def _steps(self, roots: list[Cell]) -> Iterator[Cell]:
        """Go through the cells of conditions and quantities, those of the terms that they read too."""
        read: set[str] = set()
        for root in roots:  # grows, by the terms
            yield from root.steps()
            for node in model.walk(root.node):
                if isinstance(node, model.TermRead) and node.name not in read:
                    read.add(node.name)
                    roots.append(self._terms[node.name].root)

    def _counted(
        self, pointer: str, planned: PlannedRule | None, item: PlannedItem | None, cells: Cells
    ) -> tuple[int, ...] | None:
        """Give the entries of a list that a rule let pass; None if it takes all.

        What its trigger makes of the list goes before what its other conditions do. Where several parts of it look
        at the same list, an entry counts that any of them let pass.
        """
        if planned is None:
            return None
        elsewhere = {entry for entry, _ in cells[f"q{planned.number}"]} if planned.rule.once else set()
        amounts = [cell for effect in planned.effects for cell in effect.cells()]
        applies = None if item is None else item.applies
        for roots in ((planned.trigger,), (planned.only, planned.halved, applies, *amounts)):
            passed: set[int] = set()
            filters = 0
            for step in self._steps([root for root in roots if root is not None]):
                node = step.node
                if isinstance(node, model.Operation) and node.operator == "size":
                    read = node.operands[0]
                    if isinstance(read, model.FactRead) and read.pointer == pointer:
                        return None
                if isinstance(node, model.OverEntries) and node.list.pointer == pointer:
                    if node.where is None and not elsewhere:
                        return None
                    filters += 1
                    passed |= {number for number, row in enumerate(cells[f"h{step.name}"]) if row[0] is True}
            if filters:
                return tuple(sorted(passed - elsewhere))
        return None


def all_missing(roots: Iterable[Cell], cells: Cells, units: Units) -> tuple[str, ...]:
    """Give the facts, and the fields of entries, on whose account conditions or quantities are not known."""
    seen: set[str] = set()
    return tuple(dict.fromkeys(each for root in roots for each in _missing(root, cells, "", seen, units)))


def _missing(cell: Cell, cells: Cells, entry: str, seen: set[str], units: Units) -> Iterator[str]:
    """Go through them; `entry` is the entry in hand, `seen` are the facts and terms that were met."""
    if cell.is_constant or cells.value(cell) is not None:
        return
    if isinstance(cell.node, model.FactRead):
        default = units.facts[cell.node.pointer].default
        if cell.node.pointer not in seen:
            seen.add(cell.node.pointer)
            yield from (cell.node.pointer,) if default is None else _missing(default, cells, "", seen, units)
    elif isinstance(cell.node, model.FieldRead):
        yield f"{entry}/{model.escape(cell.node.key)}"
    elif isinstance(cell.node, model.TermRead) and cell.node.name not in seen:
        seen.add(cell.node.name)
        yield from _missing(units.plan.terms[cell.node.name].root, cells, "", seen, units)
    for operand in _asked(cell, cells):
        yield from _missing(operand, cells, entry, seen, units)
    if isinstance(cell.node, model.OverEntries) and cells.value(cell.operands[0]) is not None:
        for number, row in enumerate(cells[f"h{cell.name}"]):
            if row[0] is not False:
                inner = cells.of_entry(cell, row)
                for root in (cell.where, cell.value, cell.weight):
                    if root is not None:
                        yield from _missing(root, inner, f"{cell.node.list.pointer}/{number}", seen, units)


def _asked(cell: Cell, cells: Cells) -> Iterator[Cell]:
    """Give the operands that a cell had to ask for: of cases and levels, no more than it took."""
    operator = cell.node.operator if isinstance(cell.node, model.Operation) else ""
    if operator == "levels":
        for operand in cell.operands:
            yield operand
            if cells.value(operand) is not True:
                return
    elif operator == "choose":
        for condition, value in zip(cell.operands[:-1:2], cell.operands[1::2], strict=True):
            holds = cells.value(condition)
            if holds is not False:
                yield value if holds else condition
                return
        yield cell.operands[-1]
    else:
        yield from cell.operands


def unknown_results(roots: Iterable[Cell], cells: Cells, units: Units) -> Iterator[str]:
    """Give the items and sections for want of whose results conditions or quantities are not known."""
    for root in roots:
        for node in model.walk(root.node):
            if isinstance(node, model.ResultRead) and cells[result_name(node, units.plan.policy)] is None:
                if node.kind != "total":
                    yield f"{node.of} {node.id}"
                    continue
                for section in units.plan.above(node.id):
                    if cells[f"rs{section.number}"] is None:
                        yield f"section {section.section.id}"
