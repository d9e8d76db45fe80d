"""Levels reached in steps: "80% by September 2009, rising to 85% by March 2010 and 90% by March 2011".

A number goes on with the measure of the one before it when only dates, comparisons and connecting words stand between
the two. Its day stands behind it, or before it where that of the first stood before the first.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .dates import FoundDate
from .figures import NUMBER
from .target_amounts import amount_of, comparator_in, unit_name
from .target_dates import LEAD_OF_DATE, dates_said, last_day
from .target_forms import FoundTarget, is_year
from .target_words import FRACTION, PERCENT, SHARE, UNITS
from .wording import word_list

_FIGURE = re.compile(
    rf"(?<![\w.,£/–-])(?P<amount>{SHARE}|{FRACTION}|(?:{NUMBER})(?:\s+(?:{UNITS}))?|(?:all(?:\s+of\s+(?:them|these|those))?|none)(?=\s+(?:by|in|at|from|before|on|no later)\b))(?!\w|[.,]\d|\s*(?:{PERCENT}\s*)?points?\b|-[a-z\d]|/\d)",
    re.I,
)
# What may stand between a level and the next of the same measure, beside dates.
_CONNECTS = frozenset(
    word_list(
        "and or then but to by at in on of for from before until over during throughout be is are it they this that must should "
        "shall will with a an the its moving going rising falling increasing improving reducing climbing dropping further finally "
        "ultimately subsequently thereafter afterwards again next later also so no not less more fewer lower higher better above "
        "below least most than under maximum minimum average mean level rate target figure end start close beginning first second "
        "third fourth last final half year years quarter month months term week day calendar financial school ending ended date "
        "same time statutory national limit threshold standard full interim milestone milestones intermediate have has reached reach achieve achieved rise fall per cent % cases children"
    )
)

FROM = re.compile(r"\b(?:from|than|against)\s+(?:the\s+)?$", re.I)


def steps(words: str, first: FoundTarget, here: Sequence[FoundTarget]) -> Iterator[FoundTarget]:
    """What follows a target in its sentence as further steps of it. Empty when the target has no day."""
    if first.by is None or first.comparator == "between":
        return
    dates = [date for date in dates_said(words) if date.date]
    place = _figure_end(words, first)
    own = next((d for d in dates if d.start >= place and d.date == first.by), None)
    leads = own is None and any(d.date == first.by and d.end < place for d in dates)
    place = own.end if own else place
    before = first
    for match in _FIGURE.finditer(words, place):
        if any(date.start < match.end() and match.start() < date.end for date in dates):
            continue
        target = _step(words, match, before, place)
        if (
            target is None
            or FROM.search(words[: match.start()])
            or not connects(undated(words, place, match.start(), dates))
        ):
            return
        if any(t is not first and t.start <= match.start() < max(t.end, t.start + 1) for t in here):
            return
        by = (
            _day(words, dates, place, match.start())
            if leads
            else _day(words, dates, match.end(), _next(words, match, dates))
        )
        if by is None:
            return
        start = place + len(words[place:]) - len(words[place:].lstrip(" ,;"))
        place = match.end()
        if not leads:
            place = next((d.end for d in dates if d.start >= place and d.date == by), place)
        before = replace(target, by=by)
        yield replace(before, start=start, end=place)


def _step(words: str, match: re.Match[str], before: FoundTarget, place: int) -> FoundTarget | None:
    said = match["amount"].lower()
    amount, unit = amount_of(match["amount"])
    if said.startswith("all"):
        amount, unit = (100.0, "%") if before.unit == "%" else (None, None)
    if said == "none":
        amount, unit = 0.0, before.unit
    if amount is None or (unit is not None and unit_name(unit) != before.unit):
        return None
    if unit is None and amount and (before.unit == "%" or is_year(amount)):
        return None
    comparator = comparator_in(words[max(place, match.start() - 25) : match.end()]) or before.comparator
    return replace(
        before,
        start=match.start(),
        end=match.end(),
        target=amount,
        target_high=None,
        step=True,
        comparator=comparator,
    )


def _figure_end(words: str, target: FoundTarget) -> int:
    """Where the number itself ends within the words that a form has taken."""
    for match in _FIGURE.finditer(words, target.start, min(len(words), target.end + 12)):
        if amount_of(match["amount"])[0] == target.target:
            return match.end()
    return target.end


def connects(gap: str) -> bool:
    return "(" not in gap and all(word in _CONNECTS for word in re.findall(r"[a-z%]+|\d+", gap.lower()))


def undated(words: str, start: int, end: int, dates: Sequence[FoundDate]) -> str:
    gap = words[start:end]
    for date in reversed([d for d in dates if start <= d.start and d.end <= end]):
        gap = f"{gap[: date.start - start]} {gap[date.end - start :]}"
    return gap


def _next(words: str, match: re.Match[str], dates: Sequence[FoundDate]) -> int:
    """The place of the next figure that is no date, or the end."""
    for other in _FIGURE.finditer(words, match.end()):
        if not any(date.start < other.end() and other.start() < date.end for date in dates):
            return other.start()
    return len(words)


def _day(words: str, dates: Sequence[FoundDate], low: int, high: int) -> datetime.date | None:
    for date in dates:
        if (
            low <= date.start < high
            and LEAD_OF_DATE.search(words[: date.start])
            and not re.search(r"\.\s", words[low : date.start])
        ):
            return last_day(words, date)
    return None
