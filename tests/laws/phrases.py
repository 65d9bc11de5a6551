"""How the conditions and quantities of generated policies are written, and the facts that they need."""

from dataclasses import dataclass, field, replace

from tests.laws.wording import (
    CASES,
    DATES,
    FACT_NAMES,
    FACTOR,
    FIELD_NAMES,
    GROUP_NAMES,
    IDENTITIES,
    JUNCTION,
    NUMBERS,
    PHRASE,
    PLACES,
    POWER,
    ROUNDINGS,
    SUM,
    TERM,
    TEST,
    TEXT_VALUES,
    UNARY,
    UNITS,
    WORDS,
    Chosen,
    Drawing,
    Piece,
    Thing,
    Wanted,
)  # fmt: skip


@dataclass(frozen=True)
class Above:
    """An item or a section that has been written: its id, and the results of it that can be read.

    Attributes:
        what: `item` or `section`.
        has_score: whether it has a score that is always known where its rules are.
        natural: whether what it took or gave, and its score, is never below zero.
    """

    id: str
    what: str
    has_score: bool
    natural: bool


@dataclass
class Phrases(Drawing):
    """Writes conditions and quantities."""

    names: list[str] = field(default_factory=lambda: list(FACT_NAMES))
    things: list[Thing] = field(default_factory=list)
    asks: list[bool] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)
    group_titles: dict[str, str] = field(default_factory=dict)
    above: list[Above] = field(default_factory=list)
    sums_so_far: bool = False
    plain: int = 0

    def term(self, kind: str, wanted: Wanted | None) -> Thing | None:
        """Define a term, if it is time for one."""
        raise NotImplementedError

    # facts and fields

    def thing(self, kind: str, fits: Chosen = lambda _: True, wanted: Wanted | None = None) -> Thing:
        """Take a fact or a term that fits, or declare a new one."""
        known = [
            thing for thing in self.things if thing.kind == kind and not (self.plain and thing.is_term) and fits(thing)
        ]
        if known and (self.sometimes() or len(self.names) < 3):
            return self.one(known)
        return (not self.plain and self.term(kind, wanted)) or self.declare(kind, wanted)

    def declare(self, kind: str, wanted: Wanted | None = None, *, unread: bool = False) -> Thing:
        thing, type_ = self.declared(self.take(self.names), kind, wanted)
        has_default = kind in ("yes", "number", "choice", "date", "findings") and self.sometimes(4)
        qualifiers = [self.default(thing)] if has_default else []
        qualifiers += [" optional"] if unread or (qualifiers and self.sometimes(3)) else []
        label = self.title() if self.sometimes() else ""
        lines = [f"  {thing.name} : {type_}{''.join(self.some(qualifiers, len(qualifiers), 2))}{label}"]
        if kind == "list":
            fields, written = self.fields(wanted)
            thing, lines = replace(thing, fields=fields), lines + written
        group = self.group()
        self.groups[group] += lines
        if not unread:
            self.things.append(thing)
        return thing

    def fields(self, wanted: Wanted | None) -> tuple[tuple[Thing, ...], list[str]]:
        """Give the fields of a list, and their lines; one of them is a number, if that is wanted."""
        fields, lines, names = [], [], list(FIELD_NAMES)
        kinds = ["number"] if wanted is not None else []
        kinds += [self.one(("yes", "number", "choice", "date", "text")) for _ in range(self.number(1 - len(kinds), 3))]
        for each in kinds:
            named, type_ = self.declared(self.take(names), each, wanted)
            wanted = None
            fields.append(named)
            optional = " optional" if self.sometimes(3) else ""
            lines.append(f"    {self.one('-·')} {named.name} : {type_}{optional}{self.title()}")
        if self.sometimes(3):
            name = self.one(list(IDENTITIES))
            lines.insert(self.number(0, len(lines)), f"    - {name} : {IDENTITIES[name]} identifies{self.title()}")
        return tuple(fields), lines

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
        written = self.one(UNITS[unit]).strip() or "number"
        low = self.one(("1", "2", "0.5")) if positive else "0" if natural else None
        if low is None and self.sometimes(3):
            low = self.one(("-2", "-1.5"))
        high = self.one(("5", "1000")) if self.sometimes(6) else None
        bounds = []
        if unit is None and whole and natural and not positive and not self.sometimes(3):
            written = "count"
        else:
            written = f"whole {written}" if whole else written
            none = ("",) if low == "0" else ()
            bounds += [f" at least {low}{self.one((*none, *UNITS[unit]))}"] if low is not None else []
        bounds += [f" at most {high}{self.one(UNITS[unit])}"] if high else []
        thing = Thing(name, kind, unit, whole, natural, positive, low, high)
        return thing, written + "".join(self.some(bounds, len(bounds), len(bounds)))

    def default(self, thing: Thing) -> str:
        if thing.kind == "yes":
            if self.sometimes():
                return f" default {self.one(('yes', 'no'))}"
            self.plain += 1
            condition = self.condition(FACTOR, 0)
            self.plain -= 1
            return f" default {condition}"
        if thing.kind == "choice":
            return f" default {self.one(thing.words)}"
        if thing.kind == "date":
            known = [each.name for each in self.things if each.kind == "date"]
            return f" default {self.one([*known, *DATES])}"
        if thing.positive or thing.high:
            return f" default 3{self.one(UNITS[thing.unit])}"
        self.plain += 1
        whole = thing.whole or thing.kind == "findings"
        quantity = self.quantity(Wanted(thing.unit, whole=whole), TERM, 1)
        self.plain -= 1
        return f" default {self.counted(quantity)}"

    def counted(self, quantity: str) -> str:
        """Make a number of a list or of findings, where these stand bare."""
        listed = {known.name for known in self.things if known.kind in ("list", "findings")}
        return f"{quantity} × 1" if quantity.strip("()（）") in listed else quantity

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
            results = (self.turned_out, self.turned_out) if self.above and not self.plain else ()
            made = self.one((*makers, *results))(depth, scope)
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
        wanted = Wanted(self.one((None, None, *UNITS)), natural=False)
        left = self.quantity(wanted, SUM, depth, scope)
        right = "0" if self.sometimes(6) else self.quantity(wanted, SUM, depth, scope)
        operator = self.one((
            "is", "is not", "is at least", "is at most", "is less than", "is fewer than", "is under",
            "is more than", "is over",
        ))  # fmt: skip
        return Piece(f"{left} {operator} {right}", TEST)

    def turned_out(self, _depth: int, _scope: Thing | None) -> Piece:
        result = self.result(Wanted(natural=False))
        assert result is not None
        operator = self.one(("is", "is at least", "is less than", "is over"))
        return Piece(f"{result.text} {operator} {self.one(('0', '1', '2.5', '5'))}", TEST)

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
            rounding = self.one((*ROUNDINGS, *ROUNDINGS[:2]))
            piece = Piece(f"{self.fit(piece, TERM).text} {rounding}", SUM)  # not bare behind a plus
        return self.fit(piece, most)

    def leaf(self, wanted: Wanted, scope: Thing | None) -> Piece:
        if self.sometimes(4):
            return self.constant(wanted)
        if wanted.unit is None and not wanted.positive and self.sometimes(3):
            return (self.sometimes(3) and self.result(wanted)) or Piece(self.thing(self.one(("list", "findings"))).name)
        thing = self.pick("number", scope, wanted.fits, wanted)
        return Piece(thing.name, FACTOR, thing.whole)

    def made(self, wanted: Wanted, depth: int, scope: Thing | None) -> Piece:
        kinds = ["sum", "product", "sum", "product", "extreme", "cases"]
        if not wanted.positive:
            kinds += ["quotient", "total", "shortfall", "quotient", "total", "shortfall", "difference", "rounded"]
            kinds += ["share", "entries", "lacking", "unmet"] * 2 if wanted.unit is None else []
            kinds += ["levels", "mean", "power", "mean", "power", "result"] if wanted.unit is None else []
        kind, depth = self.one(kinds), depth - 1
        loose = replace(wanted, whole=False)
        match kind:
            case "sum":
                left = self.measure(wanted, SUM, depth, scope)
                right = self.measure(replace(wanted, positive=False), TERM, depth, scope)
                return Piece(f"{left.text} {self.one('+＋')} {right.text}", SUM, left.whole and right.whole)
            case "product":
                left = self.measure(replace(wanted, unit=None), TERM, depth, scope)
                right = self.measure(wanted, POWER, depth, scope)
                return Piece(f"{left.text} {self.one('*×')} {right.text}", TERM, left.whole and right.whole)
            case "quotient" | "share":
                unit = self.one(list(UNITS)) if kind == "share" else None
                left = self.measure(replace(loose, unit=unit) if kind == "share" else loose, TERM, depth, scope)
                right = self.measure(Wanted(unit, positive=True), POWER, depth, scope)
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
            case "unmet" | "levels":
                names = [self.pick("yes", scope).name for _ in range(self.number(1, 3))]
                opening = "unmet of" if kind == "unmet" else "levels reached of"
                return Piece(f"{opening} {self.one((', ', '、', '，')).join(names)}", PHRASE)
            case "extreme":
                return self.extreme(wanted, depth, scope)
            case "cases":
                return self.cases(wanted, depth, scope)
            case "difference":
                return self.difference(wanted, depth, scope)
            case "mean":
                return self.mean(wanted, depth)
            case "power":
                return self.power(wanted, depth, scope)
            case "result":
                return self.result(wanted) or self.leaf(wanted, scope)
            case _:
                inner = self.measure(loose, TERM, depth, scope)
                return Piece(f"{inner.text} {self.one(ROUNDINGS)} to {self.one(PLACES)}", SUM, whole=False)

    def extreme(self, wanted: Wanted, depth: int, scope: Thing | None) -> Piece:
        greatest = self.sometimes()
        parts = [self.measure(wanted, SUM, depth, scope)]
        # One that is not below zero is enough to keep the greatest from being so.
        wanted = replace(wanted, natural=not greatest and wanted.natural, positive=not greatest and wanted.positive)
        parts += [self.measure(wanted, SUM, depth, scope) for _ in range(self.number(1, 2))]
        parts = self.some(parts, len(parts), len(parts))
        joined = self.one((", ", "、")).join(part.text for part in parts)
        opening = "the greatest of" if greatest else "the least of"
        return Piece(f"{opening} {joined}", PHRASE, all(part.whole for part in parts))

    def cases(self, wanted: Wanted, depth: int, scope: Thing | None) -> Piece:
        values = [self.measure(wanted, SUM, depth, scope) for _ in range(self.number(2, 3))]
        written = ""
        for place, value in enumerate(values[:-1]):
            # Without a comma, a name at the end of a line or a unit would take the next value for its own.
            comma = "\n      " if self.sometimes(4) and value.text[0].isdigit() else self.one((", ", ",\n      "))
            written += (
                comma if place else ""
            ) + f"{value.text} if {self.condition(JUNCTION, max(depth - 1, 0), scope)}"
        return Piece(f"{written} otherwise {values[-1].text}", CASES, all(value.whole for value in values))

    def difference(self, wanted: Wanted, depth: int, scope: Thing | None) -> Piece:
        if not wanted.natural:
            left, right = self.measure(wanted, SUM, depth, scope), self.measure(wanted, TERM, depth, scope)
            return Piece(f"{left.text} minus {right.text}", SUM, left.whole and right.whole)
        bounded = [thing for thing in self.things if thing.high and thing.unit == wanted.unit and not thing.is_term]
        if bounded and self.sometimes():
            thing = self.one(bounded)
            return Piece(f"{thing.high}{self.one(UNITS[wanted.unit])} minus {thing.name}", SUM, thing.whole)
        inner = self.difference(replace(wanted, natural=False), depth, scope)
        none = f"0{self.one(UNITS[wanted.unit])}"
        return Piece(f"the greatest of {none}, {self.fit(inner, SUM).text}", PHRASE, inner.whole)

    def mean(self, wanted: Wanted, depth: int) -> Piece:
        listed = self.thing("list", lambda each: any(map(wanted.fits, each.fields)), wanted)
        meant = self.one([named for named in listed.fields if wanted.fits(named)])
        weights = [named.name for named in listed.fields if named.kind == "number" and named.natural]
        weighted = f" weighted by {self.one(weights)}" if weights and self.sometimes() else ""
        where = f" where {self.where(listed, depth)}" if self.sometimes() else ""
        none = self.one(("0", "1", "2.5", "1/3") if wanted.natural else ("0", "-1", "1", "-2.5"))
        return Piece(f"mean of {meant.name} in each {listed.name}{weighted}{where} if none {none}", PHRASE, whole=False)

    def power(self, wanted: Wanted, depth: int, scope: Thing | None) -> Piece:
        if self.sometimes():
            base = self.measure(wanted, FACTOR, depth, scope)
            return Piece(f"{base.text} to the power of {self.one('1232')}", POWER, base.whole)
        base = self.measure(replace(wanted, natural=True, whole=False), FACTOR, depth, scope)
        digits = self.one(("1 digit", "3 digits", "20 digits"))
        return Piece(
            f"{base.text} to the power of {self.one(('1/2', '2/3', '0.5', '1/3'))} to {digits}", POWER, whole=False
        )

    def result(self, wanted: Wanted) -> Piece | None:
        """Read what an item or a section above came to, if there is one."""
        above = [each for each in self.above if each.natural or not wanted.natural]
        if self.plain or not above:
            return None
        if self.sums_so_far and not wanted.natural and self.sometimes():
            return Piece("total so far", whole=False)
        sections = [each for each in above if each.what == "section"]
        read = self.one(sections if sections and self.sometimes() else above)
        kind = self.one(("points", "score")) if read.has_score else "points"
        return Piece(f"{kind} of {read.what} {read.id}", whole=False)

    def shortfall(self, wanted: Wanted, depth: int, scope: Thing | None) -> Piece:
        shorts, whole = [], True
        for _ in range(self.number(1, 2)):
            have = self.measure(replace(wanted, natural=False), SUM, depth, scope)
            need = self.measure(replace(wanted, natural=False), SUM, depth, scope)
            shorts.append(f"{have.text} short of {need.text}")
            whole = whole and have.whole and need.whole
        return Piece(", ".join(shorts), PHRASE, whole)
