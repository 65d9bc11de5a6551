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
from demerit.language.excerpt import Style, plain, render_all, visible
from demerit.language.keywords import language_of
from demerit.language.messages import say
from demerit.language.source import Source, known_encoding, read_file, read_stream
from demerit.output import encoded, rewrite_file, write_file, write_stdout
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
        raise click.BadParameter(_in_short(Diagnostic(codes.ENCODING_UNKNOWN, "", encoding=value)))
    return value


def _in_short(fault: Diagnostic) -> str:
    """Say what is wrong with the command line, in one sentence."""
    lang = shell_language()
    return spoken(say("{message}, {help}", message=fault.message_in(lang), help=fault.help_in(lang)))


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


def _policy(path: str, most: int, encoding: str | None) -> Source:
    """Read a policy's text; what is said from then on is said in its language."""
    policy_speaks(None)
    source = _read(path, most, encoding)
    policy_speaks(None if source.looks_like_json else language_of(source.text))
    return source


def _give_out(data: bytes, output: str | None) -> None:
    if output is not None and output != "-":
        write_file(output, data)
    else:
        write_stdout(data)


def _load(policy: str, encoding: str | None, color: str) -> Any:
    from demerit.pipeline import MOST_POLICY, load_source

    loaded = load_source(_policy(policy, MOST_POLICY, encoding))
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


def _codes(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    named = tuple(code.strip().upper() for value in values for code in value.split(","))
    for code in named:
        if not any(each.severity != ERROR and code and each.number.startswith(code) for each in codes.CODES.values()):
            raise click.BadParameter(_in_short(Diagnostic(codes.CODE_UNKNOWN, "", named=code)))
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
        raise click.UsageError(_in_short(Diagnostic(codes.FIX_STDIN, "")))


def _checked(
    policy: str, encoding: str | None, select: Sequence[str], ignore: Sequence[str], *, unsafe: bool | None, fix: bool
) -> tuple[Any, Any]:
    """Check a file, and mend it where `unsafe` says whether unsafe fixes are wanted too; `fix`: write it."""
    from demerit.linting import lint, mend
    from demerit.pipeline import MOST_POLICY

    source = _policy(policy, MOST_POLICY, encoding)
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
            _report(diagnostics, self._color)

    def say(self, text: str) -> None:
        """Say what came of it."""
        if self._output is not None:
            self._kept.append(text)
        elif text and not self._silent:
            _give_out(text.encode(), None)

    def close(self) -> None:
        """Write the file."""
        if self._data is not None:
            _give_out(self._data, self._output)
        elif self._output is not None:
            _give_out("".join(self._kept).encode(), self._output)


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

    _keep_inputs(page, policy, published, *([was] if was is not None else []))
    text = _read(published, MOST_PUBLISHED, encoding)
    earlier = None if was is None else _read(was, MOST_PUBLISHED, encoding)
    coverage = loaded.cover(text)
    changes = None if earlier is None else loaded.changes(earlier, text)
    if page is not None:
        from demerit.report.coverage_page import render_page

        write_file(page, render_page(coverage, lang=language()).encode())
    if form == "json":
        shown.keep(coverage_json(coverage, changes, earlier))
    else:
        shown.tell(coverage.diagnostics)
        style = _style(sys.stdout, color) if shown.on_terminal else plain
        text_ = render_coverage(coverage, changes, earlier, lang=language(), columns=_columns(), style=style)
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
@_output
@_common
@_guarded
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
    _keep_inputs(output, *policies, *(text for text in (published, was) if text is not None))
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
        _give_out((to_json if form == "json" else to_sarif)(checked, pages, language()), output)
    else:
        shown.close()
    told = [each for one in checked for each in one.diagnostics]
    if not sound or any(strict or each.severity == ERROR for each in told):
        sys.exit(1)


@main.command(name="fmt")
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True)
@click.option("--to", type=click.Choice(["en", "zh"]), help="Print with the keywords and names of this language.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a policy would change.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show what would change.")
@_output
@_common
@_guarded
def format_(
    policies: tuple[str, ...], to: str | None, only_check: bool, show_diff: bool, output: str | None,
    encoding: str | None, color: str,
) -> None:  # fmt: skip
    """Put policies into the one layout, in place; comments are kept.

    The text of “-” and, with -o, of any one policy, is written out instead. The policy stays the same, with --to in the
    other language too, and back.
    """
    from demerit.pipeline import MOST_POLICY, formatted
    from demerit.report.difference import render_diff

    if policies.count("-") > 1 or (output is not None and len(policies) > 1):
        raise click.UsageError(spoken(say("one policy at a time can be read from standard input, or written with -o")))
    if output is not None and (only_check or show_diff):
        raise click.UsageError(spoken(say("-o writes the policy out, --check and --diff write nothing")))
    changed = failed = False
    for name in policies:
        try:
            source = _policy(name, MOST_POLICY, encoding)
            text = formatted(source, language=to)
            changed = changed or text != source.text
            if show_diff:
                _give_out(render_diff(source.name, source.text, text).encode(), None)
            elif only_check:
                if text != source.text:
                    _give_out(f"{visible(source.name)}\n".encode(), None)
            elif output is not None or name == "-":
                _give_out(encoded(text, name, encoding), output)
            elif text != source.text:
                rewrite_file(name, source.text, text, encoding)
        except DemeritError as fault:
            _report(fault.diagnostics, color)
            failed = True
    if failed or (only_check and changed):
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


def _identifier(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from demerit.published.drafting import is_identifier

    if value is not None and not is_identifier(value):
        raise click.BadParameter(spoken(say("an identifier has letters and digits, with - or . between them")))
    return value


@main.command()
@click.argument("published", metavar="TEXT")
@click.option("--id", "id_", metavar="ID", callback=_identifier, help="The policy's identifier.")
@click.option("--title", metavar="TITLE", help="The policy's title; the text's own, if none is given.")
@click.option(
    "--to", type=click.Choice(["en", "zh"]), help="The language of the policy; the text's own, if none is given."
)
@_output
@_common
@_guarded
def new(
    published: str,
    id_: str | None,
    title: str | None,
    to: str | None,
    output: str | None,
    encoding: str | None,
    **_told: str,
) -> None:
    """Draft a first policy from a published TEXT.

    Sections and items with their numbers, a cite for every sentence, facts and rules where a sentence is of a known
    pattern; the rest as places to fill in, which “check” counts. Every rule is a proposal. A file that is there already
    is not written over.
    """
    from demerit.pipeline import MOST_PUBLISHED, draft_policy, formatted
    from demerit.report.coverage_words import worded

    _keep_inputs(output, published)
    if output is not None and output != "-" and Path(output).is_file():
        raise FileError([Diagnostic(codes.OUTPUT_EXISTS, output)])
    source = _read(published, MOST_PUBLISHED, encoding)
    drafted = draft_policy(source, id_=id_, title=title)
    policy_speaks(to or drafted.language)
    text = formatted(Source(source.name, drafted.text), language=to or drafted.language)
    _give_out(text.encode(), output)
    click.echo(
        worded(
            "drafted",
            language(),
            sections=drafted.sections,
            items=drafted.items,
            rules=drafted.rules,
            places=drafted.places,
        ),
        err=True,
    )
