"""How people get rules wrong: points, when they hit, what hangs on them, tiers, caps."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from demerit.examples.mutation import figures, sentences
from demerit.examples.mutation.changes import Change, Kind, here
from demerit.examples.mutation.sites import Site, Words
from demerit.examples.mutation.trees import GONE
from demerit.language import model, syntax
from demerit.language.messages import template
from demerit.language.source import Span

_RULES = (syntax.Rule, syntax.Tiers)
_HANGING = (syntax.Cap, syntax.Modifier, syntax.ChargedOnce, syntax.Label, syntax.Note)


# -- points ------------------------------------------------------------------------------------------------------


def points(site: Site, words: Words) -> Iterator[Change]:
    """Take other points: the double, ten times as many, half a point for a point."""
    effect: syntax.Effect = site.node
    number = effect.points
    if isinstance(number, syntax.Number):
        for new in figures.other_points(number.value):
            said = _costs(site, words, effect, number.value, new)
            yield here(site, replace(effect, points=figures.with_value(number, new)), said, number.span)
    number = effect.beyond
    if isinstance(number, syntax.Number):
        for new in figures.other_points(number.value):
            said = sentences.beyond(number.value, new)
            yield here(site, replace(effect, beyond=figures.with_value(number, new)), said, number.span)


def _costs(site: Site, words: Words, effect: syntax.Effect, old: Fraction, new: Fraction) -> Any:
    rule = site.parent
    if isinstance(rule, syntax.Tier):
        return sentences.points(effect.verb, old, new, tier=words.bound(rule.operator, rule.bound))
    each = isinstance(rule, syntax.Rule) and rule.opening == "PER" and rule.phrase is not None
    return sentences.points(effect.verb, old, new, each=words(rule.phrase) if each else "")


def figure(site: Site, _words: Words) -> Iterator[Change]:
    """Leave an inspector other bounds."""
    bounds: syntax.Discretion = site.node
    old = bounds.least.value, bounds.most.value
    for new in ((old[0] + 1, old[1]), (old[0], old[1] + 1)):
        if new[0] < new[1]:
            least, most = figures.with_value(bounds.least, new[0]), figures.with_value(bounds.most, new[1])
            yield here(site, replace(bounds, least=least, most=most), sentences.chosen(old, new))


def whole_item(site: Site, words: Words) -> Iterator[Change]:
    """Take some points where the whole item was meant."""
    effect: syntax.Effect = site.node
    if effect.whole_item:
        worth = _worth(site)
        few = Fraction(1) if worth is None or worth > 1 else worth * Fraction(1, 2)
        number = syntax.Number(few, span=effect.span)
        if effect.beyond is None:
            yield here(site, replace(effect, points=number, whole_item=False), sentences.part_of_item(few))
        else:
            yield here(site, replace(effect, whole_item=False), sentences.item_is_kept(words(effect.beyond)))


def _worth(site: Site) -> Fraction | None:
    around = site.around(syntax.Item)
    statements = () if around is None else around[0].statements
    return next((each.points.value for each in statements if isinstance(each, syntax.Worth)), None)


def beyond(site: Site, words: Words) -> Iterator[Change]:
    """Leave out what is charged beyond the item, or charge it to the item."""
    effect: syntax.Effect = site.node
    if effect.beyond is None:
        return
    if effect.whole_item:
        yield here(site, replace(effect, beyond=None), sentences.beyond_is_gone(words(effect.beyond)))
    else:
        into = replace(effect, points=effect.beyond, beyond=None)
        yield here(site, into, sentences.into_item(words(effect.beyond)))


def verb(site: Site, _words: Words) -> Iterator[Change]:
    """Add instead of deducting, or the other way round, where both can be."""
    effect: syntax.Effect = site.node
    section = site.around(syntax.Section)
    starts = section is not None and any(isinstance(part, syntax.StartsAt) for part in section[0].parts)
    plain = not effect.whole_item and effect.beyond is None
    if starts and plain and isinstance(site.parent, syntax.Rule):
        other = "ADD" if effect.verb == "DEDUCT" else "DEDUCT"
        yield here(site, replace(effect, verb=other), sentences.other_verb(other))


# -- when a rule hits --------------------------------------------------------------------------------------------


def opening(site: Site, words: Words) -> Iterator[Change]:
    """Write `when` for `unless`, or `unless` for `when`."""
    rule: syntax.Rule = site.node
    if rule.phrase is None or rule.opening not in ("WHEN", "UNLESS"):
        return
    if rule.opening == "UNLESS":
        said, other = sentences.hits_when(words(rule.phrase)), "WHEN"
    else:
        said, other = sentences.hits_unless(words(rule.phrase)), "UNLESS"
    yield here(site, replace(rule, opening=other), said, rule.phrase.span)


def once(site: Site, words: Words) -> Iterator[Change]:
    """Take points once instead of for each, or for each instead of once."""
    rule: syntax.Rule = site.node
    phrase = rule.phrase
    if phrase is None:
        return
    if rule.opening == "PER":
        condition = _at_all(phrase)
        if condition is not None:
            part = replace(rule, opening="WHEN", phrase=condition, lacking=False)
            yield here(site, part, sentences.hits_once(words(phrase)), phrase.span)
    elif rule.opening == "WHEN" and isinstance(phrase, syntax.Quantified) and phrase.quantifier == "ANY":
        each: syntax.Expression = phrase.name
        if phrase.where is not None:
            each = syntax.Entries(phrase.name, phrase.where, span=phrase.span)
        yield here(site, replace(rule, opening="PER", phrase=each), sentences.hits_each(words(each)), phrase.span)


def _at_all(counted: syntax.Expression) -> syntax.Expression | None:
    """Give the condition that there is any of what is counted; None where it has no plain one."""
    span = counted.span
    match counted:
        case syntax.Name():
            return syntax.Quantified("ANY", counted, span=span)
        case syntax.Entries():
            return syntax.Quantified("ANY", counted.name, counted.where, span=span)
        case syntax.Total():
            return syntax.Quantified("ANY", counted.list, counted.where, span=span)
        case syntax.Shortfall():
            less = tuple(syntax.Comparison("IS_LESS", s.have, s.need, span=s.span) for s in counted.shorts)
            return _any_of(less, span)
        case syntax.Unmet():
            return _any_of(tuple(syntax.Negation(name, span=name.span) for name in counted.names), span)
        case syntax.Lacking():
            return syntax.Comparison("IS_MORE", counted, syntax.Number(Fraction(0), span=span), span=span)
    return None


def _any_of(conditions: tuple[syntax.Expression, ...], span: Span) -> syntax.Expression:
    if len(conditions) == 1:
        return conditions[0]
    return syntax.Junction(("or",) * (len(conditions) - 1), conditions, span=span)


def chain(site: Site, words: Words) -> Iterator[Change]:
    """Leave out the word by which a rule hangs on the one above it."""
    rule: syntax.Rule | syntax.Tiers = site.node
    if rule.chain is not None:
        first = Span(rule.span.start, rule.span.start + len(words.keyword(rule.chain)))
        yield here(site, replace(rule, chain=None), sentences.chain_is_gone(words.keyword(rule.chain)), first)


def dropped(site: Site, _words: Words) -> Iterator[Change]:
    """Leave out a rule with all that hangs on it; its letter stays taken, as by `repealed`.

    A rule that hangs on it hangs on what it hung on itself.
    """
    rule: syntax.Rule | syntax.Tiers = site.node
    item = site.parent
    if not isinstance(item, syntax.Item):
        return
    place = site.path[-1]
    assert isinstance(place, int)
    end = place + 1
    while end < len(item.statements) and _hangs(item.statements[end]):
        end += 1
    before, behind = item.statements[:place], item.statements[end:]
    repealed = syntax.Repealed(span=Span(rule.span.start, rule.span.start))
    last = 0
    following = [n for n, each in enumerate(behind) if isinstance(each, (*_RULES, syntax.Repealed))]
    next_ = behind[following[0]] if following else None
    if isinstance(next_, syntax.Rule | syntax.Tiers) and next_.chain is not None:
        if rule.chain is None:
            n = following[0]
            behind = (*behind[:n], replace(next_, chain=None), *behind[n + 1 :])
        else:  # the place that stays taken comes behind the chain
            ends = (n for n in following if getattr(behind[n], "chain", None) is None)
            last = next(ends, len(behind))
    statements = (*before, *behind[:last], repealed, *behind[last:])
    path = site.above[-1][1]
    yield Change(path, replace(item, statements=statements), rule.span, sentences.rule_is_gone())


def _hangs(statement: syntax.Statement) -> bool:
    if isinstance(statement, syntax.Modifier):
        return statement.keyword != "APPLIES_WHEN"
    return isinstance(statement, _HANGING) and not (
        isinstance(statement, syntax.Cap) and statement.keyword == "ITEM_CAP"
    )


# -- what hangs on it --------------------------------------------------------------------------------------------


def modifier(keyword: str) -> Any:
    """Leave out what is said by a keyword: `only when`, `halved when`, `applies when`."""

    def found(site: Site, words: Words) -> Iterator[Change]:
        node: syntax.Modifier = site.node
        if node.keyword == keyword:
            yield here(site, GONE, sentences.gone(words.document.source.words(node.span)))

    return found


def charged_once(site: Site, words: Words) -> Iterator[Change]:
    """Leave out `charged once`."""
    yield here(site, GONE, sentences.gone(words.keyword("CHARGED_ONCE")))


# -- caps --------------------------------------------------------------------------------------------------------

_BOUNDLESS = Fraction(10**9)


def _whose(site: Site) -> str:
    """Tell whose cap it is: of a rule, of an item, of the total."""
    if isinstance(site.parent, syntax.Verdict):
        return sentences.TOTAL
    return sentences.RULE if site.where in site.rules else sentences.ITEM


def cap(site: Site, _words: Words) -> Iterator[Change]:
    """Leave out a cap; a group goes on without one."""
    node: syntax.Cap | syntax.Group = site.node
    if isinstance(node, syntax.Group):
        number = figures.with_value(node.cap, _BOUNDLESS)
        yield here(
            site, replace(node, cap=number), sentences.cap_is_gone(sentences.GROUP, node.cap.value), node.cap.span
        )
    else:
        yield here(site, GONE, sentences.cap_is_gone(_whose(site), node.points.value))


def cap_number(site: Site, _words: Words) -> Iterator[Change]:
    """Take another cap: one more, one less."""
    node: syntax.Cap | syntax.Group = site.node
    number = node.cap if isinstance(node, syntax.Group) else node.points
    whose = sentences.GROUP if isinstance(node, syntax.Group) else _whose(site)
    for new in figures.other_caps(number.value):
        other = figures.with_value(number, new)
        part: Any = replace(node, cap=other) if isinstance(node, syntax.Group) else replace(node, points=other)
        yield here(site, part, sentences.cap_is(whose, number.value, new), number.span)


def cap_moved(site: Site, _words: Words) -> Iterator[Change]:
    """Take the cap of a rule for that of its item, where that has other rules and no cap."""
    node: syntax.Cap = site.node
    item = site.parent
    if not isinstance(item, syntax.Item) or _whose(site) != sentences.RULE:
        return
    others = [each for each in item.statements if isinstance(each, _RULES)]
    limits = [each for each in item.statements if isinstance(each, syntax.Cap) and each is not node]
    if len(others) < 2 or any(_is_of_item(each, item) for each in limits):
        return
    first = next(n for n, each in enumerate(item.statements) if isinstance(each, _RULES))
    left = tuple(each for each in item.statements if each is not node)
    moved = replace(node, keyword="ITEM_CAP")
    statements = (*left[:first], moved, *left[first:])
    said = sentences.cap_of_item(item.id.text, node.points.value)
    yield Change(site.above[-1][1], replace(item, statements=statements), node.span, said)


def _is_of_item(limit: syntax.Cap, item: syntax.Item) -> bool:
    first = next(each for each in item.statements if isinstance(each, _RULES))
    return limit.keyword == "ITEM_CAP" or limit.span.start < first.span.start


# -- tiers -------------------------------------------------------------------------------------------------------


def _is_whole(site: Site, words: Words) -> bool:
    """Tell whether the quantity of tiers is always whole."""
    rule = words.rule_at.get(site.node.span.start)
    return rule is not None and isinstance(rule.trigger.type, model.Numeric) and rule.trigger.type.whole


def tier_edge(site: Site, words: Words) -> Iterator[Change]:
    """Move the edge of a tier by a step, or half-way to its neighbour where a whole step is too far."""
    rule: syntax.Tiers = site.node
    whole = _is_whole(site, words)
    bounds = [tier.bound.value for tier in rule.tiers]
    for place, tier in enumerate(rule.tiers):
        step = max(figures.step_of(tier.bound), Fraction(1)) if whole else figures.step_of(tier.bound)
        for new in (tier.bound.value + step, tier.bound.value - step):
            for other in (bounds[place - 1] if place else None, bounds[place + 1] if place + 1 < len(bounds) else None):
                if other is not None and _beyond(tier.bound.value, new, other):
                    new = (tier.bound.value + other) * Fraction(1, 2)
            if new < 0 or (whole and new.denominator > 1):
                continue
            bound = figures.with_value(tier.bound, new)
            said = sentences.became(words.bound(tier.operator, tier.bound), words.bound(tier.operator, bound))
            yield Change((*site.path, "tiers", place), replace(tier, bound=bound), tier.bound.span, said)


def _beyond(old: Fraction, new: Fraction, other: Fraction) -> bool:
    """Tell whether the way from one number to another leads to a third one, or past it."""
    return (new > old and old < other <= new) or (new < old and new <= other < old)


_TIER_WORDS = {"OVER": "FROM", "FROM": "OVER", "UNDER": "DOWN_FROM", "DOWN_FROM": "UNDER"}


def tier_word(site: Site, words: Words) -> Iterator[Change]:
    """Take the edge itself in where it is left out, or leave it out."""
    tier: syntax.Tier = site.node
    other = _TIER_WORDS[tier.operator]
    said = sentences.became(words.bound(tier.operator, tier.bound), words.bound(other, tier.bound))
    yield here(site, replace(tier, operator=other), said, Span(tier.span.start, tier.bound.span.end))


def tier(site: Site, words: Words) -> Iterator[Change]:
    """Leave out a tier of several."""
    node: syntax.Tier = site.node
    rule = site.parent
    if len(rule.tiers) > 1:
        yield here(site, GONE, sentences.tier_is_gone(words.bound(node.operator, node.bound)))


def tier_points(site: Site, words: Words) -> Iterator[Change]:
    """Give two neighbouring tiers each other's points."""
    rule: syntax.Tiers = site.node
    for place, (one, other) in enumerate(pairwise(rule.tiers)):
        numbers = one.effect.points, other.effect.points
        if one.effect == other.effect or not all(isinstance(each, syntax.Number) for each in numbers):
            continue
        swapped = (
            replace(one, effect=replace(other.effect, span=one.effect.span)),
            replace(other, effect=replace(one.effect, span=other.effect.span)),
        )
        tiers = (*rule.tiers[:place], *swapped, *rule.tiers[place + 2 :])
        names = [words.bound(each.operator, each.bound) for each in (one, other)]
        taken = [sentences.number(each.value) for each in reversed(numbers) if isinstance(each, syntax.Number)]
        said = sentences.points_swapped((names[0], names[1]), (taken[0], taken[1]))
        yield here(site, replace(rule, tiers=tiers), said, one.span.to(other.span))


def tier_scale(site: Site, words: Words) -> Iterator[Change]:
    """Mistake ‰ for %, or the other way round, in all tiers of a rule."""
    rule: syntax.Tiers = site.node
    others = [figures.mistaken_scale(tier.bound) for tier in rule.tiers]
    tiers = [replace(tier, bound=other) for tier, other in zip(rule.tiers, others, strict=True) if other is not None]
    if len(tiers) == len(rule.tiers) > 1:
        old, new = (words.bound(each.operator, each.bound) for each in (rule.tiers[0], tiers[0]))
        said = sentences.tiers_became(old, new)
        yield here(site, replace(rule, tiers=tuple(tiers)), said, rule.tiers[0].span.to(rule.tiers[-1].span))


KINDS = (
    Kind("points", template("other points"), (syntax.Effect,), points),
    Kind("discretion", template("bounds of a discretion"), (syntax.Discretion,), figure),
    Kind("whole item", template("points for the whole item"), (syntax.Effect,), whole_item),
    Kind("beyond", template("points beyond the item"), (syntax.Effect,), beyond),
    Kind("verb", template("deduct for add"), (syntax.Effect,), verb),
    Kind("opening", template("when for unless"), (syntax.Rule,), opening),
    Kind("once", template("once for each"), (syntax.Rule,), once),
    Kind("chain", template("otherwise left out"), _RULES, chain),
    Kind("rule", template("a rule left out"), _RULES, dropped),
    Kind("only when", template("only when left out"), (syntax.Modifier,), modifier("ONLY_WHEN")),
    Kind("halved when", template("halved when left out"), (syntax.Modifier,), modifier("HALVED_WHEN")),
    Kind("applies when", template("applies when left out"), (syntax.Modifier,), modifier("APPLIES_WHEN")),
    Kind("charged once", template("charged once left out"), (syntax.ChargedOnce,), charged_once),
    Kind("cap", template("a cap left out"), (syntax.Cap, syntax.Group), cap),
    Kind("cap moved", template("a cap moved up"), (syntax.Cap,), cap_moved),
    Kind("cap number", template("another cap"), (syntax.Cap, syntax.Group), cap_number),
    Kind("tier edge", template("the edge of a tier moved"), (syntax.Tiers,), tier_edge),
    Kind("tier word", template("the edge of a tier taken in or left out"), (syntax.Tier,), tier_word),
    Kind("tier", template("a tier left out"), (syntax.Tier,), tier),
    Kind("tier points", template("the points of two tiers swapped"), (syntax.Tiers,), tier_points),
    Kind("tier scale", template("‰ for % in tiers"), (syntax.Tiers,), tier_scale),
)
"""The kinds of changes of rules."""
