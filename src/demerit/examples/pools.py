"""Takes a policy, gives for each fact the values that are worth trying: what its rules can tell apart.

A number is tried at its lowest, and at, just below and just above every number that it is held against; a list with
entries of every kind that its rules tell apart, and with as many as a cap or a threshold asks for. Values that come
first are the simplest: whoever has the choice takes an earlier one.

Promises: every value is one that the fact's declaration allows; the same policy gives the same values in the same
order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from types import SimpleNamespace
from typing import Any

from demerit.evaluation.operators import COMPARISONS
from demerit.evaluation.schema import FINDING
from demerit.language import model
from demerit.language.values import Rational, exact, whole

MOST_VALUES = 60
"""How many values of one fact are tried at most."""

MOST_ENTRIES = 60
"""How many entries a list that is tried has at most."""

MOST_KINDS = 48
"""How many kinds of entries of one list are tried at most."""

MOST_OF_FIELD = 6
"""How many values of one field of an entry are tried at most, where several fields are read."""

FIRST_DATE = "2000-01-01"
"""The date that is given where any date will do."""

TEXT = "-"
"""The text that is given where any text will do."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a fact: as the facts have it, and as the evaluator takes it."""

    given: Any
    cell: Any


@dataclass
class _Held:
    """The numbers, dates and texts that something is held against, in the order in which they were met."""

    numbers: dict[Rational, None] = field(default_factory=dict)
    dates: dict[str, None] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)


class Pools:
    """The values that are worth trying, for the facts of one policy."""

    def __init__(self, policy: model.Policy) -> None:
        self._policy = policy
        self._held: dict[tuple[str, str], _Held] = {}
        self._read_fields: dict[str, dict[str, None]] = {}
        for expression in _everything(policy):
            self._note(expression)
        for section in policy.sections:
            for item in section.items:
                for rule in item.rules:
                    self._note_limits(rule, item, section)
        self._kept: dict[str, tuple[Value, ...]] = {}

    def of(self, pointer: str) -> tuple[Value, ...]:
        """Give the values of a fact that are worth trying, the simplest first."""
        if pointer not in self._kept:
            self._kept[pointer] = tuple(self._values(self._policy.facts[pointer]))
        return self._kept[pointer]

    def value(self, pointer: str, given: Any) -> Value:
        """Give a value of a fact, as the facts have it, as the evaluator takes it too."""
        return Value(given, _cell(self._policy.facts[pointer].type, given))

    def number(self, pointer: str, number: Rational) -> Value | None:
        """Give a number as a value of a fact, or a list of so many entries; None if the fact cannot be that."""
        type_ = self._policy.facts[pointer].type
        if isinstance(type_, model.ListOf):
            one = next((value.given for value in self.of(pointer) if len(value.given) == 1), None)
            if one is None or not isinstance(number, int) or not 0 <= number <= MOST_ENTRIES:
                return None
            return self.value(pointer, _entries(type_.fields, one[0], number))
        if isinstance(type_, model.Findings):
            type_ = model.Numeric(whole=True, low=0)
        if not isinstance(type_, model.Numeric) or (type_.whole and not isinstance(number, int)):
            return None
        if (type_.low is not None and number < type_.low) or (type_.high is not None and number > type_.high):
            return None
        return self.value(pointer, _number(number))

    # what the facts are held against

    def _note(self, expression: model.Expression) -> None:
        where: list[tuple[model.Expression, str]] = [(expression, "")]
        while where:
            node, listed = where.pop()
            if isinstance(node, model.OverEntries):
                where += [(part, node.list.pointer) for part in node.inner()]
                for part in node.inner():
                    for each in model.walk(part, into_terms=False):
                        if isinstance(each, model.FieldRead):
                            self._read_fields.setdefault(node.list.pointer, {})[each.key] = None
            if isinstance(node, model.Operation) and node.operator in (*COMPARISONS, "short"):
                self._compared(node.operands[0], node.operands[1], listed)
            if isinstance(node, model.Lookup):
                for axis, bands in zip(node.axes, node.bands, strict=True):
                    ends = [
                        end for band in bands if isinstance(band, model.NumberBand) for end in (band.low, band.high)
                    ]
                    self._holds(axis, [end for end in ends if end is not None], listed)
            where += [(child, listed) for child in reversed(node.children())]

    def _compared(self, left: model.Expression, right: model.Expression, listed: str) -> None:
        for subject, other in ((left, right), (right, left)):
            bounds = [each.value for each in model.walk(other, into_terms=False) if isinstance(each, model.Constant)]
            self._holds(subject, [bound for bound in bounds if not isinstance(bound, bool)], listed)

    def _holds(self, subject: model.Expression, bounds: Iterable[Rational | str], listed: str) -> None:
        reads = [key for node in model.walk(subject) for key in _keys(node, listed)]
        for bound in bounds:
            for key in reads:
                held = self._held.setdefault(key, _Held())
                if not isinstance(bound, str):
                    held.numbers[bound] = None
                    if Fraction(bound).denominator > 1:  # of a share: a whole of which it is a whole number
                        held.numbers[Fraction(bound).denominator] = None
                elif _is_date(bound):
                    held.dates[bound] = None
                else:
                    held.texts[bound] = None

    def _note_limits(self, rule: model.Rule, item: model.Item, section: model.Section) -> None:
        """Note how many hits a rule's points, its item and its section can take."""
        limits = [limit for limit in (rule.cap, item.cap, item.worth, section.worth) if limit]
        for effect in rule.effects:
            points = effect.points.value if isinstance(effect.points, model.Constant) else None
            if isinstance(points, bool | str) or not points or rule.is_condition:
                continue
            for limit in limits:
                hits = Fraction(limit) // Fraction(points)
                self._holds(rule.trigger, [hits, hits + 1], "")

    # values

    def _values(self, fact: model.Fact) -> Iterator[Value]:
        for given in _once(self._given(fact.type, (fact.pointer, ""), fact.pointer))[:MOST_VALUES]:
            yield Value(given, _cell(fact.type, given))

    def _given(self, type_: model.Type, key: tuple[str, str], pointer: str) -> Iterator[Any]:
        held = self._held.get(key, _Held())
        match type_:
            case model.YesNo():
                yield from (True, False)
            case model.Choice(words):
                yield from map(model.key_of, words)
            case model.SetOf(words):
                yield from _sets(tuple(map(model.key_of, words)))
            case model.Numeric():
                yield from _numbers(type_, list(held.numbers))
            case model.Findings():
                counts = model.Numeric(whole=True, low=0, high=10_000)
                yield from _numbers(counts, list(held.numbers))
            case model.Date():
                yield from _dates(list(held.dates))
            case model.Text():
                yield from (TEXT, *held.texts)
            case model.Discretion(low, high):
                between = whole(Fraction(low) + (Fraction(high) - Fraction(low)) * Fraction(1, 2))
                yield from ({"points": _number(points), "reason": TEXT} for points in _once([low, high, between]))
            case model.ListOf(fields):
                yield from self._lists(pointer, fields, list(held.numbers))

    def _lists(self, pointer: str, fields: Sequence[model.Field], lengths: Sequence[Rational]) -> Iterator[Any]:
        """Give lists: none, one of each kind of entry, two, of one kind and of two, and as many as are asked for."""
        kinds = list(self._kinds(pointer, fields))
        yield []
        yield from ([kind] for kind in kinds)
        yield from (_entries(fields, kind, 2) for kind in kinds[:8])
        for place, kind in enumerate(kinds[:8]):
            yield from ([kind, _entry(fields, other, 1)] for other in kinds[place + 1 : 8])
        wanted = [n for bound in lengths for n in (bound - 1, bound, bound + 1) if isinstance(n, int)]
        for length in sorted(n for n in set(wanted) if 2 < n <= MOST_ENTRIES):
            yield from (_entries(fields, kind, length) for kind in kinds[:4])

    def _kinds(self, pointer: str, fields: Sequence[model.Field]) -> Iterator[dict[str, Any]]:
        """Give entries of every kind: each combination of the values of fields that rules read, as far as it goes."""
        read = self._read_fields.get(pointer, {})
        told, simple = [], {}
        for each in fields:
            values = _once(self._given(each.type, (pointer, each.key), pointer))
            if each.key in read and len(values) > 1:
                told.append((each, values))
            elif not each.optional or each.key in read:
                simple[each.key] = values[0]
        most = MOST_KINDS if len(told) == 1 else MOST_OF_FIELD
        combined = product(*(values[:most] for _, values in told))
        for _, choice in zip(range(MOST_KINDS), combined, strict=False):
            chosen = {each.key: value for (each, _), value in zip(told, choice, strict=True)}
            all_ = {**simple, **chosen}
            yield _entry(fields, {each.key: all_[each.key] for each in fields if each.key in all_}, 0)


def _everything(policy: model.Policy) -> Iterator[model.Expression]:
    """Go through all conditions and quantities, those of tiers and of defaults too."""
    yield from policy.expressions()
    for rule in policy.rules:
        yield from (tier.test for tier in rule.tiers)
    yield from (fact.default for fact in policy.facts.values() if fact.default is not None)


def _keys(node: model.Expression, listed: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, model.FactRead):
        yield node.pointer, ""
    elif isinstance(node, model.FieldRead) and listed:
        yield listed, node.key
    elif isinstance(node, model.OverEntries):
        yield from ((node.list.pointer, part.key) for part in (node.value, node.weight) if part is not None)


def _once(values: Iterable[Any]) -> list[Any]:
    kept: dict[str, Any] = {}
    for value in values:
        kept.setdefault(repr(value), value)
    return list(kept.values())


def _numbers(type_: model.Numeric, held: Sequence[Rational]) -> Iterator[Any]:
    """Give numbers: the lowest, then those at and around what is held against them, then some more."""
    low = type_.low if type_.low is not None else 0
    first = low if type_.high is None or low <= type_.high else type_.high
    if type_.whole:
        first = -(-first // 1) if first == low else first // 1
    near: list[Rational] = [first, first + 1]
    for bound in held:
        steps: tuple[Rational, ...] = (1,) if type_.whole else (fine(bound), 1)
        if type_.whole and not isinstance(bound, int):
            near += [Fraction(bound) // 1, Fraction(bound) // 1 + 1]
            continue
        near += [bound, *(bound - step for step in steps), *(bound + step for step in steps)]
    near += [first + 2, first + 3]
    for value in near:
        if (type_.low is None or value >= type_.low) and (type_.high is None or value <= type_.high):
            yield _number(value)


def fine(bound: Rational) -> Fraction:
    """Give the step by which a number that need not be whole is just above a bound: a tenth of its last place."""
    places, left = 0, Fraction(bound)
    while left.denominator > 1 and places < 6:
        left, places = left * 10, places + 1
    return Fraction(1, 10 ** (places + 1))


def _number(value: Rational) -> Any:
    return value if isinstance(value, int) else exact(whole(value))


def _sets(words: tuple[str, ...]) -> Iterator[list[str]]:
    """Give sets of words: all of them, none, all but one, one."""
    yield list(words)
    yield []
    for left_out in words:
        yield [word for word in words if word != left_out]
    yield from ([word] for word in words)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _dates(held: Sequence[str]) -> Iterator[str]:
    for text in held or (FIRST_DATE,):
        day = date.fromisoformat(text)
        for days in (0, -1, 1):
            try:
                yield (day + timedelta(days=days)).isoformat()
            except OverflowError:
                continue
    yield FIRST_DATE


def _entries(fields: Sequence[model.Field], kind: Mapping[str, Any], number: int) -> list[dict[str, Any]]:
    return [_entry(fields, kind, place) for place in range(number)]


def _entry(fields: Sequence[model.Field], kind: Mapping[str, Any], place: int) -> dict[str, Any]:
    """Give an entry of a kind; its texts are told apart by its place, unless a rule reads what they say."""
    texts = {each.key for each in fields if isinstance(each.type, model.Text)}
    return {key: str(place + 1) if key in texts and value in (TEXT, "1") else value for key, value in kind.items()}


def _cell(type_: model.Type, given: Any) -> Any:
    """Give a value as the evaluator takes it: see `evaluation.facts.Taken`."""
    match type_:
        case _ if given is None:
            return None
        case model.Numeric():
            return whole(Fraction(given))
        case model.SetOf():
            return tuple(given)
        case model.Discretion():
            return SimpleNamespace(f0=whole(Fraction(given["points"])), f1=given["reason"])
        case model.Findings() if isinstance(given, list):
            return tuple(
                SimpleNamespace(**{f"f{n}": entry.get(key) for n, key in enumerate(FINDING)}) for entry in given
            )
        case model.ListOf(fields):
            return tuple(
                SimpleNamespace(**{f"f{n}": _cell(each.type, entry.get(each.key)) for n, each in enumerate(fields)})
                for entry in given
            )
        case _:
            return given
