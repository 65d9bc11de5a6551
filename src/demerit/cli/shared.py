"""What the commands share: their common options, how they read and write, how they tell what is at fault.

Results go to standard output, diagnostics to standard error. Here and in the commands is, with `shell`, the only place
for click.
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

from demerit.language import codes
from demerit.language.codes import ERROR
from demerit.language.diagnostics import DemeritError, Diagnostic, FileError
from demerit.language.excerpt import Style, plain, render_all
from demerit.language.keywords import language_of
from demerit.language.messages import say
from demerit.language.source import Source, known_encoding, read_file, read_stream
from demerit.output import write_file, write_stdout
from demerit.shell import SpokenGroup, language, policy_speaks, shell_language, spoken
from demerit.speech import AUTO, CHOICES, OPTION, VARIABLE
from demerit.version import LANGUAGE_VERSION, __version__

P = ParamSpec("P")
R = TypeVar("R")

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


def style_of(stream: Any, color: str) -> Style:
    """Give how to colour what goes to a stream; `color` is what `--color` says."""
    if color == "auto":
        color = "always" if stream is not None and stream.isatty() and not os.environ.get("NO_COLOR") else "never"
    return _coloured if color == "always" else plain


def columns() -> int:
    """Give how wide lines may be."""
    return max(min(shutil.get_terminal_size((100, 24)).columns, 120), 60)


def report(diagnostics: Sequence[Diagnostic], color: str) -> None:
    """Tell what is at fault, on standard error."""
    click.echo(render_all(diagnostics, style_of(sys.stderr, color), language()), err=True, color=True)
    errors = sum(diagnostic.severity == ERROR for diagnostic in diagnostics)
    if errors > 1:
        click.echo("\n" + say("{number} errors", number=errors).text(language()), err=True)


def _encoding(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not known_encoding(value):
        raise click.BadParameter(in_short(Diagnostic(codes.ENCODING_UNKNOWN, "", encoding=value)))
    return value


def in_short(fault: Diagnostic) -> str:
    """Say what is wrong with the command line, in one sentence."""
    lang = shell_language()
    return spoken(say("{message}, {help}", message=fault.message_in(lang), help=fault.help_in(lang)))


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Show what is at fault, and exit with 1."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except DemeritError as fault:
            report(fault.diagnostics, str(kwargs.get("color", "auto")))
            sys.exit(1)

    return guarded


def _language(command: Callable[P, R]) -> Callable[P, R]:
    """Add the option for the language; `shell` reads it off the command line before anything else is said."""
    return click.option(
        OPTION, type=click.Choice(CHOICES), default=AUTO, show_default=True, expose_value=False, envvar=VARIABLE,
        help="The language of what is said; auto: the policy's, or the locale's where there is no policy.",
    )(command)  # fmt: skip


def common_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options that every command has."""
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


def output_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add the option for a file to write to."""
    return click.option("-o", "--output", metavar="FILE", help="Write to a file, which appears whole or not at all.")(
        command
    )


def read_text(path: str, most: int, encoding: str | None) -> Source:
    """Read a text from a file, or from standard input.

    Raises:
        FileError: it cannot be read.
    """
    if path == "-":
        if sys.stdin is None:
            raise FileError([Diagnostic(codes.FILE_UNREADABLE, "<stdin>", reason=say("it is closed"))])
        return read_stream(sys.stdin.buffer, "<stdin>", most=most, encoding=encoding)
    return read_file(path, most=most, encoding=encoding)


def read_policy(path: str, most: int, encoding: str | None) -> Source:
    """Read a policy's text; what is said from then on is said in its language."""
    policy_speaks(None)
    source = read_text(path, most, encoding)
    policy_speaks(None if source.looks_like_json else language_of(source.text))
    return source


def give_out(data: bytes, output: str | None) -> None:
    """Write a result to a file, or to standard output."""
    if output is not None and output != "-":
        write_file(output, data)
    else:
        write_stdout(data)


def load_policy(policy: str, encoding: str | None, color: str) -> Any:
    """Load a policy, and tell its warnings.

    Raises:
        FileError: it cannot be read.
        PolicyError: it is at fault.
    """
    from demerit.pipeline import MOST_POLICY, load_source

    loaded = load_source(read_policy(policy, MOST_POLICY, encoding))
    if loaded.warnings:
        report(loaded.warnings, color)
    return loaded


def keep_inputs(output: str | None, *inputs: str) -> None:
    """Refuse to write over a file that is read."""
    for name in inputs:
        with suppress(OSError, ValueError):
            if output is not None and name != "-" and Path(output).samefile(name) and Path(name).is_file():
                raise FileError([Diagnostic(codes.OUTPUT_IS_INPUT, output)])


def one_stdin(policy: str, facts: str) -> None:
    """Refuse to read both from standard input.

    Raises:
        click.UsageError: both are asked for from there.
    """
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
