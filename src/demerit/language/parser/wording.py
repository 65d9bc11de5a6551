"""The words that explanations of broken texts are made of: what terminals are called, and which belong together."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from demerit.language import keywords
from demerit.language.messages import Said, Text, both, say, template
from demerit.language.samples import sample

if TYPE_CHECKING:
    from lark import Token

OPERANDS: dict[str, Text] = {
    "NAME": say("a name"),
    "NUMBER": say("a number"),
    "STRING": say("a text in quotes"),
    "ID": say("a number or an identifier"),
    "DATE": say("a date"),
    "UNIT": say("a unit"),
    "DECLARED": say("a name with a colon behind it"),
    "_COLON": say("a colon"),
    "_BAR": "“|”",
    "_BULLET": say("a field (a line that begins with “-” and a blank)"),
    "_COMMA": say("a comma"),
    "_OPEN": say("an opening bracket"),
    "_CLOSE": say("a closing bracket"),
    "_PLUS": "“+”",
    "_TIMES": "“*”",
    "_DIVIDE": "“/”",
    "_MINUS": say("a minus sign"),
    "$END": say("the end of the text"),
}
BEGINS = ("NAME", "NUMBER", "_OPEN")
EXPRESSIONS = (
    ("UNMET_OF", say("a condition or a quantity, such as the name of a fact")),
    ("NOT", say("a condition, such as the name of a yes/no fact")),
    ("THE_ITEM", say("a number of points, the name of a number or an amount in brackets")),
    ("NAME", say("a name or a number")),
)
"""What is expected where an expression can begin, by the keyword that only then can stand there."""
OPERATORS = frozenset(
    {
        "_PLUS", "MINUS", "_TIMES", "_DIVIDE", "TO_THE_POWER", "_MINUS",
        "ROUNDED_UP", "ROUNDED_DOWN", "ROUNDED_HALF_UP", "ROUNDED_HALF_EVEN",
        "POINTS", "MORE", "BEYOND",
    }
)  # fmt: skip


def worked_out(verb: str) -> Said:
    """Say where points stand that are worked out."""
    return say("points that are worked out stand in brackets: “{verb} (…)”", verb=str(verb))


def called(terminal: Text) -> Text:
    """Give what a terminal is called; what is none is called as it says itself."""
    return OPERANDS.get(terminal, terminal) if isinstance(terminal, str) else terminal


def band(*, or_word: bool) -> Said:
    """Say what a band of a table is."""
    if or_word:
        one, other = sample("from to", low="5", high="9"), sample("up to", high="4")
        return say("a band, such as “{one}”, “{other}” or a word", one=one, other=other)
    return say("a band, such as “{one}”", one=sample("from", low="5"))


def types() -> Said:
    """Say what a type is."""
    count, yes_no = keywords.spelling("COUNT"), keywords.spelling("YES_NO")
    return say("a type, such as “{count}”, “{yes_no}” or a unit", count=count, yes_no=yes_no)


DIFFERENCE = template("a difference is written “{minus}”; “{short}” says how much is lacking, and is never below 0")
VALUE_FIRST = template("the value comes first: “1 {word} … {otherwise} 2”, in a term or in brackets")
CONDITION_AND_LAST = template("expected {word} and a condition; the last value stands behind “{otherwise}”")

STAND_ALONE = frozenset(
    {"IN_EACH", "MISSING_FROM", "UNMET_OF", "LEVELS_OF", "GREATEST_OF", "LEAST_OF", "MEAN_OF", "SHORT_OF"}
)
BANDS = ("FROM", "OVER", "UP_TO", "BELOW")
MEAN = ("MEAN_OF", "IN_EACH", "WEIGHTED_BY", "WHERE", "IF_NONE")
PARTS = ("WORTH", "STARTS_AT", "FLOOR", "NO_FLOOR", "WEIGHT", "RESCALED", "SCORE")
UNDER = {
    "VERDICT": ("NO_SCORE_WHEN", "GRADE", "AT_MOST_GRADE", "AT_LEAST_GRADE"),
    "ITEM": (
        "WHEN",
        "UNLESS",
        "PER",
        "BY",
        "ALWAYS",
        "APPLIES_WHEN",
        "ITEM_CAP",
        "CHARGED_ONCE",
        "ONLY_WHEN",
        "HALVED_WHEN",
    ),
    "SECTION": ("ITEM", "GROUP"),
    "EXAMPLE": ("GIVEN", "EXPECT"),
}
"""Headings, and what can stand in lines under them only."""
IN_EXAMPLES = ("GIVEN", "EXPECT", "NOTE")
EXPECTED = ("SCORE", "NO_SCORE", "GRADE", "SECTION", "GROUP", "ITEM", "RULE", "NEEDS", "REFUSED")
"""What begins something that is expected."""
GIVES_NO_VALUE = frozenset(
    {
        "OR", "OR_MORE", "OR_LESS", "IS_NOT", "IS_NEITHER", "IS_AT_LEAST", "IS_AT_MOST", "IS_LESS", "IS_MORE",
        "IS_BEFORE", "IS_AFTER", "IS_ON_OR_BEFORE", "IS_ON_OR_AFTER",
    }
)  # fmt: skip
"""What leaves open which value a fact has: it has no place in what an example gives."""
CHAINS = ("OTHERWISE", "OR_IF_MORE", "OR_IF_LESS")
LISTS = ("UNMET_OF", "LEVELS_OF", "GREATEST_OF", "LEAST_OF")
RESULTS = ("SCORE_OF_SECTION", "SCORE_OF_ITEM", "POINTS_OF_SECTION", "POINTS_OF_ITEM")
LEADING = frozenset({*LISTS, "MEAN_OF", "TOTAL_SO_FAR"})
JOINING = frozenset({"OTHERWISE", "MINUS", "TO_THE_POWER"})
ARITHMETIC = frozenset({"_PLUS", "MINUS", "_TIMES", "_DIVIDE", "TO_THE_POWER"})
GO_ON = frozenset(
    {
        "AND", "OR", "IS", "IS_NOT", "IS_AT_LEAST", "IS_AT_MOST", "IS_LESS", "IS_MORE",
        "ROUNDED_UP", "ROUNDED_DOWN", "ROUNDED_HALF_UP", "ROUNDED_HALF_EVEN",
        "_PLUS", "MINUS", "_TIMES", "_DIVIDE", "TO_THE_POWER",
    }
)  # fmt: skip
UNITS = ("NAME", "UNIT", "POINTS")
SIGNS = {
    "=": "IS",
    "==": "IS",
    "＝": "IS",
    "!=": "IS_NOT",
    "<>": "IS_NOT",
    "≠": "IS_NOT",
    "<": "IS_LESS",
    "＜": "IS_LESS",
    ">": "IS_MORE",
    "＞": "IS_MORE",
    "<=": "IS_AT_MOST",
    "≤": "IS_AT_MOST",
    ">=": "IS_AT_LEAST",
    "≥": "IS_AT_LEAST",
    "^": "TO_THE_POWER",
}
SIGN = re.compile("|".join(map(re.escape, sorted(SIGNS, key=len, reverse=True))))
MINUSES = "-－−–"
NAME_AND_COLON = re.compile(r"(\d[^\n:：#\"“”「」]*?)[^\S\n]*[:：]")
DATELIKE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?![0-9A-Za-z_])")
_IDENTIFIER = re.compile(r"[^\W_]\w*(?:[.\-]\w+)*", re.ASCII)


def in_example(text: str, token: "Token", read: list[str], accepts: Collection[str], first: bool) -> Text:
    """Say of something out of place in an example what stands there.

    Args:
        text: the text.
        token: what is out of place.
        read: the terminals that were read of the statement, from the last one back to the first.
        accepts: those that could have come.
        first: whether it is the first on its line.
    """
    if read[-1:] == ["GIVEN"] and token.type in GIVES_NO_VALUE:
        is_ = keywords.spelling("IS")
        return say("an example gives one value of a fact: “… {is_} …”; another case is another example", is_=is_)
    if EXPECTED[-1] in accepts and token.type in ("NUMBER", "ID"):
        match = _IDENTIFIER.match(text, token.start_pos or 0)
        return _unnamed(match[0]) if match and any(map(str.isdecimal, match[0])) else ""
    if first and {"GIVEN", "EXPECT"}.issubset(accepts) and token.type in keywords.table():
        return say("below an example stand {words}", words=both(f"“{keywords.spelling(word)}”" for word in IN_EXAMPLES))
    return ""


def _unnamed(text: str) -> Said:
    """Say of a number or an identifier that is expected that it is not said what it is."""
    if not any(map(str.isalpha, text)):
        score, item = keywords.spelling("SCORE"), keywords.spelling("ITEM")
        return say("say what it is: “{one}” or “{other}”", one=f"{score} {text}", other=f"{item} {text} …")
    return say("say what it is: “{one}”", one=f"{keywords.spelling('RULE')} {text} …")
