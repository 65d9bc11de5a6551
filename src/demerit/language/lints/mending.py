"""Gives warnings of the checker the fixes that are known for them."""

from collections.abc import Iterable, Iterator

from demerit.language import codes, syntax
from demerit.language.diagnostics import Diagnostic, Edit, Fix
from demerit.language.keywords import spelling
from demerit.language.lints import words
from demerit.language.source import Span


def with_fixes(document: syntax.Document, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Give what was found, with fixes where there are any."""
    declared: dict[Span, syntax.Declaration] = {}
    for block in document.blocks:
        if isinstance(block, syntax.FactsGroup):
            declared |= {fact.name.span: fact for fact in block.facts}
    for diagnostic in found:
        node = declared.get(diagnostic.span) if diagnostic.code is codes.UNREAD and diagnostic.span else None
        if node is None or node.fields or node.qualifiers:
            yield diagnostic
            continue
        end = Span(node.type.span.end, node.type.span.end)
        optional = spelling("OPTIONAL")
        fix = Fix(words.FIX_OPTIONAL, (Edit(end, f" {optional}"),), safe=False, args={"optional": optional})
        yield Diagnostic(
            diagnostic.code, document.source, diagnostic.span, labels=diagnostic.labels, near=diagnostic.near,
            fixes=[fix], pointer=None, **diagnostic.args,
        )  # fmt: skip
