"""Takes the blocks and statements of a policy as written, gives the lines of its print, without their comments.

A `Line` is a statement, or a part of one that has a line of its own; what is too long for `MOST_COLUMNS` goes on in
further lines where it can be cut. Facts, tables and the policy's heading stand in columns.

Promises: what is printed reads again as an equal document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from demerit.language import keywords, syntax
from demerit.language.excerpt import width
from demerit.language.printing.examples import ExampleLines
from demerit.language.printing.phrases import BREAK, PHRASE, SUM, Phrases
from demerit.language.source import Source, Span

MOST_COLUMNS = 110
"""How wide a line is before it is cut, if it can be."""
MOST_ALIGNED = 64
"""How wide a name may be for the others to stand in a column with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the print.

    Attributes:
        span: where that which is printed stands in the source.
        indent: how many blanks are before it.
        text: its text; where it is too long, it can be cut at any `BREAK`, and at a line end it is.
        apart: whether a blank line is before it, whatever the source has.
        close: whether no blank line is before it, whatever the source has.
        columns: how much of the text stands in front of the column that it shares with its neighbours, if it does.
        tail: what ends it: a mark, in a language that has one.
    """

    span: Span
    indent: int
    text: str
    apart: bool = False
    close: bool = False
    columns: str | None = None
    tail: str = ""


def _cap_word(node: syntax.Statement) -> str | None:
    return node.keyword if isinstance(node, syntax.Cap) else None


class Statements:
    """Gives the lines of a document.

    Args:
        phrases: what prints conditions and quantities.
        source: the text that the document was read from.
    """

    def __init__(self, phrases: Phrases, source: Source) -> None:
        self._phrases = phrases
        self._source = source
        self._word = phrases.word
        self._chinese = phrases.chinese
        self._space = "" if phrases.chinese else " "

    def lines(self, document: syntax.Document) -> Iterator[Line]:
        """Give the lines of a document, in the order of the text."""
        owner = (syntax.PolicyHeading, syntax.FactsGroup)
        examples = ExampleLines(self._phrases, alone=not any(isinstance(block, owner) for block in document.blocks))
        for block in document.blocks:
            match block:
                case syntax.PolicyHeading():
                    yield from self._heading(block)
                case syntax.FactsGroup():
                    yield from self._facts(block)
                case syntax.Terms():
                    yield from self._terms(block)
                case syntax.Section():
                    yield from self._section(block)
                case syntax.Verdict():
                    yield from self._verdict(block)
                case syntax.Example():
                    yield from self._example(block, examples)

    # what many share

    def _spaced(self, *parts: str) -> str:
        return " ".join(part for part in parts if part)

    def _titled(self, title: str | None) -> str:
        return "" if title is None else self._phrases.text(title)

    def _behind(self, text: str | None) -> str:
        """Give a text that stands behind a condition or quantity, if there is one."""
        return "" if text is None else f" {BREAK}{self._phrases.text(text)}"

    def _points(self, number: syntax.Number) -> str:
        return self._phrases.number(number) + (self._word("POINTS") if self._chinese else "")

    def _said(self, terminal: str, number: syntax.Number) -> str:
        return self._word(terminal) + self._space + self._points(number)

    def _text(self, node: syntax.Cite | syntax.Note, indent: int) -> Line:
        """Give a cite or a note: a text of several pieces stays one."""
        word = self._word("CITE" if isinstance(node, syntax.Cite) else "NOTE")
        pieces = self._source.texts(node.span)
        return Line(node.span, indent, f"{word} " + "\n".join(map(self._phrases.text, pieces)))

    def _not_encoded(self, node: syntax.NotEncoded, indent: int) -> Line:
        said = f"{self._word('NOT_ENCODED')} {self._phrases.text(node.text)}"
        return Line(node.span, indent, said + self._behind(node.reason))

    # the heading

    def _heading(self, node: syntax.PolicyHeading) -> Iterator[Line]:
        yield Line(node.id.span, 0, f"{self._word('POLICY')} {node.id.text}", apart=True)
        for line in node.lines:
            if isinstance(line, syntax.Note):
                yield self._text(line, 2)
                continue
            if isinstance(line, syntax.NotEncoded):
                yield self._not_encoded(line, 2)
                continue
            match line.value:
                case str() as text:
                    said = self._phrases.text(text)
                case syntax.Identifier() as identifier:
                    said = identifier.text
                case number:
                    said = self._points(number)
            word = self._word(line.keyword)
            yield Line(line.span, 2, f"{word} {said}", columns=f"{word} ")

    # facts

    def _facts(self, node: syntax.FactsGroup) -> Iterator[Line]:
        first = Span(node.span.start, node.name.span.end)
        name = self._phrases.declared(node.name)
        yield Line(first, 0, self._spaced(self._word("FACTS"), name, self._titled(node.title)), apart=True)
        for place, fact in enumerate(node.facts):
            yield from (replace(line, close=line.close or place == 0) for line in self._fact(fact, "  "))

    def _fact(self, node: syntax.Declaration, before: str) -> Iterator[Line]:
        name = before + self._phrases.declared(node.name)
        said = [self._type(node.type), *map(self._qualifier, node.qualifiers), self._titled(node.label)]
        colon = "：" if self._chinese else " : "
        text = f"{name}{colon}{self._spaced(*said)}"
        end = node.fields[0].span.start if node.fields else node.span.end
        yield Line(Span(node.span.start, end), 0, text, columns=name)
        for field in node.fields:
            yield from (replace(line, close=True) for line in self._fact(field, "    - "))

    def _type(self, node: syntax.TypeSpec) -> str:
        whole = self._word("WHOLE") + self._space if node.whole else ""
        if node.kind == "UNIT":
            return whole + self._phrases.unit(node.unit or "")
        names = self._phrases.comma.join(map(self._phrases.declared, node.words))
        return whole + self._word(node.kind) + (self._space + names if names else "")

    def _qualifier(self, node: syntax.Qualifier) -> str:
        word = self._word(node.keyword)
        match node.value:
            case None:
                return word
            case bool() as yes:
                return self._phrases.join(word, self._phrases.answer(yes=yes))
            case value:
                return self._phrases.join(word, self._phrases.at(value, SUM))

    # terms

    def _terms(self, node: syntax.Terms) -> Iterator[Line]:
        title = self._titled(node.title)
        yield Line(Span(node.span.start, node.span.start + 1), 0, self._spaced(self._word("TERMS"), title), apart=True)
        for place, term in enumerate(node.terms):
            lines = self._table(term) if isinstance(term, syntax.Table) else self._meaning(term)
            yield from (replace(line, close=line.close or place == number == 0) for number, line in enumerate(lines))

    def _remarks(self, remarks: Sequence[syntax.Cite | syntax.Note]) -> Iterator[Line]:
        yield from (replace(self._text(remark, 4), close=True) for remark in remarks)

    def _term(self, node: syntax.Meaning | syntax.Table) -> str:
        return self._phrases.declared(node.name) + ("：" if self._chinese else " : ")

    def _meaning(self, node: syntax.Meaning) -> Iterator[Line]:
        end = node.remarks[0].span.start if node.remarks else node.span.end
        text = self._term(node) + self._phrases.at(node.value, PHRASE - 1)
        yield Line(Span(node.span.start, end), 2, text + self._behind(node.label))
        yield from self._remarks(node.remarks)

    def _table(self, node: syntax.Table) -> Iterator[Line]:
        axes = self._phrases.comma.join(self._phrases.at(axis, SUM) for axis in node.axes)
        head = self._spaced(self._phrases.join(self._word("TABLE_BY"), axes), self._titled(node.label))
        columns = ["", *map(self._band, node.columns)] if node.columns else []
        rows = [[self._band(row.band), *map(self._entry, row.entries)] for row in node.rows]
        widths = [max(width(cell) for cell in column) for column in zip_longest(*rows, columns, fillvalue="")]

        def aligned(cells: list[str]) -> str:
            padded = (cell + " " * (size - width(cell)) for cell, size in zip(cells, widths, strict=False))
            return " | ".join(padded).rstrip()

        first = columns_at = node.rows[0].span.start
        if node.columns:
            columns_at = self._source.text.rindex("\n", 0, node.columns[0].span.start) + 1
        yield Line(Span(node.span.start, min(first, columns_at)), 2, self._term(node) + head)
        if node.columns:
            span = Span(node.columns[0].span.start, node.columns[-1].span.end)
            yield Line(span, 4, aligned(columns), close=True)
        for row, cells in zip(node.rows, rows, strict=True):
            yield Line(row.span, 4, aligned(cells), close=True)
        yield from self._remarks(node.remarks)

    def _band(self, node: syntax.Band) -> str:
        match node:
            case syntax.Words():
                word = self._phrases.join("", self._word("OR"))
                return (f" {word} " if not self._chinese else word).join(map(self._phrases.name, node.words))
            case syntax.YesOrNo():
                return self._phrases.answer(yes=node.yes)
            case _:
                return self._range(node)

    def _entry(self, node: syntax.Number | syntax.Name) -> str:
        return self._phrases.name(node) if isinstance(node, syntax.Name) else self._phrases.number(node)

    def _range(self, node: syntax.Range, behind: str = "") -> str:
        number = self._phrases.number
        if node.low is None:
            assert node.high is not None
            word = self._word("UP_TO" if node.high_word == "TO" else "BELOW")
            return self._phrases.join(word, number(node.high) + behind)
        low = self._phrases.range_word(node.low_word or "", has_end=node.high is not None)
        said = [low, number(node.low) + behind]
        if node.high is not None:
            said += [self._word(node.high_word or ""), number(node.high) + behind]
        return self._phrases.join(*said)

    # sections

    def _section(self, node: syntax.Section) -> Iterator[Line]:
        head = [self._word("BONUS_SECTION" if node.bonus else "SECTION"), node.id.text, self._titled(node.title)]
        parts = list(map(self._part, node.parts))
        if node.bonus:
            worth = node.parts[0]
            assert isinstance(worth, syntax.Worth)
            parts = [self._said("UP_TO", worth.points)]
        spans = [part.span for part in node.parts]
        end = max([node.id.span.end, *(span.end for span in spans)])
        yield Line(Span(node.span.start, end), 0, f" {BREAK}".join([self._spaced(*head), *parts]), apart=True)
        remarks: list[syntax.Note | syntax.NotEncoded] = [*node.notes, *node.not_encoded]
        remarks.sort(key=lambda each: each.span.start)
        for remark in remarks:
            yield self._not_encoded(remark, 2) if isinstance(remark, syntax.NotEncoded) else self._text(remark, 2)
        inside: list[syntax.Item | syntax.Group] = sorted((*node.items, *node.groups), key=lambda each: each.span.start)
        for each in inside:
            yield from [self._group(each)] if isinstance(each, syntax.Group) else self._item(each)

    def _part(self, node: syntax.SectionPart) -> str:
        match node:
            case syntax.Worth():
                return self._said("WORTH", node.points)
            case syntax.StartsAt():
                return self._said("STARTS_AT", node.points)
            case syntax.Weight():
                return self._phrases.join(self._word("WEIGHT"), self._phrases.number(node.share))
            case syntax.Floor():
                return self._word("NO_FLOOR") if node.points is None else self._said("FLOOR", node.points)
            case syntax.Rescaled():
                to = "" if node.to is None else self._phrases.join(self._word("TO"), self._phrases.number(node.to))
                nothing = self._phrases.join(self._word("IF_NOTHING_APPLIES"), self._word(node.nothing))
                return self._spaced(self._phrases.join(self._word("RESCALED"), to), nothing)
            case syntax.Rounding():
                return self._phrases.join(self._word("SCORE"), self._phrases.rounding(node))

    def _group(self, node: syntax.Group) -> Line:
        members = self._phrases.comma.join(member.text for member in node.members)
        head = self._spaced(self._word("GROUP"), node.id.text, self._titled(node.title))
        text = f" {BREAK}".join([head, f"{self._word('OF')} {members}", self._said("CAP", node.cap)])
        return Line(node.span, 2, text, apart=True)

    # the verdict

    def _verdict(self, node: syntax.Verdict) -> Iterator[Line]:
        first = Span(node.span.start, node.span.start + 1)
        yield Line(first, 0, self._spaced(self._word("VERDICT"), self._titled(node.title)), apart=True)
        for place, line in enumerate(node.lines):
            yield replace(self._verdict_line(line), close=place == 0)

    def _verdict_line(self, node: syntax.VerdictLine) -> Line:
        match node:
            case syntax.Cite() | syntax.Note():
                return self._text(node, 2)
            case syntax.NoScore():
                condition, reason = self._phrases.phrase(node.condition), self._behind(node.reason)
                if not self._chinese:
                    return Line(node.span, 2, f"{self._word('NO_SCORE_WHEN')} {condition}{reason}")
                said = f"{condition}{self._word('_DE')}，{self._word('NO_SCORE')}{reason}"
                return Line(node.span, 2, said, tail="。")
            case syntax.Grade():
                behind = self._word("_MARKS") if self._chinese else ""
                band = "" if node.range is None else self._range(node.range, behind)
                return Line(node.span, 2, self._spaced(self._word("GRADE"), self._phrases.text(node.name), band))
            case syntax.GradeLimit():
                grade = f"{self._word(node.keyword)}{self._space}{self._phrases.text(node.name)}"
                condition = self._phrases.phrase(node.condition)
                if not self._chinese:
                    return Line(node.span, 2, f"{grade} {self._word('WHEN')} {condition}")
                return Line(node.span, 2, f"{condition}{self._word('_DE')}，{grade}", tail="。")
            case syntax.Cap():
                return Line(node.span, 2, self._said("CAP", node.points))
            case _:
                return Line(node.span, 2, self._part(node))

    # examples

    def _example(self, node: syntax.Example, lines: ExampleLines) -> Iterator[Line]:
        first = Span(node.span.start, node.span.start + 1)
        yield Line(first, 0, self._spaced(self._word("EXAMPLE"), self._titled(node.title)), apart=True)
        tail = "。" if self._chinese else ""
        for line in node.lines:
            match line:
                case syntax.GivenLine():
                    yield Line(line.span, 2, lines.given(line), close=True, tail=tail)
                case syntax.ExpectLine():
                    yield Line(line.span, 2, lines.expected(line), close=True, tail=tail)
                case syntax.Note():
                    yield replace(self._text(line, 2), close=True)

    # items

    def _item(self, node: syntax.Item) -> Iterator[Line]:
        statements = list(node.statements)
        head = [self._word("ITEM"), node.id.text, self._titled(node.title)]
        end = node.id.span.end
        for first in node.statements:
            if not isinstance(first, syntax.Worth | syntax.Cap) or _cap_word(first) == "ITEM_CAP":
                break
            head.append(self._said(_cap_word(first) or "WORTH", first.points))
            end = first.span.end
            statements.pop(0)
        yield Line(Span(node.span.start, end), 2, self._spaced(*head), apart=True)
        rule: syntax.Rule | syntax.Tiers | None = None
        below, place = False, 0
        while place < len(statements):
            each = statements[place]
            place += 1
            if isinstance(each, syntax.Rule | syntax.Tiers):
                rule, below = each, True
                following = statements[place] if place < len(statements) else None
                cap = following if isinstance(following, syntax.Cap) and following.keyword == "CAP" else None
                if isinstance(each, syntax.Rule):
                    place += cap is not None
                    yield self._rule(each, cap)
                else:
                    yield from self._tiers(each)
                continue
            hangs = isinstance(each, syntax.Modifier) and each.keyword != "APPLIES_WHEN"
            hangs = hangs or isinstance(each, syntax.Label | syntax.ChargedOnce)
            hangs = hangs or (isinstance(each, syntax.Cap) and each.keyword == "CAP")
            if not (hangs or isinstance(each, syntax.Note)):
                below = isinstance(each, syntax.Repealed)
            indent = 6 if hangs or (isinstance(each, syntax.Note) and below) else 4
            yield self._statement(each, indent, rule)

    def _statement(self, node: syntax.Statement, indent: int, rule: "syntax.Rule | syntax.Tiers | None") -> Line:
        match node:
            case syntax.Cite() | syntax.Note():
                return self._text(node, indent)
            case syntax.NotEncoded():
                return self._not_encoded(node, indent)
            case syntax.Label():
                return Line(node.span, indent, f"{self._word('LABEL')} {node.text}")
            case syntax.Modifier():
                condition = self._phrases.phrase(node.condition)
                if not self._chinese:
                    return Line(node.span, indent, f"{self._word(node.keyword)} {condition}")
                end = self._word("_DE")
                if node.keyword == "HALVED_WHEN":
                    return Line(node.span, indent, f"{condition}{end}，{self._word('HALVED')}", tail="。")
                return Line(node.span, indent, self._word(node.keyword) + condition + end, tail="。")
            case syntax.Cap():
                return Line(node.span, indent, self._cap(node, rule), tail="。" if self._chinese else "")
            case syntax.Worth():
                return Line(node.span, indent, self._said("WORTH", node.points))
            case syntax.ChargedOnce():
                return Line(node.span, indent, self._word("CHARGED_ONCE"), tail="。" if self._chinese else "")
            case syntax.Repealed():
                said = self._spaced(self._word("REPEALED"), self._titled(node.reason))
                return Line(node.span, indent, said)
            case _:
                raise AssertionError(node)

    def _cap(self, node: syntax.Cap, rule: "syntax.Rule | syntax.Tiers | None") -> str:
        if not self._chinese:
            return self._said(node.keyword, node.points)
        deducts = isinstance(rule, syntax.Rule) and rule.effect.verb == "DEDUCT"
        if node.keyword == "CAP" and not deducts:
            return self._said("CAP", node.points)
        word = self._phrases.rule_cap if node.keyword == "CAP" else self._word("ITEM_CAP")
        return word + self._points(node.points) + self._word("_CAP_END")

    def _rule(self, node: syntax.Rule, cap: syntax.Cap | None) -> Line:
        span = node.span if cap is None else node.span.to(cap.span)
        effect = self._effect(node.effect)
        if cap is not None:
            effect += ("，" if self._chinese else " ") + self._cap(cap, node)
        chain = "" if node.chain is None else self._word(node.chain) + self._space
        if node.phrase is None:
            always = "" if node.chain is not None else self._word("ALWAYS") + self._space
            return Line(span, 4, chain + always + effect, tail="。" if self._chinese else "")
        if not self._chinese:
            phrase = self._phrases.phrase(node.phrase)
            return Line(span, 4, f"{chain}{self._word(node.opening)} {phrase} {effect}")
        end = f"{self._word('_DE')}，" if not self._is_bare(node) else ""
        return Line(span, 4, f"{chain}{self._chinese_opening(node)}{end}{effect}", tail="。")

    @staticmethod
    def _is_bare(node: syntax.Rule) -> bool:
        """Tell whether 的 can be left away behind what a rule counts: 每「X」扣1分."""
        return node.opening == "PER" and isinstance(node.phrase, syntax.Name | syntax.Unmet)

    def _chinese_opening(self, node: syntax.Rule) -> str:
        """Give a rule's condition or quantity, with what opens it: 凡 only where it would be read as another one."""
        assert node.phrase is not None
        if node.opening == "UNLESS":
            return self._phrases.negated(node.phrase)
        phrase = self._phrases.phrase(node.phrase)
        if node.opening == "PER" or isinstance(node.phrase, syntax.Negation):
            return self._phrases.opened(node.opening, phrase)
        return phrase

    def _tiers(self, node: syntax.Tiers) -> Iterator[Line]:
        chain = "" if node.chain is None else self._word(node.chain) + self._space
        quantity = self._phrases.phrase(node.quantity)
        if self._chinese and isinstance(node.quantity, syntax.Entries | syntax.Total | syntax.Mean):
            quantity = self._phrases.brackets(quantity)  # 超过 in its condition would begin the first tier
        tail = "，" if self._chinese else ""
        span = Span(node.span.start, node.tiers[0].span.start)
        yield Line(span, 4, f"{chain}{self._word('BY')}{self._space}{quantity}", tail=tail)
        for tier in node.tiers:
            effect = self._effect(tier.effect)
            said = self._phrases.join(self._word(tier.operator), self._phrases.number(tier.bound))
            text = f"{said}{self._word('_DE')}，{effect}" if self._chinese else f"{said} {effect}"
            mark = "" if not self._chinese else "。" if tier is node.tiers[-1] else "；"
            yield Line(tier.span, 6, text, close=True, tail=mark)

    def _effect(self, node: syntax.Effect) -> str:
        if node.whole_item:
            return self._whole_item(node)
        if isinstance(node.points, syntax.Discretion):
            bounds, number = node.points, self._phrases.number
            chosen = [self._word(node.verb), number(bounds.least), self._word("TO")]
            if self._chinese:
                chosen = [self._word("AT_WILL"), *chosen, self._points(bounds.most)]
                return "".join(chosen) + "，" + self._word("SEE") + self._phrases.name(bounds.fact)
            return self._spaced(
                *chosen, number(bounds.most), self._word("AT_DISCRETION"), self._phrases.name(bounds.fact)
            )
        amount = node.points if node.beyond is None else node.beyond
        assert amount is not None
        assert not isinstance(amount, syntax.Discretion)
        beyond = node.beyond is not None
        if not self._chinese:
            words = [self._word("MORE")] if node.more else []
            words += [self._word("BEYOND")] if beyond else []
            said = self._amount(amount)
            if node.more and isinstance(amount, syntax.Name):
                said = self._phrases.brackets(said)  # a name would go on with `more`
            return self._spaced(self._word(node.verb), said, *words)
        verb = f"{node.verb}_MORE" if node.more else node.verb
        if beyond and verb == "DEDUCT":
            return self._word("DEDUCT_BEYOND") + self._amount(amount)
        return self._word(verb) + self._amount(amount) + (self._word("BEYOND") if beyond else "")

    def _whole_item(self, node: syntax.Effect) -> str:
        beyond = "" if node.beyond is None else self._amount(node.beyond)
        if self._chinese:
            more = f"，{keywords.table()['AND'].spellings[-1]}{self._word('DEDUCT_BEYOND')}{beyond}" if beyond else ""
            return self._word("LOSE_ITEM") + more
        more = f" {self._word('AND')} {beyond} {self._word('BEYOND')}" if beyond else ""
        return f"{self._word(node.verb)} {self._word('THE_ITEM')}{more}"

    def _amount(self, node: syntax.Expression) -> str:
        points = self._word("POINTS") if self._chinese else ""
        if isinstance(node, syntax.Number | syntax.Name):
            return self._phrases.at(node, PHRASE) + points
        return self._phrases.brackets(self._phrases.at(node, PHRASE - 1)) + points
