"""The house: imports run strictly downwards, each library has one door, no number is ever a float."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lark import Lark
from lark.exceptions import GrammarError

from demerit import resources
from demerit.language.parser.grammar import grammar_text
from demerit.language.parser.lexer import PolicyLexer
from tests.standard import ROOT, standard

SOURCE = ROOT / "src" / "demerit"

# From the ground up: a module imports from the levels below its own, and from nowhere else.
LEVELS = [
    ["version", "resources"],
    ["language.messages"],
    ["language.code", "language.nearness", "language.reasons", "language.values"],
    ["language.case_codes", "language.coverage_codes", "language.example_codes", "language.lint_codes"],
    ["language.codes"],
    ["language.diagnostics"],
    ["language.source"],
    [
        "language.excerpt",
        "language.keywords",
        "language.model.examples",
        "language.model.types",
        "language.syntax.expressions",
    ],
    ["language.model.expressions", "language.syntax.statements"],
    ["language.model.rules", "language.syntax.examples"],
    ["language.syntax.blocks"],
    ["language.model.policy", "language.syntax.__init__"],
    [
        "language.model.__init__",
        "language.parser.foreign",
        "language.parser.gaps",
        "language.parser.lexer",
        "language.parser.phrases",
        "language.samples",
        "language.slips",
    ],
    ["language.parser.examples", "language.parser.grammar", "language.parser.wording"],
    ["language.parser.building", "language.parser.explaining"],
    ["language.parser.reading"],
    ["language.parser.__init__"],
    ["language.printing.phrases"],
    ["language.printing.examples"],
    ["language.printing.statements"],
    ["language.printing.layout"],
    ["language.printing.__init__"],
    [
        "language.renaming",
        "language.bands",
        "language.intervals",
        "language.kinds",
        "language.legible",
        "language.lost",
        "language.order",
        "language.standing",
    ],
    ["language.given_values", "language.resolver"],
    ["language.givens", "language.quantities"],
    ["language.examples", "language.expressions"],
    ["language.declarations", "language.items"],
    ["language.sections", "language.terms"],
    ["language.sizes", "language.verdicts"],
    [
        "language.checker",
        "language.lints.domains",
        "language.lints.numerals",
        "language.lints.places",
        "language.lints.words",
    ],
    ["language.lints.truth", "language.lints.silence"],
    ["language.lints.reading"],
    ["language.lints.amounts", "language.lints.characters", "language.lints.cites", "language.lints.mending"],
    ["language.lints.caps", "language.lints.doubles", "language.lints.hits", "language.lints.structure"],
    ["language.lints.__init__"],
    ["published.numerals", "published.places"],
    ["published.measures", "published.mentions"],
    ["published.cites", "published.text"],
    ["published.agreement"],
    ["published.coverage"],
    ["published.changes", "published.draft_words", "published.naming"],
    ["published.drafting"],
    ["evaluation.json_text.numbers", "evaluation.json_text.patterns", "evaluation.json_text.places"],
    ["evaluation.json_text.fast", "evaluation.json_text.wording", "evaluation.numbers", "evaluation.plan"],
    ["evaluation.json_text.reading", "evaluation.layout", "evaluation.operators", "evaluation.planner"],
    ["evaluation.cell_writer", "evaluation.json_text.objects"],
    ["evaluation.json_text.__init__", "evaluation.writer"],
    ["evaluation.evaluator", "evaluation.schema", "evaluation.trace", "evaluation.validating"],
    ["evaluation.parts", "evaluation.shapes"],
    ["evaluation.observed", "evaluation.telling"],
    ["evaluation.facts_read"],
    ["evaluation.rule_teller", "evaluation.verdict_teller"],
    ["evaluation.teller"],
    ["evaluation.facts"],
    [
        "examples.deciding",
        "examples.kinds",
        "examples.mutation.figures",
        "examples.mutation.same_values",
        "examples.mutation.sentences",
        "examples.mutation.trees",
        "examples.pools",
        "examples.reach",
        "report.example_words",
        "report.html",
    ],
    ["examples.goals", "examples.mutation.observing", "examples.turning"],
    ["examples.search"],
    ["examples.finding"],
    ["pipeline"],
    [
        "examples.expectations",
        "examples.in_order",
        "examples.mutation.sites",
        "linting",
        "output",
        "report.coverage_words",
        "report.difference",
        "report.facts_file",
        "report.layout",
        "report.words",
        "speech",
    ],
    [
        "examples.cases",
        "examples.distinguishing",
        "examples.judging",
        "examples.measuring",
        "examples.mutation.changes",
        "examples.mutation.equivalence",
        "report.checked",
        "report.coverage",
        "report.findings",
        "report.score",
        "report.why",
        "shell",
    ],
    [
        "cli.shared",
        "cli.watching",
        "examples.case_files",
        "examples.mutation.of_conditions",
        "examples.mutation.of_headings",
        "examples.mutation.of_rules",
        "examples.rewording",
        "examples.selecting",
        "report.coverage_page",
        "report.example_subjects",
        "report.expected",
    ],
    [
        "cli.checking",
        "cli.evaluating",
        "cli.writing",
        "examples.collecting",
        "examples.mutation.mutants",
        "report.example_coverage",
        "report.example_coverage_page",
    ],
    ["examples.mutation.running", "examples.running"],
    ["examples.mutation.telling", "examples.suggesting", "examples.updating", "report.mutation", "report.tested"],
    ["cli.measuring", "pytest_plugin", "report.tested_data", "report.updated"],
    ["cli.testing"],
    ["cli.__init__"],
    ["__main__"],
]
LEVEL = {module: height for height, level in enumerate(LEVELS) for module in level}

# A package's own `__init__` gives out what lies below it; the bare ones hold a docstring only.
FRONT = {
    "__init__": LEVEL["linting"] + 1,
    "language.__init__": 0,
    "evaluation.__init__": 0,
    "examples.__init__": 0,
    "examples.mutation.__init__": 0,
    "published.__init__": 0,
    "report.__init__": 0,
}

# An import inside a function that goes up, and why it may.
UPWARD = {("language.diagnostics", "language.excerpt"): "the text of an exception is a rendering of it"}

DOORS = {
    "lark": {
        "language.parser.building",
        "language.parser.examples",
        "language.parser.explaining",
        "language.parser.grammar",
        "language.parser.lexer",
        "language.parser.phrases",
        "language.samples",
        "language.parser.reading",
    },
    "jsonschema": {"evaluation.validating"},
    "click": {
        "cli.checking",
        "cli.evaluating",
        "cli.measuring",
        "cli.shared",
        "cli.testing",
        "cli.watching",
        "cli.writing",
        "shell",
    },
    "watchfiles": {"cli.watching"},
    "jinja2": {"report.html"},
    "wcwidth": {"language.excerpt", "report.layout"},
    "msgspec": {
        "cli.evaluating",
        "evaluation.json_text.fast",
        "evaluation.parts",
        "evaluation.rule_teller",
        "evaluation.shapes",
        "evaluation.telling",
        "evaluation.trace",
        "examples.case_files",
        "report.facts_file",
        "report.findings",
        "report.coverage",
        "report.tested_data",
        "report.example_coverage",
        "report.mutation",
    },
}

# A program that loads a module of ours when it runs, and so is there: no dependency, and used in that module only.
HOSTS = {"pytest": "pytest_plugin"}

MOST_LINES = 600

# Modules that have grown past it, and how far they may go: a second look is due before any of these goes up.
LONG = {"evaluation.json_text.reading": 660}


# Every division that there is. The left side of each is a fraction (or a path), so that nothing is rounded.
DIVISIONS = {
    "evaluation.numbers": {"Fraction(dividend) / divisor", "Fraction(value) / 2"},
    "evaluation.planner": {"Fraction(points) / 2"},
    "evaluation.telling": {"Fraction(units) / self.plan.scale"},
    "examples.cases": {"Path(self.source.name).parent / self.base"},
    "examples.collecting": {"folder / CASES"},
    "examples.goals": {"Fraction(score) / scale"},
    "examples.reach": {"1 / under", "over / moved", "over / under"},
    "examples.turning": {"Fraction(others[0]) / wanted", "Fraction(wanted) / rest"},
    "language.intervals": {"Fraction(low) / Fraction(b.high)", "Fraction(high) / Fraction(b.low)"},
    "language.lints.numerals": {"value / int(match[2])", "_value(match[2]) / whole", "_value(match[1]) / 10"},
    "language.values": {"value /= int(match['divisor'])"},
    "resources": {"Path(__file__).resolve().parents[2] / folder"},
}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts)


PATHS = {name_of(path): path for path in sorted(SOURCE.rglob("*.py"))}
MODULES = sorted(PATHS)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(PATHS[module].read_text(encoding="utf-8"))


def without_types(node: ast.AST) -> Iterator[ast.AST]:
    """Go through a tree, but not into what is there for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            continue
        yield child
        yield from without_types(child)


def imports(module: str) -> Iterator[str]:
    for node in without_types(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a module stands"
            assert node.module is not None
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole.removeprefix("demerit.") in PATHS else node.module


def own_imports(module: str) -> set[str]:
    found = {name for name in imports(module) if name.split(".")[0] == "demerit"}
    return {_module(name.removeprefix("demerit.")) if name != "demerit" else "__init__" for name in found}


def _module(name: str) -> str:
    return f"{name}.__init__" if f"{name}.__init__" in PATHS else name


# -- levels ------------------------------------------------------------------------------------------------------


def test_every_module_has_its_level_and_every_level_its_modules() -> None:
    assert set(MODULES) == set(LEVEL) | set(FRONT)


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_strictly_downwards(module: str) -> None:
    heights = LEVEL | FRONT
    for below in own_imports(module):
        if (module, below) not in UPWARD:
            assert heights[below] < heights[module], f"{module} imports {below}"


def test_the_packages_stand_one_on_the_other() -> None:
    order = ["language", "evaluation", "published", "pipeline", "examples", "report", "cli"]
    for module in MODULES:
        package = module.split(".")[0]
        for below in own_imports(module):
            under = below.split(".")[0]
            if package in order and under in order and (module, below) not in UPWARD:
                assert order.index(under) <= order.index(package), f"{module} imports {below}"


def test_the_wing_of_published_texts_knows_the_language_and_nothing_else() -> None:
    for module in MODULES:
        if module.startswith("published."):
            assert {below.split(".")[0] for below in own_imports(module)} <= {"language", "published"}, module


def test_an_exception_to_the_levels_is_still_one() -> None:
    for module, above in UPWARD:
        assert above in own_imports(module)
        at_the_top = {ast.unparse(node) for node in tree(module).body if isinstance(node, ast.ImportFrom)}
        assert not any(above in text for text in at_the_top)


# -- doors -------------------------------------------------------------------------------------------------------


def libraries(module: str) -> set[str]:
    names = {name.split(".")[0] for name in imports(module)}
    return names - sys.stdlib_module_names - {"demerit"}


@pytest.mark.parametrize("library", DOORS)
def test_a_library_is_used_behind_its_door_only(library: str) -> None:
    assert {module for module in MODULES if library in libraries(module)} <= DOORS[library]


def test_every_library_has_a_door_and_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=!~ \[]", each, maxsplit=1)[0] for each in project["dependencies"]}
    used = {library for module in MODULES for library in libraries(module)}
    assert used - set(HOSTS) == declared == set(DOORS)
    for host, guest in HOSTS.items():
        assert [module for module in MODULES if host in libraries(module)] == [guest]


# -- numbers -----------------------------------------------------------------------------------------------------


def likeness(module: str) -> set[ast.AST]:
    """Give the nodes that say how like two words have to be: the one thing here that is a float."""
    if module == "language.nearness":
        return set(ast.walk(tree(module)))
    keywords = (node for node in ast.walk(tree(module)) if isinstance(node, ast.keyword) and node.arg == "cutoff")
    return {inner for node in keywords for inner in ast.walk(node)}


@pytest.mark.parametrize("module", MODULES)
def test_no_number_is_a_float(module: str) -> None:
    exempt = likeness(module)
    for node in ast.walk(tree(module)):
        if node in exempt:
            continue
        where = f"{module}, line {getattr(node, 'lineno', 0)}"
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float | complex)), where
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("float", "complex", "round", "float.fromhex", "statistics.mean"), where
            assert called not in ("math.sqrt", "math.log", "math.exp", "math.fsum", "math.pow"), where


@pytest.mark.parametrize("module", MODULES)
def test_every_division_is_one_of_fractions(module: str) -> None:
    divisions = {
        ast.unparse(node)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
    }
    assert divisions <= DIVISIONS.get(module, set())


@pytest.mark.parametrize("recording", [True, False])
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_compiled_holds_no_float_and_no_division_either(recording: bool, whole: bool) -> None:
    from demerit.evaluation.evaluator import Evaluator

    written = ast.parse(Evaluator(standard().plan).source(recording=recording, whole=whole))
    for node in ast.walk(written):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.Pow))
        assert not (isinstance(node, ast.Name) and node.id in ("float", "round"))


# -- the grammar -------------------------------------------------------------------------------------------------


def strict(text: str) -> Lark:
    return Lark(text, parser="lalr", lexer=PolicyLexer, start=["document"], strict=True, maybe_placeholders=False)


def test_the_grammar_has_no_conflict() -> None:
    strict(grammar_text())


def test_a_conflict_in_the_grammar_would_be_found() -> None:
    with pytest.raises(GrammarError, match="Shift/Reduce conflict"):
        strict(grammar_text() + "%extend rule: PER phrase effect POINTS\n")


def test_the_grammar_spells_no_keyword() -> None:
    rules = resources.read("grammar", "demerit.lark").split("// -- terminals")[0]
    text = re.sub(r"//[^\n]*", "", rules)
    assert re.findall(r'"([^"\n]*[a-z][^"\n]*)"', text) == []


# -- rooms -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_not_too_long_to_be_read(module: str) -> None:
    lines = PATHS[module].read_text(encoding="utf-8").count("\n")
    assert lines <= LONG.get(module, MOST_LINES)


def test_a_module_that_has_been_split_is_no_longer_called_long() -> None:
    for module in LONG:
        assert PATHS[module].read_text(encoding="utf-8").count("\n") > MOST_LINES


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    said = ast.get_docstring(tree(module))
    assert said
    assert said.split("\n")[0].endswith((".", ":", "?", "!"))


def public(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


@pytest.mark.parametrize("module", MODULES)
def test_every_public_function_and_class_says_what_it_is_for(module: str) -> None:
    undocumented = [
        name
        for name, node in public(tree(module).body)
        if not ast.get_docstring(node)  # type: ignore[arg-type]
    ]
    assert undocumented == []


def test_what_the_package_gives_out_is_there() -> None:
    import demerit

    assert demerit.__all__ == sorted(demerit.__all__, key=lambda name: (not name.isupper(), name))
    for name in demerit.__all__:
        assert getattr(demerit, name, None) is not None
