"""Takes JSON text, or the Python objects that stand for it, gives values in which every number is exact.

There are two doors. `decode_fast` is quick and says nothing: it gives the value only where it is certain that the
strict reader would give the same one without a complaint. `read_json` is that reader: it keeps the place of every
value and key, and says of everything that is not JSON what it is, where, and what to write instead. `from_python`
does for Python objects what `read_json` does for text.

Promises: a number is an `int` where it is whole, `1.0` and `1e2` too, and a `Decimal` without trailing zeros
elsewhere; none has more than `MOST_DIGITS` digits, and none that has is ever computed. Nothing is nested more than
`MOST_DEPTH` deep. Time is linear in the length of the text. Bad input raises `FactsError`, and nothing else.
"""

from demerit.evaluation.json_text.fast import MOST_DEPTH, SLOW, Slow, decode_fast, decode_typed
from demerit.evaluation.json_text.numbers import exact_number
from demerit.evaluation.json_text.objects import PYTHON_FACTS, from_python
from demerit.evaluation.json_text.places import MOST_POINTER, Located, step
from demerit.evaluation.json_text.reading import MOST_FAULTS, read_json

__all__ = [
    "MOST_DEPTH",
    "MOST_FAULTS",
    "MOST_POINTER",
    "PYTHON_FACTS",
    "SLOW",
    "Located",
    "Slow",
    "decode_fast",
    "decode_typed",
    "exact_number",
    "from_python",
    "read_json",
    "step",
]
