"""Takes a policy, gives every place of its text where somebody may have written something else, in order.

A `Site` is a node of the syntax with the way to it and all that it stands in; `Words` knows what is declared and how a
piece of policy is written. A policy's examples are no such place: they say what it does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from demerit.examples.mutation.trees import Path, parts, put
from demerit.language import keywords, model, syntax
from demerit.language.messages import Text, say
from demerit.language.printing.phrases import BREAKS, PHRASE, Phrases
from demerit.pipeline import LoadedPolicy

N = TypeVar("N", bound=syntax.Node)

_CHANGED = (syntax.FactsGroup, syntax.Terms, syntax.Section, syntax.Verdict)

_LISTS = (syntax.Quantified, syntax.Entries, syntax.Total, syntax.Mean)

_OF_RULES = (syntax.Rule, syntax.Tiers)

_EXPRESSIONS: tuple[type[syntax.Node], ...] = syntax.Expression.__args__


def bare(document: syntax.Document) -> syntax.Document:
    """Give a document without its examples: what is said of a policy beside what it is."""
    kept = tuple(block for block in document.blocks if isinstance(block, (syntax.PolicyHeading, *_CHANGED)))
    return replace(document, blocks=kept)


@dataclass(frozen=True)
class Site:
    """A place of a policy's text.

    Attributes:
        node: what stands there.
        path: the way to it, from the document.
        above: what it stands in, each with the way to it, from the document to what is right above it.
        where: what to call the place: the id of the rule, the item …
        rules: the ids of the rules that it is a part of, or that read it.
    """

    node: Any
    path: Path
    above: tuple[tuple[Any, Path], ...]
    where: Text
    rules: tuple[str, ...]

    @property
    def parent(self) -> Any:
        """What it stands in."""
        return self.above[-1][0]

    @property
    def way(self) -> Path:
        """The way to it from what it stands in."""
        return self.path[len(self.above[-1][1]) :]

    def around(self, kind: type[N]) -> tuple[N, Path] | None:
        """Give the innermost node of a kind that it stands in, and the way to that."""
        return next(((node, path) for node, path in reversed(self.above) if isinstance(node, kind)), None)

    @property
    def told(self) -> tuple[Any, Path]:
        """The condition or quantity that tells what it is about: what it stands in, for a name or a number."""
        node, path = self.node, self.path
        for above, way in reversed(self.above):
            leaf = isinstance(node, syntax.Name | syntax.Number | syntax.DateLiteral)
            if not leaf or not isinstance(above, _EXPRESSIONS):
                break
            node, path = above, way
        return node, path


class Words:
    """What is declared in a policy, and how pieces of it are written."""

    def __init__(self, policy: LoadedPolicy) -> None:
        self.document = bare(policy.document)
        self.policy = policy.written
        self.language = policy.document.language
        self._facts = {fact.name: fact for fact in self.policy.facts.values()}
        self._terms = {term.name: term for term in self.policy.terms}

    @cached_property
    def phrases(self) -> Phrases:
        """What prints conditions and quantities."""
        return Phrases({}, self.document.source)

    def __call__(self, node: syntax.Expression | syntax.Band | syntax.Rounding) -> str:
        """Give a condition, a quantity, a number or a band as it is written in the policy's language, on one line."""
        with keywords.speaking(self.language):
            if isinstance(node, syntax.Range):
                text = self._range(node)
            elif isinstance(node, syntax.Words):
                joint = self.phrases.join("", keywords.spelling("OR")).strip()
                joint = f" {joint} " if keywords.has_blanks() else joint
                text = joint.join(map(self.phrases.name, node.words))
            elif isinstance(node, syntax.YesOrNo):
                text = self.phrases.answer(yes=node.yes)
            elif isinstance(node, syntax.Rounding):
                text = self.phrases.join(keywords.spelling("SCORE"), self.phrases.rounding(node))
            elif isinstance(node, syntax.Short):
                text = self.phrases.phrase(syntax.Shortfall((node,), span=node.span))
            else:
                text = self.phrases.at(node, PHRASE - 1)
        return text.translate(_UNBROKEN)

    def _range(self, node: syntax.Range) -> str:
        phrases = self.phrases
        said = []
        if node.low is not None:
            said += [phrases.range_word(node.low_word or "", has_end=node.high is not None), phrases.number(node.low)]
            said += [keywords.spelling(node.high_word or "")] if node.high is not None else []
        elif node.high is not None:
            said += [keywords.spelling("UP_TO" if node.high_word == "TO" else "BELOW")]
        return phrases.join(*said, *([phrases.number(node.high)] if node.high is not None else []))

    def keyword(self, terminal: str) -> str:
        """Give the spelling of a keyword."""
        with keywords.speaking(self.language):
            return keywords.spelling(terminal)

    def bound(self, terminal: str, number: syntax.Number) -> str:
        """Give a keyword with a number behind it: `over 1‰`."""
        with keywords.speaking(self.language):
            return self.phrases.join(keywords.spelling(terminal), self.phrases.number(number))

    def bound_word(self, terminal: str, word: str) -> str:
        """Give a keyword with another behind it: `if nothing applies full`."""
        with keywords.speaking(self.language):
            return " ".join((keywords.spelling(terminal), keywords.spelling(word)))

    def became(self, site: Site, part: Any) -> tuple[str, str]:
        """Give what tells of a place as it is, and as it is with another part."""
        node, path = site.told
        return self(node), self(put(node, site.path[len(path) :], part))

    # what is declared

    def type_of(self, name: syntax.Name, site: Site) -> model.Type | None:
        """Give the type of what a name stands for; None where it stands for nothing that is declared."""
        field = self._field(name.text, site)
        if field is not None:
            return field.type
        if name.text in self._terms:
            return self._terms[name.text].meaning.type
        fact = self._facts.get(name.text)
        return None if fact is None else fact.type

    def neighbour(self, name: syntax.Name, site: Site, *, but: Sequence[str] = ()) -> str | None:
        """Give the fact, or the field, of the same type that stands nearest behind one in its group, or before it."""
        field, fact = self._field(name.text, site), self._facts.get(name.text)
        beside: Sequence[model.Fact | model.Field]
        if field is not None:
            listed = self._list_around(site)
            beside = listed.fields if listed is not None else ()
            own: model.Fact | model.Field = field
        elif fact is not None:
            beside = next(group.facts for group in self.policy.groups if fact in group.facts)
            own = fact
        else:
            return None
        place = [each.name for each in beside].index(own.name)
        for each in (*beside[place + 1 :], *reversed(beside[:place])):
            if each.name not in but and _alike(each.type, own.type):
                return each.name
        return None

    def other_word(self, word: syntax.Name, choice: model.Choice, but: Sequence[str]) -> str | None:
        """Give the word of a choice behind one, or the first, that is none of some others."""
        if word.text not in choice.words:
            return None
        place = choice.words.index(word.text)
        left = [each for each in (*choice.words[place + 1 :], *choice.words[:place]) if each not in but]
        return left[0] if left else None

    def _field(self, name: str, site: Site) -> model.Field | None:
        listed = self._list_around(site)
        return None if listed is None else next((each for each in listed.fields if each.name == name), None)

    def _list_around(self, site: Site) -> model.ListOf | None:
        """Give the list whose entries a place is about."""
        for above, _ in reversed(site.above):
            if isinstance(above, _LISTS):
                name = above.name if isinstance(above, syntax.Quantified | syntax.Entries) else above.list
                fact = self._facts.get(name.text)
                return fact.type if fact is not None and isinstance(fact.type, model.ListOf) else None
        return None

    @cached_property
    def rule_at(self) -> dict[int, model.Rule]:
        """Every rule, by the place where it begins."""
        return {rule.span.start: rule for rule in self.policy.rules}

    def readers(self, name: str) -> tuple[str, ...]:
        """Give the ids of the rules that read a fact or a term, in the end."""
        return self._readers.get(name, ())

    @cached_property
    def _readers(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for section in self.policy.sections:
            for item in section.items:
                for rule in item.rules:
                    roots = [*rule.expressions(), *((item.applies,) if item.applies is not None else ())]
                    for name in self._read_by(roots):
                        found.setdefault(name, {})[rule.id] = None
        return {name: tuple(ids) for name, ids in found.items()}

    def _read_by(self, roots: Sequence[model.Expression]) -> Iterator[str]:
        left, seen = list(roots), set[str]()
        for root in left:  # grows, by the defaults of the facts that are read
            for node in model.walk(root):
                if isinstance(node, model.TermRead):
                    yield node.name
                elif isinstance(node, model.FactRead) and node.pointer not in seen:
                    seen.add(node.pointer)
                    fact = self.policy.facts[node.pointer]
                    yield fact.name
                    left += [fact.default] if fact.default is not None else []


_UNBROKEN = dict.fromkeys(map(ord, BREAKS))


def _alike(one: model.Type, other: model.Type) -> bool:
    """Tell whether one fact can be taken for another: numbers of one unit, both whole or not."""
    if isinstance(one, model.Numeric) and isinstance(other, model.Numeric):
        return one.unit == other.unit and one.whole == other.whole
    return type(one) is type(other) and isinstance(one, model.YesNo | model.Findings | model.Date)


def sites(words: Words) -> Iterator[Site]:
    """Give the places of a policy's text, each before those inside it, in the order of the text."""
    document = words.document
    for number, block in enumerate(document.blocks):
        if isinstance(block, _CHANGED):
            where = say("the verdict") if isinstance(block, syntax.Verdict) else ""
            yield from _inside(words, Site(block, ("blocks", number), ((document, ()),), where, ()))


def _inside(words: Words, site: Site) -> Iterator[Site]:
    site = _named(words, site)
    yield site
    below = sorted(parts(site.node), key=lambda each: each[1].span.start)
    above = (*site.above, (site.node, site.path))
    held = _held(words, site.node) if isinstance(site.node, syntax.Item) else {}
    for path, node in below:
        if isinstance(node, syntax.TypeSpec | syntax.Identifier):
            continue
        if isinstance(node, syntax.Qualifier) and node.keyword != "DEFAULT":
            continue
        rule = held.get(node.span.start)
        where, rules = (site.where, site.rules) if rule is None else (rule, (rule,))
        yield from _inside(words, Site(node, (*site.path, *path), above, where, rules))


def _named(words: Words, site: Site) -> Site:
    """Give a place its name, where another one begins."""
    node = site.node
    match node:
        case syntax.Section():
            ids = [
                rule.id for section in words.policy.sections if section.id == node.id.text for rule in _rules(section)
            ]
            return replace(site, where=say("section {section}", section=node.id.text), rules=tuple(ids))
        case syntax.Item():
            items = [item for section in words.policy.sections for item in section.items if item.id == node.id.text]
            return replace(site, where=node.id.text, rules=tuple(rule.id for item in items for rule in item.rules))
        case syntax.Group():
            return replace(site, where=node.id.text, rules=tuple(_held_by(words, node)))
        case syntax.Declaration() | syntax.Meaning() | syntax.Table() if not isinstance(
            site.parent, syntax.Declaration
        ):
            return replace(site, where=f"“{node.name.text}”", rules=words.readers(node.name.text))
    return site


def _rules(section: model.Section) -> Iterator[model.Rule]:
    for item in section.items:
        yield from item.rules


def _held_by(words: Words, group: syntax.Group) -> Iterator[str]:
    """Give the ids of the rules that a group holds."""
    for section in words.policy.sections:
        by_id = {each.id: each for each in section.groups}
        if group.id.text in by_id:
            members = list(by_id[group.id.text].members)
            for member in members:  # grows, by the members of the groups in it
                members += by_id[member].members if member in by_id else ()
            yield from (rule.id for item in section.items if item.id in members for rule in item.rules)


def _held(words: Words, item: syntax.Item) -> dict[int, str]:
    """Give, for the statements of an item by their places, the ids of the rules that they are or hang on."""
    found: dict[int, str] = {}
    rule: model.Rule | None = None
    for statement in item.statements:
        if isinstance(statement, _OF_RULES):
            rule = words.rule_at.get(statement.span.start)
        hangs = isinstance(statement, syntax.Modifier) and statement.keyword != "APPLIES_WHEN"
        hangs = hangs or isinstance(statement, syntax.ChargedOnce | syntax.Label)
        hangs = hangs or (isinstance(statement, syntax.Cap) and statement.keyword == "CAP")
        if rule is not None and (hangs or isinstance(statement, _OF_RULES)):
            found[statement.span.start] = rule.id
    return found
