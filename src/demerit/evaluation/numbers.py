"""How exact numbers come in from JSON and go out to it."""

from decimal import Decimal
from fractions import Fraction

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
