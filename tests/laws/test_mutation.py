"""Laws of mutation: mutants are policies of their own, what is compared fast is all there is, and proofs are sound."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from demerit import LoadedPolicy
from demerit.evaluation.facts import FactsDoor
from demerit.examples.expectations import BY_KIND, KINDS, POLICY, Index, came_of
from demerit.examples.judging import holds
from demerit.examples.mutation.equivalence import proved
from demerit.examples.mutation.mutants import Mutant, mutants
from demerit.examples.mutation.observing import Watcher, same
from demerit.examples.mutation.running import KILLED, mutate
from demerit.language import model
from demerit.language.checker import check
from demerit.language.messages import CHINESE, ENGLISH
from demerit.language.parser import parse
from demerit.language.printing import show
from demerit.language.source import NOWHERE, Source
from tests.laws.given import Case, cases
from tests.laws.policies import facts, load, policies
from tests.laws.profile import examples


def some_of(data: DataObject, policy: LoadedPolicy, most: int) -> list[Mutant]:
    found = mutants(policy)
    if not found:
        return []
    return data.draw(st.lists(st.sampled_from(found), max_size=most, unique_by=lambda mutant: mutant.id))


@examples(25)
@given(st.data(), policies())
def test_a_mutant_prints_as_a_text_that_means_the_same(data: DataObject, text: str) -> None:
    policy = load(text)
    for mutant in some_of(data, policy, 8):
        other = mutant.policy(policy)
        if other is None:
            continue
        for language in ("en", "zh"):
            printed = parse(Source("printed", show(mutant.document(policy), language)))
            assert printed.diagnostics.errors == [], (mutant.sentence, printed.diagnostics.errors)
            assert check(printed).policy == other.policy, mutant.sentence


@examples(25)
@given(st.data(), policies())
def test_every_mutant_can_be_made_and_told_of_in_both_languages(data: DataObject, text: str) -> None:
    policy = load(text)
    found = mutants(policy)
    assert [mutant.id for mutant in found] == [f"m{number}" for number in range(1, len(found) + 1)]
    assert [mutant.span.start for mutant in found] == sorted(mutant.span.start for mutant in found)
    for mutant in found:
        assert mutant.sentence.text(ENGLISH)
        assert mutant.sentence.text(CHINESE)
    for mutant in some_of(data, policy, 15):
        other = mutant.policy(policy)
        assert other is None or list(other.policy.facts) == list(policy.policy.facts)


@examples(30)
@given(policies())
def test_the_same_text_has_the_same_mutants(text: str) -> None:
    again = load.__wrapped__(text)
    assert [(m.id, m.kind, str(m.sentence)) for m in mutants(load(text))] == [
        (m.id, m.kind, str(m.sentence)) for m in mutants(again)
    ]


COMPARED = [kind for kind in KINDS if kind.kind not in ("refused", "missing", "reads")]


def everything(index: Index) -> Iterator[Any]:
    """Give all that can be expected, but for the facts that are missing and those that are read."""
    parts: dict[str, dict[str, Any]] = {
        "section": dict(index.sections),
        "group": dict(index.groups),
        "item": dict(index.items),
        "rule": dict(index.rules),
    }
    for kind in COMPARED:
        for id_ in [""] if kind.of == POLICY else sorted(parts[kind.of]):
            yield kind.kind, kind.of, id_, came_of(model.Expected(kind.kind, kind.of, id_, None, span=NOWHERE), index)


def compared(policy: LoadedPolicy, other: LoadedPolicy, given_: Any) -> tuple[bool, bool, Any, Any]:
    """Give whether facts come to the same by two policies, compared fast and slowly, and whether they stand."""
    taken = FactsDoor(policy.plan).take(given_)
    watchers = Watcher(policy.plan), Watcher(other.plan)
    seen = [watcher.see(taken.values) for watcher in watchers]
    fast = same(seen[0], seen[1], (policy.plan.scale, other.plan.scale))
    traces = [watcher.trace(taken) for watcher in watchers]
    slow = list(everything(Index(traces[0]))) == list(everything(Index(traces[1])))
    return fast, slow, seen[0].stands, traces


@examples(60)
@given(st.data(), cases())
def test_what_is_the_same_when_compared_fast_is_all_that_an_example_can_expect(data: DataObject, case: Case) -> None:
    policy = case.policy
    for mutant in some_of(data, policy, 5):
        other = mutant.policy(policy)
        if other is not None and other.policy.facts == policy.policy.facts:
            fast, slow, _, _ = compared(policy, other, case.facts)
            assert slow or not fast, mutant.sentence


@examples(30)
@given(st.data(), policies())
def test_no_facts_tell_a_mutant_apart_that_is_proved_to_be_the_same(data: DataObject, text: str) -> None:
    policy = load(text)
    for mutant in some_of(data, policy, 20):
        other = mutant.policy(policy)
        if other is None or other.policy == policy.policy:
            continue
        reason = proved(policy, other)
        if reason is None:
            continue
        for missing in (False, False, True, True):
            given_ = data.draw(facts(policy.policy, missing=missing))
            _, slow, stands, traces = compared(policy, other, given_)
            undetermined = any(rule.state == "undetermined" for rule in traces[0].rules())
            assert slow or undetermined or not stands, (mutant.sentence, reason, given_)
            if not undetermined and stands:
                reads = [[read.pointer for read in rule.reads] for rule in traces[0].rules()]
                assert [set(each) for each in reads] == [
                    {read.pointer for read in rule.reads} for rule in traces[1].rules()
                ], (mutant.sentence, reason, given_)


@examples(25)
@given(st.data(), policies())
def test_a_case_that_notices_a_mutant_holds_for_the_policy_and_not_for_it(data: DataObject, text: str) -> None:
    policy = load(text)
    given_ = [data.draw(facts(policy.policy)) for _ in range(3)]
    tried = []
    for number, each in enumerate(given_):
        index = Index(policy.judge(each))
        kinds = data.draw(st.lists(st.sampled_from(list(everything(index))), min_size=1, max_size=4))
        expected = tuple(
            model.Expected(kind, of, id_, value, span=NOWHERE)
            for kind, of, id_, value in kinds
            if BY_KIND[kind, of] and value is not None and not hasattr(value, "name")
        )
        tried.append((str(number), each, expected))
    found = mutate(policy, tried, ids=[mutant.id for mutant in some_of(data, policy, 10)])
    assert found.failing == ()
    by_name = {name: (each, expected) for name, each, expected in tried}
    for one in found.tried:
        other = one.mutant.policy(policy)
        if other is None:
            continue
        if one.outcome == KILLED and one.noticed_by is not None:
            assert not holds(other, *by_name[one.noticed_by]), one.mutant.sentence
        else:
            assert all(holds(other, *case) for case in by_name.values()), one.mutant.sentence
