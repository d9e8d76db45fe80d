"""The figures of a meeting: the plan as at the cut-off, frozen when the papers are issued, so that what the board reads
does not move under it (Cambridgeshire notice 2014, 2.3; a board of 2017 worked on figures two months old, undated)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from actions.as_at import ActionAsAt
from actions.counted import count, open_to_all
from actions.models import Action, ActionUpdate, Plan
from councils.models import User

from .models import Meeting

# What the page and the papers show of them, in this order.
SHOWN = {
    "actions": "All actions in the plan",
    "open": "Open",
    "off_track": "Open and off track",
    "at_risk": "Open and at risk",
    "on_track": "Open and on track",
    "overdue": "Open and overdue",
    "updated": "Open, with an update since the last meeting",
    "done": "Done, awaiting the board",
    "confirmed": "Confirmed by the board",
    "embedded": "Embedded",
    "paused": "Paused",
    "cancelled": "Cancelled",
}


@dataclass(frozen=True)
class OffPlanLine:
    """An exception, without a person's name: the papers are read beyond the council."""

    action_id: int
    ref: str
    title: str
    objective: int
    due_on: str
    lateness: str
    confidence: str
    why: str
    recovery: str

    @property
    def due(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.due_on) if self.due_on else None


@dataclass(frozen=True)
class Figures:
    """`before`: the same counts as at the last meeting, where there was one."""

    as_at: str
    last_meeting_on: str | None
    counts: dict[str, int]
    before: dict[str, int] | None
    exceptions: list[OffPlanLine]

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """`data` may hold more than the figures (pack.py)."""
        lines = [OffPlanLine(**line) for line in data["exceptions"]]
        own = {field.name: data[field.name] for field in fields(cls)}
        return cls(**{**own, "exceptions": lines})

    def rows(self) -> list[tuple[str, int, int | None]]:
        """Label, number, and the number at the last meeting."""
        earlier = self.before or {}
        return [(label, self.counts[name], earlier.get(name)) for name, label in SHOWN.items()]

    def exceptions_for(self, user: User) -> list[OffPlanLine]:
        """Without actions that were restricted to named people since."""
        ids = [line.action_id for line in self.exceptions]
        seen = set(Action.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
        return [line for line in self.exceptions if line.action_id in seen]


def figures_of(plan: Plan | None, *, as_at: datetime.date, since: datetime.date | None) -> Figures:
    """`since`: the last meeting. As in the board progress report, actions for named people only are left out, so the
    figures are the same whoever asks."""
    now, earlier = open_to_all(plan, as_at), open_to_all(plan, since) if since else None
    off_plan = sorted((a for a in now if a.is_off_plan(on=as_at)), key=_worst_first)
    return Figures(
        as_at=as_at.isoformat(),
        last_meeting_on=since.isoformat() if since else None,
        counts=count(now, on=as_at, since=since),
        before=count(earlier, on=since, since=None) if earlier is not None and since else None,
        exceptions=[_line(action, on=as_at) for action in off_plan],
    )


def last_meeting_before(meeting: Meeting) -> datetime.date | None:
    held = Meeting.objects.filter(council_id=meeting.council_id, board_id=meeting.board_id).not_cancelled()
    return (
        held.filter(held_on__lt=meeting.held_on)
        .order_by("-held_on")
        .values_list("held_on", flat=True)
        .first()
    )


def late_updates(meeting: Meeting, plan: Plan | None, user: User) -> list[ActionUpdate]:
    """What owners reported after the cut-off and up to the meeting: it is in the plan, and not in the papers."""
    if plan is None:
        return []
    rows = (
        ActionUpdate.objects.visible_to(user)
        .filter(
            council_id=meeting.council_id,
            action__plan=plan,
            decision="",
            reported_on__gt=meeting.cut_off_on,
            reported_on__lte=meeting.held_on,
        )
        .select_related("action", "reported_by")
        .order_by("reported_on", "id")
    )
    return list(rows)


def not_updated(meeting: Meeting, plan: Plan | None, user: User) -> list[Action]:
    """Open actions on which nothing was reported since the last meeting: who still has to send an update."""
    since = last_meeting_before(meeting)
    if plan is None or since is None:
        return []
    rows: Iterable[Action] = (
        Action.objects.visible_to(user)
        .filter(council_id=meeting.council_id, plan=plan)
        .open()
        .exclude(reported_on__gte=since)
        .select_related("owner", "owner_organisation")
        .order_by("due_on", "id")
    )
    return list(rows)


def _worst_first(action: ActionAsAt) -> tuple[int, datetime.date, int]:
    rank = {"off_track": 0, "at_risk": 1}.get(action.confidence, 2)
    return rank, action.due_on or datetime.date.max, action.id


def _line(action: ActionAsAt, *, on: datetime.date) -> OffPlanLine:
    return OffPlanLine(
        action_id=action.id,
        ref=action.ref,
        title=action.title,
        objective=action.objective_number,
        due_on=action.due_on.isoformat() if action.due_on else "",
        lateness=action.lateness(on=on) if action.is_overdue(on=on) else "",
        confidence=action.confidence,
        why=action.narrative,
        recovery=action.recovery,
    )
