"""What needs the board: the agenda is built from it. Nobody has to remember what waits (features 68).

Actions that only named people may see never come onto an agenda, which everybody at the table reads.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from actions.exceptions import exceptions_of
from actions.models import Action, DateChange, Evidence, Plan, PlanVersion
from councils.lateness import long_date
from notices.models import ComplianceJudgement, Requirement

from .models import Challenge, ItemKind, Meeting
from .models.agenda import SUBJECTS

TITLE = 300
JUDGED_WELL = ("met", "sustained")


@dataclass(frozen=True)
class Need:
    """One thing for the agenda; `about` holds its subject in the column of its kind."""

    kind: ItemKind
    title: str
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int | None]:
        subject = self.about.get(SUBJECTS.get(self.kind, ""))
        return self.kind.value, subject.pk if subject is not None else None


def needs_of(meeting: Meeting, plan: Plan | None, *, on: datetime.date) -> list[Need]:
    """In the order of ItemKind; inside a kind the longest waiting first, of exceptions the worst."""
    found: list[Need] = []
    if plan is not None and not plan.is_closed:
        found += _of_plan(plan, on=on)
    found += _requirements(meeting)
    if plan is not None:
        waiting = PlanVersion.objects.waiting().filter(council_id=plan.council_id, plan=plan)
        found += [
            _need(ItemKind.CONSENT, f"{plan.title}: version {row.number}", row)
            for row in waiting.order_by("number")
        ]
    challenges = Challenge.objects.open().filter(council_id=meeting.council_id, board_id=meeting.board_id)
    found += [
        _need(ItemKind.CHALLENGE, f"{row}: {row.text}", row)
        for row in challenges.exclude(meeting=meeting).order_by("number")
    ]
    return found


def _of_plan(plan: Plan, *, on: datetime.date) -> list[Need]:
    actions = Action.objects.filter(council_id=plan.council_id, plan=plan).unrestricted()
    done = actions.filter(delivery="done").order_by("done_on", "id")
    changes = (
        DateChange.objects.waiting()
        .filter(council_id=plan.council_id, action__in=actions.values("pk"))
        .select_related("action")
        .order_by("asked_on", "id")
    )
    asked = {change.action_id for change in changes}
    evidence = Evidence.objects.waiting().filter(council_id=plan.council_id)
    of_plan = Q(action=None) | Q(action__in=actions.values("pk"))
    return [
        *[_need(ItemKind.COMPLETION, str(action), action) for action in done],
        *[
            _need(ItemKind.DATE_CHANGE, f"{row.action}: {long_date(row.to_due_on)} asked for", row)
            for row in changes
        ],
        *[
            _need(ItemKind.EXCEPTION, str(item.action), item.action)
            for item in exceptions_of(actions, on=on)
            if item.action.pk not in asked  # the board speaks of it with the date
        ],
        *[_need(ItemKind.EVIDENCE, str(row), row) for row in evidence.filter(of_plan).order_by("number")],
    ]


def _requirements(meeting: Meeting) -> list[Need]:
    """Clauses that are due by the day of the meeting, and that the board has not judged as met."""
    judged = ComplianceJudgement.objects.filter(
        council_id=OuterRef("council_id"), requirement_id=OuterRef("pk"), body="board"
    ).order_by("-judged_on", "-id")
    due = (
        Requirement.objects.demanding()
        .filter(
            council_id=meeting.council_id,
            notice_id=meeting.board.notice_id,
            deadlines__due_on__lte=meeting.held_on,
        )
        .annotate(said=Subquery(judged.values("value")[:1]))
        .filter(Q(said=None) | ~Q(said__in=JUDGED_WELL))
        .distinct()
        .order_by("seq")
    )
    return [
        _need(ItemKind.REQUIREMENT, f"{row.citation.capitalize()}: {' '.join(row.text.split())}", row)
        for row in due
    ]


def _need(kind: ItemKind, title: str, subject: Any) -> Need:
    if len(title) > TITLE:
        title = title[: TITLE - 2].rsplit(" ", 1)[0] + " …"
    return Need(kind, title, {SUBJECTS[kind]: subject})
