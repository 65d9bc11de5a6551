"""“All else in order”: the facts that an example does not give, found from the policy."""

from typing import Any

import pytest

import demerit
from demerit.examples.in_order import in_order
from demerit.language.model import LEFT_OUT
from tests.standard import ROOT, standard

POLICIES = sorted((ROOT / "policies").glob("*/standard.policy"))


def policy(body: str) -> demerit.LoadedPolicy:
    return demerit.load_source(demerit.Source("p.policy", f"policy p version 1\n{body}"))


def states(loaded: demerit.LoadedPolicy, givens: dict[str, Any]) -> dict[str, str]:
    return {rule.id: rule.state for rule in loaded.evaluate(in_order(loaded, givens)).rules()}


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name)
def test_no_rule_hits_where_nothing_is_given(path: Any) -> None:
    loaded = demerit.load(path)
    assert all(rule.state == "clear" for rule in loaded.evaluate(in_order(loaded, {})).rules())


@pytest.mark.parametrize(
    ("givens", "score"),
    [
        ({"/unit/employees": 200}, 100),
        ({"/leadership/security_head": "part_time"}, 100),
        ({"/personnel/guards_on_duty": 5}, 100),
        ({"/personnel/batons": 3}, 100),
        ({"/outcomes/criminal_cases": 2}, 100),
        ({"/outcomes/criminal_cases": 2, "/unit/employees": 999}, 90),
        ({"/personnel/untrained_guard": 5}, 98),
        ({"/personnel/hazardous_materials_managed": False}, 99),
        ({"/technical/missing_camera": [{"site": "1", "mandatory": True}]}, 98.5),
    ],
)
def test_what_is_given_stays_and_the_rest_gives_no_cause_to_deduct(givens: dict[str, Any], score: float) -> None:
    facts = in_order(standard(), givens)
    for pointer, value in givens.items():
        _, group, key = pointer.split("/")
        assert facts[group][key] == value
    assert standard().score(facts) == score


def test_what_is_left_out_stays_out() -> None:
    facts = in_order(standard(), {"/unit/employees": LEFT_OUT})
    assert "employees" not in facts.get("unit", {})
    with pytest.raises(demerit.MissingFactsError):
        standard().evaluate(facts)


def test_items_apply_as_far_as_that_costs_nothing() -> None:
    loaded = policy("""
        facts depot
          stores fuel : yes/no
          tanks sound : yes/no
          closed      : yes/no
        section 1 worth 10
          item 1.1
            applies when stores fuel
            unless tanks sound deduct 2
          item 1.2
            applies when closed
            when closed deduct 1
    """)
    assert states(loaded, {}) == {"1.1.a": "clear", "1.2.a": "not_applicable"}
    assert states(loaded, {"/depot/tanks_sound": False}) == {"1.1.a": "hit", "1.2.a": "not_applicable"}


def test_two_facts_that_have_to_change_together_are_found() -> None:
    loaded = policy("""
        facts depot
          large : yes/no
          head  : one of none, part time, full time
        section 1 worth 10
          item 1.1
            when (large and head is not full time) or (not large and head is none) deduct 2
            when not large and head is full time deduct 1
    """)
    assert set(states(loaded, {}).values()) == {"clear"}


def test_a_fact_with_a_default_is_left_to_it() -> None:
    loaded = policy("""
        facts depot
          guards : count
          lamps  : count default guards
        section 1 worth 10
          item 1.1
            per lamps short of 2 deduct 1
    """)
    assert in_order(loaded, {}) == {"depot": {"guards": 2}}
    assert in_order(loaded, {"/depot/guards": 1}) == {"depot": {"guards": 1}}
    assert states(loaded, {"/depot/guards": 1}) == {"1.1.a": "hit"}


def test_there_is_a_score_and_nothing_holds_the_grade_down() -> None:
    loaded = policy("""
        facts depot
          closed : yes/no
          fatal  : yes/no
          guards : count
        section 1 worth 10
          item 1.1
            per guards short of 1 deduct 1
        verdict
          no score when closed
          grade "good" from 5
          grade "poor" below 5
          at most grade "poor" when fatal
    """)
    assert in_order(loaded, {}) == {"depot": {"closed": False, "fatal": False, "guards": 1}}


def test_what_cannot_be_helped_is_as_little_as_can_be() -> None:
    loaded = policy("""
        facts depot
          guards : count at most 3
        section 1 worth 10
          item 1.1
            per guards short of 5 deduct 1
    """)
    assert in_order(loaded, {}) == {"depot": {"guards": 3}}


def test_the_same_policy_and_facts_give_the_same() -> None:
    again = demerit.load(ROOT / "policies" / "key-unit-security" / "standard.policy")
    for givens in ({}, {"/personnel/guards_on_duty": 7}):
        assert list(map(repr, in_order(again, givens).items())) == list(map(repr, in_order(standard(), givens).items()))


def test_a_fact_that_the_policy_does_not_have_is_none() -> None:
    with pytest.raises(KeyError):
        in_order(standard(), {"/unit/pizza": 1})
