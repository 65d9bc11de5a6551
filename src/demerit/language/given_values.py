"""Takes a value of a fact, as an example gives it, gives it as the facts have it: held to type, unit and bounds.

A name is looked up in the language of the text first, and else in the other one that it is declared in.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from demerit.language import codes, example_codes, keywords, model, syntax
from demerit.language.diagnostics import Diagnostics, Label
from demerit.language.kinds import canonical_unit, describe, unit_words
from demerit.language.messages import Said, Text, listed, say
from demerit.language.nearness import near, part_of
from demerit.language.samples import amount, named, sample, with_unit
from demerit.language.slips import LABEL_IS_NO_NAME
from demerit.language.source import Source, Span
from demerit.language.values import Exact, Rational, exact, whole, write

SIMPLEST_DATE = "2000-01-01"

T = TypeVar("T")


class Fault:
    """What a value comes to that does not fit, which has then been told."""


FAULT = Fault()


class Names:
    """The names of a policy as they are looked up in a text.

    Args:
        policy: the policy, under the names that the JSON has.
        language: the language of the text.
    """

    def __init__(self, policy: model.Policy, language: str) -> None:
        self._json = {other: own for own, other in policy.translations}
        self._own = {} if language == keywords.LANGUAGES[0] else dict(policy.translations)

    def find(self, name: str, known: Mapping[str, T]) -> T | None:
        """Give what has a name, in either language; None if nothing has it."""
        return known[name] if name in known else known.get(self._json.get(name, name))

    def called(self, name: str) -> str:
        """Give a name of the JSON as the text has it."""
        return self._own.get(name, name)


class Values:
    """Looks up names, and checks values.

    Args:
        source: the text.
        found: what is at fault is put in here.
        policy: the policy, under the names that the JSON has.
        names: its names, as they are looked up in the text.
        lost: the text in which names may be declared that are not among them.
    """

    def __init__(self, source: Source, found: Diagnostics, policy: model.Policy, names: Names, lost: str = "") -> None:
        self._source = source
        self._found = found
        self._names = names
        self._lost = lost
        self._facts = {fact.name: fact for fact in policy.facts.values()}
        self._terms = {term.name for term in policy.terms}
        self._refusing = False  # whether the example in hand expects that its facts are refused

    # names

    def fact(self, name: syntax.Name, before: model.Fact | None = None) -> model.Fact | None:
        """Give the fact of a name; None if there is none, which is then told.

        Args:
            name: the name.
            before: the fact that is given right before it.
        """
        fact = self._names.find(name.text, self._facts)
        if fact is None:
            instead: Text = ""
            words = before.type.words if before is not None and isinstance(before.type, model.SetOf) else ()
            if before is not None and self._names.find(name.text, dict.fromkeys(words, True)):
                instead = say(
                    "it is a word of “{set}”: commas stand between several", set=self._names.called(before.name)
                )
            lists = [fact for fact in self._facts.values() if isinstance(fact.type, model.ListOf)]
            fields = {each.name: fact for fact in lists for each in fields_of(fact)}
            if self._names.find(name.text, dict.fromkeys(self._terms, True)):
                what = say("“{name}” is a term: what it comes to is worked out, and cannot be given", name=name.text)
                instead = say("give the facts that it is worked out from")
                self._add(example_codes.GIVEN_UNFIT, name.span, what=what, instead=instead)
                return None
            if (owner := self._names.find(name.text, fields)) is not None:
                behind = f"{is_value(self._names.called(owner.name), '1')} {where_word()}"
                instead = say(
                    "it is a field of “{fact}”, and is given behind “{text}”",
                    fact=self._names.called(owner.name),
                    text=behind,
                )
            labels = {fact.label: fact.name for fact in self._facts.values() if fact.label}
            self._undeclared(name, self._facts, labels, instead)
        return fact

    def _undeclared(
        self, name: syntax.Name, known: Iterable[str], labels: Mapping[str, str], instead: Text = ""
    ) -> None:
        if name.text in self._lost:
            return
        names = [self._names.called(each) for each in known]
        meant = self._base_meant(name.text)
        any_ = next((f"{word} " for word in keywords.table()["ANY"].spellings if name.text.startswith(f"{word} ")), "")
        if any_ and name.text.removeprefix(any_) in names:
            instead = say("say how many: “{text}”", text=is_value(name.text.removeprefix(any_), "1"))
        if not instead and not meant:
            meant = near(name.text, names, parts=True) or part_of(name.text, names)
            if not meant and (labelled := near(name.text, labels, most=1, cutoff=0.85)):
                meant, instead = [self._names.called(labels[labelled[0]])], say(LABEL_IS_NO_NAME)
        self._add(codes.NAME_UNDECLARED, name.span, near=meant, name=name.text, instead=instead)

    @staticmethod
    def _base_meant(text: str) -> list[str]:
        """Give what was meant by words that are near those for where the facts come from."""
        words = [keywords.spelling(terminal) for terminal in ("ALL_ELSE_IN_ORDER", "FACTS_FROM")]
        found = keywords.mistaken(text)
        if found is not None and found[0] == text and found[1].spelling in words:
            return [found[1].spelling]
        return near(text, words, most=1, cutoff=0.8)

    # values

    def _value(self, node: syntax.Giving, type_: model.Type, name: str) -> Any:
        """Give the value of a fact or a field, as the facts have it; `FAULT` if it does not fit."""
        value = node.value
        match value:
            case syntax.GivenNone():
                return self._none(node, type_, name)
            case syntax.GivenAnswer(yes=yes) if isinstance(type_, model.YesNo):
                return yes
            case syntax.Number():
                return self._number(value, type_, name)
            case syntax.DateLiteral() if isinstance(type_, model.Date):
                try:
                    date.fromisoformat(value.text)
                except ValueError:
                    self._add(codes.DATE, value.span, text=value.text, instead=say("the calendar does not have it"))
                    return FAULT
                return value.text
            case syntax.TextLiteral() if isinstance(type_, model.Text):
                return value.text
            case syntax.GivenWords() if isinstance(type_, model.Choice | model.SetOf):
                return self._words(value, type_, name)
        return self._unfit(node, type_, name)

    def _none(self, node: syntax.Giving, type_: model.Type, name: str) -> Any:
        if isinstance(type_, model.YesNo):
            return False
        if isinstance(type_, model.Numeric):
            return self._bounded(0, type_, name, node.span)
        if isinstance(type_, model.Findings):
            return 0
        if isinstance(type_, model.ListOf | model.SetOf):
            return []
        no = keywords.spelling("NO")
        instead = say("say what it is: {text}", text=self._example(type_, name))
        self._add(codes.QUANTIFIER, node.span, keyword=no, name=name, type=describe(type_), instead=instead)
        return FAULT

    def _number(self, number: syntax.Number, type_: model.Type, name: str) -> Any:
        if isinstance(type_, model.Discretion):
            type_ = model.Numeric(low=type_.low, high=type_.high) if type_ != model.Discretion() else model.Numeric()
        if isinstance(type_, model.Findings):
            type_ = model.Numeric(whole=True, low=0, count=True)
        if not isinstance(type_, model.Numeric):
            value = syntax.Giving(syntax.Name(name, span=number.span), number, span=number.span)
            return self._unfit(value, type_, name)
        unit = canonical_unit(number.unit)
        if unit != type_.unit and not (unit is None and number.value == 0):
            self._units(number, unit, type_, name)
            return FAULT
        return self._bounded(whole(number.value), type_, name, number.span)

    def _bounded(self, value: Rational, type_: model.Numeric, name: str, span: Span) -> Exact | Fault:
        what: Said | None = None
        instead: Text = ""
        if type_.whole and not isinstance(value, int):
            what = say("“{name}” is a whole number, not {value}", name=name, value=write(value))
        elif type_.low is not None and value < type_.low:
            low = amount(type_.low, type_.unit)
            what = say("“{name}” is at least {bound}, not {value}", name=name, bound=low, value=write(value))
        elif type_.high is not None and value > type_.high:
            high = amount(type_.high, type_.unit)
            what = say("“{name}” is at most {bound}, not {value}", name=name, bound=high, value=write(value))
        if what is None:
            return exact(value)
        if self._refusing:
            instead = say("facts that are refused come from a file: {facts_from}", facts_from=_from_file())
        self._add(example_codes.GIVEN_UNFIT, span, what=what, instead=instead)
        return FAULT

    def _units(self, number: syntax.Number, unit: str | None, type_: model.Numeric, name: str) -> None:
        written = number.written
        instead: Text = ""
        if type_.unit is None:
            instead = say("write “{text}”", text=write(whole(number.value)))
        elif unit is None and written[-1:] not in ("%", "％", "‰"):
            instead = say("write “{text}”", text=with_unit(written, type_.unit))
        spellings = [spelling for spelling, known in keywords.units().items() if known == type_.unit]
        meant = near(unit, [type_.unit, *spellings]) if unit and type_.unit else []
        self._add(
            codes.UNITS_DIFFER,
            number.span,
            near=meant,
            left=f"“{name}”",
            left_unit=unit_words(type_.unit),
            right=f"“{self._cut(number.span)}”",
            right_unit=unit_words(unit),
            instead=instead,
        )

    def _words(self, node: syntax.GivenWords, type_: model.Choice | model.SetOf, name: str) -> Any:
        keys: list[str] = []
        words = {word: word for word in type_.words}
        known = [self._names.called(word) for word in type_.words]
        for word in node.words:
            found = self._names.find(word.text, words)
            if found is None:
                meant = near(word.text, known, parts=True)
                self._add(codes.WORD_UNKNOWN, word.span, near=meant, word=word.text, name=name, words=listed(known))
                return FAULT
            key = model.key_of(found)
            if key in keys:
                what = say("“{name}” has each word once, and “{word}” stands there already", name=name, word=word.text)
                self._add(example_codes.GIVEN_UNFIT, word.span, what=what, instead=say("take one of the two out"))
                return FAULT
            keys.append(key)
        if isinstance(type_, model.SetOf):
            return keys
        if len(keys) > 1:
            what = say("“{name}” is one of several words, and {number} are given", name=name, number=len(keys))
            self._add(example_codes.GIVEN_UNFIT, node.span, what=what, instead=say("keep one of them"))
            return FAULT
        return keys[0]

    def _unfit(self, node: syntax.Giving, type_: model.Type, name: str) -> Fault:
        """Say that something is given of another type than the fact's."""
        if (answer := self._answer_unfit(node, type_, name)) is not None:
            return answer
        given = self._cut(node.value.span)
        shown = given if isinstance(node.value, syntax.TextLiteral) else f"“{given}”"
        what = say("“{name}” is {type}, and cannot be {value}", name=name, type=describe(type_), value=shown)
        instead: Text = say("write {text}", text=self._example(type_, name))
        if isinstance(node.value, syntax.TextLiteral) and isinstance(type_, model.Choice | model.SetOf):
            text = node.value.text
            if self._names.find(text, dict.fromkeys(type_.words, True)):
                instead = say("write the word without quotes: “{text}”", text=is_value(name, named(text)))
        elif isinstance(type_, model.Date):
            instead = say("a date is written 2024-03-31, without quotes")
        found = keywords.mistaken(f"{keywords.spelling('IS')} {given}")
        left_out = [found[1].spelling] if found is not None and found[1].terminal == "IS_LEFT_OUT" else []
        self._add(example_codes.GIVEN_UNFIT, node.value.span, near=left_out, what=what, instead=instead)
        return FAULT

    def _answer_unfit(self, node: syntax.Giving, type_: model.Type, name: str) -> Fault | None:
        """Say of a name alone, or with `not`, that more has to be said of it."""
        if not isinstance(node.value, syntax.GivenAnswer) or not node.value.bare:
            return None
        what = say("“{name}” is {type}: a name alone gives a yes/no fact", name=name, type=describe(type_))
        instead = say("write {text}", text=self._example(type_, name))
        self._add(example_codes.GIVEN_UNFIT, node.span, what=what, instead=instead)
        return FAULT

    def _example(self, type_: model.Type, name: str) -> Text:
        """Give what can be written of a fact, in quotation marks."""
        match type_:
            case model.YesNo():
                return f"“{is_value(name, keywords.spelling('YES'))}”"
            case model.Date():
                return f"“{is_value(name, SIMPLEST_DATE)}”"
            case model.Text():
                return f"“{sample('is text', what=named(name))}”"
            case model.Choice(words) | model.SetOf(words):
                return f"“{is_value(name, named(self._names.called(words[0])))}”"
            case model.Numeric():
                much = max(type_.low or 0, 1) if type_.high is None else type_.high
                return f"“{is_value(name, amount(much, type_.unit))}”"
            case _:
                return f"“{is_value(name, '1')}”"

    def _cut(self, span: Span) -> str:
        return self._source.words(span)

    def _add(
        self, code: codes.Code, span: Span, labels: Iterable[Label] = (), near: Iterable[str] = (), **args: Any
    ) -> None:
        self._found.add(code, self._source, span, labels=labels, near=near, **args)


def fields_of(fact: model.Fact) -> tuple[model.Field, ...]:
    """Give the fields of a list's entries; of what is no list, none."""
    return fact.type.fields if isinstance(fact.type, model.ListOf) else ()


def where_word() -> str:
    """Give the word before what entries say: behind a number Chinese has another one than behind a name."""
    return keywords.table()["WHERE"].spellings[-1]


def is_value(name: str, word: str) -> str:
    """Give what can be written of a fact."""
    return sample("is", what=named(name), word=word)


def _from_file() -> str:
    quotes = '"…"' if keywords.has_blanks() else "“…”"
    return f"{keywords.spelling('FACTS_FROM')} {quotes}"
