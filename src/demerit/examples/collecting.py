"""Takes a policy and paths, gives the cases to run: the policy's own examples, and those of the paths.

Without any path, what lies beside the policy is found: the files `*.json` in the folder `cases`, or in folders in it,
and the files `*.examples`. Of a folder that is named, both kinds of files are taken; a name that begins with a dot is
passed over, and so is a link to a folder.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from demerit.examples.case_files import read_cases
from demerit.examples.cases import Case
from demerit.language import case_codes, codes
from demerit.language.diagnostics import DemeritError, Diagnostic, FileError
from demerit.language.messages import say
from demerit.language.source import Source, read_file
from demerit.pipeline import MOST_FACTS, MOST_POLICY, LoadedPolicy, read_examples

CASES = "cases"
"""The folder beside a policy that holds its cases."""

JSON, EXAMPLES = ".json", ".examples"


Faults = tuple[tuple[str, tuple[Diagnostic, ...]], ...]
"""For each file that is at fault its name, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where there is something to run.

    Attributes:
        own: the policy's own examples.
        files: the files of cases, in the order in which they are run, none of them read yet.
        faults: what was named and is none.
    """

    own: tuple[Case, ...]
    files: tuple[Path, ...]
    faults: Faults = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """What there is to run.

    Attributes:
        cases: the cases, in the order in which they are run.
        faults: what is wrong with files.
    """

    cases: tuple[Case, ...]
    faults: Faults = ()


def find(policy: LoadedPolicy, paths: Sequence[str] = (), encoding: str | None = None) -> Found:
    """Find where the cases of a policy are.

    Args:
        policy: the policy; its source is named by its path.
        paths: folders and files of cases; without any, what lies beside the policy.
        encoding: the encoding of files that are not UTF-8.
    """
    source = policy.policy.source
    own = tuple(Case.of_example(example, encoding) for example in policy.policy.examples)
    faults: list[tuple[str, tuple[Diagnostic, ...]]] = []
    files: dict[str, Path] = {}
    for name, found in _named(paths) if paths else [(source.name, _beside(source))]:
        if isinstance(found, Diagnostic):
            faults.append((name, (found,)))
        else:
            for path in found:
                files.setdefault(os.path.realpath(path), path)
    if not own and not files and not faults:
        faults.append((source.name, (_nothing(source, paths),)))
    return Found(own, tuple(files.values()), tuple(faults))


def collect(policy: LoadedPolicy, paths: Sequence[str] = (), encoding: str | None = None) -> Collected:
    """Find the cases of a policy, and read them; the arguments are those of `find`."""
    found = find(policy, paths, encoding)
    cases, faults = list(found.own), list(found.faults)
    for path in found.files:
        more, told = read(path, policy, encoding)
        cases += more
        faults += [(str(path), told)] if told else []
    return Collected(tuple(cases), tuple(faults))


def read(path: Path, policy: LoadedPolicy, encoding: str | None = None) -> tuple[list[Case], tuple[Diagnostic, ...]]:
    """Read the cases of a file.

    Returns:
        The cases, and what is wrong; there are no cases where anything is.
    """
    try:
        if path.suffix == EXAMPLES:
            examples = read_examples(read_file(path, most=MOST_POLICY, encoding=encoding), policy)
            return [Case.of_example(each, encoding) for each in examples], ()
        cases, told = read_cases(read_file(path, most=MOST_FACTS, encoding=encoding), policy, encoding)
    except DemeritError as fault:
        return [], fault.diagnostics
    return cases, tuple(told)


def lying(policy: str, paths: Sequence[str] = ()) -> tuple[list[Path], list[Path]]:
    """Give the files of cases as they lie there now, and the folders in which some may come.

    Args:
        policy: the policy's file.
        paths: folders and files of cases; without any, what lies beside the policy.
    """
    folder = Path(policy).parent
    roots = [Path(path) for path in paths if _is_folder(Path(path))] if paths else [folder / CASES]
    folders = [folder, *(Path(inner) for root in roots for inner, _, _ in os.walk(root))]
    if not paths:
        return _beside(Source(policy, "")), folders
    return [path for _, found in _named(paths) if not isinstance(found, Diagnostic) for path in found], folders


def _named(paths: Sequence[str]) -> Iterator[tuple[str, list[Path] | Diagnostic]]:
    for name in paths:
        path = Path(name)
        if _is_folder(path):
            found = list(_within(path, (JSON, EXAMPLES)))
            instead = say("a folder of cases has files in it that end in .json or .examples")
            empty = Diagnostic(
                case_codes.NOTHING_TO_RUN, name, what=say("the folder “{file}” has no cases in it", file=name),
                instead=instead,
            )  # fmt: skip
            yield name, found or empty
        elif path.suffix in (JSON, EXAMPLES):
            yield name, [path]
        elif path.exists():
            yield name, Diagnostic(case_codes.NOT_CASES, name)
        else:
            yield name, _not_found(name)


def _not_found(name: str) -> Diagnostic:
    """Say that there is no such file, and what is near."""
    try:
        read_file(name, most=0)
    except FileError as fault:
        return fault.diagnostics[0]
    return Diagnostic(codes.FILE_NOT_FOUND, name)


def _beside(source: Source) -> list[Path]:
    """Find what lies beside a policy; nothing beside one that was no file."""
    if source.name.startswith("<"):
        return []
    folder = Path(source.name).parent
    found = list(_within(folder / CASES, (JSON,)))
    try:
        found += sorted(
            path for path in folder.iterdir() if path.suffix == EXAMPLES and path.name[0] != "." and path.is_file()
        )
    except OSError:
        return found
    return found


def _within(folder: Path, suffixes: Sequence[str]) -> Iterator[Path]:
    """Go through the files in a folder and in those below it that end in one of some ways, in the order of names."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            if name[0] != "." and Path(name).suffix in suffixes:
                yield Path(root, name)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _nothing(source: Source, paths: Sequence[str]) -> Diagnostic:
    """Say that there is nothing to run, and what to do."""
    what = say("“{file}” has no examples, and no cases lie beside it", file=source.name)
    instead = say(
        "write an example in it, or put cases into {folder}: cases/*.json, or a file that ends in .examples",
        folder=_folder_of(source),
    )
    if paths:
        what = say("neither “{file}” nor what is named with it has examples", file=source.name)
        instead = say("write an example in it, or name a folder of cases")
    return Diagnostic(case_codes.NOTHING_TO_RUN, source.name, what=what, instead=instead)


def _folder_of(source: Source) -> str:
    return str(Path(source.name).parent) if not source.name.startswith("<") else "."
