"""Takes facts as they come, gives their values in the order of a plan: the fast way in.

The shape that the policy declares is made into msgspec's types, so that one call in C holds all facts to it. What
these types cannot say is looked at here: that a date exists, that a number is exact and within its bounds, that no
word of a set is given twice. Facts that do not pass are not wrong for that: `facts` has the last word on them.
"""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from numbers import Number
from typing import Annotated, Any, Literal

import msgspec

from demerit.evaluation.json_text import decode_typed, exact_number, from_python
from demerit.evaluation.numbers import number
from demerit.evaluation.plan import Plan
from demerit.evaluation.schema import DATE, FINDING, discretion_points
from demerit.language import model
from demerit.language.diagnostics import FactsError
from demerit.language.legible import legible
from demerit.language.source import NOWHERE
from demerit.language.values import MOST_DIGITS, write

Values = tuple[Any, ...]

MOST = 10**MOST_DIGITS - 1
"""The greatest whole number that is taken."""

_INT64 = 2**63 - 1

_ENCODE = msgspec.json.Encoder(decimal_format="number", enc_hook=write).encode


@dataclass(frozen=True)
class Shape:
    """The shape of facts as types.

    Attributes:
        plan: the plan whose facts they are.
        needed: the pointers of the facts that have to be there.
    """

    plan: Plan
    needed: frozenset[str]

    def from_python(self, facts: object) -> tuple[Values, Any] | None:
        """Take Python objects.

        Returns:
            The values, and the facts for `encoded`; None if they do not pass.
        """
        try:
            given = msgspec.convert(facts, self._root)
            for group, key in self._sets:  # msgspec would take a Python set, which has no order
                if type(facts.get(group, {}).get(key, [])) not in (list, tuple):  # type: ignore[attr-defined]
                    return None
            values = self._values(given)
        except (ValueError, TypeError, ArithmeticError, AttributeError, RecursionError):
            return None
        return None if values is None else (values, given)

    def from_json(self, data: bytes) -> tuple[Values, bytes] | None:
        """Take JSON in UTF-8.

        Returns:
            The values, and the facts as `encoded` gives them; None if they do not pass.
        """
        found = decode_typed(data, self._decoder, _ENCODE)
        if found is None:
            return None
        given, written = found
        try:
            values = self._values(given)
        except (ValueError, TypeError, ArithmeticError):
            return None
        return None if values is None else (values, written)

    @cached_property
    def _decoder(self) -> Callable[[bytes], Any]:
        return msgspec.json.Decoder(self._root, float_hook=exact_number).decode

    @cached_property
    def _sets(self) -> list[tuple[str, str]]:
        return [(p.fact.group, p.fact.key) for p in self.plan.facts if isinstance(p.fact.type, model.SetOf)]

    @cached_property
    def _root(self) -> type[msgspec.Struct]:
        fields = []
        for group in self.plan.policy.groups:
            struct = _struct((fact.key, self._type(fact.type), fact.pointer in self.needed) for fact in group.facts)
            fields.append((group.key, struct, any(fact.pointer in self.needed for fact in group.facts)))
        return _struct(fields)

    def _type(self, type_: model.Type) -> Any:
        match type_:
            case model.YesNo():
                return bool
            case model.Numeric(whole=True):
                return self._whole(type_)
            case model.Choice(words):
                return Literal[tuple(model.key_of(word) for word in words)]
            case model.Numeric():
                return Number  # anything else, null too, is refused; whether it is exact is looked at below
            case model.SetOf(words):
                return tuple[Literal[tuple(model.key_of(word) for word in words)], ...]  # type: ignore[misc]
            case model.Discretion():
                return _struct([("points", Number, True), ("reason", str, True)])
            case model.ListOf(fields):
                return tuple[self._entry(fields), ...]  # type: ignore[misc]
            case model.Findings():
                return self._whole(model.Numeric(whole=True, low=0)) | tuple[self._entry(_FINDING), ...]  # type: ignore[misc]
            case _:
                return str

    def _whole(self, type_: model.Numeric) -> Any:
        """Give the type of a whole number; where facts are sparse, one of any length (see `_unfit`)."""
        low = type_.low if type(type_.low) is int and type_.low >= -_INT64 else -_INT64
        high = type_.high if type(type_.high) is int and type_.high <= _INT64 else _INT64
        return Annotated[int, msgspec.Meta(ge=low, le=high)] if self.needed else int

    def _entry(self, fields: tuple[model.Field, ...]) -> type[msgspec.Struct]:
        return _struct((declared.key, self._type(declared.type), not declared.optional) for declared in fields)

    # what msgspec's types cannot say

    @cached_property
    def _values(self) -> Callable[[Any], Values | None]:
        names: dict[str, Any] = {"astuple": msgspec.structs.astuple, "is_date": is_date, "is_number": is_number}
        names |= {"number": number, "legible": legible}
        text = "\n".join(self._function(names))
        exec(compile(text, f"<facts of {self.plan.policy.id}>", "exec"), names)
        values: Callable[[Any], Values | None] = names["values"]
        return values

    def _function(self, names: dict[str, Any]) -> Iterator[str]:
        yield "def values(facts):"
        planned = {each.fact.pointer: each for each in self.plan.facts}
        for place, group in enumerate(self.plan.policy.groups):
            raws = [planned[fact.pointer].raw for fact in sorted(group.facts, key=lambda fact: fact.key)]
            if not raws:
                continue
            yield f"    group = facts.f{place}"
            if any(fact.pointer in self.needed for fact in group.facts):
                yield f"    ({', '.join(raws)},) = astuple(group)"
            else:
                yield f"    ({', '.join(raws)},) = ({'None, ' * len(raws)}) if group is None else astuple(group)"
            for fact in group.facts:
                yield from self._look(fact.type, planned[fact.pointer].raw, fact.pointer in self.needed, names)
        yield f"    return ({''.join(f'{each.raw}, ' for each in self.plan.facts)})"

    def _look(self, type_: model.Type, name: str, needed: bool, names: dict[str, Any]) -> Iterator[str]:
        given = "" if needed else f"{name} is not None and "
        if isinstance(type_, model.ListOf):
            for place, declared in enumerate(type_.fields):
                if unfit := self._unfit(declared.type, f"e.f{place}", f"{name}_{place}", names):
                    absent = f"e.f{place} is not None and " if declared.optional else ""
                    yield f"    for e in {name} or ():"
                    yield f"        if {absent}{unfit}: return None"
            return
        if unfit := self._unfit(type_, name, name, names):
            yield f"    if {given}{unfit}: return None"
        if isinstance(type_, model.Numeric) and not type_.whole:
            yield f"    {name} = number({name})"

    def _unfit(self, type_: model.Type, name: str, own: str, names: dict[str, Any]) -> str:
        """Give the condition under which a value that msgspec took is not as declared; empty if there is none."""
        match type_:
            case model.Date():
                return f"not is_date({name})"
            case model.Discretion():
                points = self._unfit(discretion_points(type_), f"{name}.f0", own, names)
                return f"({points} or not legible({name}.f1))"
            case model.SetOf():
                return f"len(set({name})) != len({name})"
            case model.Findings() if not self.needed:
                return f"(type({name}) is not tuple and not 0 <= {name} <= {MOST})"
            case model.Numeric(whole=True) if self.needed and _fits(type_.low) and _fits(type_.high):
                return ""
            case model.Numeric():
                names[f"LOW_{own}"] = -MOST if type_.low is None else type_.low
                names[f"HIGH_{own}"] = MOST if type_.high is None else type_.high
                exact = "" if type_.whole else f"not is_number({name}) or "
                return f"({exact}not LOW_{own} <= {name} <= HIGH_{own})"
            case _:
                return ""


_FINDING = tuple(model.Field(key, key, model.Text(), optional=True, span=NOWHERE) for key in FINDING)


def _struct(fields: Any) -> type[msgspec.Struct]:
    """Make a struct with a field `f0`, `f1`, … for each (key, type, needed), defined in the order of the keys.

    So they are written out with sorted keys, without being sorted each time.
    """
    listed = sorted(enumerate(fields), key=lambda each: str(each[1][0]))
    return msgspec.defstruct(
        "Facts",
        [(f"f{place}", type_, *(() if needed else (None,))) for place, (_, type_, needed) in listed],
        rename={f"f{place}": key for place, (key, _, _) in listed},
        kw_only=True,
        frozen=True,
        gc=False,
        omit_defaults=True,
        forbid_unknown_fields=True,
    )


def _fits(bound: object) -> bool:
    """Tell whether msgspec can hold a value to a bound."""
    return bound is None or (type(bound) is int and -_INT64 <= bound <= _INT64)


def encoded(given: Any) -> bytes:
    """Give facts that a shape took as JSON: sorted keys, no blanks, each number in one form.

    Raises:
        FactsError: a Python text among them holds half of a character, which no JSON can say.
    """
    try:
        return _ENCODE(given)
    except UnicodeEncodeError:
        from_python(msgspec.to_builtins(given, enc_hook=write))  # says which text it is
        raise


_DATE = re.compile(DATE)


@functools.lru_cache(maxsize=4096)
def _exists(text: str) -> bool:
    try:
        return _DATE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


def is_number(value: object) -> bool:
    """Tell whether a value is an exact number in its one form: see `json_text`."""
    if isinstance(value, int):
        return type(value) is int and -MOST <= value <= MOST
    try:
        return isinstance(value, Decimal | Fraction) and from_python(value) is value
    except FactsError:
        return False


def is_date(value: object) -> bool:
    """Tell whether a value is the text of a date that exists, such as `2024-02-29` (RFC 3339, full-date)."""
    return type(value) is str and _exists(value)
