"""What an action waits for, in words for its page: said, never set by anybody."""

from __future__ import annotations

from councils.lateness import long_date
from councils.models import User

from .models import Action, Delivery
from .models.action import FINISHED

_STATES = {Delivery.PAUSED: "the board has paused", Delivery.CANCELLED: "the board has cancelled"}


def blocked_by(action: Action, *, viewer: User) -> list[str]:
    """One sentence for each waited-for action that is not finished, or that is due after this one; none for an action
    that is no longer open."""
    if not action.is_open:
        return []
    rows = Action.objects.visible_to(viewer).filter(dependent_links__action=action)
    others = rows.filter(council_id=action.council_id).exclude(delivery__in=FINISHED).order_by("id")
    return [_said(action, other) for other in others]


def _said(action: Action, other: Action) -> str:
    state = _STATES.get(Delivery(other.delivery), "is not done")
    due = f"due {long_date(other.due_on)}" if other.due_on else "without a due date"
    later = ""
    if other.due_on and action.due_on and other.due_on > action.due_on:
        later = ", after this action"
    return f"Waits for {other.ref}, which {state} ({due}{later})."
