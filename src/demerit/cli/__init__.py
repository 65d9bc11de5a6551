"""The front door: one function a command, no logic. With `shell`, the only place for click.

Exit status: 0 done; 1 the policy or the facts are at fault, or a file could not be read or written; 2 wrong usage.
Results go to standard output, diagnostics to standard error.
"""

from demerit.cli import checking, evaluating, testing, writing
from demerit.cli.shared import main

__all__ = ["checking", "evaluating", "main", "testing", "writing"]
