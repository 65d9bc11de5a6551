"""Takes a `Source`, gives a `Document`: the only door to lark.

The text is read by the grammar (`grammar/demerit.lark`). Where it cannot be read, the fault is told, the statement
that holds it is blanked out, and the text is read again; so each broken statement is reported once, at its place,
and none of them hides the next. Blanks keep every offset, so nothing else moves.

Promises: for any text either a `Document` without faults, or at least one diagnostic; never another exception. A
node's span, cut from the source and read by `parse_fragment`, gives an equal node.
"""

import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, cast

from lark import Lark, Token, Tree
from lark import __version__ as lark_version
from lark.exceptions import UnexpectedInput, UnexpectedToken

from demerit import resources
from demerit.language import codes, keywords, syntax
from demerit.language.diagnostics import Diagnostic, Diagnostics, PolicyError
from demerit.language.nearness import near
from demerit.language.source import Source, Span
from demerit.language.values import MOST_DIGITS, NumeralError, parse_numeral

MOST_ERRORS = 20
"""After so many broken statements the reader gives up on a text."""

MOST_DEPTH = 100
"""How deep brackets and operators may be nested."""

FRAGMENTS = (
    "document",
    "policy",
    "policy_line",
    "facts",
    "fact",
    "field",
    "type",
    "qualifier",
    "bound",
    "section",
    "item",
    "statement",
    "tier",
    "effect",
    "phrase",
    "short",
    "expression",
    "operand",
)
"""What `parse_fragment` can read: rules of the grammar."""


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


@cache
def grammar(*starts: str) -> Lark:
    """Give the parser for whole texts or, where `starts` are named, for fragments; made once a process.

    Making it takes lark a tenth of a second, so what it made is kept where Python keeps its own compiled files,
    under a name that changes with the grammar, lark and Python. Where that place cannot be written, it is made anew.
    """
    text = resources.read("grammar", "demerit.lark") + "\n" + keywords.terminals()
    if starts:
        return _made(text, starts)
    digest = hashlib.sha256(f"{text}\0{lark_version}".encode()).hexdigest()[:16]
    kept = Path(cache_from_source(__file__)).with_suffix(f".grammar-{digest}.pickle")
    try:
        with kept.open("rb") as stream:
            return Lark.load(stream)
    except Exception:
        made = _made(text, ("document",))
    if not sys.dont_write_bytecode:
        _keep(made, kept)
    return made


def _made(text: str, starts: tuple[str, ...]) -> Lark:
    return Lark(
        text,
        parser="lalr",
        lexer="contextual",
        start=list(starts),
        propagate_positions=True,
        maybe_placeholders=False,
    )


def _keep(made: Lark, path: Path) -> None:
    partial = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        with partial.open("wb") as stream:
            made.save(stream)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)


_HALF = re.compile("[\ud800-\udfff]")


def parse(source: Source) -> Parsed:
    """Read a policy's text."""
    found = Diagnostics()
    text, gaps = source.text, list[Gap]()
    if half := _HALF.search(text):
        what = f"half of a character, U+{ord(half[0]):04X},"
        found.add(codes.CHARACTER, source, Span(*half.span()), found=what, expected="")
        text = _HALF.sub(" ", text)
    while len(gaps) < MOST_ERRORS:
        outcome = _attempt(text, "document", source)
        if isinstance(outcome, Tree):
            try:
                return Parsed(_Builder(source, found).document(outcome), found, tuple(gaps))
            except _TooDeepError as fault:
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
    except _TooDeepError as fault:
        found.add(codes.TOO_DEEP, source, fault.span, most=MOST_DEPTH)
    if found.errors:
        raise PolicyError(found.errors)
    return node


# -- reading once, and explaining why it failed ------------------------------------------------------------------


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


def _attempt(text: str, start: str, source: Source) -> "Tree[Token] | _Failure":
    state = grammar(*(() if start == "document" else FRAGMENTS)).parse_interactive(text, start)
    tokens: list[Token] = []
    try:
        tokens.extend(state.iter_parse())
        tree = cast("Tree[Token]", state.feed_eof(tokens[-1] if tokens else None))  # type: ignore[no-untyped-call]
    except UnexpectedInput as fault:
        # The token that does not fit has been handed out before it was refused.
        token = fault.token if isinstance(fault, UnexpectedToken) else None
        if token is not None and tokens and tokens[-1] is token:
            tokens.pop()
        at = fault.pos_in_stream or 0
        if (taken := _taken_for_operand(text, tokens, at)) is not None:
            return _broken_off(text, start, source, tokens[:taken])
        return _Explanation(source, text, tokens, token, at, state.accepts()).failure()  # type: ignore[no-untyped-call]
    if start == "document" and (taken := _taken_for_operand(text, tokens)) is not None:
        return _broken_off(text, start, source, tokens[:taken])
    return tree


def _taken_for_operand(text: str, tokens: list[Token], fault: int | None = None) -> int | None:
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
        if fault is not None:
            if "\n" not in text[token.start_pos : fault]:
                return place
        elif not _may_be_word(tokens[:place]) and [t.type for t in tokens[place + 1 : place + 2]] != ["MISSING_FROM"]:
            return place
    return None


def _may_be_word(before: list[Token]) -> bool:
    """Tell whether one of the words of a choice may stand behind these tokens."""
    words_follow = {"IS", "IS_NOT", "IS_NEITHER", "NOR", "DEFAULT", "ONE_OF", "SET_OF"}
    if before[-1].type not in ("OR", "_COMMA"):
        return before[-1].type in words_follow
    return any(token.type in words_follow for token in _statement(before))


def _statement(tokens: list[Token]) -> Iterator[Token]:
    """Give the tokens of the last statement, from the last one back to the first."""
    for token in reversed(tokens):
        yield token
        keyword = keywords.table().get(token.type)
        if token.type == "DECLARED" or (keyword is not None and keyword.opens):
            return


def _broken_off(text: str, start: str, source: Source, tokens: list[Token]) -> "_Failure":
    """Say that a statement breaks off behind these tokens."""
    at = tokens[-1].end_pos or 0
    state = grammar(*(() if start == "document" else FRAGMENTS)).parse_interactive(start=start)
    for token in tokens:
        state.feed_token(token)
    end = Token("$END", "", start_pos=at)
    return _Explanation(source, text, tokens, end, at, state.accepts()).failure()  # type: ignore[no-untyped-call]


_OPERANDS = {
    "NAME": "a name",
    "NUMBER": "a number",
    "STRING": "a text in quotes",
    "ID": "a number or an identifier",
    "DATE": "a date",
    "UNIT": "a unit",
    "DECLARED": "the name of a fact with a colon behind it",
    "_COLON": "a colon",
    "_BULLET": "a field (a line that begins with “-” and a blank)",
    "_COMMA": "a comma",
    "_OPEN": "an opening bracket",
    "_CLOSE": "a closing bracket",
    "_PLUS": "“+”",
    "_TIMES": "“*”",
    "_DIVIDE": "“/”",
    "_MINUS": "a minus sign",
    "$END": "the end of the text",
}
_BEGINS = ("NAME", "NUMBER", "_OPEN")
_EXPRESSIONS = (
    ("UNMET_OF", "a condition or a quantity, such as the name of a fact"),
    ("NOT", "a condition, such as the name of a yes/no fact"),
    ("NAME", "a name or a number"),
)
"""What is expected where an expression can begin, by the keyword that only then can stand there."""
_OPERATORS = frozenset({"_PLUS", "_TIMES", "_DIVIDE", "ROUNDED_UP", "ROUNDED_DOWN", "_MINUS", "POINTS", "MORE"})


@dataclass(frozen=True, slots=True)
class _Explanation:
    """Why a text cannot be read on: where, what stands there, what came before, and what could have come."""

    source: Source
    text: str
    before: list[Token]
    token: Token | None
    at: int
    accepts: set[str]

    def failure(self) -> _Failure:
        at = self.at
        if self.token is not None and self.token.type == "$END":
            at = self._span(self.before[-1]).end if self.before else 0
        diagnostic = self._diagnostic(at)
        # What is blanked out is the statement that the fault is told of, not the one in which it came to light.
        at = diagnostic.span.start if diagnostic.span else 0
        if diagnostic.code is codes.KEYWORD_UNKNOWN:
            return _Failure(diagnostic, at, diagnostic.near)
        line_start = self.text.rfind("\n", 0, at) + 1
        if "$END" in self.accepts and self._first_on_line(at) and not _starts().match(self.text, line_start):
            effect = self.token is not None and self.token.type in ("DEDUCT", "ADD")
            return _Failure(diagnostic, at, (keywords.spelling("WHEN"),) if effect else ())
        return _Failure(diagnostic, at)

    def _diagnostic(self, at: int) -> Diagnostic:
        if self.token is not None and self.token.type == "$END":
            return self._breaks_off(at)
        mistaken = self._swallowed() or self._type() or self._date()
        if mistaken is not None:
            return mistaken
        if self._first_on_line(at):
            line_start = self.text.rfind("\n", 0, at) + 1
            if self.before and "$END" not in self.accepts and _starts().match(self.text, line_start):
                return self._breaks_off(self._span(self.before[-1]).end)
            if "DECLARED" in self.accepts and (match := _NAME_AND_COLON.match(self.text, at)):
                expected = f"a name begins with a letter, or stands in corner brackets: 「{match[1]}」"
                return self._at(codes.UNEXPECTED, Span(*match.span(1)), found=f"“{match[1]}”", expected=expected)
        if self.text[at] in _MINUSES and "SHORT_OF" in self.accepts:
            expected = f"there is no minus sign: “{keywords.spelling('SHORT_OF')}” says how much is lacking"
            return self._at(codes.UNEXPECTED, Span(at, at + 1), found=f"“{self.text[at]}”", expected=expected)
        if self.token is None:
            return self._no_token(at)
        read = {token.type for token in _statement(self.before)}
        if self.token.type == "WHERE" and read & {"AND", "OR"}:
            return self._at(codes.WHERE_BRACKETS, self._span(self.token))
        if self.token.type in _GO_ON and (alone := read & _STAND_ALONE):
            found, word = " ".join(self.token.split()), keywords.spelling(alone.pop())
            expected = f"what is written with “{word}” stands alone, or in brackets: (… {word} …) {found}"
            return self._at(codes.UNEXPECTED, self._span(self.token), found=f"“{found}”", expected=expected)
        if self._first_on_line(at) and self._between_statements():
            if self.token.type in ("NAME", "ID", "UNIT"):
                return self._unknown_keyword(at)
            if self.token.type in ("DEDUCT", "ADD"):
                openers = [f"“{keywords.spelling(terminal)}”" for terminal in ("WHEN", "UNLESS", "PER", "BY")]
                expected = f"a rule begins with {_either(openers)}, and its points come last"
                return self._at(codes.UNEXPECTED, self._span(self.token), found=f"“{self.token}”", expected=expected)
        return self._unexpected(self.token)

    def _at(self, code: codes.Code, span: Span, near: list[str] | None = None, **args: Any) -> Diagnostic:
        return Diagnostic(code, self.source, span, near=near or (), **args)

    @staticmethod
    def _span(token: Token) -> Span:
        return Span(token.start_pos or 0, token.end_pos or 0)

    def _first_on_line(self, at: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip()

    def _between_statements(self) -> bool:
        return any(keyword.opens and keyword.terminal in self.accepts for keyword in keywords.table().values())

    def _expected(self) -> str:
        table = keywords.table()
        accepted = self.accepts
        openers = [terminal for terminal in accepted if terminal in table and table[terminal].opens]
        named = [terminal for terminal in _OPERANDS if terminal in accepted and terminal not in _OPERATORS]
        words = [t for t in table if t in accepted and t not in openers and t not in _OPERATORS]
        for leader, said in _EXPRESSIONS:
            if {leader, *_BEGINS} <= accepted:  # what can begin an expression is too much to list
                named = [said, *(terminal for terminal in named if terminal not in _BEGINS)]
                words = [terminal for terminal in words if not table[terminal].leads or "YES" in accepted]
                break
        types = [terminal for terminal in words if table[terminal].names_type]
        if len(types) > 3:
            words = [terminal for terminal in words if terminal not in types]
            named = [terminal for terminal in named if terminal != "UNIT"]
        listed = [_OPERANDS.get(terminal, terminal) for terminal in named if terminal != "$END"]
        if types and len(types) > 3:
            listed.append("a type, such as “count”, “yes/no” or a unit")
        listed += [f"“{table[terminal].spelling}”" for terminal in words]
        shown = listed[:8] + (["others"] if len(listed) > 8 else [])
        if len(openers) <= (8 if not listed else 3):
            shown += [f"“{table[t].spelling}”" for t in table if t in openers and (t != "POLICY" or len(openers) == 1)]
        else:
            shown.append("the next statement")
        return f"expected {_either(shown)}" if shown else ""

    def _breaks_off(self, at: int) -> Diagnostic:
        tokens = list(_statement(self.before))
        if not tokens:
            return self._at(codes.BREAKS_OFF, Span(0, 0), what="the policy", expected=self._expected())
        written = " ".join(self.text[self._span(tokens[-1]).start : at].split())
        what = f"“{written if len(written) <= 60 else '…' + written[-60:]}”"
        last = self._span(self.before[-1])
        return self._at(codes.BREAKS_OFF, last, what=what, expected=self._expected())

    def _unexpected(self, token: Token) -> Diagnostic:
        spellings = [s for t in self.accepts if t in keywords.table() for s in keywords.table()[t].spellings]
        shown = " ".join(str(token).split())
        found = f"“{shown if len(shown) <= 40 else shown[:40] + '…'}”"
        return self._at(
            codes.UNEXPECTED, self._span(token), near(str(token), spellings), found=found, expected=self._expected()
        )

    def _unknown_keyword(self, at: int) -> Diagnostic:
        match = re.compile(r"[^\W\d_][\w/-]*").match(self.text, at)
        word = match[0] if match else self.text[at]
        known = [s for t in keywords.table() if t in self.accepts for s in keywords.table()[t].spellings]
        line = self.text[at:].split("\n", 1)[0]
        longer = [" ".join(line.split()[:count]) for count in (3, 2)]
        suggestions = next((found for text in longer if (found := near(text, known, cutoff=0.8))), near(word, known))
        suggestions = suggestions or [spelling for spelling in known if spelling.split()[0] == word]
        return self._at(
            codes.KEYWORD_UNKNOWN,
            Span(at, at + len(word)),
            suggestions,
            word=word,
            expected="" if suggestions else self._expected(),
        )

    def _no_token(self, at: int) -> Diagnostic:
        character = self.text[at]
        for opening, closing in (('"', '"'), ("“", "”"), ("「", "」")):
            if character == opening:
                span = Span(at, at + len(self.text[at : _line_end(self.text, at)].rstrip()))
                what = "this name in corner brackets" if opening == "「" else "this quotation"
                return self._at(codes.QUOTE_OPEN, span, what=what, quote=closing)
        if re.match(r"[^\W\d_]", character):
            if self._first_on_line(at) and self._between_statements():
                return self._unknown_keyword(at)
            word = re.compile(r"\w+").match(self.text, at)
            assert word is not None
            return self._unexpected(Token("", word[0], start_pos=at, end_pos=word.end()))
        if (match := _SIGN.match(self.text, at)) and not self._between_statements():
            spelling = keywords.spelling(_SIGNS[match[0]])
            return self._at(codes.CHARACTER, Span(*match.span()), [spelling], found=f"“{match[0]}”", expected="")
        found = f"“{character}”"
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Zs", "Zl", "Zp"):
            found = f"the invisible character U+{ord(character):04X}"
        return self._at(codes.CHARACTER, Span(at, at + 1), found=found, expected=self._expected())

    def _type(self) -> Diagnostic | None:
        """Find the misspelt type that was taken for a unit, such as `one off` or `yes / no`."""
        if len(self.before) < 2 or self.before[-1].type != "UNIT" or self.before[-2].type not in ("_COLON", "WHOLE"):
            return None
        start = self._span(self.before[-1]).start
        types = [s for keyword in keywords.table().values() if keyword.names_type for s in keyword.spellings]
        for words in (3, 2, 1):
            shape = r"[^\s,，、]+" + rf"(?:{keywords.BLANK}+[^\s,，、]+)" * (words - 1)
            match = re.compile(shape).match(self.text, start)
            if match and (meant := near(match[0], types, cutoff=0.8)):
                return self._at(codes.TYPE_UNKNOWN, Span(*match.span()), meant, word=" ".join(match[0].split()))
        return None

    def _date(self) -> Diagnostic | None:
        """Find the date in another form, such as `2024-3-1`, of which the year was taken for a number."""
        for token in self.before[-2:]:
            if token.type == "NUMBER" and (match := _DATELIKE.match(self.text, token.start_pos or 0)):
                return self._at(codes.DATE, Span(*match.span()), text=match[0], instead="a date is written 2024-03-31")
        return None

    def _swallowed(self) -> Diagnostic | None:
        """Find the keyword that a name before the fault took in, such as `deduc` in `untrained guard deduc`."""
        if not self.before or self.before[-1].type != "NAME" or self.before[-1].startswith("「"):
            return None
        name = self.before[-1]
        if len(self.before) > 1 and self.before[-2].type == "IS":  # `is less then 3`
            said = " ".join(f"{self.before[-2]} {name}".split())
            comparisons = [s for k in keywords.table().values() for s in k.spellings if " " in s and k.joins]
            if meant := near(said, comparisons, cutoff=0.8):
                span = Span(self.before[-2].start_pos or 0, name.end_pos or 0)
                return self._at(codes.UNEXPECTED, span, meant, found=f"“{said}”", expected="")
        known = {s: k for k in keywords.table().values() for s in k.spellings if k.terminal in self.accepts}
        firsts = {spelling.split()[0]: spelling for spelling in reversed(list(known))}
        for match in reversed(list(re.finditer(r"\S+", name))):
            rest = " ".join(str(name)[match.start() :].split())
            candidates = [s for s in known if s == rest or s.split()[0] == match[0]]
            candidates = candidates or near(rest, known, cutoff=0.8) if len(rest) > 3 else candidates
            if not candidates and len(match[0]) > 3:
                candidates = [firsts[first] for first in near(match[0], firsts, cutoff=0.75)]
            if candidates and match.start() > 0:
                start = (name.start_pos or 0) + match.start()
                span = Span(start, start + len(match[0]))
                exact = match[0] in candidates
                return self._at(
                    codes.KEYWORD_IN_NAME,
                    span,
                    [] if exact else list(candidates),
                    word=match[0],
                    name=str(name),
                    expected=f"begin a new line before “{match[0]}”" if exact else "",
                )
        return None


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


_STAND_ALONE = frozenset({"IN_EACH", "MISSING_FROM", "UNMET_OF"})
_GO_ON = frozenset(
    {"AND", "OR", "IS", "IS_NOT", "IS_AT_LEAST", "IS_AT_MOST", "IS_LESS", "IS_MORE", "ROUNDED_UP", "ROUNDED_DOWN"}
)
_SIGNS = {
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
}
_SIGN = re.compile("|".join(sorted(_SIGNS, key=len, reverse=True)))
_MINUSES = "-－−–"
_NAME_AND_COLON = re.compile(r"(\d[^\n:：#\"“”「」]*?)[^\S\n]*[:：]")
_DATELIKE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?!\w)")

# -- going on behind a fault -------------------------------------------------------------------------------------

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


# -- from lark's tree to nodes -----------------------------------------------------------------------------------


class _TooDeepError(Exception):
    def __init__(self, span: Span) -> None:
        self.span = span


_Tree = Tree[Token]
_Child = Tree[Token] | Token


class _Builder:
    """Makes nodes of lark's tree: one method a rule of the grammar, named as there."""

    def __init__(self, source: Source, found: Diagnostics) -> None:
        self.source = source
        self.found = found
        self._depth = 0

    def node(self, child: _Child) -> object:
        """Give the node of a rule."""
        if isinstance(child, Token):
            return self._token(child)
        self._depth += 1
        if self._depth > MOST_DEPTH * 2:
            raise _TooDeepError(Span(child.meta.start_pos, min(child.meta.end_pos, child.meta.start_pos + 40)))
        try:
            method: Callable[[_Tree], object] = getattr(self, child.data)
            return method(child)
        finally:
            self._depth -= 1

    def _nodes(self, tree: _Tree) -> list[object]:
        return [self.node(child) for child in tree.children]

    @staticmethod
    def _span(tree: _Child) -> Span:
        if isinstance(tree, Token):
            return Span(tree.start_pos or 0, tree.end_pos or 0)
        return Span(tree.meta.start_pos, tree.meta.end_pos)

    def _of(self, tree: _Tree, kind: type[syntax.Node]) -> list[syntax.Node]:
        return [node for node in self._nodes(tree) if isinstance(node, kind)]

    def _expression(self, child: object) -> syntax.Expression:
        return cast("syntax.Expression", self.node(cast("_Child", child)))

    def _token(self, token: Token) -> object:
        span = self._span(token)
        if token.type in ("NAME", "DECLARED"):
            quoted = token.startswith("「")
            text = token[1:-1] if quoted else " ".join(token.split())
            return syntax.Name(text.strip(), quoted, span=span)
        if token.type == "NUMBER":
            return syntax.Number(self._value(token), span=span)
        if token.type == "ID":
            return syntax.Identifier(str(token), span=span)
        if token.type == "STRING":
            return syntax.TextLiteral(_unquote(token), span=span)
        return token

    def _value(self, token: Token) -> Fraction:
        try:
            return parse_numeral(token)
        except NumeralError as fault:
            why = {
                "zero divisor": "divides by zero",
                "too long": f"is longer than {MOST_DIGITS} digits",
                "digits": "is not written in the digits 0 to 9",
            }[fault.args[0]]
            shown = token if len(token) <= 30 else token[:30] + "…"
            self.found.add(codes.NUMERAL, self.source, self._span(token), text=shown, why=why)
            return Fraction(1)

    # blocks

    def document(self, tree: _Tree) -> syntax.Document:
        blocks = tuple(cast("list[syntax.Block]", self._nodes(tree)))
        return syntax.Document(source=self.source, blocks=blocks, span=Span(0, len(self.source.text)))

    def policy(self, tree: _Tree) -> syntax.PolicyHeading:
        _, identifier, *lines = self._nodes(tree)
        return syntax.PolicyHeading(
            cast("syntax.Identifier", identifier),
            tuple(cast("list[syntax.HeadingLine | syntax.Note]", lines)),
            span=self._span(tree),
        )

    def title(self, tree: _Tree) -> syntax.HeadingLine:
        return syntax.HeadingLine("TITLE", cast("str", self.node(tree.children[1])), span=self._span(tree))

    def version(self, tree: _Tree) -> syntax.HeadingLine:
        value = cast("syntax.Identifier", self.node(tree.children[1]))
        return syntax.HeadingLine("VERSION", value, span=self._span(tree))

    def full_marks(self, tree: _Tree) -> syntax.HeadingLine:
        value = cast("syntax.Number", self.node(tree.children[1]))
        return syntax.HeadingLine("FULL_MARKS", value, span=self._span(tree))

    def facts(self, tree: _Tree) -> syntax.FactsGroup:
        _, name, *rest = self._nodes(tree)
        title = next((node for node in rest if isinstance(node, str) and not isinstance(node, Token)), None)
        facts = tuple(node for node in rest if isinstance(node, syntax.Declaration))
        return syntax.FactsGroup(cast("syntax.Name", name), title, facts, span=self._span(tree))

    def fact(self, tree: _Tree) -> syntax.Declaration:
        nodes = [node for node in self._nodes(tree) if not isinstance(node, Token)]
        return syntax.Declaration(
            cast("syntax.Name", nodes[0]),
            cast("syntax.TypeSpec", nodes[1]),
            tuple(node for node in nodes if isinstance(node, syntax.Qualifier)),
            next((node for node in nodes if isinstance(node, str)), None),
            tuple(node for node in nodes if isinstance(node, syntax.Declaration)),
            span=self._span(tree),
        )

    field = fact

    def _type(self, tree: _Tree, kind: str, *, whole: bool = False, unit: str | None = None) -> syntax.TypeSpec:
        names = [self.node(child) for child in tree.children if isinstance(child, Tree)]
        words = cast("tuple[syntax.Name, ...]", names[0] if names else ())
        return syntax.TypeSpec(kind, whole, unit, words, span=self._span(tree))

    def yes_no_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "YES_NO")

    def count_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "COUNT")

    def number_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "NUMBER_TYPE")

    def whole_number_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "NUMBER_TYPE", whole=True)

    def amount_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "UNIT", unit=str(tree.children[-1]))

    def whole_amount_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "UNIT", whole=True, unit=str(tree.children[-1]))

    def date_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "DATE_TYPE")

    def text_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "TEXT_TYPE")

    def one_of_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "ONE_OF")

    def set_of_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "SET_OF")

    def list_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "LIST")

    def findings_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "FINDINGS")

    def default(self, tree: _Tree) -> syntax.Qualifier:
        return syntax.Qualifier("DEFAULT", self._expression(tree.children[1]), span=self._span(tree))

    def default_answer(self, tree: _Tree) -> syntax.Qualifier:
        answer = cast("Token", tree.children[1]).type == "YES"
        return syntax.Qualifier("DEFAULT", answer, span=self._span(tree))

    def optional(self, tree: _Tree) -> syntax.Qualifier:
        return syntax.Qualifier("OPTIONAL", span=self._span(tree))

    def bound_low(self, tree: _Tree) -> syntax.Qualifier:
        return syntax.Qualifier("BOUND_LOW", self._expression(tree.children[1]), span=self._span(tree))

    def bound_high(self, tree: _Tree) -> syntax.Qualifier:
        return syntax.Qualifier("BOUND_HIGH", self._expression(tree.children[1]), span=self._span(tree))

    def bound_below_zero(self, tree: _Tree) -> syntax.Number:
        number = self.number(tree)
        return syntax.Number(-number.value, number.unit, span=number.span)

    def section(self, tree: _Tree, *, bonus: bool = False) -> syntax.Section:
        nodes = self._nodes(tree)
        return syntax.Section(
            next(node for node in nodes if isinstance(node, syntax.Identifier)),
            next((node for node in nodes if isinstance(node, str) and not isinstance(node, Token)), None),
            bonus,
            next(node for node in nodes if isinstance(node, syntax.Number)),
            tuple(node for node in nodes if isinstance(node, syntax.Note)),
            tuple(node for node in nodes if isinstance(node, syntax.Item)),
            span=self._span(tree),
        )

    def bonus_section(self, tree: _Tree) -> syntax.Section:
        return self.section(tree, bonus=True)

    # items and their statements

    def item(self, tree: _Tree) -> syntax.Item:
        _, identifier, *rest = self._nodes(tree)
        title = next((node for node in rest if isinstance(node, str) and not isinstance(node, Token)), None)
        statements = tuple(node for node in rest if isinstance(node, syntax.Node))
        return syntax.Item(
            cast("syntax.Identifier", identifier),
            title,
            cast("tuple[syntax.Statement, ...]", statements),
            span=self._span(tree),
        )

    def cite(self, tree: _Tree) -> syntax.Cite:
        return syntax.Cite(cast("str", self.node(tree.children[1])), span=self._span(tree))

    def note(self, tree: _Tree) -> syntax.Note:
        return syntax.Note(cast("str", self.node(tree.children[1])), span=self._span(tree))

    def repealed(self, tree: _Tree) -> syntax.Repealed:
        reason = cast("str", self.node(tree.children[1])) if len(tree.children) > 1 else None
        return syntax.Repealed(reason, span=self._span(tree))

    def text(self, tree: _Tree) -> str:
        return "".join(_unquote(token) for token in cast("list[Token]", tree.children))

    def label(self, tree: _Tree) -> syntax.Label:
        return syntax.Label(str(tree.children[1]), span=self._span(tree))

    def _modifier(self, tree: _Tree) -> syntax.Modifier:
        keyword = cast("Token", tree.children[0]).type
        return syntax.Modifier(keyword, self._expression(tree.children[1]), span=self._span(tree))

    applies_when = only_when = halved_when = _modifier

    def cap(self, tree: _Tree) -> syntax.Cap:
        keyword = cast("Token", tree.children[0]).type
        return syntax.Cap(keyword, cast("syntax.Number", self.node(tree.children[1])), span=self._span(tree))

    item_cap = cap

    def rule(self, tree: _Tree) -> syntax.Rule:
        *words, phrase, effect = tree.children
        return syntax.Rule(
            len(words) > 1,
            cast("Token", words[-1]).type,
            self._expression(phrase),
            cast("syntax.Effect", self.node(effect)),
            span=self._span(tree),
        )

    def tiers(self, tree: _Tree) -> syntax.Tiers:
        chained = isinstance(tree.children[0], Token) and tree.children[0].type == "OTHERWISE"
        _, quantity, *tiers = tree.children[1:] if chained else tree.children
        return syntax.Tiers(
            chained,
            self._expression(quantity),
            tuple(cast("syntax.Tier", self.node(tier)) for tier in tiers),
            span=self._span(tree),
        )

    def tier(self, tree: _Tree) -> syntax.Tier:
        operator, bound, effect = tree.children
        return syntax.Tier(
            cast("Token", operator).type,
            cast("syntax.Number", self.node(bound)),
            cast("syntax.Effect", self.node(effect)),
            span=self._span(tree),
        )

    def effect(self, tree: _Tree) -> syntax.Effect:
        verb, points, *rest = tree.children
        more = any(isinstance(token, Token) and token.type == "MORE" for token in rest)
        return syntax.Effect(
            cast("Token", verb).type, cast("syntax.Number", self.node(points)), more, span=self._span(tree)
        )

    # conditions and quantities

    def name(self, tree: _Tree) -> syntax.Name:
        return cast("syntax.Name", self.node(tree.children[0]))

    def names(self, tree: _Tree) -> tuple[syntax.Name, ...]:
        return tuple(cast("list[syntax.Name]", self._nodes(tree)))

    def number(self, tree: _Tree) -> syntax.Number:
        number = cast("syntax.Number", self.node(tree.children[0]))
        unit = str(tree.children[1]) if len(tree.children) > 1 else None
        return syntax.Number(number.value, unit, span=self._span(tree))

    bound = number

    def date(self, tree: _Tree) -> syntax.DateLiteral:
        return syntax.DateLiteral(str(tree.children[0]), span=self._span(tree))

    def text_value(self, tree: _Tree) -> syntax.TextLiteral:
        return cast("syntax.TextLiteral", self.node(tree.children[0]))

    def bracketed(self, tree: _Tree) -> syntax.Expression:
        return self._expression(tree.children[0])

    def _arithmetic(self, operator: str, tree: _Tree) -> syntax.Arithmetic:
        left, right = tree.children
        return syntax.Arithmetic(operator, self._expression(left), self._expression(right), span=self._span(tree))

    def sum(self, tree: _Tree) -> syntax.Arithmetic:
        return self._arithmetic("+", tree)

    def product(self, tree: _Tree) -> syntax.Arithmetic:
        return self._arithmetic("*", tree)

    def quotient(self, tree: _Tree) -> syntax.Arithmetic:
        return self._arithmetic("/", tree)

    def rounded(self, tree: _Tree) -> syntax.Rounded:
        inner, word = tree.children
        direction = "up" if cast("Token", word).type == "ROUNDED_UP" else "down"
        return syntax.Rounded(direction, self._expression(inner), span=self._span(tree))

    def quantified(self, tree: _Tree) -> syntax.Quantified:
        quantifier, name = tree.children[:2]
        where = self._expression(tree.children[3]) if len(tree.children) > 2 else None
        return syntax.Quantified(
            cast("Token", quantifier).type, cast("syntax.Name", self.node(name)), where, span=self._span(tree)
        )

    def entries(self, tree: _Tree) -> syntax.Entries:
        name, _, where = tree.children
        return syntax.Entries(cast("syntax.Name", self.node(name)), self._expression(where), span=self._span(tree))

    def total(self, tree: _Tree) -> syntax.Total:
        field, _, listed, *where = tree.children
        return syntax.Total(
            cast("syntax.Name", self.node(field)),
            cast("syntax.Name", self.node(listed)),
            self._expression(where[1]) if where else None,
            span=self._span(tree),
        )

    def lacking(self, tree: _Tree) -> syntax.Lacking:
        names = [node for node in self._nodes(tree) if isinstance(node, syntax.Name)]
        return syntax.Lacking(names[0] if len(names) > 1 else None, names[-1], span=self._span(tree))

    def unmet(self, tree: _Tree) -> syntax.Unmet:
        names = cast("tuple[syntax.Name, ...]", self.node(tree.children[1]))
        return syntax.Unmet(names, span=self._span(tree))

    def shortfall(self, tree: _Tree) -> syntax.Shortfall:
        return syntax.Shortfall(tuple(cast("list[syntax.Short]", self._nodes(tree))), span=self._span(tree))

    def short(self, tree: _Tree) -> syntax.Short:
        have, _, need = tree.children
        return syntax.Short(self._expression(have), self._expression(need), span=self._span(tree))

    def junction(self, tree: _Tree) -> syntax.Junction:
        words = tuple(token.type.lower() for token in tree.children if isinstance(token, Token))
        parts = tuple(self._expression(child) for child in tree.children if isinstance(child, Tree))
        return syntax.Junction(words, parts, span=self._span(tree))

    def negation(self, tree: _Tree) -> syntax.Negation:
        return syntax.Negation(self._expression(tree.children[1]), span=self._span(tree))

    def comparison(self, tree: _Tree) -> syntax.Comparison:
        left, operator, right = tree.children
        return syntax.Comparison(
            cast("Token", operator).type, self._expression(left), self._expression(right), span=self._span(tree)
        )

    def bounded(self, tree: _Tree) -> syntax.Comparison:
        left, _, number, word = tree.children
        operator = "IS_AT_LEAST" if cast("Token", word).type == "OR_MORE" else "IS_AT_MOST"
        return syntax.Comparison(operator, self._expression(left), self._expression(number), span=self._span(tree))

    def answer(self, tree: _Tree) -> syntax.Answer:
        subject, _, word = tree.children
        return syntax.Answer(self._expression(subject), cast("Token", word).type == "YES", span=self._span(tree))

    def neither(self, tree: _Tree) -> syntax.Neither:
        names = [self.node(child) for child in tree.children[1:] if isinstance(child, Tree)]
        return syntax.Neither(
            self._expression(tree.children[0]), tuple(cast("list[syntax.Name]", names)), span=self._span(tree)
        )


def _unquote(token: Token) -> str:
    inner = token[1:-1]
    return inner.replace('""', '"') if token.startswith('"') else inner
