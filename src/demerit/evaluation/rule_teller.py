"""Takes the cells of a rule, gives its part of the trace, and its line of the ledger."""

from collections.abc import Callable, Iterator
from functools import cached_property
from operator import itemgetter
from typing import Any

import msgspec

from demerit.evaluation.facts_read import FactsRead, all_missing, unknown_results
from demerit.evaluation.layout import Layout
from demerit.evaluation.numbers import to_json_number
from demerit.evaluation.parts import Cells, plain_number
from demerit.evaluation.plan import (
    CLEAR,
    HIT,
    NOT_APPLICABLE,
    NOT_REACHED,
    STATES,
    UNDETERMINED,
    Amount,
    Cell,
    PlannedEffect,
    PlannedItem,
    PlannedRule,
    PlannedSection,
    Stage,
)
from demerit.evaluation.telling import Keeper, Told, Units
from demerit.evaluation.trace import Beyond, Elsewhere, Figure, Number, RuleTrace, TierReached
from demerit.language import model
from demerit.language.values import Rational


class RuleTeller(Keeper):
    """Tells the part of one rule."""

    most = 256

    def __init__(
        self,
        units: Units,
        section: PlannedSection,
        item: PlannedItem,
        planned: PlannedRule,
        before: "RuleTeller | None",
        layout: Layout,
    ) -> None:
        super().__init__()
        self._units = units
        self._section = section
        self._item = item
        self._planned = planned
        self._before = before
        self._index = layout.index
        self._parts = units.parts
        self._reading = FactsRead(units)
        self._where = units.where(planned.rule.span)
        self._sign = 1 if planned.rule.verb == section.verb else -1
        own = units.names.of(item.applies) if item.applies is not None else []
        own += units.names.of_rule(planned)
        own += [stage.less for stage in planned.stages if stage.less is not None]
        rivals = [rule for rule in item.rules if rule.number in planned.rivals]
        own += [rule.left("rule") for rule in rivals]
        self._rivals = rivals
        self.reads: list[str] = list(dict.fromkeys([*(before.reads if before is not None else ()), *own]))
        places = [self._index[name] for name in self.reads]
        self._key: Callable[[tuple[Any, ...]], Any] = itemgetter(*places)

    def tell(self, cells: tuple[Any, ...]) -> Told:
        """Give the rule's part of the trace, from the cells of its item."""
        key = self._key(cells)
        told = self._kept.get(key)
        if told is None:
            told = self.keep(key, self._rule(Cells(cells, self._index)))
        return told

    # rules

    def _rule(self, cells: Cells) -> Told:
        planned = self._planned
        rule, n = planned.rule, planned.number
        state = cells[f"s{n}"]
        asked, final = cells[planned.asks], cells[planned.final]
        lost = tuple(self._lost(cells)) if asked != final else ()
        looked_at = state not in (NOT_APPLICABLE, NOT_REACHED)
        because, missing = self._why_not(state, cells)
        item_applies = self._item.applies is None or cells.value(self._item.applies) is True
        reached = state != NOT_REACHED and because not in ("item",) and not self._hangs_on_another(because)
        effect, tier = self._effect(cells) if self._holds(state, cells) else (None, None)
        count, rate = self._count(state, effect, cells)
        shown = looked_at and reached and item_applies
        sign = self._sign
        made = RuleTrace(
            id=rule.id,
            state=STATES[state],
            text=rule.text,
            cite=rule.cite,
            where=self._where,
            reads=tuple(
                self._reading.of_rule(planned, self._item, cells, reached=item_applies and reached, looked_at=looked_at)
            ),
            count=count,
            rate=rate,
            points=self._units.ledger(sign * asked, sign * final, lost),
            verb=rule.verb,
            notes=rule.notes,
            trigger=self._parts.trigger(planned, cells)
            if shown and not (isinstance(rule.trigger, model.Constant) and rule.trigger.value is True)
            else None,
            only=self._parts.part(planned.only, cells)
            if planned.only is not None and reached and item_applies
            else None,
            halved=self._parts.part(planned.halved, cells) if planned.halved is not None and state == HIT else None,
            was_halved=planned.halved is not None and cells[f"h{n}"],
            tier=tier if state == HIT else None,
            because=because,
            missing=missing,
        )
        if not self._is_plain:
            made = msgspec.structs.replace(made, **self._more(effect, shown, cells))
        return Told(made, sign * asked, sign * final, lost)

    @cached_property
    def _is_plain(self) -> bool:
        """Whether a hit takes or gives the same points each time, and nothing else is to be told of the rule."""
        rule = self._planned.rule
        constant = all(effect.units is not None and not effect.effect.whole_item for effect in self._planned.effects)
        return constant and rule.chain is None and not rule.once

    def _more(self, effect: PlannedEffect | None, shown: bool, cells: Cells) -> dict[str, Any]:
        """Give what is to be told of a rule that is not plain."""
        planned = self._planned
        more: dict[str, Any] = {"chain": planned.rule.chain}
        if planned.rule.once and shown:
            rules = self._units.plan.rules
            more["elsewhere"] = tuple(
                Elsewhere(entry, rules[number].rule.id) for entry, number in cells[f"q{planned.number}"]
            )
        if effect is not None and shown:
            amount = effect.amount
            if amount is not None and amount.cell is not None and not amount.is_figure:
                more["amount"] = self._parts.part(amount.cell, cells)
            elif amount is not None and amount.cell is not None:
                more["figure"] = self._figure(amount.cell, cells)
            more["whole_item"] = effect.effect.whole_item
        if planned.beyond is not None:
            more["beyond"] = self._beyond(effect, shown, cells)
        return more

    def _figure(self, cell: Cell, cells: Cells) -> Figure | None:
        given = cells.value(cell)
        assert isinstance(cell.node, model.FactRead)
        type_ = self._units.facts[cell.node.pointer].fact.type
        assert isinstance(type_, model.Discretion)
        if given is None:
            return None
        return Figure(plain_number(given.f0), to_json_number(type_.low), to_json_number(type_.high), given.f1)

    def _beyond(self, effect: PlannedEffect | None, shown: bool, cells: Cells) -> Beyond:
        assert self._planned.beyond is not None
        asked, left, final = (cells[name] for name in self._planned.beyond)
        lost: list[tuple[str, str, Rational, Rational]] = []
        if asked != left:
            lost.append(("rule", self._planned.rule.id, self._planned.cap or 0, asked - left))
        if left != final:
            policy = self._units.plan.policy
            lost.append(("score", policy.id, cells["room"], left - final))
        amount = None if effect is None else effect.beyond
        rate = None if amount is None else self._value(amount, cells)
        part = None
        if amount is not None and amount.cell is not None and shown:
            part = self._parts.part(amount.cell, cells)
        return Beyond(self._units.ledger(asked, final, tuple(lost)), rate, part)

    def _lost(self, cells: Cells) -> Iterator[tuple[str, str, Rational, Rational]]:
        """Give what held the rule's points back, from the inside out."""
        before = cells[self._planned.asks]
        for stage in self._planned.stages:
            left = cells[stage.cell]
            if left != before:
                cap, id_ = stage.cap, stage.id
                limit: Rational | None = stage.limit
                if stage.cap == "chain":
                    cap, id_, limit = self._winner(stage, cells)
                elif stage.less is not None and limit is not None and cap == "section":
                    limit -= cells[stage.less]
                assert limit is not None
                yield cap, id_, limit, self._sign * (before - left)
            before = left

    def _winner(self, stage: Stage, cells: Cells) -> tuple[str, str, Rational]:
        """Give which rule of a chain took effect, and what it took."""
        places = [rule for rule in self._rivals if cells[rule.left("chain")]]
        which = "least" if self._rivals[-1].rule.chain == "least" else "greatest"
        assert places, stage
        return which, places[0].rule.id, cells[places[0].left("chain")]

    def _hangs_on_another(self, because: str | None) -> bool:
        return because is not None and because.startswith("rule ") and not self._planned.sharers

    def _holds(self, state: int, cells: Cells) -> bool:
        """Tell whether a rule's trigger holds, though what it takes may come to nothing, or not be known."""
        planned = self._planned
        if state not in (HIT, CLEAR, UNDETERMINED):
            return False
        if planned.tiers:
            return any(cells.value(tier) is True for tier in planned.tiers)
        return cells.triggers(planned)

    def _effect(self, cells: Cells) -> tuple[PlannedEffect, TierReached | None]:
        """Give what a hit took or gave and, of tiers, which was reached."""
        planned = self._planned
        if not planned.tiers:
            return planned.effects[0], None
        place = max(number for number, tier in enumerate(planned.tiers, start=1) if cells.value(tier) is True)
        tier, effect = planned.rule.tiers[place - 1], planned.effects[place - 1]
        text = self._units.plan.policy.source.words(tier.span)
        points = None if effect.amount is None else self._value(effect.amount, cells)
        return effect, TierReached(text, to_json_number(tier.bound), points)

    def _value(self, amount: Amount, cells: Cells) -> Number | None:
        """Give the points for one hit."""
        if amount.cell is None:
            return self._units.number(amount.units or 0)
        value = cells.value(amount.cell)
        if amount.is_figure and value is not None:
            return plain_number(value.f0)
        return None if value is None else to_json_number(value)

    def _count(self, state: int, effect: PlannedEffect | None, cells: Cells) -> tuple[Number | None, Number | None]:
        planned = self._planned
        if planned.tiers:
            if effect is not None and state == HIT:
                return 1, None if effect.amount is None else self._value(effect.amount, cells)
            return (0 if STATES[state] == "clear" else None), None
        amount = planned.effects[0].amount
        constant = amount is not None and amount.cell is None
        rate = self._value(amount, cells) if amount is not None and (constant or effect is not None) else None
        if STATES[state] not in ("hit", "clear"):
            return None, rate
        if planned.rule.is_condition:
            return (1 if state == HIT else 0), rate
        return to_json_number(cells.value(planned.trigger)), rate

    def _why_not(self, state: int, cells: Cells) -> tuple[str | None, tuple[str, ...]]:
        """Say on whose account a rule was not judged, and what facts are missing for it."""
        planned, applies, before = self._planned, self._item.applies, self._before
        if state not in (NOT_APPLICABLE, NOT_REACHED, UNDETERMINED):
            return None, ()
        if applies is not None and cells.value(applies) is not True:
            return self._lacking("item", [applies], cells) if state == UNDETERMINED else ("item", ())
        if before is not None:
            previous = cells[f"s{before._planned.number}"]
            if previous in (HIT, NOT_REACHED):
                hit = before
                while hit._before is not None and cells[f"s{hit._planned.number}"] == NOT_REACHED:
                    hit = hit._before
                return f"rule {hit._planned.rule.id}", ()
            if previous == UNDETERMINED:
                first = before
                while first._before is not None and cells[f"s{first._before._planned.number}"] == UNDETERMINED:
                    first = first._before
                return f"rule {before._planned.rule.id}", first._why_not(UNDETERMINED, cells)[1]
        if planned.only is not None and cells.value(planned.only) is not True:
            return self._lacking("rule", [planned.only], cells) if state == UNDETERMINED else ("rule", ())
        for sharer in planned.sharers:
            rule = self._units.plan.rules[sharer]
            if cells[f"s{sharer}"] == UNDETERMINED:
                return f"rule {rule.rule.id}", ()
        if cells.value(planned.trigger) is None:
            return self._lacking("rule", [planned.trigger], cells)
        place = 0
        for number, tier in enumerate(planned.tiers):
            place = number if cells.value(tier) is True else place
        roots = [planned.halved, *planned.effects[place].cells()]
        return self._lacking("rule", [root for root in roots if root is not None], cells)

    def _lacking(self, whose: str, roots: list[Cell], cells: Cells) -> tuple[str, tuple[str, ...]]:
        """Say what facts are missing for some conditions or, where there are none, for want of what result."""
        missing = all_missing(roots, cells, self._units)
        if missing:
            return whose, missing
        return next(iter(unknown_results(roots, cells, self._units)), whose), ()
