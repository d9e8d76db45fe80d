"""What happens to a report while it is written, checked, signed, sent and received. The database checks the steps again."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from councils import audit
from councils.lateness import long_date
from councils.models import Council, User
from councils.outbox import wake_on_commit
from councils.permissions import Permission
from councils.refusal import Refused

from ..models import ReportDue, ReportSection, ReportStep, SignedReport, StepMail, WrittenReport
from . import table
from .document import as_text, document_of, signer_of
from .figures import Part, parts_of
from .table import Step, Who

WRITTEN_HERE = (ReportDue.Author.BOARD_CHAIR, ReportDue.Author.LEADER)
SIGNS = {
    ReportDue.Author.BOARD_CHAIR: Permission.SIGN_CHAIR_REPORT,
    ReportDue.Author.LEADER: Permission.SIGN_LEADER_REPORT,
}
PRINTS = "reports.tasks.render_waiting"  # of the floor above, by its name
TELLS = "reviews.tasks.send_step_mails"


class Stale(Exception):
    """Somebody saved this section after the person began. Holds it as it is now; nothing was written."""

    def __init__(self, section: ReportSection) -> None:
        super().__init__(f"{section.heading} was saved by somebody else.")
        self.section = section


@transaction.atomic
def start(due: ReportDue, *, by: User, on: datetime.date) -> WrittenReport:
    """Begin the report that is due, with its figures as at today. Beginning it twice is one report."""
    Council.objects.select_for_update(no_key=True).get(
        pk=due.council_id
    )  # one at a time: numbers have no twin
    due.refresh_from_db(from_queryset=ReportDue.objects.select_related("notice__council"))
    found = WrittenReport.objects.filter(council_id=due.council_id, report_due=due).first()
    if found is not None:
        return found
    if due.author not in WRITTEN_HERE:
        raise Refused("Only the reports of the board’s chair and of the Leader are written here.")
    if due.sent_on is not None:
        raise Refused(f"This report was recorded as sent on {long_date(due.sent_on)}.")
    if not due.notice.is_standing:
        raise Refused(f"{due.notice} is not in force any more, so it asks for no report.")
    last = WrittenReport.objects.filter(council_id=due.council_id).aggregate(last=Max("number"))["last"] or 0
    report = WrittenReport.objects.create(
        council_id=due.council_id,
        report_due=due,
        number=last + 1,
        as_at=on,
        since_on=_since(due),
        started_by=by,
        started_on=on,
    )
    _write_parts(report, parts_of(due.notice, by=by, as_at=on, since=report.since_on))
    _sign_audit("began a report", report, by)
    return report


@transaction.atomic
def take_figures(report: WrittenReport, *, by: User, on: datetime.date) -> None:
    """The figures as at today, in a draft. What was written stays with what it is about; a clause that an amendment
    has added gets its section. What is not asked any more and has no words goes."""
    _lock(report)
    if not report.is_draft:
        raise Refused("The figures of a report can be taken anew only while it is being written.")
    notice = report.report_due.notice
    report.as_at, report.since_on = on, _since(report.report_due)
    report.save(update_fields=["as_at", "since_on"])
    _write_parts(report, parts_of(notice, by=by, as_at=on, since=report.since_on))
    _sign_audit("took the figures of a report anew", report, by, as_at=on.isoformat())


@transaction.atomic
def write(
    section: ReportSection, *, by: User, text: str, based_on: int, checked: Sequence[str] = ()
) -> ReportSection:
    """Save the words of a section over the version that was read; Stale when it is not that any more. The same words
    again (a double click) are saved once. `checked`: clues to a child that the person was warned of and confirmed."""
    report = section.report
    _lock(report)
    if not report.is_draft:
        raise Refused(f"This report is not being written any more: it is {_state(report)}.")
    text = text.strip()
    now = ReportSection.objects.select_for_update().get(pk=section.pk, council_id=section.council_id)
    now.report, now.council = report, section.council
    if now.version != based_on:
        if now.text == text and now.edited_by_id == by.pk:
            return now
        raise Stale(now)
    if now.text == text:
        return now
    now.text, now.version, now.edited_by, now.edited_at = text, based_on + 1, by, timezone.now()
    now.save(update_fields=["text", "version", "edited_by", "edited_at"])
    more = {"confirmed_that_nobody_can_be_identified": list(checked)} if checked else {}
    _sign_audit("wrote a section of a report", report, by, section=now.place, version=now.version, **more)
    return now


def unwritten(report: WrittenReport) -> int:
    return ReportSection.objects.filter(council_id=report.council_id, report=report, text="").count()


def possible(report: WrittenReport, user: User) -> list[Step]:
    """The steps that this person can take now, in the order of the page."""
    return [
        step
        for step in table.STEPS
        if report.state in step.froms
        and may_take(report, step, user)
        and why_not(report, step, by=user) is None
    ]


def may_take(report: WrittenReport, step: Step, user: User) -> bool:
    """Whether the person's role takes such steps."""
    return user.access.may(permission_for(report, step.who), report.council_id)


def permission_for(report: WrittenReport, who: Who) -> Permission:
    needed = {
        Who.WRITER: Permission.WRITE_REPORT,
        Who.SECOND: Permission.WRITE_REPORT,
        Who.SIGNER: SIGNS.get(ReportDue.Author(report.report_due.author), Permission.SIGN_CHAIR_REPORT),
        Who.SENDER: Permission.RECORD_REPORT_SENT,
        Who.DEPARTMENT: Permission.RECORD_INSTRUMENT,
    }
    return needed[who]


def why_not(report: WrittenReport, step: Step, *, by: User) -> str | None:
    """One sentence if the step cannot be taken now; None when it can."""
    if report.state not in step.froms:
        return f"This report is {_state(report)}: this step is not possible from there."
    if step.who == Who.SECOND and by.pk in writers(report):
        return "Somebody else has to look it through: you wrote some of it, or put it forward."
    if step.name == "put-to-check":
        missing = unwritten(report)
        if missing:
            return f"{_sections(missing)} not written yet: the notice asks for a comment against every target and requirement."
    return None


def writers(report: WrittenReport) -> set[int]:
    """Who last wrote a section, and who put the report forward: none of them is its second person."""
    mine = {"council_id": report.council_id, "report": report}
    wrote = ReportSection.objects.filter(**mine).exclude(edited_by=None).order_by()
    found = set(wrote.values_list("edited_by_id", flat=True))
    last = ReportStep.objects.filter(**mine).order_by("-number").first()
    if last is not None and last.taken_by_id is not None:
        found.add(last.taken_by_id)
    return {pk for pk in found if pk is not None}


@transaction.atomic
def take(report: WrittenReport, name: str, *, by: User, on: datetime.date, note: str = "") -> ReportStep:
    """Take one step of writing/table.py. Signing keeps words and figures for good; sending answers what was due.
    Who acts next is told: the e-mail is a row of the outbox in this transaction."""
    step = table.BY_NAME[name]
    _lock(report)
    refusal = why_not(report, step, by=by)
    if refusal:
        raise Refused(refusal)
    note = note.strip()
    if step.needs_note and not note:
        raise Refused("Say what should be changed.")
    if step.name == "sign":
        _keep(report, by=by, on=on)
    last = ReportStep.objects.filter(council_id=report.council_id, report=report).aggregate(n=Max("number"))
    taken = ReportStep.objects.create(
        council_id=report.council_id,
        report=report,
        number=(last["n"] or 0) + 1,
        name=step.name,
        from_state=report.state,
        to_state=step.to,
        version=report.version,
        taken_on=on,
        taken_by=by,
        note=note,
    )
    if step.tells:
        StepMail.objects.create(council_id=report.council_id, step=taken)
        wake_on_commit(TELLS)
    report.refresh_from_db(fields=["state", "version", "sent_version"])
    if step.name == "send" and report.report_due.sent_on is None:
        report.report_due.sent_on = on
        report.report_due.save(update_fields=["sent_on"])
    _sign_audit(f"report: {step.name.replace('-', ' ')}", report, by, version=taken.version)
    return taken


def _keep(report: WrittenReport, *, by: User, on: datetime.date) -> SignedReport:
    sections = list(
        ReportSection.objects.filter(council_id=report.council_id, report=report).order_by("place")
    )
    signer = signer_of(report, by)
    content = as_text(document_of(report, sections, signer=signer, signed_on=on))
    steps = ReportStep.objects.filter(council_id=report.council_id, report=report, name="check")
    check = steps.order_by("-number").first()
    signed = SignedReport.objects.create(
        council_id=report.council_id,
        report=report,
        version=report.version,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        signed_by=by,
        signer=signer,
        signed_on=on,
        checked_by=check.taken_by if check else None,
    )
    wake_on_commit(PRINTS)
    return signed


def _since(due: ReportDue) -> datetime.date | None:
    """The day of the last report of the same author on this instrument; before the first, the day of issue."""
    before = ReportDue.objects.filter(
        council_id=due.council_id, notice=due.notice, author=due.author, sent_on__isnull=False
    ).exclude(pk=due.pk)
    last = before.aggregate(last=Max("sent_on"))["last"]
    return last or due.notice.issued_on


def _write_parts(report: WrittenReport, parts: Sequence[Part]) -> None:
    """Sections in the order of the parts. Words that were written are kept with what they are about."""
    mine: dict[str, Any] = {"council_id": report.council_id, "report": report}
    there = {
        (row.kind, row.requirement_id, row.target_id): row for row in ReportSection.objects.filter(**mine)
    }
    kept = []
    for part in parts:
        row = there.pop(part.key, None) or ReportSection(
            **mine, kind=part.kind, requirement_id=part.requirement_id, target_id=part.target_id, place=0
        )
        row.heading, row.about, row.figures = part.heading[:300], part.about, part.figures
        kept.append(row)
    kept += [row for row in there.values() if row.is_written]
    gone = [row.pk for row in there.values() if not row.is_written]
    ReportSection.objects.filter(**mine, pk__in=gone).delete()
    old = [row for row in kept if row.pk]
    for place, row in enumerate(old, start=len(kept) + len(old) + 1):  # out of each other's way first
        ReportSection.objects.filter(pk=row.pk, council_id=row.council_id).update(place=place + 1000)
    for place, row in enumerate(kept, start=1):
        row.place = place
    ReportSection.objects.bulk_update(old, ["place", "heading", "about", "figures"])
    ReportSection.objects.bulk_create([row for row in kept if not row.pk])


def _lock(report: WrittenReport) -> None:
    rows = WrittenReport.objects.select_related("report_due__notice__council", "council")
    report.refresh_from_db(from_queryset=rows.select_for_update(of=("self",)))


def _state(report: WrittenReport) -> str:
    return report.get_state_display().lower()


def _sections(number: int) -> str:
    return "1 section is" if number == 1 else f"{number} sections are"


def _sign_audit(verb: str, report: WrittenReport, by: User | None, **detail: object) -> None:
    audit.record(
        verb,
        council_id=report.council_id,
        about=f"{report.title} {report.number}",
        by=by,
        link=report.get_absolute_url(),
        **detail,
    )
