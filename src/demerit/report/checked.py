"""Takes what was found in a policy, gives the lines that say so: what it holds, what was mended, what would be."""

from demerit.language.excerpt import visible
from demerit.language.values import write
from demerit.linting import Findings, Mended

_FIXED = "{file}:{line}: {code}: {title}\n"


def render_fixed(mended: Mended) -> str:
    """Say which fixes were applied: for each the line as it stood when it was applied, the code, and what was done."""
    lines = []
    for diagnostic, fix in mended.applied:
        source, span = diagnostic.source, diagnostic.span
        line = 1 if source is None or span is None else source.position(span.start)[0]
        told = {"file": visible(diagnostic.file), "line": line, "code": diagnostic.code.number}
        lines.append(_FIXED.format(**told, title=visible(fix.title)))
    return "".join(lines)


def render_checked(findings: Findings) -> str:
    """Say what a policy without errors holds: its sections, items, rules, facts, and what it is worth."""
    loaded = findings.policy
    assert loaded is not None
    policy, name = loaded.policy, findings.source.name
    items = sum(len(section.items) for section in policy.sections)
    holds = ", ".join(
        _count(number, what)
        for number, what in (
            (len(policy.sections), "section"),
            (items, "item"),
            (len(policy.rules), "rule"),
            (len(policy.facts), "fact"),
        )
    )
    bonus = sum(section.worth or 0 for section in policy.sections if section.bonus)
    worth = "no limit of" if policy.full_marks is None else write(policy.full_marks)
    worth += f" and up to {write(bonus)} bonus" if bonus else ""
    warnings = f"; {_count(len(findings.warnings), 'warning')}" if findings.warnings else ""
    warnings += f"; {len(findings.silenced)} silenced" if findings.silenced else ""
    version = f" {visible(policy.version)}" if policy.version else ""
    return f"{visible(name)}: {visible(policy.id)}{version}: {holds}; {worth} points{warnings}: no errors\n"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
