"""The codes of cases and of running them; see `codes`."""

from functools import partial

from demerit.language.code import WARNING, Code, register

CASE_CODES: dict[str, Code] = {}
"""They, by their numbers."""

_code = partial(register, CASE_CODES)

CASE_FORM = _code("DEM751", "a case of another form", "{what} has to be {expected}, not {found}", "{hint}")
CASE_KEY = _code("DEM752", "a key that no case has", "{what} has no “{key}”", "{hint}")
CASE_LACKS = _code("DEM753", "a case that is not whole", "{what} has no “{key}”", "{hint}")
CASE_ID = _code("DEM754", "an expectation of something that is not there", "the policy has no {what} “{id}”", "{hint}")
CASE_FACT = _code("DEM755", "an expectation about a fact that is not there", "the policy declares no fact at “{path}”")
CASE_GRADE = _code(
    "DEM756", "an expectation of a grade that is not there", "the policy has no grade “{grade}”", "{hint}"
)
CASE_REFERENCE = _code(
    "DEM757",
    "facts from another folder",
    "“{path}” leads out of the folder of this text",
    "name a file in that folder or below it, with / between its parts",
)
CASE_NO_FILE = _code("DEM758", "facts from something that is no file", "“{path}” is no file that can be read")
NOTHING_TO_RUN = _code("DEM759", "nothing to run", "{what}", "{instead}")
NOT_CASES = _code(
    "DEM760",
    "a file that holds no cases",
    "“{file}” holds no cases that are known here",
    "name a folder of cases, a file of cases that ends in .json, or a file of examples that ends in .examples",
)
SELECTION = _code("DEM761", "a selection that cannot be read", "“{text}” is no selection: {what}", "{expected}")
NOT_REWRITTEN = _code(
    "DEM762",
    "an expectation that cannot be rewritten",
    "this cannot be rewritten to what comes now: {why}",
    "{instead}",
)
PERCENTAGE = _code(
    "DEM763", "a percentage that is none", "“{text}” is no percentage", "give a number from 0 to 100, such as 95"
)
UNDER = _code(
    "DEM764",
    "examples that show or notice too little",
    "{what} {percent} %, less than the {least} % that are asked for",
    "`demerit test --suggest` prints the examples that are missing",
)
NO_EXAMPLE = _code(
    "DEM765",
    "no example that would show or notice something",
    "no example was found for this: {what}",
    "write one by hand, if there are facts that show it",
    WARNING,
)
