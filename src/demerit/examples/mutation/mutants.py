"""Takes a policy, gives its mutants: the policies that somebody may have written in its stead.

A mutant has one change of the text, at one place. The changes are those of the table `KINDS`: each kind is looked for
at every place where it can fit, in the order of the text. Places keep pointing into the text as it is.

Promises: the same text gives the same mutants, under the same ids.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from demerit.examples.mutation import of_conditions, of_headings, of_rules, sentences
from demerit.examples.mutation.changes import Change, Kind
from demerit.examples.mutation.sites import Site, Words, bare, sites
from demerit.examples.mutation.trees import put
from demerit.language import syntax
from demerit.language.checker import check
from demerit.language.diagnostics import Diagnostics
from demerit.language.messages import Said, template
from demerit.language.parser import Parsed
from demerit.language.source import Span
from demerit.pipeline import LoadedPolicy

KINDS: tuple[Kind, ...] = (
    *of_rules.KINDS,
    *of_conditions.KINDS,
    *of_headings.KINDS,
    Kind("sections", template("worth or weight of two sections exchanged"), (syntax.Document,), lambda *_: iter(())),
)
"""Every kind of change."""


@dataclass(frozen=True)
class Mutant:
    """A policy that somebody may have written instead.

    Attributes:
        id: `m1`, `m2` and so on, in the order of the text.
        kind: the name of the kind of change.
        span: where the text says what was changed.
        rules: the ids of the rules that the change is about; none where it is about more than single rules.
        sentence: what was changed.
        change: the change itself.
    """

    id: str
    kind: str
    span: Span
    rules: tuple[str, ...]
    sentence: Said
    change: Change = field(repr=False, compare=False)

    def document(self, policy: LoadedPolicy) -> syntax.Document:
        """Give the text of the mutant, as read; without the examples of the policy."""
        document: syntax.Document = put(bare(policy.document), self.change.path, self.change.part)
        return document

    def policy(self, policy: LoadedPolicy) -> LoadedPolicy | None:
        """Give the mutant, checked; None where the check refuses it."""
        document = self.document(policy)
        checked = check(Parsed(document, Diagnostics(), ()))
        if checked.policy is None:
            return None
        return LoadedPolicy(checked.policy, tuple(checked.diagnostics.warnings), document, checked.written)


def mutants(policy: LoadedPolicy) -> tuple[Mutant, ...]:
    """Give the mutants of a policy, in the order of the text."""
    words = Words(policy)
    found = list(_found(words))
    order = sorted(range(len(found)), key=lambda place: (found[place][2].span.start, place))
    seen: set[tuple[object, str]] = set()
    made: list[Mutant] = []
    for place in order:
        kind, site, change = found[place]
        key = (change.path, repr(change.part))
        if key in seen:  # two kinds that come to the same
            continue
        seen.add(key)
        said = sentences.of(site.where, change.said) if site.where else change.said
        made.append(Mutant(f"m{len(made) + 1}", kind.name, change.span, site.rules, said, change))
    return tuple(made)


def _found(words: Words) -> Iterator[tuple[Kind, Site, Change]]:
    by_node: dict[type[syntax.Node], list[Kind]] = {}
    for kind in KINDS:
        for node in kind.of:
            by_node.setdefault(node, []).append(kind)
    whole = Site(words.document, (), (), "", ())
    for change in of_headings.between_sections(words.document, words):
        yield KINDS[-1], whole, change
    for site in sites(words):
        for kind in by_node.get(type(site.node), ()):
            for change in kind.changes(site, words):
                yield kind, site, change
