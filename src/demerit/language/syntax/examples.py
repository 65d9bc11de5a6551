"""Examples, as written: what is given, and what is expected."""

from dataclasses import dataclass, field

from demerit.language.syntax.expressions import DateLiteral, Identifier, Name, Node, Number, TextLiteral
from demerit.language.syntax.statements import Note


@dataclass(frozen=True, slots=True)
class GivenWords(Node):
    """One word of a choice, or the words of a set."""

    words: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class GivenAnswer(Node):
    """Yes, or no; `bare` is whether it is said without a verb, as in `given networked`."""

    yes: bool
    bare: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class GivenNone(Node):
    """None at all: `no` before a name."""


@dataclass(frozen=True, slots=True)
class GivenLeftOut(Node):
    """That a fact is not there."""


GivenValue = Number | DateLiteral | TextLiteral | GivenWords | GivenAnswer | GivenNone | GivenLeftOut


@dataclass(frozen=True, slots=True)
class Giving(Node):
    """What is given of a fact, or of a field of a list's entries.

    Attributes:
        name: its name.
        value: its value; of a list, how many entries it has.
        reason: the text behind the value.
        where: of a list: what its entries say.
    """

    name: Name
    value: GivenValue
    reason: str | None = None
    where: tuple["Giving", ...] = ()


@dataclass(frozen=True, slots=True)
class InOrder(Node):
    """That all other facts are such that no rule hits."""


@dataclass(frozen=True, slots=True)
class FactsFrom(Node):
    """The file that all other facts come from."""

    path: str


@dataclass(frozen=True, slots=True)
class GivenLine(Node):
    """A line of what is given."""

    parts: tuple[Giving | InOrder | FactsFrom, ...]


@dataclass(frozen=True, slots=True)
class Expectation(Node):
    """Something that is expected.

    Attributes:
        kind: `score`, `grade`, `missing`, `refused`, `scores`, `points`, `effective`, `asked`, `absorbed`, `state`,
            `count` or `reads`: as in the checked model.
        of: `policy`, `section`, `group`, `item` or `rule`.
        id: its id; None for the policy.
        value: a number, a text, names or texts, or a state; None for no score.
        verb: of points: `deduct` or `add`.
        goes_on: whether its id is not written again, being that of the one before it on the line.
    """

    kind: str
    of: str
    id: Identifier | None
    value: Number | str | tuple[Name, ...] | tuple[str, ...] | None
    verb: str | None = None
    goes_on: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class ExpectLine(Node):
    """A line of what is expected."""

    parts: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Example(Node):
    """An example."""

    title: str
    lines: tuple[GivenLine | ExpectLine | Note, ...]
