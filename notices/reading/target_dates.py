"""When a number is due whose own words give no date: by the clause's deadline, the number before it, the lead-in or the heading."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from .dates import FoundDate, find_dates, find_years
from .finding import FoundDeadline
from .result import Item, Target
from .target_forms import FoundTarget
from .target_words import BASELINE
from .wording import DUTY, sentences, starts_as_order

BEFORE = re.compile(r"\b(?:before|prior\s+to)\s*(?:the\s+)?$", re.I)
SAME_TIME = re.compile(
    r"\b(?:over|in|during|by|within|for|at|to)\s+(?:the|that)\s+same\s+(?:period|date|time|day|month|year|deadline)\b|\bby\s+(?:then|that\s+(?:date|time|day))\b",
    re.I,
)
RESULT = re.compile(
    r"^[\s,;]*(?:\([^)]*\))?[\s,;]*(?:so that|such that|which means|that is|or in other words|(?:and )?of (?:which|whom|these|those|them))\b",
    re.I,
)


LEAD_OF_DATE = re.compile(
    r"\b(?:by|before|until|to|in|at|of|on|from|ending|for|over|during|throughout|no later than|not later than|prior to)\s*(?:the\s+)?(?:calendar\s+year\s+)?(?:(?:quarter|month|year)[\s-](?:end(?:ing)?\s+)?|w/[ce]\s+|week (?:commencing|beginning|ending)\s+)?$",
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


def due(words: str, target: FoundTarget, all_: list[FoundTarget]) -> tuple[datetime.date | None, int]:
    """The date that a target must be reached by (the first after it in its sentence, else one before it), and the span's end.

    A date before it counts only if no other number stands before the date: then it is that number's own.
    """
    before = BASELINE.search(words)
    said = [
        date
        for date in dates_said(words)
        if date.date
        and not (before and before.start() <= date.start < before.end())
        and LEAD_OF_DATE.search(words[: date.start])
        and not FLOOR_FROM.search(words[: date.start])
    ]
    for date in said:
        between = re.sub(r"\([^)]*\)", "", words[target.end : date.start])
        if (
            date.start >= target.end
            and any(target.end <= other.start < date.start for other in all_)
            and DUTY.search(re.split(r"\band\b|;", between, maxsplit=1)[-1])
        ):
            break  # "… twelve cases, and the average is to come down to 16 by January": the other's own date
        if date.start >= target.end and ";" not in between:
            return last_day(words, date), target.end if re.search(r"[,.:()]", between) else date.end
    for date in said:  # "reduce, by the end of June 2024, the number of cases … to ten"
        if target.start < date.start and date.end < target.end and DUE_BY.search(words[: date.start]):
            return last_day(words, date), target.end
    for date in reversed(said):
        between = words[date.end : target.start]
        if any(other.end <= date.start for other in all_ if other is not target):
            continue
        another = re.search(r"\band\s+(?:to\s+)?([a-z]+)\b", between)
        if another and starts_as_order(f"{another[1]} it"):
            continue  # "Fill the posts by October and keep the rate below 8%"
        if date.end <= target.start and ";" not in between and DUE_BY.search(words[: date.start]):
            return last_day(words, date), target.end
    return None, target.end


def dates_said(words: str) -> list[FoundDate]:
    """Dates, years alone ("by 2018") and years of two ("in 2013-14", which ends in March)."""
    dates = find_dates(words)
    spans = []
    for match in YEARS.finditer(words):
        if int(match[2]) % 100 == (int(match[1]) + 1) % 100 and not any(
            d.start < match.end() and match.start() < d.end for d in dates
        ):
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
    return sorted([*dates, *spans, *years], key=lambda date: date.start)


def dated(
    found: Sequence[FoundTarget], text: str, deadlines: Sequence[FoundDeadline], earlier: datetime.date | None
) -> list[FoundTarget]:
    """Numbers without a date take the deadline behind them in their sentence; "over the same period" and "so that" the one before."""
    targets: list[FoundTarget] = []
    for target in found:
        if target.by is None:
            by = _behind(target, found, text, deadlines) or _of_the_one_before(target, targets, text, earlier)
            target = replace(target, by=by)
        targets.append(target)
    return targets


def _behind(
    target: FoundTarget, found: Sequence[FoundTarget], text: str, deadlines: Sequence[FoundDeadline]
) -> datetime.date | None:
    end = next((b for a, b in sentences(text) if a <= target.start < b), len(text))
    for deadline in sorted(deadlines, key=lambda d: d.start):
        between = text[target.end : deadline.start]
        if deadline.kind != "absolute" or not (target.end <= deadline.start < end) or ";" in between:
            continue
        if any(target.end <= other.start < deadline.start for other in found):
            return None
        return deadline.date
    return None


def _of_the_one_before(
    target: FoundTarget, before: Sequence[FoundTarget], text: str, earlier: datetime.date | None
) -> datetime.date | None:
    start, end = next(((a, b) for a, b in sentences(text) if a <= target.start < b), (0, len(text)))
    last = before[-1] if before else None
    if SAME_TIME.search(text, start, end):
        return last.by if last else earlier
    if last and start <= last.start:
        date = next((d for d in find_dates(text[last.end : target.start]) if d.date == last.by), None)
        gap = text[last.end + (date.end if date else 0) : target.start]
        return last.by if RESULT.match(gap) else None
    return None


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
