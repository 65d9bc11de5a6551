"""The CVSS v3.1 Base Score as it is shipped: all 2,592 vectors, and examples that FIRST published."""

import math
from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from cvss import CVSS3

import demerit
from tests.standard import ROOT, read_json

FOLDER = ROOT / "policies" / "cvss-3.1-base"

# Of each metric in a vector: the fact, and its words by their letters.
METRICS = {
    "AV": ("attack_vector", {"N": "network", "A": "adjacent", "L": "local", "P": "physical"}),
    "AC": ("attack_complexity", {"L": "low", "H": "high"}),
    "PR": ("privileges_required", {"N": "none", "L": "low", "H": "high"}),
    "UI": ("user_interaction", {"N": "none", "R": "required"}),
    "S": ("scope", {"U": "unchanged", "C": "changed"}),
    "C": ("confidentiality_impact", {"H": "high", "L": "low", "N": "none"}),
    "I": ("integrity_impact", {"H": "high", "L": "low", "N": "none"}),
    "A": ("availability_impact", {"H": "high", "L": "low", "N": "none"}),
}

# From FIRST's Examples document for v3.1.
EXAMPLES = {
    "CVE-2013-0375": ("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", "6.4", "Medium"),
    "CVE-2014-3566": ("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", "3.1", "Low"),
    "CVE-2009-0783": ("CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", "4.2", "Medium"),
    "CVE-2014-0160": ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "7.5", "High"),
    "CVE-2008-1447": ("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N", "6.8", "Medium"),
    "CVE-2013-6014": ("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H", "9.3", "Critical"),
    "CVE-2014-2019": ("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", "4.6", "Medium"),
    "CVE-2012-5376": ("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H", "9.6", "Critical"),
    "CVE-2019-7551": ("CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:H", "9.0", "Critical"),
    "CVE-2018-3652": ("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", "7.6", "High"),
}


@cache
def policy() -> demerit.LoadedPolicy:
    return demerit.load(FOLDER / "standard.policy")


def metrics_of(vector: str) -> dict[str, str]:
    return dict(part.split(":") for part in vector.split("/")[1:])


def facts_of(vector: str) -> dict[str, dict[str, str]]:
    """Give the facts that a vector stands for."""
    stated = {METRICS[metric][0]: METRICS[metric][1][letter] for metric, letter in metrics_of(vector).items()}
    return {"vulnerability": stated}


def vectors(attack_vector: str, scope: str) -> list[str]:
    """Give all Base vectors that have these two in common."""
    letters = {metric: tuple(words) for metric, (_, words) in METRICS.items()}
    letters |= {"AV": (attack_vector,), "S": (scope,)}
    return [
        "/".join(["CVSS:3.1", *(f"{metric}:{letter}" for metric, letter in zip(letters, chosen, strict=True))])
        for chosen in product(*letters.values())
    ]


def judged(vector: str) -> tuple[Fraction, str | None]:
    """Give score and severity by the policy."""
    trace = policy().evaluate(facts_of(vector))
    assert trace.tree.verdict is not None
    assert trace.score is not None
    return Fraction(trace.score), trace.tree.verdict.grade


def by_the_package(vector: str) -> tuple[Fraction, str]:
    """Give score and severity by the package `cvss`."""
    other = CVSS3(vector)
    return Fraction(other.base_score), other.severities()[0]


def by_the_pseudocode(vector: str) -> Fraction:
    """Give the score by the equations in floating point, with the pseudo-code for Roundup of Appendix A."""
    stated = metrics_of(vector)
    changed = stated["S"] == "C"
    impacts = {"H": 0.56, "L": 0.22, "N": 0.0}
    iss = 1 - (1 - impacts[stated["C"]]) * (1 - impacts[stated["I"]]) * (1 - impacts[stated["A"]])
    impact = 7.52 * (iss - 0.029) - 3.25 * (iss - 0.02) ** 15 if changed else 6.42 * iss
    exploitability = (
        8.22
        * {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2}[stated["AV"]]
        * {"L": 0.77, "H": 0.44}[stated["AC"]]
        * {"N": 0.85, "L": 0.68 if changed else 0.62, "H": 0.5 if changed else 0.27}[stated["PR"]]
        * {"N": 0.85, "R": 0.62}[stated["UI"]]
    )
    if impact <= 0:
        return Fraction(0)
    whole = round(min((1.08 if changed else 1) * (impact + exploitability), 10) * 100000)
    return Fraction(whole, 100000) if whole % 10000 == 0 else Fraction(math.floor(whole / 10000) + 1, 10)


@pytest.mark.parametrize("scope", ["U", "C"])
@pytest.mark.parametrize("attack_vector", ["N", "A", "L", "P"])
def test_every_vector_has_the_score_and_the_severity_that_others_compute(attack_vector: str, scope: str) -> None:
    every = vectors(attack_vector, scope)
    assert len(set(every)) == 324
    differing = {}
    for vector in every:
        score, severity = judged(vector)
        others = (*by_the_package(vector), by_the_pseudocode(vector))
        if (score, severity, score) != others:
            differing[vector] = (score, severity, others)
    assert differing == {}


@pytest.mark.parametrize(("vector", "score", "severity"), EXAMPLES.values(), ids=EXAMPLES)
def test_published_examples_have_their_published_scores(vector: str, score: str, severity: str) -> None:
    assert judged(vector) == (Fraction(score), severity)


def test_the_shipped_vulnerability_is_the_published_example() -> None:
    facts = read_json(FOLDER / "unit.json")
    vector, score, severity = EXAMPLES[facts["vulnerability"].pop("name")]
    assert facts == facts_of(vector)
    assert judged(vector) == (Fraction(score), severity)


@pytest.mark.parametrize("metric", METRICS)
def test_without_one_metric_there_is_no_score(metric: str) -> None:
    fact = METRICS[metric][0]
    facts = facts_of(EXAMPLES["CVE-2013-6014"][0])
    del facts["vulnerability"][fact]
    with pytest.raises(demerit.MissingFactsError) as caught:
        policy().evaluate(facts)
    assert isinstance(caught.value.trace, demerit.Trace)
    assert {pointer for rule in caught.value.trace.rules() for pointer in rule.missing} == {f"/vulnerability/{fact}"}


@pytest.mark.parametrize("folder", ["cvss-3.1-base", "news2"])
def test_the_shipped_schema_of_the_facts_is_the_one_that_the_policy_asks_for(folder: str) -> None:
    path = ROOT / "policies" / folder
    assert read_json(path / "facts.schema.json") == demerit.load(path / "standard.policy").facts_schema()
