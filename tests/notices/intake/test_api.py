"""Programs do what people do: upload, correct, settle, confirm, by the same rules and with the same words."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from councils.models import Council, User
from notices.intake import services
from notices.models import Intake, Notice

from . import documents
from .documents import TWO_WARNINGS, clause, proposal

pytestmark = pytest.mark.django_db
AT = "/api/v1/councils/ambridge/intakes/"


@pytest.fixture
def api(lead: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(lead)
    return client


@pytest.fixture
def intake(ambridge: Council, lead: User) -> Intake:
    return documents.to_review(ambridge, lead)


def post(api: APIClient, address: str, **data: Any) -> Any:
    return api.post(f"{AT}{address}", data, format="json")


def test_a_document_is_uploaded_and_listed(api: APIClient, ambridge: Council) -> None:
    text = TWO_WARNINGS.format(council=ambridge.official_name)
    answer = api.post(AT, {"document": documents.upload(text)}, format="multipart")
    assert (answer.status_code, answer.data["stage"]) == (202, "waiting")
    assert [row["number"] for row in api.get(AT).data["results"]] == [1]
    wrong = api.post(AT, {"document": documents.upload(b"MZ", "x.exe")}, format="multipart")
    assert (wrong.status_code, list(wrong.data)) == (400, ["document"])


def test_a_document_on_its_way_shows_its_proposal_and_what_is_open(api: APIClient, intake: Intake) -> None:
    shown = api.get(f"{AT}1/").data
    assert (shown["stage"], shown["version"]) == ("to_review", 1)
    assert shown["proposal"] == proposal(intake)
    assert shown["open"] == [f"Not settled: {w['message']}" for w in shown["proposal"]["warnings"]]


def test_changes_are_made_by_the_same_forms(api: APIClient, intake: Intake) -> None:
    item = clause(intake, "2")
    answer = post(
        api, "1/changes/", based_on=1, do="change_clause", number=item["id"], fields={"binds": "leader"}
    )
    assert answer.status_code == 200
    now = clause(intake, "2")
    assert (now["binds"], now["text"]) == ("leader", item["text"])
    deadline = proposal(intake)["deadlines"][1]
    wrong = post(
        api, "1/changes/", based_on=2, do="change_part", number=deadline["id"], fields={"date": "2027-02-30"}
    )
    assert (wrong.status_code, wrong.data) == (400, {"fields": {"date": ["Date must be a real date"]}})
    right = post(
        api, "1/changes/", based_on=2, do="change_part", number=deadline["id"], fields={"date": "2027-02-28"}
    )
    assert right.data["version"] == 3
    assert proposal(intake)["deadlines"][1]["date"] == "2027-02-28"


def test_every_kind_of_change_is_open_to_programs(api: APIClient, intake: Intake) -> None:
    first = clause(intake, "1")
    cut = first["text"].index("Ensure that each child")
    board = proposal(intake)["board"]
    report = {"from": "board chair", "to": "Ministers", "date": "2027-05-31", "precision": "month"}
    changes: list[dict[str, Any]] = [
        {"do": "split_clause", "number": first["id"], "parts": [first["text"][:cut], first["text"][cut:]]},
        {"do": "join_clauses", "number": first["id"]},
        {"do": "drop", "number": clause(intake, "4")["id"], "why": "Struck out"},
        {"do": "restore", "number": clause(intake, "4")["id"]},
        {"do": "add_clause", "after": first["id"], "fields": {"text": "Meet every month."}},
        {"do": "add_part", "what": "report", "fields": report},
        {"do": "change_part", "number": board["id"], "fields": {"meets_every": "6 weeks", "independent_chair": False}},
        {"do": "change_front", "fields": {"issue_date": "2026-06-04", "legal_basis": [{"act": "A", "section": "1"}]}},
    ]  # fmt: skip
    for version, change in enumerate(changes, start=1):
        answer = post(api, "1/changes/", based_on=version, **change)
        assert (answer.status_code, answer.data.get("version")) == (200, version + 1), (change, answer.data)
    now = proposal(intake)
    assert now["requirements"][1]["text"] == "Meet every month."
    assert now["requirements"][1]["kind"] == first["kind"]
    assert (now["reports"][-1]["from"], now["reports"][-1]["date"]) == ("board chair", "2027-05-31")
    assert (now["board"]["meets_every"], now["board"]["independent_chair"]) == ("P6W", False)
    assert now["issue_date"] == {"date": "2026-06-04", "raw": "3 June 2026", "certain": True}
    assert now["legal_basis"] == [{"act": "A", "section": "1"}]


def test_who_comes_second_gets_409(api: APIClient, intake: Intake, lead: User) -> None:
    item = clause(intake, "2")
    services.change(
        intake, "drop", {"number": item["id"], "why": "Twice"}, by=lead, now=documents.NOW, based_on=1
    )
    answer = post(
        api, "1/changes/", based_on=1, do="change_clause", number=item["id"], fields={"text": "Mine."}
    )
    assert answer.status_code == 409


def test_confirming_is_refused_in_words_then_makes_one_notice(api: APIClient, intake: Intake) -> None:
    refused = post(api, "1/confirm/", based_on=1)
    assert refused.status_code == 400 and "Not settled" in refused.data["non_field_errors"][0]
    warnings = proposal(intake)["warnings"]
    for version, warning in enumerate(warnings, start=1):
        answer = post(api, f"1/warnings/{warning['id']}/", based_on=version, how="right")
        assert answer.data["version"] == version + 1
    for _ in range(2):
        done = post(api, "1/confirm/", based_on=len(warnings) + 1)
        assert (done.status_code, done.data["stage"], done.data["notice"]) == (200, "confirmed", 1)
    assert Notice.objects.count() == 1


def test_a_document_is_discarded_with_a_reason(api: APIClient, intake: Intake) -> None:
    assert post(api, "1/discard/", why="").status_code == 400
    assert post(api, "1/discard/", why="The wrong file").data["stage"] == "discarded"
    late = post(api, "1/changes/", based_on=1, do="restore", number=1)
    assert "was discarded" in late.data["non_field_errors"][0]


def test_another_councils_documents_do_not_exist_for_programs(
    api: APIClient, borchester: Council, outsider: User
) -> None:
    documents.to_review(borchester, outsider)
    assert api.get("/api/v1/councils/borchester/intakes/1/").status_code == 404
    assert api.get(f"{AT}1/").status_code == 404
