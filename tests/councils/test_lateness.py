"""Lateness and dates in words."""

import datetime as dt

import pytest

from councils.lateness import age, count, is_overdue, lateness, long_date, moment, short_date

ON = dt.date(2026, 3, 14)


def day(offset: int) -> dt.date:
    return ON + dt.timedelta(days=offset)


@pytest.mark.parametrize(
    ("due", "done", "words", "overdue"),
    [
        (-6, None, "6 days overdue", True),
        (-1, None, "1 day overdue", True),
        (0, None, "due today", False),
        (1, None, "due tomorrow", False),
        (3, None, "due in 3 days", False),
        (-6, -2, "done 4 days late", False),
        (-6, -5, "done 1 day late", False),
        (-6, -6, "done on time", False),
        (5, 0, "done 5 days early", False),
    ],
)
def test_lateness_is_said_in_words_and_a_late_completion_stays_late(due, done, words, overdue):
    done_on = None if done is None else day(done)

    assert lateness(day(due), on=ON, done_on=done_on) == words
    assert is_overdue(day(due), on=ON, done_on=done_on) is overdue


def test_without_a_date_nothing_is_late():
    assert lateness(None, on=ON) == "no due date"
    assert is_overdue(None, on=ON) is False


def test_days_are_counted_across_the_change_of_clocks_and_a_leap_day():
    assert lateness(dt.date(2026, 3, 28), on=dt.date(2026, 3, 30)) == "2 days overdue"
    assert lateness(dt.date(2028, 2, 28), on=dt.date(2028, 3, 1)) == "2 days overdue"


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (None, "never"),
        (day(0), "today"),
        (day(-1), "yesterday"),
        (day(-12), "12 days ago"),
        (day(1), "today"),
    ],
)
def test_age_of_the_last_update(then, words):
    assert age(then, on=ON) == words


def test_a_moment_belongs_to_its_day_in_london():
    late_evening = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)  # half past midnight on 2 July in London

    assert long_date(late_evening) == "2 July 2026"
    assert moment(late_evening) == "2 July 2026 at 12:30am"
    assert age(late_evening, on=dt.date(2026, 7, 2)) == "today"
    assert moment(dt.datetime(2026, 1, 5, 15, 5, tzinfo=dt.UTC)) == "5 January 2026 at 3:05pm"


def test_dates_as_people_read_them():
    assert long_date(ON) == "14 March 2026"
    assert short_date(dt.date(2026, 9, 1)) == "1 Sep 2026"
    assert [long_date(None), short_date(None), moment(None)] == ["", "", ""]


def test_counting():
    assert [count(0, "day"), count(1, "day"), count(2, "day")] == ["0 days", "1 day", "2 days"]
    assert count(3, "of our councils", "councils") == "3 councils"
