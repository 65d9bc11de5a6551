"""Takes the comments of a policy and what was found in it, gives what is left and what is silenced, with the reason.

`# ignore DEM811: why` behind a statement silences the code in that statement; on a line of its own right above a
statement, a fact, an item, a section or another heading, in all of it; in the policy's heading, or right above it, in
the whole policy. A comment that silences without a reason, names a code that cannot be silenced, or names one that
does not come up is told of. Errors cannot be silenced.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from demerit import resources
from demerit.language import lint_codes, syntax
from demerit.language.codes import CODES, WARNING
from demerit.language.diagnostics import Diagnostic, Edit, Fix
from demerit.language.lints import words
from demerit.language.lints.places import first_line, removal
from demerit.language.source import Source, Span

_CODE = re.compile(r"[A-Za-z]+[0-9]+")

_OWN = (lint_codes.IGNORE_REASON, lint_codes.IGNORE_CODE, lint_codes.IGNORE_IDLE)

_HEADED = (syntax.Item, syntax.Section, syntax.FactsGroup, syntax.Terms, syntax.Verdict)
_PART_OF_RULE = (syntax.Modifier, syntax.Label, syntax.ChargedOnce, syntax.Note)


@dataclass(frozen=True, slots=True)
class Silenced:
    """A warning that is silenced.

    Attributes:
        diagnostic: the warning.
        reason: why, as the comment says.
        span: the comment.
    """

    diagnostic: Diagnostic
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Settled:
    """What is left of what was found, and what is silenced; both in the order of their places."""

    left: tuple[Diagnostic, ...]
    silenced: tuple[Silenced, ...]


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment that silences.

    Attributes:
        span: the comment, from its `#`.
        word: the word that silences, as written.
        codes: the places of the codes.
        reason: the reason; empty where there is none.
        covers: the stretch of text in which it silences; None where nothing stands there.
    """

    span: Span
    word: str
    codes: tuple[Span, ...]
    reason: str
    covers: Span | None


@cache
def _keywords() -> tuple[str, ...]:
    return tuple(tomllib.loads(resources.read("grammar", "silencing.toml"))["ignore"])


@cache
def _pattern() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, _keywords()))
    return re.compile(
        rf"\#\s*(?P<word>{listed})\s+(?P<codes>{_CODE.pattern}(?:\s*[,，、]\s*{_CODE.pattern})*)\s*(?:[:：](?P<reason>.*))?$"
    )


def settle(document: syntax.Document, found: Iterable[Diagnostic], *, complete: bool) -> Settled:
    """Silence what the comments of a text say is to be silenced.

    Args:
        document: the text, as read.
        found: what was found in it, errors too.
        complete: whether all was looked for that could be found, so that a comment can be known to silence nothing.
    """
    source = document.source
    comments = list(_comments(document))
    left: list[Diagnostic] = []
    silenced: list[Silenced] = []
    used: set[Span] = set()
    for diagnostic in found:
        matches = list(_covering(source, comments, diagnostic))
        if matches:
            used |= {code for _, code in matches}
            comment = matches[-1][0]
            silenced.append(Silenced(diagnostic, comment.reason, comment.span))
        else:
            left.append(diagnostic)
    left += _told(source, comments, used, complete=complete)
    return Settled(tuple(sorted(left, key=_place)), tuple(sorted(silenced, key=lambda each: _place(each.diagnostic))))


def _place(diagnostic: Diagnostic) -> tuple[int, str]:
    return (diagnostic.span.start if diagnostic.span else 0, diagnostic.code.number)


def _covering(source: Source, comments: Iterable[_Comment], diagnostic: Diagnostic) -> Iterator[tuple[_Comment, Span]]:
    """Give the comments that silence something, each with the place of the code."""
    span = diagnostic.span
    if span is None or diagnostic.severity != WARNING:
        return
    for comment in comments:
        if comment.reason and comment.covers and comment.covers.start <= span.start < comment.covers.end:
            for code in comment.codes:
                if source.cut(code) == diagnostic.code.number:
                    yield comment, code


def _told(source: Source, comments: Iterable[_Comment], used: set[Span], *, complete: bool) -> Iterator[Diagnostic]:
    """Tell of comments that do not do what they seem to."""
    for comment in comments:
        if not comment.reason:
            first = source.cut(comment.codes[0])
            yield Diagnostic(lint_codes.IGNORE_REASON, source, comment.span, keyword=comment.word, named=first)
            continue
        for code in comment.codes:
            number = source.cut(code)
            known = CODES.get(number)
            if known is None or known.severity != WARNING or known in _OWN:
                yield Diagnostic(lint_codes.IGNORE_CODE, source, code, named=number)
            elif complete and code not in used:
                idle = [each for each in comment.codes if each not in used]
                fix = _without(source, comment, code, alone=len(idle) == len(comment.codes))
                yield Diagnostic(lint_codes.IGNORE_IDLE, source, code, fixes=[fix], named=number)


def _without(source: Source, comment: _Comment, code: Span, *, alone: bool) -> Fix:
    """Take a code out of a comment or, where none of its codes comes up, the whole comment."""
    if alone:
        return Fix(words.FIX_COMMENT, (Edit(removal(source, comment.span), ""),))
    position = comment.codes.index(code)
    span = (
        Span(code.start, comment.codes[1].start) if position == 0 else Span(comment.codes[position - 1].end, code.end)
    )
    return Fix(words.FIX_CODE, (Edit(span, ""),), args={"code": source.cut(code)})


# -- where comments stand ----------------------------------------------------------------------------------------------


def _comments(document: syntax.Document) -> Iterator[_Comment]:
    text = document.source.text
    if not any(word in text for word in _keywords()):
        return
    units: list[tuple[Span, Span]] | None = None
    for comment in document.source.comments():
        match = _pattern().match(document.source.cut(comment))
        if match is None:
            continue
        units = list(_units(document)) if units is None else units
        start = comment.start
        listed = tuple(
            Span(start + match.start("codes") + each.start(), start + match.start("codes") + each.end())
            for each in _CODE.finditer(match["codes"])
        )
        span = Span(start, start + match.end())
        reason = (match["reason"] or "").strip()
        reason = reason if any(character.isalnum() for character in reason) else ""
        yield _Comment(span, match["word"], listed, reason, _covers(document, units, span))


def _covers(document: syntax.Document, units: list[tuple[Span, Span]], comment: Span) -> Span | None:
    """Give the stretch of text in which a comment silences."""
    text = document.source.text
    line_start = text.rfind("\n", 0, comment.start) + 1
    if text[line_start : comment.start].strip():
        return _in_heading(document, comment.start) or _statement_before(units, comment.start, line_start)
    below = _next(text, comment.end)
    if below is None:
        return None
    heading = _in_heading(document, below)
    if heading is not None:
        return heading
    starting = [covered for at, covered in units if at.start == below]
    return max(starting, key=lambda span: span.end, default=None)


def _in_heading(document: syntax.Document, offset: int) -> Span | None:
    """Give the whole text for what stands in the policy's heading, from its first word to the end of its last line."""
    for block in document.blocks:
        if isinstance(block, syntax.PolicyHeading):
            end = document.source.text.find("\n", block.span.end)
            if block.span.start <= offset and (end < 0 or offset <= end):
                return Span(0, len(document.source.text) + 1)
    return None


def _statement_before(units: list[tuple[Span, Span]], offset: int, line_start: int) -> Span | None:
    """Give the innermost statement that has text on the line before an offset, whole; of a heading, the line."""
    holding = [at for at, _ in units if at.start < offset and at.end > line_start]
    inner = min(holding, key=lambda at: at.end - at.start, default=None)
    return None if inner is None else Span(min(inner.start, line_start), max(inner.end, offset))


def _next(text: str, offset: int) -> int | None:
    """Give where the next text stands below a comment, other comments left out; None behind an empty line."""
    line = text.find("\n", offset)
    while line >= 0:
        end = text.find("\n", line + 1)
        below = text[line + 1 : end if end >= 0 else len(text)]
        if not below.strip():
            return None
        if not below.lstrip().startswith("#"):
            return line + 1 + len(below) - len(below.lstrip())
        line = end
    return None


def _units(document: syntax.Document) -> Iterator[tuple[Span, Span]]:
    """Give what a comment can be about: where each stands itself, and all that belongs to it."""
    for block in document.blocks:
        if isinstance(block, _HEADED):
            yield first_line(document.source, block.span), block.span
        match block:
            case syntax.FactsGroup():
                for fact in block.facts:
                    yield first_line(document.source, fact.span) if fact.fields else fact.span, fact.span
                    yield from ((field.span, field.span) for field in fact.fields)
            case syntax.Terms():
                for term in block.terms:
                    yield term.span, term.span
                    rows = term.rows if isinstance(term, syntax.Table) else ()
                    yield from ((part.span, part.span) for part in (*rows, *term.remarks))
            case syntax.Section():
                yield from ((part.span, part.span) for part in (*block.parts, *block.notes, *block.groups))
                for item in block.items:
                    yield first_line(document.source, item.span), item.span
                    yield from _statements(item)
            case syntax.Verdict():
                yield from ((line.span, line.span) for line in block.lines)


def _statements(item: syntax.Item) -> Iterator[tuple[Span, Span]]:
    """Give the statements of an item; to a rule belongs what stands below it and is about it."""
    rule: Span | None = None
    pending: list[syntax.Statement] = []
    for statement in (*item.statements, None):
        goes_on = isinstance(statement, _PART_OF_RULE) or (
            isinstance(statement, syntax.Cap) and statement.keyword == "CAP"
        )
        if statement is None or not goes_on:
            if rule is not None:
                yield rule, rule.to(pending[-1].span) if pending else rule
            rule, pending = None, []
        if statement is None:
            return
        if isinstance(statement, syntax.Rule | syntax.Tiers):
            rule = statement.span
            if isinstance(statement, syntax.Tiers):
                yield from ((tier.span, tier.span) for tier in statement.tiers)
            continue
        if rule is not None:
            pending.append(statement)
        yield statement.span, statement.span
