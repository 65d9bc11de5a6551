"""What stands in a policy's text, as frozen data: names are not resolved, types not known, nothing is checked.

A node says what was written and where: `span` takes no part in equality, so that two texts that differ in layout
only are equal here. Brackets leave no node; they have done their work when the tree has its shape.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from demerit.language.source import Source, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything that has a place in the text."""

    span: Span = field(compare=False, repr=False)


# -- expressions: conditions and quantities ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name of one or more words, as declared: of a fact, a field, or one of the words of a choice."""

    text: str
    quoted: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number, with the unit that is written behind it."""

    value: Fraction
    unit: str | None = None


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
    """Two quantities joined by `+`, `*` or `/`."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Rounded(Node):
    """A quantity rounded to a whole number, `up` or `down`."""

    direction: str
    inner: "Expression"


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
    """Two things compared; `operator` is the keyword's terminal, such as `IS_AT_LEAST`."""

    operator: str
    left: "Expression"
    right: "Expression"


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

# -- statements of an item ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect(Node):
    """Points to take (`deduct`) or to give (`add`); `more` is for reading."""

    verb: str
    points: Number
    more: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """`when`, `unless` or `per`, a condition or quantity, and an effect."""

    otherwise: bool
    opening: str
    phrase: Expression
    effect: Effect


@dataclass(frozen=True, slots=True)
class Tier(Node):
    """One tier: `over`, `from`, `under` or `down from` a number, and an effect."""

    operator: str
    bound: Number
    effect: Effect


@dataclass(frozen=True, slots=True)
class Tiers(Node):
    """`by` a quantity, and its tiers."""

    otherwise: bool
    quantity: Expression
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Cite(Node):
    """The sentence of the standard that the rules after it come from."""

    text: str


@dataclass(frozen=True, slots=True)
class Note(Node):
    """A note."""

    text: str


@dataclass(frozen=True, slots=True)
class Label(Node):
    """An own label for the rule above."""

    text: str


@dataclass(frozen=True, slots=True)
class Modifier(Node):
    """A condition on what stands above: `keyword` is `APPLIES_WHEN`, `ONLY_WHEN` or `HALVED_WHEN`."""

    keyword: str
    condition: Expression


@dataclass(frozen=True, slots=True)
class Cap(Node):
    """The most that a rule or an item takes: `keyword` is `CAP` or `ITEM_CAP`."""

    keyword: str
    points: Number


@dataclass(frozen=True, slots=True)
class Repealed(Node):
    """The place of a rule that is no longer in force."""

    reason: str | None = None


Statement = Rule | Tiers | Cite | Note | Label | Modifier | Cap | Repealed

# -- headings ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Identifier(Node):
    """A number or an identifier, such as `2.10` or `key-unit-security`: text, not a quantity."""

    text: str


@dataclass(frozen=True, slots=True)
class Item(Node):
    """An item and its statements, in order."""

    id: Identifier
    title: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Section(Node):
    """A section and its items; `worth` is the most that a bonus section gives."""

    id: Identifier
    title: str | None
    bonus: bool
    worth: Number
    notes: tuple[Note, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TypeSpec(Node):
    """A type as written: `kind` is the keyword's terminal, or `UNIT` for an amount.

    Attributes:
        kind: `YES_NO`, `COUNT`, `NUMBER_TYPE`, `UNIT`, `DATE_TYPE`, `TEXT_TYPE`, `ONE_OF`, `SET_OF`, `LIST`,
            `FINDINGS`.
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
    """What is said behind a type: `keyword` is `DEFAULT`, `OPTIONAL`, `BOUND_LOW` or `BOUND_HIGH`."""

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
    lines: tuple["HeadingLine | Note", ...]


Block = PolicyHeading | FactsGroup | Section


@dataclass(frozen=True, slots=True)
class Document(Node):
    """A whole policy text, in the order of its blocks."""

    source: Source = field(compare=False)
    blocks: tuple[Block, ...]
