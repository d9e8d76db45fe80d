"""A board that meets today: two completions and one that is not good enough, two new dates asked for, evidence, a clause
that is due. The cut-off was a week ago."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import pytest

from actions.models import Action, DateChange, Evidence, Plan
from actions.services import ask_date_change, report_progress
from boards.life import LIFE
from boards.models import AgendaItem, Board, BoardMember, Meeting
from boards.services import take_step
from councils.models import Council, User
from councils.permissions import Role
from notices.models import Requirement
from tests import factories as make
from tests.conftest import member

TODAY = make.TODAY
WEEK = datetime.timedelta(days=7)


@dataclass
class Sitting:
    board: Board
    plan: Plan
    meeting: Meeting
    following: Meeting
    chair_seat: BoardMember
    police: BoardMember
    clause: Requirement
    evidence: Evidence
    actions: dict[str, Action] = field(default_factory=dict)
    changes: dict[str, DateChange] = field(default_factory=dict)

    def item(self, kind: str, ref: str = "") -> AgendaItem:
        rows = AgendaItem.objects.filter(meeting=self.meeting, kind=kind, title__startswith=ref)
        item: AgendaItem = rows.get()
        return item


@pytest.fixture
def director(ambridge: Council) -> User:
    return member(ambridge, Role.DIRECTOR, name="Dina Director")


@pytest.fixture
def sitting(ambridge: Council, officer: User, lead: User) -> Sitting:
    notice = make.NoticeFactory(council=ambridge)
    plan = make.PlanFactory(council=ambridge, notice=notice, title="Improvement plan", state="active")
    objective = make.ObjectiveFactory(council=ambridge, plan=plan, number=1)
    board = make.BoardFactory(council=ambridge, notice=notice, name="Improvement Board")
    make.MeetingFactory(council=ambridge, board=board, held_on=TODAY - 4 * WEEK)
    meeting = make.MeetingFactory(council=ambridge, board=board, held_on=TODAY, cut_off_on=TODAY - WEEK)
    following = make.MeetingFactory(council=ambridge, board=board, held_on=TODAY + 4 * WEEK)
    police = make.OrganisationFactory(council=ambridge, name="Borsetshire Police")
    clause = make.RequirementFactory(council=ambridge, notice=notice, text="Ensure timely assessments.")
    make.DeadlineFactory(council=ambridge, requirement=clause, due_on=TODAY - WEEK)
    found = Sitting(
        board=board,
        plan=plan,
        meeting=meeting,
        following=following,
        chair_seat=make.BoardMemberFactory(council=ambridge, board=board, name="Clara Chair", role="chair"),
        police=make.BoardMemberFactory(
            council=ambridge, board=board, name="Paula Police", organisation=police
        ),
        clause=clause,
        evidence=make.EvidenceFactory(council=ambridge, submitted_by=officer),
    )
    due = TODAY + 8 * WEEK
    for place, title in enumerate(("Done well", "Done too", "Not done", "Late", "Slow", "Calm"), start=1):
        found.actions[title] = make.ActionFactory(
            council=ambridge, objective=objective, plan=plan, ref=f"1.{place}", title=title, owner=officer,
            due_on=due, original_due_on=due,
        )  # fmt: skip
    for title in ("Done well", "Done too", "Not done"):
        report(found.actions[title], officer, on=TODAY - 2 * WEEK, delivery="done")
    for title in ("Late", "Slow"):
        report(found.actions[title], officer, on=TODAY - 2 * WEEK, confidence="off_track")
        found.changes[title] = ask_date_change(
            found.actions[title], by=officer, on=TODAY - WEEK, to_due_on=due + 4 * WEEK, reason="Trainers left.",
            corrective_action="An agency helps.",
        )  # fmt: skip
    return found


def report(
    action: Action,
    by: User,
    *,
    on: datetime.date,
    delivery: str = "in_progress",
    confidence: str = "on_track",
) -> None:
    report_progress(
        action, by=by, on=on, based_on=action.version, delivery=delivery, confidence=confidence, narrative="Done so far.",
        recovery="More people.",
    )  # fmt: skip


def bring_to(sitting: Sitting, state: str, *, chair: User) -> Meeting:
    """Through the verbs, up to the state."""
    for step in LIFE:
        if sitting.meeting.state == state:
            break
        if sitting.meeting.state in step.froms:
            take_step(sitting.meeting, step.name, by=chair, on=TODAY)
    return sitting.meeting
