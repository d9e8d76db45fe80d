from __future__ import annotations

import datetime
import itertools
import random

import pytest

from boards import cadence
from councils.working_days import is_working_day

DATE = datetime.date


def days(first: datetime.date, every: str, until: datetime.date) -> list[datetime.date]:
    return list(cadence.meeting_dates(first, every, until=until))


def test_every_four_weeks_is_28_days() -> None:
    assert days(DATE(2026, 6, 2), "P4W", DATE(2026, 8, 25)) == [
        DATE(2026, 6, 2), DATE(2026, 6, 30), DATE(2026, 7, 28), DATE(2026, 8, 25),
    ]  # fmt: skip


def test_every_month_keeps_the_second_tuesday() -> None:
    assert days(DATE(2026, 1, 13), "P1M", DATE(2026, 5, 31)) == [
        DATE(2026, 1, 13), DATE(2026, 2, 10), DATE(2026, 3, 10), DATE(2026, 4, 14), DATE(2026, 5, 12),
    ]  # fmt: skip


def test_a_fifth_weekday_becomes_the_last_of_the_month() -> None:
    assert days(DATE(2026, 1, 29), "P1M", DATE(2026, 4, 30)) == [
        DATE(2026, 1, 29), DATE(2026, 2, 26), DATE(2026, 3, 26), DATE(2026, 4, 30),
    ]  # fmt: skip


def test_every_three_months_keeps_the_first_monday_and_moves_off_a_bank_holiday() -> None:
    assert days(DATE(2026, 2, 2), "P3M", DATE(2026, 12, 31)) == [
        DATE(2026, 2, 2), DATE(2026, 5, 5), DATE(2026, 8, 3), DATE(2026, 11, 2),
    ]  # fmt: skip


def test_a_meeting_that_moved_does_not_move_those_after_it() -> None:
    easter_monday = DATE(2026, 4, 6)
    assert days(easter_monday - datetime.timedelta(days=28), "P4W", DATE(2026, 5, 30)) == [
        DATE(2026, 3, 9), DATE(2026, 4, 7), DATE(2026, 5, 5),
    ]  # fmt: skip  # 4 May is the early May bank holiday


def test_the_rule_s_own_day_must_not_be_after_the_last_day() -> None:
    assert days(DATE(2026, 6, 2), "P4W", DATE(2026, 6, 29)) == [DATE(2026, 6, 2)]
    assert days(DATE(2026, 6, 2), "P4W", DATE(2026, 6, 1)) == []


@pytest.mark.parametrize("every", ["P4W", "P6W", "P1M", "P8W", "P3M"])
def test_any_series_is_of_working_days_without_gaps_or_doubles(every: str) -> None:
    dice = random.Random(every)
    for _ in range(400):
        first = DATE.fromordinal(dice.randint(734_700, 741_000))
        planned = days(first, every, first + datetime.timedelta(days=560))
        assert all(map(is_working_day, planned))
        for earlier, later in itertools.pairwise(planned):
            assert later > earlier
            assert not cadence.is_gap(earlier, later, every), (earlier, later)
            assert not cadence.too_close(later, [earlier], every), (earlier, later)


def test_six_weeks_between_meetings_is_a_gap_where_four_are_allowed() -> None:
    assert cadence.is_gap(DATE(2026, 6, 2), DATE(2026, 7, 14), "P4W")
    assert not cadence.is_gap(DATE(2026, 6, 2), DATE(2026, 7, 7), "P4W")
