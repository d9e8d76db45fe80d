"""Who sits on the board, by what terms, and which bodies stand around it (features 65, 76)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from boards.models import Board, BoardMember, GovernanceBody, ReportingLine, TermsOfReference
from boards.services.bodies import add_line, end_body
from boards.services.members import Seat, add_member, agree_terms, end_member
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
DAY = datetime.timedelta(days=1)


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"boards:{name}", kwargs={"council_slug": "ambridge", **kwargs})


def body(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


@pytest.fixture
def board(ambridge: Council) -> Board:
    board: Board = make.BoardFactory(
        council=ambridge, name="Improvement Board", terms_of_reference="Clause 29."
    )
    return board


def test_a_change_of_the_terms_is_a_new_version_and_the_old_one_stays(
    client: Client, lead: User, board: Board
) -> None:
    client.force_login(lead)
    assert "Clause 29." in body(client.get(address("terms_add")))  # the notice's words are where one begins
    client.post(address("terms_add"), {"text": "We steer.", "agreed_on": "2026-06-01"})
    typed = {"text": "We steer and challenge.", "agreed_on": "2026-07-01"}
    assert "Say what changed." in body(client.post(address("terms_add"), typed))
    text = body(client.post(address("terms_add"), {**typed, "what_changed": "Challenge"}, follow=True))
    assert text.index("Version 2, agreed on 1 July 2026 – in force") < text.index(
        "Version 1, agreed on 1 June"
    )
    assert "Version 2, agreed on 1 July 2026" in body(client.get(address("board")))
    assert [t.text for t in TermsOfReference.objects.all()] == ["We steer and challenge.", "We steer."]
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("UPDATE boards_termsofreference SET text = 'x'")


def test_terms_cannot_be_agreed_before_those_that_they_follow_nor_tomorrow(board: Board, lead: User) -> None:
    agree_terms(board, by=lead, on=TODAY, text="We steer.", agreed_on=TODAY - DAY)
    for agreed_on, says in ((TODAY - 2 * DAY, "that day or later"), (TODAY + DAY, "today or in the past")):
        with pytest.raises(Refused, match=says):
            agree_terms(board, by=lead, on=TODAY, text="More.", agreed_on=agreed_on, what_changed="More")
    assert TermsOfReference.objects.count() == 1


def test_a_member_is_added_changed_and_ended_from_the_board_s_page(
    client: Client, lead: User, board: Board
) -> None:
    police = make.OrganisationFactory(council=board.council, name="Borsetshire Police")
    client.force_login(lead)
    assert address("members") in body(client.get(address("board")))
    seat = {
        "name": "Paula Police",
        "role": "member",
        "organisation": str(police.pk),
        "valid_from": "2026-05-01",
    }
    client.post(address("member_add"), seat)
    member = BoardMember.objects.get()
    assert (member.organisation, member.valid_from) == (police, datetime.date(2026, 5, 1))
    client.post(address("member_edit", member_id=member.pk), {**seat, "role": "adviser"})
    ended = {"last_on": "2026-04-30", "why": "A new post."}
    assert "began on 1 May 2026" in body(client.post(address("member_end", member_id=member.pk), ended))
    text = body(
        client.post(
            address("member_end", member_id=member.pk), {**ended, "last_on": "2026-06-30"}, follow=True
        )
    )
    assert text.index("Former members") < text.index("A new post.")
    member.refresh_from_db()
    assert (member.role, member.valid_to) == ("adviser", datetime.date(2026, 6, 30))
    assert list(AuditEvent.objects.filter(by=lead).order_by("id").values_list("verb", flat=True)) == [
        "added a member of the board", "changed a member of the board", "ended a membership of the board",
    ]  # fmt: skip


def test_a_board_has_one_chair_at_a_time(board: Board, lead: User) -> None:
    first = add_member(board, by=lead, seat=Seat("Clara", "chair", valid_from=TODAY - 90 * DAY))
    with pytest.raises(Refused, match="Clara chairs the board in that time"):
        add_member(board, by=lead, seat=Seat("Dora", "chair", valid_from=TODAY))
    end_member(first, by=lead, last_on=TODAY - DAY, why="Her term is over.")
    second = add_member(board, by=lead, seat=Seat("Dora", "chair", valid_from=TODAY))
    assert list(BoardMember.objects.serving(on=TODAY)) == [second]


def test_a_chair_who_is_not_independent_needs_a_reason_and_where_the_notice_asks_somebody_who_agreed(
    client: Client, officer: User, board: Board, lead: User
) -> None:
    exception = {"is_independent": False, "not_independent_why": "The leader chairs until May"}
    with pytest.raises(Refused, match="Say why"):
        add_member(board, by=lead, seat=Seat("Lee", "chair", is_independent=False))
    with pytest.raises(Refused, match="The notice asks for an independent chair"):
        add_member(board, by=lead, seat=Seat("Lee", "chair", **exception))
    add_member(board, by=lead, seat=Seat("Lee", "chair", **exception, exception_agreed_by="The minister"))
    client.force_login(officer)
    said = "No, by exception: The leader chairs until May. Agreed by The minister."
    assert said in body(client.get(address("board")))
    with pytest.raises(IntegrityError, match="exception_of_a_chair"), transaction.atomic():
        BoardMember.objects.update(not_independent_why="")


def test_bodies_have_a_remit_and_it_is_written_down_who_reports_to_whom(
    client: Client, lead: User, board: Board
) -> None:
    client.force_login(lead)
    client.post(address("body_add"), {"kind": "sub_group", "name": "Audit group", "remit": "Audits"})
    client.post(address("body_add"), {"kind": "scrutiny", "name": "Scrutiny", "remit": "Questions"})
    line = {"from_body": "1", "to_body": "board", "how_often": "meeting", "about": "What audits found"}
    client.post(address("line_add"), line)
    client.post(
        address("line_add"), {"from_body": "board", "to_body": "2", "how_often": "P3M", "about": "Progress"}
    )
    assert [(str(row), row.how_often) for row in ReportingLine.objects.order_by("number")] == [
        ("Audit group to Improvement Board", "meeting"), ("Improvement Board to Scrutiny", "P3M"),
    ]  # fmt: skip
    assert "This line is there already" in body(client.post(address("line_add"), line))
    assert "At every meeting" in body(client.get(address("bodies")))
    assert "Improvement Board, every 3 months: Progress" in body(client.get(address("body", body_number=2)))
    client.post(address("line_end", line_number=2))
    assert ReportingLine.objects.standing().count() == 1


def test_with_a_body_end_its_lines(board: Board, lead: User) -> None:
    group, other = (make.GovernanceBodyFactory(council=board.council, board=board) for _ in range(2))
    make.ReportingLineFactory(council=board.council, from_body=group)
    kept = add_line(board, by=lead, from_body=other, to_body=None, how_often="P1M", about="Staff")
    end_body(group, by=lead, on=TODAY, ended_on=TODAY, why="Its work is done.")
    assert list(ReportingLine.objects.standing()) == [kept]
    with pytest.raises(Refused, match="ended on"):
        add_line(board, by=lead, from_body=group, to_body=None, how_often="P1M", about="Staff")
    assert list(GovernanceBody.objects.standing(on=TODAY)) == [other]


def test_a_body_cannot_report_to_itself_nor_the_board_to_the_board(board: Board, lead: User) -> None:
    group = make.GovernanceBodyFactory(council=board.council, board=board)
    for ends in ((group, group), (None, None)):
        with pytest.raises(Refused, match="does not report to itself"):
            add_line(board, by=lead, from_body=ends[0], to_body=ends[1], how_often="P1M", about="All")


def test_the_api_does_what_the_pages_do(client: Client, lead: User, board: Board) -> None:
    make.OrganisationFactory(council=board.council, name="Borsetshire Police")
    client.force_login(lead)
    base = "/api/v1/councils/ambridge/board/"

    def send(path: str, method: str = "post", **data: Any) -> Any:
        response = getattr(client, method)(f"{base}{path}", data, content_type="application/json")
        return response.status_code, response.json()

    seat = {"name": "Paula", "role": "member", "organisation": "Borsetshire Police"}
    status, member = send("members/", **seat)
    assert (status, member["organisation"]) == (201, "Borsetshire Police")
    assert send("members/", **{**seat, "organisation": "Nobody"})[0] == 400
    assert send("members/", **{**seat, "role": "chair", "is_independent": False})[0] == 409
    status, member = send(f"members/{member['id']}/", "put", **{**seat, "role": "peer"})
    assert (status, member["role"]) == (200, "peer")
    status, member = send(f"members/{member['id']}/end/", last_on="2026-06-30", why="A new post.")
    assert (status, member["valid_to"]) == (200, "2026-06-30")
    assert send("terms/", text="We steer.", agreed_on="2026-06-01")[0] == 201
    assert send("bodies/", kind="sub_group", name="Audit group", remit="Audits")[0] == 201
    status, line = send("reporting/", from_body=1, to_body=None, how_often="meeting", about="Audits")
    assert (status, line["from_body"], line["to_body"]) == (201, 1, None)
    assert send("reporting/1/end/")[0] == 200
    assert send("bodies/1/end/", ended_on="2026-06-30", why="Done.")[1]["ended_on"] == "2026-06-30"
