"""The operator table: what each operator of the language does, once.

An operator takes values and gives a value. A value is `True` or `False`, an exact number (`int` or `Fraction`), a
text, a date as its ISO text (which orders as the calendar does), a list, or `None` where it is not known.

Most operators are strict: unknown in, unknown out. `and` and `or` follow Kleene's three-valued logic (S. C. Kleene,
Introduction to Metamathematics, 1952, section 64): `true or unknown` is true. `choose` asks for no more conditions and
values than it takes to find its value, and `levels` for no more levels.
"""

from collections.abc import Callable, Sequence

from demerit.evaluation.numbers import divide, half_even, half_up, place, power


def added(terms: Sequence[str]) -> str:
    """Write a sum. A long one is a call: Python nests what stands between `+`, and does not nest without end."""
    return " + ".join(terms) if len(terms) <= 100 else f"sum(({', '.join(terms)}))"


_INFIX = {
    "product": " * ",
    "difference": " - ",
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
    "round_up": lambda of: f"-(-{of[0]} // 1)" if len(of) == 1 else f"-(-{of[0]} // {of[1]}) * {of[1]}",
    "round_down": lambda of: f"{of[0]} // 1" if len(of) == 1 else f"{of[0]} // {of[1]} * {of[1]}",
    "round_half_up": lambda of: f"half_up({of[0]}, {of[1]})",
    "round_half_even": lambda of: f"half_even({of[0]}, {of[1]})",
    "power": lambda of: f"power({', '.join(of)})",
    "greatest": lambda of: f"max({', '.join(of)})",
    "least": lambda of: f"min({', '.join(of)})",
    "short": lambda of: f"{of[1]} - {of[0]} if {of[0]} < {of[1]} else 0",
    "not": lambda of: f"not {of[0]}",
    "present": lambda of: f"{of[0]} > 0",
    "size": lambda of: f"{of[0]} if type({of[0]}) is int else len({of[0]})",
    "unmet": lambda of: added(["0", *(f"(not {operand})" for operand in of)]),
    "lacking": lambda of: f"{of[1]} - len({of[0]})",
}

COMPARISONS = frozenset({"equal", "less", "at_most", "more", "at_least"})
"""The operators that hold two values against each other."""

OPERATORS = frozenset({*_STRICT, "and", "or", "choose", "levels"})
"""The names of all operators."""

FUNCTIONS: dict[str, Callable[..., object]] = {
    "divide": divide,
    "half_even": half_even,
    "half_up": half_up,
    "place": place,
    "power": power,
}
"""The functions that formulas call, by name."""


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
    if operator in ("choose", "levels"):
        return (_chosen if operator == "choose" else _levels)(operands, unknowns)
    value = _STRICT[operator](operands)
    return f"{guard(unknowns)} else {value}" if unknowns else value


def _chosen(operands: Sequence[str], unknowns: Sequence[str]) -> str:
    """Write the first value whose condition holds: condition, value, condition, value …, and the value otherwise."""
    text = operands[-1]
    for condition, value in reversed(list(zip(operands[:-1:2], operands[1::2], strict=True))):
        unknown = f"None if {condition} is None else " if condition in unknowns else ""
        text = f"({unknown}{value} if {condition} else {text})"
    return text


def _levels(operands: Sequence[str], unknowns: Sequence[str]) -> str:
    """Write how many of some conditions hold before the first that does not."""
    text = str(len(operands))
    for reached in range(len(operands) - 1, -1, -1):
        operand = operands[reached]
        unknown = f"None if {operand} is None else " if operand in unknowns else ""
        text = f"({unknown}{text} if {operand} else {reached})"
    return text


def guard(unknowns: Sequence[str]) -> str:
    """Give the beginning of a Python expression that is unknown where one of these is."""
    return "None if " + " or ".join(f"{name} is None" for name in dict.fromkeys(unknowns))
