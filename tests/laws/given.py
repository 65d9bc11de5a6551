"""What the laws are held against: generated policies with facts, and the shipped standard with its own."""

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import demerit
from demerit import DemeritError, LoadedPolicy
from tests.laws import policies

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "policies" / "key-unit-security"
STANDARD_TEXT = (FOLDER / "standard.policy").read_text(encoding="utf-8")

Facts = policies.Facts


load = policies.load


@functools.cache
def standard() -> LoadedPolicy:
    """Give the shipped standard."""
    return demerit.load(FOLDER / "standard.policy")


@functools.cache
def units() -> tuple[Facts, ...]:
    """Give the facts of the units that are shipped with the standard."""
    cases = [
        json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for path in sorted(FOLDER.glob("cases/*.json"))
    ]
    return tuple(case["facts"] for case in cases)


@dataclass(frozen=True)
class Case:
    """A policy's text and facts of its shape."""

    text: str
    facts: Facts

    def __repr__(self) -> str:
        return f"\n{self.text}\n{self.facts}\n"

    @property
    def policy(self) -> LoadedPolicy:
        """The policy, loaded; once for all examples that share it."""
        return load(self.text)


@st.composite
def cases(draw: DrawFn, *, missing: bool | None = None) -> Case:
    """Give a generated policy with facts of its shape; some of them missing, none, or, by default, either."""
    text = draw(policies.policies())
    lacking = draw(st.booleans()) if missing is None else missing
    return Case(text, draw(policies.facts(load(text).policy, missing=lacking)))


def standard_facts(*, missing: bool) -> SearchStrategy[Facts]:
    """Give facts for the shipped standard: shipped ones, and random ones."""
    random = policies.facts(standard().policy, missing=missing)
    return st.one_of(random, st.sampled_from(units()))


def standard_cases(*, missing: bool) -> SearchStrategy[Case]:
    """Give the shipped standard with facts of its shape."""
    return standard_facts(missing=missing).map(lambda facts: Case(STANDARD_TEXT, facts))


def refusal(call: Callable[[], object]) -> DemeritError | None:
    """Give the error with which a call is refused; None if it is not."""
    try:
        call()
    except DemeritError as fault:
        return fault
    return None


def anew(value: Any) -> Any:
    """Give a deep copy of facts: dicts and lists anew, values as they are."""
    if isinstance(value, dict):
        return {key: anew(each) for key, each in value.items()}
    return [anew(each) for each in value] if isinstance(value, list) else value
