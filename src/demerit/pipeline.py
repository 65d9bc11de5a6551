"""The corridor: every pass in order, on one page.

    Source → parse → Document → check → Policy → plan → Plan → evaluate(Facts) → Trace → render
                                          └→ cover(published Source) → Coverage → render

Each stage has its own frozen type, so that nobody can take a parsed policy for a checked one. `LoadedPolicy` holds
what a policy becomes on this way, and is what the library gives out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from demerit.evaluation.evaluator import Evaluator
from demerit.evaluation.facts import Facts, FactsDoor, ShapeError, Taken
from demerit.evaluation.plan import Plan
from demerit.evaluation.planner import plan
from demerit.evaluation.schema import Schema, facts_schema
from demerit.evaluation.teller import Teller
from demerit.evaluation.trace import Trace, hash_of
from demerit.language import codes, keywords, model, syntax
from demerit.language.checker import check
from demerit.language.diagnostics import Diagnostic, FactsError, MissingFactsError, PolicyError
from demerit.language.messages import both, listed, say
from demerit.language.parser import parse
from demerit.language.printing import show
from demerit.language.source import MIB, Source, read_file

if TYPE_CHECKING:
    from demerit.published.changes import Change
    from demerit.published.coverage import Coverage
    from demerit.published.drafting import Draft

MOST_POLICY = 4 * MIB
"""The most bytes that a policy's text may have."""

MOST_PUBLISHED = 1 * MIB
"""The most bytes that a published text may have."""

MOST_FACTS = 32 * MIB
"""The most bytes that the facts of one unit may have."""


def load(path: str | Path, *, encoding: str | None = None) -> "LoadedPolicy":
    """Load a policy from a file.

    Args:
        path: the file.
        encoding: the encoding to read it in, if it is not UTF-8.

    Returns:
        The policy, checked and ready to evaluate facts.

    Raises:
        FileError: the file cannot be read as text.
        PolicyError: the policy is at fault; its `diagnostics` say all of it.
    """
    return load_source(read_file(path, most=MOST_POLICY, encoding=encoding))


def draft_policy(published: Source, *, id_: str | None = None, title: str | None = None) -> "Draft":
    """Write a first policy from a published text.

    Args:
        published: the text.
        id_: the policy's identifier; made of the file's name, if there is none.
        title: its title; the text's own, if there is none.

    Raises:
        FileError: the text says nothing of points.
    """
    from demerit.published.drafting import draft

    return draft(published, id_=id_, title=title)


def load_source(source: Source) -> "LoadedPolicy":
    """Load a policy from a text that has been read.

    Raises:
        PolicyError: the policy is at fault.
    """
    loaded, found, _ = read_source(source)
    if loaded is None:
        raise PolicyError(found)
    return loaded


def read_source(source: Source) -> tuple["LoadedPolicy | None", list[Diagnostic], syntax.Document | None]:
    """Read a policy from a text, without raising.

    Returns:
        The policy where there is no error; what was found; and the document, unless the text is none of a policy.
    """
    if source.looks_like_json:
        return None, [Diagnostic(codes.POLICY_IS_JSON, source.name)], None
    parsed = parse(source)
    checked = check(parsed)
    if checked.policy is None:
        return None, checked.diagnostics.all, parsed.document
    warnings = tuple(checked.diagnostics.warnings)
    return LoadedPolicy(checked.policy, warnings, parsed.document, checked.written), list(warnings), parsed.document


def read_examples(source: Source, policy: "LoadedPolicy") -> tuple[model.Example, ...]:
    """Read a text that holds nothing but examples of a policy.

    Args:
        source: the text; it may be in another language than the policy.
        policy: the policy that the examples are about.

    Raises:
        PolicyError: the text is at fault; its `diagnostics` say all of it.
    """
    if source.looks_like_json:
        raise PolicyError([Diagnostic(codes.POLICY_IS_JSON, source.name)])
    from demerit.language.examples import check_examples, refuse_others

    parsed = parse(source, _units(policy.policy))
    found = parsed.diagnostics
    with keywords.speaking(parsed.document.language):
        refuse_others(parsed.document, found)
        blocks = [block for block in parsed.document.blocks if isinstance(block, syntax.Example)]
        examples = check_examples(blocks, source, found, policy.policy, complete=not parsed.gaps)
    if found.errors:
        raise PolicyError(found.all)
    return examples


def examples_as_written(source: Source, policy: "LoadedPolicy") -> syntax.Document:
    """Give a text that examples of a policy were read from as it was read: the policy's own, or one of examples."""
    if source.text == policy.document.source.text:
        return policy.document
    return parse(source, _units(policy.policy)).document


def _units(policy: model.Policy) -> frozenset[str]:
    """Give the units that the facts of a policy are declared in."""
    types = [fact.type for fact in policy.facts.values()]
    types += [field.type for type_ in types if isinstance(type_, model.ListOf) for field in type_.fields]
    return frozenset(type_.unit for type_ in types if isinstance(type_, model.Numeric) and type_.unit)


def formatted(source: Source, *, language: str | None = None) -> str:
    """Print a policy's text in the one layout: its meaning, its words and its comments stay.

    Args:
        source: the text.
        language: `en` or `zh`, to print it with the keywords and the names of that language; None to keep its own.

    Returns:
        The text. Its line ends are those of the first line of the source.

    Raises:
        PolicyError: it cannot be read. Faults of names and types do not matter here.
    """
    parsed = parse(source)
    translated = language not in (None, parsed.document.language)
    if any(translated or each.code is not codes.NAME_PAIR for each in parsed.diagnostics.errors):
        raise PolicyError(parsed.diagnostics.all)
    text = show(parsed.document, language)
    first, end, _ = source.text.partition("\n")
    return text.replace("\n", "\r\n") if end and first.endswith("\r") else text


@dataclass(frozen=True)
class LoadedPolicy:
    """A checked policy, ready to evaluate facts.

    Attributes:
        policy: the checked model.
        warnings: what the checker found that does not keep the policy from being used.
        document: the text that it was read from, as read.
        named: the policy under the names of its text, where these are not those of the JSON.
    """

    policy: model.Policy
    warnings: tuple[Diagnostic, ...]
    document: syntax.Document = field(repr=False, compare=False)
    named: model.Policy | None = field(default=None, repr=False, compare=False)

    @property
    def written(self) -> model.Policy:
        """The policy under the names of its text."""
        return self.named or self.policy

    @property
    def id(self) -> str:
        """The policy's identifier."""
        return self.policy.id

    @property
    def language(self) -> str:
        """The language that the policy is written in: `en` or `zh`."""
        return self.policy.language

    @property
    def version(self) -> str | None:
        """The policy's version, if it says one."""
        return self.policy.version

    @property
    def content_hash(self) -> str:
        """`sha256:` and the hash of the policy's meaning and words."""
        return self.policy.content_hash

    @cached_property
    def plan(self) -> Plan:
        """The evaluator tree."""
        return plan(self.policy)

    @cached_property
    def _evaluator(self) -> Evaluator:
        return Evaluator(self.plan)

    @cached_property
    def _door(self) -> FactsDoor:
        return FactsDoor(self.plan)

    @cached_property
    def _teller(self) -> Teller:
        return Teller(self._evaluator)

    @property
    def choices(self) -> dict[str, dict[str, str]]:
        """What words of choices are called in Chinese: for the pointer of a fact or a field, by their keys."""
        return self._teller.choices

    def evaluate(self, facts: Facts) -> Trace:
        """Evaluate the facts of one unit.

        Args:
            facts: a mapping of groups to mappings of facts (numbers as `int`, `Decimal` or `Fraction`, never
                `float`), or JSON text as `str`, UTF-8 `bytes` or a `Source`.

        Returns:
            The trace; its `score` is the root of its ledger.

        Raises:
            FactsError: the facts are not of the shape that the policy declares.
            MissingFactsError: facts that are needed are missing; its `trace` holds what could be judged.
        """
        try:
            taken = self._door.take(facts)
        except ShapeError as fault:
            raise FactsError([*fault.diagnostics, *self._missing_too(fault)]) from None
        trace = self._judge(taken)
        if not trace.determined:
            raise MissingFactsError(list(self._missing(trace, taken)), trace)
        return trace

    def judge(self, facts: Facts) -> Trace:
        """Evaluate as far as the facts go: like `evaluate`, but missing facts leave rules undetermined.

        Raises:
            FactsError: the facts are not of the shape that the policy declares.
        """
        return self._judge(self._door.take(facts))

    def score(self, facts: Facts) -> int | Decimal | Fraction | None:
        """Give the score of one unit, and no more: several times as fast as `evaluate`, and always equal to it.

        It is None where the policy says that there is no score.

        Of texts it asks only that they are texts: half a surrogate pair in a Python string, which no JSON text in
        UTF-8 can hold, is refused by `evaluate` alone.

        Raises:
            FactsError: as `evaluate`.
            MissingFactsError: as `evaluate`.
        """
        if type(facts) is dict:
            found = self._door.whole.from_python(facts)
            if found is not None:
                units, stands = self._evaluator.score(found[0], whole=True)
                if stands:
                    return None if units is None else self._teller.points(units)
        taken = self._door.take(facts)
        units, stands = self._evaluator.score(taken.values, whole=taken.whole)
        if not stands:
            return self.evaluate(facts).score
        return None if units is None else self._teller.points(units)

    def lints(self) -> tuple[Diagnostic, ...]:
        """Give what is doubtful in the policy, warnings of the checker too, less what its comments silence.

        It is worked out anew each time: loading does not pay for it.
        """
        from demerit.language.lints import settled  # here, so that whoever only evaluates does not load them

        return settled(self.document, self.warnings, self.written).left

    def cover(self, published: Source) -> "Coverage":
        """Hold the policy against the published text that it encodes; its `diagnostics` say what does not agree."""
        from demerit.published.coverage import cover  # here, so that whoever only evaluates does not load it

        with keywords.speaking(self.language):
            return cover(self.policy, self.document, published)

    def changes(self, old: Source, new: Source) -> "tuple[Change, ...]":
        """Give what changed from one version of the published text to the next, and the rules that stand on it."""
        from demerit.published.changes import changes

        with keywords.speaking(self.language):
            return changes(self.policy, self.document, old, new)

    def facts_schema(self) -> Schema:
        """Give the JSON Schema (draft 2020-12) of the facts."""
        return facts_schema(self.policy)

    def _judge(self, taken: Taken) -> Trace:
        return Trace(self._teller, self._evaluator.record(taken.values, whole=taken.whole), hash_of(taken.given))

    def _missing_too(self, fault: ShapeError) -> Iterator[Diagnostic]:
        """Say what is missing besides what is at fault, so that both can be mended in one go."""
        at_fault = {_fact_of(diagnostic.pointer or "") for diagnostic in fault.diagnostics}
        if fault.rest is None or "" in at_fault:
            return
        for diagnostic in fault.diagnostics:  # what a misspelt key was meant for is not missing too
            parent = (diagnostic.pointer or "").rpartition("/")[0]
            at_fault |= {name if name.startswith("/") else f"{parent}/{model.escape(name)}" for name in diagnostic.near}
        for diagnostic in self._missing(self._judge(fault.rest), fault.rest):
            pointer = _fact_of(diagnostic.pointer or "")
            if not {pointer, pointer.rpartition("/")[0]} & at_fault:
                yield diagnostic

    def _missing(self, trace: Trace, taken: Taken) -> Iterator[Diagnostic]:
        needed: dict[str, list[str]] = {}
        for rule in trace.rules():
            for pointer in rule.missing:
                needed.setdefault(pointer, []).append(rule.id)
        ruled = {pointer for ruling in trace.rulings() for pointer in ruling.missing}
        order = {pointer: place for place, pointer in enumerate(self.policy.facts)}
        for pointer in sorted({*needed, *ruled}, key=lambda each: (order.get(_fact_of(each), len(order)), each)):
            rules = needed.get(pointer, [])
            by = [say("rule {rules}" if len(rules) == 1 else "rules {rules}", rules=listed(rules))] if rules else []
            by += [say("the verdict")] if pointer in ruled else []
            name = self._door.called(pointer)
            yield Diagnostic(codes.FACT_MISSING, taken.name, pointer=pointer, name=name, needed_by=both(by))


def _fact_of(pointer: str) -> str:
    return "/".join(pointer.split("/")[:3])
