"""The trace is the same bytes for the same policy and facts, and says what was read."""

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import jsonschema
import msgspec
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import demerit
from demerit import Source
from demerit.evaluation.trace import Read
from demerit.language import model
from tests.laws import policies
from tests.laws.given import ROOT, Case, Facts, anew, cases, load, standard_cases
from tests.laws.profile import examples

SCHEMA = json.loads((ROOT / "schemas" / "trace.schema.json").read_text(encoding="utf-8"))
ANY_CASE = st.one_of(cases(), cases(), standard_cases(missing=True))


@st.composite
def shuffled(draw: DrawFn, value: Any) -> Any:
    """Give the same value with its keys in another order, in entries too."""
    if isinstance(value, list):
        return [draw(shuffled(each)) for each in value]
    if isinstance(value, dict):
        keys = draw(st.permutations(list(value)))
        return {key: draw(shuffled(value[key])) for key in keys}
    return value


def written_otherwise(value: Any) -> Any:
    """Give the same value with its numbers in another form: `1.50` for `1.5`, `2.0` for `2`, `0.5` for `1/2`."""
    if isinstance(value, list):
        return [written_otherwise(each) for each in value]
    if isinstance(value, dict):
        return {key: written_otherwise(each) for key, each in value.items()}
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        return value
    if isinstance(value, int):
        return Decimal(f"{value}.0")
    if isinstance(value, Decimal):
        return Fraction(value)
    shown = Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(f"{shown}0") if Fraction(shown) == value and "." in str(shown) else value


@examples(60)
@given(ANY_CASE, st.data())
def test_facts_in_another_order_of_keys_give_the_same_bytes(case: Case, data: st.DataObject) -> None:
    trace = case.policy.judge(case.facts)
    assert case.policy.judge(data.draw(shuffled(case.facts))).to_json() == trace.to_json()


@examples(60)
@given(ANY_CASE)
def test_numbers_in_another_form_give_the_same_bytes(case: Case) -> None:
    trace = case.policy.judge(case.facts)
    assert case.policy.judge(written_otherwise(case.facts)).to_json() == trace.to_json()


def as_json(value: Any) -> bytes:
    """Give facts as JSON text; fractions that JSON cannot say are rounded first."""
    return msgspec.json.Encoder(decimal_format="number").encode(value)


def sayable(value: Any) -> Any:
    """Give facts with every fraction replaced by a decimal near it."""
    if isinstance(value, list):
        return [sayable(each) for each in value]
    if isinstance(value, dict):
        return {key: sayable(each) for key, each in value.items()}
    return Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value


@examples(60)
@given(ANY_CASE)
def test_facts_as_objects_and_as_json_text_give_the_same_bytes(case: Case) -> None:
    facts = sayable(case.facts)
    bytes_ = case.policy.judge(facts).to_json()
    text = as_json(facts)
    assert case.policy.judge(text).to_json() == bytes_
    assert case.policy.judge(text.decode()).to_json() == bytes_
    assert case.policy.judge(Source("facts.json", text.decode())).to_json() == bytes_


@st.composite
def two_facts(draw: DrawFn, of: SearchStrategy[Case]) -> tuple[Case, Facts]:
    """Give a policy with the facts of two units, which share much."""
    case = draw(of)
    other = draw(policies.facts(load(case.text).policy, missing=True))
    mixed = {group: draw(st.sampled_from([facts, other.get(group, facts)])) for group, facts in case.facts.items()}
    return case, mixed


@examples(40)
@given(two_facts(cases()))
def test_what_was_judged_before_does_not_show(given: tuple[Case, Facts]) -> None:
    assert_nothing_shows(*given)


@examples(3)
@given(two_facts(standard_cases(missing=True)))
def test_what_was_judged_before_does_not_show_in_the_standard(given: tuple[Case, Facts]) -> None:
    assert_nothing_shows(*given)


def assert_nothing_shows(case: Case, other: Facts) -> None:
    fresh = [demerit.load_source(Source("generated.policy", case.text)) for _ in range(2)]
    first, second = fresh[0].judge(case.facts).to_json(), fresh[1].judge(other).to_json()
    again = [fresh[0].judge(facts).to_json() for facts in (case.facts, other, case.facts, other)]
    assert again == [first, second, first, second]
    assert fresh[1].judge(case.facts).to_json() == first


@examples(40)
@given(ANY_CASE)
def test_judging_leaves_the_facts_as_they_are(case: Case) -> None:
    before = anew(case.facts)
    case.policy.judge(case.facts).to_json()
    assert repr(case.facts) == repr(before)


@examples(60)
@given(ANY_CASE)
def test_the_bytes_say_what_the_tree_says_with_exact_numbers(case: Case) -> None:
    trace = case.policy.judge(case.facts)
    said = json.loads(trace.to_json(), parse_float=Decimal)
    assert said == plain(msgspec.to_builtins(trace.tree, builtin_types=(Decimal,)))
    assert list(floats(said)) == []
    assert said["outcome"] == trace.outcome
    if trace.determined:
        score = trace.score
        assert said["score"] is None if score is None else Fraction(said["score"]) == Fraction(score)


def plain(value: Any) -> Any:
    """Give tuples as lists, as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def floats(value: Any) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from floats(each)


@examples(30)
@given(ANY_CASE)
def test_the_trace_is_as_its_schema_says(case: Case) -> None:
    trace = json.loads(case.policy.judge(case.facts).to_json(), parse_float=Decimal)
    jsonschema.Draft202012Validator(SCHEMA).validate(trace)


@examples(80)
@given(ANY_CASE)
def test_every_fact_that_was_read_is_given_or_defaulted_or_unknown(case: Case) -> None:
    trace = case.policy.judge(case.facts)
    unconditional = {rule.id for rule in case.policy.policy.rules if isinstance(rule.trigger, model.Constant)}
    for rule in trace.rules():
        pointers = [read.pointer for read in rule.reads]
        assert len(pointers) == len(set(pointers))
        for read in rule.reads:
            assert_true_of_facts(read, case)
        for pointer in rule.missing:
            assert find(case.facts, pointer) is None
            *above, _ = pointer.split("/")
            assert len(above) == 2 or find(case.facts, "/".join(above)) is not None
        if rule.state in ("hit", "clear"):
            assert rule.trigger is not None or rule.id in unconditional
            # What a rule that was judged leaves unknown, `and` and `or` could do without.
            known = {read.pointer for read in rule.reads if read.value is not None}
            assert known or not pointers or not case.facts


def assert_true_of_facts(read: Read, case: Case) -> None:
    fact = case.policy.policy.facts[read.pointer]
    given = find(case.facts, read.pointer)
    assert (read.name, read.label) == (fact.name, fact.label)
    if read.defaulted or read.value is None:
        assert given is None
        assert fact.default is not None or not read.defaulted
        return
    if not isinstance(given, list) or isinstance(read.value, list):
        assert (Fraction(read.value) if isinstance(given, int | Decimal | Fraction) else read.value) == given
        return
    assert read.value == len(given)
    assert read.entries is not None
    assert len(read.entries) + (read.left_out or 0) == len(given)
    for entry in read.entries:
        said = find(case.facts, entry.pointer)
        assert said.keys() == entry.value.keys()
        assert all(
            (Fraction(entry.value[key]) if isinstance(each, Decimal | Fraction) else entry.value[key]) == each
            for key, each in said.items()
        )
    assert set(read.counted or ()) <= set(range(len(given)))


def find(facts: Any, pointer: str) -> Any:
    """Give what a pointer points to (RFC 6901); None if there is nothing."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(facts, list):
            facts = facts[int(key)]
        elif isinstance(facts, dict):
            facts = facts.get(key)
    return facts
