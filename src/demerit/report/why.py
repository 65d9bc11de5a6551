"""Takes a trace and an id, gives the answer to “why?”: for a rule, an item or a section.

For a rule: its sentence, whether it hit, the facts, the arithmetic and the caps, or why it did not hit, part by part
of its condition. For an item or a section: its line of the ledger, and the same for each of its rules.
"""

from demerit.evaluation.trace import ItemTrace, Part, Points, Repealed, RuleTrace, SectionTrace, Trace
from demerit.language import codes
from demerit.language.diagnostics import Diagnostic, UnknownIdError
from demerit.language.excerpt import Style, plain, visible, width
from demerit.language.nearness import near
from demerit.report import words
from demerit.report.layout import Page, pad

INDENT = 16


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
    policy = trace.tree.policy.id
    of_item = [each for each in known if each.startswith(id_.rsplit(".", 1)[0] + ".")]
    suggestions = near(id_, of_item) or of_item[:3] or near(id_, known)
    raise UnknownIdError([Diagnostic(codes.ID_UNKNOWN, policy, id=id_, near=suggestions)])


def _section(page: Page, section: SectionTrace) -> None:
    kind = "bonus section" if section.bonus else "section"
    page.line(page.style("strong", f"{kind} {visible(section.id)} {visible(section.title or '')}".rstrip()))
    score = "cannot be determined: facts are missing" if section.score is None else words.number(section.score)
    of = f"at most {words.number(section.worth)}" if section.bonus else words.number(section.worth)
    page.line(f"  {score} of {of}" if section.score is not None else f"  {score}")
    _ledger(page, section.points, 2)
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
    _ledger(page, item.points, 2)
    if item.cite:
        page.wrapped(visible(item.cite), INDENT, "  sentence")
    for note in item.notes:
        page.wrapped(visible(note), INDENT, "  note")
    for gone in item.repealed:
        page.line()
        _repealed(page, gone)
    for rule in item.rules:
        page.line()
        _rule(page, rule, item)


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
    if rule.state == "hit":
        page.wrapped(words.arithmetic(rule), INDENT, "  asks")
        if absorbed := words.absorptions(rule.points):
            page.wrapped(absorbed, INDENT, "  caps")
    if rule.state in ("hit", "clear"):
        page.line(pad("  effect", INDENT) + words.signed(rule.points.effective, rule.verb))
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
