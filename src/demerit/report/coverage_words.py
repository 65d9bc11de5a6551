"""The words of what is said of a published text and its policy: whole sentences, each once.

A template stands here and nowhere else; what is in braces is a name, a number, an id or a quotation. The page, which is
no Python, and its report name them by keys.
"""

from demerit.language.messages import ENGLISH, Said, template

WORDS: dict[str, str] = {
    # states of a clause
    "state.encoded": template("encoded"),
    "state.marked": template("not mechanised, with a reason"),
    "state.to_fill_in": template("to fill in"),
    "state.differs": template("points differ"),
    "state.missing": template("not encoded"),
    # the text
    "summary": template(
        "{policy} beside {source}: {accounted} of {total} clauses about points encoded or marked ({percent} %)"
    ),
    "cites.all": template("every cite stands in the text ({total})"),
    "cites.some": template("{missing} of {total} cites do not stand in the text"),
    "list.missing": template("Not encoded:"),
    "list.differs": template("Points differ:"),
    "list.to_fill_in": template("To fill in:"),
    "list.marked": template("Not mechanised:"),
    "place": template("{file}:{line}:{column}"),
    "place.item": template("{file}:{line}:{column} (item {item})"),
    "reason": template("reason: {reason}"),
    # what changed
    "changes.none": template("Nothing changed since {old}."),
    "changes.some": template("{number} clauses are not as in {old}:"),
    "change.changed": template("changed"),
    "change.moved": template("moved"),
    "change.removed": template("removed"),
    "change.new": template("new"),
    "change.rules": template("rules that stand on it: {rules}"),
    "change.no_rules": template("no rule stands on it"),
    "change.uncited": template("no rule cites it, and it says something of points"),
    "changes.rules": template("Rules that stand on changed sentences: {rules}"),
    "changes.no_rules": template("No rule stands on a changed sentence."),
    # a draft
    "drafted": template("drafted: {sections} sections, {items} items, {rules} rules; places to fill in: {places}"),
    # the page
    "page.title": template("{title}: the published text and its rules"),
    "page.summary": template("{accounted} of {total} clauses about points are encoded or marked ({percent} %)"),
    "page.source": template("The published text"),
    "page.rules": template("The rules"),
    "page.legend": template("What the marks mean"),
    "page.faults": template("What does not agree"),
    "page.no_faults": template("Nothing: the published text and the policy agree."),
    "page.item": template("Item {id}"),
    "page.section": template("Section {id}"),
    "page.worth": template("worth {points} points"),
    "page.up_to": template("up to {points} points"),
    "page.cite": template("cite"),
    "page.note": template("note"),
    "page.not_encoded": template("no rule stands for this"),
    "page.to_fill_in": template("a rule is to be written for this"),
    "page.elsewhere": template("In the policy only"),
    "page.other": template("Terms and verdict"),
    "page.not_found": template("the published text has no such passage"),
    "page.to_source": template("to the text"),
    "page.to_rule": template("to rule {id}"),
    "page.sign": template("Sign-off"),
    "page.statement": template("I have compared the published text with the rules on this page."),
    "page.name": template("Name"),
    "page.date": template("Date"),
    "page.signature": template("Signature"),
    "page.remarks": template("Remarks"),
    "page.policy": template("Policy"),
    "page.version": template("Version"),
    "page.policy_hash": template("Hash of the policy's meaning and words"),
    "page.source_hash": template("Hash of the published text, as UTF-8"),
    "page.made_by": template("Made by demerit {version}"),
}
"""Every template, by its key."""


def worded(key: str, lang: str = ENGLISH, **values: object) -> str:
    """Give a template of the table in a language, filled in.

    Raises:
        KeyError: there is no such template.
    """
    return Said(WORDS[key], tuple(values.items())).text(lang)
