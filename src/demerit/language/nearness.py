"""Which known words are near one that is not known: the "did you mean" of every message."""

import difflib
from collections.abc import Collection, Iterable

from demerit.language.messages import Text, say


def near(word: str, known: Iterable[str], *, most: int = 3, cutoff: float = 0.7, parts: bool = False) -> list[str]:
    """Give the known words most like `word`, best first, at most `most`.

    Case is set aside, and words in another order count as near: `guards required` finds `required guards`. So do,
    where `parts` are asked for, those of which a word was left out: `fire by level` finds `fire responsibility by
    level`.
    """
    spellings: dict[str, str] = {}
    for candidate in known:
        spellings.setdefault(_plain(candidate), candidate)
    plain = _plain(word)
    if plain in spellings:
        return [spellings[plain]]
    if not spellings:
        return []
    found = difflib.get_close_matches(plain, spellings, n=most, cutoff=cutoff if plain.isascii() else cutoff - 0.2)
    if len(plain) > 2:  # letters that changed places: `cpa`, `whne`
        found += [c for c in spellings if c not in found and c[:1] == plain[0] and sorted(c) == sorted(plain)]
    shuffled = sorted(plain.split())
    for candidate in spellings:
        if len(shuffled) > 1 and sorted(candidate.split()) == shuffled and candidate not in found:
            found.insert(0, candidate)
    if parts:
        longer = [c for c in spellings if set(plain.split()) <= set(c.split()) and c not in found]
        found += sorted(longer, key=lambda candidate: len(candidate.split()))
    return [spellings[candidate] for candidate in found[:most]]


def taken_apart(text: str, names: Collection[str], joining: Collection[str]) -> tuple[list[str], Text]:
    """Find the known name that an unknown one begins with, and what was meant by the rest: a joining word or a name.

    Returns:
        What may have been meant, or what to do instead.
    """
    words = text.split()
    for cut in range(len(words) - 1, 0, -1):
        first, rest = " ".join(words[:cut]), words[cut:]
        if first not in names:
            continue
        if " ".join(rest) in names:
            return [], say(
                "“{first}” and “{value}” are two names: something is missing between them",
                first=first,
                value=" ".join(rest),
            )
        lengths = range(min(3, len(rest)), 0, -1)
        # A joining word of as many words goes first: `wher wet` is `where` and a name, and no `where`.
        tries = [(n, [each for each in joining if len(each.split()) == n]) for n in lengths]
        for length, candidates in [*tries, *((n, joining) for n in lengths)]:
            if meant := near(" ".join(rest[:length]), candidates, cutoff=0.75):
                return [" ".join([first, meant[0], *rest[length:]])], ""
    return [], ""


def part_of(text: str, names: Collection[str]) -> list[str]:
    """Find the known name that an unknown one begins or ends with."""
    words = text.split()
    parts = [words[:cut] for cut in range(len(words) - 1, 0, -1)] + [words[cut:] for cut in range(1, len(words))]
    return [part for part in map(" ".join, parts) if part in names][:1]


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())
