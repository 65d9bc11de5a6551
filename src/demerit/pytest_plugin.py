"""Collects the examples of policies in pytest, each as a test: the same ones that `demerit test` runs, told the same.

A policy is collected where its path matches a pattern of the option `demerit_policies` in pytest's configuration, or
where it is named on pytest's command line. Otherwise nothing is collected.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from demerit.examples.cases import Case
    from demerit.examples.running import Outcome
    from demerit.language.diagnostics import Diagnostic
    from demerit.pipeline import LoadedPolicy

OPTION = "demerit_policies"
SUFFIX = ".policy"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option."""
    parser.addini(OPTION, "policies whose examples are tests: patterns, from the root folder", "linelist", [])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a policy that is asked for."""
    if file_path.suffix != SUFFIX or not (parent.session.isinitpath(file_path) or _matches(file_path, parent.config)):
        return None
    collector: pytest.Collector = PolicyFile.from_parent(parent, path=file_path)
    return collector


def _matches(path: Path, config: pytest.Config) -> bool:
    patterns = config.getini(OPTION)
    return any(path in config.rootpath.glob(pattern) for pattern in patterns) if patterns else False


class PolicyFile(pytest.File):
    """A policy, as a file of tests."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give a test for each example, and one for each file of cases that is at fault."""
        from demerit.examples.collecting import collect
        from demerit.language.diagnostics import DemeritError
        from demerit.pipeline import load

        try:
            policy = load(_shown(self.path, self.config))
        except DemeritError as fault:
            raise self.CollectError(_told(fault.diagnostics, None)) from None
        collected = collect(policy)
        names: dict[str, int] = {}
        for case in collected.cases:
            yield ExampleItem.from_parent(self, name=_once(_named(case), names), policy=policy, case=case)
        for name, told in collected.faults:
            yield FaultItem.from_parent(self, name=_once(_plain(Path(name).name), names), policy=policy, told=told)


class ExampleItem(pytest.Item):
    """An example, as a test."""

    def __init__(self, *, policy: "LoadedPolicy", case: "Case", **rest: Any) -> None:
        super().__init__(**rest)
        self.policy = policy
        self.case = case

    def runtest(self) -> None:
        """Run it.

        Raises:
            NotHolding: something did not come that was expected.
        """
        from demerit.examples.running import HOLDS, outcome_of

        outcome = outcome_of(self.policy, self.case)
        if outcome.status != HOLDS:
            raise NotHolding(outcome)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Say what was expected and what came, as `demerit test` does."""
        if not isinstance(excinfo.value, NotHolding):
            return super().repr_failure(excinfo, style)
        from demerit.report.tested import render_one

        return render_one(excinfo.value.outcome, self.policy, lang=_language(self.policy)).rstrip("\n")

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Say where it stands."""
        line, _ = self.case.source.position(self.case.span.start)
        return Path(self.case.source.name), line - 1, f"“{self.name}”"  # in bare names pytest takes dots for colons


class FaultItem(pytest.Item):
    """A file of cases that is at fault, as a test that fails."""

    def __init__(self, *, policy: "LoadedPolicy", told: "tuple[Diagnostic, ...]", **rest: Any) -> None:
        super().__init__(**rest)
        self.policy = policy
        self.told = told

    def runtest(self) -> None:
        """Fail.

        Raises:
            pytest.fail.Exception: what is wrong with the file.
        """
        pytest.fail(_told(self.told, self.policy), pytrace=False)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Say which file it is."""
        return Path(self.told[0].file), None, f"“{self.name}”"


class NotHolding(Exception):  # noqa: N818 - it is no error of the program
    """An example does not hold.

    Attributes:
        outcome: what came of it.
    """

    def __init__(self, outcome: "Outcome") -> None:
        super().__init__(outcome.name)
        self.outcome = outcome


def _named(case: "Case") -> str:
    """Give what a test is called: an example's title; of a case of JSON, its file before it."""
    name = _plain(case.name)
    return name if case.pointer is None else f"{_plain(case.source.file_name)}: {name}"


def _plain(text: str) -> str:
    """Give a text as it can stand in the name of a test."""
    from demerit.language.excerpt import visible

    return visible(" ".join(text.split())).replace("::", ": :")


def _once(name: str, names: dict[str, int]) -> str:
    """Give a name of its own to each test: the second of a name has its number behind it."""
    names[name] = number = names.get(name, 0) + 1
    return name if number == 1 else f"{name} ({number})"


def _shown(path: Path, config: pytest.Config) -> str:
    """Give a path as it is shown: from the folder in which pytest was called, where it lies below."""
    folder = config.invocation_params.dir
    return str(path.relative_to(folder) if path.is_relative_to(folder) and folder == Path.cwd() else path)


def _language(policy: "LoadedPolicy | None") -> str:
    from demerit.speech import asked_for, language_of

    return language_of(asked_for([], os.environ), None if policy is None else policy.language, os.environ)


def _told(diagnostics: "tuple[Diagnostic, ...]", policy: "LoadedPolicy | None") -> str:
    from demerit.language.excerpt import render_all

    return render_all(diagnostics, lang=_language(policy))
