"""The chair's own notes: theirs alone, in pages, API and database; nothing typed is lost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from boards.models import Board, ChairNote, Meeting
from councils import scope
from councils.models import AuditEvent, Council, User
from councils.permissions import Role
from tests import factories as make
from tests.conftest import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(ambridge: Council) -> Board:
    notice = make.NoticeFactory(council=ambridge)
    board: Board = make.BoardFactory(council=ambridge, notice=notice, name="Improvement Board")
    return board


@pytest.fixture
def meeting(board: Board) -> Meeting:
    meeting: Meeting = make.MeetingFactory(council=board.council, board=board, held_on=make.TODAY)
    return meeting


@pytest.fixture
def chair(ambridge: Council) -> User:
    return member(ambridge, Role.CHAIR, name="Clara Chair")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def notes_page(board: Board) -> str:
    return reverse("boards:chair_notes", kwargs={"council_slug": board.council.slug})


def rows_seen_by(user: User | None, council: Council) -> tuple[int, int]:
    """Past the QuerySets: what raw SQL finds in the person's transaction, of the notes and of their history."""
    theirs = scope.for_council(council.pk, user_id=user.pk if user else None)
    with scope.entered(theirs), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM boards_chairnote), (SELECT count(*) FROM boards_chairnoteevent)"
        )
        notes, past = cursor.fetchone()
    return notes, past


def test_the_chair_writes_changes_and_removes_a_note(board: Board, meeting: Meeting, chair: User) -> None:
    client, page = client_of(chair), notes_page(board)
    assert f"selected>{meeting.held_on:%-d %B %Y}" in client.get(f"{page}?meeting={meeting.number}").text
    client.post(page, {"text": "Ask about visits.", "meeting": meeting.number})
    client.post(page, {"text": "Ask about visits.", "meeting": meeting.number})  # a double click
    with scope.entered(scope.for_council(board.council_id, user_id=chair.pk)):
        note = ChairNote.objects.get()
    assert (note.text, note.meeting, note.number) == ("Ask about visits.", meeting, 1)
    one = f"{page}1/"
    assert client.post(one, {"text": "Ask twice.", "meeting": "", "based_on": "1"}).status_code == 302
    assert "Ask twice." in client.get(page).text
    assert client.post(f"{page}1/remove/").status_code == 302
    assert "You have written no note yet." in client.get(page).text


def test_two_windows_lose_no_words(board: Board, chair: User) -> None:
    client, page = client_of(chair), notes_page(board)
    client.post(page, {"text": "First."})
    client.post(f"{page}1/", {"text": "Second.", "based_on": "1"})
    answer = client.post(f"{page}1/", {"text": "Third.", "based_on": "1"})
    assert "It says now: Second." in answer.text
    assert "Third.</textarea>" in answer.text


def test_the_database_shows_a_note_to_nobody_but_the_chair(
    board: Board, chair: User, officer: User, lead: User
) -> None:
    client_of(chair).post(notes_page(board), {"text": "Numbat"})
    former: User = make.UserFactory()
    make.MembershipFactory(
        user=former, council=board.council, role=Role.CHAIR, valid_to=make.TODAY.replace(year=2020)
    )
    assert rows_seen_by(chair, board.council) == (1, 1)
    assert [rows_seen_by(who, board.council) for who in (lead, officer, former, None)] == [(0, 0)] * 4


def test_the_audit_log_says_that_there_is_a_note_and_no_word_of_it(board: Board, chair: User) -> None:
    client_of(chair).post(notes_page(board), {"text": "Numbat"})
    with scope.entered(scope.for_council(board.council_id)):
        event = AuditEvent.objects.latest("id")
    assert (event.verb, event.about, event.detail) == (
        "wrote a note of the chair’s own",
        "Chair’s note 1",
        {},
    )


def test_the_api_writes_reads_and_removes_as_the_pages_do(
    board: Board, meeting: Meeting, chair: User
) -> None:
    client, address = client_of(chair), f"/api/v1/councils/{board.council.slug}/board/notes/"
    made = client.post(
        address, {"text": "By API.", "meeting": meeting.number}, content_type="application/json"
    )
    assert (made.status_code, made.json()["number"]) == (201, 1)
    assert (
        client.put(f"{address}1/", {"text": "X", "version": 9}, content_type="application/json").status_code
        == 409
    )
    changed = client.put(f"{address}1/", {"text": "Again.", "version": 1}, content_type="application/json")
    assert (changed.json()["text"], changed.json()["version"]) == ("Again.", 2)
    assert client.delete(f"{address}1/").status_code == 204
    assert client.get(address).json()["results"] == []
