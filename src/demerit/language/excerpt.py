"""Diagnostics for people: the message, the place, the line of the text with the fault underlined.

Columns are counted as a terminal shows them, so that the underline stands right below Chinese text too. Text that
comes from files is data: whatever could steer a terminal is shown by its code instead.
"""

import unicodedata
from collections.abc import Callable, Iterable

from wcwidth import wcswidth

from demerit.language.codes import ERROR
from demerit.language.diagnostics import Diagnostic
from demerit.language.messages import ENGLISH, in_words, say
from demerit.language.source import Source, Span

MOST_SHOWN = 100
"""The most characters of a line that are shown."""

Style = Callable[[str, str], str]
"""Takes a role (`error`, `warning`, `mark`, `gutter`, `help`, `strong`) and a text, gives it as it is to be printed."""


def plain(_role: str, text: str) -> str:
    """Print without colour."""
    return text


def visible(text: str) -> str:
    """Show what a terminal would obey or hide: control, format and private characters, by their code."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character == "\t":
        return "    "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"<U+{ord(character):04X}>"
    return character


def width(text: str) -> int:
    """How many columns a terminal takes for a text that `visible` made."""
    return max(wcswidth(text), 0) if not text.isascii() else len(text)


def render_all(diagnostics: Iterable[Diagnostic], style: Style = plain, lang: str = ENGLISH) -> str:
    """Render several diagnostics in a language, with a blank line between."""
    return "\n\n".join(render(diagnostic, style, lang) for diagnostic in diagnostics)


def render(diagnostic: Diagnostic, style: Style = plain, lang: str = ENGLISH) -> str:
    """Render one diagnostic in a language, without a line end behind it."""
    role = "error" if diagnostic.severity == ERROR else "warning"
    head = say("error" if role == "error" else "warning").text(lang) + f"[{diagnostic.code.number}]"
    said = {"head": style(role, head), "message": style("strong", visible(diagnostic.message_in(lang)))}
    lines = [say("{head}: {message}", **said).text(lang)]
    margin = " "
    if diagnostic.source is not None and diagnostic.span is not None:
        margin, excerpt = _excerpt(diagnostic.source, diagnostic.span, "", "^", role, diagnostic.pointer, style)
        lines += excerpt
        for label in diagnostic.labels:
            about = in_words(label.text, lang)
            lines += _excerpt(label.source, label.span, about, "-", "gutter", None, style)[1]
    elif diagnostic.pointer is not None:
        where = f"{visible(diagnostic.file)}: {visible(diagnostic.pointer) or say('the whole').text(lang)}"
        lines.append(f"  {style('gutter', '-->')} {where}")
    if help_ := diagnostic.help_in(lang):
        said = {"word": style("help", say("help").text(lang)), "help": visible(help_)}
        lines.append(f"{margin} {style('gutter', '=')} {say('{word}: {help}', **said).text(lang)}")
    for fix in diagnostic.fixes:
        option = "--fix" if fix.safe else "--fix --unsafe-fixes"
        told = {"word": style("help", say("fix").text(lang)), "fix": visible(fix.title_in(lang)), "option": option}
        lines.append(f"{margin} {style('gutter', '=')} {say('{word}: {fix} ({option})', **told).text(lang)}")
    return "\n".join(lines)


def excerpt(source: Source, span: Span, role: str = "error", style: Style = plain) -> list[str]:
    """Show a place of a text as diagnostics do: where it is, and its line with the stretch underlined in a colour."""
    return _excerpt(source, span, "", "^", role, None, style)[1]


def _excerpt(
    source: Source, span: Span, text: str, mark: str, role: str, pointer: str | None, style: Style
) -> tuple[str, list[str]]:
    line, column = source.position(span.start)
    shown = source.line(line)
    start, end = column - 1, column - 1 + max(span.end - span.start, 0)
    end = min(end, len(shown))
    cut, suffix = 0, ""
    if len(shown) > MOST_SHOWN:
        cut = max(0, min(start - MOST_SHOWN // 4, len(shown) - MOST_SHOWN))
        suffix = "…" if cut + MOST_SHOWN < len(shown) else ""
        shown = shown[cut : cut + MOST_SHOWN]
    prefix = "…" if cut else ""
    start, end = max(start - cut, 0), min(end - cut, len(shown))
    before, marked = prefix + visible(shown[:start]), visible(shown[start:end])
    margin = " " * len(str(line))
    where = f"{visible(source.name)}:{line}:{column}" + (f" ({visible(pointer)})" if pointer else "")
    underline = " " * width(before) + style(role, mark * max(width(marked), 1))
    bar = style("gutter", "|")
    return margin + " ", [
        f"{margin}{style('gutter', '-->')} {where}",
        f"{margin} {bar}",
        f"{style('gutter', str(line))} {bar} {prefix}{visible(shown)}{suffix}",
        f"{margin} {bar} {underline}{' ' + visible(text) if text else ''}",
    ]
