"""Hypothesis strategies for whole policies, as text, and for the facts of a policy.

A policy is written top down, the way a person writes one: a rule asks for a condition or a quantity, and where that
needs a fact, an earlier one is taken or a new one declared, or a term defined. So every fact is read, every name is
declared, units fit, divisors are above zero, nothing goes round in a circle, and each text is a policy without faults.
`Piece` carries how tightly a part binds, so that brackets stand where the grammar needs them, and sometimes where it
does not.
"""

import functools
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import demerit
from demerit import LoadedPolicy, PolicyError, Source
from demerit.language import codes, model
from demerit.language.values import exact
from tests.laws.example_texts import with_examples
from tests.laws.scoring import Scoring
from tests.laws.wording import DATES, TEXT_VALUES

Facts = dict[str, Any]


@functools.lru_cache(maxsize=256)
def load(text: str) -> LoadedPolicy:
    """Load a policy that is without faults; a fault raises."""
    return demerit.load_source(Source("generated.policy", text))


@st.composite
def policies(draw: DrawFn) -> str:
    """Give the texts of policies without faults.

    Few of them multiply so much that the checker fears for the length of a number, or charge findings once that no
    other rule can meet: another is written instead.
    """
    text = _Writer(draw).policy()
    try:
        loaded = load(text)
        if any(warning.code == codes.ONCE_ALONE for warning in loaded.warnings):
            reject()
    except PolicyError as fault:
        if {diagnostic.code for diagnostic in fault.diagnostics if diagnostic.severity == "error"} == {codes.SIZE}:
            reject()
        raise
    return draw(with_examples(text, loaded.policy)) if draw(st.integers(0, 2)) == 0 else text


@dataclass
class _Writer(Scoring):
    """Writes a policy."""

    def policy(self) -> str:
        ordinary = self.number(1, 2)
        self.agree(ordinary)
        sections = [self.section(bonus=False) for _ in range(ordinary)]
        sections += [self.section(bonus=True) for _ in range(self.number(0, 1))]
        verdict = self.verdict()
        for _ in range(self.number(0, 2)):
            self.declare(self.one(("yes", "number", "choice", "date", "text", "set", "list", "findings")), unread=True)
        heading = [f"policy {self.one(('p', 'key-unit-security', '标准', 'v1.2'))}"]
        heading += [f"  title {self.text()}"] if self.sometimes() else []
        heading += [f"  version {self.one(('1.0', '2024-03', '3'))}"]
        heading += [f"  full marks {self.full_marks}"] if self.full_marks is not None and self.sometimes() else []
        heading += [f"  note {self.text()}" for _ in range(self.number(0, 1))]
        heading += [f"  {self.not_encoded()}"] if self.sometimes(8) else []
        blocks = ["\n".join([f"facts {name}{self.group_titles[name]}", *lines]) for name, lines in self.groups.items()]
        cut = self.number(0, len(self.terms))
        for terms in (self.terms[:cut], self.terms[cut:]):
            blocks += ["\n".join([f"terms{self.title()}", *terms])] if terms else []
        blocks += [verdict] if verdict else []
        place = self.number(0, len(sections))  # the other blocks stand before, between or behind the sections
        return "\n\n".join(["\n".join(heading), *sections[:place], *blocks, *sections[place:]]) + "\n"


# -- facts -------------------------------------------------------------------------------------------------------

REASONS = ("x", "as found on the day", " 酌情 ", "# y")
WHOLE_NUMBERS = (0, 1, 2, 3, 4, 5, -1, -2, 49, 50, 200, 1000, 200000)
BROKEN_NUMBERS = (
    Decimal("0.5"), Decimal("2.5"), Decimal("1.50"), Fraction(1, 3), Decimal("-1.5"), Decimal("0.15"),
    Decimal("1E+2"), Fraction(7, 2), Decimal("2.0"),
)  # fmt: skip


def facts(policy: model.Policy, *, missing: bool = False) -> SearchStrategy[Facts]:
    """Give facts of the shape that a policy declares.

    Args:
        policy: the policy.
        missing: whether any fact and any optional field may be left out; else only facts with a default are.
    """

    @st.composite
    def given(draw: DrawFn) -> Facts:
        left_out = draw(st.integers(0, 5)) if missing else 0
        given: Facts = {}
        for group in policy.groups:
            values: Facts = {}
            for fact in group.facts:
                often = 5 if fact.default is not None else left_out
                if often and draw(st.integers(0, 9)) < often:
                    continue
                values[fact.key] = draw(value(fact.type, missing=missing))
            whole: bool = draw(st.booleans())
            if values or whole:
                given[group.key] = values
        return given

    return given()


def value(type_: model.Type, *, missing: bool = False) -> SearchStrategy[Any]:
    """Give the values of a type, as they stand in facts."""
    match type_:
        case model.YesNo():
            return st.booleans()
        case model.Numeric():
            return st.sampled_from(_numbers(type_))
        case model.Date():
            return st.sampled_from(DATES)
        case model.Text():
            return st.sampled_from(TEXT_VALUES)
        case model.Choice(words):
            return st.sampled_from([model.key_of(word) for word in words])
        case model.SetOf(words):
            return st.lists(st.sampled_from([model.key_of(word) for word in words]), unique=True)
        case model.ListOf(fields):
            return st.lists(_entries(fields, missing=missing), max_size=4)
        case model.Discretion(low, high):
            chosen = {low, Fraction(low + high) / 2, high}
            points = st.sampled_from([exact(Fraction(number)) for number in sorted(chosen)])
            return st.fixed_dictionaries({"points": points, "reason": st.sampled_from(REASONS)})
        case _:
            return st.one_of(st.integers(0, 5), st.lists(_findings(), max_size=3))


def _numbers(type_: model.Numeric) -> list[Any]:
    numbers: list[Any] = [*WHOLE_NUMBERS, *(() if type_.whole else BROKEN_NUMBERS)]
    low, high = type_.low, type_.high
    fine = [n for n in numbers if (low is None or n >= low) and (high is None or n <= high)]
    return fine or [low if low is not None else high]


def _entries(fields: tuple[model.Field, ...], *, missing: bool) -> SearchStrategy[Facts]:
    required = {each.key: _field(each) for each in fields if not (missing and each.optional)}
    optional = {each.key: _field(each) for each in fields if missing and each.optional}
    return st.fixed_dictionaries(required, optional=optional)


def _field(field: model.Field) -> SearchStrategy[Any]:
    """Give the values of a field: few, where it says which finding an entry is, so that findings are met again."""
    if field.identifies:
        match field.type:
            case model.Text():
                return st.sampled_from(TEXT_VALUES[:3])
            case model.Numeric():
                return st.sampled_from(_numbers(field.type)[:3])
    return value(field.type)


def _findings() -> SearchStrategy[Facts]:
    texts = st.sampled_from(TEXT_VALUES)
    return st.fixed_dictionaries({}, optional={"where": texts, "note": texts, "evidence": texts})
