"""Takes what there is to run, gives what came of each case: in their order, in this process or in several.

Several processes give the same as one, in the same order; they are only worth their start where there are many files.
"""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from demerit.evaluation.facts import FROM_PYTHON
from demerit.evaluation.trace import Tree
from demerit.examples.cases import Case
from demerit.examples.collecting import Found, read
from demerit.examples.judging import Failure, judge
from demerit.examples.selecting import named, selection
from demerit.language import case_codes
from demerit.language.diagnostics import DemeritError, Diagnostic
from demerit.language.messages import say
from demerit.language.source import Source
from demerit.pipeline import LoadedPolicy, load_source

HOLDS, FAILS, BROKEN = "holds", "fails", "error"
"""What comes of a case: all of it holds, some of it does not, or it could not be run."""

WORTH_A_PROCESS = 400
"""So many files for each process are worth its start, in which it loads the policy: that of a file takes some 3 ms."""

CHUNK = 16
"""So many files are handed to a process at once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case, or of a file that could not be read.

    Attributes:
        name: what it is called: the case's name, or the file's.
        file: the file that it stands in, as it was named.
        line: the line, from 1; None where there is none.
        column: the column, from 1.
        pointer: its place in a file of JSON.
        case: the case; None where it holds, and for a file that could not be read.
        failures: what was expected and did not come.
        tree: the trace, where something did not come; None where the facts were refused.
        diagnostics: why it could not be run; of a case with failures, what is wrong with its facts.
        nanoseconds: how long it took.
    """

    name: str
    file: str
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    case: Case | None = field(default=None, repr=False)
    failures: tuple[Failure, ...] = ()
    tree: Tree | None = field(default=None, repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    nanoseconds: int = field(default=0, compare=False)

    @property
    def status(self) -> str:
        """`holds`, `fails` or `error`."""
        if self.failures:
            return FAILS
        return BROKEN if self.diagnostics else HOLDS


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the cases of a policy.

    Attributes:
        policy: the policy.
        outcomes: what came of them, in their order.
        found: how many cases were met, selected or not.
        stopped: whether the run was stopped at the first that did not hold.
        files: the files that were read, and those that cases name.
    """

    policy: LoadedPolicy
    outcomes: tuple[Outcome, ...]
    found: int
    stopped: bool = False
    files: tuple[Path, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything held."""
        return all(each.status == HOLDS for each in self.outcomes)

    def count(self, status: str) -> int:
        """Give how many have come to something."""
        return sum(each.status == status for each in self.outcomes)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What came of the cases of one file: how many there are, what came of those selected, what they name."""

    found: int
    outcomes: tuple[Outcome, ...]
    files: tuple[Path, ...]


def run(
    policy: LoadedPolicy,
    found: Found,
    select: str | None = None,
    *,
    fail_fast: bool = False,
    jobs: int | None = None,
    encoding: str | None = None,
) -> Run:
    """Run cases.

    Args:
        policy: the policy.
        found: where they are.
        select: which of them are run, as `selecting` has it; None: all.
        fail_fast: whether to stop at the first that does not hold.
        jobs: how many processes there may be; None: as many as pay.
        encoding: the encoding of files that are not UTF-8.

    Raises:
        SelectionError: the selection cannot be read.
    """
    if select is not None:
        selection(select)  # so that it is told of before anything is run
    outcomes: list[Outcome] = []
    files: list[Path] = []
    number = 0
    for batch in _batches(policy, found, select, jobs, encoding, fail_fast=fail_fast):
        outcomes += batch.outcomes
        files += batch.files
        number += batch.found
        if fail_fast and any(each.status != HOLDS for each in batch.outcomes):
            return Run(policy, tuple(outcomes), number, True, tuple(dict.fromkeys((*found.files, *files))))
    outcomes += [Outcome(name, name, diagnostics=told) for name, told in found.faults]
    if not outcomes and select is not None:
        name = policy.policy.source.name
        told = Diagnostic(
            case_codes.NOTHING_TO_RUN, name,
            what=say("“{select}” selects none of the {number} cases", select=select, number=number),
            instead=say("it is looked for in their titles and, of cases of JSON, in the names of their files"),
        )  # fmt: skip
        outcomes.append(Outcome(name, name, diagnostics=(told,)))
    return Run(policy, tuple(outcomes), number, False, tuple(dict.fromkeys((*found.files, *files))))


def _batches(
    policy: LoadedPolicy, found: Found, select: str | None, jobs: int | None, encoding: str | None, *, fail_fast: bool
) -> Iterator[_Batch]:
    yield _batch(policy, found.own, select, fail_fast=fail_fast)
    processes = min(_worth(len(found.files)) if jobs is None else jobs, len(found.files))
    if processes < 2:
        yield from (_of_file(policy, path, select, encoding, fail_fast=fail_fast) for path in found.files)
        return
    # Processes are started anew rather than split off: this one may have threads.
    from multiprocessing import get_context

    work = partial(_in_process, select=select, encoding=encoding, fail_fast=fail_fast)
    with get_context("spawn").Pool(processes, _load, (policy.policy.source,)) as pool:
        yield from pool.imap(work, found.files, chunksize=max(min(CHUNK, len(found.files) // processes), 1))


def _worth(files: int) -> int:
    """Give how many processes pay."""
    return min(os.cpu_count() or 1, files // WORTH_A_PROCESS)


def _of_file(policy: LoadedPolicy, path: Path, select: str | None, encoding: str | None, *, fail_fast: bool) -> _Batch:
    cases, told = read(path, policy, encoding)
    if told:
        return _Batch(0, (Outcome(str(path), str(path), diagnostics=told),), ())
    return _batch(policy, cases, select, fail_fast=fail_fast)


def _batch(policy: LoadedPolicy, cases: Sequence[Case], select: str | None, *, fail_fast: bool) -> _Batch:
    selected = None if select is None else selection(select)
    outcomes: list[Outcome] = []
    for case in cases:
        if selected is None or selected(named(case)):
            outcomes.append(outcome_of(policy, case))
            if fail_fast and outcomes[-1].status != HOLDS:
                break
    files = tuple(path for path in (case.refers for case in cases) if path is not None)
    return _Batch(len(cases), tuple(outcomes), files)


def outcome_of(policy: LoadedPolicy, case: Case) -> Outcome:
    """Give what comes of a case."""
    start = time.perf_counter_ns()
    line, column = case.source.position(case.span.start)
    outcome = Outcome(case.name, case.source.name, line, column, case.pointer)
    try:
        judged = judge(policy, case.facts(policy), case.expected)
    except DemeritError as fault:
        outcome = replace(outcome, case=case, diagnostics=fault.diagnostics)
    else:
        if not judged.holds:
            tree = None if judged.trace is None else judged.trace.tree
            told = tuple(_placed(each, case) for each in judged.refusal)
            outcome = replace(outcome, case=case, failures=judged.failures, tree=tree, diagnostics=told)
    return replace(outcome, nanoseconds=time.perf_counter_ns() - start)


def _placed(told: Diagnostic, case: Case) -> Diagnostic:
    """Tell of facts that a case gives where they stand in it; of those of its base, by their pointer alone."""
    if told.source is not None or told.file != FROM_PYTHON:
        return told
    span = case.place_of(told.pointer or "")
    where = case.source if span is not None else case.source.name
    args: dict[str, Any] = dict(told.args)
    return Diagnostic(told.code, where, span, pointer=told.pointer, near=told.near, **args)


# -- several processes ---------------------------------------------------------------------------------------------

_POLICY: list[LoadedPolicy] = []
"""The policy of a process."""


def _load(source: Source) -> None:
    _POLICY[:] = [load_source(source)]


def _in_process(path: Path, select: str | None, encoding: str | None, *, fail_fast: bool) -> _Batch:
    return _of_file(_POLICY[0], path, select, encoding, fail_fast=fail_fast)
