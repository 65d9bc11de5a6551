"""Takes the flat list of an item's statements, gives its rules, each modifier gone to what stands above it."""

import re
from dataclasses import dataclass, field
from typing import Any

from demerit.language import codes, coverage_codes, keywords, model, syntax
from demerit.language.diagnostics import Diagnostics, Label
from demerit.language.expressions import Expressions
from demerit.language.intervals import constant
from demerit.language.kinds import YES_NO, describe, negate, unit_words
from demerit.language.legible import legible
from demerit.language.lost import Lost
from demerit.language.messages import Said, Text, say, template
from demerit.language.samples import amount, sample
from demerit.language.source import NOWHERE, Source, Span
from demerit.language.standing import Outline
from demerit.language.values import Rational, whole, write

_TIERS = {
    "OVER": ("over", "more"),
    "FROM": ("from", "at_least"),
    "UNDER": ("under", "less"),
    "DOWN_FROM": ("down_from", "at_most"),
}
_RISING = ("over", "from")
_CHAINS = {"OTHERWISE": "otherwise", "OR_IF_MORE": "greatest", "OR_IF_LESS": "least"}
_SAID: dict[type[syntax.Node], str] = {syntax.Label: "LABEL", syntax.ChargedOnce: "CHARGED_ONCE"}


class Items:
    """Checks items.

    Attributes:
        figures: the facts that hold an inspector's figure: the bounds that their rule sets, and where.
    """

    def __init__(self, source: Source, found: Diagnostics, expressions: Expressions, lost: Lost) -> None:
        self._source = source
        self._found = found
        self._expressions = expressions
        self._lost = lost
        self.figures: dict[str, tuple[Rational, Rational, Span]] = {}

    def points(self, node: syntax.Number, what: Said) -> Rational:
        """Give a number of points, which is above 0."""
        value = whole(node.value)
        written = self._source.cut(node.span)
        if value <= 0:
            self._add(
                codes.POINTS_NUMBER, node.span, what=say("{what} is 0", what=what), instead=say("say how many points")
            )
        elif re.search("[%％‰]", written):
            said = say("{what} is a share, “{written}”", what=what, written=written)
            self._add(codes.POINTS_NUMBER, node.span, what=said, instead=say("points are a plain number"))
        return value

    def not_encoded(self, node: syntax.NotEncoded) -> model.NotEncoded:
        """Give a sentence that no rule stands for; without a reason it is a place to fill in, which is told."""
        if node.reason is None or not legible(node.reason):
            keyword = keywords.spelling("NOT_ENCODED")
            self._add(coverage_codes.TO_FILL_IN, node.span, keyword=keyword)
        return model.NotEncoded(node.text, node.reason, span=node.span)

    def item(self, node: syntax.Item, section: syntax.Section) -> model.Item:
        """Give an item, its statements gathered into rules."""
        item = _Item(node.id.text, node.span.start)
        for statement in node.statements:
            self._statement(item, statement, section)
        empty = not (item.rules or item.repealed or item.orphans or item.not_encoded)
        if empty and not self._lost.any:
            self._add(codes.EMPTY, node.id.span, what=say("item {item}", item=node.id.text), content=say("rules"))
        self._needs_of(item)
        rules = tuple(rule for draft in item.rules if (rule := self._finish(draft)) is not None)
        return model.Item(
            node.id.text,
            node.title,
            item.applies,
            item.worth,
            item.cap,
            item.own_cite(),
            tuple(item.notes),
            rules,
            tuple(item.repealed),
            tuple(item.not_encoded),
            NOWHERE if item.cap is None or item.limit is None else item.limit,
            span=node.span,
        )

    def _needs_of(self, item: "_Item") -> None:
        """See to what is asked of an item as a whole."""
        if item.worth is None:
            for span in item.whole:
                instead = say(
                    "say in the item's heading what it is worth: “{worth} 5”", worth=keywords.spelling("WORTH")
                )
                what = say("item {item} states no worth, so it cannot be taken whole", item=item.id)
                self._add(codes.NO_WORTH, span, what=what, instead=instead)
        elif item.whole and item.cap is not None and item.cap < item.worth:
            what = say("item {item} has a cap of {cap}, so it cannot be taken whole", item=item.id, cap=write(item.cap))
            self._add(codes.EFFECT, item.whole[0], what=what, instead=say("take the cap away, or say how many points"))
        self._chosen_once(item)
        verbs = {rule.verb for rule in item.rules if any(effect.to_item for effect in rule.effects)}
        if len(verbs) > 1 and item.limit is not None:
            limit = say("a worth") if item.cap is None else say("a cap")
            self._add(codes.ONE_VERB, item.limit, what=say("item {item}", item=item.id), limit=limit)

    def _chosen_once(self, item: "_Item") -> None:
        """See to it that no rule of which one is chosen says that it charges findings once."""
        for chain in _chains(item.rules):
            for place, rule in enumerate(chain):
                if rule.chain in ("greatest", "least") and any(each.once for each in chain[: place + 1]):
                    keyword, first = _opening(rule)
                    what = say(
                        "rules of which “{keyword}” chooses one are “{charged_once}”",
                        keyword=keyword,
                        charged_once=keywords.spelling("CHARGED_ONCE"),
                    )
                    instead = say("choose first, and let what is chosen stand alone")
                    self._add(codes.CHAIN, first, what=what, instead=instead)
                    return

    def _statement(self, item: "_Item", node: syntax.Statement, section: syntax.Section) -> None:
        match node:
            case syntax.Cite():
                item.begin_cite(node.text)
            case syntax.Note():
                (item.last.notes if item.last else item.notes).append(node.text)
            case syntax.NotEncoded():
                item.not_encoded.append(self.not_encoded(node))
            case syntax.Rule() | syntax.Tiers():
                self._rule(item, node, section)
            case syntax.Repealed():
                if node.reason is not None and not legible(node.reason):
                    self._add(codes.REASON_BLANK, node.span, keyword=keywords.spelling("REPEALED"))
                item.repealed.append((item.next_letter(), node.reason))
                item.last, item.above_is_gone = None, True
            case syntax.Worth():
                self._worth(item, node)
            case syntax.Cap(keyword="ITEM_CAP"):
                self._item_cap(item, node)
            case syntax.Cap() if not item.rules and not self._lost.between(item.start, node.span.start):
                self._item_cap(item, node)
            case syntax.Modifier(keyword="APPLIES_WHEN"):
                self._applies(item, node)
            case _:
                self._modifier(item, node)

    def _worth(self, item: "_Item", node: syntax.Worth) -> None:
        worth = self.points(node.points, say("the worth"))
        if item.worth is not None:
            self._twice("WORTH", node, say("item {item}", item=item.id))
        elif item.rules:
            what = say("“{worth}” stands behind a rule", worth=keywords.spelling("WORTH"))
            self._add(codes.HEADING_PART, node.span, what=what, instead=say("it belongs into the item's heading"))
        item.worth, item.limit = worth, node.span

    def _item_cap(self, item: "_Item", node: syntax.Cap) -> None:
        if item.cap is not None:
            self._twice(node.keyword, node, say("item {item}", item=item.id))
            return
        item.cap, item.limit = self.points(node.points, say("the cap")), node.span

    def _applies(self, item: "_Item", node: syntax.Modifier) -> None:
        condition = self._expressions.condition(node.condition)
        if item.rules:
            keyword, instead = keywords.spelling(node.keyword), keywords.spelling("ONLY_WHEN")
            self._add(codes.APPLIES_LATE, node.span, keyword=keyword, instead=instead)
        elif item.has_applies:
            self._twice(node.keyword, node, say("item {item}", item=item.id))
        else:
            item.has_applies, item.applies = True, condition

    def _modifier(self, item: "_Item", node: syntax.Label | syntax.Modifier | syntax.Cap | syntax.ChargedOnce) -> None:
        kind = node.keyword if isinstance(node, syntax.Modifier | syntax.Cap) else _SAID[type(node)]
        if item.above_is_gone or not item.rules or self._lost.between(item.rules[-1].span.end, node.span.start):
            if isinstance(node, syntax.Modifier):
                self._expressions.condition(node.condition)
            self._orphan(item, node, kind)
            return
        rule = item.rules[-1]
        if kind in rule.said:
            self._twice(kind, node, say("this rule"))
            return
        rule.said.add(kind)
        if isinstance(node, syntax.Label):
            self._label(item, rule, node)
        elif isinstance(node, syntax.Cap):
            rule.cap = self.points(node.points, say("the cap"))
            self._capped(rule, node)
        elif isinstance(node, syntax.ChargedOnce):
            self._once(rule, node)
        elif kind == "HALVED_WHEN":
            if rule.verb == "add":
                self._add(codes.HALVED_GAIN, node.span, keyword=keywords.spelling(kind))
            rule.halved = self._expressions.condition(node.condition)
        else:
            rule.only = self._expressions.condition(node.condition)
        rule.span = rule.span.to(node.span)
        rule.text += (" " if keywords.has_blanks() else "，") + self._cut(node.span)

    def _orphan(self, item: "_Item", node: syntax.Node, keyword: str) -> None:
        item.orphans = True
        if not self._lost.between(item.start, node.span.start):
            self._add(codes.NO_RULE_ABOVE, node.span, keyword=keywords.spelling(keyword))

    def _label(self, item: "_Item", rule: "_Rule", node: syntax.Label) -> None:
        why: Text = ""
        if re.fullmatch("[a-z]{1,2}", node.text):
            why = say("the label “{label}” looks like the letter of a position", label=node.text)
        elif any(other.label == node.text for other in item.rules):
            why = say("the label “{label}” is taken by another rule of this item", label=node.text)
        if why:
            self._add(codes.LABEL_TAKEN, node.span, what=why)
        rule.label = node.text

    def _twice(self, keyword: str, node: syntax.Node, what: Said) -> None:
        self._add(codes.TWICE, node.span, keyword=keywords.spelling(keyword), what=what)

    def _capped(self, rule: "_Rule", node: syntax.Cap) -> None:
        if any(effect.whole_item for effect in rule.effects):
            what = say("a rule that takes the whole item has no cap of its own")
            self._add(codes.EFFECT, node.span, what=what, instead=say("take the cap away, or say how many points"))
        elif any(effect.beyond is not None and effect.to_item for effect in rule.effects):
            what = say(
                "it is not clear what “{text}” caps: what the item loses, or what is charged beyond it",
                text=self._cut(node.span),
            )
            self._add(codes.EFFECT, node.span, what=what, instead=say("write two rules"))

    def _once(self, rule: "_Rule", node: syntax.ChargedOnce) -> None:
        trigger = rule.trigger
        if isinstance(trigger, model.Operation) and trigger.operator == "size":
            listed = trigger.operands[0]
            if isinstance(listed, model.FactRead) and isinstance(listed.type, model.ListOf):
                trigger = model.OverEntries("count", listed, type=trigger.type, span=trigger.span)
        if isinstance(trigger, model.OverEntries) and trigger.kind == "count":
            rule.trigger, rule.once = trigger, True
        elif trigger is not None:
            what = say("“{text}” has no entries to tell apart", text=self._cut(trigger.span))
            self._add(codes.ONCE, node.span, what=what, example=sample("where …"))

    # rules

    def _rule(self, item: "_Item", node: syntax.Rule | syntax.Tiers, section: syntax.Section) -> None:
        if node.chain and (item.above_is_gone or not item.rules):
            self._orphan(item, node, node.chain)
        written = [tier.effect for tier in node.tiers] if isinstance(node, syntax.Tiers) else [node.effect]
        for effect in written:
            self._verb(effect, section)
        if len({effect.verb for effect in written}) > 1:
            what, instead = say("the tiers of one rule both add and deduct"), say("write two rules")
            self._add(codes.EFFECT, written[-1].span, what=what, instead=instead)
        draft = _Rule(
            item.next_letter(),
            item.id,
            node.span,
            written[0].verb.lower(),
            None if node.chain is None else _CHAINS[node.chain],
            item.cite,
            self._cut(node.span),
        )
        opening = "BY" if isinstance(node, syntax.Tiers) else node.opening
        effects = [self._effect(item, effect, opening, section) for effect in written]
        draft.effects = tuple(effect or model.Effect() for effect in effects)
        if isinstance(node, syntax.Tiers):
            quantity = self._expressions.quantity(node.quantity, None, keywords.spelling("BY"))
            draft.trigger = quantity
            draft.tiers = self._tiers(node, quantity, draft.effects)
        else:
            self._trigger(draft, node)
        self._chained(item, draft, node)
        item.rules.append(draft)
        item.cite_has_rule, item.above_is_gone = True, False
        item.last = draft

    def _trigger(self, draft: "_Rule", node: syntax.Rule) -> None:
        if node.phrase is None:
            draft.trigger = model.Constant(True, type=YES_NO, span=node.span)
        elif node.opening == "PER":
            draft.trigger = self._expressions.counted(node.phrase, keywords.spelling("PER"))
            if node.lacking and isinstance(draft.trigger, model.FactRead) and not _is_of_lack(node.phrase):
                name, short = self._cut(node.phrase.span), keywords.spelling("SHORT_OF")
                self._add(codes.LACKING_UNSAID, node.phrase.span, name=name, short=short)
        else:
            condition = self._expressions.condition(node.phrase)
            if condition is not None and node.opening == "UNLESS":
                condition, draft.unless = negate(condition), True
            draft.trigger = condition

    def _chained(self, item: "_Item", draft: "_Rule", node: syntax.Rule | syntax.Tiers) -> None:
        """See whether a rule can hang on those above it as it is said to."""
        if node.chain is None or not item.rules or item.above_is_gone:
            return
        before = item.rules[-1]
        keyword, first = _opening(draft)
        if before.chain is not None and before.chain != draft.chain:
            what = say(
                "“{keyword}” follows on a rule that begins with “{other}”",
                keyword=keyword,
                other=_word_of(before.chain),
            )
            self._add(codes.CHAIN, first, what=what, instead=say("a chain of rules uses one of these words throughout"))
            return
        if draft.chain == "otherwise":
            return
        chain = [*_chains(item.rules)[-1], draft]
        if any(effect.beyond is not None for rule in chain for effect in rule.effects):
            what = say("rules of which “{keyword}” chooses one charge points beyond the item", keyword=keyword)
            self._add(codes.CHAIN, first, what=what, instead=say("charge what is beyond the item by a rule of its own"))
        elif len({rule.verb for rule in chain}) > 1:
            what = say("rules of which “{keyword}” chooses one both add and deduct", keyword=keyword)
            self._add(codes.CHAIN, first, what=what, instead=say("let them all add, or all deduct"))

    def _effect(self, item: "_Item", node: syntax.Effect, opening: str, section: syntax.Section) -> model.Effect | None:
        beyond = None if node.beyond is None else self._amount(node.beyond, say("what is charged beyond the item"))
        if node.beyond is not None and section.bonus and node.verb == "DEDUCT":
            return None  # the verb has been told of
        if node.beyond is not None and node.verb == "ADD":
            beyond_, bonus = keywords.spelling("BEYOND"), section.bonus
            what = say(_BEYOND_BONUS if bonus else _BEYOND_GAIN, keyword=beyond_)
            self._add(codes.EFFECT, node.span, what=what, instead=say("take it away"))
            return None
        if node.whole_item:
            item.whole.append(node.span)
            if opening == "PER":
                what = say(
                    "“{the_item}” is taken once, but “{per}” hits for each",
                    the_item=keywords.spelling("THE_ITEM"),
                    per=keywords.spelling("PER"),
                )
                instead = say("write “{when} {any} …”", when=keywords.spelling("WHEN"), any=keywords.spelling("ANY"))
                self._add(codes.EFFECT, node.span, what=what, instead=instead)
            return model.Effect(whole_item=True, beyond=beyond)
        if isinstance(node.points, syntax.Discretion):
            figure = self._figure(node.points, opening)
            return None if figure is None else model.Effect(figure=figure)
        if node.points is None:
            return model.Effect(beyond=beyond)
        points = self._amount(node.points, say("the effect"))
        return None if points is None else model.Effect(points)

    def _amount(self, node: syntax.Expression, what: Said) -> model.Expression | None:
        if isinstance(node, syntax.Number):
            value = self.points(node, what)
            return model.Constant(value, type=constant(value), span=node.span)
        return self._expressions.amount(node, what)

    def _figure(self, node: syntax.Discretion, opening: str) -> model.FactRead | None:
        """Resolve the fact that holds an inspector's figure, and take note of its bounds."""
        least, most = whole(node.least.value), self.points(node.most, say("the effect"))
        fact = self._expressions.resolve(node.fact)
        if opening not in ("WHEN", "UNLESS", "ALWAYS"):
            what = say("an inspector chooses the points of one hit")
            instead = say(
                "write it under “{when}”, or “{always}”",
                when=keywords.spelling("WHEN"),
                always=keywords.spelling("ALWAYS"),
            )
            self._add(codes.EFFECT, node.span, what=what, instead=instead)
            return None
        if least >= most:
            what, instead = (
                say(
                    "the effect is none: from {least} to {most} there is nothing to choose",
                    least=write(least),
                    most=write(most),
                ),
                say("the fewest points come first"),
            )
            self._add(codes.POINTS_NUMBER, node.span, what=what, instead=instead)
            return None
        if fact is None:
            return None
        if not isinstance(fact, model.FactRead) or not isinstance(fact.type, model.Discretion):
            what = say("“{name}” is {type}", name=node.fact.text, type=describe(fact.type))
            kind = keywords.spelling("DISCRETION")
            self._add(
                codes.DISCRETION_FACT, node.fact.span, what=what, instead=say("declare it as “{kind}”", kind=kind)
            )
            return None
        earlier = self.figures.get(fact.pointer)
        if earlier is not None:
            label = Label(self._source, earlier[2], say("the other rule"))
            what = say("two rules read “{fact}”", fact=node.fact.text)
            instead = say("an inspector chooses for one rule: declare a fact for each")
            self._add(codes.DISCRETION_FACT, node.fact.span, labels=[label], what=what, instead=instead)
            return None
        self.figures[fact.pointer] = least, most, node.fact.span
        return fact

    def _verb(self, effect: syntax.Effect, section: syntax.Section) -> None:
        outline = Outline.of(section)
        wanted = "ADD" if section.bonus else "DEDUCT"
        lost = self._lost.between(section.span.start, effect.span.start, heading=True)
        if outline.starts_elsewhere or effect.verb == wanted or lost:
            return
        what = say(_BONUS_GIVES if section.bonus else _CAN_ONLY_LOSE, section=section.id.text)
        self._add(
            codes.WRONG_EFFECT,
            effect.span,
            what=what,
            keyword=keywords.spelling(effect.verb),
            instead=keywords.spelling(wanted),
        )

    def _tiers(
        self, node: syntax.Tiers, quantity: model.Expression | None, effects: tuple[model.Effect, ...]
    ) -> tuple[model.Tier, ...]:
        tiers: list[model.Tier] = []
        for tier, effect in zip(node.tiers, effects, strict=True):
            operator, test = _TIERS[tier.operator]
            bound = self._expressions.resolve(tier.bound)
            value = whole(tier.bound.value)
            if quantity is None or bound is None:
                continue
            assert isinstance(bound.type, model.Numeric)
            assert isinstance(quantity.type, model.Numeric)
            if bound.type.unit != quantity.type.unit and value != 0:
                self._add(
                    codes.UNITS_DIFFER,
                    tier.bound.span,
                    left=f"“{self._cut(node.quantity.span)}”",
                    left_unit=unit_words(quantity.type.unit),
                    right=f"“{self._cut(tier.bound.span)}”",
                    right_unit=unit_words(bound.type.unit),
                    instead=say("write “{text}”", text=amount(value, quantity.type.unit)),
                )
            if tiers:
                self._tier_order(tiers[-1], operator, value, tier)
            holds = model.Operation(test, (quantity, bound), type=YES_NO, span=tier.span)
            tiers.append(model.Tier(operator, value, effect, holds, tier.span))
        return tuple(tiers)

    def _tier_order(self, before: model.Tier, operator: str, value: Rational, node: syntax.Tier) -> None:
        rising = operator in _RISING
        assert isinstance(before.test, model.Operation)
        earlier = f"“{self._cut(before.test.operands[1].span)}”"
        what: Text = ""
        instead: Text = ""
        if rising != (before.operator in _RISING):
            what = say("tiers that rise and tiers that fall stand under one quantity")
            instead = say("write two rules")
        elif rising and not (value > before.bound or (value == before.bound and operator > before.operator)):
            what = say("this tier does not lie above the one before it, {earlier}", earlier=earlier)
            instead = say("tiers rise: the last one whose bound holds takes effect")
        elif not rising and not (value < before.bound or (value == before.bound and operator > before.operator)):
            what = say("this tier does not lie below the one before it, {earlier}", earlier=earlier)
            instead = say("these tiers fall: the last one whose bound holds takes effect")
        if what:
            self._add(codes.TIER_ORDER, node.span, what=what, instead=instead)

    def _finish(self, draft: "_Rule") -> model.Rule | None:
        if draft.trigger is None:
            return None
        return model.Rule(
            f"{draft.item}.{draft.label or draft.letter}",
            draft.label,
            draft.verb,
            draft.trigger,
            model.Effect() if draft.tiers else draft.effects[0],
            draft.tiers,
            draft.chain,
            draft.only,
            draft.halved,
            draft.cap,
            draft.once,
            draft.cite,
            tuple(draft.notes),
            draft.text,
            draft.unless,
            span=draft.span,
        )

    # helpers

    def _cut(self, span: Span) -> str:
        """Give the text of a span on one line, without comments."""
        return self._source.words(span)

    def _add(self, code: codes.Code, span: Span, labels: list[Label] | None = None, **args: Any) -> None:
        self._found.add(code, self._source, span, labels=labels or (), **args)


_BEYOND_BONUS = template("“{keyword}” charges points to the total: a bonus section has none to charge")
_BEYOND_GAIN = template("“{keyword}” charges points to the total: only deductions are charged there")
_BONUS_GIVES = template("section {section} is a bonus section, where nothing is taken")
_CAN_ONLY_LOSE = template("section {section} starts full and can only lose")


_LACK = frozenset("缺少未欠差无漏")


def _is_of_lack(phrase: syntax.Expression) -> bool:
    """Tell whether a fact is called by what is lacking, so that how many there are of it is how many are lacking."""
    return isinstance(phrase, syntax.Name) and not _LACK.isdisjoint(phrase.text)


def _word_of(chain: str) -> str:
    return keywords.spelling(next(keyword for keyword, said in _CHAINS.items() if said == chain))


def _opening(rule: "_Rule") -> tuple[str, Span]:
    """Give the word that hangs a rule on the one above it, and where it stands."""
    assert rule.chain is not None
    keyword = _word_of(rule.chain)
    return keyword, Span(rule.span.start, rule.span.start + len(keyword))


@dataclass
class _Rule:
    """A rule while its modifiers are gathered."""

    letter: str
    item: str
    span: Span
    verb: str
    chain: str | None
    cite: str | None
    text: str
    trigger: model.Expression | None = None
    effects: tuple[model.Effect, ...] = ()
    tiers: tuple[model.Tier, ...] = ()
    label: str | None = None
    unless: bool = False
    only: model.Expression | None = None
    halved: model.Expression | None = None
    cap: Rational | None = None
    once: bool = False
    notes: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)


def _chains(rules: list[_Rule]) -> list[list[_Rule]]:
    """Put rules together that hang one on another: each that has a chain word with those above it."""
    chains: list[list[_Rule]] = []
    for rule in rules:
        if rule.chain is None or not chains:
            chains.append([])
        chains[-1].append(rule)
    return chains


@dataclass
class _Item:
    """An item while its statements are gathered."""

    id: str
    start: int
    applies: model.Expression | None = None
    has_applies: bool = False
    worth: Rational | None = None
    cap: Rational | None = None
    limit: Span | None = None
    whole: list[Span] = field(default_factory=list)
    cite: str | None = None
    cites: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rules: list[_Rule] = field(default_factory=list)
    repealed: list[tuple[str, str | None]] = field(default_factory=list)
    not_encoded: list[model.NotEncoded] = field(default_factory=list)
    last: _Rule | None = None
    orphans: bool = False
    cite_has_rule: bool = False
    above_is_gone: bool = False

    def begin_cite(self, text: str) -> None:
        """Take a sentence for the rules that follow; one that none followed was about the item."""
        self._settle_cite()
        self.cite, self.cite_has_rule, self.last = text, False, None

    def own_cite(self) -> str | None:
        """Give the sentences that no rule comes from."""
        self._settle_cite()
        return "\n".join(self.cites) or None

    def _settle_cite(self) -> None:
        if self.cite is not None and not self.cite_has_rule:
            self.cites.append(self.cite)

    def next_letter(self) -> str:
        """Give the letter of the next position: a to z, then aa, ab and so on."""
        return _letter(len(self.rules) + len(self.repealed))


def _letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
