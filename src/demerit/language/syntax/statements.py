"""The statements of an item, as written."""

from dataclasses import dataclass, field

from demerit.language.syntax.expressions import Expression, Name, Node, Number


@dataclass(frozen=True, slots=True)
class Discretion(Node):
    """Bounds that an inspector's figure is held to, and the fact that holds it."""

    least: Number
    most: Number
    fact: Name


@dataclass(frozen=True, slots=True)
class Effect(Node):
    """Points to take (`deduct`) or to give (`add`).

    Attributes:
        verb: `DEDUCT` or `ADD`.
        points: how many; None where all is in `beyond` or the whole item is taken.
        more: for reading only.
        whole_item: whether all is taken that the item is worth.
        beyond: what is charged to the total rather than to the item.
    """

    verb: str
    points: "Expression | Discretion | None"
    more: bool = field(default=False, compare=False)
    whole_item: bool = False
    beyond: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """`when`, `unless` or `per`, a condition or quantity, and an effect; `always` has an effect alone.

    `chain` is how it hangs on the rule above: `OTHERWISE`, `OR_IF_MORE` or `OR_IF_LESS`; `lacking` is whether `per` was
    written so that it counts what is lacking (每少1件).
    """

    chain: str | None
    opening: str
    phrase: Expression | None
    effect: Effect
    lacking: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Tier(Node):
    """One tier: `over`, `from`, `under` or `down from` a number, and an effect."""

    operator: str
    bound: Number
    effect: Effect


@dataclass(frozen=True, slots=True)
class Tiers(Node):
    """`by` a quantity, and its tiers."""

    chain: str | None
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
class NotEncoded(Node):
    """A sentence of the standard that no rule stands for, and why; without a reason it is a place to fill in."""

    text: str
    reason: str | None = None


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
    """The most that a rule, an item or the total takes: `keyword` is `CAP` or `ITEM_CAP`."""

    keyword: str
    points: Number


@dataclass(frozen=True, slots=True)
class Repealed(Node):
    """The place of a rule that is no longer in force."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ChargedOnce(Node):
    """What another rule has charged already is not charged again by the rule above."""


@dataclass(frozen=True, slots=True)
class Worth(Node):
    """What a section or an item is worth."""

    points: Number


Statement = Rule | Tiers | Cite | Note | NotEncoded | Label | Modifier | Cap | ChargedOnce | Worth | Repealed
