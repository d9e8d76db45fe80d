"""The e-mail that follows a step of a written report, to whoever has to act next (`tells` in table.py).

It names the report and the council, and no word of either's content. Who that is, is found when it is sent: whose role
has ended by then is not told, and nobody is when the report has moved on.
"""

from __future__ import annotations

import datetime

from django.db.models import Q

from councils import at_once
from councils.clock import today
from councils.models import Membership, User
from councils.permissions import ROLES_WITH

from ..models import ReportSection, ReportStep, StepMail, WrittenReport
from . import verbs
from .table import Who

MOVED_ON = "The report has moved on since."
NOBODY = "Nobody has a role that acts next."
WHY = "You get this email because you can take the next step with this report in Noticeboard."


def send_waiting() -> int:
    rows = StepMail.objects.select_related(
        "step__report__report_due", "step__report__council", "step__taken_by"
    )
    return at_once.send_waiting(rows, _write)


def _write(row: StepMail) -> at_once.Note:
    step, report = row.step, row.step.report
    if ReportStep.objects.filter(council_id=row.council_id, report=report, number__gt=step.number).exists():
        raise at_once.NotNeeded(MOVED_ON)
    people = told(step, on=today())
    if not people:
        raise at_once.NotNeeded(NOBODY)
    what = f"{report.title} {report.number} of {report.council}"
    return at_once.Note(
        to=people,
        subject=f"{what} {step.step.past}",
        text=f"{what} {step.step.past}.",
        link=step.step.asks,
        path=report.get_absolute_url(),
        why=WHY,
    )


def told(step: ReportStep, *, on: datetime.date) -> list[str]:
    """The addresses of those who act next, without whoever took the step."""
    report = step.report
    people = Q(pk__in=[])
    for who in step.step.tells:
        roles = ROLES_WITH[verbs.permission_for(report, who)]
        council = None if who is Who.DEPARTMENT else report.council_id
        members = Membership.objects.filter(council=council, role__in=roles).current(on=on)
        some = Q(pk__in=members.values("user_id"))
        if who is Who.SECOND:
            some &= ~Q(pk__in=verbs.writers(report))
        elif who is Who.WRITER:
            some &= Q(pk__in=_wrote(report))
        people |= some
    return at_once.addresses_of(User.objects.filter(people).exclude(pk=step.taken_by_id or 0))


def _wrote(report: WrittenReport) -> set[int]:
    """Whose words it has, and who put it forward last."""
    mine = {"council_id": report.council_id, "report": report}
    editors = ReportSection.objects.filter(**mine).order_by().values_list("edited_by_id", flat=True)
    forward = ReportStep.objects.filter(**mine, name="put-to-check").order_by("-number")
    return {*editors, *forward.values_list("taken_by_id", flat=True)[:1]} - {None}
