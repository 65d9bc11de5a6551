"""A published text, a policy that stands for all of it, and changes of either: which code, which text underlined."""

from dataclasses import dataclass

from tests.errors.policy_cases import Fault

SOURCE = """消防安全 20分
1、未配备灭火器的，扣2分；灭火器失效的，每发现一处扣0.5分。此项3分扣完为止。
2、当年火灾起数超过建筑数千分之一的，扣5分；超过千分之二的，扣10分。
3、未开展演练的，扣4分；能及时补办的，减半扣分。
"""

POLICY = """policy fire
  version 1.0
facts site
  extinguishers : yes/no
  expired       : findings
  fires         : count
  buildings     : count at least 1
  drill         : yes/no
  made up       : yes/no
section 1 "消防安全" worth 20
  item 1.1
    cite "此项3分扣完为止。"
    item cap 3
    cite "未配备灭火器的，扣2分；"
    unless extinguishers deduct 2
    cite "灭火器失效的，每发现一处扣0.5分。"
    per expired deduct 0.5
  item 1.2
    cite "当年火灾起数超过建筑数千分之一的，扣5分；超过千分之二的，扣10分。"
    by fires / buildings
      over 1‰ deduct 5
      over 2‰ deduct 10
  item 1.3
    cite "未开展演练的，扣4分；能及时补办的，减半扣分。"
    unless drill deduct 4
      halved when made up
"""


@dataclass(frozen=True, init=False)
class SourceCase:
    """A change of the policy or of the text, and what is told of it."""

    sentence: str
    policy: str
    source: str
    faults: tuple[Fault, ...]

    def __init__(
        self,
        sentence: str,
        *faults: tuple[str, str],
        policy: tuple[tuple[str, str], ...] = (),
        source: tuple[tuple[str, str], ...] = (),
    ) -> None:
        object.__setattr__(self, "sentence", sentence)
        for name, text, changes in (("policy", POLICY, policy), ("source", SOURCE, source)):
            for here, there in changes:
                assert here in text, here
                text = text.replace(here, there, 1)
            object.__setattr__(self, name, text)
        object.__setattr__(self, "faults", tuple(Fault(f"DEM{code}", underlined) for code, underlined in faults))


_RANGE = '    cite "不整洁的，酌情扣1至3分。"\n'
_CITE = '    cite "灭火器失效的，每发现一处扣0.5分。"\n'

CASES = (
    SourceCase(
        "a cite with another word is told, where it differs",
        ("902", "损坏"),
        policy=(("失效的，每", "损坏的，每"),),
    ),
    SourceCase(
        "a cite with a word too many is told at that word",
        ("902", "已"),
        policy=(("失效的，每", "已失效的，每"),),
    ),
    SourceCase(
        "a cite that is like nothing in the text is told whole",
        ("902", 'cite "Nothing of the kind."'),
        ("903", "扣0.5分"),
        policy=(("灭火器失效的，每发现一处扣0.5分。", "Nothing of the kind."),),
    ),
    SourceCase(
        "a sentence that is marked as not encoded has to stand in the text too",
        ("902", "改"),
        policy=((_CITE, '    not encoded "能及时改办的" "x"\n' + _CITE),),
    ),
    SourceCase(
        "a sentence about points that nobody cites is told",
        ("903", "扣1分"),
        source=(("此项3分", "无标识的，扣1分。此项3分"),),
    ),
    SourceCase("other points than in the sentence are told", ("904", "3"), policy=(("deduct 2", "deduct 3"),)),
    SourceCase("other points of a tier are told", ("904", "9"), policy=(("deduct 10", "deduct 9"),)),
    SourceCase(
        "a second mention of the same points needs a rule of its own",
        ("905", "扣4分"),
        policy=(("未开展演练的，扣4分；能", "未开展演练的，扣4分；记录不全的，扣4分；能"),),
        source=(("未开展演练的，扣4分；能", "未开展演练的，扣4分；记录不全的，扣4分；能"),),
    ),
    SourceCase(
        "a cap that the policy does not have is told",
        ("905", "此项3分扣完为止"),
        policy=(("    item cap 3\n", ""),),
    ),
    SourceCase(
        "halving that the policy does not have is told",
        ("905", "减半扣分"),
        policy=(("\n      halved when made up", ""), ("made up       : yes/no", "made up : yes/no optional")),
    ),
    SourceCase(
        "another cap than in the text is told on both sides",
        ("906", "item 1.1"),
        ("905", "此项3分扣完为止"),
        policy=(("item cap 3", "item cap 4"),),
    ),
    SourceCase(
        "a cap of a rule that the text does not state is told",
        ("906", "per expired deduct 0.5\n      cap 1"),
        policy=(("deduct 0.5", "deduct 0.5\n      cap 1"),),
    ),
    SourceCase(
        "other bounds of an inspector's figure are told",
        ("904", "when neat deduct 1 to 2 at discretion of figure"),
        policy=(
            ("  expired ", "  neat : yes/no\n  figure : discretion\n  expired "),
            ("  item 1.2\n", f"{_RANGE}    when neat deduct 1 to 2 at discretion of figure\n  item 1.2\n"),
        ),
        source=(("此项3分", "不整洁的，酌情扣1至3分。此项3分"),),
    ),
    SourceCase(
        "points to choose from, for which a rule takes one number, are told",
        ("904", "2"),
        policy=(
            ("  expired ", "  neat : yes/no\n  expired "),
            ("  item 1.2\n", f"{_RANGE}    when neat deduct 2\n  item 1.2\n"),
        ),
        source=(("此项3分", "不整洁的，酌情扣1至3分。此项3分"),),
    ),
    SourceCase(
        "an item that is to be taken whole, and is not, is told",
        ("904", "1"),
        policy=(("扣4分", "不得分"), ("unless drill deduct 4", "unless drill deduct 1")),
        source=(("扣4分", "不得分"),),
    ),
    SourceCase(
        "halving that the text does not state is told",
        ("907", "made up"),
        policy=(("deduct 2", "deduct 2\n      halved when made up"),),
    ),
    SourceCase("another bound of a tier is told", ("908", "over 3‰ deduct 10"), policy=(("over 2‰", "over 3‰"),)),
    SourceCase(
        "a cite in another item than in the text is told",
        ("909", 'cite "未配备灭火器的，扣2分；"'),
        policy=(
            ('    cite "未配备灭火器的，扣2分；"\n    unless extinguishers deduct 2\n', ""),
            ("  item 1.2\n", '  item 1.2\n    cite "未配备灭火器的，扣2分；"\n    unless extinguishers deduct 2\n'),
        ),
    ),
    SourceCase(
        "a cite without the points of its rule is told",
        ("910", "unless extinguishers deduct 2"),
        ("903", "扣2分"),
        policy=(("未配备灭火器的，扣2分；", "未配备灭火器的，"),),
    ),
    SourceCase(
        "a rule that takes points once, where the text takes them for each, is told",
        ("914", "when any expired deduct 0.5"),
        policy=(("per expired", "when any expired"),),
    ),
    SourceCase(
        "a rule without a cite is told",
        ("911", "per expired deduct 0.5"),
        ("903", "扣4分"),
        policy=(
            ('  item 1.3\n    cite "未开展演练的，扣4分；能及时补办的，减半扣分。"\n', "  item 1.3\n"),
            ("    unless drill deduct 4\n      halved when made up\n", "    per expired deduct 0.5\n"),
            ("  drill         : yes/no\n  made up       : yes/no\n", ""),
            ("  item 1.3\n", '  item 1.3\n    not encoded "能及时补办的，减半扣分。" "x"\n'),
        ),
    ),
    SourceCase(
        "a section worth something else is told",
        ("912", 'section 1 "消防安全" worth 20'),
        source=(("20分", "25分"),),
    ),
    SourceCase(
        "a text without points is told",
        ("913", ""),
        source=((SOURCE, "未配备灭火器的，此项无。"),),
    ),
)

CLEAN = (
    SourceCase("the policy stands for all of its text"),
    SourceCase("white space does not matter", source=(("失效的，每发现", "失效 的，\n\u3000每 发现"),)),
    SourceCase("line ends of Windows do not matter", source=(("\n1、", "\r\n1、"), ("扣2分；", "扣2\r\n分；"))),
    SourceCase(
        "a sentence may be marked as not encoded with a reason, in its item",
        policy=(("  item 1.2\n", '    not encoded "无标识的，扣1分。" "其规定已废止"\n  item 1.2\n'),),
        source=(("此项3分", "无标识的，扣1分。此项3分"),),
    ),
    SourceCase(
        "a sentence may be marked in its section",
        policy=(("  item 1.1\n", '  not encoded "无标识的，扣1分。" "x"\n  item 1.1\n'),),
        source=(("此项3分", "无标识的，扣1分。此项3分"),),
    ),
    SourceCase(
        "a sentence may be marked in the heading of the policy",
        policy=(("  version 1.0\n", '  version 1.0\n  not encoded "无标识的，扣1分。" "x"\n'),),
        source=(("此项3分", "无标识的，扣1分。此项3分"),),
    ),
    SourceCase(
        "a rule that counts may stand for several mentions of the same points",
        policy=(
            ("未开展演练的，扣4分；能", "未开展演练的，扣4分；记录不全的，扣4分；能"),
            ("unless drill deduct 4", "per unmet of drill, extinguishers deduct 4"),
        ),
        source=(("未开展演练的，扣4分；能", "未开展演练的，扣4分；记录不全的，扣4分；能"),),
    ),
    SourceCase(
        "a cap may be that of a group that holds the item",
        policy=(("    item cap 3\n", ""), ("  item 1.3\n", "  group G of 1.1, 1.2 cap 3\n  item 1.3\n")),
    ),
    SourceCase(
        "a cap may be what the item is worth",
        policy=(("    item cap 3\n", ""), ("  item 1.1\n", "  item 1.1 worth 3\n")),
    ),
    SourceCase(
        "two rules may come from one mention",
        policy=(("unless extinguishers deduct 2\n", "unless extinguishers deduct 2\n    when no drill deduct 2\n"),),
    ),
    SourceCase(
        "a quotation mark in the text may stand in a cite",
        policy=(("未配备灭火器的，扣2分；", '未配备""灭火器""的，扣2分；'),),
        source=(("未配备灭火器的", '未配备"灭火器"的'),),
    ),
    SourceCase(
        "an inspector's figure may have the bounds that the text says",
        policy=(
            ("  expired ", "  neat : yes/no\n  figure : discretion\n  expired "),
            ("  item 1.2\n", f"{_RANGE}    when neat deduct 1 to 3 at discretion of figure\n  item 1.2\n"),
        ),
        source=(("此项3分", "不整洁的，酌情扣1至3分。此项3分"),),
    ),
    SourceCase(
        "an item may be taken whole",
        policy=(
            ("  item 1.3\n", "  item 1.3 worth 5\n"),
            ("unless drill deduct 4\n      halved when made up", "unless drill deduct the item"),
            ("  made up       : yes/no\n", ""),
            ("未开展演练的，扣4分；能及时补办的，减半扣分。", "未开展演练的，不得分。"),
        ),
        source=(("未开展演练的，扣4分；能及时补办的，减半扣分。", "未开展演练的，不得分。"),),
    ),
    SourceCase(
        "points that are worked out are taken on trust",
        policy=(
            ("per expired deduct 0.5", "always deduct worked out"),
            ("section 1", "terms\n  worked out : expired / 2\nsection 1"),
        ),
    ),
    SourceCase(
        "a sentence may be cited by a term or the verdict",
        policy=(
            ("section 1", 'terms\n  many : expired is 3 or more\n    cite "过期多的，扣1分。"\nsection 1'),
            ("unless drill deduct 4\n", "unless drill deduct 4\n      only when many\n"),
        ),
        source=(("此项3分", "过期多的，扣1分。此项3分"),),
    ),
    SourceCase("a section whose worth the text does not state is not held to it", source=(("消防安全 20分\n", ""),)),
)
"""Policies that stand for all of their text."""
