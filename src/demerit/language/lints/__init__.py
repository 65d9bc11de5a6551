"""Takes a checked policy and its text, gives what is doubtful in it: the lints of `demerit check`.

Each lint is a function from a `Reading` to diagnostics, all of them warnings. They are no part of loading: whoever
evaluates facts does not pay for them.

Promises: no lint raises, whatever the policy; what is said to be never or always so is so for all facts that the
policy accepts. The order of the findings is that of their places.
"""

from collections.abc import Callable, Iterable, Iterator

from demerit.language import keywords, model, syntax
from demerit.language.diagnostics import Diagnostic
from demerit.language.lints import caps, characters, cites, doubles, hits, structure
from demerit.language.lints.mending import with_fixes
from demerit.language.lints.reading import Reading
from demerit.language.lints.silence import Settled, settle

Lint = Callable[[Reading], Iterator[Diagnostic]]

LINTS: tuple[Lint, ...] = (
    hits.rules,
    hits.tiers,
    hits.conditions,
    caps.idle_caps,
    caps.passed_caps,
    caps.unused_worths,
    caps.turning_tiers,
    caps.idle_rules,
    doubles.counted_twice,
    doubles.said_twice,
    characters.lookalikes,
    characters.hidden,
    cites.missing,
    cites.other_numbers,
    structure.empty_texts,
    structure.units,
    structure.unread_fields,
    structure.misplaced_items,
    structure.idle_rescaling,
    structure.idle_bands,
    structure.idle_grades,
)


def lint(policy: model.Policy, document: syntax.Document) -> list[Diagnostic]:
    """Give what is doubtful in a policy, in the order of the places.

    Args:
        policy: the checked model.
        document: the text that it was made of.
    """
    reading = Reading(policy, document)
    found = {diagnostic: None for each in LINTS for diagnostic in each(reading)}
    return sorted(found, key=lambda each: (each.span.start if each.span else 0, each.code.number))


def settled(document: syntax.Document, found: Iterable[Diagnostic], policy: model.Policy | None = None) -> Settled:
    """Give all that is told of a policy's text, in its language: with fixes, less what its comments silence.

    Args:
        document: the text.
        found: what the checker found.
        policy: the checked model, under the names of the text; None where there are errors, and so no lints.
    """
    with keywords.speaking(document.language):
        lints = () if policy is None else lint(policy, document)
        return settle(document, with_fixes(document, [*found, *lints]), complete=policy is not None)
