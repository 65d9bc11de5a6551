"""What must hold of the shipped standard, whatever a unit's facts are."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from demerit.language import model
from tests.laws import policies
from tests.laws.given import Facts, anew, standard, standard_facts
from tests.laws.profile import examples

# For these more is better: they are what a unit has, does or was praised for.
GAINS = {
    "/systems/drill", "/systems/emergency_plans", "/recognition/promotion", "/recognition/commendation",
}  # fmt: skip


def score(facts: Facts) -> Fraction:
    found = standard().score(facts)
    assert found is not None
    return Fraction(found)


def lists(*, gains: bool) -> list[model.Fact]:
    found = [fact for fact in standard().policy.facts.values() if isinstance(fact.type, model.Findings | model.ListOf)]
    return [fact for fact in found if (fact.pointer in GAINS) == gains]


@st.composite
def one_more(draw: DrawFn, *, gains: bool) -> tuple[Facts, Facts]:
    """Give a unit's facts, and the same with one finding or entry more somewhere."""
    facts = draw(standard_facts(missing=False))
    fact = draw(st.sampled_from(lists(gains=gains)))
    more = anew(facts)
    found: Any = more.setdefault(fact.group, {}).get(fact.key, [])
    if isinstance(found, int):
        more[fact.group][fact.key] = found + 1
    else:
        values = draw(policies.value(fact.type).filter(bool).filter(lambda value: isinstance(value, list)))
        found.insert(draw(st.integers(0, len(found))), values[0])
        more[fact.group][fact.key] = found
    return facts, more


@examples(60)
@given(one_more(gains=False))
def test_one_more_finding_never_raises_a_score(given: tuple[Facts, Facts]) -> None:
    facts, more = given
    assert score(more) <= score(facts)


@examples(30)
@given(one_more(gains=True))
def test_one_more_merit_never_lowers_a_score(given: tuple[Facts, Facts]) -> None:
    facts, more = given
    assert score(more) >= score(facts)


@examples(30)
@given(standard_facts(missing=False), st.data())
def test_one_more_yes_never_lowers_a_score_where_yes_is_what_is_asked_for(facts: Facts, data: st.DataObject) -> None:
    """Facts that make something apply, or more dangerous, are left out."""
    burdens = {
        "/personnel/holds_hazardous_materials", "/personnel/mass_prevention_required", "/physical/stores_valuables",
        "/physical/closed_management_required", "/technical/alarm_networking_required",
    }  # fmt: skip
    # `security rules exist`: with rules that lack more than four, the standard takes more than without any.
    burdens.add("/systems/security_rules_exist")
    asked = [fact for fact in standard().policy.facts.values() if isinstance(fact.type, model.YesNo)]
    fact = data.draw(st.sampled_from([fact for fact in asked if fact.pointer not in burdens]))
    better, worse = anew(facts), anew(facts)
    better.setdefault(fact.group, {})[fact.key] = True
    worse.setdefault(fact.group, {})[fact.key] = False
    assert score(better) >= score(worse)
