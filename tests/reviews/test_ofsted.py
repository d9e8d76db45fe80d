"""Contacts with Ofsted: inspections, monitoring visits, focused visits; the letter, whether it is published."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from councils.models import Council, StoredFile, User
from councils.refusal import Refused
from notices import findings
from notices.models import Finding, Inspection, InspectionJudgement
from tests import factories

from .conftest import ON

BASE = "/councils/ambridge/inspections/"
VISIT = {
    "kind": "focused_visit", "publisher": "Ofsted", "title": "Focused visit: the front door", "began_on": "2026-10-06",
    "ended_on": "2026-10-07", "letter_on": "2026-11-02",
}  # fmt: skip


def test_a_focused_visit_with_its_letter_strands_and_findings_is_recorded(client: Client, lead: User) -> None:
    client.force_login(lead)
    letter = SimpleUploadedFile("letter.txt", b"Dear Director")
    made: Any = client.post(
        f"{BASE}add/", {**VISIT, "letter": letter, "published_on": "2026-11-09"}, follow=True
    )
    visit = Inspection.objects.get()
    assert (visit.kind, visit.letter_on) == ("focused_visit", datetime.date(2026, 11, 2))
    assert "Focused visit" in made.content.decode() and "letter.txt" in made.content.decode()
    page = f"{BASE}{visit.pk}/"
    client.post(f"{page}grades/add/", {"area": "Help and protection", "grade": "Requires improvement"})
    client.post(f"{page}findings/add/", {"kind": "priority", "label": "1", "text": "Decide within a day."})
    assert (InspectionJudgement.objects.get().inspection, Finding.objects.get().inspection) == (visit, visit)
    answer: Any = client.get(f"{page}letter/")
    assert (answer.content, answer["Content-Disposition"][:10]) == (b"Dear Director", "attachment")


def test_a_letter_that_is_not_published_says_so_and_has_no_date_of_publication(
    client: Client, ambridge: Council, lead: User
) -> None:
    client.force_login(lead)
    wrong = client.post(f"{BASE}add/", {**VISIT, "not_published": "on", "published_on": "2026-11-09"})
    assert "A letter that is not published has no date of publication." in wrong.content.decode()
    page = client.post(f"{BASE}add/", {**VISIT, "not_published": "on"}, follow=True).content.decode()
    assert "Not published" in page
    assert "Not published" in client.get(BASE).content.decode()
    with pytest.raises(IntegrityError, match="published_or_not"), transaction.atomic():
        Inspection.objects.update(published_on=ON)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"letter_on": ON + datetime.timedelta(days=1)}, "today or in the past"),
        ({"letter_on": datetime.date(2026, 10, 1), "began_on": datetime.date(2026, 10, 6)}, "older than the visit"),
    ],
)  # fmt: skip
def test_a_letter_comes_after_the_visit_and_not_tomorrow(
    ambridge: Council, lead: User, facts: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        findings.record_inspection(ambridge, by=lead, on=ON, publisher="Ofsted", title="Visit", **facts)


def test_a_newer_letter_takes_the_place_of_the_one_before_which_is_kept(
    client: Client, ambridge: Council, lead: User
) -> None:
    client.force_login(lead)
    first = factories.StoredFileFactory(council=ambridge, content=b"Draft")
    visit = factories.InspectionFactory(council=ambridge, published_on=None, letter=first)
    edited = f"{BASE}{visit.pk}/edit/"
    client.post(edited, {**VISIT, "letter": SimpleUploadedFile("final.txt", b"Final")})
    client.post(edited, {**VISIT, "title": "Another title"})
    visit.refresh_from_db()
    assert (bytes(visit.letter.content), visit.title) == (b"Final", "Another title")
    assert StoredFile.objects.filter(pk=first.pk).exists()


def test_the_api_takes_a_letter_and_hands_it_out(client: Client, lead: User, officer: User) -> None:
    client.force_login(lead)
    base = "/api/v1/councils/ambridge/inspections/"
    made = client.post(base, {**VISIT, "letter": SimpleUploadedFile("letter.txt", b"Dear Director")})
    assert (made.status_code, made.json()["letter_name"]) == (201, "letter.txt")
    client.force_login(officer)
    assert client.get(f"{base}{made.json()['id']}/letter/").content == b"Dear Director"
