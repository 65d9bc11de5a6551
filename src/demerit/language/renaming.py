"""Takes a policy checked under the names of its own language, gives it under the names that the JSON has.

A fact, a field, a term or a word of a choice may carry a name in each language. The checker works with the names of
the language that the policy is written in, so that it speaks of what the author wrote. The JSON has one set of keys,
and a policy one identity, whatever its language: so at the end every name that has another is put into that one.

Promises: nothing but names changes. A policy and its print in the other language come out equal.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from demerit.language import model


def renamed(policy: model.Policy, names: Mapping[str, str]) -> model.Policy:
    """Give a policy in which every name that is among `names` is the other one."""
    whole: model.Policy = _Renaming(names).of(policy)
    return whole


class _Renaming:
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._keys = {model.key_of(own): model.key_of(other) for own, other in names.items()}
        self._done: dict[int, tuple[Any, Any]] = {}

    def of(self, value: Any) -> Any:
        """Give a part of the model under the other names; what is one part in two places stays one."""
        if isinstance(value, tuple):
            parts = tuple(self.of(part) for part in value)
            return value if all(a is b for a, b in zip(value, parts, strict=True)) else parts
        if not is_dataclass(value) or isinstance(value, type):
            return value
        if id(value) not in self._done:
            self._done[id(value)] = (value, self._made(value))
        return self._done[id(value)][1]

    def _made(self, value: Any) -> Any:
        befores = {part.name: getattr(value, part.name) for part in fields(value)}
        afters = {name: self.of(before) for name, before in befores.items()}
        parts = {name: after for name, after in afters.items() if after is not befores[name]}
        match value:
            case model.Group() | model.Field():
                parts |= {"name": self._name(value.name), "key": self._key(value.key)}
            case model.Fact():
                parts |= {"name": self._name(value.name), "key": self._key(value.key), "group": self._key(value.group)}
            case model.Choice() | model.SetOf():
                parts["words"] = tuple(self._name(word) for word in value.words)
            case model.WordBand():
                parts["words"] = tuple(self._key(word) for word in value.words)
            case model.FactRead():
                parts["pointer"] = self._pointer(value.pointer)
            case model.FieldRead():
                parts["key"] = self._key(value.key)
            case model.Term() | model.TermRead():
                parts["name"] = self._name(value.name)
            case model.Constant(value=str(word), type=model.Choice()):
                parts["value"] = self._key(word)
            case model.Lookup(type=model.Choice()):
                parts["values"] = tuple(tuple(self._key(str(word)) for word in row) for row in value.values)
            case _:
                pass
        return replace(value, **parts) if parts else value

    def _name(self, name: str) -> str:
        return self._names.get(name, name)

    def _key(self, key: str) -> str:
        return self._keys.get(key, key)

    def _pointer(self, pointer: str) -> str:
        _, *steps = pointer.split("/")
        keys = [step.replace("~1", "/").replace("~0", "~") for step in steps]
        return "".join(f"/{model.escape(self._key(key))}" for key in keys)
