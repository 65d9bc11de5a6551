"""Reads a policy's text: an attempt, an explanation, a gap, and again."""

import re
from dataclasses import dataclass

from lark import Token, Tree

from demerit.language import codes, syntax
from demerit.language.diagnostics import Diagnostics, PolicyError
from demerit.language.messages import say
from demerit.language.parser.building import _Builder
from demerit.language.parser.explaining import _attempt
from demerit.language.parser.gaps import Gap, _gap
from demerit.language.parser.phrases import MOST_DEPTH, TooDeepError
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


def parse(source: Source) -> Parsed:
    """Read a policy's text."""
    found = Diagnostics()
    text, gaps = source.text, list[Gap]()
    if half := _HALF.search(text):
        what = say("half of a character, {code},", code=f"U+{ord(half[0]):04X}")
        found.add(codes.CHARACTER, source, Span(*half.span()), found=what, expected="")
        text = _HALF.sub(" ", text)
    while len(gaps) < MOST_ERRORS:
        outcome = _attempt(text, "document", source)
        if isinstance(outcome, Tree):
            try:
                return Parsed(_Builder(source, found).document(outcome), found, tuple(gaps))
            except TooDeepError as fault:
                found.add(codes.TOO_DEEP, source, fault.span, most=MOST_DEPTH)
                break
        found.extend([outcome.diagnostic])
        gap = _gap(text, outcome.at, outcome.meant)
        gaps.append(gap)
        text = text[: gap.span.start] + re.sub(r"[^\n]", " ", source.cut(gap.span)) + text[gap.span.end :]
    whole = Span(0, len(text))
    return Parsed(syntax.Document(source=source, blocks=(), span=whole), found, (Gap(whole, heading=True),))


def parse_fragment(text: str, kind: str) -> object:
    """Read a piece of a policy's text: one of `FRAGMENTS`.

    Raises:
        PolicyError: it cannot be read.
    """
    source, found = Source("<fragment>", text), Diagnostics()
    outcome = _attempt(text, kind, source)
    if not isinstance(outcome, Tree | Token):
        raise PolicyError([outcome.diagnostic])
    try:
        node = _Builder(source, found).node(outcome)
    except TooDeepError as fault:
        found.add(codes.TOO_DEEP, source, fault.span, most=MOST_DEPTH)
    if found.errors:
        raise PolicyError(found.errors)
    return node
