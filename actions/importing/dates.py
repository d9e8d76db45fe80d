"""A date as people write it in a cell. Day before month, as in England; a month or a season counts to its last day."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from notices.reading.dates import MONTHS, find_dates

from .grids import Value, as_text, squeezed

EARLIEST, LATEST = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)
_EXCEL_BEGINS = datetime.date(1899, 12, 30)
_NO_DATE = frozenset({
    "ongoing", "on going", "continuous", "continuing", "n/a", "na", "none", "not applicable", "business as usual", "bau",
})  # fmt: skip
_NOT_YET = frozenset(
    {"tbc", "tbd", "tba", "to be confirmed", "to be agreed", "asap", "as soon as possible", "?"}
)
_MONTH_AND_SHORT_YEAR = re.compile(r"\b([A-Za-z]{3,9})[\s.\-/’']+(\d\d)(?!\d)")
_WHERE_THE_DAY_IS = re.compile(r"\d\s*(?:st|nd|rd|th)?[\s\-/]*$")


@dataclass(frozen=True)
class FoundDate:
    date: datetime.date | None = None
    problem: str = ""  # why it is no date
    note: str = ""  # how it was understood


def read_date(value: Value) -> FoundDate:
    """`date` None without a problem: the cell says that there is none."""
    if isinstance(value, datetime.date):
        return _within(value, as_text(value))
    if isinstance(value, bool):
        return FoundDate(problem=f"“{as_text(value)}” is not a date. Write it like 31/03/2027")
    if isinstance(value, float):
        return _serial(value)
    text = as_text(value)
    plain = squeezed(text) or text
    if not text or plain in _NO_DATE:
        return FoundDate()
    if plain in _NOT_YET:
        return FoundDate(note=f"“{text}” gives no date, so none is set.")
    if re.fullmatch(r"\d{5}(\.0)?", text):
        return _serial(float(text))
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{4})", text):  # 12/2026
        text = f"{MONTHS[int(match[1]) - 1]} {match[2]}" if 1 <= int(match[1]) <= 12 else text
    return _written(text)


def _serial(number: float) -> FoundDate:
    """Excel counts days; a cell without a date format shows the count."""
    if 32_874 <= number <= 73_415:  # 1990 to 2100
        return FoundDate(_EXCEL_BEGINS + datetime.timedelta(days=int(number)))
    return FoundDate(problem=f"“{as_text(number)}” is not a date. Write it like 31/03/2027")


def _written(text: str) -> FoundDate:
    dates = find_dates(_MONTH_AND_SHORT_YEAR.sub(_long_year, text))
    problems = [found.problem for found in dates if found.date is None and found.problem]
    good = [found for found in dates if found.date is not None]
    if problems:
        return FoundDate(problem=problems[0].rstrip("."))
    if not good:
        return FoundDate(problem=f"“{_short(text)}” is not a date. Write it like 31/03/2027")
    last = max(good, key=lambda found: found.date or EARLIEST)
    assert last.date is not None
    notes = [found.problem for found in good if found.problem]
    if len(good) > 1:
        notes.append(f"“{_short(text)}” has several dates; the last was taken.")
    elif last.precision not in ("day", "month") and not notes:
        notes.append(f"“{_short(text)}” was taken as {last.date:%-d %B %Y}.")
    found = _within(last.date, text)
    return FoundDate(found.date, found.problem, " ".join(notes))


def _long_year(match: re.Match[str]) -> str:
    """ "Mar-26" is March 2026; in "31 March 26" the day stands in front, which the reader of dates knows."""
    word = match[1].casefold()
    is_month = any(month.startswith(word) for month in MONTHS) or word == "sept"
    if not is_month or _WHERE_THE_DAY_IS.search(match.string[: match.start()]):
        return match[0]
    return f"{match[1]} 20{match[2]}"


def _within(date: datetime.date, text: str) -> FoundDate:
    if EARLIEST <= date <= LATEST:
        return FoundDate(date)
    return FoundDate(problem=f"“{_short(text)}” is not between 1990 and 2100")


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 60 else f"{one_line[:57]}…"
