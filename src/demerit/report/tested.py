"""Takes what came of examples, gives it as text: of each that does not hold what was expected, what came, and why.

Why it came stands below: the lines of the trace that it is about, with the facts and the arithmetic, so that whoever
reads it can check it by hand. What a rule came to stands for the item and the section that it is in.
"""

from collections.abc import Iterator

from demerit.evaluation.trace import ItemTrace, RuleTrace, SectionTrace, Tree
from demerit.examples.expectations import UNKNOWN
from demerit.examples.running import BROKEN, FAILS, HOLDS, Outcome, Run
from demerit.language import model
from demerit.language.excerpt import Style, plain, render_all, visible
from demerit.language.messages import ENGLISH, Text, counted, say, sentences, template
from demerit.pipeline import LoadedPolicy
from demerit.report import words
from demerit.report.expected import came_words, expected_words, needed_by
from demerit.report.layout import Page
from demerit.report.score import is_shown, tell_hit, tell_item, tell_sections
from demerit.report.why import tell_group, tell_rule, tell_verdict

INDENT = 13

MOST_RULES = 12
"""The most rules that are told of for one example."""


def render_run(run: Run, *, lang: str = ENGLISH, columns: int = 100, style: Style = plain) -> str:
    """Give the text.

    Args:
        run: what came of the examples.
        lang: the language to say it in (`en` or `zh`).
        columns: how wide the lines may be.
        style: how to colour.
    """
    page = Page(columns, style, lang)
    with words.calling(run.policy.choices):
        for outcome in run.outcomes:
            if outcome.status != HOLDS:
                _outcome(page, outcome, run.policy.policy)
                page.line()
    _summary(page, run)
    return page.text()


def render_one(
    outcome: Outcome, policy: LoadedPolicy, *, lang: str = ENGLISH, columns: int = 100, style: Style = plain
) -> str:
    """Give the text for one example that does not hold; the arguments are those of `render_run`."""
    page = Page(columns, style, lang)
    with words.calling(policy.choices):
        _outcome(page, outcome, policy.policy)
    return page.text()


def place_of(outcome: Outcome) -> str:
    """Give where an example stands: `standard.policy:812:3`, and its JSON pointer where there is one."""
    if outcome.line is None:
        return visible(outcome.file)
    pointer = f" ({visible(outcome.pointer)})" if outcome.pointer else ""
    return f"{visible(outcome.file)}:{outcome.line}:{outcome.column}{pointer}"


def _outcome(page: Page, outcome: Outcome, policy: model.Policy) -> None:
    said = template("does not hold: {name}") if outcome.status == FAILS else template("cannot be run: {name}")
    page.wrapped(say(said, name=visible(outcome.name)), 0, role="error")
    page.line(f"  {page.style('gutter', '-->')} {place_of(outcome)}")
    refused = outcome.tree is None
    for failure in outcome.failures:
        page.line()
        page.labelled(say("expected"), expected_words(failure.expected, policy, failure.positive), INDENT)
        page.labelled(say("came"), came_words(failure, policy, refused=refused), INDENT)
    if outcome.diagnostics:
        page.line()
        for line in render_all(outcome.diagnostics, page.style, page.lang).split("\n"):
            page.line(f"  {line}".rstrip())
    if outcome.tree is not None:
        inner = Page(page.columns - 4, page.style, page.lang)
        _Lines(inner, outcome, outcome.tree, policy).put()
        for line in inner.text().split("\n")[:-1]:
            page.line(f"    {line}")


class _Lines:
    """Puts in the lines of a trace that failures are about."""

    def __init__(self, page: Page, outcome: Outcome, tree: Tree, policy: model.Policy) -> None:
        self._page = page
        self._outcome = outcome
        self._tree = tree
        self._policy = policy
        self._failed = {(each.expected.of, each.expected.id) for each in outcome.failures}
        self._left = MOST_RULES
        self._passed_over: list[str] = []

    def put(self) -> None:
        """Put them in, in the order of the standard."""
        alone = all(of == "policy" for of, _ in self._failed)
        kinds = {each.expected.kind for each in self._outcome.failures}
        if "score" in kinds and alone:
            self._page.line()
            tell_sections(self._page, self._tree)
        for section in self._tree.sections:
            self._section(section, everything="score" in kinds and alone)
        if self._passed_over:
            more = counted("… and {number} more rule", "… and {number} more rules", len(self._passed_over))
            self._page.line()
            self._page.line(more)
        if self._tree.verdict is not None and kinds & {"grade", "score"}:
            self._page.line()
            tell_verdict(self._page, self._tree, self._tree.verdict)
        if "missing" in kinds or any(each.came is UNKNOWN for each in self._outcome.failures):
            self._missing()

    def _section(self, section: SectionTrace, *, everything: bool) -> None:
        below = [item for item in section.items if ("item", item.id) in self._failed or self._rules_of(item)]
        told = ("section", section.id) in self._failed
        if told:
            self._page.line()
            self._page.strong(say("section {section}", section=words.titled(section.id, section.title)))
            for line in words.steps(section.steps):
                self._page.wrapped(line, 2)
            self._page.wrapped(words.ledger(section.points), 2)
        for group in section.groups:
            if ("group", group.id) in self._failed:
                self._page.line()
                tell_group(self._page, group, section)
        for item in section.items:
            if item in below or ((told or everything) and not below):
                self._item(item, section)

    def _rules_of(self, item: ItemTrace) -> list[RuleTrace]:
        return [rule for rule in item.rules if ("rule", rule.id) in self._failed]

    def _item(self, item: ItemTrace, section: SectionTrace) -> None:
        failed = self._rules_of(item)
        for rule in failed:
            if self._room(rule):
                self._page.line()
                tell_rule(self._page, rule, item)
        if failed:
            return
        hits = [rule for rule in item.rules if is_shown(rule)]
        wanted = ("item", item.id) in self._failed
        if hits or wanted:
            self._page.line()
            tell_item(self._page, item, words.verb_of(section))
        for rule in hits:
            if self._room(rule):
                tell_hit(self._page, rule)
        if wanted and not hits:
            for rule in item.rules:
                self._page.wrapped(_not_hit(rule), 4)

    def _room(self, rule: RuleTrace) -> bool:
        """Tell whether there is room for a rule."""
        self._left -= 1
        if self._left < 0:
            self._passed_over.append(rule.id)
        return self._left >= 0

    def _missing(self) -> None:
        rules: dict[str, list[str]] = {}
        for section in self._tree.sections:
            for rule in (rule for item in section.items for rule in item.rules):
                for pointer in rule.missing:
                    rules.setdefault(pointer, []).append(rule.id)
        verdict = self._tree.verdict
        for ruling in (*verdict.no_score, *verdict.limits) if verdict is not None else ():
            for pointer in ruling.missing:
                rules.setdefault(pointer, [])
        if rules:
            self._page.line()
        for pointer, needing in rules.items():
            self._page.wrapped(needed_by(pointer, needing, self._policy), 0)


def _not_hit(rule: RuleTrace) -> Text:
    """Say in a line why a rule took or gave nothing."""
    said = say("{rule} {state}", rule=visible(rule.id), state=words.STATE_WORDS[rule.state])
    return said if rule.state in ("hit", "clear") else sentences([said, words.because(rule)])


def _summary(page: Page, run: Run) -> None:
    page.strong(sentences(_counts(run)))


def _counts(run: Run) -> Iterator[Text]:
    hold, fails, broken = (run.count(status) for status in (HOLDS, FAILS, BROKEN))
    if run.holds and hold == run.found:
        yield counted("{number} example holds", "all {number} examples hold", hold)
        return
    yield counted("{number} example holds", "{number} examples hold", hold)
    if fails:
        yield counted("{number} does not", "{number} do not", fails)
    if broken:
        yield counted("{number} cannot be run", "{number} cannot be run", broken)
    if run.stopped:
        yield say("stopped at the first that does not hold")
    elif (apart := run.found - sum(each.line is not None for each in run.outcomes)) > 0:
        yield counted("{number} not selected", "{number} not selected", apart)


__all__ = ["place_of", "render_one", "render_run"]
