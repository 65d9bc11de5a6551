"""What the tellers of the trace share: parts with their lines of the ledger, kept by the cells they were told from."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from demerit.evaluation.layout import Reading
from demerit.evaluation.numbers import to_json_number
from demerit.evaluation.parts import Parts
from demerit.evaluation.plan import Plan
from demerit.evaluation.trace import ENCODER, Absorption, Number, Points, Where
from demerit.language.source import Span
from demerit.language.values import Rational

MOST_POINTS = 4096
"""The most points that are kept as they stand in JSON."""

Losses = tuple[tuple[str, str, Rational, Rational], ...]
"""What caps absorbed: what it is, its id, its limit and the units."""


class Told:
    """A part of the trace, a rule's, an item's or a section's, and its line of the ledger in units.

    Attributes:
        part: the part.
        asked: the units asked.
        effective: the units that take effect.
        lost: what caps absorbed.
    """

    __slots__ = ("_holds", "_inner", "_json", "asked", "effective", "lost", "part")

    def __init__(
        self,
        part: Any,
        asked: Rational,
        effective: Rational,
        lost: Losses,
        holds: str = "",
        inner: "list[Told] | None" = None,
    ) -> None:
        self.part = part
        self.asked = asked
        self.effective = effective
        self.lost = lost
        self._holds = holds
        self._inner = inner
        self._json: msgspec.Raw | None = None

    def json(self) -> msgspec.Raw:
        """Give the part as it goes into the JSON, made of what was kept of the parts below; made once."""
        if self._json is None:
            part = self.part
            if self._inner is not None:
                part = msgspec.structs.replace(part, **{self._holds: [told.json() for told in self._inner]})
            self._json = msgspec.Raw(ENCODER.encode(part))
        return self._json


class Keeper:
    """Keeps what it told, by the cells that it was told from; `most` is how many it keeps.

    INVARIANT: a cell holds values of one type, so that True and 1, which are equal, never meet in one.
    """

    most: int

    def __init__(self) -> None:
        self._kept: dict[Any, Told] = {}

    def keep(self, key: Any, told: Told) -> Told:
        """Keep what was told."""
        if len(self._kept) >= self.most:
            self._kept.clear()
        self._kept[key] = told
        return told


class Units:
    """Gives units as points, and the ledger's lines."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.facts = {planned.fact.pointer: planned for planned in plan.facts}
        self.parts = Parts(plan.policy.source, plan.terms)
        self.names = Reading(plan)
        self._points: dict[Rational, Number] = {}

    def points(self, units: Rational) -> int | Decimal | Fraction:
        """Give units as points."""
        number = self._points.get(units) or self.number(units)
        return number if not isinstance(number, str) else Fraction(units) / self.plan.scale

    def number(self, units: Rational) -> Number:
        """Give units as points, as they stand in JSON."""
        known = self._points.get(units)
        if known is None:
            known = to_json_number(Fraction(units) / self.plan.scale)
            if len(self._points) < MOST_POINTS:
                self._points[units] = known
        return known

    def ledger(self, asked: Rational, effective: Rational, lost: Losses) -> Points:
        """Give a line of the ledger; `lost` says which cap of which limit absorbed how many units."""
        number = self.number
        absorptions = tuple(Absorption(cap, id_, number(limit), number(units)) for cap, id_, limit, units in lost)
        return Points(number(asked), number(effective), number(asked - effective), absorptions)

    def where(self, span: Span) -> Where:
        """Give a place in the policy."""
        source = self.plan.policy.source
        return Where(source.file_name, *source.position(span.start))


def add_up(losses: Iterable[tuple[str, str, Rational, Rational]]) -> Losses:
    """Add up what each cap absorbed."""
    sums: dict[tuple[str, str, Rational], Rational] = {}
    for cap, id_, limit, units in losses:
        sums[cap, id_, limit] = sums.get((cap, id_, limit), 0) + units
    return tuple((*key, units) for key, units in sums.items())
