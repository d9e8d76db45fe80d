"""Lateness in words and dates as people read them. Computed from dates, never typed by anybody.

No clock in here: whoever calls says what day it is.
"""

import datetime as dt
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def lateness(due_on: dt.date | None, *, on: dt.date, done_on: dt.date | None = None) -> str:
    """ "6 days overdue", "due today", "due in 3 days", "done 4 days late"; a late completion stays visible as late."""
    if due_on is None:
        return "no due date"
    if done_on is not None:
        days = (done_on - due_on).days
        if days == 0:
            return "done on time"
        return f"done {count(days, 'day')} late" if days > 0 else f"done {count(-days, 'day')} early"
    days = (on - due_on).days
    if days > 0:
        return f"{count(days, 'day')} overdue"
    if days == 0:
        return "due today"
    return "due tomorrow" if days == -1 else f"due in {-days} days"


def is_overdue(due_on: dt.date | None, *, on: dt.date, done_on: dt.date | None = None) -> bool:
    """Open and past its date. An action that was finished late is late, not overdue."""
    return due_on is not None and done_on is None and on > due_on


def age(then: dt.date | dt.datetime | None, *, on: dt.date) -> str:
    """How long ago something was last touched: "today", "yesterday", "12 days ago", "never"."""
    if then is None:
        return "never"
    day = london_date(then) if isinstance(then, dt.datetime) else then
    days = (on - day).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 day", "3 days", "1 council", "2 councils"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def london_date(moment: dt.datetime) -> dt.date:
    return moment.astimezone(LONDON).date()


def long_date(value: dt.date | dt.datetime | None) -> str:
    """ "14 March 2026". A moment is shown as its day in London. No date gives no text."""
    if value is None:
        return ""
    day = london_date(value) if isinstance(value, dt.datetime) else value
    return f"{day.day} {day:%B %Y}"


def short_date(value: dt.date | dt.datetime | None) -> str:
    """ "14 Mar 2026": for narrow columns only."""
    if value is None:
        return ""
    day = london_date(value) if isinstance(value, dt.datetime) else value
    return f"{day.day} {day:%b %Y}"


def moment(value: dt.datetime | None) -> str:
    """ "14 March 2026 at 3:05pm", in London time."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    hour = local.hour % 12 or 12
    return f"{long_date(value)} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
