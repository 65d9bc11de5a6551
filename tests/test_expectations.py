"""What an example gives and expects, and what comes: every kind, in JSON and by hand.

The small policies of `cases/` are cases here too: what their tests hold of the trace has to hold as expectations.
"""

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import demerit
from demerit import Source
from demerit.examples.case_files import _surely_valid, _validator, read_cases
from demerit.examples.cases import Case
from demerit.examples.expectations import BY_KEY, BY_KIND, KINDS
from demerit.examples.in_order import in_order
from demerit.examples.judging import holds, judge
from demerit.language import model
from demerit.language.source import NOWHERE, Span
from tests.shops import ALL, case, of, shop, values
from tests.standard import CASES, POLICY, exact_json, read_json, standard
from tests.test_cli import run

SMALL = Path(__file__).parent / "cases"


# -- cases and expectations ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_of_the_standard_hold(path: Path) -> None:
    cases, told = read_cases(Source(path.name, path.read_text(encoding="utf-8")), standard())
    assert not told
    for each in cases:
        facts = each.facts(standard())
        assert judge(standard(), facts, each.expected).holds
        assert holds(standard(), facts, each.expected)


def test_the_standard_is_tested_by_what_lies_beside_it() -> None:
    result = run("test", POLICY)
    assert result.exit_code == 0
    told = re.fullmatch(r"all (\d+) examples hold\n", result.stdout)
    assert told is not None
    assert int(told[1]) >= len(standard().policy.examples) + len(CASES)


SAID = (
    "score",
    "sections",
    "items",
    "rules",
    "states",
    "asked",
    "effective",
    "counts",
    "reads",
    "scores",
    "missing",
    "grade",
)
"""What the small policies' own tests say in the words of cases."""


def small() -> Iterator[Any]:
    for path in sorted(SMALL.glob("*.json")):
        for number, each in enumerate(read_json(path)):
            yield pytest.param(path, number, each, id=f"{path.stem}-{number + 1}")


@pytest.mark.parametrize(("path", "number", "each"), list(small()))
def test_what_is_held_of_a_small_policy_holds_as_a_case(path: Path, number: int, each: Any) -> None:
    policy = demerit.load(path.with_suffix(".policy"))
    expect = {key: value for key, value in each["expect"].items() if key in SAID and value not in ({}, [])}
    if "missing" in expect:  # null is what is not known there; here it is a section without a score
        expect.pop("score", None)
        expect = {key: value for key, value in expect.items() if key not in ("scores", "grade")}
    if not expect:
        return
    document = {"why": "w", "facts": each["facts"], "expect": expect}
    cases, told = read_cases(Source("c.json", json.dumps(document, default=str)), policy)
    assert [each.message for each in told] == []
    judged = judge(policy, each["facts"], cases[0].expected)
    assert [(failure.expected, failure.came) for failure in judged.failures] == []
    assert holds(policy, each["facts"], cases[0].expected)


def test_every_kind_of_expectation_can_be_said_in_json() -> None:
    cases, told = read_cases(Source("c.json", json.dumps(case(expect=ALL, guards=1, lamp_out=5))), shop())
    assert not told
    assert {each.kind for each in cases[0].expected} == {kind.kind for kind in KINDS} - {"refused"}
    assert judge(shop(), cases[0].facts(shop()), cases[0].expected).failures == ()


@pytest.mark.parametrize(("key", "id_", "value"), list(values(ALL)), ids=lambda each: str(each))
def test_a_wrong_expectation_fails_and_says_what_came(key: str, id_: str | None, value: Any) -> None:
    wrong: Any = {int: value + 1 if isinstance(value, int) else 0, str: "poor", list: ["/shop/lamp_out"]}[type(value)]
    if key == "states":
        wrong = "undetermined" if id_ != "1.2" else "not_applicable"
    expect = {key: wrong if id_ is None else {id_: wrong}}
    cases, told = read_cases(Source("c.json", json.dumps(case(expect=expect, guards=1, lamp_out=5))), shop())
    assert not told
    facts = cases[0].facts(shop())
    (failure,) = judge(shop(), facts, cases[0].expected).failures
    assert not holds(shop(), facts, cases[0].expected)
    came = list(failure.came) if isinstance(failure.came, tuple) else failure.came
    assert (sorted(came) if key == "reads" else came) == value


NUMBERS = {"2.5": "2.5", '"2.5"': "2.5", '"5/2"': "2.5", '"1/3"': "1/3", "1e1": "10", "-0": "0", '"-1/3"': "-1/3"}


@pytest.mark.parametrize("written", NUMBERS)
def test_numbers_are_exact_however_they_are_written(written: str) -> None:
    text = f'{{"why": "w", "facts": {{}}, "expect": {{"score": {written}}}}}'
    (found,), _ = read_cases(Source("c.json", text), shop())
    assert found.expected[0].value == Fraction(NUMBERS[written])


def test_what_is_not_named_is_not_asserted() -> None:
    expected = (model.Expected("points", "rule", "1.1.a", 2, "deduct", span=NOWHERE),)
    assert holds(shop(), {"shop": {"guards": 1}}, expected)  # all else is missing


@pytest.mark.parametrize(
    ("verb", "value", "expected"), [("deduct", 2, True), ("add", 2, False), (None, 2, True), ("deduct", 0, False)]
)
def test_points_are_taken_or_given_as_it_is_said(verb: str | None, value: int, expected: bool) -> None:
    wanted = (model.Expected("points", "rule", "1.1.a", value, verb, span=NOWHERE),)
    assert holds(shop(), {"shop": {"guards": 1}}, wanted) is expected


def test_in_a_section_that_does_both_what_is_taken_can_be_said_either_way() -> None:
    text = (
        "policy p version 1\nfacts u\n fault : findings\n idea : findings\n"
        "section 1 worth 10 starts at 5\n item 1.1\n  per fault deduct 2\n item 1.2\n  per idea add 1\n"
    )
    policy = demerit.load_source(Source("p.policy", text))
    facts = {"u": {"fault": 1, "idea": 1}}
    trace = policy.judge(facts)
    line = next(rule for rule in trace.rules() if rule.id == "1.1.a").points.effective
    for verb, value in (("deduct", 2), (None, line), ("add", -2)):
        assert holds(policy, facts, (model.Expected("points", "rule", "1.1.a", value, verb, span=NOWHERE),))
    assert not holds(policy, facts, (model.Expected("points", "rule", "1.1.a", 2, "add", span=NOWHERE),))
    assert holds(policy, facts, (model.Expected("asked", "rule", "1.1.a", 2, span=NOWHERE),))


def test_what_is_missing_is_named_whole_and_stands_for_what_is_below_it() -> None:
    policy = standard()
    facts = {"recognition": {"commendation": [{"level": "national", "recipient": "individual"}]}}
    whole = Case("w", Source("x", ""), Span(0, 0), None, (), model.IN_ORDER, facts).facts(policy)
    for value, expected in (
        (("/recognition/commendation",), True), (("/recognition/commendation/0/people",), True), ((), False),
        (("/recognition/commendation/0/people", "/unit/year"), False), (("/unit/year",), False),
    ):  # fmt: skip
        wanted = (model.Expected("missing", "policy", "", value, span=NOWHERE),)
        assert holds(policy, whole, wanted) is judge(policy, whole, wanted).holds is expected


@pytest.mark.parametrize(
    ("facts", "codes", "expected"),
    [
        ({"shop": {"guards": -1}}, (), True),
        ({"shop": {"guards": -1}}, ("DEM603",), True),
        ({"shop": {"guards": -1, "x": 1}}, ("DEM602", "DEM603"), True),
        ({"shop": {"guards": -1, "x": 1}}, ("DEM602",), False),
        ({"shop": {"guards": 1}}, (), False),
        ({"shop": {"guards": 1}}, ("DEM603",), False),
    ],
)
def test_that_facts_are_refused_can_be_expected(facts: Any, codes: tuple[str, ...], expected: bool) -> None:
    wanted = (model.Expected("refused", "policy", "", codes, span=NOWHERE),)
    assert holds(shop(), facts, wanted) is judge(shop(), facts, wanted).holds is expected
    assert not holds(shop(), facts, (*wanted, model.Expected("score", "policy", "", 20, span=NOWHERE)))


def test_the_table_has_a_row_for_each_kind_of_each_level_and_a_key_for_each_row() -> None:
    assert len(BY_KIND) == len(KINDS)
    assert {kind.key for kind in KINDS} == set(BY_KEY)


def test_an_id_that_is_gone_is_no_zero() -> None:
    wanted = (model.Expected("points", "rule", "9.9.z", 0, span=NOWHERE),)
    assert not holds(shop(), {"shop": {}}, wanted)


@st.composite
def documents(draw: st.DrawFn) -> Any:
    numbers: st.SearchStrategy[Any] = st.integers(-3, 3) | st.sampled_from(["1/3", "x", True, None, 0.5, []])
    maps = st.dictionaries(st.sampled_from(["1", "1.1", "1.1.a"]), numbers, max_size=2)
    keys = st.sampled_from(["score", "sections", "rules", "items", "groups", "grade", "scor"])
    expect = draw(st.dictionaries(keys, maps | numbers, max_size=3) | st.none())
    found = {"why": draw(st.sampled_from(["w", "", " ", 1])), "facts": draw(st.sampled_from([{}, "a.json", [], 1]))}
    found |= {"expect": expect} if expect is not None else {}
    return {key: value for key, value in found.items() if draw(st.integers(0, 9))}


@given(documents())
def test_what_is_surely_valid_is_valid(document: Any) -> None:
    value = exact_json(json.dumps(document))
    if _surely_valid(value):
        assert _validator().is_valid(value)


# -- facts ---------------------------------------------------------------------------------------------------------


def test_facts_that_are_given_are_laid_over_the_base_each_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "unit.json").write_text('{"shop": {"guards": 3, "lamp_out": [{"where": "a"}], "open": true}}')
    given = {"shop": {"lamp_out": [{"note": "b"}], "open": model.LEFT_OUT}}
    assert of("unit.json", given, tmp_path).facts(shop()) == {"shop": {"guards": 3, "lamp_out": [{"note": "b"}]}}


def test_without_a_base_what_is_not_given_is_missing() -> None:
    assert of(None, {"shop": {"guards": 3, "open": model.LEFT_OUT}}).facts(shop()) == {"shop": {"guards": 3}}


def test_in_order_no_rule_hits_but_for_what_is_given() -> None:
    facts = of(model.IN_ORDER, {"shop": {"guards": 1}}).facts(shop())
    assert {rule.id for rule in shop().judge(facts).rules() if rule.state == "hit"} == {"1.1.a"}


def test_what_is_given_and_no_fact_is_refused_and_nothing_else_is(tmp_path: Path) -> None:
    facts = of(model.IN_ORDER, {"shop": {"guards": "two", "gaurds": 2}, "shpo": 1}).facts(shop())
    with pytest.raises(demerit.FactsError) as caught:
        shop().judge(facts)
    assert {each.pointer for each in caught.value.diagnostics} == {"/shop/guards", "/shop/gaurds", "/shpo"}


def test_facts_in_order_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    policy, calls = shop(), []

    def looked_for(*each: Any) -> Any:
        calls.append(each)
        return in_order(*each)

    monkeypatch.setattr("demerit.examples.cases.in_order", looked_for)
    first = of(model.IN_ORDER, {"shop": {"guards": 1}}).facts(policy)
    assert of(model.IN_ORDER, {"shop": {"guards": 1}}).facts(policy) == first
    of(model.IN_ORDER, {"shop": {"guards": 2}}).facts(policy)
    assert len(calls) == 2


def test_nothing_that_a_case_gives_changes_the_base_of_another() -> None:
    policy = shop()
    first: Any = of(model.IN_ORDER, {}).facts(policy)
    first["shop"]["guards"] = 0
    again: Any = of(model.IN_ORDER, {}).facts(policy)
    assert policy.score(again) == 20
