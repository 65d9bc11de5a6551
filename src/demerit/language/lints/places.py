"""Stretches of a text that lints point at or take out."""

from demerit.language.source import Source, Span


def first_line(source: Source, span: Span) -> Span:
    """Give the part of a span that stands on its first line."""
    return Span(span.start, span.start + len(source.cut(span).split("\n")[0].rstrip()))


def removal(source: Source, span: Span) -> Span:
    """Give what is to be cut so that a statement or comment is gone, and no blanks or empty line stay behind."""
    text = source.text
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = len(text) if end < 0 else end + 1
    before, behind = text[start : span.start], text[span.end : end]
    if before.strip():
        return Span(start + len(before.rstrip()), span.end)
    if behind.strip():
        return Span(span.start, span.end + len(behind) - len(behind.lstrip()))
    return Span(start, end)
