"""The front door: one function a command, no logic. With `shell`, the only place for click.

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
from demerit.language.messages import say
from demerit.language.source import Source, known_encoding, read_file, read_stream
from demerit.output import write_file, write_stdout
from demerit.shell import SpokenGroup, language, policy_speaks, shell_language, spoken
from demerit.speech import AUTO, CHOICES, OPTION, VARIABLE
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
    click.echo(render_all(diagnostics, _style(sys.stderr, color), language()), err=True, color=True)
    errors = sum(diagnostic.severity == ERROR for diagnostic in diagnostics)
    if errors > 1:
        click.echo("\n" + say("{number} errors", number=errors).text(language()), err=True)


def _encoding(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not known_encoding(value):
        code = codes.ENCODING_UNKNOWN
        fault = Diagnostic(code, "", encoding=value)
        lang = shell_language()
        raise click.BadParameter(
            spoken(say("{message}, {help}", message=fault.message_in(lang), help=fault.help_in(lang)))
        )
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


def _language(command: Callable[P, R]) -> Callable[P, R]:
    """Add the option for the language; `shell` reads it off the command line before anything else is said."""
    return click.option(
        OPTION, type=click.Choice(CHOICES), default=AUTO, show_default=True, expose_value=False, envvar=VARIABLE,
        help="The language of what is said; auto: the policy's, or the locale's where there is no policy.",
    )(command)  # fmt: skip


def _common(command: Callable[P, R]) -> Callable[P, R]:
    command = click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
        help="Colour the output; auto: on a terminal, unless NO_COLOR is set.",
    )(command)  # fmt: skip
    command = _language(command)
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
            raise FileError([Diagnostic(codes.FILE_UNREADABLE, "<stdin>", reason=say("it is closed"))])
        return read_stream(sys.stdin.buffer, "<stdin>", most=most, encoding=encoding)
    return read_file(path, most=most, encoding=encoding)


def _give_out(data: bytes, output: str | None) -> None:
    if output is not None and output != "-":
        write_file(output, data)
    else:
        write_stdout(data)


def _load(policy: str, encoding: str | None, color: str) -> Any:
    from demerit.pipeline import MOST_POLICY, load_source

    source = _read(policy, MOST_POLICY, encoding)
    policy_speaks(source.language)
    loaded = load_source(source)
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
        raise click.UsageError(spoken(say(codes.BOTH_STDIN.message)))


@click.group(cls=SpokenGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@_language
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
        data = render_score(trace, source.file_name, columns=_columns(), style=style, lang=language()).encode()
    _give_out(data, output)


@main.command()
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True)
@_common
def check(policies: tuple[str, ...], encoding: str | None, color: str) -> None:
    """Check policies: every fault of each, with its place."""
    from demerit.pipeline import MOST_POLICY, load_source
    from demerit.report.checked import render_checked

    if policies.count("-") > 1:
        raise click.UsageError(spoken(say("“-” can be named once, there is one standard input")))
    failed = False
    for policy in policies:
        policy_speaks(None)
        try:
            source = _read(policy, MOST_POLICY, encoding)
            policy_speaks(source.language)
            loaded = load_source(source)
        except DemeritError as fault:
            _report(fault.diagnostics, color)
            failed = True
            continue
        if loaded.warnings:
            _report(loaded.warnings, color)
        _give_out(render_checked(loaded, source.name, language()).encode(), None)
    if failed:
        sys.exit(1)


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
    _give_out(render_why(trace, id_, columns=_columns(), style=style, lang=language()).encode(), output)
