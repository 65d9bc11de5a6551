"""Lints of what cannot be seen: characters that look like others, that are invisible, that turn the order of a text."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache

from demerit import resources
from demerit.language import lint_codes, syntax
from demerit.language.diagnostics import Diagnostic, Edit, Fix
from demerit.language.lints import words
from demerit.language.lints.reading import Reading
from demerit.language.source import Span

_TURNING = "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
_HIDDEN = re.compile(
    f"[{_TURNING}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_MARKS = frozenset("\u200e\u200f\u061c")
_JOINERS = frozenset("\u200c\u200d")


@cache
def _alike() -> dict[int, str]:
    """Give the characters that look like others: each with the one that stands for all of its group."""
    groups = tomllib.loads(resources.read("grammar", "lookalikes.toml"))["alike"]
    return {ord(character): group[0] for group in groups for character in group[1:]}


def hidden(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of characters in texts and comments that cannot be seen, or that turn the order of what is shown."""
    text = reading.source.text
    literals = [node.span for node in reading.nodes if isinstance(node, syntax.TextLiteral)]
    for match in _HIDDEN.finditer(text):
        if _belongs(text, match):
            continue
        span = Span(*match.span())
        shown = ", ".join(f"U+{ord(character):04X}" for character in match[0])
        safe = not any(literal.start <= span.start < literal.end for literal in literals)
        fix = Fix(words.FIX_CHARACTER, (Edit(span, ""),), safe=safe, args={"character": shown})
        yield reading.told(lint_codes.HIDDEN_CHARACTER, span, fixes=[fix], character=shown)


def _belongs(text: str, match: re.Match[str]) -> bool:
    """Tell whether such a character does its work where it stands: joins signs, or marks a text from right to left."""
    found = set(match[0])
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    if len(match[0]) == 1 and found <= _JOINERS:
        return bool(before.strip() and after.strip()) and not (before + after).isascii()
    if found <= _MARKS:
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        line = text[start : end if end >= 0 else len(text)]
        return any(unicodedata.bidirectional(character) in ("R", "AL") for character in line if character not in _MARKS)
    return False


def lookalikes(reading: Reading) -> Iterator[Diagnostic]:
    """Tell of names with characters that are not what they look like, and of names that look like another."""
    seen: dict[str, syntax.Name] = {}
    for name in _declared(reading):
        told = _mixed(reading, name)
        if told is not None:
            yield told
        skeleton = _skeleton(name.text)
        other = seen.setdefault(skeleton, name)
        if other.text != name.text and told is None:
            character = next(b for a, b in zip(other.text, name.text, strict=True) if a != b)
            yield reading.told(
                lint_codes.LOOKALIKE, name.span, labels=[(other.span, words.LABEL_NAME)], name=name.text,
                other=other.text, character=f"“{character}” (U+{ord(character):04X})",
            )  # fmt: skip


def _declared(reading: Reading) -> Iterator[syntax.Name]:
    """Give every name where it is declared: facts and their fields, the words of choices, terms."""
    for block in reading.document.blocks:
        if isinstance(block, syntax.FactsGroup):
            yield block.name
            for fact in block.facts:
                yield from _of_fact(fact)
        elif isinstance(block, syntax.Terms):
            yield from (term.name for term in block.terms)


def _of_fact(fact: syntax.Declaration) -> Iterator[syntax.Name]:
    yield fact.name
    yield from fact.type.words
    for field in fact.fields:
        yield from _of_fact(field)


def _mixed(reading: Reading, name: syntax.Name) -> Diagnostic | None:
    """Tell of a name with a letter of another form, or of another script than the rest of its word."""
    if name.text.isascii():
        return None
    plain = "".join(_ordinary(character) for character in name.text)
    if plain == name.text:
        plain = " ".join(_one_script(word) for word in name.text.split(" "))
    if plain == name.text:
        return None
    character = next((a for a, b in zip(name.text, plain, strict=False) if a != b), name.text[-1])
    quoted = f"「{plain}」" if name.quoted else plain
    edits = [
        Edit(node.span, quoted) for node in reading.nodes if isinstance(node, syntax.Name) and node.text == name.text
    ]
    fix = Fix(words.FIX_NAME, tuple(edits), safe=False, args={"name": plain})
    return reading.told(
        lint_codes.LOOKALIKE, name.span, fixes=[fix], name=name.text, other=plain,
        character=f"“{character}” (U+{ord(character):04X})",
    )  # fmt: skip


@cache
def _ordinary(character: str) -> str:
    """Give the ordinary form of a letter: that of a full-width one, of a radical, of a variant for compatibility."""
    ordinary = unicodedata.normalize("NFKC", character)
    return (
        ordinary
        if len(ordinary) == 1 and unicodedata.category(character)[0] in "LSN" and ordinary.isalnum()
        else character
    )


def _one_script(word: str) -> str:
    """Give a word of Latin letters with those of other scripts that look like Latin ones as Latin."""
    scripts = {_script(character) for character in word} - {""}
    if "LATIN" not in scripts or not scripts & {"CYRILLIC", "GREEK"}:
        return word
    return "".join(
        _alike().get(ord(character), character) if _script(character) != "LATIN" else character for character in word
    )


@cache
def _script(character: str) -> str:
    name = unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""
    return name if name in ("LATIN", "CYRILLIC", "GREEK") else ""


def _skeleton(name: str) -> str:
    """Give what a name looks like: two names that look alike have the same."""
    return "".join(map(_ordinary, name)).translate(_alike())
