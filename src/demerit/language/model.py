"""The checked model: what a policy means. Every name is resolved, every type known, every number exact.

Nothing here was taken on trust: a `Policy` is made by the checker alone, so whoever holds one need not ask again
whether a name exists, a unit fits or a divisor may be zero. Spans say where a thing was written; they take no part
in equality, and `content_hash` leaves them out: a policy's identity is its meaning and its words.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from demerit.language.source import Source, Span
from demerit.language.values import Rational, write

# -- types of facts ----------------------------------------------------------------------------------------------


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

    fields: tuple["Field", ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found: a count, or the list of it."""


Type = YesNo | Numeric | Date | Text | Choice | SetOf | ListOf | Findings


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a list's entries.

    Attributes:
        name: its words.
        key: its key in the JSON.
        type: its type; never a list.
        optional: whether an entry may leave it out even where no rule asks for it.
        label: what it is called in the standard's own language.
    """

    name: str
    key: str
    type: Type
    optional: bool = False
    label: str | None = None
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
    default: "Expression | None" = None
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


# -- expressions -------------------------------------------------------------------------------------------------


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
        kind: `count` (how many pass), `any`, `every`, or `total` (of `value` over those that pass).
        list: the list.
        where: what an entry has to be to pass; None if all do.
        value: the field that is added up, for `total`.
    """

    kind: str
    list: FactRead
    where: Expression | None = None
    value: FieldRead | None = None

    def children(self) -> tuple[Expression, ...]:
        """The list; `where` and `value` are in the scope of an entry."""
        return (self.list,)


def walk(expression: Expression) -> Iterator[Expression]:
    """Go through an expression and all its parts, those in the scope of an entry too."""
    yield expression
    for child in expression.children():
        yield from walk(child)
    if isinstance(expression, OverEntries):
        for inner in (expression.where, expression.value):
            if inner is not None:
                yield from walk(inner)


# -- rules and what holds them -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier.

    Attributes:
        operator: `over`, `from`, `under` or `down_from`.
        bound: the number that it is about.
        points: what it takes or gives.
        test: the condition that it stands for.
    """

    operator: str
    bound: Rational
    points: Rational
    test: Expression = field(compare=False, repr=False)
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes:
        id: the item's number and a letter or the rule's own label.
        label: its own label.
        verb: `deduct` or `add`.
        trigger: a condition (one hit when it holds), or a quantity (a hit for each).
        points: what one hit takes or gives; 0 where the tiers say.
        tiers: its tiers, in the order of the text: the last whose bound holds takes effect.
        otherwise: whether it is looked at only when the rule before it did not hit.
        only: the condition under which it applies at all.
        halved: the condition under which it takes half.
        cap: the most that it takes or gives.
        cite: the sentence of the standard that it comes from.
        notes: what was noted about it.
        text: it, as written.
        unless: whether it was written `unless X`, which means `when not X`: for wording only.
    """

    id: str
    label: str | None
    verb: str
    trigger: Expression
    points: Rational
    tiers: tuple[Tier, ...] = ()
    otherwise: bool = False
    only: Expression | None = None
    halved: Expression | None = None
    cap: Rational | None = None
    cite: str | None = None
    notes: tuple[str, ...] = ()
    text: str = field(default="", compare=False)
    unless: bool = field(default=False, compare=False)
    span: Span = field(compare=False, repr=False, kw_only=True)

    @property
    def is_condition(self) -> bool:
        """Whether its trigger is a condition rather than a quantity."""
        return isinstance(self.trigger.type, YesNo)

    def expressions(self) -> Iterator[Expression]:
        """Its conditions and quantities."""
        yield from (part for part in (self.only, self.trigger, self.halved) if part is not None)


@dataclass(frozen=True, slots=True)
class Item:
    """An item.

    Attributes:
        id: the standard's own number.
        title: its title.
        applies: the condition under which it applies at all.
        cap: the most that its rules take or give together.
        cite: what the standard says of the item as a whole: the sentences that no rule comes from.
        notes: what was noted about it.
        rules: its rules, in order.
        repealed: the letters of rules that are no longer in force, each with the reason that was given.
    """

    id: str
    title: str | None
    applies: Expression | None
    cap: Rational | None
    cite: str | None
    notes: tuple[str, ...]
    rules: tuple[Rule, ...]
    repealed: tuple[tuple[str, str | None], ...] = ()
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Section:
    """A section; `worth` is the most that it can lose or, where it is a bonus section, give."""

    id: str
    title: str | None
    bonus: bool
    worth: Rational
    notes: tuple[str, ...]
    items: tuple[Item, ...]
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Policy:
    """A checked policy.

    Attributes:
        id: its identifier.
        title: its title.
        version: its version, if it says one.
        full_marks: the worth of the sections that lose points, together.
        notes: what was noted about it.
        groups: its facts.
        sections: its sections.
        source: the text that it was read from.
    """

    id: str
    title: str | None
    version: str | None
    full_marks: Rational
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    sections: tuple[Section, ...]
    source: Source = field(compare=False, repr=False)

    @cached_property
    def maximum(self) -> Rational:
        """The highest score: full marks and all bonus points."""
        return self.full_marks + sum(section.worth for section in self.sections if section.bonus)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every fact, by its pointer."""
        return {fact.pointer: fact for group in self.groups for fact in group.facts}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order of the standard."""
        return tuple(rule for section in self.sections for item in section.items for rule in item.rules)

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


def key_of(name: str) -> str:
    """Give the JSON key of a name: its words joined by `_`."""
    return "_".join(name.split())


def escape(key: str) -> str:
    """Escape a key for a JSON pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")
