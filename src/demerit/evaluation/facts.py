"""Takes facts, as JSON text or as Python objects, gives their values in the order of a plan: the only door to jsonschema.

There are two ways in. Facts of the right shape take the fast one: a function that is written for the plan looks at
each fact once, checks it and hands it over. Whatever does not pass there takes the slow one: the text is read with
places (`json_text`), numbers are brought into one form, and jsonschema says what is wrong, every violation with its
JSON pointer and, where there is a text, its line.

Promises: the two ways never disagree: what passes the fast one is valid under the schema, and what is valid comes
through. What is missing is no mistake of shape: it comes out as None, and the evaluation says whether it is needed.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from demerit.evaluation.json_text import SLOW, Located, decode_fast, from_python, read_json
from demerit.evaluation.numbers import number
from demerit.evaluation.planner import Plan, PlannedFact
from demerit.evaluation.schema import DATE, FINDING, shape_schema
from demerit.language import codes, model
from demerit.language.diagnostics import Diagnostic, FactsError
from demerit.language.nearness import near
from demerit.language.source import Source, decode
from demerit.language.values import MOST_DIGITS, write

Values = tuple[Any, ...]
Facts = Mapping[str, Any] | str | bytes | Source

FROM_PYTHON = "<facts>"
"""What facts that were given as Python objects are called in messages."""


@dataclass(frozen=True)
class Taken:
    """Facts that have been taken in.

    Attributes:
        values: what was given for each fact, in the order of the plan; None where nothing was. An entry of a list is
            a tuple of its fields, in the order of the policy (of findings: place, note, evidence).
        whole: whether all facts are there that are always needed.
        given: the facts themselves, numbers in their one form.
        name: what they are called in messages.
        located: their text with places, where it had to be read that way.
    """

    values: Values
    whole: bool
    given: Mapping[str, Any]
    name: str
    located: Located | None = None


@dataclass(frozen=True)
class FactsDoor:
    """Takes facts in for one plan."""

    plan: Plan

    def take(self, facts: Facts) -> Taken:
        """Take facts in.

        Args:
            facts: a mapping of groups to mappings of facts, or JSON text: as `str`, UTF-8 `bytes` or a `Source`.

        Raises:
            FactsError: they are not JSON, or not of the shape that the policy declares; with every violation.
            FileError: bytes are not UTF-8.
        """
        if isinstance(facts, str):
            facts = Source("<text>", facts)
        if isinstance(facts, bytes | Source):
            name = "<bytes>" if isinstance(facts, bytes) else facts.name
            data = facts if isinstance(facts, bytes) else facts.text.encode("utf-8", "surrogatepass")
            taken = self._taken(decode_fast(data), name)
            return taken if taken is not None else self._take_text(decode(data, name) if facts is data else facts)
        taken = self._taken(facts, FROM_PYTHON)
        return taken if taken is not None else self._take_python(facts)

    def _taken(self, facts: Any, name: str, located: Located | None = None) -> Taken | None:
        values = self._look_whole(facts)
        if values is not None:
            return Taken(values, True, facts, name, located)
        values = self._look_sparse(facts)
        return None if values is None else Taken(values, False, facts, name, located)

    def _take_text(self, source: Source) -> Taken:
        located = read_json(source)
        return self._check(located.value, source.name, located)

    def _take_python(self, facts: Mapping[str, Any]) -> Taken:
        return self._check(from_python(facts), FROM_PYTHON, None)

    # the slow way

    def _check(self, value: object, name: str, located: Located | None) -> Taken:
        diagnostics = list(self._violations(value, name, located))
        if diagnostics:
            if located is not None:
                diagnostics.sort(key=lambda d: (d.span.start if d.span else 0, d.code.number))
            raise FactsError(diagnostics)
        taken = self._taken(value, name, located)
        # INVARIANT: facts that jsonschema accepts, numbers in their one form, pass the fast way; a law holds it.
        assert taken is not None
        return taken

    @cached_property
    def _validator(self) -> Any:
        from jsonschema import Draft202012Validator, FormatChecker

        return Draft202012Validator(shape_schema(self.plan.policy), format_checker=FormatChecker(["date"]))

    def _violations(self, value: object, name: str, located: Located | None) -> Iterator[Diagnostic]:
        said: set[tuple[str, str]] = set()
        for error in self._validator.iter_errors(value):
            path = list(error.absolute_path)
            for diagnostic in self._explain(error, path, name, located):
                key = (diagnostic.pointer or "", diagnostic.code.number)
                if key not in said:
                    said.add(key)
                    yield diagnostic

    def _explain(self, error: Any, path: list[str | int], name: str, located: Located | None) -> Iterator[Diagnostic]:
        pointer = "".join(f"/{model.escape(str(step))}" for step in path)

        def at(code: codes.Code, near: list[str] | None = None, where: str = pointer, **args: object) -> Diagnostic:
            if located is None:
                return Diagnostic(code, name, pointer=where, near=near or (), **args)
            span = located.keys.get(where) if code is codes.FACT_UNKNOWN else located.spans.get(where)
            return Diagnostic(code, located.source, span, pointer=where, near=near or (), **args)

        called, type_ = self._called(path)
        if error.validator == "additionalProperties":
            known = list(error.schema.get("properties", {}))
            place = f"in {called}" if path else "among its groups"
            for key in sorted(set(error.instance) - set(known)):
                suggestions = near(key, known) or self._elsewhere(key)
                where = f"{pointer}/{model.escape(key)}"
                yield at(codes.FACT_UNKNOWN, suggestions, where, key=key, place=place)
            return
        found = shown(error.instance)
        if error.instance is None:
            yield at(codes.FACT_NULL, name=called)
        elif error.validator in ("type", "oneOf"):
            yield at(codes.FACT_TYPE, name=called, expected=expected(type_), found=found)
        elif error.validator == "enum":
            words = list(error.schema["enum"])
            suggestions = near(error.instance, words) if isinstance(error.instance, str) else []
            if isinstance(type_, model.SetOf) and not isinstance(error.instance, str):
                yield at(codes.FACT_TYPE, name=called, expected="a word", found=found)
            else:
                listed = ", ".join(f'"{word}"' for word in words)
                yield at(codes.FACT_WORD, suggestions, name=called, expected=listed, found=found)
        elif error.validator == "required":
            for key in sorted(set(error.validator_value) - set(error.instance)):
                needed_by = f"every entry of “{self._called(path[:2])[0].strip('“”')}”"
                yield at(codes.FACT_MISSING, name=f"“{key}” in {called}", needed_by=needed_by)
        elif error.validator in ("minimum", "maximum"):
            yield at(codes.FACT_BOUNDS, name=called, expected=expected(type_), found=found)
        elif error.validator in ("format", "pattern"):
            yield at(codes.FACT_DATE, name=called, found=found)
        elif error.validator == "uniqueItems":
            twice = [word for word in error.instance if error.instance.count(word) > 1]
            yield at(codes.FACT_REPEATED, name=called, found=shown(twice[0]))
        else:  # no other keyword is in the schema
            raise AssertionError(error.validator)

    def _called(self, path: list[str | int]) -> tuple[str, model.Type | None]:
        """Give what a place is called, and its type."""
        if not path:
            return "the whole", None
        if len(path) == 1:
            return f"the group “{path[0]}”", None
        fact = self.plan.policy.facts[f"/{model.escape(str(path[0]))}/{model.escape(str(path[1]))}"]
        called = f"“{fact.name}”" + (f" ({fact.label})" if fact.label else "")
        type_: model.Type | None = fact.type
        if len(path) > 2 and isinstance(fact.type, model.ListOf | model.Findings):
            called, type_ = f"entry {int(path[2]) + 1} of {called}", None
            if len(path) > 3:
                fields = fact.type.fields if isinstance(fact.type, model.ListOf) else ()
                declared = next((each for each in fields if each.key == path[3]), None)
                type_ = declared.type if declared else model.Text()
                called = f"“{declared.name if declared else path[3]}” in {called}"
        return called, type_

    def _elsewhere(self, key: str) -> list[str]:
        """Give the places of facts in other groups that have this key."""
        return [pointer for pointer, fact in self.plan.policy.facts.items() if fact.key == key]

    # the fast way

    @cached_property
    def _look_whole(self) -> Callable[[Any], Values | None]:
        """Look at facts of which none is missing that is always needed: nearly all that come."""
        return self._compiled(self.plan.needed)

    @cached_property
    def _look_sparse(self) -> Callable[[Any], Values | None]:
        """Look at facts of which any may be missing."""
        return self._compiled(frozenset())

    def _compiled(self, needed: frozenset[str]) -> Callable[[Any], Values | None]:
        names: dict[str, Any] = {
            "findings_of": findings_of,
            "is_set": is_set,
            "is_date": is_date,
            "is_number": is_number,
            "number": number,
            "MOST": MOST,
            "NOTHING": {},
        }
        text = "\n".join(_Writer(self.plan, needed).function(names))
        exec(compile(text, f"<facts of {self.plan.policy.id}>", "exec"), names)  # noqa: S102
        look: Callable[[Any], Values | None] = names["look"]
        return look


class _Writer:
    """Writes the function that looks at each fact once: it gives the values, or None where one is not as declared.

    A key that is not declared, and a null, show in the number of keys: there are more of them than facts were found.
    """

    def __init__(self, plan: Plan, needed: frozenset[str]) -> None:
        self._plan = plan
        self._needed = needed

    def function(self, names: dict[str, Any]) -> Iterator[str]:
        yield "def look(facts):"
        yield "    try:"
        yield "        if type(facts) is not dict or not facts.keys() <= GROUPS: return None"
        names["GROUPS"] = frozenset(group.key for group in self._plan.policy.groups)
        planned = {each.fact.pointer: each for each in self._plan.facts}
        for group in self._plan.policy.groups:
            facts = [planned[fact.pointer] for fact in group.facts]
            yield f"        group = facts.get({group.key!r}, NOTHING)"
            yield "        if type(group) is not dict: return None"
            for each in facts:
                yield from self._fact(each, names)
            surely = sum(each.fact.pointer in self._needed for each in facts)
            found = [f"({each.raw} is not None)" for each in facts if each.fact.pointer not in self._needed]
            yield f"        if len(group) != {' + '.join([str(surely), *found])}: return None"
        yield f"        return ({', '.join(each.raw for each in self._plan.facts)},)"
        yield "    except (LookupError, TypeError, ValueError, ArithmeticError):"
        yield "        return None"

    def _fact(self, planned: PlannedFact, names: dict[str, Any]) -> Iterator[str]:
        fact, name = planned.fact, planned.raw
        needed = fact.pointer in self._needed
        given = "" if needed else f" and {name} is not None"
        yield f"        {name} = group[{fact.key!r}]" if needed else f"        {name} = group.get({fact.key!r})"
        if isinstance(fact.type, model.ListOf):
            yield from self._entries(name, fact.type, names)
            yield "        else: return None" if needed else f"        elif {name} is not None: return None"
            return
        if isinstance(fact.type, model.Findings):
            yield f"        if type({name}) is list:"
            yield f"            {name} = findings_of({name}) if {name} else ()"
            yield f"            if {name} is None: return None"
            yield f"        elif (type({name}) is not int or not 0 <= {name} <= MOST){given}: return None"
            return
        yield f"        if {self._unfit(name, fact.type, name, names)}{given}: return None"
        if isinstance(fact.type, model.Numeric) and not fact.type.whole:
            yield f"        {name} = number({name})"
        if isinstance(fact.type, model.SetOf):
            yield f"        if {name} is not None: {name} = tuple({name})"

    def _entries(self, name: str, type_: model.ListOf, names: dict[str, Any]) -> Iterator[str]:
        yield f"        if type({name}) is list:"
        yield "            entries = []"
        yield f"            for entry in {name}:"
        yield "                if type(entry) is not dict: return None"
        found, values = [], []
        for place, declared in enumerate(type_.fields):
            e = f"e{place}"
            yield f"                {e} = " + ("entry.get({!r})" if declared.optional else "entry[{!r}]").format(declared.key)
            absent = f" and {e} is not None" if declared.optional else ""
            unfit = self._unfit(e, declared.type, f"{name}_{place}", names)
            yield f"                if {unfit}{absent}: return None"
            found += [f"({e} is not None)"] if declared.optional else []
            exact = isinstance(declared.type, model.Numeric) and not declared.type.whole
            values.append(f"number({e})" if exact else e)
        surely = sum(not declared.optional for declared in type_.fields)
        yield f"                if len(entry) != {' + '.join([str(surely), *found])}: return None"
        yield f"                entries.append(({', '.join(values)},))" if values else "                entries.append(())"
        yield f"            {name} = tuple(entries)"

    def _unfit(self, name: str, type_: model.Type, own: str, names: dict[str, Any]) -> str:
        """Give the condition under which a value is not of its type."""
        match type_:
            case model.YesNo():
                return f"{name} is not True and {name} is not False"
            case model.Numeric():
                kinds = f"type({name}) is not int" if type_.whole else f"not is_number({name})"
                low, high = type_.low, type_.high
                names |= {f"LOW_{own}": low, f"HIGH_{own}": high}
                at_least = "-MOST" if low is None else repr(low) if type(low) is int else f"LOW_{own}"
                at_most = "MOST" if high is None else repr(high) if type(high) is int else f"HIGH_{own}"
                return f"({kinds} or not {at_least} <= {name} <= {at_most})"
            case model.Date():
                return f"not is_date({name})"
            case model.Text():
                return f"type({name}) is not str"
            case model.Choice(words):
                names[f"WORDS_{own}"] = frozenset(model.key_of(word) for word in words)
                return f"{name} not in WORDS_{own}"
            case model.SetOf(words):
                names[f"WORDS_{own}"] = frozenset(model.key_of(word) for word in words)
                return f"not is_set({name}, WORDS_{own})"
            case _:
                raise AssertionError(type_)


MOST = 10**MOST_DIGITS - 1
"""The greatest whole number that is taken."""

_DATE = re.compile(DATE)


@functools.lru_cache(maxsize=4096)
def _exists(text: str) -> bool:
    try:
        return _DATE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


def is_number(value: object) -> bool:
    """Tell whether a value is an exact number of a length that is taken."""
    if type(value) is int:
        return -MOST <= value <= MOST
    if type(value) is Decimal:
        exponent = value.as_tuple().exponent
        return isinstance(exponent, int) and exponent >= -MOST_DIGITS and value.adjusted() < MOST_DIGITS
    return type(value) is Fraction and abs(value.numerator) <= MOST and value.denominator <= MOST


def is_date(value: object) -> bool:
    """Tell whether a value is the text of a date that exists, such as `2024-02-29` (RFC 3339, full-date)."""
    return type(value) is str and _exists(value)


def is_set(value: object, words: frozenset[str]) -> bool:
    """Tell whether a value is a list of some of these words, each at most once."""
    return type(value) is list and words.issuperset(value) and len(set(value)) == len(value)


def findings_of(value: list[Any]) -> tuple[tuple[str | None, ...], ...] | None:
    """Give what was found: place, note and evidence of each; None where something else stands in the list."""
    found = []
    for entry in value:
        if type(entry) is not dict:
            return None
        said = tuple(map(entry.get, FINDING))
        if len(entry) != len(said) - said.count(None) or any(type(each) is not str for each in said if each is not None):
            return None
        found.append(said)
    return tuple(found)


def expected(type_: model.Type | None) -> str:
    """Say in words what a value has to be."""
    match type_:
        case None:
            return "an object: { … }"
        case model.YesNo():
            return "true or false"
        case model.Numeric():
            return _expected_number(type_)
        case model.Date():
            return "a date in quotes, such as 2024-03-31"
        case model.Text():
            return "a text in quotes"
        case model.Choice(words):
            return "one of " + ", ".join(f'"{model.key_of(word)}"' for word in words)
        case model.SetOf():
            return "a list of words: [ … ]"
        case model.ListOf():
            return "a list of entries: [ { … } ]"
        case _:
            return "a whole number, 0 or more, or the list of what was found"


def _expected_number(type_: model.Numeric) -> str:
    kind = "a whole number" if type_.whole else "a number"
    unit = f" of {type_.unit}" if type_.unit else ""
    low = "" if type_.low is None else write(type_.low)
    high = "" if type_.high is None else write(type_.high)
    bounds = f", from {low} to {high}" if low and high else f", {low} or more" if low else f", {high} or less" if high else ""
    return kind + unit + bounds


def shown(value: object) -> str:
    """Show a value of the facts in a message: short, and as JSON has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 40 else f'"{value[:40]}…"'
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = write(value)  # type: ignore[arg-type]
    return text if len(text) <= 40 else text[:40] + "…"
