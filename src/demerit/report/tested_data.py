"""Takes what came of examples, gives it to other programs: as JSON, as JUnit XML, and as TAP version 14.

JSON is format 1, held to `schemas/test.schema.json`. All three say the same of the same examples, in their order; but
for the durations of JUnit, the same policy and examples give the same bytes. What XML cannot hold, and what would
break a line of TAP, is shown by its code.
"""

import json
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import msgspec

from demerit.evaluation.numbers import to_json_number
from demerit.examples.expectations import BY_KIND, Nothing
from demerit.examples.judging import Failure
from demerit.examples.running import BROKEN, FAILS, HOLDS, Outcome, Run
from demerit.language.diagnostics import Diagnostic
from demerit.language.excerpt import visible
from demerit.language.messages import ENGLISH, in_words, say
from demerit.language.source import Source, Span
from demerit.language.values import whole
from demerit.report.expected import came_words, expected_words
from demerit.report.tested import place_of, render_one
from demerit.version import __version__

FORMAT = "1"
"""The format of the JSON."""

COLUMNS = 100
"""How wide the text is that is given along."""

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def to_json(run: Run, lang: str = ENGLISH) -> bytes:
    """Give it as JSON, with line ends.

    Args:
        run: what came of the examples.
        lang: the language of what is said (`en` or `zh`).
    """
    policy = run.policy.policy
    report = {
        "format": FORMAT,
        "engine": {"name": "demerit", "version": __version__},
        "policy": {
            "file": policy.source.name, "id": policy.id, "version": policy.version, "hash": policy.content_hash,
        },
        "examples": [_outcome(each, run, lang) for each in run.outcomes],
        "summary": {
            "found": run.found,
            "hold": run.count(HOLDS),
            "fail": run.count(FAILS),
            "errors": run.count(BROKEN),
            "stopped": run.stopped,
        },
    }  # fmt: skip
    return msgspec.json.format(_ENCODER.encode(_sound(report)), indent=2) + b"\n"


def _sound(value: Any) -> Any:
    """Give data with texts that JSON can hold: a file's name may have bytes in it that are no character."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode(errors="backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _sound(each) for key, each in value.items()}
    return [_sound(each) for each in value] if isinstance(value, list) else value


def _outcome(outcome: Outcome, run: Run, lang: str) -> dict[str, Any]:
    place = None if outcome.line is None else {"line": outcome.line, "column": outcome.column}
    return {
        "name": outcome.name,
        "file": outcome.file,
        "place": place,
        "pointer": outcome.pointer,
        "outcome": outcome.status,
        "failures": [_failure(each, outcome, run, lang) for each in outcome.failures],
        "diagnostics": [_diagnostic(each, lang) for each in outcome.diagnostics],
    }


def _failure(failure: Failure, outcome: Outcome, run: Run, lang: str) -> dict[str, Any]:
    expected, policy = failure.expected, run.policy.policy
    source = None if outcome.case is None else outcome.case.source
    known = not isinstance(failure.came, Nothing)
    refused = outcome.tree is None
    return {
        "kind": expected.kind,
        "of": expected.of,
        "id": expected.id or None,
        "verb": expected.verb,
        "expected": _value(failure, expected.value),
        "came": _value(failure, failure.came) if known else None,
        "known": known,
        "positive": failure.positive,
        "place": _place(source, expected.span),
        "said": {
            "expected": expected_words(expected, policy, failure.positive).text(lang),
            "came": in_words(came_words(failure, policy, refused=refused), lang),
        },
    }


def _value(failure: Failure, value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    form = BY_KIND[failure.expected.kind, failure.expected.of].form
    return to_json_number(whole(Fraction(value))) if form in ("number", "points") and value is not None else value


def _place(source: Source | None, span: Span | None) -> dict[str, Any] | None:
    if source is None or span is None:
        return None
    line, column = source.position(span.start)
    return {"line": line, "column": column}


def _diagnostic(told: Diagnostic, lang: str) -> dict[str, Any]:
    return {
        "code": told.code.number,
        "severity": told.severity,
        "message": told.message_in(lang),
        "help": told.help_in(lang) or None,
        "file": told.file,
        "place": _place(told.source, told.span),
        "pointer": told.pointer,
    }


# -- JUnit ---------------------------------------------------------------------------------------------------------


def to_junit(run: Run, lang: str = ENGLISH) -> bytes:
    """Give it as JUnit XML: a suite for the policy, a test case for each example; arguments as for `to_json`."""
    policy = run.policy.policy
    total = sum(each.nanoseconds for each in run.outcomes)
    counts = {
        "tests": str(len(run.outcomes)),
        "failures": str(run.count(FAILS)),
        "errors": str(run.count(BROKEN)),
        "time": _seconds(total),
    }
    root = ET.Element("testsuites", {"name": "demerit", **counts})
    suite = ET.SubElement(root, "testsuite", {"name": _xml(policy.id), "skipped": "0", **counts})
    for outcome in run.outcomes:
        attributes = {"name": _xml(outcome.name), "classname": _xml(outcome.file), "file": _xml(outcome.file)}
        if outcome.line is not None:
            attributes["line"] = str(outcome.line)
        case = ET.SubElement(suite, "testcase", {**attributes, "time": _seconds(outcome.nanoseconds)})
        if outcome.status != HOLDS:
            kind = "failure" if outcome.status == FAILS else "error"
            message = "; ".join(f"{came} ≠ {expected}" for expected, came in _pairs(outcome, run, lang))
            message = message or "; ".join(each.message_in(lang) for each in outcome.diagnostics)
            told = ET.SubElement(case, kind, {"message": _xml(message), "type": _type(outcome)})
            told.text = _xml(render_one(outcome, run.policy, lang=lang, columns=COLUMNS))
    ET.indent(root, " ")
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _type(outcome: Outcome) -> str:
    return "expectation" if outcome.status == FAILS else outcome.diagnostics[0].code.number


def _seconds(nanoseconds: int) -> str:
    """Give a duration in seconds, to microseconds."""
    whole, rest = divmod(nanoseconds // 1000, 1_000_000)
    return f"{whole}.{rest:06d}"


def _xml(text: str) -> str:
    """Give a text as XML 1.0 can hold it: what it cannot is shown by its code; line ends stay."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _pairs(outcome: Outcome, run: Run, lang: str) -> list[tuple[str, str]]:
    policy, refused = run.policy.policy, outcome.tree is None
    return [
        (
            expected_words(each.expected, policy, each.positive).text(lang),
            in_words(came_words(each, policy, refused=refused), lang),
        )
        for each in outcome.failures
    ]


# -- TAP -----------------------------------------------------------------------------------------------------------


def to_tap(run: Run, lang: str = ENGLISH) -> bytes:
    """Give it as TAP version 14, with a block of YAML behind what does not hold; arguments as for `to_json`."""
    lines = ["TAP version 14", f"1..{len(run.outcomes)}"]
    for number, outcome in enumerate(run.outcomes, start=1):
        result = "ok" if outcome.status == HOLDS else "not ok"
        lines.append(f"{result} {number} - {_tap(outcome.name)}")
        if outcome.status != HOLDS:
            lines += ["  ---", *(f"  {line}" for line in _yaml(outcome, run, lang)), "  ..."]
    if run.stopped:
        lines.append(f"# {say('stopped at the first that does not hold').text(lang)}")
    return "".join(f"{line}\n" for line in lines).encode()


def _tap(text: str) -> str:
    """Give a description: on one line, with what TAP would read otherwise escaped."""
    return visible(text.replace("\n", " ")).replace("\\", "\\\\").replace("#", "\\#")


def _yaml(outcome: Outcome, run: Run, lang: str) -> list[str]:
    """Give a block of YAML; its texts stand in double quotes, as in JSON, which YAML takes."""
    lines = [f"at: {_quoted(place_of(outcome))}", f"severity: {'fail' if outcome.status == FAILS else 'error'}"]
    pairs = _pairs(outcome, run, lang)
    if pairs:
        lines.append("failures:")
        for expected, came in pairs:
            lines += [f"  - expected: {_quoted(expected)}", f"    came: {_quoted(came)}"]
    if outcome.diagnostics:
        lines.append("diagnostics:")
        for each in outcome.diagnostics:
            lines += [f"  - code: {each.code.number}", f"    message: {_quoted(each.message_in(lang))}"]
    told = render_one(outcome, run.policy, lang=lang, columns=COLUMNS).rstrip("\n")
    return [*lines, "shown: |-", *(f"  {line}".rstrip() for line in told.split("\n"))]


def _quoted(text: str) -> str:
    return json.dumps(visible(text), ensure_ascii=False)


def reports() -> dict[str, Any]:
    """Give the formats by their names, each with what writes it."""
    return {"json": to_json, "junit": to_junit, "tap": to_tap}


__all__ = ["reports", "to_json", "to_junit", "to_tap"]
