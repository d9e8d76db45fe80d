"""To whom an overdue action was brought, and when: for its page and its owner's tasks. The reminders are the record."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from councils.access import name_for
from councils.lateness import long_date
from councils.models import User

from .models import Kind, Reminder
from .rules import STEPS

if TYPE_CHECKING:
    from actions.models import Action


def of_action(action: Action, viewer: User, *, on: datetime.date) -> list[str]:
    """Sentences for an action that is open and overdue; no query for any other."""
    if not action.is_open or action.due_on is None or action.due_on >= on:
        return []
    return of_actions([(action.council_id, action.pk, action.due_on)], viewer)[action.council_id, action.pk]


def of_actions(
    actions: Collection[tuple[int, int, datetime.date]], viewer: User
) -> dict[tuple[int, int], list[str]]:
    """By council and action, given with the date that they are due on: an escalation goes with the date that was missed."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    if not actions:
        return found
    due = {(council_id, action_id): due_on for council_id, action_id, due_on in actions}
    rows = Reminder.objects.visible_to(viewer).filter(
        kind=Kind.ACTION,
        object_id__in=[action_id for _, action_id, _ in actions],
        rule__startswith="escalated_",
    )
    for row in rows.select_related("recipient").order_by("rule", "id"):
        key = row.council_id, row.object_id
        if due.get(key) == row.due_on:
            who = name_for(viewer, row.recipient, row.council_id)
            found[key].append(f"Escalated to the {_step(row.rule)}, {who}, on {long_date(row.made_on)}.")
    return found


def _step(rule: str) -> str:
    return STEPS[int(rule.removeprefix("escalated_")) - 1]
