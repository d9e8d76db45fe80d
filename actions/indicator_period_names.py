"""Names of periods as column headings write them, and the days that they mean."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from councils.forms import month_number
from councils.lateness import long_date

from .indicator_numbers import squeezed
from .indicator_periods import Period, period_of
from .models import Indicator
from .models.indicator import Frequency

_DAY = datetime.timedelta(days=1)
_LEAD = re.compile(
    r"^(?:week|w/?c|w/?b)?\s*(?:from|commencing|beginning|starting|of)?\s*", re.IGNORECASE | re.ASCII
)
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[ T]00:00(?::00)?)?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})", re.ASCII)
_MONTH = re.compile(r"([A-Za-z]{3,9})\.?,?[ \-/']*(\d{4}|\d{2})", re.ASCII)
_DATE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([A-Za-z]{3,9})\.?,?[ \-]*(\d{4}|\d{2})", re.ASCII)
_QUARTER = re.compile(r"Q([1-4])[ \-,]*(\d{4}|\d{2})[/\-–](\d{4}|\d{2})", re.IGNORECASE | re.ASCII)
_QUARTER_LAST = re.compile(r"(\d{4}|\d{2})[/\-–](\d{4}|\d{2})[ \-,]*Q([1-4])", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"(\d{4})[/\-–](\d{4}|\d{2})", re.ASCII)
_MONTHS = re.compile(
    r"([A-Za-z]{3,9})\.?(?: (\d{4}))?\s*(?:to|-|–|—)\s*([A-Za-z]{3,9})\.?,? (\d{4})", re.IGNORECASE | re.ASCII
)
_DATES = re.compile(
    r"(\d{1,2}) ([A-Za-z]{3,9})(?: (\d{4}))? (?:to|-|–) (\d{1,2}) ([A-Za-z]{3,9}) (\d{4})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Span:
    """Both days belong to it."""

    first: datetime.date
    last: datetime.date


def read_span(text: str) -> Span | None:
    """ "Apr 2026", "Apr-26", "2026-04", "1/4/2026", "Q1 2026/27" (from April), "2026/27", "April to June 2026", "w/c 6
    April 2026"; days before months. None for anything else."""
    words = squeezed(text)
    for read in (_months, _dates, _quarter, _iso, _year):
        try:
            if (found := read(words)) is not None:
                return found
        except ValueError:  # a date that is not one, such as 31 February
            return None
    words = _LEAD.sub("", words)
    try:
        return _date(words) or _month(words)
    except ValueError:
        return None


def period_named(indicator: Indicator, span: Span) -> Period | None:
    """The indicator's period that this is: the same days, or a month or day inside it."""
    period = period_of(indicator, span.first)
    return period if period is not None and span.last <= period.ends_on else None


def why_no_period(indicator: Indicator, heading: str, span: Span) -> str:
    if span.first < indicator.first_period_on:
        return f"{heading} is before {indicator.ref} was measured, from {long_date(indicator.first_period_on)} on"
    rhythm = Frequency(indicator.frequency).label.lower()
    return f"“{heading}” is not one period of {indicator.ref}, which is measured {rhythm}"


def _whole_month(year: int, month: int) -> Span:
    first = datetime.date(year, month, 1)
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    return Span(first, after - _DAY)


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _iso(words: str) -> Span | None:
    match = _ISO.fullmatch(words)
    if match is None or not 1 <= int(match[2]) <= 12:
        return None
    if match[3] is None:
        return _whole_month(int(match[1]), int(match[2]))
    day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
    return _from_a_date(day)


def _from_a_date(day: datetime.date) -> Span:
    """A spreadsheet writes a month as its first day."""
    return Span(day, day)


def _date(words: str) -> Span | None:
    if match := _NUMBERS.fullmatch(words):
        return _from_a_date(datetime.date(_full(match[3]), int(match[2]), int(match[1])))
    if match := _DATE.fullmatch(words):
        month = month_number(match[2])
        return (month and _from_a_date(datetime.date(_full(match[3]), month, int(match[1])))) or None
    return None


def _month(words: str) -> Span | None:
    match = _MONTH.fullmatch(words)
    month = month_number(match[1]) if match else None
    return _whole_month(_full(match[2]), month) if match and month else None


def _months(words: str) -> Span | None:
    match = _MONTHS.fullmatch(words)
    if match is None:
        return None
    start, end = month_number(match[1]), month_number(match[3])
    if not start or not end:
        return None
    first = _whole_month(int(match[2] or match[4]), start)
    return Span(first.first, _whole_month(int(match[4]), end).last)


def _dates(words: str) -> Span | None:
    match = _DATES.fullmatch(words)
    if match is None:
        return None
    start, end = month_number(match[2]), month_number(match[5])
    if not start or not end:
        return None
    first = datetime.date(int(match[3] or match[6]), start, int(match[1]))
    return Span(first, datetime.date(int(match[6]), end, int(match[4])))


def _quarter(words: str) -> Span | None:
    """Quarters of a financial year, which begins in April. "Q1 2026" alone could be either kind of year: not read."""
    if match := _QUARTER.fullmatch(words):
        number, start, end = int(match[1]), _full(match[2]), match[3]
    elif match := _QUARTER_LAST.fullmatch(words):
        number, start, end = int(match[3]), _full(match[1]), match[2]
    else:
        return None
    if int(end) % 100 != (start + 1) % 100:
        return None
    month = 3 * number + 1
    year = start + (month > 12)
    month = (month - 1) % 12 + 1
    return Span(datetime.date(year, month, 1), _whole_month(year, month + 2).last)


def _year(words: str) -> Span | None:
    match = _YEAR.fullmatch(words)
    if match is None or int(match[2]) % 100 != (int(match[1]) + 1) % 100:
        return None
    if "-" in words and len(match[2]) == 2 and 1 <= int(match[2]) <= 12:
        return None  # 2011-12 is a month
    return Span(datetime.date(int(match[1]), 4, 1), datetime.date(int(match[1]) + 1, 3, 31))
