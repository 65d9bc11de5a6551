"""What the README and the language reference say is so."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import demerit
from demerit.language import keywords
from demerit.language.excerpt import render_all

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LANGUAGE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_reference_put_together_are_one_policy_without_a_fault() -> None:
    text = "\n".join(blocks(LANGUAGE, "policy"))
    loaded = demerit.load_source(demerit.Source("language.md", text))
    assert loaded.warnings == (), render_all(loaded.warnings)


def test_the_chinese_example_of_the_reference_is_a_policy_that_is_the_same_in_english() -> None:
    (text,) = blocks(LANGUAGE, "zh")
    chinese = demerit.load_source(demerit.Source("language.md", text))
    english = demerit.load_source(demerit.Source("english", demerit.formatted(chinese.policy.source, language="en")))
    assert chinese.warnings == ()
    assert (chinese.language, english.language) == ("zh", "en")
    assert chinese.content_hash == english.content_hash


def test_the_reference_names_every_keyword() -> None:
    page = blocks(LANGUAGE, "text")[0] + "".join(blocks(LANGUAGE, "policy"))
    words = " ".join(re.sub(r"[|…\[\]]", " ", page).split())
    for keyword in keywords.table().values():
        first, *rest = keyword.spelling.split()
        # `is at least|at most` stands for both
        assert any(
            re.search(rf"\b{re.escape(part)}\b", words) for part in (keyword.spelling, " ".join(rest) or first)
        ), keyword.spelling


def keyword_page() -> str:
    """Give the page of keywords, made of the table."""
    text = (ROOT / "grammar" / "keywords.toml").read_text(encoding="utf-8")
    headings = {match[1]: match[2] for match in re.finditer(r"^# -- (.+?) -*\n\n\[(\w+)\]", text, re.MULTILINE)}
    starts = {first: title for title, first in headings.items()}
    tables = []
    for language in keywords.LANGUAGES:
        with keywords.speaking(language):
            tables.append(keywords.table())
    english, chinese = tables
    lines = [KEYWORDS_HEAD]
    for terminal in keywords.terminals():
        if terminal in starts:
            title, there = starts[terminal], HEADINGS[starts[terminal]]
            lines += [
                "",
                f"## {title[0].upper()}{title[1:]} · {there}",
                "",
                "| English | 中文 | for | 用途 |",
                "|---|---|---|---|",
            ]
        spelt = [
            " · ".join(f"`{each}`" for each in table[terminal].spellings) if terminal in table else ""
            for table in tables
        ]
        if chinese[terminal].made:
            longest = max(chinese[terminal].made, key=len)
            spelt[1] += f" · `{chinese[terminal].made[0]}` … `{longest}`"
        means = english[terminal].means if terminal in english else entries()[terminal]["means"]
        lines.append(f"| {spelt[0]} | {spelt[1]} | {means} | {chinese[terminal].means} |")
    return "\n".join(lines) + "\n"


def entries() -> dict[str, dict[str, str]]:
    return tomllib.loads((ROOT / "grammar" / "keywords.toml").read_text(encoding="utf-8"))


KEYWORDS_HEAD = """# Keywords · 关键词

Every keyword in both languages, the spelling that is printed first. This page is made of
[`grammar/keywords.toml`](../grammar/keywords.toml), and a test holds it to that. What has no English spelling
belongs to an order of words that only Chinese has.

全部关键词的中英文写法，每格第一个是排版时所用的写法。本页由关键词表生成。英文一格空着的，是中文特有的语序所用的词。"""
HEADINGS = {
    "headings": "标题行",
    "types of facts": "事实的类型",
    "statements of an item": "项目的语句",
    "conditions and quantities": "条件和数量",
    "examples": "示例",
    "what only Chinese has": "中文特有的词",
}


def test_the_page_of_keywords_is_made_of_the_table() -> None:
    page = ROOT / "docs" / "keywords.md"
    if os.environ.get("DEMERIT_UPDATE"):
        page.write_text(keyword_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == keyword_page()


def test_the_readme_opens_with_two_commands_and_the_checks_run_the_second() -> None:
    first, second = (command.strip() for command in blocks(README, "sh")[:2])
    assert first.endswith(
        "demerit evaluate policies/key-unit-security/standard.policy policies/key-unit-security/unit.json"
    )
    test_command = second.removeprefix("python3 -m venv .venv && . .venv/bin/activate && ")
    assert test_command == "pip install --editable '.[dev]' && pytest"
    assert test_command.replace("pip install", "pip install --quiet") in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_library_example_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(blocks(README, "python")[0], names)
    trace = names["trace"]
    assert isinstance(trace, demerit.Trace)
    assert trace.score == 69
    points = trace.tree.sections[1].points
    assert (str(points.asked), str(points.effective), str(points.absorbed)) == ("9.5", "8", "1.5")


def test_what_the_readme_shows_of_a_report_is_what_the_command_prints() -> None:
    shown = [line for line in blocks(README, "text")[0].splitlines() if line.strip() and "…" not in line]
    folder = ROOT / "policies" / "key-unit-security"
    printed = subprocess.run(
        [sys.executable, "-m", "demerit", "evaluate", str(folder / "standard.policy"), str(folder / "unit.json")],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "100"},
    ).stdout.splitlines()
    assert len(shown) >= 5
    assert [line for line in shown if line.rstrip() not in printed] == []


def test_no_document_leads_to_a_file_that_is_not_there() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
