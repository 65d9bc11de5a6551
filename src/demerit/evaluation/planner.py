"""Takes a `Policy`, gives a `Plan`: the evaluator tree, in which everything that can be settled once is settled.

Every fact, and every condition and quantity of every rule, gets a *cell*: a place that holds its value during one
evaluation. Cells are numbered in the order in which they are filled. The tree keeps the shape of the standard,
sections over items over rules, each rule with its cells; an evaluation fills them once, from the first to the
last, and what the trace tells later is read off the cells and from nowhere else.

Points are whole numbers here: units of `1/scale`, where `scale` is the least number that makes every deduction,
half deduction, cap and worth of the policy whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from demerit.language import model
from demerit.language.values import Rational

CLEAR, HIT, NOT_APPLICABLE, NOT_REACHED, UNDETERMINED = range(5)
STATES = ("clear", "hit", "not_applicable", "not_reached", "undetermined")
"""The names of the states of a rule, by their numbers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A condition or a quantity in the plan.

    Attributes:
        name: the name of its cell; for a constant, its literal or the name under which it is kept.
        node: what it is.
        operands: the cells that it is computed from.
        where: for the entries of a list: what an entry has to be, in cells that are filled for each entry anew.
        value: for the entries of a list: the field that is added up.
        place: for a field of an entry: its place among the fields.
        known: whether it can never be unknown, given that all facts are there that are always needed.
    """

    name: str
    node: model.Expression
    operands: tuple["Cell", ...] = ()
    where: "Cell | None" = None
    value: "Cell | None" = None
    place: int = 0
    known: bool = False

    @property
    def is_constant(self) -> bool:
        """Whether its value is the same in every evaluation."""
        return isinstance(self.node, model.Constant)

    @property
    def is_own(self) -> bool:
        """Whether it has a cell of its own, rather than being a constant or the value of a fact."""
        return isinstance(self.node, model.Operation | model.OverEntries)

    def steps(self) -> Iterator["Cell"]:
        """Give it and the cells below it that have to be filled, in the order of filling."""
        for operand in self.operands:
            yield from operand.steps()
        if self.where is not None:
            yield from self.where.lists()
        if self.is_own:
            yield self

    def lists(self) -> Iterator["Cell"]:
        """Give the cells about the entries of other lists: for each entry the same, and so filled once before all."""
        if isinstance(self.node, model.OverEntries):
            yield from self.steps()
            return
        for operand in self.operands:
            yield from operand.lists()

    def inner_steps(self) -> list["Cell"]:
        """Give the cells that are filled for each entry, in the order of filling; first the fields that are read."""
        roots = [root for root in (self.where, self.value) if root is not None]
        fields = once(cell for root in roots for cell in root.fields())
        return [*fields, *(self.where.for_each() if self.where is not None else ())]

    def for_each(self) -> Iterator["Cell"]:
        """Give the cells that depend on the entry in hand, fields left out, in the order of filling."""
        if isinstance(self.node, model.OverEntries):
            return
        for operand in self.operands:
            yield from operand.for_each()
        if self.is_own:
            yield self

    def fields(self) -> Iterator["Cell"]:
        """Give the cells of the fields that it reads."""
        if isinstance(self.node, model.FieldRead):
            yield self
        for operand in self.operands:
            yield from operand.fields()


def once(cells: Iterable[Cell]) -> list[Cell]:
    """Give cells in their order, each once."""
    return list({cell.name: cell for cell in cells}.values())


@dataclass(frozen=True, slots=True)
class PlannedFact:
    """A fact: `raw` is the cell of what was given, `name` that of its value, default and all."""

    fact: model.Fact
    name: str
    raw: str
    default: Cell | None = None


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """A rule and its cells.

    Attributes:
        rule: what it is.
        number: its number in the policy, from 0: its results are kept in the cells `s…` (state), `t…` (the tier
            reached, from 1), `a…` (points asked), `e…` (what its own cap leaves), `i…` (what the item's leaves) and
            `z…` (what the section's leaves).
        only: the condition under which it applies.
        trigger: its condition or quantity.
        negated: whether it hits where the trigger does not hold: an `unless` needs no cell of its own.
        tiers: the conditions of its tiers.
        halved: the condition under which it takes half.
        rate: its points for one hit, in units.
        tier_points: the points of its tiers, in units.
        cap: its cap, in units.
        item_capped: whether its item has a cap.
    """

    rule: model.Rule
    number: int
    only: Cell | None
    trigger: Cell
    negated: bool
    tiers: tuple[Cell, ...]
    halved: Cell | None
    rate: int
    tier_points: tuple[int, ...]
    cap: int | None
    item_capped: bool

    @property
    def results(self) -> tuple[str, str, str, str, str]:
        """The cells of its results: state, asked, and what its own cap, the item's and the section's leave.

        Where there is no cap, what it leaves is what was there before, and has no cell of its own.
        """
        n = self.number
        own = f"a{n}" if self.cap is None else f"e{n}"
        return f"s{n}", f"a{n}", own, f"i{n}" if self.item_capped else own, f"z{n}"

    def cells(self) -> list[Cell]:
        """Give the cells of its conditions and quantities, in the order of filling."""
        roots = (self.only, self.trigger, *self.tiers, self.halved)
        return once(step for root in roots if root is not None for step in root.steps())


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item: `applies` is the cell of its condition, `cap` its cap in units."""

    item: model.Item
    applies: Cell | None
    rules: tuple[PlannedRule, ...]
    cap: int | None


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section: `worth` in units."""

    section: model.Section
    items: tuple[PlannedItem, ...]
    worth: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned policy.

    Attributes:
        policy: what it is.
        needed: the pointers of the facts that are always needed.
        scale: how many units make a point.
        facts: its facts, in the order of the policy.
        defaults: the facts that have a default, each after those that its default reads.
        sections: its sections.
        constants: the numbers that have no literal, by the name under which they are kept.
    """

    policy: model.Policy
    needed: frozenset[str]
    scale: int
    facts: tuple[PlannedFact, ...]
    defaults: tuple[PlannedFact, ...]
    sections: tuple[PlannedSection, ...]
    constants: dict[str, Fraction] = field(hash=False)


def plan(policy: model.Policy) -> Plan:
    """Plan a policy."""
    return _Planner(policy).plan()


class _Planner:
    def __init__(self, policy: model.Policy) -> None:
        self._policy = policy
        self._scale = lcm(*(Fraction(points).denominator for points in _all_points(policy)))
        self._constants: dict[str, Fraction] = {}
        self._cells = 0
        self._rules = 0
        self._needed = frozenset(always_needed(policy))
        self._defaults: dict[str, Cell] = {}
        self._field_names: dict[str, int] = {}
        self._names = {pointer: f"f{number}" for number, pointer in enumerate(policy.facts)}

    def plan(self) -> Plan:
        facts = []
        for pointer, fact in self._policy.facts.items():
            name = self._names[pointer]
            default = self._default(pointer)
            facts.append(PlannedFact(fact, name, name if default is None else f"r{name[1:]}", default))
        sections = tuple(self._section(section) for section in self._policy.sections)
        return Plan(
            self._policy,
            self._needed,
            self._scale,
            tuple(facts),
            tuple(_in_order_of_need([fact for fact in facts if fact.default is not None])),
            sections,
            self._constants,
        )

    def _units(self, points: Rational) -> int:
        units = Fraction(points) * self._scale
        assert units.denominator == 1
        return units.numerator

    def _section(self, section: model.Section) -> PlannedSection:
        items = tuple(self._item(item) for item in section.items)
        return PlannedSection(section, items, self._units(section.worth))

    def _item(self, item: model.Item) -> PlannedItem:
        applies = None if item.applies is None else self._cell(item.applies)
        cap = None if item.cap is None else self._units(item.cap)
        rules = tuple(self._rule(rule, item_capped=cap is not None) for rule in item.rules)
        return PlannedItem(item, applies, rules, cap)

    def _rule(self, rule: model.Rule, *, item_capped: bool) -> PlannedRule:
        number = self._rules
        self._rules += 1
        only = None if rule.only is None else self._cell(rule.only)
        negated = isinstance(rule.trigger, model.Operation) and rule.trigger.operator == "not"
        trigger = self._cell(rule.trigger.operands[0] if negated else rule.trigger)  # type: ignore[attr-defined]
        tiers = tuple(self._tier(tier, trigger) for tier in rule.tiers)
        halved = None if rule.halved is None else self._cell(rule.halved)
        return PlannedRule(
            rule,
            number,
            only,
            trigger,
            negated,
            tiers,
            halved,
            self._units(rule.points),
            tuple(self._units(tier.points) for tier in rule.tiers),
            None if rule.cap is None else self._units(rule.cap),
            item_capped,
        )

    def _tier(self, tier: model.Tier, quantity: Cell) -> Cell:
        """Plan a tier's condition over the quantity that is there already."""
        assert isinstance(tier.test, model.Operation)
        bound = self._cell(tier.test.operands[1])
        return Cell(self._fresh(), tier.test, (quantity, bound), known=quantity.known)

    def _fresh(self) -> str:
        self._cells += 1
        return f"v{self._cells}"

    def _cell(self, node: model.Expression, fields: tuple[model.Field, ...] = ()) -> Cell:
        match node:
            case model.Constant():
                return Cell(self._constant(node.value), node, known=True)
            case model.FactRead():
                return Cell(self._names[node.pointer], node, known=self._is_known(node.pointer))
            case model.FieldRead():
                place = next(n for n, declared in enumerate(fields) if declared.key == node.key)
                name = f"k{self._field_names.setdefault(node.key, len(self._field_names))}"
                return Cell(name, node, place=place, known=not fields[place].optional)
            case model.OverEntries():
                listed = self._cell(node.list)
                assert isinstance(node.list.type, model.ListOf)
                where = None if node.where is None else self._cell(node.where, node.list.type.fields)
                value = None if node.value is None else self._cell(node.value, node.list.type.fields)
                known = all(cell.known for cell in (listed, where, value) if cell is not None)
                return Cell(self._fresh(), node, (listed,), where, value, known=known)
            case model.Operation():
                operands = tuple(self._cell(operand, fields) for operand in node.operands)
                return Cell(self._fresh(), node, operands, known=all(operand.known for operand in operands))
            case _:
                raise AssertionError(node)

    def _is_known(self, pointer: str) -> bool:
        default = self._default(pointer)
        return pointer in self._needed if default is None else default.known

    def _default(self, pointer: str) -> Cell | None:
        """Plan a fact's default, once; the checker has seen to it that it does not come back to itself."""
        default = self._policy.facts[pointer].default
        if default is not None and pointer not in self._defaults:
            self._defaults[pointer] = self._cell(default)
        return self._defaults.get(pointer)

    def _constant(self, value: Rational | str | bool) -> str:
        if not isinstance(value, Fraction):
            return repr(value) if not isinstance(value, int) or value >= 0 else f"({value!r})"
        for name, kept in self._constants.items():
            if kept == value:
                return name
        name = f"c{len(self._constants)}"
        self._constants[name] = value
        return name


def always_needed(policy: model.Policy) -> Iterator[str]:
    """Give the pointers of the facts without which no score can come out, whatever the other facts are.

    These are the facts without a default that a rule reads come what may: outside of `and` and `or`, which can do
    without one side, and of rules that need not apply or need not be reached.
    """
    for section in policy.sections:
        for item in section.items:
            if item.applies is not None:
                yield from _strictly_read(item.applies, policy)
                continue
            for rule in item.rules:
                if rule.only is not None:
                    if not rule.otherwise:
                        yield from _strictly_read(rule.only, policy)
                elif not rule.otherwise:
                    yield from _strictly_read(rule.trigger, policy)


def _strictly_read(expression: model.Expression, policy: model.Policy) -> Iterator[str]:
    match expression:
        case model.FactRead(pointer=pointer):
            if policy.facts[pointer].default is None:
                yield pointer
        case model.Operation(operator="and" | "or"):
            return
        case model.Operation(operands=operands):
            for operand in operands:
                yield from _strictly_read(operand, policy)
        case model.OverEntries(list=listed):
            yield from _strictly_read(listed, policy)


def _all_points(policy: model.Policy) -> Iterator[Rational]:
    for section in policy.sections:
        yield section.worth
        for item in section.items:
            yield item.cap or 0
            for rule in item.rules:
                yield rule.cap or 0
                for points in (rule.points, *(tier.points for tier in rule.tiers)):
                    yield points
                    if rule.halved is not None:
                        yield Fraction(points) / 2


def _in_order_of_need(facts: list[PlannedFact]) -> list[PlannedFact]:
    """Put facts after those that their defaults read; the checker has seen to it that there is no circle."""
    ordered: dict[str, PlannedFact] = {}
    by_pointer = {planned.fact.pointer: planned for planned in facts}

    def put(planned: PlannedFact) -> None:
        assert planned.fact.default is not None
        for node in model.walk(planned.fact.default):
            if isinstance(node, model.FactRead) and node.pointer in by_pointer and node.pointer not in ordered:
                put(by_pointer[node.pointer])
        ordered[planned.fact.pointer] = planned

    for planned in facts:
        if planned.fact.pointer not in ordered:
            put(planned)
    return list(ordered.values())
