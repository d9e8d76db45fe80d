"""When a board meets: dates from a cadence, and gaps that are longer than it allows. No rows, no clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from dateutil.relativedelta import relativedelta, weekday

from councils.working_days import next_working_day
from notices import periods

ONE_WEEK = datetime.timedelta(days=7)


def meeting_dates(first_on: datetime.date, every: str, *, until: datetime.date) -> Iterator[datetime.date]:
    """From the first day on, as long as the rule's own day is not after `until`.

    Weeks are exact: every 4 weeks is 28 days. Months keep the weekday rule of the first day: the second Tuesday stays
    the second Tuesday, a fifth one becomes the last. A day that is no working day moves to the next; the series does not.
    """
    for day in _rule_days(first_on, every, until=until):
        yield next_working_day(day)


def _rule_days(first_on: datetime.date, every: str, *, until: datetime.date) -> Iterator[datetime.date]:
    if first_on <= until:
        yield first_on
    if "M" not in every:
        yield from periods.series(first_on, every, until=until)
        return
    nth = (first_on.day - 1) // 7 + 1
    rule = (
        relativedelta(day=31, weekday=weekday(first_on.weekday(), -1))
        if nth == 5
        else relativedelta(day=1, weekday=weekday(first_on.weekday(), nth))
    )
    start = first_on.replace(day=1)
    for month in periods.series(start, every, until=until):
        if (day := month + rule) <= until:
            yield day


def slack(every: str) -> datetime.timedelta:
    """How far a meeting may slip before it counts as a gap: a week for bank holidays, and where months are counted by
    weekday a second one (the last Friday of February and of May are three months and nine days apart)."""
    return ONE_WEEK * (2 if "M" in every else 1)


def next_due_by(last: datetime.date, every: str) -> datetime.date:
    """The last day on which the next meeting still keeps the cadence."""
    return periods.after(last, every) + slack(every)


def is_gap(earlier: datetime.date, later: datetime.date, every: str) -> bool:
    return later > next_due_by(earlier, every)


def too_close(day: datetime.date, others: Sequence[datetime.date], every: str) -> bool:
    """Whether a meeting on `day` would be a second one within the cadence of a meeting that is there."""
    return any(periods.after(min(day, other), every) - slack(every) > max(day, other) for other in others)
