"""A second opinion: a plain interpreter of the syntax tree, slow and naive, that shares nothing with the engine.

It walks what the parser read, statement by statement, as a person would with the standard in hand: no checker, no
plan, no units, fractions for all numbers, and None for what is not known. What a rule, an item or a section came to is
found when it is first asked for, whoever asks. It relies on the policy being without faults, and on nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from demerit.language import syntax
from tests.laws.oracle_values import Facts, Values, in_band, key, rounded

Identity = tuple[str, Any]
"""What is charged once: the list and the place in it, or the name of the field that identifies, and its value."""

NONE = Fraction(0)


@dataclass
class Line:
    """A rule's line of the ledger, and how it came to it: what each stage left, and what went beyond the item.

    Attributes:
        after_rule: left by the rule's own cap; and so on, from the inside out.
        after_groups: left by each group that holds the item, with the group's id, from the inside out.
        after_section: what took effect.
        beyond_asked: what it charges to the total.
        beyond: what of that took effect; None where there is no total.
        elsewhere: the places of the entries that an earlier rule had charged, each with that rule.
    """

    id: str
    state: str
    asked: Fraction = NONE
    after_rule: Fraction = NONE
    after_chain: Fraction = NONE
    after_item: Fraction = NONE
    after_worth: Fraction = NONE
    after_groups: list[tuple[str, Fraction]] = field(default_factory=list)
    after_section: Fraction = NONE
    beyond_asked: Fraction = NONE
    beyond_after_rule: Fraction = NONE
    beyond: Fraction | None = None
    elsewhere: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Verdict:
    """All lines, in the order of the standard, and what became of them.

    Attributes:
        lines: they.
        sections: the score of each section; None where there is none.
        score: the score; None where there is none.
        outcome: `score`, `no_score` or `undetermined`.
        grade: the grade; None where there is none.
    """

    lines: list[Line]
    sections: dict[str, Fraction | None]
    score: Fraction | None
    outcome: str
    grade: str | None = None


@dataclass
class _Rule:
    """A rule, with the modifiers that stand below it; and how it was judged, once it was."""

    id: str
    node: syntax.Rule | syntax.Tiers
    item: "_Item"
    only: syntax.Expression | None = None
    halved: syntax.Expression | None = None
    cap: Fraction | None = None
    once: bool = False
    line: Line | None = None
    charged: set[Identity] = field(default_factory=set)

    @property
    def effects(self) -> list[syntax.Effect]:
        return [tier.effect for tier in self.node.tiers] if isinstance(self.node, syntax.Tiers) else [self.node.effect]

    @property
    def only_beyond(self) -> bool:
        return all(effect.points is None and not effect.whole_item for effect in self.effects)

    @property
    def adds(self) -> bool:
        return self.effects[0].verb == "ADD"


@dataclass
class _Item:
    """An item, read."""

    id: str
    section: syntax.Section
    rules: list[_Rule] = field(default_factory=list)
    applies: syntax.Expression | None = None
    cap: Fraction | None = None
    worth: Fraction | None = None
    settled: bool = False

    @property
    def account(self) -> list[_Rule]:
        """The rules that take from the item or give to it."""
        return [rule for rule in self.rules if not rule.only_beyond]


@dataclass
class _Account:
    """What a section came to: before it is scaled, out of what, and its score; None where that is not known."""

    before: Fraction | None
    applicable: Fraction | None
    score: Fraction | None


@dataclass
class Oracle(Values):
    """Judges the facts of one unit by the tree of a policy."""

    items: dict[str, _Item] = field(default_factory=dict)
    accounts: dict[str, _Account] = field(default_factory=dict)
    here: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        blocks = self.document.blocks
        self.sections = {block.id.text: block for block in blocks if isinstance(block, syntax.Section)}
        for section in self.sections.values():
            for item in section.items:
                self.items[item.id.text] = _read(item, section)
        self.rules = [rule for item in self.items.values() for rule in item.rules]
        verdicts = (block.lines for block in blocks if isinstance(block, syntax.Verdict))
        self.said: tuple[syntax.VerdictLine, ...] = next(verdicts, ())

    # the verdict

    def verdict(self) -> Verdict:
        scores = {id_: self.account(id_).score for id_ in self.sections}
        lines = [self.line(rule) for rule in self.rules]
        reasons = [self.value(line.condition) for line in self.said if isinstance(line, syntax.NoScore)]
        known = None not in reasons and all(line.state != "undetermined" for line in lines)
        total = self.total(lines) if known or True in reasons else None
        if True in reasons or self.nothing_applies():
            return Verdict(lines, scores, None, "no_score")
        if not known or total is None:
            return Verdict(lines, scores, None, "undetermined")
        limits = [line for line in self.said if isinstance(line, syntax.GradeLimit)]
        holding = [self.value(line.condition) for line in limits]
        if None in holding:
            return Verdict(lines, scores, None, "undetermined")
        grade = self.grade(total, [limit for limit, holds in zip(limits, holding, strict=True) if holds])
        return Verdict(lines, scores, total, "score", grade)

    def nothing_applies(self) -> bool:
        """Tell whether nothing applies in a section, or in all of them, where that means that there is no score."""
        ordinary = [section for section in self.sections.values() if not section.bonus]
        left = {section.id.text: self.applicable(section, self.within(section)) for section in ordinary}
        for section in ordinary:
            scaled = [part for part in section.parts if isinstance(part, syntax.Rescaled)]
            if any(part.nothing == "NO_SCORE" for part in scaled) and left[section.id.text] == 0:
                return True
        together = [line for line in self.said if isinstance(line, syntax.Rescaled)]
        return any(line.nothing == "NO_SCORE" for line in together) and _sum(list(left.values())) == 0

    def within(self, section: syntax.Section) -> list[_Item]:
        return [self.items[item.id.text] for item in section.items]

    def total(self, lines: list[Line]) -> Fraction | None:
        """Give the score, and tell each line what of its points beyond took effect; None if there is no score."""
        if any(line.state == "undetermined" for line in lines):
            return None
        total = self.together()
        if total is None:
            return None
        low = next((line for line in self.said if isinstance(line, syntax.Floor)), None)
        bottom = low.points.value if low is not None and low.points is not None else None
        beyond = [line.beyond_after_rule for line in lines]
        taken = beyond if bottom is None else share(max(total - bottom, NONE), beyond)
        for line, got in zip(lines, taken, strict=True):
            line.beyond = got
        total -= sum(taken)
        total = total if bottom is None else max(total, bottom)
        for said in self.said:
            total = min(total, said.points.value) if isinstance(said, syntax.Cap) else total
        for said in self.said:
            total = rounded(total, said) if isinstance(said, syntax.Rounding) else total
        return total

    def together(self, ids: list[str] | None = None) -> Fraction | None:
        """Give the scores of sections together; None if one is not known, or nothing applies and there then is none."""
        sections = {id_: section for id_, section in self.sections.items() if ids is None or id_ in ids}
        ordinary = [section for section in sections.values() if not section.bonus]
        bonus = [self.account(id_).score for id_, section in sections.items() if section.bonus]
        if any(self.account(id_).score is None for id_ in sections):
            return None
        scaled = next((line for line in self.said if isinstance(line, syntax.Rescaled)), None)
        if scaled is None:
            scores = [self.weighed(section) for section in sections.values()]
            return None if None in scores else _sum(scores)
        accounts = [self.account(section.id.text) for section in ordinary]
        marks = _sum([_worth(section) for section in ordinary]) if scaled.to is None else scaled.to.value
        before, applicable = (_sum([a.before for a in accounts]), _sum([a.applicable for a in accounts]))
        score = _nothing(scaled, marks) if applicable == 0 else before / applicable * marks
        return None if score is None else score + _sum(bonus)

    def weighed(self, section: syntax.Section) -> Fraction | None:
        score = self.account(section.id.text).score
        weights = [part.share.value for part in section.parts if isinstance(part, syntax.Weight)]
        return None if score is None else score * (weights[0] if weights else 1)

    def grade(self, score: Fraction, limits: list[syntax.GradeLimit]) -> str | None:
        grades = [line for line in self.said if isinstance(line, syntax.Grade)]
        if not grades:
            return None
        if _rises([line.range for line in grades if line.range is not None]):
            grades = grades[::-1]  # the best one first
        names = [line.name for line in grades]
        [place] = [place for place, line in enumerate(grades) if line.range and in_band(score, line.range)]
        for limit in limits:
            bound = names.index(limit.name)
            place = max(place, bound) if limit.keyword == "AT_MOST_GRADE" else min(place, bound)
        return names[place]

    # sections

    def account(self, id_: str) -> _Account:
        if id_ not in self.accounts:
            self.accounts[id_] = self.settle(self.sections[id_])
        return self.accounts[id_]

    def settle(self, section: syntax.Section) -> _Account:
        """Hold the lines of a section to its groups and to what the section is worth."""
        items = [self.items[item.id.text] for item in section.items]
        for item in items:
            self.settle_item(item)
        rules = [rule for item in items for rule in item.account]
        known = all(self.line(rule).state != "undetermined" for rule in rules)
        self.hold_groups(section, items)
        for rule in rules:
            line = self.line(rule)
            line.after_section = line.after_groups[-1][1] if line.after_groups else line.after_worth
        losses, gains = ([rule for rule in rules if rule.adds == adds] for adds in (False, True))
        if section.bonus:
            self.cut(gains, _worth(section))
            given = self.effect(gains)
            return _Account(given, _worth(section), given) if known else _Account(None, None, None)
        applicable = self.applicable(section, items)
        self.hold(section, losses, gains, applicable)
        before = _start(section, applicable) + self.effect(gains) - self.effect(losses)
        if not known or any(self.applies(item) is None for item in items if self.scaled(section)):
            return _Account(None, None, None)
        score: Fraction | None = before
        for part in section.parts:
            if isinstance(part, syntax.Rescaled):
                to = _worth(section) if part.to is None else part.to.value
                score = _nothing(part, _sum([to])) if applicable == 0 else before / _sum([applicable]) * _sum([to])
        for part in section.parts:
            if isinstance(part, syntax.Rounding) and score is not None:
                score = rounded(score, part)
        return _Account(before, applicable, score)

    def scaled(self, section: syntax.Section) -> bool:
        return any(isinstance(part, syntax.Rescaled) for part in (*section.parts, *self.said))

    def applicable(self, section: syntax.Section, items: list[_Item]) -> Fraction | None:
        """Give what a section is worth without the items that do not apply, where that counts."""
        worth = _worth(section)
        if worth is None or not self.scaled(section):
            return worth
        return worth - _sum([item.worth for item in items if self.applies(item) is False])

    def hold(
        self, section: syntax.Section, losses: list[_Rule], gains: list[_Rule], applicable: Fraction | None
    ) -> None:
        """Hold a section between its top and its floor."""
        bottom: Fraction | None = NONE
        for part in section.parts:
            if isinstance(part, syntax.Floor):
                bottom = None if part.points is None else part.points.value
        gained, lost = self.effect(gains), self.effect(losses)
        over = _start(section, applicable) + gained - lost
        if gains and applicable is not None and over > applicable:
            self.cut(gains, gained - (over - applicable))
        elif bottom is not None and over < bottom:
            self.cut(losses, max(NONE, lost - (bottom - over)))

    def effect(self, rules: list[_Rule]) -> Fraction:
        return _sum([self.line(rule).after_section for rule in rules])

    def cut(self, rules: list[_Rule], most: Fraction | None) -> None:
        lines = [self.line(rule) for rule in rules]
        for line, got in zip(lines, share(most, [line.after_section for line in lines]), strict=True):
            line.after_section = got

    def hold_groups(self, section: syntax.Section, items: list[_Item]) -> None:
        """Hold the lines of each group to its cap, the inner groups first."""
        waiting = {group.id.text: group for group in section.groups}
        while waiting:
            group = next(g for g in waiting.values() if not any(m.text in waiting for m in g.members))
            del waiting[group.id.text]
            held = _held(group, section)
            lines = [self.line(rule) for item in items if item.id in held for rule in item.account]
            asked = [line.after_groups[-1][1] if line.after_groups else line.after_worth for line in lines]
            for line, got in zip(lines, share(group.cap.value, asked), strict=True):
                line.after_groups.append((group.id.text, got))

    # results

    def result(self, kind: str, id_: str | None) -> Fraction | None:
        if kind == "TOTAL_SO_FAR":
            ids = list(self.sections)
            if any(isinstance(line, syntax.Rescaled) for line in self.said):
                return self.together(ids[: ids.index(self.here)])
            above = [self.weighed(self.sections[id_]) for id_ in ids[: ids.index(self.here)]]
            return None if None in above else _sum(above)
        assert id_ is not None
        if kind == "SCORE_OF_SECTION":
            return self.account(id_).score
        if kind == "POINTS_OF_SECTION":
            account = self.account(id_)
            rules = [rule for rule in self.rules if rule.item.section.id.text == id_ and not rule.only_beyond]
            known = account.before is not None
            return _net(rules, [self.line(rule).after_section for rule in rules]) if known else None
        item = self.items[id_]
        self.settle_item(item)
        lines = [self.line(rule) for rule in item.account]
        if any(line.state == "undetermined" for line in lines):
            return None
        points = _net(item.account, [line.after_worth for line in lines])
        if kind == "POINTS_OF_ITEM":
            return points
        assert item.worth is not None
        return points if any(rule.adds for rule in item.account) else item.worth - points

    # items and rules

    def applies(self, item: _Item) -> bool | None:
        return True if item.applies is None else self.condition(item.applies, item)

    def condition(self, node: syntax.Expression, item: _Item) -> Any:
        """Give a value, asked for in an item."""
        return self.asked_in(item, lambda: self.value(node))

    def asked_in(self, item: _Item, ask: Callable[[], Any]) -> Any:
        before, self.here = self.here, item.section.id.text
        try:
            return ask()
        finally:
            self.here = before

    def settle_item(self, item: _Item) -> None:
        """Hold the lines of an item to its chains, its cap and its worth."""
        if item.settled:
            return
        item.settled = True
        lines = [self.line(rule) for rule in item.account]
        for chain in _chains(item):
            if not all(rule.only_beyond for rule in chain):  # what is charged beyond may ask for this item's points
                self.settle_chain(chain)
        for line, got in zip(lines, share(item.cap, [line.after_chain for line in lines]), strict=True):
            line.after_item = got
        for line, got in zip(lines, share(item.worth, [line.after_item for line in lines]), strict=True):
            line.after_worth = got

    def settle_chain(self, chain: list[_Rule]) -> None:
        """Let the rule that asks most, or least, take effect alone, where that is how the chain is joined."""
        lines = [self.line(rule) for rule in chain]
        asked = [line.after_rule for line in lines if line.state == "hit"]
        word = chain[-1].node.chain
        wins: Fraction | None = None
        if asked and word in ("OR_IF_MORE", "OR_IF_LESS"):
            wins = max(asked) if word == "OR_IF_MORE" else min(asked)
        winner = next((line for line in lines if line.state == "hit" and line.after_rule == wins), None)
        for line in lines:
            line.after_chain = line.after_rule if winner is None or winner is line else NONE

    def line(self, rule: _Rule) -> Line:
        if rule.line is None:
            rule.line = self.asked_in(rule.item, lambda: self.judged(rule))
        return rule.line

    def judged(self, rule: _Rule) -> Line:
        if rule.node.chain == "OTHERWISE":
            above = self.line(rule.item.rules[rule.item.rules.index(rule) - 1])
            if above.state == "undetermined":
                return Line(rule.id, "undetermined")
            if above.state in ("hit", "not_reached"):
                return Line(rule.id, "not_reached")
        applies = self.applies(rule.item)
        if applies and rule.only is not None:
            applies = self.value(rule.only)
        if not applies:
            return Line(rule.id, "undetermined" if applies is None else "not_applicable")
        line = Line(rule.id, "clear")
        hits, effect = self.hits(rule, line)
        if hits == 0:
            return line
        asked = None if hits is None or effect is None else self.asked(rule, effect)
        if hits is None or asked is None:
            return Line(rule.id, "undetermined")
        points, beyond = hits * asked[0], hits * asked[1]
        if points == beyond == 0:
            return line
        half = False if rule.halved is None else self.value(rule.halved)
        if half is None:
            return Line(rule.id, "undetermined")
        line.state = "hit"
        line.asked, line.beyond_asked = (points / 2, beyond / 2) if half else (points, beyond)
        [line.after_rule] = share(rule.cap, [line.asked])
        [line.beyond_after_rule] = share(rule.cap, [line.beyond_asked])
        return line

    def hits(self, rule: _Rule, line: Line) -> tuple[Fraction | None, syntax.Effect | None]:
        """Give how often a rule hits, None if that is not known, and with what effect."""
        node = rule.node
        if isinstance(node, syntax.Tiers):
            amount = self.number(node.quantity)
            if amount is None:
                return None, None
            reached = [tier.effect for tier in node.tiers if _reached(tier, amount)]
            return (Fraction(1), reached[-1]) if reached else (NONE, None)
        if node.opening == "ALWAYS":
            return Fraction(1), node.effect
        assert node.phrase is not None
        if rule.once:
            return self.charged_once(rule, node.phrase, line), node.effect
        if node.opening == "PER":
            return self.number(node.phrase), node.effect
        holds = self.value(node.phrase)
        return None if holds is None else Fraction(holds is (node.opening == "WHEN")), node.effect

    def asked(self, rule: _Rule, effect: syntax.Effect) -> tuple[Fraction, Fraction] | None:
        """Give what one hit asks of the item, and beyond it; None if that is not known."""
        points: Fraction | None = NONE
        beyond = NONE if effect.beyond is None else self.number(effect.beyond)
        if effect.whole_item:
            points = rule.item.worth
        elif isinstance(effect.points, syntax.Discretion):
            given = self.fact(effect.points.fact.text)
            points = None if given is None else Fraction(given["points"])
        elif effect.points is not None:
            points = self.number(effect.points)
        return None if points is None or beyond is None else (points, beyond)

    def charged_once(self, rule: _Rule, node: syntax.Expression, line: Line) -> Fraction | None:
        """Count the findings that no earlier rule has charged."""
        assert isinstance(node, syntax.Name | syntax.Entries)
        name = node if isinstance(node, syntax.Name) else node.name
        entries = self.entries(name, None if isinstance(node, syntax.Name) else node.where)
        kind = self.identity(name.text, 0, {})[0]
        earlier = [other for other in self.rules[: self.rules.index(rule)] if other.once and self.kind(other) == kind]
        lines = [self.line(other) for other in earlier]
        if any(other.state == "undetermined" for other in lines):
            return None
        if entries is None or any(passes is None for _, passes in entries):
            return None
        for place, (entry, passes) in enumerate(entries):
            identity = self.identity(name.text, place, entry)
            owner = next((o.id for o in earlier if identity in o.charged and self.line(o).state == "hit"), None)
            owner = rule.id if owner is None and identity in rule.charged else owner
            if passes and owner is not None:
                line.elsewhere.append((place, owner))
            elif passes:
                rule.charged.add(identity)
        return Fraction(len(rule.charged))

    def kind(self, rule: _Rule) -> str:
        assert isinstance(rule.node, syntax.Rule)
        phrase = rule.node.phrase
        name = phrase.name if isinstance(phrase, syntax.Entries) else phrase
        assert isinstance(name, syntax.Name)
        return self.identity(name.text, 0, {})[0]

    def identity(self, listed: str, place: int, entry: Facts) -> Identity:
        for each in self.declared[listed].fields:
            if any(qualifier.keyword == "IDENTIFIES" for qualifier in each.qualifiers):
                return f"field {each.name.text}", entry.get(key(each.name.text))
        return f"list {listed}", place


# -- reading -----------------------------------------------------------------------------------------------------


def _read(node: syntax.Item, section: syntax.Section) -> _Item:
    """Put the statements of an item where they belong."""
    item = _Item(node.id.text, section)
    letters = _letters()
    for statement in node.statements:
        last = item.rules[-1] if item.rules else None
        match statement:
            case syntax.Rule() | syntax.Tiers():
                item.rules.append(_Rule(f"{item.id}.{next(letters)}", statement, item))
            case syntax.Repealed():
                next(letters)
            case syntax.Worth():
                item.worth = statement.points.value
            case syntax.Cap() if statement.keyword == "ITEM_CAP" or last is None:
                item.cap = statement.points.value
            case syntax.Modifier(keyword="APPLIES_WHEN"):
                item.applies = statement.condition
            case syntax.Cite() | syntax.Note() | syntax.NotEncoded():
                pass
            case _:
                assert last is not None
                _modify(last, statement)
    return item


def _modify(rule: _Rule, statement: syntax.Statement) -> None:
    match statement:
        case syntax.Label():
            rule.id = f"{rule.item.id}.{statement.text}"
        case syntax.Cap():
            rule.cap = statement.points.value
        case syntax.ChargedOnce():
            rule.once = True
        case syntax.Modifier(keyword="ONLY_WHEN"):
            rule.only = statement.condition
        case syntax.Modifier(keyword="HALVED_WHEN"):
            rule.halved = statement.condition
        case _:
            raise AssertionError(statement)


def _letters() -> Iterator[str]:
    yield from "abcdefghijklmnopqrstuvwxyz"


def _chains(item: _Item) -> Iterator[list[_Rule]]:
    """Go through the rules that hang together."""
    chain: list[_Rule] = []
    for rule in item.rules:
        if rule.node.chain is None and chain:
            yield chain
            chain = []
        chain.append(rule)
    yield chain


def _held(group: syntax.Group, section: syntax.Section) -> set[str]:
    """Give the items that a group holds, those of the groups in it too."""
    inner = {each.id.text: each for each in section.groups}
    held: set[str] = set()
    for member in group.members:
        held |= _held(inner[member.text], section) if member.text in inner else {member.text}
    return held


def _reached(tier: syntax.Tier, amount: Fraction) -> bool:
    bound = tier.bound.value
    match tier.operator:
        case "OVER":
            return amount > bound
        case "FROM":
            return amount >= bound
        case "UNDER":
            return amount < bound
    return amount <= bound


# -- small steps -------------------------------------------------------------------------------------------------


def share(most: Fraction | None, asked: list[Fraction]) -> list[Fraction]:
    """Give each what is left for it: the first ones first. None is no limit."""
    if most is None:
        return asked
    return [max(NONE, min(one, most - sum(asked[:place]))) for place, one in enumerate(asked)]


def _worth(section: syntax.Section) -> Fraction | None:
    return next((part.points.value for part in section.parts if isinstance(part, syntax.Worth)), None)


def _start(section: syntax.Section, applicable: Fraction | None) -> Fraction:
    """Give where a section starts: one that starts full has no more than what applies."""
    starts = [part.points.value for part in section.parts if isinstance(part, syntax.StartsAt)]
    starts = [start for start in starts if start != _worth(section)]
    return _sum(starts or [applicable])


def _nothing(scaled: syntax.Rescaled, worth: Fraction) -> Fraction | None:
    """Give the score where nothing applies."""
    return {"FULL": worth, "ZERO": NONE, "NO_SCORE": None}[scaled.nothing]


def _net(rules: list[_Rule], points: list[Fraction]) -> Fraction:
    """Add up what was lost, or what was gained; or, where there is both, give gains less losses."""
    if len({rule.adds for rule in rules}) < 2:
        return _sum(points)
    return _sum([one if rule.adds else -one for rule, one in zip(rules, points, strict=True)])


def _sum(values: Sequence[Fraction | None]) -> Fraction:
    """Add up what is known, all of it."""
    known = [value for value in values if value is not None]
    assert len(known) == len(values)
    return sum(known, NONE)


def _rises(bands: list[syntax.Range]) -> bool:
    """Tell whether the lowest band comes first."""
    first, last = bands[0], bands[-1]
    if first.low is None or last.low is None:
        return first.low is None
    return first.low.value < last.low.value
