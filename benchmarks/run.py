"""Measure demerit against the hand-written standard, and print how far each figure is from its reach.

Takes the shipped policy and its case files, and gives a table: what one unit costs by hand and in demerit,
how long a policy takes to load, and how long the whole command takes; and what units cost under other policies
(`others`). Before anything is measured, the
hand-written score is checked against what the cases expect, and demerit against the hand-written score.

Each unit is measured on its own. A figure is the best of several repeats, and within a repeat all the ways of
scoring take turns, so that a slow moment of the machine does not fall on one of them alone. The garbage
collector stays on: whoever builds many objects pays for them.
"""

import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import click
import msgspec

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import handwritten, others  # noqa: E402 - the path must be set first

STANDARD = ROOT / "policies" / "key-unit-security"

LOAD_REACH_MS = 150.0
PROCESS_REACH_MS = 400.0
KEYSTROKE_REACH_MS = 60.0

LOAD_TWICE = """
import sys, time
import demerit
for _ in range(2):
    start = time.perf_counter_ns()
    demerit.load(sys.argv[1])
    print(time.perf_counter_ns() - start)
"""


class Trace(Protocol):
    """What is asked of a trace here."""

    @property
    def score(self) -> object:
        """The total."""

    @property
    def tree(self) -> object:
        """The whole trace as data."""

    def to_json(self) -> bytes:
        """The whole trace as JSON."""


class Policy(Protocol):
    """What is asked of a loaded policy here."""

    def score(self, facts: dict[str, Any], /) -> object:
        """Give the total alone."""

    def evaluate(self, facts: dict[str, Any] | bytes, /) -> Trace:
        """Give the full trace, from facts that are decoded or that are JSON."""


@dataclass(frozen=True)
class Unit:
    """One unit to score: its facts as a dict, and the same facts as compact JSON."""

    name: str
    facts: dict[str, Any]
    data: bytes


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    repeats: int
    repeat_ns: int
    processes: int
    strangers: int


FULL = Effort(repeats=9, repeat_ns=10_000_000, processes=10, strangers=1000)
QUICK = Effort(repeats=3, repeat_ns=2_000_000, processes=3, strangers=200)


@dataclass(frozen=True)
class Way:
    """One way of scoring a unit, and how many times the hand-written score it may cost."""

    key: str
    label: str
    prepare: Callable[[Unit], Callable[[], object]]
    reach: float | None = None


@dataclass(frozen=True)
class UnitFigure:
    """What one way of scoring costs: microseconds, and ratios to the hand-written score of the same unit."""

    key: str
    label: str
    mean_us: float
    worst_us: float
    mean_ratio: float
    worst_ratio: float
    mean_ratio_to_bytes: float
    worst_ratio_to_bytes: float
    reach_ratio: float | None


@dataclass(frozen=True)
class ProcessFigure:
    """What was measured in milliseconds, several times; the median is held against the reach."""

    key: str
    label: str
    best_ms: float
    median_ms: float
    reach_ms: float | None


ENCODER = msgspec.json.Encoder(decimal_format="number")


def load_units(directory: Path) -> list[Unit]:
    """Read the units out of the case files."""
    units = []
    for path in sorted(directory.glob("*.json")):
        facts = json.loads(path.read_bytes(), parse_float=Decimal)["facts"]
        data = ENCODER.encode(facts)
        units.append(Unit(path.stem, facts, data))
    return units


def check_agreement(policy: Policy, units: list[Unit]) -> None:
    """Check that every way of asking demerit gives the hand-written score, for every unit.

    Raises:
        ValueError: If one does not; the message names each unit and way that differs.
    """
    wrong = []
    for unit in units:
        by_hand = handwritten.score(unit.facts)
        from_bytes = policy.evaluate(unit.data)
        answers: dict[str, object] = {
            "hand-written, from bytes": handwritten.score_json(unit.data),
            "policy.score": policy.score(unit.facts),
            "trace from dict": policy.evaluate(unit.facts).score,
            "trace from bytes": from_bytes.score,
        }
        wrong += [
            f"{unit.name}: {way} gives {answer}, by hand it is {by_hand}"
            for way, answer in answers.items()
            if answer != by_hand
        ]
        json.loads(from_bytes.to_json())
    if wrong:
        raise ValueError("demerit and the hand-written score disagree:\n  " + "\n  ".join(wrong))


def ways_of_scoring(policy: Policy) -> list[Way]:
    """List what is measured for each unit; the hand-written score comes first, its form from bytes second."""

    def full_trace(facts: dict[str, Any]) -> object:
        return policy.evaluate(facts).tree

    def bytes_to_bytes(data: bytes) -> bytes:
        return policy.evaluate(data).to_json()

    return [
        Way("hand_score", "hand-written: dict → score", lambda u: partial(handwritten.score, u.facts)),
        Way(
            "hand_bytes",
            "hand-written: JSON bytes → score",
            lambda u: partial(handwritten.score_json, u.data),
        ),
        Way("score", "demerit: dict → score", lambda u: partial(policy.score, u.facts), reach=2),
        Way("trace", "demerit: dict → full trace", lambda u: partial(full_trace, u.facts), reach=6),
        Way("bytes", "demerit: JSON bytes → trace bytes", lambda u: partial(bytes_to_bytes, u.data), reach=10),
    ]


def time_calls(call: Callable[[], object], number: int) -> int:
    """Nanoseconds that `number` calls take."""
    start = time.perf_counter_ns()
    for _ in range(number):
        call()
    return time.perf_counter_ns() - start


def calls_per_repeat(call: Callable[[], object], effort: Effort) -> int:
    """Find how many calls fill a repeat; finding out is the warm-up as well."""
    number = 1
    while (taken := time_calls(call, number)) < effort.repeat_ns // 2:
        number *= 2
    return max(1, number * effort.repeat_ns // taken)


def measure_unit(ways: list[Way], unit: Unit, effort: Effort) -> list[float]:
    """Give the best microseconds of each way of scoring one unit."""
    calls = [way.prepare(unit) for way in ways]
    numbers = [calls_per_repeat(call, effort) for call in calls]
    best = [float("inf")] * len(ways)
    for _ in range(effort.repeats):
        for index, (call, number) in enumerate(zip(calls, numbers, strict=True)):
            best[index] = min(best[index], time_calls(call, number) / number / 1000)
    return best


def measure_units(ways: list[Way], units: list[Unit], effort: Effort) -> list[UnitFigure]:
    """Measure every way of scoring on every unit."""
    by_unit = [measure_unit(ways, unit, effort) for unit in units]
    figures = []
    for index, way in enumerate(ways):
        times = [row[index] for row in by_unit]
        ratios = [row[index] / row[0] for row in by_unit]
        ratios_to_bytes = [row[index] / row[1] for row in by_unit]
        figures.append(
            UnitFigure(
                key=way.key,
                label=way.label,
                mean_us=statistics.mean(times),
                worst_us=max(times),
                mean_ratio=statistics.mean(ratios),
                worst_ratio=max(ratios),
                mean_ratio_to_bytes=statistics.mean(ratios_to_bytes),
                worst_ratio_to_bytes=max(ratios_to_bytes),
                reach_ratio=way.reach,
            )
        )
    return figures


def strangers(units: list[Unit], number: int) -> list[Unit]:
    """Make units that nobody has seen before: each group of facts from another unit, counts moved at random."""
    pick = random.Random(2017)
    made = []
    for place in range(number):
        facts = {group: dict(pick.choice(units).facts[group]) for group in units[0].facts}
        for group in facts.values():
            for key, value in group.items():
                if type(value) is int and pick.random() < 0.3:
                    group[key] = value + pick.randint(0, 9)
        made.append(Unit(f"stranger {place}", facts, ENCODER.encode(facts)))
    return made


def measure_strangers(policy_path: Path, units: list[Unit], effort: Effort) -> list[UnitFigure]:
    """Measure each way of scoring on units that are seen once only, after a run over others.

    demerit keeps the parts of traces that it has told (docs/decisions/005), so a unit seen before costs less than
    one that is new. Each way has a policy of its own, so that none finds what another has kept.
    """
    made = strangers(units, 2 * effort.strangers)
    others, new = made[: effort.strangers], made[effort.strangers :]
    totals = []
    ways = ways_of_scoring(load_policy(policy_path))
    for index in range(len(ways)):
        way = ways_of_scoring(load_policy(policy_path))[index]
        for unit in others:
            way.prepare(unit)()
        calls = [way.prepare(unit) for unit in new]
        start = time.perf_counter_ns()
        for call in calls:
            call()
        totals.append((time.perf_counter_ns() - start) / 1000 / len(calls))
    return [
        UnitFigure(
            way.key,
            way.label,
            total,
            total,
            total / totals[0],
            total / totals[0],
            total / totals[1],
            total / totals[1],
            way.reach,
        )
        for way, total in zip(ways, totals, strict=True)
    ]


def run_python(arguments: list[str], **variables: str) -> tuple[str, float]:
    """Run this Python once; give what it printed and the milliseconds that the whole process took.

    Raises:
        ValueError: If the process fails.
    """
    start = time.perf_counter_ns()
    # Compiled modules are kept, as they are wherever nobody has asked for the contrary.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | variables
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, check=False)
    taken = (time.perf_counter_ns() - start) / 1e6
    if done.returncode != 0:
        shown = " ".join(arguments) if arguments[0] != "-c" else "a fresh process that loads the policy"
        raise ValueError(f"failed with status {done.returncode}: {shown}\n{done.stderr.decode(errors='replace')}")
    return done.stdout.decode(errors="replace"), taken


def measure_load(policy_path: Path, effort: Effort) -> list[ProcessFigure]:
    """Time the first and the second load of the policy in fresh processes, without the import."""
    first, second = [], []
    run_python(["-c", LOAD_TWICE, str(policy_path)])
    for _ in range(effort.processes):
        printed, _whole = run_python(["-c", LOAD_TWICE, str(policy_path)])
        one, two = (int(line) / 1e6 for line in printed.split()[-2:])
        first.append(one)
        second.append(two)
    return [
        process_figure(
            "load_nothing_kept", "load, lark's tables not kept", measure_bare_load(policy_path, effort), None
        ),
        process_figure("load_first", "load the policy, first time", first, LOAD_REACH_MS),
        process_figure("load_second", "load it again, same process", second, None),
    ]


def measure_bare_load(policy_path: Path, effort: Effort) -> list[float]:
    """Time the first load on a machine where lark's tables of the grammar have not been kept before."""
    times = []
    for _ in range(effort.processes):
        with tempfile.TemporaryDirectory() as folder:
            printed, _whole = run_python(["-c", LOAD_TWICE, str(policy_path)], PYTHONPYCACHEPREFIX=folder)
            times.append(int(printed.split()[-2]) / 1e6)
    return times


def measure_command(policy_path: Path, unit: Unit, effort: Effort) -> ProcessFigure:
    """Time the whole `demerit evaluate` command on one unit."""
    with tempfile.TemporaryDirectory() as folder:
        facts_path = Path(folder) / "facts.json"
        facts_path.write_bytes(unit.data)
        arguments = ["-m", "demerit", "evaluate", str(policy_path), str(facts_path)]
        run_python(arguments)
        times = [run_python(arguments)[1] for _ in range(effort.processes)]
    return process_figure("command", "demerit evaluate, whole command", times, PROCESS_REACH_MS)


def measure_check(policy_path: Path, effort: Effort) -> list[ProcessFigure]:
    """Time what an editor asks for at every keystroke, in one warm process: all that is told of a policy's text."""
    from demerit import Source, lint
    from demerit.language.lints import lint as lint_policy
    from demerit.pipeline import load_source

    text = policy_path.read_text(encoding="utf-8")
    loaded = load_source(Source(policy_path.name, text))
    assert loaded.document is not None
    document = loaded.document
    calls: list[tuple[str, str, Callable[[], object], float | None]] = [
        ("lint_text", "read, check and lint a text", lambda: lint(Source(policy_path.name, text)), KEYSTROKE_REACH_MS),
        ("lint_loaded", "lint a policy that is loaded", lambda: lint_policy(loaded.policy, document), None),
    ]
    figures = []
    for key, label, call, reach in calls:
        call()
        times = [time_calls(call, 1) / 1e6 for _ in range(2 * effort.processes)]
        figures.append(process_figure(key, label, times, reach))
    return figures


def process_figure(key: str, label: str, times: list[float], reach: float | None) -> ProcessFigure:
    """Sum up several times in milliseconds."""
    return ProcessFigure(key, label, min(times), statistics.median(times), reach)


def met(typical: float, worst: float, reach: float | None) -> str:
    """Say whether a figure is within its reach."""
    if reach is None:
        return ""
    if worst <= reach:
        return "yes"
    return "on average" if typical <= reach else "no"


def render(
    units: list[UnitFigure], strangers: list[UnitFigure], processes: list[ProcessFigure], checks: list[ProcessFigure]
) -> str:
    """Lay the figures out as tables."""
    lines = [*render_units("one unit, seen before", units), "", *render_units("units never seen before", strangers)]
    for title, figures in (("fresh processes", processes), ("one warm process", checks)):
        lines += ["", f"{title:<35}{'best ms':>8}{'median':>8}   {'':>14}{'reach':>7}  met"]
        for p in figures:
            reach = "" if p.reach_ms is None else f"≤ {p.reach_ms:g}"
            lines.append(
                f"{p.label:<35}{p.best_ms:>8.1f}{p.median_ms:>8.1f}   {'':>14}{reach:>7}"
                f"  {met(p.median_ms, p.median_ms, p.reach_ms)}"
            )
    return "\n".join(line.rstrip() for line in lines)


def render_units(title: str, units: list[UnitFigure]) -> list[str]:
    """Lay out what one unit costs."""
    lines = [
        f"{title:<35}{'µs':>8}{'worst':>8}   {'× hand':>7}{'worst':>7}{'reach':>7}  {'met':<10}"
        f"  {'× hand from bytes':>17}{'worst':>7}"
    ]
    for f in units:
        reach = "" if f.reach_ratio is None else f"≤ {f.reach_ratio:g}"
        lines.append(
            f"{f.label:<35}{f.mean_us:>8.1f}{f.worst_us:>8.1f}   {f.mean_ratio:>7.2f}{f.worst_ratio:>7.2f}"
            f"{reach:>7}  {met(f.mean_ratio, f.worst_ratio, f.reach_ratio):<10}"
            f"  {f.mean_ratio_to_bytes:>17.2f}{f.worst_ratio_to_bytes:>7.2f}"
        )
    return lines


def load_policy(policy_path: Path) -> Policy:
    """Load the policy with the demerit that this Python finds.

    Raises:
        click.ClickException: If it finds none.
    """
    try:
        import demerit
    except ImportError as error:
        raise click.ClickException(f"demerit is not installed here ({error}); try: pip install -e .") from error
    return demerit.load(str(policy_path))


@click.command()
@click.option("--quick", is_flag=True, help="A short run: fewer and shorter repeats.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Write the figures to this file.")
@click.option(
    "--policy",
    "policy_path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, resolve_path=True),
    default=STANDARD / "standard.policy",
    help="The policy to measure; by default the shipped one. It must express the same standard.",
)
@click.option(
    "--cases",
    "cases_path",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=STANDARD / "cases",
    help="The folder of case files that give the units; by default those beside the shipped policy.",
)
def main(quick: bool, json_path: Path | None, policy_path: Path, cases_path: Path) -> None:
    """Measure demerit against the hand-written standard."""
    effort = QUICK if quick else FULL
    policy = load_policy(policy_path)
    try:
        handwritten.verify(cases_path)
        units = load_units(cases_path)
        check_agreement(policy, units)
        largest = max(units, key=lambda unit: len(unit.data))
        facts_bytes = statistics.mean(len(unit.data) for unit in units)
        trace_bytes = statistics.mean(len(policy.evaluate(unit.data).to_json()) for unit in units)
        python = f"{platform.python_implementation()} {platform.python_version()}"
        click.echo(f"{python}, {os.cpu_count()} CPUs, {platform.system()} {platform.machine()}")
        click.echo(
            f"{len(units)} units, all agree; JSON facts {facts_bytes / 1000:.1f} KB and trace "
            f"{trace_bytes / 1000:.1f} KB on average; best of {effort.repeats} repeats\n"
        )
        unit_figures = measure_units(ways_of_scoring(policy), units, effort)
        stranger_figures = measure_strangers(policy_path, units, effort)
        process_figures = [
            *measure_load(policy_path, effort),
            measure_command(policy_path, largest, effort),
        ]
        check_figures = measure_check(policy_path, effort)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    other_figures = others.measure_others(effort.strangers // 2, effort.repeats)
    click.echo(render(unit_figures, stranger_figures, process_figures, check_figures))
    click.echo("\n" + "\n".join(others.render(other_figures)))
    if json_path is not None:
        figures = {
            "python": python,
            "system": f"{platform.system()} {platform.machine()}",
            "cpus": os.cpu_count(),
            "units": len(units),
            "facts_bytes": facts_bytes,
            "trace_bytes": trace_bytes,
            "effort": asdict(effort),
            "one_unit": [asdict(figure) for figure in unit_figures],
            "never_seen_before": [asdict(figure) for figure in stranger_figures],
            "processes": [asdict(figure) for figure in process_figures],
            "checks": [asdict(figure) for figure in check_figures],
            "other_policies": [asdict(figure) for figure in other_figures],
        }
        json_path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
