"""Makes nodes of lark's tree: blocks and statements."""

from typing import Any, cast

from lark import Token, Tree

from demerit.language import keywords, syntax
from demerit.language.parser.examples import _Examples
from demerit.language.parser.phrases import LarkTree, unquote
from demerit.language.source import Span


class _Builder(_Examples):
    """Makes nodes of whole texts: one method a rule of the grammar, named as there."""

    # blocks

    def document(self, tree: LarkTree) -> syntax.Document:
        blocks = tuple(cast("list[syntax.Block]", self._nodes(tree)))
        return syntax.Document(
            source=self.source,
            blocks=blocks,
            language=keywords.spoken(),
            names={own: other for other, own in self._names.items()},
            span=Span(0, len(self.source.text)),
        )

    def policy(self, tree: LarkTree) -> syntax.PolicyHeading:
        _, identifier, *lines = self._nodes(tree)
        return syntax.PolicyHeading(
            cast("syntax.Identifier", identifier),
            tuple(cast("list[syntax.HeadingLine | syntax.Note | syntax.NotEncoded]", lines)),
            span=self._span(tree),
        )

    def title(self, tree: LarkTree) -> syntax.HeadingLine:
        return syntax.HeadingLine("TITLE", cast("str", self.node(tree.children[1])), span=self._span(tree))

    def version(self, tree: LarkTree) -> syntax.HeadingLine:
        value = cast("syntax.Identifier", self.node(tree.children[1]))
        return syntax.HeadingLine("VERSION", value, span=self._span(tree))

    def full_marks(self, tree: LarkTree) -> syntax.HeadingLine:
        value = cast("syntax.Number", self.node(tree.children[1]))
        return syntax.HeadingLine("FULL_MARKS", value, span=self._span(tree))

    def facts(self, tree: LarkTree) -> syntax.FactsGroup:
        _, name, *rest = self._nodes(tree)
        title = _title(rest)
        facts = tuple(node for node in rest if isinstance(node, syntax.Declaration))
        return syntax.FactsGroup(cast("syntax.Name", name), title, facts, span=self._span(tree))

    def fact(self, tree: LarkTree) -> syntax.Declaration:
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

    def _type(self, tree: LarkTree, kind: str, *, whole: bool = False, unit: str | None = None) -> syntax.TypeSpec:
        names = [self.node(child) for child in tree.children if isinstance(child, Tree)]
        words = cast("tuple[syntax.Name, ...]", names[0] if names else ())
        return syntax.TypeSpec(kind, whole, unit, words, span=self._span(tree))

    def yes_no_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "YES_NO")

    def count_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "COUNT")

    def number_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "NUMBER_TYPE")

    def whole_number_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "NUMBER_TYPE", whole=True)

    def amount_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "UNIT", unit=str(tree.children[-1]))

    def whole_amount_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "UNIT", whole=True, unit=str(tree.children[-1]))

    def date_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "DATE_TYPE")

    def text_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "TEXT_TYPE")

    def one_of_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "ONE_OF")

    def set_of_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "SET_OF")

    def list_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "LIST")

    def findings_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "FINDINGS")

    def discretion_type(self, tree: LarkTree) -> syntax.TypeSpec:
        return self._type(tree, "DISCRETION")

    def default(self, tree: LarkTree) -> syntax.Qualifier:
        return syntax.Qualifier("DEFAULT", self._expression(tree.children[1]), span=self._span(tree))

    def default_answer(self, tree: LarkTree) -> syntax.Qualifier:
        answer = cast("Token", tree.children[1]).type == "YES"
        return syntax.Qualifier("DEFAULT", answer, span=self._span(tree))

    def optional(self, tree: LarkTree) -> syntax.Qualifier:
        return syntax.Qualifier("OPTIONAL", span=self._span(tree))

    def identifies(self, tree: LarkTree) -> syntax.Qualifier:
        return syntax.Qualifier("IDENTIFIES", span=self._span(tree))

    def bound_low(self, tree: LarkTree) -> syntax.Qualifier:
        return syntax.Qualifier("BOUND_LOW", self._expression(tree.children[1]), span=self._span(tree))

    def bound_high(self, tree: LarkTree) -> syntax.Qualifier:
        return syntax.Qualifier("BOUND_HIGH", self._expression(tree.children[1]), span=self._span(tree))

    def bound_below_zero(self, tree: LarkTree) -> syntax.Number:
        number = self.number(tree)
        return syntax.Number(-number.value, number.unit, number.written, span=number.span)

    # terms

    def terms(self, tree: LarkTree) -> syntax.Terms:
        nodes = self._nodes(tree)
        terms = tuple(node for node in nodes if isinstance(node, syntax.Meaning | syntax.Table))
        return syntax.Terms(_title(nodes), terms, span=self._span(tree))

    def meaning(self, tree: LarkTree) -> syntax.Meaning:
        name, value, *rest = self._nodes(tree)
        return syntax.Meaning(
            cast("syntax.Name", name),
            cast("syntax.Expression", value),
            _title(rest),
            _remarks(rest),
            span=self._span(tree),
        )

    def table(self, tree: LarkTree) -> syntax.Table:
        name, _, *nodes = self._nodes(tree)
        rows = tuple(node for node in nodes if isinstance(node, syntax.Row))
        columns = next((node for node in nodes if isinstance(node, tuple)), ())
        axes = [node for node in nodes if isinstance(node, syntax.Node)]
        axes = axes[: next(place for place, node in enumerate(axes) if isinstance(node, syntax.Row))]
        return syntax.Table(
            cast("syntax.Name", name),
            cast("tuple[syntax.Expression, ...]", tuple(axes)),
            columns,
            rows,
            _title(nodes),
            _remarks(nodes),
            span=self._span(tree),
        )

    def columns(self, tree: LarkTree) -> tuple[object, ...]:
        return tuple(self._nodes(tree))

    def row(self, tree: LarkTree) -> syntax.Row:
        band, *entries = self._nodes(tree)
        return syntax.Row(
            cast("syntax.Band", band),
            tuple(cast("list[syntax.Number | syntax.Name]", entries)),
            span=self._span(tree),
        )

    def words(self, tree: LarkTree) -> syntax.Words:
        names = tuple(node for node in self._nodes(tree) if isinstance(node, syntax.Name))
        return syntax.Words(names, span=self._span(tree))

    def answers(self, tree: LarkTree) -> syntax.YesOrNo:
        return syntax.YesOrNo(cast("Token", tree.children[0]).type == "YES", span=self._span(tree))

    def range(self, tree: LarkTree) -> syntax.Range:
        ends: dict[str, Any] = {}
        for word, child in zip(tree.children[::2], tree.children[1::2], strict=True):
            keyword = cast("Token", word).type
            end = "low" if keyword in ("FROM", "OVER") else "high"
            ends[f"{end}_word"] = {"UP_TO": "TO", "BELOW": "UNDER"}.get(keyword, keyword)
            ends[end] = self.node(child)
        return syntax.Range(**ends, span=self._span(tree))

    marks = range

    def _signed(self, tree: LarkTree) -> syntax.Number:
        number = cast("syntax.Number", self.node(tree.children[0]))
        return syntax.Number(number.value, written=number.written, span=self._span(tree))

    def _below_zero(self, tree: LarkTree) -> syntax.Number:
        number = cast("syntax.Number", self.node(tree.children[0]))
        return syntax.Number(-number.value, written=number.written, span=self._span(tree))

    mark = entry = _signed
    mark_below_zero = entry_below_zero = _below_zero

    def entry_word(self, tree: LarkTree) -> syntax.Name:
        return cast("syntax.Name", self.node(tree.children[0]))

    # sections

    def section(self, tree: LarkTree, *, bonus: bool = False) -> syntax.Section:
        nodes = self._nodes(tree)
        ids = [node for node in nodes if isinstance(node, syntax.Identifier)]
        parts = tuple(node for node in nodes if isinstance(node, syntax.SectionPart))
        if bonus:
            number = next(node for node in nodes if isinstance(node, syntax.Number))
            parts = (syntax.Worth(number, span=number.span),)
        return syntax.Section(
            ids[0],
            _title(nodes),
            bonus,
            parts,
            tuple(node for node in nodes if isinstance(node, syntax.Note)),
            tuple(node for node in nodes if isinstance(node, syntax.Item)),
            tuple(node for node in nodes if isinstance(node, syntax.Group)),
            tuple(node for node in nodes if isinstance(node, syntax.NotEncoded)),
            span=self._span(tree),
        )

    def bonus_section(self, tree: LarkTree) -> syntax.Section:
        return self.section(tree, bonus=True)

    def worth(self, tree: LarkTree) -> syntax.Worth:
        return syntax.Worth(cast("syntax.Number", self.node(tree.children[1])), span=self._span(tree))

    def starts_at(self, tree: LarkTree) -> syntax.StartsAt:
        return syntax.StartsAt(cast("syntax.Number", self.node(tree.children[1])), span=self._span(tree))

    def weight(self, tree: LarkTree) -> syntax.Weight:
        return syntax.Weight(cast("syntax.Number", self.node(tree.children[1])), span=self._span(tree))

    def floor(self, tree: LarkTree) -> syntax.Floor:
        return syntax.Floor(cast("syntax.Number", self.node(tree.children[1])), span=self._span(tree))

    def no_floor(self, tree: LarkTree) -> syntax.Floor:
        return syntax.Floor(None, span=self._span(tree))

    def rescaled(self, tree: LarkTree) -> syntax.Rescaled:
        to = cast("syntax.Number", self.node(tree.children[2])) if len(tree.children) > 3 else None
        return syntax.Rescaled(cast("Token", tree.children[-1]).type, to, span=self._span(tree))

    def score_rounded(self, tree: LarkTree) -> syntax.Rounding:
        return cast("syntax.Rounding", self.node(tree.children[1]))

    def rounding(self, tree: LarkTree) -> syntax.Rounding:
        word, *rest = tree.children
        direction = cast("Token", word).type.removeprefix("ROUNDED_").lower()
        places = cast("syntax.Number", self.node(rest[1])) if rest else None
        return syntax.Rounding(direction, places, span=self._span(tree))

    def group(self, tree: LarkTree) -> syntax.Group:
        nodes = self._nodes(tree)
        first, *members = (node for node in nodes if isinstance(node, syntax.Identifier))
        number = next(node for node in nodes if isinstance(node, syntax.Number))
        return syntax.Group(first, _title(nodes), tuple(members), number, span=self._span(tree))

    # the verdict

    def verdict(self, tree: LarkTree) -> syntax.Verdict:
        nodes = self._nodes(tree)
        lines = tuple(node for node in nodes if isinstance(node, syntax.Node))
        return syntax.Verdict(_title(nodes), cast("tuple[syntax.VerdictLine, ...]", lines), span=self._span(tree))

    def no_score(self, tree: LarkTree) -> syntax.NoScore:
        _, condition, *reason = self._nodes(tree)
        return syntax.NoScore(cast("syntax.Expression", condition), _title(reason), span=self._span(tree))

    def no_score_behind(self, tree: LarkTree) -> syntax.NoScore:
        condition, _, *reason = self._nodes(tree)
        return syntax.NoScore(cast("syntax.Expression", condition), _title(reason), span=self._span(tree))

    def grade(self, tree: LarkTree) -> syntax.Grade:
        _, name, *marks = self._nodes(tree)
        band = cast("syntax.Range", marks[0]) if marks else None
        return syntax.Grade(cast("str", name), band, span=self._span(tree))

    def grade_limit(self, tree: LarkTree) -> syntax.GradeLimit:
        keyword, name, _, condition = tree.children
        return syntax.GradeLimit(
            cast("Token", keyword).type,
            cast("str", self.node(name)),
            self._expression(condition),
            span=self._span(tree),
        )

    def grade_limit_behind(self, tree: LarkTree) -> syntax.GradeLimit:
        condition, keyword, name = tree.children
        return syntax.GradeLimit(
            cast("Token", keyword).type,
            cast("str", self.node(name)),
            self._expression(condition),
            span=self._span(tree),
        )

    # items and their statements

    def item(self, tree: LarkTree) -> syntax.Item:
        _, identifier, *rest = self._nodes(tree)
        title = _title(rest)
        statements = tuple(node for node in rest if isinstance(node, syntax.Node))
        return syntax.Item(
            cast("syntax.Identifier", identifier),
            title,
            cast("tuple[syntax.Statement, ...]", statements),
            span=self._span(tree),
        )

    def cite(self, tree: LarkTree) -> syntax.Cite:
        return syntax.Cite(cast("str", self.node(tree.children[1])), span=self._span(tree))

    def note(self, tree: LarkTree) -> syntax.Note:
        return syntax.Note(cast("str", self.node(tree.children[1])), span=self._span(tree))

    def not_encoded(self, tree: LarkTree) -> syntax.NotEncoded:
        sentence, *reason = (unquote(token) for token in cast("list[Token]", tree.children[1:]))
        return syntax.NotEncoded(sentence, reason[0] if reason else None, span=self._span(tree))

    def repealed(self, tree: LarkTree) -> syntax.Repealed:
        reason = cast("str", self.node(tree.children[1])) if len(tree.children) > 1 else None
        return syntax.Repealed(reason, span=self._span(tree))

    def text(self, tree: LarkTree) -> str:
        return "".join(unquote(token) for token in cast("list[Token]", tree.children))

    def label(self, tree: LarkTree) -> syntax.Label:
        return syntax.Label(str(tree.children[1]), span=self._span(tree))

    def _modifier(self, tree: LarkTree) -> syntax.Modifier:
        keyword = cast("Token", tree.children[0]).type
        return syntax.Modifier(keyword, self._expression(tree.children[1]), span=self._span(tree))

    applies_when = only_when = halved_when = _modifier

    def halved_behind(self, tree: LarkTree) -> syntax.Modifier:
        return syntax.Modifier("HALVED_WHEN", self._expression(tree.children[0]), span=self._span(tree))

    def cap(self, tree: LarkTree) -> syntax.Cap:
        keyword = cast("Token", tree.children[0]).type
        return syntax.Cap(keyword, cast("syntax.Number", self.node(tree.children[1])), span=self._span(tree))

    item_cap = cap

    def charged_once(self, tree: LarkTree) -> syntax.ChargedOnce:
        return syntax.ChargedOnce(span=self._span(tree))

    def rule(self, tree: LarkTree) -> syntax.Rule:
        *words, phrase, effect = tree.children
        tokens = cast("list[Token]", words)
        return syntax.Rule(
            tokens[0].type if len(tokens) > 1 else None,
            tokens[-1].type,
            self._expression(phrase),
            cast("syntax.Effect", self.node(effect)),
            keywords.lacks(tokens[-1]),
            span=self._span(tree),
        )

    def rule_behind(self, tree: LarkTree) -> syntax.Rule:
        *chain, phrase, effect = tree.children
        # 未「X」的 is `unless X`; a condition that is more than that is a condition.
        negated = isinstance(phrase, Tree) and phrase.data == "negation"
        return syntax.Rule(
            cast("Token", chain[0]).type if chain else None,
            "UNLESS" if negated else "WHEN",
            self._expression(cast("LarkTree", phrase).children[1] if negated else phrase),
            cast("syntax.Effect", self.node(effect)),
            span=self._span(tree),
        )

    def per_behind(self, tree: LarkTree) -> syntax.Rule:
        *chain, phrase, per, effect = tree.children
        counted = self._expression(phrase)
        is_less = isinstance(counted, syntax.Comparison) and counted.operator == "IS_LESS"
        if isinstance(counted, syntax.Comparison) and is_less and keywords.lacks(cast("Token", per)):
            # 「甲」不足「乙」的，每少1件: how much is lacking is counted, not whether it is.
            short = syntax.Short(counted.left, counted.right, span=counted.span)
            counted = syntax.Shortfall((short,), span=counted.span)
        return syntax.Rule(
            cast("Token", chain[0]).type if chain else None,
            cast("Token", per).type,
            counted,
            cast("syntax.Effect", self.node(effect)),
            keywords.lacks(cast("Token", per)),
            span=self._span(tree),
        )

    def unmet_behind(self, tree: LarkTree) -> syntax.Rule:
        words = [child for child in tree.children if isinstance(child, Token)]
        names = [child for child in tree.children if isinstance(child, Tree) and child.data == "name"]
        listed = tuple(cast("syntax.Name", self.node(name)) for name in names)
        span = self._span(names[0]).to(self._span(names[-1]))
        return syntax.Rule(
            words[0].type if words[0].type != "NOT" else None,
            "PER",
            syntax.Unmet(listed, span=span),
            cast("syntax.Effect", self.node(tree.children[-1])),
            span=self._span(tree),
        )

    def always(self, tree: LarkTree) -> syntax.Rule:
        word, effect = tree.children
        chain = cast("Token", word).type
        return syntax.Rule(
            None if chain == "ALWAYS" else chain,
            "ALWAYS",
            None,
            cast("syntax.Effect", self.node(effect)),
            span=self._span(tree),
        )

    def tiers(self, tree: LarkTree) -> syntax.Tiers:
        first = cast("Token", tree.children[0]).type
        _, quantity, *tiers = tree.children if first == "BY" else tree.children[1:]
        return syntax.Tiers(
            None if first == "BY" else first,
            self._expression(quantity),
            tuple(cast("syntax.Tier", self.node(tier)) for tier in tiers),
            span=self._span(tree),
        )

    def tier(self, tree: LarkTree) -> syntax.Tier:
        operator, bound, effect = tree.children
        return syntax.Tier(
            cast("Token", operator).type,
            cast("syntax.Number", self.node(bound)),
            cast("syntax.Effect", self.node(effect)),
            span=self._span(tree),
        )

    def effect(self, tree: LarkTree) -> syntax.Effect:
        verb, amount, *rest = tree.children
        words = {token.type for token in rest if isinstance(token, Token)}
        points = self._expression(amount)
        said, _, how = cast("Token", verb).type.partition("_")
        beyond = "BEYOND" in words or how == "BEYOND"
        return syntax.Effect(
            said,
            None if beyond else points,
            "MORE" in words or how == "MORE",
            beyond=points if beyond else None,
            span=self._span(tree),
        )

    def whole_item(self, tree: LarkTree) -> syntax.Effect:
        words = {"DEDUCT", "THE_ITEM", "LOSE_ITEM", "AND", "DEDUCT_BEYOND", "POINTS", "BEYOND"}
        amounts = [child for child in tree.children if not (isinstance(child, Token) and child.type in words)]
        beyond = self._expression(amounts[0]) if amounts else None
        return syntax.Effect("DEDUCT", None, whole_item=True, beyond=beyond, span=self._span(tree))

    def discretion(self, tree: LarkTree) -> syntax.Effect:
        nodes = self._nodes(tree)
        verb, least, _, most, *_, fact = nodes[1:] if cast("Token", nodes[0]).type == "AT_WILL" else nodes
        bounds = syntax.Discretion(
            cast("syntax.Number", least), cast("syntax.Number", most), cast("syntax.Name", fact), span=self._span(tree)
        )
        return syntax.Effect(cast("Token", verb).type, bounds, span=self._span(tree))


def _title(nodes: list[object]) -> str | None:
    """Give the text among what was read of a rule."""
    return next((node for node in nodes if isinstance(node, str) and not isinstance(node, Token)), None)


def _remarks(nodes: list[object]) -> tuple[syntax.Cite | syntax.Note, ...]:
    return tuple(node for node in nodes if isinstance(node, syntax.Cite | syntax.Note))
