"""Takes a `Plan`, gives it as the text of one straight Python function, a statement for each cell.

There is one writer, and so one meaning; it writes the function for the score alone, and for the record, which also
notes what each entry of a list made of its condition and how points were shared out.

Steps are written in the order of the plan: terms, whether an item applies, rules, and then the accounts: of an item
when its rules are done, of a group when its items are, of a section when its groups are. The verdict comes last.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from demerit.evaluation.cell_writer import CellWriter
from demerit.evaluation.layout import all_recorded, noted
from demerit.evaluation.operators import added, formula
from demerit.evaluation.plan import (
    CLEAR,
    HIT,
    NOT_APPLICABLE,
    NOT_REACHED,
    UNDETERMINED,
    Amount,
    Cell,
    Plan,
    PlannedEffect,
    PlannedGroup,
    PlannedItem,
    PlannedRule,
    PlannedSection,
    PlannedVerdict,
    ranked,
)
from demerit.language import model
from demerit.language.order import APPLIES, GROUP, ITEM, RULE, SECTION, TERM, TOTAL, Step
from demerit.language.values import Rational, whole


def share(most: Rational, points: Sequence[Rational]) -> tuple[Rational, ...]:
    """Share out at most `most` units: in order, the last ones losing first."""
    left, shares = most, []
    for asked in points:
        got = asked if asked <= left else left
        shares.append(got)
        left -= got
    return tuple(shares)


def greatest(points: Sequence[Rational]) -> tuple[Rational, ...]:
    """Leave the greatest of some points, the first of equals."""
    chosen = points.index(max(points))
    return tuple(each if place == chosen else 0 for place, each in enumerate(points))


def least(points: Sequence[Rational]) -> tuple[Rational, ...]:
    """Leave the least of some points that are not 0, the first of equals."""
    asked = [each for each in points if each]
    chosen = points.index(min(asked)) if asked else 0
    return tuple(each if place == chosen else 0 for place, each in enumerate(points))


SHARING: dict[str, Any] = {"greatest": greatest, "least": least, "share": share}
"""What the written accounts call, by name."""


class Writer(CellWriter):
    """Writes a plan."""

    def __init__(self, plan: Plan, *, recording: bool, whole: bool) -> None:
        super().__init__(plan, recording=recording, whole=whole)
        self._sections = {section.section.id: section for section in plan.sections}
        self._groups = {group.group.id: group for section in plan.sections for group in section.groups}
        self._items = {item.item.id: item for item in plan.items}
        self._rules = {rule.rule.id: (rule, item) for item in plan.items for rule in item.rules}
        self.names |= SHARING

    def function(self) -> Iterator[str]:
        """Give the lines of the function `evaluate`."""
        plan = self._plan
        yield "def evaluate(values):"
        yield f"    [{', '.join(planned.raw for planned in plan.facts)}] = values"
        yield "    u = True"
        if any(rule.rule.once for rule in plan.rules):
            yield "    charged = {}"
        for planned in plan.defaults:
            assert planned.default is not None
            steps = [line for step in self._steps(planned.default) for line in self._step(step)]
            yield f"    if {planned.raw} is None:"
            yield from ("    " + line for line in steps)
            yield f"        {planned.name} = {planned.default.name}"
            unfilled = "".join(f"; {name} = None" for step in planned.default.steps() for name in noted(step))
            yield f"    else: {planned.name} = {planned.raw}" + (unfilled if self._recording else "")
        for step in plan.order:
            yield from self._planned(step)
        if plan.verdict is None:
            yield from self._plain_score()
        else:
            yield from self._verdict(plan.verdict)
        if not self._recording:
            yield "    return score, u"
            return
        yield "    return ("
        yield "        score, u,"
        for names in all_recorded(plan):
            yield f"        {', '.join(names)}," if names else ""
        yield "    )"

    def _planned(self, step: Step) -> Iterator[str]:
        """Write one step of the plan."""
        if step.kind == TERM:
            term = self._plan.terms[step.id]
            for cell in self._steps(term.root):
                yield from self._step(cell)
            yield f"    {term.name} = {term.root.name}"
        elif step.kind == APPLIES:
            for cell in self._steps(self._items[step.id].applies):
                yield from self._step(cell)
        elif step.kind == RULE:
            yield from self._rule(*self._rules[step.id])
        elif step.kind == TOTAL:
            yield from self._total_above(step.id)
        elif step.kind == ITEM:
            yield from self._item(self._items[step.id])
        elif step.kind == GROUP:
            yield from self._group(self._groups[step.id])
        else:
            assert step.kind == SECTION
            yield from self._section(self._sections[step.id])

    # accounts

    def _capped(self, total: str, cap: int | str, befores: Sequence[str], afters: Sequence[str]) -> Iterator[str]:
        """Hold a total to its cap and, in a record, share out what is left of it."""
        yield f"    if {total} > {cap}:"
        if self._recording and befores:
            yield f"        ({', '.join(afters)},) = share({cap}, ({', '.join(befores)},))"
        yield f"        {total} = {cap}"
        if self._recording and befores:
            yield "    else:"
            yield "        " + "; ".join(f"{after} = {before}" for after, before in zip(afters, befores, strict=True))

    def _held(self, total: str, cap: int | str, rules: Sequence[PlannedRule], *caps: str) -> Iterator[str]:
        """Hold a total to a cap, whose stage in the rules is one of these."""
        staged = [(rule, stage) for rule in rules if (stage := rule.stage(*caps)) is not None]
        yield from self._capped(
            total, cap, [rule.before(stage) for rule, stage in staged], [stage.cell for _, stage in staged]
        )

    def _item(self, item: PlannedItem) -> Iterator[str]:
        yield f"    # item {item.item.id!r}"
        for chain in dict.fromkeys(rule.rivals for rule in item.rules if rule.rivals):
            rivals = [rule for rule in item.rules if rule.number in chain]
            which = "least" if rivals[-1].rule.chain == "least" else "greatest"
            befores = [rule.left("rule") for rule in rivals]
            yield f"    ({', '.join(rule.left('chain') for rule in rivals)},) = {which}(({', '.join(befores)},))"
        paying = [rule for rule in item.rules if rule.rule.to_item]
        for verb, total in item.totals.items():
            cells = [rule.left("rule", "chain") for rule in paying if rule.rule.verb == verb]
            yield f"    {total} = {added(cells) or 0}"
        for total in item.totals.values() if len(item.totals) == 1 else ():
            if item.cap is not None:
                yield from self._held(total, item.cap, paying, "item")
            if item.worth is not None:
                yield from self._held(total, item.worth, paying, "worth")
        if item.is_asked:
            yield from self._item_result(item, paying)

    def _item_result(self, item: PlannedItem, paying: Sequence[PlannedRule]) -> Iterator[str]:
        """Write what an item came to, for those who ask: its points and, where it has a worth, its score."""
        gains, losses = item.totals.get("add"), item.totals.get("deduct")
        points = f"{gains} - {losses}" if gains and losses else gains or losses or "0"
        n, scale = item.number, self._plan.scale
        unknown = self._unknown(paying, item.applies)
        yield f"    ip{n} = {unknown}divide({points}, {scale})"
        if item.worth is not None:
            score = points if gains else f"{item.worth} - {points}"
            yield f"    is{n} = {unknown}divide({score}, {scale})"

    @staticmethod
    def _unknown(rules: Sequence[PlannedRule], *applies: Cell | None) -> str:
        """Write the beginning of an expression that is unknown where one of these rules is, or whether they apply."""
        states = [f"s{rule.number} == {UNDETERMINED}" for rule in rules]
        states += [f"{cell.name} is None" for cell in applies if cell is not None]
        return f"None if {' or '.join(states)} else " if states else ""

    def _group(self, group: PlannedGroup) -> Iterator[str]:
        yield f"    {group.name} = {added(group.members) or 0}"
        staged = []
        for rule in group.rules:
            stage = next((s for s in rule.stages if s.cap == "group" and s.id == group.group.id), None)
            staged += [(rule, stage)] if stage is not None else []
        befores = [rule.before(stage) for rule, stage in staged]
        yield from self._capped(group.name, group.cap, befores, [stage.cell for _, stage in staged])

    def _section(self, section: PlannedSection) -> Iterator[str]:
        for verb, total in section.totals.items():
            yield f"    {total} = {added(section.gains if verb == 'add' else section.losses) or 0}"
        if not section.is_scored:
            assert section.worth is not None
            (total,) = section.totals.values()
            yield from self._held(total, section.worth, section.rules, "section", "floor")
            return
        n = section.number
        away = [f"{i.worth} * ({i.applies.name} is False)" for i in section.items if i.applies and i.worth is not None]
        yield f"    na{n} = {added(away) if away and section.excludes else 0}"
        worth = (
            None if section.worth is None else f"{section.worth} - na{n}" if section.excludes else f"{section.worth}"
        )
        is_full = section.excludes and section.start == section.worth
        start = f"{section.start} - na{n}" if is_full else f"{section.start}"
        gains, losses = section.totals.get("add"), section.totals.get("deduct")
        if gains and worth is not None:
            yield f"    lg = max({worth} - ({start}){f' + {losses}' if losses else ''}, 0)"
        if losses and section.floor is not None:
            yield f"    ll = max({start}{f' + {gains}' if gains else ''} - {self._literal(section.floor)}, 0)"
        if gains and worth is not None:
            adding = [rule for rule in section.rules if rule.rule.verb == "add"]
            yield from self._held(gains, "lg", adding, "section")
        if losses and section.floor is not None:
            yield from self._held(
                losses, "ll", [r for r in section.rules if r.rule.verb == "deduct"], "section", "floor"
            )
        yield f"    sr{n} = {start}{f' + {gains}' if gains else ''}{f' - {losses}' if losses else ''}"
        yield f"    sb{n} = sr{n}"
        if section.section.rescaled is not None:
            nothing = {"full": str(section.scale), "zero": "0", "no_score": "None"}[section.section.rescaled]
            yield f"    sb{n} = divide(sr{n} * {section.scale}, {worth}) if {worth} else {nothing}"
        rounding = section.section.rounding
        score = f"sb{n}" if rounding is None else self._rounded(f"sb{n}", rounding)
        yield f"    sc{n} = None if sb{n} is None else {score}"
        if section.is_asked:
            both = bool(section.gains and section.losses)
            points = f"{gains} - {losses}" if both else gains if section.gains else losses or gains
            scale = self._plan.scale
            applies = [item.applies for item in section.items if item.applies is not None]
            unknown = self._unknown([rule for rule in section.rules if rule.rule.to_item], *applies)
            yield f"    rp{n} = {unknown}divide({points}, {scale})"
            yield f"    rs{n} = {unknown}None if sc{n} is None else divide(sc{n}, {scale})"

    def _total_above(self, id_: str) -> Iterator[str]:
        """Write the scores of the sections above one, together."""
        above = self._plan.above(id_)
        place = len(above)
        verdict = self._plan.verdict
        if verdict is not None and verdict.verdict.rescaled is not None:
            yield from self._rescaled_above(above, verdict)
            return
        parts = [self._weighted(section, f"rs{section.number}") for section in above]
        unknown = [f"rs{section.number} is None" for section in above]
        yield f"    rt{place} = " + (f"None if {' or '.join(unknown)} else {added(parts)}" if above else "0")

    def _rescaled_above(self, above: Sequence[PlannedSection], verdict: PlannedVerdict) -> Iterator[str]:
        """Write the same where the sections are rescaled together: the checker has seen to it that all stand above."""
        unknown = [f"rs{section.number} is None" for section in above]
        bonus = [f"sc{section.number}" for section in above if section.section.bonus]
        yield f"    if {' or '.join(unknown)}: rt{len(above)} = None"
        yield "    else:"
        yield from ("    " + line for line in self._total(verdict, "0"))
        total = added(["rescaled", *bonus])
        yield f"        rt{len(above)} = None if rescaled is None else divide({total}, {self._plan.scale})"

    def _weighted(self, section: PlannedSection, score: str) -> str:
        weight = section.section.weight
        return score if weight is None else f"{score} * {self._literal(weight)}"

    def _rounded(self, value: str, rounding: model.Rounding) -> str:
        """Write a number of units, rounded to places of points."""
        step = self._literal(whole(Fraction(rounding.step) * self._plan.scale))
        return formula(f"round_{rounding.direction}", [value, step], [])

    # the verdict

    def _plain_score(self) -> Iterator[str]:
        sections = self._plan.sections
        losses = added([total for section in sections for verb, total in section.totals.items() if verb == "deduct"])
        gains = added([total for section in sections for verb, total in section.totals.items() if verb == "add"])
        full = sum(section.start for section in sections)
        yield f"    score = {full}{f' - ({losses})' if losses else ''}{f' + {gains}' if gains else ''}"

    def _verdict(self, verdict: PlannedVerdict) -> Iterator[str]:
        for cell in self._steps(*verdict.roots()):
            yield from self._step(cell)
        reasons = [f"{place} if {cell.name} else " for place, cell in enumerate(verdict.no_score, start=1)]
        yield f"    reason = {''.join(reasons)}0"
        lacking = [f"{cell.name} is None" for cell in verdict.no_score if self._may_lack(cell)]
        if lacking:
            yield f"    if not reason and ({' or '.join(lacking)}): u = False"
        for section in self._plan.sections:
            if section.section.rescaled == "no_score":
                yield f"    if not reason and sc{section.number} is None: reason = {-1 - section.number}"
        if self._recording:
            yield f"    {' = '.join(name for name in verdict.results if name != 'reason')} = None"
            charging = [rule.beyond for rule in self._plan.rules if rule.beyond is not None]
            yield from (f"    {final} = {left}" for _, left, final in charging)
        yield "    score = room = None"
        yield "    if not reason:"
        yield from ("    " + line for line in self._total(verdict))
        yield "    if reason: u = True"  # there is no score, whatever else is missing
        yield "    if not reason:"
        yield from ("    " + line for line in self._final(verdict))

    def _total(self, verdict: PlannedVerdict, reason: str = "") -> Iterator[str]:
        """Write the sum of the sections, rescaled if it is said; `reason` keeps it from being a reason for no score."""
        ordinary = [section for section in self._plan.sections if not section.section.bonus]
        if verdict.verdict.rescaled is None:
            terms = [self._weighted(section, f"sc{section.number}") for section in ordinary]
            yield f"    ordinary = rescaled = {added(terms) or 0}"
            return
        full = sum(section.worth or 0 for section in ordinary)
        yield f"    ordinary = {added([f'sr{section.number}' for section in ordinary])}"
        yield f"    na = {added([f'na{section.number}' for section in ordinary])}"
        scale = full if verdict.scale is None else verdict.scale
        nothing = {"full": str(scale), "zero": "0", "no_score": "None"}[verdict.verdict.rescaled]
        yield f"    rescaled = divide(ordinary * {scale}, {full} - na) if {full} - na else {nothing}"
        if verdict.verdict.rescaled == "no_score" and not reason:
            yield f"    if rescaled is None: reason = {-1 - len(self._plan.sections)}"

    def _final(self, verdict: PlannedVerdict) -> Iterator[str]:
        """Write what becomes of the sum: bonus, what is charged beyond the items, limits, rounding, the grade."""
        bonus = [f"sc{section.number}" for section in self._plan.sections if section.section.bonus]
        yield f"    gained = {added(['rescaled', *bonus])}"
        charging = [rule.beyond for rule in self._plan.rules if rule.beyond is not None]
        befores, finals = [left for _, left, _ in charging], [final for *_, final in charging]
        yield f"    beyond = {added(befores) or 0}"
        if charging and verdict.floor is not None:
            yield f"    room = max(gained - {self._literal(verdict.floor)}, 0)"
            yield from self._capped("beyond", "room", befores, finals)
        yield "    charged = gained - beyond"
        yield "    lifted = " + (
            "charged" if verdict.floor is None else f"max(charged, {self._literal(verdict.floor)})"
        )
        yield "    capped = " + ("lifted" if verdict.cap is None else f"min(lifted, {self._literal(verdict.cap)})")
        rounding = verdict.verdict.rounding
        yield "    score = " + ("capped" if rounding is None else self._rounded("capped", rounding))
        if verdict.verdict.grades:
            yield from self._grade(verdict)

    def _grade(self, verdict: PlannedVerdict) -> Iterator[str]:
        """Write the grade, as its rank: 0 is the one of the lowest scores."""
        grades = ranked(verdict.verdict)
        for cell in verdict.limits:
            if self._may_lack(cell):
                yield f"    if {cell.name} is None: u = False"
        if not self._recording:
            return
        banded = [(rank, grade.band) for rank, grade in enumerate(grades) if grade.band is not None]
        ends = tuple(
            (whole(Fraction(band.high) * self._plan.scale), band.high_open)
            for _, band in banded[:-1]
            if band.high is not None
        )
        ranks = tuple(rank for rank, _ in banded)
        yield f"    grade = banded = {self._literal(ranks)}[place(score, {self._literal(ends)})]"
        names = [grade.name for grade in grades]
        for limit, cell in zip(verdict.verdict.limits, verdict.limits, strict=True):
            pick = "min" if limit.at_most else "max"
            yield f"    if {cell.name}: grade = {pick}(grade, {names.index(limit.grade)})"

    # rules

    def _rule(self, rule: PlannedRule, item: PlannedItem) -> Iterator[str]:
        place = item.rules.index(rule)
        chained = place + 1 < len(item.rules) and item.rules[place + 1].rule.otherwise
        before = item.rules[place - 1].number if rule.rule.otherwise and place else None
        needs_state = chained or self._recording or item.is_asked or rule.rule.once
        n = rule.number
        charging = rule.beyond is not None
        trigger = rule.trigger if self._recording or not rule.tiers or self._may_lack(rule.trigger) else None
        if rule.rule.once:
            yield from self._once(rule)
            trigger = None
        amounts = [cell for effect in rule.effects for cell in effect.cells()]
        for cell in self._steps(rule.only, trigger, *rule.tiers, rule.halved, *amounts):
            yield from self._step(cell)
        if charging:
            yield f"    b{n} = 0"

        def ends(state: int) -> str:
            undetermined = "; u = False" if state == UNDETERMINED else ""
            return f"a{n} = 0{undetermined}" + (f"; s{n} = {state}" if needs_state else "")

        branches: list[tuple[str, str]] = []
        if item.applies is not None:
            branches += self._applicability(item.applies, ends)
        if before is not None:
            branches += [
                (f"s{before} == {HIT} or s{before} == {NOT_REACHED}", ends(NOT_REACHED)),
                (f"s{before} == {UNDETERMINED}", ends(UNDETERMINED)),
            ]
        if rule.rule.only is not None:
            assert rule.only is not None
            branches += self._applicability(rule.only, ends)
        branches += [(f"s{earlier} == {UNDETERMINED}", ends(UNDETERMINED)) for earlier in rule.sharers]
        if self._recording and rule.tiers:
            yield f"    t{n} = 0"
        if self._recording and rule.halved is not None:
            yield f"    h{n} = False"
        constant = rule.effects[0].units is not None
        lacks = self._may_lack(rule.trigger)
        simple = constant and not (branches or needs_state or rule.tiers or rule.halved is not None or lacks)
        if simple:  # the same as below, without branches
            yield f"    a{n} = {self._asked(rule)}"
        word = "if"
        for condition, outcome in branches:
            yield f"    {word} {condition}: {outcome}"
            word = "elif"
        if branches:
            yield "    else:"
        indent = "        " if branches else "    "
        for line in () if simple else self._trigger(rule, ends, needs_state=needs_state):
            yield indent + line
        if rule.rule.once:
            yield f"    if s{n} == {HIT}: charged.update(mine)"
        if rule.cap is not None:
            name, of = (f"e{n}", f"a{n}") if rule.rule.to_item else (f"be{n}", f"b{n}")
            yield f"    {name} = {of} if {of} <= {rule.cap} else {rule.cap}"

    def _applicability(self, cell: Cell, ends: Callable[[int], str]) -> list[tuple[str, str]]:
        branches = [(f"{cell.name} is False", ends(NOT_APPLICABLE))]
        return [*branches, (f"{cell.name} is None", ends(UNDETERMINED))] if self._may_lack(cell) else branches

    def _trigger(self, rule: PlannedRule, ends: Callable[[int], str], *, needs_state: bool) -> Iterator[str]:
        if rule.tiers:
            word = "if"
            for place in range(len(rule.tiers) - 1, -1, -1):
                yield f"{word} {rule.tiers[place].name}:"
                note = f"; t{rule.number} = {place + 1}" if self._recording else ""
                yield from self._hit(rule, rule.effects[place], ends, note, needs_state=needs_state)
                word = "elif"
            yield from self._missed(rule.trigger, ends)
            return
        cell = rule.trigger.name
        yield f"if {cell} is False:" if rule.negated else f"if {cell}:"
        yield from self._hit(rule, rule.effects[0], ends, "", needs_state=needs_state)
        yield from self._missed(rule.trigger, ends)

    def _hit(
        self, rule: PlannedRule, effect: PlannedEffect, ends: Callable[[int], str], note: str, *, needs_state: bool
    ) -> Iterator[str]:
        """Write what a rule asks where its trigger holds."""
        n = rule.number
        times = None if rule.tiers or rule.rule.is_condition else rule.trigger.name
        state = f"; s{n} = {HIT}" if needs_state else ""
        if effect.units is not None:  # the points are always the same
            yield from self._constant_hit(rule, effect.units, times, ends, state + note)
            return
        lacking = dict.fromkeys(f"{cell.name} is None" for cell in effect.cells() if self._may_lack(cell))
        indent = "    "
        if lacking:
            yield f"    if {' or '.join(lacking)}: {ends(UNDETERMINED)}"
            yield "    else:"
            indent = "        "
        charges = effect.beyond is not None
        yield f"{indent}a{n} = {self._amount(effect.amount, times)}" + (
            f"; b{n} = {self._amount(effect.beyond, times)}" if charges else ""
        )
        hit = f"a{n} or b{n}" if charges else f"a{n}"
        found = f"s{n} = {HIT} if {hit} else {CLEAR}{note}" if needs_state else "pass"
        if rule.halved is None:
            yield indent + found
            return
        word = "if"
        if self._may_lack(rule.halved):
            undone = f"; b{n} = 0" if charges else ""
            yield f"{indent}if {rule.halved.name} is None and ({hit}): {ends(UNDETERMINED)}{undone}"
            word = "elif"
        noted_ = f"; h{n} = True" if self._recording else ""
        halved = f"a{n} = half(a{n})" + (f"; b{n} = half(b{n})" if charges else "")
        yield f"{indent}{word} {rule.halved.name} and ({hit}): {halved}{noted_}" + (
            f"; s{n} = {HIT}{note}" if needs_state else ""
        )
        yield f"{indent}else: {found}"

    def _constant_hit(
        self, rule: PlannedRule, units: int, times: str | None, ends: Callable[[int], str], state: str
    ) -> Iterator[str]:
        """Write what a rule asks where its trigger holds, of points that are always the same."""
        n, asked = rule.number, _times(units, times)
        if rule.halved is None:
            yield f"    a{n} = {asked}{state}"
            return
        word = "if"
        if self._may_lack(rule.halved):
            yield f"    if {rule.halved.name} is None: {ends(UNDETERMINED)}"
            word = "elif"
        # INVARIANT: the scale of the plan makes half of what a halved rule asks a whole number of units.
        noted_ = f"; h{n} = True" if self._recording else ""
        yield f"    {word} {rule.halved.name}: a{n} = {asked} // 2{state}{noted_}"
        yield f"    else: a{n} = {asked}{state}"

    def _amount(self, amount: Amount | None, times: str | None) -> str:
        """Write a number of points in units, as many times as a rule hits."""
        if amount is None:
            return "0"
        if amount.cell is None:
            return _times(amount.units or 0, times)
        value = f"number({amount.cell.name}.f0)" if amount.is_figure else amount.cell.name
        scaled = value if self._plan.scale == 1 else f"{value} * {self._plan.scale}"
        return scaled if times is None else f"{scaled} * {times}"

    @staticmethod
    def _asked(rule: PlannedRule) -> str:
        """Give what a rule without tiers asks, for a trigger that is known and points that are always the same."""
        cell, units = rule.trigger.name, rule.effects[0].units or 0
        if rule.rule.is_condition:
            return f"0 if {cell} else {units}" if rule.negated else f"{units} if {cell} else 0"
        return _times(units, cell)

    def _missed(self, trigger: Cell, ends: Callable[[int], str]) -> Iterator[str]:
        if self._may_lack(trigger):
            yield f"elif {trigger.name} is None: {ends(UNDETERMINED)}"
        yield f"else: {ends(CLEAR)}"


def _times(units: int, times: str | None) -> str:
    """Write a number of units, as many times as something says."""
    if times is None:
        return str(units)
    return f"{times} * {units}" if units != 1 else times
