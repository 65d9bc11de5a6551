"""Takes the cells of the verdict, gives its part of the trace: how the score came about, or why there is none."""

from collections.abc import Iterator

from demerit.evaluation.evaluator import Record
from demerit.evaluation.facts_read import FactsRead, all_missing
from demerit.evaluation.layout import Layout
from demerit.evaluation.parts import Cells
from demerit.evaluation.plan import Cell, PlannedVerdict, ranked
from demerit.evaluation.telling import Losses, Units, add_up
from demerit.evaluation.trace import Points, Ruling, Step, VerdictTrace
from demerit.language import model
from demerit.language.values import Rational


class VerdictTeller:
    """Tells the verdict."""

    def __init__(self, units: Units, planned: PlannedVerdict, layout: Layout) -> None:
        self._units = units
        self._planned = planned
        self._layout = layout
        self._reading = FactsRead(units)

    def tell(self, record: Record) -> VerdictTrace:
        """Give the verdict's part of the trace."""
        cells = Cells(record[self._layout.start : self._layout.end], self._layout.index)
        verdict = self._planned.verdict
        scored = record[1] and record[0] is not None
        names = [grade.name for grade in ranked(verdict)]
        grade, banded = (cells[name] if scored and names else None for name in ("grade", "banded"))
        reason = cells["reason"] if record[1] else 0
        return VerdictTrace(
            verdict.title,
            tuple(self._steps(cells, record[0])) if scored else (),
            self._reason(reason) if reason else None,
            tuple(self._no_score(cells)),
            None if grade is None else names[grade],
            None if banded is None else names[banded],
            None if banded is None else ranked(verdict)[banded].text,
            tuple(self._limits(cells, scored=scored)),
            self._beyond(cells) if record[1] else None,
            verdict.cite,
            verdict.notes,
        )

    def _reason(self, reason: int) -> str:
        """Say why there is no score."""
        if reason > 0:
            ruling = self._planned.verdict.no_score[reason - 1]
            return ruling.reason or ruling.text
        sections = self._units.plan.sections
        return (
            f"nothing applies in section {sections[-1 - reason].section.id}" if -reason <= len(sections) else _NOTHING
        )

    # the score

    def _steps(self, cells: Cells, score: Rational) -> Iterator[Step]:
        """Give how the score came about, where it is more than the sections' scores, added up."""
        number, verdict = self._units.number, self._planned.verdict
        bonus = sum(cells[f"sc{s.number}"] for s in self._units.plan.sections if s.section.bonus)
        yield Step("sections", number(cells["ordinary"]))
        if verdict.rescaled is not None:
            full = sum(s.worth or 0 for s in self._units.plan.sections if not s.section.bonus)
            of = number(full - cells["na"])
            to = full if self._planned.scale is None else self._planned.scale
            yield Step("rescaled", number(cells["rescaled"]), of=of, to=number(to))
        if bonus:
            yield Step("bonus", number(cells["gained"]), number(bonus))
        if any(rule.beyond for rule in self._units.plan.rules):
            yield Step("beyond", number(cells["charged"]), number(cells["charged"] - cells["gained"]))
        for step, before, after in (("floor", "charged", "lifted"), ("cap", "lifted", "capped")):
            if cells[after] != cells[before]:
                yield Step(step, number(cells[after]), number(cells[after] - cells[before]))
        if verdict.rounding is not None:
            yield Step("rounded", number(score), text=rounding_words(verdict.rounding))

    def _beyond(self, cells: Cells) -> Points | None:
        """Give what is charged to the total, all rules together."""
        charging = [(rule, rule.beyond) for rule in self._units.plan.rules if rule.beyond is not None]
        if not charging:
            return None
        lost: list[tuple[str, str, Rational, Rational]] = []
        sums: list[Rational] = [0, 0]
        for rule, names in charging:
            asked, left, final = (cells[name] for name in names)
            sums = [sums[0] + asked, sums[1] + final]
            if asked != left:
                lost.append(("rule", rule.rule.id, rule.cap or 0, asked - left))
            if left != final:
                lost.append(("score", self._units.plan.policy.id, cells["room"], left - final))
        losses: Losses = add_up(lost)
        return self._units.ledger(sums[0], sums[1], losses)

    # conditions

    def _no_score(self, cells: Cells) -> Iterator[Ruling]:
        for each, cell in zip(self._planned.verdict.no_score, self._planned.no_score, strict=True):
            yield self._ruling(each, cell, cells, reason=each.reason)

    def _limits(self, cells: Cells, *, scored: bool) -> Iterator[Ruling]:
        """Tell what lifts or lowers the grade, in order, and whether it did."""
        verdict = self._planned.verdict
        names = [grade.name for grade in ranked(verdict)]
        grade = cells["banded"] if scored and names else None
        for each, cell in zip(verdict.limits, self._planned.limits, strict=True):
            held = grade
            if grade is not None and cells.value(cell):
                limit = names.index(each.grade)
                held = min(grade, limit) if each.at_most else max(grade, limit)
            yield self._ruling(each, cell, cells, grade=each.grade, changed=held != grade)
            grade = held

    def _ruling(
        self,
        each: model.NoScore | model.GradeLimit,
        cell: Cell,
        cells: Cells,
        *,
        reason: str | None = None,
        grade: str | None = None,
        changed: bool = False,
    ) -> Ruling:
        holds = cells.value(cell)
        return Ruling(
            each.text,
            each.cite,
            self._units.where(each.span),
            self._units.parts.part(cell, cells),
            holds,
            reason,
            grade,
            changed,
            tuple(self._reading.of(cell, cells)),
            all_missing([cell], cells, self._units) if holds is None else (),
        )


_NOTHING = "nothing applies"


def rounding_words(rounding: model.Rounding) -> str:
    """Say how something is rounded."""
    places = {0: "a whole number", 1: "1 place"}.get(rounding.places, f"{rounding.places} places")
    return f"{rounding.direction.replace('_', ' ')} to {places}"
