"""The e-mail to who asked for a report, once it is ready or could not be made: a link, and no figure of it."""

from __future__ import annotations

from councils import at_once, outbox
from councils.clock import today
from councils.models import Membership, User

from .models import ReadyMail, ReportRun

NOBODY = "No longer has a role in this council, or no address that takes email."
WHY = "You get this email because you asked for a report in Noticeboard."


def tell(run: ReportRun) -> None:
    """In the transaction that ends the making of a report. Nobody is told of what made itself."""
    if run.requested_by_id is not None:
        ReadyMail.objects.get_or_create(
            council_id=run.council_id, run=run, recipient_id=run.requested_by_id, attempt=run.attempts
        )
        outbox.wake_on_commit("reports.tasks.send_ready_mails")


def send_waiting() -> int:
    """Send what waits; how many were handed over."""
    return at_once.send_waiting(ReadyMail.objects.select_related("run__council"), _write)


def _write(row: ReadyMail) -> at_once.Note:
    run = row.run
    members = Membership.objects.filter(council=row.council_id, user=row.recipient_id).current(on=today())
    people = at_once.addresses_of(User.objects.filter(pk__in=members.values("user_id")))
    if not people:
        raise at_once.NotNeeded(NOBODY)
    ready = run.status == "ready"
    what = f"{run.get_kind_display()} {run.number}"
    return at_once.Note(
        to=people,
        subject=f"{what} {'is ready' if ready else 'could not be made'} – {run.council}",
        text=f"{what} of {run.council} {'is ready' if ready else 'could not be made. Its page says why'}.",
        link="Open the report",
        path=run.get_absolute_url(),
        why=WHY,
    )
