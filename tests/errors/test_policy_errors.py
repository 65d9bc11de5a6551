"""What is told of a policy's text: which code, and which text is underlined."""

from collections.abc import Iterable

import pytest

import demerit
from demerit.language import codes, excerpt
from demerit.language.checker import Checked, check
from demerit.language.diagnostics import Diagnostic, Label
from demerit.language.parser import MOST_ERRORS, parse
from demerit.language.source import Source, Span
from tests.errors.policy_cases import (
    CASES,
    CLEAN,
    FACTS,
    HEADING,
    LONELY,
    RULES,
    WARNINGS,
    Case,
    Fault,
    declared,
    rule,
    sections,
)


def checked(text: str) -> Checked:
    return check(parse(Source("standard.policy", text)))


def faults(diagnostics: Iterable[Diagnostic]) -> list[Fault]:
    return [Fault(each.code.number, each.underlined, each.near) for each in diagnostics]


def told(text: str) -> list[tuple[str, str]]:
    """Give the errors of a text: the code and the text underlined of each."""
    return [(each.code.number, each.underlined) for each in checked(text).diagnostics.errors]


def sentence(case: Case) -> str:
    return case.sentence


# -- one mistake, one diagnostic -----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=sentence)
def test_an_error_is_told_by_its_code_and_the_text_underlined(case: Case) -> None:
    found = checked(case.text)
    assert faults(found.diagnostics.errors) == list(case.faults)
    assert found.policy is None


@pytest.mark.parametrize("case", CASES, ids=sentence)
def test_every_word_of_a_diagnostic_is_filled_in(case: Case) -> None:
    for each in checked(case.text).diagnostics.all:
        words = each.message + each.help
        assert each.message
        assert "{" not in words.replace(each.underlined, "")
        assert "None" not in words
        assert each.code.help == "" or each.help or each.code.help == "{instead}"


@pytest.mark.parametrize("case", LONELY, ids=sentence)
def test_a_mistake_brings_no_others_after_it(case: Case) -> None:
    assert faults(checked(case.text).diagnostics.all) == list(case.faults)


@pytest.mark.parametrize("case", WARNINGS, ids=sentence)
def test_a_warning_leaves_the_policy_to_be_used(case: Case) -> None:
    found = checked(case.text)
    assert faults(found.diagnostics.all) == list(case.faults)
    assert {each.severity for each in found.diagnostics.all} == {codes.WARNING}
    assert found.policy is not None


@pytest.mark.parametrize(("_sentence", "text"), CLEAN, ids=[row[0] for row in CLEAN])
def test_what_is_right_is_not_told(_sentence: str, text: str) -> None:
    found = checked(text)
    assert [each for each in found.diagnostics.all if each.code is not codes.UNREAD] == []
    assert found.policy is not None


def test_a_misspelt_suggestion_leads_to_a_policy_that_can_be_used() -> None:
    """Whoever follows the one suggestion of a misspelt word has mended the text."""
    for case in CASES:
        if len(case.faults) == 1 and len(case.faults[0].near) == 1 and case.faults[0].code != "DEM316":
            fault = case.faults[0]
            at = checked(case.text).diagnostics.errors[0].span
            assert at is not None
            mended = case.text[: at.start] + fault.near[0] + case.text[at.end :]
            assert (case.sentence, fault.code) not in [(case.sentence, code) for code, _ in told(mended)], mended


HELPS = (
    ("when there are 3 guards deduct 1", "what is counted comes first: “… is …”"),
    ("when there are no more than 3 guards deduct 1", "what is counted comes first: “… is at most …”"),
    ("when guards is within 3 deduct 1", "each bound is compared with: “guards is at most 3”"),
    (
        "when guards is not between 3 and 5 deduct 1",
        "each bound is compared with: “guards is less than 3 or guards is more than 5”",
    ),
    (
        "when footage days between 3 days and 5 days deduct 1",
        "each bound is compared with: “footage days is at least 3 days and footage days is at most 5 days”",
    ),
    (
        "when 2 * guards is between 3 and 5 deduct 1",
        "each bound is compared with: “… is at least 3 and … is at most 5”",
    ),
)


@pytest.mark.parametrize(("text", "help"), HELPS, ids=[text for text, _ in HELPS])
def test_what_to_write_for_a_slip_that_is_no_keyword_is_shown(text: str, help: str) -> None:
    (error,) = checked(rule(text)).diagnostics.errors
    assert error.help == help


def test_what_is_measured_leads_to_its_unit_and_to_numbers() -> None:
    (error,) = checked(declared("sum paid : money")).diagnostics.errors
    assert error.help == "what is measured is declared by its unit, such as “yuan”; without a unit it is a “number”"


# -- several mistakes, one run -------------------------------------------------------------------------------------

EIGHT = """policy shop
  version 1.0

facts shop "店"
  open           : yes/no
  guards         : cuont
  spill          : findings
  visitors count
  footage days   : days at least 0
  head           : one of full time, part time

section 1 worth 10
  item 1.1
    cite "未建立的，扣1分。
    unless opn deduct 1
    whne spill deduct 1
      only when open
    per visitors short of 3 deduct
  item 1.2
    when footage days is less than 90 deduct 1
    when head is full tiem deduct 1
      halved when open

bonus section 2 up to 5
  item 2.1
    per spill deduct 1
"""


def test_a_text_with_several_mistakes_gives_exactly_these_in_one_run() -> None:
    assert told(EIGHT) == [
        ("DEM415", "cuont"),
        ("DEM205", "visitors"),
        ("DEM204", '"未建立的，扣1分。'),
        ("DEM301", "opn"),
        ("DEM205", "whne"),
        ("DEM202", "deduct"),
        ("DEM404", "90"),
        ("DEM306", "full tiem"),
        ("DEM313", "deduct 1"),
    ]


def test_the_same_error_is_told_at_each_of_its_places() -> None:
    text = rule("when opn deduct 1\n    unless opn deduct 2")
    assert told(text) == [("DEM301", "opn"), ("DEM301", "opn")]


def test_several_errors_of_one_rule_are_told() -> None:
    text = rule("when (footage days is 3 and security head is non) or gaurds is 1 deduct 0 cap 5%")
    assert told(text) == [("DEM404", "3"), ("DEM306", "non"), ("DEM301", "gaurds"), ("DEM411", "0"), ("DEM411", "5%")]


def test_a_name_is_not_told_to_be_undeclared_where_its_declaration_could_not_be_read() -> None:
    text = (
        f"{HEADING}facts shop\n  open yes/no\n  leak list\n    - site : text\n    - wet yes/no\n  dark : yes/no\n"
        "section 1 worth 10\n  item 1.1\n    when open deduct 1\n    per leak where wet deduct 1\n"
        "    when dakr deduct 1\n"
    )
    assert told(text) == [("DEM205", "open"), ("DEM205", "leak"), ("DEM301", "dakr")]


def test_a_field_that_could_not_be_read_is_no_undeclared_name() -> None:
    text = f"{HEADING}facts shop\n  leak : list\n    - wet yes/no\n" + "section 1 worth 10\n  item 1.1\n    "
    assert told(text + "per leak where wet deduct 1\n") == [("DEM201", "wet")]


def test_a_modifier_does_not_go_to_another_rule_than_its_own() -> None:
    text = rule("per spill deduct 1 cap 2\n    whne alarm works deduct 1\n      cap 3\n      only when fire drill held")
    assert told(text) == [("DEM205", "whne")]


def test_a_modifier_of_a_rule_that_could_not_be_read_is_checked_all_the_same() -> None:
    text = rule("whne alarm works deduct 1\n      only when fire dril held")
    assert told(text) == [("DEM205", "whne"), ("DEM301", "fire dril held")]


def test_an_otherwise_behind_a_rule_that_could_not_be_read_has_a_rule_above() -> None:
    assert told(rule("whne alarm works deduct 1\n    otherwise per spill deduct 1")) == [("DEM205", "whne")]


def test_full_marks_are_not_told_to_be_wrong_where_a_section_could_not_be_read() -> None:
    text = f"policy p\n  version 1\n  full marks 20\n{FACTS}section 1 worth 10\n  item 1.1\n    per spill deduct 1\n"
    assert told(text + "sectoin 2 worth 10\n  item 2.1\n    when alarm works deduct 1\n") == [("DEM205", "sectoin")]


def test_full_marks_are_held_against_the_sections_though_a_rule_could_not_be_read() -> None:
    text = f"policy p\n  version 1\n  full marks 20\n{FACTS}section 1 worth 10\n  item 1.1\n    pre spill deduct 1\n"
    assert told(text) == [("DEM314", "20"), ("DEM205", "pre")]


def test_items_behind_a_bonus_section_that_could_not_be_read_are_not_held_against_the_section_before() -> None:
    text = sections(
        "section 1 worth 10\n  item 1.1\n    per spill deduct 1\nbonus 2 up to 5\n  item 2.1\n    per spill add 1"
    )
    assert told(text) == [("DEM205", "bonus")]


def test_a_rule_with_tiers_is_one_statement() -> None:
    text = rule("by guards\n      over 1\n      over 2 deduct\n      over 3 deduct 3\n    pre spill deduct 1")
    assert told(text) == [("DEM202", "1"), ("DEM205", "pre")]


def test_statements_behind_a_broken_one_are_read() -> None:
    text = rule(
        "when alarm works deduct\n    when fire dril held deduct 1\n    per spill deduct\n    unless opn deduct 1"
    )
    assert told(text) == [("DEM202", "deduct"), ("DEM301", "fire dril held"), ("DEM202", "deduct"), ("DEM301", "opn")]


def test_after_many_broken_statements_the_reader_gives_up() -> None:
    assert len(told(rule("whne alarm works deduct 1\n    " * 50 + "per spill deduct 1"))) == MOST_ERRORS


def test_a_policy_error_holds_all_of_them() -> None:
    with pytest.raises(demerit.PolicyError) as caught:
        demerit.load_source(Source("eight.policy", EIGHT))
    assert len([each for each in caught.value.diagnostics if each.severity == codes.ERROR]) == 9
    assert str(caught.value).count("error[DEM") == 9


# -- how it looks --------------------------------------------------------------------------------------------------


def shown(text: str) -> list[str]:
    """Render the first error of a text, as lines."""
    return excerpt.render(checked(text).diagnostics.errors[0]).split("\n")


def test_an_error_is_shown_with_its_line_and_an_underline() -> None:
    assert shown(HEADING + "facts shop\n  open : yes/no\nsection 1 worth 5\n  item 1.1\n    unless opn deduct 1\n") == [
        "error[DEM301]: “opn” is not declared",
        " --> standard.policy:7:12",
        "  |",
        "7 |     unless opn deduct 1",
        "  |            ^^^",
        "   = help: did you mean “open”?",
    ]


def test_the_underline_stands_below_chinese_text() -> None:
    text = (
        HEADING
        + "facts 人防\n  保安人数 : count\nsection 1 worth 5\n  item 1.1\n    per 应配保安 short of 保安人数 deduct 1\n"
    )
    assert shown(text)[3:5] == [
        "7 |     per 应配保安 short of 保安人数 deduct 1",
        "  |         ^^^^^^^^",
    ]


def test_the_underline_stands_behind_chinese_text() -> None:
    text = (
        HEADING
        + "facts 人防\n  保安人数 : count\nsection 1 worth 5\n  item 1.1\n    per 保安人数 short of 应配 deduct 1\n"
    )
    assert shown(text)[3:5] == [
        "7 |     per 保安人数 short of 应配 deduct 1",
        "  |                           ^^^^",
    ]


@pytest.mark.parametrize(
    ("before", "columns"),
    [
        ("a", 1),
        ("保安", 4),
        ("ｆｕｌｌ", 8),
        ("（１）", 6),
        ("ü", 1),
        ("u\u0308", 1),
        ("😀", 2),
        ("\u3000", 2),
        ("ﾊﾛｰ", 3),
        ("\t", 4),
        ("\u200b", 8),
        ("\u202e", 8),
        ("\x1b", 8),
    ],
)
def test_the_underline_stands_below_the_fault_whatever_is_before_it(before: str, columns: int) -> None:
    source = Source("x.policy", f"{before}FAULT\n")
    start = len(before)
    diagnostic = Diagnostic(codes.NAME_UNDECLARED, source, Span(start, start + 5), name="FAULT")
    assert excerpt.render(diagnostic).split("\n")[4] == f"  | {' ' * columns}^^^^^"


def test_what_would_steer_a_terminal_is_shown_by_its_code() -> None:
    lines = shown(rule("per \x1b]0;title\x07spill deduct 1"))
    assert "\x1b" not in "".join(lines)
    assert "<U+001B>]0;title<U+0007>spill" in lines[3]


def test_what_would_turn_the_writing_round_is_shown_by_its_code() -> None:
    lines = shown(rule("per spill \u202etcuded 1"))
    assert "\u202e" not in "".join(lines)
    assert lines[3].endswith("per spill <U+202E>tcuded 1")
    assert lines[4].endswith("^^^^^^^^")


def test_a_name_that_cannot_be_seen_whole_is_shown_with_its_codes() -> None:
    lines = shown(f"{HEADING}facts shop\n  op\u200ben : yes/no\n{RULES}")
    assert lines[0] == "error[DEM304]: the name holds U+200B, which cannot be seen"
    assert lines[3:5] == ["4 |   op<U+200B>en : yes/no", "  |   ^^^^^^^^^^^^"]


def test_what_is_quoted_begins_no_line_of_its_own() -> None:
    diagnostic = Diagnostic(
        codes.FACT_UNKNOWN,
        "facts\n.json",
        pointer="/a\nb",
        near=["c\nd"],
        key="x\nerror[DEM999]: all is well",
        place="here",
    )
    assert len(excerpt.render(diagnostic).split("\n")) == 3


def test_a_long_line_is_shown_around_the_fault() -> None:
    lines = shown(
        rule("when " + "alarm works and " * 60 + "opn and " + "alarm works and " * 60 + "alarm works deduct 1")
    )
    assert len(lines[3]) < 200
    assert lines[3][lines[4].index("^") :].startswith("opn and ")
    assert lines[4].count("^") == 3


def test_a_fault_over_several_lines_is_underlined_on_its_first() -> None:
    text = rule("when alarm works\n      and fire drill held\n      or spill is 3 deduct 1")
    lines = shown(text)
    assert lines[3].endswith("when alarm works")
    assert lines[4].endswith("         ^^^^^^^^^^^")


def test_a_fault_at_the_end_of_a_text_is_underlined() -> None:
    lines = shown("policy")
    assert lines[3:5] == ["1 | policy", "  | ^^^^^^"]


def test_an_empty_text_is_shown() -> None:
    assert shown("")[1:5] == [" --> standard.policy:1:1", "  |", "1 | ", "  | ^"]


def test_a_further_place_is_shown_with_a_word_about_it() -> None:
    lines = shown(f"{HEADING}facts shop\n  open : yes/no\n  open : count\n{RULES}")
    assert lines[3:5] == ["5 |   open : count", "  |   ^^^^"]
    assert lines[7:9] == ["4 |   open : yes/no", "  |   ---- first declared here"]


def test_a_label_of_another_file_is_shown_with_its_name() -> None:
    other = Source("other.policy", "policy q\n")
    diagnostic = Diagnostic(
        codes.ID_TWICE,
        Source("one.policy", "policy p\n"),
        Span(7, 8),
        labels=[Label(other, Span(7, 8), "here")],
        what="policy",
        id="p",
    )
    assert " --> other.policy:1:8" in excerpt.render(diagnostic).split("\n")


def test_colour_is_put_around_what_is_shown_and_nowhere_else() -> None:
    diagnostic = checked(rule("when opn deduct 1")).diagnostics.errors[0]
    coloured = excerpt.render(diagnostic, lambda role, text: f"<{role}>{text}</{role}>")
    plain = coloured
    for role in ("error", "strong", "gutter", "help"):
        plain = plain.replace(f"<{role}>", "").replace(f"</{role}>", "")
    assert plain == excerpt.render(diagnostic)
    assert "<error>^^^</error>" in coloured
