"""Lints of what can be so: rules that never hit or always do, tiers that never take effect, idle conditions."""

from collections.abc import Iterator

from demerit.language import codes, lint_codes, model, syntax
from demerit.language.diagnostics import Diagnostic, Edit, Fix
from demerit.language.keywords import spelling
from demerit.language.lints import amounts, truth, words
from demerit.language.lints.places import first_line
from demerit.language.lints.reading import ItemPlace, Reading
from demerit.language.source import Span


def rules(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of rules that can never hit, that always do, and that those above them in their chain leave nothing."""
    for place in reading.items:
        for chain in amounts.chains(place.item.rules):
            for position, rule in enumerate(chain):
                if rule.id in reading.never:
                    yield _never(reading, place, rule)
                elif rule.chain == "otherwise" and _shadowed(reading, place, chain[:position], rule):
                    label = (first_line(reading.source, chain[position - 1].span), words.LABEL_ABOVE)
                    yield reading.told(
                        lint_codes.RULE_SHADOWED, first_line(reading.source, rule.span), labels=[label], id=rule.id
                    )
                elif always(reading, place, rule):
                    yield _always(reading, rule)


def _never(reading: Reading, place: ItemPlace, rule: model.Rule) -> Diagnostic:
    alone = not truth.can_hold(truth.hits(rule))
    only = None if rule.only is None else rule.only.span
    limits = [None if place.item.applies is None else place.applies_span, only]
    labels = [] if alone else [(limit, words.LABEL_LIMIT) for limit in limits]
    return reading.told(lint_codes.RULE_NEVER_HITS, rule.trigger.span, labels=labels, id=rule.id)


def always(reading: Reading, place: ItemPlace, rule: model.Rule) -> bool:
    """Tell whether a rule with a condition hits wherever it applies."""
    if isinstance(rule.trigger, model.Constant) and rule.trigger.value is True:
        return False
    if rule.once or len(rule.tiers) > 1 or (not rule.tiers and not rule.is_condition and not _fixed(rule.trigger)):
        return False
    return not truth.can([*reading.needs(place, rule), (truth.hits(rule), False)])


def _fixed(quantity: model.Expression) -> bool:
    type_ = truth.bounds(quantity)
    return type_.low is not None and type_.low == type_.high


def _always(reading: Reading, rule: model.Rule) -> Diagnostic:
    node = reading.rules[rule.span.start]
    fixes = []
    if isinstance(node, syntax.Rule) and rule.is_condition and rule.chain is None:
        edit = Edit(Span(rule.span.start, node.effect.span.start), spelling("ALWAYS") + " ")
        fixes = [Fix(words.FIX_ALWAYS, (edit,), safe=False, args={"always": spelling("ALWAYS")})]
    return reading.told(
        lint_codes.RULE_ALWAYS_HITS, rule.trigger.span, fixes=fixes, id=rule.id, always=spelling("ALWAYS")
    )


def _shadowed(reading: Reading, place: ItemPlace, above: list[model.Rule], rule: model.Rule) -> bool:
    """Tell whether a rule can hit only where one above it in its chain has."""
    wanted = [*reading.needs(place, rule), (truth.hits(rule), True)]
    for each in above:
        if _sure(each):
            parts = [part for part in (each.only, truth.hits(each)) if part is not None]
            both = parts[0] if len(parts) == 1 else _all(parts)
            wanted.append((both, False))
    return not truth.can(wanted)


def _all(parts: list[model.Expression]) -> model.Expression:
    return model.Operation("and", tuple(parts), type=parts[0].type, span=parts[0].span)


def _sure(rule: model.Rule) -> bool:
    """Tell whether a rule hits wherever its condition holds: whether it asks points whatever the facts."""
    if rule.once:
        return False
    asked = [part for effect in rule.effects for part in effect.expressions()]
    return all(isinstance(part, model.Constant) and truth.can_hold(truth.present(part)) for part in asked)


def tiers(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of tiers that can never take effect, because no value lies between them and the next."""
    for place in reading.items:
        for rule in place.item.rules:
            if rule.id in reading.never or not rule.tiers:
                continue
            needs = reading.needs(place, rule)
            for position, tier in enumerate(rule.tiers):
                after = [(each.test, False) for each in rule.tiers[position + 1 : position + 2]]
                if not truth.can([*needs, (tier.test, True), *after]):
                    yield reading.told(lint_codes.TIER_NEVER, tier.span, id=rule.id)


def conditions(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of conditions, or parts of them, that are never or always so; rules as a whole are told of elsewhere."""
    for term in reading.policy.terms:
        yield from _inside(reading, term.meaning, top=isinstance(term.meaning.type, model.YesNo))
    for place in reading.items:
        if place.item.applies is not None:
            yield from _inside(reading, place.item.applies, top=True)
        for rule in place.item.rules:
            yield from _of_rule(reading, place, rule)
    for condition in reading.policy.verdict.expressions():
        yield from _inside(reading, condition, top=True)


def _of_rule(reading: Reading, place: ItemPlace, rule: model.Rule) -> Iterator[Diagnostic]:
    if rule.id in reading.never:
        return
    if rule.only is not None:
        yield from _inside(reading, rule.only, top=True)
    if not always(reading, place, rule):
        yield from _inside(reading, rule.trigger, top=False)
    if rule.halved is not None:
        yield from _inside(reading, rule.halved, top=True)
    for effect in rule.effects:
        for quantity in effect.expressions():
            yield from _inside(reading, quantity, top=False)


def _inside(reading: Reading, expression: model.Expression, *, top: bool) -> Iterator[Diagnostic]:
    """Tell of the outermost conditions in an expression that are decided; `top` is whether it counts itself."""
    if top and isinstance(expression.type, model.YesNo):
        code = _decided(expression)
        if code is not None:
            yield reading.told(code, expression.span, text=reading.words(expression.span))
            return
    if not isinstance(expression, model.Operation | model.OverEntries | model.Lookup):
        return
    if isinstance(expression, model.OverEntries):
        parts = [] if expression.where is None else [expression.where]
    else:
        parts = list(expression.children())
    whole = not isinstance(expression, model.Operation) or expression.operator != "not"
    for part in parts:
        yield from _inside(reading, part, top=whole)


def _decided(condition: model.Expression) -> codes.Code | None:
    if isinstance(condition, model.TermRead | model.FactRead | model.FieldRead):
        return None  # a term is told of where it stands
    if isinstance(condition, model.Constant):
        return None
    if not truth.can_hold(condition):
        return lint_codes.NEVER_SO
    return None if truth.can_fail(condition) else lint_codes.ALWAYS_SO
