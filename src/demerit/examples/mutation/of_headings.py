"""How people get the rest wrong: defaults, tables, what sections and items are worth, the verdict."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from demerit.examples.mutation import figures, sentences
from demerit.examples.mutation.changes import Change, Kind, here
from demerit.examples.mutation.sites import Site, Words
from demerit.examples.mutation.trees import GONE, put
from demerit.language import model, syntax
from demerit.language.messages import Text, say, template

# -- facts -------------------------------------------------------------------------------------------------------


def default(site: Site, words: Words) -> Iterator[Change]:
    """Leave out a default, or take one that is near."""
    node: syntax.Qualifier = site.node
    if node.keyword != "DEFAULT":
        return
    old = _default(words, node.value)
    yield here(site, GONE, sentences.default_is_gone(old))
    for value in _near(site, words, node.value):
        yield here(site, replace(node, value=value), sentences.default_is(old, _default(words, value)))


def _default(words: Words, value: Any) -> str:
    if isinstance(value, bool):
        return words.keyword("YES" if value else "NO_ANSWER")
    return words(value)


def _near(site: Site, words: Words, value: Any) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case syntax.Number():
            step = figures.step_of(value)
            yield from (figures.with_value(value, new) for new in (value.value + step, value.value - step) if new >= 0)
        case syntax.DateLiteral():
            yield from figures.days_beside(value)
        case syntax.Name():
            declared: syntax.Declaration = site.parent
            type_ = words.type_of(declared.name, site)
            other = words.other_word(value, type_, [value.text]) if isinstance(type_, model.Choice) else None
            if other is not None:
                yield replace(value, text=other, quoted=False)


# -- tables ------------------------------------------------------------------------------------------------------


def entry(site: Site, words: Words) -> Iterator[Change]:
    """Give another value: a number one step up or down, another word."""
    row: syntax.Row = site.node
    table: syntax.Table = site.parent
    said = [each.text for line in table.rows for each in line.entries if isinstance(each, syntax.Name)]
    for place, old in enumerate(row.entries):
        others: list[Any] = []
        if isinstance(old, syntax.Number):
            step = figures.step_of(old)
            others = [figures.with_value(old, old.value + step), figures.with_value(old, old.value - step)]
            others = [each for each in others if each.value >= 0 or old.value < 0]
        else:
            further = dict.fromkeys(each for each in said if each != old.text)
            others = [replace(old, text=each, quoted=False) for each in list(further)[:1]]
        for new in others:
            column = words(table.columns[place]) if table.columns else ""
            told = sentences.entry(words(row.band), column, _value(words, old), _value(words, new))
            yield Change((*site.path, "entries", place), new, old.span, told)


def _value(words: Words, value: Any) -> str:
    sign = "-" if isinstance(value, syntax.Number) and value.value < 0 else ""
    text = words(value)
    return text if text.startswith(sign) else sign + text


def entries(site: Site, words: Words) -> Iterator[Change]:
    """Give two neighbours each other's values: in a column, in a row."""
    table: syntax.Table = site.node
    columns = [words(column) for column in table.columns]
    for number, (one, other) in enumerate(pairwise(table.rows)):
        for place, (a, b) in enumerate(zip(one.entries, other.entries, strict=False)):
            if a == b:
                continue
            rows = _with(one, place, b), _with(other, place, a)
            told = sentences.entries_swapped(
                words(one.band), words(other.band), columns[place] if columns else "", (words(b), words(a))
            )
            new = replace(table, rows=(*table.rows[:number], *rows, *table.rows[number + 2 :]))
            yield here(site, new, told, a.span.to(a.span) if columns else one.span.to(other.span))
    for number, row in enumerate(table.rows):
        for place, (a, b) in enumerate(pairwise(row.entries)):
            if a != b and columns:
                told = sentences.entries_swapped(
                    columns[place], columns[place + 1], words(row.band), (words(b), words(a))
                )
                new = replace(
                    table,
                    rows=(*table.rows[:number], _with(_with(row, place, b), place + 1, a), *table.rows[number + 1 :]),
                )
                yield here(site, new, told, a.span.to(b.span))


def _with(row: syntax.Row, place: int, value: Any) -> syntax.Row:
    return replace(row, entries=(*row.entries[:place], value, *row.entries[place + 1 :]))


# -- edges between bands -----------------------------------------------------------------------------------------


def _moved(one: syntax.Range, other: syntax.Range) -> Iterator[tuple[syntax.Range, syntax.Range]]:
    """Move the edge between two bands, the lower one first: by a step of their numbers, up and down."""
    assert one.high is not None
    assert other.low is not None
    step = figures.step_of(one.high, other.low)
    for by in (step, -step):
        for fine in (by, by * Fraction(1, 10)):
            high, low = one.high.value + fine, other.low.value + fine
            if _fits(one, high, low=False) and _fits(other, low, low=True):
                yield (
                    replace(one, high=figures.with_value(one.high, high)),
                    replace(other, low=figures.with_value(other.low, low)),
                )
                break


def _fits(band: syntax.Range, end: Fraction, *, low: bool) -> bool:
    """Tell whether a band still holds something with another end."""
    if low:
        top = band.high
        return (
            top is None or end < top.value or (end == top.value and band.low_word == "FROM" and band.high_word == "TO")
        )
    bottom = band.low
    return (
        bottom is None
        or end > bottom.value
        or (end == bottom.value and band.low_word == "FROM" and band.high_word == "TO")
    )


_TAKEN_IN = {"TO": "UNDER", "UNDER": "TO"}
_FROM = {"FROM": "OVER", "OVER": "FROM"}


def _given_over(one: syntax.Range, other: syntax.Range) -> Iterator[tuple[syntax.Range, syntax.Range]]:
    """Have the edge itself belong to the other of two bands."""
    assert one.high is not None
    assert other.low is not None
    if one.high.value == other.low.value and one.high_word != {"FROM": "TO", "OVER": "UNDER"}.get(other.low_word or ""):
        yield (
            replace(one, high_word=_TAKEN_IN[one.high_word or ""]),
            replace(other, low_word=_FROM[other.low_word or ""]),
        )


def _neighbours(bands: list[tuple[Any, syntax.Band | None]]) -> Iterator[tuple[tuple[Any, Any], tuple[Any, Any]]]:
    """Give bands of numbers that lie side by side, the lower one first, each with the way to it."""
    known = [(path, band) for path, band in bands if isinstance(band, syntax.Range)]
    for one, other in pairwise(known):
        for low, high in ((one, other), (other, one)):
            if low[1].high is not None and high[1].low is not None and low[1].high.value <= high[1].low.value:
                yield low, high
                break


def _edges(site: Site, words: Words, bands: list[tuple[Any, syntax.Band | None]], moves: Any) -> Iterator[Change]:
    for (one_path, one), (other_path, other) in _neighbours(bands):
        for low, high in moves(one, other):
            new = put(put(site.node, one_path, low), other_path, high)
            said = sentences.edge((words(one), words(other)), (words(low), words(high)))
            first, last = sorted((one.high.span, other.low.span), key=lambda span: span.start)
            yield here(site, new, said, first.to(last))


def _of_table(table: syntax.Table) -> Iterator[list[tuple[Any, syntax.Band | None]]]:
    yield [(("rows", place, "band"), row.band) for place, row in enumerate(table.rows)]
    yield [(("columns", place), band) for place, band in enumerate(table.columns)]


def table_edge(site: Site, words: Words) -> Iterator[Change]:
    """Move the edge between two bands of a table."""
    for bands in _of_table(site.node):
        yield from _edges(site, words, bands, _moved)


def table_word(site: Site, words: Words) -> Iterator[Change]:
    """Have the edge itself belong to the other of two bands of a table."""
    for bands in _of_table(site.node):
        yield from _edges(site, words, bands, _given_over)


def _of_verdict(verdict: syntax.Verdict) -> list[tuple[Any, syntax.Band | None]]:
    return [
        (("lines", place, "range"), line.range)
        for place, line in enumerate(verdict.lines)
        if isinstance(line, syntax.Grade)
    ]


def grade_edge(site: Site, words: Words) -> Iterator[Change]:
    """Move the edge between two grades, or have it belong to the other."""
    yield from _edges(site, words, _of_verdict(site.node), _moved)
    yield from _edges(site, words, _of_verdict(site.node), _given_over)


# -- what sections and items are worth -------------------------------------------------------------------------------


def _one_more(number: syntax.Number, *, least: int = 1) -> Iterator[syntax.Number]:
    for new in (number.value + 1, number.value - 1):
        if new >= least:
            yield figures.with_value(number, new)


def worth(site: Site, _words: Words) -> Iterator[Change]:
    """Say that an item or a section is worth one more or less, where nothing else has to add up to it."""
    node: syntax.Worth = site.node
    parent = site.parent
    if isinstance(parent, syntax.Item):
        section = site.around(syntax.Section)
        assert section is not None
        if all(map(_worth_of, section[0].items)) and not section[0].bonus:
            return
    elif not parent.bonus and (all(map(_worth_of, parent.items)) or _full_marks(site)):
        return
    bonus = isinstance(parent, syntax.Section) and parent.bonus
    for number in _one_more(node.points):
        said = (sentences.gives if bonus else sentences.worth)(node.points.value, number.value)
        yield here(site, replace(node, points=number), said, node.points.span)


def _worth_of(item: syntax.Item) -> syntax.Worth | None:
    return next((each for each in item.statements if isinstance(each, syntax.Worth)), None)


def _full_marks(site: Site) -> bool:
    document: syntax.Document = site.above[0][0]
    headings = [block for block in document.blocks if isinstance(block, syntax.PolicyHeading)]
    return any(
        isinstance(line, syntax.HeadingLine) and line.keyword == "FULL_MARKS" for h in headings for line in h.lines
    )


def worths(site: Site, _words: Words) -> Iterator[Change]:
    """Give two neighbouring items, or sections, each other's worth."""
    if isinstance(site.node, syntax.Section):
        found: list[tuple[Any, Text, Any]] = []
        for place, item in enumerate(site.node.items):
            for number, each in enumerate(item.statements):
                if isinstance(each, syntax.Worth):
                    where = say("item {item}", item=item.id.text)
                    found.append((("items", place, "statements", number), where, each))
        yield from _exchanged(site, found)


def _exchanged(site: Site, found: list[tuple[Any, Text, Any]]) -> Iterator[Change]:
    for (one_path, one, a), (other_path, other, b) in pairwise(found):
        if a.points.value != b.points.value:
            new = put(put(site.node, one_path, replace(a, points=b.points)), other_path, replace(b, points=a.points))
            said = sentences.worths_swapped(one, other, (b.points.value, a.points.value))
            yield here(site, new, said, a.points.span)


def between_sections(document: syntax.Document, words: Words) -> Iterator[Change]:
    """Give two neighbouring sections each other's worth, or weight."""
    site = Site(document, (), (), "", ())
    worths_: list[tuple[Any, Text, Any]] = []
    weights: list[tuple[Any, Text, syntax.Weight]] = []
    for place, block in enumerate(document.blocks):
        if isinstance(block, syntax.Section) and not block.bonus:
            for number, part in enumerate(block.parts):
                path, where = ("blocks", place, "parts", number), say("section {section}", section=block.id.text)
                if isinstance(part, syntax.Worth):
                    worths_.append((path, where, part))
                elif isinstance(part, syntax.Weight):
                    weights.append((path, where, part))
    yield from _exchanged(site, worths_)
    for (one_path, one, a), (other_path, other, b) in pairwise(weights):
        if a.share.value != b.share.value:
            new = put(put(document, one_path, replace(a, share=b.share)), other_path, replace(b, share=a.share))
            said = sentences.weights_swapped(one, other, (words(b.share), words(a.share)))
            yield here(site, new, said, a.share.span)


def start(site: Site, _words: Words) -> Iterator[Change]:
    """Have a section start one higher or lower."""
    node: syntax.StartsAt = site.node
    for new in (node.points.value + 1, node.points.value - 1):
        number = figures.with_value(node.points, new)
        yield here(site, replace(node, points=number), sentences.starts(node.points.value, new), node.points.span)


def floor(site: Site, _words: Words) -> Iterator[Change]:
    """Have a floor lie one higher or lower, or leave it out."""
    node: syntax.Floor = site.node
    if node.points is None:
        return
    for new in (node.points.value + 1, node.points.value - 1):
        number = figures.with_value(node.points, new)
        yield here(site, replace(node, points=number), sentences.floor(node.points.value, new), node.points.span)
    yield here(site, replace(node, points=None), sentences.floor(node.points.value, None))


_NOTHING = {"FULL": "ZERO", "ZERO": "FULL", "NO_SCORE": "FULL"}


def rescaled(site: Site, words: Words) -> Iterator[Change]:
    """Leave out that something is rescaled; count something else where nothing applies."""
    node: syntax.Rescaled = site.node
    yield here(site, GONE, sentences.gone(words.document.source.words(node.span)))
    old, new = (words.bound_word("IF_NOTHING_APPLIES", each) for each in (node.nothing, _NOTHING[node.nothing]))
    yield here(site, replace(node, nothing=_NOTHING[node.nothing]), sentences.became(old, new))


# -- the verdict ------------------------------------------------------------------------------------------------------


def no_score(site: Site, words: Words) -> Iterator[Change]:
    """Leave out when there is no score."""
    yield here(site, GONE, sentences.there_is_a_score(words(site.node.condition)))


def grade_limit(site: Site, words: Words) -> Iterator[Change]:
    """Hold the grade to one from the other side, or not at all."""
    node: syntax.GradeLimit = site.node
    at_most = node.keyword != "AT_MOST_GRADE"
    other = replace(node, keyword="AT_MOST_GRADE" if at_most else "AT_LEAST_GRADE")
    condition = words(node.condition)
    yield here(site, other, sentences.limit_turned(condition, node.name, at_most=at_most))
    yield here(site, GONE, sentences.limit_is_gone(condition))


KINDS = (
    Kind("default", template("a default"), (syntax.Qualifier,), default),
    Kind("entry", template("a value in a table"), (syntax.Row,), entry),
    Kind("entries", template("two values in a table exchanged"), (syntax.Table,), entries),
    Kind("table edge", template("the edge of a band moved"), (syntax.Table,), table_edge),
    Kind("table word", template("the edge of a band given to its neighbour"), (syntax.Table,), table_word),
    Kind("worth", template("another worth"), (syntax.Worth,), worth),
    Kind("worths", template("two worths exchanged"), (syntax.Section,), worths),
    Kind("start", template("another start"), (syntax.StartsAt,), start),
    Kind("floor", template("another floor"), (syntax.Floor,), floor),
    Kind("rescaled", template("what is rescaled"), (syntax.Rescaled,), rescaled),
    Kind("no score", template("no score left out"), (syntax.NoScore,), no_score),
    Kind("grade edge", template("the edge of a grade moved"), (syntax.Verdict,), grade_edge),
    Kind("grade limit", template("a limit on the grade"), (syntax.GradeLimit,), grade_limit),
)
"""The kinds of changes of headings, tables and the verdict."""
