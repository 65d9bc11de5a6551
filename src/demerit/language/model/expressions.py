"""Conditions and quantities, resolved and typed, and the terms that give them names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from demerit.language.model.types import Type
from demerit.language.source import Span
from demerit.language.values import Rational, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A condition or a quantity; `type` says which, and of what kind."""

    type: Type = field(compare=False, repr=False)
    span: Span = field(compare=False, repr=False)

    def children(self) -> tuple["Expression", ...]:
        """The parts that are evaluated in the same scope as the whole."""
        return ()


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """A number, a date, a text, yes or no, or a word of a choice."""

    value: Rational | str | bool


@dataclass(frozen=True, slots=True)
class FactRead(Expression):
    """The value of a fact."""

    pointer: str


@dataclass(frozen=True, slots=True)
class FieldRead(Expression):
    """The value of a field of the entry in hand."""

    key: str


@dataclass(frozen=True, slots=True)
class Operation(Expression):
    """An operator and what it is applied to.

    Attributes:
        operator: an entry of the operator table (`evaluation.operators`).
        operands: what it is applied to, in order.
    """

    operator: str
    operands: tuple[Expression, ...]

    def children(self) -> tuple[Expression, ...]:
        """The operands."""
        return self.operands


@dataclass(frozen=True, slots=True)
class OverEntries(Expression):
    """Something about the entries of a list.

    Attributes:
        kind: `count` (how many pass), `any`, `every`, `total` (of `value` over those that pass) or `mean`.
        list: the list.
        where: what an entry has to be to pass; None if all do.
        value: the field that is added up, for `total` and `mean`.
        weight: the field by which a `mean` is weighted.
        none: the `mean` where no entry passes, or the weights come to 0.
    """

    kind: str
    list: FactRead
    where: Expression | None = None
    value: FieldRead | None = None
    weight: FieldRead | None = None
    none: Rational | None = None

    def children(self) -> tuple[Expression, ...]:
        """The list; `where`, `value` and `weight` are in the scope of an entry."""
        return (self.list,)

    def inner(self) -> tuple[Expression, ...]:
        """The parts in the scope of an entry."""
        return tuple(part for part in (self.where, self.value, self.weight) if part is not None)


@dataclass(frozen=True, slots=True)
class TermRead(Expression):
    """The value of a term; what it means is a part of the term, and not of what reads it."""

    name: str
    meaning: Expression = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ResultRead(Expression):
    """What something else came to.

    Attributes:
        kind: `score` or `points` of an item or a section; `total` of the sections above.
        of: `item` or `section`.
        id: its id; for `total`, that of the section in which it is read.
    """

    kind: str
    of: str
    id: str


@dataclass(frozen=True, slots=True)
class NumberBand:
    """A stretch of numbers; None where an end is without a bound.

    Attributes:
        low: its lower end.
        high: its upper end.
        low_open: whether the lower end itself is left out.
        high_open: whether the upper end itself is left out.
    """

    low: Rational | None
    high: Rational | None
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: Rational) -> bool:
        """Tell whether a number lies in it."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below


@dataclass(frozen=True, slots=True)
class WordBand:
    """One or more words of a choice, as they stand in the facts."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerBand:
    """Yes or no."""

    yes: bool


Band = NumberBand | WordBand | AnswerBand


@dataclass(frozen=True, slots=True)
class Lookup(Expression):
    """A value out of a table.

    Attributes:
        axes: what is looked up: one quantity or choice, the rows; or two, the rows and the columns.
        bands: the heads of the rows and, with two axes, of the columns.
        heads: they, as written.
        values: a tuple for each row, with a value for each column.
    """

    axes: tuple[Expression, ...]
    bands: tuple[tuple[Band, ...], ...]
    heads: tuple[tuple[str, ...], ...] = field(compare=False, repr=False)
    values: tuple[tuple[Rational | str, ...], ...]

    def children(self) -> tuple[Expression, ...]:
        """The axes."""
        return self.axes


def walk(expression: Expression, seen: set[str] | None = None, *, into_terms: bool = True) -> Iterator[Expression]:
    """Go through an expression and all its parts, in the order of the text.

    The parts in the scope of an entry are among them; so are those of the terms that it reads, if `into_terms` says so.
    `seen` are the terms that were gone through: each is gone through once.
    """
    seen = set() if seen is None else seen
    left = [expression]
    while left:
        each = left.pop()
        yield each
        parts = each.children()
        if isinstance(each, OverEntries):
            parts = (*parts, *each.inner())
        elif into_terms and isinstance(each, TermRead) and each.name not in seen:
            seen.add(each.name)
            parts = (each.meaning,)
        left += reversed(parts)


@dataclass(frozen=True, slots=True)
class Term:
    """A quantity, a condition or a choice with a name.

    Attributes:
        name: its words.
        meaning: what it is.
        label: what it is called in the standard's own language.
        cite: where the standard says so.
        notes: what was noted about it.
        group: the title of the terms among which it stands.
    """

    name: str
    meaning: Expression
    label: str | None = None
    cite: str | None = None
    notes: tuple[str, ...] = ()
    group: str | None = None
    span: Span = field(compare=False, repr=False, kw_only=True)

    @property
    def title(self) -> str:
        """What to call it before people: its label, or its name."""
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class Rounding:
    """How something is rounded: `up`, `down`, `half_up` or `half_even`, to a number of decimal places."""

    direction: str
    places: int = 0

    @property
    def step(self) -> Rational:
        """What the result is a multiple of."""
        return whole(Fraction(1, 10**self.places))
