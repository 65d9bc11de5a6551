"""Laws of printing: one layout for every text, and the same policy in either language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from demerit.language import keywords, model, syntax
from demerit.language.checker import check
from demerit.language.parser import parse
from demerit.language.printing import show
from demerit.language.source import Source
from tests.laws.policies import policies
from tests.laws.profile import examples
from tests.laws.test_text import laid_out
from tests.standard import ROOT

SHIPPED = sorted(
    [*ROOT.glob("policies/*/*.policy"), *ROOT.glob("tests/cases/*.policy"), *ROOT.glob("tests/expected/*.policy")]
)


def read(text: str) -> syntax.Document:
    parsed = parse(Source("printed", text))
    assert parsed.diagnostics.all == []
    return parsed.document


def meant(text: str) -> model.Policy | None:
    return check(parse(Source("printed", text))).policy


def assert_print_is_the_policy(text: str) -> None:
    document = read(text)
    own = show(document)
    assert show(read(own)) == own
    assert meant(own) == meant(text)


def assert_there_and_back_is_the_same(text: str) -> None:
    document = read(text)
    (other,) = set(keywords.LANGUAGES) - {document.language}
    own, there = show(document), show(document, other)
    assert read(there).language == other
    assert show(read(there)) == there
    assert show(read(there), document.language) == own
    policy, translated = meant(text), meant(there)
    assert policy == translated
    if policy is not None and translated is not None:
        assert policy.content_hash == translated.content_hash
        assert policy.examples == translated.examples


@examples(60)
@given(policies())
def test_the_print_of_a_policy_is_that_policy_and_prints_again_as_itself(text: str) -> None:
    assert_print_is_the_policy(text)


@examples(60)
@given(policies())
def test_a_policy_in_the_other_language_is_the_same_policy_and_back_the_same_bytes(text: str) -> None:
    assert_there_and_back_is_the_same(text)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_policy_of_this_project_is_the_same_in_either_language_and_back(path: object) -> None:
    text = ROOT.joinpath(str(path)).read_text(encoding="utf-8")
    assert_print_is_the_policy(text)
    assert_there_and_back_is_the_same(text)


@examples(25)
@given(st.data())
def test_another_layout_prints_as_the_same_bytes(data: st.DataObject) -> None:
    text = data.draw(policies())
    other = re.sub(r"#[^\n]*", "", data.draw(laid_out(text))) if "#" not in text else text
    printed = show(read(other))
    assert re.sub(r"\n\n+", "\n", printed) == re.sub(r"\n\n+", "\n", show(read(text)))


# -- comments --------------------------------------------------------------------------------------------------


@st.composite
def commented(draw: DrawFn, text: str) -> tuple[str, list[str]]:
    """Give a policy's text with comments at the ends of lines, on lines of their own, and what they say."""
    lines: list[str] = []
    comments: list[str] = []
    for line in text.split("\n"):
        for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2)))):
            comments.append(f"# remark {len(comments)}: “when x” 「y」 扣1分")
            lines.append(f"{draw(st.sampled_from(('', '  ', '    ')))}{comments[-1]}")
        if line.strip() and draw(st.integers(0, 4)) == 0:
            comments.append(f"# remark {len(comments)}")
            line = f"{line}  {comments[-1]}"
        lines.append(line)
    return "\n".join(lines), comments


@examples(40)
@given(st.data())
def test_every_comment_is_kept_once_and_in_order_in_either_language(data: st.DataObject) -> None:
    text, comments = data.draw(policies().flatmap(commented))
    document = read(text)
    for language in keywords.LANGUAGES:
        printed = show(document, language)
        kept = [printed[span.start : span.end] for span in Source("printed", printed).comments()]
        assert sorted(kept) == sorted(comments)
        assert show(read(printed)) == printed
    there = show(document, "zh")
    assert show(read(there), "en") == show(document)
