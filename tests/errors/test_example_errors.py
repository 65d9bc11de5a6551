"""What is told of an example: which code, and which text is underlined."""

import pytest

import demerit
from demerit import PolicyError, Source
from demerit.language.excerpt import render
from demerit.pipeline import read_examples
from tests.errors.example_cases import CASES, CHINESE_POLICY, POLICY, small
from tests.errors.policy_cases import Case
from tests.errors.test_policy_errors import checked, faults, sentence

CODES = ("DEM357",)
"""The codes that are told of a text of examples alone."""


def alone(text: str, policy: str = POLICY) -> list[tuple[str, str]]:
    """Give the errors of a text of examples: the code and the text underlined of each."""
    loaded = demerit.load_source(Source("small.policy", policy))
    with pytest.raises(PolicyError) as fault:
        read_examples(Source("small.examples", text), loaded)
    return [(each.code.number, each.underlined) for each in fault.value.diagnostics]


@pytest.mark.parametrize("case", CASES, ids=sentence)
def test_a_mistake_in_an_example_is_told_by_its_code_and_the_text_underlined(case: Case) -> None:
    found = checked(case.text)
    assert faults(found.diagnostics.all) == list(case.faults)
    assert found.policy is None


@pytest.mark.parametrize("case", CASES, ids=sentence)
def test_every_word_of_what_is_told_of_an_example_is_filled_in(case: Case) -> None:
    for each in checked(case.text).diagnostics.all:
        words = each.message + each.help
        assert "{" not in words
        assert "None" not in words


@pytest.mark.parametrize("case", CASES, ids=sentence)
def test_a_text_of_examples_is_told_the_same(case: Case) -> None:
    policy = CHINESE_POLICY if case.text.startswith(CHINESE_POLICY) else POLICY
    text = case.text.removeprefix(policy)
    if "示" in text and policy is POLICY:
        return  # the first keyword says which language the text is in
    if text.startswith(("exampel", "given", "示列")):
        return  # so does a heading that is misspelt
    if "example x" in text or text.startswith(("example\n", "示例\n")):
        return
    assert [code for code, _ in alone(text, policy)] == [fault.code for fault in case.faults]


def test_the_mistakes_of_all_examples_are_told_in_one_run() -> None:
    text = (
        'example "a"\n  given staf is 3\n  expect scor 3\nexample "b"\n  given leek is 3\n  expect item 9 deducts 1\n'
    )
    assert [each.code.number for each in checked(small(text)).diagnostics.all] == ["DEM301", "DEM201", "DEM301"]
    text = text.replace("scor 3", "score 3")
    assert [each.code.number for each in checked(small(text)).diagnostics.all] == ["DEM301", "DEM301", "DEM331"]


def test_the_mistakes_of_rules_and_of_examples_are_told_in_one_run() -> None:
    text = small('example "a"\n  given staf is 3\n  expect score 3\n').replace("per leak deduct", "per leek deduct")
    assert [each.underlined for each in checked(text).diagnostics.errors] == ["leek", "staf"]


@pytest.mark.parametrize(("here", "there"), [("staff      :", "staff      ;"), ("per leak", "pre leak")])
def test_what_could_not_be_read_is_not_missed_by_an_example(here: str, there: str) -> None:
    text = small('example "a"\n  given staff is 3\n  expect rule 1.1.a hits\n').replace(here, there)
    assert [each.code.number for each in checked(text).diagnostics.errors] == ["DEM205"]


def test_a_fact_that_is_given_twice_is_shown_with_both_places() -> None:
    text = small('example "a"\n  given staff is 3\n  given staff is 4\n  expect score 3\n')
    (fault,) = checked(text).diagnostics.errors
    assert render(fault).split("\n") == [
        "error[DEM352]: “staff” is given a second time",
        "  --> standard.policy:39:9",
        "   |",
        "39 |   given staff is 4",
        "   |         ^^^^^^^^^^",
        "  --> standard.policy:38:9",
        "   |",
        "38 |   given staff is 3",
        "   |         ---------- first given here",
        "    = help: keep one of the two; a list alone may be given in several lines, each of which adds entries",
    ]


@pytest.mark.parametrize(
    ("block", "underlined"),
    [
        ("policy other\n  version 1.0\n", "policy other"),
        ("facts yard\n  gate : yes/no\n", "facts yard"),
        ("terms\n  small : staff is less than 3\n", "terms"),
        ('section 3 "Yard" worth 3\n  item 3.1\n    when dry deduct 1\n', 'section 3 "Yard" worth 3'),
        ("bonus section 3 up to 3\n", "bonus section 3 up to 3"),
        ("verdict\n  floor 0\n", "verdict"),
    ],
)
def test_a_text_of_examples_holds_nothing_else(block: str, underlined: str) -> None:
    example = 'example "a"\n  given staff is 3\n  expect score 3\n'
    assert alone(block + example) == [("DEM357", underlined)]
    assert alone(f"{example}\n{block}") == [("DEM357", underlined)]


def test_a_text_of_examples_is_no_json() -> None:
    assert [code for code, _ in alone("[{}]")] == ["DEM110"]


def test_the_help_for_a_value_beyond_its_bounds_names_the_way_to_refused_facts() -> None:
    (fault,) = checked(small('example "a"\n  given staff is 0\n  expect refused\n')).diagnostics.errors
    assert fault.help == 'facts that are refused come from a file: facts from "…"'
