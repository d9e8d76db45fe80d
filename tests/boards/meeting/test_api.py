"""A meeting by API: the same verbs, the same refusals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from actions.models import Action
from boards.models import MeetingDecision
from councils.models import User
from tests.actions.evidence.conftest import text as upload

from .conftest import TODAY, WEEK, Sitting, bring_to

pytestmark = pytest.mark.django_db
OF = "/api/v1/councils/ambridge"
MEETING = f"{OF}/meetings/2"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """The day of the meeting, whenever the tests run."""
    with time_machine.travel(f"{TODAY} 12:00Z", tick=False):
        yield


def client(user: User) -> APIClient:
    api = APIClient()
    api.force_login(user)
    return api


def test_a_meeting_from_its_agenda_to_its_minutes(sitting: Sitting, lead: User, chair: User) -> None:
    secretary, board_chair = client(lead), client(chair)
    week_ago = (TODAY - WEEK).isoformat()

    def step(api: APIClient, name: str) -> Any:
        return api.post(f"{MEETING}/steps/", {"step": name}, format="json")

    assert (
        secretary.put(f"{MEETING}/", {"cut_off_on": week_ago}, format="json").data["cut_off_on"] == week_ago
    )
    assert step(secretary, "open").data["state"] == "open"
    assert step(secretary, "open").status_code == 409
    items = secretary.get(f"{MEETING}/agenda/").data["results"]
    assert [item["kind"] for item in items][:4] == ["completion", "completion", "completion", "date_change"]
    added = secretary.post(f"{MEETING}/agenda/", {"title": "Visit"}, format="json")
    assert (added.status_code, added.data["number"]) == (201, len(items) + 1)
    item = f"{MEETING}/agenda/{added.data['number']}/"
    changed = secretary.put(item, {"notes": "Seen.", "carry": True, "move": "up"}, format="json").data
    assert (changed["notes"], changed["carry"], changed["position"]) == ("Seen.", True, len(items))
    paper = secretary.post(f"{MEETING}/papers/", {"title": "Figures", "file": upload()}, format="multipart")
    assert paper.status_code == 201
    assert secretary.get(f"{MEETING}/papers/1/download/").content == b"What the audit found."
    assert step(secretary, "issue").status_code == 200
    assert step(secretary, "start").status_code == 200
    said = {"item": 1, "decision": "confirm", "version": Action.objects.get(ref="1.1").version}
    assert secretary.post(f"{MEETING}/decisions/", said, format="json").status_code == 403
    assert board_chair.post(f"{MEETING}/decisions/", said, format="json").data["number"] == 1
    assert board_chair.post(f"{MEETING}/decisions/", said, format="json").status_code == 409
    assert board_chair.post(f"{MEETING}/decisions/", {"undo": 1}, format="json").data["undoes"] == 1
    assert board_chair.post(f"{MEETING}/decisions/", {"why": "x"}, format="json").status_code == 400
    came = [{"member": sitting.police.pk, "state": "apologies"}]
    assert secretary.put(f"{MEETING}/attendance/", came, format="json").data[0]["state"] == "apologies"
    assert step(secretary, "end").status_code == 200
    assert step(secretary, "agree").status_code == 403
    assert step(board_chair, "agree").data["state"] == "agreed"
    minutes = secretary.get(f"{MEETING}/minutes/").data
    assert minutes["agreed_on"] == TODAY
    assert minutes["minutes"]["attendance"][0]["name"] == "Paula Police"
    assert secretary.put(f"{MEETING}/attendance/", came, format="json").status_code == 409
    assert MeetingDecision.objects.count() == 2


def test_the_figures_tell_who_was_late(sitting: Sitting, chair: User, observer: User) -> None:
    assert client(chair).get(f"{MEETING}/figures/").data["frozen_on"] is None
    bring_to(sitting, "issued", chair=chair)
    figures = client(observer).get(f"{MEETING}/figures/").data
    assert (figures["frozen_on"], figures["counts"]["done"]) == (TODAY, 3)
    assert [row["ref"] for row in figures["exceptions"]] == ["1.4", "1.5"]


def test_challenges_and_board_actions(sitting: Sitting, lead: User, chair: User, observer: User) -> None:
    bring_to(sitting, "in_progress", chair=chair)
    api = client(lead)
    given = {"meeting": 2, "text": "Why six weeks?", "asked_by": sitting.police.pk, "asked_of": "Head"}
    assert api.post(f"{OF}/challenges/", given, format="json").data["state"] == "open"
    one = f"{OF}/challenges/1/"
    assert api.put(one, {"answer": "Two teams were one."}, format="json").data["state"] == "answered"
    assert api.put(one, {"close": True}, format="json").status_code == 403
    assert client(chair).put(one, {"close": True}, format="json").data["state"] == "closed"
    read = client(observer).get(f"{OF}/challenges/").data["results"][0]
    assert read["asked_by_name"] == "Member, Borsetshire Police"
    given = {"meeting": 2, "text": "Bring figures", "who": "Police", "due_on": TODAY.isoformat()}
    assert api.post(f"{OF}/board-actions/", given, format="json").data["number"] == 1
    done = api.put(f"{OF}/board-actions/1/", {"done_on": TODAY.isoformat()}, format="json")
    assert done.data["done_on"] == TODAY.isoformat()
