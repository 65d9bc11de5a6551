"""Takes quantities as written, gives them resolved and typed: arithmetic, counting, sums over entries, results."""

from collections.abc import Sequence
from fractions import Fraction

from demerit.language import codes, intervals, keywords, model, syntax
from demerit.language.kinds import COUNT, canonical_unit, describe, unit_words
from demerit.language.messages import Said, Text, say, template
from demerit.language.nearness import near
from demerit.language.resolver import Resolver, Scope, is_zero
from demerit.language.samples import amount, sample
from demerit.language.source import Span
from demerit.language.standing import Standings
from demerit.language.values import whole

MOST_PLACES = 50
"""The most decimal places that something is rounded to, and the most digits that are kept of a root."""

MOST_EXPONENT = 100
"""The largest exponent of a power, and the largest divisor of one."""

_SHARES = {"percent": "%", "pct": "%", "permille": "‰", "promille": "‰"}
"""Words for shares, which are signs in the language."""


class Quantities(Resolver):
    """Resolves quantities.

    Attributes:
        standings: what items and sections can come to.
        section: the section in which an expression stands, if it stands in one.
        default_of: the fact whose default the expressions are; None where they are no default.
        asks_for_results: whether any expression asked for a result.
        takes_powers: whether any expression took a power.
    """

    standings: Standings = Standings()
    section: str | None = None
    default_of: str | None = None
    asks_for_results: bool = False
    takes_powers: bool = False

    def _number(self, node: syntax.Number, _scope: Scope) -> model.Expression | None:
        value = whole(node.value)
        if node.unit is not None and (meant := self._meant_by(node)):
            self._add(codes.UNEXPECTED, node.span, [meant], found=f"“{self._cut(node.span)}”", expected="")
            return None
        return model.Constant(value, type=intervals.constant(value, canonical_unit(node.unit)), span=node.span)

    def _meant_by(self, node: syntax.Number) -> str:
        """Give what was meant by a number whose unit is none: `300以上`, `10 percent`; empty if it may be one."""
        unit = node.unit or ""
        written = self._cut(node.span).removesuffix(unit).strip()
        if sign := _SHARES.get(unit.casefold()):
            return f"{written}{sign}"
        found = keywords.mistaken(unit)
        return f"{written} {found[1].spelling}" if found is not None and found[0] == unit else ""

    def _arithmetic(self, node: syntax.Arithmetic, scope: Scope) -> model.Expression | None:
        done = {"+": say("added"), "-": say("taken away"), "*": say("multiplied"), "/": say("divided")}[node.operator]
        left = self._operand(node.left, scope, done)
        right = self._operand(node.right, scope, done)
        if node.operator in "+-" and isinstance(node.right, syntax.Rounded) and not self._is_bracketed(node.right):
            part, both = (self._cut(span) for span in (node.right.inner.span, node.left.span.to(node.right.inner.span)))
            self._add(codes.ROUNDED_SUM, node.right.rounding.span, part=part, whole=both)
            return None
        if left is None or right is None:
            return None
        a, b = left.type, right.type
        assert isinstance(a, model.Numeric)
        assert isinstance(b, model.Numeric)
        if node.operator == "+":
            return self._sum(node, (left, right))
        if node.operator == "-":
            if not self._same_unit(node.left, left, node.right, right):
                return None
            return model.Operation("difference", (left, right), type=intervals.subtracted(a, b), span=node.span)
        if node.operator == "*":
            if a.unit and b.unit:
                self._units(node.left, a, node.right, b, say("two amounts with units cannot be multiplied"))
                return None
            return model.Operation("product", (left, right), type=intervals.multiplied(a, b), span=node.span)
        if b.low is None or b.low <= 0:
            what = f"“{self._cut(node.right.span)}”"
            kind = keywords.spelling("NUMBER_TYPE" if not b.whole or b.low is None else "COUNT")
            kind = kind if b.unit is None else keywords.unit_word(b.unit)
            example = sample("declared", type=kind, amount=amount(1, b.unit))
            instead = say("declare a lowest value above 0, such as “{example}”", example=example)
            why = say("{what} may be 0, so it cannot be divided by", what=what)
            if isinstance(right, model.Constant):
                why, instead = (
                    say("{what} is 0, so it cannot be divided by", what=what),
                    say("nothing can be divided by 0"),
                )
            self._add(codes.DIVISOR, node.right.span, what=why, instead=instead)
            return None
        if b.unit is not None and a.unit != b.unit:
            self._units(node.left, a, node.right, b, say("only like can be divided by like"))
            return None
        return model.Operation("quotient", (left, right), type=intervals.divided(a, b), span=node.span)

    def _is_bracketed(self, node: syntax.Node) -> bool:
        """Tell whether an expression stands in brackets of its own."""
        return self._source.in_brackets(node.span)

    def _sum(self, node: syntax.Node, operands: tuple[model.Expression, ...]) -> model.Expression | None:
        first = operands[0].type
        assert isinstance(first, model.Numeric)
        type_ = None
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
                    instead=say("add like to like"),
                )
                return None
            type_ = kind if type_ is None else intervals.added(type_, kind)
        assert type_ is not None
        return model.Operation("sum", operands, type=type_, span=node.span)

    def _rounded(self, node: syntax.Rounded, scope: Scope) -> model.Expression | None:
        inner = self._operand(node.inner, scope, say("rounded"))
        rounding = self.rounding(node.rounding)
        if inner is None or rounding is None:
            return None
        assert isinstance(inner.type, model.Numeric)
        operands = [inner]
        if rounding.places or rounding.direction.startswith("half"):
            step = rounding.step
            operands.append(model.Constant(step, type=intervals.constant(step), span=node.rounding.span))
        type_ = intervals.rounded(inner.type, rounding)
        return model.Operation(f"round_{rounding.direction}", tuple(operands), type=type_, span=node.span)

    def rounding(self, node: syntax.Rounding) -> model.Rounding | None:
        """Resolve how something is rounded."""
        places = 0 if node.places is None else whole(node.places.value)
        if not isinstance(places, int) or places > MOST_PLACES:
            assert node.places is not None
            what, most = (
                f"“{self._cut(node.places.span)}”",
                say("a whole number of places, at most {most}", most=MOST_PLACES),
            )
            self._add(codes.PLACES, node.places.span, what=what, of=say("places"), needs=most)
            return None
        return model.Rounding(node.direction, places)

    def _power(self, node: syntax.Power, scope: Scope) -> model.Expression | None:
        base = self._operand(node.base, scope, say("taken to a power"))
        if base is None:
            return None
        assert isinstance(base.type, model.Numeric)
        text, what = self._cut(node.exponent.span), None
        instead: Text = ""
        exponent = whole(node.exponent.value) if isinstance(node.exponent, syntax.Number) else None
        if exponent is None or (isinstance(node.exponent, syntax.Number) and node.exponent.unit):
            what, instead = (
                say("“{text}” is no plain number", text=text),
                say("the exponent stands in the text: 2, 15, 1/2"),
            )
        elif exponent > MOST_EXPONENT or Fraction(exponent).denominator > MOST_EXPONENT:
            what, instead = (
                say("“{text}” is too large", text=text),
                say("an exponent is at most {most}, and so is its divisor", most=MOST_EXPONENT),
            )
        elif not isinstance(exponent, int) and node.digits is None:
            what = say("“{text}” gives decimals that never end", text=text)
            instead = say("say how many are kept: “{text}”", text=sample("digits", what=self._cut(node.span)))
        elif not isinstance(exponent, int) and not intervals.natural(base.type):
            self._add(codes.POWER, node.base.span, what=say("“{text}” may be below 0", text=self._cut(node.base.span)),
                      instead=say("only a number that is at least 0 has such a root"))  # fmt: skip
            return None
        elif base.type.unit is not None:
            self._add(codes.POWER, node.base.span,
                      what=say("“{name}” is {type}", name=self._cut(node.base.span), type=describe(base.type)),
                      instead=say("only numbers without a unit are taken to a power"))  # fmt: skip
            return None
        digits = None if node.digits is None else whole(node.digits.value)
        if digits is not None and (not isinstance(digits, int) or not 1 <= digits <= MOST_PLACES):
            assert node.digits is not None
            most = say("a whole number of digits, from 1 to {most}", most=MOST_PLACES)
            self._add(
                codes.PLACES, node.digits.span, what=f"“{self._cut(node.digits.span)}”", of=say("digits"), needs=most
            )
            return None
        if what or exponent is None:
            self._add(codes.POWER, node.exponent.span, what=what or "", instead=instead)
            return None
        constants = [exponent] if digits is None else [exponent, digits]
        span = node.exponent.span
        self.takes_powers = True
        operands = (base, *(model.Constant(c, type=intervals.constant(c), span=span) for c in constants))
        return model.Operation("power", operands, type=intervals.raised(base.type, exponent), span=node.span)

    def _extreme(self, node: syntax.Extreme, scope: Scope) -> model.Expression | None:
        parts = self._alike(node.parts, scope, say("compared"))
        if parts is None:
            return None
        type_ = intervals.extreme(node.which, [part.type for part in parts if isinstance(part.type, model.Numeric)])
        return model.Operation(node.which, tuple(parts), type=type_, span=node.span)

    def _cases(self, node: syntax.Cases, scope: Scope) -> model.Expression | None:
        conditions = [self.condition(condition, scope) for _, condition in node.cases]
        values = self._alike([*(value for value, _ in node.cases), node.otherwise], scope, say("taken for a value"))
        known = [condition for condition in conditions if condition is not None]
        if values is None or len(known) < len(conditions):
            return None
        pairs = [part for pair in zip(known, values, strict=False) for part in pair]
        type_ = intervals.any_of([value.type for value in values if isinstance(value.type, model.Numeric)])
        return model.Operation("choose", (*pairs, values[-1]), type=type_, span=node.span)

    def _alike(self, nodes: Sequence[syntax.Expression], scope: Scope, done: Said) -> list[model.Expression] | None:
        """Resolve quantities of one unit; 0 is of any."""
        parts = [self._operand(part, scope, done) for part in nodes]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        first = next((place for place, part in enumerate(known) if not is_zero(part)), 0)
        for place, part in enumerate(known):
            if not self._same_unit(nodes[first], known[first], nodes[place], part):
                return None
        return known

    def _levels(self, node: syntax.Levels, scope: Scope) -> model.Expression | None:
        return self._answers(node.names, "LEVELS_OF", "levels", node.span, scope)

    def _result(self, node: syntax.Result, _scope: Scope) -> model.Expression | None:
        self.asks_for_results = True
        if self.default_of is not None:
            what = say("the default of “{name}” asks for a result", name=self.default_of)
            instead = say("a default is made of facts: they are there before anything is scored")
            self._add(codes.DEFAULT_UNFIT, node.span, what=what, instead=instead)
            return None
        if node.kind == "TOTAL_SO_FAR":
            place = self._misplaced()
            if place or self.section is None:
                self._add(codes.TOTAL_MISPLACED, node.span, keyword=keywords.spelling(node.kind), place=place)
                return None
            type_ = model.Numeric(low=self.standings.above.get(self.section))
            return model.ResultRead("total", "section", self.section, type=type_, span=node.span)
        kind, _, of = node.kind.lower().split("_")
        known = self.standings.items if of == "item" else self.standings.sections
        assert node.id is not None
        standing = known.get(node.id)
        if standing is None:
            if not self._lost:
                meant = [f"{keywords.spelling(node.kind)} {each}" for each in near(node.id, known)]
                self._add(codes.RESULT_UNKNOWN, node.span, meant, what=say(_KINDS[of]), id=node.id)
            return None
        found = standing.score if kind == "score" else standing.points
        if found is None:
            worth, points = keywords.spelling("WORTH"), keywords.spelling("POINTS_OF_ITEM")
            self._add(
                codes.NO_WORTH, node.span,
                what=say("item {item} states no worth, so it has no score of its own", item=node.id),
                instead=say(
                    "say “{worth}” in its heading, or ask for “{points} {item}”",
                    worth=worth, points=points, item=node.id,
                ),
            )  # fmt: skip
            return None
        return model.ResultRead(kind, of, node.id, type=found, span=node.span)

    def _misplaced(self) -> Text:
        """Tell what is wrong with where a total so far stands; nothing, if it may stand here."""
        if self.section is None:
            return say("no section")
        if self.section == next(iter(self.standings.above), None):
            return say("the first section")
        return (
            say("above a section that is rescaled together with them")
            if self.section in self.standings.unscaled
            else ""
        )

    def _mean(self, node: syntax.Mean, scope: Scope) -> model.Expression | None:
        found = self._over(node.list, node.field, node.where, scope, say("averaged"), node.weight)
        if found is None:
            return None
        entries, value, where, weight = found
        if node.weight is not None and weight is not None and not _is_natural(weight):
            self._negative(node.weight, say("so it is no weight"))
            return None
        none = whole(node.none.value)
        assert isinstance(value.type, model.Numeric)
        low, high = value.type.low, value.type.high
        type_ = model.Numeric(
            value.type.unit,
            low=None if low is None else min(low, none),
            high=None if high is None else max(high, none),
        )
        return model.OverEntries("mean", entries, where, value, weight, none, type=type_, span=node.span)

    def _total(self, node: syntax.Total, scope: Scope) -> model.Expression | None:
        found = self._over(node.list, node.field, node.where, scope, say("added up"))
        if found is None:
            return None
        entries, value, where, _ = found
        assert isinstance(value.type, model.Numeric)
        low = 0 if intervals.natural(value.type) else None
        type_ = model.Numeric(value.type.unit, value.type.whole, low)
        return model.OverEntries("total", entries, where, value, type=type_, span=node.span)

    def _over(
        self,
        name: syntax.Name,
        field: syntax.Name,
        where: syntax.Expression | None,
        scope: Scope,
        done: Said,
        weight: syntax.Name | None = None,
    ) -> tuple[model.FactRead, model.FieldRead, model.Expression | None, model.FieldRead | None] | None:
        """Resolve a field in each entry of a list, what the entries have to be, and the field that weighs them."""
        subject = self._name(name, scope)
        entries = self._list_of(name, subject)
        if entries is None:
            return None
        value = self._field_of(entries, field, done)
        weighed = None if weight is None else self._field_of(entries, weight, say("a weight"))
        condition = None if where is None else self._where(where, name, subject, scope)
        if value is None or (weight is not None and weighed is None) or (where is not None and condition is None):
            return None
        return entries, value, condition, weighed

    def _field_of(self, entries: model.FactRead, name: syntax.Name, done: Said) -> model.FieldRead | None:
        """Resolve a field that has to hold numbers."""
        assert isinstance(entries.type, model.ListOf)
        fields = {declared.name: declared for declared in entries.type.fields}
        declared = fields.get(name.text)
        if declared is None:
            self._undeclared(name, list(fields))
            return None
        if not isinstance(declared.type, model.Numeric):
            what = f"“{name.text}”"
            self._add(codes.NOT_NUMBERS, name.span, what=what, type=describe(declared.type), done=done)
            return None
        return model.FieldRead(declared.key, type=declared.type, span=name.span)

    def _lacking(self, node: syntax.Lacking, scope: Scope) -> model.Expression | None:
        subject = self._name(node.set, scope)
        if subject is None:
            return None
        if not isinstance(subject.type, model.SetOf):
            instead = say(
                "“{keyword}” counts the words that a set does not hold", keyword=keywords.spelling("MISSING_FROM")
            )
            self._add(codes.NOT_A_SET, node.set.span, name=node.set.text, type=describe(subject.type), instead=instead)
            return None
        if node.noun is not None:
            said, name = node.noun.text, node.set.text
            known = [_singular(word) for word in (*name.split(), name)]
            if _singular(said) not in known:
                keyword = keywords.spelling("MISSING_FROM")
                what = say(
                    _NOUN_IS_WORD if said in subject.type.words else _NOUN_IS_NONE,
                    noun=said,
                    keyword=keyword,
                    name=name,
                )
                self._add(codes.SET_NOUN, node.noun.span, near(said, known), what=what, name=name, keyword=keyword)
                return None
        type_ = model.Numeric(whole=True, low=0, high=len(subject.type.words))
        return model.Operation("lacking", (subject,), type=type_, span=node.span)

    def _unmet(self, node: syntax.Unmet, scope: Scope) -> model.Expression | None:
        return self._answers(node.names, "UNMET_OF", "unmet", node.span, scope)

    def _answers(
        self, names: Sequence[syntax.Name], keyword: str, operator: str, span: Span, scope: Scope
    ) -> model.Expression | None:
        """Resolve a number of yes/no facts or terms that are counted in some way."""
        facts = []
        for name in names:
            fact = self._name(name, scope)
            if fact is not None and not isinstance(fact.type, model.YesNo):
                said = keywords.spelling(keyword)
                self._add(codes.NOT_YES_NO, name.span, name=name.text, type=describe(fact.type), keyword=said)
                fact = None
            facts.append(fact)
        resolved = tuple(fact for fact in facts if fact is not None)
        if len(resolved) < len(facts):
            return None
        type_ = model.Numeric(whole=True, low=0, high=len(resolved))
        return model.Operation(operator, resolved, type=type_, span=span)

    def _short(self, node: syntax.Short, scope: Scope) -> model.Expression | None:
        have, need = self._operand(node.have, scope, say("compared")), self._operand(node.need, scope, say("compared"))
        if have is None or need is None or not self._same_unit(node.have, have, node.need, need):
            return None
        a, b = have.type, need.type
        assert isinstance(a, model.Numeric)
        assert isinstance(b, model.Numeric)
        return model.Operation("short", (have, need), type=intervals.short(a, b), span=node.span)

    def _shortfall(self, node: syntax.Shortfall, scope: Scope) -> model.Expression | None:
        shorts = [self._short(short, scope) for short in node.shorts]
        resolved = tuple(short for short in shorts if short is not None)
        if len(resolved) < len(shorts):
            return None
        return resolved[0] if len(resolved) == 1 else self._sum(node, resolved)

    def _entries(self, node: syntax.Entries, scope: Scope) -> model.Expression | None:
        subject = self._name(node.name, scope)
        entries = self._list_of(node.name, subject)
        where = self._where(node.where, node.name, subject, scope) if entries else None
        if entries is None or where is None:
            return None
        return model.OverEntries("count", entries, where, type=COUNT, span=node.span)


_KINDS = {"item": template("item"), "section": template("section")}
_NOUN_IS_NONE = template("“{noun}” stands before “{keyword} {name}”, but is no word of that name")
_NOUN_IS_WORD = template(
    "“{noun}” stands before “{keyword} {name}”, where all its words are counted, not that one alone"
)


def _is_natural(expression: model.Expression) -> bool:
    return isinstance(expression.type, model.Numeric) and intervals.natural(expression.type)


def _singular(word: str) -> str:
    word = word.casefold()
    return word[:-1] if word.endswith("s") and len(word) > 3 else word
