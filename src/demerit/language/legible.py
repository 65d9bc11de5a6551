"""Takes a text, says whether there is anything in it that can be read: what is given as a reason has to be.

Blanks, control and format characters, fillers and private characters show nothing: a text of these alone is none.
"""

import re

_SEEN = (
    (0x21, 0x7E), (0xA1, 0xAC), (0xAE, 0x2FF), (0x370, 0x61B), (0x61D, 0x115E), (0x1161, 0x167F), (0x1681, 0x17B3),
    (0x17B6, 0x180A), (0x1810, 0x1FFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2070, 0x27FF), (0x2801, 0x2FFF),
    (0x3001, 0x3163), (0x3165, 0xD7FF), (0xF900, 0xFDFF), (0xFE10, 0xFEFE), (0xFF00, 0xFF9F), (0xFFA1, 0xFFEF),
)  # fmt: skip
"""Stretches of the Basic Multilingual Plane without blanks, marks that only go with letters, and what is not seen."""

LEGIBLE = "[" + "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in _SEEN) + "]"
"""The pattern of a character that can be read, as JSON Schema (ECMA-262) and Python have it alike.

It has no characters beyond the Basic Multilingual Plane, for these are written in two ways: of them alone, pictures or
rare signs, no reason is made.
"""

_find = re.compile(LEGIBLE).search


def legible(text: str) -> bool:
    """Tell whether a text has a character that can be read."""
    return _find(text) is not None
