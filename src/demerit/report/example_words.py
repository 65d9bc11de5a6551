"""The words of what is said of a policy's examples and what they show: whole sentences, each once.

A template stands here and nowhere else; what is in braces is a name, a number, an id or a quotation. The page, which is
no Python, and the text name them by keys.
"""

from demerit.language.messages import Said, template

WORDS: dict[str, str] = {
    # what is measured, and what of it there is to see
    "measure.rules": template("rules"),
    "measure.caps": template("caps"),
    "measure.edges": template("bounds"),
    "measure.conditions": template("parts of conditions"),
    "measure.defaults": template("defaults"),
    "measure.tables": template("tables"),
    "measure.verdict": template("the verdict"),
    "about.rules": template("hit, not hit, not applied, not looked at, at its cap"),
    "about.caps": template("held points back"),
    "about.edges": template("tested just below, at and just above"),
    "about.conditions": template("decided by holding, and by not holding"),
    "about.defaults": template("used, and overridden"),
    "about.tables": template("each place looked up"),
    "about.verdict": template("each grade given, each condition seen both ways"),
    # whose it is
    "of.rule": template("rule {id}"),
    "of.item": template("item {id}"),
    "of.group": template("group {id}"),
    "of.section": template("section {id}"),
    "of.term": template("term “{id}”"),
    "of.fact": template("fact “{id}”"),
    "of.verdict": template("the verdict"),
    # the sides of a bound
    "side.below": template("just below"),
    "side.at": template("exactly at"),
    "side.above": template("just above"),
    "day.below": template("the day before"),
    "day.at": template("the day of"),
    "day.above": template("the day after"),
    # what is shown
    "shown.rules.hit": template("hits"),
    "shown.rules.clear": template("does not hit"),
    "shown.rules.not_applicable": template("does not apply"),
    "shown.rules.not_reached": template("is not looked at, because a rule above it hits"),
    "shown.rules.capped": template("asks for more than its cap"),
    "shown.caps.capped": template("its cap holds points back"),
    "shown.caps.worth": template("its rules ask for more than it is worth"),
    "shown.caps.floor": template("is kept at its floor"),
    "shown.edges": template("“{text}”: {sides} {bound}"),
    "shown.days": template("“{text}”: with {sides} {bound}"),
    "shown.conditions.yes": template("“{text}” decides by holding"),
    "shown.conditions.no": template("“{text}” decides by not holding"),
    "shown.conditions": template("“{text}” decides, by holding and by not holding"),
    "shown.defaults.used": template("its default, “{text}”, is used"),
    "shown.defaults.overridden": template("its default, “{text}”, is overridden"),
    "shown.defaults": template("its default, “{text}”, is used and overridden"),
    "shown.tables": template("looked up: {places}"),
    "shown.verdict.given": template("the grade “{text}” is given"),
    "shown.verdict.yes": template("“{text}” holds"),
    "shown.verdict.no": template("“{text}” does not hold"),
    "shown.verdict": template("“{text}” holds, and does not hold"),
    # what is not shown
    "hole.rules.hit": template("is never seen to hit"),
    "hole.rules.clear": template("is never seen not to hit"),
    "hole.rules.not_applicable": template("is never seen not to apply"),
    "hole.rules.not_reached": template("is never seen to be passed over, because a rule above it hits"),
    "hole.rules.capped": template("is never seen to ask for more than its cap"),
    "hole.caps.capped": template("its cap is never seen to hold points back"),
    "hole.caps.worth": template("its rules are never seen to ask for more than it is worth"),
    "hole.caps.floor": template("is never seen to be kept at its floor"),
    "hole.edges": template("“{text}”: not tested {sides} {bound}"),
    "hole.days": template("“{text}”: not tested with {sides} {bound}"),
    "hole.conditions.yes": template("“{text}” never decides by holding"),
    "hole.conditions.no": template("“{text}” never decides by not holding"),
    "hole.conditions": template("“{text}” never decides, by holding or by not holding"),
    "hole.defaults.used": template("its default, “{text}”, is never used"),
    "hole.defaults.overridden": template("its default, “{text}”, is never overridden"),
    "hole.defaults": template("its default, “{text}”, is never used nor overridden"),
    "hole.tables": template("never looked up: {places}"),
    "hole.verdict.given": template("the grade “{text}” is never given"),
    "hole.verdict.yes": template("“{text}” is never seen to hold"),
    "hole.verdict.no": template("“{text}” is never seen not to hold"),
    "hole.verdict": template("“{text}” is never seen, to hold or not to hold"),
    # what cannot be shown
    "impossible.rules.hit": template("cannot hit"),
    "impossible.rules.clear": template("hits always"),
    "impossible.rules.not_applicable": template("applies always"),
    "impossible.rules.not_reached": template("is looked at always"),
    "impossible.rules.capped": template("cannot ask for more than its cap"),
    "impossible.caps.capped": template("its cap cannot hold anything back"),
    "impossible.caps.worth": template("its rules cannot ask for more than it is worth"),
    "impossible.caps.floor": template("cannot fall below its floor"),
    "impossible.edges": template("“{text}”: nothing can be {sides} {bound}"),
    "impossible.days": template("“{text}”: there cannot be {sides} {bound}"),
    "impossible.conditions.yes": template("“{text}” cannot decide by holding"),
    "impossible.conditions.no": template("“{text}” cannot decide by not holding"),
    "impossible.conditions": template("“{text}” cannot decide"),
    "impossible.defaults.used": template("its default, “{text}”, cannot be used"),
    "impossible.defaults.overridden": template("its default, “{text}”, cannot be overridden"),
    "impossible.defaults": template("its default, “{text}”, can neither be used nor overridden"),
    "impossible.tables": template("cannot be looked up: {places}"),
    "impossible.verdict.given": template("the grade “{text}” cannot be given"),
    "impossible.verdict.yes": template("“{text}” cannot hold"),
    "impossible.verdict.no": template("“{text}” holds always"),
    "impossible.verdict": template("“{text}” can never be told"),
    # why not
    "why.one": template("It depends on {facts} alone; the only case that can be told apart there was tried."),
    "why.many": template(
        "It depends on {facts} alone; all {number} cases that can be told apart there were tried, and none shows it."
    ),
    "why.no_fact": template("It depends on no fact."),
    "why.proved": template("It was proved that no facts show it."),
    # the text
    "summary.some": template(
        "{policy}: the examples show {shown} of {all} things that there are to show ({percent} %)"
    ),
    "summary.all": template("{policy}: the examples show all {all} things that there are to show"),
    "of_all": template("{shown} of {all}"),
    "percent": template("{percent} %"),
    "list.hole": template("Not shown ({number}):"),
    "list.impossible": template("What no facts can show, so that it does not count ({number}):"),
    "point": template("– {text}"),
    "place": template("{file}:{line}"),
    # the page
    "page.title": template("{title}: what its examples show"),
    "page.summary.some": template("The examples show {shown} of {all} things that there are to show ({percent} %)"),
    "page.summary.all": template("The examples show all {all} things that there are to show"),
    "page.to_policy": template("Go to the policy"),
    "page.policy": template("The policy"),
    "page.version": template("Version"),
    "page.hash": template("Hash of the policy's meaning and words"),
    "page.measured": template("What is measured"),
    "page.seen": template("What there is to see"),
    "page.shown": template("Shown"),
    "page.share": template("Share"),
    "page.together": template("All together"),
    "page.legend": template("What the signs mean"),
    "page.legend.shown": template("an example shows it"),
    "page.legend.hole": template("no example shows it"),
    "page.legend.impossible": template("no facts can show it, so it does not count"),
    "page.legend.line": template(
        "A line has the sign of what is missing there; without a sign there is nothing to show."
    ),
    "page.holes": template("What is not shown"),
    "page.no_holes": template("Nothing: the examples show all that there is to show."),
    "page.impossible": template("What no facts can show"),
    "page.text": template("The text of the policy"),
    "page.beside": template("What the examples show of it"),
    "page.state.shown": template("shown"),
    "page.state.hole": template("not shown"),
    "page.state.impossible": template("cannot be shown"),
    "page.all_shown": template("all shown"),
    "page.holes.one": template("{number} is not shown"),
    "page.holes.many": template("{number} are not shown"),
    "page.impossible.one": template("{number} cannot be shown"),
    "page.impossible.many": template("{number} cannot be shown"),
    "page.line": template("Line {line}"),
    "page.to_line": template("to line {line}"),
    "page.by": template("by {examples}"),
    "page.by_more": template("by {examples} and {number} more"),
    "page.to_top": template("to the summary"),
    "page.made_by": template("Made by demerit {version}"),
}
"""Every template, by its key."""


def worded(key: str, /, **values: object) -> Said:
    """Say a template of the table, filled in.

    Raises:
        KeyError: there is no such template.
    """
    return Said(WORDS[key], tuple(values.items()))
