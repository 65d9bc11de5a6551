"""Takes a tree of syntax and a path in it, gives the tree with something else at that place."""

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final

from demerit.language import syntax

Path = tuple[str | int, ...]
"""The way from a node to one of its parts: names of attributes, and places in tuples."""


class _Gone:
    """What stands at the place of a part that is taken out."""

    def __repr__(self) -> str:
        return "GONE"

    def __reduce__(self) -> str:
        return "GONE"  # there is one, in another process too


GONE: Final = _Gone()
"""Put in the place of an element of a tuple: it is taken out."""


def put(tree: Any, path: Path, part: Any) -> Any:
    """Give a tree with another part.

    Args:
        tree: a node, or a tuple of nodes.
        path: the way to the place.
        part: what is to stand there; `GONE` where nothing is, which only an element of a tuple can be.
    """
    if not path:
        return part
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        new = put(tree[step], rest, part)
        return (*tree[:step], *(() if new is GONE else (new,)), *tree[step + 1 :])
    new = put(getattr(tree, step), rest, part)
    return replace(tree, **{step: new})


def at(tree: Any, path: Path) -> Any:
    """Give the part of a tree at the end of a path."""
    for step in path:
        tree = tree[step] if isinstance(step, int) else getattr(tree, step)
    return tree


def parts(node: syntax.Node) -> Iterator[tuple[Path, syntax.Node]]:
    """Give the nodes right below a node, in the order of its attributes, each with the way to it."""
    kind: Any = type(node)
    for name in _attributes(kind):
        yield from _nodes(getattr(node, name), (name,))


def _nodes(value: Any, path: Path) -> Iterator[tuple[Path, syntax.Node]]:
    if isinstance(value, syntax.Node):
        yield path, value
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from _nodes(each, (*path, place))


@cache
def _attributes(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name not in ("span", "source", "names"))
