"""Reads a text once and, where it cannot be read, says why: what stands there, and what could have come."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from lark import Token, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken

from demerit.language import codes, keywords
from demerit.language.diagnostics import Diagnostic
from demerit.language.nearness import near
from demerit.language.parser.gaps import _line_end, _starts
from demerit.language.parser.grammar import FRAGMENTS, grammar
from demerit.language.source import Source, Span


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
        mistaken = self._misworded(at) or self._swallowed() or self._type() or self._date()
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
        if token.type == "DECLARED" and shown in spellings:
            return self._at(
                codes.UNEXPECTED, self._span(token), found=f"{found} with a colon", expected="leave the colon away"
            )
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
        if (mistaken := keywords.mistaken(self.text, at, self.accepts)) and mistaken[1].terminal in self.accepts:
            suggestions = [mistaken[1].spelling]
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

    def _misworded(self, at: int) -> Diagnostic | None:
        """Find what was written in a keyword's stead, up to the fault or over it: `is no more than`, `under 300`."""
        if self._first_on_line(at) and self._between_statements():
            return None
        if any(token.type == "BY" for token in _statement(self.before)):  # `over` and `under` begin its tiers
            return None
        start = self._span(self.before[-3]).start if len(self.before) > 2 else 0
        line = self.text.rfind("\n", 0, at) + 1
        for word in re.compile(r"\S+").finditer(self.text, max(start, line), at + 1):
            found = keywords.mistaken(self.text, word.start(), self.accepts)
            if found is None:
                continue
            phrase, keyword = found
            end = word.start() + len(phrase)
            begins = keyword.spelling.split()[0]
            fits = keyword.terminal in self.accepts or phrase.startswith(f"{begins} ")
            if fits and not self.text[end : max(at, end)].strip() and phrase != keyword.spelling:
                return self._at(
                    codes.UNEXPECTED, Span(word.start(), end), [keyword.spelling], found=f"“{phrase}”", expected=""
                )
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
