"""Takes the examples of a text, as written, gives them checked: what they give, and what they expect.

What is given is held to the declarations of the facts (`givens`). What is expected is held to what the policy has: ids
that are there, verbs that fit what stands below them, grades and facts that are declared.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from demerit.language import codes, example_codes, keywords, model, syntax
from demerit.language.diagnostics import Diagnostics, Label
from demerit.language.given_values import Names
from demerit.language.givens import Givens
from demerit.language.legible import legible
from demerit.language.messages import Said, Text, listed, say, template
from demerit.language.nearness import near
from demerit.language.source import Source, Span
from demerit.language.values import exact, whole

_LEVELS = ("section", "group", "item", "rule")
_THERE_IS = {
    "section": template("section"),
    "group": template("group"),
    "item": template("item"),
    "rule": template("rule"),
}
_WORDS = {
    "scores": "SCORES",
    "asked": "ASKS",
    "absorbed": "ABSORBS",
    "count": "HITS",
    "reads": "READS",
    "score": "SCORE",
    "grade": "GRADE",
    "missing": "NEEDS",
    "refused": "REFUSED",
}
_STATES = {
    "hit": "HITS",
    "clear": "IS_CLEAR",
    "not_applicable": "IS_NOT_APPLICABLE",
    "not_reached": "IS_NOT_REACHED",
    "undetermined": "IS_UNDETERMINED",
}
_VERBS = {"deduct": "DEDUCTS", "add": "ADDS"}
_OF_RULES = ("count", "reads")


def check_examples(
    nodes: Sequence[syntax.Example],
    source: Source,
    found: Diagnostics,
    policy: model.Policy,
    *,
    complete: bool = True,
    lost: str = "",
) -> tuple[model.Example, ...]:
    """Check the examples of a text, in the language that is spoken.

    Args:
        nodes: they, as written.
        source: the text.
        found: what is at fault is put in here.
        policy: the policy that they are about, under the names that the JSON has.
        complete: whether all of the text was read, and all of the policy is sound: else an id that is not there may
            have been lost.
        lost: the text in which names may be declared that are not among those of the policy.

    Returns:
        Those that are sound.
    """
    return tuple(_Checker(source, found, policy, complete, lost).check(nodes))


def refuse_others(document: syntax.Document, found: Diagnostics) -> None:
    """Tell of what is no example in a text of examples."""
    for block in document.blocks:
        if not isinstance(block, syntax.Example):
            line = document.source.text[block.span.start : block.span.end].split("\n", 1)[0].rstrip()
            span = Span(block.span.start, block.span.start + len(line))
            found.add(example_codes.NOT_EXAMPLES, document.source, span, keyword=_word(_heading(block)))


def _heading(block: syntax.Block) -> str:
    match block:
        case syntax.PolicyHeading():
            return "POLICY"
        case syntax.FactsGroup():
            return "FACTS"
        case syntax.Terms():
            return "TERMS"
        case syntax.Section(bonus=bonus):
            return "BONUS_SECTION" if bonus else "SECTION"
        case _:
            return "VERDICT"


class _Checker:
    def __init__(self, source: Source, found: Diagnostics, policy: model.Policy, complete: bool, lost: str) -> None:
        self._source = source
        self._found = found
        self._policy = policy
        self._complete = complete
        self._names = Names(policy, keywords.spoken())
        self._givens = Givens(source, found, policy, self._names, lost)
        items = {item.id: item for section in policy.sections for item in section.items}
        groups = {group.id: group for section in policy.sections for group in section.groups}
        self._verbs = {
            "rule": {rule.id: frozenset({rule.verb}) for rule in policy.rules},
            "item": {id_: _verbs(item) for id_, item in items.items()},
            "group": {id_: _verbs_of_group(group, items, groups) for id_, group in groups.items()},
            "section": {section.id: _verbs_of_section(section) for section in policy.sections},
        }

    def check(self, nodes: Sequence[syntax.Example]) -> Iterable[model.Example]:
        titles: dict[str, syntax.Example] = {}
        for node in nodes:
            errors = len(self._found.errors)
            self._title(node, titles.setdefault(node.title, node))
            base, givens = self._givens.check(node)
            lines = [line for line in node.lines if isinstance(line, syntax.ExpectLine)]
            if not lines and self._complete:
                what = say("the example “{title}” expects nothing", title=node.title)
                text = f"{_word('EXPECT')} {_word('SCORE')} 100"
                instead = say("say what it comes to: “{text}”", text=text)
                self._add(example_codes.EXAMPLE, self._head(node), what=what, instead=instead)
            expected = tuple(self._expected(lines))
            notes = tuple(line.text for line in node.lines if isinstance(line, syntax.Note))
            if len(self._found.errors) == errors:
                yield model.Example(node.title, base, givens, expected, notes, source=self._source, span=node.span)

    def _title(self, node: syntax.Example, first: syntax.Example) -> None:
        if first is not node:
            label = Label(self._source, self._head(first), say("the first of this title"))
            what = say("there is an example “{title}” already", title=node.title)
            instead = say("say in the title what this one shows")
            self._add(example_codes.EXAMPLE, self._head(node), labels=[label], what=what, instead=instead)
        if not legible(node.title):
            what, instead = (
                say("the title of this example has nothing in it that can be read"),
                say("say what it shows"),
            )
            self._add(example_codes.EXAMPLE, self._head(node), what=what, instead=instead)

    def _head(self, node: syntax.Example) -> Span:
        """Give the place of an example's heading."""
        first = node.lines[0].span.start if node.lines else node.span.end
        return Span(node.span.start, node.span.start + len(self._source.text[node.span.start : first].rstrip()))

    # what is expected

    def _expected(self, lines: Sequence[syntax.ExpectLine]) -> Iterable[model.Expected]:
        said: dict[tuple[str, str, str], syntax.Expectation] = {}
        for node in (part for line in lines for part in line.parts):
            id_ = node.id.text if node.id is not None else ""
            if not self._goes_together(node, list(said.values())):
                continue
            earlier = said.setdefault((node.kind, node.of, id_), node)
            if earlier is not node:
                label = Label(self._source, earlier.span, say("first said here"))
                what = say("the example") if node.id is None else f"“{_word(node.of.upper())} {id_}”"
                self._add(codes.TWICE, node.span, labels=[label], keyword=self._keyword(node), what=what)
                continue
            if not (self._is_there(node) and self._fits(node)):
                continue
            value = self._value(node)
            if value is not _FAULT:
                yield model.Expected(node.kind, node.of, id_, value, node.verb, span=node.span)

    def _goes_together(self, node: syntax.Expectation, before: Sequence[syntax.Expectation]) -> bool:
        """See whether something can come to pass together with what is expected before it."""
        for earlier in before:
            kinds = {node.kind, earlier.kind}
            alone = "refused" in kinds and len(kinds) > 1
            if alone or ("missing" in kinds and kinds & {"score", "grade"}):
                label = Label(self._source, earlier.span, say("with this"))
                if alone:
                    what = say("facts that are refused come to nothing, so nothing else can be expected of them")
                else:
                    what = say("without the facts that are missing there is no score, and no grade")
                instead = say("keep one of the two")
                self._add(example_codes.EXPECT_UNFIT, node.span, labels=[label], what=what, instead=instead)
                return False
        return True

    def _is_there(self, node: syntax.Expectation) -> bool:
        """See whether there is that of which something is expected."""
        if node.id is None:
            if node.of == "policy" and node.kind in ("score", "grade", "missing", "refused"):
                return True
            keyword = self._keyword(node)
            what = say("it is not said of what “{keyword}” is expected", keyword=keyword)
            text = f"{_word('RULE')} 1.1.a {self._source.words(node.span)}"
            instead = say("say of which section, group, item or rule: “{text}”", text=text)
            self._add(example_codes.EXPECT_UNFIT, node.span, what=what, instead=instead)
            return False
        id_, known = node.id.text, self._verbs[node.of]
        if id_ in known:
            return True
        if self._complete:
            meant = [f"{_word(level.upper())} {id_}" for level in _LEVELS if id_ in self._verbs[level]]
            siblings = [each for each in known if each.rpartition(".")[0] == id_.rpartition(".")[0]]
            meant = meant or [f"{_word(node.of.upper())} {each}" for each in near(id_, siblings) or near(id_, known)]
            if not meant and node.of == "rule" and (letters := [each for each in known if each.startswith(f"{id_}.")]):
                meant = [f"{_word('RULE')} {each}" for each in letters[:3]]
            span = node.id.span
            self._add(codes.RESULT_UNKNOWN, span, near=meant, what=say(_THERE_IS[node.of]), id=id_)
        return False

    def _fits(self, node: syntax.Expectation) -> bool:
        """See whether what is expected is anything that can be said of it."""
        id_ = node.id.text if node.id is not None else ""
        keyword, name = self._keyword(node), f"{_word(node.of.upper())} {id_}" if id_ else ""
        what: Said | None = None
        instead: Text = ""
        of_rules = node.of != "rule" and (node.kind in _OF_RULES or node.kind == "state")
        if node.kind == "scores" and node.of != "section":
            what = say("only a section has a score of its own")
            verb = _word(self._verb_of(node.of, id_))
            instead = say("write what it takes or gives: “{text}”", text=f"{name} {verb} …")
        elif of_rules and node.value == "not_applicable" and node.of != "item":
            what, instead = say("“{keyword}” is expected of items and rules", keyword=keyword), say("say of which")
        elif of_rules and not (node.value == "not_applicable" and node.of == "item"):
            what, instead = say("“{keyword}” is expected of rules", keyword=keyword), self._rules_of(node)
        elif node.verb is not None and self._complete and node.verb not in self._verbs[node.of].get(id_, {node.verb}):
            verb, other = ("DEDUCT", "ADDS") if node.verb == "deduct" else ("ADD", "DEDUCTS")
            what = say("no rule in “{name}” says “{verb}”", name=name, verb=_word(verb))
            if node.of == "rule":
                what = say("rule {id} does not say “{verb}”", id=id_, verb=_word(verb))
            instead = say("write “{text}”", text=f"{name} {_word(other)} …")
        if what is not None:
            self._add(example_codes.EXPECT_UNFIT, node.span, what=what, instead=instead)
        return what is None

    def _rules_of(self, node: syntax.Expectation) -> Text:
        """Say which rules something may have been expected of."""
        assert node.id is not None
        items = [item for section in self._policy.sections for item in section.items]
        rules = [rule.id for item in items if item.id == node.id.text for rule in item.rules]
        if not rules:
            return say("say of which rule")
        return say("its rules are: {rules}", rules=listed(rules[:8]))

    def _verb_of(self, of: str, id_: str) -> str:
        verbs = self._verbs[of].get(id_, frozenset({"deduct"}))
        return _VERBS["deduct" if "deduct" in verbs else "add"]

    def _value(self, node: syntax.Expectation) -> Any:
        """Give what is expected, as the model has it; `_FAULT` if it does not fit."""
        value = node.value
        if node.kind == "grade":
            return self._grade(node)
        if node.kind == "refused":
            return self._refusal(node)
        if isinstance(value, tuple):
            return self._pointers(node, [name for name in value if isinstance(name, syntax.Name)])
        if value is None:
            return self._no_score(node)
        if not isinstance(value, syntax.Number):
            return value
        if node.kind == "count" and (value.value < 0 or value.value.denominator != 1):
            what = say("“{number}” is no number of hits", number=self._source.words(value.span))
            self._add(example_codes.EXPECT_UNFIT, value.span, what=what, instead=say("write a whole number"))
            return _FAULT
        if node.verb is not None and value.value < 0:
            what = say("“{keyword}” says already whether points are taken or given", keyword=self._keyword(node))
            other = _word(_VERBS["add" if node.verb == "deduct" else "deduct"])
            instead = say("write the number without a sign, or “{other}”", other=other)
            self._add(example_codes.EXPECT_UNFIT, value.span, what=what, instead=instead)
            return _FAULT
        return exact(whole(value.value))

    def _no_score(self, node: syntax.Expectation) -> Any:
        verdict = self._policy.verdict
        rescaled = [verdict.rescaled, *(section.rescaled for section in self._policy.sections)]
        if verdict.no_score or "no_score" in rescaled or not self._complete:
            return None
        instead = say("where facts are missing, write which: “{needs} …”", needs=_word("NEEDS"))
        what = say("this policy always gives a score")
        self._add(example_codes.EXPECT_UNFIT, node.span, what=what, instead=instead)
        return _FAULT

    def _grade(self, node: syntax.Expectation) -> Any:
        grades = [grade.name for grade in self._policy.verdict.grades]
        if node.value in grades or not self._complete:
            return node.value
        assert isinstance(node.value, str)
        instead = say("the grades: there are none")
        if grades:
            instead = say("the grades: {grades}", grades=listed(f"“{name}”" for name in grades))
        what = say("there is no grade “{grade}”", grade=node.value)
        self._add(
            codes.GRADES, node.span, near=[f'"{each}"' for each in near(node.value, grades)], what=what, instead=instead
        )
        return _FAULT

    def _refusal(self, node: syntax.Expectation) -> Any:
        """Give the codes of what is wrong with facts."""
        told = [number for number in codes.CODES if number[3] in "56" and number != codes.FACT_MISSING.number]
        assert isinstance(node.value, tuple)
        for number in node.value:
            if number in told:
                continue
            meant: list[str] = []
            if number == codes.FACT_MISSING.number:
                what = say("a fact that is missing is no reason to refuse the others")
                instead = say("write which facts are missing: “{needs} …”", needs=_word("NEEDS"))
            else:
                what = say("“{number}” is no code of what can be wrong with facts", number=str(number))
                instead = say("for example DEM603, or no code at all")
                meant = [f'"{each}"' for each in near(str(number), told, most=1)]
            self._add(example_codes.EXPECT_UNFIT, node.span, near=meant, what=what, instead=instead)
            return _FAULT
        return node.value

    def _pointers(self, node: syntax.Expectation, names: Sequence[syntax.Name]) -> Any:
        pointers: dict[str, syntax.Name] = {}
        sound = True
        for name in names:
            fact = self._givens.fact(name)
            sound = sound and fact is not None
            if fact is not None and pointers.setdefault(fact.pointer, name) is not name:
                called = self._names.called(fact.name)
                self._add(codes.TWICE, name.span, keyword=called, what=f"“{self._keyword(node)}”")
                sound = False
        return tuple(pointers) if sound else _FAULT

    # what many share

    @staticmethod
    def _keyword(node: syntax.Expectation) -> str:
        if node.verb is not None:
            return _word(_VERBS[node.verb])
        if node.kind == "state":
            return _word(_STATES[str(node.value)])
        return _word(_WORDS[node.kind])

    def _add(
        self, code: codes.Code, span: Span, labels: Iterable[Label] = (), near: Iterable[str] = (), **args: Any
    ) -> None:
        self._found.add(code, self._source, span, labels=labels, near=near, **args)


class _Fault:
    """What a value comes to that does not fit, which has then been told."""


_FAULT = _Fault()


def _word(terminal: str) -> str:
    return keywords.spelling(terminal)


def _verbs(item: model.Item) -> frozenset[str]:
    return frozenset(rule.verb for rule in item.rules)


def _verbs_of_group(
    group: model.ItemGroup, items: dict[str, model.Item], groups: dict[str, model.ItemGroup], depth: int = 0
) -> frozenset[str]:
    verbs: set[str] = set()
    for member in group.members:
        if member in items:
            verbs |= _verbs(items[member])
        elif member in groups and depth < len(groups):
            verbs |= _verbs_of_group(groups[member], items, groups, depth + 1)
    return frozenset(verbs)


def _verbs_of_section(section: model.Section) -> frozenset[str]:
    return frozenset(verb for item in section.items for verb in _verbs(item))
