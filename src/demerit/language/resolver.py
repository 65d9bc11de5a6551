"""What every resolver of conditions and quantities does: looks names up, asks for types and units, says what is wrong.

Every name is looked up: a field of the entry in hand goes before a fact or a term. Whatever does not fit is put into
the diagnostics, and gives None: one fault is told once, and does not bring others after it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from demerit.language import codes, keywords, model, slips, syntax
from demerit.language.diagnostics import Diagnostics
from demerit.language.intervals import natural
from demerit.language.kinds import COUNT, describe, how_rounded, unit_words
from demerit.language.messages import Said, Text, listed, say
from demerit.language.nearness import near, part_of, taken_apart
from demerit.language.samples import amount, named, sample, with_unit
from demerit.language.source import Source, Span
from demerit.language.values import whole, write

_NUMERALS = "half|one|two|three|four|five|six|seven|eight|nine|ten|[半一二两三四五六七八九十]+分?"


class Book(Protocol):
    """The terms of a policy."""

    def names(self) -> Iterable[str]:
        """Give their names."""

    def labels(self) -> Iterable[tuple[str, str]]:
        """Give the names of those that have a label, each with it."""

    def get(self, name: str) -> model.Term | None:
        """Give the term of a name; None where it is at fault, which has then been told."""


class NoTerms:
    """No terms at all: what the defaults of facts can read."""

    def names(self) -> Iterable[str]:
        """Give no name."""
        return ()

    def labels(self) -> Iterable[tuple[str, str]]:
        """Give no label."""
        return ()

    def get(self, name: str) -> model.Term | None:
        """Give no term."""
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression can use.

    Attributes:
        facts: every fact by its name.
        terms: the names of the terms.
        list_name: the list whose entries are in hand, if any.
        fields: the fields of these entries, by name.
    """

    facts: Mapping[str, model.Fact]
    terms: frozenset[str] = frozenset()
    list_name: str | None = None
    fields: Mapping[str, model.Field] | None = None

    def known(self) -> list[str]:
        """Every name that can be used."""
        return [*(self.fields or ()), *self.facts, *sorted(self.terms)]


_TURNS = say("and would turn a deduction into a gain")


class Resolver:
    """Resolves and types expressions.

    `lost` is the text of headings and declarations that could not be read: a name that stands there may be declared.
    What was `read`, facts by their pointers and terms by their names, is kept, and so is what was `suggested`.
    """

    def __init__(
        self,
        source: Source,
        found: Diagnostics,
        facts: Mapping[str, model.Fact],
        lost: str = "",
        terms: Book | None = None,
    ) -> None:
        self._source = source
        self._found = found
        self._facts = facts
        self._lost = lost
        self._terms = terms or NoTerms()
        self.read: set[str] = set()
        self.suggested: set[str] = set()

    def condition(self, node: syntax.Expression, scope: Scope | None = None) -> model.Expression | None:
        """Resolve what has to be a condition."""
        expression = self.resolve(node, scope)
        if expression is None or isinstance(expression.type, model.YesNo):
            return expression
        what = self._cut(node.span)
        instead: Text = ""
        if isinstance(node, syntax.Entries):
            instead = say("write “{text}”", text=sample("any", what=what))
        elif isinstance(expression.type, model.Numeric):
            bare = isinstance(node, syntax.Name | syntax.Number | syntax.Arithmetic | syntax.Rounded | syntax.Result)
            much = amount(1, expression.type.unit)
            least = sample("is at least", what=what if bare else sample("bracketed", what=what), amount=much)
            instead = say("say how much: “{text}”", text=least)
            if isinstance(node, syntax.Name) and not expression.type.unit:
                instead = say("write “{one}”, or “{other}”", one=sample("any", what=what), other=least)
        elif isinstance(expression.type, model.ListOf | model.Findings | model.SetOf):
            instead = say("write “{one}” or “{other}”", one=sample("any", what=what), other=sample("no", what=what))
        elif isinstance(expression.type, model.Choice):
            instead = say(
                "say which word: “{text}”", text=sample("is", what=what, word=named(expression.type.words[0]))
            )
        elif isinstance(expression.type, model.Date):
            instead = say("say before or after which date: “{text}”", text=sample("is before", what=what))
        elif isinstance(expression.type, model.Text):
            instead = say("say what it has to be: “{text}”", text=sample("is text", what=what))
        elif isinstance(expression.type, model.Discretion):
            instead = say(
                "a rule reads it as “… {at_discretion} {what}”",
                at_discretion=keywords.spelling("AT_DISCRETION"),
                what=what,
            )
        self._add(codes.NOT_A_CONDITION, node.span, what=f"“{what}”", type=describe(expression.type), instead=instead)
        return None

    def quantity(self, node: syntax.Expression, scope: Scope | None, keyword: str) -> model.Expression | None:
        """Resolve what has to be a number."""
        expression = self.resolve(node, scope)
        if expression is None:
            return None
        number = self.as_number(expression)
        if number is None:
            instead: Text = ""
            if isinstance(node, syntax.Quantified) and node.where is not None and node.quantifier == "ANY":
                instead = say("write “{keyword} {text}”", keyword=keyword, text=self._cut(node.name.span.to(node.span)))
            elif isinstance(expression.type, model.YesNo):
                when, unless = keywords.spelling("WHEN"), keywords.spelling("UNLESS")
                instead = say(
                    "a condition goes with “{when}” or “{unless}”; for several, write “{several}”",
                    when=when, unless=unless, several=sample("unmet"),
                )  # fmt: skip
            elif isinstance(expression.type, model.SetOf):
                instead = say("for what it lacks, write “{text}”", text=sample("missing", what=self._cut(node.span)))
            what = f"“{self._cut(node.span)}”"
            self._add(
                codes.NOT_A_COUNT,
                node.span,
                what=what,
                type=describe(expression.type),
                keyword=keyword,
                needs=say("a number") if keyword == keywords.spelling("BY") else say("a whole number of things"),
                instead=instead,
            )
        return number

    def counted(self, node: syntax.Expression, keyword: str) -> model.Expression | None:
        """Resolve what has to be a whole number of things, never below zero."""
        expression = self.quantity(node, None, keyword)
        if expression is None:
            return None
        assert isinstance(expression.type, model.Numeric)
        if not expression.type.whole:
            instead = how_rounded()
            what, kind = f"“{self._cut(node.span)}”", say("not always whole")
            needs = say("a whole number of things")
            self._add(codes.NOT_A_COUNT, node.span, what=what, type=kind, keyword=keyword, needs=needs, instead=instead)
            return None
        if expression.type.low is None or expression.type.low < 0:
            self._negative(node)
            return None
        return expression

    def amount(self, node: syntax.Expression, what: Said) -> model.Expression | None:
        """Resolve what has to be a number of points: without a unit, and never below zero."""
        scope = self._everywhere()
        if isinstance(node, syntax.Name) and node.text not in scope.known() and self._no_amount(node):
            return None
        if isinstance(node, syntax.Name) and isinstance(self._type_of(node.text, scope), model.Discretion):
            self._name(node, scope)
            said = say("“{name}” is a discretion, of which the bounds are not said", name=node.text)
            instead = say(
                "write “1 {to} 3 {at_discretion} {name}”",
                to=keywords.spelling("TO"),
                at_discretion=keywords.spelling("AT_DISCRETION"),
                name=node.text,
            )
            self._add(codes.DISCRETION_FACT, node.span, what=said, instead=instead)
            return None
        expression = self._operand(node, scope, say("taken for points"))
        if expression is None:
            return None
        assert isinstance(expression.type, model.Numeric)
        if expression.type.unit is not None:
            self._add(
                codes.UNITS_DIFFER, node.span, left=what, left_unit=say("a plain number of points"),
                right=f"“{self._cut(node.span)}”", right_unit=unit_words(expression.type.unit),
                instead=say("divide it by one unit of its kind first"),
            )  # fmt: skip
            return None
        if not natural(expression.type):
            so = say("and would turn a deduction into a gain, or a gain into a deduction")
            example = f"{keywords.spelling('GREATEST_OF')} 0, …"
            self._add(codes.AMOUNT_NEGATIVE, node.span, what=f"“{self._cut(node.span)}”", so=so, example=example)
            return None
        return expression

    def _no_amount(self, node: syntax.Name) -> bool:
        """Find what was written in the stead of points, and is no name that could have been misspelt."""
        item = keywords.spelling("THE_ITEM")
        found = keywords.mistaken(node.text, 0, {"THE_ITEM"})
        meant = [item] if found is not None and found[0] == node.text and found[1].terminal == "THE_ITEM" else []
        instead = say("“{item}” stands without brackets", item=item) if node.text == item else ""
        if re.fullmatch(_NUMERALS, node.text):
            instead = say("points are written in digits")
        if meant or instead:
            self._add(codes.NAME_UNDECLARED, node.span, meant, name=node.text, instead=instead)
        return bool(meant or instead)

    def declared(self, name: syntax.Name) -> model.Fact | None:
        """Give the fact of a name, if there is one."""
        return self._facts.get(name.text)

    def _everywhere(self) -> Scope:
        """Give the names that are known outside of lists."""
        return Scope(self._facts, frozenset(self._terms.names()))

    def resolve(self, node: syntax.Expression, scope: Scope | None = None) -> model.Expression | None:
        """Resolve an expression of any type; None if it is at fault, which has then been told."""
        method = getattr(self, f"_{type(node).__name__.lower()}")
        expression: model.Expression | None = method(node, scope or self._everywhere())
        return expression

    def _name(self, node: syntax.Name, scope: Scope) -> model.Expression | None:
        declared = (scope.fields or {}).get(node.text)
        fact = scope.facts.get(node.text)
        outer = fact is not None or node.text in scope.terms
        if declared is not None and outer and node.text not in self._lost:
            other = say("the fact “{name}”" if fact is not None else "the term “{name}”", name=node.text)
            self._add(codes.NAME_AMBIGUOUS, node.span, name=node.text, list=scope.list_name, other=other)
            self.read.add(node.text if fact is None else fact.pointer)
            return None
        if declared is not None:
            return model.FieldRead(declared.key, type=declared.type, span=node.span)
        if fact is None and node.text in scope.terms:
            term = self._terms.get(node.text)
            self.read.add(node.text)
            return (
                None
                if term is None
                else model.TermRead(term.name, term.meaning, type=term.meaning.type, span=node.span)
            )
        if fact is None:
            self._undeclared(node, scope.known())
            return None
        self.read.add(fact.pointer)
        return model.FactRead(fact.pointer, type=fact.type, span=node.span)

    def _type_of(self, name: str, scope: Scope) -> model.Type | None:
        """Give the type of what a name stands for, if it stands for anything."""
        declared = (scope.fields or {}).get(name) or scope.facts.get(name)
        if declared is not None or name not in scope.terms:
            return None if declared is None else declared.type
        term = self._terms.get(name)
        return None if term is None else term.meaning.type

    def _operand(self, node: syntax.Expression, scope: Scope, done: Said) -> model.Expression | None:
        expression = self.resolve(node, scope)
        if expression is None:
            return None
        number = self.as_number(expression)
        if number is None:
            what = f"“{self._cut(node.span)}”"
            self._add(codes.NOT_NUMBERS, node.span, what=what, type=describe(expression.type), done=done)
        return number

    @staticmethod
    def as_number(expression: model.Expression) -> model.Expression | None:
        """Give an expression as a number: a list or findings stand for how many there are."""
        if isinstance(expression.type, model.Numeric):
            return expression
        if isinstance(expression.type, model.ListOf | model.Findings):
            return model.Operation("size", (expression,), type=COUNT, span=expression.span)
        return None

    def _list_of(self, name: syntax.Name, subject: model.Expression | None) -> model.FactRead | None:
        if subject is None:
            return None
        if isinstance(subject, model.FactRead) and isinstance(subject.type, model.ListOf):
            return subject
        self._add(codes.WHERE_NEEDS_LIST, name.span, name=name.text, type=describe(subject.type))
        return None

    def _where(
        self, node: syntax.Expression, name: syntax.Name, subject: model.Expression | None, scope: Scope
    ) -> model.Expression | None:
        assert subject is not None
        assert isinstance(subject.type, model.ListOf)
        fields = {declared.name: declared for declared in subject.type.fields}
        condition = self.condition(node, Scope(scope.facts, scope.terms, name.text, fields))
        if condition is not None and not _reads_field(condition):
            instead = say("its fields are: {fields}", fields=listed(fields)) if fields else ""
            said = self._cut(node.span)
            self._add(codes.WHERE_IDLE, node.span, condition=said, list=name.text, instead=instead)
        return condition

    def _same_unit(
        self, left: syntax.Expression, a: model.Expression, right: syntax.Expression, b: model.Expression
    ) -> bool:
        assert isinstance(a.type, model.Numeric)
        assert isinstance(b.type, model.Numeric)
        if a.type.unit == b.type.unit or is_zero(a) or is_zero(b):
            return True
        instead = say("like is compared with like")
        if isinstance(right, syntax.Number):
            written = self._cut(right.span)
            if a.type.unit is None:
                instead = say("write “{text}”", text=write(whole(right.value)))
            elif written[-1] in "%％‰":
                instead = say("a share has no unit: divide like by like first")
            elif right.unit is None:
                instead = say("write “{text}”", text=with_unit(written, a.type.unit))
        self._units(left, a.type, right, b.type, instead)
        return False

    def _units(self, left: syntax.Node, a: model.Numeric, right: syntax.Node, b: model.Numeric, instead: Text) -> None:
        spellings = [spelling for spelling, unit in keywords.units().items() if unit == a.unit]
        near_units = near(b.unit, [a.unit, *spellings]) if a.unit and b.unit else []
        self._add(
            codes.UNITS_DIFFER,
            right.span,
            near_units,
            left=f"“{self._cut(left.span)}”",
            left_unit=unit_words(a.unit),
            right=f"“{self._cut(right.span)}”",
            right_unit=unit_words(b.unit),
            instead=instead,
        )

    def _negative(self, node: syntax.Node, so: Text = _TURNS) -> None:
        what, instead = (
            f"“{self._cut(node.span)}”",
            say("declare a lowest value: “{text}”", text=sample("lowest", amount="0")),
        )
        if isinstance(node, syntax.Arithmetic) and node.operator == "-":
            short, greatest = keywords.spelling("SHORT_OF"), keywords.spelling("GREATEST_OF")
            instead = say(
                "write “… {short} …” for what is lacking, or “({greatest} 0, …)”", short=short, greatest=greatest
            )
        self._add(codes.MAY_BE_NEGATIVE, node.span, what=what, so=so, instead=instead)

    def _undeclared(self, node: syntax.Name, known: Iterable[str]) -> None:
        if node.text in self._lost:
            return
        names = list(known)
        if (slip := slips.there(self._source.text, node.span.start) or self._ranged(node)) is not None:
            rest = self._source.text[slip.span.end : node.span.end].split()
            self.suggested.update(name for name in names if set(name.split()) & {*rest, *node.text.split()})
            self._add(slip.code, slip.span, slip.near, **slip.args)
            return
        meant, instead = taken_apart(node.text, names, keywords.joining_spellings())
        lists = [fact for fact in self._facts.values() if isinstance(fact.type, model.ListOf)]
        where = keywords.spelling("WHERE")
        for fact in lists:
            fields = [field.name for field in fact.type.fields] if isinstance(fact.type, model.ListOf) else []
            if meant and meant[0].startswith(f"{fact.name} {where} "):
                self._lost += " " + " ".join(fields)  # what stands behind it is read once this is mended
            elif node.text in fields and not near(node.text, names):
                behind = sample("where", name=named(fact.name))
                instead = say("it is a field of “{fact}”, and is read behind “{text}”", fact=fact.name, text=behind)
        if node.text.split()[:1] in (["square"], ["root"], ["sqrt"]):
            power, to = keywords.spelling("TO_THE_POWER"), keywords.spelling("TO")
            instead = say(
                "a square root is written “… {power} 1/2 {to} 20 {digits}”",
                power=power,
                to=to,
                digits=keywords.spelling("DIGITS"),
            )
        elif (led := keywords.mistaken(node.text)) and led[1].leads and _leads_somewhere(node.text, *led):
            meant = [led[1].spelling + node.text.removeprefix(led[0])]
        if labelled := self._labelled(node.text, names):
            meant, instead = labelled, say(slips.LABEL_IS_NO_NAME)
        if not meant and not instead:
            meant = near(node.text, names, parts=True) or part_of(node.text, names)
        sought, words = {*near(node.text, names, most=len(names), parts=True), *meant}, set(node.text.split())
        self.suggested.update(name for name in names if name in sought or words.issuperset(name.split()))
        self._add(codes.NAME_UNDECLARED, node.span, meant, name=node.text, instead=instead)

    def _ranged(self, node: syntax.Name) -> slips.Slip | None:
        """Find a range of which a name took the beginning: `is between low mark and high mark`."""
        words = node.text.split()
        if len(words) < 2 or words[0] not in slips.BETWEEN:
            return None
        table = keywords.table()
        low, high = table["IS_AT_LEAST"].spelling, table["IS_AT_MOST"].spelling
        meant = f"… {low} {' '.join(words[1:])} {table['AND'].spelling} … {high} …"
        span = Span(node.span.start, node.span.start + len(words[0]))
        return slips.bounds_apart(span, words[0], meant)

    def _labelled(self, text: str, names: Collection[str]) -> list[str]:
        """Give the names of what has this text as its label."""
        labels: dict[str, list[str]] = {}
        for fact in self._facts.values():
            labelled = [(fact.name, fact.label)]
            if isinstance(fact.type, model.ListOf):
                labelled += [(field.name, field.label) for field in fact.type.fields if field.name in names]
            for name, label in labelled:
                if label:
                    labels.setdefault(label, []).append(name)
        for term, label in self._terms.labels():
            labels.setdefault(label, []).append(term)
        meant = near(text, labels, most=1, cutoff=0.85)
        return labels[meant[0]][:3] if meant else []

    def _quote(self, node: syntax.Expression) -> str:
        """Give what was written, in quotation marks, unless it has its own."""
        written = self._cut(node.span)
        return written if isinstance(node, syntax.TextLiteral) else f"“{written}”"

    def _cut(self, span: Span) -> str:
        return self._source.words(span)

    def _add(self, code: codes.Code, span: Span, near: Iterable[str] = (), **args: Any) -> None:
        self._found.add(code, self._source, span, near=near, **args)


def _leads_somewhere(name: str, phrase: str, keyword: keywords.Keyword) -> bool:
    """Tell whether a name that begins with what is written in a keyword's stead is more than that, if it has to be."""
    return name != phrase or keyword.terminal == "TOTAL_SO_FAR"


def _reads_field(expression: model.Expression) -> bool:
    """Tell whether an expression reads a field of the entry in hand."""
    return isinstance(expression, model.FieldRead) or any(map(_reads_field, expression.children()))


def is_zero(expression: model.Expression) -> bool:
    """Tell whether an expression is the number 0, which is of any unit."""
    return isinstance(expression, model.Constant) and expression.value == 0
