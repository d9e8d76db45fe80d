"""E-mails that go at once, at any hour: one line and a link, to those whom it concerns when it is sent.

Each is a row of the outbox with a `reference`. What its step is about stands on the page alone, behind a sign-in.
"""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from . import outbox, scope
from .models import BouncedAddress, User
from .refusal import Refused

log = logging.getLogger(__name__)
LEASE = datetime.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
BATCH = 20


@dataclass(frozen=True)
class Note:
    """What one e-mail says. `link` is the line that leads to the page at `path`."""

    to: list[str]
    subject: str
    text: str
    link: str
    path: str
    why: str  # "You get this email because …"


class NotNeeded(Exception):
    """Nothing is left to say, or nobody to say it to, in words. The row is closed."""


def send_waiting(rows: QuerySet[Any], write: Callable[[Any], Note]) -> int:
    """Send what waits; how many were handed over. Opens its own transactions: none is open while an e-mail is sent.

    `write` reads in a scope of all councils. It raises NotNeeded, or Refused when it is to be tried again later.
    """
    everywhere = scope.all_councils()
    with scope.entered(everywhere):
        taken = outbox.claim(rows, limit=BATCH, lease=LEASE, now=timezone.now())
    return sum(_send(row, write, everywhere) for row in taken)


def addresses_of(people: QuerySet[User]) -> list[str]:
    """Sorted, without those that bounced."""
    flagged = set(BouncedAddress.objects.flagged().values_list("email", flat=True))
    emails = people.filter(is_active=True).order_by("email").values_list("email", flat=True).distinct()
    return [email for email in emails if email.lower() not in flagged]


def _send(row: Any, write: Callable[[Any], Note], everywhere: scope.Scope) -> bool:
    with scope.entered(everywhere):
        if not outbox.begin(row, lease=LEASE, now=timezone.now()):
            return False
    refused = ""
    try:
        with scope.entered(everywhere):
            note = write(row)
        _message(row.reference, note).send()
    except NotNeeded as reason:
        with scope.entered(everywhere):
            outbox.finish(row, now=timezone.now(), state=outbox.OutboxState.DROPPED, error=str(reason))
        return False
    except Refused as problem:
        refused = str(problem)
    except Exception as problem:  # whatever the provider raises: the row is tried again, then parked in sight
        log.exception("E-mail %s was not sent", row.reference)
        refused = f"The mail server did not take it ({type(problem).__name__})."
    with scope.entered(everywhere):
        if refused:
            outbox.fail(row, refused, now=timezone.now())
        else:
            outbox.finish(row, now=timezone.now())
    return not refused


def _message(reference: uuid.UUID, note: Note) -> EmailMultiAlternatives:
    """The same reference at every try."""
    action = {"text": note.link, "href": f"{settings.BASE_URL}{note.path}"}
    context = {
        "subject": note.subject,
        "blocks": [{"text": note.text}, {"action": action}],
        "product": "Noticeboard",
        "why": note.why,
    }
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=note.subject,
        body=render_to_string("email/base.txt", context),
        to=note.to,
        headers={
            "Message-ID": f"<{reference}@{host}>",
            "X-Reference": str(reference),
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("email/base.html", context), "text/html")
    return mail
