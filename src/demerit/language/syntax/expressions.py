"""Conditions and quantities, as written."""

from dataclasses import dataclass, field
from fractions import Fraction

from demerit.language.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything that has a place in the text."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name of one or more words, as declared: of a fact, a field, or one of the words of a choice.

    Attributes:
        text: its words, in the policy's language where it is declared in two.
        quoted: whether it stands in corner brackets.
        other: where it is declared: the name in the other language.
    """

    text: str
    quoted: bool = field(default=False, compare=False)
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier(Node):
    """A number or an identifier, such as `2.10` or `key-unit-security`: text, not a quantity."""

    text: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number, with the unit that is written behind it; `written` is its digits as they stand, without a sign."""

    value: Fraction
    unit: str | None = None
    written: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DateLiteral(Node):
    """A date, as written: `2024-03-31`."""

    text: str


@dataclass(frozen=True, slots=True)
class TextLiteral(Node):
    """A text in quotes, without them."""

    text: str


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """Two quantities joined by `+`, `-`, `*` or `/`."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Rounding(Node):
    """How something is rounded: `up`, `down`, `half_up` or `half_even`, to a number of decimal places."""

    direction: str
    places: Number | None = None


@dataclass(frozen=True, slots=True)
class Rounded(Node):
    """A rounded quantity."""

    rounding: Rounding
    inner: "Expression"


@dataclass(frozen=True, slots=True)
class Power(Node):
    """A quantity to a power; `digits` is how many digits are kept of a result whose decimals never end."""

    base: "Expression"
    exponent: "Expression"
    digits: Number | None = None


@dataclass(frozen=True, slots=True)
class Extreme(Node):
    """The greatest or the least of several quantities: `which` is `greatest` or `least`."""

    which: str
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """The first value whose condition holds, else the last one."""

    cases: tuple[tuple["Expression", "Expression"], ...]
    otherwise: "Expression"


@dataclass(frozen=True, slots=True)
class Levels(Node):
    """How many of some yes/no facts are yes, up to the first that is not."""

    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Mean(Node):
    """The mean of a field over the entries of a list, weighted by another; `none` is it where there are none."""

    field: Name
    list: Name
    weight: Name | None
    where: "Expression | None"
    none: Number


@dataclass(frozen=True, slots=True)
class Result(Node):
    """What something else came to: `kind` is the keyword's terminal, such as `SCORE_OF_ITEM`; `id` says of what."""

    kind: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`any`, `every` or `no` before a name, with what the entries have to be."""

    quantifier: str
    name: Name
    where: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Entries(Node):
    """How many entries of a list are such."""

    name: Name
    where: "Expression"


@dataclass(frozen=True, slots=True)
class Total(Node):
    """The sum of a field over the entries of a list."""

    field: Name
    list: Name
    where: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Lacking(Node):
    """How many words a set lacks; the noun, if any, is for reading."""

    noun: Name | None
    set: Name


@dataclass(frozen=True, slots=True)
class Unmet(Node):
    """How many of some yes/no facts are no."""

    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Short(Node):
    """How much one quantity is below another."""

    have: "Expression"
    need: "Expression"


@dataclass(frozen=True, slots=True)
class Shortfall(Node):
    """The sum of several shortfalls, none of which makes up for another."""

    shorts: tuple[Short, ...]


@dataclass(frozen=True, slots=True)
class Junction(Node):
    """Conditions joined by `and` or `or`; which word stands between which is kept for the checker."""

    words: tuple[str, ...]
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """The opposite of a condition."""

    inner: "Expression"


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """Two things compared; `operator` is the keyword's terminal, such as `IS_AT_LEAST`.

    `behind` is whether the number comes first in the comparison, as in `is 200 or more`.
    """

    operator: str
    left: "Expression"
    right: "Expression"
    behind: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Answer(Node):
    """A yes/no fact held against `yes` or `no`."""

    subject: "Expression"
    yes: bool


@dataclass(frozen=True, slots=True)
class Neither(Node):
    """A choice that is none of some words."""

    subject: "Expression"
    words: tuple[Name, ...]


Expression = (
    Name
    | Number
    | DateLiteral
    | TextLiteral
    | Arithmetic
    | Rounded
    | Power
    | Extreme
    | Cases
    | Levels
    | Mean
    | Result
    | Quantified
    | Entries
    | Total
    | Lacking
    | Unmet
    | Short
    | Shortfall
    | Junction
    | Negation
    | Comparison
    | Answer
    | Neither
)
