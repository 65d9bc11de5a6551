"""Takes a policy and a mutant, gives why no facts can tell the two apart, where that is proved.

Both are gone through side by side. Where they differ, one of these has to hold: the quantity that is held against
something has no value for which it matters (`expressions`); a cap or a floor is never reached (`amounts`); no score
lies between two edges of grades; there is nothing to round; the rule never hits. Where none of it holds, the facts that
the changed items depend on are gone through, if finitely many kinds of them stand for all.

Two policies are told apart by facts of which none is missing that a rule of the policy needs: what comes of a policy
then is all that an example can expect of it, the facts that its rules read among it.

Promises: what is said to be proved is so. Where nothing is said, nothing is known.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

from demerit.evaluation.plan import Cell, Plan
from demerit.evaluation.planner import plan
from demerit.examples.in_order import search_of
from demerit.examples.kinds import kinds_of
from demerit.examples.mutation.observing import Watcher, same
from demerit.examples.mutation.same_values import same_choice, same_value
from demerit.language import intervals, model
from demerit.language.lints import amounts
from demerit.language.lints.reading import ItemPlace, Reading
from demerit.language.messages import Text, say
from demerit.language.values import Rational, whole, write
from demerit.pipeline import LoadedPolicy

MOST_KINDS = 200_000
"""How many kinds of facts are gone through for a proof."""

End = Rational | None


class _Open(Exception):  # noqa: N818
    """Something is not proved."""


def proved(policy: LoadedPolicy, mutant: LoadedPolicy) -> Text | None:
    """Say why no facts can tell a mutant from a policy.

    Args:
        policy: the policy.
        mutant: a policy with the same facts, which differs from it in few places.

    Returns:
        The reason; None where that is not proved.
    """
    pair = _Pair(policy, mutant)
    if not pair.reads_the_same:
        return None
    try:
        pair.policy()
    except _Open:
        return pair.by_kinds()
    return pair.reasons[0] if pair.reasons else None


class _Pair:
    """A policy and a mutant, gone through side by side.

    Attributes:
        reasons: what was found out about each place where they differ.
    """

    def __init__(self, policy: LoadedPolicy, mutant: LoadedPolicy) -> None:
        self._loaded = policy, mutant
        self._one, self._other = policy.written, mutant.written
        self._readings = Reading(policy.written, policy.document), Reading(mutant.written, mutant.document)
        self.reasons: list[Text] = []

    @property
    def reads_the_same(self) -> bool:
        """Whether each rule of both reads the same facts, and both have the same rules."""
        return list(_all_reads(self._one)) == list(_all_reads(self._other))

    @cached_property
    def _read(self) -> frozenset[str]:
        """The facts that either of them reads, whatever for."""
        return _reads(self._one, list(self._one.expressions())) | _reads(self._other, list(self._other.expressions()))

    # side by side

    def policy(self) -> None:
        """See whether two policies always come to the same.

        Raises:
            _Open: that is not proved.
        """
        one, other = self._one, self._other
        self._fixed(one, other, "groups", "terms", "sections", "verdict", "source")
        for group, second in zip(one.groups, other.groups, strict=True):
            for fact, changed in zip(group.facts, second.facts, strict=True):
                self._fixed(fact, changed, "default")
                if fact.default != changed.default and fact.pointer not in self._read:
                    self._told(say("no rule reads “{name}”", name=fact.name))
                else:
                    self._values(fact.default, changed.default)
        if [term.name for term in one.terms] != [term.name for term in other.terms]:
            raise _Open
        for term, renewed in zip(one.terms, other.terms, strict=True):
            self._values(term.meaning, renewed.meaning)
        for places in zip(self._readings[0].sections, self._readings[1].sections, strict=True):
            self._section(places[0][0], places[1][0])
        for before, after in zip(self._readings[0].items, self._readings[1].items, strict=True):
            self._item(before, after)
        self._verdict(one.verdict, other.verdict)

    def _fixed(self, one: Any, other: Any, *but: str) -> None:
        """Have two nodes differ in nothing but some of what they have.

        Raises:
            _Open: they do.
        """
        for each in fields(one):
            if each.compare and each.name not in but and getattr(one, each.name) != getattr(other, each.name):
                raise _Open

    def _values(self, one: model.Expression | None, other: model.Expression | None) -> None:
        if one is None and other is None:
            return
        found = None if one is None or other is None else same_value(one, other, self._one)
        if found is None:
            raise _Open
        self._told(*found)

    def _told(self, *reasons: Text) -> None:
        self.reasons += [each for each in reasons if each not in self.reasons]

    def _section(self, one: model.Section, other: model.Section) -> None:
        self._fixed(one, other, "items", "floor", "rounding", "groups")
        if one.rounding != other.rounding:
            self._nothing_to_round()
        if one.floor != other.floor:
            self._floor_of(one, other)
        if [(each.id, each.members) for each in one.groups] != [(each.id, each.members) for each in other.groups]:
            raise _Open
        for group, second in zip(one.groups, other.groups, strict=True):
            self._fixed(group, second, "cap")
            if group.cap != second.cap:
                verbs = {verb for item in one.items for verb in item.verbs}
                mosts = [
                    amounts.most_of_members(reading, section, verb)[group.id]
                    for reading, section in zip(self._readings, (one, other), strict=True)
                    for verb in verbs
                ]
                self._never_binds(mosts, (group.cap, second.cap))

    def _floor_of(self, one: model.Section, other: model.Section) -> None:
        """See whether the most that a section can lose leaves it above its floor."""
        floors = [floor for floor in (one.floor, other.floor) if floor is not None]
        for reading, section in zip(self._readings, (one, other), strict=True):
            most = amounts.most_of_members(reading, section, "deduct")[""]
            scaled = section.rescaled or reading.policy.verdict.rescaled
            if most is None or scaled or section.start - most < max(floors):
                raise _Open
        self._told(say("section {section} never falls that low", section=one.id))

    def _item(self, before: ItemPlace, after: ItemPlace) -> None:
        one, other = before.item, after.item
        self._fixed(one, other, "applies", "cap", "rules")
        self._values(one.applies, other.applies)
        if one.cap != other.cap:
            verbs = one.verbs | other.verbs
            mosts = [
                amounts.most_of_rules(reading, place, verb)
                for reading, place in zip(self._readings, (before, after), strict=True)
                for verb in verbs
            ]
            self._never_binds(mosts, (one.cap, other.cap))
        if len(one.rules) != len(other.rules):
            raise _Open
        for rule, second in zip(one.rules, other.rules, strict=True):
            if rule != second:
                self._rule(before, after, rule, second)

    def _never_binds(self, mosts: Sequence[End], caps: Sequence[End]) -> None:
        known = [most for most in mosts if most is not None]
        if len(known) < len(mosts) or any(cap is not None and most > cap for most in known for cap in caps):
            raise _Open
        self._told(say("what it caps is never more than {most}", most=write(max(known, default=0))))

    def _rule(self, before: ItemPlace, after: ItemPlace, one: model.Rule, other: model.Rule) -> None:
        self._fixed(one, other, "trigger", "effect", "tiers", "only", "halved", "cap")
        if (one.trigger, one.only, before.item.applies) == (other.trigger, other.only, after.item.applies):
            hits = [
                reading.can_hit(place, rule)
                for reading, place, rule in zip(self._readings, (before, after), (one, other), strict=True)
            ]
            if not any(hits):
                self._told(say("rule {rule} never hits", rule=one.id))
                return
        self._values(one.only, other.only)
        self._values(one.halved, other.halved)
        self._values(one.trigger, other.trigger)
        if one.tiers or other.tiers:
            found = same_choice(one, other)
            if found is None:
                raise _Open
            self._told(*found)
            pairs: list[tuple[model.Effect, model.Effect]] = []
        else:
            pairs = [(one.effect, other.effect)]
        for effect, second in pairs:
            self._fixed(effect, second, "points", "beyond")
            self._values(effect.points, second.points)
            self._values(effect.beyond, second.beyond)
        if one.cap != other.cap:
            mosts = [
                amounts.most_of_rule(reading, place, rule, capped=False)
                for reading, place, rule in zip(self._readings, (before, after), (one, other), strict=True)
            ]
            if not (one.to_item and other.to_item):
                raise _Open
            self._never_binds(mosts, (one.cap, other.cap))

    # the verdict

    def _verdict(self, one: model.Verdict, other: model.Verdict) -> None:
        self._fixed(one, other, "no_score", "limits", "grades", "rounding", "floor", "cap")
        for name in ("no_score", "limits"):
            conditions = getattr(one, name), getattr(other, name)
            if len(conditions[0]) != len(conditions[1]):
                raise _Open
            for condition, second in zip(*conditions, strict=True):
                self._fixed(condition, second, "condition")
                self._values(condition.condition, second.condition)
        if one.rounding != other.rounding:
            self._nothing_to_round()
        if one.floor != other.floor:
            self._floor_of_all()
        if one.cap != other.cap:
            self._cap_of_all(one.cap, other.cap)
        if one.grades != other.grades:
            self._grades(one, other)

    def _nothing_to_round(self) -> None:
        """See whether whatever is added up to a score is whole."""
        if not (is_whole(self._one) and is_whole(self._other)):
            raise _Open
        self._told(say("every score is a whole number as it is: there is nothing to round"))

    def _floor_of_all(self) -> None:
        """See whether the sections' floors keep the score above that of all."""
        floors = [policy.verdict.floor for policy in (self._one, self._other) if policy.verdict.floor is not None]
        for policy in (self._one, self._other):
            plain = not any(rule.beyond for rule in policy.rules) and policy.verdict.rescaled is None
            lows = [section.floor for section in policy.sections]
            known = [low for low in lows if low is not None]
            weighted = any(s.weight is not None or s.rescaled or s.rounding is not None for s in policy.sections)
            if not plain or weighted or len(known) < len(lows) or sum(known) < max(floors):
                raise _Open
        self._told(say("the score never falls that low"))

    def _cap_of_all(self, *caps: End) -> None:
        for policy in (self._one, self._other):
            tops = [section.worth for section in policy.sections]
            known = [top for top in tops if top is not None]
            scaled = any(s.rescaled or s.rounding is not None or s.weight is not None for s in policy.sections)
            if len(known) < len(tops) or scaled or policy.verdict.rescaled is not None:
                raise _Open
            if any(cap is not None and sum(known) > cap for cap in caps):
                raise _Open
        self._told(say("the score never rises that high"))

    def _grades(self, one: model.Verdict, other: model.Verdict) -> None:
        """See whether every score that is possible has the same grade."""
        names = [[grade.name for grade in verdict.grades] for verdict in (one, other)]
        if names[0] != names[1] or one.rounding != other.rounding:
            raise _Open
        step = Fraction(one.rounding.step) if one.rounding is not None else Fraction(1)
        if one.rounding is None and not (is_whole(self._one) and is_whole(self._other)):
            raise _Open
        bands = [grade.band for verdict in (one, other) for grade in verdict.grades if grade.band is not None]
        ends = [Fraction(end) for band in bands for end in (band.low, band.high) if end is not None]
        if not ends:
            raise _Open
        low, high = min(ends) - step, max(ends) + step
        if (high - low) * Fraction(step.denominator, step.numerator) > MOST_KINDS:
            raise _Open
        score = -(-low // step) * step
        while score <= high:
            if _grade(one, score) != _grade(other, score) and self._is_possible(score):
                raise _Open
            score += step
        self._told(say("no score lies where the two differ"))

    def _is_possible(self, score: Fraction) -> bool:
        """Tell whether a score may lie between the lowest and the highest, as far as these are known."""
        high, low = _highest(self._one), self._one.verdict.floor
        return (high is None or score <= high) and (low is None or score >= low)

    # one by one

    def by_kinds(self) -> Text | None:
        """Go through all kinds of facts that the places depend on where the two differ, if they are finitely many."""
        policies = [loaded.policy for loaded in self._loaded]
        changed = _changed_items(*policies)
        if changed is not None:
            policies = [_only(policy, changed) for policy in policies]
        if any(_asks_for_results(policy) for policy in policies):
            return None
        watchers = [Watcher(plan(policy)) for policy in policies]
        roots = [_roots(watcher.plan) for watcher in watchers]
        kinds = kinds_of(list(zip(policies, roots, strict=True)))
        if kinds is None:
            return None
        number = prod(len(values) for values in kinds.values())
        needed = watchers[0].plan.needed
        for pointer, values in kinds.items():
            if pointer not in needed and None not in values:
                values.append(None)
        if prod(len(values) for values in kinds.values()) > MOST_KINDS:
            return None
        return self._gone_through(watchers, kinds, number)

    def _gone_through(self, watchers: Sequence[Watcher], kinds: dict[str, list[Any]], number: int) -> Text | None:
        pools = search_of(self._loaded[0]).pools
        places = {planned.fact.pointer: place for place, planned in enumerate(watchers[0].plan.facts)}
        cells = [
            [None if given is None else pools.value(pointer, given).cell for given in values]
            for pointer, values in kinds.items()
        ]
        at = [places[pointer] for pointer in kinds]
        values: list[Any] = [None] * len(places)
        scales = watchers[0].plan.scale, watchers[1].plan.scale
        for chosen in product(*cells):
            for place, value in zip(at, chosen, strict=True):
                values[place] = value
            seen = watchers[0].see(values)
            if seen.stands and not same(seen, watchers[1].see(values), scales):
                return None
        return say("all {number} kinds of facts that it depends on come to the same", number=number)


def _all_reads(policy: model.Policy) -> Iterator[tuple[str, list[frozenset[str]]]]:
    """Give for each rule the facts that its parts read, those of terms and of defaults too."""
    for rule in policy.rules:
        effects = [part for effect in rule.effects for part in effect.expressions()]
        parts = [rule.only, rule.trigger, rule.halved]
        yield rule.id, [*(_reads(policy, [part]) for part in parts), _reads(policy, effects)]
    for section in policy.sections:
        for item in section.items:
            yield item.id, [_reads(policy, [item.applies])]


def _reads(policy: model.Policy, roots: Sequence[model.Expression | None]) -> frozenset[str]:
    found: set[str] = set()
    left = [root for root in roots if root is not None]
    for root in left:  # grows, by the defaults of the facts that are read
        for node in model.walk(root):
            if isinstance(node, model.FactRead) and node.pointer not in found:
                found.add(node.pointer)
                default = policy.facts[node.pointer].default
                left += [default] if default is not None else []
    return frozenset(found)


def _grade(verdict: model.Verdict, score: Fraction) -> str | None:
    return next((each.name for each in verdict.grades if each.band is not None and each.band.holds(score)), None)


def _highest(policy: model.Policy) -> End:
    """Give what no score is above; None where that is not known."""
    verdict = policy.verdict
    tops: list[End] = []
    for section in policy.sections:
        top = section.worth if section.bonus else section.top
        if top is not None and section.rounding is not None:
            top = intervals.rounded(intervals.constant(top), section.rounding).high
        weight = Fraction(1 if section.weight is None else section.weight)
        tops.append(None if top is None else whole(Fraction(top) * weight))
    if verdict.rescaled is not None:
        tops = [policy.full_marks, *(section.worth for section in policy.sections if section.bonus)]
    most = amounts.held(amounts.together(tops), verdict.cap)
    if most is not None and verdict.rounding is not None:
        most = intervals.rounded(intervals.constant(most), verdict.rounding).high
    return most


def is_whole(policy: model.Policy) -> bool:
    """Tell whether all that is added up to a score is whole."""
    verdict = policy.verdict
    numbers: list[End] = [verdict.floor, verdict.cap, verdict.scale]
    if verdict.rescaled is not None:
        return False
    for section in policy.sections:
        if section.weight is not None or section.rescaled is not None:
            return False
        numbers += [section.worth, section.start, section.floor, *(group.cap for group in section.groups)]
        for item in section.items:
            numbers += [item.cap, item.worth, *(rule.cap for rule in item.rules)]
    if not all(isinstance(number, int | None) for number in numbers):
        return False
    return all(map(_takes_whole, policy.rules))


def _takes_whole(rule: model.Rule) -> bool:
    points = [part for effect in rule.effects for part in (effect.points, effect.beyond) if part is not None]
    figures = any(effect.figure is not None for effect in rule.effects)
    whole = all(isinstance(part.type, model.Numeric) and part.type.whole for part in points)
    return whole and not figures and rule.halved is None


def _changed_items(one: model.Policy, other: model.Policy) -> frozenset[str] | None:
    """Give the ids of the items that two policies differ in; None where they differ in more than their rules."""
    if (one.verdict, one.groups) != (other.verdict, other.groups) or len(one.sections) != len(other.sections):
        return None
    if [term.name for term in one.terms] != [term.name for term in other.terms]:
        return None
    terms = {term.name for term, second in zip(one.terms, other.terms, strict=True) if term != second}
    if terms & _terms(one.verdict.expressions()):
        return None
    found: set[str] = set()
    for section, second in zip(one.sections, other.sections, strict=True):
        if _but(section, "items") != _but(second, "items") or len(section.items) != len(second.items):
            return None
        for item, changed in zip(section.items, second.items, strict=True):
            if _but(item, "rules", "applies", "cap") != _but(changed, "rules", "applies", "cap"):
                return None
            if item != changed or terms & _terms(_of_item(item)):
                found.add(item.id)
    return frozenset(found)


def _but(node: Any, *names: str) -> list[Any]:
    """Give what a node has, some of it left out."""
    return [getattr(node, each.name) for each in fields(node) if each.compare and each.name not in names]


def _of_item(item: model.Item) -> Iterator[model.Expression]:
    """Give the conditions and quantities of an item."""
    yield from (item.applies,) if item.applies is not None else ()
    for rule in item.rules:
        yield from rule.expressions()


def _terms(roots: Iterable[model.Expression]) -> set[str]:
    return {node.name for root in roots for node in model.walk(root) if isinstance(node, model.TermRead)}


def _only(policy: model.Policy, items: frozenset[str]) -> model.Policy:
    """Give a policy of some of a policy's items alone, whatever becomes of their points."""
    sections = tuple(
        replace(section, items=tuple(item for item in section.items if item.id in items), groups=())
        for section in policy.sections
        if any(item.id in items for item in section.items)
    )
    read = _terms(part for section in sections for item in section.items for part in _of_item(item))
    terms = tuple(term for term in policy.terms if term.name in read)
    return replace(policy, sections=sections, terms=terms, verdict=model.Verdict())


def _asks_for_results(policy: model.Policy) -> bool:
    return any(isinstance(node, model.ResultRead) for root in policy.expressions() for node in model.walk(root))


def _roots(plan_: Plan) -> list[Cell]:
    """Give all conditions and quantities of a plan."""
    roots = [root for rule in plan_.rules for root in rule.roots()]
    roots += [item.applies for item in plan_.items if item.applies is not None]
    return roots + (plan_.verdict.roots() if plan_.verdict is not None else [])
