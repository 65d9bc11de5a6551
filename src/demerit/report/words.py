"""What a judgement says in words: the facts, the arithmetic, the caps. Every reader-facing sentence of a trace is here.

The words say what the trace says and compute nothing; which language they are put into is settled where they are put
on a page. Text of the policy and of the facts is data: it goes through `visible`, so that nothing in it can steer a
terminal.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from demerit.evaluation.numbers import from_json_number, to_json_number
from demerit.evaluation.trace import (
    Absorption,
    Part,
    Points,
    Read,
    RuleTrace,
    Ruling,
    SectionTrace,
    Step,
    VerdictTrace,
)
from demerit.language import keywords
from demerit.language.excerpt import visible
from demerit.language.messages import (
    CHINESE,
    ENGLISH,
    Listing,
    Text,
    counted,
    dotted,
    in_words,
    listed,
    say,
    sentences,
    template,
)
from demerit.language.values import whole, write

MINUS = "−"

STATE_WORDS = {
    "hit": say("hit"),
    "clear": say("did not hit"),
    "not_applicable": say("does not apply"),
    "not_reached": say("was not looked at"),
    "undetermined": say("cannot be determined"),
}


def number(value: int | Decimal | str | None) -> Text:
    """Write a number of the trace: `12`, `0.5`; of a fraction without decimals that end, `31 1/3`."""
    return say("unknown") if value is None else digits(value)


def digits(value: int | Decimal | str) -> str:
    """Write a number of the trace that is known."""
    if not isinstance(value, str):
        return _signed(write(value))
    fraction = from_json_number(value)
    wholes, rest = divmod(abs(fraction), 1)
    sign = MINUS if fraction < 0 else ""
    return f"{sign}{write(wholes)} {write(rest)}" if wholes else _signed(value)


def _signed(written: str) -> str:
    """Give a number with the minus sign of people rather than of keyboards."""
    return written.replace("-", MINUS, 1) if written.startswith("-") else written


def about(given: Any) -> Text:
    """Write a value and, of a fraction, about how much it is, to three digits: `1/860 (about 0.00116)`."""
    if not isinstance(given, str) or not re.fullmatch(r"-?[0-9]+/[0-9]+", given):
        return value(given)
    fraction = from_json_number(given)
    shown = Context(prec=3).divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    return say("{value} (about {shown})", value=value(given), shown=f"{shown:f}")


def signed(value: int | Decimal | str, verb: str) -> Text:
    """Write points with the sign of what they do: `−0.5`, `+2`, `0`; what is negative does the contrary of the verb."""
    points = from_json_number(value)
    if points == 0:
        return say("0")
    return say("−{points}" if (verb == "deduct") is (points > 0) else "+{points}", points=size(value))


def effect(rule: RuleTrace) -> Text:
    """Write what of a rule's points takes effect, with the sign of what it does."""
    points = rule.points.effective
    return signed(exact(abs(from_json_number(points))), rule.verb)


def size(value: int | Decimal | str) -> str:
    """Write points without their sign."""
    return digits(value if from_json_number(value) >= 0 else exact(-from_json_number(value)))


def exact(value: Fraction) -> int | Decimal | str:
    """Give a number as the trace has it."""
    return to_json_number(whole(value))


def value(given: Any) -> Text:
    """Write a value of the facts, or of a part of a condition; a word of a choice by its key."""
    if given is True:
        return say("yes")
    if given is False:
        return say("no")
    if given is None:
        return say("not known")
    if isinstance(given, dict):
        return sentences(value(each) for each in given.values())
    if isinstance(given, list | tuple):
        return listed(value(each) for each in given) if given else say("none")
    return word(given) if isinstance(given, str) else _short(write(given))


def word(key: str) -> Text:
    """Write a word of a choice or of a set, or a text of the facts."""
    return visible(key)


@dataclass(frozen=True, slots=True)
class _Called:
    """A word that is called otherwise in Chinese than its key is."""

    key: str
    chinese: str

    def text(self, lang: str) -> str:
        return visible(self.chinese if lang == CHINESE else self.key)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit, which may be spelt otherwise in another language."""

    unit: str

    def text(self, lang: str) -> str:
        with keywords.speaking(lang):
            return visible(self.unit if lang == ENGLISH else keywords.unit_word(self.unit))


_CHOICES: ContextVar[Mapping[str, Mapping[str, str]]] = ContextVar("_CHOICES")


@contextmanager
def calling(choices: Mapping[str, Mapping[str, str]]) -> Iterator[None]:
    """Call the words of choices by their names in Chinese, where Chinese is spoken.

    Args:
        choices: for the pointer of a fact, or of a field of a list, the names of its words by their keys.
    """
    before = _CHOICES.set(choices)
    try:
        yield
    finally:
        _CHOICES.reset(before)


def chosen(given: Any, pointer: str) -> Text:
    """Write the value of a fact, or of a field: what is no word of a choice as `value` does."""
    names = _CHOICES.get({}).get(pointer, {})
    if isinstance(given, list | tuple) and given:
        return listed(chosen(each, pointer) for each in given)
    if isinstance(given, str) and given in names:
        return _Called(given, names[given])
    return value(given)


LONGEST = 40
"""Numbers that are longer are shown rounded; the trace has them in full."""


def _short(written: str) -> Text:
    if len(written) <= LONGEST or "." not in written:
        return _signed(written)
    return say("about {shown}", shown=f"{Context(prec=30).create_decimal(written):f}")


def name(read: Read) -> str:
    """Name a fact: by its label, if it has one."""
    return visible(read.label or read.name)


def fact(read: Read) -> Text:
    """Say a fact that was read: what it is called, its value, where it comes from if it was not given."""
    amount = chosen(read.value, read.pointer)
    if read.unit and read.value is not None:
        amount = say("{value} {unit}", value=amount, unit=_Unit(read.unit))
    said = say("{name}: {value}", name=name(read), value=amount)
    if read.entries is not None and read.counted is not None and len(read.counted) != read.value:
        said = say("{name}: {counted} of {value} counted", name=name(read), counted=len(read.counted), value=amount)
    if not read.defaulted:
        return said
    if read.default in (None, in_words(amount, ENGLISH)):
        return say("{said} (the policy's default)", said=said)
    return say("{said} (the policy's default: {default})", said=said, default=visible(read.default or ""))


def entries(read: Read) -> Iterator[Text]:
    """Say the entries of a list that counted, and how many are not shown."""
    counted = set(read.counted or ())
    shown = [entry for entry in read.entries or () if int(entry.pointer.rsplit("/", 1)[1]) in counted]
    for entry in shown:
        place = int(entry.pointer.rsplit("/", 1)[1]) + 1
        if read.fields is None:  # findings: place, note, evidence
            said = dotted(value(each) for each in entry.value.values())
        else:
            fields = (
                (visible(read.fields[key]), chosen(each, f"{read.pointer}/{key}")) for key, each in entry.value.items()
            )
            said = sentences(say("{name}: {value}", name=called, value=each) for called, each in fields)
        yield say("{place}. {said}", place=place, said=said or say("(nothing said of it)"))
    more = len(counted) - len(shown)
    if more:
        yield say("… and {more} more", more=more)


def arithmetic(rule: RuleTrace) -> Text:
    """Say how a rule that hit comes to its points: `5 × 0.5 = 2.5`."""
    if rule.rate is None:
        return say("nothing in its item")
    asked, rate = size(rule.points.asked), number(rule.rate)
    half = " ÷ 2" if rule.was_halved else ""
    if rule.whole_item:
        rate = say("the whole item, {rate}", rate=rate)
    once = rule.tier is not None or rule.trigger is None or isinstance(rule.trigger.value, bool)
    if not once:
        return say("{count} × {rate}{half} = {asked}", count=number(rule.count), rate=rate, half=half, asked=asked)
    sums: Text = asked
    if half or rule.whole_item:
        sums = say("{rate}{half} = {asked}", rate=rate, half=half, asked=asked) if half else rate
    return say("“{tier}”: {sums}", tier=visible(rule.tier.text), sums=sums) if rule.tier is not None else sums


def quantity(part: Part) -> Iterator[Text]:
    """Say what a quantity is made of, where it is more than one fact: each part with its value."""
    if isinstance(part.value, bool) or part.value is None:
        return
    if part.summands is not None and len(part.summands) > 1:
        sums = " + ".join(digits(term) for _, term in part.summands)
        yield say("{sums} = {value}", sums=sums, value=value(part.value))
    if part.lacks:
        yield say("missing: {missing}", missing=listed(map(word, part.lacks)))
    pieces = [inner for inner in part.parts if not isinstance(inner.value, bool)]
    if len(pieces) > 1 and all(piece.parts for piece in pieces):
        for piece in pieces:
            yield say("{name}: {value}", name=visible(piece.text), value=value(piece.value))
    elif pieces:
        yield say("{name}: {value}", name=visible(part.text), value=about(part.value))


def grounds(rule: RuleTrace) -> Iterator[Text]:
    """Say the terms and the results on which a rule's conditions and quantities stand."""
    parts = [part for part in (rule.only, rule.trigger, rule.halved) if part is not None]
    yield from dict.fromkeys(line for part in parts for line in derivation(part, outermost=False))


def amounts(rule: RuleTrace) -> Iterator[Text]:
    """Say how the points for one hit came about, where they do not stand in the policy."""
    for part in (rule.amount, rule.beyond.amount if rule.beyond is not None else None):
        if part is not None:
            yield from derivation(part)
    if rule.figure is not None:
        figure = rule.figure
        least, most, points = number(figure.least), number(figure.most), number(figure.points)
        yield say("chosen between {least} and {most}: {points}", least=least, most=most, points=points)


def derivation(part: Part, *, outermost: bool = True) -> Iterator[Text]:
    """Say what a quantity is, and what its terms are: each on a line, the outermost first."""
    if part.rows is not None:
        found = listed(say(axis, band=visible(row)) for axis, row in zip(_AXES, part.rows, strict=False))
        axes = ((visible(axis.text), value(axis.value)) for axis in part.parts)
        by = listed(say("{axis} {value}", axis=axis, value=each) for axis, each in axes)
        told = say("{name}: {value}, in {found}", name=_called(part), value=value(part.value), found=found)
        yield say("{told} for {by}", told=told, by=by) if by else told
    elif part.parts and (part.term or outermost):
        yield say("{name}: {value}", name=_called(part), value=about(part.value))
    elif part.result is not None:
        yield say("{name}: {value}", name=visible(part.text), value=value(part.value))
    if part.summands is not None and not isinstance(part.value, bool):
        yield from mean(part)
    for inner in part.parts:
        yield from derivation(inner, outermost=False)


_AXES = (template("row “{band}”"), template("column “{band}”"))


def _called(part: Part) -> str:
    return visible(part.label or part.text)


def mean(part: Part) -> Iterator[Text]:
    """Say how a mean comes about; nothing of a sum, or where there is nothing to divide."""
    terms = [digits(term) for _, term in part.summands or ()]
    sums = " + ".join(terms)
    if part.weights is not None:
        weights = [digits(weight) for _, weight in part.weights]
        weighted = " + ".join(f"{term} × {weight}" for term, weight in zip(terms, weights, strict=True))
        yield f"({weighted}) ÷ ({' + '.join(weights)})" if terms else say("no entries")
    elif part.value is not None and sum((from_json_number(t) for _, t in part.summands or ()), Fraction(0)) != (
        from_json_number(part.value)
    ):
        yield f"({sums}) ÷ {len(terms)}" if terms else say("no entries")


def charged(rule: RuleTrace) -> Text:
    """Say what a rule charges to the total; nothing if it charges nothing."""
    if rule.beyond is None or from_json_number(rule.beyond.points.asked) == 0:
        return ""
    points, rate = rule.beyond.points, number(rule.beyond.rate)
    times = rule.count if rule.trigger is not None and not isinstance(rule.trigger.value, bool) else 1
    half = " ÷ 2" if rule.was_halved else ""
    sums: Text = rate
    if times != 1 or half:
        asked = number(points.asked)
        sums = say("{count} × {rate}{half} = {asked}", count=number(times), rate=rate, half=half, asked=asked)
    return sums if points.absorbed == 0 else taking_effect(sums, points, signed(points.effective, "deduct"))


def taking_effect(sums: Text, points: Points, left: Text) -> Text:
    """Say arithmetic, what caps absorbed of what it comes to, and what takes effect."""
    return sentences([sums, absorptions(points), say("{points} takes effect", points=left)])


def elsewhere(rule: RuleTrace) -> Iterator[Text]:
    """Say which entries rules above had charged already."""
    said = template("entry {entry} is charged by rule {rule} already, and not counted here")
    for each in rule.elsewhere:
        yield say(said, entry=each.entry + 1, rule=visible(each.rule))


def steps(taken: Sequence[Step]) -> Iterator[Text]:
    """Say how a score came about, a line for each step."""
    before: Text = ""
    for step in taken:
        left = say("none, for nothing applies") if step.left is None else number(step.left)
        if step.change == 0 or (step.step == "rescaled" and step.of == step.to):
            continue
        if step.step == "rescaled" and step.of == 0:
            counts = say("nothing applies, which counts for {left}", left=left)
            yield counts if step.left is not None else left
        elif step.step == "rescaled":
            of, to = number(step.of), number(step.to)
            yield say("{before} ÷ {of} × {to} = {left} (rescaled)", before=before, of=of, to=to, left=left)
        elif step.step == "weighted":
            yield say("{before} × {weight} = {left} (weighted)", before=before, weight=number(step.to), left=left)
        elif step.step == "rounded":
            yield say("{before} {rounded} = {left}", before=before, rounded=rounded(step.text or ""), left=left)
        elif step.change is not None:
            sign = "+" if from_json_number(step.change) >= 0 else MINUS
            sums = f"{sign} {size(step.change)}"
            why = _CHANGES[step.step]
            yield say("{before} {sums} ({why}) = {left}", before=before, sums=sums, why=why, left=left)
        before = left


_CHANGES = {
    "not_applicable": say("what does not apply"),
    "gained": say("gained"),
    "lost": say("lost"),
    "bonus": say("bonus"),
    "beyond": say("charged to the total"),
    "floor": say("up to the floor"),
    "cap": say("down to the cap"),
}

_DIRECTIONS = {
    "up": template("rounded up to {places}"),
    "down": template("rounded down to {places}"),
    "half up": template("rounded half up to {places}"),
    "half even": template("rounded half even to {places}"),
}


def rounded(text: str) -> Text:
    """Say how something is rounded, of which the trace says `half up to 2 places`."""
    direction, _, to = text.partition(" to ")
    places: Text = say("a whole number")
    if to[:1].isdigit():
        places = counted("{number} place", "{number} places", int(to.split()[0]))
    return say(_DIRECTIONS[direction], places=places)


_CAPS = {
    "rule": template("rule {id} counts for {limit} at most: {lost} absorbed"),
    "item": template("item {id} counts for {limit} at most: {lost} absorbed"),
    "group": template("group {id} counts for {limit} at most: {lost} absorbed"),
    "section": template("section {id} counts for {limit} at most: {lost} absorbed"),
    "worth": template("item {id} is worth {limit}: {lost} absorbed"),
    "greatest": template("rule {id} takes effect, as the greatest, with {limit}: {lost} absorbed"),
    "least": template("rule {id} takes effect, as the least, with {limit}: {lost} absorbed"),
    "floor": template("section {id} stops at its floor, {limit}: {lost} absorbed"),
    "score": template("the total has {limit} above its floor: {lost} absorbed"),
}


def absorption(loss: Absorption) -> Text:
    """Say what a cap absorbed: `rule 2.7.a counts for 2 at most: 0.5 absorbed`."""
    id_ = {} if loss.cap == "score" else {"id": visible(loss.id)}
    return say(_CAPS[loss.cap], **id_, limit=number(loss.limit), lost=size(loss.points))


def absorptions(points: Points) -> Listing:
    """Say what all caps absorbed, from the inside out; nothing if they absorbed nothing."""
    order = ("rule", "greatest", "least", "item", "worth", "group", "section", "floor", "score")
    return sentences(absorption(loss) for loss in sorted(points.absorbed_by, key=lambda loss: order.index(loss.cap)))


def ledger(points: Points) -> Text:
    """Say a line of the ledger in full."""
    asked, effective = say("asked {points}", points=number(points.asked)), number(points.effective)
    return sentences([asked, *absorptions(points).parts, say("in effect {points}", points=effective)])


def ruled(ruling: Ruling) -> Text:
    """Say what a limit made of the grade."""
    grade = visible(ruling.grade or "")
    return say("the grade becomes “{grade}”", grade=grade) if ruling.changed else say("the grade stays")


def no_score(verdict: VerdictTrace) -> Text:
    """Say why there is no score: in the words of the policy, or that nothing applies."""
    reason = verdict.reason or ""
    if any(ruling.holds for ruling in verdict.no_score):
        return visible(reason)
    section = reason.removeprefix("nothing applies in section ")
    if section != reason:
        return say("nothing applies in section {section}", section=visible(section))
    return say("nothing applies") if reason else ""


def titled(id_: str, title: str | None) -> str:
    """Give an id with its title, if there is one: `4.1 Fire doors`."""
    return f"{visible(id_)} {visible(title or '')}".rstrip()


def weight(section: SectionTrace) -> Text:
    """Say for what share of the total a section's score counts; nothing if it counts as it stands."""
    share = next((from_json_number(step.to) for step in section.steps if step.step == "weighted" and step.to), None)
    if share is None:
        return ""
    percent = exact(share * 100)
    return say("weight {weight}", weight=str(share) if isinstance(percent, str) else f"{digits(percent)}%")


def verb_of(section: SectionTrace) -> str:
    """Give what counts as positive in a section's line of the ledger."""
    return section.verb or ("add" if section.bonus else "deduct")


_WANTING = {  # for want of what a rule cannot be determined
    "item": template("item {id} cannot be determined"),
    "rule": template("rule {id} cannot be determined"),
    "section": template("section {id} cannot be determined"),
}


def because(rule: RuleTrace) -> Text:
    """Say why a rule was not judged."""
    why = rule.because or ""
    if rule.state == "not_reached":
        before = visible(why.removeprefix("rule "))
        return say("{rule} hit, and this one is looked at only otherwise", rule=before)
    if rule.state == "not_applicable" and why == "item":
        return say("the item does not apply")
    if rule.state == "not_applicable":
        return say("its condition “{only_when}” does not hold", only_when=keywords.spelling("ONLY_WHEN"))
    if rule.missing:
        return say("missing: {missing}", missing=listed(visible(pointer) for pointer in rule.missing))
    kind, _, id_ = why.partition(" ")
    if id_:
        return say(_WANTING[kind], id=visible(id_))
    return say("item cannot be determined") if why == "item" else say("rule cannot be determined")


def part_lines(part: Part, depth: int = 0) -> Iterator[tuple[int, Text, Text]]:
    """Say a condition part by part: how deep each stands, its value, and what it is."""
    text: Text = visible(part.text)
    if part.of is not None:
        text = say("{text}  (of {number})", text=text, number=part.of or say("none"))
    yield depth, about(part.value), text
    for inner in part.parts:
        yield from part_lines(inner, depth + 1)
    for entry in part.entries or ():
        for inner in entry.parts:
            for level, said, what in part_lines(inner, depth + 1):
                if level == depth + 1:
                    what = say("{text}  [entry {entry}]", text=what, entry=entry.entry + 1)
                yield level, said, what
    if part.left_out:
        yield depth + 1, "…", say("{number} more entries", number=part.left_out)
    for name, row in zip((say("row"), say("column")), part.rows or (), strict=False):
        yield depth + 1, name, visible(row)
    if part.lacks:
        yield depth + 1, say("missing"), listed(map(word, part.lacks))
