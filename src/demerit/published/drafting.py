"""Takes a published text, gives a first policy: sections, items, a cite for every sentence, rules for known patterns.

Sentence by sentence, in the order of the text:

- `扣N分` behind words that say when: a yes/no fact, and `when`, or `unless` where the words plainly negate something;
- with a measure (`每发现一处`, `each`): findings, and `per`; of several at a time, divided and rounded down;
- `至少开展N次…，每少1次`: a count, and `per … short of N`;
- with a bound (`超过千分之一的`): `by`, with the bounds that follow it as further tiers;
- a range: the inspector's figure, `at discretion of`; `不得分`, where the item says what it is worth: `deduct the
  item`;
- caps: under the rule where it is the only one, or where they stand in its sentence; else of the item.

All else is a place to fill in: `not encoded` with the sentence, and no reason. A sentence that says nothing of points
goes into the cite of the next that does.

Promises: the policy is without errors; every sentence of an item stands in it, word for word, in a cite or as a place
to fill in; the same text gives the same policy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from demerit.language import coverage_codes as codes
from demerit.language import keywords
from demerit.language.diagnostics import Diagnostic, FileError
from demerit.language.excerpt import visible
from demerit.language.messages import sentences
from demerit.language.source import Source, Span
from demerit.language.values import whole, write
from demerit.published.draft_words import worded
from demerit.published.measures import Bound, bound, measure
from demerit.published.mentions import CAP, POINTS, RANGE, WHOLE, Mention
from demerit.published.naming import Names, condition, negates, positive, short, spelt
from demerit.published.numerals import CHINESE, DIGITS, number_of
from demerit.published.text import Clause, Published, PublishedItem, PublishedSection, read

_UNKNOWN_WORTH = 100
_FEW = 5
"""Words of fewer characters are told together with those of the clause before."""

_AT_LEAST = re.compile(
    rf"(?:至少|不少于)[^，,。；;\d]{{0,6}}?(?P<n>{DIGITS}|{CHINESE})[次场项名人件套台个](?P<what>[^，,。；;]{{2,}})[，,]\s*$"
)
_RISING = ("over", "from")
_TIERS = {"over": "OVER", "from": "FROM", "under": "UNDER", "down_from": "DOWN_FROM"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A first policy.

    Attributes:
        text: the policy.
        language: the language of the published text: `en` or `zh`.
        sections: how many sections it has.
        items: how many items.
        rules: how many rules.
        places: how many places to fill in.
    """

    text: str
    language: str
    sections: int
    items: int
    rules: int
    places: int


def draft(source: Source, *, id_: str | None = None, title: str | None = None) -> Draft:
    """Write a first policy from a published text.

    Args:
        source: the text.
        id_: the policy's identifier; made of the file's name, if there is none.
        title: its title; the text's own, if there is none.

    Raises:
        FileError: the text says nothing of points.
    """
    published = read(source)
    if not published.charging:
        raise FileError([Diagnostic(codes.NO_POINTS, source.name)])
    return _Drafter(published, id_ or identifier(source.file_name), published.title if title is None else title).draft()


def identifier(name: str) -> str:
    """Make a policy's identifier of a file's name."""
    words = [word.strip("_") for word in re.findall(r"\w+", name.rsplit(".", 1)[0])]
    return "-".join(word for word in words if word) or "draft"


def is_identifier(text: str) -> bool:
    """Tell whether a text can be a policy's identifier."""
    return re.fullmatch(r"[^\W_]\w*(?:[.\-]\w+)*", text) is not None


@dataclass(eq=False, slots=True)
class _Fact:
    """A fact: its name and its declaration, as written."""

    name: str
    line: str


@dataclass
class _Entry:
    """A rule, a cap of the item or a place to fill in, with the stretch of the text that it cites.

    Attributes:
        span: the stretch.
        lines: the lines of the rule, or of the cap; none of a place to fill in.
        verb: what a rule does.
        tiers: of a rule with tiers, the bounds, in order.
        facts: the facts that it reads.
        whole: whether it takes the whole item.
    """

    span: Span
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    verb: str | None = None
    capped: bool = False
    tiers: list[Bound] = field(default_factory=list)
    facts: list[_Fact] = field(default_factory=list)
    whole: bool = False

    def give_up(self) -> None:
        """Make it a place to fill in."""
        self.lines, self.notes, self.facts, self.verb = [], [], [], None

    @property
    def is_rule(self) -> bool:
        return self.verb is not None


class _Drafter:
    def __init__(self, published: Published, id_: str, title: str) -> None:
        self._published = published
        self._text = published.source.text
        self._id = id_
        self._title = title
        self._names = Names()
        self._groups = Names()
        self._facts: list[_Fact] = []
        self._bases: dict[str, _Fact] = {}
        self._read: list[_Fact] = []  # by the rule in hand
        self._kept: set[int] = set()  # the facts that rules read
        self._rules = 0
        self._places = 0
        self._before = ""

    def draft(self) -> Draft:
        declared: list[list[_Fact]] = []
        sections: list[str] = []
        for section in self._published.sections:
            self._facts = []
            sections.append(self._section(section))
            declared.append(self._facts)
        groups: list[str] = []
        for section, facts in zip(self._published.sections, declared, strict=True):
            lines = [fact.line for fact in facts if id(fact) in self._kept]
            if lines:
                name = section.title or self._say("section", id=section.id)
                group = self._groups.take(short(name), section.id)
                groups.append("\n".join([f"{_word('FACTS')} {spelt(group)} {self._quoted(name)}", *lines]))
        heading = self._heading()
        items = sum(max(len(section.items), 1) for section in self._published.sections)
        counted = {"sections": len(sections), "items": items, "rules": self._rules}
        file = visible(self._published.source.file_name)
        comments = [self._say("head", file=file, **counted)]
        comments += [self._say("places", places=self._places)] if self._places else []
        comments += [self._say("confirm")]
        top = "\n".join(f"# {' '.join(comment.split())}" for comment in comments)
        text = "\n\n".join([top, heading, *groups, *sections]) + "\n"
        return Draft(text, self._published.language, len(sections), items, self._rules, self._places)

    # headings

    def _heading(self) -> str:
        lines = [f"{_word('POLICY')} {self._id}"]
        if self._title:
            lines.append(f"  {_word('TITLE')} {self._quoted(self._title)}")
        lines.append(f"  {_word('VERSION')} draft")
        ordinary = [section for section in self._published.sections if not section.bonus]
        total = sum((_worth(section) for section in ordinary), Fraction(0))
        said = self._published.full_marks
        if said is not None and said == total:
            lines.append(f"  {_word('FULL_MARKS')} {_number(said)}")
        elif said is not None:
            lines.append(
                f"  {_word('NOTE')} {self._quoted(self._say('full_marks', said=_number(said), found=_number(total)))}"
            )
        inside = {clause.span for section in self._published.sections for clause in self._of(section)}
        for clause in self._published.charging:
            if clause.span not in inside:
                lines.append(f"  {self._place(clause.span)}")
        return "\n".join(lines)

    @staticmethod
    def _of(section: PublishedSection) -> Iterator[Clause]:
        yield from section.clauses
        for item in section.items:
            yield from item.clauses

    def _section(self, section: PublishedSection) -> str:
        verbs = {
            self._verb(each, section) for clause in self._of(section) for each in clause.mentions if each.kind == POINTS
        }
        worth = _number(_worth(section))
        title = f" {self._quoted(section.title)}" if section.title else ""
        if section.bonus:
            heading = f"{_word('BONUS_SECTION')} {section.id}{title} {_word('UP_TO')} {worth}"
        else:
            heading = f"{_word('SECTION')} {section.id}{title} {_word('WORTH')} {worth}"
            heading += f" {_word('STARTS_AT')} {worth}" if "add" in verbs else ""
        lines = [heading]
        if section.worth is None:
            lines.append(f"  {_word('NOTE')} {self._quoted(self._say('worth', points=worth))}")
            if section.title and section.heading is not None:
                lines.append(f"  {self._place(section.heading)}")
        for clause in section.clauses:
            if clause.mentions:
                lines.append(f"  {self._place(clause.span)}")
            else:
                lines.append(f"  {_word('NOTE')} {self._quoted(self._cut(clause.span))}")
        worths = [item.worth for item in section.items]
        stated = sum((each for each in worths if each is not None), Fraction(0))
        complete = bool(worths) and None not in worths
        keeps = not complete or section.bonus or stated == _worth(section)
        if not keeps:
            said = self._say("item_worths", found=_number(stated), said=worth)
            lines.append(f"  {_word('NOTE')} {self._quoted(said)}")
        for item in section.items:
            lines += ["", *self._item(item, section, item.worth if keeps else None)]
        if not section.items:
            lines += ["", f"  {_word('ITEM')} {section.id}.1"]
            if section.heading is not None:
                lines.append(f"    {self._place(section.heading)}")
        return "\n".join(lines)

    # items

    def _item(self, item: PublishedItem, section: PublishedSection, worth: Fraction | None) -> list[str]:
        entries = self._entries(item, section, worth)
        verbs = {entry.verb for entry in entries if entry.is_rule}
        if len(verbs) > 1:  # nothing can hold both
            worth = None
        stated = f" {_word('WORTH')} {_number(worth)}" if worth is not None else ""
        lines = [f"  {_word('ITEM')} {item.id}{stated}"]
        for entry in entries:
            if not entry.lines:
                lines.append(f"    {self._place(entry.span)}")
                continue
            lines.append(f"    {_word('CITE')} {self._quoted(self._cut(entry.span))}")
            lines += [f"    {line}" for line in entry.lines]
            lines += [f"      {_word('NOTE')} {self._quoted(note)}" for note in entry.notes]
            self._rules += entry.is_rule
            self._kept |= {id(fact) for fact in entry.facts}
        if len(lines) == 1:
            lines.append(f"    {self._place(item.span)}")
        return lines

    def _entries(self, item: PublishedItem, section: PublishedSection, worth: Fraction | None) -> list[_Entry]:
        """Give what becomes of the clauses of an item, in order."""
        entries: list[_Entry] = []
        pending: int | None = None  # where sentences begin that say nothing of points
        for clause in item.clauses:
            start = clause.span.start if pending is None else pending
            span = Span(start, clause.span.end)
            if not clause.mentions:
                pending = start
                continue
            pending = None
            self._clause(clause, span, entries, item, section, worth)
        if pending is not None:
            last = item.clauses[-1].span.end
            entries.append(_Entry(Span(pending, last)))
        return self._settled(entries)

    def _clause(
        self,
        clause: Clause,
        span: Span,
        entries: list[_Entry],
        item: PublishedItem,
        section: PublishedSection,
        worth: Fraction | None,
    ) -> None:
        """Put in what becomes of one clause; where part of it is not understood, all of it is a place to fill in."""
        at = span.start if clause.span.start == span.start else clause.span.start
        made: list[_Entry] = []
        facts, taken, bases = list(self._facts), self._names.copy(), dict(self._bases)
        last = entries[-1] if entries else None
        before_it = (
            None if last is None else replace(last, lines=[*last.lines], tiers=[*last.tiers], facts=[*last.facts])
        )
        self._before = ""
        earlier = [each for each in item.clauses if each.span.end <= clause.span.start and each.mentions]
        if earlier:
            before = self._text[earlier[-1].span.start : earlier[-1].mentions[0].span.start]
            each = measure(before, "")
            self._before = condition(before if each is None else before[: each.start])
        for place, mention in enumerate(clause.mentions):
            following = clause.mentions[place + 1].span.start if place + 1 < len(clause.mentions) else clause.span.end
            before = self._text[at : mention.span.start]
            behind = self._text[mention.span.end : following]
            at = mention.span.end
            self._read = []
            entry = self._mention(mention, before, behind, span, [*entries, *made], item, section, worth)
            if entry is None:
                self._facts, self._names, self._bases = facts, taken, bases
                if before_it is not None:
                    entries[-1] = before_it
                entries.append(_Entry(span))
                return
            if entry.span is not span:  # it went to the rule before
                continue
            made.append(entry)
        entries += made

    def _mention(
        self,
        mention: Mention,
        before: str,
        behind: str,
        span: Span,
        entries: list[_Entry],
        item: PublishedItem,
        section: PublishedSection,
        worth: Fraction | None,
    ) -> _Entry | None:
        verb = self._verb(mention, section)
        if section.bonus and verb == "deduct" and mention.kind != CAP:
            return None
        if mention.kind == CAP:
            return None if mention.points is None else self._cap(mention, span, entries)
        if mention.kind == WHOLE and (worth is None or verb == "add" or section.bonus):
            return None
        if mention.kind not in (POINTS, RANGE, WHOLE):
            return None
        if mention.kind == POINTS:
            found = bound(before) if measure(before, behind) is None and not mention.each else None
            if found is not None:
                return self._tiered(found, mention, verb, span, entries, item)
        return self._plain(mention, verb, before, behind, span, item)

    def _verb(self, mention: Mention, section: PublishedSection) -> str:
        return mention.verb or ("add" if section.bonus else "deduct")

    # rules

    def _plain(
        self, mention: Mention, verb: str, before: str, behind: str, span: Span, item: PublishedItem
    ) -> _Entry | None:
        each = measure(before, behind) if mention.kind == POINTS else None
        words = condition(before if each is None else before[: each.start])
        if not words and each is not None:
            words = condition(each.what if len(each.unit) > 1 else before)
        if not words:
            words = condition(behind if each is None else behind[each.behind :])
        if not words:
            return None
        effect = self._effect(mention, verb)
        if mention.kind == RANGE:
            holds, figure = self._fact(words, "YES_NO", item), self._figure(words, item)
            low = _number(mention.low or Fraction(0))
            assert mention.points is not None
            said = (
                f"{_word(verb.upper())} {low} {_word('TO')} {_number(mention.points)} {_word('AT_DISCRETION')} {figure}"
            )
            return self._rule(span, verb, [f"{_word('WHEN')} {holds} {said}"], "range")
        if mention.kind == WHOLE:
            holds = self._fact(words, "YES_NO", item)
            entry = self._rule(span, verb, [f"{_word('WHEN')} {holds} {_word('DEDUCT')} {_word('THE_ITEM')}"], "whole")
            entry.whole = True
            return entry
        lacking = _AT_LEAST.search(before if each is None else before[: each.start])
        if each is not None and each.lacks and lacking is not None and each.number == 1:
            number = number_of(lacking["n"])
            name = condition(lacking["what"])
            if number is not None and name:
                fact = self._fact(name, "COUNT", item)
                line = f"{_word('PER')} {fact} {_word('SHORT_OF')} {_number(number)} {effect}"
                return self._rule(span, verb, [line], "short", number=_number(number))
        if each is not None or mention.each:
            lacks = each is not None and each.lacks and not negates(words)
            fact = self._fact(words, "FINDINGS", item, lacks=lacks)
            if each is not None and each.number != 1:
                fact += f" / {_number(each.number)} {_word('ROUNDED_DOWN')}"
            said = before[each.start :] if each is not None and each.start < len(before) else behind if each else ""
            quoted = " ".join((said or self._cut(mention.span)).split()).strip(" ,;:.，；。")
            return self._rule(span, verb, [f"{_word('PER')} {fact} {effect}"], "each", words=quoted[:60])
        done = positive(words)
        if done is not None:
            self._before = ""  # it stands by itself
            fact = self._fact(done, "YES_NO", item)
            return self._rule(span, verb, [f"{_word('UNLESS')} {fact} {effect}"], "unless")
        fact = self._fact(words, "YES_NO", item)
        return self._rule(span, verb, [f"{_word('WHEN')} {fact} {effect}"], "once")

    def _tiered(
        self, found: Bound, mention: Mention, verb: str, span: Span, entries: list[_Entry], item: PublishedItem
    ) -> _Entry | None:
        line = f"  {_word(_TIERS[found.operator])} {_bound(found)} {self._effect(mention, verb)}"
        subject = condition(found.subject)
        last = entries[-1] if entries else None
        goes_on = last is not None and last.tiers and last.verb == verb and _goes_on(last.tiers[-1], found)
        if last is not None and goes_on and (not subject or condition(last.tiers[0].subject) == subject):
            last.lines.append(line)
            last.tiers.append(found)
            last.facts += self._read
            last.span = Span(last.span.start, span.end)
            return last
        if not subject:
            return None
        kind = "COUNT" if found.counts or (found.share and found.base) else "NUMBER_TYPE"
        quantity = self._fact(subject, kind, item, found.unit)
        if found.base:
            quantity += f" / {self._base(condition(found.base), item)}"
        entry = self._rule(span, verb, [f"{_word('BY')} {quantity}", line], "tiers")
        entry.tiers.append(found)
        return entry

    def _rule(self, span: Span, verb: str, lines: list[str], note: str, **values: object) -> _Entry:
        return _Entry(span, lines, [self._say(note, **values)], verb, facts=self._read)

    def _effect(self, mention: Mention, verb: str) -> str:
        more = f" {_word('MORE')}" if mention.more else ""
        return f"{_word(verb.upper())} {_number(mention.points or Fraction(0))}{more}"

    # caps

    def _cap(self, mention: Mention, span: Span, entries: list[_Entry]) -> _Entry | None:
        """Put a cap to the rule in whose sentence it stands; else it is the item's."""
        assert mention.points is not None
        last = entries[-1] if entries else None
        ends = self._text[last.span.end - 1] if last is not None else ""
        in_sentence = last is not None and (last.span is span or ends in "，,、")
        if last is not None and last.is_rule and not (last.capped or last.whole or mention.of_item) and in_sentence:
            last.lines.append(f"  {_word('CAP')} {_number(mention.points)}")
            last.capped = True
            if last.span is not span:
                last.span = Span(last.span.start, span.end)
            else:
                last.span = Span(span.start, span.end)
            return last
        return _Entry(span, [f"{_word('ITEM_CAP')} {_number(mention.points)}"])

    @staticmethod
    def _settled(entries: list[_Entry]) -> list[_Entry]:
        """See to it that an item's rules and caps can stand together; what cannot is a place to fill in.

        A cap of the item needs rules that all take, or all give, and there is one only; a rule that takes the whole
        item stands with no cap, and with no rule that gives. The cap of an item with one rule is that rule's.
        """
        while True:
            caps = [entry for entry in entries if entry.lines and not entry.is_rule]
            rules = [entry for entry in entries if entry.is_rule]
            whole_item = [entry for entry in rules if entry.whole]
            verbs = {rule.verb for rule in rules}
            idle = caps[1:] if len(verbs) == 1 and not whole_item else caps
            idle = [*idle, *whole_item] if len(verbs) > 1 else idle
            if not idle:
                break
            for entry in entries:  # all that stands on the same words
                if any(_overlap(entry.span, each.span) for each in idle):
                    entry.give_up()
        entries = _once(entries)
        if len(caps) == 1 and len(rules) == 1 and not rules[0].capped:
            rule, cap = rules[0], caps[0]
            if entries.index(cap) == entries.index(rule) + 1:
                rule.lines.append(f"  {_word('CAP')} {cap.lines[0].removeprefix(_word('ITEM_CAP')).strip()}")
                rule.span = Span(rule.span.start, cap.span.end)
                return [entry for entry in entries if entry is not cap]
        return entries

    # words

    def _fact(
        self,
        words: str,
        kind: str,
        item: PublishedItem,
        unit: str = "",
        *,
        least: int | None = None,
        lacks: bool = False,
    ) -> str:
        """Declare a fact; give its name as it is written."""
        name = short(words) or self._say("rule", id=item.id)
        if lacks:  # what is counted is what is not there
            name, words = self._say("missing", name=name), self._say("missing", name=words)
        name = self._names.take(name, item.id)
        low = f" {_word('BOUND_LOW')} {least}" if least is not None else ""
        label = f"{words}（{unit}）" if unit else words
        if len(words) < _FEW and self._before:
            label = sentences([self._before, label]).text(self._published.language)
        fact = _Fact(spelt(name), f"  {spelt(name)} : {_word(kind)}{low} {self._quoted(label)}")
        self._facts.append(fact)
        self._read.append(fact)
        return fact.name

    def _base(self, words: str, item: PublishedItem) -> str:
        """Give the fact of which something is a share: one for all places that say the same words."""
        if words in self._bases:
            self._read.append(self._bases[words])
            return self._bases[words].name
        name = self._fact(words, "COUNT", item, least=1)
        self._bases[words] = self._read[-1]
        return name

    def _figure(self, words: str, item: PublishedItem) -> str:
        return self._fact(self._say("points", name=short(words)), "DISCRETION", item)

    def _place(self, span: Span) -> str:
        self._places += 1
        return f"{_word('NOT_ENCODED')} {self._quoted(self._cut(span))}"

    def _cut(self, span: Span) -> str:
        """Give a stretch of the text on one line; in Chinese, a line end stands for nothing."""
        cut = self._text[span.start : span.end].strip()
        return re.sub(
            r"\s+",
            lambda match: (
                "" if set(match[0]) & set("\r\n") and _is_wide(cut[match.start() - 1], cut[match.end()]) else " "
            ),
            cut,
        )

    def _quoted(self, text: str) -> str:
        return '"' + " ".join(text.split("\n")).replace('"', '""') + '"'

    def _say(self, key: str, **values: object) -> str:
        return worded(key, self._published.language, **values)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _once(entries: list[_Entry]) -> list[_Entry]:
    """Make one of places to fill in that stand on the same words."""
    kept: list[_Entry] = []
    for entry in entries:
        if kept and not entry.lines and not kept[-1].lines and _overlap(kept[-1].span, entry.span):
            kept[-1].span = Span(min(kept[-1].span.start, entry.span.start), max(kept[-1].span.end, entry.span.end))
        else:
            kept.append(entry)
    return kept


def _is_wide(before: str, behind: str) -> bool:
    return ord(before) > 0x2E80 or ord(behind) > 0x2E80


def _goes_on(last: Bound, found: Bound) -> bool:
    """Tell whether a bound can be that of the tier after another."""
    rising = last.operator in _RISING
    if rising != (found.operator in _RISING) or last.share != found.share:
        return False
    return found.value > last.value if rising else found.value < last.value


def _bound(found: Bound) -> str:
    if found.share:
        for factor, sign in ((100, "%"), (1000, "‰")):
            if (found.value * factor).denominator == 1:
                return f"{_number(found.value * factor)}{sign}"
    return _number(found.value)


def _worth(section: PublishedSection) -> Fraction:
    return Fraction(_UNKNOWN_WORTH) if section.worth is None else section.worth


def _number(value: Fraction) -> str:
    return write(whole(value))


def _word(keyword: str) -> str:
    return keywords.spelling(keyword)
