"""Measure policies other than the first standard: CVSS, NEWS2, and the language reference with every construct.

Takes a policy, gives it units with random facts, and measures the score alone and the full trace: of units that are
seen for the first time and of the same units again. Beside CVSS stands the PyPI package `cvss`, where it is installed.
"""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import demerit
from demerit.language import model

ROOT = Path(__file__).resolve().parents[1]

CVSS_LETTERS = {
    "attack_vector": ("AV", {"network": "N", "adjacent": "A", "local": "L", "physical": "P"}),
    "attack_complexity": ("AC", {"low": "L", "high": "H"}),
    "privileges_required": ("PR", {"none": "N", "low": "L", "high": "H"}),
    "user_interaction": ("UI", {"none": "N", "required": "R"}),
    "scope": ("S", {"unchanged": "U", "changed": "C"}),
    "confidentiality_impact": ("C", {"none": "N", "low": "L", "high": "H"}),
    "integrity_impact": ("I", {"none": "N", "low": "L", "high": "H"}),
    "availability_impact": ("A", {"none": "N", "low": "L", "high": "H"}),
}


@dataclass(frozen=True)
class Figure:
    """What one unit costs under a policy, in microseconds; None where it was not measured."""

    key: str
    label: str
    rules: int
    score_us: float
    first_trace_us: float | None
    again_trace_us: float | None


def random_facts(policy: model.Policy, pick: random.Random) -> dict[str, Any]:
    """Give facts of a policy's shape, none of them missing."""
    facts: dict[str, dict[str, Any]] = {}
    for fact in policy.facts.values():
        facts.setdefault(fact.group, {})[fact.key] = random_value(fact.type, pick)
    return facts


def random_value(type_: model.Type, pick: random.Random) -> Any:
    """Give a value of a type, within its bounds."""
    match type_:
        case model.YesNo():
            return pick.random() < 0.5
        case model.Numeric():
            low = 0 if type_.low is None else int(-(-type_.low // 1))
            high = low + 200 if type_.high is None else int(type_.high // 1)
            whole = pick.randint(low, max(low, high - 1))
            tenth = 0 if type_.whole else pick.randint(0, 9)
            return Decimal(whole * 10 + tenth) / 10 if tenth else whole
        case model.Date():
            return f"{pick.randint(1980, 2026)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
        case model.Choice(words):
            return model.key_of(pick.choice(words))
        case model.SetOf(words):
            return [model.key_of(word) for word in words if pick.random() < 0.5]
        case model.ListOf(fields):
            entries = range(pick.randint(0, 5))
            return [{field.key: random_value(field.type, pick) for field in fields} for _ in entries]
        case model.Discretion():
            return {"points": int(type_.low) + 1, "reason": "as found"}
        case model.Findings():
            return pick.randint(0, 5)
        case _:
            return pick.choice("ABC")


def best(call: Callable[[Any], object], units: list[Any], repeats: int) -> float:
    """Give the microseconds that one unit takes, the best of several rounds over all of them."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter_ns()
        for unit in units:
            call(unit)
        times.append((time.perf_counter_ns() - start) / 1000 / len(units))
    return min(times)


def measure(key: str, label: str, text: str, number: int, repeats: int) -> Figure:
    """Measure a policy on units with random facts."""
    loaded = demerit.load_source(demerit.Source(f"{key}.policy", text))
    pick = random.Random(2017)
    units = [random_facts(loaded.policy, pick) for _ in range(2 * number)]
    for unit in units[:number]:  # others, before those that are seen for the first time
        loaded.evaluate(unit).to_json()
        loaded.score(unit)
    new = units[number:]

    def trace(unit: dict[str, Any]) -> bytes:
        return loaded.evaluate(unit).to_json()

    first = best(trace, new, 1)
    again = best(trace, new[:20], repeats + 1)
    score = best(loaded.score, new, repeats)
    return Figure(key, label, len(loaded.policy.rules), score, first, again)


def measure_package(number: int, repeats: int) -> list[Figure]:
    """Measure the PyPI package `cvss` on random vectors; nothing where it is not installed."""
    try:
        from cvss import CVSS3
    except ImportError:
        return []
    pick = random.Random(2017)
    vectors = [
        "CVSS:3.1/" + "/".join(f"{metric}:{pick.choice(list(of.values()))}" for metric, of in CVSS_LETTERS.values())
        for _ in range(number)
    ]
    cost = best(lambda vector: CVSS3(vector).scores(), vectors, repeats)
    return [Figure("cvss_package", "the package cvss", 0, cost, None, None)]


def reference() -> str:
    """Give the examples of the language reference, which are one policy with every construct."""
    page = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```policy\n(.*?)^```", page, re.MULTILINE | re.DOTALL))


def measure_others(number: int, repeats: int) -> list[Figure]:
    """Measure the other shipped policies, and the language reference."""
    folder = ROOT / "policies"
    texts = [
        ("cvss", "CVSS v3.1 base score", (folder / "cvss-3.1-base" / "standard.policy").read_text(encoding="utf-8")),
        ("news2", "NEWS2", (folder / "news2" / "standard.policy").read_text(encoding="utf-8")),
        ("reference", "language reference", reference()),
    ]
    figures = [measure(*each, number, repeats) for each in texts]
    return [figures[0], *measure_package(number, repeats), *figures[1:]]


def render(figures: list[Figure]) -> list[str]:
    """Lay the figures out as a table."""
    lines = [f"{'other policies, one unit':<35}{'rules':>8}{'score µs':>10}{'trace µs, first':>17}{'again':>8}"]
    for f in figures:
        traces = "" if f.first_trace_us is None else f"{f.first_trace_us:>17.1f}{f.again_trace_us:>8.1f}"
        lines.append(f"{f.label:<35}{f.rules or '':>8}{f.score_us:>10.1f}{traces}")
    return lines
