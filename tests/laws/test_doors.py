"""The two ways in for facts agree: what the fast one takes, jsonschema finds valid, and the other way round."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from hypothesis_jsonschema import from_schema
from jsonschema import Draft202012Validator, FormatChecker

from demerit import FactsError, Source
from demerit.evaluation.facts import FactsDoor
from demerit.evaluation.json_text import from_python, read_json
from demerit.evaluation.schema import Schema, facts_schema, shape_schema
from demerit.evaluation.shapes import encoded
from tests.laws.given import FOLDER, STANDARD_TEXT, Case, Facts, anew, cases, refusal, standard, standard_cases
from tests.laws.profile import examples

NUMBERS: tuple[Any, ...] = (
    0, 1, -1, 2, 5, 6, 1000, 1001, 10**99, 10**100 - 1, 10**100, -(10**100), Decimal(0), Decimal("-0.0"),
    Decimal("1.0"), Decimal("2.50"), Decimal("-1.5"), Decimal("-1.51"), Decimal("1E+2"), Decimal("1E+99"),
    Decimal("1E+100"), Decimal("1E-99"), Decimal("1E-100"), Decimal("9" * 100), Decimal("0." + "1" * 99),
    Decimal("0." + "1" * 100), Decimal("1" * 99 + ".5"), Decimal("1" * 100 + ".5"), Fraction(1, 3), Fraction(4, 2),
    Fraction(5, 2), Fraction(-3, 2), Fraction(10**100, 3), Fraction(1, 10**100), Fraction(1, 3**250),
)  # fmt: skip
OTHERS: tuple[Any, ...] = (
    None, True, False, "", "A", "1", "2024-02-29", "2024-02-30", "2023-02-29", "2024-2-9", "0000-01-01",
    "9999-12-31", "2024-02-29\n", "20240229", "２０２４-02-29", "on_time", "no", "late", [], [0], [[]], [{}],
    [None], {}, {"where": "A"}, [{"where": "A"}], [{"where": 1}], [{"where": None}], ["late", "late"],
    ["late", "no"], [True], {"x": 1},
)  # fmt: skip
CHOSEN: tuple[Any, ...] = (
    0, 1, 2, 3, 4, -1, True, None, "2", [], Decimal("1.0"), Decimal("2.5"), Decimal("3.01"), Decimal("0.99"),
    Fraction(5, 3), Fraction(10, 3), 10**100,
)  # fmt: skip
SAID: tuple[Any, ...] = (
    " x ", "站", "#", "", " ", "\t\n", "\u3000", "\u00a0", "\u200b", "\x1f", "\x85", 1, None, True, [], {},
)  # fmt: skip
FIGURES: tuple[Any, ...] = (
    *({"points": points, "reason": "x"} for points in CHOSEN),
    *({"points": 2, "reason": reason} for reason in SAID),
    {"points": 2}, {"reason": "x"}, {"points": 2, "reason": "x", "more": 1}, {"Points": 2, "reason": "x"},
    {"points": 4, "reason": ""}, [{"points": 2, "reason": "x"}],
)  # fmt: skip
"""What may stand, and may not, for points from 1 to 3 that an inspector chose."""
NEARLY_JSON: tuple[Any, ...] = (
    0.0, 1.0, 0.5, float("nan"), (), ("late", "no"), ({"x": 1},), {"late", "no"}, frozenset({1}), b"late",
    bytearray(b"A"), date(2024, 2, 29), datetime(2024, 2, 29), timedelta(1), UUID(int=0), Decimal("NaN"),
    Decimal("Infinity"), {1: 2}, MappingProxyType({}), object(), msgspec.UNSET, msgspec.Raw(b"1"),
)  # fmt: skip
"""What is no JSON, or only nearly. Two things msgspec takes all the same, both without anything in them that could be
lost: an empty Python set for an empty list, and an object such as a `range` for one without keys."""


def validator(schema: Schema) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


@st.composite
def mutated(draw: DrawFn, facts: Facts, values: Sequence[Any]) -> Facts:
    """Give facts with a value, a key or an entry changed, lost or put in, at a place or two."""
    facts = anew(facts)
    for _ in range(draw(st.integers(1, 2))):
        place: Any = facts
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            inner = [key for key in keys if isinstance(place[key], dict | list) and place[key]]
            if not inner or draw(st.integers(0, 4)) == 0:
                break
            place = place[draw(st.sampled_from(inner))]
        kind = draw(st.integers(0, 5)) if keys else 5
        if kind < 4:
            place[draw(st.sampled_from(keys))] = anew(draw(st.sampled_from(values)))
        elif kind == 4:
            del place[draw(st.sampled_from(keys))]
        elif isinstance(place, dict):
            place[draw(st.sampled_from(("x", "where", "no", "unit", "site", "")))] = anew(draw(st.sampled_from(values)))
        else:
            place.insert(draw(st.integers(0, len(place))), anew(draw(st.sampled_from(values))))
    return facts


def assert_taken_if_valid(case: Case) -> None:
    """Hold objects to be taken if, and only if, they are valid in their one form."""
    try:
        value: Any = from_python(case.facts)
    except FactsError:
        value = None
    assert_taken_if_value_is_valid(case, case.facts, value)


def assert_text_taken_if_valid(case: Case) -> None:
    """Hold JSON text to be taken if, and only if, what the strict reader makes of it is valid."""
    text = as_text(case.facts)
    source = Source("facts.json", text)
    try:
        value: Any = read_json(source).value
    except FactsError:
        value = None
    for facts in (source, text, text.encode()):
        assert_taken_if_value_is_valid(case, facts, value)


def assert_taken_if_value_is_valid(case: Case, facts: Any, value: Any) -> None:
    policy = case.policy.policy
    valid = value is not None and validator(shape_schema(policy)).is_valid(value)
    door = FactsDoor(case.policy.plan)
    refused = refusal(lambda: door.take(facts))
    assert (refused is None) == valid
    if refused is not None:
        assert isinstance(refused, FactsError)
        assert refused.diagnostics
        return
    taken, again = door.take(facts), door.take(value)
    assert bare(taken.values) == bare(again.values)
    assert encoded(taken.given) == encoded(again.given)
    assert not taken.whole or validator(facts_schema(policy)).is_valid(value)


def bare(value: Any) -> Any:
    """Give values as tuples, with the type of each: True is not 1, nor is 1 the same as 1.0."""
    if isinstance(value, msgspec.Struct):
        value = msgspec.structs.astuple(value)
    return tuple(map(bare, value)) if isinstance(value, tuple) else (type(value), value)


def as_text(value: Any) -> str:
    """Write facts as JSON, with every Decimal as it is: `1.0` and `1E+2` too."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {as_text(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_text, value)) + "]"
    if isinstance(value, Fraction):
        return str(value.numerator)
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


@examples(50)
@given(st.one_of(cases(), standard_cases(missing=True)))
def test_facts_of_the_declared_shape_are_taken(case: Case) -> None:
    assert validator(shape_schema(case.policy.policy)).is_valid(from_python(case.facts))
    assert_taken_if_valid(case)
    assert_text_taken_if_valid(case)


@st.composite
def mutated_cases(draw: DrawFn, values: Sequence[Any]) -> Case:
    case = draw(st.one_of(cases(), standard_cases(missing=True)))
    return Case(case.text, draw(mutated(case.facts, values)))


@examples(60)
@given(mutated_cases(NUMBERS + OTHERS))
def test_changed_facts_are_taken_if_and_only_if_they_are_valid(case: Case) -> None:
    assert_taken_if_valid(case)
    assert_text_taken_if_valid(case)


@examples(50)
@given(mutated_cases(NEARLY_JSON))
def test_changed_objects_are_taken_if_and_only_if_they_are_valid(case: Case) -> None:
    assert_taken_if_valid(case)


TYPES = (
    "yes/no", "count", "count at least 2 at most 5", "number", "whole number", "number at least -1.5 at most 0.5",
    "days at least 1/2 days", "whole days at most 5 days", "date", "text", "one of on time, late, 「no」",
    "set of on time, late, 「no」", "findings", "discretion",
)  # fmt: skip


@st.composite
def single_facts(draw: DrawFn, values: Sequence[Any]) -> Case:
    """Give a policy with a fact of any type, and any value for it."""
    type_ = draw(st.sampled_from(TYPES))
    value = anew(draw(st.sampled_from(values)))
    declared = f" x : {type_}\n"
    read = draw(st.sampled_from(("", "any x or ")))
    if type_ == "discretion":
        rule = " when any y deduct 1 to 3 at discretion of x\n"
        text = f"policy p version 1\nfacts g\n{declared} y : count\nsection 1 worth 1\n item 1.1\n{rule}"
        return Case(text, {"g": {"x": anew(draw(st.sampled_from((*FIGURES, value))))}})
    if draw(st.booleans()) and not type_.startswith(("set", "findings")):
        declared = f" x : list\n  - x : {type_}{draw(st.sampled_from(('', ' optional')))}\n"
        value = [{"x": value}] if draw(st.booleans()) else value
    elif type_ not in ("count", "findings") and not type_.startswith("set"):
        read = ""
    rule = f" when {read}any y deduct 1\n"
    text = f"policy p version 1\nfacts g\n{declared} y : count\nsection 1 worth 1\n item 1.1\n{rule}"
    return Case(text, {"g": {"x": value}})


@examples(250)
@given(single_facts(NUMBERS + OTHERS))
def test_any_value_of_a_fact_is_taken_if_and_only_if_it_is_valid(case: Case) -> None:
    assert_taken_if_valid(case)
    assert_text_taken_if_valid(case)


@examples(150)
@given(single_facts(NEARLY_JSON))
def test_any_object_as_a_fact_is_taken_if_and_only_if_it_is_valid(case: Case) -> None:
    assert_taken_if_valid(case)


@pytest.mark.parametrize("figure", FIGURES, ids=repr)
@pytest.mark.parametrize("low", ["1", "1.5"])
def test_every_figure_of_an_inspector_is_taken_if_and_only_if_it_is_valid(figure: Any, low: str) -> None:
    rule = f" always deduct {low} to 3 at discretion of x\n"
    case = Case(
        f"policy p version 1\nfacts g\n x : discretion\nsection 1 worth 1\n item 1.1\n{rule}", {"g": {"x": figure}}
    )
    assert_taken_if_valid(case)
    assert_text_taken_if_valid(case)


@examples(40)
@given(cases(missing=True))
def test_facts_that_are_enough_are_valid_under_the_schema_of_the_facts(case: Case) -> None:
    """What the schema requires is needed whatever the other facts are."""
    if case.policy.judge(case.facts).determined:
        assert validator(case.policy.facts_schema()).is_valid(from_python(case.facts))


# -- schemas -----------------------------------------------------------------------------------------------------

SHIPPED: Schema = json.loads((FOLDER / "facts.schema.json").read_text(encoding="utf-8"))


def described(schema: Schema, whole: Schema) -> SearchStrategy[Any]:
    """Give what a schema describes. Objects and lists are put together here, the rest by hypothesis-jsonschema."""
    if "$ref" in schema:
        return described(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    if "oneOf" in schema:
        return st.one_of([described(each, whole) for each in schema["oneOf"]])
    if schema.get("format") == "date":
        return st.dates().map(str)
    match schema.get("type"):
        case "object":
            parts = {key: described(part, whole) for key, part in schema["properties"].items()}
            required = schema.get("required", [])
            needed = {key: part for key, part in parts.items() if key in required}
            made = st.fixed_dictionaries(needed, optional={key: parts[key] for key in parts if key not in required})
            return made.filter(validator(schema).is_valid) if "if" in schema else made
        case "array" if not schema.get("uniqueItems"):
            return st.lists(described(schema["items"], whole), max_size=2)
        case [*types]:
            return st.one_of([described({**schema, "type": each}, whole) for each in types])
        case "number":
            return st.decimals(schema.get("minimum", -(10**6)), schema.get("maximum", 10**6), places=2)
        case "integer":
            return from_schema({key: schema[key] for key in ("type", "minimum", "maximum") if key in schema})
    return from_schema({key: part for key, part in schema.items() if key not in ("title", "description")})


def facts_described(schema: Schema) -> SearchStrategy[Facts]:
    """Give facts that a schema describes, as JSON reads them: numbers exact."""
    facts = described({**schema, "$schema": None}, schema)
    return facts.map(lambda given: cast("Facts", from_python(given)))


@examples(15)
@given(facts_described(SHIPPED))
def test_facts_that_the_shipped_schema_describes_are_valid_under_the_policys_own(facts: Facts) -> None:
    assert [error.message for error in validator(SHIPPED).iter_errors(facts)] == []
    assert [error.message for error in validator(standard().facts_schema()).iter_errors(facts)] == []
    assert_taken_if_valid(Case(STANDARD_TEXT, facts))


@examples(15)
@given(facts_described(standard().facts_schema()))
def test_facts_that_the_policys_schema_describes_are_taken(facts: Facts) -> None:
    assert validator(standard().facts_schema()).is_valid(facts)
    assert_taken_if_valid(Case(STANDARD_TEXT, facts))
    assert_text_taken_if_valid(Case(STANDARD_TEXT, facts))


def test_the_shipped_schema_declares_what_the_policy_declares() -> None:
    groups = {group.key: {fact.key for fact in group.facts} for group in standard().policy.groups}
    assert {key: set(group["properties"]) for key, group in SHIPPED["properties"].items()} == groups
