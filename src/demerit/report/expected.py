"""What an example expects and what came instead, in words: for every report, and for what `--update` changes."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from demerit.evaluation.numbers import to_json_number
from demerit.examples.expectations import ABSENT, BY_KIND, CODES, NUMBER, POINTERS, POINTS, STATE, UNKNOWN
from demerit.examples.judging import Failure
from demerit.language import model
from demerit.language.excerpt import visible
from demerit.language.messages import Said, Text, listed, say
from demerit.language.values import whole
from demerit.report import words

_NOTHING = {
    "section": say("the policy has no such section"),
    "group": say("the policy has no such group"),
    "item": say("the policy has no such item"),
    "rule": say("the policy has no such rule"),
}
_NONE = {"score": say("there is no score"), "grade": say("there is no grade")}
_APPLIES = {"applies": say("applies")}


def expected_words(expected: model.Expected, policy: model.Policy, positive: str | None = None) -> Said:
    """Say what was expected: `rule 2.7.a: −2`.

    Args:
        expected: what was expected.
        policy: the policy.
        positive: what counts as positive in its line of the ledger: `deduct` or `add`, if that is known.
    """
    value = expected.value
    if expected.kind == "refused" and not value:
        return say("the facts are refused, whatever is wrong with them")
    if value is None and expected.kind in _NONE:
        return _NONE[expected.kind]
    return _said(expected, _value(expected, value, policy, expected.verb or positive))


def came_words(failure: Failure, policy: model.Policy, *, refused: bool = False) -> Text:
    """Say what came instead, in the same form.

    Args:
        failure: what was expected, and what came.
        policy: the policy.
        refused: whether the facts were refused.
    """
    expected, came = failure.expected, failure.came
    if came is ABSENT:
        return _NOTHING[expected.of]
    if came is UNKNOWN and refused:
        return say("the facts are refused")
    if came is UNKNOWN:
        return say("not known: facts are missing")
    if came is None and expected.kind in _NONE:
        return _NONE[expected.kind]
    if expected.kind == "refused" and not came:
        return say("the facts are taken")
    if expected.kind == "missing" and not came:
        return say("nothing is missing")
    return _said(expected, _value(expected, came, policy, failure.positive))


def _said(expected: model.Expected, value: Text) -> Said:
    of = {"id": visible(expected.id)} if expected.id else {}
    return say(BY_KIND[expected.kind, expected.of].said, **of, value=value)


def _value(expected: model.Expected, value: Any, policy: model.Policy, verb: str | None) -> Text:
    form = BY_KIND[expected.kind, expected.of].form
    if value is None:
        return say("none")
    if form in (NUMBER, POINTS):
        number = to_json_number(whole(Fraction(value)))
        return words.signed(number, verb) if form == POINTS and verb is not None else words.number(number)
    if form == STATE:
        return (words.STATE_WORDS | _APPLIES)[value]
    if form == POINTERS:
        return listed(fact_words(pointer, policy) for pointer in value) if value else say("nothing")
    return listed(map(visible, value)) if form == CODES else say("“{value}”", value=visible(value))


def fact_words(pointer: str, policy: model.Policy) -> Text:
    """Name a fact by its pointer: what it is called, and the pointer."""
    fact = policy.facts.get("/".join(pointer.split("/")[:3]))
    if fact is None:
        return visible(pointer)
    return say("{name} ({pointer})", name=visible(fact.title), pointer=visible(pointer))


def needed_by(pointer: str, rules: Sequence[str], policy: model.Policy) -> Said:
    """Say which rules need a fact that is missing."""
    name = fact_words(pointer, policy)
    if not rules:
        return say("{name} is needed by the verdict", name=name)
    return say("{name} is needed by {rules}", name=name, rules=listed(map(visible, rules)))
