"""The API asks for reports by the same verb, and refuses in the same words."""

from __future__ import annotations

from django.test import Client

from councils.models import Council, User
from reports.models import ReportRun

from ..factories import TODAY
from .story import Story

URL = "/api/v1/councils/ambridge/reports/"


def test_a_report_is_asked_for_and_its_state_told(story: Story, chair: User, client: Client) -> None:
    client.force_login(chair)
    response = client.post(URL, {"as_at": str(TODAY)})
    assert (response.status_code, response.json()["status"], response.json()["number"]) == (
        202,
        "preparing",
        1,
    )
    assert client.get(f"{URL}1/").json()["download"] is None


def test_nothing_to_report_on_is_a_sentence(ambridge: Council, chair: User, client: Client) -> None:
    client.force_login(chair)
    response = client.post(URL)
    assert response.status_code == 400
    assert response.json()["as_at"] == [
        "Ambridge Council has no notice in force, so there is nothing to report on."
    ]
    assert not ReportRun.objects.exists()


def test_who_may_not_ask_is_refused(story: Story, officer: User, client: Client) -> None:
    client.force_login(officer)
    assert client.post(URL).status_code == 403
