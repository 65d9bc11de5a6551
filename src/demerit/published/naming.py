"""Takes words of a published text, gives names for facts: short, unique, in the text's own words.

Promises: every name can stand in a policy, in 「」 where it needs them, and no two have the same key in the JSON.
"""

import re
import unicodedata

from demerit.language import keywords, model

_LONGEST = 24
_MOST_WORDS = 8
_BRACKETED = re.compile(r"[（(﹙【\[][^（()）﹙﹚】\]]*[)）﹚】\]]")
_BOILERPLATE = re.compile(r"^(?:按照|依照|根据|依据|对照|按|依)[^，,]*(?:规定|标准|条例|要求|办法|法)[^，,]*$")
_NOT = re.compile(
    r"[未无不没缺少非]|违反|失效|"
    r"\b(?:no|not|without|un\w+|missing|lacks?|lacking|short|fails?|failed|never|none)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(r"未|无|不|没有|应")
_ENDS = " \t，,、；;：:。.！!？?—–-"
_OPEN = f"{_ENDS}（(【["
_OPENINGS = re.compile(
    r"^(?:and|or|but|if|when|where|for\s+each|for\s+every|for\s+any|for|per|each|every|the|an|a|并|且|同时|或|另|其中)\b\s*",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^[（(][0-9０-９一二三四五六七八九十]{1,3}[）)]\s*")
_WHOSE = re.compile(
    r"^(?:(?:and|then)\s+)?(?:the\s+)?(?:inspectors?|assessors?|units?|it|score)(?:\s+(?:may|can|shall|will|must))?$",
    re.IGNORECASE,
)
"""Words before points that say who takes or loses them, and not when."""

_NEGATED = re.compile(r"^(?:未曾|未能|未|没有|无)")
_MANY = re.compile(r"[未无不没或、，,及和与且]")


def condition(words: str) -> str:
    """Give what has to hold, out of the words that stand before points: without blanks and marks around it."""
    text = _WHOSE.sub("", _NUMBERING.sub("", " ".join(words.split()).strip(_ENDS)))
    while (shorter := _OPENINGS.sub("", text)) != text and shorter:
        text = shorter.strip(_ENDS)
    return text.rstrip(_OPEN).removesuffix("的").strip(_ENDS)


def positive(words: str) -> str | None:
    """Give what is done where some words say that it is not: `建立台帐` of `未建立台帐`; None if not plain."""
    match = _NEGATED.match(words)
    if match is None or _MANY.search(words, match.end()) or len(words) - match.end() < 2:
        return None
    rest = words[match.end() :]
    return f"有{rest}" if match[0] in ("无", "没有") else rest


def short(words: str) -> str:
    """Give a short form of some words: the last that say what it is about."""
    plain = _BRACKETED.sub("", words) or words
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    plain = re.sub("[「」]", "", plain)
    if not any("\u3400" <= character <= "\u9fff" for character in plain):
        listed = re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", plain.replace("'", "").replace("’", ""))
        name = " ".join(listed[:_MOST_WORDS])[:60].strip()
        if name[1:2].islower():  # it began a sentence
            name = name[:1].lower() + name[1:]
        if _turned(plain, name):
            name = f"not {name}"
        return name
    parts = [part for part in re.split("[，,；;]", "".join(plain.split())) if part]
    kept = [part for part in parts[:-1] if not _BOILERPLATE.match(part)] + parts[-1:]
    while len("，".join(kept)) > _LONGEST and len(kept) > 1:
        kept = kept[1:]
    name = "，".join(kept)
    whole = "，".join(parts)
    if _turned(whole, name):
        name = whole
    if len(name) <= _LONGEST:
        return name.strip(_ENDS)
    for match in _TURNS.finditer(name):
        if 6 <= len(name) - match.start() <= _LONGEST and not _turned(name, name[match.start() :]):
            return name[match.start() :].strip(_ENDS)
    half = _LONGEST // 2
    cut = f"{name[:half]}…{name[-half:]}"
    return (f"{name[:half]}…不…{name[-half:]}" if _turned(name, cut) else cut).strip(_ENDS)


def negates(words: str) -> bool:
    """Tell whether some words say that something is not so, or is lacking."""
    return _NOT.search(words) is not None


def _turned(words: str, cut: str) -> bool:
    """Tell whether a shorter form says that something is so where the words say that it is not."""
    return negates(words) and not negates(cut)


def spelt(name: str) -> str:
    """Give a name as it is written in a policy: in 「」, but for plain words of ASCII that hold no keyword."""
    bare = name.isascii() and keywords.is_plain(name) and keywords.keyword_inside(name) is None
    return name if bare else f"「{name}」"


class Names:
    """Names that are taken."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._numbers: dict[str, int] = {}

    def copy(self) -> "Names":
        """Give the same names, to go back to."""
        other = Names()
        other._keys = set(self._keys)
        other._numbers = dict(self._numbers)
        return other

    def take(self, wanted: str, *more: str) -> str:
        """Give a name that is not taken yet.

        Args:
            wanted: the name that it should be.
            more: what is put behind it, one after the other, where it is taken.
        """
        base = wanted or more[0]
        tries = [base, *(f"{base} {each}" for each in more)]
        number = self._numbers.get(base, 2)
        while True:
            for name in tries:
                key = model.key_of(name).casefold()
                if key and key not in self._keys:
                    self._keys.add(key)
                    self._numbers[base] = number
                    return name
            tries = [f"{base} {more[0] if more else ''} no{number}".replace("  ", " ")]
            number += 1
