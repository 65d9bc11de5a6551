"""Takes two texts of a policy, gives how they differ, line by line, for a terminal."""

from collections.abc import Iterator
from difflib import unified_diff

from demerit.language.excerpt import Style, plain, visible
from demerit.language.source import Source

_ROLES = {"+": "help", "-": "error", "@": "gutter"}


def render_diff(source: Source, text: str, style: Style = plain) -> str:
    """Show how a text differs from its source, as a unified diff; nothing where it does not."""
    return "".join(f"{line}\n" for line in _lines(source, text, style))


def _lines(source: Source, text: str, style: Style) -> Iterator[str]:
    before, after = source.text.splitlines(), text.splitlines()
    for number, line in enumerate(unified_diff(before, after, source.name, source.name, lineterm="")):
        role = "strong" if number < 2 else _ROLES.get(line[:1])
        shown = visible(line.rstrip())
        yield style(role, shown) if role else shown
