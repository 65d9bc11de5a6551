"""What `check` finds doubtful: each lint finds what it is for, and leaves alone what comes near it."""

import pytest

import demerit
from demerit import Source
from demerit.language import codes, lint_codes
from demerit.language.lints.numerals import numbers
from tests.errors.lint_cases import CASES, CLEAN, FACTS, policy, rule
from tests.errors.policy_cases import Case, Fault
from tests.standard import ROOT


def lint(text: str) -> demerit.Findings:
    return demerit.lint(Source("lints.policy", text))


def sentence(case: Case) -> str:
    return case.sentence


@pytest.mark.parametrize("case", CASES, ids=sentence)
def test_what_is_doubtful_is_told_by_its_code_and_the_text_underlined(case: Case) -> None:
    found = lint(case.text)
    assert [Fault(each.code.number, each.underlined, each.near) for each in found.diagnostics] == list(case.faults)
    assert found.policy is not None


@pytest.mark.parametrize("case", CLEAN, ids=sentence)
def test_what_comes_near_it_is_left_alone(case: Case) -> None:
    assert [(each.code.number, each.underlined, each.message) for each in lint(case.text).diagnostics] == []


@pytest.mark.parametrize("case", CASES, ids=sentence)
def test_every_word_of_a_finding_is_filled_in(case: Case) -> None:
    for each in lint(case.text).diagnostics:
        assert each.help
        assert "{" not in each.message + each.help + "".join(fix.title for fix in each.fixes)
        assert all(label.text for label in each.labels)


def test_every_lint_is_a_warning() -> None:
    assert {code.severity for code in lint_codes.LINT_CODES.values()} == {codes.WARNING}


def test_a_lint_is_found_for_every_code() -> None:
    assert {fault.code for case in CASES for fault in case.faults} == set(lint_codes.LINT_CODES)


@pytest.mark.parametrize("folder", ["key-unit-security", "cvss-3.1-base", "news2"])
def test_the_shipped_policies_have_no_finding(folder: str) -> None:
    path = ROOT / "policies" / folder / "standard.policy"
    assert demerit.load(path).lints() == ()


def test_loading_tells_of_no_lint() -> None:
    loaded = demerit.load_source(Source("lints.policy", rule("when drill deduct 2 cap 2")))
    assert loaded.warnings == ()
    assert [each.code.number for each in loaded.lints()] == ["DEM807"]


# -- silenced ------------------------------------------------------------------------------------------------------


def test_what_is_silenced_is_kept_with_its_reason() -> None:
    (silenced,) = lint(rule("when drill deduct 2 cap 2  # 忽略 DEM807： 原文如此 ")).silenced
    assert (silenced.diagnostic.code.number, silenced.reason) == ("DEM807", "原文如此")


def test_an_error_is_not_silenced() -> None:
    found = lint(rule("when dril deduct 2  # ignore DEM301: no"))
    assert [each.code.number for each in found.diagnostics] == ["DEM301", "DEM892"]
    assert found.policy is None


def test_where_there_is_an_error_nothing_is_said_to_be_idle() -> None:
    found = lint(rule("when dril deduct 2\n    when plan deduct 2 cap 2  # ignore DEM807: it says so"))
    assert [each.code.number for each in found.diagnostics] == ["DEM301"]


def test_a_comment_above_an_empty_line_is_about_nothing() -> None:
    found = lint(rule("# ignore DEM807: it says so\n\n    when drill deduct 2 cap 2"))
    assert [each.code.number for each in found.diagnostics] == ["DEM893", "DEM807"]


def test_what_stands_in_quotes_is_no_comment() -> None:
    found = lint(rule('when drill deduct 2 cap 2\n      note "# ignore DEM807: no"'))
    assert [each.code.number for each in found.diagnostics] == ["DEM807"]


def test_codes_are_chosen_by_their_beginnings() -> None:
    source = Source("lints.policy", policy("section 1 worth 1000\n  item 1.1\n    per accident deduct 1 cap 2000\n"))
    assert [each.code.number for each in demerit.lint(source).diagnostics] == ["DEM815"]
    assert demerit.lint(source, ignore=["DEM815"]).diagnostics == ()
    assert demerit.lint(source, select=["DEM80"]).diagnostics == ()
    assert len(demerit.lint(source, select=["DEM8"]).diagnostics) == 1


def test_errors_are_told_whatever_is_chosen() -> None:
    source = Source("lints.policy", rule("when dril deduct 2"))
    assert [each.code.number for each in demerit.lint(source, select=["DEM815"], ignore=["DEM3"]).diagnostics] == [
        "DEM301"
    ]


# -- numbers in sentences ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("扣0.5分", "1/2"),
        ("扣１．５分", "3/2"),
        ("20万元", "200000"),
        ("20万元", "20"),
        ("1,500人", "1500"),
        ("千分之二", "1/500"),
        ("百分之十五", "3/20"),
        ("三成", "3/10"),
        ("2‰", "1/500"),
        ("95%", "19/20"),
        ("95%", "95"),
        ("一百零五", "105"),
        ("两千三百万", "23000000"),
        ("一亿二千万", "120000000"),
        ("十二", "12"),
        ("二十", "20"),
        ("二〇二四年", "2024"),
        ("减半", "1/2"),
        ("1/3", "1/3"),
        ("twenty days", "20"),
        ("twice", "2"),
    ],
)
def test_a_sentence_holds_its_numbers(text: str, held: str) -> None:
    assert held in {str(number) for number in numbers(text)}


def test_facts_of_the_cases_are_all_read() -> None:
    assert lint(policy("", facts=FACTS)).diagnostics == ()
