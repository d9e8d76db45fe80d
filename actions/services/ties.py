"""Ties between actions and clauses that an amendment has changed: each waits until the lead has decided about it."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from councils import audit
from councils.models import User
from councils.refusal import Refused
from notices.models import Requirement

from ..models import Action, ActionRequirement, Plan
from ..permissions import why_read_only


class Choice(StrEnum):
    """What becomes of a tie. `must_change` keeps it waiting, and says so, until the action has been edited."""

    STILL_SERVES = "still_serves"
    NO_LONGER_SERVES = "no_longer_serves"
    MUST_CHANGE = "must_change"


def waiting(plan: Plan) -> QuerySet[ActionRequirement]:
    rows = ActionRequirement.objects.filter(council_id=plan.council_id, action__plan=plan).waiting()
    return rows.select_related("action", "requirement").order_by(  # type: ignore[no-any-return]
        "requirement__seq", "action_id"
    )


@transaction.atomic
def decide(tie: ActionRequirement, choice: str, *, by: User, on: datetime.date) -> None:
    """Say what a changed clause means for one action. Raises Refused when nothing waits any more."""
    tie = _locked(tie)
    action, clause = tie.action, tie.requirement
    reason = why_read_only(action.plan, action.council, on=on)
    if reason:
        raise Refused(reason)
    if tie.clause_version >= clause.version:
        raise Refused(f"Somebody has decided about {action} already.")
    if choice == Choice.STILL_SERVES:
        if clause.is_removed:
            raise Refused(f"{clause.citation.capitalize()} was removed: no action can serve it any more.")
        tie.clause_version, tie.must_change = clause.version, False
        tie.save(update_fields=["clause_version", "must_change"])
    elif choice == Choice.NO_LONGER_SERVES:
        tie.delete()
    elif choice == Choice.MUST_CHANGE:
        tie.must_change = True
        tie.save(update_fields=["must_change"])
    else:
        raise ValueError(f"{choice} is no choice.")
    _sign(action, clause, by, choice=choice)


def settle_by_edit(action: Action, *, by: User) -> None:
    """The action was edited as a changed clause asked: what was marked so, and is still tied, waits no longer.

    Runs inside the verb that edits the action. A removed clause is not served by any edit: its tie goes on waiting.
    """
    marked = action.requirement_links.filter(must_change=True, requirement__removed_in=None)
    for tie in marked.select_related("requirement").select_for_update(of=("self",)):
        tie.clause_version, tie.must_change = tie.requirement.version, False
        tie.save(update_fields=["clause_version", "must_change"])
        _sign(action, tie.requirement, by, choice="changed")


def _locked(tie: ActionRequirement) -> ActionRequirement:
    rows: Any = ActionRequirement.objects.select_related("action__plan", "action__council", "requirement")
    found: ActionRequirement | None = (
        rows.select_for_update(of=("self",)).filter(pk=tie.pk, council_id=tie.council_id).first()
    )
    if found is None:
        raise Refused("Somebody has decided about this action already.")
    return found


def _sign(action: Action, clause: Requirement, by: User, *, choice: str) -> None:
    audit.record(
        "decided what a changed clause means for an action",
        council_id=action.council_id,
        about=action,
        by=by,
        link=action.get_absolute_url(),
        choice=choice,
        requirement=clause.seq,
        version=clause.version,
    )
