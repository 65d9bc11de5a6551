"""Takes what a published text says of points, and the rules that cite it, gives where the two do not agree.

Every mention of points has a rule of its own among those that cite it: a rule that takes as much, or one that counts
and so may stand for several. Every rule takes what its sentence says: points, tiers and their bounds, cap, halving.

Points that a policy works out (a term, a quantity, an inspector's figure) are held to what can be held: an inspector's
bounds; the others agree with every sentence.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from demerit.language import coverage_codes as codes
from demerit.language import keywords, model
from demerit.language.codes import Code
from demerit.language.source import Span
from demerit.language.values import Rational, whole, write
from demerit.published.measures import bound, measure
from demerit.published.mentions import CAP, HALVED, OTHER, POINTS, RANGE, WHOLE, Mention


@dataclass(frozen=True, slots=True)
class Said:
    """A mention, and the words of its clause before it and behind it, up to the next one."""

    mention: Mention
    before: str
    behind: str

    @property
    def words(self) -> tuple[str | None, Fraction | None]:
        """The verb and the points."""
        return self.mention.verb, self.mention.points


@dataclass(frozen=True, slots=True)
class Citing:
    """A rule, or an item as a whole, that cites a sentence; `open` where a term or the verdict does."""

    section: model.Section | None = None
    item: model.Item | None = None
    rule: model.Rule | None = None

    @property
    def open(self) -> bool:
        """Whether what it does is not told by numbers of a rule."""
        return self.item is None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not agree.

    Attributes:
        code: what it is.
        rule: the rule whose it is; None where it is that of a sentence or of an item.
        span: its place in the policy; None where it is that of a sentence.
        mention: the mention whose it is, or that it is held against.
        args: what fills the templates of the code.
    """

    code: Code
    rule: model.Rule | None
    span: Span | None
    mention: Mention | None
    args: dict[str, str]


def _fault(code: Code, rule: model.Rule | None, span: Span | None, mention: Mention | None, /, **args: str) -> Fault:
    return Fault(code, rule, span, mention, args)


@dataclass(frozen=True, slots=True)
class _Amount:
    verb: str
    points: Rational
    span: Span
    tier: model.Tier | None = None

    def is_said(self, mention: Mention) -> bool:
        return mention.points == self.points and mention.verb in (None, self.verb)


def amounts(rule: model.Rule) -> list[_Amount]:
    """Give the numbers of points that a rule takes or gives, in the order of the text."""
    found = []
    for effect, tier in zip(rule.effects, rule.tiers or (None,), strict=True):
        for part in (effect.points, effect.beyond):
            if isinstance(part, model.Constant) and not isinstance(part.value, str):
                found.append(_Amount(rule.verb, part.value, part.span, tier))
    return found


def _is_open(rule: model.Rule) -> bool:
    """Tell whether a rule's points are worked out."""
    parts = [part for effect in rule.effects for part in (effect.points, effect.beyond)]
    return any(part is not None and not isinstance(part, model.Constant) for part in parts)


def unanswered(said: Sequence[tuple[Said, Sequence[Citing]]]) -> Iterator[Said]:
    """Give the mentions for which none of those that cite them does what they say; those without a cite left aside.

    Args:
        said: every mention of the text, each with what cites it.
    """
    matched = _matched(said)
    for place, (each, citing) in enumerate(said):
        if citing and place not in matched and not any(_answers(each.mention, one) for one in citing):
            yield each


def _matched(said: Sequence[tuple[Said, Sequence[Citing]]]) -> set[int]:
    """Give the mentions of points that have a rule, or a tier, of their own: a greatest matching."""
    owners: dict[tuple[str, int], int] = {}

    def options(place: int) -> Iterator[tuple[str, int]]:
        each, citing = said[place]
        for one in citing:
            if one.rule is not None:
                for number, amount in enumerate(amounts(one.rule)):
                    if amount.is_said(each.mention):
                        yield one.rule.id, number

    def seat(place: int, tried: set[tuple[str, int]]) -> bool:
        for option in options(place):
            if option not in tried:
                tried.add(option)
                if option not in owners or seat(owners[option], tried):
                    owners[option] = place
                    return True
        return False

    return {place for place, (each, _) in enumerate(said) if each.mention.kind == POINTS and seat(place, set())}


def _answers(mention: Mention, one: Citing) -> bool:
    """Tell whether what cites a mention may stand for it, and for others besides."""
    rule = one.rule
    if one.open or mention.kind == OTHER:
        return one.open or rule is not None
    assert one.item is not None
    if mention.kind == CAP:
        return mention.points is None or mention.points in _limits(one)
    if rule is None:
        return False
    if mention.kind == HALVED:
        return rule.halved is not None or _is_open(rule)
    if mention.kind == WHOLE:
        takes = {amount.points for amount in amounts(rule)}
        return any(effect.whole_item for effect in rule.effects) or one.item.worth in takes or _is_open(rule)
    if mention.kind == RANGE:
        ranges = [effect.figure.type for effect in rule.effects if effect.figure is not None]
        fits = any(isinstance(each, model.Discretion) for each in ranges)
        return _is_open(rule) or fits
    counts = not rule.is_condition and any(amount.is_said(mention) for amount in amounts(rule))
    return counts or _is_open(rule)


def _limits(one: Citing) -> set[Rational | None]:
    """Give every cap that holds what cites a sentence."""
    assert one.item is not None
    found: set[Rational | None] = {one.item.cap, one.item.worth}
    rules = [one.rule] if one.rule is not None else one.item.rules
    found |= {rule.cap for rule in rules}
    if one.section is not None:
        held = {one.item.id}
        for group in one.section.inner_groups_first:
            if held & set(group.members):
                held.add(group.id)
                found.add(group.cap)
        found.add(one.section.worth)
    return found - {None}


def faults(
    rule: model.Rule,
    item: model.Item,
    own: Sequence[Said],
    of_item: Iterable[Mention],
    unanswered: Collection[Span],
    facts: Mapping[str, model.Fact],
) -> Iterator[Fault]:
    """Give where a rule does what its sentence does not say.

    Args:
        rule: the rule.
        item: its item.
        own: what the sentence says that it cites.
        of_item: what all sentences say that the item cites.
        unanswered: the places of the mentions that no rule answers.
        facts: the policy's facts: of an inspector's figure, they know the bounds.
    """
    if own or rule.cite is not None:
        yield from _points(rule, item, own, unanswered)
        yield from _ranges(rule, own, facts)
    caps = {mention.points for mention in of_item if mention.kind == CAP}
    if rule.cap is not None and rule.cap not in caps:
        yield _fault(codes.CAP_DIFFERS, rule, rule.span, None, id=rule.id, cap=write(rule.cap))
    if rule.halved is not None and not any(each.mention.kind == HALVED for each in own):
        yield _fault(codes.HALVING_DIFFERS, rule, rule.halved.span, None, rule=rule.id)


def item_faults(item: model.Item, said: Iterable[Mention], worth: Fraction | None) -> Iterator[Fault]:
    """Give the cap of an item that none of its sentences states.

    Args:
        item: the item.
        said: what all sentences say that it cites.
        worth: what the published item says that it is worth.
    """
    caps = {mention.points for mention in said if mention.kind == CAP}
    if item.cap is not None and item.cap not in caps and item.cap != worth:
        yield _fault(codes.CAP_DIFFERS, None, item.span, None, id=item.id, cap=write(item.cap))


def _points(rule: model.Rule, item: model.Item, own: Sequence[Said], unanswered: Collection[Span]) -> Iterator[Fault]:
    takes = [each for each in own if each.mention.kind in (POINTS, RANGE, WHOLE, OTHER, HALVED)]
    if not takes and (amounts(rule) or not _is_open(rule)):
        yield _fault(codes.POINTS_UNSAID, rule, rule.span, None, rule=rule.id)
        return
    kinds = {each.mention.kind for each in takes}
    for amount in amounts(rule):
        said = [each for each in takes if each.mention.kind == POINTS and amount.is_said(each.mention)]
        if said:
            yield from _bound(rule, amount, said)
            yield from _measured(rule, amount, said)
        elif not (OTHER in kinds or (WHOLE in kinds and amount.points == item.worth) or _is_half(amount, kinds, takes)):
            open_ones = [each.mention for each in takes if each.mention.span in unanswered]
            shown = [*open_ones, takes[0].mention][0]
            yield _fault(codes.POINTS_DIFFER, rule, amount.span, shown, rule=rule.id, points=write(amount.points))


def _ranges(rule: model.Rule, own: Sequence[Said], facts: Mapping[str, model.Fact]) -> Iterator[Fault]:
    """Hold the bounds of inspectors' figures against those that the sentence says."""
    takes = [each for each in own if each.mention.kind in (POINTS, RANGE, OTHER)]
    for effect in rule.effects:
        figure = None if effect.figure is None else facts[effect.figure.pointer].type
        if takes and isinstance(figure, model.Discretion):
            fits = any(
                each.mention.points == figure.high and each.mention.low in (None, figure.low)
                for each in takes
                if each.mention.kind == RANGE
            )
            if not fits and not any(each.mention.kind == OTHER for each in takes):
                points = f"{write(figure.low)}–{write(figure.high)}"
                yield _fault(codes.POINTS_DIFFER, rule, rule.span, takes[0].mention, rule=rule.id, points=points)


def _measured(rule: model.Rule, amount: _Amount, said: Sequence[Said]) -> Iterator[Fault]:
    """Tell of a rule that takes points once where its sentence takes them for each of something."""
    if not rule.is_condition or amount.tier is not None:
        return
    if all(each.mention.each or measure(each.before, each.behind) is not None for each in said):
        keyword = keywords.spelling("PER")
        yield _fault(codes.MEASURE_DIFFERS, rule, rule.span, said[0].mention, rule=rule.id, keyword=keyword)


def _is_half(amount: _Amount, kinds: set[str], takes: Sequence[Said]) -> bool:
    return HALVED in kinds and any(each.mention.points == amount.points * 2 for each in takes)


def _bound(rule: model.Rule, amount: _Amount, said: Sequence[Said]) -> Iterator[Fault]:
    """Hold the bound of a tier against that of its sentence, where the sentence says one by a number."""
    if amount.tier is None:
        return
    bounds = [found for each in said if (found := bound(each.before)) is not None]
    if len(bounds) < len(said) or any(each.value == amount.tier.bound for each in bounds):
        return
    first = bounds[0]
    if not first.share and first.value.denominator == 1 and first.value >= 10_000:
        return  # of another unit, it may be
    held, there = write(amount.tier.bound), write(whole(first.value))
    yield _fault(codes.BOUND_DIFFERS, rule, amount.tier.span, said[0].mention, rule=rule.id, bound=held, said=there)
