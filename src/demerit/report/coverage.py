"""Takes what a policy encodes of a published text, gives it as text for a terminal, and as JSON.

JSON is format 1, held to `schemas/coverage.schema.json`. Nothing is worked out here.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import msgspec

from demerit.evaluation.numbers import to_json_number
from demerit.evaluation.trace import hash_of
from demerit.language.diagnostics import Diagnostic
from demerit.language.excerpt import Style, plain, visible
from demerit.language.source import Source, Span
from demerit.language.values import whole
from demerit.published.changes import NEW, Change
from demerit.published.coverage import DIFFERS, MARKED, MISSING, STATES, TO_FILL_IN, Coverage, Covered
from demerit.published.text import Clause
from demerit.report.coverage_words import worded
from demerit.report.layout import Page
from demerit.version import __version__

FORMAT = "1"

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def percent(coverage: Coverage) -> int:
    """Give the share of clauses that are encoded or marked, in whole per cent, rounded down: 100 is all of them."""
    return coverage.accounted * 100 // coverage.total if coverage.total else 0


def source_hash(source: Source) -> str:
    """Give `sha256:` and the hash of a text in UTF-8."""
    return hash_of(source.text.encode())


def one_line(text: str) -> str:
    """Give a text on one line, as a terminal may show it."""
    return visible(" ".join(text.split()))


def render_coverage(
    coverage: Coverage,
    changes: Sequence[Change] | None = None,
    was: Source | None = None,
    *,
    lang: str = "en",
    columns: int = 100,
    style: Style = plain,
) -> str:
    """Give a text: how many clauses are encoded, which are not, and what changed since an earlier version.

    Args:
        coverage: what the policy encodes.
        changes: what changed since the earlier version, if there is one.
        was: the earlier version.
        lang: the language: `en` or `zh`.
        columns: how wide it may be.
        style: how parts of it are coloured.
    """
    source = coverage.published.source
    page = Page(columns, style)
    values = {
        "policy": visible(coverage.policy.source.name),
        "source": visible(source.name),
        "accounted": coverage.accounted,
        "total": coverage.total,
        "percent": percent(coverage),
    }
    page.wrapped(worded("summary", lang, **values), 0, role="strong")
    rows = [(worded(f"state.{state}", lang), str(coverage.count(state))) for state in STATES]
    page.table(rows, (False, True))
    missing = sum(not place.spans for place in coverage.places)
    key = "cites.some" if missing else "cites.all"
    page.wrapped(worded(key, lang, total=len(coverage.places), missing=missing), 2)
    for state in (MISSING, DIFFERS, TO_FILL_IN, MARKED):
        told = [each for each in coverage.clauses if each.state == state]
        if told:
            page.line()
            page.line(worded(f"list.{state}", lang))
            for each in told:
                page.wrapped(_where(source, each.clause, lang), 2, role="gutter")
                page.wrapped(one_line(source.cut(each.clause.span)), 4)
                for reason in each.reasons:
                    page.wrapped(worded("reason", lang, reason=one_line(reason)), 4)
    if changes is not None and was is not None:
        page.line()
        _changes(page, source, changes, was, lang)
    return page.text()


def _where(source: Source, clause: Clause, lang: str) -> str:
    line, column = source.position(clause.span.start)
    key = "place" if clause.item is None else "place.item"
    return worded(key, lang, file=visible(source.name), line=line, column=column, item=clause.item)


def _changes(page: Page, source: Source, changes: Sequence[Change], was: Source, lang: str) -> None:
    if not changes:
        page.line(worded("changes.none", lang, old=visible(was.name)))
        return
    page.line(worded("changes.some", lang, number=len(changes), old=visible(was.name)))
    for change in changes:
        of, clause = (source, change.new) if change.new is not None else (was, change.old)
        assert clause is not None
        page.line(f"  {worded(f'change.{change.kind}', lang)}  {page.style('gutter', _where(of, clause, lang))}")
        for sign, text, one, parts in (
            ("−", was, change.old, change.old_parts),
            ("+", source, change.new, change.new_parts),
        ):
            if one is not None and (sign == "+" or change.kind != "moved"):
                page.wrapped(_marked(text, one.span, parts), 6, f"    {sign} ")
        page.wrapped(_rules(change, lang), 4)
    page.line()
    rules = ", ".join(map(visible, dict.fromkeys(rule for change in changes for rule in change.rules)))
    page.wrapped(worded("changes.rules" if rules else "changes.no_rules", lang, rules=rules), 0, role="strong")


def _rules(change: Change, lang: str) -> str:
    if change.rules:
        return worded("change.rules", lang, rules=", ".join(map(visible, change.rules)))
    return worded("change.uncited" if change.kind == NEW and change.charges else "change.no_rules", lang)


def _marked(source: Source, span: Span, parts: Iterable[Span]) -> str:
    """Give a clause on one line, what differs in square brackets."""
    written, at = [], span.start
    for part in parts:
        written += [source.text[at : part.start], "[", source.cut(part), "]"]
        at = part.end
    return one_line("".join([*written, source.text[at : span.end]]))


# -- JSON --------------------------------------------------------------------------------------------------------


def coverage_json(coverage: Coverage, changes: Sequence[Change] | None = None, was: Source | None = None) -> bytes:
    """Give it as JSON (format 1), with line ends."""
    policy, source = coverage.policy, coverage.published.source
    data: dict[str, Any] = {
        "format": FORMAT,
        "policy": {"id": policy.id, "version": policy.version, "hash": policy.content_hash},
        "source": {"file": source.file_name, "hash": source_hash(source)},
        "engine": {"name": "demerit", "version": __version__},
        "counts": {"clauses": coverage.total, **{state: coverage.count(state) for state in STATES}},
        "sound": coverage.sound,
        "clauses": [_clause(source, each) for each in coverage.clauses if each.state is not None],
        "diagnostics": [_diagnostic(each) for each in coverage.diagnostics],
    }
    if changes is not None and was is not None:
        data["was"] = {"file": was.file_name, "hash": source_hash(was)}
        data["changes"] = [_change(source, was, each) for each in changes]
    return msgspec.json.format(_ENCODER.encode(data), indent=2) + b"\n"


def _place(source: Source, clause: Clause) -> dict[str, Any]:
    line, column = source.position(clause.span.start)
    text = source.cut(clause.span)
    return {"line": line, "column": column, "section": clause.section, "item": clause.item, "text": text}


def _clause(source: Source, each: Covered) -> dict[str, Any]:
    says = [
        {
            "kind": mention.kind,
            "verb": mention.verb,
            "points": _number(mention.points),
            "least": _number(mention.low),
            "text": source.cut(mention.span),
        }
        for mention in each.clause.mentions
    ]
    return {
        **_place(source, each.clause),
        "state": each.state,
        "rules": each.rules,
        "reasons": each.reasons,
        "says": says,
    }


def _number(value: Fraction | None) -> Any:
    return None if value is None else to_json_number(whole(value))


def _diagnostic(each: Diagnostic) -> dict[str, Any]:
    at = each.source.position(each.span.start) if each.source is not None and each.span is not None else (None, None)
    return {
        "code": each.code.number,
        "severity": each.severity,
        "message": each.message,
        "help": each.help,
        "file": each.file.replace("\\", "/").rsplit("/", 1)[-1],
        "line": at[0],
        "column": at[1],
    }


def _change(source: Source, was: Source, each: Change) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "old": None if each.old is None else _place(was, each.old),
        "new": None if each.new is None else _place(source, each.new),
        "charges": each.charges,
        "rules": each.rules,
    }
