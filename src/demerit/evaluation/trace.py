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
    from demerit.evaluation.observed import Observed
    from demerit.evaluation.teller import Teller

FORMAT = "2"
"""The version of the trace's shape."""

MOST_ENTRIES = 20
"""The most entries of a list that are shown in full; those that counted are all named."""

Number = int | Decimal | str


class Points(msgspec.Struct, frozen=True, gc=False):
    """Points at one level of the ledger: asked = effective + absorbed.

    In a section that both adds and deducts, what is deducted is negative.

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
        cap: what it is: the cap of a `rule`, `item`, `group` or `section`; an item's `worth`; the `floor` of a section;
            `greatest` or `least` where another rule of a chain took effect; `score`: the floor of the total.
        id: the id of the rule, item, group, section or policy whose it is; of a chain, that of the rule that took
            effect.
        limit: the cap; of a chain, what that rule took.
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
        weights: of a weighted mean: each entry that counted with its weight.
        rows: of a table: the bands that were found, as written, one for each axis.
        result: of the result of something else: which item or section it is.
        term: whether it is a term.
        label: of a term: its label.
        cite: of a term: where the standard says what it is.
    """

    text: str
    value: Any
    parts: tuple[Part, ...] = ()
    of: int | None = None
    entries: tuple[EntryPart, ...] | None = None
    left_out: int | None = None
    summands: tuple[tuple[int, Number], ...] | None = None
    lacks: tuple[str, ...] | None = None
    weights: tuple[tuple[int, Number], ...] | None = None
    rows: tuple[str, ...] | None = None
    result: str | None = None
    term: bool = False
    label: str | None = None
    cite: str | None = None


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
    """The tier that took effect; `points` is None where it charges the total alone."""

    text: str
    bound: Number
    points: Number | None


class Elsewhere(msgspec.Struct, frozen=True, gc=False):
    """An entry that a rule above had charged already, and that rule's id."""

    entry: int
    rule: str


class Figure(msgspec.Struct, frozen=True, gc=False):
    """The points that an inspector chose, the bounds of the choice, and the reason."""

    points: Number
    least: Number
    most: Number
    reason: str


class Beyond(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a rule charges to the total: its line of that account, the points for one hit, and how these came about."""

    points: Points
    rate: Number | None
    amount: Part | None = None


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
        chain: how it hangs on the rule before it: `otherwise`, `greatest` or `least`.
        amount: the points for one hit, where they are a quantity.
        figure: the points for one hit, where an inspector chose them.
        whole_item: whether one hit takes all that the item is worth.
        beyond: what it charges to the total.
        elsewhere: the entries that rules above had charged already, so that they did not count here.
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
    chain: str | None = None
    amount: Part | None = None
    figure: Figure | None = None
    whole_item: bool = False
    beyond: Beyond | None = None
    elsewhere: tuple[Elsewhere, ...] = ()


class ItemTrace(msgspec.Struct, frozen=True, omit_defaults=True):
    """The judgement of an item: its rules' lines of the ledger, and their sum.

    `cite` is what the standard says of the item as a whole: the sentences that no rule comes from. `worth` is what it
    is worth, `cap` the most that its rules take or give together, where that is less.
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
    worth: Number | None = None


class GroupTrace(msgspec.Struct, frozen=True):
    """Items or groups under one cap: the sum of their lines of the ledger."""

    id: str
    title: str | None
    members: tuple[str, ...]
    cap: Number
    points: Points


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """A step from where a score starts to where it ends.

    Attributes:
        step: `start`, `not_applicable`, `gained`, `lost`, `rescaled`, `rounded`, `weighted`; of the total `sections`,
            `bonus`, `beyond`, `floor` and `cap` too.
        left: the score behind the step; None where nothing applies and there is none.
        change: what it added or took.
        of: of a rescaled score: the worth that applies.
        to: of a rescaled score: the whole worth; of a weighted one: the weight.
        text: how it is rounded, as written.
    """

    step: str
    left: Number | None
    change: Number | None = None
    of: Number | None = None
    to: Number | None = None
    text: str | None = None


class SectionTrace(msgspec.Struct, frozen=True, omit_defaults=True):
    """The judgement of a section: `score` is what is left of its worth or, for bonus points, what it gives.

    Attributes:
        worth: the most that it can bring; None where there is no such.
        score: its score; None where it is not determined, or where nothing applies and there is none.
        points: its line of the ledger.
        items: its items.
        verb: what counts as positive in its line of the ledger, where it does not go by `bonus`.
        groups: its groups of items.
        steps: how its score came about, where it is more than its worth less its points.
    """

    id: str
    title: str | None
    bonus: bool
    worth: Number | None
    score: Number | None
    points: Points
    items: tuple[ItemTrace, ...]
    notes: tuple[str, ...] = ()
    verb: str | None = None
    groups: tuple[GroupTrace, ...] = ()
    steps: tuple[Step, ...] = ()


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


class Ruling(msgspec.Struct, frozen=True, omit_defaults=True):
    """A condition of the verdict: when there is no score, or what grade there is at most or at least.

    Attributes:
        text: it, as written.
        cite: the sentence of the standard.
        where: its place in the policy.
        condition: the condition.
        holds: whether it holds; None if that is not known.
        reason: why there is no score.
        grade: the grade that it holds the grade to.
        changed: whether it changed the grade.
        reads: the facts that it read.
        missing: where that is not known: the facts that are missing, as pointers.
    """

    text: str
    cite: str | None
    where: Where
    condition: Part
    holds: bool | None
    reason: str | None = None
    grade: str | None = None
    changed: bool = False
    reads: tuple[Read, ...] = ()
    missing: tuple[str, ...] = ()


class VerdictTrace(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of the sections.

    Attributes:
        title: its title.
        steps: how the score came about.
        reason: why there is no score.
        no_score: when there is no score.
        grade: the grade.
        by_score: the grade that the score alone gives.
        band: the scores for which that grade is given, as written.
        limits: what lifts or lowers the grade.
        beyond: what is charged to the total, all rules together.
        cite: the sentences of the standard.
        notes: what the policy notes about it.
    """

    title: str | None
    steps: tuple[Step, ...] = ()
    reason: str | None = None
    no_score: tuple[Ruling, ...] = ()
    grade: str | None = None
    by_score: str | None = None
    band: str | None = None
    limits: tuple[Ruling, ...] = ()
    beyond: Points | None = None
    cite: str | None = None
    notes: tuple[str, ...] = ()


SCORE, NO_SCORE, UNDETERMINED = "score", "no_score", "undetermined"
"""What an evaluation can come to."""


class Tree(msgspec.Struct, frozen=True, omit_defaults=True):
    """The root of the trace.

    Attributes:
        outcome: `score`, `no_score` (the policy says that there is none), or `undetermined` (facts are missing).
        score: the score, if that is the outcome.
        maximum: the highest score that there can be; None where there is no such.
        full_marks: what the ordinary sections are worth; None where one of them has no worth.
        verdict: what became of the sections, where it is more than their sum.
    """

    format: str
    policy: PolicyIdentity
    facts: FactsIdentity
    engine: EngineIdentity
    outcome: str
    score: Number | None
    maximum: Number | None
    full_marks: Number | None
    sections: tuple[SectionTrace, ...]
    verdict: VerdictTrace | None = None


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
    def score(self) -> int | Decimal | Fraction | None:
        """The score, exact; None where the policy says that there is none.

        Raises:
            ValueError: facts are missing, so that it is not known.
        """
        if not self._record[1]:
            raise ValueError("facts are missing: there is no score")
        return None if self._record[0] is None else self._teller.points(self._record[0])

    @property
    def determined(self) -> bool:
        """Whether everything that is needed could be determined: a score, or that there is none."""
        return bool(self._record[1])

    @property
    def outcome(self) -> str:
        """What the evaluation came to: `score`, `no_score` or `undetermined`."""
        if not self._record[1]:
            return UNDETERMINED
        return NO_SCORE if self._record[0] is None else SCORE

    @property
    def choices(self) -> dict[str, dict[str, str]]:
        """What words of choices are called in Chinese: for the pointer of a fact or a field, by their keys."""
        return self._teller.choices

    @property
    def observed(self) -> Observed:
        """What every condition and quantity came to."""
        return self._teller.observer.observe(self._record)

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

    def rulings(self) -> Iterator[Ruling]:
        """Go through the conditions of the verdict: when there is no score, and what lifts or lowers the grade."""
        if self.tree.verdict is not None:
            yield from self.tree.verdict.no_score
            yield from self.tree.verdict.limits
