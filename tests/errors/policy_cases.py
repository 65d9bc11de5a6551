"""Policy texts with planted mistakes: for each, which code is given and which text is underlined.

A case is a sentence about the language, a text, and the faults that the text has, in the order of their places. A
fault is its code, the text that is underlined and, if there are any, the suggestions ("did you mean …").
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What is told of one mistake."""

    code: str
    underlined: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, init=False)
class Case:
    """A text and its faults."""

    sentence: str
    text: str
    faults: tuple[Fault, ...]

    def __init__(self, sentence: str, text: str, *faults: tuple[str, ...]) -> None:
        object.__setattr__(self, "sentence", sentence)
        object.__setattr__(self, "text", text)
        given = tuple(Fault(f"DEM{code}", underlined, tuple(near)) for code, underlined, *near in faults)
        object.__setattr__(self, "faults", given)


HEADING = "policy errors\n  version 1.0\n"

FACTS = """
facts plant "厂"
  fire drill held : yes/no
  alarm works     : yes/no
  guards          : count
  employees       : count at least 1
  missing camera  : list
    - site        : text
    - mandatory   : yes/no
    - people      : count
    - loss        : yuan at least 0
    - grade       : one of low, middle, high
    - found on    : date
  spill           : findings
  security head   : one of full time, part time, none
  emergency plans : set of robbery, fire, flood
  footage days    : days at least 0
  repair cost     : yuan at least 0
  growth          : number
  opened          : date
  remark          : text
facts 人防
  保安人数 : count
  责任书 : yes/no
"""


def rule(text: str) -> str:
    """Give a policy with one item that holds this text."""
    return f"{HEADING}{FACTS}section 1 worth 10\n  item 1.1\n    {text}\n"


def bonus(text: str) -> str:
    """Give a policy with a bonus section of one item that holds this text."""
    return f"{HEADING}{FACTS}bonus section 1 up to 10\n  item 1.1\n    {text}\n"


def declared(text: str) -> str:
    """Give a policy that has these declarations too."""
    return f"{HEADING}facts shop\n  open : yes/no\n  {text}\nsection 1 worth 10\n  item 1.1\n    when open deduct 1\n"


def and_rule(text: str, rule: str) -> str:
    """Give a policy that has these declarations, and a rule about them."""
    return f"{declared(text)}    {rule} deduct 1\n"


RULES = "section 1 worth 10\n  item 1.1\n    when fire drill held deduct 1\n"


def heading(text: str) -> str:
    """Give a policy with this heading."""
    return f"{text}\n{FACTS}{RULES}"


def sections(text: str) -> str:
    """Give a policy with these sections."""
    return f"{HEADING}{FACTS}{text}\n"


def terms(text: str, rule: str = "when alarm works deduct 1") -> str:
    """Give a policy that has these terms, and a rule."""
    return f"{HEADING}{FACTS}terms\n  {text}\nsection 1 worth 10\n  item 1.1\n    {rule}\n"


def verdict(text: str) -> str:
    """Give a policy with this verdict."""
    return f"{HEADING}{FACTS}{RULES}verdict\n  {text}\n"


def chosen(text: str) -> str:
    """Give a policy with a fact that holds an inspector's figure, and these statements in an item."""
    return and_rule("neatness : discretion", "x").replace("    x deduct 1\n", f"    {text}\n")


def mixed(text: str) -> str:
    """Give a policy with these statements in an item of a section that both adds and deducts."""
    return f"{HEADING}{FACTS}section 1 worth 20 starts at 10\n  item 1.1\n    {text}\n"


NAMES = (
    Case(
        "a misspelt fact is suggested",
        rule("when fire dril held deduct 1"),
        ("301", "fire dril held", "fire drill held"),
    ),
    Case(
        "words in another order are suggested",
        rule("when held fire drill deduct 1"),
        ("301", "held fire drill", "fire drill held"),
    ),
    Case("a singular for a plural is suggested", rule("per guard deduct 1"), ("301", "guard", "guards")),
    Case("a name like none has no suggestion", rule("when bananas deduct 1"), ("301", "bananas")),
    Case(
        "the case of letters counts in a name", rule("when Alarm Works deduct 1"), ("301", "Alarm Works", "alarm works")
    ),
    Case("a misspelt Chinese name is suggested", rule("per 保安数 deduct 1"), ("301", "保安数", "保安人数")),
    Case(
        "a misspelt field is suggested",
        rule("per missing camera where mandatry deduct 1"),
        ("301", "mandatry", "mandatory"),
    ),
    Case("a field has no meaning outside its list", rule("when mandatory deduct 1"), ("301", "mandatory")),
    Case(
        "a misspelt list is suggested",
        rule("per missing cameras where mandatory deduct 1"),
        ("301", "missing cameras", "missing camera"),
    ),
    Case(
        "a misspelt field of a sum is suggested",
        rule("per poeple in each missing camera deduct 1"),
        ("301", "poeple", "people"),
    ),
    Case(
        "a misspelt list of a sum is suggested",
        rule("per people in each missing camer deduct 1"),
        ("301", "missing camer", "missing camera"),
    ),
    Case(
        "a misspelt set is suggested",
        rule("per missing from emergency plan deduct 1"),
        ("301", "emergency plan", "emergency plans"),
    ),
    Case(
        "a misspelt name among those that are unmet is suggested",
        rule("per unmet of fire drill held, alarm work deduct 1"),
        ("301", "alarm work", "alarm works"),
    ),
    Case(
        "a misspelt name in a shortfall is suggested",
        rule("per gaurds short of employees deduct 1"),
        ("301", "gaurds", "guards"),
    ),
    Case(
        "both misspelt names of a comparison are told",
        rule("when gaurds is less than employes deduct 1"),
        ("301", "gaurds", "guards"),
        ("301", "employes", "employees"),
    ),
    Case("a misspelt name under `any` is suggested", rule("when any spil deduct 1"), ("301", "spil", "spill")),
    Case(
        "a misspelt name in tiers is suggested",
        rule("by gaurds / employees\n      over 1‰ deduct 1"),
        ("301", "gaurds", "guards"),
    ),
    Case(
        "a misspelt name in a modifier is suggested",
        rule("per spill deduct 1\n      only when alarm work"),
        ("301", "alarm work", "alarm works"),
    ),
    Case(
        "a misspelt name in `applies when` is suggested",
        rule("applies when alarm work\n    per spill deduct 1"),
        ("301", "alarm work", "alarm works"),
    ),
    Case(
        "a misspelt name in `halved when` is suggested",
        rule("per spill deduct 1\n      halved when alarm work"),
        ("301", "alarm work", "alarm works"),
    ),
    Case(
        "a word too many behind a name is told",
        rule("when alarm works then deduct 1"),
        ("301", "alarm works then", "alarm works"),
    ),
    Case(
        "a word too many before a name is told",
        rule("when the alarm works deduct 1"),
        ("301", "the alarm works", "alarm works"),
    ),
    Case(
        "two names side by side lack what joins them",
        rule("when alarm works fire drill held deduct 1"),
        ("301", "alarm works fire drill held"),
    ),
    Case(
        "a misspelt name in a default is suggested",
        declared("guards : count default gaurds"),
        ("301", "gaurds", "guards"),
    ),
    Case("a fact is not declared twice in a group", declared("guards : count\n  guards : days"), ("302", "guards")),
    Case(
        "a fact is not declared twice in two groups",
        declared("guards : count\nfacts other\n  open : yes/no"),
        ("302", "open"),
    ),
    Case("a group is not opened twice", declared("guards : count\nfacts shop\n  dark : yes/no"), ("302", "shop")),
    Case(
        "a field is not declared twice", declared("leak : list\n    - site : text\n    - site : count"), ("302", "site")
    ),
    Case("a word of a choice is not given twice", declared("size : one of small, large, small"), ("302", "small")),
    Case(
        "a name that holds a joining word is told at its declaration",
        declared("doors and windows : count"),
        ("303", "doors and windows"),
    ),
    Case(
        "a name that holds a keyword of two words is told at its declaration",
        declared("guards short of training : count"),
        ("303", "guards short of training"),
    ),
    Case(
        "a name that begins with `any` is told at its declaration", declared("any leak : yes/no"), ("303", "any leak")
    ),
    Case(
        "a name that begins with `every` is told at its declaration",
        declared("every door : count"),
        ("303", "every door"),
    ),
    Case(
        "a name that begins with `no` is told at its declaration",
        declared("no smoking sign : count"),
        ("303", "no smoking sign"),
    ),
    Case(
        "a name that begins with `not` is told at its declaration",
        declared("not insured : yes/no"),
        ("303", "not insured"),
    ),
    Case(
        "a field's name that holds a keyword is told at its declaration",
        declared("leak : list\n    - where found : text"),
        ("303", "where found"),
    ),
    Case(
        "a group's name that begins with `no` is told at its declaration",
        declared("leak : count\nfacts no group\n  dark : yes/no"),
        ("303", "no group"),
    ),
    Case(
        "a name with a character that cannot be seen is told", declared("gu\u200bards : count"), ("304", "gu\u200bards")
    ),
    Case(
        "a name with a mark that turns the writing round is told",
        declared("gu\u202eards : count"),
        ("304", "gu\u202eards"),
    ),
    Case(
        "a name in corner brackets hides nothing either",
        declared("「gu\u200bards」 : count"),
        ("304", "「gu\u200bards」"),
    ),
    Case(
        "a name that is a field and a fact means two things",
        declared("leak : list\n    - open : yes/no").replace("when open", "when any leak where open"),
        ("305", "open"),
    ),
    Case(
        "a misspelt word of a choice is suggested",
        rule("when security head is full tiem deduct 1"),
        ("306", "full tiem", "full time"),
    ),
    Case(
        "a word of a choice with a hyphen is suggested",
        rule("when security head is not full-time deduct 1"),
        ("306", "full-time", "full time"),
    ),
    Case(
        "a misspelt second word of `is a or b` is suggested",
        rule("when security head is none or part tiem deduct 1"),
        ("306", "part tiem", "part time"),
    ),
    Case(
        "a misspelt word behind `neither` is suggested",
        rule("when security head is neither none nor ful time deduct 1"),
        ("306", "ful time", "full time"),
    ),
    Case(
        "a misspelt word of a field's choice is suggested",
        rule("per missing camera where grade is hihg deduct 1"),
        ("306", "hihg", "high"),
    ),
    Case(
        "a misspelt word of a default is suggested",
        declared("size : one of small, large default lagre"),
        ("306", "lagre", "large"),
    ),
    Case(
        "a word that is like none has no suggestion", rule("when security head is bananas deduct 1"), ("306", "bananas")
    ),
    Case(
        "two names with the same key in the JSON are told",
        declared("two doors : count\n  two_doors : count"),
        ("321", "two_doors"),
    ),
    Case(
        "two words with the same key in the JSON are told",
        declared("size : one of very small, very_small"),
        ("321", "very_small"),
    ),
    Case(
        "a name with brackets is told at its declaration", declared("doors (steel) : count"), ("323", "doors (steel)")
    ),
    Case("a name with a slash is told at its declaration", declared("doors/windows : count"), ("323", "doors/windows")),
    Case(
        "a name with an apostrophe is told at its declaration",
        declared("guard's room : yes/no"),
        ("323", "guard's room"),
    ),
    Case("a name with a full-width mark is told at its declaration", declared("门、窗 : count"), ("323", "门、窗")),
)

KEYWORDS = (
    Case(
        "a keyword with letters changed round is suggested", rule("whne alarm works deduct 1"), ("205", "whne", "when")
    ),
    Case("a keyword with a capital is suggested", rule("When alarm works deduct 1"), ("205", "When", "when")),
    Case("a keyword in capitals is suggested", rule("UNLESS alarm works deduct 1"), ("205", "UNLESS", "unless")),
    Case(
        "a misspelt `otherwise` is suggested",
        rule("when alarm works deduct 1\n    otherwhise per spill deduct 1"),
        ("205", "otherwhise", "otherwise"),
    ),
    Case(
        "a keyword without its second word is suggested",
        rule("when alarm works deduct 1\n      only if fire drill held"),
        ("205", "only", "only when"),
    ),
    Case(
        "a misspelt keyword of two words is suggested",
        rule("aplies when alarm works\n    per spill deduct 1"),
        ("205", "aplies", "applies when"),
    ),
    Case(
        "a form of a keyword is suggested",
        rule("per spill deduct 1\n      half when alarm works"),
        ("205", "half", "halved when"),
    ),
    Case("a misspelt tier is suggested", rule("by guards\n      form 1 deduct 1"), ("205", "form", "from")),
    Case("a word that begins no statement is told", rule("if alarm works deduct 1"), ("205", "if", "when")),
    Case(
        "what a comparison is called elsewhere leads to the comparison, not to equality",
        rule("when guards is greater than doors deduct 1"),
        ("203", "greater than", "is more than"),
    ),
    Case(
        "a misspelt comparison before a name leads to the comparison",
        rule("when guards is more then doors deduct 1"),
        ("203", "more then", "is more than"),
    ),
    Case(
        "a comparison without `is` leads to the comparison",
        rule("when guards under 3 deduct 1"),
        ("201", "under", "is less than"),
    ),
    Case(
        "`no more than` leads to `at most`",
        rule("when guards is no more than 3 deduct 1"),
        ("201", "is no more than", "is at most"),
    ),
    Case(
        "以上 behind a number leads to `or more`, not to the number alone",
        rule("when guards is 300以上 deduct 1"),
        ("201", "300以上", "300 or more"),
    ),
    Case(
        "percent in words leads to the sign, not to the number alone",
        rule("when guards is 10 percent deduct 1"),
        ("201", "10 percent", "10%"),
    ),
    Case(
        "a word that begins no line of the heading is told",
        heading("policy p\n  version 1\n  author x"),
        ("205", "author"),
    ),
    Case(
        "a misspelt line of the heading is suggested",
        heading('policy p\n  version 1\n  titel "x"'),
        ("205", "titel", "title"),
    ),
    Case(
        "a misspelt heading of the policy is suggested", heading("polciy p\n  version 1"), ("205", "polciy", "policy")
    ),
    Case("a misspelt group is suggested", f"{HEADING}fcats shop\n  open : yes/no\n", ("205", "fcats", "facts")),
    Case(
        "a misspelt section is suggested",
        sections("sectoin 1 worth 10\n  item 1.1\n    per spill deduct 1"),
        ("205", "sectoin", "section"),
    ),
    Case(
        "half of a bonus section's keyword is suggested",
        sections("bonus 1 up to 10\n  item 1.1\n    per spill add 1"),
        ("205", "bonus", "bonus section"),
    ),
    Case(
        "a misspelt item is suggested",
        sections("section 1 worth 10\n  itme 1.1\n    per spill deduct 1"),
        ("205", "itme", "item"),
    ),
    Case("a declaration without its colon is told", declared("guards count"), ("205", "guards")),
    Case("a keyword swallowed by a name is found", rule("per spill deduc 1"), ("203", "deduc", "deduct")),
    Case(
        "a keyword with a capital swallowed by a name is found", rule("per spill Deduct 1"), ("203", "Deduct", "deduct")
    ),
    Case(
        "half of a keyword swallowed by a name is found",
        rule("per guards short 3 deduct 1"),
        ("203", "short", "short of"),
    ),
    Case(
        "a misspelt keyword of two words swallowed by a name is found",
        rule("per guards shrot of 3 deduct 1"),
        ("203", "shrot", "short of"),
    ),
    Case(
        "a keyword that cannot follow a name, but was swallowed by one, is found",
        rule("by guards over 3 deduct 1"),
        ("203", "over"),
    ),
    Case("a swallowed `from` is found", rule("by guards from 3 deduct 1"), ("203", "from")),
    Case(
        "a misspelt comparison is found",
        rule("when guards is less then 3 deduct 1"),
        ("201", "is less then", "is less than"),
    ),
    Case(
        "another misspelt comparison is found",
        rule("when guards is at leest 3 deduct 1"),
        ("201", "is at leest", "is at least"),
    ),
    Case(
        "a misspelt joining word within a name is found",
        rule("per missing camera were mandatory deduct 1"),
        ("301", "missing camera were mandatory", "missing camera where mandatory"),
    ),
    Case(
        "a rounding without its direction is found",
        rule("per guards / employees rounded deduct 1"),
        ("301", "employees rounded", "employees rounded up"),
    ),
    Case("a misspelt `or more` is found", rule("when guards is 3 or moer deduct 1"), ("301", "moer", "or more")),
    Case(
        "a misspelt `worth` is suggested",
        sections("section 1 wroth 10\n  item 1.1\n    per spill deduct 1"),
        ("201", "wroth", "worth"),
    ),
    Case("a misspelt `default` is suggested", declared("guards : count defualt 3"), ("201", "defualt", "default")),
    Case("a misspelt `optional` is suggested", declared("guards : count optionl"), ("201", "optionl", "optional")),
    Case("`at least` in one word is suggested", declared("guards : count atleast 1"), ("201", "atleast", "at least")),
    Case("a misspelt `cap` is suggested", rule("per spill deduct 1 cpa 3"), ("201", "cpa", "cap")),
    Case("a sign of mathematics has a keyword", rule("when guards > 3 deduct 1"), ("207", ">", "is more than")),
    Case("a sign of two characters has a keyword", rule("when guards >= 3 deduct 1"), ("207", ">=", "is at least")),
    Case("a sign of equality has a keyword", rule("when guards = 3 deduct 1"), ("207", "=", "is")),
    Case("a full-width sign has a keyword", rule("when 保安人数＜3 deduct 1"), ("207", "＜", "is less than")),
    Case("there is no minus sign", rule("per guards - 3 deduct 1"), ("201", "-")),
)

TYPES = (
    Case("a misspelt type does not pass as a unit", declared("guards : cuont"), ("415", "cuont", "count")),
    Case("a type with a capital does not pass as a unit", declared("guards : Count"), ("415", "Count", "count")),
    Case("a type in one word does not pass as a unit", declared("ready : yesno"), ("415", "yesno", "yes/no")),
    Case("a type with blanks does not pass as a unit", declared("ready : yes / no"), ("415", "yes / no", "yes/no")),
    Case("a singular does not pass as a unit", declared("leak : finding"), ("415", "finding", "findings")),
    Case("a plural does not pass as a unit", declared("founded : dates"), ("415", "dates", "date")),
    Case(
        "a misspelt type of a field does not pass as a unit",
        declared("leak : list\n    - site : txt"),
        ("415", "txt", "text"),
    ),
    Case("a misspelt `one of` is suggested", declared("size : one off small, large"), ("415", "one off", "one of")),
    Case("`one of` in one word is suggested", declared("size : oneof small, large"), ("415", "oneof", "one of")),
    Case("a misspelt `set of` is suggested", declared("plans : set off fire, flood"), ("415", "set off", "set of")),
    Case("a count is whole already", declared("guards : whole count"), ("415", "whole count", "count")),
    Case("a fact is no condition if it is a count", rule("when guards deduct 1"), ("401", "guards")),
    Case("findings are no condition", rule("when spill deduct 1"), ("401", "spill")),
    Case("a list is no condition", rule("when missing camera deduct 1"), ("401", "missing camera")),
    Case("a set is no condition", rule("unless emergency plans deduct 1"), ("401", "emergency plans")),
    Case("a choice is no condition", rule("when security head deduct 1"), ("401", "security head")),
    Case("a date is no condition", rule("when opened deduct 1"), ("401", "opened")),
    Case("a text is no condition", rule("when remark deduct 1"), ("401", "remark")),
    Case("an amount is no condition", rule("when footage days deduct 1"), ("401", "footage days")),
    Case(
        "how many entries are such is no condition",
        rule("when missing camera where mandatory deduct 1"),
        ("401", "missing camera where mandatory"),
    ),
    Case("a shortfall is no condition", rule("when guards short of 3 deduct 1"), ("401", "guards short of 3")),
    Case("a count behind `not` is no condition", rule("when not guards deduct 1"), ("401", "guards")),
    Case("a count beside `and` is no condition", rule("when alarm works and guards deduct 1"), ("401", "guards")),
    Case("a field that is a text is no condition", rule("per missing camera where site deduct 1"), ("401", "site")),
    Case(
        "a count in `only when` is no condition", rule("per spill deduct 1\n      only when guards"), ("401", "guards")
    ),
    Case("a yes/no fact cannot be counted", rule("per alarm works deduct 1"), ("402", "alarm works")),
    Case(
        "a condition cannot be counted",
        rule("per any missing camera where mandatory deduct 1"),
        ("402", "any missing camera where mandatory"),
    ),
    Case("a number that need not be whole cannot be counted", rule("per growth deduct 1"), ("402", "growth")),
    Case(
        "a quotient cannot be counted unless it is rounded",
        rule("per guards / employees deduct 1"),
        ("402", "guards / employees"),
    ),
    Case("a set cannot be counted", rule("per emergency plans deduct 1"), ("402", "emergency plans")),
    Case("a date cannot be counted", rule("per opened deduct 1"), ("402", "opened")),
    Case("tiers need a number", rule("by alarm works\n      over 1 deduct 1"), ("402", "alarm works")),
    Case(
        "a choice is not compared with a text",
        rule('when security head is "none" deduct 1'),
        ("403", 'security head is "none"'),
    ),
    Case(
        "a choice is not more than something",
        rule("when security head is more than 1 deduct 1"),
        ("403", "security head is more than 1"),
    ),
    Case(
        "a yes/no fact is not compared with a number",
        rule("when alarm works is 1 deduct 1"),
        ("403", "alarm works is 1"),
    ),
    Case(
        "a yes/no fact is not compared with a word",
        rule("when alarm works is true deduct 1"),
        ("403", "alarm works is true"),
    ),
    Case(
        "a set is not compared with a word",
        rule("when emergency plans is robbery deduct 1"),
        ("403", "emergency plans is robbery"),
    ),
    Case(
        "a list is not compared with a text",
        rule('when missing camera is "none" deduct 1'),
        ("403", 'missing camera is "none"'),
    ),
    Case(
        "a count is not compared with a date",
        rule("when guards is 2024-03-31 deduct 1"),
        ("403", "guards is 2024-03-31"),
    ),
    Case(
        "a date is not less than another",
        rule("when opened is less than 2024-03-31 deduct 1"),
        ("403", "opened is less than 2024-03-31"),
    ),
    Case("a number is not before another", rule("when guards is before 3 deduct 1"), ("403", "guards is before 3")),
    Case("texts have no order", rule('when remark is more than "x" deduct 1'), ("403", 'remark is more than "x"')),
    Case(
        "findings filtered by `where` have no entries",
        rule('per spill where site is "gate" deduct 1'),
        ("405", "spill"),
    ),
    Case(
        "a count filtered by `where` has no entries",
        rule("when any guards where mandatory deduct 1"),
        ("405", "guards"),
    ),
    Case("findings have no field to add up", rule("per people in each spill deduct 1"), ("405", "spill")),
    Case("a text cannot be added up", rule("per site in each missing camera deduct 1"), ("416", "site")),
    Case("a yes/no fact cannot be added", rule("per guards + alarm works deduct 1"), ("416", "alarm works")),
    Case("a date cannot be divided", rule("per opened / 2 rounded up deduct 1"), ("416", "opened")),
    Case("a choice falls short of nothing", rule("per security head short of 3 deduct 1"), ("416", "security head")),
    Case("a text cannot be rounded", rule("per remark rounded up deduct 1"), ("416", "remark")),
    Case("`unmet of` counts yes/no facts", rule("per unmet of alarm works, guards deduct 1"), ("417", "guards")),
    Case("nothing is missing from a count", rule("per missing from guards deduct 1"), ("418", "guards")),
    Case("nothing is missing from a list", rule("per missing from missing camera deduct 1"), ("418", "missing camera")),
    Case(
        "`every` says what the entries have to be",
        rule("when every missing camera deduct 1"),
        ("419", "every missing camera"),
    ),
    Case(
        "`every` says nothing about a yes/no fact",
        rule("when every alarm works deduct 1"),
        ("419", "every alarm works"),
    ),
    Case("`any` says nothing about a yes/no fact", rule("when any alarm works deduct 1"), ("419", "any alarm works")),
    Case("`any` says nothing about a choice", rule("when any security head deduct 1"), ("419", "any security head")),
    Case("`no` says nothing about a text", rule("when no remark deduct 1"), ("419", "no remark")),
    Case("`no` says nothing about a date", rule("when no opened deduct 1"), ("419", "no opened")),
    Case(
        "a noun that means nothing is told", rule("per pizza missing from emergency plans deduct 1"), ("316", "pizza")
    ),
    Case(
        "a misspelt noun is suggested", rule("per paln missing from emergency plans deduct 1"), ("316", "paln", "plan")
    ),
    Case(
        "one word of a set is not all that it lacks",
        rule("per robbery missing from emergency plans deduct 1"),
        ("316", "robbery"),
    ),
)

UNITS = (
    Case("days are not compared with a bare number", rule("when footage days is less than 90 deduct 1"), ("404", "90")),
    Case(
        "days are not compared with yuan", rule("when footage days is less than 90 yuan deduct 1"), ("404", "90 yuan")
    ),
    Case(
        "days are not compared with a fact in yuan",
        rule("when footage days is less than repair cost deduct 1"),
        ("404", "repair cost"),
    ),
    Case(
        "a misspelt unit is suggested",
        rule("when footage days is less than 90 dyas deduct 1"),
        ("404", "90 dyas", "days"),
    ),
    Case("a count has no unit", rule("when guards is more than 3 people deduct 1"), ("404", "3 people")),
    Case("a share is a pure number", rule("when repair cost is more than 5% deduct 1"), ("404", "5%")),
    Case(
        "days are not added to yuan",
        rule("when footage days + repair cost is more than 0 deduct 1"),
        ("404", "repair cost"),
    ),
    Case(
        "two amounts with units are not multiplied",
        rule("when footage days * repair cost is 0 deduct 1"),
        ("404", "repair cost"),
    ),
    Case(
        "only like is divided by like",
        declared("days kept : days at least 1 days\n  cost : yuan").replace(
            "when open", "when cost / days kept is more than 3"
        ),
        ("404", "days kept"),
    ),
    Case(
        "yuan do not fall short of days",
        rule("per repair cost short of footage days rounded up deduct 1"),
        ("404", "footage days rounded up"),
    ),
    Case(
        "several shortfalls have one unit",
        rule("when (guards short of 3, footage days short of 90 days) is more than 3 deduct 1"),
        ("404", "footage days short of 90 days"),
    ),
    Case(
        "a sum keeps the unit of its field",
        rule("when loss in each missing camera is more than 3 deduct 1"),
        ("201", "is more than"),
    ),
    Case(
        "a sum in brackets keeps the unit of its field",
        rule("when (loss in each missing camera) is more than 3 deduct 1"),
        ("404", "3"),
    ),
    Case("a tier has the unit of its quantity", rule("by footage days\n      under 90 deduct 1"), ("404", "90")),
    Case(
        "a tier of a pure number has no unit",
        rule("by guards / employees\n      over 2 days deduct 1"),
        ("404", "2 days"),
    ),
    Case("a bound has the unit of its fact", declared("kept : days at least 3"), ("414", "3")),
    Case("a bound in another unit is told", declared("kept : days at least 3 yuan"), ("414", "3 yuan")),
    Case("a bound of a count has no unit", declared("guards : count at least 3 days"), ("414", "3 days")),
    Case("a default has the unit of its fact", declared("kept : days default 90"), ("413", "90")),
    Case("a default in another unit is told", declared("kept : days default 90 yuan"), ("413", "90 yuan")),
)

NUMBERS = (
    Case("a divisor may not be zero", rule("per employees / guards rounded up deduct 1"), ("406", "guards")),
    Case("a divisor in tiers may not be zero", rule("by employees / guards\n      over 1 deduct 1"), ("406", "guards")),
    Case(
        "a number without a lowest value is no divisor",
        rule("by employees / growth\n      over 1 deduct 1"),
        ("406", "growth"),
    ),
    Case("0 is no divisor", rule("by employees / 0\n      over 1 deduct 1"), ("406", "0")),
    Case(
        "how many findings there are is no divisor",
        rule("by employees / spill\n      over 1 deduct 1"),
        ("406", "spill"),
    ),
    Case(
        "a divisor in a default may not be zero",
        declared("guards : count\n  shields : count default 10 / guards rounded up"),
        ("406", "guards"),
    ),
    Case(
        "`and` and `or` are not mixed",
        rule("when alarm works and fire drill held or guards is 3 deduct 1"),
        ("407", "alarm works and fire drill held or guards is 3"),
    ),
    Case(
        "`and` and `or` are not mixed in brackets either",
        rule("when (alarm works or fire drill held and guards is 3) deduct 1"),
        ("407", "alarm works or fire drill held and guards is 3"),
    ),
    Case(
        "`and` and `or` are not mixed behind `where`",
        rule("per missing camera where mandatory and people is 1 or loss is 0 deduct 1"),
        ("407", "mandatory and people is 1 or loss is 0"),
    ),
    Case(
        "`is not a or b` is read in two ways",
        rule("when security head is not none or part time deduct 1"),
        ("408", "security head is not none or part time"),
    ),
    Case("tiers rise", rule("by guards\n      over 3 deduct 1\n      over 2 deduct 2"), ("409", "over 2 deduct 2")),
    Case(
        "a tier is not given twice",
        rule("by guards\n      over 3 deduct 1\n      over 3 deduct 2"),
        ("409", "over 3 deduct 2"),
    ),
    Case(
        "from a number lies below over it",
        rule("by guards\n      over 3 deduct 1\n      from 3 deduct 2"),
        ("409", "from 3 deduct 2"),
    ),
    Case(
        "falling tiers fall",
        rule("by guards\n      under 3 deduct 1\n      under 5 deduct 2"),
        ("409", "under 5 deduct 2"),
    ),
    Case(
        "down from a number lies above under it",
        rule("by guards\n      under 5 deduct 1\n      down from 5 deduct 2"),
        ("409", "down from 5 deduct 2"),
    ),
    Case(
        "tiers do not rise and fall at once",
        rule("by guards\n      over 3 deduct 1\n      under 1 deduct 2"),
        ("409", "under 1 deduct 2"),
    ),
    Case(
        "every tier out of order is told",
        rule("by guards\n      over 9 deduct 1\n      over 5 deduct 2\n      over 4 deduct 3"),
        ("409", "over 5 deduct 2"),
        ("409", "over 4 deduct 3"),
    ),
    Case("a number does not divide by zero", rule("per spill deduct 1/0"), ("410", "1/0")),
    Case("a number has no endless digits", rule("per spill deduct " + "9" * 101), ("410", "9" * 101)),
    Case("a number is written in the digits 0 to 9", rule("per spill deduct ٣"), ("410", "٣")),
    Case("no points are no effect", rule("per spill deduct 0"), ("411", "0")),
    Case("points are no share", rule("per spill deduct 5%"), ("411", "5%")),
    Case("a cap of 0 is none", rule("per spill deduct 1 cap 0"), ("411", "0")),
    Case("an item's cap is no share", rule("item cap 5‰\n    per spill deduct 1"), ("411", "5‰")),
    Case("a tier takes points", rule("by guards\n      over 3 deduct 0"), ("411", "0")),
    Case(
        "a section is worth something", sections("section 1 worth 0\n  item 1.1\n    per spill deduct 1"), ("411", "0")
    ),
    Case(
        "a bonus section brings something",
        sections("bonus section 1 up to 0\n  item 1.1\n    per spill add 1"),
        ("411", "0"),
    ),
    Case(
        "what is counted is never below zero",
        declared("growth : whole number").replace("when open", "per growth"),
        ("412", "growth"),
    ),
    Case(
        "a sum of what may be below zero may be so, too",
        rule("per growth + guards rounded down deduct 1"),
        ("429", "rounded down"),
    ),
    Case("what is rounded may be below zero", rule("per growth rounded up deduct 1"), ("412", "growth rounded up")),
    Case("`any` is not asked of what may be below zero", rule("when any growth deduct 1"), ("412", "growth")),
    Case(
        "a field that may be below zero is not added up for points",
        declared("leak : list\n    - change : whole number").replace("when open", "per change in each leak"),
        ("412", "change in each leak"),
    ),
    Case("a date exists", rule("when opened is before 2024-02-30 deduct 1"), ("420", "2024-02-30")),
    Case("a month exists", rule("when opened is after 2024-13-01 deduct 1"), ("420", "2024-13-01")),
    Case(
        "a date has two digits for the month and the day",
        rule("when opened is before 2024-3-1 deduct 1"),
        ("420", "2024-3-1"),
    ),
    Case("a date has no dots", rule("when opened is before 2024.03.01 deduct 1"), ("420", "2024.03.01")),
    Case("a date has no Chinese marks", rule("when opened is before 2024年3月1日 deduct 1"), ("420", "2024年3月1日")),
    Case("a share has no sign below zero", rule("per spill deduct -1"), ("201", "-")),
)

DECLARATIONS = (
    Case("a default of a count is whole", declared("guards : count default 1.5"), ("413", "1.5")),
    Case(
        "a quotient as a default of a count says how it is rounded",
        declared("guards : count\n  shields : count default guards / 2"),
        ("413", "guards / 2"),
    ),
    Case("a default of a count is no yes/no fact", declared("guards : count default open"), ("413", "open")),
    Case("a default of a count is not yes", declared("guards : count default yes"), ("413", "default yes")),
    Case("a default of a yes/no fact is no number", declared("ready : yes/no default 1"), ("413", "1")),
    Case(
        "a default of a number is no list",
        declared("leak : list\n    - site : text\n  leaks : count default leak"),
        ("413", "leak"),
    ),
    Case("a default keeps to the lowest value", declared("guards : count at least 2 default 1"), ("413", "1")),
    Case(
        "a default keeps to the highest value", declared("share : number at least 0 at most 1 default 2"), ("413", "2")
    ),
    Case(
        "a default from a fact keeps to the lowest value",
        declared("guards : count\n  shields : count at least 1 default guards"),
        ("413", "guards"),
    ),
    Case("a field has no default", declared("leak : list\n    - people : count default 1"), ("413", "default 1")),
    Case("a default that reads itself is a circle", declared("guards : count default guards"), ("315", "guards")),
    Case(
        "two defaults that read each other are a circle",
        declared("guards : count default shields\n  shields : count default guards"),
        ("315", "guards"),
    ),
    Case(
        "three defaults that read each other are a circle",
        declared("a : count default b + 1\n  b : count default c\n  c : count default a"),
        ("315", "a"),
    ),
    Case(
        "a circle is told for each ring once",
        declared("a : count default b\n  b : count default a\n  c : count default d\n  d : count default c"),
        ("315", "a"),
        ("315", "c"),
    ),
    Case("a text has no bounds", declared("remark : text at least 3"), ("414", "at least 3")),
    Case(
        "a lowest value lies below the highest", declared("guards : count at least 3 at most 2"), ("414", "at most 2")
    ),
    Case("a bound has decimals that end", declared("share : number at least 1/3"), ("414", "1/3")),
    Case("a count is not bound to less than 0", declared("guards : count at least -1"), ("414", "-1")),
    Case("a bound is not given twice", declared("guards : count at least 1 at least 2"), ("311", "at least 2")),
    Case("a default is not given twice", declared("guards : count default 1 default 2"), ("311", "default 2")),
    Case("only a list has fields", declared("leak : findings\n    - site : text"), ("324", "- site : text")),
    Case("a yes/no fact has no fields", declared("ready : yes/no\n    - site : text"), ("324", "- site : text")),
    Case("a field is no list", declared("leak : list\n    - sites : findings"), ("325", "findings")),
    Case("a field is no set", declared("leak : list\n    - sites : set of a, b"), ("325", "set of a, b")),
)

STRUCTURE = (
    Case(
        "a section is not there twice",
        sections(f"{RULES}section 1 worth 5\n  item 1.2\n    per spill deduct 1"),
        ("307", "1"),
    ),
    Case("an item is not there twice", sections(f"{RULES}  item 1.1\n    per spill deduct 1"), ("307", "1.1")),
    Case(
        "an item is not there twice in two sections",
        sections(f"{RULES}section 2 worth 5\n  item 1.1\n    per spill deduct 1"),
        ("307", "1.1"),
    ),
    Case(
        "an item does not have a section's number", sections(f"{RULES}  item 1\n    per spill deduct 1"), ("307", "1")
    ),
    Case(
        "an item does not have a rule's number",
        sections(f"{RULES}  item 1.1.a\n    per spill deduct 1"),
        ("307", "when fire drill held deduct 1"),
    ),
    Case("a label is no letter", rule("per spill deduct 1\n      label b"), ("308", "label b")),
    Case(
        "a label is not taken twice",
        rule("per spill deduct 1\n      label leak\n    per guards deduct 1\n      label leak"),
        ("308", "label leak"),
    ),
    Case("a policy has a heading", f"{FACTS}{RULES}", ("309", "")),
    Case("a policy has sections", f"{HEADING}facts shop\n  open : yes/no optional\n", ("327", "errors")),
    Case(
        "a policy has rules",
        f"{HEADING}facts shop\n  open : yes/no optional\nsection 1 worth 10\n  item 1.1\n",
        ("327", "errors"),
    ),
    Case("an empty text has no heading", "", ("309", "")),
    Case("a policy has one heading", heading("policy p\n  version 1\npolicy q"), ("309", "q")),
    Case("the heading comes first", f"{FACTS}policy p\n  version 1\n{RULES}", ("309", "p")),
    Case(
        "a cap under a rule that is no longer in force does not go to the rule before it",
        rule("per spill deduct 1\n    repealed\n    cap 2"),
        ("310", "cap 2"),
    ),
    Case(
        "`otherwise` behind a rule that is no longer in force has no rule above it",
        rule("per spill deduct 1\n    repealed\n    otherwise when alarm works deduct 2"),
        ("310", "otherwise when alarm works deduct 2"),
    ),
    Case("`only when` stands under a rule", rule("only when alarm works"), ("310", "only when alarm works")),
    Case(
        "`halved when` stands under a rule",
        rule("halved when alarm works\n    per spill deduct 1"),
        ("310", "halved when alarm works"),
    ),
    Case("a label stands under a rule", rule("label leak\n    per spill deduct 1"), ("310", "label leak")),
    Case(
        "`otherwise` stands under a rule", rule("otherwise per spill deduct 1"), ("310", "otherwise per spill deduct 1")
    ),
    Case("a rule has one cap", rule("per spill deduct 1 cap 2 cap 3"), ("311", "cap 3")),
    Case(
        "a rule has one cap on whatever line",
        rule('per spill deduct 1 cap 2\n      note "x"\n      cap 3'),
        ("311", "cap 3"),
    ),
    Case("an item has one cap", rule("item cap 2\n    per spill deduct 1\n    item cap 3"), ("311", "item cap 3")),
    Case(
        "a cap in the heading of an item is the item's",
        sections("section 1 worth 10\n  item 1.1 cap 2\n    item cap 3\n    per spill deduct 1"),
        ("311", "item cap 3"),
    ),
    Case(
        "a rule has one `only when`",
        rule("per spill deduct 1\n      only when alarm works\n      only when fire drill held"),
        ("311", "only when fire drill held"),
    ),
    Case(
        "a rule has one `halved when`",
        rule("per spill deduct 1\n      halved when alarm works\n      halved when fire drill held"),
        ("311", "halved when fire drill held"),
    ),
    Case("a rule has one label", rule("per spill deduct 1\n      label leak\n      label drip"), ("311", "label drip")),
    Case(
        "an item has one `applies when`",
        rule("applies when alarm works\n    applies when fire drill held\n    per spill deduct 1"),
        ("311", "applies when fire drill held"),
    ),
    Case("a policy has one version", heading("policy p\n  version 1.0\n  version 2.0"), ("311", "version 2.0")),
    Case(
        "`applies when` stands before the first rule",
        rule("per spill deduct 1\n    applies when alarm works"),
        ("312", "applies when alarm works"),
    ),
    Case("an ordinary section takes points", rule("per spill add 1"), ("313", "add 1")),
    Case(
        "tiers of an ordinary section take points",
        rule("by guards\n      over 3 add 1\n      over 4 add 2"),
        ("313", "add 1"),
        ("313", "add 2"),
    ),
    Case("a bonus section gives points", bonus("per spill deduct 1"), ("313", "deduct 1")),
    Case("full marks add up", f"policy p\n  version 1\n  full marks 100\n{FACTS}{RULES}", ("314", "100")),
    Case(
        "full marks leave out bonus sections",
        heading("policy p\n  version 1\n  full marks 15")
        + "bonus section 2 up to 5\n  item 2.1\n    per spill add 1\n",
        ("314", "15"),
    ),
    Case(
        "only deductions are halved",
        bonus("per spill add 1\n      halved when alarm works"),
        ("319", "halved when alarm works"),
    ),
    Case(
        "brackets are not nested without end",
        rule("when " + "(" * 300 + "alarm works" + ")" * 300 + " deduct 1"),
        ("322", "(" * 40),
    ),
    Case(
        "`not` is not nested without end", rule("when " + "not " * 300 + "alarm works deduct 1"), ("322", "not " * 10)
    ),
    Case(
        "sums are not endless",
        rule("per guards" + " + guards" * 300 + " deduct 1"),
        ("322", ("guards" + " + guards" * 40)[:40]),
    ),
)

MISSING_PIECES = (
    Case("a heading has an identifier", heading("policy"), ("202", "policy")),
    Case("a title has a text", heading("policy p\n  version 1\n  title"), ("202", "title")),
    Case("a title's text has quotes", heading("policy p\n  version 1\n  title Standard"), ("201", "Standard")),
    Case("a version has an identifier", heading("policy p\n  version"), ("202", "version")),
    Case("a version has no quotes", heading('policy p\n  version "1.0"'), ("201", '"1.0"')),
    Case("full marks have a number", heading("policy p\n  version 1\n  full marks"), ("202", "full marks")),
    Case("full marks are written in digits", heading("policy p\n  version 1\n  full marks ten"), ("201", "ten")),
    Case("a note has a text", heading("policy p\n  version 1\n  note"), ("202", "note")),
    Case("a group has a name", f"{HEADING}facts\n  open : yes/no\n", ("202", "facts")),
    Case("a group's name has no quotes", f'{HEADING}facts "shop"\n  open : yes/no\n', ("201", '"shop"')),
    Case("a declaration has a name", declared(": count"), ("201", ":")),
    Case("a declaration's name begins with a letter", declared("24h guard : yes/no"), ("201", "24h guard")),
    Case("a declaration has a type", declared("guards :"), ("202", ":")),
    Case("a declaration before another has a type", declared("guards :\n  dark : yes/no"), ("202", ":")),
    Case("a field has a type", declared("leak : list\n    - site :\n    - people : count"), ("202", ":")),
    Case("a field has a colon", declared("leak : list\n    - site text"), ("201", "site")),
    Case("a field has a name", declared("leak : list\n    - : text"), ("201", ":")),
    Case("a field's mark stands apart", declared("leak : list\n    -site : text"), ("201", "-")),
    Case("`one of` has words", declared("size : one of"), ("202", "one of")),
    Case("`one of` does not end with a comma", declared("size : one of small,"), ("202", ",")),
    Case("`one of` has its words without quotes", declared('size : one of "small", "large"'), ("201", '"small"')),
    Case("`one of` has commas between its words, not `and`", declared("size : one of small and large"), ("201", "and")),
    Case("`set of` has words", declared("plans : set of\n  dark : yes/no"), ("202", "set of")),
    Case("`whole` has a unit", declared("kept : whole"), ("202", "whole")),
    Case("a default has a value", declared("guards : count default"), ("202", "default")),
    Case(
        "a default before another declaration has a value",
        declared("guards : count default\n  dark : yes/no"),
        ("202", "default"),
    ),
    Case("a bound has a number", declared("guards : count at least"), ("202", "at least")),
    Case(
        "a bound before another declaration has a number",
        declared("guards : count at most\n  dark : yes/no"),
        ("202", "at most"),
    ),
    Case("a bound is written in digits", declared("guards : count at least one"), ("201", "one")),
    Case("qualifiers come before the label", declared('guards : count "保安" optional'), ("201", "optional")),
    Case("a type comes before its qualifiers", declared("guards : optional count"), ("201", "optional")),
    Case(
        "a section has an identifier",
        sections("section worth 10\n  item 1.1\n    per spill deduct 1"),
        ("201", "worth"),
    ),
    Case(
        "a section's worth has a number",
        sections("section 1 worth\n  item 1.1\n    per spill deduct 1"),
        ("202", "worth"),
    ),
    Case(
        "a section's worth is written in digits",
        sections("section 1 worth ten\n  item 1.1\n    per spill deduct 1"),
        ("201", "ten"),
    ),
    Case(
        "a section's title comes before its worth",
        sections('section 1 worth 10 "人防"\n  item 1.1\n    per spill deduct 1'),
        ("201", '"人防"'),
    ),
    Case(
        "a section's title has quotes",
        sections("section 1 人防 worth 10\n  item 1.1\n    per spill deduct 1"),
        ("201", "人防"),
    ),
    Case(
        "an ordinary section is worth points, not up to them",
        sections("section 1 up to 10\n  item 1.1\n    per spill deduct 1"),
        ("201", "up to"),
    ),
    Case(
        "a bonus section is up to points, not worth them",
        sections("bonus section 1 worth 10\n  item 1.1\n    per spill add 1"),
        ("201", "worth"),
    ),
    Case(
        "a bonus section's most has a number",
        sections("bonus section 1 up to\n  item 1.1\n    per spill add 1"),
        ("202", "up to"),
    ),
    Case("an item has an identifier", sections("section 1 worth 10\n  item\n    per spill deduct 1"), ("202", "item")),
    Case(
        "an item's title has quotes",
        sections("section 1 worth 10\n  item 1.1 保安\n    per spill deduct 1"),
        ("201", "保安"),
    ),
    Case(
        "an item's cap has a number",
        sections("section 1 worth 10\n  item 1.1 cap\n    per spill deduct 1"),
        ("202", "cap"),
    ),
    Case("a rule stands in an item", sections("section 1 worth 10\n  per spill deduct 1"), ("201", "per")),
    Case("an item stands in a section", f"{HEADING}item 1.1\n  per spill deduct 1\n", ("201", "item")),
    Case("`when` has a condition", rule("when deduct 1"), ("201", "deduct")),
    Case("`when` on a line of its own breaks off", rule("when\n    per spill deduct 1"), ("202", "when")),
    Case("`per` on a line of its own breaks off", rule("per\n    when alarm works deduct 1"), ("202", "per")),
    Case("`unless` at the end breaks off", rule("unless"), ("202", "unless")),
    Case("`per` has a quantity", rule("per deduct 1"), ("201", "deduct")),
    Case("a rule has an effect", rule("when alarm works"), ("202", "alarm works")),
    Case(
        "a rule before another has an effect", rule("when alarm works\n    per spill deduct 1"), ("202", "alarm works")
    ),
    Case(
        "a rule before an item has an effect",
        rule("when alarm works\n  item 1.2\n    per spill deduct 1"),
        ("202", "alarm works"),
    ),
    Case("an effect has its keyword", rule("per spill 1"), ("201", "1")),
    Case("an effect has a number", rule("per spill deduct"), ("202", "deduct")),
    Case(
        "an effect before another rule has a number",
        rule("per spill deduct\n    when alarm works deduct 1"),
        ("202", "deduct"),
    ),
    Case("an effect comes last", rule("deduct 1 per spill"), ("201", "deduct")),
    Case("a gain comes last", bonus("add 1 per spill"), ("201", "add")),
    Case("`more` comes behind the points", rule("per spill deduct more 1"), ("201", "more")),
    Case("a cap has a number", rule("per spill deduct 1 cap"), ("202", "cap")),
    Case(
        "a cap before another rule has a number",
        rule("per spill deduct 1\n      cap\n    per guards deduct 1"),
        ("202", "cap"),
    ),
    Case("an item cap has a number", rule("item cap\n    per spill deduct 1"), ("202", "item cap")),
    Case("`applies when` has a condition", rule("applies when\n    per spill deduct 1"), ("202", "applies when")),
    Case("`only when` has a condition", rule("per spill deduct 1\n      only when"), ("202", "only when")),
    Case(
        "`halved when` before a rule has a condition",
        rule("per spill deduct 1\n      halved when\n    per guards deduct 1"),
        ("202", "halved when"),
    ),
    Case(
        "a label has an identifier", rule("per spill deduct 1\n      label\n    per guards deduct 1"), ("202", "label")
    ),
    Case("a label has no quotes", rule('per spill deduct 1\n      label "leak"'), ("201", '"leak"')),
    Case("a label is one word", rule("per spill deduct 1\n      label big leak"), ("201", "leak")),
    Case("a cite has a text", rule("cite\n    per spill deduct 1"), ("202", "cite")),
    Case("a cite's text has quotes", rule("cite 未建立的，扣1分。\n    per spill deduct 1"), ("201", "未建立的")),
    Case("a note in an item has a text", rule("per spill deduct 1\n      note"), ("202", "note")),
    Case("a reason for a repealed rule has quotes", rule("per spill deduct 1\n    repealed 作废"), ("201", "作废")),
    Case("`otherwise` has a rule behind it", rule("per spill deduct 1\n    otherwise"), ("202", "otherwise")),
    Case("`by` has a quantity", rule("by\n      over 1 deduct 1"), ("202", "by")),
    Case("`by` has tiers", rule("by guards"), ("202", "guards")),
    Case("`by` before another rule has tiers", rule("by guards\n    per spill deduct 1"), ("202", "guards")),
    Case("a tier has its keyword", rule("by guards\n      3 deduct 1"), ("201", "3")),
    Case(
        "another word for a tier is suggested",
        rule("by guards\n      above 3 deduct 1"),
        ("205", "above", "over"),
    ),
    Case("a tier has a number", rule("by guards\n      over deduct 1"), ("201", "deduct")),
    Case("a tier has an effect", rule("by guards\n      over 3"), ("202", "3")),
    Case("a tier before another has an effect", rule("by guards\n      over 3\n      over 4 deduct 2"), ("202", "3")),
    Case(
        "a tier's effect has a number", rule("by guards\n      over 3 deduct\n      over 4 deduct 2"), ("202", "deduct")
    ),
    Case("a tier stands under `by`", rule("per spill deduct 1\n      over 3 deduct 2"), ("201", "over")),
    Case("`and` has a condition behind it", rule("when alarm works and deduct 1"), ("201", "deduct")),
    Case(
        "`or` at the end of a line breaks off before a rule",
        rule("when alarm works or\n    per spill deduct 1"),
        ("202", "or"),
    ),
    Case("`not` has a condition behind it", rule("when not deduct 1"), ("201", "deduct")),
    Case("`any` has a name behind it", rule("when any deduct 1"), ("201", "deduct")),
    Case("`is` has something behind it", rule("when guards is deduct 1"), ("201", "deduct")),
    Case("`is at least` has something behind it", rule("when guards is at least deduct 1"), ("201", "deduct")),
    Case("`is` has something before it", rule("when is 3 deduct 1"), ("201", "is")),
    Case("`neither` has `nor` behind it", rule("when security head is neither none deduct 1"), ("201", "deduct")),
    Case("`short of` has something behind it", rule("per guards short of deduct 1"), ("201", "deduct")),
    Case("`short of` has something before it", rule("per short of 3 deduct 1"), ("201", "short of")),
    Case("a further shortfall is whole", rule("per guards short of 3, employees deduct 1"), ("201", "deduct")),
    Case("`where` has a condition behind it", rule("per missing camera where deduct 1"), ("201", "deduct")),
    Case("`where` has a list before it", rule("per where mandatory deduct 1"), ("201", "where")),
    Case("`in each` has a list behind it", rule("per people in each deduct 1"), ("201", "deduct")),
    Case("`in each` has a field before it", rule("per in each missing camera deduct 1"), ("201", "in each")),
    Case("`unmet of` has names behind it", rule("per unmet of deduct 1"), ("201", "deduct")),
    Case("`unmet of` does not end with a comma", rule("per unmet of alarm works, deduct 1"), ("201", "deduct")),
    Case("`missing from` has a set behind it", rule("per plan missing from deduct 1"), ("201", "deduct")),
    Case("a sum has two parts", rule("per guards + deduct 1"), ("201", "deduct")),
    Case("a quotient has two parts", rule("per guards / rounded up deduct 1"), ("201", "rounded up")),
    Case("a bracket is closed", rule("when (alarm works deduct 1"), ("201", "deduct")),
    Case("a bracket is opened", rule("when alarm works) deduct 1"), ("201", ")")),
    Case("brackets hold something", rule("when () deduct 1"), ("201", ")")),
    Case(
        "conditions are joined by `and`, not by a comma",
        rule("when alarm works, fire drill held deduct 1"),
        ("201", ","),
    ),
    Case(
        "`where` beside `and` stands in brackets",
        rule("when alarm works and any missing camera where mandatory deduct 1"),
        ("206", "where"),
    ),
    Case(
        "`where` beside `or` stands in brackets",
        rule("when alarm works or no missing camera where mandatory deduct 1"),
        ("206", "where"),
    ),
)

CHARACTERS = (
    Case(
        "a straight quotation ends on its line",
        rule('cite "未建立的，扣1分。\n    per spill deduct 1'),
        ("204", '"未建立的，扣1分。'),
    ),
    Case(
        "a curly quotation ends on its line",
        rule("cite “未建立的，扣1分。\n    per spill deduct 1"),
        ("204", "“未建立的，扣1分。"),
    ),
    Case(
        "a curly quotation is not closed by a straight mark",
        rule('cite “未建立的"\n    per spill deduct 1'),
        ("204", '“未建立的"'),
    ),
    Case("a corner bracket is closed on its line", declared("「no smoking : count"), ("204", "「no smoking : count")),
    Case(
        "a corner bracket in a rule is closed on its line",
        rule("when 「alarm works deduct 1"),
        ("204", "「alarm works deduct 1"),
    ),
    Case("single quotation marks have no meaning", rule("cite 'x'\n    per spill deduct 1"), ("207", "'")),
    Case("a full-width full stop has no meaning", rule("per spill deduct 1。"), ("207", "。")),
    Case("a full-width semicolon has no meaning", rule("per spill deduct 1；"), ("207", "；")),
    Case("a semicolon has no meaning", rule("per spill deduct 1;"), ("207", ";")),
    Case("a brace has no meaning", rule("per spill { deduct 1 }"), ("207", "{")),
    Case("a second point in a number has no meaning", rule("per spill deduct 1.5.2"), ("207", ".")),
    Case("an exclamation mark has no meaning", rule("when !alarm works deduct 1"), ("207", "!")),
    Case("a character that cannot be seen is told", rule("per spill \u200bdeduct 1"), ("207", "\u200b")),
    Case("a control character is told", rule("per spill \x1b[31mdeduct 1"), ("207", "\x1b")),
    Case("a mark that turns the writing round is told", rule("per spill \u202ededuct 1"), ("207", "\u202e")),
    Case("a dash is no mark of a field", declared("leak : list\n    – site : text"), ("207", "–")),
    Case("a star is no mark of a field", declared("leak : list\n    * site : text"), ("201", "*")),
    Case("a wide character is underlined whole", rule("per 保安人数 扣 1"), ("209", "扣", "deduct")),
    Case("a second colon is told", declared("guards : : count"), ("201", ":")),
)

LAYOUT = (
    Case(
        "a comment behind a name does not move the underline",
        rule("when fire dril held # 演练\n      deduct 1"),
        ("301", "fire dril held", "fire drill held"),
    ),
    Case(
        "a comment in between does not hide a mistake",
        rule("when alarm works # and\n      # more\n      and fire dril held deduct 1"),
        ("301", "fire dril held", "fire drill held"),
    ),
    Case(
        "a comment ends a statement's line, not the statement",
        rule("when # alarm works\n      deduct 1"),
        ("201", "deduct"),
    ),
    Case("a text with a comment sign is a text", rule('cite "a # b\n    per spill deduct 1'), ("204", '"a # b')),
    Case(
        "line ends of Windows do not move the underline",
        rule("when fire dril held\n      deduct 1").replace("\n", "\r\n"),
        ("301", "fire dril held", "fire drill held"),
    ),
    Case(
        "an open quotation ends before a line end of Windows",
        rule('cite "x\n    per spill deduct 1').replace("\n", "\r\n"),
        ("204", '"x'),
    ),
    Case(
        "a statement that breaks off is told with line ends of Windows",
        rule("per spill deduct\n    per guards deduct 1").replace("\n", "\r\n"),
        ("202", "deduct"),
    ),
    Case(
        "blanks between the words of a name do not count",
        rule("when fire    dril   held deduct 1"),
        ("301", "fire    dril   held", "fire drill held"),
    ),
    Case("a name does not go over a line's end", rule("when fire drill\n      held deduct 1"), ("201", "held")),
    Case(
        "a keyword does not go over a line's end",
        rule("per guards short\n      of 3 deduct 1"),
        ("203", "short", "short of"),
    ),
    Case(
        "tabs do not move the underline",
        rule("when\tfire dril held\tdeduct 1"),
        ("301", "fire dril held", "fire drill held"),
    ),
    Case(
        "a last line without an end is read",
        rule("when fire dril held deduct 1").rstrip("\n"),
        ("301", "fire dril held", "fire drill held"),
    ),
)

TERMS = (
    Case(
        "a term that reads itself is a circle",
        terms("weight : weight + 1"),
        ("328", "weight"),
    ),
    Case(
        "two terms that read each other are a circle",
        terms("a : b + 1\n  b : a + 1", "always deduct (a)"),
        ("328", "a"),
    ),
    Case(
        "a circle of terms is told once, whatever reads them",
        terms("a : b + 1\n  b : a + 1\n  c : a + guards", "always deduct (c)"),
        ("328", "a"),
    ),
    Case(
        "a term does not have the name of a fact",
        terms("guards : employees + 1"),
        ("302", "guards"),
    ),
    Case(
        "a term is not defined twice",
        terms("busy : alarm works\n  busy : fire drill held", "when busy deduct 1"),
        ("302", "busy"),
    ),
    Case(
        "a term's name holds no keyword",
        terms("busy and late : alarm works"),
        ("303", "busy and late"),
    ),
    Case(
        "a misspelt term is suggested",
        terms("busy : alarm works", "when bussy deduct 1"),
        ("301", "bussy", "busy"),
    ),
    Case(
        "a misspelt name in a term is suggested",
        terms("busy : guards is more than 3 and fire dril held", "when busy deduct 1"),
        ("301", "fire dril held", "fire drill held"),
    ),
    Case(
        "a default reads no term",
        declared("guards : count default busy").replace("section", "terms\n  busy : 3\nsection"),
        ("301", "busy"),
    ),
    Case(
        "a term is no date",
        terms("start : opened"),
        ("424", "start"),
    ),
    Case(
        "a term is no text",
        terms("said : remark"),
        ("424", "said"),
    ),
    Case(
        "a term is no set",
        terms("plans : emergency plans"),
        ("424", "plans"),
    ),
    Case(
        "a term that is a choice is compared with its words",
        terms("class : table by guards\n    up to 3 | low\n    over 3 | high", "when class is hihg deduct 1"),
        ("306", "hihg", "high"),
    ),
    Case(
        "a term that is a number is no condition",
        terms("load : guards + 1", "when load deduct 1"),
        ("401", "load"),
    ),
    Case(
        "a term's unit is held against others",
        terms("kept : footage days + 1 days", "when kept is less than 30 deduct 1"),
        ("404", "30"),
    ),
    Case(
        "terms do not lean one on another without end",
        terms("\n  ".join(f"t{n} : t{n + 1} + 1" for n in range(150)) + "\n  t150 : 1", "always deduct (t0)"),
        ("322", "t0"),
    ),
    Case(
        "values of cases are of one unit",
        terms("kept : 3 days if alarm works otherwise 2", "when kept is 3 days deduct 1"),
        ("404", "2"),
    ),
    Case(
        "values of cases are numbers",
        terms("busy : alarm works if fire drill held otherwise 责任书", "when busy deduct 1"),
        ("416", "alarm works"),
        ("416", "责任书"),
    ),
    Case(
        "what decides between cases is a condition",
        terms("load : 2 if guards otherwise 1", "always deduct load"),
        ("401", "guards"),
    ),
    Case(
        "a misspelt name in a case does not hide one in another",
        terms("load : 2 if fire dril held,\n    3 if alarm work\n    otherwise gaurds", "always deduct load"),
        ("301", "fire dril held", "fire drill held"),
        ("301", "alarm work", "alarm works"),
        ("301", "gaurds", "guards"),
    ),
    Case(
        "a table is looked up by something that can be looked up",
        terms("charge : table by opened\n    up to 3 | 1\n    over 3 | 2"),
        ("424", "opened"),
    ),
    Case(
        "a table by two has columns",
        terms("charge : table by guards, employees\n    up to 3 | 1\n    over 3 | 2"),
        ("424", "charge"),
    ),
    Case(
        "a table by one has no columns",
        terms("charge : table by guards\n    | up to 3 | over 3\n    up to 3 | 1 | 2\n    over 3 | 2 | 3"),
        ("424", "up to 3"),
    ),
    Case(
        "a row has as many values as there are columns",
        terms("charge : table by guards, alarm works\n    | yes | no\n    up to 3 | 1\n    over 3 | 1 | 2 | 3"),
        ("424", "up to 3 | 1"),
        ("424", "over 3 | 1 | 2 | 3"),
    ),
    Case(
        "a table has no more rows than anyone can read",
        terms(
            "charge : table by guards\n    up to 0 | 0\n"
            + "".join(f"    from {n} to {n} | 1\n" for n in range(1, 1001))
            + "    over 1000 | 2"
        ),
        ("424", "charge"),
    ),
    Case(
        "a band of words does not go with a number",
        terms("charge : table by guards\n    few | 1\n    many | 2"),
        ("424", "few"),
    ),
    Case(
        "a band of numbers does not go with words",
        terms("charge : table by security head\n    up to 3 | 1\n    over 3 | 2"),
        ("424", "up to 3"),
    ),
    Case(
        "a band of numbers does not go with yes and no",
        terms("charge : table by alarm works\n    up to 3 | 1\n    over 3 | 2"),
        ("424", "up to 3"),
    ),
    Case(
        "yes and no do not go with a number",
        terms("charge : table by guards\n    yes | 1\n    no | 2"),
        ("424", "yes"),
    ),
    Case(
        "a table gives numbers or words",
        terms("charge : table by guards\n    up to 3 | 1\n    over 3 | much"),
        ("424", "much"),
    ),
    Case(
        "a misspelt word of a band is suggested",
        terms("charge : table by security head\n    full tiem or part time | 1\n    none | 2"),
        ("306", "full tiem", "full time"),
    ),
    Case(
        "a word stands in one band",
        terms("charge : table by security head\n    full time or part time | 1\n    none or part time | 2"),
        ("423", "part time"),
    ),
    Case(
        "every word stands in a band",
        terms("charge : table by security head\n    full time | 1\n    none | 2"),
        ("423", "none"),
    ),
    Case(
        "yes and no stand in a band each",
        terms("charge : table by alarm works\n    yes | 1"),
        ("423", "yes"),
    ),
    Case(
        "yes does not stand in two bands",
        terms("charge : table by alarm works\n    yes | 1\n    yes | 2\n    no | 3"),
        ("423", "no"),
    ),
    Case(
        "a band has the unit of the axis",
        terms("charge : table by footage days\n    up to 30 | 1\n    over 30 | 0"),
        ("404", "30"),
    ),
    Case(
        "a band's unit is that of the axis",
        terms("charge : table by footage days\n    up to 30 weeks | 1\n    over 30 days | 0"),
        ("404", "30 weeks"),
    ),
    Case(
        "bands of counts leave no number out",
        terms("charge : table by guards\n    up to 3 | 1\n    from 5 | 2"),
        ("423", "from 5"),
    ),
    Case(
        "bands of counts do not share a number",
        terms("charge : table by guards\n    up to 3 | 1\n    from 3 | 2"),
        ("423", "from 3"),
    ),
    Case(
        "bands of numbers leave no stretch out",
        terms("charge : table by growth\n    up to 3 | 1\n    over 4 | 2"),
        ("423", "over 4"),
    ),
    Case(
        "bands of numbers leave no point out",
        terms("charge : table by growth\n    below 3 | 1\n    over 3 | 2"),
        ("423", "over 3"),
    ),
    Case(
        "bands of numbers do not share a point",
        terms("charge : table by growth\n    up to 3 | 1\n    from 3 | 2"),
        ("423", "from 3"),
    ),
    Case(
        "bands of numbers do not overlap",
        terms("charge : table by growth\n    up to 3 | 1\n    from 2 | 2"),
        ("423", "from 2"),
    ),
    Case(
        "bands rise",
        terms("charge : table by guards\n    over 3 | 2\n    up to 3 | 1"),
        ("423", "up to 3"),
    ),
    Case(
        "a band is not empty",
        terms("charge : table by guards\n    up to 3 | 1\n    from 9 to 4 | 2\n    over 9 | 3"),
        ("423", "from 9 to 4"),
    ),
    Case(
        "the first band reaches down to what can come",
        terms("charge : table by growth\n    from 0 to 3 | 1\n    over 3 | 2"),
        ("423", "from 0 to 3"),
    ),
    Case(
        "the first band reaches down to the lowest bound",
        terms("charge : table by guards\n    from 2 to 3 | 1\n    over 3 | 2"),
        ("423", "from 2 to 3"),
    ),
    Case(
        "the last band reaches up to what can come",
        terms("charge : table by guards\n    up to 3 | 1\n    from 4 to 9 | 2"),
        ("423", "from 4 to 9"),
    ),
    Case(
        "the last band reaches up to the highest bound",
        terms("charge : table by risk\n    up to 3 | 1\n    from 4 to 9 | 2").replace(
            "  growth ", "  risk : count at most 10\n  growth "
        ),
        ("423", "from 4 to 9"),
    ),
    Case(
        "columns leave nothing out either",
        terms("charge : table by alarm works, guards\n    | up to 3 | from 5\n    yes | 1 | 2\n    no | 3 | 4"),
        ("423", "from 5"),
    ),
)

QUANTITIES = (
    Case(
        "an exponent is a number",
        rule("by guards to the power of employees\n      over 3 deduct 1"),
        ("425", "employees"),
    ),
    Case(
        "what is rounded behind a sum stands in brackets",
        rule("always deduct (guards + guards / 2 rounded up)"),
        ("429", "rounded up"),
    ),
    Case(
        "a power does not grow without end",
        rule("always deduct ((guards to the power of 50) to the power of 50)"),
        ("428", "(guards to the power of 50) to the power of 50"),
    ),
    Case(
        "an exponent has no unit",
        rule("by guards to the power of 2 days\n      over 3 deduct 1"),
        ("425", "2 days"),
    ),
    Case(
        "an exponent is not endless",
        rule("by guards to the power of 101\n      over 3 deduct 1"),
        ("425", "101"),
    ),
    Case(
        "a root is not of an endless degree",
        rule("by guards to the power of 1/101 to 5 digits\n      over 3 deduct 1"),
        ("425", "1/101"),
    ),
    Case(
        "a root says how many digits are kept",
        rule("by guards to the power of 1/2\n      over 3 deduct 1"),
        ("425", "1/2"),
    ),
    Case(
        "there is no root of what may be below 0",
        rule("by growth to the power of 1/2 to 5 digits\n      over 3 deduct 1"),
        ("425", "growth"),
    ),
    Case(
        "an amount with a unit has no power",
        rule("by footage days to the power of 2\n      over 3 deduct 1"),
        ("425", "footage days"),
    ),
    Case(
        "a yes/no fact has no power",
        rule("by alarm works to the power of 2\n      over 3 deduct 1"),
        ("416", "alarm works"),
    ),
    Case(
        "a number of digits is whole",
        rule("by guards to the power of 1/2 to 1.5 digits\n      over 3 deduct 1"),
        ("426", "1.5"),
    ),
    Case(
        "a number of digits is not 0",
        rule("by guards to the power of 1/2 to 0 digits\n      over 3 deduct 1"),
        ("426", "0"),
    ),
    Case(
        "a number of digits is not endless",
        rule("by guards to the power of 1/2 to 51 digits\n      over 3 deduct 1"),
        ("426", "51"),
    ),
    Case(
        "a number of places is whole",
        rule("by growth rounded half up to 1.5 places\n      over 3 deduct 1"),
        ("426", "1.5"),
    ),
    Case(
        "a number of places is not endless",
        rule("by growth rounded down to 51 places\n      over 3 deduct 1"),
        ("426", "51"),
    ),
    Case(
        "what is taken away has the same unit",
        rule("by footage days minus 3\n      over 3 days deduct 1"),
        ("404", "3"),
    ),
    Case(
        "a difference may be below 0",
        rule("per guards minus 3 deduct 1"),
        ("412", "guards minus 3"),
    ),
    Case(
        "a difference may be 0, and so is no divisor",
        rule("by employees / (guards minus 3)\n      over 3 deduct 1"),
        ("406", "guards minus 3"),
    ),
    Case(
        "the greatest is of one unit",
        rule("when (the greatest of footage days, guards) is 3 deduct 1"),
        ("404", "guards"),
    ),
    Case(
        "the least is of numbers",
        rule("when (the least of guards, alarm works) is 3 deduct 1"),
        ("416", "alarm works"),
    ),
    Case(
        "levels are of yes/no facts",
        rule("when (levels reached of alarm works, guards) is 1 deduct 1"),
        ("417", "guards"),
    ),
    Case(
        "a mean is of numbers",
        rule("by mean of site in each missing camera if none 0\n      over 3 deduct 1"),
        ("416", "site"),
    ),
    Case(
        "a weight is a number",
        rule("by mean of people in each missing camera weighted by mandatory if none 0\n      over 3 deduct 1"),
        ("416", "mandatory"),
    ),
    Case(
        "a weight is never below 0",
        and_rule(
            "leak : list\n    - loss : number at least 0\n    - share : number",
            "by mean of loss in each leak weighted by share if none 0\n      over 3",
        ),
        ("412", "share"),
    ),
    Case(
        "both misspelt fields of a mean are told",
        rule("by mean of poeple in each missing camera weighted by los if none 0\n      over 3 deduct 1"),
        ("301", "poeple", "people"),
        ("301", "los", "loss"),
    ),
    Case(
        "a mean is of a list",
        rule("by mean of people in each spill if none 0\n      over 3 deduct 1"),
        ("405", "spill"),
    ),
    Case(
        "points that are worked out are not below 0",
        rule("when alarm works deduct (guards minus employees)"),
        ("422", "guards minus employees"),
    ),
    Case(
        "points beyond the item are not below 0",
        rule("when alarm works deduct (growth) beyond the item") + "verdict\n  no floor\n",
        ("422", "growth"),
    ),
    Case(
        "points have no unit",
        rule("always deduct (repair cost / 2)"),
        ("404", "repair cost / 2"),
    ),
    Case(
        "points are a number",
        rule("always deduct alarm works"),
        ("416", "alarm works"),
    ),
    Case(
        "a misspelt name of points is suggested",
        rule("always deduct gaurds"),
        ("301", "gaurds", "guards"),
    ),
    Case(
        "points are written in digits",
        rule("per spill deduct one"),
        ("301", "one"),
    ),
    Case(
        "another word for the item is suggested",
        rule("worth 10\n    when alarm works deduct all"),
        ("301", "all", "the item"),
    ),
    Case(
        "the item stands without brackets",
        rule("worth 10\n    when alarm works deduct (the item)"),
        ("301", "the item"),
    ),
)

RESULTS = (
    Case(
        "a result is of an item that is there",
        rule("per spill deduct 1\n  item 1.2\n    when points of item 1.3 is 2 deduct 1"),
        ("331", "points of item 1.3"),
    ),
    Case(
        "a result is of a section that is there",
        rule("per spill deduct 1\n  item 1.2\n    when score of section 9 is 2 deduct 1"),
        ("331", "score of section 9"),
    ),
    Case(
        "a rule has no result",
        rule("per spill deduct 1\n  item 1.2\n    when points of item 1.1.a is 2 deduct 1"),
        ("331", "points of item 1.1.a", "points of item 1.1"),
    ),
    Case(
        "an item without a worth has no score",
        rule("per spill deduct 1\n  item 1.2\n    when score of item 1.1 is 2 deduct 1"),
        ("333", "score of item 1.1"),
    ),
    Case(
        "an item without a worth is not taken whole",
        rule("when alarm works deduct the item"),
        ("333", "deduct the item"),
    ),
    Case(
        "the total so far says nothing in a term",
        terms("good : total so far is at least 5", "when good deduct 1"),
        ("332", "total so far"),
    ),
    Case(
        "the total so far says nothing in the first section",
        rule("applies when total so far is at least 5\n    per spill deduct 1"),
        ("332", "total so far"),
    ),
    Case(
        "the total so far says nothing above a section that is rescaled with those above it",
        sections(
            """\
section 1 "A" worth 5
  item 1.1 worth 5
    per spill deduct 1
section 2 "B" worth 5
  item 2.1 worth 5
    when total so far is less than 5 deduct 1
section 3 "C" worth 5
  item 3.1 worth 5
    per spill deduct 1
verdict
  rescaled to 100 if nothing applies no score
"""
        ),
        ("332", "total so far"),
    ),
    Case(
        "the total so far says nothing in a verdict",
        verdict("no score when total so far is less than 5"),
        ("332", "total so far"),
    ),
    Case(
        "a default does not ask for the total so far",
        declared("guards : count default total so far"),
        ("413", "total so far"),
    ),
    Case(
        "a rule does not ask about its own item",
        rule("when points of item 1.1 is 0 deduct 1"),
        ("330", "points of item 1.1"),
    ),
    Case(
        "a rule does not ask about its own section",
        rule("when points of section 1 is 0 deduct 1"),
        ("330", "points of section 1"),
    ),
    Case(
        "two items do not ask about each other",
        rule("when points of item 1.2 is 0 deduct 1\n  item 1.2\n    when points of item 1.1 is 0 deduct 1"),
        ("330", "points of item 1.2"),
    ),
    Case(
        "an item does not ask about itself by way of a term",
        terms("good : points of item 1.1 is 0", "when good deduct 1"),
        ("330", "points of item 1.1"),
    ),
    Case(
        "whether an item applies does not hang on its section",
        rule("applies when points of section 1 is 0\n    per spill deduct 1"),
        ("330", "points of section 1"),
    ),
    Case(
        "a result is compared with a number without a unit",
        rule("per spill deduct 1\n  item 1.2\n    when points of item 1.1 is 2 points deduct 1"),
        ("404", "2 points"),
    ),
)

EFFECTS = (
    Case(
        "the item is not taken for each",
        rule("worth 10\n    per spill deduct the item"),
        ("336", "deduct the item"),
    ),
    Case(
        "nothing is added beyond an item",
        mixed("when alarm works add 1 beyond the item"),
        ("336", "add 1 beyond the item"),
    ),
    Case(
        "a bonus section charges nothing to the total",
        bonus("when alarm works add 1 beyond the item"),
        ("336", "add 1 beyond the item"),
    ),
    Case(
        "tiers add or deduct",
        mixed("by guards\n      over 1 add 1\n      over 2 deduct 1"),
        ("336", "deduct 1"),
    ),
    Case(
        "an inspector chooses the points of one hit",
        chosen("per open deduct 1 to 3 at discretion of neatness").replace("per open", "per (unmet of open)"),
        ("336", "deduct 1 to 3 at discretion of neatness"),
    ),
    Case(
        "an inspector chooses no tiers",
        chosen("by (unmet of open)\n      from 1 deduct 1 to 3 at discretion of neatness"),
        ("336", "deduct 1 to 3 at discretion of neatness"),
    ),
    Case(
        "a cap does not hold two accounts",
        rule("worth 10\n    when alarm works deduct the item and 3 beyond the item cap 4") + "verdict\n  no floor\n",
        ("336", "cap 4"),
    ),
    Case(
        "there is something to choose",
        chosen("when open deduct 3 to 1 at discretion of neatness"),
        ("411", "deduct 3 to 1 at discretion of neatness"),
    ),
    Case(
        "a figure is in a discretion",
        chosen("when open deduct 1 to 3 at discretion of open"),
        ("343", "open"),
    ),
    Case(
        "a figure belongs to one rule",
        chosen(
            "when open deduct 1 to 3 at discretion of neatness\n    unless open deduct 1 to 2 at discretion of neatness"
        ),
        ("343", "neatness"),
    ),
    Case(
        "a discretion has its bounds in the rule",
        chosen("when open deduct neatness"),
        ("343", "neatness"),
    ),
    Case(
        "a misspelt discretion is suggested",
        chosen("when open deduct 1 to 3 at discretion of neatnes"),
        ("301", "neatnes", "neatness"),
    ),
    Case(
        "a discretion is no condition",
        chosen("when neatness deduct 1"),
        ("401", "neatness"),
    ),
    Case(
        "a discretion is no field",
        declared("leak : list\n    - neat : discretion"),
        ("325", "discretion"),
    ),
    Case(
        "a discretion has no bounds of its own",
        declared("neat : discretion at most 3"),
        ("414", "at most 3"),
    ),
    Case(
        "a discretion has no default",
        declared("neat : discretion default 3"),
        ("413", "3"),
    ),
    Case(
        "a chain of rules uses one word",
        rule("when alarm works deduct 1\n    otherwise per spill deduct 1\n    or if more per guards deduct 1"),
        ("335", "or if more"),
    ),
    Case(
        "a chain of rules uses one word, however it begins",
        rule("when alarm works deduct 1\n    or if less per spill deduct 1\n    otherwise per guards deduct 1"),
        ("335", "otherwise"),
    ),
    Case(
        "what is chosen among charges nothing beyond the item",
        rule("when alarm works deduct 1 beyond the item\n    or if more per spill deduct 1") + "verdict\n  no floor\n",
        ("335", "or if more"),
    ),
    Case(
        "what is chosen among is not charged once",
        rule("per missing camera deduct 1\n      charged once\n    or if more per spill deduct 1"),
        ("335", "or if more"),
    ),
    Case(
        "what is chosen among is of one kind",
        mixed("when alarm works deduct 1\n    or if more per spill add 1"),
        ("335", "or if more"),
    ),
    Case(
        "`or if more` stands under a rule",
        rule("or if more per spill deduct 1"),
        ("310", "or if more per spill deduct 1"),
    ),
    Case(
        "what is charged once has entries",
        rule("per guards deduct 1\n      charged once"),
        ("345", "charged once"),
    ),
    Case(
        "findings are not charged once",
        rule("per spill deduct 1\n      charged once"),
        ("345", "charged once"),
    ),
    Case(
        "`charged once` stands under a rule",
        rule("charged once\n    per missing camera deduct 1"),
        ("310", "charged once"),
    ),
    Case(
        "`charged once` is said once",
        rule("per missing camera deduct 1\n      charged once\n      charged once"),
        ("311", "charged once"),
    ),
    Case(
        "a fact of its own identifies nothing",
        declared("number : text identifies"),
        ("344", "identifies"),
    ),
    Case(
        "a yes/no field identifies nothing",
        declared("leak : list\n    - wet : yes/no identifies"),
        ("344", "identifies"),
    ),
    Case(
        "a number with decimals identifies nothing",
        declared("leak : list\n    - depth : number identifies"),
        ("344", "identifies"),
    ),
    Case(
        "a field that may be left out identifies nothing",
        declared("leak : list\n    - site : text identifies optional"),
        ("344", "identifies"),
    ),
    Case(
        "one field identifies",
        declared("leak : list\n    - site : text identifies\n    - number : count identifies"),
        ("344", "- number : count identifies"),
    ),
    Case(
        "a cap holds what is taken or what is given",
        mixed("item cap 3\n    when alarm works deduct 1\n    per spill add 1"),
        ("342", "item cap 3"),
    ),
    Case(
        "a worth holds what is taken or what is given",
        mixed("worth 20\n    when alarm works deduct 1\n    per spill add 1"),
        ("342", "worth 20"),
    ),
)

HEADINGS = (
    Case(
        "a section says what it is worth, or where it starts",
        sections("section 1\n  item 1.1\n    per spill deduct 1"),
        ("338", "1"),
    ),
    Case(
        "a section's worth is said once",
        sections("section 1 worth 5 worth 6\n  item 1.1\n    per spill deduct 1"),
        ("311", "worth 6"),
    ),
    Case(
        "a section starts no higher than its worth",
        sections("section 1 worth 5 starts at 6\n  item 1.1\n    per spill deduct 1"),
        ("427", "starts at 6"),
    ),
    Case(
        "a section's floor is not above its start",
        sections("section 1 worth 5 starts at 1 floor 2\n  item 1.1\n    per spill deduct 1"),
        ("427", "floor 2"),
    ),
    Case(
        "a section that starts below 0 has a floor",
        sections("section 1 worth 5 starts at -1\n  item 1.1\n    per spill add 1"),
        ("427", "starts at -1"),
    ),
    Case(
        "what is rescaled has a worth",
        sections("section 1 starts at 0 rescaled if nothing applies zero\n  item 1.1\n    per spill add 1"),
        ("338", "rescaled if nothing applies zero"),
    ),
    Case(
        "what is rescaled starts full or at 0",
        sections("section 1 worth 5 starts at 1 rescaled if nothing applies zero\n  item 1.1\n    per spill add 1"),
        ("338", "rescaled if nothing applies zero"),
    ),
    Case(
        "an item that need not apply states its worth where that is rescaled",
        sections(
            "section 1 worth 5 rescaled if nothing applies zero\n  item 1.1\n    applies when alarm works\n"
            "    per spill deduct 1"
        ),
        ("333", "1.1"),
    ),
    Case(
        "what falls away is not more than the section",
        sections(
            "section 1 worth 5 rescaled if nothing applies zero\n  item 1.1 worth 6\n"
            "    applies when alarm works\n    per spill deduct 1\n  item 1.2\n    per guards deduct 1"
        ),
        ("338", "rescaled if nothing applies zero"),
    ),
    Case(
        "a section's score is rounded to places",
        sections("section 1 worth 5 score rounded half up to 99 places\n  item 1.1\n    per spill deduct 1"),
        ("426", "99"),
    ),
    Case(
        "full marks are not stated where a section has no top",
        heading("policy p\n  version 1\n  full marks 10") + "section 2 starts at 0\n  item 2.1\n    per spill add 1\n",
        ("338", "10"),
    ),
    Case(
        "an item's worth is said once",
        sections("section 1 worth 10\n  item 1.1 worth 10\n    worth 10\n    per spill deduct 1"),
        ("311", "worth 10"),
    ),
    Case(
        "an item's worth stands in its heading",
        rule("per spill deduct 1\n    worth 10"),
        ("338", "worth 10"),
    ),
    Case(
        "an item's worth is no share",
        sections("section 1 worth 10\n  item 1.1 worth 50%\n    per spill deduct 1"),
        ("411", "50%"),
    ),
    Case(
        "items add up to their section",
        sections(
            "section 1 worth 10\n  item 1.1 worth 5\n    per spill deduct 1\n  item 1.2 worth 4\n"
            "    per guards deduct 1"
        ),
        ("334", "10"),
    ),
    Case(
        "a weight is a share",
        sections("section 1 worth 10 weight 40\n  item 1.1\n    per spill deduct 1"),
        ("340", "40"),
    ),
    Case(
        "a weight is not 0",
        sections("section 1 worth 10 weight 0%\n  item 1.1\n    per spill deduct 1"),
        ("340", "0%"),
    ),
    Case(
        "every section has a weight, or none",
        sections(f"section 1 worth 10 weight 100%\n  item 1.1\n    per spill deduct 1\n{RULES.replace('1', '2')}"),
        ("340", "2"),
    ),
    Case(
        "weights are 100% together",
        sections(
            "section 1 worth 10 weight 40%\n  item 1.1\n    per spill deduct 1\nsection 2 worth 10 weight 50%\n"
            "  item 2.1\n    per guards deduct 1"
        ),
        ("340", "2"),
    ),
    Case(
        "a bonus section has no weight",
        sections("bonus section 1 up to 10 weight 40%\n  item 1.1\n    per spill add 1"),
        ("201", "weight"),
    ),
    Case(
        "a group holds what is there",
        sections("section 1 worth 10\n  group G of 1.1, 1.2 cap 5\n  item 1.1\n    per spill deduct 1"),
        ("337", "1.2"),
    ),
    Case(
        "a group does not reach into another section",
        sections(
            f"section 1 worth 10\n  group G of 1.1, 2.1 cap 5\n  item 1.1\n    per spill deduct 1\n"
            f"{RULES.replace('1', '2')}"
        ),
        ("337", "2.1"),
    ),
    Case(
        "an item is in one group",
        sections(
            "section 1 worth 10\n  group G of 1.1 cap 5\n  group H of 1.1 cap 5\n  item 1.1\n    per spill deduct 1"
        ),
        ("337", "1.1"),
    ),
    Case(
        "a group names an item once",
        sections("section 1 worth 10\n  group G of 1.1, 1.1 cap 5\n  item 1.1\n    per spill deduct 1"),
        ("337", "1.1"),
    ),
    Case(
        "a group does not hold itself",
        sections("section 1 worth 10\n  group G of G cap 5\n  item 1.1\n    per spill deduct 1"),
        ("337", "G"),
    ),
    Case(
        "groups do not hold each other",
        sections("section 1 worth 10\n  group G of H cap 5\n  group H of G cap 5\n  item 1.1\n    per spill deduct 1"),
        ("337", "G"),
    ),
    Case(
        "a group has its own id",
        sections("section 1 worth 10\n  group 1.1 of 1.1 cap 5\n  item 1.1\n    per spill deduct 1"),
        ("307", "1.1"),
    ),
    Case(
        "a group's cap is no share",
        sections("section 1 worth 10\n  group G of 1.1 cap 5%\n  item 1.1\n    per spill deduct 1"),
        ("411", "5%"),
    ),
    Case(
        "a group's cap holds what is taken or what is given",
        sections(
            "section 1 worth 10 starts at 5\n  group G of 1.1, 1.2 cap 5\n  item 1.1\n    per spill deduct 1\n"
            "  item 1.2\n    per guards add 1"
        ),
        ("342", "5"),
    ),
)

VERDICTS = (
    Case(
        "a policy has one verdict",
        verdict("no floor\nverdict\n  floor 0"),
        ("346", "verdict"),
    ),
    Case(
        "a verdict says each thing once",
        verdict("no floor\n  floor 0"),
        ("311", "floor 0"),
    ),
    Case(
        "the floor of a score lies below its cap",
        verdict("floor 5\n  cap 3"),
        ("427", "floor 5"),
    ),
    Case(
        "a cap is a number that a rounded score can be",
        verdict("cap 9.5\n  score rounded up"),
        ("427", "cap 9.5"),
    ),
    Case(
        "an item with a cap is not taken whole",
        rule("when alarm works deduct the item").replace("item 1.1", "item 1.1 worth 10 cap 4"),
        ("336", "deduct the item"),
    ),
    Case(
        "a rule that takes the whole item has no cap",
        rule("when alarm works deduct the item cap 3").replace("item 1.1", "item 1.1 worth 10"),
        ("336", "cap 3"),
    ),
    Case(
        "a verdict rounds once",
        verdict("score rounded up\n  score rounded down"),
        ("311", "rounded down"),
    ),
    Case(
        "a total that may fall below 0 has a floor",
        rule("when alarm works deduct 3 beyond the item"),
        ("339", "when alarm works deduct 3 beyond the item"),
    ),
    Case(
        "a section that may end below 0 asks for a floor of the total",
        sections("section 1 worth 10 no floor\n  item 1.1\n    per spill deduct 1"),
        ("339", "1"),
    ),
    Case(
        "a section with a floor below 0 asks for a floor of the total",
        sections("section 1 worth 10 floor -5\n  item 1.1\n    per spill deduct 1"),
        ("339", "1"),
    ),
    Case(
        "sections that are rescaled together have a worth",
        sections("section 1 starts at 0\n  item 1.1\n    per spill add 1\nverdict\n  rescaled if nothing applies full"),
        ("338", "rescaled if nothing applies full"),
    ),
    Case(
        "sections that are rescaled together have no weight",
        sections(
            "section 1 worth 10 weight 100%\n  item 1.1\n    per spill deduct 1\nverdict\n"
            "  rescaled if nothing applies full"
        ),
        ("338", "rescaled if nothing applies full"),
    ),
    Case(
        "sections that are rescaled together are not rescaled alone",
        sections(
            "section 1 worth 10 rescaled if nothing applies full\n  item 1.1\n    per spill deduct 1\nverdict\n"
            "  rescaled if nothing applies full"
        ),
        ("338", "rescaled if nothing applies full"),
    ),
    Case(
        "sections that are rescaled together are not rounded alone",
        sections(
            "section 1 worth 10 score rounded up\n  item 1.1\n    per spill deduct 1\nverdict\n"
            "  rescaled if nothing applies full"
        ),
        ("338", "rescaled if nothing applies full"),
    ),
    Case(
        "a score is rounded to whole places",
        verdict("score rounded half up to 1/2 places"),
        ("426", "1/2"),
    ),
    Case(
        "a grade is there once",
        verdict('grade "A" from 5\n  grade "A" below 5'),
        ("341", '"A"'),
    ),
    Case(
        "a grade is given for something",
        verdict('grade "A" from 5\n  grade "B" below 5\n  grade "C"'),
        ("341", 'grade "C"'),
    ),
    Case(
        "some grade is given for scores",
        verdict('grade "A"\n  at most grade "A" when alarm works'),
        ("341", 'grade "A"'),
    ),
    Case(
        "a limit names a grade that is there",
        verdict('grade "good" from 5\n  grade "bad" below 5\n  at most grade "bda" when alarm works'),
        ("341", '"bda"', '"bad"'),
    ),
    Case(
        "a limit names a grade, though there are none",
        verdict('at least grade "B" when alarm works'),
        ("341", '"B"'),
    ),
    Case(
        "grades leave no score out",
        verdict('grade "A" from 5\n  grade "B" under 5').replace("under", "below").replace("below 5", "up to 3"),
        ("423", "from 5"),
    ),
    Case(
        "grades do not share a score",
        verdict('grade "A" from 5\n  grade "B" up to 5'),
        ("423", "from 5"),
    ),
    Case(
        "grades that rise leave no score out",
        verdict('grade "B" below 4\n  grade "A" from 5'),
        ("423", "from 5"),
    ),
    Case(
        "the lowest grade reaches down to 0",
        verdict('grade "A" from 5\n  grade "B" from 2 under 5'),
        ("423", "from 2 under 5"),
    ),
    Case(
        "the highest grade reaches up to the full marks",
        verdict('grade "A" from 5 to 9\n  grade "B" below 5'),
        ("423", "from 5 to 9"),
    ),
    Case(
        "a condition of no score is a condition",
        verdict("no score when guards"),
        ("401", "guards"),
    ),
    Case(
        "a misspelt name in a verdict is suggested",
        verdict("no score when alarm work"),
        ("301", "alarm work", "alarm works"),
    ),
    Case(
        "a condition of a grade is a condition",
        verdict('grade "A" from 5\n  grade "B" below 5\n  at most grade "B" when guards + 1'),
        ("401", "guards + 1"),
    ),
    Case(
        "a verdict's cap is no share",
        verdict("cap 90%"),
        ("411", "90%"),
    ),
)

CONSTRUCTS = (
    Case(
        "facts without their heading are one mistake",
        declared("guards : count").replace("facts shop\n", ""),
        ("201", "open"),
    ),
    Case(
        "lines of a verdict without their heading are one mistake",
        verdict('no score when alarm works\n  grade "A" from 5\n  grade "B" below 5').replace("verdict\n", ""),
        ("201", "no score when"),
    ),
    Case(
        "rules without the heading of their item are one mistake",
        sections("section 1 worth 10\n  group G of 1.1 cap 5\n    per spill deduct 1\n    per guards deduct 1"),
        ("201", "per"),
    ),
    Case(
        "items without the heading of their section are one mistake",
        sections("item 1.1\n    per spill deduct 1\n  item 1.2\n    per guards deduct 1"),
        ("201", "item"),
    ),
    Case(
        "nothing is deducted to the total in a bonus section",
        bonus("when alarm works deduct 1 beyond the item"),
        ("313", "deduct 1 beyond the item"),
    ),
    Case(
        "a misspelt block of terms is suggested",
        terms("busy : alarm works").replace("terms", "trems"),
        ("205", "trems", "terms"),
    ),
    Case(
        "another word for a block of terms is suggested",
        terms("busy : alarm works").replace("terms", "definitions"),
        ("205", "definitions", "terms"),
    ),
    Case(
        "a misspelt verdict is suggested",
        verdict("no floor").replace("verdict", "verdikt"),
        ("205", "verdikt", "verdict"),
    ),
    Case(
        "a misspelt group is suggested",
        sections("section 1 worth 10\n  gruop G of 1.1 cap 5\n  item 1.1\n    per spill deduct 1"),
        ("205", "gruop", "group"),
    ),
    Case(
        "a group has an id",
        sections("section 1 worth 10\n  group of 1.1 cap 5\n  item 1.1\n    per spill deduct 1"),
        ("201", "of"),
    ),
    Case(
        "a group says of which items it is",
        sections("section 1 worth 10\n  group G 1.1 cap 5\n  item 1.1\n    per spill deduct 1"),
        ("201", "1.1"),
    ),
    Case(
        "a group names its items by their numbers",
        sections("section 1 worth 10\n  group G of items 1.1 cap 5\n  item 1.1\n    per spill deduct 1"),
        ("201", "items"),
    ),
    Case(
        "a group has commas between its items",
        sections(
            "section 1 worth 10\n  group G of 1.1 and 1.2 cap 5\n  item 1.1\n    per spill deduct 1\n"
            "  item 1.2\n    per guards deduct 1"
        ),
        ("201", "and"),
    ),
    Case(
        "a group has a cap",
        sections("section 1 worth 10\n  group G of 1.1\n  item 1.1\n    per spill deduct 1"),
        ("202", "1.1"),
    ),
    Case(
        "another word for a group's cap is suggested",
        sections("section 1 worth 10\n  group G of 1.1 at most 5\n  item 1.1\n    per spill deduct 1"),
        ("201", "at most", "cap"),
    ),
    Case(
        "a group stands among its items",
        rule("per spill deduct 1\n    group G of 1.1 cap 5\n    per guards deduct 1"),
        ("201", "per"),
    ),
    Case(
        "a term has a colon",
        terms("busy alarm works"),
        ("205", "busy"),
    ),
    Case(
        "a term has no sign of equality",
        terms("busy = alarm works"),
        ("205", "busy"),
    ),
    Case(
        "a term behind a table has a colon",
        terms("a : table by alarm works\n    yes | 1\n    no | 2\n  b 3", "always deduct a"),
        ("201", "3"),
    ),
    Case(
        "a term has a meaning",
        terms("busy :"),
        ("202", ":"),
    ),
    Case(
        "a term's meaning comes before its label",
        terms('busy : "忙" alarm works'),
        ("201", '"忙"'),
    ),
    Case(
        "another word for a table is suggested",
        terms("charge : table of guards\n    up to 3 | 1\n    over 3 | 2", "always deduct charge"),
        ("201", "table of", "table by"),
    ),
    Case(
        "a misspelt table is suggested",
        terms("charge : tabel by guards\n    up to 3 | 1\n    over 3 | 2", "always deduct charge"),
        ("201", "tabel by", "table by"),
    ),
    Case(
        "rows stand in a table",
        terms("charge : guards\n    up to 3 | 1\n    over 3 | 2", "always deduct charge"),
        ("201", "guards"),
    ),
    Case(
        "a row has a bar",
        terms("charge : table by security head\n    full time or part time 1\n    none | 2", "always deduct charge"),
        ("201", "1"),
    ),
    Case(
        "a row of numbers has a bar",
        terms("charge : table by guards\n    up to 3 1\n    over 3 | 2", "always deduct charge"),
        ("201", "1"),
    ),
    Case(
        "a row has a value",
        terms("charge : table by guards\n    up to 3 |\n    over 3 | 2", "always deduct charge"),
        ("202", "|"),
    ),
    Case(
        "a row's values are plain numbers",
        terms("charge : table by guards\n    up to 3 | 1 point\n    over 3 | 2", "always deduct charge"),
        ("201", "point"),
    ),
    Case(
        "a row's words have no quotes",
        terms('class : table by guards\n    up to 3 | "low"\n    over 3 | high', "when class is low deduct 1"),
        ("201", '"low"'),
    ),
    Case(
        "a row does not begin with a bar",
        terms(
            "charge : table by guards, alarm works\n    | yes | no\n    up to 3 | 1 | 2\n    | over 3 | 2 | 3",
            "always deduct charge",
        ),
        ("201", "|"),
    ),
    Case(
        "a row does not end with a bar",
        terms("charge : table by guards\n    up to 3 | 1 |\n    over 3 | 2 |", "always deduct charge"),
        ("202", "|"),
    ),
    Case(
        "a band begins with a word",
        terms("charge : table by guards\n    0 to 3 | 1\n    over 3 | 2", "always deduct charge"),
        ("201", "0"),
    ),
    Case(
        "a band has no dash",
        terms("charge : table by guards\n    from 0-3 | 1\n    over 3 | 2", "always deduct charge"),
        ("201", "0-3", "0 to 3"),
    ),
    Case(
        "another word for the end of a band is suggested",
        terms("charge : table by guards\n    from 0 until 3 | 1\n    over 3 | 2", "always deduct charge"),
        ("201", "until", "to"),
    ),
    Case(
        "another word for an open band is suggested",
        terms("charge : table by guards\n    up to 3 | 1\n    more than 3 | 2", "always deduct charge"),
        ("201", "more than", "over"),
    ),
    Case(
        "another word for a band from a number up is suggested",
        terms("charge : table by guards\n    below 3 | 1\n    at least 3 | 2", "always deduct charge"),
        ("205", "at least", "from"),
    ),
    Case(
        "words of a band have `or` between them",
        terms("charge : table by security head\n    full time, part time | 1\n    none | 2", "always deduct charge"),
        ("201", ","),
    ),
    Case(
        "two axes have a comma between them",
        terms(
            "charge : table by guards and alarm works\n    | yes | no\n    up to 3 | 1 | 2\n    over 3 | 2 | 3",
            "always deduct charge",
        ),
        ("201", "and"),
    ),
    Case(
        "two axes without a comma are one mistake",
        terms(
            "charge : table by guards alarm works\n    | yes | no\n    up to 3 | 1 | 2\n    over 3 | 2 | 3",
            "always deduct charge",
        ),
        ("301", "guards alarm works"),
    ),
    Case(
        "cases have a last value",
        terms("load : 2 if alarm works, 3 if fire drill held", "always deduct load"),
        ("202", "fire drill held"),
    ),
    Case(
        "the last value has its keyword",
        terms("load : 2 if alarm works, 3", "always deduct load"),
        ("202", "3"),
    ),
    Case(
        "another word for the last value is suggested",
        terms("load : 2 if alarm works else 3", "always deduct load"),
        ("203", "else", "otherwise"),
    ),
    Case(
        "the last value is there",
        terms("load : 2 if alarm works otherwise", "always deduct load"),
        ("202", "otherwise"),
    ),
    Case(
        "another word for a case's condition is suggested",
        terms("load : 2 when alarm works otherwise 3", "always deduct load"),
        ("201", "when", "if"),
    ),
    Case(
        "a misspelt `if` is suggested",
        terms("load : 2 iff alarm works otherwise 3", "always deduct load"),
        ("201", "iff", "if"),
    ),
    Case(
        "a case's value comes first",
        terms("load : if alarm works then 2 otherwise 3", "always deduct load"),
        ("201", "if"),
    ),
    Case(
        "cases in a rule stand in brackets",
        rule("always deduct 2 if alarm works otherwise 3"),
        ("201", "if"),
    ),
    Case(
        "a fault in a case leaves the last one with it",
        terms(
            "load : 2 whenever alarm works\n    otherwise 3\n  busy : fire dril held",
            "always deduct load\n    when busy deduct 1",
        ),
        ("201", "alarm works"),
        ("301", "fire dril held", "fire drill held"),
    ),
    Case(
        "a fault in a bracketed case leaves the last one with it",
        rule("always deduct (2 whenever alarm works\n      otherwise 3)\n    when fire dril held deduct 1"),
        ("201", "alarm works"),
        ("301", "fire dril held", "fire drill held"),
    ),
    Case(
        "there is a minus, but no minus sign",
        terms("load : guards - 3", "when load is 3 deduct 1"),
        ("201", "-"),
    ),
    Case(
        "a dash is no minus in points",
        rule("always deduct (guards – 3)"),
        ("201", "–"),
    ),
    Case(
        "a power has a keyword",
        rule("by guards ^ 2\n      over 3 deduct 1"),
        ("207", "^", "to the power of"),
    ),
    Case(
        "a power with two stars has a keyword",
        rule("by guards ** 2\n      over 3 deduct 1"),
        ("207", "**", "to the power of"),
    ),
    Case(
        "another word for a power is suggested",
        rule("by (guards + 1) to the power 2\n      over 3 deduct 1"),
        ("201", "to the power", "to the power of"),
    ),
    Case(
        "a root is a power",
        rule("by square root of guards\n      over 3 deduct 1"),
        ("301", "square root of guards"),
    ),
    Case(
        "a power's digits have their keyword",
        rule("by guards to the power of 1/2 to 20\n      over 3 deduct 1"),
        ("202", "20"),
    ),
    Case(
        "another word for digits is suggested",
        rule("by guards to the power of 1/2 to 20 places\n      over 3 deduct 1"),
        ("201", "places", "digits"),
    ),
    Case(
        "another word for places is suggested",
        rule("by growth rounded half up to 2 decimals\n      over 3 deduct 1"),
        ("201", "decimals", "places"),
    ),
    Case(
        "places have `to` before them",
        rule("by growth rounded half up 2 places\n      over 3 deduct 1"),
        ("201", "2", "to 2"),
    ),
    Case(
        "a rounding to places has its direction",
        rule("by growth rounded to 2 places\n      over 3 deduct 1"),
        ("203", "rounded", "rounded half up", "rounded half even", "rounded up", "rounded down"),
    ),
    Case(
        "what is rounded comes first",
        rule("by rounded half up growth\n      over 3 deduct 1"),
        ("201", "rounded half up"),
    ),
    Case(
        "a function has a keyword",
        rule("always deduct (max(guards, 3))"),
        ("201", "max"),
    ),
    Case(
        "another word for the greatest is suggested",
        rule("always deduct (the highest of guards, 3)"),
        ("201", "the highest of", "the greatest of"),
    ),
    Case(
        "another word for the least is suggested",
        rule("always deduct (min of guards, 3)"),
        ("201", "min of", "the least of"),
    ),
    Case(
        "the greatest has commas between its parts",
        rule("always deduct (the greatest of guards and 3)"),
        ("201", "and"),
    ),
    Case(
        "the greatest is of several",
        rule("always deduct (the greatest of guards)"),
        ("201", ")"),
    ),
    Case(
        "the greatest stands in brackets where it is compared",
        rule("when the greatest of guards, employees is 3 deduct 1"),
        ("201", "is"),
    ),
    Case(
        "the greatest stands in brackets where it is deducted",
        rule("always deduct the greatest of guards, 3"),
        ("201", "the greatest of"),
    ),
    Case(
        "points that are worked out stand in brackets",
        rule("always deduct guards * 2"),
        ("201", "*"),
    ),
    Case(
        "another word for the levels reached is suggested",
        rule("when (levels of alarm works, fire drill held) is 1 deduct 1"),
        ("201", "levels of", "levels reached of"),
    ),
    Case(
        "levels have commas between them",
        rule("when (levels reached of alarm works and fire drill held) is 1 deduct 1"),
        ("201", "and"),
    ),
    Case(
        "another word for a mean is suggested",
        rule("by average of people in each missing camera weighted by loss if none 0\n      over 3 deduct 1"),
        ("201", "average of", "mean of"),
    ),
    Case(
        "another word for a mean without weights is suggested",
        rule("by average people in each missing camera\n      over 3 deduct 1"),
        ("301", "average people", "mean of people"),
    ),
    Case(
        "a mean has a value where there is nothing",
        rule("by mean of people in each missing camera\n      over 3 deduct 1"),
        ("202", "missing camera"),
    ),
    Case(
        "a mean's parts come in their order",
        rule("by mean of people in each missing camera if none 0 weighted by loss\n      over 3 deduct 1"),
        ("201", "weighted by"),
    ),
    Case(
        "a result is of an item or of a section",
        rule("per spill deduct 1\n  item 1.2\n    when item 1.1 is 0 deduct 1"),
        ("201", "item"),
    ),
    Case(
        "a result says of what it is",
        rule("per spill deduct 1\n  item 1.2\n    when points of 1.1 is 0 deduct 1"),
        ("201", "points of", "points of section", "points of item"),
    ),
    Case(
        "a misspelt result is suggested",
        rule("per spill deduct 1\n  item 1.2\n    when ponits of item 1.1 is 0 deduct 1"),
        ("201", "ponits of item", "points of item"),
    ),
    Case(
        "a result has an article nowhere",
        rule("per spill deduct 1\n  item 1.2\n    when the points of item 1.1 is 0 deduct 1"),
        ("201", "the points of item", "points of item"),
    ),
    Case(
        "half of the total so far is suggested",
        rule("applies when total is at least 3\n    per spill deduct 1"),
        ("301", "total", "total so far"),
    ),
    Case(
        "a result is compared in words",
        rule("per spill deduct 1\n  item 1.2\n    when points of item 1.1 > 3 deduct 1"),
        ("207", ">", "is more than"),
    ),
    Case(
        "a misspelt `always` is suggested",
        rule("allways deduct 1"),
        ("205", "allways", "always"),
    ),
    Case(
        "a rule's condition comes before its effect",
        rule("always deduct 1 when alarm works"),
        ("201", "when"),
    ),
    Case(
        "half of `or if more` is suggested",
        rule("when alarm works deduct 1\n    or per spill deduct 1"),
        ("205", "or", "or if more"),
    ),
    Case(
        "another word for `or if more` is suggested",
        rule("when alarm works deduct 1\n    or if higher per spill deduct 1"),
        ("205", "or if higher", "or if more"),
    ),
    Case(
        "a rule of a chain has its own keyword",
        rule("when alarm works deduct 1\n    or if more spill deduct 1"),
        ("201", "spill"),
    ),
    Case(
        "another word for `charged once` is suggested",
        rule("per missing camera deduct 1\n      only once"),
        ("205", "only once", "charged once"),
    ),
    Case(
        "a discretion names its fact",
        chosen("when open deduct 1 to 3"),
        ("202", "3"),
    ),
    Case(
        "a discretion has its whole keyword",
        chosen("when open deduct 1 to 3 at the discretion of neatness"),
        ("201", "at the discretion of", "at discretion of"),
    ),
    Case(
        "a discretion has no dash",
        chosen("when open deduct 1-3 at discretion of neatness"),
        ("201", "1-3", "1 to 3"),
    ),
    Case(
        "what is to be chosen from stands in the rule",
        chosen("when open deduct 1 to 3 at discretion of neatness").replace(": discretion", ": discretion 1 to 3"),
        ("201", "1"),
    ),
    Case(
        "points beyond the item have their whole keyword",
        rule("when alarm works deduct 3 beyond item") + "verdict\n  no floor\n",
        ("201", "beyond item", "beyond the item"),
    ),
    Case(
        "what is taken besides the item is beyond it",
        rule("worth 10\n    when alarm works deduct the item and 3"),
        ("202", "3"),
    ),
    Case(
        "a worth is written in digits",
        sections("section 1 worth 10\n  item 1.1 worth ten\n    per spill deduct 1"),
        ("201", "ten"),
    ),
    Case(
        "an item's worth has its keyword",
        sections("section 1 worth 10\n  item 1.1 10 points\n    per spill deduct 1"),
        ("201", "10"),
    ),
    Case(
        "a misspelt part of a heading is suggested",
        sections("section 1 worth 10 starst at 0\n  item 1.1\n    per spill deduct 1"),
        ("201", "starst"),
    ),
    Case(
        "a floor below 0 has a minus sign",
        sections("section 1 worth 10 floor minus 5\n  item 1.1\n    per spill deduct 1\nverdict\n  no floor"),
        ("201", "minus", "-"),
    ),
    Case(
        "another word for no floor is suggested",
        sections("section 1 worth 10 without floor\n  item 1.1\n    per spill deduct 1\nverdict\n  no floor"),
        ("201", "without floor", "no floor"),
    ),
    Case(
        "a weight has its sign",
        sections("section 1 worth 10 weight 100 percent\n  item 1.1\n    per spill deduct 1"),
        ("201", "100 percent", "100%"),
    ),
    Case(
        "what is rescaled says what becomes of nothing",
        sections("section 1 worth 10 rescaled\n  item 1.1\n    per spill deduct 1"),
        ("202", "rescaled"),
    ),
    Case(
        "what becomes of nothing is said in words",
        sections("section 1 worth 10 rescaled if nothing applies 0\n  item 1.1\n    per spill deduct 1"),
        ("201", "0", "zero"),
    ),
    Case(
        "a rounding in a heading is of the score",
        sections("section 1 worth 10 rounded half up\n  item 1.1\n    per spill deduct 1"),
        ("201", "rounded half up", "score rounded half up"),
    ),
    Case(
        "a rounding of the score has its direction",
        verdict("score rounded to 1 place"),
        ("201", "rounded", "rounded half up", "rounded half even", "rounded up", "rounded down"),
    ),
    Case(
        "another word for `no score when` is suggested",
        verdict("no score if alarm works"),
        ("205", "no score if", "no score when"),
    ),
    Case(
        "a grade has quotes",
        verdict('grade A from 5\n  grade "B" below 5'),
        ("201", "A"),
    ),
    Case(
        "a grade has its keyword",
        verdict('grade "A" from 5\n  "B" below 5'),
        ("201", '"B"', 'grade "B"'),
    ),
    Case(
        "a grade's band begins with a word",
        verdict('grade "A" 5\n  grade "B" below 5'),
        ("201", "5"),
    ),
    Case(
        "another word for a grade's band is suggested",
        verdict('grade "A" at least 5\n  grade "B" below 5'),
        ("201", "at least", "from"),
    ),
    Case(
        "another word for the lowest grade's band is suggested",
        verdict('grade "A" from 5\n  grade "B" less than 5'),
        ("201", "less than", "below"),
    ),
    Case(
        "a grade's band is of plain numbers",
        verdict('grade "A" from 5\n  grade "B" from 0 to 4 points'),
        ("201", "points"),
    ),
    Case(
        "a limit of grades has its whole keyword",
        verdict('grade "A" from 5\n  grade "B" below 5\n  at most "B" when alarm works'),
        ("205", "at most", "at most grade"),
    ),
    Case(
        "another word for a limit's condition is suggested",
        verdict('grade "A" from 5\n  grade "B" below 5\n  at most grade "B" if alarm works'),
        ("201", "if", "when"),
    ),
    Case(
        "a grade that could not be read is not missed",
        verdict('grade "A" from 5\n  grade B below 5\n  at most grade "B" when alarm works'),
        ("201", "B"),
    ),
    Case(
        "a rule stands in no verdict",
        verdict("when alarm works deduct 1"),
        ("201", "when"),
    ),
    Case(
        "a misspelt discretion is no unit",
        declared("neat : discretionary"),
        ("415", "discretionary", "discretion"),
    ),
    Case(
        "another word for `identifies` is suggested",
        declared("leak : list\n    - site : text key"),
        ("201", "key", "identifies"),
    ),
    Case(
        "a misspelt `identifies` is suggested",
        declared("leak : list\n    - site : text identifys"),
        ("201", "identifys", "identifies"),
    ),
)

CHINESE_HEADING = """标准 errors
  版本 1.0

事实 「工厂」
  「演练」：是否
  「报警有效」：是否
  「保安」：数目
  「职工」：数目 至少1
  「漏水」：清单
    - 「严重」：是否
  「负责人」：单选「专职」、「兼职」
"""


def chinese(text: str) -> str:
    """Give a Chinese policy with one item that holds this text."""
    return f"{CHINESE_HEADING}\n部分 1 满分10分\n  项目 1.1\n    {text}\n"


CHINESE = (
    Case(
        "a name has one translation",
        declared("guards 「保安」 : count\n  watchmen 「保安」 : count"),
        ("348", "「保安」"),
    ),
    Case(
        "未 before the first of several conditions needs brackets",
        chinese("未「演练」且「报警有效」的，扣1分。"),
        ("208", "未"),
    ),
    Case("非 does too", chinese("非「演练」或者「报警有效」的，扣1分。"), ("208", "非")),
    Case("an English keyword in a Chinese policy", chinese("when 「演练」的，扣1分。"), ("209", "when", "凡")),
    Case("an English keyword within a Chinese rule", chinese("「演练」的，deduct 1"), ("209", "deduct", "扣")),
    Case(
        "an English type in a Chinese policy",
        chinese("「演练」的，扣1分。").replace("「保安」：数目", "「保安」：count"),
        ("209", "count", "数目"),
    ),
    Case(
        "a name without its corner brackets, in Chinese",
        chinese("集中值守人员，每人扣0.5分。").replace("「保安」：", "「集中值守人员」："),
        ("201", "集中值守人员", "「集中值守人员」"),
    ),
    Case(
        "每少 of what there is says not how many there should be",
        chinese("「保安」每少1人扣1分。"),
        ("430", "「保安」"),
    ),
    Case("每缺 of what there is does not either", chinese("每缺一名「职工」扣1分。"), ("430", "「职工」")),
    Case("a Chinese keyword in an English policy", rule("凡 fire drill held deduct 1"), ("209", "凡", "when")),
    Case("a Chinese verb in an English rule", rule("when fire drill held 扣 1"), ("209", "扣", "deduct")),
    Case("a name that is not declared, in Chinese", chinese("未「演习」的，扣1分。"), ("301", "「演习」", "演练")),
    Case("存在 for 有", chinese("存在「漏水」的，扣1分。"), ("201", "存在", "有")),
    Case("存在 for 有, behind 且", chinese("「演练」且存在「漏水」的，扣1分。"), ("201", "存在", "有")),
    Case("不存在 for 无", chinese("不存在「漏水」的，扣1分。"), ("201", "不存在", "无")),
    Case("介于 for two comparisons", chinese("「职工」介于3至5的，扣1分。"), ("201", "介于")),
    Case("大于 for 超过", chinese("「职工」大于3的，扣1分。"), ("201", "大于", "超过")),
    Case("不是 for 不为", chinese("「负责人」不是「专职」的，扣1分。"), ("201", "不是", "不为")),
    Case("如果 for 凡", chinese("如果「演练」，扣1分。"), ("205", "如果", "凡")),
    Case("减 for 扣", chinese("「演练」的，减1分。"), ("201", "减", "扣")),
    Case("最多 for 上限", chinese("每「保安」扣1分，最多2分。"), ("201", "最多", "上限")),
    Case("a sign for a comparison, in Chinese", chinese("「职工」>=3的，扣1分。"), ("207", ">=", "不少于")),
    Case("a list is not parted by ，", chinese("每未落实「演练」，「报警有效」扣1分。"), ("201", "「报警有效」")),
    Case(
        "a word that is no choice, in Chinese",
        chinese("「负责人」为「全职」的，扣1分。"),
        ("306", "「全职」", "兼职", "专职"),
    ),
    Case("a word that begins no statement, in Chinese", chinese("缺「保安」扣1分。"), ("205", "缺")),
    Case("a unit on a count, in Chinese", chinese("「职工」200元以上的，扣1分。"), ("404", "200元")),
    Case("tiers rise in Chinese too", chinese("按「职工」，超过3的扣1分；超过2的扣2分。"), ("409", "超过2的扣2分")),
    Case("a field outside of its list, in Chinese", chinese("「严重」的，扣1分。"), ("301", "「严重」")),
    Case(
        "several faults of a Chinese policy are told in one run",
        chinese("未「演习」的，扣1分。\n    「职工」大于3的，扣1分。\n    「报警有效」扣分。"),
        ("301", "「演习」", "演练"),
        ("201", "大于", "超过"),
        ("301", "分"),
    ),
)

SLIPS = (
    Case("there is any", rule("when there is any spill deduct 1"), ("201", "there is any", "any")),
    Case("there is", rule("when there is spill deduct 1"), ("201", "there is", "any")),
    Case("there are", rule("when there are guards deduct 1"), ("201", "there are", "any")),
    Case("there is a", rule("when there is a spill deduct 1"), ("201", "there is a", "any")),
    Case("there are some", rule("when there are some missing camera deduct 1"), ("201", "there are some", "any")),
    Case("there is no", rule("when there is no spill deduct 1"), ("201", "there is no", "no")),
    Case("there are no", rule("when there are no missing camera deduct 1"), ("201", "there are no", "no")),
    Case("there is not any", rule("when there is not any spill deduct 1"), ("201", "there is not any", "no")),
    Case(
        "there is any entry that is such",
        rule("when there is any missing camera where mandatory deduct 1"),
        ("201", "there is any", "any"),
    ),
    Case(
        "there are no entries that are such",
        rule("when there are no missing camera where mandatory deduct 1"),
        ("201", "there are no", "no"),
    ),
    Case(
        "there is in the second of two conditions",
        rule("when alarm works and there is any spill deduct 1"),
        ("201", "there is any", "any"),
    ),
    Case("there are so many", rule("when there are 3 guards deduct 1"), ("201", "there are")),
    Case(
        "there are more than so many",
        rule("when there are more than 3 guards deduct 1"),
        ("201", "there are more than"),
    ),
    Case("a sign in a grade's band", verdict('grade "A" >= 90'), ("207", ">=", "from")),
    Case("a sign of one character in a grade's band", verdict('grade "A" ≥ 90'), ("207", "≥", "from")),
    Case("a sign that leaves its number out, in a grade's band", verdict('grade "A" > 90'), ("207", ">", "over")),
    Case("a sign downwards in a grade's band", verdict('grade "A" < 60'), ("207", "<", "below")),
    Case("a sign downwards that includes its number", verdict('grade "A" <= 60'), ("207", "<=", "up to")),
    Case("a sign of two characters for one", verdict('grade "A" ≤ 60'), ("207", "≤", "up to")),
    Case(
        "signs in all grades", verdict('grade "A" ≥ 90\n  grade "B" < 90'), ("207", "≥", "from"), ("207", "<", "below")
    ),
    Case("a sign for the upper end of a band", verdict('grade "A" from 60 < 90'), ("207", "<", "under")),
    Case("a sign behind the word of the upper end", verdict('grade "A" from 60 to < 90'), ("201", "to <", "under")),
    Case("a sign for an upper end that is included", verdict('grade "A" from 60 <= 90'), ("207", "<=", "to")),
    Case("a comparison in a grade's band", verdict('grade "A" is 90 or more'), ("201", "is")),
    Case(
        "signs in the bands of a table",
        terms("x : table by guards\n    < 5  | 1\n    from 5 | 2", "always deduct x"),
        ("207", "<", "below"),
    ),
    Case(
        "a table by three quantities",
        terms("x : table by guards, guards, guards\n    up to 3 | 1\n    over 3 | 2", "always deduct x"),
        ("201", ","),
    ),
    Case("a sign in a tier", rule("by guards\n      >= 5 deduct 1"), ("207", ">=", "from")),
    Case("a sign downwards in a tier", rule("by guards\n      < 5 deduct 1"), ("207", "<", "under")),
    Case(
        "a sign downwards in a tier, its number included",
        rule("by guards\n      <= 5 deduct 1"),
        ("207", "<=", "down from"),
    ),
    Case("within a number", rule("when guards is within 3 deduct 1"), ("201", "within")),
    Case("within, without a verb", rule("when guards within 3 deduct 1"), ("201", "within")),
    Case("between two numbers", rule("when guards is between 3 and 5 deduct 1"), ("201", "between")),
    Case("between, without a verb", rule("when guards between 3 and 5 deduct 1"), ("201", "between")),
    Case("not between two numbers", rule("when guards is not between 3 and 5 deduct 1"), ("201", "between")),
    Case("from one number to another", rule("when guards is from 3 to 5 deduct 1"), ("201", "from")),
    Case("in a range of numbers", rule("when guards is in 3-5 deduct 1"), ("201", "in")),
    Case(
        "between two amounts with units",
        rule("when footage days is between 3 days and 5 days deduct 1"),
        ("201", "between"),
    ),
    Case(
        "between two facts",
        rule("when guards is between spill and employees deduct 1"),
        ("201", "between"),
        ("401", "employees"),
    ),
    Case("full mark", heading("policy errors\n  version 1\n  full mark 10"), ("205", "full mark", "full marks")),
    Case("total marks", heading("policy errors\n  version 1\n  total marks 10"), ("205", "total marks", "full marks")),
    Case("full score", heading("policy errors\n  version 1\n  full score 10"), ("205", "full score", "full marks")),
    Case("a colon behind a keyword", heading("policy errors\n  version 1\n  full marks: 10"), ("201", ":")),
    *(
        Case(f"{word} for a unit", declared(f"sum paid : {word}"), ("415", word))
        for word in ("amount", "money", "cost", "area", "duration", "length", "weight")
    ),
    *(
        Case(f"{word} for a number", declared(f"turnout : {word}"), ("415", word, "number"))
        for word in ("percentage", "percent", "rate", "ratio")
    ),
    Case("a kind of quantity for its unit, whole", declared("sum paid : whole amount"), ("415", "whole amount")),
    Case("a label for a name", and_rule('leak : findings "渗漏"', "per 渗漏"), ("301", "渗漏", "leak")),
    Case(
        "a label of several words for a name",
        and_rule('leak : findings "dripping pipe"', "per dripping pipe"),
        ("301", "dripping pipe", "leak"),
    ),
    Case(
        "a label for a name, nearly",
        and_rule('leak : findings "dripping pipe"', "when any dripping pipes"),
        ("301", "dripping pipes", "leak"),
    ),
    Case(
        "a label in its quotes for a name",
        and_rule('leak : findings "dripping pipe"', 'per "dripping pipe"'),
        ("201", '"dripping pipe"', "leak"),
    ),
    Case(
        "a field's label for its name",
        and_rule('leak : list\n    - loss : yuan "损失"', "per leak where 损失 is at least 3 yuan"),
        ("301", "损失", "loss"),
    ),
    Case(
        "a term's label for its name",
        terms('crowded : guards is at least 3 "人多"', "when 人多 deduct 1"),
        ("301", "人多", "crowded"),
    ),
    Case(
        "a label that two facts have",
        and_rule('leak : findings "渗漏"\n  drip : findings "渗漏"', "per 渗漏"),
        ("301", "渗漏", "leak", "drip"),
    ),
    Case(
        "the score of an item in a default",
        declared("guards : count default score of item 1.1"),
        ("413", "score of item 1.1"),
    ),
    Case(
        "the points of an item in a sum in a default",
        declared("guards : number default points of item 1.1 + 1"),
        ("413", "points of item 1.1"),
    ),
    Case(
        "the score of a section in a default",
        declared("guards : count default score of section 1"),
        ("413", "score of section 1"),
    ),
    Case("a reason of no score that is empty", verdict('no score when alarm works ""'), ("349", '""')),
    Case("a reason of no score that is blank", verdict('no score when alarm works " 　"'), ("349", '" 　"')),
    Case(
        "a reason of no score that cannot be seen",
        verdict('no score when alarm works "\u200b\u2060\u3164"'),
        ("349", '"\u200b\u2060\u3164"'),
    ),
    Case(
        "a reason behind a condition that has quotes of its own",
        verdict('no score when remark is "x" " "'),
        ("349", '" "'),
    ),
    Case(
        "a reason of a repeal that cannot be seen",
        rule('when alarm works deduct 1\n    repealed "\u200b"'),
        ("349", 'repealed "\u200b"'),
    ),
)
"""What people write that has a form of its own, and is told by it."""

CASES = (
    *CHINESE,
    *SLIPS,
    *NAMES,
    *KEYWORDS,
    *TYPES,
    *UNITS,
    *NUMBERS,
    *DECLARATIONS,
    *STRUCTURE,
    *MISSING_PIECES,
    *CHARACTERS,
    *LAYOUT,
    *TERMS,
    *QUANTITIES,
    *RESULTS,
    *EFFECTS,
    *HEADINGS,
    *VERDICTS,
    *CONSTRUCTS,
)

WARNINGS = (
    Case(
        "what is charged once and met nowhere else is told",
        """policy shop
  version 1
facts site
  hazard : list
    - number : text identifies
  spill : list
    - code : text identifies
section 1 worth 10
  item 1.1
    per hazard deduct 1
      charged once
    per spill deduct 1
      charged once
""",
        ("347", "hazard"),
    ),
    Case(
        "a sentence that is not encoded, without a reason, is told",
        declared("dark : yes/no optional").replace("  item 1.1", '  not encoded "a"\n  item 1.1')
        + '    not encoded "b"\n    not encoded "c" "because"\n    not encoded "d" "\u200b"\n',
        ("901", 'not encoded "a"'),
        ("901", 'not encoded "b"'),
        ("901", 'not encoded "d" "\u200b"'),
    ),
    Case(
        "a term that nothing reads is told",
        declared("dark : yes/no optional").replace("section 1", "terms\n  busy : open\nsection 1"),
        ("329", "busy"),
    ),
    Case("a fact that no rule reads is told", declared("guards : count"), ("317", "guards")),
    Case(
        "a fact that only an unread default reads is read",
        declared("guards : count\n  shields : count default guards"),
        ("317", "shields"),
    ),
    Case(
        "a `where` that looks at no field is told",
        declared("leak : list\n    - wet : yes/no optional").replace("when open", "when any leak where open"),
        ("421", "open"),
    ),
    Case("a section without items is told", declared("dark : yes/no optional") + "section 2 worth 1\n", ("318", "2")),
    Case("an item without rules is told", declared("dark : yes/no optional") + "  item 1.2\n", ("318", "1.2")),
    Case("a group without facts is told", declared("dark : yes/no optional\nfacts other"), ("318", "other")),
    Case("a list without fields is told", declared("leak : list optional"), ("318", "leak")),
    Case(
        "fields without their mark are told",
        declared("leak : list optional\n    site : text optional"),
        ("318", "leak"),
    ),
    Case(
        "a policy without a version is told",
        declared("dark : yes/no optional").replace("  version 1.0\n", ""),
        ("320", "errors"),
    ),
    Case(
        "an optional fact that a rule reads is told",
        declared("dark : yes/no optional").replace("when open", "when open and dark"),
        ("326", "dark"),
    ),
)
"""Texts that can be used, but of which something has to be said."""

CLEAN = (
    ("`otherwise` may be a rule by itself", rule("per spill deduct 1\n    otherwise deduct 1")),
    (
        "a row of a table begins a line, though a number ends the one above",
        terms(
            "charge : table by alarm works, guards\n    | below 3 | from 3\n    yes | 1 | 2\n    no | 3 | 4",
            "always deduct charge",
        ),
    ),
    (
        "a case begins a line, though a number ends the one above",
        terms("load : 1 if guards is 3\n    guards if alarm works\n    otherwise 2", "always deduct load"),
    ),
    ("full-width digits and marks are read", rule("per （保安人数＋guards） short of １２ deduct ０．５")),
    ("full-width commas separate names", rule("per unmet of alarm works，fire drill held、责任书 deduct 1")),
    ("a full-width colon ends a declared name", declared("保安 ： count optional")),
    ("curly quotation marks are read", rule("cite “未建立的，扣1分。”\n    per spill deduct 1")),
    ("curly quotation marks may stand in each other", rule("cite “称为“重点单位”的”\n    per spill deduct 1")),
    ("line ends of Windows are read", rule("per spill\n      deduct 1").replace("\n", "\r\n")),
    ("a share compares pure numbers", rule("by spill / employees\n      over 1‰ deduct 1\n      over 0.2% deduct 2")),
    (
        "a rising tier may begin where the one below it is excluded",
        rule("by guards\n      from 3 deduct 1\n      over 3 deduct 2"),
    ),
    (
        "a falling tier may begin where the one above it is excluded",
        rule("by guards\n      down from 3 deduct 1\n      under 3 deduct 2"),
    ),
    (
        "a name that begins like a statement is read on a new line",
        declared("note taken : count\n  notes due : count").replace(
            "when open", "per notes due short of\n      note taken"
        ),
    ),
    (
        "a word of a choice that begins like a statement is read on a new line",
        declared("sent : one of at once,\n    by post, not yet optional"),
    ),
    (
        "a name in corner brackets may hold a keyword",
        declared("「no smoking and fire」 : yes/no").replace("when open", "when 「no smoking and fire」 or open"),
    ),
    (
        "brackets may be nested as deep as anyone needs",
        rule("when " + "(" * 50 + "alarm works" + ")" * 50 + " deduct 1"),
    ),
    ("0 needs no unit", rule("when footage days is more than 0 deduct 1")),
    ("a divisor may be a sum that is above 0", rule("by guards / (guards + 1)\n      over 1/3 deduct 1")),
)

LONELY = (
    Case(
        "a misspelt name does not leave the fact unread",
        f"{HEADING}facts shop\n  open : yes/no\nsection 1 worth 5\n  item 1.1\n    when opn deduct 1\n",
        ("301", "opn", "open"),
    ),
    Case(
        "a word left out of a name does not leave the fact unread",
        and_rule("fire drill held : yes/no", "unless fire held"),
        ("301", "fire held", "fire drill held"),
    ),
    Case(
        "a misspelt default does not leave the fact unread",
        and_rule("guards : count\n  shields : count default gaurds", "per shields short of 3"),
        ("301", "gaurds", "guards"),
    ),
    Case(
        "a name with a keyword in it is told at its declaration alone",
        and_rule("doors and windows : count", "per doors and windows"),
        ("303", "doors and windows"),
    ),
    Case(
        "a name with marks in it is told at its declaration alone",
        and_rule("doors/windows : count", "per doors/windows"),
        ("323", "doors/windows"),
    ),
    Case(
        "a name with a character that cannot be seen is told at its declaration alone",
        and_rule("door\u200bs : count", "per doors"),
        ("304", "door\u200bs"),
    ),
    Case(
        "a misspelt type is taken as it was meant",
        and_rule("guards : cuont", "per guards"),
        ("415", "cuont", "count"),
    ),
    Case(
        "a misspelt list keeps its fields",
        and_rule("leak : lst\n    - wet : yes/no", "per leak where wet"),
        ("415", "lst", "list"),
    ),
    Case(
        "two names with the same key are both known to the rules",
        and_rule("two doors : count\n  two_doors : count", "per two doors + two_doors"),
        ("321", "two_doors"),
    ),
    Case(
        "findings with fields are taken for a list",
        and_rule("leak : findings\n    - wet : yes/no", "per leak where wet"),
        ("324", "- wet : yes/no"),
    ),
    Case(
        "a list in a list is told at its declaration alone",
        and_rule("leak : list\n    - drops : findings", "per drops in each leak"),
        ("325", "findings"),
    ),
    Case(
        "a bound in a wrong unit is a bound",
        and_rule("kept : whole days at least 0 weeks", "per kept short of 3 days"),
        ("414", "0 weeks"),
    ),
    Case(
        "the parts of a mixed condition are read",
        and_rule("dark : yes/no\n  wet : yes/no", "when open and dark or wet"),
        ("407", "open and dark or wet"),
    ),
    Case(
        "a misspelt choice is not followed by its words",
        and_rule("size : one of small, large", "when open and (siez is small or large)"),
        ("301", "siez", "size"),
    ),
    Case(
        "a misspelt `where` is not followed by the fields",
        and_rule("leak : list\n    - wet : yes/no\n    - loss : count", "per leak wher wet and loss is 3"),
        ("301", "leak wher wet", "leak where wet"),
    ),
    Case(
        "a policy without its keyword is one mistake",
        'errors\n  title "x"\n  version 1.0\n' + declared("").split("\n", 2)[2],
        ("205", "errors"),
    ),
    Case(
        "a group without its keyword is one mistake",
        declared("guards : count").replace("facts shop", "shop"),
        ("205", "shop"),
    ),
    Case(
        "a section without its keyword is one mistake",
        declared("").replace("section 1", "1"),
        ("201", "1"),
    ),
    Case(
        "an item without its keyword is one mistake",
        declared("") + "  1.2\n    applies when open\n    when open deduct 1\n",
        ("201", "1.2"),
    ),
    Case(
        "a modifier without a rule does not leave the item empty",
        declared("").replace("when open deduct 1", "only when open"),
        ("310", "only when open"),
    ),
)
"""Mistakes that bring no others after them, and no warnings."""
