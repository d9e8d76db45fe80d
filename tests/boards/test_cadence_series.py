"""Issue 5, must show 3: 10,000 random series against an oracle that knows nothing of `boards.cadence`: it walks the
calendar day by day, with its own count of weeks, months and weekdays."""

from __future__ import annotations

import calendar
import datetime
import itertools
import random
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo

from boards import cadence
from boards.cadence import Rule
from councils.working_days import bank_holidays

DATE = datetime.date
DAY = datetime.timedelta(days=1)
SERIES = 10_000
WEEKS = {"P4W": 4, "P6W": 6, "P8W": 8}
MONTHS = {"P1M": 1, "P3M": 3}
EVERY = sorted({**WEEKS, **MONTHS})


@cache
def is_open(day: DATE) -> bool:
    return day.weekday() < calendar.SATURDAY and day not in bank_holidays(day.year)


@cache
def last_day(start: DATE, every: str) -> DATE:
    """The last day on which a meeting after `start` is in time: the period and a week, two weeks where months count."""
    if every in WEEKS:
        return start + 7 * (WEEKS[every] + 1) * DAY
    year, month = divmod(start.year * 12 + start.month - 1 + MONTHS[every], 12)
    return DATE(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])) + 14 * DAY


def may_wait(last: DATE, day: DATE, first: str, changes: list[tuple[DATE, str]]) -> bool:
    """Whether the board may still be waiting on `day` for the meeting after `last`: day by day, with the rule of each day.
    A rule that begins while there is time left may give more of it; none takes time away that was given."""
    held = [every for from_on, every in changes if from_on <= last]
    until, today = last_day(last, held[-1] if held else first), last
    while today < day:
        today += DAY
        if today > until:
            return False
        for from_on, every in changes:
            if from_on == today:
                until = max(until, last_day(last, every))
    return True


def series(dice: random.Random) -> tuple[DATE, str, list[tuple[DATE, str]]]:
    """A first meeting, the notice's cadence, and up to three changes: asked for on a day, answered before or after it,
    sometimes refused. One that is refused changes nothing, and consent does not reach back."""
    first_on = DATE.fromordinal(dice.randint(DATE(2012, 1, 2).toordinal(), DATE(2031, 6, 1).toordinal()))
    while not is_open(first_on):
        first_on += DAY
    changes: list[tuple[DATE, str]] = []
    asked = first_on
    for _ in range(dice.choice((0, 0, 1, 1, 2, 3))):
        asked += dice.randint(10, 120) * DAY
        answered = asked + dice.randint(-9, 30) * DAY
        if dice.random() < 0.75:
            asked = max(asked, answered)
            changes.append((asked, dice.choice(EVERY)))
    return first_on, dice.choice(EVERY), changes


def held(dice: random.Random, planned: list[DATE]) -> list[DATE]:
    """What became of the plan: some cancelled, some moved by days."""
    found = [day for day in planned if dice.random() > 0.12]
    return sorted({day + dice.choice((0, 0, 0, 0, 1, 3, 7, 9, -2)) * DAY for day in found})


def all_series() -> Iterator[tuple[random.Random, DATE, str, list[tuple[DATE, str]]]]:
    dice = random.Random(20261122)
    for _ in range(SERIES):
        yield (dice, *series(dice))


def test_the_gap_flag_is_right_in_ten_thousand_random_series() -> None:
    pairs = gaps = 0
    for dice, first_on, first, changes in all_series():
        rules = [Rule(DATE.min, first), *(Rule(from_on, every) for from_on, every in changes)]
        planned = list(cadence.meeting_dates(first_on, rules, until=first_on + 240 * DAY))
        assert all(map(is_open, planned)), (first_on, rules)
        for earlier, later in itertools.pairwise(planned):
            assert earlier < later and may_wait(earlier, later, first, changes), (earlier, later, rules)
        for earlier, later in itertools.pairwise(held(dice, planned)):
            pairs += 1
            wanted = not may_wait(earlier, later, first, changes)
            gaps += wanted
            assert cadence.is_gap(earlier, later, rules) == wanted, (earlier, later, rules)
    assert pairs > 3 * SERIES
    assert 0.05 < gaps / pairs < 0.5  # the question was really asked


def test_every_period_of_weeks_is_exact_and_of_months_keeps_its_weekday() -> None:
    """The rule's own days, before one moves off a holiday: 28 days for 4 weeks; the same weekday of the same place in the
    month, a fifth one being the last."""
    dice = random.Random(7)
    for _ in range(1000):
        first_on, every, _changes = series(dice)
        days = list(cadence.meeting_dates(first_on, every, until=first_on + 500 * DAY))
        place = (first_on.day - 1) // 7
        for number, day in enumerate(days):
            if every in WEEKS:
                own = first_on + number * 7 * WEEKS[every] * DAY
            else:
                year, month = divmod(first_on.year * 12 + first_on.month - 1 + number * MONTHS[every], 12)
                rows = [week[first_on.weekday()] for week in calendar.monthcalendar(year, month + 1)]
                own = DATE(year, month + 1, [row for row in rows if row][min(place, 4) if place < 4 else -1])
            while not is_open(own):
                own += DAY
            assert day == own, (first_on, every, number)


def test_a_change_of_the_clocks_moves_no_meeting() -> None:
    """A day is a day: every 4 weeks over the last Sunday of March and of October is the same weekday at the same hour."""
    london, hour = ZoneInfo("Europe/London"), datetime.time(10)
    for first_on in (DATE(2026, 3, 17), DATE(2026, 10, 13)):
        before, after = list(cadence.meeting_dates(first_on, "P4W", until=first_on + 28 * DAY))
        moments = [datetime.datetime.combine(day, hour, tzinfo=london) for day in (before, after)]
        assert moments[0].utcoffset() != moments[1].utcoffset()  # the clocks changed in between
        assert (after - before, moments[1].time()) == (28 * DAY, hour)
