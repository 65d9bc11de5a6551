"""Takes two versions of a published text, gives the clauses that changed, and the rules that stand on them.

Clauses are compared white space aside. Of those that are only in one version, two that are alike are one clause that
was changed; one that stands the same in another item was moved.

Promises: every clause that is not in both versions, in its item, comes once, in the order of the later text, those
that were removed at the place where they stood.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from demerit.language import model, syntax
from demerit.language.source import Source, Span
from demerit.published.cites import cites
from demerit.published.coverage import located, standing_on
from demerit.published.places import squeezed
from demerit.published.text import Clause, read

CHANGED, MOVED, REMOVED, NEW = "changed", "moved", "removed", "new"

_MOST_COMPARED = 50
"""With how many clauses one that is gone is compared, those of its own item first."""

_LONGEST_COMPARED = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that is not the same in both versions.

    Attributes:
        kind: `CHANGED`, `MOVED`, `REMOVED` or `NEW`.
        old: the clause in the earlier version; None of a new one.
        new: the clause in the later version; None of one that was removed.
        old_parts: the stretches of the old clause that the new one has not.
        new_parts: the stretches of the new clause that the old one has not.
        rules: the ids of the rules (and items as a whole) whose cites lie on it, in either version.
    """

    kind: str
    old: Clause | None
    new: Clause | None
    old_parts: tuple[Span, ...] = ()
    new_parts: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def charges(self) -> bool:
        """Whether it says something of points, in either version."""
        return any(clause is not None and clause.mentions for clause in (self.old, self.new))


def changes(
    policy: model.Policy, document: syntax.Document, old_source: Source, new_source: Source
) -> tuple[Change, ...]:
    """Give what changed from one version of the text to the next, and the rules of a policy that stand on it.

    Args:
        policy: the checked model.
        document: the text that it was read from, as read.
        old_source: the earlier version of the published text.
        new_source: the later one.
    """
    old, new = read(old_source), read(new_source)
    cited = cites(policy, document)
    on_old = standing_on(located(cited, old), old.clauses)
    on_new = standing_on(located(cited, new), new.clauses)
    rules: dict[tuple[str, int], tuple[str, ...]] = {
        **{("old", each.span.start): ids for each, ids in zip(old.clauses, on_old, strict=True)},
        **{("new", each.span.start): ids for each, ids in zip(new.clauses, on_new, strict=True)},
    }
    found = []
    for one, other in _pairs(old_source, old.clauses, new_source, new.clauses):
        ids = dict.fromkeys(rules["old", one.span.start] if one is not None else ())
        ids.update(dict.fromkeys(rules["new", other.span.start] if other is not None else ()))
        found.append(_change(old_source, one, new_source, other, tuple(ids)))
    return tuple(found)


def _pairs(
    old_source: Source, old: tuple[Clause, ...], new_source: Source, new: tuple[Clause, ...]
) -> Iterator[tuple[Clause | None, Clause | None]]:
    """Give the clauses that are not the same, each with the one that it was or has become, if there is one."""
    before = [(squeezed(old_source.cut(clause.span)), clause.item) for clause in old]
    after = [(squeezed(new_source.cut(clause.span)), clause.item) for clause in new]
    removed: list[int] = []
    added: list[int] = []
    order: list[tuple[list[int], list[int]]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += range(a, b)
            added += range(c, d)
            order.append((list(range(a, b)), list(range(c, d))))
    became = _became(before, removed, after, added)
    was = {there: here for here, there in became.items()}
    for gone, come in order:
        for here in gone:
            if here not in became:
                yield old[here], None
        for there in come:
            yield old[was[there]] if there in was else None, new[there]


Compared = list[tuple[str, str | None]]


def _became(before: Compared, removed: list[int], after: Compared, added: list[int]) -> dict[int, int]:
    """Find what clauses have become: the same words in another place first, then those most like them."""
    became: dict[int, int] = {}
    by_text: dict[str, list[int]] = {}
    for there in added:
        by_text.setdefault(after[there][0], []).append(there)
    for here in removed:
        same = by_text.get(before[here][0])
        if same:
            became[here] = same.pop(0)
    free = [there for there in added if there not in became.values()]
    for here in removed:
        if here in became:
            continue
        text, item = before[here]
        nearest = sorted(free, key=lambda there: (after[there][1] != item, abs(there - here)))[:_MOST_COMPARED]
        alike = [(_alike(text, after[there][0]), -place, there) for place, there in enumerate(nearest)]
        best = max(alike, default=(0, 0, 0))
        if best[0]:
            became[here] = best[2]
            free.remove(best[2])
    return became


def _alike(one: str, other: str) -> int:
    """Give how many characters two texts have in common, in order; 0 where that is less than half of them."""
    if len(one) > _LONGEST_COMPARED or len(other) > _LONGEST_COMPARED:
        return 0
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks)
    return common if common * 4 >= len(one) + len(other) else 0


def _change(
    old_source: Source, old: Clause | None, new_source: Source, new: Clause | None, rules: tuple[str, ...]
) -> Change:
    if old is None or new is None:
        return Change(NEW if old is None else REMOVED, old, new, rules=rules)
    one, other = old_source.cut(old.span), new_source.cut(new.span)
    if squeezed(one) == squeezed(other):
        return Change(MOVED, old, new, rules=rules)
    old_parts, new_parts = [], []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            old_parts += [Span(old.span.start + a, old.span.start + b)] if a < b else []
            new_parts += [Span(new.span.start + c, new.span.start + d)] if c < d else []
    return Change(CHANGED, old, new, tuple(old_parts), tuple(new_parts), rules)
