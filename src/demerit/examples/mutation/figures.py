"""Takes a number of a policy, gives the figures that somebody may have put in its place, in its own notation."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from demerit.language import syntax
from demerit.language.values import in_digits, whole, write

_SCALES = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "万": Fraction(10**4), "亿": Fraction(10**8)}
_TIMES = {sign: Fraction(scale.denominator, scale.numerator) for sign, scale in _SCALES.items()}
_WIDE = {"％": "%"}
_SHARES = {"百分之": "%", "千分之": "‰"}
_OTHER = {"‰": "%", "%": "‰", "万": "", "亿": "万"}
_IN_WORDS = {"%": "百分之", "‰": "千分之"}


def other_points(points: Fraction) -> tuple[Fraction, Fraction]:
    """Give two other figures for points: half a point for a point and back, ten times, the double, the half."""
    if points == 1:
        return Fraction(1, 2), Fraction(2)
    return 2 * points, 10 * points if points < 1 else points * Fraction(1, 2)


def other_caps(cap: Fraction) -> tuple[Fraction, Fraction]:
    """Give two other figures for a cap: one more, and one less or, where that leaves nothing, the half."""
    return cap + 1, cap - 1 if cap > 1 else cap * Fraction(1, 2)


def step_of(*numbers: syntax.Number) -> Fraction:
    """Give the step by which numbers go: one in the last place of the finest of them, in its own notation."""
    return min(map(_step, numbers))


def _step(number: syntax.Number) -> Fraction:
    scale = _SCALES.get(notation(number), Fraction(1))
    digits = number.written or write(whole(number.value))
    if "/" in digits:
        return Fraction(1, number.value.denominator)
    after = re.search(r"[.．]([0-9０-９]+)", digits)
    return scale * Fraction(1, 10 ** len(after[1])) if after else scale


def notation(number: syntax.Number) -> str:
    """Give what a number is written in: `%`, `‰`, `万`, `亿`; empty where it is plain."""
    for words, sign in _SHARES.items():
        if number.written.startswith(words):
            return sign
    last = number.written[-1:]
    last = _WIDE.get(last, last)
    return last if last in _SCALES else ""


def with_value(number: syntax.Number, value: Fraction) -> syntax.Number:
    """Give a number with another value, written as it is written."""
    sign = notation(number)
    scaled = abs(value) * _TIMES.get(sign, 1)
    digits = write(whole(scaled))
    if "/" in digits:  # a part of a per mille that has no end
        return syntax.Number(value, number.unit, write(whole(abs(value))), span=number.span)
    shares = number.written.startswith(tuple(_SHARES))
    written = f"{_IN_WORDS[sign]}{digits}" if shares else digits + sign
    return syntax.Number(value, number.unit, written, span=number.span)


def mistaken_scale(number: syntax.Number) -> syntax.Number | None:
    """Give a number with its sign mistaken: ‰ for %, % for ‰, 万 left out, 亿 for 万; None where it has none."""
    sign = notation(number)
    if not sign:
        return None
    other = _OTHER[sign]
    value = number.value * _SCALES.get(other, 1) * _TIMES[sign]
    written = number.written
    for words in _SHARES:
        if written.startswith(words):
            return syntax.Number(value, number.unit, _IN_WORDS[other] + written[len(words) :], span=number.span)
    return syntax.Number(value, number.unit, in_digits(written)[:-1] + other, span=number.span)


def days_beside(day: syntax.DateLiteral) -> Iterator[syntax.DateLiteral]:
    """Give the days behind and before a day."""
    for days in (1, -1):
        try:
            beside = date.fromisoformat(day.text) + timedelta(days=days)
        except (ValueError, OverflowError):
            continue
        yield syntax.DateLiteral(beside.isoformat(), span=day.span)
