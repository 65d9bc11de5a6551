"""The words of lints that are not in the registry of codes: what a fix does, and what a label says.

Each is a whole sentence, as a template; what stands in braces is filled in.
"""

from demerit.language.messages import say, template

FIX_ALWAYS = template("write “{always}” instead of the condition")
FIX_CAP = template("take the cap out")
FIX_CHARACTER = template("take {character} out")
FIX_COMMENT = template("take the comment out")
FIX_CODE = template("take {code} out of the comment")
FIX_NAME = template("write “{name}” wherever this name stands")
FIX_NOTE = template("take the note out")
FIX_OPTIONAL = template("say “{optional}” of it")
FIX_PART = template("take out what is said again")
FIX_UNIT = template("write “{unit}”")

LABEL_ABOVE = say("this rule hits there already")
LABEL_CAP = say("this holds it")
LABEL_FIRST = say("it is counted here")
LABEL_LIMIT = say("this has to hold too")
LABEL_NAME = say("it looks like this one")
LABEL_SAID = say("it is said here")
LABEL_SECTION = say("its number begins like this one")
LABEL_UNIT = say("it is spelt so here")
