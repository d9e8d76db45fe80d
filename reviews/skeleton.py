"""What an instrument asks for, worked out from its reading: the plan's date, the board's terms, reviews, reports.

Values only, no rows: the check page shows them before anything is saved, and `services.take_up` writes them.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from boards.models import Cadence
from notices import periods, terms
from notices.models import Notice

from .models import ReportDue, Review

Json = dict[str, Any]
USUAL_REVIEWS = ("P6M", "P12M", "P18M")
HORIZON = "P18M"
# Bodies that report as partners: the Local Safeguarding Children Board has a chair too, who is not this board's.
_PARTNER = re.compile(r"\b(partners?|agency|agencies|health|police|safeguarding)\b", re.I)


@dataclass(frozen=True)
class BoardTerms:
    name: str
    meets_every: str
    independent_chair: bool
    chair_name: str
    department_attends_as: str
    change_needs_consent_of: str
    terms_of_reference: str


@dataclass(frozen=True)
class ReviewAt:
    kind: str
    due_on: datetime.date
    precision: str
    source: str
    words: str


@dataclass(frozen=True)
class ReportAt:
    author: str
    recipient: str
    due_on: datetime.date
    precision: str


@dataclass(frozen=True)
class Skeleton:
    period_ends_on: datetime.date | None
    plan_due_on: datetime.date | None
    board: BoardTerms | None
    reviews: list[ReviewAt]
    reports: list[ReportAt]


def skeleton(notice: Notice, *, issued_on: datetime.date) -> Skeleton:
    reading: Json = notice.reading
    ends_on = terms.period_ends_on(reading, issued_on=issued_on)
    reviews = reviews_at(reading, issued_on=issued_on)
    until = ends_on or periods.after(issued_on, HORIZON)
    return Skeleton(
        period_ends_on=ends_on,
        plan_due_on=plan_due_on(reading, issued_on=issued_on),
        board=board_terms(reading),
        reviews=reviews,
        reports=reports_at(reading, issued_on=issued_on, until=until, reviews=reviews),
    )


def plan_due_on(reading: Json, *, issued_on: datetime.date) -> datetime.date | None:
    """When the improvement plan must be agreed: the earliest deadline in a sentence about the plan, of a clause that asks
    for an improvement plan. None where the notice gives no date."""
    texts = {item["seq"]: item["text"] for item in reading["requirements"]}
    found = []
    for deadline in reading["deadlines"]:
        text = texts.get(deadline["requirement"], "")
        sentence = terms.sentence_with(text, deadline["span"])
        if re.search(r"\bimprovement plan\b", text, re.I) and re.search(r"\bplan\b", sentence, re.I):
            found.append(terms.deadline_due_on(deadline, issued_on=issued_on))
    return min((day for day in found if day), default=None)


def board_terms(reading: Json) -> BoardTerms | None:
    board = reading["board"]
    if not board:
        return None
    every = board["meets_every"]
    clause = _clause_of_board(reading, board)
    if every not in Cadence.values:
        unsaid = f"The notice says {periods.in_words(every)}" if every else "The notice does not say"
        clause = f"{unsaid} how often the board meets; every month is assumed. {clause}".strip()
        every = Cadence.MONTHLY.value
    return BoardTerms(
        name=board["name"],
        meets_every=every,
        independent_chair=bool(board["independent_chair"]),
        chair_name=board.get("chair_name") or "",
        department_attends_as=board["department_attends_as"] or "",
        change_needs_consent_of=board["change_needs_consent_of"] or "",
        terms_of_reference=clause,
    )


def _clause_of_board(reading: Json, board: Json) -> str:
    """The clause that sets the board up: the one that says how often it meets."""
    texts = {item["seq"]: item["text"] for item in reading["requirements"]}
    for deadline in reading["deadlines"]:
        if board["meets_every"] and deadline["every"] == board["meets_every"]:
            text: str = texts.get(deadline["requirement"], "")
            if "board" in text.lower():
                return text
    return ""


def reviews_at(reading: Json, *, issued_on: datetime.date) -> list[ReviewAt]:
    """Printed dates; else counted from the issue; 6, 12 and 18 months where the instrument names none."""
    printed = [
        (term, due_on)
        for term in reading["reviews"]
        if (due_on := terms.term_due_on(term, issued_on=issued_on)) is not None
    ]
    source = Review.Source.RELATIVE
    if not printed:
        words = "The notice gives no date: the usual 6, 12 and 18 months"
        days = [(periods.after(issued_on, offset), "day", None, words, source) for offset in USUAL_REVIEWS]
    else:
        days = [
            (
                due_on,
                term["precision"] or "day",
                term["kind"],
                "" if term["date"] else f"{periods.in_words(term['offset'])} from the start of the notice",
                Review.Source.PRINTED if term["date"] else source,
            )
            for term, due_on in printed
        ]
    by_day = {day[0]: day for day in sorted(days, key=lambda day: day[0])}
    return [
        ReviewAt(
            kind=_review_kind(kind, first=n == 0, last=n == len(by_day) - 1),
            due_on=due_on,
            precision=precision,
            source=source,
            words=words,
        )
        for n, (due_on, precision, kind, words, source) in enumerate(by_day.values())
    ]


def _review_kind(kind: str | None, *, first: bool, last: bool) -> str:
    if kind in Review.Kind.values:
        return kind  # type: ignore[return-value]
    return Review.Kind.INITIAL if first else Review.Kind.FINAL if last else Review.Kind.FURTHER


def reports_at(
    reading: Json, *, issued_on: datetime.date, until: datetime.date, reviews: list[ReviewAt]
) -> list[ReportAt]:
    """Printed dates; a first report so long after issue; then every so often, counted from issue (a 6 monthly report
    informs the review of 6 months) until the period ends. A Leader's report without a date goes with each review."""
    found: dict[tuple[str, datetime.date], ReportAt] = {}

    def add(term: Json, due_on: datetime.date, precision: str) -> None:
        author, recipient = author_of(term["from"]), term["to"] or "the Department for Education"
        found.setdefault((author, due_on), ReportAt(author, recipient, due_on, precision))

    for term in reading["reports"]:
        if goes_to_the_board(term):
            continue
        first = terms.term_due_on(term, issued_on=issued_on)
        every = periods.is_period(term["every"])
        if first is not None:
            add(term, first, term["precision"] or "day")
        if every:
            for day in periods.series(issued_on, term["every"], until=until):
                if first is None or day > first:
                    add(term, day, "day")
        if first is None and not every and author_of(term["from"]) == ReportDue.Author.LEADER:
            for review in reviews:
                add(term, review.due_on, review.precision)
    return sorted(found.values(), key=lambda report: (report.due_on, report.author))


def author_of(words: str) -> str:
    """The reader says "board chair" for the chair of this board, and the document's words for anybody else."""
    words = words.strip().lower()
    if words == "board chair":
        return ReportDue.Author.BOARD_CHAIR
    if words.startswith(("leader", "the leader")):
        return ReportDue.Author.LEADER
    return ReportDue.Author.PARTNER if _PARTNER.search(words) else ReportDue.Author.OTHER


def goes_to_the_board(term: Json) -> bool:
    """Reports to the board itself are papers of its meetings; only reports out of the council are due on a day."""
    return bool(re.search(r"\bboard\b", term["to"] or "", re.I))
