"""Python objects that stand for JSON."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from demerit.evaluation.json_text.fast import MOST_DEPTH
from demerit.evaluation.json_text.numbers import _LIMIT, _bounded, _tidy, _TooLongError
from demerit.evaluation.json_text.patterns import _HALF
from demerit.evaluation.json_text.places import MOST_POINTER, step
from demerit.evaluation.json_text.reading import MOST_FAULTS
from demerit.evaluation.json_text.wording import _name, _quote, _short
from demerit.language import codes
from demerit.language.codes import Code
from demerit.language.diagnostics import Diagnostic, FactsError
from demerit.language.messages import Said, Text, say
from demerit.language.values import MOST_DIGITS, exact

PYTHON_FACTS = "<facts>"
"""What facts that came as Python objects are called in messages."""


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
                self._add_foreign(value, path, say("which JSON does not have"), _python_instead(value))
        except _TooLongError:
            self._add(codes.JSON_NUMBER_LONG, path, most=MOST_DIGITS)
        return None

    def _text(self, value: str, path: _Path | None) -> str:
        if not value.isascii() and (half := _HALF.search(value)):
            what = say("the text holds {character}, which is half of a character", character=_name(half[0]))
            self._add(codes.JSON_FORM, path, what=what, expected=say("give the character itself"))
        return value if type(value) is str else str.__str__(value)

    def _container(
        self, value: dict[object, object] | list[object] | tuple[object, ...], path: _Path | None, depth: int
    ) -> object:
        ident = id(value)
        if ident in self.open or depth == MOST_DEPTH:
            what = say("this contains itself, and so is nested") if ident in self.open else say("this is nested")
            self._add(codes.JSON_DEEP, path, what=what, most=MOST_DEPTH)
            return None
        if ident in self.taken:
            _kept_alive, result, self.height = self.taken[ident]
            if depth + self.height > MOST_DEPTH:
                self._add(codes.JSON_DEEP, path, what=say("this is nested"), most=MOST_DEPTH)
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
                self._add_foreign(key, path, say("but a key of a JSON object is text"), "")
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
        self.faults.append(Diagnostic(code, PYTHON_FACTS, None, pointer=pointer, labels=(), near=(), fixes=(), **args))
        self.patience -= MOST_POINTER + len(pointer)
        if self.patience <= 0:
            raise FactsError(self.faults)

    def _add_foreign(self, value: object, path: _Path | None, why: Said, instead: Text) -> None:
        self._add(codes.JSON_OBJECT, path, value=_show(value), type=type(value).__qualname__, why=why, instead=instead)


def _from_fraction(value: Fraction) -> int | Decimal | Fraction:
    # A decimal that is short enough has neither longer: only they are looked at before it is computed.
    number = exact(Fraction(_bounded(value.numerator), _bounded(value.denominator)))
    return _tidy(number) if isinstance(number, Decimal) else number


def _python_instead(value: object) -> Said:
    if isinstance(value, datetime.date | datetime.time):
        return say("give {text}", text=_quote(value.isoformat()))
    if isinstance(value, set | frozenset):
        return say("give a list")
    if isinstance(value, bytes | bytearray):
        return say("give the text, decoded")
    return say("give what it stands for: text, a number, True or False, a list or a dict")


def _show(value: object) -> Text:
    """Write an object for a message, whatever its own `repr` does."""
    try:
        return _short(repr(value))
    except Exception:
        return say("an object")
