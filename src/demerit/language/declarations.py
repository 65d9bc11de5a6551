"""Takes the facts that a policy declares, gives them typed, with bounds and defaults; the checker's part for names."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from demerit.language import codes, keywords, model, syntax
from demerit.language.diagnostics import Diagnostics, Label
from demerit.language.expressions import Expressions
from demerit.language.kinds import bound_of, canonical_unit, describe, how_rounded, in_chinese, unit_words
from demerit.language.messages import Said, Text, listed, say, template
from demerit.language.nearness import near
from demerit.language.samples import amount
from demerit.language.source import Source
from demerit.language.values import exact

MOST_DEFAULTS = 100
"""How many defaults may lean one on another."""


@dataclass
class Declared:
    """The declared facts.

    Attributes:
        groups: they, by group, in order.
        by_name: they, by name.
        nodes: where each was declared, by pointer.
        read: the pointers of facts that a default reads.
        lost: the text in which names may be declared that are not among them.
    """

    groups: tuple[model.Group, ...] = ()
    by_name: dict[str, model.Fact] = field(default_factory=dict)
    nodes: dict[str, syntax.Declaration] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    lost: str = ""


def _label(node: syntax.Declaration) -> str | None:
    """Give what a fact or a field is called before people: its label, or else its name in Chinese, if it has one."""
    return in_chinese(node.name) if node.label is None else node.label


class Declarations:
    """Checks declarations.

    `lost` is the text of those that could not be read.
    """

    def __init__(self, source: Source, found: Diagnostics, lost: str = "") -> None:
        self._source = source
        self._found = found
        self._lost = lost

    def check(self, groups: list[syntax.FactsGroup], terms: Iterable[syntax.Name] = ()) -> Declared:
        """Give the facts of all groups; what is at fault is told, and left out or mended as far as it can be.

        The names of the `terms` are held to what is asked of a name.
        """
        declared = Declared()
        names: dict[str, syntax.Name] = {}
        keys: dict[tuple[str, str], syntax.Name] = {}
        made: dict[str, tuple[str, str | None, list[model.Fact]]] = {}
        for group in groups:
            self._name(group.name)
            group_key = model.key_of(group.name.text)
            if group_key in made:
                self._add(codes.NAME_TWICE, group.name, name=group.name.text)
            _, _, facts = made.setdefault(group_key, (group.name.text, group.title or in_chinese(group.name), []))
            for node in group.facts:
                fact = self._fact(node, group_key)
                if self._is_new(node.name, names):
                    declared.by_name[fact.name] = fact
                    if self._has_own_key(node.name, group_key, keys):
                        facts.append(fact)
                        declared.nodes[fact.pointer] = node
            if not group.facts:
                self._empty(group.name, say("the group “{group}”", group=group.name.text), say("facts"))
        for name in terms:
            self._name(name)
        self._defaults(declared)
        declared.lost = self._lost
        declared.groups = tuple(
            model.Group(name, key, title, tuple(declared.by_name[fact.name] for fact in facts))
            for key, (name, title, facts) in made.items()
        )
        return declared

    def _empty(self, node: syntax.Node, what: Said, content: Said, instead: Text = "") -> None:
        if not self._lost:
            self._add(codes.EMPTY, node, what=what, content=content, instead=instead)

    # names

    def _name(self, name: syntax.Name) -> None:
        for character in name.text:
            if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"):
                shown = f"U+{ord(character):04X}"
                self._found.add(codes.NAME_CHARACTER, self._source, name.span, character=shown)
                self._lose(name)
                self._lost += f" {name.text.replace(character, '')}"
                return
        if name.quoted:
            return
        if held := keywords.keyword_inside(name.text):
            what = say(held[1], name=name.text, keyword=held[0])
            self._found.add(codes.NAME_HOLDS_KEYWORD, self._source, name.span, what=what, name=name.text)
            self._lose(name)
        elif not keywords.is_plain(name.text):
            # A mark, or a word that is a number, or one that begins with neither letter nor digit.
            marks = (c for c in name.text if not (c.isalnum() or c in " _-"))
            words = (word for word in name.text.split() if not keywords.is_plain(f"a {word}"))
            character = next(marks, next(words, name.text.split()[0]))
            self._found.add(codes.NAME_MARKS, self._source, name.span, name=name.text, character=character)
            self._lose(name)

    def _lose(self, name: syntax.Name) -> None:
        """Take note of a name that rules may not find: it has been told of once."""
        self._lost += f" {name.text}"

    def _is_new(self, name: syntax.Name, names: dict[str, syntax.Name]) -> bool:
        earlier = names.setdefault(name.text, name)
        if earlier is name:
            return True
        label = Label(self._source, earlier.span, say("first declared here"))
        self._found.add(codes.NAME_TWICE, self._source, name.span, labels=[label], name=name.text)
        return False

    def _has_own_key(self, name: syntax.Name, group: str, keys: dict[tuple[str, str], syntax.Name]) -> bool:
        key = model.key_of(name.text)
        earlier = keys.setdefault((group, key), name)
        if earlier is name:
            return True
        self._add(codes.NAME_PLAIN, name, name=name.text, other=earlier.text, key=key)
        return False

    # facts and fields

    def _fact(self, node: syntax.Declaration, group: str) -> model.Fact:
        self._name(node.name)
        type_ = self._type(node)
        if node.fields and not isinstance(type_, model.ListOf):
            self._add(codes.FIELDS_MISPLACED, node.fields[0], name=node.name.text, type=describe(type_))
            type_ = model.ListOf(tuple(self._fields(node)))
            for name in (node.name, *(field.name for field in node.fields)):
                self._lose(name)  # it may be a field that has lost its mark, in front of others
        for qualifier in node.qualifiers:
            if qualifier.keyword == "IDENTIFIES":
                what, instead = (
                    say("“{name}” is a fact of its own", name=node.name.text),
                    say("only a field of a list identifies its entries"),
                )
                self._add(codes.IDENTIFIES, qualifier, what=what, instead=instead)
        return model.Fact(
            node.name.text,
            group,
            model.key_of(node.name.text),
            type_,
            optional=any(q.keyword == "OPTIONAL" for q in node.qualifiers),
            label=_label(node),
            span=node.span,
        )

    def _fields(self, node: syntax.Declaration) -> Iterator[model.Field]:
        names: dict[str, syntax.Name] = {}
        keys: dict[tuple[str, str], syntax.Name] = {}
        identified: str | None = None
        for field_node in node.fields:
            self._name(field_node.name)
            type_ = self._type(field_node)
            if isinstance(type_, model.ListOf | model.Findings | model.SetOf | model.Discretion):
                self._add(codes.LIST_IN_LIST, field_node.type, name=field_node.name.text, type=describe(type_))
                self._lose(field_node.name)
                continue
            for qualifier in field_node.qualifiers:
                if qualifier.keyword == "DEFAULT":
                    self._add(
                        codes.DEFAULT_UNFIT, qualifier,
                        what=say("the default of “{name}” stands at a field", name=field_node.name.text),
                        instead=say(
                            "only facts have defaults; for a field, say “{keyword}”",
                            keyword=keywords.spelling("OPTIONAL"),
                        ),
                    )  # fmt: skip
            if self._is_new(field_node.name, names) and self._has_own_key(field_node.name, "", keys):
                optional = any(q.keyword == "OPTIONAL" for q in field_node.qualifiers)
                identifies = self._identifies(field_node, type_, optional=optional)
                if identifies and identified is not None:
                    what = say(
                        "“{name}” is the second field that identifies the entries of this list",
                        name=field_node.name.text,
                    )
                    self._add(
                        codes.IDENTIFIES,
                        field_node,
                        what=what,
                        instead=say("keep one, “{identified}” or this one", identified=identified),
                    )
                    identifies = False
                identified = field_node.name.text if identifies else identified
                key = model.key_of(field_node.name.text)
                yield model.Field(
                    field_node.name.text, key, type_, optional, _label(field_node), identifies, span=field_node.span
                )

    def _identifies(self, node: syntax.Declaration, type_: model.Type, *, optional: bool) -> bool:
        """Tell whether a field identifies an entry, and see whether it can."""
        said = next((q for q in node.qualifiers if q.keyword == "IDENTIFIES"), None)
        if said is None:
            return False
        what: Text = ""
        instead: Text = ""
        if optional:
            what, instead = (
                say("“{name}” may be left out, so it does not tell which finding it is", name=node.name.text),
                say("ask for it"),
            )
        elif not isinstance(type_, model.Text | model.Choice | model.Numeric) or (
            isinstance(type_, model.Numeric) and not type_.whole
        ):
            what = say(
                "“{name}” is {type}, by which findings are not told apart", name=node.name.text, type=describe(type_)
            )
            instead = say("declare a text, a count or one of several words")
        if what:
            self._add(codes.IDENTIFIES, said, what=what, instead=instead)
        return not what

    def _type(self, node: syntax.Declaration) -> model.Type:
        written = node.type
        type_: model.Type
        match written.kind:
            case "YES_NO":
                type_ = model.YesNo()
            case "COUNT":
                type_ = model.Numeric(whole=True, low=0, count=True)
            case "NUMBER_TYPE":
                type_ = model.Numeric(whole=written.whole)
            case "UNIT":
                type_ = model.Numeric(canonical_unit(written.unit), written.whole)
                if meant := self._type_meant(written):
                    return self._type(replace(node, type=meant))
            case "DATE_TYPE":
                type_ = model.Date()
            case "TEXT_TYPE":
                type_ = model.Text()
            case "ONE_OF":
                type_ = model.Choice(self._words(written))
            case "SET_OF":
                type_ = model.SetOf(self._words(written))
            case "LIST":
                type_ = model.ListOf(tuple(self._fields(node)))
                if not node.fields:
                    what, instead = (
                        say("the list “{name}”", name=node.name.text),
                        say("each field stands on a line that begins with “-”"),
                    )
                    self._empty(node.name, what, say("fields"), instead)
            case "DISCRETION":
                type_ = model.Discretion()
            case _:
                type_ = model.Findings()
        return self._bounded(node, type_)

    def _type_meant(self, written: syntax.TypeSpec) -> syntax.TypeSpec | None:
        """Give the type that a unit is too like to be one; it has then been told of."""
        word = " ".join(self._source.cut(written.span).split())
        if (unit := keywords.mistaken_unit(written.unit or "")) is not None:
            number = keywords.spelling("NUMBER_TYPE")
            instead = say(
                "what is measured is declared by its unit, such as “{unit}”; without a unit it is a “{number}”",
                unit=unit,
                number=number,
            )
            self._found.add(codes.TYPE_UNKNOWN, self._source, written.span, word=word, instead=instead)
            return replace(written, unit=unit)
        found = keywords.foreign(written.unit or "", 0)
        if found is not None and found[1].names_type and found[0] == written.unit:
            spelling = found[1].spelling
            self._found.add(codes.OTHER_LANGUAGE, self._source, written.span, near=[spelling], word=found[0])
            return syntax.TypeSpec(found[1].terminal, span=written.span)
        types = {s: k.terminal for k in keywords.table().values() if k.names_type for s in k.spellings}
        known = keywords.mistaken_type(written.unit or "")
        meant = [known.spelling] if known is not None else near(written.unit or "", types, cutoff=0.75)
        if not meant:
            return None
        self._found.add(codes.TYPE_UNKNOWN, self._source, written.span, near=meant, word=word)
        return syntax.TypeSpec(types[meant[0]], span=written.span)

    def _words(self, written: syntax.TypeSpec) -> tuple[str, ...]:
        words: dict[str, syntax.Name] = {}
        keys: dict[tuple[str, str], syntax.Name] = {}
        for word in written.words:
            if self._is_new(word, words):
                self._has_own_key(word, "", keys)
        return tuple(words)

    def _bounded(self, node: syntax.Declaration, type_: model.Type) -> model.Type:
        said: set[str] = set()
        for qualifier in node.qualifiers:
            if qualifier.keyword in said:
                keyword = keywords.spelling(qualifier.keyword)
                self._add(codes.TWICE, qualifier, keyword=keyword, what=f"“{node.name.text}”")
                continue
            said.add(qualifier.keyword)
            if qualifier.keyword not in ("BOUND_LOW", "BOUND_HIGH"):
                continue
            number = qualifier.value
            assert isinstance(number, syntax.Number)
            if not isinstance(type_, model.Numeric):
                what = say(
                    "“{name}” is {type}, which has no lowest or highest value",
                    name=node.name.text,
                    type=describe(type_),
                )
                self._add(codes.BOUNDS, qualifier, what=what, instead=say("only numbers have bounds"))
                continue
            value, unit = bound_of(number), canonical_unit(number.unit)
            if unit != type_.unit and not (unit is None and value == 0):
                what = say(
                    "“{name}” is {type}, its bound is {unit}",
                    name=node.name.text,
                    type=describe(type_),
                    unit=unit_words(unit),
                )
                instead = say("write “{text}”", text=amount(value, type_.unit))
                self._add(codes.BOUNDS, number, what=what, instead=instead)
            elif isinstance(exact(value), Fraction):
                what = say("the bound of “{name}” has no decimals that end", name=node.name.text)
                self._add(codes.BOUNDS, number, what=what, instead=say("JSON could not say it"))
            if qualifier.keyword == "BOUND_LOW":
                if type_.count and value < 0:
                    what = say("a count is never below 0")
                    self._add(codes.BOUNDS, number, what=what, instead=say("declare a number for what can be negative"))
                    continue
                type_ = replace(type_, low=value)
            else:
                type_ = replace(type_, high=value)
            if type_.low is not None and type_.high is not None and type_.low > type_.high:
                what = say("the lowest value of “{name}” is above its highest", name=node.name.text)
                self._add(codes.BOUNDS, qualifier, what=what, instead=say("no value could be given"))
        return type_

    # defaults

    def _defaults(self, declared: Declared) -> None:
        resolver = Expressions(self._source, self._found, declared.by_name, self._lost)
        defaults: dict[str, model.Expression] = {}
        for fact in declared.by_name.values():
            resolver.default_of = fact.name
            for qualifier in declared.nodes[fact.pointer].qualifiers:
                if qualifier.keyword == "DEFAULT" and fact.name not in defaults:
                    expression = self._default(fact, qualifier, resolver)
                    if expression is not None:
                        defaults[fact.name] = expression
        suggested = {fact.pointer for name, fact in declared.by_name.items() if name in resolver.suggested}
        declared.read = resolver.read | suggested
        for name, expression in defaults.items():
            declared.by_name[name] = replace(declared.by_name[name], default=expression)
        self._circles(declared)

    def _default(self, fact: model.Fact, qualifier: syntax.Qualifier, resolver: Expressions) -> model.Expression | None:
        value = qualifier.value
        instead: Text = say("“{name}” is {type}", name=fact.name, type=describe(fact.type))
        if isinstance(value, bool):
            if not isinstance(fact.type, model.YesNo):
                self._add(
                    codes.DEFAULT_UNFIT,
                    qualifier,
                    what=say("the default of “{fact}” is yes or no", fact=fact.name),
                    instead=instead,
                )
                return None
            return model.Constant(value, type=fact.type, span=qualifier.span)
        assert value is not None
        if isinstance(fact.type, model.Choice) and isinstance(value, syntax.Name):
            other = resolver.declared(value)
            if other is not None and isinstance(other.type, model.Choice) and value.text not in fact.type.words:
                beyond = [word for word in other.type.words if word not in fact.type.words]
                if not beyond:
                    return resolver.resolve(value)
                what = say("the default of “{fact}” may be “{beyond}”", fact=fact.name, beyond=beyond[0])
                self._add(codes.DEFAULT_UNFIT, value, what=what, instead=instead)
                return None
            if value.text in fact.type.words:
                return model.Constant(model.key_of(value.text), type=fact.type, span=value.span)
            words = fact.type.words
            self._found.add(
                codes.WORD_UNKNOWN, self._source, value.span, near=near(value.text, words), word=value.text,
                name=fact.name, words=listed(words),
            )  # fmt: skip
            return None
        expression = resolver.resolve(value)
        if expression is not None and isinstance(expression.type, model.Findings):  # they stand for how many there are
            expression = resolver.as_number(expression)
        if expression is None:
            return None
        misfit = _misfit(fact, expression)
        if misfit is not None:
            if misfit.template == _NOT_WHOLE:
                instead = how_rounded()
            elif misfit.template in (_TOO_LOW, _TOO_HIGH):
                instead = say("give the bounds of both, or another default")
            elif isinstance(fact.type, model.Numeric) and isinstance(value, syntax.Number):
                instead = say("write “{text}”", text=amount(bound_of(value), fact.type.unit))
            self._add(codes.DEFAULT_UNFIT, value, what=misfit, instead=instead)
            return None
        return expression

    def _circles(self, declared: Declared) -> None:
        facts = {fact.pointer: fact for fact in declared.by_name.values()}
        depths: dict[str, int] = {}

        def drop(pointer: str) -> None:
            depths[pointer] = 0
            name = facts[pointer].name
            declared.by_name[name] = replace(declared.by_name[name], default=None)

        def visit(pointer: str, path: list[str]) -> int:
            """Give how many defaults lean one on another below a fact."""
            if pointer in path:
                circle = [*path[path.index(pointer) :], pointer]
                names = " → ".join(facts[step].name for step in circle)
                fact = facts[pointer]
                self._add(codes.DEFAULT_CIRCLE, declared.nodes[pointer].name, name=fact.name, path=names)
                for step in circle:
                    drop(step)
            default = facts[pointer].default
            if pointer in depths or default is None:
                return depths.get(pointer, 0)
            below = [node.pointer for node in model.walk(default) if isinstance(node, model.FactRead)]
            depth = len(path)
            if depth < MOST_DEFAULTS:
                depth = 1 + max((visit(each, [*path, pointer]) for each in below), default=0)
            if depth < MOST_DEFAULTS:
                return depths.setdefault(pointer, depth)
            what = say(
                "the default of “{name}” leans on {most} others, each on the next",
                name=facts[pointer].name,
                most=MOST_DEFAULTS,
            )
            instead = say("give one of them a value of its own")
            self._add(codes.DEFAULT_UNFIT, declared.nodes[pointer].name, what=what, instead=instead)
            drop(pointer)
            return 0

        for pointer in facts:
            visit(pointer, [])

    def _add(self, code: codes.Code, node: syntax.Node, **args: Any) -> None:
        self._found.add(code, self._source, node.span, **args)


_OF_A_TYPE = template("the default of “{name}” is {type}")
_NOT_WHOLE = template("the default of “{name}” is not always whole")
_TOO_LOW = template("the default of “{name}” may be below {bound}")
_TOO_HIGH = template("the default of “{name}” may be above {bound}")


def _misfit(fact: model.Fact, expression: model.Expression) -> Said | None:
    """Say why a default does not fit the type of its fact; nothing if it does."""
    type_, given = fact.type, expression.type
    of_a_type = say(_OF_A_TYPE, name=fact.name, type=describe(given))
    if isinstance(type_, model.Findings | model.Numeric) and isinstance(given, model.ListOf | model.Findings):
        return of_a_type
    if isinstance(type_, model.Findings) and isinstance(given, model.Numeric):
        number = given.unit is None and given.whole and given.low is not None and given.low >= 0
        return None if number else of_a_type
    if isinstance(type_, model.Numeric):
        if not isinstance(given, model.Numeric):
            return of_a_type
        zero = isinstance(expression, model.Constant) and expression.value == 0
        if given.unit != type_.unit and not zero:
            return of_a_type
        if type_.whole and not given.whole:
            return say(_NOT_WHOLE, name=fact.name)
        if type_.low is not None and (given.low is None or given.low < type_.low):
            return say(_TOO_LOW, name=fact.name, bound=amount(type_.low, type_.unit))
        if type_.high is not None and (given.high is None or given.high > type_.high):
            return say(_TOO_HIGH, name=fact.name, bound=amount(type_.high, type_.unit))
        return None
    same = type(type_) is type(given) and isinstance(type_, model.YesNo | model.Date)
    return None if same else of_a_type
