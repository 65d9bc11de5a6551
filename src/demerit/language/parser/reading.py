"""Reads a policy's text: an attempt, an explanation, a gap, and again."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from lark import Token

from demerit.language import codes, keywords, syntax
from demerit.language.diagnostics import Diagnostics, PolicyError
from demerit.language.messages import say
from demerit.language.parser.building import _Builder
from demerit.language.parser.explaining import _attempt
from demerit.language.parser.gaps import Gap, _gap
from demerit.language.parser.phrases import MOST_DEPTH, TooDeepError, name_in
from demerit.language.source import Source, Span

MOST_ERRORS = 20
"""After so many broken statements the reader gives up on a text."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the reader makes of a text.

    Attributes:
        document: what could be read; the broken statements are not in it.
        diagnostics: what could not.
        gaps: where the broken statements were.
    """

    document: syntax.Document
    diagnostics: Diagnostics
    gaps: tuple[Gap, ...] = ()


_HALF = re.compile("[\ud800-\udfff]")


def parse(source: Source, units: Collection[str] | None = None) -> Parsed:
    """Read a policy's text, in the language of its headings.

    Args:
        source: the text.
        units: of a text that belongs to a policy: the units that the policy's facts are declared in; None where it
            declares its facts itself.
    """
    with keywords.speaking(keywords.language_of(source.text)):
        return _parse(source, units)


def _parse(source: Source, units: Collection[str] | None) -> Parsed:
    found = Diagnostics()
    text, gaps = source.text, list[Gap]()
    if half := _HALF.search(text):
        what = say("half of a character, {code},", code=f"U+{ord(half[0]):04X}")
        found.add(codes.CHARACTER, source, Span(*half.span()), found=what, expected="")
        text = _HALF.sub(" ", text)
    while len(gaps) < MOST_ERRORS:
        outcome = _attempt(text, "document", source)
        if isinstance(outcome, tuple):
            tree, tokens = outcome
            names = _pairs(tokens, source, found)
            try:
                builder = _Builder(source, found, names, *_idle(tokens, units))
                return Parsed(builder.document(tree), found, tuple(gaps))
            except TooDeepError as fault:
                found.add(codes.TOO_DEEP, source, fault.span, most=MOST_DEPTH)
                break
        found.extend([outcome.diagnostic])
        gap = _gap(text, outcome.at, outcome.meant)
        gaps.append(gap)
        text = text[: gap.span.start] + re.sub(r"[^\n]", " ", source.cut(gap.span)) + text[gap.span.end :]
    whole = Span(0, len(text))
    document = syntax.Document(source=source, blocks=(), language=keywords.spoken(), span=whole)
    return Parsed(document, found, (Gap(whole, heading=True),))


def _idle(tokens: list[Token], units: Collection[str] | None) -> tuple[frozenset[str], frozenset[str]]:
    """Give what says nothing behind a number: measure words of Chinese, and words for points, that are no unit.

    Of examples alone, of which the policy is not known, nothing is idle.
    """
    kinds = {token.type for token in tokens}
    if units is None and "EXAMPLE" in kinds and not kinds & {"POLICY", "FACTS"}:
        return frozenset(), frozenset()
    if units is None:
        before = ("_COLON", "WHOLE")
        units = {str(second) for first, second in pairwise(tokens) if second.type == "UNIT" and first.type in before}
    points = frozenset(keywords.table()["POINTS"].spellings) - frozenset(units)
    return frozenset() if keywords.has_blanks() else keywords.idle_measures(units), points


def _pairs(tokens: list[Token], source: Source, found: Diagnostics) -> dict[str, str]:
    """Give the names that are declared in two languages: those of the other language, with those of the text's own."""
    own: dict[str, str] = {}
    other: dict[str, str] = {}
    for first, second in pairwise(tokens):
        if second.type == "OTHER":
            a, b = name_in(first), name_in(second)
            span = Span(second.start_pos or 0, second.end_pos or 0)
            for here, there, known in ((a, b, other.setdefault(a, b)), (b, a, own.setdefault(b, a))):
                if known != there:
                    found.add(codes.NAME_PAIR, source, span, name=a, other=b, known=here, before=known)
                    break
    return own


def parse_fragment(text: str, kind: str, language: str = "en") -> object:
    """Read a piece of a policy's text: one of `FRAGMENTS`.

    Raises:
        PolicyError: it cannot be read.
    """
    with keywords.speaking(language):
        return _fragment(text, kind)


def _fragment(text: str, kind: str) -> object:
    source, found = Source("<fragment>", text), Diagnostics()
    outcome = _attempt(text, kind, source)
    if not isinstance(outcome, tuple):
        raise PolicyError([outcome.diagnostic])
    try:
        node = _Builder(source, found).node(outcome[0])
    except TooDeepError as fault:
        found.add(codes.TOO_DEEP, source, fault.span, most=MOST_DEPTH)
    if found.errors:
        raise PolicyError(found.errors)
    return node
