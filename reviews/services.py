"""What happens around reviews: an instrument is taken up, a review is held, a report is sent."""

from __future__ import annotations

import datetime

from django.db import transaction

from actions.models import Plan
from boards.models import Board, BoardMember
from councils import audit
from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused
from notices.models import Notice
from notices.recording import fit

from .models import ReportDue, Review, WrittenReport
from .skeleton import BoardTerms, skeleton


@transaction.atomic
def take_up(notice: Notice, *, by: User | None, on: datetime.date) -> None:
    """Begin the work that an instrument in force asks for: an empty plan, its board, its reviews, the reports due.

    Safe to repeat: what is there stays as it is, so a date that somebody has changed is not put back.
    """
    Notice.objects.select_for_update().get(pk=notice.pk)
    if not notice.is_standing or notice.issued_on is None:
        raise Refused("Only a notice that is in force can be taken up.")
    asked = skeleton(notice, issued_on=notice.issued_on)
    of_notice = {"council_id": notice.council_id, "notice": notice}
    plan, new_plan = Plan.objects.get_or_create(
        **of_notice, defaults={"title": "Improvement plan", "due_on": asked.plan_due_on}
    )
    if (
        plan.due_on is None and asked.plan_due_on is not None
    ):  # begun for the draft: only now is the date known
        plan.due_on = asked.plan_due_on
        plan.save(update_fields=["due_on"])
    if asked.board:
        _take_up_board(notice, asked.board, on=on)
    new_reviews = not Review.objects.filter(**of_notice).exists()
    if new_reviews:
        Review.objects.bulk_create(
            Review(
                **of_notice,
                kind=review.kind,
                due_on=review.due_on,
                precision=review.precision,
                source=review.source,
                words=review.words,
            )
            for review in asked.reviews
        )
    if not ReportDue.objects.filter(**of_notice).exists():
        ReportDue.objects.bulk_create(
            ReportDue(
                **of_notice,
                author=report.author,
                recipient=fit(ReportDue, "recipient", report.recipient),
                due_on=report.due_on,
                precision=report.precision,
            )
            for report in asked.reports
        )
    if new_plan or (new_reviews and asked.reviews):
        audit.record(
            "took up a notice",
            council_id=notice.council_id,
            about=notice,
            by=by,
            link=notice.get_absolute_url(),
            board=asked.board.name if asked.board else None,
            reviews=[review.due_on.isoformat() for review in asked.reviews],
            reports=[report.due_on.isoformat() for report in asked.reports],
        )


def _take_up_board(notice: Notice, asked: BoardTerms, *, on: datetime.date) -> None:
    board, new = Board.objects.get_or_create(
        council_id=notice.council_id,
        notice=notice,
        defaults={
            "name": fit(Board, "name", asked.name),
            "terms_of_reference": asked.terms_of_reference,
            "meets_every": asked.meets_every,
            "independent_chair": asked.independent_chair,
            "department_attends_as": fit(Board, "department_attends_as", asked.department_attends_as),
            "change_needs_consent_of": fit(Board, "change_needs_consent_of", asked.change_needs_consent_of),
        },
    )
    if new and asked.chair_name:
        BoardMember.objects.create(
            council_id=notice.council_id,
            board=board,
            name=fit(BoardMember, "name", asked.chair_name),
            role=BoardMember.Role.CHAIR,
            valid_from=on,
        )


@transaction.atomic
def hold_review(
    review: Review,
    *,
    by: User | None,
    on: datetime.date,
    held_on: datetime.date,
    held_by: str = "",
    summary: str = "",
) -> None:
    """Record that the Department held a review, on a day that is not in the future, and what it found as a whole."""
    review.refresh_from_db(from_queryset=Review.objects.select_for_update())
    if review.held_on is not None:
        raise Refused(f"This review was recorded as held on {long_date(review.held_on)}.")
    if held_on > on:
        raise Refused("The day on which the review was held must be today or in the past.")
    review.held_on, review.held_by, review.summary = held_on, held_by.strip(), summary.strip()
    review.save(update_fields=["held_on", "held_by", "summary"])
    _record("held a review", review, by=by, held_on=held_on)


@transaction.atomic
def report_sent(report: ReportDue, *, by: User | None, on: datetime.date, sent_on: datetime.date) -> None:
    """Record that a report which the notice asks for went to its recipient, on a day that is not in the future."""
    report.refresh_from_db(from_queryset=ReportDue.objects.select_for_update())
    if report.sent_on is not None:
        raise Refused(f"This report was recorded as sent on {long_date(report.sent_on)}.")
    if sent_on > on:
        raise Refused("The day on which the report was sent must be today or in the past.")
    if WrittenReport.objects.filter(council_id=report.council_id, report_due=report).exists():
        raise Refused("This report is being written here. It is sent from its own page, once it is signed.")
    report.sent_on = sent_on
    report.save(update_fields=["sent_on"])
    _record("sent a report", report, by=by, sent_on=sent_on)


def _record(verb: str, row: Review | ReportDue, *, by: User | None, **days: datetime.date) -> None:
    audit.record(
        verb,
        council_id=row.council_id,
        about=f"{row}, due {long_date(row.due_on)}",
        by=by,
        **{name: day.isoformat() for name, day in days.items()},
    )
