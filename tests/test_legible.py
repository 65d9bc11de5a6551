"""What can be read and what cannot: a reason of the latter alone is none."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.language.legible import LEGIBLE, legible

HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200c\u200d"
    "\u200e\u202e\u2060\u2063\u2800\u3164\ufe0f\ufeff\uffa0\ue000"
)
BLANK = " \t\n\r\u00a0\u1680\u2003\u2028\u3000"


@pytest.mark.parametrize("character", HIDDEN + BLANK, ids=lambda character: f"U+{ord(character):04X}")
def test_what_shows_nothing_cannot_be_read(character: str) -> None:
    assert not legible(character)
    assert not legible(character * 3)
    assert legible(f"{character}两处{character}")


@given(st.characters(max_codepoint=0xFFFF, categories=["L", "N"]))
def test_letters_and_figures_of_every_script_can_be_read(character: str) -> None:
    assert legible(character) is (character not in HIDDEN)


@given(st.text(st.characters(categories=["Z", "Cc", "Cs", "Co"])))
def test_blanks_and_control_characters_alone_are_nothing_to_read(text: str) -> None:
    assert not legible(text)


def test_no_format_character_can_be_read_but_those_that_scripts_show() -> None:
    shown = [each for each in map(chr, range(0x10000)) if unicodedata.category(each) == "Cf" and legible(each)]
    assert {unicodedata.name(each).split()[0] for each in shown} <= {"ARABIC", "SYRIAC"}


def test_the_pattern_is_one_that_other_validators_read_alike() -> None:
    assert re.fullmatch(r"\[(\\u[0-9a-f]{4}-\\u[0-9a-f]{4})+\]", LEGIBLE)
