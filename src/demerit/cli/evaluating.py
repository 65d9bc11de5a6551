"""The commands that take facts, or tell what facts there are: evaluate, why, schema, example."""

import sys

import click
import msgspec

from demerit.cli.shared import (
    columns,
    common_options,
    give_out,
    guarded,
    keep_inputs,
    load_policy,
    main,
    one_stdin,
    output_option,
    read_text,
    style_of,
)
from demerit.language.excerpt import plain
from demerit.shell import language

_ENCODER = msgspec.json.Encoder(decimal_format="number")


@main.command()
@click.argument("policy")
@click.argument("facts")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="text: the score, and every point explained; json: the full trace.",
)  # fmt: skip
@output_option
@common_options
@guarded
def evaluate(policy: str, facts: str, form: str, output: str | None, encoding: str | None, color: str) -> None:
    """Evaluate the FACTS of one unit, a JSON file, under a POLICY."""
    from demerit.pipeline import MOST_FACTS
    from demerit.report.score import render_score

    one_stdin(policy, facts)
    keep_inputs(output, policy, facts)
    loaded = load_policy(policy, encoding, color)
    source = read_text(facts, MOST_FACTS, encoding)
    trace = loaded.evaluate(source)
    if form == "json":
        data = msgspec.json.format(trace.to_json(), indent=2) + b"\n"
    else:
        style = plain if output is not None else style_of(sys.stdout, color)
        data = render_score(trace, source.file_name, columns=columns(), style=style, lang=language()).encode()
    give_out(data, output)


@main.command()
@click.argument("policy")
@output_option
@common_options
@guarded
def schema(policy: str, output: str | None, encoding: str | None, color: str) -> None:
    """Print the JSON Schema of the facts that a POLICY asks for.

    It is of draft 2020-12. As required it names the facts without which there can be no score, whatever the others
    are; which further ones are needed depends on the facts.
    """
    keep_inputs(output, policy)
    loaded = load_policy(policy, encoding, color)
    give_out(msgspec.json.format(_ENCODER.encode(loaded.facts_schema()), indent=2) + b"\n", output)


@main.command()
@click.argument("policy")
@click.option("--plain", "bare", is_flag=True, help="Without comments: JSON for any program.")
@output_option
@common_options
@guarded
def example(policy: str, bare: bool, output: str | None, encoding: str | None, color: str) -> None:
    """Print facts for a POLICY under which everything is in order, to start from.

    Every fact of the policy is named, with its label, its type, its unit and its bounds in a comment; one that a unit
    may leave out stands in a comment itself. “evaluate” takes the file as it is.
    """
    from demerit.examples.in_order import in_order
    from demerit.report.facts_file import commented_facts, plain_facts

    keep_inputs(output, policy)
    loaded = load_policy(policy, encoding, color)
    facts = in_order(loaded, {})
    give_out(plain_facts(facts) if bare else commented_facts(loaded.policy, facts, lang=language()), output)


@main.command()
@click.argument("policy")
@click.argument("facts")
@click.argument("id_", metavar="ID")
@output_option
@common_options
@guarded
def why(policy: str, facts: str, id_: str, output: str | None, encoding: str | None, color: str) -> None:
    """Answer for one rule, item, group or section, or for the verdict.

    ID is its number, such as 4.1.b, 4.1 or 4, or “verdict”. For a rule: its sentence, the facts, the arithmetic and
    the caps, or why it did not hit. Facts that other rules need may be missing.
    """
    from demerit.pipeline import MOST_FACTS
    from demerit.report.why import render_why

    one_stdin(policy, facts)
    keep_inputs(output, policy, facts)
    loaded = load_policy(policy, encoding, color)
    trace = loaded.judge(read_text(facts, MOST_FACTS, encoding))
    style = plain if output is not None else style_of(sys.stdout, color)
    give_out(render_why(trace, id_, columns=columns(), style=style, lang=language()).encode(), output)
