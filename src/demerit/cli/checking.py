"""The command that checks policies."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from demerit.cli.shared import (
    columns,
    common_options,
    give_out,
    guarded,
    in_short,
    keep_inputs,
    main,
    output_option,
    read_policy,
    read_text,
    report,
    style_of,
)
from demerit.language import codes
from demerit.language.codes import ERROR
from demerit.language.diagnostics import DemeritError, Diagnostic
from demerit.language.excerpt import plain, render_all
from demerit.language.messages import say
from demerit.output import rewrite_file, write_file
from demerit.shell import language, policy_speaks, spoken


def _codes(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    named = tuple(code.strip().upper() for value in values for code in value.split(","))
    for code in named:
        if not any(each.severity != ERROR and code and each.number.startswith(code) for each in codes.CODES.values()):
            raise click.BadParameter(in_short(Diagnostic(codes.CODE_UNKNOWN, "", named=code)))
    return named


def _one_way(policies: Sequence[str], *, fix: bool, diff: bool, unsafe: bool, form: str) -> None:
    """Refuse what does not go together."""
    if fix and diff:
        told = say("--fix and --diff do not go together: one writes, the other shows what would be written")
        raise click.UsageError(spoken(told))
    if unsafe and not (fix or diff):
        raise click.UsageError(spoken(say("--unsafe-fixes goes with --fix or --diff")))
    if diff and form != "text":
        raise click.UsageError(spoken(say("--diff shows a difference, so it has no other --format")))
    if fix and "-" in policies:
        raise click.UsageError(in_short(Diagnostic(codes.FIX_STDIN, "")))


def _checked(
    policy: str, encoding: str | None, select: Sequence[str], ignore: Sequence[str], *, unsafe: bool | None, fix: bool
) -> tuple[Any, Any]:
    """Check a file, and mend it where `unsafe` says whether unsafe fixes are wanted too; `fix`: write it."""
    from demerit.linting import lint, mend
    from demerit.pipeline import MOST_POLICY

    source = read_policy(policy, MOST_POLICY, encoding)
    if unsafe is None:
        return lint(source, select=select, ignore=ignore), None
    mended = mend(source, unsafe=unsafe, select=select, ignore=ignore)
    if fix and mended.findings.source.text != source.text:
        rewrite_file(policy, source.text, mended.findings.source.text, encoding)
    return mended.findings, mended


class _Shown:
    """Where the text of `check` goes: at once to the terminal, or together to a file."""

    def __init__(self, form: str, output: str | None, color: str) -> None:
        self._silent = form != "text"
        self._output = None if output == "-" else output
        self._color = color
        self._kept: list[str] = []
        self._data: bytes | None = None

    @property
    def on_terminal(self) -> bool:
        """Whether what is said goes to standard output."""
        return self._output is None

    @property
    def holds_data(self) -> bool:
        """Whether something has been kept to be given out alone."""
        return self._data is not None

    def keep(self, data: bytes) -> None:
        """Keep what is to be given out alone."""
        self._data = data

    def tell(self, diagnostics: Sequence[Diagnostic], *, always: bool = False) -> None:
        """Tell what is at fault; `always`: even where something else is given out than text."""
        if self._output is not None and diagnostics and not self._silent:
            self._kept.append(render_all(diagnostics, lang=language()) + "\n")
        elif diagnostics and (always or not self._silent):
            report(diagnostics, self._color)

    def say(self, text: str) -> None:
        """Say what came of it."""
        if self._output is not None:
            self._kept.append(text)
        elif text and not self._silent:
            give_out(text.encode(), None)

    def close(self) -> None:
        """Write the file."""
        if self._data is not None:
            give_out(self._data, self._output)
        elif self._output is not None:
            give_out("".join(self._kept).encode(), self._output)


def _check_usage(policies: Sequence[str], published: str | None, was: str | None, page: str | None, form: str) -> None:
    """Refuse a second standard input, and what does not go together with a published text, or without one."""
    if [*policies, published, was].count("-") > 1:
        raise click.UsageError(spoken(say("“-” can be named once, there is one standard input")))
    if published is None:
        for option, given in (("--was", was), ("--page", page)):
            if given is not None:
                raise click.UsageError(spoken(say("{option} goes with --source", option=option)))
    elif len(policies) > 1:
        raise click.UsageError(spoken(say("--source goes with one policy")))
    elif page == "-":
        raise click.UsageError(spoken(say("--page names a file: what is encoded goes to standard output")))
    elif form == "sarif":
        raise click.UsageError(spoken(say("--source gives text or JSON, so it has no --format sarif")))


def _cover(
    loaded: Any, policy: str, published: str, was: str | None, page: str | None, form: str, encoding: str | None,
    shown: _Shown, color: str,
) -> bool:  # fmt: skip
    """Hold a policy against its published text; give whether nothing is at fault."""
    from demerit.pipeline import MOST_PUBLISHED
    from demerit.report.coverage import coverage_json, render_coverage

    keep_inputs(page, policy, published, *([was] if was is not None else []))
    text = read_text(published, MOST_PUBLISHED, encoding)
    earlier = None if was is None else read_text(was, MOST_PUBLISHED, encoding)
    coverage = loaded.cover(text)
    changes = None if earlier is None else loaded.changes(earlier, text)
    if page is not None:
        from demerit.report.coverage_page import render_page

        write_file(page, render_page(coverage, lang=language()).encode())
    if form == "json":
        shown.keep(coverage_json(coverage, changes, earlier))
    else:
        shown.tell(coverage.diagnostics)
        style = style_of(sys.stdout, color) if shown.on_terminal else plain
        text_ = render_coverage(coverage, changes, earlier, lang=language(), columns=columns(), style=style)
        shown.say(text_)
    return bool(coverage.sound)


@main.command()
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True,
    help="text: for people; json: schemas/check.schema.json; sarif: SARIF 2.1.0, for other programs.",
)  # fmt: skip
@click.option("--fix", is_flag=True, help="Mend what can be mended without a change of any score.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff: also what changes the policy.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option(
    "--select", multiple=True, metavar="CODE", callback=_codes,
    help="Of the warnings, tell only these: DEM811, or DEM8 for all that begin so. Can be repeated.",
)  # fmt: skip
@click.option("--ignore", multiple=True, metavar="CODE", callback=_codes, help="Do not tell these warnings.")
@click.option("--strict", is_flag=True, help="Exit with 1 where a warning is left, too.")
@click.option("--pages", metavar="URL", help="Where the pages of the codes are published, for json and sarif.")
@click.option(
    "--source", "published", metavar="TEXT",
    help="Hold the policy against the published text that it encodes: every cite, every sentence about points.",
)  # fmt: skip
@click.option(
    "--was", metavar="TEXT", help="An earlier version of that text: what changed, and which rules stand on it."
)
@click.option("--page", metavar="FILE", help="Write a page to sign: the published text left, its rules right (HTML).")
@output_option
@common_options
@guarded
def check(
    policies: tuple[str, ...], form: str, fix: bool, unsafe: bool, diff: bool, select: tuple[str, ...],
    ignore: tuple[str, ...], strict: bool, pages: str | None, published: str | None, was: str | None,
    page: str | None, output: str | None, encoding: str | None, color: str,
) -> None:  # fmt: skip
    """Check policies: every fault of each, and what is doubtful, with its place.

    A comment silences a warning, with a reason: “# ignore DEM811: why”. Exit status: 1 where there is an error.

    With --source also whether a policy stands for all of a published text: exit status 1 where a cite is not there, a
    sentence about points has no rule and no reason, or points differ. As JSON, only that is told.
    """
    from demerit.report.checked import render_checked, render_fixed
    from demerit.report.difference import render_diff
    from demerit.report.findings import Checked, to_json, to_sarif

    _check_usage(policies, published, was, page, form)
    _one_way(policies, fix=fix, diff=diff, unsafe=unsafe, form=form)
    keep_inputs(output, *policies, *(text for text in (published, was) if text is not None))
    shown = _Shown(form, output, color)
    checked, sound = [], True
    for policy in policies:
        policy_speaks(None)
        try:
            one, mended = _checked(policy, encoding, select, ignore, unsafe=unsafe if fix or diff else None, fix=fix)
        except DemeritError as fault:
            checked.append(Checked("<stdin>" if policy == "-" else policy, None, fault.diagnostics))
            shown.tell(fault.diagnostics)
            continue
        checked.append(Checked(one.source.name, one))
        if mended is not None and diff:
            shown.say(render_diff(mended.before.name, mended.before.text, mended.findings.source.text))
            continue
        if mended is not None and mended.applied:
            shown.say(render_fixed(mended, language()))
        shown.tell(one.diagnostics)
        if one.policy is not None:
            shown.say(render_checked(one, language()))
        if published is not None and one.policy is not None:
            try:
                sound = _cover(one.policy, policy, published, was, page, form, encoding, shown, color)
            except DemeritError as fault:
                shown.tell(fault.diagnostics, always=True)
                sound = False
    if form != "text" and (published is None or not shown.holds_data):
        give_out((to_json if form == "json" else to_sarif)(checked, pages, language()), output)
    else:
        shown.close()
    told = [each for one in checked for each in one.diagnostics]
    if not sound or any(strict or each.severity == ERROR for each in told):
        sys.exit(1)
