"""Takes the text of a published standard, gives its sections, items and clauses, and what each clause says of points.

A section is told by its heading with what it is worth: `组织领导` `20分` (in one line, or down the cell of a table),
`一、组织领导（20分）`, `Section 1: Fire safety (20 points)`. Items are told by their numbers: `1、`, `1.`, `1.1`,
`（1）`; the style of the first number below a heading is that of all items of the section. A text without headings is
one section.

A clause is a stretch up to the end of a sentence or, where a sentence says points several times, up to the comma behind
each. Offsets are those of the text as it was read.

Promises: every character of the text that is no blank belongs to a heading, to a number or to exactly one clause; no
text is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from demerit.language import messages
from demerit.language.source import Source, Span
from demerit.published.mentions import CAP, Mention, mentions
from demerit.published.numerals import CHINESE, DIGITS, number_of


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: where it stands, and what it says of points.

    Attributes:
        span: its place in the text, without blanks around it.
        mentions: what it says of points; empty where it says nothing.
        item: the id of the item in which it stands; None outside of items.
        section: the id of the section; None outside of sections.
    """

    span: Span
    mentions: tuple[Mention, ...]
    item: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """An item of a published text: its id, its number as written, what it is worth if it says so, its clauses."""

    id: str
    number: str
    span: Span
    worth: Fraction | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class PublishedSection:
    """A section of a published text.

    Attributes:
        id: its number, or its position.
        title: its title; empty where it has none.
        heading: where its heading stands; None for the one section of a text without headings.
        worth: what it is worth; None where that is not said.
        bonus: whether it gives points.
        items: its items.
        clauses: its clauses before the first item.
    """

    id: str
    title: str
    heading: Span | None
    worth: Fraction | None
    bonus: bool
    items: tuple[PublishedItem, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A published text, read.

    Attributes:
        source: the text.
        title: its title; empty where it has none.
        full_marks: what it says that it is worth in all, if it says so.
        sections: its sections, in order.
        clauses: all its clauses, in order: those before the first section, those of sections and of items.
        language: the language that it is in: `en` or `zh`.
    """

    source: Source
    title: str
    full_marks: Fraction | None
    sections: tuple[PublishedSection, ...]
    clauses: tuple[Clause, ...]
    language: str

    @property
    def items(self) -> tuple[PublishedItem, ...]:
        """Every item, in order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def charging(self) -> tuple[Clause, ...]:
        """The clauses that say something of points."""
        return tuple(clause for clause in self.clauses if clause.mentions)


# -- lines -------------------------------------------------------------------------------------------------------

_LEAD = r"[\s#*|>\u3000]*"
_CN = r"[一二三四五六七八九十百]{1,4}"
_MARKERS = tuple(
    (style, re.compile(_LEAD + pattern, re.IGNORECASE))
    for style, pattern in (
        ("part", rf"第\s*(?P<n>{_CN}|\d{{1,3}})\s*(?:部分|章|节|篇|条|项|类)[、，：:.．\s]*"),
        ("part", r"(?:section|part|chapter|article)\s+(?P<n>\d{1,3}|[A-Z]|[IVX]{1,5})\b\s*[.:)—–-]*\s*"),
        ("dotted", r"(?P<n>\d{1,3}(?:[.．]\d{1,3})+)(?![\d分%％‰])(?!\s*(?:分|points?\b))[.．、)）:]?\s*"),
        ("item", r"item\s+(?P<n>\d{1,3})\b\s*[.:)—–-]*\s*"),
        ("arab", r"(?P<n>\d{1,3})\s*(?:[、．]|\.(?!\d)|[)）])\s*"),
        ("paren", r"[(（]\s*(?P<n>\d{1,3})\s*[)）]\s*"),
        ("cn", rf"(?P<n>{_CN})\s*[、．.]\s*"),
        ("cn paren", rf"[(（]\s*(?P<n>{_CN})\s*[)）]\s*"),
        ("circled", r"(?P<n>[①-⑳])\s*"),
        ("letter", r"(?P<n>[A-Z])[.)]\s+"),
    )
)
_NUM = rf"(?:{DIGITS}|{CHINESE})"
_WORTH = re.compile(
    rf"{_LEAD}(?P<title>.*?)[\s:：,，—–|-]*[（(【\[]?\s*(?:共计|共|满分|分值|计|worth|up\s+to|maximum(?:\s+of)?|max\.?|最多|最高|至多)?(?:可)?(?:加|得)?"
    rf"[:：\s]*(?P<n>{_NUM})\s*(?:分|points?|pts|marks?)\s*(?:max(?:imum)?)?\s*[)）】\]]?[\s:：|*]*$",
    re.IGNORECASE,
)
_ITEM_WORTH = re.compile(
    rf"[^，,。；;（(]{{0,40}}[（(\[]\s*(?:共|满分|分值)?\s*[:：]?\s*(?P<n>{_NUM})\s*(?:分|points?|pts|marks?)\s*[)）\]]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。；！？;!?]|\.\s|[，,].*[，,]")
_BONUS = re.compile(r"加分|附加|奖励|奖分|bonus|extra\s+(?:points|credit)|additional\s+points", re.IGNORECASE)
_FULL = re.compile(
    rf"(?:满分|总分|总计|共计|合计)(?:值)?(?:为|是|共)?\s*(?P<n>{_NUM})\s*分|(?P<m>"
    rf"{DIGITS})[\s-]points?\s+(?:in\s+(?:all|total)|assessment|standard|scale)|total"
    rf"\s+of\s+(?P<k>{DIGITS})\s+points",
    re.IGNORECASE,
)
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    style: str
    number: str
    body: int
    """Where what stands behind the number begins."""

    @property
    def bare(self) -> str:
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class _Heading:
    first: int
    """The number of its first line, in the list of lines."""
    last: int
    span: Span
    style: str
    number: str
    title: str
    worth: Fraction | None


def read(source: Source) -> Published:
    """Read a published text."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._lines = list(_lines(source.text))

    def read(self) -> Published:
        headings = self._headings()
        first = headings[0].first if headings else self._first_numbered()
        preamble = tuple(
            clause for line in self._lines[:first] for clause in self._clauses(Span(line.start, line.end), None, None)
        )
        sections: list[PublishedSection] = []
        if not headings and first < len(self._lines):
            sections.append(self._section("1", None, first, len(self._lines)))
        ids = _ids([heading.number for heading in headings])
        ends = [*(heading.first for heading in headings[1:]), len(self._lines)]
        for id_, heading, end in zip(ids, headings, ends, strict=False):
            sections.append(self._section(id_, heading, heading.last + 1, end))
        clauses = [*preamble]
        for section in sections:
            clauses += [*section.clauses, *(clause for item in section.items for clause in item.clauses)]
        full = next((match for line in self._lines[:first] if (match := _FULL.search(line.text))), None)
        marks = None if full is None else number_of(next(each for each in full.groups() if each is not None))
        title, language = self._title(first), _language(self._text)
        return Published(self._source, title, marks, tuple(sections), tuple(clauses), language)

    def _title(self, first: int) -> str:
        for line in self._lines[:first]:
            words = " ".join(line.text.split()).strip("#* ")
            if len(words) > 3 and not re.fullmatch(
                r"(?:附件|附录|附表|annex|appendix)\s*[\w：:]{0,4}", words, re.IGNORECASE
            ):
                return words if len(words) <= 100 else ""
        return ""

    def _first_numbered(self) -> int:
        """Give the line at which the one section of a text without headings begins."""
        for place, line in enumerate(self._lines):
            if line.style:
                return place
        for place, line in enumerate(self._lines):
            if mentions(self._text, line.start, line.end):
                return place
        return len(self._lines)

    # headings

    def _headings(self) -> list[_Heading]:
        found: list[_Heading] = []
        for place in range(len(self._lines)):
            after = found[-1].last if found else -1
            heading = self._heading(place, after) if place > after else None
            if heading is not None:
                found.append(heading)
        if not found:
            found = list(self._unpriced())
        if len(found) > 1 and self._is_title(found[0], found[1:]):
            found = found[1:]
        style = found[0].style if found else ""
        return [heading for heading in found if heading.style in (style, "plain")]

    def _is_title(self, first: _Heading, others: list[_Heading]) -> bool:
        """Tell whether what looks like the first heading is the title of the whole, with its full marks."""
        if any(line.style for line in self._lines[first.last + 1 : others[0].first]):
            return False
        said = _FULL.search(self._text, first.span.start, first.span.end)
        worths = [heading.worth or 0 for heading in others]
        return said is not None or first.style != others[0].style or first.worth in (sum(worths), sum(worths[:-1]))

    def _heading(self, place: int, after: int) -> _Heading | None:
        """Give the heading whose last line this is: the one that says what the section is worth."""
        line = self._lines[place]
        if len(line.bare) > _LONGEST_HEADING:
            return None
        if line.bare == "分":  # a number and its unit, one below the other
            above = self._above(place, after)
            worth = None if above is None else number_of(self._lines[above].bare)
            if above is None or worth is None or not re.fullmatch(_NUM, self._lines[above].bare):
                return None
            return self._standing(above, place, worth, after)
        behind = self._text[line.body : line.end]
        match = _WORTH.fullmatch(behind)
        if match is None or any(each.kind != CAP for each in mentions(self._text, line.start, line.end)):
            return None
        worth, title = number_of(match["n"]), match["title"].strip(" \t*#|（(【[:：")
        if worth is None or worth <= 0 or _SENTENCE.search(title) or re.search(r"扣|deduct", title):
            return None
        if not title and not line.style:
            return self._standing(place, place, worth, after)
        if line.style == "dotted":  # an item that says what it is worth
            return None
        return _Heading(place, place, Span(line.start, line.end), line.style or "plain", line.number, title, worth)

    def _standing(self, worth_line: int, last: int, worth: Fraction, after: int) -> _Heading | None:
        """Give a heading that stands above what it is worth: a line, or characters one below the other."""
        first = worth_line
        parts: list[str] = []
        while True:
            above = self._above(first, after)
            if above is None:
                break
            line = self._lines[above]
            if (
                line.style
                or len(line.bare) > 30
                or _SENTENCE.search(line.text)
                or mentions(self._text, line.start, line.end)
            ):
                break
            if parts and (len(line.bare) > 2 or len(parts[0]) > 2):
                break
            parts.insert(0, line.bare if len(line.bare) <= 2 else " ".join(line.text.split()))
            first = above
            if line.text.startswith("\t"):  # the cell begins here
                break
        if not parts:
            return None
        return _Heading(
            first, last, Span(self._lines[first].start, self._lines[last].end), "standing", "", "".join(parts), worth
        )

    def _above(self, place: int, after: int) -> int | None:
        above = place - 1
        while above > after and not self._lines[above].bare:
            above -= 1
        return above if above > after else None

    def _unpriced(self) -> Iterator[_Heading]:
        """Give headings that do not say what the section is worth, of a text where none does."""
        for place, line in enumerate(self._lines):
            if line.style not in ("cn", "part") or len(line.bare) > 30 or _SENTENCE.search(line.text):
                continue
            if not mentions(self._text, line.start, line.end):
                title = " ".join(self._text[line.body : line.end].split())
                yield _Heading(place, place, Span(line.start, line.end), line.style, line.number, title, None)

    # sections and items

    def _section(self, id_: str, heading: _Heading | None, first: int, end: int) -> PublishedSection:
        starts = self._item_starts(first, end)
        numbered = bool(starts)
        if not starts:
            starts = [
                place
                for place in range(first, end)
                if mentions(self._text, self._lines[place].start, self._lines[place].end)
            ]
            starts = starts and [first, *starts[1:]]
        intro_end = starts[0] if starts else end
        intro = tuple(
            clause
            for line in self._lines[first:intro_end]
            for clause in self._clauses(Span(line.start, line.end), None, id_)
        )
        numbers = [self._lines[place].number if numbered else "" for place in starts]
        ids = _item_ids(id_, numbers)
        items = []
        for item_id, place, following in zip(ids, starts, [*starts[1:], end], strict=False):
            line = self._lines[place]
            body = line.body if numbered else line.start
            stop = self._lines[following - 1].end
            worth = _ITEM_WORTH.match(self._text, body, line.end)
            items.append(
                PublishedItem(
                    item_id,
                    line.number if numbered else "",
                    Span(line.start, stop),
                    None if worth is None else number_of(worth["n"]),
                    tuple(self._clauses(Span(body, stop), item_id, id_)),
                )
            )
        said = [each for item in items for clause in item.clauses for each in clause.mentions]
        title = heading.title if heading is not None else ""
        verbs = {each.verb for each in said if each.verb is not None}
        named = bool(_BONUS.search(title)) or (
            heading is not None and any(each.verb == "add" for each in mentions(self._text, *_ends(heading.span)))
        )
        bonus = verbs == {"add"} or (named and "deduct" not in verbs)
        return PublishedSection(
            id_,
            title,
            None if heading is None else heading.span,
            None if heading is None else heading.worth,
            bonus,
            tuple(items),
            intro,
        )

    def _item_starts(self, first: int, end: int) -> list[int]:
        """Give the lines at which items begin: numbers of the style of the first one, each above the one before."""
        style, last, starts = "", 0, []
        for place in range(first, end):
            line = self._lines[place]
            if not line.style or (style and line.style != style):
                continue
            value = _rank(line.number)
            if style and value <= last:
                continue
            style, last = line.style, value
            starts.append(place)
        return starts

    # clauses

    def _clauses(self, stretch: Span, item: str | None, section: str | None) -> Iterator[Clause]:
        for sentence in _sentences(self._text, stretch):
            yield from self._split(sentence, item, section)

    def _split(self, sentence: Span, item: str | None, section: str | None) -> Iterator[Clause]:
        """Split a sentence behind each of its points, where a comma follows."""
        said = mentions(self._text, sentence.start, sentence.end)
        start, held = sentence.start, []
        for place, mention in enumerate(said):
            held.append(mention)
            comma = re.compile(r"\s*[，,、]").match(self._text, mention.span.end, sentence.end)
            following = said[place + 1] if place + 1 < len(said) else None
            if comma is None or following is None or following.span.start < comma.end():
                continue
            if following.kind == CAP and self._text[mention.span.end].isascii():
                continue  # “1 point each, at most 3” is one clause
            yield Clause(_trimmed(self._text, Span(start, comma.end())), tuple(held), item, section)
            start, held = comma.end(), []
        yield Clause(_trimmed(self._text, Span(start, sentence.end)), tuple(held), item, section)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for match in re.finditer(r"\r\n|\r|\n|\Z", text):
        if match.start() < start:
            continue
        line = text[start : match.start()]
        style, number, body = "", "", start
        for name, marker in _MARKERS:
            found = marker.match(line)
            if found is not None:
                depth = found["n"].replace("．", ".").count(".")
                style, number, body = f"{name}{depth or ''}", found["n"], start + found.end()
                break
        yield _Line(start, match.start(), line, "dotted" if style.startswith("dotted") else style, number, body)
        start = match.end()


_END = re.compile(
    r"[。；！？;!?]+[”’\"'）)」』】]*|\.(?=\s+[A-Z0-9(]|\s*$|\s*\n)[”’\"')]*|(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*(?=\r|\n)"
)
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|no|nos|art|fig|cf|vs|approx|max|min|pt|pts)$", re.IGNORECASE)


def _sentences(text: str, stretch: Span) -> Iterator[Span]:
    """Give the sentences of a stretch, without blanks around them."""
    start = stretch.start
    for match in _END.finditer(text, stretch.start, stretch.end):
        if match[0].startswith(".") and _ABBREVIATED.search(text, max(start, match.start() - 8), match.start()):
            continue
        span = _trimmed(text, Span(start, match.end()))
        if span.start < span.end:
            yield span
        start = match.end()
    span = _trimmed(text, Span(start, stretch.end))
    if span.start < span.end:
        yield span


def _trimmed(text: str, span: Span) -> Span:
    cut = text[span.start : span.end]
    return Span(span.start + len(cut) - len(cut.lstrip()), span.end - len(cut) + len(cut.rstrip()))


def _language(text: str) -> str:
    letters = sum(character.isalpha() for character in text)
    chinese = sum("\u3400" <= character <= "\u9fff" for character in text)
    return messages.CHINESE if chinese * 5 > letters else messages.ENGLISH


def _rank(number: str) -> int:
    """Give the place of a number among those of its style."""
    last = re.split("[.．]", number)[-1]
    if len(last) == 1 and "①" <= last <= "⑳":
        return ord(last) - ord("①") + 1
    if last.isascii() and last.isalpha():
        return _roman(last) or ord(last[0].upper()) - 64
    value = number_of(last)
    return 0 if value is None else int(value)


def _roman(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    if not set(text.upper()) <= set(values):
        return 0
    digits = [values[character] for character in text.upper()]
    return sum(
        -digit if digit < following else digit for digit, following in zip(digits, [*digits[1:], 0], strict=True)
    )


def _ids(numbers: list[str]) -> list[str]:
    """Give the ids of sections: their own numbers where they are all there and rise, else their positions."""
    ranks = [_rank(number) if number else 0 for number in numbers]
    rising = all(one < other for one, other in pairwise(ranks))
    if ranks and rising and ranks[0] > 0:
        return [str(rank) for rank in ranks]
    return [str(place) for place in range(1, len(numbers) + 1)]


def _item_ids(section: str, numbers: list[str]) -> list[str]:
    """Give the ids of items: the section's and their own number."""
    own = [
        re.sub("．", ".", number) if re.search("[.．]", number) else f"{section}.{_rank(number)}" for number in numbers
    ]
    if all(each.startswith(f"{section}.") for each in own) and len(set(own)) == len(own) and all(map(bool, numbers)):
        return own
    return [f"{section}.{place}" for place in range(1, len(numbers) + 1)]
