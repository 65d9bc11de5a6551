"""Takes bytes or a file, gives a `Source`: text with a name, in which offsets become lines and columns.

Everything that is said about a place in a text, a policy's or a facts file's, goes through `Source` and `Span`.

Promises: the text of a `Source` is what the file says, less a byte order mark; CRLF stays as it is, and counts as
one line end.
"""

import bisect
import codecs
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from demerit.language import codes
from demerit.language.diagnostics import Diagnostic, FileError
from demerit.language.reasons import Reason

_COMMENT = re.compile(r"""("(?:[^"\n]|"")*"|“(?:[^“”\n]|“[^“”\n]*”)*”|「[^」\n]*」)|\#[^\n]*""")

_MARK = re.compile("(?<=[，；、（]) | (?=[，；、）])")
"""A blank beside a Chinese mark, which has its own."""

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source: offsets in characters, the end excluded."""

    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """Give the stretch from the start of this one to the end of `other`."""
        return Span(self.start, other.end)


NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Source:
    """A text and its name.

    Attributes:
        name: what to call it in messages: the path as the user gave it, or `<stdin>`.
        text: the text, decoded.
    """

    name: str
    text: str = field(repr=False)

    @property
    def file_name(self) -> str:
        """The name without its folder."""
        return self.name.replace("\\", "/").rsplit("/", 1)[-1]

    def texts(self, span: "Span") -> list[str]:
        """Give the texts in quotation marks that stand in a span, without the marks."""
        found = (match[1] for match in _COMMENT.finditer(self.text, span.start, span.end) if match[1])
        quoted = [text for text in found if not text.startswith("「")]
        return [text[1:-1].replace('""', '"') if text[0] == '"' else text[1:-1] for text in quoted]

    def comments(self) -> list["Span"]:
        """Give where the comments are, each without its line end."""
        found = (match for match in _COMMENT.finditer(self.text) if not match[1])
        return [Span(match.start(), match.start() + len(match[0].rstrip())) for match in found]

    @property
    def looks_like_json(self) -> bool:
        """Whether it begins like JSON, as no policy does."""
        return self.text.lstrip()[:1] in ("{", "[")

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Give the line and the column of an offset, both counted from 1, columns in characters."""
        line = bisect.bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Give the text of a line, counted from 1, without its end."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def line_start(self, number: int) -> int:
        """Give the offset at which a line, counted from 1, begins."""
        return self._line_starts[number - 1]

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self._line_starts)

    def cut(self, span: Span) -> str:
        """Give the text of a span, as written."""
        return self.text[span.start : span.end]

    def in_brackets(self, span: Span) -> bool:
        """Tell whether a stretch of text stands in brackets of its own."""
        return self.text[: span.start].rstrip()[-1:] in ("(", "（")

    def words(self, span: Span) -> str:
        """Give the text of a span of a policy on one line, without comments."""
        text = " ".join(_COMMENT.sub(lambda match: match[1] or "", self.cut(span)).split())
        return _MARK.sub("", text) if not text.isascii() else text


def read_file(path: str | Path, *, most: int, encoding: str | None = None) -> Source:
    """Read a text file.

    Args:
        path: the file.
        most: the most bytes that are accepted.
        encoding: the encoding to read it in, if it is not UTF-8.

    Raises:
        FileError: it is not there, cannot be read, is too large, or is not text in the encoding.
    """
    name = str(path)
    try:
        with Path(path).open("rb") as stream:
            return read_stream(stream, name, most=most, encoding=encoding)
    except FileNotFoundError:
        raise FileError([Diagnostic(codes.FILE_NOT_FOUND, name, near=_neighbours(Path(path)))]) from None
    except IsADirectoryError:
        raise FileError([Diagnostic(codes.FILE_IS_FOLDER, name)]) from None
    except (OSError, ValueError) as fault:
        raise FileError([Diagnostic(codes.FILE_UNREADABLE, name, reason=Reason.of(fault))]) from None


def read_stream(stream: BinaryIO, name: str, *, most: int, encoding: str | None = None) -> Source:
    """Read a text from an open binary stream, never more than `most` bytes and one.

    Raises:
        FileError: as `read_file`.
    """
    data = stream.read(most + 1)
    if len(data) > most:
        raise FileError([Diagnostic(codes.FILE_TOO_LARGE, name, most=f"{most // MIB} MiB")])
    return decode(data, name, encoding=encoding)


def decode(data: bytes, name: str, *, encoding: str | None = None) -> Source:
    """Decode bytes as UTF-8 or, where they are not, in the encoding that is named; a byte order mark is dropped.

    Raises:
        FileError: the bytes are not text in that encoding; where they look like UTF-16 or GB18030, it says so.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    if encoding is not None:
        # Text in another encoding is hardly ever UTF-8 by chance, but for UTF-16, which is full of zeros.
        # A few characters of GB18030 do happen to be UTF-8, of two bytes each; Chinese in UTF-8 has three.
        with suppress(UnicodeDecodeError):
            text = data.decode("utf-8")
            if "\0" not in text and (text.isascii() or max(text) >= "\u0800"):
                return Source(name, text)
        return Source(name, _decode_as(data, name, encoding))
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise FileError([Diagnostic(codes.ENCODING_LIKELY, name, seems="UTF-32", encoding="utf-32")])
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (b"\0" in data[:4] and len(data) > 1):
        raise FileError([Diagnostic(codes.ENCODING_LIKELY, name, seems="UTF-16", encoding="utf-16")])
    try:
        return Source(name, data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        if b"\0" in data[:64]:
            raise FileError([Diagnostic(codes.ENCODING_BROKEN, name, **_bad_byte(data, fault))]) from None
        # One stray byte decodes in almost any encoding, so GB18030 is named only where it gives Chinese text, and the
        # rest is not for the most part sound UTF-8, which other text hardly ever is.
        # The tail is left out of the guess: the sample may end inside a character.
        sample = data[: 64 * 1024]
        try:
            guess = sample.decode("gb18030", errors="strict" if len(data) <= 64 * 1024 else "ignore")
        except UnicodeDecodeError:
            guess = ""
        sound = sample.decode("utf-8", errors="ignore")
        broken = sample.decode("utf-8", errors="replace").count("\ufffd") - sound.count("\ufffd")
        if sum(ord(character) > 127 for character in sound) > broken:
            guess = ""
        chinese = sum("\u3400" <= character <= "\u9fff" for character in guess)
        strange = sum((ord(c) < 32 and c not in "\t\r\n") or "\ue000" <= c <= "\uf8ff" for c in guess)
        if chinese > 0 and not strange and chinese * 2 >= sum(ord(character) > 127 for character in guess):
            raise FileError([Diagnostic(codes.ENCODING_LIKELY, name, seems="GB18030", encoding="gb18030")]) from None
        raise FileError([Diagnostic(codes.ENCODING_BROKEN, name, **_bad_byte(data, fault))]) from None


def known_encoding(encoding: str) -> bool:
    """Tell whether an encoding is one for text that this Python knows."""
    try:
        return bool(codecs.lookup(encoding)._is_text_encoding)
    except (LookupError, ValueError):
        return False


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
        text.encode()  # some encodings can say half characters, which are no text
    except UnicodeError as fault:
        start = getattr(fault, "start", 0)
        raise FileError([Diagnostic(codes.ENCODING_MISMATCH, name, encoding=encoding, offset=start)]) from None
    return text


def _bad_byte(data: bytes, fault: UnicodeDecodeError) -> dict[str, Any]:
    before = data[: fault.start].decode("utf-8", errors="replace")
    return {
        "byte": f"0x{data[fault.start]:02X}",
        "line": before.count("\n") + 1,
        "column": len(before) - (before.rfind("\n") + 1) + 1,
    }


def _neighbours(path: Path) -> list[str]:
    """Files beside a missing one whose names are near it."""
    try:
        names: Callable[[], list[str]] = lambda: [p.name for p in path.parent.iterdir()]  # noqa: E731
        from demerit.language.nearness import near

        return [str(path.with_name(name)) for name in near(path.name, names())]
    except OSError:
        return []
