"""How the rules of generated policies are written, with what hangs on them."""

from dataclasses import dataclass, field
from fractions import Fraction

from tests.laws.definitions import Definitions
from tests.laws.wording import CASES, LABELS, PHRASE, UNITS, Piece, Thing, Wanted

CONDITIONAL = ("when", "unless", "always")
OTHERWISE, MORE, LESS = "otherwise", "or if more", "or if less"


@dataclass
class Plan:
    """What is settled of an item before it is written.

    Attributes:
        verbs: what its rules may do.
        beyond: whether they may charge beyond it.
        starts: whether the section both adds and deducts.
        used: what its rules do, once they are written.
    """

    id: str
    verbs: tuple[str, ...]
    worth: str | None = None
    cap: int = 0
    applies: bool = False
    beyond: bool = False
    starts: bool = False
    used: set[str] = field(default_factory=set)


@dataclass
class Chain:
    """The rules above that another may hang on: by which word, and by which words it may."""

    verb: str
    words: tuple[str, ...]


@dataclass
class Effect:
    """An effect as written, and what matters of it to what hangs on it."""

    text: str
    beyond: bool = False
    whole: bool = False


@dataclass
class Rules(Definitions):
    """Writes rules."""

    charges_beyond: bool = False
    once: list[Thing] = field(default_factory=list)

    def rules(self, plan: Plan) -> list[str]:
        """Write the rules of an item."""
        lines, labels, chain = [], list(LABELS), None
        for _ in range(self.number(1, 4)):
            if self.sometimes(8):  # what stands behind it has no rule above it
                lines.append(f"    repealed{self.reason()}")
                chain = None
            lines += [f"    cite {self.text()}"] if self.sometimes(4) else []
            lines += [f"    {self.not_encoded()}"] if self.sometimes(12) else []
            word = self.one(chain.words) if chain is not None and chain.words and self.sometimes(3) else ""
            written, chain = self.rule(plan, labels, chain if word else None, word)
            lines += written
        if plan.beyond and plan.used and self.sometimes(12):
            kind = self.one(("points", "score")) if plan.worth else "points"
            bound = self.one(("is 0", "is at least 1", "is less than 2"))
            lines.append(f"    when {kind} of item {plan.id} {bound} deduct {self.points()} beyond the item")
            self.charges_beyond = True
        return lines

    def rule(self, plan: Plan, labels: list[str], chain: Chain | None, word: str) -> tuple[list[str], Chain]:
        joined = word in (MORE, LESS)
        verb = chain.verb if chain and joined else self.one(plan.verbs)
        kinds = ["when", "unless", "per", "per", "by"] * 2
        opening = self.one([*kinds, "always"])
        once = opening == "per" and verb == "deduct" and not joined and self.sometimes(2 if self.once else 6)
        said = f"{word} " if word else ""
        if opening == "by":
            unit = self.one(list(UNITS))
            lines = [f"    {said}by {self.quantity(Wanted(unit, natural=self.sometimes()), PHRASE)}"]
            bounds = self.tiers(unit)
            effects = [self.effect(plan, verb, opening, joined=joined) for _ in bounds]
            lines += [f"      {bound} {effect.text}" for bound, effect in zip(bounds, effects, strict=True)]
            effect = Effect("", any(e.beyond for e in effects), any(e.whole for e in effects))
        elif once:
            effect = self.effect(plan, verb, "once", joined=True)
            lines = [f"    {said}per {self.listed()} {effect.text}"]
        else:
            effect = self.effect(plan, verb, opening, joined=joined)
            lines = [f"    {said}{self.asked(opening, bool(word))}{effect.text}"]
        if not (effect.beyond and not effect.whole):
            plan.used.add(verb)
        self.charges_beyond = self.charges_beyond or effect.beyond
        modifiers = [f"cap {self.points()}"] if not effect.whole and self.sometimes(3) else []
        modifiers += ["charged once"] if once else []
        modifiers += [f"only when {self.condition(PHRASE)}"] if self.sometimes(4) else []
        modifiers += [f"halved when {self.condition(PHRASE)}"] if verb == "deduct" and self.sometimes(4) else []
        modifiers += [f"label {self.take(labels)}"] if self.sometimes(6) else []
        modifiers += [f"note {self.text()}"] if self.sometimes(6) else []
        lines += [f"      {modifier}" for modifier in self.some(modifiers, len(modifiers), len(modifiers))]
        words: tuple[str, ...] = (word,) if word else (OTHERWISE, OTHERWISE, MORE, LESS)
        if effect.beyond or once:
            words = tuple(each for each in words if each == OTHERWISE)
        if opening == "always":
            words = tuple(each for each in words if each != OTHERWISE)
        return lines, Chain(verb, words)

    def asked(self, opening: str, chained: bool) -> str:
        """Write when a rule hits, or how often."""
        if opening == "always":
            return "" if chained else "always "
        if opening == "per":
            unit = self.one(list(UNITS)) if self.sometimes(3) else None
            return f"per {self.quantity(Wanted(unit, whole=True), PHRASE)} "
        return f"{opening} {self.condition(PHRASE)} "

    def listed(self) -> str:
        """Write the entries of which each is charged once."""
        thing = self.one(self.once) if self.once and not self.sometimes(3) else self.thing("list")
        self.once.append(thing)
        if self.sometimes():
            return thing.name
        return self.fit(Piece(f"{thing.name} where {self.where(thing, 1)}", PHRASE), PHRASE).text

    def effect(self, plan: Plan, verb: str, opening: str, *, joined: bool) -> Effect:
        if not self.sometimes(3):
            return Effect(f"{verb} {self.points()}{' more' if self.sometimes(6) else ''}")
        kinds = ["name", "bracket"]
        kinds += ["discretion"] if opening in CONDITIONAL else []
        if plan.worth and not plan.cap and verb == "deduct" and opening in (*CONDITIONAL, "by"):
            kinds += ["whole", "whole"]
            kinds += ["whole beyond"] if plan.beyond and not joined else []
        if plan.beyond and verb == "deduct" and opening != "by" and not joined:
            kinds += ["beyond"] if plan.used or not plan.starts else []
        match self.one(kinds):
            case "discretion":
                least, most = self.one((("1", "3"), ("0.5", "2"), ("1", "1.5")))
                fact = self.declare("discretion").name
                return Effect(f"{verb} {least} to {most}{self.one(('', ' points'))} at discretion of {fact}")
            case "whole":
                return Effect("deduct the item", whole=True)
            case "whole beyond":
                amount = self.amount(more="") if self.sometimes() else self.points()
                return Effect(f"deduct the item and {amount} beyond the item", beyond=True, whole=True)
            case "beyond":
                amount = self.amount() if self.sometimes() else self.points()
                return Effect(f"deduct {amount} beyond the item", beyond=True)
        return Effect(f"{verb} {self.amount()}")

    def amount(self, more: str = " more") -> str:
        """Write an amount that has to be reckoned: a name, or something in brackets."""
        if self.sometimes():
            return self.thing("number", Wanted().fits, Wanted()).name
        inner = self.measure(Wanted(), CASES, 1, None).text
        inner = "1" if inner.strip("()（）") in ("0", "15%", "2‰") else inner  # none, or a share
        bracketed = f"({inner})" if self.sometimes() else f"（{inner}）"
        return bracketed + (self.one((more, " points")) if self.sometimes(4) else "")

    def tiers(self, unit: str | None) -> list[str]:
        bounds = sorted(self.some(["0", "1/3", "1", "2", "3.5", "5"], 1, 3), key=Fraction)
        written = [f"{bound}{self.one(UNITS[unit])}" for bound in bounds]
        if self.sometimes(3):
            return [f"{self.one(('under', 'down from'))} {bound}" for bound in reversed(written)]
        if self.sometimes(4):  # `from 3` and `over 3` are two tiers
            return [*(f"over {bound}" for bound in written[:-1]), f"from {written[-1]}", f"over {written[-1]}"]
        return [f"{self.one(('over', 'from'))} {bound}" for bound in written]
