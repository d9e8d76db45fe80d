"""Deadline arithmetic against an independent oracle (bar B18): 10,000 random cases, no difference.

The oracle walks the calendar a day at a time and knows nothing but the length of a month (stdlib calendar) and the dates on
which England's bank holidays are published; the code under test computes. The month-end rule that both state: months are
counted on the calendar from the starting day itself, and a day that the month does not have becomes its last day
(31 January + 1 month = 28 February, 29 in a leap year; + 2 months = 31 March, not 28).
"""

from __future__ import annotations

import calendar
import datetime
import random
import time
from collections import Counter
from collections.abc import Callable
from functools import cache

from councils.working_days import bank_holidays
from notices import counting, periods
from notices.models import Deadline
from notices.reading.dates import parse_date
from reviews.skeleton import reviews_at

DATE = datetime.date
DAY = datetime.timedelta(days=1)
FIRST, LAST = DATE(2008, 1, 1), DATE(2040, 12, 31)
CASES = 10_000
SECONDS = 20


def walk(start: datetime.date, days: int) -> datetime.date:
    """So many days on, one by one."""
    for _ in range(days):
        start += DAY
    return start


def walk_months(start: datetime.date, months: int) -> datetime.date:
    """So many firsts of a month on, then forward to the same day of the month, but not out of it."""
    day = start
    while months:
        day += DAY
        months -= day.day == 1
    if day.day != 1:  # no month was wanted
        return start
    length = calendar.monthrange(day.year, day.month)[1]
    while day.day < min(start.day, length):
        day += DAY
    return day


@cache
def holidays(year: int) -> frozenset[datetime.date]:
    return frozenset(bank_holidays(year))


def walk_working_days(start: datetime.date, days: int) -> datetime.date:
    while days:
        start += DAY
        rests = start.weekday() in (calendar.SATURDAY, calendar.SUNDAY) or start in holidays(start.year)
        days -= not rests
    return start


def last_of_month(year: int, month: int) -> datetime.date:
    day = DATE(year, month, 28)
    while (day + DAY).month == month:
        day += DAY
    return day


def walk_period(start: datetime.date, number: int, unit: str) -> datetime.date:
    if unit in "DW":
        return walk(start, number * (7 if unit == "W" else 1))
    return walk_months(start, number * (12 if unit == "Y" else 1))


# -- the kinds of case: each gives what the code says and what the oracle says


def within(dice: random.Random, start: datetime.date) -> tuple[object, object]:
    unit = dice.choice("DWMMY")
    number = dice.randint(1, {"D": 90, "W": 30, "M": 36, "Y": 4}[unit])
    return periods.after(start, f"P{number}{unit}"), walk_period(start, number, unit)


def from_an_anchor(dice: random.Random, start: datetime.date) -> tuple[object, object]:
    """A relative deadline as it is frozen."""
    unit, number = dice.choice("DWM"), dice.randint(1, 24)
    deadline = Deadline(kind="relative", offset=f"P{number}{unit}", anchor="issue", span="within the period")
    return counting.due_on(deadline, start), walk_period(start, number, unit)


def working_days(dice: random.Random, start: datetime.date) -> tuple[object, object]:
    number = dice.randint(1, 30)
    words = dice.choice(
        ["within {} working days of the issue", "no later than {} business days after the offer"]
    )
    return periods.counted(start, f"P{number}D", words=words.format(number)), walk_working_days(start, number)


def nth_time(dice: random.Random, start: datetime.date) -> tuple[object, object]:
    """The Nth time of a recurring clause, counted from its anchor: walked in one go, so that no drift can hide."""
    every, unit, number = (
        *dice.choice([(1, "M"), (3, "M"), (4, "W"), (2, "W"), (6, "M"), (1, "Y")]),
        dice.randint(1, 30),
    )
    if every * number > 60 and unit == "M":
        number = 60 // every
    return periods.after(start, f"P{every}{unit}", number), walk_period(start, every * number, unit)


def usual_reviews(dice: random.Random, start: datetime.date) -> tuple[object, object]:
    """6, 12 and 18 months from the issue, where the instrument names no review."""
    found = [review.due_on for review in reviews_at({"reviews": []}, issued_on=start)]
    return found, [walk_months(start, months) for months in (6, 12, 18)]


def end_of_month(dice: random.Random, start: datetime.date) -> tuple[object, object]:
    words = dice.choice(["the end of {}", "{}", "end {}", "late {}"]).format(f"{start:%B %Y}")
    return _read(words), last_of_month(start.year, start.month)


def end_of_season(dice: random.Random, start: datetime.date) -> tuple[object, object]:
    """Spring ends with May, summer with August, autumn with November; a winter ends in the next year's February."""
    season = dice.choice(["spring", "summer", "autumn", "winter"])
    month = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}[season]
    year = start.year + (season == "winter")
    return _read(f"{season.capitalize()} {start.year}"), last_of_month(year, month)


def end_of_quarter(dice: random.Random, start: datetime.date) -> tuple[object, object]:
    number = dice.randint(1, 4)
    words = dice.choice([f"Q{number} {start.year}", f"the end of quarter {number} of {start.year}"])
    return _read(words), last_of_month(start.year, 3 * number)


def _read(words: str) -> datetime.date | None:
    found = parse_date(words)
    return found.date if found else None


KINDS: tuple[Callable[[random.Random, datetime.date], tuple[object, object]], ...] = (
    within, within, from_an_anchor, working_days, nth_time, usual_reviews, end_of_month, end_of_season, end_of_quarter,
)  # fmt: skip


def test_ten_thousand_random_deadlines_agree_with_a_walk_through_the_calendar() -> None:
    dice, began = random.Random(18), time.perf_counter()
    span = (LAST - FIRST).days
    different, tried = [], Counter[str]()
    for case in range(CASES):
        # one start in four is the end of a month, or the 29th of February: where arithmetic goes wrong
        start = FIRST + dice.randint(0, span) * DAY
        if case % 4 == 0:
            start = last_of_month(start.year, start.month)
        kind = KINDS[case % len(KINDS)]
        ours, theirs = kind(dice, start)
        tried[kind.__name__] += 1
        if ours != theirs:
            different.append((kind.__name__, start, ours, theirs))
    assert different == []
    assert tried.total() == CASES and min(tried.values()) >= 1_000
    assert time.perf_counter() - began < SECONDS


def test_the_oracle_is_not_the_code_under_another_name() -> None:
    """Known answers, worked out by hand on a wall calendar."""
    assert walk_months(DATE(2028, 1, 31), 1) == DATE(2028, 2, 29)
    assert walk_months(DATE(2027, 1, 31), 2) == DATE(2027, 3, 31)
    assert walk_months(DATE(2013, 1, 15), 18) == DATE(2014, 7, 15)
    assert walk_working_days(DATE(2026, 12, 24), 1) == DATE(
        2026, 12, 29
    )  # Christmas, a weekend, Boxing Day's Monday
    assert walk(DATE(2024, 2, 28), 2) == DATE(2024, 3, 1)
    assert last_of_month(2100, 2) == DATE(2100, 2, 28)
