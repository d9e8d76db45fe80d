"""What comes next for a board: meetings, cut-offs, reviews, reports that are due, deadlines of the notice."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from boards.models import Board, Meeting
from councils.lateness import lateness
from notices.models import Deadline, Notice, Requirement
from notices.register import KEPT
from reviews.models import ReportDue, Review

from . import links
from .as_at_rows import rows_as_at
from .report_requirements import Judgements

AHEAD = datetime.timedelta(days=183)


@dataclass(frozen=True)
class ComingDate:
    on: datetime.date
    what: str
    words: str  # "due in 12 days", "3 days overdue"
    path: str  # of the page where it is kept
    overdue: bool = False


def coming_dates(
    notice: Notice, board: Board | None, judged: Judgements, *, as_at: datetime.date
) -> list[ComingDate]:
    """The next six months, and what is late: reviews and reports that did not take place, deadlines of requirements
    that nobody has judged to be met."""
    until = as_at + AHEAD
    slug = notice.council.slug
    found = [
        *(_meetings(notice, slug, board, as_at, until) if board else []),
        *_reviews_and_reports(notice, slug, as_at, until),
        *_deadlines(notice, slug, judged, as_at, until),
    ]
    return sorted(found, key=lambda date: (date.on, date.what))


def _meetings(
    notice: Notice, slug: str, board: Board, as_at: datetime.date, until: datetime.date
) -> Iterator[ComingDate]:
    rows = rows_as_at(Meeting, as_at=as_at, came_with=notice, council_id=board.council_id, board_id=board.pk)
    for meeting in rows:
        if meeting.state == Meeting.State.CANCELLED or not as_at <= meeting.held_on <= until:
            continue
        path = links.meeting(slug, meeting.number)
        yield _date(meeting.held_on, f"{board.name}: meeting {meeting.number}", path, as_at)
        if meeting.cut_off_on >= as_at:
            what = f"Last day for updates before meeting {meeting.number}"
            yield _date(meeting.cut_off_on, what, path, as_at)


def _reviews_and_reports(
    notice: Notice, slug: str, as_at: datetime.date, until: datetime.date
) -> Iterator[ComingDate]:
    own = {"council_id": notice.council_id, "notice_id": notice.pk}
    for review in rows_as_at(Review, as_at=as_at, came_with=notice, **own):
        if review.due_on <= until and not _done(review.held_on, as_at):
            yield _date(
                review.due_on, f"{review.get_kind_display()} by the Department", links.reviews(slug), as_at
            )
    for report in rows_as_at(ReportDue, as_at=as_at, came_with=notice, **own):
        if report.due_on <= until and not _done(report.sent_on, as_at):
            yield _date(report.due_on, str(report), links.reviews(slug), as_at)


def _deadlines(
    notice: Notice, slug: str, judged: Judgements, as_at: datetime.date, until: datetime.date
) -> Iterator[ComingDate]:
    binding = Requirement.objects.filter(
        council_id=notice.council_id,
        notice=notice,
        binds=Requirement.Binds.COUNCIL,  # the chair's and the Department's are reports and reviews
    ).in_bulk()
    for deadline in rows_as_at(Deadline, as_at=as_at, came_with=notice, council_id=notice.council_id):
        clause, judgement = binding.get(deadline.requirement_id), judged.get(deadline.requirement_id)
        if clause is None or deadline.due_on is None or deadline.due_on > until:
            continue
        if judgement is None or judgement.value not in KEPT:
            late = " (nobody has judged it met)" if deadline.due_on < as_at else ""
            what = f"Deadline of {clause.citation}: {deadline.span}{late}"
            path = links.requirement(slug, notice.number, clause.seq)
            yield _date(deadline.due_on, what, path, as_at)


def _done(done_on: datetime.date | None, as_at: datetime.date) -> bool:
    return done_on is not None and done_on <= as_at


def _date(day: datetime.date, what: str, path: str, as_at: datetime.date) -> ComingDate:
    return ComingDate(day, what, lateness(day, on=as_at), path, day < as_at)
