"""Takes sections as written, gives them checked: what their headings say, their items, and groups of these."""

from fractions import Fraction
from typing import Any

from demerit.language import codes, keywords, model, syntax
from demerit.language.diagnostics import Diagnostics, Label
from demerit.language.expressions import Expressions
from demerit.language.items import Items
from demerit.language.lost import Lost
from demerit.language.messages import Said, Text, listed, say
from demerit.language.nearness import near
from demerit.language.samples import sample
from demerit.language.source import Source, Span
from demerit.language.standing import Outline
from demerit.language.values import Rational, whole, write

_PARTS: dict[type[syntax.Node], str] = {
    syntax.Worth: "WORTH",
    syntax.StartsAt: "STARTS_AT",
    syntax.Weight: "WEIGHT",
    syntax.Floor: "FLOOR",
    syntax.Rescaled: "RESCALED",
    syntax.Rounding: "SCORE",
}


class Sections:
    """Checks sections."""

    def __init__(self, source: Source, found: Diagnostics, expressions: Expressions, items: Items, lost: Lost) -> None:
        self._source = source
        self._found = found
        self._expressions = expressions
        self._items = items
        self._lost = lost
        self._ids: dict[str, Span] = {}

    def section(self, node: syntax.Section) -> model.Section:
        """Give a section."""
        self._id_is_new(say("section"), node.id)
        outline = Outline.of(node)
        parts = self._parts(node)
        self._level(node, outline, parts)
        if not node.items and not self._lost.any:
            self._add(
                codes.EMPTY, node.id.span, what=say("section {section}", section=node.id.text), content=say("items")
            )
        self._expressions.section = node.id.text
        items = []
        for item in node.items:
            self._id_is_new(say("item"), item.id)
            items.append(self._items.item(item, node))
        self._expressions.section = None
        groups = self._groups(node, items)
        rescaled, rounding, weight = parts.get(syntax.Rescaled), parts.get(syntax.Rounding), parts.get(syntax.Weight)
        section = model.Section(
            node.id.text,
            node.title,
            node.bonus,
            outline.worth,
            tuple(note.text for note in node.notes),
            tuple(items),
            outline.start,
            outline.floor,
            node.bonus or outline.starts_elsewhere,
            not node.bonus,
            self._weight(weight) if isinstance(weight, syntax.Weight) else None,
            rescaled.nothing.lower() if isinstance(rescaled, syntax.Rescaled) else None,
            self.scale(rescaled) if isinstance(rescaled, syntax.Rescaled) else None,
            self._expressions.rounding(rounding) if isinstance(rounding, syntax.Rounding) else None,
            groups,
            tuple(self._items.not_encoded(each) for each in node.not_encoded),
            span=node.span,
        )
        self._worths(section, node)
        if section.rescaled is not None and rescaled is not None:
            self.can_be_rescaled(section, rescaled.span)
        return section

    def scale(self, node: syntax.Rescaled) -> Rational | None:
        """Give what something is rescaled to, where that is said."""
        return None if node.to is None else self._items.points(node.to, say("what is rescaled to"))

    def ids(self) -> dict[str, Span]:
        """Give the ids that sections, items and groups have, and where they were first used."""
        return self._ids

    def _id_is_new(self, what: Said, node: syntax.Identifier) -> bool:
        earlier = self._ids.setdefault(node.text, node.span)
        if earlier is not node.span:
            label = Label(self._source, earlier, say("first used here"))
            self._add(codes.ID_TWICE, node.span, labels=[label], what=what, id=node.text)
        return earlier is node.span

    # headings

    def _parts(self, node: syntax.Section) -> dict[type[syntax.Node], syntax.SectionPart]:
        parts: dict[type[syntax.Node], syntax.SectionPart] = {}
        for part in node.parts:
            if type(part) in parts:
                keyword = keywords.spelling(_PARTS[type(part)])
                self._add(codes.TWICE, part.span, keyword=keyword, what=say("section {section}", section=node.id.text))
            parts.setdefault(type(part), part)
            if isinstance(part, syntax.Worth):
                self._items.points(part.points, say("the worth"))
        return parts

    def _level(
        self, node: syntax.Section, outline: Outline, parts: dict[type[syntax.Node], syntax.SectionPart]
    ) -> None:
        """See whether a section's top, start and floor are in order."""
        if outline.worth is None and not outline.starts_elsewhere:
            what = say("section {name} says neither what it is worth nor where it starts", name=node.id.text)
            words = [keywords.spelling(word) for word in ("WORTH", "STARTS_AT")]
            instead = say("write “{one} 20”, or “{other} 0”", one=words[0], other=words[1])
            self._add(codes.HEADING_PART, node.id.span, what=what, instead=instead)
        starts, floor = parts.get(syntax.StartsAt), parts.get(syntax.Floor)
        if starts is not None and outline.worth is not None and outline.start > outline.worth:
            what, instead = (
                say("the section starts above what it is worth"),
                say("its worth is the highest that its score can be"),
            )
            self._add(codes.LEVEL, starts.span, what=what, instead=instead)
        elif floor is not None and outline.floor is not None and outline.floor > outline.start:
            what, instead = (
                say("the floor lies above where the section starts"),
                say("the floor is the lowest that its score can be"),
            )
            self._add(codes.LEVEL, floor.span, what=what, instead=instead)
        elif floor is None and outline.start < 0:
            what = say("the section starts below 0, where its floor is")
            instead = say(
                "say where the floor is: “{floor} …”, or “{no_floor}”",
                floor=keywords.spelling("FLOOR"),
                no_floor=keywords.spelling("NO_FLOOR"),
            )
            self._add(codes.LEVEL, node.id.span if starts is None else starts.span, what=what, instead=instead)
        rescaled = parts.get(syntax.Rescaled)
        if rescaled is not None and outline.worth is None:
            what = say("section {name} states no worth, so there is nothing to rescale to", name=node.id.text)
            self._add(
                codes.HEADING_PART,
                rescaled.span,
                what=what,
                instead=say("say “{worth} …”", worth=keywords.spelling("WORTH")),
            )

    def _weight(self, node: syntax.Weight) -> Rational:
        value = whole(node.share.value)
        if not 0 < value <= 1:
            what = say("“{text}” is no share of the whole", text=self._source.words(node.share.span))
            instead = say("a weight is more than 0 and at most 100%")
            if 1 < value <= 100:
                instead = say("write “{value}%”", value=write(value))
            self._add(codes.WEIGHTS, node.share.span, what=what, instead=instead)
        return value

    def check_weights(self, sections: tuple[model.Section, ...]) -> None:
        """See whether weights are said of all ordinary sections or of none, and are 100 % together."""
        ordinary = [section for section in sections if not section.bonus]
        weighted = [section for section in ordinary if section.weight is not None]
        if not weighted:
            return
        for section in ordinary:
            if section.weight is None:
                what = say("section {section} has no weight, but others have", section=section.id)
                instead = say("give every section one, 100% together")
                self._add(codes.WEIGHTS, self._ids[section.id], what=what, instead=instead)
        shares = [Fraction(section.weight) for section in weighted if section.weight is not None]
        total, sound = sum(shares, Fraction(0)), all(0 < share <= 1 for share in shares)
        if len(weighted) == len(ordinary) and sound and total != 1:
            what = say("the weights are {value}% together", value=write(whole(total * 100)))
            shared = ((s.id, write(whole(Fraction(s.weight or 0) * 100))) for s in ordinary)
            weights = listed(say("section {section}: {share}%", section=id_, share=share) for id_, share in shared)
            self._add(
                codes.WEIGHTS,
                self._ids[ordinary[-1].id],
                what=what,
                instead=say("make them 100%: {weights}", weights=weights),
            )

    # items

    def _worths(self, section: model.Section, node: syntax.Section) -> None:
        """See whether the items add up to the section, where all of them state a worth."""
        worths = [item.worth for item in section.items if item.worth is not None]
        if section.bonus or section.worth is None or not worths or len(worths) < len(section.items):
            return
        span, total = node.span, sum(worths, start=0)
        told = [each.span for each in self._found.errors if each.code is codes.POINTS_NUMBER and each.span is not None]
        if any(span.start <= each.start < span.end for each in told):
            return
        if total != section.worth and not self._lost.any:
            worth = next(part for part in node.parts if isinstance(part, syntax.Worth))
            items = [say("item {item}: {worth}", item=item.id, worth=write(item.worth or 0)) for item in section.items]
            self._add(
                codes.ITEM_WORTHS,
                worth.points.span,
                found=write(total),
                section=section.id,
                stated=write(section.worth),
                items=listed(items),
            )

    def can_be_rescaled(self, section: model.Section, span: Span) -> None:
        """See whether a section starts full or at 0, and all items that need not apply state what they are worth."""
        if section.worth is not None and section.start not in (0, section.worth):
            what = say("section {section} is rescaled, but starts between 0 and its worth", section=section.id)
            instead = say("what is rescaled starts full, or at 0")
            self._add(codes.HEADING_PART, span, what=what, instead=instead)
        away = sum((item.worth or 0 for item in section.items if item.applies is not None), start=0)
        if section.worth is not None and away > section.worth:
            what = say(
                "items of section {section} that need not apply are worth {away}, more than the section",
                section=section.id,
                away=write(away),
            )
            self._add(
                codes.HEADING_PART, span, what=what, instead=say("correct what the items or the section are worth")
            )
        for item in section.items:
            if item.applies is not None and item.worth is None:
                label = Label(self._source, span, say("rescaled here"))
                instead = say("say in its heading: “{worth} 5”", worth=keywords.spelling("WORTH"))
                what = say(
                    "item {item} states no worth, so it is not known what falls away where it does not apply",
                    item=item.id,
                )
                self._add(codes.NO_WORTH, self._ids[item.id], labels=[label], what=what, instead=instead)

    # groups

    def _groups(self, node: syntax.Section, items: list[model.Item]) -> tuple[model.ItemGroup, ...]:
        verbs = {item.id: set(item.verbs) for item in items}
        known = {item.id.text for item in node.items} | {group.id.text for group in node.groups}
        owners: dict[str, str] = {}
        good = True
        for group in node.groups:
            if not self._id_is_new(say("group"), group.id):
                good = False
                continue
            for place, member in enumerate(group.members):
                what: Text = ""
                instead: Text = ""
                if member.text not in known:
                    what = say("section {name} has no item or group {member}", name=node.id.text, member=member.text)
                    instead = say("a group holds items, or other groups, of its own section")
                elif owners.setdefault(member.text, group.id.text) != group.id.text:
                    what = say("{member} is in group {group} already", member=member.text, group=owners[member.text])
                    instead = say(
                        "let one of the groups hold the other: “{text}”",
                        text=sample("group", group=owners[member.text]),
                    )
                elif member.text in [each.text for each in group.members[:place]]:
                    what, instead = say("{member} is named twice", member=member.text), say("name it once")
                if what and not self._lost.any:
                    suggested = near(member.text, known) if member.text not in known else []
                    self._found.add(codes.GROUPS, self._source, member.span, near=suggested, what=what, instead=instead)
                good = good and not what
        for group in node.groups:
            path = [group.id.text]
            while path[-1] in owners and owners[path[-1]] not in path:
                path.append(owners[path[-1]])
            if owners.get(path[-1]) == group.id.text:
                circle = " → ".join(reversed([group.id.text, *path[1:], group.id.text]))
                holds = say("group {group} holds itself: {circle}", group=group.id.text, circle=circle)
                self._add(codes.GROUPS, group.id.span, what=holds, instead=say("take it out of one of them"))
                good = False
                break
        if good:
            self._one_verb(node, verbs)
        return tuple(
            model.ItemGroup(
                group.id.text,
                group.title,
                tuple(member.text for member in group.members),
                self._items.points(group.cap, say("the cap")),
                span=group.span,
            )
            for group in node.groups
        )

    def _one_verb(self, node: syntax.Section, verbs: dict[str, set[str]]) -> None:
        left = list(node.groups)
        while left:  # inner groups first: there is no circle
            for group in list(left):
                members = [member.text for member in group.members]
                if all(member in verbs for member in members):
                    verbs[group.id.text] = set().union(*(verbs[member] for member in members))
                    left.remove(group)
                    if len(verbs[group.id.text]) > 1:
                        self._add(
                            codes.ONE_VERB,
                            group.cap.span,
                            what=say("group {group}", group=group.id.text),
                            limit=say("a cap"),
                        )

    def _add(self, code: codes.Code, span: Span, labels: list[Label] | None = None, **args: Any) -> None:
        self._found.add(code, self._source, span, labels=labels or (), **args)
