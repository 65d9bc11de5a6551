"""Examples with planted mistakes: for each, which code is given and which text is underlined; see `policy_cases`."""

from tests.errors.policy_cases import Case

POLICY = """policy small
  version 1.0
facts shop "店"
  leak       : findings "漏水"
  staff      : count at least 1 "人数"
  dry        : yes/no
  kind       : one of flat, high rise
  plans      : set of fire, flood, theft
  fine       : yuan at least 0
  kept       : whole days at least 0
  opened     : date
  name       : text optional
  conduct    : discretion
  hole       : list
    - site   : text "部位"
    - deep   : yes/no
    - width  : number at least 0 at most 9
    - noted  : date optional
terms
  big : staff is at least 200
section 1 worth 20
  item 1.1
    per leak deduct 1
    when kind is flat and fine is 3 yuan and dry deduct 1
    per hole where deep deduct 1
    when kept is less than 3 days or opened is before 2020-01-01 deduct 1
    when big deduct 1 to 3 at discretion of conduct
  item 1.2
    applies when dry
    per missing from plans deduct 0.5
bonus section 2 up to 5
  item 2.1
    when dry add 1
verdict
  grade "good" from 10
  grade "bad" below 10
"""

CHINESE_POLICY = """标准 small
  版本 1.0
事实 「店」「shop」
  「漏水」「leak」：清单或数目
  「人数」「staff」：数目 至少1
  「干」「dry」：是否
  「类别」「kind」：单选「平房」「flat」、「高层」「high rise」
  「洞」「hole」：清单
    - 「深」「deep」：是否
部分 1 满分20分
  项目 1.1
    每「漏水」扣1分。
    「人数」为3且「干」且「类别」为「平房」的，扣1分。
    每「洞」中「深」扣1分。
"""


def small(text: str) -> str:
    """Give a policy with these examples."""
    return f"{POLICY}{text}"


def chinese(text: str) -> str:
    """Give a Chinese policy with these examples."""
    return f"{CHINESE_POLICY}{text}"


FORM = (
    Case(
        "a misspelt `example` is suggested, and what stands below it is not told of",
        small('exampel "x"\n  expect score 10\n'),
        ("205", "exampel", "example"),
    ),
    Case("an example has a title", small("example\n  expect score 10\n"), ("202", "example")),
    Case("the title of an example stands in quotes", small("example x\n  expect score 10\n"), ("201", "x")),
    Case(
        "a misspelt `expect` is suggested",
        small('example "x"\n  expcet score 10\n  expect score 10\n'),
        ("205", "expcet", "expect"),
    ),
    Case(
        "a misspelt `given` is suggested",
        small('example "x"\n  givn no leak\n  expect score 10\n'),
        ("205", "givn", "given"),
    ),
    Case("`given` alone breaks off", small('example "x"\n  given \n  expect score 10\n'), ("202", "given")),
    Case("`expect` alone breaks off", small('example "x"\n  expect\n  expect score 10\n'), ("202", "expect")),
    Case(
        "what is given without an example lacks its heading",
        small("given no leak\n  expect score 10\n"),
        ("201", "given"),
    ),
    Case(
        "a rule has no place in an example",
        small('example "x"\n  when dry deduct 1\n  expect score 10\n'),
        ("201", "when"),
    ),
    Case("a sign for `is` is told", small('example "x"\n  given staff = 3\n  expect score 10\n'), ("207", "=", "is")),
    Case(
        "a comparison gives no value",
        small('example "x"\n  given staff is at least 3\n  expect score 10\n'),
        ("201", "is at least"),
    ),
    Case(
        "an alternative gives no value",
        small('example "x"\n  given kind is flat or high rise\n  expect score 10\n'),
        ("201", "or"),
    ),
    Case(
        "a negation gives no value",
        small('example "x"\n  given staff is not 3\n  expect score 10\n'),
        ("201", "is not"),
    ),
    Case(
        "entries are said with `and` only",
        small('example "x"\n  given hole is 3 where deep or noted\n  expect score 10\n'),
        ("201", "or"),
    ),
    Case(
        "another word for `where` is told",
        small('example "x"\n  given hole is 3 with deep\n  expect score 10\n'),
        ("201", "with", "where"),
    ),
    Case(
        "a path stands in quotes",
        small('example "x"\n  given facts from unit.json\n  expect score 10\n'),
        ("201", "unit.json"),
    ),
    Case("a number alone is not said to be anything", small('example "x"\n  expect 97\n'), ("201", "97")),
    Case("an identifier alone is not said to be anything", small('example "x"\n  expect 1.1.a hits\n'), ("201", "1.1")),
    Case(
        "the verb of a rule is none of an expectation",
        small('example "x"\n  expect item 1.1 deduct 3\n'),
        ("201", "deduct", "deducts"),
    ),
    Case(
        "a misspelt verb is suggested", small('example "x"\n  expect item 1.1 deducs 3\n'), ("201", "deducs", "deducts")
    ),
    Case("`is hit` is told", small('example "x"\n  expect rule 1.1.a is hit\n'), ("201", "is hit", "hits")),
    Case(
        "`is missing` is told of a rule",
        small('example "x"\n  expect rule 1.1.a is missing\n'),
        ("201", "is missing", "is undetermined"),
    ),
    Case(
        "`effective` is told",
        small('example "x"\n  expect item 1.1 deducts 3 effective\n'),
        ("201", "effective", "in effect"),
    ),
    Case("how often is said with `times`", small('example "x"\n  expect rule 1.1.a hits 3\n'), ("202", "3")),
    Case("`missing` is told", small('example "x"\n  expect missing leak\n'), ("201", "missing", "needs")),
    Case("`error` is told", small('example "x"\n  expect error\n'), ("201", "error", "refused")),
    Case(
        "a keyword of the other language is told",
        small('example "x"\n  已知 no leak\n  expect score 10\n'),
        ("209", "已知", "given"),
    ),
)

GIVEN = (
    Case(
        "a misspelt fact is suggested",
        small('example "x"\n  given staf is 3\n  expect score 10\n'),
        ("301", "staf", "staff"),
    ),
    Case("a label is no name", small('example "x"\n  given 人数 is 3\n  expect score 10\n'), ("301", "人数", "staff")),
    Case("a term is not given", small('example "x"\n  given big\n  expect score 10\n'), ("355", "big")),
    Case(
        "a field is given behind its list",
        small('example "x"\n  given deep is yes\n  expect score 10\n'),
        ("301", "deep"),
    ),
    Case(
        "a misspelt field is suggested",
        small('example "x"\n  given hole is 2 where depe\n  expect score 10\n'),
        ("301", "depe", "deep"),
    ),
    Case(
        "an unknown field is told with the fields",
        small('example "x"\n  given hole is 2 where banana is 3\n  expect score 10\n'),
        ("301", "banana"),
    ),
    Case(
        "a misspelt base is suggested",
        small('example "x"\n  given all else in ordr\n  expect score 10\n'),
        ("301", "all else in ordr", "all else in order"),
    ),
    Case(
        "another word for the base is told",
        small('example "x"\n  given everything else in order\n  expect score 10\n'),
        ("301", "everything else in order", "all else in order"),
    ),
    Case(
        "facts do not come from two places",
        small('example "x"\n  given all else in order\n  given facts from "unit.json"\n  expect score 10\n'),
        ("353", 'facts from "unit.json"'),
    ),
    Case(
        "a base is named once",
        small('example "x"\n  given all else in order\n  given all else in order\n  expect score 10\n'),
        ("311", "all else in order"),
    ),
    Case(
        "two files are one too many",
        small('example "x"\n  given facts from "a.json"\n  given facts from "b.json"\n  expect score 10\n'),
        ("311", 'facts from "b.json"'),
    ),
    Case(
        "a file lies below the folder of the text",
        small('example "x"\n  given facts from "../unit.json"\n  expect score 10\n'),
        ("757", 'facts from "../unit.json"'),
    ),
    Case(
        "a file has no absolute path",
        small('example "x"\n  given facts from "/unit.json"\n  expect score 10\n'),
        ("757", 'facts from "/unit.json"'),
    ),
    Case(
        "a file has no drive",
        small('example "x"\n  given facts from "c:\\unit.json"\n  expect score 10\n'),
        ("757", 'facts from "c:\\unit.json"'),
    ),
    Case(
        "a fact is given once",
        small('example "x"\n  given staff is 3\n  given staff is 4\n  expect score 10\n'),
        ("352", "staff is 4"),
    ),
    Case(
        "a list is not given both as none and with entries",
        small('example "x"\n  given no hole\n  given hole is 2 where deep\n  expect score 10\n'),
        ("352", "hole is 2 where deep"),
    ),
    Case(
        "a list that is left out has no entries",
        small('example "x"\n  given hole is 2 where deep\n  given hole is left out\n  expect score 10\n'),
        ("352", "hole is left out"),
    ),
    Case(
        "a field is given once",
        small('example "x"\n  given hole is 2 where deep and deep is no\n  expect score 10\n'),
        ("352", "deep is no"),
    ),
    Case(
        "a field that rules read has to be said",
        small('example "x"\n  given hole is 2\n  expect score 10\n'),
        ("354", "hole is 2"),
    ),
    Case(
        "a field that rules read has to be said in each line",
        small('example "x"\n  given hole is 2 where deep\n  given hole is 1 where width is 3\n  expect score 10\n'),
        ("354", "hole is 1 where width is 3"),
    ),
    Case(
        "a field that is not optional is not left out",
        small('example "x"\n  given hole is 2 where deep is left out\n  expect score 10\n'),
        ("355", "deep is left out"),
    ),
    Case(
        "entries are not chosen of what has none",
        small('example "x"\n  given leak is 2 where deep\n  expect score 10\n'),
        ("405", "leak"),
    ),
    Case(
        "no entry is no entry",
        small('example "x"\n  given hole is 0 where deep\n  expect score 10\n'),
        ("355", "hole is 0 where deep"),
    ),
    Case(
        "what entries are needs a number of them",
        small('example "x"\n  given hole where deep\n  expect score 10\n'),
        ("355", "hole where deep"),
    ),
    Case(
        "a number of entries is whole",
        small('example "x"\n  given hole is 2.5 where deep\n  expect score 10\n'),
        ("355", "2.5"),
    ),
    Case(
        "a number of entries is not negative",
        small('example "x"\n  given hole is -2 where deep\n  expect score 10\n'),
        ("355", "-2"),
    ),
    Case(
        "a list has no end, an example has",
        small('example "x"\n  given hole is 10001 where deep\n  expect score 10\n'),
        ("355", "10001"),
    ),
    Case(
        "the entries of all lines are counted",
        small('example "x"\n  given hole is 10000 where deep\n  given hole is 1 where deep\n  expect score 10\n'),
        ("355", "1"),
    ),
    Case("a number has its unit", small('example "x"\n  given fine is 3\n  expect score 10\n'), ("404", "3")),
    Case(
        "a misspelt unit is suggested",
        small('example "x"\n  given fine is 3 yaun\n  expect score 10\n'),
        ("404", "3 yaun", "yuan"),
    ),
    Case(
        "another unit does not fit",
        small('example "x"\n  given fine is 3 days\n  expect score 10\n'),
        ("404", "3 days"),
    ),
    Case(
        "a number without a unit has none",
        small('example "x"\n  given staff is 3 days\n  expect score 10\n'),
        ("404", "3 days"),
    ),
    Case("a share is no amount", small('example "x"\n  given fine is 3%\n  expect score 10\n'), ("404", "3%")),
    Case(
        "a value is not below the lowest", small('example "x"\n  given staff is 0\n  expect score 10\n'), ("355", "0")
    ),
    Case(
        "none is not below the lowest either",
        small('example "x"\n  given no staff\n  expect score 10\n'),
        ("355", "no staff"),
    ),
    Case(
        "a value is not above the highest",
        small('example "x"\n  given hole is 1 where deep and width is 10\n  expect score 10\n'),
        ("355", "10"),
    ),
    Case(
        "a whole number is whole",
        small('example "x"\n  given kept is 2.5 days\n  expect score 10\n'),
        ("355", "2.5 days"),
    ),
    Case(
        "findings are counted in whole numbers",
        small('example "x"\n  given leak is 1/3\n  expect score 10\n'),
        ("355", "1/3"),
    ),
    Case("a text is no number", small('example "x"\n  given staff is "3"\n  expect score 10\n'), ("355", '"3"')),
    Case("a number is no text", small('example "x"\n  given name is 3\n  expect score 10\n'), ("355", "3")),
    Case(
        "a date has no quotes",
        small('example "x"\n  given opened is "2024-01-01"\n  expect score 10\n'),
        ("355", '"2024-01-01"'),
    ),
    Case(
        "a date is in the calendar",
        small('example "x"\n  given opened is 2024-02-30\n  expect score 10\n'),
        ("420", "2024-02-30"),
    ),
    Case("a date is not none", small('example "x"\n  given no opened\n  expect score 10\n'), ("419", "no opened")),
    Case("yes/no is no number", small('example "x"\n  given dry is 1\n  expect score 10\n'), ("355", "1")),
    Case("yes/no is no word", small('example "x"\n  given dry is wet\n  expect score 10\n'), ("355", "wet")),
    Case(
        "a choice is one of its words",
        small('example "x"\n  given kind is flt\n  expect score 10\n'),
        ("306", "flt", "flat"),
    ),
    Case(
        "a choice is one word only",
        small('example "x"\n  given kind is flat, high rise\n  expect score 10\n'),
        ("355", "flat, high rise"),
    ),
    Case(
        "a word has no quotes",
        small('example "x"\n  given kind is "high rise"\n  expect score 10\n'),
        ("355", '"high rise"'),
    ),
    Case(
        "a word of a set is suggested",
        small('example "x"\n  given plans is fire, flod\n  expect score 10\n'),
        ("306", "flod", "flood"),
    ),
    Case(
        "a set has each word once",
        small('example "x"\n  given plans is fire, flood, fire\n  expect score 10\n'),
        ("355", "fire"),
    ),
    Case(
        "the words of a set have commas between them",
        small('example "x"\n  given plans is fire and flood\n  expect score 10\n'),
        ("301", "flood"),
    ),
    Case("a name alone is a yes/no fact", small('example "x"\n  given staff\n  expect score 10\n'), ("355", "staff")),
    Case(
        "`not` goes with a yes/no fact",
        small('example "x"\n  given not staff\n  expect score 10\n'),
        ("355", "not staff"),
    ),
    Case(
        "`any` does not say how many", small('example "x"\n  given any leak\n  expect score 10\n'), ("301", "any leak")
    ),
    Case(
        "an unknown fact is left out",
        small('example "x"\n  given staff is unknown\n  expect score 10\n'),
        ("355", "unknown", "is left out"),
    ),
    Case(
        "a discretion is held to its rule",
        small('example "x"\n  given conduct is 4\n  expect score 10\n'),
        ("355", "4"),
    ),
    Case(
        "a discretion is a number", small('example "x"\n  given conduct is high\n  expect score 10\n'), ("355", "high")
    ),
    Case(
        "a reason can be read",
        small('example "x"\n  given conduct is 2 " "\n  expect score 10\n'),
        ("349", 'conduct is 2 " "'),
    ),
    Case(
        "a reason goes with a discretion only",
        small('example "x"\n  given staff is 2 "why"\n  expect score 10\n'),
        ("355", 'staff is 2 "why"'),
    ),
    Case(
        "a field has no reason",
        small('example "x"\n  given hole is 1 where deep is yes "why"\n  expect score 10\n'),
        ("355", 'deep is yes "why"'),
    ),
)

EXPECTED = (
    Case("an example expects something", small('example "x"\n  given no leak\n'), ("351", 'example "x"')),
    Case(
        "two examples do not share a title",
        small('example "x"\n  expect score 10\nexample "x"\n  expect score 9\n'),
        ("351", 'example "x"'),
    ),
    Case("a title can be read", small('example " "\n  expect score 10\n'), ("351", 'example " "')),
    Case("an item that is not there is told", small('example "x"\n  expect item 1.3 deducts 3\n'), ("331", "1.3")),
    Case("an item is no rule", small('example "x"\n  expect rule 1.1 hits\n'), ("331", "1.1", "item 1.1")),
    Case(
        "a rule is suggested among those of its item",
        small('example "x"\n  expect rule 1.1.g hits\n'),
        ("331", "1.1.g", "rule 1.1.e", "rule 1.1.d", "rule 1.1.c"),
    ),
    Case("a section that is not there is told", small('example "x"\n  expect section 3 scores 3\n'), ("331", "3")),
    Case("a group that is not there is told", small('example "x"\n  expect group G1 deducts 3\n'), ("331", "G1")),
    Case(
        "a rule that deducts does not add",
        small('example "x"\n  expect rule 1.1.a adds 1\n'),
        ("356", "rule 1.1.a adds 1"),
    ),
    Case(
        "an item that deducts does not add",
        small('example "x"\n  expect item 1.1 adds 1\n'),
        ("356", "item 1.1 adds 1"),
    ),
    Case(
        "a section that adds does not deduct",
        small('example "x"\n  expect section 2 deducts 1\n'),
        ("356", "section 2 deducts 1"),
    ),
    Case("an item has no score", small('example "x"\n  expect item 1.1 scores 3\n'), ("356", "item 1.1 scores 3")),
    Case("an item does not hit", small('example "x"\n  expect item 1.1 hits\n'), ("356", "item 1.1 hits")),
    Case(
        "a section is always there",
        small('example "x"\n  expect section 1 is not applicable\n'),
        ("356", "section 1 is not applicable"),
    ),
    Case(
        "what is expected is expected of something", small('example "x"\n  expect score 3 and hits\n'), ("356", "hits")
    ),
    Case(
        "a rule reads declared facts", small('example "x"\n  expect rule 1.1.a reads leek\n'), ("301", "leek", "leak")
    ),
    Case("a fact is read once", small('example "x"\n  expect rule 1.1.a reads leak, leak\n'), ("311", "leak")),
    Case("missing facts are declared", small('example "x"\n  expect needs stafff\n'), ("301", "stafff", "staff")),
    Case("a number of hits is whole", small('example "x"\n  expect rule 1.1.a hits 2.5 times\n'), ("356", "2.5")),
    Case("points have no sign", small('example "x"\n  expect item 1.1 deducts -3\n'), ("356", "-3")),
    Case("a grade is declared", small('example "x"\n  expect grade "goood"\n'), ("341", 'grade "goood"', '"good"')),
    Case("a score is expected once", small('example "x"\n  expect score 3\n  expect score 4\n'), ("311", "score 4")),
    Case(
        "a rule's state is expected once",
        small('example "x"\n  expect rule 1.1.a hits\n  expect rule 1.1.a is clear\n'),
        ("311", "rule 1.1.a is clear"),
    ),
    Case(
        "a policy that always scores is not without a score",
        small('example "x"\n  expect no score\n'),
        ("356", "no score"),
    ),
    Case(
        "facts that are refused come to nothing",
        small('example "x"\n  expect refused\n  expect score 3\n'),
        ("356", "score 3"),
    ),
    Case(
        "without its facts a policy has no score",
        small('example "x"\n  expect needs staff and score 3\n'),
        ("356", "score 3"),
    ),
    Case(
        "a code is one of facts",
        small('example "x"\n  expect refused "DEM301"\n'),
        ("356", 'refused "DEM301"', '"DEM601"'),
    ),
    Case(
        "a misspelt code is suggested",
        small('example "x"\n  expect refused "DEM6001"\n'),
        ("356", 'refused "DEM6001"', '"DEM601"'),
    ),
    Case(
        "a missing fact is no refusal", small('example "x"\n  expect refused "DEM607"\n'), ("356", 'refused "DEM607"')
    ),
)

CHINESE = (
    Case("a misspelt `示例` is suggested", chinese("示列 “x”\n  预期得分10分。\n"), ("205", "示列", "示例")),
    Case("a Chinese example has a title", chinese("示例\n  预期得分10分。\n"), ("202", "示例")),
    Case("是 for 为 is told", chinese("示例 “x”\n  已知「漏水」是3。\n  预期得分10分。\n"), ("201", "是", "为")),
    Case(
        "another word for 其余均合格 is told",
        chinese("示例 “x”\n  已知其他均合格。\n  预期得分10分。\n"),
        ("301", "其他均合格", "其余均合格"),
    ),
    Case(
        "entries need 其中", chinese("示例 “x”\n  已知「洞」为3，「深」为是。\n  预期得分10分。\n"), ("201", "「深」")
    ),
    Case("减 for 扣 is told", chinese("示例 “x”\n  预期项目1.1减3分。\n"), ("201", "减", "扣")),
    Case(
        "a Chinese identifier alone is not said to be anything",
        chinese("示例 “x”\n  预期1.1.a命中。\n"),
        ("201", "1.1"),
    ),
    Case("不命中 is told", chinese("示例 “x”\n  预期规则1.1.a不命中。\n"), ("201", "不命中", "未命中")),
    Case(
        "没有填 is told", chinese("示例 “x”\n  已知「人数」没有填。\n  预期得分10分。\n"), ("201", "没有填", "未填报")
    ),
    Case("拒绝 is told", chinese("示例 “x”\n  预期拒绝。\n"), ("201", "拒绝", "不予受理")),
    Case(
        "a Chinese fact is suggested",
        chinese("示例 “x”\n  已知「人员」为3。\n  预期得分10分。\n"),
        ("301", "「人员」", "人数"),
    ),
    Case(
        "a Chinese word is suggested",
        chinese("示例 “x”\n  已知「类别」为「高房」。\n  预期得分10分。\n"),
        ("306", "「高房」", "高层", "平房"),
    ),
    Case(
        "a Chinese field has to be said",
        chinese("示例 “x”\n  已知「洞」为3。\n  预期得分10分。\n"),
        ("354", "「洞」为3"),
    ),
)

CASES = (*FORM, *GIVEN, *EXPECTED, *CHINESE)
