"""A second opinion: a plain interpreter of the syntax tree, slow and naive, that shares nothing with the engine.

It walks what the parser read, statement by statement, as a person would with the standard in hand: no checker, no
plan, no units, fractions for all numbers, and None for what is not known. It relies on the policy being without
faults, and on nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

from demerit.language import syntax

Facts = dict[str, Any]
Declared = dict[str, syntax.Declaration]


@dataclass
class Line:
    """A rule's line of the ledger, and how it came to it."""

    id: str
    state: str
    asked: Fraction = Fraction(0)
    after_rule: Fraction = Fraction(0)
    after_item: Fraction = Fraction(0)
    after_section: Fraction = Fraction(0)


@dataclass
class Verdict:
    """All lines, in the order of the standard, and the score; None where a rule is undetermined."""

    lines: list[Line]
    score: Fraction | None


@dataclass
class _Rule:
    """A rule, with the modifiers that stand below it."""

    id: str
    node: syntax.Rule | syntax.Tiers
    only: syntax.Expression | None = None
    halved: syntax.Expression | None = None
    cap: Fraction | None = None


@dataclass
class Oracle:
    """Judges the facts of one unit by the tree of a policy."""

    document: syntax.Document
    facts: Facts
    declared: Declared = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for block in self.document.blocks:
            for fact in block.facts if isinstance(block, syntax.FactsGroup) else ():
                assert isinstance(block, syntax.FactsGroup)
                self.declared[fact.name.text] = fact
                self.groups[fact.name.text] = _key(block.name.text)

    def verdict(self) -> Verdict:
        lines, score = [], Fraction(0)
        for section in self.document.blocks:
            if isinstance(section, syntax.Section):
                own = [line for item in section.items for line in self.item(item)]
                taken = share(section.worth.value, [line.after_item for line in own])
                for line, got in zip(own, taken, strict=True):
                    line.after_section = got
                score += sum(taken) if section.bonus else section.worth.value - sum(taken)
                lines += own
        known = all(line.state != "undetermined" for line in lines)
        return Verdict(lines, score if known else None)

    # items and rules

    def item(self, item: syntax.Item) -> list[Line]:
        rules: list[_Rule] = []
        applies: Any = True
        cap = None
        letters = _letters()
        for node in item.statements:
            match node:
                case syntax.Rule() | syntax.Tiers():
                    rules.append(_Rule(f"{item.id.text}.{next(letters)}", node))
                case syntax.Repealed():
                    next(letters)
                case syntax.Label():
                    rules[-1].id = f"{item.id.text}.{node.text}"
                case syntax.Cap() if node.keyword == "ITEM_CAP" or not rules:
                    cap = node.points.value
                case syntax.Cap():
                    rules[-1].cap = node.points.value
                case syntax.Modifier(keyword="APPLIES_WHEN"):
                    applies = self.value(node.condition)
                case syntax.Modifier(keyword="ONLY_WHEN"):
                    rules[-1].only = node.condition
                case syntax.Modifier(keyword="HALVED_WHEN"):
                    rules[-1].halved = node.condition
                case _:
                    assert isinstance(node, syntax.Cite | syntax.Note)
        lines: list[Line] = []
        for rule in rules:
            before = lines[-1].state if rule.node.otherwise else "clear"
            state, asked = self.rule(rule, before) if applies else (_unless_known(applies), 0)
            left = asked if rule.cap is None else min(asked, rule.cap)
            lines.append(Line(rule.id, state, Fraction(asked), Fraction(left)))
        befores = [line.after_rule for line in lines]
        for line, got in zip(lines, befores if cap is None else share(cap, befores), strict=True):
            line.after_item = got
        return lines

    def rule(self, rule: _Rule, before: str) -> tuple[str, Fraction | int]:
        if before in ("hit", "not_reached"):
            return "not_reached", 0
        if before == "undetermined":
            return "undetermined", 0
        only = True if rule.only is None else self.value(rule.only)
        if not only:
            return _unless_known(only), 0
        asked = self.asked(rule.node)
        if not asked:
            return ("undetermined" if asked is None else "clear"), 0
        half = False if rule.halved is None else self.value(rule.halved)
        if half is None:
            return "undetermined", 0
        return "hit", asked / 2 if half else asked

    def asked(self, node: syntax.Rule | syntax.Tiers) -> Fraction | None:
        """What a rule asks for before halving; 0 if it is clear, None if that is not known."""
        if isinstance(node, syntax.Tiers):
            amount, asked = self.number(node.quantity), Fraction(0)
            if amount is None:
                return None
            for tier in node.tiers:
                bound = tier.bound.value
                holds = {
                    "OVER": amount > bound, "FROM": amount >= bound, "UNDER": amount < bound,
                    "DOWN_FROM": amount <= bound,
                }  # fmt: skip
                asked = tier.effect.points.value if holds[tier.operator] else asked
            return asked
        if node.opening == "PER":
            amount = self.number(node.phrase)
            return None if amount is None else amount * node.effect.points.value
        holds_ = self.value(node.phrase)
        if holds_ is None:
            return None
        return node.effect.points.value if holds_ is (node.opening == "WHEN") else Fraction(0)

    # expressions: `entry` is the entry in hand, `fields` are its fields

    def fact(self, name: str) -> Any:
        declaration = self.declared[name]
        given = self.facts.get(self.groups[name], {}).get(_key(name))
        for qualifier in declaration.qualifiers:
            if qualifier.keyword == "DEFAULT" and given is None:
                default = qualifier.value
                if isinstance(default, syntax.Name) and declaration.type.kind == "ONE_OF":
                    return _key(default.text)
                assert default is not None
                return default if isinstance(default, bool) else self.value(default)
        return given

    def name(self, name: syntax.Name, entry: Facts | None, fields: Declared) -> Any:
        if entry is not None and name.text in fields:
            return entry.get(_key(name.text))
        return self.fact(name.text)

    def kind(self, name: syntax.Expression, fields: Declared) -> str:
        return (fields.get(name.text) or self.declared[name.text]).type.kind if isinstance(name, syntax.Name) else ""

    def number(
        self, node: syntax.Expression, entry: Facts | None = None, fields: Declared | None = None
    ) -> Fraction | None:
        value = self.value(node, entry, fields)
        return None if value is None else Fraction(len(value) if isinstance(value, list) else value)

    def entries(self, name: syntax.Name, where: syntax.Expression | None) -> list[tuple[Facts, Any]] | None:
        """Give the entries of a list, each with what it makes of the condition."""
        listed = self.fact(name.text)
        fields = {each.name.text: each for each in self.declared[name.text].fields}
        return listed and [(each, True if where is None else self.value(where, each, fields)) for each in listed]

    def value(self, node: syntax.Expression, entry: Facts | None = None, fields: Declared | None = None) -> Any:
        fields = fields or {}
        match node:
            case syntax.Name():
                return self.name(node, entry, fields)
            case syntax.Number(value=value):
                return value
            case syntax.DateLiteral(text=text) | syntax.TextLiteral(text=text):
                return text
            case syntax.Arithmetic(operator=operator):
                a, b = self.number(node.left, entry, fields), self.number(node.right, entry, fields)
                if a is None or b is None:
                    return None
                return a + b if operator == "+" else a * b if operator == "*" else a / b
            case syntax.Rounded(direction=direction):
                a = self.number(node.inner, entry, fields)
                return None if a is None else ceil(a) if direction == "up" else floor(a)
            case syntax.Short():
                a, b = self.number(node.have, entry, fields), self.number(node.need, entry, fields)
                return None if a is None or b is None else max(b - a, Fraction(0))
            case syntax.Shortfall():
                return _sum([self.value(short, entry, fields) for short in node.shorts])
            case syntax.Unmet():
                return _sum([_not(self.name(name, entry, fields)) for name in node.names])
            case syntax.Lacking():
                words = self.declared[node.set.text].type.words
                held = self.fact(node.set.text)
                return None if held is None else sum(_key(word.text) not in held for word in words)
            case syntax.Entries():
                passed = self.entries(node.name, node.where)
                return None if passed is None else _sum([passes for _, passes in passed])
            case syntax.Total():
                passed = self.entries(node.list, node.where)
                key = _key(node.field.text)
                if passed is None or any(passes is None for _, passes in passed):
                    return None
                return _sum([each.get(key) for each, passes in passed if passes])
            case syntax.Quantified(quantifier=quantifier, where=None):
                value = self.name(node.name, entry, fields)
                some = value if isinstance(value, bool) or value is None else bool(value)
                return _not(some) if quantifier == "NO" else some
            case syntax.Quantified(quantifier=quantifier):
                passed = self.entries(node.name, node.where)
                if passed is None:
                    return None
                found = [passes for _, passes in passed]
                if quantifier == "EVERY":
                    return _all(found)
                return _any(found) if quantifier == "ANY" else _not(_any(found))
            case syntax.Negation():
                return _not(self.value(node.inner, entry, fields))
            case syntax.Answer():
                answer = self.value(node.subject, entry, fields)
                return answer if node.yes else _not(answer)
            case syntax.Neither():
                word = self.name(node.subject, entry, fields) if isinstance(node.subject, syntax.Name) else None
                return None if word is None else word not in {_key(each.text) for each in node.words}
            case syntax.Junction():
                parts = list(self.parts(node, entry, fields))
                return _all(parts) if node.words[0] == "and" else _any(parts)
            case syntax.Comparison():
                return self.comparison(node, entry, fields)
        raise AssertionError(node)

    def parts(self, node: syntax.Junction, entry: Facts | None, fields: Declared) -> Iterator[Any]:
        """Go through the parts of a junction; behind `is a`, the `b` of `or b` is a word rather than a fact."""
        subject = None
        for part in node.parts:
            if isinstance(part, syntax.Comparison) and self.kind(part.left, fields) == "ONE_OF":
                subject = part
            elif (
                isinstance(part, syntax.Name)
                and subject is not None
                and part.text in _words(subject.left, fields, self.declared)
            ):
                part = syntax.Comparison(subject.operator, subject.left, part, span=part.span)
            else:
                subject = None
            yield self.value(part, entry, fields)

    def comparison(self, node: syntax.Comparison, entry: Facts | None, fields: Declared) -> bool | None:
        left: Any = self.value(node.left, entry, fields)
        if self.kind(node.left, fields) == "ONE_OF":
            assert isinstance(node.right, syntax.Name)
            right: Any = _key(node.right.text)
        else:
            right = self.value(node.right, entry, fields)
        if left is None or right is None:
            return None
        if not isinstance(left, str):
            left, right = (Fraction(len(each) if isinstance(each, list) else each) for each in (left, right))
        match node.operator:
            case "IS":
                return bool(left == right)
            case "IS_NOT":
                return bool(left != right)
            case "IS_AT_LEAST" | "IS_ON_OR_AFTER":
                return bool(left >= right)
            case "IS_AT_MOST" | "IS_ON_OR_BEFORE":
                return bool(left <= right)
            case "IS_MORE" | "IS_AFTER":
                return bool(left > right)
        return bool(left < right)


def share(most: Fraction, asked: list[Fraction]) -> list[Fraction]:
    """Give each what is left for it: the first ones first."""
    return [max(Fraction(0), min(one, most - sum(asked[:place]))) for place, one in enumerate(asked)]


def _unless_known(applies: bool | None) -> str:
    return "undetermined" if applies is None else "not_applicable"


def _key(name: str) -> str:
    return "_".join(name.split())


def _letters() -> Iterator[str]:
    yield from "abcdefghijklmnopqrstuvwxyz"


def _words(name: syntax.Expression, fields: Declared, declared: Declared) -> set[str]:
    assert isinstance(name, syntax.Name)
    return {word.text for word in (fields.get(name.text) or declared[name.text]).type.words}


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def _any(values: list[bool | None]) -> bool | None:
    return True if True in values else None if None in values else False


def _sum(values: list[Any]) -> Fraction | None:
    return None if None in values else sum(map(Fraction, values), Fraction(0))
