"""Laws of examples in a policy's text: they are no part of the policy, and mean the same wherever they stand."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import demerit
from demerit import Source
from demerit.language import keywords, model
from demerit.pipeline import read_examples
from tests.laws.example_texts import examples_of
from tests.laws.given import load, standard
from tests.laws.policies import policies
from tests.laws.profile import examples
from tests.laws.test_damage import assert_sound, damaged


def alone(text: str, policy: demerit.LoadedPolicy) -> tuple[model.Example, ...]:
    return read_examples(Source("some.examples", text), policy)


def laid_out(text: str, language: str | None = None) -> str:
    return demerit.formatted(Source("some.examples", text), language=language)


@examples(30)
@given(st.data())
def test_examples_are_no_part_of_the_policy(data: st.DataObject) -> None:
    text = data.draw(policies())
    policy = load(text)
    others = data.draw(examples_of(policy.policy)).replace("\nexample ", '\nexample "another" ')
    more = load(text + others)
    assert more.policy == policy.policy
    assert more.content_hash == policy.content_hash
    assert more.warnings == policy.warnings
    assert more.policy.examples[: len(policy.policy.examples)] == policy.policy.examples
    assert len(more.policy.examples) > len(policy.policy.examples)
    assert more.written.examples == more.policy.examples


@examples(30)
@given(st.data())
def test_examples_mean_the_same_in_a_text_of_their_own_in_either_language_and_layout(data: st.DataObject) -> None:
    policy = load(data.draw(policies()))
    text = data.draw(examples_of(policy.policy))
    read = alone(text, policy)
    for language in keywords.LANGUAGES:
        printed = laid_out(text, language)
        assert laid_out(printed) == printed
        assert laid_out(printed, "en") == laid_out(text)
        assert alone(printed, policy) == read


@examples(30)
@given(st.data())
def test_examples_mean_the_same_under_the_policy_in_the_other_language(data: st.DataObject) -> None:
    policy = load(data.draw(policies()))
    text = data.draw(examples_of(policy.policy))
    other = demerit.load_source(
        Source("other", demerit.formatted(policy.policy.source, language="zh" if policy.language == "en" else "en"))
    )
    assert alone(text, other) == alone(text, policy)
    assert other.policy.examples == policy.policy.examples


def facts_of(example: model.Example) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for each in example.givens:
        group, key = (step.replace("~1", "/").replace("~0", "~") for step in each.pointer.split("/")[1:])
        if each.value is not model.LEFT_OUT:
            facts.setdefault(group, {})[key] = each.value
    return facts


@examples(40)
@given(st.data())
def test_what_an_example_gives_is_never_refused(data: st.DataObject) -> None:
    policy = load(data.draw(policies()))
    for example in alone(data.draw(examples_of(policy.policy)), policy):
        policy.judge(facts_of(example))


@examples(20)
@given(st.data())
def test_what_an_example_of_the_standard_gives_is_never_refused(data: st.DataObject) -> None:
    for example in alone(data.draw(examples_of(standard().policy)), standard()):
        standard().judge(facts_of(example))


@examples(60)
@given(st.data())
def test_a_damaged_text_of_examples_is_read_or_refused(data: st.DataObject) -> None:
    policy = load(data.draw(policies()))
    source = Source("some.examples", data.draw(damaged(data.draw(examples_of(policy.policy)))))
    try:
        read_examples(source, policy)
    except demerit.PolicyError as fault:
        assert_sound(fault.diagnostics, source)
