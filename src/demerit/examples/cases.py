"""A case: an example of a policy, or a case of JSON, as the one thing that is run.

Takes an example or what a case of JSON says, gives the facts to judge. These are made of a base (nothing, facts in
which all is in order, or a file that is named) and of what is given, which is laid over it, each fact as a whole.

Promises: a file that is named is one in the folder of the text that names it, or below; what is wrong with it is told
at the place of the name. The facts in order are looked for once for the same policy and the same facts given.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PureWindowsPath
from typing import Any

from demerit.evaluation.facts import Facts
from demerit.evaluation.json_text import read_json
from demerit.examples.in_order import in_order
from demerit.language import case_codes, model
from demerit.language.diagnostics import DemeritError, Diagnostic, FactsError, FileError
from demerit.language.source import Source, Span, read_file
from demerit.pipeline import MOST_FACTS, LoadedPolicy

Laid = Mapping[str, Any]
"""Facts as JSON has them: groups, and in each its facts; in the place of a value `LEFT_OUT`."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case.

    Attributes:
        name: what it shows: the title of an example, the reason of a case of JSON.
        source: the text that it stands in.
        span: where it stands.
        pointer: its place in a file of JSON; None for an example.
        expected: what it expects.
        base: where the facts come from that it does not give: None (they are missing), `IN_ORDER`, or the path of a
            file, from the folder of the text.
        given: the facts that it gives.
        base_span: where the path stands.
        places: where the facts stand that an example gives, by their pointers.
        encoding: the encoding of files that are not UTF-8.
    """

    name: str
    source: Source
    span: Span
    pointer: str | None
    expected: tuple[model.Expected, ...]
    base: str | None = None
    given: Laid = field(default_factory=dict, hash=False)
    base_span: Span | None = None
    places: Mapping[str, Span] = field(default_factory=dict, hash=False, compare=False, repr=False)
    encoding: str | None = None

    @classmethod
    def of_example(cls, example: model.Example, encoding: str | None = None) -> "Case":
        """Make a case of an example."""
        given: dict[str, Any] = {}
        for each in example.givens:
            group, key = (step.replace("~1", "/").replace("~0", "~") for step in each.pointer.split("/")[1:])
            given.setdefault(group, {})[key] = each.value
        return cls(
            example.title,
            example.source,
            example.span,
            None,
            example.expected,
            example.base,
            given,
            _where_named(example),
            {each.pointer: each.span for each in example.givens},
            encoding,
        )

    @property
    def refers(self) -> Path | None:
        """The file that it names, where that is one which may be read."""
        if self.base is None or self.base == model.IN_ORDER or _leads_out(self.base):
            return None
        return Path(self.source.name).parent / self.base

    def facts(self, policy: LoadedPolicy) -> Facts:
        """Give the facts to judge.

        Raises:
            FileError: the file that it names cannot be read.
            FactsError: that file is not JSON.
        """
        if self.base is None:
            return laid_over({}, self.given)
        if self.base == model.IN_ORDER:
            return _in_order(policy, self.given)
        source = self._read()
        if not self.given:
            return source
        base = read_json(source).value
        return laid_over(base, self.given) if isinstance(base, dict) else source

    def place_of(self, pointer: str) -> Span | None:
        """Give where a fact stands, or something in it, that the case gives itself; None where it does not."""
        if self.pointer is None:
            return self.places.get("/".join(pointer.split("/")[:3]))
        spans, root = _spans(self.source), f"{self.pointer}/facts"
        at = root + pointer
        while at not in spans and at != root:
            at = at.rpartition("/")[0]
        return spans[at] if at in spans and (at != root or self.base is None) else None

    def _read(self) -> Source:
        path = self.refers
        assert self.base is not None
        if path is None:
            raise FileError([Diagnostic(case_codes.CASE_REFERENCE, self.source, self.base_span, path=self.base)])
        if _is_device(path):
            raise FileError([Diagnostic(case_codes.CASE_NO_FILE, self.source, self.base_span, path=self.base)])
        try:
            return read_file(path, most=MOST_FACTS, encoding=self.encoding)
        except FileError as fault:
            raise FileError([self._here(each) for each in fault.diagnostics]) from None

    def _here(self, told: Diagnostic) -> Diagnostic:
        """Tell of a file where it is named."""
        args: dict[str, Any] = {"file": told.file, **told.args}
        return Diagnostic(told.code, self.source, self.base_span, near=told.near, **args)


def _where_named(example: model.Example) -> Span:
    """Give where an example names a file, or where it stands."""
    at = example.source.text.find(example.base, example.span.start, example.span.end) if example.base else -1
    return Span(at, at + len(example.base or "")) if at >= 0 else example.span


@lru_cache(maxsize=4)
def _spans(source: Source) -> Mapping[str, Span]:
    """Give the places of a file of cases, which has been read before."""
    return read_json(source).spans


def _is_device(path: Path) -> bool:
    """Tell whether a path leads to something that is neither a file nor a folder: whoever opens a pipe waits."""
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except (OSError, ValueError):
        return False


def _leads_out(path: str) -> bool:
    """Tell whether a path leads out of the folder that it starts from."""
    parts = PureWindowsPath(path)  # which knows both kinds of slashes, and drives
    return not path.strip() or path.startswith("/") or bool(parts.anchor) or ".." in parts.parts or "\0" in path


# -- laying facts over others --------------------------------------------------------------------------------------


def laid_over(base: Mapping[str, Any], given: Laid) -> dict[str, Any]:
    """Lay facts over others, each as a whole; what is no object, and so no group of facts, as a whole too."""
    facts: dict[str, Any] = {group: dict(inner) if isinstance(inner, dict) else inner for group, inner in base.items()}
    for group, inner in given.items():
        if not isinstance(inner, Mapping):
            facts[group] = inner
            continue
        below = facts.setdefault(group, {})
        if not isinstance(below, dict):
            continue
        for key, value in inner.items():
            if value is model.LEFT_OUT:
                below.pop(key, None)
            else:
                below[key] = value
    return facts


_BASES: deque[tuple[LoadedPolicy, dict[str, dict[str, dict[str, Any]]]]] = deque(maxlen=4)
"""Facts in order, by what was given, of the policies that were used last."""

MOST_BASES = 4096
"""The most that are kept for one policy."""


def _in_order(policy: LoadedPolicy, given: Laid) -> dict[str, Any]:
    """Give facts that are in order but for what is given.

    What is given and not as the policy declares it is laid over in the end: that it is refused may be what is shown.
    """
    fit = _fit(policy, dict(_pointers(given)))
    key = repr(fit)
    kept = next((bases for known, bases in _BASES if known is policy), None)
    if kept is None:
        kept = {}
        _BASES.append((policy, kept))
    base = kept.get(key)
    if base is None:
        if len(kept) >= MOST_BASES:
            kept.clear()
        base = kept[key] = in_order(policy, fit)
    return laid_over(base, given)


def _pointers(given: Laid) -> Iterator[tuple[str, Any]]:
    for group, inner in given.items():
        if isinstance(inner, Mapping):
            for key, value in inner.items():
                yield f"/{model.escape(group)}/{model.escape(key)}", value


def _fit(policy: LoadedPolicy, given: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the policy does not declare, or declares otherwise."""
    known = {pointer: value for pointer, value in given.items() if pointer in policy.policy.facts}
    alone: dict[str, dict[str, Any]] = {}
    for pointer, value in known.items():
        if value is not model.LEFT_OUT:
            fact = policy.policy.facts[pointer]
            alone.setdefault(fact.group, {})[fact.key] = value
    try:
        policy.judge(alone)
    except FactsError as fault:
        at_fault = {"/".join((each.pointer or "").split("/")[:3]) for each in fault.diagnostics}
        return {pointer: value for pointer, value in known.items() if pointer not in at_fault}
    except DemeritError:
        return {}
    return known
