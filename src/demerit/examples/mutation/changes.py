"""A change of a policy's text, and a kind of change: what every function that finds changes is made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from demerit.examples.mutation.sites import Site, Words
from demerit.examples.mutation.trees import Path
from demerit.language import syntax
from demerit.language.messages import Said
from demerit.language.source import Span


@dataclass(frozen=True)
class Change:
    """Something else at one place of a text.

    Attributes:
        path: the way to the place, from the document.
        part: what stands there now; `GONE` where nothing does.
        span: where the text says what was changed.
        said: what was changed, as a sentence that leaves out where.
    """

    path: Path
    part: Any
    span: Span
    said: Said


Finder = Callable[[Site, Words], Iterator[Change]]
"""Takes a place, gives the changes of one kind that fit there."""


@dataclass(frozen=True)
class Kind:
    """A kind of change: a row of the table.

    Attributes:
        name: its name.
        said: what people get wrong there, as a heading.
        of: the nodes that it is looked for at.
        changes: what finds them.
    """

    name: str
    said: str
    of: tuple[type[syntax.Node], ...]
    changes: Finder


def here(site: Site, part: Any, said: Said, span: Span | None = None) -> Change:
    """Put something else at a place."""
    return Change(site.path, part, site.node.span if span is None else span, said)
