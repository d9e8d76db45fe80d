"""When a clause must be met, and the words that say so. Dates that are no deadlines (of reports, past directions) are left."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from .dates import FoundDate, find_dates, find_years
from .deadline_words import (
    ALONE_AT_ONCE,
    CHAIN,
    CLAUSE_END,
    CONDITIONAL,
    EVENTS,
    EVERY_MEETING,
    FUTURE,
    LEAD_AHEAD,
    LEAD_NEXT,
    LEAD_WITHIN,
    NEARLY_ALWAYS_PAST,
    PAST,
    PERIOD_TO,
    SHARE,
    SOON,
    STANDING,
    STARTS,
    STRONG,
    TO_EVENT,
    WEAK,
)
from .periods import FoundPeriod, find_anchor, find_cadences, find_periods
from .result import Anchor, DeadlineKind, Precision
from .wording import DUTY, sentences, starts_as_order


@dataclass(frozen=True)
class FoundDeadline:
    kind: DeadlineKind
    start: int
    end: int
    date: datetime.date | None = None
    precision: Precision | None = None
    offset: str | None = None
    anchor: Anchor | None = None
    every: str | None = None
    problem: str | None = None
    every_meeting: bool = False
    said: str | None = None  # the words, where they stand outside the clause (the head of a table's column)


@dataclass
class DeadlinesFound:
    deadlines: list[FoundDeadline]
    notes: list[str]  # dates that were seen and not taken, in plain words


def find_deadlines(text: str, *, not_before: datetime.date | None = None) -> DeadlinesFound:
    """Every deadline in a clause, in reading order. `not_before`: what lies earlier can only be the past."""
    finder = _Finder(text, not_before)
    for start, end in sentences(text):
        finder.sentence(start, end)
    finder.found.sort(key=lambda deadline: (deadline.start, deadline.end))
    return DeadlinesFound(finder.found, finder.notes)


class _Finder:
    def __init__(self, text: str, not_before: datetime.date | None) -> None:
        self.text = text
        self.not_before = not_before
        self.found: list[FoundDeadline] = []
        self.notes: list[str] = []

    def sentence(self, start: int, end: int) -> None:
        words = self.text[start:end]
        standing = [m for pattern in STANDING for m in pattern.finditer(words)]
        self._relative(words, start)
        self._absolute(words, start, standing)
        self._recurring(words, start)
        self._events(words, start)
        for match in standing:
            if re.search(r"\bmay\b[^.;]*$", words[: match.start()], re.I) and match[0].lower().startswith(
                "at any"
            ):
                continue  # "may amend this notice at any time" asks for nothing
            until = [date for date in find_dates(match[0]) if date.date]
            self._add(start + match.start(), start + match.end(), "standing", date=until[-1].date if until else None,
                      precision=until[-1].precision if until else None)  # fmt: skip

    def _add(self, start: int, end: int, kind: DeadlineKind, **values: object) -> None:
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        end -= len(self.text[start:end]) - len(self.text[start:end].rstrip(" ,;"))
        same = [d for d in self.found if d.start < end and start < d.end]
        if any(
            not (d.start == start and d.end == end and d.kind == kind and d.offset != values.get("offset"))
            for d in same
        ):
            return
        self.found.append(FoundDeadline(kind, start, end, **values))  # type: ignore[arg-type]

    # -- within a period of something ------------------------------------------------------------------------------

    def _relative(self, words: str, base: int) -> None:
        cadences = find_cadences(words)
        periods = [
            p for p in find_periods(words) if not any(c.start < p.end and p.start < c.end for c in cadences)
        ]
        for group in _lists_of_periods(words, periods):
            start, end = group[0].start, group[-1].end
            before = words[:start]
            anchored = find_anchor(words, end)
            if anchored is None or re.search(r"\b(?:for|last|past|previous|over)\s*$", before, re.I):
                for period in group:
                    self._without_anchor(words, base, period)
                continue
            lead = LEAD_WITHIN.search(before)
            for period in group:
                self._add(
                    base + (lead.start() if lead else start),
                    base + anchored[1],
                    "relative",
                    offset=period.iso,
                    anchor=anchored[0],
                    problem=f"This period is in working days, which {period.iso} does not say: check the date."
                    if period.working
                    else None,
                )
        for match in re.finditer(
            r"\b(?:before|by|prior to|no later than|at|up to|on|upon|immediately (?:on|upon))\s+(?=the\b|th|its\b|issue\b|receipt\b)",
            words,
            re.I,
        ):
            moment = find_anchor(words, match.end())
            if moment is not None and (
                moment[0] == "end"
                or not re.match(
                    r"(?:the|this) (?:improvement )?(?:notice|direction)", words[match.end() :], re.I
                )
            ):
                offset = None if moment[0] == "end" else "P0D"
                self._add(base + match.start(), base + moment[1], "relative", offset=offset, anchor=moment[0])

    def _without_anchor(self, words: str, base: int, period: FoundPeriod) -> None:
        before, after = words[: period.start], words[period.end :]
        if NEARLY_ALWAYS_PAST.search(before):
            return
        ahead, within, soon = LEAD_AHEAD.search(before), LEAD_WITHIN.search(before), LEAD_NEXT.search(before)
        to_event = TO_EVENT.match(after)
        if soon:
            problem = "The clause does not say from when this period runs; it was taken from the issue of the notice."
            self._add(
                base + soon.start(),
                base + period.end,
                "relative",
                offset=period.iso,
                anchor="issue",
                problem=problem,
            )
        elif to_event and (ahead or within) and not SHARE.search(words):
            lead = (ahead or within).start()  # type: ignore[union-attr]
            stop = CLAUSE_END.search(after, to_event.end())
            self._add(base + lead, base + period.end + (stop.start() if stop else len(after)), "event")
        elif within and re.match(r"within|no later|not later", within[0], re.I) and not SHARE.search(words):
            short = re.search(r"H$|D$", period.iso)
            opens = not before[: within.start()].strip(" ,(")
            if short and not opens:
                self._add(base + within.start(), base + period.end, "event",
                          problem="The clause does not say from when this period runs.")  # fmt: skip
                return
            problem = "The clause does not say from when this period runs; it was taken from the issue of the notice."
            self._add(
                base + within.start(),
                base + period.end,
                "relative",
                offset=period.iso,
                anchor="issue",
                problem=problem,
            )

    # -- dates -----------------------------------------------------------------------------------------------------

    def _absolute(self, words: str, base: int, standing: list[re.Match[str]]) -> None:
        dates = find_dates(words)
        years = [year for year in find_years(words, dates) if re.search(r"\b(?:by|before)\s+(?:the end of\s+)?$", words[: year.start], re.I)
                 and re.match(r"\s*(?:[.,;:)]|and\b|or\b|$)", words[year.end :])]  # fmt: skip
        accepted_until = -1
        for date in sorted([*dates, *years], key=lambda found: found.start):
            if any(m.start() <= date.start < m.end() for m in standing):
                continue
            before = words[: date.start]
            chained = accepted_until >= 0 and bool(CHAIN.match(words[accepted_until : date.start]))
            lead = self._lead(words, before, date)
            start = date.start if chained and lead is None else lead
            if start is None:
                self._left(words, date)
                continue
            accepted_until = date.end
            if re.search(r"\bbetween\s*(?:the\s+)?$", before, re.I) and re.match(
                r"\s+and\b", words[date.end :]
            ):
                continue  # "between April and June 2013": only the second is the last day
            self._dated(words, base, start, date)

    def _lead(self, words: str, before: str, date: FoundDate) -> int | None:
        """Where the words that make this date a deadline start, or None if they do not."""
        strong = STRONG.search(before) or PERIOD_TO.search(before)
        if strong:
            return strong.start()
        past = PAST.search(before)
        if past and re.search(r"\bthis\s+(?:improvement\s+)?$", before[: past.start()], re.I):
            past = None  # "set out in this Notice in October 2012": the notice is not what is dated
        if past and not FUTURE.search(before[max(0, past.start() - 40) :]):
            return None
        if STARTS.search(before):
            return None
        weak = WEAK.search(before)
        if weak is None:
            return None
        if re.match(r"of\b", weak[0], re.I) and not re.search(r"\bweek\b", weak[0], re.I):
            return None
        if date.date and self.not_before and date.date < self.not_before:
            return None
        return weak.start() if DUTY.search(before) else None

    def _dated(self, words: str, base: int, start: int, date: FoundDate) -> None:
        last, precision, problem = date.date, date.precision, date.problem
        lead = words[start : date.start]
        exclusive = re.match(r"(?:before|prior to)\b", lead, re.I)
        if last and exclusive and date.first and not re.search(r"\bend\b", date.raw, re.I):
            last, precision = date.first - datetime.timedelta(days=1), "day"
        if last and re.search(r"\bweek (?:commencing|beginning|of)\b", lead, re.I):
            last += datetime.timedelta(days=6)
            problem = problem or "A week was taken to end six days after it begins."
        if last and self.not_before and last < self.not_before:
            problem = problem or f"The date {date.raw} is earlier than the document itself."
        self._add(base + start, base + date.end, "absolute", date=last, precision=precision, problem=problem)

    def _left(self, words: str, date: FoundDate) -> None:
        """A date that is no deadline: said aloud unless it is plainly a date of the past."""
        before = words[: date.start]
        asks = DUTY.search(words) or starts_as_order(words)
        if date.problem:
            self.notes.append(date.problem)
        elif STARTS.search(before) and asks and not PAST.search(before) and self._to_come(date):
            self.notes.append(
                f"The date {date.raw} is when something starts; it was not taken as a deadline."
            )
        elif (
            DUTY.search(before)
            and not PAST.search(before)
            and self._to_come(date)
            and not re.search(r"(?:[(“\"'‘]|\bof(?:\s+the)?)\s*$", before)
        ):
            self.notes.append(f"The date {date.raw} was not taken as a deadline.")

    def _to_come(self, date: FoundDate) -> bool:
        return bool(date.date and self.not_before and date.date >= self.not_before)

    # -- again and again, and when something happens ---------------------------------------------------------------

    def _recurring(self, words: str, base: int) -> None:
        for cadence in find_cadences(words):
            span = words[cadence.start : cadence.end]
            clause = re.split(r"[;:]", words[: cadence.start])[-1]
            if CONDITIONAL.search(clause) or (span[:1].isupper() and cadence.start > 0):
                continue
            if re.fullmatch(r"annual", span, re.I):
                if re.match(
                    r"\s+(?:leave|conference|budget|appraisal|turnover|rate|average|(?:reviews|reports|assessments|checks)\b)",
                    words[cadence.end :],
                    re.I,
                ):
                    continue
                if any(
                    base <= d.start < base + len(words) and d.kind in ("absolute", "relative")
                    for d in self.found
                ):
                    self.notes.append(
                        "The clause names something annual and a date of its own: check whether it recurs."
                    )
                    continue
            if any(
                base <= d.start < base + len(words) and d.every == cadence.every
                for d in self.found
                if d.every
            ):
                continue  # "monthly data, by the tenth day of each month" is said twice and recurs once
            problem = f"“{span}” can be read in two ways." if cadence.unsure else None
            self._add(
                base + cadence.start, base + cadence.end, "recurring", every=cadence.every, problem=problem
            )
        for match in EVERY_MEETING.finditer(words):
            self._add(base + match.start(), base + match.end(), "recurring", every_meeting=True)

    def _events(self, words: str, base: int) -> None:
        for pattern in EVENTS:
            for match in pattern.finditer(words):
                self._add(base + match.start(), base + match.end(), "event")
        for match in SOON.finditer(words):
            self._add(
                base + match.start(),
                base + match.end(),
                "event",
                problem="“As soon as possible” has no date.",
            )
        for match in ALONE_AT_ONCE.finditer(words):
            self._add(base + match.start(), base + match.end(), "relative", offset="P0D", anchor="issue",
                      problem="“Immediately” was taken from the issue of the notice.")  # fmt: skip


def _lists_of_periods(words: str, periods: list[FoundPeriod]) -> list[list[FoundPeriod]]:
    """Periods that are said in one breath ("six months and twelve months after …") count from the same moment."""
    groups: list[list[FoundPeriod]] = []
    for period in periods:
        last = groups[-1][-1] if groups else None
        joined = last is not None and (
            period.start < last.end
            or re.fullmatch(r"\s*,?\s*(?:(?:and|or)\s+)?(?:again\s+)?", words[last.end : period.start])
        )
        if joined:
            groups[-1].append(period)
        else:
            groups.append([period])
    return groups


def with_board_cadence(found: list[FoundDeadline], every: str | None) -> list[FoundDeadline]:
    """What falls due at each meeting recurs as the board meets."""
    return [replace(d, every=every) if d.every_meeting else d for d in found]
