"""What has to be known before what: the order in which a policy is evaluated, or the circle that forbids one.

A condition on a result has to wait for the result, and so has a term that reads one. Where nothing asks for results,
the order is that of the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from demerit.language import keywords, model
from demerit.language.messages import Text, say, template
from demerit.language.source import Span

TERM, APPLIES, RULE, ITEM, GROUP, SECTION, TOTAL = "term", "applies", "rule", "item", "group", "section", "total"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be worked out: a term, whether an item applies, a rule, the account of an item, group or section."""

    kind: str
    id: str

    @property
    def called(self) -> Text:
        """What to call it in a message."""
        if self.kind in (TERM, TOTAL):
            return f"“{self.id}”" if self.kind == TERM else keywords.spelling("TOTAL_SO_FAR")
        return say(_CALLED[self.kind], **{"item" if self.kind == APPLIES else self.kind: self.id})


_CALLED = {
    APPLIES: template("item {item}"),
    RULE: template("rule {rule}"),
    ITEM: template("item {item}"),
    GROUP: template("group {group}"),
    SECTION: template("section {section}"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """What a step needs, and where the text asks for it."""

    step: Step
    span: Span


@dataclass
class Order:
    """The steps, each behind those that it needs.

    Attributes:
        steps: they, in order; as far as they have one.
        circle: a circle, if there is one: each need is one of the step before, and the first step comes last again.
    """

    steps: list[Step] = field(default_factory=list)
    circle: list[Need] = field(default_factory=list)


def order(policy: model.Policy) -> Order:
    """Put the steps of a policy in order."""
    needs = dict(_steps(policy))
    asked = {need.step for each in needs.values() for need in each}
    needs = {step: each for step, each in needs.items() if step.kind != TOTAL or step in asked}
    found = Order()
    done: set[Step] = set()
    for start in needs:
        path: list[tuple[Step, Iterator[Need]]] = [(start, iter(needs[start]))] if start not in done else []
        trail = [Need(start, Span(0, 0))]
        open_ = {start}
        while path:
            step, rest = path[-1]
            need = next(rest, None)
            if need is None:
                path.pop()
                trail.pop()
                open_.discard(step)
                done.add(step)
                found.steps.append(step)
            elif need.step in open_:
                begin = next(place for place, each in enumerate(trail) if each.step == need.step)
                found.circle = [*trail[begin + 1 :], need]
                return found
            elif need.step not in done:
                path.append((need.step, iter(needs[need.step])))
                trail.append(need)
                open_.add(need.step)
    return found


def order_of_text(policy: model.Policy) -> Iterator[Step]:
    """Give the steps of a policy without terms in which nothing asks for results: they stand in order already."""
    for section in policy.sections:
        for item in section.items:
            if item.applies is not None:
                yield Step(APPLIES, item.id)
            for rule in item.rules:
                yield Step(RULE, rule.id)
            yield Step(ITEM, item.id)
        yield from (Step(GROUP, group.id) for group in section.inner_groups_first)
        yield Step(SECTION, section.id)


def _steps(policy: model.Policy) -> Iterator[tuple[Step, list[Need]]]:
    """Give each step with what it needs, in the order of the text."""
    once: list[model.Rule] = []
    above: list[Need] = []
    for section in policy.sections:
        yield Step(TOTAL, section.id), list(above)
        above.append(Need(Step(SECTION, section.id), section.span))
        for item in section.items:
            yield from _item(item, once)
        for group in section.groups:
            members = [Need(_member(section, id_), group.span) for id_ in group.members]
            yield Step(GROUP, group.id), members
        parts = [Need(Step(ITEM, item.id), item.span) for item in section.items]
        parts += [Need(Step(GROUP, group.id), group.span) for group in section.groups]
        yield Step(SECTION, section.id), parts
    for term in policy.terms:
        yield Step(TERM, term.name), list(_needs(term.meaning))


def _member(section: model.Section, id_: str) -> Step:
    return Step(ITEM if any(item.id == id_ for item in section.items) else GROUP, id_)


def _item(item: model.Item, once: list[model.Rule]) -> Iterator[tuple[Step, list[Need]]]:
    applies = [] if item.applies is None else [Need(Step(APPLIES, item.id), item.applies.span)]
    if item.applies is not None:
        yield Step(APPLIES, item.id), list(_needs(item.applies))
    before: model.Rule | None = None
    for rule in item.rules:
        needs = list(applies)
        if rule.chain is not None and before is not None:
            needs.append(Need(Step(RULE, before.id), rule.span))
        if rule.once:
            needs += [Need(Step(RULE, each.id), rule.span) for each in once]
            once.append(rule)
        for expression in rule.expressions():
            needs += _needs(expression)
        yield Step(RULE, rule.id), needs
        before = rule
    own = [Need(Step(RULE, rule.id), rule.span) for rule in item.rules if rule.to_item]
    yield Step(ITEM, item.id), [*applies, *own]


def _needs(expression: model.Expression) -> Iterator[Need]:
    """Give what an expression needs; what its terms need is theirs."""
    for node in model.walk(expression, into_terms=False):
        if isinstance(node, model.TermRead):
            yield Need(Step(TERM, node.name), node.span)
        elif isinstance(node, model.ResultRead):
            kind = TOTAL if node.kind == "total" else ITEM if node.of == "item" else SECTION
            yield Need(Step(kind, node.id), node.span)


def identifying(listed: model.FactRead) -> model.Field | None:
    """Give the field that identifies the entries of a list, if there is one."""
    assert isinstance(listed.type, model.ListOf)
    return next((field_ for field_ in listed.type.fields if field_.identifies), None)


def identity(rule: model.Rule) -> str:
    """Give what tells the findings of a rule apart that charges none twice: a field, or its own list."""
    trigger = rule.trigger
    assert isinstance(trigger, model.OverEntries)
    field_ = identifying(trigger.list)
    if field_ is None:
        return f"list {trigger.list.pointer}"
    return f"{'number' if isinstance(field_.type, model.Numeric) else 'text'} {field_.name}"
