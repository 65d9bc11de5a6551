"""Takes two policies with the same facts, gives facts on which they differ.

They differ where the score does, or the grade, or what an item takes; or else in what a single rule asks, or in its
state: whatever an example can expect. What goes first is looked for first.
"""

from collections.abc import Collection
from math import lcm
from typing import Any

from demerit.evaluation.observed import Observed
from demerit.evaluation.plan import Cell, Plan, PlannedItem, PlannedRule
from demerit.examples.finding import Finder, Found
from demerit.examples.in_order import search_of
from demerit.examples.search import Search, Situation
from demerit.pipeline import LoadedPolicy


def distinguish(policy: LoadedPolicy, other: LoadedPolicy, rules: Collection[str] = ()) -> Found | None:
    """Give facts on which another policy differs from one; None if none were found.

    Args:
        policy: the policy.
        other: a policy with the same facts.
        rules: the ids of the rules that the difference is about; none: it may be about anything.
    """
    pair = _Pair(policy, other)
    for differ in (pair.differ_in_points, pair.differ):
        for roots in pair.scopes(rules):
            found = pair.finder.find_where(differ, roots)
            if found is not None:
                return found
    return None


class _Pair:
    def __init__(self, policy: LoadedPolicy, other: LoadedPolicy) -> None:
        self._searches = search_of(policy), Search(other.plan)
        self.finder = Finder(*self._searches)
        self._plans = policy.plan, other.plan
        whole = lcm(*(plan.scale for plan in self._plans))
        self._tellers = [_Teller(plan, whole // plan.scale) for plan in self._plans]

    def differ_in_points(self, situation: Situation, seen: Observed) -> bool:
        """Tell whether the score, the grade or what an item takes differs on some facts."""
        one, two = self._tellers
        return bool(one.points(seen) != two.points(self._searches[1].observe(situation)))

    def differ(self, situation: Situation, seen: Observed) -> bool:
        """Tell whether anything differs on some facts that an example can expect."""
        other = self._searches[1].observe(situation)
        one, two = self._tellers
        return bool(one.points(seen) != two.points(other) or one.rules(seen) != two.rules(other))

    def scopes(self, rules: Collection[str]) -> list[list[list[Cell]]]:
        """Give the conditions and quantities to look at, of both policies: of the rules, of their items, of all."""
        if not rules:
            return [[_of_all(plan) for plan in self._plans]]
        items = {item.item.id for plan in self._plans[:1] for item in plan.items if _ids(item) & set(rules)}
        return [
            [[root for rule in plan.rules if rule.rule.id in rules for root in rule.roots()] for plan in self._plans],
            [[root for item in plan.items if item.item.id in items for root in _of_item(item)] for plan in self._plans],
        ]


def _ids(item: PlannedItem) -> set[str]:
    return {rule.rule.id for rule in item.rules}


def _of_item(item: PlannedItem) -> list[Cell]:
    applies = [item.applies] if item.applies is not None else []
    return [*applies, *(root for rule in item.rules for root in rule.roots())]


def _of_all(plan: Plan) -> list[Cell]:
    verdict = plan.verdict.roots() if plan.verdict is not None else []
    return [*(root for item in plan.items for root in _of_item(item)), *verdict]


class _Teller:
    """Reads off an evaluation what an example can expect, in units that two policies have in common."""

    def __init__(self, plan: Plan, factor: int) -> None:
        self._plan = plan
        self._factor = factor

    def points(self, seen: Observed) -> Any:
        """Give the score, the grade, and what each item takes behind its own caps."""
        score, stands = seen.record[:2]
        verdict = (seen["grade"], seen["reason"]) if self._plan.verdict is not None else None
        caps = ("rule", "chain", "item", "worth")
        items = {
            item.item.id: self._factor * sum(seen[rule.left(*caps)] for rule in item.rules) for item in self._plan.items
        }
        return None if score is None else score * self._factor, stands, verdict, items

    def rules(self, seen: Observed) -> Any:
        """Give the state of each rule, and its points on their way to the score."""
        return {rule.rule.id: self._rule(rule, seen) for rule in self._plan.rules}

    def _rule(self, rule: PlannedRule, seen: Observed) -> Any:
        cells = (rule.asks, rule.left("rule", "chain"), rule.final, *(rule.beyond or ()))
        return seen[f"s{rule.number}"], *(seen[cell] * self._factor for cell in cells)
