"""What a judgement says in words: the facts, the arithmetic, the caps. Every reader-facing sentence of a trace is here.

The words say what the trace says and compute nothing. Text of the policy and of the facts is data: it goes through
`visible`, so that nothing in it can steer a terminal.
"""

import re
from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from demerit.evaluation.trace import Absorption, Part, Points, Read, RuleTrace
from demerit.language.excerpt import visible
from demerit.language.values import write

MINUS = "−"

STATE_WORDS = {
    "hit": "hit",
    "clear": "did not hit",
    "not_applicable": "does not apply",
    "not_reached": "was not looked at",
    "undetermined": "cannot be determined",
}


def number(value: int | Decimal | str | None) -> str:
    """Write a number of the trace: `12`, `0.5`; of a fraction without decimals that end, `31 1/3`."""
    if value is None:
        return "unknown"
    if not isinstance(value, str):
        return write(value)
    fraction = Fraction(value)
    wholes, rest = divmod(abs(fraction), 1)
    sign = "-" if fraction < 0 else ""
    return f"{sign}{wholes} {rest}" if wholes else value


def near(value: Any) -> str:
    """Say about how much a fraction is, to three digits: ` (about 0.00116)`; nothing for other values."""
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]+/[0-9]+", value):
        return ""
    fraction = Fraction(value)
    shown = Context(prec=3).divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    return f" (about {shown:f})"


def signed(value: int | Decimal | str, verb: str) -> str:
    """Write points with the sign of what they do: `−0.5`, `+2`, `0`."""
    if value == 0:
        return "0"
    return f"{MINUS if verb == 'deduct' else '+'}{number(value)}"


def value(given: Any) -> str:
    """Write a value of the facts, or of a part of a condition."""
    if given is True:
        return "yes"
    if given is False:
        return "no"
    if given is None:
        return "not known"
    if isinstance(given, list | tuple):
        return ", ".join(value(each) for each in given) or "none"
    return visible(given) if isinstance(given, str) else write(given)


def name(read: Read) -> str:
    """Name a fact: by its label, if it has one."""
    return visible(read.label or read.name)


def fact(read: Read) -> str:
    """Say a fact that was read: what it is called, its value, where it comes from if it was not given."""
    unit = f" {visible(read.unit)}" if read.unit and read.value is not None else ""
    said = f"{name(read)}: {value(read.value)}{unit}"
    if read.entries is not None and read.counted is not None and len(read.counted) != read.value:
        said = f"{name(read)}: {len(read.counted)} of {value(read.value)} counted"
    if read.defaulted:
        rule = "" if read.default in (None, f"{value(read.value)}{unit}") else f": {visible(read.default or '')}"
        return f"{said} (the policy's default{rule})"
    return said


def entries(read: Read) -> Iterator[str]:
    """Say the entries of a list that counted, and how many are not shown."""
    counted = set(read.counted or ())
    shown = [entry for entry in read.entries or () if int(entry.pointer.rsplit("/", 1)[1]) in counted]
    for entry in shown:
        place = int(entry.pointer.rsplit("/", 1)[1]) + 1
        if read.fields is None:  # findings: place, note, evidence
            said = " · ".join(value(each) for each in entry.value.values())
        else:
            said = "; ".join(f"{visible(read.fields[key])}: {value(each)}" for key, each in entry.value.items())
        yield f"{place}. {said or '(nothing said of it)'}"
    more = len(counted) - len(shown)
    if more:
        yield f"… and {more} more"


def arithmetic(rule: RuleTrace) -> str:
    """Say how a rule that hit comes to its points: `5 × 0.5 = 2.5`."""
    asked, rate = number(rule.points.asked), number(rule.rate)
    half = " ÷ 2" if rule.was_halved else ""
    once = rule.tier is not None or (rule.trigger is not None and isinstance(rule.trigger.value, bool))
    if not once:
        return f"{number(rule.count)} × {rate}{half} = {asked}"
    sums = f"{rate}{half} = {asked}" if half else asked
    return f"“{visible(rule.tier.text)}”: {sums}" if rule.tier is not None else sums


def quantity(part: Part) -> Iterator[str]:
    """Say what a quantity is made of, where it is more than one fact: each part with its value."""
    if isinstance(part.value, bool) or part.value is None:
        return
    if part.summands is not None and len(part.summands) > 1:
        yield " + ".join(number(term) for _, term in part.summands) + f" = {value(part.value)}"
    if part.lacks:
        yield f"missing: {', '.join(visible(word) for word in part.lacks)}"
    pieces = [inner for inner in part.parts if not isinstance(inner.value, bool)]
    if len(pieces) > 1 and all(piece.parts for piece in pieces):
        for piece in pieces:
            yield f"{visible(piece.text)}: {value(piece.value)}"
    elif pieces:
        yield f"{visible(part.text)}: {value(part.value)}{near(part.value)}"


def absorption(loss: Absorption) -> str:
    """Say what a cap absorbed: `rule 2.7.a counts for 2 at most: 0.5 absorbed`."""
    limit, lost = number(loss.limit), number(loss.points)
    return f"{loss.cap} {visible(loss.id)} counts for {limit} at most: {lost} absorbed"


def absorptions(points: Points) -> str:
    """Say what all caps absorbed, from the inside out; nothing if they absorbed nothing."""
    order = {"rule": 0, "item": 1, "section": 2}
    return "; ".join(absorption(loss) for loss in sorted(points.absorbed_by, key=lambda loss: order[loss.cap]))


def ledger(points: Points) -> str:
    """Say a line of the ledger in full."""
    said = f"asked {number(points.asked)}"
    if absorbed := absorptions(points):
        said += f"; {absorbed}"
    return f"{said}; in effect {number(points.effective)}"


def because(rule: RuleTrace) -> str:
    """Say why a rule was not judged."""
    why = rule.because or ""
    if rule.state == "not_reached":
        return f"{why.removeprefix('rule ')} hit, and this one is looked at only otherwise"
    if rule.state == "not_applicable":
        return "the item does not apply" if why == "item" else "its condition “only when” does not hold"
    return "missing: " + ", ".join(visible(pointer) for pointer in rule.missing)


def part_lines(part: Part, depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """Say a condition part by part: how deep each stands, its value, and what it is."""
    of = "" if part.of is None else f"  (of {part.of or 'none'})"
    yield depth, value(part.value) + near(part.value), visible(part.text) + of
    for inner in part.parts:
        yield from part_lines(inner, depth + 1)
    for entry in part.entries or ():
        for inner in entry.parts:
            for level, said, what in part_lines(inner, depth + 1):
                yield level, said, f"{what}  [entry {entry.entry + 1}]" if level == depth + 1 else what
    if part.left_out:
        yield depth + 1, "…", f"{part.left_out} more entries"
    if part.lacks:
        yield depth + 1, "missing", ", ".join(visible(word) for word in part.lacks)
