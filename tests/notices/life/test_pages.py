"""The pages on which a case lead records what becomes of an instrument; the API beside them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from actions.models import Plan
from councils.models import AuditEvent, Council, User
from notices import services
from notices.models import ClauseChange, Notice, NoticeVersion, Requirement
from reviews.services import take_up
from tests import factories
from tests.reviews import instruments

ON, DAY = factories.TODAY, datetime.timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def frozen() -> Any:
    with time_machine.travel("2026-11-22 12:00Z"):
        yield


@pytest.fixture
def notice(ambridge: Council) -> Notice:
    notice: Notice = factories.NoticeFactory(council=ambridge, period_ends_on=ON + 90 * DAY)
    factories.RequirementFactory(council=ambridge, notice=notice, text="Ensure timely assessments.")
    return notice


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"notices:{name}", kwargs={"council_slug": "ambridge", "number": 1, **kwargs})


def body(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


ANSWERS = {
    "taken_on": "2026-11-20", "decided_by": "Helena Marchbanks MP, Minister of State", "reason": "The review found\nthat it can end.",
}  # fmt: skip


def test_a_case_lead_lifts_a_notice_and_checks_first(client: Client, case_lead: User, notice: Notice) -> None:
    client.force_login(case_lead)
    page = address("step", step="lift")
    assert address("next_steps") in body(client.get(notice.get_absolute_url()))
    assert page in body(client.get(address("next_steps")))
    assert "Who decided it?" in body(client.get(page))
    check = body(client.post(page, ANSWERS))
    assert "Check and confirm" in check
    assert "This cannot be undone" in check
    assert "20 November 2026" in check
    notice.refresh_from_db()
    assert notice.state == "in_force"
    again = body(client.post(page, {**ANSWERS, "change": "1"}))
    assert "Helena Marchbanks MP, Minister of State" in again
    assert "There is a problem" not in again
    text = body(client.post(page, {**ANSWERS, "confirm": "1"}, follow=True))
    assert "is now: lifted" in text
    assert "by Helena Marchbanks MP, Minister of State" in text
    notice.refresh_from_db()
    assert (notice.state, str(notice.ended_on)) == ("lifted", "2026-11-20")


def test_the_confirm_button_sends_what_was_checked(client: Client, case_lead: User, notice: Notice) -> None:
    client.force_login(case_lead)
    check = body(client.post(address("step", step="lift"), ANSWERS))
    for name, value in ANSWERS.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in check


def test_a_mistake_is_said_and_what_was_typed_is_kept(
    client: Client, case_lead: User, notice: Notice
) -> None:
    client.force_login(case_lead)
    text = body(client.post(address("step", step="lift"), {**ANSWERS, "taken_on": "2020-01-01"}))
    assert "The step before this one was on 25 June 2026" in text
    assert "that it can end." in text
    assert body(client.post(address("step", step="lift"), {**ANSWERS, "decided_by": ""})).count(
        "There is a problem"
    )


def test_a_step_that_is_not_possible_leads_back(client: Client, case_lead: User, notice: Notice) -> None:
    client.force_login(case_lead)
    assert "this step is not possible" in body(client.get(address("step", step="close"), follow=True))
    assert client.get(address("step", step="end-period")).status_code == 404
    assert client.get(address("step", step="nonsense")).status_code == 404


def test_an_instrument_past_its_period_says_that_it_stands(
    client: Client, officer: User, ambridge: Council
) -> None:
    factories.NoticeFactory(council=ambridge, state="period_ended", period_ends_on=ON - 60 * DAY)
    client.force_login(officer)
    text = body(client.get(address("notice")))
    assert "It has lapsed but stands" in text
    assert "Period ended, still in force" in text
    assert "What happens next" not in text


def test_both_instruments_link_to_each_other(client: Client, case_lead: User, notice: Notice) -> None:
    factories.NoticeFactory(council=notice.council, kind="statutory_direction", title="The direction")
    client.force_login(case_lead)
    client.post(
        address("step", step="escalate"), {**ANSWERS, "taken_on": "2026-11-21", "other": "2", "confirm": "1"}
    )
    assert "The direction</a> took its place" in body(client.get(address("notice")))
    assert f"{notice.title}</a>" in body(client.get(address("notice", number=2)))


def test_without_a_later_instrument_the_page_says_what_to_do(
    client: Client, case_lead: User, notice: Notice
) -> None:
    client.force_login(case_lead)
    text = body(client.get(address("step", step="escalate")))
    assert "Record the later one first" in text
    assert "Continue" not in text


# -- amending


def test_a_case_lead_amends_an_instrument(client: Client, case_lead: User, notice: Notice) -> None:
    client.force_login(case_lead)
    text = body(client.post(address("amend_words", seq=1), {"text": "Ensure good assessments."}, follow=True))
    assert "Nothing changes until it is confirmed" in text
    assert "Ensure <ins>good</ins> assessments." in text
    body(client.post(address("amend_period"), {"until": "2027-12-31"}, follow=True))
    client.logout()
    client.force_login(case_lead)
    assert "2 changes" in body(client.get(address("amend")))
    upload = SimpleUploadedFile("letter.txt", b"Dear Leader")
    decision = {"decided_on": "2026-11-20", "effective_on": "2026-11-21", "decided_by": "Helena Marchbanks MP", "reason": "As asked.", "document": upload}  # fmt: skip
    check = body(client.post(address("amend_decision"), decision, follow=True))
    assert "Check the amendment: version 2" in check
    assert "<del>timely</del>" in check
    assert "letter.txt" in check
    assert Requirement.objects.get().text == "Ensure timely assessments."
    text = body(client.post(address("amend_check"), {"csrfmiddlewaretoken": "x"}, follow=True))
    assert "this is version 2" in text
    assert Requirement.objects.get().text == "Ensure good assessments."
    download = client.get(address("version_document", version=2))
    assert (download.content, download["Content-Disposition"][:10]) == (b"Dear Leader", "attachment")


def test_the_versions_page_shows_the_clauses_as_at_a_day(client: Client, case_lead: User, officer: User, notice: Notice) -> None:  # fmt: skip
    client.force_login(case_lead)
    client.post(address("amend_words", seq=1), {"text": "Ensure good assessments."})
    client.post(address("amend_decision"), {"decided_on": "2026-11-20", "effective_on": "2026-11-21", "decided_by": "Helena Marchbanks MP", "reason": "As asked."})  # fmt: skip
    client.post(address("amend_check"), {"csrfmiddlewaretoken": "x"})
    client.force_login(officer)
    then = body(client.get(address("versions"), {"as_at": "2026-11-20"}))
    now = body(client.get(address("versions"), {"as_at": "2026-11-21"}))
    assert "As at 20 November 2026: version 1" in then
    assert 'class="govuk-table__cell nb-lines">Ensure timely assessments.</td>' in then
    assert "As at 21 November 2026: version 2" in now
    assert 'class="govuk-table__cell nb-lines">Ensure good assessments.</td>' in now
    assert "must be a real date" in body(client.get(address("versions"), {"as_at": "2026-02-31"}))


def test_a_change_is_taken_back_and_a_draft_given_up(client: Client, case_lead: User, notice: Notice) -> None:
    client.force_login(case_lead)
    client.post(address("amend_remove", seq=1), {"csrfmiddlewaretoken": "x"})
    change = ClauseChange.objects.get()
    assert "The change was taken back" in body(
        client.post(address("amend"), {"take_back": change.pk}, follow=True)
    )
    assert "Give up this amendment?" in body(client.get(address("amend_abandon")))
    client.post(address("amend_abandon"))
    assert not NoticeVersion.objects.exists()


def test_an_added_clause_can_be_opened_again(client: Client, case_lead: User, notice: Notice) -> None:
    client.force_login(case_lead)
    given = {"text": "Publish the plan.", "label": "12", "section": "", "kind": "measure", "binds": "council"}
    client.post(address("amend_add"), given)
    again = f"{address('amend_add')}?change={ClauseChange.objects.get().pk}"
    assert "Publish the plan." in body(client.get(again))
    client.post(again, given | {"text": "Publish it."})
    assert [c.after for c in ClauseChange.objects.all()] == ["Publish it."]


# -- a plan before the notice is signed


def test_a_lead_starts_the_plan_of_a_draft_and_its_work_goes_on_when_it_is_issued(
    client: Client, lead: User, ambridge: Council
) -> None:
    draft = instruments.draft(ambridge)
    client.force_login(lead)
    page = reverse("actions:start_plan", kwargs={"council_slug": "ambridge", "number": 1})
    assert page in body(client.get(address("notice")))
    assert "which is a draft" in body(client.get(page))
    text = body(client.post(page, follow=True))
    assert "The improvement plan was started" in text
    assert ", which is a draft." in text
    assert "has an improvement plan already" in body(client.post(page, follow=True))
    plan = Plan.objects.get()
    assert plan.due_on is None
    services.put_in_force(draft, by=None, on=ON, issued_on=datetime.date(2026, 1, 31))
    take_up(draft, by=None, on=ON)
    plan.refresh_from_db()
    assert Plan.objects.get().due_on == datetime.date(2026, 2, 28)
    assert AuditEvent.objects.filter(verb="took up a notice").count() == 1


def test_the_plan_of_a_draft_does_not_hide_the_one_in_force(
    client: Client, lead: User, ambridge: Council
) -> None:
    factories.PlanFactory(council=ambridge, title="The plan in force")
    draft = factories.NoticeFactory(council=ambridge, state="draft", title="The next notice")
    factories.PlanFactory(
        council=ambridge, notice=draft, title="The next plan", state="drafting", agreed_on=None
    )
    client.force_login(lead)
    text = body(client.get(reverse("actions:plan", kwargs={"council_slug": "ambridge"})))
    assert '<h1 class="govuk-heading-l">The plan in force</h1>' in text
    assert "The next plan (The next notice, for a draft notice)" in text


def test_a_plan_says_that_its_instrument_has_ended(client: Client, lead: User, ambridge: Council) -> None:
    factories.PlanFactory(council=ambridge, notice=factories.NoticeFactory(council=ambridge, state="lifted"))
    client.force_login(lead)
    text = body(client.get(reverse("actions:plan", kwargs={"council_slug": "ambridge"})))
    assert "That instrument has ended: lifted." in text


# -- the API


def test_a_program_reads_the_life_and_records_a_step(client: Client, case_lead: User, notice: Notice) -> None:
    client.force_login(case_lead)
    base = "/api/v1/councils/ambridge/notices/1/"
    life = client.get(f"{base}life/").json()
    assert (life["state"], life["version"], [s["step"] for s in life["steps"]]) == (
        "in_force",
        1,
        ["put-in-force"],
    )
    assert [p["step"] for p in life["possible"]] == ["begin-review", "lift", "supersede", "escalate"]
    send = {"content_type": "application/json"}
    wrong = client.post(f"{base}steps/", {**ANSWERS, "step": "revoke"}, **send)
    assert (wrong.status_code, "of another kind" in str(wrong.json())) == (400, True)
    made = client.post(f"{base}steps/", {**ANSWERS, "step": "begin-review"}, **send)
    assert (made.status_code, made.json()["to_state"]) == (201, "under_review")
    assert client.get(f"{base}life/").json()["state"] == "under_review"
    missing = client.post(f"{base}steps/", {**ANSWERS, "step": "escalate", "other": 9}, **send)
    assert missing.json() == {"other": "There is no such instrument."}


def test_a_program_amends_an_instrument_whole_or_not_at_all(
    client: Client, case_lead: User, notice: Notice
) -> None:
    client.force_login(case_lead)
    address = "/api/v1/councils/ambridge/notices/1/versions/"
    send = {"content_type": "application/json"}
    amendment: dict[str, Any] = {"decided_on": "2026-11-20", "decided_by": "Helena Marchbanks MP", "effective_on": "2026-11-20", "reason": "As asked."}  # fmt: skip
    changes = [{"kind": "reworded", "requirement": 1, "text": "Ensure good assessments."}, {"kind": "added", "text": "Publish."}]  # fmt: skip
    bad = client.post(
        address, {**amendment, "changes": [*changes, {"kind": "removed", "requirement": 7}]}, **send
    )
    assert (bad.status_code, NoticeVersion.objects.count()) == (400, 0)
    short = client.post(address, {**amendment, "changes": [{"kind": "reworded", "requirement": 1}]}, **send)
    assert "This kind of change needs it." in str(short.json())
    made = client.post(address, {**amendment, "changes": changes}, **send)
    assert made.status_code == 201
    (listed,) = client.get(address).json()["results"]
    assert [(c["kind"], c["requirement"], c["before"]) for c in listed["changes"]] == [
        ("reworded", 1, "Ensure timely assessments."),
        ("added", 2, ""),
    ]
    assert client.get(f"{address}2/").json() == listed
    assert client.get("/api/v1/councils/ambridge/notices/1/life/").json()["version"] == 2
