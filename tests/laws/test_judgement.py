"""The engine judges as the oracle does, and its ledger adds up at every level."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from demerit import LoadedPolicy, MissingFactsError, Trace
from demerit.evaluation.evaluator import Evaluator
from demerit.evaluation.facts import FactsDoor
from demerit.evaluation.trace import ItemTrace, Number, Points, RuleTrace, SectionTrace, Step
from demerit.language import model
from demerit.language.parser import parse
from demerit.language.source import Source
from tests.laws import policies
from tests.laws.given import Case, Facts, anew, cases, refusal, standard_cases
from tests.laws.oracle import Oracle
from tests.laws.profile import examples

Line = tuple[Any, ...]


def number(value: Number) -> Fraction:
    assert not isinstance(value, float)
    return Fraction(value)


STAGES = {"rule": 0, "greatest": 1, "least": 1, "item": 2, "worth": 3, "group": 4, "section": 5, "floor": 5}


def lines(trace: Trace) -> list[Line]:
    """Give for each rule its state, what it asked, and what is left behind each of the stages."""
    given = []
    for rule in trace.rules():
        lost = [Fraction(0)] * 6
        for absorption in rule.points.absorbed_by:
            lost[STAGES[absorption.cap]] += abs(number(absorption.points))
        left = [abs(number(rule.points.asked))]
        left += [left[0] - sum(lost[:stages]) for stages in range(1, 7)]
        given.append((rule.id, rule.state, *left))
    return given


def assert_judged_as_the_oracle_does(case: Case) -> None:
    trace = case.policy.judge(case.facts)
    verdict = Oracle(parse(Source("oracle", case.text)).document, case.facts).verdict()
    expected = [
        (
            r.id, r.state, r.asked, r.after_rule, r.after_chain, r.after_item, r.after_worth,
            r.after_groups[-1][1] if r.after_groups else r.after_worth, r.after_section,
        )
        for r in verdict.lines
    ]  # fmt: skip
    assert lines(trace) == expected
    assert trace.outcome == verdict.outcome
    assert trace.determined == (verdict.outcome != "undetermined")
    score = trace.score if trace.determined else None
    assert (None if score is None else Fraction(score)) == verdict.score
    assert [None if each.score is None else number(each.score) for each in trace.tree.sections] == [
        verdict.sections[each.id] for each in trace.tree.sections
    ]
    told = trace.tree.verdict
    assert (None if told is None else told.grade) == verdict.grade
    for rule, line in zip(trace.rules(), verdict.lines, strict=True):
        if line.state in ("hit", "clear"):
            assert [(each.entry, each.rule) for each in rule.elsewhere] == line.elsewhere
        if rule.beyond is not None and trace.outcome == "score":
            assert (number(rule.beyond.points.asked), number(rule.beyond.points.effective)) == (
                line.beyond_asked, line.beyond,
            )  # fmt: skip


@examples(180)
@given(cases())
def test_the_engine_judges_generated_policies_as_the_oracle_does(case: Case) -> None:
    assert_judged_as_the_oracle_does(case)


@examples(20)
@given(st.one_of(standard_cases(missing=False), standard_cases(missing=True)))
def test_the_engine_judges_the_standard_as_the_oracle_does(case: Case) -> None:
    assert_judged_as_the_oracle_does(case)


def adds_up(whole: Points, parts: Iterable[Points]) -> None:
    """Hold a line of the ledger to be sound in itself, and to be the sum of the lines below it."""
    assert_sound(whole)
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


def assert_sound(points: Points) -> None:
    assert number(points.asked) == number(points.effective) + number(points.absorbed)
    assert number(points.absorbed) == sum(number(absorption.points) for absorption in points.absorbed_by)
    assert all(number(absorption.points) != 0 for absorption in points.absorbed_by)


def assert_rule_adds_up(rule: RuleTrace, *, positive: bool) -> None:
    """Hold a rule's line to be sound, and to have the sign of what it does: what counts against the section's verb is
    negative."""
    assert_sound(rule.points)
    sign = 1 if positive else -1
    assert sign * number(rule.points.effective) >= 0
    assert all(sign * number(absorption.points) > 0 for absorption in rule.points.absorbed_by)
    if rule.beyond is not None:
        assert_sound(rule.beyond.points)
        assert number(rule.beyond.points.effective) >= 0
        assert all(number(absorption.points) > 0 for absorption in rule.beyond.points.absorbed_by)


def assert_section_adds_up(section: SectionTrace, declared: model.Section) -> None:
    verb = section.verb or ("add" if section.bonus else "deduct")
    lines = {item.id: item.points for item in section.items}
    for item in section.items:
        for rule in item.rules:
            assert_rule_adds_up(rule, positive=rule.verb == verb)
        adds_up(item.points, (rule.points for rule in item.rules))
        for most in (item.cap, item.worth):
            assert most is None or abs(number(item.points.effective)) <= number(most)
    waiting = list(section.groups)
    while waiting:  # a group holds items, or groups that are written before it or after
        group = next(each for each in waiting if all(member in lines for member in each.members))
        waiting.remove(group)
        lines[group.id] = group.points
        adds_up(group.points, (lines[member] for member in group.members))
        assert abs(number(group.points.effective)) <= number(group.cap)
    adds_up(section.points, (item.points for item in section.items))
    effective = number(section.points.effective)
    if section.score is None:
        assert not section.steps or section.steps[-1].left is None
    elif section.steps:
        assert_steps_lead(section, declared)
    else:
        assert section.worth is not None
        assert effective <= number(section.worth)
        assert number(section.score) == (effective if section.bonus else number(section.worth) - effective)


def assert_steps_lead(section: SectionTrace, declared: model.Section) -> None:
    """Hold the steps of a section to lead from its start to its score, one by one, with what its rules came to."""
    sums = {"add": Fraction(0), "deduct": Fraction(0)}
    for rule in (rule for item in section.items for rule in item.rules):
        sums[rule.verb] += abs(number(rule.points.effective))
    away = [item.worth for item in section.items if item.applies is not None and item.applies.value is False]
    not_applicable = sum(number(worth) for worth in away if worth is not None)
    first, *steps = section.steps
    assert (first.step, first.change) == ("start", None)
    assert [each.step for each in steps] == sorted((each.step for each in steps), key=STEPS.index)
    changes = {"not_applicable": -not_applicable, "gained": sums["add"], "lost": -sums["deduct"]}
    told = {each.step for each in steps}
    assert sums["add"] == 0 or "gained" in told
    assert sums["deduct"] == 0 or "lost" in told
    for before, step in pairwise(section.steps):
        if step.step in changes:
            assert step.change is not None
            assert number(step.change) == changes[step.step]
        if step.step == "rescaled":
            assert declared.worth is not None
            assert step.of is not None
            assert step.to == section.worth
            assert number(step.of) == declared.worth - not_applicable
        assert_step(before, step)
    scored = [each for each in section.steps if each.step != "weighted"]
    assert scored[-1].left == section.score


STEPS = ("start", "not_applicable", "gained", "lost", "rescaled", "rounded", "weighted")
TOTAL_STEPS = ("sections", "rescaled", "bonus", "beyond", "floor", "cap", "rounded")


def assert_step(before: Step, step: Step) -> None:
    """Hold a step to be arithmetic."""
    assert before.left is not None
    left = number(before.left)
    match step.step:
        case "rescaled":
            assert step.of is not None
            assert step.to is not None
            of, to = number(step.of), number(step.to)
            assert step.left in (step.to, 0, None) if of == 0 else number(step.left or 0) == left / of * to
        case "rounded":
            assert step.text is not None
            assert number(step.left or 0) == as_worded(left, step.text)
        case "weighted":
            assert step.to is not None
            assert number(step.left or 0) == left * number(step.to)
        case _:
            assert step.change is not None
            assert number(step.left or 0) == left + number(step.change)
            assert step.step not in ("floor", "gained", "bonus") or number(step.change) >= 0
            assert step.step not in ("cap", "lost", "beyond", "not_applicable") or number(step.change) <= 0


def as_worded(value: Fraction, text: str) -> Fraction:
    """Round as `half up to 1 place` says."""
    direction, _, places = text.rpartition(" to ")
    scale = Fraction(1 if places == "a whole number" else 10 ** int(places.split()[0]))
    scaled = value * scale
    rounded: dict[str, Callable[[Fraction], int]] = {
        "up": ceil,
        "down": floor,
        "half up": lambda x: floor(x + Fraction(1, 2)),
        "half even": round,
    }
    return Fraction(rounded[direction](scaled)) / scale


def counts_for(section: SectionTrace) -> Fraction:
    """Give what a section counts for: its score, times its weight."""
    left = section.steps[-1].left if section.steps else section.score
    assert left is not None
    return number(left)


def assert_total_adds_up(trace: Trace) -> None:
    tree = trace.tree
    assert tree.score is not None
    assert number(tree.score) == Fraction(trace.score or 0)
    ordinary, bonus = (
        sum(counts_for(section) for section in tree.sections if section.bonus is is_bonus) for is_bonus in (False, True)
    )
    if tree.verdict is None:
        assert number(tree.score) == ordinary + bonus
        assert number(tree.score) >= 0
        rounded = any(step.step == "rounded" for section in tree.sections for step in section.steps)
        assert tree.maximum is None or rounded or number(tree.score) <= number(tree.maximum)
        return
    first, *steps = tree.verdict.steps
    assert first.step == "sections"
    assert number(first.left or 0) == ordinary
    assert [each.step for each in steps] == sorted((each.step for each in steps), key=TOTAL_STEPS.index)
    told = {each.step for each in steps}
    charged = sum(number(rule.beyond.points.effective) for rule in trace.rules() if rule.beyond is not None)
    assert bonus == 0 or "bonus" in told
    assert charged == 0 or "beyond" in told
    for before, step in pairwise(tree.verdict.steps):
        if step.step in ("bonus", "beyond"):
            assert number(step.change or 0) == {"bonus": bonus, "beyond": -charged}[step.step]
        if step.step == "rescaled":
            assert step.to == tree.full_marks
        assert_step(before, step)
    assert tree.verdict.steps[-1].left == tree.score


@examples(80)
@given(st.one_of(cases(), cases(), standard_cases(missing=True)))
def test_the_ledger_adds_up_at_every_level_and_the_score_is_its_root(case: Case) -> None:
    trace = case.policy.judge(case.facts)
    for section, declared in zip(trace.tree.sections, case.policy.policy.sections, strict=True):
        assert_section_adds_up(section, declared)
    verdict = trace.tree.verdict
    beyond = [rule.beyond.points for rule in trace.rules() if rule.beyond is not None]
    if trace.determined and beyond:
        assert verdict is not None
        assert verdict.beyond is not None
        adds_up(verdict.beyond, beyond)
    else:
        assert verdict is None or verdict.beyond is None
    if trace.outcome == "score":
        assert_total_adds_up(trace)
    else:
        assert trace.tree.score is None
        assert verdict is None or (verdict.steps, verdict.grade) == ((), None)


def leaves_nothing_to_score(trace: Trace, policy: model.Policy) -> bool:
    """Tell whether nothing applies of a section, or of all of them, that then has no score."""
    declared = zip(trace.tree.sections, policy.sections, strict=True)
    bare = {
        section.id: all(item.applies is not None and item.applies.value is False for item in section.items)
        for section in trace.tree.sections
    }
    alone = any(bare[told.id] and section.rescaled == "no_score" for told, section in declared)
    together = all(bare[section.id] for section in policy.sections if not section.bonus)
    return alone or (policy.verdict.rescaled == "no_score" and together)


@examples(50)
@given(st.one_of(cases(), cases(), standard_cases(missing=True)))
def test_there_is_a_score_unless_something_is_unknown_or_the_policy_gives_none(case: Case) -> None:
    trace = case.policy.judge(case.facts)
    rules = [rule.state for rule in trace.rules()]
    verdict = trace.tree.verdict
    no_score = [ruling.holds for ruling in verdict.no_score] if verdict is not None else []
    limits = [ruling.holds for ruling in verdict.limits] if verdict is not None else []
    unknown = "undetermined" in rules or None in no_score
    if True in no_score:
        assert verdict is not None
        said = verdict.no_score[no_score.index(True)]
        assert (trace.outcome, verdict.reason) == ("no_score", said.reason or said.text)
    elif leaves_nothing_to_score(trace, case.policy.policy):  # which no fact that is missing can change
        assert verdict is not None
        assert trace.outcome == "no_score"
        assert (verdict.reason or "").startswith("nothing applies")
    elif unknown:
        assert trace.outcome == "undetermined"
    else:
        assert trace.outcome == ("undetermined" if None in limits else "score")
        assert None not in [section.score for section in trace.tree.sections]
    if trace.outcome == "undetermined":
        assert verdict is None or verdict.reason is None


@examples(70)
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


@examples(50)
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


@examples(50)
@given(st.one_of(cases(missing=False), cases(missing=False), standard_cases(missing=False)))
def test_where_no_fact_is_missing_all_is_determined(case: Case) -> None:
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
    needed = {pointer for rule in trace.rules() for pointer in rule.missing}
    assert pointers == needed | {pointer for ruling in trace.rulings() for pointer in ruling.missing}
    states = {rule.id: rule.state for rule in trace.rules()}
    for rule in trace.rules():
        if rule.state != "undetermined":
            assert rule.missing == ()
        elif not rule.missing:
            assert_waits(rule, trace, states)
    for ruling in trace.rulings():
        assert ruling.holds is None or ruling.missing == ()
    return {pointer for pointer in pointers if pointer is not None}


def assert_waits(rule: RuleTrace, trace: Trace, states: dict[str, str]) -> None:
    """Hold a rule for which no fact is missing to wait for something that is not determined."""
    kind, _, id_ = (rule.because or "").partition(" ")
    within = {
        "rule": {id_},
        "item": {rule.id for item in all_items(trace) if item.id == id_ for rule in item.rules},
        "section": {r.id for s in trace.tree.sections if s.id == id_ for item in s.items for r in item.rules},
    }
    assert "undetermined" in {states[each] for each in within[kind] - {rule.id}}


def all_items(trace: Trace) -> list[ItemTrace]:
    return [item for section in trace.tree.sections for item in section.items]


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
