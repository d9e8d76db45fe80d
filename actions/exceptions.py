"""All that is off plan, on one page: why, what will bring it back, which new date is asked, how old the news is.

The board hears of what is off plan and of what is done about it (Cumbria notice 2012; Herefordshire notice 2013, §31).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from councils import status
from councils.lateness import age

from .models import Action, ActionUpdate, DateChange


@dataclass(frozen=True, slots=True)
class OffPlan:
    """One action that is off plan, with the words of its newest report that has any."""

    action: Action
    late: str
    why: str
    recovery: str
    asked: datetime.date | None  # the new date that waits for the board
    asked_number: int | None
    moved: int  # how often the board has agreed a new date
    heard: str  # "12 days ago"


def exceptions_of(actions: QuerySet[Action], *, on: datetime.date) -> list[OffPlan]:
    """Of these actions those off plan: off track first, then the latest. Two statements, however many."""
    words = ActionUpdate.objects.filter(
        council_id=OuterRef("council_id"), action_id=OuterRef("pk"), no_change=False
    ).order_by("-version")
    waiting = DateChange.objects.waiting().filter(council_id=OuterRef("council_id"), action_id=OuterRef("pk"))
    rows = (
        actions.off_plan(on=on)  # type: ignore[attr-defined]
        .select_related("objective", "owner", "owner_organisation")
        .annotate(
            why=Subquery(words.values("narrative")[:1]),
            recovery=Subquery(words.values("recovery")[:1]),
            asked=Subquery(waiting.values("to_due_on")[:1]),
            asked_number=Subquery(waiting.values("number")[:1]),
            moved=Count("date_changes", filter=Q(date_changes__state=DateChange.State.AGREED)),
        )
    )
    found = [
        OffPlan(
            action=row,
            late=row.lateness(on=on) if row.is_overdue(on=on) else "",
            why=row.why or "",
            recovery=row.recovery or "",
            asked=row.asked,
            asked_number=row.asked_number,
            moved=row.moved,
            heard=age(row.reported_on, on=on),
        )
        for row in rows
    ]
    return sorted(found, key=_worst_first)


def _worst_first(item: OffPlan) -> tuple[int, datetime.date, int]:
    worry = list(status.STATUSES["confidence"]).index(item.action.confidence)
    return -worry, item.action.due_on or datetime.date.max, item.action.pk


HEADER = (
    "Reference", "Action", "Objective", "Owner", "Original due date", "Due date", "Lateness", "Confidence", "Why",
    "Recovery step", "New date asked", "Dates agreed since", "Last update",
)  # fmt: skip


def as_rows(items: Sequence[OffPlan], owners: Sequence[str]) -> list[list[object]]:
    """For a spreadsheet; `owners`: the name to show for each, in the same order."""
    return [
        [
            i.action.ref, i.action.title, str(i.action.objective), owner, i.action.original_due_on, i.action.due_on,
            i.late, status.word("confidence", i.action.confidence), i.why, i.recovery, i.asked, i.moved,
            i.action.reported_on,
        ]
        for i, owner in zip(items, owners, strict=True)
    ]  # fmt: skip
