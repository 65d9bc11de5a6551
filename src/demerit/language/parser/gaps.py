"""Finds the statement that holds a fault, so that it can be told of, be blanked out, and the rest be read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.language import keywords
from demerit.language.diagnostics import Diagnostic
from demerit.language.source import Span

if TYPE_CHECKING:
    from lark import Token


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


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a text could not be read.

    Attributes:
        diagnostic: what to say.
        at: where the broken statement is.
        meant: where it begins, on its line, with no keyword: those that may have been meant.
    """

    diagnostic: Diagnostic
    at: int
    meant: tuple[str, ...] | None = None


_BLOCKS = ("POLICY", "FACTS", "TERMS", "SECTION", "BONUS_SECTION", "VERDICT", "EXAMPLE")
_TIERS = ("OVER", "FROM", "UNDER", "DOWN_FROM")
_GOES_ON = (*_TIERS, "BELOW", "UP_TO", "OTHERWISE")
"""What begins a line that belongs to the declaration above it: the rows of a table, the last of several cases."""


_DECLARED = r"(?P<declared>(?:[-·][^\S\n]+)?(?:「[^」\n]*」|[^\W\d_][^\n:：#\"“”「」]*?)[^\S\n]*[:：])"


@keywords.by_language
def _starts() -> re.Pattern[str]:
    """Give the pattern of a line that begins with a keyword that opens a statement, or declares something."""
    return re.compile(rf"^[^\S\n]*(?:{keywords.opening_pattern()}|{_DECLARED})", re.MULTILINE)


@keywords.by_language
def _begins() -> re.Pattern[str]:
    """Give the pattern of a line that begins a statement: in Chinese it may begin with its condition too."""
    if keywords.has_blanks():
        return _starts()
    leading = (keyword.terminal for keyword in keywords.table().values() if keyword.leads)
    return re.compile(rf"{_starts().pattern}|^[^\S\n]*(?:[「（(]|{_spelt(*leading)})", re.MULTILINE)


@keywords.by_language
def _lines_of(*terminals: str) -> re.Pattern[str]:
    """Give the pattern of a line that begins with one of some keywords."""
    return re.compile(rf"^{keywords.BLANK}*(?:{_spelt(*terminals)})", re.MULTILINE)


def _spelt(*terminals: str) -> str:
    table = keywords.table()
    return "|".join(keywords.pattern(spelling) for terminal in terminals for spelling in table[terminal].spellings)


@keywords.by_language
def _tiered() -> re.Pattern[str]:
    """Give the pattern of a line that begins a rule with tiers."""
    chained = f"(?:{_spelt('OTHERWISE', 'OR_IF_MORE', 'OR_IF_LESS')}){keywords.BLANK}+"
    return re.compile(rf"^{keywords.BLANK}*(?:{chained})?(?:{_spelt('BY')})", re.MULTILINE)


def _gap(text: str, at: int, meant: tuple[str, ...] | None) -> Gap:
    """Give the statement around an offset, which is to be blanked out, with all that hangs on it.

    Args:
        text: the text.
        at: the offset.
        meant: where the statement begins, on the line of the offset, with no keyword: those that may have been meant.
    """
    line_end = _line_end(text, at)
    starts = list(_statements(match for match in _begins().finditer(text, 0, line_end) if match.start() <= at))
    begin = starts[-1].start() if starts else 0
    if (
        meant is not None
        and starts
        and starts[-1]["declared"]
        and _BAR.search(text, text.rfind("\n", 0, at) + 1, line_end)
    ):
        meant = None  # it is a row of a table
    if meant is not None:
        begin = text.rfind("\n", 0, at) + 1

    def is_one_of(*terminals: str) -> bool:
        if meant is None:
            return _lines_of(*terminals).match(text, begin) is not None
        return any(spelling in meant for terminal in terminals for spelling in keywords.table()[terminal].spellings)

    heading, depth = True, None
    following, fields = _begins(), False
    if is_one_of(*_BLOCKS):
        following = _lines_of(*_BLOCKS)
    elif is_one_of("ITEM"):
        following = _lines_of("ITEM", "GROUP", *_BLOCKS)
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
        if (heading and not fields) or _is_closed_later(text, begin, line_end):
            following = _but_for(*_GOES_ON)
    span = Span(begin, _next_start(text, line_end, following, depth, fields=fields))
    if not text[begin : span.end].strip():  # nothing is left to blank out here, so nothing can be gained
        return Gap(Span(0, len(text)), heading=True)
    return Gap(span, heading)


def _statements(starts: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Leave out, of the lines that may begin statements, those that go on with a declaration or stand in brackets."""
    declares, last = False, None
    for match in starts:
        text = match.string
        goes_on = declares or (last is not None and _depth(text[last.end() : match.start()]) > 0)
        if goes_on and _lines_of(*_GOES_ON).match(text, match.start()):
            continue
        declares, last = match["declared"] is not None, match
        yield match


def _is_closed_later(text: str, begin: int, end: int) -> bool:
    """Tell whether a bracket is opened in a stretch of text, and closed on the next line, the last of several cases."""
    line = text[end + 1 : _line_end(text, end + 1)]
    last = _lines_of("OTHERWISE").match(line) is not None
    return last and _depth(text[begin:end]) > 0 and _depth(line) < 0


def _depth(text: str) -> int:
    """Tell how many more brackets are opened in a text than closed."""
    bare = _QUOTED.sub("", text)
    return len(re.findall("[(（]", bare)) - len(re.findall("[)）]", bare))


_BAR = re.compile("[|｜]")
_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|「[^」\n]*」|#[^\n]*')


@keywords.by_language
def _but_for(*terminals: str) -> re.Pattern[str]:
    """Give the pattern of what begins a statement, but for some keywords."""
    return re.compile(rf"(?!{_lines_of(*terminals).pattern}){_begins().pattern}", re.MULTILINE)


def _rule_with_tiers(text: str, starts: list[re.Match[str]], begin: int, *, one_more: bool) -> Span | None:
    """Give the rule with tiers to which the line at `begin` belongs, if it does: they are one statement."""
    above = [match.start() for match in starts if match.start() <= begin]
    if above and above[-1] < begin and not one_more and not _tiered().match(text, above[-1]):
        return None
    while above and _lines_of(*_TIERS).match(text, above[-1]):
        above.pop()
    if not above or not _tiered().match(text, above[-1]):
        return None
    end = _next_start(text, _line_end(text, begin), _begins(), above[-1], fields=False)
    while _lines_of(*_TIERS).match(text, end):
        end = _next_start(text, _line_end(text, end), _begins(), above[-1], fields=False)
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


def _taken_for_operand(text: str, tokens: "list[Token]", fault: int | None = None) -> int | None:
    """Find the token that is the beginning of the next line, taken for what the line above left out.

    After `per` a name may come, so in `per` and, below it, `when fire deduct 1` the name is “when fire”. It is none
    if it is declared, or may be one of the words of a choice.

    Args:
        text: the text.
        tokens: what was read of it.
        fault: where it could not be read on, if so: then only the last token is in question.
    """
    declared = {" ".join(token.split()) for token in tokens if token.type == "DECLARED"}
    first = 1 if fault is None else max(len(tokens) - 1, 1)
    for place in range(first, len(tokens)):
        token = tokens[place]
        if token.type not in ("NAME", "UNIT", "ID") or " ".join(token.split()) in declared:
            continue
        line_start = text.rfind("\n", 0, token.start_pos) + 1
        if text[line_start : token.start_pos].strip() or not _starts().match(text, line_start):
            continue
        line = text[line_start : _line_end(text, line_start)]
        if _lines_of("EXAMPLE", "GIVEN", "EXPECT").match(line) and _BAR.search(_QUOTED.sub("", line)):
            continue  # it is the band of a row
        if fault is not None:
            if "\n" not in text[token.start_pos : fault]:
                return place
        elif not _may_be_word(tokens[:place]) and [t.type for t in tokens[place + 1 : place + 2]] != ["MISSING_FROM"]:
            return place
    return None


def _may_be_word(before: "list[Token]") -> bool:
    """Tell whether one of the words of a choice may stand behind these tokens."""
    words_follow = {"IS", "IS_NOT", "IS_NEITHER", "NOR", "DEFAULT", "ONE_OF", "SET_OF"}
    if before[-1].type not in ("OR", "_COMMA"):
        return before[-1].type in words_follow
    return any(token.type in words_follow for token in _statement(before))


def _statement(tokens: "list[Token]") -> "Iterator[Token]":
    """Give the tokens of the last statement, from the last one back to the first."""
    for token in reversed(tokens):
        yield token
        keyword = keywords.table().get(token.type)
        if token.type == "DECLARED" or (keyword is not None and keyword.opens):
            return
