"""Twelve updates in a row without going back to the list."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from actions.models import Action, ActionUpdate
from councils.clock import today
from councils.models import Council, User
from tests import factories

from .test_update_page import body, said


@pytest.fixture
def twelve(ambridge: Council, officer: User) -> list[Action]:
    days = [today() + datetime.timedelta(days=n) for n in range(12)]
    plan = factories.PlanFactory(council=ambridge)
    objective = factories.ObjectiveFactory(council=ambridge, plan=plan)
    return [
        factories.ActionFactory(
            council=ambridge, objective=objective, owner=officer, ref=f"A{n}", due_on=day, original_due_on=day
        )
        for n, day in enumerate(days, start=1)
    ]


def url(ref: str) -> str:
    return f"/councils/ambridge/actions/{ref}/update/"


def send(client: Client, address: str, **changes: Any) -> Any:
    return client.post(address, said(narrative="Two panels were held.", **changes))


def test_save_and_next_goes_through_all_of_them_and_ends_at_the_list(
    client: Client, officer: User, twelve: list[Action]
) -> None:
    """Each is one click on a radio and one on the button: 24, and one to open the first."""
    client.force_login(officer)
    address, seen = url("A1"), []
    while "/update/" in address:
        seen.append(address.split("/")[4])
        address = send(client, address, next="1").url
    assert seen == [action.ref for action in twelve]
    assert address == "/councils/ambridge/my-actions/"
    assert ActionUpdate.objects.count() == 12


def test_no_change_goes_on_inside_a_round_and_stays_outside_one(
    client: Client, officer: User, twelve: list[Action]
) -> None:
    client.force_login(officer)
    send(client, url("A1"))
    assert client.post(url("A1"), said(based_on=2, no_change="1")).url.endswith("/actions/A1/")
    page = client.post(url("A1") + "?round=1", said(based_on=3, delivery="in_progress", no_change="1"))
    assert page.url.endswith("/actions/A2/update/?round=1")


def test_one_can_be_skipped_and_comes_back_at_the_end(
    client: Client, officer: User, twelve: list[Action]
) -> None:
    client.force_login(officer)
    page = client.get(url("A2") + "?round=1")
    assert f'href="{url("A3")}?round=1"' in page.content.decode()
    assert "11 more of your actions wait for an update today" in body(page)
    for ref in [f"A{n}" for n in range(3, 12)]:
        send(client, url(ref), next="1")
    assert send(client, url("A12"), next="1").url.endswith("/actions/A1/update/?round=1")


def test_a_wrong_answer_keeps_the_round_and_the_words(
    client: Client, officer: User, twelve: list[Action]
) -> None:
    client.force_login(officer)
    page = client.post(url("A1") + "?round=1", said(delivery="", narrative="Half of a sentence", next="1"))
    assert "Half of a sentence" in page.content.decode() and "Save and next" in body(page)


def test_somebody_elses_action_starts_no_round(client: Client, lead: User, twelve: list[Action]) -> None:
    client.force_login(lead)
    assert "Save and next" not in body(client.get(url("A1")))
    assert send(client, url("A1"), next="1").url == "/councils/ambridge/actions/A1/"
