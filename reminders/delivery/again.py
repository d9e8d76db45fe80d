"""Sending again what did not arrive, when a person asks for it."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from councils import addresses, at_once, audit
from councils.models import Council, EmailAtOnce, User
from councils.models.mail import Delivery
from councils.outbox import OutboxState, reopen, wake_on_commit
from councils.refusal import Refused

from ..models import Digest, Reminder
from ..models.reminder import FAILED
from . import states

HELD = "Their address does not work. An administrator says when it does; then the email is sent by itself."
NOT_FAILED = "This email has not failed: it has arrived, or is on its way."
HELD_AT_ONCE = (
    "Their address does not work. When an administrator has said that it does, send the email again."
)
OTHERS_HAVE_IT = "Others have this email already, and would get it twice. Tell this person yourself."
NO_CAUSE = "What this email was about is no longer there, so there is nothing to send."


def why_not(reminder: Reminder) -> str:
    """Why its e-mail cannot be sent again; empty when it can. Wants `state` (ReminderQuerySet.with_state)."""
    if reminder.state == "held" or _is_held(reminder):
        return HELD
    return "" if reminder.state in FAILED else NOT_FAILED


@transaction.atomic
def send_again(reminder: Reminder, *, by: User, now: datetime.datetime) -> None:
    """The whole e-mail goes out again, with what is due and its reader's to know then. One of an earlier day moves to the
    next e-mail of its reader at the next tick."""
    refusal = why_not(reminder)
    if refusal:
        raise Refused(refusal)
    assert reminder.digest is not None
    digest = Digest.objects.select_for_update(of=("self",)).get(pk=reminder.digest_id)
    if digest.state not in (OutboxState.PARKED, OutboxState.DONE) or not states.send_again(digest, now=now):
        raise Refused(NOT_FAILED)
    audit.record(
        "asked for an email to be sent again",
        council_id=reminder.council_id,
        about=reminder,
        by=by,
        for_on=str(digest.for_on),
    )
    wake_on_commit("reminders.tasks.send_waiting")


def why_not_at_once(email: EmailAtOnce) -> str:
    """Why an e-mail that went at once cannot be sent again; empty when it can. One that was given up goes to whoever it
    concerns then; one that came back went to others too, perhaps."""
    if email.log_state not in FAILED:
        return NOT_FAILED
    of_row = EmailAtOnce.objects.filter(council_id=email.council_id, reference=email.reference)
    if of_row.filter(state=OutboxState.DONE, delivery__in=("", Delivery.DELIVERED)).exists():
        return OTHERS_HAVE_IT
    if email.state == OutboxState.DONE and addresses.flagged_of([email.recipient] if email.recipient else []):
        return HELD_AT_ONCE
    return "" if at_once.row_of(email) else NO_CAUSE


@transaction.atomic
def send_at_once_again(email: EmailAtOnce, *, by: User, now: datetime.datetime) -> None:
    """It goes out anew, with a reference of its own, to whom it concerns then; the same rows of the log say what became
    of it. An e-mail about what not everybody may read is not named in the audit log."""
    email = EmailAtOnce.objects.select_for_update(of=("self",)).get(council_id=email.council_id, pk=email.pk)
    if refusal := why_not_at_once(email):
        raise Refused(refusal)
    found = at_once.row_of(email)
    assert found is not None
    row, task = found
    before, fresh = email.reference, uuid.uuid4()
    if not reopen(row, now=now, reference=fresh):
        raise Refused(NOT_FAILED)
    EmailAtOnce.objects.filter(council_id=email.council_id, reference=before).update(
        reference=fresh, state=OutboxState.WAITING, why="", sent_at=None, delivery="", delivery_at=None
    )
    council = Council.objects.get(pk=email.council_id)
    audit.record(
        "asked for an email to be sent again",
        council_id=council.pk,
        about="An email sent at once" if email.needs else email,
        by=by,
        link=reverse("reminders:log_at_once", kwargs={"council_slug": council.slug}),
    )
    wake_on_commit(task)


def counts(council: Council, *, user: User, since: datetime.datetime) -> dict[str, int]:
    """How many reminders made since then are in which state."""
    visible = Reminder.objects.with_state().visible_to(user).filter(council=council, created_at__gte=since)
    return dict(visible.order_by().values_list("state").annotate(number=Count("pk")))


def _is_held(reminder: Reminder) -> bool:
    return reminder.digest is not None and Digest.objects.held().filter(pk=reminder.digest_id).exists()
