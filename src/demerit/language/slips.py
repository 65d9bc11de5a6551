"""Takes a policy's text and a place in it, gives what was meant there: slips of a known form that are no keyword.

Where one is found it says what to write: the suggestions, or what was expected.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from demerit.language import codes, keywords
from demerit.language.messages import Text, say, template
from demerit.language.nearness import near
from demerit.language.source import Span

if TYPE_CHECKING:
    from lark import Token


@dataclass(frozen=True, init=False)
class Slip:
    """What is to be told of one slip.

    Attributes:
        code: its code.
        span: what is underlined.
        near: what may have been meant.
        args: what fills the templates of the code.
    """

    code: codes.Code
    span: Span
    near: tuple[str, ...]
    args: Mapping[str, Any]

    def __init__(self, code: codes.Code, span: Span, near: Iterable[str] = (), **args: Any) -> None:
        for name, value in {"code": code, "span": span, "near": tuple(near), "args": args}.items():
            object.__setattr__(self, name, value)


def _unexpected(text: str, span: Span, meant: Iterable[str] = (), expected: Text = "") -> Slip:
    found = f"“{' '.join(text[span.start : span.end].split())}”"
    return Slip(codes.UNEXPECTED, span, meant, found=found, expected=expected)


def _span(token: "Token") -> Span:
    return Span(token.start_pos or 0, token.end_pos or 0)


# -- what is there, and how much of it -----------------------------------------------------------------------------


def there(text: str, at: int) -> Slip | None:
    """Find `there is …` at a place: the language says what is asked for without a verb, `any leak`, `no leak`."""
    found = keywords.mistaken(text, at, ("ANY", "NO"))
    if found is None or found[1].terminal not in _THERE or (keywords.has_blanks() and len(found[0].split()) < 2):
        return None
    phrase, keyword = found
    span, behind = Span(at, at + len(phrase)), _BLANKS.match(text, at + len(phrase))
    assert behind is not None
    if keyword.terminal not in _COMPARED:
        if not text[behind.end() : behind.end() + 1].isdigit():
            return _unexpected(text, span, [keyword.spelling])
        keyword = keywords.table()["IS"]
    return _unexpected(
        text, span, expected=say("what is counted comes first: “… {keyword} …”", keyword=keyword.spelling)
    )


def there_among(text: str, at: int, tokens: Sequence["Token"], declared: Collection[str]) -> Slip | None:
    """Find `there is …` in a statement that could not be read: it was taken for a name, or into one.

    Args:
        text: the text.
        at: the fault.
        tokens: what was read of the statement, from the last token back to the first.
        declared: the names that are declared.
    """
    blanks = keywords.has_blanks()
    places = [] if blanks else [at]  # without blanks it may be no name: 存在「漏水」
    for number, token in enumerate(tokens, 1):
        if token.type == "NAME" and " ".join(token.split()) not in declared:
            places.append(_span(token).start)
            if not blanks and [each.type for each in tokens[number : number + 1]] == ["NOT"]:
                places.append(_span(tokens[number]).start)
    return next((slip for place in reversed(places) if (slip := there(text, place)) is not None), None)


_BLANKS = re.compile(r"[^\S\n]*")
_COMPARED = frozenset({"IS_AT_LEAST", "IS_AT_MOST", "IS_LESS", "IS_MORE"})
_THERE = _COMPARED | {"ANY", "NO"}

BETWEEN = ("between", "介于")
WITHIN = ("within",)
"""What people write before two bounds, or before one; the language compares with each."""

_BOUND = r"\d[^\s、，,至到和与之的–-]*(?:[^\S\n]+(?!and\b|or\b|to\b|deduct\b|add\b)[^\W\d_]+[²³]?)?"
_RANGE = re.compile(
    rf"(?P<word>[^\W\d_]+?)[^\S\n]*(?P<low>{_BOUND})(?:[^\S\n]*(?:and|to|or|[-–、至到和与])[^\S\n]*(?P<high>{_BOUND}))?"
)


def ranged(text: str, at: int, subject: str, *, negated: bool = False, word: str = "") -> Slip | None:
    """Find a range at a place, `between 3 and 5`: each of its bounds is compared with.

    Args:
        text: the text.
        at: where its word begins.
        subject: what is compared.
        negated: whether `not` stands before it.
        word: the word, where it is known for one that begins a range here; otherwise only those are that always do.
    """
    match = _RANGE.match(text, at)
    said = match["word"] if match is not None else ""
    if match is None or said not in (*BETWEEN, *WITHIN, word):
        return None
    table = keywords.table()
    at_least, at_most, less, more = (table[t].spelling for t in ("IS_AT_LEAST", "IS_AT_MOST", "IS_LESS", "IS_MORE"))
    low, high = match["low"].strip(), match["high"]
    joined = table["OR" if negated else "AND"].spelling
    first, last = (less, more) if negated else (at_least, at_most)
    if high is None:
        if said not in WITHIN:
            return None
        meant = f"{subject} {more if negated else at_most} {low}"
    else:
        meant = f"{subject} {first} {low} {joined} {subject} {last} {high.strip()}"
    return bounds_apart(Span(at, at + len(said)), said, meant)


def bounds_apart(span: Span, word: str, meant: str) -> Slip:
    """Say of the word that begins a range how the range is written."""
    expected = say("each bound is compared with: “{meant}”", meant=meant)
    return Slip(codes.UNEXPECTED, span, found=f"“{word}”", expected=expected)


def range_before(text: str, at: int, before: Sequence["Token"]) -> Slip | None:
    """Find a range that could not be read: its word was taken for a name, or into one, as in `guards between 3`."""
    if before and (slip := ranged(text, at, _subject(before))) is not None:
        return slip
    if not before or before[-1].type not in ("NAME", "UNIT") or before[-1].startswith("「"):
        return None
    name, start = before[-1], _span(before[-1]).start
    if len(before) > 1 and before[-2].type in ("IS", "IS_NOT"):
        alone = str(name) if name in ("from", "in") else ""
        return ranged(text, start, _subject(before[:-2]), negated=before[-2].type == "IS_NOT", word=alone)
    last = re.search(r"\S+$", name)
    return None if last is None else ranged(text, start + last.start(), name[: last.start()].strip() or "…")


def _subject(before: Sequence["Token"]) -> str:
    """Give the name that is compared, if it is one, and no part of a longer quantity."""
    alone = len(before) < 2 or before[-2].type not in _GOES_ON
    return str(before[-1]) if before and before[-1].type == "NAME" and alone else "…"


_GOES_ON = frozenset({"_PLUS", "MINUS", "_TIMES", "_DIVIDE", "TO_THE_POWER", "IN_EACH", "SHORT_OF", "MISSING_FROM"})


# -- bands and ranges of numbers -----------------------------------------------------------------------------------

_BAND_SIGN = re.compile(r"(?:(?P<to>[^\W\d_]+)\s*)?(?P<sign>>=|<=|[<>≥≤＜＞≧≦])(?P<equal>[=＝]?)")
_BAND_WORDS = {
    ">=": ("FROM",),
    ">": ("OVER",),
    "<": ("UNDER", "BELOW"),
    "<=": ("TO", "UP_TO", "DOWN_FROM"),
}
_SIGNS = {"≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", "＜": "<", "＞": ">"}


def band_sign(text: str, at: int, before: Sequence["Token"], accepts: set[str]) -> Slip | None:
    """Find a sign where a band or a tier has a word: `>= 90` for `from 90`, `to < 90` for `under 90`."""
    match = _BAND_SIGN.match(text, at)
    if match is None:
        return None
    sign, start = _SIGNS.get(match["sign"], match["sign"]) + ("=" if match["equal"] else ""), at
    if before and before[-1].type == "TO" and len(before) > 2 and before[-3].type in ("FROM", "OVER"):
        accepts, start = {"TO", "UNDER"}, _span(before[-1]).start
    elif not accepts & {"FROM", "UP_TO"} and not (before and before[-1].type == "NUMBER" and "UNDER" in accepts):
        return None
    word = next((word for word in _BAND_WORDS.get(sign, ()) if word in accepts), None)
    if word is None:
        return None
    span = Span(start, match.end())
    if start < at:
        return _unexpected(text, span, [keywords.spelling(word)])
    return Slip(codes.CHARACTER, span, [keywords.spelling(word)], found=f"“{match[0]}”", expected="")


def bare_name(text: str, at: int, before: Sequence["Token"]) -> Slip | None:
    """Find a declared name without its corner brackets on the line of a fault, where they are needed to tell it."""
    if keywords.has_blanks() or text[at : at + 1] in ("「", "“", '"'):
        return None
    start = text.rfind("\n", 0, at) + 1
    line = text[start : text.find("\n", at) if "\n" in text[at:] else len(text)]
    names = (token[1:-1] for token in before if token.type == "DECLARED" and token.startswith("「"))
    for name in sorted(names, key=len, reverse=True):
        place = line.find(name)
        if place >= 0 and line[place - 1 : place] not in ("「", "“", '"'):
            span = Span(start + place, start + place + len(name))
            return _unexpected(text, span, [f"「{name}」"])
    return None


_RANGED = ("DEDUCT", "ADD", "FROM", "OVER")


def dashed(text: str, at: int, before: Sequence["Token"]) -> Slip | None:
    """Find a range that is written with a dash, `1-3`."""
    match = re.compile(rf"{keywords.BLANK}*(\d[\d.]*)").match(text, at + 1)
    if match is None or [t.type for t in before[-1:]] != ["NUMBER"] or before[-2].type not in _RANGED:
        return None
    span = Span(_span(before[-1]).start, match.end())
    return _unexpected(text, span, [f"{before[-1]} {keywords.spelling('TO')} {match[1]}"])


# -- names and types ----------------------------------------------------------------------------------------------


def label_for_name(token: "Token", before: Sequence["Token"]) -> Slip | None:
    """Find the label of something declared where its name has to stand: `per "leaks"` for `per leak`."""
    names: list[str] = []
    for place, each in enumerate(before):
        if token.type == each.type == "STRING" and each == token:
            declared = next((t for t in reversed(before[:place]) if t.type in ("DECLARED", *_LABELLED_NO_MORE)), None)
            if declared is not None and declared.type == "DECLARED":
                names.append(" ".join(declared.split()))
    if not names:
        return None
    return Slip(codes.UNEXPECTED, _span(token), names[:3], found=str(token), expected=say(LABEL_IS_NO_NAME))


_LABELLED_NO_MORE = ("CITE", "NOTE", "ITEM", "SECTION", "BONUS_SECTION", "GROUP", "FACTS", "TERMS")
LABEL_IS_NO_NAME = template("a label is what people read; rules have the name")


def type_misspelt(text: str, before: Sequence["Token"]) -> Slip | None:
    """Find the misspelt type that was taken for a unit, such as `one off` or `yes / no`."""
    if len(before) < 2 or before[-1].type != "UNIT" or before[-2].type not in ("_COLON", "WHOLE"):
        return None
    start = _span(before[-1]).start
    types = [s for keyword in keywords.table().values() if keyword.names_type for s in keyword.spellings]
    for words in (3, 2, 1):
        shape = r"[^\s,，、]+" + rf"(?:{keywords.BLANK}+[^\s,，、]+)" * (words - 1)
        match = re.compile(shape).match(text, start)
        if match and (meant := near(match[0], types, cutoff=0.8)):
            return Slip(codes.TYPE_UNKNOWN, Span(*match.span()), meant, word=" ".join(match[0].split()))
    return None
