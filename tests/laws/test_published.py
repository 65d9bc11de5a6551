"""Published texts: a draft says what the text says, is without errors, and stands for all of it; whatever the text."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given

import demerit
from demerit import FileError, LoadedPolicy, Source
from demerit.language import codes, coverage_codes, model
from demerit.published.agreement import amounts
from demerit.published.coverage import STATES, TO_FILL_IN, Coverage
from demerit.published.drafting import Draft, draft
from demerit.published.text import read
from demerit.report.coverage import coverage_json, render_coverage
from demerit.report.coverage_page import render_page
from tests.laws.policies import policies
from tests.laws.profile import examples
from tests.laws.published import Points, Written, odd_texts, published


def drafted(text: str) -> tuple[Draft, LoadedPolicy, Coverage]:
    made = draft(Source("source.txt", text))
    loaded = demerit.load_source(Source("draft.policy", made.text))
    return made, loaded, loaded.cover(Source("source.txt", text))


def points(item: model.Item) -> list[tuple[str, Fraction]]:
    return [(each.verb, Fraction(each.points)) for rule in item.rules for each in amounts(rule)]


def flat(said: tuple[Points, ...]) -> list[tuple[str, Fraction]]:
    return [each for sentence in said for each in sentence]


@examples(80)
@given(published())
def test_a_draft_takes_the_points_that_the_text_takes(written: Written) -> None:
    made, loaded, covered = drafted(written.text)
    sections = loaded.policy.sections
    assert [section.worth for section in sections] == list(written.worths)
    assert [[points(item) for item in section.items] for section in sections] == [
        [flat(item) for item in section] for section in written.items
    ]
    assert covered.diagnostics == ()
    assert covered.accounted + covered.count(TO_FILL_IN) == covered.total
    assert len(loaded.warnings) == made.places


@examples(150)
@given(odd_texts())
def test_whatever_the_text_the_draft_is_without_errors_and_stands_for_all_of_it(text: str) -> None:
    if not read(Source("source.txt", text)).charging:
        with pytest.raises(FileError) as caught:
            draft(Source("source.txt", text))
        assert [each.code for each in caught.value.diagnostics] == [coverage_codes.NO_POINTS]
        return
    made, loaded, covered = drafted(text)
    assert {each.code for each in loaded.warnings} <= {coverage_codes.TO_FILL_IN}
    assert len(loaded.warnings) == made.places
    assert [(each.code.number, each.underlined) for each in covered.diagnostics if each.severity == codes.ERROR] == []
    assert covered.accounted + covered.count(TO_FILL_IN) == covered.total
    assert draft(Source("source.txt", text)) == made
    assert render_coverage(covered)
    assert coverage_json(covered)
    assert render_page(covered)


@examples(40)
@given(policies(), odd_texts())
def test_any_policy_can_be_held_against_any_text(policy: str, text: str) -> None:
    loaded = demerit.load_source(Source("policy", policy))
    covered = loaded.cover(Source("source.txt", text))
    assert covered.total == sum(bool(clause.mentions) for clause in covered.published.clauses)
    assert sum(covered.count(state) for state in STATES) == covered.total
    assert covered.sound or covered.diagnostics
    assert render_coverage(covered)
    page = render_page(covered)
    assert all(page.count(f'<span class="id">{rule.id}</span>') == 1 for rule in loaded.policy.rules)


@examples(150)
@given(odd_texts())
def test_every_character_of_a_text_belongs_to_one_clause_at_most(text: str) -> None:
    clauses = [clause.span for clause in read(Source("source.txt", text)).clauses]
    assert all(0 <= span.start < span.end <= len(text) for span in clauses)
    assert all(one.end <= other.start for one, other in pairwise(clauses))


@examples(40)
@given(published(), odd_texts())
def test_every_change_of_a_text_is_told_once(written: Written, other: str) -> None:
    _, loaded, _ = drafted(written.text)
    old, new = Source("old.txt", written.text), Source("new.txt", f"{other}{written.text}")
    assert loaded.changes(old, Source("same.txt", written.text)) == ()
    found = loaded.changes(old, new)
    for side in ("old", "new"):
        spans = [getattr(each, side).span for each in found if getattr(each, side) is not None]
        assert len(spans) == len(set(spans))
