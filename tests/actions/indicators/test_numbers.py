"""Numbers as people type them: read, or refused in a sentence; never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.indicator_numbers import Unreadable, as_typed, is_nothing, read_number, read_parts

D = Decimal


@given(st.decimals(-10_000_000, 10_000_000, places=4))
def test_what_is_shown_for_typing_is_read_as_the_same_number(number: Decimal) -> None:
    assert read_number(as_typed(number), "number") == number
    assert read_number(f"{number:,.4f}", "number") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("62.6", "62.6"), (" 62.6 ", "62.6"), ("62.6%", "62.6"), ("62.6 %", "62.6"), ("1,234.5", "1234.5"), ("1 234.5", "1234.5"),
        ("1\u00a0234", "1234"), ("−3", "-3"), ("+3", "3"), (".5", "0.5"), ("7.", "7"), ("0.33333333", "0.3333"),
    ],
)  # fmt: skip
def test_numbers_of_spreadsheets_are_read(text: str, number: str) -> None:
    assert read_number(text, "percent") == D(number)


@pytest.mark.parametrize(
    "text", ["", " ", "n/a", "N/A", "#N/A", "-", "–", "—", "..", "Not available", "\u00a0"]
)
def test_the_ways_of_saying_that_there_is_no_figure(text: str) -> None:
    assert is_nothing(text)
    assert read_number(text, "percent") is None


@pytest.mark.parametrize(
    ("text", "unit", "why"),
    [
        ("=SUM(A1:A3)", "number", "is a formula"),
        ("@SUM(1)", "number", "is a formula"),
        ("#REF!", "number", "is an error of the spreadsheet"),
        ("#DIV/0!", "number", "is an error of the spreadsheet"),
        ("62%", "days", "is a percentage"),
        ("1,5", "number", "has a comma that does not part thousands"),
        ("12,34,567", "number", "is not a number"),
        ("about 60", "number", "is not a number"),
        ("60-70", "number", "is not a number"),
        ("1e5", "number", "is not a number"),
        ("٣", "number", "is not a number"),
        ("£5", "number", "is not a number"),
        ("99999999999", "number", "is too large a number"),
    ],
)
def test_what_is_no_number_is_refused_in_words(text: str, unit: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why) as refused:
        read_number(text, unit)
    assert str(refused.value).startswith(why)


@pytest.mark.parametrize(
    ("text", "parts"), [("45/60", (45, 60)), ("45 / 60", (45, 60)), ("1,045 of 1,200", (1045, 1200))]
)
def test_numerator_and_denominator_are_read_together(text: str, parts: tuple[int, int]) -> None:
    assert read_parts(text) == tuple(map(D, parts))


@pytest.mark.parametrize("text", ["75", "75%", "45/", "/60", "45/n/a", "=45/60", "five of six"])
def test_half_a_fraction_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_parts(text)
    assert read_parts("n/a") is None
