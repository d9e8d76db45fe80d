"""The plan as CSV: every action that the page lists, with the words of its newest report."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse

from councils import status
from councils.exports import csv_response
from councils.lateness import lateness
from councils.models import Council

from .around import OFFICER
from .models import Action, ActionRequirement, ActionUpdate
from .models.action import OPEN, Delivery

HEADER = [
    "Reference", "Action", "Objective", "Owner", "Priority", "Original due date", "Due date", "Lateness", "Delivery",
    "Confidence", "BRAG", "Done on", "Last update", "What has happened", "Recovery step", "Requirements served",
]  # fmt: skip


def plan_as_csv(
    actions: QuerySet[Action],
    *,
    only: Sequence[int],
    council: Council,
    on: datetime.date,
    names: bool,
    filtered: bool,
) -> HttpResponse:
    """Those of the actions whose ids are in `only`, in that order. `names` false: people appear as their role."""
    newest = ActionUpdate.objects.filter(
        council_id=council.pk, action_id=OuterRef("pk"), no_change=False
    ).order_by("-version")
    found = actions.filter(pk__in=only).annotate(
        narrative=Subquery(newest.values("narrative")[:1]), recovery=Subquery(newest.values("recovery")[:1])
    ).values_list(
        "id", "ref", "title", "objective__number", "objective__title", "owner__name", "owner_organisation__name",
        "priority", "original_due_on", "due_on", "done_on", "delivery", "confidence", "reported_on", "narrative",
        "recovery",
    )  # fmt: skip
    serves = _serves(council)
    by_id = {values[0]: values for values in found}
    rows = [_row(*by_id[pk], serves=serves, names=names, on=on) for pk in only if pk in by_id]
    name = f"{council.slug}-plan{'-filtered' if filtered else ''}-{on.isoformat()}.csv"
    return csv_response(name, HEADER, rows)


def _row(
    pk: int, ref: str, title: str, number: int, objective: str, person: str | None, agency: str | None, priority: str,
    original_due_on: datetime.date | None, due_on: datetime.date | None, done_on: datetime.date | None,
    delivery: str, confidence: str, reported_on: datetime.date | None, narrative: str | None, recovery: str | None,
    *, serves: dict[int, list[str]], names: bool, on: datetime.date,
) -> list[Any]:  # fmt: skip
    is_open = delivery in OPEN
    decided = delivery in (Delivery.PAUSED, Delivery.CANCELLED)
    return [
        ref,
        title,
        f"{number}. {objective}",
        ((person if names else OFFICER) if person else agency) or "Nobody yet",
        Action.Priority(priority).label,
        original_due_on,
        due_on,
        "" if decided else lateness(due_on, on=on, done_on=done_on),
        status.word("delivery", delivery),
        status.word("confidence", confidence) if is_open else "",
        status.brag(delivery, confidence).letter,
        done_on,
        reported_on,
        narrative,
        recovery if is_open else "",
        "; ".join(serves.get(pk, [])),
    ]


def _serves(council: Council) -> dict[int, list[str]]:
    """Citations by action: one statement for the whole plan."""
    found: dict[int, list[str]] = {}
    links = ActionRequirement.objects.filter(council=council).order_by("action_id", "requirement__seq")
    for action_id, label, seq in links.values_list("action_id", "requirement__label", "requirement__seq"):
        found.setdefault(action_id, []).append(f"paragraph {label}" if label else f"item {seq}")
    return found
