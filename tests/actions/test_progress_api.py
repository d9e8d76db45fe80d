"""The API and the page are two skins of one verb: what the verb refuses is a sentence in both."""

from __future__ import annotations

import pytest
from django.test import Client

from actions.models import Action, ActionUpdate, Plan
from councils.models import Council, User
from tests import factories

URL = "/api/v1/councils/ambridge/actions/A1/updates/"


@pytest.fixture
def action(ambridge: Council, officer: User) -> Action:
    return factories.ActionFactory(council=ambridge, owner=officer, ref="A1")


def test_what_the_board_decided_and_a_closed_plan_refuse_in_words(
    client: Client, officer: User, action: Action
) -> None:
    client.force_login(officer)
    said = {"version": 1, "delivery": "in_progress", "confidence": "on_track"}
    Action.objects.update(delivery="paused")
    answer = client.post(URL, said)
    assert (answer.status_code, list(answer.json().values())) == (
        400,
        [["The board has paused this action. Only a decision of the board changes that."]],
    )
    Action.objects.update(delivery="in_progress")
    assert client.post(URL, {**said, "no_change": "true"}).status_code == 400  # of what?
    Plan.objects.update(state="closed")
    assert client.post(URL, said).status_code == 400
    assert not ActionUpdate.objects.exists()
