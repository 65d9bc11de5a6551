"""Takes a trace, gives the score as text: section by section, with every point that was lost or gained explained."""

from collections.abc import Iterator

from demerit.evaluation.trace import ItemTrace, RuleTrace, SectionTrace, Trace, Tree
from demerit.language.excerpt import Style, plain, visible
from demerit.report import words
from demerit.report.layout import Page, pad

RULE_INDENT = 14


def render_score(trace: Trace, facts_name: str, *, columns: int = 100, style: Style = plain) -> str:
    """Render the score of a trace.

    Args:
        trace: the trace; every rule in it is determined.
        facts_name: what the facts are called.
        columns: how wide the lines may be.
        style: how to colour.
    """
    tree, page = trace.tree, Page(columns, style)
    _heading(page, tree, facts_name)
    page.line()
    _sections(page, tree)
    for section in tree.sections:
        if section.points.asked != 0:
            page.line()
            _section(page, section)
    _not_judged(page, tree)
    page.line()
    for title, identity in (("policy", tree.policy.hash), ("facts", tree.facts.hash)):
        page.line(style("gutter", f"{pad(title, 7)} {identity}"))
    page.line(style("gutter", f"{pad('engine', 7)} {tree.engine.name} {tree.engine.version}"))
    return page.text()


def _heading(page: Page, tree: Tree, facts_name: str) -> None:
    policy = tree.policy
    if policy.title:
        page.wrapped(visible(policy.title), 0, role="strong")
    version = f" {visible(policy.version)}" if policy.version else ""
    page.line(f"{visible(policy.id)}{version}, facts of {visible(facts_name)}")
    page.line()
    bonus = "" if tree.maximum == tree.full_marks else f" (with bonus points up to {words.number(tree.maximum)})"
    score = page.style("strong", f"Score: {words.number(tree.score)}")
    page.line(f"{score} of {words.number(tree.full_marks)}{bonus}")


def _sections(page: Page, tree: Tree) -> None:
    rows = []
    for section in tree.sections:
        worth = words.number(section.worth)
        verb = "add" if section.bonus else "deduct"
        change = words.signed(section.points.effective, verb)
        of = f"of at most {worth}" if section.bonus else f"of {worth}"
        absorbed = (
            f"{words.number(section.points.absorbed)} more absorbed by caps" if section.points.absorbed != 0 else ""
        )
        rows.append(
            (visible(section.id), visible(section.title or ""), words.number(section.score), of, change, absorbed)
        )
    page.table(rows, (False, False, True, False, True, False))


def _section(page: Page, section: SectionTrace) -> None:
    verb, done = ("add", "gained") if section.bonus else ("deduct", "lost")
    effective = section.points.effective
    points = "point" if effective == 1 else "points"
    title = f"{visible(section.id)} {visible(section.title or '')}".rstrip()
    page.line(page.style("strong", f"{title}: {words.number(effective)} {points} {done}"))
    if section.points.absorbed != 0:
        page.wrapped(words.ledger(section.points), 2)
    for item in section.items:
        hits = [rule for rule in item.rules if rule.state == "hit"]
        if hits:
            _item(page, item, verb)
            for rule in hits:
                _hit(page, rule)


def _item(page: Page, item: ItemTrace, verb: str) -> None:
    title = f"{visible(item.id)} {visible(item.title or '')}".rstrip()
    page.line(f"  {title}  {page.style('error', words.signed(item.points.effective, verb))}")
    if any(loss.cap == "item" for loss in item.points.absorbed_by):
        if item.cite:
            page.wrapped(visible(item.cite), RULE_INDENT, role="mark")
        page.wrapped(words.ledger(item.points), RULE_INDENT)


def _hit(page: Page, rule: RuleTrace) -> None:
    lead = f"    {pad(visible(rule.id), 8)}"
    page.wrapped(visible(rule.cite or rule.text), RULE_INDENT, lead, role="mark")
    for read in rule.reads:
        page.wrapped(words.fact(read), RULE_INDENT)
        for entry in words.entries(read):
            page.wrapped(entry, RULE_INDENT + 2)
    for line in words.quantity(rule.trigger) if rule.trigger is not None else ():
        page.wrapped(line, RULE_INDENT)
    if rule.was_halved and rule.halved is not None:
        page.wrapped(f"halved: {visible(rule.halved.text)}", RULE_INDENT)
    sums = f"= {words.arithmetic(rule)}"
    if rule.points.absorbed != 0:
        effective = words.signed(rule.points.effective, rule.verb)
        sums += f"; {words.absorptions(rule.points)}; {effective} takes effect"
    page.wrapped(sums, RULE_INDENT)


def _not_judged(page: Page, tree: Tree) -> None:
    rows = list(_passed_over(tree))
    if rows:
        page.line()
        page.line(page.style("strong", "Not applicable or not looked at"))
        for id_, why in rows:
            page.wrapped(why, 14, f"  {id_}")


def _passed_over(tree: Tree) -> Iterator[tuple[str, str]]:
    for section in tree.sections:
        for item in section.items:
            for rule in item.rules:
                if rule.state in ("not_applicable", "not_reached"):
                    facts = "; ".join(words.fact(read) for read in rule.reads)
                    why = words.because(rule) + (f" ({facts})" if facts else "")
                    yield visible(rule.id), why


__all__ = ["render_score"]
