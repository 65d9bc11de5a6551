"""The key-unit security standard, written by hand as plain Python: the yardstick of the benchmarks.

Takes the decoded JSON facts of one unit (their shape is the policy's facts schema) and gives the total, from
0 to 110, over all 80 rules. It trusts its facts: nothing is validated, and it explains nothing.

There is one function for each section, and in it one statement for each rule or run of like rules, under the
number of its item. A section's function returns *half points*, so that all arithmetic is on whole numbers: it
counts whole points in `points` and half points in `halves`, and ends with twice the first plus the second,
held to the section's worth. Rates are compared by cross multiplication. There is no floating point here, but
for what a JSON decoder makes of a fact with a decimal point; `score_json` decodes those as decimals.
"""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

__all__ = ["score", "score_json", "sections", "verify"]

Facts = dict[str, Any]
"""The facts of a unit, or of one group of them, as `json.loads` gives them."""

HALF = Decimal("0.5")
DECODER = json.JSONDecoder(parse_float=Decimal)


def score(facts: Facts) -> int | Decimal:
    """Give the unit's total: a whole number where it is one, otherwise a decimal that ends in .5."""
    leadership, personnel, physical, technical, systems, outcomes, bonus = sections(facts)
    halves = 200 - leadership - personnel - physical - technical - systems - outcomes + bonus
    return halves // 2 + HALF if halves % 2 else halves // 2


def score_json(data: bytes) -> int | Decimal:
    """Give the total of a unit whose facts are JSON in UTF-8."""
    return score(DECODER.decode(data.decode()))


def sections(facts: Facts) -> tuple[int, int, int, int, int, int, int]:
    """Give the half points that sections 1 to 6 lose and that section 7 adds, each within its worth."""
    employees = facts["unit"]["employees"]
    return (
        _leadership(facts["leadership"], employees),
        _personnel(facts["personnel"]),
        _physical(facts["physical"]),
        _technical(facts["technical"]),
        _systems(facts["systems"]),
        _outcomes(facts["outcomes"], employees),
        _recognition(facts["recognition"]),
    )


def _count(findings: int | list[Facts]) -> int:
    """Findings come as a count or as the list of what was found."""
    return findings if isinstance(findings, int) else len(findings)


def _short(have: int, required: int) -> int:
    """How many are missing; a surplus makes up for nothing."""
    return required - have if have < required else 0


def _leadership(f: Facts, employees: int) -> int:
    """Section 1, 组织领导, worth 20."""
    # 1.1
    points: int = (
        (not f["responsibility_system"]) + (not f["security_in_overall_plan"]) + (not f["security_funding_secured"])
    )
    # 1.2
    if not f["security_department"]:
        points += 2
    points += not f["security_officer"]
    # 1.3: from 200 employees on the head must be full-time, below that there must be one
    head = f["security_head"]
    points += head != "full_time" if employees >= 200 else head == "none"
    # 1.4
    points += (not f["leader_in_charge"]) + (not f["responsibility_letters_signed"])
    # 1.5
    points += (not f["annual_meeting_held"]) + (not f["annual_document_issued"])
    points += f["years_without_leader_inspection"]
    # 1.6
    points += (not f["fire_responsibility_by_level"]) + (not f["fire_responsibility_by_post"])
    return min(2 * points, 40)


def _personnel(f: Facts) -> int:
    """Section 2, 人防, worth 20."""
    # 2.1
    points: int = 2 if f["guards_employed"] < f["guards_required"] else 0
    # 2.2
    points += not (f["infrastructure_mechanism_complete"] and f["emergency_response_capable"])
    points += _count(f["unclear_safety_sign"])
    # 2.3
    if f["holds_hazardous_materials"]:
        points += not f["hazardous_materials_managed"]
    # 2.4, 2.5
    points += not f["filed_with_police"]
    points += _count(f["unguarded_key_area"])
    # 2.6
    points += _short(f["education_sessions"], 2) + _short(f["skill_training_sessions"], 2)
    # 2.7: at most 2 points
    halves = min(_count(f["untrained_guard"]), 4)
    # 2.8
    if f["mass_prevention_required"]:
        points += (not f["mass_prevention_organized"]) + (not f["mass_prevention_records"])
    # 2.9: one set a guard, one set of the second kind for every two; at most 3 points
    guards: int = f["guards_on_duty"]
    pairs = (guards + 1) // 2
    kit: int = (
        _short(f["batons"], f.get("required_batons", guards))
        + _short(f["helmets"], f.get("required_helmets", guards))
        + _short(f["pepper_sprays"], f.get("required_pepper_sprays", guards))
        + _short(f["cut_resistant_gloves"], f.get("required_cut_resistant_gloves", pairs))
        + _short(f["shields"], f.get("required_shields", pairs))
        + _short(f["radios"], f.get("required_radios", pairs))
        + (f["steel_forks"] == 0)
    )
    halves += min(kit, 6)
    return min(2 * points + halves, 40)


def _physical(f: Facts) -> int:
    """Section 3, 物防, worth 15."""
    # 3.1, 3.2
    points = _count(f["missing_barrier"]) + _count(f["substandard_door"]) + _count(f["unprotected_window"])
    halves = _count(f["perimeter_defect"]) if f["closed_management_required"] else 0
    # 3.3
    if f["stores_valuables"]:
        points += (not f["safes_meet_standard"]) + (not f["safes_anchored"]) + (not f["safe_keys_controlled"])
    # 3.4
    halves += _count(f["fire_safety_defect"])
    halves += not f["control_room_equipped"]
    return min(2 * points + halves, 30)


def _technical(f: Facts) -> int:
    """Section 4, 技防, worth 25."""
    # 4.1: a missing camera costs a half, and 1 more where the standard that asks for it is mandatory
    cameras = f["missing_camera"]
    points = 0
    halves: int = len(cameras)
    for camera in cameras:
        points += camera["mandatory"]
    halves += _count(f["coverage_gap"])
    halves += f["footage_retention_days"] < f.get("required_retention_days", 90)
    halves += not f["dedicated_operator"]
    # 4.2
    points += _count(f["unclear_playback"])
    halves += not f["video_maintenance_recorded"]
    # 4.3
    halves += _count(f["missing_intrusion_alarm"])
    # 4.4
    if f["alarm_networking_required"]:
        points += not f["alarm_networked"]
    # 4.5
    points += _count(f["uncertified_fire_operator"]) + _count(f["unskilled_monitor_operator"])
    return min(2 * points + halves, 50)


def _systems(f: Facts) -> int:
    """Section 5, 制度建设, worth 10."""
    # 5.1
    points = _count(f["missing_ledger"]) + _count(f["access_control_breach"])
    halves = _count(f["nonstandard_ledger_entry"])
    points += not f["control_center_24h"]
    # 5.2
    points += not f["publicity_conducted"]
    # 5.3
    for incident in f["major_incident"]:
        report = incident["report"]
        if report == "late":
            points += 2
        elif report != "on_time":  # unreported or falsified
            points += 3
    # 5.4
    for problem in f["inspection_finding"]:
        points += 2 if problem["severity"] == "serious" else 1
    points += 2 * _count(f["unrectified_hazard"])
    # 5.5
    points += 3 * _count(f["official_criticism"])
    # 5.6: single rules can only be missing where there are rules at all
    if f["security_rules_exist"]:
        halves += _count(f["missing_security_rule"])
    else:
        points += 2
    points += not f["key_areas_designated"]
    # 5.7: four plans, and at least one drill of which pictures were kept
    points += 4 - len(f["emergency_plans"])
    points += not any(drill["media_kept"] for drill in f["drill"])
    points += _count(f["missing_prescribed_plan"])
    # 5.8
    points += (not f["monthly_screening"]) + (not f["rectification_records"])
    points += _count(f["missed_holiday_screening"])
    halves += _count(f["unresolved_dispute"]) + _count(f["uncontrolled_key_person"])
    return min(2 * points + halves, 20)


def _outcomes(f: Facts, employees: int) -> int:
    """Section 6, 防范效果, worth 10."""
    points = 0
    # 6.1, 6.2
    if f["serious_crime"]:
        points += 10
    if f["dangerous_item_loss"]:
        points += 10
    if f["key_infrastructure_case"]:
        points += 5
    # 6.3: over 1‰ or 2‰ of the employees
    cases = 1000 * f["criminal_cases"]
    if cases > employees:
        points += 10 if cases > 2 * employees else 5
    # 6.4: over 2‰ or 4‰
    cases = 1000 * f["public_order_cases"]
    if cases > 2 * employees:
        points += 10 if cases > 4 * employees else 5
    # 6.5
    accidents = f["accident"]
    if accidents:
        points += 5
        if any(a["casualties"] >= 1 or a["direct_loss"] >= 200_000 for a in accidents):
            points += 5
    # 6.6: halved when every incident was handled promptly
    incidents = f["stability_incident"]
    if incidents:
        points += 5 if all(incident["handled_promptly"] for incident in incidents) else 10
    if any(p["participants"] >= 50 and p["disturbed_order"] for p in f["mass_petition"]):
        points += 10
    return min(2 * points, 20)


def _recognition(f: Facts) -> int:
    """Section 7, 其他情况, a bonus of up to 10."""
    halves = 0
    # 7.1
    for promotion in f["promotion"]:
        halves += 4 if promotion["level"] == "national" else 2
    # 7.2: a collective counts once, individuals by the head; provincial counts half of national
    for commendation in f["commendation"]:
        gain = 4 if commendation["recipient"] == "collective" else 2 * commendation["people"]
        halves += gain if commendation["level"] == "national" else gain // 2
    return min(halves, 20)


def verify(directory: Path) -> int:
    """Check the total, and every section, against the case files in `directory`.

    Args:
        directory: Holds `*.json`, each with `facts`, and with `expect`: the `score`, and `sections` if known.

    Returns:
        How many cases were checked.

    Raises:
        ValueError: If there is no case, or if a case disagrees; the message names each one that does.
    """
    paths = sorted(directory.glob("*.json"))
    if not paths:
        raise ValueError(f"no case files (*.json) in {directory}")
    wrong = []
    for path in paths:
        data = path.read_bytes()
        case = DECODER.decode(data.decode())
        facts, expect = case["facts"], case["expect"]
        if score(facts) != expect["score"]:
            wrong.append(f"{path.name}: the score is {score(facts)}, expected {expect['score']}")
        for number, halves in enumerate(sections(facts), start=1):
            expected = expect.get("sections", {}).get(str(number))
            if expected is not None and halves != 2 * expected:
                wrong.append(f"{path.name}: section {number} is {Decimal(halves) / 2}, expected {expected}")
    if wrong:
        raise ValueError("the hand-written score disagrees with its cases:\n  " + "\n  ".join(wrong))
    return len(paths)


if __name__ == "__main__":
    print(f"{verify(Path(sys.argv[1]))} cases agree")
