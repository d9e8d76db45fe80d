"""Dates in a text, in every form in which English officials write them.

A date that names a stretch of time (a month, a season, a year) stands for its last day; `first` is its first.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache

from .date_forms import (
    BARE_YEAR,
    DAYS_OF_ONE_YEAR,
    FORMS,
    MAY_DATE,
    MONTHS,
    SHARED_MONTH,
    SHARED_YEAR,
    THAT_YEAR,
    YEARLESS,
    YEARLESS_MONTH,
)
from .date_values import READERS, FoundDate, month_of, of_day

__all__ = [
    "MONTHS",
    "FoundDate",
    "find_dates",
    "find_years",
    "parse_date",
    "with_years_said",
    "without_dates",
]


def find_dates(text: str) -> list[FoundDate]:
    """Every date in the text, in order, without overlaps."""
    return list(_dates_in(text)) if MAY_DATE.search(text) else []


@lru_cache(maxsize=2048)
def _dates_in(text: str) -> tuple[FoundDate, ...]:
    found: list[FoundDate] = []
    taken = bytearray(len(text))

    def add(candidate: FoundDate | None) -> None:
        if candidate and not any(taken[candidate.start : candidate.end]):
            taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
            found.append(candidate)

    for name, pattern in FORMS:
        for match in pattern.finditer(text):
            add(READERS[name](match))
    for match in SHARED_MONTH.finditer(text):
        add(of_day(match, span=match.span("d")))
    for match in DAYS_OF_ONE_YEAR.finditer(text):
        add(of_day(match))
    for match in SHARED_YEAR.finditer(text):
        add(month_of(match, match["month"], int(match["y"]), None))
    for match in YEARLESS.finditer(text):
        add(_yearless(match, match.start(), "day"))
    for match in YEARLESS_MONTH.finditer(text):
        add(_yearless(match, match.start("bare") if match["bare"] else match.start(), "month"))
    return tuple(sorted(found, key=lambda date: date.start))


def with_years_said(text: str) -> str:
    """ "a further review in July of that year" with the year in figures, letter for letter: places stay the same."""
    if not re.search(r"\byear\b", text, re.I):
        return text
    for match in THAT_YEAR.finditer(text):
        before = [date for date in find_dates(text[: match.start()]) if date.date]
        if before and before[-1].date:
            year = str(before[-1].date.year + (match["later"] is not None))
            start = match.end("month")
            text = f"{text[:start]} {year}".ljust(match.end()) + text[match.end() :]
    return text


def _yearless(match: re.Match[str], start: int, precision: str) -> FoundDate:
    raw = match.string[start : match.end()].strip()
    problem = f"The date “{raw}” has no year."
    return FoundDate(
        start,
        match.end(),
        raw,
        None,
        None,
        "day" if precision == "day" else "month",
        certain=False,
        problem=problem,
    )


def find_years(text: str, dates: list[FoundDate]) -> list[FoundDate]:
    """Years that stand alone ("by 2014"), outside the dates already found."""
    return [
        FoundDate(
            m.start(),
            m.end(),
            m[0],
            datetime.date(int(m["y"]), 12, 31),
            datetime.date(int(m["y"]), 1, 1),
            "year",
        )
        for m in BARE_YEAR.finditer(text)
        if not any(d.start < m.end() and m.start() < d.end for d in dates)
    ]


def parse_date(text: str) -> FoundDate | None:
    """The first date in a text, such as the line "Dated this 9th day of November 2015"."""
    found = find_dates(text)
    return found[0] if found else None


def without_dates(words: str, dates: Sequence[FoundDate] | None = None) -> str:
    """The words without the dates in them, or without those that are given."""
    for date in reversed(find_dates(words) if dates is None else dates):
        words = f"{words[: date.start]} {words[date.end :]}"
    return words
