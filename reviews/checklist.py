"""What a review needs, and how far each of it is: the reports, a look from outside, the evidence; and each
requirement as the board and the Department judge it, on the day of the review."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q

from actions.models import Evidence
from councils import status
from councils.lateness import count, is_overdue, lateness, long_date
from councils.models import User
from notices.models import ComplianceJudgement, Requirement

from .models import Citation, ReportDue, Review, Validation, WrittenReport
from .writing.figures import Judged, judged_by

BOARD, DEPARTMENT = ComplianceJudgement.Body.BOARD, ComplianceJudgement.Body.DEPARTMENT


@dataclass(frozen=True)
class Needed:
    what: str
    words: str
    done: bool
    late: bool = False
    report: WrittenReport | None = None


@dataclass(frozen=True)
class Clause:
    """One requirement with the view of each body."""

    requirement: Requirement
    board: str  # a value of the kind "compliance"
    board_words: str
    department: str
    department_words: str

    @property
    def differ(self) -> bool:
        return "not_assessed" not in (self.board, self.department) and self.board != self.department


def checklist(review: Review, user: User, *, on: datetime.date) -> list[Needed]:
    """Reports belong to the first review that is due with them or after them."""
    due = reports_for(review)
    papers = WrittenReport.objects.visible_to(user).filter(council_id=review.council_id, report_due__in=due)
    written = {paper.report_due_id: paper for paper in papers.select_related("report_due", "council")}
    found = []
    for author, what in (
        (ReportDue.Author.BOARD_CHAIR, "Chair’s report"),
        (ReportDue.Author.LEADER, "Leader’s report"),
    ):
        of_author = [row for row in due if row.author == author]
        if not of_author:
            found.append(Needed(what, "The notice asks for none before this review", done=True))
        for row in of_author:
            found.append(_report(what, row, written.get(row.pk), user, on))
    found.append(_validation(review, on=on))
    seen = Evidence.objects.visible_to(user).filter(council_id=review.council_id).order_by().values("pk")
    cited = Citation.objects.filter(council_id=review.council_id, review=review, evidence__in=seen).count()
    words = f"{count(cited, 'piece')} chosen" if cited else "None chosen yet"
    found.append(Needed("Evidence", words, done=cited > 0))
    return found


def reports_for(review: Review) -> list[ReportDue]:
    """Due after the review before this one, up to this one."""
    mine = {"council_id": review.council_id, "notice_id": review.notice_id}
    earlier = _before(review)
    rows = ReportDue.objects.filter(**mine, due_on__lte=review.due_on)
    if earlier is not None:
        rows = rows.filter(due_on__gt=earlier.due_on)
    return list(rows.order_by("due_on", "id"))


def _validation(review: Review, *, on: datetime.date) -> Needed:
    """A look from outside since the review before this one, which the Department has (Herefordshire notice 2013, 32)."""
    earlier = _before(review)
    after = (earlier.held_on or earlier.due_on) if earlier else datetime.date.min
    until = review.held_on or max(review.due_on, on)
    rows = Validation.objects.filter(
        council_id=review.council_id, called_off_on=None, commissioned_on__lte=until
    )
    found = sorted(
        rows.filter(Q(done_on__gt=after) | Q(done_on=None)).exclude(done_on__gt=until),
        key=lambda row: (row.shared_on is None, row.done_on is None, row.due_on),
    )
    if not found:
        return Needed("Outside validation", "None commissioned since the review before", done=False)
    best = found[0]
    if best.shared_on and best.done_on:
        words = f"done on {long_date(best.done_on)}, with the Department since {long_date(best.shared_on)}"
    elif best.done_on:
        words = f"done on {long_date(best.done_on)}, not shared with the Department yet"
    else:
        words = f"due on {long_date(best.due_on)}: {lateness(best.due_on, on=on)}"
    late = is_overdue(best.due_on, on=on, done_on=best.done_on)
    return Needed("Outside validation", f"{best}: {words}", done=best.shared_on is not None, late=late)


def _before(review: Review) -> Review | None:
    rows = Review.objects.filter(council_id=review.council_id, notice_id=review.notice_id)
    return rows.filter(due_on__lt=review.due_on).order_by("-due_on").first()


def clauses_of(review: Review, *, on: datetime.date) -> list[Clause]:
    """As they were judged on the day on which the review was held; before that, today."""
    notice = review.notice
    judged = judged_by(notice, as_at=review.held_on or on)
    rows = Requirement.objects.filter(council_id=review.council_id, notice=notice).binding_council()
    return [_clause(row, judged) for row in rows.filter(children=None).order_by("seq")]


def _clause(row: Requirement, judged: Judged) -> Clause:
    return Clause(
        row,
        judged.value(row.pk, BOARD),
        judged.words(row.pk, BOARD),
        judged.value(row.pk, DEPARTMENT),
        judged.words(row.pk, DEPARTMENT),
    )


def _report(what: str, due: ReportDue, paper: WrittenReport | None, user: User, on: datetime.date) -> Needed:
    words = f"Due on {long_date(due.due_on)}: {lateness_of(due, paper, on=on)}"
    if paper is not None:
        words += f". {status.word('written_report', paper.state_for(user))}"
    late = is_overdue(due.due_on, on=on, done_on=due.sent_on)
    done = due.sent_on is not None and not (paper and paper.is_back)
    return Needed(what, words, done=done, late=late, report=paper)


def lateness_of(due: ReportDue, paper: WrittenReport | None, *, on: datetime.date) -> str:
    """In words. A report that came back is not done, and was not late when it was sent: it is due while its day is ahead."""
    if paper is None or not paper.is_back:
        return lateness(due.due_on, on=on, done_on=due.sent_on)
    return f"came back, {lateness(due.due_on, on=on)}" if due.due_on >= on else "came back"
