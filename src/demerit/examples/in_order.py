"""Takes a policy and the facts that an example gives, gives whole facts: “all else in order”.

The facts that are not given are such that no rule hits, as far as those that are given allow; and such that items and
rules apply, as far as that does not make a rule hit. What is given shall count, though: where only rules read it that
do not apply, one of them is made to.
"""

from collections import deque
from collections.abc import Mapping
from typing import Any

from demerit.examples.pools import Value
from demerit.examples.search import Search
from demerit.language import model
from demerit.pipeline import LoadedPolicy

_RECENT: deque[tuple[LoadedPolicy, Search]] = deque(maxlen=4)


def search_of(policy: LoadedPolicy) -> Search:
    """Give the search for facts of a policy; that of the policies used last is kept."""
    for known, search in _RECENT:
        if known is policy:
            return search
    search = Search(policy.plan)
    _RECENT.append((policy, search))
    return search


def in_order(policy: LoadedPolicy, givens: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give whole facts such that no rule hits, as far as the facts that are given allow.

    Args:
        policy: the policy.
        givens: what is given, by the pointers of the facts: values as the facts have them, or `LEFT_OUT`.

    Returns:
        The facts as Python objects: groups, and in each its facts, in the order of the policy; what is given is among
        them, and nothing is there that is said to be left out.

    Raises:
        KeyError: the policy has no fact of that pointer.
    """
    search = search_of(policy)
    fixed: dict[str, Value | None] = {}
    for pointer, given in givens.items():
        fixed[pointer] = None if given is model.LEFT_OUT else search.pools.value(pointer, given)
    return facts_of(policy.policy, search.in_order(fixed))


def facts_of(policy: model.Policy, situation: Mapping[str, Value | None]) -> dict[str, dict[str, Any]]:
    """Give a situation as facts: groups, and in each its facts, in the order of the policy."""
    facts: dict[str, dict[str, Any]] = {}
    for pointer, fact in policy.facts.items():
        value = situation.get(pointer)
        if value is not None:
            facts.setdefault(fact.group, {})[fact.key] = value.given
    return facts
