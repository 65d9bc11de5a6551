"""The trace: a tree of judgements in the order of the standard, and the evaluation that it belongs to.

The tree's shape is `schemas/trace.schema.json`. Numbers are exact: JSON numbers where their decimals end, else
fractions as text (`"1/3"`). The same policy and facts give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import msgspec

from demerit.language.values import write

if TYPE_CHECKING:
    from demerit.evaluation.evaluator import Record
    from demerit.evaluation.teller import Teller

FORMAT = "1"
"""The version of the trace's shape."""

MOST_ENTRIES = 20
"""The most entries of a list that are shown in full; those that counted are all named."""

Number = int | Decimal | str


class Points(msgspec.Struct, frozen=True, gc=False):
    """Points at one level of the ledger: asked = effective + absorbed.

    Attributes:
        asked: what the rules ask for, before any cap.
        effective: what takes effect, behind all caps.
        absorbed: what caps took away.
        absorbed_by: which caps, from the inside out, and how much each.
    """

    asked: Number
    effective: Number
    absorbed: Number
    absorbed_by: tuple[Absorption, ...] = ()


class Absorption(msgspec.Struct, frozen=True, gc=False):
    """What one cap took away.

    Attributes:
        cap: whose cap it is: `rule`, `item` or `section`.
        id: the id of that rule, item or section.
        limit: the cap.
        points: how many points it absorbed.
    """

    cap: str
    id: str
    limit: Number
    points: Number


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry of a list.

    Attributes:
        pointer: its place in the facts.
        value: what it says.
    """

    pointer: str
    value: Any


class Read(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fact that a rule read.

    Attributes:
        pointer: its place in the facts (RFC 6901).
        value: its value; of a list, how many entries it has; None if it is not known.
        defaulted: whether the value is the policy's default.
        name: its name in the policy.
        label: its label.
        unit: of an amount: its unit.
        default: where the value is the policy's default: the default, as written.
        counted: of a list: the numbers, from 0, of the entries that the rule counted; all of them.
        entries: of a list: what its entries say, those that counted first, at most 20.
        left_out: how many entries are not shown in `entries`.
        fields: of a list: what its fields are called, by their keys.
    """

    pointer: str
    value: Any
    defaulted: bool
    name: str
    label: str | None = None
    unit: str | None = None
    default: str | None = None
    fields: dict[str, str] | None = None
    counted: tuple[int, ...] | None = None
    entries: tuple[Entry, ...] | None = None
    left_out: int | None = None


class EntryPart(msgspec.Struct, frozen=True):
    """What one entry of a list made of a condition: the value of the whole and of its parts."""

    entry: int
    value: bool | None
    parts: tuple[Part, ...]


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """A condition or a quantity, with its value and that of its parts.

    Attributes:
        text: it, as written.
        value: its value; None if it is not known.
        parts: its parts, for what is more than a fact.
        of: for something about the entries of a list: how many there are.
        entries: what each entry made of it, those that settle it first, at most 20.
        left_out: how many entries are not among `entries`.
        summands: of a sum over entries: each entry that counted with what it adds; all of them.
        lacks: of what a set lacks: these words.
    """

    text: str
    value: Any
    parts: tuple[Part, ...] = ()
    of: int | None = None
    entries: tuple[EntryPart, ...] | None = None
    left_out: int | None = None
    summands: tuple[tuple[int, Number], ...] | None = None
    lacks: tuple[str, ...] | None = None


class Repealed(msgspec.Struct, frozen=True):
    """The place of a rule that is no longer in force."""

    id: str
    reason: str | None


class Where(msgspec.Struct, frozen=True, gc=False):
    """A place in the policy: the file's name without its folder, line and column from 1."""

    file: str
    line: int
    column: int


class TierReached(msgspec.Struct, frozen=True, gc=False):
    """The tier that took effect."""

    text: str
    bound: Number
    points: Number


class RuleTrace(msgspec.Struct, frozen=True, omit_defaults=True):
    """The judgement of a rule.

    Attributes:
        id: the rule's id.
        state: `hit`, `clear`, `not_applicable`, `not_reached` or `undetermined`.
        text: the rule as written.
        cite: the sentence of the standard.
        where: its place in the policy.
        reads: the facts that it read.
        count: how many times it hit; None where that was not asked or is not known.
        rate: the points for one hit; of tiers, those of the tier reached.
        points: its line of the ledger.
        verb: `deduct` or `add`.
        notes: what the policy notes about it.
        trigger: its condition or quantity.
        only: the condition under which it applies at all.
        halved: the condition under which it takes half, where it hit.
        was_halved: whether it took half.
        tier: the tier that took effect.
        because: where it is not applicable, not reached or undetermined: on whose account, `item`, `rule` or the
            id of the rule before it.
        missing: where it is undetermined: the facts that are missing, as pointers.
    """

    id: str
    state: str
    text: str
    cite: str | None
    where: Where
    reads: tuple[Read, ...]
    count: Number | None
    rate: Number | None
    points: Points
    verb: str
    notes: tuple[str, ...] = ()
    trigger: Part | None = None
    only: Part | None = None
    halved: Part | None = None
    was_halved: bool = False
    tier: TierReached | None = None
    because: str | None = None
    missing: tuple[str, ...] = ()


class ItemTrace(msgspec.Struct, frozen=True, omit_defaults=True):
    """The judgement of an item: its rules' lines of the ledger, and their sum.

    `cite` is what the standard says of the item as a whole: the sentences that no rule comes from.
    """

    id: str
    title: str | None
    points: Points
    rules: tuple[RuleTrace, ...]
    cite: str | None = None
    cap: Number | None = None
    applies: Part | None = None
    notes: tuple[str, ...] = ()
    repealed: tuple[Repealed, ...] = ()


class SectionTrace(msgspec.Struct, frozen=True, omit_defaults=True):
    """The judgement of a section: `score` is what is left of its worth or, for bonus points, what it gives."""

    id: str
    title: str | None
    bonus: bool
    worth: Number
    score: Number | None
    points: Points
    items: tuple[ItemTrace, ...]
    notes: tuple[str, ...] = ()


class PolicyIdentity(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which policy it was."""

    id: str
    version: str | None
    hash: str
    title: str | None
    notes: tuple[str, ...] = ()


class FactsIdentity(msgspec.Struct, frozen=True):
    """Which facts they were: the hash of their content, whatever the order of their keys."""

    hash: str


class EngineIdentity(msgspec.Struct, frozen=True):
    """Which engine it was."""

    name: str
    version: str


class Tree(msgspec.Struct, frozen=True):
    """The root of the trace."""

    format: str
    policy: PolicyIdentity
    facts: FactsIdentity
    engine: EngineIdentity
    score: Number | None
    maximum: Number
    full_marks: Number
    sections: tuple[SectionTrace, ...]


ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=lambda value: write(value))


def hash_of(facts: bytes) -> str:
    """Give `sha256:` and the hash of facts as `shapes.encoded` gives them."""
    return "sha256:" + hashlib.sha256(facts).hexdigest()


class Trace:
    """The trace of one evaluation."""

    __slots__ = ("_facts_hash", "_record", "_teller", "_tree")

    def __init__(self, teller: Teller, record: Record, facts_hash: str) -> None:
        self._teller = teller
        self._record = record
        self._facts_hash = facts_hash
        self._tree: Tree | None = None

    @property
    def score(self) -> int | Decimal | Fraction:
        """The score, exact.

        Raises:
            ValueError: facts are missing, so that there is none.
        """
        if not self._record[1]:
            raise ValueError("facts are missing: there is no score")
        return self._teller.points(self._record[0])

    @property
    def determined(self) -> bool:
        """Whether every rule could be determined, so that there is a score."""
        return bool(self._record[1])

    @property
    def tree(self) -> Tree:
        """The trace as a tree."""
        if self._tree is None:
            self._tree = self._teller.tree(self._record, self._facts_hash)
        return self._tree

    def to_json(self) -> bytes:
        """Give the trace as JSON in UTF-8, on one line: the same bytes for the same policy and facts."""
        return self._teller.to_json(self._record, self._facts_hash)

    def rules(self) -> Iterator[RuleTrace]:
        """Go through the judgements of all rules, in the order of the standard."""
        for section in self.tree.sections:
            for item in section.items:
                yield from item.rules
