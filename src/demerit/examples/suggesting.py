"""Takes facts that show something, gives an example in the policy's own language that shows it, ready to paste.

What it expects is what the policy gives now: whoever pastes it confirms it, or finds that the policy is wrong.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from demerit.evaluation.trace import Trace
from demerit.examples.expectations import Index, Nothing, came_of, direction
from demerit.examples.finding import Finder
from demerit.examples.goals import CAPS, Goal
from demerit.examples.in_order import facts_of, search_of
from demerit.examples.measuring import Coverage
from demerit.examples.mutation.running import Tried
from demerit.examples.pools import Value
from demerit.language import model, syntax
from demerit.language.messages import say, template
from demerit.language.printing import show_examples
from demerit.language.source import NOWHERE
from demerit.language.values import write
from demerit.pipeline import LoadedPolicy

MOST_TITLE = 60
"""How many characters of the policy's text a title quotes at most."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An example that is not there yet.

    Attributes:
        title: its title.
        text: it, in the policy's language.
        goals: the goals that it shows and that no example showed.
        given: the facts that it gives.
        facts: the whole facts.
    """

    title: str
    text: str
    goals: tuple[Goal, ...]
    given: Mapping[str, Value | None]
    facts: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Suggested:
    """Examples for the holes of a coverage, and the holes for which none was found."""

    suggestions: tuple[Suggestion, ...]
    left: tuple[Goal, ...]


def suggest(coverage: Coverage, titles: Collection[str] = ()) -> Suggested:
    """Give for each hole of a coverage the smallest example that covers it; one that covers several is given once.

    Args:
        coverage: what the examples show that are there.
        titles: their titles, so that none is given twice.
    """
    policy, known = coverage.policy, set(titles)
    search = search_of(policy)
    finder = Finder(search)
    holes, found, left = list(coverage.holes), [], []
    while holes:
        goal = holes.pop(0)
        facts = finder.find(goal)
        if facts is None:
            left.append(goal)
            continue
        seen = search.observe(facts.situation)
        shown = (goal, *(each for each in holes if each.met(seen)))
        holes = [each for each in holes if each not in shown]
        about = _about(goal)
        title = _unused(title_of(goal, policy), known)
        text = example_text(policy, title, facts.givens, facts.situation, about)
        found.append(Suggestion(title, text, shown, facts.givens, facts_of(policy.policy, facts.situation)))
    return Suggested(tuple(found), tuple(left))


def _about(goal: Goal) -> tuple[tuple[str, str], ...]:
    return ((goal.of, goal.id),) if goal.of in ("rule", "item", "group", "section") else ()


def _unused(title: str, known: set[str]) -> str:
    number, free = 1, title
    while free in known:
        number += 1
        free = f"{title} ({number})"
    known.add(free)
    return free


_TITLES = {
    ("rules", "hit"): template("{id} hits"),
    ("rules", "clear"): template("{id} does not hit"),
    ("rules", "not_applicable"): template("{id} does not apply"),
    ("rules", "not_reached"): template("{id} is not reached"),
    ("rules", "capped"): template("{id} takes no more than its cap"),
    ("edges", "below"): template("{id}: just below “{text}”"),
    ("edges", "at"): template("{id}: exactly at “{text}”"),
    ("edges", "above"): template("{id}: just above “{text}”"),
    ("conditions", "yes"): template("{id}: “{text}” decides, it holds"),
    ("conditions", "no"): template("{id}: “{text}” decides, it does not hold"),
    ("defaults", "used"): template("{id}: the default, “{text}”"),
    ("defaults", "overridden"): template("{id}: given, not the default"),
    ("tables", "found"): template("{id}: {text}"),
    ("verdict", "given"): template("grade {text}"),
    ("verdict", "yes"): template("“{text}” holds"),
    ("verdict", "no"): template("“{text}” does not hold"),
}

_CAPPED = template("{id}: more than it can come to")


def title_of(goal: Goal, policy: LoadedPolicy) -> str:
    """Give a title for an example that shows a goal, in the policy's language."""
    id_ = goal.id or (policy.policy.verdict.title or policy.policy.title or policy.id)
    if goal.of == "fact":
        id_ = policy.policy.facts[goal.id].title
    elif goal.of == "term":
        id_ = next(term.title for term in policy.written.terms if goal.id in (term.name, _own(policy, term)))
    text = " ".join(goal.text.split()).replace('"', "").replace("“", "").replace("”", "")
    text = text if len(text) <= MOST_TITLE else text[:MOST_TITLE] + "…"
    title = _CAPPED if goal.measure == CAPS else _TITLES[goal.measure, goal.kind]
    return say(title, id=id_, text=text).text(policy.language)


def _own(policy: LoadedPolicy, term: model.Term) -> str:
    """Give the name that a term has in the model, for its name as written."""
    place = [each.name for each in policy.written.terms].index(term.name)
    return policy.policy.terms[place].name


def kill(policy: LoadedPolicy, survivors: Iterable[Tried], titles: set[str]) -> tuple[list[Suggestion], list[Tried]]:
    """Give examples that would notice mutants which none has noticed; those of the same facts are one.

    Args:
        policy: the policy.
        survivors: what became of these mutants.
        titles: the titles that are taken; those of the examples are put to them.

    Returns:
        The examples, and the mutants of which no facts are known that tell them from the policy.
    """
    by_facts: dict[str, list[Tried]] = {}
    untold = []
    for tried in survivors:
        if tried.telling is None:
            untold.append(tried)
        else:
            by_facts.setdefault(repr(tried.telling.facts), []).append(tried)
    return [_killing(policy, some, titles) for some in by_facts.values()], untold


def _killing(policy: LoadedPolicy, survivors: Sequence[Tried], titles: set[str]) -> Suggestion:
    """Give one example that would notice some mutants, all of which the same facts tell from the policy."""
    telling = survivors[0].telling
    assert telling is not None
    search = search_of(policy)
    situation = {p: search.pools.value(p, value) for p, value in _flat(policy, telling.facts)}
    givens = {p: None if value is None else search.pools.value(p, value) for p, value in telling.givens.items()}
    rules = list(dict.fromkeys(id_ for each in survivors for id_ in each.mutant.rules if len(each.mutant.rules) < 3))
    said = " ".join(_words_of(policy, givens))
    title = _unused(f"{rules[0]}: {said}" if rules else said, titles)
    more = [(one.expected, one.positive) for each in survivors for one in each.differences[:2]]
    text = example_text(policy, title, givens, situation, [("rule", id_) for id_ in rules], more)
    return Suggestion(title, text, (), givens, facts_of(policy.policy, situation))


def _flat(policy: LoadedPolicy, facts: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for pointer, fact in policy.policy.facts.items():
        if fact.key in facts.get(fact.group, {}):
            yield pointer, facts[fact.group][fact.key]


def _words_of(policy: LoadedPolicy, givens: Mapping[str, Value | None]) -> Iterator[str]:
    """Give what is given in the words of the policy, as much as a title has room for."""
    parts = [part for pointer, value in givens.items() for part in _givings(policy, pointer, value)]
    if not parts:
        yield say("all else in order").text(policy.language)
        return
    node = syntax.Example("-", (syntax.GivenLine(tuple(parts), span=NOWHERE),), span=NOWHERE)
    line = show_examples([node], policy.document).partition("\n")[2]
    text = " ".join(line.split()).partition(" ")[2].rstrip("。").replace('"', "").replace("“", "").replace("”", "")
    yield text if len(text) <= MOST_TITLE else text[:MOST_TITLE] + "…"


# -- as text -------------------------------------------------------------------------------------------------------


def example_text(
    policy: LoadedPolicy,
    title: str,
    givens: Mapping[str, Value | None],
    situation: Mapping[str, Value],
    about: Sequence[tuple[str, str]] = (),
    more: Sequence[tuple[model.Expected, str | None]] = (),
) -> str:
    """Give an example as text, with what the policy gives now as what it expects.

    Args:
        policy: the policy.
        title: the example's title.
        givens: what it gives beside “all else in order”, by pointer; None for what is left out.
        situation: the whole facts.
        about: what it is about: `rule`, `item`, `group` or `section`, and its id.
        more: what else it expects, each with what counts as positive in its line: see `expectations.direction`.
    """
    trace = policy.judge(facts_of(policy.policy, situation))
    parts: list[syntax.Giving | syntax.InOrder] = [syntax.InOrder(span=NOWHERE)]
    for pointer, value in givens.items():
        parts += _givings(policy, pointer, value)
    expected = dict.fromkeys(_expectations(trace, about))
    expected |= dict.fromkeys(each for one, positive in more for each in _told(policy, one, positive))
    lines = [syntax.GivenLine((part,), span=NOWHERE) for part in parts]
    lines_ = [syntax.ExpectLine((each,), span=NOWHERE) for each in expected]
    return show_examples([syntax.Example(title, (*lines, *lines_), span=NOWHERE)], policy.document)


def _told(policy: LoadedPolicy, expected: model.Expected, positive: str | None) -> Iterator[syntax.Expectation]:
    """Give an expectation as it is written; nothing where there are no words for it."""
    value: Any = expected.value
    verb: str | None = None
    match expected.kind:
        case "missing" | "reads":
            pointers = list(policy.policy.facts)
            if not value or any(pointer not in pointers for pointer in value):
                return
            written = list(policy.written.facts.values())
            names = [written[pointers.index(pointer)].name for pointer in value]
            value = tuple(syntax.Name(name, span=NOWHERE) for name in names)
        case "state":
            if value == "applies":
                return
        case "score" if value is None:
            pass
        case "grade":
            pass
        case _:
            if value is None:
                return
            if expected.kind in ("points", "effective"):
                other = {"deduct": "add", "add": "deduct"}[positive or "deduct"]
                verb, value = (positive or "deduct", value) if value >= 0 else (other, -value)
            value = _points(abs(value) if expected.kind in ("asked", "absorbed") else value)
    yield _expectation(expected.kind, expected.of, expected.id, value, verb)


def _givings(policy: LoadedPolicy, pointer: str, value: Value | None) -> Iterator[syntax.Giving]:
    fact = policy.policy.facts[pointer]
    written = list(policy.written.facts.values())[list(policy.policy.facts).index(pointer)]
    name = syntax.Name(written.name, span=NOWHERE)
    if value is None:
        yield syntax.Giving(name, syntax.GivenLeftOut(span=NOWHERE), span=NOWHERE)
    elif isinstance(fact.type, model.ListOf) and isinstance(written.type, model.ListOf):
        yield from _entries(name, fact.type.fields, written.type.fields, value.given)
    elif isinstance(fact.type, model.Discretion):
        points, reason = value.given["points"], value.given["reason"]
        yield syntax.Giving(name, _number(points, None), reason, span=NOWHERE)
    else:
        yield syntax.Giving(name, _value(fact.type, written.type, value.given), span=NOWHERE)


def _entries(
    name: syntax.Name, fields: Sequence[model.Field], written: Sequence[model.Field], entries: Any
) -> Iterator[syntax.Giving]:
    """Give the entries of a list, those that say the same together; their texts do not count, but for what is read."""
    if not entries:
        yield syntax.Giving(name, syntax.GivenNone(span=NOWHERE), span=NOWHERE)
    declared = {each.key: (each, other) for each, other in zip(fields, written, strict=True)}
    alike: list[tuple[dict[str, Any], int]] = []
    for entry in entries:
        said = {key: value for key, value in entry.items() if not _is_filler(declared[key][0].type, value)}
        if alike and alike[-1][0] == said:
            alike[-1] = (said, alike[-1][1] + 1)
        else:
            alike.append((said, 1))
    for said, number in alike:
        parts = []
        for key, value in said.items():
            own, other = declared[key]
            given = _value(own.type, other.type, value)
            parts.append(syntax.Giving(syntax.Name(other.name, span=NOWHERE), given, span=NOWHERE))
        yield syntax.Giving(name, _number(number, None), where=tuple(parts), span=NOWHERE)


def _is_filler(type_: model.Type, value: Any) -> bool:
    return isinstance(type_, model.Text) and value.isascii() and value.isdigit()


def _value(type_: model.Type, written: model.Type, given: Any) -> syntax.GivenValue:
    """Give a value as it is written: the words of a choice under the names of the policy's text."""
    match type_:
        case model.YesNo():
            return syntax.GivenAnswer(given, span=NOWHERE)
        case model.Choice() | model.SetOf():
            assert isinstance(written, model.Choice | model.SetOf)
            if not given:
                return syntax.GivenNone(span=NOWHERE)
            keys = [model.key_of(word) for word in type_.words]
            chosen = [given] if isinstance(given, str) else given
            words = tuple(syntax.Name(written.words[keys.index(key)], span=NOWHERE) for key in chosen)
            return syntax.GivenWords(words, span=NOWHERE)
        case model.Date():
            return syntax.DateLiteral(given, span=NOWHERE)
        case model.Text():
            return syntax.TextLiteral(given, span=NOWHERE)
        case model.Numeric(unit=unit):
            return _number(given, unit)
        case _:
            return _number(given if isinstance(given, int) else len(given), None)


def _number(value: Any, unit: str | None) -> syntax.Number:
    number = Fraction(value)
    return syntax.Number(number, unit, write(abs(number)), span=NOWHERE)


def _expectations(trace: Trace, about: Sequence[tuple[str, str]]) -> Iterator[syntax.Expectation]:
    """Give what comes now: the score, the grade, and what each of the things that it is about comes to."""
    index = Index(trace)
    if trace.determined:
        yield _expectation("score", "policy", "", None if trace.score is None else _points(trace.score))
        verdict = trace.tree.verdict
        if verdict is not None and verdict.grade is not None:
            yield _expectation("grade", "policy", "", verdict.grade)
    for of, id_ in about:
        state = _came("state", of, id_, index) if of in ("rule", "item") else None
        if isinstance(state, str) and state not in ("hit", "applies"):
            yield _expectation("state", of, id_, state)
            continue
        points = _came("points", of, id_, index)
        if isinstance(points, Nothing):
            continue
        positive = direction(_expected("points", of, id_), index) or "deduct"
        negative = {"deduct": "add", "add": "deduct"}[positive]
        number = _points(abs(points))
        yield _expectation("points", of, id_, number, positive if points >= 0 else negative)
        absorbed = _came("absorbed", of, id_, index)
        if absorbed and not isinstance(absorbed, Nothing):
            yield _expectation("absorbed", of, id_, _points(abs(absorbed)))


def _points(value: Any) -> syntax.Number:
    number = Fraction(value)
    return syntax.Number(number, None, write(abs(number)), span=NOWHERE)


def _expectation(kind: str, of: str, id_: str, value: Any, verb: str | None = None) -> syntax.Expectation:
    identifier = syntax.Identifier(id_, span=NOWHERE) if id_ else None
    return syntax.Expectation(kind, of, identifier, value, verb, span=NOWHERE)


def _expected(kind: str, of: str, id_: str) -> model.Expected:
    return model.Expected(kind, of, id_, None, span=NOWHERE)


def _came(kind: str, of: str, id_: str, index: Index) -> Any:
    return came_of(_expected(kind, of, id_), index)
