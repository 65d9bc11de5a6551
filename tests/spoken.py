"""What the package can say: every template of every sentence, read off its source, its codes and its commands."""

import ast
from collections.abc import Iterator
from pathlib import Path

import click

import demerit
from demerit.cli import main
from demerit.language import codes
from demerit.language.messages import is_words
from demerit.shell import paragraphs

PACKAGE = Path(demerit.__file__).parent

SPEAKERS = {"say": 1, "template": 1, "counted": 2}
"""The functions that templates are handed to, and how many templates each takes."""


def constants(node: ast.expr) -> Iterator[str]:
    """Give the templates that an argument is, or may be."""
    if isinstance(node, ast.IfExp):
        yield from (*constants(node.body), *constants(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def in_source() -> Iterator[tuple[str, str]]:
    """Give each template that stands in the source, and its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SPEAKERS:
                for argument in call.args[: SPEAKERS[call.func.id]]:
                    for template in constants(argument):
                        yield template, f"{path.relative_to(PACKAGE).as_posix()}:{call.lineno}"


def in_codes() -> Iterator[tuple[str, str]]:
    """Give the title, the message and the help of each code."""
    for code in codes.CODES.values():
        for template in (code.title, code.message, code.help):
            yield template, code.number


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Give a command and all below it, each with its name."""
    yield name, command
    for below, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{name} {below}")


def in_commands() -> Iterator[tuple[str, str]]:
    """Give the help of each command and of each option that is not click's own."""
    for name, command in commands(main, "demerit"):
        for paragraph in paragraphs(command.help):
            yield paragraph, name
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.help and "--version" not in parameter.opts:
                yield from ((paragraph, f"{name} {parameter.opts[0]}") for paragraph in paragraphs(parameter.help))


def templates() -> dict[str, str]:
    """Give every template that has words, and where it is said first."""
    said: dict[str, str] = {}
    for template, place in (*in_codes(), *in_source(), *in_commands()):
        if is_words(template):
            said.setdefault(template, place)
    return said
