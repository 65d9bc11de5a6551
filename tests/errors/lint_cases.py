"""Policies with something doubtful in them, and others that come near it: for each what `check` tells, and where.

A case is a sentence, a text, and the findings that it has, in the order of their places. `CLEAN` are near misses: they
have none.
"""

from tests.errors.policy_cases import Case

FACTS = """policy lints
  version 1.0
facts plant
  fires    : count
  visits   : count at most 10
  rate     : number at least 0 at most 100
  drill    : yes/no
  plan     : yes/no
  grade    : one of low, middle, high
  opened   : date
  remark   : text
  leak     : findings
  accident : list
    - hurt : count
    - loss : yuan at least 0
    - kind : one of fire, flood
"""

READ = """
section Z worth 1000
  item Z.1
    cite "按规定扣分。"
    when any leak and fires is 5 and visits is 4 and rate is 3 and drill and plan and grade is low deduct 1
    when opened is before 2000-01-01 and remark is "x" deduct 1
    per accident where hurt is at least 1 and loss is over 1 yuan and kind is fire deduct 1
"""
"""Reads every fact, so that none is told of as unread, and nothing else can be told of it."""


def policy(body: str, *, facts: str = FACTS, rest: str = READ) -> str:
    """Give a whole policy with some sections, or with what stands before them."""
    return f"{facts}{body}{rest}"


def rule(text: str, cite: str = "按规定扣分。") -> str:
    """Give a policy with one rule of interest, or several, under a sentence."""
    return policy(f'section 1 worth 1000\n  item 1.1\n    cite "{cite}"\n    {text}\n    per accident deduct 1\n')


def case(sentence: str, text: str, *found: tuple[str, str]) -> Case:
    """Give a case; a finding is a code and the text that it underlines."""
    return Case(sentence, text, *found)


NUMBERED = 'section 1 worth 1000\n  item 1.1\n    cite "{cite}"\n    {rule}\n    per accident deduct 1\n'


def cited(cite: str, text: str) -> str:
    """Give a policy with one rule, whose numbers are held against its sentence."""
    return policy(NUMBERED.format(cite=cite + "每起事故扣1分。", rule=text))


CASES = [
    # -- rules that never hit, or always do
    case(
        "a condition outside of the bounds",
        rule("when visits is more than 10 deduct 1"),
        ("801", "visits is more than 10"),
    ),
    case("`unless` what always holds", rule("unless rate is at most 100 deduct 1"), ("801", "rate is at most 100")),
    case(
        "a condition whose parts exclude each other",
        rule("when fires is at least 5 and fires is less than 3 deduct 1"),
        ("801", "fires is at least 5 and fires is less than 3"),
    ),
    case(
        "whole numbers leave nothing between",
        rule("when fires is more than 2 and fires is less than 3 deduct 1"),
        ("801", "fires is more than 2 and fires is less than 3"),
    ),
    case(
        "a choice has one word at a time",
        rule("when grade is low and grade is high deduct 1"),
        ("801", "grade is low and grade is high"),
    ),
    case(
        "a text is one text",
        rule('when remark is "a" and remark is "b" deduct 1'),
        ("801", 'remark is "a" and remark is "b"'),
    ),
    case(
        "no day lies between two neighbours",
        rule("when opened is after 2024-02-28 and opened is before 2024-02-29 deduct 1"),
        ("801", "opened is after 2024-02-28 and opened is before 2024-02-29"),
    ),
    case(
        "two quantities are not less than each other",
        rule("when fires is less than visits and visits is less than fires deduct 1"),
        ("801", "fires is less than visits and visits is less than fires"),
    ),
    case(
        "no entry can be such",
        rule("when any accident where kind is fire and kind is flood deduct 1"),
        ("801", "any accident where kind is fire and kind is flood"),
    ),
    case("a number that is always 0", rule("per visits short of 0 deduct 1"), ("801", "visits short of 0")),
    case(
        "what the item asks for contradicts the rule",
        policy(
            'section 1 worth 1000\n  item 1.1\n    applies when drill\n    cite "x"\n'
            "    unless drill deduct 1\n    per accident deduct 1\n"
        ),
        ("801", "drill"),
    ),
    case("`only when` contradicts the rule", rule("when drill deduct 1\n      only when not drill"), ("801", "drill")),
    case(
        "all words of a choice",
        rule("when grade is low or middle or high deduct 1"),
        ("802", "grade is low or middle or high"),
    ),
    case("always within the bounds", rule("when rate is at least 0 deduct 1"), ("802", "rate is at least 0")),
    case("a single tier that is always reached", rule("by rate\n      from 0 deduct 1"), ("802", "rate")),
    case("either it is so or not", rule("when drill or not drill deduct 1"), ("802", "drill or not drill")),
    case(
        "always where it applies", rule("when drill or plan deduct 1\n      only when plan"), ("802", "drill or plan")
    ),
    # -- chains
    case(
        "the wider condition comes first",
        rule("when any fires deduct 1\n    otherwise when fires is at least 3 deduct 2"),
        ("803", "otherwise when fires is at least 3 deduct 2"),
    ),
    case(
        "behind `always`",
        rule("always deduct 1\n    otherwise when drill deduct 2"),
        ("803", "otherwise when drill deduct 2"),
    ),
    case(
        "three rules leave nothing for the fourth",
        rule(
            "when grade is low deduct 1\n    otherwise when grade is middle deduct 2\n    otherwise when grade is high "
            "deduct 3\n    otherwise when drill deduct 4"
        ),
        ("803", "otherwise when drill deduct 4"),
    ),
    # -- tiers
    case(
        "no whole number between two tiers",
        rule("by fires\n      over 2.2 deduct 1\n      over 2.8 deduct 2"),
        ("804", "over 2.2 deduct 1"),
    ),
    case(
        "a tier above the highest value",
        rule("by visits\n      over 5 deduct 1\n      over 10 deduct 2"),
        ("804", "over 10 deduct 2"),
    ),
    # -- conditions
    case(
        "a part that is never so",
        rule("when drill or visits is more than 10 deduct 1"),
        ("805", "visits is more than 10"),
    ),
    case(
        "a grade that is never lowered",
        policy(
            "",
            rest=READ
            + (
                'verdict\n  floor 0\n  grade "a" from 5\n  grade "b" below 5\n'
                '  at most grade "b" when rate is more than 100\n'
            ),
        ),
        ("805", "rate is more than 100"),
    ),
    case(
        "halved under what is never so",
        rule("when drill deduct 2\n      halved when visits is more than 10"),
        ("805", "visits is more than 10"),
    ),
    case(
        "a part that is always so",
        rule("when drill and visits is at most 10 deduct 1"),
        ("806", "visits is at most 10"),
    ),
    case(
        "always so of every entry",
        rule("when any accident where hurt is at least 0 deduct 1"),
        ("806", "hurt is at least 0"),
    ),
    case(
        "a term that is always so",
        policy(
            'terms\n  usual : rate is at least 0\nsection 1 worth 1000\n  item 1.1\n    cite "x"\n'
            "    when usual and drill deduct 1\n    per accident deduct 1\n"
        ),
        ("806", "rate is at least 0"),
    ),
    # -- caps and worths
    case("a cap of a single hit", rule("when drill deduct 2 cap 2"), ("807", "2")),
    case("a cap above all hits", rule("per visits deduct 1 cap 10"), ("807", "10")),
    case("a cap above what is unmet", rule("per unmet of drill, plan deduct 1 cap 3"), ("807", "3")),
    case(
        "an item's cap above its rules",
        policy(
            'section 1 worth 1000\n  item 1.1\n    cite "x"\n    item cap 5\n    when drill deduct 2\n'
            '    when plan deduct 2\n  item 1.2\n    cite "x"\n    per accident deduct 1\n'
        ),
        ("807", "5"),
    ),
    case(
        "of a chain one takes effect",
        policy(
            'section 1 worth 1000\n  item 1.1\n    cite "x"\n    item cap 3\n    when drill deduct 2\n'
            '    otherwise when plan deduct 3\n  item 1.2\n    cite "x"\n    per accident deduct 1\n'
        ),
        ("807", "3"),
    ),
    case(
        "a group's cap above its items",
        policy(
            'section 1 worth 1000\n  group G of 1.1 cap 5\n  item 1.1\n    cite "x"\n'
            '    when drill deduct 2\n  item 1.2\n    cite "x"\n    per accident deduct 1\n'
        ),
        ("807", "5"),
    ),
    case("a cap above the full marks", policy("", rest=READ + "verdict\n  cap 1000\n"), ("807", "1000")),
    case("points above the rule's cap", rule("per leak * 2 deduct 5 cap 2"), ("808", "5")),
    case("halved points above the cap", rule("when drill deduct 5 cap 2\n      halved when plan"), ("808", "5")),
    case(
        "points above the section's worth",
        policy('section 1 worth 2\n  item 1.1\n    cite "x"\n    when drill deduct 3\n'),
        ("808", "3"),
    ),
    case(
        "a tier above the cap",
        rule("by fires\n      over 1 deduct 1\n      over 2 deduct 9\n      cap 3"),
        ("808", "over 2 deduct 9"),
    ),
    case(
        "rules that cannot use up a section",
        policy('section 1 worth 9\n  item 1.1\n    cite "x"\n    when drill deduct 5\n    per visits deduct 0.3\n'),
        ("809", "9"),
    ),
    case(
        "rules that cannot use up an item",
        policy(
            'section 1 worth 1000\n  item 1.1 worth 7\n    cite "x"\n    when drill deduct 5\n'
            '  item 1.2\n    cite "x"\n    per accident deduct 1\n'
        ),
        ("809", "7"),
    ),
    case(
        "a bonus that cannot be reached",
        policy('bonus section 1 up to 9\n  item 1.1\n    cite "x"\n    when drill add 5\n'),
        ("809", "9"),
    ),
    case(
        "caps hold what a section can lose",
        policy('section 1 worth 9\n  item 1.1\n    cite "x"\n    per fires deduct 1 cap 4\n'),
        ("809", "9"),
    ),
    case(
        "tiers that fall behind 0",
        rule("by fires\n      over 1 deduct 5\n      over 2 deduct 3"),
        ("810", "over 2 deduct 3"),
    ),
    case(
        "tiers that turn",
        rule("by rate\n      over 1 deduct 5\n      over 2 deduct 7\n      over 3 deduct 6"),
        ("810", "over 3 deduct 6"),
    ),
    case(
        "a tier without a difference",
        rule("by rate\n      over 1 deduct 5\n      over 2 deduct 5"),
        ("810", "over 2 deduct 5"),
    ),
    # -- twice
    case(
        "the same findings in two items",
        policy(
            'section 1 worth 1000\n  item 1.1\n    cite "x"\n    per accident deduct 1\n  item 1.2\n'
            '    cite "x"\n    per accident deduct 2\n'
        ),
        ("811", "accident"),
    ),
    case("`unless` and `when not`", rule("unless drill deduct 1\n    when not drill deduct 2"), ("811", "not drill")),
    case("a part said twice", rule("when drill and plan and drill deduct 1"), ("812", "drill")),
    case(
        "the same line of the verdict twice",
        policy("", rest=READ + 'verdict\n  no score when drill "a"\n  no score when drill "b"\n'),
        ("812", "drill"),
    ),
    # -- characters
    case(
        "a Cyrillic letter in a Latin name",
        policy("", facts=FACTS.replace("leak ", "l\u0435ak"), rest=READ.replace("leak", "l\u0435ak")),
        ("813", "l\u0435ak"),
    ),
    case(
        "a full-width letter",
        policy("", facts=FACTS.replace("leak ", "ｌeak"), rest=READ.replace("leak", "ｌeak")),
        ("813", "ｌeak"),
    ),
    case(
        "two names that look alike",
        policy(
            "",
            facts=FACTS.replace("leak ", "己办").replace("plan ", "已办"),
            rest=READ.replace("leak", "己办").replace("plan", "已办"),
        ),
        ("813", "己办"),
    ),
    case("a blank without width in a cite", rule("when drill deduct 1", "按规\u200b定"), ("814", "\u200b")),
    case("a comment that is turned round", policy("# fine \u202e enif\n"), ("814", "\u202e")),
    case("what a terminal would obey", rule('when drill deduct 1\n      note "\x1b[31m"'), ("814", "\x1b")),
    # -- cites
    case(
        "an item without a cite",
        policy("section 1 worth 1000\n  item 1.1\n    per accident deduct 1\n"),
        ("815", "1.1"),
    ),
    case(
        "a rule above the first cite",
        policy('section 1 worth 1000\n  item 1.1\n    when drill deduct 1\n    cite "x"\n    per accident deduct 1\n'),
        ("815", "when drill deduct 1"),
    ),
    case("an empty cite", rule("when drill deduct 1", ""), ("816", 'cite ""')),
    case(
        "a note of blanks that cannot be seen",
        rule('when drill deduct 1\n      note "\u3000 "'),
        ("816", 'note "\u3000 "'),
    ),
    case(
        "an empty title",
        policy('section 1 "" worth 1000\n  item 1.1\n    cite "x"\n    per accident deduct 1\n'),
        ("816", "1"),
    ),
    case(
        "a cite behind its rule",
        policy('section 1 worth 1000\n  item 1.1\n    per accident deduct 1\n    cite "x"\n'),
        ("817", 'cite "x"'),
    ),
    case("other points than the sentence says", cited("每处扣0.5分。", "per leak * 2 deduct 5"), ("819", "5")),
    case("another threshold", cited("超过200人的，扣3分。", "when rate is over 20 deduct 3"), ("819", "20")),
    case("another cap", cited("每处扣2分，至多6分。", "per leak * 2 deduct 2 cap 5"), ("819", "5")),
    case(
        "another tier",
        cited(
            "超过千分之一的，扣5分；超过千分之二的，扣10分。",
            "by rate / 100\n      over 1‰ deduct 5\n      over 3‰ deduct 10",
        ),
        ("819", "3‰"),
    ),
    # -- structure
    case(
        "two spellings of a unit",
        policy(
            "",
            facts=FACTS + "facts more\n  fine : 元 at least 0\n",
            rest=READ + "    when fine is over 1 元 deduct 1\n",
        ),
        ("818", "元"),
    ),
    case(
        "an item of another section",
        policy(
            'section 1 worth 1000\n  item 2.1\n    cite "x"\n    per accident deduct 1\n'
            'section 2 worth 1000\n  item 2.2\n    cite "x"\n    per accident * 2 deduct 1\n'
        ),
        ("820", "2.1"),
    ),
    case(
        "rescaled without anything that need not apply",
        policy(
            "section 1 worth 1000 rescaled if nothing applies full\n  item 1.1 worth 1000\n"
            '    cite "x"\n    per accident deduct 1\n'
        ),
        ("821", "rescaled if nothing applies full"),
    ),
    case(
        "rescaled together, too",
        policy("", rest=READ + "verdict\n  rescaled if nothing applies full\n"),
        ("821", "rescaled if nothing applies full"),
    ),
    case(
        "a row outside of the bounds",
        policy(
            "terms\n  t : table by rate\n    up to 100 | 1\n    over 100 | 2\nsection 1 worth 2\n"
            '  item 1.1\n    cite "x"\n    per visits deduct t\n'
        ),
        ("822", "over 100"),
    ),
    case(
        "deductions that start at the floor",
        policy('section 1 starts at 0 worth 5\n  item 1.1\n    cite "x"\n    per accident deduct 1\n'),
        ("823", "1"),
    ),
    case(
        "a grade above all scores",
        policy("", rest=READ + 'verdict\n  floor 0\n  grade "a" from 2000\n  grade "b" below 2000\n'),
        ("824", 'grade "a" from 2000'),
    ),
    case(
        "a field that nothing reads",
        policy("", facts=FACTS.replace("    - hurt : count\n", "    - hurt : count\n    - dead : count\n")),
        ("825", "dead"),
    ),
    # -- comments that silence
    case("no reason", rule("when drill deduct 2 cap 2  # ignore DEM807"), ("807", "2"), ("891", "# ignore DEM807")),
    case(
        "a reason without a word",
        rule("when drill deduct 2 cap 2  # ignore DEM807: …"),
        ("807", "2"),
        ("891", "# ignore DEM807: …"),
    ),
    case("a code that is none", rule("when drill deduct 2  # ignore DEM899: why"), ("892", "DEM899")),
    case("an error's code", rule("when drill deduct 2  # ignore DEM301: why"), ("892", "DEM301")),
    case(
        "one of two codes is idle", rule("when drill deduct 2 cap 2  # ignore DEM807, DEM801: why"), ("893", "DEM801")
    ),
    case(
        "in the wrong place",
        rule("when plan deduct 1  # ignore DEM807: why\n    when drill deduct 2 cap 2"),
        ("893", "DEM807"),
        ("807", "2"),
    ),
]

CLEAN = [
    case("at the bound itself", rule("when visits is at least 10 deduct 1")),
    case("there are numbers between whole ones", rule("when rate is more than 2 and rate is less than 3 deduct 1")),
    case("two words of three", rule("when grade is low or middle deduct 1")),
    case("a text that is not another", rule('when remark is not "a" and remark is not "b" deduct 1')),
    case("a day in between", rule("when opened is after 2024-02-28 and opened is before 2024-03-01 deduct 1")),
    case(
        "different entries can be such",
        rule(
            "when any accident where kind is fire and hurt is 0 deduct 1\n"
            "    when no accident where kind is flood deduct 1"
        ),
    ),
    case("tiers that begin with the first value", rule("by rate\n      from 0 deduct 1\n      from 50 deduct 2")),
    case("a `per` that is never 0", policy("", facts=FACTS.replace("fires    : count", "fires    : count at least 1"))),
    case("narrower first", rule("when fires is at least 3 deduct 2\n    otherwise when any fires deduct 1")),
    case(
        "behind points that may be 0",
        rule("when any fires deduct (fires short of 3)\n    otherwise when fires is at least 3 deduct 2"),
    ),
    case(
        "behind a rule that only sometimes applies",
        rule("when any fires deduct 1\n      only when plan\n    otherwise when fires is at least 3 deduct 2"),
    ),
    case(
        "falling tiers that every value reaches",
        rule("by rate\n      from 0 deduct 9\n      from 50 deduct 5\n      from 80 deduct 2"),
    ),
    case("a cap that binds", rule("per visits deduct 1 cap 9")),
    case("a cap without a bound to what it holds", rule("per fires * 2 deduct 1 cap 9")),
    case("points that come up to the cap at once", rule("per fires * 2 deduct 9 cap 9")),
    case(
        "a worth used up to the last point",
        policy('section 1 worth 5\n  item 1.1\n    cite "x"\n    when drill deduct 3\n    when plan deduct 2\n'),
    ),
    case(
        "the inspector's figure uses it up",
        policy(
            'section 1 worth 5\n  item 1.1\n    cite "x"\n    when drill deduct 1 to 5 at discretion of view\n',
            facts=FACTS + "  view : discretion\n",
        ),
    ),
    case("`more` says that both count", rule("when drill deduct 1\n    when drill deduct 2 more")),
    case("of one chain", rule("when drill deduct 1\n    or if more when drill and plan deduct 2")),
    case(
        "items that never apply together",
        policy(
            'section 1 worth 1000\n  item 1.1\n    applies when drill\n    cite "x"\n'
            '    per accident deduct 1\n  item 1.2\n    applies when not drill\n    cite "x"\n'
            "    per accident deduct 2\n"
        ),
    ),
    case(
        "rules with different `only when`",
        rule("per fires * 2 deduct 1\n      only when drill\n    per fires * 2 deduct 3\n      only when plan"),
    ),
    case(
        "names of other scripts",
        policy("", facts=FACTS.replace("leak ", "утечка"), rest=READ.replace("leak", "утечка")),
    ),
    case(
        "Latin letters and Chinese characters",
        policy("", facts=FACTS.replace("leak ", "A类漏水"), rest=READ.replace("leak", "A类漏水")),
    ),
    case("signs that are joined", rule('when drill deduct 1\n      note "👩\u200d🚒"')),
    case("marks in a line from right to left", rule('when drill deduct 1\n      note "שלום\u200f 1"')),
    case("a closing sentence about the item", rule('when drill deduct 1\n    cite "另有规定的，从其规定。"')),
    case(
        "an item's sentence for all of its rules",
        policy('section 1 worth 1000\n  item 1.1\n    cite "x"\n    cite "y"\n    per accident deduct 1\n'),
    ),
    case(
        "repealed without a sentence",
        policy(
            'section 1 worth 1000\n  item 1.1\n    repealed "2024"\n  item 1.2\n    cite "x"\n'
            "    per accident deduct 1\n"
        ),
    ),
    case(
        "numbers in Chinese characters",
        cited(
            "超过二十人或者两次的，扣十分，半天以上的扣0.5分。",
            "when fires is more than 20 or visits is at least 2 deduct 10\n    when plan deduct 0.5",
        ),
    ),
    case(
        "thousandths in words",
        cited(
            "超过千分之一的，扣5分；超过千分之二的，扣10分。",
            "by rate / 100\n      over 1‰ deduct 5\n      over 2‰ deduct 10",
        ),
    ),
    case(
        "tens of thousands",
        cited(
            "直接损失20万元以上的，扣5分。",
            "when any accident where loss is at least 200000 yuan and kind is flood deduct 5",
        ),
    ),
    case("full-width digits", cited("每处扣１．５分。", "per leak * 2 deduct 1.5")),
    case("one more is as good", cited("超过5次的，扣3分。", "when fires is at least 6 deduct 3")),
    case("another unit of time", cited("不足三年的，扣2分。", "when rate is less than 36 deduct 2")),
    case("words of English", cited("Fewer than three fires: two points.", "when fires is less than 3 deduct 2")),
    case(
        "a sentence without points",
        cited("同一问题适用两条规定的，从轻。", "when drill deduct 7").replace("每起事故扣1分。", ""),
    ),
    case(
        "a threshold of the clause's other sentence",
        cited('低于96的，扣0.5分；"\n    cite "低于90的，每分扣2分。', "per (rate short of 96) rounded down deduct 2"),
    ),
    case("a sentence without a number", rule("when rate is over 70 deduct 9")),
    case(
        "the item's own sentence has it",
        cited('此项3分扣完为止。"\n    cite "每处扣0.5分。', "per leak * 2 deduct 0.5 cap 3"),
    ),
    case(
        "singular and plural",
        policy(
            "",
            facts=FACTS + "facts more\n  wait : days at least 0\n",
            rest=READ + "    when wait is over 1 day deduct 1\n",
        ),
    ),
    case(
        "an id that is no number", policy('section B worth 1000\n  item A.1\n    cite "x"\n    per accident deduct 1\n')
    ),
    case(
        "rescaled with something that need not apply",
        policy(
            "section 1 worth 1000 rescaled if nothing applies full\n  item 1.1 worth 1000\n"
            '    applies when drill\n    cite "x"\n    per accident deduct 1\n'
        ),
    ),
    case(
        "a grade that a limit gives",
        policy(
            "",
            rest=READ
            + 'verdict\n  floor 0\n  grade "a" from 2000\n  grade "b" below 2000\n  at least grade "a" when drill\n',
        ),
    ),
    case(
        "fields that say which entry it is",
        policy(
            "",
            facts=FACTS.replace(
                "    - hurt : count\n",
                "    - hurt : count\n    - what : text\n    - day : date\n"
                "    - number of it : count identifies\n    - size : count optional\n",
            ),
        ),
    ),
    # -- silenced
    case("behind the statement", rule("when drill deduct 2 cap 2  # ignore DEM807: it says so")),
    case("above the statement", rule("# ignore DEM807: it says so\n    when drill deduct 2\n      cap 2")),
    case("in Chinese", rule("# 忽略 DEM807：原文如此\n    when drill deduct 2 cap 2")),
    case(
        "several codes",
        policy(
            "# ignore DEM807, DEM815: it says so\nsection 1 worth 1000\n  item 1.1\n"
            "    when drill deduct 2 cap 2\n    per accident deduct 1\n"
        ),
    ),
    case(
        "above an item, for all in it",
        policy("section 1 worth 1000\n  # ignore DEM815: an old standard\n  item 1.1\n    per accident deduct 1\n"),
    ),
    case(
        "in the heading, for all",
        policy(
            "section 1 worth 1000\n  item 1.1\n    per accident deduct 1\n",
            facts=FACTS.replace("  version 1.0", "  # ignore DEM815: an old standard\n  version 1.0"),
        ),
    ),
    case(
        "a warning of the checker",
        policy("", facts=FACTS + "facts more\n  # ignore DEM317: for the next version\n  unread : yes/no\n"),
    ),
    case(
        "two comments, one below the other",
        cited(
            "每处扣2分。",
            "# ignore DEM808: it says so\n    # ignore DEM819: an older text\n    per fires * 2 deduct 5 cap 2",
        ),
    ),
    case("a comment that says something else", rule("when drill deduct 2  # ignore the rest: why")),
]
