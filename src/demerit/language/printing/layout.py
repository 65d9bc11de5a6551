"""Takes a document, gives its text in the one layout, in the language it was written in or in the other.

The lines come from `statements`. This module gives them what a document does not hold: the comments, which keep their
places before, behind and between the lines, and the blank lines, one at most. A comment that stands within a line, of
which the words may move, goes in front of it.

Promises: nothing of the text is lost; the print reads again as an equal document, and prints again as itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from demerit.language import keywords, syntax
from demerit.language.excerpt import width
from demerit.language.printing.examples import ExampleLines
from demerit.language.printing.phrases import BREAKS, Phrases
from demerit.language.printing.statements import MOST_ALIGNED, MOST_COLUMNS, Line, Statements
from demerit.language.source import NOWHERE, Source, Span


def show(document: syntax.Document, language: str | None = None) -> str:
    """Print a document that was read without a fault.

    Args:
        document: the document.
        language: one of `keywords.LANGUAGES`; None for the one that it was written in.

    Returns:
        Its text, which ends with a line end; empty where there is nothing to print.
    """
    language = language or document.language
    with keywords.speaking(language):
        names = {} if language == document.language else document.names
        phrases = Phrases(names, document.source, _measures(document))
        lines = [_Placed(line) for line in Statements(phrases, document.source).lines(document)]
        end = _place_comments(lines, document)
        return _Layout(document).text(lines, end)


def show_examples(examples: Sequence[syntax.Example], document: syntax.Document) -> str:
    """Print examples that were made rather than read, in the language of a policy's document and under its names.

    Returns:
        Their text, which ends with a line end.
    """
    with keywords.speaking(document.language):
        bare = syntax.Document(Source("<examples>", ""), tuple(examples), document.language, span=NOWHERE)
        phrases = Phrases({}, bare.source, _measures(document))
        lines = [_Placed(line) for line in Statements(phrases, bare.source).lines(bare)]
        return _Layout(bare).text(lines, [])


def show_expectation(node: syntax.Expectation, document: syntax.Document, *, goes_on: bool = False) -> str:
    """Print one expectation on a line, in the language of a document and under its names.

    Args:
        node: what is expected.
        document: the document.
        goes_on: whether what it is expected of has been named before.
    """
    with keywords.speaking(document.language):
        phrases = Phrases({}, document.source, _measures(document))
        printed = ExampleLines(phrases).expectation(node, goes_on=goes_on)
        return "".join(character for character in printed if character not in BREAKS)


def _measures(document: syntax.Document) -> frozenset[str]:
    """Give the measure words that are no unit in a document; of examples alone that is not known."""
    if document.blocks and all(isinstance(block, syntax.Example) for block in document.blocks):
        return frozenset()
    groups = (block for block in document.blocks if isinstance(block, syntax.FactsGroup))
    facts = [fact for group in groups for fact in group.facts]
    types = (each.type for fact in facts for each in (fact, *fact.fields))
    return frozenset() if keywords.has_blanks() else keywords.idle_measures(type_.unit for type_ in types if type_.unit)


@dataclass(slots=True)
class _Placed:
    """A line with the comments that belong to it.

    Attributes:
        line: the line.
        above: the comments in front of it.
        behind: the comments at its end.
    """

    line: Line
    above: list[Span] = field(default_factory=list)
    behind: list[Span] = field(default_factory=list)


def _place_comments(lines: list[_Placed], document: syntax.Document) -> list[Span]:
    """Give each comment to a line, and those behind the last one back."""
    text, at = document.source.text, 0
    end: list[Span] = []
    for comment in document.source.comments():
        while at < len(lines) and lines[at].line.span.start <= comment.start:
            at += 1
        before = lines[at - 1] if at else None
        line_start = text.rfind("\n", 0, comment.start) + 1
        alone = not text[line_start : comment.start].strip()
        if before is not None and comment.start < before.line.span.end:
            before.above.append(comment)
        elif before is not None and not alone:
            before.behind.append(comment)
        elif at < len(lines):
            lines[at].above.append(comment)
        else:
            end.append(comment)
    return end


class _Layout:
    def __init__(self, document: syntax.Document) -> None:
        self._source = document.source

    def text(self, lines: list[_Placed], end: list[Span]) -> str:
        """Give the text of the lines, and of the comments at the end."""
        printed: list[str] = []
        previous: int | None = None
        for placed, columns in zip(lines, _columns(lines), strict=True):
            starts = [comment.start for comment in placed.above if comment.start < placed.line.span.start]
            for number, start in enumerate([*starts, placed.line.span.start]):
                head = number == 0
                wanted = placed.line.apart if head else False
                if previous is not None and (
                    wanted or (self._is_apart(previous, start) and not (head and placed.line.close))
                ):
                    printed.append("")
                if number < len(starts):
                    printed.append(self._comment(placed.above[number], placed.line))
                    previous = placed.above[number].end
            printed += [self._comment(comment, placed.line) for comment in placed.above[len(starts) :]]
            printed += self._cut(placed, columns)
            previous = max([placed.line.span.end, *(comment.end for comment in placed.behind)])
        for comment in end:
            if previous is not None and self._is_apart(previous, comment.start):
                printed.append("")
            printed.append(self._source.cut(comment))
            previous = comment.end
        return "".join(f"{line.rstrip()}\n" for line in printed)

    def _is_apart(self, end: int, start: int) -> bool:
        """Tell whether the source has a blank line between two places."""
        between = self._source.text[end:start]
        return any(not line.strip(" \t\r，；。") for line in between.split("\n")[1:-1])

    def _comment(self, comment: Span, line: Line) -> str:
        head = line.columns or ""
        indent = line.indent + len(head) - len(head.lstrip(" -"))
        return " " * indent + self._source.cut(comment)

    def _cut(self, placed: _Placed, columns: int) -> Iterator[str]:
        """Give a line in as many as it takes."""
        line, text = placed.line, placed.line.text
        if line.columns is not None:
            text = line.columns + " " * max(columns - width(line.columns), 0) + text[len(line.columns) :]
        behind = "  ".join(["", *(self._source.cut(comment) for comment in placed.behind)])
        first, *others = f"{text}{line.tail}".split("\n")
        further = line.indent + (4 if line.columns is None else 10)
        lines = [" " * line.indent + first, *(" " * further + other for other in others)]
        *before, last = (part for each in lines for part in _fitting(each, further))
        yield from before
        yield last + behind


def _fitting(line: str, further: int, depth: int = 0) -> Iterator[str]:
    """Cut a line that is too long, as late as it can be and outside of brackets rather than inside.

    What goes on is set in as deep as `further` says.
    """
    if depth == len(BREAKS) or width(_bare(line)) <= MOST_COLUMNS:
        yield _bare(line)
        return
    text, *segments = line.split(BREAKS[depth])
    for segment in segments:
        if width(_bare(text + segment).rstrip()) <= MOST_COLUMNS:
            text += segment
        else:
            yield from _fitting(text, further, depth + 1)
            text = " " * further + segment.lstrip()
    yield from _fitting(text, further, depth + 1)


def _bare(text: str) -> str:
    return text.translate(_UNBROKEN)


_UNBROKEN = dict.fromkeys(map(ord, BREAKS))


def _columns(lines: list[_Placed]) -> Iterator[int]:
    """Give, for each line, how wide the column is that it shares with its neighbours."""
    place = 0
    while place < len(lines):
        end = place
        while end < len(lines) and lines[end].line.columns is not None:
            end += 1
        if end == place:
            yield 0
            place += 1
            continue
        widths = [width(lines[n].line.columns or "") for n in range(place, end)]
        shared = max((size for size in widths if size <= MOST_ALIGNED), default=0)
        yield from (shared for _ in range(place, end))
        place = end
