"""What every lint reads: the checked policy beside the text that it was read from.

A model's node knows its place; what stands there as written (the span of a cap's number, of a worth, of a cite) is
looked up in the `Document` by that place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from demerit.language import model, syntax
from demerit.language.codes import Code
from demerit.language.diagnostics import Diagnostic, Fix, Label
from demerit.language.lints import truth
from demerit.language.messages import Text
from demerit.language.source import Source, Span


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """An item of the model, and where it stands.

    Attributes:
        section: the section that it is in.
        block: that section, as written.
        item: the item.
        node: it, as written.
    """

    section: model.Section
    block: syntax.Section
    item: model.Item
    node: syntax.Item

    def cap_of(self, rule: model.Rule) -> Span:
        """Give the place of the number of a rule's cap."""
        inside = (s for s in self.node.statements if rule.span.start < s.span.start < rule.span.end)
        return next((s.points.span for s in inside if isinstance(s, syntax.Cap)), rule.span)

    @property
    def cap_span(self) -> Span:
        """The place of the number of its own cap."""
        rules = [rule.span for rule in self.item.rules]
        for statement in self.node.statements:
            held = any(span.start < statement.span.start < span.end for span in rules)
            if isinstance(statement, syntax.Cap) and not held:
                return statement.points.span
        return self.node.id.span

    @property
    def worth_span(self) -> Span:
        """The place of the number of its worth."""
        worths = (s.points.span for s in self.node.statements if isinstance(s, syntax.Worth))
        return next(worths, self.node.id.span)

    @property
    def applies_span(self) -> Span | None:
        """The place of its `applies when`."""
        said = (s for s in self.node.statements if isinstance(s, syntax.Modifier) and s.keyword == "APPLIES_WHEN")
        return next((each.span for each in said), None)


class Reading:
    """A checked policy and its text.

    Attributes:
        policy: the checked model.
        document: the text, as read.
        source: where it was read from.
    """

    def __init__(self, policy: model.Policy, document: syntax.Document) -> None:
        self.policy = policy
        self.document = document
        self.source: Source = document.source

    @cached_property
    def sections(self) -> list[tuple[model.Section, syntax.Section]]:
        """Every section, with what was written of it."""
        written = {block.id.text: block for block in self.document.blocks if isinstance(block, syntax.Section)}
        return [(section, written[section.id]) for section in self.policy.sections]

    @cached_property
    def items(self) -> list[ItemPlace]:
        """Every item, in the order of the text."""
        return [
            ItemPlace(section, block, item, node)
            for section, block in self.sections
            for item, node in zip(section.items, block.items, strict=True)
        ]

    @cached_property
    def rules(self) -> dict[int, syntax.Rule | syntax.Tiers]:
        """Every rule as written, by the place where it begins."""
        return {
            statement.span.start: statement
            for place in self.items
            for statement in place.node.statements
            if isinstance(statement, syntax.Rule | syntax.Tiers)
        }

    @cached_property
    def verdict(self) -> syntax.Verdict | None:
        """The verdict, as written."""
        return next((block for block in self.document.blocks if isinstance(block, syntax.Verdict)), None)

    @cached_property
    def nodes(self) -> list[syntax.Node]:
        """Every node of the text, each before its parts."""
        return list(walk(self.document))

    @cached_property
    def caps(self) -> dict[Span, Span]:
        """The statements of caps, by the place of their number."""
        return {node.points.span: node.span for node in self.nodes if isinstance(node, syntax.Cap)}

    def items_of(self, section: model.Section) -> list[ItemPlace]:
        """Give the items of a section."""
        return self._by_section.get(section.id, [])

    @cached_property
    def _by_section(self) -> dict[str, list[ItemPlace]]:
        found: dict[str, list[ItemPlace]] = {}
        for place in self.items:
            found.setdefault(place.section.id, []).append(place)
        return found

    @cached_property
    def never(self) -> frozenset[str]:
        """The ids of the rules that can never hit, their item and `only when` taken into account."""
        return frozenset(rule.id for place in self.items for rule in place.item.rules if not self.can_hit(place, rule))

    def can_hit(self, place: ItemPlace, rule: model.Rule) -> bool:
        """Tell whether a rule can hit, its chain left out of account."""
        return truth.can([*self.needs(place, rule), (truth.hits(rule), True)])

    def needs(self, place: ItemPlace, rule: model.Rule) -> list[truth.Wanted]:
        """Give what has to hold for a rule to apply: its item's condition, and its own."""
        return [(each, True) for each in (place.item.applies, rule.only) if each is not None]

    def told(
        self,
        code: Code,
        span: Span,
        *,
        labels: Iterable[tuple[Span | None, Text]] = (),
        fixes: Iterable[Fix] = (),
        **args: Any,
    ) -> Diagnostic:
        """Make a diagnostic of this text; labels without a place are left out."""
        shown = [Label(self.source, place, text) for place, text in labels if place is not None]
        return Diagnostic(code, self.source, span, labels=shown, fixes=fixes, **args)

    def words(self, span: Span) -> str:
        """Give the text of a span on one line, without comments."""
        return self.source.words(span)


_PARTS: dict[type[syntax.Node], tuple[str, ...]] = {}


def _parts(kind: type[syntax.Node]) -> tuple[str, ...]:
    """Give the names of the fields of a kind of node that can hold others."""
    if kind not in _PARTS:
        _PARTS[kind] = tuple(part.name for part in fields(kind) if part.name not in ("span", "source"))
    return _PARTS[kind]


def walk(node: syntax.Node) -> Iterator[syntax.Node]:
    """Go through a node and all its parts, each before those that it has."""
    left: list[object] = [node]
    while left:
        each = left.pop()
        if isinstance(each, syntax.Node):
            yield each
            left += [getattr(each, name) for name in reversed(_parts(type(each)))]
        elif isinstance(each, tuple):
            left += reversed(each)
