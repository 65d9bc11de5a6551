"""JSON numerals and Python numbers in their one form."""

import re
from decimal import Decimal, InvalidOperation

from demerit.language.values import MOST_DIGITS


class _TooLongError(ValueError):
    """A number has more than `MOST_DIGITS` digits, written out."""


_LIMIT = 10**MOST_DIGITS


def _bounded(value: int) -> int:
    """Give a whole number back, if it is not too long.

    Raises:
        _TooLongError: it is.
    """
    if not -_LIMIT < value < _LIMIT:
        raise _TooLongError
    return value


def exact_number(text: str) -> int | Decimal:
    """Give the number that a JSON numeral stands for.

    Raises:
        _TooLongError: it has too many digits. They are counted, not computed.
    """
    if text.lstrip("-").isdigit():
        if len(text.lstrip("-")) > MOST_DIGITS:
            raise _TooLongError
        return int(text)
    if len(text) <= MOST_DIGITS + 1 and text[-1] != "0" and "e" not in text and "E" not in text:
        return Decimal(text)  # what `_tidy` would give, sooner
    try:
        value = Decimal(text)
    except InvalidOperation:  # an exponent that not even Decimal can hold
        value = None
    if value is None or not value.is_finite():
        if re.fullmatch(r"-?[0.]+", text.lower().partition("e")[0]):
            return 0
        raise _TooLongError
    return _tidy(value)


def _tidy(value: Decimal) -> int | Decimal:
    """Give a finite Decimal as `int` where it is whole, else without trailing zeros.

    Raises:
        _TooLongError: it has too many digits.
    """
    if not value:
        return 0
    high = value.adjusted()
    if not -MOST_DIGITS < high < MOST_DIGITS:
        raise _TooLongError
    sign, digits, exponent = value.as_tuple()
    places = -int(exponent)
    used = len(digits)
    while places > 0 and digits[used - 1] == 0:
        used -= 1
        places -= 1
    if places <= 0:
        return int(value)
    if max(high + 1, 1) + places > MOST_DIGITS:
        raise _TooLongError
    return value if used == len(digits) else Decimal((sign, digits[:used], -places))
