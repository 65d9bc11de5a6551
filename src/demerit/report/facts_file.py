"""Takes facts of a policy, gives them as a facts file to start from: every fact named, with what it is in a comment.

A comment begins with two slashes and ends with its line; whoever reads facts here passes over it. A fact that may be
left out stands in a comment too: without the slashes it would count.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from demerit.evaluation.facts import expected
from demerit.evaluation.schema import FINDING
from demerit.language import model
from demerit.language.excerpt import visible
from demerit.language.messages import Text, in_words, listed, say, sentences
from demerit.language.source import Source
from demerit.language.values import write

_ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=write)

Facts = Mapping[str, Mapping[str, Any]]


def plain_facts(facts: Facts) -> bytes:
    """Give facts as JSON without comments, with line ends."""
    return msgspec.json.format(_ENCODER.encode(facts), indent=2) + b"\n"


def commented_facts(policy: model.Policy, facts: Facts, *, lang: str) -> bytes:
    """Give facts as JSON with comments.

    Args:
        policy: the policy.
        facts: the facts; those of the policy that are not among them stand in comments.
        lang: the language of the comments: `en` or `zh`.
    """
    return "".join(f"{line}\n" for line in _lines(policy, facts, lang)).encode()


_HEADING = say("facts under which no rule hits, as far as the policy allows; one in a comment may be left out")


def _lines(policy: model.Policy, facts: Facts, lang: str) -> Iterator[str]:
    title = f" · {visible(policy.title)}" if policy.title else ""
    version = f" {visible(policy.version)}" if policy.version else ""
    yield f"// {visible(policy.id)}{version}{title}"
    yield f"// {_HEADING.text(lang)}"
    yield "{"
    groups = [group for group in policy.groups if group.facts]
    for number, group in enumerate(groups):
        heading = f" // {visible(group.title)}" if group.title else ""
        yield f"  {json.dumps(group.key, ensure_ascii=False)}: {{{heading}"
        given = facts.get(group.key, {})
        real = [fact.key for fact in group.facts if fact.key in given]
        behind = False
        for fact in group.facts:
            yield from _fact(policy, fact, given, lang, first=not behind, last=not real or fact.key == real[-1])
            behind = behind or not real or fact.key == real[-1]
        yield f"  }}{',' if number < len(groups) - 1 else ''}"
    yield "}"


def _fact(
    policy: model.Policy, fact: model.Fact, given: Mapping[str, Any], lang: str, *, first: bool, last: bool
) -> Iterator[str]:
    """Give the lines of a fact.

    Args:
        policy: the policy.
        fact: the fact.
        given: the facts of its group.
        lang: the language of the comment.
        first: whether the last fact of its group that counts does not stand above it.
        last: whether it is that fact, or none counts.
    """
    key = json.dumps(fact.key, ensure_ascii=False)
    about = visible(in_words(_about(policy, fact), lang))
    if fact.key not in given:
        # Its comma is where it has to be once the slashes are taken away: behind the last fact that counts, in front.
        before, after = ("", "" if last else ",") if first else (", ", "")
        yield f"    // {before}{key}: {_written(_sample(fact.type))}{after} // {about}"
        return
    comma = "" if last else ","
    value = given[fact.key]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"    {key}: [ // {about}"
        for number, entry in enumerate(value):
            yield f"      {_written(entry)}{'' if number == len(value) - 1 else ','}"
        yield f"    ]{comma}"
    else:
        yield f"    {key}: {_written(value)}{comma} // {about}"


def _written(value: Any) -> str:
    """Write a value as JSON, on one line."""
    return msgspec.json.format(_ENCODER.encode(value), indent=0).decode()


def _about(policy: model.Policy, fact: model.Fact) -> Text:
    """Say what a fact is: its label, its type with its unit and bounds, and what it is where it is left out."""
    parts: list[Text] = [fact.label] if fact.label else []
    parts.append(_type(fact.type))
    if isinstance(fact.type, model.ListOf):
        parts.append(say("an entry has {fields}", fields=listed(_fields(fact.type))))
    if fact.default is not None:
        default = _default(policy.source, fact)
        parts.append(say("left out, it is {default}", default=default) if default else say("it may be left out"))
    elif fact.optional:
        parts.append(say("it may be left out"))
    return sentences(parts)


def _type(type_: model.Type) -> Text:
    """Say what a value has to be; `facts` says the same of a value that is something else."""
    if isinstance(type_, model.SetOf):
        words = listed(f'"{model.key_of(word)}"' for word in type_.words)
        return say("a list of any of {words}", words=words)
    if isinstance(type_, model.Findings):
        entry = ", ".join(f'"{key}": "…"' for key in FINDING)
        return say("a whole number, 0 or more, or what was found: {found}", found=f"[{{{entry}}}, …]")
    return expected(type_)


def _fields(type_: model.ListOf) -> Iterator[Text]:
    for field in type_.fields:
        what: list[Text] = [field.label] if field.label else []
        what.append(_type(field.type))
        if field.optional:
            what.append(_MAY_LACK)
        yield say("{name} ({what})", name=f'"{field.key}"', what=sentences(what))


_MAY_LACK = say("it may be left out")


def _default(source: Source, fact: model.Fact) -> str:
    """Give a default as it is written in the policy; empty where it stands nowhere."""
    assert fact.default is not None
    span = getattr(fact.default, "span", None)
    return source.words(span) if span is not None and span.end > span.start else ""


def _sample(type_: model.Type) -> Any:
    """Give a value of a type, for a fact that stands in a comment."""
    match type_:
        case model.YesNo():
            return True
        case model.Numeric():
            low = type_.low if type_.low is not None else 0
            return min(low, type_.high) if type_.high is not None else low
        case model.Date():
            return "2024-01-31"
        case model.Choice(words):
            return model.key_of(words[0])
        case model.SetOf() | model.ListOf():
            return []
        case model.Discretion():
            return {"points": type_.low, "reason": "…"}
        case model.Findings():
            return 0
        case _:
            return "…"
