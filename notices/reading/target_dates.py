"""When a number is due whose own words give no date: by the clause's deadline, the number before it, the lead-in or the heading."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from .date_forms import CAPITAL_MONTH, DAY
from .dates import FoundDate, find_dates, find_years
from .finding import FoundDeadline
from .result import Item, Target

BEFORE = re.compile(r"(?<!on or )(?<!at or )\b(?:before|prior\s+to)\s*(?:the\s+)?$", re.I)
_TIME = r"(?:period|date|time|day|month|quarter|term|year|deadline)"
SAME_TIME = re.compile(
    rf"\b(?:over|in|during|by|within|for|at|on|to)\s+(?:(?:the|that)\s+same\s+{_TIME}|(?:the\s+)?(?:latter|later|(?P<first>former|earlier))\s+(?:of\s+(?:these|those|the\s+two)\s*)?{_TIME}s?)\b"
    rf"|\bby\s+(?:then|(?:that|this)\s+{_TIME}|the\s+(?:latter|(?P<former>former)))\b",
    re.I,
)
OF_THE_START = re.compile(r"\bfrom\s+(?:(?!\d)\S+\s+){0,3}\d[^,;]{0,30}\b(?:in|at|on|for)\s+$", re.I)
_LEADING = re.compile(
    r"(?:(?:on or before|by|before|until|no later than|not later than|in|at|on|the)\s+)*", re.I
)
# "80% in March, 88% in June and 95% in September 2015": a day, month, season or quarter whose year is said beside another
_OF_SAME_YEAR = re.compile(
    rf"(?<![\w-])(?:(?:the\s+)?end\s+of\s+)?(?:(?:{DAY}\s+(?:of\s+)?)?{CAPITAL_MONTH}|Q[1-4]|quarter\s+(?:[1-4]|one|two|three|four)|(?:first|second|third|fourth)\s+quarter|spring|summer|autumn)(?:\s+term)?\b"
    r"(?!\s*,?\s*(?:of\s+)?(?:the\s+)?(?:['’]\d|(?:19|20)\d\d))(?!\s+\d)",
    re.I,
)
LEAD_OF_DATE = re.compile(
    r"\b(?:(?:on|at) or before|(?:over|in|during) the (?:whole )?course of|as (?:at|of)|by|before|until|to|in|at|of|on|from|end(?:ing|ed)|for|over|during|throughout|no later than|not later than|prior to)\s*(?:the\s+)?(?:calendar\s+year\s+)?(?:(?:quarter|month|year)[\s-](?:end(?:ing)?\s+)?|w/[ce]\s+|week (?:commencing|beginning|ending)\s+)?$",
    re.I,
)


# "to exceed five at any time from 1 February": a floor or a ceiling that begins, and no day to reach it by
FLOOR_FROM = re.compile(
    r"\b(?:at\s+(?:any|all)\s+times?|at\s+no\s+time|(?:in|for)\s+(?:any|every|each)\s+(?:\w+\s+)?(?:day|week|month|quarter|term|year)|always)\s+(?:from|after|since)\s*(?:the\s+)?$",
    re.I,
)
DUE_BY = re.compile(
    r"\b(?:by|before|not? later than)\s*(?:the\s+)?(?:(?:week|month|quarter|half|term|year)\s+(?:that\s+ends|ending|to|which\s+ends)\s+(?:on|in|at)?\s*(?:the\s+)?)?$",
    re.I,
)
YEARS = re.compile(r"\b((?:19|20)\d\d)\s?[-/–]\s?(\d{4}|\d\d)\b")


def last_day(words: str, date: FoundDate) -> datetime.date | None:
    """ "Before 1 April 2025" is kept by 31 March."""
    if date.first and BEFORE.search(words[: date.start]) and not re.search(r"\bend\b", date.raw, re.I):
        return date.first - datetime.timedelta(days=1)
    return date.date


def dates_said(words: str, earlier: datetime.date | None = None) -> list[FoundDate]:
    """Dates, years alone ("by 2018"), years of two ("in 2013-14", which ends in March), and those said by another date."""
    dates = find_dates(words)
    spans = []
    for match in YEARS.finditer(words):
        if int(match[2]) % 100 == (int(match[1]) + 1) % 100 and not _overlaps(match, dates):
            last = datetime.date(int(match[1]) + 1, 3, 31)
            spans.append(
                FoundDate(
                    match.start(), match.end(), match[0], last, last.replace(year=last.year - 1), "year"
                )
            )
    years = [
        year
        for year in find_years(words, [*dates, *spans])
        if re.search(
            r"\b(?:by|before)\s+(?:the end of\s+)?$|\b(?:in|during|over|for)\s+(?:the\s+)?calendar\s+year\s+$",
            words[: year.start],
            re.I,
        )
    ]
    said = sorted([*dates, *spans, *years], key=lambda date: date.start)
    said = _with_years_beside(words, said)
    return sorted([*said, *_said_again(words, said, earlier)], key=lambda date: date.start)


def _overlaps(match: re.Match[str], dates: Sequence[FoundDate]) -> bool:
    return any(date.start < match.end() and match.start() < date.end for date in dates)


def _with_years_beside(words: str, said: Sequence[FoundDate]) -> list[FoundDate]:
    """What has no year of its own has that of the date behind it, or else follows the date before it."""
    whole = [date for date in said if date.date]
    found = list(whole)
    for match in _OF_SAME_YEAR.finditer(words):
        if not whole or _overlaps(match, whole) or not LEAD_OF_DATE.search(words[: match.start()]):
            continue
        behind = next((d for d in whole if d.start >= match.end() and d.date), None)
        before = next((d for d in reversed(found) if d.end <= match.start() and d.date), None)
        years = re.search(r"(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?$", behind.raw) if behind else None
        near = behind if years else before
        if near is None or near.date is None:
            continue
        date = _in_year(match, years[0] if years else str(near.date.year))
        if date and date.date and (date.date > near.date if years else date.date <= near.date):
            step = -1 if years else 1
            date = _in_year(match, str(near.date.year + step)) if not (years and len(years[0]) > 4) else None
        if date:
            found.append(date)
    rest = [d for d in said if not d.date and not any(f.start < d.end and d.start < f.end for f in found)]
    return sorted([*found, *rest], key=lambda date: date.start)


def _in_year(match: re.Match[str], years: str) -> FoundDate | None:
    date = next(iter(find_dates(f"{match[0]} {years}")), None)
    return replace(date, start=match.start(), end=match.end(), raw=match[0]) if date else None


def _said_again(words: str, said: Sequence[FoundDate], earlier: datetime.date | None) -> list[FoundDate]:
    """ "by the same date", "by then", "by the latter date": a date that another place of the text gives."""
    again = []
    for match in SAME_TIME.finditer(words):
        before = [d for d in said if d.end <= match.start() and not OF_THE_START.search(words[: d.start])]
        due = [d.date for d in before if d.date and DUE_BY.search(words[: d.start])]
        dates = due or ([earlier] if earlier else [d.date for d in before if d.date])
        meant = dates[0 if match["first"] or match["former"] else -1] if dates else None
        if meant is not None:
            place = match.start() + len(match[0].split()[0]) + 1
            again.append(
                FoundDate(place, match.end(), words[place : match.end()], meant, meant, "day", certain=False)
            )
    return again


def of_deadlines(words: str, base: int, deadlines: Sequence[FoundDeadline]) -> list[FoundDate]:
    """The deadlines of a sentence as dates: they know the year of "by the end of June"."""
    dates = find_dates(words)
    found = []
    for deadline in deadlines:
        start, end = deadline.start - base, deadline.end - base
        if deadline.kind != "absolute" or deadline.date is None or not 0 <= start < len(words):
            continue
        inside = next((d for d in dates if d.start < end and start < d.end), None)
        if inside is None or inside.date is None:
            place = inside.start if inside else start + len(_LEADING.match(words[start:end])[0])  # type: ignore[index]
            found.append(FoundDate(place, end, words[place:end], deadline.date, deadline.date, "day"))
    return found


def due_by_lead(targets: list[Target], item: Item, items: Sequence[Item]) -> list[Target]:
    """ "The Council must, by the end of June 2012: (a) raise … to 82%": a number is due when its lead-in or heading says."""
    if item.kind not in ("measure", "overarching") or all(target.by for target in targets):
        return targets
    parent = next((other.text for other in items if other.seq == item.parent), "")
    for text in (parent, item.lead_in or "", item.section or ""):
        dates = [date for date in find_dates(text) if date.date]
        if len(dates) == 1 and DUE_BY.search(text[: dates[0].start]):
            return [replace(target, by=target.by or last_day(text, dates[0])) for target in targets]
    return targets
