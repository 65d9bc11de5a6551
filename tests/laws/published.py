"""Hypothesis strategies for published texts: with what was put into them, and made of odd pieces."""

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.laws.wording import Drawing

Points = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Written:
    """A published text, and what was put into it.

    Attributes:
        text: the text.
        worths: of each section, what it is worth.
        items: of each section, of each of its items, of each sentence, the points that it takes or gives, in order;
            a cap and what cannot be drafted are left out.
    """

    text: str
    worths: tuple[Fraction, ...]
    items: tuple[tuple[tuple[Points, ...], ...], ...]


NUMERALS = {
    "1": "1", "0.5": "0.5", "2": "2", "3": "3", "10": "10", "１": "1", "０．５": "0.5", " 2 ": "2", "1.25": "1.25",
}  # fmt: skip
CHINESE_NUMERALS = {**NUMERALS, "一": "1", "两": "2", "十": "10", "半": "0.5", "零点五": "0.5", "二十": "20"}
ENGLISH_NUMERALS = {"1": "1", "0.5": "0.5", "2": "2", "two": "2", "a": "1", "half a": "0.5", "10": "10"}

CONDITIONS = (
    "未建立台帐", "未上锁", "无工作记录", "标识不清楚、不醒目", "按照有关规定，未配备保安", "未召开会议、下发文件",
    "管理不规范", "单位出入口（含地下车库）未安装监控", "发生火灾", "应当建立而未建立组织", "a与b不符", "甲#乙混放",
    "称为“重点部位”的场所未登记",
)  # fmt: skip
THINGS = (
    "no drill is held", "the doors are locked", "signs are unclear", 'a "key" area is unguarded',
    "records are kept late",
)  # fmt: skip
NAMES = ("untrained guard", "missing sign", "blocked exit", "late report", "and/or form")
UNITS = ("每处", "每发现一处", "每人", "每少一项", "每缺1次", "1人", "每起")
TITLES = ("组织领导", "人防", "技防", "防范效果")
ENGLISH_TITLES = ("Fire safety", "Guards", "Records", "Results")
PLAIN = ("另有规定的，从其规定。", "本项以年度为单位。", "See the annex.", "")


@st.composite
def published(draw: DrawFn) -> Written:
    """Give a published text of known patterns."""
    return _Writer(draw).text_of(chinese=draw(st.booleans()))


class _Writer(Drawing):
    def text_of(self, *, chinese: bool) -> Written:
        sections = self.number(1, 3)
        form = self.one(("standing", "numbered")) if chinese else "English"
        lines = (
            [self.one(("附件1\n安全评估标准\n", "标准（试行）\n", "", "前言\n\n"))]
            if chinese
            else ["Safety standard\n"]
        )
        worths, items = [], []
        for number in range(1, sections + 1):
            worth = self.one(("20", "15", "7.5", "100"))
            bonus = self.sometimes(4)
            lines.append(self.heading(form, number, worth))
            held = []
            for item in range(1, self.number(1, 4) + 1):
                text, points = self.item(chinese, "add" if bonus else "deduct")
                lines.append(f"{self.marker(form, number, item)}{text}\n")
                held.append(points)
            worths.append(Fraction(worth))
            items.append(tuple(held))
        ends = self.one(("\n", "\r\n"))
        return Written("".join(lines).replace("\n", ends), tuple(worths), tuple(items))

    def heading(self, form: str, number: int, worth: str) -> str:
        title = self.one(TITLES)
        if form == "standing":
            title = "\n\n".join(title) if self.sometimes() else title
            return f"\n\t{title}\n\n{worth}分\n"
        if form == "numbered":
            return f"{'一二三'[number - 1]}、{title}（{worth}分）\n"
        return f"Section {number}: {self.one(ENGLISH_TITLES)} ({worth} points)\n"

    def marker(self, form: str, section: int, item: int) -> str:
        if form == "standing":
            return f"\t{item}、"
        return f"{item}．" if form == "numbered" else f"{section}.{item} "

    def item(self, chinese: bool, verb: str) -> tuple[str, tuple[Points, ...]]:
        written, points = [], []
        for _ in range(self.number(1, 3)):
            text, said = self.sentence(verb) if chinese else self.english(verb)
            written.append(text)
            points.append(said)
        plain = self.one(PLAIN) if self.sometimes(4) else ""
        cap = ""
        if self.sometimes(4):
            cap = "此项5分扣完为止。" if chinese and verb == "deduct" else ""
        return ("" if chinese else " ").join([*written, *([plain] if plain else []), *([cap] if cap else [])]), tuple(
            points
        )

    def sentence(self, verb: str) -> tuple[str, Points]:
        word = {"deduct": self.one(("扣", "扣除", "加扣")), "add": "加"}[verb]
        numeral = self.one(list(CHINESE_NUMERALS))
        value = Fraction(CHINESE_NUMERALS[numeral])
        end = self.one(("；", "。"))
        what = self.one(CONDITIONS)
        match self.one(("once", "once", "each", "each", "capped", "tiers")):
            case "once":
                return f"{what}的{self.one(('，', ''))}{word}{numeral}分{end}", ((verb, value),)
            case "each":
                return f"{what}的，{self.one(UNITS)}{word}{numeral}分{end}", ((verb, value),)
            case "capped":
                most = {"deduct": "最多扣30分", "add": "最多加30分"}[verb]
                return f"{what}的，{self.one(UNITS)}{word}{numeral}分，{most}{end}", ((verb, value),)
        other = value + 1
        text = f"发案数超过职工总数千分之一的，{word}{numeral}分；超过千分之三的，{word}{_plain(other)}分{end}"
        return text, ((verb, value), (verb, other))

    def english(self, verb: str) -> tuple[str, Points]:
        word = {"deduct": "deduct", "add": "add"}[verb]
        numeral = self.one(list(ENGLISH_NUMERALS))
        value = Fraction(ENGLISH_NUMERALS[numeral])
        noun = self.one(("points", "point"))
        forms = (
            f"If {self.one(THINGS)}, {word} {numeral} {noun}.",
            f"{word.capitalize()} {numeral} {noun} for each {self.one(NAMES)}.",
            f"{self.one(NAMES).capitalize()}: {word} {numeral} {noun} each, up to a maximum of 30 points.",
            f"For each {self.one(NAMES)}, {word} {numeral} {noun}.",
        )
        return self.one(forms), ((verb, value),)


def _plain(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else str(float(value))


PIECES = (
    "扣1分", "加2分", "扣0.5分", "减半扣分", "不得分", "酌情扣1至3分", "此项2分扣完为止", "最多扣3分", "每发现一处",
    "每少1次", "未建立的，", "超过千分之一的，", "不足3的，", "至少开展2次演练，", "1、", "2、", "1.1 ", "（1）", "的",
    "一、组织领导（20分）", "甲", "，", "；", "。", "\n", "\n\n", "\t", "20分", "分", "(5 points)", "总分100分",
    "Section 1: A (20 points)", "deduct 1 point", "for each missing sign", "add 2 points", "lose half a point",
    "up to a maximum of 3 points", "minus 1 point", "no", "any", '"', "“", "”", "「", "」", "#", "\\", "\u3000",
    "\u202e", "\x1b", "\r\n", "{", "%", "A", "when", "not encoded", "扣９分", "各扣1分", "加扣5分", "按规定扣分。",
    "扣完为止", "-1 point", "附件1",
)  # fmt: skip
"""Pieces of which odd texts are made."""


def odd_texts() -> st.SearchStrategy[str]:
    """Give texts that are made of pieces in any order."""
    return st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
