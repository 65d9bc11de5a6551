"""Takes a goal, gives the smallest facts that show it, or the proof that none can.

Facts are tried, from those in which all is in order: with one of the facts changed that the goal depends on, then with
two, then further from whatever came nearest. What was found is what has to be given beside “all else in order”; a fact
that need not be given is taken out again.

That a goal cannot be shown is proved by trying all there is: where everything that it depends on is told apart by
finitely many values (yes or no, the words of a choice, a number that is held against fixed bounds only), one of each
kind stands for all of its kind. Where that is not so, nothing is claimed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import prod

from demerit.evaluation.observed import Observed
from demerit.evaluation.plan import Cell
from demerit.examples.goals import Goal
from demerit.examples.kinds import kinds_of
from demerit.examples.pools import Value
from demerit.examples.search import Amiss, Search, Situation
from demerit.examples.turning import Turning

MOST_TRIED = 8_000
"""How many facts are tried for two changes at once."""

MOST_PROVED = 60_000
"""How many kinds of facts are gone through for a proof."""

WIDTH, DEPTH = 12, 5
"""How many of the nearest facts are gone on from, and how often."""

Change = dict[str, Value | None]

Watch = Callable[[Situation, Observed], bool]
"""Tells whether facts show what is looked for, from them and from what they came to."""

Distance = Callable[[Observed], Fraction | None]


@dataclass(frozen=True, slots=True)
class Found:
    """Facts that show something.

    Attributes:
        givens: what has to be given beside “all else in order”, by pointer; None where it has to be left out.
        situation: the whole facts.
    """

    givens: Mapping[str, Value | None]
    situation: Mapping[str, Value]


class Finder:
    """Finds facts of one policy.

    Args:
        search: the search for facts of the policy.
        also: searches for facts of other policies with the same facts, whose values are worth trying too.
    """

    def __init__(self, search: Search, *also: Search) -> None:
        self._search = search
        self._all = (search, *also)

    def find(self, goal: Goal) -> Found | None:
        """Give facts that show a goal; None if none were found."""
        return self.find_where(lambda _, seen: goal.met(seen), [goal.roots], goal.distance)

    def find_where(
        self, shows: Watch, roots: Sequence[Sequence[Cell]], distance: Distance | None = None
    ) -> Found | None:
        """Give facts that show something.

        Args:
            shows: whether facts show it.
            roots: the conditions and quantities that it depends on, of each policy.
            distance: how far facts are from showing it, where that can be said.
        """
        base: Change = dict(self._search.in_order({}))
        pointers = self._pointers(roots)
        turnings = [Turning(each.plan, some) for each, some in zip(self._all, roots, strict=True)]
        change = _Hunt(self._all, base, pointers, turnings, shows, distance).change()
        return None if change is None else self._smallest(base, change, pointers, shows)

    def _pointers(self, roots: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
        found = (pointer for each, some in zip(self._all, roots, strict=True) for pointer in each.pointers(some))
        return tuple(dict.fromkeys(found))

    def _smallest(self, base: Change, change: Change, pointers: Sequence[str], shows: Watch) -> Found | None:
        """Give what of a change has to be given, the rest in order."""
        search = self._search
        whole = {pointer: change.get(pointer, base.get(pointer)) for pointer in pointers}
        for givens in (change, whole, {**base, **change}):
            situation = search.in_order(givens)
            if shows(situation, search.observe(situation)):
                break
        else:
            return None
        for pointer in list(givens):
            fewer = {each: value for each, value in givens.items() if each != pointer}
            tried = search.in_order(fewer)
            if shows(tried, search.observe(tried)):
                givens, situation = fewer, tried
        return Found(givens, situation)

    # proofs

    def impossible(self, goal: Goal) -> bool:
        """Tell whether it is proved that no facts show a goal."""
        return self.never(lambda _, seen: goal.met(seen), [goal.roots])

    def never(self, shows: Watch, roots: Sequence[Sequence[Cell]]) -> bool:
        """Tell whether it is proved that no facts show something that depends on nothing but the roots."""
        kinds = kinds_of([(each.plan.policy, some) for each, some in zip(self._all, roots, strict=True)])
        if kinds is None or prod(len(each) for each in kinds.values()) > MOST_PROVED:
            return False
        search = self._search
        base: Change = dict(search.in_order({}))
        values = [[given if given is None else search.pools.value(p, given) for given in kinds[p]] for p in kinds]
        for chosen in product(*values):
            situation = {**base, **dict(zip(kinds, chosen, strict=True))}
            if shows(situation, search.observe(situation)):
                return False
        return True


class _Hunt:
    """One search for a change of facts that shows something."""

    def __init__(
        self,
        searches: Sequence[Search],
        base: Change,
        pointers: Sequence[str],
        turnings: Sequence[Turning],
        shows: Watch,
        distance: Distance | None,
    ) -> None:
        self._search = searches[0]
        self._searches = searches
        self._base = base
        self._pointers = pointers
        self._turnings = turnings
        self._shows = shows
        self._distance = distance
        self._best: tuple[Amiss, Change] | None = None
        self._nearest: list[tuple[Fraction, int, Change]] = []

    def change(self) -> Change | None:
        """Give the change, of as few facts as possible, after which the least is amiss; None if none was found."""
        if self._shows(self._base, self._search.observe(self._base)):
            return {}
        for changes in (self._singles({}, self._pointers), self._pairs(), self._turned_pairs()):
            self._look(changes)
            if self._best is not None:
                break
        for _ in range(DEPTH):
            if self._best is not None or not self._nearest:
                break
            self._nearest.sort(key=lambda each: each[:2])
            starts = [change for _, _, change in self._nearest[:WIDTH]]
            self._nearest = []
            for start in starts:
                rest = [pointer for pointer in self._pointers if pointer not in start]
                self._look({**start, **more} for more in self._singles(start, rest))
        if self._best is None:
            self._look(self._every())
        return None if self._best is None else self._best[1]

    def _look(self, changes: Iterable[Change]) -> None:
        for change in changes:
            situation = {**self._base, **change}
            observed = self._search.observe(situation)
            if self._shows(situation, observed):
                amiss = self._search.amiss(observed)
                if self._best is None or amiss < self._best[0]:
                    self._best = amiss, change
            elif self._best is None and self._distance is not None:
                apart = self._distance(observed)
                if apart is not None:
                    self._nearest.append((abs(apart), len(self._nearest), change))

    def _values(self, pointer: str) -> list[Value]:
        found: dict[str, Value] = {}
        for search in self._searches:
            for value in search.pools.of(pointer):
                found.setdefault(repr(value.given), value)
        return list(found.values())

    def _singles(self, start: Change, pointers: Sequence[str]) -> Iterator[Change]:
        policy, now = self._search.plan.policy, {**self._base, **start}
        for pointer in pointers:
            for tried in self._values(pointer):
                yield {pointer: tried}
        for search, turning in zip(self._searches, self._turnings, strict=True):
            observed = search.observe(now)
            for pointer in pointers:
                for number in turning.numbers(pointer, observed):
                    value = search.pools.number(pointer, number)
                    if value is not None:
                        yield {pointer: value}
        for pointer in pointers:
            if now.get(pointer) is not None and policy.facts[pointer].default is not None:
                yield {pointer: None}

    def _pairs(self) -> Iterator[Change]:
        tried = 0
        for first, second in combinations(self._pointers, 2):
            for one, other in product(self._values(first), self._values(second)):
                tried += 1
                if tried > MOST_TRIED:
                    return
                yield {first: one, second: other}

    def _turned_pairs(self) -> Iterator[Change]:
        """Change two facts: the first to what is worth trying, the second to where something turns then."""
        tried = 0
        for search, turning in zip(self._searches, self._turnings, strict=True):
            for first in self._pointers:
                for one in self._values(first):
                    now = search.observe({**self._base, first: one})
                    for second in self._pointers:
                        for number in turning.numbers(second, now) if second != first else ():
                            value = search.pools.number(second, number)
                            tried += 1
                            if tried > MOST_TRIED:
                                return
                            if value is not None:
                                yield {first: one, second: value}

    def _every(self) -> Iterator[Change]:
        """Give every change, where there are not too many."""
        values = [self._values(pointer) for pointer in self._pointers]
        if prod(map(len, values)) > MOST_TRIED:
            return
        for chosen in product(*values):
            yield dict(zip(self._pointers, chosen, strict=True))
