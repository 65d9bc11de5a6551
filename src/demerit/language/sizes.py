"""How many digits the numbers of a policy can come to: what keeps a score from taking longer than anyone can wait.

A fact has no more than `MOST_DIGITS` digits. Sums of decimals keep about the length of what is added. Products,
quotients and powers add up what is multiplied, and terms and results can be multiplied again. So the lengths are worked
out along the order of evaluation, as upper bounds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from demerit.language import model
from demerit.language.order import ITEM, SECTION, TERM, TOTAL, Step
from demerit.language.values import MOST_DIGITS, Rational, exact

MOST_SIZE = 20_000
"""The most digits of a number, its numerator and denominator together."""


@dataclass(frozen=True, slots=True)
class Size:
    """How long a number can be: its whole part, its decimal places, and the rest of its denominator."""

    wholes: int = 1
    places: int = 0
    rest: int = 0

    @property
    def digits(self) -> int:
        """The digits of its numerator and denominator together."""
        return self.wholes + 2 * (self.places + self.rest)

    @classmethod
    def of(cls, value: Rational) -> "Size":
        """Give the size of a number."""
        number = Fraction(value)
        whole = len(str(abs(number.numerator) // number.denominator))
        below = len(str(number.denominator))
        return cls(whole, 0, below) if isinstance(exact(value), Fraction) else cls(whole, below * 4, 0)

    @classmethod
    def longest(cls, sizes: Iterable["Size"]) -> "Size":
        """Give the size of what is one of several numbers."""
        listed = [*sizes, cls()]
        return cls(max(s.wholes for s in listed), max(s.places for s in listed), max(s.rest for s in listed))

    @classmethod
    def added(cls, sizes: Iterable["Size"]) -> "Size":
        """Give the size of a sum; nine more digits are room for a thousand million summands."""
        listed = list(sizes)
        longest = cls.longest(listed)
        return cls(longest.wholes + 9, longest.places, sum(s.rest for s in listed))

    @classmethod
    def multiplied(cls, sizes: Iterable["Size"]) -> "Size":
        """Give the size of a product."""
        listed = list(sizes)
        return cls(sum(s.wholes for s in listed), sum(s.places for s in listed), sum(s.rest for s in listed))


FACT = Size(MOST_DIGITS, MOST_DIGITS)


class Sizes:
    """The sizes of a policy's numbers, worked out step by step."""

    def __init__(self, policy: model.Policy) -> None:
        self._items = {item.id: item for section in policy.sections for item in section.items}
        self._sections = {section.id: section for section in policy.sections}
        self._terms = {term.name: term for term in policy.terms}
        self._order = [section.id for section in policy.sections]
        self._known: dict[Step, Size] = {}

    def too_large(self, steps: Iterable[Step]) -> Iterator[model.Expression]:
        """Find the quantities that may come to more than `MOST_SIZE` digits."""
        for step in steps:
            if step.kind == TERM:
                meaning = self._terms[step.id].meaning
                self._known[step] = self.size(meaning)
                if self._known[step].digits > MOST_SIZE:
                    yield meaning
            elif step.kind == ITEM:
                yield from self._item(step, self._items[step.id])
            elif step.kind == SECTION:
                items = [self._known.get(Step(ITEM, item.id), FACT) for item in self._sections[step.id].items]
                # What is rescaled is divided by a worth.
                self._known[step] = Size.multiplied([Size.added(items), Size(20, 20, 20)])
            elif step.kind == TOTAL:
                above = self._order[: self._order.index(step.id)]
                self._known[step] = Size.added(self._known.get(Step(SECTION, id_), FACT) for id_ in above)

    def _item(self, step: Step, item: model.Item) -> Iterator[model.Expression]:
        sizes = []
        for rule in item.rules:
            times = Size() if rule.is_condition else self.size(rule.trigger)
            amounts = [each for effect in rule.effects for each in effect.expressions()]
            asked = [Size.multiplied([times, self.size(each)]) for each in amounts]  # as often as it hits
            looked = [(self.size(each), each) for each in rule.expressions()]
            yield from (each for size, each in looked if size.digits > MOST_SIZE)
            yield from (each for size, each in zip(asked, amounts, strict=True) if size.digits > MOST_SIZE)
            sizes += asked
        self._known[step] = Size.added(sizes)

    def size(self, expression: model.Expression) -> Size:
        """Give how long a quantity can be; of a condition, the longest of what it looks at."""
        match expression:
            case model.Constant(value=bool() | str()):
                return Size()
            case model.Constant(value=int() | Fraction() as value):
                return Size.of(value)
            case model.TermRead(name=name):
                return self._known.get(Step(TERM, name), FACT)
            case model.ResultRead(kind="total", id=id_):
                return self._known.get(Step(TOTAL, id_), FACT)
            case model.ResultRead(of=of, id=id_):
                return self._known.get(Step(ITEM if of == "item" else SECTION, id_), FACT)
            case model.Operation(operands=operands):
                return self._operation(expression, [self.size(operand) for operand in operands])
            case model.Lookup(values=values, axes=axes):
                numbers = [each for row in values for each in row if not isinstance(each, str)]
                return Size.longest([*map(Size.of, numbers), *map(self.size, axes)])
            case model.OverEntries(kind="mean"):
                return Size(4 * MOST_DIGITS, 2 * MOST_DIGITS, 2 * MOST_DIGITS)
            case _:
                return FACT

    @staticmethod
    def _operation(node: model.Operation, sizes: list[Size]) -> Size:
        match node.operator:
            case "sum" | "difference" | "short":
                return Size.added(sizes)
            case "product":
                return Size.multiplied(sizes)
            case "quotient":
                a, b = sizes
                return Size(a.wholes + b.places + b.rest, a.places, a.rest + b.wholes + b.places)
            case "power":
                _, exponent, *digits = node.operands
                assert isinstance(exponent, model.Constant)
                assert isinstance(exponent.value, int | Fraction)
                times = max(Fraction(exponent.value).numerator, 1)
                kept = digits[0].value if digits and isinstance(digits[0], model.Constant) else 0
                raised = Size.multiplied([sizes[0]] * times)
                return Size(raised.wholes, max(raised.places, int(kept) + raised.wholes), raised.rest)
            case "round_up" | "round_down" | "round_half_up" | "round_half_even":
                return Size(sizes[0].wholes + 1, sizes[1].places if len(sizes) > 1 else 0)
            case _:
                return Size.longest(sizes)
