"""The agenda holds what needs the board, in the order that somebody gave it; papers, challenges and board actions."""

from __future__ import annotations

import pytest

from boards.contribution import contributions
from boards.models import AgendaItem, BoardAction, Challenge, MeetingPaper
from boards.services import (
    add_board_action,
    add_challenge,
    add_item,
    add_paper,
    answer_challenge,
    build_agenda,
    close_challenge,
    decide_item,
    finish_board_action,
    keep_notes,
    move_item,
    record_attendance,
    set_dropped,
    take_step,
    withdraw_paper,
)
from boards.services.attendance import Came
from councils.models import Council, User
from councils.refusal import Refused
from tests import factories as make
from tests.actions.evidence.conftest import text

from .conftest import TODAY, WEEK, Sitting, bring_to, report

pytestmark = pytest.mark.django_db


def agenda(sitting: Sitting) -> list[tuple[str, str]]:
    items = AgendaItem.objects.standing().filter(meeting=sitting.meeting).order_by("position")
    return [(item.kind, item.title.split(" ")[0]) for item in items]


BUILT = [
    ("completion", "1.1"), ("completion", "1.2"), ("completion", "1.3"), ("date_change", "1.4"), ("date_change", "1.5"),
    ("evidence", "Evidence"), ("requirement", "Paragraph"),
]  # fmt: skip


def test_the_agenda_is_built_from_what_needs_the_board(sitting: Sitting, lead: User, officer: User) -> None:
    report(sitting.actions["Calm"], officer, on=TODAY - WEEK, confidence="at_risk")
    make.ChallengeFactory(
        council=sitting.board.council, meeting=sitting.board.meetings.order_by("held_on").first(),
        asked_by=sitting.police,
    )  # fmt: skip
    make.PlanVersionFactory(council=sitting.board.council, plan=sitting.plan, summary="Two new actions")
    take_step(sitting.meeting, "open", by=lead, on=TODAY)
    assert agenda(sitting) == [
        *BUILT[:5], ("exception", "1.6"), *BUILT[5:], ("consent", "Improvement"), ("challenge", "Challenge"),
    ]  # fmt: skip


def test_building_again_adds_only_what_is_new_and_leaves_what_somebody_did(
    sitting: Sitting, lead: User, officer: User
) -> None:
    take_step(sitting.meeting, "open", by=lead, on=TODAY)
    assert build_agenda(sitting.meeting, by=lead, on=TODAY) == []
    set_dropped(sitting.item("evidence"), by=lead, dropped=True)
    move_item(sitting.item("completion", "1.2"), by=lead, place="up")
    report(sitting.actions["Calm"], officer, on=TODAY, delivery="done")
    report(sitting.actions["Done well"], officer, on=TODAY, delivery="in_progress")  # not done after all
    assert [item.title for item in build_agenda(sitting.meeting, by=lead, on=TODAY)] == ["1.6 Calm"]
    assert agenda(sitting) == [
        BUILT[1], BUILT[2], BUILT[3], BUILT[4], BUILT[6], ("completion", "1.6"),
    ]  # fmt: skip


def test_items_are_moved_added_dropped_and_put_back(sitting: Sitting, lead: User) -> None:
    take_step(sitting.meeting, "open", by=lead, on=TODAY)
    first = sitting.item("completion", "1.1")
    move_item(first, by=lead, place="up")  # there is no place above the first
    move_item(first, by=lead, place="down")
    add_item(sitting.meeting, by=lead, title="Visit to the front door")
    set_dropped(sitting.item("requirement"), by=lead, dropped=True)
    assert agenda(sitting) == [BUILT[1], BUILT[0], *BUILT[2:6], ("other", "Visit")]
    set_dropped(sitting.item("requirement"), by=lead, dropped=False)
    assert len(agenda(sitting)) == 8
    with pytest.raises(Refused):
        add_item(sitting.meeting, by=lead, title=" ")


def test_a_decided_item_is_not_dropped(sitting: Sitting, chair: User) -> None:
    bring_to(sitting, "in_progress", chair=chair)
    item = sitting.item("evidence")
    decide_item(item, by=chair, on=TODAY, decision="note")
    with pytest.raises(Refused, match="Undo the decision first"):
        set_dropped(item, by=chair, dropped=True)


def test_papers_are_files_or_links_and_stay_once_they_are_issued(sitting: Sitting, lead: User) -> None:
    take_step(sitting.meeting, "open", by=lead, on=TODAY)
    item = sitting.item("evidence")
    given = {"by": lead, "on": TODAY, "title": "Performance"}
    file = add_paper(sitting.meeting, upload=text(), item=item, **given)
    assert add_paper(sitting.meeting, upload=text(), item=item, **given) == file
    link = add_paper(sitting.meeting, link="https://www.example.org/report", **given)
    for wrong in ({}, {"upload": text(), "link": "https://www.example.org/"}):
        with pytest.raises(Refused, match="one of the two"):
            add_paper(sitting.meeting, **given, **wrong)
    withdraw_paper(link, by=lead)
    assert [p.number for p in MeetingPaper.objects.current()] == [1]
    take_step(sitting.meeting, "issue", by=lead, on=TODAY)
    with pytest.raises(Refused):
        withdraw_paper(file, by=lead)


def test_a_challenge_is_asked_answered_and_closed(sitting: Sitting, chair: User, lead: User) -> None:
    given = {
        "by": lead,
        "on": TODAY,
        "text": "Why six weeks?",
        "asked_by": sitting.police,
        "asked_of": "Head",
    }
    with pytest.raises(Refused):
        add_challenge(sitting.meeting, **given)
    bring_to(sitting, "in_progress", chair=chair)
    challenge = add_challenge(sitting.meeting, **given)
    assert add_challenge(sitting.meeting, **given) == challenge
    assert challenge.state == "open"
    with pytest.raises(Refused, match="no answer"):
        close_challenge(challenge, by=chair, on=TODAY)
    answer_challenge(challenge, by=lead, on=TODAY, answer="Two teams were one team.")
    assert Challenge.objects.get().state == "answered"
    close_challenge(challenge, by=chair, on=TODAY)
    assert Challenge.objects.get().state == "closed"
    with pytest.raises(Refused, match="is closed"):
        answer_challenge(challenge, by=lead, on=TODAY, answer="Another.")


def test_a_board_action_is_followed_up(sitting: Sitting, chair: User) -> None:
    bring_to(sitting, "in_progress", chair=chair)
    action = add_board_action(
        sitting.meeting, by=chair, text="Bring figures", who="Police", due_on=TODAY + WEEK,
        organisation=sitting.police.organisation,
    )  # fmt: skip
    with pytest.raises(Refused, match="today or earlier"):
        finish_board_action(action, by=chair, on=TODAY, done_on=TODAY + WEEK)
    finish_board_action(action, by=chair, on=TODAY, done_on=TODAY, outcome="Here they are.")
    with pytest.raises(Refused, match="already"):
        finish_board_action(action, by=chair, on=TODAY, done_on=TODAY)
    assert not BoardAction.objects.open().exists()


def test_partners_are_held_to_their_part_over_time(sitting: Sitting, chair: User, ambridge: Council) -> None:
    bring_to(sitting, "in_progress", chair=chair)
    second = make.BoardMemberFactory(
        council=ambridge, board=sitting.board, organisation=sitting.police.organisation, name="Pete Police"
    )
    came = {
        sitting.police.pk: Came("apologies"),
        second.pk: Came("substitute", "Sergeant Lewis", "Brought the night figures."),
    }
    record_attendance(sitting.meeting, by=chair, came=came)
    past = sitting.board.meetings.order_by("held_on").first()
    make.AttendanceFactory(council=ambridge, meeting=past, member=sitting.police, state="absent")
    make.ActionFactory(
        council=ambridge, objective=sitting.plan.objectives.get(), plan=sitting.plan, owner=None,
        owner_organisation=sitting.police.organisation, due_on=TODAY - WEEK, original_due_on=TODAY - WEEK,
    )  # fmt: skip
    make.OrganisationFactory(council=ambridge, name="No part in it")
    (police,) = contributions(sitting.board, chair, on=TODAY)
    assert (police.attended, police.meetings) == (1, 2)
    assert (police.open_actions, police.overdue_actions) == (1, 1)
    assert police.brought == [(TODAY, "Brought the night figures.")]


def test_attendance_is_of_members_and_a_substitute_has_a_name(sitting: Sitting, chair: User) -> None:
    bring_to(sitting, "open", chair=chair)
    with pytest.raises(Refused, match="who came in the place"):
        record_attendance(sitting.meeting, by=chair, came={sitting.police.pk: Came("substitute", " ")})
    stranger = make.BoardMemberFactory()
    with pytest.raises(Refused, match="Only members"):
        record_attendance(sitting.meeting, by=chair, came={stranger.pk: Came("present")})


def test_notes_are_kept_until_the_minutes_are_agreed(sitting: Sitting, chair: User) -> None:
    bring_to(sitting, "issued", chair=chair)
    keep_notes(sitting.item("evidence"), by=chair, notes=" Seen. ", carry=True)
    assert (sitting.item("evidence").notes, sitting.item("evidence").carry) == ("Seen.", True)
