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
