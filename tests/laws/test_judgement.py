"""The engine judges as the oracle does, and its ledger adds up at every level."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from demerit import LoadedPolicy, MissingFactsError, Trace
from demerit.evaluation.evaluator import Evaluator
from demerit.evaluation.facts import FactsDoor
from demerit.evaluation.trace import Number, Points
from demerit.language.parser import parse
from demerit.language.source import Source
from tests.laws import policies
from tests.laws.given import Case, Facts, anew, cases, refusal, standard_cases
from tests.laws.oracle import Oracle
from tests.laws.profile import examples

Line = tuple[str, str, Fraction, Fraction, Fraction, Fraction]


def number(value: Number) -> Fraction:
    assert not isinstance(value, float)
    return Fraction(value)


def lines(trace: Trace) -> list[Line]:
    """Give for each rule its state, what it asked, and what its own cap, the item's and the section's left of that."""
    given = []
    for rule in trace.rules():
        lost = {absorption.cap: number(absorption.points) for absorption in rule.points.absorbed_by}
        left = [number(rule.points.asked)]
        left += [left[0] - sum(lost.get(cap, 0) for cap in ("rule", "item", "section")[:caps]) for caps in (1, 2, 3)]
        given.append((rule.id, rule.state, left[0], left[1], left[2], left[3]))
    return given


def assert_judged_as_the_oracle_does(case: Case) -> None:
    trace = case.policy.judge(case.facts)
    verdict = Oracle(parse(Source("oracle", case.text)).document, case.facts).verdict()
    expected = [(r.id, r.state, r.asked, r.after_rule, r.after_item, r.after_section) for r in verdict.lines]
    assert lines(trace) == expected
    assert trace.determined == (verdict.score is not None)
    assert (Fraction(trace.score) if trace.determined else None) == verdict.score


@examples(200)
@given(cases())
def test_the_engine_judges_generated_policies_as_the_oracle_does(case: Case) -> None:
    assert_judged_as_the_oracle_does(case)


@examples(20)
@given(st.one_of(standard_cases(missing=False), standard_cases(missing=True)))
def test_the_engine_judges_the_standard_as_the_oracle_does(case: Case) -> None:
    assert_judged_as_the_oracle_does(case)


def adds_up(whole: Points, parts: Iterable[Points]) -> None:
    """Hold a line of the ledger to be sound in itself, and to be the sum of the lines below it."""
    assert number(whole.asked) == number(whole.effective) + number(whole.absorbed)
    assert number(whole.absorbed) == sum(number(absorption.points) for absorption in whole.absorbed_by)
    assert all(number(absorption.points) > 0 for absorption in whole.absorbed_by)
    below = list(parts)
    for column in ("asked", "effective", "absorbed"):
        assert number(getattr(whole, column)) == sum(number(getattr(part, column)) for part in below)
    absorbed: dict[tuple[str, str, Any], Fraction] = {}
    for absorption in (absorption for part in below for absorption in part.absorbed_by):
        key = absorption.cap, absorption.id, absorption.limit
        absorbed[key] = absorbed.get(key, Fraction(0)) + number(absorption.points)
    found = {(a.cap, a.id, a.limit): number(a.points) for a in whole.absorbed_by}
    assert found == absorbed
    assert len(found) == len(whole.absorbed_by)


@examples(90)
@given(st.one_of(cases(), cases(), standard_cases(missing=True)))
def test_the_ledger_adds_up_at_every_level_and_the_score_is_its_root(case: Case) -> None:
    trace = case.policy.judge(case.facts)
    for section in trace.tree.sections:
        for item in section.items:
            for rule in item.rules:
                lost = [number(absorption.points) for absorption in rule.points.absorbed_by]
                assert number(rule.points.asked) == number(rule.points.effective) + number(rule.points.absorbed)
                assert number(rule.points.absorbed) == sum(lost)
                assert number(rule.points.effective) >= 0
            adds_up(item.points, (rule.points for rule in item.rules))
            if item.cap is not None:
                assert number(item.points.effective) <= number(item.cap)
        adds_up(section.points, (item.points for item in section.items))
        effective = number(section.points.effective)
        assert effective <= number(section.worth)
        if section.score is not None:
            assert number(section.score) == (effective if section.bonus else number(section.worth) - effective)
    scores = [section.score for section in trace.tree.sections]
    assert trace.determined == (None not in scores)
    if trace.determined:
        assert trace.tree.score is not None
        total = sum(number(score) for score in scores if score is not None)
        assert number(trace.tree.score) == total == Fraction(trace.score)
        assert 0 <= Fraction(trace.score) <= number(trace.tree.maximum)
    else:
        assert trace.tree.score is None


@examples(90)
@given(st.one_of(cases(), cases(), standard_cases(missing=True)))
def test_the_score_alone_is_the_score_of_the_trace_and_is_refused_alike(case: Case) -> None:
    policy, facts = case.policy, case.facts
    missing, alike = refusal(lambda: policy.evaluate(facts)), refusal(lambda: policy.score(facts))
    assert type(missing) is type(alike)
    if missing is not None and alike is not None:
        assert missing.diagnostics == alike.diagnostics
        return
    score, alone = policy.evaluate(facts).score, policy.score(facts)
    assert (type(alone), alone) == (type(score), score)


@examples(70)
@given(st.one_of(cases(), cases(), standard_cases(missing=True)))
def test_whole_facts_are_judged_alike_whether_or_not_they_are_known_to_be_whole(case: Case) -> None:
    plan = case.policy.plan
    evaluator, taken = Evaluator(plan), FactsDoor(plan).take(case.facts)
    for whole in {taken.whole, False}:
        score, stands = evaluator.score(taken.values, whole=whole)
        record = evaluator.record(taken.values, whole=whole)
        assert record[:2] == (score, stands)
        assert record == evaluator.record(taken.values, whole=taken.whole)


# -- missing facts -----------------------------------------------------------------------------------------------


@examples(70)
@given(st.one_of(cases(missing=False), cases(missing=False), standard_cases(missing=False)))
def test_where_no_fact_is_missing_there_is_a_score(case: Case) -> None:
    assert case.policy.judge(case.facts).determined


@st.composite
def thinned(draw: st.DrawFn) -> tuple[Case, Facts]:
    """Give facts of which none is missing, and the same with some left out."""
    case = draw(st.one_of(cases(missing=False), cases(missing=False), standard_cases(missing=False)))
    pointers = [(group, key) for group, facts in case.facts.items() for key in facts]
    left_out = draw(st.sets(st.sampled_from(pointers))) if pointers else set()
    thin = {g: {k: v for k, v in facts.items() if (g, k) not in left_out} for g, facts in case.facts.items()}
    return case, thin


@examples(70)
@given(thinned())
def test_filling_in_what_is_said_to_be_missing_leads_to_a_score(given: tuple[Case, Facts]) -> None:
    case, facts = given
    policy, facts = case.policy, anew(facts)
    while (missing := missing_facts(policy, facts)) is not None:
        assert missing
        for pointer in missing:
            fact = policy.policy.facts[pointer]
            group = facts.setdefault(fact.group, {})
            assert fact.key not in group
            group[fact.key] = case.facts[fact.group][fact.key]


def missing_facts(policy: LoadedPolicy, facts: Facts) -> set[str] | None:
    """Give the facts that are said to be missing; None if there is a score."""
    fault = refusal(lambda: policy.evaluate(facts))
    if fault is None:
        return None
    assert isinstance(fault, MissingFactsError)
    trace = fault.trace
    assert isinstance(trace, Trace)
    pointers = {diagnostic.pointer for diagnostic in fault.diagnostics}
    assert pointers == {pointer for rule in trace.rules() for pointer in rule.missing}
    for rule in trace.rules():
        assert bool(rule.missing) == (rule.state == "undetermined")
    return {pointer for pointer in pointers if pointer is not None}


@examples(70)
@given(cases(missing=True), st.data())
def test_what_can_be_judged_without_a_fact_stays_so_when_the_fact_comes(case: Case, data: DataObject) -> None:
    """A rule that is determined without some facts is judged the same whatever those facts are."""
    policy = case.policy
    before = policy.judge(case.facts)
    absent = sorted({pointer for rule in before.rules() for pointer in rule.missing if pointer in policy.policy.facts})
    if not absent:
        return
    fuller = anew(case.facts)
    fact = policy.policy.facts[data.draw(st.sampled_from(absent))]
    fuller.setdefault(fact.group, {})[fact.key] = data.draw(policies.value(fact.type))
    after = {line[0]: line for line in lines(policy.judge(fuller))}
    for line in lines(before):
        if line[1] != "undetermined":
            assert after[line[0]][:4] == line[:4]
