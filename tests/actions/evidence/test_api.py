"""The API of evidence: the verbs of the pages, the same refusals."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from actions.models import Action, AuditRound, Evidence
from councils.models import AuditEvent, Council, User
from notices.models import Notice
from tests import factories as make

from .conftest import submit, text

BASE = "/api/v1/councils/ambridge/"
GIVEN = {
    "title": "Audit",
    "shows": "Visits are on time.",
    "evidence_class": "quality",
    "as_at_on": "2026-11-01",
}


def client_of(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_evidence_goes_from_submitted_to_accepted_over_the_api(
    ambridge: Council, officer: User, lead: User, action: Action
) -> None:
    notice = Notice.objects.get(plans=action.plan)
    clause = make.RequirementFactory(council=ambridge, notice=notice)
    api, judge = client_of(officer), client_of(lead)
    given = {
        **GIVEN,
        "file": text("First"),
        "action": "1.1",
        "notice": notice.number,
        "requirements": [clause.seq],
    }
    added = api.post(f"{BASE}evidence/", given, format="multipart")
    assert added.status_code == 201, added.json()
    assert (added.json()["number"], added.json()["standing"], added.json()["action"]) == (
        1,
        "submitted",
        "1.1",
    )
    assert added.json()["requirements"] == [{"notice": notice.number, "seq": clause.seq}]
    back = judge.post(f"{BASE}evidence/1/return/", {"version": 1, "why": "Which month?"})
    assert (back.status_code, back.json()["returned_why"]) == (200, "Which month?")
    newer = {"version": 1, "file": text("Second"), "as_at_on": "2026-11-02", "note": "September"}
    assert api.post(f"{BASE}evidence/1/versions/", newer, format="multipart").json()["number"] == 2
    accepted = judge.post(f"{BASE}evidence/1/accept/", {"version": 2})
    assert (accepted.json()["standing"], accepted.json()["accepted_version"]) == ("accepted", 2)
    versions = api.get(f"{BASE}evidence/1/versions/").json()["results"]
    assert [(v["number"], v["file"], v["note"]) for v in versions] == [
        (2, "audit.txt", "September"),
        (1, "audit.txt", ""),
    ]
    assert api.get(f"{BASE}evidence/1/versions/1/download/").content == b"First"
    assert [row["number"] for row in api.get(f"{BASE}evidence/?standing=accepted").json()["results"]] == [1]
    assert api.get(f"{BASE}evidence/?standing=returned").json()["results"] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Select a file, or enter a link"),
        ({"file": text("<html>", "a.txt")}, "The selected file is a web page"),
        ({"link": "https://example.org", "as_at_on": "2030-01-01"}, "or earlier"),
        ({"link": "https://example.org", "shows": "Child A was seen."}, "send nobody_identified=true"),
        ({"link": "https://example.org", "source": "survey"}, "Only what people say has a source"),
        ({"link": "https://example.org", "requirements": [99], "notice": 1}, "no such requirement"),
        ({"link": "javascript:alert(1)"}, "valid URL"),
    ],
)
def test_what_cannot_be_is_refused_in_words(officer: User, change: dict[str, Any], words: str) -> None:
    answer = client_of(officer).post(f"{BASE}evidence/", {**GIVEN, **change}, format="multipart")
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert Evidence.objects.count() == 0


def test_the_decision_about_children_is_noted(officer: User) -> None:
    given = {**GIVEN, "link": "https://example.org", "shows": "Child A was seen.", "nobody_identified": True}
    assert client_of(officer).post(f"{BASE}evidence/", given).status_code == 201
    detail = AuditEvent.objects.get(verb="submitted evidence").detail
    assert detail["confirmed_that_nobody_can_be_identified"] == ["initials"]


def test_nobody_accepts_their_own_and_officers_accept_nothing(
    ambridge: Council, officer: User, lead: User
) -> None:
    submit(ambridge, lead)
    assert client_of(lead).post(f"{BASE}evidence/1/accept/", {"version": 1}).status_code == 400
    assert client_of(officer).post(f"{BASE}evidence/1/accept/", {"version": 1}).status_code == 403
    assert Evidence.objects.get().state == "submitted"


def test_a_version_that_nobody_looked_at_is_not_accepted(
    ambridge: Council, officer: User, lead: User
) -> None:
    submit(ambridge, officer)
    assert client_of(lead).post(f"{BASE}evidence/1/accept/", {"version": 2}).status_code == 400


def test_an_officer_changes_only_what_is_theirs(ambridge: Council, other_officer: User, lead: User) -> None:
    submit(ambridge, lead)
    newer = {"version": 1, "link": "https://example.org/2", "as_at_on": "2026-11-02"}
    assert client_of(other_officer).post(f"{BASE}evidence/1/versions/", newer).status_code == 403


def test_a_round_of_audits_is_recorded_with_its_grades(officer: User, action: Action) -> None:
    given = {
        "name": "Autumn", "starts_on": "2026-09-01", "ends_on": "2026-09-30", "sample_size": 20, "method": "At random.",
        "overseen_by": "Scrutineer", "independent": True, "findings": "Better plans.", "actions": ["1.1"],
        "grades": [{"theme": "Plans", "good": 12, "inadequate": 8}],
    }  # fmt: skip
    api = client_of(officer)
    added = api.post(f"{BASE}audit-rounds/", given, format="json")
    assert added.status_code == 201, added.json()
    assert added.json()["actions"] == ["1.1"]
    assert added.json()["grades"] == [
        {"theme": "Plans", "outstanding": 0, "good": 12, "requires_improvement": 0, "inadequate": 8}
    ]
    too_many = {**given, "name": "Winter", "sample_size": 5}
    assert "20 graded files" in api.post(f"{BASE}audit-rounds/", too_many, format="json").content.decode()
    assert api.get(f"{BASE}audit-rounds/1/").json()["name"] == "Autumn"
    assert AuditRound.objects.count() == 1
