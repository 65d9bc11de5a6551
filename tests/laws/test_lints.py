"""What holds of the lints whatever the policy: none fails, what they say is so, and what they mend stays as it was."""

import re
from collections.abc import Iterable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import demerit
from demerit import DemeritError, Source
from demerit.evaluation.trace import Number
from demerit.language import model
from demerit.language.lints import amounts, truth
from demerit.language.lints.reading import Reading
from demerit.linting import Findings, lint, mend
from tests.laws import policies
from tests.laws.given import Case, cases
from tests.laws.profile import examples

NEVER, ALWAYS, SHADOWED = "DEM801", "DEM802", "DEM803"


def found(text: str) -> Findings:
    return lint(Source("generated.policy", text))


def rules_told(findings: Findings, code: str) -> set[str]:
    """Give the ids of the rules of which a code is told."""
    return {str(each.args["id"]) for each in findings.diagnostics if each.code.number == code}


@examples(60)
@given(policies.policies())
def test_no_lint_fails_and_all_of_its_words_are_filled_in(text: str) -> None:
    for each in found(text).diagnostics:
        assert each.message
        assert each.underlined
        assert each.severity == "warning"
        assert all(fix.title and fix.edits for fix in each.fixes)


@examples(60)
@given(cases(missing=False))
def test_what_is_said_to_never_hit_never_does_and_what_always_does_is_never_clear(case: Case) -> None:
    findings = found(case.text)
    trace = case.policy.judge(case.facts)
    never = rules_told(findings, NEVER) | rules_told(findings, SHADOWED)
    always = rules_told(findings, ALWAYS)
    for rule in trace.rules():
        assert not (rule.id in never and rule.state == "hit")
        assert not (rule.id in always and rule.state == "clear" and _asks(case.policy.policy, rule.id))


def _asks(policy: model.Policy, id_: str) -> bool:
    """Tell whether a rule asks points whatever the facts: one whose points come to 0 is clear."""
    rule = next(each for each in policy.rules if each.id == id_)
    parts = [part for effect in rule.effects for part in effect.expressions()]
    return all(isinstance(part, model.Constant) for part in parts)


@examples(40)
@given(cases(missing=False))
def test_nothing_takes_or_gives_more_than_it_is_said_to_at_most(case: Case) -> None:
    policy = case.policy
    assert policy.document is not None
    reading = Reading(policy.policy, policy.document)
    asked = {rule.id: Fraction(_plain(rule.points.effective)) for rule in policy.judge(case.facts).rules()}
    for place in reading.items:
        for rule in place.item.rules:
            most = amounts.most_of_rule(reading, place, rule)
            if most is not None and not rule.beyond:
                assert abs(asked[rule.id]) <= most
        for verb in place.item.verbs:
            most = amounts.most_of_item(reading, place, verb)
            taken = sum((asked[rule.id] for rule in place.item.rules if rule.verb == verb), Fraction(0))
            if most is not None and not any(rule.beyond for rule in place.item.rules):
                assert abs(taken) <= most


def _plain(value: Number) -> Fraction:
    assert not isinstance(value, float)
    return Fraction(value)


CONDITIONS = (
    "a is at least 3", "a is less than 3", "a is 3", "a is not 2", "a is more than b", "b is more than a", "a is b",
    "a + b is at most 4", "b is at most 2", "r is over 0.5", "r is at most 0.5", "y", "z", "w is red", "w is not green",
    "w is red or blue", 't is "x"', 't is not "x"', "d is before 2024-01-02", "d is after 2023-12-31", "any l",
    "any l where n is at least 1", "every l where n is at least 1", "any l where n is 0 and not m", "no l where m",
    "(unmet of y, z) is 1", "a is at least 0", "(l where n is 7) is at least 1",
)  # fmt: skip
"""Conditions that hang together, so that what is made of them is often never or always so."""

SCOPE = """policy truths version 1
facts g
  a : count at most 4
  b : whole number at least 0 at most 3
  r : number at least 0 at most 1
  y : yes/no
  z : yes/no
  w : one of red, green, blue
  t : text
  d : date
  l : list
    - n : count
    - m : yes/no
section 1 worth 1000
  item 1.1
"""


def joined(parts: Iterable[str], word: str) -> str:
    return "(" + f" {word} ".join(parts) + ")"


@st.composite
def conditions(draw: st.DrawFn) -> str:
    """Give a condition of two levels, out of ones that hang together."""
    one = st.sampled_from(CONDITIONS).map(lambda text: f"({text})") | st.sampled_from(CONDITIONS).map(
        lambda text: f"(not ({text}))"
    )
    group = st.tuples(st.lists(one, min_size=2, max_size=3), st.sampled_from(["and", "or"])).map(
        lambda pair: joined(*pair)
    )
    return joined(draw(st.lists(one | group, min_size=2, max_size=3)), draw(st.sampled_from(["and", "or"])))


FACTS = st.fixed_dictionaries(
    {
        "a": st.integers(0, 4),
        "b": st.integers(0, 3),
        "r": st.sampled_from([0, Fraction(1, 2), Fraction(3, 4), 1]),
        "y": st.booleans(),
        "z": st.booleans(),
        "w": st.sampled_from(["red", "green", "blue"]),
        "t": st.sampled_from(["x", "other"]),
        "d": st.sampled_from(["2023-12-31", "2024-01-01", "2024-01-02"]),
        "l": st.lists(st.fixed_dictionaries({"n": st.sampled_from([0, 1, 7]), "m": st.booleans()}), max_size=2),
    }
)


@examples(150)
@given(conditions(), st.lists(FACTS, min_size=12, max_size=12))
def test_a_condition_is_never_judged_to_be_what_it_is_said_not_to_be(condition: str, units: list[object]) -> None:
    policy = demerit.load_source(Source("truths.policy", f"{SCOPE}    when {condition} deduct 1\n"))
    (rule,) = policy.policy.rules
    states = {next(policy.evaluate({"g": unit}).rules()).state for unit in units}
    if "hit" in states:
        assert truth.can_hold(rule.trigger)
    if "clear" in states:
        assert truth.can_fail(rule.trigger)


@examples(40)
@given(st.data())
def test_safe_fixes_leave_every_score_as_it_was_and_leave_nothing_to_fix(data: DataObject) -> None:
    case = data.draw(cases(missing=False))
    text = data.draw(doubtful(case.text))
    mended = mend(Source("generated.policy", text))
    after = mended.findings.source.text
    assert mended.findings.policy is not None
    again = mend(Source("generated.policy", after))
    assert (again.applied, again.findings.source.text) == ((), after)
    assert outcome(text, case) == outcome(after, case)


@examples(30)
@given(policies.policies())
def test_no_fix_breaks_a_policy_and_none_is_left_to_be_made(text: str) -> None:
    mended = mend(Source("generated.policy", text), unsafe=True)
    assert mended.findings.policy is not None
    assert mend(mended.findings.source, unsafe=True).applied == ()


@st.composite
def doubtful(draw: st.DrawFn, text: str) -> str:
    """Give a policy with things in it that are mended: empty notes, idle comments, characters that cannot be seen."""
    lines = text.split("\n")
    for position in range(len(lines) - 1, -1, -1):
        line = lines[position]
        if line.lstrip().startswith(("item ", "section ")) and draw(st.booleans()):
            lines.insert(position, draw(st.sampled_from(["# ignore DEM824: idle", "# a \u200b comment", ""])))
        elif re.fullmatch(r' *note "[^"]*"', line) and draw(st.booleans()):
            lines[position] = line[: line.index("note ")] + 'note ""'
    return "\n".join(lines)


def outcome(text: str, case: Case) -> object:
    """Give what a policy makes of facts: the score, or the codes of what is wrong with them."""
    try:
        return policies.load(text).evaluate(case.facts).score
    except DemeritError as fault:
        return [each.code.number for each in fault.diagnostics]
