"""How people get conditions and quantities wrong: bounds, words that join, what is chosen, how it is rounded."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from demerit.examples.mutation import figures, sentences
from demerit.examples.mutation.changes import Change, Kind, here
from demerit.examples.mutation.sites import Site, Words
from demerit.examples.mutation.trees import GONE, put
from demerit.language import model, syntax
from demerit.language.messages import template

# -- comparisons -------------------------------------------------------------------------------------------------

_EDGES = {
    "IS_AT_LEAST": "IS_MORE",
    "IS_MORE": "IS_AT_LEAST",
    "IS_AT_MOST": "IS_LESS",
    "IS_LESS": "IS_AT_MOST",
    "IS_BEFORE": "IS_ON_OR_BEFORE",
    "IS_ON_OR_BEFORE": "IS_BEFORE",
    "IS_AFTER": "IS_ON_OR_AFTER",
    "IS_ON_OR_AFTER": "IS_AFTER",
}


def _other(site: Site, words: Words, part: Any) -> Change:
    return here(site, part, sentences.became(*words.became(site, part)), site.told[0].span)


def comparison(site: Site, words: Words) -> Iterator[Change]:
    """Take the bound itself in where it is left out, or leave it out."""
    node: syntax.Comparison = site.node
    if node.operator in _EDGES:
        yield _other(site, words, replace(node, operator=_EDGES[node.operator], behind=False))


def equality(site: Site, words: Words) -> Iterator[Change]:
    """Write `is not` for `is`, or `is` for `is not`; `yes` for `no`."""
    node = site.node
    if isinstance(node, syntax.Answer):
        yield _other(site, words, replace(node, yes=not node.yes))
    elif isinstance(node, syntax.Neither):
        first, *rest = node.words
        is_first = syntax.Comparison("IS", node.subject, first, span=node.span)
        part = syntax.Junction(("or",) * len(rest), (is_first, *rest), span=node.span)
        yield _other(site, words, part if rest else is_first)
    elif node.operator in ("IS", "IS_NOT") and not _goes_on(site):
        yield _other(site, words, replace(node, operator="IS_NOT" if node.operator == "IS" else "IS"))


def _goes_on(site: Site) -> bool:
    """Tell whether more words of the choice stand behind a comparison: `is a or b`."""
    around = site.parent
    if not isinstance(around, syntax.Junction) or not isinstance(site.node.right, syntax.Name):
        return False
    place = around.parts.index(site.node)
    return place + 1 < len(around.parts) and isinstance(around.parts[place + 1], syntax.Name)


def reversed_(site: Site, words: Words) -> Iterator[Change]:
    """Hold the second of two quantities against the first."""
    node = site.node
    if isinstance(node, syntax.Short):
        if not isinstance(node.need, syntax.Number) and not isinstance(node.have, syntax.Number):
            yield _other(site, words, replace(node, have=node.need, need=node.have))
    elif isinstance(node, syntax.Comparison):
        told = (syntax.Name, syntax.Arithmetic, syntax.Result, syntax.Rounded)
        both = isinstance(node.left, told) and isinstance(node.right, told)
        if both and node.operator in _EDGES:
            yield _other(site, words, replace(node, left=node.right, right=node.left))
    elif node.operator in ("-", "/"):
        yield _other(site, words, replace(node, left=node.right, right=node.left))


# -- numbers and words -------------------------------------------------------------------------------------------


def _is_bound(site: Site) -> bool:
    """Tell whether a number is what something is held against."""
    return isinstance(site.parent, syntax.Comparison | syntax.Short)


def _steps(site: Site, words: Words) -> Iterator[Change]:
    """Move a number by a step, up and down."""
    number: syntax.Number = site.node
    step = figures.step_of(number)
    for new in (number.value + step, number.value - step):
        if new >= 0:
            yield _other(site, words, figures.with_value(number, new))


def bound(site: Site, words: Words) -> Iterator[Change]:
    """Move the bound of a comparison, or what there should be, by a step."""
    node = site.node
    if isinstance(node, syntax.DateLiteral):
        if isinstance(site.parent, syntax.Comparison):
            yield from (_other(site, words, day) for day in figures.days_beside(node))
    elif _is_bound(site):
        yield from _steps(site, words)


def number(site: Site, words: Words) -> Iterator[Change]:
    """Move a number in a quantity by a step: a factor, a divisor, the value of a case."""
    parent = site.parent
    counts = isinstance(parent, syntax.Arithmetic | syntax.Extreme | syntax.Cases | syntax.Mean | syntax.Meaning)
    if counts or (isinstance(parent, syntax.Power) and site.node is parent.exponent):
        yield from _steps(site, words)


def scale(site: Site, words: Words) -> Iterator[Change]:
    """Mistake ‰ for %, % for ‰, leave out 万."""
    other = figures.mistaken_scale(site.node)
    if other is None:
        return
    parent = site.parent
    if isinstance(parent, syntax.Tier):
        old, new = (words.bound(parent.operator, each) for each in (site.node, other))
        yield here(site, other, sentences.became(old, new))
    elif isinstance(parent, syntax.Range | syntax.Row):
        yield here(site, other, sentences.became(words(site.node), words(other)))
    elif not isinstance(parent, syntax.Weight | syntax.Rounding | syntax.Effect):
        yield _other(site, words, other)


def word(site: Site, words: Words) -> Iterator[Change]:
    """Take another word of the choice."""
    node: syntax.Name = site.node
    parent = site.parent
    subject: syntax.Expression | None = None
    taken = [node.text]
    if isinstance(parent, syntax.Comparison) and node is parent.right:
        subject = parent.left
        around = site.above[-2][0]
        taken += _names(around.parts) if isinstance(around, syntax.Junction) else []
    elif isinstance(parent, syntax.Junction):
        before = [each for each in parent.parts if isinstance(each, syntax.Comparison)]
        subject = before[-1].left if before else None
        taken += _names(parent.parts)
        taken += [each.right.text for each in before if isinstance(each.right, syntax.Name)]
    elif isinstance(parent, syntax.Neither):
        subject, taken = parent.subject, [each.text for each in parent.words]
    elif isinstance(parent, syntax.Row) and node in parent.entries:
        return
    if not isinstance(subject, syntax.Name):
        return
    type_ = words.type_of(subject, site)
    other = words.other_word(node, type_, taken) if isinstance(type_, model.Choice) else None
    if other is not None:
        path = site.above[-1]
        change = _other(Site(parent, path[1], site.above[:-1], site.where, site.rules), words, _with(site, other))
        yield replace(change, span=node.span)


def _with(site: Site, name: str) -> Any:
    """Give what a name stands in with another name."""
    return put(site.parent, site.way, replace(site.node, text=name, quoted=False))


def _names(parts: tuple[syntax.Expression, ...]) -> list[str]:
    return [each.text for each in parts if isinstance(each, syntax.Name)]


def fact(site: Site, words: Words) -> Iterator[Change]:
    """Take the fact that stands beside the one that was meant, in what is reckoned or held against something."""
    node: syntax.Name = site.node
    parent = site.parent
    reckoned = isinstance(parent, syntax.Arithmetic | syntax.Short | syntax.Extreme | syntax.Qualifier)
    compared = isinstance(parent, syntax.Comparison)
    if not reckoned and not compared:
        return
    type_ = words.type_of(node, site)
    if not isinstance(type_, model.Numeric | model.Findings):
        return
    others = [each.text for each in (getattr(parent, name, None) for name in ("left", "right", "have", "need"))
              if isinstance(each, syntax.Name)]  # fmt: skip
    declared = site.around(syntax.Declaration)
    others += [declared[0].name.text] if declared is not None else []
    name = words.neighbour(node, site, but=others)
    if name is not None:
        part = replace(node, text=name, quoted=False)
        if isinstance(parent, syntax.Qualifier):
            yield here(site, part, sentences.default_is(words(node), words(part)))
        else:
            yield replace(_other(site, words, part), span=node.span)


# -- words that join ---------------------------------------------------------------------------------------------


def _is_alternative(parts: tuple[syntax.Expression, ...], place: int, site: Site, words: Words) -> bool:
    """Tell whether a part is a further word of a choice: the `b` of `is a or b`."""
    name = parts[place]
    if not isinstance(name, syntax.Name):
        return False
    before = next((each for each in reversed(parts[:place]) if isinstance(each, syntax.Comparison)), None)
    if before is None or not isinstance(before.left, syntax.Name):
        return False
    type_ = words.type_of(before.left, site)
    return isinstance(type_, model.Choice) and name.text in type_.words


def junction(site: Site, words: Words) -> Iterator[Change]:
    """Write `or` for `and`, or `and` for `or`."""
    node: syntax.Junction = site.node
    if any(_is_alternative(node.parts, place, site, words) for place in range(len(node.parts))):
        return
    others = tuple("or" if word == "and" else "and" for word in node.words)
    yield _other(site, words, replace(node, words=others))


def part(site: Site, words: Words) -> Iterator[Change]:
    """Leave out one of several conditions, quantities or names."""
    node = site.node
    name = _SEVERAL[type(node)]
    several: tuple[Any, ...] = getattr(node, name)
    if len(several) < 2:
        return
    for place, each in enumerate(several):
        left = several[:place] + several[place + 1 :]
        left = _standing(left, several, place, site, words)
        new: Any
        if isinstance(node, syntax.Junction):
            joints = node.words[:-1]
            new = left[0] if len(left) == 1 else replace(node, words=joints, parts=left)
        elif isinstance(node, syntax.Extreme):
            new = left[0] if len(left) == 1 else replace(node, parts=left)
        elif isinstance(node, syntax.Neither) and len(left) == 1:
            new = syntax.Comparison("IS_NOT", node.subject, left[0], span=node.span)
        else:
            new = replace(node, **{name: left})
        yield here(site, new, sentences.gone_from(words(each), words(new)), each.span)


_SEVERAL: dict[type[syntax.Node], str] = {
    syntax.Junction: "parts",
    syntax.Extreme: "parts",
    syntax.Unmet: "names",
    syntax.Levels: "names",
    syntax.Shortfall: "shorts",
    syntax.Neither: "words",
}


def _standing(left: tuple[Any, ...], several: tuple[Any, ...], place: int, site: Site, words: Words) -> tuple[Any, ...]:
    """Have a further word of a choice stand by itself, where what it went on from is left out."""
    dropped = several[place]
    behind = place < len(left) and _is_alternative(several, place + 1, site, words)
    if isinstance(site.node, syntax.Junction) and isinstance(dropped, syntax.Comparison) and behind:
        word_ = left[place]
        again = replace(dropped, right=word_, span=word_.span)
        return (*left[:place], again, *left[place + 1 :])
    return left


def negation(site: Site, words: Words) -> Iterator[Change]:
    """Leave out `not`; write it before a condition that is a name alone."""
    node = site.node
    if isinstance(node, syntax.Negation):
        yield _other(site, words, node.inner)
    elif isinstance(node.condition, syntax.Name):
        turned = syntax.Negation(node.condition, span=node.condition.span)
        said = sentences.became(words(node.condition), words(turned))
        yield Change((*site.path, "condition"), turned, node.condition.span, said)


_QUANTIFIERS = {"ANY": "EVERY", "EVERY": "ANY", "NO": "ANY"}


def quantifier(site: Site, words: Words) -> Iterator[Change]:
    """Write `every` for `any`, `any` for `every`, `any` for `no`."""
    node: syntax.Quantified = site.node
    if node.where is None and node.quantifier != "NO":
        return
    type_ = words.type_of(node.name, site)
    if isinstance(type_, model.YesNo):
        yield _other(site, words, node.name)
    else:
        yield _other(site, words, replace(node, quantifier=_QUANTIFIERS[node.quantifier]))


def where(site: Site, words: Words) -> Iterator[Change]:
    """Leave out what the entries of a list have to be."""
    node = site.node
    if node.where is None or (isinstance(node, syntax.Quantified) and node.quantifier == "EVERY"):
        return
    new = node.name if isinstance(node, syntax.Entries) else replace(node, where=None)
    yield here(site, new, sentences.became(words(node), words(new)), node.where.span)


def weight(site: Site, words: Words) -> Iterator[Change]:
    """Leave out what a mean is weighted by."""
    node: syntax.Mean = site.node
    if node.weight is not None:
        yield _other(site, words, replace(node, weight=None))


# -- quantities --------------------------------------------------------------------------------------------------

_DIRECTIONS = {"up": "down", "down": "up", "half_up": "down", "half_even": "half_up"}


def rounding(site: Site, words: Words) -> Iterator[Change]:
    """Round in another direction, to a place more or less, or not at all."""
    node: syntax.Rounding = site.node
    direction = replace(node, direction=_DIRECTIONS[node.direction])
    places = [] if node.places is None else [node.places.value + 1, node.places.value - 1]
    numbers = [figures.with_value(node.places, new) for new in places if node.places is not None and new >= 0]
    parts_ = [direction, *(replace(node, places=each) for each in numbers)]
    if isinstance(site.parent, syntax.Rounded):
        around = Site(site.parent, site.above[-1][1], site.above[:-1], site.where, site.rules)
        for each in parts_:
            yield replace(_other(around, words, replace(site.parent, rounding=each)), span=node.span)
        yield replace(_other(around, words, site.parent.inner), span=node.span)
    else:
        yield from (here(site, each, sentences.became(words(node), words(each))) for each in parts_)
        yield here(site, GONE, sentences.gone(words(node)))


def extreme(site: Site, words: Words) -> Iterator[Change]:
    """Write `the least of` for `the greatest of`, or the other way round."""
    node: syntax.Extreme = site.node
    yield _other(site, words, replace(node, which="least" if node.which == "greatest" else "greatest"))


def case(site: Site, words: Words) -> Iterator[Change]:
    """Leave out one of several cases."""
    node: syntax.Cases = site.node
    for place, (value, condition) in enumerate(node.cases):
        left = node.cases[:place] + node.cases[place + 1 :]
        new: syntax.Expression = replace(node, cases=left) if left else node.otherwise
        only = syntax.Cases(((value, condition),), node.otherwise, span=node.span)
        old = words(only).rpartition(words.keyword("OTHERWISE"))[0].strip(" ,；、")
        yield here(site, new, sentences.gone(old), value.span.to(condition.span))


_RESULTS = {
    "SCORE_OF_ITEM": "POINTS_OF_ITEM",
    "POINTS_OF_ITEM": "SCORE_OF_ITEM",
    "SCORE_OF_SECTION": "POINTS_OF_SECTION",
    "POINTS_OF_SECTION": "SCORE_OF_SECTION",
}


def result(site: Site, words: Words) -> Iterator[Change]:
    """Ask for the points where the score was meant, or the other way round."""
    node: syntax.Result = site.node
    if node.kind in _RESULTS:
        around = site.parent
        new = replace(node, kind=_RESULTS[node.kind])
        if isinstance(around, syntax.Comparison):
            above = Site(around, site.above[-1][1], site.above[:-1], site.where, site.rules)
            yield replace(_other(above, words, put(around, site.way, new)), span=node.span)
        else:
            yield _other(site, words, new)


_CONDITIONS = (syntax.Modifier, syntax.NoScore, syntax.GradeLimit)

KINDS = (
    Kind("comparison", template("at least for more than"), (syntax.Comparison,), comparison),
    Kind("equality", template("is for is not"), (syntax.Comparison, syntax.Answer, syntax.Neither), equality),
    Kind("bound", template("a bound moved"), (syntax.Number, syntax.DateLiteral), bound),
    Kind("number", template("another number in a quantity"), (syntax.Number,), number),
    Kind("scale", template("‰ for %, 万 left out"), (syntax.Number,), scale),
    Kind("word", template("another word of a choice"), (syntax.Name,), word),
    Kind("fact", template("a neighbouring fact"), (syntax.Name,), fact),
    Kind(
        "reversed",
        template("two quantities exchanged"),
        (syntax.Short, syntax.Comparison, syntax.Arithmetic),
        reversed_,
    ),
    Kind("junction", template("and for or"), (syntax.Junction,), junction),
    Kind("part", template("a part left out"), tuple(_SEVERAL), part),
    Kind("negation", template("not left out, or put in"), (syntax.Negation, *_CONDITIONS), negation),
    Kind("quantifier", template("any for every"), (syntax.Quantified,), quantifier),
    Kind("where", template("where left out"), (syntax.Quantified, syntax.Entries, syntax.Total, syntax.Mean), where),
    Kind("mean", template("a mean not weighted"), (syntax.Mean,), weight),
    Kind("rounding", template("another rounding"), (syntax.Rounding,), rounding),
    Kind("extreme", template("the greatest for the least"), (syntax.Extreme,), extreme),
    Kind("case", template("a case left out"), (syntax.Cases,), case),
    Kind("result", template("points for the score"), (syntax.Result,), result),
)
"""The kinds of changes of conditions and quantities."""
