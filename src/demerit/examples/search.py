"""Takes a policy and some of its facts, gives the others: such that nothing is amiss, as far as those given allow.

What is amiss is counted by evaluating: the rules that hit, then the items and rules that do not apply. The search
begins with the simplest values and changes one fact at a time, or two that one rule reads together, for as long as
less is amiss. So nothing is claimed of facts that was not evaluated, and nothing depends on how a rule is written.

Promises: the facts that are given stay as they are; the same policy and the same facts give the same result.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Any

from demerit.evaluation.evaluator import Evaluator
from demerit.evaluation.observed import Observed, Observer
from demerit.evaluation.plan import HIT, NOT_APPLICABLE, UNDETERMINED, Cell, Plan, PlannedItem, PlannedRule
from demerit.examples.pools import Pools, Value
from demerit.examples.turning import Turning
from demerit.language import model
from demerit.language.values import Rational

MOST_PAIRS = 3_000
"""How many pairs of values are tried for one rule at most."""

Situation = Mapping[str, Value | None]
"""What each fact is, by its pointer: None where it is left out. A fact that is not named is left out too."""

LEFT = Value(None, None)


@dataclass(frozen=True, slots=True)
class Amiss:
    """How much is amiss: the less, the better; what comes first counts first.

    Attributes:
        unread: how many of the facts that are given no rule reads that applies: then it was no use to give them.
        hits: how many rules hit or wait for facts, and lines of the verdict hold; more than all rules where there is no
            score.
        units: how many units they ask, whatever the sign.
        idle: how many rules do not apply.
    """

    unread: int
    hits: int
    units: Rational
    idle: int

    def __lt__(self, other: "Amiss") -> bool:
        return (self.unread, self.hits, self.units, self.idle) < (other.unread, other.hits, other.units, other.idle)


class Search:
    """Searches for facts of one policy.

    Attributes:
        plan: its plan.
        pools: the values that are worth trying.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.pools = Pools(plan.policy)
        self._evaluator = Evaluator(plan)
        self._observer = Observer(self._evaluator)
        self._order = {planned.fact.pointer: place for place, planned in enumerate(plan.facts)}
        self._found: dict[tuple[tuple[str, str], ...], dict[str, Value]] = {}

    # evaluating

    def observe(self, situation: Situation) -> Observed:
        """Evaluate facts."""
        values = [None] * len(self._order)
        for pointer, value in situation.items():
            if value is not None:
                values[self._order[pointer]] = value.cell
        return self._observer.observe(self._evaluator.record(values, whole=False))

    @cached_property
    def _states(self) -> list[int]:
        return [self._observer.places[f"s{rule.number}"] for rule in self.plan.rules]

    @cached_property
    def _asked(self) -> list[int]:
        cells = [name for rule in self.plan.rules for name in (rule.asks, *(rule.beyond or ())[:1])]
        return [self._observer.places[name] for name in cells]

    def amiss(self, observed: Observed, given: Iterable[str] = ()) -> Amiss:
        """Count what is amiss; `given` are the facts that are given."""
        record = observed.record
        states = [record[place] for place in self._states]
        hits = states.count(HIT) + states.count(UNDETERMINED)
        hits += sum(observed.value(cell) is True for cell in self._rulings)
        hits += 0 if record[1] and record[0] is not None else len(states) + 1
        unread = sum(
            all(states[number] == NOT_APPLICABLE for number in self._readers.get(pointer, ())) for pointer in given
        )
        return Amiss(unread, hits, sum(abs(record[place]) for place in self._asked), states.count(NOT_APPLICABLE))

    @cached_property
    def _rulings(self) -> list[Cell]:
        """The conditions of the verdict: when there is no score, and what holds the grade to one."""
        return [] if self.plan.verdict is None else self.plan.verdict.roots()

    @cached_property
    def _readers(self) -> dict[str, list[int]]:
        """The rules that read a fact, by its pointer."""
        found: dict[str, list[int]] = {}
        for number, pointers in enumerate(self.reads[: len(self.plan.rules)]):
            for pointer in pointers:
                found.setdefault(pointer, []).append(number)
        return found

    def states(self, observed: Observed) -> list[int]:
        """Give the states of all rules, by their numbers."""
        return [observed.record[place] for place in self._states]

    # what is read

    @cached_property
    def reads(self) -> list[tuple[str, ...]]:
        """The facts that each rule reads, by its number: its item's condition, its own, and what these stand on.

        Behind the rules stands the verdict.
        """
        found = []
        for item in self.plan.items:
            found += [self._reads(item, rule) for rule in item.rules]
        return [*found, self.pointers(self._rulings)]

    def _reads(self, item: PlannedItem, rule: PlannedRule) -> tuple[str, ...]:
        roots = [*rule.roots(), *([item.applies] if item.applies is not None else [])]
        chained = [each for each in item.rules if rule.rule.chain is not None and each.number < rule.number]
        return self.pointers([*roots, *(root for each in chained for root in each.roots())])

    def pointers(self, roots: Iterable[Cell]) -> tuple[str, ...]:
        """Give the facts that conditions and quantities stand on, in the order of the text.

        Those of defaults and of terms are among them, and those of the items and sections whose results they ask for.
        """
        found: dict[str, None] = {}
        seen: set[str] = set()
        results: set[tuple[str, str]] = set()
        nodes = [root.node for root in roots]
        while nodes:
            for node in model.walk(nodes.pop(0), seen):
                if isinstance(node, model.FactRead) and node.pointer not in found:
                    found[node.pointer] = None
                    default = self.plan.policy.facts[node.pointer].default
                    nodes += [default] if default is not None else []
                elif isinstance(node, model.ResultRead) and (node.of, node.id) not in results:
                    results.add((node.of, node.id))
                    nodes += self._behind(node)
        return tuple(found)

    def _behind(self, node: model.ResultRead) -> Iterator[model.Expression]:
        for section in self.plan.policy.sections:
            if node.kind == "total" and section.id == node.id:
                return
            for item in section.items:
                if node.kind == "total" or node.id in (section.id, item.id):
                    yield from (item.applies,) if item.applies is not None else ()
                    yield from (each for rule in item.rules for each in rule.expressions())

    # all else in order

    def in_order(self, fixed: Situation) -> dict[str, Value]:
        """Give facts, those that are fixed among them, such that no rule hits, as far as these allow.

        A fact that may be left out is left out where nothing is the worse for it.
        """
        key = tuple((pointer, repr(value and value.given)) for pointer, value in sorted(fixed.items()))
        if key not in self._found:
            if len(self._found) > 512:
                self._found.clear()
            start = dict(fixed)
            base = self._start if not fixed else self.in_order({})
            start |= {pointer: value for pointer, value in base.items() if pointer not in fixed}
            self._found[key] = self._improved(start, frozenset(fixed))
        return dict(self._found[key])

    @cached_property
    def _start(self) -> dict[str, Value | None]:
        """The simplest facts: yes, nothing, the lowest number; what may be left out is left out."""
        simplest: dict[str, Value | None] = {}
        for planned in self.plan.facts:
            fact = planned.fact
            if fact.default is None and not fact.optional:
                simplest[fact.pointer] = self.pools.of(fact.pointer)[0]
        return simplest

    def _improved(self, start: Situation, fixed: frozenset[str]) -> dict[str, Value]:
        situation, observed = dict(start), self.observe(start)
        given = tuple(pointer for pointer in fixed if start.get(pointer) is not None)
        amiss = self.amiss(observed, given)
        tried: set[tuple[Any, ...]] = set()
        while amiss.unread or amiss.hits or amiss.idle:
            better = None
            for number in self._amiss_rules(observed):
                open_ = [pointer for pointer in self._open(number, given=bool(fixed)) if pointer not in fixed]
                known = (number, *(repr(situation.get(pointer)) for pointer in open_))
                if known in tried:
                    continue
                better = self._better(situation, observed, number, open_, amiss, given)
                if better is not None:
                    break
                tried.add(known)
            if better is None:
                break
            situation, observed, amiss = better
        return {pointer: value for pointer, value in situation.items() if value is not None}

    def _open(self, number: int, *, given: bool) -> list[str]:
        """Give the facts of a rule that may be changed: those with a default last, where facts are given not at all.

        What the policy says of a fact that is left out holds, also where another value would keep a rule from hitting.
        """
        facts, pointers = self.plan.policy.facts, self.reads[number]
        left = [] if given else [pointer for pointer in pointers if facts[pointer].default is not None]
        return [*(pointer for pointer in pointers if facts[pointer].default is None), *left]

    def _amiss_rules(self, observed: Observed) -> list[int]:
        """Give the rules to mend: those that hit, the verdict where a line of it holds, those that do not apply."""
        states = self.states(observed)
        hit = [number for number, state in enumerate(states) if state in (HIT, UNDETERMINED)]
        hit += [len(states)] if any(observed.value(cell) is True for cell in self._rulings) else []
        return hit + [number for number, state in enumerate(states) if state == NOT_APPLICABLE]

    def _better(
        self,
        situation: dict[str, Value | None],
        now: Observed,
        number: int,
        open_: Sequence[str],
        amiss: Amiss,
        given: Sequence[str],
    ) -> tuple[dict[str, Value | None], Observed, Amiss] | None:
        """Change one fact, or else two, such that less is amiss: the change after which the least is.

        Of several such changes it is the first.
        """
        for changes in (self.single(open_, now, self.turning[number]), self._pairs(open_)):
            best: tuple[dict[str, Value | None], Observed, Amiss] | None = None
            for change in changes:
                tried = {**situation, **change}
                observed = self.observe(tried)
                found = self.amiss(observed, given)
                if found < (amiss if best is None else best[2]):
                    best = tried, observed, found
            if best is not None:
                return best
        return None

    @cached_property
    def turning(self) -> list[Turning]:
        """Where the conditions and quantities of each rule turn, by its number; behind the rules, the verdict's."""
        found = []
        for item in self.plan.items:
            applies = [item.applies] if item.applies is not None else []
            found += [Turning(self.plan, [*rule.roots(), *applies]) for rule in item.rules]
        return [*found, Turning(self.plan, self._rulings)]

    def single(self, open_: Sequence[str], now: Observed, turning: Turning) -> Iterator[dict[str, Value | None]]:
        """Give changes of one fact: to the values worth trying, and to those at which something turns as things are."""
        for pointer in open_:
            for tried in self.pools.of(pointer):
                yield {pointer: tried}
            for number in turning.numbers(pointer, now):
                value = self.pools.number(pointer, number)
                if value is not None:
                    yield {pointer: value}

    def _pairs(self, open_: Sequence[str]) -> Iterator[dict[str, Value | None]]:
        tried = 0
        for first, second in combinations(open_, 2):
            for one, other in product(self.pools.of(first), self.pools.of(second)):
                tried += 1
                if tried > MOST_PAIRS:
                    return
                yield {first: one, second: other}
