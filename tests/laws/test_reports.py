"""The reports can be made of any judgement: the score, where there is one, and the answer for everything with an id."""

from hypothesis import given

from demerit.evaluation.trace import UNDETERMINED
from demerit.report.score import render_score
from demerit.report.why import render_why
from tests.laws.given import Case, cases
from tests.laws.profile import examples

WIDE = 100_000
"""Columns enough for every line to stand whole."""


@examples(60)
@given(cases())
def test_everything_that_has_an_id_can_be_asked_for_and_the_score_be_told(case: Case) -> None:
    trace = case.policy.judge(case.facts)
    sections = trace.tree.sections
    ids = [section.id for section in sections] + [rule.id for rule in trace.rules()]
    ids += [item.id for section in sections for item in section.items]
    for id_ in ids:
        assert id_ in render_why(trace, id_)
    if trace.tree.outcome != UNDETERMINED:
        shown = render_score(trace, "unit.json")
        assert all(section.id in shown for section in sections)


@examples(60)
@given(cases())
def test_the_answer_for_a_group_has_a_line_for_each_of_its_members(case: Case) -> None:
    trace = case.policy.judge(case.facts)
    for group in (group for section in trace.tree.sections for group in section.groups):
        lines = render_why(trace, group.id, columns=WIDE).split("\n")
        members = [line.split(":")[0].split()[0] for line in lines if line.startswith("    ")]
        assert members == list(group.members)
