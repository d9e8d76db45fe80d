"""The plan as a workbook: what the page lists, in columns that the import of this product reads back without a change.

Three sheets: the actions, the objectives (those without actions too), and notes on what the words mean.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from councils import status
from councils.exports import Sheet, list_notes, word_notes
from councils.lateness import lateness

from .around import OFFICER
from .as_at import ActionAsAt
from .models import Action, ActionRequirement, ActionUpdate, Objective, Plan
from .models.action import OPEN, Delivery
from .plan_past import Past

HEADER = (
    "Ref", "Objective number", "Objective", "Theme", "Action", "Detail", "Owner", "Owner organisation", "Due",
    "Original due", "Lateness", "Priority", "Delivery", "Confidence", "BRAG", "Done on", "Success measure",
    "Requirements", "Last update", "Latest progress", "Recovery", "Version",
    "Accountable lead", "Partner agencies", "Waits for",
)  # fmt: skip
OBJECTIVES = ("Objective number", "Objective", "Theme", "Lead", "Impact sought")


def plan_sheets(
    plan: Plan,
    actions: QuerySet[Action],
    *,
    only: Sequence[int] | None = None,
    on: datetime.date,
    names: bool,
    notes: Sequence[str] = (),
) -> list[Sheet]:
    """The actions whose ids are in `only`, in that order (None: all, as the plan is written). `names` false: people
    appear as their role."""
    rows = _actions(plan, actions, only=only, on=on, names=names)
    explained = [*(notes or list_notes(on=on)), *word_notes("delivery", "confidence")]
    objectives = [
        (o.number, o.title, o.theme, (o.lead.name if names else OFFICER) if o.lead else None, o.impact_sought)
        for o in Objective.objects.filter(council_id=plan.council_id, plan=plan).select_related("lead")
    ]
    return [
        Sheet(f"Plan: {plan.title}", HEADER, rows, explained),
        Sheet("Objectives", OBJECTIVES, objectives),
    ]


PAST = (
    "Ref", "Objective number", "Objective", "Theme", "Action", "Detail", "Owner", "Owner organisation", "Due",
    "Original due", "Lateness", "Priority", "Delivery", "Confidence", "BRAG", "Done on", "Success measure", "Last update",
    "Latest progress", "Recovery",
)  # fmt: skip


def past_sheet(past: Past, only: Sequence[int], *, names: bool, notes: Sequence[str]) -> Sheet:
    """The same of a day of the past, to be read only: what an action was tied to is in its history."""
    by_id = {row.id: row for row in past.rows}
    rows = [_past_row(by_id[pk], names=names, on=past.as_at) for pk in only]
    explained = [*notes, *word_notes("delivery", "confidence")]
    return Sheet(f"Plan as at {past.as_at:%d %b %Y}", PAST, rows, explained)


def _past_row(action: ActionAsAt, *, names: bool, on: datetime.date) -> list[Any]:
    return [
        action.ref,
        action.objective_number,
        action.objective_title,
        action.objective_theme,
        action.title,
        action.detail,
        (action.owner_person if names else OFFICER) if action.owner_id else None,
        action.owner_organisation or None,
        action.due_on,
        action.original_due_on,
        action.lateness(on=on),
        Action.Priority(action.priority).label,
        status.word("delivery", action.delivery),
        status.word("confidence", action.confidence) if action.is_open else "",
        status.brag(action.delivery, action.confidence).letter,
        action.done_on,
        action.success_measure,
        action.reported_on,
        action.narrative,
        action.recovery,
    ]


def _actions(
    plan: Plan,
    actions: QuerySet[Action],
    *,
    only: Sequence[int] | None,
    on: datetime.date,
    names: bool,
) -> list[list[Any]]:
    newest = ActionUpdate.objects.filter(
        council_id=plan.council_id, action_id=OuterRef("pk"), no_change=False
    ).order_by("-version")
    asked = actions.order_by("objective__number", "id") if only is None else actions.filter(pk__in=only)
    found = asked.annotate(
        narrative=Subquery(newest.values("narrative")[:1]), recovery=Subquery(newest.values("recovery")[:1])
    ).select_related("objective", "owner", "owner_organisation", "accountable_lead")
    found = found.prefetch_related("partner_agencies", "waits_for")
    serves = requirements_served(plan)
    by_id = {action.pk: action for action in found}
    return [
        _row(by_id[pk], serves=serves.get(pk, []), names=names, on=on)
        for pk in (by_id if only is None else only)
        if pk in by_id
    ]


def _row(action: Any, *, serves: Sequence[str], names: bool, on: datetime.date) -> list[Any]:
    decided = action.delivery in (Delivery.PAUSED, Delivery.CANCELLED)
    person = (action.owner.name if names else OFFICER) if action.owner else None
    return [
        action.ref,
        action.objective.number,
        action.objective.title,
        action.objective.theme,
        action.title,
        action.detail,
        person,
        action.owner_organisation and action.owner_organisation.name,
        action.due_on,
        action.original_due_on,
        "" if decided else lateness(action.due_on, on=on, done_on=action.done_on),
        Action.Priority(action.priority).label,
        status.word("delivery", action.delivery),
        status.word("confidence", action.confidence) if action.delivery in OPEN else "",
        status.brag(action.delivery, action.confidence).letter,
        action.done_on,
        action.success_measure,
        "; ".join(serves),
        action.reported_on,
        action.narrative,
        action.recovery if action.delivery in OPEN else "",
        action.version,
        (action.accountable_lead.name if names else OFFICER) if action.accountable_lead else None,
        "; ".join(sorted(organisation.name for organisation in action.partner_agencies.all())),
        "; ".join(other.ref for other in action.waits_for.all()),
    ]


def requirements_served(plan: Plan) -> dict[int, list[str]]:
    """Citations by action: one statement for the whole plan."""
    found: dict[int, list[str]] = {}
    links = ActionRequirement.objects.filter(council_id=plan.council_id, action__plan=plan)
    rows = links.order_by("action_id", "requirement__seq")
    for action_id, label, seq in rows.values_list("action_id", "requirement__label", "requirement__seq"):
        found.setdefault(action_id, []).append(f"paragraph {label}" if label else f"item {seq}")
    return found
