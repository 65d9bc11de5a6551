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
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import cast

from lark import Lark, Token, Tree
from lark import __version__ as lark_version
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

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

FRAGMENTS = ("document", "policy", "facts", "fact", "field", "section", "item", "statement", "phrase", "expression", "operand")
"""What `parse_fragment` can read: rules of the grammar."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the reader makes of a text.

    Attributes:
        document: what could be read; the broken statements are not in it.
        diagnostics: what could not.
        headings_whole: whether no heading or declaration was among the broken statements: then what the document
            says about names can be relied on.
    """

    document: syntax.Document
    diagnostics: Diagnostics
    headings_whole: bool


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
    except Exception:  # noqa: BLE001  INVARIANT: whatever is wrong with the kept copy, the grammar itself is right
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


def parse(source: Source) -> Parsed:
    """Read a policy's text."""
    found = Diagnostics()
    text, whole = source.text, True
    for _ in range(MOST_ERRORS):
        outcome = _attempt(text, "document", source)
        if isinstance(outcome, Tree):
            try:
                document = _Builder(source, found).document(outcome)
            except _TooDeepError as fault:
                found.add(codes.TOO_DEEP, source, fault.span, most=MOST_DEPTH)
                document = syntax.Document(source=source, blocks=(), span=Span(0, len(text)))
                whole = False
            return Parsed(document, found, whole)
        found.extend([outcome.diagnostic])
        unknown_word = outcome.diagnostic.code is codes.KEYWORD_UNKNOWN
        text, heading = _blank_out(text, outcome.at, own_line=unknown_word)
        if unknown_word:  # a word near `when` was meant for a rule; one near nothing may be a lost declaration
            heads = {s for terminal in _HEADINGS for s in keywords.table()[terminal].spellings}
            heading = not outcome.diagnostic.near or bool(heads & set(outcome.diagnostic.near))
        whole = whole and not heading
    return Parsed(syntax.Document(source=source, blocks=(), span=Span(0, len(text))), found, False)


def parse_fragment(text: str, kind: str) -> object:
    """Read a piece of a policy's text: one of `FRAGMENTS`.

    Raises:
        PolicyError: it cannot be read.
    """
    source, found = Source("<fragment>", text), Diagnostics()
    outcome = _attempt(text, kind, source)
    if not isinstance(outcome, Tree | Token):
        raise PolicyError([outcome.diagnostic])
    node = _Builder(source, found).node(cast("Tree[Token]", outcome))
    if found.errors:
        raise PolicyError(found.errors)
    return node


# -- reading once, and explaining why it failed ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Failure:
    diagnostic: Diagnostic
    at: int


def _attempt(text: str, start: str, source: Source) -> "Tree[Token] | _Failure":
    state = grammar(*(() if start == "document" else FRAGMENTS)).parse_interactive(text, start)
    tokens: list[Token] = []
    try:
        tokens.extend(state.iter_parse())
        return cast("Tree[Token]", state.feed_eof(tokens[-1] if tokens else None))
    except UnexpectedInput as fault:
        # The token that does not fit has been handed out before it was refused.
        token = fault.token if isinstance(fault, UnexpectedToken) else None
        if token is not None and tokens and tokens[-1] is token:
            tokens.pop()
        return _Explanation(source, text, tokens, token, fault.pos_in_stream or 0, state.accepts()).failure()


_OPERANDS = {
    "NAME": "a name",
    "NUMBER": "a number",
    "STRING": "a text in quotes",
    "ID": "a number or an identifier",
    "DATE": "a date",
    "UNIT": "a unit",
    "DECLARED": "the name of a fact, and a colon",
    "_COLON": "a colon",
    "_BULLET": "a field, on a line that begins with “-”",
    "_COMMA": "a comma",
    "_OPEN": "an opening bracket",
    "_CLOSE": "a closing bracket",
    "_PLUS": "“+”",
    "_TIMES": "“*”",
    "_DIVIDE": "“/”",
    "_MINUS": "a minus sign",
    "$END": "the end of the text",
}
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
            at = len(self.text.rstrip())
            at = self.before[-1].end_pos if self.before else at
        diagnostic = self._diagnostic(at)
        # What is blanked out is the statement that the fault is told of, not the one in which it came to light.
        return _Failure(diagnostic, diagnostic.span.start if diagnostic.span else 0)

    def _diagnostic(self, at: int) -> Diagnostic:
        if self.token is not None and self.token.type == "$END":
            return self._breaks_off(at)
        swallowed = self._swallowed()
        if swallowed is not None:
            return swallowed
        if self.token is None:
            return self._no_token(at)
        if self.token.type == "WHERE" and any(token.type in ("AND", "OR") for token in self._statement_tokens()):
            return self._at(codes.WHERE_BRACKETS, self._span(self.token))
        keyword = keywords.table().get(self.token.type)
        if keyword is not None and keyword.opens and self._first_on_line(at) and not self._between_statements():
            return self._breaks_off(self.before[-1].end_pos) if self.before else self._unexpected(self.token)
        if self._first_on_line(at) and self._between_statements() and self.token.type in ("NAME", "ID", "UNIT"):
            return self._unknown_keyword(at)
        return self._unexpected(self.token)

    def _at(self, code: codes.Code, span: Span, near: list[str] | None = None, **args: object) -> Diagnostic:
        return Diagnostic(code, self.source, span, near=near or (), **args)

    @staticmethod
    def _span(token: Token) -> Span:
        return Span(token.start_pos or 0, token.end_pos or 0)

    def _first_on_line(self, at: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip()

    def _between_statements(self) -> bool:
        return any(keyword.opens and keyword.terminal in self.accepts for keyword in keywords.table().values())

    def _statement_tokens(self) -> Iterator[Token]:
        for token in reversed(self.before):
            yield token
            keyword = keywords.table().get(token.type)
            if keyword is not None and keyword.opens:
                return

    def _expected(self) -> str:
        table = keywords.table()
        accepted = self.accepts
        openers = [terminal for terminal in accepted if terminal in table and table[terminal].opens]
        named = [terminal for terminal in _OPERANDS if terminal in accepted and terminal not in _OPERATORS]
        words = [t for t in table if t in accepted and t not in openers and t not in _OPERATORS]
        types = [terminal for terminal in words if table[terminal].names_type]
        if len(types) > 3:
            words = [terminal for terminal in words if terminal not in types]
            named = [terminal for terminal in named if terminal != "UNIT"]
        listed = [_OPERANDS[terminal] for terminal in named if terminal != "$END"]
        if types and len(types) > 3:
            listed.append("a type, such as “count”, “yes/no” or a unit")
        listed += [f"“{table[terminal].spelling}”" for terminal in words]
        if len(openers) > 3:
            listed.append("the next statement")
        else:
            listed += [f"“{table[terminal].spelling}”" for terminal in openers]
        if not listed:
            return ""
        shown = listed[:8] + (["others"] if len(listed) > 8 else [])
        return "expected " + (shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " or " + shown[-1])

    def _breaks_off(self, at: int) -> Diagnostic:
        tokens = list(self._statement_tokens())
        if not tokens:
            return self._at(codes.BREAKS_OFF, Span(0, 0), what="the policy", expected=self._expected())
        opening = tokens[-1]
        what = f"“{' '.join(self.text[opening.start_pos : at].split())[-60:]}”"
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
        known = [s for t in self.accepts if t in keywords.table() for s in keywords.table()[t].spellings]
        line = self.text[at:].split("\n", 1)[0]
        longer = [" ".join(line.split()[:count]) for count in (3, 2)]
        suggestions = next((found for text in longer if (found := near(text, known, cutoff=0.85))), near(word, known))
        return self._at(
            codes.KEYWORD_UNKNOWN,
            Span(at, at + len(word)),
            suggestions,
            word=word,
            expected="" if suggestions else self._expected(),
        )

    def _no_token(self, at: int) -> Diagnostic:
        character = self.text[at]
        for opening, closing in (('"', "a straight quote"), ("“", "”"), ("「", "」")):
            if character == opening:
                end = self.text.find("\n", at)
                span = Span(at, len(self.text) if end < 0 else end)
                return self._at(codes.QUOTE_OPEN, Span(at, at + len(self.source.cut(span).rstrip())), quote=closing)
        if re.match(r"[^\W\d_]", character):
            if self._first_on_line(at) and self._between_statements():
                return self._unknown_keyword(at)
            word = re.compile(r"\w+").match(self.text, at)
            assert word is not None
            return self._unexpected(Token("", word[0], start_pos=at, end_pos=word.end()))
        found = f"“{character}”"
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Zs", "Zl", "Zp"):
            found = f"the invisible character U+{ord(character):04X}"
        return self._at(codes.CHARACTER, Span(at, at + 1), found=found, expected=self._expected())

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
                    expected=self._expected() if exact else "",
                )
        return None


# -- going on behind a fault -------------------------------------------------------------------------------------

_HEADINGS = ("POLICY", "FACTS", "SECTION", "BONUS_SECTION", "ITEM")


@cache
def _starts() -> re.Pattern[str]:
    declared = r"(?:[-·][^\S\n]+)?(?:「[^」\n]*」|[^\W\d_][^\n:：#\"“”「」]*?)[^\S\n]*[:：]"
    return re.compile(rf"^[^\S\n]*(?:{keywords.opening().pattern}|(?P<declared>{declared}))", re.MULTILINE)


@cache
def _heading_starts() -> dict[str, re.Pattern[str]]:
    def of(*terminals: str) -> re.Pattern[str]:
        spellings = [s for terminal in terminals for s in keywords.table()[terminal].spellings]
        return re.compile(r"^[^\S\n]*(?:" + "|".join(map(keywords.pattern, spellings)) + ")", re.MULTILINE)

    sections = of("POLICY", "FACTS", "SECTION", "BONUS_SECTION")
    return {"block": sections, "item": of("ITEM", "POLICY", "FACTS", "SECTION", "BONUS_SECTION")}


def _blank_out(text: str, at: int, *, own_line: bool) -> tuple[str, bool]:
    """Blank out the statement around an offset; tell whether it was, or may have been, a heading or a declaration.

    `own_line` says that the statement begins on the line of the offset, although with no keyword.
    """
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    starts = [match for match in _starts().finditer(text, 0, line_end) if match.start() <= at]
    begin = starts[-1].start() if starts else 0
    head = text[begin:line_end]
    declared = bool(starts) and starts[-1]["declared"] is not None
    following: re.Pattern[str] = _starts()
    heading = declared or not starts
    if own_line:
        begin, heading = text.rfind("\n", 0, at) + 1, True
    elif _heading_starts()["block"].match(head):
        following, heading = _heading_starts()["block"], True
    elif _heading_starts()["item"].match(head):
        following, heading = _heading_starts()["item"], True
    end = _next_start(text, begin, line_end, following, lines=own_line or not heading)
    gone = re.sub(r"[^\n]", " ", text[begin:end])
    if gone == text[begin:end]:  # nothing is left to blank out here, so nothing can be gained
        return " " * len(text), True
    return text[:begin] + gone + text[end:], heading


def _next_start(text: str, begin: int, line_end: int, following: re.Pattern[str], *, lines: bool) -> int:
    """Find where the next statement begins: at a keyword or, as far as `lines` go, at a line that is set no deeper."""
    after = following.search(text, line_end)
    end = after.start() if after else len(text)
    if not lines:
        return end
    indent = re.compile(r"[^\S\n]*").match(text, begin)
    depth = len(indent[0]) if indent else 0
    for line in re.compile(r"^([^\S\n]*)\S", re.MULTILINE).finditer(text, line_end, end):
        if len(line[1]) <= depth:
            return line.start()
    return end


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

    def _value(self, token: Token) -> syntax.Fraction:
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
            return syntax.Fraction(1)

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
        return syntax.Entries(
            cast("syntax.Name", self.node(name)), self._expression(where), span=self._span(tree)
        )

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
        return syntax.Comparison(
            operator, self._expression(left), self._expression(number), span=self._span(tree)
        )

    def answer(self, tree: _Tree) -> syntax.Answer:
        subject, _, word = tree.children
        return syntax.Answer(
            self._expression(subject), cast("Token", word).type == "YES", span=self._span(tree)
        )

    def neither(self, tree: _Tree) -> syntax.Neither:
        names = [self.node(child) for child in tree.children[1:] if isinstance(child, Tree)]
        return syntax.Neither(
            self._expression(tree.children[0]), tuple(cast("list[syntax.Name]", names)), span=self._span(tree)
        )


def _unquote(token: Token) -> str:
    inner = token[1:-1]
    return inner.replace('""', '"') if token.startswith('"') else inner
