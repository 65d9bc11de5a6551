"""Takes a trace and an id, gives the answer to “why?”: for a rule, an item or a section.

For a rule: its sentence, whether it hit, the facts, the arithmetic and the caps, or why it did not hit, part by part
of its condition. For an item or a section: its line of the ledger, and the same for each of its rules.
"""

from demerit.evaluation.trace import (
    NO_SCORE,
    SCORE,
    UNDETERMINED,
    GroupTrace,
    ItemTrace,
    Part,
    Points,
    Repealed,
    RuleTrace,
    SectionTrace,
    Trace,
    VerdictTrace,
)
from demerit.language import codes
from demerit.language.diagnostics import Diagnostic, UnknownIdError
from demerit.language.excerpt import Style, plain, visible, width
from demerit.language.nearness import near
from demerit.report import words
from demerit.report.layout import Page, pad

INDENT = 16

VERDICT = "verdict"
"""What to ask for to be told of the verdict."""


def render_why(trace: Trace, id_: str, *, columns: int = 100, style: Style = plain) -> str:
    """Answer for one rule, item or section.

    Raises:
        UnknownIdError: the policy has nothing of that id.
    """
    page = Page(columns, style)
    known: list[str] = []
    for section in trace.tree.sections:
        known.append(section.id)
        if section.id == id_:
            _section(page, section)
            return page.text()
        for item in section.items:
            known.append(item.id)
            if item.id == id_:
                _item(page, item, section)
                return page.text()
            for gone in item.repealed:
                if gone.id == id_:
                    _repealed(page, gone)
                    return page.text()
            for rule in item.rules:
                known.append(rule.id)
                if rule.id == id_:
                    _rule(page, rule, item)
                    return page.text()
        for group in section.groups:
            known.append(group.id)
            if group.id == id_:
                _group(page, group, section)
                return page.text()
    verdict = trace.tree.verdict
    if verdict is not None:
        known.append(VERDICT)
        if id_ == VERDICT:
            _verdict(page, trace, verdict)
            return page.text()
    policy = trace.tree.policy.id
    of_item = [each for each in known if each.startswith(id_.rsplit(".", 1)[0] + ".")]
    suggestions = near(id_, of_item) or of_item[:3] or near(id_, known)
    raise UnknownIdError([Diagnostic(codes.ID_UNKNOWN, policy, id=id_, near=suggestions)])


def _section(page: Page, section: SectionTrace) -> None:
    kind = "bonus section" if section.bonus else "section"
    page.line(page.style("strong", f"{kind} {visible(section.id)} {visible(section.title or '')}".rstrip()))
    if section.score is None:
        nothing = section.steps and section.steps[-1].left is None
        page.line(f"  {'none: nothing applies' if nothing else 'cannot be determined: facts are missing'}")
    elif section.worth is None:
        page.line(f"  {words.number(section.score)}")
    else:
        of = f"at most {words.number(section.worth)}" if section.bonus else words.number(section.worth)
        page.line(f"  {words.number(section.score)} of {of}")
    for line in words.steps(section.steps):
        page.wrapped(line, 2)
    _ledger(page, section.points, 2)
    for group in section.groups:
        page.line()
        _group(page, group, section)
    for note in section.notes:
        page.wrapped(visible(note), INDENT, "  note")
    for item in section.items:
        page.line()
        _item(page, item, section)


def _item(page: Page, item: ItemTrace, section: SectionTrace) -> None:
    page.line(page.style("strong", f"item {visible(item.id)} {visible(item.title or '')}".rstrip()))
    page.line(
        f"  in {'bonus ' if section.bonus else ''}section {visible(section.id)} {visible(section.title or '')}".rstrip()
    )
    if item.applies is not None:
        _condition(page, "applies when", item.applies)
    if item.worth is not None:
        page.line(f"  worth {words.number(item.worth)}")
    _ledger(page, item.points, 2)
    _sentences(page, item.cite)
    for note in item.notes:
        page.wrapped(visible(note), INDENT, "  note")
    for gone in item.repealed:
        page.line()
        _repealed(page, gone)
    for rule in item.rules:
        page.line()
        _rule(page, rule, item)


def _group(page: Page, group: GroupTrace, section: SectionTrace) -> None:
    page.line(page.style("strong", f"group {visible(group.id)} {visible(group.title or '')}".rstrip()))
    page.line(f"  in section {visible(section.id)} {visible(section.title or '')}".rstrip())
    page.wrapped(f"of {', '.join(map(visible, group.members))}, at most {words.number(group.cap)}", 2)
    _ledger(page, group.points, 2)


def _verdict(page: Page, trace: Trace, verdict: VerdictTrace) -> None:
    """Say what became of the sections: the score or why there is none, what is charged to the total, the grade."""
    page.line(page.style("strong", f"verdict {visible(verdict.title or '')}".rstrip()))
    tree = trace.tree
    outcome = {
        SCORE: f"score {words.number(tree.score)}",
        NO_SCORE: f"no score: {visible(verdict.reason or '')}",
        UNDETERMINED: "cannot be determined: facts are missing",
    }[tree.outcome]
    page.wrapped(outcome, 2)
    for line in words.steps(verdict.steps):
        page.wrapped(line, 2)
    if verdict.beyond is not None and verdict.beyond.asked != 0:
        page.wrapped(f"charged to the total: {words.ledger(verdict.beyond)}", 2)
    if verdict.grade is not None:
        page.wrapped(visible(verdict.grade), INDENT, "  grade")
        page.wrapped(f"{visible(verdict.by_score or '')} ({visible(verdict.band or '')})", INDENT, "  by the score")
    _sentences(page, verdict.cite)
    for ruling in (*verdict.no_score, *verdict.limits):
        page.line()
        page.wrapped(visible(ruling.text), INDENT, "  rule")
        page.line(pad("  at", INDENT) + f"{visible(ruling.where.file)}:{ruling.where.line}:{ruling.where.column}")
        if ruling.cite:
            page.wrapped(visible(ruling.cite), INDENT, "  sentence")
        _condition(page, "condition", ruling.condition)
        for number, read in enumerate(ruling.reads):
            page.wrapped(words.fact(read), INDENT, "  facts" if number == 0 else "")
        if ruling.missing:
            page.wrapped(", ".join(map(visible, ruling.missing)), INDENT, "  missing")
        if ruling.holds and ruling.grade is not None:
            page.wrapped(words.ruled(ruling), INDENT, "  effect")
    for note in verdict.notes:
        page.wrapped(visible(note), INDENT, "  note")


def _sentences(page: Page, cite: str | None) -> None:
    for number, sentence in enumerate(cite.split("\n") if cite else ()):
        page.wrapped(visible(sentence), INDENT, "" if number else "  sentence")


def _repealed(page: Page, gone: Repealed) -> None:
    reason = f": {visible(gone.reason)}" if gone.reason else ""
    page.wrapped(f"{page.style('strong', visible(gone.id))} is repealed{reason}", 2)


def _rule(page: Page, rule: RuleTrace, item: ItemTrace) -> None:
    role = {"hit": "error", "undetermined": "warning"}.get(rule.state, "help")
    page.line(f"{page.style('strong', visible(rule.id))} {page.style(role, words.STATE_WORDS[rule.state])}")
    if rule.cite:
        page.wrapped(visible(rule.cite), INDENT, "  sentence")
    page.wrapped(visible(rule.text), INDENT, "  rule")
    page.line(pad("  at", INDENT) + f"{visible(rule.where.file)}:{rule.where.line}:{rule.where.column}")
    if rule.state in ("not_applicable", "not_reached", "undetermined"):
        page.wrapped(words.because(rule), INDENT, "  because")
    if item.applies is not None:
        _condition(page, "applies when", item.applies)
    for title, part in (("only when", rule.only), ("condition", rule.trigger), ("halved", rule.halved)):
        if part is not None:
            _condition(page, title, part)
    for number, read in enumerate(rule.reads):
        page.wrapped(words.fact(read), INDENT, "  facts" if number == 0 else "")
        page.wrapped(f"{visible(read.pointer)}", INDENT + 2, role="gutter")
        for entry in words.entries(read):
            page.wrapped(entry, INDENT + 2)
    if rule.amount is not None:
        _condition(page, "points", rule.amount)
    if rule.beyond is not None and rule.beyond.amount is not None:
        _condition(page, "beyond", rule.beyond.amount)
    for number, line in enumerate([*(words.amounts(rule) if rule.figure else ()), *words.elsewhere(rule)]):
        page.wrapped(line, INDENT, "" if number else "  figure" if rule.figure else "  elsewhere")
    if charged := words.charged(rule):
        page.wrapped(charged.removeprefix(words.CHARGED), INDENT, "  from total")
    if rule.state == "hit":
        page.wrapped(words.arithmetic(rule), INDENT, "  asks")
        if absorbed := words.absorptions(rule.points):
            page.wrapped(absorbed, INDENT, "  caps")
    if rule.state in ("hit", "clear"):
        page.line(pad("  effect", INDENT) + words.effect(rule))
    for note in rule.notes:
        page.wrapped(visible(note), INDENT, "  note")


def _condition(page: Page, title: str, part: Part) -> None:
    lines = list(words.part_lines(part))
    columns = max(width(said) for _, said, _ in lines) + 2
    for number, (depth, said, what) in enumerate(lines):
        begin = INDENT + 2 * depth
        lead = pad(f"  {title}" if number == 0 else "", begin) + pad(said, columns)
        page.wrapped(what, begin + columns, lead)


def _ledger(page: Page, points: Points, indent: int) -> None:
    page.wrapped(words.ledger(points), indent)
