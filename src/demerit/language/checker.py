"""Takes a `Document`, gives a `Policy`: the checked model, or what keeps it from being one.

The passes, in order: declarations become typed facts (`declarations`); headings, items and their flat lists of
statements become sections, items and rules, each modifier going to what stands above it; conditions and quantities
are resolved and typed (`expressions`); at last what can be seen on the whole only: facts that nobody reads, full
marks that the sections do not add up to.

Promises: every fault of the text is told in one run. A policy comes out only if there is no error; warnings come
with it.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from demerit.language import codes, keywords, model, syntax
from demerit.language.declarations import Declarations, Declared
from demerit.language.diagnostics import Diagnostics, Label
from demerit.language.expressions import Expressions
from demerit.language.kinds import YES_NO, negate, shown, unit_words
from demerit.language.parser import Gap, Parsed
from demerit.language.source import Source, Span
from demerit.language.values import Rational, whole, write

_TIERS = {
    "OVER": ("over", "more"),
    "FROM": ("from", "at_least"),
    "UNDER": ("under", "less"),
    "DOWN_FROM": ("down_from", "at_most"),
}
_RISING = ("over", "from")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checker makes of a document: a policy where there is no error, and all that it found."""

    policy: model.Policy | None
    diagnostics: Diagnostics


def check(parsed: Parsed) -> Checked:
    """Check a document.

    Where something could not be read, what it may be to blame for is not told of the rest: names that it holds, a
    modifier that has lost its rule, full marks that do not add up.
    """
    return _Checker(parsed.document, parsed.diagnostics, parsed.gaps).check()


class _Checker:
    def __init__(self, document: syntax.Document, found: Diagnostics, gaps: tuple[Gap, ...]) -> None:
        self._document = document
        self._source: Source = document.source
        self._found = found
        self._gaps = gaps
        self._broken = bool(gaps)
        self._lost_headings = [gap.span for gap in gaps if gap.heading]
        self._ids: dict[str, Span] = {}

    def check(self) -> Checked:
        blocks = self._document.blocks
        groups = [block for block in blocks if isinstance(block, syntax.FactsGroup)]
        lost = " ".join(self._cut(span) for span in self._lost_headings)
        declared = Declarations(self._source, self._found, lost).check(groups)
        self._expressions = Expressions(self._source, self._found, declared.by_name, declared.lost)
        heading = self._heading([block for block in blocks if isinstance(block, syntax.PolicyHeading)])
        written = [block for block in blocks if isinstance(block, syntax.Section)]
        sections = tuple(self._section(section) for section in written)
        if blocks and not self._broken and not any(item.statements for section in written for item in section.items):
            self._add(codes.NO_RULES, self._span_of_heading())
        self._rule_ids(sections)
        full_marks = self._full_marks(heading, sections)
        self._unread(declared)
        if heading is None or self._found.errors:
            return Checked(None, self._found)
        policy = replace(heading, full_marks=full_marks, groups=declared.groups, sections=sections)
        return Checked(policy, self._found)

    # the whole

    def _span_of_heading(self) -> Span:
        blocks = self._document.blocks
        return blocks[0].id.span if blocks and isinstance(blocks[0], syntax.PolicyHeading) else Span(0, 0)

    def _heading(self, headings: list[syntax.PolicyHeading]) -> model.Policy | None:
        if not headings:
            if not self._lost_headings:
                self._add(codes.POLICY_HEADING, Span(0, 0), what="there is no heading")
            return None
        for extra in headings[1:]:
            label = Label(self._source, headings[0].id.span, "the first heading")
            self._add(codes.POLICY_HEADING, extra.id.span, labels=[label], what="this is a second heading")
        node = headings[0]
        if self._document.blocks[0] is not node:
            self._add(codes.POLICY_HEADING, node.id.span, what="the heading does not come first")
        lines: dict[str, syntax.HeadingLine] = {}
        for line in node.lines:
            if isinstance(line, syntax.HeadingLine):
                if line.keyword in lines:
                    self._add(codes.TWICE, line.span, keyword=keywords.spelling(line.keyword), what="the policy")
                lines.setdefault(line.keyword, line)
        if "VERSION" not in lines and not self._broken:
            self._add(codes.NO_VERSION, node.id.span, keyword=keywords.spelling("VERSION"))
        self._lines = lines
        title, version = (lines[k].value if k in lines else None for k in ("TITLE", "VERSION"))
        return model.Policy(
            node.id.text,
            title if isinstance(title, str) else None,
            version.text if isinstance(version, syntax.Identifier) else None,
            0,
            tuple(line.text for line in node.lines if isinstance(line, syntax.Note)),
            (),
            (),
            self._source,
        )

    def _full_marks(self, heading: model.Policy | None, sections: tuple[model.Section, ...]) -> Rational:
        worth = [section for section in sections if not section.bonus]
        total = sum((section.worth for section in worth), start=0)
        line = self._lines.get("FULL_MARKS") if heading is not None else None
        if line is None:
            return total
        assert isinstance(line.value, syntax.Number)
        stated = whole(line.value.value)
        if stated != total and not self._lost_headings:
            listed = ", ".join(f"section {section.id}: {write(section.worth)}" for section in worth)
            self._add(
                codes.FULL_MARKS_DIFFER, line.value.span, stated=write(stated), found=write(total), sections=listed
            )
        return stated

    def _unread(self, declared: Declared) -> None:
        read = self._expressions.read | declared.read
        keyword, default = keywords.spelling("OPTIONAL"), keywords.spelling("DEFAULT")
        for fact in declared.by_name.values():
            span = declared.nodes[fact.pointer].name.span
            sought = fact.name in self._expressions.suggested or fact.name in declared.lost
            if fact.pointer not in read and not fact.optional and not sought and not self._broken:
                self._add(codes.UNREAD, span, name=fact.name, keyword=keyword)
            elif fact.pointer in read and fact.optional and fact.default is None:
                self._add(codes.OPTIONAL_READ, span, name=fact.name, keyword=keyword, default=default)

    def _id_is_new(self, what: str, node: syntax.Identifier) -> None:
        earlier = self._ids.setdefault(node.text, node.span)
        if earlier is not node.span:
            label = Label(self._source, earlier, "first used here")
            self._add(codes.ID_TWICE, node.span, labels=[label], what=what, id=node.text)

    def _rule_ids(self, sections: tuple[model.Section, ...]) -> None:
        seen = {id_: ("", span) for id_, span in self._ids.items()}
        owned = [(item, rule) for section in sections for item in section.items for rule in item.rules]
        for item, rule in owned:
            owner, earlier = seen.setdefault(rule.id, (item.id, rule.span))
            if owner != item.id:  # an item or a label that is there twice has been told of
                label = Label(self._source, earlier, "first used here")
                self._add(codes.ID_TWICE, rule.span, labels=[label], what="rule", id=rule.id)

    def _lost_between(self, start: int, end: int, *, heading: bool = False) -> bool:
        """Tell whether something between two places could not be read or, if that is asked, a heading."""
        return any(start <= gap.span.start < end and (gap.heading or not heading) for gap in self._gaps)

    # sections

    def _section(self, node: syntax.Section) -> model.Section:
        self._id_is_new("section", node.id)
        worth = self._points(node.worth, "the worth")
        if not node.items and not self._broken:
            self._add(codes.EMPTY, node.id.span, what=f"section {node.id.text}", content="items")
        return model.Section(
            node.id.text,
            node.title,
            node.bonus,
            worth,
            tuple(note.text for note in node.notes),
            tuple(self._item(item, node) for item in node.items),
            span=node.span,
        )

    def _points(self, node: syntax.Number, what: str) -> Rational:
        value = whole(node.value)
        written = self._source.cut(node.span)
        if value <= 0:
            self._add(codes.POINTS_NUMBER, node.span, what=what, why="is 0", instead="say how many points")
        elif re.search("[%％‰]", written):
            why = f"is a share, “{written}”"
            self._add(codes.POINTS_NUMBER, node.span, what=what, why=why, instead="points are a plain number")
        return value

    # items

    def _item(self, node: syntax.Item, section: syntax.Section) -> model.Item:
        self._id_is_new("item", node.id)
        item = _Item(node.id.text, node.span.start)
        for statement in node.statements:
            self._statement(item, statement, section)
        if not item.rules and not item.repealed and not item.orphans and not self._broken:
            self._add(codes.EMPTY, node.id.span, what=f"item {node.id.text}", content="rules")
        rules = tuple(rule for draft in item.rules if (rule := self._finish(draft)) is not None)
        return model.Item(
            node.id.text,
            node.title,
            item.applies,
            item.cap,
            item.own_cite(),
            tuple(item.notes),
            rules,
            tuple(item.repealed),
            span=node.span,
        )

    def _statement(self, item: "_Item", node: syntax.Statement, section: syntax.Section) -> None:
        match node:
            case syntax.Cite():
                item.begin_cite(node.text)
            case syntax.Note():
                (item.last.notes if item.last else item.notes).append(node.text)
            case syntax.Rule() | syntax.Tiers():
                self._rule(item, node, section)
            case syntax.Repealed():
                item.repealed.append((item.next_letter(), node.reason))
                item.last, item.above_is_gone = None, True
            case syntax.Cap(keyword="ITEM_CAP"):
                self._item_cap(item, node)
            case syntax.Cap() if not item.rules and not self._lost_between(item.start, node.span.start):
                self._item_cap(item, node)
            case syntax.Modifier(keyword="APPLIES_WHEN"):
                self._applies(item, node)
            case _:
                self._modifier(item, node)

    def _item_cap(self, item: "_Item", node: syntax.Cap) -> None:
        if item.cap is not None:
            self._twice(node.keyword, node, f"item {item.id}")
            return
        item.cap = self._points(node.points, "the cap")

    def _applies(self, item: "_Item", node: syntax.Modifier) -> None:
        condition = self._expressions.condition(node.condition)
        if item.rules:
            keyword, instead = keywords.spelling(node.keyword), keywords.spelling("ONLY_WHEN")
            self._add(codes.APPLIES_LATE, node.span, keyword=keyword, instead=instead)
        elif item.has_applies:
            self._twice(node.keyword, node, f"item {item.id}")
        else:
            item.has_applies, item.applies = True, condition

    def _modifier(self, item: "_Item", node: syntax.Label | syntax.Modifier | syntax.Cap) -> None:
        kind = "LABEL" if isinstance(node, syntax.Label) else node.keyword
        if item.above_is_gone or not item.rules or self._lost_between(item.rules[-1].span.end, node.span.start):
            if isinstance(node, syntax.Modifier):
                self._expressions.condition(node.condition)
            self._orphan(item, node, kind)
            return
        rule = item.rules[-1]
        if kind in rule.said:
            self._twice(kind, node, "this rule")
            return
        rule.said.add(kind)
        if isinstance(node, syntax.Label):
            self._label(item, rule, node)
        elif isinstance(node, syntax.Cap):
            rule.cap = self._points(node.points, "the cap")
        elif kind == "HALVED_WHEN":
            if rule.verb == "add":
                self._add(codes.HALVED_GAIN, node.span, keyword=keywords.spelling(kind))
            rule.halved = self._expressions.condition(node.condition)
        else:
            rule.only = self._expressions.condition(node.condition)
        rule.span = rule.span.to(node.span)
        rule.text += " " + self._cut(node.span)

    def _orphan(self, item: "_Item", node: syntax.Node, keyword: str) -> None:
        item.orphans = True
        if not self._lost_between(item.start, node.span.start):
            self._add(codes.NO_RULE_ABOVE, node.span, keyword=keywords.spelling(keyword))

    def _label(self, item: "_Item", rule: "_Rule", node: syntax.Label) -> None:
        why = ""
        if re.fullmatch("[a-z]{1,2}", node.text):
            why = "looks like the letter of a position"
        elif any(other.label == node.text for other in item.rules):
            why = "is taken by another rule of this item"
        if why:
            self._add(codes.LABEL_TAKEN, node.span, label=node.text, why=why)
        rule.label = node.text

    def _twice(self, keyword: str, node: syntax.Node, what: str) -> None:
        self._add(codes.TWICE, node.span, keyword=keywords.spelling(keyword), what=what)

    # rules

    def _rule(self, item: "_Item", node: syntax.Rule | syntax.Tiers, section: syntax.Section) -> None:
        if node.otherwise and (item.above_is_gone or not item.rules):
            self._orphan(item, node, "OTHERWISE")
        effects = [tier.effect for tier in node.tiers] if isinstance(node, syntax.Tiers) else [node.effect]
        for effect in effects:
            self._verb(effect, section)
        draft = _Rule(
            item.next_letter(),
            item.id,
            node.span,
            effects[0].verb.lower(),
            node.otherwise,
            item.cite,
            self._cut(node.span),
        )
        if isinstance(node, syntax.Tiers):
            quantity = self._expressions.quantity(node.quantity, None, keywords.spelling("BY"))
            draft.trigger = quantity
            draft.tiers = self._tiers(node, quantity)
        else:
            draft.points = self._points(node.effect.points, "the effect")
            if node.opening == "PER":
                draft.trigger = self._expressions.counted(node.phrase, keywords.spelling("PER"))
            else:
                condition = self._expressions.condition(node.phrase)
                if condition is not None and node.opening == "UNLESS":
                    condition, draft.unless = negate(condition), True
                draft.trigger = condition
        item.rules.append(draft)
        item.cite_has_rule, item.above_is_gone = True, False
        item.last = draft

    def _verb(self, effect: syntax.Effect, section: syntax.Section) -> None:
        wanted = "ADD" if section.bonus else "DEDUCT"
        if effect.verb == wanted or self._lost_between(section.span.start, effect.span.start, heading=True):
            return
        what = "is a bonus section, where nothing is taken" if section.bonus else "starts full and can only lose"
        self._add(
            codes.WRONG_EFFECT,
            effect.span,
            section=section.id.text,
            what=what,
            keyword=keywords.spelling(effect.verb),
            instead=keywords.spelling(wanted),
        )

    def _tiers(self, node: syntax.Tiers, quantity: model.Expression | None) -> tuple[model.Tier, ...]:
        tiers: list[model.Tier] = []
        for tier in node.tiers:
            operator, test = _TIERS[tier.operator]
            bound = self._expressions.resolve(tier.bound)
            points = self._points(tier.effect.points, "the effect")
            value = whole(tier.bound.value)
            if quantity is None or bound is None:
                continue
            assert isinstance(bound.type, model.Numeric)
            assert isinstance(quantity.type, model.Numeric)
            if bound.type.unit != quantity.type.unit and value != 0:
                self._add(
                    codes.UNITS_DIFFER,
                    tier.bound.span,
                    left=f"“{self._cut(node.quantity.span)}”",
                    left_unit=unit_words(quantity.type.unit),
                    right=f"“{self._cut(tier.bound.span)}”",
                    right_unit=unit_words(bound.type.unit),
                    instead=f"write “{shown(value, quantity.type.unit)}”",
                )
            if tiers:
                self._tier_order(tiers[-1], operator, value, tier)
            holds = model.Operation(test, (quantity, bound), type=YES_NO, span=tier.span)
            tiers.append(model.Tier(operator, value, points, holds, tier.span))
        return tuple(tiers)

    def _tier_order(self, before: model.Tier, operator: str, value: Rational, node: syntax.Tier) -> None:
        rising = operator in _RISING
        assert isinstance(before.test, model.Operation)
        earlier = f"“{self._cut(before.test.operands[1].span)}”"
        what = instead = ""
        if rising != (before.operator in _RISING):
            what = "tiers that rise and tiers that fall stand under one quantity"
            instead = "write two rules"
        elif rising and not (value > before.bound or (value == before.bound and operator > before.operator)):
            what = f"this tier does not lie above the one before it, {earlier}"
            instead = "tiers rise: the last one whose bound holds takes effect"
        elif not rising and not (value < before.bound or (value == before.bound and operator > before.operator)):
            what = f"this tier does not lie below the one before it, {earlier}"
            instead = "these tiers fall: the last one whose bound holds takes effect"
        if what:
            self._add(codes.TIER_ORDER, node.span, what=what, instead=instead)

    def _finish(self, draft: "_Rule") -> model.Rule | None:
        if draft.trigger is None:
            return None
        return model.Rule(
            f"{draft.item}.{draft.label or draft.letter}",
            draft.label,
            draft.verb,
            draft.trigger,
            draft.points,
            draft.tiers,
            draft.otherwise,
            draft.only,
            draft.halved,
            draft.cap,
            draft.cite,
            tuple(draft.notes),
            draft.text,
            draft.unless,
            span=draft.span,
        )

    # helpers

    def _cut(self, span: Span) -> str:
        """Give the text of a span on one line, without comments."""
        return self._source.words(span)

    def _add(self, code: codes.Code, span: Span, labels: list[Label] | None = None, **args: Any) -> None:
        self._found.add(code, self._source, span, labels=labels or (), **args)


@dataclass
class _Rule:
    """A rule while its modifiers are gathered."""

    letter: str
    item: str
    span: Span
    verb: str
    otherwise: bool
    cite: str | None
    text: str
    trigger: model.Expression | None = None
    points: Rational = 0
    tiers: tuple[model.Tier, ...] = ()
    label: str | None = None
    unless: bool = False
    only: model.Expression | None = None
    halved: model.Expression | None = None
    cap: Rational | None = None
    notes: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)


@dataclass
class _Item:
    """An item while its statements are gathered."""

    id: str
    start: int
    applies: model.Expression | None = None
    has_applies: bool = False
    cap: Rational | None = None
    cite: str | None = None
    cites: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rules: list[_Rule] = field(default_factory=list)
    repealed: list[tuple[str, str | None]] = field(default_factory=list)
    last: _Rule | None = None
    orphans: bool = False
    cite_has_rule: bool = False
    above_is_gone: bool = False

    def begin_cite(self, text: str) -> None:
        """Take a sentence for the rules that follow; one that none followed was about the item."""
        self._settle_cite()
        self.cite, self.cite_has_rule, self.last = text, False, None

    def own_cite(self) -> str | None:
        """Give the sentences that no rule comes from."""
        self._settle_cite()
        return "\n".join(self.cites) or None

    def _settle_cite(self) -> None:
        if self.cite is not None and not self.cite_has_rule:
            self.cites.append(self.cite)

    def next_letter(self) -> str:
        """Give the letter of the next position: a to z, then aa, ab and so on."""
        return _letter(len(self.rules) + len(self.repealed))


def _letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
