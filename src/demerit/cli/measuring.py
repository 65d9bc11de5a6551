"""What `test` measures of the examples: what they show of the policy, which changes they notice, what is missing."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import click

from demerit.cli.shared import in_short
from demerit.language import case_codes
from demerit.language.diagnostics import DemeritError, Diagnostic
from demerit.language.messages import say
from demerit.language.values import exact, whole, write
from demerit.shell import language, spoken

PROGRESS_EVERY = 10
"""After so many changes of the policy the count on the terminal goes on."""


@dataclass(frozen=True)
class Measure:
    """What is to be measured.

    Attributes:
        coverage: whether to tell what the examples show.
        page: the file for the page that tells it beside the policy's text.
        suggest: whether to print an example for everything that none shows or notices.
        mutate: whether to change the policy and see which changes are noticed.
        fail_under: the percentage below which it is a failure.
    """

    coverage: bool = False
    page: str | None = None
    suggest: bool = False
    mutate: bool = False
    fail_under: Fraction | None = None

    @property
    def covers(self) -> bool:
        """Whether coverage is asked for, in whatever form."""
        return self.coverage or self.page is not None or self.suggest

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return self.covers or self.mutate


def percentage(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Fraction | None:
    """Read a percentage from 0 to 100.

    Raises:
        click.BadParameter: it is none.
    """
    if value is None:
        return None
    try:
        number = Fraction(value.strip().removesuffix("%").strip())
    except (ValueError, ZeroDivisionError):
        number = Fraction(-1)
    if not 0 <= number <= 100:
        raise click.BadParameter(in_short(Diagnostic(case_codes.PERCENTAGE, "", text=value)))
    return number


@dataclass(frozen=True)
class Measured:
    """What came of measuring: a `Coverage`, and `Mutations`, where they were asked for."""

    cases: Sequence[Any]
    coverage: Any = None
    mutations: Any = None

    def shortfalls(self, least: Fraction | None) -> list[Diagnostic]:
        """Tell which of them come to less than was asked for."""
        if least is None:
            return []
        found = []
        if self.coverage is not None and self.coverage.counted().percent < least:
            found.append((say("the examples show"), self.coverage.counted().percent, self.coverage.policy))
        if self.mutations is not None and self.mutations.measure * 100 < least:
            found.append((say("the examples notice"), self.mutations.measure * 100, self.mutations.policy))
        return [
            Diagnostic(
                case_codes.UNDER, policy.policy.source.name, what=what, percent=_down(percent),
                least=write(exact(whole(least))),
            )
            for what, percent, policy in found
        ]  # fmt: skip


def _down(percent: Fraction) -> str:
    """Write a percentage with a decimal place, never more than it is."""
    return write(exact(whole(Fraction(int(percent * 10), 10))))


def measured(
    policy: Any, paths: Sequence[str], select: str | None, asked: Measure, jobs: int | None, encoding: str | None
) -> Measured:
    """Measure the examples of a policy that hold.

    Args:
        policy: the policy, loaded.
        paths: where its cases are, as for `collecting.find`.
        select: which of them are run.
        asked: what is to be measured.
        jobs: how many processes there may be.
        encoding: the encoding of files that are not UTF-8.
    """
    from demerit.examples.collecting import collect
    from demerit.examples.judging import judge
    from demerit.examples.measuring import Coverer
    from demerit.examples.selecting import named, selection

    selected = None if select is None else selection(select)
    cases = [each for each in collect(policy, paths, encoding).cases if selected is None or selected(named(each))]
    coverer = Coverer(policy) if asked.covers else None
    sound = []
    for case in cases:
        try:
            facts = case.facts(policy)
        except DemeritError:
            continue  # which has been told of where it was run
        judged = judge(policy, facts, case.expected)
        if judged.holds:
            sound.append((case.name, facts, case.expected))
            if coverer is not None and judged.trace is not None:
                coverer.add(case.name, coverer.shown_by(judged.trace))
    mutations = _mutations(policy, sound, jobs) if asked.mutate else None
    return Measured(cases, None if coverer is None else coverer.coverage(), mutations)


def _mutations(policy: Any, cases: Sequence[Any], jobs: int | None) -> Any:
    import os

    from demerit.examples.mutation.running import mutate
    from demerit.examples.mutation.telling import tell_apart

    shows = sys.stderr is not None and sys.stderr.isatty()

    def progress(done: int, all_: int) -> None:
        if shows and (done % PROGRESS_EVERY == 0 or done == all_):
            told = say("{done} of {all} changes tried", done=done, all=all_).text(language())
            click.echo(f"\r{told}" + ("\n" if done == all_ else ""), err=True, nl=False)

    return mutate(policy, cases, jobs=jobs or os.cpu_count() or 1, distinguish=tell_apart, progress=progress)


def suggestions(policy: Any, done: Measured) -> tuple[str, list[Diagnostic]]:
    """Give examples for what none shows or notices, ready to paste, and tell for what none was found."""
    from demerit.examples.suggesting import kill, suggest
    from demerit.report.example_subjects import told_one

    titles = {case.name for case in done.cases}
    suggested = suggest(done.coverage, titles)
    texts = [each.text for each in suggested.suggestions]
    left = [
        Diagnostic(
            case_codes.NO_EXAMPLE,
            policy.policy.source,
            goal.span,
            what=told_one(done.coverage, done.coverage.goals.index(goal)),
        )
        for goal in suggested.left
    ]
    titles |= {each.title for each in suggested.suggestions}
    told, untold = kill(policy, done.mutations.of("survived") if done.mutations is not None else (), titles)
    left += [
        Diagnostic(case_codes.NO_EXAMPLE, policy.policy.source, tried.mutant.span, what=tried.mutant.sentence)
        for tried in untold
    ]
    bodies = {text.partition("\n")[2] for text in texts}
    texts += [each.text for each in told if each.text.partition("\n")[2] not in bodies]
    return "\n".join(texts), left


def refuse(asked: Measure, form: str, *, watch: bool, rewrite: bool, output: str | None) -> None:
    """Refuse what does not go together.

    Raises:
        click.UsageError: it does not.
    """
    if asked.fail_under is not None and not (asked.covers or asked.mutate):
        raise click.UsageError(spoken(say("--fail-under goes with --coverage or --mutate")))
    if asked.any and rewrite:
        raise click.UsageError(spoken(say("--update rewrites the examples: measure them when it is done")))
    if asked.any and form in ("junit", "tap"):
        raise click.UsageError(spoken(say("what is measured is told as text or JSON")))
    if form == "json" and asked.covers and asked.mutate:
        raise click.UsageError(spoken(say("as JSON, --coverage and --mutate are told one at a time")))
    if asked.suggest and form != "text":
        raise click.UsageError(spoken(say("--suggest prints examples, so it has no other --format")))
    if watch and (asked.suggest or asked.mutate):
        raise click.UsageError(spoken(say("--watch runs the examples, and can tell their --coverage")))
    if asked.page == "-" or (asked.page is not None and asked.page == output):
        raise click.UsageError(spoken(say("--page names a file of its own")))
