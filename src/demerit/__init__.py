"""Published scoring standards as policy text: checked, evaluated exactly, every point accounted for.

import demerit

policy = demerit.load("standard.policy")
trace = policy.evaluate(facts)
trace.score, trace.to_json()
"""

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
from demerit.linting import Findings, lint
from demerit.pipeline import LoadedPolicy, load, load_source
from demerit.version import LANGUAGE_VERSION, __version__

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
    "lint",
    "load",
    "load_source",
]
