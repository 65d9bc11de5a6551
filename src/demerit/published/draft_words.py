"""The words that a first policy is written with: whole sentences, each once; the policy's language says in which."""

from demerit.language.messages import Said, template

WORDS: dict[str, str] = {
    "head": template("A first policy, drafted from {file}: {sections} sections, {items} items, {rules} rules."),
    "places": template("Places to fill in: {places}; `demerit check` names them."),
    "confirm": template("Every rule is a proposal: read it against the sentence above it, then take its note away."),
    "once": template("Draft: taken once, however often it occurs. To be confirmed."),
    "unless": template("Draft: taken once where this is not so. To be confirmed."),
    "each": template("Draft: taken for each; the words: “{words}”. To be confirmed."),
    "short": template("Draft: taken for each that is short of {number}. To be confirmed."),
    "tiers": template("Draft: of the tiers only the last one that is reached is taken. To be confirmed."),
    "range": template("Draft: the inspector chooses the points and says why. To be confirmed."),
    "whole": template("Draft: all that the item is worth is taken. To be confirmed."),
    "worth": template("Draft: the text does not say what this section is worth; {points} is put in its place."),
    "full_marks": template("Draft: the text speaks of {said} points in all; its sections are worth {found} together."),
    "item_worths": template(
        "Draft: the items say that they are worth {found} together, the section {said}; their worths are left out."
    ),
    "section": template("section {id}"),
    "missing": template("missing {name}"),
    "points": template("points for {name}"),
    "rule": template("rule {id}"),
}
"""Every template, by its key."""


def worded(key: str, language: str, **values: object) -> str:
    """Give a template of the table, filled in.

    Raises:
        KeyError: there is no such template.
    """
    return Said(WORDS[key], tuple(values.items())).text(language)
