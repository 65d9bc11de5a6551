"""Takes a file of cases, JSON, gives the cases: held to `schemas/cases.schema.json`, and to what the policy has.

A file holds one case or a list of them. All that is wrong with it is told in one go, each with its JSON pointer and
its place in the text.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import msgspec

from demerit import resources
from demerit.evaluation.facts import shown
from demerit.evaluation.json_text import Located, read_json, step
from demerit.evaluation.validating import validator
from demerit.examples.cases import Case
from demerit.examples.expectations import BY_KEY, CODES, ITEM, LEVELS, POINTERS, POLICY, RULE, Kind
from demerit.examples.judging import known_ids
from demerit.language import case_codes, model
from demerit.language.codes import Code
from demerit.language.diagnostics import Diagnostic, FactsError
from demerit.language.messages import Said, Text, listed, say
from demerit.language.nearness import near
from demerit.language.source import Source, Span
from demerit.language.values import Rational, whole
from demerit.pipeline import LoadedPolicy

SCHEMA = "cases.schema.json"


def read_cases(
    source: Source, policy: LoadedPolicy, encoding: str | None = None
) -> tuple[list[Case], list[Diagnostic]]:
    """Read the cases of a file.

    Args:
        source: the text of the file.
        policy: the policy whose cases they are.
        encoding: the encoding of files that the cases name, where these are not UTF-8.

    Returns:
        The cases, in the order of the file, and what is wrong. There are no cases where anything is.
    """
    if not source.text.strip():
        lack = say("nothing")
        told = Diagnostic(
            case_codes.CASE_FORM, source, what=say("the whole"), expected=_EXPECTED[""], found=lack, hint=""
        )
        return [], [told]
    try:
        located = read_json(source)
    except FactsError as fault:
        return [], list(fault.diagnostics)
    reader = _Reader(located, policy, encoding)
    cases = list(reader.cases())
    return ([], reader.told) if reader.told else (cases, [])


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = msgspec.json.decode(resources.read("schemas", SCHEMA))
    return schema


@cache
def _validator() -> Any:
    return validator({"$ref": "#/$defs/case", "$defs": _schema()["$defs"]})


def _surely_valid(case: dict[str, Any]) -> bool:
    """Tell at a glance that a case is valid under the schema, as nearly all are; where it is not sure, give False."""
    expect = case.get("expect")
    if case.keys() != {"why", "facts", "expect"} or not isinstance(case["facts"], dict) or not isinstance(expect, dict):
        return False
    if not isinstance(case["why"], str) or not case["why"].strip() or not expect or not expect.keys() <= _PLAIN_KEYS:
        return False
    maps = [value for key, value in expect.items() if key != "score"]
    return type(expect.get("score", 0)) in _NUMBERS and all(
        isinstance(each, dict) and each and all(type(number) in _NUMBERS for number in each.values()) for each in maps
    )


_NUMBERS = (int, Decimal)
_PLAIN_KEYS = {"score", *LEVELS}

_STATES = ("hit", "clear", "not_applicable", "not_reached", "undetermined")
_IDS = say("an object: ids, and a number for each")
_POINTERS = say("a list of JSON pointers: [ … ]")
_EXPECTED: dict[str, Said] = {  # by the key, and by the key above, of what is not as it has to be
    "": say("a case, an object, or a list of cases"),
    "why": say("a sentence in quotes"),
    "base": say('"in order", or the path of a facts file in quotes'),
    "facts": say("an object: {{ … }}, or the path of a facts file in quotes"),
    "expect": say("an object that names something: {{ … }}"),
    "score": say("a number, or null for no score"),
    "grade": say("the name of a grade in quotes, or null for none"),
    **dict.fromkeys((*LEVELS, "asked", "effective", "absorbed", "counts"), _IDS),
    "scores": say("an object: ids of sections, and a number or null for each"),
    "states": say("an object: ids, and a state for each"),
    "reads": say("an object: ids of rules, and a list of JSON pointers for each"),
    "missing": _POINTERS,
    "refused": say("true, or a list of codes such as DEM601"),
}
_BELOW: dict[str, Said] = {
    "scores": say("a number, or null"),
    "states": say("one of {words}", words=listed(f'"{word}"' for word in _STATES)),
    "reads": _POINTERS,
    "missing": say("a JSON pointer, such as /unit/employees"),
    "refused": say("a code, such as DEM601"),
}  # fmt: skip
_NUMBER = say("a number, or a fraction as text: 1/3")


class _Reader:
    def __init__(self, located: Located, policy: LoadedPolicy, encoding: str | None) -> None:
        self.told: list[Diagnostic] = []
        self._located = located
        self._policy = policy.policy
        self._encoding = encoding
        self._ids = known_ids(policy.policy)
        self._levels = {id_: level for level, ids in self._ids.items() for id_ in ids}

    def cases(self) -> Iterator[Case]:
        value = self._located.value
        if isinstance(value, list) and value:
            for number, each in enumerate(value):
                yield from self._case(each, f"/{number}")
        else:
            yield from self._case(value, "")

    def _case(self, value: Any, pointer: str) -> Iterator[Case]:
        before = len(self.told)
        if isinstance(value, dict):
            if not _surely_valid(value):
                self._violations(value, pointer)
        else:
            self._form(pointer, _EXPECTED[""] if not pointer else say("an object: {{ … }}"), value)
        if len(self.told) > before:
            return
        expected = tuple(self._expected(value["expect"], f"{pointer}/expect"))
        facts, base = value.get("facts", {}), value.get("base")
        base_at = f"{pointer}/base"
        if isinstance(facts, str):
            facts, base, base_at = {}, facts, f"{pointer}/facts"
        if base is not None:
            facts = {group: _left_out(inner) for group, inner in facts.items()}
        yield Case(
            value["why"],
            self._located.source,
            self._span(pointer),
            pointer,
            expected,
            base,
            facts,
            self._span(base_at) if base is not None else None,
            encoding=self._encoding,
        )

    # -- what is told

    def _span(self, pointer: str) -> Span:
        """Give the place of a value; of one that is too far down, that of the nearest above it."""
        spans = self._located.spans
        while pointer not in spans:
            pointer = pointer.rpartition("/")[0]
        return spans[pointer]

    def _add(
        self, code: Code, pointer: str, *, at_key: bool = False, near: list[str] | None = None, **args: Any
    ) -> None:
        span = self._located.keys.get(pointer) if at_key else None
        where = span or self._span(pointer)
        self.told.append(Diagnostic(code, self._located.source, where, pointer=pointer, near=near or (), **args))

    def _form(self, pointer: str, expected: Text, found: object, hint: Text = "") -> None:
        args: dict[str, Any] = {"expected": expected, "found": shown(found), "hint": hint}
        self._add(case_codes.CASE_FORM, pointer, what=_called(pointer), **args)

    # -- the form

    def _violations(self, case: dict[str, Any], pointer: str) -> None:
        said: set[str] = set()
        for error in sorted(_validator().iter_errors(case), key=lambda each: list(map(str, each.absolute_path))):
            path = list(error.absolute_path)
            where = pointer + "".join(map(step, path))
            if error.validator == "additionalProperties":
                known = list(error.schema["properties"])
                for key in sorted(set(error.instance) - set(known)):
                    self._key(where, key, known)
            elif error.validator in ("required", "anyOf") and not path:
                lacks = ["facts"] if error.validator == "anyOf" else [k for k in ("why", "expect") if k not in case]
                for key in lacks:
                    if where + key not in said:
                        said.add(where + key)
                        hint = say("it has “{key}”: {expected}", key=key, expected=_EXPECTED[key])
                        self._add(case_codes.CASE_LACKS, where, what=_called(where), key=key, hint=hint)
            elif where not in said:
                said.add(where)
                self._wrong(where, path, error.instance)

    def _key(self, where: str, key: str, known: list[str]) -> None:
        hint = say("there are: {known}", known=listed(each for each in known if each != "$schema"))
        meant = near(key, known)
        self._add(
            case_codes.CASE_KEY, where + step(key), at_key=True, near=meant, what=_called(where), key=key,
            hint="" if meant else hint,
        )  # fmt: skip

    def _wrong(self, where: str, path: list[str | int], found: object) -> None:
        keys = [str(each) for each in path]
        if len(keys) == 1:
            expected = _EXPECTED[keys[0]]
            if keys == ["facts"] and isinstance(found, str):
                expected = say("an object that is laid over the base: {{ … }}")
        elif len(keys) == 2:
            expected = _EXPECTED[keys[1]]
        else:
            expected = _BELOW.get(keys[1], _NUMBER) if keys[1] != "reads" or len(keys) == 3 else _BELOW["missing"]
        self._form(where, expected, found)

    # -- what the policy has

    def _expected(self, expect: dict[str, Any], pointer: str) -> Iterator[model.Expected]:
        for key, value in expect.items():
            kinds = BY_KEY[key]
            where = f"{pointer}{step(key)}"
            if POLICY in kinds:
                yield from self._of_policy(kinds[POLICY], value, where)
            else:
                for id_, each in value.items():
                    kind = self._kind_of(id_, kinds, where)
                    if kind is not None:
                        yield from self._of(kind, id_, each, where + step(id_))

    def _kind_of(self, id_: str, kinds: Mapping[str, Kind], where: str) -> Kind | None:
        level = self._levels.get(id_)
        if level is not None and level in kinds:
            return kinds[level]
        known = [each for of in kinds for each in self._ids[of]]
        of_item = [each for each in known if each.startswith(id_.rsplit(".", 1)[0] + ".")]
        suggestions = near(id_, of_item) or near(id_, known)
        hint: Text = ""
        if level is not None:
            hint, suggestions = say("{id} is {what}", id=id_, what=_A_LEVEL[level]), []
        elif not suggestions and len(known) <= 8:
            hint = say("there are: {known}", known=listed(known)) if known else ""
        what = _LEVEL[next(iter(kinds))] if len(kinds) == 1 else say("section, group, item or rule")
        if set(kinds) == {ITEM, RULE}:
            what = say("item or rule")
        pointer = where + step(id_)
        self._add(case_codes.CASE_ID, pointer, at_key=True, near=suggestions, what=what, id=id_, hint=hint)
        return None

    def _of_policy(self, kind: Kind, value: Any, where: str) -> Iterator[model.Expected]:
        known = [grade.name for grade in self._policy.verdict.grades]
        if kind.form == POINTERS:
            yield self._made(kind, "", tuple(self._pointers(value, where)), where)
        elif kind.form == CODES:
            yield self._made(kind, "", () if value is True else tuple(value), where)
        elif kind.kind == "grade" and value is not None and value not in known:
            meant = near(value, known)
            hint = say("there are: {known}", known=listed(known)) if known and not meant else ""
            self._add(case_codes.CASE_GRADE, where, near=meant, grade=value, hint=hint)
        else:
            yield self._made(kind, "", value if kind.kind == "grade" else _number(value), where)

    def _of(self, kind: Kind, id_: str, value: Any, where: str) -> Iterator[model.Expected]:
        if kind.form == POINTERS:
            yield self._made(kind, id_, tuple(self._pointers(value, where)), where)
        elif kind.kind == "state":
            if (value == "applies" and kind.of == RULE) or (
                kind.of == ITEM and value not in ("applies", "not_applicable")
            ):
                expected = say('"applies" or "not_applicable"') if kind.of == ITEM else _BELOW["states"]
                self._form(where, expected, value)
            else:
                yield self._made(kind, id_, value, where)
        else:
            yield self._made(kind, id_, _number(value), where)

    def _pointers(self, pointers: list[str], where: str) -> Iterator[str]:
        known = self._policy.facts
        for number, pointer in enumerate(pointers):
            if "/".join(pointer.split("/")[:3]) in known:
                yield pointer
            else:
                self._add(case_codes.CASE_FACT, f"{where}/{number}", near=near(pointer, known), path=pointer)

    def _made(self, kind: Kind, id_: str, value: Any, where: str) -> model.Expected:
        return model.Expected(kind.kind, kind.of, id_, value, span=self._span(where))


_LEVEL: dict[str, Said] = {
    "section": say("section"),
    "group": say("group"),
    "item": say("item"),
    "rule": say("rule"),
}
_A_LEVEL: dict[str, Said] = {
    "section": say("a section"),
    "group": say("a group"),
    "item": say("an item"),
    "rule": say("a rule"),
}


def _called(pointer: str) -> Text:
    """Give what a place is called in messages."""
    steps = pointer.split("/")[1:]
    if steps and steps[0].isdecimal():
        if len(steps) == 1:
            return say("case {number}", number=int(steps[0]) + 1)
        steps = steps[1:]
    return say("“{name}”", name=steps[-1].replace("~1", "/").replace("~0", "~")) if steps else say("the whole")


def _number(value: int | Decimal | str | None) -> Rational | None:
    return None if value is None else whole(Fraction(value))


def _left_out(group: Any) -> Any:
    """Have null stand for a fact that is left out."""
    if not isinstance(group, dict):
        return group
    return {key: model.LEFT_OUT if value is None else value for key, value in group.items()}
