"""Takes a plan and the record of one evaluation, gives the trace.

The trace is read off the record and from nowhere else. What an item's part of it looks like depends on the item's
cells alone; so for cells that were seen before, the part made then is given again, and so is its JSON.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from typing import Any

import msgspec

from demerit.evaluation.evaluator import Evaluator, Layout, Record, recorded, results_of
from demerit.evaluation.numbers import to_json_number
from demerit.evaluation.parts import Cells, Parts, plain
from demerit.evaluation.planner import (
    HIT,
    NOT_APPLICABLE,
    NOT_REACHED,
    STATES,
    UNDETERMINED,
    Cell,
    Plan,
    PlannedFact,
    PlannedItem,
    PlannedRule,
    PlannedSection,
)
from demerit.evaluation.schema import FINDING
from demerit.evaluation.trace import (
    ENCODER,
    FORMAT,
    MOST_ENTRIES,
    Absorption,
    EngineIdentity,
    Entry,
    FactsIdentity,
    ItemTrace,
    Number,
    Points,
    PolicyIdentity,
    Read,
    Repealed,
    RuleTrace,
    SectionTrace,
    TierReached,
    Tree,
    Where,
)
from demerit.language import model
from demerit.version import __version__

MOST_POINTS = 4096
"""The most points that are kept as they stand in JSON."""


_Losses = tuple[tuple[str, str, int, int], ...]
"""What caps absorbed: whose cap it is, its id, its limit and the units."""


class _Told:
    """A part of the trace, a rule's, an item's or a section's, and its line of the ledger in units.

    Attributes:
        part: the part.
        asked: the units asked.
        effective: the units that take effect.
        lost: what caps absorbed.
    """

    __slots__ = ("_holds", "_inner", "_json", "asked", "effective", "lost", "part")

    def __init__(
        self,
        part: Any,
        asked: int,
        effective: int,
        lost: _Losses,
        holds: str = "",
        inner: "list[_Told] | None" = None,
    ) -> None:
        self.part = part
        self.asked = asked
        self.effective = effective
        self.lost = lost
        self._holds = holds
        self._inner = inner
        self._json: msgspec.Raw | None = None

    def json(self) -> msgspec.Raw:
        """Give the part as it goes into the JSON, made of what was kept of the parts below; made once."""
        if self._json is None:
            part = self.part
            if self._inner is not None:
                part = msgspec.structs.replace(part, **{self._holds: [told.json() for told in self._inner]})
            self._json = msgspec.Raw(ENCODER.encode(part))
        return self._json


class _Keeper:
    """Keeps what it told, by the cells that it was told from; `most` is how many it keeps.

    INVARIANT: a cell holds values of one type, so that True and 1, which are equal, never meet in one.
    """

    most: int

    def __init__(self) -> None:
        self._kept: dict[Any, _Told] = {}

    def keep(self, key: Any, told: _Told) -> _Told:
        """Keep what was told."""
        if len(self._kept) >= self.most:
            self._kept.clear()
        self._kept[key] = told
        return told


class Teller:
    """Tells traces of one plan."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self.plan: Plan = evaluator.plan
        self.facts = {planned.fact.pointer: planned for planned in self.plan.facts}
        policy = self.plan.policy
        self._identity = PolicyIdentity(policy.id, policy.version, policy.content_hash, policy.title, policy.notes)
        self._engine = EngineIdentity("demerit", __version__)
        self._maximum = to_json_number(policy.maximum)
        self._full_marks = to_json_number(policy.full_marks)
        self._points: dict[int, Number] = {}
        layouts = iter(evaluator.layouts)
        self._sections = [
            _SectionTeller(self, section, [_ItemTeller(self, section, item, next(layouts)) for item in section.items])
            for section in self.plan.sections
        ]

    def points(self, units: int) -> int | Decimal | Fraction:
        """Give units as points."""
        number = self._points.get(units) or self.number(units)
        return number if not isinstance(number, str) else Fraction(units, self.plan.scale)

    def number(self, units: int) -> Number:
        """Give units as points, as they stand in JSON."""
        known = self._points.get(units)
        if known is None:
            known = to_json_number(Fraction(units, self.plan.scale))
            if len(self._points) < MOST_POINTS:
                self._points[units] = known
        return known

    def ledger(self, asked: int, effective: int, lost: "_Losses") -> Points:
        """Give a line of the ledger; `lost` says which cap of which limit absorbed how many units."""
        number = self.number
        absorptions = tuple(Absorption(cap, id_, number(limit), number(units)) for cap, id_, limit, units in lost)
        return Points(number(asked), number(effective), number(asked - effective), absorptions)

    def tree(self, record: Record, facts_hash: str) -> Tree:
        """Give the trace of a record as a tree."""
        return self._root(record, facts_hash, tuple([section.tell(record).part for section in self._sections]))

    def to_json(self, record: Record, facts_hash: str) -> bytes:
        """Give the trace of a record as JSON: the tree, encoded."""
        sections = [section.tell(record).json() for section in self._sections]
        return ENCODER.encode(self._root(record, facts_hash, sections))

    def _root(self, record: Record, facts_hash: str, sections: Any) -> Tree:
        return Tree(
            FORMAT,
            self._identity,
            FactsIdentity(facts_hash),
            self._engine,
            self.number(record[0]) if record[1] else None,
            self._maximum,
            self._full_marks,
            sections,
        )


def _add_up(losses: Iterator[tuple[str, str, int, int]]) -> "_Losses":
    """Add up what each cap absorbed."""
    sums: dict[tuple[str, str, int], int] = {}
    for cap, id_, limit, units in losses:
        sums[cap, id_, limit] = sums.get((cap, id_, limit), 0) + units
    return tuple((*key, units) for key, units in sums.items())


class _SectionTeller(_Keeper):
    """Tells the part of one section."""

    most = 8

    def __init__(self, teller: Teller, section: PlannedSection, items: "list[_ItemTeller]") -> None:
        super().__init__()
        self._start, self._end = (items[0].start, items[-1].end) if items else (0, 0)
        self._teller = teller
        self._planned = section
        self._items = items

    def tell(self, record: Record) -> "_Told":
        """Give the section's part of the trace."""
        key = record[self._start : self._end]
        told = self._kept.get(key)
        return told if told is not None else self.keep(key, self._make(record))

    def _make(self, record: Record) -> "_Told":
        told = [item.tell(record) for item in self._items]
        section, number = self._planned.section, self._teller.number
        asked = sum(each.asked for each in told)
        effective = sum(each.effective for each in told)
        lost = _add_up(loss for each in told for loss in each.lost)
        left = effective if section.bonus else self._planned.worth - effective
        determined = all(rule.state != "undetermined" for each in told for rule in each.part.rules)
        part = SectionTrace(
            section.id,
            section.title,
            section.bonus,
            number(self._planned.worth),
            number(left) if determined else None,
            self._teller.ledger(asked, effective, lost),
            tuple(each.part for each in told),
            section.notes,
        )
        return _Told(part, asked, effective, lost, "items", told)


class _ItemTeller(_Keeper):
    """Tells the part of one item."""

    most = 32

    def __init__(self, teller: Teller, section: PlannedSection, item: PlannedItem, layout: Layout) -> None:
        super().__init__()
        self.start, self.end = layout.start, layout.end
        self._teller = teller
        self._item = item
        self._rules: list[_RuleTeller] = []
        for planned in item.rules:
            before = self._rules[-1] if planned.rule.otherwise and self._rules else None
            self._rules.append(_RuleTeller(teller, section, item, planned, before, layout))
        self._repealed = tuple(Repealed(f"{item.item.id}.{letter}", reason) for letter, reason in item.item.repealed)
        self._parts = Parts(teller.plan.policy.source)
        self._layout = layout

    def tell(self, record: Record) -> "_Told":
        """Give the item's part of the trace."""
        cells = record[self.start : self.end]
        told = self._kept.get(cells)
        return told if told is not None else self.keep(cells, self._make(cells))

    def _make(self, cells: tuple[Any, ...]) -> "_Told":
        told = [rule.tell(cells) for rule in self._rules]
        item, lost = self._item.item, _add_up(loss for each in told for loss in each.lost)
        asked = sum(each.asked for each in told)
        effective = sum(each.effective for each in told)
        applies = self._item.applies
        part = ItemTrace(
            item.id,
            item.title,
            self._teller.ledger(asked, effective, lost),
            tuple(each.part for each in told),
            item.cite,
            None if self._item.cap is None else self._teller.number(self._item.cap),
            None if applies is None else self._parts.part(applies, Cells(cells, self._layout.index)),
            item.notes,
            self._repealed,
        )
        return _Told(part, asked, effective, lost, "rules", told)


class _RuleTeller(_Keeper):
    """Tells the part of one rule."""

    most = 256

    def __init__(
        self,
        teller: Teller,
        section: PlannedSection,
        item: PlannedItem,
        planned: PlannedRule,
        before: "_RuleTeller | None",
        layout: Layout,
    ) -> None:
        super().__init__()
        self._teller = teller
        self._section = section
        self._item = item
        self._planned = planned
        self._before = before
        self._index = layout.index
        self._parts = Parts(teller.plan.policy.source)
        self._facts = teller.facts
        source = teller.plan.policy.source
        self._where = Where(source.file_name, *source.position(planned.rule.span.start))
        roots = (item.applies, planned.only, planned.trigger, *planned.tiers, planned.halved)
        own = [name for root in roots if root is not None for name in recorded(root, self._facts)]
        self.reads: list[str] = list(
            dict.fromkeys([*(before.reads if before is not None else ()), *own, *results_of(planned)])
        )
        places = [self._index[name] for name in self.reads]
        self._key: Callable[[tuple[Any, ...]], Any] = itemgetter(*places)

    def tell(self, cells: tuple[Any, ...]) -> "_Told":
        """Give the rule's part of the trace, from the cells of its item."""
        key = self._key(cells)
        told = self._kept.get(key)
        if told is None:
            told = self.keep(key, self._rule(Cells(cells, self._index)))
        return told

    # rules

    def _rule(self, cells: "Cells") -> "_Told":
        planned = self._planned
        rule, n = planned.rule, planned.number
        state = cells[f"s{n}"]
        asked, own, item, final = (cells[name] for name in planned.results[1:])
        lost: list[tuple[str, str, int, int]] = []
        if asked != final:
            for cap, id_, limit, units in (
                ("rule", rule.id, planned.cap, asked - own),
                ("item", self._item.item.id, self._item.cap, own - item),
                ("section", self._section.section.id, self._section.worth, item - final),
            ):
                if units:
                    assert limit is not None
                    lost.append((cap, id_, limit, units))
        looked_at = state not in (NOT_APPLICABLE, NOT_REACHED)
        because, missing = self._why_not(state, cells)
        item_applies = self._item.applies is None or cells.value(self._item.applies) is True
        reached = state != NOT_REACHED and because not in ("item",) and not (because or "").startswith("rule ")
        count, rate, tier = self._count(planned, state, cells)
        made = RuleTrace(
            id=rule.id,
            state=STATES[state],
            text=rule.text,
            cite=rule.cite,
            where=self._where,
            reads=tuple(self._reads(planned, cells, item_applies and reached, looked_at)),
            count=count,
            rate=rate,
            points=self._teller.ledger(asked, final, tuple(lost)),
            verb=rule.verb,
            notes=rule.notes,
            trigger=self._parts.trigger(planned, cells) if looked_at and reached and item_applies else None,
            only=self._parts.part(planned.only, cells)
            if planned.only is not None and reached and item_applies
            else None,
            halved=self._parts.part(planned.halved, cells) if planned.halved is not None and state == HIT else None,
            was_halved=planned.halved is not None and cells[f"h{n}"],
            tier=tier,
            because=because,
            missing=missing,
        )
        return _Told(made, asked, final, tuple(lost))

    def _count(
        self, planned: PlannedRule, state: int, cells: "Cells"
    ) -> tuple[Number | None, Number | None, TierReached | None]:
        number = self._teller.number
        if planned.rule.tiers:
            place = cells[f"t{planned.number}"]
            if state == HIT:
                tier, points = planned.rule.tiers[place - 1], planned.tier_points[place - 1]
                text = self._teller.plan.policy.source.words(tier.span)
                return 1, number(points), TierReached(text, to_json_number(tier.bound), number(points))
            return (0 if STATES[state] == "clear" else None), None, None
        rate = number(planned.rate)
        if STATES[state] not in ("hit", "clear"):
            return None, rate, None
        if planned.rule.is_condition:
            return (1 if state == HIT else 0), rate, None
        return to_json_number(cells.value(planned.trigger)), rate, None

    def _why_not(self, state: int, cells: "Cells") -> tuple[str | None, tuple[str, ...]]:
        """Say on whose account a rule was not judged, and what facts are missing for it."""
        planned, applies, before = self._planned, self._item.applies, self._before
        if state not in (NOT_APPLICABLE, NOT_REACHED, UNDETERMINED):
            return None, ()
        if applies is not None and cells.value(applies) is not True:
            return "item", self._all_missing(applies, cells) if state == UNDETERMINED else ()
        if before is not None:
            previous = cells[f"s{before._planned.number}"]
            if previous in (HIT, NOT_REACHED):
                return f"rule {before._planned.rule.id}", ()
            if previous == UNDETERMINED:
                first = before
                while first._before is not None and cells[f"s{first._before._planned.number}"] == UNDETERMINED:
                    first = first._before
                return f"rule {before._planned.rule.id}", first._why_not(UNDETERMINED, cells)[1]
        if planned.only is not None and cells.value(planned.only) is not True:
            return "rule", self._all_missing(planned.only, cells) if state == UNDETERMINED else ()
        return "rule", self._all_missing(
            planned.trigger if cells.value(planned.trigger) is None else planned.halved, cells
        )

    def _all_missing(self, root: Cell | None, cells: "Cells") -> tuple[str, ...]:
        """Give the facts, and the fields of entries, on whose account a condition or quantity is not known."""
        return () if root is None else tuple(dict.fromkeys(self._missing(root, cells, "", set())))

    def _missing(self, cell: Cell, cells: "Cells", entry: str, seen: set[str]) -> Iterator[str]:
        """Go through them; `entry` is the entry in hand, `seen` are the facts that were met."""
        if cell.is_constant or cells.value(cell) is not None:
            return
        if isinstance(cell.node, model.FactRead):
            default = self._facts[cell.node.pointer].default
            if cell.node.pointer not in seen:
                seen.add(cell.node.pointer)
                yield from (cell.node.pointer,) if default is None else self._missing(default, cells, "", seen)
        elif isinstance(cell.node, model.FieldRead):
            yield f"{entry}/{model.escape(cell.node.key)}"
        for operand in cell.operands:
            yield from self._missing(operand, cells, entry, seen)
        if isinstance(cell.node, model.OverEntries) and cells.value(cell.operands[0]) is not None:
            for number, row in enumerate(cells[f"h{cell.name}"]):
                if row[0] is not False:
                    inner = cells.of_entry(cell, row)
                    for root in (cell.where, cell.value):
                        if root is not None:
                            yield from self._missing(root, inner, f"{cell.node.list.pointer}/{number}", seen)

    # facts read

    def _reads(self, planned: PlannedRule, cells: "Cells", reached: bool, looked_at: bool) -> Iterator[Read]:
        roots = [self._item.applies]
        if reached:
            roots += [planned.only]
            if looked_at:
                roots += [planned.trigger]
                trigger = cells.value(planned.trigger)
                if cells[f"s{planned.number}"] == HIT or trigger is (not planned.negated):
                    roots += [planned.halved]
        seen: set[str] = set()
        for root in roots:
            if root is not None:
                for pointer in self._parts.pointers(root):
                    yield from self._read(pointer, planned, cells, seen)

    def _read(self, pointer: str, planned: PlannedRule, cells: "Cells", seen: set[str]) -> Iterator[Read]:
        if pointer in seen:
            return
        seen.add(pointer)
        fact = self._facts[pointer]
        defaulted = fact.default is not None and cells[fact.raw] is None
        yield self._one_read(fact, planned, cells, defaulted)
        if defaulted:
            assert fact.default is not None
            for read in self._parts.pointers(fact.default):
                yield from self._read(read, planned, cells, seen)

    def _one_read(self, planned: PlannedFact, rule: PlannedRule, cells: "Cells", defaulted: bool) -> Read:
        fact, value = planned.fact, cells[planned.name]
        default = self._parts.text(planned.default) if defaulted and planned.default is not None else None
        if not isinstance(value, tuple) or isinstance(fact.type, model.SetOf):
            unit = fact.type.unit if isinstance(fact.type, model.Numeric) else None
            return Read(fact.pointer, plain(value), defaulted, fact.name, fact.label, unit, default)
        counted = self._counted(fact.pointer, rule, cells)
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

    def _counted(self, pointer: str, planned: PlannedRule, cells: "Cells") -> tuple[int, ...] | None:
        """Give the entries of a list that a rule let pass; None if it takes all.

        What its trigger makes of the list goes before what its other conditions do. Where several parts of it look
        at the same list, an entry counts that any of them let pass.
        """
        for roots in ((planned.trigger,), (planned.only, planned.halved, self._item.applies)):
            passed: set[int] = set()
            filters = 0
            for step in (step for root in roots if root is not None for step in root.steps()):
                node = step.node
                if isinstance(node, model.Operation) and node.operator == "size":
                    read = node.operands[0]
                    if isinstance(read, model.FactRead) and read.pointer == pointer:
                        return None
                if isinstance(node, model.OverEntries) and node.list.pointer == pointer:
                    if node.where is None:
                        return None
                    filters += 1
                    passed |= {number for number, row in enumerate(cells[f"h{step.name}"]) if row[0] is True}
            if filters:
                return tuple(sorted(passed))
        return None
