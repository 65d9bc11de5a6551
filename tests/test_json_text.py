"""JSON comes in exactly, or is refused at the right place in plain words; the fast door never lets more through."""

import enum
import json
import math
import re
import time
from collections import OrderedDict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from demerit.evaluation.json_text import (
    MOST_DEPTH,
    MOST_FAULTS,
    MOST_POINTER,
    SLOW,
    Located,
    decode_fast,
    from_python,
    read_json,
    step,
)
from demerit.language.diagnostics import DemeritError, Diagnostic, FactsError
from demerit.language.source import Source, Span, decode
from demerit.language.values import MOST_DIGITS

CASES = Path(__file__).resolve().parents[1] / "policies" / "key-unit-security" / "cases"
LAW = settings(max_examples=150, deadline=None)


def read(text: str) -> Located:
    return read_json(Source("facts.json", text))


def faults(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(FactsError) as caught:
        read(text)
    assert str(caught.value)  # it can be shown
    return caught.value.diagnostics


def outcome(text: str) -> tuple[object, tuple[Diagnostic, ...]]:
    """Give the value, or what is wrong; any other exception goes through."""
    try:
        return read(text).value, ()
    except FactsError as error:
        return None, (error.diagnostics if str(error) else ())


def python_faults(value: object) -> list[tuple[str, str | None]]:
    with pytest.raises(FactsError) as caught:
        from_python(value)
    assert "<facts>" in str(caught.value)
    assert all(fault.file == "<facts>" and fault.source is None for fault in caught.value.diagnostics)
    return [(fault.code.number, fault.pointer) for fault in caught.value.diagnostics]


def fast(text: str) -> object:
    return decode_fast(text.encode("utf-8", "surrogatepass"))


def same(left: object, right: object) -> bool:
    """Equal in type as well, all the way down; Decimals to the last digit."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return str(left) == str(right) if isinstance(left, Decimal) else left == right


def normal(value: Any) -> Any:
    """What the values of the standard library are when their numbers have their one form. Plainly written."""
    if isinstance(value, dict):
        return {key: normal(member) for key, member in value.items()}
    if isinstance(value, list):
        return [normal(entry) for entry in value]
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        written = f"{value:f}".rstrip("0")
        return Decimal(written)
    return value


def stdlib(text: str) -> Any:
    """Read a text as the standard library does, which knows no comments."""
    bare = re.sub(r'("(?:[^"\\]|\\.)*")|//[^\r\n]*', lambda match: match[1] or " ", text)
    return normal(json.loads(bare, parse_float=Decimal))


def at(value: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


# -- numbers ---------------------------------------------------------------------------------------------------

NUMERALS: list[tuple[str, int | Decimal]] = [
    ("0", 0),
    ("-0", 0),
    ("-0.0", 0),
    ("0e5", 0),
    ("0E-999999999999999999999", 0),
    ("-0.000e999999999999999999999999", 0),
    ("1.0", 1),
    ("1e2", 100),
    ("1E+2", 100),
    ("-12.50e1", -125),
    ("1200e-2", 12),
    ("100", 100),
    ("18446744073709551616", 2**64),
    ("9" * MOST_DIGITS, 10**MOST_DIGITS - 1),
    ("-" + "9" * MOST_DIGITS, 1 - 10**MOST_DIGITS),
    ("1e99", 10**99),
    ("1" + "0" * 200 + "e-200", 1),
    ("0.1", Decimal("0.1")),
    ("0.10", Decimal("0.1")),
    ("-1.50e-07", Decimal("-0.00000015")),
    ("123456789012345678901234567890.123456789", Decimal("123456789012345678901234567890.123456789")),
    ("1e-99", Decimal("1e-99")),
    ("0." + "1" * 99, Decimal("0." + "1" * 99)),
    ("0.5" + "0" * 500, Decimal("0.5")),
    ("2.000" + "0" * 500, 2),
]


@pytest.mark.parametrize(("text", "value"), NUMERALS)
def test_a_numeral_is_an_int_where_it_is_whole_and_else_a_decimal_without_trailing_zeros(
    text: str, value: int | Decimal
) -> None:
    assert same(read(text).value, value)
    assert same(read(f"[{text}]").value, [value])
    quick = fast(text)
    assert quick is SLOW or same(quick, value)


@pytest.mark.parametrize(
    "text",
    [
        "1e100",
        "-1e100",
        "1e999999",
        "1e999999999999999999999999999",
        "1e-400",
        "1e-100",
        "1e-999999999999999999999999999",
        "1" * (MOST_DIGITS + 1),
        "-" + "1" * (MOST_DIGITS + 1),
        "0." + "1" * MOST_DIGITS,
        "9" * 5000,
        "12.5e200",
        "1" + "0" * 60 + "." + "0" * 60 + "1",
    ],
)
def test_a_numeral_with_too_many_digits_is_refused_and_never_computed(text: str) -> None:
    start = time.perf_counter()
    for around in ("{}", "[1, {}]", '{{"a": {} }}'):
        (fault,) = faults(around.format(text))
        assert (fault.code.number, fault.underlined) == ("DEM504", text)
        assert fast(around.format(text)) is SLOW
    assert time.perf_counter() - start < 1


digits = st.integers(0, 110).flatmap(lambda length: st.integers(0, 10**length))
numerals = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "-"]),
    digits,
    st.just("") | st.builds(".{:0{}}".format, digits, st.integers(1, 110)),
    st.just("") | st.builds("{}{}".format, st.sampled_from(["e", "E-", "e+", "e00"]), st.integers(0, 300)),
)


@given(numerals)
@LAW
def test_a_numeral_has_its_exact_value_or_is_longer_than_a_number_may_be(text: str) -> None:
    value = Fraction(text)
    written = normal(Decimal(text))
    digits = (
        len(f"{written:f}".lstrip("-").replace(".", "")) if isinstance(written, Decimal) else len(str(abs(written)))
    )
    if digits > MOST_DIGITS:
        assert faults(text)[0].code.number == "DEM504"
        assert fast(text) is SLOW
    else:
        read_value = read(text).value
        assert isinstance(read_value, int | Decimal)
        assert Fraction(read_value) == value
        assert same(read_value, written)
        assert fast(text) is SLOW or same(fast(text), written)


# -- what is not JSON ------------------------------------------------------------------------------------------


class Fault(NamedTuple):
    """One expected fault: its code, the text underlined, the pointer, and words of what is said."""

    code: str
    underlined: str
    pointer: str
    words: str = ""


def form(underlined: str, pointer: str = "", words: str = "") -> Fault:
    return Fault("DEM501", underlined, pointer, words)


REFUSED: list[tuple[str, list[Fault]]] = [
    # commas
    ('{"a": 1 "b": 2}', [form('"b"', words="comma is missing")]),
    ('{"a": 1\n "b": 2\n "c": 3}', [form('"b"', words="comma is missing"), form('"c"', words="comma is missing")]),
    ('{"a": [1 2]}', [form("2", "/a", "comma is missing")]),
    ('[{"a": 1} {"b": 2}]', [form("{", words="comma is missing")]),
    ('["a" "b"]', [form('"b"', words="comma is missing")]),
    ('{"a": 1,}', [form(",", words="nothing follows this comma")]),
    ('{"a": [1, 2,\n], "b": [3, ]}', [form(",", "/a", "nothing follows"), form(",", "/b", "nothing follows")]),
    ("[1,,2]", [form(",", "/1", "a value is missing")]),
    ("[1,,]", [form(",", "/1", "a value is missing")]),
    ("[,1]", [form(",", "/0", "a value is missing")]),
    ('{,"a": 1}', [form(",", words="a member is missing")]),
    ('{"a": 1,,"b": 2}', [form(",", words="a member is missing")]),
    ('{"a": 1,,}', [form(",", words="a member is missing")]),
    ('{"a": 1; "b": 2}', [form(";", words="stands where “,” belongs")]),
    # keys and colons
    ('{"a" 1}', [form("1", words="a colon is missing")]),
    ('{"a" = 1, "b": 2}', [form("=", words="stands where “:” belongs")]),
    ('{"a"}', [form('"a"', words="has no value")]),
    ('{"a", "b"}', [form('"a"', words="has no value")]),
    ('{"a": , "b": }', [form('"a"', "/a", "has no value"), form('"b"', "/b", "has no value")]),
    ("{a: 1, b2: 2}", [form("a", words='write "a"'), form("b2", words='write "b2"')]),
    ("{1: 2}", [form("1", words="has no quotes")]),
    ('{"a": {[1]: 2}}', [form("[", "/a", "a key in double quotes belongs here")]),
    ('["a": 1]', [form(":", words="a list has no keys")]),
    ('{"a": "b": 1}', [form(":", words="cannot stand here")]),
    ('"a": 1', [form(":", words="braces")]),
    # quotes
    ("{'a': 'b'}", [form("'a'", words='write "a"'), form("'b'", "/a", 'write "b"')]),
    ("['a]", [form("'", "/0", "double quotes")]),
    ('["abc]', [form('"abc]', "/0", "does not end on its line")]),
    ('{"a": "b,\n "c": 1}', [form('"b,', "/a", "does not end on its line")]),
    ('{"a": "C:\\"}', [form('"C:\\"}', "/a", "makes it part of the text")]),
    ('["a\\', [form('"a\\', "/0", "does not end on its line")]),
    ('{"a": "he said "no" to me"}', [form("no", words='written \\"')]),
    # words
    ("[True, None, FALSE]", [form("True", "/0", "write true"), form("None", "/1", "write null"), form("FALSE", "/2")]),
    ("[ture]", [form("ture", "/0", "did you mean “true”?")]),
    ('{"a": full time}', [form("full time", "/a", 'write "full time"')]),
    ('{"a": 是}', [form("是", "/a", "write true")]),
    ('{"a": 无}', [form("无", "/a", "has no quotes")]),
    ("name: x", [form("name", words="cannot stand here")]),
    ("[(1, 2)]", [form("(1", "/0", "cannot stand here")]),
    ("[@]", [form("@", "/0", "a value belongs here")]),
    ("[-]", [form("-", "/0", "a value belongs here")]),
    ("[--1]", [form("--1", "/0", "a value belongs here")]),
    # numbers
    ("[007]", [form("007", "/0", 'write 7, or "007" if it is no quantity')]),
    ("[-01]", [form("-01", "/0", "write -1")]),
    ("[+5, .5, 5., -.5]", [form("+5", "/0", "write 5"), form(".5", "/1", "0.5"), form("5.", "/2"), form("-.5", "/3")]),
    ("[1_000]", [form("1_000", "/0", "write 1000")]),
    ("[12%, 15元, 1e, 0x1F]", [form("12%", "/0"), form("15元", "/1"), form("1e", "/2"), form("0x1F", "/3")]),
    ("[2024-03-31, 12:30]", [form("2024-03-31", "/0", "a date in double quotes"), form("12:30", "/1", "a text")]),
    ("[１２, −5]", [form("１２", "/0", "write 12"), form("−5", "/1", "write -5")]),
    ('{"a": 1,000}', [form("000", words="a number has no commas")]),
    # texts
    ('["a\tb"]', [form("\t", "/0", "write \\t")]),
    ('["a\x00b", "\x1f"]', [form("\x00", "/0", "U+0000"), form("\x1f", "/1", "\\u001f")]),
    ('["C:\\dir\\x"]', [form("\\d", "/0", "no meaning"), form("\\x", "/0", "no meaning")]),
    ('["\\u12", "\\u12G4", "\\u"]', [form("\\u12", "/0", "cut short"), form("\\u12", "/1"), form("\\u", "/2")]),
    ('["\\ud800"]', [form("\\ud800", "/0", "half of a character")]),
    ('["\\uDC00\\uD83D"]', [form("\\uDC00", "/0"), form("\\uD83D", "/0")]),
    ('["\\ud83d\\ud83d\\ude00"]', [form("\\ud83d", "/0")]),
    ('["\ud800"]', [form("\ud800", "/0", "half of a character")]),
    ('{"\\ud800": 1}', [form("\\ud800")]),
    # comments and blanks
    ("# one\n[1, /* two */ 2 // three \n, 3]", [form("# one", words="no such comments"), form("/* two */")]),
    ("[1, // last\n]", [form(",", words="nothing follows")]),
    ('{"a": // 1\n}', [form('"a"', "/a", "has no value")]),
    ("[1, /* no end]", [form("/*", words="does not end")]),
    ('{"a":\u3000 1,\xa0"b": 2}', [form("\u3000", words="U+3000"), form("\xa0", words="U+00A0")]),
    ("[1]\ufeff", [form("\ufeff", words="U+FEFF")]),
    # an editor for Chinese
    (
        "{“a”： 1， “b”： 2｝",
        [form("“a”"), form("："), form("，"), form("“b”"), form("："), form("｝", words="write }")],
    ),
    ('｛"a"：［1、2］｝', [form("｛"), form("："), form("［", "/a"), form("、", "/a"), form("］", "/a"), form("｝")]),
    ("[‘a’, 「b」]", [form("‘a’", "/0", 'write "a"'), form("「b」", "/1", 'write "b"')]),
    ('[“a"]', [form('“a"', "/0", 'write "a"')]),
    ('{"name”: 1}', [form('"name”: 1}', words="“”” closes no text")]),
    ('{"name”: 1, "b": 2}', [form("b", words="“”” closes no text")]),
    # the end
    ('{"a": 1} {"b": 2}\n{}', [form('{"b": 2}', words="more behind its end")]),
    ('{"a": 1}}', [form("}", words="closes nothing")]),
    ("1 2", [form("2", words="more behind its end")]),
    ('{"a": 1]', [form("]", words="cannot close “{”")]),
    ('{"a": [1, 2}', [form("}", "/a", "cannot close “[”")]),
    ('{"a": 1,\n "b": [2, 3', [form("[", "/b", "breaks off")]),
    ('{"a": {"b":', [form("{", "/a", "breaks off")]),
    ('{"a"', [form("{", words="breaks off")]),
    ("[1,", [form("[", words="breaks off")]),
    ("[", [form("[", words="breaks off")]),
    # keys given twice
    ('{"a": 1, "b": 2, "a": 3}', [Fault("DEM502", '"a"', "/a", "“a” is given twice")]),
    ('{"a": {"b": 1, "\\u0062": 2}}', [Fault("DEM502", '"\\u0062"', "/a/b")]),
    ('{"a": 1, "a": 2, "a": 3}', [Fault("DEM502", '"a"', "/a"), Fault("DEM502", '"a"', "/a")]),
    ('[{"a/b~": 1, "a/b~": 2}]', [Fault("DEM502", '"a/b~"', "/0/a~1b~0")]),
    # numbers that are none
    (
        "[NaN, -Infinity, Infinity, nan, +inf]",
        [Fault("DEM503", text, f"/{i}") for i, text in enumerate(["NaN", "-Infinity", "Infinity", "nan", "+inf"])],
    ),
    # nothing
    ("", [Fault("DEM506", "", "", "facts are a JSON object: { … }")]),
    (" \r\n\t", [Fault("DEM506", "", "")]),
    ("\ufeff", [Fault("DEM506", "", "")]),
    # several kinds in one text
    (
        '{"a": NaN, "b": 1e999, "a": [1,], "c": True, "d": 1',
        [
            form("{", words="breaks off"),
            Fault("DEM503", "NaN", "/a"),
            Fault("DEM504", "1e999", "/b"),
            Fault("DEM502", '"a"', "/a"),
            form(",", "/a"),
            form("True", "/c"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_text_that_is_no_json_is_underlined_exactly_and_named_in_plain_words(text: str, expected: list[Fault]) -> None:
    found = faults(text)
    assert [(f.code.number, f.underlined, f.pointer or "") for f in found] == [each[:3] for each in expected]
    for fault, each in zip(found, expected, strict=True):
        assert each.words in f"{fault.message}; {fault.help}"
        assert fault.help
    assert fast(text) is SLOW


def test_a_key_given_twice_points_to_where_it_was_given_first() -> None:
    (fault,) = faults('{"b": {"a": 0}, "a": 1,\n "a": 2}')
    assert fault.span == Span(25, 28)
    (label,) = fault.labels
    assert label.span == Span(16, 19)


def test_a_missing_comma_points_to_where_it_belongs() -> None:
    (fault,) = faults('{"a": [1]\n "b": 2}')
    (label,) = fault.labels
    assert label.source.cut(label.span) == "]"


def test_text_that_breaks_off_points_to_its_end() -> None:
    (fault,) = faults('{"a": [1,\n 2 \n')
    (label,) = fault.labels
    assert label.span == Span(12, 12)


def test_faults_come_in_the_order_of_their_places_and_stop_at_a_thousand() -> None:
    found = faults("[" + "NaN," * 5000 + "1]")
    assert MOST_FAULTS // 2 < len(found) <= MOST_FAULTS
    starts = [fault.span.start for fault in found if fault.span]
    assert starts == sorted(starts)


# -- depth -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("inner", "own"), [("", 0), ("1", 0), ("[]", 1), ('{"a": 1}', 1), ("{}", 1)])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_nesting_is_taken_to_its_bound_and_refused_beyond(opening: str, inner: str, own: int) -> None:
    if opening != "[" and not inner:
        inner = "0"
    closing = "]" if opening == "[" else "}"

    def text(depth: int) -> str:
        return opening * (depth - own) + inner + closing * (depth - own)

    assert read(text(MOST_DEPTH)).value == json.loads(text(MOST_DEPTH))
    assert fast(text(MOST_DEPTH)) in (SLOW, json.loads(text(MOST_DEPTH)))
    assert fast(text(MOST_DEPTH - 2)) == json.loads(text(MOST_DEPTH - 2))
    (fault,) = faults(text(MOST_DEPTH + 1))
    assert fault.code.number == "DEM505"
    assert fault.underlined in ("[", "{")
    assert fault.pointer is not None
    assert fault.pointer.count("/") == MOST_DEPTH
    assert fast(text(MOST_DEPTH + 1)) is SLOW


@pytest.mark.parametrize("text", ["[" * 100_000 + "]" * 100_000, "[" * 100_000, '{"a":' * 100_000])
def test_nesting_without_end_is_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    (fault,) = faults(text)
    assert fault.code.number == "DEM505"
    assert fast(text) is SLOW
    assert time.perf_counter() - start < 1


# -- what is JSON ----------------------------------------------------------------------------------------------


COMMENTED = {
    '{"a": 1} // why': '{"a": 1}',
    '// first\n{// open\n"a"// key\n:// colon\n1// value\n, // comma\n"b": [// list\n2 // two\n]// closed\n}//': (
        '{"a": 1, "b": [2]}'
    ),
    '{"a": "http://x", // "b": 1,\r\n"c": true//\r\n}': '{"a": "http://x", "c": true}',
    "[1.5//, 2\n]": "[1.5]",
    "[]// {": "[]",
    "// 注释 “\u200b”\n[null]": "[null]",
}


@pytest.mark.parametrize("text", COMMENTED)
def test_a_comment_behind_two_slashes_ends_with_its_line_and_says_nothing(text: str) -> None:
    assert same(read(text).value, read(COMMENTED[text]).value)
    assert fast(text) is SLOW


def test_comments_leave_places_where_they_are() -> None:
    text = '// one\n{"a": // two\n  [1, // three\n 23]}'
    located = read(text)
    cut = {pointer: text[span.start : span.end] for pointer, span in located.spans.items()}
    assert cut == {"": text[7:], "/a": "[1, // three\n 23]", "/a/0": "1", "/a/1": "23"}


def test_a_text_of_comments_alone_is_empty() -> None:
    assert [fault.code.number for fault in faults("// one\n// two")] == ["DEM506"]


def test_all_that_json_allows_is_taken() -> None:
    text = (
        '\ufeff \r\n{"" : [ ] ,"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\ud83d\\ude00": {\t} ,'
        '"中\x7f\u2028": [true,false,null,"",0]}\n'
    )
    value = {"": [], '"\\/\b\f\n\r\tA😀': {}, "中\x7f\u2028": [True, False, None, "", 0]}
    assert same(read(text).value, value)
    assert same(fast(text), value)


def test_places_are_found_by_pointer() -> None:
    located = read('{"a": [10, {"b/c~d": "x"}], "": null}')
    text = located.source.text
    assert {pointer: located.source.cut(span) for pointer, span in located.spans.items()} == {
        "": text,
        "/a": '[10, {"b/c~d": "x"}]',
        "/a/0": "10",
        "/a/1": '{"b/c~d": "x"}',
        "/a/1/b~1c~0d": '"x"',
        "/": "null",
    }
    assert {pointer: located.source.cut(span) for pointer, span in located.keys.items()} == {
        "/a": '"a"',
        "/a/1/b~1c~0d": '"b/c~d"',
        "/": '""',
    }


def test_places_below_an_endless_pointer_are_left_out() -> None:
    long = "k" * (MOST_POINTER + 1)
    located = read(f'{{"{long}": {{"a": [1]}}, "b": 2}}')
    assert list(located.spans) == ["", f"/{long}", "/b"]
    assert list(located.keys) == [f"/{long}", "/b"]
    assert located.source.cut(located.spans["/b"]) == "2"


def test_the_facts_of_the_shipped_cases_take_the_fast_door() -> None:
    for path in CASES.glob("*.json"):
        facts = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["facts"]
        for indent in (None, 1):
            text = json.dumps(facts, ensure_ascii=False, indent=indent, default=float)
            assert same(fast(text), read(text).value)
            assert same(fast(text), from_python(stdlib(text)))


# -- the fast door ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 1}',
        '{"a": ":", "a": "\\u003a"}',
        '{"a": "\\u003A", "b": 1, "b": 1}',
        '{"a": {"b": 1}, "a": {"b": 1}}',
        '[{"a": "x:y"}, {"a": 1, "a": "x:y"}]',
        "1" * (MOST_DIGITS + 1),
    ],
)
def test_the_fast_door_stays_shut_for_what_only_msgspec_takes(text: str) -> None:
    assert fast(text) is SLOW


@pytest.mark.parametrize(
    "text", ['{"at": "12:30", "b:c": [":", {"d": "::"}]}', '"\\\\"', "null", '"' + "1" * 100 + '"']
)
def test_the_fast_door_is_open_for_colons_in_texts(text: str) -> None:
    assert same(fast(text), read(text).value)


def test_a_byte_order_mark_is_dropped_once() -> None:
    assert decode_fast(b"\xef\xbb\xbf[1]") == [1]
    assert decode_fast(b"\xef\xbb\xbf\xef\xbb\xbf[1]") is SLOW


@pytest.mark.parametrize(
    "data", [b"", b'"\xff"', b'"\xed\xa0\x80"', b'"\xc0\x80"', b"\xff\xfe1\x00", b"[1]\x00", b"\x00"]
)
def test_bytes_that_are_no_text_do_not_pass_the_fast_door(data: bytes) -> None:
    assert decode_fast(data) is SLOW


# -- laws ------------------------------------------------------------------------------------------------------

texts = st.text(max_size=8) | st.sampled_from(["a:b", "a/b", "~", "”", "😀", "1", "\\", '"', "{", "//"])
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**60), 10**60)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: x == 0 or 1e-60 < abs(x) < 1e60)
    | texts
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12
)
dumped = st.builds(
    lambda value, ascii, style: json.dumps(value, ensure_ascii=ascii, **style),
    values,
    st.booleans(),
    st.sampled_from([{}, {"indent": 1}, {"separators": (",", ":")}, {"separators": (" ,\t", "\r\n: ")}]),
)


@given(dumped)
@LAW
def test_what_the_standard_library_writes_is_read_as_it_reads_it_itself(text: str) -> None:
    assert same(read(text).value, stdlib(text))


@given(dumped, st.data())
@LAW
def test_comments_between_the_parts_of_a_text_change_nothing_of_what_it_says(text: str, data: st.DataObject) -> None:
    remarks = st.sampled_from(["", " ", "// why\n", "\r\n//\r\n", '// "x": {[,]} // “\n', "//\ufeff\u3000\n"])
    parts = re.findall(r'"(?:[^"\\]|\\.)*"|[\]\[{},:]|[^\s\]\[{},:"]+', text)
    commented = data.draw(remarks) + "".join(part + data.draw(remarks) for part in parts) + "// the end"
    assert same(read(commented).value, read(text).value)
    assert fast(commented) is SLOW


@given(dumped)
@LAW
def test_the_fast_door_gives_what_the_strict_reader_gives_or_nothing(text: str) -> None:
    value = fast(text)
    assert value is SLOW or same(value, read(text).value)
    if "\\u003" not in text:
        assert value is not SLOW


@given(dumped)
@LAW
def test_the_text_at_every_place_reads_to_the_value_at_its_pointer(text: str) -> None:
    located = read(text)
    count = 0

    def visit(value: Any, pointer: str) -> None:
        nonlocal count
        count += 1
        assert same(read(located.source.cut(located.spans[pointer])).value, value)
        assert same(at(located.value, pointer), value)
        if isinstance(value, dict):
            for key, member in value.items():
                assert read(located.source.cut(located.keys[pointer + step(key)])).value == key
                visit(member, pointer + step(key))
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                visit(entry, pointer + step(index))

    visit(located.value, "")
    assert count == len(located.spans)


DAMAGE = [
    *"{}[],:\"\\/'#-+.eE0159tfnu_ \t\n\r",
    *"\x00\x0b\x7f\xa0\u3000\ufeff\ud800\udc00",
    *"“”‘’，：；、｛］１元中😀",
    "",
]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    text: str = draw(dumped)
    place = draw(st.integers(0, len(text)))
    length = draw(st.integers(0, 1))
    damage: str = draw(st.sampled_from(DAMAGE))
    return text[:place] + damage + text[place + length :]


@given(damaged())
@example('{"a":1,"a":2}')
@example("[1,\u3000]")
@settings(max_examples=400, deadline=None)
def test_damaged_text_is_read_as_the_standard_library_reads_it_or_refused_with_places(text: str) -> None:
    value, found = outcome(text)
    quick = fast(text)
    if not found:
        assert same(value, stdlib(text.removeprefix("\ufeff")))
        assert quick is SLOW or same(quick, value)
        return
    assert quick is SLOW
    for fault in found:
        assert fault.message
        assert fault.help
        if fault.code.number != "DEM506":
            assert fault.span is not None
            assert 0 <= fault.span.start < fault.span.end <= len(text)
    if any(fault.code.number in ("DEM501", "DEM506") for fault in found):
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            return
        # What the standard library takes and this reader does not: halves of characters.
        assert any("\ud800" <= character <= "\udfff" for character in json.dumps(value, ensure_ascii=False))


@given(st.text(alphabet="{}[],:\"\\/*'#-+.e01 tfnul\n“”，：、中", max_size=40))
@settings(max_examples=400, deadline=None)
def test_any_text_at_all_gives_a_value_or_a_diagnostic(text: str) -> None:
    value, found = outcome(text)
    if found:
        assert fast(text) is SLOW
    else:
        assert same(value, stdlib(text))


@given(dumped, st.integers(0, 10**6), st.binary(max_size=3))
@LAW
def test_damaged_bytes_never_pass_the_fast_door_where_the_strict_reader_refuses(
    text: str, at: int, junk: bytes
) -> None:
    data = text.encode()
    at %= len(data)
    data = data[:at] + junk + data[at + 1 :]
    value = decode_fast(data)
    if value is not SLOW:
        assert same(value, read_json(decode(data, "x")).value)


# -- cost ------------------------------------------------------------------------------------------------------

SIZE = 200_000


@pytest.mark.parametrize(
    "text",
    [
        "[" + "1," * SIZE + "1]",
        "[" + "1 " * SIZE + "]",
        "[" + "," * SIZE,
        "[" + "a " * SIZE,
        "[" + "x, " * SIZE + "]",
        "[" + "1-" * SIZE,
        "[1" + "/" * SIZE,
        "1" + "." * SIZE,
        "-" * SIZE,
        '"' + "\\" * SIZE,
        '"' + '\\"' * SIZE,
        '"' + "\\u" * SIZE,
        '"' + "\\ud800" * SIZE + '"',
        '"' + "x" * SIZE,
        "'" * SIZE,
        "['" + "\\" * SIZE,
        "“" * SIZE,
        "/*" * SIZE,
        "//\n" * SIZE,
        "\ufeff" * SIZE,
        " " * SIZE,
        "{" + '"a":1,' * SIZE + "}",
        "{" + '"a":1 ' * SIZE + "}",
        "{" + '"a" 1,' * SIZE + "}",
        "{" + '"a":' * SIZE,
        '{"' + "k" * SIZE + '":[' + "NaN," * SIZE + "1]}",
        "1." + "0" * SIZE,
        "0." + "1" * SIZE,
        "1e" + "9" * SIZE,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_time_is_linear_whatever_the_text(text: str) -> None:
    start = time.perf_counter()
    _value, found = outcome(text)
    assert len(found) <= MOST_FAULTS
    assert time.perf_counter() - start < 2


# -- Python objects --------------------------------------------------------------------------------------------


class Level(enum.IntEnum):
    HIGH = 3


class Word(enum.StrEnum):
    FULL = "full_time"


class Entry(NamedTuple):
    what: str
    many: int


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": [1, "x", True, None, False]}, {"a": [1, "x", True, None, False]}),
        ((1, [2, (3,)]), [1, [2, [3]]]),
        (OrderedDict(b=1, a=Entry("x", 2)), {"b": 1, "a": ["x", 2]}),
        (Level.HIGH, 3),
        ({Word.FULL: Word.FULL}, {"full_time": "full_time"}),
        (Decimal("1.0"), 1),
        (Decimal("1E+2"), 100),
        (Decimal("-0.0"), 0),
        (Decimal("0E+999999"), 0),
        (Decimal("0.10"), Decimal("0.1")),
        (Decimal("1E-99"), Decimal("1E-99")),
        (Decimal("123456789012345678901234567890.1230"), Decimal("123456789012345678901234567890.123")),
        (Fraction(4, 2), 2),
        (Fraction(1, 8), Decimal("0.125")),
        (Fraction(-7, 20), Decimal("-0.35")),
        (Fraction(1, 3), Fraction(1, 3)),
        (10**MOST_DIGITS - 1, 10**MOST_DIGITS - 1),
        ("中😀", "中😀"),
    ],
)
def test_python_objects_are_brought_into_the_one_form(value: object, expected: object) -> None:
    assert same(from_python(value), expected)


def test_the_result_shares_nothing_that_could_be_changed_later() -> None:
    inner = [1]
    given_facts = {"a": inner, "b": inner}
    taken = from_python(given_facts)
    inner.append(2)
    assert taken == {"a": [1], "b": [1]}


def test_all_faults_of_python_objects_are_told_at_once_with_their_pointers() -> None:
    value = {
        "float": 0.5,
        "nan": [math.nan, Decimal("NaN"), Decimal("-Infinity"), Decimal("sNaN")],
        "date": date(2024, 3, 31),
        "a/b~": {"set": {1}, "bytes": b"x", 7: 1, None: 2},
        "long": [10**MOST_DIGITS, -(10**100_000), Decimal("1e999999"), Decimal("1e-400"), Fraction(1, 10**200)],
        "ends late": Fraction(1, 2**200),
        "half": ["\ud800"],
        "key\udc00": 1,
    }
    assert python_faults(value) == [
        ("DEM507", "/float"),
        ("DEM507", "/nan/0"),
        ("DEM503", "/nan/1"),
        ("DEM503", "/nan/2"),
        ("DEM503", "/nan/3"),
        ("DEM508", "/date"),
        ("DEM508", "/a~1b~0/set"),
        ("DEM508", "/a~1b~0/bytes"),
        ("DEM508", "/a~1b~0"),
        ("DEM508", "/a~1b~0"),
        *(("DEM504", f"/long/{index}") for index in range(5)),
        ("DEM504", "/ends late"),
        ("DEM501", "/half/0"),
        ("DEM501", ""),
    ]


def test_a_foreign_object_is_named_and_what_to_give_instead() -> None:
    with pytest.raises(FactsError) as caught:
        from_python({"on": date(2024, 3, 31)})
    (fault,) = caught.value.diagnostics
    assert fault.message == "datetime.date(2024, 3, 31) is of the Python type date, which JSON does not have"
    assert fault.help == 'give "2024-03-31"'


def test_an_object_whose_repr_fails_is_refused_all_the_same() -> None:
    class Sulky:
        def __repr__(self) -> str:
            raise RuntimeError

    assert python_faults([Sulky(), 1j]) == [("DEM508", "/0"), ("DEM508", "/1")]


def test_a_python_object_is_taken_to_the_bound_of_depth_and_refused_beyond() -> None:
    value: object = 1
    for _ in range(MOST_DEPTH):
        value = [value]
    assert from_python(value) == value
    assert python_faults([value]) == [("DEM505", "/0" * MOST_DEPTH)]
    # met a second time, deeper down
    assert python_faults({"a": {"b": value}, "c": value})[0][0] == "DEM505"
    low: list[object] = [1]
    for _ in range(MOST_DEPTH - 2):
        low = [low]
    assert from_python([low, [1]]) == [low, [1]]
    assert python_faults([low, [low]]) == [("DEM505", "/1/0")]


def test_an_object_that_contains_itself_is_refused() -> None:
    ring: dict[str, Any] = {"a": [1]}
    ring["a"].append(ring)
    ring["b"] = ring
    assert python_faults(ring) == [("DEM505", "/a/1"), ("DEM505", "/b")]


def test_an_object_met_again_and_again_is_taken_once() -> None:
    value: object = [1]
    for _ in range(MOST_DEPTH - 1):
        value = [value, value]  # written out, it would be without end
    taken: Any = from_python(value)
    for _ in range(MOST_DEPTH - 1):
        assert taken[0] is taken[1]
        taken = taken[0]
    assert taken == [1]


@given(dumped)
@LAW
def test_python_objects_from_the_standard_library_give_what_their_text_gives(text: str) -> None:
    assert same(from_python(json.loads(text, parse_float=Decimal)), read(text).value)


def test_every_error_is_one_of_the_library() -> None:
    with pytest.raises(DemeritError):
        from_python(object())
