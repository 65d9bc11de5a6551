"""The registry of everything that can be wrong: each code once, with its severity and its words.

A message says what is wrong, a help what to do about it. Both are templates: what stands in braces is filled in
from the diagnostic, where `{near}` is the list of near names. A code that has been published keeps its number.
`docs/codes/` has a page for each; a test holds the two together.
"""

from functools import partial

from demerit.language.case_codes import CASE_CODES
from demerit.language.code import ERROR, WARNING, Code, register
from demerit.language.coverage_codes import COVERAGE_CODES
from demerit.language.example_codes import EXAMPLE_CODES
from demerit.language.lint_codes import LINT_CODES

__all__ = ["CODES", "ERROR", "WARNING", "Code"]

CODES: dict[str, Code] = {}

_code = partial(register, CODES)


# -- 1: files --------------------------------------------------------------------------------------------------

FILE_NOT_FOUND = _code("DEM101", "no such file", "there is no file “{file}”")
FILE_IS_FOLDER = _code("DEM102", "a folder instead of a file", "“{file}” is a folder", "name a file in it")
FILE_UNREADABLE = _code("DEM103", "a file that cannot be read", "“{file}” cannot be read: {reason}")
FILE_TOO_LARGE = _code(
    "DEM104",
    "a file that is too large",
    "“{file}” is larger than {most}",
    "nothing that is read here needs that much: is it the right file?",
)
ENCODING_LIKELY = _code(
    "DEM105",
    "another encoding than UTF-8",
    "“{file}” seems to be written in {seems}, not in UTF-8",
    "save it as UTF-8, or read it with --encoding {encoding}",
)
ENCODING_BROKEN = _code(
    "DEM106",
    "bytes that are not text",
    "“{file}” is not UTF-8: the byte {byte} at line {line}, column {column} is no character",
    "save it as UTF-8, or name its encoding with --encoding",
)
ENCODING_MISMATCH = _code(
    "DEM107",
    "text that is not in the encoding named",
    "“{file}” is not text in {encoding}: byte {offset} is no character there",
    "leave --encoding away for UTF-8, or name another one",
)
OUTPUT_FAILED = _code("DEM108", "output that cannot be written", "“{file}” cannot be written: {reason}")
OUTPUT_IS_INPUT = _code(
    "DEM109", "output that would replace its input", "“{file}” is read, so it cannot be written", "name another file"
)
POLICY_IS_JSON = _code(
    "DEM110",
    "JSON instead of a policy",
    "“{file}” is JSON, not a policy",
    "the policy is named first, the facts behind it",
)
OUTPUT_CHANGED = _code(
    "DEM111",
    "a file that has changed meanwhile",
    "“{file}” no longer holds what was read from it, so it is left as it is",
    "run it again",
)
OUTPUT_EXISTS = _code(
    "DEM112",
    "a draft that would replace a file",
    "“{file}” is there already, and a draft replaces nothing",
    "name another file, or move this one away",
)

# -- 2: the form of a policy -----------------------------------------------------------------------------------

UNEXPECTED = _code("DEM201", "something that cannot stand there", "{found} cannot stand here", "{expected}")
BREAKS_OFF = _code("DEM202", "a statement that breaks off", "{what} breaks off here", "{expected}")
KEYWORD_IN_NAME = _code(
    "DEM203",
    "a word swallowed by a name",
    "“{word}” was read as part of the name “{name}”",
    "{expected}",
)
QUOTE_OPEN = _code("DEM204", "a quotation without an end", "{what} does not end on its line", "close it with {quote}")
KEYWORD_UNKNOWN = _code("DEM205", "a word that begins no statement", "“{word}” begins no statement", "{expected}")
WHERE_BRACKETS = _code(
    "DEM206",
    "a `where` beside `and` or `or`",
    "what “{keyword}” governs is not clear here",
    "put brackets around the condition with “{keyword}”: {example}",
)
CHARACTER = _code("DEM207", "a character without a meaning", "{found} has no meaning here", "{expected}")

NOT_BRACKETS = _code(
    "DEM208",
    "a negation of which the reach is not clear",
    "how far “{word}” reaches is not clear here",
    "put brackets around what it denies: {word}（… 且 …）, or around it alone:（{word}…）且 …",
)

OTHER_LANGUAGE = _code(
    "DEM209",
    "a keyword of another language",
    "“{word}” is a keyword of another language than this policy's",
    "a policy keeps to the language of its headings",
)

# -- 3: names and structure ------------------------------------------------------------------------------------

NAME_UNDECLARED = _code("DEM301", "a name that is not declared", "“{name}” is not declared", "{instead}")
NAME_TWICE = _code(
    "DEM302", "a name declared twice", "“{name}” is declared a second time", "give one of the two another name"
)
NAME_HOLDS_KEYWORD = _code(
    "DEM303",
    "a name that holds a keyword",
    "{what}",
    "write it in corner brackets, here and in the rules: 「{name}」",
)
NAME_CHARACTER = _code(
    "DEM304",
    "a name with a character that cannot be seen",
    "the name holds {character}, which cannot be seen",
    "take it out",
)
NAME_AMBIGUOUS = _code(
    "DEM305",
    "a name that means two things",
    "“{name}” is a field of “{list}” and also {other}",
    "give the field another name",
)
WORD_UNKNOWN = _code(
    "DEM306", "a word that is no choice", "“{word}” is none of the words of “{name}”", "the words are: {words}"
)
ID_TWICE = _code("DEM307", "a number used twice", "{what} {id} is there already", "give it another number")
LABEL_TAKEN = _code(
    "DEM308",
    "a label that is taken",
    "{what}",
    "choose another word for the label",
)
POLICY_HEADING = _code(
    "DEM309", "no heading, or two", "{what}", "a policy begins with one line “{keyword}” and its identifier"
)
NO_RULE_ABOVE = _code(
    "DEM310",
    "a modifier without a rule",
    "“{keyword}” has no rule above it in this item",
    "it belongs under the rule that it governs",
)
TWICE = _code("DEM311", "said twice", "“{keyword}” is said a second time for {what}", "keep one of the two")
APPLIES_LATE = _code(
    "DEM312",
    "`applies when` after a rule",
    "“{keyword}” stands after a rule, but governs the whole item",
    "move it up, before the first rule; for the rule above alone, write “{instead}”",
)
WRONG_EFFECT = _code(
    "DEM313",
    "an effect that does not fit its section",
    "{what}, so “{keyword}” has no place in it",
    "write “{instead}”, or move the rule",
)
FULL_MARKS_DIFFER = _code(
    "DEM314",
    "full marks that the sections do not add up to",
    "the full marks are {stated}, but the sections are worth {found} together",
    "correct the full marks or the worth of a section: {sections}",
)
DEFAULT_CIRCLE = _code(
    "DEM315",
    "defaults that go round in a circle",
    "the default of “{name}” comes back to itself: {path}",
    "give one of them a default of its own",
)
SET_NOUN = _code(
    "DEM316",
    "a noun that the set does not have",
    "{what}",
    "write “{keyword} {name}”, or name what is missing by a word of the name “{name}”",
)
UNREAD = _code(
    "DEM317",
    "a fact that no rule reads",
    "no rule reads “{name}”",
    "say “{keyword}” if it is only for the record, or take it out",
    WARNING,
)
EMPTY = _code("DEM318", "a part without content", "{what} has no {content}", "{instead}", WARNING)
HALVED_GAIN = _code(
    "DEM319",
    "halving of a rule that adds",
    "“{keyword}” stands under a rule that adds points",
    "only deductions are halved",
)
NO_VERSION = _code(
    "DEM320",
    "a policy without a version",
    "the policy has no version",
    "say which one it is, so that a trace can name it: “{keyword} 1.0”",
    WARNING,
)
NAME_PLAIN = _code(
    "DEM321",
    "a key that two names share",
    "“{name}” would have the same JSON key as “{other}”: {key}",
    "give one of the two another name",
)
TOO_DEEP = _code(
    "DEM322", "brackets in brackets without end", "this is nested more than {most} deep", "say it in several rules"
)

NAME_MARKS = _code(
    "DEM323",
    "a name with marks in it",
    "the name “{name}” holds “{character}”, so it cannot be read where it stands bare",
    "write it in corner brackets, here and in the rules: 「{name}」",
)
FIELDS_MISPLACED = _code(
    "DEM324",
    "fields of something that is no list",
    "“{name}” is {type}, so it has no fields",
    "declare it as a list; if it is itself a field of the list above, begin its line with “-”",
)
LIST_IN_LIST = _code(
    "DEM325",
    "a list in a list",
    "the field “{name}” is {type}: entries hold single values",
    "declare it as a list of its own",
)
OPTIONAL_READ = _code(
    "DEM326",
    "an optional fact that a rule reads",
    "“{name}” is “{keyword}”, but a rule reads it: where it is left out, there is no score",
    "take “{keyword}” away, or say with “{default}” what it is where it is left out",
    WARNING,
)

NO_RULES = _code(
    "DEM327",
    "a policy without rules",
    "the policy has no rules, so there is nothing to score by",
    "write sections, items in them, and rules in these",
)

TERM_CIRCLE = _code(
    "DEM328",
    "terms that go round in a circle",
    "the term “{name}” comes back to itself: {path}",
    "a term can only be made of others that are not made of it",
)
TERM_UNREAD = _code(
    "DEM329",
    "a term that nothing reads",
    "nothing reads the term “{name}”",
    "read it in a rule, or take it out",
    WARNING,
)
RESULT_CIRCLE = _code(
    "DEM330",
    "results that go round in a circle",
    "this leads back to itself: {path}",
    "a result can only be asked for where it does not depend on the answer",
)
RESULT_UNKNOWN = _code("DEM331", "the result of something that is not there", "there is no {what} {id}")
TOTAL_MISPLACED = _code(
    "DEM332",
    "a total so far outside of the sections",
    "“{keyword}” says nothing here: it is the total of the sections above, and this is {place}",
    "ask for it in an item, or ask for the scores of sections",
)
NO_WORTH = _code("DEM333", "an item that states no worth", "{what}", "{instead}")
ITEM_WORTHS = _code(
    "DEM334",
    "items that do not add up to their section",
    "the items are worth {found} together, but section {section} is worth {stated}",
    "correct the worth of the section or of an item: {items}",
)
CHAIN = _code("DEM335", "rules chained in several ways", "{what}", "{instead}")
EFFECT = _code("DEM336", "an effect that has no place there", "{what}", "{instead}")
GROUPS = _code("DEM337", "a group that does not hold together", "{what}", "{instead}")
HEADING_PART = _code("DEM338", "parts of a heading that do not go together", "{what}", "{instead}")
FLOOR_UNSAID = _code(
    "DEM339",
    "a total that can fall below 0",
    "{what}, so the total may fall below 0",
    "say in the verdict how far it may fall: “{floor} 0”, or “{no_floor}”",
)
WEIGHTS = _code("DEM340", "weights that are not the whole", "{what}", "{instead}")
GRADES = _code("DEM341", "grades that do not fit together", "{what}", "{instead}")
ONE_VERB = _code(
    "DEM342",
    "one cap over gains and losses",
    "{what} has {limit}, and rules in it both add and deduct",
    "split it in two: {limit} holds either what is taken or what is given",
)
DISCRETION_FACT = _code("DEM343", "a discretion without its rule, or with two", "{what}", "{instead}")
IDENTIFIES = _code("DEM344", "a field that cannot identify", "{what}", "{instead}")
ONCE = _code(
    "DEM345",
    "charged once, but nothing to tell it by",
    "{what}",
    "what is charged once is a list, or those of its entries “{example}”",
)
VERDICT_TWICE = _code(
    "DEM346", "two verdicts", "this is a second verdict", "there is one verdict: put the two together"
)

ONCE_ALONE = _code(
    "DEM347",
    "charged once, but never met again",
    "no other rule that says “{keyword}” can meet the findings of “{name}”",
    "let the other list have a field of the same name that “{identifies}”, or name the same list",
    WARNING,
)

NAME_PAIR = _code(
    "DEM348",
    "a name with two translations",
    "“{name}” and “{other}” are one name in two languages here, but “{known}” is “{before}” elsewhere",
    "a name has one translation in a policy",
)

REASON_BLANK = _code(
    "DEM349",
    "a reason that cannot be read",
    "the reason behind “{keyword}” has nothing in it that can be read",
    "say it in words, or leave the quotation marks away",
)

CODES.update(EXAMPLE_CODES)  # examples: in `example_codes`

# -- 4: types and numbers --------------------------------------------------------------------------------------

NOT_A_CONDITION = _code(
    "DEM401", "a quantity where a condition belongs", "{what} is {type}, not a condition", "{instead}"
)
NOT_A_COUNT = _code(
    "DEM402",
    "something that cannot be counted",
    "{what} is {type}: “{keyword}” needs {needs}",
    "{instead}",
)
TYPES_DIFFER = _code(
    "DEM403", "two things that cannot be compared", "{left} is {left_type}, {right} is {right_type}", "{instead}"
)
UNITS_DIFFER = _code("DEM404", "units that do not fit", "{left} is {left_unit}, {right} {right_unit}", "{instead}")
WHERE_NEEDS_LIST = _code(
    "DEM405",
    "entries of something that has none",
    "“{name}” is {type}: it has no entries with fields to choose by",
    "declare it as a list with fields, each on a line that begins with “-”",
)
DIVISOR = _code(
    "DEM406",
    "a divisor that may be zero",
    "{what}",
    "{instead}",
)
MIXED = _code(
    "DEM407",
    "`and` and `or` side by side",
    "“{and}” and “{or}” stand side by side: which belong together is not clear",
    "put brackets around what belongs together",
)
IS_NOT_OR = _code(
    "DEM408",
    "`is not … or …`",
    "“{either}” can be read in two ways",
    "write “{neither}”",
)
TIER_ORDER = _code("DEM409", "tiers out of order", "{what}", "{instead}")
NUMERAL = _code("DEM410", "a number without a value", "{what}")
POINTS_NUMBER = _code("DEM411", "points that are no number of points", "{what}", "{instead}")
MAY_BE_NEGATIVE = _code(
    "DEM412",
    "a quantity that may be below zero",
    "{what} may be below 0, {so}",
    "{instead}",
)
DEFAULT_UNFIT = _code("DEM413", "a default that does not fit", "{what}", "{instead}")
BOUNDS = _code("DEM414", "bounds that do not fit", "{what}", "{instead}")
TYPE_UNKNOWN = _code(
    "DEM415", "a type that is not known", "“{word}” is no type, and too like one to be a unit", "{instead}"
)
NOT_NUMBERS = _code("DEM416", "arithmetic with something that is no number", "{what} is {type}: it cannot be {done}")
NOT_YES_NO = _code("DEM417", "something else than a yes/no fact", "“{name}” is {type}: “{keyword}” counts yes/no facts")
NOT_A_SET = _code("DEM418", "something else than a set", "“{name}” is {type}, and no set of words", "{instead}")
QUANTIFIER = _code(
    "DEM419", "a quantifier that does not fit", "“{keyword}” says nothing about “{name}”, which is {type}", "{instead}"
)
DATE = _code("DEM420", "a date that is none", "“{text}” is no date", "{instead}")
WHERE_IDLE = _code(
    "DEM421",
    "a `where` that looks at no field",
    "“{condition}” asks nothing about the entries of “{list}”",
    "{instead}",
    WARNING,
)

AMOUNT_NEGATIVE = _code(
    "DEM422",
    "points that may be below zero",
    "{what} may be below 0, {so}",
    "keep it from falling below: “{example}”",
)
BANDS = _code("DEM423", "bands with a gap or an overlap", "{what}", "{instead}")
TABLE = _code("DEM424", "a table that does not hold together", "{what}", "{instead}")
POWER = _code("DEM425", "a power that cannot be taken", "{what}", "{instead}")
PLACES = _code("DEM426", "a number of places that is none", "{what} is no number of {of}", "it takes {needs}")
LEVEL = _code("DEM427", "a limit that is out of order", "{what}", "{instead}")
SIZE = _code(
    "DEM428",
    "a number that may grow without end",
    "{what} may come to more than {most} digits",
    "is it what was meant? products of products and powers of powers grow fast",
)

ROUNDED_SUM = _code(
    "DEM429",
    "rounding behind a sum",
    "it is not clear what is rounded here: “{part}” alone, or “{whole}”",
    "put brackets around what is rounded",
)

LACKING_UNSAID = _code(
    "DEM430",
    "how many are lacking, of what there is",
    "{name} is a number of what there is, so it does not say how many are lacking",
    "say how many there should be: {name}{short}…",
)

# -- 5: JSON ---------------------------------------------------------------------------------------------------

JSON_FORM = _code("DEM501", "text that is not JSON", "this is not JSON: {what}", "{expected}")
JSON_DUPLICATE = _code(
    "DEM502", "a key given twice", "the key “{key}” is given twice in the same object", "keep one of the two"
)
JSON_NOT_FINITE = _code(
    "DEM503", "a number that is none", "“{text}” is no number", "give the number, or leave the fact out"
)
JSON_NUMBER_LONG = _code(
    "DEM504",
    "a number that is too long",
    "this number has more than {most} digits, written out",
    "is it what was meant?",
)
JSON_DEEP = _code(
    "DEM505", "JSON nested too deep", "{what} more than {most} deep", "facts need no more than four levels"
)
JSON_EMPTY = _code("DEM506", "no facts at all", "“{file}” is empty", "facts are a JSON object: {{ … }}")
JSON_FLOAT = _code(
    "DEM507",
    "a binary floating point number",
    "{value} is a Python float, which cannot hold decimals exactly",
    "give int, decimal.Decimal or fractions.Fraction, or hand over the JSON text",
)
JSON_OBJECT = _code(
    "DEM508", "a Python object that is not JSON", "{value} is of the Python type {type}, {why}", "{instead}"
)

# -- 6: facts --------------------------------------------------------------------------------------------------

FACT_TYPE = _code("DEM601", "a fact of the wrong type", "{name} has to be {expected}, not {found}", "{hint}")
FACT_UNKNOWN = _code(
    "DEM602", "a key that the policy does not declare", "the policy declares no “{key}” {place}", "{hint}"
)
FACT_BOUNDS = _code("DEM603", "a fact outside its bounds", "{name} has to be {expected}, not {found}")
FACT_WORD = _code("DEM604", "a word that is no choice", "{name} has to be one of {expected}, not {found}")
FACT_DATE = _code("DEM605", "a date that is none", "{name} has to be a date such as 2024-03-31, not {found}", "{hint}")
FACT_REPEATED = _code("DEM606", "a word given twice", "{name} names {found} twice", "name each once")
FACT_MISSING = _code("DEM607", "a fact that is missing", "{name} is missing", "needed by {needed_by}")
FACT_NULL = _code(
    "DEM608", "null for a fact", "{name} is null", "leave the key out if it is not known; null is no value"
)

FACT_REASON = _code(
    "DEM609", "points without a reason", "{name} has no reason", "what is left to discretion needs one, in words"
)

# -- 7: the command line ---------------------------------------------------------------------------------------

ID_UNKNOWN = _code("DEM701", "nothing of that id", "the policy has no section, group, item or rule “{id}”")
BOTH_STDIN = _code(
    "DEM702", "standard input asked for twice", "“-” stands for both files, but there is one standard input"
)
ENCODING_UNKNOWN = _code(
    "DEM703", "an encoding that is not known", "“{encoding}” is no encoding known here", "for example gb18030 or utf-16"
)
FIX_STDIN = _code(
    "DEM704",
    "standard input cannot be mended",
    "“-” is standard input, which cannot be written back",
    "name a file, or ask with --diff what would be changed",
)
CODE_UNKNOWN = _code(
    "DEM705",
    "a code that no warning has",
    "“{named}” is the beginning of no code of a warning",
    "for example DEM811, or DEM8 for all lints",
)

CODES.update(CASE_CODES)  # cases, and running them: in `case_codes`

# -- 8: lints: in `lint_codes` ---------------------------------------------------------------------------------

CODES.update(LINT_CODES)

# -- 9: the published text: in `coverage_codes` -----------------------------------------------------------------

CODES.update(COVERAGE_CODES)
