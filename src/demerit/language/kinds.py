"""What types and units are called, and the small steps that the checker takes with them."""

from fractions import Fraction

from demerit.language import keywords, model, syntax
from demerit.language.messages import Said, say
from demerit.language.source import Span
from demerit.language.values import Rational, whole

YES_NO = model.YesNo()
COUNT = model.Numeric(whole=True, low=0)


def describe(type_: model.Type) -> Said:
    """Name a type in words: “a count”, “an amount in yuan”."""
    match type_:
        case model.YesNo():
            return say("a yes/no fact")
        case model.Numeric(unit=None, whole=True):
            return say("a count") if type_.count or type_.low == 0 else say("a whole number")
        case model.Numeric(unit=None):
            return say("a number")
        case model.Numeric(unit=unit):
            return say("an amount in {unit}", unit=keywords.unit_word(unit or ""))
        case model.Date():
            return say("a date")
        case model.Text():
            return say("a text")
        case model.Choice():
            return say("one of several words")
        case model.SetOf():
            return say("a set of words")
        case model.ListOf():
            return say("a list")
        case model.Discretion():
            return say("a discretion")
        case _:
            return say("of type findings")


def unit_words(unit: str | None) -> Said:
    """Say in words what unit something is in."""
    return say("in {unit}", unit=keywords.unit_word(unit)) if unit else say("without a unit")


def how_rounded() -> Said:
    """Say what is to be written behind what is not whole."""
    up, down = keywords.spelling("ROUNDED_UP"), keywords.spelling("ROUNDED_DOWN")
    return say("say how it is rounded: “{up}” or “{down}”", up=up, down=down)


def in_chinese(name: syntax.Name) -> str | None:
    """Give a name in Chinese, where it is declared in both languages."""
    return name.other if keywords.spoken() == keywords.LANGUAGES[0] or name.other is None else name.text


def canonical_unit(unit: str | None) -> str | None:
    """Give the one name that stands for all spellings of a unit."""
    return None if unit is None else keywords.units().get(unit, unit)


def negate(condition: model.Expression, span: Span | None = None) -> model.Expression:
    """Give the opposite of a condition."""
    return model.Operation("not", (condition,), type=YES_NO, span=span or condition.span)


def bound_of(number: syntax.Number) -> Rational:
    """Give the value of a bound."""
    return whole(Fraction(number.value))
