"""A policy beside its published text: the shipped standard, the command line, JSON, the page to sign, changes."""

import html
import json
import re
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import demerit
from demerit import Source
from demerit.language.messages import placeholders
from demerit.published.changes import CHANGED, MOVED, NEW, REMOVED, Change
from demerit.published.coverage import ENCODED
from demerit.published.mentions import mentions
from demerit.published.text import read
from demerit.report.coverage import source_hash
from demerit.report.coverage_page import render_page
from demerit.report.coverage_words import WORDS, worded
from tests.browser import asked, needs_browser
from tests.errors.source_cases import POLICY as SMALL_POLICY
from tests.errors.source_cases import SOURCE as SMALL_SOURCE
from tests.standard import POLICY, ROOT, STANDARD, read_json, standard
from tests.test_cli import run

SOURCE = STANDARD / "source.txt"
SCHEMA = ROOT / "schemas" / "coverage.schema.json"
TEXT = SOURCE.read_text(encoding="utf-8")


def source(text: str = TEXT, name: str = "source.txt") -> Source:
    return Source(name, text)


# -- what a text says of points ----------------------------------------------------------------------------------

SAID = [
    ("未建立的扣1分；", [("points", "deduct", "1")]),
    ("扣 0.5 分", [("points", "deduct", "1/2")]),
    ("扣１．５分", [("points", "deduct", "3/2")]),
    ("扣零点五分", [("points", "deduct", "1/2")]),
    ("扣半分", [("points", "deduct", "1/2")]),
    ("扣一分半", [("points", "deduct", "3/2")]),
    ("扣十二分", [("points", "deduct", "12")]),
    ("每少一处加扣1分", [("points", "deduct", "1")]),
    ("追加扣除10分", [("points", "deduct", "10")]),
    ("国家级每次加2分，个人每人加0.5分", [("points", "add", "2"), ("points", "add", "1/2")]),
    ("扣\n1分", [("points", "deduct", "1")]),
    ("每人扣0.5分。此项2分扣完为止。", [("points", "deduct", "1/2"), ("cap", "deduct", "2")]),
    ("最多扣3分", [("cap", "deduct", "3")]),
    ("累计扣分不超过3分", [("cap", "deduct", "3")]),
    ("最高加10分", [("cap", "add", "10")]),
    ("5分封顶", [("cap", None, "5")]),
    ("扣完为止", [("cap", "deduct", None)]),
    ("酌情扣1至3分", [("range", "deduct", "3")]),
    ("扣1～3分", [("range", "deduct", "3")]),
    ("减半扣分", [("halved", "deduct", None)]),
    ("未上锁的，不得分", [("whole", None, None)]),
    ("酌情扣分", [("other", "deduct", None)]),
    ("不扣分", []),
    ("不再扣1分", []),
    ("扣满20分的", []),
    ("3分钟内", []),
    ("组织领导 20分", []),
    ("Deduct 0.5 points each, up to a maximum of 2 points.", [("points", "deduct", "1/2"), ("cap", None, "2")]),
    ("untrained guards: 0.5 each, at most 2", [("points", None, "1/2"), ("cap", None, "2")]),
    ("the unit loses 2 points", [("points", "deduct", "2")]),
    ("minus half a point", [("points", "deduct", "1/2")]),
    ("deduct two points", [("points", "deduct", "2")]),
    ("1 point is deducted for each missing sign", [("points", "deduct", "1")]),
    ("add 2 points", [("points", "add", "2")]),
    ("+1 point", [("points", "add", "1")]),
    ("deduct a further 5 points", [("points", "deduct", "5")]),
    ("deduct 1 to 3 points", [("range", "deduct", "3")]),
    ("half of the deduction", [("halved", "deduct", None)]),
    ("do not deduct 1 point", []),
    ("no more than 2 extinguishers are missing", []),
    ("a 20 point scale", []),
]


@pytest.mark.parametrize(("text", "said"), SAID, ids=[text for text, _ in SAID])
def test_what_a_sentence_says_of_points_is_read(text: str, said: list[tuple[str, str | None, str | None]]) -> None:
    found = mentions(text, 0, len(text))
    assert [(each.kind, each.verb, each.points) for each in found] == [
        (kind, verb, None if points is None else Fraction(points)) for kind, verb, points in said
    ]


def test_a_text_of_many_digits_is_read_at_once() -> None:
    assert mentions("9" * 300_000, 0, 300_000) == ()


# -- the structure of a text -------------------------------------------------------------------------------------


def outline(text: str) -> list[tuple[str, str, str | None, list[str]]]:
    return [
        (each.id, each.title, None if each.worth is None else str(each.worth), [item.id for item in each.items])
        for each in read(source(text)).sections
    ]


def test_the_published_standard_has_7_sections_and_40_items() -> None:
    published = read(source())
    assert [(each.title, int(each.worth or 0), each.bonus, len(each.items)) for each in published.sections] == [
        ("组织领导", 20, False, 6),
        ("人防", 20, False, 9),
        ("物防", 15, False, 4),
        ("技防", 25, False, 5),
        ("制度建设", 10, False, 8),
        ("防范效果", 10, False, 6),
        ("其他情况", 10, True, 2),
    ]
    own = [item.id for section in standard().policy.sections for item in section.items]
    assert [item.id for item in published.items] == own
    assert published.title == "全省治安保卫重点单位安全防范量化评估标准"


OUTLINES = [
    (
        "headings with numbers",
        "安全评估标准（100分）\n一、组织领导（60分）\n1、甲的，扣1分。\n2、乙的，扣1分。\n二、技防（40分）\n1、丙的，扣1分。\n",
        [("1", "组织领导", "60", ["1.1", "1.2"]), ("2", "技防", "40", ["2.1"])],
    ),
    (
        "English headings",
        "Section 1: Fire safety (20 points)\n1.1 No drill: deduct 2 points.\n1.2 Blocked: 1 point each.\n"
        "Section 2: Bonus (up to 5 points)\n2.1 Award: add 1 point.\n",
        [("1", "Fire safety", "20", ["1.1", "1.2"]), ("2", "Bonus", "5", ["2.1"])],
    ),
    (
        "numbers of sections like those of items",
        "1. Fire safety (20 points)\n1.1 No drill: deduct 2 points.\n2. Doors (5 points)\n2.1 Locked: lose 1 point.\n",
        [("1", "Fire safety", "20", ["1.1"]), ("2", "Doors", "5", ["2.1"])],
    ),
    (
        "a heading without a number among others",
        "Section 1: Fire (20 points)\n1.1 No drill: lose 2 points.\nBonus (up to 5 points)\n3.1 Award: add 1 point.\n",
        [("1", "Fire", "20", ["1.1"]), ("2", "Bonus", "5", ["2.1"])],
    ),
    ("items without a heading", "1、甲的，扣1分。\n2、乙的，扣1分。\n", [("1", "", None, ["1.1", "1.2"])]),
    ("lines without numbers", "甲的，扣1分。\n乙的，扣1分。\n", [("1", "", None, ["1.1", "1.2"])]),
    (
        "numbers within an item",
        "甲 10分\n1、有下列情形的：\n（1）甲的，扣1分；\n（2）乙的，扣1分。\n2、丙的，扣1分。\n",
        [("1", "甲", "10", ["1.1", "1.2"])],
    ),
    (
        "headings that do not say their worth",
        "一、组织领导\n1、甲的，扣1分。\n二、技防\n1、丙的，扣1分。\n",
        [("1", "组织领导", None, ["1.1"]), ("2", "技防", None, ["2.1"])],
    ),
]


@pytest.mark.parametrize(("what", "text", "found"), OUTLINES, ids=[what for what, _, _ in OUTLINES])
def test_sections_and_items_are_told_by_headings_and_numbers(
    what: str, text: str, found: list[tuple[str, str, str | None, list[str]]]
) -> None:
    assert outline(text) == found


@pytest.mark.parametrize("text", [TEXT, SMALL_SOURCE, *(text for _, text, _ in OUTLINES), "", "\n\n", "x" * 5000])
def test_clauses_are_in_order_and_hold_every_mention(text: str) -> None:
    published = read(source(text))
    spans = [clause.span for clause in published.clauses]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] != "" for span in spans)
    said = [mention for clause in published.clauses for mention in clause.mentions]
    assert all(any(span.start <= each.span.start <= each.span.end <= span.end for span in spans) for each in said)


# -- the shipped standard ----------------------------------------------------------------------------------------


def test_the_shipped_standard_encodes_every_clause_of_its_published_text() -> None:
    found = standard().cover(source())
    assert [each.message for each in found.diagnostics] == []
    assert found.total == 84
    assert found.count(ENCODED) == found.total
    assert all(place.spans for place in found.places)


def test_a_changed_number_of_the_shipped_standard_is_told_wherever_it_stands() -> None:
    """Each number of points, changed in the text and in the cites alike, is held against the rules."""
    policy = POLICY.read_text(encoding="utf-8")
    numbers = 0
    for clause in read(source()).charging:
        for each in clause.mentions:
            if each.points is None:
                continue
            numbers += 1
            start, end = each.span.start - clause.span.start, each.span.end - clause.span.start
            said = TEXT[clause.span.start : clause.span.end]
            changed = said[:start] + re.sub(r"\d+(\.\d+)?", "7", said[start:end]) + said[end:]
            if TEXT.count(said[max(start - 7, 0) :]) == 1:  # another cite may begin further on in the clause
                said, changed = said[max(start - 7, 0) :], changed[max(start - 7, 0) :]
            assert said in policy
            loaded = demerit.load_source(Source("p", policy.replace(said, changed)))
            found = loaded.cover(source(TEXT.replace(said, changed)))
            told = {diagnostic.code.number for diagnostic in found.diagnostics}
            assert told, said
            assert told <= {"DEM904", "DEM905", "DEM906"}, said
    assert numbers == 83


# -- the command line --------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "small.policy").write_text(SMALL_POLICY, encoding="utf-8")
    (tmp_path / "source.txt").write_text(SMALL_SOURCE, encoding="utf-8")
    return tmp_path


def test_check_with_a_source_says_how_many_clauses_are_encoded() -> None:
    result = run("check", POLICY, "--source", SOURCE)
    assert (result.exit_code, result.stderr) == (0, "")
    said = " ".join(result.stdout.split())
    assert "84 of 84 clauses about points encoded or marked (100 %)" in said
    assert "every cite stands in the text (80)" in said


def test_a_clause_that_is_not_encoded_makes_the_exit_status_1_and_is_shown_with_its_place(files: Path) -> None:
    path = files / "source.txt"
    path.write_text(SMALL_SOURCE.replace("此项3分", "无标识的，扣1分。此项3分"), encoding="utf-8")
    result = run("check", files / "small.policy", "--source", path)
    assert result.exit_code == 1
    assert "error[DEM903]: " in result.stderr
    assert "7 of 8 clauses" in " ".join(result.stdout.split())
    assert "(87 %)" in " ".join(result.stdout.split())
    shown = " ".join(result.stdout.split())
    assert f"Not encoded: {path}:2:33 (item 1.1) 无标识的，扣1分。" in shown
    assert run("check", files / "small.policy").exit_code == 0


def test_what_is_marked_is_shown_with_its_reason(files: Path) -> None:
    (files / "source.txt").write_text(SMALL_SOURCE.replace("此项3分", "无标识的，扣1分。此项3分"), encoding="utf-8")
    marked = SMALL_POLICY.replace("  item 1.2\n", '    not encoded "无标识的，扣1分。" "另行规定"\n  item 1.2\n')
    (files / "small.policy").write_text(marked, encoding="utf-8")
    result = run("check", files / "small.policy", "--source", files / "source.txt")
    assert result.exit_code == 0
    assert "reason: 另行规定" in result.stdout


def test_json_is_held_to_its_schema(files: Path) -> None:
    Draft202012Validator.check_schema(read_json(SCHEMA))
    was = files / "was.txt"
    was.write_text(SMALL_SOURCE.replace("0.5", "1/3").replace("3、未", "3、仍未"), encoding="utf-8")
    shipped: list[str | Path] = ["check", POLICY, "--source", SOURCE]
    changed: list[str | Path] = ["check", files / "small.policy", "--source", files / "source.txt", "--was", was]
    for arguments in (shipped, changed):
        result = run(*arguments, "--format", "json")
        data = json.loads(result.stdout)
        Draft202012Validator(read_json(SCHEMA)).validate(data)
        assert data["counts"]["clauses"] == len(data["clauses"])
    assert data["changes"] != []
    assert run(*shipped, "--format", "json").stdout == run(*shipped, "--format", "json").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "a.policy", "b.policy", "--source", "s.txt"],
        ["check", "a.policy", "--was", "s.txt"],
        ["check", "a.policy", "--page", "p.html"],
        ["check", "a.policy", "--source", "s.txt", "--format", "sarif"],
        ["check", "-", "--source", "-"],
        ["check", "a.policy", "--source", "s.txt", "--page", "-"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    result = run(*arguments, stdin="")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_a_published_text_in_another_encoding_is_read(files: Path) -> None:
    (files / "source.txt").write_bytes(SMALL_SOURCE.encode("gb18030"))
    arguments: list[str | Path] = ["check", files / "small.policy", "--source", files / "source.txt"]
    assert "error[DEM105]: " in run(*arguments).stderr
    assert run(*arguments, "--encoding", "gb18030").exit_code == 0


def test_a_text_without_points_is_told_and_not_called_encoded_in_full(files: Path) -> None:
    (files / "source.txt").write_text("目录\n第一章\n", encoding="utf-8")
    result = run("check", files / "small.policy", "--source", files / "source.txt")
    assert result.exit_code == 1
    assert "error[DEM913]: " in result.stderr
    assert "100 %" not in result.stdout


def test_the_page_does_not_replace_what_it_is_made_of(files: Path) -> None:
    path = files / "source.txt"
    result = run("check", files / "small.policy", "--source", path, "--page", path)
    assert result.exit_code == 1
    assert "error[DEM109]: " in result.stderr
    assert path.read_text(encoding="utf-8") == SMALL_SOURCE


# -- what changed ------------------------------------------------------------------------------------------------


def changed(old: str, new: str) -> list[Change]:
    loaded = demerit.load_source(Source("small.policy", SMALL_POLICY))
    return list(loaded.changes(source(old, "old.txt"), source(new, "new.txt")))


def told(old: str, new: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.kind, each.rules) for each in changed(old, new)]


def test_nothing_changed_is_nothing_told() -> None:
    assert told(SMALL_SOURCE, SMALL_SOURCE.replace("扣2分", "扣 2 分").replace("\n", "\r\n")) == []


def test_the_rules_that_stand_on_a_changed_sentence_are_told() -> None:
    new = SMALL_SOURCE.replace("每发现一处扣0.5分", "每发现一处扣1分")
    (change,) = changed(SMALL_SOURCE, new)
    assert (change.kind, change.rules) == (CHANGED, ("1.1.b",))
    assert [SMALL_SOURCE[each.start : each.end] for each in change.old_parts] == ["0.5"]
    assert [new[each.start : each.end] for each in change.new_parts] == ["1"]


def test_an_item_whose_cap_changed_is_told() -> None:
    assert told(SMALL_SOURCE, SMALL_SOURCE.replace("此项3分", "此项4分")) == [(CHANGED, ("1.1",))]


def test_a_removed_sentence_is_told_with_its_rules() -> None:
    assert told(SMALL_SOURCE, SMALL_SOURCE.replace("能及时补办的，减半扣分。", "")) == [(REMOVED, ("1.3.a",))]


def test_a_new_sentence_that_nobody_cites_is_told() -> None:
    (change,) = changed(SMALL_SOURCE, SMALL_SOURCE + "4、违规施工停业的，扣20分。\n")
    assert (change.kind, change.rules, change.charges) == (NEW, (), True)


def test_a_sentence_that_moved_to_another_item_is_told() -> None:
    moved = SMALL_SOURCE.replace("未配备灭火器的，扣2分；", "").replace("2、当年", "2、未配备灭火器的，扣2分；当年")
    assert told(SMALL_SOURCE, moved) == [(MOVED, ("1.1.a",))]


def test_the_command_says_which_rules_stand_on_changed_sentences(files: Path) -> None:
    new = files / "new.txt"
    new.write_text(
        SMALL_SOURCE.replace("每发现一处扣0.5分", "每发现一处扣1分") + "4、违规施工停业的，扣20分。\n", encoding="utf-8"
    )
    result = run("check", files / "small.policy", "--source", new, "--was", files / "source.txt")
    assert result.exit_code == 1
    assert "Rules that stand on changed sentences: 1.1.b\n" in result.stdout
    assert "    − 灭火器失效的，每发现一处扣[0.5]分。\n" in result.stdout
    assert "    + 灭火器失效的，每发现一处扣[1]分。\n" in result.stdout
    assert "no rule cites it, and it says something of points" in result.stdout


# -- the page ----------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a page shows, and what it asks for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.hidden = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.hidden = tag if tag in ("style", "script") else self.hidden

    def handle_endtag(self, tag: str) -> None:
        self.hidden = "" if tag == self.hidden else self.hidden

    def handle_data(self, data: str) -> None:
        self.shown += [] if self.hidden else [data]

    @property
    def text(self) -> str:
        return "".join(self.shown)

    def all(self, name: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(name)) is not None]


def page(policy: str, text: str, lang: str = "en") -> Page:
    loaded = demerit.load_source(Source("small.policy", policy))
    return Page(render_page(loaded.cover(source(text)), lang=lang))


def test_the_page_has_the_whole_text_every_rule_and_their_hashes(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert run("check", POLICY, "--source", SOURCE, "--page", path).exit_code == 0
    found = Page(path.read_text(encoding="utf-8"))
    assert _in_order(TEXT, found)
    for rule in standard().policy.rules:
        assert rule.id in found.text
        assert all(note in found.text for note in rule.notes)
    assert standard().content_hash in found.text
    assert source_hash(source()) in found.text
    assert len(found.all("id")) == len(set(found.all("id")))
    assert {link[1:] for link in found.all("href")} <= set(found.all("id"))


def _in_order(text: str, found: Page) -> bool:
    """Tell whether every line of a text is shown, in its order."""
    shown, at = "".join(found.text.split()), 0
    for line in text.splitlines():
        at = shown.find("".join(line.split()), at)
        if at < 0:
            return False
    return True


def test_the_page_asks_for_nothing_else() -> None:
    found = page(SMALL_POLICY, SMALL_SOURCE)
    assert all(link.startswith("#") for link in found.all("href"))
    assert found.all("src") == []
    assert {tag for tag, _ in found.tags} & {"link", "img", "iframe", "object", "embed", "form"} == set()
    policy = next(attrs["content"] for tag, attrs in found.tags if attrs.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "script-src 'sha256-" in policy


def test_the_page_marks_every_clause_with_its_state() -> None:
    text = SMALL_SOURCE.replace("此项3分", "无标识的，扣1分。无人值守的，扣1分。此项3分")
    policy = SMALL_POLICY.replace("  item 1.2\n", '    not encoded "无标识的，扣1分。" "另行规定"\n  item 1.2\n')
    found = page(policy.replace("deduct 2", "deduct 9"), text)
    classes = [attrs["class"] for tag, attrs in found.tags if tag == "span" and attrs.get("id")]
    assert classes[:5] == ["clause differs", "clause encoded", "clause marked", "clause missing", "clause encoded"]
    assert "另行规定" in found.text
    assert "DEM903" in found.text
    assert "DEM904" in found.text


HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><script>alert(2)</script>", "{{ 7 * 7 }}",
    "{% raw %}", "javascript:alert(3)", "&lt;b&gt;", "\u202etxt", "\x1b[31m", "\x00", "<!--", "]]>",
)  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_as_text(hostile: str) -> None:
    quoted = hostile.replace('"', '""')
    text = SMALL_SOURCE.replace("未配备灭火器的", f"未配备{hostile}的")
    policy = SMALL_POLICY.replace("未配备灭火器的", f"未配备{quoted}的").replace("消防安全", quoted)
    policy = policy.replace("deduct 4\n", f'deduct 4\n      note "{quoted}"\n')
    policy = policy.replace("  version 1.0\n", f'  version 1.0\n  title "{quoted}"\n  note "{quoted}"\n', 1)
    policy = policy.replace("  item 1.2\n", f'    not encoded "{quoted}" "{quoted}"\n  item 1.2\n')
    found = page(policy, text)
    clean = page(SMALL_POLICY, SMALL_SOURCE)
    assert {tag for tag, _ in found.tags} <= {tag for tag, _ in clean.tags} | {"table", "tr", "td"}
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert not any(name.startswith("on") for _, attrs in found.tags for name in attrs)
    shown = "".join(f"<U+{ord(c):04X}>" if c in "\u202e\x1b\x00" else c for c in hostile)
    assert f"未配备{shown}的" in found.text


def test_hostile_names_of_files_are_shown_as_text() -> None:
    loaded = demerit.load_source(Source("<b>.policy", SMALL_POLICY))
    written = render_page(loaded.cover(Source("<i>.txt", SMALL_SOURCE.replace("扣2分", "扣3分"))))
    assert "<b>" not in written
    assert "<i>" not in written
    assert html.escape("<i>.txt") in written


def test_every_word_of_the_page_is_there_in_each_language() -> None:
    for key, template in WORDS.items():
        values = dict.fromkeys(placeholders(template), "5")
        assert worded(key, **values)
        assert worded(key, "zh", **values)


def test_the_page_speaks_chinese() -> None:
    found = page(SMALL_POLICY, SMALL_SOURCE, "zh")
    assert "审核签字" in found.text
    assert "Sign-off" not in found.text
    assert ("html", {"lang": "zh-Hans"}) in found.tags


def test_the_same_policy_and_text_give_the_same_page() -> None:
    loaded = demerit.load_source(Source("small.policy", SMALL_POLICY))
    once, again = (render_page(loaded.cover(source(SMALL_SOURCE))) for _ in range(2))
    assert once == again


@needs_browser
def test_a_browser_shows_the_page_without_a_scroll_bar_to_the_side(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    run("check", POLICY, "--source", SOURCE, "--page", path)
    for width in (500, 1280):
        wide = asked(
            path.read_text(encoding="utf-8"), "document.documentElement.scrollWidth > innerWidth", tmp_path, width=width
        )
        assert wide == "false", width
