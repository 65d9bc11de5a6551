"""The front door: one function a command, no logic. The only place for click.

Exit status: 0 done; 1 the policy or the facts are at fault, or a file could not be read or written; 2 wrong usage.
Results go to standard output, diagnostics to standard error.
"""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click
import msgspec

from demerit.language import codes
from demerit.language.codes import ERROR
from demerit.language.diagnostics import DemeritError, Diagnostic, FileError
from demerit.language.excerpt import Style, plain, render_all
from demerit.language.source import Source, known_encoding, read_file, read_stream
from demerit.output import write_file, write_stdout
from demerit.version import LANGUAGE_VERSION, __version__

P = ParamSpec("P")
R = TypeVar("R")

_ENCODER = msgspec.json.Encoder(decimal_format="number")

_COLOURS: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "mark": {},
    "gutter": {"fg": "blue"},
    "help": {"fg": "green"},
    "strong": {"bold": True},
}


def _coloured(role: str, text: str) -> str:
    return click.style(text, **_COLOURS[role]) if text else text


def _style(stream: Any, color: str) -> Style:
    if color == "auto":
        color = "always" if stream is not None and stream.isatty() and not os.environ.get("NO_COLOR") else "never"
    return _coloured if color == "always" else plain


def _columns() -> int:
    return max(min(shutil.get_terminal_size((100, 24)).columns, 120), 60)


def _report(diagnostics: Sequence[Diagnostic], color: str) -> None:
    click.echo(render_all(diagnostics, _style(sys.stderr, color)), err=True, color=True)
    errors = sum(diagnostic.severity == ERROR for diagnostic in diagnostics)
    if errors > 1:
        click.echo(f"\n{errors} errors", err=True)


def _encoding(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not known_encoding(value):
        code = codes.ENCODING_UNKNOWN
        raise click.BadParameter(f"{code.message.format(encoding=value)}, {code.help}")
    return value


def _guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Show what is at fault, and exit with 1."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except DemeritError as fault:
            _report(fault.diagnostics, str(kwargs.get("color", "auto")))
            sys.exit(1)

    return guarded


def _common(command: Callable[P, R]) -> Callable[P, R]:
    command = click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
        help="Colour the output; auto: on a terminal, unless NO_COLOR is set.",
    )(command)  # fmt: skip
    return click.option(
        "--encoding",
        callback=_encoding,
        metavar="NAME",
        help="The encoding of files that are not UTF-8: gb18030, say.",
    )(command)


def _output(command: Callable[P, R]) -> Callable[P, R]:
    return click.option("-o", "--output", metavar="FILE", help="Write to a file, which appears whole or not at all.")(
        command
    )


def _read(path: str, most: int, encoding: str | None) -> Source:
    if path == "-":
        if sys.stdin is None:
            raise FileError([Diagnostic(codes.FILE_UNREADABLE, "<stdin>", reason="it is closed")])
        return read_stream(sys.stdin.buffer, "<stdin>", most=most, encoding=encoding)
    return read_file(path, most=most, encoding=encoding)


def _give_out(data: bytes, output: str | None) -> None:
    if output is not None and output != "-":
        write_file(output, data)
    else:
        write_stdout(data)


def _load(policy: str, encoding: str | None, color: str) -> Any:
    from demerit.pipeline import MOST_POLICY, load_source

    loaded = load_source(_read(policy, MOST_POLICY, encoding))
    if loaded.warnings:
        _report(loaded.warnings, color)
    return loaded


def _keep_inputs(output: str | None, *inputs: str) -> None:
    """Refuse to write over a file that is read."""
    for name in inputs:
        with suppress(OSError, ValueError):
            if output is not None and name != "-" and Path(output).samefile(name) and Path(name).is_file():
                raise FileError([Diagnostic(codes.OUTPUT_IS_INPUT, output)])


def _one_stdin(policy: str, facts: str) -> None:
    if policy == facts == "-":
        raise click.UsageError(codes.BOTH_STDIN.message)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message=f"demerit %(version)s, language version {LANGUAGE_VERSION}")
def main() -> None:
    """Published scoring standards as policy text: checked, evaluated exactly, every point accounted for.

    A file name of “-” stands for standard input. Exit status: 0 done; 1 the policy or the facts are at fault, or a
    file could not be read or written; 2 wrong usage.
    """


@main.command()
@click.argument("policy")
@click.argument("facts")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="text: the score, and every point explained; json: the full trace.",
)  # fmt: skip
@_output
@_common
@_guarded
def evaluate(policy: str, facts: str, form: str, output: str | None, encoding: str | None, color: str) -> None:
    """Evaluate the FACTS of one unit, a JSON file, under a POLICY."""
    from demerit.pipeline import MOST_FACTS
    from demerit.report.score import render_score

    _one_stdin(policy, facts)
    _keep_inputs(output, policy, facts)
    loaded = _load(policy, encoding, color)
    source = _read(facts, MOST_FACTS, encoding)
    trace = loaded.evaluate(source)
    if form == "json":
        data = msgspec.json.format(trace.to_json(), indent=2) + b"\n"
    else:
        style = plain if output is not None else _style(sys.stdout, color)
        data = render_score(trace, source.file_name, columns=_columns(), style=style).encode()
    _give_out(data, output)


@main.command()
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True)
@click.option(
    "--source", "published", metavar="TEXT",
    help="Hold the policy against the published text that it encodes: every cite, every sentence about points.",
)  # fmt: skip
@click.option(
    "--was", metavar="TEXT", help="An earlier version of that text: what changed, and which rules stand on it."
)
@click.option("--page", metavar="FILE", help="Write a page to sign: the published text left, its rules right (HTML).")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="With --source: text, or JSON.",
)  # fmt: skip
@_common
def check(
    policies: tuple[str, ...],
    published: str | None,
    was: str | None,
    page: str | None,
    form: str,
    encoding: str | None,
    color: str,
) -> None:
    """Check policies: every fault of each, with its place.

    With --source also whether a policy stands for all of a published text: exit status 1 where a cite is not there, a
    sentence about points has no rule and no reason, or points differ.
    """
    from demerit.pipeline import MOST_POLICY, load_source
    from demerit.report.checked import render_checked

    _check_usage(policies, published, was, page, form)
    failed = False
    for policy in policies:
        try:
            source = _read(policy, MOST_POLICY, encoding)
            loaded = load_source(source)
        except DemeritError as fault:
            _report(fault.diagnostics, color)
            failed = True
            continue
        if loaded.warnings:
            _report(loaded.warnings, color)
        if form == "text":
            _give_out(render_checked(loaded, source.name).encode(), None)
        if published is not None:
            failed = not _cover(loaded, policy, published, was, page, form, encoding, color=color) or failed
    if failed:
        sys.exit(1)


def _check_usage(
    policies: tuple[str, ...], published: str | None, was: str | None, page: str | None, form: str
) -> None:
    if [*policies, published, was].count("-") > 1:
        raise click.UsageError("“-” can be named once, there is one standard input")
    if published is None:
        for option, given in (("--was", was), ("--page", page), ("--format json", form if form == "json" else None)):
            if given is not None:
                raise click.UsageError(f"{option} goes with --source")
    elif len(policies) > 1:
        raise click.UsageError("--source goes with one policy")
    elif page == "-":
        raise click.UsageError("--page names a file: what is encoded goes to standard output")


@_guarded
def _cover(
    loaded: Any,
    policy: str,
    published: str,
    was: str | None,
    page: str | None,
    form: str,
    encoding: str | None,
    color: str,
) -> bool:
    """Hold a policy against its published text; give whether nothing is at fault."""
    from demerit.pipeline import MOST_PUBLISHED
    from demerit.report.coverage import coverage_json, render_coverage

    _keep_inputs(page, policy, published, *([was] if was is not None else []))
    text = _read(published, MOST_PUBLISHED, encoding)
    earlier = None if was is None else _read(was, MOST_PUBLISHED, encoding)
    coverage = loaded.cover(text)
    changes = None if earlier is None else loaded.changes(earlier, text)
    if page is not None:
        from demerit.report.coverage_page import render_page

        write_file(page, render_page(coverage).encode())
    if coverage.diagnostics:
        _report(coverage.diagnostics, color)
    if form == "json":
        _give_out(coverage_json(coverage, changes, earlier), None)
    else:
        style = _style(sys.stdout, color)
        _give_out(render_coverage(coverage, changes, earlier, columns=_columns(), style=style).encode(), None)
    return bool(coverage.sound)


@main.command()
@click.argument("policy")
@_output
@_common
@_guarded
def schema(policy: str, output: str | None, encoding: str | None, color: str) -> None:
    """Print the JSON Schema of the facts that a POLICY asks for.

    It is of draft 2020-12. As required it names the facts without which there can be no score, whatever the others
    are; which further ones are needed depends on the facts.
    """
    _keep_inputs(output, policy)
    loaded = _load(policy, encoding, color)
    _give_out(msgspec.json.format(_ENCODER.encode(loaded.facts_schema()), indent=2) + b"\n", output)


@main.command()
@click.argument("policy")
@click.argument("facts")
@click.argument("id_", metavar="ID")
@_output
@_common
@_guarded
def why(policy: str, facts: str, id_: str, output: str | None, encoding: str | None, color: str) -> None:
    """Answer for one rule, item, group or section, or for the verdict.

    ID is its number, such as 4.1.b, 4.1 or 4, or “verdict”. For a rule: its sentence, the facts, the arithmetic and
    the caps, or why it did not hit. Facts that other rules need may be missing.
    """
    from demerit.pipeline import MOST_FACTS
    from demerit.report.why import render_why

    _one_stdin(policy, facts)
    _keep_inputs(output, policy, facts)
    loaded = _load(policy, encoding, color)
    trace = loaded.judge(_read(facts, MOST_FACTS, encoding))
    style = plain if output is not None else _style(sys.stdout, color)
    _give_out(render_why(trace, id_, columns=_columns(), style=style).encode(), output)


def _identifier(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from demerit.published.drafting import is_identifier

    if value is not None and not is_identifier(value):
        raise click.BadParameter("an identifier has letters and digits, with - or . between them")
    return value


@main.command()
@click.argument("published", metavar="TEXT")
@click.option("--id", "id_", metavar="ID", callback=_identifier, help="The policy's identifier.")
@click.option("--title", metavar="TITLE", help="The policy's title; the text's own, if none is given.")
@_output
@_common
@_guarded
def new(
    published: str, id_: str | None, title: str | None, output: str | None, encoding: str | None, **_told: str
) -> None:
    """Draft a first policy from a published TEXT.

    Sections and items with their numbers, a cite for every sentence, facts and rules where a sentence is of a known
    pattern; the rest as places to fill in, which “check” counts. Every rule is a proposal. A file that is there already
    is not written over.
    """
    from demerit.pipeline import MOST_PUBLISHED, draft_policy
    from demerit.report.coverage_words import say

    _keep_inputs(output, published)
    if output is not None and output != "-" and Path(output).is_file():
        raise FileError([Diagnostic(codes.OUTPUT_EXISTS, output)])
    drafted = draft_policy(_read(published, MOST_PUBLISHED, encoding), id_=id_, title=title)
    _give_out(drafted.text.encode(), output)
    click.echo(
        say(
            "drafted",
            sections=drafted.sections,
            items=drafted.items,
            rules=drafted.rules,
            places=drafted.places,
        ),
        err=True,
    )
