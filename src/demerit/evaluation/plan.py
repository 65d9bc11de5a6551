"""The plan: the evaluator tree, in which everything that can be settled once is settled.

Every fact, and every condition and quantity of every rule, gets a *cell*: a place that holds its value during one
evaluation. Cells are numbered in the order in which they are filled. The tree keeps the shape of the standard,
sections over items over rules, each rule with its cells; an evaluation fills them once, from the first to the
last, and what the trace tells later is read off the cells and from nowhere else.

Points are whole numbers here: units of `1/scale`, where `scale` is the least number that makes every deduction,
half deduction, cap and worth of the policy whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from demerit.language import model
from demerit.language.order import Step
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
        weight: for the mean over a list: the field by which it is weighted.
        place: for a field of an entry: its place among the fields.
        tables: for a table: the names under which its values, and the ends or words of its bands, are kept.
        known: whether it can never be unknown, given that all facts are there that are always needed.
    """

    name: str
    node: model.Expression
    operands: tuple["Cell", ...] = ()
    where: "Cell | None" = None
    value: "Cell | None" = None
    weight: "Cell | None" = None
    place: int = 0
    tables: tuple[str, ...] = ()
    known: bool = False

    @property
    def is_constant(self) -> bool:
        """Whether its value is the same in every evaluation."""
        return isinstance(self.node, model.Constant)

    @property
    def is_own(self) -> bool:
        """Whether it is worked out where it stands: it is no constant, and no value of a fact, a term or a result."""
        return isinstance(self.node, model.Operation | model.OverEntries | model.Lookup)

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
        roots = [root for root in (self.where, self.value, self.weight) if root is not None]
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
class PlannedTerm:
    """A term: `name` is the cell of its value, `root` that of what it means."""

    term: model.Term
    name: str
    root: Cell


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of points: `units` where it is always the same, else the cell that says how many points."""

    units: int | None = None
    cell: Cell | None = None
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class PlannedEffect:
    """What a hit takes or gives in its item, and what it charges to the total."""

    effect: model.Effect
    amount: Amount | None
    beyond: Amount | None

    @property
    def units(self) -> int | None:
        """The points for one hit in units, where that is always the same and all that it takes or gives."""
        return self.amount.units if self.amount is not None and self.beyond is None else None

    def cells(self) -> Iterator[Cell]:
        """Give the cells of what has to be worked out for it."""
        for amount in (self.amount, self.beyond):
            if amount is not None and amount.cell is not None:
                yield amount.cell


@dataclass(frozen=True, slots=True)
class Stage:
    """What holds a rule's points back on their way to the score, and the cell of what it leaves.

    Attributes:
        cap: `rule`, `greatest`, `least`, `item`, `worth`, `group`, `section` or `floor`.
        id: whose it is.
        limit: the most that it lets through, in units; None where that is different each time.
        cell: the cell of what it leaves of the rule's points.
        less: the cell of what is taken off the limit: the worth of what does not apply.
    """

    cap: str
    id: str
    limit: int | None
    cell: str
    less: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """A rule and its cells.

    Attributes:
        rule: what it is.
        number: its number in the policy, from 0. Its results are kept in the cells `s…` (state), `t…` (the tier
            reached, from 1), `h…` (whether it was halved), `a…` (what it asks), those of its stages, and, of what it
            charges to the total, `b…` (asked), `be…` (what its cap leaves) and `d…` (what takes effect).
        only: the condition under which it applies.
        trigger: its condition or quantity.
        negated: whether it hits where the trigger does not hold: an `unless` needs no cell of its own.
        tiers: the conditions of its tiers.
        halved: the condition under which it takes half.
        effects: what a hit takes or gives: one, or one for each tier.
        cap: its cap, in units.
        stages: what holds its points back, from the inside out.
        rivals: the numbers of the rules of its chain of which one takes effect, itself among them.
        sharers: the numbers of the rules above that charge the same findings, where it charges none twice.
    """

    rule: model.Rule
    number: int
    only: Cell | None
    trigger: Cell
    negated: bool
    tiers: tuple[Cell, ...]
    halved: Cell | None
    effects: tuple[PlannedEffect, ...]
    cap: int | None
    stages: tuple[Stage, ...]
    rivals: tuple[int, ...] = ()
    sharers: tuple[int, ...] = ()

    def roots(self) -> list[Cell]:
        """Give the cells of its conditions and quantities."""
        roots = [root for root in (self.only, self.trigger, *self.tiers, self.halved) if root is not None]
        return [*roots, *(cell for effect in self.effects for cell in effect.cells())]

    @property
    def asks(self) -> str:
        """The cell of what it asks."""
        return f"a{self.number}"

    def left(self, *caps: str) -> str:
        """Give the cell of what is left of its points behind these caps, from the inside out."""
        cells = [stage.cell for stage in self.stages if stage.cap in caps]
        return cells[-1] if cells else self.asks

    @property
    def final(self) -> str:
        """The cell of what takes effect."""
        return self.stages[-1].cell if self.stages else self.asks

    @property
    def beyond(self) -> tuple[str, str, str] | None:
        """The cells of what it charges to the total: asked, what its cap leaves, and what takes effect."""
        if not self.rule.beyond:
            return None
        n = self.number
        return f"b{n}", f"b{n}" if self.cap is None or self.rule.to_item else f"be{n}", f"d{n}"

    @property
    def results(self) -> list[str]:
        """The cells of its results."""
        n = self.number
        cells = [f"s{n}", self.asks, *(stage.cell for stage in self.stages), *(self.beyond or ())]
        cells += [f"t{n}"] if self.tiers else []
        cells += [f"h{n}"] if self.halved is not None else []
        cells += ["room"] if self.beyond is not None else []
        cells += [f"s{sharer}" for sharer in self.sharers]
        return cells + ([f"q{n}"] if self.rule.once else [])

    def before(self, stage: Stage) -> str:
        """Give the cell of what comes to a stage."""
        place = self.stages.index(stage)
        return self.stages[place - 1].cell if place else self.asks

    def stage(self, *caps: str) -> Stage | None:
        """Give the stage of one of these caps, if it has one."""
        return next((stage for stage in self.stages if stage.cap in caps), None)


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item.

    Attributes:
        item: what it is.
        number: its number in the policy: its totals are kept in `x…` or, where it adds and deducts, in `xa…` and `xd…`.
        applies: the cell of its condition.
        rules: its rules.
        cap: its cap, in units.
        worth: what it is worth, in units.
        is_asked: whether something asks for its result, or for that of its section.
    """

    item: model.Item
    number: int
    applies: Cell | None
    rules: tuple[PlannedRule, ...]
    cap: int | None
    worth: int | None
    is_asked: bool = False

    @property
    def totals(self) -> dict[str, str]:
        """The cells of what its rules take and give together, by verb."""
        n, verbs = self.number, sorted(self.item.verbs)
        return {verbs[0]: f"x{n}"} if len(verbs) == 1 else {verb: f"x{verb[0]}{n}" for verb in verbs}


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A group of items: its total is kept in `g…`, `rules` are those that it holds, `members` the totals in it."""

    group: model.ItemGroup
    name: str
    verb: str | None
    rules: tuple[PlannedRule, ...]
    members: tuple[str, ...]
    cap: int


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section, with its points in units.

    Attributes:
        section: what it is.
        number: its number: its points are kept in `y…` or, where it adds and deducts, in `ya…` and `yd…`; the worth
            that does not apply in `na…`, what is left before it is rescaled in `sr…`, its score in `sc…`.
        items: its items.
        groups: its groups, in order.
        start: where it starts.
        worth: the highest that its score can be.
        floor: the lowest.
        gains: the totals of what is added in it, in order: of items, and of groups that no other holds.
        losses: the totals of what is deducted.
        is_scored: whether its score is worked out by itself, rather than as a part of the whole.
        excludes: whether what does not apply is taken out of its worth.
        scale: what it is rescaled to.
        is_asked: whether something asks for its result.
        verb: what counts as positive in its line of the ledger.
    """

    section: model.Section
    number: int
    items: tuple[PlannedItem, ...]
    groups: tuple[PlannedGroup, ...]
    start: int
    worth: int | None
    floor: int | None
    gains: tuple[str, ...]
    losses: tuple[str, ...]
    is_scored: bool = False
    excludes: bool = False
    is_asked: bool = False
    scale: int | None = None
    verb: str = "deduct"

    @property
    def rules(self) -> list[PlannedRule]:
        """Its rules, in order."""
        return [rule for item in self.items for rule in item.rules]

    @property
    def totals(self) -> dict[str, str]:
        """The cells of what is taken and given in it, by verb."""
        n = self.number
        if self.section.adds and self.section.deducts:
            return {"add": f"ya{n}", "deduct": f"yd{n}"}
        return {"add" if self.section.adds else "deduct": f"y{n}"}

    @property
    def results(self) -> list[str]:
        """The cells of its results that a record has, besides those of its items."""
        n = self.number
        if not self.is_scored:
            return []
        return [f"na{n}", f"sr{n}", f"sb{n}", f"sc{n}"]


@dataclass(frozen=True, slots=True)
class PlannedVerdict:
    """A verdict: the cells of its conditions, and its limits in units."""

    verdict: model.Verdict
    no_score: tuple[Cell, ...]
    limits: tuple[Cell, ...]
    floor: Rational | None
    cap: Rational | None
    scale: int | None = None

    def roots(self) -> list[Cell]:
        """Give the cells of its conditions."""
        return [*self.no_score, *self.limits]

    @property
    def results(self) -> list[str]:
        """The cells of its results that a record has."""
        return ["ordinary", "na", "rescaled", "gained", "charged", "lifted", "capped", "reason", "grade", "banded"]


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned policy.

    Attributes:
        policy: what it is.
        needed: the pointers of the facts that are always needed.
        scale: how many units make a point.
        facts: its facts, in the order of the policy.
        defaults: the facts that have a default, each after those that its default reads.
        terms: its terms, by name.
        sections: its sections.
        verdict: its verdict; None where the score is no more than those of the sections, added up.
        order: what is worked out after what.
        constants: the numbers that have no literal, and the tables, by the names under which they are kept.
    """

    policy: model.Policy
    needed: frozenset[str]
    scale: int
    facts: tuple[PlannedFact, ...]
    defaults: tuple[PlannedFact, ...]
    terms: Mapping[str, PlannedTerm]
    sections: tuple[PlannedSection, ...]
    verdict: PlannedVerdict | None
    order: tuple[Step, ...]
    constants: Mapping[str, Any] = field(hash=False)

    def above(self, id_: str) -> tuple[PlannedSection, ...]:
        """Give the sections above one."""
        return self.sections[: [section.section.id for section in self.sections].index(id_)]

    @property
    def items(self) -> list[PlannedItem]:
        """Its items, in order."""
        return [item for section in self.sections for item in section.items]

    @property
    def rules(self) -> list[PlannedRule]:
        """Its rules, in order; a rule's number is its place."""
        return [rule for section in self.sections for rule in section.rules]


def ranked(verdict: model.Verdict) -> tuple[model.Grade, ...]:
    """Give the grades of a verdict from that of the lowest scores to that of the highest."""
    return verdict.grades if verdict.rises else verdict.grades[::-1]
