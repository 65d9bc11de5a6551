"""Examples in a policy's text: what they give and expect, in English and Chinese, and in texts of their own."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import demerit
from demerit import Source
from demerit.cli import main
from demerit.language import model
from demerit.pipeline import read_examples

POLICY = """policy small
  version 1.0

facts shop "店"
  leak 「漏水」      : findings
  staff 「人数」     : count at least 1
  dry 「干」         : yes/no
  kind 「类别」      : one of flat 「平房」, high rise 「高层」
  plans 「预案」     : set of fire 「火灾」, flood 「水灾」, theft
  fine 「罚款」      : yuan at least 0
  kept 「保存天数」  : whole days at least 0
  balance            : number
  opened             : date
  name 「名称」      : text optional
  conduct 「整洁」   : discretion
  hole 「洞」        : list
    - site 「部位」  : text
    - deep 「深」    : yes/no
    - width          : number at least 2 at most 9
    - loss           : whole yuan
    - noted          : date
    - level          : one of low, high
    - remark         : text optional

section 1 worth 20
  group G1 of 1.1 cap 15

  item 1.1
    per leak deduct 1
    when kind is flat and fine is 3 yuan and balance is less than 1 deduct 1
      label kind
    per hole where deep deduct 1
    when kept is less than 3 days or opened is before 2020-01-01 deduct 1
    when staff is at least 200 deduct 1 to 3 at discretion of conduct

  item 1.2
    applies when dry
    per missing from plans deduct 0.5

bonus section 2 up to 5

  item 2.1
    when dry add 1

verdict
  no score when staff is 7
  grade "good" from 10
  grade "bad" below 10
"""


def load(text: str) -> demerit.LoadedPolicy:
    return demerit.load_source(Source("small.policy", POLICY + text))


def example(*lines: str) -> model.Example:
    """Give an example of these lines, with an expectation if there is none among them."""
    if not any(line.startswith(("expect", "预期")) for line in lines):
        lines = (*lines, "expect score 10")
    (found,) = load("\n".join(['example "x"', *(f"  {line}" for line in lines)]) + "\n").policy.examples
    return found


def in_chinese(*lines: str) -> model.Example:
    """Give an example of these lines out of a Chinese text of examples."""
    if not any(line.startswith("预期") for line in lines):
        lines = (*lines, "预期得分10分。")
    text = "\n".join(["示例 “x”", *(f"  {line}" for line in lines)])
    (found,) = read_examples(Source("small.examples", text), load(""))
    return found


def given(found: model.Example) -> dict[str, Any]:
    return {each.pointer.removeprefix("/shop/"): each.value for each in found.givens}


def expected(found: model.Example) -> list[tuple[Any, ...]]:
    return [(each.kind, each.of, each.id, each.value, each.verb) for each in found.expected]


# -- what is given -----------------------------------------------------------------------------------------------

GIVEN: list[tuple[str, str, dict[str, Any]]] = [
    ("staff is 200", "「人数」为200人", {"staff": 200}),
    ("fine is 20万 yuan", "「罚款」为20万元", {"fine": 200000}),
    ("fine is 0", "「罚款」为0", {"fine": 0}),
    ("fine is 2.50 yuan", "「罚款」为2.50元", {"fine": Decimal("2.5")}),
    ("balance is -3", "「balance」为-3", {"balance": -3}),
    ("balance is 2‰", "「balance」为千分之二", {"balance": Decimal("0.002")}),
    ("balance is 1/3", "「balance」为1/3", {"balance": Fraction(1, 3)}),
    ("kept is 1 day", "「保存天数」为1天", {"kept": 1}),
    ("leak is 6", "「漏水」为6处", {"leak": 6}),
    ("no leak", "无「漏水」", {"leak": 0}),
    ("no fine", "无「罚款」", {"fine": 0}),
    ("no dry", "无「干」", {"dry": False}),
    ("dry", "「干」", {"dry": True}),
    ("not dry", "未「干」", {"dry": False}),
    ("dry is yes", "「干」为是", {"dry": True}),
    ("dry is no", "「干」为否", {"dry": False}),
    ("kind is high rise", "「类别」为「高层」", {"kind": "high_rise"}),
    ("plans is fire, theft", "「预案」为「火灾」、「theft」", {"plans": ["fire", "theft"]}),
    ("no plans", "无「预案」", {"plans": []}),
    ("opened is 2024-02-29", "「opened」为2024-02-29", {"opened": "2024-02-29"}),
    ('name is "a ""b"""', "「名称」为“a \"b\"”", {"name": 'a "b"'}),
    ("conduct is 2", "「整洁」为2分", {"conduct": {"points": 2, "reason": "x"}}),
    (
        'conduct is 2.5 points "as found"',
        "「整洁」为2.5 “as found”",
        {"conduct": {"points": Decimal("2.5"), "reason": "as found"}},
    ),
    ("staff is left out", "「人数」未填报", {"staff": model.LEFT_OUT}),
    ("hole is left out", "「洞」未填报", {"hole": model.LEFT_OUT}),
    ("no hole", "无「洞」", {"hole": []}),
    ("hole is 0", "「洞」为0", {"hole": []}),
    (
        "staff is 3 and not dry and no leak",
        "「人数」为3，且未「干」，且无「漏水」",
        {"staff": 3, "dry": False, "leak": 0},
    ),
    ("「staff」 is 3", "「staff」为3", {"staff": 3}),
    ("「人数」 is 3 and 「类别」 is 「平房」", "「人数」为3且「kind」为「flat」", {"staff": 3, "kind": "flat"}),
]  # fmt: skip


@pytest.mark.parametrize(("english", "chinese", "facts"), GIVEN, ids=[english for english, _, _ in GIVEN])
def test_a_fact_is_given_in_either_language(english: str, chinese: str, facts: dict[str, Any]) -> None:
    for found in (example(f"given {english}"), in_chinese(f"已知{chinese}。")):
        assert given(found) == facts
        assert {type(value) for value in given(found).values()} == {type(value) for value in facts.values()}


def test_all_else_is_in_order_or_from_a_file_or_missing() -> None:
    assert example("given all else in order").base == in_chinese("已知其余均合格。").base == model.IN_ORDER
    assert example('given facts from "a/unit.json"').base == "a/unit.json"
    assert in_chinese("已知事实取自 “a/unit.json”。").base == "a/unit.json"
    assert example("expect score 10").base is None


FILLED = {"width": 2, "loss": 0, "noted": "2000-01-01", "level": "low"}


def test_entries_are_filled_with_what_says_nothing() -> None:
    for found in (example("given hole is 2 where deep"), in_chinese("已知「洞」为2处，其中「深」为是。")):
        assert given(found)["hole"] == [
            {"site": "1", "deep": True, **FILLED},
            {"site": "2", "deep": True, **FILLED},
        ]


def test_entries_say_what_they_have_in_common() -> None:
    said = 'given hole is 2 where not deep and site is "a" and width is 9 and loss is -3 yuan and level is high'
    entry = {"site": "a", "deep": False, "width": 9, "loss": -3, "noted": "2000-01-01", "level": "high"}
    assert given(example(said))["hole"] == [entry, entry]
    assert given(example("given hole is 1 where deep and remark is left out"))["hole"] == [
        {"site": "1", "deep": True, **FILLED}
    ]
    assert given(example('given hole is 1 where deep and remark is "x"'))["hole"][0]["remark"] == "x"


def test_a_further_line_adds_entries_and_their_texts_stay_apart() -> None:
    found = example(
        "given hole is 2 where deep", 'given hole is 2 where not deep and site is "2"', "given hole is 1 where deep"
    )
    sites = [(entry["site"], entry["deep"]) for entry in given(found)["hole"]]
    assert sites == [("1", True), ("6", True), ("2", False), ("2", False), ("5", True)]
    assert [each.pointer for each in found.givens] == ["/shop/hole"]


def test_ten_thousand_entries_are_given_at_once() -> None:
    hole = given(example("given hole is 10000 where deep"))["hole"]
    assert len({entry["site"] for entry in hole}) == 10_000


def test_the_facts_come_in_the_order_in_which_they_are_given() -> None:
    assert list(given(example("given hole is 1 where deep", "given dry", "given hole is 1 where deep"))) == [
        "hole",
        "dry",
    ]


# -- what is expected --------------------------------------------------------------------------------------------

EXPECTED: list[tuple[str, str, list[tuple[Any, ...]]]] = [
    ("score 97", "得分97分", [("score", "policy", "", 97, None)]),
    ("score is -2.5 points", "得分为-2.5", [("score", "policy", "", Decimal("-2.5"), None)]),
    ("score 1/3", "得分1/3分", [("score", "policy", "", Fraction(1, 3), None)]),
    ('grade "good"', "等级 “good”", [("grade", "policy", "", "good", None)]),
    (
        'score 9 and grade "bad"',
        "得分9分，且等级“bad”",
        [("score", "policy", "", 9, None), ("grade", "policy", "", "bad", None)],
    ),
    ("no score", "不予评分", [("score", "policy", "", None, None)]),
    ("item 1.1 deducts 3", "项目1.1扣3分", [("points", "item", "1.1", 3, "deduct")]),
    ("section 2 adds 1", "部分2加1分", [("points", "section", "2", 1, "add")]),
    ("section 1 scores 17", "部分1得17分", [("scores", "section", "1", 17, None)]),
    ("group G1 deducts 3 points", "项目组G1扣3分", [("points", "group", "G1", 3, "deduct")]),
    ("rule 1.1.a deducts 1 in effect", "规则1.1.a实际扣1分", [("effective", "rule", "1.1.a", 1, "deduct")]),
    ("rule 2.1.a adds 1 in effect", "规则2.1.a实际加1分", [("effective", "rule", "2.1.a", 1, "add")]),
    ("rule 2.1.a adds 1 in effect", "规则2.1.a加1分实际计入", [("effective", "rule", "2.1.a", 1, "add")]),
    ("rule 1.1.a asks 2.5", "规则1.1.a应计2.5分", [("asked", "rule", "1.1.a", Decimal("2.5"), None)]),
    ("section 1 absorbs 0.5", "部分1被吸收0.5分", [("absorbed", "section", "1", Decimal("0.5"), None)]),
    ("rule 1.1.a hits", "规则1.1.a命中", [("state", "rule", "1.1.a", "hit", None)]),
    ("rule 1.1.a hits 6 times", "规则1.1.a命中6次", [("count", "rule", "1.1.a", 6, None)]),
    ("rule 1.1.kind is clear", "规则1.1.kind未命中", [("state", "rule", "1.1.kind", "clear", None)]),
    ("rule 1.1.kind does not hit", "规则 1.1.kind 未命中", [("state", "rule", "1.1.kind", "clear", None)]),
    ("rule 1.2.a is not applicable", "规则1.2.a不适用", [("state", "rule", "1.2.a", "not_applicable", None)]),
    ("item 1.2 does not apply", "项目1.2不适用", [("state", "item", "1.2", "not_applicable", None)]),
    ("rule 1.1.a is not reached", "规则1.1.a未轮到", [("state", "rule", "1.1.a", "not_reached", None)]),
    ("rule 1.1.a is undetermined", "规则1.1.a无法判定", [("state", "rule", "1.1.a", "undetermined", None)]),
    (
        "rule 1.1.kind reads kind, fine",
        "规则1.1.kind读取「类别」、「罚款」",
        [("reads", "rule", "1.1.kind", ("/shop/kind", "/shop/fine"), None)],
    ),
    ("needs staff, leak", "缺少「人数」、「漏水」", [("missing", "policy", "", ("/shop/staff", "/shop/leak"), None)]),
    ("refused", "不予受理", [("refused", "policy", "", (), None)]),
    (
        'refused "DEM601", "DEM603"',
        "不予受理 “DEM601”、“DEM603”",
        [("refused", "policy", "", ("DEM601", "DEM603"), None)],
    ),
    (
        "rule 1.1.a hits 2 times and deducts 2 and item 1.1 absorbs 0",
        "规则1.1.a命中2次，且扣2分，且项目1.1被吸收0分",
        [
            ("count", "rule", "1.1.a", 2, None),
            ("points", "rule", "1.1.a", 2, "deduct"),
            ("absorbed", "item", "1.1", 0, None),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("english", "chinese", "found"), EXPECTED, ids=[chinese for _, chinese, _ in EXPECTED])
def test_something_is_expected_in_either_language(english: str, chinese: str, found: list[tuple[Any, ...]]) -> None:
    assert expected(example(f"expect {english}")) == found
    assert expected(in_chinese(f"预期{chinese}。")) == found


def test_an_expectation_that_goes_on_has_the_place_of_its_own_words() -> None:
    found = example("expect rule 1.1.a hits 2 times and deducts 2")
    assert [found.source.cut(each.span) for each in found.expected] == ["rule 1.1.a hits 2 times", "deducts 2"]


def test_what_is_given_has_the_place_of_its_words() -> None:
    found = example("given staff is 3 and hole is 2 where deep and width is 3", "given no leak")
    cut = [found.source.cut(each.span) for each in found.givens]
    assert cut == ["staff is 3", "hole is 2 where deep and width is 3", "no leak"]


# -- the whole ---------------------------------------------------------------------------------------------------


def test_an_example_has_a_title_notes_and_a_place() -> None:
    text = 'example "two " "leaks"\n  note "why"\n  given leak is 2\n  note "and" " how"\n  expect score 18\n'
    (found,) = load(text).policy.examples
    assert (found.title, found.notes) == ("two leaks", ("why", "and how"))
    assert found.source.cut(found.span) == text.rstrip("\n")


def test_examples_stand_anywhere_among_the_blocks() -> None:
    text = 'example "a"\n  given leak is 2\n  expect item 1.1 deducts 2\n'
    places = [POLICY.index(word) for word in ("facts shop", "section 1", "bonus section", "verdict")]
    for place in places:
        policy = demerit.load_source(Source("small.policy", f"{POLICY[:place]}{text}\n{POLICY[place:]}"))
        assert policy.policy.examples == load(text).policy.examples
        assert policy.content_hash == load("").content_hash


def test_examples_are_no_part_of_the_identity_and_stay_under_either_names() -> None:
    text = 'example "a"\n  given kind is high rise\n  expect score 18\n'
    chinese = demerit.load_source(Source("zh", demerit.formatted(Source("en", POLICY + text), language="zh")))
    for policy in (load(text), chinese):
        assert policy.policy == load("").policy
        assert policy.content_hash == load("").content_hash
        assert policy.policy.examples == policy.written.examples
        assert [given(each) for each in policy.policy.examples] == [{"kind": "high_rise"}]
    assert chinese.named is not None


def test_examples_bring_no_warning_and_no_lint() -> None:
    text = 'example "a"\n  note "每处扣1分"\n  given leak is 2 and no hole\n  expect score 18\n'
    assert load(text).warnings == load("").warnings
    with_them, without = (demerit.lint(Source("small.policy", POLICY + each)) for each in (text, ""))
    assert [each.message for each in with_them.diagnostics] == [each.message for each in without.diagnostics]


def test_the_words_of_examples_can_be_names_elsewhere() -> None:
    names = (
        "hits",
        "times",
        "rule",
        "reads",
        "facts from afar",
        "all else",
        "is left out",
        "refused",
        "needs",
        "given",
    )
    facts = "".join(f"  {f'「{name}」' if 'is ' in name else name} : yes/no\n" for name in names)
    rules = "".join(f"    when {f'「{name}」' if 'is ' in name else name} deduct 1\n" for name in names)
    text = f"policy p\n  version 1.0\nfacts g\n{facts}section 1 worth 100\n  item 1.1\n{rules}"
    given = "".join(f"  given {'' if name in ('hits', 'times') else 'not '}「{name}」\n" for name in names)
    policy = demerit.load_source(Source("p", f'{text}example "x"\n{given}  expect score 2\n'))
    printed = demerit.formatted(policy.policy.source)
    assert demerit.load_source(Source("p", printed)).policy.examples == policy.policy.examples
    assert "given 「facts from afar」" not in printed  # behind `not` it can stand bare


def test_words_of_a_choice_that_are_words_of_examples_are_kept_apart() -> None:
    text = """policy p
  version 1.0
facts g
  state : one of left out, yes, hits
  facts from afar : yes/no
section 1 worth 10
  item 1.1
    when state is 「left out」 and facts from afar deduct 1
"""
    for word, value in (("「left out」", "left_out"), ("「yes」", "yes"), ("hits", "hits")):
        policy = demerit.load_source(
            Source("p", f'{text}example "x"\n  given state is {word} and 「facts from afar」\n  expect score 9\n')
        )
        printed = demerit.formatted(policy.policy.source)
        assert f"given state is {word} and 「facts from afar」" in printed
        assert given_of(policy) == given_of(demerit.load_source(Source("p", printed))) == [value, True]


def given_of(policy: demerit.LoadedPolicy) -> list[Any]:
    return [each.value for each in policy.policy.examples[0].givens]


# -- texts of their own --------------------------------------------------------------------------------------------


def test_a_text_of_examples_is_read_beside_its_policy() -> None:
    text = 'example "a"\n  given leak is 2\n  expect score 18\n\nexample "b"\n  expect needs leak\n'
    source = Source("small.examples", text)
    found = read_examples(source, load('example "a"\n  expect refused\n'))
    assert [each.title for each in found] == ["a", "b"]
    assert all(each.source is source for each in found)


def test_a_measure_word_is_a_unit_where_the_policy_has_it_as_one() -> None:
    text = POLICY.replace("staff 「人数」     : count at least 1", "staff 「人数」 : 人 at least 0").replace(
        "200", "200人"
    )
    text = text.replace("staff is 7", "staff is 7人")
    policy = demerit.load_source(Source("small.policy", text))
    with pytest.raises(demerit.PolicyError):
        read_examples(Source("x", "示例 “a”\n  已知「人数」为3。\n  预期得分10分。\n"), policy)
    (found,) = read_examples(Source("x", "示例 “a”\n  已知「人数」为3人。\n  预期得分10分。\n"), policy)
    assert given(found) == {"staff": 3}


UNTIDY = """示例 “两处漏水”
 已知「漏水」为2处,其中「深」, 且「人数」为3人  # behind
  # above
 预期得分18分，且等级“good”；预期规则1.1.a命中2次且扣2分
"""


def test_a_text_of_examples_is_formatted(tmp_path: Path) -> None:
    path = tmp_path / "small.examples"
    path.write_text(UNTIDY, encoding="utf-8")
    result = CliRunner().invoke(main, ["fmt", str(path)])
    assert (result.exit_code, result.output) == (0, "")
    assert path.read_text(encoding="utf-8") == (
        "示例 “两处漏水”\n"
        "  已知 「漏水」为2处，其中「深」且「人数」为3人。  # behind\n"
        "  # above\n"
        "  预期 得分18分，且等级 “good”。\n"
        "  预期 规则1.1.a命中2次，且扣2分。\n"
    )
    assert CliRunner().invoke(main, ["fmt", "--to", "en", str(path)]).exit_code == 0
    assert path.read_text(encoding="utf-8") == (
        'example "两处漏水"\n'
        "  given 漏水 is 2 处 where 深 and 人数 is 3 people  # behind\n"
        "  # above\n"
        '  expect score 18 and grade "good"\n'
        "  expect rule 1.1.a hits 2 times and deducts 2\n"
    )


def test_whoever_has_no_examples_does_not_load_what_checks_them() -> None:
    policy = Path(__file__).resolve().parents[1] / "policies" / "news2" / "standard.policy"
    text = policy.read_text(encoding="utf-8").partition("\nexample ")[0]
    code = (
        "import sys, demerit; demerit.load_source(demerit.Source('x', sys.stdin.read()));"
        "print([m for m in sys.modules if m in ('demerit.language.examples', 'demerit.language.givens')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout == "[]\n"
