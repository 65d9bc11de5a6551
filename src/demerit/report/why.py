"""Takes a trace and an id, gives the answer to “why?”: for a rule, an item, a group, a section or the verdict.

For a rule: its sentence, whether it hit, the facts, the arithmetic and the caps, or why it did not hit, part by part
of its condition. For an item or a section: its line of the ledger, and the same for each of its rules. For a group:
its line of the ledger, and those of its members.
"""

from collections.abc import Callable, Iterator
from functools import partial

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
    Tree,
    VerdictTrace,
    Where,
)
from demerit.language import codes
from demerit.language.diagnostics import Diagnostic, UnknownIdError
from demerit.language.excerpt import Style, plain, visible, width
from demerit.language.messages import ENGLISH, Text, listed, say, template
from demerit.language.nearness import near
from demerit.report import words
from demerit.report.layout import Page, pad

INDENT = 16

VERDICT = "verdict"
"""What to ask for to be told of the verdict."""


def render_why(trace: Trace, id_: str, *, columns: int = 100, style: Style = plain, lang: str = ENGLISH) -> str:
    """Answer for one section, group, item or rule, or for the verdict.

    Raises:
        UnknownIdError: the policy has nothing of that id.
    """
    with words.calling(trace.choices):
        return _answer(trace, id_, Page(columns, style, lang))


def _answer(trace: Trace, id_: str, page: Page) -> str:
    known: list[str] = []
    for name, answer in _answers(page, trace):
        if name == id_:
            answer()
            return page.text()
        known.append(name)
    policy = trace.tree.policy.id
    gone = {each.id for section in trace.tree.sections for item in section.items for each in item.repealed}
    known = [name for name in known if name not in gone]
    of_item = [each for each in known if each.startswith(id_.rsplit(".", 1)[0] + ".")]
    suggestions = near(id_, of_item) or of_item[:3] or near(id_, known)
    raise UnknownIdError([Diagnostic(codes.ID_UNKNOWN, policy, id=id_, near=suggestions)])


def _answers(page: Page, trace: Trace) -> Iterator[tuple[str, Callable[[], None]]]:
    """Give the id of everything that can be asked for, and what puts the answer in a page."""
    for section in trace.tree.sections:
        yield section.id, partial(_section, page, section)
        for item in section.items:
            yield item.id, partial(_item, page, item, section)
            for gone in item.repealed:
                yield gone.id, partial(_repealed, page, gone)
            for rule in item.rules:
                yield rule.id, partial(tell_rule, page, rule, item)
        for group in section.groups:
            yield group.id, partial(tell_group, page, group, section)
    verdict = trace.tree.verdict
    if verdict is not None:
        yield VERDICT, partial(tell_verdict, page, trace.tree, verdict)


def _section(page: Page, section: SectionTrace) -> None:
    page.strong(_of_section(section))
    score = words.number(section.score)
    if section.score is None:
        nothing = section.steps and section.steps[-1].left is None
        score = say("none: nothing applies") if nothing else say("cannot be determined: facts are missing")
    elif section.worth is not None:
        said = template("{score} of at most {most}") if section.bonus else template("{score} of {full}")
        worth = words.number(section.worth)
        score = say(said, score=score, **{"most" if section.bonus else "full": worth})
    page.line("  " + page.words(score))
    for line in words.steps(section.steps):
        page.wrapped(line, 2)
    _ledger(page, section.points, 2)
    for group in section.groups:
        page.line()
        tell_group(page, group, section)
    for note in section.notes:
        page.labelled(say("note"), visible(note), INDENT)
    for item in section.items:
        page.line()
        _item(page, item, section)


def _item(page: Page, item: ItemTrace, section: SectionTrace) -> None:
    page.strong(say("item {item}", item=words.titled(item.id, item.title)))
    page.line("  " + page.words(say("in {section}", section=_of_section(section))))
    if item.applies is not None:
        _condition(page, say("applies when"), item.applies)
    if item.worth is not None:
        page.line("  " + page.words(say("worth {worth}", worth=words.number(item.worth))))
    _ledger(page, item.points, 2)
    _sentences(page, item.cite)
    for note in item.notes:
        page.labelled(say("note"), visible(note), INDENT)
    for gone in item.repealed:
        page.line()
        _repealed(page, gone)
    for rule in item.rules:
        page.line()
        tell_rule(page, rule, item)


def tell_group(page: Page, group: GroupTrace, section: SectionTrace) -> None:
    """Put in the answer for one group: its line of the ledger, and those of its members."""
    page.strong(say("group {group}", group=words.titled(group.id, group.title)))
    place = say("section {section}", section=words.titled(section.id, section.title))
    page.line("  " + page.words(say("in {section}", section=place)))
    members, cap = listed(map(visible, group.members)), words.number(group.cap)
    page.wrapped(say("of {members}, at most {cap}", members=members, cap=cap), 2)
    _ledger(page, group.points, 2)
    # INVARIANT: the members of a group are items and groups of its own section, and no two of these share an id.
    lines: dict[str, ItemTrace | GroupTrace] = {item.id: item for item in section.items}
    lines |= {each.id: each for each in section.groups}
    for member in map(lines.__getitem__, group.members):
        title = words.titled(member.id, member.title)
        page.wrapped(say("{member}: {ledger}", member=title, ledger=words.ledger(member.points)), 4)


def tell_verdict(page: Page, tree: Tree, verdict: VerdictTrace) -> None:
    """Say what became of the sections: the score or why there is none, what is charged to the total, the grade."""
    page.strong(say("verdict {title}", title=visible(verdict.title)) if verdict.title else say("verdict"))
    outcome = {
        SCORE: say("score {score}", score=words.number(tree.score)),
        NO_SCORE: say("no score: {reason}", reason=words.no_score(verdict)),
        UNDETERMINED: say("cannot be determined: facts are missing"),
    }[tree.outcome]
    page.wrapped(outcome, 2)
    for line in words.steps(verdict.steps):
        page.wrapped(line, 2)
    if verdict.beyond is not None and verdict.beyond.asked != 0:
        page.wrapped(say("charged to the total: {points}", points=words.ledger(verdict.beyond)), 2)
    if verdict.grade is not None:
        page.labelled(say("grade"), visible(verdict.grade), INDENT)
        by_score, band = visible(verdict.by_score or ""), visible(verdict.band or "")
        page.labelled(say("by the score"), say("{grade} ({band})", grade=by_score, band=band), INDENT)
    _sentences(page, verdict.cite)
    for ruling in (*verdict.no_score, *verdict.limits):
        page.line()
        page.labelled(say("rule"), visible(ruling.text), INDENT)
        _place(page, ruling.where)
        if ruling.cite:
            page.labelled(say("sentence"), visible(ruling.cite), INDENT)
        _condition(page, say("condition"), ruling.condition)
        for number, read in enumerate(ruling.reads):
            page.labelled("" if number else say("facts"), words.fact(read), INDENT)
        if ruling.missing:
            page.labelled(say("missing"), listed(map(visible, ruling.missing)), INDENT)
        if ruling.holds and ruling.grade is not None:
            page.labelled(say("effect"), words.ruled(ruling), INDENT)
    for note in verdict.notes:
        page.labelled(say("note"), visible(note), INDENT)


def _sentences(page: Page, cite: str | None) -> None:
    for number, sentence in enumerate(cite.split("\n") if cite else ()):
        page.labelled("" if number else say("sentence"), visible(sentence), INDENT)


def _repealed(page: Page, gone: Repealed) -> None:
    rule = page.style("strong", visible(gone.id))
    said = say("{rule} is repealed", rule=rule)
    if gone.reason:
        said = say("{rule} is repealed: {reason}", rule=rule, reason=visible(gone.reason))
    page.wrapped(said, 2)


def tell_rule(page: Page, rule: RuleTrace, item: ItemTrace) -> None:
    """Put in the answer for one rule, which stands in an item."""
    role = {"hit": "error", "undetermined": "warning"}.get(rule.state, "help")
    page.line(f"{page.style('strong', visible(rule.id))} {page.styled(role, words.STATE_WORDS[rule.state])}")
    if rule.cite:
        page.labelled(say("sentence"), visible(rule.cite), INDENT)
    page.labelled(say("rule"), visible(rule.text), INDENT)
    _place(page, rule.where)
    if rule.state in ("not_applicable", "not_reached", "undetermined"):
        page.labelled(say("because"), words.because(rule), INDENT)
    if item.applies is not None:
        _condition(page, say("applies when"), item.applies)
    conditions = (
        (say("only when"), rule.only), (say("condition"), rule.trigger), (say("halved"), rule.halved)
    )  # fmt: skip
    for title, part in conditions:
        if part is not None:
            _condition(page, title, part)
    for number, read in enumerate(rule.reads):
        page.labelled("" if number else say("facts"), words.fact(read), INDENT)
        page.wrapped(visible(read.pointer), INDENT + 2, role="gutter")
        for entry in words.entries(read):
            page.wrapped(entry, INDENT + 2)
    if rule.amount is not None:
        _condition(page, say("points"), rule.amount)
    if rule.beyond is not None and rule.beyond.amount is not None:
        _condition(page, say("beyond"), rule.beyond.amount)
    for number, line in enumerate([*(words.amounts(rule) if rule.figure else ()), *words.elsewhere(rule)]):
        page.labelled("" if number else say("figure") if rule.figure else say("elsewhere"), line, INDENT)
    if charged := words.charged(rule):
        page.labelled(say("from total"), charged, INDENT)
    if rule.state == "hit":
        page.labelled(say("asks"), words.arithmetic(rule), INDENT)
        if absorbed := words.absorptions(rule.points):
            page.labelled(say("caps"), absorbed, INDENT)
    if rule.state in ("hit", "clear"):
        page.line(pad("  " + page.words(say("effect")), INDENT) + page.words(words.effect(rule)))
    for note in rule.notes:
        page.labelled(say("note"), visible(note), INDENT)


def _of_section(section: SectionTrace) -> Text:
    title = words.titled(section.id, section.title)
    return say("bonus section {section}" if section.bonus else "section {section}", section=title)


def _place(page: Page, where: Where) -> None:
    page.line(pad("  " + page.words(say("at")), INDENT) + f"{visible(where.file)}:{where.line}:{where.column}")


def _condition(page: Page, title: Text, part: Part) -> None:
    lines = [(depth, page.words(said), what) for depth, said, what in words.part_lines(part)]
    columns = max(width(said) for _, said, _ in lines) + 2
    for number, (depth, said, what) in enumerate(lines):
        begin = INDENT + 2 * depth
        lead = pad("" if number else f"  {page.words(title)}", begin) + pad(said, columns)
        page.wrapped(what, begin + columns, lead)


def _ledger(page: Page, points: Points, indent: int) -> None:
    page.wrapped(words.ledger(points), indent)
