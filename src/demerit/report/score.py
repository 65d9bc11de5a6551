"""Takes a trace, gives the score as text: section by section, with every point that was lost or gained explained."""

from collections.abc import Iterator

from demerit.evaluation.numbers import from_json_number
from demerit.evaluation.trace import NO_SCORE, ItemTrace, RuleTrace, SectionTrace, Trace, Tree
from demerit.language.excerpt import Style, plain, visible
from demerit.language.messages import ENGLISH, Text, listed, say, sentences, template
from demerit.report import words
from demerit.report.layout import Page, pad

RULE_INDENT = 14


def render_score(
    trace: Trace, facts_name: str, *, columns: int = 100, style: Style = plain, lang: str = ENGLISH
) -> str:
    """Render the score of a trace.

    Args:
        trace: the trace; its outcome is determined.
        facts_name: what the facts are called.
        columns: how wide the lines may be.
        style: how to colour.
        lang: the language to say it in (`en` or `zh`).
    """
    page = Page(columns, style, lang)
    with words.calling(trace.choices):
        _render(page, trace.tree, facts_name)
    return page.text()


def _render(page: Page, tree: Tree, facts_name: str) -> None:
    _heading(page, tree, facts_name)
    page.line()
    tell_sections(page, tree)
    for section in tree.sections:
        shown = any(is_shown(rule) for item in section.items for rule in item.rules)
        if shown or next(words.steps(section.steps), None) is not None:
            page.line()
            _section(page, section)
    _verdict(page, tree)
    _not_judged(page, tree)
    page.line()
    engine = f"{tree.engine.name} {tree.engine.version}"
    for title, identity in (
        (say("policy"), tree.policy.hash), (say("facts"), tree.facts.hash), (say("engine"), engine)
    ):  # fmt: skip
        page.line(page.styled("gutter", f"{pad(page.words(title), 7)} {identity}"))


def _heading(page: Page, tree: Tree, facts_name: str) -> None:
    policy = tree.policy
    if policy.title:
        page.wrapped(visible(policy.title), 0, role="strong")
    page.line(
        say("{policy}, facts of {facts}", policy=words.titled(policy.id, policy.version), facts=visible(facts_name))
    )
    page.line()
    verdict = tree.verdict
    if tree.outcome == NO_SCORE and verdict is not None:
        page.wrapped(words.no_score(verdict), 10, page.styled("strong", say("No score: ")))
        return
    score: Text = page.styled("strong", say("Score: {score}", score=words.number(tree.score)))
    full, most = tree.full_marks, tree.maximum
    bonus = most is not None and any(section.bonus for section in tree.sections)
    if full and bonus:
        said = template("{score} of {full} (with bonus points up to {most})")
        score = say(said, score=score, full=words.number(full), most=words.number(most))
    elif full:
        score = say("{score} of {full}", score=score, full=words.number(full))
    elif bonus:
        score = say("{score} of at most {most}", score=score, most=words.number(most))
    page.line(score)
    if verdict is not None and verdict.grade is not None:
        page.strong(say("Grade: {grade}", grade=visible(verdict.grade)))


def tell_sections(page: Page, tree: Tree) -> None:
    """Put in a table of the sections and their scores."""
    weighted = any(words.weight(section) for section in tree.sections)
    rows: list[tuple[Text, ...]] = []
    for section in tree.sections:
        change = words.signed(section.points.effective, words.verb_of(section))
        of: Text = ""
        if section.worth is not None:
            of = say("of at most {worth}" if section.bonus else "of {worth}", worth=words.number(section.worth))
        absorbed: Text = ""
        if section.points.absorbed != 0:
            absorbed = say("{points} more absorbed", points=words.size(section.points.absorbed))
        score = say("none") if section.score is None else words.number(section.score)
        if any(step.step == "not_applicable" and step.left == 0 for step in section.steps):
            absorbed = say("does not apply")
        weight = (words.weight(section),) if weighted else ()
        rows.append((visible(section.id), visible(section.title or ""), score, of, *weight, change, absorbed))
    page.table(rows, (False, False, True, False, *((True,) if weighted else ()), True, False))


def _section(page: Page, section: SectionTrace) -> None:
    verb = words.verb_of(section)
    effective = section.points.effective
    one = effective in (1, -1)
    if (verb == "add") is (from_json_number(effective) >= 0):
        said = template("{section}: {points} point gained") if one else template("{section}: {points} points gained")
    else:
        said = template("{section}: {points} point lost") if one else template("{section}: {points} points lost")
    page.strong(say(said, section=words.titled(section.id, section.title), points=words.size(effective)))
    for line in words.steps(section.steps):
        page.wrapped(line, 2)
    if section.points.absorbed != 0:
        page.wrapped(words.ledger(section.points), 2)
    for group in section.groups:
        if any(loss.cap == "group" and loss.id == group.id for loss in group.points.absorbed_by):
            title, members = words.titled(group.id, group.title), listed(map(visible, group.members))
            line = words.ledger(group.points)
            page.wrapped(say("group {group} ({members}): {ledger}", group=title, members=members, ledger=line), 2)
    for item in section.items:
        hits = [rule for rule in item.rules if is_shown(rule)]
        if hits:
            tell_item(page, item, verb)
            for rule in hits:
                tell_hit(page, rule)


def tell_item(page: Page, item: ItemTrace, verb: str) -> None:
    """Put in the line of an item; `verb` is what counts as positive in its section."""
    points = page.styled("error", words.signed(item.points.effective, verb))
    page.line(f"  {words.titled(item.id, item.title)}  {points}")
    if any(loss.cap in ("item", "worth") for loss in item.points.absorbed_by):
        for sentence in item.cite.split("\n") if item.cite else ():
            page.wrapped(visible(sentence), RULE_INDENT, role="mark")
        page.wrapped(words.ledger(item.points), RULE_INDENT)


def tell_hit(page: Page, rule: RuleTrace) -> None:
    """Put in what a rule that hit took or gave: its sentence, the facts, the arithmetic and the caps."""
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
        page.wrapped(say("halved: {condition}", condition=visible(rule.halved.text)), RULE_INDENT)
    if charged := words.charged(rule):
        page.wrapped(say("charged to the total: {points}", points=charged), RULE_INDENT)
    if rule.state != "hit" or rule.rate is None:
        return
    sums: Text = say("= {sums}", sums=words.arithmetic(rule))
    if rule.points.absorbed != 0:
        sums = words.taking_effect(sums, rule.points, words.effect(rule))
    page.wrapped(sums, RULE_INDENT)


def is_shown(rule: RuleTrace) -> bool:
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
    page.strong(visible(verdict.title) if verdict.title else say("Verdict"))
    for line in lines:
        page.wrapped(line, 2)
    if verdict.by_score is not None:
        said = template("“{grade}” by the score ({band})")
        page.wrapped(say(said, grade=visible(verdict.by_score), band=visible(verdict.band or "")), 2)
    for ruling in held:
        page.wrapped(visible(ruling.cite or ruling.text), 2, role="mark")
        effect = say("there is no score") if ruling.grade is None else words.ruled(ruling)
        page.wrapped(say("{rule}: {effect}", rule=visible(ruling.text), effect=effect), 4)
        for line in (*map(words.fact, ruling.reads), *words.derivation(ruling.condition, outermost=False)):
            page.wrapped(line, 4)


def _not_judged(page: Page, tree: Tree) -> None:
    rows = list(_passed_over(tree))
    if rows:
        page.line()
        page.strong(say("Not applicable or not looked at"))
        for id_, why in rows:
            page.wrapped(why, 14, f"  {id_}")


def _passed_over(tree: Tree) -> Iterator[tuple[str, Text]]:
    for section in tree.sections:
        for item in section.items:
            for rule in item.rules:
                if rule.state in ("not_applicable", "not_reached"):
                    asked = rule.only if rule.because != "item" else item.applies
                    grounds = () if asked is None else words.derivation(asked, outermost=False)
                    facts = sentences((*map(words.fact, rule.reads), *grounds))
                    why = words.because(rule)
                    yield visible(rule.id), say("{why} ({facts})", why=why, facts=facts) if facts else why


__all__ = ["render_score"]
