"""Takes a policy's verdict as written, gives it checked: when there is a score, what it is held to, and the grades."""

from fractions import Fraction
from typing import Any

from demerit.language import bands, codes, keywords, model, syntax
from demerit.language.diagnostics import Diagnostics
from demerit.language.expressions import Expressions
from demerit.language.items import Items
from demerit.language.legible import legible
from demerit.language.lost import Lost
from demerit.language.messages import listed, say, template
from demerit.language.nearness import near
from demerit.language.samples import sample
from demerit.language.source import NOWHERE, Source, Span
from demerit.language.terms import number_band
from demerit.language.values import Rational, whole, write

_FLOOR_OFF = template("the floor is {value}, but the score is rounded to multiples of {step}")
_CAP_OFF = template("the cap is {value}, but the score is rounded to multiples of {step}")


class Verdicts:
    """Checks the verdict of a policy."""

    def __init__(self, source: Source, found: Diagnostics, expressions: Expressions, items: Items, lost: Lost) -> None:
        self._source = source
        self._lost = lost
        self._found = found
        self._expressions = expressions
        self._items = items
        self._spans: dict[str | tuple[str, str], Span] = {}
        self._grades: list[syntax.Grade] = []

    def check(self, node: syntax.Verdict | None) -> model.Verdict:
        """Give the verdict; where none is written, that of a policy without one."""
        if node is None:
            return model.Verdict()
        cite: str | None = None
        own: list[str] = []  # the sentences that no condition comes from
        loose = False  # whether the last of these may still be that of the next condition
        notes: list[str] = []
        no_score: list[model.NoScore] = []
        limits: list[model.GradeLimit] = []
        settings: dict[str, Any] = {}
        self._grades = [line for line in node.lines if isinstance(line, syntax.Grade)]
        grades = tuple(self._grade(line) for line in self._grades)
        for line in node.lines:
            match line:
                case syntax.Cite():
                    cite = line.text
                    own.append(cite)
                    loose = True
                case syntax.Note():
                    notes.append(line.text)
                case syntax.NoScore():
                    condition = self._expressions.condition(line.condition)
                    own = own[:-1] if loose else own
                    loose = False
                    if line.reason is not None and not legible(line.reason):
                        text, end = self._source.cut(line.span), line.condition.span.end - line.span.start
                        start = line.span.start + min(place for mark in '"“' if (place := text.find(mark, end)) >= 0)
                        span, keyword = Span(start, line.span.end), keywords.spelling("NO_SCORE_WHEN")
                        self._add(codes.REASON_BLANK, span, keyword=keyword)
                    if condition is not None:
                        text = self._cut(line.span)
                        no_score.append(model.NoScore(condition, line.reason, cite, text, span=line.span))
                case syntax.GradeLimit():
                    limit = self._limit(line, cite)
                    own = own[:-1] if loose else own
                    loose = False
                    if limit is not None:
                        limits.append(limit)
                case syntax.Grade():
                    pass
                case _:
                    self._setting(line, settings)
        self._levels(settings)
        self._unlimited(grades, {line.name for line in node.lines if isinstance(line, syntax.GradeLimit)})
        return model.Verdict(
            node.title,
            tuple(no_score),
            grades=grades,
            limits=tuple(limits),
            cite="\n".join(own) or None,
            notes=tuple(notes),
            cap_span=self._spans.get("cap", NOWHERE),
            floor_span=self._spans.get("floor", NOWHERE),
            **settings,
        )

    def _levels(self, settings: dict[str, Any]) -> None:
        """See whether floor and cap are in order, and can be reached by a score that is rounded."""
        floor, cap, rounding = (settings.get(name) for name in ("floor", "cap", "rounding"))
        if floor is not None and cap is not None and floor > cap:
            what, instead = say("the floor lies above the cap"), say("the floor is the lowest that the score can be")
            self._add(codes.LEVEL, self._spans["floor"], what=what, instead=instead)
        for name, value, off, mend in (
            ("floor", floor, _FLOOR_OFF, say("round the floor as well")),
            ("cap", cap, _CAP_OFF, say("round the cap as well")),
        ):
            if rounding is not None and value is not None and Fraction(value) % Fraction(rounding.step):
                said = say(off, value=write(value), step=write(rounding.step))
                self._add(codes.LEVEL, self._spans[name], what=said, instead=mend)

    @property
    def floor_said(self) -> bool:
        """Whether the verdict says how far the score may fall."""
        return "floor" in self._spans

    def span_of(self, setting: str) -> Span:
        """Give the place where something is said that is said once."""
        return self._spans[setting]

    def _setting(
        self, line: syntax.Cap | syntax.Floor | syntax.Rescaled | syntax.Rounding, settings: dict[str, Any]
    ) -> None:
        name: str
        value: Any
        match line:
            case syntax.Cap():
                name, value = "cap", self._items.points(line.points, say("the cap"))
            case syntax.Floor():
                name, value = "floor", None if line.points is None else whole(line.points.value)
            case syntax.Rescaled():
                name, value = "rescaled", line.nothing.lower()
                settings.setdefault("scale", None if line.to is None else self._items.points(line.to, say("the scale")))
            case syntax.Rounding():
                name, value = "rounding", self._expressions.rounding(line)
        if name in self._spans:
            word = {"cap": "CAP", "floor": "FLOOR", "rescaled": "RESCALED", "rounding": "SCORE"}[name]
            self._add(codes.TWICE, line.span, keyword=keywords.spelling(word), what=say("the verdict"))
            return
        self._spans[name] = line.span
        settings[name] = value

    # grades

    def _grade(self, line: syntax.Grade) -> model.Grade:
        if ("grade", line.name) in self._spans:
            what, instead = (
                say("the grade “{grade}” stands there already", grade=line.name),
                say("give one of the two another name"),
            )
            self._add(codes.GRADES, self._quoted(line), what=what, instead=instead)
        self._spans.setdefault(("grade", line.name), line.span)
        band = None if line.range is None else number_band(line.range)
        text = "" if line.range is None else self._cut(line.range.span)
        return model.Grade(line.name, band, text, line.span)

    def _limit(self, line: syntax.GradeLimit, cite: str | None) -> model.GradeLimit | None:
        condition = self._expressions.condition(line.condition)
        names = [grade.name for grade in self._grades]
        if line.name not in names:
            meant = [f'"{name}"' for name in near(line.name, names)]
            what, instead = say("there is no grade “{grade}”", grade=line.name), say("the grades: there are none")
            if names:
                instead = say("the grades: {grades}", grades=listed(f"“{name}”" for name in names))
            if not self._lost.any:
                self._found.add(codes.GRADES, self._source, self._quoted(line), near=meant, what=what, instead=instead)
            return None
        if condition is None:
            return None
        at_most = line.keyword == "AT_MOST_GRADE"
        return model.GradeLimit(at_most, line.name, condition, cite, self._cut(line.span), span=line.span)

    def _unlimited(self, grades: tuple[model.Grade, ...], limited: set[str]) -> None:
        for grade, line in zip(grades, self._grades, strict=True):
            if grade.band is None and grade.name not in limited:
                words = [keywords.spelling(word) for word in ("AT_MOST_GRADE", "AT_LEAST_GRADE")]
                instead = say(
                    "say for which scores it is given, or when: “{one}” or “{other}”", one=words[0], other=words[1]
                )
                self._add(
                    codes.GRADES,
                    line.span,
                    what=say("the grade “{grade}” is never given", grade=grade.name),
                    instead=instead,
                )

    def check_bands(
        self, verdict: model.Verdict, low: Rational | None, high: Rational | None, step: Rational | None
    ) -> None:
        """See whether every score that is possible has one grade.

        Args:
            verdict: the verdict.
            low: the lowest score that is possible; None where there is no such.
            high: the highest.
            step: what every score is a multiple of; None where there is no such.
        """
        banded = [
            (grade.band, line.range)
            for grade, line in zip(verdict.grades, self._grades, strict=True)
            if grade.band is not None and line.range is not None
        ]
        if not banded:
            if verdict.grades:
                what, instead = (
                    say("no grade says for which scores it is given"),
                    say("write: {text}", text=sample("grade")),
                )
                self._add(codes.GRADES, self._grades[0].span, what=what, instead=instead)
            return
        if not verdict.rises:
            banded.reverse()
        for fault in bands.faults([band for band, _ in banded], low, high, step):
            self._add(codes.BANDS, banded[fault.place][1].span, what=fault.what, instead=fault.instead)

    def _quoted(self, line: syntax.Grade | syntax.GradeLimit) -> Span:
        """Give the place of a grade's name in its line."""
        text = self._source.cut(line.span)
        start = next(place for place, character in enumerate(text) if character in '"“')
        end = next(place for place, character in enumerate(text) if character in '"”' and place > start)
        return Span(line.span.start + start, line.span.start + end + 1)

    def _cut(self, span: Span) -> str:
        return self._source.words(span)

    def _add(self, code: codes.Code, span: Span, **args: Any) -> None:
        self._found.add(code, self._source, span, **args)
