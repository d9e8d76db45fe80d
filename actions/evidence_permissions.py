"""Who may add, change and judge evidence; and why somebody who may in general cannot now, as a sentence."""

from __future__ import annotations

import datetime

from councils.models import User
from councils.permissions import Permission

from .models import Evidence
from .permissions import why_read_only


def may_change(user: User, evidence: Evidence) -> bool:
    """Its submitter, the owner of its action, and those who may report on any action."""
    access = user.access
    if not access.may(Permission.ADD_EVIDENCE, evidence.council_id):
        return False
    own = evidence.submitted_by_id == user.pk or (
        evidence.action is not None and evidence.action.owner_id == user.pk
    )
    return own or access.may(Permission.UPDATE_ANY_ACTION, evidence.council_id)


def why_not_changeable(evidence: Evidence, *, on: datetime.date) -> str:
    """Why nobody can change it now; empty when it can be changed."""
    if evidence.is_frozen:
        return (
            "A review that was held relies on this evidence, so it is kept as it was. "
            "Add new evidence in its place if there is something newer."
        )
    if evidence.replaced_by.exists():
        return "Newer evidence took the place of this one. It is kept for the record."
    if evidence.action is not None:
        return why_read_only(evidence.action.plan, evidence.council, on=on)
    return "This council was abolished." if evidence.council.is_abolished(on=on) else ""


def why_not_judgeable(user: User, evidence: Evidence) -> str:
    """Why this person cannot accept or return it."""
    if evidence.is_frozen:
        return "A review that was held relies on this evidence, so it is kept as it was."
    if evidence.state != Evidence.State.SUBMITTED:
        return f"This evidence is already {evidence.get_state_display().lower()}."
    if evidence.submitted_by_id == user.pk:
        return "You submitted this evidence, so somebody else must look at it."
    return ""
