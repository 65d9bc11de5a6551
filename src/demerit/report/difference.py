"""Takes two texts of a policy, gives how they differ, line by line, as `diff -u` shows it."""

from collections.abc import Iterator
from difflib import unified_diff

from demerit.language.excerpt import visible


def render_diff(name: str, before: str, after: str) -> str:
    """Give the difference of two texts as a unified diff; nothing where there is none.

    What could steer a terminal is shown by its code; but for that, the difference can be applied.

    Args:
        name: what the text is called.
        before: the text as it is.
        after: the text as it would be.
    """
    return "".join(_lines(visible(name), before, after))


def _lines(name: str, before: str, after: str) -> Iterator[str]:
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        shown, end = (line[:-1], "\n") if line.endswith("\n") else (line, "\n\\ No newline at end of file\n")
        shown, end = (shown[:-1], f"\r{end}") if shown.endswith("\r") else (shown, end)
        yield "\t".join(map(visible, shown.split("\t"))) + end
