"""Examples: facts with what they have to come to. They say what a policy does, and take no part in what it does."""

from dataclasses import dataclass, field
from typing import Any, Final

from demerit.language.source import Source, Span


class _LeftOut:
    """What is given of a fact that is said to be left out."""

    def __repr__(self) -> str:
        return "LEFT_OUT"

    def __reduce__(self) -> str:
        return "LEFT_OUT"


LEFT_OUT: Final = _LeftOut()
"""Given instead of a value: the fact is not there, whatever the base has."""

IN_ORDER: Final = "in order"
"""The base of an example whose other facts are such that no rule hits, as far as those that are given allow."""


@dataclass(frozen=True, slots=True)
class Given:
    """A fact that an example gives.

    Attributes:
        pointer: its place in the facts.
        value: its value, as the facts have it: `bool`, `int`, `Decimal` or `Fraction`, `str`, a list of words, a list
            of entries (`dict`); or `LEFT_OUT`. It stands for the whole fact: nothing of the base's value is left.
    """

    pointer: str
    value: Any = field(hash=False)
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Expected:
    """Something that an example expects.

    Attributes:
        kind: an entry of the table of expectations (`demerit.examples.expectations`):
            `score` (a number, or None where the policy gives no score), `grade` (its name), `missing` (the pointers of
            the facts that are missing, in any order), `refused` (the codes of what is wrong with the facts; none:
            whatever it is); of a section `scores`; of a section, group, item or rule `points` (what is left behind its
            own caps), `asked`, `effective` (what is left behind all caps), `absorbed`; of a rule `state`, `count` and
            `reads` (the pointers of the facts that it reads, in any order); of an item `state`, which can be
            `not_applicable` only.
        of: `policy`, `section`, `group`, `item` or `rule`.
        id: its id; empty for the policy.
        value: what is expected: an exact number, a text, or a tuple of texts.
        verb: of `points` and `effective`: `deduct` or `add`, as it is said; None where it is not said.
    """

    kind: str
    of: str
    id: str
    value: Any
    verb: str | None = None
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Example:
    """An example.

    Attributes:
        title: what it shows.
        base: where the facts come from that it does not give: None (they are missing), `IN_ORDER`, or the path of a
            file, from the folder of the text that the example stands in.
        givens: the facts that it gives, each once.
        expected: what it expects.
        notes: what was noted about it.
        source: the text that it stands in.
    """

    title: str
    base: str | None
    givens: tuple[Given, ...]
    expected: tuple[Expected, ...]
    notes: tuple[str, ...] = ()
    source: Source = field(compare=False, repr=False, kw_only=True)
    span: Span = field(compare=False, repr=False, kw_only=True)
