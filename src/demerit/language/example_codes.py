"""The codes of what can be wrong with examples; see `codes`."""

from functools import partial

from demerit.language.code import Code, register

EXAMPLE_CODES: dict[str, Code] = {}
"""They, by their numbers."""

_code = partial(register, EXAMPLE_CODES)

EXAMPLE = _code("DEM351", "an example that is not whole", "{what}", "{instead}")
GIVEN_TWICE = _code(
    "DEM352",
    "a fact given twice",
    "“{name}” is given a second time",
    "keep one of the two; a list alone may be given in several lines, each of which adds entries",
)
GIVEN_BASE = _code(
    "DEM353",
    "facts from two places",
    "the facts that are not given come from two places here",
    "keep “{keyword}” or “{other}”",
)
GIVEN_OPEN = _code(
    "DEM354",
    "an entry that leaves a field open",
    "what “{field}” of “{list}” is has to be said: {why}",
    "write “{example}”",
)
GIVEN_UNFIT = _code("DEM355", "a value that a fact cannot have", "{what}", "{instead}")
EXPECT_UNFIT = _code("DEM356", "an expectation that does not fit", "{what}", "{instead}")
NOT_EXAMPLES = _code(
    "DEM357",
    "something else than an example among examples",
    "“{keyword}” has no place in a text of examples",
    "it belongs in the policy",
)
