"""Minutes and papers never need to tell who a child is: what looks so is asked about, in pages and API, and not repeated."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from boards.models import AgendaItem, ItemKind
from boards.services import add_item, take_step
from councils.models import AuditEvent, User
from tests import factories as make

from .conftest import Sitting

pytestmark = pytest.mark.django_db
BORN = "Her date of birth is 3 May 2019."
ASKED = "This looks as if it holds a date of birth"


@pytest.fixture
def item(sitting: Sitting, lead: User, chair: User) -> AgendaItem:
    """The meeting is in progress."""
    for step in ("open", "issue", "start"):
        take_step(sitting.meeting, step, by=chair, on=make.TODAY)
    return add_item(sitting.meeting, by=lead, title="A visit")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def confirmations() -> list[tuple[str, list[str]]]:
    events = AuditEvent.objects.filter(verb="confirmed that nobody can be identified").order_by("id")
    return [(event.about, event.detail["confirmed_that_nobody_can_be_identified"]) for event in events]


def forms(sitting: Sitting, item: AgendaItem) -> list[tuple[str, dict[str, str], str]]:
    """Address, what is sent, and the prefix of the form's fields, of every form of a meeting that takes words."""
    kwargs = {"council_slug": sitting.board.council.slug, "number": sitting.meeting.number}
    run, seat = reverse("boards:run", kwargs=kwargs), sitting.police.pk
    due = {"due_on-day": "1", "due_on-month": "6", "due_on-year": "2027"}
    return [
        (reverse("boards:agenda", kwargs=kwargs), {"add": "1", "title": BORN}, ""),
        (
            run,
            {"notes": "1", "item": str(item.number), f"notes-{item.number}-notes": BORN},
            f"notes-{item.number}-",
        ),
        (
            run,
            {"decision": "note", "item": str(item.number), f"item-{item.number}-why": BORN},
            f"item-{item.number}-",
        ),
        (
            reverse("boards:attendance", kwargs=kwargs),
            {f"state-{seat}": "present", f"contribution-{seat}": BORN},
            "",
        ),
        (
            reverse("boards:challenge_add", kwargs=kwargs),
            {"text": BORN, "asked_by": str(seat), "asked_of": "Head of Assessment"},
            "",
        ),
        (reverse("boards:board_action_add", kwargs=kwargs), {"text": BORN, "who": "Head", **due}, ""),
        (
            reverse("boards:papers", kwargs=kwargs),
            {"title": BORN, "link": "https://www.example.gov.uk/paper"},
            "",
        ),
    ]


def test_every_form_of_a_meeting_asks_again_and_keeps_what_was_typed(
    sitting: Sitting, item: AgendaItem, chair: User
) -> None:
    client = client_of(chair)
    for address, sent, prefix in forms(sitting, item):
        asked = client.post(address, sent)
        assert (asked.status_code, ASKED in asked.text) == (200, True), address
        assert BORN in asked.text, address
        assert client.post(address, {**sent, f"{prefix}nobody_identified": "on"}).status_code == 302, address
    assert [kinds for _, kinds in confirmations()] == [["date_of_birth"]] * 7
    assert not any(
        "2019" in str(event.detail)
        for event in AuditEvent.objects.exclude(detail={})
        if "title" not in event.detail
    )


def test_the_api_asks_too(sitting: Sitting, item: AgendaItem, chair: User) -> None:
    client, of = (
        client_of(chair),
        f"/api/v1/councils/{sitting.board.council.slug}/meetings/{sitting.meeting.number}",
    )
    sent = {"item": item.number, "decision": "note", "why": BORN}
    refused = client.post(f"{of}/decisions/", sent, content_type="application/json")
    assert (refused.status_code, "nobody_identified" in refused.json()) == (400, True)
    assert (
        client.post(
            f"{of}/decisions/", {**sent, "nobody_identified": True}, content_type="application/json"
        ).status_code
        == 201
    )
    row = [{"member": sitting.police.pk, "state": "present", "contribution": BORN, "nobody_identified": True}]
    assert client.put(f"{of}/attendance/", row, content_type="application/json").status_code == 200
    assert confirmations() == [(str(sitting.meeting), ["date_of_birth"])] * 2


def test_notes_that_are_too_long_stay_in_their_box(sitting: Sitting, item: AgendaItem, lead: User) -> None:
    kwargs = {"council_slug": sitting.board.council.slug, "number": sitting.meeting.number}
    words = "A long note. " * 500
    sent = {"notes": "1", "item": str(item.number), f"notes-{item.number}-notes": words}
    answer = client_of(lead).post(reverse("boards:run", kwargs=kwargs), sent)
    assert (answer.status_code, words.strip() in answer.text) == (200, True)
    assert AgendaItem.objects.get(pk=item.pk, kind=ItemKind.OTHER).notes == ""


def test_only_the_chair_decides_on_the_screen_of_the_meeting(
    sitting: Sitting, item: AgendaItem, lead: User
) -> None:
    kwargs = {"council_slug": sitting.board.council.slug, "number": sitting.meeting.number}
    sent = {"decision": "note", "item": str(item.number), f"item-{item.number}-why": "Noted."}
    assert client_of(lead).post(reverse("boards:run", kwargs=kwargs), sent).status_code == 403
