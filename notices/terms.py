"""What the wording of an instrument says about the whole of it: how long it runs, and the dates that hang on its issue."""

from __future__ import annotations

import datetime
import re
from typing import Any

from . import periods

Json = dict[str, Any]

_NUMBERS = {"six": 6, "nine": 9, "twelve": 12, "eighteen": 18, "twenty-four": 24, "thirty-six": 36}
_MONTHS = rf"(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})[ -]months?"
# "This Notice will remain in force for 18 months", "a period of 12 months from the date of this Notice"
_RUNS_FOR = re.compile(
    rf"\b(?:notice|direction)\b[^.;]{{0,80}}\b(?:in force|in place|effect|last|run|apply)\b[^.;]{{0,40}}\bfor\b[^.;]{{0,30}}?{_MONTHS}",
    re.I,
)
# "all targets to be met by 18 months from the start of this Notice": the deadline of the whole
_WHOLE = r"\ball (?:[\w-]+ ){0,2}(?:targets|indicators|milestones|actions)\b"
_EVERYTHING = re.compile(
    rf"\bmeet {_WHOLE}|{_WHOLE}[^.;]{{0,40}}\b(?:met|complete|completed|achieved)\b", re.I
)
FROM_ISSUE = ("issue", "start", "commencement")
# "This Direction comes into force on the appointment of the Commissioner", "This Notice takes effect from 1 April 2026"
_TAKES_EFFECT = re.compile(
    r"\b(?:notice|direction)\b (?:shall |will |is to )?"
    r"(?P<verb>takes? effect|comes? into (?:force|effect)|have effect|has effect|commences?|starts?|begins?)"
    r" (?:on|from|with effect from|when|once|upon|after|at)\b (?P<when>[^.;]{3,160})",
    re.I,
)
_ON_ISSUE = re.compile(
    r"\b(?:issue[ds]?|issuing|signed|signature|given|made|date of this (?:notice|direction)|receipt)\b", re.I
)


def takes_effect_on(reading: Json, *, issued_on: datetime.date) -> datetime.date | None:
    """The day on which the instrument starts, or commences: that of its issue unless it says otherwise. None where it says
    that it waits for something whose day it does not give."""
    from .reading.dates import find_dates  # with the reader come its libraries, which no page needs

    for item in reading.get("requirements", []):
        match = _TAKES_EFFECT.search(item["text"])
        if match is None:
            continue
        dates = find_dates(match["when"])
        if dates and dates[0].date:
            return dates[0].date
        if not _ON_ISSUE.search(match["when"]):
            return None
    return issued_on


def anchors(
    reading: Json, *, issued_on: datetime.date, ends_on: datetime.date | None
) -> dict[str, datetime.date | None]:
    """The days from which the deadlines of an instrument count; None for one that the document leaves open."""
    begins = takes_effect_on(reading, issued_on=issued_on)
    return {"issue": issued_on, "start": begins, "commencement": begins, "end": ends_on}


def period_ends_on(reading: Json, *, issued_on: datetime.date) -> datetime.date | None:
    """The planned end of the instrument's period, only where the document says one; None otherwise.

    In this order: a duration of the notice itself; the day by which all targets must be met; the final review.
    The instrument stands after that day too, until it is formally lifted.
    """
    texts = {item["seq"]: item["text"] for item in reading["requirements"]}
    for text in texts.values():
        if match := _RUNS_FOR.search(text):
            number = match["number"].lower()
            months = _NUMBERS.get(number) or int(number)
            return periods.after(issued_on, f"P{months}M")
    for deadline in reading["deadlines"]:
        if _EVERYTHING.search(sentence_with(texts.get(deadline["requirement"], ""), deadline["span"])):
            due_on = deadline_due_on(deadline, issued_on=issued_on)
            if due_on is not None:
                return due_on
    finals = [review for review in reading["reviews"] if review["kind"] == "final"]
    return term_due_on(finals[-1], issued_on=issued_on) if finals else None


def deadline_due_on(deadline: Json, *, issued_on: datetime.date) -> datetime.date | None:
    if deadline["date"]:
        return datetime.date.fromisoformat(deadline["date"])
    counted = deadline["anchor"] in FROM_ISSUE and periods.is_period(deadline["offset"])
    return periods.after(issued_on, deadline["offset"]) if counted else None


def term_due_on(term: Json, *, issued_on: datetime.date) -> datetime.date | None:
    """The day of a review or report: printed, or counted from the issue of the notice."""
    if term["date"]:
        return datetime.date.fromisoformat(term["date"])
    return periods.after(issued_on, term["offset"]) if periods.is_period(term["offset"]) else None


def sentence_with(text: str, span: str) -> str:
    """The sentence of a clause in which some words stand; the whole clause where they cannot be found."""
    start = text.find(span)
    if start < 0:
        return text
    before = text.rfind(". ", 0, start)
    after = text.find(". ", start + len(span))
    return text[before + 2 if before >= 0 else 0 : after + 1 if after >= 0 else len(text)]
