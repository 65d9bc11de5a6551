"""Takes a policy's text, gives all that `check` tells of it; and mends it.

    Source → lint → Findings        Source → mend → Mended

Promises: nothing is raised for a policy at fault; the same text gives the same findings. `mend` never makes an error
of a text that had none, and comes to an end: a text that it has mended holds nothing more that it would.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from demerit.language.codes import ERROR
from demerit.language.diagnostics import Diagnostic, Edit, Fix
from demerit.language.lints import settled
from demerit.language.lints.silence import Silenced
from demerit.language.source import Source
from demerit.pipeline import LoadedPolicy, read_source

MOST_ROUNDS = 100
"""The most rounds in which a text is mended; each is a step towards fewer findings."""


@dataclass(frozen=True)
class Findings:
    """All that is told of a policy's text.

    Attributes:
        source: the text.
        policy: the policy, where there is no error.
        diagnostics: errors and warnings that are not silenced, in the order of their places.
        silenced: warnings that are silenced, with the reasons.
    """

    source: Source
    policy: LoadedPolicy | None
    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[Silenced, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Those that leave no policy."""
        return tuple(each for each in self.diagnostics if each.severity == ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The others."""
        return tuple(each for each in self.diagnostics if each.severity != ERROR)


@dataclass(frozen=True)
class Mended:
    """A text after fixes.

    Attributes:
        before: the text as it was.
        findings: what is told of the text as it now is; its `source` holds that text.
        applied: the fixes that were applied, each with what it mends, in order.
    """

    before: Source
    findings: Findings
    applied: tuple[tuple[Diagnostic, Fix], ...]


def lint(source: Source, *, select: Collection[str] = (), ignore: Collection[str] = ()) -> Findings:
    """Tell all of a policy's text: errors, warnings and lints, less what its comments silence.

    Args:
        source: the text.
        select: the beginnings of codes; of the warnings, only those are told. Empty stands for all.
        ignore: the beginnings of codes whose warnings are not told.
    """
    policy, found, document = read_source(source)
    if document is None:
        return Findings(source, None, tuple(found))
    told = settled(document, found, None if policy is None else policy.written)

    def asked_for(diagnostic: Diagnostic) -> bool:
        number = diagnostic.code.number
        if diagnostic.severity == ERROR:
            return True
        return (not select or number.startswith(tuple(select))) and not number.startswith(tuple(ignore))

    left = tuple(each for each in told.left if asked_for(each))
    silenced = tuple(each for each in told.silenced if asked_for(each.diagnostic))
    return Findings(source, policy, left, silenced)


def mend(source: Source, *, unsafe: bool = False, select: Collection[str] = (), ignore: Collection[str] = ()) -> Mended:
    """Apply the fixes of what is found, round by round, until there is none left.

    Args:
        source: the text.
        unsafe: whether fixes are applied too that change what the policy means.
        select: as for `lint`.
        ignore: as for `lint`.
    """
    findings = lint(source, select=select, ignore=ignore)
    applied: list[tuple[Diagnostic, Fix]] = []
    refused: set[tuple[str, str]] = set()
    seen = {source.text}
    for _ in range(MOST_ROUNDS):
        if findings.policy is None:
            break
        wanted = [
            (each, fix)
            for each in findings.diagnostics
            for fix in each.fixes[:1]
            if (fix.safe or unsafe) and _key(findings.source, fix) not in refused
        ]
        accepted: list[tuple[Diagnostic, Fix]] = []
        for chosen in _attempts(wanted):
            text = _edited(findings.source.text, [edit for _, fix in chosen for edit in fix.edits])
            tried = lint(Source(source.name, text), select=select, ignore=ignore)
            if tried.policy is not None and text not in seen:
                findings, accepted = tried, chosen
                seen.add(text)
                break
            if len(chosen) == 1:
                refused.add(_key(findings.source, chosen[0][1]))
        if not accepted:
            break
        applied += accepted
    return Mended(source, findings, tuple(applied))


def _attempts(wanted: list[tuple[Diagnostic, Fix]]) -> Iterable[list[tuple[Diagnostic, Fix]]]:
    """Give what to try: all fixes that do not overlap, then each alone."""
    chosen: list[tuple[Diagnostic, Fix]] = []
    taken: list[Edit] = []
    for each, fix in wanted:
        if not any(_overlap(edit, other) for edit in fix.edits for other in taken):
            chosen.append((each, fix))
            taken += fix.edits
    if len(chosen) > 1:
        yield chosen
    for pair in chosen:
        yield [pair]


def _overlap(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    return a == b or (a.start < b.end and b.start < a.end)


def _key(source: Source, fix: Fix) -> tuple[str, str]:
    """Give what tells a fix that was refused when it comes up again in another round."""
    return fix.title, "\n".join(f"{source.cut(edit.span)}→{edit.text}" for edit in fix.edits)


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda each: (each.span.start, each.span.end), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
