"""Takes a run, rewrites the expectations that did not hold to what comes now, in the files that they stand in.

Only the places are replaced where something else stands than what comes; everything else stays, byte for byte. What
cannot be written in the place of an expectation (nothing came, or there is no word for it) is told of and left as it
is. Nothing here says that what comes now is right: the difference is there to be reviewed.
"""

import json
from dataclasses import dataclass
from typing import Any

from demerit.examples.case_files import read_cases
from demerit.examples.collecting import EXAMPLES, JSON
from demerit.examples.expectations import BY_KIND, NUMBER, POINTS, Nothing
from demerit.examples.judging import Failure
from demerit.examples.rewording import reworded
from demerit.examples.running import Outcome, Run
from demerit.language import case_codes
from demerit.language.diagnostics import DemeritError, Diagnostic, Edit
from demerit.language.messages import Said, say
from demerit.language.source import Source
from demerit.language.syntax import Document
from demerit.language.values import exact, write
from demerit.output import rewrite_file
from demerit.pipeline import examples_as_written, load_source, read_examples


@dataclass(frozen=True, slots=True)
class Change:
    """An expectation that was rewritten: in which case, what was expected, and what came."""

    outcome: Outcome
    failure: Failure


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of a run's failures.

    Attributes:
        changes: what was rewritten, in the order of the run.
        left: what could not be, and why.
    """

    changes: tuple[Change, ...]
    left: tuple[Diagnostic, ...]


def update(run: Run, encoding: str | None = None) -> Updated:
    """Rewrite what did not hold.

    Args:
        run: the run.
        encoding: the encoding of files that are not UTF-8.
    """
    sources: dict[str, Source] = {}
    changes: dict[str, list[tuple[Change, Edit]]] = {}
    documents: dict[str, Document] = {}
    left: list[Diagnostic] = []
    for outcome in run.outcomes:
        case = outcome.case
        for failure in outcome.failures if case is not None else ():
            assert case is not None
            source = case.source
            made = _edit(outcome, failure, run, documents)
            if isinstance(made, Edit):
                sources[source.name] = source
                changes.setdefault(source.name, []).append((Change(outcome, failure), made))
            else:
                why, instead = made
                span = failure.expected.span
                left.append(Diagnostic(case_codes.NOT_REWRITTEN, source, span, why=why, instead=instead))
    done: list[Change] = []
    for name, made_ in changes.items():
        try:
            after = edited(sources[name].text, [edit for _, edit in made_])
            _read_again(Source(name, after), run)
            rewrite_file(name, sources[name].text, after, encoding)
            done += [change for change, _ in made_]
        except DemeritError as fault:
            left += fault.diagnostics
    return Updated(tuple(done), tuple(left))


def _read_again(source: Source, run: Run) -> None:
    """See that a text which was rewritten can be read: what cannot is not written.

    Raises:
        DemeritError: it cannot.
    """
    if source.name.endswith(JSON):
        _, told = read_cases(source, run.policy)
        if told:
            raise DemeritError(told)
    elif source.name.endswith(EXAMPLES):
        read_examples(source, run.policy)
    else:
        load_source(source)


def edited(text: str, edits: list[Edit]) -> str:
    """Give a text in which stretches are replaced that do not overlap."""
    for edit in sorted(edits, key=lambda each: each.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


_MISSING = say("facts are missing, so nothing came")
_REFUSED = say("the facts are refused, so nothing came")
_BY_HAND = say("change the example by hand, or take the expectation out")
_STDIN = say("it stands in standard input, which cannot be written back"), say("name a file")


def _edit(outcome: Outcome, failure: Failure, run: Run, documents: dict[str, Document]) -> Edit | tuple[Said, Said]:
    """Give what makes an expectation true, or why nothing does and what to do instead."""
    case, expected, came = outcome.case, failure.expected, failure.came
    assert case is not None
    if case.source.name.startswith("<"):
        return _STDIN
    if isinstance(came, Nothing):
        if came is Nothing.ABSENT:
            return say("the policy has nothing of that id any more"), _BY_HAND
        return _MISSING if outcome.tree is not None else _REFUSED, _BY_HAND
    if expected.kind == "refused" and not came:
        return say("the facts are taken"), _BY_HAND
    if case.pointer is None:
        document = documents.get(case.source.name)
        if document is None:
            document = documents[case.source.name] = examples_as_written(case.source, run.policy)
        made = reworded(document, failure, outcome.tree, run.policy)
        return made if made is not None else (say("there are no words for it in a policy"), _BY_HAND)
    return Edit(expected.span, _json(_signed(failure), failure))


def _signed(failure: Failure) -> Any:
    """Give what came, with the sign that the expectation has it by."""
    expected, came = failure.expected, failure.came
    if expected.kind in ("asked", "absorbed") and expected.value >= 0:
        return abs(came)
    return came


def _json(value: Any, failure: Failure) -> str:
    """Write what came as JSON."""
    expected = failure.expected
    if value is not None and BY_KIND[expected.kind, expected.of].form in (NUMBER, POINTS):
        written = write(exact(value))
        return f'"{written}"' if "/" in written else written
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
