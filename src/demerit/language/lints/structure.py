"""Lints of how a policy is put together: units, misplaced items, idle rescaling, empty texts, bands, grades."""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from demerit import resources
from demerit.language import lint_codes, model, syntax
from demerit.language.diagnostics import Diagnostic, Edit, Fix
from demerit.language.keywords import spelling
from demerit.language.kinds import canonical_unit
from demerit.language.lints import truth, words
from demerit.language.lints.domains import Numbers
from demerit.language.lints.places import first_line, removal
from demerit.language.lints.reading import Reading
from demerit.language.source import Span
from demerit.language.values import Rational, write


def units(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of units that are spelt in two ways; singular and plural are one."""
    seen: dict[str, list[tuple[str, Span]]] = {}
    for node in reading.nodes:
        unit = node.unit if isinstance(node, syntax.Number | syntax.TypeSpec) else None
        if unit is not None and reading.source.text[node.span.end - len(unit) : node.span.end] == unit:
            seen.setdefault(_family(unit), []).append((unit, Span(node.span.end - len(unit), node.span.end)))
    for places in seen.values():
        counts: dict[str, int] = {}
        for unit, _ in places:
            counts[_inflected(unit)] = counts.get(_inflected(unit), 0) + 1
        if len(counts) < 2:
            continue
        usual = max(counts, key=lambda each: counts[each])
        kept, first = next((unit, span) for unit, span in places if _inflected(unit) == usual)
        fixes = [Edit(span, kept) for unit, span in places if _inflected(unit) != usual]
        odd, span = next((unit, span) for unit, span in places if _inflected(unit) != usual)
        fix = Fix(words.FIX_UNIT, tuple(fixes), args={"unit": kept})
        yield reading.told(
            lint_codes.UNIT_SPELLINGS, span, labels=[(first, words.LABEL_UNIT)], fixes=[fix], unit=odd, other=kept
        )


@cache
def _synonyms() -> dict[str, str]:
    entries = tomllib.loads(resources.read("grammar", "synonyms.toml"))
    return {spelling: name for name, spellings in entries.items() for spelling in (name, *spellings)}


def _inflected(unit: str) -> str:
    """Give what a spelling has in common with its own singular or plural."""
    return (canonical_unit(unit) or unit) if unit.isascii() else unit


def _family(unit: str) -> str:
    """Give what all spellings of a unit have in common."""
    plain = unicodedata.normalize("NFKC", _inflected(unit)).casefold()
    known = _synonyms()
    for each in (_inflected(unit), plain, plain.removesuffix("s")):
        if each in known:
            return known[each]
    return plain.removesuffix("s") if len(plain) > 3 else plain


def unread_fields(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of fields of lists that nothing reads; texts and dates say which entry it is, and are left alone."""
    read: dict[str, set[str]] = {}
    for expression in reading.policy.expressions():
        for node in model.walk(expression):
            if isinstance(node, model.FactRead):
                read.setdefault(node.pointer, set())
            elif isinstance(node, model.OverEntries):
                inner = (part for each in node.inner() for part in model.walk(each))
                keys = {part.key for part in inner if isinstance(part, model.FieldRead)}
                read.setdefault(node.list.pointer, set()).update(keys)
    for block in reading.document.blocks:
        if isinstance(block, syntax.FactsGroup):
            for fact in block.facts:
                listed = reading.policy.facts[f"/{_key(block.name)}/{_key(fact.name)}"]
                if isinstance(listed.type, model.ListOf) and listed.pointer in read:
                    yield from _unread(reading, fact, listed.type, read[listed.pointer])


def _key(name: syntax.Name) -> str:
    return model.escape(model.key_of(name.text))


def _unread(reading: Reading, fact: syntax.Declaration, type_: model.ListOf, read: set[str]) -> Iterator[Diagnostic]:
    optional = spelling("OPTIONAL")
    for node, field in zip(fact.fields, type_.fields, strict=True):
        told = isinstance(field.type, model.Text | model.Date) or field.optional or field.identifies
        if told or field.key in read:
            continue
        end = max([node.type.span.end, *(qualifier.span.end for qualifier in node.qualifiers)])
        fix = Fix(words.FIX_OPTIONAL, (Edit(Span(end, end), f" {optional}"),), safe=False, args={"optional": optional})
        yield reading.told(
            lint_codes.FIELD_UNREAD, node.name.span, fixes=[fix], name=field.name, list=fact.name.text,
            optional=optional,
        )  # fmt: skip


def misplaced_items(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of items whose number begins with that of another section."""
    sections = {section.id: node for section, node in reading.sections}
    for place in reading.items:
        begins = place.item.id.split(".")[0]
        if "." in place.item.id and begins != place.section.id and begins in sections:
            label = (sections[begins].id.span, words.LABEL_SECTION)
            yield reading.told(
                lint_codes.ITEM_MISPLACED, place.node.id.span, labels=[label],
                id=place.item.id, section=place.section.id, other=begins,
            )  # fmt: skip


def idle_rescaling(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of what is rescaled although all of it always applies."""
    said: list[tuple[Iterable[model.Section], Iterable[syntax.Node]]] = [
        ([section], node.parts) for section, node in reading.sections
    ]
    if reading.verdict is not None:
        said.append(([section for section in reading.policy.sections if not section.bonus], reading.verdict.lines))
    for sections, parts in said:
        applies = any(item.applies is not None for section in sections for item in section.items)
        for part in parts:
            if isinstance(part, syntax.Rescaled) and not applies:
                yield reading.told(
                    lint_codes.RESCALED_IDLE, part.span, keyword=spelling("RESCALED"), applies=spelling("APPLIES_WHEN")
                )


def empty_texts(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of cites, notes, titles, labels and reasons in which there is nothing to read."""
    for node in reading.nodes:
        text = _text_of(node)
        if text is None or any(_is_seen(character) for character in text):
            continue
        fixes = []
        if isinstance(node, syntax.Note):
            fixes = [Fix(words.FIX_NOTE, (Edit(removal(reading.source, node.span), ""),))]
        span = node.id.span if isinstance(node, syntax.Item | syntax.Section | syntax.Group) else node.span
        if isinstance(node, syntax.Declaration | syntax.Meaning | syntax.Table | syntax.FactsGroup):
            span = node.name.span
        elif isinstance(node, syntax.Terms | syntax.Verdict):
            span = first_line(reading.source, node.span)
        yield reading.told(lint_codes.EMPTY_TEXT, span, fixes=fixes)


def _text_of(node: syntax.Node) -> str | None:
    match node:
        case syntax.Cite() | syntax.Note():
            return node.text
        case syntax.NoScore() | syntax.Repealed():
            return node.reason
        case syntax.Declaration() | syntax.Meaning() | syntax.Table():
            return node.label
        case (
            syntax.Item() | syntax.Section() | syntax.Group() | syntax.FactsGroup() | syntax.Terms() | syntax.Verdict()
        ):
            return node.title
        case syntax.HeadingLine(value=str(text)):
            return text
        case syntax.Grade():
            return node.name
    return None


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZM" and character not in "\u115f\u1160\u3164\uffa0"


def idle_bands(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of bands of tables in which, by the declared bounds, nothing can lie."""
    written = {
        node.name.text: node
        for block in reading.document.blocks
        if isinstance(block, syntax.Terms)
        for node in block.terms
        if isinstance(node, syntax.Table)
    }
    for term in reading.policy.terms:
        if not isinstance(term.meaning, model.Lookup) or term.name not in written:
            continue
        node = written[term.name]
        heads = [[row.band for row in node.rows], list(node.columns)]
        for axis, bands, spans in zip(term.meaning.axes, term.meaning.bands, heads, strict=False):
            if not isinstance(axis.type, model.Numeric):
                continue
            known = truth.bounds(axis)
            for band, place in zip(bands, spans, strict=True):
                possible = Numbers(model.NumberBand(known.low, known.high), known.whole)
                if isinstance(band, model.NumberBand) and possible.meet(Numbers(band)).empty:
                    yield reading.told(lint_codes.ROW_NEVER, place.span, band=reading.words(place.span))


def idle_grades(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of grades whose band no score can reach, and that nothing else gives."""
    policy, verdict = reading.policy, reading.policy.verdict
    low: Rational | None = verdict.floor
    high: Rational | None = policy.maximum
    if low is None or high is None or reading.verdict is None:
        return
    if verdict.rounding is not None:  # it may move a score by less than one step
        low, high = low - verdict.rounding.step, high + verdict.rounding.step
    limited = {limit.grade for limit in verdict.limits}
    nodes = [line for line in reading.verdict.lines if isinstance(line, syntax.Grade)]
    for grade, node in zip(verdict.grades, nodes, strict=True):
        if grade.band is None or grade.name in limited:
            continue
        if Numbers(model.NumberBand(low, high)).meet(Numbers(grade.band)).empty:
            yield reading.told(lint_codes.GRADE_NEVER, node.span, grade=grade.name, low=write(low), high=write(high))
