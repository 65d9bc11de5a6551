"""Takes a plan, gives its goals: what the examples of a policy have to show, each with a test on one evaluation.

- A rule is to be seen in each state that it can have: hit, clear, not applicable, not reached; and held back by its
  own cap. So is what each item, group, section and the total holds back: by a cap, by its worth, at its floor.
- What is held against a bound, by a comparison, a tier, a table or a grade, is to be seen at the bound, just below it
  and just above it. “Just” is: by no more than one step of one fact (of a number that need not be whole: a tenth of the
  last place in which the bound is written).
- Each part of a condition is to be seen to decide it, once by holding and once by not holding: with the other parts as
  they are, the condition would come out otherwise if this part did (masking MC/DC; Chilenski, An Investigation of Three
  Forms of the Modified Condition Decision Coverage (MCDC) Criterion, DOT/FAA/AR-01/18, 2001).
- Each default is to be seen used, and overridden; each place of a table looked up; each grade given; each line of the
  verdict seen to hold and not to hold.

What the types of the facts rule out, a count below 0, is no goal.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from demerit.evaluation.observed import Observed
from demerit.evaluation.operators import COMPARISONS
from demerit.evaluation.parts import Cells
from demerit.evaluation.plan import (
    CLEAR,
    HIT,
    NOT_APPLICABLE,
    NOT_REACHED,
    Cell,
    Plan,
    PlannedItem,
    PlannedRule,
    PlannedSection,
    PlannedVerdict,
    ranked,
)
from demerit.examples.deciding import bare, can_hold, difference, lies_in, outcome, parts_of, sides
from demerit.examples.pools import fine
from demerit.examples.reach import greatest_of, reached
from demerit.language import model
from demerit.language.intervals import constant
from demerit.language.source import Span
from demerit.language.values import Rational, exact, whole, write

RULES, CAPS, EDGES, CONDITIONS, DEFAULTS, TABLES, VERDICT = (
    "rules", "caps", "edges", "conditions", "defaults", "tables", "verdict",
)  # fmt: skip
MEASURES = (RULES, CAPS, EDGES, CONDITIONS, DEFAULTS, TABLES, VERDICT)
"""What is measured, in the order in which it is told."""

Met = Callable[[Observed], bool]


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that an example has to show.

    Attributes:
        measure: one of `MEASURES`.
        kind: of `rules` `hit`, `clear`, `not_applicable`, `not_reached` or `capped`; of `caps` `capped`, `worth` or
            `floor` (what holds points back); of `edges` `below`, `at` or `above`; of `conditions` `yes` or `no`
            (decides by holding, or by not holding); of `defaults` `used` or `overridden`; of `tables` `found`; of
            `verdict` `given`, `yes` or `no`.
        of: what it is about: `rule`, `item`, `group`, `section`, `term`, `fact` or `verdict`.
        id: its id; of a term its name, of a fact its pointer, of the verdict empty.
        text: the part of the policy that it is about, as written.
        span: where that stands.
        met: whether one evaluation shows it.
        roots: the cells that it depends on.
        distance: of an edge: how far an evaluation is from it; None where that cannot be said.
        bound: of an edge: what it is the edge of, as written.
    """

    measure: str
    kind: str
    of: str
    id: str
    text: str
    span: Span
    met: Met = field(compare=False, repr=False)
    roots: tuple[Cell, ...] = field(compare=False, repr=False)
    distance: Callable[[Observed], Fraction | None] | None = field(default=None, compare=False, repr=False)
    bound: str = ""


def goals(plan: Plan) -> tuple[Goal, ...]:
    """Give the goals of a plan, in the order of the policy."""
    return tuple(_Goals(plan).all())


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whose conditions and quantities they are, and whether an evaluation looks at them."""

    of: str
    id: str
    looked: Met
    roots: tuple[Cell, ...] = ()


def _always(_: Observed) -> bool:
    return True


class _Goals:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._source = plan.policy.source
        self._facts = {planned.fact.pointer: planned for planned in plan.facts}
        self._items = {rule.number: item for item in plan.items for rule in item.rules}
        self._seen: set[int] = set()

    def all(self) -> Iterator[Goal]:
        """Give all goals."""
        for planned in self._plan.facts:
            if planned.default is not None:
                yield from self._default(planned.fact, planned.raw, planned.default, planned.name)
        for term in self._plan.terms.values():
            yield from self._of(_Scope("term", term.term.name, _always, (term.root,)), term.root)
        for section in self._plan.sections:
            for item in section.items:
                yield from self._item(item)
            yield from self._section(section)
        yield from self._verdict()

    def _words(self, span: Span) -> str:
        return self._source.words(span)

    def _goal(self, measure: str, kind: str, scope: _Scope, span: Span, met: Met, roots: Sequence[Cell] = ()) -> Goal:
        def looked_at(observed: Observed) -> bool:
            return scope.looked(observed) and met(observed)

        return Goal(measure, kind, scope.of, scope.id, self._words(span), span, looked_at, (*scope.roots, *roots))

    def _default(self, fact: model.Fact, raw: str, default: Cell, name: str) -> Iterator[Goal]:
        cell = Cell(name, model.FactRead(fact.pointer, type=fact.type, span=fact.span))
        scope = _Scope("fact", fact.pointer, lambda seen: seen.knows(name), (cell,))
        assert fact.default is not None
        span = fact.default.span

        def used(seen: Observed) -> bool:
            return seen[raw] is None and seen[name] is not None

        yield self._goal(DEFAULTS, "used", scope, span, used)
        yield self._goal(DEFAULTS, "overridden", scope, span, lambda seen: seen[raw] is not None)
        looked = _Scope("fact", fact.pointer, lambda seen: seen.knows(name) and seen[raw] is None, (cell,))
        yield from self._of(looked, default)

    # items and rules

    def _item(self, item: PlannedItem) -> Iterator[Goal]:
        applies = item.applies
        if applies is not None:
            scope = _Scope("item", item.item.id, _always, (applies,))
            yield from self._of(scope, applies, settled=True)
        for rule in item.rules:
            yield from self._rule(item, rule)
        if item.cap is not None:
            yield from self._capped("item", item.item.id, item.item.cap_span, item.rules, "item")
        if item.worth is not None:
            yield from self._capped("item", item.item.id, self._heading(item.item.span), item.rules, "worth")

    def _rule(self, item: PlannedItem, planned: PlannedRule) -> Iterator[Goal]:
        rule, state = planned.rule, f"s{planned.number}"
        scope = _Scope("rule", rule.id, _always, tuple(self._roots(planned)))
        always = planned.trigger.is_constant
        if self._can_hit(planned):
            yield self._goal(RULES, "hit", scope, rule.span, lambda seen: seen[state] == HIT)
        if not always or any(cell for effect in planned.effects for cell in effect.cells()):
            yield self._goal(RULES, "clear", scope, rule.span, lambda seen: seen[state] == CLEAR)
        if item.applies is not None or rule.only is not None:
            yield self._goal(RULES, "not_applicable", scope, rule.span, lambda seen: seen[state] == NOT_APPLICABLE)
        if rule.otherwise:
            yield self._goal(RULES, "not_reached", scope, rule.span, lambda seen: seen[state] == NOT_REACHED)
        own = planned.stage("rule")
        if own is not None and self._can_pass(planned, own.limit):
            yield self._goal(RULES, "capped", scope, rule.span, _any_changed([(planned.before(own), own.cell)]))
        elif planned.beyond is not None and planned.beyond[0] != planned.beyond[1]:
            yield self._goal(RULES, "capped", scope, rule.span, _any_changed([planned.beyond[:2]]))
        looked = _Scope("rule", rule.id, lambda seen: seen[state] in (HIT, CLEAR), scope.roots)
        hit = _Scope("rule", rule.id, lambda seen: seen[state] == HIT, scope.roots)
        if planned.only is not None:
            applies = item.applies
            open_ = _Scope("rule", rule.id, lambda seen: applies is None or seen.value(applies) is True, scope.roots)
            yield from self._of(open_, planned.only, settled=True)
        yield from self._of(looked, planned.trigger, settled=True)
        for tier, described in zip(planned.tiers, rule.tiers, strict=True):
            yield from self._edge(looked, tier, described.span)
        if planned.halved is not None:
            yield from self._of(hit, planned.halved)
        for effect in planned.effects:
            for amount in effect.cells():
                yield from self._of(hit, amount)

    def _can_hit(self, planned: PlannedRule) -> bool:
        """Tell whether a rule that is charged always can come to more than nothing."""
        return not planned.trigger.is_constant or any(effect.units != 0 for effect in planned.effects)

    def _can_pass(self, planned: PlannedRule, limit: int | None) -> bool:
        """Tell whether a rule can ask more than a limit: what its points and its count come to at most."""
        most = self._most(planned)
        return most is None or limit is None or most > limit

    def _most(self, planned: PlannedRule) -> Rational | None:
        """Give the most units that a rule can ask for; None if that is not known."""
        most: Rational = 0
        for effect in planned.effects:
            amount = effect.amount
            if amount is None:
                continue
            units: Rational | None = amount.units
            if units is None:
                assert amount.cell is not None
                type_ = amount.cell.node.type
                high = type_.high if isinstance(type_, model.Numeric | model.Discretion) else None
                units = None if high is None else high * self._plan.scale
            if units is None:
                return None
            most = max(most, units)
        if planned.rule.is_condition or planned.tiers:
            return most
        type_ = planned.trigger.node.type
        if not isinstance(type_, model.Numeric) or type_.high is None:
            return None
        return most * type_.high

    # caps

    def _capped(
        self, of: str, id_: str, span: Span, rules: Sequence[PlannedRule], cap: str, *, fixed: bool = True
    ) -> Iterator[Goal]:
        """Give the goal of a cap: that it takes points off; `fixed`: whether it is the same whatever else there is."""
        held = [(rule, stage) for rule in rules for stage in rule.stages if stage.cap == cap and stage.id == id_]
        if not held:
            return
        limit = held[0][1].limit
        if of == "section" and not fixed:
            limit = None
        mosts = [self._most_of([rule for rule, _ in held if rule.rule.verb == verb], cap) for verb in ("add", "deduct")]
        if limit is None or held[0][1].less is not None or any(most is None or most > limit for most in mosts):
            roots = tuple(root for rule, _ in held for root in self._roots(rule))
            pairs = [(rule.before(stage), stage.cell) for rule, stage in held]
            scope, kind = _Scope(of, id_, _always, roots), cap if cap in ("worth", "floor") else "capped"
            if of == "section" and cap == "section":
                kind = "worth"
            yield self._goal(CAPS, kind, scope, span, _any_changed(pairs))

    def _roots(self, rule: PlannedRule) -> Iterator[Cell]:
        """Give what a rule stands on: its conditions and quantities, its item's condition, the rules of its chain."""
        item = self._items[rule.number]
        yield from (item.applies,) if item.applies is not None else ()
        for each in item.rules:
            if each is rule or (rule.rule.chain is not None and each.number < rule.number):
                yield from each.roots()

    def _most_of(self, rules: Sequence[PlannedRule], cap: str) -> Rational | None:
        """Give the most units that some rules can bring to a cap, those of an item under what comes before that."""
        by_item: dict[str, list[PlannedRule]] = {}
        for rule in rules:
            by_item.setdefault(self._items[rule.number].item.id, []).append(rule)
        total: Rational = 0
        for inside in by_item.values():
            mosts = [self._most(rule) for rule in inside]
            own = [most if rule.cap is None else rule.cap for rule, most in zip(inside, mosts, strict=True)]
            item = self._items[inside[0].number]
            before = {"item": (), "worth": (item.cap,)}.get(cap, (item.cap, item.worth))
            limits: list[Rational] = [limit for limit in before if limit is not None]
            together = sum(most for most in own if most is not None)
            if None in own and not limits:
                return None
            total += min([*limits, *([together] if None not in own else [])])
        return total

    def _section(self, section: PlannedSection) -> Iterator[Goal]:
        for group in section.groups:
            described = group.group
            yield from self._capped("group", described.id, described.span, group.rules, "group")
        own = section.section
        one_verb = len({rule.rule.verb for rule in section.rules}) < 2
        fixed = section.start in (0, section.worth) and one_verb and not section.excludes
        for cap in ("section", "floor"):
            span = self._heading(own.span)
            yield from self._capped("section", own.id, span, section.rules, cap, fixed=fixed)

    def _heading(self, span: Span) -> Span:
        """Give the first line of what stands below a heading."""
        end = self._source.text.find("\n", span.start, span.end)
        return span if end < 0 else Span(span.start, end)

    # conditions and quantities

    def _of(self, scope: _Scope, root: Cell, *, settled: bool = False) -> Iterator[Goal]:
        """Give the goals of a condition or quantity; `settled`: its coming out either way is a goal already."""
        yield from self._inside(scope, root, settled=settled, entries=None)

    def _inside(self, scope: _Scope, cell: Cell, *, settled: bool, entries: Cell | None) -> Iterator[Goal]:
        if id(cell) in self._seen:
            return
        self._seen.add(id(cell))
        node = cell.node
        if isinstance(node.type, model.YesNo):
            leaves = list(parts_of(cell))
            if len(leaves) > 1 or not settled:
                for leaf in leaves:
                    yield from self._decides(scope, cell, leaf, entries)
            for leaf in leaves:
                yield from self._parts(scope, bare(leaf), entries)
        else:
            yield from self._parts(scope, cell, entries)

    def _parts(self, scope: _Scope, cell: Cell, entries: Cell | None) -> Iterator[Goal]:
        """Give the goals of what a part is made of."""
        node = cell.node
        if isinstance(node, model.Operation):
            if node.operator in COMPARISONS or node.operator == "short":
                yield from self._edge(scope, cell, node.span, entries)
            for operand in cell.operands:
                whole = isinstance(operand.node.type, model.YesNo)
                yield from self._inside(scope, operand, settled=not whole, entries=entries)
        elif isinstance(node, model.OverEntries):
            if cell.where is not None:
                yield from self._inside(scope, cell.where, settled=False, entries=cell)
        elif isinstance(node, model.Lookup):
            yield from self._table(scope, cell, node, entries)
            for operand in cell.operands:
                yield from self._inside(scope, operand, settled=True, entries=entries)

    def _decides(self, scope: _Scope, root: Cell, leaf: Cell, entries: Cell | None) -> Iterator[Goal]:
        for kind, wanted in (("yes", True), ("no", False)):

            def test(seen: Cells, wanted: bool = wanted) -> bool:
                if seen.value(leaf) is not wanted:
                    return False
                outcomes = {outcome(root, leaf, seen, flip=flip) for flip in (True, False)}
                return outcomes == {True, False}

            roots = (entries, root) if entries is not None else (root,)
            yield self._goal(CONDITIONS, kind, scope, leaf.node.span, _seen_in(entries, test), roots)

    def _edge(self, scope: _Scope, cell: Cell, span: Span, entries: Cell | None = None) -> Iterator[Goal]:
        left, right = cell.operands[:2]
        yield from self._bound(scope, left, right, span, entries)

    def _bound(self, scope: _Scope, left: Cell, right: Cell, span: Span, entries: Cell | None = None) -> Iterator[Goal]:
        """Give the goals of a quantity that is held against another: at it, just below, just above."""
        possible = sides(left.node.type, right.node.type)
        if possible is None:
            return
        bound = right.node.value if isinstance(right.node, model.Constant) else 0
        step = fine(bound if isinstance(bound, int | Fraction) and not isinstance(bound, bool) else 0)
        for kind in possible:

            def distance(seen: Cells) -> Fraction | None:
                return difference(seen.value(left), seen.value(right))

            def test(seen: Cells, kind: str = kind) -> bool:
                apart = difference(seen.value(left), seen.value(right))
                if apart is None:
                    return False
                if kind == "at":
                    return apart == 0
                if (apart < 0) is not (kind == "below") or apart == 0:
                    return False
                reach = greatest_of(*(reached(self._plan, side, seen, step) for side in (left, right)))
                return reach is None or abs(apart) <= reach

            roots = (entries, left, right) if entries is not None else (left, right)
            goal = self._goal(EDGES, kind, scope, span, _seen_in(entries, test), roots)
            far = distance if entries is None else None
            yield replace(goal, distance=far, bound=self._words(right.node.span))

    def _table(self, scope: _Scope, cell: Cell, node: model.Lookup, entries: Cell | None) -> Iterator[Goal]:
        """Give the goals of a table: each of its places, and the ends of its bands."""
        axes, bands = cell.operands, node.bands
        rows = list(self._rows(node))
        columns = bands[1] if len(bands) > 1 else (None,)
        for row, head in enumerate(bands[0]):
            for column, other in enumerate(columns):
                if not can_hold(axes[0].node.type, head) or (
                    other is not None and not can_hold(axes[1].node.type, other)
                ):
                    continue

                def test(seen: Cells, head: model.Band = head, other: model.Band | None = other) -> bool:
                    if not lies_in(head, seen.value(axes[0])):
                        return False
                    return other is None or lies_in(other, seen.value(axes[1]))

                goal = self._goal(TABLES, "found", scope, rows[row], _seen_in(entries, test), (cell,))
                named = [node.heads[0][row], *([node.heads[1][column]] if other is not None else [])]
                yield replace(goal, text=" | ".join(named))
        for number, (axis, ends, heads) in enumerate(zip(axes, bands, node.heads, strict=True)):
            for row, band in enumerate(ends[:-1]):
                if isinstance(band, model.NumberBand) and band.high is not None:
                    span = self._heading(node.span) if number else rows[row]
                    bound = model.Constant(band.high, type=constant(band.high), span=span)
                    for goal in self._bound(scope, axis, Cell("", bound), span, entries):
                        yield replace(goal, text=heads[row], bound=write(exact(band.high)))

    def _rows(self, node: model.Lookup) -> Iterator[Span]:
        """Give where the rows of a table stand: each line that begins with the head of the next one."""
        text, at = self._source.text, node.span.start
        for head in node.heads[0]:
            words = r"\s+".join(map(re.escape, head.split()))
            found = re.compile(rf"^[^\S\n]*({words})\s*[|｜][^\n]*", re.MULTILINE).search(text, at, node.span.end)
            yield node.span if found is None else Span(found.start(1), found.end())
            at = at if found is None else found.end()

    # the verdict

    def _verdict(self) -> Iterator[Goal]:
        planned = self._plan.verdict
        if planned is None:
            return
        verdict = planned.verdict
        every = (*(root for rule in self._plan.rules for root in self._roots(rule)), *planned.roots())
        scope = _Scope("verdict", "", lambda seen: bool(seen.record[1]) and seen["reason"] == 0, every)
        yield from self._total(planned, scope)
        rulings: list[tuple[Cell, Any]] = [*zip(planned.no_score, verdict.no_score, strict=True)]
        rulings += [*zip(planned.limits, verdict.limits, strict=True)]
        for cell, described in rulings:
            own = _Scope("verdict", "", _always, (cell,))
            if len(list(parts_of(cell))) > 1:
                for kind, wanted in (("yes", True), ("no", False)):

                    def comes_to(seen: Observed, cell: Cell = cell, wanted: bool = wanted) -> bool:
                        return bool(seen.value(cell) is wanted)

                    yield self._goal(VERDICT, kind, own, described.span, comes_to)
            yield from self._of(own, cell)
        grades = ranked(verdict)
        for place, grade in enumerate(grades):

            def given(seen: Observed, place: int = place) -> bool:
                return bool(seen["reason"] == 0 and seen["grade"] == place)

            distance = self._to_band(grade)
            yield Goal(VERDICT, "given", "verdict", "", grade.name, grade.span, given, every, distance)
        banded = [grade for grade in grades if grade.band is not None]
        step = Fraction(1, self._plan.scale) if verdict.rounding is None else Fraction(verdict.rounding.step)
        for grade, above in pairwise(banded):
            assert grade.band is not None
            if grade.band.high is not None:
                yield from self._grade_edge(scope, grade, Fraction(grade.band.high), step)
            elif above.band is not None and above.band.low is not None:
                yield from self._grade_edge(scope, above, Fraction(above.band.low), step)

    def _total(self, planned: PlannedVerdict, scope: _Scope) -> Iterator[Goal]:
        """Give the goals of what holds the total back: its floor, and its cap."""
        verdict, policy = planned.verdict, self._plan.policy
        charging = [(rule, rule.beyond) for rule in self._plan.rules if rule.beyond is not None]
        lows = [section.floor for section in policy.sections]
        falls = bool(charging) or None in lows or sum(low for low in lows if low is not None) < (verdict.floor or 0)
        if verdict.floor is not None and falls:
            pairs = [("charged", "lifted"), *((left, final) for _, (_, left, final) in charging)]
            yield self._goal(CAPS, "floor", scope, verdict.floor_span, _any_changed(pairs))
        tops = [policy.full_marks, *(section.worth for section in policy.sections if section.bonus)]
        rises = None in tops or sum(top for top in tops if top is not None) > (verdict.cap or 0)
        if verdict.cap is not None and rises:
            yield self._goal(CAPS, "capped", scope, verdict.cap_span, _any_changed([("lifted", "capped")]))

    def _grade_edge(self, scope: _Scope, grade: model.Grade, bound: Fraction, step: Fraction) -> Iterator[Goal]:
        scale = self._plan.scale

        def distance(seen: Observed) -> Fraction | None:
            score = seen.record[0]
            return None if score is None or not seen.record[1] else Fraction(score) / scale - bound

        for kind in ("below", "at", "above"):

            def met(seen: Observed, kind: str = kind) -> bool:
                apart = distance(seen)
                return apart is not None and {
                    "below": -step <= apart < 0, "at": apart == 0, "above": 0 < apart <= step,
                }[kind]  # fmt: skip

            text = grade.text or grade.name
            yield Goal(
                EDGES, kind, "verdict", "", text, grade.span, met, scope.roots, distance, write(exact(whole(bound)))
            )

    def _to_band(self, grade: model.Grade) -> Callable[[Observed], Fraction | None] | None:
        """Give how far the score is from where a grade begins, from below or above."""
        band, scale = grade.band, self._plan.scale
        if band is None:
            return None

        def distance(seen: Observed) -> Fraction | None:
            score = seen.record[0]
            if score is None or not seen.record[1]:
                return None
            points = Fraction(score) / scale
            below = Fraction(band.low) - points if band.low is not None else Fraction(0)
            above = points - Fraction(band.high) if band.high is not None else Fraction(0)
            return max(below, above, Fraction(0))

        return distance


def _seen_in(entries: Cell | None, test: Callable[[Cells], bool]) -> Met:
    """Give whether a test holds of an evaluation or, where a list is gone through, of one of its entries."""
    if entries is None:
        return test
    return lambda seen: any(test(each) for each in seen.entries(entries))


def _any_changed(pairs: Sequence[tuple[str, str]]) -> Met:
    """Give whether any of some cells differs from the one behind it."""
    return lambda seen: any(seen[before] != seen[after] for before, after in pairs)
