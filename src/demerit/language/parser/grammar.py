"""Gives the parser that lark makes of `grammar/demerit.lark` and the keyword table."""

from functools import cache

from lark import Lark
from lark import __version__ as lark_version

from demerit import resources
from demerit.language import keywords
from demerit.language.parser.lexer import PolicyLexer

FRAGMENTS = (
    "document",
    "policy",
    "policy_line",
    "facts",
    "fact",
    "field",
    "name_pair",
    "type",
    "qualifier",
    "bound",
    "terms",
    "meaning",
    "table",
    "section",
    "group",
    "item",
    "statement",
    "verdict",
    "verdict_line",
    "tier",
    "effect",
    "phrase",
    "short",
    "expression",
    "operand",
    "example",
    "given",
    "expect",
)
"""What `parse_fragment` can read: rules of the grammar."""


@cache
def grammar(*starts: str) -> Lark:
    """Give the parser for whole texts or, where `starts` are named, for fragments; made once a process.

    Making it takes lark a tenth of a second, so what it made is kept where Python keeps its own compiled files,
    under a name that changes with the grammar, lark and Python. Where that place cannot be written, it is made anew.
    """
    text = grammar_text()
    if starts:
        return _made(text, starts)
    kept = resources.kept(__file__, f"grammar-{resources.digest(text + lark_version)}.pickle")
    try:
        with kept.open("rb") as stream:
            return Lark.load(stream)
    except Exception:
        made = _made(text, ("document",))
    resources.keep(kept, made.save)
    return made


def grammar_text() -> str:
    """Give the grammar with the names of the terminals that the lexer finds without a pattern of the grammar."""
    found = " ".join(("_SUBJECT", "NAME", "UNIT", *keywords.terminals()))
    return f"{resources.read('grammar', 'demerit.lark')}\n%declare {found}\n"


def _made(text: str, starts: tuple[str, ...]) -> Lark:
    return Lark(
        text,
        parser="lalr",
        lexer=PolicyLexer,
        start=list(starts),
        propagate_positions=True,
        maybe_placeholders=False,
    )
