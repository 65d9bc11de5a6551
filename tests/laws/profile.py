"""How many examples a law is tried on: enough for every commit, or twenty times as many with DEMERIT_LAWS=thorough."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

THOROUGH = 20 if os.environ.get("DEMERIT_LAWS") == "thorough" else 1


def examples(count: int) -> Callable[[Any], Any]:
    """Try a law on so many examples."""
    unhurried = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
    return settings(max_examples=count * THOROUGH, deadline=None, suppress_health_check=unhurried)
