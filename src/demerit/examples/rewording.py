"""Takes an expectation of a policy's text that did not hold, gives the change of the text that makes it say what came.

Where only the number is another one, only its digits change. Where other words are needed, since what was taken is
given now or the rule no longer hits, the expectation is printed anew, in the language of its text.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from demerit.evaluation.trace import Tree
from demerit.examples.expectations import RULE
from demerit.examples.judging import Failure
from demerit.language import syntax
from demerit.language.diagnostics import Edit
from demerit.language.printing import show_expectation
from demerit.language.source import Span
from demerit.language.values import write
from demerit.pipeline import LoadedPolicy


def reworded(document: syntax.Document, failure: Failure, tree: Tree | None, policy: LoadedPolicy) -> Edit | None:
    """Give the change, or None where there are no words for what came.

    Args:
        document: the text that the expectation stands in, as read.
        failure: what was expected, and what came.
        tree: the trace; None where the facts were refused.
        policy: the policy.
    """
    node = _node(document, failure.expected.span)
    if node is None:
        return None
    value, verb = failure.came, node.verb
    if failure.expected.kind in ("asked", "absorbed") and failure.expected.value >= 0:
        value = abs(value)
    if verb is not None and value is not None:
        value = value if failure.positive in (None, verb) else -value
        if value < 0:
            value, verb = -value, _OTHER[verb]
    if node.kind == "count":
        return _count(node, value, failure, tree, document)
    if isinstance(node.value, syntax.Number) and verb == node.verb and value is not None:
        edit = _digits(node.value, value, document)
        if edit is not None:
            return edit
    made = _valued(node, value, document, policy)
    if made is None and not (node.kind == "score" and value is None):
        return None
    return _printed(replace(node, value=made, verb=verb), document)


_OTHER = {"deduct": "add", "add": "deduct"}


def _node(document: syntax.Document, span: Span) -> syntax.Expectation | None:
    """Find an expectation by its place."""
    for block in document.blocks:
        if isinstance(block, syntax.Example):
            for line in block.lines:
                for part in line.parts if isinstance(line, syntax.ExpectLine) else ():
                    if part.span == span:
                        return part
    return None


def _digits(number: syntax.Number, value: Any, document: syntax.Document) -> Edit | None:
    """Change the digits of a number where it stands; None where they are not found."""
    text = document.source.cut(number.span)
    at = text.find(number.written) if number.written else -1
    if at < 0 or text[:at].strip() not in ("", "-", "−"):
        return None
    start, end = number.span.start, number.span.start + at + len(number.written)
    return Edit(Span(start, end), write(value))


def _count(
    node: syntax.Expectation, value: Any, failure: Failure, tree: Tree | None, document: syntax.Document
) -> Edit | None:
    """Change how often a rule hits; of one that does not, what became of it."""
    if Fraction(value).denominator != 1:
        return None
    if value > 0 and isinstance(node.value, syntax.Number):
        if 1 in (value, node.value.value):  # one time, two times
            return _printed(replace(node, value=syntax.Number(Fraction(value), None, span=node.span)), document)
        return _digits(node.value, value, document)
    state = _state(failure.expected.id, tree)
    return None if state is None else _printed(replace(node, kind="state", value=state), document)


def _state(id_: str, tree: Tree | None) -> str | None:
    items = [item for section in tree.sections for item in section.items] if tree is not None else []
    return next((rule.state for item in items for rule in item.rules if rule.id == id_), None)


def _valued(
    node: syntax.Expectation, value: Any, document: syntax.Document, policy: LoadedPolicy
) -> syntax.Number | str | tuple[syntax.Name, ...] | tuple[str, ...] | None:
    """Give what came as the value of an expectation; None where it cannot be one."""
    if node.kind in ("missing", "reads"):
        names = [_name(pointer, document, policy) for pointer in value]
        return tuple(syntax.Name(name, span=node.span) for name in dict.fromkeys(names)) or None
    if node.kind == "refused":
        return value or None
    if node.kind == "state" and (node.of != RULE and value != "not_applicable"):
        return None
    if isinstance(value, str):
        return value
    return None if value is None else syntax.Number(Fraction(value), None, span=node.span)


def _name(pointer: str, document: syntax.Document, policy: LoadedPolicy) -> str:
    """Give the name of a fact in the language of a text."""
    name = policy.policy.facts["/".join(pointer.split("/")[:3])].name
    chinese = dict(policy.policy.translations)
    return chinese.get(name, name) if document.language == "zh" else name


def _printed(node: syntax.Expectation, document: syntax.Document) -> Edit:
    goes_on = node.id is not None and node.id.span.start < node.span.start
    return Edit(node.span, show_expectation(node, document, goes_on=goes_on))
