"""What the board did since it last met: decisions, challenges and their answers, changes of dates, evidence accepted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from actions.as_at import ActionAsAt
from actions.models import DateChange, Evidence, Plan
from boards.models import Board, Challenge
from notices.models import Notice
from reviews.writing.figures import decided

from .as_at_rows import dated_as_at, rows_as_at

State = DateChange.State


@dataclass(frozen=True)
class DecisionLine:
    on: datetime.date
    what: str
    why: str


@dataclass(frozen=True)
class ChallengeLine:
    number: int
    text: str
    asked_of: str
    asked_on: datetime.date
    state: str  # a value of status.py's "challenge"
    answer: str


@dataclass(frozen=True)
class DateChangeLine:
    ref: str
    title: str
    first_set_for: datetime.date | None
    due_on: datetime.date | None
    asked_for: datetime.date | None
    state: str  # a value of status.py's "date_change"; empty: the date was changed with the plan
    reason: str
    corrective_action: str


@dataclass(frozen=True)
class EvidenceLine:
    number: int
    title: str
    kind: str
    ref: str
    shows: str
    accepted_on: datetime.date


def decisions_since(
    notice: Notice, plan: Plan, now: Sequence[ActionAsAt], *, since: datetime.date, as_at: datetime.date
) -> list[DecisionLine]:
    """On `since` (the last board) and after it, oldest first."""
    day_before = since - datetime.timedelta(days=1)
    found = decided(notice, plan, now, since=day_before, as_at=as_at)
    return [DecisionLine(*row) for row in sorted(found)]


def challenges_since(
    board: Board | None, *, since: datetime.date, as_at: datetime.date
) -> list[ChallengeLine]:
    """Those that were open on the day, and those that were closed since the last board; newest first."""
    if board is None:
        return []
    rows = Challenge.objects.filter(council_id=board.council_id, board=board, asked_on__lte=as_at)
    lines = []
    for row in rows.order_by("-number"):
        closed = row.closed_on is not None and row.closed_on <= as_at
        answered = row.answered_on is not None and row.answered_on <= as_at
        if closed and row.closed_on is not None and row.closed_on < since:
            continue
        lines.append(
            ChallengeLine(
                number=row.number,
                text=row.text,
                asked_of=row.asked_of,
                asked_on=row.asked_on,
                state="closed" if closed else "answered" if answered else "open",
                answer=row.answer if answered else "",
            )
        )
    return lines


def date_changes(
    plan: Plan, now: Sequence[ActionAsAt], *, since: datetime.date, as_at: datetime.date
) -> list[DateChangeLine]:
    """Requests that waited on the day or were decided since the last board, and every other action whose date is no
    longer the one that was first set; by action."""
    told = dated_as_at(DateChange, as_at=as_at, dated="closed_on", council_id=plan.council_id)
    seen = {change.pk for change in told}
    later = rows_as_at(
        DateChange, as_at=as_at, came_with=plan, council_id=plan.council_id
    )  # entered after the day
    asked: dict[int, DateChange] = {}
    for change in sorted([*told, *(row for row in later if row.pk not in seen)], key=lambda row: row.number):
        recent = change.state == State.ASKED or (change.closed_on is not None and change.closed_on >= since)
        if change.asked_on <= as_at and recent and change.state != State.WITHDRAWN:
            asked[change.action_id] = change
    lines = []
    for action in now:
        found = asked.get(action.id)
        if found is None and action.due_on == action.original_due_on:
            continue
        lines.append(
            DateChangeLine(
                ref=action.ref,
                title=action.title,
                first_set_for=action.original_due_on,
                due_on=action.due_on,
                asked_for=found.to_due_on if found else None,
                state=found.state if found else "",
                reason=found.reason if found else "",
                corrective_action=found.corrective_action if found else "",
            )
        )
    return lines


def evidence_accepted(
    council_id: int, now: Sequence[ActionAsAt], *, since: datetime.date, as_at: datetime.date
) -> list[EvidenceLine]:
    """Since the last board. Evidence for named people only, and of actions that are left out, is left out."""
    refs = {action.id: action.ref for action in now}
    hidden = set(Evidence.objects.filter(council_id=council_id, restricted=True).values_list("pk", flat=True))
    lines = []
    for row in dated_as_at(Evidence, as_at=as_at, dated="judged_on", council_id=council_id):
        if row.pk in hidden or (row.action_id is not None and row.action_id not in refs):
            continue
        if row.state == Evidence.State.ACCEPTED and row.judged_on is not None and row.judged_on >= since:
            lines.append(
                EvidenceLine(
                    number=row.number,
                    title=row.title,
                    kind=row.get_evidence_class_display(),
                    ref=refs[row.action_id] if row.action_id is not None else "",
                    shows=row.shows,
                    accepted_on=row.judged_on,
                )
            )
    return sorted(lines, key=lambda line: (line.accepted_on, line.number))
