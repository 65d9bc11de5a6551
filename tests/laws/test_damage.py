"""Whatever is handed in, there is a result or a `DemeritError` that says where; never another exception."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import demerit
from demerit import Diagnostic, FactsError, FileError, LoadedPolicy, PolicyError, Source
from demerit.language import codes
from demerit.language.excerpt import render_all
from demerit.language.parser import FRAGMENTS, parse_fragment
from tests.laws import policies
from tests.laws.given import STANDARD_TEXT, Facts, anew, load, refusal, standard, units
from tests.laws.profile import examples
from tests.laws.test_trace import as_json, sayable

SPLINTERS = (
    "", " ", "\n", "\t", "\r", "\x00", "\x1b[31m", "\ufeff", "\u200b", "\u202e", "\ud800", "🔥", "é", "ö", "ﬁ",
    "①", "٣", '"', "“", "”", "「", "」", "「」", "(", ")", "（", "）", ",", "、", ":", "：", "-", "- ", "·", "#",
    "/", "*", "+", "÷", "%", "‰", "万", "'", "\\", "{", "}", "[", "]", "$", "\\u0041", "0", "00", "1", "-1", "1/0",
    "1/3", "0.5", ".5", "1e5", "9" * 120, "2024-02-30", "and", "or", "not", "no", "any", "every", "is", "is not",
    "is neither", "nor", "where", "in each", "short of", "missing from", "unmet of", "rounded up", "when",
    "unless", "per", "by", "over", "from", "under", "down from", "otherwise", "deduct", "add", "cap", "item cap",
    "item", "section", "bonus section", "facts", "policy", "worth", "up to", "points", "more", "cite", "note",
    "label", "repealed", "applies when", "only when", "halved when", "title", "version", "full marks", "yes", "no",
    "yes/no", "count", "number", "whole", "date", "text", "one of", "set of", "list", "findings", "default",
    "optional", "at least", "at most", "terms", "table by", "|", "up to", "below", "if", "to the power of", "minus",
    "the greatest of", "levels reached of", "mean of", "if none", "weighted by", "score of item", "points of section",
    "total so far", "always", "deduct the item", "beyond the item", "discretion", "at discretion of", "or if more",
    "or if less", "charged once", "identifies", "group", "of", "starts at", "floor", "no floor", "weight", "rescaled",
    "if nothing applies", "full", "zero", "no score", "verdict", "no score when", "grade", "at most grade",
    "score", "rounded half even", "to 2 places", "to 3 digits", "or more", "days", "null", "true", "NaN", "Infinity",
    'example "x"', "given", "expect", "all else in order", 'facts from "x"', "is left out", "deducts", "in effect",
    "hits", "3 times", "is clear", "reads", "needs", "refused", "rule", "expect score 1", "given x is 3 where y",
    "{}", "[]", "(" * 300, "not " * 300, "[" * 300, "1 + " * 300,
)  # fmt: skip


@st.composite
def damaged(draw: DrawFn, text: str) -> str:
    """Give a text with some of its characters, words or lines lost, doubled, exchanged or put in."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        kind = draw(st.integers(0, 7))
        if kind == 0:
            text = text[:at] + text[at + draw(st.integers(1, 12)) :]
        elif kind == 1:
            text = text[:at] + draw(st.sampled_from(SPLINTERS)) + text[at:]
        elif kind == 2:
            text = text[:at] + draw(st.text(max_size=3)) + text[at + draw(st.integers(0, 3)) :]
        elif kind == 3:
            text = text[:at] if draw(st.booleans()) else text[at:]
        else:
            # Parts that are exchanged, doubled, lost or put in: words, lines, or single characters.
            by = (" ", "\n", "")[draw(st.integers(0, 2))]
            parts = text.split(by) if by else list(text)
            here, there = draw(st.integers(0, max(len(parts) - 1, 0))), draw(st.integers(0, max(len(parts) - 1, 0)))
            if not parts:
                continue
            if kind == 4:
                parts[here], parts[there] = parts[there], parts[here]
            elif kind == 5:
                parts.insert(there, parts[here])
            elif kind == 6:
                del parts[here]
            else:
                parts.insert(here, draw(st.sampled_from(SPLINTERS)))
            text = by.join(parts)
    return text


OF_NO_PLACE = (codes.POLICY_IS_JSON, codes.JSON_EMPTY, codes.FACT_MISSING)
"""What is said of a text as a whole, or of what is not in it."""


def assert_sound(diagnostics: tuple[Diagnostic, ...], source: Source | None = None) -> None:
    """Hold diagnostics to be there, to have places inside of their texts, and to be fit to be shown."""
    assert diagnostics
    for diagnostic in diagnostics:
        assert diagnostic.message
        if diagnostic.source is not None and diagnostic.span is not None:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(diagnostic.source.text)
        for label in diagnostic.labels:
            assert 0 <= label.span.start <= label.span.end <= len(label.source.text)
        if source is not None and diagnostic.code not in OF_NO_PLACE:
            assert diagnostic.source is source
            assert diagnostic.span is not None
        assert render_all([diagnostic])
    assert render_all(diagnostics)


def assert_read_or_refused(text: str) -> LoadedPolicy | None:
    source = Source("damaged.policy", text)
    fault = refusal(lambda: demerit.load_source(source))
    if fault is not None:
        assert isinstance(fault, PolicyError)
        assert_sound(fault.diagnostics, source)
        assert str(fault)
        return None
    policy = demerit.load_source(source)
    if policy.warnings:
        assert_sound(policy.warnings, source)
    assert policy.content_hash
    assert policy.facts_schema()
    return policy


def assert_judged_or_refused(policy: LoadedPolicy, facts: Any, source: Source | None = None) -> None:
    fault = refusal(lambda: policy.evaluate(facts))
    if fault is None:
        trace = policy.evaluate(facts)
        assert trace.score == policy.score(facts)
        assert trace.to_json()
        return
    assert isinstance(fault, FactsError) or (isinstance(fault, FileError) and isinstance(facts, bytes))
    assert_sound(fault.diagnostics, source)
    assert str(fault)


@examples(80)
@given(st.data())
def test_a_damaged_policy_is_read_or_refused(data: st.DataObject) -> None:
    policy = assert_read_or_refused(data.draw(policies.policies().flatmap(damaged)))
    if policy is not None:
        assert_judged_or_refused(policy, data.draw(policies.facts(policy.policy, missing=True)))


@examples(40)
@given(damaged(STANDARD_TEXT))
def test_the_damaged_standard_is_read_or_refused(text: str) -> None:
    policy = assert_read_or_refused(text)
    if policy is not None:
        for facts in units()[:2]:
            assert_judged_or_refused(policy, facts)


@examples(100)
@given(st.text(st.sampled_from(' \n:"“”「」()#,-/0aé\ud800\x00'), max_size=12) | st.text(max_size=40))
def test_any_text_is_read_or_refused_as_a_policy(text: str) -> None:
    policy = assert_read_or_refused(text)
    if policy is not None:
        assert_judged_or_refused(policy, {})


@examples(100)
@given(
    st.lists(
        st.sampled_from([*SPLINTERS, "policy p", "section 1 worth 1", "item 1", "x", "facts g", "x:"]), max_size=12
    )
)
def test_any_words_are_read_or_refused_as_a_policy(words: list[str]) -> None:
    for by in (" ", "\n"):
        policy = assert_read_or_refused(by.join(words))
        if policy is not None:
            assert_judged_or_refused(policy, {})


@examples(100)
@given(st.sampled_from(FRAGMENTS), st.lists(st.sampled_from(SPLINTERS), max_size=8))
def test_any_words_are_read_or_refused_as_a_fragment(kind: str, words: list[str]) -> None:
    fault = refusal(lambda: parse_fragment(" ".join(words), kind))
    if fault is not None:
        assert_sound(fault.diagnostics)


# -- facts -------------------------------------------------------------------------------------------------------


def texts_of(facts: Facts) -> str:
    return as_json(sayable(facts)).decode()


@examples(80)
@given(st.data())
def test_damaged_facts_are_judged_or_refused(data: st.DataObject) -> None:
    policy = load(data.draw(policies.policies()))
    text = data.draw(damaged(texts_of(data.draw(policies.facts(policy.policy, missing=True)))))
    assert_judged_as_text(policy, text)


@examples(60)
@given(st.sampled_from(units()).map(texts_of).flatmap(damaged))
def test_damaged_facts_of_the_standard_are_judged_or_refused(text: str) -> None:
    assert_judged_as_text(standard(), text)


def assert_judged_as_text(policy: LoadedPolicy, text: str) -> None:
    source = Source("facts.json", text)
    assert_judged_or_refused(policy, source, source)
    assert_judged_or_refused(policy, text)
    assert_judged_or_refused(policy, text.encode("utf-8", "surrogatepass"))


@examples(60)
@given(st.sampled_from(units()).map(texts_of), st.data())
def test_damaged_bytes_are_judged_or_refused(text: str, data: st.DataObject) -> None:
    bytes_ = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(bytes_)))
        bytes_[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    assert_judged_or_refused(standard(), bytes(bytes_))


class Strange:
    """An object that JSON knows nothing of."""


ODD_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 10**99, 10**100, -(10**100), 0.5, float("nan"), Decimal("NaN"), Decimal("Infinity"),
    Decimal("-0"), Decimal("1E+99"), Decimal("1E+100"), Decimal("1E-100"), Decimal("1E-101"), Decimal("1E+999999"),
    "", "\ud800", "\x00", "2024-02-30", "0000-01-01", "2024-1-1", [], [[]], [{}], {}, {"": 1}, {1: 2}, (), (1,),
    b"x", Strange(), {1, 2}, range(3), [None], "x" * 1000,
)  # fmt: skip


@st.composite
def odd(draw: DrawFn, value: Any) -> Any:
    """Give facts with an odd value, or an odd key, somewhere."""
    value = anew(value)
    place: Any = value
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys or draw(st.integers(0, 9)) == 0:
            break
        key = draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or draw(st.integers(0, 3)) == 0:
            place[key] = draw(st.sampled_from(ODD_VALUES))
            return value
        place = place[key]
    if isinstance(place, dict):
        place[draw(st.sampled_from(("x", "", "\ud800", 1, None, "a/b")))] = draw(st.sampled_from(ODD_VALUES))
    else:
        place.append(draw(st.sampled_from(ODD_VALUES)))
    return value


@examples(80)
@given(st.data())
def test_odd_objects_are_judged_or_refused(data: st.DataObject) -> None:
    policy = load(data.draw(policies.policies()))
    assert_judged_or_refused(policy, data.draw(odd(data.draw(policies.facts(policy.policy, missing=True)))))


@examples(60)
@given(st.sampled_from(units()).flatmap(odd))
def test_odd_objects_are_judged_or_refused_by_the_standard(facts: Any) -> None:
    assert_judged_or_refused(standard(), facts)


@examples(60)
@given(
    st.recursive(
        st.sampled_from(ODD_VALUES), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner)
    )
)
def test_any_object_is_judged_or_refused(facts: Any) -> None:
    assert_judged_or_refused(standard(), facts)
    try:
        text = json.dumps(facts)
    except (TypeError, ValueError):
        return
    assert_judged_as_text(standard(), text)
