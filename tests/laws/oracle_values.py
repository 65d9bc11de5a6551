"""The oracle's part for conditions and quantities: what an expression of the tree comes to, by the facts of a unit.

None stands for what is not known. What rules, items and sections came to is asked of the oracle itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

from demerit.language import syntax

Facts = dict[str, Any]
Declared = dict[str, syntax.Declaration]
Term = syntax.Meaning | syntax.Table


@dataclass
class Values:
    """Finds the values of expressions."""

    document: syntax.Document
    facts: Facts
    declared: Declared = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    meanings: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for block in self.document.blocks:
            if isinstance(block, syntax.FactsGroup):
                for fact in block.facts:
                    self.declared[fact.name.text] = fact
                    self.groups[fact.name.text] = key(block.name.text)
            if isinstance(block, syntax.Terms):
                self.terms.update({term.name.text: term for term in block.terms})

    def result(self, kind: str, id_: str | None) -> Fraction | None:
        """Give what a section or an item came to; the oracle knows."""
        raise NotImplementedError

    # names: `entry` is the entry in hand, `fields` are its fields

    def fact(self, name: str) -> Any:
        declaration = self.declared[name]
        given = self.facts.get(self.groups[name], {}).get(key(name))
        for qualifier in declaration.qualifiers:
            if qualifier.keyword == "DEFAULT" and given is None:
                default = qualifier.value
                if isinstance(default, syntax.Name) and declaration.type.kind == "ONE_OF":
                    return key(default.text)
                assert default is not None
                return default if isinstance(default, bool) else self.value(default)
        return given

    def term(self, name: str) -> Any:
        if name not in self.meanings:
            term = self.terms[name]
            self.meanings[name] = self.looked_up(term) if isinstance(term, syntax.Table) else self.value(term.value)
        return self.meanings[name]

    def looked_up(self, table: syntax.Table) -> Any:
        values = [self.axis(axis) for axis in table.axes]
        if None in values:
            return None
        [row] = [row for row in table.rows if in_band(values[0], row.band)]
        columns = [place for place, band in enumerate(table.columns) if in_band(values[-1], band)] or [0]
        [column] = columns
        entry = row.entries[column]
        return key(entry.text) if isinstance(entry, syntax.Name) else entry.value

    def axis(self, node: syntax.Expression) -> Any:
        value = self.value(node)
        return value if value is None or isinstance(value, str | bool) else number(value)

    def name(self, name: syntax.Name, entry: Facts | None, fields: Declared) -> Any:
        if entry is not None and name.text in fields:
            return entry.get(key(name.text))
        return self.term(name.text) if name.text in self.terms else self.fact(name.text)

    def words(self, node: syntax.Expression, fields: Declared) -> set[str]:
        """Give the words of a choice; none of what is no choice."""
        if not isinstance(node, syntax.Name):
            return set()
        if node.text in fields or node.text in self.declared:
            type_ = (fields.get(node.text) or self.declared[node.text]).type
            return {word.text for word in type_.words} if type_.kind == "ONE_OF" else set()
        term = self.terms[node.text]
        entries = [entry for row in term.rows for entry in row.entries] if isinstance(term, syntax.Table) else []
        return {entry.text for entry in entries if isinstance(entry, syntax.Name)}

    # values

    def number(
        self, node: syntax.Expression, entry: Facts | None = None, fields: Declared | None = None
    ) -> Fraction | None:
        value = self.value(node, entry, fields)
        return None if value is None else number(value)

    def numbers(
        self, nodes: tuple[syntax.Expression, ...], entry: Facts | None, fields: Declared
    ) -> list[Fraction] | None:
        """Give several numbers; None if one of them is not known."""
        found = [self.number(node, entry, fields) for node in nodes]
        return None if None in found else [each for each in found if each is not None]

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
            case syntax.Result(kind=kind, id=id_):
                return self.result(kind, id_)
            case syntax.Arithmetic() | syntax.Power() | syntax.Rounded() | syntax.Extreme() | syntax.Short():
                return self.reckoned(node, entry, fields)
            case syntax.Cases():
                for case, condition in node.cases:
                    holds = self.value(condition, entry, fields)
                    if holds is not False:
                        return holds and self.number(case, entry, fields)
                return self.number(node.otherwise, entry, fields)
            case syntax.Shortfall():
                return summed([self.value(short, entry, fields) for short in node.shorts])
            case syntax.Unmet():
                return summed([opposite(self.name(name, entry, fields)) for name in node.names])
            case syntax.Levels():
                reached = [self.name(name, entry, fields) for name in node.names]
                first = next((place for place, yes in enumerate(reached) if yes is not True), len(reached))
                return None if None in reached[first : first + 1] else Fraction(first)
            case syntax.Lacking():
                words = self.declared[node.set.text].type.words
                held = self.fact(node.set.text)
                return None if held is None else sum(key(word.text) not in held for word in words)
            case syntax.Entries():
                passed = self.entries(node.name, node.where)
                return None if passed is None else summed([passes for _, passes in passed])
            case syntax.Total():
                passed = self.entries(node.list, node.where)
                if passed is None or any(passes is None for _, passes in passed):
                    return None
                return summed([each.get(key(node.field.text)) for each, passes in passed if passes])
            case syntax.Mean():
                return self.mean(node)
            case syntax.Quantified():
                return self.quantified(node, entry, fields)
            case syntax.Negation():
                return opposite(self.value(node.inner, entry, fields))
            case syntax.Answer():
                answer = self.value(node.subject, entry, fields)
                return answer if node.yes else opposite(answer)
            case syntax.Neither():
                word = self.value(node.subject, entry, fields)
                return None if word is None else word not in {key(each.text) for each in node.words}
            case syntax.Junction():
                parts = list(self.parts(node, entry, fields))
                return all_of(parts) if node.words[0] == "and" else any_of(parts)
            case syntax.Comparison():
                return self.comparison(node, entry, fields)
        raise AssertionError(node)

    def reckoned(
        self,
        node: syntax.Arithmetic | syntax.Power | syntax.Rounded | syntax.Extreme | syntax.Short,
        entry: Facts | None,
        fields: Declared,
    ) -> Fraction | None:
        """Give what numbers come to, all of which have to be known."""
        match node:
            case syntax.Arithmetic():
                parts: tuple[syntax.Expression, ...] = (node.left, node.right)
            case syntax.Power():
                parts = (node.base, node.exponent)
            case syntax.Rounded():
                parts = (node.inner,)
            case syntax.Extreme():
                parts = node.parts
            case syntax.Short():
                parts = (node.have, node.need)
        known = self.numbers(parts, entry, fields)
        if known is None:
            return None
        match node:
            case syntax.Arithmetic(operator="+"):
                return known[0] + known[1]
            case syntax.Arithmetic(operator="-"):
                return known[0] - known[1]
            case syntax.Arithmetic(operator="*"):
                return known[0] * known[1]
            case syntax.Arithmetic():
                return known[0] / known[1]
            case syntax.Power():
                return power(known[0], known[1], int(node.digits.value) if node.digits else None)
            case syntax.Rounded():
                return rounded(known[0], node.rounding)
            case syntax.Extreme():
                return max(known) if node.which == "greatest" else min(known)
        return max(known[1] - known[0], Fraction(0))

    def mean(self, node: syntax.Mean) -> Fraction | None:
        passed = self.entries(node.list, node.where)
        if passed is None or any(passes is None for _, passes in passed):
            return None
        chosen = [each for each, passes in passed if passes]
        values: list[Any] = [each.get(key(node.field.text)) for each in chosen]
        weights: list[Any] = [1 if node.weight is None else each.get(key(node.weight.text)) for each in chosen]
        if None in values or None in weights:
            return None
        together = sum(map(Fraction, weights), Fraction(0))
        weighed = [Fraction(value) * Fraction(weight) for value, weight in zip(values, weights, strict=True)]
        return sum(weighed, Fraction(0)) / together if together else node.none.value

    def quantified(self, node: syntax.Quantified, entry: Facts | None, fields: Declared) -> bool | None:
        if node.where is None:
            value = self.name(node.name, entry, fields)
            some = value if isinstance(value, bool) or value is None else bool(value)
            return opposite(some) if node.quantifier == "NO" else some
        passed = self.entries(node.name, node.where)
        if passed is None:
            return None
        found = [passes for _, passes in passed]
        if node.quantifier == "EVERY":
            return all_of(found)
        return any_of(found) if node.quantifier == "ANY" else opposite(any_of(found))

    def parts(self, node: syntax.Junction, entry: Facts | None, fields: Declared) -> Iterator[Any]:
        """Go through the parts of a junction; behind `is a`, the `b` of `or b` is a word rather than a fact."""
        subject = None
        for part in node.parts:
            if isinstance(part, syntax.Comparison) and self.words(part.left, fields):
                subject = part
            elif isinstance(part, syntax.Name) and subject and part.text in self.words(subject.left, fields):
                part = syntax.Comparison(subject.operator, subject.left, part, span=part.span)
            else:
                subject = None
            yield self.value(part, entry, fields)

    def comparison(self, node: syntax.Comparison, entry: Facts | None, fields: Declared) -> bool | None:
        left: Any = self.value(node.left, entry, fields)
        if self.words(node.left, fields):
            assert isinstance(node.right, syntax.Name)
            right: Any = key(node.right.text)
        else:
            right = self.value(node.right, entry, fields)
        if left is None or right is None:
            return None
        if not isinstance(left, str):
            left, right = number(left), number(right)
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


# -- small steps -------------------------------------------------------------------------------------------------


def key(name: str) -> str:
    return "_".join(name.split())


def number(value: Any) -> Fraction:
    """Give a number; of a list, how long it is."""
    return Fraction(len(value) if isinstance(value, list) else value)


def in_band(value: Any, band: syntax.Band) -> bool:
    match band:
        case syntax.Words(words=words):
            return value in {key(word.text) for word in words}
        case syntax.YesOrNo(yes=yes):
            return bool(value == yes)
    low, high = (None if end is None else end.value for end in (band.low, band.high))
    above = low is None or (value >= low if band.low_word == "FROM" else value > low)
    return above and (high is None or bool(value <= high if band.high_word == "TO" else value < high))


def rounded(value: Fraction, rounding: syntax.Rounding) -> Fraction:
    """Round to a number of decimal places."""
    one = Fraction(1, 10 ** int(rounding.places.value if rounding.places else 0))
    below, above = floor(value / one), ceil(value / one)
    rest = value / one - below
    match rounding.direction:
        case "up":
            steps = above
        case "down":
            steps = below
        case "half_up":
            steps = above if rest >= Fraction(1, 2) else below
        case _:
            even = below if below % 2 == 0 else above
            steps = even if rest == Fraction(1, 2) else above if rest > Fraction(1, 2) else below
    return steps * one


def power(base: Fraction, exponent: Fraction, digits: int | None) -> Fraction:
    """Give a power: exact where it is rational, else rounded to so many digits."""
    raised, degree = base**exponent.numerator, exponent.denominator
    top, bottom = root(raised.numerator, degree), root(raised.denominator, degree)
    if top**degree == raised.numerator and bottom**degree == raised.denominator:
        return Fraction(top, bottom)
    assert digits is not None
    places = digits - 1 - _size(raised, degree)
    twice = _scaled_root(raised, degree, places, 2)  # never a tie, as the root never ends
    return ((twice + 1) // 2) * Fraction(10) ** -places


def root(value: int, degree: int) -> int:
    """Give the greatest whole number of which the power is not above a number that is not below 0."""
    if degree == 1:
        return value
    low, high = 0, 1 << (value.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= value else (low, middle - 1)
    return low


def _scaled_root(value: Fraction, degree: int, places: int, times: int) -> int:
    """Give the root, times ten to the places and times a number, rounded down."""
    return root(floor(value * (times * Fraction(10) ** places) ** degree), degree)


def _size(value: Fraction, degree: int) -> int:
    """Give the power of ten of the first digit of a root."""
    size = len(str(value.numerator)) // degree + 2
    while Fraction(10) ** (size * degree) > value:
        size -= 1
    return size


def opposite(value: bool | None) -> bool | None:
    return None if value is None else not value


def all_of(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def any_of(values: list[bool | None]) -> bool | None:
    return True if True in values else None if None in values else False


def summed(values: list[Any]) -> Fraction | None:
    return None if None in values else sum(map(Fraction, values), Fraction(0))
