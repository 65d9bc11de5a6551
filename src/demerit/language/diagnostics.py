"""What is wrong, as data: a code, a place, labels and words. How it looks is settled elsewhere (`excerpt`).

Errors of the library carry the diagnostics; nothing else is raised for bad input.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from demerit.language.codes import ERROR, Code
from demerit.language.messages import ENGLISH, Said, Text, either, placeholders, say, sentences

if TYPE_CHECKING:
    from demerit.language.source import Source, Span


@dataclass(frozen=True)
class Label:
    """A further place that belongs to a diagnostic, with a word about it."""

    source: Source
    span: Span
    text: Text


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text, and what is to stand in its place."""

    span: Span
    text: str


@dataclass(frozen=True)
class Fix:
    """What would mend a fault, as data: a fix is applied elsewhere (`review`).

    Attributes:
        template: what it does, as a sentence; what stands in braces is filled in from `args`.
        edits: the changes of the text, in the order of their places; none overlaps another.
        safe: whether no score can change by it, and no facts file either.
        args: what fills the template.
    """

    template: str
    edits: tuple[Edit, ...]
    safe: bool = True
    args: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def title(self) -> str:
        """What it does, in English."""
        return self.title_in(ENGLISH)

    def title_in(self, lang: str) -> str:
        """What it does, in the words of a language (`en` or `zh`)."""
        return Said(self.template, tuple(self.args.items())).text(lang)


@dataclass(frozen=True, init=False)
class Diagnostic:
    """One fault, at one place.

    Attributes:
        code: what kind of fault.
        file: the file's name, as the user gave it.
        source: the text, where there is one to show.
        span: the place in it.
        pointer: the place in JSON facts, as an RFC 6901 pointer.
        labels: further places.
        near: known names that are near the one that is wrong, best first.
        fixes: what would mend it, if anything is known to.
        args: what fills the templates of the code: text, numbers, or what was said by `messages.say`; `file` where
            the templates call the file something else.
    """

    code: Code
    file: str
    source: Source | None
    span: Span | None
    pointer: str | None
    labels: tuple[Label, ...]
    near: tuple[str, ...]
    fixes: tuple[Fix, ...]
    args: dict[str, object] = field(hash=False)

    def __init__(
        self,
        code: Code,
        where: str | Source,
        span: Span | None = None,
        *,
        pointer: str | None = None,
        labels: Iterable[Label] = (),
        near: Iterable[str] = (),
        fixes: Iterable[Fix] = (),
        **args: Any,
    ) -> None:
        text = None if isinstance(where, str) else where
        values = {
            "code": code,
            "file": where if isinstance(where, str) else where.name,
            "source": text,
            "span": span,
            "pointer": pointer,
            "labels": tuple(labels),
            "near": tuple(near),
            "fixes": tuple(fixes),
            "args": args,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def severity(self) -> str:
        """`error` or `warning`."""
        return self.code.severity

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.message_in(ENGLISH)

    @property
    def help(self) -> str:
        """What was expected or what to do, and what near name may have been meant, in English; empty if nothing."""
        return self.help_in(ENGLISH)

    def message_in(self, lang: str) -> str:
        """What is wrong, in the words of a language (`en` or `zh`)."""
        return self._said(self.code.message).text(lang)

    def help_in(self, lang: str) -> str:
        """What was expected or what to do, and what near name may have been meant; empty if there is nothing."""
        parts = [self._help_of_code(lang)]
        if self.near:
            near = either(f"“{name}”" for name in self.near)
            parts.append(say("did you mean {near}?", near=near).text(lang))
        return sentences(part for part in parts if part).text(lang)

    def _help_of_code(self, lang: str) -> str:
        if not self.code.help:
            return ""
        said = self._said(self.code.help)
        given = {name for name, _ in said.args}
        if not given.issuperset(placeholders(said.template)):  # it names something that this case does not have
            return ""
        return said.text(lang)

    def _said(self, template: str) -> Said:
        return Said(template, (("file", self.file), *self.args.items()))

    @property
    def underlined(self) -> str:
        """The text that the span covers, as written; empty without a source."""
        return self.source.cut(self.span) if self.source and self.span else ""


class DemeritError(Exception):
    """Something is wrong with what was given; `diagnostics` says what, where and what to do.

    Attributes:
        diagnostics: at least one, in the order of their places.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        from demerit.language.excerpt import render_all

        return render_all(self.diagnostics)


class FileError(DemeritError):
    """A file cannot be read as text, or not be written."""


class PolicyError(DemeritError):
    """A policy's text is at fault."""


class FactsError(DemeritError):
    """Facts are at fault: not JSON, or not of the shape that the policy declares."""


class MissingFactsError(FactsError):
    """Facts that are needed are missing; all of them are named, each with the rules that need it.

    Attributes:
        trace: the `demerit.Trace` of what could be judged; it has no score.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic], trace: object = None) -> None:
        super().__init__(diagnostics)
        self.trace = trace


class UnknownIdError(DemeritError):
    """There is no rule, item or section of that id."""


class Diagnostics:
    """A collector: passes put in what they find and go on."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._known: set[Diagnostic] = set()

    def add(
        self,
        code: Code,
        where: Source,
        span: Span,
        *,
        labels: Iterable[Label] = (),
        near: Iterable[str] = (),
        **args: Any,
    ) -> None:
        """Put in one more."""
        diagnostic = Diagnostic(code, where, span, labels=labels, near=near, **args)
        if diagnostic not in self._known:
            self._known.add(diagnostic)
            self._found.append(diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Put in several."""
        found = list(diagnostics)
        self._found.extend(found)
        self._known.update(found)

    @property
    def all(self) -> list[Diagnostic]:
        """All of them, in the order of their places."""
        return sorted(self._found, key=lambda d: (d.span.start if d.span else 0, d.code.number))

    @property
    def errors(self) -> list[Diagnostic]:
        """Those that leave no policy, in the order of their places."""
        return [diagnostic for diagnostic in self.all if diagnostic.severity == ERROR]

    @property
    def warnings(self) -> list[Diagnostic]:
        """The others, in the order of their places."""
        return [diagnostic for diagnostic in self.all if diagnostic.severity != ERROR]
