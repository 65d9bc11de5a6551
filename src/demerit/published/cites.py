"""Takes a checked policy, gives its cites: each with its place, the rules that stand under it, and what else it is for.

The model keeps what a cite says; where it stands is looked up in the text that it was read from.

Promises: every cite of the policy, and every sentence that it marks as not encoded, comes once, in the order of the
text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from demerit.language import model, syntax
from demerit.language.source import Span

RULES, ITEM, OTHER, MARKED, TO_FILL_IN = "rules", "item", "other", "not encoded", "to fill in"
"""What a cite is for: rules; an item as a whole; a term or the verdict; or no rule at all, with a reason or without."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that a policy cites, or says that no rule stands for.

    Attributes:
        kind: `RULES`, `ITEM`, `OTHER`, `MARKED` or `TO_FILL_IN`.
        text: the sentence.
        span: the whole statement, in the policy's text.
        section: the section in which it stands; None outside of sections.
        item: the item in which it stands; None outside of items.
        rules: the rules that stand under it.
        reason: why no rule stands for it.
    """

    kind: str
    text: str
    span: Span
    section: model.Section | None = None
    item: model.Item | None = None
    rules: tuple[model.Rule, ...] = ()
    reason: str | None = None


def cites(policy: model.Policy, document: syntax.Document) -> tuple[Cited, ...]:
    """Give the cites of a policy; `document` is the text that it was read from, as read."""
    found: list[Cited] = []
    sections = iter(policy.sections)
    for block in document.blocks:
        if isinstance(block, syntax.PolicyHeading):
            found += _marked(block.lines)
        elif isinstance(block, syntax.Terms):
            found += _others(remark for term in block.terms for remark in term.remarks)
        elif isinstance(block, syntax.Verdict):
            found += _others(block.lines)
        elif isinstance(block, syntax.Section):
            section = next(sections)
            found += _marked(block.not_encoded, section)
            for node, item in zip(block.items, section.items, strict=True):
                found += _of_item(node, section, item)
    return tuple(sorted(found, key=lambda each: each.span.start))


def _marked(
    nodes: Iterable[syntax.Node], section: model.Section | None = None, item: model.Item | None = None
) -> Iterator[Cited]:
    for node in nodes:
        if isinstance(node, syntax.NotEncoded):
            kind = TO_FILL_IN if node.reason is None else MARKED
            yield Cited(kind, node.text, node.span, section, item, reason=node.reason)


def _others(nodes: Iterable[syntax.Node]) -> Iterator[Cited]:
    for node in nodes:
        if isinstance(node, syntax.Cite):
            yield Cited(OTHER, node.text, node.span)


def _of_item(node: syntax.Item, section: model.Section, item: model.Item) -> Iterator[Cited]:
    yield from _marked(node.statements, section, item)
    rules = iter(item.rules)
    cite: syntax.Cite | None = None
    under: list[model.Rule] = []
    for statement in (*node.statements, None):
        if isinstance(statement, syntax.Rule | syntax.Tiers):
            under.append(next(rules))
        elif statement is None or isinstance(statement, syntax.Cite):
            if cite is not None:
                yield Cited(RULES if under else ITEM, cite.text, cite.span, section, item, tuple(under))
            cite, under = statement, []


def stretch(policy: model.Policy, cited: Cited, part: Span) -> Span:
    """Give where a part of a cited sentence stands in the policy's text.

    Args:
        policy: the policy.
        cited: the sentence.
        part: a stretch of its text, its white space left out.
    """
    text = policy.source.text
    places: list[int] = []
    for match in _QUOTED.finditer(text, cited.span.start, cited.span.end):
        if match[1] is None:
            continue
        place, end = match.start(1) + 1, match.end(1) - 1
        while place < end:
            if not text[place].isspace():
                places.append(place)
            place += 2 if match[1].startswith('"') and text.startswith('""', place) else 1
        if cited.reason is not None:
            break
    if part.start >= len(places):
        return cited.span if not places else Span(places[-1], places[-1] + 1)
    return Span(places[part.start], places[max(part.end - 1, part.start)] + 1)


_QUOTED = re.compile(r'("(?:[^"\n]|"")*"|“(?:[^“”\n]|“[^“”\n]*”)*”)|#[^\n]*')
