"""Where the grammar, the schemas, the messages of other languages and the pages of the codes are.

They stand in the source tree, for people; a wheel carries them inside the package. This module finds
either, so that the program works installed and from a checkout alike, from any working directory.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


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
