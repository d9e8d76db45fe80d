"""What the board decides takes effect at once in the plan, the evidence and the notice; undone, all is as before."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from actions.models import Action, ActionUpdate, DateChange, Evidence
from boards.models import AgendaItem, MeetingDecision
from boards.services import decide_item, take_step, undo_decision
from councils.models import AuditEvent, User
from councils.refusal import Refused
from notices.models import ComplianceJudgement
from notices.services import judge_compliance
from tests import factories as make

from .conftest import TODAY, WEEK, Sitting, bring_to, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(sitting: Sitting, chair: User) -> Sitting:
    bring_to(sitting, "in_progress", chair=chair)
    return sitting


def decide(item: AgendaItem, by: User, decision: str, **given: Any) -> MeetingDecision:
    if item.action_id:
        given.setdefault("based_on", Action.objects.get(pk=item.action_id).version)
    if item.evidence_id:
        given.setdefault("based_on", Evidence.objects.get(pk=item.evidence_id).version)
    return decide_item(item, by=by, on=TODAY, decision=decision, **given)


def state_of_all(sitting: Sitting) -> list[Any]:
    """Of everything that a decision can touch, what it is now (and not how often it changed)."""
    actions = Action.objects.order_by("id").values(
        "delivery", "confidence", "due_on", "done_on", "recheck_on"
    )
    changes = DateChange.objects.order_by("id").values("state", "closed_on", "closed_by", "note")
    evidence = Evidence.objects.order_by("id").values(
        "state", "accepted_version", "judged_by", "returned_why"
    )
    judged = ComplianceJudgement.objects.filter(body="board").order_by("requirement_id", "-id")
    return [
        list(actions),
        list(changes),
        list(evidence),
        [
            (row.requirement_id, row.value)
            for row in judged.distinct("requirement_id")
            if row.value != "not_assessed"
        ],
    ]


CASES = {
    "confirm": ("completion", "1.1", {}),
    "return": ("completion", "1.3", {"why": "Two teams are missing."}),
    "agree_date": ("date_change", "1.4", {}),
    "refuse_date": ("date_change", "1.5", {"why": "Children wait already."}),
    "accept": ("evidence", "", {}),
    "send_back": ("evidence", "", {"why": "Which month?"}),
    "judge": ("requirement", "", {"why": "Audits show it.", "value": "met"}),
    "note": ("evidence", "", {"why": "Seen."}),
}


@pytest.mark.parametrize("decision", CASES)
def test_a_decision_takes_effect_at_once_and_undone_all_is_as_before(
    decision: str, meeting: Sitting, chair: User
) -> None:
    kind, ref, given = CASES[decision]
    before = state_of_all(meeting)
    made = decide(meeting.item(kind, ref), chair, decision, **given)
    after = state_of_all(meeting)
    assert (after != before) == (decision != "note")
    assert AuditEvent.objects.filter(verb="recorded a decision of the board", by=chair).count() == 1
    undone = undo_decision(made, by=chair, on=TODAY)
    assert state_of_all(meeting) == before
    assert (undone.reverses, undone.number) == (made, made.number + 1)
    with pytest.raises(Refused, match="undone already"):
        undo_decision(made, by=chair, on=TODAY)
    again = decide(meeting.item(kind, ref), chair, decision, **given)
    assert state_of_all(meeting) == after
    assert list(MeetingDecision.objects.standing()) == [again]


def test_what_is_decided_is_what_the_plan_and_the_notice_say(meeting: Sitting, chair: User) -> None:
    decide(meeting.item("completion", "1.1"), chair, "confirm")
    decide(meeting.item("completion", "1.3"), chair, "return", why="Two teams are missing.")
    decide(meeting.item("date_change", "1.4"), chair, "agree_date")
    decide(meeting.item("date_change", "1.5"), chair, "refuse_date", why="Children wait already.")
    decide(meeting.item("evidence"), chair, "accept")
    judged = decide(meeting.item("requirement"), chair, "judge", value="partly_met", why="Two of four teams.")
    states = {a.ref: (a.delivery, a.due_on) for a in Action.objects.all()}
    due = TODAY + 8 * WEEK
    assert states == {
        "1.1": ("confirmed", due), "1.2": ("done", due), "1.3": ("in_progress", due),
        "1.4": ("in_progress", due + 4 * WEEK), "1.5": ("in_progress", due), "1.6": ("not_started", due),
    }  # fmt: skip
    assert Evidence.objects.get().state == "accepted"
    assert ComplianceJudgement.objects.get().value == "partly_met"
    assert judged.words.endswith("is judged partly met")


@pytest.mark.parametrize(("decision", "kind", "ref"), [
    ("return", "completion", "1.1"), ("refuse_date", "date_change", "1.4"), ("send_back", "evidence", ""),
    ("judge", "requirement", ""),
])  # fmt: skip
def test_what_needs_a_reason_is_refused_without_one(
    decision: str, kind: str, ref: str, meeting: Sitting, chair: User
) -> None:
    before = state_of_all(meeting)
    with pytest.raises(Refused, match="Enter"):
        decide(meeting.item(kind, ref), chair, decision, why=" ", value="met")
    assert (state_of_all(meeting), MeetingDecision.objects.count()) == (before, 0)


def test_an_item_is_decided_once_and_only_as_its_kind_allows(meeting: Sitting, chair: User) -> None:
    item = meeting.item("completion", "1.1")
    with pytest.raises(Refused, match="cannot be decided of such an item"):
        decide(item, chair, "agree_date")
    decide(item, chair, "note", why="A question first.")
    decide(item, chair, "confirm")
    with pytest.raises(Refused, match="Undo that decision first"):
        decide(item, chair, "return", why="No.")


def test_the_board_decides_of_what_it_looked_at(meeting: Sitting, chair: User, officer: User) -> None:
    item = meeting.item("completion", "1.1")
    seen = Action.objects.get(ref="1.1")
    report(seen, officer, on=TODAY, delivery="in_progress")
    report(seen, officer, on=TODAY, delivery="done")
    with pytest.raises(Refused, match="has changed since"):
        decide(item, chair, "confirm", based_on=seen.version - 2)
    assert not MeetingDecision.objects.exists()


def test_nothing_is_decided_before_the_meeting_or_after_its_minutes(sitting: Sitting, chair: User) -> None:
    bring_to(sitting, "issued", chair=chair)
    with pytest.raises(Refused):
        decide(sitting.item("completion", "1.1"), chair, "confirm")
    bring_to(sitting, "drafted", chair=chair)
    made = decide(sitting.item("completion", "1.1"), chair, "confirm")
    take_step(sitting.meeting, "agree", by=chair, on=TODAY)
    with pytest.raises(Refused):
        undo_decision(made, by=chair, on=TODAY)
    with pytest.raises(Refused):
        decide(sitting.item("completion", "1.2"), chair, "confirm")
    assert Action.objects.get(ref="1.1").delivery == "confirmed"


def test_what_was_built_on_a_decision_stays(meeting: Sitting, chair: User, officer: User) -> None:
    returned = decide(meeting.item("completion", "1.3"), chair, "return", why="Two teams are missing.")
    report(Action.objects.get(ref="1.3"), officer, on=TODAY)
    with pytest.raises(Refused, match="has changed since"):
        undo_decision(returned, by=chair, on=TODAY)
    judged = decide(meeting.item("requirement"), chair, "judge", value="met", why="Audits.")
    judge_compliance(meeting.clause, by=chair, on=TODAY, body="board", value="not_met", why="No.")
    with pytest.raises(Refused, match="judged again"):
        undo_decision(judged, by=chair, on=TODAY)


def test_decisions_are_never_edited_or_deleted_in_plain_sql(meeting: Sitting, chair: User) -> None:
    decide(meeting.item("completion", "1.1"), chair, "confirm")
    for sql in ("UPDATE boards_meetingdecision SET words = 'x'", "DELETE FROM boards_meetingdecision"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_an_undone_confirmation_keeps_the_day_on_which_it_was_done(meeting: Sitting, chair: User) -> None:
    made = decide(meeting.item("completion", "1.1"), chair, "confirm")
    undo_decision(made, by=chair, on=TODAY)
    action = Action.objects.get(ref="1.1")
    assert (action.delivery, action.done_on, action.recheck_on) == ("done", TODAY - 2 * WEEK, None)
    assert list(ActionUpdate.objects.filter(action=action).values_list("decision", flat=True)) == [
        "undo", "confirm", "",
    ]  # fmt: skip


def test_the_board_agrees_a_version_of_the_plan(sitting: Sitting, chair: User) -> None:
    version = make.PlanVersionFactory(
        council=sitting.board.council, plan=sitting.plan, summary="Two new actions"
    )
    bring_to(sitting, "in_progress", chair=chair)
    made = decide(sitting.item("consent"), chair, "agree_plan")
    version.refresh_from_db()
    assert version.state == "agreed"
    with pytest.raises(Refused, match="new version"):
        undo_decision(made, by=chair, on=TODAY)
