"""Takes a text and what the parser can read next, gives the next token: lark's contextual lexer, by hand.

A token is looked for among the terminals that the parser accepts where it is. The grammar says how the terminals are
spelt and which goes before another (`grammar/demerit.lark`); keywords, names and units come from the keyword table.
Of two keywords the one that is longer goes first. Where nothing fits that is accepted, the token is looked for among
all terminals, so that the parser can say what stands there.

Compared with lark's own lexer, no pattern of a hundred keywords has to be compiled for each state of the parser.

Chinese is written without blanks, and with marks that only a reader needs: there ，；。 are passed over like blanks, an
identifier ends before a keyword, and two tokens are put in that have no letters: `_SUBJECT` before a condition that
begins a statement, and `为` where a number with 以上 or 以下 follows at once (`20万元以上`).
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from demerit.language import keywords

_Ends = Callable[[str, int], int]
"""Gives where a terminal ends that begins at a place; 0 if it does not stand there."""

_KEYWORDS = 60
"""How the keywords rank among the terminals of the grammar."""
_UNIT, _NAME = 6, 5
_MARKS = "，；。;"
_BEGIN_PHRASE = frozenset({"NAME", "NUMBER", "OTHER", "_OPEN"})


class PolicyLexer(Lexer):
    """What lark asks for tokens; see `lark.lexer.Lexer`."""

    __future_interface__ = 2

    def __init__(self, conf: Any) -> None:
        ignored = set(conf.ignore)
        patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in conf.terminals}
        ignorable = "|".join(patterns[name] for name in sorted(ignored))
        self._blanks = {
            language: re.compile(f"(?:{ignorable}|[{'' if language == 'en' else _MARKS}])*".replace("|[]", ""))
            for language in keywords.LANGUAGES
        }
        ranked: list[tuple[float, str, _Ends]] = [
            (-terminal.priority, terminal.name, _ends(patterns[terminal.name]))
            for terminal in conf.terminals
            if terminal.name not in ignored
        ]
        ranked += [(-_UNIT, "UNIT", keywords.unit_end), (-_NAME, "NAME", keywords.name_end)]
        ranked.sort(key=lambda each: (each[0], each[1]))
        self._before = [(name, ends) for rank, name, ends in ranked if -rank > _KEYWORDS]
        self._behind = [(name, ends) for rank, name, ends in ranked if -rank < _KEYWORDS]
        self._by_state: dict[Any, tuple[list[tuple[str, _Ends]], list[tuple[str, _Ends]]]] = {}

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:
        """Give the tokens of a text; see `lark.lexer.Lexer.lex`.

        Raises:
            UnexpectedToken: what stands there is a token, but the parser cannot read it there.
            UnexpectedCharacters: no token begins there.
        """
        text, at, last = lexer_state.text.text, 0, None
        states, language = parser_state.parse_conf.parse_table.states, keywords.spoken()
        blank, local = self._blanks[language], keywords.local_terminals()
        while True:
            match = blank.match(text, at)
            assert match is not None
            at = match.end()
            if at == len(text):
                return
            state = parser_state.position
            accepted = states[state]
            if language == "zh" and text[at] == "," and not _fits(parser_state, "_COMMA"):
                at += 1  # a mark like ，
                continue
            if state not in self._by_state:
                self._by_state[state] = tuple(
                    [each for each in some if each[0] in accepted] for some in (self._before, self._behind)
                )  # type: ignore[assignment]
            before, behind = self._by_state[state]
            found = _at(text, at, before, behind, accepted)
            if found is not None and found[1] in local and not _stands(text, found, parser_state):
                found = _at(text, at, before, behind, accepted.keys() - local)
            if language == "zh":
                found = self._in_chinese(text, at, found, parser_state)
            if found is None:
                terminals = {name for name in accepted if name.isupper()}
                if (found := _at(text, at, self._before, self._behind, None)) is None:
                    raise UnexpectedCharacters(text, at, 0, 0, terminals, state=parser_state)  # type: ignore[no-untyped-call]
                token = _token(text, at, *found)
                raise UnexpectedToken(token, terminals, state=parser_state)  # type: ignore[no-untyped-call]
            last = lexer_state.last_token = _token(text, at, *found)
            at = found[0]
            yield last

    def _in_chinese(
        self, text: str, at: int, found: tuple[int, str] | None, parser_state: Any
    ) -> tuple[int, str] | None:
        """Choose between words of one spelling, put in what has no letters, and end an identifier before a keyword."""
        accepted = parser_state.parse_conf.parse_table.states[parser_state.position]
        finder = keywords.all_spellings()
        local = keywords.local_terminals()
        known = [each for each in finder.all_at(text, at) if each[1] not in local or _stands(text, each, parser_state)]
        if found is not None and found[1] in keywords.table():
            # The longest word goes first, whether it can stand here or not: 如果 is not 如 and a name.
            longest = [each for each in known if each[0] == known[0][0]]
            found = next((each for each in longest if _fits(parser_state, each[1])), longest[0])
        if "_SUBJECT" in accepted:
            end = 0 if found is None or not _fits(parser_state, found[1]) else found[0]
            terminal = (_at(text, at, self._before, self._behind, None) or (0, ""))[1]
            leading = (length for length, word in known if keywords.table()[word].leads)
            # A longer word goes first, though it has to be begun: 项目得分 before 项目.
            begins = next(leading, 0) > end or (not end and terminal in _BEGIN_PHRASE)
            if begins and _fits(parser_state, "_SUBJECT"):
                return at, "_SUBJECT"
        if "IS" in accepted and (found is None or found[1] == "NUMBER") and _is_bounded(text, at):
            return at, "IS"
        if found is not None and found[1] == "ID":
            ends = (place for place in range(at + 1, found[0]) if _turns(text, place))
            action, argument = accepted.get("ID", (None, None))
            behind = parser_state.parse_conf.parse_table.states[argument] if action is Shift else ()
            ending = (
                place
                for place in ends
                if any(word not in local or word in behind for _, word in finder.all_at(text, place))
            )
            return next(ending, found[0]), "ID"
        return found


def _stands(text: str, found: tuple[int, str], parser_state: Any) -> bool:
    """Tell whether a word that is looked for only where it can stand is one here.

    Where a name can begin too, the heading of an example is told by its title.
    """
    end, terminal = found
    if terminal == "EXAMPLE":
        english = keywords.spoken() == keywords.LANGUAGES[0]
        if _fits(parser_state, "NAME") or (not english and _fits(parser_state, "_SUBJECT")):
            return (_TITLED if english else _APART).match(text, end) is not None
    return _fits(parser_state, terminal)


_TITLED, _APART = re.compile(rf"{keywords.BLANK}*[\n\"“]"), re.compile(r"[\s\"“]")


def _turns(text: str, at: int) -> bool:
    """Tell whether letters of ASCII end at a place, and others begin."""
    return text[at - 1].isascii() and not text[at].isascii()


def _fits(parser_state: Any, terminal: str) -> bool:
    """Tell whether a terminal can be read next.

    That it is among those of the parser's state is not enough: states that differ only in what may follow are one
    state in an LALR parser (Aho, Lam, Sethi and Ullman, Compilers, 4.7.4).
    """
    states, stack = parser_state.parse_conf.parse_table.states, list(parser_state.state_stack)
    while True:
        action, argument = states[stack[-1]].get(terminal, (None, None))
        if action is None:
            return False
        if action is Shift:
            return True
        if argument.expansion:
            del stack[-len(argument.expansion) :]
        stack.append(states[stack[-1]][argument.origin.name][1])


def _is_bounded(text: str, at: int) -> bool:
    """Tell whether a number stands at a place, perhaps with a unit, and 以上 or 以下 behind it."""
    match = _NUMBER.match(text, at)
    if match is None:
        return False
    end = keywords.unit_end(text, match.end()) or match.end()
    return keywords.finder("OR_MORE", "OR_LESS").at(text, end) is not None


_NUMBER = re.compile(r"\d+(?:[.．]\d+)?(?:/\d+)?[%％‰万亿]?")


def _at(
    text: str,
    at: int,
    before: list[tuple[str, _Ends]],
    behind: list[tuple[str, _Ends]],
    accepted: Collection[str] | None,
) -> tuple[int, str] | None:
    """Give where the token ends that stands at a place, and its terminal."""
    for name, ends in before:
        if end := ends(text, at):
            return end, name
    finder = keywords.common_spellings() if accepted is None else keywords.all_spellings()
    if found := finder.at(text, at, accepted):
        return found
    for name, ends in behind:
        if end := ends(text, at):
            return end, name
    return None


def _token(text: str, at: int, end: int, terminal: str) -> Token:
    return Token(terminal, text[at:end], start_pos=at, end_pos=end)


def _ends(pattern: str) -> _Ends:
    match = re.compile(pattern).match

    def ends(text: str, at: int) -> int:
        found = match(text, at)
        return found.end() if found else 0

    return ends
