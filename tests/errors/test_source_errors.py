"""What is told of a policy beside its published text: which code, and which text is underlined."""

import pytest

import demerit
from demerit import Source
from demerit.language import codes, coverage_codes
from demerit.language.excerpt import render
from demerit.published.coverage import DIFFERS, ENCODED, MARKED, MISSING, TO_FILL_IN, Coverage
from tests.errors.policy_cases import Fault
from tests.errors.source_cases import CASES, CLEAN, POLICY, SOURCE, SourceCase


def covered(policy: str, source: str) -> Coverage:
    loaded = demerit.load_source(Source("standard.policy", policy))
    return loaded.cover(Source("source.txt", source))


def sentence(case: SourceCase) -> str:
    return case.sentence


@pytest.mark.parametrize("case", CASES, ids=sentence)
def test_what_does_not_agree_is_told_by_its_code_and_the_text_underlined(case: SourceCase) -> None:
    found = covered(case.policy, case.source)
    assert [Fault(each.code.number, each.underlined) for each in found.diagnostics] == list(case.faults)
    assert found.sound == all(codes.CODES[fault.code].severity == codes.WARNING for fault in case.faults)


@pytest.mark.parametrize("case", CASES, ids=sentence)
def test_every_word_of_what_is_told_is_filled_in(case: SourceCase) -> None:
    for each in covered(case.policy, case.source).diagnostics:
        assert "{" not in each.message + each.help
        assert "None" not in each.message + each.help
        assert each.help or each.code is coverage_codes.CITE_NOT_FOUND


@pytest.mark.parametrize("case", CLEAN, ids=sentence)
def test_what_agrees_is_not_told(case: SourceCase) -> None:
    found = covered(case.policy, case.source)
    assert [each.message for each in found.diagnostics] == []
    assert found.accounted + found.count(TO_FILL_IN) == found.total > 0


def test_the_place_where_a_cite_differs_is_underlined_on_both_sides() -> None:
    found = covered(POLICY.replace("失效的，每", "损坏的，每"), SOURCE)
    assert render(found.diagnostics[0]).split("\n") == [
        "error[DEM902]: the published text has no such passage",
        "  --> standard.policy:16:14",
        "   |",
        '16 |     cite "灭火器损坏的，每发现一处扣0.5分。"',
        "   |                 ^^^^",
        " --> source.txt:2:18",
        "  |",
        "2 | 1、未配备灭火器的，扣2分；灭火器失效的，每发现一处扣0.5分。此项3分扣完为止。",
        "  |                                 ---- the published text",
        "    = help: the nearest one reads “灭火器失效的，每发现一处扣0.5分。”",
    ]


def test_a_place_that_differs_is_found_in_a_cite_of_several_texts_and_lines() -> None:
    broken = '"灭火器"  # 未配备的\n      "损坏的，每发现一处扣0.5分。"'
    found = covered(POLICY.replace('"灭火器失效的，每发现一处扣0.5分。"', broken), SOURCE)
    assert [each.underlined for each in found.diagnostics] == ["损坏"]


def states(policy: str, source: str) -> list[str | None]:
    return [each.state for each in covered(policy, source).clauses if each.state is not None]


def test_every_clause_about_points_has_one_state() -> None:
    source = SOURCE.replace("此项3分", "无标识的，扣1分。无人值守的，扣1分。未上锁的，扣1分。此项3分")
    marks = '    not encoded "无标识的，扣1分。" "x"\n    not encoded "无人值守的，扣1分。"\n'
    policy = POLICY.replace("  item 1.2\n", f"{marks}  item 1.2\n").replace("deduct 2", "deduct 3")
    assert states(policy, source) == [
        DIFFERS, ENCODED, MARKED, TO_FILL_IN, MISSING, ENCODED, ENCODED, ENCODED, ENCODED, ENCODED,
    ]  # fmt: skip


def test_a_place_to_fill_in_leaves_the_policy_sound() -> None:
    source = SOURCE.replace("此项3分", "无标识的，扣1分。此项3分")
    found = covered(POLICY.replace("  item 1.2\n", '    not encoded "无标识的，扣1分。"\n  item 1.2\n'), source)
    assert found.sound
    assert (found.count(TO_FILL_IN), found.accounted, found.total) == (1, 7, 8)


def test_a_passage_that_stands_in_several_items_is_that_of_the_cites_own_item() -> None:
    source = "甲 20分\n1、未登记的，扣1分。\n2、未登记的，扣1分。\n"
    text = (
        "policy p version 1\nfacts f\n  a : yes/no\n  b : yes/no\nsection 1 worth 20\n"
        '  item 1.1\n    cite "未登记的，扣1分。"\n    unless a deduct 1\n'
        '  item 1.2\n    cite "未登记的，扣1分。"\n    unless b deduct 1\n'
    )
    found = covered(text, source)
    assert [each.rules for each in found.clauses if each.state] == [("1.1.a",), ("1.2.a",)]
    assert found.diagnostics == ()
