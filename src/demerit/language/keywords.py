"""Takes the keyword table (`grammar/keywords.toml`), gives `Keyword`s, and finds them in texts.

The table is data: a spelling is changed, or a language added, there and nowhere else. This module says which
keyword stands at a place of a text, and where a name ends: before a keyword that joins.

Promises: a keyword of several words may be spread over any number of blanks, but stands on one line; the longest
spelling wins, whatever keyword it belongs to.
"""

import re
import tomllib
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from demerit import resources
from demerit.language.messages import template

LANGUAGES = ("en",)
"""The columns of the table that hold spellings, in the order of preference."""

BLANK = r"[^\S\n]"
"""A blank on the same line, as a pattern."""

_WORD = r"[^\W\d_][\w-]*"
_LATER_WORD = r"\d*[^\W\d_][\w-]*"


@dataclass(frozen=True, slots=True)
class Spellings:
    """Finds which of some spellings stands at a place in a text.

    Attributes:
        by_first: for each first character the spellings that begin with it, the longest first: their words, whether a
            longer word may not go on from them, and the terminal.
    """

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], bool, str], ...]]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str]]) -> "Spellings":
        """Make it of spellings and their terminals."""
        found: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        for spelling, terminal in entries:
            found.setdefault(spelling[0], []).append((tuple(spelling.split()), _ends_word(spelling), terminal))
        order = {first: sorted(some, key=lambda each: -len(" ".join(each[0]))) for first, some in found.items()}
        return cls({first: tuple(some) for first, some in order.items()})

    def at(self, text: str, at: int, accepted: Container[str] | None = None) -> tuple[int, str] | None:
        """Give where the longest spelling at a place ends, and its terminal; None if there is none.

        Args:
            text: the text.
            at: the place.
            accepted: the terminals that are looked for; None for all.
        """
        for words, bounded, terminal in self.by_first.get(text[at : at + 1], ()):
            if accepted is None or terminal in accepted:
                end = _end_of(words, text, at)
                if end and not (bounded and goes_on(text, end)):
                    return end, terminal
        return None


def _ends_word(spelling: str) -> bool:
    """Tell whether a spelling ends where its word does: Chinese is written without blanks between words."""
    return spelling.isascii()


def _end_of(words: tuple[str, ...], text: str, at: int) -> int:
    """Give where some words end that begin at a place, any blanks between them; 0 if they do not stand there."""
    for place, word in enumerate(words):
        if place:
            start = at
            while text[at : at + 1].isspace() and text[at] != "\n":
                at += 1
            if at == start:
                return 0
        if not text.startswith(word, at):
            return 0
        at += len(word)
    return at


def goes_on(text: str, at: int) -> bool:
    """Tell whether a word goes on at a place."""
    following = text[at : at + 1]
    return following.isalnum() or following in ("_", "-")


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
def _mistaken() -> dict[str, list[Keyword]]:
    keywords: dict[str, list[Keyword]] = {}
    for keyword in table().values():
        for phrase in keyword.mistaken:
            keywords.setdefault(phrase, []).append(keyword)
    return keywords


@cache
def _mistakes() -> Spellings:
    return Spellings.of((phrase, phrase) for phrase in _mistaken())


def mistaken(text: str, at: int = 0, accepted: Collection[str] = ()) -> tuple[str, Keyword] | None:
    """Find what was written in a keyword's stead at a place: the phrase as it stands there, and the keyword.

    Where it may stand for several keywords, one whose terminal is among those `accepted` goes first.
    """
    found = _mistakes().at(text, at)
    if found is None:
        return None
    end, phrase = found
    meant = _mistaken()[phrase]
    return text[at:end], next((keyword for keyword in meant if keyword.terminal in accepted), meant[0])


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
    return _words(spelling) + (_END if _ends_word(spelling) else "")


_END = r"(?![\w-])"


def _words(spelling: str) -> str:
    return f"{BLANK}+".join(re.escape(word) for word in spelling.split())


@cache
def opening_pattern() -> str:
    """Give the pattern of what begins a statement."""
    spellings = [spelling for keyword in table().values() if keyword.opens for spelling in keyword.spellings]
    ordered = sorted(spellings, key=lambda spelling: (-len(spelling.split()), -len(spelling)))
    return "(?:" + "|".join(map(pattern, ordered)) + ")"


@cache
def joining_spellings() -> tuple[str, ...]:
    """Give every spelling that can follow a name."""
    return tuple(spelling for keyword in table().values() if keyword.joins for spelling in keyword.spellings)


@cache
def all_spellings() -> Spellings:
    """Give what finds any keyword."""
    return _finder(table().values())


@cache
def joining() -> Spellings:
    """Give what finds the end of a name: any keyword that joins."""
    return _finder(keyword for keyword in table().values() if keyword.joins)


@cache
def _leading() -> Spellings:
    return _finder(keyword for keyword in table().values() if keyword.leads or keyword.joins)


@cache
def opening() -> Spellings:
    """Give what finds the beginning of a statement."""
    return _finder(keyword for keyword in table().values() if keyword.opens)


@cache
def finder(*terminals: str) -> Spellings:
    """Give what finds some keywords."""
    return _finder(table()[terminal] for terminal in terminals)


def _finder(keywords: Iterable[Keyword]) -> Spellings:
    return Spellings.of((spelling, keyword.terminal) for keyword in keywords for spelling in keyword.spellings)


def keyword_inside(name: str) -> tuple[str, str] | None:
    """Give the keyword that keeps a name from being written without brackets, and how the name has it.

    Returns:
        The spelling as it stands in the name, and the template that says so; None if the name can stand bare.
    """
    if found := _leading().at(name, 0):
        return name[: found[0]], template("the name “{name}” begins with the keyword “{keyword}”")
    for start in re.finditer(rf"(?<={BLANK})\S", name):
        if found := joining().at(name, start.start()):
            said = template("the name “{name}” holds the keyword “{keyword}”")
            return name[start.start() : found[0]], said
    return None


_BRACKETED = re.compile(r"「[^」\n]+」")
_LETTERS = re.compile(_WORD)
_MORE_LETTERS = re.compile(rf"{BLANK}+({_LATER_WORD})")


def is_plain(name: str) -> bool:
    """Tell whether a name can be read where it stands bare: words of letters, digits, `_` and `-`."""
    return re.fullmatch(rf"{_WORD}(?:{BLANK}+{_LATER_WORD})*", name) is not None


def name_end(text: str, at: int) -> int:
    """Give where the name at a place ends: with its bracket, or before a keyword that joins; 0 if there is none."""
    if match := _BRACKETED.match(text, at):
        return match.end()
    match = _LETTERS.match(text, at)
    if match is None or joining().at(text, at):
        return 0
    end = match.end()
    while (match := _MORE_LETTERS.match(text, end)) and not joining().at(text, match.start(1)):
        end = match.end()
    return end


_UNIT = re.compile(r"°?[^\W\d_]+[²³]?")


def unit_end(text: str, at: int) -> int:
    """Give where the unit ends that stands at a place, behind something on its line; 0 if there is none."""
    match = _UNIT.match(text, at)
    line_end = text.rfind("\n", 0, at)
    if match is None or joining().at(text, at) or (line_end >= 0 and not text[line_end:at].strip()):
        return 0
    return match.end()
