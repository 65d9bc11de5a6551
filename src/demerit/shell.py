"""What the command line says of itself: help, usage and wrong usage, in the language of whoever reads it.

Commands of a `SpokenGroup` are written as for click, with help in English; the catalogues hold it by paragraphs, and
the words that are click's own in a table of their own. What they lack stays in English.
"""

import importlib
import inspect
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import click
from click.formatting import HelpFormatter

from demerit.language.messages import ENGLISH, Text, in_catalogue, in_words, table
from demerit.report.layout import lines, pad
from demerit.speech import asked_for, language_of, of_locale

_ASKED: ContextVar[str | None] = ContextVar("_ASKED", default=None)
_SHELL: ContextVar[str] = ContextVar("_SHELL", default=ENGLISH)
_POLICY: ContextVar[str | None] = ContextVar("_POLICY", default=None)


def spoken(text: Text) -> str:
    """Put into words what is said of the command line itself."""
    return in_words(text, _SHELL.get())


def shell_language() -> str:
    """Give the language of what is said of the command line itself."""
    return _SHELL.get()


def policy_speaks(lang: str | None) -> None:
    """Take note of the language of the policy in hand; None where there is none."""
    _POLICY.set(lang)


def language() -> str:
    """Give the language that results and diagnostics are told in."""
    return language_of(_ASKED.get(), _POLICY.get(), os.environ)


def paragraphs(text: str | None) -> list[str]:
    """Give a help text's paragraphs, each on one line: the keys that a catalogue has them by."""
    pieces = inspect.cleandoc(text or "").split("\n\n")
    return [" ".join(piece.split()) for piece in pieces if piece.strip()]


def translated(text: str) -> str:
    """Give a help text in the language of the command line, paragraph by paragraph."""
    lang = _SHELL.get()
    if lang == ENGLISH:
        return text
    return "\n\n".join(_ours(piece, lang) for piece in paragraphs(text))


def _ours(text: str, lang: str) -> str:
    own = table(lang, "click").get(text)
    if own is not None:
        return own
    try:
        return in_catalogue(text, lang)
    except KeyError:
        return text


class Formatter(HelpFormatter):
    """Lays help out; wide characters take two columns."""

    def write_heading(self, heading: str) -> None:
        """Write the heading of a part of the help."""
        if _SHELL.get() == ENGLISH:
            super().write_heading(heading)
        else:
            self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        if _SHELL.get() == ENGLISH:
            super().write_text(text)
            return
        indent = " " * self.current_indent
        for number, paragraph in enumerate(paragraphs(text)):
            self.write("\n" if number else "")
            for line in lines(paragraph, self.width - self.current_indent):
                self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms with what they mean."""
        rows = list(rows)
        if _SHELL.get() == ENGLISH or not rows:
            super().write_dl(rows, col_max, col_spacing)
            return
        indent = " " * self.current_indent
        column = min(max(len(term) for term, _ in rows), col_max) + col_spacing
        room = max(self.width - column - self.current_indent, 10)
        for term, meaning in rows:
            said = lines(meaning, room) if meaning else [""]
            if len(term) > column - col_spacing:
                self.write(f"{indent}{term}\n")
                term = ""
            for number, line in enumerate(said):
                self.write(f"{indent}{pad('' if number else term, column)}{line}".rstrip() + "\n")


class _Context(click.Context):
    formatter_class = Formatter


class SpokenCommand(click.Command):
    """A command whose help is told in the language of the command line."""

    context_class = _Context

    def format_help_text(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        """Write what it does."""
        with _in_words(self):
            super().format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        """Write what its options do."""
        with _in_words(*self.get_params(ctx)):
            super().format_options(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the option for help; it is made once, in English, and put into words when it is shown."""
        before = _SHELL.set(ENGLISH)
        try:
            return super().get_help_option(ctx)
        finally:
            _SHELL.reset(before)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give what it does in a line: in other languages than English, the first sentence whole."""
        if _SHELL.get() == ENGLISH:
            return super().get_short_help_str(limit)
        first = translated(self.help or "").split("\n", 1)[0]
        return first.split("。", 1)[0]


class SpokenGroup(SpokenCommand, click.Group):
    """Commands whose help is told in the language of the command line."""

    command_class = SpokenCommand

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run a command line, in the language that it asks for."""
        asked = asked_for(sys.argv[1:] if args is None else list(args), os.environ)
        before = _ASKED.set(asked), _SHELL.set(asked or of_locale(os.environ)), _POLICY.set(None)
        try:
            return super().main(args, *rest, **extra)
        finally:
            _ASKED.reset(before[0])
            _SHELL.reset(before[1])
            _POLICY.reset(before[2])


@contextmanager
def _in_words(*parts: Any) -> Iterator[None]:
    """Put the help of commands or options into words for as long as it is being written."""
    said = [(part, part.help) for part in parts if getattr(part, "help", None)]
    for part, english in said:
        part.help = translated(english)
    try:
        yield
    finally:
        for part, english in said:
            part.help = english


# -- click's own words --------------------------------------------------------------------------------------------

MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types", "termui")


def _own(message: str) -> str:
    lang = _SHELL.get()
    return message if lang == ENGLISH else table(lang, "click").get(message, message)


def _own_many(one: str, many: str, number: int) -> str:
    return _own(one if number == 1 else many)


def _listen() -> None:
    """Have click ask here for its own words.

    Click asks gettext, which reads compiled files of a locale's folder; it asks by the names `_` and `ngettext` of its
    modules. What it is given is its own English unless a command line of this program is being run in another language.
    """
    for name in MODULES:
        module = importlib.import_module(f"click.{name}")
        for word, own in (("_", _own), ("ngettext", _own_many)):
            if hasattr(module, word):
                setattr(module, word, own)


_listen()
