"""Takes a policy and a mutant of it, gives facts that tell the two apart: what `running.mutate` looks for them with."""

from demerit.examples.distinguishing import distinguish
from demerit.examples.in_order import facts_of
from demerit.examples.mutation.running import Telling
from demerit.pipeline import LoadedPolicy


def tell_apart(policy: LoadedPolicy, mutant: LoadedPolicy, rules: tuple[str, ...]) -> Telling | None:
    """Give the smallest facts that tell a mutant from its policy; None if none were found.

    Args:
        policy: the policy.
        mutant: the mutant, which has the same facts.
        rules: the ids of the rules that were changed.
    """
    found = distinguish(policy, mutant, rules)
    if found is None:
        return None
    givens = {pointer: None if value is None else value.given for pointer, value in found.givens.items()}
    return Telling(givens, facts_of(policy.policy, found.situation))
