"""What the board decides of an action. Done by its owner is not confirmed; confirmed is not embedded (design §3)."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError

from councils.models import User
from councils.status import word

from ..models import STEPS, Action, ActionUpdate, Decision
from ..models.action import Confidence
from ..permissions import why_read_only
from .progress import append

SIGNED = {
    Decision.CONFIRM: "confirmed as complete",
    Decision.RETURN: "returned to its owner",
    Decision.EMBED: "found to be embedded",
    Decision.PAUSE: "paused",
    Decision.RESUME: "taken up again",
    Decision.CANCEL: "cancelled",
    Decision.REOPEN: "reopened",
}
LOOKS_AGAIN = {
    Decision.CONFIRM: "recheck_on",
    Decision.PAUSE: "resume_on",
}  # decisions that may set such a day


def decide(
    action: Action,
    *,
    decision: str,
    by: User | None,
    on: datetime.date,
    based_on: int,
    why: str = "",
    look_again_on: datetime.date | None = None,
) -> ActionUpdate:
    """Record a decision of the board (`on`: the day of its meeting) as the state of the action.

    `look_again_on`: after a confirmation the day of the re-check, after a pause the day on which the board looks again.
    Raises ValidationError for a step that its state does not allow and for a missing reason, keyed by field; Stale
    when the action has changed since version `based_on`.
    """
    step = STEPS[decision]
    if reason := why_read_only(action.plan, action.council, on=on):
        raise ValidationError(reason)
    if action.delivery not in step.from_:
        state = word("delivery", action.delivery).lower()
        raise ValidationError(f"{action.ref} is {state}, so it cannot be {SIGNED[step.decision]}.")
    if step.needs_why and not why.strip():
        raise ValidationError({"why": "Enter the board’s reason"})
    if look_again_on is not None and look_again_on <= on:
        raise ValidationError({"look_again_on": "The day to look again must be after the decision"})
    report: dict[str, str | bool] = {
        "delivery": step.to,
        "confidence": str(Confidence.ON_TRACK),
        "narrative": why.strip(),
        "decision": str(step.decision),
    }
    days: dict[str, datetime.date | None] = {"resume_on": None, "recheck_on": None}
    if step.decision in LOOKS_AGAIN:
        days[LOOKS_AGAIN[step.decision]] = look_again_on
    return append(SIGNED[step.decision], action, by=by, on=on, based_on=based_on, report=report, also=days)
