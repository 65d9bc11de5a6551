"""Makes nodes of lark's tree: conditions, quantities, and what all builders share."""

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import TypeGuard, cast

from lark import Token, Tree

from demerit.language import codes, syntax
from demerit.language.diagnostics import Diagnostics
from demerit.language.messages import say, template
from demerit.language.source import Source, Span
from demerit.language.values import MOST_DIGITS, NumeralError, parse_numeral

MOST_DEPTH = 100
"""How deep brackets and operators may be nested."""


class TooDeepError(Exception):
    """Brackets in brackets without end."""

    def __init__(self, span: Span) -> None:
        self.span = span


LarkTree = Tree[Token]
LarkChild = Tree[Token] | Token


class _Phrases:
    """Makes nodes of what stands in a statement: one method a rule of the grammar, named as there."""

    def __init__(
        self,
        source: Source,
        found: Diagnostics,
        names: Mapping[str, str] | None = None,
        measures: Collection[str] = (),
    ) -> None:
        self.source = source
        self.found = found
        self._names = names or {}
        self._measures = measures
        self._depth = 0

    def node(self, child: LarkChild) -> object:
        """Give the node of a rule."""
        if isinstance(child, Token):
            return self._token(child)
        self._depth += 1
        if self._depth > MOST_DEPTH * 2:
            raise TooDeepError(Span(child.meta.start_pos, min(child.meta.end_pos, child.meta.start_pos + 40)))
        try:
            method: Callable[[LarkTree], object] = getattr(self, child.data)
            return method(child)
        finally:
            self._depth -= 1

    def _nodes(self, tree: LarkTree) -> list[object]:
        return [self.node(child) for child in tree.children]

    @staticmethod
    def _span(tree: LarkChild) -> Span:
        if isinstance(tree, Token):
            return Span(tree.start_pos or 0, tree.end_pos or 0)
        return Span(tree.meta.start_pos, tree.meta.end_pos)

    def _of(self, tree: LarkTree, kind: type[syntax.Node]) -> list[syntax.Node]:
        return [node for node in self._nodes(tree) if isinstance(node, kind)]

    def _expression(self, child: object) -> syntax.Expression:
        return cast("syntax.Expression", self.node(cast("LarkChild", child)))

    def _token(self, token: Token) -> object:
        span = self._span(token)
        if token.type in ("NAME", "DECLARED"):
            quoted = token.startswith("「")
            text = name_in(token)
            return syntax.Name(self._names.get(text, text), quoted, span=span)
        if token.type == "NUMBER":
            return syntax.Number(self._value(token), written=str(token), span=span)
        if token.type == "ID":
            return syntax.Identifier(str(token), span=span)
        if token.type == "STRING":
            return syntax.TextLiteral(unquote(token), span=span)
        return token

    def _value(self, token: Token) -> Fraction:
        try:
            return parse_numeral(token)
        except NumeralError as fault:
            why = {
                "zero divisor": template("“{text}” divides by zero"),
                "too long": template("“{text}” is longer than {most} digits"),
                "digits": template("“{text}” is not written in the digits 0 to 9"),
            }[fault.args[0]]
            shown = str(token) if len(token) <= 30 else token[:30] + "…"
            self.found.add(codes.NUMERAL, self.source, self._span(token), what=say(why, text=shown, most=MOST_DIGITS))
            return Fraction(1)

    # conditions and quantities

    def name(self, tree: LarkTree) -> syntax.Name:
        return cast("syntax.Name", self.node(tree.children[0]))

    def name_pair(self, tree: LarkTree) -> syntax.Name:
        name, *other = tree.children
        token = cast("Token", name)
        paired = name_in(cast("Token", other[0])) if other else None
        text = name_in(token)
        return syntax.Name(text, token.startswith("「"), None if paired == text else paired, span=self._span(tree))

    declared = name_pair

    def choices(self, tree: LarkTree) -> tuple[syntax.Name, ...]:
        return tuple(cast("list[syntax.Name]", self._nodes(tree)))

    def names(self, tree: LarkTree) -> tuple[syntax.Name, ...]:
        return tuple(cast("list[syntax.Name]", self._nodes(tree)))

    def number(self, tree: LarkTree) -> syntax.Number:
        number = cast("syntax.Number", self.node(tree.children[0]))
        unit = str(tree.children[1]) if len(tree.children) > 1 else None
        if unit in self._measures:
            unit = None  # 200人: a measure word behind a number of things, for reading only
        return syntax.Number(number.value, unit, number.written, span=self._span(tree))

    bound = number

    def date(self, tree: LarkTree) -> syntax.DateLiteral:
        return syntax.DateLiteral(str(tree.children[0]), span=self._span(tree))

    def text_value(self, tree: LarkTree) -> syntax.TextLiteral:
        return cast("syntax.TextLiteral", self.node(tree.children[0]))

    def bracketed(self, tree: LarkTree) -> syntax.Expression:
        return self._expression(tree.children[0])

    def _arithmetic(self, operator: str, tree: LarkTree) -> syntax.Arithmetic:
        left, right = tree.children
        return syntax.Arithmetic(operator, self._expression(left), self._expression(right), span=self._span(tree))

    def sum(self, tree: LarkTree) -> syntax.Arithmetic:
        return self._arithmetic("+", tree)

    def difference(self, tree: LarkTree) -> syntax.Arithmetic:
        left, _, right = tree.children
        return syntax.Arithmetic("-", self._expression(left), self._expression(right), span=self._span(tree))

    def product(self, tree: LarkTree) -> syntax.Arithmetic:
        return self._arithmetic("*", tree)

    def quotient(self, tree: LarkTree) -> syntax.Arithmetic:
        return self._arithmetic("/", tree)

    def rounded(self, tree: LarkTree) -> syntax.Rounded:
        inner, rounding = tree.children
        return syntax.Rounded(
            cast("syntax.Rounding", self.node(rounding)), self._expression(inner), span=self._span(tree)
        )

    def power(self, tree: LarkTree) -> syntax.Power:
        base, _, exponent, *rest = tree.children
        digits = cast("syntax.Number", self.node(rest[1])) if rest else None
        return syntax.Power(self._expression(base), self._expression(exponent), digits, span=self._span(tree))

    def extreme(self, tree: LarkTree) -> syntax.Extreme:
        word, *parts = tree.children
        which = "greatest" if cast("Token", word).type == "GREATEST_OF" else "least"
        return syntax.Extreme(which, tuple(self._expression(part) for part in parts), span=self._span(tree))

    def cases(self, tree: LarkTree) -> syntax.Cases:
        *cases, _, otherwise = tree.children
        pairs = tuple(cast("tuple[syntax.Expression, syntax.Expression]", self.node(case)) for case in cases)
        return syntax.Cases(pairs, self._expression(otherwise), span=self._span(tree))

    def case(self, tree: LarkTree) -> tuple[syntax.Expression, syntax.Expression]:
        value, _, condition = tree.children
        return self._expression(value), self._expression(condition)

    def levels(self, tree: LarkTree) -> syntax.Levels:
        names = cast("tuple[syntax.Name, ...]", self.node(tree.children[1]))
        return syntax.Levels(names, span=self._span(tree))

    def mean(self, tree: LarkTree) -> syntax.Mean:
        said = {token.type: tree.children[place + 1] for place, token in enumerate(tree.children) if _is_token(token)}
        weight = cast("syntax.Name", self.node(said["WEIGHTED_BY"])) if "WEIGHTED_BY" in said else None
        return syntax.Mean(
            cast("syntax.Name", self.node(said["MEAN_OF"])),
            cast("syntax.Name", self.node(said["IN_EACH"])),
            weight,
            self._expression(said["WHERE"]) if "WHERE" in said else None,
            cast("syntax.Number", self.node(said["IF_NONE"])),
            span=self._span(tree),
        )

    def result(self, tree: LarkTree) -> syntax.Result:
        word, *rest = cast("list[Token]", tree.children)
        return syntax.Result(word.type, str(rest[0]) if rest else None, span=self._span(tree))

    def quantified(self, tree: LarkTree) -> syntax.Quantified:
        quantifier, name = tree.children[:2]
        where = self._expression(tree.children[3]) if len(tree.children) > 2 else None
        return syntax.Quantified(
            cast("Token", quantifier).type, cast("syntax.Name", self.node(name)), where, span=self._span(tree)
        )

    def every_behind(self, tree: LarkTree) -> syntax.Quantified:
        name, quantifier, where = tree.children
        return syntax.Quantified(
            cast("Token", quantifier).type,
            cast("syntax.Name", self.node(name)),
            self._expression(where),
            span=self._span(tree),
        )

    def entries(self, tree: LarkTree) -> syntax.Entries:
        name, _, where = tree.children
        return syntax.Entries(cast("syntax.Name", self.node(name)), self._expression(where), span=self._span(tree))

    def total(self, tree: LarkTree) -> syntax.Total:
        field, _, listed, *where = tree.children
        return syntax.Total(
            cast("syntax.Name", self.node(field)),
            cast("syntax.Name", self.node(listed)),
            self._expression(where[1]) if where else None,
            span=self._span(tree),
        )

    def lacking(self, tree: LarkTree) -> syntax.Lacking:
        names = [node for node in self._nodes(tree) if isinstance(node, syntax.Name)]
        return syntax.Lacking(names[0] if len(names) > 1 else None, names[-1], span=self._span(tree))

    def unmet(self, tree: LarkTree) -> syntax.Unmet:
        names = cast("tuple[syntax.Name, ...]", self.node(tree.children[1]))
        return syntax.Unmet(names, span=self._span(tree))

    def shortfall(self, tree: LarkTree) -> syntax.Shortfall:
        return syntax.Shortfall(tuple(cast("list[syntax.Short]", self._nodes(tree))), span=self._span(tree))

    def short(self, tree: LarkTree) -> syntax.Short:
        have, _, need = tree.children
        return syntax.Short(self._expression(have), self._expression(need), span=self._span(tree))

    def junction(self, tree: LarkTree) -> syntax.Junction:
        words = tuple(token.type.lower() for token in tree.children if isinstance(token, Token))
        negated = [isinstance(child, Tree) and child.data == "negation" for child in tree.children[::2]]
        if negated[0] and not all(negated) and not self._not_of(tree.children[0]).isascii():
            word = self._not_of(tree.children[0])
            self.found.add(codes.NOT_BRACKETS, self.source, self._span(word), word=str(word))
        parts = tuple(self._expression(child) for child in tree.children if isinstance(child, Tree))
        return syntax.Junction(words, parts, span=self._span(tree))

    @staticmethod
    def _not_of(negation: LarkChild) -> Token:
        return cast("Token", cast("LarkTree", negation).children[0])

    def negation(self, tree: LarkTree) -> syntax.Negation:
        return syntax.Negation(self._expression(tree.children[1]), span=self._span(tree))

    def comparison(self, tree: LarkTree) -> syntax.Comparison:
        left, operator, right = tree.children
        return syntax.Comparison(
            cast("Token", operator).type, self._expression(left), self._expression(right), span=self._span(tree)
        )

    def bounded(self, tree: LarkTree) -> syntax.Comparison:
        left, _, number, word = tree.children
        operator = "IS_AT_LEAST" if cast("Token", word).type == "OR_MORE" else "IS_AT_MOST"
        return syntax.Comparison(
            operator, self._expression(left), self._expression(number), behind=True, span=self._span(tree)
        )

    def answer(self, tree: LarkTree) -> syntax.Answer:
        subject, _, word = tree.children
        return syntax.Answer(self._expression(subject), cast("Token", word).type == "YES", span=self._span(tree))

    def neither(self, tree: LarkTree) -> syntax.Neither:
        names = [self.node(child) for child in tree.children[1:] if isinstance(child, Tree)]
        return syntax.Neither(
            self._expression(tree.children[0]), tuple(cast("list[syntax.Name]", names)), span=self._span(tree)
        )


def _is_token(child: LarkChild) -> TypeGuard[Token]:
    return isinstance(child, Token)


def name_in(token: Token) -> str:
    """Give the words of a name."""
    return token[1:-1].strip() if token.startswith("「") else " ".join(token.split())


def unquote(token: Token) -> str:
    """Give the text between quotation marks."""
    inner = token[1:-1]
    return inner.replace('""', '"') if token.startswith('"') else inner
