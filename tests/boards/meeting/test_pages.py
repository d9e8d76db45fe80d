"""The pages of a meeting: what each role can do on them, what stays typed, what the Department reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.models import Action
from boards.models import AgendaItem, BoardAction, Challenge, Meeting, MeetingDecision, MeetingPaper
from boards.services import add_challenge, add_item, take_step
from councils.models import User
from tests import factories as make
from tests.actions.evidence.conftest import text as upload

from .conftest import TODAY, WEEK, Sitting, bring_to

pytestmark = pytest.mark.django_db


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"boards:{name}", kwargs={"council_slug": "ambridge", "number": 2, **kwargs})


def follow_up(name: str, **kwargs: Any) -> str:
    return reverse(f"boards:{name}", kwargs={"council_slug": "ambridge", **kwargs})


def body(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """The day of the meeting, whenever the tests run."""
    with time_machine.travel(f"{TODAY} 12:00Z", tick=False):
        yield


def test_a_meeting_is_led_from_its_page_through_its_whole_life(
    sitting: Sitting, lead: User, chair: User
) -> None:
    secretary, board_chair = signed_in(lead), signed_in(chair)
    for client, step, says in (
        (secretary, "open", "its agenda is built"),
        (secretary, "issue", "the figures are frozen"),
        (board_chair, "start", "The meeting has started"),
        (secretary, "end", "Its minutes are a draft"),
        (board_chair, "agree", "The minutes are agreed"),
        (secretary, "close", "The meeting is closed"),
    ):
        page = address("meeting_step", meeting_step=step)
        assert page in body(client.get(address("meeting")))
        assert "Read the draft" in body(client.get(page)) or step != "agree"
        assert says in body(client.post(page, follow=True))
    assert Meeting.objects.get(pk=sitting.meeting.pk).state == "closed"
    assert "is closed" in body(secretary.get(address("meeting_step", meeting_step="open")))


def test_the_lead_does_not_agree_the_chairs_minutes(sitting: Sitting, lead: User, chair: User) -> None:
    bring_to(sitting, "drafted", chair=chair)
    page = address("meeting_step", meeting_step="agree")
    assert page not in body(signed_in(lead).get(address("meeting")))
    assert signed_in(lead).post(page).status_code == 403
    assert Meeting.objects.get(pk=sitting.meeting.pk).state == "drafted"


def test_the_chair_decides_with_one_click_and_undoes_with_one(sitting: Sitting, chair: User) -> None:
    bring_to(sitting, "in_progress", chair=chair)
    client, item = signed_in(chair), sitting.item("completion", "1.1")
    shown = body(client.get(address("run")))
    assert shown.count('value="confirm"') == 3
    based_on = Action.objects.get(ref="1.1").version
    answer = client.post(
        address("run"),
        {"item": item.number, "decision": "confirm", f"item-{item.number}-based_on": based_on},
    )
    assert answer["Location"] == f"{address('run')}?at={item.number}#item-{item.number}"
    assert "Minute 1: 1.1 is confirmed as complete" in body(client.get(address("run")))
    shown = body(client.post(address("run"), {"undo": "1"}, follow=True))
    assert "Minute 1 was undone" in shown
    assert Action.objects.get(ref="1.1").delivery == "done"
    assert "This decision is undone already." in body(client.post(address("run"), {"undo": "1"}, follow=True))


def test_a_refused_decision_keeps_what_was_typed_at_its_item(sitting: Sitting, chair: User) -> None:
    bring_to(sitting, "in_progress", chair=chair)
    item = sitting.item("requirement")
    typed = {f"item-{item.number}-why": "Audits show it."}
    shown = body(signed_in(chair).post(address("run"), {"item": item.number, "decision": "judge", **typed}))
    assert "There is a problem" in shown
    assert "Audits show it." in shown
    assert f'href="#id_item-{item.number}-value"' in shown
    item = sitting.item("completion", "1.1")
    given = {"item": item.number, "decision": "return", f"item-{item.number}-based_on": 2}
    shown = body(signed_in(chair).post(address("run"), given))
    assert "Enter what is missing, so that the owner knows what to do" in shown
    assert not MeetingDecision.objects.exists()


def test_the_lead_prepares_the_agenda_and_papers(sitting: Sitting, lead: User) -> None:
    client = signed_in(lead)
    take_step(sitting.meeting, "open", by=lead, on=TODAY)
    page, item = address("agenda"), sitting.item("evidence")
    assert "The agenda holds all that waits" in body(client.post(page, {"build": "1"}, follow=True))
    assert "is moved up" in body(client.post(page, {"item": item.number, "move": "up"}, follow=True))
    assert "is dropped from" in body(client.post(page, {"item": item.number, "drop": "1"}, follow=True))
    assert "is put back on" in body(client.post(page, {"item": item.number, "restore": "1"}, follow=True))
    assert "Enter" in body(client.post(page, {"add": "1", "title": ""}))
    assert "Visit" in body(client.post(page, {"add": "1", "title": "Visit"}, follow=True))
    papers = address("papers")
    assert "one of the two" in body(client.post(papers, {"title": "Figures"}))
    shown = body(
        client.post(papers, {"title": "Figures", "item": item.number, "upload": upload()}, follow=True)
    )
    assert "“Figures” is added" in shown
    download = client.get(address("paper_download", paper_number=1))
    assert (download.content, download["X-Content-Type-Options"]) == (b"What the audit found.", "nosniff")
    assert "is withdrawn" in body(client.post(papers, {"withdraw": "1"}, follow=True))
    assert MeetingPaper.objects.get().withdrawn
    assert client.get(address("paper_download", paper_number=1)).status_code == 404


def test_a_challenge_and_a_board_action_are_logged_answered_and_closed(
    sitting: Sitting, lead: User, chair: User
) -> None:
    bring_to(sitting, "in_progress", chair=chair)
    client = signed_in(lead)
    given = {"text": "Why six weeks?", "asked_by": sitting.police.pk, "asked_of": "Head of Assessment"}
    assert "Challenge 1 is logged" in body(client.post(address("challenge_add"), given, follow=True))
    page = follow_up("challenge", challenge_number=1)
    assert client.post(page, {"close": "1", "note": "Enough"}).status_code == 403
    assert "is answered" in body(client.post(page, {"answer": "Two teams were one."}, follow=True))
    assert "is closed" in body(signed_in(chair).post(page, {"close": "1"}, follow=True))
    assert Challenge.objects.get().state == "closed"
    given = {"text": "Bring figures", "who": "Police", "due_on": (TODAY + WEEK).isoformat()}
    assert "is recorded" in body(client.post(address("board_action_add"), given, follow=True))
    page = follow_up("board_action", board_action_number=1)
    assert "is done" in body(
        client.post(page, {"done_on": TODAY.isoformat(), "outcome": "Sent"}, follow=True)
    )
    assert BoardAction.objects.get().outcome == "Sent"


def test_attendance_is_recorded_for_each_member(sitting: Sitting, lead: User, chair: User) -> None:
    bring_to(sitting, "open", chair=chair)
    pk, client = sitting.police.pk, signed_in(lead)
    given = {f"state-{sitting.chair_seat.pk}": "present", f"state-{pk}": "substitute"}
    assert "Enter who came for Paula Police" in body(client.post(address("attendance"), given))
    given[f"substitute-{pk}"] = "Sergeant Lewis"
    assert "The attendance is saved" in body(client.post(address("attendance"), given, follow=True))
    assert "Sergeant Lewis" in body(client.get(address("minutes")))


def test_the_department_reads_minutes_with_roles_in_place_of_names(
    sitting: Sitting, chair: User, observer: User, lead: User
) -> None:
    bring_to(sitting, "in_progress", chair=chair)
    make.AttendanceFactory(council=sitting.board.council, meeting=sitting.meeting, member=sitting.police)
    make.AttendanceFactory(council=sitting.board.council, meeting=sitting.meeting, member=sitting.chair_seat)
    add_challenge(sitting.meeting, by=lead, on=TODAY, text="Why?", asked_by=sitting.police, asked_of="Head")
    for _ in range(2):
        for page in (
            address("minutes"), address("run"), follow_up("challenges"), follow_up("challenge", challenge_number=1),
        ):  # fmt: skip
            shown = body(signed_in(observer).get(page))
            assert "Paula Police" not in shown
            assert "Borsetshire Police" in shown
        assert "Clara Chair" in body(signed_in(observer).get(address("minutes")))
        assert "Paula Police" in body(signed_in(lead).get(address("minutes")))
        bring_to(sitting, "agreed", chair=chair)


def test_an_action_that_was_restricted_since_is_on_no_page_of_the_meeting(
    sitting: Sitting, chair: User, lead: User, officer: User
) -> None:
    bring_to(sitting, "agreed", chair=chair)
    for title in ("Done well", "Late"):
        action = sitting.actions[title]
        Action.objects.filter(pk=action.pk).update(restricted=True, title=f"Quokka {title}")
    AgendaItem.objects.filter(meeting=sitting.following).delete()
    reader = make.UserFactory()
    make.MembershipFactory(user=reader, council=sitting.board.council, role="lead_member")
    for page in ("agenda", "run", "minutes", "figures", "meeting", "papers"):
        shown = body(signed_in(reader).get(address(page)))
        assert "Done well" not in shown, page
        assert "1.4 Late" not in shown, page
    assert "Done well" in body(signed_in(lead).get(address("minutes")))


def test_the_screen_of_the_meeting_costs_the_same_for_one_item_and_for_more(
    sitting: Sitting, chair: User, lead: User
) -> None:
    bring_to(sitting, "in_progress", chair=chair)
    client = signed_in(chair)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            body(client.get(address("run")))
        return len(queries)

    cost()
    before = cost()
    for ref in ("7.1", "7.2", "7.3"):
        action = make.ActionFactory(
            council=sitting.board.council, objective=sitting.plan.objectives.get(), plan=sitting.plan, ref=ref,
            delivery="done", done_on=TODAY,
        )  # fmt: skip
        make.AgendaItemFactory(
            council=sitting.board.council, meeting=sitting.meeting, kind="completion", action=action
        )
        add_item(sitting.meeting, by=lead, title=ref)
    assert cost() == before


@pytest.mark.parametrize("person", ["officer", "administrator", "observer", "case_lead"])
def test_others_read_and_change_nothing(
    request: pytest.FixtureRequest, sitting: Sitting, chair: User, person: str
) -> None:
    bring_to(sitting, "in_progress", chair=chair)
    client = signed_in(request.getfixturevalue(person))
    assert "Confirm<span" not in body(client.get(address("run")))
    for page in ("run", "agenda", "papers", "attendance", "cut_off", "challenge_add", "board_action_add"):
        assert client.post(address(page), {}).status_code == 403
    assert client.post(address("meeting_step", meeting_step="end")).status_code == 403
