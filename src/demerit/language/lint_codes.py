"""The registry of what `check` finds doubtful: the codes of its lints, and of the comments that silence them.

They are warnings, all of them: a policy with any of these can be used. The rules for codes are those of `codes`, which
holds all others, and all together.
"""

from functools import partial

from demerit.language.code import WARNING, Code, register

LINT_CODES: dict[str, Code] = {}

_code = partial(register, LINT_CODES, severity=WARNING)

RULE_NEVER_HITS = _code(
    "DEM801",
    "a rule that can never hit",
    "rule {id} can never hit: what it asks for cannot be",
    "read it against the sentence of the standard, and against the bounds of the facts that it reads",
)
RULE_ALWAYS_HITS = _code(
    "DEM802",
    "a condition of a rule that always holds",
    "the condition of rule {id} always holds",
    "read it against the sentence of the standard; if it is meant so, write “{always}”",
)
RULE_SHADOWED = _code(
    "DEM803",
    "a rule that those before it in its chain leave nothing",
    "rule {id} is never reached: where its condition holds, a rule above it in the chain has hit",
    "put the narrower condition first, or take the rule out of the chain",
)
TIER_NEVER = _code(
    "DEM804",
    "a tier that can never take effect",
    "this tier of rule {id} can never take effect",
    "no value that can come lies between its bound and the next one",
)
NEVER_SO = _code(
    "DEM805",
    "a condition that can never be so",
    "“{text}” is never so",
    "by the declared bounds, or by what is said beside it, it cannot be: read it against the sentence of the standard",
)
ALWAYS_SO = _code(
    "DEM806",
    "a condition that is always so",
    "“{text}” is always so",
    "it decides nothing: read it against the sentence of the standard, and against the bounds of the facts",
)
CAP_IDLE = _code(
    "DEM807",
    "a cap that can never bind",
    "the cap {cap} can never bind: what it holds comes to {most} at most",
    "is a rule missing, or the cap meant for another one?",
)
CAP_PASSED = _code(
    "DEM808",
    "a cap that one hit already passes",
    "one hit of rule {id} asks {points}, but no more than {cap} can take effect",
    "correct the points or what holds them",
)
WORTH_UNUSED = _code(
    "DEM809",
    "a worth that the rules cannot use up",
    "of the {worth} points here, the rules can use {most} at most",
    "is a rule missing, or are the points of one too few?",
)
TIERS_TURN = _code(
    "DEM810",
    "tiers whose points do not go in one direction",
    "after {before}, this tier asks {points}: the points of the tiers do not go in one direction",
    "compare the points with those of the standard",
)
PUNISHED_TWICE = _code(
    "DEM811",
    "the same condition counted twice",
    "rule {id} counts what rule {other} counts already",
    "keep one of the two; if both are meant, say “{more}” behind the points",
)
CONDITION_TWICE = _code(
    "DEM812",
    "the same condition said twice",
    "“{text}” is said twice",
    "was another condition meant?",
)
LOOKALIKE = _code(
    "DEM813",
    "a name that looks like another one",
    "the name “{name}” looks like “{other}”, but is written with other characters",
    "{character} is not what it looks like",
)
HIDDEN_CHARACTER = _code(
    "DEM814",
    "a character that cannot be seen",
    "here stands {character}, which cannot be seen, or turns the order in which the text is shown",
    "take it out",
)
NO_CITE = _code(
    "DEM815",
    "an item without a cite",
    "no sentence of the standard is cited for {id}",
    "write it above the rule: {cite} “…”",
)
EMPTY_TEXT = _code(
    "DEM816", "a text without a word", "this text holds nothing that can be read", "write it, or take it out"
)
CITE_BEHIND = _code(
    "DEM817",
    "a cite behind its rule",
    "this cite has no rule below it, and rule {id} above it has no cite",
    "a cite stands above the rules that come from it",
)
UNIT_SPELLINGS = _code(
    "DEM818",
    "a unit that is spelt two ways",
    "the unit “{unit}” is also spelt “{other}”",
    "spell it in one way throughout",
)
NUMBER_NOT_CITED = _code(
    "DEM819",
    "a number that the cite does not contain",
    "{number} does not stand in the sentence that is cited",
    "compare the number with the sentence; if it comes from elsewhere in the standard, cite that too",
)
ITEM_MISPLACED = _code(
    "DEM820",
    "an item under the wrong section",
    "item {id} stands in section {section}, but there is a section {other}",
    "move it there, or correct its number",
)
RESCALED_IDLE = _code(
    "DEM821",
    "rescaled, but everything applies",
    "nothing here can fail to apply, so there is nothing that “{keyword}” could take out",
    "say “{applies}” of the items that need not apply, or take it away",
)
ROW_NEVER = _code(
    "DEM822",
    "a band of a table in which nothing can lie",
    "no value that can come lies in the band “{band}”",
    "by the declared bounds it is never looked up: correct the band or the bounds",
)
RULES_IDLE = _code(
    "DEM823",
    "rules that can take no effect",
    "the score of section {id} starts at {start}, where its limit is: its rules can take no effect",
    "correct where it starts, its worth or its floor, or what its rules do",
)
GRADE_NEVER = _code(
    "DEM824",
    "a grade that no score reaches",
    "no score lies in the band of grade “{grade}”",
    "scores lie between {low} and {high}",
)
FIELD_UNREAD = _code(
    "DEM825",
    "a field that no rule reads",
    "no rule reads the field “{name}” of “{list}”, but every entry has to give it",
    "say “{optional}” if it is only for the record, or take it out",
)

IGNORE_REASON = _code(
    "DEM891",
    "silenced without a reason",
    "this silences nothing, because it gives no reason",
    "say why behind a colon: “# {keyword} {named}: …”",
)
IGNORE_CODE = _code(
    "DEM892",
    "a code that cannot be silenced",
    "{named} is no code of a warning, so it cannot be silenced",
    "what can be silenced is the code of a warning, such as DEM815",
)
IGNORE_IDLE = _code(
    "DEM893",
    "silenced, but not there",
    "{named} does not come up here, so there is nothing to silence",
    "take it away",
)
