"""The e-mail to who asked for a report, once it is ready or could not be made: a link, and no figure of it."""

from __future__ import annotations

import datetime
import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from councils import outbox, scope
from councils.models import Membership

from .models import ReadyMail, ReportRun

log = logging.getLogger(__name__)
LEASE = datetime.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
BATCH = 20
WHY = "You get this email because you asked for a report in Noticeboard."


def tell(run: ReportRun) -> None:
    """In the transaction that ends the making of a report. Nobody is told of what made itself."""
    if run.requested_by_id is not None:
        ReadyMail.objects.get_or_create(
            council_id=run.council_id, run=run, recipient_id=run.requested_by_id, attempt=run.attempts
        )
        outbox.wake_on_commit("reports.tasks.send_ready_mails")


def send_waiting() -> int:
    """Send what waits; how many were handed over. Opens its own transactions: none is open while an e-mail is sent."""
    everywhere = scope.all_councils()
    with scope.entered(everywhere):
        rows = outbox.claim(
            ReadyMail.objects.select_related("run__council", "recipient"),
            limit=BATCH,
            lease=LEASE,
            now=timezone.now(),
        )
    return sum(_send(row, everywhere) for row in rows)


def _send(row: ReadyMail, everywhere: scope.Scope) -> bool:
    with scope.entered(everywhere):
        if not outbox.begin(row, lease=LEASE, now=timezone.now()):
            return False
        mine = Membership.objects.filter(user=row.recipient, user__is_active=True, council=row.run.council)
        may_see = mine.current(on=timezone.localdate()).exists()
    refused = ""
    try:
        if may_see:
            _message(row).send()
    except Exception as problem:  # whatever the provider raises: the row is tried again, then parked in sight
        log.exception("E-mail %s was not sent", row.reference)
        refused = f"The mail server did not take it ({type(problem).__name__})."
    with scope.entered(everywhere):
        if refused:
            outbox.fail(row, refused, now=timezone.now())
        elif may_see:
            outbox.finish(row, now=timezone.now())
        else:
            left = "No longer has a role in this council."
            outbox.finish(row, now=timezone.now(), state=outbox.OutboxState.DROPPED, error=left)
    return may_see and not refused


def _message(row: ReadyMail) -> EmailMultiAlternatives:
    """The same reference at every try."""
    run = row.run
    ready = run.status == "ready"
    what = f"{run.get_kind_display()} {run.number}"
    subject = f"{what} {'is ready' if ready else 'could not be made'} – {run.council}"
    blocks = [
        {
            "text": f"{what} of {run.council} {'is ready' if ready else 'could not be made. Its page says why'}."
        },
        {"action": {"text": "Open the report", "href": f"{settings.BASE_URL}{run.get_absolute_url()}"}},
    ]
    context = {"subject": subject, "blocks": blocks, "product": "Noticeboard", "why": WHY}
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("email/base.txt", context),
        to=[row.recipient.email],
        headers={
            "Message-ID": f"<{row.reference}@{host}>",
            "X-Reference": str(row.reference),
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("email/base.html", context), "text/html")
    return mail
