"""Takes what was rewritten of examples, gives it as text: for each its place, what was expected and what is now."""

from demerit.examples.running import BROKEN, Run
from demerit.examples.updating import Updated
from demerit.language.excerpt import Style, plain, render_all, visible
from demerit.language.messages import ENGLISH, counted, say, sentences
from demerit.report import words
from demerit.report.expected import came_words, expected_words
from demerit.report.layout import Page
from demerit.report.tested import place_of


def render_updated(updated: Updated, run: Run, *, lang: str = ENGLISH, columns: int = 100, style: Style = plain) -> str:
    """Give the text.

    Args:
        updated: what was rewritten.
        run: the run that it is about.
        lang: the language to say it in (`en` or `zh`).
        columns: how wide the lines may be.
        style: how to colour.
    """
    page, policy = Page(columns, style, lang), run.policy.policy
    with words.calling(run.policy.choices):
        shown = None
        for change in updated.changes:
            if change.outcome is not shown:
                shown = change.outcome
                page.strong(visible(shown.name))
                page.line(f"  {page.style('gutter', '-->')} {place_of(shown)}")
            was = expected_words(change.failure.expected, policy, change.failure.positive)
            now = came_words(change.failure, policy, refused=shown.tree is None)
            page.wrapped(say("{was} → {now}", was=was, now=now), 4)
    for outcome in run.outcomes:
        if outcome.status == BROKEN:
            page.wrapped(say("cannot be run: {name}", name=visible(outcome.name)), 0, role="error")
            for line in render_all(outcome.diagnostics, style, lang).split("\n"):
                page.line(f"  {line}".rstrip())
    examples = len({id(change.outcome) for change in updated.changes})
    parts = [counted("{number} expectation rewritten", "{number} expectations rewritten", len(updated.changes))]
    if updated.changes:
        parts[0] = counted(
            "{number} expectation rewritten, in {examples}", "{number} expectations rewritten, in {examples}",
            len(updated.changes), examples=counted("{number} example", "{number} examples", examples),
        )  # fmt: skip
    if updated.left:
        parts.append(counted("{number} left as it is", "{number} left as they are", len(updated.left)))
    page.strong(sentences(parts))
    return page.text()
