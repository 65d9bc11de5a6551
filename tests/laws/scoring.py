"""How the sections, the items and the verdict of generated policies are written."""

from dataclasses import dataclass
from fractions import Fraction

from tests.laws.phrases import Above
from tests.laws.rules import Plan, Rules
from tests.laws.wording import GRADES, GROUP_IDS, ITEM_IDS, PHRASE, PLACES, ROUNDINGS, SECTION_IDS, WORTHS

WEIGHTS = {1: (("100%",),), 2: (("60%", "40%"), ("75%", "25%"), ("12.5%", "87.5%"), ("1%", "99%"))}
ITEM_WORTHS = ("1", "2", "5", "10", "1.5")
MARKS = (-2, 0, 2, 5, 10, 60, 90)


@dataclass
class Scoring(Rules):
    """Writes sections and the verdict."""

    def __post_init__(self) -> None:
        self.items, self.sections, self.group_ids = list(ITEM_IDS), list(SECTION_IDS), list(GROUP_IDS)
        self.weights: list[str] = []
        self.rescaled_together = False
        self.full_marks: Fraction | None = Fraction(0)
        self.runs_low = False

    def agree(self, ordinary: int) -> None:
        """Settle what all ordinary sections have in common."""
        if self.sometimes(6):
            self.weights = list(self.one(WEIGHTS[ordinary]))
        else:
            self.rescaled_together = self.sometimes(8)

    # sections

    def section(self, *, bonus: bool) -> str:
        kind = "bonus" if bonus else self.one(("plain", "plain", "plain", "plain", "deep", "starts"))
        rescaled = not bonus and not self.rescaled_together and self.sometimes(5)
        verbs = {"bonus": ("add",), "starts": ("deduct", "add")}.get(kind, ("deduct",))
        plans = [self.plan(verbs, rescaled or (self.rescaled_together and not bonus)) for _ in range(self.number(1, 2))]
        groups = self.grouped(plans) if self.sometimes(5) else []
        for plan in plans:
            if len(plan.verbs) > 1 and (plan.worth or plan.cap):
                plan.verbs = (self.one(verbs),)
        topless = kind == "starts" and not rescaled and not self.rescaled_together and self.sometimes()
        worth = self.worth(plans, topless=topless)
        parts = self.parts(kind, worth, topless=topless, rescaled=rescaled)
        id_ = self.take(self.sections)
        opening = f"{'bonus section' if bonus else 'section'} {id_}{self.title()} {' '.join(parts)}"
        lines = [f"  note {self.text()}" for _ in range(self.number(0, 1))]
        lines += [f"  {self.not_encoded()}"] if self.sometimes(8) else []
        # Where the sections are rescaled together, all of them have to stand above.
        self.sums_so_far = any(each.what == "section" for each in self.above) and (bonus or not self.rescaled_together)
        items = ["\n".join(self.item(plan)) for plan in plans]
        self.sums_so_far = False
        for group in groups:
            items.insert(self.number(0, len(items)), group)
        self.above.append(Above(id_, "section", True, kind in ("plain", "bonus")))
        return "\n".join([opening, *lines, *items])

    def plan(self, verbs: tuple[str, ...], rescaled: bool) -> Plan:
        applies = self.sometimes(3 if rescaled else 4)
        stated = (rescaled and applies) or self.sometimes(5)
        cap = self.number(0, 5)  # none, in the heading, before the rules, or behind them
        plan = Plan(self.take(self.items), verbs, self.one(ITEM_WORTHS) if stated else None, cap % 4, applies)
        plan.starts = len(verbs) > 1
        if plan.starts and self.sometimes():
            plan.cap, plan.worth = 0, plan.worth if rescaled and applies else None
        plan.beyond = "deduct" in verbs
        return plan

    def grouped(self, plans: list[Plan]) -> list[str]:
        """Write groups over some of the items, which then have one verb."""
        held = self.some(plans, 1, len(plans))
        left = [plan.id for plan in plans if plan not in held]
        verbs = (self.one(held[0].verbs),)
        for plan in plans:
            plan.verbs = verbs
        inner = self.take(self.group_ids)
        lines = [self.group_of(inner, [plan.id for plan in held])]
        if self.sometimes():
            lines.append(self.group_of(self.take(self.group_ids), [inner, *left]))
        return lines

    def group_of(self, id_: str, members: list[str]) -> str:
        return f"  group {id_}{self.title()} of {self.one((', ', '、')).join(members)} cap {self.points()}"

    def worth(self, plans: list[Plan], *, topless: bool) -> str:
        """Give what a section is worth: what its items are together, where all of them say."""
        if topless and all(plan.worth for plan in plans):
            plans[-1].worth = None
        stated = sum((Fraction(plan.worth) for plan in plans if plan.worth), Fraction(0))
        if all(plan.worth for plan in plans):
            return str(stated)
        worth = self.one(list(WORTHS))
        return worth if not stated else str(stated + Fraction(WORTHS[worth]))

    def parts(self, kind: str, worth: str, *, topless: bool, rescaled: bool) -> list[str]:
        """Write what a section is worth, and what else its heading says."""
        points = self.one((" point", " points")) if self.sometimes(4) else ""
        if kind == "bonus":
            return [f"up to {worth}{points}"]
        parts = [] if topless else [f"worth {worth}{points}"]
        start = Fraction(worth)
        if kind == "starts":
            ends = (Fraction(0), start)  # what is rescaled starts at one of them
            start = self.one(ends if rescaled or self.rescaled_together else (*ends, start / 2, Fraction(-2)))
            parts.append(f"starts at {start}")
        if kind == "deep" or start < 0 or (kind == "starts" and self.sometimes()):
            floors = ["-5", "-2.5", "0", "no"] if start >= 0 else ["-5", "-2.5", "no"]
            floor = self.one([*floors, "1"] if start >= 1 and not rescaled and not self.rescaled_together else floors)
            parts.append("no floor" if floor == "no" else f"floor {floor}")
            self.runs_low = self.runs_low or floor == "no" or floor.startswith("-")
        weight = self.weights.pop() if self.weights else ""
        parts += [f"weight {weight}"] if weight else []
        share = Fraction(weight[:-1]) / 100 if weight else Fraction(1)
        if topless:
            self.full_marks = None
        nothing = self.one(("full", "zero", "no score"))
        to = self.one(("100", "1.5")) if rescaled and self.sometimes(3) else ""
        if self.full_marks is not None:
            self.full_marks += share * Fraction(to or worth)
        parts += [f"rescaled{f' to {to}' if to else ''} if nothing applies {nothing}"] if rescaled else []
        parts += [self.rounding()] if not self.rescaled_together and self.sometimes(6) else []
        return self.some(parts, len(parts), len(parts))

    def rounding(self) -> str:
        return f"score {self.one(ROUNDINGS)}" + (f" to {self.one(PLACES)}" if self.sometimes() else "")

    def item(self, plan: Plan) -> list[str]:
        worth = f"worth {plan.worth}{self.one(('', ' points'))}" if plan.worth else ""
        cap = f"cap {self.points()}" if plan.cap == 1 else ""
        said = [part for part in (worth, cap) if part]
        lines = [f"  item {plan.id}{self.title()} {' '.join(self.some(said, len(said), len(said)))}".rstrip()]
        lines += [f"    item cap {self.points()}"] if plan.cap == 2 else []
        lines += [f"    note {self.text()}"] if self.sometimes(4) else []
        lines += [f"    applies when {self.condition(PHRASE)}"] if plan.applies else []
        lines += self.rules(plan)
        lines += [f"    item cap {self.points()}"] if plan.cap == 3 else []
        natural = len(plan.used) < 2
        self.above.append(Above(plan.id, "item", bool(plan.worth) and len(plan.used) == 1, natural))
        return lines

    # the verdict

    def verdict(self) -> str:
        """Write the verdict, if there is one."""
        floored = self.charges_beyond or self.runs_low
        if not (floored or self.rescaled_together or self.sometimes(4)):
            return ""
        lines = [f"no score when {self.condition(PHRASE)}{self.reason()}"] if self.sometimes(3) else []
        rounding = self.rounding() if self.sometimes(3) else ""
        floors = ["no floor", "floor 0", "floor -5", *(["floor -2.5"] if not rounding else [])]
        lines += [self.one(floors)] if floored or self.sometimes(4) else []
        lines += [f"cap {self.one(('3', '10', '100 points'))}"] if self.sometimes(4) else []
        if self.rescaled_together:
            to = self.one(("", "", " to 100"))
            lines.append(f"rescaled{to} if nothing applies {self.one(('full', 'zero', 'no score'))}")
        lines += [rounding] if rounding else []
        lines += self.grades(rounding) if self.sometimes() else []
        lines += [f"{self.one(('cite', 'note'))} {self.text()}"] if self.sometimes(3) else []
        return "\n".join([f"verdict{self.title()}", *(f"  {line}" for line in lines)])

    def grades(self, rounding: str) -> list[str]:
        """Write grades, and what holds them to some."""
        names = self.some(GRADES, 2, 4)
        bands = self.bands_of(rounding, self.number(2, len(names)))
        banded = self.some(range(len(names)), len(bands), len(bands))
        limits = []
        for place in range(len(names)):
            if place not in banded or self.sometimes(6):
                words = ["at most"] * (place > 0) + ["at least"] * (place < len(names) - 1)
                limits.append(f'{self.one(words)} grade "{names[place]}" when {self.condition(PHRASE)}')
        grades = [f'grade "{name}"{" " + bands.pop(0) if place in banded else ""}' for place, name in enumerate(names)]
        grades = grades if self.sometimes() else grades[::-1]
        return [*grades, *self.some(limits, len(limits), len(limits))]

    def bands_of(self, rounding: str, count: int) -> list[str]:
        """Write so many bands of scores, the best first, without a gap between them."""
        whole = rounding.endswith((*ROUNDINGS, " 0 places"))
        cuts = sorted(self.some(MARKS, count - 1, count - 1))
        low, bands = "", []
        for cut in cuts:
            form = self.one(("to", "under", "whole" if whole else "to"))
            word, above = {"to": ("to", f"over {cut}"), "under": ("under", f"from {cut}")}.get(
                form, ("to", f"from {cut + 1}")
            )
            opening = low or {"to": "up", "under": ""}[word]
            bands.append(f"{opening} {word} {cut}" if opening else f"below {cut}")
            low = above
        return [*bands, low][::-1]
