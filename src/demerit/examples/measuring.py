"""Takes the traces of a policy's examples, gives their coverage: which goals they show, and which ones none shows.

A goal that no example shows is held against what facts can be: where it is proved that none can show it, it is no hole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import prod

from demerit.evaluation.trace import Trace
from demerit.examples.finding import Finder
from demerit.examples.goals import MEASURES, Goal, goals
from demerit.examples.in_order import search_of
from demerit.examples.kinds import kinds_of
from demerit.pipeline import LoadedPolicy


@dataclass(frozen=True, slots=True)
class Counted:
    """How many goals there are, and how many of them are shown: those that no facts can show are not among them."""

    shown: int
    all: int

    @property
    def percent(self) -> Fraction:
        """The share that is shown, in percent; 100 where there is nothing to show."""
        return Fraction(self.shown * 100, self.all) if self.all else Fraction(100)


@dataclass(frozen=True)
class Coverage:
    """What the examples of a policy show.

    Attributes:
        policy: the policy.
        goals: what there is to show, in the order of the policy.
        shown: the names of the examples that show each goal, by its place; those that are shown only.
        impossible: the places of the goals that no facts can show.
    """

    policy: LoadedPolicy = field(repr=False)
    goals: tuple[Goal, ...] = field(repr=False)
    shown: Mapping[int, tuple[str, ...]] = field(repr=False)
    impossible: frozenset[int]

    @cached_property
    def holes(self) -> tuple[Goal, ...]:
        """The goals that no example shows, though facts could."""
        return tuple(
            goal for place, goal in enumerate(self.goals) if place not in self.shown and place not in self.impossible
        )

    def counted(self, measure: str | None = None) -> Counted:
        """Count the goals of one of `MEASURES`, or all."""
        places = [
            place
            for place, goal in enumerate(self.goals)
            if measure in (None, goal.measure) and place not in self.impossible
        ]
        return Counted(sum(place in self.shown for place in places), len(places))

    def tried(self, place: int) -> tuple[tuple[str, ...], int] | None:
        """Give what a proof tried that no facts show a goal.

        Returns:
            The facts that the goal depends on, by their pointers, and how many cases of these can be told apart; None
            where there is no saying how many.
        """
        kinds = kinds_of([(self.policy.policy, self.goals[place].roots)])
        return None if kinds is None else (tuple(kinds), prod(map(len, kinds.values())))

    @property
    def by_measure(self) -> dict[str, Counted]:
        """The counts of each measure that has goals."""
        present = {goal.measure for goal in self.goals}
        return {measure: self.counted(measure) for measure in MEASURES if measure in present}


class Coverer:
    """Gathers what traces show."""

    def __init__(self, policy: LoadedPolicy) -> None:
        self._policy = policy
        self.goals = goals(policy.plan)
        self._shown: dict[int, dict[str, None]] = {}

    def shown_by(self, trace: Trace) -> tuple[int, ...]:
        """Give the places of the goals that one evaluation shows."""
        observed = trace.observed
        return tuple(place for place, goal in enumerate(self.goals) if goal.met(observed))

    def add(self, name: str, shown: Iterable[int]) -> None:
        """Take note of what an example shows."""
        for place in shown:
            self._shown.setdefault(place, {})[name] = None

    def coverage(self) -> Coverage:
        """Give what all of them show together."""
        finder = Finder(search_of(self._policy))
        unshown = [place for place in range(len(self.goals)) if place not in self._shown]
        impossible = frozenset(place for place in unshown if finder.impossible(self.goals[place]))
        shown = {place: tuple(names) for place, names in sorted(self._shown.items())}
        return Coverage(self._policy, self.goals, shown, impossible)
