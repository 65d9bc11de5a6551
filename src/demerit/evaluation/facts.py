"""Takes facts, as JSON text or Python objects, gives their values in the order of a plan.

There are two ways in. Facts of the right shape take the fast one (`shapes`). Whatever does not pass there takes the
slow one: the text is read with places (`json_text`), numbers are brought into one form, and jsonschema says what is
wrong, every violation with its JSON pointer and, where there is a text, its line.

Promises: the two ways never disagree: what passes the fast one is valid under the schema, and what is valid comes
through. What is missing is no mistake of shape: it comes out as None, and the evaluation says whether it is needed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from demerit.evaluation.json_text import Located, from_python, read_json
from demerit.evaluation.plan import Plan
from demerit.evaluation.schema import discretion_points, shape_schema
from demerit.evaluation.shapes import Shape, Values, encoded
from demerit.evaluation.validating import validator
from demerit.language import codes, model
from demerit.language.diagnostics import Diagnostic, FactsError
from demerit.language.messages import Said, Text, listed, say, template
from demerit.language.nearness import near
from demerit.language.source import Source, decode
from demerit.language.values import write

Facts = Mapping[str, Any] | str | bytes | Source

FROM_PYTHON = "<facts>"
"""What facts that were given as Python objects are called in messages."""


class Taken(NamedTuple):
    """Facts that have been taken in.

    Attributes:
        values: what was given for each fact, in the order of the plan; None where nothing was. An entry of a list has
            its fields, in the order of the policy (of findings: place, note, evidence), as `f0`, `f1` and so on.
        given: the facts themselves, as JSON with sorted keys, no blanks and each number in one form.
        whole: whether all facts are there that are always needed.
        name: what they are called in messages.
    """

    values: Values
    given: bytes
    whole: bool
    name: str


class ShapeError(FactsError):
    """Facts are not of the shape that the policy declares.

    Attributes:
        rest: the other facts, without those that are at fault.
    """

    def __init__(self, diagnostics: list[Diagnostic], rest: Taken | None) -> None:
        super().__init__(diagnostics)
        self.rest = rest


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
        if isinstance(facts, str | bytes | Source):
            return self._take_json(Source("<text>", facts) if isinstance(facts, str) else facts)
        taken = self._convert(facts, FROM_PYTHON)
        return taken if taken is not None else self._check(from_python(facts), FROM_PYTHON, None)

    def _take_json(self, facts: bytes | Source) -> Taken:
        name = "<bytes>" if isinstance(facts, bytes) else facts.name
        data = facts if isinstance(facts, bytes) else facts.text.encode("utf-8", "surrogatepass")
        for shape, whole in ((self.whole, True), (self._sparse, False)):
            if found := shape.from_json(data):
                return Taken(*found, whole, name)
        return self._take_text(facts if isinstance(facts, Source) else decode(data, name))

    @cached_property
    def whole(self) -> Shape:
        """The shape of facts of which none is missing that is always needed: nearly all that come."""
        return Shape(self.plan, self.plan.needed)

    @cached_property
    def _sparse(self) -> Shape:
        """The shape of facts of which any may be missing."""
        return Shape(self.plan, frozenset())

    def _convert(self, facts: object, name: str) -> Taken | None:
        found, whole = self.whole.from_python(facts), True
        if found is None:
            found, whole = self._sparse.from_python(facts), False
        if found is None:
            return None
        try:
            return Taken(found[0], encoded(found[1]), whole, name)
        except UnicodeEncodeError:  # half a character, which Python can hold, is no text
            return None

    def _take_text(self, source: Source) -> Taken:
        located = read_json(source)
        return self._check(located.value, source.name, located)

    # the slow way

    def _check(self, value: object, name: str, located: Located | None) -> Taken:
        diagnostics = list(self._violations(value, name, located))
        if diagnostics:
            if located is not None:
                diagnostics.sort(key=lambda d: (d.span.start if d.span else 0, d.code.number))
            raise ShapeError(diagnostics, self._rest(value, diagnostics, name))
        taken = self._convert(value, name)
        # INVARIANT: facts that jsonschema accepts, numbers in their one form, pass the fast way; a law holds it.
        assert taken is not None
        return taken

    def _rest(self, value: object, diagnostics: list[Diagnostic], name: str) -> Taken | None:
        """Take what is left of facts without the facts that are at fault."""
        at_fault = {"/".join((diagnostic.pointer or "").split("/")[:3]) for diagnostic in diagnostics}
        rest: dict[str, dict[str, Any]] = {}
        for pointer, fact in self.plan.policy.facts.items():
            group = value.get(fact.group) if isinstance(value, dict) else None
            if isinstance(group, dict) and fact.key in group and pointer not in at_fault:
                rest.setdefault(fact.group, {})[fact.key] = group[fact.key]
        return self._convert(rest, name)

    @cached_property
    def _validator(self) -> Any:
        return validator(shape_schema(self.plan.policy), ["date"])

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

        def at(code: codes.Code, near: list[str] | None = None, where: str = pointer, **args: Any) -> Diagnostic:
            if located is None:
                return Diagnostic(code, name, pointer=where, near=near or (), **args)
            # What is missing has no place of its own: its entry is shown.
            span = (
                located.keys.get(where)
                if code is codes.FACT_UNKNOWN
                else located.spans.get(where, located.spans.get(pointer))
            )
            return Diagnostic(code, located.source, span, pointer=where, near=near or (), **args)

        called, type_ = self._called(path)
        if error.validator == "additionalProperties":
            known = list(error.schema.get("properties", {}))
            place = say("in {place}", place=called) if path else say("among its groups")
            for key in sorted(set(error.instance) - set(known)):
                suggestions = near(key, known) or self._elsewhere(key)
                where = f"{pointer}/{model.escape(key)}"
                few = len(known) <= 8 and not suggestions
                hint = say("there are: {known}", known=listed(known)) if few and known else ""
                yield at(codes.FACT_UNKNOWN, suggestions, where, key=key, place=place, hint=hint)
            return
        found = shown(error.instance)
        if error.instance is None:
            yield at(codes.FACT_NULL, name=called)
        elif error.validator in ("type", "oneOf"):
            remedy = _instead(error.instance, type_)
            yield at(codes.FACT_TYPE, name=called, expected=expected(type_), found=found, hint=remedy)
        elif error.validator == "enum":
            words = list(error.schema["enum"])
            suggestions = near(error.instance, words) if isinstance(error.instance, str) else []
            if isinstance(type_, model.SetOf) and not isinstance(error.instance, str):
                yield at(codes.FACT_TYPE, name=called, expected=say("a word"), found=found)
            else:
                quoted = listed(f'"{word}"' for word in words)
                yield at(codes.FACT_WORD, suggestions, name=called, expected=quoted, found=found)
        elif error.validator == "required":
            needed_by = say("every entry of {list}", list=self._called(path[:2])[0])
            if isinstance(type_, model.Discretion):
                needed_by = say("every choice of points")
            for key in error.validator_value:
                if key not in error.instance:
                    where = f"{pointer}/{model.escape(key)}"
                    yield at(codes.FACT_MISSING, where=where, name=self.called(where), needed_by=needed_by)
        elif error.validator in ("minimum", "maximum"):
            yield at(codes.FACT_BOUNDS, name=called, expected=expected(type_), found=found)
        elif error.validator == "pattern" and len(path) > 2 and path[2] == "reason":
            yield at(codes.FACT_REASON, name=self._called(path[:2])[0])
        elif error.validator in ("format", "pattern"):
            as_dates_are = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", str(error.instance)) is not None
            yield at(
                codes.FACT_DATE,
                name=called,
                found=found,
                hint=say("the calendar has no such day") if as_dates_are else "",
            )
        elif error.validator == "uniqueItems":
            twice = [word for word in error.instance if error.instance.count(word) > 1]
            yield at(codes.FACT_REPEATED, name=called, found=shown(twice[0]))
        else:  # no other keyword is in the schema
            raise AssertionError(error.validator)

    def called(self, pointer: str) -> Text:
        """Give what a place is called in messages, by its pointer."""
        return self._called([step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]])[0]

    def _called(self, path: Sequence[str | int]) -> tuple[Text, model.Type | None]:
        """Give what a place is called, and its type."""
        if not path:
            return say("the whole"), None
        if len(path) == 1:
            return say("the group “{group}”", group=str(path[0])), None
        fact = self.plan.policy.facts[f"/{model.escape(str(path[0]))}/{model.escape(str(path[1]))}"]
        called: Text = f"“{fact.name}”"
        if fact.label:
            called = say("“{name}” ({label})", name=fact.name, label=fact.label)
        type_: model.Type | None = fact.type
        if len(path) > 2 and isinstance(fact.type, model.Discretion):
            type_ = discretion_points(fact.type) if path[2] == "points" else model.Text()
            called = say("“{name}” in {place}", name=str(path[2]), place=called)
        if len(path) > 2 and isinstance(fact.type, model.ListOf | model.Findings):
            called, type_ = say("entry {number} of {list}", number=int(path[2]) + 1, list=called), None
            if len(path) > 3:
                fields = fact.type.fields if isinstance(fact.type, model.ListOf) else ()
                declared = next((each for each in fields if each.key == path[3]), None)
                type_ = declared.type if declared else model.Text()
                called = say("“{name}” in {place}", name=declared.name if declared else str(path[3]), place=called)
        return called, type_

    def _elsewhere(self, key: str) -> list[str]:
        """Give the places of facts in other groups that have this key."""
        return [pointer for pointer, fact in self.plan.policy.facts.items() if fact.key == key]


def expected(type_: model.Type | None) -> Said:
    """Say in words what a value has to be."""
    match type_:
        case None:
            return say("an object: {{ … }}")
        case model.YesNo():
            return say("true or false")
        case model.Numeric():
            return _expected_number(type_)
        case model.Date():
            return say("a date in quotes, such as 2024-03-31")
        case model.Text():
            return say("a text in quotes")
        case model.Choice(words):
            return say("one of {words}", words=listed(f'"{model.key_of(word)}"' for word in words))
        case model.SetOf():
            return say("a list of words: [ … ]")
        case model.ListOf():
            return say("a list of entries: [ {{ … }} ]")
        case model.Discretion():
            return say('an object with points and a reason: {{"points": 2, "reason": "…"}}')
        case _:
            return say("a whole number, 0 or more, or the list of what was found")


def _instead(value: object, type_: model.Type | None) -> Text:
    """Say what to write instead of a value in quotes, where that is plain."""
    if not isinstance(value, str):
        return ""
    said = value.strip()
    if isinstance(type_, model.YesNo):
        answer = _ANSWERS.get(said.casefold())
        return say("write {text}, without quotes", text=answer) if answer else ""
    number = isinstance(type_, model.Numeric | model.Findings) and re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", said)
    return say("write {text}, without quotes", text=said) if number else ""


_ANSWERS = {"yes": "true", "true": "true", "是": "true", "有": "true"}
_ANSWERS |= {"no": "false", "false": "false", "否": "false", "无": "false"}


_NUMBERS = {  # by whether it is whole, and whether it has a unit
    (True, False): template("a whole number"),
    (True, True): template("a whole number of {unit}"),
    (False, False): template("a number"),
    (False, True): template("a number of {unit}"),
}


def _expected_number(type_: model.Numeric) -> Said:
    kind = say(_NUMBERS[type_.whole, bool(type_.unit)], unit=type_.unit or "")
    if type_.low is not None and type_.high is not None:
        return say("{kind}, from {low} to {high}", kind=kind, low=write(type_.low), high=write(type_.high))
    if type_.low is not None:
        return say("{kind}, {low} or more", kind=kind, low=write(type_.low))
    if type_.high is not None:
        return say("{kind}, {high} or less", kind=kind, high=write(type_.high))
    return kind


def shown(value: object) -> Text:
    """Show a value of the facts in a message: short, and as JSON has it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 40 else f'"{value[:40]}…"'
    if isinstance(value, dict):
        return say("an object")
    if isinstance(value, list):
        return say("a list")
    text = write(value)  # type: ignore[arg-type]
    return text if len(text) <= 40 else text[:40] + "…"
