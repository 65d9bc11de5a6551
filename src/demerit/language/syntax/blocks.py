"""Headings and what stands below them, as written: facts, terms, sections, the verdict; and examples."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from demerit.language.source import Source
from demerit.language.syntax.examples import Example
from demerit.language.syntax.expressions import Expression, Identifier, Name, Node, Number, Rounding
from demerit.language.syntax.statements import Cap, Cite, Note, NotEncoded, Statement, Worth


@dataclass(frozen=True, slots=True)
class Item(Node):
    """An item and its statements, in order."""

    id: Identifier
    title: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class StartsAt(Node):
    """Where the score of a section starts."""

    points: Number


@dataclass(frozen=True, slots=True)
class Weight(Node):
    """A section's share of the score."""

    share: Number


@dataclass(frozen=True, slots=True)
class Floor(Node):
    """The lowest that a score can be; None where there is no such."""

    points: Number | None


@dataclass(frozen=True, slots=True)
class Rescaled(Node):
    """What does not apply is taken out of the worth: `nothing` is `FULL`, `ZERO` or `NO_SCORE`.

    `to` is what the whole then counts for; its worth, where nothing is said.
    """

    nothing: str
    to: Number | None = None


SectionPart = Worth | StartsAt | Weight | Floor | Rescaled | Rounding


@dataclass(frozen=True, slots=True)
class Group(Node):
    """Items, or other groups, under one cap."""

    id: Identifier
    title: str | None
    members: tuple[Identifier, ...]
    cap: Number


@dataclass(frozen=True, slots=True)
class Section(Node):
    """A section and its items; what a bonus section gives at most is its worth."""

    id: Identifier
    title: str | None
    bonus: bool
    parts: tuple[SectionPart, ...]
    notes: tuple[Note, ...]
    items: tuple[Item, ...]
    groups: tuple[Group, ...] = ()
    not_encoded: tuple[NotEncoded, ...] = ()


@dataclass(frozen=True, slots=True)
class Range(Node):
    """A stretch of numbers: `low_word` is `FROM` or `OVER`, `high_word` `TO` or `UNDER`; an end may be open."""

    low_word: str | None = None
    low: Number | None = None
    high_word: str | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Words(Node):
    """One or more words of a choice."""

    words: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class YesOrNo(Node):
    """Yes, or no, as the head of a row."""

    yes: bool


Band = Range | Words | YesOrNo


@dataclass(frozen=True, slots=True)
class Row(Node):
    """A row of a table: what it is for, and its values."""

    band: Band
    entries: tuple[Number | Name, ...]


@dataclass(frozen=True, slots=True)
class Meaning(Node):
    """A term: a quantity or a condition with a name."""

    name: Name
    value: Expression
    label: str | None = None
    remarks: tuple[Cite | Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A term that is looked up: by one quantity, the rows; or by two, the rows and the columns."""

    name: Name
    axes: tuple[Expression, ...]
    columns: tuple[Band, ...]
    rows: tuple[Row, ...]
    label: str | None = None
    remarks: tuple[Cite | Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms(Node):
    """A group of terms."""

    title: str | None
    terms: tuple[Meaning | Table, ...]


@dataclass(frozen=True, slots=True)
class NoScore(Node):
    """When there is no score at all, and why."""

    condition: Expression
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Grade(Node):
    """A grade, and the scores that it is given for."""

    name: str
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class GradeLimit(Node):
    """The highest or the lowest grade where something holds: `keyword` is `AT_MOST_GRADE` or `AT_LEAST_GRADE`."""

    keyword: str
    name: str
    condition: Expression


VerdictLine = NoScore | Grade | GradeLimit | Cap | Floor | Rescaled | Rounding | Cite | Note


@dataclass(frozen=True, slots=True)
class Verdict(Node):
    """What becomes of the sections: the score, or none, and the grade."""

    title: str | None
    lines: tuple[VerdictLine, ...]


@dataclass(frozen=True, slots=True)
class TypeSpec(Node):
    """A type as written: `kind` is the keyword's terminal, or `UNIT` for an amount.

    Attributes:
        kind: `YES_NO`, `COUNT`, `NUMBER_TYPE`, `UNIT`, `DATE_TYPE`, `TEXT_TYPE`, `ONE_OF`, `SET_OF`, `LIST`,
            `FINDINGS`, `DISCRETION`.
        whole: whether only whole numbers are meant.
        unit: the unit of an amount, as written.
        words: the words of `one of` and `set of`.
    """

    kind: str
    whole: bool = False
    unit: str | None = None
    words: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Qualifier(Node):
    """What is said behind a type: `keyword` is `DEFAULT`, `OPTIONAL`, `IDENTIFIES`, `BOUND_LOW` or `BOUND_HIGH`."""

    keyword: str
    value: "Expression | bool | None" = None


@dataclass(frozen=True, slots=True)
class Declaration(Node):
    """A fact, or a field of a list."""

    name: Name
    type: TypeSpec
    qualifiers: tuple[Qualifier, ...] = ()
    label: str | None = None
    fields: tuple["Declaration", ...] = ()


@dataclass(frozen=True, slots=True)
class FactsGroup(Node):
    """A group of facts: one object of the JSON."""

    name: Name
    title: str | None
    facts: tuple[Declaration, ...]


@dataclass(frozen=True, slots=True)
class HeadingLine(Node):
    """A line of the policy's heading: `keyword` is `TITLE`, `VERSION` or `FULL_MARKS`."""

    keyword: str
    value: "str | Identifier | Number"


@dataclass(frozen=True, slots=True)
class PolicyHeading(Node):
    """The policy's heading and the lines under it."""

    id: Identifier
    lines: tuple["HeadingLine | Note | NotEncoded", ...]


Block = PolicyHeading | FactsGroup | Terms | Section | Verdict | Example


@dataclass(frozen=True, slots=True)
class Document(Node):
    """A whole policy text, in the order of its blocks.

    Attributes:
        source: the text.
        blocks: its blocks.
        language: the language of its keywords: `en` or `zh`.
        names: the names that are declared in two languages: in that one, with what they are in the other.
    """

    source: Source = field(compare=False)
    blocks: tuple[Block, ...]
    language: str = field(default="en", compare=False)
    names: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
