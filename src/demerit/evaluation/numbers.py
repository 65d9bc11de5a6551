"""How exact numbers come in from JSON and go out to it."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from demerit.language.values import Rational, exact, whole, write


def number(value: int | Decimal | Fraction | None) -> Rational | None:
    """Give a number of the facts as a rational; unknown stays unknown."""
    if value is None or type(value) is int:
        return value
    return whole(Fraction(value))


def to_json_number(value: Rational) -> int | Decimal | str:
    """Give a number as it stands in JSON: a number where its decimals end, else a fraction as text, `"1/3"`."""
    shown = exact(value)
    return write(shown) if isinstance(shown, Fraction) else shown


def from_json_number(value: int | Decimal | str) -> Fraction:
    """Give the number that `to_json_number` was given; of any length, which Python's own reading of `int` is not."""
    if not isinstance(value, str):
        return Fraction(value)
    numerator, _, denominator = value.partition("/")
    return Fraction(int(Decimal(numerator)), int(Decimal(denominator or "1")))


def half(value: Rational) -> Rational:
    """Give half of a number."""
    return whole(Fraction(value) / 2)


def half_up(value: Rational, step: Rational) -> Rational:
    """Round to the nearest multiple of a step; of two that are as near, to the one above."""
    return (2 * value + step) // (2 * step) * step


def half_even(value: Rational, step: Rational) -> Rational:
    """Round to the nearest multiple of a step; of two that are as near, to the even one."""
    steps, rest = divmod(value, step)
    if 2 * rest > step or (2 * rest == step and steps % 2):
        steps += 1
    return steps * step


def power(base: Rational, exponent: Rational, digits: int | None = None) -> Rational:
    """Raise to a power: exactly where the result is rational, else to a number of digits.

    Args:
        base: the number; where the exponent is no whole number, it is at least 0.
        exponent: the exponent, at least 0.
        digits: how many significant digits are kept of an irrational result, rounded to the nearest.
    """
    root = Fraction(exponent).denominator
    raised = Fraction(base) ** Fraction(exponent).numerator
    if root == 1:
        return whole(raised)
    numerator, denominator = floor_root(raised.numerator, root), floor_root(raised.denominator, root)
    if numerator**root == raised.numerator and denominator**root == raised.denominator:
        return whole(Fraction(numerator, denominator))
    assert digits is not None
    places = digits  # one more than enough where the result is at least 1; below 1 they are found by trying
    while True:
        scaled = raised * Fraction(10) ** (places * root)
        found = floor_root(scaled.numerator // scaled.denominator, root)
        if len(str(found)) > digits:
            break
        places += digits
    # `found` has more digits than are kept, and what follows them is never 0: a half is never met.
    kept = 10 ** (len(str(found)) - digits)
    return whole(half_up(found, kept) * Fraction(1, 10) ** places)


def floor_root(value: int, degree: int) -> int:
    """Give the greatest whole number whose power is at most a value, by Newton's method on whole numbers."""
    if value < 2 or degree == 1:
        return value
    if degree == 2:
        return isqrt(value)
    guess = 1 << -(-value.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + value // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def place(value: Rational, ends: Sequence[tuple[Rational, bool]]) -> int:
    """Give the place of a number among bands that rise, by their upper ends; True where the end itself is left out."""
    for found, (end, is_open) in enumerate(ends):
        if value < end or (value == end and not is_open):
            return found
    return len(ends)


def divide(dividend: Rational, divisor: Rational) -> Rational:
    """Divide exactly. The checker has seen to it that the divisor is above zero."""
    if type(dividend) is int and type(divisor) is int:
        quotient, rest = divmod(dividend, divisor)
        return Fraction(dividend, divisor) if rest else quotient
    return whole(Fraction(dividend) / divisor)
