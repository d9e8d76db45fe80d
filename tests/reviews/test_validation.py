"""Looks from outside: commissioned, done, shared; their findings in the register; the review's checklist."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices.models import Inspection
from reviews import validation as verbs
from reviews.checklist import Needed, checklist
from reviews.models import Review, Validation
from tests import factories

from .conftest import ON

Day = datetime.timedelta
FACTS: dict[str, Any] = {
    "kind": "peer_review",
    "provider": "Local Government Association",
    "commissioned_by": "The Improvement Board",
    "scope": "The front door.",
    "commissioned_on": ON - Day(days=60),
    "due_on": ON + Day(days=10),
}


@pytest.fixture
def review(ambridge: Council) -> Review:
    notice = factories.NoticeFactory(council=ambridge, issued_on=ON - Day(days=200))
    factories.ReviewFactory(council=ambridge, notice=notice, due_on=ON - Day(days=100))
    made: Review = factories.ReviewFactory(council=ambridge, notice=notice, due_on=ON + Day(days=20))
    return made


@pytest.fixture
def commissioned(ambridge: Council, lead: User) -> Validation:
    return verbs.commission(ambridge, by=lead, on=ON, **FACTS)


def needed(review: Review, user: User) -> Needed:
    return next(row for row in checklist(review, user, on=ON) if row.what == "Outside validation")


def test_the_checklist_of_a_review_is_ticked_once_the_department_has_what_was_found(
    review: Review, commissioned: Validation, lead: User
) -> None:
    assert not needed(review, lead).done
    verbs.record_done(commissioned, by=lead, on=ON, done_on=ON - Day(days=2))
    assert not needed(review, lead).done
    assert "not shared with the Department yet" in needed(review, lead).words
    verbs.share(commissioned, by=lead, on=ON, shared_on=ON)
    assert needed(review, lead).done


def test_an_inspection_that_somebody_typed_into_the_register_ticks_nothing(
    review: Review, ambridge: Council, lead: User
) -> None:
    factories.InspectionFactory(council=ambridge, kind=Inspection.Kind.PEER_REVIEW, ended_on=ON - Day(days=2))
    assert not needed(review, lead).done


def test_a_look_before_the_last_review_does_not_count_for_the_next(
    review: Review, ambridge: Council, lead: User
) -> None:
    factories.ValidationFactory(
        council=ambridge, commissioned_on=ON - Day(days=190), done_on=ON - Day(days=150), shared_on=ON - Day(days=149),
        inspection=factories.InspectionFactory(council=ambridge),
    )  # fmt: skip
    assert needed(review, lead).words == "None commissioned since the review before"


def test_one_that_is_late_is_said_to_be_overdue(review: Review, ambridge: Council, lead: User) -> None:
    factories.ValidationFactory(council=ambridge, due_on=ON - Day(days=3))
    assert needed(review, lead).late
    assert "3 days overdue" in needed(review, lead).words


def test_done_makes_one_entry_in_the_register_and_is_signed(commissioned: Validation, lead: User) -> None:
    verbs.record_done(commissioned, by=lead, on=ON, done_on=ON)
    entry = Inspection.objects.get()
    assert (entry, entry.publisher, entry.ended_on) == (commissioned.inspection, FACTS["provider"], ON)
    assert AuditEvent.objects.filter(verb="recorded a look from outside as done", by=lead).count() == 1
    with pytest.raises(Refused, match="It was done on"):
        verbs.record_done(commissioned, by=lead, on=ON, done_on=ON)


@pytest.mark.parametrize("done_on", [ON + Day(days=1), ON - Day(days=61)])
def test_it_is_not_done_in_the_future_or_before_it_was_commissioned(
    commissioned: Validation, lead: User, done_on: datetime.date
) -> None:
    with pytest.raises(Refused, match="The day must be from"):
        verbs.record_done(commissioned, by=lead, on=ON, done_on=done_on)


def test_nothing_is_shared_before_it_is_done_not_even_by_sql(commissioned: Validation, lead: User) -> None:
    with pytest.raises(Refused, match="once it is done"):
        verbs.share(commissioned, by=lead, on=ON, shared_on=ON)
    with pytest.raises(IntegrityError, match="dates_follow"), transaction.atomic():
        Validation.objects.update(shared_on=ON)


def test_what_was_called_off_is_neither_late_nor_done(
    review: Review, commissioned: Validation, lead: User
) -> None:
    verbs.call_off(commissioned, by=lead, on=ON, why="The inspection comes first.")
    assert needed(review, lead).words == "None commissioned since the review before"
    with pytest.raises(Refused, match="called off"):
        verbs.record_done(commissioned, by=lead, on=ON, done_on=ON)


def test_a_double_click_commissions_once(commissioned: Validation, ambridge: Council, lead: User) -> None:
    assert verbs.commission(ambridge, by=lead, on=ON, **FACTS) == commissioned


def test_from_commission_to_the_department_by_the_pages(client: Client, lead: User) -> None:
    client.force_login(lead)
    base = "/councils/ambridge/validation/"
    dates = {"commissioned_on": "2026-09-01", "due_on": "2026-11-30"}
    made: Any = client.post(f"{base}add/", {**FACTS, **dates}, follow=True)
    assert made.redirect_chain[-1][0] == f"{base}1/"
    paper = SimpleUploadedFile("report.txt", b"What the peers saw.")
    client.post(f"{base}1/done/", {"done_on": "2026-11-02", "upload": paper})
    found = Validation.objects.get()
    finding = {"kind": "recommendation", "label": "1", "text": "Say why on the file."}
    client.post(f"/councils/ambridge/inspections/{found.inspection_id}/findings/add/", finding)
    client.post(f"{base}1/share/", {"shared_on": "2026-11-10"})
    page = client.get(f"{base}1/").content.decode()
    assert "Say why on the file." in page and "10 November 2026" in page
    answer: Any = client.get(f"{base}1/report/")
    assert answer.content == b"What the peers saw."
    assert client.get(base).content.decode().count("<tr") == 2


def test_what_is_refused_keeps_what_was_typed(client: Client, lead: User) -> None:
    client.force_login(lead)
    given = {**FACTS, "commissioned_on": "2026-09-01", "due_on": "2026-08-01"}
    page = client.post("/councils/ambridge/validation/add/", given)
    assert page.status_code == 200
    assert "It cannot be due before it was commissioned." in page.content.decode()
    assert "The front door." in page.content.decode()


def test_the_api_takes_the_same_steps(client: Client, lead: User, officer: User) -> None:
    client.force_login(lead)
    base = "/api/v1/councils/ambridge/validations/"
    facts = {**FACTS, "commissioned_on": "2026-09-01", "due_on": "2026-11-30"}
    assert client.post(base, facts).json()["state"] == "commissioned"
    child = client.post(base, {**facts, "scope": "The case of child AB."})
    assert (child.status_code, list(child.json())) == (400, ["nobody_identified"])
    early = client.post(f"{base}1/shared/", {"shared_on": "2026-11-10"})
    assert (early.status_code, early.json()) == (409, {"detail": "It can be shared with the Department once it is done."})  # fmt: skip
    assert client.post(f"{base}1/done/", {"done_on": "2026-11-02"}).json()["inspection"] is not None
    assert client.post(f"{base}1/shared/", {"shared_on": "2026-11-10"}).json()["state"] == "shared"
    client.force_login(officer)
    assert client.get(base).json()["count"] == 1
    assert client.post(f"{base}1/shared/", {"shared_on": "2026-11-10"}).status_code == 403
