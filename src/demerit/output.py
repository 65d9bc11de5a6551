"""Writes what the program gives out: whole or not at all."""

import codecs
import errno
import os
import secrets
import stat
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from demerit.language import codes
from demerit.language.diagnostics import Diagnostic, FileError
from demerit.language.messages import Text, say
from demerit.language.reasons import Reason


def encoded(text: str, path: str, encoding: str | None) -> bytes:
    """Give a text in an encoding: in UTF-8, if none is named.

    Raises:
        FileError: the encoding does not have all of its characters.
    """
    try:
        return text.encode(encoding or "utf-8")
    except UnicodeEncodeError as fault:
        reason = say("{encoding} does not have “{character}”", encoding=fault.encoding, character=text[fault.start])
        raise FileError([Diagnostic(codes.OUTPUT_FAILED, path, reason=reason)]) from None


def write_file(path: str, data: bytes) -> None:
    """Write a file: it appears with all of its content, or stays as it was.

    The content goes to a new file beside it, which then takes its place. What is no ordinary file, a pipe or a
    device, is written to directly. A link stays; the file that it leads to is replaced.

    Raises:
        FileError: it cannot be written.
    """
    partial: Path | None = None
    try:
        there = Path(path).stat() if Path(path).exists() else None
        if there is not None and stat.S_ISDIR(there.st_mode):
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        if there is not None and not stat.S_ISREG(there.st_mode):
            Path(path).write_bytes(data)
            return
        target = Path(os.path.realpath(path))
        partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        with partial.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if there is not None:
            partial.chmod(stat.S_IMODE(there.st_mode))
        partial.replace(target)
    except (OSError, ValueError) as fault:
        if partial is not None:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        raise FileError([Diagnostic(codes.OUTPUT_FAILED, path, reason=reason_of(fault))]) from None


def rewrite_file(path: str, before: str, after: str, encoding: str | None) -> None:
    """Write a text in the place of the one that a file holds, in the encoding that it has, with its byte order mark.

    Args:
        path: the file.
        before: the text that was read from it.
        after: the text that it is to hold.
        encoding: the encoding that was named for files that are not UTF-8.

    Raises:
        FileError: it cannot be written, or it no longer holds what was read from it.
    """
    try:
        data = Path(path).read_bytes()
        for codec in ("utf-8", encoding or "utf-8"):
            mark = codecs.BOM_UTF8 if codec == "utf-8" and data.startswith(codecs.BOM_UTF8) else b""
            text = None
            with suppress(UnicodeError):
                text = data[len(mark) :].decode(codec)
            if text is not None and text.removeprefix("\ufeff") == before:
                mark = mark or ("\ufeff".encode(codec) if text.startswith("\ufeff") and codec != "utf-16" else b"")
                write_file(path, mark + encoded(after, path, codec))
                return
    except (OSError, ValueError) as fault:
        raise FileError([Diagnostic(codes.OUTPUT_FAILED, path, reason=reason_of(fault))]) from None
    raise FileError([Diagnostic(codes.OUTPUT_CHANGED, path)])


def write_stdout(data: bytes) -> None:
    """Write to standard output. Where whoever reads a pipe has closed it, they have seen enough.

    Raises:
        FileError: it cannot be written.
    """
    if sys.stdout is None:
        raise FileError([_stdout_failed(say("it is closed"))])
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _discard_stdout()
    except (OSError, ValueError) as fault:
        _discard_stdout()
        raise FileError([_stdout_failed(reason_of(fault))]) from None


def _stdout_failed(reason: Text) -> Diagnostic:
    return Diagnostic(codes.OUTPUT_FAILED, "standard output", file=say("standard output"), reason=reason)


def _discard_stdout() -> None:
    """Lead standard output nowhere, so that nothing is written to it again when the program ends."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reason_of(fault: Exception) -> Reason:
    """Give the reason of a failure."""
    reason = Reason.of(fault)
    return replace(reason, english=reason.english[:1].lower() + reason.english[1:])
