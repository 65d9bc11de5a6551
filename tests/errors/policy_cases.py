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
        ("402", "growth + guards rounded down"),
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
        "a section has an identifier", sections("section worth 10\n  item 1.1\n    per spill deduct 1"), ("201", "10")
    ),
    Case("a section has its worth", sections("section 1\n  item 1.1\n    per spill deduct 1"), ("202", "1")),
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
    Case("an effect is written in digits", rule("per spill deduct one"), ("201", "one")),
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
    Case("`otherwise` is no rule by itself", rule("per spill deduct 1\n    otherwise deduct 1"), ("201", "deduct")),
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
    Case("a wide character is underlined whole", rule("per 保安人数 扣 1 分"), ("201", "1")),
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

CASES = (
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
)

WARNINGS = (
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
