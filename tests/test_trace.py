"""The trace: its shape, its words, its bytes; what it says of each judgement, and what identifies it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import demerit
from tests.standard import (
    CASES,
    POLICY,
    TRACE_SCHEMA,
    UNIT,
    all_rules,
    assert_adds_up,
    exact_json,
    full_marks,
    read_json,
    rules_by_id,
    standard,
)

SMALL = sorted((Path(__file__).parent / "cases").glob("*.policy"))
VALIDATOR = Draft202012Validator(read_json(TRACE_SCHEMA))


def policy(text: str) -> demerit.LoadedPolicy:
    return demerit.load_source(demerit.Source("the.policy", text))


def judged(loaded: demerit.LoadedPolicy, facts: Any) -> Any:
    return exact_json(loaded.judge(facts).to_json())


def rule(id_: str, changes: dict[str, object] | None = None) -> Any:
    """Give the judgement of one rule of the standard for the unit that loses nothing, changed."""
    return rules_by_id(judged(standard(), full_marks(changes)))[id_]


# -- the shape ---------------------------------------------------------------------------------------------------


def test_the_schema_of_traces_is_itself_valid() -> None:
    Draft202012Validator.check_schema(read_json(TRACE_SCHEMA))


@pytest.mark.parametrize("path", [*CASES, UNIT], ids=lambda path: path.stem)
def test_every_trace_of_the_standard_is_valid(path: Path) -> None:
    facts = read_json(path)
    trace = judged(standard(), facts.get("facts", facts))
    assert [error.message for error in VALIDATOR.iter_errors(trace)] == []


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_every_trace_of_a_small_policy_is_valid_with_facts_missing_too(path: Path) -> None:
    loaded = demerit.load(path)
    for facts in [*(case["facts"] for case in read_json(path.with_suffix(".json"))), {}]:
        trace = judged(loaded, facts)
        assert [error.message for error in VALIDATOR.iter_errors(trace)] == []
        assert_adds_up(trace)


def test_the_fields_that_others_build_on_are_there() -> None:
    trace = judged(standard(), read_json(UNIT))
    assert trace["policy"].keys() >= {"id", "version", "hash"}
    assert trace["policy"]["id"] == "key-unit-security"
    assert trace["policy"]["version"] == "1.0"
    assert re.fullmatch("sha256:[0-9a-f]{64}", trace["policy"]["hash"])
    assert re.fullmatch("sha256:[0-9a-f]{64}", trace["facts"]["hash"])
    assert trace["engine"]["version"] == demerit.__version__
    assert (trace["score"], trace["maximum"], trace["full_marks"]) == (69, 110, 100)
    assert [section["id"] for section in trace["sections"]] == list("1234567")
    for section in trace["sections"]:
        assert section.keys() >= {"id", "title", "worth", "score", "points", "items"}
        for item in section["items"]:
            assert item.keys() >= {"id", "title", "points", "rules"}
            for each in item["rules"]:
                assert each.keys() >= {"id", "state", "text", "cite", "where", "reads", "count", "rate", "points"}
                assert each["where"].keys() == {"file", "line", "column"}
                assert each["points"].keys() == {"asked", "effective", "absorbed", "absorbed_by"}
                for read in each["reads"]:
                    assert read.keys() >= {"pointer", "value", "defaulted"}


def test_every_rule_names_its_place_and_is_given_in_the_words_of_the_policy() -> None:
    lines = POLICY.read_text(encoding="utf-8").split("\n")
    places = []
    for each in all_rules(judged(standard(), read_json(UNIT))):
        where = each["where"]
        assert where["file"] == "standard.policy"
        written = lines[where["line"] - 1][where["column"] - 1 :]
        assert each["text"].startswith(" ".join(written.split()))
        places.append((where["line"], where["column"]))
    assert places == sorted(places)
    assert len(places) == 80


def test_every_sentence_that_is_cited_stands_in_the_published_text() -> None:
    source = "".join((POLICY.parent / "source.txt").read_text(encoding="utf-8").split())
    for each in all_rules(judged(standard(), read_json(UNIT))):
        assert "".join(each["cite"].split()) in source, each["id"]


def test_every_pointer_leads_to_the_value_in_the_facts() -> None:
    facts = read_json(UNIT)
    for each in all_rules(judged(standard(), facts)):
        for read in each["reads"]:
            found = _at(facts, read["pointer"])
            assert read["defaulted"] == (found is None)
            if isinstance(found, list) and "counted" in read:
                assert read["value"] == len(found)
                for entry in read["entries"]:
                    assert _at(facts, entry["pointer"]) == entry["value"]
            elif found is not None:
                assert read["value"] == found


def _at(facts: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        facts = facts[int(key)] if isinstance(facts, list) else facts.get(key)
    return facts


# -- the same bytes ----------------------------------------------------------------------------------------------


def test_the_same_policy_and_facts_give_the_same_bytes() -> None:
    text = UNIT.read_text(encoding="utf-8")
    first = standard().evaluate(text).to_json()
    assert standard().evaluate(text).to_json() == first
    assert demerit.load(POLICY).evaluate(text.encode()).to_json() == first
    assert demerit.load(POLICY).evaluate(read_json(UNIT)).to_json() == first


def test_the_order_of_keys_and_the_layout_of_the_facts_do_not_show() -> None:
    text = UNIT.read_text(encoding="utf-8")
    facts = json.loads(text, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    turned = json.dumps(facts, ensure_ascii=True, separators=(",", ":"))
    assert turned != text
    assert standard().evaluate(turned).to_json() == standard().evaluate(text).to_json()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_gives_the_same_bytes(seed: str) -> None:
    program = (
        "import sys, demerit; from pathlib import Path;"
        "sys.stdout.buffer.write(demerit.load(sys.argv[1]).evaluate(Path(sys.argv[2]).read_bytes()).to_json())"
    )
    command = [sys.executable, "-c", program, str(POLICY), str(UNIT)]
    source = str(Path(demerit.__file__).parent.parent)
    run = subprocess.run(command, env={"PYTHONHASHSEED": seed, "PYTHONPATH": source}, capture_output=True, check=True)
    assert run.stdout == standard().evaluate(UNIT.read_bytes()).to_json()


def test_one_evaluation_leaves_no_trace_in_the_next() -> None:
    cases = [read_json(path)["facts"] for path in CASES]
    fresh = [demerit.load(POLICY).evaluate(facts).to_json() for facts in cases[:6]]
    for _ in range(2):
        assert [standard().evaluate(facts).to_json() for facts in cases[:6]] == fresh


def test_the_trace_as_a_tree_and_as_json_say_the_same() -> None:
    trace = standard().evaluate(UNIT.read_bytes())
    document = exact_json(trace.to_json())
    assert trace.tree.score == document["score"] == trace.score
    for tree, each in zip(trace.rules(), all_rules(document), strict=True):
        assert (tree.id, tree.state, tree.points.effective) == (each["id"], each["state"], each["points"]["effective"])


def test_true_and_one_and_yes_are_kept_apart() -> None:
    loaded = policy(
        "policy p version 1\nfacts g\n  a : count\n  b : yes/no\nsection 1 worth 9\n"
        "  item 1.1\n    per a deduct 1\n  item 1.2\n    when b deduct 1\n"
    )
    values = [
        [json.dumps(read["value"]) for each in all_rules(judged(loaded, {"g": facts})) for read in each["reads"]]
        for facts in ({"a": 1, "b": True}, {"a": 0, "b": False}, {"a": 1, "b": True})
    ]
    assert values == [["1", "true"], ["0", "false"], ["1", "true"]]


# -- identities --------------------------------------------------------------------------------------------------


def facts_hash(facts: Any) -> str:
    return standard().evaluate(facts).tree.facts.hash


@pytest.mark.parametrize("written", ["200000", "200000.0", "200000.00", "2e5", "20000000E-2"])
def test_a_number_has_one_hash_however_it_is_written(written: str) -> None:
    plain = json.dumps(full_marks())
    accident = '"accident": [{"what": "a", "casualties": 0, "direct_loss": %s}]'
    assert '"accident": []' in plain
    hashes = {facts_hash(plain.replace('"accident": []', accident % each)) for each in ("200000", written)}
    assert len(hashes) == 1


@pytest.mark.parametrize(
    "loss", [Decimal("200000.5"), Decimal("200000.50"), Fraction(400001, 2), Decimal("2000005E-1")]
)
def test_python_facts_have_the_hash_of_the_same_facts_as_text(loss: object) -> None:
    accident = [{"what": "a", "casualties": 0, "direct_loss": loss}]
    text = json.dumps(full_marks({"/outcomes/accident": [{"what": "a", "casualties": 0, "direct_loss": 200000.5}]}))
    assert facts_hash(full_marks({"/outcomes/accident": accident})) == facts_hash(text)


def test_other_facts_have_another_hash_even_those_that_no_rule_reads() -> None:
    changes: list[dict[str, object]] = [
        {},
        {"/unit/name": "另一单位"},
        {"/unit/name": None},
        {"/technical/required_retention_days": 90},
        {"/physical/missing_barrier": 0},
        {"/systems/emergency_plans": ["disaster", "counter_terrorism", "robbery", "fire"]},
    ]
    assert len({facts_hash(full_marks(each)) for each in changes}) == len(changes)


def content_hash(text: str) -> str:
    return policy(text).content_hash


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_layout_and_comments_do_not_change_the_hash_of_a_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    hashed = content_hash(text)
    lines = [re.sub(r"#[^\n]*", "", line) for line in text.split("\n")]
    assert content_hash("\n".join(lines)) == hashed
    assert content_hash("\n\n".join(f"{line}  # 注" for line in text.split("\n"))) == hashed
    assert content_hash("\r\n".join(line.lstrip() for line in text.split("\n"))) == hashed
    assert content_hash(text.replace(" deduct", "\n\t deduct")) == hashed
    assert demerit.load_source(demerit.Source("another/name.policy", text)).content_hash == hashed


def test_words_that_are_for_the_eye_do_not_change_the_hash_of_a_policy() -> None:
    text = (
        "policy p version 1\nfacts g\n  n : days\n  m : count\nsection 1 worth 9\n"
        "  item 1.1\n    when n is less than 2 days deduct 1\n    unless n is 0.5 days deduct 1.5\n"
    )
    for one, other in [
        ("is less than", "is fewer than"),
        ("2 days", "2 day"),
        ("worth 9", "worth 9 points"),
        ("deduct 1\n", "deduct 1 more\n"),
        ("deduct 1.5", "deduct 3/2"),
        ("0.5 days", "50% days"),
        ("unless n is 0.5 days", "when not n is 0.5 days"),
        ("unless n is 0.5 days", "when (n is not 0.5 days)"),
    ]:
        assert one in text
        try:
            assert content_hash(text.replace(one, other)) == content_hash(text), (one, other)
        except demerit.PolicyError as fault:  # pragma: no cover
            pytest.fail(f"{other}: {fault}")


def mutations(text: str) -> Iterator[str]:
    """Change each number and each text of a policy, and each word that is declared, one at a time."""
    bare = re.sub(r"#[^\n]*", lambda match: " " * len(match[0]), text)
    for match in re.finditer(r'"[^"\n]+"', bare):
        yield f'{bare[: match.end() - 1]}x"{bare[match.end() :]}'
    without_texts = re.sub(r'"[^"\n]*"', lambda match: " " * len(match[0]), bare)
    for match in re.finditer(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", without_texts):
        changed = re.sub(r"(\d)$", lambda last: str((int(last[0]) + 1) % 10), match[0])
        yield bare[: match.start()] + changed + bare[match.end() :]
    for match in re.finditer(r"(?m)^ +(?:- )?([a-z][a-z ]*[a-z]) *: ", without_texts):
        yield re.sub(rf"\b{match[1]}\b", f"{match[1]}x", bare)


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_any_number_or_word_changes_the_hash_of_a_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    hashed, compared = content_hash(text), 0
    for changed in mutations(text):
        try:
            assert content_hash(changed) != hashed, changed
        except demerit.PolicyError:  # no policy any more
            continue
        compared += 1
    assert compared > 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"title"', '"title 2"'),
        ('"版权说明"', '"版权声明"'),
        ("less than", "more than"),
        ("section 1 worth 9", 'section 1 "name" worth 9'),
        ("item 1.1", 'item 1.1 "name"'),
        ("per leak deduct 1", 'cite "so" per leak deduct 1'),
        ("per leak deduct 1", 'per leak deduct 1 note "so"'),
        ("per leak deduct 1", "per leak deduct 1 cap 3"),
        ("per leak deduct 1", "per leak deduct 1 label tap"),
        ("per leak deduct 1", "per leak deduct 1 only when n is 1"),
        ("per leak deduct 1", "per leak deduct 1 repealed"),
        ("per leak deduct 1", "per leak deduct 1 halved when n is 1"),
        ("when n", "otherwise when n"),
        ("findings", "findings optional"),
        ("findings", "count"),
        ("n : count", "n : number"),
        ("n : count", "n : count at least 0\n  m : count optional"),
        ("n : count", "n : count at least 1"),
        ("n : count", "n : count at most 7"),
        ("n : count", "n : count default 7"),
        ("is less than 4", "is at most 4"),
        ("section", "bonus section 9 up to 1 item 9.1 per leak add 1 section"),
    ],
)
def test_what_can_be_said_shows_in_the_hash_of_a_policy(one: str, other: str) -> None:
    text = (
        'policy p title "title" version 1 note "版权说明"\nfacts g\n  leak : findings\n  n : count\n'
        "section 1 worth 9\n  item 1.1\n    per leak deduct 1\n    when n is less than 4 deduct 2\n"
    )
    assert one in text
    assert content_hash(text.replace(one, other, 1)) != content_hash(text)


# -- long lists --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cameras() -> Any:
    """5,000 missing cameras, of which every seventh is required by a mandatory standard."""
    missing = [{"site": f"第{number}处", "mandatory": number % 7 == 0} for number in range(5000)]
    trace = exact_json(standard().evaluate(json.dumps(full_marks({"/technical/missing_camera": missing}))).to_json())
    assert [error.message for error in VALIDATOR.iter_errors(trace)] == []
    return rules_by_id(trace)


def test_of_a_long_list_all_that_counted_is_named_and_what_is_not_shown_is_counted(cameras: Any) -> None:
    (read,) = cameras["4.1.a"]["reads"]
    assert read["value"] == 5000
    assert read["counted"] == list(range(5000))
    assert len(read["entries"]) == 20
    assert read["left_out"] == 4980


def test_of_a_long_list_those_that_counted_are_shown_first(cameras: Any) -> None:
    (read,) = cameras["4.1.b"]["reads"]
    assert read["counted"] == list(range(0, 5000, 7))
    assert [entry["pointer"] for entry in read["entries"]] == [
        f"/technical/missing_camera/{number}" for number in range(0, 140, 7)
    ]
    assert all(entry["value"]["mandatory"] for entry in read["entries"])
    assert read["left_out"] == 4980
    trigger = cameras["4.1.b"]["trigger"]
    assert (trigger["value"], trigger["of"], trigger["left_out"]) == (715, 5000, 4980)
    assert [entry["entry"] for entry in trigger["entries"]] == list(range(0, 140, 7))


@pytest.mark.parametrize(("quantified", "telling"), [("any", 1), ("no", 1), ("every", 0)])
def test_of_a_long_list_the_entries_that_settle_a_condition_are_shown(quantified: str, telling: int) -> None:
    loaded = policy(
        "policy p version 1\nfacts g\n  drill : list\n    - kept : yes/no\nsection 1 worth 9\n"
        f"  item 1.1\n    when {quantified} drill where kept deduct 1\n"
    )
    drills = [{"kept": bool(1 - telling)}] * 300
    drills[77] = {"kept": bool(telling)}
    (found,) = all_rules(judged(loaded, {"g": {"drill": drills}}))
    assert found["trigger"]["value"] is (quantified == "any")
    assert 77 in [entry["entry"] for entry in found["trigger"]["entries"]]
    assert found["trigger"]["left_out"] == 280


def test_a_long_list_does_not_make_a_long_trace(cameras: Any) -> None:
    facts = full_marks({"/technical/missing_camera": [{"site": "某处" * 50, "mandatory": False}] * 5000})
    assert len(standard().evaluate(facts).to_json()) < 300_000


def test_twenty_entries_are_shown_whole() -> None:
    missing = [{"site": str(number), "mandatory": False} for number in range(20)]
    (read,) = rule("4.1.a", {"/technical/missing_camera": missing})["reads"]
    assert [entry["value"] for entry in read["entries"]] == missing
    assert "left_out" not in read
    (read,) = rule("4.1.b", {"/technical/missing_camera": missing})["reads"]
    assert (read["counted"], len(read["entries"])) == ([], 20)


# -- what each part made of it -----------------------------------------------------------------------------------


def parts(part: Any) -> list[Any]:
    """Give a condition as nested lists: its text, its value, its parts."""
    below = [parts(inner) for inner in part.get("parts", ())]
    return [part["text"], part["value"], *below]


def test_a_junction_carries_the_value_of_each_part() -> None:
    found = rule("1.3.a", {"/unit/employees": 199, "/leadership/security_head": "part_time"})
    assert parts(found["trigger"])[2:] == [
        [
            "employees is 200 or more and security head is not full time",
            False,
            ["employees is 200 or more", False, ["employees", 199]],
            ["security head is not full time", True, ["security head", "part_time"]],
        ],
        [
            "employees is less than 200 and security head is none",
            False,
            ["employees is less than 200", True, ["employees", 199]],
            ["security head is none", False, ["security head", "part_time"]],
        ],
    ]


def test_where_carries_the_value_of_each_part_for_each_entry() -> None:
    petitions = [
        {"participants": 400, "disturbed_order": False},
        {"participants": 12, "disturbed_order": True},
        {"participants": 50, "disturbed_order": True},
    ]
    trigger = rule("6.6.b", {"/outcomes/mass_petition": petitions})["trigger"]
    assert (trigger["value"], trigger["of"]) == (True, 3)
    assert [(entry["entry"], entry["value"]) for entry in trigger["entries"]] == [(0, False), (1, False), (2, True)]
    seen = [parts(entry["parts"][0])[2:] for entry in trigger["entries"]]
    assert seen[0] == [["participants is at least 50", True, ["participants", 400]], ["disturbed order", False]]
    assert seen[1] == [["participants is at least 50", False, ["participants", 12]], ["disturbed order", True]]
    assert seen[2] == [["participants is at least 50", True, ["participants", 50]], ["disturbed order", True]]


@pytest.mark.parametrize("kept", [True, False])
def test_no_and_every_carry_the_value_of_each_part_too(kept: bool) -> None:
    trigger = rule("5.7.b", {"/systems/drill": [{"date": "2024-01-31", "media_kept": kept}]})["trigger"]
    assert (trigger["text"], trigger["value"], trigger["of"]) == ("no drill where media kept", not kept, 1)
    assert [entry["value"] for entry in trigger["entries"]] == [kept]
    loaded = policy(
        "policy p version 1\nfacts g\n  drill : list\n    - kept : yes/no\n  large : yes/no\n"
        "section 1 worth 9\n  item 1.1\n    when (no drill where kept) and large deduct 1\n"
    )
    (found,) = all_rules(judged(loaded, {"g": {"drill": [{"kept": kept}], "large": True}}))
    inner, large = found["trigger"]["parts"]
    assert (inner["text"], inner["value"], inner["of"]) == ("no drill where kept", not kept, 1)
    assert [parts(entry["parts"][0]) for entry in inner["entries"]] == [["kept", kept]]
    assert parts(large) == ["large", True]


def test_nothing_is_said_of_the_entries_of_an_empty_list_but_that_there_are_none() -> None:
    trigger = rule("6.6.b")["trigger"]
    assert trigger == {"text": trigger["text"], "value": False, "of": 0}


def test_tiers_carry_the_value_of_each() -> None:
    found = rule("6.3.a", {"/outcomes/criminal_cases": 2, "/unit/employees": 1500})
    assert parts(found["trigger"]) == [
        "criminal cases / employees",
        "1/750",
        ["criminal cases", 2],
        ["employees", 1500],
        ["over 1‰ deduct 5", True],
        ["over 2‰ deduct 10", False],
    ]
    assert found["tier"] == {"text": "over 1‰ deduct 5", "bound": Decimal("0.001"), "points": 5}
    assert (found["count"], found["rate"], found["points"]["asked"]) == (1, 5, 5)
    clear = rule("6.3.a", {"/outcomes/criminal_cases": 1})
    assert parts(clear["trigger"])[4:] == [["over 1‰ deduct 5", False], ["over 2‰ deduct 10", False]]
    assert (clear["count"], clear["rate"], "tier" in clear) == (0, None, False)


def test_the_text_of_a_part_is_given_without_comments_and_on_one_line() -> None:
    loaded = policy(
        "policy p version 1\nfacts g\n  a : yes/no\n  b : yes/no\n  n : count\nsection 1 worth 9\n  item 1.1\n"
        "    when a # one\n      and   b # two\n      deduct 1\n"
        "    by n\n      over 1 # three\n      deduct 1\n"
    )
    first, second = all_rules(judged(loaded, {"g": {"a": True, "b": True, "n": 2}}))
    assert (first["text"], first["trigger"]["text"]) == ("when a and b deduct 1", "a and b")
    assert (second["text"], second["tier"]["text"]) == ("by n over 1 deduct 1", "over 1 deduct 1")
    assert parts(second["trigger"]) == ["n", 2, ["over 1 deduct 1", True]]


def test_an_amount_is_made_of_its_parts() -> None:
    found = rule("2.9.b", {"/personnel/guards_on_duty": 5, "/personnel/shields": 2, "/personnel/radios": 9})
    text = "{0} short of required {0}"
    assert parts(found["trigger"])[1:] == [
        1,
        [text.format("cut resistant gloves"), 0, ["cut resistant gloves", 3], ["required cut resistant gloves", 3]],
        [text.format("shields"), 1, ["shields", 2], ["required shields", 3]],
        [text.format("radios"), 0, ["radios", 9], ["required radios", 3]],
    ]
    assert (found["count"], found["rate"], found["points"]["asked"]) == (1, Decimal("0.5"), Decimal("0.5"))


def test_a_default_is_shown_as_one_with_what_it_comes_from() -> None:
    reads = {read["pointer"]: read for read in rule("2.9.b")["reads"]}
    required = reads["/personnel/required_shields"]
    assert (required["value"], required["defaulted"]) == (1, True)
    assert reads["/personnel/guards_on_duty"]["defaulted"] is False
    given = {read["pointer"]: read for read in rule("2.9.b", {"/personnel/required_shields": 1})["reads"]}
    assert given["/personnel/required_shields"]["defaulted"] is False


# -- why, and why not --------------------------------------------------------------------------------------------


def test_for_a_rule_that_did_not_hit_the_trace_says_what_it_looked_at() -> None:
    found = rule("4.1.d")
    assert found["state"] == "clear"
    assert found["count"] == 0
    assert [(read["pointer"], read["value"]) for read in found["reads"]] == [
        ("/technical/footage_retention_days", 91),
        ("/technical/required_retention_days", 90),
    ]
    assert parts(found["trigger"]) == [
        "footage retention days is less than required retention days",
        False,
        ["footage retention days", 91],
        ["required retention days", 90],
    ]
    assert "because" not in found


def test_every_rule_that_did_not_hit_has_a_part_that_kept_it_from_hitting() -> None:
    for each in all_rules(judged(standard(), full_marks())):
        assert each["state"] == "clear"
        unless = each["text"].startswith(("unless", "otherwise unless"))
        assert each["trigger"]["value"] in ((True,) if unless else (False, 0, "0"))
        assert each["reads"]


def test_what_does_not_apply_says_on_whose_account() -> None:
    by_item = rule("2.8.a", {"/personnel/mass_prevention_required": False})
    assert (by_item["state"], by_item["because"]) == ("not_applicable", "item")
    assert (by_item["count"], by_item["rate"], by_item["points"]["asked"]) == (None, 1, 0)
    assert [read["pointer"] for read in by_item["reads"]] == ["/personnel/mass_prevention_required"]
    by_rule = rule("3.2.c", {"/physical/closed_management_required": False, "/physical/perimeter_defect": None})
    assert (by_rule["state"], by_rule["because"]) == ("not_applicable", "rule")
    assert parts(by_rule["only"]) == ["closed management required", False]
    assert "trigger" not in by_rule
    trace = judged(standard(), full_marks({"/personnel/mass_prevention_required": False}))
    item = next(item for section in trace["sections"] for item in section["items"] if item["id"] == "2.8")
    assert parts(item["applies"]) == ["mass prevention required", False]


def test_what_is_not_reached_names_the_rule_that_hit() -> None:
    found = rule("5.6.b", {"/systems/security_rules_exist": False, "/systems/missing_security_rule": None})
    assert (found["state"], found["because"]) == ("not_reached", "rule 5.6.a")
    assert (found["count"], found["reads"], "trigger" in found) == (None, [], False)


def test_a_rule_that_was_halved_says_so_and_why() -> None:
    incidents = [{"what": "a", "handled_promptly": True}, {"what": "b", "handled_promptly": True}]
    found = rule("6.6.a", {"/outcomes/stability_incident": incidents})
    assert (found["was_halved"], found["count"], found["rate"], found["points"]["asked"]) == (True, 1, 10, 5)
    assert (found["halved"]["value"], found["halved"]["of"]) == (True, 2)
    incidents[1]["handled_promptly"] = False
    found = rule("6.6.a", {"/outcomes/stability_incident": incidents})
    assert ("was_halved" in found, found["points"]["asked"]) == (False, 10)
    assert [entry["value"] for entry in found["halved"]["entries"]] == [True, False]
    assert "halved" not in rule("6.6.a")


def test_each_cap_that_absorbed_is_named_with_its_limit() -> None:
    found = rule("2.7.a", {"/personnel/untrained_guard": 9})
    assert found["points"] == {
        "asked": Decimal("4.5"),
        "effective": 2,
        "absorbed": Decimal("2.5"),
        "absorbed_by": [{"cap": "rule", "id": "2.7.a", "limit": 2, "points": Decimal("2.5")}],
    }
    facts = full_marks({"/personnel/steel_forks": 0, "/personnel/batons": 0, "/personnel/guards_on_duty": 9})
    equipment = rules_by_id(judged(standard(), facts))
    assert [loss["cap"] for loss in equipment["2.9.c"]["points"]["absorbed_by"]] == ["item"]
    assert equipment["2.9.c"]["state"] == "hit"
    section = judged(standard(), full_marks({"/personnel/unclear_safety_sign": 30}))["sections"][1]
    assert section["points"]["absorbed_by"] == [{"cap": "section", "id": "2", "limit": 20, "points": 10}]
    assert (section["score"], section["worth"]) == (0, 20)


# -- missing facts -----------------------------------------------------------------------------------------------


def test_where_facts_are_missing_the_trace_says_for_each_rule_which() -> None:
    changes: dict[str, object] = {
        "/technical/footage_retention_days": None,
        "/personnel/guards_on_duty": None,
        "/personnel/mass_prevention_required": None,
        "/outcomes/stability_incident": None,
        "/recognition/commendation": [{"level": "provincial", "recipient": "individual"}],
    }
    with pytest.raises(demerit.MissingFactsError) as caught:
        standard().evaluate(full_marks(changes))
    trace = caught.value.trace
    assert isinstance(trace, demerit.Trace)
    assert not trace.determined
    with pytest.raises(ValueError, match="missing"):
        _ = trace.score
    document = exact_json(trace.to_json())
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    assert document["score"] is None
    undetermined = {each["id"]: each["missing"] for each in all_rules(document) if each["state"] == "undetermined"}
    assert undetermined == {
        "2.8.a": ["/personnel/mass_prevention_required"],
        "2.8.b": ["/personnel/mass_prevention_required"],
        "2.9.a": ["/personnel/guards_on_duty"],
        "2.9.b": ["/personnel/guards_on_duty"],
        "4.1.d": ["/technical/footage_retention_days"],
        "6.6.a": ["/outcomes/stability_incident"],
        "7.2.d": ["/recognition/commendation/0/people"],
    }
    needs = [(each.pointer, str(each.args["needed_by"])) for each in caught.value.diagnostics]
    assert needs == [
        ("/personnel/mass_prevention_required", "rules 2.8.a, 2.8.b"),
        ("/personnel/guards_on_duty", "rules 2.9.a, 2.9.b"),
        ("/technical/footage_retention_days", "rule 4.1.d"),
        ("/outcomes/stability_incident", "rule 6.6.a"),
        ("/recognition/commendation/0/people", "rule 7.2.d"),
    ]
    assert [section["score"] for section in document["sections"]] == [20, None, 15, None, 10, None, None]


def test_without_any_facts_every_rule_that_needs_some_names_them() -> None:
    trace = judged(standard(), {})
    for each in all_rules(trace):
        assert each["state"] == "undetermined"
        assert each["missing"]
        assert each["because"]
    assert trace["score"] is None


def test_a_rule_behind_an_undetermined_one_says_so() -> None:
    found = rule("5.6.b", {"/systems/security_rules_exist": None})
    assert (found["state"], found["because"]) == ("undetermined", "rule 5.6.a")
    assert found["missing"] == ["/systems/security_rules_exist"]
