"""Sending again what did not arrive, when a person asks for it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Count

from councils import audit
from councils.models import Council, User
from councils.outbox import OutboxState, wake_on_commit
from councils.refusal import Refused

from ..models import Digest, Reminder
from ..models.reminder import FAILED
from . import states

HELD = "Their address does not work. An administrator says when it does; then the email is sent by itself."
NOT_FAILED = "This email has not failed: it has arrived, or is on its way."


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


def counts(council: Council, *, user: User, since: datetime.datetime) -> dict[str, int]:
    """How many reminders made since then are in which state."""
    visible = Reminder.objects.with_state().visible_to(user).filter(council=council, created_at__gte=since)
    return dict(visible.order_by().values_list("state").annotate(number=Count("pk")))


def _is_held(reminder: Reminder) -> bool:
    return reminder.digest is not None and Digest.objects.held().filter(pk=reminder.digest_id).exists()
