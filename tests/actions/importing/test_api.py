"""The same verbs over the API."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from actions.models import Action

from .workbooks import upload, xlsx

ROWS = [["Ref", "Action", "BRAG"], ["A1", "Hold a panel", "Green"], ["A2", "Train", "Purple"]]
START = "/api/v1/councils/ambridge/plan-imports/"


@pytest.fixture
def api(lead, plan):
    client = APIClient()
    client.force_login(lead)
    return client


def test_a_spreadsheet_goes_in_and_out_again_over_the_api(api, plan) -> None:
    made = api.post(START, {"file": upload(xlsx(ROWS))}, format="multipart")
    assert (made.status_code, made.json()["state"], made.json()["number"]) == (201, "uploaded", 1)
    seen = api.post(f"{START}1/columns/", {"mapping": made.json()["mapping"]}, format="json")
    assert seen.json()["counts"] == {"added": 1, "changed": 0, "unchanged": 0, "error": 1}
    assert seen.json()["rows"][1]["problems"][0]["cell"] == "C3"
    assert api.get(f"{START}1/preview/").json() == seen.json()
    wrong = api.post(f"{START}1/apply/", {"agreed": "something else"}, format="json")
    assert (wrong.status_code, Action.objects.count()) == (409, 0)
    done = api.post(f"{START}1/apply/", {"agreed": seen.json()["digest"]}, format="json")
    assert (done.json()["state"], done.json()["added"], done.json()["refused"]) == ("applied", 1, 1)
    again = api.post(f"{START}1/apply/", {"agreed": seen.json()["digest"]}, format="json")
    assert (again.status_code, again.json()["detail"]) == (409, "This file was imported already")
    undone = api.post(f"{START}1/undo/")
    assert (undone.json()["state"], Action.objects.count()) == ("undone", 0)
    assert [one["state"] for one in api.get(START).json()["results"]] == ["undone"]


def test_what_is_refused_is_refused_in_words(api, plan) -> None:
    wrong = api.post(START, {"file": upload(b"x", "plan.exe")}, format="multipart")
    assert (wrong.status_code, wrong.json()) == (
        400,
        {"file": "The selected file must be one of these: xlsx, ods, csv."},
    )
    api.post(START, {"file": upload(xlsx(ROWS))}, format="multipart")
    for mapping, status in (({"0": "colour"}, 400), ({"x": "ref"}, 400), ({"2": "status"}, 409)):
        assert api.post(f"{START}1/columns/", {"mapping": mapping}, format="json").status_code == status


def test_officers_and_other_councils_are_kept_out(officer, outsider, api, plan) -> None:
    api.post(START, {"file": upload(xlsx(ROWS))}, format="multipart")
    for person, status in ((officer, 403), (outsider, 404)):
        client = APIClient()
        client.force_login(person)
        assert client.get(f"{START}1/preview/").status_code == status
        assert client.post(START, {"file": upload(xlsx(ROWS))}, format="multipart").status_code == status
