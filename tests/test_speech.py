"""The command line speaks the language that is asked for, or that of the policy, or that of the locale."""

import re
from itertools import pairwise
from pathlib import Path

import click
import pytest

import demerit
from demerit.cli import main
from demerit.language.excerpt import width
from demerit.language.messages import CHINESE, ENGLISH, table
from demerit.language.source import Source
from demerit.report.layout import lines
from demerit.speech import asked_for, language_of, of_locale
from tests.spoken import commands
from tests.standard import POLICY, UNIT
from tests.test_cli import SMALL_POLICY, run

ZH = {"LC_ALL": "zh_CN.UTF-8"}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.policy"
    path.write_text(SMALL_POLICY.replace("when dark", "when drak"), encoding="utf-8")
    return path


# -- which language ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, ENGLISH),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, CHINESE),
        ({"LANG": "de_DE.UTF-8"}, ENGLISH),
        ({"LANG": "C"}, ENGLISH),
    ],
)
def test_the_locale_is_the_first_variable_that_says_one(environment: dict[str, str], lang: str) -> None:
    assert of_locale(environment) == lang


@pytest.mark.parametrize(
    ("arguments", "environment", "asked"),
    [
        ([], {}, None),
        (["check", "--lang", "zh", "x"], {}, CHINESE),
        (["check", "--lang=en", "x"], {"DEMERIT_LANG": "zh"}, ENGLISH),
        (["check", "x"], {"DEMERIT_LANG": "zh"}, CHINESE),
        (["check", "--lang", "auto", "x"], {"DEMERIT_LANG": "zh"}, None),
        (["--lang", "zh", "check", "--lang", "en"], {}, ENGLISH),
        (["check", "--", "--lang", "zh"], {}, None),
        (["check", "--lang"], {}, None),
        (["check", "--lang", "fr"], {"DEMERIT_LANG": "zh"}, CHINESE),
    ],
)
def test_the_command_line_goes_before_the_variable(
    arguments: list[str], environment: dict[str, str], asked: str | None
) -> None:
    assert asked_for(arguments, environment) == asked


def test_what_is_asked_for_goes_before_the_policy_and_that_before_the_locale() -> None:
    assert language_of(CHINESE, ENGLISH, {}) == CHINESE
    assert language_of(None, ENGLISH, ZH) == ENGLISH
    assert language_of(None, None, ZH) == CHINESE
    assert language_of(None, None, {}) == ENGLISH


def test_a_policy_has_a_language() -> None:
    assert demerit.load_source(Source("x.policy", SMALL_POLICY)).language == ENGLISH
    chinese = demerit.formatted(Source("x.policy", SMALL_POLICY), language=CHINESE)
    assert demerit.load_source(Source("x.policy", chinese)).language == CHINESE


def test_a_chinese_policy_is_spoken_of_in_chinese(tmp_path: Path) -> None:
    path = POLICY.with_name("standard.zh.policy")
    assert run("evaluate", path, UNIT).stdout.split("\n")[3].startswith("得分：69")
    assert run("evaluate", path, UNIT, "--lang", "en").stdout.split("\n")[3].startswith("Score: 69")
    assert "没有错误" in run("check", path).stdout
    broken = tmp_path / "broken.policy"
    broken.write_text(
        path.read_text(encoding="utf-8").replace("未「有分管领导」的", "未「有分官领导」的"), encoding="utf-8"
    )
    assert "“有分官领导”没有声明" in run("check", broken).stderr


# -- what is said ------------------------------------------------------------------------------------------------


def test_the_score_is_told_in_the_language_asked_for() -> None:
    assert (
        run("evaluate", POLICY, UNIT, "--lang", "zh").stdout.split("\n")[3]
        == "得分：69（满分100分，连同加分最高110分）"
    )
    assert run("--lang", "zh", "evaluate", POLICY, UNIT).stdout.split("\n")[3].startswith("得分：69")
    assert run("evaluate", POLICY, UNIT, env={"DEMERIT_LANG": "zh"}).stdout.split("\n")[3].startswith("得分：69")
    assert run("evaluate", POLICY, UNIT).stdout.split("\n")[3].startswith("Score: 69")


def test_the_score_is_told_in_the_language_of_the_policy_whatever_the_locale() -> None:
    assert run("evaluate", POLICY, UNIT, env=ZH).stdout == run("evaluate", POLICY, UNIT).stdout


def test_the_answer_to_why_is_told_in_the_language_asked_for() -> None:
    lines = run("why", POLICY, UNIT, "2.7.a", "--lang", "zh").stdout.split("\n")
    assert lines[0] == "2.7.a 命中"
    assert "  应计          5 × 0.5 = 2.5" in lines
    assert "  上限          规则2.7.a最多计2分，0.5分被规则上限吸收" in lines
    assert "  实计          扣2分" in lines


def test_the_trace_is_the_same_in_every_language() -> None:
    command = ("evaluate", POLICY, UNIT, "--format", "json")
    assert run(*command, "--lang", "zh").stdout == run(*command).stdout


def test_a_mistake_is_told_in_the_language_asked_for(broken: Path) -> None:
    result = run("check", broken, "--lang", "zh")
    assert result.exit_code == 1
    lines = result.stderr.split("\n")
    assert lines[0] == "错误[DEM301]：“drak”没有声明"
    assert lines[-2].endswith("= 建议：是否应为“dark”？")


def test_a_mistake_is_told_in_the_language_of_the_policy_whatever_the_locale(broken: Path) -> None:
    assert run("check", broken, env=ZH).stderr == run("check", broken).stderr


def test_where_there_is_no_policy_the_locale_decides(tmp_path: Path, broken: Path) -> None:
    assert run("check", UNIT, env=ZH).stderr.startswith("错误[DEM110]：")
    missing = tmp_path / "missing.policy"
    assert run("check", missing, env=ZH).stderr.startswith("错误[DEM101]：文件“")
    assert run("check", missing).stderr.startswith("error[DEM101]: there is no file “")
    both = run("check", broken, missing, env=ZH).stderr
    assert [line for line in both.split("\n") if "DEM" in line][1].startswith("错误[DEM101]")


def test_several_mistakes_are_counted_in_the_language(broken: Path) -> None:
    broken.write_text(SMALL_POLICY.replace("when dark", "when drak").replace("per leak", "per laek"), encoding="utf-8")
    assert run("check", broken, "--lang", "zh").stderr.endswith("\n\n共2处错误\n")


def test_a_reason_of_the_system_is_told_in_the_language(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    said = run("evaluate", POLICY, UNIT, "-o", target, "--lang", "zh").stderr
    assert said == f"错误[DEM108]：“{target}”无法写入：是文件夹\n"


def test_columns_stay_aligned_beside_chinese() -> None:
    lines = run("evaluate", POLICY, UNIT, "--lang", "zh").stdout.split("\n")
    table_ = [line for line in lines if re.match(r"  \d  ", line)]
    assert len(table_) == 7
    assert len({width(line[: line.index("分  ") if "分  " in line else len(line)]) for line in table_[:6]}) <= 2
    assert {width(line.split("满分")[0]) for line in table_[:6]} == {width(table_[0].split("满分")[0])}


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    for line in run("evaluate", POLICY, UNIT, "--lang", "zh", env={"COLUMNS": str(columns)}).stdout.split("\n"):
        assert width(line) <= columns + 2 or "sha256" in line  # punctuation hangs over the edge


# -- help and wrong usage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, _ in commands(main, "demerit")])
def test_help_is_told_in_the_language(name: str) -> None:
    words = name.split()[1:]
    shown = run(*words, "--help", "--lang", "zh").stdout
    assert shown == run(*words, "--help", env=ZH).stdout == run("--lang", "zh", *words, "--help").stdout
    assert shown.startswith("用法：")
    assert "选项：" in shown
    kept = r"^用法：.*$|--?[a-z]+\b|\b[A-Z_]{2,}\b|UTF-8|gb18030|“[^”]*”"
    kept += r"|\b(auto|always|never|zh|en|text|json|sarif|schemas/\w+\.schema\.json|draft|Schema|DEM\d+)\b"
    kept += r"|\b(junit|tap|JUnit)\b|cases/\*\.json|\*?\.examples\b"
    bare = re.sub(kept, "", shown, flags=re.MULTILINE | re.ASCII)
    for below in (each for each, _ in commands(main, "demerit")):
        bare = re.sub(rf"(?m)^  {below.split()[-1]} ", "", bare)
    assert re.findall(r"[A-Za-z]{2,}", bare) == []


@pytest.mark.parametrize("name", [name for name, _ in commands(main, "demerit")])
def test_english_help_is_what_click_makes_of_it(name: str) -> None:
    shown = run(*name.split()[1:], "--help").stdout
    assert shown.startswith("Usage: ")
    assert not re.search(r"[\u3400-\u9fff]", shown)


def test_help_wraps_wide_characters_at_the_width_of_the_terminal() -> None:
    lines = run("evaluate", "--help", "--lang", "zh").stdout.split("\n")
    assert max(map(width, lines)) <= 80
    assert lines.index("                               [默认：text]") > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "没有命令"),
        (["check"], "缺少参数"),
        (["check", "--form", "x"], "没有选项"),
        (["check", "x", "--color", "blue"], "值无效"),
        (["check", "x", "--encoding", "klingon"], "“klingon”不是本程序认识的编码，例如gb18030、utf-16"),
        (["check", "x", "--encoding"], "须带值"),
        (["evaluate", "-", "-"], "两个文件都写了“-”，而标准输入只有一个"),
        (["check", "-", "-"], "“-”只能写一次，标准输入只有一个"),
        (["schema", "a", "b"], "多余的参数"),
    ],
)
def test_wrong_usage_is_told_in_the_language(arguments: list[str], said: str) -> None:
    result = run(*arguments, env=ZH)
    assert result.exit_code == 2
    assert "错误：" in result.stderr
    assert said in result.stderr
    if said != "须带值":  # of which click gives no usage, in English either
        assert result.stderr.startswith("用法：")
        assert "详见“main" in result.stderr


def test_a_language_that_is_not_known_is_wrong_usage() -> None:
    assert run("check", POLICY, "--lang", "fr").exit_code == 2
    result = run("check", POLICY, env={"DEMERIT_LANG": "fr"})
    assert result.exit_code == 2
    assert "'fr'" in result.stderr


def test_the_language_of_one_run_is_not_that_of_the_next(broken: Path) -> None:
    run("check", broken, "--lang", "zh")
    assert run("check", broken).stderr.startswith("error")
    assert run("chek").stderr.startswith("Usage")


def test_click_asks_for_its_words_where_they_are_looked_for() -> None:
    """What the catalogue holds of click's own words are words that this click, or an older one, does ask for."""
    import importlib
    import inspect

    from demerit.shell import MODULES

    source = "".join(inspect.getsource(importlib.import_module(f"click.{name}")) for name in MODULES)
    older = {"No such option: {name}", "(Possible options: {possibilities})"}
    squeezed = re.sub(r"\s+", " ", re.sub(r'"\s+"', "", source))
    unknown = {english for english in table(CHINESE, "click") if english not in squeezed} - older
    assert unknown <= {"required"}


def test_a_new_command_is_spoken() -> None:
    assert all(type(command).__module__ == "demerit.shell" for _, command in commands(main, "demerit"))
    assert all(
        any(isinstance(each, click.Option) and "--lang" in each.opts for each in command.params)
        for _, command in commands(main, "demerit")
    )


@pytest.mark.parametrize("columns", range(20, 60))
def test_no_line_of_chinese_ends_within_an_option(columns: int) -> None:
    text = "与--fix或--diff同用：会改变标准内容的，也用--unsafe-fixes一并修改，用-o写出。"
    found = lines(text, columns)
    assert "".join(found) == text
    assert not any(re.search(r"-[a-z-]*$", line) and re.match(r"[a-z-]", after) for line, after in pairwise(found))
