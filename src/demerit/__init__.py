"""Published scoring standards as policy text: checked, evaluated exactly, every point accounted for.

import demerit

policy = demerit.load("standard.policy")
trace = policy.evaluate(facts)
trace.score, trace.to_json()
"""

from typing import TYPE_CHECKING, Any

from demerit.evaluation.trace import Trace
from demerit.language.diagnostics import (
    DemeritError,
    Diagnostic,
    FactsError,
    FileError,
    MissingFactsError,
    PolicyError,
    UnknownIdError,
)
from demerit.language.source import Source
from demerit.pipeline import LoadedPolicy, formatted, load, load_source
from demerit.version import LANGUAGE_VERSION, __version__

if TYPE_CHECKING:
    from demerit.linting import Findings, lint

__all__ = [
    "LANGUAGE_VERSION",
    "DemeritError",
    "Diagnostic",
    "FactsError",
    "FileError",
    "Findings",
    "LoadedPolicy",
    "MissingFactsError",
    "PolicyError",
    "Source",
    "Trace",
    "UnknownIdError",
    "__version__",
    "formatted",
    "lint",
    "load",
    "load_source",
]


def __getattr__(name: str) -> Any:
    """Load the linter when it is first asked for: whoever only evaluates does not pay for it."""
    if name in ("Findings", "lint"):
        from demerit import linting

        return getattr(linting, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
