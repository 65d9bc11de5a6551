"""Takes what `check` found in some files, gives it as JSON (`schemas/check.schema.json`) or as SARIF 2.1.0.

Both count columns in characters (Unicode code points), from 1; offsets are characters from 0. The order is that of the
files, and in a file that of the places; the same texts give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import msgspec

from demerit import resources
from demerit.language.codes import CODES, ERROR, Code
from demerit.language.diagnostics import Diagnostic, Fix, Label
from demerit.language.lints.silence import Silenced
from demerit.language.source import Source, Span
from demerit.linting import Findings
from demerit.version import __version__

FORMAT = "1"
"""The format of the JSON."""

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

PAGES = "docs/codes"
"""Where the pages of the codes are, in the source tree."""


@dataclass(frozen=True)
class Checked:
    """A file that was asked for: what was found in it, or why it could not be read.

    Attributes:
        name: the file, as it was named.
        findings: what was found; None where it could not be read.
        faults: why it could not.
    """

    name: str
    findings: Findings | None
    faults: tuple[Diagnostic, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is told of it, silenced warnings left out."""
        return self.faults if self.findings is None else self.findings.diagnostics

    @property
    def silenced(self) -> tuple[Silenced, ...]:
        """The warnings that are silenced."""
        return () if self.findings is None else self.findings.silenced


def to_json(checked: Sequence[Checked], pages: str | None = None) -> bytes:
    """Give what was found as JSON.

    Args:
        checked: the files.
        pages: where the pages of the codes are published: the beginning of their addresses.
    """
    told = [each for one in checked for each in one.diagnostics]
    errors = sum(each.severity == ERROR for each in told)
    report = {
        "format": FORMAT,
        "engine": {"name": "demerit", "version": __version__},
        "files": [_file(one, pages) for one in checked],
        "summary": {
            "errors": errors,
            "warnings": len(told) - errors,
            "silenced": sum(len(one.silenced) for one in checked),
        },
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def _file(one: Checked, pages: str | None) -> dict[str, Any]:
    policy = None if one.findings is None else one.findings.policy
    return {
        "file": one.name,
        "policy": None if policy is None else {"id": policy.id, "version": policy.version, "hash": policy.content_hash},
        "diagnostics": [_told(each, one.name, pages) for each in one.diagnostics],
        "silenced": [{**_told(each.diagnostic, one.name, pages), "reason": each.reason} for each in one.silenced],
    }


def _told(diagnostic: Diagnostic, name: str, pages: str | None) -> dict[str, Any]:
    return {
        "code": diagnostic.code.number,
        "severity": diagnostic.severity,
        "title": diagnostic.code.title,
        "message": diagnostic.message,
        "help": diagnostic.help or None,
        "file": name,
        "place": _place(diagnostic.source, diagnostic.span),
        "labels": [{"text": str(label.text), "place": _place(label.source, label.span)} for label in diagnostic.labels],
        "fixes": [_fix(diagnostic.source, fix) for fix in diagnostic.fixes],
        "page": _page(diagnostic.code, pages) or f"{PAGES}/{diagnostic.code.number}.md",
    }


def _place(source: Source | None, span: Span | None) -> dict[str, Any] | None:
    if source is None or span is None:
        return None
    (line, column), (last_line, last_column) = source.position(span.start), source.position(span.end)
    return {
        "line": line,
        "column": column,
        "end_line": last_line,
        "end_column": last_column,
        "start": span.start,
        "end": span.end,
    }


def _fix(source: Source | None, fix: Fix) -> dict[str, Any]:
    edits = [{"place": _place(source, edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _page(code: Code, pages: str | None) -> str | None:
    return None if pages is None else f"{pages.rstrip('/')}/{code.number}.md"


# -- SARIF -------------------------------------------------------------------------------------------------------------


def to_sarif(checked: Sequence[Checked], pages: str | None = None) -> bytes:
    """Give what was found as SARIF 2.1.0; the arguments are those of `to_json`."""
    told: list[tuple[Checked, Diagnostic, str | None]] = []
    for one in checked:
        told += [(one, each, None) for each in one.diagnostics]
        told += [(one, each.diagnostic, each.reason) for each in one.silenced]
    used = sorted({each.code.number for _, each, _ in told})
    index = {number: place for place, number in enumerate(used)}
    failed = any(one.findings is None for one in checked)
    run = {
        "tool": {
            "driver": {
                "name": "demerit",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(CODES[number], pages) for number in used],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not failed}],
        "artifacts": [{"location": {"uri": _uri(one.name)}} for one in checked],
        "results": [_result(one, each, reason, index) for one, each, reason in told],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2) + b"\n"


def _rule(code: Code, pages: str | None) -> dict[str, Any]:
    page = resources.read(PAGES, f"{code.number}.md")
    means = page.split("## What it means\n", 1)[1].split("\n## ", 1)[0].strip()
    rule: dict[str, Any] = {
        "id": code.number,
        "name": _pascal(code.title),
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": " ".join(means.split())},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": code.severity},
    }
    if (uri := _page(code, pages)) is not None:
        rule["helpUri"] = uri
    return rule


def _pascal(title: str) -> str:
    """Give the title as one word, as SARIF asks of the name of a rule."""
    letters = "".join(character if character.isalnum() else " " for character in title)
    return "".join(word[:1].upper() + word[1:] for word in letters.split())


def _result(one: Checked, diagnostic: Diagnostic, reason: str | None, index: dict[str, int]) -> dict[str, Any]:
    text = diagnostic.message + (f" ({diagnostic.help})" if diagnostic.help else "")
    result: dict[str, Any] = {
        "ruleId": diagnostic.code.number,
        "ruleIndex": index[diagnostic.code.number],
        "level": diagnostic.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(one.name, diagnostic.source, diagnostic.span)}],
        "relatedLocations": [_related(one.name, place, label) for place, label in enumerate(diagnostic.labels)],
        "fixes": [_sarif_fix(one.name, diagnostic.source, fix) for fix in diagnostic.fixes],
    }
    if reason is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": reason}]
    return {key: value for key, value in result.items() if value != []}


def _related(name: str, place: int, label: Label) -> dict[str, Any]:
    where = _location(name, label.source, label.span)
    return {"id": place, "physicalLocation": where, "message": {"text": str(label.text)}}


def _location(name: str, source: Source | None, span: Span | None) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(name)}}
    if source is not None and span is not None:
        location["region"] = _region(source, span)
    return location


def _region(source: Source, span: Span) -> dict[str, Any]:
    place = _place(source, span)
    assert place is not None
    return {
        "startLine": place["line"],
        "startColumn": place["column"],
        "endLine": place["end_line"],
        "endColumn": place["end_column"],
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _sarif_fix(name: str, source: Source | None, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
        if source is not None
    ]
    change = {"artifactLocation": {"uri": _uri(name)}, "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _uri(name: str) -> str:
    """Give a file's name as a reference (RFC 3986)."""
    path = name.replace("\\", "/")
    if path[1:3] == ":/":  # a drive of Windows
        return f"file:///{path[:2]}{quote(path[2:])}"
    return ("file://" if path.startswith("/") else "") + quote(path)
