"""Whoever tells of a fault gives what its message is filled with: else the message itself would fail."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import demerit
from demerit.language import case_codes, codes, coverage_codes, lint_codes

PACKAGE = Path(demerit.__file__).parent


def named(argument: ast.expr) -> Iterator[str]:
    """Give the names of the codes that an argument is, or may be."""
    if isinstance(argument, ast.IfExp):
        yield from (*named(argument.body), *named(argument.orelse))
    elif (
        isinstance(argument, ast.Attribute)
        and isinstance(argument.value, ast.Name)
        and argument.value.id in ("case_codes", "codes", "coverage_codes", "lint_codes")
    ):
        yield argument.attr


def told() -> Iterator[tuple[str, str, set[str]]]:
    """Give each place in the package that tells of a fault: where, the name of its code, and what it gives."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            keywords = [keyword.arg for keyword in call.keywords] if isinstance(call, ast.Call) else [None]
            if isinstance(call, ast.Call) and None not in keywords:  # what a ** holds cannot be read off
                for code in (code for argument in call.args for code in named(argument)):
                    place = f"{path.relative_to(PACKAGE).as_posix()}:{call.lineno}"
                    yield place, code, {keyword for keyword in keywords if keyword is not None}


KNOWN = {
    name: code
    for registry in (case_codes, codes, coverage_codes, lint_codes)
    for name, code in vars(registry).items()
    if isinstance(code, codes.Code)
}
"""Every code, by the name that it has in the source."""

TOLD = [each for each in told() if each[1] in KNOWN]


def test_the_places_are_found() -> None:
    assert len(TOLD) > 200


@pytest.mark.parametrize(("place", "code", "given"), TOLD, ids=[f"{place} {code}" for place, code, _ in TOLD])
def test_a_message_is_given_all_that_it_names(place: str, code: str, given: set[str]) -> None:
    message = KNOWN[code].message
    needed = {name for _, name, _, _ in Formatter().parse(message) if name is not None} - {"file"}
    assert needed <= given, place
