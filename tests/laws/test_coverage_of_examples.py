"""What examples show of any policy: coverage stands, proofs are sound, facts that are found show what they should."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from demerit import LoadedPolicy
from demerit.examples.finding import Finder
from demerit.examples.in_order import facts_of, in_order, search_of
from demerit.examples.measuring import Coverage, Coverer
from demerit.language import model
from tests.laws import policies
from tests.laws.given import Facts, anew, load, standard, standard_facts
from tests.laws.profile import examples

MOST_GOALS = 3
"""For how many goals of one policy facts are looked for: a goal that no facts show takes long."""


def told_apart(policy: LoadedPolicy) -> SearchStrategy[Facts]:
    """Give facts of values that the policy tells apart: bounds and what lies just beside them."""
    pools = search_of(policy).pools

    @st.composite
    def given(draw: st.DrawFn) -> Facts:
        situation = {}
        for pointer, fact in policy.policy.facts.items():
            if fact.default is None or draw(st.booleans()):
                situation[pointer] = draw(st.sampled_from(pools.of(pointer)))
        return facts_of(policy.policy, situation)

    return given()


def any_facts(policy: LoadedPolicy) -> SearchStrategy[Facts]:
    return st.one_of(policies.facts(policy.policy), policies.facts(policy.policy, missing=True), told_apart(policy))


def covered(policy: LoadedPolicy, units: list[Facts]) -> Coverage:
    coverer = Coverer(policy)
    for number, unit in enumerate(units):
        coverer.add(f"unit {number}", coverer.shown_by(policy.judge(unit)))
    return coverer.coverage()


def assert_sound(coverage: Coverage) -> None:
    """Hold a coverage to what it is: each goal is shown, a hole or proved impossible, and counted so."""
    everything = set(range(len(coverage.goals)))
    assert set(coverage.shown) <= everything
    assert coverage.impossible <= everything - set(coverage.shown)
    left = everything - set(coverage.shown) - coverage.impossible
    assert list(coverage.holes) == [coverage.goals[place] for place in sorted(left)]
    counted, by_measure = coverage.counted(), coverage.by_measure.values()
    assert (counted.shown, counted.all) == (len(coverage.shown), len(everything) - len(coverage.impossible))
    assert counted.shown == sum(each.shown for each in by_measure)
    assert counted.all == sum(each.all for each in by_measure)
    assert 0 <= counted.percent <= 100
    assert (counted.percent == 100) == (not coverage.holes)


@examples(40)
@given(st.data())
def test_any_facts_have_a_coverage_and_more_of_them_never_lower_it(data: DataObject) -> None:
    policy = load(data.draw(policies.policies()))
    units = data.draw(st.lists(any_facts(policy), max_size=4))
    before = Fraction(0)
    shown: set[int] = set()
    for number in range(len(units) + 1):
        coverage = covered(policy, units[:number])
        assert_sound(coverage)
        assert coverage.counted().percent >= before
        assert set(coverage.shown) >= shown
        before, shown = coverage.counted().percent, set(coverage.shown)


def drawn(policy: LoadedPolicy, seed: int, number: int) -> Iterator[Facts]:
    """Give many units at once, of values that the policy tells apart; now and then a fact is left out."""
    random, pools = Random(seed), search_of(policy).pools
    for _ in range(number):
        situation = {
            pointer: random.choice(pools.of(pointer))
            for pointer, fact in policy.policy.facts.items()
            if random.randrange(100) >= (4 if fact.default is None else 40)
        }
        yield facts_of(policy.policy, situation)


@examples(50)
@given(st.data())
def test_what_is_proved_impossible_is_shown_by_no_facts(data: DataObject) -> None:
    policy = load(data.draw(policies.policies()))
    impossible = covered(policy, []).impossible
    coverer = Coverer(policy)
    seed = data.draw(st.integers(0, 2**32))
    for unit in (data.draw(any_facts(policy)), *drawn(policy, seed, 40)) if impossible else ():
        shown = set(coverer.shown_by(policy.judge(unit))) & impossible
        assert not shown, ([coverer.goals[place] for place in shown], unit)


@examples(30)
@given(st.data())
def test_what_is_proved_impossible_of_the_standard_is_shown_by_no_facts(data: DataObject) -> None:
    policy = standard()
    coverer = Coverer(policy)
    finder = Finder(search_of(policy))
    unit = data.draw(st.one_of(standard_facts(missing=True), told_apart(policy)))
    for place in coverer.shown_by(policy.judge(unit)):
        assert not finder.impossible(coverer.goals[place])


@examples(12)
@given(st.data())
def test_facts_that_are_found_for_a_goal_show_it_with_all_else_in_order(data: DataObject) -> None:
    policy = load(data.draw(policies.policies()))
    finder, coverer = Finder(search_of(policy)), Coverer(policy)
    places = st.integers(0, len(coverer.goals) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=MOST_GOALS, unique=True)):
        found = finder.find(coverer.goals[place])
        if found is None:
            continue
        assert not finder.impossible(coverer.goals[place])
        unit = facts_of(policy.policy, found.situation)
        assert place in coverer.shown_by(policy.judge(unit))
        givens = {pointer: model.LEFT_OUT if value is None else value.given for pointer, value in found.givens.items()}
        assert in_order(policy, givens) == unit


def at(policy: model.Policy, facts: Facts, pointer: str) -> Any:
    """Give a fact of some facts; `LEFT_OUT` where it is not there."""
    fact = policy.facts[pointer]
    return facts.get(fact.group, {}).get(fact.key, model.LEFT_OUT)


@examples(40)
@given(st.data())
def test_all_else_in_order_is_whole_and_keeps_what_is_given(data: DataObject) -> None:
    policy = load(data.draw(policies.policies()))
    unit = data.draw(st.one_of(policies.facts(policy.policy), told_apart(policy)))
    pointers = list(policy.policy.facts)
    chosen = data.draw(st.lists(st.sampled_from(pointers), max_size=3, unique=True)) if pointers else []
    givens = {pointer: at(policy.policy, unit, pointer) for pointer in chosen}
    facts = in_order(policy, givens)
    assert {pointer: at(policy.policy, facts, pointer) for pointer in chosen} == givens
    assert facts == anew(in_order(policy, givens))
    trace = policy.judge(facts)
    unknown = {pointer for pointer, value in givens.items() if value is model.LEFT_OUT}
    unknown = standing_on(policy.policy, unknown)
    missing = {"/".join(pointer.split("/")[:3]) for rule in trace.rules() for pointer in rule.missing}
    assert missing <= unknown
    assert trace.determined or unknown


def standing_on(policy: model.Policy, left_out: set[str]) -> set[str]:
    """Give the facts that are not known where some are left out: these, and those whose default reads one of them."""
    unknown: set[str] = set()
    more = {pointer for pointer in left_out if policy.facts[pointer].default is None}
    while more:
        unknown |= more
        more = {
            pointer
            for pointer, fact in policy.facts.items()
            if pointer not in unknown and fact.default is not None
            and any(isinstance(node, model.FactRead) and node.pointer in unknown for node in model.walk(fact.default))
        }  # fmt: skip
    return unknown


@examples(15)
@given(st.data())
def test_nothing_hits_in_what_is_in_order_where_nothing_is_given(data: DataObject) -> None:
    policy = load(data.draw(policies.policies()))
    facts = in_order(policy, {})
    hits = [rule.id for rule in policy.judge(facts).rules() if rule.state == "hit"]
    unit = data.draw(any_facts(policy))
    others = [rule.id for rule in policy.judge(unit).rules() if rule.state == "hit"]
    if others == []:
        assert policy.judge(unit).determined is False or hits == []
