"""What the examples of a policy have to show: for each kind of goal, facts that show it and facts that do not."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

import demerit
from demerit import Source
from demerit.examples.goals import (
    CAPS,
    CONDITIONS,
    DEFAULTS,
    EDGES,
    MEASURES,
    RULES,
    TABLES,
    VERDICT,
    Goal,
    goals,
)
from demerit.examples.measuring import Coverage, Coverer
from tests.standard import standard

Facts = Mapping[str, Any]


def loaded(text: str) -> demerit.LoadedPolicy:
    return demerit.load_source(Source("small.policy", text))


def policy(*rules: str, facts: str, item: str = "", section: str = "worth 20", rest: str = "") -> demerit.LoadedPolicy:
    """Load a policy of one item with these facts and rules."""
    lines = "\n".join(f"  {line}" for line in facts.split("; "))
    body = "\n".join(f"    {line}" for rule in rules for line in rule.split("\n"))
    return loaded(
        f"policy small version 1\nfacts unit\n{lines}\n{rest}\nsection 1 {section}\n  item 1.1 {item}\n{body}\n"
    )


def shown(policy: demerit.LoadedPolicy, *units: Facts) -> list[Goal]:
    """Give the goals that any of some units shows."""
    coverer = Coverer(policy)
    for number, unit in enumerate(units):
        coverer.add(str(number), coverer.shown_by(policy.judge({"unit": dict(unit)})))
    return [coverer.goals[place] for place in coverer.coverage().shown]


def kinds(policy: demerit.LoadedPolicy, measure: str, *units: Facts, about: str = "", of: str = "") -> set[str]:
    """Give the kinds of the goals of a measure that any of some units shows, of those whose text is such."""
    found = [goal for goal in shown(policy, *units) if goal.measure == measure and about in goal.text]
    return {goal.kind for goal in found if of in ("", goal.of)}


def asked(policy: demerit.LoadedPolicy, measure: str, about: str = "") -> list[tuple[str, str]]:
    """Give what and of which kind the goals of a measure are."""
    found = [goal for goal in goals(policy.plan) if goal.measure == measure and about in goal.text]
    return [(goal.text, goal.kind) for goal in found]


# -- rules -------------------------------------------------------------------------------------------------------


def test_a_rule_is_to_be_seen_to_hit_and_to_be_clear() -> None:
    plain = policy("unless drill deduct 1", facts="drill : yes/no")
    assert asked(plain, RULES) == [("unless drill deduct 1", "hit"), ("unless drill deduct 1", "clear")]
    assert kinds(plain, RULES, {"drill": False}) == {"hit"}
    assert kinds(plain, RULES, {"drill": True}) == {"clear"}
    assert kinds(plain, RULES, {"drill": True}, {"drill": False}) == {"hit", "clear"}


def test_what_is_not_known_shows_nothing() -> None:
    plain = policy("unless drill deduct 1", "when any alarm where loud deduct 1",
                   facts="drill : yes/no; alarm : list;   - loud : yes/no")  # fmt: skip
    assert shown(plain, {}) == []


def test_a_rule_that_always_hits_is_not_to_be_seen_clear() -> None:
    assert asked(policy("always deduct 1", facts="drill : yes/no"), RULES) == [("always deduct 1", "hit")]
    counted = policy("always deduct fee", facts="fee : number at least 0")
    assert [kind for _, kind in asked(counted, RULES)] == ["hit", "clear"]
    assert kinds(counted, RULES, {"fee": 0}) == {"clear"}


def test_a_rule_that_need_not_apply_is_to_be_seen_not_to_apply() -> None:
    of_item = policy("applies when online", "unless drill deduct 1", facts="drill : yes/no; online : yes/no")
    of_rule = policy("unless drill deduct 1\n  only when online", facts="drill : yes/no; online : yes/no")
    for each in (of_item, of_rule):
        assert kinds(each, RULES, {"drill": True, "online": False}) == {"not_applicable"}
        assert kinds(each, RULES, {"drill": True, "online": True}) == {"clear"}


def test_a_rule_behind_another_is_to_be_seen_not_reached() -> None:
    chain = policy("unless drill deduct 2", "otherwise per leak deduct 1", facts="drill : yes/no; leak : findings")
    of_second = "otherwise per leak"
    assert kinds(chain, RULES, {"drill": False, "leak": 1}, about=of_second) == {"not_reached"}
    assert kinds(chain, RULES, {"drill": True, "leak": 1}, about=of_second) == {"hit"}
    assert kinds(chain, RULES, {"drill": True, "leak": 0}, about=of_second) == {"clear"}


def test_a_rule_is_to_be_seen_held_back_by_its_cap() -> None:
    capped = policy("per leak deduct 0.5 cap 2", facts="leak : findings")
    assert kinds(capped, RULES, {"leak": 4}) == {"hit"}
    assert kinds(capped, RULES, {"leak": 5}) == {"hit", "capped"}


def test_a_cap_that_can_never_bind_is_no_goal() -> None:
    assert "capped" not in dict(asked(policy("when drill deduct 1 cap 2", facts="drill : yes/no"), RULES)).values()
    bounded = policy("per step deduct 1 cap 3", facts="step : whole number at least 0 at most 3")
    assert "capped" not in {kind for _, kind in asked(bounded, RULES)}


def test_a_cap_on_what_is_charged_beyond_the_item_is_a_goal() -> None:
    beyond = policy("per leak deduct 1 beyond the item\n  cap 3", facts="leak : findings", rest="verdict\n  floor 0\n")
    assert kinds(beyond, RULES, {"leak": 3}) == {"hit"}
    assert kinds(beyond, RULES, {"leak": 4}) == {"hit", "capped"}


# -- what holds points back --------------------------------------------------------------------------------------


def test_the_cap_of_an_item_is_to_be_seen_to_hold_back() -> None:
    two = policy("item cap 3", "per leak deduct 1", "per crack deduct 1", facts="leak : findings; crack : findings")
    assert asked(two, CAPS)[0] == ("item cap 3", "capped")
    assert kinds(two, CAPS, {"leak": 2, "crack": 1}, of="item") == set()
    assert kinds(two, CAPS, {"leak": 2, "crack": 2}, of="item") == {"capped"}


def test_the_worth_of_an_item_and_of_its_section_are_to_be_seen_to_hold_back() -> None:
    worth = policy("per leak deduct 1", "when drill deduct 1", facts="leak : findings; drill : yes/no",
                   item="worth 5", section="worth 5")  # fmt: skip
    assert asked(worth, CAPS) == [("item 1.1 worth 5", "worth")]
    assert kinds(worth, CAPS, {"leak": 5, "drill": False}) == set()
    assert kinds(worth, CAPS, {"leak": 5, "drill": True}) == {"worth"}
    open_ = policy("per leak deduct 1", facts="leak : findings", section="worth 5")
    assert asked(open_, CAPS) == [("section 1 worth 5", "worth")]
    assert kinds(open_, CAPS, {"leak": 5}) == set()
    assert kinds(open_, CAPS, {"leak": 6}) == {"worth"}


GROUPED = """policy small version 1
facts unit
  leak : findings
  crack : findings
section 1 worth 20
  group G "Building" of 1.1, 1.2 cap 4
  item 1.1
    per leak deduct 1
  item 1.2
    per crack deduct 1
"""


def test_the_cap_of_a_group_is_to_be_seen_to_hold_back() -> None:
    group = loaded(GROUPED)
    assert kinds(group, CAPS, {"leak": 2, "crack": 2}, of="group") == set()
    assert kinds(group, CAPS, {"leak": 2, "crack": 3}, of="group") == {"capped"}


def test_the_floor_of_a_section_that_adds_and_deducts_is_to_be_seen_to_hold_back() -> None:
    mixed = policy("per leak deduct 1", "per prize add 1", facts="leak : findings; prize : count",
                   section="starts at 0 worth 3 floor -2", rest="verdict\n  no floor\n")  # fmt: skip
    assert {kind for _, kind in asked(mixed, CAPS)} == {"worth", "floor"}
    assert kinds(mixed, CAPS, {"leak": 2, "prize": 0}) == set()
    assert kinds(mixed, CAPS, {"leak": 3, "prize": 0}) == {"floor"}
    assert kinds(mixed, CAPS, {"leak": 0, "prize": 4}) == {"worth"}


def test_the_floor_and_the_cap_of_the_total_are_to_be_seen_to_hold_back() -> None:
    total = policy("per leak deduct 5 beyond the item", "when drill deduct 1", facts="leak : findings; drill : yes/no",
                   rest="verdict\n  floor 0\n  cap 19\n")  # fmt: skip
    assert [(goal.kind, goal.of) for goal in goals(total.plan) if goal.measure == CAPS] == [
        ("floor", "verdict"), ("capped", "verdict"),
    ]  # fmt: skip
    assert kinds(total, CAPS, {"leak": 0, "drill": True}) == set()
    assert kinds(total, CAPS, {"leak": 0, "drill": False}) == {"capped"}
    assert kinds(total, CAPS, {"leak": 4, "drill": False}) == set()
    assert kinds(total, CAPS, {"leak": 4, "drill": True}) == {"floor"}
    assert CAPS not in {goal.measure for goal in goals(policy("when drill deduct 1", facts="drill : yes/no",
                                                              rest="verdict\n  cap 20\n").plan)}  # fmt: skip


# -- bounds ------------------------------------------------------------------------------------------------------


def sides(policy: demerit.LoadedPolicy, about: str, **units: Any) -> dict[Any, set[str]]:
    """Give for each value of a fact which side of a bound it shows."""
    ((key, values),) = units.items()
    return {value: kinds(policy, EDGES, {key: value}, about=about) for value in values}


def test_just_below_a_whole_number_is_one_less() -> None:
    plain = policy("when employees is at least 200 deduct 1", facts="employees : count")
    assert sides(plain, "200", employees=[198, 199, 200, 201, 202]) == {
        198: set(), 199: {"below"}, 200: {"at"}, 201: {"above"}, 202: set(),
    }  # fmt: skip
    assert {goal.bound for goal in goals(plain.plan) if goal.measure == EDGES} == {"200"}


def test_just_below_a_decimal_is_at_most_a_tenth_of_its_last_place() -> None:
    plain = policy("when share is over 0.5 deduct 1", facts="share : number")
    values = [Decimal(value) for value in ("0.48", "0.49", "0.499", "0.5", "0.501", "0.51", "0.52")]
    assert list(sides(plain, "0.5", share=values).values()) == [
        set(), {"below"}, {"below"}, {"at"}, {"above"}, {"above"}, set(),
    ]  # fmt: skip
    rough = policy("when area is over 20 m² deduct 1", facts="area : m² at least 0")
    values = [Decimal(value) for value in ("19.8", "19.9", "20", "20.1")]
    assert list(sides(rough, "20", area=values).values()) == [set(), {"below"}, {"at"}, {"above"}]


CRIME = ("by cases / employees\n  over 1‰ deduct 5\n  over 2‰ deduct 10", "cases : count; employees : count at least 1")


@pytest.mark.parametrize(
    ("cases", "employees", "expected"),
    [
        (1, 1000, {"at"}),
        (1, 1001, {"below"}),
        (1, 999, {"above"}),
        (0, 1000, {"below"}),
        (2, 1000, {"above"}),
        (3, 1000, set()),
        (1, 2000, {"below"}),
        (0, 2000, set()),
        (4, 3999, {"above"}),
        (5, 3999, set()),
    ],
)
def test_just_above_a_share_of_whole_counts_is_one_of_them_more(cases: int, employees: int, expected: set[str]) -> None:
    rule, facts = CRIME
    unit = {"cases": cases, "employees": employees}
    assert kinds(policy(rule, facts=facts), EDGES, unit, about="over 1‰") == expected


def test_each_tier_has_its_own_edge() -> None:
    rule, facts = CRIME
    tiers = policy(rule, facts=facts)
    assert {(text.split(" deduct")[0], kind) for text, kind in asked(tiers, EDGES)} == {
        (text, kind) for text in ("over 1‰", "over 2‰") for kind in ("below", "at", "above")
    }
    assert kinds(tiers, EDGES, {"cases": 2, "employees": 1000}, about="over 2‰") == {"at"}


def test_a_date_is_just_before_another_by_one_day() -> None:
    dated = policy("when founded is before 2024-03-01 deduct 1", facts="founded : date")
    days = ["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02", "2024-03-03"]
    assert list(sides(dated, "before", founded=days).values()) == [set(), {"below"}, {"at"}, {"above"}, set()]


def test_what_is_short_of_something_has_an_edge_there() -> None:
    short = policy("per drills short of 2 deduct 1", facts="drills : count")
    assert list(sides(short, "short of", drills=[0, 1, 2, 3, 4]).values()) == [
        set(), {"below"}, {"at"}, {"above"}, set(),
    ]  # fmt: skip


def test_two_facts_that_are_held_against_each_other_have_an_edge_where_they_meet() -> None:
    two = policy("when kept is less than required deduct 1", facts="kept : whole days; required : whole days")
    assert kinds(two, EDGES, {"kept": 89, "required": 90}) == {"below"}
    assert kinds(two, EDGES, {"kept": 90, "required": 90}) == {"at"}
    assert kinds(two, EDGES, {"kept": 30, "required": 90}) == set()
    assert {goal.bound for goal in goals(two.plan) if goal.measure == EDGES} == {"required"}


def test_what_is_rounded_is_just_above_by_the_next_step_of_the_rounding() -> None:
    whole = policy("when (guards / 2 rounded up) is at least 3 deduct 1", facts="guards : count")
    assert list(sides(whole, "at least 3", guards=[2, 3, 4, 5, 6, 7, 8, 9]).values()) == [
        set(), {"below"}, {"below"}, {"at"}, {"at"}, {"above"}, {"above"}, set(),
    ]  # fmt: skip
    places = policy("when (share rounded half up to 2 places) is at least 0.5 deduct 1", facts="share : number")
    values = [Decimal(value) for value in ("0.47", "0.486", "0.494", "0.496", "0.504", "0.506", "0.52")]
    assert list(sides(places, "at least 0.5", share=values).values()) == [
        set(), {"below"}, {"below"}, {"at"}, {"at"}, {"above"}, set(),
    ]  # fmt: skip


def test_what_a_type_rules_out_is_no_edge() -> None:
    assert asked(policy("when leaks is 0 deduct 1", facts="leaks : count"), EDGES) == [
        ("leaks is 0", "at"), ("leaks is 0", "above"),
    ]  # fmt: skip
    most = policy("when mark is 10 deduct 1", facts="mark : number at most 10")
    assert [kind for _, kind in asked(most, EDGES)] == ["below", "at"]
    between = policy("when leaks is over 2.5 deduct 1", facts="leaks : count")
    assert [kind for _, kind in asked(between, EDGES)] == ["below", "above"]
    assert list(sides(between, "2.5", leaks=[1, 2, 3, 4]).values()) == [set(), {"below"}, {"above"}, set()]


def test_the_words_of_a_choice_have_no_edge() -> None:
    choice = policy(
        "when head is none deduct 1", 'when name is "x" deduct 1', facts="head : one of full time, none; name : text"
    )
    assert asked(choice, EDGES) == []


def test_an_entry_of_a_list_can_stand_at_an_edge() -> None:
    entries = policy("when any accident where casualties is at least 3 deduct 1",
                     facts="accident : list;   - casualties : count")  # fmt: skip
    assert kinds(entries, EDGES, {"accident": []}) == set()
    assert kinds(entries, EDGES, {"accident": [{"casualties": 0}, {"casualties": 2}]}) == {"below"}
    assert kinds(entries, EDGES, {"accident": [{"casualties": 3}, {"casualties": 4}]}) == {"at", "above"}


TABLE = """terms
  risk : table by area
    up to 500 m² | low
    over 500 m² to 5000 m² | middle
    over 5000 m² | high
  fee : table by risk, urgent
           | yes | no
    low    | 2   | 0
    middle or high | 4 | 3
"""


def test_the_bands_of_a_table_have_edges_where_they_meet() -> None:
    table = policy("always deduct fee", facts="area : m² at least 0; urgent : yes/no", rest=TABLE)
    assert {(text, kind) for text, kind in asked(table, EDGES)} == {
        (text, kind) for text in ("up to 500 m²", "over 500 m² to 5000 m²") for kind in ("below", "at", "above")
    }
    assert {goal.bound for goal in goals(table.plan) if goal.measure == EDGES} == {"500", "5000"}
    edge = Decimal("500.1")
    assert kinds(table, EDGES, {"area": edge, "urgent": True}) == {"above"}
    assert kinds(table, EDGES, {"area": 500, "urgent": True}, about="up to 500") == {"at"}
    assert kinds(table, EDGES, {"area": 501, "urgent": True}) == set()


GRADES = """verdict
  grade "low" below 10
  grade "middle" from 10 under 15
  grade "high" from 15
"""


def test_a_grade_has_an_edge_where_it_begins() -> None:
    graded = policy("per leak deduct 1", facts="leak : count", rest=GRADES)
    assert {goal.bound for goal in goals(graded.plan) if goal.measure == EDGES} == {"10", "15"}
    scores = {score: {(goal.bound, goal.kind) for goal in shown(graded, {"leak": 20 - score}) if goal.measure == EDGES}
              for score in (8, 9, 10, 11, 14, 15, 16, 17)}  # fmt: skip
    assert scores == {
        8: set(), 9: {("10", "below")}, 10: {("10", "at")}, 11: {("10", "above")},
        14: {("15", "below")}, 15: {("15", "at")}, 16: {("15", "above")}, 17: set(),
    }  # fmt: skip


# -- parts of conditions -----------------------------------------------------------------------------------------


def decides(policy: demerit.LoadedPolicy, **unit: Any) -> set[tuple[str, str]]:
    """Give the parts that decide in one unit, and whether by holding or by not holding."""
    return {(goal.text, goal.kind) for goal in shown(policy, unit) if goal.measure == CONDITIONS}


A_AND_B = {
    (True, True): {("a", "yes"), ("b", "yes")},
    (False, True): {("a", "no")},
    (True, False): {("b", "no")},
    (False, False): set(),
}
A_OR_B = {
    (False, False): {("a", "no"), ("b", "no")},
    (True, False): {("a", "yes")},
    (False, True): {("b", "yes")},
    (True, True): set(),
}


@pytest.mark.parametrize(("condition", "expected"), [("a and b", A_AND_B), ("a or b", A_OR_B)])
def test_a_part_decides_where_the_condition_turns_with_it(
    condition: str, expected: dict[tuple[bool, bool], set[tuple[str, str]]]
) -> None:
    both = policy(f"when {condition} deduct 1", facts="a : yes/no; b : yes/no")
    assert {(a, b): decides(both, a=a, b=b) for a, b in expected} == expected
    assert asked(both, CONDITIONS) == [("a", "yes"), ("a", "no"), ("b", "yes"), ("b", "no")]


def test_not_turns_a_part_round_and_the_part_itself_is_what_decides() -> None:
    turned = policy("when a and not b deduct 1", facts="a : yes/no; b : yes/no")
    assert decides(turned, a=True, b=False) == {("a", "yes"), ("b", "no")}
    assert decides(turned, a=True, b=True) == {("b", "yes")}


WORDED = {
    "no leak": "leak : findings",
    "head is not none": "head : one of full time, none",
    "n is not 4": "n : count",
    "no cam where m": "cam : list;   - m : yes/no",
}


@pytest.mark.parametrize(("words", "facts"), WORDED.items())
def test_a_part_that_denies_in_its_own_words_decides_by_holding_where_these_hold(words: str, facts: str) -> None:
    worded = policy(f"when a and ({words}) deduct 1", facts=f"a : yes/no; {facts}")
    holds = {"a": True, "leak": 0, "head": "full_time", "n": 3, "cam": [{"m": False}]}
    not_ = {"a": True, "leak": 1, "head": "none", "n": 4, "cam": [{"m": True}]}
    declared = {fact.key for fact in worded.policy.facts.values()}
    for unit, kind in ((holds, "yes"), (not_, "no")):
        given = {key: value for key, value in unit.items() if key in declared}
        assert kinds(worded, CONDITIONS, given, about=words) == {kind}
    assert [text for text, _ in asked(worded, CONDITIONS)][:4] == ["a", "a", words, words]


def test_a_part_in_brackets_decides_through_the_whole_condition() -> None:
    nested = policy("when a and (b or c) deduct 1", facts="a : yes/no; b : yes/no; c : yes/no")
    assert decides(nested, a=True, b=True, c=False) == {("a", "yes"), ("b", "yes")}
    assert decides(nested, a=True, b=True, c=True) == {("a", "yes")}
    assert decides(nested, a=False, b=True, c=False) == {("a", "no")}
    assert decides(nested, a=False, b=False, c=False) == set()


def test_a_fact_that_is_named_twice_decides_in_each_of_its_places_by_itself() -> None:
    twice = policy("when (a and b) or (not a and c) deduct 1", facts="a : yes/no; b : yes/no; c : yes/no")
    assert [text for text, _ in asked(twice, CONDITIONS)] == ["a", "a", "b", "b", "a", "a", "c", "c"]
    found = [goal for goal in shown(twice, {"a": True, "b": True, "c": False}) if goal.measure == CONDITIONS]
    assert [(goal.text, goal.kind) for goal in found] == [("a", "yes"), ("b", "yes")]


def test_a_condition_of_one_part_asks_no_more_than_its_rule() -> None:
    assert asked(policy("when a deduct 1", facts="a : yes/no"), CONDITIONS) == []


def test_a_part_decides_only_where_the_rule_is_looked_at() -> None:
    chain = policy("when x deduct 2", "otherwise when a and b deduct 1", facts="x : yes/no; a : yes/no; b : yes/no")
    assert decides(chain, x=False, a=True, b=True) == {("a", "yes"), ("b", "yes")}
    assert decides(chain, x=True, a=True, b=True) == set()


def test_each_thing_that_is_counted_as_unmet_is_to_be_seen_both_ways() -> None:
    unmet = policy("per unmet of meeting, paper deduct 1", facts="meeting : yes/no; paper : yes/no")
    assert asked(unmet, CONDITIONS) == [(text, kind) for text in ("meeting", "paper") for kind in ("yes", "no")]
    assert decides(unmet, meeting=True, paper=False) == {("meeting", "yes"), ("paper", "no")}


def test_what_an_entry_has_to_be_decides_in_one_entry() -> None:
    listed = policy("per camera where mandatory and not excused deduct 1",
                    facts="camera : list;   - mandatory : yes/no;   - excused : yes/no")  # fmt: skip
    entry = {"mandatory": True, "excused": False}
    assert decides(listed, camera=[]) == set()
    assert decides(listed, camera=[entry]) == {("mandatory", "yes"), ("excused", "no")}
    assert decides(listed, camera=[entry, {**entry, "excused": True}]) == {
        ("mandatory", "yes"), ("excused", "no"), ("excused", "yes"),
    }  # fmt: skip


def test_halving_decides_only_where_the_rule_hits() -> None:
    halved = policy("when leak deduct 2\n  halved when reported", facts="leak : yes/no; reported : yes/no")
    assert decides(halved, leak=True, reported=True) == {("reported", "yes")}
    assert decides(halved, leak=False, reported=True) == set()


def test_a_term_is_asked_about_once_however_often_it_is_read() -> None:
    terms = policy("when large deduct 1", "when large and leak deduct 1", facts="a : yes/no; b : yes/no; leak : yes/no",
                   rest="terms\n  large : a and b\n")  # fmt: skip
    assert [goal.text for goal in goals(terms.plan) if goal.measure == CONDITIONS and goal.of == "term"] == [
        "a", "a", "b", "b",
    ]  # fmt: skip


def test_the_cases_of_a_term_are_to_be_seen_both_ways() -> None:
    cases = policy("always deduct rate", facts="a : yes/no", rest="terms\n  rate : 2 if a otherwise 1\n")
    assert decides(cases, a=True) == {("a", "yes")}
    assert decides(cases, a=False) == {("a", "no")}


# -- defaults, tables, the verdict -------------------------------------------------------------------------------


def test_a_default_is_to_be_seen_used_and_overridden() -> None:
    default = policy(
        "when kept is less than required deduct 1", facts="kept : whole days; required : whole days default 90 days"
    )
    assert asked(default, DEFAULTS) == [("90 days", "used"), ("90 days", "overridden")]
    assert kinds(default, DEFAULTS, {"kept": 1}) == {"used"}
    assert kinds(default, DEFAULTS, {"kept": 1, "required": 90}) == {"overridden"}


def test_a_default_that_cannot_be_worked_out_is_not_used() -> None:
    unknown = policy("when sticks is less than required deduct 1",
                     facts="guards : count; sticks : count; required : count default guards")  # fmt: skip
    assert kinds(unknown, DEFAULTS, {"sticks": 1}) == set()
    assert kinds(unknown, DEFAULTS, {"sticks": 1, "guards": 1}) == {"used"}


def test_what_a_default_asks_is_looked_at_only_where_it_is_used() -> None:
    cases = policy(
        "when sticks is less than required deduct 1",
        facts="big : yes/no; open : yes/no; sticks : count; required : number default (2 if big and open otherwise 1)",
    )
    unit = {"big": True, "open": True, "sticks": 1}
    assert decides(cases, **unit) == {("big", "yes"), ("open", "yes")}
    assert decides(cases, **unit, required=2) == set()
    assert covered(cases).impossible == frozenset()


def test_each_place_of_a_table_is_to_be_looked_up() -> None:
    table = policy("always deduct fee", facts="area : m² at least 0; urgent : yes/no", rest=TABLE)
    assert [text for text, _ in asked(table, TABLES)] == [
        "up to 500 m²", "over 500 m² to 5000 m²", "over 5000 m²",
        "low | yes", "low | no", "middle or high | yes", "middle or high | no",
    ]  # fmt: skip
    found = [goal.text for goal in shown(table, {"area": 600, "urgent": False}) if goal.measure == TABLES]
    assert found == ["over 500 m² to 5000 m²", "middle or high | no"]
    source = table.policy.source
    lines = [source.line(source.position(goal.span.start)[0]).split("|")[0].strip()
             for goal in goals(table.plan) if goal.measure == TABLES]  # fmt: skip
    assert lines == ["up to 500 m²", "over 500 m² to 5000 m²", "over 5000 m²", "low", "low"] + ["middle or high"] * 2


def test_each_grade_is_to_be_given_and_each_condition_of_the_verdict_to_decide() -> None:
    rest = GRADES + '  at most grade "middle" when fire\n  no score when closed "closed"\n'
    graded = policy("per leak deduct 1", facts="leak : count; fire : yes/no; closed : yes/no", rest=rest)
    calm = {"leak": 0, "fire": False, "closed": False}
    assert [text for text, kind in asked(graded, VERDICT) if kind == "given"] == ["low", "middle", "high"]
    assert {goal.text for goal in shown(graded, calm) if goal.kind == "given"} == {"high"}
    assert {goal.text for goal in shown(graded, {**calm, "fire": True}) if goal.kind == "given"} == {"middle"}
    assert {goal.text for goal in shown(graded, {**calm, "closed": True}) if goal.kind == "given"} == set()
    assert kinds(graded, CONDITIONS, calm, {**calm, "closed": True}, about="closed") == {"yes", "no"}


def test_a_condition_of_the_verdict_with_several_parts_is_to_be_seen_both_ways_as_a_whole() -> None:
    rest = 'verdict\n  no score when a and b "none"\n'
    verdict = policy("when a deduct 1", facts="a : yes/no; b : yes/no", rest=rest)
    assert kinds(verdict, VERDICT, {"a": True, "b": True}) == {"yes"}
    assert kinds(verdict, VERDICT, {"a": False, "b": False}) == {"no"}


# -- all together ------------------------------------------------------------------------------------------------


def distinct(policy: demerit.LoadedPolicy) -> Iterator[tuple[str, ...]]:
    for goal in goals(policy.plan):
        yield goal.measure, goal.kind, goal.of, goal.id, goal.text, goal.bound, str(goal.span)


def test_no_two_goals_of_the_standard_are_the_same() -> None:
    found = list(distinct(standard()))
    assert len(set(found)) == len(found)


def test_goals_stand_where_their_words_stand() -> None:
    source = standard().policy.source
    for goal in goals(standard().plan):
        assert goal.measure in MEASURES
        words = source.words(goal.span)
        assert goal.text in words or words in goal.text


def covered(policy: demerit.LoadedPolicy, *units: Facts) -> Coverage:
    coverer = Coverer(policy)
    for number, unit in enumerate(units):
        coverer.add(str(number), coverer.shown_by(policy.judge({"unit": dict(unit)})))
    return coverer.coverage()


def test_what_no_facts_can_show_is_proved_and_does_not_count() -> None:
    coupled = policy(
        "when (employees is 200 or more and head is not full time)\n"
        "    or (employees is less than 200 and head is none) deduct 1",
        facts="employees : count at least 1; head : one of full time, part time, none",
    )
    coverage = covered(coupled)
    assert [(coverage.goals[place].text, coverage.goals[place].kind) for place in coverage.impossible] == [
        ("employees is less than 200", "no")
    ]
    assert coverage.counted(CONDITIONS).all == 7
    units = [{"employees": n, "head": head} for n in (199, 200, 201) for head in ("full_time", "part_time", "none")]
    assert covered(coupled, *units).holes == ()
    assert covered(coupled, *units).counted().percent == 100


def test_a_share_is_exact() -> None:
    plain = policy("when a deduct 1", "when b deduct 1", "when c deduct 1", facts="a : yes/no; b : yes/no; c : yes/no")
    counted = covered(plain, {"a": True}).counted()
    assert (counted.shown, counted.all) == (1, 6)
    assert counted.percent * 6 == 100
