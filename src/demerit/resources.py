"""Where the grammar, the schemas, the messages of other languages and the pages of the codes are.

They stand in the source tree, for people; a wheel carries them inside the package. This module finds
either, so that the program works installed and from a checkout alike, from any working directory.
"""

import hashlib
import marshal
import os
import sys
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, BinaryIO


def _home(folder: str) -> Traversable:
    shipped = files("demerit").joinpath("_shipped").joinpath(folder)
    if shipped.is_dir():
        return shipped
    return Path(__file__).resolve().parents[2] / folder


@cache
def read(folder: str, name: str) -> str:
    """Give the text of a shipped file.

    Args:
        folder: `grammar`, `schemas`, `messages` or `docs/codes`.
        name: the file's name, such as `demerit.lark`.

    Raises:
        FileNotFoundError: the installation is not whole.
    """
    return _home(folder).joinpath(name).read_text(encoding="utf-8")


@cache
def parsed(folder: str, name: str) -> dict[str, Any]:
    """Give the content of a shipped TOML file; what was made of it is kept, as reading TOML takes longer than all else.

    Args:
        folder: as for `read`.
        name: the file's name, such as `keywords.toml`.

    Raises:
        FileNotFoundError: the installation is not whole.
    """
    text = read(folder, name)
    path = kept(__file__, f"{name}-{digest(text)}.marshal")
    try:
        found: dict[str, Any] = marshal.loads(path.read_bytes())
    except Exception:  # whatever is wrong with what was kept, it is made anew
        import tomllib

        found = tomllib.loads(text)
        keep(path, lambda stream: marshal.dump(found, stream))
    return found


def digest(text: str) -> str:
    """Give a short hash of a text, for the name of what is made of it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def kept(module: str, name: str) -> Path:
    """Give the place of something that is kept where Python keeps what it makes of a module.

    Args:
        module: the module's file.
        name: what tells it from others, and from what an earlier version made.
    """
    return Path(cache_from_source(module)).with_suffix(f".{name}")


def keep(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Keep something, where Python itself would write; where it cannot be written, it is made anew each time."""
    if sys.dont_write_bytecode:
        return
    partial = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        with partial.open("wb") as stream:
            write(stream)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
