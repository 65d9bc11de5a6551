"""Where in a record what is: the cells of each item, of each section behind its items, and at last of the verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demerit.evaluation.plan import Cell, Plan, PlannedFact, PlannedItem, PlannedRule, PlannedSection, PlannedTerm
from demerit.language import model


@dataclass(frozen=True)
class Layout:
    """Where in a record the cells of an item, a section or the verdict are.

    Attributes:
        start: the first.
        end: the one behind the last.
        index: the place of each cell, counted from `start`, by its name.
    """

    start: int
    end: int
    index: dict[str, int]


def layouts(plan: Plan) -> list[Layout]:
    """Give the layouts of a plan: of the items, each section's behind those of its items, and of the verdict."""
    found, start = [], 2
    for names in all_recorded(plan):
        index = {name: place for place, name in enumerate(names)}
        found.append(Layout(start, start + len(names), index))
        start += len(names)
    return found


def all_recorded(plan: Plan) -> Iterator[list[str]]:
    """Give the names of the cells that a record has: of each item, of each section, of the verdict."""
    reading = Reading(plan)
    for section in plan.sections:
        for item in section.items:
            yield reading.of_item(section, item)
        yield section.results
    if plan.verdict is not None:
        names = [name for root in plan.verdict.roots() for name in reading.of(root)]
        beyond = [name for rule in plan.rules for name in rule.beyond or ()]
        scores = [f"sc{section.number}" for section in plan.sections]
        yield list(dict.fromkeys([*plan.verdict.results, "room", *scores, *beyond, *names]))
    else:
        yield []


class Reading:
    """Tells under which names a record has what conditions and quantities read."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._facts: Mapping[str, PlannedFact] = {planned.fact.pointer: planned for planned in plan.facts}
        self._terms: Mapping[str, PlannedTerm] = plan.terms

    def of_item(self, section: PlannedSection, item: PlannedItem) -> list[str]:
        """Give the names of an item's cells: the facts that it reads, its conditions, its results."""
        names = self.of(item.applies) if item.applies is not None else []
        for rule in item.rules:
            names += self.of_rule(rule)
        names += [f"na{section.number}"] if section.excludes else []
        return list(dict.fromkeys(names))

    def of_rule(self, rule: PlannedRule) -> list[str]:
        """Give the names of a rule's cells."""
        return [*(name for root in rule.roots() for name in self.of(root)), *rule.results]

    def of(self, root: Cell) -> list[str]:
        """Give the names for a condition or quantity: the facts, terms and results that it reads, and its cells."""
        names: dict[str, None] = {}
        roots = [root]
        for each in roots:  # grows, by the terms and by the defaults of the facts that are read
            for node in _own(each):
                if isinstance(node.node, model.FactRead):
                    planned = self._facts[node.node.pointer]
                    if planned.name not in names:
                        names |= dict.fromkeys((planned.name, planned.raw))
                        roots += [planned.default] if planned.default is not None else []
                elif isinstance(node.node, model.TermRead) and node.name not in names:
                    names[node.name] = None
                    roots.append(self._terms[node.node.name].root)
                elif isinstance(node.node, model.ResultRead):
                    names[node.name] = None
                    if node.node.kind == "total":
                        names |= dict.fromkeys(f"rs{section.number}" for section in self._plan.above(node.node.id))
            names |= dict.fromkeys(name for step in each.steps() for name in noted(step))
        return list(names)


def _own(cell: Cell) -> Iterator[Cell]:
    """Go through a cell and all that it is made of, in the order of the text."""
    yield cell
    for part in (*cell.operands, cell.where, cell.value, cell.weight):
        if part is not None:
            yield from _own(part)


def noted(cell: Cell) -> list[str]:
    """Give the names under which a record has a cell: its own and, of a list, that of what each entry made of it."""
    return [cell.name, f"h{cell.name}"] if isinstance(cell.node, model.OverEntries) else [cell.name]
