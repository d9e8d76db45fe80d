"""Working days in England. Published bank holidays where there is a list, the standing rules for years beyond it."""

from __future__ import annotations

import datetime
from functools import cache

from dateutil.easter import easter
from dateutil.relativedelta import MO, relativedelta
from govuk_bank_holidays.bank_holidays import BankHolidays

ONE_DAY = datetime.timedelta(days=1)
SATURDAY = 5


@cache
def _published() -> dict[int, frozenset[datetime.date]]:
    """By year, from the list inside the library: nothing is fetched."""
    source = BankHolidays(use_cached_holidays=True)
    years: dict[int, set[datetime.date]] = {}
    for holiday in source.get_holidays(division=BankHolidays.ENGLAND_AND_WALES):
        years.setdefault(holiday["date"].year, set()).add(holiday["date"])
    return {year: frozenset(days) for year, days in years.items()}


@cache
def bank_holidays(year: int) -> frozenset[datetime.date]:
    return _published().get(year) or frozenset(standing_bank_holidays(year))


def standing_bank_holidays(year: int) -> set[datetime.date]:
    """Without one-off days (a jubilee, a coronation), which nobody can know before they are announced."""

    def monday(month: int, nth: int) -> datetime.date:
        first_or_last = 1 if nth > 0 else 31
        return datetime.date(year, month, 1) + relativedelta(day=first_or_last, weekday=MO(nth))

    sunday = easter(year)
    days = {sunday - 2 * ONE_DAY, sunday + ONE_DAY, monday(5, 1), monday(5, -1), monday(8, -1)}
    # At a weekend each of these moves to the next day that is neither weekend nor a holiday already.
    for month, day in ((1, 1), (12, 25), (12, 26)):
        date = datetime.date(year, month, day)
        if date.weekday() >= SATURDAY:
            date = date + relativedelta(weekday=MO)
        days.add(date if date not in days else date + ONE_DAY)
    return days


def is_working_day(date: datetime.date) -> bool:
    return date.weekday() < SATURDAY and date not in bank_holidays(date.year)


def next_working_day(date: datetime.date) -> datetime.date:
    """The date itself if it is one, else the next."""
    while not is_working_day(date):
        date += ONE_DAY
    return date


def working_days_before(date: datetime.date, days: int) -> datetime.date:
    """The working day that lies `days` working days before `date`: 5 before a Tuesday is the Tuesday before."""
    while days:
        date -= ONE_DAY
        days -= is_working_day(date)
    return date


def working_days_after(date: datetime.date, days: int) -> datetime.date:
    """The last day of "within `days` working days of" a date: the day itself is not counted, weekends and bank holidays
    are not either."""
    while days:
        date += ONE_DAY
        days -= is_working_day(date)
    return date
