"""What the board takes back before its minutes are agreed: what was before is put back, and both are on record.

A decision that something was built on since cannot be taken back: then the board decides anew.
"""

from __future__ import annotations

import datetime

from django.db import transaction

from councils import audit
from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused

from ..models import Action, ActionUpdate, DateChange, Evidence
from ..models.action import Confidence, Delivery
from ..models.decision import UNDOABLE, Decision
from .progress import Stale, append


@transaction.atomic
def take_back_decision(
    update: ActionUpdate, *, by: User, on: datetime.date, done_on: datetime.date | None
) -> ActionUpdate:
    """The action waits for the board again, as done on the day on which its owner was (`done_on`)."""
    assert update.decision in UNDOABLE
    action = Action.objects.select_related("plan", "council").get(
        pk=update.action_id, council_id=update.council_id
    )
    if action.version != update.version:
        raise Refused(f"{action.ref} has changed since. The board can decide of it anew.")
    action.done_on = done_on
    report: dict[str, str | bool] = {
        "delivery": str(Delivery.DONE),
        "confidence": str(Confidence.ON_TRACK),
        "narrative": f"The board took back its decision of {long_date(update.reported_on)}: "
        f"{Decision(update.decision).label.lower()}.",
        "decision": str(Decision.UNDO),
    }
    try:
        return append(
            "decision taken back", action, by=by, on=on, based_on=update.version, report=report,
            also={"recheck_on": None},
        )  # fmt: skip
    except Stale as error:
        raise Refused(f"{action.ref} has changed since. The board can decide of it anew.") from error


@transaction.atomic
def take_back_date_decision(change: DateChange, *, by: User) -> None:
    """The request waits for the board again; a date that was agreed goes back to what it was."""
    action = Action.objects.select_for_update().get(pk=change.action_id, council_id=change.council_id)
    change.refresh_from_db(from_queryset=DateChange.objects.select_for_update())
    if change.state not in DateChange.DECIDED:
        raise Refused("This request waits for the board already.")
    if DateChange.objects.waiting().filter(council_id=change.council_id, action_id=action.pk).exists():
        raise Refused(f"Another new date was asked for {action.ref} since. The board can decide of that one.")
    before = change.get_state_display()
    if change.state == DateChange.State.AGREED:
        if not action.is_open or action.due_on != change.to_due_on:
            raise Refused(f"{action.ref} has changed since. Its date stays as it is.")
        action.due_on, action.version = change.from_due_on, action.version + 1
        action.save(update_fields=["due_on", "version"])
    change.state, change.closed_on, change.closed_by, change.note = DateChange.State.ASKED, None, None, ""
    change.save(update_fields=["state", "closed_on", "closed_by", "note"])
    audit.record(
        "took back a decision on a new date", council_id=change.council_id, about=action, by=by,
        link=change.get_absolute_url(), number=change.number, before=before,
    )  # fmt: skip


@transaction.atomic
def take_back_evidence_decision(
    evidence: Evidence, *, by: User, based_on: int, accepted_version: int | None
) -> None:
    """It waits to be looked at again. `based_on`: the version that was judged; `accepted_version`: as it was before."""
    now = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk, council_id=evidence.council_id)
    if now.is_frozen:
        raise Refused("A review that was held relies on this evidence, so it is kept as it was.")
    if now.version != based_on or now.state == Evidence.State.SUBMITTED:
        raise Refused("This evidence has changed since. Look at it again.")
    now.state, now.judged_by, now.judged_on, now.returned_why = Evidence.State.SUBMITTED, None, None, ""
    now.accepted_version = accepted_version
    now.save(update_fields=["state", "judged_by", "judged_on", "returned_why", "accepted_version"])
    audit.record(
        "took back a judgement of evidence", council_id=now.council_id, about=now, by=by,
        link=now.get_absolute_url(), version=based_on,
    )  # fmt: skip
