"""Lines for a terminal: columns that stay aligned beside wide characters, long text wrapped under its own start."""

from collections.abc import Sequence

from wcwidth import wrap

from demerit.language.excerpt import Style, plain, width

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


class Page:
    """Lines, one under the other."""

    def __init__(self, columns: int, style: Style = plain) -> None:
        self.columns = columns
        self.style = style
        self._lines: list[str] = []

    def line(self, text: str = "") -> None:
        """Put in a line as it is."""
        self._lines.append(text.rstrip())

    def wrapped(self, text: str, indent: int, lead: str = "", role: str = "") -> None:
        """Put in a text, wrapped; `lead` stands before its first line, within the indent."""
        room = max(self.columns - indent, NARROWEST)
        if width(lead.rstrip()) >= indent and lead:  # too long to stand beside the text
            self.line(lead)
            lead = ""
        for number, piece in enumerate(_hang(wrap(text, room)) or [""]):
            begin = pad(lead, indent) if number == 0 else " " * indent
            self.line(begin + (self.style(role, piece) if role else piece))

    def table(self, rows: Sequence[Sequence[str]], right: Sequence[bool], indent: int = 2) -> None:
        """Put in rows of cells, each column as wide as its widest cell."""
        widths = [max(width(row[place]) for row in rows) for place in range(len(right))] if rows else []
        for row in rows:
            cells = [
                pad_left(cell, columns) if flush else pad(cell, columns)
                for cell, columns, flush in zip(row, widths, right, strict=True)
            ]
            self.line(" " * indent + "  ".join(cells))

    def text(self) -> str:
        """Give all lines, each with its end."""
        return "".join(line + "\n" for line in self._lines)
