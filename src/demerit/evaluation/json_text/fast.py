"""The fast door: decoding by msgspec, where nothing needs a second look."""

import codecs
from collections.abc import Callable
from enum import Enum
from typing import Final

import msgspec

from demerit.evaluation.json_text.numbers import exact_number
from demerit.language.values import MOST_DIGITS

MOST_DEPTH = 64
"""The most objects and lists that may stand one in another."""


class Slow(Enum):
    """The type of `SLOW`."""

    SLOW = "slow"


SLOW: Final = Slow.SLOW
"""What `decode_fast` gives where only the strict reader can tell. (JSON's null is None, so None would not do.)"""

_decode = msgspec.json.Decoder(float_hook=exact_number).decode
_encode = msgspec.json.Encoder().encode
_DIGITS_ALONE = bytes(ord("0") if chr(byte) in "0123456789" else ord(" ") for byte in range(256))
_LONG_RUN = b"0" * (MOST_DIGITS + 1)
_DEEP_LINE = b"\n" + b" " * MOST_DEPTH


def decode_fast(data: bytes) -> object:
    """Decode JSON in UTF-8, if nothing about it needs a second look.

    msgspec is as strict about the form as `read_json`, except for three things, which are excluded here:

    - Of a key given twice it silently keeps one. So the colons of the data are counted, and those of the value
      written out again; a member that was dropped took its colon along. Only where a colon in a string is written
      as an escape could the two differ otherwise.
    - It takes whole numbers of any length. So no run of digits may be longer than a number is.
    - It nests deeper. So the brackets are counted, and if there are many, the indentation of the formatted text
      tells how deep they stand.

    Returns:
        The value that `read_json` gives for the same text, or `SLOW`.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        value = _decode(data)
        if (
            not _colons_agree(data, _encode(value))
            or _LONG_RUN in data.translate(_DIGITS_ALONE)
            or (data.count(b"{") + data.count(b"[") > MOST_DEPTH and _DEEP_LINE in msgspec.json.format(data, indent=1))
        ):
            return SLOW
    except (ValueError, RecursionError):
        return SLOW
    return value


def decode_typed(
    data: bytes, decode: Callable[[bytes], object], encode: Callable[[object], bytes]
) -> tuple[object, bytes] | None:
    """Decode JSON in UTF-8 to a type, if nothing about it needs a second look; as `decode_fast`.

    Args:
        data: the JSON.
        decode: a decoder of msgspec's, with `exact_number` for its `float_hook` and a type that bounds how deep a
            value is nested. How long whole numbers are is left to whoever looks at the value.
        encode: an encoder of msgspec's, which writes that value out again, and no member that the data does not have
            (so a struct with defaults has to omit them).

    Returns:
        The value, and it written out again; None if it takes the strict reader to tell.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        value = decode(data)
        written = encode(value)
    except (ValueError, RecursionError):
        return None
    return (value, written) if _colons_agree(data, written) else None


def _colons_agree(data: bytes, written: bytes) -> bool:
    """Tell whether no member was dropped between a text and its value, written out again."""
    if b"\\" in data and b"\\u003" in data:  # the first alone is sooner told
        return False
    return data.count(b":") == written.count(b":")
