"""What stands in a policy's text: spans cut out and read again, other layouts, other words."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from lark import Token

from demerit import PolicyError, Source
from demerit.language import syntax
from demerit.language.parser import grammar, parse, parse_fragment
from demerit.language.source import Span
from tests.laws.given import STANDARD_TEXT, load
from tests.laws.policies import policies
from tests.laws.profile import examples

# -- spans -------------------------------------------------------------------------------------------------------

STATEMENTS = (
    syntax.Rule, syntax.Tiers, syntax.Cite, syntax.Note, syntax.Label, syntax.Modifier, syntax.Cap, syntax.ChargedOnce,
    syntax.Worth, syntax.Repealed, syntax.NotEncoded,
)  # fmt: skip
KINDS: dict[type[syntax.Node], str] = {
    syntax.Document: "document",
    syntax.PolicyHeading: "policy",
    syntax.HeadingLine: "policy_line",
    syntax.FactsGroup: "facts",
    syntax.TypeSpec: "type",
    syntax.Qualifier: "qualifier",
    syntax.Section: "section",
    syntax.Item: "item",
    **dict.fromkeys(STATEMENTS, "statement"),
    syntax.Tier: "tier",
    syntax.Effect: "effect",
    syntax.Discretion: "effect",
    syntax.Short: "short",
    syntax.Example: "example",
    syntax.GivenLine: "given",
    syntax.ExpectLine: "expect",
    **dict.fromkeys((syntax.Name, syntax.Number, syntax.DateLiteral, syntax.TextLiteral), "operand"),
}
"""The rule of the grammar that reads a node; for those below, more has to be put around it; for all others, `phrase`.
An `Identifier` cannot be read on its own: it is a token that no rule consists of."""

PART = ("section", "section x ", "")
AROUND: dict[type[syntax.Node], tuple[str, str, str]] = {
    syntax.Terms: ("document", "", ""),
    syntax.Meaning: ("document", "terms\n", ""),
    syntax.Table: ("document", "terms\n", ""),
    syntax.Row: ("document", "terms\nx : table by x\n", ""),
    **dict.fromkeys((syntax.Range, syntax.Words, syntax.YesOrNo), ("document", "terms\nx : table by x\n", " | 1")),
    syntax.Cases: ("phrase", "(", ")"),
    **dict.fromkeys((syntax.StartsAt, syntax.Weight, syntax.Floor, syntax.Rescaled), PART),
    syntax.Group: ("section", "section x worth 1\n", ""),
    syntax.Verdict: ("document", "", ""),
    **dict.fromkeys((syntax.NoScore, syntax.Grade, syntax.GradeLimit), ("document", "verdict\n", "")),
    **dict.fromkeys((syntax.Giving, syntax.InOrder, syntax.FactsFrom, syntax.GivenNone), ("given", "given ", "")),
    syntax.GivenWords: ("given", "given x is ", ""),
    syntax.GivenLeftOut: ("given", "given x ", ""),
}
"""What has to stand around a node for a rule of the grammar to read it, and that rule."""


def reader(node: syntax.Node, above: syntax.Node | None) -> tuple[str, str, str]:
    """Give the rule that reads a node, and what has to stand before and behind the node."""
    if isinstance(node, syntax.Declaration):
        return "field" if isinstance(above, syntax.Declaration) else "fact", "", ""
    if isinstance(node, syntax.Name) and node.other is not None:
        return "name_pair", "", ""
    if isinstance(node, syntax.Number) and node.value < 0:
        return "bound", "", ""
    if isinstance(node, syntax.GivenAnswer):
        return "given", "given " if node.bare else "given x is ", ""
    if isinstance(node, syntax.Expectation):
        before = f"{node.of} {node.id.text} hits and " if node.goes_on and node.id is not None else ""
        return "expect", f"expect {before}", ""
    if isinstance(node, syntax.Worth) and isinstance(above, syntax.Section):
        return ("section", "bonus section x up to ", "") if above.bonus else PART
    if isinstance(node, syntax.Rounding):
        return ("phrase", "1 ", "") if isinstance(above, syntax.Rounded) else (PART[0], f"{PART[1]}score ", PART[2])
    return AROUND.get(type(node), (KINDS.get(type(node), "phrase"), "", ""))


def assert_reads_again(node: syntax.Node, above: syntax.Node | None, cut: str) -> None:
    rule, before, behind = reader(node, above)
    read = parse_fragment(before + cut + behind, rule)
    if not (before or behind or isinstance(node, syntax.Terms | syntax.Verdict | syntax.Discretion)):
        assert read == node
        return
    found = [
        each
        for each, _ in nodes(read)
        if type(each) is type(node) and each.span == Span(len(before), len(before) + len(cut))
    ]
    assert found == [node]


def nodes(value: Any, above: syntax.Node | None = None) -> Iterator[tuple[syntax.Node, syntax.Node | None]]:
    """Go through all nodes of a tree, each with the one above it."""
    if isinstance(value, tuple):
        for each in value:
            yield from nodes(each, above)
    elif isinstance(value, syntax.Node):
        yield value, above
        assert is_dataclass(value)
        for part in fields(value):
            yield from nodes(getattr(value, part.name), value)


def assert_spans_read_again(text: str) -> None:
    source = Source("spans", text)
    parsed = parse(source)
    assert parsed.diagnostics.all == []
    for node, above in nodes(parsed.document):
        cut = source.cut(node.span)
        if isinstance(above, syntax.Expectation) and above.goes_on and node is above.id:
            assert node.span.end < above.span.start
            continue
        assert above is None or (above.span.start <= node.span.start <= node.span.end <= above.span.end)
        assert cut == cut.strip() or isinstance(node, syntax.Document)
        if isinstance(node, syntax.Identifier):
            assert cut == node.text
        else:
            assert_reads_again(node, above, cut)


@examples(40)
@given(policies())
def test_the_span_of_every_node_reads_as_that_node(text: str) -> None:
    assert_spans_read_again(text)


def test_the_span_of_every_node_of_the_standard_reads_as_that_node() -> None:
    assert_spans_read_again(STANDARD_TEXT)


# -- layout ------------------------------------------------------------------------------------------------------

BLANKS = (" ", "   ", "\t", "\u3000", "\xa0 ")
LINE_ENDS = ("\n", "\r\n", "\n\n    ", " # comment\n", "\n# “when x deduct 1\n", "   #「: ,\n  ")
GAPS = (*BLANKS, *LINE_ENDS)


def tokens_of(text: str) -> list[Token]:
    return list(grammar().parse_interactive(text, "document").iter_parse())


@st.composite
def laid_out(draw: DrawFn, text: str) -> str:
    """Give a policy's text with other blanks, line ends and comments between its words."""
    written, end, last = [], 0, ""
    for token in tokens_of(text):
        start, gap = token.start_pos or 0, text[end : token.start_pos]
        end = token.end_pos or start
        word = text[start:end]
        if draw(st.integers(0, 3)) == 0 and (gap or token.type in ("_COMMA", "_OPEN", "_CLOSE", "_COLON")):
            # The colon behind a declared name, a unit behind its number, and the name behind a field's mark stand on
            # one line with it. A line end may be what ends a name, so it stays one.
            one_line = token.type in ("_COLON", "UNIT", "OTHER") or last == "_BULLET"
            kinds = BLANKS if one_line else LINE_ENDS if "\n" in gap else GAPS
            gap = draw(st.sampled_from(kinds))
        if token.type != "STRING" and " " in word and not word.startswith("「") and draw(st.booleans()):
            word = re.sub(" +", draw(st.sampled_from(BLANKS)), word)
        written += [gap, word]
        last = token.type
    return "".join(written) + draw(st.sampled_from(("", "\n", "\n\n", " # the end", "\r\n")))


@examples(35)
@given(st.data())
def test_another_layout_is_the_same_document_and_the_same_policy(data: st.DataObject) -> None:
    assert_layout_does_not_matter(data, data.draw(policies()))


@examples(10)
@given(st.data())
def test_another_layout_of_the_standard_is_the_same_policy(data: st.DataObject) -> None:
    blocks = re.split(r"\n(?=section |facts |bonus )", STANDARD_TEXT)
    place = data.draw(st.integers(0, len(blocks) - 1))
    assert_layout_does_not_matter(data, blocks[place], "\n".join(blocks[:place]), "\n".join(blocks[place + 1 :]))


def assert_layout_does_not_matter(data: st.DataObject, text: str, before: str = "", after: str = "") -> None:
    other = f"{before}\n{data.draw(laid_out(text))}\n{after}"
    text = f"{before}\n{text}\n{after}"
    assert parse(Source("other", other)).document == parse(Source("text", text)).document
    policy, again = load(text), load(other)
    assert again.policy == policy.policy
    assert again.content_hash == policy.content_hash


# -- words -------------------------------------------------------------------------------------------------------

SPELLINGS = (
    ("is less than", "is under"), ("is more than", "is over"), (r"(?<=\d) points?\b", ""), (r"(?<! or) more\n", "\n"),
    (r"days?\b", "day"), (r"(people|persons)\b", "person"), ("or less", "or fewer"), ("＋", "+"), ("×", "*"),
    ("÷", "/"),
    ("（", "("), ("）", ")"), ("、", ","), ("，", ", "), (" 1/3 ", " 2/6 "), ("2‰", "0.2%"), ("15%", "15/100"),
    (r"\b2\.0\b", "2"), ("５", "5.00"), ("0.0001万", "1"), ("- ", "· "), (r"to 1 place\b", "to 1 places"),
    (r"-2\.5", "-5/2"), ("weight 75%", "weight 0.75"), (r"\| ", "｜"), (r"\bdigits", "digit"),
)  # fmt: skip
"""Patterns, and what can stand in their place without changing what is said."""


def swapped(text: str, here: str, there: str) -> str:
    """Put one spelling for another, outside of texts and names in brackets."""
    parts = re.split(r'("(?:[^"\n]|"")*"|“(?:[^“”\n]|“[^“”\n]*”)*”|「[^」\n]*」)', text)
    return "".join(re.sub(here, there, part) if place % 2 == 0 else part for place, part in enumerate(parts))


@examples(60)
@given(policies(), st.sampled_from(SPELLINGS))
def test_another_spelling_of_the_same_is_the_same_policy(text: str, spellings: tuple[str, str]) -> None:
    other = swapped(text, *spellings)
    assert load(other).policy == load(text).policy
    assert load(other).content_hash == load(text).content_hash


@st.composite
def changed(draw: DrawFn, text: str) -> str:
    """Give a policy's text with one number, text or identifier changed."""
    tokens = tokens_of(text)
    examples = next((place for place, token in enumerate(tokens) if token.type == "EXAMPLE"), len(tokens))
    tokens = tokens[:examples]  # examples are no part of a policy's identity
    kinds = ("NUMBER", "STRING", "ID", "DATE")
    places = [n for n, token in enumerate(tokens) if token.type in kinds and tokens[n - 1].type != "REPEALED"]
    # The reason behind `repealed` may go on in a second text.
    places = [n for n in places if tokens[n].type != "STRING" or tokens[n - 2].type != "REPEALED"]
    token = tokens[draw(st.sampled_from(places))]
    start, end = token.start_pos or 0, token.end_pos or 0
    word = {
        "NUMBER": lambda: draw(st.sampled_from(("17", "0.017", "1/17", "4"))),
        "STRING": lambda: token[0] + draw(st.sampled_from(("x", "站", "#", " "))) + token[1:],
        "ID": lambda: f"{token}{draw(st.sampled_from(('x', '-1', '.2', '0')))}",
        "DATE": lambda: draw(st.sampled_from(("2024-01-17", "1999-12-31"))),
    }[token.type]()
    return text[:start] + word + text[end:]


@examples(80)
@given(st.data())
def test_a_changed_number_or_word_is_another_policy(data: st.DataObject) -> None:
    text = data.draw(policies())
    assert_changes_show(text, data.draw(changed(text)))


@examples(10)
@given(changed(STANDARD_TEXT))
def test_a_changed_number_or_word_of_the_standard_is_another_policy(other: str) -> None:
    assert_changes_show(STANDARD_TEXT, other)


def assert_changes_show(text: str, other: str) -> None:
    try:
        policy = load(other)
    except PolicyError:
        return
    if parse(Source("other", other)).document != parse(Source("text", text)).document:
        assert policy.content_hash != load(text).content_hash
        assert policy.policy != load(text).policy


def test_numbers_that_are_the_same_are_written_alike() -> None:
    assert parse_fragment("0.0001万", "operand") == parse_fragment("1", "operand")
    number = parse_fragment("2‰", "operand")
    assert isinstance(number, syntax.Number)
    assert number.value == Fraction(1, 500)
