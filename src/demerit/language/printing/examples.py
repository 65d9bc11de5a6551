"""Takes examples as written, gives the text of their lines in the language that is spoken.

Promises: what is printed reads again as an equal example.
"""

from demerit.language import keywords, syntax
from demerit.language.printing.phrases import BREAK, Phrases

_POINTS = {
    ("scores", None): "SCORES",
    ("asked", None): "ASKS",
    ("absorbed", None): "ABSORBS",
    ("points", "deduct"): "DEDUCTS",
    ("points", "add"): "ADDS",
    ("effective", "deduct"): "DEDUCTS",
    ("effective", "add"): "ADDS",
}
_STATES = {
    "hit": "HITS",
    "clear": "IS_CLEAR",
    "not_applicable": "IS_NOT_APPLICABLE",
    "not_reached": "IS_NOT_REACHED",
    "undetermined": "IS_UNDETERMINED",
}


class ExampleLines:
    """Gives the lines of examples.

    Args:
        phrases: what prints names and numbers.
        alone: whether the policy that they belong to is not known: then words for points are no unit.
    """

    def __init__(self, phrases: Phrases, *, alone: bool = False) -> None:
        self._phrases = phrases
        self._idle = keywords.points() if alone else frozenset()
        self._word = phrases.word
        self._chinese = phrases.chinese

    # what is given

    def given(self, line: syntax.GivenLine) -> str:
        """Give a line of what is given."""
        parts = [self._part(part) for part in line.parts]
        text = self._joined("GIVEN", parts)
        last = line.parts[-1]
        where = last.where if isinstance(last, syntax.Giving) else ()
        if not where:
            return text
        said, word = [self._giving(each) for each in where], keywords.table()["WHERE"].spellings[-1]
        if self._chinese:
            return f"{text}，{BREAK}{word}" + f"{BREAK}{self._word('AND')}".join(said)
        return f"{text} {BREAK}{word} " + f" {BREAK}{self._word('AND')} ".join(said)

    def _joined(self, terminal: str, parts: list[str]) -> str:
        word, and_ = self._word(terminal), self._word("AND")
        if self._chinese:
            return f"{word} {f'，{BREAK}{and_}'.join(parts)}"
        return f"{word} {f' {BREAK}{and_} '.join(parts)}"

    def _part(self, part: syntax.Giving | syntax.InOrder | syntax.FactsFrom) -> str:
        match part:
            case syntax.InOrder():
                return self._word("ALL_ELSE_IN_ORDER")
            case syntax.FactsFrom():
                return f"{self._word('FACTS_FROM')} {self._phrases.text(part.path)}"
            case _:
                return self._giving(part)

    def _giving(self, node: syntax.Giving) -> str:
        name = self._apart(self._phrases.name(node.name), "ALL_ELSE_IN_ORDER", "FACTS_FROM")
        value, join = node.value, self._phrases.join
        match value:
            case syntax.GivenLeftOut():
                return join(name, self._word("IS_LEFT_OUT"))
            case syntax.GivenNone():
                return join(self._word("NO"), name)
            case syntax.GivenAnswer(yes=yes, bare=True):
                return name if yes else join(self._word("NOT"), name)
            case syntax.GivenAnswer(yes=yes):
                said = self._phrases.answer(yes=yes)
            case syntax.GivenWords(words):
                first, *others = map(self._phrases.name, words)
                said = self._phrases.comma.join([self._word_of(first), *others])
            case syntax.Number(unit=unit) if unit in self._idle:
                number = syntax.Number(value.value, None, value.written, span=value.span)
                said = join(self._phrases.number(number), self._word("POINTS"))
            case syntax.Number():
                said = self._phrases.number(value)
            case syntax.TextLiteral():
                said = self._phrases.text(value.text)
            case syntax.DateLiteral():
                said = value.text
        reason = "" if node.reason is None else f" {BREAK}{self._phrases.text(node.reason)}"
        return join(name, self._word("IS"), said) + reason

    def _apart(self, name: str, *terminals: str) -> str:
        """Give a name in corner brackets, if it would be read as one of some keywords."""
        return f"「{name}」" if keywords.finder(*terminals).at(name, 0) else name

    def _word_of(self, name: str) -> str:
        """Give a word of a choice behind `is`."""
        behind = f"{self._word('IS')} {name}"
        return f"「{name}」" if keywords.finder("IS_LEFT_OUT").at(behind, 0) else self._apart(name, "YES", "NO_ANSWER")

    # what is expected

    def expected(self, line: syntax.ExpectLine) -> str:
        """Give a line of what is expected."""
        return self._joined("EXPECT", [self.expectation(part, goes_on=part.goes_on) for part in line.parts])

    def expectation(self, node: syntax.Expectation, *, goes_on: bool = False) -> str:
        """Give what is expected; `goes_on`: of what was named before, so that it is not named again."""
        if node.id is None:
            return self._of_policy(node)
        outcome = self._outcome(node)
        if goes_on:
            return outcome
        id_ = node.id.text
        if self._chinese and id_.isascii():
            return f"{self._word(node.of.upper())}{id_}{outcome}"
        return f"{self._word(node.of.upper())} {id_} {outcome}"

    def _of_policy(self, node: syntax.Expectation) -> str:
        match node.kind, node.value:
            case "score", syntax.Number() as number:
                return self._phrases.join(self._word("SCORE"), self._points(number))
            case "score", _:
                return self._word("NO_SCORE")
            case "grade", grade:
                return f"{self._word('GRADE')} {self._phrases.text(str(grade))}"
            case "missing", tuple() as names:
                some = [name for name in names if isinstance(name, syntax.Name)]
                return self._phrases.join(self._word("NEEDS"), self._phrases.names(some))
            case _, tuple() as found:
                texts = [self._phrases.text(text) for text in found if isinstance(text, str)]
                return " ".join([self._word("REFUSED"), *([self._phrases.comma.join(texts)] if texts else [])])
            case _:
                raise AssertionError(node)

    def _points(self, number: syntax.Number) -> str:
        return self._phrases.number(number) + (self._word("POINTS") if self._chinese else "")

    def _outcome(self, node: syntax.Expectation) -> str:
        join = self._phrases.join
        match node.kind, node.value:
            case "state", str() as state:
                return self._word(_STATES[state])
            case "count", syntax.Number() as number:
                times = keywords.table()["TIMES"].spellings
                word = times[-1] if number.value == 1 else times[0]
                return join(self._word("HITS"), self._phrases.number(number), word)
            case "reads", tuple() as names:
                some = [name for name in names if isinstance(name, syntax.Name)]
                return join(self._word("READS"), self._phrases.names(some))
            case kind, syntax.Number() as number:
                terminal = _POINTS[kind, node.verb]
                if kind != "effective":
                    return join(self._word(terminal), self._points(number))
                if self._chinese:
                    return self._word(f"{terminal}_IN_EFFECT") + self._points(number)
                return join(self._word(terminal), self._points(number), self._word("IN_EFFECT"))
            case _:
                raise AssertionError(node)
