"""Takes a text and what the parser can read next, gives the next token: lark's contextual lexer, by hand.

A token is looked for among the terminals that the parser accepts where it is. The grammar says how the terminals are
spelt and which goes before another (`grammar/demerit.lark`); keywords, names and units come from the keyword table.
Of two keywords the one that is longer goes first. Where nothing fits that is accepted, the token is looked for among
all terminals, so that the parser can say what stands there.

Compared with lark's own lexer, no pattern of a hundred keywords has to be compiled for each state of the parser.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from lark.lexer import Lexer

from demerit.language import keywords

_Ends = Callable[[str, int], int]
"""Gives where a terminal ends that begins at a place; 0 if it does not stand there."""

_KEYWORDS = 60
"""How the keywords rank among the terminals of the grammar."""
_UNIT, _NAME = 6, 5


class PolicyLexer(Lexer):
    """What lark asks for tokens; see `lark.lexer.Lexer`."""

    __future_interface__ = 2

    def __init__(self, conf: Any) -> None:
        ignored = set(conf.ignore)
        patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in conf.terminals}
        self._blank = re.compile("(?:" + "|".join(patterns[name] for name in sorted(ignored)) + ")*")
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
        states, blank = parser_state.parse_conf.parse_table.states, self._blank
        while True:
            match = blank.match(text, at)
            assert match is not None
            at = match.end()
            if at == len(text):
                return
            state = parser_state.position
            accepted = states[state]
            if state not in self._by_state:
                self._by_state[state] = tuple(
                    [each for each in some if each[0] in accepted] for some in (self._before, self._behind)
                )  # type: ignore[assignment]
            before, behind = self._by_state[state]
            found = _at(text, at, before, behind, accepted)
            if found is None:
                terminals = {name for name in accepted if name.isupper()}
                if (found := _at(text, at, self._before, self._behind, None)) is None:
                    raise UnexpectedCharacters(text, at, 0, 0, terminals, state=parser_state)  # type: ignore[no-untyped-call]
                token = _token(text, at, *found)
                raise UnexpectedToken(token, terminals, state=parser_state)  # type: ignore[no-untyped-call]
            last = lexer_state.last_token = _token(text, at, *found)
            at = found[0]
            yield last


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
    if found := keywords.all_spellings().at(text, at, accepted):
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
