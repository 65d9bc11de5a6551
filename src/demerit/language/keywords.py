"""Takes the keyword table (`grammar/keywords.toml`), gives `Keyword`s, and finds them in texts.

The table is data: a spelling is changed, or a language added, there and nowhere else. This module says which
keyword stands at a place of a text, and where a name ends: before a keyword that joins.

A policy is written in one language, the one of its headings, and only that language's column is looked at while it is
read and checked: `speaking` says which. So a word that is a keyword in one language is a word like any other in the
other, and a language added to the table changes no policy.

Promises: a keyword of several words may be spread over any number of blanks, but stands on one line; the longest
spelling wins, whatever keyword it belongs to.
"""

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, wraps
from itertools import product
from typing import Any, ParamSpec, TypeVar

from demerit import resources
from demerit.language.messages import template

P = ParamSpec("P")
R = TypeVar("R")

LANGUAGES = ("en", "zh")
"""The columns of the table that hold spellings; the first is the language of a text that does not tell."""

_SPOKEN: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def spoken() -> str:
    """Give the language that policies are read in at the moment."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Read, check or print a policy in a language: one of `LANGUAGES`."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def by_language(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function gives for each language and its arguments, which are hashable."""
    kept: dict[object, R] = {}

    @wraps(function)
    def keeping(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (_SPOKEN.get(), args)
        try:
            return kept[key]
        except KeyError:
            return kept.setdefault(key, function(*args, **kwargs))

    return keeping


BLANK = r"[^\S\n]"
"""A blank on the same line, as a pattern."""

_WORD = r"[^\W\d_][\w-]*"
_LATER_WORD = r"\d*[^\W\d_][\w-]*"


@dataclass(frozen=True, slots=True)
class Spellings:
    """Finds which of some spellings stands at a place in a text.

    Attributes:
        by_first: for each first character the spellings in words that begin with it, the longest first: their words,
            whether a longer word may not go on from them, and the terminal.
        whole: the spellings that nothing has to stand between, and their terminals.
        lengths: how long those are, for each first character, the longest first.
    """

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], bool, str], ...]]
    whole: Mapping[str, tuple[str, ...]]
    lengths: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str]]) -> "Spellings":
        """Make it of spellings and their terminals."""
        found: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        whole: dict[str, tuple[str, ...]] = {}
        for spelling, terminal in entries:
            if spelling.isascii() or " " in spelling:
                bounded = spelling.isascii()
                found.setdefault(spelling[0], []).append((tuple(spelling.split()), bounded, terminal))
            else:
                whole[spelling] = (*whole.get(spelling, ()), terminal)
        order = {first: sorted(some, key=lambda each: -len(" ".join(each[0]))) for first, some in found.items()}
        lengths: dict[str, set[int]] = {}
        for spelling in whole:
            lengths.setdefault(spelling[0], set()).add(len(spelling))
        longest = {first: tuple(sorted(some, reverse=True)) for first, some in lengths.items()}
        return cls({first: tuple(some) for first, some in order.items()}, whole, longest)

    def at(self, text: str, at: int, accepted: Container[str] | None = None) -> tuple[int, str] | None:
        """Give where the longest spelling at a place ends, and its terminal; None if there is none.

        Args:
            text: the text.
            at: the place.
            accepted: the terminals that are looked for; None for all.
        """
        return next(self.all_at(text, at, accepted), None)

    def all_at(self, text: str, at: int, accepted: Container[str] | None = None) -> Iterator[tuple[int, str]]:
        """Give all spellings at a place, as `at` does; the longest first, and of one length in the table's order."""
        first = text[at : at + 1]
        for words, bounded, terminal in self.by_first.get(first, ()):
            if accepted is None or terminal in accepted:
                end = _end_of(words, text, at)
                if end and not (bounded and goes_on(text, end)):
                    yield end, terminal
        for length in self.lengths.get(first, ()):
            for terminal in self.whole.get(text[at : at + length], ()):
                if accepted is None or terminal in accepted:
                    yield at + length, terminal


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
        spellings: its spellings, the one to print first.
        made: further ones, put together of parts: read, but never shown.
        means: what it is for, in words of the language.
        opens: whether it begins a statement.
        joins: whether it can follow a name, which ends before it.
        leads: whether it can stand in front of a name.
        names_type: whether it names a type of facts.
        local: whether it is looked for only where it can stand: elsewhere its letters are those of any word.
        mistaken: what people write in its stead.
    """

    terminal: str
    spellings: tuple[str, ...]
    means: str
    opens: bool = False
    joins: bool = False
    leads: bool = False
    names_type: bool = False
    local: bool = False
    mistaken: tuple[str, ...] = ()
    made: tuple[str, ...] = ()

    @property
    def spelling(self) -> str:
        """The spelling to print."""
        return self.spellings[0]


@cache
def _entries() -> dict[str, dict[str, Any]]:
    return resources.parsed("grammar", "keywords.toml")


def terminals() -> tuple[str, ...]:
    """Give the terminals of all keywords, in whatever language they are spelt."""
    return tuple(_entries())


@by_language
def table() -> dict[str, Keyword]:
    """Give every keyword that is spelt in the language spoken, by its terminal."""
    language = spoken()
    keywords = {}
    for terminal, entry in _entries().items():
        made = ("".join(parts) for parts in product(*(_parts(part) for part in entry.get(f"{language}_made", ()))))
        spellings = tuple(entry.get(language, ()))
        if spellings:
            mistaken = entry.get("not" if language == LANGUAGES[0] else f"{language}_not", ())
            keywords[terminal] = Keyword(
                terminal,
                spellings,
                entry["means" if language == LANGUAGES[0] else f"{language}_means"],
                entry.get("opens", False),
                entry.get("joins", False) or entry.get(f"{language}_joins", False),
                entry.get("leads", False),
                entry.get("type", False),
                entry.get("local", False),
                tuple(mistaken),
                tuple(spelling for spelling in made if spelling),
            )
    return keywords


def _parts(part: str | list[str]) -> list[str]:
    return [part] if isinstance(part, str) else part


def spelling(terminal: str) -> str:
    """Give the spelling to print of a keyword."""
    return table()[terminal].spelling


@by_language
def _mistaken() -> dict[str, list[Keyword]]:
    keywords: dict[str, list[Keyword]] = {}
    for keyword in table().values():
        for phrase in keyword.mistaken:
            keywords.setdefault(phrase, []).append(keyword)
    return keywords


@by_language
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
def _units() -> dict[str, dict[str, list[str]]]:
    return resources.parsed("grammar", "units.toml")


@cache
def units() -> dict[str, str]:
    """Give the units that are spelt in several ways or languages: every spelling with the one that stands for it."""
    return {s: name for name, entry in _units().items() for language in LANGUAGES for s in entry.get(language, ())}


def mistaken_unit(word: str) -> str | None:
    """Give the unit, as it is spelt, that was meant by a word that says what is measured: `money`, `area`."""
    key = "not" if spoken() == LANGUAGES[0] else f"{spoken()}_not"
    found = next((name for name, entry in _units().items() if word.casefold() in entry.get(key, ())), None)
    return None if found is None else unit_word(found)


def unit_word(unit: str, number: str = "") -> str:
    """Give a unit as it is spelt behind a number, in the language spoken."""
    spellings = _units().get(units().get(unit, unit), {}).get(spoken(), [unit])
    return spellings[1] if number == "1" and len(spellings) > 1 and spoken() == LANGUAGES[0] else spellings[0]


def pattern(spelling: str) -> str:
    """Give the pattern of one spelling: its words on one line, not going on into a longer word."""
    return _words(spelling) + (_END if spelling.isascii() else "")


_END = r"(?![\w-])"


def _words(spelling: str) -> str:
    return f"{BLANK}+".join(re.escape(word) for word in spelling.split())


@by_language
def opening_pattern() -> str:
    """Give the pattern of what begins a statement."""
    spellings = [spelling for keyword in table().values() if keyword.opens for spelling in keyword.spellings]
    ordered = sorted(spellings, key=lambda spelling: (-len(spelling.split()), -len(spelling)))
    return "(?:" + "|".join(map(pattern, ordered)) + ")"


@cache
def points() -> frozenset[str]:
    """Give the words for points, in all languages."""
    return frozenset(word for language in LANGUAGES for word in _entries()["POINTS"].get(language, ()))


def lacks(per: str) -> bool:
    """Tell whether a spelling of `per` counts what is lacking: 每少1件, 每缺一项."""
    return per.startswith("每") and per[1:2] in ("少", "缺")


@cache
def measure_words() -> frozenset[str]:
    """Give the Chinese measure words, which may stand behind what is counted: 处, 人, 起."""
    return frozenset(_entries()["PER"]["zh_made"][-1])


def idle_measures(declared: Iterable[str]) -> frozenset[str]:
    """Give the measure words that are no unit of any fact: behind a number they are for reading only.

    Args:
        declared: the units that facts are declared in.
    """
    spelt = units()
    known = {spelt.get(unit, unit) for unit in declared}
    return frozenset(word for word in measure_words() if spelt.get(word, word) not in known)


def has_blanks() -> bool:
    """Tell whether the language spoken has blanks between its words."""
    return not joining().whole


@by_language
def joining_spellings() -> tuple[str, ...]:
    """Give every spelling that can follow a name."""
    return tuple(spelling for keyword in table().values() if keyword.joins for spelling in keyword.spellings)


@cache
def local_terminals() -> frozenset[str]:
    """Give the terminals of the keywords that are looked for only where they can stand."""
    return frozenset(terminal for terminal, entry in _entries().items() if entry.get("local", False))


@by_language
def all_spellings() -> Spellings:
    """Give what finds any keyword."""
    return _finder(table().values())


@by_language
def common_spellings() -> Spellings:
    """Give what finds any keyword that is one wherever it stands, or that begins a statement."""
    return _finder(keyword for keyword in table().values() if keyword.opens or not keyword.local)


@by_language
def joining() -> Spellings:
    """Give what finds the end of a name: any keyword that joins."""
    return _finder(keyword for keyword in table().values() if keyword.joins)


@by_language
def _leading() -> Spellings:
    return _finder(keyword for keyword in table().values() if keyword.leads or keyword.joins)


@by_language
def opening() -> Spellings:
    """Give what finds the beginning of a statement."""
    return _finder(keyword for keyword in table().values() if keyword.opens)


@by_language
def finder(*terminals: str) -> Spellings:
    """Give what finds some keywords."""
    return _finder(table()[terminal] for terminal in terminals)


def _finder(keywords: Iterable[Keyword]) -> Spellings:
    return Spellings.of((each, keyword.terminal) for keyword in keywords for each in keyword.spellings + keyword.made)


def keyword_inside(name: str) -> tuple[str, str] | None:
    """Give the keyword that keeps a name from being written without brackets, and how the name has it.

    Returns:
        The spelling as it stands in the name, and the template that says so; None if the name can stand bare.
    """
    if found := _leading().at(name, 0):
        return name[: found[0]], template("the name “{name}” begins with the keyword “{keyword}”")
    places = range(1, len(name)) if not has_blanks() else (m.start() for m in re.finditer(rf"(?<={BLANK})\S", name))
    for place in places:
        if found := joining().at(name, place):
            return name[place : found[0]], template("the name “{name}” holds the keyword “{keyword}”")
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
    if end := _cut(text, at, match.end()):
        return end
    end = match.end()
    while (match := _MORE_LETTERS.match(text, end)) and not joining().at(text, match.start(1)):
        if cut := _cut(text, match.start(1), match.end()):
            return cut
        end = match.end()
    return end


def _cut(text: str, at: int, end: int) -> int:
    """Give where a keyword that joins begins within a word, in a language without blanks between words; 0 if none."""
    if has_blanks():
        return 0
    return next((place for place in range(at + 1, end) if joining().at(text, place)), 0)


_UNIT = re.compile(r"°?[^\W\d_]+[²³]?")


def unit_end(text: str, at: int) -> int:
    """Give where the unit ends that stands at a place, behind something on its line; 0 if there is none."""
    match = _UNIT.match(text, at)
    line_end = text.rfind("\n", 0, at)
    if match is None or joining().at(text, at) or (line_end >= 0 and not text[line_end:at].strip()):
        return 0
    letters = 0 if has_blanks() else match.end()
    ends = (place for place in range(at + 1, letters) if text[place - 1].isascii() and _is_foreign(text[place]))
    foreign = next(ends, 0)
    return min(filter(None, (_cut(text, at, match.end()), foreign)), default=match.end())


def foreign(text: str, at: int) -> tuple[str, Keyword] | None:
    """Find a keyword of another language at a place: its spelling there, and what it is in the language spoken."""
    own = table()
    for language in LANGUAGES:
        if language != spoken():
            with speaking(language):
                found = next((each for each in all_spellings().all_at(text, at) if each[1] in own), None)
            if found:
                return text[at : found[0]], own[found[1]]
    return None


def _is_foreign(character: str) -> bool:
    """Tell whether a character cannot go on with a word of ASCII letters: ² can, 至 cannot."""
    return not character.isascii() and character.isalpha()


def language_of(text: str) -> str:
    """Give the language that a policy's text is written in: the one of its first line that begins with a keyword.

    Only keywords that begin statements count. Where no line does, it is the first of `LANGUAGES`.
    """
    finders = []
    for language in LANGUAGES:
        with speaking(language):
            finders.append((language, opening()))
    for line in _LINE.finditer(text):
        for language, finder in finders:
            if finder.at(text, line.end()):
                return language
    return LANGUAGES[0]


_LINE = re.compile(r"^\s*(?=[^\s#])", re.MULTILINE)
