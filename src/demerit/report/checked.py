"""Takes what was found in a policy, gives the lines that say so: what it holds, what was mended, what would be."""

from demerit.language.excerpt import visible
from demerit.language.messages import ENGLISH, Text, counted, listed, say, sentences, template
from demerit.language.values import write
from demerit.linting import Findings, Mended
from demerit.report.words import titled

_FIXED = "{file}:{line}: {code}: {title}\n"


def render_fixed(mended: Mended, lang: str = ENGLISH) -> str:
    """Say which fixes were applied: for each the line as it stood when it was applied, the code, and what was done."""
    lines = []
    for diagnostic, fix in mended.applied:
        source, span = diagnostic.source, diagnostic.span
        line = 1 if source is None or span is None else source.position(span.start)[0]
        told = {"file": visible(diagnostic.file), "line": line, "code": diagnostic.code.number}
        lines.append(_FIXED.format(**told, title=visible(fix.title_in(lang))))
    return "".join(lines)


def render_checked(findings: Findings, lang: str = ENGLISH) -> str:
    """Say what a policy without errors holds: its sections, items, rules, facts, and what it is worth."""
    loaded = findings.policy
    assert loaded is not None
    policy, name = loaded.policy, findings.source.name
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
    if findings.warnings:
        parts.append(counted("{number} warning", "{number} warnings", len(findings.warnings)))
    if findings.silenced:
        parts.append(say("{number} silenced", number=len(findings.silenced)))
    said = template("{file}: {policy}: {parts}: no errors")
    called = titled(policy.id, policy.version)
    return say(said, file=visible(name), policy=called, parts=sentences(parts)).text(lang) + "\n"
