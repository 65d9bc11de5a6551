"""Takes conditions and quantities as written, gives their text in a language: as few brackets as the grammar allows.

Each construction says how tightly it binds (`_LEVELS`); where it stands in a place that asks for more, it goes into
brackets. The words come from the keyword table, their order from here: it is the order of `grammar/demerit.lark`.

Promises: what is printed reads again as an equal node.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from demerit.language import keywords, syntax
from demerit.language.source import Source
from demerit.language.values import in_digits, whole, write

BREAKS = "".join(map(chr, range(0xFDD0, 0xFDF0)))
"""Where a line that is too long can be cut, from outside to inside of brackets: characters that no text holds
(Unicode, 23.7: noncharacters)."""
BREAK = BREAKS[0]
_DEEPER = str.maketrans(dict(zip(BREAKS, BREAKS[1:] + BREAKS[-1], strict=True)))

PHRASE, JUNCTION, UNARY, TEST, SUM, TERM, POWER, FACTOR = range(8)
"""How tightly a construction binds, the loosest first."""

_LEVELS: dict[type[syntax.Node], int] = {
    syntax.Cases: PHRASE - 1,
    syntax.Entries: PHRASE,
    syntax.Total: PHRASE,
    syntax.Mean: PHRASE,
    syntax.Lacking: PHRASE,
    syntax.Unmet: PHRASE,
    syntax.Levels: PHRASE,
    syntax.Extreme: PHRASE,
    syntax.Shortfall: PHRASE,
    syntax.Junction: JUNCTION,
    syntax.Negation: UNARY,
    syntax.Comparison: TEST,
    syntax.Answer: TEST,
    syntax.Neither: TEST,
    syntax.Rounded: TERM,
    syntax.Power: POWER,
}
_OPERATORS = {"+": SUM, "-": SUM, "*": TERM, "/": TERM}


class Phrases:
    """Prints conditions and quantities in the language that is spoken.

    Args:
        names: the names that are called otherwise in that language than they are written.
        source: the text that is printed.
        measures: the measure words that would be read as no unit.
    """

    def __init__(self, names: Mapping[str, str], source: Source, measures: Collection[str] = ()) -> None:
        self._names = names
        self._measures = measures
        self._source = source
        self.chinese = keywords.spoken() == "zh"
        self.comma = f"、{BREAK}" if self.chinese else f", {BREAK}"

    # words

    def word(self, terminal: str) -> str:
        """Give the spelling of a keyword."""
        return keywords.spelling(terminal)

    def opened(self, terminal: str, text: str) -> str:
        """Put a keyword before a condition or quantity, so that it is not read into a longer one with it."""
        word = self.word(terminal)
        found = keywords.all_spellings().at(word + text, 0)
        apart = not self.chinese or (found is not None and found[0] > len(word))
        return f"{word} {text}" if apart else word + text

    def join(self, *parts: str) -> str:
        """Put words one behind the other, as the language does."""
        return ("" if self.chinese else " ").join(part for part in parts if part)

    def name(self, name: syntax.Name) -> str:
        """Give a name as it can be read where it stands."""
        return self.bracket_name(self._names.get(name.text, name.text))

    def declared(self, name: syntax.Name) -> str:
        """Give a name where it is declared, with the one in the other language behind it."""
        own = self._names.get(name.text, name.text)
        other = name.other if own == name.text else name.text
        if other is None:
            return self.bracket_name(own)
        return self.bracket_name(own) + ("" if self.chinese else " ") + f"「{other}」"

    def bracket_name(self, name: str) -> str:
        """Give a name, in corner brackets where it cannot stand without them."""
        bare = not self.chinese and keywords.is_plain(name) and keywords.keyword_inside(name) is None
        return name if bare else f"「{name}」"

    def names(self, names: Iterable[syntax.Name]) -> str:
        """Give several names."""
        return self.comma.join(map(self.name, names))

    def number(self, number: syntax.Number) -> str:
        """Give a number as it was written, with its unit in the language."""
        written = in_digits(number.written) if number.written else write(whole(abs(number.value)))
        sign = "-" if number.value < 0 else ""
        if number.unit is None:
            return sign + written
        unit = self.unit(number.unit, written)
        if unit in self._measures:
            unit = keywords.units().get(unit, unit)  # 2 people: 人 would be no unit here
        return f"{sign}{written}{'' if self.chinese and not unit.isascii() else ' '}{unit}"

    def unit(self, unit: str, number: str = "") -> str:
        """Give a unit as it is spelt in the language."""
        return keywords.unit_word(unit, number)

    def range_word(self, terminal: str, *, has_end: bool) -> str:
        """Give the word that begins a range: in Chinese 从5至9, but 达到5."""
        spellings = keywords.table()[terminal].spellings
        return spellings[-1] if terminal == "FROM" and has_end else spellings[0]

    @property
    def rule_cap(self) -> str:
        """The word for the cap of a rule above it that takes points."""
        return keywords.table()["CAP"].spellings[1]

    def text(self, text: str) -> str:
        """Give a text in quotation marks."""
        if self.chinese and _balanced(text):
            return f"“{text}”"
        doubled = text.replace('"', '""')
        return f'"{doubled}"'

    # conditions and quantities

    def phrase(self, node: syntax.Expression) -> str:
        """Give a condition or quantity where anything can stand."""
        return self.at(node, PHRASE)

    def brackets(self, text: str) -> str:
        """Put a text into brackets."""
        inner = text.translate(_DEEPER)
        return f"（{inner}）" if self.chinese else f"({inner})"

    def at(self, node: syntax.Expression, level: int) -> str:
        """Give a condition or quantity where one has to bind as tightly as `level` says, or stand in brackets."""
        text = self._of(node)
        return self.brackets(text) if _level(node) < level else text

    def _of(self, node: syntax.Expression) -> str:
        printer: Callable[[Any], str] = getattr(self, f"_{type(node).__name__.lower()}")
        return printer(node)

    def _name(self, node: syntax.Name) -> str:
        return self.name(node)

    def _number(self, node: syntax.Number) -> str:
        return self.number(node)

    def _dateliteral(self, node: syntax.DateLiteral) -> str:
        return node.text

    def _textliteral(self, node: syntax.TextLiteral) -> str:
        return self.text(node.text)

    def _arithmetic(self, node: syntax.Arithmetic) -> str:
        level = _OPERATORS[node.operator]
        left, right = self.at(node.left, level), self.at(node.right, level + 1)
        if level == SUM and isinstance(node.right, syntax.Rounded) and self._source.in_brackets(node.right.span):
            right = self.brackets(self._of(node.right))  # without them it is not plain what is rounded
        sign = {"-": self.word("MINUS"), "*": "×", "/": "÷"} if self.chinese else {"-": self.word("MINUS")}
        operator = sign.get(node.operator, node.operator)
        return f"{left}{operator}{right}" if self.chinese else f"{left} {operator} {right}"

    def rounding(self, node: syntax.Rounding) -> str:
        """Give how something is rounded."""
        places = [] if node.places is None else [self.counted(node.places, "PLACES")]
        return self.join(self.word(f"ROUNDED_{node.direction.upper()}"), *places)

    def counted(self, number: syntax.Number, terminal: str) -> str:
        """Give `to 2 places`, or `to 1 place`."""
        spellings = keywords.table()[terminal].spellings
        spelling = spellings[-1] if number.value == 1 and not self.chinese else spellings[0]
        return self.join(self.word("TO"), self.number(number), spelling)

    def _rounded(self, node: syntax.Rounded) -> str:
        inner = self.at(node.inner, TERM)
        if isinstance(node.inner, syntax.Rounded):
            inner = self.brackets(inner)  # one after the other, for the eye
        return self.join(inner, self.rounding(node.rounding))

    def _power(self, node: syntax.Power) -> str:
        digits = [] if node.digits is None else [self.counted(node.digits, "DIGITS")]
        exponent = self.at(node.exponent, FACTOR)
        return self.join(self.at(node.base, FACTOR), self.word("TO_THE_POWER"), exponent, *digits)

    def _extreme(self, node: syntax.Extreme) -> str:
        word = "GREATEST_OF" if node.which == "greatest" else "LEAST_OF"
        return self.join(self.word(word), self.comma.join(self.at(part, SUM) for part in node.parts))

    def _cases(self, node: syntax.Cases) -> str:
        cases = [self.join(self.at(value, SUM), self.word("IF"), self.at(when, JUNCTION)) for value, when in node.cases]
        last = self.join(self.word("OTHERWISE"), self.at(node.otherwise, SUM))
        if self.chinese:
            return f"；{BREAK}".join([*cases, last])
        return f"{self.comma.join(cases)} {BREAK}{last}"

    def _result(self, node: syntax.Result) -> str:
        if node.id is None:
            return self.word(node.kind)
        # What is not ASCII would go on into the next word.
        return self.join(self.word(node.kind), node.id if node.id.isascii() or not self.chinese else f" {node.id} ")

    def _quantified(self, node: syntax.Quantified) -> str:
        word, name = self.word(node.quantifier), self.name(node.name)
        if node.where is None:
            return self.join(word, name)
        condition = self.at(node.where, JUNCTION)
        if self.chinese and node.quantifier == "EVERY":
            return name + word + condition
        return self.join(word, name, self.word("WHERE"), condition)

    def _entries(self, node: syntax.Entries) -> str:
        return self.join(self.name(node.name), self._where(node.where))

    def _where(self, condition: syntax.Expression | None) -> str:
        return "" if condition is None else self.join(self.word("WHERE"), self.at(condition, JUNCTION))

    def _total(self, node: syntax.Total) -> str:
        return self.join(self.name(node.field), self.word("IN_EACH"), self.name(node.list), self._where(node.where))

    def _mean(self, node: syntax.Mean) -> str:
        weight = [] if node.weight is None else [self.word("WEIGHTED_BY"), self.name(node.weight)]
        return self.join(
            self.word("MEAN_OF"), self.name(node.field), self.word("IN_EACH"), self.name(node.list), *weight,
            self._where(node.where), self.word("IF_NONE"), self.number(node.none),
        )  # fmt: skip

    def _lacking(self, node: syntax.Lacking) -> str:
        noun = "" if node.noun is None else self.name(node.noun)
        return self.join(noun, self.word("MISSING_FROM"), self.name(node.set))

    def _unmet(self, node: syntax.Unmet) -> str:
        return self.join(self.word("UNMET_OF"), self.names(node.names))

    def _levels(self, node: syntax.Levels) -> str:
        return self.join(self.word("LEVELS_OF"), self.names(node.names))

    def _shortfall(self, node: syntax.Shortfall) -> str:
        return self.comma.join(
            self.join(self.at(short.have, SUM), self.word("SHORT_OF"), self.at(short.need, SUM))
            for short in node.shorts
        )

    def _junction(self, node: syntax.Junction) -> str:
        negated = [isinstance(part, syntax.Negation) for part in node.parts]
        parts = [self.at(part, UNARY) for part in node.parts]
        if self.chinese and negated[0] and not all(negated):
            parts[0] = self.brackets(parts[0])  # 未A且B may be taken for not (A and B)
        words = map(self.word, (word.upper() for word in node.words))
        others = (BREAK + self.join(word, part) for word, part in zip(words, parts[1:], strict=True))
        return self.join(parts[0], *others)

    def negated(self, node: syntax.Expression) -> str:
        """Give the opposite of something."""
        inner = self.at(node, UNARY)
        if self.chinese and not isinstance(node, syntax.Name):
            inner = self.brackets(self._of(node))
        return self.join(self.word("NOT"), inner)

    def _negation(self, node: syntax.Negation) -> str:
        return self.negated(node.inner)

    def _comparison(self, node: syntax.Comparison) -> str:
        left = self.at(node.left, SUM)
        if node.behind:
            word = "OR_MORE" if node.operator == "IS_AT_LEAST" else "OR_LESS"
            return self.join(left, self.word("IS"), self.at(node.right, FACTOR), self.word(word))
        return self.join(left, self.word(node.operator), self.at(node.right, SUM))

    def _answer(self, node: syntax.Answer) -> str:
        return self.join(self.at(node.subject, SUM), self.word("IS"), self.answer(yes=node.yes))

    def answer(self, *, yes: bool) -> str:
        """Give the word for yes or no."""
        return self.word("YES" if yes else "NO_ANSWER")

    def _neither(self, node: syntax.Neither) -> str:
        first, *others = map(self.name, node.words)
        rest = [self.join(self.word("NOR"), other) for other in others]
        return self.join(self.at(node.subject, SUM), self.word("IS_NEITHER"), first, *rest)


def _level(node: syntax.Expression) -> int:
    if isinstance(node, syntax.Arithmetic):
        return _OPERATORS[node.operator]
    if isinstance(node, syntax.Quantified):
        return TEST if node.where is None else PHRASE
    return _LEVELS.get(type(node), FACTOR)


def _balanced(text: str) -> bool:
    """Tell whether a text can stand between “ and ”: what it quotes itself is closed, and quotes nothing in turn."""
    depth = 0
    for character in text:
        depth += {"“": 1, "”": -1}.get(character, 0)
        if depth not in (0, 1):
            return False
    return depth == 0
