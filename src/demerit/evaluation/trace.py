"""Takes a plan and the record of one evaluation, gives the trace: a tree of judgements in the order of the standard.

The trace is read off the record and from nowhere else. What an item's part of it looks like depends on the item's
cells alone; so for cells that were seen before, the part made then is given again, and so is its JSON.

The tree's shape is `schemas/trace.schema.json`. Numbers are exact: JSON numbers where their decimals end, else
fractions as text (`"1/3"`). The same policy and facts give the same bytes.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from demerit.evaluation.evaluator import Evaluator, Layout, Record
from demerit.evaluation.numbers import to_json_number
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
from demerit.language import model
from demerit.language.values import write
from demerit.version import __version__

FORMAT = "1"
"""The version of the trace's shape."""

MOST_ENTRIES = 20
"""The most entries of a list that are shown in full; those that counted are all named."""

MOST_KEPT = 2048
"""The most parts of the trace that are kept for an item."""

Number = int | Decimal | str


class Points(msgspec.Struct, frozen=True, gc=False):
    """Points at one level of the ledger: asked = effective + absorbed.

    Attributes:
        asked: what the rules ask for, before any cap.
        effective: what takes effect, behind all caps.
        absorbed: what caps took away.
        absorbed_by: which caps, from the inside out, and how much each.
    """

    asked: Number
    effective: Number
    absorbed: Number
    absorbed_by: tuple["Absorption", ...] = ()


class Absorption(msgspec.Struct, frozen=True, gc=False):
    """What one cap took away.

    Attributes:
        cap: whose cap it is: `rule`, `item` or `section`.
        id: the id of that rule, item or section.
        limit: the cap.
        points: how many points it absorbed.
    """

    cap: str
    id: str
    limit: Number
    points: Number


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry of a list.

    Attributes:
        pointer: its place in the facts.
        value: what it says.
    """

    pointer: str
    value: Any


class Read(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fact that a rule read.

    Attributes:
        pointer: its place in the facts (RFC 6901).
        value: its value; of a list, how many entries it has; None if it is not known.
        defaulted: whether the value is the policy's default.
        name: its name in the policy.
        label: its label.
        counted: of a list: the numbers, from 0, of the entries that the rule counted; all of them.
        entries: of a list: what its entries say, those that counted first, at most 20.
        left_out: how many entries are not shown in `entries`.
        fields: of a list: what its fields are called, by their keys.
    """

    pointer: str
    value: Any
    defaulted: bool
    name: str
    label: str | None = None
    fields: dict[str, str] | None = None
    counted: tuple[int, ...] | None = None
    entries: tuple[Entry, ...] | None = None
    left_out: int | None = None


class EntryPart(msgspec.Struct, frozen=True):
    """What one entry of a list made of a condition: the value of the whole and of its parts."""

    entry: int
    value: bool | None
    parts: tuple["Part", ...]


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """A condition or a quantity, with its value and that of its parts.

    Attributes:
        text: it, as written.
        value: its value; None if it is not known.
        parts: its parts, for what is more than a fact.
        of: for something about the entries of a list: how many there are.
        entries: what each entry made of it, those that passed first, at most 20.
        left_out: how many entries are not among `entries`.
    """

    text: str
    value: Any
    parts: tuple["Part", ...] = ()
    of: int | None = None
    entries: tuple[EntryPart, ...] | None = None
    left_out: int | None = None


class Where(msgspec.Struct, frozen=True, gc=False):
    """A place in the policy: the file's name without its folder, line and column from 1."""

    file: str
    line: int
    column: int


class TierReached(msgspec.Struct, frozen=True, gc=False):
    """The tier that took effect."""

    text: str
    bound: Number
    points: Number


class RuleTrace(msgspec.Struct, frozen=True, omit_defaults=True):
    """The judgement of a rule.

    Attributes:
        id: the rule's id.
        state: `hit`, `clear`, `not_applicable`, `not_reached` or `undetermined`.
        text: the rule as written.
        cite: the sentence of the standard.
        where: its place in the policy.
        reads: the facts that it read.
        count: how many times it hit; None where that was not asked or is not known.
        rate: the points for one hit; of tiers, those of the tier reached.
        points: its line of the ledger.
        verb: `deduct` or `add`.
        notes: what the policy notes about it.
        trigger: its condition or quantity.
        only: the condition under which it applies at all.
        halved: the condition under which it takes half, where it hit.
        was_halved: whether it took half.
        tier: the tier that took effect.
        because: where it is not applicable, not reached or undetermined: on whose account, `item`, `rule` or the
            id of the rule before it.
        missing: where it is undetermined: the facts that are missing, as pointers.
    """

    id: str
    state: str
    text: str
    cite: str | None
    where: Where
    reads: tuple[Read, ...]
    count: Number | None
    rate: Number | None
    points: Points
    verb: str
    notes: tuple[str, ...] = ()
    trigger: Part | None = None
    only: Part | None = None
    halved: Part | None = None
    was_halved: bool = False
    tier: TierReached | None = None
    because: str | None = None
    missing: tuple[str, ...] = ()


class ItemTrace(msgspec.Struct, frozen=True, omit_defaults=True):
    """The judgement of an item: its rules' lines of the ledger, and their sum."""

    id: str
    title: str | None
    points: Points
    rules: tuple[RuleTrace, ...]
    cap: Number | None = None
    applies: Part | None = None
    notes: tuple[str, ...] = ()


class SectionTrace(msgspec.Struct, frozen=True):
    """The judgement of a section: `score` is what is left of its worth or, for bonus points, what it gives."""

    id: str
    title: str | None
    bonus: bool
    worth: Number
    score: Number | None
    points: Points
    items: tuple[ItemTrace, ...]


class PolicyIdentity(msgspec.Struct, frozen=True):
    """Which policy it was."""

    id: str
    version: str | None
    hash: str
    title: str | None


class FactsIdentity(msgspec.Struct, frozen=True):
    """Which facts they were: the hash of their content, whatever the order of their keys."""

    hash: str


class EngineIdentity(msgspec.Struct, frozen=True):
    """Which engine it was."""

    name: str
    version: str


class Tree(msgspec.Struct, frozen=True):
    """The root of the trace."""

    format: str
    policy: PolicyIdentity
    facts: FactsIdentity
    engine: EngineIdentity
    score: Number | None
    maximum: Number
    full_marks: Number
    sections: tuple[SectionTrace, ...]


_ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=lambda value: write(value))


def hash_of(facts: bytes) -> str:
    """Give `sha256:` and the hash of facts as `shapes.encoded` gives them."""
    return "sha256:" + hashlib.sha256(facts).hexdigest()


class Trace:
    """The trace of one evaluation."""

    __slots__ = ("_facts_hash", "_record", "_teller", "_tree")

    def __init__(self, teller: "Teller", record: Record, facts_hash: str) -> None:
        self._teller = teller
        self._record = record
        self._facts_hash = facts_hash
        self._tree: Tree | None = None

    @property
    def score(self) -> int | Decimal | Fraction:
        """The score, exact.

        Raises:
            ValueError: facts are missing, so that there is none.
        """
        if not self._record[1]:
            raise ValueError("facts are missing: there is no score")
        return self._teller.points(self._record[0])

    @property
    def determined(self) -> bool:
        """Whether every rule could be determined, so that there is a score."""
        return bool(self._record[1])

    @property
    def tree(self) -> Tree:
        """The trace as a tree."""
        if self._tree is None:
            self._tree = self._teller.tree(self._record, self._facts_hash)
        return self._tree

    def to_json(self) -> bytes:
        """Give the trace as JSON in UTF-8, on one line: the same bytes for the same policy and facts."""
        return self._teller.to_json(self._record, self._facts_hash)

    def rules(self) -> Iterator[RuleTrace]:
        """Go through the judgements of all rules, in the order of the standard."""
        for section in self.tree.sections:
            for item in section.items:
                yield from item.rules


class _Told:
    """A part of the trace, an item's or a section's, and its line of the ledger in units.

    Attributes:
        part: the part.
        asked: the units asked.
        effective: the units that take effect.
        lost: what caps absorbed.
    """

    __slots__ = ("_raw", "asked", "effective", "lost", "part")

    def __init__(self, part: Any, asked: int, effective: int, lost: "_Losses") -> None:
        self.part = part
        self.asked = asked
        self.effective = effective
        self.lost = lost
        self._raw: msgspec.Raw | None = None

    def json(self) -> msgspec.Raw:
        """Give the part as it goes into the JSON; made once."""
        if self._raw is None:
            self._raw = msgspec.Raw(_ENCODER.encode(self.part))
        return self._raw


class _Keeper:
    """Tells a part of the trace from a stretch of the record, and keeps what it told.

    INVARIANT: a cell holds values of one type, so that True and 1, which are equal, never meet in one.
    """

    def __init__(self, start: int, end: int) -> None:
        self._stretch = slice(start, end)
        self._kept: dict[tuple[Any, ...], _Told] = {}

    def tell(self, record: Record) -> _Told:
        """Give the part."""
        cells = record[self._stretch]
        told = self._kept.get(cells)
        if told is None:
            told = self.make(record)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[cells] = told
        return told

    def make(self, record: Record) -> _Told:
        """Make the part anew."""
        raise NotImplementedError


_Losses = tuple[tuple[str, str, int, int], ...]


class Teller:
    """Tells traces of one plan."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._plan: Plan = evaluator.plan
        policy = self._plan.policy
        self._identity = PolicyIdentity(policy.id, policy.version, policy.content_hash, policy.title)
        self._engine = EngineIdentity("demerit", __version__)
        self._points: dict[int, Number] = {}
        layouts = iter(evaluator.layouts)
        self._sections = [
            _SectionTeller(self, section, [_ItemTeller(self, section, item, next(layouts)) for item in section.items])
            for section in self._plan.sections
        ]

    def points(self, units: int) -> int | Decimal | Fraction:
        """Give units as points."""
        number = self._points.get(units) or self.number(units)
        return number if not isinstance(number, str) else Fraction(units, self._plan.scale)

    def number(self, units: int) -> Number:
        """Give units as points, as they stand in JSON."""
        known = self._points.get(units)
        if known is None:
            known = to_json_number(Fraction(units, self._plan.scale))
            if len(self._points) < MOST_KEPT:
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
        return _ENCODER.encode(self._root(record, facts_hash, sections))

    def _root(self, record: Record, facts_hash: str, sections: Any) -> Tree:
        plan = self._plan
        return Tree(
            FORMAT,
            self._identity,
            FactsIdentity(facts_hash),
            self._engine,
            self.number(record[0]) if record[1] else None,
            to_json_number(plan.policy.maximum),
            to_json_number(plan.policy.full_marks),
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

    def __init__(self, teller: Teller, section: PlannedSection, items: "list[_ItemTeller]") -> None:
        super().__init__(items[0].start if items else 0, items[-1].end if items else 0)
        self._teller = teller
        self._planned = section
        self._items = items

    def make(self, record: Record) -> _Told:
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
        )
        return _Told(part, asked, effective, lost)


class _ItemTeller(_Keeper):
    """Tells the part of one item."""

    def __init__(self, teller: Teller, section: PlannedSection, item: PlannedItem, layout: Layout) -> None:
        super().__init__(layout.start, layout.end)
        self.start = layout.start
        self.end = layout.end
        self._layout = layout
        self._teller = teller
        self._section = section
        self._item = item
        self._facts = {planned.fact.pointer: planned for planned in teller._plan.facts}
        source = teller._plan.policy.source
        self._cut: Callable[[model.Expression], str] = lambda node: source.words(node.span)
        self._places = [Where(source.file_name, *source.position(rule.rule.span.start)) for rule in item.rules]

    def make(self, record: Record) -> _Told:
        cells = _Cells(record[self.start : self.end], self._layout.index)
        item = self._item
        rules, asked, effective = [], 0, 0
        lost: list[tuple[str, str, int, int]] = []
        for place in range(len(item.rules)):
            trace, a, e, losses = self._rule(place, cells)
            rules.append(trace)
            asked += a
            effective += e
            lost += losses
        teller = self._teller
        sums = _add_up(iter(lost))
        made = ItemTrace(
            item.item.id,
            item.item.title,
            teller.ledger(asked, effective, sums),
            tuple(rules),
            None if item.cap is None else teller.number(item.cap),
            None if item.applies is None else self._part(item.applies, cells),
            item.item.notes,
        )
        return _Told(made, asked, effective, sums)

    # rules

    def _rule(self, place: int, cells: "_Cells") -> tuple[RuleTrace, int, int, list[tuple[str, str, int, int]]]:
        planned = self._item.rules[place]
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
        because, missing = self._why_not(place, state, cells)
        item_applies = self._item.applies is None or cells.value(self._item.applies) is True
        reached = state != NOT_REACHED and because not in ("item",) and not (because or "").startswith("rule ")
        count, rate, tier = self._count(planned, state, cells)
        made = RuleTrace(
            id=rule.id,
            state=STATES[state],
            text=rule.text,
            cite=rule.cite,
            where=self._places[place],
            reads=tuple(self._reads(planned, cells, item_applies and reached, looked_at)),
            count=count,
            rate=rate,
            points=self._teller.ledger(asked, final, tuple(lost)),
            verb=rule.verb,
            notes=rule.notes,
            trigger=self._trigger(planned, cells) if looked_at and reached and item_applies else None,
            only=self._part(planned.only, cells) if planned.only is not None and reached and item_applies else None,
            halved=self._part(planned.halved, cells) if planned.halved is not None and state == HIT else None,
            was_halved=planned.halved is not None and cells[f"h{n}"],
            tier=tier,
            because=because,
            missing=missing,
        )
        return made, asked, final, lost

    def _count(
        self, planned: PlannedRule, state: int, cells: "_Cells"
    ) -> tuple[Number | None, Number | None, TierReached | None]:
        number = self._teller.number
        if planned.rule.tiers:
            place = cells[f"t{planned.number}"]
            if state == HIT:
                tier, points = planned.rule.tiers[place - 1], planned.tier_points[place - 1]
                text = self._teller._plan.policy.source.words(tier.span)
                return 1, number(points), TierReached(text, to_json_number(tier.bound), number(points))
            return (0 if STATES[state] == "clear" else None), None, None
        rate = number(planned.rate)
        if STATES[state] not in ("hit", "clear"):
            return None, rate, None
        if planned.rule.is_condition:
            return (1 if state == HIT else 0), rate, None
        return to_json_number(cells.value(planned.trigger)), rate, None

    def _why_not(self, place: int, state: int, cells: "_Cells") -> tuple[str | None, tuple[str, ...]]:
        """Say on whose account a rule was not judged, and what facts are missing for it."""
        planned = self._item.rules[place]
        applies = self._item.applies
        if state not in (NOT_APPLICABLE, NOT_REACHED, UNDETERMINED):
            return None, ()
        if applies is not None and cells.value(applies) is not True:
            return "item", tuple(dict.fromkeys(self._missing(applies, cells))) if state == UNDETERMINED else ()
        before = self._item.rules[place - 1] if place and planned.rule.otherwise else None
        if before is not None and cells[f"s{before.number}"] in (HIT, NOT_REACHED):
            return f"rule {before.rule.id}", ()
        if before is not None and cells[f"s{before.number}"] == UNDETERMINED:
            return f"rule {before.rule.id}", self._why_not(place - 1, UNDETERMINED, cells)[1]
        if planned.only is not None and cells.value(planned.only) is not True:
            return "rule", tuple(dict.fromkeys(self._missing(planned.only, cells))) if state == UNDETERMINED else ()
        roots = (planned.trigger,) if cells.value(planned.trigger) is None else (planned.halved,)
        found = [pointer for root in roots if root is not None for pointer in self._missing(root, cells)]
        return "rule", tuple(dict.fromkeys(found))

    def _missing(self, cell: Cell, cells: "_Cells", entry: str = "") -> Iterator[str]:
        """Give the facts, and the fields of the entry in hand, on whose account a cell is not known."""
        if cell.is_constant or cells.value(cell) is not None:
            return
        if isinstance(cell.node, model.FactRead):
            default = self._facts[cell.node.pointer].default
            yield from (cell.node.pointer,) if default is None else self._missing(default, cells)
        elif isinstance(cell.node, model.FieldRead):
            yield f"{entry}/{model.escape(cell.node.key)}"
        for operand in cell.operands:
            yield from self._missing(operand, cells, entry)
        if isinstance(cell.node, model.OverEntries) and cells.value(cell.operands[0]) is not None:
            for number, row in enumerate(cells[f"h{cell.name}"]):
                if row[0] is not False:
                    inner = cells.of_entry(cell, row)
                    for root in (cell.where, cell.value):
                        if root is not None:
                            yield from self._missing(root, inner, f"{cell.node.list.pointer}/{number}")

    # facts read

    def _reads(self, planned: PlannedRule, cells: "_Cells", reached: bool, looked_at: bool) -> Iterator[Read]:
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
            if root is None:
                continue
            for node in model.walk(root.node):
                if isinstance(node, model.FactRead):
                    yield from self._read(node.pointer, planned, cells, seen)

    def _read(self, pointer: str, planned: PlannedRule, cells: "_Cells", seen: set[str]) -> Iterator[Read]:
        if pointer in seen:
            return
        seen.add(pointer)
        fact = self._facts[pointer]
        defaulted = fact.default is not None and cells[fact.raw] is None
        yield self._one_read(fact, planned, cells, defaulted)
        if defaulted:
            assert fact.default is not None
            for node in model.walk(fact.default.node):
                if isinstance(node, model.FactRead):
                    yield from self._read(node.pointer, planned, cells, seen)

    def _one_read(self, planned: PlannedFact, rule: PlannedRule, cells: "_Cells", defaulted: bool) -> Read:
        fact, value = planned.fact, cells[planned.name]
        if not isinstance(value, tuple):
            return Read(fact.pointer, _plain(value), defaulted, fact.name, fact.label)
        if isinstance(fact.type, model.SetOf):
            return Read(fact.pointer, list(value), defaulted, fact.name, fact.label)
        counted = self._counted(fact.pointer, rule, cells)
        first = list(counted) if counted is not None else list(range(len(value)))
        chosen = set(first)
        order = first + [number for number in range(len(value)) if number not in chosen]
        keys = [field.key for field in fact.type.fields] if isinstance(fact.type, model.ListOf) else FINDING
        shown = tuple(
            Entry(
                f"{fact.pointer}/{n}",
                {
                    key: _plain(said)
                    for key, said in zip(keys, msgspec.structs.astuple(value[n]), strict=True)
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
            {field.key: field.label or field.name for field in fact.type.fields}
            if isinstance(fact.type, model.ListOf)
            else None,
            tuple(first),
            shown,
            left_out or None,
        )

    def _counted(self, pointer: str, planned: PlannedRule, cells: "_Cells") -> tuple[int, ...] | None:
        """Give the entries of a list that a rule's trigger let pass; None if it takes all."""
        for step in planned.trigger.steps():
            node = step.node
            if isinstance(node, model.OverEntries) and node.list.pointer == pointer and node.where is not None:
                return tuple(number for number, row in enumerate(cells[f"h{step.name}"]) if row[0] is True)
        return None

    # parts of conditions

    def _trigger(self, planned: PlannedRule, cells: "_Cells") -> Part:
        part = self._part(planned.trigger, cells)
        if planned.negated and not planned.rule.unless:
            holds = None if part.value is None else not part.value
            text = self._cut(planned.rule.trigger)
            return msgspec.structs.replace(part, value=holds) if part.text == text else Part(text, holds, (part,))
        if not planned.tiers:
            return part
        tiers = (Part(self._cut(tier.node), cells.value(tier)) for tier in planned.tiers)
        return msgspec.structs.replace(part, parts=(*part.parts, *tiers))

    def _part(self, cell: Cell, cells: "_Cells") -> Part:
        node = cell.node
        if isinstance(node, model.Operation) and node.operator == "size":
            operand = cell.operands[0].node
            assert isinstance(operand, model.FactRead)
            return Part(self._cut(node), _plain(cells.value(cell)))
        parts = tuple(
            self._part(operand, cells)
            for operand in cell.operands
            if not operand.is_constant and not isinstance(node, model.OverEntries)
        )
        if len(parts) == 1 and parts[0].text == self._cut(node):
            return msgspec.structs.replace(parts[0], value=_plain(cells.value(cell)))
        if not isinstance(node, model.OverEntries):
            return Part(self._cut(node), _plain(cells.value(cell)), parts)
        rows = cells[f"h{cell.name}"]
        passed = [number for number, row in enumerate(rows) if row[0] is True]
        chosen = set(passed)
        order = passed + [number for number in range(len(rows)) if number not in chosen]
        entries = tuple(self._entry_part(cell, number, rows[number], cells) for number in sorted(order[:MOST_ENTRIES]))
        left_out = len(rows) - len(entries)
        value = _plain(cells.value(cell))
        return Part(self._cut(node), value, (), len(rows), entries if rows else None, left_out or None)

    def _entry_part(self, cell: Cell, number: int, row: tuple[Any, ...], cells: "_Cells") -> EntryPart:
        inner = cells.of_entry(cell, row)
        parts = [self._part(cell.where, inner)] if cell.where is not None else []
        parts += [self._part(cell.value, inner)] if cell.value is not None else []
        return EntryPart(number, row[0], tuple(parts))


class _Cells:
    """Values by the names of their cells."""

    __slots__ = ("_index", "_outer", "_values")

    def __init__(self, values: tuple[Any, ...], index: Mapping[str, int], outer: "_Cells | None" = None) -> None:
        self._values = values
        self._index = index
        self._outer = outer

    def of_entry(self, cell: Cell, row: tuple[Any, ...]) -> "_Cells":
        """Give the cells that were filled for one entry; behind them stand those of the item."""
        return _Cells(row, {step.name: place + 1 for place, step in enumerate(cell.inner_steps())}, self)

    def __getitem__(self, name: str) -> Any:
        place = self._index.get(name)
        if place is not None:
            return self._values[place]
        assert self._outer is not None
        return self._outer[name]

    def value(self, cell: Cell) -> Any:
        """Give the value of a cell; of a constant, the constant."""
        return cell.node.value if isinstance(cell.node, model.Constant) else self[cell.name]


def _plain(value: Any) -> Any:
    """Give a value as it stands in JSON."""
    return to_json_number(value) if isinstance(value, Fraction) else value
