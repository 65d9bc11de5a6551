"""What generated policies are written with: names, numbers, texts, and what is known of what was written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

T = TypeVar("T")
Chosen = Callable[["Thing"], bool]

FACT_NAMES = (
    "missing camera", "guards on duty", "employees", "leader in charge", "security rules exist", "drill",
    "shields", "fire responsibility by level", "control center 24h", "x-ray check", "cost per head", "note kept",
    "date signed", "职工总数", "执勤 保安员", "section leader", "text posted", "list kept", "whole crew",
    "points lost", "by_law", "「is at fault」", "「no smoking sign」", "「and/or form」", "「进/出口」", "「a~b」",
    "「cap # lamps」", "「有 空格」", "「ratio 1:2」", "「“quoted”」", "「第1项」", "「🔥」", "footage retention",
    "Employees", "patrol", "fence", "gate", "door", "window", "alarm", "safe", "key", "radio", "helmet", "baton",
    "fork", "plan", "ledger", "dispute", "petition", "hazard", "breach", "visitor", "vehicle", "depot", "tank",
    "valve", "hydrant", "hose", "siren", "bell", "lamp", "risk class", "fine", "「if none」", "size", "factor", "系数",
    "「greater minus less」", "average mark", "neatness", "assessor", "「to the power of」", "busy", "curve", "档次",
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
REASONS = tuple(text for text in TEXTS if text)
TEXT_VALUES = ("A", "a b", "站", "# x")
DATES = ("2023-12-31", "2024-02-29", "2024-03-01", "2024-10-31")
LABELS = ("retention", "spare-2", "第三", "abc", "L1", "main")
ITEM_IDS = ("1", "1.1", "2.10", "2.1", "A-3", "三", "4.1.2", "7", "8.0", "9", "10", "11", "B", "12-1")
SECTION_IDS = ("S1", "二", "100", "S-4")
IDENTITIES = {"serial": "text", "「number or mark」": "whole number", "位置": "one of 东, 西, up north"}
"""Fields that say which finding an entry is; of one name, they are of one type."""
GROUP_IDS = ("G1", "G-2", "组", "G.3", "甲组", "g")
GRADES = ("A", "优", "B 2", "grade C", "不合格")
PLACES = ("1 place", "2 places", "3 places", "0 places")
ROUNDINGS = ("rounded up", "rounded down", "rounded half up", "rounded half even")

FACTOR, POWER, TERM, SUM, TEST, UNARY, JUNCTION, PHRASE, CASES = range(9)
"""How tightly a piece binds: what binds like `PHRASE` stands alone or in brackets, like `CASES` in these or a term."""


@dataclass(frozen=True)
class Piece:
    """A piece of an expression: as written, how tightly it binds, and whether it is always whole."""

    text: str
    level: int = FACTOR
    whole: bool = True


@dataclass(frozen=True)
class Thing:
    """A declared fact or field or a term, as far as it matters to what can be written with it."""

    name: str
    kind: str
    unit: str | None = None
    whole: bool = False
    natural: bool = False
    positive: bool = False
    low: str | None = None
    high: str | None = None
    words: tuple[str, ...] = ()
    fields: tuple["Thing", ...] = ()
    is_term: bool = False


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


BELOW = [st.integers(0, max(end - 1, 0)) for end in range(100)]
"""The numbers from 0 that are less than another; made once, as much is drawn."""


@dataclass
class Drawing:
    """Draws what is chosen."""

    draw: DrawFn

    def below(self, end: int) -> int:
        return self.draw(BELOW[end]) if end > 1 else 0

    def one(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def number(self, least: int, most: int) -> int:
        return least + self.below(most - least + 1)

    def sometimes(self, one_in: int = 2) -> bool:
        return self.below(one_in) == one_in - 1

    def take(self, left: list[T]) -> T:
        return left.pop(self.below(len(left)))

    def some(self, choices: Sequence[T], least: int, most: int) -> list[T]:
        left = list(choices)
        return [self.take(left) for _ in range(self.number(least, min(most, len(left))))]

    def text(self) -> str:
        return self.one_text() + (' "and on"' if self.sometimes(8) else "")

    def one_text(self, texts: Sequence[str] = TEXTS) -> str:
        said = self.one(texts)
        if self.sometimes(4):
            return f"“{said}”"
        return '"' + said.replace("“", '""').replace("”", '""') + '"'

    def not_encoded(self) -> str:
        return f"not encoded {self.one_text()} {self.one_text(REASONS)}"

    def reason(self) -> str:
        return f" {self.one_text(REASONS)}" if self.sometimes(3) else ""

    def title(self) -> str:
        return f" {self.text()}" if self.sometimes(3) else ""

    def points(self) -> str:
        return self.one(POINTS) + (self.one((" point", " points")) if self.sometimes(4) else "")
