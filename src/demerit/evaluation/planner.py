"""Takes a `Policy`, gives a `Plan`.

Cells are numbered in the order of the text, points made whole units, constants and tables kept by name; the order of
evaluation is that of `language.order`.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import lcm
from typing import Any

from demerit.evaluation.plan import (
    Amount,
    Cell,
    Plan,
    PlannedEffect,
    PlannedFact,
    PlannedGroup,
    PlannedItem,
    PlannedRule,
    PlannedSection,
    PlannedTerm,
    PlannedVerdict,
    Stage,
)
from demerit.language import model
from demerit.language.order import identity, order, order_of_text
from demerit.language.values import Rational


def plan(policy: model.Policy) -> Plan:
    """Plan a policy."""
    return _Planner(policy).plan()


class _Planner:
    def __init__(self, policy: model.Policy) -> None:
        self._policy = policy
        self._scale = lcm(*(Fraction(points).denominator for points in _all_points(policy)))
        self._constants: dict[str, Any] = {}
        self._cells = 0
        self._rules = 0
        self._items = 0
        self._needed = frozenset(always_needed(policy))
        self._defaults: dict[str, Cell] = {}
        self._terms: dict[str, PlannedTerm] = {}
        self._field_names: dict[str, int] = {}
        self._names = {pointer: f"f{number}" for number, pointer in enumerate(policy.facts)}
        self._asked = set(_asked(policy))
        self._once: list[tuple[int, str]] = []

    def plan(self) -> Plan:
        facts = []
        for pointer, fact in self._policy.facts.items():
            name = self._names[pointer]
            default = self._default(pointer)
            facts.append(PlannedFact(fact, name, name if default is None else f"r{name[1:]}", default))
        for term in self._policy.terms:  # each comes after those that it reads
            root = self._cell(term.meaning)
            self._terms[term.name] = PlannedTerm(term, f"m{len(self._terms)}", root)
        sections = tuple(self._section(section, n) for n, section in enumerate(self._policy.sections))
        return Plan(
            self._policy,
            self._needed,
            self._scale,
            tuple(facts),
            tuple(_in_order_of_need([fact for fact in facts if fact.default is not None])),
            self._terms,
            sections,
            None if self._policy.is_plain else self._verdict(self._policy.verdict),
            tuple(order(self._policy).steps if self._asked or self._terms else order_of_text(self._policy)),
            self._constants,
        )

    def _units(self, points: Rational) -> int:
        units = Fraction(points) * self._scale
        assert units.denominator == 1
        return units.numerator

    def _units_or_none(self, points: Rational | None) -> int | None:
        return None if points is None else self._units(points)

    def _verdict(self, verdict: model.Verdict) -> PlannedVerdict:
        return PlannedVerdict(
            verdict,
            tuple(self._cell(each.condition) for each in verdict.no_score),
            tuple(self._cell(each.condition) for each in verdict.limits),
            self._units_or_none(verdict.floor),
            self._units_or_none(verdict.cap),
            self._units_or_none(verdict.scale),
        )

    # sections and items

    def _section(self, section: model.Section, number: int) -> PlannedSection:
        verdict = self._policy.verdict
        excludes = section.rescaled is not None or (verdict.rescaled is not None and not section.bonus)
        stages = _Stages(section, self._units, f"na{number}" if excludes else None)
        items = tuple(self._item(item, stages) for item in section.items)
        groups: dict[str, PlannedGroup] = {}
        totals = {item.item.id: list(item.totals.values()) for item in items}
        rules = {item.item.id: list(item.rules) for item in items}
        verbs = {item.item.id: item.item.verbs for item in items}
        for group in section.inner_groups_first:
            name = f"g{number}_{len(groups)}"
            verb = next((verb for member in group.members for verb in verbs[member]), None)
            inside = sorted((rule for member in group.members for rule in rules[member]), key=lambda rule: rule.number)
            members = tuple(total for member in group.members for total in totals[member])
            groups[group.id] = PlannedGroup(group, name, verb, tuple(inside), members, self._units(group.cap))
            totals[group.id], rules[group.id] = [name], inside
            verbs[group.id] = frozenset({verb} if verb else ())
        held = {member for group in section.groups for member in group.members}
        by_verb: dict[str, list[str]] = {"add": [], "deduct": []}
        for item in items:
            for verb, total in item.totals.items():
                if item.item.id not in held:
                    by_verb[verb].append(total)
        for planned in groups.values():
            if planned.group.id not in held and planned.verb is not None:
                by_verb[planned.verb].append(planned.name)
        asked = ("section", section.id) in self._asked
        return PlannedSection(
            section,
            number,
            items,
            tuple(groups.values()),
            self._units(section.start),
            self._units_or_none(section.worth),
            self._units_or_none(section.floor),
            tuple(by_verb["add"]),
            tuple(by_verb["deduct"]),
            is_scored=asked or not section.is_plain or not self._policy.is_plain,
            excludes=excludes,
            is_asked=asked,
            scale=self._units_or_none(section.top),
            verb=section.verb,
        )

    def _item(self, item: model.Item, stages: "_Stages") -> PlannedItem:
        number = self._items
        self._items += 1
        applies = None if item.applies is None else self._cell(item.applies)
        chains = _chains(item, self._rules)
        rules = tuple(self._rule(rule, item, stages, rivals) for rule, rivals in zip(item.rules, chains, strict=True))
        return PlannedItem(
            item,
            number,
            applies,
            rules,
            self._units_or_none(item.cap),
            self._units_or_none(item.worth),
            is_asked=bool({("item", item.id), ("section", stages.section.id)} & self._asked),
        )

    # rules

    def _rule(self, rule: model.Rule, item: model.Item, stages: "_Stages", rivals: tuple[int, ...]) -> PlannedRule:
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
            tuple(self._effect(effect, item) for effect in rule.effects),
            self._units_or_none(rule.cap),
            tuple(stages.of(rule, item, number, chosen=bool(rivals))),
            rivals,
            self._sharers(rule, number) if rule.once else (),
        )

    def _effect(self, effect: model.Effect, item: model.Item) -> PlannedEffect:
        amount = self._amount(effect.points)
        if effect.whole_item:
            assert item.worth is not None
            amount = Amount(self._units(item.worth))
        elif effect.figure is not None:
            amount = Amount(cell=self._cell(effect.figure), is_figure=True)
        return PlannedEffect(effect, amount, self._amount(effect.beyond))

    def _amount(self, points: model.Expression | None) -> Amount | None:
        if points is None:
            return None
        if isinstance(points, model.Constant):
            assert isinstance(points.value, int | Fraction)
            return Amount(self._units(points.value))
        return Amount(cell=self._cell(points))

    def _sharers(self, rule: model.Rule, number: int) -> tuple[int, ...]:
        """Give the rules above that charge the same findings, and take note of this one."""
        key = identity(rule)
        sharers = tuple(earlier for earlier, known in self._once if known == key)
        self._once.append((number, key))
        return sharers

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
                weight = None if node.weight is None else self._cell(node.weight, node.list.type.fields)
                known = all(cell.known for cell in (listed, where, value, weight) if cell is not None)
                return Cell(self._fresh(), node, (listed,), where, value, weight, known=known)
            case model.TermRead():
                term = self._terms[node.name]
                return Cell(term.name, node, known=term.root.known)
            case model.ResultRead():
                return Cell(result_name(node, self._policy), node)
            case model.Lookup():
                axes = tuple(self._cell(axis, fields) for axis in node.axes)
                known = all(axis.known for axis in axes)
                return Cell(self._fresh(), node, axes, tables=self._tables(node), known=known)
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

    def _tables(self, node: model.Lookup) -> tuple[str, ...]:
        """Keep the values of a table, and for each axis what finds the place among its bands."""
        kept: list[object] = [node.values, *(_finder(bands) for bands in node.bands)]
        names = tuple(f"c{len(self._constants) + place}" for place in range(len(kept)))
        self._constants.update(zip(names, kept, strict=True))
        return names

    def _constant(self, value: Rational | str | bool) -> str:
        if not isinstance(value, Fraction):
            return repr(value) if not isinstance(value, int) or value >= 0 else f"({value!r})"
        for name, kept in self._constants.items():
            if isinstance(kept, Fraction) and kept == value:
                return name
        name = f"c{len(self._constants)}"
        self._constants[name] = value
        return name


class _Stages:
    """What holds the points of a section's rules back: the caps of rules, items and groups, and the section's own."""

    def __init__(self, section: model.Section, units: Callable[[Rational], int], less: str | None) -> None:
        self.section = section
        self._units = units
        self._less = less
        self._owner = {member: group for group in section.groups for member in group.members}

    def of(self, rule: model.Rule, item: model.Item, n: int, *, chosen: bool) -> Iterator[Stage]:
        """Give the stages of a rule, from the inside out."""
        if not rule.to_item:
            return
        if rule.cap is not None:
            yield Stage("rule", rule.id, self._units(rule.cap), f"e{n}")
        if chosen:
            yield Stage("chain", rule.id, None, f"ch{n}")
        if item.cap is not None:
            yield Stage("item", item.id, self._units(item.cap), f"i{n}")
        if item.worth is not None:
            yield Stage("worth", item.id, self._units(item.worth), f"o{n}")
        group = self._owner.get(item.id)
        while group is not None:
            yield Stage("group", group.id, self._units(group.cap), f"j{n}_{self.section.groups.index(group)}")
            group = self._owner.get(group.id)
        section = self.section
        if rule.verb == "add" and section.worth is not None:
            yield Stage("section", section.id, self._units(section.worth), f"z{n}", self._less)
        elif rule.verb == "deduct" and section.floor is not None:
            plain = section.start == section.worth and section.floor == 0
            limit = section.worth if plain else section.floor
            yield Stage("section" if plain else "floor", section.id, self._units(limit or 0), f"z{n}", self._less)


def _chains(item: model.Item, first: int) -> list[tuple[int, ...]]:
    """Give for each rule of an item the numbers of the rules of its chain, where one of these takes effect."""
    chains: list[list[int]] = []
    for place, rule in enumerate(item.rules):
        if rule.chain in ("greatest", "least") and chains:
            chains[-1].append(first + place)
        else:
            chains.append([first + place])
    return [tuple(chain) if len(chain) > 1 else () for chain in chains for _ in chain]


def result_name(node: model.ResultRead, policy: model.Policy) -> str:
    """Give the cell of a result: `ip…` and `is…` of items, `rp…`, `rs…` and `rt…` of sections."""
    if node.of == "item":
        items = [item.id for section in policy.sections for item in section.items]
        return f"i{node.kind[0]}{items.index(node.id)}"
    return f"r{node.kind[0]}{[section.id for section in policy.sections].index(node.id)}"


def _finder(bands: tuple[model.Band, ...]) -> object:
    """Give what finds the place among bands: for numbers their upper ends, for words and answers a dictionary."""
    if isinstance(bands[0], model.NumberBand):
        ends = [band for band in bands[:-1] if isinstance(band, model.NumberBand)]
        return tuple((band.high, band.high_open) for band in ends)
    places: dict[object, int] = {}
    for place, band in enumerate(bands):
        if isinstance(band, model.WordBand):
            places |= dict.fromkeys(band.words, place)
        elif isinstance(band, model.AnswerBand):
            places[band.yes] = place
    return places


def _asked(policy: model.Policy) -> Iterator[tuple[str, str]]:
    """Give the items and sections for whose results something asks."""
    for node in (node for root in policy.expressions() for node in model.walk(root)):
        if isinstance(node, model.ResultRead) and node.kind == "total":
            above = [section.id for section in policy.sections]
            yield "total", node.id
            yield from (("section", id_) for id_ in above[: above.index(node.id)])
        elif isinstance(node, model.ResultRead):
            yield node.of, node.id


def always_needed(policy: model.Policy) -> Iterator[str]:
    """Give the pointers of the facts without which no score can come out, whatever the other facts are.

    These are the facts without a default that a rule reads come what may: outside of `and` and `or`, which can do
    without one side, and of rules that need not apply or need not be reached. Where there may be no score at all,
    nothing else is needed for that than the condition which says so.
    """
    if policy.verdict.no_score:
        if len(policy.verdict.no_score) == 1:
            yield from _strictly_read(policy.verdict.no_score[0].condition, policy)
        return
    empty = [section for section in policy.sections if _can_be_empty(section, policy.verdict)]
    if empty:
        if len(empty) == 1:
            for item in empty[0].items:
                if item.applies is not None:
                    yield from _strictly_read(item.applies, policy)
        return
    for limit in policy.verdict.limits:
        yield from _strictly_read(limit.condition, policy)
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
                    always = isinstance(rule.trigger, model.Constant) and rule.trigger.value is True
                    for expression in rule.effect.expressions() if always else ():
                        yield from _strictly_read(expression, policy)


def _can_be_empty(section: model.Section, verdict: model.Verdict) -> bool:
    """Tell whether it may be that nothing applies in a section, and that there then is no score."""
    if section.bonus or "no_score" not in (section.rescaled, verdict.rescaled):
        return False
    return sum((item.worth or 0 for item in section.items if item.applies is not None), start=0) == section.worth


def _strictly_read(expression: model.Expression, policy: model.Policy, seen: set[str] | None = None) -> Iterator[str]:
    seen = set() if seen is None else seen
    match expression:
        case model.FactRead(pointer=pointer):
            if policy.facts[pointer].default is None:
                yield pointer
        case model.TermRead(name=name, meaning=meaning) if name not in seen:
            seen.add(name)
            yield from _strictly_read(meaning, policy, seen)
        case model.Operation(operator="and" | "or"):
            return
        case model.Operation(operator="choose" | "levels", operands=operands):
            yield from _strictly_read(operands[0], policy, seen)
        case model.Operation(operands=operands) | model.Lookup(axes=operands):
            for operand in operands:
                yield from _strictly_read(operand, policy, seen)
        case model.OverEntries(list=listed):
            yield from _strictly_read(listed, policy, seen)


def _all_points(policy: model.Policy) -> Iterator[Rational]:
    verdict = policy.verdict
    yield from (verdict.floor or 0, verdict.cap or 0, verdict.scale or 0)
    for section in policy.sections:
        yield from (section.worth or 0, section.top or 0, section.start, section.floor or 0)
        yield from (group.cap for group in section.groups)
        for item in section.items:
            yield from (item.cap or 0, item.worth or 0)
            for rule in item.rules:
                yield rule.cap or 0
                for points in _constants(rule, item):
                    yield points
                    if rule.halved is not None:
                        yield Fraction(points) / 2


def _constants(rule: model.Rule, item: model.Item) -> Iterator[Rational]:
    """Give the numbers of points that stand in a rule."""
    for effect in rule.effects:
        if effect.whole_item:
            yield item.worth or 0
        for points in (effect.points, effect.beyond):
            if isinstance(points, model.Constant) and isinstance(points.value, int | Fraction):
                yield points.value


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
