"""E-mails that go at once, at any hour: one line and a link, to those whom it concerns when it is sent.

Each is a row of the outbox with a `reference`. What its step is about stands on the page alone, behind a sign-in. What
became of each is kept for the send log, one row a reader (EmailAtOnce).
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
from .models import BouncedAddress, EmailAtOnce, User
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
    needs: str = ""  # the permission without which nobody sees it in the send log
    if_nobody: str = ""  # why it is tried again later when there is nobody to send it to


_QUEUES: dict[type[outbox.OutboxRow], str] = {}


def queue(rows: type[outbox.OutboxRow], *, task: str) -> None:
    """For an app above: its outbox of such e-mails, and the task that sends them (by its name: tasks.py is a leaf)."""
    _QUEUES[rows] = task


def row_of(email: EmailAtOnce) -> tuple[outbox.OutboxRow, str] | None:
    """The outbox row of an e-mail of the send log, and the task that sends it; None where its cause is gone."""
    rows: Any
    for rows, task in _QUEUES.items():
        row = rows._default_manager.filter(council_id=email.council_id, reference=email.reference).first()
        if row is not None:
            return row, task
    return None


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
    refused, note = "", None
    try:
        with scope.entered(everywhere):
            note = write(row)
        if not note.to:
            raise Refused(note.if_nobody)
        _message(row.reference, note).send()
    except NotNeeded as reason:
        with scope.entered(everywhere):
            outbox.finish(row, now=timezone.now(), state=outbox.OutboxState.DROPPED, error=str(reason))
            EmailAtOnce.objects.filter(reference=row.reference, sent_at=None).update(
                state=outbox.OutboxState.DROPPED, why=str(reason)
            )
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
        if note is not None:
            _log(row, note, why=refused, now=timezone.now())
    return not refused


def _log(row: Any, note: Note, *, why: str, now: datetime.datetime) -> None:
    """One row a reader, of the last try; one without a reader where there is nobody."""
    state = outbox.OutboxState.DONE
    if why:
        given_up = row.attempts >= outbox.MAX_ATTEMPTS
        state = outbox.OutboxState.PARKED if given_up else outbox.OutboxState.WAITING
    of_row = EmailAtOnce.objects.filter(council_id=row.council_id, reference=row.reference)
    readers: list[User | None] = [*User.objects.filter(email__in=note.to).order_by("id")] or [None]
    first = of_row.order_by("first_tried_at").values_list("first_tried_at", flat=True).first() or now
    of_row.filter(sent_at=None).exclude(recipient__in=[r for r in readers if r]).delete()
    for reader in readers:
        EmailAtOnce.objects.update_or_create(
            council_id=row.council_id,
            reference=row.reference,
            recipient=reader,
            defaults={
                "subject": note.subject[:200], "needs": note.needs, "first_tried_at": first, "state": state, "why": why,
                "sent_at": None if why else now,
            },
        )  # fmt: skip


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
        from_email=settings.BOUNCE_ADDRESS or None,
        to=note.to,
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": f"<{reference}@{host}>",
            "X-Reference": str(reference),
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("email/base.html", context), "text/html")
    return mail
