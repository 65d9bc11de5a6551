"""Sentences for people, in the language of whoever reads them: said once, in English, and put into words late.

Takes templates with named placeholders and what fills them, gives values that any language can be made of:

    say("section {section} can fall below 0", section="1").text("zh")

The English template stands in the code and is the key of the catalogues in `messages/`, one file a language. English
needs none of them: no file is read before another language is asked for. A test holds the catalogues complete.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

from demerit import resources

ENGLISH = "en"
CHINESE = "zh"

LANGUAGES = (CHINESE, ENGLISH)
"""The languages that can be spoken."""


@runtime_checkable
class Sayable(Protocol):
    """What can be put into the words of a language."""

    def text(self, lang: str) -> str:
        """Put it into words."""


Text = str | Sayable
"""What a message is made of: text that is the same in every language (a name, a number, what stands in quotation
marks), or what has words of its own in each."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a part of one: a template and what fills it.

    Attributes:
        template: it, in English, with `{name}` where something is filled in.
        args: what is filled in, by name; a `Text` or a whole number.
    """

    template: str
    args: tuple[tuple[str, object], ...] = ()

    def text(self, lang: str) -> str:
        """Put it into words.

        Raises:
            KeyError: the catalogue of the language has no such template, or `args` lacks a name.
        """
        template = self.template if lang == ENGLISH else in_catalogue(self.template, lang)
        return template.format_map({name: in_words(value, lang) for name, value in self.args})

    def __str__(self) -> str:
        return self.text(ENGLISH)


@dataclass(frozen=True, slots=True)
class Listing:
    """Several things in a row, joined as the language joins them.

    Attributes:
        parts: they.
        how: `listed` (a, b, c), `either` (a, b or c), `both` (a and b), `sentences` (a; b) `path` (a → b) or
            `dotted` (a · b).
    """

    parts: tuple[Text, ...]
    how: str

    def text(self, lang: str) -> str:
        """Put it into words."""
        said = [in_words(part, lang) for part in self.parts]
        joined, last = _JOINTS[self.how][lang]
        return "".join([joined.join(said[:-1]), last, said[-1]]) if len(said) > 1 else "".join(said)

    def __str__(self) -> str:
        return self.text(ENGLISH)

    def __bool__(self) -> bool:
        return bool(self.parts)


_JOINTS = {
    "listed": {ENGLISH: (", ", ", "), CHINESE: ("、", "、")},
    "either": {ENGLISH: (", ", " or "), CHINESE: ("、", "或")},
    "both": {ENGLISH: (", ", " and "), CHINESE: ("、", "和")},
    "sentences": {ENGLISH: ("; ", "; "), CHINESE: ("；", "；")},
    "dotted": {ENGLISH: (" · ", " · "), CHINESE: (" · ", " · ")},
    "path": {ENGLISH: (" → ", " → "), CHINESE: (" → ", " → ")},
}


def say(template: str, /, **args: object) -> Said:
    """Say something.

    Args:
        template: the whole sentence, or what is a unit in every language, in English.
        args: what fills its placeholders: text that stays as it is, numbers, or what was said by these functions.
    """
    return Said(template, tuple(args.items()))


def template(english: str) -> str:
    """Mark a template that is said elsewhere: given back as it is, and held to the catalogues."""
    return english


def counted(one: str, many: str, number: int, /, **args: object) -> Said:
    """Say how many: English has two templates, one for 1 and one for other numbers; `{number}` is filled in."""
    return Said(one if number == 1 else many, (("number", number), *args.items()))


def either(parts: Iterable[Text]) -> Listing:
    """Join with “or”: “a, b or c”, “a、b或c”."""
    return Listing(tuple(parts), "either")


def both(parts: Iterable[Text]) -> Listing:
    """Join with “and”: “a, b and c”, “a、b和c”."""
    return Listing(tuple(parts), "both")


def listed(parts: Iterable[Text]) -> Listing:
    """Join without a word: “a, b, c”, “a、b、c”."""
    return Listing(tuple(parts), "listed")


def sentences(parts: Iterable[Text]) -> Listing:
    """Put one behind the other: “a; b”, “a；b”."""
    return Listing(tuple(parts), "sentences")


def path_of(parts: Iterable[Text]) -> Listing:
    """Join the steps of a path: “a → b”."""
    return Listing(tuple(parts), "path")


def dotted(parts: Iterable[Text]) -> Listing:
    """Put what is no sentence side by side: “a · b”."""
    return Listing(tuple(parts), "dotted")


def in_words(value: object, lang: str) -> str:
    """Put what fills a template into words: text as it is, numbers in digits, what was said in the language."""
    if isinstance(value, str):
        return value
    if isinstance(value, Said | Listing):
        return value.text(lang)
    return value.text(lang) if not isinstance(value, int) and isinstance(value, Sayable) else str(value)


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Give the templates of a language, by the English ones; without those that are click's own.

    Raises:
        FileNotFoundError: the installation is not whole.
    """
    return {
        english: said for name, entries in _tables(lang).items() if name != "click" for english, said in entries.items()
    }


def table(lang: str, name: str) -> dict[str, str]:
    """Give one table of a language's catalogue; nothing where it has none of that name."""
    return _tables(lang).get(name, {}) if lang != ENGLISH else {}


@cache
def _tables(lang: str) -> dict[str, dict[str, str]]:
    import tomllib

    return tomllib.loads(resources.read("messages", f"{lang}.toml"))


def in_catalogue(template: str, lang: str) -> str:
    """Give a template in a language; one that has no words need not be in the catalogue.

    Raises:
        KeyError: the catalogue of the language has no such template.
    """
    found = catalogue(lang).get(template)
    if found is None:
        if is_words(template):
            raise KeyError(template)
        return template
    return found


def is_words(template: str) -> bool:
    """Tell whether a template has words of its own, beside what is filled in: `{what}` has none."""
    from string import Formatter

    return any(character.isalpha() for text, _, _, _ in Formatter().parse(template) for character in text)


def placeholders(template: str) -> Iterator[str]:
    """Give the names that are filled in."""
    from string import Formatter

    return (name for _, name, _, _ in Formatter().parse(template) if name)
