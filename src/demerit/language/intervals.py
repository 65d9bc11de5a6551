"""What is known of a quantity's bounds, worked out from those of its parts: interval arithmetic on types.

Takes the types of operands, gives the type of the result. A bound that is not known is None; what comes out is always
true of every value, though it need not be the tightest that could be said.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

from demerit.language.model import Numeric, Rounding
from demerit.language.values import Rational, whole

End = Rational | None


def _both(combine: Callable[[Rational, Rational], Rational], a: End, b: End) -> End:
    return None if a is None or b is None else combine(a, b)


def natural(type_: Numeric) -> bool:
    """Tell whether a quantity is never below zero."""
    return type_.low is not None and type_.low >= 0


def added(a: Numeric, b: Numeric) -> Numeric:
    """Give the type of `a + b`."""
    low, high = _both(lambda x, y: x + y, a.low, b.low), _both(lambda x, y: x + y, a.high, b.high)
    return Numeric(a.unit or b.unit, a.whole and b.whole, low, high)


def subtracted(a: Numeric, b: Numeric) -> Numeric:
    """Give the type of `a minus b`."""
    low, high = _both(lambda x, y: x - y, a.low, b.high), _both(lambda x, y: x - y, a.high, b.low)
    return Numeric(a.unit or b.unit, a.whole and b.whole, low, high)


def short(have: Numeric, need: Numeric) -> Numeric:
    """Give the type of `have short of need`."""
    high = _both(lambda x, y: max(y - x, 0), have.low, need.high)
    return Numeric(have.unit or need.unit, have.whole and need.whole, 0, high)


def multiplied(a: Numeric, b: Numeric) -> Numeric:
    """Give the type of `a * b`."""
    unit, wholes = a.unit or b.unit, a.whole and b.whole
    ends = (a.low, a.high, b.low, b.high)
    if None not in ends:
        products = [x * y for x, y in product((a.low, a.high), (b.low, b.high)) if x is not None and y is not None]
        return Numeric(unit, wholes, min(products), max(products))
    if natural(a) and natural(b):
        low = _both(lambda x, y: x * y, a.low, b.low)
        return Numeric(unit, wholes, low, _both(lambda x, y: x * y, a.high, b.high))
    return Numeric(unit, wholes)


def divided(a: Numeric, b: Numeric) -> Numeric:
    """Give the type of `a / b`, where b is above zero."""
    unit = None if b.unit else a.unit
    if not natural(a):
        return Numeric(unit)
    low, high = a.low if b.high is not None else 0, a.high
    if low is not None and b.high is not None:
        low = whole(Fraction(low) / Fraction(b.high))
    if high is not None and b.low is not None:
        high = whole(Fraction(high) / Fraction(b.low))
    return Numeric(unit, low=low, high=high)


def raised(base: Numeric, exponent: Rational) -> Numeric:
    """Give the type of a power; a base below zero has whole exponents only."""
    if not isinstance(exponent, int):
        return Numeric(low=0, high=None if base.high is None else max(base.high, 1) ** -(-exponent // 1))
    ends = [None if end is None else end**exponent for end in (base.low, base.high)]
    if natural(base) or exponent % 2:
        return Numeric(whole=base.whole, low=ends[0], high=ends[1])
    high = None if ends[0] is None or ends[1] is None else max(ends[0], ends[1])
    return Numeric(whole=base.whole, low=0, high=high)


def rounded(inner: Numeric, rounding: Rounding) -> Numeric:
    """Give the type of a rounded quantity."""
    step = rounding.step
    low = None if inner.low is None else whole(Fraction(inner.low) // step * Fraction(step))
    high = None if inner.high is None else whole(-(-Fraction(inner.high) // step) * Fraction(step))
    return Numeric(inner.unit, inner.whole or rounding.places == 0, low, high)


def extreme(which: str, parts: Sequence[Numeric]) -> Numeric:
    """Give the type of the greatest or the least of several quantities."""
    pick = max if which == "greatest" else min
    lows, highs = [part.low for part in parts], [part.high for part in parts]

    def end(values: Sequence[End], *, known_decides: bool) -> End:
        known = [value for value in values if value is not None]
        return pick(known) if known and (known_decides or len(known) == len(values)) else None

    low = end(lows, known_decides=which == "greatest")
    high = end(highs, known_decides=which == "least")
    return Numeric(parts[0].unit, all(part.whole for part in parts), low, high)


def any_of(parts: Sequence[Numeric]) -> Numeric:
    """Give the type of what is one of several quantities."""
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    return Numeric(
        parts[0].unit,
        all(part.whole for part in parts),
        min(lows) if len(lows) == len(parts) else None,
        max(highs) if len(highs) == len(parts) else None,
    )


def constant(value: Rational, unit: str | None = None) -> Numeric:
    """Give the type of a number."""
    return Numeric(unit, isinstance(value, int), value, value)
