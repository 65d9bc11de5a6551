"""What the schema of the facts requires: the facts without which nothing is determined, whatever the others are."""

import pytest

import demerit
from demerit import Source

FACTS = """policy needed version 1
facts g
  a : yes/no
  b : yes/no
  c : count
  d : count
  e : count default 1
  l : list
    - mark : number at least 0
  kind : one of one kind, other kind
"""


def needed(body: str) -> set[str]:
    """Give the facts that the schema of a policy requires."""
    chosen = "  r : discretion\n" if "discretion of r" in body else ""
    policy = demerit.load_source(Source("needed.policy", FACTS + chosen + body))
    schema = policy.facts_schema()
    return set(schema["properties"]["g"].get("required", ()))


GRADES = 'grade "x" from 5\n  grade "y" below 5'
ITEM = "section 1 worth 9\n  item 1.1\n"


@pytest.mark.parametrize(
    ("rules", "facts"),
    [
        ("    per c deduct 1\n", {"c"}),
        ("    per e deduct 1\n", set()),
        ("    when a deduct (c)\n", {"a"}),
        ("    always deduct (c)\n", {"c"}),
        ("    always deduct c\n      only when a\n", {"a"}),
        ("    always deduct c\n      halved when a\n", {"c"}),
        ("    always deduct (c if a otherwise d)\n", {"a"}),
        ("    always deduct (1 if c is 1, 2 if d is 1 otherwise e)\n", {"c"}),
        ("    always deduct (the greatest of c, d)\n", {"c", "d"}),
        ("    always deduct ((c + 1) to the power of 1/2 to 3 digits)\n", {"c"}),
        ("    always deduct 1 to 3 at discretion of r\n", {"r"}),
        ("    when a deduct 1 to 3 at discretion of r\n", {"a"}),
        ("    per c deduct 1\n    otherwise per d deduct 1\n", {"c"}),
        ("    per c deduct 1\n    or if more per d deduct 1\n", {"c", "d"}),
        ("    per c deduct 1\n    or if less deduct d\n", {"c", "d"}),
        ("    applies when a\n    per c deduct 1\n", {"a"}),
        ("    when a or b deduct 1\n", set()),
        ("    when (levels reached of a, b) is 1 deduct 1\n", {"a"}),
        ("    when (mean of mark in each l if none 0) is 1 deduct 1\n", {"l"}),
        ("    per l deduct 1\n      charged once\n", {"l"}),
        ("    when kind is one kind and a deduct 1\n", set()),
        ("    per c deduct 1\n    when points of item 1.1 is 1 deduct 1 beyond the item\nverdict\n  floor 0\n", {"c"}),
    ],
)
def test_what_a_rule_always_asks_for_is_required(rules: str, facts: set[str]) -> None:
    assert needed(ITEM + rules) == facts


@pytest.mark.parametrize(
    ("term", "facts"),
    [
        ("c minus d", {"c", "d"}),
        ("table by c, kind\n    | one kind | other kind\n    up to 3 | 1 | 2\n    from 4 | 3 | 4", {"c", "kind"}),
        ("c if a otherwise d", {"a"}),
        ("u + 1\n  u : d", {"d"}),
        ("e", set()),
    ],
)
def test_what_a_term_always_asks_for_is_required_where_the_term_is(term: str, facts: set[str]) -> None:
    assert needed(f"terms\n  t : {term}\n{ITEM}    when t is 1 deduct 1\n") == facts
    assert needed(f"terms\n  t : {term}\n{ITEM}    when b and t is 1 deduct 1\n") == set()


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        ("floor 0", {"c"}),
        ("no score when a", {"a"}),
        ("no score when a\n  no score when b", set()),
        (f'{GRADES}\n  at most grade "y" when a\n  at least grade "x" when d is 1', {"a", "c", "d"}),
        (f'no score when b\n  {GRADES}\n  at most grade "y" when a', {"b"}),
        (f'{GRADES}\n  at most grade "y" when a and b', {"c"}),
    ],
)
def test_where_there_may_be_no_score_only_what_says_so_is_required(lines: str, facts: set[str]) -> None:
    assert needed(f"{ITEM}    per c deduct 1\nverdict\n  {lines}\n") == facts


def test_what_lifts_or_lowers_a_grade_is_not_required_where_there_may_be_none() -> None:
    verdict = f'verdict\n  {GRADES}\n  at most grade "y" when a\n'
    section = "section 1 worth 9 rescaled if nothing applies no score\n  item 1.1 worth 9\n    applies when b\n"
    assert needed(f"{section}    per c deduct 1\n{verdict}") == {"b"}


def test_points_that_are_never_asked_for_are_not_required() -> None:
    assert needed(f"{ITEM}    per 0 deduct (c)\n") == set()


def test_a_section_has_no_score_while_an_item_waits_for_a_result_that_is_not_known() -> None:
    loaded = demerit.load_source(
        demerit.Source(
            "waits.policy",
            "policy waits\n  version 1\nfacts f\n  a : yes/no\n  b : yes/no\nverdict\n  no floor\n"
            "section 1 worth 10\n  item 1.1\n    when a deduct 1\n"
            "section 2 worth 5\n  item 2.1\n    applies when score of section 1 is 9\n"
            "    when b deduct 2 beyond the item\n",
        )
    )
    assert [section.score for section in loaded.judge({"f": {"b": True}}).tree.sections] == [None, None]
    assert [section.score for section in loaded.judge({"f": {"a": True, "b": True}}).tree.sections] == [9, 5]
