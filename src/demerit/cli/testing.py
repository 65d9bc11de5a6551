"""The commands of examples: test."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from demerit.cli.measuring import Measure, measured, percentage, refuse, suggestions
from demerit.cli.shared import (
    columns,
    common_options,
    give_out,
    guarded,
    in_short,
    keep_inputs,
    load_policy,
    main,
    output_option,
    report,
    style_of,
)
from demerit.language.diagnostics import DemeritError, Diagnostic
from demerit.language.excerpt import plain
from demerit.language.messages import say
from demerit.output import write_file
from demerit.shell import language, spoken

TEXT = "text"


@dataclass(frozen=True)
class Asked:
    """What the command line asks for.

    Attributes:
        policy: the policy's file.
        paths: folders and files of cases.
        select: which are run; None: all.
        form: the form of the report.
        fail_fast: whether to stop at the first that does not hold.
        jobs: how many processes there may be; None: as many as pay.
        rewrite: whether to rewrite what does not hold.
        measure: what is to be measured.
        output: the file to write to.
        encoding: the encoding of files that are not UTF-8.
        color: whether to colour.
    """

    policy: str
    paths: tuple[str, ...]
    select: str | None
    form: str
    fail_fast: bool
    jobs: int | None
    rewrite: bool
    measure: Measure
    output: str | None
    encoding: str | None
    color: str


def _selection(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from demerit.examples.selecting import SelectionError, selection

    if value is not None:
        try:
            selection(value)
        except SelectionError as fault:
            raise click.BadParameter(in_short(fault.diagnostics[0])) from None
    return value


def _usage(asked: Asked, *, watch: bool) -> None:
    """Refuse what does not go together."""
    if asked.rewrite and asked.form != TEXT:
        raise click.UsageError(spoken(say("--update says what it changed, so it has no other --format")))
    if watch and asked.policy == "-":
        raise click.UsageError(spoken(say("--watch goes with a file: standard input is read once")))
    if watch and (asked.form != TEXT or asked.output is not None):
        raise click.UsageError(
            spoken(say("--watch shows text, again and again, so it has no other --format and no -o"))
        )
    if watch and asked.rewrite:
        raise click.UsageError(spoken(say("--watch and --update do not go together: each change would be a new one")))


@main.command(name="test")
@click.argument("policy")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "-k", "select", metavar="EXPR", callback=_selection,
    help="Run only the examples whose titles have these words: “guard and not (night or holiday)”.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice([TEXT, "json", "junit", "tap"]), default=TEXT, show_default=True,
    help="text: for people; json: schemas/test.schema.json; junit: JUnit XML; tap: TAP version 14.",
)  # fmt: skip
@click.option("--fail-fast", is_flag=True, help="Stop at the first example that does not hold.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N", help="Run in so many processes; without it, in as many as pay."
)
@click.option("--watch", is_flag=True, help="Run again whenever the policy, a case or a file that is named changes.")
@click.option("--update", "rewrite", is_flag=True, help="Rewrite what does not hold to what comes now, to be reviewed.")
@click.option(
    "--coverage", is_flag=True, help="Tell what the examples show of the policy, and what they leave untested."
)
@click.option("--page", metavar="FILE", help="Write a page that tells it beside the policy's text (HTML).")
@click.option(
    "--mutate", is_flag=True, help="Change the policy as people get it wrong; tell the changes that no example notices."
)
@click.option(
    "--suggest", is_flag=True,
    help="Print the smallest example for all that is untested and, with --mutate, not noticed; ready to paste.",
)  # fmt: skip
@click.option(
    "--fail-under", metavar="PERCENT", callback=percentage,
    help="Exit with 1 where the examples show less or, with --mutate, notice less.",
)  # fmt: skip
@output_option
@common_options
@guarded
def test_(
    policy: str, paths: tuple[str, ...], select: str | None, form: str, fail_fast: bool, jobs: int | None,
    watch: bool, rewrite: bool, coverage: bool, page: str | None, mutate: bool, suggest: bool,
    fail_under: Fraction | None, output: str | None, encoding: str | None, color: str,
) -> None:  # fmt: skip
    """Run the examples of a POLICY: facts, and what they have to come to.

    They stand in the policy itself, in files of examples (.examples) and in cases of JSON. A PATH is such a file, or a
    folder of them; without any, what lies beside the policy is run: cases/*.json and *.examples. Exit status: 1 where
    something does not hold, or nothing is found to run.
    """
    measure = Measure(coverage, page, suggest, mutate, fail_under)
    asked = Asked(policy, paths, select, form, fail_fast, jobs, rewrite, measure, output, encoding, color)
    _usage(asked, watch=watch)
    refuse(measure, form, watch=watch, rewrite=rewrite, output=output)
    if watch:
        _watch(asked)
        return
    inputs = [policy, *(path for path in paths if Path(path).is_file())]
    keep_inputs(output, *inputs)
    keep_inputs(page, *inputs)
    if not run_once(asked)[0]:
        sys.exit(1)


def run_once(asked: Asked) -> tuple[bool, Sequence[Path]]:
    """Run once, and give out what came.

    Returns:
        Whether everything held, and the files that were read for it.

    Raises:
        FileError: a file cannot be read, or written.
        PolicyError: the policy is at fault.
    """
    from demerit.examples.collecting import find
    from demerit.examples.running import run

    loaded = load_policy(asked.policy, asked.encoding, asked.color)
    found = find(loaded, asked.paths, asked.encoding)
    done = run(loaded, found, asked.select, fail_fast=asked.fail_fast, jobs=asked.jobs, encoding=asked.encoding)
    if asked.rewrite:
        return _rewrite(done, asked), done.files
    if not asked.measure.any:
        give_out(_rendered(done, asked), asked.output)
        return done.holds, done.files
    return _measure(loaded, done, asked), done.files


def _measure(policy: Any, done: Any, asked: Asked) -> bool:
    """Measure the examples, and give out what came; give whether all holds and is as much as was asked for."""
    from demerit.report.example_coverage import render_tested, tested_json
    from demerit.report.mutation import mutations_json, render_mutations

    wanted = asked.measure
    came = measured(policy, asked.paths, asked.select, wanted, asked.jobs, asked.encoding)
    style = plain if asked.output is not None else style_of(sys.stdout, asked.color)
    shape: dict[str, Any] = {"lang": language(), "columns": columns(), "style": style}
    if wanted.page is not None:
        from demerit.report.example_coverage_page import render_tested_page

        write_file(wanted.page, render_tested_page(came.coverage, lang=language()).encode())
    left: list[Diagnostic] = []
    if wanted.suggest:
        text, left = suggestions(policy, came)
        data = text.encode()
    elif asked.form != TEXT:
        data = tested_json(came.coverage) if wanted.covers else mutations_json(came.mutations, language())
    else:
        told = [_rendered(done, asked).decode()]
        told += [render_tested(came.coverage, **shape)] if wanted.coverage else []
        told += [render_mutations(came.mutations, **shape)] if wanted.mutate else []
        data = "\n".join(told).encode()
    if (wanted.suggest or asked.form != TEXT) and not done.holds:
        click.echo(_rendered(done, replace(asked, form=TEXT)).decode(), err=True, nl=False)
    give_out(data, asked.output)
    short = came.shortfalls(wanted.fail_under)
    if left or short:
        report([*left, *short], asked.color)
    return done.holds and not short


def _rendered(done: Any, asked: Asked) -> bytes:
    if asked.form != TEXT:
        from demerit.report.tested_data import reports

        data: bytes = reports()[asked.form](done, language())
        return data
    from demerit.report.tested import render_run

    style = plain if asked.output is not None else style_of(sys.stdout, asked.color)
    return render_run(done, lang=language(), columns=columns(), style=style).encode()


def _rewrite(done: Any, asked: Asked) -> bool:
    """Rewrite what does not hold; give whether nothing is left that does not."""
    from demerit.examples.updating import update
    from demerit.report.updated import render_updated

    updated = update(done, asked.encoding)
    style = plain if asked.output is not None else style_of(sys.stdout, asked.color)
    give_out(render_updated(updated, done, lang=language(), columns=columns(), style=style).encode(), asked.output)
    if updated.left:
        report(updated.left, asked.color)
    return not updated.left and not any(each.status == "error" for each in done.outcomes)


def _watch(asked: Asked) -> None:
    from demerit.cli.watching import watching
    from demerit.examples.collecting import lying

    watching(
        lambda: _shown(asked),
        lambda: [Path(asked.policy), *lying(asked.policy, asked.paths)[0]],
        lying(asked.policy, asked.paths)[1],
    )


def _shown(asked: Asked) -> Sequence[Path]:
    """Run once, and show what is at fault: whoever watches goes on."""
    try:
        return run_once(asked)[1]
    except DemeritError as fault:
        report(fault.diagnostics, asked.color)
        return ()
