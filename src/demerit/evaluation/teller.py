"""Takes a plan and the record of one evaluation, gives the trace.

The trace is read off the record and from nowhere else. What an item's part of it looks like depends on the item's
cells alone; so for cells that were seen before, the part made then is given again, and so is its JSON.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from demerit.evaluation.evaluator import Evaluator, Record
from demerit.evaluation.layout import Layout
from demerit.evaluation.numbers import from_json_number, to_json_number
from demerit.evaluation.observed import Observer
from demerit.evaluation.parts import Cells
from demerit.evaluation.plan import PlannedItem, PlannedSection
from demerit.evaluation.rule_teller import RuleTeller
from demerit.evaluation.telling import Keeper, Told, Units, add_up
from demerit.evaluation.trace import (
    ENCODER,
    FORMAT,
    NO_SCORE,
    SCORE,
    UNDETERMINED,
    EngineIdentity,
    FactsIdentity,
    GroupTrace,
    ItemTrace,
    PolicyIdentity,
    Repealed,
    SectionTrace,
    Step,
    Tree,
)
from demerit.evaluation.verdict_teller import VerdictTeller, rounding_words
from demerit.language import model
from demerit.language.values import Rational
from demerit.version import __version__


class Teller:
    """Tells traces of one plan."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self.plan = evaluator.plan
        self._units = Units(self.plan)
        self.points = self._units.points
        policy = self.plan.policy
        self._identity = PolicyIdentity(policy.id, policy.version, policy.content_hash, policy.title, policy.notes)
        self._engine = EngineIdentity("demerit", __version__)
        self._maximum = None if policy.maximum is None else to_json_number(policy.maximum)
        self._full_marks = None if policy.full_marks is None else to_json_number(policy.full_marks)
        layouts = iter(evaluator.layouts)
        self._sections = []
        for section in self.plan.sections:
            items = [_ItemTeller(self._units, section, item, next(layouts)) for item in section.items]
            self._sections.append(_SectionTeller(self._units, section, items, next(layouts)))
        verdict = self.plan.verdict
        self._verdict = None if verdict is None else VerdictTeller(self._units, verdict, next(layouts))

    @cached_property
    def observer(self) -> Observer:
        """What knows where in a record each cell is."""
        return Observer(self._evaluator)

    @cached_property
    def choices(self) -> dict[str, dict[str, str]]:
        """What words of choices are called in Chinese: for the pointer of a fact or a field, by their keys."""
        called, choices = dict(self.plan.policy.translations), dict[str, dict[str, str]]()
        for pointer, fact in self.plan.policy.facts.items():
            fields = fact.type.fields if isinstance(fact.type, model.ListOf) else ()
            of_fields = ((f"{pointer}/{field.key}", field.type) for field in fields)
            for place, type_ in ((pointer, fact.type), *of_fields):
                if isinstance(type_, model.Choice | model.SetOf):
                    names = {model.key_of(word): called[word] for word in type_.words if word in called}
                    choices |= {place: names} if names else {}
        return choices

    def tree(self, record: Record, facts_hash: str) -> Tree:
        """Give the trace of a record as a tree."""
        return self._root(record, facts_hash, tuple([section.tell(record).part for section in self._sections]))

    def to_json(self, record: Record, facts_hash: str) -> bytes:
        """Give the trace of a record as JSON: the tree, encoded."""
        sections = [section.tell(record).json() for section in self._sections]
        return ENCODER.encode(self._root(record, facts_hash, sections))

    def _root(self, record: Record, facts_hash: str, sections: Any) -> Tree:
        score, stands = record[:2]
        return Tree(
            FORMAT,
            self._identity,
            FactsIdentity(facts_hash),
            self._engine,
            (SCORE if score is not None else NO_SCORE) if stands else UNDETERMINED,
            self._units.number(score) if stands and score is not None else None,
            self._maximum,
            self._full_marks,
            sections,
            None if self._verdict is None else self._verdict.tell(record),
        )


def _may_apply(item: ItemTrace) -> bool:
    """Tell whether it is not known if an item applies: a fact is missing, or a result that it waits for."""
    return item.applies is not None and item.applies.value is None


class _SectionTeller(Keeper):
    """Tells the part of one section."""

    most = 8

    def __init__(self, units: Units, section: PlannedSection, items: "list[_ItemTeller]", layout: Layout) -> None:
        super().__init__()
        self._start, self._end = (items[0].start if items else layout.start), layout.end
        self._units = units
        self._planned = section
        self._items = items
        self._layout = layout
        described = section.section
        by_bonus = "add" if described.bonus else "deduct"
        self._verb = None if section.verb == by_bonus else section.verb
        self._worth = None if section.scale is None else units.number(section.scale)
        self._has_steps = section.is_scored and not (described.is_plain and not section.excludes)
        self._only_beyond = frozenset(rule.rule.id for rule in section.rules if not rule.rule.to_item)

    def tell(self, record: Record) -> Told:
        """Give the section's part of the trace."""
        key = record[self._start : self._end]
        told = self._kept.get(key)
        return told if told is not None else self.keep(key, self._make(record))

    def _make(self, record: Record) -> Told:
        told = [item.tell(record) for item in self._items]
        planned, number = self._planned, self._units.number
        section = planned.section
        asked = sum(each.asked for each in told)
        effective = sum(each.effective for each in told)
        lost = add_up(loss for each in told for loss in each.lost)
        determined = all(rule.state != "undetermined" for each in told for rule in each.part.rules)
        if not determined and self._only_beyond:
            determined = self._stands(told)
        steps: tuple[Step, ...] = ()
        if planned.is_scored:
            cells = Cells(record[self._layout.start : self._layout.end], self._layout.index)
            left = cells[f"sc{planned.number}"]
            steps = tuple(self._steps(cells, told)) if self._has_steps else ()
        else:
            left = effective if section.bonus else planned.start - effective
        part = SectionTrace(
            section.id,
            section.title,
            section.bonus,
            self._worth,
            number(left) if determined and left is not None else None,
            self._units.ledger(asked, effective, lost),
            tuple(each.part for each in told),
            section.notes,
            self._verb,
            tuple(self._groups(told)) if planned.groups else (),
            steps if determined else (),
        )
        return Told(part, asked, effective, lost, "items", told)

    def _stands(self, told: list[Told]) -> bool:
        """Tell whether the section's own account is known: a rule that charges the total alone is no part of it."""
        return all(
            rule.state != "undetermined" or (rule.id in self._only_beyond and not _may_apply(each.part))
            for each in told
            for rule in each.part.rules
        )

    def _groups(self, told: list[Told]) -> Iterator[GroupTrace]:
        """Give the groups, each the sum of its items."""
        parts: dict[str, list[Told]] = {each.part.id: [each] for each in told}
        for group in self._planned.groups:
            parts[group.group.id] = [each for member in group.group.members for each in parts[member]]
        for each in self._planned.section.groups:
            inside = parts[each.id]
            asked, effective = (sum(getattr(one, of) for one in inside) for of in ("asked", "effective"))
            lost = add_up(loss for one in inside for loss in one.lost)
            line = self._units.ledger(asked, effective, lost)
            yield GroupTrace(each.id, each.title, each.members, to_json_number(each.cap), line)

    def _steps(self, cells: Cells, told: list[Told]) -> Iterator[Step]:
        """Give how the section's score came about."""
        planned, number = self._planned, self._units.number
        section, n = planned.section, planned.number
        away = cells[f"na{n}"]
        left: Rational = planned.start
        yield Step("start", number(left))
        if planned.excludes and planned.start == planned.worth:
            left -= away
            yield Step("not_applicable", number(left), number(-away))
        sums = {"add": sum(self._of("add", told)), "deduct": sum(self._of("deduct", told))}
        for verb, step in (("add", "gained"), ("deduct", "lost")):
            if any(verb in item.verbs for item in section.items):
                change = sums[verb] if verb == "add" else -sums[verb]
                left += change
                yield Step(step, number(left), number(change))
        if section.rescaled is not None:
            assert planned.worth is not None
            assert planned.scale is not None
            after = cells[f"sb{n}"]
            of, to = number(planned.worth - away), number(planned.scale)
            yield Step("rescaled", None if after is None else number(after), of=of, to=to)
            left = after
        if section.rounding is not None and left is not None:
            left = cells[f"sc{n}"]
            yield Step("rounded", number(left), text=rounding_words(section.rounding))
        if section.weight is not None and left is not None:
            weight = to_json_number(section.weight)
            yield Step("weighted", number(left * section.weight), to=weight)

    def _of(self, verb: str, told: list[Told]) -> Iterator[Rational]:
        """Give what took effect of the rules that add, or of those that deduct."""
        for each, item in zip(told, self._planned.items, strict=True):
            if len(item.totals) == 1:
                effective: Rational = each.effective
                yield 0 if verb not in item.totals else effective if effective >= 0 else -effective
            else:
                yield from (
                    abs(from_json_number(rule.points.effective) * self._units.plan.scale)
                    for rule in each.part.rules
                    if rule.verb == verb
                )


class _ItemTeller(Keeper):
    """Tells the part of one item."""

    most = 32

    def __init__(self, units: Units, section: PlannedSection, item: PlannedItem, layout: Layout) -> None:
        super().__init__()
        self.start, self.end = layout.start, layout.end
        self._units = units
        self._item = item
        self._rules: list[RuleTeller] = []
        for planned in item.rules:
            before = self._rules[-1] if planned.rule.otherwise and self._rules else None
            self._rules.append(RuleTeller(units, section, item, planned, before, layout))
        self._repealed = tuple(Repealed(f"{item.item.id}.{letter}", reason) for letter, reason in item.item.repealed)
        self._layout = layout

    def tell(self, record: Record) -> Told:
        """Give the item's part of the trace."""
        cells = record[self.start : self.end]
        told = self._kept.get(cells)
        return told if told is not None else self.keep(cells, self._make(cells))

    def _make(self, cells: tuple[Any, ...]) -> Told:
        told = [rule.tell(cells) for rule in self._rules]
        item, lost = self._item.item, add_up(loss for each in told for loss in each.lost)
        asked = sum(each.asked for each in told)
        effective = sum(each.effective for each in told)
        applies = self._item.applies
        part = ItemTrace(
            item.id,
            item.title,
            self._units.ledger(asked, effective, lost),
            tuple(each.part for each in told),
            item.cite,
            None if self._item.cap is None else self._units.number(self._item.cap),
            None if applies is None else self._units.parts.part(applies, Cells(cells, self._layout.index)),
            item.notes,
            self._repealed,
            None if self._item.worth is None else self._units.number(self._item.worth),
        )
        return Told(part, asked, effective, lost, "rules", told)
