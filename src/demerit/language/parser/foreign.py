"""Takes a fault and what was read before it, finds a keyword of another language than the policy's."""

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from demerit.language import keywords
from demerit.language.source import Span

if TYPE_CHECKING:
    from lark import Token


def foreign_keyword(
    text: str, before: "list[Token]", at: int, accepts: Collection[str], first_on_line: Callable[[int], bool]
) -> tuple[Span, str, str] | None:
    """Find a keyword of another language, at the fault or taken into the name before it.

    Args:
        text: the text.
        before: the tokens before the fault.
        at: the fault.
        accepts: the terminals that could have come.
        first_on_line: whether a place is the first on its line.

    Returns:
        Where it stands, it as it stands there, and how it is spelt in the policy's language.
    """
    places = [at]
    if before and before[-1].type == "NAME" and not before[-1].startswith("「"):
        start = before[-1].start_pos or 0
        places = [start + word.start() for word in re.finditer(r"\S+", before[-1])] + places
    for place in places:
        found = keywords.foreign(text, place)
        if found is None:
            continue
        word, keyword = found
        fits = first_on_line(place) if keyword.opens else place < at or keyword.terminal in accepts
        if fits and (place == at or keyword.joins):
            return Span(place, place + len(word)), word, keyword.spelling
    return None
