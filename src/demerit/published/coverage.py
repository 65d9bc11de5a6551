"""Takes a policy and the text that it encodes, gives what of the one stands for what of the other.

Every clause of the text that says something of points is encoded by a rule that cites it, or marked in the policy as
not encoded, with a reason or as a place to fill in, or it is told of. Every cite has to stand in the text, white space
aside. What rules take is held against what their sentences say (`agreement`).

A passage that the text has several times is taken from the item of the cite's own number, if it stands there.

Promises: every clause about points has one state; the diagnostics are in the order of the policy, then of the text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from demerit.language import coverage_codes as codes
from demerit.language import keywords, model, syntax
from demerit.language.code import ERROR, Code
from demerit.language.diagnostics import Diagnostic, Label
from demerit.language.messages import listed, say
from demerit.language.source import Source, Span
from demerit.language.values import whole, write
from demerit.published import agreement, cites
from demerit.published.agreement import Citing, Fault, Said
from demerit.published.cites import Cited
from demerit.published.mentions import Mention
from demerit.published.places import Places
from demerit.published.text import Clause, Published, read

ENCODED, MARKED, TO_FILL_IN, DIFFERS, MISSING = "encoded", "marked", "to_fill_in", "differs", "missing"
"""The states of a clause about points.

A rule stands for it; the policy says why none does; the policy says that its rule is to be written; its rules say
something else; nothing in the policy stands for it.
"""

STATES = (ENCODED, MARKED, TO_FILL_IN, DIFFERS, MISSING)

_THERE = say("the published text")


@dataclass(frozen=True, slots=True)
class Place:
    """A cite, and where the text has it; nowhere, if `spans` is empty."""

    cited: Cited
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A clause, and what the policy makes of it.

    Attributes:
        clause: the clause.
        state: `ENCODED`, `MARKED`, `TO_FILL_IN`, `DIFFERS` or `MISSING`; None of a clause that says nothing of points.
        rules: the ids of the rules that cite it, in the order of the policy.
        reasons: why no rule stands for it.
    """

    clause: Clause
    state: str | None
    rules: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """What a policy encodes of a published text.

    Attributes:
        policy: the policy.
        published: the text.
        clauses: every clause of the text.
        places: every cite of the policy.
        diagnostics: what does not agree.
    """

    policy: model.Policy
    published: Published
    clauses: tuple[Covered, ...]
    places: tuple[Place, ...]
    diagnostics: tuple[Diagnostic, ...]

    def count(self, state: str) -> int:
        """How many clauses about points are in a state."""
        return sum(each.state == state for each in self.clauses)

    @cached_property
    def total(self) -> int:
        """How many clauses say something of points."""
        return sum(each.state is not None for each in self.clauses)

    @property
    def accounted(self) -> int:
        """How many of them are encoded, or marked with a reason; what is still to be filled in is not among them."""
        return self.count(ENCODED) + self.count(MARKED)

    @property
    def sound(self) -> bool:
        """Whether nothing is at fault: cites stand in the text, clauses are encoded or marked, points agree."""
        return not any(diagnostic.severity == ERROR for diagnostic in self.diagnostics)


def cover(policy: model.Policy, document: syntax.Document, source: Source) -> Coverage:
    """Hold a policy against the text that it encodes.

    Args:
        policy: the checked model.
        document: the text that it was read from, as read.
        source: the published text.
    """
    return _Coverer(policy, document, source).cover()


def located(all_cited: Iterable[Cited], published: Published) -> tuple[Place, ...]:
    """Give every cite of a policy, in its order, and where a published text has it."""
    found: list[Place] = []
    places = Places(published.source.text)
    in_items = {item.id: item.span for item in published.items}
    in_sections = {
        section.id: Span(section.items[0].span.start, section.items[-1].span.end)
        for section in published.sections
        if section.items
    }
    taken: set[tuple[str, Span]] = set()
    covered = bytearray(len(published.source.text))
    last = 0
    for cited in all_cited:
        spans = places.find(cited.text)
        own = in_items.get(cited.item.id) if cited.item is not None else None
        wider = in_sections.get(cited.section.id) if cited.section is not None else None
        for area in (own, wider):
            inside = [span for span in spans if area is not None and area.start <= span.start < area.end]
            if inside:
                spans = inside
                break
        marked = cited.kind in (cites.MARKED, cites.TO_FILL_IN)
        if len(spans) > 1 and not (marked and cited.item is None):
            spans = [
                min(
                    spans,
                    key=lambda span: ((cited.text, span) in taken, covered[span.start], span.start < last, span.start),
                )
            ]
        for span in spans:
            taken.add((cited.text, span))
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
        last = spans[0].start if spans else last
        found.append(Place(cited, tuple(spans)))
    return tuple(found)


def standing_on(places: tuple[Place, ...], clauses: tuple[Clause, ...]) -> list[tuple[str, ...]]:
    """Give, for each clause, the ids of the rules that cite any of it, and of the items that do so as a whole.

    Args:
        places: the cites of a policy, in its order.
        clauses: all clauses of the text, in order.
    """
    ids: list[dict[str, None]] = [{} for _ in clauses]
    for place in places:
        for span in place.spans:
            first = bisect_right(clauses, span.start, key=lambda each: each.span.start) - 1
            for number in range(max(first, 0), len(clauses)):
                clause = clauses[number].span
                if clause.start >= span.end:
                    break
                if span.start < clause.end and place.cited.kind == cites.RULES:
                    ids[number].update((rule.id, None) for rule in place.cited.rules)
                elif span.start < clause.end and place.cited.kind == cites.ITEM and place.cited.item is not None:
                    ids[number][place.cited.item.id] = None
    return [tuple(each) for each in ids]


class _Coverer:
    def __init__(self, policy: model.Policy, document: syntax.Document, source: Source) -> None:
        self._policy = policy
        self._source = source
        self._published = read(source)
        self._places = located(cites.cites(policy, document), self._published)
        self._said = tuple(_said(self._published))
        self._inside = [self._within(place) for place in self._places]
        self._at: dict[Span, list[Place]] = {}
        for place, inside in zip(self._places, self._inside, strict=True):
            for each in inside:
                self._at.setdefault(each.mention.span, []).append(place)
        self._own: list[Diagnostic] = []
        self._claimed: list[Span] = []
        self._theirs: list[Diagnostic] = []

    def cover(self) -> Coverage:
        published = self._published
        if not published.charging:
            self._theirs.append(Diagnostic(codes.NO_POINTS, self._source.name))
        else:
            self._not_found()
        said = [(each, self._citing(each.mention.span)) for each in self._said]
        unanswered = {each.mention.span for each in agreement.unanswered(said)}
        at_fault = self._agree(unanswered) if published.charging else set()
        self._worths()
        standing = standing_on(self._places, published.clauses)
        clauses = tuple(
            self._covered(clause, rules, unanswered, at_fault)
            for clause, rules in zip(published.clauses, standing, strict=True)
        )
        own = sorted(self._own, key=lambda each: each.span.start if each.span else 0)
        return Coverage(self._policy, published, clauses, self._places, (*own, *self._theirs))

    # cites

    def _not_found(self) -> None:
        places = Places(self._source.text)
        by_item = {item.id: item.span for item in self._published.items}
        for place in self._places:
            cited = place.cited
            if not place.spans:
                near = places.nearest(cited.text)
                if near is None:
                    self._tell(codes.CITE_NOT_FOUND, cited.span)
                    continue
                self._claimed.append(near.span)  # the sentence was meant: that it has no cite is not told as well
                here = cites.stretch(self._policy, cited, near.wanted)
                label = Label(self._source, near.differs, _THERE)
                nearest = " ".join(self._source.cut(near.span).split())
                self._tell(codes.CITE_NOT_FOUND, here, [label], nearest=nearest)
            elif cited.item is not None:
                there = next(
                    (id_ for id_, span in by_item.items() if span.start <= place.spans[0].start < span.end), None
                )
                known = {item.id for section in self._policy.sections for item in section.items}
                if there not in (None, cited.item.id) and (there in known or cited.item.id in by_item):
                    label = Label(self._source, place.spans[0], _THERE)
                    self._tell(codes.ITEM_DIFFERS, cited.span, [label], here=cited.item.id, there=there)

    def _citing(self, span: Span) -> list[Citing]:
        """Give what cites a mention."""
        found: list[Citing] = []
        for place in self._at.get(span, ()):
            cited = place.cited
            if cited.kind == cites.OTHER:
                found.append(Citing())
            elif cited.kind == cites.ITEM:
                found.append(Citing(cited.section, cited.item))
            elif cited.kind == cites.RULES:
                found += [Citing(cited.section, cited.item, rule) for rule in cited.rules]
        return found

    def _within(self, place: Place) -> list[Said]:
        """Give the mentions that a cite holds whole."""
        found: dict[Span, Said] = {}
        for span in place.spans:
            first = bisect_left(self._said, span.start, key=lambda each: each.mention.span.start)
            for each in self._said[first:]:
                if each.mention.span.start >= span.end:
                    break
                if each.mention.span.end <= span.end:
                    found[each.mention.span] = each
        return list(found.values())

    # points

    def _agree(self, unanswered: set[Span]) -> set[Span]:
        """Tell of rules that do what their sentences do not say; give the mentions that they are held against."""
        at_fault: set[Span] = set()
        in_items: dict[str, list[Mention]] = {}
        own: dict[str, tuple[model.Item, list[Said], bool]] = {}
        for place, inside in zip(self._places, self._inside, strict=True):
            item = place.cited.item
            if item is None or place.cited.kind not in (cites.RULES, cites.ITEM):
                continue
            in_items.setdefault(item.id, []).extend(each.mention for each in inside)
            for rule in place.cited.rules:
                own[rule.id] = item, inside, bool(place.spans)
        worths = {item.id: item.worth for item in self._published.items}
        facts = self._policy.facts
        lost = {place.cited.item.id for place in self._places if place.cited.item is not None and not place.spans}
        for section in self._policy.sections:
            for item in section.items:
                if item.id not in lost:
                    for fault in agreement.item_faults(item, in_items.get(item.id, ()), worths.get(item.id)):
                        self._fault(fault)
        for rule in self._policy.rules:
            if rule.id not in own:
                keyword = keywords.spelling("CITE")
                self._tell(codes.RULE_WITHOUT_CITE, rule.span, rule=rule.id, keyword=keyword)
                continue
            item, mentioned, found = own[rule.id]
            for fault in agreement.faults(rule, item, mentioned, in_items[item.id], unanswered, facts) if found else ():
                self._fault(fault)
                if fault.mention is not None:
                    at_fault.add(fault.mention.span)
        return at_fault

    def _fault(self, fault: Fault) -> None:
        labels, args = [], dict(fault.args)
        if fault.mention is not None:
            labels.append(Label(self._source, fault.mention.span, _THERE))
            args.setdefault("said", self._source.cut(fault.mention.span))
        assert fault.span is not None
        span = fault.span if fault.rule is not None else self._first_line(fault.span)
        self._tell(fault.code, span, labels, **args)

    def _first_line(self, span: Span) -> Span:
        """Give the heading of what a span holds."""
        source = self._policy.source
        line = source.position(span.start)[0]
        return Span(span.start, min(span.end, source.line_start(line) + len(source.line(line))))

    def _worths(self) -> None:
        by_id = {section.id: section for section in self._published.sections}
        for section in self._policy.sections:
            there = by_id.get(section.id)
            if there is None or there.worth is None or there.heading is None or section.worth is None:
                continue
            if there.worth != section.worth:
                label = Label(self._source, there.heading, _THERE)
                worths = {"worth": write(section.worth), "said": write(whole(there.worth))}
                self._tell(codes.WORTH_DIFFERS, self._first_line(section.span), [label], section=section.id, **worths)

    # clauses

    def _covered(self, clause: Clause, rules: tuple[str, ...], unanswered: set[Span], at_fault: set[Span]) -> Covered:
        reasons: list[str] = []
        state: str | None = None
        if clause.mentions:
            missing, to_fill_in, marked = [], False, False
            for mention in clause.mentions:
                if self._citing(mention.span):
                    continue
                marks = list(self._marks(mention.span))
                reasons += [each.reason for each in marks if each.reason is not None and each.reason not in reasons]
                marked = marked or any(each.reason is not None for each in marks)
                to_fill_in = to_fill_in or any(each.reason is None for each in marks)
                missing += [] if marks else [mention]
            wrong = [mention for mention in clause.mentions if mention.span in unanswered]
            state = MARKED if marked else TO_FILL_IN if to_fill_in else ENCODED
            if missing:
                state = MISSING
                self._missing(missing)
            elif wrong or any(mention.span in at_fault for mention in clause.mentions):
                state = DIFFERS
            for mention in wrong:
                if mention.span not in at_fault:
                    said = self._source.cut(mention.span)
                    cited = listed(rules)
                    diagnostic = Diagnostic(
                        codes.POINTS_WITHOUT_RULE, self._source, mention.span, said=said, rules=cited
                    )
                    self._theirs.append(diagnostic)
        return Covered(clause, state, rules, tuple(reasons))

    def _marks(self, span: Span) -> Iterator[Cited]:
        for place in self._at.get(span, ()):
            if place.cited.kind in (cites.MARKED, cites.TO_FILL_IN):
                yield place.cited

    def _missing(self, missing: list[Mention]) -> None:
        keyword = keywords.spelling("NOT_ENCODED")
        for mention in missing:
            if any(one.start <= mention.span.start and mention.span.end <= one.end for one in self._claimed):
                continue
            said = self._source.cut(mention.span)
            self._theirs.append(
                Diagnostic(codes.CLAUSE_NOT_ENCODED, self._source, mention.span, said=said, keyword=keyword)
            )

    def _tell(self, code: Code, span: Span, labels: list[Label] | None = None, **args: Any) -> None:
        self._own.append(Diagnostic(code, self._policy.source, span, labels=labels or (), **args))


def _said(published: Published) -> Iterator[Said]:
    """Give every mention of a text, with the words of its clause that stand before it."""
    text = published.source.text
    for clause in published.clauses:
        start = clause.span.start
        ends = [*(mention.span.start for mention in clause.mentions[1:]), clause.span.end]
        for mention, end in zip(clause.mentions, ends, strict=False):
            yield Said(mention, text[start : mention.span.start], text[mention.span.end : end])
            start = mention.span.end
