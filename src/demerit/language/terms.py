"""Takes the terms that a policy declares, gives them resolved and typed; the checker's part for terms and tables.

A term is resolved when it is first asked for, so terms may stand in any order. One that comes back to itself is told of
with its path.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from demerit.language import bands, codes, intervals, keywords, model, syntax
from demerit.language.declarations import Declared
from demerit.language.diagnostics import Diagnostics, Label
from demerit.language.expressions import Expressions
from demerit.language.kinds import canonical_unit, describe, in_chinese, unit_words
from demerit.language.messages import Text, counted, listed, say
from demerit.language.nearness import near
from demerit.language.samples import amount, sample
from demerit.language.source import Source, Span
from demerit.language.standing import Standings
from demerit.language.values import Rational, whole

MOST_DEPTH = 100
"""How deep a term may be nested, the terms that it reads included."""

MOST_ROWS = 1000
"""The most rows, or columns, of a table."""


class Terms:
    """The terms of a policy, resolved as they are asked for."""

    def __init__(
        self,
        source: Source,
        found: Diagnostics,
        declared: Declared,
        blocks: Iterable[syntax.Terms],
        standings: Standings,
    ) -> None:
        self._source = source
        self._found = found
        self._nodes: dict[str, syntax.Meaning | syntax.Table] = {}
        self._made: dict[str, model.Term | None] = {}
        self._path: list[str] = []
        self._depths: dict[str, int] = {}
        self._told_too_deep = False
        self._expressions = Expressions(source, found, declared.by_name, declared.lost, self)
        self._expressions.standings = standings
        self._titles: dict[str, str | None] = {}
        for node, title in ((term, block.title) for block in blocks for term in block.terms):
            self._titles.setdefault(node.name.text, title)
            earlier = self._nodes.get(node.name.text)
            first = (
                declared.nodes[declared.by_name[node.name.text].pointer].name
                if node.name.text in declared.by_name
                else None
            )
            twice = earlier.name if earlier is not None else first
            if twice is not None:
                label = Label(source, twice.span, say("first declared here"))
                self._add(codes.NAME_TWICE, node.name.span, labels=[label], name=node.name.text)
            else:
                self._nodes[node.name.text] = node

    def names(self) -> Iterable[str]:
        """Give the names of all terms."""
        return self._nodes

    def labels(self) -> Iterable[tuple[str, str]]:
        """Give the names of those that have a label, each with it."""
        return [(name, node.label) for name, node in self._nodes.items() if node.label]

    def get(self, name: str) -> model.Term | None:
        """Give the term of a name; None where it is at fault, which has then been told."""
        node = self._nodes[name]
        if name in self._path:
            path = [*self._path[self._path.index(name) :], name]
            self._add(codes.TERM_CIRCLE, node.name.span, name=name, path=" → ".join(path))
            self._made |= dict.fromkeys(path)
            return None
        if name not in self._made:
            self._path.append(name)
            try:
                made = self._term(node)
            except RecursionError:  # terms of terms without end: told of the one that was asked for first
                if len(self._path) > 1:
                    self._path.pop()
                    raise
                self._too_deep(node)
                made = None
            self._path.pop()
            self._made.setdefault(name, made)
        return self._made[name]

    def _too_deep(self, node: syntax.Meaning | syntax.Table) -> None:
        if not self._told_too_deep:  # those that read it are too deep as well
            self._add(codes.TOO_DEEP, node.name.span, most=MOST_DEPTH)
        self._told_too_deep = True

    def check(self, read: set[str], *, complete: bool) -> tuple[model.Term, ...]:
        """Give all terms, each after those that it reads, and tell of those that nothing reads.

        Args:
            read: the names that were read, or suggested, elsewhere.
            complete: whether the whole text could be read, so that nothing else can read them.
        """
        for name in self._nodes:
            self.get(name)
        unread = set(self._nodes) - read - self._expressions.read
        complete = complete and not self._told_too_deep
        for name in self._nodes:
            if name in unread and complete and name not in self._expressions.suggested:
                self._add(codes.TERM_UNREAD, self._nodes[name].name.span, name=name)
        return tuple(term for term in self._made.values() if term is not None)

    @property
    def read(self) -> set[str]:
        """The pointers of the facts that terms read, and the names of the terms."""
        return self._expressions.read

    @property
    def suggested(self) -> set[str]:
        """The names that were suggested in a term."""
        return self._expressions.suggested

    def _term(self, node: syntax.Meaning | syntax.Table) -> model.Term | None:
        meaning = self._table(node) if isinstance(node, syntax.Table) else self._expressions.resolve(node.value)
        if meaning is not None and isinstance(meaning.type, model.ListOf | model.Findings):
            meaning = self._expressions.as_number(meaning)
        if meaning is None:
            return None
        if not isinstance(meaning.type, model.YesNo | model.Numeric | model.Choice):
            what = say("“{name}” is {type}", name=node.name.text, type=describe(meaning.type))
            instead = say("a term is a quantity, a condition or one of several words")
            self._add(codes.TABLE, node.name.span, what=what, instead=instead)
            return None
        self._depths[node.name.text] = depth = self._depth(meaning)
        if depth > MOST_DEPTH:
            self._too_deep(node)
            return None
        cites = [remark.text for remark in node.remarks if isinstance(remark, syntax.Cite)]
        notes = tuple(remark.text for remark in node.remarks if isinstance(remark, syntax.Note))
        return model.Term(
            node.name.text,
            meaning,
            node.label if node.label is not None else in_chinese(node.name),
            "\n".join(cites) or None,
            notes,
            self._titles[node.name.text],
            span=node.span,
        )

    def _depth(self, expression: model.Expression) -> int:
        """Give how deep an expression is nested, with the terms that it reads."""
        if isinstance(expression, model.TermRead):
            return self._depths[expression.name]
        inner = expression.inner() if isinstance(expression, model.OverEntries) else ()
        return 1 + max(map(self._depth, (*expression.children(), *inner)), default=0)

    # tables

    def _table(self, node: syntax.Table) -> model.Expression | None:
        axes = [self._axis(axis) for axis in node.axes]
        written = [[row.band for row in node.rows], list(node.columns)]
        if (None in axes and len(axes) == 1 and node.columns) or not self._shape(node):
            return None  # what was taken for one axis may have been two
        bands_ = [
            None if axis is None else self._bands(axis, of, place)
            for place, (axis, of) in enumerate(zip(axes, written, strict=False))
        ]
        values, type_ = self._values(node)
        known = [axis for axis in axes if axis is not None]
        heads = [each for each in bands_ if each is not None]
        if len(known) < len(axes) or len(heads) < len(axes) or values is None:
            return None
        texts = tuple(tuple(self._cut(band.span) for band in of) for of in written[: len(axes)])
        return model.Lookup(tuple(known), tuple(heads), texts, values, type=type_, span=node.span)

    def _axis(self, node: syntax.Expression) -> model.Expression | None:
        axis = self._expressions.resolve(node)
        if axis is None or isinstance(axis.type, model.YesNo | model.Choice):
            return axis
        number = self._expressions.as_number(axis)
        if number is None:
            what = say(
                "“{text}” is {type}, by which nothing can be looked up",
                text=self._cut(node.span),
                type=describe(axis.type),
            )
            instead = say("a table goes by a number, by the words of a choice, or by yes and no")
            self._add(codes.TABLE, node.span, what=what, instead=instead)
        return number

    def _shape(self, node: syntax.Table) -> bool:
        """See whether every row has as many values as there are columns."""
        columns = len(node.columns)
        if len(node.axes) > 1 and not columns:
            instead = say("write a first line with the heads of the columns, each behind “|”")
            self._add(codes.TABLE, node.name.span, what=say("a table by two has no columns"), instead=instead)
            return False
        if len(node.axes) == 1 and columns:
            what, instead = (
                say("a table by one quantity has no heads of columns"),
                say("name a second quantity behind a comma"),
            )
            self._add(codes.TABLE, node.columns[0].span, what=what, instead=instead)
            return False
        if len(node.rows) > MOST_ROWS or columns > MOST_ROWS:
            what, instead = (
                say("this table is too large"),
                say("a table has at most {most} rows and columns", most=MOST_ROWS),
            )
            self._add(codes.TABLE, node.name.span, what=what, instead=instead)
            return False
        wrong = [row for row in node.rows if len(row.entries) != max(columns, 1)]
        for row in wrong:
            what = counted("this row has 1 value", "this row has {number} values", len(row.entries))
            wanted = "1" if columns <= 1 else str(columns)
            self._add(codes.TABLE, row.span, what=what, instead=say("the table has {wanted} a row", wanted=wanted))
        return not wrong

    def _bands(self, axis: model.Expression, written: list[syntax.Band], place: int) -> tuple[model.Band, ...] | None:
        match axis.type:
            case model.Choice(words=words):
                return self._word_bands(axis, words, written)
            case model.YesNo():
                return self._answers(axis, written)
            case model.Numeric():
                return self._number_bands(axis.type, axis, written)
        raise AssertionError(place)

    def _word_bands(
        self, axis: model.Expression, words: tuple[str, ...], written: list[syntax.Band]
    ) -> tuple[model.Band, ...] | None:
        what, seen, good = self._cut(axis.span), dict[str, Span](), True
        for band in written:
            if not isinstance(band, syntax.Words):
                self._misfit(band, axis, say("its words are: {words}", words=listed(words)))
                return None
            for word in band.words:
                if word.text not in words:
                    suggested = near(word.text, words, parts=True)
                    self._found.add(
                        codes.WORD_UNKNOWN,
                        self._source,
                        word.span,
                        near=suggested,
                        word=word.text,
                        name=what,
                        words=listed(words),
                    )
                    good = False
                elif word.text in seen:
                    said = say("“{word}” stands in two bands", word=word.text)
                    self._add(codes.BANDS, word.span, what=said, instead=say("keep one of the two"))
                    good = False
                seen.setdefault(word.text, word.span)
        missing = [word for word in words if word not in seen]
        if good and missing:
            said = say("“{missing}” of “{what}” is in no band", missing=missing[0], what=what)
            self._add(
                codes.BANDS, written[-1].span, what=said, instead=say("add it: “{missing} | …”", missing=missing[0])
            )
        if not good or missing:
            return None
        return tuple(
            model.WordBand(tuple(model.key_of(word.text) for word in band.words))
            for band in written
            if isinstance(band, syntax.Words)
        )

    def _answers(self, axis: model.Expression, written: list[syntax.Band]) -> tuple[model.Band, ...] | None:
        for band in written:
            if not isinstance(band, syntax.YesOrNo):
                self._misfit(band, axis, say("its rows are “{yes}” and “{no}”", **_answers()))
                return None
        answers = [band.yes for band in written if isinstance(band, syntax.YesOrNo)]
        if sorted(answers) != [False, True]:
            said = say("“{text}” is yes or no, and each needs one band", text=self._cut(axis.span))
            self._add(
                codes.BANDS,
                written[-1].span,
                what=said,
                instead=say("write one band “{yes}” and one “{no}”", **_answers()),
            )
            return None
        return tuple(model.AnswerBand(answer) for answer in answers)

    def _number_bands(
        self, type_: model.Numeric, axis: model.Expression, written: list[syntax.Band]
    ) -> tuple[model.Band, ...] | None:
        made: list[model.NumberBand] = []
        for band in written:
            if not isinstance(band, syntax.Range):
                examples = {
                    "one": sample("from to", low="1", high="5"),
                    "two": sample("over", low="5"),
                    "three": sample("up to", high="3"),
                }
                self._misfit(band, axis, say("its bands are numbers: “{one}”, “{two}”, “{three}”", **examples))
                return None
            for bound in (band.low, band.high):
                unit = None if bound is None else canonical_unit(bound.unit)
                if bound is band.low and band.high is not None and unit is None:
                    unit = canonical_unit(band.high.unit)  # from 9 to 11 breaths
                if bound is not None and unit != type_.unit and not (unit is None and bound.value == 0):
                    self._add(
                        codes.UNITS_DIFFER, bound.span, left=f"“{self._cut(axis.span)}”",
                        left_unit=unit_words(type_.unit), right=f"“{self._cut(bound.span)}”",
                        right_unit=unit_words(unit),
                        instead=say("write “{text}”", text=amount(whole(bound.value), type_.unit)),
                    )  # fmt: skip
                    return None
            made.append(number_band(band))
        wrong = list(bands.faults(made, type_.low, type_.high, 1 if type_.whole else None))
        for fault in wrong:
            self._add(codes.BANDS, written[fault.place].span, what=fault.what, instead=fault.instead)
        return None if wrong else tuple(made)

    def _misfit(self, band: syntax.Band, axis: model.Expression, instead: Text) -> None:
        what = say(
            "“{band}” does not go with “{axis}”, which is {type}",
            band=self._cut(band.span),
            axis=self._cut(axis.span),
            type=describe(axis.type),
        )
        self._add(codes.TABLE, band.span, what=what, instead=instead)

    def _values(
        self, node: syntax.Table
    ) -> tuple[tuple[tuple[Rational | str, ...], ...] | None, model.Numeric | model.Choice]:
        entries = [entry for row in node.rows for entry in row.entries]
        numbers = [entry for entry in entries if isinstance(entry, syntax.Number)]
        if numbers and len(numbers) < len(entries):
            odd = next(
                entry for entry in entries if isinstance(entry, syntax.Number) != isinstance(entries[0], syntax.Number)
            )
            instead = say("a table gives either numbers or words")
            self._add(
                codes.TABLE,
                odd.span,
                what=say("“{text}” is not of the kind of the others", text=self._cut(odd.span)),
                instead=instead,
            )
            return None, model.Numeric()
        if numbers:
            rows = [
                [whole(entry.value) for entry in row.entries if isinstance(entry, syntax.Number)] for row in node.rows
            ]
            type_ = intervals.any_of([intervals.constant(value) for row in rows for value in row])
            return tuple(map(tuple, rows)), type_
        words = list(dict.fromkeys(entry.text for entry in entries if isinstance(entry, syntax.Name)))
        keys = [
            [model.key_of(entry.text) for entry in row.entries if isinstance(entry, syntax.Name)] for row in node.rows
        ]
        return tuple(map(tuple, keys)), model.Choice(tuple(words))

    def _cut(self, span: Span) -> str:
        return self._source.words(span)

    def _add(self, code: codes.Code, span: Span, labels: Sequence[Label] = (), **args: Any) -> None:
        self._found.add(code, self._source, span, labels=labels, **args)


def number_band(band: syntax.Range) -> model.NumberBand:
    """Give the numbers that a band holds."""
    return model.NumberBand(
        None if band.low is None else whole(band.low.value),
        None if band.high is None else whole(band.high.value),
        band.low_word == "OVER",
        band.high_word == "UNDER",
    )


def _answers() -> dict[str, str]:
    """Give how the answers to a yes/no fact are written in a table."""
    return {"yes": keywords.spelling("YES"), "no": keywords.spelling("NO_ANSWER")}
