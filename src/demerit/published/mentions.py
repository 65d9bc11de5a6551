"""Takes a stretch of a published text, gives what it says of points: what is taken or given, caps, ranges, halving.

This is the one place that says what a sentence takes. Chinese: `扣1分`, `加扣0.5分`, `扣1至3分`, `此项2分扣完为止`,
`减半扣分`, `不得分`; English: `deduct 0.5 points`, `1 point each`, `loses 2 points`, `+1 point`, `up to a maximum of 2
points`. Numbers are read by `numerals`.

Promises: mentions come in the order of the text and do not overlap; each has its place. What is said not to be taken
(`不扣分`) is no mention.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from demerit.language.source import Span
from demerit.published.numerals import CHINESE, DIGITS, ENGLISH, number_of

POINTS, CAP, RANGE, HALVED, WHOLE, OTHER = "points", "cap", "range", "halved", "whole", "other"
"""The kinds of mentions.

`POINTS` takes or gives a number; `CAP` is the most that something takes or gives; `RANGE` leaves the number to choose;
`HALVED` takes half of what another takes; `WHOLE` takes all that the item is worth; `OTHER` takes points, but does not
say how many.
"""


@dataclass(frozen=True, slots=True)
class Mention:
    """What a text says of points at one place.

    Attributes:
        kind: `POINTS`, `CAP`, `RANGE`, `HALVED`, `WHOLE` or `OTHER`.
        span: where it is said, in the text.
        verb: `deduct` or `add`; None where it does not say.
        points: how many; of a range the most; None where it does not say.
        low: of a range, the fewest; None where it does not say.
        more: whether it is on top of something else (`加扣`, `a further`).
        of_item: whether a cap says that it is that of the item (`此项`).
        each: whether the words themselves say that it is for each (`各扣`, `each`).
    """

    kind: str
    span: Span
    verb: str | None = None
    points: Fraction | None = None
    low: Fraction | None = None
    more: bool = False
    of_item: bool = False
    each: bool = False


_S = r"\s{0,8}"
_NOT = "(?<![不未免勿])(?<!不再)(?<!不另)(?<!不重复)(?<!不予)"
_ZH = rf"(?:{DIGITS}|{CHINESE})"
_N = rf"(?P<n>{_ZH}){_S}分(?P<half>半)?(?![之钟])"
_TO = r"[至到\-－—–~～]"
_TAKES = r"(?P<take>(?P<more>追加|另|再|加)?(?P<each>各|分别)?(?:扣除|扣减|扣掉|倒扣|扣|减去|减))"
_GIVES = r"(?P<give>(?P<more>额外|另|再)?(?P<each>各|分别)?(?:奖励|增加|加计|加记|加|奖))"
_MOST = r"(?:最多|最高|至多|累计|合计|共计|总共|总计)"
_NO_MORE = r"不(?:得|能|可|应)?(?:超过|超出|高于|多于)"
_OF_ITEM = r"(?P<item>[此本该每](?:小|大)?(?:项目|条款|项|条|款|类|栏))"

_PTS = r"(?:points?|pts?|marks?)\b"
_EN = rf"(?<![\w.])(?P<n>{DIGITS}|{ENGLISH})"
_FURTHER = r"(?:\s+(?P<more>a\s+further|another|an\s+additional|an\s+extra|additional|further|extra))?"
_BEHIND = r"(?:\s+(?P<more>more|further|additional|extra))?"
_END = r"(?=\s*(?:[,.;:)]|$|each\b|per\b|apiece\b|for\b))"
_IN_ALL = r"(?=\s*(?:in\s+all\b|in\s+total\b|overall\b|[,.;)]|$))"

_Pattern = tuple[str, re.Pattern[str]]


def _patterns(flags: int, *table: tuple[str, str]) -> tuple[_Pattern, ...]:
    return tuple((kind, re.compile(_numbered(pattern), flags)) for kind, pattern in table)


def _numbered(pattern: str) -> str:
    """Number the groups of a pattern, since a name can be used once only: `n`, `n_2`."""
    seen: dict[str, int] = {}

    def name(match: re.Match[str]) -> str:
        seen[match[1]] = seen.get(match[1], 0) + 1
        return f"(?P<{match[1]}_{seen[match[1]]}>"

    return re.sub(r"\(\?P<([a-z]+)>", name, pattern)


# Of two that begin at the same place, the earlier one is taken.
_CHINESE = _patterns(
    0,
    (CAP, rf"(?:{_OF_ITEM}{_S}[^，,。；;\d]{{0,6}}?)?{_N}{_S}[，,]?{_S}(?P<take>扣)[完光]{_S}为{_S}止"),
    (CAP, rf"{_OF_ITEM}?(?P<take>扣)[完光满]{_S}{_N}{_S}为止"),
    (
        CAP,
        rf"{_OF_ITEM}?{_S}{_MOST}{_S}(?:可|只|仅)?{_S}(?:(?P<take>扣)除?|"
        rf"(?P<give>加|奖励))?分?{_S}(?:{_NO_MORE})?{_S}{_N}",
    ),
    (
        CAP,
        rf"{_OF_ITEM}?{_S}(?:(?P<take>扣)|(?P<give>加))分(?:总分|总和|总数|合计|累计|最多|最高)?{_S}"
        rf"(?:{_NO_MORE}|上限为?|以){_S}{_N}",
    ),
    (CAP, rf"{_OF_ITEM}?{_S}(?:以{_S}{_N}{_S}为限|{_N}{_S}封顶)"),
    (CAP, rf"{_OF_ITEM}?{_S}(?:封顶|上限)为?{_S}{_N}"),
    (CAP, rf"{_OF_ITEM}?{_S}(?P<take>扣)[完光]{_S}为{_S}止"),
    (RANGE, rf"{_NOT}(?:酌情|视情|酌)?(?:予以|给予)?(?:{_TAKES}|{_GIVES}){_S}(?P<low>{_ZH}){_S}分?{_S}{_TO}{_S}{_N}"),
    (HALVED, r"减半(?P<take>扣)(?:除|减)?分?|(?P<take>扣)分减半"),
    (
        OTHER,
        r"(?:加倍|双倍|酌情|酌|视情)(?:予以|给予)?(?P<take>扣)(?:除|减)?分?(?![\s\d０-９]{0,4}[\d０-９一二两三四五六七八九十半])",
    ),
    (OTHER, r"(?:按|依|照)[^，,。；;\n]{1,20}(?P<take>扣)分(?=[，,。；;]|\s*$)"),
    (POINTS, rf"{_NOT}{_TAKES}{_S}{_N}"),
    (POINTS, rf"(?<![不未免勿累追参附]){_GIVES}{_S}{_N}"),
    (
        WHOLE,
        r"(?:不得|不给|不计)分(?![的包配离立开散解割摊期批组])|得[0０零]分|"
        r"(?P<take>扣)(?:除|完|光)?(?:全部|所有)分(?:值|数)?|分值全"
        r"(?P<take>扣)",
    ),
)  # fmt: skip
_ENGLISH = _patterns(
    re.IGNORECASE,
    (
        CAP,
        rf"\b(?:up\s+)?(?:to\s+|at\s+|with\s+|subject\s+to\s+)?(?:an?\s+|the\s+)?(?:maximum|max\.?|limit|cap)"
        rf"(?:\s+(?:deduction|penalty|loss|bonus))?(?:\s+of|\s+is|:)?\s+{_EN}(?:\s+"
        rf"{_PTS}|{_IN_ALL})",
    ),
    (
        CAP,
        rf"(?<!deduct\s)(?<!subtract\s)\b(?:at\s+most|no\s+more\s+than|not\s+more\s+than|not"
        rf"\s+exceeding|not\s+to\s+exceed|capped\s+at|limited\s+to|up\s+to)\s+{_EN}"
        rf"(?:\s+{_PTS}|{_IN_ALL})",
    ),
    (
        RANGE,
        rf"(?<!not\s)\b(?:(?P<take>deduct(?:s|ed)?|subtract(?:s|ed)?|los(?:e|es))|"
        rf"(?P<give>adds?|awards?|gains?))\s+(?:between\s+)?(?P<low>{DIGITS}|{ENGLISH})"
        rf"\s*(?:to|and|-|–|—)\s*{_EN}\s+{_PTS}",
    ),
    (RANGE, rf"(?<!not\s)\b(?P<take>deduct|subtract)\s+(?:up\s+to|at\s+most)\s+{_EN}(?:\s+{_PTS})?"),
    (
        HALVED,
        r"\b(?:half\s+(?:of\s+)?(?:the|that|this)\s+(?P<take>deduction|points|penalty)|halv"
        r"(?:e|es|ed|ing)\b|(?:deduct|deducted)\s+half\b(?!\s+an?\b))",
    ),
    (
        POINTS,
        rf"(?<!not\s)\b(?P<take>deduct(?:s|ed|ing)?|subtract(?:s|ed)?){_FURTHER}\s+"
        rf"{_EN}{_BEHIND}(?:\s+{_PTS}|{_END})",
    ),
    (
        POINTS,
        rf"(?<!not\s)\b(?P<take>minus|los(?:e|es|t|ing)|forfeits?|tak(?:e|es)\s+off|docks?|penalty"
        rf"\s+of){_FURTHER}\s+{_EN}{_BEHIND}\s+{_PTS}",
    ),
    (
        POINTS,
        rf"(?<!not\s)\b(?P<give>adds?|award(?:s|ed)?|gains?|earns?|plus|bonus\s+of)"
        rf"{_FURTHER}\s+{_EN}{_BEHIND}\s+{_PTS}",
    ),
    (POINTS, rf"(?<![\w.])(?:(?P<take>[−–-])|(?P<give>\+))\s?{_EN}\s+{_PTS}"),
    (
        POINTS,
        rf"(?:\b(?:an?\s+)?(?P<more>further|additional|extra|another)\s+)?"
        rf"{_EN}{_BEHIND}\s+{_PTS}(?P<each>\s+each)?(?:\s+(?:is|are|will\s+be|shall"
        rf"\s+be|must\s+be|to\s+be))?\s+(?:(?P<take>deducted|subtracted|lost|taken"
        rf"\s+off|forfeited|off\b)|(?P<give>added|awarded|gained|earned|granted))",
    ),
    (POINTS, rf"{_EN}{_BEHIND}\s+(?:{_PTS}\s+)?(?P<each>each|apiece|per|for\s+each|for\s+every)\b"),
    (
        WHOLE,
        r"\b(?:scores?|gets?|receives?|earns?)\s+(?:0|zero|no)\s+points?\b|\ball\s+"
        r"(?:the\s+)?points\s+(?:of\s+(?:this|the)\s+item\s+)?(?:are\s+)?(?:lost|deducted|forfeited)|\blos"
        r"(?:e|es)\s+all\b",
    ),
    (OTHER, r"\b(?P<take>deduct(?:s|ed)?)\s+(?:points\s+)?at\s+(?:the\s+)?(?:\S+\s+)?discretion\b"),
)  # fmt: skip


def mentions(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """Give what a stretch of a text says of points.

    Args:
        text: the whole text.
        start: the offset where the stretch begins.
        end: the offset behind it.

    Returns:
        The mentions, in the order of the text; their spans are offsets in the whole text.
    """
    found: list[tuple[int, int, int, str, re.Match[str]]] = []
    for order, (kind, pattern) in enumerate((*_CHINESE, *_ENGLISH)):
        for match in pattern.finditer(text, start, end):
            found.append((_first(match), order, match.end(), kind, match))
    taken: list[Mention] = []
    last = start
    for begin, _, stop, kind, match in sorted(found, key=lambda each: each[:3]):
        if begin < last:
            continue
        mention = _mention(kind, begin, stop, match)
        if mention is not None:
            taken.append(mention)
            last = stop
    return tuple(taken)


def _first(match: re.Match[str]) -> int:
    """Give the offset of the first character of a match that is no blank."""
    return match.end() - len(match[0].lstrip())


def _mention(kind: str, begin: int, stop: int, match: re.Match[str]) -> Mention | None:
    groups = {name.split("_")[0]: value for name, value in match.groupdict().items() if value is not None}
    points = number_of(groups["n"]) if "n" in groups else None
    if "n" in groups and points is None:
        return None
    if points is not None and "half" in groups:
        points += Fraction(1, 2)
    low = number_of(groups["low"]) if "low" in groups else None
    if kind in (POINTS, CAP) and points == 0:
        return None
    if kind == RANGE and low is not None and points is not None and low >= points:
        return None
    verb = "deduct" if "take" in groups else "add" if "give" in groups else None
    return Mention(kind, Span(begin, stop), verb, points, low, "more" in groups, "item" in groups, "each" in groups)
