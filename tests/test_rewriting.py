"""`demerit test --update`: what did not hold is rewritten to what came, and nothing else is."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit import Source
from demerit.examples import running
from demerit.examples.case_files import read_cases
from demerit.examples.judging import holds
from demerit.examples.updating import _edit, edited
from tests.shops import ALL, EXAMPLES, SHOP, case, laid_out, put, shop, values
from tests.test_cli import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_out(tmp_path)


# -- what is rewritten ---------------------------------------------------------------------------------------------

WRITTEN = """[
 // a comment, kept
 {"why": "a",   "base": "in order", "facts": {"shop": {"guards": 1}},
  "expect": {"score": 17.50, "rules": {"1.1.a": 2.0, "1.1.b" : "7/2"}, "grade":"poor",
             "reads": {"1.1.a": ["/shop/open"]}, "states": {"1.1.a": "clear"}}},
 {"why": "held", "base": "in order", "expect": {"score": "20"}}
]
"""

REWRITTEN = (
    WRITTEN.replace("17.50", "18")
    .replace('"7/2"', "0")
    .replace('"poor"', '"good"')
    .replace('"/shop/open"', '"/shop/guards"')
    .replace('"clear"', '"hit"')
)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_what_did_not_hold_is_rewritten_byte_for_byte(folder: Path, mark: bytes, end: str) -> None:
    path = folder / "cases" / "a.json"
    path.write_bytes(mark + WRITTEN.replace("\n", end).encode())
    result = run("test", folder / "shop.policy", "--update")
    assert (result.exit_code, result.stderr) == (0, "")
    assert path.read_bytes() == mark + REWRITTEN.replace("\n", end).encode()
    assert "5 expectations rewritten, in 1 example\n" in result.stdout
    assert "the score is 17.5 → the score is 18" in result.stdout
    assert f"{path}:3:2 (/0)" in result.stdout
    assert run("test", folder / "shop.policy").stdout == "all 2 examples hold\n"
    again = path.stat().st_mtime_ns
    assert run("test", folder / "shop.policy", "--update").stdout == "0 expectations rewritten\n"
    assert path.stat().st_mtime_ns == again


def test_what_is_rewritten_keeps_its_encoding(folder: Path) -> None:
    path = folder / "cases" / "a.json"
    text = '{"why": "少一名保安", "base": "in order", "facts": {"shop": {"guards": 2}}, "expect": {"score": 3}}'
    path.write_bytes(text.encode("gb18030"))
    result = run("test", folder / "shop.policy", "--update", "--encoding", "gb18030")
    assert result.exit_code == 0
    assert path.read_bytes() == text.replace('"score": 3', '"score": 19').encode("gb18030")


POLICY_EXAMPLES = """
example "one"   # a remark
  given guards is 1 and all else in order
  expect score  17 points  # why
  expect rule 1.1.a hits 3 times and deducts 2 and absorbs 1
  expect grade "poor"
  expect rule 1.2.a is clear
example "two"
  given all else in order and guards is left out
  expect needs lamp out
example "closed"
  given all else in order and not open and guards is 0
  expect rule 1.2.a hits 1 time
  expect item 1.1 deducts 3 in effect
"""

POLICY_REWRITTEN = """
example "one"   # a remark
  given guards is 1 and all else in order
  expect score  18 points  # why
  expect rule 1.1.a hits 2 times and deducts 2 and absorbs 0
  expect grade "good"
  expect rule 1.2.a is clear
example "two"
  given all else in order and guards is left out
  expect needs guards
example "closed"
  given all else in order and not open and guards is 0
  expect rule 1.2.a is not applicable
  expect item 1.1 deducts 3 in effect
"""


def test_examples_of_a_policy_are_rewritten_in_its_own_words(folder: Path) -> None:
    path = folder / "shop.policy"
    path.write_bytes(("\ufeff" + SHOP + POLICY_EXAMPLES).replace("\n", "\r\n").encode())
    result = run("test", path, "--update")
    assert (result.exit_code, result.stderr) == (0, "")
    assert path.read_bytes().decode() == ("\ufeff" + SHOP + POLICY_REWRITTEN).replace("\n", "\r\n")
    assert run("test", path).exit_code == 0


def test_examples_in_a_file_of_their_own_are_rewritten_there(folder: Path) -> None:
    before = (folder / "shop.policy").read_bytes()
    path = folder / "more.examples"
    path.write_text(POLICY_EXAMPLES, encoding="utf-8")
    assert run("test", folder / "shop.policy", "--update").exit_code == 0
    assert path.read_text(encoding="utf-8") == POLICY_REWRITTEN
    assert (folder / "shop.policy").read_bytes() == before


def test_a_run_of_which_something_cannot_be_rewritten_rewrites_the_rest(folder: Path) -> None:
    put(folder, case("a", {"score": 3}), case("b", {"score": 3}, guards=None), case("c", {"refused": True}))
    result = run("test", folder / "shop.policy", "--update")
    assert result.exit_code == 1
    assert "1 expectation rewritten, in 1 example; 2 left as they are" in result.stdout
    assert result.stderr.count("DEM762") == 2


def test_standard_input_is_not_written_back() -> None:
    result = run("test", "-", "--update", stdin=SHOP + EXAMPLES.replace("score 19", "score 3"))
    assert result.exit_code == 1
    assert "standard input, which cannot be written back" in result.stderr


@given(
    st.dictionaries(
        st.sampled_from(sorted({key for key, _, _ in values(ALL)} - {"missing"})), st.integers(0, 3), min_size=1
    )
)
def test_whatever_was_expected_holds_once_it_is_rewritten(wrong: dict[str, int]) -> None:
    expect: dict[str, Any] = {}
    for key, shift in wrong.items():
        expect[key] = ALL[key]
        if isinstance(ALL[key], dict):
            expect[key] = {id_: each + shift if isinstance(each, int) else each for id_, each in ALL[key].items()}
        elif isinstance(ALL[key], int):
            expect[key] = ALL[key] + shift
    source = Source("c.json", json.dumps(case(expect=expect, guards=1, lamp_out=5), indent=1))
    policy = shop()
    (found,), _ = read_cases(source, policy)
    outcome = running.outcome_of(policy, found)
    done = running.Run(policy, (outcome,), 1)
    edits: list[Any] = [_edit(outcome, failure, done, {}) for failure in outcome.failures]
    after = edited(source.text, edits)
    (again,), told = read_cases(Source("c.json", after), policy)
    assert not told
    assert holds(policy, again.facts(policy), again.expected)
    assert (after == source.text) is (not outcome.failures)
