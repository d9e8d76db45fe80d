"""Which day of a sentence is which number's.

Officials write "80% by March 2012 and 90% by March 2013", and as often "by March 2012, 80%; by March 2013, 90%" or one day, in
front or behind, for all that the sentence asks. So each day is first put with the numbers that it leads or follows, in the
order of the sentence, and each number then takes the day that follows it, or else the one that leads it.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .dates import FoundDate
from .figures import NUMBER
from .finding import FoundDeadline
from .target_amounts import amount_of
from .target_dates import BEFORE, DUE_BY, FLOOR_FROM, LEAD_OF_DATE, dates_said, last_day, of_deadlines
from .target_forms import FoundTarget
from .target_words import AMOUNT, AT_LEAST, AT_MOST, BASELINE, FRACTION
from .wording import DUTY, sentences, starts_as_order

_FIGURE = re.compile(rf"(?<![\w.,£-])(?:{AMOUNT}|{FRACTION}|{NUMBER}|nil|zero|none|all|every|no)(?!\w)", re.I)
# What stands before a day that opens a part of the sentence: "…; and", "must", "so that".
_OPENS = re.compile(
    r"(?:^|[;:(]|\b(?:and|but|then|or|while|whilst|whereas|that|which|must|shall|should|will|would|to|not))[\s,]*$",
    re.I,
)
# "2010-11 target 65%", "On 31 March 2015 there are to be at least 45"
_LINKS = r"(?:[\s,:(–-]|\b(?:targets?|milestone|level|goal|there|are|is|be|to|should|must|shall|will|the|figure|at|of|it)\b)*"
_THEN_A_NUMBER = re.compile(rf"{_LINKS}(?:(?:{AT_LEAST}|{AT_MOST}){_LINKS})?", re.I)
# A day that tells when something else was done: "the plan adopted in May 2013", "the inspection of June 2012"
_OF_ANOTHER_MATTER = re.compile(
    r"\b(?:inspection|(?:report|letter|plan|strategy|policy|protocol|guidance|order|findings|recommendations?|measures?)\s+(?:(?:that|which|was|were|is|are|as)\s+)*"
    r"(?:published|dated|issued|adopted|agreed|approved|launched|introduced|made|given|written))\s+$",
    re.I,
)
_IS_SO = re.compile(
    r"\b(?:was|were|being|been|had|stood|stands|having|baseline|outturn|now|currently|(?:up|down)\s+from|compared|against|actual)\b", re.I
)  # fmt: skip
_STANDS = re.compile(
    r"\b(?:at\s+(?:any|all)\s+(?:one\s+)?(?:times?|point|stage|moment)|at\s+no\s+(?:time|point|stage)|always|"
    r"(?:in|for|during|throughout)\s+(?:any|every|each)\s+(?:one\s+|single\s+|calendar\s+|rolling\s+)?(?:day|week|month|quarter|term|year|period))\b",
    re.I,
)
_PART = re.compile(r"[;:]|,(?!\d)|\band\s+(?:that|to|by|in|on)\b|\bwhile\b|\bbut\b", re.I)
_APART = re.compile(r";|\b(?:and|but)\s+that\b|,\s+with\b|\bwhile\b", re.I)
_QUOTED = re.compile(
    r"[“\"‘][^”\"’]*\d[^”\"’]*[”\"’]"
)  # an amendment: its forms know which day is put in for which
_SINCE = re.compile(r"\b(?:from|since|after)\s+(?:the\s+)?$", re.I)
# "…, both levels to be achieved by", "…, in each case by": the day of all that stands before it
_OF_ALL = re.compile(
    r"\b(?:both|all|each|either|these|those)\b(?!\s+of\s+(?:the|its)\b)[^;:%\d]{0,60}$|\b(?:in\s+(?:each|both|either|every)\s+cases?|respectively)[\s,]*$",
    re.I,
)

RESULT = re.compile(
    r"^[\s,;]*(?:\([^)]*\))?[\s,;]*(?:so that|such that|which means|that is|or in other words|(?:and )?of (?:which|whom|these|those|them))\b",
    re.I,
)
NEAR = 400  # letters: a baseline has its day no further away


@dataclass(frozen=True)
class Day:
    """A day that the sentence gives, where its words begin ("on or before …"), and whether it stands in front of its numbers."""

    date: FoundDate
    opens: int
    leads: bool
    due: bool  # "by", "before": a day to reach something


@dataclass(frozen=True)
class Order:
    """A sentence with the places of its numbers and its days."""

    words: str
    figures: tuple[tuple[int, int], ...]
    days: tuple[Day, ...]

    def day_of(self, target: FoundTarget) -> FoundDate | None:
        """The day by which the sentence wants this number, of all the numbers that it asks."""
        own = figure_place(self.words, target)
        behind = _behind(self.words, own, self.figures, self.days)
        ahead = _ahead(self.words, own, self.days)
        nearest = behind or ahead
        if nearest is None or _stands(self.words, own, self.figures, nearest):
            return None
        begun = ahead and ahead.due and behind and not behind.due
        if begun and ahead and not any(ahead.date.end <= start < own[0] for start, _ in self.figures):
            nearest = ahead  # "By March 2015, complete 80% of the assessments begun in 2014"
        return _one_each(self.words, own, self.figures, self.days) or nearest.date


def order_of(words: str, all_: Sequence[FoundTarget], dates: Sequence[FoundDate]) -> Order:
    figures = tuple(sorted({figure_place(words, target) for target in all_}))
    return Order(words, figures, tuple(_days(words, figures, dates, all_)))


def with_days(text: str, found: Sequence[FoundTarget]) -> list[FoundTarget]:
    """Every number with its day, now that all numbers of the sentence are known. A day from elsewhere is left."""
    dated = list(found)
    earlier: datetime.date | None = None
    for start, end in sentences(text):
        words, here = text[start:end], _of_sentence(found, start, end)
        dates = dates_said(words, earlier)
        order = order_of(words, list(here.values()), dates)
        known = {last_day(words, date) for date in dates} | {date.date for date in dates}
        for place, target in here.items():
            if target.by is None or (target.by in known and not _QUOTED.search(words)):
                day = order.day_of(target)
                dated[place] = replace(dated[place], by=last_day(words, day) if day else None)
        earlier = next((date.date for date in reversed(dates) if date.date), earlier)
    return dated


def dated(
    found: Sequence[FoundTarget], text: str, deadlines: Sequence[FoundDeadline], earlier: datetime.date | None
) -> list[FoundTarget]:
    """Numbers without a day take that of a deadline of their sentence, or of the number before: "by the same date", "so that"."""
    dated = list(found)
    for start, end in sentences(text):
        words, here = text[start:end], _of_sentence(found, start, end)
        before = next((t.by for t in reversed(dated) if t.start < start), earlier)
        more = of_deadlines(words, start, deadlines)
        said = [
            d for d in dates_said(words, before) if not any(m.start < d.end and d.start < m.end for m in more)
        ]
        order = order_of(words, list(here.values()), sorted([*said, *more], key=lambda date: date.start))
        for place, target in here.items():
            if target.by is not None:
                continue
            day = order.day_of(target)
            if day is not None and (day in more or not day.certain):
                dated[place] = replace(dated[place], by=last_day(words, day))
            elif (
                place
                and place - 1 in here
                and dated[place - 1].by
                and _follows(words, here[place - 1], target, said)
            ):
                dated[place] = replace(dated[place], by=dated[place - 1].by)
    return dated


def _of_sentence(found: Sequence[FoundTarget], start: int, end: int) -> dict[int, FoundTarget]:
    return {
        place: replace(t, start=t.start - start, end=t.end - start)
        for place, t in enumerate(found)
        if start <= t.start < end
    }


def _follows(words: str, last: FoundTarget, target: FoundTarget, dates: Sequence[FoundDate]) -> bool:
    """ "… to 240 by March 2021, of whom not less than 60 …": a number that is part of the one before it."""
    between = words[last.end : target.start]
    date = next(
        (d for d in dates if d.date == last.by and last.end <= d.start and d.end <= target.start), None
    )
    return RESULT.match(words[date.end : target.start] if date else between) is not None


def due(order: Order, target: FoundTarget, all_: Sequence[FoundTarget]) -> tuple[datetime.date | None, int]:
    """The date that a target must be reached by, and where its words end with the date behind them."""
    date = order.day_of(target)
    if date is None:
        return None, target.end
    apart = date.start < target.end or re.search(r"[,.:()]", order.words[target.end : date.start])
    between = any(target.end <= other.start < date.start for other in all_)
    return last_day(order.words, date), target.end if apart or between else date.end


def figure_place(words: str, target: FoundTarget) -> tuple[int, int]:
    """Where the number itself stands among the words that a form has taken; else where these begin."""
    for match in _FIGURE.finditer(words, target.start, target.end):
        if amount_of(match[0])[0] == target.target:
            return match.span()
    return target.start, target.start


def _days(
    words: str, figures: Sequence[tuple[int, int]], dates: Sequence[FoundDate], all_: Sequence[FoundTarget]
) -> list[Day]:
    days: list[Day] = []
    before = BASELINE.search(words)
    for date, explained in itertools.zip_longest(dates, dates[1:]):
        if explained and re.fullmatch(r"\s*\(", words[date.end : explained.start]) and explained.date:
            continue  # "by the end of the school year 2020/21 (31 July 2021)"
        if date.date is None or (before and before.start() <= date.start < before.end()):
            continue
        lead = LEAD_OF_DATE.search(words[: date.start])
        opens = lead.start() if lead else date.start
        if FLOOR_FROM.search(words[: date.start]) or _of_a_baseline(words, opens, date, figures, all_):
            continue
        due_by = bool(DUE_BY.search(words[: date.start]) or BEFORE.search(words[: date.start]))
        if not due_by and _OF_ANOTHER_MATTER.search(words[:opens]):
            continue
        apart = lead or re.search(r"(?:^|[;:,(–-])\s*$", words[:opens])
        since = _SINCE.search(words[: date.start])
        leads = bool(apart) and not since and _leads(words, Day(date, opens, False, due_by), figures, days)
        beside = re.search(r"\d%?\s*\($", words[: date.start])  # "80% (March 2014)"
        if lead or leads or beside:
            days.append(Day(date, opens, leads, due_by))
    return days


def _leads(words: str, day: Day, figures: Sequence[tuple[int, int]], days: Sequence[Day]) -> bool:
    date = day.date
    after = next((start for start, _ in figures if start >= date.end), None)
    if after is None:
        return False
    last = days[-1].date.end if days else 0
    before = [end for _, end in figures if last <= end <= day.opens]
    to_it = words[date.end : after]
    if before and not (days and days[-1].leads and _PART.search(words[before[-1] : day.opens])):
        return bool(_OPENS.search(words[: day.opens])) and not re.match(r"\s*,?\s*(?:and|but|;)", to_it)
    if _THEN_A_NUMBER.fullmatch(to_it) or _OPENS.search(words[: day.opens]):
        return True
    if not day.due:
        return False
    another = re.search(r"\band\s+(?:to\s+)?([a-z]+)\b", to_it)
    return not (another and starts_as_order(f"{another[1]} it"))  # "Fill the posts by October and keep …"


def _of_a_baseline(
    words: str, opens: int, date: FoundDate, figures: Sequence[tuple[int, int]], all_: Sequence[FoundTarget]
) -> bool:
    """ "there having been 22 on 31 December 2013", "from 58% in March 2010": the day of what was so."""
    known = {t.baseline for t in all_ if t.baseline is not None}
    near = max(0, opens - NEAR)
    first = near + max((m.end() for m in re.finditer(r"[;:(]|,(?!\d)", words[near:opens])), default=0)
    last = next(
        (m.start() + date.end for m in re.finditer(r"[;:),]", words[date.end : date.end + NEAR])),
        date.end + NEAR,
    )
    if not any(first <= start < last for start, _ in figures):
        said = [m for m in _FIGURE.finditer(words, first, last) if not date.start <= m.start() < date.end]
        part = words[first : date.start] + words[date.end : last]
        return bool(_IS_SO.search(part)) and (bool(said) or not DUE_BY.search(words[: date.start]))
    since = max((end for _, end in figures if end <= opens), default=first)
    return not DUE_BY.search(words[: date.start]) and any(
        amount_of(m[0])[0] in known for m in _FIGURE.finditer(words, max(since, first), opens)
    )


def _behind(
    words: str, own: tuple[int, int], figures: Sequence[tuple[int, int]], days: Sequence[Day]
) -> Day | None:
    """The next day after the number, unless it is that of another number or of another matter."""
    for day in days:
        if day.date.start < own[1]:
            continue
        between = re.sub(r"\([^)]*\)", "", words[own[1] : day.opens])
        others = [start for start, _ in figures if own[0] < start < day.date.start]
        of_all = _OF_ALL.search(words[: day.opens]) or re.search(r"[,;]\s*$", words[: day.opens])
        if day.leads or (";" in between and not _OF_ALL.search(words[: day.opens])):
            return None
        if others and not of_all and DUTY.search(re.split(r"\band\b|;", between, maxsplit=1)[-1]):
            return None  # "… twelve cases, and the average is to come down to 16 by January": the other's own day
        return day
    return None


def _ahead(words: str, own: tuple[int, int], days: Sequence[Day]) -> Day | None:
    day = next((d for d in reversed(days) if d.leads and d.date.end <= own[0]), None)
    if day is None:
        return None
    opening = not words[: day.opens].strip()
    if ";" in words[day.date.end : own[0]] and not opening:
        return None
    return day


def _stands(words: str, own: tuple[int, int], figures: Sequence[tuple[int, int]], day: Day) -> bool:
    """ "at any time at least 94% of …, and the share that … is 7% by June": a level that always holds, beside one that is due."""
    if day.leads:
        return False
    others = [start for start, _ in figures if own[0] < start < day.date.start]
    apart = _APART.search(words, own[1], day.opens)
    first = max((m.end() for m in _PART.finditer(words, 0, own[0])), default=0)
    last = others[0] if others else apart.start() if apart else first
    opening = _STANDS.search(words, 0, own[0]) if others else None
    governs = (
        opening is not None
        and _OPENS.search(words[: opening.start()])
        and ";" not in words[opening.end() : own[0]]
    )
    return bool(_STANDS.search(words, first, last) or governs)


def _one_each(
    words: str, own: tuple[int, int], figures: Sequence[tuple[int, int]], days: Sequence[Day]
) -> FoundDate | None:
    """ "in the quarters to June 2021, September 2021 and March 2022: 40%, 55% and 70%": as many days as numbers, in their order."""
    if len(figures) < 2 or len(days) != len(figures):
        return None
    rows = [(a, b) for a, b in figures], [(d.date.start, d.date.end) for d in days]
    before, after = sorted(rows)
    if before[-1][1] > after[0][0] or not all(_listed(words, row) for row in rows):
        return None
    return days[list(figures).index(own)].date


def _listed(words: str, places: Sequence[tuple[int, int]]) -> bool:
    return all(
        re.fullmatch(
            r"(?:[\s,]|\b(?:and|by|in|at|to|on|the|end|of|quarter|year|months?|ending|respectively)\b)*",
            words[a:b],
        )
        for (_, a), (b, _) in itertools.pairwise(places)
    )
