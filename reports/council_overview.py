"""One council on one page: where it stands, what is off plan and why, what comes next.

Every count comes from one grouping of the plan's actions by objective; each number leads to the list that it counts.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import Case, Count, IntegerField, Max, OuterRef, Q, Subquery, Value, When

from actions.models import OPEN, Action, ActionUpdate, Plan
from actions.restricted import hidden_refs
from boards.keeping import gap_in_words
from boards.models import Board, Meeting
from councils.access import name_for
from councils.models import Council, User
from notices.models import Notice, Requirement

from .report_dates import ComingDate, coming_dates
from .report_requirements import latest_judgements
from .reportable import board_of, current_notice, plan_of

TOP = 8
DATES = 8
DELIVERIES = ("not_started", "in_progress", "done", "confirmed", "embedded", "paused", "cancelled")
CONFIDENCES = ("off_track", "at_risk", "on_track")


@dataclass
class Counts:
    """How many actions there are of each kind; confidence, overdue and updated are asked of open ones only."""

    actions: int = 0
    open: int = 0
    overdue: int = 0
    updated: int = 0
    delivery: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DELIVERIES, 0))
    confidence: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CONFIDENCES, 0))

    def add(self, other: Counts) -> None:
        self.actions += other.actions
        self.open += other.open
        self.overdue += other.overdue
        self.updated += other.updated
        for name, number in other.delivery.items():
            self.delivery[name] += number
        for name, number in other.confidence.items():
            self.confidence[name] += number

    @property
    def complete(self) -> int:
        return self.delivery["confirmed"] + self.delivery["embedded"]


@dataclass(frozen=True)
class ObjectiveCounts:
    id: int
    number: int
    title: str
    counts: Counts


@dataclass(frozen=True)
class Exceptional:
    """An action off plan, with the words of its owner."""

    action: Action
    owner: str
    why: str
    recovery: str


@dataclass(frozen=True)
class Overview:
    notice: Notice | None
    plan: Plan | None
    board: Board | None
    last_board: datetime.date | None
    counts: Counts
    objectives: list[ObjectiveCounts]
    exceptions: list[Exceptional]
    off_plan: int
    requirements: int
    answered: int
    dates: list[ComingDate]
    board_gap: str  # one sentence where the board meets, or will meet, less often than it has to
    restricted: int  # actions of the plan that the person may not see


def council_overview(council: Council, user: User, *, on: datetime.date) -> Overview:
    notice = current_notice(council)
    plan = plan_of(notice) if notice else None
    board = board_of(notice) if notice else None
    last_board = _last_board(council, on=on)
    objectives = _by_objective(plan, user, on=on, since=last_board) if plan else []
    counts = Counts()
    for objective in objectives:
        counts.add(objective.counts)
    off_plan = _off_plan(plan, user, on=on) if plan else []
    requirements, answered = _coverage(notice) if notice else (0, 0)
    dates = coming_dates(notice, board, latest_judgements(notice, as_at=on), as_at=on) if notice else []
    return Overview(
        notice=notice,
        plan=plan,
        board=board,
        last_board=last_board,
        counts=counts,
        objectives=objectives,
        exceptions=off_plan[:TOP],
        off_plan=len(off_plan),
        requirements=requirements,
        answered=answered,
        dates=dates[:DATES],
        board_gap=gap_in_words(board, on=on) if board and notice else "",
        restricted=len(hidden_refs(plan)) if plan else 0,
    )


def _last_board(council: Council, *, on: datetime.date) -> datetime.date | None:
    """As boards.services.roll_forward counts it."""
    held = Meeting.objects.filter(council=council, held_on__lt=on).not_cancelled()
    last: datetime.date | None = held.aggregate(last=Max("held_on"))["last"]
    return last


def _by_objective(
    plan: Plan, user: User, *, on: datetime.date, since: datetime.date | None
) -> list[ObjectiveCounts]:
    still_open = Q(delivery__in=OPEN)
    asked = {
        "_actions": Count("id"),
        "_open": Count("id", filter=still_open),
        "_overdue": Count("id", filter=still_open & Q(due_on__lt=on)),
        "_updated": Count("id", filter=still_open & Q(reported_on__gte=since)) if since else Value(0),
        **{f"_{value}": Count("id", filter=Q(delivery=value)) for value in DELIVERIES},
        **{f"_{value}": Count("id", filter=still_open & Q(confidence=value)) for value in CONFIDENCES},
    }
    actions = Action.objects.visible_to(user).filter(council_id=plan.council_id, plan=plan)
    counted = {
        row.pop("objective_id"): row for row in actions.order_by().values("objective_id").annotate(**asked)
    }
    return [
        ObjectiveCounts(pk, number, title, _counts(counted.get(pk, {})))
        for pk, number, title in plan.objectives.order_by("number").values_list("id", "number", "title")
    ]


def _counts(row: dict[str, int]) -> Counts:
    return Counts(
        actions=row.get("_actions", 0),
        open=row.get("_open", 0),
        overdue=row.get("_overdue", 0),
        updated=row.get("_updated", 0),
        delivery={value: row.get(f"_{value}", 0) for value in DELIVERIES},
        confidence={value: row.get(f"_{value}", 0) for value in CONFIDENCES},
    )


def _off_plan(plan: Plan, user: User, *, on: datetime.date) -> list[Exceptional]:
    """Off track first, then overdue, then at risk; in each the earliest date first. As in the board's report."""
    rank = Case(
        When(confidence="off_track", then=0),
        When(due_on__lt=on, then=1),
        default=2,
        output_field=IntegerField(),
    )
    spoken = ActionUpdate.objects.filter(
        council_id=OuterRef("council_id"), action_id=OuterRef("pk"), no_change=False
    ).order_by("-version")
    actions = (
        Action.objects.visible_to(user)
        .filter(council_id=plan.council_id, plan=plan)
        .off_plan(on=on)
        .select_related("owner", "owner_organisation")
        .annotate(
            rank=rank,
            why=Subquery(spoken.values("narrative")[:1]),
            recovery=Subquery(spoken.values("recovery")[:1]),
        )
    )
    return [
        Exceptional(action, _owner(action, user), action.why or "", action.recovery or "")
        for action in actions.order_by("rank", "due_on", "id")
    ]


def _owner(action: Action, user: User) -> str:
    if action.owner:
        return name_for(user, action.owner, action.council_id)
    return str(action.owner_organisation or "Nobody yet")


def _coverage(notice: Notice) -> tuple[int, int]:
    """How many requirements bind the council, and how many of these have an action."""
    binding = Requirement.objects.filter(council_id=notice.council_id, notice=notice).binding_council()
    total = binding.count()
    return total, total - binding.unanswered().count()
