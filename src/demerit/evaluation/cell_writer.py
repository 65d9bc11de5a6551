"""Writes the cells of conditions and quantities as Python: what the writer of a plan stands on."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from demerit.evaluation.numbers import half, number
from demerit.evaluation.operators import COMPARISONS, FUNCTIONS, formula, guard
from demerit.evaluation.plan import Cell, Plan, PlannedRule, once
from demerit.language import model
from demerit.language.order import identifying
from demerit.language.values import Rational

NAMES: dict[str, Any] = {**FUNCTIONS, "half": half, "number": number}
"""What the written cells call, by name."""


class CellWriter:
    """Writes cells.

    Attributes:
        names: what the written function calls and the constants that it reads, by name.
    """

    def __init__(self, plan: Plan, *, recording: bool, whole: bool) -> None:
        self._plan = plan
        self._recording = recording
        self._whole = whole
        self.names: dict[str, Any] = {**NAMES, **plan.constants}

    def _may_lack(self, cell: Cell) -> bool:
        """Tell whether a cell can be unknown."""
        return not (cell.is_constant or (cell.known and self._whole))

    def _literal(self, value: Rational | tuple[Any, ...]) -> str:
        """Give a constant as it is written, kept under a name where it has no literal."""
        if isinstance(value, int):
            return str(value) if value >= 0 else f"({value})"
        name = f"C{len(self.names)}"
        self.names[name] = value
        return name

    # conditions and quantities

    def _step(self, cell: Cell) -> Iterator[str]:
        if isinstance(cell.node, model.OverEntries):
            yield from self._over_entries(cell, cell.node)
        elif isinstance(cell.node, model.Lookup):
            yield f"    {cell.name} = {self._looked_up(cell, cell.node)}"
        else:
            yield f"    {cell.name} = {self._formula(cell)}"

    def _looked_up(self, cell: Cell, node: model.Lookup) -> str:
        values, *finders = cell.tables
        places = []
        for operand, bands, finder in zip(cell.operands, node.bands, finders, strict=True):
            by_number = isinstance(bands[0], model.NumberBand)
            places.append(f"[place({operand.name}, {finder})]" if by_number else f"[{finder}[{operand.name}]]")
        found = f"{values}{''.join(places)}" + ("[0]" if len(places) == 1 else "")
        unknowns = [operand.name for operand in cell.operands if self._may_lack(operand)]
        return f"{guard(unknowns)} else {found}" if unknowns else found

    def _over_entries(self, cell: Cell, node: model.OverEntries) -> Iterator[str]:
        """Write the loop over a list: `hits` counts the entries that pass, `open` those that cannot be told."""
        name, listed, kind, note = cell.name, cell.operands[0].name, node.kind, f"h{cell.name}"
        none = "0" if node.none is None else self._literal(node.none)
        none_passes = {"count": "0", "total": "0", "any": "False", "every": "True", "mean": none}[kind]
        if self._may_lack(cell.operands[0]):
            none_passes = f"None if {listed} is None else {none_passes}"
        rows = self._recording
        size = "hits" if cell.weight is None else "size"
        yield f"    if not {listed}: {name} = {none_passes}" + (f"; {note} = ()" if rows else "")
        yield "    else:"
        yield "        hits = open = total = size = 0" + (f"; {note} = []" if rows else "")
        yield f"        for entry in {listed}:"
        yield from self._inside(cell)
        passes = cell.where.name if cell.where is not None else "True"
        yield f"            if {passes}:"
        yield "                hits += 1"
        if cell.value is not None:
            weighted = f" * {cell.weight.name}; size += {cell.weight.name}" if cell.weight is not None else ""
            lacking = [f"{each.name} is None" for each in (cell.value, cell.weight) if each and self._may_lack(each)]
            if lacking:
                yield f"                if {' or '.join(lacking)}: open += 1"
                yield f"                else: total += {cell.value.name}{weighted}"
            else:
                yield f"                total += {cell.value.name}{weighted}"
        if cell.where is not None and self._may_lack(cell.where):
            yield f"            elif {passes} is None: open += 1"
        if rows:
            kept = [step.name for step in cell.inner_steps()]
            yield f"            {note}.append(({', '.join([passes, *kept])},))"
        value = {
            "count": "None if open else hits",
            "total": "None if open else total",
            "any": "True if hits else None if open else False",
            "every": f"False if hits + open < len({listed}) else None if open else True",
            "mean": f"None if open else divide(total, {size}) if {size} else {none}",
        }[kind]
        yield f"        {name} = {value}" + (f"; {note} = tuple({note})" if rows else "")

    def _inside(self, cell: Cell) -> Iterator[str]:
        """Write what is worked out for each entry of a list."""
        for step in cell.inner_steps():
            if isinstance(step.node, model.FieldRead):
                value = self._field(step)
            elif isinstance(step.node, model.Lookup):
                value = self._looked_up(step, step.node)
            else:
                value = self._formula(step)
            yield f"            {step.name} = {value}"

    def _once(self, rule: PlannedRule) -> Iterator[str]:
        """Write the loop over the list of a rule that charges no finding twice; `mine` are those that it may charge.

        An entry that a rule above has charged, or this one already, passes, but does not count; `q…` says which.
        """
        cell, n = rule.trigger, rule.number
        node = cell.node
        assert isinstance(node, model.OverEntries)
        field_ = identifying(node.list)
        for step in self._steps(*cell.operands):
            yield from self._step(step)
        for step in once(cell.where.lists()) if cell.where is not None else ():
            yield from self._step(step)
        inside = list(self._inside(cell))
        assert isinstance(node.list.type, model.ListOf)
        key = f"({node.list.pointer!r}, found)"
        if field_ is not None:
            place_ = [each.key for each in node.list.type.fields].index(field_.key)
            key = f"({field_.name!r}, entry.f{place_})"
        listed, note = cell.operands[0].name, f"h{cell.name}"
        yield f"    mine, q{n}, {note} = {{}}, [], []"
        yield "    hits = open = 0"
        yield f"    for found, entry in enumerate({listed} or ()):"
        yield from inside
        passes = cell.where.name if cell.where is not None else "True"
        yield f"            if {passes}:"
        yield f"                key = {key}"
        yield f"                if key in charged: q{n}.append((found, charged[key]))"
        yield f"                elif key in mine: q{n}.append((found, {n}))"
        yield f"                else: hits += 1; mine[key] = {n}"
        if cell.where is not None and self._may_lack(cell.where):
            yield f"            elif {passes} is None: open += 1"
        if self._recording:
            kept = [step.name for step in cell.inner_steps()]
            yield f"            {note}.append(({', '.join([passes, *kept])},))"
        unknown = f"{listed} is None or open" if self._may_lack(cell.operands[0]) else "open"
        yield f"    {cell.name} = None if {unknown} else hits"
        yield f"    q{n}, {note} = tuple(q{n}), tuple({note})"

    @staticmethod
    def _field(cell: Cell) -> str:
        exact = isinstance(cell.node.type, model.Numeric) and not cell.node.type.whole
        return f"number(entry.f{cell.place})" if exact else f"entry.f{cell.place}"

    def _steps(self, *roots: Cell | None) -> list[Cell]:
        """Give the cells that have to be filled for some roots, in order, those below them first."""
        steps: list[Cell] = []
        for root in roots:
            if root is not None:
                fused = self._fused(root)
                steps += self._steps(*(fused.operands if fused is not None else root.operands))
                steps += root.where.lists() if root.where is not None else ()
                steps += [root] if root.is_own else []
        return once(steps)

    def _fused(self, cell: Cell) -> Cell | None:
        """Give the quotient whose cell can be left out, for a cell that rounds it or holds it against a number.

        `a / b` rounded up is `-(-a // b)`, and `a / b > n / d` is `a * d > n * b`, since a divisor is above zero. The
        record keeps the quotient, for the trace.
        """
        if self._recording or not isinstance(cell.node, model.Operation) or not cell.operands:
            return None
        left, *rest = cell.operands
        if not isinstance(left.node, model.Operation) or left.node.operator != "quotient":
            return None
        whole_number = cell.node.operator in ("round_up", "round_down") and not rest
        if whole_number or (cell.node.operator in COMPARISONS and rest[0].is_constant):
            return left
        return None

    def _formula(self, cell: Cell) -> str:
        assert isinstance(cell.node, model.Operation)
        if quotient := self._fused(cell):
            a, b = (operand.name for operand in quotient.operands)
            unknowns = [operand.name for operand in quotient.operands if self._may_lack(operand)]
            if cell.node.operator in COMPARISONS:
                bound = cell.operands[1].node
                assert isinstance(bound, model.Constant)
                n, d = Fraction(bound.value).as_integer_ratio()
                return formula(cell.node.operator, [f"{a} * {d}", f"{n} * {b}"], unknowns)
            return formula(f"quotient_{cell.node.operator.removeprefix('round_')}", [a, b], unknowns)
        operands = [operand.name for operand in cell.operands]
        unknowns = [operand.name for operand in cell.operands if self._may_lack(operand)]
        if cell.node.operator == "lacking":
            assert isinstance(cell.operands[0].node.type, model.SetOf)
            operands.append(str(len(cell.operands[0].node.type.words)))
        return formula(cell.node.operator, operands, unknowns)
