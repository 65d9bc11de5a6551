"""A first policy from a published text: what is right of it on the shipped standard, patterns, odd texts."""

from fractions import Fraction
from pathlib import Path

import pytest

import demerit
from demerit import FileError, LoadedPolicy, Source
from demerit.language import coverage_codes, model
from demerit.language.parser import parse
from demerit.pipeline import formatted
from demerit.published.agreement import amounts
from demerit.published.coverage import TO_FILL_IN
from demerit.published.drafting import Draft, draft, identifier, is_identifier
from demerit.published.naming import negates, positive, short
from tests.standard import ROOT, STANDARD, standard
from tests.test_cli import process, run

SOURCE = STANDARD / "source.txt"


def drafted(text: str, name: str = "source.txt") -> tuple[Draft, LoadedPolicy]:
    """Draft a policy; it has to be without errors and to stand for all of its text."""
    source = Source(name, text)
    made = draft(source)
    loaded = demerit.load_source(Source("draft.policy", made.text))
    assert {each.code for each in loaded.warnings} <= {coverage_codes.TO_FILL_IN}
    assert len(loaded.warnings) == made.places
    covered = loaded.cover(source)
    assert [(each.code.number, each.underlined) for each in covered.diagnostics] == []
    assert covered.accounted + covered.count(TO_FILL_IN) == covered.total
    return made, loaded


def points(rule: model.Rule) -> tuple[tuple[str, Fraction], ...]:
    return tuple((each.verb, Fraction(each.points)) for each in amounts(rule))


def rules_of(item: model.Item) -> list[tuple[tuple[str, Fraction], ...]]:
    return [points(rule) for rule in item.rules]


# -- the shipped standard ----------------------------------------------------------------------------------------

RIGHT = 79
"""How many of the 80 rules the draft gets right: in the same item, with the same points, in order."""


def test_the_draft_of_the_published_standard_has_its_sections_and_items() -> None:
    _, loaded = drafted(SOURCE.read_text(encoding="utf-8"))
    found, wanted = loaded.policy, standard().policy
    assert [(each.id, each.title, each.worth, each.bonus) for each in found.sections] == [
        (each.id, each.title, each.worth, each.bonus) for each in wanted.sections
    ]
    assert [item.id for section in found.sections for item in section.items] == [
        item.id for section in wanted.sections for item in section.items
    ]
    assert found.title == wanted.title


def test_the_draft_of_the_published_standard_gets_most_points_right() -> None:
    made, loaded = drafted(SOURCE.read_text(encoding="utf-8"))
    drafts = {item.id: rules_of(item) for section in loaded.policy.sections for item in section.items}
    right = 0
    for section in standard().policy.sections:
        for item in section.items:
            right += _in_order(rules_of(item), drafts[item.id])
    assert len(standard().policy.rules) == 80
    assert right == RIGHT
    assert right * 3 >= 80 * 2
    assert (made.sections, made.items, made.rules, made.places) == (7, 40, 79, 1)


def _in_order(wanted: list[tuple[tuple[str, Fraction], ...]], found: list[tuple[tuple[str, Fraction], ...]]) -> int:
    """Give how many of some rules are among others, in the same order."""
    best = [0] * (len(found) + 1)
    for one in wanted:
        last = best[:]
        for place, other in enumerate(found):
            best[place + 1] = max(best[place], last[place + 1], last[place] + (one == other))
    return best[-1]


def test_the_draft_of_the_published_standard_gets_its_caps_and_tiers_right() -> None:
    _, loaded = drafted(SOURCE.read_text(encoding="utf-8"))
    rules = {rule.id: rule for rule in loaded.policy.rules}
    items = {item.id: item for section in loaded.policy.sections for item in section.items}
    assert (rules["2.7.a"].cap, items["2.9"].cap) == (2, 3)
    for id_ in ("6.3.a", "6.4.a"):
        own = next(rule for rule in standard().policy.rules if rule.id == id_)
        assert [(tier.operator, tier.bound) for tier in rules[id_].tiers] == [
            (tier.operator, tier.bound) for tier in own.tiers
        ]


def test_what_the_page_says_of_the_draft_is_so() -> None:
    page = (ROOT / "docs" / "source.md").read_text(encoding="utf-8")
    assert f"{RIGHT} of the 80 rules" in page
    assert "84 of 84\nclauses about points" in page


# -- patterns ----------------------------------------------------------------------------------------------------

HEAD = "甲 20分\n1、"
PATTERNS = [
    ("未建立台帐的，扣1分。", ["unless 「建立台帐」 deduct 1"]),
    ("无工作记录的，扣1分。", ["unless 「有工作记录」 deduct 1"]),
    ("未建立台帐或未上锁的，扣1分。", ["when 「未建立台帐或未上锁」 deduct 1"]),
    ("标识不清的，每发现一处扣0.5分。", ["per 「标识不清」 deduct 0.5"]),
    ("标识不清的，每处扣0.5分，最多扣3分。", ["per 「标识不清」 deduct 0.5", "cap 3"]),
    ("无证上岗的，1人扣0.5分。", ["per 「无证上岗」 deduct 0.5"]),
    ("每发现一处未装摄像头扣1分。", ["per 「未装摄像头」 deduct 1"]),
    ("每有1人未持证上岗扣0.5分。", ["per 「未持证上岗」 deduct 0.5"]),
    ("每发现一处未按规定安装视频监控摄像头扣1分。", ["per 「未按规定安装视频监控摄像头」 deduct 1"]),
    ("每有1名保安员未经培训合格上岗的扣0.5分。", ["per 「保安员未经培训合格上岗」 deduct 0.5"]),
    ("每处未按规定安装视频监控摄像头的，扣1分。", ["per 「未按规定安装视频监控摄像头」 deduct 1"]),
    ("每缺少一项安全防范管理规章制度扣1分。", ["per 「安全防范管理规章制度 所缺」 deduct 1"]),
    ("（3）每缺少一项管理制度扣1分。", ["per 「管理制度 所缺」 deduct 1"]),
    ("每少一名保安员扣2分。", ["per 「保安员 所缺」 deduct 2"]),
    ("每一项目部扣1分。", ["per 「项目部」 deduct 1"]),
    ("标识不清的，每满5处扣1分。", ["per 「标识不清」 / 5 rounded down deduct 1"]),
    ("每年至少开展2次演练，每少1次扣1分。", ["per 「演练」 short of 2 deduct 1"]),
    ("应建立下列制度，每少一项扣1分。", ["per 「应建立下列制度 所缺」 deduct 1"]),
    ("存在隐患的，每处扣1分。此项3分扣完为止。", ["per 「存在隐患」 deduct 1", "cap 3"]),
    (
        "案件数超过职工总数千分之一的，扣5分；超过千分之二的，扣10分。",
        ["by 「案件数」 / 「职工总数」", "over 1‰ deduct 5", "over 2‰ deduct 10"],
    ),
    ("满意度不足80的扣2分，不足60的扣5分。", ["by 「满意度」", "under 80 deduct 2", "under 60 deduct 5"]),
    ("迟到3次以上的，扣1分。", ["by 「迟到」", "from 3 deduct 1"]),
    ("发生火灾的，扣5分；造成死亡的，加扣5分。", ["when 「发生火灾」 deduct 5", "when 「造成死亡」 deduct 5 more"]),
    ("档案不整洁的，酌情扣1至3分。", ["when 「档案不整洁」 deduct 1 to 3 at discretion of 「档案不整洁，酌定分值」"]),
    ("能及时处置的，减半扣分。", []),
    ("档案不整洁的，酌情扣分。", []),
]


@pytest.mark.parametrize(("text", "written"), PATTERNS, ids=[text for text, _ in PATTERNS])
def test_a_sentence_of_a_known_pattern_becomes_a_rule(text: str, written: list[str]) -> None:
    made, _ = drafted(HEAD + text)
    lines = [line.strip() for line in made.text.split("\n  item 1.1\n")[1].split("\n")]
    assert [line for line in lines if line and not line.startswith(("cite ", "note ", "not encoded "))] == written
    assert made.places == (not written)


ENGLISH = [
    ("No drill held: deduct 2 points.", ["when no drill held"]),
    ("Deduct 1 point for each missing sign, up to a maximum of 3 points.", ["per missing sign deduct 1", "cap 3"]),
    ("Untrained guards: 0.5 points each, at most 2 points.", ["per untrained guards deduct 0.5", "cap 2"]),
    ("If a door on each floor is locked, deduct 1 point.", ["when 「door on each floor is locked」 deduct 1"]),
    ("Bins are overfull (1 point per bin).", ["per bins are overfull deduct 1"]),
    ("Deduct 2 points if the door is locked.", ["when 「door is locked」 deduct 2"]),
    (
        "Cases are more than 1‰ of the employees: deduct 5 points; more than 2‰: deduct 10 points.",
        ["by cases / employees", "over 1‰ deduct 5", "over 2‰ deduct 10"],
    ),
]


@pytest.mark.parametrize(("text", "written"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_an_english_sentence_of_a_known_pattern_becomes_a_rule(text: str, written: list[str]) -> None:
    made, _ = drafted(f"1. Fire safety (20 points)\n1.1 {text}\n")
    lines = [line.strip() for line in made.text.split("\n  item 1.1\n")[1].split("\n")]
    found = [line for line in lines if line and not line.startswith(("cite ", "note ", "not encoded "))]
    assert len(found) == len(written)
    for line, start in zip(found, written, strict=True):
        assert line.replace("「", "").replace("」", "").startswith(start.replace("「", "").replace("」", ""))


def test_a_section_that_gives_points_is_a_bonus_section() -> None:
    _, loaded = drafted("甲 20分\n1、未建立的，扣1分。\n乙 10分\n1、受表彰的，每次加2分。\n")
    assert [(section.bonus, section.worth) for section in loaded.policy.sections] == [(False, 20), (True, 10)]


def test_a_section_that_takes_and_gives_starts_full() -> None:
    _, loaded = drafted("甲 20分\n1、未建立的，扣1分；受表彰的，加2分。\n")
    (section,) = loaded.policy.sections
    assert (section.start, section.worth, section.adds, section.deducts) == (20, 20, True, True)


def test_an_item_that_says_what_it_is_worth_can_be_taken_whole() -> None:
    _, loaded = drafted("一、甲（8分）\n1、档案（5分）：未上锁的，不得分。\n2、门（3分）：损坏的，扣1分。\n")
    (first, second) = loaded.policy.sections[0].items
    assert (first.worth, second.worth) == (5, 3)
    assert first.rules[0].effect.whole_item


def test_worths_of_items_that_do_not_add_up_are_left_out_with_a_word() -> None:
    made, loaded = drafted("一、甲（9分）\n1、档案（5分）：未上锁的，扣1分。\n2、门（3分）：损坏的，扣1分。\n")
    assert [item.worth for item in loaded.policy.sections[0].items] == [None, None]
    assert "各项分值合计8分" in made.text


def test_a_text_without_headings_is_one_section_with_a_word_about_its_worth() -> None:
    made, loaded = drafted("1、未建立的，扣1分。\n")
    assert [section.worth for section in loaded.policy.sections] == [100]
    assert "暂写100分" in made.text


def test_full_marks_that_are_said_are_written_where_they_add_up() -> None:
    assert (
        "  full marks 30\n"
        in drafted("标准（满分30分）\n甲 20分\n1、未建立的，扣1分。\n乙 10分\n1、损坏的，扣1分。\n")[0].text
    )
    assert (
        "full marks"
        not in drafted("标准（满分40分）\n甲 20分\n1、未建立的，扣1分。\n乙 10分\n1、损坏的，扣1分。\n")[0].text
    )


def test_sentences_without_points_stand_in_the_draft_too() -> None:
    made, _ = drafted("甲 20分\n1、本项适用于库房。未上锁的，扣1分。另有规定的，从其规定。\n2、见附表。\n")
    assert 'cite "本项适用于库房。未上锁的，扣1分。"' in made.text
    assert 'not encoded "另有规定的，从其规定。"' in made.text
    assert 'not encoded "见附表。"' in made.text


def test_sentences_about_points_outside_of_items_are_places_to_fill_in() -> None:
    made, loaded = drafted("总则：各部分扣完为止。\n甲 20分\n每项最多扣5分。\n1、未建立的，扣1分。\n")
    assert made.places == 2
    assert [each.reason for each in (*loaded.policy.not_encoded, *loaded.policy.sections[0].not_encoded)] == [None] * 2


def test_what_is_to_be_filled_in_is_counted_apart() -> None:
    text = "甲 20分\n1、未建立的，扣1分；能补办的，减半扣分。\n"
    _, loaded = drafted(text)
    covered = loaded.cover(Source("source.txt", text))
    assert (covered.count(TO_FILL_IN), covered.total) == (1, 2)
    assert covered.sound


# -- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "未将治安保卫工作纳入本单位工作、生产、经营等总体规划",
        "没有按照国家有关规定对全体工作人员和临时聘用人员进行岗前安全教育培训考核",
        "A" * 200,
        "the fire doors on the upper floors have not been inspected by a qualified person this year",
    ],
)
def test_a_shorter_name_does_not_say_the_opposite(words: str) -> None:
    assert len(short(words)) < len(words)
    assert negates(short(words)) >= negates(words)


def test_what_is_negated_twice_is_not_turned_round() -> None:
    assert positive("未建立台帐") == "建立台帐"
    assert positive("未建立台帐或制度") is None
    assert positive("未做到无隐患") is None
    assert positive("建立台帐") is None


def test_names_in_a_draft_are_told_apart() -> None:
    _, loaded = drafted("甲 20分\n1、未登记的，扣1分；未登记的，扣2分。\n2、未登记的，扣1分。\n")
    assert len({fact.pointer for fact in loaded.policy.facts.values()}) == 3


# -- odd texts ---------------------------------------------------------------------------------------------------

ODD = [
    "",
    " \n\t\n",
    "目录\n第一章 总则\n",
    "\x00\x01\x02\x03" * 50,
    "{}",
    "12345 67890\n" * 100,
    "x" * 100_000,
    "一、\n1、\n（1）\n①\n",
    "。；，！" * 1000,
    "20分\n" * 50,
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_a_text_that_says_nothing_of_points_is_told(text: str) -> None:
    with pytest.raises(FileError) as caught:
        draft(Source("odd.txt", text))
    assert [each.code for each in caught.value.diagnostics] == [coverage_codes.NO_POINTS]


SINGLE = [
    "扣1分",
    "扣1分。",
    "未建立的扣1分",
    'a "quoted" word: deduct 1 point',
    "“甲”的，扣1分。",
    "「甲」的，扣1分。",
    "甲#乙的，扣1分。",
    "扣1分" * 500,
    "甲，扣1分，" * 300,
    "1、" * 50 + "扣1分",
    "deduct 1 point " * 100,
    "and or not cap: deduct 1 point",
    "no: deduct 1 point\nany: deduct 1 point\nevery: deduct 1 point",
    "未\u202e建立\x1b[31m的，扣1分。",
    "扣0.000000000000000000000000000001分",
    "每0.5小时扣1分",
    "超过千分之一的，扣1分。",
    "A/B的，扣1分。",
    "……的，扣1分。",
    "（甲）的，扣1分。",
    "\ufeff甲的，扣1分。\r\r\n乙的，扣1分。\x0c丙\u2028的，扣1分。",
]


@pytest.mark.parametrize("text", SINGLE, ids=range(len(SINGLE)))
def test_whatever_stands_around_points_the_draft_is_without_errors(text: str) -> None:
    made, loaded = drafted(text)
    assert len(loaded.policy.rules) == made.rules
    drafted(f"甲 10分\n1、{text}\n2、{text}\n乙 10分\n1、{text}\n")


@pytest.mark.parametrize(
    ("name", "id_"),
    [("source.txt", "source"), ("全省 标准(1).txt", "全省-标准-1"), ("....", "draft"), ("_a_.b.c", "a-b")],
)
def test_the_identifier_is_made_of_the_name_of_the_file(name: str, id_: str) -> None:
    assert identifier(name) == id_
    assert is_identifier(id_)
    assert drafted("未建立的，扣1分。", name)[1].id == id_


# -- the command line --------------------------------------------------------------------------------------------


def test_a_draft_is_printed_and_counted() -> None:
    result = run("new", SOURCE)
    assert result.exit_code == 0
    drafted = draft(Source(str(SOURCE), SOURCE.read_text(encoding="utf-8"))).text
    assert result.stdout == formatted(Source("draft.policy", drafted), language="zh")
    assert result.stderr == "初稿：7个部分，40个项目，79条规则；待填写1处\n"
    said = run("new", SOURCE, "--to", "en").stderr
    assert said == "drafted: 7 sections, 40 items, 79 rules; places to fill in: 1\n"


def test_a_few_words_of_the_other_language_do_not_change_the_language_of_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "fire.txt"
    path.write_text("Fire safety (消防) 10 points\n1. No drill was held: deduct 2 points.\n", encoding="utf-8")
    result = run("new", path)
    assert result.stdout.startswith("# A first policy, drafted from fire.txt")
    assert "\n    when 「no drill was held」 deduct 2\n" in result.stdout
    assert result.stderr.startswith("drafted: ")


def test_a_draft_is_written_checked_and_held_against_its_text(tmp_path: Path) -> None:
    path = tmp_path / "first.policy"
    assert run("new", SOURCE, "-o", path, "--id", "key-units", "--title", "标准").exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert "标准 key-units\n  名称 “标准”\n" in text
    assert parse(Source("first.policy", text)).diagnostics.all == []
    checked = run("check", path, "--source", SOURCE)
    assert checked.exit_code == 0
    assert checked.stderr.count("警告[DEM901]") == 1
    assert "（98%）" in checked.stdout


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00\x01", b"\x89PNG\r\n\x1a\n\x00", b"%PDF-1.7\n\xe2\xe3\xcf\xd3"])
def test_a_file_that_is_no_such_text_is_told_without_a_traceback(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(data)
    done = process("new", path, "-o", tmp_path / "out.policy")
    assert done.returncode == 1
    assert done.stderr.startswith(b"error[DEM")
    assert b"Traceback" not in done.stderr
    assert not (tmp_path / "out.policy").exists()


def test_an_identifier_that_is_none_is_wrong_usage() -> None:
    result = run("new", SOURCE, "--id", "two words")
    assert result.exit_code == 2
    assert "identifier" in result.stderr
