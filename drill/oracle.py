"""When an action's reminders must come, worked out anew from the sentences of reminders/rules.py and the published bank
holidays; none of the product's code has a part in it.

Each rule has one day on which it becomes the current one. What is told of before falls on a working day: its own day, else
the last one before. What is overdue is asked for again on a working day too: its own day, else the next one after.
"""

from __future__ import annotations

import datetime
from functools import cache

DAY = datetime.timedelta(days=1)
LEADS, EVERY, WEEKS = (14, 7, 1), 7, 10
YEARS = range(2026, 2030)
# England, as gov.uk publishes them (and for the years that it has not yet, by the same Acts).
_PUBLISHED = """
    2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
    2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
    2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26
    2029-01-01 2029-03-30 2029-04-02 2029-05-07 2029-05-28 2029-08-27 2029-12-25 2029-12-26
"""
BANK_HOLIDAYS = frozenset(map(datetime.date.fromisoformat, _PUBLISHED.split()))


def current_rule(due_on: datetime.date, *, on: datetime.date) -> str | None:
    """The rule that became the current one last."""
    reached = [rule for day, rule in _turns(due_on) if day <= on]
    return reached[-1] if reached else None


@cache
def _turns(due_on: datetime.date) -> list[tuple[datetime.date, str]]:
    """In their order; two that fall on one day are told as the later of them."""
    before = [(_working_day(due_on - lead * DAY, -DAY), f"before_{lead}") for lead in LEADS]
    after = [
        (_working_day(due_on + n * EVERY * DAY, DAY), f"overdue_{n * EVERY}") for n in range(1, WEEKS + 1)
    ]
    return [*before, (_working_day(due_on, -DAY), "on_day"), *after]


def _working_day(day: datetime.date, step: datetime.timedelta) -> datetime.date:
    """The day itself, else the next one in that direction."""
    if day.year not in YEARS:
        raise ValueError(f"The bank holidays of {day.year} are not known here.")
    while day.isoweekday() > 5 or day in BANK_HOLIDAYS:
        day += step
    return day
