"""The key-unit security standard as it is shipped, and its cases: what several tests start from."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import demerit

ROOT = Path(__file__).resolve().parent.parent
STANDARD = ROOT / "policies" / "key-unit-security"
POLICY = STANDARD / "standard.policy"
UNIT = STANDARD / "unit.json"
FACTS_SCHEMA = STANDARD / "facts.schema.json"
CASES = sorted((STANDARD / "cases").glob("*.json"))
TRACE_SCHEMA = ROOT / "schemas" / "trace.schema.json"


def exact_json(text: str | bytes) -> Any:
    """Read JSON with exact decimals."""
    return json.loads(text, parse_float=Decimal)


def read_json(path: Path) -> Any:
    return exact_json(path.read_bytes())


@cache
def standard() -> demerit.LoadedPolicy:
    return demerit.load(POLICY)


@cache
def _full_marks() -> Any:
    return read_json(CASES[0])["facts"]


def full_marks(changes: Mapping[str, object] | None = None) -> Any:
    """Give the facts of the unit that loses nothing, changed: pointers of facts with new values, None takes one out."""
    facts = deepcopy(_full_marks())
    for pointer, value in (changes or {}).items():
        _, group, key = pointer.split("/")
        facts[group].pop(key, None)
        if value is not None:
            facts[group][key] = value
    return facts


def number(value: object) -> Fraction | None:
    """Give a number of a trace or an expectation as a fraction; `"1/3"` is one too."""
    assert value is None or isinstance(value, int | Decimal | Fraction | str), value
    return None if value is None else Fraction(value)


Ledger = dict[str, Fraction]


def after(points: Any, *caps: str) -> Fraction:
    """Give what is left of a line of the ledger behind these caps."""
    lost = sum(number(loss["points"]) or 0 for loss in points["absorbed_by"] if loss["cap"] in caps)
    return Fraction(points["asked"]) - lost


def ledgers(trace: Any) -> tuple[Ledger, Ledger, Ledger]:
    """Give what sections, items and rules take or give, as the cases' `expect` has it.

    Rules stand behind their own cap and before the item's, items behind their own and before the section's worth,
    sections behind their worth. What does not apply or is not reached is absent.
    """
    sections: Ledger = {}
    items: Ledger = {}
    rules: Ledger = {}
    for section in trace["sections"]:
        sections[section["id"]] = Fraction(section["points"]["effective"])
        for item in section["items"]:
            judged = [rule for rule in item["rules"] if rule["state"] in ("hit", "clear")]
            rules |= {rule["id"]: after(rule["points"], "rule") for rule in judged}
            if judged:
                items[item["id"]] = after(item["points"], "rule", "item")
    return sections, items, rules


def all_rules(trace: Any) -> Iterator[Any]:
    for section in trace["sections"]:
        for item in section["items"]:
            yield from item["rules"]


def rules_by_id(trace: Any) -> dict[str, Any]:
    return {rule["id"]: rule for rule in all_rules(trace)}


def assert_adds_up(trace: Any) -> None:
    """Hold every line of the ledger to asked = effective + absorbed, and to the sum of the lines below it."""
    for section in trace["sections"]:
        _assert_line(section["points"], [item["points"] for item in section["items"]])
        for item in section["items"]:
            _assert_line(item["points"], [rule["points"] for rule in item["rules"]])
            for rule in item["rules"]:
                _assert_line(rule["points"], None)
        groups = {group["id"]: group for group in section.get("groups", ())}
        below = {item["id"]: item["points"] for item in section["items"]}
        below |= {id_: group["points"] for id_, group in groups.items()}
        for group in groups.values():
            _assert_line(group["points"], [below[member] for member in group["members"]])
        if section.get("steps"):
            _assert_steps(section["steps"], section["score"])
        elif section["score"] is not None:
            effective = Fraction(section["points"]["effective"])
            left = effective if section["bonus"] else Fraction(section["worth"]) - effective
            assert Fraction(section["score"]) == left
    if trace["score"] is not None:
        steps = trace.get("verdict", {}).get("steps")
        if steps:
            _assert_steps(steps, trace["score"])
        else:
            assert Fraction(trace["score"]) == sum(counts_for(section) for section in trace["sections"])


def counts_for(section: Any) -> Fraction:
    """Give what a section counts for: its score, times its weight."""
    steps = section.get("steps")
    return Fraction(steps[-1]["left"] if steps else section["score"])


def _assert_steps(steps: list[Any], score: Any) -> None:
    """Hold what the steps add and take to lead to the score; what is scaled or rounded is held by the laws."""
    for before, step in pairwise(steps):
        if "change" in step:
            assert Fraction(step["left"]) == Fraction(before["left"]) + Fraction(step["change"])
    assert number([step["left"] for step in steps if step["step"] != "weighted"][-1]) == number(score)


def _assert_line(points: Any, below: list[Any] | None) -> None:
    absorbed = sum((Fraction(loss["points"]) for loss in points["absorbed_by"]), start=Fraction(0))
    assert Fraction(points["absorbed"]) == absorbed
    assert Fraction(points["asked"]) == Fraction(points["effective"]) + absorbed
    for part in ("asked", "effective", "absorbed"):
        if below is not None:
            assert Fraction(points[part]) == sum(Fraction(line[part]) for line in below)
