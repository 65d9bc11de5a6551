"""The standard's cases, edges that they leave out, and a small policy for each construct of the language.

The small policies are in `cases/`: beside each `NAME.policy` stands `NAME.json`, a list of cases with `why`, `facts`
and `expect`. What `expect` may hold:

score, sections, items, rules   as in the standard's own cases; see `ledgers`
missing      the pointers of the facts that are missing, in order: there is no score
states       rules and their states
asked, effective    rules and their points before and behind all caps
absorbed     every rule that lost points to caps, and how many to which
counts       rules and how many times they hit
halved       every rule that took half
tiers        rules and the text of the tier that took effect
reads        rules and the pointers of the facts that they read, in order
defaulted    rules and those of their facts that are defaults
values       rules and the values of facts that they read
counted      rules, lists and the entries that counted
because      rules that are not judged, and on whose account
rates        rules and the points for one hit
losses       rules and what caps took of them: `[cap, id, limit, points]` each
amounts      rules and what the points for one hit are, where they are reckoned
terms        rules, terms that stand in what is told of them, and their values
rows         rules, tables, and the bands that were found
cites        rules, terms, and where the standard says what these are
figures      rules and what an inspector chose: `[points, least, most, reason]`
beyond       rules and what they charge to the total: `[asked, effective]`
beyond_losses    rules and what was absorbed of that, as in `losses`
elsewhere    rules, and the entries that other rules had charged: `[entry, rule]` each
groups       groups and their points: `[asked, effective]`
scores       sections and their scores
steps        sections, or `verdict`, and the steps to their scores: what, what is left, and the rest
grade        the grade; `by_score` the one by the score alone, `band` its band
changed      the grades that the verdict's limits changed the grade to, in order
rulings      what the conditions of the verdict come to, in order
reason       why there is no score: the outcome is `no_score`
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import demerit
from tests.standard import (
    CASES,
    assert_adds_up,
    exact_json,
    full_marks,
    ledgers,
    number,
    read_json,
    rules_by_id,
    standard,
)

HERE = Path(__file__).parent / "cases"


def numbers(expected: Mapping[str, object]) -> dict[str, Any]:
    return {key: number(value) for key, value in expected.items()}


# -- the standard ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_standard_gives_each_case_its_points(path: Path) -> None:
    case = read_json(path)
    trace = exact_json(standard().evaluate(case["facts"]).to_json())
    sections, items, rules = ledgers(trace)
    expected = case["expect"]
    assert number(trace["score"]) == expected["score"]
    assert sections == expected["sections"]
    assert items == expected["items"]
    assert rules == expected["rules"]
    assert_adds_up(trace)


def test_there_are_25_cases_and_together_they_hit_every_rule() -> None:
    assert len(CASES) == 25
    hit = {id_ for path in CASES for id_, points in read_json(path)["expect"]["rules"].items() if points}
    assert len(hit) == 80
    assert hit == {rule.id for rule in standard().policy.rules}


# What is changed in the unit that loses nothing, and what becomes of rules; rules that are not named stay at 0.
EDGES: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    # 4.1.d: the days that footage is kept
    "kept 90 days of 90, by default": ({"/technical/footage_retention_days": 90}, {}),
    "kept 89 days of 90, by default": ({"/technical/footage_retention_days": 89}, {"4.1.d": "0.5"}),
    "kept 30 days of the 30 that are asked for": (
        {"/technical/footage_retention_days": 30, "/technical/required_retention_days": 30},
        {},
    ),
    "kept 29 days of the 30 that are asked for": (
        {"/technical/footage_retention_days": 29, "/technical/required_retention_days": 30},
        {"4.1.d": "0.5"},
    ),
    "kept 90 days where more are asked for": (
        {"/technical/footage_retention_days": 90, "/technical/required_retention_days": 91},
        {"4.1.d": "0.5"},
    ),
    "kept 0 days where none are asked for": (
        {"/technical/footage_retention_days": 0, "/technical/required_retention_days": 0},
        {},
    ),
    # 6.3.a, 6.4.a: cases over employees
    "criminal cases exactly 1‰": ({"/outcomes/criminal_cases": 1}, {}),
    "criminal cases just over 1‰": ({"/outcomes/criminal_cases": 1, "/unit/employees": 999}, {"6.3.a": 5}),
    "criminal cases exactly 2‰": ({"/outcomes/criminal_cases": 2}, {"6.3.a": 5}),
    "criminal cases just over 2‰": ({"/outcomes/criminal_cases": 2, "/unit/employees": 999}, {"6.3.a": 10}),
    "public order cases exactly 2‰": ({"/outcomes/public_order_cases": 2}, {}),
    "public order cases just over 2‰": ({"/outcomes/public_order_cases": 2, "/unit/employees": 999}, {"6.4.a": 5}),
    "public order cases 2‰ of a million and one case more": (
        {"/outcomes/public_order_cases": 2001, "/unit/employees": 1_000_000},
        {"6.4.a": 5},
    ),
    "public order cases exactly 4‰": ({"/outcomes/public_order_cases": 4}, {"6.4.a": 5}),
    "public order cases just over 4‰": ({"/outcomes/public_order_cases": 4, "/unit/employees": 999}, {"6.4.a": 10}),
    "one case where one person works": (
        {"/outcomes/public_order_cases": 1, "/unit/employees": 1, "/leadership/security_head": "part_time"},
        {"6.4.a": 10},
    ),
    # 6.5.b: grave accidents
    "an accident with no casualties and a small loss": (
        {"/outcomes/accident": [{"what": "a", "casualties": 0, "direct_loss": 0}]},
        {"6.5.a": 5},
    ),
    "an accident with exactly 1 casualty": (
        {"/outcomes/accident": [{"what": "a", "casualties": 1, "direct_loss": 0}]},
        {"6.5.a": 5, "6.5.b": 5},
    ),
    "an accident with a loss of exactly 200,000 yuan and no casualties": (
        {"/outcomes/accident": exact_json('[{"what": "a", "casualties": 0, "direct_loss": 200000}]')},
        {"6.5.a": 5, "6.5.b": 5},
    ),
    "an accident with a loss of 200,000.00 yuan": (
        {"/outcomes/accident": exact_json('[{"what": "a", "casualties": 0, "direct_loss": 200000.00}]')},
        {"6.5.a": 5, "6.5.b": 5},
    ),
    "an accident with a loss of 199,999.99 yuan": (
        {"/outcomes/accident": exact_json('[{"what": "a", "casualties": 0, "direct_loss": 199999.99}]')},
        {"6.5.a": 5},
    ),
    "several accidents, of which one is grave": (
        {
            "/outcomes/accident": [
                {"what": "a", "casualties": 0, "direct_loss": 1000},
                {"what": "b", "casualties": 0, "direct_loss": 300000},
                {"what": "c", "casualties": 0, "direct_loss": 0},
            ]
        },
        {"6.5.a": 5, "6.5.b": 5},
    ),
    "several grave accidents take no more than one": (
        {
            "/outcomes/accident": [
                {"what": "a", "casualties": 3, "direct_loss": 0},
                {"what": "b", "casualties": 1, "direct_loss": 900000},
            ]
        },
        {"6.5.a": 5, "6.5.b": 5},
    ),
    # 6.6.b: petitions
    "a petition of exactly 50 that disturbs order": (
        {"/outcomes/mass_petition": [{"participants": 50, "disturbed_order": True}]},
        {"6.6.b": 10},
    ),
    "a petition of 49 that disturbs order": (
        {"/outcomes/mass_petition": [{"participants": 49, "disturbed_order": True}]},
        {},
    ),
    "a petition of 50 that does not disturb order": (
        {"/outcomes/mass_petition": [{"participants": 50, "disturbed_order": False}]},
        {},
    ),
    "the number and the disturbance have to be of the same petition": (
        {
            "/outcomes/mass_petition": [
                {"participants": 400, "disturbed_order": False},
                {"participants": 12, "disturbed_order": True},
            ]
        },
        {},
    ),
    # 5.4: what an inspection finds
    "general and serious problems": (
        {
            "/systems/inspection_finding": [
                {"what": "a", "severity": "general"},
                {"what": "b", "severity": "serious"},
                {"what": "c", "severity": "general"},
            ]
        },
        {"5.4.a": 2, "5.4.b": 2},
    ),
    "serious problems only": (
        {"/systems/inspection_finding": [{"what": "a", "severity": "serious"}] * 3},
        {"5.4.b": 6},
    ),
    "hazards that were not rectified": ({"/systems/unrectified_hazard": 2}, {"5.4.c": 4}),
    # 1.3.a: the head of security
    "199 employees, a full-time head": ({"/unit/employees": 199, "/leadership/security_head": "full_time"}, {}),
    "199 employees, a part-time head": ({"/unit/employees": 199, "/leadership/security_head": "part_time"}, {}),
    "199 employees, no head": ({"/unit/employees": 199, "/leadership/security_head": "none"}, {"1.3.a": 1}),
    "200 employees, a full-time head": ({"/unit/employees": 200, "/leadership/security_head": "full_time"}, {}),
    "200 employees, a part-time head": (
        {"/unit/employees": 200, "/leadership/security_head": "part_time"},
        {"1.3.a": 1},
    ),
    "200 employees, no head": ({"/unit/employees": 200, "/leadership/security_head": "none"}, {"1.3.a": 1}),
    # 2.6: education and training are counted apart
    "no education, much training": (
        {"/personnel/education_sessions": 0, "/personnel/skill_training_sessions": 9},
        {"2.6.a": 2},
    ),
    "one of each": (
        {"/personnel/education_sessions": 1, "/personnel/skill_training_sessions": 1},
        {"2.6.a": 1, "2.6.b": 1},
    ),
    "three of each": ({"/personnel/education_sessions": 3, "/personnel/skill_training_sessions": 3}, {}),
    # 2.9: the equipment of an odd number of guards
    "one guard alone needs one of everything": (
        {
            "/personnel/guards_on_duty": 1,
            "/personnel/batons": 1,
            "/personnel/helmets": 1,
            "/personnel/pepper_sprays": 1,
            "/personnel/cut_resistant_gloves": 0,
            "/personnel/shields": 0,
            "/personnel/radios": 1,
        },
        {"2.9.b": 1},
    ),
    "five guards need three of what is for two": (
        {
            "/personnel/guards_on_duty": 5,
            "/personnel/batons": 5,
            "/personnel/helmets": 4,
            "/personnel/pepper_sprays": 5,
            "/personnel/cut_resistant_gloves": 3,
            "/personnel/shields": 2,
            "/personnel/radios": 2,
        },
        {"2.9.a": "0.5", "2.9.b": 1},
    ),
    "no guards on duty need nothing but a fork": (
        {
            "/personnel/guards_on_duty": 0,
            "/personnel/batons": 0,
            "/personnel/helmets": 0,
            "/personnel/pepper_sprays": 0,
            "/personnel/cut_resistant_gloves": 0,
            "/personnel/shields": 0,
            "/personnel/radios": 0,
            "/personnel/steel_forks": 0,
        },
        {"2.9.c": "0.5"},
    ),
    "a given figure goes before the default, for that kind alone": (
        {"/personnel/guards_on_duty": 3, "/personnel/required_batons": 6, "/personnel/required_shields": 0},
        {"2.9.a": 2, "2.9.b": "0.5"},
    ),
    # 5.3, 5.6, 5.7
    "incidents reported in each way": (
        {
            "/systems/major_incident": [
                {"what": "a", "report": "on_time"},
                {"what": "b", "report": "late"},
                {"what": "c", "report": "falsified"},
                {"what": "d", "report": "unreported"},
            ]
        },
        {"5.3.a": 6, "5.3.b": 2},
    ),
    "rules exist, and many are missing: more than none at all": (
        {"/systems/missing_security_rule": 7},
        {"5.6.b": "3.5"},
    ),
    "a drill of which nothing is kept is none": (
        {"/systems/drill": [{"date": "2024-03-13", "media_kept": False}]},
        {"5.7.b": 1},
    ),
    "two plans are missing": ({"/systems/emergency_plans": ["fire", "disaster"]}, {"5.7.a": 2}),
    # 7.2: individuals are counted by the head, collectives once
    "individuals by the head, over several commendations": (
        {
            "/recognition/commendation": [
                {"level": "national", "recipient": "individual", "people": 2},
                {"level": "national", "recipient": "individual", "people": 1},
                {"level": "provincial", "recipient": "individual", "people": 3},
            ]
        },
        {"7.2.b": 3, "7.2.d": "1.5"},
    ),
    "collectives once, whatever their number": (
        {
            "/recognition/commendation": [
                {"level": "national", "recipient": "collective"},
                {"level": "provincial", "recipient": "collective", "people": 40},
            ]
        },
        {"7.2.a": 2, "7.2.c": 1},
    ),
    "a commendation of nobody": (
        {"/recognition/commendation": [{"level": "national", "recipient": "individual", "people": 0}]},
        {},
    ),
}


@pytest.mark.parametrize("edge", EDGES)
def test_the_standard_draws_its_lines_where_the_text_draws_them(edge: str) -> None:
    changes, expected = EDGES[edge]
    trace = exact_json(standard().evaluate(full_marks(changes)).to_json())
    hit = {id_: points for id_, points in ledgers(trace)[2].items() if points}
    assert hit == numbers(expected)
    assert_adds_up(trace)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"/technical/footage_retention_days": None}, ["/technical/footage_retention_days"]),
        ({"/personnel/guards_on_duty": None}, ["/personnel/guards_on_duty"]),
        ({"/personnel/mass_prevention_required": None}, ["/personnel/mass_prevention_required"]),
        (
            {"/recognition/commendation": [{"level": "national", "recipient": "individual"}]},
            ["/recognition/commendation/0/people"],
        ),
        ({"/unit/employees": None}, ["/unit/employees"]),
    ],
)
def test_a_fact_that_is_needed_and_missing_leaves_no_score(changes: dict[str, object], missing: list[str]) -> None:
    with pytest.raises(demerit.MissingFactsError) as caught:
        standard().evaluate(full_marks(changes))
    assert [diagnostic.pointer for diagnostic in caught.value.diagnostics] == missing


@pytest.mark.parametrize(
    "changes",
    [
        {"/unit/name": None, "/unit/year": None},
        {"/personnel/holds_hazardous_materials": False, "/personnel/hazardous_materials_managed": None},
        {"/physical/closed_management_required": False, "/physical/perimeter_defect": None},
        {
            "/physical/stores_valuables": False,
            "/physical/safes_meet_standard": None,
            "/physical/safes_anchored": None,
            "/physical/safe_keys_controlled": None,
        },
        {
            "/personnel/guards_on_duty": None,
            "/personnel/required_batons": 2,
            "/personnel/required_helmets": 2,
            "/personnel/required_pepper_sprays": 2,
            "/personnel/required_cut_resistant_gloves": 1,
            "/personnel/required_shields": 1,
            "/personnel/required_radios": 1,
        },
    ],
)
def test_a_fact_that_is_not_needed_may_be_missing(changes: dict[str, object]) -> None:
    assert standard().evaluate(full_marks(changes)).score == 100


# -- a small policy for each construct ---------------------------------------------------------------------------

SMALL = [
    pytest.param(path, number_, id=f"{path.stem}-{number_ + 1}")
    for path in sorted(HERE.glob("*.policy"))
    for number_ in range(len(read_json(path.with_suffix(".json"))))
]


def test_every_small_policy_stands_beside_its_cases() -> None:
    stems = [sorted(path.stem for path in HERE.glob(f"*.{ending}")) for ending in ("policy", "json")]
    assert stems[0] == stems[1]
    assert stems[0]


@pytest.mark.parametrize(("path", "which"), SMALL)
def test_a_construct_does_what_is_said_of_it(path: Path, which: int) -> None:
    policy = demerit.load(path)
    case = read_json(path.with_suffix(".json"))[which]
    expected = case["expect"]
    assert not policy.warnings

    trace = policy.judge(case["facts"])
    document = exact_json(trace.to_json())
    _compare(document, expected)
    assert_adds_up(document)
    if "missing" in expected:
        with pytest.raises(demerit.MissingFactsError) as caught:
            policy.evaluate(case["facts"])
        assert [diagnostic.pointer for diagnostic in caught.value.diagnostics] == expected["missing"]
        with pytest.raises(demerit.MissingFactsError):
            policy.score(case["facts"])
    else:
        assert number(document["score"]) == number(expected.get("score"))
        assert policy.evaluate(case["facts"]).score == trace.score == policy.score(case["facts"])


def _compare(trace: Any, expected: dict[str, Any]) -> None:
    known = {"score", "missing", "sections", "items", "rules", "absorbed", "halved"}
    assert not expected.keys() - {*known, *_TELL, *_TELL_ALL}
    outcome = "undetermined" if "missing" in expected else "no_score" if "reason" in expected else "score"
    assert trace["outcome"] == outcome
    assert (trace["score"] is None) == (outcome != "score")
    for part, found in zip(("sections", "items", "rules"), ledgers(trace), strict=True):
        if part in expected:
            assert found == numbers(expected[part]), part
    rules = rules_by_id(trace)
    if "absorbed" in expected:
        found_losses = {
            id_: {loss["cap"]: number(loss["points"]) for loss in rule["points"]["absorbed_by"]}
            for id_, rule in rules.items()
            if rule["points"]["absorbed_by"]
        }
        assert found_losses == {id_: numbers(losses) for id_, losses in expected["absorbed"].items()}
    if "halved" in expected:
        assert [id_ for id_, rule in rules.items() if rule.get("was_halved")] == expected["halved"]
    for part, tell in _TELL.items():
        for id_, wanted in expected.get(part, {}).items():
            assert tell(rules[id_], wanted) == wanted, (part, id_)

    for part, tell_all in _TELL_ALL.items():
        if part in expected:
            assert plain(tell_all(trace, expected[part])) == plain(expected[part]), part


def plain(value: Any) -> Any:
    """Give numbers as fractions, however they are written."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, str) and re.fullmatch(r"-?\d+/\d+", value):
        return Fraction(value)
    return Fraction(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _reads(rule: Any) -> dict[str, Any]:
    return {read["pointer"]: read for read in rule["reads"]}


_TELL: dict[str, Any] = {
    "states": lambda rule, _: rule["state"],
    "because": lambda rule, _: rule["because"],
    "asked": lambda rule, wanted: _as(rule["points"]["asked"], wanted),
    "effective": lambda rule, wanted: _as(rule["points"]["effective"], wanted),
    "counts": lambda rule, _: rule["count"],
    "tiers": lambda rule, _: rule["tier"]["text"],
    "reads": lambda rule, _: [read["pointer"] for read in rule["reads"]],
    "defaulted": lambda rule, _: [read["pointer"] for read in rule["reads"] if read["defaulted"]],
    "values": lambda rule, wanted: {pointer: _reads(rule)[pointer]["value"] for pointer in wanted},
    "counted": lambda rule, wanted: {pointer: _reads(rule)[pointer]["counted"] for pointer in wanted},
    "rates": lambda rule, wanted: _as(rule["rate"], wanted),
    "elsewhere": lambda rule, _: [[each["entry"], each["rule"]] for each in rule.get("elsewhere", ())],
    "rows": lambda rule, wanted: {name: _part(rule, name)["rows"] for name in wanted},
    "cites": lambda rule, wanted: {name: _part(rule, name)["cite"] for name in wanted},
}


def _part(rule: Any, text: str) -> Any:
    """Find what is told of a term, or of anything else that is written so: where it is told most of."""
    found = [
        part for part in _parts([rule.get(name) for name in _ROOTS] + [rule.get("beyond")]) if part["text"] == text
    ]
    assert found, text
    return max(found, key=len)


_ROOTS = ("trigger", "amount", "only", "halved")


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        if "text" in value and "value" in value:
            yield value
        for each in value.values():
            yield from _parts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _parts(each)


def _losses(points: Any) -> list[Any]:
    return [[loss["cap"], loss["id"], loss["limit"], loss["points"]] for loss in points["absorbed_by"]]


def _of_rules(tell: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Tell something of each of the rules that are asked for."""
    return lambda trace, wanted: {id_: tell(rules_by_id(trace)[id_], each) for id_, each in wanted.items()}


def _of_verdict(name: str) -> Callable[[Any, Any], Any]:
    return lambda trace, _: trace["verdict"].get(name)


def _beyond(rule: Any, _: Any) -> list[Any]:
    return [rule["beyond"]["points"]["asked"], rule["beyond"]["points"]["effective"]]


def _figure(rule: Any, _: Any) -> list[Any]:
    return [rule["figure"][name] for name in ("points", "least", "most", "reason")]


def _groups(trace: Any, _: Any) -> dict[str, Any]:
    found = [group for section in trace["sections"] for group in section.get("groups", ())]
    return {group["id"]: [group["points"]["asked"], group["points"]["effective"]] for group in found}


def _steps(trace: Any, wanted: Any) -> dict[str, Any]:
    found = {section["id"]: section.get("steps", []) for section in trace["sections"]}
    found["verdict"] = trace.get("verdict", {}).get("steps", [])
    return {id_: [list(step.values()) for step in found[id_]] for id_ in wanted}


def _rulings(trace: Any) -> list[Any]:
    verdict = trace["verdict"]
    return [*verdict.get("no_score", ()), *verdict.get("limits", ())]


_TELL_ALL: dict[str, Callable[[Any, Any], Any]] = {
    "losses": _of_rules(lambda rule, _: _losses(rule["points"])),
    "amounts": _of_rules(lambda rule, _: rule["amount"]["value"]),
    "terms": _of_rules(lambda rule, wanted: {name: _part(rule, name)["value"] for name in wanted}),
    "figures": _of_rules(_figure),
    "beyond": _of_rules(_beyond),
    "beyond_losses": _of_rules(lambda rule, _: _losses(rule["beyond"]["points"])),
    "groups": _groups,
    "scores": lambda trace, _: {section["id"]: section["score"] for section in trace["sections"]},
    "steps": _steps,
    "grade": _of_verdict("grade"),
    "by_score": _of_verdict("by_score"),
    "band": _of_verdict("band"),
    "reason": _of_verdict("reason"),
    "changed": lambda trace, _: [each["grade"] for each in _rulings(trace) if each.get("changed")],
    "rulings": lambda trace, _: [each["holds"] for each in _rulings(trace)],
}


def _as(found: object, wanted: object) -> object:
    return wanted if number(found) == number(wanted) else found


@pytest.mark.parametrize(
    ("body", "score"),
    [
        ("section 1 worth 10\nsection 2 worth 5\n  item 2.1\n    when 1 is 2 deduct 3\n", 15),
        ("section 1 worth 10\n  item 1.1\n  item 1.2\n    when 1 is 2 deduct 3\n", 10),
        ("section 1 worth 10\n  item 1.1\n    when 1 is 2 deduct 3\n    per 2 deduct 1\n", 8),
        ("section 1 worth 10\nbonus section 2 up to 5\n  item 2.1\n    when 1 is 1 add 7\n", 15),
    ],
)
def test_a_policy_that_asks_for_no_facts_has_a_score_all_the_same(body: str, score: int) -> None:
    policy = demerit.load_source(demerit.Source("bare.policy", f"policy bare version 1\n{body}"))
    trace = policy.evaluate({})
    assert trace.score == policy.score("{}") == score
    assert_adds_up(exact_json(trace.to_json()))


# -- the rule of the first page ----------------------------------------------------------------------------------


def test_the_line_of_the_first_page_is_a_rule_as_it_stands() -> None:
    text = (HERE / "cameras.policy").read_text(encoding="utf-8")
    line = "per missing camera deduct 0.5 cap 25"
    assert line in text
    policy = demerit.load(HERE / "cameras.policy")
    rule = policy.judge({"technical": {"missing_camera": 60}}).tree.sections[0].items[0].rules[0]
    assert rule.text == line
    assert (rule.points.asked, rule.points.effective, rule.points.absorbed) == (30, 25, 5)
    assert [(loss.cap, loss.id, loss.limit, loss.points) for loss in rule.points.absorbed_by] == [
        ("rule", "4.1.a", 25, 5)
    ]
