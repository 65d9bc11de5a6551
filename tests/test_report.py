"""What the reports say of every construct: the score as text, and the answers to “why?”.

They are told of one policy that has every construct, `expected/everything.policy`, and of one unit,
`everything.json`. After a change that is meant, `DEMERIT_UPDATE=1 pytest tests/test_report.py` writes the texts anew;
the difference is then reviewed like any other.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit.report.why import render_why
from tests.standard import assert_adds_up, exact_json, read_json, rules_by_id
from tests.test_cli import EXPECTED, compare, run

POLICY, UNIT = EXPECTED / "everything.policy", EXPECTED / "everything.json"


def test_the_text_is_as_expected() -> None:
    result = run("evaluate", POLICY, UNIT)
    assert (result.exit_code, result.stderr) == (0, "")
    compare("everything.txt", result.stdout)


ASKED = {
    "rules": (
        "1.1.a", "1.1.b", "1.2.a", "1.2.b", "1.3.a", "1.3.b", "1.4.a", "2.1.a", "2.2.a", "2.4.a", "2.5.a", "2.5.b",
        "3.1.a",
    ),
    "items": ("1.3", "2.3"),
    "groups": ("G1", "G2"),
    "sections": ("1", "2", "3"),
    "verdict": ("verdict",),
}  # fmt: skip


@pytest.mark.parametrize("kind", ASKED)
def test_the_answers_are_as_expected(kind: str) -> None:
    compare(f"everything-{kind}.txt", answers(UNIT, ASKED[kind]))


def answers(facts: Path, ids: tuple[str, ...]) -> str:
    said = []
    for id_ in ids:
        result = run("why", POLICY, facts, id_)
        assert (result.exit_code, result.stderr) == (0, "")
        said.append(f"$ why {id_}\n{result.stdout}")
    return "\n".join(said)


def test_a_unit_without_a_score_is_told_so(tmp_path: Path) -> None:
    facts = tmp_path / "closed.json"
    facts.write_text('{"unit": {"closed": true}, "found": {"fault": 1}}', encoding="utf-8")
    result = run("evaluate", POLICY, facts)
    assert (result.exit_code, result.stderr) == (0, "")
    compare("everything-closed.txt", result.stdout + "\n" + answers(facts, ("verdict", "1", "1.3.b")))


def test_what_is_missing_is_told_with_all_that_waits_for_it(tmp_path: Path) -> None:
    facts = tmp_path / "missing.json"
    given = read_json(UNIT)
    for group, key in (("unit", "lied"), ("found", "dark_corridor"), ("found", "neatness")):
        del given[group][key]
    facts.write_text(json.dumps(given, default=str), encoding="utf-8")
    result = run("evaluate", POLICY, facts)
    assert (result.exit_code, result.stdout) == (1, "")
    told = result.stderr.replace(str(facts), "missing.json")
    compare("everything-missing.txt", told + "\n" + answers(facts, ("verdict", "1.2", "1.3.b", "2.2.a", "3.1.a")))


def test_the_trace_of_the_unit_adds_up() -> None:
    trace: Any = exact_json(demerit.load(POLICY).evaluate(UNIT.read_bytes()).to_json())
    assert_adds_up(trace)
    # Section 1: 23 of 40 are 34.5 of 60, so 35, and half of it counts; section 2: 20 + 5 + 8 - 2.5 - 2 - 10, and half
    # of it; 2.9 on top; then 5 and 4 are charged to the total.
    counted = [Fraction(section["steps"][-1]["left"]) for section in trace["sections"][:2]]
    assert counted == [Fraction("17.5"), Fraction("9.25")]
    assert trace["verdict"]["steps"][1]["change"] == exact_json("2.9")
    assert trace["score"] == 21  # 20.65
    assert (trace["verdict"]["by_score"], trace["verdict"]["grade"]) == ("中", "差")
    rules = rules_by_id(trace)
    assert rules["1.2.a"]["points"]["effective"] == 2
    assert rules["1.3.b"]["points"]["effective"] == exact_json("0.5")


def test_the_weight_of_a_section_stands_in_the_table_as_it_is_meant(tmp_path: Path) -> None:
    policy, facts = tmp_path / "weights.policy", tmp_path / "unit.json"
    sections = [("1", "12.5%"), ("2", "1/3"), ("3", "0.25"), ("4", "7/24")]
    rules = "".join(f'section {id_} "S{id_}" worth 10 weight {weight}\n  item {id_}.1\n    when dark deduct 1\n'
                    for id_, weight in sections)  # fmt: skip
    policy.write_text(f"policy weights\n  version 1\nfacts site\n  dark : yes/no\n{rules}", encoding="utf-8")
    facts.write_text('{"site": {"dark": false}}', encoding="utf-8")
    lines = [line.split() for line in run("evaluate", policy, facts).stdout.split("\n") if "weight " in line]
    assert [line[-3:] for line in lines] == [
        ["weight", "12.5%", "0"],
        ["weight", "1/3", "0"],
        ["weight", "25%", "0"],
        ["weight", "7/24", "0"],
    ]


def test_everything_that_has_an_id_can_be_asked_for() -> None:
    trace = demerit.load(POLICY).judge(UNIT.read_bytes())
    sections = trace.tree.sections
    ids = [section.id for section in sections]
    ids += [group.id for section in sections for group in section.groups]
    ids += [item.id for section in sections for item in section.items]
    ids += [rule.id for rule in trace.rules()]
    ids += [gone.id for section in sections for item in section.items for gone in item.repealed]
    assert len(set(ids)) == len(ids)
    for id_ in ids:
        assert id_ in render_why(trace, id_).split("\n", 1)[0].split()[:3]
    assert render_why(trace, "verdict").startswith("verdict")
