"""What is told of facts: which code, at which JSON pointer, which text is underlined; and that no score comes out."""

import codecs
import json
import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

import demerit
from demerit import FactsError, FileError, LoadedPolicy, MissingFactsError, PolicyError, Source
from demerit.language.diagnostics import Diagnostic
from demerit.language.source import decode
from tests.errors.facts_cases import CASES, POLICY, Case, Fault, entry, shop
from tests.standard import POLICY as STANDARD
from tests.standard import full_marks, read_json, standard


@cache
def shop_policy() -> LoadedPolicy:
    return demerit.load_source(Source("shop.policy", POLICY))


def faults(diagnostics: Iterable[Diagnostic]) -> list[Fault]:
    return [Fault(each.code.number, each.pointer, each.underlined, each.near) for each in diagnostics]


def refused(policy: LoadedPolicy, facts: Any) -> tuple[Diagnostic, ...]:
    """Hold facts to be refused at every door, with the same diagnostics; give these.

    Who wants a whole score is told of facts that are missing besides.
    """
    told = []
    for door in (policy.judge, policy.score, policy.evaluate):
        with pytest.raises(FactsError) as caught:
            door(facts)
        assert not isinstance(caught.value, MissingFactsError)
        assert str(caught.value)
        told.append(caught.value.diagnostics)
    for besides in told[1:]:
        assert besides[: len(told[0])] == told[0]
        assert {each.code.number for each in besides[len(told[0]) :]} <= {"DEM607"}
    return told[0]


def missing(policy: LoadedPolicy, facts: Any) -> dict[str | None, str]:
    """Hold facts to be too few for a score; give what is missing, with what needs it."""
    for door in (policy.evaluate, policy.score):
        with pytest.raises(MissingFactsError) as caught:
            door(facts)
    for trace in (caught.value.trace, policy.judge(facts)):
        assert isinstance(trace, demerit.Trace)
        assert json.loads(trace.to_json())["score"] is None
        with pytest.raises(ValueError, match="there is no score"):
            _ = trace.score
    assert {each.code.number for each in caught.value.diagnostics} == {"DEM607"}
    return {each.pointer: each.help.removeprefix("needed by ") for each in caught.value.diagnostics}


# -- as text -------------------------------------------------------------------------------------------------------


def test_the_facts_that_the_cases_change_are_right() -> None:
    assert shop_policy().evaluate(shop()).score == 100
    assert shop_policy().warnings == ()


@pytest.mark.parametrize("case", CASES, ids=[case.sentence for case in CASES])
def test_facts_at_fault_are_told_by_code_pointer_and_the_text_underlined(case: Case) -> None:
    assert faults(refused(shop_policy(), Source("facts.json", case.text))) == list(case.faults)


@pytest.mark.parametrize("case", CASES, ids=[case.sentence for case in CASES])
def test_every_word_of_a_diagnostic_is_filled_in(case: Case) -> None:
    for each in refused(shop_policy(), case.text):
        message = each.message.replace("{ … }", "").replace("“{”", "").replace('{"points": 2, "reason": "…"}', "")
        assert "{" not in message.replace(each.underlined, "")
        assert "None" not in each.message
        assert each.code.help in ("", "{expected}", "{hint}") or each.help


def test_every_violation_is_told_at_once_in_the_order_of_the_text() -> None:
    text = shop(
        open="1",
        gaurds="3",
        doors="-1",
        kind='"smal"',
        plans='["fier", "fire", "fire"]',
        founded='"2024-02-30"',
        spill="2.5",
        leak=entry(wet="null", loss='"3"', colour='"red"'),
        remrk='"x"',
    )
    assert [(each.code.number, each.pointer) for each in refused(shop_policy(), text)] == [
        ("DEM601", "/shop/open"),
        ("DEM603", "/shop/doors"),
        ("DEM604", "/shop/kind"),
        ("DEM606", "/shop/plans"),
        ("DEM604", "/shop/plans/0"),
        ("DEM605", "/shop/founded"),
        ("DEM601", "/shop/spill"),
        ("DEM608", "/shop/leak/0/wet"),
        ("DEM601", "/shop/leak/0/loss"),
        ("DEM602", "/shop/leak/0/colour"),
        ("DEM602", "/shop/gaurds"),
        ("DEM602", "/shop/remrk"),
    ]


def test_every_field_that_an_entry_lacks_is_told() -> None:
    told = refused(shop_policy(), shop(leak='[{"site": "gate"}, {}]'))
    assert [each.pointer for each in told] == [
        *(f"/shop/leak/0/{key}" for key in ("wet", "loss", "grade", "found")),
        *(f"/shop/leak/1/{key}" for key in ("site", "wet", "loss", "grade", "found")),
    ]
    assert told[0].message == "“wet” in entry 1 of “leak” (漏点) is missing"


def test_every_number_that_is_none_is_told_at_once() -> None:
    told = refused(shop_policy(), shop(guards="NaN", doors="1e999", share="Infinity"))
    assert [(each.code.number, each.pointer) for each in told] == [
        ("DEM503", "/shop/guards"),
        ("DEM504", "/shop/doors"),
        ("DEM503", "/shop/share"),
    ]


def test_a_fact_is_called_by_its_name_and_its_label() -> None:
    (told,) = refused(shop_policy(), shop(guards='"3"'))
    assert told.message == '“guards” (保安人数) has to be a whole number, 1 or more, not "3"'


def test_the_place_in_the_file_and_in_the_json_are_both_shown() -> None:
    (told,) = refused(shop_policy(), Source("facts.json", shop(leak=entry(grade='"hihg"'))))
    shown = str(FactsError([told])).split("\n")
    assert shown[1] == "  --> facts.json:11:63 (/shop/leak/0/grade)"
    assert shown[3].endswith(shop(leak=entry(grade='"hihg"')).split("\n")[10])
    assert shown[4].endswith(" ^^^^^^")


def test_a_whole_number_may_be_written_with_a_point_or_an_exponent() -> None:
    assert shop_policy().score(shop(guards="3.0", doors="2.00e0", kept_days="9e1")) == 100


def test_the_binary_value_of_a_decimal_is_never_seen() -> None:
    assert shop_policy().score(shop(share="0.49999999999999999999999999")) == 100
    assert shop_policy().score(shop(share="0.5")) == 99


def test_points_are_chosen_within_the_bounds_of_their_rule() -> None:
    for points, score in (("1", 99), ("3", 97), ("1.5", Decimal("98.5")), ("3.0", 97)):
        facts = shop(doors="51", neatness=f'{{"points": {points}, "reason": "desks"}}')
        assert shop_policy().score(facts) == Fraction(score) - 1  # more than 5 doors cost one point


def test_points_and_their_reason_are_called_by_the_name_of_their_fact() -> None:
    told = refused(shop_policy(), shop(neatness='{"points": 4}'))
    assert [each.message for each in told] == [
        "“reason” in “neatness” (酌情) is missing",
        "“points” in “neatness” (酌情) has to be a number, from 1 to 3, not 4",
    ]


def test_what_an_inspector_has_to_choose_is_missed_where_the_condition_holds() -> None:
    assert missing(shop_policy(), shop(doors="51")) == {"/shop/neatness": "rule 1.1.n"}
    assert shop_policy().score(shop(doors="50")) == 99


# -- as bytes ------------------------------------------------------------------------------------------------------

BYTES = (
    ("UTF-16 is named", "utf-16", "DEM105", "seems to be written in UTF-16"),
    ("UTF-16 without a mark is named", "utf-16-le", "DEM105", "seems to be written in UTF-16"),
    ("GB18030 is named", "gb18030", "DEM105", "seems to be written in GB18030"),
)


@pytest.mark.parametrize(("_sentence", "encoding", "code", "words"), BYTES, ids=[row[0] for row in BYTES])
def test_bytes_in_another_encoding_are_told(_sentence: str, encoding: str, code: str, words: str) -> None:
    data = shop(remark='"三号车间配电室的标识褪色"').encode(encoding)
    for door in (shop_policy().evaluate, shop_policy().score, lambda each: decode(each, "facts.json")):
        with pytest.raises(FileError) as caught:
            door(data)
        (told,) = caught.value.diagnostics
        assert told.code.number == code
        assert words in told.message


def test_a_byte_that_is_no_character_is_told_with_its_place() -> None:
    data = shop(remark='"x"').encode().replace(b'"x"', b'"\xff"')
    with pytest.raises(FileError) as caught:
        shop_policy().score(data)
    (told,) = caught.value.diagnostics
    assert told.code.number == "DEM106"
    assert "the byte 0xFF at line 12, column 14" in told.message


def test_a_byte_order_mark_is_no_fault() -> None:
    data = codecs.BOM_UTF8 + shop().encode()
    assert shop_policy().score(data) == 100
    assert shop_policy().score(decode(data, "facts.json")) == 100


def test_line_ends_of_windows_are_no_fault() -> None:
    text = shop().replace("\n", "\r\n")
    assert shop_policy().score(text.encode()) == 100
    (told,) = refused(shop_policy(), shop(doors="-1").replace("\n", "\r\n").encode())
    assert (told.underlined, told.pointer) == ("-1", "/shop/doors")


# -- as Python objects ---------------------------------------------------------------------------------------------


def as_objects(**changes: object) -> Any:
    facts = json.loads(shop(), parse_float=Decimal)
    facts["shop"] |= changes
    return facts


PYTHON: tuple[tuple[str, dict[str, object], str, str], ...] = (
    ("a float is no exact number", {"share": 0.5}, "DEM507", "/shop/share"),
    ("a float that is whole is no exact number", {"guards": 3.0}, "DEM507", "/shop/guards"),
    ("a float that is no number is a float first", {"share": math.nan}, "DEM507", "/shop/share"),
    ("a Decimal may be no number", {"share": Decimal("NaN")}, "DEM503", "/shop/share"),
    ("a Decimal may be infinite", {"share": Decimal("Infinity")}, "DEM503", "/shop/share"),
    ("a Decimal may be endless", {"doors": Decimal("1e999999")}, "DEM504", "/shop/doors"),
    ("an int may be endless", {"doors": 10**100}, "DEM504", "/shop/doors"),
    ("a Fraction is no count", {"doors": Fraction(5, 2)}, "DEM601", "/shop/doors"),
    ("True is no count", {"doors": True}, "DEM601", "/shop/doors"),
    ("None is no value", {"doors": None}, "DEM608", "/shop/doors"),
    ("a date is a text", {"founded": date(2024, 3, 31)}, "DEM508", "/shop/founded"),
    ("a set is a list", {"plans": {"fire"}}, "DEM508", "/shop/plans"),
    ("bytes are no text", {"remark": b"x"}, "DEM508", "/shop/remark"),
    ("an object of one's own is no JSON", {"remark": object()}, "DEM508", "/shop/remark"),
    ("a misspelt key is told", {"gaurds": 3}, "DEM602", "/shop/gaurds"),
    ("a misspelt word is told", {"kind": "smal"}, "DEM604", "/shop/kind"),
    ("a date exists", {"founded": "2024-02-30"}, "DEM605", "/shop/founded"),
    ("a negative count is told", {"spill": -3}, "DEM603", "/shop/spill"),
    ("half a finding is told", {"spill": Decimal("2.5")}, "DEM601", "/shop/spill"),
    ("points keep to their bounds", {"neatness": {"points": 4, "reason": "x"}}, "DEM603", "/shop/neatness/points"),
    ("points are no float", {"neatness": {"points": 1.5, "reason": "x"}}, "DEM507", "/shop/neatness/points"),
    ("points are no truth", {"neatness": {"points": True, "reason": "x"}}, "DEM601", "/shop/neatness/points"),
    ("points are missed", {"neatness": {"reason": "x"}}, "DEM607", "/shop/neatness/points"),
    ("None is no number of points", {"neatness": {"points": None, "reason": "x"}}, "DEM608", "/shop/neatness/points"),
    ("a reason is missed", {"neatness": {"points": 2}}, "DEM607", "/shop/neatness/reason"),
    ("a reason is more than blanks", {"neatness": {"points": 2, "reason": " "}}, "DEM609", "/shop/neatness/reason"),
    ("a reason can be seen", {"neatness": {"points": 2, "reason": "\u200d\u00ad"}}, "DEM609", "/shop/neatness/reason"),
    ("a reason is a text", {"neatness": {"points": 2, "reason": ["x"]}}, "DEM601", "/shop/neatness/reason"),
    ("None is no reason", {"neatness": {"points": 2, "reason": None}}, "DEM608", "/shop/neatness/reason"),
    ("a number is no choice with a reason", {"neatness": 2}, "DEM601", "/shop/neatness"),
    ("None is no choice of points", {"neatness": None}, "DEM608", "/shop/neatness"),
)


@pytest.mark.parametrize(("_sentence", "changes", "code", "pointer"), PYTHON, ids=[row[0] for row in PYTHON])
def test_objects_at_fault_are_told_by_code_and_pointer(
    _sentence: str, changes: dict[str, object], code: str, pointer: str
) -> None:
    assert faults(refused(shop_policy(), as_objects(**changes))) == [Fault(code, pointer, "", near_of(code))]


def near_of(code: str) -> tuple[str, ...]:
    return {"DEM602": ("guards",), "DEM604": ("small",)}.get(code, ())


def test_half_of_a_character_is_no_text() -> None:
    for door in (shop_policy().evaluate, shop_policy().judge):
        with pytest.raises(FactsError) as caught:
            door(as_objects(remark="\ud800"))
        assert faults(caught.value.diagnostics) == [Fault("DEM501", "/shop/remark", "")]


def test_a_list_at_the_root_is_told() -> None:
    assert faults(refused(shop_policy(), [])) == [Fault("DEM601", "", "")]


def test_a_key_that_is_no_text_is_told() -> None:
    assert faults(refused(shop_policy(), {1: {}})) == [Fault("DEM508", "", "")]


def test_objects_that_contain_themselves_are_told() -> None:
    facts = as_objects()
    facts["shop"]["leak"] = [facts]
    assert [each.code.number for each in refused(shop_policy(), facts)] == ["DEM505"]


def test_objects_nested_without_end_are_told() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert [each.code.number for each in refused(shop_policy(), as_objects(leak=deep))] == ["DEM505"]


def test_tuples_and_fractions_are_taken() -> None:
    assert shop_policy().score(as_objects(share=Fraction(1, 3), plans=("fire", "flood_water", "robbery"))) == 100


# -- what is missing -----------------------------------------------------------------------------------------------


def test_all_facts_that_are_missing_are_told_at_once_each_with_the_rules_that_need_it() -> None:
    assert missing(shop_policy(), "{}") == {
        "/shop/open": "rules 1.1.a, 1.1.d, 1.2.a",
        "/shop/guards": "rule 1.1.b",
        "/shop/doors": "rules 1.1.c, 1.1.m, 1.1.n",
        "/shop/share": "rule 1.1.d",
        "/shop/kept_days": "rule 1.1.e",
        "/shop/kind": "rule 1.1.f",
        "/shop/plans": "rule 1.1.g",
        "/shop/founded": "rule 1.1.h",
        "/shop/spill": "rule 1.1.i",
        "/shop/leak": "rules 1.1.j, 1.1.k, 1.1.l",
    }


def test_what_only_an_item_needs_of_which_nobody_knows_whether_it_applies_is_not_missing_yet() -> None:
    facts = as_objects()
    del facts["other"], facts["shop"]["open"]
    assert missing(shop_policy(), facts) == {"/shop/open": "rules 1.1.a, 1.2.a"}
    facts["shop"]["open"] = True
    assert missing(shop_policy(), facts) == {"/other/tidy": "rule 1.2.a"}


def test_a_group_that_is_left_out_leaves_its_facts_missing() -> None:
    text = json.dumps({"shop": json.loads(shop())["shop"]})
    assert missing(shop_policy(), text) == {"/other/tidy": "rule 1.2.a"}


def test_a_field_that_only_some_entries_need_is_missing_in_these() -> None:
    leak = [json.loads(entry(wet="true"))[0], json.loads(entry())[0], json.loads(entry(wet="true", people="2"))[0]]
    assert missing(shop_policy(), as_objects(leak=leak)) == {"/shop/leak/0/people": "rule 1.1.l"}
    with pytest.raises(MissingFactsError) as caught:
        shop_policy().evaluate(as_objects(leak=leak))
    assert caught.value.diagnostics[0].message == "“people” in entry 1 of “leak” (漏点) is missing"


def test_what_is_not_needed_may_be_missing() -> None:
    facts = as_objects(open=False, leak=[])
    del facts["other"], facts["shop"]["share"]
    assert shop_policy().score(facts) == 99


def test_facts_that_are_missing_are_told_with_those_that_are_at_fault() -> None:
    facts = as_objects(gaurds=3, doors=-1)
    del facts["shop"]["guards"], facts["shop"]["kind"], facts["other"]["tidy"]
    with pytest.raises(FactsError) as caught:
        shop_policy().evaluate(facts)
    assert [(each.code.number, each.pointer) for each in caught.value.diagnostics] == [
        ("DEM603", "/shop/doors"),
        ("DEM602", "/shop/gaurds"),
        ("DEM607", "/shop/kind"),
        ("DEM607", "/other/tidy"),
    ]


# -- the shipped standard: what goes wrong elsewhere ---------------------------------------------------------------

MISSPELT = (
    ("a yes/no fact", "unless leader in charge deduct", "leader in charge", "leader in chrage"),
    ("findings", "per untrained guard deduct", "untrained guard", "untrained gaurd"),
    ("a divisor", "by criminal cases / employees", "employees", "emploees"),
    ("a fact with a default", "less than required retention days", "required retention days", "required retention day"),
    (
        "a fact that a default reads",
        "required helmets 「行业标准要求的头盔数」                      : count default guards on duty",
        "guards on duty",
        "guards on dty",
    ),
    ("a word compared with a choice", "report is unreported or falsified", "falsified", "falsfied"),
    ("a field", "per missing camera where mandatory", "mandatory", "mandatroy"),
    ("a field that is added up", "per people in each commendation where level is national", "people", "peple"),
    ("a list", "when no drill where media kept", "drill", "dril"),
    ("a set", "per missing from emergency plans", "emergency plans", "emergncy plans"),
)


@pytest.mark.parametrize(("_kind", "clause", "name", "wrong"), MISSPELT, ids=[row[0] for row in MISSPELT])
def test_a_name_misspelt_in_the_standard_is_an_error(_kind: str, clause: str, name: str, wrong: str) -> None:
    text = STANDARD.read_text(encoding="utf-8")
    assert text.count(clause) == 1
    before, after = clause.rsplit(name, 1)
    with pytest.raises(PolicyError) as caught:
        demerit.load_source(Source("standard.policy", text.replace(clause, before + wrong + after)))
    (error,) = [each for each in caught.value.diagnostics if each.severity == "error"]
    assert error.underlined == wrong
    assert name in error.near


def test_a_name_misspelt_at_its_declaration_is_an_error_at_every_rule_that_reads_it() -> None:
    text = STANDARD.read_text(encoding="utf-8").replace("required retention days 「", "required retenton days 「")
    with pytest.raises(PolicyError) as caught:
        demerit.load_source(Source("standard.policy", text))
    (error,) = [each for each in caught.value.diagnostics if each.severity == "error"]
    assert (error.underlined, error.near) == (
        "required retention days",
        ("required retenton days", "footage retention days"),
    )


LEFT_OUT = {
    "/unit/employees": "rules 6.3.a, 6.4.a",
    "/leadership/responsibility_system": "rule 1.1.a",
    "/leadership/security_head": "rule 1.3.a",
    "/leadership/annual_meeting_held": "rule 1.5.a",
    "/personnel/untrained_guard": "rule 2.7.a",
    "/personnel/guards_on_duty": "rules 2.9.a, 2.9.b",
    "/technical/missing_camera": "rules 4.1.a, 4.1.b",
    "/technical/footage_retention_days": "rule 4.1.d",
    "/systems/emergency_plans": "rule 5.7.a",
    "/systems/major_incident": "rules 5.3.a, 5.3.b",
    "/outcomes/criminal_cases": "rule 6.3.a",
    "/recognition/commendation": "rules 7.2.a, 7.2.b, 7.2.c, 7.2.d",
}


@pytest.mark.parametrize("pointer", LEFT_OUT)
def test_a_needed_fact_left_out_gives_no_score_and_is_named(pointer: str) -> None:
    assert missing(standard(), full_marks({pointer: None})) == {pointer: LEFT_OUT[pointer]}


def test_the_rest_is_judged_where_a_fact_is_missing() -> None:
    with pytest.raises(MissingFactsError) as caught:
        standard().evaluate(full_marks({"/personnel/untrained_guard": None}))
    trace: Any = caught.value.trace
    assert {rule.state for rule in trace.rules() if rule.id != "2.7.a"} == {"clear"}
    assert {rule.state for rule in trace.rules() if rule.id == "2.7.a"} == {"undetermined"}


DRILL = {"date": "2024-05-30", "media_kept": True}
CAMERA = {"site": "东门", "mandatory": True}
WRONG: tuple[tuple[str, object, str, str], ...] = (
    ("/personnel/untrained_guard", -3, "DEM603", ""),
    ("/personnel/untrained_guard", Decimal("2.5"), "DEM601", ""),
    ("/personnel/untrained_guard", True, "DEM601", ""),
    ("/personnel/untrained_guard", "3", "DEM601", ""),
    ("/personnel/untrained_guard", [{"place": "东门"}], "DEM602", "/0/place"),
    ("/leadership/years_without_leader_inspection", -1, "DEM603", ""),
    ("/leadership/years_without_leader_inspection", Decimal("0.5"), "DEM601", ""),
    ("/leadership/leader_in_charge", 1, "DEM601", ""),
    ("/leadership/leader_in_charge", "yes", "DEM601", ""),
    ("/leadership/security_head", "fulltime", "DEM604", ""),
    ("/leadership/security_head", ["none"], "DEM604", ""),
    ("/unit/employees", 0, "DEM603", ""),
    ("/unit/employees", "860人", "DEM601", ""),
    ("/unit/year", Decimal("2024.5"), "DEM601", ""),
    ("/technical/footage_retention_days", "90", "DEM601", ""),
    ("/technical/footage_retention_days", -90, "DEM603", ""),
    ("/technical/required_retention_days", [90], "DEM601", ""),
    ("/technical/missing_camera", 3, "DEM601", ""),
    ("/technical/missing_camera", [{**CAMERA, "mandatory": "no"}], "DEM601", "/0/mandatory"),
    ("/technical/missing_camera", [CAMERA, {"site": "西门"}], "DEM607", "/1/mandatory"),
    ("/systems/emergency_plans", ["terrorism"], "DEM604", "/0"),
    ("/systems/emergency_plans", ["fire", "fire"], "DEM606", ""),
    ("/systems/emergency_plans", 4, "DEM601", ""),
    ("/systems/drill", [{**DRILL, "date": "2024-05-32"}], "DEM605", "/0/date"),
    ("/systems/drill", [{**DRILL, "date": "30.5.2024"}], "DEM605", "/0/date"),
    ("/systems/major_incident", [{"what": "火灾", "report": "in time"}], "DEM604", "/0/report"),
    ("/outcomes/accident", [{"what": "火灾", "casualties": 0, "direct_loss": "20万"}], "DEM601", "/0/direct_loss"),
    ("/outcomes/criminal_cases", None, "DEM608", ""),
)


@pytest.mark.parametrize(("pointer", "value", "code", "below"), WRONG)
def test_a_fact_of_a_wrong_type_gives_no_score(pointer: str, value: object, code: str, below: str) -> None:
    _, group, key = pointer.split("/")
    facts = full_marks()
    facts[group][key] = value
    (told,) = refused(standard(), facts)
    assert (told.code.number, told.pointer) == (code, pointer + below)
    text = json.dumps(facts, ensure_ascii=False, default=lambda each: float(each))
    assert [(each.code.number, each.pointer) for each in refused(standard(), text)] == [(code, pointer + below)]


KEYS = (
    ("/technical/required_retention_day", 30, "required_retention_days"),
    ("/personnel/required_shield", 3, "required_shields"),
    ("/unit/nmae", "示例单位", "name"),
    ("/unit/employes", 860, "employees"),
    ("/technical/security_head", "none", "/leadership/security_head"),
)


@pytest.mark.parametrize(("pointer", "value", "meant"), KEYS)
def test_a_misspelt_key_gives_no_score_be_it_optional_or_not(pointer: str, value: object, meant: str) -> None:
    (told,) = refused(standard(), full_marks({pointer: value}))
    assert (told.code.number, told.pointer) == ("DEM602", pointer)
    assert meant in told.near


def test_the_facts_that_the_lists_change_are_right() -> None:
    assert (
        standard().score(full_marks()) == read_json(STANDARD.parent / "cases" / "01-full-marks.json")["expect"]["score"]
    )
