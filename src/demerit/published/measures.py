"""Takes what stands around points in a sentence, gives what they are taken for: each of something, or a tier.

`每发现一处扣1分`, `每少1次扣1分`, `1人扣0.5分`, `扣1分/处`, `1 point for each`: a measure.
`超过职工总数千分之一的，扣5分`, `more than 2‰ of the employees: deduct 10`: a bound.

Promises: words that are not understood give nothing; nothing is guessed.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from demerit.published.numerals import CHINESE, DIGITS, ENGLISH, NUMBER, SHARE, number_of

_UNIT = (
    r"(?:百分点|季度|小时|分钟|万元|平方米|处|项|人|次|件|起|个|名|宗|例|台|份|条|户|天|日|周|月|年|套|辆|张|本|支|根|扇|间|座|部|"
    r"篇|层|级|家|类|种|吨|米|元|批|道|组|点)"
)
_ONE = rf"(?P<n>{DIGITS}|{CHINESE})"
_SEVERAL = re.compile(r"[或且]|以上|以下|[0-9０-９]|\b(?:or|and)\b", re.IGNORECASE)
"""What a subject does not hold that is one quantity."""

_COUNTER = re.compile(rf"{_UNIT}(?=\S\S)")
_NO_COUNTER = re.compile("项目|人员|家庭|部门|条款|条件|台账|台帐|组织|道路|点位|座位|支部|元件")
"""Words that begin like a measure word and are none."""

_COUNTED = tuple("处项人次件起个名宗例台份条户套辆张本支根扇间座部家")
_FOUND = r"(?:发现|查出|检查出|发生|出现|存在|增加|超过|延迟|逾期|有|满|增|超)"
_LACK = r"(?:缺少|短缺|减少|少|缺|欠|差)"
_CLAUSE = r"[^，,。；;：:\n]{2,60}?"
_WORD = r"[^\s，,。；;：:、（）()\d０-９的]"

_BEFORE = tuple(
    re.compile(pattern + r"\s*$")
    for pattern in (
        rf"每(?P<lack>{_LACK})\s*(?:{_ONE})?\s*(?P<unit>{_UNIT}{_WORD}{{0,6}}?)",
        rf"(?P<lack>(?<![减至不很最]){_LACK})\s*{_ONE}\s*(?P<unit>{_UNIT}{_WORD}{{0,6}}?)",
        rf"每{_FOUND}?\s*(?:{_ONE})?\s*(?P<unit>{_UNIT}{_WORD}{{0,6}}?)",
        rf"(?<![0-9０-９.．第少于过多足达每])(?P<n>[1１一])\s*(?P<unit>{_UNIT})",
        r"以(?P<unit>\w{1,3})为单位",
        rf"(?:^|(?<=[，,。；;：:）)]))\s*每(?:(?P<lack>{_LACK})|{_FOUND})?\s*(?:{_ONE}\s*(?P<unit>{_UNIT}{_CLAUSE})|"
        rf"(?P<each>(?:{'|'.join(_COUNTED)})(?=[未无不没]){_CLAUSE}))的?[，,]?",
    )
)
_BEHIND = re.compile(rf"\s*(?:[/／每]|一)(?P<unit>{_UNIT})")

_EN_BEHIND = re.compile(
    rf"\s*(?:each|apiece|(?:per|for\s+each|for\s+every|each|every)\s+(?:(?P<n>{DIGITS}|{ENGLISH})\s+)?(?P<unit>[^\n.;:]*))",
    re.IGNORECASE,
)
_EN_BEFORE = re.compile(
    rf"(?:(?:^|[.;:,(])\s*(?:each|every)|\b(?:per|for\s+each|for\s+every|for\s+any))\s+(?:(?P<n>{DIGITS}|{ENGLISH})\s+)?"
    r"(?P<unit>[^\n.;:,]+?)\s*[:,–—-]?\s*$",
    re.IGNORECASE,
)
_EN_LACK = re.compile(r"\b(?:missing|lacking|short|fewer|absent)\b", re.IGNORECASE)

_OVER = r"超过|大于|高于|多于|超出|超"
_UNDER = r"不足|低于|少于|小于|不满|未达到|达不到|未达"
_TIER = re.compile(
    rf"^(?P<subject>[^，,。；;]*?)(?:(?:(?P<over>{_OVER})|(?P<under>{_UNDER})|(?P<from>达到|达))了?(?P<base>[^，,。；;\d０-９]*?)的?)?"
    rf"(?:(?P<share>{SHARE})|(?P<n>{NUMBER})(?P<unit>{_UNIT})?)(?P<up>及?以上|及?以下)?的?\s*[，,：:]?\s*$"
)
_EN_TIER = re.compile(
    r"^(?P<subject>.*?)\b(?:(?:is|are)\s+)?(?:(?P<over>more\s+than|over|above|exceed(?:s|ing)?|greater\s+than)|(?P<from>at\s+least)|"
    rf"(?P<under>under|below|less\s+than|fewer\s+than))\s+(?:(?P<share>{DIGITS}\s?[%‰])|(?P<n>{DIGITS}))"
    r"(?:\s+of\s+(?:the\s+|all\s+)?(?P<base>[^,;:.]+?)|\s+(?P<unit>[^,;:.]+?))?\s*[,:–—-]?\s*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """That points are for each of something.

    Attributes:
        start: where it begins in the words before the points; their length where it stands behind the points.
        unit: of what, as written; empty where it does not say.
        number: of how many at a time.
        lacks: whether for each that is missing.
        behind: how many characters behind the points belong to it.
        numbered: whether the unit begins with a measure word that is no part of what is counted.
    """

    start: int
    unit: str
    number: Fraction = Fraction(1)
    lacks: bool = False
    behind: int = 0
    numbered: bool = False

    @property
    def what(self) -> str:
        """What is counted, without the measure word that a number has behind it: `未装摄像头` of `一处未装摄像头`."""
        match = _COUNTER.match(self.unit) if self.numbered and not _NO_COUNTER.match(self.unit) else None
        return self.unit if match is None else self.unit[match.end() :]


@dataclass(frozen=True, slots=True)
class Bound:
    """The bound of a tier.

    Attributes:
        subject: of what, as written; empty where a sentence goes on.
        operator: `over`, `from`, `under` or `down_from`.
        value: the number.
        base: of what the number is a share; empty where it does not say.
        share: whether it is a share.
        unit: the unit behind the number, as written.
    """

    subject: str
    operator: str
    value: Fraction
    base: str
    share: bool
    unit: str = ""

    @property
    def counts(self) -> bool:
        """Whether the number counts something."""
        return bool(self.unit) and self.unit in _COUNTED


def measure(before: str, behind: str) -> Measure | None:
    """Give what points are for each of; None where they are taken once.

    Args:
        before: the words of the sentence before the points.
        behind: those behind them.
    """
    for pattern in _BEFORE:
        match = pattern.search(before, max(0, len(before) - 80))
        if match is not None:
            return _measured(match, match.start(), 0)
    match = _BEHIND.match(behind)
    if match is not None:
        return _measured(match, len(before), match.end())
    match = _EN_BEHIND.match(behind)
    if match is not None:
        return _measured(match, len(before), match.end())
    match = _EN_BEFORE.search(before, max(0, len(before) - 200))
    return None if match is None else _measured(match, match.start(), 0)


def _measured(match: re.Match[str], start: int, behind: int) -> Measure | None:
    groups = match.groupdict()
    number = Fraction(1) if groups.get("n") is None else number_of(groups["n"])
    unit = (groups.get("unit") or groups.get("each") or "").strip()
    if number is None or number <= 0:
        return None
    lacks = groups.get("lack") is not None or _EN_LACK.search(unit) is not None
    return Measure(start, unit, number, lacks, behind, bool(groups.get("n") or groups.get("each")))


def bound(before: str) -> Bound | None:
    """Give the bound that the words before points set; None where they set none."""
    for pattern in (_TIER, _EN_TIER):
        match = pattern.match(before.lstrip())
        found = None if match is None else _bounded(match.groupdict())
        if found is not None:
            return found
    return None


def _bounded(groups: dict[str, str | None]) -> Bound | None:
    value = number_of(groups["share"] or groups["n"] or "")
    up = groups.get("up") or ""
    named = bool(groups["over"] or groups["under"])
    if value is None or (named and up) or not (named or groups["from"] or up):
        return None  # “超过3次以上” says two things
    operator = "over" if groups["over"] else "under" if groups["under"] else "from"
    if up.endswith("以下"):
        operator = "down_from"
    if _SEVERAL.search(groups["subject"] or ""):
        return None
    base = (groups["base"] or "").strip()
    if base and not groups["share"]:
        return None
    unit = (groups.get("unit") or "").strip()
    return Bound((groups["subject"] or "").strip(), operator, value, base, groups["share"] is not None, unit)
