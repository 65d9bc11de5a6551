"""Takes a `Plan` and the values of its facts, gives the points: the evaluator.

The plan is written out as one straight Python function (`writer`) and compiled. `score` gives the score. `record` also
notes what each entry of a list made of its condition and how points were shared out, and gives all cells: the trace is
read off them (`teller`). The one step that `score` takes otherwise is told at `Writer._fused`.

Promises: exact; in a record every cell of every rule is filled, without short cuts, so that the value of each part of
a condition is known; the functions read the values and change nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from demerit.evaluation.layout import Layout, layouts
from demerit.evaluation.plan import Plan
from demerit.evaluation.writer import Writer
from demerit.language.values import Rational

Values = Sequence[Any]
"""The values of the facts, in the order of the plan; None for one that was not given."""

Record = tuple[Any, ...]
"""The cells of one evaluation, in the order of `Evaluator.layouts`."""


@dataclass(frozen=True)
class Evaluator:
    """A compiled plan."""

    plan: Plan

    @cached_property
    def layouts(self) -> list[Layout]:
        """Where in a record the cells of each item are, of each section behind its items, and of the verdict."""
        return layouts(self.plan)

    def score(self, values: Values, *, whole: bool) -> tuple[Rational | None, bool]:
        """Give the score in units, and whether it stands: False where a rule could not be determined.

        The score is None where the policy gives none.

        Args:
            values: the values of the facts.
            whole: whether all facts are there that are always needed; then it goes faster.
        """
        score: tuple[Rational | None, bool] = (self._score_whole if whole else self._score_sparse)(values)
        return score

    def record(self, values: Values, *, whole: bool) -> Record:
        """Give the record: the score in units, whether it stands, and the cells of every item."""
        record: Record = (self._record_whole if whole else self._record_sparse)(values)
        return record

    @cached_property
    def _score_whole(self) -> Callable[[Values], Any]:
        return self._compiled(recording=False, whole=True)

    @cached_property
    def _score_sparse(self) -> Callable[[Values], Any]:
        return self._compiled(recording=False, whole=False)

    @cached_property
    def _record_whole(self) -> Callable[[Values], Any]:
        return self._compiled(recording=True, whole=True)

    @cached_property
    def _record_sparse(self) -> Callable[[Values], Any]:
        return self._compiled(recording=True, whole=False)

    def source(self, *, recording: bool, whole: bool) -> str:
        """Give the function as Python text, for reading."""
        return "\n".join(Writer(self.plan, recording=recording, whole=whole).function())

    def _compiled(self, *, recording: bool, whole: bool) -> Callable[[Values], Any]:
        writer = Writer(self.plan, recording=recording, whole=whole)
        text = "\n".join(writer.function())
        names = dict(writer.names)
        exec(compile(text, f"<plan of {self.plan.policy.id}>", "exec"), names)
        function: Callable[[Values], Any] = names["evaluate"]
        return function
