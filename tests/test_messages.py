"""Everything that is said can be said in Chinese: the catalogue is whole, and what comes of it holds no English."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit import DemeritError, Source
from demerit.language import codes
from demerit.language.checker import check
from demerit.language.diagnostics import Diagnostic
from demerit.language.excerpt import render_all
from demerit.language.messages import (
    CHINESE,
    ENGLISH,
    Listing,
    Said,
    both,
    catalogue,
    counted,
    either,
    in_words,
    listed,
    placeholders,
    say,
    table,
)
from demerit.language.parser import parse
from demerit.report.checked import render_checked
from demerit.report.score import render_score
from demerit.report.why import render_why
from tests.errors import facts_cases, lint_cases, policy_cases, source_cases
from tests.spoken import SPEAKERS, in_source, templates
from tests.standard import POLICY, ROOT, UNIT
from tests.test_cli import EXPECTED

SAID = templates()

WORDLESS = {template for template, _ in in_source()} - set(SAID)
"""Templates without words of their own: Chinese may have other marks for them."""

THE_SAME: set[str] = set()
"""Templates whose Chinese is deliberately the English."""


# -- what is said ------------------------------------------------------------------------------------------------


def test_a_sentence_is_put_into_words_late() -> None:
    said = say("item {item} states no worth, so it cannot be taken whole", item="1.1")
    assert str(said) == "item 1.1 states no worth, so it cannot be taken whole"
    assert said.text(CHINESE) == "项目1.1没有写明分值，不能整项扣完"


def test_what_fills_a_sentence_is_put_into_words_too() -> None:
    said = say("“{keyword}” is said a second time for {what}", keyword="cap", what=say("item {item}", item="1"))
    assert said.text(ENGLISH) == "“cap” is said a second time for item 1"
    assert said.text(CHINESE) == "项目1重复规定了“cap”"


def test_braces_in_what_fills_a_sentence_are_text() -> None:
    assert say("write {text}", text="{x} {{").text(CHINESE) == "请写{x} {{"


def test_what_is_said_twice_is_equal_and_can_be_a_key() -> None:
    assert {say("write {text}", text="a"), say("write {text}", text="a")} == {say("write {text}", text="a")}


@pytest.mark.parametrize(
    ("joined", "english", "chinese"),
    [
        (either(["a", "b", "c"]), "a, b or c", "a、b或c"),
        (either(["a"]), "a", "a"),
        (either([]), "", ""),
        (both(["a", "b"]), "a and b", "a和b"),
        (listed(["a", say("yes")]), "a, yes", "a、是"),
    ],
)
def test_lists_are_joined_as_the_language_joins_them(joined: Any, english: str, chinese: str) -> None:
    assert in_words(joined, ENGLISH) == english
    assert in_words(joined, CHINESE) == chinese


def test_english_tells_one_from_many_and_chinese_does_not() -> None:
    said = [counted("{number} rule", "{number} rules", number) for number in (0, 1, 2)]
    assert [each.text(ENGLISH) for each in said] == ["0 rules", "1 rule", "2 rules"]
    assert [each.text(CHINESE) for each in said] == ["0条规则", "1条规则", "2条规则"]


def test_what_the_catalogue_lacks_is_no_silent_english() -> None:
    with pytest.raises(KeyError):
        say("not in any catalogue").text(CHINESE)


def test_english_reads_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demerit.language.messages._tables", lambda lang: pytest.fail(f"{lang} was read"))
    checked = check(parse(Source("x.policy", policy_cases.CASES[0].text)))
    assert render_all(checked.diagnostics.all)


# -- the catalogue -----------------------------------------------------------------------------------------------


def test_templates_are_found() -> None:
    assert len(SAID) > 700
    assert {"no such file", "item {item}", "this row has 1 value", "needed by {needed_by}"} <= set(SAID)
    assert "Check policies: every fault of each, and what is doubtful, with its place." in SAID


@pytest.mark.parametrize("template", SAID)
def test_a_template_has_its_chinese_with_the_same_placeholders(template: str) -> None:
    chinese = catalogue(CHINESE).get(template)
    assert chinese, f"{SAID[template]} says it; messages/zh.toml has it not"
    assert set(placeholders(chinese)) == set(placeholders(template)), SAID[template]
    assert chinese != template or template in THE_SAME


def test_no_entry_of_the_catalogue_is_left_over() -> None:
    assert set(catalogue(CHINESE)) - set(SAID) - WORDLESS == set()
    assert set(SAID) >= THE_SAME


def test_a_template_stands_in_one_table() -> None:
    text = (ROOT / "messages" / "zh.toml").read_text(encoding="utf-8").split("\n[click]")[0]
    keys = re.findall(r"^(\"(?:[^\"\\]|\\.)*\"|'[^']*') = ", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(catalogue(CHINESE))


def test_chinese_has_its_own_marks() -> None:
    for chinese in catalogue(CHINESE).values():
        bare = re.sub(r"“[^”]*”|\"[^\"]*\"", "", chinese)
        assert not re.search(r"[\u3400-\u9fff][,;:!?()]|[,;:!?(][\u3400-\u9fff]", bare), chinese
        assert not re.search(r"[\u3400-\u9fff] +[\u3400-\u9fff]", chinese), chinese


@pytest.mark.parametrize("english", table(CHINESE, "click"))
def test_the_words_of_click_keep_their_placeholders(english: str) -> None:
    chinese = table(CHINESE, "click")[english]
    shape = re.compile(r"\{[^}]*\}")
    assert sorted(shape.findall(chinese)) == sorted(shape.findall(english))


def test_every_sentence_goes_through_a_template() -> None:
    """No diagnostic, label or line of a report is given English that is not said."""
    package = Path(demerit.__file__).parent
    found = []
    for path in sorted(package.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in SPEAKERS:
                continue
            told = name in ("_add", "_at", "add", "Diagnostic", "at") and [
                k.value for k in call.keywords if k.arg != "encoding"
            ]
            told = told or (name == "Label" and call.args[2:])
            told = told or (name in ("wrapped", "labelled", "line", "strong") and call.args[:2])
            found += [f"{path.name}:{call.lineno}" for value in told or () if _is_english(value)]
    assert found == []


def _is_english(node: ast.expr) -> bool:
    """Tell whether an argument is a text with words in it; what stands in quotation marks is text of a policy."""
    texts = [node] if isinstance(node, ast.Constant) else node.values if isinstance(node, ast.JoinedStr) else []
    said = "".join(each.value for each in texts if isinstance(each, ast.Constant) and isinstance(each.value, str))
    return re.search(r"[a-z]{2}", re.sub("“[^”]*”", "", said)) is not None


# -- what comes out ----------------------------------------------------------------------------------------------

PLAIN = {
    "JSON", "UTF", "MiB", "GB", "gb", "utf", "Python", "float", "int", "decimal", "Decimal", "fractions", "Fraction",
    "true", "false", "True", "False", "null", "list", "dict", "encoding", "sha", "demerit", "draft", "Schema",
}  # fmt: skip
"""Words that Chinese takes as they are: names of formats, of values and of types."""

QUOTED = re.compile(
    r"DEM\d+|--[a-z]+(?:-[a-z]+)*|"
    r"“[^”]*”|「[^」]*」|\"[^\"]*\"|`[^`]*`|（U\+[0-9A-F]{4} [^）]*）|U\+[0-9A-F]{4}(?:（[^）]*）)?|0x[0-9A-F]+"
)


def english_in(text: str, *data: str) -> list[str]:
    """Give the English words of a text that are neither quoted, nor data, nor taken as they are."""
    for each in sorted({each for each in data if each}, key=len, reverse=True):
        text = text.replace(each, " ")
    bare = re.sub(r"/[^\s，；：、（）]+", " ", QUOTED.sub(" ", text))
    return [word for word in re.findall(r"[A-Za-z]{2,}", bare) if word not in PLAIN]


def texts(value: Any) -> Iterator[str]:
    """Give all texts in what a diagnostic or a trace holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)


def assert_chinese(diagnostics: list[Diagnostic], *given: str) -> None:
    """Hold diagnostics to Chinese; `given` are the texts that they are about, whose words may come again."""
    for each in diagnostics:
        data = {piece for text in _deep(each.args) for piece in re.split(r" → |, ", text)}
        data = {piece for piece in data if any(piece.strip("“”") in text for text in given)}
        labels = [in_words(label.text, CHINESE) for label in each.labels]
        for said in (each.message_in(CHINESE), each.help_in(CHINESE), *labels):
            assert english_in(said, *data, each.file, *each.near) == [], said
        assert each.message_in(CHINESE)
    shown = render_all(diagnostics, lang=CHINESE)
    assert shown.startswith(("错误[DEM", "警告[DEM"))
    assert not re.search(
        r"\b(help|error|warning|did you mean)\b", re.sub(r"^ *\d+ \|.*$", "", shown, flags=re.MULTILINE)
    )


def _deep(value: object) -> Iterator[str]:
    """Give the texts that fill templates, and what fills these in turn."""
    yield from texts(value)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ():
        if isinstance(inner, Said):
            yield from _deep(dict(inner.args))
        elif isinstance(inner, Listing):
            yield from _deep(inner.parts)


POLICIES = [*policy_cases.CASES, *policy_cases.WARNINGS]


@pytest.mark.parametrize("case", POLICIES, ids=lambda case: case.sentence)
def test_every_mistake_in_a_policy_is_told_in_chinese(case: policy_cases.Case) -> None:
    assert_chinese(check(parse(Source("standard.policy", case.text))).diagnostics.all, case.text)


@pytest.mark.parametrize("case", lint_cases.CASES, ids=lambda case: case.sentence)
def test_everything_doubtful_in_a_policy_is_told_in_chinese(case: policy_cases.Case) -> None:
    found = demerit.lint(Source("standard.policy", case.text)).diagnostics
    assert_chinese(list(found), case.text)
    for fix in (fix for each in found for fix in each.fixes):
        assert english_in(fix.title_in(CHINESE), *(str(value) for value in fix.args.values())) == []


@pytest.mark.parametrize("case", source_cases.CASES, ids=lambda case: case.sentence)
def test_what_a_policy_and_its_text_do_not_agree_on_is_told_in_chinese(case: source_cases.SourceCase) -> None:
    covered = demerit.load_source(Source("fire.policy", case.policy)).cover(Source("source.txt", case.source))
    assert_chinese(list(covered.diagnostics), case.policy, case.source)


SUGGESTIONS = {
    policy_cases.chinese(rule): suggested
    for rule, suggested in (
        ("「漏水」的，扣1分。", "请写“有「漏水」”或“无「漏水」”"),
        ("「保安」的，扣1分。", "请写“有「保安」”，或者“「保安」不少于1”"),
        ("「保安」+1的，扣1分。", "请写明多少：“「保安」+1不少于1”"),
        ("「负责人」的，扣1分。", "请写明是哪个选项：“「负责人」为「专职」”"),
        ("「演练」为「专职」的，扣1分。", "请写“「演练」”或“未「演练」”"),
        ("「负责人」不为「专职」或「兼职」的，扣1分。", "请写“既不为「专职」也不为「兼职」”"),
        ("每「演练」扣1分。", "条件与“凡”或“除非”连用；多个条件请写“未落实…、…”"),
        ("每「保安」÷2扣1分。", "请写明如何取整：“进一取整”或“舍去取整”"),
        ("「严重」的，扣1分。", "它是“漏水”的字段，要在“「漏水」中”之后使用"),
        ("「职工」÷「保安」超过1的，扣1分。", "请声明大于0的最小值，如“数目 至少1”"),
        ("「演练」且有「漏水」中「严重」的，扣1分。", "请把带“中”的条件用括号括起来：“（有…中…）”"),
        ("每「保安」扣1分\n      不重复扣分", "只扣一次的，须是清单，或者清单中“中…”的条目"),
    )
}


@pytest.mark.parametrize(("text", "suggested"), SUGGESTIONS.items(), ids=SUGGESTIONS.values())
def test_what_is_suggested_for_a_chinese_policy_can_stand_in_it(text: str, suggested: str) -> None:
    found = check(parse(Source("标准.policy", text))).diagnostics.all
    assert suggested in [each.help_in(CHINESE) for each in found]


@pytest.mark.parametrize("case", policy_cases.CHINESE, ids=lambda case: case.sentence)
def test_a_chinese_policy_is_told_nothing_in_english_but_what_it_says_itself(case: policy_cases.Case) -> None:
    if case.text.startswith("标准 "):
        for each in check(parse(Source("标准.policy", case.text))).diagnostics.all:
            told = [each.message_in(CHINESE), each.help_in(CHINESE), *each.near]
            told += [in_words(label.text, CHINESE) for label in each.labels]
            words = re.findall(r"[A-Za-z]{2,}", " ".join(told))
            assert [word for word in words if word not in case.text] == []


def test_a_unit_is_named_in_the_language_of_the_policy() -> None:
    text = policy_cases.chinese("「在岗」200以上的，扣1分。").replace("「职工」：数目 至少1", "「在岗」：人")
    told = check(parse(Source("标准.policy", text))).diagnostics.errors
    assert [(each.message_in(CHINESE), each.help_in(CHINESE)) for each in told] == [
        ("“「在岗」”以人为单位，“200”不带单位", "请写“200人”")
    ]


@pytest.mark.parametrize("case", facts_cases.CASES, ids=lambda case: case.sentence)
def test_every_mistake_in_facts_is_told_in_chinese(case: Any) -> None:
    policy = demerit.load_source(Source("facts.policy", facts_cases.POLICY))
    try:
        policy.evaluate(Source("unit.json", case.text))
    except DemeritError as fault:
        assert_chinese(list(fault.diagnostics), case.text, facts_cases.POLICY)


def test_every_code_is_told_in_chinese_at_its_worst() -> None:
    for code in codes.CODES.values():
        for template in (code.title, code.message, code.help):
            names = dict.fromkeys(placeholders(template), "5")
            assert english_in(say(template, **names).text(CHINESE)) == []


REPORTS = [
    ("standard", POLICY, UNIT),
    ("everything", EXPECTED / "everything.policy", EXPECTED / "everything.json"),
]


@pytest.mark.parametrize(("name", "policy", "unit"), REPORTS, ids=[name for name, _, _ in REPORTS])
@pytest.mark.parametrize("given", ["whole", "half", "none"])
def test_reports_are_told_in_chinese(name: str, policy: Path, unit: Path, given: str) -> None:
    loaded = demerit.load(policy)
    facts = json.loads(unit.read_text(encoding="utf-8"))
    if given != "whole":
        facts = {
            group: {key: value for number, (key, value) in enumerate(each.items()) if given == "half" and number % 2}
            for group, each in facts.items()
        }
    trace = loaded.judge(json.dumps(facts))
    tree = json.loads(trace.to_json())
    data = {*texts(tree), "only when"} - {"rule", "item", "section", "verdict"}
    data |= {line for each in data for line in each.split("\n")}
    data = {each for each in data if len(each) > 1}
    ids = [section.id for section in trace.tree.sections]
    ids += [item.id for section in trace.tree.sections for item in section.items]
    reports = [render_why(trace, id_, columns=100_000, lang=CHINESE) for id_ in ids]
    if trace.determined:
        reports.append(render_score(trace, "unit.json", columns=100_000, lang=CHINESE))
    if trace.tree.verdict is not None:
        reports.append(render_why(trace, "verdict", columns=100_000, lang=CHINESE))
    keys = {word for fact in loaded.policy.facts.values() for word in getattr(fact.type, "words", ())}
    for report in reports:
        for line in report.split("\n"):
            assert english_in(line, "unit.json", *data, *keys, *(key.replace(" ", "_") for key in keys)) == [], line


def test_a_policy_that_is_sound_is_told_so_in_chinese() -> None:
    line = render_checked(demerit.lint(demerit.Source("标准.policy", POLICY.read_text(encoding="utf-8"))), CHINESE)
    assert line == (
        "标准.policy：key-unit-security 1.0：7个部分、40个项目、80条规则、98项事实；"
        "满分100分，另可加分最多10分；没有错误\n"
    )
