"""Periods follow each other without gap or overlap; what is owed is told by the day in London."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from actions.indicator_period_names import period_named, read_span
from actions.indicator_periods import (
    Period,
    at,
    ended,
    nth,
    period_addressed,
    period_from,
    stale_since,
    until,
)
from actions.models import Frequency, Indicator
from councils.clock import today

DAY = datetime.timedelta(days=1)
JANUARY = datetime.date(2026, 1, 1)
date = datetime.date
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
frequencies = st.sampled_from(list(Frequency))


def measured(frequency: str = "monthly", first: datetime.date = JANUARY, **fields: object) -> Indicator:
    return Indicator(ref="I1", unit="percent", frequency=frequency, first_period_on=first, **fields)


@given(first=days, frequency=frequencies)
def test_over_24_months_every_day_is_in_exactly_one_period(first: date, frequency: str) -> None:
    periods = [nth(first, frequency, 0)]
    while periods[-1].ends_on < first + datetime.timedelta(days=731):
        periods.append(nth(first, frequency, len(periods)))
    assert periods[0].starts_on == first
    assert all(period.starts_on <= period.ends_on for period in periods)
    assert [after.starts_on - before.ends_on for before, after in pairwise(periods)] == [DAY] * (
        len(periods) - 1
    )


@given(first=days, frequency=frequencies, offset=st.integers(0, 3000))
def test_each_day_finds_the_period_that_holds_it(first: date, frequency: str, offset: int) -> None:
    day = first + offset * DAY
    found = at(first, frequency, day)
    assert found is not None
    assert found.starts_on <= day <= found.ends_on
    assert at(first, frequency, found.starts_on) == found == at(first, frequency, found.ends_on)
    assert at(first, frequency, first - DAY) is None


@pytest.mark.parametrize(
    ("frequency", "number", "lengths"),
    [
        ("weekly", 104, {7}),
        ("monthly", 24, {28, 30, 31}),
        ("quarterly", 8, {90, 91, 92}),
        ("half_yearly", 4, {182, 183}),
        ("yearly", 2, {365}),
    ],
)
def test_24_months_hold_the_right_number_of_periods(frequency: str, number: int, lengths: set[int]) -> None:
    indicator = measured(frequency, date(2025, 4, 1))
    over = ended(indicator, on=date(2027, 4, 1))
    assert len(over) == number
    assert {period.days for period in over} == lengths


def test_a_month_that_begins_on_the_31st_has_no_gap_in_february() -> None:
    names = [
        (p.starts_on.isoformat(), p.ends_on.isoformat())
        for p in (nth(date(2026, 1, 31), "monthly", n) for n in range(3))
    ]
    assert names == [("2026-01-31", "2026-02-27"), ("2026-02-28", "2026-03-30"), ("2026-03-31", "2026-04-29")]


@pytest.mark.parametrize(
    ("first", "last", "name", "short"),
    [
        (date(2026, 4, 1), date(2026, 4, 30), "April 2026", "Apr 2026"),
        (date(2026, 4, 1), date(2026, 6, 30), "April to June 2026", "Apr–Jun 2026"),
        (date(2026, 10, 1), date(2027, 3, 31), "October 2026 to March 2027", "Oct 2026–Mar 2027"),
        (date(2026, 4, 6), date(2026, 4, 12), "Week from 6 April 2026", "6 Apr 2026"),
        (date(2026, 4, 6), date(2026, 5, 5), "6 April to 5 May 2026", "6 Apr 2026"),
        (date(2026, 12, 6), date(2027, 1, 5), "6 December 2026 to 5 January 2027", "6 Dec 2026"),
    ],
)
def test_a_period_is_named_as_people_say_it(first: date, last: date, name: str, short: str) -> None:
    period = Period(first, last)
    assert (period.name, period.short) == (name, short)


@given(first=days, frequency=frequencies, number=st.integers(0, 60))
def test_a_period_is_found_again_by_its_names_and_its_address(
    first: date, frequency: str, number: int
) -> None:
    indicator = measured(frequency, first)
    period = nth(first, frequency, number)
    for name in (period.name, period.short):
        span = read_span(name)
        assert span is not None, name
        assert period_named(indicator, span) == period, name
    assert period_addressed(indicator, period.starts_on.isoformat()) == period


@pytest.mark.parametrize(
    ("heading", "first", "last"),
    [
        ("Apr 2026", "2026-04-01", "2026-04-30"),
        ("Apr-26", "2026-04-01", "2026-04-30"),
        ("Sept 2026", "2026-09-01", "2026-09-30"),
        ("2026-04", "2026-04-01", "2026-04-30"),
        ("2026-04-01", "2026-04-01", "2026-04-01"),
        ("2026-04-01 00:00:00", "2026-04-01", "2026-04-01"),
        ("01/04/2026", "2026-04-01", "2026-04-01"),
        ("1/4/26", "2026-04-01", "2026-04-01"),
        ("w/c 6 April 2026", "2026-04-06", "2026-04-06"),
        ("Week commencing 6th Apr 2026", "2026-04-06", "2026-04-06"),
        ("Q1 2026/27", "2026-04-01", "2026-06-30"),
        ("Q4 2026-27", "2027-01-01", "2027-03-31"),
        ("2026/27 Q3", "2026-10-01", "2026-12-31"),
        ("2026/27", "2026-04-01", "2027-03-31"),
        ("2026-27", "2026-04-01", "2027-03-31"),
        ("Apr-Jun 2026", "2026-04-01", "2026-06-30"),
    ],
)  # fmt: skip
def test_headings_of_spreadsheets_are_read(heading: str, first: str, last: str) -> None:
    span = read_span(heading)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "heading", ["", "Target", "Q1 2026", "2026", "31 February 2026", "13/13/2026", "2026/28", "Q5 2026/27", "Ma 2026", "April"]
)  # fmt: skip
def test_a_heading_that_is_no_period_is_not_guessed(heading: str) -> None:
    assert read_span(heading) is None


def test_a_quarter_is_no_period_of_a_monthly_indicator_but_a_month_is_in_a_quarter() -> None:
    quarter, month = read_span("Q1 2026/27"), read_span("May 2026")
    assert quarter and month
    assert period_named(measured("monthly"), quarter) is None
    assert period_named(measured("quarterly", date(2026, 4, 1)), month) == Period(
        date(2026, 4, 1), date(2026, 6, 30)
    )


def test_a_day_inside_a_period_is_not_its_address() -> None:
    indicator = measured()
    assert period_addressed(indicator, "2026-02-02") is None
    assert period_addressed(indicator, "2025-12-01") is None
    assert period_addressed(indicator, "now") is None
    assert period_from(indicator, date(2026, 2, 1)) == Period(date(2026, 2, 1), date(2026, 2, 28))


def test_a_period_is_over_when_its_last_day_is_over_in_london() -> None:
    """At half past eleven in the evening, Greenwich time, it is the next day in London in summer."""
    indicator = measured(first=date(2026, 6, 1))
    with time_machine.travel("2026-06-30T22:30:00+00:00", tick=False):
        assert ended(indicator, on=today()) == []
    with time_machine.travel("2026-06-30T23:30:00+00:00", tick=False):
        assert [period.name for period in ended(indicator, on=today())] == ["June 2026"]


@pytest.mark.parametrize(
    ("on", "newest", "owed"),
    [
        (date(2026, 2, 28), None, None),  # January may take as long as it lasted
        (date(2026, 3, 3), None, None),
        (date(2026, 3, 4), None, date(2026, 1, 31)),
        (date(2026, 3, 4), date(2026, 1, 1), None),
        (date(2026, 3, 28), date(2026, 1, 1), None),
        (date(2026, 3, 29), date(2026, 1, 1), date(2026, 2, 28)),
        (date(2026, 6, 15), date(2026, 5, 1), None),
    ],
)
def test_figures_are_stale_when_a_period_is_as_long_past_as_it_lasted(
    on: date, newest: date | None, owed: date | None
) -> None:
    assert stale_since(measured(), newest, on=on) == owed


def test_an_indicator_may_say_after_how_many_days_it_is_stale() -> None:
    quick = measured(stale_after=5)
    assert stale_since(quick, None, on=date(2026, 2, 5)) is None
    assert stale_since(quick, None, on=date(2026, 2, 6)) == date(2026, 1, 31)


def test_a_retired_indicator_is_never_stale() -> None:
    assert stale_since(measured(state="retired"), None, on=date(2026, 12, 1)) is None


def test_the_periods_of_a_trajectory_end_with_the_one_that_holds_the_last_day() -> None:
    found = until(measured(), date(2026, 3, 15), most=130)
    assert [period.name for period in found] == ["January 2026", "February 2026", "March 2026"]
    assert len(until(measured("weekly"), date(2040, 1, 1), most=130)) == 130
