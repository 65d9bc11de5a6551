"""Takes the keyword table (`grammar/keywords.toml`), gives `Keyword`s and the terminals of the grammar.

The table is data: a spelling is changed, or a language added, there and nowhere else. This module turns each
entry into a pattern for the lexer, and the words of the joining keywords into the place where a name ends.

Promises: a keyword of several words may be spread over any number of blanks, but stands on one line; the longest
spelling wins, whatever keyword it belongs to.
"""

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from demerit import resources

LANGUAGES = ("en",)
"""The columns of the table that hold spellings, in the order of preference."""

BLANK = r"[^\S\n]"
"""A blank on the same line, as a pattern."""

_NOT_FIRST = "".join(rf"(?<!\n{BLANK}{{{indent}}})" for indent in range(16))
"""What is not first on its line: a look-behind has one length, so there is one for each depth, up to 15 blanks."""

_WORD = r"[^\W\d_][\w-]*"
_LATER_WORD = r"\d*[^\W\d_][\w-]*"


@dataclass(frozen=True, slots=True)
class Keyword:
    """One entry of the table.

    Attributes:
        terminal: its name in the grammar.
        spellings: every spelling, the one to print first.
        means: what it is for, in words.
        opens: whether it begins a statement.
        joins: whether it can follow a name, which ends before it.
        leads: whether it can stand in front of a name.
        names_type: whether it names a type of facts.
        mistaken: what people write in its stead.
    """

    terminal: str
    spellings: tuple[str, ...]
    means: str
    opens: bool = False
    joins: bool = False
    leads: bool = False
    names_type: bool = False
    mistaken: tuple[str, ...] = ()

    @property
    def spelling(self) -> str:
        """The spelling to print."""
        return self.spellings[0]


@cache
def table() -> dict[str, Keyword]:
    """Give every keyword, by its terminal."""
    keywords = {}
    for terminal, entry in tomllib.loads(resources.read("grammar", "keywords.toml")).items():
        spellings = tuple(spelling for language in LANGUAGES for spelling in entry.get(language, ()))
        keywords[terminal] = Keyword(
            terminal,
            spellings,
            entry["means"],
            entry.get("opens", False),
            entry.get("joins", False),
            entry.get("leads", False),
            entry.get("type", False),
            tuple(entry.get("not", ())),
        )
    return keywords


def spelling(terminal: str) -> str:
    """Give the spelling to print of a keyword."""
    return table()[terminal].spelling


@cache
def _mistaken() -> tuple[re.Pattern[str], dict[str, list[Keyword]]]:
    keywords: dict[str, list[Keyword]] = {}
    for keyword in table().values():
        for phrase in keyword.mistaken:
            keywords.setdefault(phrase, []).append(keyword)
    ordered = sorted(keywords, key=len, reverse=True)
    ends = [_words(phrase) + (_END if phrase.isascii() else "") for phrase in ordered]
    return re.compile("|".join(ends)), keywords


def mistaken(text: str, at: int = 0, accepted: Collection[str] = ()) -> tuple[str, Keyword] | None:
    """Find what was written in a keyword's stead at a place: the phrase as it stands there, and the keyword.

    Where it may stand for several keywords, one whose terminal is among those `accepted` goes first.
    """
    pattern, keywords = _mistaken()
    match = pattern.match(text, at)
    if match is None:
        return None
    meant = keywords.get(" ".join(match[0].split()), [])
    chosen = next((keyword for keyword in meant if keyword.terminal in accepted), meant[0] if meant else None)
    return None if chosen is None else (match[0], chosen)


def mistaken_type(word: str) -> Keyword | None:
    """Give the type that was meant by a word that is none."""
    return next((k for k in table().values() if k.names_type and word.casefold() in k.mistaken), None)


@cache
def units() -> dict[str, str]:
    """Give the units that are spelt in several ways: every spelling with the one that stands for it."""
    entries = tomllib.loads(resources.read("grammar", "units.toml"))
    return {spelling: name for name, spellings in entries.items() for spelling in (name, *spellings)}


def pattern(spelling: str) -> str:
    """Give the pattern of one spelling: its words on one line, not going on into a longer word."""
    return _words(spelling) + _END


_END = r"(?![\w-])"


def _words(spelling: str) -> str:
    return f"{BLANK}+".join(re.escape(word) for word in spelling.split())


@cache
def joining_spellings() -> tuple[str, ...]:
    """Give every spelling that can follow a name."""
    return tuple(spelling for keyword in table().values() if keyword.joins for spelling in keyword.spellings)


@cache
def joining() -> re.Pattern[str]:
    """Give the pattern of what ends a name: any keyword that joins."""
    return re.compile(_stops(keyword for keyword in table().values() if keyword.joins))


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(_stops(keyword for keyword in table().values() if keyword.leads or keyword.joins))


def _stops(keywords: Iterator[Keyword]) -> str:
    """Give the pattern of the beginnings of some keywords: `is` stands for `is at least`, which begins with it."""
    spellings = {spelling for keyword in keywords for spelling in keyword.spellings}
    shortest = [each for each in spellings if not any(each.startswith(f"{other} ") for other in spellings)]
    return "(?:" + "|".join(map(_words, sorted(shortest))) + ")" + _END


@cache
def opening() -> re.Pattern[str]:
    """Give the pattern of what begins a statement."""
    return re.compile(_alternatives(keyword for keyword in table().values() if keyword.opens))


def keyword_inside(name: str) -> tuple[str, str] | None:
    """Give the keyword that keeps a name from being written without brackets, and how the name has it.

    Returns:
        The spelling as it stands in the name, with `begins with` or `holds`; None if the name can stand bare.
    """
    if match := _leading().match(name):
        return match[0], "begins with"
    for start in re.finditer(rf"(?<={BLANK})\S", name):
        if match := joining().match(name, start.start()):
            return match[0], "holds"
    return None


def is_plain(name: str) -> bool:
    """Tell whether a name can be read where it stands bare: words of letters, digits, `_` and `-`."""
    return re.fullmatch(rf"{_WORD}(?:{BLANK}+{_LATER_WORD})*", name) is not None


def terminals() -> str:
    """Give the terminals of all keywords, of names and of units, as text of lark's grammar language."""
    lines = [_terminal(keyword) for keyword in table().values()]
    stop = rf"(?!{joining().pattern})"
    name = rf"{stop}{_WORD}(?:{BLANK}+{stop}{_LATER_WORD})*|「[^」\n]+」"
    unit = rf"(?=[°\w]){_NOT_FIRST}(?!{joining().pattern})°?[^\W\d_]+[²³]?"
    return "\n".join([*lines, f"NAME.5: {_quoted(name)}", f"UNIT.6: {_quoted(unit)}"])


def _terminal(keyword: Keyword) -> str:
    words = max(len(spelling.split()) for spelling in keyword.spellings)
    # A keyword of more words goes before one of fewer: `or more` before `or`, `bonus section` before `section`.
    return f"{keyword.terminal}.{60 + words}: {_quoted(_alternatives(iter([keyword])))}"


def _alternatives(keywords: Iterator[Keyword]) -> str:
    spellings = [spelling for keyword in keywords for spelling in keyword.spellings]
    ordered = sorted(spellings, key=lambda spelling: (-len(spelling.split()), -len(spelling)))
    return "(?:" + "|".join(map(_words, ordered)) + ")" + _END


def _quoted(expression: str) -> str:
    return "/" + expression.replace("/", r"\/") + "/"
