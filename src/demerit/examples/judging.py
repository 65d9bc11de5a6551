"""Takes a policy, facts and what is expected of them, gives what came instead: the trace of it, and what differs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from demerit.evaluation.facts import Facts
from demerit.evaluation.trace import Trace
from demerit.examples.expectations import ABSENT, LEVELS, UNKNOWN, Index, agrees, came_of, direction, missing
from demerit.language import model
from demerit.language.diagnostics import DemeritError, Diagnostic
from demerit.pipeline import LoadedPolicy


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that was expected and did not come.

    Attributes:
        expected: what was expected.
        came: what came: a number, a text, a tuple of texts, None for no score; `UNKNOWN` where facts are missing or
            refused, `ABSENT` where the policy has nothing of that id.
        positive: what counts as positive in the line of the ledger that it is about: `deduct` or `add`.
    """

    expected: model.Expected
    came: Any
    positive: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of an example.

    Attributes:
        failures: what was expected and did not come, in the order in which it was expected.
        trace: the trace; None where the facts were refused.
        refusal: what is wrong with the facts, where they were refused.
    """

    failures: tuple[Failure, ...]
    trace: Trace | None = field(default=None, compare=False)
    refusal: tuple[Diagnostic, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything came that was expected."""
        return not self.failures


def judge(policy: LoadedPolicy, facts: Facts, expected: Sequence[model.Expected]) -> Judged:
    """Evaluate facts, and hold what comes to what is expected.

    Facts may be missing: then what can be judged without them is held to what is expected of it.

    Args:
        policy: the policy.
        facts: the facts.
        expected: what is expected of them.
    """
    try:
        trace = policy.judge(facts)
    except DemeritError as fault:
        codes = tuple(dict.fromkeys(each.code.number for each in fault.diagnostics))
        refused = [(each, codes if each.kind == "refused" else UNKNOWN) for each in expected]
        failures = tuple(Failure(each, came) for each, came in refused if not agrees(each, came))
        return Judged(failures, None, fault.diagnostics)
    return Judged(tuple(_failures(Index(trace), expected)), trace)


def _failures(index: Index, expected: Sequence[model.Expected]) -> list[Failure]:
    found = []
    for each in expected:
        came, positive = came_of(each, index), direction(each, index)
        if not agrees(each, came, positive):
            found.append(Failure(each, came, positive))
    return found


def holds(policy: LoadedPolicy, facts: Facts, expected: Sequence[model.Expected]) -> bool:
    """Tell whether everything comes that is expected, and no more: `judge(…).holds`, stopping at the first failure.

    The score is looked at first: for that, no trace is told.
    """
    try:
        trace = policy.judge(facts)
    except DemeritError as fault:
        codes = tuple(each.code.number for each in fault.diagnostics)
        return all(each.kind == "refused" and agrees(each, codes) for each in expected)
    rest = []
    for each in expected:
        if each.kind == "refused":
            return False
        if each.kind == "missing":
            if not agrees(each, missing(trace)):
                return False
        elif each.kind == "score":
            if not trace.determined or not agrees(each, trace.score):
                return False
        else:
            rest.append(each)
    if not rest:
        return True
    index = Index(trace)
    return all(agrees(each, came_of(each, index), direction(each, index)) for each in rest)


def known_ids(policy: model.Policy) -> dict[str, list[str]]:
    """Give the ids that something can be expected of, by their level: `section`, `group`, `item`, `rule`."""
    found: dict[str, list[str]] = {level: [] for level in LEVELS.values()}
    for section in policy.sections:
        found["section"].append(section.id)
        found["group"] += [group.id for group in section.groups]
        for item in section.items:
            found["item"].append(item.id)
            found["rule"] += [rule.id for rule in item.rules]
    return found


__all__ = ["ABSENT", "UNKNOWN", "Failure", "Judged", "holds", "judge", "known_ids"]
