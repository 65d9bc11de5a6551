"""Takes a `Source`, gives a `Document`: the only door to lark.

The text is read by the grammar (`grammar/demerit.lark`). Where it cannot be read, the fault is told, the statement
that holds it is blanked out, and the text is read again; so each broken statement is reported once, at its place,
and none of them hides the next. Blanks keep every offset, so nothing else moves.

Promises: for any text either a `Document` without faults, or at least one diagnostic; never another exception. A
node's span, cut from the source and read by `parse_fragment`, gives an equal node.
"""

from demerit.language.parser.gaps import Gap
from demerit.language.parser.grammar import FRAGMENTS, grammar
from demerit.language.parser.phrases import MOST_DEPTH
from demerit.language.parser.reading import MOST_ERRORS, Parsed, parse, parse_fragment

__all__ = ["FRAGMENTS", "MOST_DEPTH", "MOST_ERRORS", "Gap", "Parsed", "grammar", "parse", "parse_fragment"]
