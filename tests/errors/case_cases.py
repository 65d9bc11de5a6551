"""Files of cases with planted mistakes: for each, which code is given, at which JSON pointer, what is underlined."""

from tests.errors.facts_cases import Case

POLICY = """policy shop version 1.0
facts shop "店"
  guards   : count
  lamp out : findings
  open     : yes/no
section 1 worth 20
  item 1.1
    per guards short of 3 deduct 1
    per lamp out deduct 1 cap 2
  item 1.2
    applies when open
    when guards is 0 deduct 5
  group G of 1.1, 1.2 cap 6
verdict
  grade "good" from 10
  grade "poor" below 10
"""

FACTS = '{"shop": {"guards": 3, "lamp_out": 0, "open": true}}'
EXPECT = '{"score": 20}'


def case(*, why: str = '"w"', facts: str = FACTS, expect: str = EXPECT, more: str = "") -> str:
    """Give a case as text, some of it written otherwise."""
    return f'{{"why": {why}, "facts": {facts}, "expect": {expect}{more}}}'


def expecting(expect: str) -> str:
    return case(expect=f"{{{expect}}}")


FORM = (
    Case("a number is no case", "3", ("751", "", "3")),
    Case("a list of nothing is none of cases", "[]", ("751", "", "[]")),
    Case("a list of numbers is none of cases", f"[{case()}, 3]", ("751", "/1", "3")),
    Case("a reason has words", case(why='" "'), ("751", "/why", '" "')),
    Case("a reason is a text", case(why="1"), ("751", "/why", "1")),
    Case("facts are no list", case(facts="[]"), ("751", "/facts", "[]")),
    Case("a path has letters", case(facts='""'), ("751", "/facts", '""')),
    Case("a base is no list", case(more=', "base": []'), ("751", "/base", "[]")),
    Case("a path is not laid over a base", case(facts='"a.json"', more=', "base": "in order"'),
         ("751", "/facts", '"a.json"')),
    Case("something is expected", case(expect="{}"), ("751", "/expect", "{}")),
    Case("what is expected is an object", case(expect="20"), ("751", "/expect", "20")),
    Case("a score is a number", expecting('"score": "all"'), ("751", "/expect/score", '"all"')),
    Case("a score is no yes", expecting('"score": true'), ("751", "/expect/score", "true")),
    Case("a fraction is not of nothing", expecting('"score": "1/0"'), ("751", "/expect/score", '"1/0"')),
    Case("points of rules have ids", expecting('"rules": 3'), ("751", "/expect/rules", "3")),
    Case("points of rules are of some rule", expecting('"rules": {}'), ("751", "/expect/rules", "{}")),
    Case("points are a number", expecting('"rules": {"1.1.a": null}'), ("751", "/expect/rules/1.1.a", "null")),
    Case("a grade is a text", expecting('"grade": 1'), ("751", "/expect/grade", "1")),
    Case("a state is one of five", expecting('"states": {"1.1.a": "miss"}'), ("751", "/expect/states/1.1.a", '"miss"')),
    Case("a rule does not apply itself", expecting('"states": {"1.1.a": "applies"}'),
         ("751", "/expect/states/1.1.a", '"applies"')),
    Case("an item does not hit", expecting('"states": {"1.2": "hit"}'), ("751", "/expect/states/1.2", '"hit"')),
    Case("a pointer begins with a slash", expecting('"missing": ["shop"]'), ("751", "/expect/missing/0", '"shop"')),
    Case("what is missing is a list", expecting('"missing": "/shop/open"'), ("751", "/expect/missing", '"/shop/open"')),
    Case("reads are lists", expecting('"reads": {"1.1.a": "/shop/open"}'),
         ("751", "/expect/reads/1.1.a", '"/shop/open"')),
    Case("a refusal is none if it is not", expecting('"refused": false'), ("751", "/expect/refused", "false")),
    Case("a refusal has codes", expecting('"refused": ["E1"]'), ("751", "/expect/refused", '["E1"]')),
    Case("a key is known", case(more=', "fact": 1'), ("752", "/fact", '"fact"', "facts")),
    Case("a key of expect is known", expecting('"scor": 1'), ("752", "/expect/scor", '"scor"', "score", "scores")),
    Case("a case has a reason", '{"facts": {}, "expect": {"score": 1}}',
         ("753", "", '{"facts": {}, "expect": {"score": 1}}')),
    Case("a case expects something", '{"why": "w", "facts": {}}', ("753", "", '{"why": "w", "facts": {}}')),
    Case("a case has facts", '{"why": "w", "expect": {"score": 1}}',
         ("753", "", '{"why": "w", "expect": {"score": 1}}')),
)  # fmt: skip

NAMES = (
    Case("a rule is there", expecting('"rules": {"1.1.c": 1}'),
         ("754", "/expect/rules/1.1.c", '"1.1.c"', "1.1.b", "1.1.a")),
    Case("an item is no rule", expecting('"rules": {"1.1": 1}'), ("754", "/expect/rules/1.1", '"1.1"')),
    Case("a section is there", expecting('"sections": {"2": 1}'), ("754", "/expect/sections/2", '"2"')),
    Case("a group is there", expecting('"groups": {"H": 1}'), ("754", "/expect/groups/H", '"H"')),
    Case("what is asked for is asked by something", expecting('"asked": {"9": 1}'), ("754", "/expect/asked/9", '"9"')),
    Case("a section has no state", expecting('"states": {"1": "hit"}'), ("754", "/expect/states/1", '"1"')),
    Case(
        "a missing fact is declared",
        expecting('"missing": ["/shop/guard"]'),
        ("755", "/expect/missing/0", '"/shop/guard"', "/shop/guards"),
    ),
    Case(
        "a fact that is read is declared",
        expecting('"reads": {"1.1.a": ["/shop/opened"]}'),
        ("755", "/expect/reads/1.1.a/0", '"/shop/opened"', "/shop/open"),
    ),
    Case("a grade is there", expecting('"grade": "goood"'), ("756", "/expect/grade", '"goood"', "good")),
)  # fmt: skip

SEVERAL = (
    Case(
        "mistakes of several cases are told together",
        "[" + case(why="1") + ", " + expecting('"rules": {"1.1.z": 1}, "grade": "x"') + "]",
        ("751", "/0/why", "1"),
        ("754", "/1/expect/rules/1.1.z", '"1.1.z"', "1.1.b", "1.1.a"),
        ("756", "/1/expect/grade", '"x"'),
    ),
    Case(
        "a case has the mistakes of JSON",
        '{"why": "w", "why": "v", "facts": {}, "expect": {}}',
        ("502", "/why", '"why"'),
    ),
)

CASES = (*FORM, *NAMES, *SEVERAL)
