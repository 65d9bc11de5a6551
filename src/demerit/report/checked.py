"""Takes a policy that checked without an error, gives the line that says so."""

from demerit.language.excerpt import visible
from demerit.language.messages import ENGLISH, Text, counted, listed, say, sentences, template
from demerit.language.values import write
from demerit.pipeline import LoadedPolicy
from demerit.report.words import titled


def render_checked(loaded: LoadedPolicy, name: str, lang: str = ENGLISH) -> str:
    """Say what a policy holds: its sections, items, rules, facts, and what it is worth."""
    policy = loaded.policy
    holds = listed(
        (
            counted("{number} section", "{number} sections", len(policy.sections)),
            counted("{number} item", "{number} items", sum(len(section.items) for section in policy.sections)),
            counted("{number} rule", "{number} rules", len(policy.rules)),
            counted("{number} fact", "{number} facts", len(policy.facts)),
        )
    )
    full = None if policy.full_marks is None else write(policy.full_marks)
    bonus = sum(section.worth or 0 for section in policy.sections if section.bonus)
    if bonus and full is not None:
        worth = say("{full} and up to {bonus} bonus points", full=full, bonus=write(bonus))
    elif bonus:
        worth = say("no limit of and up to {bonus} bonus points", bonus=write(bonus))
    else:
        worth = say("no limit of points") if full is None else say("{full} points", full=full)
    parts: list[Text] = [holds, worth]
    if loaded.warnings:
        parts.append(counted("{number} warning", "{number} warnings", len(loaded.warnings)))
    said = template("{file}: {policy}: {parts}: no errors")
    called = titled(policy.id, policy.version)
    return say(said, file=visible(name), policy=called, parts=sentences(parts)).text(lang) + "\n"
