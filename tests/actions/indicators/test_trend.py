"""On target, how far away, better or worse: by the direction that is better, without contradiction."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from actions.indicator_periods import nth
from actions.indicator_trend import (
    Wanted,
    computed,
    figure,
    gap,
    gap_in_words,
    outcome,
    tolerance_in_words,
    travel,
    wanted,
    wanted_in,
    wanted_in_words,
)
from actions.models import Direction, Indicator, TrajectoryPoint, Unit

D = Decimal
numbers = st.decimals(-1000, 1000, places=2)
tolerances = st.decimals(0, 50, places=2)
RANK = {"on_target": 0, "within_tolerance": 1, "off_target": 2}


@given(a=numbers, b=numbers, target=numbers, tolerance=tolerances)
def test_a_better_value_never_has_a_worse_status(
    a: Decimal, b: Decimal, target: Decimal, tolerance: Decimal
) -> None:
    low, high = sorted((a, b))
    up, down = wanted("higher", target), wanted("lower", target)
    assert RANK[outcome(high, up, tolerance)] <= RANK[outcome(low, up, tolerance)]
    assert RANK[outcome(low, down, tolerance)] <= RANK[outcome(high, down, tolerance)]
    assert gap(high, up) <= gap(low, up)
    assert gap(low, down) <= gap(high, down)


@given(value=numbers, before=numbers, target=numbers, tolerance=tolerances)
def test_lower_is_better_is_the_mirror_of_higher_is_better(
    value: Decimal, before: Decimal, target: Decimal, tolerance: Decimal
) -> None:
    up, down = wanted("higher", target), wanted("lower", -target)
    assert outcome(value, up, tolerance) == outcome(-value, down, tolerance)
    assert gap(value, up) == gap(-value, down)
    assert travel(before, value, "higher", up) == travel(-before, -value, "lower", down)


@given(value=numbers, a=numbers, b=numbers, tolerance=tolerances)
def test_a_range_asks_no_more_and_no_less_than_its_two_ends(
    value: Decimal, a: Decimal, b: Decimal, tolerance: Decimal
) -> None:
    low, high = sorted((a, b))
    inside = wanted("within", low, high)
    assert gap(value, inside) == max(gap(value, wanted("higher", low)), gap(value, wanted("lower", high)))
    assert (outcome(value, inside, tolerance) == "on_target") == (low <= value <= high)


@given(before=numbers, now=numbers, direction=st.sampled_from(list(Direction)), target=numbers)
def test_there_and_back_again_is_better_once_and_worse_once(
    before: Decimal, now: Decimal, direction: str, target: Decimal
) -> None:
    to = wanted(direction, target, target if direction == "within" else None)
    there, back = travel(before, now, direction, to), travel(now, before, direction, to)
    opposite = {"improving": "worsening", "worsening": "improving", "unchanged": "unchanged"}
    assert back == opposite[there]


@given(
    value=numbers,
    target=numbers,
    tolerance=tolerances,
    unit=st.sampled_from([u for u in Unit if u != "text"]),
)
def test_the_words_agree_with_the_status(
    value: Decimal, target: Decimal, tolerance: Decimal, unit: str
) -> None:
    for direction, side in (("higher", "below target"), ("lower", "above target")):
        to = wanted(direction, target)
        words = gap_in_words(value, to, unit)
        if outcome(value, to, tolerance) == "on_target":
            assert words == "on target"
        else:
            assert words.endswith(side)
            assert not words.startswith("0 ")


@pytest.mark.parametrize(
    ("value", "to", "unit", "words"),
    [
        ("72.6", Wanted(D(85), None), "percent", "12.4 points below target"),
        ("84", Wanted(D(85), None), "percent", "1 point below target"),
        ("84.9996", Wanted(D(85), None), "percent", "less than 0.1 points below target"),
        ("85", Wanted(D(85), None), "percent", "on target"),
        ("48", Wanted(None, D(45)), "days", "3 days above target"),
        ("46", Wanted(None, D(45)), "days", "1 day above target"),
        ("52.3", Wanted(None, D(50)), "rate", "2.3 per 10,000 above target"),
        ("13.5", Wanted(D(14), D(17)), "number", "0.5 below the range"),
        ("19", Wanted(D(14), D(17)), "number", "2 above the range"),
        ("15", Wanted(D(14), D(17)), "number", "inside the range"),
    ],
)  # fmt: skip
def test_the_distance_is_said_in_the_unit_and_on_the_right_side(
    value: str, to: Wanted, unit: str, words: str
) -> None:
    assert gap_in_words(D(value), to, unit) == words


@pytest.mark.parametrize(
    ("value", "expected"),
    [("85", "on_target"), ("90", "on_target"), ("80", "within_tolerance"), ("79.9999", "off_target"), (None, "no_value")],
)  # fmt: skip
def test_a_gap_as_wide_as_the_tolerance_is_still_within_it(value: str | None, expected: str) -> None:
    assert outcome(D(value) if value else None, wanted("higher", D(85)), D(5)) == expected


def test_without_a_target_a_value_is_neither_good_nor_bad() -> None:
    assert outcome(D(1), None, D(0)) == "no_target"
    assert travel(None, D(1), "higher", None) == "unknown"
    assert travel(D(1), D(2), "within", None) == "unknown"


@given(denominator=st.integers(1, 10_000), part=st.integers(0, 10_000))
def test_a_percentage_of_parts_lies_between_0_and_100_and_rises_with_its_numerator(
    denominator: int, part: int
) -> None:
    assume(part < denominator)
    less, more = (computed("percent", D(n), D(denominator)) for n in (part, part + 1))
    assert D(0) <= less < more <= D(100)


def test_a_value_is_worked_out_by_its_unit() -> None:
    assert computed("percent", D(45), D(60)) == D("75.0000")
    assert computed("percent", D(1), D(3)) == D("33.3333")
    assert computed("rate", D(52), D(41_000)) == D("12.6829")
    assert computed("days", D(900), D(20)) == D("45")
    assert computed("number", D(328), D(20)) == D("16.4")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("62.6", "percent", "62.6%"), ("90.0000", "percent", "90%"), ("12.6829", "rate", "12.7 per 10,000"), ("1", "days", "1 day"),
        ("45", "days", "45 days"), ("16.4000", "number", "16.4"), ("1234.5", "number", "1,234.5"), ("0.125", "ratio", "0.13"),
        ("0", "percent", "0%"), ("-0.01", "percent", "0%"),
    ],
)  # fmt: skip
def test_a_figure_is_shown_with_its_unit_and_no_needless_noughts(value: str, unit: str, words: str) -> None:
    assert figure(D(value), unit) == words
    assert figure(None, unit) == ""


def test_what_is_wanted_is_said_as_people_say_it() -> None:
    assert wanted_in_words(wanted("higher", D("85.000")), "percent") == "at least 85%"
    assert wanted_in_words(wanted("lower", D(10)), "percent") == "at most 10%"
    assert wanted_in_words(wanted("within", D(14), D(17)), "number") == "14 to 17"
    assert wanted_in_words(wanted("within", D(4)), "days") == "4 days"
    assert wanted_in_words(None, "days") == ""
    assert tolerance_in_words(D("5.0000"), "percent") == "5 points"
    assert tolerance_in_words(D(0), "percent") == ""


def test_the_trajectory_holds_until_the_target_is_due() -> None:
    first = datetime.date(2026, 1, 1)
    indicator = Indicator(
        unit="percent", direction="higher", target=D(85), target_by=datetime.date(2026, 6, 30), frequency="monthly",
        first_period_on=first,
    )  # fmt: skip
    points = [
        TrajectoryPoint(period_on=datetime.date(2026, 4, 1), target=D(70)),
        TrajectoryPoint(period_on=datetime.date(2026, 2, 1), target=D(60)),
    ]
    lows = []
    for number in range(8):
        to = wanted_in(indicator, points, nth(first, "monthly", number))
        lows.append(to.low if to else None)
    assert lows == [None, 60, 60, 70, 70, 85, 85, 85]
    plain = wanted_in(indicator, [], nth(first, "monthly", 0))
    assert plain == Wanted(D(85), None)
