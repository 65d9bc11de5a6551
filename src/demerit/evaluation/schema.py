"""Takes a `Policy`, gives the JSON Schema (draft 2020-12) of its facts: the last word on their shape.

A fact that is missing is no mistake of shape: whether it is needed depends on the others. So what is asked of
facts (`facts_schema`) names as required only those facts without which there can be no score, whatever the others
are; and the shape alone (`shape_schema`), to which facts are held before they are evaluated, requires nothing.
"""

from typing import Any

from demerit.evaluation.numbers import to_json_number
from demerit.evaluation.planner import always_needed
from demerit.language import model
from demerit.language.legible import LEGIBLE

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
FINDING = ("where", "note", "evidence")
"""What can be said of each of the findings, all of it optional text."""


def facts_schema(policy: model.Policy) -> Schema:
    """Give the schema of a policy's facts, with titles and with what is always needed."""
    return _schema(policy, set(always_needed(policy)))


def shape_schema(policy: model.Policy) -> Schema:
    """Give the schema of the facts' shape alone: nothing is required."""
    return _schema(policy, set())


def _schema(policy: model.Policy, needed: set[str]) -> Schema:
    groups = {group.key: _group(group, needed) for group in policy.groups}
    required = [key for key, schema in groups.items() if "required" in schema]
    title = f"Facts for {policy.title or policy.id}"
    schema: Schema = {
        "$schema": DIALECT,
        "title": title,
        "type": "object",
        "properties": groups,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }
    if any(isinstance(fact.type, model.Findings) for fact in policy.facts.values()):
        schema["$defs"] = {
            "finding": {
                "type": "object",
                "properties": {key: {"type": "string"} for key in FINDING},
                "additionalProperties": False,
            }
        }
    return schema


def _group(group: model.Group, needed: set[str]) -> Schema:
    required = [fact.key for fact in group.facts if fact.pointer in needed]
    return {
        **({"title": group.title} if group.title else {}),
        "type": "object",
        "properties": {fact.key: _fact(fact) for fact in group.facts},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _fact(fact: model.Fact) -> Schema:
    return {**({"title": fact.label} if fact.label else {}), **type_schema(fact.type)}


def type_schema(type_: model.Type) -> Schema:
    """Give the schema of a type."""
    match type_:
        case model.YesNo():
            return {"type": "boolean"}
        case model.Numeric():
            schema: Schema = {"type": "integer" if type_.whole else "number"}
            if type_.low is not None:
                schema["minimum"] = to_json_number(type_.low)
            if type_.high is not None:
                schema["maximum"] = to_json_number(type_.high)
            if type_.unit is not None:
                schema["description"] = f"in {type_.unit}"
            return schema
        case model.Date():
            return {"type": "string", "format": "date", "pattern": DATE}
        case model.Text():
            return {"type": "string"}
        case model.Choice(words):
            return {"enum": [model.key_of(word) for word in words]}
        case model.SetOf(words):
            items = {"enum": [model.key_of(word) for word in words]}
            return {"type": "array", "items": items, "uniqueItems": True}
        case model.Discretion():
            points = type_schema(discretion_points(type_))
            return {
                "description": "the points that were chosen, and why",
                "type": "object",
                "properties": {"points": points, "reason": {"type": "string", "pattern": LEGIBLE}},
                "required": ["points", "reason"],
                "additionalProperties": False,
            }
        case model.ListOf(fields):
            return {"type": "array", "items": _entry(fields)}
        case _:
            return {
                "description": "a count, or the list of what was found",
                "type": ["integer", "array"],
                "minimum": 0,
                "items": {"$ref": "#/$defs/finding"},
            }


def discretion_points(type_: model.Discretion) -> model.Numeric:
    """Give the type of the points that an inspector chooses."""
    return model.Numeric(low=type_.low, high=type_.high)


def _entry(fields: tuple[model.Field, ...]) -> Schema:
    # An entry says all that it is declared to say; what only some rules ask of some entries is declared optional.
    required = [declared.key for declared in fields if not declared.optional]
    return {
        "type": "object",
        "properties": {
            declared.key: {**({"title": declared.label} if declared.label else {}), **type_schema(declared.type)}
            for declared in fields
        },
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }
