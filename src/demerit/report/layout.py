"""Lines for a terminal: columns that stay aligned beside wide characters, long text wrapped under its own start."""

import re
from collections.abc import Sequence
from itertools import pairwise

from wcwidth import wrap

from demerit.language.excerpt import Style, plain, width
from demerit.language.messages import ENGLISH, Text, in_words

NARROWEST = 40
"""Text is never wrapped to fewer columns than these."""


def pad(text: str, columns: int) -> str:
    """Fill a text with blanks up to a number of columns."""
    return text + " " * max(columns - width(text), 0)


def pad_left(text: str, columns: int) -> str:
    """Put blanks before a text up to a number of columns."""
    return " " * max(columns - width(text), 0) + text


_CLOSING = "，。；：、！？）」』”’》〉】,.;:!?)"


def _hang(lines: list[str]) -> list[str]:
    """Move punctuation from the start of a line to the end of the one before, where Chinese typesetting has it."""
    for number in range(1, len(lines)):
        rest = lines[number].lstrip(_CLOSING)
        moved = lines[number][: len(lines[number]) - len(rest)]
        lines[number - 1] += moved
        lines[number] = rest.lstrip() if moved else rest
    return [line for line in lines if line]


def lines(text: str, columns: int) -> list[str]:
    """Wrap a text to a number of columns; there is always a line. No line of Chinese ends within an option."""
    return _hang(_lines(text, columns, at_hyphens=True)) or [""]


def _lines(text: str, columns: int, *, at_hyphens: bool) -> list[str]:
    found = wrap(text, columns, break_on_hyphens=at_hyphens)
    for number, (line, after) in enumerate(pairwise(found)):
        begun = _BEGUN.search(line)
        if begun is not None and _GOES_ON.match(after):
            kept = [*found[:number], line[: begun.start()]]
            rest = _behind(text, sum(not character.isspace() for each in kept for character in each))
            return [*kept, *_lines(rest, columns, at_hyphens=False)]
    return found


_BEGUN = re.compile(r"(?<=[^\x00-\x7f])--?[a-z-]*$")
_GOES_ON = re.compile(r"[a-z-]")


def _behind(text: str, characters: int) -> str:
    """Give what is left of a text behind a number of characters, blanks not counted."""
    places = [place for place, character in enumerate(text) if not character.isspace()]
    return text[places[characters] :]


class Page:
    """Lines, one under the other, in one language."""

    def __init__(self, columns: int, style: Style = plain, lang: str = ENGLISH) -> None:
        self.columns = columns
        self.style = style
        self.lang = lang
        self._lines: list[str] = []

    def words(self, text: Text) -> str:
        """Put a text into the words of the page's language."""
        return in_words(text, self.lang)

    def styled(self, role: str, text: Text) -> str:
        """Put a text into words, and colour it."""
        return self.style(role, self.words(text))

    def line(self, text: Text = "") -> None:
        """Put in a line as it is."""
        self._lines.append(self.words(text).rstrip())

    def strong(self, text: Text) -> None:
        """Put in a heading."""
        self.line(self.styled("strong", text))

    def labelled(self, label: Text, text: Text, indent: int, role: str = "") -> None:
        """Put in a text, wrapped, behind a label, which stands two blanks in."""
        self.wrapped(text, indent, "  " + self.words(label), role)

    def wrapped(self, text: Text, indent: int, lead: str = "", role: str = "") -> None:
        """Put in a text, wrapped; `lead` stands before its first line, within the indent."""
        if width(lead.rstrip()) >= indent and lead:  # too long to stand beside the text
            self.line(lead)
            lead = ""
        for number, piece in enumerate(lines(self.words(text), max(self.columns - indent, NARROWEST))):
            begin = pad(lead, indent) if number == 0 else " " * indent
            self.line(begin + (self.style(role, piece) if role else piece))

    def table(self, rows: Sequence[Sequence[Text]], right: Sequence[bool], indent: int = 2) -> None:
        """Put in rows of cells, each column as wide as its widest cell."""
        said = [[self.words(cell) for cell in row] for row in rows]
        widths = [max(width(row[place]) for row in said) for place in range(len(right))] if said else []
        for row in said:
            cells = [
                pad_left(cell, columns) if flush else pad(cell, columns)
                for cell, columns, flush in zip(row, widths, right, strict=True)
            ]
            self.line(" " * indent + "  ".join(cells))

    def text(self) -> str:
        """Give all lines, each with its end."""
        return "".join(line + "\n" for line in self._lines)
