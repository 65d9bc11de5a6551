"""Makes nodes of lark's tree: examples, with what is given and what is expected."""

from collections.abc import Collection, Mapping
from typing import cast

from lark import Token, Tree

from demerit.language import syntax
from demerit.language.diagnostics import Diagnostics
from demerit.language.parser.phrases import LarkTree, _Phrases, unquote
from demerit.language.source import Source, Span

_STATES = {
    "IS_CLEAR": "clear",
    "IS_NOT_APPLICABLE": "not_applicable",
    "IS_NOT_REACHED": "not_reached",
    "IS_UNDETERMINED": "undetermined",
}
_POINTS = {
    "SCORES": ("scores", None),
    "ASKS": ("asked", None),
    "ABSORBS": ("absorbed", None),
    "DEDUCTS": ("points", "deduct"),
    "ADDS": ("points", "add"),
    "DEDUCTS_IN_EFFECT": ("effective", "deduct"),
    "ADDS_IN_EFFECT": ("effective", "add"),
}
"""What is expected by a verb, and whether it takes or gives points."""


class _Examples(_Phrases):
    """Makes nodes of examples: one method a rule of the grammar, named as there.

    `idle` are the words for points, where they are no unit of any fact: behind a number they say nothing.
    """

    def __init__(
        self,
        source: Source,
        found: Diagnostics,
        names: Mapping[str, str] | None = None,
        measures: Collection[str] = (),
        idle: Collection[str] = (),
    ) -> None:
        super().__init__(source, found, names, measures)
        self._idle = idle
        self._subject: tuple[str, syntax.Identifier] | None = None

    def example(self, tree: LarkTree) -> syntax.Example:
        _, title, *lines = self._nodes(tree)
        said = cast("list[syntax.GivenLine | syntax.ExpectLine | syntax.Note]", lines)
        return syntax.Example(cast("str", title), tuple(said), span=self._span(tree))

    # what is given

    def given(self, tree: LarkTree) -> syntax.GivenLine:
        parts: list[syntax.Giving | syntax.InOrder | syntax.FactsFrom] = []
        where: list[syntax.Giving] | None = None
        for child in tree.children[1:]:
            if isinstance(child, Token):
                where = [] if child.type == "WHERE" else where
            elif where is None:
                parts.append(cast("syntax.Giving | syntax.InOrder | syntax.FactsFrom", self.node(child)))
            else:
                where.append(cast("syntax.Giving", self.node(child)))
        last = parts[-1]
        if where and isinstance(last, syntax.Giving):
            span = last.span.to(where[-1].span)
            parts[-1] = syntax.Giving(last.name, last.value, last.reason, tuple(where), span=span)
        elif where:  # it belongs to no fact: the checker says so of a name that is none
            name = syntax.Name(self.source.words(last.span), span=last.span)
            yes = syntax.GivenAnswer(True, bare=True, span=last.span)
            parts[-1] = syntax.Giving(name, yes, None, tuple(where), span=last.span.to(where[-1].span))
        return syntax.GivenLine(tuple(parts), span=self._span(tree))

    def in_order(self, tree: LarkTree) -> syntax.InOrder:
        return syntax.InOrder(span=self._span(tree))

    def facts_from(self, tree: LarkTree) -> syntax.FactsFrom:
        return syntax.FactsFrom(unquote(cast("Token", tree.children[1])), span=self._span(tree))

    def said_yes(self, tree: LarkTree) -> syntax.Giving:
        return self._giving(tree, 0, syntax.GivenAnswer(True, bare=True, span=self._span(tree)))

    def said_no(self, tree: LarkTree) -> syntax.Giving:
        return self._giving(tree, 1, syntax.GivenAnswer(False, bare=True, span=self._span(tree)))

    def said_none(self, tree: LarkTree) -> syntax.Giving:
        return self._giving(tree, 1, syntax.GivenNone(span=self._span(tree)))

    def left_out(self, tree: LarkTree) -> syntax.Giving:
        return self._giving(tree, 0, syntax.GivenLeftOut(span=self._span(tree.children[1])))

    def said(self, tree: LarkTree) -> syntax.Giving:
        _, _, written, *reason = tree.children
        value: syntax.GivenValue
        span = self._span(written)
        if isinstance(written, Token):
            value = syntax.GivenAnswer(written.type == "YES", span=span)
        elif isinstance(node := self.node(written), tuple):
            value = syntax.GivenWords(cast("tuple[syntax.Name, ...]", node), span=span)
        else:
            value = cast("syntax.Number | syntax.DateLiteral | syntax.TextLiteral", node)
            if isinstance(value, syntax.Number) and value.unit in self._idle:
                value = syntax.Number(value.value, None, value.written, span=span)
        return self._giving(tree, 0, value, cast("str", self.node(reason[0])) if reason else None)

    def _giving(self, tree: LarkTree, at: int, value: syntax.GivenValue, reason: str | None = None) -> syntax.Giving:
        name = cast("syntax.Name", self.node(tree.children[at]))
        return syntax.Giving(name, value, reason, span=self._span(tree))

    # what is expected

    def expect(self, tree: LarkTree) -> syntax.ExpectLine:
        self._subject = None
        parts = [self.node(child) for child in tree.children[1:] if isinstance(child, Tree)]
        return syntax.ExpectLine(tuple(cast("list[syntax.Expectation]", parts)), span=self._span(tree))

    def score_expected(self, tree: LarkTree) -> syntax.Expectation:
        marks = [self.node(child) for child in tree.children if isinstance(child, Tree)]
        value = cast("syntax.Number", marks[0]) if marks else None
        return self._of_policy("score", value, tree)

    def grade_expected(self, tree: LarkTree) -> syntax.Expectation:
        return self._of_policy("grade", cast("str", self.node(tree.children[-1])), tree)

    def missing_expected(self, tree: LarkTree) -> syntax.Expectation:
        return self._of_policy("missing", cast("tuple[syntax.Name, ...]", self.node(tree.children[1])), tree)

    def refusal_expected(self, tree: LarkTree) -> syntax.Expectation:
        codes = [unquote(child) for child in cast("list[Token]", tree.children[1:])]
        return self._of_policy("refused", tuple(codes), tree)

    def _of_policy(
        self, kind: str, value: syntax.Number | str | tuple[syntax.Name, ...] | tuple[str, ...] | None, tree: LarkTree
    ) -> syntax.Expectation:
        self._subject = None
        return syntax.Expectation(kind, "policy", None, value, span=self._span(tree))

    def outcome_expected(self, tree: LarkTree) -> syntax.Expectation:
        of, identifier, outcome = tree.children
        self._subject = cast("Token", of).type.lower(), cast("syntax.Identifier", self.node(identifier))
        return self._outcome(cast("LarkTree", outcome), self._span(tree), goes_on=False)

    def outcome(self, tree: LarkTree) -> syntax.Expectation:
        return self._outcome(tree, self._span(tree), goes_on=self._subject is not None)

    def _outcome(self, tree: LarkTree, span: Span, *, goes_on: bool) -> syntax.Expectation:
        kind, value, verb = self._said_of(tree)
        of, identifier = self._subject or ("policy", None)
        return syntax.Expectation(kind, of, identifier, value, verb, goes_on, span=span)

    def _said_of(self, tree: LarkTree) -> tuple[str, syntax.Number | str | tuple[syntax.Name, ...], str | None]:
        """Give the kind of what is expected of something, its value, and whether it takes or gives points."""
        word, *rest = tree.children
        keyword = cast("Token", word).type
        if keyword in _POINTS:
            kind, verb = _POINTS[keyword]
            in_effect = any(isinstance(child, Token) and child.type == "IN_EFFECT" for child in rest)
            return "effective" if in_effect else kind, cast("syntax.Number", self.node(rest[0])), verb
        if keyword == "READS":
            return "reads", cast("tuple[syntax.Name, ...]", self.node(rest[0])), None
        if rest:
            return "count", cast("syntax.Number", self.node(rest[0])), None
        return "state", _STATES.get(keyword, "hit"), None
