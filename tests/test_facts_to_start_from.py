"""`demerit example`: facts in order, every fact named, in JSON with comments."""

import json
from pathlib import Path

import pytest

import demerit
from demerit import Source
from demerit.language.messages import CHINESE, ENGLISH
from tests.shops import shop
from tests.standard import POLICY, ROOT, standard
from tests.test_cli import run

SMALL = Path(__file__).parent / "cases"


# -- facts to start from -------------------------------------------------------------------------------------------

POLICIES = sorted((ROOT / "policies").glob("*/*.policy"))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: f"{path.parent.name}-{path.name}")
@pytest.mark.parametrize("lang", [ENGLISH, CHINESE])
def test_facts_to_start_from_are_in_order_and_name_every_fact(path: Path, lang: str, tmp_path: Path) -> None:
    policy = demerit.load(path)
    out = tmp_path / "unit.json"
    assert run("example", path, "-o", out, "--lang", lang).exit_code == 0
    text = out.read_text(encoding="utf-8")
    trace = policy.evaluate(Source("unit.json", text))
    assert all(rule.state == "clear" for rule in trace.rules()) or policy.policy.full_marks is None
    assert [fact.key for fact in policy.policy.facts.values() if f'"{fact.key}": ' not in text] == []
    assert all(not fact.label or fact.label in text for fact in policy.policy.facts.values())
    plain = run("example", path, "--plain").stdout
    assert json.loads(plain)
    assert policy.evaluate(plain).tree.facts.hash == trace.tree.facts.hash


def test_the_standard_gives_full_marks_for_facts_to_start_from(tmp_path: Path) -> None:
    out = tmp_path / "unit.json"
    run("example", POLICY, "-o", out)
    assert "Score: 100 of 100" in run("evaluate", POLICY, out, "--lang", "en").stdout


@pytest.mark.parametrize("path", sorted(SMALL.glob("*.policy")), ids=lambda path: path.stem)
def test_facts_to_start_from_are_facts_of_every_small_policy(path: Path) -> None:
    policy = demerit.load(path)
    shown = run("example", path)
    assert shown.exit_code == 0
    policy.judge(shown.stdout)


def test_any_fact_in_a_comment_counts_without_its_slashes_and_so_do_all() -> None:
    lines = run("example", POLICY).stdout.split("\n")
    hidden = [number for number, line in enumerate(lines) if line.startswith("    // ")]
    named = [line for line in lines if line.startswith('    "')]
    assert len(hidden) + len(named) == len(standard().policy.facts)
    for number in hidden:
        one = [*lines[:number], lines[number].replace("// ", "", 1), *lines[number + 1 :]]
        standard().judge("\n".join(one))
    standard().judge("\n".join(line.replace("    // ", "    ", 1) for line in lines))


def test_a_fact_behind_a_comment_has_its_place_and_the_comment_no_part_in_the_hash() -> None:
    text = '{"shop": { // the shop\n "guards": 2, // how many\n "lamp_out": 0, "open": true}}'
    plain = shop().evaluate('{"shop": {"guards": 2, "lamp_out": 0, "open": true}}')
    assert shop().evaluate(text).to_json() == plain.to_json()
    with pytest.raises(demerit.FactsError) as caught:
        shop().evaluate(Source("unit.json", text.replace("2,", "-2,")))
    (told,) = caught.value.diagnostics
    assert told.underlined == "-2"
    assert told.source is not None
    assert told.span is not None
    assert told.source.position(told.span.start) == (2, 12)
