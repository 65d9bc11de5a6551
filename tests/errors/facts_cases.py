"""Facts with planted mistakes: for each, which code is given, at which JSON pointer, and which text is underlined.

The facts are those of a shop. A case changes some of them; what it gives instead is JSON text, written out, so that
a case can also hold what no JSON is.
"""

from dataclasses import dataclass

POLICY = """policy shop version 1.0
facts shop "店"
  open      : yes/no
  guards    : count at least 1 "保安人数"
  doors     : count
  share     : number at least 0 at most 1
  kept days : whole days at most 400 days
  kind      : one of small, very large
  plans     : set of fire, flood water, robbery
  founded   : date
  spill     : findings
  leak      : list "漏点"
    - site  : text
    - wet   : yes/no
    - loss  : yuan at least 0
    - grade : one of low, high
    - found : date
    - people : count optional
  spare     : count default 2
  remark    : text optional
  neatness  : discretion "酌情"
facts other
  tidy : yes/no
section 1 worth 100
  item 1.1
    unless open deduct 1
    per guards short of 3 deduct 1
    when doors is more than 5 deduct 1
    when share is at least 50% and open deduct 1
    when kept days is less than 90 days deduct 1
    when kind is small deduct 1
    per missing from plans deduct 1
    when founded is before 2020-01-01 deduct 1
    per spill deduct 1
    when any leak where wet and loss is more than 0 and grade is high and found is before 2020-01-01 deduct 1
    when any leak where site is "x" deduct 1
    per people in each leak where wet deduct 1
    per doors short of spare deduct 1
    when doors is more than 50 deduct 1 to 3 at discretion of neatness
  item 1.2
    applies when open
    unless tidy deduct 1
"""

ENTRY = '{"site": "gate", "wet": false, "loss": 0, "grade": "low", "found": "2024-01-01"}'

GOOD = {
    "open": "true",
    "guards": "3",
    "doors": "2",
    "share": "0.25",
    "kept_days": "90",
    "kind": '"very_large"',
    "plans": '["fire", "flood_water", "robbery"]',
    "founded": '"2024-03-31"',
    "spill": "0",
    "leak": f"[{ENTRY}]",
}


def shop(*without: str, **changes: str) -> str:
    """Give the facts of the shop as JSON text, some left out, others changed to what is to be written for them."""
    members = {**GOOD, **changes}
    written = ",\n  ".join(f'"{key}": {value}' for key, value in members.items() if key not in without)
    return f'{{"shop": {{\n  {written}\n }},\n "other": {{"tidy": true}}}}\n'


def entry(**changes: str) -> str:
    """Give a list of one entry, changed."""
    members = {"site": '"gate"', "wet": "false", "loss": "0", "grade": '"low"', "found": '"2024-01-01"', **changes}
    return "[{" + ", ".join(f'"{key}": {value}' for key, value in members.items()) + "}]"


@dataclass(frozen=True)
class Fault:
    """What is told of one mistake."""

    code: str
    pointer: str | None
    underlined: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, init=False)
class Case:
    """Facts as text and their faults."""

    sentence: str
    text: str
    faults: tuple[Fault, ...]

    def __init__(self, sentence: str, text: str, *faults: tuple[str | None, ...]) -> None:
        object.__setattr__(self, "sentence", sentence)
        object.__setattr__(self, "text", text)
        given = [
            Fault(f"DEM{code}", pointer, str(underlined), tuple(map(str, near)))
            for code, pointer, underlined, *near in faults
        ]
        object.__setattr__(self, "faults", tuple(given))


TYPES = (
    Case("1 is no yes", shop(open="1"), ("601", "/shop/open", "1")),
    Case("a word is no yes", shop(open='"yes"'), ("601", "/shop/open", '"yes"')),
    Case("true in quotes is no true", shop(open='"true"'), ("601", "/shop/open", '"true"')),
    Case("true is no count", shop(guards="true"), ("601", "/shop/guards", "true")),
    Case("false is no count", shop(doors="false"), ("601", "/shop/doors", "false")),
    Case("a number in quotes is no count", shop(guards='"3"'), ("601", "/shop/guards", '"3"')),
    Case("a list is no count", shop(guards="[3]"), ("601", "/shop/guards", "[3]")),
    Case("a count is whole", shop(guards="2.5"), ("601", "/shop/guards", "2.5")),
    Case("a count is not negative", shop(doors="-1"), ("603", "/shop/doors", "-1")),
    Case("a count keeps to its lowest value", shop(guards="0"), ("603", "/shop/guards", "0")),
    Case("a share in words is no number", shop(share='"25%"'), ("601", "/shop/share", '"25%"')),
    Case("a number keeps to its lowest value", shop(share="-0.1"), ("603", "/shop/share", "-0.1")),
    Case("a number keeps to its highest value", shop(share="1.01"), ("603", "/shop/share", "1.01")),
    Case("an amount is a number", shop(kept_days='"90 days"'), ("601", "/shop/kept_days", '"90 days"')),
    Case("an amount that is declared whole is whole", shop(kept_days="90.5"), ("601", "/shop/kept_days", "90.5")),
    Case("an amount keeps to its highest value", shop(kept_days="401"), ("603", "/shop/kept_days", "401")),
    Case("a misspelt word of a choice is suggested", shop(kind='"smal"'), ("604", "/shop/kind", '"smal"', "small")),
    Case("a word with a capital is none", shop(kind='"Small"'), ("604", "/shop/kind", '"Small"', "small")),
    Case("a word has no blanks in it", shop(kind='"very large"'), ("604", "/shop/kind", '"very large"', "very_large")),
    Case("a word that is like none is told", shop(kind='"huge"'), ("604", "/shop/kind", '"huge"')),
    Case("a number is no word of a choice", shop(kind="1"), ("604", "/shop/kind", "1")),
    Case("a list is no word of a choice", shop(kind='["small"]'), ("604", "/shop/kind", '["small"]')),
    Case("a text is no set", shop(plans='"fire"'), ("601", "/shop/plans", '"fire"')),
    Case("an object is no set", shop(plans='{"fire": true}'), ("601", "/shop/plans", '{"fire": true}')),
    Case(
        "a misspelt word of a set is suggested",
        shop(plans='["fier", "robbery"]'),
        ("604", "/shop/plans/0", '"fier"', "fire"),
    ),
    Case("a number is no word of a set", shop(plans='["fire", 2]'), ("601", "/shop/plans/1", "2")),
    Case("a set names a word once", shop(plans='["fire", "fire"]'), ("606", "/shop/plans", '["fire", "fire"]')),
    Case("a day exists", shop(founded='"2024-02-30"'), ("605", "/shop/founded", '"2024-02-30"')),
    Case("a leap day exists in leap years", shop(founded='"2023-02-29"'), ("605", "/shop/founded", '"2023-02-29"')),
    Case("a date has hyphens", shop(founded='"20240313"'), ("605", "/shop/founded", '"20240313"')),
    Case("a date has two digits for each", shop(founded='"2024-3-1"'), ("605", "/shop/founded", '"2024-3-1"')),
    Case("a date has no time", shop(founded='"2024-03-13T09:00"'), ("605", "/shop/founded", '"2024-03-13T09:00"')),
    Case("a date has no Chinese marks", shop(founded='"2024年3月1日"'), ("605", "/shop/founded", '"2024年3月1日"')),
    Case(
        "a date has no full-width digits",
        shop(founded='"２０２４-03-01"'),
        ("605", "/shop/founded", '"２０２４-03-01"'),
    ),
    Case("a date has no line end", shop(founded='"2024-03-01\\n"'), ("605", "/shop/founded", '"2024-03-01\\n"')),
    Case("a number is no date", shop(founded="20240313"), ("601", "/shop/founded", "20240313")),
    Case("a number is no text", shop(remark="3"), ("601", "/shop/remark", "3")),
    Case("a fact with a default has its type, too", shop(spare='"2"'), ("601", "/shop/spare", '"2"')),
    Case("findings are not negative", shop(spill="-3"), ("603", "/shop/spill", "-3")),
    Case("findings are whole", shop(spill="2.5"), ("601", "/shop/spill", "2.5")),
    Case("a number in quotes is no findings", shop(spill='"2"'), ("601", "/shop/spill", '"2"')),
    Case("true is no findings", shop(spill="true"), ("601", "/shop/spill", "true")),
    Case("an object is no findings", shop(spill='{"note": "a"}'), ("601", "/shop/spill", '{"note": "a"}')),
    Case("a finding is an object", shop(spill='["a"]'), ("601", "/shop/spill/0", '"a"')),
    Case(
        "a misspelt word about a finding is suggested",
        shop(spill='[{"note": "a"}, {"nte": "b"}]'),
        ("602", "/shop/spill/1/nte", '"nte"', "note"),
    ),
    Case("what is said of a finding is a text", shop(spill='[{"where": 3}]'), ("601", "/shop/spill/0/where", "3")),
    Case("a count is no list", shop(leak="2"), ("601", "/shop/leak", "2")),
    Case("an object is no list", shop(leak=ENTRY), ("601", "/shop/leak", ENTRY)),
    Case("an entry is an object", shop(leak='["gate"]'), ("601", "/shop/leak/0", '"gate"')),
    Case("a field has its type", shop(leak=entry(wet='"no"')), ("601", "/shop/leak/0/wet", '"no"')),
    Case("a field keeps to its lowest value", shop(leak=entry(loss="-0.5")), ("603", "/shop/leak/0/loss", "-0.5")),
    Case(
        "a field's word is one of its words",
        shop(leak=entry(grade='"hihg"')),
        ("604", "/shop/leak/0/grade", '"hihg"', "high"),
    ),
    Case(
        "a field's date exists", shop(leak=entry(found='"2024-13-01"')), ("605", "/shop/leak/0/found", '"2024-13-01"')
    ),
    Case("an optional field has its type", shop(leak=entry(people="-1")), ("603", "/shop/leak/0/people", "-1")),
    Case("null is no value", shop(guards="null"), ("608", "/shop/guards", "null")),
    Case("null is no yes or no", shop(open="null"), ("608", "/shop/open", "null")),
    Case("null is no word", shop(kind="null"), ("608", "/shop/kind", "null")),
    Case("null is no findings", shop(spill="null"), ("608", "/shop/spill", "null")),
    Case("null is no field", shop(leak=entry(site="null")), ("608", "/shop/leak/0/site", "null")),
    Case("null is no word of a set", shop(plans='["fire", null]'), ("608", "/shop/plans/1", "null")),
    Case("null does not stand for a default", shop(spare="null"), ("608", "/shop/spare", "null")),
    Case("null does not stand for what is optional", shop(remark="null"), ("608", "/shop/remark", "null")),
)

DISCRETION = (
    Case(
        "what is chosen is not above what the rule allows",
        shop(neatness='{"points": 4, "reason": "x"}'),
        ("603", "/shop/neatness/points", "4"),
    ),
    Case(
        "what is chosen is not below what the rule allows",
        shop(neatness='{"points": 0.99, "reason": "x"}'),
        ("603", "/shop/neatness/points", "0.99"),
    ),
    Case(
        "what is chosen is a number",
        shop(neatness='{"points": "2", "reason": "x"}'),
        ("601", "/shop/neatness/points", '"2"'),
    ),
    Case(
        "true is no number of points",
        shop(neatness='{"points": true, "reason": "x"}'),
        ("601", "/shop/neatness/points", "true"),
    ),
    Case(
        "null is no number of points",
        shop(neatness='{"points": null, "reason": "x"}'),
        ("608", "/shop/neatness/points", "null"),
    ),
    Case(
        "what is chosen has a reason",
        shop(neatness='{"points": 2}'),
        ("607", "/shop/neatness/reason", '{"points": 2}'),
    ),
    Case(
        "a reason is given for points",
        shop(neatness='{"reason": "x"}'),
        ("607", "/shop/neatness/points", '{"reason": "x"}'),
    ),
    Case(
        "points and a reason are both missed",
        shop(neatness="{}"),
        ("607", "/shop/neatness/points", "{}"),
        ("607", "/shop/neatness/reason", "{}"),
    ),
    Case("a reason is not empty", shop(neatness='{"points": 2, "reason": ""}'), ("609", "/shop/neatness/reason", '""')),
    Case(
        "a reason is more than blanks",
        shop(neatness='{"points": 2, "reason": " \\t\\n　"}'),
        ("609", "/shop/neatness/reason", '" \\t\\n　"'),
    ),
    Case(
        "a reason can be seen",
        shop(neatness='{"points": 2, "reason": "\u200b\u2060\ufeff\u3164"}'),
        ("609", "/shop/neatness/reason", '"\u200b\u2060\ufeff\u3164"'),
    ),
    Case(
        "a reason is a text",
        shop(neatness='{"points": 2, "reason": 3}'),
        ("601", "/shop/neatness/reason", "3"),
    ),
    Case(
        "null is no reason",
        shop(neatness='{"points": 2, "reason": null}'),
        ("608", "/shop/neatness/reason", "null"),
    ),
    Case(
        "a misspelt key of a choice of points is suggested",
        shop(neatness='{"points": 2, "reasn": "x"}'),
        ("607", "/shop/neatness/reason", '{"points": 2, "reasn": "x"}'),
        ("602", "/shop/neatness/reasn", '"reasn"', "reason"),
    ),
    Case(
        "a choice of points has no other keys",
        shop(neatness='{"points": 2, "reason": "x", "by": "Li"}'),
        ("602", "/shop/neatness/by", '"by"'),
    ),
    Case("points alone are no choice with a reason", shop(neatness="2"), ("601", "/shop/neatness", "2")),
    Case("a reason alone is no choice of points", shop(neatness='"untidy"'), ("601", "/shop/neatness", '"untidy"')),
    Case(
        "a list is no choice of points",
        shop(neatness='[{"points": 2, "reason": "x"}]'),
        ("601", "/shop/neatness", '[{"points": 2, "reason": "x"}]'),
    ),
    Case("true is no choice of points", shop(neatness="true"), ("601", "/shop/neatness", "true")),
    Case("null is no choice of points", shop(neatness="null"), ("608", "/shop/neatness", "null")),
    Case(
        "all that is wrong with a choice of points is told",
        shop(neatness='{"points": 9, "reason": " ", "by": "Li"}'),
        ("603", "/shop/neatness/points", "9"),
        ("609", "/shop/neatness/reason", '" "'),
        ("602", "/shop/neatness/by", '"by"'),
    ),
)

KEYS = (
    Case(
        "a misspelt fact is suggested",
        shop("guards", gaurds="3"),
        ("602", "/shop/gaurds", '"gaurds"', "guards"),
    ),
    Case("a misspelt fact with a default is suggested", shop(spar="3"), ("602", "/shop/spar", '"spar"', "spare")),
    Case("a misspelt optional fact is suggested", shop(remrk='"x"'), ("602", "/shop/remrk", '"remrk"', "remark")),
    Case(
        "a fact's name has no blanks",
        shop(**{"kept days": "3"}),
        ("602", "/shop/kept days", '"kept days"', "kept_days"),
    ),
    Case("a fact's label is no key", shop(保安人数="3"), ("602", "/shop/保安人数", '"保安人数"')),
    Case("a fact that is like none is told", shop(weather='"fine"'), ("602", "/shop/weather", '"weather"')),
    Case("a fact of another group is found there", shop(tidy="true"), ("602", "/shop/tidy", '"tidy"', "/other/tidy")),
    Case(
        "a misspelt field is suggested",
        shop(leak=entry(poeple="3")),
        ("602", "/shop/leak/0/poeple", '"poeple"', "people"),
    ),
    Case(
        "a key with a slash is pointed to by its escape",
        shop(**{"a/b~c": "3"}),
        ("602", "/shop/a~1b~0c", '"a/b~c"'),
    ),
    Case(
        "a field that is missing is told",
        shop(leak=f"[{ENTRY}]".replace('"site": "gate", ', "")),
        ("607", "/shop/leak/0/site", ENTRY.replace('"site": "gate", ', "")),
    ),
    Case(
        "a misspelt field is told, and what is missing for it",
        shop(leak=f"[{ENTRY}]".replace('"wet"', '"wte"')),
        ("607", "/shop/leak/0/wet", ENTRY.replace('"wet"', '"wte"')),
        ("602", "/shop/leak/0/wte", '"wte"', "wet"),
    ),
    Case("a misspelt group is suggested", '{"shpo": {}}', ("602", "/shpo", '"shpo"', "shop")),
    Case("a fact outside of its group is found there", '{"tidy": true}', ("602", "/tidy", '"tidy"', "/other/tidy")),
    Case("a group is an object", '{"shop": []}', ("601", "/shop", "[]")),
    Case("null is no group", '{"shop": null}', ("608", "/shop", "null")),
)

TEXT = (
    Case("an empty file holds no facts", "", ("506", None, "")),
    Case("a blank file holds no facts", " \n\t\r\n", ("506", None, "")),
    Case("a list is no facts", "[]", ("601", "", "[]")),
    Case("a number is no facts", "3", ("601", "", "3")),
    Case("null is no facts", "null", ("608", "", "null")),
    Case("a key is given once", shop(guards='3, "guards": 4'), ("502", "/shop/guards", '"guards"')),
    Case(
        "a key is given once, though with the same value",
        shop(open='true, "open": true'),
        ("502", "/shop/open", '"open"'),
    ),
    Case("a group is given once", '{"shop": {}, "shop": {}}', ("502", "/shop", '"shop"')),
    Case("NaN is no number", shop(share="NaN"), ("503", "/shop/share", "NaN")),
    Case("Infinity is no number", shop(share="Infinity"), ("503", "/shop/share", "Infinity")),
    Case("-Infinity is no number", shop(doors="-Infinity"), ("503", "/shop/doors", "-Infinity")),
    Case("a number is not endless", shop(doors="1e999999"), ("504", "/shop/doors", "1e999999")),
    Case("a number is not endlessly small", shop(share="1e-999999"), ("504", "/shop/share", "1e-999999")),
    Case("a number has no endless digits", shop(doors="9" * 101), ("504", "/shop/doors", "9" * 101)),
    Case("a list is not nested without end", "[" * 100_000, ("505", "/0" * 64, "[")),
    Case("an object is not nested without end", '{"a":' * 100_000, ("505", "/a" * 64, "{")),
    Case("a comment is no JSON", '{"shop": {} # none\n}', ("501", "", "# none")),
    Case("single quotes are no JSON", "{'shop': {}}", ("501", "", "'shop'")),
    Case("curly quotes are no JSON", "{“shop”: {}}", ("501", "", "“shop”")),
    Case("a full-width colon is no JSON", '{"shop"： {}}', ("501", "", "：")),
    Case("a last comma is no JSON", '{"shop": {"open": true,}}', ("501", "/shop", ",")),
    Case("a file breaks off", '{"shop": {"open": true}', ("501", "", "{")),
    Case("a file holds one value", '{"shop": {}} {}', ("501", "", "{}")),
    Case("True is no JSON", shop(open="True"), ("501", "/shop/open", "True")),
    Case("a number has no zero before it", shop(doors="03"), ("501", "/shop/doors", "03")),
    Case("a number has a digit before its point", shop(share=".5"), ("501", "/shop/share", ".5")),
    Case("a number has no sign above zero", shop(doors="+2"), ("501", "/shop/doors", "+2")),
    Case("a share has no sign in JSON", shop(share="25%"), ("501", "/shop/share", "25%")),
)

CASES = (*TYPES, *DISCRETION, *KEYS, *TEXT)
