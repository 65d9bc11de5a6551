"""The numbers that a sentence of a standard holds: in digits, in Chinese characters, in English words.

Takes a text, gives a set of exact numbers. It is generous: `20万元` holds 20 and 200000, `5%` holds 5 and 1/20,
and what is part of a longer numeral may be given too. It is asked whether a number can have come from a sentence, so a
number too many hides a finding, and a number too few would make a false one.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

_WIDE = str.maketrans("０１２３４５６７８９．％，／", "0123456789.%,/")
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_ARABIC = re.compile(
    rf"({_DIGITS})(?:\s*/\s*(\d+))?\s*(%|‰|[十百千万亿]+|thousand|million|percent|per cent)?", re.IGNORECASE
)
_SCALES = {
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "percent": Fraction(1, 100),
    "per cent": Fraction(1, 100),
    "thousand": Fraction(1000),
    "million": Fraction(10**6),
}
_CHINESE = "〇零○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_CHINESE_NUMBER = re.compile(rf"[{_CHINESE}]+")
_SHARE = re.compile(rf"([{_CHINESE}]+|{_DIGITS})分之([{_CHINESE}]+|{_DIGITS})")
_TENTHS = re.compile(rf"([{_CHINESE}]+|{_DIGITS})成")
_VALUES = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    **{character: value for value, character in enumerate("壹贰叁肆伍陆柒捌玖", start=1)},
    "〇": 0, "○": 0, "两": 2,
}  # fmt: skip
_PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_COUNTED = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")
_ENGLISH = {
    **{word: Fraction(value) for value, word in enumerate(_COUNTED)},
    **{word: Fraction(10 * value) for value, word in enumerate(_TENS, start=3)},
    "thousand": Fraction(1000), "dozen": Fraction(12), "once": Fraction(1), "twice": Fraction(2),
    "both": Fraction(2), "double": Fraction(2), "single": Fraction(1), "half": Fraction(1, 2),
    "third": Fraction(1, 3), "quarter": Fraction(1, 4), "a": Fraction(1), "an": Fraction(1), "each": Fraction(1),
    "any": Fraction(1), "every": Fraction(1), "no": Fraction(0),
}  # fmt: skip
_POINTS = re.compile(
    rf"(?:{_DIGITS}|[{_CHINESE}半])\s*(?:分(?![之钟数比点])|points?\b|marks?\b)|[扣加减]\s*(?:{_DIGITS}|[{_CHINESE}])"
)
_NAMED_POINTS = re.compile(r"\b([a-z]+)\s+(?:points?|marks?)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_HALVES = {"半": Fraction(1, 2), "双": Fraction(2), "每": Fraction(1), "无": Fraction(0), "未": Fraction(0)}


_TIME_UNITS = {
    "天": "days", "日": "days", "周": "weeks", "星期": "weeks", "个月": "months", "月": "months", "年": "years",
    "小时": "hours", "分钟": "minutes", "day": "days", "week": "weeks", "month": "months", "year": "years",
    "hour": "hours", "minute": "minutes",
}  # fmt: skip
_TIME = re.compile(rf"({_DIGITS}|[{_CHINESE}半]+)\s*({'|'.join(sorted(_TIME_UNITS, key=len, reverse=True))})")
_LONE_TIME = re.compile(
    r"\b(an?|each|every|one|per)\s+(day|week|month|year|hour|minute)|[每半]个?(天|日|周|星期|月|年|小时)"
)


@lru_cache(maxsize=4096)
def lengths_of_time(text: str) -> frozenset[tuple[str, Fraction]]:
    """Give the lengths of time that a text names: units, by the names that stand for all spellings, and numbers."""
    found = {(_TIME_UNITS[match[2]], number) for match in _TIME.finditer(text) for number in numbers(match[1])}
    for match in _LONE_TIME.finditer(text):
        unit = _TIME_UNITS[match[2] or match[3]]
        found |= {(unit, Fraction(1, 2)) if match[0].startswith("半") else (unit, Fraction(1))}
    return frozenset(found)


@lru_cache(maxsize=4096)
def numbers(text: str) -> frozenset[Fraction]:
    """Give the numbers that a text holds."""
    return frozenset(_numbers(text.translate(_WIDE)))


@lru_cache(maxsize=4096)
def states_numbers(text: str) -> bool:
    """Tell whether a text states any number in digits or in Chinese numerals, so that others can be missed in it."""
    return bool(re.search(r"\d", text) or _CHINESE_NUMBER.search(text))


@lru_cache(maxsize=4096)
def states_points(text: str) -> bool:
    """Tell whether a text states how many points: 扣0.5分, 加一分, 2 points, two marks."""
    plain = text.translate(_WIDE)
    if _POINTS.search(plain):
        return True
    return any(match[1].lower() in _ENGLISH for match in _NAMED_POINTS.finditer(plain))


def _numbers(text: str) -> Iterator[Fraction]:
    for match in _ARABIC.finditer(text):
        value = _value(match[1])
        yield value
        if match[2] and int(match[2]):
            yield value / int(match[2])
        if match[3]:
            scale = _SCALES.get(match[3].lower())
            yield value * (scale if scale is not None else _chinese("一" + match[3]))
    for match in _SHARE.finditer(text):
        if whole := _value(match[1]):
            yield _value(match[2]) / whole
    for match in _TENTHS.finditer(text):
        yield _value(match[1]) / 10
    for match in _CHINESE_NUMBER.finditer(text):
        yield _chinese(match[0])
        yield from (Fraction(_VALUES[character]) for character in match[0] if character in _VALUES)
    yield from (value for word, value in _HALVES.items() if word in text)
    for match in _WORD.finditer(text):
        if (named := _ENGLISH.get(match[0].lower())) is not None:
            yield named


def _value(text: str) -> Fraction:
    return Fraction(text.replace(",", "")) if text[0].isdigit() else _chinese(text)


def _chinese(text: str) -> Fraction:
    """Read a numeral in Chinese characters: 二十, 一百零五, 两千万; without places digit by digit, 二〇二四."""
    if not set(text) & (set(_PLACES) | set(_GROUPS)):
        return Fraction(int("".join(str(_VALUES[character]) for character in text)))
    total = group = digit = 0
    for character in text:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _PLACES:
            group += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            total = (
                (total + (group + digit or 1)) * _GROUPS[character]
                if total == 0
                else total + ((group + digit or 1) * _GROUPS[character])
            )
            group = digit = 0
    return Fraction(total + group + digit)
