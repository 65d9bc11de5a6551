"""Rounding and powers: what comes out is the number that is nearest, by a check that computes nothing the same way."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from demerit.evaluation.numbers import divide, floor_root, half_even, half_up, place, power
from demerit.evaluation.operators import formula
from tests.laws.profile import examples

NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12),
    st.fractions(max_denominator=10**6),
    st.integers(-1000, 1000).map(lambda n: Fraction(n, 20)),  # many that lie half-way
)
NATURALS = st.one_of(st.integers(0, 10**30), st.fractions(min_value=0, max_denominator=10**9))
STEPS = st.integers(0, 6).map(lambda places: Fraction(1, 10**places))


@examples(200)
@given(NUMBERS, STEPS)
def test_rounding_gives_the_multiple_that_is_meant(value: int | Fraction, step: Fraction) -> None:
    up = eval(formula("round_up", ["v", "s"], []), {"v": value, "s": step})
    down = eval(formula("round_down", ["v", "s"], []), {"v": value, "s": step})
    nearest, even = half_up(value, step), half_even(value, step)
    for rounded in (up, down, nearest, even):
        assert Fraction(rounded) % step == 0
    assert down <= value <= up
    assert up - down == (0 if Fraction(value) % step == 0 else step)
    assert {nearest, even} <= {up, down}
    middle = (Fraction(up) + Fraction(down)) / 2
    if up != down:
        assert nearest == (up if value >= middle else down)
        if value == middle:
            assert Fraction(even) / step % 2 == 0
        else:
            assert even == nearest


@examples(100)
@given(NATURALS, st.integers(1, 5), st.integers(2, 7), st.integers(1, 25))
def test_a_root_is_exact_or_the_nearest_of_its_digits(base: int | Fraction, p: int, q: int, digits: int) -> None:
    found = Fraction(power(base, Fraction(p, q), digits))
    degree = Fraction(p, q).denominator
    raised = Fraction(base) ** Fraction(p, q).numerator
    if found**degree == raised:
        return
    # The half steps to both sides of what was found hold the root between them.
    shown = f"{found.numerator * 10**200 // found.denominator}"
    unit = Fraction(10) ** (len(shown) - 200 - digits)
    assert found % unit == 0
    assert max(found - unit / 2, Fraction(0)) ** degree <= raised <= (found + unit / 2) ** degree


@examples(100)
@given(NATURALS, st.integers(1, 12))
def test_the_power_of_a_root_comes_back_exactly(base: int | Fraction, degree: int) -> None:
    assert power(Fraction(base) ** degree, Fraction(1, degree), 1) == base


@examples(100)
@given(st.integers(0, 10**60), st.integers(1, 9))
def test_the_whole_root_is_the_greatest_whose_power_fits(value: int, degree: int) -> None:
    root = floor_root(value, degree)
    assert root**degree <= value < (root + 1) ** degree


@examples(100)
@given(NUMBERS, st.integers(1, 10**9))
def test_dividing_and_multiplying_leaves_a_number_as_it_was(value: int | Fraction, divisor: int) -> None:
    quotient = divide(value, divisor)
    assert quotient * divisor == value
    assert isinstance(quotient, int) == (Fraction(value, divisor).denominator == 1)


@examples(100)
@given(st.integers(-20, 20), st.lists(st.integers(-15, 15), max_size=6, unique=True), st.data())
def test_a_number_is_found_in_the_first_band_that_reaches_it(value: int, ends: list[int], data: st.DataObject) -> None:
    bands = [(end, data.draw(st.booleans())) for end in sorted(ends)]
    found = place(value, bands)
    assert all(value > end or (value == end and is_open) for end, is_open in bands[:found])
    assert found == len(bands) or value < bands[found][0] or (value == bands[found][0] and not bands[found][1])
