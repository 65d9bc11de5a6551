"""What items and sections can come to, told from the text alone: what a condition on results can ask for.

Takes the sections of a document, gives for each item and section the bounds of its points and of its score. That is
known before any of them is checked, so that a rule can stand above or below what it asks about.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from demerit.language import syntax
from demerit.language.model import Numeric
from demerit.language.values import Rational, whole


@dataclass(frozen=True, slots=True)
class Standing:
    """What an item or a section can come to.

    Attributes:
        points: the bounds of what it takes or gives.
        score: the bounds of its score; None where it has none, which is of an item without a worth.
    """

    points: Numeric
    score: Numeric | None


@dataclass(frozen=True)
class Standings:
    """Those of all items and sections, by their ids, and the order of the sections.

    Attributes:
        items: of the items.
        sections: of the sections.
        above: for each section the lowest that those above it can come to together; None where there is no such.
        unscaled: the sections above which not all stand that are rescaled together.
    """

    items: dict[str, Standing] = field(default_factory=dict)
    sections: dict[str, Standing] = field(default_factory=dict)
    above: dict[str, Rational | None] = field(default_factory=dict)
    unscaled: set[str] = field(default_factory=set)


def standings(sections: Sequence[syntax.Section], *, together: bool = False) -> Standings:
    """Read off what items and sections can come to; `together` says whether the sections are rescaled together."""
    found = Standings()
    total: Rational | None = 0
    for section in sections:
        found.above[section.id.text] = total
        outline = Outline.of(section)
        for item in section.items:
            found.items[item.id.text] = _item(item)
        verbs = {verb for item in section.items for verb in verbs_of(item)}
        low = None if len(verbs) > 1 else 0
        high = None
        if outline.worth is not None and outline.start == outline.worth and outline.floor is not None:
            high = whole(Fraction(outline.worth - outline.floor))
        high_score = outline.worth if outline.scale is None else outline.scale
        score = Numeric(low=outline.floor if not outline.rescaled or outline.floor == 0 else None, high=high_score)
        if outline.rounded:
            score = Numeric(low=0 if score.low is not None and score.low >= 0 else None)
        found.sections[section.id.text] = Standing(Numeric(low=low, high=high), score)
        if together and any(not below.bonus for below in sections[sections.index(section) :]):
            found.unscaled.add(section.id.text)
        total = 0 if total == 0 and score.low is not None and score.low >= 0 else None
    return found


def verbs_of(item: syntax.Item) -> set[str]:
    """Give what the rules of an item do in it: `DEDUCT`, `ADD` or both."""
    verbs = set()
    for statement in item.statements:
        effects: list[syntax.Effect] = []
        if isinstance(statement, syntax.Rule):
            effects = [statement.effect]
        elif isinstance(statement, syntax.Tiers):
            effects = [tier.effect for tier in statement.tiers]
        verbs |= {effect.verb for effect in effects if effect.points is not None or effect.whole_item}
    return verbs


def _item(item: syntax.Item) -> Standing:
    limits = []
    worth = None
    ruled = False
    for node in item.statements:
        if isinstance(node, syntax.Worth):
            worth = whole(node.points.value)
            limits.append(worth)
        elif isinstance(node, syntax.Cap) and (node.keyword == "ITEM_CAP" or not ruled):
            limits.append(whole(node.points.value))
        ruled = ruled or isinstance(node, syntax.Rule | syntax.Tiers)
    mixed = len(verbs_of(item)) > 1
    points = Numeric() if mixed else Numeric(low=0, high=min(limits, default=None))
    return Standing(points, None if worth is None or mixed else Numeric(low=0, high=worth))


@dataclass(frozen=True, slots=True)
class Outline:
    """A section's heading, read: where it starts, and what it is held to."""

    worth: Rational | None
    start: Rational
    floor: Rational | None
    starts_elsewhere: bool
    rescaled: bool
    rounded: bool
    scale: Rational | None = None

    @classmethod
    def of(cls, section: syntax.Section) -> "Outline":
        """Read a heading; what is said twice counts once, and has been told or will be."""
        parts = {type(part): part for part in reversed(section.parts)}
        worth, starts, floor = (parts.get(kind) for kind in (syntax.Worth, syntax.StartsAt, syntax.Floor))
        top = whole(worth.points.value) if isinstance(worth, syntax.Worth) else None
        start: Rational = 0 if section.bonus or top is None else top
        if isinstance(starts, syntax.StartsAt):
            start = whole(starts.points.value)
        low: Rational | None = 0
        if isinstance(floor, syntax.Floor):
            low = None if floor.points is None else whole(floor.points.value)
        rescaled = parts.get(syntax.Rescaled)
        to = rescaled.to if isinstance(rescaled, syntax.Rescaled) else None
        scale = None if to is None else whole(to.value)
        return cls(
            top,
            start,
            low,
            isinstance(starts, syntax.StartsAt),
            syntax.Rescaled in parts,
            syntax.Rounding in parts,
            scale,
        )
