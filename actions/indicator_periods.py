"""The periods that an indicator is measured in: one after the other from its first day, without gap or overlap.

Each period ends the day before the next begins, and each beginning is counted from the first one (notices.periods), so
that a first period of 31 January is followed by 28 February and 31 March. Dates are days in London; no clock in here.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from councils.lateness import long_date, short_date
from notices.periods import after

from .models.indicator import Frequency, Indicator

STEP = {
    Frequency.WEEKLY: "P1W",
    Frequency.MONTHLY: "P1M",
    Frequency.QUARTERLY: "P3M",
    Frequency.HALF_YEARLY: "P6M",
    Frequency.YEARLY: "P1Y",
}
_ABOUT = {
    Frequency.WEEKLY: 7.0,
    Frequency.MONTHLY: 30.44,
    Frequency.QUARTERLY: 91.31,
    Frequency.HALF_YEARLY: 182.62,
    Frequency.YEARLY: 365.24,
}
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it."""

    starts_on: datetime.date
    ends_on: datetime.date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def name(self) -> str:
        """ "April 2026", "April to June 2026", "Week from 6 April 2026", "6 April to 5 May 2026"."""
        first, last = self.starts_on, self.ends_on
        if self.days == 7:
            return f"Week from {long_date(first)}"
        if not self._whole_months:
            year = "" if first.year == last.year else f" {first.year}"
            return f"{first.day} {first:%B}{year} to {long_date(last)}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        return f"{first:%B}{'' if first.year == last.year else f' {first.year}'} to {last:%B %Y}"

    @property
    def short(self) -> str:
        """For narrow columns and the axis of a chart: "Apr 2026", "Apr–Jun 2026", "6 Apr 2026"."""
        first, last = self.starts_on, self.ends_on
        if self.days == 7 or not self._whole_months:
            return short_date(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%b %Y}"
        return f"{first:%b}{'' if first.year == last.year else f' {first.year}'}–{last:%b %Y}"

    @property
    def _whole_months(self) -> bool:
        return self.starts_on.day == 1 and (self.ends_on + _DAY).day == 1


def nth(first_on: datetime.date, frequency: str, number: int) -> Period:
    """The period `number` steps after the first (which is 0)."""
    step = STEP[Frequency(frequency)]
    return Period(after(first_on, step, number), after(first_on, step, number + 1) - _DAY)


def at(first_on: datetime.date, frequency: str, day: datetime.date) -> Period | None:
    """The period that holds this day; None before the first."""
    if day < first_on:
        return None
    number = max(int((day - first_on).days / _ABOUT[Frequency(frequency)]) - 1, 0)
    found = nth(first_on, frequency, number)
    while found.ends_on < day:
        number += 1
        found = nth(first_on, frequency, number)
    return found


def period_of(indicator: Indicator, day: datetime.date) -> Period | None:
    return at(indicator.first_period_on, indicator.frequency, day)


def period_from(indicator: Indicator, starts_on: datetime.date) -> Period | None:
    """The indicator's period that begins on this very day; None if none does."""
    found = period_of(indicator, starts_on)
    return found if found and found.starts_on == starts_on else None


def period_addressed(indicator: Indicator, text: str) -> Period | None:
    """A period is addressed by its first day, "2026-04-01"."""
    try:
        return period_from(indicator, datetime.datetime.strptime(text, "%Y-%m-%d").date())
    except ValueError:
        return None


def known(indicator: Indicator, starts_on: datetime.date) -> Period:
    """The period of a value that was kept: its beginning is one of this indicator's."""
    return period_from(indicator, starts_on) or Period(starts_on, starts_on)


def ended(indicator: Indicator, *, on: datetime.date) -> list[Period]:
    """Every period that is over on this day, oldest first. What is still running has no value yet."""
    found: list[Period] = []
    while (period := nth(indicator.first_period_on, indicator.frequency, len(found))).ends_on < on:
        found.append(period)
    return found


def until(indicator: Indicator, last: datetime.date, *, most: int) -> list[Period]:
    """The periods from the first to the one that holds `last`, `most` of them at the most."""
    found: list[Period] = []
    while len(found) < most:
        period = nth(indicator.first_period_on, indicator.frequency, len(found))
        if period.starts_on > last:
            break
        found.append(period)
    return found


def stale_since(
    indicator: Indicator, newest_on: datetime.date | None, *, on: datetime.date
) -> datetime.date | None:
    """The end of the newest period whose value is owed and not there; None while the figures are fresh.

    A value is owed `stale_after` days after its period's end (unset: as many days as the period had). `newest_on` is
    the beginning of the newest period with an approved value.
    """
    if not indicator.is_active:
        return None
    running = period_of(indicator, on)
    while running is not None:
        grace = running.days if indicator.stale_after is None else indicator.stale_after
        if running.ends_on + datetime.timedelta(days=grace) < on:
            return running.ends_on if newest_on is None or newest_on < running.starts_on else None
        running = period_of(indicator, running.starts_on - _DAY)
    return None
