"""Takes a trace, gives the score as text: section by section, with every point that was lost or gained explained."""

from collections.abc import Iterator

from demerit.evaluation.numbers import from_json_number
from demerit.evaluation.trace import NO_SCORE, ItemTrace, RuleTrace, SectionTrace, Trace, Tree
from demerit.language.excerpt import Style, plain, visible
from demerit.report import words
from demerit.report.layout import Page, pad

RULE_INDENT = 14


def render_score(trace: Trace, facts_name: str, *, columns: int = 100, style: Style = plain) -> str:
    """Render the score of a trace.

    Args:
        trace: the trace; its outcome is determined.
        facts_name: what the facts are called.
        columns: how wide the lines may be.
        style: how to colour.
    """
    tree, page = trace.tree, Page(columns, style)
    _heading(page, tree, facts_name)
    page.line()
    _sections(page, tree)
    for section in tree.sections:
        shown = any(_is_shown(rule) for item in section.items for rule in item.rules)
        if shown or next(words.steps(section.steps), None) is not None:
            page.line()
            _section(page, section)
    _verdict(page, tree)
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
    verdict = tree.verdict
    if tree.outcome == NO_SCORE and verdict is not None:
        page.wrapped(visible(verdict.reason or ""), 10, page.style("strong", "No score: "))
        return
    of = f" of {words.number(tree.full_marks)}" if tree.full_marks else ""
    if tree.maximum is not None and any(section.bonus for section in tree.sections):
        most = words.number(tree.maximum)
        of += f" (with bonus points up to {most})" if of else f" of at most {most}"
    page.line(page.style("strong", f"Score: {words.number(tree.score)}") + of)
    if verdict is not None and verdict.grade is not None:
        page.line(page.style("strong", f"Grade: {visible(verdict.grade)}"))


def _sections(page: Page, tree: Tree) -> None:
    rows = []
    for section in tree.sections:
        worth = words.number(section.worth)
        change = words.signed(section.points.effective, words.verb_of(section))
        of = "" if section.worth is None else f"of at most {worth}" if section.bonus else f"of {worth}"
        absorbed = ""
        if section.points.absorbed != 0:
            absorbed = f"{words.size(section.points.absorbed)} more absorbed"
        score = "none" if section.score is None else words.number(section.score)
        if any(step.step == "not_applicable" and step.left == 0 for step in section.steps):
            absorbed = "does not apply"
        rows.append((visible(section.id), visible(section.title or ""), score, of, change, absorbed))
    page.table(rows, (False, False, True, False, True, False))


def _section(page: Page, section: SectionTrace) -> None:
    verb = words.verb_of(section)
    effective = section.points.effective
    points = "point" if effective in (1, -1) else "points"
    done = "gained" if (verb == "add") is (from_json_number(effective) >= 0) else "lost"
    title = f"{visible(section.id)} {visible(section.title or '')}".rstrip()
    page.line(page.style("strong", f"{title}: {words.size(effective)} {points} {done}"))
    for line in words.steps(section.steps):
        page.wrapped(line, 2)
    if section.points.absorbed != 0:
        page.wrapped(words.ledger(section.points), 2)
    for group in section.groups:
        if any(loss.cap == "group" and loss.id == group.id for loss in group.points.absorbed_by):
            title = f"{visible(group.id)} {visible(group.title or '')}".rstrip()
            page.wrapped(f"group {title} ({', '.join(map(visible, group.members))}): {words.ledger(group.points)}", 2)
    for item in section.items:
        hits = [rule for rule in item.rules if _is_shown(rule)]
        if hits:
            _item(page, item, verb)
            for rule in hits:
                _hit(page, rule)


def _item(page: Page, item: ItemTrace, verb: str) -> None:
    title = f"{visible(item.id)} {visible(item.title or '')}".rstrip()
    page.line(f"  {title}  {page.style('error', words.signed(item.points.effective, verb))}")
    if any(loss.cap in ("item", "worth") for loss in item.points.absorbed_by):
        for sentence in item.cite.split("\n") if item.cite else ():
            page.wrapped(visible(sentence), RULE_INDENT, role="mark")
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
    for line in dict.fromkeys((*words.grounds(rule), *words.amounts(rule), *words.elsewhere(rule))):
        page.wrapped(line, RULE_INDENT)
    if rule.was_halved and rule.halved is not None:
        page.wrapped(f"halved: {visible(rule.halved.text)}", RULE_INDENT)
    if charged := words.charged(rule):
        page.wrapped(charged, RULE_INDENT)
    if rule.state != "hit" or rule.rate is None:
        return
    sums = f"= {words.arithmetic(rule)}"
    if rule.points.absorbed != 0:
        sums += f"; {words.absorptions(rule.points)}; {words.effect(rule)} takes effect"
    page.wrapped(sums, RULE_INDENT)


def _is_shown(rule: RuleTrace) -> bool:
    """Tell whether a rule took or gave something, or would have if others had not charged it already."""
    return rule.state == "hit" or (rule.state == "clear" and bool(rule.elsewhere))


def _verdict(page: Page, tree: Tree) -> None:
    """Say how the score came about, and the grade."""
    verdict = tree.verdict
    if verdict is None:
        return
    lines = list(words.steps(verdict.steps))
    held = [ruling for ruling in (*verdict.no_score, *verdict.limits) if ruling.holds]
    if not (lines or held or verdict.grade):
        return
    page.line()
    page.line(page.style("strong", visible(verdict.title or "Verdict")))
    for line in lines:
        page.wrapped(line, 2)
    if verdict.by_score is not None:
        said = f"“{visible(verdict.by_score)}” by the score ({visible(verdict.band or '')})"
        page.wrapped(said, 2)
    for ruling in held:
        page.wrapped(visible(ruling.cite or ruling.text), 2, role="mark")
        effect = "there is no score" if ruling.grade is None else words.ruled(ruling)
        page.wrapped(f"{visible(ruling.text)}: {effect}", 4)
        for line in (*map(words.fact, ruling.reads), *words.derivation(ruling.condition, outermost=False)):
            page.wrapped(line, 4)


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
                    asked = rule.only if rule.because != "item" else item.applies
                    grounds = () if asked is None else words.derivation(asked, outermost=False)
                    facts = "; ".join((*map(words.fact, rule.reads), *grounds))
                    why = words.because(rule) + (f" ({facts})" if facts else "")
                    yield visible(rule.id), why


__all__ = ["render_score"]
