"""Holds bands of numbers to each other: every number that can come lies in exactly one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from demerit.language import keywords
from demerit.language.messages import Said, say, template
from demerit.language.model import NumberBand
from demerit.language.samples import sample
from demerit.language.values import Rational, write


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with bands: at which of them, what, and what to do."""

    place: int
    what: Said
    instead: Said


def faults(
    bands: Sequence[NumberBand], low: Rational | None, high: Rational | None, step: Rational | None = None
) -> Iterator[Fault]:
    """Find gaps and overlaps between bands that rise, and what is left out at their ends.

    Args:
        bands: the bands, in order.
        low: the least number that can come; None where there is no such.
        high: the greatest number that can come.
        step: what all numbers that can come are multiples of; None where there is no such.
    """
    for place, band in enumerate(bands):
        if band.low is not None and band.high is not None and _is_empty(band, step):
            yield Fault(place, say("no number lies in this band"), say("its lower end comes first"))
            return
    between = [f for place, pair in enumerate(pairwise(bands), start=1) for f in _between(place, *pair, step)]
    disorder = next((fault for fault in between if fault.instead == _RISE), None)
    if disorder is not None:  # where bands are out of order, nothing else can be said of them
        yield disorder
        return
    yield from between
    first, last = bands[0], bands[-1]
    if first.low is not None and not (low is not None and (first.holds(low) or _reaches(first, low, step))):
        below = say("a number") if low is None else write(low)
        yield Fault(
            0,
            say("{below} below this band lies in none", below=below),
            say(
                "let the lowest band begin with “{up_to}” or “{below}”",
                up_to=keywords.spelling("UP_TO"),
                below=keywords.spelling("BELOW"),
            ),
        )
    if last.high is not None and not (high is not None and (last.holds(high) or _reached(last, high, step))):
        above = say("a number") if high is None else write(high)
        yield Fault(
            len(bands) - 1,
            say("{above} above this band lies in none", above=above),
            say("let the highest band have no upper end"),
        )


def _between(place: int, before: NumberBand, after: NumberBand, step: Rational | None) -> Iterator[Fault]:
    if before.high is None or after.low is None:
        yield Fault(place, say("this band overlaps the next lower one"), _RISE)
        return
    if step is not None:
        ends, begins = _last(before, step), _first(after, step)
        if begins <= ends:
            yield Fault(place, say(_IN_BOTH, number=write(Fraction(begins) * step)), _ends())
        elif begins > ends + 1:
            missing = write(Fraction(ends + 1) * step)
            yield Fault(place, say(_IN_NEITHER, number=missing), _ends())
        return
    if before.high > after.low:
        yield Fault(place, say("this band overlaps the next lower one"), _RISE)
    elif before.high < after.low:
        low, high = write(before.high), write(after.low)
        yield Fault(
            place,
            say("what lies between {low} and {high} is in no band", low=low, high=high),
            say("begin with “{text}”", text=sample("over", low=write(before.high))),
        )
    elif before.high_open == after.low_open:
        lies = say(_IN_NEITHER if before.high_open else _IN_BOTH, number=write(after.low))
        yield Fault(place, lies, _ends())


_IN_BOTH = template("{number} lies in this band and in the next lower one")
_IN_NEITHER = template("{number} lies neither in this band nor in the next lower one")
_RISE = say("bands go on in one direction, each beginning where the one before it ends")


def _ends() -> Said:
    """Say which words include their number."""
    return say(
        "“{from_}” and “{to}” include their number, “{over}” and “{under}” leave it out",
        from_=keywords.spelling("FROM"),
        to=keywords.spelling("TO"),
        over=keywords.spelling("OVER"),
        under=keywords.spelling("UNDER"),
    )


def _first(band: NumberBand, step: Rational) -> int:
    assert band.low is not None
    place = -(-Fraction(band.low) // step)
    return place + 1 if band.low_open and place * step == band.low else place


def _last(band: NumberBand, step: Rational) -> int:
    assert band.high is not None
    place = Fraction(band.high) // step
    return place - 1 if band.high_open and place * step == band.high else place


def _is_empty(band: NumberBand, step: Rational | None) -> bool:
    assert band.low is not None
    assert band.high is not None
    if band.low > band.high or (band.low == band.high and (band.low_open or band.high_open)):
        return True
    return step is not None and _first(band, step) > _last(band, step)


def _reaches(band: NumberBand, low: Rational, step: Rational | None) -> bool:
    """Tell whether a band begins at or before the least number that can come."""
    assert band.low is not None
    if step is not None:
        return _first(band, step) <= -(-Fraction(low) // step)
    return band.low < low or (band.low == low and not band.low_open)


def _reached(band: NumberBand, high: Rational, step: Rational | None) -> bool:
    """Tell whether a band ends at or behind the greatest number that can come."""
    assert band.high is not None
    if step is not None:
        return _last(band, step) >= Fraction(high) // step
    return band.high > high or (band.high == high and not band.high_open)
