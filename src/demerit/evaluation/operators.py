"""The operator table: what each operator of the language does, once.

An operator takes values and gives a value. A value is `True` or `False`, an exact number (`int` or `Fraction`), a
text, a date as its ISO text (which orders as the calendar does), a list, or `None` where it is not known.

All operators but `and` and `or` are strict: unknown in, unknown out. `and` and `or` follow Kleene's three-valued
logic (S. C. Kleene, Introduction to Metamathematics, 1952, section 64): `true or unknown` is true.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from demerit.language.values import Rational, whole


def added(terms: Sequence[str]) -> str:
    """Write a sum. A long one is a call: Python nests what stands between `+`, and does not nest without end."""
    return " + ".join(terms) if len(terms) <= 100 else f"sum(({', '.join(terms)}))"


_INFIX = {
    "product": " * ",
    "equal": " == ",
    "less": " < ",
    "at_most": " <= ",
    "more": " > ",
    "at_least": " >= ",
}

_STRICT: dict[str, Callable[[Sequence[str]], str]] = {
    **{name: symbol.join for name, symbol in _INFIX.items()},
    "sum": added,
    "quotient": lambda of: f"divide({of[0]}, {of[1]})",
    "quotient_up": lambda of: f"-(-{of[0]} // {of[1]})",
    "quotient_down": lambda of: f"{of[0]} // {of[1]}",
    "round_up": lambda of: f"-(-{of[0]} // 1)",
    "round_down": lambda of: f"{of[0]} // 1",
    "short": lambda of: f"{of[1]} - {of[0]} if {of[0]} < {of[1]} else 0",
    "not": lambda of: f"not {of[0]}",
    "present": lambda of: f"{of[0]} > 0",
    "size": lambda of: f"{of[0]} if type({of[0]}) is int else len({of[0]})",
    "unmet": lambda of: added(["0", *(f"(not {operand})" for operand in of)]),
    "lacking": lambda of: f"{of[1]} - len({of[0]})",
}

COMPARISONS = frozenset({"equal", "less", "at_most", "more", "at_least"})
"""The operators that hold two values against each other."""

OPERATORS = frozenset({*_STRICT, "and", "or"})
"""The names of all operators."""


def formula(operator: str, operands: Sequence[str], unknowns: Sequence[str]) -> str:
    """Give an operator, applied, as a Python expression.

    Args:
        operator: an entry of `OPERATORS`.
        operands: what it is applied to: Python names and literals.
        unknowns: those of them that can be unknown.
    """
    if operator in ("and", "or"):
        decisive, other = ("False", "True") if operator == "and" else ("True", "False")
        decided = " or ".join(f"{operand} is {decisive}" for operand in operands)
        if not unknowns:
            return f"{decisive} if {decided} else {other}"
        return f"{decisive} if {decided} else {guard(unknowns)} else {other}"
    value = _STRICT[operator](operands)
    return f"{guard(unknowns)} else {value}" if unknowns else value


def guard(unknowns: Sequence[str]) -> str:
    """Give the beginning of a Python expression that is unknown where one of these is."""
    return "None if " + " or ".join(f"{name} is None" for name in dict.fromkeys(unknowns))


def divide(dividend: Rational, divisor: Rational) -> Rational:
    """Divide exactly. The checker has seen to it that the divisor is above zero."""
    if type(dividend) is int and type(divisor) is int:
        quotient, rest = divmod(dividend, divisor)
        return Fraction(dividend, divisor) if rest else quotient
    return whole(Fraction(dividend) / divisor)
