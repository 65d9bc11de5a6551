"""Hypothesis strategies for examples of a policy, as text: each is without a fault, whatever the policy comes to."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from demerit.language import keywords, model
from demerit.language.givens import fields_read
from demerit.language.values import rational, write
from tests.laws.wording import DATES, REASONS, TEXT_VALUES, UNITS, Drawing

TITLES = ("六处未装监控", "two leaks", "“甲” and more", "# no comment", "given no leak", "1", "「b」")
NUMBERS: tuple[Any, ...] = (0, 1, 2, 3, 50, 1000, 200000, -1, -2, Decimal("0.5"), Decimal("-1.5"), Fraction(1, 3))
STATES = ("hits", "is clear", "does not hit", "is not applicable", "is not reached", "is undetermined")


def with_examples(text: str, policy: model.Policy) -> SearchStrategy[str]:
    """Give a policy's text with up to three examples behind it."""
    return examples_of(policy, least=0).map(lambda examples: text + examples)


def examples_of(policy: model.Policy, *, least: int = 1) -> SearchStrategy[str]:
    """Give the text of some examples of a policy, under the names that it has in English."""

    @st.composite
    def given(draw: DrawFn) -> str:
        writer = _Examples(draw, policy)
        titles = writer.some(TITLES, least, 3)
        return "".join(f"\n{writer.example(title)}" for title in titles)

    return given()


class _Examples(Drawing):
    """Writes examples."""

    def __init__(self, draw: DrawFn, policy: model.Policy) -> None:
        super().__init__(draw)
        self._policy = policy
        self._other = dict(policy.translations)
        self._read = fields_read(policy)

    def example(self, title: str) -> str:
        lines = [f"example {self.one_text([title])}"]
        lines += [f"  note {self.text()}"] if self.sometimes(4) else []
        given = [*self.base(), *(part for fact in self.facts() for part in self.given(fact))]
        lines += self.lines("given", given)
        lines += self.lines("expect", self.expected(), where=False)
        return "\n".join(lines) + "\n"

    def lines(self, word: str, parts: list[str], *, where: bool = True) -> Iterator[str]:
        """Put some parts on a line together, and others on lines of their own."""
        line: list[str] = []
        for part in parts:
            line.append(part)
            if (where and " where " in part) or not self.sometimes(3):
                yield f"  {word} {' and '.join(line)}"
                line = []
        if line:
            yield f"  {word} {' and '.join(line)}"

    # names

    def name(self, name: str) -> str:
        """Write a name, or the one that stands for it in the other language."""
        if name in self._other and self.sometimes(3):
            return f"「{self._other[name]}」"
        leading = keywords.finder("ALL_ELSE_IN_ORDER", "FACTS_FROM", "YES", "NO_ANSWER").at(name, 0)
        plain = keywords.is_plain(name) and keywords.keyword_inside(name) is None and leading is None
        return name if plain and not self.sometimes(5) else f"「{name}」"

    # what is given

    def base(self) -> list[str]:
        return self.some(("all else in order", 'facts from "unit.json"', "facts from “a b/站.json”"), 0, 1)

    def facts(self) -> list[model.Fact]:
        facts = [fact for fact in self._policy.facts.values() if fact.type != model.Discretion()]
        answers = self.some([fact for fact in facts if isinstance(fact.type, model.YesNo)], 0, 2)
        return [*answers, *self.some([fact for fact in facts if fact not in answers], 0, 3)]

    def given(self, fact: model.Fact) -> list[str]:
        name, type_ = self.name(fact.name), fact.type
        if self.sometimes(8):
            return [f"{name} is left out"]
        if isinstance(type_, model.ListOf):
            lines = [self.entries(fact, type_, name) for _ in range(self.number(0, 2))]
            return lines or [f"no {name}" if self.sometimes() else f"{name} is 0"]
        if isinstance(type_, model.SetOf):
            words = self.some(type_.words, 0, 3)
            return [f"{name} is {', '.join(map(self.name, words))}" if words else f"no {name}"]
        return [self.value(name, type_)]

    def value(self, name: str, type_: model.Type) -> str:
        """Write a value of a fact or a field that is no list."""
        match type_:
            case model.YesNo():
                return self.one((name, f"not {name}", f"{name} is yes", f"{name} is no", f"no {name}"))
            case model.Date():
                return f"{name} is {self.one(DATES)}"
            case model.Text():
                return f"{name} is {self.one_text(TEXT_VALUES)}"
            case model.Choice(words):
                return f"{name} is {self.name(self.one(words))}"
            case model.Findings():
                return f"{name} is {self.number(0, 5)}"
            case model.Discretion(low, high):
                reason = f" {self.one_text(REASONS)}" if self.sometimes() else ""
                return f"{name} is {write(self.one((low, high)))}{self.one(('', ' points'))}{reason}"
            case model.Numeric():
                return f"{name} is {self.numeral(type_)}"
        raise AssertionError(type_)

    def numeral(self, type_: model.Numeric) -> str:
        numbers = [n for n in NUMBERS if type_.low is None or n >= type_.low]
        numbers = [n for n in numbers if type_.high is None or n <= type_.high]
        numbers = [n for n in numbers if not type_.whole or rational(n).denominator == 1]
        bound = type_.low if type_.low is not None else type_.high
        number = self.one(numbers) if numbers else bound
        assert number is not None
        unit = self.one(UNITS[type_.unit]) if type_.unit is not None else ""
        return f"{'20万' if number == 200000 and self.sometimes() else write(number)}{unit}"

    def entries(self, fact: model.Fact, type_: model.ListOf, name: str) -> str:
        said: list[str] = []
        for field in type_.fields:
            read = field.identifies or field.key in self._read.get(fact.pointer, set())
            if field.optional and self.sometimes(3):
                said.append(f"{self.name(field.name)} is left out")
            elif (read and not field.optional and not isinstance(field.type, model.Text)) or self.sometimes():
                said.append(self.value(self.name(field.name), field.type))
        where = f" where {' and '.join(self.some(said, len(said), len(said)))}" if said else ""
        return f"{name} is {self.number(1, 4)}{where}"

    # what is expected

    def expected(self) -> list[str]:
        kind = self.number(0, 9)
        if kind == 0:
            return [self.one(("refused", 'refused "DEM601"', "refused “DEM603”, “DEM502”"))]
        facts = list(self._policy.facts.values())
        named = [self.name(fact.name) for fact in self.some(facts, min(len(facts), 1), 3)]
        if kind == 1 and named:
            return [f"needs {', '.join(named)}"]
        levels = [[part for part in self.parts() if part[0] == of] for of in ("section", "item", "rule")]
        expected = [self.outcome(*part) for parts in levels for part in self.some(parts, 0, 1)]
        grades = [grade.name for grade in self._policy.verdict.grades]
        if grades and self.sometimes():
            expected.append(f"grade {self.one_text([self.one(grades)])}")
        verdict = self._policy.verdict
        if (verdict.no_score or verdict.rescaled == "no_score") and self.sometimes(3):
            return [*expected, "no score"]
        if not expected or self.sometimes():
            expected.append(f"score {self.mark()}")
        return expected

    def parts(self) -> Iterator[tuple[str, str, frozenset[str]]]:
        for section in self._policy.sections:
            verbs = frozenset(verb for item in section.items for rule in item.rules for verb in [rule.verb])
            yield "section", section.id, verbs
            for item in section.items:
                yield "item", item.id, frozenset(rule.verb for rule in item.rules)
                yield from (("rule", rule.id, frozenset({rule.verb})) for rule in item.rules)

    def outcome(self, of: str, id_: str, verbs: frozenset[str]) -> str:
        said = [f"{verb}s {self.points()}" for verb in self.some(sorted(verbs), 0, 1)]
        said += [f"{verb}s {self.points()} in effect" for verb in self.some(sorted(verbs), 0, 1)]
        said += self.some((f"asks {self.points()}", f"absorbs {self.points()}"), 0, 2)
        if of == "section":
            said += [f"scores {self.mark()}"] if self.sometimes() else []
        elif of == "item":
            said += ["is not applicable"] if self.sometimes(3) else []
        else:
            reads = [self.name(fact.name) for fact in self.some(list(self._policy.facts.values()), 0, 2)]
            said += [f"reads {', '.join(reads)}"] if reads else []
            said += [self.one(STATES)] if self.sometimes() or not said else []
            said += [self.one(("hits 1 time", "hits 3 times"))] if self.sometimes(3) else []
        said = said or [f"asks {self.points()}"]
        return f"{of} {id_} " + self.one((" and ", f" and {of} {id_} ")).join(said)

    def mark(self) -> str:
        return self.one(("97", "0", "-2.5", "1/3", "69.5 points"))
