"""What the examples of a policy show, told: as text, as JSON, and as a page beside the policy's text."""

import html
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import demerit
from demerit import Source
from demerit.examples.goals import MEASURES
from demerit.examples.in_order import in_order
from demerit.examples.measuring import Coverage, Coverer
from demerit.language.excerpt import width
from demerit.language.messages import CHINESE, ENGLISH, placeholders
from demerit.report.example_coverage import MOST_EXAMPLES, render_tested
from demerit.report.example_coverage import tested_json as as_json
from demerit.report.example_coverage_page import render_tested_page
from demerit.report.example_subjects import percent_words
from demerit.report.example_words import WORDS, worded
from tests.browser import asked, needs_browser
from tests.standard import CASES, POLICY, ROOT, STANDARD, read_json
from tests.test_messages import english_in

SCHEMA = read_json(ROOT / "schemas" / "tested.schema.json")

Units = Mapping[str, Mapping[str, Any]]


def covered(policy: demerit.LoadedPolicy, units: Units) -> Coverage:
    """Give what some units show, by their names."""
    coverer = Coverer(policy)
    for name, unit in units.items():
        coverer.add(name, coverer.shown_by(policy.judge(unit)))
    return coverer.coverage()


@cache
def of_cases(path: Path = POLICY) -> Coverage:
    """Give what eight of the shipped cases show of the standard: by far not all."""
    eight = [case for case in CASES if case.stem < "09"]
    return covered(demerit.load(path), {case.stem: read_json(case)["facts"] for case in eight})


SMALL = """policy small "Small"
  version 1

terms
  risk : table by area "Risk"
    up to 500 m² | 0
    over 500 m²  | 2

facts unit
  drill     : yes/no "Drill held"
  kept      : whole days
  required  : whole days default 90 days "Days that are required"
  founded   : date
  area      : m² at least 0
  leak      : findings

section 1 "Safety" worth 20
  group G "Building" of 1.2, 1.3 cap 4
  item 1.1 "Drill"
    cite "Without a drill: 2 points."
    unless drill deduct 2
    otherwise when kept is less than required and founded is before 2000-01-01 deduct 1
      only when founded is after 1900-01-01
  item 1.2 item cap 3
    per leak deduct 0.5 cap 2
    when leak is at least 9 or leak is less than 0 deduct 4
  item 1.3
    always deduct risk

verdict
  grade "poor" below 10
  grade "good" from 10
  at most grade "poor" when not drill and no leak
"""

UNIT = {"drill": True, "kept": 89, "founded": "1990-05-01", "area": 500, "leak": 1}


def small(text: str = SMALL) -> demerit.LoadedPolicy:
    text = text.replace('policy small "Small"\n', 'policy small\n  title "Small"\n').replace(
        "item 1.2 item cap", "item 1.2 cap"
    )
    return demerit.load_source(Source("folder/small.policy", text))


def units(**units: Mapping[str, Any]) -> Units:
    return {name: {"unit": {**UNIT, **unit}} for name, unit in units.items()}


def small_coverage(**some: Mapping[str, Any]) -> Coverage:
    return covered(small(), units(**some))


# -- text --------------------------------------------------------------------------------------------------------


def text_of(coverage: Coverage, *, columns: int = 100, lang: str = ENGLISH) -> str:
    return render_tested(coverage, columns=columns, lang=lang)


def test_the_first_line_says_how_much_is_shown() -> None:
    coverage = small_coverage(one={})
    counted = coverage.counted()
    first = text_of(coverage).splitlines()[0]
    assert first.startswith(f"small.policy: the examples show {counted.shown} of {counted.all} things")
    assert f"({percent_words(counted.percent)} %)" in first


def test_each_measure_has_a_line_that_says_what_it_asks_for() -> None:
    lines = text_of(small_coverage(one={})).splitlines()
    rules = next(line for line in lines if line.startswith("  rules"))
    assert re.fullmatch(r"  rules +\d+ of \d+ +[\d.]+ %  hit, not hit, not applied, .*", rules)
    started = [line.split()[0] for line in lines[1:8]]
    assert started == ["rules", "caps", "bounds", "parts", "defaults", "tables", "the"]


def test_in_a_narrow_page_what_a_measure_asks_for_stands_below_it() -> None:
    narrow = text_of(small_coverage(one={}), columns=60)
    assert "\n    used, and overridden\n" in narrow
    assert all(width(line) <= 60 for line in narrow.splitlines())


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (Fraction(100), "100"),
        (Fraction(99_999, 1000), "99.9"),
        (Fraction(10**9 - 1, 10**7), "99.9"),
        (Fraction(175, 2), "87.5"),
        (Fraction(200, 3), "66.6"),
        (Fraction(50), "50"),
        (Fraction(0), "0"),
    ],
)
def test_a_percentage_is_rounded_down_so_that_100_is_all_of_it(percent: Fraction, words: str) -> None:
    assert percent_words(percent) == words


def told(coverage: Coverage, name: str, lang: str = ENGLISH) -> list[str]:
    """Give what is told of one subject, sentence by sentence; the last time that it is named counts."""
    lines = text_of(coverage, columns=1000, lang=lang).splitlines()
    start = max(place for place, line in enumerate(lines) if line.startswith(f"  {name}"))
    rest = lines[start + 1 :]
    end = next((place for place, line in enumerate(rest) if not line.startswith("    ")), len(rest))
    return [line.strip().removeprefix("– ") for line in rest[:end] if line.startswith("    – ")]


def test_a_hole_is_told_under_its_rule_with_the_line_of_the_policy_and_its_place() -> None:
    lines = text_of(small_coverage(one={})).splitlines()
    start = lines.index("  rule 1.1.a  small.policy:22")
    assert lines[start + 1 : start + 3] == ["    unless drill deduct 2", "    – is never seen to hit"]


def test_holes_are_told_in_words() -> None:
    coverage = small_coverage(one={})
    assert told(coverage, "rule 1.1.b") == [
        "is never seen not to hit",
        "is never seen not to apply",
        "is never seen to be passed over, because a rule above it hits",
        "“founded is after 1900-01-01”: not tested with the day before, the day of and the day after 1900-01-01",
        "“kept is less than required” never decides by not holding",
        "“founded is before 2000-01-01” never decides by not holding",
        "“kept is less than required”: not tested exactly at and just above required",
        "“founded is before 2000-01-01”: not tested with the day before, the day of and the day after 2000-01-01",
    ]
    assert told(coverage, "rule 1.2.a") == ["is never seen not to hit", "is never seen to ask for more than its cap"]
    assert told(coverage, "item 1.2") == ["its cap is never seen to hold points back"]
    assert told(coverage, "group G Building") == ["its cap is never seen to hold points back"]
    assert told(coverage, "term “risk” Risk") == [
        "never looked up: “over 500 m²”", "“up to 500 m²”: not tested just below and just above 500",
    ]  # fmt: skip
    assert told(coverage, "fact “required” Days that are required") == ["its default, “90 days”, is never overridden"]
    assert told(coverage, "the verdict") == [
        "“at most grade \"poor\" when not drill and no leak” is never seen to hold",
        "“drill” never decides, by holding or by not holding",
        "“no leak” never decides, by holding or by not holding",
        "the grade “poor” is never given",
        "“below 10”: not tested just below, exactly at and just above 10",
    ]  # fmt: skip


def test_what_is_shown_is_told_of_no_more() -> None:
    coverage = small_coverage(one={}, two={"drill": False, "leak": 0}, three={"leak": 5})
    assert "rule 1.1.a" not in text_of(coverage)
    assert "rule 1.2.a" not in text_of(coverage)


def test_everything_is_in_the_order_of_the_policy() -> None:
    lines = text_of(small_coverage(one={}), columns=1000).splitlines()
    places = [int(match[1]) for line in lines if (match := re.search(r"  small\.policy:(\d+)$", line))]
    (restart,) = [number for number in range(1, len(places)) if places[number] < places[number - 1]]
    assert places[:restart] == sorted(places[:restart])
    assert places[restart:] == sorted(places[restart:])


def test_what_no_facts_can_show_is_told_with_why() -> None:
    text = text_of(small_coverage(one={}), columns=1000)
    impossible = text.split("What no facts can show, so that it does not count (")[1]
    assert "“leak is less than 0” cannot decide by holding" in impossible
    assert "It depends on “leak” alone; all " in impossible
    assert "cannot decide by holding" not in text.split("What no facts can show")[0]


def test_it_is_short_when_all_is_shown() -> None:
    plain = demerit.load_source(
        Source(
            "x.policy",
            "policy x version 1\nfacts a\n  b : yes/no\nsection 1 worth 1\n  item 1.1\n    when b deduct 1\n",
        )
    )
    all_ = covered(plain, {"1": {"a": {"b": True}}, "2": {"a": {"b": False}}})
    assert text_of(all_) == "x.policy: the examples show all 2 things that there are to show\n"
    assert text_of(all_, lang=CHINESE) == "x.policy：应覆盖的2处，示例全部覆盖\n"


def test_a_chinese_policy_is_told_of_under_its_own_names() -> None:
    text = text_of(of_cases(STANDARD / "standard.zh.policy"), lang=CHINESE, columns=1000)
    assert "  事实“行业标准要求的头盔数”  standard.zh.policy:" in text
    assert "“「职工总数」不足200”从未因成立而起决定作用" in text
    assert "“「上访人数」不少于50”：未测试刚低于、等于和刚高于50的情形" in text
    assert "它只取决于“职工总数”和“内保机构负责人”；可以区分的9种情形全部试过" in text
    assert english_in(text, "standard.zh.policy") == []


def test_the_english_policy_is_told_of_in_chinese_too() -> None:
    text = text_of(of_cases(), lang=CHINESE, columns=1000)
    source = of_cases().policy.policy.source.text
    words = re.findall(r"[A-Za-z]{2,}", text.replace("standard.policy", ""))
    assert [word for word in words if word not in source] == []


def test_text_of_the_policy_cannot_steer_the_terminal() -> None:
    steered = small(SMALL.replace('"Days that are required"', '"Days\u202e that \x1b[31mare"'))
    text = text_of(covered(steered, units(one={})))
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("key", WORDS)
def test_every_sentence_can_be_said_in_chinese(key: str) -> None:
    values = dict.fromkeys(placeholders(WORDS[key]), "5")
    assert worded(key, **values).text(CHINESE)


def test_colour_is_asked_for() -> None:
    coloured = render_tested(small_coverage(one={}), style=lambda role, text: f"<{role}>{text}</>")
    assert coloured.startswith("<strong>")
    assert "<gutter>rule 1.1.a  small.policy:22</>" in coloured


# -- JSON --------------------------------------------------------------------------------------------------------


def json_of(coverage: Coverage) -> Any:
    data = json.loads(as_json(coverage), parse_float=Decimal)
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(as_json(coverage)))) == []
    return data


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_json_holds_every_goal_and_what_shows_it() -> None:
    coverage = small_coverage(one={}, two={"drill": False})
    data = json_of(coverage)
    assert [(each["measure"], each["kind"], each["text"]) for each in data["goals"]] == [
        (goal.measure, goal.kind, goal.text) for goal in coverage.goals
    ]
    hit = next(each for each in data["goals"] if (each["id"], each["kind"]) == ("1.1.a", "hit"))
    assert hit == {
        "measure": "rules", "kind": "hit", "of": "rule", "id": "1.1.a", "text": "unless drill deduct 2", "bound": None,
        "place": {"line": 22, "column": 5}, "state": "shown", "examples": ["two"], "more_examples": 0, "tried": None,
    }  # fmt: skip
    states = [each["state"] for each in data["goals"]]
    assert states.count("shown") == data["summary"]["shown"]
    assert states.count("hole") == data["summary"]["all"] - data["summary"]["shown"] == len(coverage.holes)
    assert states.count("impossible") == data["summary"]["impossible"] > 0


def test_json_counts_by_measure_and_kind() -> None:
    data = json_of(of_cases())
    assert [each["measure"] for each in data["measures"]] == [
        measure for measure in MEASURES if measure in of_cases().by_measure
    ]
    for measure in data["measures"]:
        assert sum(kind["shown"] for kind in measure["kinds"]) == measure["shown"]
        assert sum(kind["all"] for kind in measure["kinds"]) == measure["all"]
        assert Fraction(measure["percent"]) * measure["all"] == measure["shown"] * 100
    assert sum(each["all"] for each in data["measures"]) == data["summary"]["all"]


def test_json_says_how_it_is_known_that_no_facts_show_a_goal() -> None:
    (goal,) = [each for each in json_of(of_cases())["goals"] if each["state"] == "impossible"]
    assert (goal["id"], goal["text"], goal["kind"]) == ("1.3.a", "employees is less than 200", "no")
    assert goal["tried"] == {"facts": ["/unit/employees", "/leadership/security_head"], "cases": 9}


def test_json_names_the_first_examples_of_a_goal_and_counts_the_others() -> None:
    many = covered(small(), units(**{f"unit {number}": {} for number in range(MOST_EXAMPLES + 3)}))
    shown = [each for each in json_of(many)["goals"] if each["state"] == "shown"]
    assert {len(each["examples"]) for each in shown} == {MOST_EXAMPLES}
    assert {each["more_examples"] for each in shown} == {3}
    assert shown[0]["examples"][:2] == ["unit 0", "unit 1"]


def test_the_same_policy_and_examples_give_the_same_bytes() -> None:
    assert as_json(small_coverage(one={})) == as_json(small_coverage(one={}))
    assert as_json(of_cases()).endswith(b"}\n")


def test_json_of_every_shipped_policy_is_held_to_its_schema() -> None:
    for name in ("cvss-3.1-base", "news2"):
        folder = ROOT / "policies" / name
        json_of(covered(demerit.load(folder / "standard.policy"), {"unit": read_json(folder / "unit.json")}))


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"state": "covered"}, "state"),
        ({"examples": []}, "shown by none"),
        ({"state": "hole"}, "a hole with examples"),
        ({"bound": "200"}, "a rule with a bound"),
        ({"note": ""}, "another key"),
        ({"tried": {"facts": [], "cases": 1}}, "shown, and proved impossible"),
    ],
)
def test_the_schema_is_strict(change: dict[str, Any], wrong: str) -> None:
    data = json_of(small_coverage(one={}))
    place = next(
        place for place, each in enumerate(data["goals"]) if (each["state"], each["measure"]) == ("shown", "rules")
    )
    data["goals"][place] |= change
    assert list(Draft202012Validator(SCHEMA).iter_errors(data)), wrong


# -- the page ----------------------------------------------------------------------------------------------------

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Reads a page: its tags in order, its text, the text of each line of the policy, what links point to."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.lines: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "code":
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data
        if "code" in self._open:
            self.lines[-1] += data

    def having(self, key: str) -> list[str]:
        """Give the values of an attribute, in order."""
        return [value for _, attributes in self.tags if (value := attributes.get(key)) is not None]


def page_of(coverage: Coverage, lang: str = ENGLISH) -> Page:
    return Page(render_tested_page(coverage, lang=lang))


def test_every_line_of_the_policy_stands_on_the_page_once_with_its_indentation() -> None:
    coverage = of_cases()
    assert page_of(coverage).lines == coverage.policy.policy.source.text.splitlines()
    numbers = [each for each in page_of(coverage).having("id") if re.fullmatch(r"L\d+", each)]
    assert numbers == [f"L{number}" for number in range(1, len(numbers) + 1)]


def test_every_goal_stands_on_the_page_once_and_every_link_leads_somewhere() -> None:
    coverage = of_cases()
    page = page_of(coverage)
    ids = page.having("id")
    assert len(ids) == len(set(ids))
    assert {each for each in ids if re.fullmatch(r"g\d+", each)} == {f"g{n}" for n in range(len(coverage.goals))}
    links = page.having("href")
    assert {link[1:] for link in links} <= set(ids)
    holes = [place for place, goal in enumerate(coverage.goals) if goal in coverage.holes]
    assert all(link.startswith("#") for link in links)
    first = {f"#g{place}" for place in holes}
    assert first & set(links)
    for described in page.having("aria-labelledby"):
        assert described in ids


def test_every_sentence_about_a_hole_is_linked_from_the_summary() -> None:
    coverage = small_coverage(one={})
    page = render_tested_page(coverage)
    summary = page.split('<h2 id="holes">')[1].split("</section>")[0]
    linked = re.findall(r'<a href="#g\d+">([^<]*)</a>', summary)
    text = text_of(coverage, columns=1000).split("What no facts can show")[0]
    assert [html.unescape(each) for each in linked] == re.findall(r"(?m)^    – (.*)$", text)


def test_a_line_is_marked_by_a_sign_and_by_words_and_not_by_colour_alone() -> None:
    page = render_tested_page(small_coverage(one={}))
    line = re.search(r'<div class="text hole" id="L22">.*?</div>', page)
    assert line is not None
    assert "✗" in line[0]
    assert "not shown" in line[0]
    plain = re.search(r'<div class="text" id="L21">.*?</div>', page)
    assert plain is not None
    assert not re.search("[✗✓∅]", plain[0])


def test_beside_a_rule_stands_what_was_seen_and_which_examples_show_it() -> None:
    coverage = covered(small(), units(**{f"unit {number}": {} for number in range(5)}, dry={"leak": 0}))
    text = " ".join(page_of(coverage).text.split())
    assert "rule 1.2.a 1 is not shown ✓shown: hits by “unit 0”, “unit 1”, “unit 2” and 2 more" in text
    assert "✓shown: does not hit by “dry” ✗not shown: is never seen to ask for more than its cap" in text


def test_a_rule_stands_beside_the_sentence_that_it_cites() -> None:
    page = render_tested_page(small_coverage(one={}))
    row = next(row for row in page.split('<div class="row">') if "rule 1.1.a</h3>" in row)
    assert re.findall(r"<code>(.*?)</code>", row) == [
        "    cite &#34;Without a drill: 2 points.&#34;", "    unless drill deduct 2",
    ]  # fmt: skip


def test_the_page_says_that_nothing_is_missing() -> None:
    text = "policy x version 1\nfacts a\n  b : yes/no\nsection 1 worth 1\n  item 1.1\n    when b deduct 1\n"
    plain = demerit.load_source(Source("x.policy", text))
    page = page_of(covered(plain, {"1": {"a": {"b": True}}, "2": {"a": {"b": False}}}))
    assert "Nothing: the examples show all that there is to show." in page.text
    assert "What no facts can show" not in page.text


def test_the_page_needs_no_script_and_no_network() -> None:
    page = page_of(of_cases())
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in page.tags}
    assert not {"src", "action", "onclick", "onload", "onerror"} & {key for _, of in page.tags for key in of}
    (policy,) = [of["content"] for tag, of in page.tags if tag == "meta" and of.get("http-equiv")]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "url(" not in render_tested_page(of_cases())


def test_the_page_speaks_chinese() -> None:
    page = page_of(of_cases(STANDARD / "standard.zh.policy"), CHINESE)
    assert ("html", {"lang": "zh-Hans"}) in page.tags
    assert "未覆盖的内容" in page.text
    assert "shown" not in page.text
    assert "示例：“08-head-200”" in page.text


HOSTILE = "</code><script>document.title = 'taken'</script><img src=x onerror=alert(1)> {{ 7 * 7 }} \u202e\x07&amp;"


def hostile() -> Coverage:
    text = SMALL.replace('"Drill held"', f'"{HOSTILE}"').replace('"Building"', f'"{HOSTILE}"')
    text = text.replace('"Small"', f'"{HOSTILE}"').replace('"Days that are required"', f'"{HOSTILE}"')
    text = text.replace('grade "poor" below', f'grade "{HOSTILE}" below').replace(
        'grade "poor" when', f'grade "{HOSTILE}" when'
    )
    return covered(
        small(text.replace('policy small "', 'policy small\n  title "')), units(**{HOSTILE: {}, '’"<b>': {}})
    )


def test_what_others_wrote_is_text_on_the_page() -> None:
    page = page_of(hostile())
    assert not {"script", "img", "b"} & {tag for tag, _ in page.tags}
    assert page.text.count("<script>document.title = 'taken'</script>") > 3
    assert "{{ 7 * 7 }}" in page.text
    assert "&amp;" in page.text
    assert "\u202e" not in page.text
    assert "\x07" not in page.text


def test_the_same_policy_and_examples_give_the_same_page() -> None:
    assert render_tested_page(small_coverage(one={})) == render_tested_page(small_coverage(one={}))


def test_lines_that_end_otherwise_are_lines_of_the_page_too() -> None:
    windows = covered(demerit.load_source(Source("x.policy", small().policy.source.text.replace("\n", "\r\n"))), {})
    assert page_of(windows).lines == small().policy.source.text.splitlines()


@needs_browser
@pytest.mark.parametrize("width", [500, 1280])
@pytest.mark.parametrize("lang", [ENGLISH, CHINESE])
def test_a_browser_shows_the_page_without_a_scroll_bar_to_the_side(width: int, lang: str, tmp_path: Path) -> None:
    page = render_tested_page(of_cases(), lang=lang)
    assert asked(page, "document.documentElement.scrollWidth > innerWidth", tmp_path, width=width) == "false"


@needs_browser
def test_a_browser_runs_nothing_that_others_wrote(tmp_path: Path) -> None:
    page = render_tested_page(hostile())
    assert asked(page, "document.querySelectorAll('script, img').length + ' ' + document.title", tmp_path).startswith(
        "1 "
    )


CONTRAST = """(() => {
  const light = text => { const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map(c => c / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const behind = at => { for (; at; at = at.parentElement) { const c = getComputedStyle(at).backgroundColor;
    if (!/, 0\\)$/.test(c)) return c } return 'rgb(255, 255, 255)' };
  let worst = 21;
  const all = 'h1, h3, p, a, code, .sign, .no, .by, .why, td, th, dd, dt, small, footer';
  for (const at of document.querySelectorAll(all)) {
    const [a, b] = [light(getComputedStyle(at).color), light(behind(at))].sort((x, y) => y - x);
    worst = Math.min(worst, (a + 0.05) / (b + 0.05));
  }
  return worst >= 4.5 ? 'legible' : worst })()"""


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
def test_everything_on_the_page_stands_out_from_what_is_behind_it(dark: bool, tmp_path: Path) -> None:
    assert asked(render_tested_page(of_cases()), CONTRAST, tmp_path, dark=dark) == "legible"


@needs_browser
def test_the_policy_keeps_its_indentation_in_a_browser(tmp_path: Path) -> None:
    question = "[...document.querySelectorAll('code')].some(c => /^ {4}unless/.test(c.innerText))"
    assert asked(render_tested_page(of_cases()), question, tmp_path) == "true"


@needs_browser
def test_the_keyboard_reaches_every_hole_and_first_of_all_the_policy(tmp_path: Path) -> None:
    coverage = of_cases()
    question = "[...document.querySelectorAll('a')].map(a => a.getAttribute('href')).join(' ')"
    links = asked(render_tested_page(coverage), question, tmp_path).split()
    assert links[0] == "#policy"
    assert sum(link.startswith("#g") for link in links) > 10


# -- docs/coverage.md --------------------------------------------------------------------------------------------

DOC = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")


def of_doc() -> Coverage:
    """Give what the examples show of the policy that the page has."""
    (text,) = re.findall(r"^```policy\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)
    policy = demerit.load_source(Source("training.policy", text))
    assert policy.warnings == ()
    facts = {
        example.title: in_order(policy, {given.pointer: given.value for given in example.givens})
        for example in policy.policy.examples
    }
    return covered(policy, facts)


def test_what_the_page_about_coverage_shows_is_what_comes() -> None:
    shown = re.findall(r"^```text\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)
    told = text_of(of_doc())
    assert shown[0] in told
    assert shown[1] == told[told.index("Not shown") :]
    of_standard = text_of(of_cases())
    assert shown[3] == of_standard[of_standard.index("What no facts can show") :]
    rule = next(rule for rule in of_cases().policy.policy.rules if rule.id == "1.3.a")
    assert " ".join(shown[2].split()) == rule.text
