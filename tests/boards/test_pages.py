from __future__ import annotations

import csv
import datetime
import io
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards import services
from boards.forms import ClockField
from boards.models import Board, Meeting
from councils.models import Council, User
from tests import factories

pytestmark = pytest.mark.django_db
DATE = datetime.date


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"boards:{name}", kwargs={"council_slug": "ambridge", **kwargs})


def body(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


@pytest.fixture
def board(ambridge: Council) -> Board:
    board: Board = factories.BoardFactory(
        council=ambridge, name="Improvement Board", change_needs_consent_of="The Department"
    )
    factories.BoardMemberFactory(council=ambridge, board=board, name="Clara Chair", role="chair")
    police = factories.OrganisationFactory(council=ambridge, name="Borsetshire Police")
    factories.BoardMemberFactory(council=ambridge, board=board, name="Paula Police", organisation=police)
    factories.BoardMemberFactory(council=ambridge, board=board, name="Gone Member", valid_to=DATE(2020, 1, 1))
    return board


@time_machine.travel("2026-07-01 12:00Z")
def test_the_board_page_shows_terms_members_meetings_and_gaps(
    client: Client, officer: User, board: Board
) -> None:
    services.plan_meetings(board, by=None, first_on=DATE(2026, 5, 5), until=DATE(2026, 5, 5))
    services.plan_meetings(
        board, by=None, first_on=DATE(2026, 6, 23), until=DATE(2026, 8, 1), place="Town Hall"
    )
    client.force_login(officer)
    text = body(client.get(address("board")))
    assert ">21 July 2026</a>, 10am, Town Hall" in text
    assert "Updates close on 14 July 2026" in text
    assert "49 days after the one before: longer than every 4 weeks" in text
    assert "Paula Police" in text
    assert "Borsetshire Police" in text
    assert "Gone Member" not in text
    assert text.index("23 June 2026") > text.index("Past meetings")
    assert "Plan meetings" not in text


def test_the_department_sees_the_chair_by_name_and_members_by_organisation(
    client: Client, observer: User, board: Board
) -> None:
    client.force_login(observer)
    text = body(client.get(address("board")))
    assert "Clara Chair" in text
    assert "Paula Police" not in text
    assert "Borsetshire Police" in text


@time_machine.travel("2026-07-01 12:00Z")
def test_a_board_that_has_not_planned_its_next_meeting_is_told_by_when(
    client: Client, officer: User, board: Board
) -> None:
    services.plan_meetings(board, by=None, first_on=DATE(2026, 6, 23), until=DATE(2026, 6, 23))
    client.force_login(officer)
    assert "the next one is needed by 28 July 2026" in body(client.get(address("board")))


def test_a_council_without_a_board_is_told_so(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert "No board is recorded." in body(client.get(address("board")))
    assert client.get(address("meetings_spreadsheet", kind="csv")).status_code == 200


def form(**changes: str) -> dict[str, str]:
    return {
        "first_on": "2026-06-02",
        "until": "2026-08-01",
        "starts_at": "2.30 pm",
        "place": "Hall",
        "cut_off_days": "5",
    } | changes


@time_machine.travel("2026-05-01 12:00Z")
def test_the_lead_plans_meetings(client: Client, lead: User, board: Board) -> None:
    client.force_login(lead)
    assert 'value="10:00"' in body(client.get(address("plan_meetings")))
    text = body(client.post(address("plan_meetings"), form(), follow=True))
    assert "3 meetings planned, from 2 June 2026 to 28 July 2026" in text
    assert [m.starts_at for m in Meeting.objects.all()] == [datetime.time(14, 30)] * 3
    assert "No meeting was added" in body(client.post(address("plan_meetings"), form(), follow=True))
    text = body(client.get(address("plan_meetings")))
    assert 'value="14:30"' in text
    assert 'value="25"' in text  # the next one would be on 25 August


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"until": "2026-06-01"}, "The last day must be the same as or after the first meeting"),
        ({"until": "2099-06-01"}, "Choose an earlier last day."),
        ({"starts_at": "noonish"}, "Enter a time, like 10am or 2:30pm"),
        ({"cut_off_days": "0"}, "Updates must close at least 1 working day before"),
    ],
)
def test_a_mistake_keeps_what_was_typed(
    client: Client, lead: User, board: Board, changes: dict[str, str], says: str
) -> None:
    client.force_login(lead)
    text = body(client.post(address("plan_meetings"), form(**changes)))
    assert "There is a problem" in text
    assert says in text
    assert 'value="Hall"' in text
    assert not Meeting.objects.exists()


def test_a_meeting_is_cancelled_with_a_reason(client: Client, chair: User, board: Board) -> None:
    services.plan_meetings(board, by=None, first_on=DATE(2099, 6, 2), until=DATE(2099, 6, 2))
    client.force_login(chair)
    page = address("cancel_meeting", number=1)
    assert "Cancel the meeting on 2 June 2099" in body(client.get(page))
    text = body(client.post(page, {"why": "The chair is ill."}, follow=True))
    assert "The meeting on 2 June 2099 was cancelled" in text
    assert "The chair is ill." in text
    assert "This meeting is cancelled already." in body(client.post(page, {"why": "Again"}))


@pytest.mark.parametrize("person", ["officer", "administrator", "observer", "case_lead"])
def test_others_may_not_plan_or_cancel(
    client: Client, request: pytest.FixtureRequest, board: Board, person: str
) -> None:
    factories.MeetingFactory(council=board.council, board=board)
    client.force_login(request.getfixturevalue(person))
    assert client.post(address("plan_meetings"), form()).status_code == 403
    assert client.post(address("cancel_meeting", number=1), {"why": "x"}).status_code == 403
    assert Meeting.objects.get().state == "planned"


def test_another_council_finds_nothing(client: Client, outsider: User, board: Board) -> None:
    client.force_login(outsider)
    for page in (
        address("board"),
        address("plan_meetings"),
        address("meetings_spreadsheet", kind="csv"),
        address("cancel_meeting", number=1),
    ):
        assert client.get(page).status_code == 404


@time_machine.travel("2026-07-01 12:00Z")
def test_the_meetings_as_csv(client: Client, officer: User, board: Board) -> None:
    services.plan_meetings(board, by=None, first_on=DATE(2026, 5, 5), until=DATE(2026, 5, 5))
    services.plan_meetings(board, by=None, first_on=DATE(2026, 7, 7), until=DATE(2026, 7, 7))
    client.force_login(officer)
    _, *rows = csv.reader(io.StringIO(body(client.get(address("meetings_spreadsheet", kind="csv")))))
    assert [(row[1], row[4], row[5], row[6]) for row in rows] == [
        ("2026-05-05", "2026-04-27", "Held", ""),
        ("2026-07-07", "2026-06-30", "Planned", "63"),
    ]


def test_the_page_costs_the_same_for_one_meeting_and_for_more(
    client: Client, officer: User, board: Board
) -> None:
    client.force_login(officer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            body(client.get(address("board")))
        return len(queries)

    factories.MeetingFactory(council=board.council, board=board)
    cost()
    before = cost()
    services.plan_meetings(board, by=None, first_on=DATE(2026, 1, 6), until=DATE(2026, 6, 1))
    for _ in range(3):
        agency = factories.OrganisationFactory(council=board.council)
        factories.BoardMemberFactory(council=board.council, board=board, organisation=agency)
    assert cost() == before


@pytest.mark.parametrize(
    ("typed", "time"),
    [("10am", "10:00"), ("2.30 pm", "14:30"), ("14:00", "14:00"), ("9:05", "09:05"), ("12pm", "12:00")],
)
def test_times_as_people_write_them(typed: str, time: str) -> None:
    assert f"{ClockField().clean(typed):%H:%M}" == time
