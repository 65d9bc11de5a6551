"""Lints of amounts: caps that never bind or that one hit passes, worths that cannot be used up, tiers that turn."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from demerit.language import lint_codes, model, syntax
from demerit.language.diagnostics import Diagnostic, Edit, Fix
from demerit.language.lints import amounts, truth, words
from demerit.language.lints.places import removal
from demerit.language.lints.reading import ItemPlace, Reading
from demerit.language.source import Span
from demerit.language.values import Rational, whole, write


def idle_caps(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of caps that can never bind."""
    for place in reading.items:
        for rule in place.item.rules:
            if rule.cap is not None and rule.to_item and rule.id not in reading.never:
                most = amounts.most_of_rule(reading, place, rule, capped=False)
                yield from _idle(reading, rule.cap, most, place.cap_of(rule))
        item = place.item
        if item.cap is not None and item.rules:
            each = [amounts.most_of_rules(reading, place, verb) for verb in sorted(item.verbs)]
            most = amounts.held(each[0] if len(each) == 1 else None, item.worth)
            yield from _idle(reading, item.cap, most, place.cap_span)
    for section, node in reading.sections:
        verbs = {verb for item in section.items for verb in item.verbs}
        if not section.groups or len(verbs) != 1:
            continue
        mosts = amounts.most_of_members(reading, section, next(iter(verbs)))
        for group, written in zip(section.groups, node.groups, strict=True):
            yield from _idle(reading, group.cap, mosts[group.id], written.cap.span)
    yield from _idle_total(reading)


def _idle(reading: Reading, cap: Rational, most: amounts.End, span: Span) -> Iterator[Diagnostic]:
    if most is not None and most <= cap:
        fix = _without(reading, span)
        fixes = [] if fix is None else [fix]
        yield reading.told(lint_codes.CAP_IDLE, span, fixes=fixes, cap=write(cap), most=write(most))


def _without(reading: Reading, number: Span) -> Fix | None:
    """Take a statement of a cap out; that of a group belongs to the group, and stays."""
    span = reading.caps.get(number)
    return None if span is None else Fix(words.FIX_CAP, (Edit(removal(reading.source, span), ""),), safe=False)


def _idle_total(reading: Reading) -> Iterator[Diagnostic]:
    verdict, node = reading.policy.verdict, reading.verdict
    tops = [reading.policy.full_marks, *(section.worth for section in reading.policy.sections if section.bonus)]
    most = amounts.together(tops)
    for line in () if node is None else node.lines:
        if isinstance(line, syntax.Cap) and verdict.cap is not None:
            yield from _idle(reading, verdict.cap, most, line.points.span)


def passed_caps(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of rules of which one hit asks more than can take effect."""
    for place in reading.items:
        for rule in place.item.rules:
            if rule.id in reading.never:
                continue
            limits = _limits(place, rule)
            if not limits:
                continue
            cap, span = min(limits, key=lambda limit: limit[0])
            for effect, where in _effects(rule):
                if effect.points is None:
                    continue
                least = amounts.points(reading, effect, place.item)[0]
                asked = None if least is None else amounts.halves(rule, least)
                if asked is not None and asked > cap:
                    labels = [(span, words.LABEL_CAP)]
                    yield reading.told(
                        lint_codes.CAP_PASSED, where, labels=labels, id=rule.id, points=write(asked), cap=write(cap)
                    )


def _effects(rule: model.Rule) -> Iterator[tuple[model.Effect, Span]]:
    if rule.tiers:
        yield from ((tier.effect, tier.span) for tier in rule.tiers)
    elif rule.effect.points is not None:
        yield rule.effect, rule.effect.points.span


def _limits(place: ItemPlace, rule: model.Rule) -> list[tuple[Rational, Span]]:
    """Give what holds a rule: caps and worths, each with its place."""
    found: list[tuple[Rational, Span]] = []
    if rule.cap is not None:
        found.append((rule.cap, place.cap_of(rule)))
    if place.item.cap is not None:
        found.append((place.item.cap, place.cap_span))
    if place.item.worth is not None:
        found.append((place.item.worth, place.worth_span))
    section, node = place.section, place.block
    inside = {place.item.id}
    for group in section.inner_groups_first:
        if inside & set(group.members):
            inside.add(group.id)
            written = next(each for each in node.groups if each.id.text == group.id)
            found.append((group.cap, written.cap.span))
    room = _room(section)
    if room:
        worth = next((part.points.span for part in node.parts if isinstance(part, syntax.Worth)), node.id.span)
        found.append((room, worth))
    return found


def _room(section: model.Section) -> amounts.End:
    """Give how many points a section leaves to its rules, which all deduct or all add; None without such a bound."""
    verbs = {verb for item in section.items for verb in item.verbs}
    if len(verbs) != 1:
        return None
    if verbs == {"add"}:
        return None if section.worth is None else section.worth - section.start
    return None if section.floor is None else section.start - section.floor


def unused_worths(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of items and sections whose rules, all together, cannot use up what they are worth."""
    for place in reading.items:
        item = place.item
        if item.worth is not None and len(item.verbs) == 1:
            most = amounts.most_of_item(reading, place, next(iter(item.verbs)))
            yield from _unused(reading, item.worth, most, place.worth_span)
    for section, node in reading.sections:
        room = _room(section)
        if room is not None and room > 0:
            verb = next(iter({verb for item in section.items for verb in item.verbs}))
            most = amounts.most_of_members(reading, section, verb)[""]
            span = next((part.points.span for part in node.parts if isinstance(part, syntax.Worth)), node.id.span)
            yield from _unused(reading, room, most, span)


def _unused(reading: Reading, worth: Rational, most: amounts.End, span: Span) -> Iterator[Diagnostic]:
    if most is not None and most < worth:
        yield reading.told(lint_codes.WORTH_UNUSED, span, worth=write(worth), most=write(most))


def idle_rules(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of sections whose score starts where it cannot go further, so that no rule can take effect."""
    for section, node in reading.sections:
        if _room(section) == 0:
            yield reading.told(lint_codes.RULES_IDLE, node.id.span, id=section.id, start=write(section.start))


def turning_tiers(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of tiers whose points neither rise throughout nor fall throughout.

    Where no tier is reached, nothing is asked: if that can be, the points begin at 0.
    """
    for place in reading.items:
        for rule in place.item.rules:
            asked = [_fixed(tier.effect) for tier in rule.tiers]
            known = [each for each in asked if each is not None]
            if not rule.tiers or len(known) < len(asked):
                continue
            begins = truth.can([*reading.needs(place, rule), (truth.hits(rule), False)])
            steps = [0, *known] if begins else known
            up = next((b > a for a, b in pairwise(steps) if a != b), True)
            for position, (before, after) in enumerate(pairwise(steps)):
                if before == after or (after > before) != up:
                    tier = rule.tiers[position if begins else position + 1]
                    told = reading.told(lint_codes.TIERS_TURN, tier.span, before=write(before), points=write(after))
                    yield told
                    break


def _fixed(effect: model.Effect) -> Rational | None:
    """Give the points of an effect that asks the same whatever the facts, and of its item alone."""
    if effect.beyond is not None or not isinstance(effect.points, model.Constant):
        return None
    value = effect.points.value
    return None if isinstance(value, bool | str) else whole(Fraction(value))
