"""A new date for an action: asked for with its reason, decided by the board, applied with the decision."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from councils import audit
from councils.lateness import long_date
from councils.models import User

from ..models import Action, DateChange
from ..permissions import why_no_date_change


@transaction.atomic
def ask_date_change(
    action: Action,
    *,
    by: User,
    on: datetime.date,
    to_due_on: datetime.date,
    reason: str,
    corrective_action: str,
) -> DateChange:
    """Ask the board for a new date. The same request twice (a double click) is one, returned again.

    Raises ValidationError, keyed by field: when the action has no agreed date to change, when another request waits,
    when the day is in the past or the same, when reason or corrective action is missing.
    """
    now = Action.objects.select_for_update().get(pk=action.pk, council_id=action.council_id)
    action.due_on, action.delivery = now.due_on, now.delivery
    waiting = action.date_changes.waiting().first()
    asked = (to_due_on, reason.strip(), corrective_action.strip(), by.pk)
    if waiting and asked == (
        waiting.to_due_on,
        waiting.reason,
        waiting.corrective_action,
        waiting.asked_by_id,
    ):
        return waiting
    if why_not := why_no_date_change(action, on=on, waiting=waiting):
        raise ValidationError(why_not)
    assert action.due_on is not None
    problems = {
        "to_due_on": _wrong_day(action.due_on, to_due_on, on=on),
        "reason": "" if reason.strip() else "Enter why the date cannot be kept",
        "corrective_action": ""
        if corrective_action.strip()
        else "Enter what will be done so that the new date holds",
    }
    if any(problems.values()):
        raise ValidationError({field: text for field, text in problems.items() if text})
    last: int | None = action.date_changes.aggregate(last=Max("number"))["last"]
    change = DateChange.objects.create(
        council_id=action.council_id,
        action=action,
        number=(last or 0) + 1,
        from_due_on=action.due_on,
        to_due_on=to_due_on,
        reason=asked[1],
        corrective_action=asked[2],
        asked_on=on,
        asked_by=by,
    )
    _sign("asked for a new date", change, by)
    return change


@transaction.atomic
def withdraw_date_change(change: DateChange, *, by: User, on: datetime.date) -> None:
    _close(change, DateChange.State.WITHDRAWN, by=by, on=on, note="")
    _sign("withdrew a request for a new date", change, by)


@transaction.atomic
def refuse_date_change(change: DateChange, *, by: User, on: datetime.date, note: str) -> None:
    """The board refuses (`on`: that day): the date stays, and the reason is kept."""
    if not note.strip():
        raise ValidationError({"note": "Enter why the board refuses the new date"})
    _close(change, DateChange.State.REFUSED, by=by, on=on, note=note)
    _sign("refused a new date", change, by)


@transaction.atomic
def agree_date_change(change: DateChange, *, by: User, on: datetime.date, note: str = "") -> None:
    """The board agrees (`on`: that day): the action has the new date from now on; its original date stays."""
    _close(change, DateChange.State.AGREED, by=by, on=on, note=note)
    action = Action.objects.select_for_update().get(pk=change.action_id, council_id=change.council_id)
    if not action.is_open or action.due_on != change.from_due_on:
        raise ValidationError(
            f"{action.ref} has changed since the new date was asked for. Refuse it, and ask again."
        )
    Action.objects.filter(pk=action.pk, council_id=action.council_id).update(
        due_on=change.to_due_on, version=F("version") + 1
    )
    change.action.due_on = change.to_due_on
    _sign("agreed to a new date", change, by)


def _close(change: DateChange, state: DateChange.State, *, by: User, on: datetime.date, note: str) -> None:
    """One of two who decide at once is told; the other's decision stands."""
    rows = DateChange.objects.filter(pk=change.pk, council_id=change.council_id, state=DateChange.State.ASKED)
    if not rows.update(state=state, closed_on=on, closed_by=by, note=note.strip()):
        change.refresh_from_db()
        closed = long_date(change.closed_on) if change.closed_on else "meanwhile"
        raise ValidationError(f"This request was closed on {closed}: {change.get_state_display().lower()}.")
    change.state, change.closed_on, change.closed_by, change.note = state, on, by, note.strip()


def _wrong_day(now: datetime.date, wanted: datetime.date, *, on: datetime.date) -> str:
    if wanted == now:
        return f"The due date is {long_date(now)} already"
    return "The new date must be today or later" if wanted < on else ""


def _sign(verb: str, change: DateChange, by: User) -> None:
    audit.record(
        verb,
        council_id=change.council_id,
        about=change.action,
        by=by,
        link=change.action.get_absolute_url(),
        number=change.number,
        from_due_on=change.from_due_on.isoformat(),
        to_due_on=change.to_due_on.isoformat(),
    )
