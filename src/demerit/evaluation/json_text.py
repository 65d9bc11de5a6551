"""Takes JSON text, or the Python objects that stand for it, gives values in which every number is exact.

There are two doors. `decode_fast` is quick and says nothing: it gives the value only where it is certain that the
strict reader would give the same one without a complaint. `read_json` is that reader: it keeps the place of every
value and key, and says of everything that is not JSON what it is, where, and what to write instead. `from_python`
does for Python objects what `read_json` does for text.

Promises: a number is an `int` where it is whole, `1.0` and `1e2` too, and a `Decimal` without trailing zeros
elsewhere; none has more than `MOST_DIGITS` digits, and none that has is ever computed. Nothing is nested more than
`MOST_DEPTH` deep. Time is linear in the length of the text. Bad input raises `FactsError`, and nothing else.
"""

import codecs
import datetime
import json
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from functools import cached_property
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed has it not
from typing import Final, NoReturn

import msgspec

from demerit.language import codes
from demerit.language.codes import Code
from demerit.language.diagnostics import Diagnostic, FactsError, Label
from demerit.language.model import escape
from demerit.language.nearness import near
from demerit.language.source import Source, Span
from demerit.language.values import MOST_DIGITS, exact

MOST_DEPTH = 64
"""The most objects and lists that may stand one in another."""

MOST_FAULTS = 1000
"""The most faults that are collected in one text: reading stops there, or sooner if their pointers are long."""

MOST_POINTER = 512
"""The longest pointer, in characters, below which places are still looked up by pointer."""

PYTHON_FACTS = "<facts>"
"""What facts that came as Python objects are called in messages."""


class Slow(Enum):
    """The type of `SLOW`."""

    SLOW = "slow"


SLOW: Final = Slow.SLOW
"""What `decode_fast` gives where only the strict reader can tell. (JSON's null is None, so None would not do.)"""


# -- numbers -------------------------------------------------------------------------------------------------


class _TooLongError(ValueError):
    """A number has more than `MOST_DIGITS` digits, written out."""


_LIMIT = 10**MOST_DIGITS


def _bounded(value: int) -> int:
    """Give a whole number back, if it is not too long.

    Raises:
        _TooLongError: it is.
    """
    if not -_LIMIT < value < _LIMIT:
        raise _TooLongError
    return value


def exact_number(text: str) -> int | Decimal:
    """Give the number that a JSON numeral stands for.

    Raises:
        _TooLongError: it has too many digits. They are counted, not computed.
    """
    if text.lstrip("-").isdigit():
        if len(text.lstrip("-")) > MOST_DIGITS:
            raise _TooLongError
        return int(text)
    if len(text) <= MOST_DIGITS + 1 and text[-1] != "0" and "e" not in text and "E" not in text:
        return Decimal(text)  # what `_tidy` would give, sooner
    try:
        value = Decimal(text)
    except InvalidOperation:  # an exponent that not even Decimal can hold
        value = None
    if value is None or not value.is_finite():
        if re.fullmatch(r"-?[0.]+", text.lower().partition("e")[0]):
            return 0
        raise _TooLongError
    return _tidy(value)


def _tidy(value: Decimal) -> int | Decimal:
    """Give a finite Decimal as `int` where it is whole, else without trailing zeros.

    Raises:
        _TooLongError: it has too many digits.
    """
    if not value:
        return 0
    high = value.adjusted()
    if not -MOST_DIGITS < high < MOST_DIGITS:
        raise _TooLongError
    sign, digits, exponent = value.as_tuple()
    places = -int(exponent)
    used = len(digits)
    while places > 0 and digits[used - 1] == 0:
        used -= 1
        places -= 1
    if places <= 0:
        return int(value)
    if max(high + 1, 1) + places > MOST_DIGITS:
        raise _TooLongError
    return value if used == len(digits) else Decimal((sign, digits[:used], -places))


# -- the fast door -------------------------------------------------------------------------------------------

_decode = msgspec.json.Decoder(float_hook=exact_number).decode
_encode = msgspec.json.Encoder().encode
_DIGITS_ALONE = bytes(ord("0") if chr(byte) in "0123456789" else ord(" ") for byte in range(256))
_LONG_RUN = b"0" * (MOST_DIGITS + 1)
_DEEP_LINE = b"\n" + b" " * MOST_DEPTH


def decode_fast(
    data: bytes, decode: Callable[[bytes], object] = _decode, encode: Callable[[object], bytes] = _encode
) -> object:
    """Decode JSON in UTF-8, if nothing about it needs a second look.

    Args:
        data: the JSON.
        decode: a decoder of msgspec's, with `exact_number` for its `float_hook`; it may hold the value to a type.
        encode: an encoder of msgspec's, which writes that value out again, and no member that the data does not have
            (so a struct with defaults has to omit them).

    msgspec is as strict about the form as `read_json`, except for three things, which are excluded here:

    - Of a key given twice it silently keeps one. So the colons of the data are counted, and those of the value
      written out again; a member that was dropped took its colon along. Only where a colon in a string is written
      as an escape could the two differ otherwise.
    - It takes whole numbers of any length. So no run of digits may be longer than a number is.
    - It nests deeper. So the brackets are counted, and if there are many, the indentation of the formatted text
      tells how deep they stand.

    Returns:
        The value that `read_json` gives for the same text, or `SLOW`.
    """
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    try:
        value = decode(data)
        if (
            (b"\\" in data and b"\\u003" in data)  # the first alone is sooner told
            or data.count(b":") != encode(value).count(b":")
            or _LONG_RUN in data.translate(_DIGITS_ALONE)
            or (data.count(b"{") + data.count(b"[") > MOST_DEPTH and _DEEP_LINE in msgspec.json.format(data, indent=1))
        ):
            return SLOW
    except (ValueError, RecursionError):
        return SLOW
    return value


# -- places --------------------------------------------------------------------------------------------------


def step(key: str | int) -> str:
    """Give one step of an RFC 6901 pointer, the slash included."""
    return f"/{escape(key) if isinstance(key, str) else key}"


@dataclass(frozen=True)
class Located:
    """A value from a text, and the place of each of its parts.

    Attributes:
        value: the value.
        source: the text that it was read from.
    """

    value: object
    source: Source
    _places: Sequence[int] = field(repr=False, compare=False)
    """For each value, in the order of the text, where it starts and where it ends."""
    _key_places: Sequence[int] = field(repr=False, compare=False)
    """For each key, in the order of the text, where it starts and where it ends."""

    @property
    def spans(self) -> dict[str, Span]:
        """The places of the values, by RFC 6901 pointer; the whole is at the empty pointer.

        What stands below a pointer of more than `MOST_POINTER` characters is left out.
        """
        return self._by_pointer[0]

    @property
    def keys(self) -> dict[str, Span]:
        """The places of the members' keys, quotes included, by the pointer of the member."""
        return self._by_pointer[1]

    @cached_property
    def _by_pointer(self) -> tuple[dict[str, Span], dict[str, Span]]:
        """Both of them: only who has something to say about a place pays for the pointers."""
        spans: dict[str, Span] = {}
        keys: dict[str, Span] = {}
        places = map(Span, self._places[::2], self._places[1::2])
        key_places = map(Span, self._key_places[::2], self._key_places[1::2])

        def visit(value: object, pointer: str | None) -> None:
            place = next(places)
            if pointer is not None:
                spans[pointer] = place
                if len(pointer) > MOST_POINTER:
                    pointer = None
            if isinstance(value, dict):
                for key, member in value.items():
                    key_place = next(key_places)
                    below = None
                    if pointer is not None:
                        below = pointer + step(key)
                        keys[below] = key_place
                    visit(member, below)
            elif isinstance(value, list):
                for index, member in enumerate(value):
                    visit(member, None if pointer is None else f"{pointer}/{index}")

        visit(self.value, "")
        return spans, keys


# -- the strict reader: what is well formed ------------------------------------------------------------------

_BLANKS = r"[ \t\n\r]*+"
_PLAIN = r'[^"\\\x00-\x1f\ud800-\udfff]'
_PAIR = r"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = rf'\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{{4}}|{_PAIR})'
_TEXT = rf"(?:{_PLAIN}++|{_ESCAPE})*+"
_WHOLE = r"-?(?:0|[1-9][0-9]*+)"
_NUMERAL = rf"{_WHOLE}(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?"
_AFTER = r"(?=[ \t\n\r,\]}]|\Z)"

_VALUE = re.compile(
    rf'{_BLANKS}(?:"({_PLAIN}*+)"|({_WHOLE}){_AFTER}|({_NUMERAL}){_AFTER}|(true|false|null){_AFTER}'
    rf'|("{_TEXT}")|(\[{_BLANKS}\]|\{{{_BLANKS}\}})|([\[{{]))'
)
_STRING, _INT, _DECIMAL, _WORD, _ESCAPED, _HOLLOW, _OPEN, _READ, _NOTHING = range(1, 10)
"""What was met: the first seven are the groups of `_VALUE`; the others, a value or none, come from `_odd_value`."""

_KEY = re.compile(rf'{_BLANKS}"({_PLAIN}*+)"{_BLANKS}:')
_MARK = re.compile(rf"{_BLANKS}([,\]}}])")
_SKIP = re.compile(_BLANKS)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}

# -- the strict reader: what is not --------------------------------------------------------------------------

_QUOTED_TEXT = re.compile(f'"{_TEXT}"')
_SOUND = re.compile(_TEXT)
_UNIT = re.compile(r"\\u[0-9a-fA-F]{0,4}")
_HALF = re.compile(r"[\ud800-\udfff]")

_LINE_REST = re.compile(r"[^\r\n]*+")
_ASIDE = re.compile(r"((?://|#)[^\r\n]*+)|(/\*[\s\S]*?\*/)|([^\S \t\n\r]++|[\u200b-\u200d\u2060\ufeff]++)")
_STRANGE_BLANK = 3

_QUOTES = {
    "'": "'",
    "`": "`'",
    "‘": "’‘'",
    "’": "’‘'",
    "“": "”“\"",
    "”": "”“\"",
    "＂": "＂\"",
    "＇": "＇'",
    "「": "」",
    "『": "』",
}  # fmt: skip
"""Quotation marks that people write where JSON has straight double ones, with what may close each."""

_SINGLE = "'`"
_QUOTED = {
    mark: re.compile(rf"{re.escape(mark)}((?:[^\\\r\n{re.escape(closing)}]|\\.)*+)[{re.escape(closing)}]")
    for mark, closing in _QUOTES.items()
}
_MISTAKEN = {
    "，": ",",
    "、": ",",
    "；": ",",
    ";": ",",
    "：": ":",
    "=": ":",
    "＝": ":",
    "｛": "{",
    "｝": "}",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
}
"""Punctuation that people write where JSON has another, most of it from a Chinese keyboard."""

_APART = re.escape("".join(dict.fromkeys("".join([*_QUOTES, *_QUOTES.values(), *_MISTAKEN, ',:[]{}"#']))))
_BARE_PIECE = rf"(?:[^\s\x00-\x1f\ud800-\udfff{_APART}/]|/(?![/*]))"
_BARE_WORD = re.compile(rf"{_BARE_PIECE}++")
_BARE = re.compile(rf"{_BARE_PIECE}++(?: ++{_BARE_PIECE}++)*+")
"""Words without quotes, up to what may follow them."""
_NUMBERLIKE = re.compile(rf"[-+−－＋]?[.．]?\d(?:{_BARE_PIECE}|:(?=\d))*+")
_NUMBER = re.compile(_NUMERAL)
_DATELIKE = re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d")
_NOT_FINITE = re.compile(r"[-+]?(?:nan|inf|infinity)", re.IGNORECASE)
_SPELLINGS = {
    "true": "true",
    "false": "false",
    "null": "null",
    "none": "null",
    "nil": "null",
    "undefined": "null",
    "yes": "true",
    "no": "false",
    "是": "true",
    "否": "false",
}

_A_VALUE = "a value belongs here: a number, a text in double quotes, true, false, a list or an object"
_A_KEY = "a key in double quotes belongs here, or “}”"


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
                        self._add(codes.JSON_DEEP, Span(start, start + 1), what="this is nested", most=MOST_DEPTH)
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
        self.faults.append(Diagnostic(code, self.source, span, pointer=pointer, labels=labels, near=near, **args))
        self.patience -= MOST_POINTER + len(pointer)
        if self.patience <= 0:
            raise _StopReading

    def _form(
        self,
        start: int,
        end: int,
        what: str,
        expected: str,
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
        label = Label(self.source, there, "it is given here first")
        self._add(codes.JSON_DUPLICATE, span, labels=[label], key=_short(key))

    def _number(self, text: str, start: int) -> int | Decimal:
        try:
            return exact_number(text)
        except _TooLongError:
            self._add(codes.JSON_NUMBER_LONG, Span(start, start + len(text)), most=MOST_DIGITS)
            return 0

    # -- what may stand between ------------------------------------------------------------------------------

    def _skip(self, at: int) -> int:
        """Give where the next thing begins, behind blanks, and behind comments, which are told."""
        while True:
            at = _end_of(_SKIP, self.text, at)
            match = _ASIDE.match(self.text, at)
            if match is None:
                return at
            if match.lastindex == _STRANGE_BLANK:
                names = ", ".join(_name(character) for character in dict.fromkeys(match[0]))
                self._form(at, match.end(), f"it does not know the blank {names}", "write a plain space", whole=True)
            else:
                end = at + len(match[0].rstrip())
                self._form(at, end, "it has no comments", "take the comment out", whole=True)
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
            self._form(at, at + 1, f"“{text[at]}” closes nothing", "take it out, or open it before")
        elif text[at] in ":：" and text[at - 1] == '"':
            self._form(
                at, at + 1, "the members of an object stand in braces", "write { before the first and } behind the last"
            )
        else:
            self._form(at, end, "there is more behind its end", "a file holds one value: take out what follows it")

    def _stop_at_end(self) -> NoReturn:
        """The text ends too early."""
        end = len(self.text.rstrip())
        container, _key, place = self.inner
        if container is None:
            if not self.faults:
                self.faults.append(Diagnostic(codes.JSON_EMPTY, self.source))
            raise _StopReading
        start = self.places[place]
        label = Label(self.source, Span(end, end), "the text ends here")
        self._form(
            start,
            start + 1,
            f"the text breaks off; this “{self.text[start]}” is not closed",
            f"is the file whole? close it with “{_closing(container)}”",
            whole=True,
            labels=[label],
        )
        raise _StopReading

    def _stop_at_wrong_bracket(self, at: int) -> NoReturn:
        container, _key, place = self.inner
        start = self.places[place]
        opening, closing = self.text[start], self.text[at]
        label = Label(self.source, Span(start, start + 1), "this is open")
        self._form(
            at,
            at + 1,
            f"“{closing}” cannot close “{opening}”",
            f"“{_closing(container)}” belongs here",
            whole=True,
            labels=[label],
        )
        raise _StopReading

    def _stop_at(self, at: int, expected: str, *, whole: bool = False) -> NoReturn:
        """Something stands where it cannot."""
        if at == len(self.text):
            self._stop_at_end()
        if self.text.startswith("/*", at):
            self._form(at, at + 2, "it has no comments, and this one does not end", "take it out", whole=True)
            raise _StopReading
        end = self._word_end(at)
        self._form(at, end, f"“{_short(self.text[at:end])}” cannot stand here", expected, whole=whole)
        raise _StopReading

    def _word_end(self, at: int) -> int:
        """Where what begins at `at` ends, to underline it."""
        match = _QUOTED_TEXT.match(self.text, at) or _BARE_WORD.match(self.text, at)
        return match.end() if match is not None else at + 1

    def _add_mistaken(self, at: int, *, whole: bool = True) -> str:
        """Tell of punctuation that stands for another, and give that other."""
        written = self.text[at]
        meant = _MISTAKEN[written]
        kind = "the full-width " if unicodedata.east_asian_width(written) in "FW" else ""
        self._form(at, at + 1, f"{kind}“{written}” stands where “{meant}” belongs", f"write {meant}", whole=whole)
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
                f"the key “{_short(self.inner[1])}” has no value",
                "write its value behind the colon, or take the key out",
            )
            return _READ, None, at, at
        if meant in "]}" and before in ("[", ","):
            if before == ",":
                self._add_trailing_comma(mark)
            return _NOTHING, None, at, at
        if meant == "," and before in ("[", ","):
            self._form(at, at + 1, "a value is missing before this comma", "take the comma out, or write the value")
            return _READ, None, at, at
        if meant in "[{":
            self._add_mistaken(at, whole=False)
            return _OPEN, meant, at, at + 1
        return self._bare_value(at)

    def _add_trailing_comma(self, at: int) -> None:
        if any(fault.span == Span(at, at + 1) for fault in self.faults[-1:]):
            return  # it has been told of already: two commas in a row
        self._form(at, at + 1, "nothing follows this comma", "take it out, or write what is missing", whole=True)

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
            self._form(at, end, f"“{word}” is no value", f"write {meant}")
        elif match.re is _NUMBERLIKE:
            self._form(at, end, f"a number is not written “{_short(word)}”", _number_instead(word))
        elif (word[0].isalnum() or word[0] in "_$") and self.inner[0] is not None:
            meant = f"write {_quote(word)} if it is a text"
            self._form(at, end, f"“{_short(word)}” has no quotes", meant, near=near(word[:20], _WORDS))
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
            self._form(at, at + 1, "a member is missing before this comma", "take the comma out", whole=True)
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
                expected = "a number has no commas between its digits"
            self._stop_at(at, expected, whole=True)
        self._form(
            at, match.end(), f"the key “{_short(match[0])}” has no quotes", f"write {_quote(match[0])}", whole=True
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
                start, end, f"the key “{_short(key)}” has no value", "write a colon and its value behind it", whole=True
            )
        elif _VALUE.match(text, at) is not None:
            last = self._word_end(at)
            self._form(
                at,
                last,
                f"a colon is missing between the key “{_short(key)}” and this",
                "write a colon before it",
                whole=True,
            )
            return at
        else:
            self._stop_at(
                at, f"a colon belongs behind the key “{_short(key)}”{self._quote_hint(start, end)}", whole=True
            )
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
        expected = f"a comma or “{_closing(container)}” belongs here"
        if at == end and text[at - 1] == '"' and character not in '"[{:：=':
            start = self.places[-2]
            expected = f'a quotation mark within a text is written \\"{self._quote_hint(start, end)}'
            last = self._word_end(at)
            self._form(at, last, f"a text ended before “{_short(text[at:last])}”", expected, whole=True)
            raise _StopReading
        if isinstance(container, list):
            if character in ":：":
                self._stop_at(at, "a list has no keys: an object, which has them, stands in { }", whole=True)
            begins = _VALUE.match(text, at) or _BARE.match(text, at)
        else:
            begins = _KEY.match(text, at)
        if begins is None and character not in _QUOTES:
            self._stop_at(at, expected, whole=True)
        label = Label(self.source, Span(end - 1, end), "the comma belongs behind this")
        last = self._word_end(at)
        self._form(
            at, last, "a comma is missing before this", "write a comma between the two", whole=True, labels=[label]
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
                what, expected = f"“{written}” is cut short", "four hexadecimal digits follow \\u"
            elif unit is not None or character >= "\ud800":
                what, expected = f"“{written}” is half of a character", "write the character itself"
            elif character == "\\":
                what, expected = f"“{written}” has no meaning in a text", "a backslash itself is written \\\\"
            else:
                name = "a tab" if character == "\t" else f"the control character {_name(character)}"
                what, expected = f"{name} stands in a text as it is", f"write {json.dumps(character)[1:-1]} for it"
            self._form(at, end, what, expected, whole=whole)
            at = end

    def _stop_at_open_string(self, start: int, *, whole: bool) -> NoReturn:
        end = _end_of(_LINE_REST, self.text, start)
        line = self.text[start:end].rstrip()
        hint = self._quote_hint(start, end)
        if not hint and '\\"' in line:
            hint = "; the \\ before a quotation mark makes it part of the text: write \\\\ for a \\ of its own"
        self._form(
            start,
            start + len(line),
            "this text does not end on its line",
            f'close it with ", or write a new line in it as \\n{hint}',
            whole=whole,
        )
        raise _StopReading

    def _quote_hint(self, start: int, end: int) -> str:
        """Where a text holds a curly quotation mark, say that it may have been meant to close it."""
        found = re.search("[“”＂]", self.text[start:end])
        return f'; “{found[0]}” closes no text: write the straight "' if found else ""

    def _quoted(self, at: int, *, whole: bool) -> tuple[str, int]:
        """Read a text in other quotation marks; give it, and where it ends."""
        text = self.text
        mark = text[at]
        match = _QUOTED[mark].match(text, at)
        what = f"a text stands in {'double quotes' if mark in _SINGLE else 'straight double quotes'}, not in {mark}"
        if match is None:
            self._form(at, at + 1, what, 'write "', whole=whole)
            raise _StopReading
        self._form(at, match.end(), f"{what} {match[0][-1]}", f"write {_quote(match[1])}", whole=whole)
        return match[1], match.end()


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where the match of a pattern that matches everywhere ends."""
    match = pattern.match(text, at)
    return match.end() if match is not None else at


def _meant(character: str) -> str:
    """What a mark stands for: itself, unless it is one that people write for another."""
    return _MISTAKEN.get(character, character)


def _closing(container: object) -> str:
    return "}" if isinstance(container, dict) else "]"


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _quote(text: str) -> str:
    return json.dumps(_short(text), ensure_ascii=False)


def _name(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def _number_instead(word: str) -> str:
    """What to write for something that looks like a number and is none."""
    plain = unicodedata.normalize("NFKC", word).replace("_", "").replace("−", "-")
    sign = "-" if plain.startswith("-") else ""
    digits = plain.lstrip("+-")
    stripped = digits.lstrip("0")
    if not stripped[:1].isdigit():
        stripped = "0" + stripped
    instead = sign + (stripped[:-1] if stripped.endswith(".") else stripped)
    if _DATELIKE.match(plain):
        return f"write a date in double quotes: {_quote(word)}"
    if _NUMBER.fullmatch(instead):
        bare = digits.isdigit() and digits.startswith("0")
        return f"write {_short(instead)}" + (f", or {_quote(word)} if it is no quantity" if bare else "")
    return "write the digits alone, or a text in double quotes"


# -- Python objects ------------------------------------------------------------------------------------------


def from_python(value: object) -> object:
    """Give Python objects that stand for JSON as `read_json` gives the values of a text.

    Taken are mappings, list, tuple, str, bool, None, int, Decimal and Fraction, and what is derived from them. A
    Fraction stays one only where its decimals never end; of such a one neither the numerator nor the denominator
    may be too long. The result holds nothing of what was given that could be changed later.

    Raises:
        FactsError: something in it is no JSON, or no exact number. All that is at fault is told at once.
    """
    importer = _Importer()
    result = importer.take(value, None, 0)
    if importer.faults:
        raise FactsError(importer.faults)
    return result


_Path = tuple["_Path | None", str | int]
"""The way to a value: that to its container, and its key or index there. The whole is at None."""


class _Importer:
    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []
        self.patience = MOST_FAULTS * MOST_POINTER
        self.height = 0
        """How many objects and lists stand one in another in what `take` gave last."""
        self.open: set[int] = set()
        """The objects and lists that are being taken, by identity: who meets one again goes round in a circle."""
        self.taken: dict[int, tuple[object, object, int]] = {}
        """Those that have been, with what they gave and how high it is: one that is met often is taken once."""

    def take(self, value: object, path: _Path | None, depth: int) -> object:
        """Give one value normalised, whatever it is; None where it is at fault."""
        self.height = 0
        if value is None or value is True or value is False:
            return value
        try:
            if isinstance(value, str):
                return self._text(value, path)
            if isinstance(value, int):
                return _bounded(int.__index__(value))
            if isinstance(value, Decimal):
                if value.is_finite():
                    return _tidy(Decimal(value))
                self._add(codes.JSON_NOT_FINITE, path, text=str(value))
            elif isinstance(value, Fraction):
                return _from_fraction(value)
            elif isinstance(value, dict | list | tuple):
                return self._container(value, path, depth)
            elif isinstance(value, Mapping):
                return self._container(dict(value), path, depth)
            elif isinstance(value, float):
                self._add(codes.JSON_FLOAT, path, value=_show(value))
            else:
                self._add_foreign(value, path, "which JSON does not have", _python_instead(value))
        except _TooLongError:
            self._add(codes.JSON_NUMBER_LONG, path, most=MOST_DIGITS)
        return None

    def _text(self, value: str, path: _Path | None) -> str:
        if not value.isascii() and (half := _HALF.search(value)):
            what = f"the text holds {_name(half[0])}, which is half of a character"
            self._add(codes.JSON_FORM, path, what=what, expected="give the character itself")
        return value if type(value) is str else str.__str__(value)

    def _container(
        self, value: dict[object, object] | list[object] | tuple[object, ...], path: _Path | None, depth: int
    ) -> object:
        ident = id(value)
        if ident in self.open or depth == MOST_DEPTH:
            what = "this contains itself, and so is nested" if ident in self.open else "this is nested"
            self._add(codes.JSON_DEEP, path, what=what, most=MOST_DEPTH)
            return None
        if ident in self.taken:
            _kept_alive, result, self.height = self.taken[ident]
            if depth + self.height > MOST_DEPTH:
                self._add(codes.JSON_DEEP, path, what="this is nested", most=MOST_DEPTH)
            return result
        self.open.add(ident)
        result, height = (
            self._members(value, path, depth + 1) if isinstance(value, dict) else self._entries(value, path, depth + 1)
        )
        self.open.remove(ident)
        self.height = height + 1
        self.taken[ident] = (value, result, self.height)
        return result

    def _members(self, value: dict[object, object], path: _Path | None, depth: int) -> tuple[dict[str, object], int]:
        result: dict[str, object] = {}
        height = 0
        for key, member in dict.items(value):
            if not isinstance(key, str):
                self._add_foreign(key, path, "but a key of a JSON object is text", "")
                continue
            if type(key) is not str or not key.isascii():
                key = self._text(key, path)
            if (
                member is True
                or member is False
                or (type(member) is str and member.isascii())
                or (type(member) is int and -_LIMIT < member < _LIMIT)
            ):
                result[key] = member
            else:
                result[key] = self.take(member, (path, key), depth)
                height = max(height, self.height)
        return result, height

    def _entries(
        self, value: list[object] | tuple[object, ...], path: _Path | None, depth: int
    ) -> tuple[list[object], int]:
        result = []
        height = 0
        for index, entry in enumerate(list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)):
            result.append(self.take(entry, (path, index), depth))
            height = max(height, self.height)
        return result, height

    def _add(self, code: Code, path: _Path | None, **args: object) -> None:
        steps = []
        while path is not None:
            path, key = path
            steps.append(step(key))
        pointer = "".join(reversed(steps))
        self.faults.append(Diagnostic(code, PYTHON_FACTS, None, pointer=pointer, labels=(), near=(), **args))
        self.patience -= MOST_POINTER + len(pointer)
        if self.patience <= 0:
            raise FactsError(self.faults)

    def _add_foreign(self, value: object, path: _Path | None, why: str, instead: str) -> None:
        self._add(codes.JSON_OBJECT, path, value=_show(value), type=type(value).__qualname__, why=why, instead=instead)


def _from_fraction(value: Fraction) -> int | Decimal | Fraction:
    # A decimal that is short enough has neither longer: only they are looked at before it is computed.
    number = exact(Fraction(_bounded(value.numerator), _bounded(value.denominator)))
    return _tidy(number) if isinstance(number, Decimal) else number


def _python_instead(value: object) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return f"give {_quote(value.isoformat())}"
    if isinstance(value, set | frozenset):
        return "give a list"
    if isinstance(value, bytes | bytearray):
        return "give the text, decoded"
    return "give what it stands for: text, a number, True or False, a list or a dict"


def _show(value: object) -> str:
    """Write an object for a message, whatever its own `repr` does."""
    try:
        return _short(repr(value))
    except Exception:
        return "an object"
