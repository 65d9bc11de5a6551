"""Makes nodes of lark's tree."""

from collections.abc import Callable
from fractions import Fraction
from typing import cast

from lark import Token, Tree

from demerit.language import codes, syntax
from demerit.language.diagnostics import Diagnostics
from demerit.language.source import Source, Span
from demerit.language.values import MOST_DIGITS, NumeralError, parse_numeral

MOST_DEPTH = 100
"""How deep brackets and operators may be nested."""


class _TooDeepError(Exception):
    def __init__(self, span: Span) -> None:
        self.span = span


_Tree = Tree[Token]
_Child = Tree[Token] | Token


class _Builder:
    """Makes nodes of lark's tree: one method a rule of the grammar, named as there."""

    def __init__(self, source: Source, found: Diagnostics) -> None:
        self.source = source
        self.found = found
        self._depth = 0

    def node(self, child: _Child) -> object:
        """Give the node of a rule."""
        if isinstance(child, Token):
            return self._token(child)
        self._depth += 1
        if self._depth > MOST_DEPTH * 2:
            raise _TooDeepError(Span(child.meta.start_pos, min(child.meta.end_pos, child.meta.start_pos + 40)))
        try:
            method: Callable[[_Tree], object] = getattr(self, child.data)
            return method(child)
        finally:
            self._depth -= 1

    def _nodes(self, tree: _Tree) -> list[object]:
        return [self.node(child) for child in tree.children]

    @staticmethod
    def _span(tree: _Child) -> Span:
        if isinstance(tree, Token):
            return Span(tree.start_pos or 0, tree.end_pos or 0)
        return Span(tree.meta.start_pos, tree.meta.end_pos)

    def _of(self, tree: _Tree, kind: type[syntax.Node]) -> list[syntax.Node]:
        return [node for node in self._nodes(tree) if isinstance(node, kind)]

    def _expression(self, child: object) -> syntax.Expression:
        return cast("syntax.Expression", self.node(cast("_Child", child)))

    def _token(self, token: Token) -> object:
        span = self._span(token)
        if token.type in ("NAME", "DECLARED"):
            quoted = token.startswith("「")
            text = token[1:-1] if quoted else " ".join(token.split())
            return syntax.Name(text.strip(), quoted, span=span)
        if token.type == "NUMBER":
            return syntax.Number(self._value(token), span=span)
        if token.type == "ID":
            return syntax.Identifier(str(token), span=span)
        if token.type == "STRING":
            return syntax.TextLiteral(_unquote(token), span=span)
        return token

    def _value(self, token: Token) -> Fraction:
        try:
            return parse_numeral(token)
        except NumeralError as fault:
            why = {
                "zero divisor": "divides by zero",
                "too long": f"is longer than {MOST_DIGITS} digits",
                "digits": "is not written in the digits 0 to 9",
            }[fault.args[0]]
            shown = token if len(token) <= 30 else token[:30] + "…"
            self.found.add(codes.NUMERAL, self.source, self._span(token), text=shown, why=why)
            return Fraction(1)

    # blocks

    def document(self, tree: _Tree) -> syntax.Document:
        blocks = tuple(cast("list[syntax.Block]", self._nodes(tree)))
        return syntax.Document(source=self.source, blocks=blocks, span=Span(0, len(self.source.text)))

    def policy(self, tree: _Tree) -> syntax.PolicyHeading:
        _, identifier, *lines = self._nodes(tree)
        return syntax.PolicyHeading(
            cast("syntax.Identifier", identifier),
            tuple(cast("list[syntax.HeadingLine | syntax.Note]", lines)),
            span=self._span(tree),
        )

    def title(self, tree: _Tree) -> syntax.HeadingLine:
        return syntax.HeadingLine("TITLE", cast("str", self.node(tree.children[1])), span=self._span(tree))

    def version(self, tree: _Tree) -> syntax.HeadingLine:
        value = cast("syntax.Identifier", self.node(tree.children[1]))
        return syntax.HeadingLine("VERSION", value, span=self._span(tree))

    def full_marks(self, tree: _Tree) -> syntax.HeadingLine:
        value = cast("syntax.Number", self.node(tree.children[1]))
        return syntax.HeadingLine("FULL_MARKS", value, span=self._span(tree))

    def facts(self, tree: _Tree) -> syntax.FactsGroup:
        _, name, *rest = self._nodes(tree)
        title = next((node for node in rest if isinstance(node, str) and not isinstance(node, Token)), None)
        facts = tuple(node for node in rest if isinstance(node, syntax.Declaration))
        return syntax.FactsGroup(cast("syntax.Name", name), title, facts, span=self._span(tree))

    def fact(self, tree: _Tree) -> syntax.Declaration:
        nodes = [node for node in self._nodes(tree) if not isinstance(node, Token)]
        return syntax.Declaration(
            cast("syntax.Name", nodes[0]),
            cast("syntax.TypeSpec", nodes[1]),
            tuple(node for node in nodes if isinstance(node, syntax.Qualifier)),
            next((node for node in nodes if isinstance(node, str)), None),
            tuple(node for node in nodes if isinstance(node, syntax.Declaration)),
            span=self._span(tree),
        )

    field = fact

    def _type(self, tree: _Tree, kind: str, *, whole: bool = False, unit: str | None = None) -> syntax.TypeSpec:
        names = [self.node(child) for child in tree.children if isinstance(child, Tree)]
        words = cast("tuple[syntax.Name, ...]", names[0] if names else ())
        return syntax.TypeSpec(kind, whole, unit, words, span=self._span(tree))

    def yes_no_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "YES_NO")

    def count_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "COUNT")

    def number_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "NUMBER_TYPE")

    def whole_number_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "NUMBER_TYPE", whole=True)

    def amount_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "UNIT", unit=str(tree.children[-1]))

    def whole_amount_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "UNIT", whole=True, unit=str(tree.children[-1]))

    def date_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "DATE_TYPE")

    def text_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "TEXT_TYPE")

    def one_of_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "ONE_OF")

    def set_of_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "SET_OF")

    def list_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "LIST")

    def findings_type(self, tree: _Tree) -> syntax.TypeSpec:
        return self._type(tree, "FINDINGS")

    def default(self, tree: _Tree) -> syntax.Qualifier:
        return syntax.Qualifier("DEFAULT", self._expression(tree.children[1]), span=self._span(tree))

    def default_answer(self, tree: _Tree) -> syntax.Qualifier:
        answer = cast("Token", tree.children[1]).type == "YES"
        return syntax.Qualifier("DEFAULT", answer, span=self._span(tree))

    def optional(self, tree: _Tree) -> syntax.Qualifier:
        return syntax.Qualifier("OPTIONAL", span=self._span(tree))

    def bound_low(self, tree: _Tree) -> syntax.Qualifier:
        return syntax.Qualifier("BOUND_LOW", self._expression(tree.children[1]), span=self._span(tree))

    def bound_high(self, tree: _Tree) -> syntax.Qualifier:
        return syntax.Qualifier("BOUND_HIGH", self._expression(tree.children[1]), span=self._span(tree))

    def bound_below_zero(self, tree: _Tree) -> syntax.Number:
        number = self.number(tree)
        return syntax.Number(-number.value, number.unit, span=number.span)

    def section(self, tree: _Tree, *, bonus: bool = False) -> syntax.Section:
        nodes = self._nodes(tree)
        return syntax.Section(
            next(node for node in nodes if isinstance(node, syntax.Identifier)),
            next((node for node in nodes if isinstance(node, str) and not isinstance(node, Token)), None),
            bonus,
            next(node for node in nodes if isinstance(node, syntax.Number)),
            tuple(node for node in nodes if isinstance(node, syntax.Note)),
            tuple(node for node in nodes if isinstance(node, syntax.Item)),
            span=self._span(tree),
        )

    def bonus_section(self, tree: _Tree) -> syntax.Section:
        return self.section(tree, bonus=True)

    # items and their statements

    def item(self, tree: _Tree) -> syntax.Item:
        _, identifier, *rest = self._nodes(tree)
        title = next((node for node in rest if isinstance(node, str) and not isinstance(node, Token)), None)
        statements = tuple(node for node in rest if isinstance(node, syntax.Node))
        return syntax.Item(
            cast("syntax.Identifier", identifier),
            title,
            cast("tuple[syntax.Statement, ...]", statements),
            span=self._span(tree),
        )

    def cite(self, tree: _Tree) -> syntax.Cite:
        return syntax.Cite(cast("str", self.node(tree.children[1])), span=self._span(tree))

    def note(self, tree: _Tree) -> syntax.Note:
        return syntax.Note(cast("str", self.node(tree.children[1])), span=self._span(tree))

    def repealed(self, tree: _Tree) -> syntax.Repealed:
        reason = cast("str", self.node(tree.children[1])) if len(tree.children) > 1 else None
        return syntax.Repealed(reason, span=self._span(tree))

    def text(self, tree: _Tree) -> str:
        return "".join(_unquote(token) for token in cast("list[Token]", tree.children))

    def label(self, tree: _Tree) -> syntax.Label:
        return syntax.Label(str(tree.children[1]), span=self._span(tree))

    def _modifier(self, tree: _Tree) -> syntax.Modifier:
        keyword = cast("Token", tree.children[0]).type
        return syntax.Modifier(keyword, self._expression(tree.children[1]), span=self._span(tree))

    applies_when = only_when = halved_when = _modifier

    def cap(self, tree: _Tree) -> syntax.Cap:
        keyword = cast("Token", tree.children[0]).type
        return syntax.Cap(keyword, cast("syntax.Number", self.node(tree.children[1])), span=self._span(tree))

    item_cap = cap

    def rule(self, tree: _Tree) -> syntax.Rule:
        *words, phrase, effect = tree.children
        return syntax.Rule(
            len(words) > 1,
            cast("Token", words[-1]).type,
            self._expression(phrase),
            cast("syntax.Effect", self.node(effect)),
            span=self._span(tree),
        )

    def tiers(self, tree: _Tree) -> syntax.Tiers:
        chained = isinstance(tree.children[0], Token) and tree.children[0].type == "OTHERWISE"
        _, quantity, *tiers = tree.children[1:] if chained else tree.children
        return syntax.Tiers(
            chained,
            self._expression(quantity),
            tuple(cast("syntax.Tier", self.node(tier)) for tier in tiers),
            span=self._span(tree),
        )

    def tier(self, tree: _Tree) -> syntax.Tier:
        operator, bound, effect = tree.children
        return syntax.Tier(
            cast("Token", operator).type,
            cast("syntax.Number", self.node(bound)),
            cast("syntax.Effect", self.node(effect)),
            span=self._span(tree),
        )

    def effect(self, tree: _Tree) -> syntax.Effect:
        verb, points, *rest = tree.children
        more = any(isinstance(token, Token) and token.type == "MORE" for token in rest)
        return syntax.Effect(
            cast("Token", verb).type, cast("syntax.Number", self.node(points)), more, span=self._span(tree)
        )

    # conditions and quantities

    def name(self, tree: _Tree) -> syntax.Name:
        return cast("syntax.Name", self.node(tree.children[0]))

    def names(self, tree: _Tree) -> tuple[syntax.Name, ...]:
        return tuple(cast("list[syntax.Name]", self._nodes(tree)))

    def number(self, tree: _Tree) -> syntax.Number:
        number = cast("syntax.Number", self.node(tree.children[0]))
        unit = str(tree.children[1]) if len(tree.children) > 1 else None
        return syntax.Number(number.value, unit, span=self._span(tree))

    bound = number

    def date(self, tree: _Tree) -> syntax.DateLiteral:
        return syntax.DateLiteral(str(tree.children[0]), span=self._span(tree))

    def text_value(self, tree: _Tree) -> syntax.TextLiteral:
        return cast("syntax.TextLiteral", self.node(tree.children[0]))

    def bracketed(self, tree: _Tree) -> syntax.Expression:
        return self._expression(tree.children[0])

    def _arithmetic(self, operator: str, tree: _Tree) -> syntax.Arithmetic:
        left, right = tree.children
        return syntax.Arithmetic(operator, self._expression(left), self._expression(right), span=self._span(tree))

    def sum(self, tree: _Tree) -> syntax.Arithmetic:
        return self._arithmetic("+", tree)

    def product(self, tree: _Tree) -> syntax.Arithmetic:
        return self._arithmetic("*", tree)

    def quotient(self, tree: _Tree) -> syntax.Arithmetic:
        return self._arithmetic("/", tree)

    def rounded(self, tree: _Tree) -> syntax.Rounded:
        inner, word = tree.children
        direction = "up" if cast("Token", word).type == "ROUNDED_UP" else "down"
        return syntax.Rounded(direction, self._expression(inner), span=self._span(tree))

    def quantified(self, tree: _Tree) -> syntax.Quantified:
        quantifier, name = tree.children[:2]
        where = self._expression(tree.children[3]) if len(tree.children) > 2 else None
        return syntax.Quantified(
            cast("Token", quantifier).type, cast("syntax.Name", self.node(name)), where, span=self._span(tree)
        )

    def entries(self, tree: _Tree) -> syntax.Entries:
        name, _, where = tree.children
        return syntax.Entries(cast("syntax.Name", self.node(name)), self._expression(where), span=self._span(tree))

    def total(self, tree: _Tree) -> syntax.Total:
        field, _, listed, *where = tree.children
        return syntax.Total(
            cast("syntax.Name", self.node(field)),
            cast("syntax.Name", self.node(listed)),
            self._expression(where[1]) if where else None,
            span=self._span(tree),
        )

    def lacking(self, tree: _Tree) -> syntax.Lacking:
        names = [node for node in self._nodes(tree) if isinstance(node, syntax.Name)]
        return syntax.Lacking(names[0] if len(names) > 1 else None, names[-1], span=self._span(tree))

    def unmet(self, tree: _Tree) -> syntax.Unmet:
        names = cast("tuple[syntax.Name, ...]", self.node(tree.children[1]))
        return syntax.Unmet(names, span=self._span(tree))

    def shortfall(self, tree: _Tree) -> syntax.Shortfall:
        return syntax.Shortfall(tuple(cast("list[syntax.Short]", self._nodes(tree))), span=self._span(tree))

    def short(self, tree: _Tree) -> syntax.Short:
        have, _, need = tree.children
        return syntax.Short(self._expression(have), self._expression(need), span=self._span(tree))

    def junction(self, tree: _Tree) -> syntax.Junction:
        words = tuple(token.type.lower() for token in tree.children if isinstance(token, Token))
        parts = tuple(self._expression(child) for child in tree.children if isinstance(child, Tree))
        return syntax.Junction(words, parts, span=self._span(tree))

    def negation(self, tree: _Tree) -> syntax.Negation:
        return syntax.Negation(self._expression(tree.children[1]), span=self._span(tree))

    def comparison(self, tree: _Tree) -> syntax.Comparison:
        left, operator, right = tree.children
        return syntax.Comparison(
            cast("Token", operator).type, self._expression(left), self._expression(right), span=self._span(tree)
        )

    def bounded(self, tree: _Tree) -> syntax.Comparison:
        left, _, number, word = tree.children
        operator = "IS_AT_LEAST" if cast("Token", word).type == "OR_MORE" else "IS_AT_MOST"
        return syntax.Comparison(operator, self._expression(left), self._expression(number), span=self._span(tree))

    def answer(self, tree: _Tree) -> syntax.Answer:
        subject, _, word = tree.children
        return syntax.Answer(self._expression(subject), cast("Token", word).type == "YES", span=self._span(tree))

    def neither(self, tree: _Tree) -> syntax.Neither:
        names = [self.node(child) for child in tree.children[1:] if isinstance(child, Tree)]
        return syntax.Neither(
            self._expression(tree.children[0]), tuple(cast("list[syntax.Name]", names)), span=self._span(tree)
        )


def _unquote(token: Token) -> str:
    inner = token[1:-1]
    return inner.replace('""', '"') if token.startswith('"') else inner
