"""Takes conditions and quantities as written, gives them resolved and typed; the checker's part for expressions.

Every name is looked up (a field of the entry in hand goes before a fact), every operator asks for the types and
units that it can work with. Whatever does not fit is put into the diagnostics, and gives None: one fault is told
once, and does not bring others after it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from demerit.language import codes, keywords, model, syntax
from demerit.language.diagnostics import Diagnostics
from demerit.language.kinds import COUNT, YES_NO, canonical_unit, describe, negate, unit_words
from demerit.language.nearness import near, part_of, taken_apart
from demerit.language.source import Source, Span
from demerit.language.values import Rational, whole, write

_COMPARISONS = {
    "IS_AT_LEAST": "at_least",
    "IS_AT_MOST": "at_most",
    "IS_LESS": "less",
    "IS_MORE": "more",
}
_DATE_COMPARISONS = {
    "IS_BEFORE": "less",
    "IS_AFTER": "more",
    "IS_ON_OR_BEFORE": "at_most",
    "IS_ON_OR_AFTER": "at_least",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression can use.

    Attributes:
        facts: every fact by its name.
        list_name: the list whose entries are in hand, if any.
        fields: the fields of these entries, by name.
    """

    facts: Mapping[str, model.Fact]
    list_name: str | None = None
    fields: Mapping[str, model.Field] | None = None

    def known(self) -> list[str]:
        """Every name that can be used."""
        return [*(self.fields or ()), *self.facts]


_SHARES = {"percent": "%", "pct": "%", "permille": "‰", "promille": "‰"}
"""Words for shares, which are signs in the language."""


class Expressions:
    """Resolves and types expressions.

    `lost` is the text of headings and declarations that could not be read: a name that stands there may be declared.
    """

    def __init__(self, source: Source, found: Diagnostics, facts: Mapping[str, model.Fact], lost: str = "") -> None:
        self._source = source
        self._found = found
        self._facts = facts
        self._lost = lost
        self.read: set[str] = set()
        self.suggested: set[str] = set()

    # what a place asks for

    def condition(self, node: syntax.Expression, scope: Scope | None = None) -> model.Expression | None:
        """Resolve what has to be a condition."""
        expression = self.resolve(node, scope)
        if expression is None or isinstance(expression.type, model.YesNo):
            return expression
        what = self._cut(node.span)
        instead = ""
        if isinstance(node, syntax.Entries):
            instead = f"write “any {what}”"
        elif isinstance(expression.type, model.Numeric):
            unit = f" {expression.type.unit}" if expression.type.unit else ""
            bare = isinstance(node, syntax.Name | syntax.Number | syntax.Arithmetic | syntax.Rounded)
            instead = f"say how much: “{what if bare else f'({what})'} is at least 1{unit}”"
            if isinstance(node, syntax.Name) and not expression.type.unit:
                instead = f"write “any {what}”, or “{what} is at least 1”"
        elif isinstance(expression.type, model.ListOf | model.Findings | model.SetOf):
            instead = f"write “any {what}” or “no {what}”"
        elif isinstance(expression.type, model.Choice):
            instead = f"say which word: “{what} is {expression.type.words[0]}”"
        elif isinstance(expression.type, model.Date):
            instead = f"say before or after which date: “{what} {keywords.spelling('IS_BEFORE')} …”"
        elif isinstance(expression.type, model.Text):
            instead = f'say what it has to be: “{what} {keywords.spelling("IS")} "…"”'
        self._add(codes.NOT_A_CONDITION, node.span, what=f"“{what}”", type=describe(expression.type), instead=instead)
        return None

    def counted(self, node: syntax.Expression, keyword: str) -> model.Expression | None:
        """Resolve what has to be a whole number of things, never below zero."""
        expression = self.quantity(node, None, keyword)
        if expression is None:
            return None
        assert isinstance(expression.type, model.Numeric)
        if not expression.type.whole:
            instead = "say how it is rounded: “rounded up” or “rounded down”"
            what, kind = f"“{self._cut(node.span)}”", "not always whole"
            needs = "a whole number of things"
            self._add(codes.NOT_A_COUNT, node.span, what=what, type=kind, keyword=keyword, needs=needs, instead=instead)
            return None
        if expression.type.low is None or expression.type.low < 0:
            self._negative(node)
            return None
        return expression

    def quantity(self, node: syntax.Expression, scope: Scope | None, keyword: str) -> model.Expression | None:
        """Resolve what has to be a number."""
        expression = self.resolve(node, scope)
        if expression is None:
            return None
        number = self.as_number(expression)
        if number is None:
            instead = ""
            if isinstance(node, syntax.Quantified) and node.where is not None and node.quantifier == "ANY":
                instead = f"write “{keyword} {self._cut(node.name.span.to(node.span))}”"
            elif isinstance(expression.type, model.YesNo):
                instead = "a condition goes with “when” or “unless”; for several, write “unmet of …”"
            elif isinstance(expression.type, model.SetOf):
                instead = f"for what it lacks, write “missing from {self._cut(node.span)}”"
            what = f"“{self._cut(node.span)}”"
            self._add(
                codes.NOT_A_COUNT,
                node.span,
                what=what,
                type=describe(expression.type),
                keyword=keyword,
                needs="a number" if keyword == keywords.spelling("BY") else "a whole number of things",
                instead=instead,
            )
        return number

    def declared(self, name: syntax.Name) -> model.Fact | None:
        """Give the fact of a name, if there is one."""
        return self._facts.get(name.text)

    # resolving

    def resolve(self, node: syntax.Expression, scope: Scope | None = None) -> model.Expression | None:
        """Resolve an expression of any type; None if it is at fault, which has then been told."""
        scope = scope or Scope(self._facts)
        method = getattr(self, f"_{type(node).__name__.lower()}")
        expression: model.Expression | None = method(node, scope)
        return expression

    def _name(self, node: syntax.Name, scope: Scope) -> model.Expression | None:
        declared = (scope.fields or {}).get(node.text)
        fact = scope.facts.get(node.text)
        if declared is not None and fact is not None and node.text not in self._lost:
            other = f"the fact “{fact.name}”"
            self._add(codes.NAME_AMBIGUOUS, node.span, name=node.text, list=scope.list_name, other=other)
            self.read.add(fact.pointer)
            return None
        if declared is not None:
            return model.FieldRead(declared.key, type=declared.type, span=node.span)
        if fact is None:
            self._undeclared(node, scope.known())
            return None
        self.read.add(fact.pointer)
        return model.FactRead(fact.pointer, type=fact.type, span=node.span)

    def _number(self, node: syntax.Number, _scope: Scope) -> model.Expression | None:
        value = whole(node.value)
        if node.unit is not None and (meant := self._meant_by(node)):
            self._add(codes.UNEXPECTED, node.span, [meant], found=f"“{self._cut(node.span)}”", expected="")
            return None
        type_ = model.Numeric(canonical_unit(node.unit), isinstance(value, int), value, value)
        return model.Constant(value, type=type_, span=node.span)

    def _meant_by(self, node: syntax.Number) -> str:
        """Give what was meant by a number whose unit is none: `300以上`, `10 percent`; empty if it may be one."""
        unit = node.unit or ""
        written = self._cut(node.span).removesuffix(unit).strip()
        if sign := _SHARES.get(unit.casefold()):
            return f"{written}{sign}"
        found = keywords.mistaken(unit)
        return f"{written} {found[1].spelling}" if found is not None and found[0] == unit else ""

    def _dateliteral(self, node: syntax.DateLiteral, _scope: Scope) -> model.Expression | None:
        try:
            date.fromisoformat(node.text)
        except ValueError:
            self._add(codes.DATE, node.span, text=node.text, instead="the calendar does not have it")
            return None
        return model.Constant(node.text, type=model.Date(), span=node.span)

    def _textliteral(self, node: syntax.TextLiteral, _scope: Scope) -> model.Expression:
        return model.Constant(node.text, type=model.Text(), span=node.span)

    def _arithmetic(self, node: syntax.Arithmetic, scope: Scope) -> model.Expression | None:
        done = {"+": "added", "*": "multiplied", "/": "divided"}[node.operator]
        left = self._operand(node.left, scope, done)
        right = self._operand(node.right, scope, done)
        if left is None or right is None:
            return None
        a, b = left.type, right.type
        assert isinstance(a, model.Numeric)
        assert isinstance(b, model.Numeric)
        if node.operator == "+":
            return self._sum(node, (left, right))
        if node.operator == "*":
            if a.unit and b.unit:
                self._units(node.left, a, node.right, b, "two amounts with units cannot be multiplied")
                return None
            low = a.low * b.low if _natural(a) and _natural(b) and a.low is not None and b.low is not None else None
            type_ = model.Numeric(a.unit or b.unit, a.whole and b.whole, low)
            return model.Operation("product", (left, right), type=type_, span=node.span)
        if b.low is None or b.low <= 0:
            what = f"“{self._cut(node.right.span)}”"
            kind = "number" if not b.whole or b.low is None else "count"
            example = f"{kind} at least 1" if b.unit is None else f"{b.unit} at least 1 {b.unit}"
            instead = f"declare a lowest value above 0, such as “{example}”"
            may = "is" if isinstance(right, model.Constant) else "may be"
            if isinstance(right, model.Constant):
                instead = "nothing can be divided by 0"
            self._add(codes.DIVISOR, node.right.span, what=what, may=may, instead=instead)
            return None
        if b.unit is not None and a.unit != b.unit:
            self._units(node.left, a, node.right, b, "only like can be divided by like")
            return None
        low = 0 if _natural(a) else None
        type_ = model.Numeric(None if b.unit else a.unit, whole=False, low=low)
        return model.Operation("quotient", (left, right), type=type_, span=node.span)

    def _sum(self, node: syntax.Node, operands: tuple[model.Expression, ...]) -> model.Expression | None:
        first = operands[0].type
        assert isinstance(first, model.Numeric)
        low: Rational | None = 0
        for operand in operands:
            kind = operand.type
            assert isinstance(kind, model.Numeric)
            if kind.unit != first.unit:
                self._found.add(
                    codes.UNITS_DIFFER,
                    self._source,
                    operand.span,
                    left=f"“{self._cut(operands[0].span)}”",
                    right=f"“{self._cut(operand.span)}”",
                    left_unit=unit_words(first.unit),
                    right_unit=unit_words(kind.unit),
                    instead="add like to like",
                )
                return None
            low = None if low is None or kind.low is None else low + kind.low
        wholes = all(isinstance(o.type, model.Numeric) and o.type.whole for o in operands)
        type_ = model.Numeric(first.unit, wholes, low)
        return model.Operation("sum", operands, type=type_, span=node.span)

    def _rounded(self, node: syntax.Rounded, scope: Scope) -> model.Expression | None:
        inner = self._operand(node.inner, scope, "rounded")
        if inner is None:
            return None
        assert isinstance(inner.type, model.Numeric)
        low = inner.type.low
        type_ = model.Numeric(inner.type.unit, whole=True, low=0 if low is not None and low >= 0 else None)
        return model.Operation(f"round_{node.direction}", (inner,), type=type_, span=node.span)

    def _quantified(self, node: syntax.Quantified, scope: Scope) -> model.Expression | None:
        keyword = keywords.spelling(node.quantifier)
        subject = self._name(node.name, scope)
        if node.where is not None:
            entries = self._list_of(node.name, subject)
            where = self._where(node.where, node.name, subject, scope) if entries else None
            if entries is None or where is None:
                return None
            kind = "every" if node.quantifier == "EVERY" else "any"
            found = model.OverEntries(kind, entries, where, type=YES_NO, span=node.span)
            return negate(found, node.span) if node.quantifier == "NO" else found
        if subject is None:
            return None
        type_, name = subject.type, node.name.text
        if node.quantifier == "EVERY":
            instead = f"write “{name}”" if isinstance(type_, model.YesNo) else ""
            if isinstance(type_, model.ListOf):
                instead = f"say what they have to be: “{keyword} {name} {keywords.spelling('WHERE')} …”"
            self._add(codes.QUANTIFIER, node.span, keyword=keyword, name=name, type=describe(type_), instead=instead)
            return None
        if isinstance(type_, model.YesNo):
            if node.quantifier == "NO":
                return negate(subject, node.span)
            self._add(
                codes.QUANTIFIER, node.span, keyword=keyword, name=name, type=describe(type_), instead=f"write “{name}”"
            )
            return None
        if isinstance(type_, model.Numeric) and not _natural(type_):
            self._negative(node.name, f"so “{keyword} {name}” does not say what is meant")
            return None
        if isinstance(type_, model.Date | model.Text | model.Choice):
            instead = "say what it has to be: “{} {} …”".format(
                name, keywords.spelling("IS_BEFORE" if isinstance(type_, model.Date) else "IS")
            )
            self._add(codes.QUANTIFIER, node.span, keyword=keyword, name=name, type=describe(type_), instead=instead)
            return None
        size = self.as_number(subject) or model.Operation("size", (subject,), type=COUNT, span=subject.span)
        present = model.Operation("present", (size,), type=YES_NO, span=node.span)
        return negate(present, node.span) if node.quantifier == "NO" else present

    def _entries(self, node: syntax.Entries, scope: Scope) -> model.Expression | None:
        subject = self._name(node.name, scope)
        entries = self._list_of(node.name, subject)
        where = self._where(node.where, node.name, subject, scope) if entries else None
        if entries is None or where is None:
            return None
        return model.OverEntries("count", entries, where, type=COUNT, span=node.span)

    def _total(self, node: syntax.Total, scope: Scope) -> model.Expression | None:
        subject = self._name(node.list, scope)
        entries = self._list_of(node.list, subject)
        if entries is None:
            return None
        assert isinstance(entries.type, model.ListOf)
        fields = {declared.name: declared for declared in entries.type.fields}
        declared = fields.get(node.field.text)
        if declared is None:
            self._undeclared(node.field, list(fields))
            return None
        if not isinstance(declared.type, model.Numeric):
            what = f"“{node.field.text}”"
            self._add(codes.NOT_NUMBERS, node.field.span, what=what, type=describe(declared.type), done="added up")
            return None
        where = None
        if node.where is not None:
            where = self._where(node.where, node.list, subject, scope)
            if where is None:
                return None
        value = model.FieldRead(declared.key, type=declared.type, span=node.field.span)
        low = 0 if _natural(declared.type) else None
        type_ = model.Numeric(declared.type.unit, declared.type.whole, low)
        return model.OverEntries("total", entries, where, value, type=type_, span=node.span)

    def _lacking(self, node: syntax.Lacking, scope: Scope) -> model.Expression | None:
        subject = self._name(node.set, scope)
        if subject is None:
            return None
        if not isinstance(subject.type, model.SetOf):
            instead = "“missing from” counts the words that a set does not hold"
            self._add(codes.NOT_A_SET, node.set.span, name=node.set.text, type=describe(subject.type), instead=instead)
            return None
        if node.noun is not None:
            said, name = node.noun.text, node.set.text
            known = [_singular(word) for word in (*name.split(), name)]
            if _singular(said) not in known:
                why = "but is no word of that name"
                if said in subject.type.words:
                    why = "where all its words are counted, not that one alone"
                keyword = keywords.spelling("MISSING_FROM")
                self._add(
                    codes.SET_NOUN, node.noun.span, near(said, known), noun=said, why=why, name=name, keyword=keyword
                )
                return None
        type_ = model.Numeric(whole=True, low=0, high=len(subject.type.words))
        return model.Operation("lacking", (subject,), type=type_, span=node.span)

    def _unmet(self, node: syntax.Unmet, scope: Scope) -> model.Expression | None:
        facts = []
        for name in node.names:
            fact = self._name(name, scope)
            if fact is not None and not isinstance(fact.type, model.YesNo):
                keyword = keywords.spelling("UNMET_OF")
                self._add(codes.NOT_YES_NO, name.span, name=name.text, type=describe(fact.type), keyword=keyword)
                fact = None
            facts.append(fact)
        resolved = tuple(fact for fact in facts if fact is not None)
        if len(resolved) < len(facts):
            return None
        type_ = model.Numeric(whole=True, low=0, high=len(resolved))
        return model.Operation("unmet", resolved, type=type_, span=node.span)

    def _short(self, node: syntax.Short, scope: Scope) -> model.Expression | None:
        have, need = self._operand(node.have, scope, "compared"), self._operand(node.need, scope, "compared")
        if have is None or need is None or not self._same_unit(node.have, have, node.need, need):
            return None
        a, b = have.type, need.type
        assert isinstance(a, model.Numeric)
        assert isinstance(b, model.Numeric)
        type_ = model.Numeric(a.unit or b.unit, a.whole and b.whole, 0)
        return model.Operation("short", (have, need), type=type_, span=node.span)

    def _shortfall(self, node: syntax.Shortfall, scope: Scope) -> model.Expression | None:
        shorts = [self._short(short, scope) for short in node.shorts]
        resolved = tuple(short for short in shorts if short is not None)
        if len(resolved) < len(shorts):
            return None
        return resolved[0] if len(resolved) == 1 else self._sum(node, resolved)

    def _negation(self, node: syntax.Negation, scope: Scope) -> model.Expression | None:
        inner = self.condition(node.inner, scope)
        if inner is None:
            return None
        return negate(inner, node.span)

    def _junction(self, node: syntax.Junction, scope: Scope) -> model.Expression | None:
        if len(set(node.words)) > 1:
            table = keywords.table()
            self._add(codes.MIXED, node.span, **{"and": table["AND"].spelling, "or": table["OR"].spelling})
            for part in node.parts:
                if not isinstance(part, syntax.Name) or part.text in scope.known():
                    self.condition(part, scope)
            return None
        parts: list[model.Expression | None] = []
        subject: syntax.Comparison | None = None
        for part in node.parts:
            if isinstance(part, syntax.Name) and subject is not None and node.words[0] == "or":
                again = self._alternative(subject, part, scope)
                if again is not None:
                    parts.append(again if isinstance(again, model.Expression) else None)
                    continue
            if isinstance(part, syntax.Name) and subject is not None and part.text not in scope.known():
                left = subject.left
                if isinstance(left, syntax.Name) and left.text not in scope.known():
                    return None  # it may be a choice, and this one of its words
            if isinstance(part, syntax.Name) and subject is not None and isinstance(subject.right, syntax.Number):
                bounds = [s for terminal in ("OR_MORE", "OR_LESS") for s in keywords.table()[terminal].spellings]
                if part.text not in scope.known() and (meant := near(f"{node.words[0]} {part.text}", bounds)):
                    self._add(codes.NAME_UNDECLARED, part.span, meant, name=part.text)
                    return None
            subject = part if isinstance(part, syntax.Comparison) and part.operator in ("IS", "IS_NOT") else None
            parts.append(self.condition(part, scope))
        resolved = tuple(part for part in parts if part is not None)
        if len(resolved) < len(parts):
            return None
        return model.Operation(node.words[0], resolved, type=YES_NO, span=node.span)

    def _alternative(
        self, subject: syntax.Comparison, word: syntax.Name, scope: Scope
    ) -> model.Expression | bool | None:
        """Read the `b` of `is a or b`: the condition, False where it is at fault, None where it is no such thing."""
        known = scope.facts.get(word.text) or (scope.fields or {}).get(word.text)
        chosen = self._choice_of(subject.left, scope)
        if chosen is None:
            return None
        if known is not None and isinstance(known.type, model.YesNo):
            if word.text in chosen.words:
                other = f"one of the words of “{self._cut(subject.left.span)}”"
                self._add(codes.NAME_AMBIGUOUS, word.span, name=word.text, list="the facts", other=other)
                return False
            return None
        if subject.operator == "IS_NOT":
            first = self._cut(subject.right.span)
            self._add(codes.IS_NOT_OR, subject.span.to(word.span), first=first, second=word.text)
            return False
        again = self._comparison(syntax.Comparison("IS", subject.left, word, span=word.span), scope)
        return again if again is not None else False

    def _choice_of(self, node: syntax.Expression, scope: Scope) -> model.Choice | None:
        if not isinstance(node, syntax.Name):
            return None
        declared = (scope.fields or {}).get(node.text) or scope.facts.get(node.text)
        return declared.type if declared is not None and isinstance(declared.type, model.Choice) else None

    def _answer(self, node: syntax.Answer, scope: Scope) -> model.Expression | None:
        subject = self.condition(node.subject, scope)
        if subject is None:
            return None
        return subject if node.yes else negate(subject, node.span)

    def _neither(self, node: syntax.Neither, scope: Scope) -> model.Expression | None:
        parts = [
            self._comparison(syntax.Comparison("IS", node.subject, word, span=word.span), scope) for word in node.words
        ]
        resolved = tuple(part for part in parts if part is not None)
        if len(resolved) < len(parts):
            return None
        either = model.Operation("or", resolved, type=YES_NO, span=node.span)
        return model.Operation("not", (either,), type=YES_NO, span=node.span)

    def _comparison(self, node: syntax.Comparison, scope: Scope) -> model.Expression | None:
        left = self.resolve(node.left, scope)
        if left is None:
            if not isinstance(node.right, syntax.Name) or node.operator not in ("IS", "IS_NOT"):
                self.resolve(node.right, scope)
            return None
        if isinstance(left.type, model.Choice):
            return self._word_test(node, left)
        if isinstance(node.right, syntax.Name) and node.right.text not in scope.known() and self._miscompared(node):
            return None
        wordless = isinstance(left.type, model.YesNo | model.SetOf)
        if wordless and isinstance(node.right, syntax.Name) and node.right.text not in scope.known():
            self._no_words(node, left, node.right)
            return None
        right = self.resolve(node.right, scope)
        if right is None:
            return None
        number, other = self.as_number(left), self.as_number(right)
        if number is not None and other is not None:
            left, right = number, other
        operator = {"IS": "equal", "IS_NOT": "equal"}.get(node.operator)
        if isinstance(left.type, model.Numeric) and isinstance(right.type, model.Numeric):
            operator = operator or _COMPARISONS.get(node.operator)
            if not self._same_unit(node.left, left, node.right, right):
                return None
        elif isinstance(left.type, model.Date) and isinstance(right.type, model.Date):
            operator = operator or _DATE_COMPARISONS.get(node.operator)
        elif not (isinstance(left.type, model.Text) and isinstance(right.type, model.Text)):
            self._types_differ(node, left, right)
            return None
        if operator is None:
            keyword = keywords.spelling(node.operator)
            what = f"“{self._cut(node.left.span)}”"
            instead = f"“{keyword}” does not go with {describe(left.type)}"
            if isinstance(left.type, model.Date) and node.operator in _COMPARISONS:
                order = next(key for key, value in _DATE_COMPARISONS.items() if value == _COMPARISONS[node.operator])
                instead += f": write “{keywords.spelling(order)}”"
            elif isinstance(left.type, model.Numeric):
                order = next(key for key, value in _COMPARISONS.items() if value == _DATE_COMPARISONS[node.operator])
                instead += f": write “{keywords.spelling(order)}”"
            self._add(
                codes.TYPES_DIFFER, node.span, left=what, left_type=describe(left.type),
                right=f"“{self._cut(node.right.span)}”", right_type=describe(right.type), instead=instead,
            )  # fmt: skip
            return None
        test = model.Operation(operator, (left, right), type=YES_NO, span=node.span)
        return negate(test, node.span) if node.operator == "IS_NOT" else test

    def _miscompared(self, node: syntax.Comparison) -> bool:
        """Find a comparison of which a name took the end: `is greater than X`, `is more then X`."""
        assert isinstance(node.right, syntax.Name)
        first = keywords.spelling(node.operator)
        found = keywords.mistaken(f"{first} {node.right.text}")
        if found is None:
            return False
        phrase, keyword = found
        span = Span(node.right.span.start, node.right.span.start + len(phrase) - len(first) - 1)
        word, name = phrase.removeprefix(first).strip(), node.right.text
        self._add(codes.KEYWORD_IN_NAME, span, [keyword.spelling], word=word, name=name, expected="")
        return True

    def _word_test(self, node: syntax.Comparison, left: model.Expression) -> model.Expression | None:
        assert isinstance(left.type, model.Choice)
        name, words = self._cut(node.left.span), left.type.words
        if node.operator not in ("IS", "IS_NOT") or not isinstance(node.right, syntax.Name):
            instead = f"say which word: “{name} is {words[0]}”"
            if isinstance(node.right, syntax.TextLiteral) and node.right.text in words:
                instead = f"write the word without quotes: “{name} is {node.right.text}”"
            right = self._quote(node.right)
            self._add(
                codes.TYPES_DIFFER, node.span, left=f"“{name}”", left_type=describe(left.type), right=right,
                right_type="none of them", instead=instead,
            )  # fmt: skip
            return None
        if node.right.text not in words:
            said, listed = node.right.text, ", ".join(words)
            suggestions = near(said, words, parts=True)
            self._add(codes.WORD_UNKNOWN, node.right.span, suggestions, word=said, name=name, words=listed)
            return None
        word = model.Constant(model.key_of(node.right.text), type=left.type, span=node.right.span)
        test = model.Operation("equal", (left, word), type=YES_NO, span=node.span)
        return negate(test, node.span) if node.operator == "IS_NOT" else test

    def _no_words(self, node: syntax.Comparison, left: model.Expression, word: syntax.Name) -> None:
        """Say that something is compared with a word, although it is no choice of words."""
        if word.text in self._lost:
            return
        name = self._cut(node.left.span)
        instead = f"write “{name}” or “not {name}”"
        if isinstance(left.type, model.SetOf):
            instead = f"for what it lacks, write “{keywords.spelling('MISSING_FROM')} {name}”"
        self._add(
            codes.TYPES_DIFFER,
            node.span,
            left=f"“{name}”",
            left_type=describe(left.type),
            right=f"“{word.text}”",
            right_type="not declared",
            instead=instead,
        )

    # helpers

    def _operand(self, node: syntax.Expression, scope: Scope, done: str) -> model.Expression | None:
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
        condition = self.condition(node, Scope(scope.facts, name.text, fields))
        if condition is not None and not _reads_field(condition):
            instead = f"its fields are: {', '.join(fields)}" if fields else ""
            said = self._cut(node.span)
            self._add(codes.WHERE_IDLE, node.span, condition=said, list=name.text, instead=instead)
        return condition

    def _same_unit(
        self, left: syntax.Expression, a: model.Expression, right: syntax.Expression, b: model.Expression
    ) -> bool:
        assert isinstance(a.type, model.Numeric)
        assert isinstance(b.type, model.Numeric)
        if a.type.unit == b.type.unit or _is_zero(a) or _is_zero(b):
            return True
        instead = "like is compared with like"
        if isinstance(right, syntax.Number):
            written = self._cut(right.span)
            if a.type.unit is None:
                instead = f"write “{write(whole(right.value))}”"
            elif written[-1] in "%％‰":
                instead = "a share has no unit: divide like by like first"
            elif right.unit is None:
                instead = f"write “{written} {a.type.unit}”"
        self._units(left, a.type, right, b.type, instead)
        return False

    def _units(self, left: syntax.Node, a: model.Numeric, right: syntax.Node, b: model.Numeric, instead: str) -> None:
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

    def _types_differ(self, node: syntax.Comparison, left: model.Expression, right: model.Expression) -> None:
        instead = "like is compared with like"
        if isinstance(left.type, model.YesNo):
            instead = f"write “{self._cut(node.left.span)}” or “not {self._cut(node.left.span)}”"
        elif isinstance(left.type, model.Date):
            instead = "a date is written 2024-03-31, without quotes"
        self._add(
            codes.TYPES_DIFFER,
            node.span,
            left=self._quote(node.left),
            left_type=describe(left.type),
            right=self._quote(node.right),
            right_type=describe(right.type),
            instead=instead,
        )

    def _negative(self, node: syntax.Node, so: str = "and would turn a deduction into a gain") -> None:
        what = f"“{self._cut(node.span)}”"
        self._add(codes.MAY_BE_NEGATIVE, node.span, what=what, so=so, example="at least 0")

    def _undeclared(self, node: syntax.Name, known: Iterable[str]) -> None:
        if node.text in self._lost:
            return
        names = list(known)
        meant, instead = taken_apart(node.text, names, keywords.joining_spellings())
        lists = [fact for fact in self._facts.values() if isinstance(fact.type, model.ListOf)]
        where = keywords.spelling("WHERE")
        for fact in lists:
            fields = [field.name for field in fact.type.fields] if isinstance(fact.type, model.ListOf) else []
            if meant and meant[0].startswith(f"{fact.name} {where} "):
                self._lost += " " + " ".join(fields)  # what stands behind it is read once this is mended
            elif node.text in fields and not near(node.text, names):
                instead = f"it is a field of “{fact.name}”, and is read behind “{fact.name} {where}”"
        if not meant and not instead:
            meant = near(node.text, names, parts=True) or part_of(node.text, names)
        sought, words = {*near(node.text, names, most=len(names), parts=True), *meant}, set(node.text.split())
        self.suggested.update(name for name in names if name in sought or words.issuperset(name.split()))
        self._add(codes.NAME_UNDECLARED, node.span, meant, name=node.text, instead=instead)

    def _quote(self, node: syntax.Expression) -> str:
        """Give what was written, in quotation marks, unless it has its own."""
        written = self._cut(node.span)
        return written if isinstance(node, syntax.TextLiteral) else f"“{written}”"

    def _cut(self, span: Span) -> str:
        return self._source.words(span)

    def _add(self, code: codes.Code, span: Span, near: Iterable[str] = (), **args: Any) -> None:
        self._found.add(code, self._source, span, near=near, **args)


def _reads_field(expression: model.Expression) -> bool:
    """Tell whether an expression reads a field of the entry in hand."""
    return isinstance(expression, model.FieldRead) or any(map(_reads_field, expression.children()))


def _natural(type_: model.Numeric) -> bool:
    return type_.low is not None and type_.low >= 0


def _is_zero(expression: model.Expression) -> bool:
    return isinstance(expression, model.Constant) and expression.value == 0


def _singular(word: str) -> str:
    word = word.casefold()
    return word[:-1] if word.endswith("s") and len(word) > 3 else word
