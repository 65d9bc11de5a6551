"""What a JSON text is made of, well formed and not, as patterns."""

import re

from demerit.language.messages import say

_BLANKS = r"[ \t\n\r]*+"
_PLAIN = r'[^"\\\x00-\x1f\ud800-\udfff]'
_PAIR = r"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = rf'\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{{4}}|{_PAIR})'
_TEXT = rf"(?:{_PLAIN}++|{_ESCAPE})*+"
_WHOLE = r"-?(?:0|[1-9][0-9]*+)"
_NUMERAL = rf"{_WHOLE}(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?"
_AFTER = r"(?=[ \t\n\r,\]}]|\Z)"

_VALUE = re.compile(
    rf'{_BLANKS}(?:"({_PLAIN}*+)"|({_WHOLE}){_AFTER}|({_NUMERAL}){_AFTER}|(true|false|null){_AFTER}'
    rf'|("{_TEXT}")|(\[{_BLANKS}\]|\{{{_BLANKS}\}})|([\[{{]))'
)
_STRING, _INT, _DECIMAL, _WORD, _ESCAPED, _HOLLOW, _OPEN, _READ, _NOTHING = range(1, 10)
"""What was met: the first seven are the groups of `_VALUE`; the others, a value or none, come from `_odd_value`."""

_KEY = re.compile(rf'{_BLANKS}"({_PLAIN}*+)"{_BLANKS}:')
_MARK = re.compile(rf"{_BLANKS}([,\]}}])")
_SKIP = re.compile(_BLANKS)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}

_QUOTED_TEXT = re.compile(f'"{_TEXT}"')
_SOUND = re.compile(_TEXT)
_UNIT = re.compile(r"\\u[0-9a-fA-F]{0,4}")
_HALF = re.compile(r"[\ud800-\udfff]")

_LINE_REST = re.compile(r"[^\r\n]*+")
_ASIDE = re.compile(r"(//[^\r\n]*+)|(#[^\r\n]*+|/\*[\s\S]*?\*/)|([^\S \t\n\r]++|[\u200b-\u200d\u2060\ufeff]++)")
_COMMENT, _STRANGE_BLANK = 1, 3

_QUOTES = {
    "'": "'",
    "`": "`'",
    "‘": "’‘'",
    "’": "’‘'",
    "“": "”“\"",
    "”": "”“\"",
    "＂": "＂\"",
    "＇": "＇'",
    "「": "」",
    "『": "』",
}  # fmt: skip
"""Quotation marks that people write where JSON has straight double ones, with what may close each."""

_SINGLE = "'`"
_QUOTED = {
    mark: re.compile(rf"{re.escape(mark)}((?:[^\\\r\n{re.escape(closing)}]|\\.)*+)[{re.escape(closing)}]")
    for mark, closing in _QUOTES.items()
}
_MISTAKEN = {
    "，": ",",
    "、": ",",
    "；": ",",
    ";": ",",
    "：": ":",
    "=": ":",
    "＝": ":",
    "｛": "{",
    "｝": "}",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
}
"""Punctuation that people write where JSON has another, most of it from a Chinese keyboard."""

_APART = re.escape("".join(dict.fromkeys("".join([*_QUOTES, *_QUOTES.values(), *_MISTAKEN, ',:[]{}"#']))))
_BARE_PIECE = rf"(?:[^\s\x00-\x1f\ud800-\udfff{_APART}/]|/(?![/*]))"
_BARE_WORD = re.compile(rf"{_BARE_PIECE}++")
_BARE = re.compile(rf"{_BARE_PIECE}++(?: ++{_BARE_PIECE}++)*+")
"""Words without quotes, up to what may follow them."""
_NUMBERLIKE = re.compile(rf"[-+−－＋]?[.．]?\d(?:{_BARE_PIECE}|:(?=\d))*+")
_NUMBER = re.compile(_NUMERAL)
_DATELIKE = re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d")
_NOT_FINITE = re.compile(r"[-+]?(?:nan|inf|infinity)", re.IGNORECASE)
_SPELLINGS = {
    "true": "true",
    "false": "false",
    "null": "null",
    "none": "null",
    "nil": "null",
    "undefined": "null",
    "yes": "true",
    "no": "false",
    "是": "true",
    "否": "false",
}

_A_VALUE = say("a value belongs here: a number, a text in double quotes, true, false, a list or an object")
_A_KEY = say("a key in double quotes belongs here, or “}}”")
