"""Deadlines that are dates. Dates of reports, past directions and starts are none; what is left aside is said."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from .cadences import find_cadences
from .dates import FoundDate, find_dates, find_years, parse_date
from .deadline_words import (
    ALONE_AT_END,
    BLANK,
    CHAIN,
    FUTURE,
    PAST,
    PERIOD_TO,
    RECORD,
    STARTS,
    STRONG,
    WEAK,
    WEEK_BEGINS,
)
from .finding import Finder
from .wording import DUTY, starts_as_order

NEXT_FEAST = re.compile(
    r"\b(?P<lead>before|by)\s+(?:the\s+)?(?P<feast>new\s+year|Christmas)\b(?!(?:['’]s)?(?:\s+(?:Eve|Day))?,?\s+(?:of\s+)?(?:19|20)\d\d)",
    re.I,
)
END_OF_ITS_YEAR = re.compile(r"\b(?:financial|calendar) year\b", re.I)
INTENDS = re.compile(
    r"\b(?:expects?|awaits?|wants?)\s+an?\s+(?:\w+\s+)?(?:reports?|letters?|accounts?|updates?)\b|\brequired\s+(?:the|its)\b[^.;]{0,60}?\bto\b|\b(?:intends?|plans?|expects?|proposes?|means?|wants?|hopes?|looks? forward|wish(?:es)?) to\b|\b(?:is|are) (?:due|planned|expected|timed|fixed|set|scheduled)\b",
    re.I,
)
LEVEL_FROM = re.compile(
    r"\b(?:must|should|shall|at least|at most|no (?:more|less|fewer|lower|higher)|not (?:more|less|fewer|below|above)|that)\b",
    re.I,
)
SHARE_OR_COUNT = re.compile(r"\d\s*(?:%|per ?cent)[^.;]*$", re.I)
OF_PROGRESS = re.compile(r"\b(?:review|report|progress)", re.I)
YEARLY = re.compile(r"\b(?:each|every) year\b|\bannually\b|\byearly\b", re.I)
HAS_BEEN = re.compile(r"\b(?:was|were|been|being|had|those|that)\s+(?:\w+\s+){0,2}$", re.I)
IN_ITS_REPORT = re.compile(
    r"\bin\s+(?:its|her|his|their|the)\s+(?:\w+\s+)?(?:report|letter|return|account)\s+(?:of|for)\s*(?:the\s+)?$",
    re.I,
)
EACH_YEAR = re.compile(r"\b(?:each|every|per|a)\s+year\b|\bannual(?:ly)?\b|\byearly\b", re.I)
WAS_DUE = re.compile(r"\b(?:was|were|had been)\s+(?:\w+\s+)?$", re.I)
NO_YEAR = re.compile(r"\bhas no year\.$")
STOOD = re.compile(
    r"\b(?:was|were|stood at|had been|made up)\s+(?:only\s+)?[\d.,]+\s*(?:%|per cent)?\s*$", re.I
)
IT_STOOD = re.compile(r"\s*,?\s*(?:it|they|there|the \w+)\s+(?:was|were|made|stood|had|did|reached)\b", re.I)
AT_A_LEVEL = re.compile(
    r"\b(?:not|no)\s+(?:greater|more|less|fewer|lower|higher|above|below)\b|\bat (?:least|most)\b|\b(?:\d+|two|three|four|five|six|seven|eight|nine|nineteen) (?:in|out of) (?:every )?(?:\d+|three|four|five|six|seven|eight|nine|ten|twenty)\b",
    re.I,
)
OWED = re.compile(
    r"\b(?:must|shall|will|should|is to|are to|is due|are due)\b(?:,?\s+[\w'’]+){0,14}?\s+(?:written\s+)?(?:reports?|letters?|accounts?)\s+(?:in|on|by|at)?\s*$",
    re.I,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# "In June 2010 and in December 2010 the Council will report"
WILL = re.compile(
    rf"(?:,?\s+(?:and\s+)?(?:again\s+)?(?:(?:in|on|by|at)\s+)?(?:the\s+(?:month|end)\s+of\s+)?(?:\d{{1,2}}\s+)?(?-i:{_MONTHS})(?:\s+\d{{4}})?){{0,4}}"
    r",?\s+(?:the|an?|we|you|officials|ministers)\b[^.;]{0,60}?\b(?:will|shall|must|is to|are to|intends? to)\b",
    re.I,
)
ENDS_SOMETHING = re.compile(
    r"(?:to )?(?:ceas(?:e|ing)|stop(?:ping)?|discontinu(?:e|ing)|end(?:ing)?)\b", re.I
)
IN_BRACKETS = re.compile(r"\s*\(\s*(?:that is,?\s*|i\.e\.,?\s*)?(?:by\s+|on\s+)?$")
ALONE = "The date stands alone at the end of the clause: check that it is the deadline."


def find_absolute(finder: Finder, words: str, base: int, standing: list[re.Match[str]]) -> None:
    dates = find_dates(words)
    years = [
        year
        for year in find_years(words, dates)
        if re.search(r"\b(?:by|before)\s+(?:the end of\s+)?$", words[: year.start], re.I)
        and re.match(r"\s*(?:[.,;:)]|and\b|or\b|$)", words[year.end :])
    ]
    accepted_until = -1
    for date in sorted([*dates, *years], key=lambda found: found.start):
        if any(m.start() <= date.start < m.end() for m in standing) or date.start < accepted_until:
            continue
        before = words[: date.start]
        chained = accepted_until >= 0 and bool(CHAIN.match(words[accepted_until : date.start]))
        lead = _lead(finder, words, before, date)
        start = date.start if chained and lead is None else lead
        if start is None and _alone_at_end(finder, words, before, date):
            accepted_until = date.end
            _dated(finder, words, base, date.start, date, problem=ALONE)
            continue
        if start is None:
            _left(finder, words, date)
            continue
        if NO_YEAR.search(date.problem or "") and (
            EACH_YEAR.search(before) or YEARLY.search(words[date.end :]) or WAS_DUE.search(words[:start])
        ):
            continue  # "shall be revised each year, and published not later than 1 May", "that was due in June"
        accepted_until = date.end
        exact = next(
            (d for d in dates if d.start > date.end and IN_BRACKETS.fullmatch(words[date.end : d.start])),
            None,
        )
        if (
            exact is not None
            and exact.date
            and exact.precision == "day"
            and (date.problem or exact.date == date.date)
        ):
            accepted_until = exact.end  # "by the end of the autumn term 2021 (17 December 2021)"
            date = replace(exact, start=date.start)
        if re.search(r"\bbetween\s*(?:the\s+)?$", before, re.I) and re.match(r"\s+and\b", words[date.end :]):
            continue  # "between April and June 2013": only the second is the last day
        _dated(finder, words, base, start, date)
    for match in NEXT_FEAST.finditer(words):
        if finder.not_before is not None and not any(
            date.start < match.end() and match.start() < date.end for date in dates
        ):
            year = finder.not_before.year
            last = (
                31
                if match["feast"].lower().startswith("new")
                else 25
                if match["lead"].lower() == "by"
                else 24
            )
            day = datetime.date(year, 12, last)
            problem = f"“{match[0]}” names no year: the next after the issue was taken."
            finder.add(
                base + match.start(),
                base + match.end(),
                "absolute",
                date=day,
                precision="day",
                problem=problem,
            )
    for match in BLANK.finditer(words):
        if not any(date.start < match.end() and match.start() < date.end for date in dates):
            finder.add(
                base + match.start(),
                base + match.end(),
                "absolute",
                problem=f"The date is blank in “{match[0]}”.",
            )


def _lead(finder: Finder, words: str, before: str, date: FoundDate) -> int | None:
    """Where the words that make this date a deadline start, or None if they do not."""
    strong = STRONG.search(before)
    if strong:
        done = HAS_BEEN.search(before[: strong.start()])
        gone = bool(date.date and finder.not_before and date.date < finder.not_before)
        return None if done and gone else strong.start()  # "letters sent before the start of 2021"
    span = PERIOD_TO.search(before)
    if span:
        return None if _was(finder, before[: span.start()], date) else span.start()
    if re.match(r"\s*,?\s*at the latest\b", words[date.end :], re.I):
        return date.start
    past = PAST.search(before)
    if past and re.search(r"\bthis\s+(?:improvement\s+)?$", before[: past.start()], re.I):
        past = None  # "set out in this Notice in October 2012": the notice is not what is dated
    if past and OWED.search(before):
        past = None  # "must provide written reports on 30 June"
    if IN_ITS_REPORT.search(before) and DUTY.search(before) and _to_come(finder, date):
        return date.start  # "will say in her report of November 2020"
    if past and not FUTURE.search(before[max(0, past.start() - 40) :]):
        return None
    starts = STARTS.search(before)
    if (
        starts
        and re.match(r"(?:as )?from\b", starts[0], re.I)
        and LEVEL_FROM.search(before)
        and SHARE_OR_COUNT.search(before)
    ):
        return date.start  # "must be no lower than 90% from the end of February 2018"
    if starts and find_cadences(before) and OF_PROGRESS.search(before):
        return date.start  # "will review progress every 6 months, starting in February 2023"
    if starts:  # "Ceasing, from 30 June 2013, to use …" must be done by then
        return starts.start() if ENDS_SOMETHING.match(words) else None
    weak = WEAK.search(before)
    if weak is None:
        return None
    if STOOD.search(before[: weak.start()]) or IT_STOOD.match(words[date.end :]):
        return None  # "which was 14.8% at the end of December 2009", "in December 2025 they made up 26%"
    if re.match(r"of\b", weak[0], re.I) and not re.search(r"\bweek\b", weak[0], re.I):
        return None
    if date.date and finder.not_before and date.date < finder.not_before:
        return None
    if DUTY.search(before) or INTENDS.search(before):
        return weak.start()
    if not before[: weak.start()].strip() and _to_come(finder, date) and WILL.match(words[date.end :]):
        return weak.start()  # "In January 2018 the Department will make a review"
    recorded = re.search(
        rf"\b(?:the|an?|its|their|this|that|ofsted['’]?s?)\s+(?:\w+\s+){{0,3}}{RECORD}\b[^,;]{{0,60}}$",
        before[: weak.start()],
        re.I,
    )
    if re.match(r"(?:on|at)\b", weak[0], re.I) and _to_come(finder, date) and AT_A_LEVEL.search(before):
        return weak.start()  # "nine in every ten have a home on 31 March 2017", said of what must be ensured
    return weak.start() if starts_as_order(words) and _to_come(finder, date) and not recorded else None


def _was(finder: Finder, before: str, date: FoundDate) -> bool:
    """Whether a stretch of time is the past's: "referrals received between January and June 2010"."""
    past = bool(date.date and finder.not_before and date.date < finder.not_before)
    return past or bool(
        re.search(
            r"\b(?:was|were|had|has been|received|taken|ended|closed|made|held|opened)\s*$",
            before.rstrip(),
            re.I,
        )
    )


def _alone_at_end(finder: Finder, words: str, before: str, date: FoundDate) -> bool:
    """ "Train all staff – 31 March 2013.", "Train all staff (31 March 2013)"."""
    return bool(
        ALONE_AT_END.search(before)
        and re.match(r"\s*\)?\s*[.;]?\s*$", words[date.end :])
        and _to_come(finder, date)
        and (starts_as_order(words) or DUTY.search(before))
    )


def _dated(
    finder: Finder, words: str, base: int, start: int, date: FoundDate, problem: str | None = None
) -> None:
    last, precision = date.date, date.precision
    problem = date.problem or problem
    if last is None and finder.not_before is not None and END_OF_ITS_YEAR.search(date.raw):
        last = _end_of_year(finder.not_before, financial="financial" in date.raw.lower())
        if re.search(r"\b(?:next|following)\b", date.raw, re.I):
            last = last.replace(year=last.year + 1)
        problem = f"“{date.raw}” names no year: the one of the issue was taken."
    elif last is None and finder.not_before is not None and NO_YEAR.search(problem or ""):
        last = _next(date.raw, finder.not_before)
        problem = f"{problem} The next after the issue was taken." if last else problem
    lead = words[start : date.start]
    exclusive = re.match(r"(?:before|prior to|ahead of|in advance of|earlier than)\b", lead, re.I)
    if last and exclusive and (date.first or date.date is None) and not re.search(r"\bend\b", date.raw, re.I):
        first = date.first or (last.replace(day=1) if precision == "month" else last)
        last, precision = first - datetime.timedelta(days=1), "day"
    if last and WEEK_BEGINS.search(lead):
        last += datetime.timedelta(days=6)
        problem = problem or "A week was taken to end six days after it begins."
    if last and finder.not_before and last < finder.not_before:
        problem = problem or f"The date {date.raw} is earlier than the document itself."
    end = date.end
    latest = re.match(r"\s*,?\s*at the latest\b", words[end:], re.I)
    if latest and start == date.start:
        end += latest.end()
    finder.add(base + start, base + end, "absolute", date=last, precision=precision, problem=problem)


def _next(raw: str, after: datetime.date) -> datetime.date | None:
    """The first day after another on which a date without a year ("1 May", "the end of September") falls."""
    for year in (after.year, after.year + 1):
        said = parse_date(f"{raw} {year}")
        if said is not None and said.date and said.date >= after:
            return said.date
    return None


def _end_of_year(on: datetime.date, *, financial: bool) -> datetime.date:
    last = datetime.date(on.year, 3, 31) if financial else datetime.date(on.year, 12, 31)
    return last if last >= on else last.replace(year=on.year + 1)


def _left(finder: Finder, words: str, date: FoundDate) -> None:
    """A date that is no deadline: said aloud unless it is plainly a date of the past."""
    before = words[: date.start]
    asks = DUTY.search(words) or starts_as_order(words)
    if date.problem:
        if not YEARLY.search(words[date.end :]):
            finder.notes.append(date.problem)
    elif STARTS.search(before) and asks and not PAST.search(before) and _to_come(finder, date):
        finder.notes.append(f"The date {date.raw} is when something starts; it was not taken as a deadline.")
    elif (
        (DUTY.search(before) or starts_as_order(words))
        and not PAST.search(before)
        and _to_come(finder, date)
        and not re.search(r"(?:[(“\"'‘]|\bof(?:\s+the)?)\s*$", before)
    ):
        finder.notes.append(f"The date {date.raw} was not taken as a deadline.")


def _to_come(finder: Finder, date: FoundDate) -> bool:
    return bool(date.date and finder.not_before and date.date >= finder.not_before)
