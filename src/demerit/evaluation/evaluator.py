"""Takes a `Plan` and the values of its facts, gives the points: the evaluator.

The plan is written out as one straight Python function, a statement for each cell, and compiled. There is one
writer, and so one meaning; it writes the function twice. `score` gives the score. `record` also notes what each entry
of a list made of its condition and how points were shared out, and gives all cells: the trace is read off them
(`teller`). The one step that `score` takes otherwise is told at `_Writer._fused`.

Promises: exact; in a record every cell of every rule is filled, without short cuts, so that the value of each part of
a condition is known; the functions read the values and change nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from demerit.evaluation.numbers import number
from demerit.evaluation.operators import COMPARISONS, added, divide, formula
from demerit.evaluation.planner import (
    CLEAR,
    HIT,
    NOT_APPLICABLE,
    NOT_REACHED,
    UNDETERMINED,
    Cell,
    Plan,
    PlannedFact,
    PlannedItem,
    PlannedRule,
    PlannedSection,
    once,
)
from demerit.language import model

Values = Sequence[Any]
"""The values of the facts, in the order of the plan; None for one that was not given."""

Record = tuple[Any, ...]
"""The cells of one evaluation, item by item, in the order of `Evaluator.layout`."""


def share(most: int, points: tuple[int, ...]) -> tuple[int, ...]:
    """Share out at most `most` units: in order, the last ones losing first."""
    left, shares = most, []
    for asked in points:
        got = asked if asked <= left else left
        shares.append(got)
        left -= got
    return tuple(shares)


@dataclass(frozen=True)
class Layout:
    """Where in a record the cells of an item are.

    Attributes:
        start: the first.
        end: the one behind the last.
        index: the place of each cell, counted from `start`, by its name.
    """

    start: int
    end: int
    index: dict[str, int]


@dataclass(frozen=True)
class Evaluator:
    """A compiled plan."""

    plan: Plan

    @cached_property
    def layouts(self) -> tuple[Layout, ...]:
        """Where in a record the cells of each item are, in the order of the standard."""
        facts = {planned.fact.pointer: planned for planned in self.plan.facts}
        layouts, start = [], 2
        for section in self.plan.sections:
            for item in section.items:
                names = _recorded(item, facts)
                index = {name: place for place, name in enumerate(names)}
                layouts.append(Layout(start, start + len(names), index))
                start += len(names)
        return tuple(layouts)

    def score(self, values: Values, *, whole: bool) -> tuple[int, bool]:
        """Give the score in units, and whether it stands: False where a rule could not be determined.

        Args:
            values: the values of the facts.
            whole: whether all facts are there that are always needed; then it goes faster.
        """
        score: tuple[int, bool] = (self._score_whole if whole else self._score_sparse)(values)
        return score

    def record(self, values: Values, *, whole: bool) -> Record:
        """Give the record: the score in units, whether it stands, and the cells of every item."""
        record: Record = (self._record_whole if whole else self._record_sparse)(values)
        return record

    @cached_property
    def _score_whole(self) -> Callable[[Values], Any]:
        return self._compiled(recording=False, whole=True)

    @cached_property
    def _score_sparse(self) -> Callable[[Values], Any]:
        return self._compiled(recording=False, whole=False)

    @cached_property
    def _record_whole(self) -> Callable[[Values], Any]:
        return self._compiled(recording=True, whole=True)

    @cached_property
    def _record_sparse(self) -> Callable[[Values], Any]:
        return self._compiled(recording=True, whole=False)

    def source(self, *, recording: bool, whole: bool) -> str:
        """Give the function as Python text, for reading."""
        return "\n".join(_Writer(self.plan, recording=recording, whole=whole).function())

    def _compiled(self, *, recording: bool, whole: bool) -> Callable[[Values], Any]:
        names: dict[str, Any] = {"share": share, "divide": divide, "number": number, **self.plan.constants}
        text = self.source(recording=recording, whole=whole)
        exec(compile(text, f"<plan of {self.plan.policy.id}>", "exec"), names)
        function: Callable[[Values], Any] = names["evaluate"]
        return function


def _recorded(item: PlannedItem, facts: Mapping[str, PlannedFact]) -> list[str]:
    """Give the names of an item's cells in the record: the facts that it reads, its conditions, its results."""
    names = recorded(item.applies, facts) if item.applies is not None else []
    for rule in item.rules:
        for root in (rule.only, rule.trigger, *rule.tiers, rule.halved):
            names += recorded(root, facts) if root is not None else []
        names += results_of(rule)
    return list(dict.fromkeys(names))


def recorded(root: Cell, facts: Mapping[str, PlannedFact]) -> list[str]:
    """Give the names under which a record has a condition or quantity: the facts that it reads, and its cells."""
    names: dict[str, None] = {}
    roots = [root]
    for each in roots:  # grows, by the defaults of the facts that are read
        for node in model.walk(each.node):
            if isinstance(node, model.FactRead) and (planned := facts[node.pointer]).name not in names:
                names |= dict.fromkeys((planned.name, planned.raw))
                roots += [planned.default] if planned.default is not None else []
        names |= dict.fromkeys(name for step in each.steps() for name in _noted(step))
    return list(names)


def results_of(rule: PlannedRule) -> list[str]:
    """Give the names under which a record has the results of a rule."""
    tier = [f"t{rule.number}"] if rule.tiers else []
    halved = [f"h{rule.number}"] if rule.halved is not None else []
    return [*rule.results, *tier, *halved]


def _noted(cell: Cell) -> list[str]:
    """Give the names under which a record has a cell: its own and, of a list, that of what each entry made of it."""
    return [cell.name, f"h{cell.name}"] if isinstance(cell.node, model.OverEntries) else [cell.name]


class _Writer:
    """Writes the plan as Python."""

    def __init__(self, plan: Plan, *, recording: bool, whole: bool) -> None:
        self._plan = plan
        self._recording = recording
        self._whole = whole

    def _may_lack(self, cell: Cell) -> bool:
        """Tell whether a cell can be unknown."""
        return not (cell.is_constant or (cell.known and self._whole))

    def function(self) -> Iterator[str]:
        plan = self._plan
        yield "def evaluate(values):"
        yield f"    [{', '.join(planned.raw for planned in plan.facts)}] = values"
        yield "    u = True"
        for planned in plan.defaults:
            assert planned.default is not None
            steps = [line for step in self._steps(planned.default) for line in self._step(step)]
            yield f"    if {planned.raw} is None:"
            yield from ("    " + line for line in steps)
            yield f"        {planned.name} = {planned.default.name}"
            unfilled = "".join(f"; {name} = None" for step in planned.default.steps() for name in _noted(step))
            yield f"    else: {planned.name} = {planned.raw}" + (unfilled if self._recording else "")
        for number_, section in enumerate(plan.sections):
            yield from self._section(section, number_)
        losses = added([f"y{n}" for n, planned in enumerate(plan.sections) if not planned.section.bonus])
        gains = added([f"y{n}" for n, planned in enumerate(plan.sections) if planned.section.bonus])
        full = sum(planned.worth for planned in plan.sections if not planned.section.bonus)
        yield f"    score = {full}{f' - ({losses})' if losses else ''}{f' + {gains}' if gains else ''}"
        if not self._recording:
            yield "    return score, u"
            return
        facts = {planned.fact.pointer: planned for planned in plan.facts}
        yield "    return ("
        yield "        score, u,"
        for item in (item for section in plan.sections for item in section.items):
            names = _recorded(item, facts)
            yield f"        {', '.join(names)}," if names else ""
        yield "    )"

    def _section(self, section: PlannedSection, n: int) -> Iterator[str]:
        totals: list[str] = []
        for item in section.items:
            total = f"x{n}_{len(totals)}"
            totals.append(total)
            yield from self._item(item, total)
        befores = [rule.results[3] for item in section.items for rule in item.rules]
        afters = [rule.results[4] for item in section.items for rule in item.rules]
        yield f"    y{n} = {added(totals) or 0}"
        yield from self._capped(f"y{n}", section.worth, befores, afters)

    def _item(self, item: PlannedItem, total: str) -> Iterator[str]:
        yield f"    # item {item.item.id!r}"
        if item.applies is not None:
            for step in self._steps(item.applies):
                yield from self._step(step)
        for place, rule in enumerate(item.rules):
            chained = place + 1 < len(item.rules) and item.rules[place + 1].rule.otherwise
            before = item.rules[place - 1].number if rule.rule.otherwise and place else None
            yield from self._rule(rule, item.applies, before, needs_state=chained or self._recording)
        befores = [rule.results[2] for rule in item.rules]
        yield f"    {total} = {added(befores) or 0}"
        if item.cap is not None:
            yield from self._capped(total, item.cap, befores, [rule.results[3] for rule in item.rules])

    def _capped(self, total: str, cap: int, befores: list[str], afters: list[str]) -> Iterator[str]:
        """Hold a total to its cap and, in a record, share out what is left of it."""
        yield f"    if {total} > {cap}:"
        if self._recording and befores:
            yield f"        ({', '.join(afters)},) = share({cap}, ({', '.join(befores)},))"
        yield f"        {total} = {cap}"
        if self._recording and befores:
            yield "    else:"
            yield "        " + "; ".join(f"{after} = {before}" for after, before in zip(afters, befores, strict=True))

    def _rule(self, rule: PlannedRule, applies: Cell | None, before: int | None, *, needs_state: bool) -> Iterator[str]:
        n = rule.number
        trigger = rule.trigger if self._recording or not rule.tiers or self._may_lack(rule.trigger) else None
        for cell in self._steps(rule.only, trigger, *rule.tiers, rule.halved):
            yield from self._step(cell)

        def ends(state: int) -> str:
            undetermined = "; u = False" if state == UNDETERMINED else ""
            return f"a{n} = 0{undetermined}" + (f"; s{n} = {state}" if needs_state else "")

        branches: list[tuple[str, str]] = []
        if applies is not None:
            branches += self._applicability(applies, ends)
        if before is not None:
            branches += [
                (f"s{before} == {HIT} or s{before} == {NOT_REACHED}", ends(NOT_REACHED)),
                (f"s{before} == {UNDETERMINED}", ends(UNDETERMINED)),
            ]
        if rule.only is not None:
            branches += self._applicability(rule.only, ends)
        if self._recording and rule.tiers:
            yield f"    t{n} = 0"
        if self._recording and rule.halved is not None:
            yield f"    h{n} = False"
        simple = not (branches or needs_state or rule.tiers or rule.halved is not None or self._may_lack(rule.trigger))
        if simple:  # the same as below, without branches
            yield f"    a{n} = {self._asked(rule)}"
        word = "if"
        for condition, outcome in branches:
            yield f"    {word} {condition}: {outcome}"
            word = "elif"
        if branches:
            yield "    else:"
        indent = "        " if branches else "    "
        for line in () if simple else self._trigger(rule, ends, needs_state=needs_state):
            yield indent + line
        if rule.cap is not None:
            yield f"    e{n} = a{n} if a{n} <= {rule.cap} else {rule.cap}"

    def _applicability(self, cell: Cell, ends: Callable[[int], str]) -> list[tuple[str, str]]:
        branches = [(f"{cell.name} is False", ends(NOT_APPLICABLE))]
        return [*branches, (f"{cell.name} is None", ends(UNDETERMINED))] if self._may_lack(cell) else branches

    def _trigger(self, rule: PlannedRule, ends: Callable[[int], str], *, needs_state: bool) -> Iterator[str]:
        n, cell = rule.number, rule.trigger.name
        state = f"; s{n} = {HIT}" if needs_state else ""

        def hit(asked: str, note: str = "") -> Iterator[str]:
            if rule.halved is None:
                yield f"    a{n} = {asked}{state}{note}"
                return
            halved = rule.halved.name
            word = "if"
            if self._may_lack(rule.halved):
                yield f"    if {halved} is None: {ends(UNDETERMINED)}"
                word = "elif"
            # INVARIANT: the scale of the plan makes half of what a halved rule asks a whole number of units.
            yield f"    {word} {halved}: a{n} = {asked} // 2{state}{note}" + (
                f"; h{n} = True" if self._recording else ""
            )
            yield f"    else: a{n} = {asked}{state}{note}"

        if rule.tiers:
            word = "if"
            for place in range(len(rule.tiers) - 1, -1, -1):
                yield f"{word} {rule.tiers[place].name}:"
                yield from hit(str(rule.tier_points[place]), f"; t{n} = {place + 1}" if self._recording else "")
                word = "elif"
            yield from self._missed(rule.trigger, ends)
            return
        yield f"if {cell} is False:" if rule.negated else f"if {cell}:"
        yield from hit(str(rule.rate) if rule.rule.is_condition else self._asked(rule))
        yield from self._missed(rule.trigger, ends)

    @staticmethod
    def _asked(rule: PlannedRule) -> str:
        """Give what a rule without tiers asks, for a trigger that is known."""
        cell = rule.trigger.name
        if rule.rule.is_condition:
            return f"0 if {cell} else {rule.rate}" if rule.negated else f"{rule.rate} if {cell} else 0"
        return f"{cell} * {rule.rate}" if rule.rate != 1 else cell

    def _missed(self, trigger: Cell, ends: Callable[[int], str]) -> Iterator[str]:
        if self._may_lack(trigger):
            yield f"elif {trigger.name} is None: {ends(UNDETERMINED)}"
        yield f"else: {ends(CLEAR)}"

    def _step(self, cell: Cell) -> Iterator[str]:
        if isinstance(cell.node, model.OverEntries):
            yield from self._over_entries(cell, cell.node)
        else:
            yield f"    {cell.name} = {self._formula(cell)}"

    def _over_entries(self, cell: Cell, node: model.OverEntries) -> Iterator[str]:
        """Write the loop over a list: `hits` counts the entries that pass, `open` those that cannot be told."""
        name, listed, kind, note = cell.name, cell.operands[0].name, node.kind, f"h{cell.name}"
        none_passes = {"count": "0", "total": "0", "any": "False", "every": "True"}[kind]
        if self._may_lack(cell.operands[0]):
            none_passes = f"None if {listed} is None else {none_passes}"
        rows = self._recording
        yield f"    if not {listed}: {name} = {none_passes}" + (f"; {note} = ()" if rows else "")
        yield "    else:"
        yield "        hits = open = total = 0" + (f"; {note} = []" if rows else "")
        yield f"        for entry in {listed}:"
        for step in cell.inner_steps():
            value = self._field(step) if isinstance(step.node, model.FieldRead) else self._formula(step)
            yield f"            {step.name} = {value}"
        passes = cell.where.name if cell.where is not None else "True"
        yield f"            if {passes}:"
        yield "                hits += 1"
        if cell.value is not None:
            if self._may_lack(cell.value):
                yield f"                if {cell.value.name} is None: open += 1"
                yield f"                else: total += {cell.value.name}"
            else:
                yield f"                total += {cell.value.name}"
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
        }[kind]
        yield f"        {name} = {value}" + (f"; {note} = tuple({note})" if rows else "")

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
        if cell.node.operator in ("round_up", "round_down") or (
            cell.node.operator in COMPARISONS and rest[0].is_constant
        ):
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
