"""The strict reader: a JSON text with places, and every fault of it."""

import re
from array import array
from collections.abc import Iterable
from decimal import Decimal
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed has it not
from typing import NoReturn

from demerit.evaluation.json_text.fast import MOST_DEPTH
from demerit.evaluation.json_text.numbers import _TooLongError, exact_number
from demerit.evaluation.json_text.patterns import (
    _A_KEY,
    _A_VALUE,
    _ASIDE,
    _BARE,
    _BARE_WORD,
    _COMMENT,
    _DECIMAL,
    _ESCAPED,
    _HOLLOW,
    _INT,
    _KEY,
    _LINE_REST,
    _MARK,
    _MISTAKEN,
    _NOT_FINITE,
    _NOTHING,
    _NUMBER,
    _NUMBERLIKE,
    _OPEN,
    _QUOTED,
    _QUOTED_TEXT,
    _QUOTES,
    _READ,
    _SKIP,
    _SOUND,
    _SPELLINGS,
    _STRANGE_BLANK,
    _STRING,
    _UNIT,
    _VALUE,
    _WORD,
    _WORDS,
)
from demerit.evaluation.json_text.places import MOST_POINTER, Located, step
from demerit.evaluation.json_text.wording import (
    _closing,
    _control,
    _hinted,
    _mistaken_mark,
    _name,
    _number_instead,
    _other_quotes,
    _quote,
    _short,
)
from demerit.language import codes
from demerit.language.codes import Code
from demerit.language.diagnostics import Diagnostic, FactsError, Label
from demerit.language.messages import Said, Text, listed, say
from demerit.language.nearness import near
from demerit.language.source import Source, Span
from demerit.language.values import MOST_DIGITS

MOST_FAULTS = 1000
"""The most faults that are collected in one text: reading stops there, or sooner if their pointers are long."""


class _StopReading(Exception):  # noqa: N818 - no error of its own: the faults say what is wrong
    """From here on the text cannot be understood."""


_Met = tuple[int, object, int, int]
"""What stands at a place: its kind, its value, where it starts and where it ends."""


def read_json(source: Source) -> Located:
    """Read a JSON text strictly, and keep the place of everything in it.

    Raises:
        FactsError: it is not JSON, gives a key twice, or holds a number that is none or is too long. What can be
            understood is read on, so that one run shows many faults, in the order of their places.
    """
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.faults: list[Diagnostic] = []
        self.patience = MOST_FAULTS * MOST_POINTER
        self.places = array("q")
        self.key_places = array("q")
        self.outer: list[tuple[dict[str, object] | list[object] | None, str, int]] = []
        """The open objects and lists around the innermost, each with the key at hand and its place."""
        self.inner: tuple[dict[str, object] | list[object] | None, str, int] = (None, "", -1)
        """The innermost, up to date only while a method other than `_run` is at work."""

    def read(self) -> Located:
        if not self.text.strip():
            raise FactsError([Diagnostic(codes.JSON_EMPTY, self.source)])
        try:
            value = self._run()
        except _StopReading:
            value = None
        if self.faults:
            raise FactsError(sorted(self.faults, key=lambda fault: fault.span.start if fault.span else 0))
        return Located(value, self.source, self.places, self.key_places)

    def _run(self) -> object:
        """Read the whole text. What is well formed is read here; all else is left to the methods below."""
        text, outer, places, key_places = self.text, self.outer, self.places, self.key_places
        value_at, key_at, mark_at = _VALUE.match, _KEY.match, _MARK.match
        members: dict[str, object] | None = None  # the innermost, if it is an object
        entries: list[object] | None = None  # the innermost, if it is a list
        key = ""
        place = -1  # where the place of the innermost is kept in `places`
        seen: dict[str, int] = {}  # the keys of the innermost, with where their places are kept
        outer_seen: list[dict[str, int]] = []
        at = 1 if text.startswith("\ufeff") else 0
        while True:
            kind = 0
            value: object = None
            if members is not None:
                match = key_at(text, at)
                if match is not None:
                    key, start, end = match[1], match.start(1) - 1, match.end(1) + 1
                    at = match.end()
                else:
                    self.inner = (members, key, place)
                    found, start, end, at = self._odd_key(at)
                    if found is None:
                        kind = _NOTHING
                    else:
                        key = found
                if kind != _NOTHING:
                    if key in seen:
                        self.inner = (members, key, place)
                        self._add_duplicate(key, Span(start, end), seen[key])
                    else:
                        seen[key] = len(key_places)
                    key_places.append(start)
                    key_places.append(end)
            if kind != _NOTHING:
                match = value_at(text, at)
                if match is None:
                    self.inner = (members if entries is None else entries, key, place)
                    begin = self._skip(at)
                    match = value_at(text, begin)
                    if match is None:
                        kind, value, start, at = self._odd_value(begin, at - 1)
                if match is not None:
                    kind = match.lastindex or 0
                    start, at = match.start(kind), match.end()
                    if kind == _STRING:
                        value = match[1]
                        start -= 1
                    elif kind == _INT and at - start <= MOST_DIGITS:
                        value = int(match[2])
                    elif kind == _WORD:
                        value = _WORDS[match[4]]
                    elif kind <= _DECIMAL:
                        self.inner = (members if entries is None else entries, key, place)
                        value = self._number(match[kind], start)
                    elif kind == _ESCAPED:
                        value = scanstring(text, start + 1, True)[0]
                    else:
                        value = text[start]
                if _HOLLOW <= kind <= _OPEN:
                    if len(outer) == MOST_DEPTH:
                        self.inner = (members if entries is None else entries, key, place)
                        self._add(codes.JSON_DEEP, Span(start, start + 1), what=say("this is nested"), most=MOST_DEPTH)
                        raise _StopReading
                    if kind == _OPEN:
                        outer.append((members if entries is None else entries, key, place))
                        outer_seen.append(seen)
                        place = len(places)
                        places.append(start)
                        places.append(-1)
                        if value == "{":
                            members, entries, seen = {}, None, {}
                        else:
                            members, entries = None, []
                        continue
                    value = {} if value == "{" else []
                if kind != _NOTHING:
                    places.append(start)
                    places.append(at)
            while True:  # a value is complete: put it in its place, and see what follows
                if kind != _NOTHING:
                    if entries is not None:
                        entries.append(value)
                    elif members is not None:
                        members[key] = value
                    else:
                        self._see_end(at)
                        return value
                kind = 0
                mark = text[at : at + 1]
                if mark == ",":
                    at += 1
                    break
                match = mark_at(text, at)
                if match is not None:
                    mark, at = match[1], match.end()
                else:
                    self.inner = (members if entries is None else entries, key, place)
                    mark, at = self._odd_mark(at)
                if mark == ",":
                    break
                if (mark == "]") is (entries is None):
                    self.inner = (members if entries is None else entries, key, place)
                    self._stop_at_wrong_bracket(at - 1)
                places[place + 1] = at
                value = members if entries is None else entries
                container, key, place = outer.pop()
                seen = outer_seen.pop()
                members = container if isinstance(container, dict) else None
                entries = container if isinstance(container, list) else None

    # -- what is told ----------------------------------------------------------------------------------------

    def _add(
        self,
        code: Code,
        span: Span,
        *,
        whole: bool = False,
        labels: Iterable[Label] = (),
        near: Iterable[str] = (),
        **args: object,
    ) -> None:
        """Put in a fault; `whole` says that it is about the innermost object or list, not about the value due."""
        pointer = self._pointer(whole=whole)
        self.faults.append(
            Diagnostic(code, self.source, span, pointer=pointer, labels=labels, near=near, fixes=(), **args)
        )
        self.patience -= MOST_POINTER + len(pointer)
        if self.patience <= 0:
            raise _StopReading

    def _form(
        self,
        start: int,
        end: int,
        what: Said,
        expected: Text,
        *,
        whole: bool = False,
        labels: Iterable[Label] = (),
        near: Iterable[str] = (),
    ) -> None:
        self._add(
            codes.JSON_FORM, Span(start, end), whole=whole, labels=labels, near=near, what=what, expected=expected
        )

    def _pointer(self, *, whole: bool) -> str:
        around = self.outer if whole else [*self.outer, self.inner]
        return "".join(
            step(key if isinstance(container, dict) else len(container))
            for container, key, _place in around
            if container is not None
        )

    def _add_duplicate(self, key: str, span: Span, first: int) -> None:
        there = Span(self.key_places[first], self.key_places[first + 1])
        label = Label(self.source, there, say("it is given here first"))
        self._add(codes.JSON_DUPLICATE, span, labels=[label], key=_short(key))

    def _number(self, text: str, start: int) -> int | Decimal:
        try:
            return exact_number(text)
        except _TooLongError:
            self._add(codes.JSON_NUMBER_LONG, Span(start, start + len(text)), most=MOST_DIGITS)
            return 0

    # -- what may stand between ------------------------------------------------------------------------------

    def _skip(self, at: int) -> int:
        """Give where the next thing begins, behind blanks and comments; what is meant for either is told."""
        while True:
            at = _end_of(_SKIP, self.text, at)
            match = _ASIDE.match(self.text, at)
            if match is None:
                return at
            if match.lastindex == _STRANGE_BLANK:
                names = listed(_name(character) for character in dict.fromkeys(match[0]))
                self._form(
                    at,
                    match.end(),
                    say("it does not know the blank {names}", names=names),
                    say("write a plain space"),
                    whole=True,
                )
            elif match.lastindex != _COMMENT:
                end = at + len(match[0].rstrip())
                self._form(at, end, say("it has no such comments"), say("begin each line of it with //"), whole=True)
            at = match.end()

    def _see_end(self, at: int) -> None:
        """See that nothing follows the value."""
        text = self.text
        self.inner = (None, "", -1)
        at = self._skip(at)
        if at == len(text):
            return
        end = at + len(text[at : _end_of(_LINE_REST, text, at)].rstrip())
        if text[at] in "]}":
            self._form(at, at + 1, say("“{text}” closes nothing", text=text[at]), say("take it out, or open it before"))
        elif text[at] in ":：" and text[at - 1] == '"':
            self._form(
                at,
                at + 1,
                say("the members of an object stand in braces"),
                say("write {{ before the first and }} behind the last"),
            )
        else:
            self._form(
                at, end, say("there is more behind its end"), say("a file holds one value: take out what follows it")
            )

    def _stop_at_end(self) -> NoReturn:
        """The text ends too early."""
        end = len(self.text.rstrip())
        container, _key, place = self.inner
        if container is None:
            if not self.faults:
                self.faults.append(Diagnostic(codes.JSON_EMPTY, self.source))
            raise _StopReading
        start = self.places[place]
        label = Label(self.source, Span(end, end), say("the text ends here"))
        self._form(
            start,
            start + 1,
            say("the text breaks off; this “{mark}” is not closed", mark=self.text[start]),
            say("is the file whole? close it with “{mark}”", mark=_closing(container)),
            whole=True,
            labels=[label],
        )
        raise _StopReading

    def _stop_at_wrong_bracket(self, at: int) -> NoReturn:
        container, _key, place = self.inner
        start = self.places[place]
        opening, closing = self.text[start], self.text[at]
        label = Label(self.source, Span(start, start + 1), say("this is open"))
        self._form(
            at,
            at + 1,
            say("“{closing}” cannot close “{opening}”", closing=closing, opening=opening),
            say("“{mark}” belongs here", mark=_closing(container)),
            whole=True,
            labels=[label],
        )
        raise _StopReading

    def _stop_at(self, at: int, expected: Text, *, whole: bool = False) -> NoReturn:
        """Something stands where it cannot."""
        if at == len(self.text):
            self._stop_at_end()
        if self.text.startswith("/*", at):
            self._form(at, at + 2, say("this comment does not end"), say("begin each line of it with //"), whole=True)
            raise _StopReading
        end = self._word_end(at)
        self._form(at, end, say("“{text}” cannot stand here", text=_short(self.text[at:end])), expected, whole=whole)
        raise _StopReading

    def _word_end(self, at: int) -> int:
        """Where what begins at `at` ends, to underline it."""
        match = _QUOTED_TEXT.match(self.text, at) or _BARE_WORD.match(self.text, at)
        return match.end() if match is not None else at + 1

    def _add_mistaken(self, at: int, *, whole: bool = True) -> str:
        """Tell of punctuation that stands for another, and give that other."""
        written = self.text[at]
        meant = _MISTAKEN[written]
        self._form(at, at + 1, _mistaken_mark(written, meant), say("write {text}", text=meant), whole=whole)
        return meant

    # -- where a value is due --------------------------------------------------------------------------------

    def _odd_value(self, at: int, mark: int) -> _Met:
        """Read a value that is not plainly well formed; `mark` is where the bracket, comma or colon before it is."""
        text = self.text
        if at == len(text):
            self._stop_at_end()
        character = text[at]
        meant = _meant(character)
        before = _meant(text[mark]) if mark >= 0 else ""
        if character == '"':
            value, end = self._faulty_string(at, whole=False)
            return _READ, value, at, end
        if character in _QUOTES:
            value, end = self._quoted(at, whole=False)
            return _READ, value, at, end
        if meant in ",]}" and before == ":":
            start, end = self.key_places[-2:]
            self._form(
                start,
                end,
                say("the key “{key}” has no value", key=_short(self.inner[1])),
                say("write its value behind the colon, or take the key out"),
            )
            return _READ, None, at, at
        if meant in "]}" and before in ("[", ","):
            if before == ",":
                self._add_trailing_comma(mark)
            return _NOTHING, None, at, at
        if meant == "," and before in ("[", ","):
            self._form(
                at, at + 1, say("a value is missing before this comma"), say("take the comma out, or write the value")
            )
            return _READ, None, at, at
        if meant in "[{":
            self._add_mistaken(at, whole=False)
            return _OPEN, meant, at, at + 1
        return self._bare_value(at)

    def _add_trailing_comma(self, at: int) -> None:
        if any(fault.span == Span(at, at + 1) for fault in self.faults[-1:]):
            return  # it has been told of already: two commas in a row
        self._form(
            at, at + 1, say("nothing follows this comma"), say("take it out, or write what is missing"), whole=True
        )

    def _bare_value(self, at: int) -> _Met:
        """Read a number or words that are no value, and tell what is to be written."""
        text = self.text
        match = _NUMBERLIKE.match(text, at) or _BARE.match(text, at)
        if match is None:
            self._stop_at(at, _A_VALUE)
        word, end = match[0], match.end()
        span = Span(at, end)
        if _NUMBER.fullmatch(word):
            return _READ, self._number(word, at), at, end
        if word in _WORDS:
            return _READ, _WORDS[word], at, end
        if _NOT_FINITE.fullmatch(word):
            self._add(codes.JSON_NOT_FINITE, span, text=word)
        elif word.casefold() in _SPELLINGS:
            meant = _SPELLINGS[word.casefold()]
            self._form(at, end, say("“{word}” is no value", word=word), say("write {text}", text=meant))
        elif match.re is _NUMBERLIKE:
            self._form(at, end, say("a number is not written “{text}”", text=_short(word)), _number_instead(word))
        elif (word[0].isalnum() or word[0] in "_$") and self.inner[0] is not None:
            expected = say("write {text} if it is a text", text=_quote(word))
            self._form(
                at, end, say("“{text}” has no quotes", text=_short(word)), expected, near=near(word[:20], _WORDS)
            )
        else:
            self._stop_at(at, _A_VALUE)
        return _READ, None, at, end

    # -- where a key is due ----------------------------------------------------------------------------------

    def _odd_key(self, at: int) -> tuple[str | None, int, int, int]:
        """Read a key that is not plainly well formed, with its colon.

        Returns:
            The key, or None if the object ends here; where it starts and ends; where to go on.
        """
        text = self.text
        mark = at - 1
        at = self._skip(at)
        while at < len(text) and _meant(text[at]) == ",":
            self._form(at, at + 1, say("a member is missing before this comma"), say("take the comma out"), whole=True)
            mark = at
            at = self._skip(at + 1)
        if at == len(text):
            self._stop_at_end()
        character = text[at]
        if _meant(character) in "]}":
            if _meant(text[mark]) == ",":
                self._add_trailing_comma(mark)
            return None, at, at, at
        if character == '"':
            key, end = self._string(at, whole=True)
        elif character in _QUOTES:
            key, end = self._quoted(at, whole=True)
        else:
            key, end = self._bare_key(at)
        return key, at, end, self._colon(at, end, key)

    def _bare_key(self, at: int) -> tuple[str, int]:
        text = self.text
        match = _BARE.match(text, at)
        if match is None:
            self._stop_at(at, _A_KEY, whole=True)
        after = _end_of(_SKIP, text, match.end())
        if _meant(text[after : after + 1]) != ":":
            expected = _A_KEY
            if text[at - 1] == "," and text[at - 2].isdigit() and re.match(r"\d{3}", match[0]):
                expected = say("a number has no commas between its digits")
            self._stop_at(at, expected, whole=True)
        self._form(
            at,
            match.end(),
            say("the key “{key}” has no quotes", key=_short(match[0])),
            say("write {text}", text=_quote(match[0])),
            whole=True,
        )
        return match[0], match.end()

    def _colon(self, start: int, end: int, key: str) -> int:
        """Give where the value of a key may begin, behind the colon."""
        text = self.text
        at = self._skip(end)
        character = text[at : at + 1]
        if character == ":":
            return at + 1
        if not character:
            self._stop_at_end()
        if _MISTAKEN.get(character) == ":":
            self._add_mistaken(at)
            return at + 1
        if _meant(character) in ",}]":
            self._form(
                start,
                end,
                say("the key “{key}” has no value", key=_short(key)),
                say("write a colon and its value behind it"),
                whole=True,
            )
        elif _VALUE.match(text, at) is not None:
            last = self._word_end(at)
            self._form(
                at,
                last,
                say("a colon is missing between the key “{key}” and this", key=_short(key)),
                say("write a colon before it"),
                whole=True,
            )
            return at
        else:
            expected = say("a colon belongs behind the key “{key}”", key=_short(key))
            self._stop_at(at, _hinted(expected, text[start:end]), whole=True)
        raise _StopReading

    # -- where a comma or the end is due ---------------------------------------------------------------------

    def _odd_mark(self, at: int) -> tuple[str, int]:
        """Read what follows a value, where it is not plainly a comma or a closing bracket.

        Returns:
            The comma or the bracket that is meant, and where to go on.
        """
        text = self.text
        container, _key, _place = self.inner
        end = at
        at = self._skip(at)
        if at == len(text):
            self._stop_at_end()
        character = text[at]
        if character in ",]}":
            return character, at + 1
        if _MISTAKEN.get(character, "") in (",", "]", "}"):
            return self._add_mistaken(at), at + 1
        expected: Text = say("a comma or “{mark}” belongs here", mark=_closing(container))
        if at == end and text[at - 1] == '"' and character not in '"[{:：=':
            start = self.places[-2]
            expected = _hinted(say('a quotation mark within a text is written \\"'), text[start:end])
            last = self._word_end(at)
            self._form(at, last, say("a text ended before “{text}”", text=_short(text[at:last])), expected, whole=True)
            raise _StopReading
        if isinstance(container, list):
            if character in ":：":
                self._stop_at(at, say("a list has no keys: an object, which has them, stands in {{ }}"), whole=True)
            begins = _VALUE.match(text, at) or _BARE.match(text, at)
        else:
            begins = _KEY.match(text, at)
        if begins is None and character not in _QUOTES:
            self._stop_at(at, expected, whole=True)
        label = Label(self.source, Span(end - 1, end), say("the comma belongs behind this"))
        last = self._word_end(at)
        self._form(
            at,
            last,
            say("a comma is missing before this"),
            say("write a comma between the two"),
            whole=True,
            labels=[label],
        )
        return ",", at

    # -- texts -----------------------------------------------------------------------------------------------

    def _string(self, at: int, *, whole: bool) -> tuple[str, int]:
        """Read a text in double quotes; give it, and where it ends."""
        match = _QUOTED_TEXT.match(self.text, at)
        if match is not None:
            return scanstring(self.text, at + 1, True)[0], match.end()
        return self._faulty_string(at, whole=whole)

    def _faulty_string(self, start: int, *, whole: bool) -> tuple[str, int]:
        """Tell all that is wrong in a text in double quotes; give it as it is written, and where it ends."""
        text = self.text
        at = start + 1
        while True:
            at = _end_of(_SOUND, text, at)
            character = text[at : at + 1]
            if character == '"':
                return text[start + 1 : at], at + 1
            if not character or character in "\r\n" or text[at : at + 2] in ("\\", "\\\n", "\\\r"):
                self._stop_at_open_string(start, whole=whole)
            unit = _UNIT.match(text, at)
            end = unit.end() if unit is not None else at + (2 if character == "\\" else 1)
            written = text[at:end]
            if unit is not None and end - at < len("\\u0000"):
                what, expected = (
                    say("“{written}” is cut short", written=written),
                    say("four hexadecimal digits follow \\u"),
                )
            elif unit is not None or character >= "\ud800":
                what, expected = (
                    say("“{written}” is half of a character", written=written),
                    say("write the character itself"),
                )
            elif character == "\\":
                what, expected = (
                    say("“{written}” has no meaning in a text", written=written),
                    say("a backslash itself is written \\\\"),
                )
            else:
                what, expected = _control(character)
            self._form(at, end, what, expected, whole=whole)
            at = end

    def _stop_at_open_string(self, start: int, *, whole: bool) -> NoReturn:
        end = _end_of(_LINE_REST, self.text, start)
        line = self.text[start:end].rstrip()
        close = say('close it with ", or write a new line in it as \\n')
        what, expected = say("this text does not end on its line"), _hinted(close, line, escaped=True)
        self._form(start, start + len(line), what, expected, whole=whole)
        raise _StopReading

    def _quoted(self, at: int, *, whole: bool) -> tuple[str, int]:
        """Read a text in other quotation marks; give it, and where it ends."""
        text = self.text
        mark = text[at]
        match = _QUOTED[mark].match(text, at)
        if match is None:
            self._form(at, at + 1, _other_quotes(mark), say("write {text}", text='"'), whole=whole)
            raise _StopReading
        self._form(
            at, match.end(), _other_quotes(mark, match[0][-1]), say("write {text}", text=_quote(match[1])), whole=whole
        )
        return match[1], match.end()


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where the match of a pattern that matches everywhere ends."""
    match = pattern.match(text, at)
    return match.end() if match is not None else at


def _meant(character: str) -> str:
    """What a mark stands for: itself, unless it is one that people write for another."""
    return _MISTAKEN.get(character, character)
