"""Arithmetic of deadlines against an independent oracle (bar B18): month lengths counted by hand, days by ordinals."""

from __future__ import annotations

import datetime
import random

import pytest

from notices import periods

DATE = datetime.date
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def oracle(start: datetime.date, number: int, unit: str) -> datetime.date:
    """Without dateutil and without datetime's own arithmetic."""
    if unit in "DW":
        return DATE.fromordinal(start.toordinal() + number * (7 if unit == "W" else 1))
    months = start.year * 12 + (start.month - 1) + number * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = 29 if leap and month == 1 else LENGTHS[month]
    return DATE(year, month + 1, min(start.day, length))


def test_ten_thousand_random_deadlines_agree_with_the_oracle() -> None:
    dice = random.Random(2026)
    first, last = DATE(1996, 1, 1).toordinal(), DATE(2110, 12, 31).toordinal()
    units = {"D": 400, "W": 110, "M": 40, "Y": 5}
    different = []
    for _ in range(10_000):
        start, unit = DATE.fromordinal(dice.randint(first, last)), dice.choice("DWMMMY")
        number = dice.randint(1, units[unit])
        if periods.after(start, f"P{number}{unit}") != oracle(start, number, unit):
            different.append((start, number, unit))
    assert different == []


@pytest.mark.parametrize("every", ["P4W", "P1M", "P6M", "P3M"])
def test_a_series_counts_each_day_from_the_start_and_never_drifts(every: str) -> None:
    dice, number, unit = random.Random(every), int(every[1:-1]), every[-1]
    for _ in range(500):
        start = DATE.fromordinal(dice.randint(728_000, 760_000))
        until = oracle(start, 24, "M")
        days = list(periods.series(start, every, until=until))
        assert days == [oracle(start, number * n, unit) for n in range(1, len(days) + 1)]
        assert oracle(start, number * (len(days) + 1), unit) > until


@pytest.mark.parametrize(
    ("start", "period", "due"),
    [
        (DATE(2026, 1, 31), "P1M", DATE(2026, 2, 28)),
        (DATE(2028, 1, 31), "P1M", DATE(2028, 2, 29)),
        (DATE(2025, 11, 30), "P3M", DATE(2026, 2, 28)),
        (DATE(2028, 2, 29), "P1Y", DATE(2029, 2, 28)),
        (DATE(2013, 1, 15), "P18M", DATE(2014, 7, 15)),
        (DATE(2026, 3, 1), "P4W", DATE(2026, 3, 29)),
    ],
)
def test_the_month_end_rule(start: datetime.date, period: str, due: datetime.date) -> None:
    assert periods.after(start, period) == due


@pytest.mark.parametrize("text", ["", "P", "1M", "PM", "P1H", "PT5M", "P-1M", "P1.5M", "every month", None])
def test_what_is_no_period_is_refused(text: str | None) -> None:
    assert not periods.is_period(text)
    with pytest.raises((ValueError, TypeError)):
        periods.parse(text)  # type: ignore[arg-type]


def test_a_period_of_nothing_gives_an_empty_series() -> None:
    assert list(periods.series(DATE(2026, 1, 1), "P0D", until=DATE(2026, 12, 31))) == []


@pytest.mark.parametrize(
    ("period", "words"),
    [("P1M", "1 month"), ("P4W", "4 weeks"), ("P1Y6M", "1 year and 6 months"), ("monthly", "monthly")],
)
def test_periods_are_said_in_words(period: str, words: str) -> None:
    assert periods.in_words(period) == words


def test_every_one_of_a_unit_goes_without_the_number() -> None:
    assert [periods.every_in_words(p) for p in ("P1M", "P4W", "P12M")] == [
        "every month",
        "every 4 weeks",
        "every 12 months",
    ]
