"""The standard written by hand, the yardstick of the benchmarks, and the engine give the same points."""

import json
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from benchmarks import handwritten
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from jsonschema import Draft202012Validator

from tests.standard import CASES, FACTS_SCHEMA, UNIT, exact_json, full_marks, read_json, standard

Facts = dict[str, Any]
SCHEMA = json.loads(FACTS_SCHEMA.read_text(encoding="utf-8"))

# The schema sets no upper limits; with these the numbers come near those at which the standard draws its lines.
MOST = {"employees": 3000, "participants": 100, "footage_retention_days": 180, "required_retention_days": 180}
MOST_OTHERWISE = 9
LOSSES = ["0", "0.01", "1999.5", "199999.99", "199999.995", "200000", "200000.00", "2E+5", "200000.01", "1000000000"]


def values(schema: Any, key: str = "") -> SearchStrategy[Any]:
    """Give what a schema accepts: of its keywords, those that the facts schema has."""
    if "$ref" in schema:
        return values(SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    if "oneOf" in schema:
        return st.one_of([values(each, key) for each in schema["oneOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(schema.get("minimum", 0), MOST.get(key, MOST_OTHERWISE))
        case "number":
            return st.sampled_from(LOSSES).map(Decimal)
        case "string":
            return st.dates().map(str) if schema.get("format") == "date" else st.text(max_size=5)
        case "array":
            unique = schema.get("uniqueItems", False)
            return st.lists(values(schema["items"]), max_size=4, unique_by=repr if unique else None)
        case _:
            return entries(schema)


def entries(schema: Any) -> SearchStrategy[Any]:
    """Give the objects that a schema accepts."""
    made = {name: values(each, name) for name, each in schema["properties"].items()}
    asked = {name: made[name] for name in schema.get("required", ())}
    rest = {name: each for name, each in made.items() if name not in asked}
    found = st.fixed_dictionaries(asked, optional=rest)
    return found.filter(Draft202012Validator(schema).is_valid) if "if" in schema else found


ANY_FACTS = values(SCHEMA)
FACT = {
    (group, key): values(schema, key)
    for group, facts in SCHEMA["properties"].items()
    for key, schema in facts["properties"].items()
}


@st.composite
def changed_units(draw: st.DrawFn) -> Facts:
    """Give a shipped unit in which some facts were changed; in most, sections keep some of their worth."""
    facts: Facts = deepcopy(draw(st.sampled_from(UNITS)))
    for group, key in draw(st.lists(st.sampled_from(sorted(FACT)), max_size=12, unique=True)):
        facts[group][key] = draw(FACT[group, key])
    return facts


def whole(facts: Facts) -> Facts:
    """Put in the facts that need not be there, so that no other can make them missing."""
    return {group: {**each, **facts[group]} for group, each in full_marks().items()}


UNITS = [whole(read_json(path)["facts"]) for path in CASES] + [whole(read_json(UNIT))]

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def assert_agree(facts: Facts) -> None:
    trace = standard().evaluate(facts)
    assert handwritten.score(facts) == trace.score == standard().score(facts)
    by_section = [Fraction(section.points.effective) for section in trace.tree.sections]
    assert [Fraction(halves, 2) for halves in handwritten.sections(facts)] == by_section


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_they_agree_on_each_case(path: Path) -> None:
    case = read_json(path)
    assert_agree(case["facts"])
    assert handwritten.score(case["facts"]) == case["expect"]["score"]


def test_the_yardstick_checks_itself_against_the_cases() -> None:
    assert handwritten.verify(CASES[0].parent) == len(CASES)


def test_they_agree_on_the_example_unit_from_bytes_too() -> None:
    assert_agree(read_json(UNIT))
    data = UNIT.read_bytes()
    assert handwritten.score_json(data) == standard().score(data) == standard().evaluate(data).score


@settings(unhurried, max_examples=250)
@given(changed_units())
def test_they_agree_on_units_in_which_something_was_changed(facts: Facts) -> None:
    assert_agree(facts)


@settings(unhurried, max_examples=30)
@given(ANY_FACTS)
def test_they_agree_on_any_facts_that_the_schema_accepts(facts: Facts) -> None:
    assert Draft202012Validator(SCHEMA).is_valid(facts)
    assert_agree(whole(facts))


@settings(unhurried, max_examples=40)
@given(changed_units())
def test_they_agree_on_facts_as_text(facts: Facts) -> None:
    text = json.dumps(facts, default=str)
    for loss in LOSSES:
        text = text.replace(f'"direct_loss": "{Decimal(loss)}"', f'"direct_loss": {loss}')
    data = text.encode()
    assert exact_json(text) == facts
    assert handwritten.score_json(data) == standard().score(data) == standard().evaluate(text).score
