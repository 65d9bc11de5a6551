"""Takes the coverage of a policy's examples, gives it by whose it is: each rule, item, term, fact, with what is told.

What is told is one sentence for all goals of one kind of question: a bound with its sides, a part of a condition with
both of its ways, a table with its places. Everything is in the order of the policy's text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from demerit.examples.goals import CAPS, CONDITIONS, DEFAULTS, EDGES, RULES, TABLES, VERDICT, Goal
from demerit.examples.measuring import Coverage
from demerit.language import model
from demerit.language.excerpt import visible
from demerit.language.messages import Text, both, listed
from demerit.language.source import Source, Span
from demerit.language.values import exact, whole, write
from demerit.report.example_words import worded

SHOWN, HOLE, IMPOSSIBLE = "shown", "hole", "impossible"
"""What a goal can be."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose goals they are.

    Attributes:
        of: as a goal has it.
        id: as a goal has it.
        name: what it is called: “rule 1.3.a”, “fact “employees””.
        title: its title or label, as it can be shown; empty where it has none.
        text: what the policy says there, on one line.
        span: where it stands.
        places: its goals, by their places among all.
    """

    of: str
    id: str
    name: Text
    title: str
    text: str
    span: Span
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about some goals."""

    text: Text
    places: tuple[int, ...]


def state_of(coverage: Coverage, place: int) -> str:
    """Give what a goal is: `SHOWN`, `HOLE` or `IMPOSSIBLE`."""
    if place in coverage.shown:
        return SHOWN
    return IMPOSSIBLE if place in coverage.impossible else HOLE


def percent_words(percent: Fraction) -> str:
    """Write a percentage with at most one decimal, rounded down: 100 is all of it, and nothing less."""
    return write(exact(whole(Fraction(percent * 10 // 1, 10))))


def subjects(coverage: Coverage) -> tuple[Subject, ...]:
    """Give whose goals there are, in the order of the policy's text."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, goal in enumerate(coverage.goals):
        places.setdefault((goal.of, goal.id), []).append(place)
    naming = _Naming(coverage)
    found = [naming.subject(of, id_, some) for (of, id_), some in places.items()]
    return tuple(sorted(found, key=lambda each: each.span.start))


class _Naming:
    """Names what goals are about as the policy does."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        policy, written = coverage.policy.policy, coverage.policy.written
        self._source: Source = policy.source
        self._facts = dict(zip(policy.facts, written.facts.values(), strict=True))
        self._terms = {mine.name: its for mine, its in zip(policy.terms, written.terms, strict=True)}
        self._rules = {rule.id: rule for rule in policy.rules}
        self._items = {item.id: item for section in policy.sections for item in section.items}
        self._groups = {group.id: group for section in policy.sections for group in section.groups}
        self._sections = {section.id: section for section in policy.sections}

    def subject(self, of: str, id_: str, places: Sequence[int]) -> Subject:
        """Give one of them."""
        name, title, span = self._named(of, id_)
        if span is None:
            spans = [self._coverage.goals[place].span for place in places]
            span = min(spans, key=lambda each: each.start)
        text = "" if of == "verdict" else visible(self._source.words(span))
        title = "" if title is None or title == name else visible(title)
        return Subject(of, id_, worded(f"of.{of}", id=visible(name)), title, text, span, tuple(places))

    def _named(self, of: str, id_: str) -> tuple[str, str | None, Span | None]:
        """Give what it is called, its title, and where it stands: of what goes on below its first line, that line."""
        match of:
            case "rule":
                return id_, None, self._rules[id_].span
            case "item":
                return id_, self._items[id_].title, self._first_line(self._items[id_].span)
            case "group":
                return id_, self._groups[id_].title, self._groups[id_].span
            case "section":
                return id_, self._sections[id_].title, self._first_line(self._sections[id_].span)
            case "term":
                term = self._terms[id_]
                return term.name, term.label, self._first_line(term.span)
            case "fact":
                fact = self._facts[id_]
                return fact.name, fact.label, self._first_line(fact.span)
            case _:
                return id_, self._coverage.policy.policy.verdict.title, None

    def _first_line(self, span: Span) -> Span:
        end = self._source.text.find("\n", span.start, span.end)
        return span if end < 0 else Span(span.start, end)

    def fact(self, pointer: str) -> str:
        """Give the name of a fact, as it can be shown."""
        return visible(self._facts[pointer].name)


# -- sentences ---------------------------------------------------------------------------------------------------


def told(coverage: Coverage, places: Sequence[int], state: str) -> Iterator[Told]:
    """Tell the goals of one subject that are in one state, in their order: shown, not shown, or impossible to show."""
    by_question: dict[tuple[object, ...], list[int]] = {}
    for place in places:
        if state_of(coverage, place) == state:
            by_question.setdefault(_question(coverage.goals[place]), []).append(place)
    for some in by_question.values():
        goals = [coverage.goals[place] for place in some]
        for number, text in enumerate(_sentences(goals, state)):
            yield Told(text, tuple(some) if goals[0].measure not in (RULES, CAPS) else (some[number],))


def told_one(coverage: Coverage, place: int) -> Text:
    """Tell one goal, as what it is."""
    return next(_sentences([coverage.goals[place]], state_of(coverage, place)))


def _question(goal: Goal) -> tuple[object, ...]:
    """Give what goals have in common that are told in one sentence."""
    of_tables = goal.measure == TABLES
    return goal.measure, "" if of_tables else goal.text, goal.bound, None if of_tables else goal.span


def _sentences(goals: Sequence[Goal], state: str) -> Iterator[Text]:
    measure, first = goals[0].measure, goals[0]
    text = visible(first.text)
    kinds = list(dict.fromkeys(goal.kind for goal in goals))
    match measure:
        case "rules" | "caps":
            yield from (worded(f"{state}.{measure}.{kind}") for kind in kinds)
        case "edges":
            days = isinstance(first.roots[-1].node.type, model.Date) if first.roots else False
            sides = both(worded(f"{'day' if days else 'side'}.{kind}") for kind in kinds)
            key = f"{state}.{'days' if days else EDGES}"
            yield worded(key, text=text, sides=sides, bound=visible(first.bound))
        case "tables":
            yield worded(f"{state}.{TABLES}", places=listed(f"“{visible(goal.text)}”" for goal in goals))
        case _:
            assert measure in (CONDITIONS, DEFAULTS, VERDICT)
            key = f"{state}.{measure}" if len(kinds) > 1 else f"{state}.{measure}.{kinds[0]}"
            yield worded(key, text=text)


def why_not(coverage: Coverage, place: int) -> Text:
    """Say how it is known that no facts show a goal."""
    tried = coverage.tried(place)
    if tried is None:
        return worded("why.proved")
    pointers, number = tried
    if not pointers:
        return worded("why.no_fact")
    naming = _Naming(coverage)
    facts = both(f"“{naming.fact(pointer)}”" for pointer in pointers)
    return worded("why.one" if number == 1 else "why.many", facts=facts, number=number)
