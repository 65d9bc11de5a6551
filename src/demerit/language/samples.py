"""What a message suggests to write, in the language of the policy that it is about.

Takes what stands in the policy, gives a piece of policy text: its keywords as that policy spells them, in the order of
its language. It is shown between quotation marks and read by no program.
"""

from demerit.language import keywords
from demerit.language.values import Rational, write

_SAMPLES: dict[str, tuple[str, str]] = {
    "any": ("{ANY} {what}", "{ANY}{what}"),
    "no": ("{NO} {what}", "{NO}{what}"),
    "not": ("{NOT} {what}", "{NOT}{what}"),
    "bracketed": ("({what})", "（{what}）"),
    "is": ("{what} {IS} {word}", "{what}{IS}{word}"),
    "is text": ('{what} {IS} "…"', "{what}{IS}“…”"),
    "is before": ("{what} {IS_BEFORE} …", "{what}{IS_BEFORE}…"),
    "is at least": ("{what} {IS_AT_LEAST} {amount}", "{what}{IS_AT_LEAST}{amount}"),
    "is not": ("{IS_NOT} {first} {OR} {second}", "{IS_NOT}{first}{OR}{second}"),
    "is neither": ("{IS_NEITHER} {first} {NOR} {second}", "{IS_NEITHER}{first}{NOR}{second}"),
    "where": ("{name} {WHERE}", "{name}{WHERE}"),
    "where …": ("{WHERE} …", "{WHERE}…"),
    "any … where …": ("({ANY} … {WHERE} …)", "（{ANY}…{WHERE}…）"),
    "unmet": ("{UNMET_OF} …", "{UNMET_OF}…、…"),
    "missing": ("{MISSING_FROM} {what}", "{MISSING_FROM}{what}"),
    "lowest": ("{BOUND_LOW} {amount}", "{BOUND_LOW}{amount}"),
    "declared": ("{type} {BOUND_LOW} {amount}", "{type} {BOUND_LOW}{amount}"),
    "digits": ("{what} {TO} 20 {DIGITS}", "{what}{TO}20{DIGITS}"),
    "group": ("… {OF} {group}, …", "…{OF} {group}、…"),
    "from": ("{FROM} {low}", "{FROM}{low}"),
    "from to": ("{FROM} {low} {TO} {high}", "{FROM}{low}{TO}{high}"),
    "over": ("{OVER} {low}", "{OVER}{low}"),
    "up to": ("{UP_TO} {high}", "{UP_TO}{high}"),
    "grade": ('{GRADE} "A" {FROM} 90', "{GRADE} “A” {FROM}90分"),
}
"""Pieces of a policy, in English and in Chinese; capitals stand for the keyword of that terminal."""


class _Fillings(dict[str, str]):
    """What fills a sample: what is given, and else the keywords."""

    def __missing__(self, terminal: str) -> str:
        return keywords.spelling(terminal)


def sample(kind: str, **given: str) -> str:
    """Give a piece of policy text in the language spoken.

    Args:
        kind: which, of the table.
        given: what fills it, as it stands in the policy.
    """
    english, chinese = _SAMPLES[kind]
    pattern = english if keywords.spoken() == keywords.LANGUAGES[0] else chinese
    return pattern.format_map(_Fillings(given))


def amount(value: Rational, unit: str | None) -> str:
    """Give a number with its unit."""
    return with_unit(write(value), unit)


def with_unit(number: str, unit: str | None) -> str:
    """Give a number, as written, with a unit behind it."""
    if not unit:
        return number
    return number + (" " if keywords.has_blanks() else "") + keywords.unit_word(unit)


def named(name: str) -> str:
    """Give a name as it stands in a rule: in Chinese in corner brackets, which it may always have."""
    return name if keywords.has_blanks() else f"「{name}」"
