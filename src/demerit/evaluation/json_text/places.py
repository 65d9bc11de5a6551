"""Where the values of a JSON text stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from demerit.language.model import escape
from demerit.language.source import Source, Span

MOST_POINTER = 512
"""The longest pointer, in characters, below which places are still looked up by pointer."""


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
