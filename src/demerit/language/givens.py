"""Takes what an example gives, as written, gives facts.

Each is held to its declaration (`given_values`). Of a list, the example says how many entries there are and what they
have in common; what it leaves open is filled in where that says nothing: a text with the number of its entry, what no
rule reads with the simplest value that is allowed.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import PureWindowsPath
from typing import Any

from demerit.language import case_codes, codes, example_codes, keywords, model, syntax
from demerit.language.diagnostics import Diagnostics, Label
from demerit.language.given_values import SIMPLEST_DATE, Fault, Names, Values, fields_of, is_value, where_word
from demerit.language.kinds import describe
from demerit.language.legible import legible
from demerit.language.messages import listed, say
from demerit.language.nearness import near
from demerit.language.source import Source, Span
from demerit.language.values import exact, whole

MOST_ENTRIES = 10_000
"""The most entries that an example gives of a list."""


def leads_out(path: str) -> bool:
    """Tell whether a path leads out of the folder that it starts from."""
    parts = PureWindowsPath(path)  # which knows both kinds of slashes, and drives
    return not path.strip() or path.startswith("/") or bool(parts.anchor) or ".." in parts.parts or "\0" in path


@dataclass
class Entries:
    """The entries of a list, as far as they are said.

    Attributes:
        fact: the list.
        span: where it is given first.
        said: for each entry, what its fields are.
        spans: for each entry, where it is given.
        bare: the places where entries are given of which nothing is said.
    """

    fact: model.Fact
    span: Span
    said: list[dict[str, Any]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    bare: set[Span] = field(default_factory=set)


class Givens(Values):
    """Checks what the examples of a text give; see `Values`."""

    def __init__(self, source: Source, found: Diagnostics, policy: model.Policy, names: Names, lost: str = "") -> None:
        super().__init__(source, found, policy, names, lost)
        self._policy = policy
        self._fields_read: dict[str, set[str]] | None = None

    def check(self, node: syntax.Example) -> tuple[str | None, tuple[model.Given, ...]]:
        """Give where the facts of an example come from, and those that it gives."""
        base: str | None = None
        based: syntax.InOrder | syntax.FactsFrom | None = None
        givens: dict[str, model.Given] = {}
        lists: dict[str, Entries] = {}
        places: dict[str, Span] = {}
        adding: set[str] = set()
        before: model.Fact | None = None
        expected = (part for line in node.lines if isinstance(line, syntax.ExpectLine) for part in line.parts)
        self._refusing = any(part.kind == "refused" for part in expected)
        for part in (part for line in node.lines if isinstance(line, syntax.GivenLine) for part in line.parts):
            if not isinstance(part, syntax.Giving):
                self._one_base(part, based)
                base = self._base(part) if based is None else base
                based = based or part
                continue
            fact = self.fact(part.name, before)
            before = fact
            if fact is None:
                continue
            adds = (
                isinstance(fact.type, model.ListOf) and isinstance(part.value, syntax.Number) and part.value.value > 0
            )
            if fact.pointer in places and not (adds and fact.pointer in adding):
                self._twice(part, fact, places[fact.pointer])
                continue
            places.setdefault(fact.pointer, part.span)
            adding.update([fact.pointer] if adds else [])
            given = self._giving(part, fact, lists, node)
            if given is not None:
                givens[fact.pointer] = given
        order = {pointer: place for place, pointer in enumerate(places)}
        for pointer, entries in lists.items():
            if (filled := self._filled(entries)) is not None:
                givens[pointer] = model.Given(pointer, filled, span=entries.span)
        return base, tuple(sorted(givens.values(), key=lambda given: order[given.pointer]))

    # where the facts come from

    def _one_base(
        self, node: syntax.InOrder | syntax.FactsFrom, earlier: syntax.InOrder | syntax.FactsFrom | None
    ) -> None:
        if earlier is None:
            return
        label = Label(self._source, earlier.span, say("here too"))
        words = [keywords.spelling("FACTS_FROM"), keywords.spelling("ALL_ELSE_IN_ORDER")]
        if type(node) is type(earlier):
            word = words[0] if isinstance(node, syntax.FactsFrom) else words[1]
            self._add(codes.TWICE, node.span, labels=[label], keyword=word, what=say("the example"))
        else:
            self._add(example_codes.GIVEN_BASE, node.span, labels=[label], keyword=words[1], other=words[0])

    def _base(self, node: syntax.InOrder | syntax.FactsFrom) -> str:
        if isinstance(node, syntax.InOrder):
            return model.IN_ORDER
        if leads_out(node.path):
            self._add(case_codes.CASE_REFERENCE, node.span, path=node.path)
        return node.path

    # facts

    def _giving(
        self, node: syntax.Giving, fact: model.Fact, lists: dict[str, Entries], example: syntax.Example
    ) -> model.Given | None:
        """Give what is given of a fact; of the entries of a list, put them to those that are given already."""
        name = self._names.called(fact.name)
        if node.where and not isinstance(fact.type, model.ListOf):
            self._add(codes.WHERE_NEEDS_LIST, node.name.span, name=name, type=describe(fact.type))
            return None
        if node.where and not isinstance(node.value, syntax.Number):
            what = say(
                "“{where}” says what entries are, but no entry of “{name}” is given", where=where_word(), name=name
            )
            self._add(
                example_codes.GIVEN_UNFIT, node.span, what=what, instead=say("write “{text}”", text=is_value(name, "1"))
            )
            return None
        self._reason(node, fact, name)
        if isinstance(node.value, syntax.GivenLeftOut):
            return model.Given(fact.pointer, model.LEFT_OUT, span=node.span)
        if isinstance(fact.type, model.ListOf) and isinstance(node.value, syntax.Number):
            return self._entries(node, fact, name, lists)
        value = self._value(node, fact.type, name)
        if isinstance(value, Fault):
            return None
        if isinstance(fact.type, model.Discretion):
            value = {"points": value, "reason": node.reason if node.reason is not None else example.title}
        return model.Given(fact.pointer, value, span=node.span)

    def _reason(self, node: syntax.Giving, fact: model.Fact, name: str) -> None:
        if node.reason is None:
            return
        if not isinstance(fact.type, model.Discretion):
            what = say("“{name}” is {type}, so no reason is given with it", name=name, type=describe(fact.type))
            instead = say("a reason goes with the points that an inspector chose; what else there is to say is a note")
            self._add(example_codes.GIVEN_UNFIT, node.span, what=what, instead=instead)
        elif not legible(node.reason):
            self._add(codes.REASON_BLANK, node.span, keyword=name)

    def _twice(self, node: syntax.Giving, fact: model.Fact, earlier: Span) -> None:
        label = Label(self._source, earlier, say("first given here"))
        self._add(example_codes.GIVEN_TWICE, node.span, labels=[label], name=self._names.called(fact.name))

    # lists

    def _entries(
        self, node: syntax.Giving, fact: model.Fact, name: str, lists: dict[str, Entries]
    ) -> model.Given | None:
        assert isinstance(node.value, syntax.Number)
        assert isinstance(fact.type, model.ListOf)
        count = self._number(node.value, model.Numeric(whole=True, low=0, count=True), name)
        said = self._fields(node.where, fact, name)
        if isinstance(count, Fault) or said is None:
            return None
        if count == 0 and node.where:
            what = say(
                "“{where}” says what entries are, but no entry of “{name}” is given", where=where_word(), name=name
            )
            instead = say("write “{text}”", text=is_value(name, "1"))
            self._add(example_codes.GIVEN_UNFIT, node.span, what=what, instead=instead)
            return None
        if count == 0:
            return model.Given(fact.pointer, [], span=node.span)
        known = lists.setdefault(fact.pointer, Entries(fact, node.span))
        if len(known.said) + count > MOST_ENTRIES:
            what = say("“{name}” would have {number} entries", name=name, number=len(known.said) + count)
            instead = say("an example gives at most {most}", most=MOST_ENTRIES)
            self._add(example_codes.GIVEN_UNFIT, node.value.span, what=what, instead=instead)
            return None
        known.said += [dict(said) for _ in range(count)]
        known.spans += [node.span] * count
        known.bare.update([] if node.where else [node.span])
        return None

    def _fields(self, where: tuple[syntax.Giving, ...], fact: model.Fact, name: str) -> dict[str, Any] | None:
        """Give what is said of entries; None where something is at fault."""
        fields = {each.name: each for each in fields_of(fact)}
        labels = {each.label: each.name for each in fields.values() if each.label}
        said: dict[str, Any] = {}
        places: dict[str, Span] = {}
        sound = True
        for node in where:
            declared = self._names.find(node.name.text, fields)
            if declared is None:
                instead = say(
                    "the fields of “{list}” are: {fields}", list=name, fields=listed(map(self._names.called, fields))
                )
                known = [self._names.called(each) for each in fields]
                self._undeclared(node.name, fields, labels, "" if near(node.name.text, known, parts=True) else instead)
                sound = False
                continue
            called = self._names.called(declared.name)
            if declared.key in places:
                label = Label(self._source, places[declared.key], say("first given here"))
                self._add(example_codes.GIVEN_TWICE, node.span, labels=[label], name=called)
                sound = False
                continue
            places[declared.key] = node.span
            if node.reason is not None:
                self._unreasoned(node, declared, called)
                sound = False
            elif isinstance(node.value, syntax.GivenLeftOut):
                sound = self._may_be_left_out(node, declared, called) and sound
                said[declared.key] = model.LEFT_OUT
            else:
                said[declared.key] = self._value(node, declared.type, called)
                sound = sound and not isinstance(said[declared.key], Fault)
        return said if sound else None

    def _unreasoned(self, node: syntax.Giving, declared: model.Field, name: str) -> None:
        what = say("“{name}” is {type}, so no reason is given with it", name=name, type=describe(declared.type))
        instead = say("a reason goes with the points that an inspector chose; what else there is to say is a note")
        self._add(example_codes.GIVEN_UNFIT, node.span, what=what, instead=instead)

    def _may_be_left_out(self, node: syntax.Giving, declared: model.Field, name: str) -> bool:
        if declared.optional:
            return True
        what = say("every entry says its “{name}”", name=name)
        instead = say("only a field that is declared “{keyword}” is left out", keyword=keywords.spelling("OPTIONAL"))
        self._add(example_codes.GIVEN_UNFIT, node.span, what=what, instead=instead)
        return False

    def _filled(self, entries: Entries) -> list[dict[str, Any]] | None:
        """Give the entries of a list with all their fields; None where one that rules read is left open."""
        if not entries.said:
            return None
        sound = True
        for declared in fields_of(entries.fact):
            open_ = [place for place, entry in enumerate(entries.said) if declared.key not in entry]
            if not open_ or declared.optional:
                continue
            if isinstance(declared.type, model.Text):
                self._number_texts(entries, declared, open_)
            elif declared.identifies or declared.key in self._read(entries.fact.pointer):
                for span in dict.fromkeys(entries.spans[place] for place in open_):
                    self._left_open(entries.fact, declared, span, bare=span in entries.bare)
                sound = False
            else:
                for place in open_:
                    entries.said[place][declared.key] = simplest(declared.type)
        if not sound:
            return None
        keys = [declared.key for declared in fields_of(entries.fact)]
        kept = [{key: entry[key] for key in keys if key in entry} for entry in entries.said]
        return [{key: value for key, value in entry.items() if value is not model.LEFT_OUT} for entry in kept]

    @staticmethod
    def _number_texts(entries: Entries, declared: model.Field, open_: list[int]) -> None:
        """Give each entry whose text is open its number; one that another entry says already is passed over."""
        taken = {entry[declared.key] for entry in entries.said if declared.key in entry}
        further = len(entries.said)
        for place in open_:
            number = place + 1
            while str(number) in taken:
                further += 1
                number = further
            entries.said[place][declared.key] = str(number)
            taken.add(str(number))

    def _left_open(self, fact: model.Fact, declared: model.Field, span: Span, *, bare: bool) -> None:
        name, list_ = self._names.called(declared.name), self._names.called(fact.name)
        why = say("it tells one entry from another") if declared.identifies else say("rules read it")
        example = self._example(declared.type, name)
        word = where_word() if bare else keywords.spelling("AND")
        text = f"{word}{' ' if keywords.has_blanks() else ''}{str(example)[1:-1]}"
        self._add(example_codes.GIVEN_OPEN, span, field=name, list=list_, why=why, example=text)

    def _read(self, pointer: str) -> set[str]:
        """Give the fields of a list that anything in the policy reads."""
        if self._fields_read is None:
            self._fields_read = fields_read(self._policy)
        return self._fields_read.get(pointer, set())


def fields_read(policy: model.Policy) -> dict[str, set[str]]:
    """Give, for each list by its pointer, the keys of the fields that anything in a policy reads."""
    read: dict[str, set[str]] = {}
    defaults = (fact.default for fact in policy.facts.values() if fact.default is not None)
    for root in (*policy.expressions(), *defaults):
        for node in model.walk(root, into_terms=False):
            if isinstance(node, model.OverEntries):
                inner = (each for part in node.inner() for each in model.walk(part, into_terms=False))
                keys = {each.key for each in inner if isinstance(each, model.FieldRead)}
                read.setdefault(node.list.pointer, set()).update(keys)
    return read


def simplest(type_: model.Type) -> Any:
    """Give the simplest value of a field's type: 0 or the nearest that is allowed, no, the first word, a date."""
    match type_:
        case model.YesNo():
            return False
        case model.Choice(words):
            return model.key_of(words[0])
        case model.Date():
            return SIMPLEST_DATE
        case model.Numeric(low=low, high=high):
            nearest = Fraction(max(low or 0, 0) if high is None or high >= 0 else high)
            if type_.whole:
                nearest = Fraction(-(-nearest // 1)) if nearest >= 0 else Fraction(nearest // 1)
            return exact(whole(nearest))
        case _:
            return ""
