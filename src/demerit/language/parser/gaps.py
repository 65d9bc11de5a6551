"""Finds the statement that holds a fault, so that it can be blanked out and the rest be read."""

import re
from dataclasses import dataclass
from functools import cache

from demerit.language import keywords
from demerit.language.source import Span


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of text that could not be read and is not in the document.

    Attributes:
        span: where it is.
        heading: whether it was, or may have been, a heading or a declaration: with it other statements lose their
            place, and names the place where they were declared.
    """

    span: Span
    heading: bool


_BLOCKS = ("POLICY", "FACTS", "SECTION", "BONUS_SECTION")
_TIERS = ("OVER", "FROM", "UNDER", "DOWN_FROM")


@cache
def _starts() -> re.Pattern[str]:
    declared = r"(?:[-·][^\S\n]+)?(?:「[^」\n]*」|[^\W\d_][^\n:：#\"“”「」]*?)[^\S\n]*[:：]"
    return re.compile(rf"^[^\S\n]*(?:{keywords.opening().pattern}|(?P<declared>{declared}))", re.MULTILINE)


@cache
def _lines_of(*terminals: str) -> re.Pattern[str]:
    """Give the pattern of a line that begins with one of some keywords."""
    return re.compile(rf"^{keywords.BLANK}*(?:{_spelt(*terminals)})", re.MULTILINE)


def _spelt(*terminals: str) -> str:
    table = keywords.table()
    return "|".join(keywords.pattern(spelling) for terminal in terminals for spelling in table[terminal].spellings)


@cache
def _tiered() -> re.Pattern[str]:
    """Give the pattern of a line that begins a rule with tiers."""
    otherwise = f"(?:{_spelt('OTHERWISE')}){keywords.BLANK}+"
    return re.compile(rf"^{keywords.BLANK}*(?:{otherwise})?(?:{_spelt('BY')})", re.MULTILINE)


def _gap(text: str, at: int, meant: tuple[str, ...] | None) -> Gap:
    """Give the statement around an offset, which is to be blanked out, with all that hangs on it.

    Args:
        text: the text.
        at: the offset.
        meant: where the statement begins, on the line of the offset, with no keyword: those that may have been meant.
    """
    line_end = _line_end(text, at)
    starts = [match for match in _starts().finditer(text, 0, line_end) if match.start() <= at]
    begin = starts[-1].start() if starts else 0
    if meant is not None:
        begin = text.rfind("\n", 0, at) + 1

    def is_one_of(*terminals: str) -> bool:
        if meant is None:
            return _lines_of(*terminals).match(text, begin) is not None
        return any(spelling in meant for terminal in terminals for spelling in keywords.table()[terminal].spellings)

    heading, depth = True, None
    following, fields = _starts(), False
    if is_one_of(*_BLOCKS):
        following = _lines_of(*_BLOCKS)
    elif is_one_of("ITEM"):
        following = _lines_of("ITEM", *_BLOCKS)
    elif (rule := _rule_with_tiers(text, starts, begin, one_more=meant is not None and is_one_of(*_TIERS))) is not None:
        return Gap(rule, heading=False)
    elif meant is not None:  # a word near `when` was meant for a rule; one near nothing may be a heading
        if not meant:
            return Gap(Span(begin, _next_out(text, line_end, begin)), heading=True)
        heading, depth = False, begin
    elif starts:
        heading = starts[-1]["declared"] is not None
        fields = starts[-1][0].strip()[0] in _BULLETS
        depth = None if heading else begin
    span = Span(begin, _next_start(text, line_end, following, depth, fields=fields))
    if not text[begin : span.end].strip():  # nothing is left to blank out here, so nothing can be gained
        return Gap(Span(0, len(text)), heading=True)
    return Gap(span, heading)


def _rule_with_tiers(text: str, starts: list[re.Match[str]], begin: int, *, one_more: bool) -> Span | None:
    """Give the rule with tiers to which the line at `begin` belongs, if it does: they are one statement."""
    above = [match.start() for match in starts if match.start() <= begin]
    if above and above[-1] < begin and not one_more and not _tiered().match(text, above[-1]):
        return None
    while above and _lines_of(*_TIERS).match(text, above[-1]):
        above.pop()
    if not above or not _tiered().match(text, above[-1]):
        return None
    end = _next_start(text, _line_end(text, begin), _starts(), above[-1], fields=False)
    while _lines_of(*_TIERS).match(text, end):
        end = _next_start(text, _line_end(text, end), _starts(), above[-1], fields=False)
    return Span(above[-1], end)


_BULLETS = ("-", "·")


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _next_start(text: str, line_end: int, following: re.Pattern[str], depth: int | None, *, fields: bool) -> int:
    """Find where the next statement begins.

    Args:
        text: the text.
        line_end: where to look from: the end of a line.
        following: what a statement begins with.
        depth: the start of a line: before one that is set no deeper, the statement ends too.
        fields: whether the field of a list is a statement of its own.
    """
    end = len(text)
    for match in following.finditer(text, line_end):
        if fields or match[0].strip()[0] not in _BULLETS:
            end = match.start()
            break
    if depth is None:
        return end
    for line in _LINE.finditer(text, line_end, end):
        if len(line[1]) <= _indent(text, depth) and (fields or text[line.end()] not in _BULLETS):
            return line.start()
    return end


def _next_out(text: str, line_end: int, depth: int) -> int:
    """Find the next line that is set no deeper than the one that starts at `depth`, whatever it begins with."""
    for line in _LINE.finditer(text, line_end):
        if len(line[1]) <= _indent(text, depth) and text[line.end()] not in _BULLETS:
            return line.start()
    return len(text)


_LINE = re.compile(r"^([^\S\n]*)(?=[^\s#])", re.MULTILINE)


def _indent(text: str, line_start: int) -> int:
    match = _LINE.match(text, line_start)
    return len(match[1]) if match else 0
