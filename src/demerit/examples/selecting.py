"""Takes what `-k` says, gives what it selects: words, `and`, `or`, `not` and brackets, as pytest has it.

A word selects the cases whose title has it, or, of a file of cases, whose file's name has it; case is set aside.
Several words in quotation marks are one.
"""

import re
from collections.abc import Callable

from demerit.examples.cases import Case
from demerit.language import case_codes
from demerit.language.diagnostics import DemeritError, Diagnostic
from demerit.language.messages import Said, say

Selection = Callable[[str], bool]

MOST_BRACKETS = 50
"""The most brackets that may stand one in another."""

_TOKEN = re.compile(r"""\s*(?:([()])|"([^"]*)"|'([^']*)'|([^\s()"']+)|(["']))""")


class SelectionError(DemeritError):
    """A selection cannot be read."""


def selection(text: str) -> Selection:
    """Read a selection.

    Returns:
        What tells of a title whether it is selected.

    Raises:
        SelectionError: it cannot be read.
    """
    return _Reader(text).read()


def named(case: Case) -> str:
    """Give what a case is selected by: its title and, of a case of JSON, the name of its file."""
    return case.name if case.pointer is None else f"{case.name} {case.source.file_name.removesuffix('.json')}"


class _Reader:
    """A descent: `or` binds less than `and`, `and` less than `not`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[tuple[str, bool]] = []  # each with whether it is a word whatever it says
        self._at = 0
        self._depth = 0
        place = 0
        while text[place:].strip():
            match = _TOKEN.match(text, place)
            assert match is not None
            bracket, double, single, word, open_ = match.groups()
            if open_ is not None:
                raise self._wrong(say("a quotation mark is not closed"), say("close it with {quote}", quote=open_))
            quoted = double if double is not None else single
            self._tokens.append((quoted, True) if quoted is not None else (bracket or word, False))
            place = match.end()

    def read(self) -> Selection:
        if not self._tokens:
            raise self._wrong(say("it names nothing"), _EXPECTED)
        found = self._either()
        if self._at < len(self._tokens):
            left = self._tokens[self._at][0]
            raise self._wrong(say("“{word}” cannot stand here", word=left), _EXPECTED)
        return found

    def _wrong(self, what: Said, expected: Said) -> SelectionError:
        return SelectionError([Diagnostic(case_codes.SELECTION, "", text=self._text, what=what, expected=expected)])

    def _met(self, keyword: str) -> bool:
        """Take a keyword, if it stands here."""
        if self._at < len(self._tokens) and self._tokens[self._at] == (keyword, False):
            self._at += 1
            return True
        return False

    def _either(self) -> Selection:
        parts = [self._both()]
        while self._met("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else lambda title: any(part(title) for part in parts)

    def _both(self) -> Selection:
        parts = [self._one()]
        while self._met("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else lambda title: all(part(title) for part in parts)

    def _one(self) -> Selection:
        denied = False
        while self._met("not"):
            denied = not denied
        inner = self._word()
        return (lambda title: not inner(title)) if denied else inner

    def _word(self) -> Selection:
        if self._met("("):
            self._depth += 1
            if self._depth > MOST_BRACKETS:
                raise self._wrong(say("its brackets are nested more than {most} deep", most=MOST_BRACKETS), _EXPECTED)
            inner = self._either()
            if not self._met(")"):
                raise self._wrong(say("a bracket is not closed"), say("close it with {quote}", quote=")"))
            self._depth -= 1
            return inner
        word, quoted = self._tokens[self._at] if self._at < len(self._tokens) else ("", False)
        if not quoted and word in ("", "and", "or", ")"):
            what = say("“{word}” cannot stand here", word=word) if word else say("it breaks off")
            raise self._wrong(what, _EXPECTED)
        self._at += 1
        wanted = word.casefold()
        return lambda title: wanted in title.casefold()


_EXPECTED = say("write words of titles, joined by and, or, not and brackets: “guard and not (night or holiday)”")
