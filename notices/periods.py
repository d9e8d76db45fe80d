"""Spans of time as notices state them ("within one month", "every 4 weeks"), written as ISO 8601 periods.

The month-end rule: months are counted on the calendar, and a day that the month does not have becomes its last day.
31 January + 1 month = 28 February (29 in a leap year); 30 November + 3 months = 28 February. Each date is counted
from the starting day itself, never from the date before it, so 31 January, 28 February, 31 March, 30 April.
Weeks and days are exact. Two periods are never added in a row where one can be counted.

Working days have no ISO 8601 form: the reader writes "10 working days" as P10D and keeps the words, which `counted` looks
at. The day counted from is not itself counted.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from dateutil.relativedelta import relativedelta

from councils.working_days import working_days_after

_PERIOD = re.compile(r"P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")
_WORKING = re.compile(r"\b(?:working|business)[ -]days?\b", re.I)
_UNITS = ("year", "month", "week", "day")


def parse(period: str) -> relativedelta:
    """P1M, P4W, P18M, P1Y6M, P10D. Raises ValueError for anything else."""
    return relativedelta(**{f"{unit}s": number for unit, number in _parts(period)})  # type: ignore[arg-type]


def is_period(text: str | None) -> bool:
    return bool(text and _PERIOD.fullmatch(text))


def after(start: datetime.date, period: str, times: int = 1) -> datetime.date:
    """The day that lies `times` periods after `start`."""
    return start + parse(period) * times


def counted(start: datetime.date, period: str, *, words: str = "") -> datetime.date:
    """The last day of a period from `start`; in working days where the words of the instrument say so."""
    days = dict(_parts(period))
    if _WORKING.search(words) and set(days) == {"day"}:
        return working_days_after(start, days["day"])
    return after(start, period)


def series(start: datetime.date, every: str, *, until: datetime.date) -> Iterator[datetime.date]:
    """The days one, two, three … periods after `start`, as long as they are not after `until`."""
    times = 1
    while (day := after(start, every, times)) <= until and day > start:
        yield day
        times += 1


def in_words(period: str) -> str:
    """ "1 month", "4 weeks", "18 months", "1 year and 6 months"."""
    if not is_period(period):
        return period
    return " and ".join(f"{number} {unit if number == 1 else unit + 's'}" for unit, number in _parts(period))


def every_in_words(period: str) -> str:
    """ "every month", "every 4 weeks"."""
    return f"every {in_words(period).removeprefix('1 ')}"


def _parts(period: str) -> list[tuple[str, int]]:
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"“{period}” is not an ISO 8601 period such as P1M or P4W.")
    return [(unit, int(number)) for unit, number in zip(_UNITS, match.groups(), strict=True) if number]
