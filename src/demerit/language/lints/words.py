"""The words of lints that are not in the registry of codes: what a fix does, and what a label says.

Each is a whole sentence, as a template; what stands in braces is filled in.
"""

FIX_ALWAYS = "write “{always}” instead of the condition"
FIX_CAP = "take the cap out"
FIX_CHARACTER = "take {character} out"
FIX_COMMENT = "take the comment out"
FIX_CODE = "take {code} out of the comment"
FIX_NAME = "write “{name}” wherever this name stands"
FIX_NOTE = "take the note out"
FIX_OPTIONAL = "say “{optional}” of it"
FIX_PART = "take out what is said again"
FIX_UNIT = "write “{unit}”"

LABEL_ABOVE = "this rule hits there already"
LABEL_CAP = "this holds it"
LABEL_FIRST = "it is counted here"
LABEL_LIMIT = "this has to hold too"
LABEL_NAME = "it looks like this one"
LABEL_SAID = "it is said here"
LABEL_SECTION = "its number begins like this one"
LABEL_UNIT = "it is spelt so here"
