"""Takes a policy that checked without an error, gives the line that says so."""

from demerit.language.excerpt import visible
from demerit.language.values import write
from demerit.pipeline import LoadedPolicy


def render_checked(loaded: LoadedPolicy, name: str) -> str:
    """Say what a policy holds: its sections, items, rules, facts, and what it is worth."""
    policy = loaded.policy
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
    warnings = f"; {_count(len(loaded.warnings), 'warning')}" if loaded.warnings else ""
    version = f" {visible(policy.version)}" if policy.version else ""
    return f"{visible(name)}: {visible(policy.id)}{version}: {holds}; {worth} points{warnings}: no errors\n"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
