"""Who may change a plan and report on an action; and when nobody may, in words for the page."""

from __future__ import annotations

import datetime

from councils.models import Council, User
from councils.permissions import Permission

from .models import Action, DateChange, Plan


def may_update(user: User, action: Action) -> bool:
    """Whether the person may report progress: any action, their own, or their agency's as its board member."""
    access = user.access
    if access.may(Permission.UPDATE_ANY_ACTION, action.council_id):
        return True
    if not access.may(Permission.UPDATE_OWN_ACTION, action.council_id):
        return False
    if action.owner_id == user.pk:
        return True
    membership = access.membership_in(action.council_id)
    return (
        action.owner_organisation_id is not None
        and membership is not None
        and membership.organisation_id == action.owner_organisation_id
    )


def may_edit_plan(user: User, council_id: int) -> bool:
    return user.access.may(Permission.EDIT_PLAN, council_id)


def why_read_only(plan: Plan, council: Council, *, on: datetime.date) -> str:
    """Why nothing in this plan can change any more, as a sentence; empty while it can."""
    if plan.is_closed:
        return "This plan is closed. It is kept for the record and cannot be changed."
    if plan.state == Plan.State.PAUSED:
        return "This plan is paused by the board. Nothing in it can change until it is taken up again."
    if council.is_abolished(on=on):
        return f"{council} was abolished. Its plan is kept for the record and cannot be changed."
    return ""


def why_not_reportable(action: Action, *, on: datetime.date) -> str:
    """Why nobody can report progress on this action now, as a sentence; empty when its owner can."""
    if action.is_board_decision:
        words = {
            "confirmed": "The board has confirmed that this action is done.",
            "embedded": "The board has found that what this action changed has lasted.",
            "paused": "The board has paused this action.",
            "cancelled": "The board has cancelled this action.",
        }
        return f"{words[action.delivery]} Only a decision of the board changes that."
    return why_read_only(action.plan, action.council, on=on)


def why_no_date_change(action: Action, *, on: datetime.date, waiting: DateChange | None) -> str:
    """Why nobody can ask the board for a new date of this action now, as a sentence; empty when they can."""
    if reason := why_not_reportable(action, on=on):
        return reason
    if not action.is_open:
        return "Its owner has reported it as done, so its date no longer counts."
    if action.due_on is None or not action.plan.is_agreed:
        return "The board has not agreed a date for this action yet: whoever edits the plan can set it."
    if waiting is not None:
        return "A new date has been asked for already, and the board has not decided yet."
    return ""
