"""Reports to the Department: one received, with the review that followed it; one that came back; one begun and late."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from councils.models import EmailAtOnce, User
from councils.outbox import OutboxState
from notices.models import Notice
from reviews.models import ReportDue, ReportSection, Review, StepMail, WrittenReport
from reviews.outcomes import decide, why_not_decided
from reviews.writing import verbs

Day = datetime.timedelta
WORDS = {
    "summary": "Steady progress in most of the plan. Supervision and the timeliness of assessments still need the Board’s "
    "attention; partners attend and contribute.",
    "progress": "More actions are finished than at the last report, and fewer are off track.",
    "exceptions": "Each of these was challenged at the last meeting. The dates asked for are realistic.",
    "decisions": "The Board confirmed what it had seen evidence of, and returned what it had not.",
    "target": "The figures move in the right direction. The Board looks at them every month.",
    "requirement": "Practice is better in the teams that were audited. The Board wants to see the same in all of them.",
}


@dataclass(frozen=True)
class Cast:
    lead: User
    director: User
    chair: User
    lead_member: User | None
    case_lead: User


def report_and_decide(notice: Notice, cast: Cast, *, on: datetime.date) -> None:
    """Of a council whose first chair's report is past: received, the review held on its basis, and decided."""
    due = _first(notice, ReportDue.Author.BOARD_CHAIR)
    if due is None or due.due_on >= on:
        return
    report = _written(due, cast, signer=cast.chair, on=due.due_on - Day(days=2))
    verbs.take(report, "receive", by=cast.case_lead, on=due.due_on)
    _long_told(report)
    review = Review.objects.filter(notice=notice, held_on__isnull=False).order_by("due_on").first()
    if review is not None and review.held_on is not None and why_not_decided(review) is None:
        decide(
            review, by=cast.case_lead, on=on, kind="continue", decided_on=review.held_on + Day(days=5),
            decided_by="Helena Marchbanks MP, Minister of State for Children and Families",
            reason="The measures begin to show. The requirements stand until the next review.",
        )  # fmt: skip


def one_comes_back_and_one_is_late(notice: Notice, cast: Cast, *, on: datetime.date) -> None:
    """The Leader's report was sent early and came back with a question; the chair's is begun, and late."""
    leaders, chairs = _first(notice, ReportDue.Author.LEADER), _first(notice, ReportDue.Author.BOARD_CHAIR)
    if leaders is not None and cast.lead_member is not None:
        report = _written(leaders, cast, signer=cast.lead_member, on=on - Day(days=12))
        verbs.take(
            report, "ask-changes", by=cast.case_lead, on=on - Day(days=8),
            note="Say what the council itself will spend on early help next year.",
        )  # fmt: skip
        verbs.take(report, "revise", by=cast.lead, on=on - Day(days=6))
        _long_told(report)
        _one_was_given_up(report, to=cast.lead_member, on=on - Day(days=8))
    if chairs is not None:
        report = verbs.start(chairs, by=cast.lead, on=on)
        for section in ReportSection.objects.filter(report=report, kind__in=["summary", "progress"]):
            verbs.write(section, by=cast.lead, text=WORDS[section.kind], based_on=0)


def _written(due: ReportDue, cast: Cast, *, signer: User, on: datetime.date) -> WrittenReport:
    """From its first words to its sending, all on one day."""
    report = verbs.start(due, by=cast.lead, on=on)
    for section in ReportSection.objects.filter(report=report):
        section.report = report
        verbs.write(section, by=cast.lead, text=WORDS[section.kind], based_on=0)
    for name, by in (
        ("put-to-check", cast.lead),
        ("check", cast.director),
        ("sign", signer),
        ("send", cast.chair),
    ):
        verbs.take(report, name, by=by, on=on)
    return report


def _long_told(report: WrittenReport) -> None:
    """The e-mails of these steps went out at the time."""
    mails = StepMail.objects.filter(council_id=report.council_id, step__report=report)
    mails.update(state=OutboxState.DONE, finished_at=timezone.now())


def _one_was_given_up(report: WrittenReport, *, to: User, on: datetime.date) -> None:
    """The newest e-mail of a step: the mail server took it at none of ten tries."""
    mail = StepMail.objects.filter(council_id=report.council_id, step__report=report).order_by("id").last()
    assert mail is not None
    why = "The mail server did not take it (SMTPServerDisconnected)."
    StepMail.objects.filter(pk=mail.pk).update(state=OutboxState.PARKED, error=why)
    EmailAtOnce.objects.create(
        council_id=report.council_id, reference=mail.reference, recipient=to, state=OutboxState.PARKED, why=why,
        subject=f"{report.title} {report.number} of {report.council} {mail.step.step.past}",
        first_tried_at=timezone.make_aware(datetime.datetime.combine(on, datetime.time(12))),
    )  # fmt: skip


def _first(notice: Notice, author: str) -> ReportDue | None:
    found: ReportDue | None = (
        ReportDue.objects.filter(notice=notice, author=author).order_by("due_on").first()
    )
    return found
