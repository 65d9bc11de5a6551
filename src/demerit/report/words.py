"""What a judgement says in words: the facts, the arithmetic, the caps. Every reader-facing sentence of a trace is here.

The words say what the trace says and compute nothing. Text of the policy and of the facts is data: it goes through
`visible`, so that nothing in it can steer a terminal.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from demerit.evaluation.numbers import from_json_number, to_json_number
from demerit.evaluation.trace import Absorption, Part, Points, Read, RuleTrace, Ruling, SectionTrace, Step
from demerit.language.excerpt import visible
from demerit.language.values import whole, write

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
        return _signed(write(value))
    fraction = from_json_number(value)
    wholes, rest = divmod(abs(fraction), 1)
    sign = MINUS if fraction < 0 else ""
    return f"{sign}{write(wholes)} {write(rest)}" if wholes else _signed(value)


def _signed(written: str) -> str:
    """Give a number with the minus sign of people rather than of keyboards."""
    return written.replace("-", MINUS, 1) if written.startswith("-") else written


def near(value: Any) -> str:
    """Say about how much a fraction is, to three digits: ` (about 0.00116)`; nothing for other values."""
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]+/[0-9]+", value):
        return ""
    fraction = from_json_number(value)
    shown = Context(prec=3).divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    return f" (about {shown:f})"


def signed(value: int | Decimal | str, verb: str) -> str:
    """Write points with the sign of what they do: `−0.5`, `+2`, `0`; what is negative does the contrary of the verb."""
    points = from_json_number(value)
    if points == 0:
        return "0"
    return f"{MINUS if (verb == 'deduct') is (points > 0) else '+'}{size(value)}"


def effect(rule: RuleTrace) -> str:
    """Write what of a rule's points takes effect, with the sign of what it does."""
    points = rule.points.effective
    return signed(exact(abs(from_json_number(points))), rule.verb)


def size(value: int | Decimal | str) -> str:
    """Write points without their sign."""
    return number(value if from_json_number(value) >= 0 else exact(-from_json_number(value)))


def exact(value: Fraction) -> int | Decimal | str:
    """Give a number as the trace has it."""
    return to_json_number(whole(value))


def value(given: Any) -> str:
    """Write a value of the facts, or of a part of a condition."""
    if given is True:
        return "yes"
    if given is False:
        return "no"
    if given is None:
        return "not known"
    if isinstance(given, dict):
        return "; ".join(value(each) for each in given.values())
    if isinstance(given, list | tuple):
        return ", ".join(value(each) for each in given) or "none"
    return visible(given) if isinstance(given, str) else _signed(_short(write(given)))


LONGEST = 40
"""Numbers that are longer are shown rounded; the trace has them in full."""


def _short(written: str) -> str:
    if len(written) <= LONGEST or "." not in written:
        return written
    return f"about {Context(prec=30).create_decimal(written):f}"


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
    if rule.rate is None:
        return "nothing in its item"
    asked, rate = size(rule.points.asked), number(rule.rate)
    half = " ÷ 2" if rule.was_halved else ""
    if rule.whole_item:
        rate = f"the whole item, {rate}"
    once = rule.tier is not None or rule.trigger is None or isinstance(rule.trigger.value, bool)
    if not once:
        return f"{number(rule.count)} × {rate}{half} = {asked}"
    sums = f"{rate}{half} = {asked}" if half else rate if rule.whole_item else asked
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


def grounds(rule: RuleTrace) -> Iterator[str]:
    """Say the terms and the results on which a rule's conditions and quantities stand."""
    parts = [part for part in (rule.only, rule.trigger, rule.halved) if part is not None]
    yield from dict.fromkeys(line for part in parts for line in derivation(part, outermost=False))


def amounts(rule: RuleTrace) -> Iterator[str]:
    """Say how the points for one hit came about, where they do not stand in the policy."""
    for part in (rule.amount, rule.beyond.amount if rule.beyond is not None else None):
        if part is not None:
            yield from derivation(part)
    if rule.figure is not None:
        figure = rule.figure
        yield f"chosen between {number(figure.least)} and {number(figure.most)}: {number(figure.points)}"


def derivation(part: Part, *, outermost: bool = True) -> Iterator[str]:
    """Say what a quantity is, and what its terms are: each on a line, the outermost first."""
    if part.rows is not None:
        found = ", ".join(f"{name} “{visible(row)}”" for name, row in zip(("row", "column"), part.rows, strict=False))
        by = ", ".join(f"{visible(axis.text)} {value(axis.value)}" for axis in part.parts)
        told = f"{visible(part.label or part.text)}: {value(part.value)}, in {found}"
        yield f"{told} for {by}" if by else told
    elif part.parts and (part.term or outermost):
        yield f"{visible(part.label or part.text)}: {value(part.value)}{near(part.value)}"
    elif part.result is not None:
        yield f"{visible(part.text)}: {value(part.value)}"
    if part.summands is not None and not isinstance(part.value, bool):
        yield from mean(part)
    for inner in part.parts:
        yield from derivation(inner, outermost=False)


def mean(part: Part) -> Iterator[str]:
    """Say how a mean comes about; nothing of a sum, or where there is nothing to divide."""
    terms = [number(term) for _, term in part.summands or ()]
    sums = " + ".join(terms)
    if part.weights is not None:
        weights = [number(weight) for _, weight in part.weights]
        weighted = " + ".join(f"{term} × {weight}" for term, weight in zip(terms, weights, strict=True))
        yield f"({weighted}) ÷ ({' + '.join(weights)})" if terms else "no entries"
    elif part.value is not None and sum((from_json_number(t) for _, t in part.summands or ()), Fraction(0)) != (
        from_json_number(part.value)
    ):
        yield f"({sums}) ÷ {len(terms)}" if terms else "no entries"


CHARGED = "charged to the total: "


def charged(rule: RuleTrace) -> str:
    """Say what a rule charges to the total; nothing if it charges nothing."""
    if rule.beyond is None or from_json_number(rule.beyond.points.asked) == 0:
        return ""
    points, rate = rule.beyond.points, number(rule.beyond.rate)
    times = rule.count if rule.trigger is not None and not isinstance(rule.trigger.value, bool) else 1
    half = " ÷ 2" if rule.was_halved else ""
    sums = rate if times == 1 and not half else f"{number(times)} × {rate}{half} = {number(points.asked)}"
    said = f"{CHARGED}{sums}"
    if points.absorbed != 0:
        said += f"; {absorptions(points)}; {signed(points.effective, 'deduct')} takes effect"
    return said


def elsewhere(rule: RuleTrace) -> Iterator[str]:
    """Say which entries rules above had charged already."""
    for each in rule.elsewhere:
        yield f"entry {each.entry + 1} is charged by rule {visible(each.rule)} already, and not counted here"


def steps(taken: Sequence[Step]) -> Iterator[str]:
    """Say how a score came about, a line for each step."""
    before = ""
    for step in taken:
        left = "none, for nothing applies" if step.left is None else number(step.left)
        if step.change == 0 or (step.step == "rescaled" and step.of == step.to):
            continue
        if step.step == "rescaled" and step.of == 0:
            yield f"nothing applies, which counts for {left}" if step.left is not None else left
        elif step.step == "rescaled":
            yield f"{before} ÷ {number(step.of)} × {number(step.to)} = {left} (rescaled)"
        elif step.step == "weighted":
            yield f"{before} × {number(step.to)} = {left} (weighted)"
        elif step.step == "rounded":
            yield f"{before} rounded {step.text} = {left}"
        elif step.change is not None:
            yield f"{before} {_change(step)} = {left}"
        before = left


def _change(step: Step) -> str:
    """Say what a step added or took."""
    assert step.change is not None
    why = {
        "not_applicable": "what does not apply",
        "gained": "gained",
        "lost": "lost",
        "bonus": "bonus",
        "beyond": "charged to the total",
        "floor": "up to the floor",
        "cap": "down to the cap",
    }[step.step]
    return f"{'+' if from_json_number(step.change) >= 0 else MINUS} {size(step.change)} ({why})"


def absorption(loss: Absorption) -> str:
    """Say what a cap absorbed: `rule 2.7.a counts for 2 at most: 0.5 absorbed`."""
    limit, lost, id_ = number(loss.limit), size(loss.points), visible(loss.id)
    said = {
        "worth": f"item {id_} is worth {limit}",
        "greatest": f"rule {id_} takes effect, as the greatest, with {limit}",
        "least": f"rule {id_} takes effect, as the least, with {limit}",
        "floor": f"section {id_} stops at its floor, {limit}",
        "score": f"the total has {limit} above its floor",
    }.get(loss.cap, f"{loss.cap} {id_} counts for {limit} at most")
    return f"{said}: {lost} absorbed"


def absorptions(points: Points) -> str:
    """Say what all caps absorbed, from the inside out; nothing if they absorbed nothing."""
    order = ("rule", "greatest", "least", "item", "worth", "group", "section", "floor", "score")
    return "; ".join(absorption(loss) for loss in sorted(points.absorbed_by, key=lambda loss: order.index(loss.cap)))


def ledger(points: Points) -> str:
    """Say a line of the ledger in full."""
    said = f"asked {number(points.asked)}"
    if absorbed := absorptions(points):
        said += f"; {absorbed}"
    return f"{said}; in effect {number(points.effective)}"


def ruled(ruling: Ruling) -> str:
    """Say what a limit made of the grade."""
    grade = visible(ruling.grade or "")
    return f"the grade becomes “{grade}”" if ruling.changed else "the grade stays"


def verb_of(section: SectionTrace) -> str:
    """Give what counts as positive in a section's line of the ledger."""
    return section.verb or ("add" if section.bonus else "deduct")


def because(rule: RuleTrace) -> str:
    """Say why a rule was not judged."""
    why = rule.because or ""
    if rule.state == "not_reached":
        return f"{why.removeprefix('rule ')} hit, and this one is looked at only otherwise"
    if rule.state == "not_applicable":
        return "the item does not apply" if why == "item" else "its condition “only when” does not hold"
    if not rule.missing:
        return f"{visible(why)} cannot be determined"
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
    for name, row in zip(("row", "column"), part.rows or (), strict=False):
        yield depth + 1, name, visible(row)
    if part.lacks:
        yield depth + 1, "missing", ", ".join(visible(word) for word in part.lacks)
