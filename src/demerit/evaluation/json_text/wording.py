"""What JSON that cannot be read has in its stead, in words: characters by their names, and what to write instead."""

import json
import re
import unicodedata

from demerit.evaluation.json_text.patterns import _DATELIKE, _NUMBER, _SINGLE
from demerit.language.messages import Said, Text, say, sentences, template

_WIDE_MARK = template("the full-width “{written}” stands where “{meant}” belongs")
_OTHER_MARK = template("“{written}” stands where “{meant}” belongs")
_STRAIGHT = template("a text stands in straight double quotes, not in {marks}")
_DOUBLE = template("a text stands in double quotes, not in {marks}")
_BACKSLASH = say("the \\ before a quotation mark makes it part of the text: write \\\\ for a \\ of its own")


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _closing(container: object) -> str:
    """Give the mark that closes an object or a list."""
    return "}" if isinstance(container, dict) else "]"


def _quote(text: str) -> str:
    return json.dumps(_short(text), ensure_ascii=False)


def _mistaken_mark(written: str, meant: str) -> Said:
    """Say that a mark stands for another."""
    wide = unicodedata.east_asian_width(written) in "FW"
    return say(_WIDE_MARK if wide else _OTHER_MARK, written=written, meant=meant)


def _other_quotes(opening: str, closing: str = "") -> Said:
    """Say that a text stands in other quotation marks; the closing one, where there is one."""
    return say(_DOUBLE if opening in _SINGLE else _STRAIGHT, marks=f"{opening} {closing}".rstrip())


def _control(character: str) -> tuple[Said, Said]:
    """Say that a control character stands in a text, and what to write for it."""
    what = say("the control character {name} stands in a text as it is", name=_name(character))
    what = say("a tab stands in a text as it is") if character == "\t" else what
    return what, say("write {text} for it", text=json.dumps(character)[1:-1])


def _hinted(said: Said, text: str, *, escaped: bool = False) -> Text:
    """Say too, where a text holds a curly quotation mark or an escaped one, that it may have been meant to close it."""
    if found := re.search("[“”＂]", text):
        return sentences([said, say('“{mark}” closes no text: write the straight "', mark=found[0])])
    return sentences([said, _BACKSLASH]) if escaped and '\\"' in text else said


_NAMES = {
    "\u00a0": say("no-break space"),
    "\u200b": say("zero width space"),
    "\u3000": say("ideographic space"),
    "\ufeff": say("zero width no-break space"),
}


def _name(character: str) -> Text:
    """Name a character: its code, and what it is called; Unicode has names in English only."""
    code, name = f"U+{ord(character):04X}", unicodedata.name(character, "").lower()
    return say("{code} ({name})", code=code, name=_NAMES.get(character, name)) if name else code


def _number_instead(word: str) -> Said:
    """What to write for something that looks like a number and is none."""
    plain = unicodedata.normalize("NFKC", word).replace("_", "").replace("−", "-")
    sign = "-" if plain.startswith("-") else ""
    digits = plain.lstrip("+-")
    stripped = digits.lstrip("0")
    if not stripped[:1].isdigit():
        stripped = "0" + stripped
    instead = sign + (stripped[:-1] if stripped.endswith(".") else stripped)
    if _DATELIKE.match(plain):
        return say("write a date in double quotes: {text}", text=_quote(word))
    if _NUMBER.fullmatch(instead):
        bare = digits.isdigit() and digits.startswith("0")
        said = template("write {text}, or {quoted} if it is no quantity") if bare else template("write {text}")
        return say(said, text=_short(instead), quoted=_quote(word))
    return say("write the digits alone, or a text in double quotes")
