"""Exact numbers: how they are read, held and written.

Between a numeral in a policy or in JSON and the score there is no binary floating point. A number is held as
`int` where it is whole and as `fractions.Fraction` elsewhere (`Rational`); it is written as a decimal wherever
it has one that ends, and as `1/3` where it has none (`Exact` is what leaves the program).

Lengths are bounded (`MOST_DIGITS`), so that no numeral, however it is written, can cost more than it weighs.
"""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Rational = int | Fraction
Exact = int | Decimal | Fraction

MOST_DIGITS = 100
"""The most digits that a number may have, written out in full, before and after its point together."""

_LONG = 13_000
"""From so many bits on, a whole number leaves as `Decimal`: Python writes no more than 4,300 digits of an `int`."""

_NUMERAL = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?:/(?P<divisor>[0-9]+))?(?P<scale>[%‰万亿]?)")
_SCALES = {"": Fraction(1), "%": Fraction(1, 100), "‰": Fraction(1, 1000), "万": Fraction(10**4), "亿": Fraction(10**8)}
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


_SHARE = re.compile(r"(?P<of>[百千万])分之(?P<parts>[0-9]+(?:\.[0-9]+)?|[零一二两三四五六七八九十百]+)")
_SHARES = {"百": Fraction(1, 100), "千": Fraction(1, 1000), "万": Fraction(1, 10_000)}
_BELOW_1000 = re.compile(
    "(?:([一二两三四五六七八九])百(?:零(?=[一二三四五六七八九]$))?)?(?:([一二三四五六七八九])?(十))?([一二两三四五六七八九])?"
)
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}


def in_digits(text: str) -> str:
    """Give a numeral as it was written, but in plain digits: shares in words (`千分之二`) stay as they are."""
    written = text.translate(_WIDE)
    return written if _SHARE.fullmatch(written) or _NUMERAL.fullmatch(written) else write(whole(parse_numeral(text)))


class NumeralError(ValueError):
    """A numeral of a policy that has no value; `args[0]` is `zero divisor`, `too long` or `digits`."""


def whole(value: Fraction) -> Rational:
    """Give a rational as `int` where it is whole."""
    return value.numerator if value.denominator == 1 else value


def parse_numeral(text: str) -> Fraction:
    """Read a numeral of the language: `12`, `0.5`, `1/3`, `2‰`, `20万`, full-width digits, `千分之二`, `二十`, `半`.

    Raises:
        NumeralError: it divides by zero, is longer than `MOST_DIGITS`, or has digits of another script.
    """
    written = text.translate(_WIDE)
    if share := _SHARE.fullmatch(written):
        parts = share["parts"]
        return _SHARES[share["of"]] * (Fraction(parts) if parts[0].isdecimal() else _chinese(parts))
    if written == "半":
        return Fraction(1, 2)
    if _BELOW_1000.fullmatch(written):
        return Fraction(_chinese(written))
    match = _NUMERAL.fullmatch(written)
    if match is None:
        raise NumeralError("digits")
    if len(text) > MOST_DIGITS:
        raise NumeralError("too long")
    value = Fraction(match["number"]) * _SCALES[match["scale"]]
    if match["divisor"] is not None:
        if int(match["divisor"]) == 0:
            raise NumeralError("zero divisor")
        value /= int(match["divisor"])
    return value


def _chinese(text: str) -> int:
    """Read a whole number below 1000 in Chinese numerals, such as `二十五`.

    Raises:
        NumeralError: the numerals do not stand in an order that makes a number.
    """
    match = _BELOW_1000.fullmatch(text) if text != "零" else _BELOW_1000.match("")
    if match is None or not text:
        raise NumeralError("digits")
    hundreds, tens, ten, ones = match.groups()
    return 100 * _DIGITS[hundreds or "零"] + (10 * _DIGITS[tens or "一"] if ten else 0) + _DIGITS[ones or "零"]


@lru_cache(maxsize=4096, typed=True)
def exact(value: Rational) -> Exact:
    """Give a number as it leaves the program: `int`, else `Decimal` if its decimals end, else `Fraction`."""
    if value.denominator == 1:
        whole_ = value.numerator
        return whole_ if whole_.bit_length() < _LONG else Decimal(whole_)
    places = _places(value.denominator)
    if places is None:
        return value if isinstance(value, Fraction) else Fraction(value)
    scaled = Decimal(value.numerator * 10**places // value.denominator).as_tuple()
    return Decimal((scaled.sign, scaled.digits, -places))


def write(value: Exact) -> str:
    """Write a number for people: plain decimals without an exponent, or a fraction."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Fraction):
        shown = exact(value)
        if isinstance(shown, Fraction):
            return f"{write(value.numerator)}/{write(value.denominator)}"
        return write(shown)
    return str(value) if value.bit_length() < _LONG else f"{Decimal(value):f}"


def rational(value: Exact) -> Rational:
    """Give the number that `exact` was given."""
    return whole(Fraction(value)) if isinstance(value, Decimal) else value


def _places(denominator: int) -> int | None:
    """How many decimal places a fraction with this denominator needs, in lowest terms; None if they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return max(twos, fives) if rest == 1 else None
