"""The policy: everything together, and its identity."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from demerit.language.model.examples import Example
from demerit.language.model.expressions import Expression, Term
from demerit.language.model.rules import NotEncoded, Rule, Section, Verdict
from demerit.language.model.types import Fact, Group
from demerit.language.source import Source
from demerit.language.values import Rational, write


@dataclass(frozen=True)
class Policy:
    """A checked policy.

    Attributes:
        id: its identifier.
        title: its title.
        version: its version, if it says one.
        full_marks: the highest that the ordinary sections can bring together; None where one has no worth.
        notes: what was noted about it.
        groups: its facts.
        sections: its sections.
        terms: its terms, each after those that it reads.
        verdict: what becomes of the sections.
        translations: the names that are declared in two languages: as in the JSON, and in Chinese; sorted.
        language: the language that it is written in: `en` or `zh`.
        not_encoded: sentences of the standard that no rule stands for, those of its sections left aside.
        examples: its examples; they are no part of its identity.
        source: the text that it was read from.
    """

    id: str
    title: str | None
    version: str | None
    full_marks: Rational | None
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    sections: tuple[Section, ...]
    terms: tuple[Term, ...] = ()
    verdict: Verdict = field(default_factory=Verdict)
    translations: tuple[tuple[str, str], ...] = ()
    language: str = field(default="en", compare=False)
    not_encoded: tuple[NotEncoded, ...] = ()
    examples: tuple[Example, ...] = field(default=(), compare=False, repr=False)
    source: Source = field(compare=False, repr=False, kw_only=True)

    @cached_property
    def maximum(self) -> Rational | None:
        """The highest score that the sections can bring, bonus points and all; None where there is no such."""
        bonus = [section.worth for section in self.sections if section.bonus]
        worth = [self.full_marks, *bonus]
        total = sum((each for each in worth if each is not None), start=0)
        if None in worth:
            return None
        return total if self.verdict.cap is None else min(total, self.verdict.cap)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the score is no more than the sections' scores, added up, and there is always one."""
        plain_verdict = replace(self.verdict, title=None, cite=None, notes=()) == Verdict()
        beyond = any(rule.beyond for rule in self.rules)
        return plain_verdict and not beyond and all(section.is_plain for section in self.sections)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every fact, by its pointer."""
        return {fact.pointer: fact for group in self.groups for fact in group.facts}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order of the standard."""
        return tuple(rule for section in self.sections for item in section.items for rule in item.rules)

    def expressions(self) -> Iterator[Expression]:
        """Go through all that is asked or worked out: by terms, in items and their rules, in the verdict."""
        yield from (term.meaning for term in self.terms)
        for section in self.sections:
            for item in section.items:
                yield from (item.applies,) if item.applies is not None else ()
                yield from (expression for rule in item.rules for expression in rule.expressions())
        yield from self.verdict.expressions()

    @cached_property
    def content_hash(self) -> str:
        """`sha256:` and the hash of the policy's meaning and words: not of layout, comments or keywords."""
        tree = json.dumps(_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(tree.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Give a model as plain data: everything that takes part in equality, and the kind of each node."""
    if is_dataclass(value) and not isinstance(value, type):
        compared = {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.compare}
        return {"kind": type(value).__name__, **compared}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Fraction) or (isinstance(value, int) and not isinstance(value, bool)):
        return {"number": write(value)}
    return value
