"""When a board meets: dates from a cadence, and gaps that are longer than it allows. No rows, no clock.

A cadence is a period (P4W), or a list of rules where it was changed: what holds from which day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta, weekday

from councils.working_days import next_working_day
from notices import periods

ONE_WEEK = datetime.timedelta(days=7)
LAST = 5  # a fifth weekday of a month is its last: not every month has five


@dataclass(frozen=True, order=True)
class Rule:
    """How often, from a day on."""

    from_on: datetime.date
    every: str


Cadence = str | Sequence[Rule]


def rules(cadence: Cadence) -> list[Rule]:
    """In order of time; the first holds from the beginning."""
    if isinstance(cadence, str):
        return [Rule(datetime.date.min, cadence)]
    first, *later = sorted(cadence, key=lambda rule: rule.from_on)
    return [Rule(datetime.date.min, first.every), *later]


def every_on(cadence: Cadence, day: datetime.date) -> str:
    """The period that holds on a day."""
    return [rule.every for rule in rules(cadence) if rule.from_on <= day][-1]


def meeting_dates(
    first_on: datetime.date, cadence: Cadence, *, until: datetime.date
) -> Iterator[datetime.date]:
    """From the first day on, as long as the rule's own day is not after `until`.

    Weeks are exact: every 4 weeks is 28 days. Months keep the weekday rule of the first day: the second Tuesday stays
    the second Tuesday, a fifth one becomes the last. A day that is no working day moves to the next; the series does not.
    """
    for day in _rule_days(first_on, rules(cadence), until=until):
        yield next_working_day(day)


def _rule_days(
    first_on: datetime.date, order: Sequence[Rule], *, until: datetime.date
) -> Iterator[datetime.date]:
    """A new rule counts from the last day before it, where that falls into its own time. Where it does not (the board
    is to meet more often, and the day has gone by), the day of the old rule stands and the new one counts from it."""
    every, nth = every_on(order, first_on), _nth(first_on)
    day, counted_from, times = first_on, first_on, 0
    while day <= until:
        yield day
        times += 1
        following = _step(counted_from, every, nth, times)
        for rule in order:
            if rule.every == every or not day < rule.from_on <= following:
                continue
            keeps_nth = "M" in every
            sooner = _step(day, rule.every, nth if keeps_nth else _nth(day), 1)
            counted_from, times, every = (day, 1, rule.every)
            if sooner < rule.from_on:
                counted_from, times = following, 0
            else:
                following = sooner
            nth = nth if keeps_nth else _nth(counted_from)
        day = following


def _nth(day: datetime.date) -> int:
    """Which of its weekday in the month: the 9th is in the second seven days."""
    return (day.day - 1) // 7 + 1


def _step(start: datetime.date, every: str, nth: int, times: int) -> datetime.date:
    if "M" not in every:
        return periods.after(start, every, times)
    place = (
        relativedelta(day=31, weekday=weekday(start.weekday(), -1))
        if nth == LAST
        else relativedelta(day=1, weekday=weekday(start.weekday(), nth))
    )
    return periods.after(start.replace(day=1), every, times) + place


def slack(every: str) -> datetime.timedelta:
    """How far a meeting may slip before it counts as a gap: a week for bank holidays, and where months are counted by
    weekday a second one (the last Friday of February and of May are three months and nine days apart)."""
    return ONE_WEEK * (2 if "M" in every else 1)


def next_due_by(last: datetime.date, cadence: Cadence) -> datetime.date:
    """The last day on which the next meeting still keeps the cadence: by the rule of the day of the last one, or by a
    longer one that began before that time was up. A shorter one binds from the first meeting in its own time."""
    order = rules(cadence)
    due = _due_by(last, every_on(order, last))
    for rule in order:
        if last < rule.from_on <= due:
            due = max(due, _due_by(last, rule.every))
    return due


def _due_by(last: datetime.date, every: str) -> datetime.date:
    return periods.after(last, every) + slack(every)


def is_gap(earlier: datetime.date, later: datetime.date, cadence: Cadence) -> bool:
    return later > next_due_by(earlier, cadence)


def too_close(day: datetime.date, others: Sequence[datetime.date], cadence: Cadence) -> bool:
    """Whether a meeting on `day` would be a second one within the cadence of a meeting that is there."""
    order = rules(cadence)
    return any(_are_close(min(day, other), max(day, other), order) for other in others)


def _are_close(earlier: datetime.date, later: datetime.date, order: Sequence[Rule]) -> bool:
    every = every_on(order, later)
    return periods.after(earlier, every) - slack(every) > later
