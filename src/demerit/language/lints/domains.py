"""What values something can have: a stretch of numbers, a set of words, all texts but some.

A domain is narrowed by what is said of its values, and is empty when no value is left. What is narrowed here is never
narrower than the truth: where a domain is empty, there is no such value.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from demerit.language.model import NumberBand
from demerit.language.values import Rational, whole


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers in a stretch, less some of them.

    Attributes:
        band: the stretch.
        whole: whether there are only whole numbers in it.
        holes: numbers in it that are left out.
    """

    band: NumberBand
    whole: bool = False
    holes: frozenset[Rational] = frozenset()

    def meet(self, other: "Numbers") -> "Numbers":
        """Give the numbers that lie in both."""
        low, low_open = _tighter(
            (self.band.low, self.band.low_open), (other.band.low, other.band.low_open), upper=False
        )
        high, high_open = _tighter(
            (self.band.high, self.band.high_open), (other.band.high, other.band.high_open), upper=True
        )
        band = NumberBand(low, high, low_open, high_open)
        return Numbers(band, self.whole or other.whole, self.holes | other.holes)

    @property
    def empty(self) -> bool:
        """Whether there is no number in it."""
        band = self._in_whole_numbers().band if self.whole else self.band
        low, high = band.low, band.high
        if low is None or high is None:
            return False
        if low > high or (low == high and (band.low_open or band.high_open)):
            return True
        if self.whole:
            return high - low < len(self.holes) and all(low + step in self.holes for step in range(int(high - low) + 1))
        return low == high and low in self.holes

    def _in_whole_numbers(self) -> "Numbers":
        low, high = self.band.low, self.band.high
        if low is not None:
            up = -(-Fraction(low) // 1)
            low = up + 1 if self.band.low_open and up == low else up
        if high is not None:
            down = Fraction(high) // 1
            high = down - 1 if self.band.high_open and down == high else down
        return replace(self, band=NumberBand(low, high))


def _tighter(
    one: tuple[Rational | None, bool], other: tuple[Rational | None, bool], *, upper: bool
) -> tuple[Rational | None, bool]:
    """Give the end that leaves less: each is a bound, None where there is none, and whether it is left out."""
    if one[0] is None or other[0] is None:
        return other if one[0] is None else one
    if one[0] == other[0]:
        return one[0], one[1] or other[1]
    return one if (one[0] < other[0]) == upper else other


@dataclass(frozen=True, slots=True)
class Values:
    """Some of a known number of values: words of a choice, yes and no."""

    allowed: frozenset[str | bool]

    def meet(self, other: "Values") -> "Values":
        """Give the values that are in both."""
        return Values(self.allowed & other.allowed)

    @property
    def empty(self) -> bool:
        """Whether there is none."""
        return not self.allowed


@dataclass(frozen=True, slots=True)
class Texts:
    """One text, or all of them (`only` is None), less some."""

    only: str | None = None
    without: frozenset[str] = frozenset()

    def meet(self, other: "Texts") -> "Texts":
        """Give the texts that are in both."""
        if self.only is not None and other.only is not None and self.only != other.only:
            return Texts(self.only, frozenset({self.only}))
        return Texts(self.only if self.only is not None else other.only, self.without | other.without)

    @property
    def empty(self) -> bool:
        """Whether there is none."""
        return self.only is not None and self.only in self.without


Domain = Numbers | Values | Texts

ANSWERS = Values(frozenset({True, False}))

_OPPOSITE = {"less": "at_least", "at_most": "more", "more": "at_most", "at_least": "less"}

MIRRORED = {"less": "more", "at_most": "at_least", "more": "less", "at_least": "at_most", "equal": "equal"}
"""What a comparison becomes when its sides change places."""


def numbers(operator: str, bound: Rational, *, holds: bool) -> Numbers:
    """Give the numbers of which a comparison with a bound holds, or does not."""
    if operator == "equal":
        if holds:
            return Numbers(NumberBand(bound, bound))
        return Numbers(NumberBand(None, None), holes=frozenset({whole(Fraction(bound))}))
    if not holds:
        operator = _OPPOSITE[operator]
    if operator in ("less", "at_most"):
        return Numbers(NumberBand(None, bound, high_open=operator == "less"))
    return Numbers(NumberBand(bound, None, low_open=operator == "more"))
