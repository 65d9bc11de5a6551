"""The commands that write policies: fmt, new."""

import sys
from pathlib import Path

import click

from demerit.cli.shared import (
    common_options,
    give_out,
    guarded,
    keep_inputs,
    main,
    output_option,
    read_policy,
    read_text,
    report,
)
from demerit.language import codes
from demerit.language.diagnostics import DemeritError, Diagnostic, FileError
from demerit.language.excerpt import visible
from demerit.language.messages import say
from demerit.language.source import Source
from demerit.output import encoded, rewrite_file
from demerit.shell import language, policy_speaks, spoken


@main.command(name="fmt")
@click.argument("policies", metavar="POLICY...", nargs=-1, required=True)
@click.option("--to", type=click.Choice(["en", "zh"]), help="Print with the keywords and names of this language.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a policy would change.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show what would change.")
@output_option
@common_options
@guarded
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
            source = read_policy(name, MOST_POLICY, encoding)
            text = formatted(source, language=to)
            changed = changed or text != source.text
            if show_diff:
                give_out(render_diff(source.name, source.text, text).encode(), None)
            elif only_check:
                if text != source.text:
                    give_out(f"{visible(source.name)}\n".encode(), None)
            elif output is not None or name == "-":
                give_out(encoded(text, name, encoding), output)
            elif text != source.text:
                rewrite_file(name, source.text, text, encoding)
        except DemeritError as fault:
            report(fault.diagnostics, color)
            failed = True
    if failed or (only_check and changed):
        sys.exit(1)


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
@output_option
@common_options
@guarded
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

    keep_inputs(output, published)
    if output is not None and output != "-" and Path(output).is_file():
        raise FileError([Diagnostic(codes.OUTPUT_EXISTS, output)])
    source = read_text(published, MOST_PUBLISHED, encoding)
    drafted = draft_policy(source, id_=id_, title=title)
    policy_speaks(to or drafted.language)
    text = formatted(Source(source.name, drafted.text), language=to or drafted.language)
    give_out(text.encode(), output)
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
