"""Takes a text, finds passages in it, white space aside; or the passage that is nearest, and where it differs.

Promises: offsets are those of the text as it was read.
"""

from array import array
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from demerit.language.source import Span

_GRAM = 3
_MOST_PLACES = 1000
"""The most places of one passage that are looked at."""

_LONGEST_COMPARED = 4000


def squeezed(text: str) -> str:
    """Give a text without its white space."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of a text that is nearest to one that the text does not have.

    Attributes:
        span: where it stands.
        differs: the first stretch of it that differs.
        wanted: the first stretch that differs of what was looked for: offsets in it, its white space left out.
    """

    span: Span
    differs: Span
    wanted: Span


class Places:
    """A text in which passages are looked for."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._offsets = array("q", (place for place, character in enumerate(text) if not character.isspace()))
        self._squeezed = "".join(text[place] for place in self._offsets)
        self._grams: dict[str, list[int]] | None = None

    def find(self, passage: str) -> list[Span]:
        """Give where a passage stands, white space aside; empty if nowhere."""
        wanted = squeezed(passage)
        found: list[Span] = []
        at = self._squeezed.find(wanted) if wanted else -1
        while at >= 0 and len(found) < _MOST_PLACES:
            found.append(self._span(at, at + len(wanted)))
            at = self._squeezed.find(wanted, at + 1)
        return found

    def nearest(self, passage: str) -> Nearest | None:
        """Give the passage most like one that is not there; None if nothing is like it."""
        wanted = squeezed(passage)[:_LONGEST_COMPARED]
        votes: Counter[int] = Counter()
        step = max(len(wanted) // 4, 8)
        for place in range(max(len(wanted) - _GRAM + 1, 0)):
            for at in self._known().get(wanted[place : place + _GRAM], ()):
                votes[(at - place) // step] += 1
        if not votes:
            return None
        bucket, count = min(votes.items(), key=lambda each: (-each[1], each[0]))
        if count * 4 < len(wanted) - _GRAM + 1:
            return None
        low = max(bucket * step - step, 0)
        window = self._squeezed[low : (bucket + 2) * step + len(wanted)]
        block = SequenceMatcher(None, wanted, window, autojunk=False).find_longest_match()
        start = self._like(low + block.b - block.a, wanted[0], len(wanted))
        end = self._like(low + block.b + len(wanted) - block.a - 1, wanted[-1], len(wanted)) + 1
        start, end = min(start, low + block.b), max(end, low + block.b + block.size)
        passage_there = self._squeezed[start:end]
        _, a, b, c, d = next(
            each
            for each in SequenceMatcher(None, wanted, passage_there, autojunk=False).get_opcodes()
            if each[0] != "equal"
        )
        return Nearest(self._span(start, end), self._span(start + c, start + d), Span(a, b))

    def _like(self, place: int, character: str, length: int) -> int:
        """Give the place of a character that is nearest to one where it should be; that one, if it is not near."""
        place = min(max(place, 0), len(self._squeezed) - 1)
        for step in range(max(length // 4, 4) + 1):
            for near in (place - step, place + step):
                if 0 <= near < len(self._squeezed) and self._squeezed[near] == character:
                    return near
        return place

    def _known(self) -> dict[str, list[int]]:
        if self._grams is None:
            self._grams = {}
            for place in range(len(self._squeezed) - _GRAM + 1):
                known = self._grams.setdefault(self._squeezed[place : place + _GRAM], [])
                if len(known) < _MOST_PLACES:
                    known.append(place)
        return self._grams

    def _span(self, start: int, end: int) -> Span:
        """Give the place in the text of a stretch of the squeezed one; of an empty one, the character after it."""
        if start >= len(self._offsets):
            return Span(self._length, self._length)
        last = self._offsets[max(end - 1, start)]
        return Span(self._offsets[start], last + 1)
