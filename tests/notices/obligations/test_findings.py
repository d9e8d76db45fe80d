"""Inspections and findings: recorded by forms, graded over time, answered by actions."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actions import services as plans
from actions.models import Action
from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices import findings
from notices.models import Finding, Inspection
from tests import factories

TODAY = factories.TODAY
Day = datetime.timedelta


def address(name: str, council: Council, **kwargs: Any) -> str:
    return reverse(f"notices:{name}", kwargs={"council_slug": council.slug, **kwargs})


@pytest.fixture
def inspection(ambridge: Council) -> Inspection:
    made: Inspection = factories.InspectionFactory(council=ambridge)
    return made


@pytest.fixture
def action(ambridge: Council) -> Action:
    made: Action = factories.ActionFactory(council=ambridge, ref="A1")
    return made


def edited(action: Action, by: User, **fields: Any) -> Action:
    same = {
        "objective": action.objective, "title": action.title, "owner": None, "owner_organisation": None,
        "due_on": action.due_on, "priority": action.priority, "detail": "", "success_measure": "", "requirements": [],
    }  # fmt: skip
    return plans.edit_action(action, by=by, on=TODAY, based_on=action.version, **(same | fields))


def test_an_inspection_with_grade_and_findings_is_recorded_by_forms(
    client: Client, lead: User, ambridge: Council
) -> None:
    client.force_login(lead)
    given = {
        "kind": "monitoring_visit", "publisher": "Ofsted", "title": "Monitoring visit", "published_on-day": 2,
        "published_on-month": 11, "published_on-year": 2026,
    }  # fmt: skip
    made_at = client.post(address("inspection_add", ambridge), given)
    inspection = Inspection.objects.get()
    assert made_at["Location"] == inspection.get_absolute_url()
    own = {"inspection_id": inspection.pk}
    client.post(address("grade_add", ambridge, **own), {"area": "Overall", "grade": "Inadequate"})
    more = client.post(
        address("finding_add", ambridge, **own),
        {"kind": "improvement", "label": "1", "text": "See children alone.", "another": "1"},
    )
    assert more["Location"] == address("finding_add", ambridge, **own) + "?kind=improvement"
    page = client.get(made_at["Location"]).content.decode()
    assert "Inadequate" in page and "See children alone." in page and "Area for improvement 1" in page
    assert sorted(AuditEvent.objects.values_list("verb", flat=True)) == [
        "recorded a finding", "recorded a grade", "recorded an inspection",
    ]  # fmt: skip


def test_who_may_only_read_is_refused(client: Client, officer: User, inspection: Inspection) -> None:
    client.force_login(officer)
    assert client.post(address("inspection_add", inspection.council)).status_code == 403
    assert client.get(inspection.get_absolute_url()).status_code == 200


def test_an_area_is_graded_once_in_an_inspection_and_a_second_time_corrects_it(
    inspection: Inspection, lead: User
) -> None:
    for grade in ("Good", "Inadequate"):
        findings.record_grade(inspection, by=lead, area="Overall effectiveness", grade=grade)
    assert list(inspection.judgements.values_list("grade", flat=True)) == ["Inadequate"]  # type: ignore[attr-defined]
    assert AuditEvent.objects.get(verb="corrected a grade").detail == {"fields": ["grade"]}


def test_grades_over_time_stand_area_by_area_newest_first(inspection: Inspection, lead: User) -> None:
    assert inspection.published_on is not None
    older = factories.InspectionFactory(
        council=inspection.council, published_on=inspection.published_on - Day(days=1000)
    )
    findings.record_grade(older, by=lead, area="overall effectiveness", grade="Good")
    findings.record_grade(inspection, by=lead, area="Overall effectiveness", grade="Inadequate")
    findings.record_grade(older, by=lead, area="Adoption", grade="Good")
    from councils.access import Access

    lead.access = Access(list(lead.memberships.all()))
    found = findings.grades_over_time(inspection.council, user=lead)
    assert [(area.area, [g.grade for g in area.grades]) for area in found] == [
        ("Overall effectiveness", ["Inadequate", "Good"]),
        ("Adoption", ["Good"]),
    ]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"began_on": TODAY, "ended_on": TODAY - Day(days=1)}, "on or after its first day"),
        ({"published_on": TODAY + Day(days=1)}, "today or in the past"),
        ({"began_on": TODAY, "published_on": TODAY - Day(days=9)}, "before the visit began"),
    ],
)
def test_dates_that_cannot_be_are_refused(ambridge: Council, lead: User, fields: Any, says: str) -> None:
    with pytest.raises(Refused, match=says):
        findings.record_inspection(
            ambridge, by=lead, on=TODAY, kind="audit", publisher="Us", title="T", **fields
        )


def test_an_action_answers_findings_and_says_so_on_its_page(
    client: Client, lead: User, inspection: Inspection, action: Action
) -> None:
    finding = factories.FindingFactory(council=inspection.council, inspection=inspection, label="4")
    edited(action, lead, findings=[finding])
    assert list(finding.actions.all()) == [action]
    client.force_login(lead)
    page = client.get(action.get_absolute_url()).content.decode()
    assert "Findings answered" in page and "Recommendation 4</a>, Ofsted: Inspection of" in page
    assert "A1" in client.get(finding.get_absolute_url()).content.decode()
    action.refresh_from_db()
    edited(action, lead, title="Another title")  # without findings: they stay
    assert list(action.findings.all()) == [finding]
    action.refresh_from_db()
    edited(action, lead, title="Another title", findings=[])
    assert not action.findings.exists()


def test_the_action_form_offers_the_findings_of_the_council(
    client: Client, lead: User, inspection: Inspection, action: Action
) -> None:
    finding = factories.FindingFactory(council=inspection.council, inspection=inspection, label="4")
    client.force_login(lead)
    url = reverse("actions:add", kwargs={"council_slug": inspection.council.slug}) + f"?finding={finding.pk}"
    page = " ".join(client.get(url).content.decode().split())
    assert "Which findings of inspections does it answer?" in page
    assert f'value="{finding.pk}" checked' in page


def test_another_councils_finding_cannot_be_answered(lead: User, action: Action, borchester: Council) -> None:
    foreign = factories.FindingFactory(council=borchester)
    with pytest.raises(ValueError, match="of another council"):
        edited(action, lead, findings=[foreign])


def test_the_api_records_and_reads_inspections(client: Client, lead: User, ambridge: Council) -> None:
    client.force_login(lead)
    base = f"/api/v1/councils/{ambridge.slug}/inspections/"

    def post(url: str, **given: str) -> Any:
        return client.post(url, given, content_type="application/json")

    made = post(
        base, kind="inspection", publisher="Ofsted", title="Inspection", published_on="2026-11-02"
    ).json()
    assert post(f"{base}{made['id']}/grades/", area="Overall", grade="Good").status_code == 201
    assert post(f"{base}{made['id']}/findings/", kind="priority", text="Act now.").status_code == 201
    row = client.get(f"{base}{made['id']}/").json()
    assert row["judgements"] == [{"area": "Overall", "grade": "Good", "note": ""}]
    assert [(f["kind"], f["text"], f["actions"]) for f in row["findings"]] == [("priority", "Act now.", [])]
    late = post(base, kind="inspection", publisher="Ofsted", title="Next", published_on="2027-01-01")
    assert (late.status_code, Finding.objects.count()) == (400, 1)
