"""Takes a policy and its cases, gives what came of its mutants: which of them a case notices, and which none does.

A case notices a mutant where it holds for the policy and not for the mutant. Cases that hit a rule which was changed
are tried first. A mutant that no case notices is either such that no facts can tell it from the policy, which has to
be proved (`equivalence`), or one that another case would notice: then the facts of such a case are looked for.

Promises: the same policy and cases give the same result, however many processes there are.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from demerit.evaluation.facts import Facts, FactsDoor, Taken
from demerit.examples.expectations import (
    GROUP,
    ITEM,
    KINDS,
    POLICY,
    RULE,
    SECTION,
    Index,
    Nothing,
    agrees,
    came_of,
    direction,
)
from demerit.examples.judging import Failure
from demerit.examples.mutation.equivalence import proved
from demerit.examples.mutation.mutants import Mutant, mutants
from demerit.examples.mutation.observing import Seen, Watcher, same, same_score
from demerit.language import model
from demerit.language.diagnostics import DemeritError
from demerit.language.messages import Text
from demerit.language.source import NOWHERE, Source
from demerit.pipeline import LoadedPolicy, load_source

Case = tuple[str, Facts, tuple[model.Expected, ...]]
"""A case: its name, its facts, and what they have to come to."""

KILLED, SURVIVED, EQUIVALENT, REFUSED = "killed", "survived", "equivalent", "refused"
"""What becomes of a mutant: a case notices it, none does, no facts can tell it from the policy, it is no policy."""

CHUNK = 12
"""How many mutants are handed to a process at once."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Facts that tell a mutant from the policy.

    Attributes:
        givens: what has to be given beside “all else in order”, by pointer; None where it has to be left out.
        facts: the whole facts.
    """

    givens: Mapping[str, Any]
    facts: Mapping[str, Any]


Distinguish = Callable[[LoadedPolicy, LoadedPolicy, tuple[str, ...]], Telling | None]
"""Takes a policy, a mutant, and the ids of the rules that were changed; gives facts that tell the two apart."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a mutant.

    Attributes:
        mutant: the mutant.
        outcome: `killed`, `survived`, `equivalent` or `refused`.
        noticed_by: the name of the first case that notices it.
        reason: why no facts can tell it from the policy.
        telling: facts that a case would notice it by.
        differences: what can be expected of them, and what comes of them by the mutant instead.
    """

    mutant: Mutant
    outcome: str
    noticed_by: str | None = None
    reason: Text | None = None
    telling: Telling | None = None
    differences: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class Mutations:
    """What became of the mutants of a policy.

    Attributes:
        policy: the policy.
        tried: its mutants, in the order of the text.
        cases: how many cases were tried on them.
        failing: the names of the cases that do not hold for the policy itself, and so were left aside.
    """

    policy: LoadedPolicy = field(repr=False)
    tried: tuple[Tried, ...]
    cases: int
    failing: tuple[str, ...] = ()

    def of(self, outcome: str) -> tuple[Tried, ...]:
        """Give those that came to something."""
        return tuple(each for each in self.tried if each.outcome == outcome)

    @property
    def measure(self) -> Fraction:
        """The share of the mutants that a case notices, of those that facts may tell from the policy; 1 of none."""
        killed, left = len(self.of(KILLED)), len(self.of(SURVIVED))
        return Fraction(killed, killed + left) if killed + left else Fraction(1)


def mutate(
    policy: LoadedPolicy,
    cases: Sequence[Case],
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    distinguish: Distinguish | None = None,
    ids: Collection[str] | None = None,
) -> Mutations:
    """Try the cases of a policy on its mutants.

    Args:
        policy: the policy.
        cases: its cases.
        jobs: how many processes there may be.
        progress: is told how many mutants have been tried, and how many there are.
        distinguish: looks for facts that tell a mutant from the policy; with several processes it has to be a function
            of a module.
        ids: the ids of the mutants to try; None: all.
    """
    trial = _Trial(policy, cases, distinguish)
    all_ = [number for number, mutant in enumerate(trial.mutants) if ids is None or mutant.id in ids]
    found: list[Tried | None] = []
    for tried in _in_processes(trial, all_, jobs) if jobs > 1 and len(all_) > CHUNK else map(trial.tried, all_):
        found.append(tried)
        if progress is not None:
            progress(len(found), len(all_))
    kept = tuple(each for each in found if each is not None)
    return Mutations(policy, kept, len(trial.cases), trial.failing)


def _in_processes(trial: "_Trial", numbers: Sequence[int], jobs: int) -> Iterator["Tried | None"]:
    # Processes are started anew rather than split off: this one may have threads.
    from multiprocessing import get_context

    given = trial.policy.document.source, trial.given, trial.distinguish
    with get_context("spawn").Pool(jobs, _begin, given) as pool:
        yield from pool.imap(_go_on, numbers, chunksize=CHUNK)


_ours: "_Trial | None" = None


def _begin(source: Source, cases: Sequence[Case], distinguish: Distinguish | None) -> None:
    global _ours
    _ours = _Trial(load_source(source), cases, distinguish)


def _go_on(number: int) -> "Tried | None":
    assert _ours is not None
    return _ours.tried(number)


Refused = tuple[str, ...]
"""What is wrong with facts that are refused: the numbers of the codes."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A case that holds for the policy, ready to be tried.

    Attributes:
        name: its name.
        facts: its facts.
        expected: what it expects.
        taken: its facts as the evaluator takes them; where they are refused, the numbers of the codes.
        seen: what they come to.
        score: the score that they come to.
        hits: the rules that they hit.
        by_score: whether it expects a score, or that there is none.
        by_all: whether it expects anything that is not compared fast.
        by_rest: whether it expects anything else.
    """

    name: str
    facts: Facts
    expected: tuple[model.Expected, ...]
    taken: Taken | Refused
    seen: Seen | None
    score: Any
    hits: frozenset[str]
    by_score: bool
    by_all: bool
    by_rest: bool


_NOT_COMPARED = frozenset({"missing", "reads"})


class _Trial:
    """Tries cases on the mutants of a policy."""

    def __init__(self, policy: LoadedPolicy, cases: Sequence[Case], distinguish: Distinguish | None) -> None:
        self.policy = policy
        self.given = cases
        self.distinguish = distinguish
        self.mutants = mutants(policy)
        self._watcher = Watcher(policy.plan)
        self._door = FactsDoor(policy.plan)
        self._types = _types(policy)
        prepared = [self._prepared(*case) for case in cases]
        self.cases = [case for case in prepared if case is not None]
        self.failing = tuple(name for (name, *_), case in zip(cases, prepared, strict=True) if case is None)

    def _prepared(self, name: str, facts: Facts, expected: tuple[model.Expected, ...]) -> _Case | None:
        """Take a case in; None where it does not hold."""
        taken = _taken(self._door, facts)
        if not _holds(self._watcher, taken, expected):
            return None
        kinds = {each.kind for each in expected}
        if not isinstance(taken, Taken):
            return _Case(name, facts, expected, taken, None, None, frozenset(), False, True, True)
        values = taken.values
        return _Case(
            name, facts, expected, taken, self._watcher.see(values), self._watcher.score(values),
            self._watcher.hits(values), "score" in kinds, bool(kinds & _NOT_COMPARED), bool(kinds - {"score"}),
        )  # fmt: skip

    def tried(self, number: int) -> Tried | None:
        """Try the cases on a mutant; None where it is none, because it means the same."""
        mutant = self.mutants[number]
        other = mutant.policy(self.policy)
        if other is None:
            return Tried(mutant, REFUSED)
        if other.policy == self.policy.policy:
            return None
        watcher = Watcher(other.plan)
        noticed = self._noticed(mutant, other, watcher)
        if noticed is not None:
            return Tried(mutant, KILLED, noticed.name)
        reason = proved(self.policy, other)
        if reason is not None:
            return Tried(mutant, EQUIVALENT, reason=reason)
        telling = None if self.distinguish is None else self.distinguish(self.policy, other, mutant.rules)
        differences = () if telling is None else self._differences(watcher, telling, mutant)
        return Tried(mutant, SURVIVED, telling=telling, differences=differences)

    def _noticed(self, mutant: Mutant, other: LoadedPolicy, watcher: Watcher) -> _Case | None:
        changed = frozenset(mutant.rules)
        cases = sorted(self.cases, key=lambda case: not changed & case.hits)  # those that hit first, else in order
        if _types(other) != self._types:
            return self._by_facts(other, watcher, cases)
        scales = self.policy.plan.scale, other.plan.scale
        for case in cases:
            if not case.by_score or not isinstance(case.taken, Taken):
                continue
            if not same_score(case.score, watcher.score(case.taken.values), scales):
                return case
        for case in cases:
            if not isinstance(case.taken, Taken) or not case.by_rest:
                continue
            if case.seen is not None and not case.by_all and same(case.seen, watcher.see(case.taken.values), scales):
                continue
            if not _holds(watcher, case.taken, case.expected):
                return case
        return None

    def _by_facts(self, other: LoadedPolicy, watcher: Watcher, cases: Sequence[_Case]) -> _Case | None:
        """Try cases on a mutant that takes other facts."""
        door = FactsDoor(other.plan)
        return next((case for case in cases if not _holds(watcher, _taken(door, case.facts), case.expected)), None)

    def _differences(self, watcher: Watcher, telling: Telling, mutant: Mutant) -> tuple[Failure, ...]:
        """Give what facts come to by the policy and by a mutant, where that differs: the score first, then the rest."""
        taken = _taken(self._door, telling.facts)
        if not isinstance(taken, Taken):
            return ()
        indexes = Index(self._watcher.trace(taken)), Index(watcher.trace(taken))
        return tuple(_differences(*indexes, mutant.rules))


_LEVELS = (POLICY, RULE, ITEM, GROUP, SECTION)


def _differences(one: Index, other: Index, rules: Sequence[str]) -> Iterator[Failure]:
    """Give what can be expected of some facts and differs: the score first, then of rules, and so on upwards."""
    for kind in sorted(KINDS, key=lambda kind: _LEVELS.index(kind.of)):
        if kind.kind == "refused":
            continue
        parts = {"rule": list(one.rules), "item": list(one.items)}
        parts |= {"group": list(one.groups), "section": list(one.sections)}
        for id_ in [""] if kind.of == POLICY else parts[kind.of]:
            if kind.of == "rule" and rules and id_ not in rules:
                continue
            asked = model.Expected(kind.kind, kind.of, id_, None, span=NOWHERE)
            value, came = came_of(asked, one), came_of(asked, other)
            if value != came and not isinstance(value, Nothing):
                yield Failure(replace(asked, value=value), came, direction(asked, one))


def _types(policy: LoadedPolicy) -> list[tuple[str, model.Type]]:
    return [(pointer, fact.type) for pointer, fact in policy.policy.facts.items()]


def _taken(door: FactsDoor, facts: Facts) -> Taken | Refused:
    """Take facts in, if they are not refused."""
    try:
        return door.take(facts)
    except DemeritError as fault:
        return tuple(each.code.number for each in fault.diagnostics)


def _holds(watcher: Watcher, taken: Taken | Refused, expected: Sequence[model.Expected]) -> bool:
    """Tell whether all comes that is expected."""
    if not isinstance(taken, Taken):
        return all(each.kind == "refused" and agrees(each, taken) for each in expected)
    if any(each.kind == "refused" for each in expected):
        return False
    index = Index(watcher.trace(taken))
    return all(agrees(each, came_of(each, index), direction(each, index)) for each in expected)
