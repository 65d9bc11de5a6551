"""What an example can expect: one table, from the word to what is read off the trace.

Takes an expectation and the trace of an evaluation, gives what came in its place, and whether the two agree. A row of
the table says of what something can be expected, where it stands in a case of JSON, how what came is read, and how it
is said. Nothing is worked out here but what caps had left: what came is what the trace says.

Points have the sign that the trace gives them: of a section that both adds and deducts, what is deducted is negative.
An expectation that says “deduct” or “add” stands for points of that kind, whichever sign they have.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from demerit.evaluation.numbers import from_json_number
from demerit.evaluation.trace import (
    SCORE,
    UNDETERMINED,
    GroupTrace,
    ItemTrace,
    Points,
    RuleTrace,
    SectionTrace,
    Trace,
    Tree,
)
from demerit.language import model
from demerit.language.messages import template
from demerit.language.values import Rational, whole

POLICY, SECTION, GROUP, ITEM, RULE = "policy", "section", "group", "item", "rule"
"""What something can be expected of."""

LEVELS: Final = {"sections": SECTION, "groups": GROUP, "items": ITEM, "rules": RULE}
"""The levels of the ledger, by the keys that they have in a case of JSON."""


class Nothing(Enum):
    """The type of what stands for what came where nothing can be told."""

    UNKNOWN = "unknown"
    ABSENT = "absent"


UNKNOWN: Final = Nothing.UNKNOWN
"""Came where facts are missing or refused, so that it is not known."""

ABSENT: Final = Nothing.ABSENT
"""Came where the policy has nothing of that id."""

NUMBER, POINTS, TEXT, STATE, POINTERS, CODES = "number", "points", "text", "state", "pointers", "codes"
"""The forms of a value: a number, points that have a sign, a text, a state, pointers of facts, numbers of codes."""


class Index:
    """The parts of a trace by their ids, and the sections that they stand in."""

    __slots__ = ("_trace", "groups", "items", "rules", "sections", "tree")

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self.tree: Tree = trace.tree
        self.sections: dict[str, tuple[SectionTrace, SectionTrace]] = {}
        self.groups: dict[str, tuple[GroupTrace, SectionTrace]] = {}
        self.items: dict[str, tuple[ItemTrace, SectionTrace]] = {}
        self.rules: dict[str, tuple[RuleTrace, SectionTrace]] = {}
        for section in self.tree.sections:
            self.sections[section.id] = section, section
            for group in section.groups:
                self.groups[group.id] = group, section
            for item in section.items:
                self.items[item.id] = item, section
                for rule in item.rules:
                    self.rules[rule.id] = rule, section

    def at(self, level: str, id_: str) -> tuple[Any, SectionTrace] | None:
        """Give the part of an id with its section; None where there is none."""
        parts: dict[str, tuple[Any, SectionTrace]] = getattr(self, f"{level}s")
        return parts.get(id_)

    @property
    def missing(self) -> tuple[str, ...]:
        """The pointers of the facts that are missing, each once."""
        return missing(self._trace)


def missing(trace: Trace) -> tuple[str, ...]:
    """Give the pointers of the facts that are missing for a score, each once, in the order in which they are met."""
    if trace.determined:
        return ()
    wanting = [*(rule.missing for rule in trace.rules()), *(ruling.missing for ruling in trace.rulings())]
    return tuple(dict.fromkeys(pointer for pointers in wanting for pointer in pointers))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of expectation: a row of the table.

    Attributes:
        kind: its word.
        of: what it is expected of: `policy`, `section`, `group`, `item` or `rule`.
        key: its key in the `expect` of a case of JSON; ids are the keys below it, unless it is of the policy.
        form: the form of its value.
        read: how what came is read off the part of the trace that has the id; of the policy, off the index.
        said: how it is said; `{id}` is what it is expected of, `{value}` its value.
    """

    kind: str
    of: str
    key: str
    form: str
    read: Callable[[Any, SectionTrace], Any]
    said: str


# -- how what came is read -----------------------------------------------------------------------------------------

_OWN = {
    RULE: frozenset({"rule", "greatest", "least"}),
    ITEM: frozenset({"rule", "greatest", "least", "item", "worth"}),
}
"""The caps that are a level's own, and those within it."""


def _number(value: Any) -> Rational | Nothing:
    return UNKNOWN if value is None else _plain(value)


def _plain(value: Any) -> Rational:
    return value if type(value) is int else whole(from_json_number(value))


def _score(index: Index) -> Any:
    if index.tree.outcome == UNDETERMINED:
        return UNKNOWN
    return _number(index.tree.score) if index.tree.outcome == SCORE else None


def _grade(index: Index) -> Any:
    verdict = index.tree.verdict
    grade = None if verdict is None else verdict.grade
    return UNKNOWN if grade is None and index.tree.outcome == UNDETERMINED else grade


def _scores(section: SectionTrace, _: SectionTrace) -> Any:
    return _number(section.score) if section.score is not None or not section.steps else None


def _behind(points: Points, own: Callable[[str, str], bool]) -> Rational:
    """Give what is left of a line of the ledger behind the caps that are its own."""
    left = _plain(points.asked)
    for loss in points.absorbed_by:
        if own(loss.cap, loss.id):
            left -= _plain(loss.points)
    return left


def _of_rule(rule: RuleTrace, _: SectionTrace) -> Any:
    return _behind(rule.points, lambda cap, _id: cap in _OWN[RULE])


def _of_item(item: ItemTrace, _: SectionTrace) -> Any:
    return _behind(item.points, lambda cap, _id: cap in _OWN[ITEM])


def _of_group(group: GroupTrace, section: SectionTrace) -> Any:
    around = _around(group.id, section)
    own = _OWN[ITEM] | {"group"}
    return _behind(group.points, lambda cap, id_: cap in own and not (cap == "group" and id_ in around))


def _around(id_: str, section: SectionTrace) -> set[str]:
    """Give the ids of the groups that hold a group."""
    found: set[str] = set()
    for group in section.groups:
        if id_ in group.members and group.id not in found:
            found |= {group.id} | _around(group.id, section)
    return found


def _line(name: str) -> Callable[[Any, SectionTrace], Any]:
    return lambda part, _: _plain(getattr(part.points, name))


def _known(read: Callable[[Any, SectionTrace], Any]) -> Callable[[Any, SectionTrace], Any]:
    """Have what rules come to unknown where one of them cannot be determined."""

    def known(part: Any, section: SectionTrace) -> Any:
        for rule in rules_of(part, section):
            if rule.state == "undetermined":
                return UNKNOWN
        return read(part, section)

    return known


def rules_of(part: Any, section: SectionTrace) -> Sequence[RuleTrace]:
    """Give the rules of a part of a trace: of a section, a group, an item; a rule is its own."""
    if isinstance(part, RuleTrace):
        return (part,)
    if isinstance(part, ItemTrace):
        return part.rules
    if isinstance(part, SectionTrace):
        return [rule for item in part.items for rule in item.rules]
    items = {item.id: item for item in section.items}
    groups = {group.id: group for group in section.groups}
    return [rule for member in part.members for rule in rules_of(items.get(member) or groups[member], section)]


def _state(rule: RuleTrace, _: SectionTrace) -> Any:
    return rule.state


def _applies(item: ItemTrace, _: SectionTrace) -> Any:
    if item.applies is None or item.applies.value is True:
        return "applies"
    return UNKNOWN if item.applies.value is None else "not_applicable"


def _count(rule: RuleTrace, _: SectionTrace) -> Any:
    if rule.state in ("not_applicable", "not_reached"):
        return 0
    return _number(rule.count)


def _reads(rule: RuleTrace, _: SectionTrace) -> Any:
    return tuple(read.pointer for read in rule.reads)


def _of_policy(read: Callable[[Index], Any]) -> Callable[[Any, Any], Any]:
    return lambda index, _: read(index)


# -- the table -----------------------------------------------------------------------------------------------------

_POINTS: dict[str, Callable[[Any, SectionTrace], Any]] = {
    SECTION: _line("effective"),
    GROUP: _of_group,
    ITEM: _of_item,
    RULE: _of_rule,
}

_SAID = {
    (SECTION, "points"): template("section {id}: {value}"),
    (GROUP, "points"): template("group {id}: {value}"),
    (ITEM, "points"): template("item {id}: {value}"),
    (RULE, "points"): template("rule {id}: {value}"),
    (SECTION, "asked"): template("section {id} asks {value}"),
    (GROUP, "asked"): template("group {id} asks {value}"),
    (ITEM, "asked"): template("item {id} asks {value}"),
    (RULE, "asked"): template("rule {id} asks {value}"),
    (SECTION, "effective"): template("section {id}: {value} in effect"),
    (GROUP, "effective"): template("group {id}: {value} in effect"),
    (ITEM, "effective"): template("item {id}: {value} in effect"),
    (RULE, "effective"): template("rule {id}: {value} in effect"),
    (SECTION, "absorbed"): template("section {id}: {value} absorbed"),
    (GROUP, "absorbed"): template("group {id}: {value} absorbed"),
    (ITEM, "absorbed"): template("item {id}: {value} absorbed"),
    (RULE, "absorbed"): template("rule {id}: {value} absorbed"),
}

KINDS: Final[tuple[Kind, ...]] = (
    Kind("score", POLICY, "score", NUMBER, _of_policy(_score), template("the score is {value}")),
    Kind("grade", POLICY, "grade", TEXT, _of_policy(_grade), template("the grade is {value}")),
    Kind("scores", SECTION, "scores", NUMBER, _scores, template("section {id} scores {value}")),
    *(Kind("points", of, key, POINTS, _known(_POINTS[of]), _SAID[of, "points"]) for key, of in LEVELS.items()),
    *(
        Kind(kind, of, kind, POINTS if kind == "effective" else NUMBER, _known(_line(kind)), _SAID[of, kind])
        for kind in ("asked", "effective", "absorbed")
        for of in LEVELS.values()
    ),
    Kind("state", RULE, "states", STATE, _state, template("rule {id} {value}")),
    Kind("state", ITEM, "states", STATE, _applies, template("item {id} {value}")),
    Kind("count", RULE, "counts", NUMBER, _count, template("rule {id} counts {value}")),
    Kind("reads", RULE, "reads", POINTERS, _reads, template("rule {id} reads {value}")),
    Kind("missing", POLICY, "missing", POINTERS, _of_policy(lambda index: index.missing), template("missing: {value}")),
    Kind("refused", POLICY, "refused", CODES, _of_policy(lambda _: ()), template("the facts are refused: {value}")),
)
"""Every kind of expectation."""

BY_KEY: Final[dict[str, dict[str, Kind]]] = {}
"""They, by their key in JSON and by what they are expected of."""

for _kind in KINDS:
    BY_KEY.setdefault(_kind.key, {})[_kind.of] = _kind

BY_KIND: Final = {(kind.kind, kind.of): kind for kind in KINDS}
"""They, by their word and by what they are expected of."""


def came_of(expected: model.Expected, index: Index) -> Any:
    """Give what came where something was expected.

    Returns:
        A number, a text, a tuple of texts, None for no score; `UNKNOWN` or `ABSENT`.
    """
    kind = BY_KIND[expected.kind, expected.of]
    if expected.of == POLICY:
        return kind.read(index, None)  # type: ignore[arg-type]
    found = index.at(expected.of, expected.id)
    return ABSENT if found is None else kind.read(*found)


def direction(expected: model.Expected, index: Index) -> str | None:
    """Give what counts as positive in the line that an expectation is about: `deduct` or `add`."""
    found = index.at(expected.of, expected.id) if expected.of != POLICY else None
    if found is None:
        return None
    section = found[1]
    return section.verb or ("add" if section.bonus else "deduct")


def agrees(expected: model.Expected, came: Any, positive: str | None = None) -> bool:
    """Tell whether what came is what was expected.

    Args:
        expected: what was expected.
        came: what came.
        positive: what counts as positive in its line, as `direction` gives it.
    """
    value = expected.value
    if isinstance(came, Nothing):
        return False
    if expected.kind == "refused":
        return bool(came) if not value else set(came) == set(value)
    if expected.kind == "missing":
        return _covers(value, came)
    if expected.kind == "reads":
        return set(came) == set(value)
    if value is None or came is None or isinstance(value, str):
        return bool(value == came)
    if expected.kind in ("asked", "absorbed") and value >= 0:
        return bool(value == abs(came))
    if expected.verb is not None and positive is not None and expected.verb != positive:
        value = -value
    return bool(value == came)


def _covers(expected: Iterable[str], came: tuple[str, ...]) -> bool:
    """Tell whether pointers stand for those that came: each for itself and for what is below it, none for nothing."""
    wanted = set(expected)
    met = {each: {w for w in wanted if each == w or each.startswith(f"{w}/")} for each in came}
    return all(met.values()) and wanted == set().union(*met.values())
