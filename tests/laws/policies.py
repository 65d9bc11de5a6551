"""Hypothesis strategies for whole policies, as text, and for the facts of a policy.

A policy is written top down, the way a person writes one: a rule asks for a condition or a quantity, and where that
needs a fact, an earlier one is taken or a new one declared. So every fact is read, every name is declared, units fit,
divisors are above zero, and each text is a policy without faults. `Piece` carries how tightly a part binds, so that
brackets stand where the grammar needs them, and sometimes where it does not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from demerit.language import model

T = TypeVar("T")
Facts = dict[str, Any]
Chosen = Callable[["Thing"], bool]

FACT_NAMES = (
    "missing camera", "guards on duty", "employees", "leader in charge", "security rules exist", "drill",
    "shields", "fire responsibility by level", "control center 24h", "x-ray check", "cost per head", "note kept",
    "date signed", "职工总数", "执勤 保安员", "section leader", "text posted", "list kept", "whole crew",
    "points lost", "by_law", "「is at fault」", "「no smoking sign」", "「and/or form」", "「进/出口」", "「a~b」",
    "「cap # lamps」", "「有 空格」", "「ratio 1:2」", "「“quoted”」", "「第1项」", "「🔥」", "footage retention",
    "Employees", "patrol", "fence", "gate", "door", "window", "alarm", "safe", "key", "radio", "helmet", "baton",
    "fork", "plan", "ledger", "dispute", "petition", "hazard", "breach", "visitor", "vehicle", "depot", "tank",
    "valve", "hydrant", "hose", "siren", "bell", "lamp",
)  # fmt: skip
FIELD_NAMES = (
    "site", "mandatory", "casualties", "direct loss", "level", "recipient", "date", "media kept", "人数",
    "「or not」", "「损失/元」", "count of steps", "severity", "report",
)  # fmt: skip
GROUP_NAMES = ("unit", "personnel", "技防", "「out/in」", "other facts", "systems", "「a~1b」")
WORDS = (
    "on time", "late", "unreported", "falsified", "national", "provincial", "「no」", "「is unknown」",
    "full_time", "无", "x-y", "「1 or 2」",
)  # fmt: skip
UNITS = {
    None: ("",),
    "days": (" day", " days"),
    "people": (" person", " people", " persons"),
    "yuan": (" yuan",),
    "m²": (" m²",),
    "元": ("元", " 元"),
}
NUMBERS = {
    "0": True,
    "1": True,
    "2": True,
    "3": True,
    "５": True,
    "2.0": True,
    "0.5": False,
    "1/3": False,
    "15%": False,
    "2‰": False,
}
"""Numbers for quantities, each with whether it is whole."""
POINTS = ("1", "0.5", "2", "3", "10", "1/3", "2.25", "１", "0.0001万")
WORTHS = {"1": "1", "3": "3", "5": "5", "10": "10", "1.5": "3/2", "1/3": "1/3", "100": "100"}
TEXTS = ("站", "“甲”", "a b", "# no comment", "unless x deduct 1", "第一条：每处扣0.5分。", "1‰", "A", "「b」", "")
TEXT_VALUES = ("A", "a b", "站", "# x")
DATES = ("2023-12-31", "2024-02-29", "2024-03-01", "2024-10-31")
LABELS = ("retention", "spare-2", "第三", "abc", "L1", "main")
ITEM_IDS = ("1", "1.1", "2.10", "2.1", "A-3", "三", "4.1.2", "7", "8.0", "9", "10", "11", "B", "12-1")
SECTION_IDS = ("S1", "二", "100", "S-4")

FACTOR, TERM, SUM, TEST, UNARY, JUNCTION, PHRASE = range(7)
"""How tightly a piece binds; what binds like `PHRASE` stands alone or in brackets only."""


@dataclass(frozen=True)
class Piece:
    """A piece of an expression: as written, how tightly it binds, and whether it is always whole."""

    text: str
    level: int = FACTOR
    whole: bool = True


@dataclass(frozen=True)
class Thing:
    """A declared fact or field, as far as it matters to what can be written with it."""

    name: str
    kind: str
    unit: str | None = None
    whole: bool = False
    natural: bool = False
    positive: bool = False
    capped: bool = False
    words: tuple[str, ...] = ()
    fields: tuple["Thing", ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What a quantity has to be: of a unit, never below zero, always whole, always above zero."""

    unit: str | None = None
    natural: bool = True
    whole: bool = False
    positive: bool = False

    def fits(self, thing: Thing) -> bool:
        return (
            thing.kind == "number"
            and thing.unit == self.unit
            and thing.natural >= self.natural
            and thing.whole >= self.whole
            and thing.positive >= self.positive
        )


@st.composite
def policies(draw: DrawFn) -> str:
    """Give the texts of policies without faults."""
    return _Writer(draw).policy()


@dataclass
class _Writer:
    draw: DrawFn
    names: list[str] = field(default_factory=lambda: list(FACT_NAMES))
    things: list[Thing] = field(default_factory=list)
    asks: list[bool] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)
    group_titles: dict[str, str] = field(default_factory=dict)
    items: list[str] = field(default_factory=lambda: list(ITEM_IDS))
    sections: list[str] = field(default_factory=lambda: list(SECTION_IDS))

    # drawing

    def one(self, choices: Sequence[T]) -> T:
        return choices[self.draw(st.integers(0, len(choices) - 1))]

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def sometimes(self, one_in: int = 2) -> bool:
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def take(self, left: list[str]) -> str:
        return left.pop(self.draw(st.integers(0, len(left) - 1)))

    def some(self, choices: Sequence[str], least: int, most: int) -> list[str]:
        left = list(choices)
        return [self.take(left) for _ in range(self.number(least, min(most, len(left))))]

    # the whole

    def policy(self) -> str:
        sections = [self.section(bonus=False) for _ in range(self.number(1, 2))]
        sections += [self.section(bonus=True) for _ in range(self.number(0, 1))]
        for _ in range(self.number(0, 2)):
            self.declare(self.one(("yes", "number", "choice", "date", "text", "set", "list", "findings")), unread=True)
        heading = [f"policy {self.one(('p', 'key-unit-security', '标准', 'v1.2'))}"]
        heading += [f"  title {self.text()}"] if self.sometimes() else []
        heading += [f"  version {self.one(('1.0', '2024-03', '3'))}"]
        heading += [f"  full marks {sum(worth for worth, _ in sections)}"] if self.sometimes() else []
        heading += [f"  note {self.text()}" for _ in range(self.number(0, 1))]
        blocks = [text for _, text in sections]
        facts = ["\n".join([f"facts {name}{self.group_titles[name]}", *lines]) for name, lines in self.groups.items()]
        place = self.number(0, len(blocks))  # declarations stand before, between or behind the sections
        return "\n\n".join(["\n".join(heading), *blocks[:place], *facts, *blocks[place:]]) + "\n"

    def text(self) -> str:
        said = self.one(TEXTS)
        if self.sometimes(4):
            return f"“{said}”"
        return '"' + said.replace("“", '""').replace("”", '""') + '"' + (' "and on"' if self.sometimes(6) else "")

    def title(self) -> str:
        return f" {self.text()}" if self.sometimes(3) else ""

    def section(self, *, bonus: bool) -> tuple[Fraction, str]:
        worth = self.one(list(WORTHS))
        opening, limit = ("bonus section", "up to") if bonus else ("section", "worth")
        points = " points" if self.sometimes(4) else ""
        lines = [f"{opening} {self.take(self.sections)}{self.title()} {limit} {worth}{points}"]
        lines += [f"  note {self.text()}" for _ in range(self.number(0, 1))]
        for _ in range(self.number(1, 2)):
            lines += self.item(bonus=bonus)
        return Fraction(0 if bonus else WORTHS[worth]), "\n".join(lines)

    def item(self, *, bonus: bool) -> list[str]:
        cap = self.number(0, 5)  # none, in the heading, before the rules, or behind them
        lines = [f"  item {self.take(self.items)}{self.title()}" + (f" cap {self.points()}" if cap == 1 else "")]
        lines += [f"    item cap {self.points()}"] if cap == 2 else []
        lines += [f"    note {self.text()}"] if self.sometimes(4) else []
        lines += [f"    applies when {self.condition(PHRASE)}"] if self.sometimes(4) else []
        labels = list(LABELS)
        for place in range(self.number(1, 4)):
            repealed = self.sometimes(8)  # what stands behind it has no rule above it
            lines += [f"    repealed{self.title()}"] if repealed else []
            lines += [f"    cite {self.text()}"] if self.sometimes(4) else []
            lines += self.rule(labels, bonus=bonus, chained=place > 0 and not repealed and self.sometimes(3))
        return [*lines, f"    item cap {self.points()}"] if cap == 3 else lines

    def rule(self, labels: list[str], *, bonus: bool, chained: bool) -> list[str]:
        otherwise = "otherwise " if chained else ""
        kind = self.one(("when", "unless", "per", "per", "by"))
        if kind == "by":
            unit = self.one(list(UNITS))
            lines = [f"    {otherwise}by {self.quantity(Wanted(unit, natural=self.sometimes()), PHRASE)}"]
            lines += [f"      {bound} {self.effect(bonus)}" for bound in self.tiers(unit)]
        elif kind == "per":
            unit = self.one(list(UNITS)) if self.sometimes(3) else None
            lines = [f"    {otherwise}per {self.quantity(Wanted(unit, whole=True), PHRASE)} {self.effect(bonus)}"]
        else:
            lines = [f"    {otherwise}{kind} {self.condition(PHRASE)} {self.effect(bonus)}"]
        modifiers = [f"cap {self.points()}"] if self.sometimes(3) else []
        modifiers += [f"only when {self.condition(PHRASE)}"] if self.sometimes(4) else []
        modifiers += [f"halved when {self.condition(PHRASE)}"] if not bonus and self.sometimes(4) else []
        modifiers += [f"label {self.take(labels)}"] if self.sometimes(6) else []
        modifiers += [f"note {self.text()}"] if self.sometimes(6) else []
        return lines + [f"      {modifier}" for modifier in self.some(modifiers, len(modifiers), len(modifiers))]

    def effect(self, bonus: bool) -> str:
        return f"{'add' if bonus else 'deduct'} {self.points()}{' more' if self.sometimes(6) else ''}"

    def points(self) -> str:
        return self.one(POINTS) + (self.one((" point", " points")) if self.sometimes(4) else "")

    def tiers(self, unit: str | None) -> list[str]:
        bounds = sorted(self.some(["0", "1/3", "1", "2", "3.5", "5"], 1, 3), key=Fraction)
        written = [f"{bound}{self.one(UNITS[unit])}" for bound in bounds]
        if self.sometimes(3):
            return [f"{self.one(('under', 'down from'))} {bound}" for bound in reversed(written)]
        if self.sometimes(4):  # `from 3` and `over 3` are two tiers
            return [*(f"over {bound}" for bound in written[:-1]), f"from {written[-1]}", f"over {written[-1]}"]
        return [f"{self.one(('over', 'from'))} {bound}" for bound in written]

    # facts and fields

    def thing(self, kind: str, fits: Chosen = lambda _: True, wanted: Wanted | None = None) -> Thing:
        """Take a fact that fits, or declare a new one."""
        known = [thing for thing in self.things if thing.kind == kind and fits(thing)]
        if known and (self.sometimes() or not self.names):
            return self.one(known)
        return self.declare(kind, wanted)

    def declare(self, kind: str, wanted: Wanted | None = None, *, unread: bool = False) -> Thing:
        thing, type_ = self.declared(self.take(self.names), kind, wanted)
        has_default = kind in ("yes", "number", "choice", "date", "findings") and self.sometimes(4)
        qualifiers = [self.default(thing)] if has_default else []
        qualifiers += [" optional"] if unread or (qualifiers and self.sometimes(3)) else []
        label = self.title() if self.sometimes() else ""
        lines = [f"  {thing.name} : {type_}{''.join(self.some(qualifiers, len(qualifiers), 2))}{label}"]
        if kind == "list":
            fields, names = [], list(FIELD_NAMES)
            kinds = ["number"] if wanted is not None else []
            kinds += [
                self.one(("yes", "number", "choice", "date", "text")) for _ in range(self.number(1 - len(kinds), 3))
            ]
            for each in kinds:
                named, type_ = self.declared(self.take(names), each, wanted)
                wanted = None
                fields.append(named)
                optional = " optional" if self.sometimes(3) else ""
                lines.append(f"    {self.one('-·')} {named.name} : {type_}{optional}{self.title()}")
            thing = replace(thing, fields=tuple(fields))
        group = self.group()
        self.groups[group] += lines
        self.things.append(thing)
        return thing

    def group(self) -> str:
        left = [name for name in GROUP_NAMES if name not in self.groups]
        if self.groups and (not left or not self.sometimes(4)):
            return self.one(list(self.groups))
        group = self.take(left)
        self.groups[group] = []
        self.group_titles[group] = self.title()
        return group

    def declared(self, name: str, kind: str, wanted: Wanted | None) -> tuple[Thing, str]:
        """Give a fact or field, and its type and bounds as written."""
        if kind == "yes":
            return Thing(name, kind), "yes/no"
        if kind in ("choice", "set"):
            words = tuple(self.some(WORDS, 2, 4))
            return Thing(name, kind, words=words), f"{'one of' if kind == 'choice' else 'set of'} {', '.join(words)}"
        if kind != "number":
            return Thing(name, kind), kind
        unit = self.one(list(UNITS)) if wanted is None else wanted.unit
        whole = self.sometimes() or (wanted is not None and wanted.whole)
        positive = wanted is not None and wanted.positive
        natural = positive or self.sometimes() or (wanted is not None and wanted.natural)
        capped = self.sometimes(6)
        written = self.one(UNITS[unit]).strip() or "number"
        bounds = []
        if unit is None and whole and natural and not self.sometimes(3):
            written = "count"
        else:
            written = f"whole {written}" if whole else written
            bounds += [" at least 0" + self.one(("", *UNITS[unit]))] if natural and not positive else []
            bounds += (
                [f" at least -{self.one(('2', '1.5'))}{self.one(UNITS[unit])}"]
                if not natural and self.sometimes(3)
                else []
            )
        bounds += [f" at least {self.one(('1', '2', '0.5'))}{self.one(UNITS[unit])}"] if positive else []
        bounds += [f" at most {self.one(('5', '1000'))}{self.one(UNITS[unit])}"] if capped else []
        thing = Thing(name, kind, unit, whole, natural, positive, capped)
        return thing, written + "".join(self.some(bounds, len(bounds), len(bounds)))

    def default(self, thing: Thing) -> str:
        if thing.kind == "yes":
            return " default " + (self.one(("yes", "no")) if self.sometimes() else self.condition(FACTOR, 0))
        if thing.kind == "choice":
            return f" default {self.one(thing.words)}"
        if thing.kind == "date":
            known = [each.name for each in self.things if each.kind == "date"]
            return f" default {self.one([*known, *DATES])}"
        if thing.positive or thing.capped:
            return f" default 3{self.one(UNITS[thing.unit])}"
        whole = thing.whole or thing.kind == "findings"
        quantity = self.quantity(Wanted(thing.unit, whole=whole), TERM, 1)
        bare = quantity.strip("()（）") in {known.name for known in self.things if known.kind in ("list", "findings")}
        return f" default {quantity}{' × 1' if bare else ''}"

    # conditions

    def fit(self, piece: Piece, most: int) -> Piece:
        """Put brackets around a piece that binds too loosely for its place, and sometimes around another."""
        if piece.level <= most and not self.sometimes(10):
            return piece
        return Piece(f"（{piece.text}）" if self.sometimes(4) else f"({piece.text})", FACTOR, piece.whole)

    def pick(
        self, kind: str, scope: Thing | None, fits: Chosen = lambda _: True, wanted: Wanted | None = None
    ) -> Thing:
        """Take a field of the list in hand, or a fact."""
        fields = [named for named in (scope.fields if scope else ()) if named.kind == kind and fits(named)]
        if fields and not self.sometimes(4):
            self.asks[-1] = True
            return self.one(fields)
        return self.thing(kind, fits, wanted)

    def condition(self, most: int, depth: int = 2, scope: Thing | None = None) -> str:
        if depth and self.sometimes(3):
            made = self.one((self.junction, self.negation, self.quantified, self.answer))(depth - 1, scope)
        else:
            makers = (self.yes, self.compared, self.bounded, self.present, self.chosen, self.dated, self.texted)
            made = self.one(makers)(depth, scope)
        return self.fit(made, most).text

    def yes(self, _depth: int, scope: Thing | None) -> Piece:
        name = self.pick("yes", scope).name
        return Piece(f"no {name}", TEST) if self.sometimes(4) else Piece(name)

    def present(self, _depth: int, scope: Thing | None) -> Piece:
        kind = self.one(("list", "findings", "set", "number"))
        unit = self.one(list(UNITS)) if self.sometimes() else None
        thing = self.pick(
            kind, scope, lambda each: each.natural or kind != "number", Wanted(unit) if kind == "number" else None
        )
        return Piece(f"{self.one(('any', 'no'))} {thing.name}", TEST)

    def compared(self, depth: int, scope: Thing | None) -> Piece:
        wanted = Wanted(self.one(list(UNITS)), natural=False)
        left = self.quantity(wanted, SUM, depth, scope)
        right = "0" if self.sometimes(6) else self.quantity(wanted, SUM, depth, scope)
        operator = self.one((
            "is", "is not", "is at least", "is at most", "is less than", "is fewer than", "is under",
            "is more than", "is over",
        ))  # fmt: skip
        return Piece(f"{left} {operator} {right}", TEST)

    def bounded(self, _depth: int, scope: Thing | None) -> Piece:
        wanted = Wanted(self.one(list(UNITS)), natural=False)
        word = self.one(("or more", "or less", "or fewer"))
        return Piece(f"{self.quantity(wanted, SUM, 0, scope)} is {self.constant(wanted).text} {word}", TEST)

    def chosen(self, _depth: int, scope: Thing | None) -> Piece:
        thing = self.pick("choice", scope)
        words = self.some(thing.words, 2, 3)
        form = self.one(("is", "is not", "neither", "or"))
        if form == "neither":
            return Piece(f"{thing.name} is neither {' nor '.join(words)}", TEST)
        if form == "or":
            return Piece(f"{thing.name} is {' or '.join(words)}", JUNCTION)
        return Piece(f"{thing.name} {form} {words[0]}", TEST)

    def dated(self, _depth: int, scope: Thing | None) -> Piece:
        operator = self.one(("is", "is not", "is before", "is after", "is on or before", "is on or after"))
        other = self.pick("date", scope).name if self.sometimes(3) else self.one(DATES)
        return Piece(f"{self.pick('date', scope).name} {operator} {other}", TEST)

    def texted(self, _depth: int, scope: Thing | None) -> Piece:
        other = self.pick("text", scope).name if self.sometimes(3) else f'"{self.one(TEXT_VALUES)}"'
        return Piece(f"{self.pick('text', scope).name} {self.one(('is', 'is not'))} {other}", TEST)

    def where(self, listed: Thing, depth: int) -> str:
        """Write what entries of a list have to be; it asks something about them."""
        self.asks.append(False)
        condition = self.condition(JUNCTION, depth, listed)
        if self.asks.pop():
            return condition
        named = self.one(listed.fields)
        match named.kind:
            case "number":
                asked = f"{named.name} is at least {self.constant(Wanted(named.unit)).text}"
            case "yes":
                asked = named.name
            case "choice":
                asked = f"{named.name} is {self.one(named.words)}"
            case "date":
                asked = f"{named.name} is after {self.one(DATES)}"
            case _:
                asked = f'{named.name} is "{self.one(TEXT_VALUES)}"'
        return f"{asked} and ({condition})"

    def junction(self, depth: int, scope: Thing | None) -> Piece:
        parts = [self.condition(UNARY, depth, scope) for _ in range(self.number(2, 3))]
        return Piece(self.one((" and ", " or ")).join(parts), JUNCTION)

    def negation(self, depth: int, scope: Thing | None) -> Piece:
        return Piece(f"not {self.condition(UNARY, depth, scope)}", UNARY)

    def answer(self, depth: int, scope: Thing | None) -> Piece:
        return Piece(f"{self.condition(FACTOR, depth, scope)} is {self.one(('yes', 'no'))}", TEST)

    def quantified(self, depth: int, _scope: Thing | None) -> Piece:
        listed = self.thing("list")
        quantifier = self.one(("any", "every", "no"))
        return Piece(f"{quantifier} {listed.name} where {self.where(listed, depth)}", PHRASE)

    # quantities

    def constant(self, wanted: Wanted) -> Piece:
        numbers = [
            number
            for number, whole in NUMBERS.items()
            if whole >= wanted.whole and not (wanted.positive and number == "0")
        ]
        number = self.one(numbers)
        return Piece(number + self.one(UNITS[wanted.unit]), FACTOR, NUMBERS[number])

    def quantity(self, wanted: Wanted, most: int, depth: int = 2, scope: Thing | None = None) -> str:
        return self.measure(wanted, most, depth, scope).text

    def measure(self, wanted: Wanted, most: int, depth: int, scope: Thing | None) -> Piece:
        piece = self.made(wanted, depth, scope) if depth and not self.sometimes(3) else self.leaf(wanted, scope)
        if wanted.whole and not piece.whole:
            piece = Piece(f"{self.fit(piece, TERM).text} {self.one(('rounded up', 'rounded down'))}", TERM)
        return self.fit(piece, most)

    def leaf(self, wanted: Wanted, scope: Thing | None) -> Piece:
        if self.sometimes(4):
            return self.constant(wanted)
        if wanted.unit is None and not wanted.positive and self.sometimes(3):
            return Piece(self.thing(self.one(("list", "findings"))).name)
        thing = self.pick("number", scope, wanted.fits, wanted)
        return Piece(thing.name, FACTOR, thing.whole)

    def made(self, wanted: Wanted, depth: int, scope: Thing | None) -> Piece:
        kinds = ["sum", "product"]
        if not wanted.positive:
            kinds += ["quotient", "total", "shortfall"]
            kinds += ["share", "entries", "lacking", "unmet"] if wanted.unit is None else []
        kind, depth = self.one(kinds), depth - 1
        loose = replace(wanted, whole=False)
        match kind:
            case "sum":
                left = self.measure(wanted, SUM, depth, scope)
                right = self.measure(replace(wanted, positive=False), TERM, depth, scope)
                return Piece(f"{left.text} {self.one('+＋')} {right.text}", SUM, left.whole and right.whole)
            case "product":
                left = self.measure(replace(wanted, unit=None), TERM, depth, scope)
                right = self.measure(wanted, FACTOR, depth, scope)
                return Piece(f"{left.text} {self.one('*×')} {right.text}", TERM, left.whole and right.whole)
            case "quotient" | "share":
                unit = self.one(list(UNITS)) if kind == "share" else None
                left = self.measure(replace(loose, unit=unit) if kind == "share" else loose, TERM, depth, scope)
                right = self.measure(Wanted(unit, positive=True), FACTOR, depth, scope)
                return Piece(f"{left.text} {self.one('/÷')} {right.text}", TERM, whole=False)
            case "shortfall":
                return self.shortfall(wanted, depth, scope)
            case "total":
                listed = self.thing("list", lambda each: any(map(wanted.fits, each.fields)), wanted)
                summed = self.one([named for named in listed.fields if wanted.fits(named)])
                where = f" where {self.where(listed, depth)}" if self.sometimes() else ""
                return Piece(f"{summed.name} in each {listed.name}{where}", PHRASE, summed.whole)
            case "entries":
                listed = self.thing("list")
                return Piece(f"{listed.name} where {self.where(listed, depth)}", PHRASE)
            case "lacking":
                lacked = self.thing("set")
                noun = self.one(("", f"{lacked.name} "))
                return Piece(f"{noun}missing from {lacked.name}", PHRASE)
            case _:
                names = [self.pick("yes", scope).name for _ in range(self.number(1, 3))]
                return Piece(f"unmet of {self.one((', ', '、', '，')).join(names)}", PHRASE)

    def shortfall(self, wanted: Wanted, depth: int, scope: Thing | None) -> Piece:
        shorts, whole = [], True
        for _ in range(self.number(1, 2)):
            have = self.measure(replace(wanted, natural=False), SUM, depth, scope)
            need = self.measure(replace(wanted, natural=False), SUM, depth, scope)
            shorts.append(f"{have.text} short of {need.text}")
            whole = whole and have.whole and need.whole
        return Piece(", ".join(shorts), PHRASE, whole)


# -- facts -------------------------------------------------------------------------------------------------------

WHOLE_NUMBERS = (0, 1, 2, 3, 4, 5, -1, -2, 49, 50, 200, 1000, 200000)
BROKEN_NUMBERS = (
    Decimal("0.5"), Decimal("2.5"), Decimal("1.50"), Fraction(1, 3), Decimal("-1.5"), Decimal("0.15"),
    Decimal("1E+2"), Fraction(7, 2), Decimal("2.0"),
)  # fmt: skip


def facts(policy: model.Policy, *, missing: bool = False) -> SearchStrategy[Facts]:
    """Give facts of the shape that a policy declares.

    Args:
        policy: the policy.
        missing: whether any fact and any optional field may be left out; else only facts with a default are.
    """

    @st.composite
    def given(draw: DrawFn) -> Facts:
        left_out = draw(st.integers(0, 5)) if missing else 0
        given: Facts = {}
        for group in policy.groups:
            values: Facts = {}
            for fact in group.facts:
                often = 5 if fact.default is not None else left_out
                if often and draw(st.integers(0, 9)) < often:
                    continue
                values[fact.key] = draw(value(fact.type, missing=missing))
            whole: bool = draw(st.booleans())
            if values or whole:
                given[group.key] = values
        return given

    return given()


def value(type_: model.Type, *, missing: bool = False) -> SearchStrategy[Any]:
    """Give the values of a type, as they stand in facts."""
    match type_:
        case model.YesNo():
            return st.booleans()
        case model.Numeric():
            return st.sampled_from(_numbers(type_))
        case model.Date():
            return st.sampled_from(DATES)
        case model.Text():
            return st.sampled_from(TEXT_VALUES)
        case model.Choice(words):
            return st.sampled_from([model.key_of(word) for word in words])
        case model.SetOf(words):
            return st.lists(st.sampled_from([model.key_of(word) for word in words]), unique=True)
        case model.ListOf(fields):
            return st.lists(_entries(fields, missing=missing), max_size=4)
        case _:
            return st.one_of(st.integers(0, 5), st.lists(_findings(), max_size=3))


def _numbers(type_: model.Numeric) -> list[Any]:
    numbers: list[Any] = [*WHOLE_NUMBERS, *(() if type_.whole else BROKEN_NUMBERS)]
    low, high = type_.low, type_.high
    fine = [n for n in numbers if (low is None or n >= low) and (high is None or n <= high)]
    return fine or [low if low is not None else high]


def _entries(fields: tuple[model.Field, ...], *, missing: bool) -> SearchStrategy[Facts]:
    required = {each.key: value(each.type) for each in fields if not (missing and each.optional)}
    optional = {each.key: value(each.type) for each in fields if missing and each.optional}
    return st.fixed_dictionaries(required, optional=optional)


def _findings() -> SearchStrategy[Facts]:
    texts = st.sampled_from(TEXT_VALUES)
    return st.fixed_dictionaries({}, optional={"where": texts, "note": texts, "evidence": texts})
