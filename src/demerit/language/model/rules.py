"""Rules and what holds them: items, groups, sections, and the verdict."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from demerit.language.model.expressions import Expression, FactRead, NumberBand, Rounding
from demerit.language.model.types import YesNo
from demerit.language.source import NOWHERE, Span
from demerit.language.values import Rational


@dataclass(frozen=True, slots=True)
class Effect:
    """What a hit takes or gives.

    Attributes:
        points: how many points: a constant or a quantity; None where something else says how many.
        whole_item: whether it is all that the item is worth.
        figure: the fact that holds an inspector's figure.
        beyond: what is charged to the total rather than to the item.
    """

    points: Expression | None = None
    whole_item: bool = False
    figure: FactRead | None = None
    beyond: Expression | None = None

    @property
    def to_item(self) -> bool:
        """Whether it takes or gives anything in its item."""
        return self.points is not None or self.whole_item or self.figure is not None

    def expressions(self) -> Iterator[Expression]:
        """Its quantities."""
        yield from (part for part in (self.points, self.figure, self.beyond) if part is not None)


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier.

    Attributes:
        operator: `over`, `from`, `under` or `down_from`.
        bound: the number that it is about.
        effect: what it takes or gives.
        test: the condition that it stands for.
    """

    operator: str
    bound: Rational
    effect: Effect
    test: Expression = field(compare=False, repr=False)
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes:
        id: the item's number and a letter or the rule's own label.
        label: its own label.
        verb: `deduct` or `add`.
        trigger: a condition (one hit when it holds), or a quantity (a hit for each).
        effect: what one hit takes or gives; empty where the tiers say.
        tiers: its tiers, in the order of the text: the last whose bound holds takes effect.
        chain: how it hangs on the rule before it: `otherwise` (looked at only when that one did not hit), `greatest`
            or `least` (of the whole chain, the one that takes most or least takes effect).
        only: the condition under which it applies at all.
        halved: the condition under which it takes half.
        cap: the most that it takes or gives.
        once: whether what another rule has charged already is not charged again.
        cite: the sentence of the standard that it comes from.
        notes: what was noted about it.
        text: it, as written.
        unless: whether it was written `unless X`, which means `when not X`: for wording only.
    """

    id: str
    label: str | None
    verb: str
    trigger: Expression
    effect: Effect
    tiers: tuple[Tier, ...] = ()
    chain: str | None = None
    only: Expression | None = None
    halved: Expression | None = None
    cap: Rational | None = None
    once: bool = False
    cite: str | None = None
    notes: tuple[str, ...] = ()
    text: str = field(default="", compare=False)
    unless: bool = field(default=False, compare=False)
    span: Span = field(compare=False, repr=False, kw_only=True)

    @property
    def otherwise(self) -> bool:
        """Whether it is looked at only when the rule before it did not hit."""
        return self.chain == "otherwise"

    @property
    def is_condition(self) -> bool:
        """Whether its trigger is a condition rather than a quantity."""
        return isinstance(self.trigger.type, YesNo)

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What a hit can take or give: its effect, or those of its tiers."""
        return tuple([tier.effect for tier in self.tiers]) if self.tiers else (self.effect,)

    @property
    def to_item(self) -> bool:
        """Whether it can take or give anything in its item."""
        return self.effect.to_item if not self.tiers else any(effect.to_item for effect in self.effects)

    @property
    def beyond(self) -> bool:
        """Whether it can charge anything to the total."""
        if not self.tiers:
            return self.effect.beyond is not None
        return any(effect.beyond is not None for effect in self.effects)

    def expressions(self) -> Iterator[Expression]:
        """Its conditions and quantities."""
        yield from (part for part in (self.only, self.trigger, self.halved) if part is not None)
        for effect in self.effects:
            yield from effect.expressions()


@dataclass(frozen=True, slots=True)
class NotEncoded:
    """A sentence of the standard that no rule stands for, and why; without a reason it is a place to fill in."""

    sentence: str
    reason: str | None
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Item:
    """An item.

    Attributes:
        id: the standard's own number.
        title: its title.
        applies: the condition under which it applies at all.
        worth: what it is worth: the most that its rules take or give together.
        cap: the most that its rules take or give together, where that is less.
        cite: what the standard says of the item as a whole: the sentences that no rule comes from.
        notes: what was noted about it.
        rules: its rules, in order.
        repealed: the letters of rules that are no longer in force, each with the reason that was given.
        not_encoded: its sentences that no rule stands for.
        cap_span: where its cap is said.
    """

    id: str
    title: str | None
    applies: Expression | None
    worth: Rational | None
    cap: Rational | None
    cite: str | None
    notes: tuple[str, ...]
    rules: tuple[Rule, ...]
    repealed: tuple[tuple[str, str | None], ...] = ()
    not_encoded: tuple[NotEncoded, ...] = ()
    cap_span: Span = field(default=NOWHERE, compare=False, repr=False)
    span: Span = field(compare=False, repr=False, kw_only=True)

    @property
    def verbs(self) -> frozenset[str]:
        """What its rules do in it: `deduct`, `add` or both."""
        return frozenset(rule.verb for rule in self.rules if rule.to_item)


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items, or groups, under one cap.

    Attributes:
        id: its id.
        title: its title.
        members: the ids of the items and groups in it.
        cap: the most that its rules take or give together.
    """

    id: str
    title: str | None
    members: tuple[str, ...]
    cap: Rational
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Section:
    """A section.

    Attributes:
        id: its id.
        title: its title.
        bonus: whether it is a bonus section.
        worth: the most that it can bring; None where there is no such.
        start: where its score starts.
        floor: the lowest that its score can be; None where there is no such.
        adds: whether rules may add in it.
        deducts: whether rules may deduct in it.
        weight: its share of the score, where it has one.
        rescaled: whether what does not apply is taken out of the worth, and what it scores where nothing applies:
            `full`, `zero` or `no_score`.
        scale: what it then counts for in all; its worth, where that is None.
        rounding: how its score is rounded.
        groups: its groups of items.
        not_encoded: its sentences that no rule stands for, those of its items left aside.
    """

    id: str
    title: str | None
    bonus: bool
    worth: Rational | None
    notes: tuple[str, ...]
    items: tuple[Item, ...]
    start: Rational = 0
    floor: Rational | None = 0
    adds: bool = False
    deducts: bool = True
    weight: Rational | None = None
    rescaled: str | None = None
    scale: Rational | None = None
    rounding: Rounding | None = None
    groups: tuple[ItemGroup, ...] = ()
    not_encoded: tuple[NotEncoded, ...] = ()
    span: Span = field(compare=False, repr=False, kw_only=True)

    @property
    def inner_groups_first(self) -> list[ItemGroup]:
        """Its groups, each behind those that it holds."""
        ordered: list[ItemGroup] = []

        def put(group: ItemGroup) -> None:
            for inner in self.groups:
                if inner.id in group.members and inner not in ordered:
                    put(inner)
            if group not in ordered:
                ordered.append(group)

        for group in self.groups:
            put(group)
        return ordered

    @property
    def top(self) -> Rational | None:
        """The highest that its score can be: what it is rescaled to, or its worth; None where there is no such."""
        return self.worth if self.scale is None else self.scale

    @property
    def verb(self) -> str:
        """What counts as positive in its line of the ledger: `add` if any rule adds, else `deduct`."""
        adds = self.bonus or any("add" in item.verbs for item in self.items)
        return "add" if adds or not self.deducts else "deduct"

    @property
    def is_plain(self) -> bool:
        """Whether its score is its worth less what was lost or, of a bonus section, what was gained."""
        return not (self.rescaled or self.rounding or self.weight is not None or (self.adds and self.deducts)) and (
            self.worth is not None and self.floor == 0
        )


@dataclass(frozen=True, slots=True)
class NoScore:
    """When there is no score at all, and why."""

    condition: Expression
    reason: str | None
    cite: str | None
    text: str = field(compare=False)
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade, and the scores that it is given for; without these, it is given by a limit only."""

    name: str
    band: NumberBand | None
    text: str = field(default="", compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class GradeLimit:
    """The highest (`at_most`) or the lowest grade where something holds; higher is toward higher scores."""

    at_most: bool
    grade: str
    condition: Expression
    cite: str | None
    text: str = field(compare=False)
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of the sections.

    Attributes:
        title: its title.
        no_score: when there is no score at all.
        rescaled: as for a section, of all ordinary sections together.
        scale: as for a section.
        floor: the lowest that the score can be; None where there is no such.
        cap: the highest that the score can be.
        rounding: how the score is rounded.
        grades: the grades, from one end to the other.
        limits: what lifts or lowers the grade, in order.
        notes: what was noted about it.
        cap_span: where its cap is said.
        floor_span: where its floor is said.
    """

    title: str | None = None
    no_score: tuple[NoScore, ...] = ()
    rescaled: str | None = None
    scale: Rational | None = None
    floor: Rational | None = 0
    cap: Rational | None = None
    rounding: Rounding | None = None
    grades: tuple[Grade, ...] = ()
    limits: tuple[GradeLimit, ...] = ()
    cite: str | None = None
    notes: tuple[str, ...] = ()
    cap_span: Span = field(default=NOWHERE, compare=False, repr=False)
    floor_span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def rises(self) -> bool:
        """Whether the grades stand in the order of rising scores."""
        bands = [grade.band for grade in self.grades if grade.band is not None]
        if len(bands) < 2 or bands[0].low is None:
            return True
        return bands[1].low is not None and bands[1].low >= bands[0].low

    def expressions(self) -> Iterator[Expression]:
        """Its conditions."""
        yield from (each.condition for each in self.no_score)
        yield from (each.condition for each in self.limits)
