"""Takes a JSON Schema, gives what tells every violation of it: the only door to jsonschema."""

from collections.abc import Iterable, Mapping
from typing import Any


def validator(schema: Mapping[str, Any], formats: Iterable[str] = ()) -> Any:
    """Make a validator; its `iter_errors` gives what is wrong with a value.

    Args:
        schema: the schema, of draft 2020-12.
        formats: the formats that are held to.
    """
    from jsonschema import Draft202012Validator, FormatChecker

    return Draft202012Validator(schema, format_checker=FormatChecker(list(formats)))
