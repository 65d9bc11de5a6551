"""NEWS2 as it is shipped, held against the published charts: their edges as a table, and sums of these."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vitalscore import score_news2

import demerit
from tests.standard import ROOT, read_json

FOLDER = ROOT / "policies" / "news2"

Facts = dict[str, Any]
Row = tuple[Facts, int]

# Chart 1, on both sides of every edge: what was observed, and the points.
RESPIRATION: list[Row] = [
    ({"respiration_rate": rate}, points)
    for rate, points in [(0, 3), (8, 3), (9, 1), (11, 1), (12, 0), (20, 0), (21, 2), (24, 2), (25, 3), (60, 3)]
]
SCALE_1 = [(0, 3), (91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0), (100, 0)]
SCALE_2 = [(0, 3), (83, 3), (84, 2), (85, 2), (86, 1), (87, 1), (88, 0), (92, 0)]
SCALE_2_ON_AIR = [(93, 0), (94, 0), (95, 0), (96, 0), (97, 0), (100, 0)]
SCALE_2_ON_OXYGEN = [(93, 1), (94, 1), (95, 2), (96, 2), (97, 3), (100, 3)]
SATURATION: list[Row] = [
    ({"SpO2": saturation, "SpO2_scale": scale, "breathing": breathing}, points)
    for scale, breathing, chart in [
        ("scale_1", "air", SCALE_1),
        ("scale_1", "oxygen", SCALE_1),
        ("scale_2", "air", SCALE_2 + SCALE_2_ON_AIR),
        ("scale_2", "oxygen", SCALE_2 + SCALE_2_ON_OXYGEN),
    ]
    for saturation, points in chart
]
OXYGEN: list[Row] = [({"breathing": "air"}, 0), ({"breathing": "oxygen"}, 2)]
BLOOD_PRESSURE: list[Row] = [
    ({"systolic_blood_pressure": pressure}, points)
    for pressure, points in [
        (0, 3), (90, 3), (91, 2), (100, 2), (101, 1), (110, 1), (111, 0), (219, 0), (220, 3), (300, 3),
    ]
]  # fmt: skip
PULSE: list[Row] = [
    ({"pulse_rate": rate}, points)
    for rate, points in [
        (0, 3), (40, 3), (41, 1), (50, 1), (51, 0), (90, 0), (91, 1), (110, 1), (111, 2), (130, 2), (131, 3), (250, 3),
    ]
]  # fmt: skip
CONSCIOUSNESS: list[Row] = [
    ({"consciousness": level}, points)
    for level, points in [("alert", 0), ("new_confusion", 3), ("voice", 3), ("pain", 3), ("unresponsive", 3)]
]
TEMPERATURE: list[Row] = [
    ({"temperature": Decimal(degrees)}, points)
    for degrees, points in [
        ("0.0", 3), ("34.9", 3), ("35.0", 3), ("35.1", 1), ("36.0", 1), ("36.1", 0), ("38.0", 0), ("38.1", 1),
        ("39.0", 1), ("39.1", 2), ("43.0", 2),
    ]
]  # fmt: skip
CHART_1 = {
    "respiration": RESPIRATION,
    "spo2": SATURATION,
    "oxygen": OXYGEN,
    "blood-pressure": BLOOD_PRESSURE,
    "pulse": PULSE,
    "consciousness": CONSCIOUSNESS,
    "temperature": TEMPERATURE,
}
EDGES = [(item, observed, points) for item, rows in CHART_1.items() for observed, points in rows]

NOTHING_AMISS: Facts = {
    "respiration_rate": 16,
    "SpO2": 98,
    "SpO2_scale": "scale_1",
    "breathing": "air",
    "systolic_blood_pressure": 120,
    "pulse_rate": 70,
    "consciousness": "alert",
    "temperature": Decimal("37.0"),
}
ON_SCALE_2: Facts = {"SpO2": 90, "SpO2_scale": "scale_2"}
"""Of a patient whose saturation is on its target: 0 points on scale 2, 3 on scale 1."""


def risk(points: list[int]) -> str:
    """Give the clinical risk by chart 2."""
    if sum(points) >= 7:
        return "high"
    if sum(points) >= 5:
        return "medium"
    return "low-medium" if 3 in points else "low"


@cache
def policy() -> demerit.LoadedPolicy:
    return demerit.load(FOLDER / "standard.policy")


def judged(changes: Facts) -> tuple[dict[str, Fraction], Fraction, str | None]:
    """Give the points of each item, the score and the risk of a patient with nothing amiss but this."""
    trace = policy().evaluate({"observations": NOTHING_AMISS | changes})
    assert trace.tree.verdict is not None
    assert trace.score is not None
    items = {item.id: Fraction(item.points.effective) for item in trace.tree.sections[0].items}
    return items, Fraction(trace.score), trace.tree.verdict.grade


@pytest.mark.parametrize(("item", "observed", "points"), EDGES, ids=lambda value: str(value))
def test_every_edge_of_chart_1_has_its_points(item: str, observed: Facts, points: int) -> None:
    items, _, _ = judged(observed)
    assert items[item] == points
    others = {id_ for id_, other in items.items() if other and id_ != item}
    assert others <= ({"oxygen"} if observed.get("breathing") == "oxygen" else set())


AGGREGATES: dict[str, tuple[Facts, int, str]] = {
    "nothing amiss": ({}, 0, "low"),
    "4 points, none of them a 3": ({"respiration_rate": 21, "breathing": "oxygen"}, 4, "low"),
    "4 points by four parameters": (
        {"respiration_rate": 9, "SpO2": 95, "systolic_blood_pressure": 110, "pulse_rate": 91}, 4, "low",
    ),
    "4 points, one a 3": ({"respiration_rate": 25, "pulse_rate": 91}, 4, "low-medium"),
    "5 points, none of them a 3": ({"respiration_rate": 21, "breathing": "oxygen", "pulse_rate": 91}, 5, "medium"),
    "5 points, one a 3": ({"respiration_rate": 25, "breathing": "oxygen"}, 5, "medium"),
    "6 points, none of them a 3": ({"respiration_rate": 21, "breathing": "oxygen", "pulse_rate": 111}, 6, "medium"),
    "6 points, two of them 3": ({"respiration_rate": 25, "consciousness": "voice"}, 6, "medium"),
    "7 points, none of them a 3": (
        {"respiration_rate": 21, "breathing": "oxygen", "pulse_rate": 111, "temperature": Decimal("38.1")}, 7, "high",
    ),
    "7 points, two of them 3": (
        {"respiration_rate": 25, "consciousness": "pain", "temperature": Decimal("36.0")}, 7, "high",
    ),
    "on scale 2, on target, on air": (ON_SCALE_2, 0, "low"),
    "on scale 2, on target, on oxygen": (ON_SCALE_2 | {"breathing": "oxygen"}, 2, "low"),
    "on scale 1, the same saturation": ({"SpO2": 90}, 3, "low-medium"),
    "on scale 2, above target, on air": ({"SpO2": 97, "SpO2_scale": "scale_2"}, 0, "low"),
    "on scale 2, above target, on oxygen": (
        {"SpO2": 97, "SpO2_scale": "scale_2", "breathing": "oxygen"}, 5, "medium",
    ),
    "the most there is": (
        {
            "respiration_rate": 8,
            "SpO2": 97,
            "SpO2_scale": "scale_2",
            "breathing": "oxygen",
            "systolic_blood_pressure": 220,
            "pulse_rate": 131,
            "consciousness": "unresponsive",
            "temperature": Decimal("35.0"),
        },
        20,
        "high",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("observed", "score", "grade"), AGGREGATES.values(), ids=AGGREGATES)
def test_observations_together_have_their_score_and_risk(observed: Facts, score: int, grade: str) -> None:
    assert judged(observed)[1:] == (Fraction(score), grade)


REDS = [(item, observed) for item, observed, points in EDGES if points == 3 and observed.get("breathing") != "oxygen"]


@pytest.mark.parametrize(("item", "observed"), REDS, ids=lambda value: str(value))
def test_a_single_3_makes_the_risk_low_medium(item: str, observed: Facts) -> None:
    items, score, grade = judged(observed)
    assert (items[item], score, grade) == (Fraction(3), Fraction(3), "low-medium")


def test_every_parameter_but_oxygen_can_have_a_red_score() -> None:
    assert {item for item, _ in REDS} == set(CHART_1) - {"oxygen"}


@given(st.tuples(*map(st.sampled_from, [RESPIRATION, SATURATION, BLOOD_PRESSURE, PULSE, CONSCIOUSNESS, TEMPERATURE])))
def test_any_observations_have_the_sum_and_the_risk_of_the_charts(rows: tuple[Row, ...]) -> None:
    observed: Facts = {}
    for changes, _ in rows:
        observed |= changes
    points = [each for _, each in rows] + [2 if observed["breathing"] == "oxygen" else 0]
    items, score, grade = judged(observed)
    assert sorted(items.values()) == sorted(points)
    assert (score, grade) == (Fraction(sum(points)), risk(points))


def test_the_shipped_observations_are_of_medium_risk() -> None:
    assert judged(read_json(FOLDER / "unit.json")["observations"])[1:] == (Fraction(5), "medium")


@pytest.mark.parametrize("fact", NOTHING_AMISS)
def test_without_one_observation_there_is_no_score(fact: str) -> None:
    observed = {name: value for name, value in NOTHING_AMISS.items() if name != fact}
    with pytest.raises(demerit.MissingFactsError) as caught:
        policy().evaluate({"observations": observed})
    assert isinstance(caught.value.trace, demerit.Trace)
    assert {pointer for rule in caught.value.trace.rules() for pointer in rule.missing} == {f"/observations/{fact}"}


@pytest.mark.parametrize("changes", [{"SpO2": 101}, {"pulse_rate": Decimal("70.5")}, {"consciousness": "asleep"}])
def test_observations_that_cannot_be_are_refused(changes: Facts) -> None:
    with pytest.raises(demerit.FactsError):
        policy().evaluate({"observations": NOTHING_AMISS | changes})


OBSERVED = st.fixed_dictionaries(
    {
        "respiration_rate": st.integers(1, 60),
        "SpO2": st.integers(50, 100),
        "SpO2_scale": st.sampled_from(["scale_1", "scale_2"]),
        "breathing": st.sampled_from(["air", "oxygen"]),
        "systolic_blood_pressure": st.integers(1, 299),
        "pulse_rate": st.integers(1, 250),
        "consciousness": st.sampled_from(["alert", "new_confusion", "voice", "pain", "unresponsive"]),
        "temperature": st.integers(250, 430).map(lambda tenths: Decimal(tenths) / 10),
    }
)
LETTERS = {"alert": "A", "new_confusion": "C", "voice": "V", "pain": "P", "unresponsive": "U"}


@settings(max_examples=300, deadline=None)
@given(OBSERVED)
def test_any_observations_have_the_score_that_another_program_gives(observed: Facts) -> None:
    """The package gives no risk between low and medium: where one parameter scores 3, it says medium."""
    theirs = score_news2(
        observed["respiration_rate"],
        float(observed["SpO2"]),
        observed["breathing"] == "oxygen",
        observed["systolic_blood_pressure"],
        observed["pulse_rate"],
        LETTERS[observed["consciousness"]],
        float(observed["temperature"]),
        use_spo2_scale2=observed["SpO2_scale"] == "scale_2",
    )
    points, score, grade = judged({**observed, "temperature": plain(observed["temperature"])})
    assert score == theirs.total
    red = score < 5 and 3 in points.values()
    assert (grade == "low-medium") is red
    assert theirs.risk.value.lower() == ("medium" if red else grade)


def plain(value: Decimal) -> int | Decimal:
    """Give a number in the one form that facts have."""
    return int(value) if value == int(value) else value
