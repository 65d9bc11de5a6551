"""Takes conditions as written, gives them resolved and typed.

With `quantities` and `resolver`, on which it stands, this is the checker's part for expressions.
"""

from datetime import date

from demerit.language import codes, keywords, model, syntax
from demerit.language.intervals import natural
from demerit.language.kinds import COUNT, YES_NO, describe, negate
from demerit.language.messages import listed, say, template
from demerit.language.nearness import near
from demerit.language.quantities import Quantities
from demerit.language.resolver import Scope
from demerit.language.samples import named, sample
from demerit.language.source import Span

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


class Expressions(Quantities):
    """Resolves expressions of every kind."""

    def _dateliteral(self, node: syntax.DateLiteral, _scope: Scope) -> model.Expression | None:
        try:
            date.fromisoformat(node.text)
        except ValueError:
            self._add(codes.DATE, node.span, text=node.text, instead=say("the calendar does not have it"))
            return None
        return model.Constant(node.text, type=model.Date(), span=node.span)

    def _textliteral(self, node: syntax.TextLiteral, _scope: Scope) -> model.Expression:
        return model.Constant(node.text, type=model.Text(), span=node.span)

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
            instead = say("write “{text}”", text=name) if isinstance(type_, model.YesNo) else ""
            if isinstance(type_, model.ListOf):
                instead = say(
                    "say what they have to be: “{keyword} {name} {where} …”",
                    keyword=keyword,
                    name=name,
                    where=keywords.spelling("WHERE"),
                )
            self._add(codes.QUANTIFIER, node.span, keyword=keyword, name=name, type=describe(type_), instead=instead)
            return None
        if isinstance(type_, model.YesNo):
            if node.quantifier == "NO":
                return negate(subject, node.span)
            self._add(
                codes.QUANTIFIER,
                node.span,
                keyword=keyword,
                name=name,
                type=describe(type_),
                instead=say("write “{text}”", text=name),
            )
            return None
        if isinstance(type_, model.Numeric) and not natural(type_):
            self._negative(
                node.name, say("so “{keyword} {name}” does not say what is meant", keyword=keyword, name=name)
            )
            return None
        if isinstance(type_, model.Date | model.Text | model.Choice):
            is_ = keywords.spelling("IS_BEFORE" if isinstance(type_, model.Date) else "IS")
            instead = say("say what it has to be: “{name} {keyword} …”", name=name, keyword=is_)
            self._add(codes.QUANTIFIER, node.span, keyword=keyword, name=name, type=describe(type_), instead=instead)
            return None
        size = self.as_number(subject) or model.Operation("size", (subject,), type=COUNT, span=subject.span)
        present = model.Operation("present", (size,), type=YES_NO, span=node.span)
        return negate(present, node.span) if node.quantifier == "NO" else present

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
        known = self._type_of(word.text, scope)
        chosen = self._choice_of(subject.left, scope)
        if chosen is None:
            return None
        if isinstance(known, model.YesNo):
            if word.text in chosen.words:
                other = say("one of the words of “{text}”", text=self._cut(subject.left.span))
                self._add(codes.NAME_AMBIGUOUS, word.span, name=word.text, list=say("the facts"), other=other)
                return False
            return None
        if subject.operator == "IS_NOT":
            first = self._cut(subject.right.span)
            second = self._cut(word.span)
            either, neither = (sample(kind, first=first, second=second) for kind in ("is not", "is neither"))
            self._add(codes.IS_NOT_OR, subject.span.to(word.span), either=either, neither=neither)
            return False
        again = self._comparison(syntax.Comparison("IS", subject.left, word, span=word.span), scope)
        return again if again is not None else False

    def _choice_of(self, node: syntax.Expression, scope: Scope) -> model.Choice | None:
        if not isinstance(node, syntax.Name):
            return None
        type_ = self._type_of(node.text, scope)
        return type_ if isinstance(type_, model.Choice) else None

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
            unfit = {"keyword": keyword, "type": describe(left.type)}
            instead = say("“{keyword}” does not go with {type}", **unfit)
            if isinstance(left.type, model.Date) and node.operator in _COMPARISONS:
                order = next(key for key, value in _DATE_COMPARISONS.items() if value == _COMPARISONS[node.operator])
                instead = say(_WRITE_ORDER, order=keywords.spelling(order), **unfit)
            elif isinstance(left.type, model.Numeric):
                order = next(key for key, value in _COMPARISONS.items() if value == _DATE_COMPARISONS[node.operator])
                instead = say(_WRITE_ORDER, order=keywords.spelling(order), **unfit)
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
        if found is None or found[1].local:
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
            instead = say("say which word: “{text}”", text=sample("is", what=name, word=named(words[0])))
            if isinstance(node.right, syntax.TextLiteral) and node.right.text in words:
                meant = sample("is", what=name, word=named(node.right.text))
                instead = say("write the word without quotes: “{text}”", text=meant)
            right = self._quote(node.right)
            self._add(
                codes.TYPES_DIFFER, node.span, left=f"“{name}”", left_type=describe(left.type), right=right,
                right_type=say("none of them"), instead=instead,
            )  # fmt: skip
            return None
        if node.right.text not in words:
            said = node.right.text
            suggestions = near(said, words, parts=True)
            self._add(codes.WORD_UNKNOWN, node.right.span, suggestions, word=said, name=name, words=listed(words))
            return None
        word = model.Constant(model.key_of(node.right.text), type=left.type, span=node.right.span)
        test = model.Operation("equal", (left, word), type=YES_NO, span=node.span)
        return negate(test, node.span) if node.operator == "IS_NOT" else test

    def _no_words(self, node: syntax.Comparison, left: model.Expression, word: syntax.Name) -> None:
        """Say that something is compared with a word, although it is no choice of words."""
        if word.text in self._lost:
            return
        name = self._cut(node.left.span)
        instead = say("write “{one}” or “{other}”", one=name, other=sample("not", what=name))
        if isinstance(left.type, model.SetOf):
            instead = say("for what it lacks, write “{text}”", text=sample("missing", what=name))
        self._add(
            codes.TYPES_DIFFER,
            node.span,
            left=f"“{name}”",
            left_type=describe(left.type),
            right=f"“{word.text}”",
            right_type=say("not declared"),
            instead=instead,
        )

    def _types_differ(self, node: syntax.Comparison, left: model.Expression, right: model.Expression) -> None:
        instead = say("like is compared with like")
        if isinstance(left.type, model.YesNo):
            text = self._cut(node.left.span)
            instead = say("write “{one}” or “{other}”", one=text, other=sample("not", what=text))
        elif isinstance(left.type, model.Date):
            instead = say("a date is written 2024-03-31, without quotes")
        self._add(
            codes.TYPES_DIFFER,
            node.span,
            left=self._quote(node.left),
            left_type=describe(left.type),
            right=self._quote(node.right),
            right_type=describe(right.type),
            instead=instead,
        )


_WRITE_ORDER = template("“{keyword}” does not go with {type}: write “{order}”")
