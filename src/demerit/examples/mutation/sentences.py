"""What is said of a change: one sentence each, in the terms of the policy."""

from fractions import Fraction

from demerit.language.messages import Said, Text, say, template
from demerit.language.values import whole, write


def of(where: Text, what: Said) -> Said:
    """Say what was changed where: “4.1.a: …”."""
    return say("{where}: {what}", where=where, what=what)


def number(value: Fraction | int) -> str:
    """Write a number of points."""
    return write(whole(Fraction(value)))


def became(old: str, new: str) -> Said:
    """Say that a piece of the text reads otherwise."""
    return say("“{old}” became “{new}”", old=old, new=new)


def gone(old: str) -> Said:
    """Say that a piece of the text is gone."""
    return say("“{old}” is gone", old=old)


def gone_from(part: str, left: str) -> Said:
    """Say that one of several is gone, and what is left."""
    return say("“{part}” is gone: “{left}” is left", part=part, left=left)


# -- points ------------------------------------------------------------------------------------------------------


def points(verb: str, old: Fraction, new: Fraction, *, each: str = "", tier: str = "") -> Said:
    """Say that points are others: for each of something, of a tier, or once."""
    values = {"old": number(old), "new": number(new)}
    if each:
        return say(_EACH[verb], what=each, **values)
    return say(_TIER[verb], tier=tier, **values) if tier else say(_ONCE[verb], **values)


_EACH = {
    "DEDUCT": template("each “{what}” costs {new} instead of {old}"),
    "ADD": template("each “{what}” brings {new} instead of {old}"),
}
_TIER = {
    "DEDUCT": template("“{tier}” costs {new} instead of {old}"),
    "ADD": template("“{tier}” brings {new} instead of {old}"),
}
_ONCE = {
    "DEDUCT": template("costs {new} instead of {old}"),
    "ADD": template("brings {new} instead of {old}"),
}


def beyond(old: Fraction, new: Fraction) -> Said:
    """Say that other points are charged beyond the item."""
    return say("charges {new} beyond the item instead of {old}", old=number(old), new=number(new))


def chosen(old: tuple[Fraction, Fraction], new: tuple[Fraction, Fraction]) -> Said:
    """Say that the bounds of what an inspector may choose are others."""
    ends = {"old_least": number(old[0]), "old_most": number(old[1]), "least": number(new[0]), "most": number(new[1])}
    return say("leaves {least} to {most} to choose from instead of {old_least} to {old_most}", **ends)


def part_of_item(new: Fraction) -> Said:
    """Say that some points are taken, and not the whole item."""
    return say("costs {new} instead of the whole item", new=number(new))


def beyond_is_gone(points_: str) -> Said:
    """Say that what is charged beyond the item is gone."""
    return say("charges nothing beyond the item: “{points}” is gone", points=points_)


def item_is_kept(points_: str) -> Said:
    """Say that the item is not taken, what is beyond it is."""
    return say("leaves the item its points, and charges only “{points}” beyond it", points=points_)


def into_item(points_: str) -> Said:
    """Say that what was charged beyond the item is charged to it."""
    return say("charges “{points}” to the item instead of beyond it", points=points_)


def other_verb(verb: str) -> Said:
    """Say that a rule adds instead of deducting, or the other way round; `verb` is what it does now."""
    return say(_VERBS[verb])


_VERBS = {"ADD": template("adds its points instead of deducting them"),
          "DEDUCT": template("deducts its points instead of adding them")}  # fmt: skip


# -- rules -------------------------------------------------------------------------------------------------------


def rule_is_gone() -> Said:
    """Say that a rule is gone."""
    return say("the rule is gone")


def hits_when(condition: str) -> Said:
    """Say that `unless` became `when`."""
    return say("hits where “{condition}” holds, instead of where it does not", condition=condition)


def hits_unless(condition: str) -> Said:
    """Say that `when` became `unless`."""
    return say("hits where “{condition}” does not hold, instead of where it does", condition=condition)


def hits_once(what: str) -> Said:
    """Say that a rule hits once and no longer for each."""
    return say("hits once, instead of for each of “{what}”", what=what)


def hits_each(what: str) -> Said:
    """Say that a rule hits for each and no longer once."""
    return say("hits for each of “{what}”, instead of once", what=what)


def chain_is_gone(keyword: str) -> Said:
    """Say that a rule no longer hangs on the one above it."""
    return say("no longer hangs on the rule above: “{keyword}” is gone", keyword=keyword)


# -- caps --------------------------------------------------------------------------------------------------------

RULE, ITEM, GROUP, TOTAL = "rule", "item", "group", "total"

_CAP_GONE = {
    RULE: template("the rule's cap of {cap} is gone"),
    ITEM: template("the item's cap of {cap} is gone"),
    GROUP: template("the group's cap of {cap} is gone"),
    TOTAL: template("the total's cap of {cap} is gone"),
}
_CAP_OTHER = {
    RULE: template("the rule's cap is {new} instead of {old}"),
    ITEM: template("the item's cap is {new} instead of {old}"),
    GROUP: template("the group's cap is {new} instead of {old}"),
    TOTAL: template("the total's cap is {new} instead of {old}"),
}


def cap_is_gone(whose: str, cap: Fraction) -> Said:
    """Say that a cap is gone."""
    return say(_CAP_GONE[whose], cap=number(cap))


def cap_is(whose: str, old: Fraction, new: Fraction) -> Said:
    """Say that a cap is another one."""
    return say(_CAP_OTHER[whose], old=number(old), new=number(new))


def cap_of_item(item: str, cap: Fraction) -> Said:
    """Say that the cap of a rule became that of its item."""
    return say(
        "the cap of {cap} holds for all of item {item}, instead of for this rule alone", item=item, cap=number(cap)
    )


# -- tiers -------------------------------------------------------------------------------------------------------


def tier_is_gone(tier: str) -> Said:
    """Say that a tier is gone."""
    return say("the tier “{tier}” is gone", tier=tier)


def tiers_became(old: str, new: str) -> Said:
    """Say that all tiers are in another unit; the first of them is named."""
    return say("all tiers have another sign: “{old}” became “{new}”, and so on", old=old, new=new)


def points_swapped(tiers: tuple[str, str], points_: tuple[str, str]) -> Said:
    """Say that two tiers have each other's points."""
    return say(
        "“{one}” has the points of “{other}”, {a}, and the other way round, {b}",
        one=tiers[0], other=tiers[1], a=points_[0], b=points_[1],
    )  # fmt: skip


# -- tables ------------------------------------------------------------------------------------------------------


def entry(row: str, column: str, old: str, new: str) -> Said:
    """Say that a table gives another value."""
    if column:
        return say("“{row}” and “{column}” give {new} instead of {old}", row=row, column=column, old=old, new=new)
    return say("“{row}” gives {new} instead of {old}", row=row, old=old, new=new)


def entries_swapped(one: str, other: str, column: str, values: tuple[str, str]) -> Said:
    """Say that two neighbours in a table have each other's values."""
    filled = {"one": one, "other": other, "a": values[0], "b": values[1]}
    if column:
        return say("under “{column}”, “{one}” gives {a} and “{other}” gives {b}", column=column, **filled)
    return say("“{one}” gives {a} and “{other}” gives {b}", **filled)


def edge(old: tuple[str, str], new: tuple[str, str]) -> Said:
    """Say that the edge between two bands lies elsewhere."""
    return say(
        "“{one}” and “{other}” became “{new_one}” and “{new_other}”",
        one=old[0], other=old[1], new_one=new[0], new_other=new[1],
    )  # fmt: skip


# -- sections, items, the verdict --------------------------------------------------------------------------------


def worth(old: Fraction, new: Fraction) -> Said:
    """Say that an item or a section is worth something else."""
    return say("is worth {new} instead of {old}", old=number(old), new=number(new))


def gives(old: Fraction, new: Fraction) -> Said:
    """Say that a bonus section gives something else at most."""
    return say("gives up to {new} instead of up to {old}", old=number(old), new=number(new))


def starts(old: Fraction, new: Fraction) -> Said:
    """Say that a section starts elsewhere."""
    return say("starts at {new} instead of {old}", old=number(old), new=number(new))


def floor(old: Fraction, new: Fraction | None) -> Said:
    """Say that a floor lies elsewhere, or is gone."""
    if new is None:
        return say("the floor of {old} is gone", old=number(old))
    return say("the floor is {new} instead of {old}", old=number(old), new=number(new))


def worths_swapped(one: Text, other: Text, worths: tuple[Fraction, Fraction]) -> Said:
    """Say that two neighbours are worth what the other is."""
    a, b = map(number, worths)
    return say("{one} is worth {a} and {other} is worth {b}, the other way round", one=one, other=other, a=a, b=b)


def weights_swapped(one: Text, other: Text, weights: tuple[str, str]) -> Said:
    """Say that two sections have each other's weight."""
    a, b = weights
    return say(
        "{one} has the weight {a} and {other} the weight {b}, the other way round", one=one, other=other, a=a, b=b
    )


def there_is_a_score(condition: str) -> Said:
    """Say that there is a score where there was none."""
    return say("there is a score even where “{condition}” holds", condition=condition)


def limit_turned(condition: str, grade: str, *, at_most: bool) -> Said:
    """Say that a grade is the lowest instead of the highest, or the other way round."""
    return say(_AT_MOST if at_most else _AT_LEAST, condition=condition, grade=grade)


_AT_MOST = template("where “{condition}” holds, the grade is “{grade}” at most, instead of at least")
_AT_LEAST = template("where “{condition}” holds, the grade is “{grade}” at least, instead of at most")


def limit_is_gone(condition: str) -> Said:
    """Say that the grade is no longer held to one."""
    return say("the grade is no longer held to one where “{condition}” holds", condition=condition)


def default_is_gone(default: str) -> Said:
    """Say that a default is gone."""
    return say("the default “{default}” is gone", default=default)


def default_is(old: str, new: str) -> Said:
    """Say that a default is another one."""
    return say("the default is “{new}” instead of “{old}”", old=old, new=new)
