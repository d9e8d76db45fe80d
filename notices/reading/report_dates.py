"""Which dates of a clause are those of the report that it owes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .cadences import find_cadences
from .dates import find_dates
from .deadlines import FoundDeadline
from .report_words import REPORTS
from .reviews import REPORT, REVIEW_OR_MEET, nearest
from .wording import DUTY

# "… against its plan, which must be ready within five weeks"
OF_SOMETHING_ELSE = re.compile(
    r",\s+which\s+(?!report)[^,;]*\b(?:must|shall|should|is to|are to)\b[^,;]*$", re.I
)
# "every quarter from April 2019", "every two months, starting in January 2020": where a rhythm begins
FROM_THEN = re.compile(
    r"\b(?:from|starting(?:\s+(?:in|from))?|beginning(?:\s+(?:in|from))?)\s+(?:the\s+)?$", re.I
)
# "an annual report, the first by 30 April": it recurs, and has a day of its own
ANNUAL = re.compile(
    r"\b(?:annual|yearly)\s+(?:[\w-]+\s+){0,2}(?:reports?|statements?|accounts?|updates?|letters?)\b", re.I
)
EACH_MEETING = re.compile(
    r"\b(?:before|ahead of|in advance of)\s+each\s+of\s+(?:its|their|the\s[\w'’ ]{3,50}['’]s?)\s+meetings\b",
    re.I,
)
FIRST_DAY = re.compile(
    r"\b(?:beginning|starting|commencing)\s+(?:on|by|not later than|no later than)\s+$", re.I
)
# "a report of the review": the review is what it tells of
OF_A_REVIEW = re.compile(
    r"(\breports?\s+(?:of|on|from)\s+(?:the|its|that|this)\s+(?:\w+\s+)?|\b(?:for|before|in time for|ahead of|in advance of)\s+(?:the|each|its)\s+(?:\w+\s+){0,4}?)(reviews?)\b",
    re.I,
)
PLAN = re.compile(r"\b(?:plan|strategy|scheme|timetable|programme)\b", re.I)


def dates_of(
    text: str, start: int, end: int, deadlines: Sequence[FoundDeadline], meets_every: str | None
) -> list[FoundDeadline]:
    """`meets_every`: how often the board meets, for what is owed before each meeting."""
    plain = OF_A_REVIEW.sub(lambda m: m[1] + " " * len(m[2]), text)
    deadlines = [_before_meeting(d, text, meets_every) for d in deadlines]
    found = [
        deadline
        for deadline in deadlines
        if start <= deadline.start < end
        and deadline.kind in ("absolute", "relative", "recurring")
        and nearest(plain, start, end, deadline, REPORT, REVIEW_OR_MEET)
        and not OF_SOMETHING_ELSE.search(text[start : deadline.start])
        and not _of_a_plan(text[start : deadline.start], text[deadline.end : end])
        and not _of_another_duty(text[start:end], deadline.start - start)
        and not FROM_THEN.search(text[start : deadline.start])
    ]
    if any(d.every for d in found):
        found += [
            FoundDeadline(
                "absolute", start + day.start, start + day.end, date=day.date, precision=day.precision
            )
            for day in find_dates(text[start:end])
            if day.date
            and FIRST_DAY.search(text[start : start + day.start])
            and day.date not in {d.date for d in found}
        ]
    if ANNUAL.search(text, start, end) and found and not any(d.every for d in found):
        first = found[0]
        found.append(FoundDeadline("recurring", first.start, first.end, every="P1Y"))
    return found


def _before_meeting(deadline: FoundDeadline, text: str, meets_every: str | None) -> FoundDeadline:
    """ "no later than five working days before each of its meetings": as often as the board meets."""
    if deadline.kind == "event" and EACH_MEETING.search(text[deadline.start : deadline.end]):
        return replace(deadline, kind="recurring", every=meets_every)
    if deadline.kind == "event" and (often := find_cadences(text[deadline.start : deadline.end])):
        return replace(
            deadline, kind="recurring", every=often[0].every
        )  # "within a month of the end of each quarter"
    return deadline


def _of_another_duty(words: str, place: int) -> bool:
    """ "must reduce the caseload by 31 January and must report on it every month": the date is the first duty's."""
    report = REPORTS.search(words)
    return bool(
        report
        and place < report.start()
        and DUTY.search(words[:place])
        and DUTY.search(words[place : report.start()])
    )


def _of_a_plan(before: str, after: str) -> bool:
    """ "must give the Board a plan by 20 May, and a report at each meeting": the date is the plan's."""
    return bool(PLAN.search(before) and not REPORT.search(before) and REPORT.search(after))
