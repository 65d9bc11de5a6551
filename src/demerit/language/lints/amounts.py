"""How much rules can take or give: the most, and what one hit asks at least.

None is “there is no such”: a number of hits, or a number of points, without a bound.
"""

from collections.abc import Iterable
from fractions import Fraction

from demerit.language import model
from demerit.language.lints.reading import ItemPlace, Reading
from demerit.language.lints.truth import bounds
from demerit.language.values import Rational, whole

End = Rational | None


def held(most: End, *limits: End) -> End:
    """Hold an amount to its limits."""
    known = [each for each in (most, *limits) if each is not None]
    return min(known) if known else None


def together(parts: Iterable[End]) -> End:
    """Add amounts up."""
    given = list(parts)
    known = [each for each in given if each is not None]
    return sum(known, start=0) if len(known) == len(given) else None


def points(reading: Reading, effect: model.Effect, item: model.Item) -> tuple[End, End]:
    """Give how few and how many points one hit asks of its item."""
    if effect.whole_item:
        return item.worth, item.worth
    if effect.figure is not None:  # the bounds that its rule sets are those of the fact
        figure = reading.policy.facts[effect.figure.pointer].type
        return (figure.low, figure.high) if isinstance(figure, model.Discretion) else (None, None)
    if effect.points is None:
        return 0, 0
    type_ = bounds(effect.points)
    return type_.low, type_.high


def most_of_rule(reading: Reading, place: ItemPlace, rule: model.Rule, *, capped: bool = True) -> End:
    """Give the most that a rule can take or give; one that can never hit is taken as if it could, and told of alone."""
    each = [points(reading, effect, place.item)[1] for effect in rule.effects]
    if None in each:
        asked = None
    else:
        asked = max(one for one in each if one is not None)
        if not rule.tiers and not rule.is_condition:
            hits = bounds(rule.trigger).high
            asked = 0 if asked == 0 else None if hits is None else asked * hits
    return held(asked, rule.cap if capped else None)


def chains(rules: Iterable[model.Rule]) -> list[list[model.Rule]]:
    """Put the rules of an item together that hang on each other: of each lot, one takes effect."""
    found: list[list[model.Rule]] = []
    for rule in rules:
        if rule.chain is not None and found:
            found[-1].append(rule)
        else:
            found.append([rule])
    return found


def most_of_rules(reading: Reading, place: ItemPlace, verb: str) -> End:
    """Give the most that the rules of an item can take or give together, before its own limits."""
    lots = []
    for chain in chains(place.item.rules):
        mosts = [most_of_rule(reading, place, rule) for rule in chain if rule.verb == verb and rule.to_item]
        known = [most for most in mosts if most is not None]
        lots.append(None if len(known) < len(mosts) else max(known, default=0))
    return together(lots)


def most_of_item(reading: Reading, place: ItemPlace, verb: str) -> End:
    """Give the most that an item can take or give."""
    return held(most_of_rules(reading, place, verb), place.item.cap, place.item.worth)


def most_of_members(reading: Reading, section: model.Section, verb: str) -> dict[str, End]:
    """Give the most that each group of a section can take or give, before its own cap; `""` is the section."""
    mosts = {place.item.id: most_of_item(reading, place, verb) for place in reading.items_of(section)}
    before: dict[str, End] = {}
    for group in section.inner_groups_first:
        before[group.id] = together([mosts.pop(member) for member in group.members])
        mosts[group.id] = held(before[group.id], group.cap)
    before[""] = together(mosts.values())
    return before


def halves(rule: model.Rule, asked: Rational) -> Rational:
    """Give what is asked at least, where a rule may be halved."""
    return asked if rule.halved is None else whole(asked * Fraction(1, 2))
