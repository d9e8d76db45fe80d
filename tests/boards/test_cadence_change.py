"""A change of how often the board meets: asked for by the board, consented to by the Department (features 66, 67)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from boards import services
from boards.keeping import gap_in_words, rules_of
from boards.models import Board, CadenceChange, Meeting
from boards.services.cadence_change import answer_cadence_change, ask_cadence_change
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
DATE = datetime.date
ASKED = DATE(2026, 6, 1)
FROM = DATE(2026, 7, 1)
ANSWERED = DATE(2026, 6, 10)


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"boards:{name}", kwargs={"council_slug": "ambridge", **kwargs})


def body(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


@pytest.fixture
def board(ambridge: Council) -> Board:
    board: Board = make.BoardFactory(council=ambridge, change_needs_consent_of="the Department")
    return board


def ask(board: Board, by: User, **changes: Any) -> CadenceChange:
    said = {"on": ASKED, "to_every": "P6W", "from_on": FROM, "reason": "It is steady."} | changes
    return ask_cadence_change(board, by=by, **said)


def consent(change: CadenceChange, by: User, *, on: DATE = ANSWERED, gives: bool = True) -> None:
    answer_cadence_change(
        change, by=by, on=on, consents=gives, answered_on=on, decided_by="Owen Fletcher", answer="Said so."
    )


def planned(board: Board) -> list[DATE]:
    services.plan_meetings(board, by=None, first_on=DATE(2026, 6, 2), until=DATE(2026, 9, 30))
    return list(Meeting.objects.filter(board=board).order_by("held_on").values_list("held_on", flat=True))


@time_machine.travel("2026-06-10 12:00Z")
def test_the_chair_asks_the_case_lead_consents_and_meetings_follow(
    client: Client, chair: User, case_lead: User, board: Board
) -> None:
    client.force_login(chair)
    client.post(
        address("cadence_ask"), {"to_every": "P6W", "from_on": "2026-07-01", "reason": "It is steady."}
    )
    assert "A request to meet every 6 weeks waits for consent" in body(client.get(address("board")))
    assert len(rules_of(board)) == 1
    assert client.get(address("cadence_answer", cadence_number=1)).status_code == 403
    client.force_login(case_lead)
    assert "Give or refuse consent" in body(client.get(address("cadence_change", cadence_number=1)))
    client.post(
        address("cadence_answer", cadence_number=1),
        {"consents": "yes", "decided_by": "Owen Fletcher, case lead", "answered_on": "2026-06-10"},
    )
    change = CadenceChange.objects.get()
    assert (change.state, change.answered_by, change.effective_on) == ("consented", case_lead, FROM)
    assert "Owen Fletcher, case lead, on 10 June 2026" in body(
        client.get(address("cadence_change", cadence_number=1))
    )
    assert planned(board) == [DATE(2026, 6, 2), DATE(2026, 6, 30), DATE(2026, 8, 11), DATE(2026, 9, 22)]
    assert list(AuditEvent.objects.filter(verb__contains="how often").values_list("by", flat=True)) in (
        [chair.pk, case_lead.pk], [case_lead.pk, chair.pk],
    )  # fmt: skip


def test_before_consent_and_after_a_refusal_nothing_changes(
    board: Board, chair: User, case_lead: User
) -> None:
    change = ask(board, chair)
    assert [rule.every for rule in rules_of(board)] == ["P4W"]
    consent(change, case_lead, gives=False)
    assert [rule.every for rule in rules_of(board)] == ["P4W"]
    assert planned(board)[-1] == DATE(2026, 9, 22)
    assert len(planned(board)) == 5


def test_consent_does_not_reach_back(board: Board, chair: User, case_lead: User) -> None:
    change = ask(board, chair)
    consent(change, case_lead, on=DATE(2026, 7, 20))
    assert change.effective_on == DATE(2026, 7, 20)


def test_where_the_notice_asks_for_nobody_s_consent_the_change_counts_at_once(
    board: Board, chair: User
) -> None:
    board.change_needs_consent_of = ""
    board.save()
    assert ask(board, chair).state == "free"
    assert [rule.every for rule in rules_of(board)] == ["P4W", "P6W"]


def test_one_request_waits_at_a_time_and_an_answer_is_given_once(
    board: Board, chair: User, case_lead: User
) -> None:
    change = ask(board, chair)
    with pytest.raises(Refused, match="waits for consent"):
        ask(board, chair, to_every="P8W")
    consent(change, case_lead)
    with pytest.raises(Refused, match="not waiting any more"):
        consent(change, case_lead, gives=False)
    with pytest.raises(Refused, match="enter a later day"):
        ask(board, chair, to_every="P8W")
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        connection.cursor().execute("UPDATE boards_cadencechange SET state = 'waiting'")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"to_every": "P4W"}, "every 4 weeks already"),
        ({"from_on": DATE(2026, 5, 1)}, "today or later"),
        ({"reason": " "}, "Say why"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    board: Board, chair: User, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        ask(board, chair, **changes)
    assert not CadenceChange.objects.exists()


def test_a_gap_is_said_in_words_by_the_rule_of_its_own_day(
    board: Board, chair: User, case_lead: User
) -> None:
    for day in (DATE(2026, 6, 2), DATE(2026, 7, 14)):
        make.MeetingFactory(council=board.council, board=board, held_on=day)
    said = gap_in_words(board, on=ASKED + datetime.timedelta(days=3))
    assert (
        said == "The next meeting, on 14 July 2026, is 42 days after the last one: longer than every 4 weeks."
    )
    consent(ask(board, chair), case_lead)
    assert gap_in_words(board, on=DATE(2026, 6, 20)) == ""
    assert "needed by 1 September 2026" in gap_in_words(board, on=DATE(2026, 7, 20))
    late = gap_in_words(board, on=DATE(2026, 9, 2))
    assert late == "The board last met on 14 July 2026, 50 days ago: longer than every 6 weeks."


def test_a_cancelled_meeting_closes_no_gap(board: Board, lead: User) -> None:
    for day in (DATE(2026, 6, 2), DATE(2026, 6, 30), DATE(2026, 7, 28)):
        meeting = make.MeetingFactory(council=board.council, board=board, held_on=day)
        if day.day == 30:
            services.cancel_meeting(meeting, by=lead, why="The chair is ill.")
    assert "56 days after the last one" in gap_in_words(board, on=DATE(2026, 6, 10))


def test_the_api_asks_answers_and_tells(client: Client, chair: User, case_lead: User, board: Board) -> None:
    base, json = "/api/v1/councils/ambridge/board/", "application/json"
    wanted = {"to_every": "P6W", "from_on": "2099-07-01", "reason": "Steady."}
    client.force_login(chair)
    assert client.post(f"{base}cadence-changes/", wanted, content_type=json).status_code == 201
    answer = {"consents": True, "decided_by": "Owen Fletcher", "answered_on": "1999-01-01"}
    assert client.post(f"{base}cadence-changes/1/answer/", answer, content_type=json).status_code == 403
    client.force_login(case_lead)
    assert client.post(f"{base}cadence-changes/1/answer/", answer, content_type=json).status_code == 409
    answer["answered_on"] = CadenceChange.objects.get().asked_on.isoformat()
    assert (
        client.post(f"{base}cadence-changes/1/answer/", answer, content_type=json).json()["state"]
        == "consented"
    )
    told = client.get(f"{base}cadence/").json()
    assert (told["every"], [rule["every"] for rule in told["rules"]]) == ("P4W", ["P4W", "P6W"])
