"""Takes an evaluation, gives all that an example can expect of it, as numbers that can be compared fast.

A mutant that comes to the same numbers in a case cannot be noticed by it. So a trace is told only of a case in which
they differ, and whether an expectation holds is decided in one place, where examples are judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lcm
from operator import itemgetter
from typing import Any

from demerit.evaluation.evaluator import Evaluator, Record, Values
from demerit.evaluation.facts import Taken
from demerit.evaluation.observed import Observer
from demerit.evaluation.plan import HIT, Plan, PlannedRule
from demerit.evaluation.teller import Teller
from demerit.evaluation.trace import Trace, hash_of
from demerit.language.values import Rational

_STAGES = (("rule",), ("rule", "chain"), ("rule", "chain", "item", "worth"))


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of facts: the score in units and whether it stands; what is in units, and what is not."""

    score: Rational | None
    stands: bool
    units: tuple[Any, ...]
    plain: tuple[Any, ...]


@dataclass(frozen=True)
class Watcher:
    """Evaluates one policy, of whose facts the values are known.

    Attributes:
        plan: the policy's plan.
    """

    plan: Plan

    @cached_property
    def evaluator(self) -> Evaluator:
        """What evaluates."""
        return Evaluator(self.plan)

    @cached_property
    def _needed(self) -> list[int]:
        return [place for place, planned in enumerate(self.plan.facts) if planned.fact.pointer in self.plan.needed]

    def whole(self, values: Values) -> bool:
        """Tell whether all facts are there that are always needed."""
        return all(values[place] is not None for place in self._needed)

    def score(self, values: Values) -> tuple[Rational | None, bool]:
        """Give the score in units, and whether it stands."""
        score, stands = self.evaluator.score(values, whole=self.whole(values))
        return (score, True) if stands else (None, False)

    def trace(self, taken: Taken) -> Trace:
        """Give the trace."""
        return Trace(self._teller, self._record(taken.values), hash_of(taken.given))

    @cached_property
    def _teller(self) -> Teller:
        return Teller(self.evaluator)

    def _record(self, values: Values) -> Record:
        return self.evaluator.record(values, whole=self.whole(values))

    def see(self, values: Values) -> Seen:
        """Give all that an example can expect."""
        record = self._record(values)
        stands = bool(record[1])
        return Seen(record[0] if stands else None, stands, self._units(record), self._plain(record))

    def hits(self, values: Values) -> frozenset[str]:
        """Give the ids of the rules that hit."""
        record, places = self._record(values), self._places
        return frozenset(rule.rule.id for rule in self.plan.rules if record[places[f"s{rule.number}"]] == HIT)

    # what is compared

    @cached_property
    def _places(self) -> dict[str, int]:
        return dict(Observer(self.evaluator).places)

    @cached_property
    def _units(self) -> Any:
        names = [name for rule in self.plan.rules for name in _in_units(rule)]
        for section in self.plan.sections:
            names += section.results
        return _picked([self._places[name] for name in names])

    @cached_property
    def _plain(self) -> Any:
        names = [name for rule in self.plan.rules for name in _not_in_units(rule)]
        names += ["reason", "grade"] if self.plan.verdict is not None else []
        applies = [item.applies for item in self.plan.items if item.applies is not None]
        names += [cell.name for cell in applies if not cell.is_constant]
        return _picked([self._places[name] for name in names])


def _in_units(rule: PlannedRule) -> list[str]:
    """Give the cells of a rule that hold points: what it asks, what its caps leave, what is charged beyond its item."""
    groups = [stage.cell for stage in rule.stages if stage.cap == "group"]
    return [rule.asks, *(rule.left(*caps) for caps in _STAGES), *groups, rule.final, *(rule.beyond or ())]


def _not_in_units(rule: PlannedRule) -> list[str]:
    """Give the cells of a rule that hold no points: its state, and how often it hits."""
    counts = not rule.tiers and not rule.rule.is_condition and not rule.trigger.is_constant
    return [f"s{rule.number}", *([rule.trigger.name] if counts else [])]


def _picked(places: Sequence[int]) -> Any:
    """Give what takes the values at some places out of a record, always as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda record: tuple(record[place] for place in places)


def same(one: Seen, other: Seen, scales: tuple[int, int]) -> bool:
    """Tell whether two policies came to the same.

    Args:
        one: what the first came to.
        other: what the second came to.
        scales: how many units of each make a point.
    """
    if one.stands != other.stands or one.plain != other.plain:
        return False
    if scales[0] == scales[1]:
        return one.score == other.score and one.units == other.units
    both = lcm(*scales)
    return _scaled(one, both // scales[0]) == _scaled(other, both // scales[1])


def _scaled(seen: Seen, times: int) -> list[Any]:
    return [None if value is None else value * times for value in (seen.score, *seen.units)]


def same_score(one: tuple[Rational | None, bool], other: tuple[Rational | None, bool], scales: tuple[int, int]) -> bool:
    """Tell whether two policies came to the same score; the arguments are those of `same`."""
    if one[1] != other[1] or one[0] is None or other[0] is None:
        return one == other
    return one[0] * scales[1] == other[0] * scales[0]
