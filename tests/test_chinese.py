"""The Chinese surface: every construct has its words, the wording of standards is read, and all of it is one policy."""

import re
from dataclasses import fields

import pytest

import demerit
from demerit.language import keywords, model
from demerit.language.checker import check
from demerit.language.parser import grammar, parse
from demerit.language.printing import show
from demerit.language.source import Source
from demerit.language.values import NumeralError, parse_numeral
from tests.standard import ROOT

STANDARD = ROOT / "policies" / "key-unit-security"

FACTS = """policy wording
  version 1.0

facts unit 「单位」
  employees 「职工」        : whole people at least 1 person
  cases 「案件」            : count
  loss 「损失」             : yuan at least 0
  guards 「保安」           : findings
  rules 「有制度」          : yes/no
  plan 「有预案」           : yes/no
  batons 「橡皮棍」         : count at least 1
  needed 「应配橡皮棍」     : count
  head 「负责人」           : one of full time 「专职」, part time 「兼职」, none 「没有人」
  plans 「预案」            : set of fire 「消防」, flood 「防汛」
  leak 「漏水」             : list
    - serious 「严重」      : yes/no
    - people 「人数」       : count
  judgement 「酌定扣分」    : discretion

verdict
  floor 0

section 1 "甲" worth 100
  item 1.0
    when plan deduct 1 to 2 at discretion of judgement
  item 1.1 "乙" worth 50
    """

WORDINGS = [
    ("unless rules deduct 2", "未「有制度」的，扣2分；", "未「有制度」扣2分", "除非「有制度」，扣２分。"),
    ("when not rules deduct 2", "凡未「有制度」的，扣2分。", "如非「有制度」，扣2分"),
    (
        "per guards deduct 0.5\n    item cap 25",
        "每「保安」扣0.5分，此项25分扣完为止",
        "「保安」的，每处扣0.5分。本项25分为限。",
    ),
    ("per guards deduct 0.5 cap 2", "每发现一处「保安」扣0.5分。此款2分扣完为止。", "每人「保安」扣０．５分，上限2分"),
    (
        "per leak where serious deduct 1 more",
        "「漏水」中「严重」的，每少一处加扣1分；",
        "每「漏水」中「严重」的，加扣1分",
    ),
    ("per people in each leak where serious deduct 1", "每「人数」取自各「漏水」中「严重」的，扣1分。"),
    ("when cases / batons is more than 1‰ deduct 5", "「案件」／「橡皮棍」超过千分之一的，扣5分"),
    ("when loss is 20万 yuan or more deduct 5", "「损失」20万元以上的，扣5分。", "「损失」为20万元以上的扣5分"),
    ("when employees is less than 200 people deduct 1", "「职工」不足200人的，扣1分", "「职工」少于200人，扣1分"),
    ("when employees is at least 200 people deduct 1", "「职工」不少于200人的，扣1分", "「职工」达到200人的，扣1分"),
    ("by cases\n      over 1 deduct 5\n      over 2 deduct 10", "按「案件」，超过1的扣5分；超过2的，扣10分。"),
    (
        "when any leak deduct 10\n      halved when every leak where serious",
        "发生「漏水」的，扣10分；「漏水」均「严重」的，减半扣分。",
    ),
    ("when no leak where serious deduct 1", "没有「漏水」中「严重」的，扣1分。", "未配置「漏水」中「严重」的，扣1分。"),
    (
        "per batons short of needed deduct 0.5",
        "每「橡皮棍」不足应配「应配橡皮棍」的，扣0.5分",
        "「橡皮棍」不足应有「应配橡皮棍」的，每少1件扣0.5分",
    ),
    ("per unmet of rules, plan deduct 1", "每未落实「有制度」、「有预案」扣1分。"),
    ("per missing from plans deduct 1", "每未列入「预案」扣1分。"),
    ("when head is none or part time deduct 1", "「负责人」为「没有人」或「兼职」的，扣1分"),
    ("when head is neither none nor part time deduct 1", "「负责人」既不为「没有人」也不为「兼职」的，扣1分"),
    ("when rules and plan deduct the item", "「有制度」并且「有预案」的，不得分。"),
    ("when rules deduct the item and 10 beyond the item", "「有制度」的，不得分，并追加扣除10分。"),
    ("when rules deduct 2 beyond the item", "「有制度」的，追加扣2分。"),
    ("when rules deduct 2\n    otherwise per leak deduct 0.5", "「有制度」的，扣2分；否则每「漏水」扣0.5分。"),
    ("when rules deduct 1\n    or if more per guards deduct 2", "「有制度」的，扣1分；或取其高每「保安」扣2分。"),
    (
        "applies when rules\n    when plan deduct 1\n      only when rules",
        "适用于「有制度」的。「有预案」的，扣1分。限于「有制度」的。",
    ),
    ("always deduct 1", "一律扣1分。", "一律扣一分,"),
    ("when cases is less than 200 deduct 0.5", "「案件」不足200起的，扣0.5分", "「案件」不足２００的，扣半分"),
    ("when cases is 3 or more deduct 20", "「案件」3起以上的，扣二十分。"),
    (
        "per guards deduct 0.5 cap 2",
        "「保安」每人扣0.5分,此款2分扣完为止。",
        "「保安」，每发现一处扣0.5分，最多扣2分。",
    ),
    (
        "per unmet of rules, plan deduct 1",
        "未「有制度」、「有预案」的，每少一项扣1分。",
        "未「有制度」、「有预案」，每缺一项扣1分",
    ),
    ("per batons short of needed deduct 1", "「橡皮棍」不足「应配橡皮棍」的，每少1件扣1分。"),
    ("when any leak deduct 2\n      halved when plan", "有「漏水」的，扣2分。减半于「有预案」的。"),
    (
        "per guards deduct (1.5 if rules, 1 if plan otherwise 0.5)",
        "每「保安」扣（1.5如果「有制度」；1如果「有预案」；否则0.5）分。",
    ),
]
"""Rules in English, and wordings of each in Chinese that are the same rule."""


def policy(text: str) -> model.Policy:
    checked = check(parse(Source("wording", text)))
    assert checked.diagnostics.errors == []
    assert checked.policy is not None
    return checked.policy


def chinese(rule: str) -> str:
    """Give the policy of the wordings with this Chinese rule."""
    text = show(parse(Source("wording", FACTS + "always deduct 1\n")).document, "zh")
    return text.replace("一律扣1分。", rule)


@pytest.mark.parametrize(
    ("english", "wording"), [(english, wording) for english, *wordings in WORDINGS for wording in wordings]
)
def test_a_wording_of_standards_is_the_rule_that_it_says(english: str, wording: str) -> None:
    same = policy(FACTS + english + "\n")
    assert policy(chinese(wording)) == same
    assert policy(chinese(wording)).content_hash == same.content_hash


@pytest.mark.parametrize("english", [english for english, *_ in WORDINGS])
def test_the_printed_wording_of_a_rule_is_one_of_those_and_goes_back(english: str) -> None:
    document = parse(Source("wording", FACTS + english + "\n")).document
    there = show(document, "zh")
    assert policy(there) == policy(FACTS + english + "\n")
    assert show(parse(Source("wording", there)).document, "en") == show(document)


def test_what_is_left_to_discretion_is_said_as_standards_do() -> None:
    assert "「有预案」的，酌情扣1至2分，见「酌定扣分」。" in chinese("一律扣1分。")


def test_rules_may_use_either_name_in_either_language() -> None:
    mixed = FACTS + "when 「有制度」 and head is 「专职」 deduct 1\n"
    own = FACTS + "when rules and head is full time deduct 1\n"
    assert policy(mixed) == policy(own)
    assert policy(chinese("「rules」且「head」为「full time」的，扣1分。")) == policy(own)


def test_facts_are_the_same_json_in_either_language() -> None:
    facts = {"unit": {"rules": True, "head": "full_time", "plan": False}}
    english = demerit.load_source(Source("x", FACTS + "when rules and head is full time deduct 1\n"))
    other = demerit.load_source(Source("x", chinese("「有制度」且「负责人」为「专职」的，扣1分。")))
    assert english.evaluate(facts).score == other.evaluate(facts).score == 99
    assert (english.language, other.language) == ("en", "zh")


def test_the_shipped_standard_stands_in_both_languages_and_is_one() -> None:
    english, other = (STANDARD / name for name in ("standard.policy", "standard.zh.policy"))
    text = other.read_text(encoding="utf-8")
    assert show(parse(Source("x", english.read_text(encoding="utf-8"))).document, "zh") == text
    assert show(parse(Source("x", text)).document, "en") == english.read_text(encoding="utf-8")
    one, two = demerit.load(english), demerit.load(other)
    assert one.policy == two.policy
    assert one.content_hash == two.content_hash


def test_the_shipped_chinese_standard_has_no_english_word_but_in_names_and_identifiers() -> None:
    text = (STANDARD / "standard.zh.policy").read_text(encoding="utf-8")
    bare = re.sub(r"「[^」]*」|“[^”]*”|#[^\n]*|规则[\d.]+\.[a-z]+", "", text).replace("key-unit-security", "")
    assert re.findall(r"[A-Za-z]+", bare) == []


# -- the keyword table -----------------------------------------------------------------------------------------


ONLY_CHINESE = {
    "_DE",
    "_CAP_END",
    "_MARKS",
    "DEDUCT_MORE",
    "ADD_MORE",
    "DEDUCT_BEYOND",
    "LOSE_ITEM",
    "HALVED",
    "AT_WILL",
    "SEE",
    "DEDUCTS_IN_EFFECT",
    "ADDS_IN_EFFECT",
}


def test_every_keyword_is_spelt_in_every_language_but_for_the_order_of_one() -> None:
    tables = {}
    for language in keywords.LANGUAGES:
        with keywords.speaking(language):
            tables[language] = keywords.table()
    assert set(keywords.terminals()) - set(tables["zh"]) == set()
    assert set(keywords.terminals()) - set(tables["en"]) == ONLY_CHINESE


def test_every_entry_of_the_table_is_a_terminal_of_the_grammar_and_the_other_way_round() -> None:
    terminals = {terminal.name for terminal in grammar().terminals} | {"_SUBJECT", "NAME", "UNIT"}
    used = {symbol.name for rule in grammar().rules for symbol in rule.expansion if symbol.is_term}
    assert used - terminals == set(keywords.terminals())


def test_no_spelling_of_a_language_is_a_spelling_of_the_other() -> None:
    spelt = []
    for language in keywords.LANGUAGES:
        with keywords.speaking(language):
            spelt.append({each for keyword in keywords.table().values() for each in keyword.spellings + keyword.made})
    assert spelt[0] & spelt[1] == set()
    assert all(each.isascii() for each in spelt[0])
    assert not any(character.isascii() for each in spelt[1] for character in each if character != "1")


def test_every_keyword_has_words_for_what_it_is() -> None:
    for language in keywords.LANGUAGES:
        with keywords.speaking(language):
            for keyword in keywords.table().values():
                assert keyword.means
                assert all(getattr(keyword, part.name) is not None for part in fields(keyword))


def test_the_language_of_a_text_is_that_of_its_first_keyword() -> None:
    assert keywords.language_of("# 说明\n\n标准 x\n  title") == "zh"
    assert keywords.language_of("# policy\npolicy 标准") == "en"
    assert keywords.language_of("") == "en"
    assert keywords.language_of("何物") == "en"


# -- numerals --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("千分之一", "1‰"),
        ("千分之二", "0.2%"),
        ("百分之五", "5%"),
        ("百分之二十五", "25%"),
        ("百分之一百", "1"),
        ("万分之三", "0.03%"),
        ("百分之0.5", "0.5%"),
        ("百分之十", "10%"),
        ("百分之一百零五", "105%"),
        ("千分之两百", "0.2"),
        ("百分之二十", "20%"),
        ("百分之零", "0"),
        ("１５％", "15%"),
    ],
)
def test_a_share_in_chinese_words_is_that_share(written: str, same: str) -> None:
    assert parse_numeral(written) == parse_numeral(same)


@pytest.mark.parametrize("written", ["百分之十零", "百分之零五", "百分之二二", "百分之百", "百分之", "千分之一百十百"])
def test_words_that_make_no_number_are_refused(written: str) -> None:
    with pytest.raises(NumeralError):
        parse_numeral(written)
