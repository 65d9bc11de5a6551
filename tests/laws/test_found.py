"""What the laws have found, each in its smallest form, so that it is tried every time."""

import pytest

import demerit
from demerit import DemeritError, FactsError, PolicyError, Source
from demerit.language.parser import parse, parse_fragment
from tests.laws.given import Case, Facts, load, refusal
from tests.laws.test_judgement import assert_judged_as_the_oracle_does

HEADING = "policy found\n  version 1\n\n"
LISTS = """facts unit
  incident : list
    - cost : yuan at least 0
    - people : count optional
    - severe : yes/no
  drill : list
    - recorded : yes/no
  budget : yuan at least 0
  alarms : count
  expected : count default (people in each incident)

section S worth 10
  item 1
"""


@pytest.mark.parametrize(
    "rule",
    [
        "when any incident where severe and (any drill where recorded) deduct 1",
        "per incident where (drill where recorded) is at least people deduct 1",
        "when every incident where (no incident where severe) or people is 2 or more deduct 1",
        "per people in each incident where (cost in each incident where severe) is more than cost deduct 1",
    ],
)
@pytest.mark.parametrize("people", [{}, {"people": 3}])
def test_a_list_is_asked_about_within_what_the_entries_of_another_have_to_be(rule: str, people: Facts) -> None:
    incidents = [{"cost": 5, "severe": True, **people}, {"cost": 1, "severe": False, "people": 1}]
    for drills in ([], [{"recorded": True}, {"recorded": False}]):
        facts = {"unit": {"incident": incidents, "drill": drills, "budget": 3, "alarms": 1}}
        assert_judged_as_the_oracle_does(Case(f"{HEADING}{LISTS}    {rule}\n", facts))


def missing(rule: str, facts: Facts) -> list[str | None]:
    fault = refusal(lambda: load(f"{HEADING}{LISTS}    {rule}\n").evaluate({"unit": facts}))
    assert isinstance(fault, FactsError)
    return [diagnostic.pointer for diagnostic in fault.diagnostics]


def test_a_fact_that_entries_are_held_against_is_named_where_it_is_missing() -> None:
    found = missing(
        "when any incident where cost is more than budget deduct 1", {"incident": [{"cost": 5, "severe": True}]}
    )
    assert found == ["/unit/budget"]


def test_a_field_that_a_default_adds_up_is_named_where_it_is_missing() -> None:
    facts = {"incident": [{"cost": 5, "severe": True}], "alarms": 1}
    assert missing("when alarms is less than expected deduct 1", facts) == ["/unit/incident/0/people"]


@pytest.mark.parametrize(
    ("section", "score"),
    [
        ("section S worth 3\n  item 1 cap 1\n    repealed\n", 3),
        ("section S worth 3\n  item 1\n    when 1 is 1 deduct 1\n    per 3 deduct 0.5\n", "0.5"),
        ("bonus section S up to 3\n  item 1\n    by 2\n      over 1 add 2\n", 2),
    ],
)
def test_a_policy_without_facts_has_a_score(section: str, score: int | str) -> None:
    assert str(load(HEADING + section).score({})) == str(score)


def test_defaults_that_share_what_they_read_do_not_grow_without_end() -> None:
    shared = "".join(f"  d{n + 1} : count default d{n} + d{n}\n" for n in range(40))
    text = f"{HEADING}facts g\n  d0 : count\n{shared}\nsection S worth 1\n  item 1\n    per d40 deduct 1\n"
    assert load(text).score({"g": {"d0": 0}}) == 1
    fault = refusal(lambda: load(text).evaluate({}))
    assert isinstance(fault, FactsError)
    assert [diagnostic.pointer for diagnostic in fault.diagnostics] == ["/g/d0"]


@pytest.mark.parametrize("backwards", [True, False])
def test_defaults_that_lean_one_on_another_without_end_are_refused(backwards: bool) -> None:
    declared = [f"  d{n} : count default d{n + 1}\n" for n in range(2000)]
    declared = declared if backwards else declared[::-1]
    text = f"{HEADING}facts g\n{''.join(declared)}  d2000 : count\n\nsection S worth 1\n  item 1\n    per d0 deduct 1\n"
    fault = refusal(lambda: demerit.load_source(Source("deep.policy", text)))
    assert isinstance(fault, PolicyError)
    assert {diagnostic.code.number for diagnostic in fault.diagnostics} == {"DEM413"}


def test_an_item_may_have_very_many_rules() -> None:
    rules = "    when fire deduct 1\n" + "    otherwise when fire deduct 1\n" * 1500
    text = f"{HEADING}facts g\n  fire : yes/no\n\nsection S worth 10\n  item 1\n{rules}"
    assert load(text).score({"g": {"fire": False}}) == 10
    trace = load(text).judge({})
    assert not trace.determined
    assert {rule.missing for rule in trace.rules()} == {("/g/fire",)}


def test_two_rules_of_different_items_do_not_share_an_id() -> None:
    items = "  item 1\n    when fire deduct 1\n      label 1.a\n  item 1.1\n    when fire deduct 1\n"
    fault = refusal(lambda: load(f"{HEADING}facts g\n  fire : yes/no\n\nsection S worth 10\n{items}"))
    assert isinstance(fault, PolicyError)
    assert [diagnostic.code.number for diagnostic in fault.diagnostics] == ["DEM307"]


@pytest.mark.parametrize("type_", ["number", "days", "number at least 0"])
@pytest.mark.parametrize("listed", [True, False])
def test_null_is_no_number_and_no_missing_one(type_: str, listed: bool) -> None:
    declared = f"  x : list\n    - x : {type_} optional\n" if listed else f"  x : {type_}\n"
    text = f"{HEADING}facts g\n{declared}  y : count\n\nsection S worth 1\n  item 1\n    per y deduct 1\n"
    facts = {"g": {"x": [{"x": None}] if listed else None, "y": 1}}
    assert isinstance(refusal(lambda: load(text).judge(facts)), FactsError)


def test_half_of_a_character_is_refused_in_a_policy_and_in_facts() -> None:
    text = f'{HEADING}facts g\n  x : text "{{}}"\n\nsection S worth 1\n  item 1\n    when x is "a" deduct 1\n'
    assert isinstance(refusal(lambda: demerit.load_source(Source("half.policy", text.format("\ud800")))), PolicyError)
    assert isinstance(refusal(lambda: load(text.format("")).evaluate({"g": {"x": "\ud800"}})), FactsError)


@pytest.mark.parametrize(
    "text",
    [
        "policy\npolicy\n",
        f"{HEADING}section S worth 1\n  item 1\n    when fire is less than smoke deduct 1\n",
        f"{HEADING}facts g\n  x : list\n    - level : count\n  y : yes/no default (any x where leve is 1)\n",
        f"{HEADING}facts g\n  「-」 : yes/no\n\nsection S worth 1\n  item 1\n    when smoke deduct 1\n",
    ],
)
def test_a_broken_policy_is_refused_with_a_reason(text: str) -> None:
    fault = refusal(lambda: demerit.load_source(Source("broken.policy", text)))
    assert isinstance(fault, PolicyError)
    assert fault.diagnostics


def test_a_fragment_that_is_too_deep_is_refused() -> None:
    fault = refusal(lambda: parse_fragment("(" * 300 + "a" + ")" * 300, "phrase"))
    assert isinstance(fault, DemeritError)


def test_very_many_faults_are_told_in_a_reasonable_time() -> None:
    text = f"{HEADING}section S worth 1\n  item 1\n    repealed\n" + "    cap 1\n" * 5000
    assert len(parse(Source("caps.policy", text)).document.blocks) == 2
    fault = refusal(lambda: demerit.load_source(Source("caps.policy", text)))
    assert isinstance(fault, PolicyError)
    assert len(fault.diagnostics) > 4000
