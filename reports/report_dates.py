"""What comes next for a board: meetings, cut-offs, reviews, reports that are due, deadlines of the notice."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from boards.models import Board, Meeting
from councils.lateness import lateness
from notices.models import Deadline, Notice, Requirement
from notices.register import KEPT
from reviews.models import ReportDue, Review

from .report_requirements import Judgements

AHEAD = datetime.timedelta(days=183)


@dataclass(frozen=True)
class ComingDate:
    on: datetime.date
    what: str
    words: str  # "due in 12 days", "3 days overdue"
    overdue: bool = False


def coming_dates(
    notice: Notice, board: Board | None, judged: Judgements, *, as_at: datetime.date
) -> list[ComingDate]:
    """The next six months, and what is late: reviews and reports that did not take place, deadlines of requirements
    that nobody has judged to be met."""
    until = as_at + AHEAD
    found = [
        *(_meetings(board, as_at, until) if board else []),
        *_reviews_and_reports(notice, as_at, until),
        *_deadlines(notice, judged, as_at, until),
    ]
    return sorted(found, key=lambda date: (date.on, date.what))


def _meetings(board: Board, as_at: datetime.date, until: datetime.date) -> Iterator[ComingDate]:
    meetings = Meeting.objects.filter(council_id=board.council_id, board=board).not_cancelled()
    for meeting in meetings.filter(held_on__range=(as_at, until)):
        yield _date(meeting.held_on, f"{board.name}: meeting {meeting.number}", as_at)
        if meeting.cut_off_on >= as_at:
            yield _date(meeting.cut_off_on, f"Last day for updates before meeting {meeting.number}", as_at)


def _reviews_and_reports(notice: Notice, as_at: datetime.date, until: datetime.date) -> Iterator[ComingDate]:
    own = {"council_id": notice.council_id, "notice": notice, "due_on__lte": until}
    for review in Review.objects.filter(_not_done("held_on", as_at), **own):
        yield _date(review.due_on, f"{review.get_kind_display()} by the Department", as_at)
    for report in ReportDue.objects.filter(_not_done("sent_on", as_at), **own):
        yield _date(report.due_on, str(report), as_at)


def _deadlines(
    notice: Notice, judged: Judgements, as_at: datetime.date, until: datetime.date
) -> Iterator[ComingDate]:
    deadlines = Deadline.objects.filter(
        council_id=notice.council_id,
        requirement__notice=notice,
        requirement__binds=Requirement.Binds.COUNCIL,  # the chair's and the Department's are reports and reviews
        due_on__lte=until,
    ).select_related("requirement")
    for deadline in deadlines:
        judgement = judged.get(deadline.requirement_id)
        if deadline.due_on and (judgement is None or judgement.value not in KEPT):
            late = " (nobody has judged it met)" if deadline.due_on < as_at else ""
            what = f"Deadline of {deadline.requirement.citation}: {deadline.span}{late}"
            yield _date(deadline.due_on, what, as_at)


def _not_done(done_on: str, as_at: datetime.date) -> Q:
    return Q(**{f"{done_on}__isnull": True}) | Q(**{f"{done_on}__gt": as_at})


def _date(day: datetime.date, what: str, as_at: datetime.date) -> ComingDate:
    return ComingDate(day, what, lateness(day, on=as_at), day < as_at)
