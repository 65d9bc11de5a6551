"""Takes numbers as published texts write them, in Chinese or English, gives them exact.

`0.5`, full-width digits, `半`, `零点五`, `二十`, `1万`; `half`, `a`, `two`; shares: `千分之二`, `百分之五`, `2‰`,
`15%`.

Promises: a number is read exactly, or not at all.
"""

import re
from fractions import Fraction

from demerit.language.values import MOST_DIGITS, NumeralError, parse_numeral

DIGITS = r"[0-9０-９]{1,30}(?:[.．][0-9０-９]{1,30})?"
"""The pattern of a number in digits; of bounded length, so that looking for one is never slow."""

CHINESE = r"(?:[零〇一二两三四五六七八九十百千]{1,20}(?:点[零〇一二三四五六七八九]{1,20})?|半)"
"""The pattern of a number in Chinese words."""

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_HALVES = ("half a", "half of a", "a half", "one half", "one-half", "half")

ENGLISH = "(?:" + "|".join(sorted([*_UNITS, *_HALVES, "an", "a"], key=len, reverse=True)) + r")(?![\w-])"
"""The pattern of a number in English words."""

NUMBER = rf"(?:{DIGITS}\s?[万亿]?|{CHINESE})"
"""The pattern of a number in a Chinese text."""

SHARE = rf"(?:(?:千|百|万)分之(?:{DIGITS}|{CHINESE})|{DIGITS}\s?[%％‰])"
"""The pattern of a share of something."""

_DIGITS = ("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")
_WORDS = {character: value for value, characters in enumerate(_DIGITS) for character in characters}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SHARES = {"百": 100, "千": 1000, "万": 10_000}


def number_of(text: str) -> Fraction | None:
    """Give the number that a text is; None where it is none, or longer than a number may be."""
    text = "".join(text.split()) if not text[:1].isascii() or text[:1].isdigit() else " ".join(text.split()).lower()
    if text in _HALVES or text == "半":
        return Fraction(1, 2)
    if text in ("a", "an"):
        return Fraction(1)
    if text in _UNITS:
        return Fraction(_UNITS[text])
    share = re.fullmatch(r"([百千万])分之(.+)", text)
    if share is not None:
        value = number_of(share[2])
        return None if value is None else value * Fraction(1, _SHARES[share[1]])
    try:
        return parse_numeral(text)
    except NumeralError:
        return _of_words(text)


def _of_words(text: str) -> Fraction | None:
    whole, point, decimals = text.partition("点")
    if len(text) > MOST_DIGITS or not whole or (point and not decimals):
        return None
    if not set(whole) <= {*_WORDS, *_TENS} or not set(decimals) <= set(_WORDS):
        return None
    total, digit = 0, None
    if any(character in _TENS for character in whole):
        for character in whole:
            if character in _WORDS:
                digit = _WORDS[character]
            else:
                total += (1 if digit is None else digit) * _TENS[character]
                digit = None
        total += digit or 0
    else:  # 二〇 is read digit by digit
        total = int("".join(str(_WORDS[character]) for character in whole))
    places = "".join(str(_WORDS[character]) for character in decimals)
    return Fraction(total) + (Fraction(int(places), 10 ** len(places)) if places else 0)
