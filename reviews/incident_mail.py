"""The e-mail that goes at once when a council gives notice of a serious incident, at any hour: to the Department's case
leads, with the name of the council and a link, and nothing else."""

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
from councils.permissions import Role

from .models import IncidentMail

log = logging.getLogger(__name__)
LEASE = datetime.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
BATCH = 20
NOBODY = "Nobody is the Department’s case lead today. Ring the Department."
WHY = "You get this email at once because you are a case lead of the Department in Noticeboard."


def send_waiting() -> int:
    """Send what waits; how many were handed over. Opens its own transactions: none is open while an e-mail is sent."""
    everywhere = scope.all_councils()
    now = timezone.now()
    with scope.entered(everywhere):
        rows = outbox.claim(
            IncidentMail.objects.select_related("incident", "council"), limit=BATCH, lease=LEASE, now=now
        )
    return sum(_send(row, everywhere) for row in rows)


def _send(row: IncidentMail, everywhere: scope.Scope) -> bool:
    with scope.entered(everywhere):
        if not outbox.begin(row, lease=LEASE, now=timezone.now()):
            return False
        to = _case_leads(on=timezone.localdate())
    try:
        if to:
            _message(row, to).send()
    except Exception as problem:  # whatever the provider raises: the row is tried again, then parked in sight
        log.exception("E-mail %s was not sent", row.reference)
        refused = f"The mail server did not take it ({type(problem).__name__})."
    else:
        refused = "" if to else NOBODY
    with scope.entered(everywhere):
        if refused:
            outbox.fail(row, refused, now=timezone.now())
        else:
            outbox.finish(row, now=timezone.now())
    return not refused


def _case_leads(*, on: datetime.date) -> list[str]:
    people = Membership.objects.filter(council=None, role=Role.CASE_LEAD, user__is_active=True).current(on=on)
    return sorted(people.values_list("user__email", flat=True))


def _message(row: IncidentMail, to: list[str]) -> EmailMultiAlternatives:
    """The same reference at every try. What happened stands on the page alone, behind a sign-in."""
    subject = f"Notice of a serious incident: {row.council}"
    page = f"{settings.BASE_URL}{row.incident.get_absolute_url()}"
    blocks = [
        {"text": f"{row.council} has given notice of a serious incident."},
        {"action": {"text": "Read the notice and acknowledge it", "href": page}},
    ]
    context = {"subject": subject, "blocks": blocks, "product": "Noticeboard", "why": WHY}
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("email/base.txt", context),
        to=to,
        headers={
            "Message-ID": f"<{row.reference}@{host}>",
            "X-Reference": str(row.reference),
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("email/base.html", context), "text/html")
    return mail
