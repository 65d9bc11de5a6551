"""The types of facts, and the facts that a policy declares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from demerit.language.source import Span
from demerit.language.values import Rational

if TYPE_CHECKING:
    from demerit.language.model.expressions import Expression


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number.

    Attributes:
        unit: its unit, under the one name that stands for all spellings; None for a pure number.
        whole: whether it is always whole.
        low: the least that it can be, if there is one.
        high: the most that it can be, if there is one.
        count: whether it was declared `count`: for wording only.
    """

    unit: str | None = None
    whole: bool = False
    low: Rational | None = None
    high: Rational | None = None
    count: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetOf:
    """Any of several words, each at most once."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """Entries with fields."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found: a count, or the list of it."""


@dataclass(frozen=True, slots=True)
class Discretion:
    """The points that an inspector chose, and the reason.

    Attributes:
        low: the fewest points that the rule leaves to choose.
        high: the most.
    """

    low: Rational = 0
    high: Rational = 0


Type = YesNo | Numeric | Date | Text | Choice | SetOf | ListOf | Findings | Discretion


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a list's entries.

    Attributes:
        name: its words.
        key: its key in the JSON.
        type: its type; never a list.
        optional: whether an entry may leave it out even where no rule asks for it.
        label: what it is called in the standard's own language.
        identifies: whether its value tells which finding an entry is, in whatever list it stands.
    """

    name: str
    key: str
    type: Type
    optional: bool = False
    label: str | None = None
    identifies: bool = False
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact.

    Attributes:
        name: its words.
        group: the key of its group in the JSON.
        key: its key in the group.
        type: its type.
        default: what it is where it is left out.
        optional: whether it is for the record only.
        label: what it is called in the standard's own language.
    """

    name: str
    group: str
    key: str
    type: Type
    default: Expression | None = None
    optional: bool = False
    label: str | None = None
    span: Span = field(compare=False, repr=False, kw_only=True)

    @property
    def pointer(self) -> str:
        """Its place in the JSON, as an RFC 6901 pointer."""
        return f"/{escape(self.group)}/{escape(self.key)}"

    @property
    def title(self) -> str:
        """What to call it before people: its label, or its name."""
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class Group:
    """A group of facts: one object of the JSON."""

    name: str
    key: str
    title: str | None
    facts: tuple[Fact, ...]


def key_of(name: str) -> str:
    """Give the JSON key of a name: its words joined by `_`."""
    return "_".join(name.split())


def escape(key: str) -> str:
    """Escape a key for a JSON pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")
