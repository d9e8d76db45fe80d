"""Reports and reviews on their pages and over the API."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from councils import scope
from councils.models import Council, User
from notices.models import Notice
from reports import pdf, signed_papers
from reports.models import SignedPaper
from reports.printing import Printed
from reviews.models import Outcome, ReportSection, Review, SignedReport, WrittenReport
from reviews.writing import verbs
from tests import factories
from tests.reports.reading import html_words, tagged_words
from tests.reports.test_pdf import LEADERS

from .conftest import ON, Story, take, write_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def frozen() -> Any:
    with time_machine.travel("2026-11-22 12:00Z"):
        yield


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"reviews:{name}", kwargs={"council_slug": "ambridge", **kwargs})


def body(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return html.unescape(response.content.decode())


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def sent(report: WrittenReport, lead: User, director: User, chair: User) -> WrittenReport:
    write_all(report, lead)
    return take(report, ("put-to-check", lead), ("check", director), ("sign", chair), ("send", chair))


def test_the_chair_begins_the_report_from_the_list_and_is_led_from_section_to_section(
    client: Client, chair: User, story: Story
) -> None:
    as_(client, chair)
    page = address("start", report_due_id=story.due.pk)
    assert page in body(client.get(address("list")))
    assert "due in 8 days" in body(client.get(page))
    assert not WrittenReport.objects.exists()
    text = body(client.post(page, follow=True))
    assert "0 of 7 sections written" in text
    first = address("section", report_number=1, place=1)
    assert "Open actions" in body(client.get(first))
    saved = client.post(first, {"text": "Steady progress.", "based_on": "0"})
    assert saved["Location"] == address("section", report_number=1, place=2)
    stay = client.post(
        address("section", report_number=1, place=2), {"text": "More.", "based_on": "0", "stay": "1"}
    )
    assert stay["Location"] == address("written", report_number=1)
    assert "2 of 7 sections written" in body(client.get(stay["Location"]))
    assert "Steady progress." in body(client.get(address("whole", report_number=1)))


def test_two_who_write_at_once_lose_nothing(
    client: Client, chair: User, lead: User, report: WrittenReport
) -> None:
    section = ReportSection.objects.get(report=report, place=1)
    verbs.write(section, by=lead, text="What the lead wrote", based_on=0)
    page = address("section", report_number=1, place=1)
    text = body(as_(client, chair).post(page, {"text": "What the chair wrote", "based_on": "0"}), 409)
    assert "Your words are not saved yet" in text
    assert "What the lead wrote" in text
    assert "What the chair wrote" in text
    assert 'value="1"' in text  # based on the newest version now
    assert ReportSection.objects.get(pk=section.pk).text == "What the lead wrote"
    client.post(page, {"text": "Both", "based_on": "1"})
    assert ReportSection.objects.get(pk=section.pk).text == "Both"


def test_words_that_tell_who_a_child_is_are_asked_about(
    client: Client, chair: User, report: WrittenReport
) -> None:
    page, words = address("section", report_number=1, place=1), "Child KD, born 3 May 2014"
    text = body(as_(client, chair).post(page, {"text": words, "based_on": "0"}))
    assert "I have checked: nobody can be identified" in text
    assert words in text
    assert not ReportSection.objects.get(report=report, place=1).is_written


def test_from_check_to_receipt_each_by_whom_it_is_for(
    client: Client, report: WrittenReport, lead: User, director: User, chair: User, case_lead: User
) -> None:
    page = address("written", report_number=1)
    assert "7 sections are not written yet" in body(as_(client, lead).get(page))
    write_all(report, lead)

    def step(by: User, name: str, **more: str) -> str:
        view = "answer" if name in ("receive", "ask-changes") else "step"
        place = address(view, report_number=1, **{f"report_{view}": name})
        assert place in body(as_(client, by).get(page)), f"{by} is not led to {name}"
        return body(client.post(place, more, follow=True))

    assert "With a second person" in step(lead, "put-to-check")
    assert "Somebody else has to look it through" in body(client.get(page))
    assert "As it stands. (1)" in body(as_(client, director).get(page))  # there to be read
    step(director, "check")
    assert as_(client, lead).post(address("step", report_number=1, report_step="sign")).status_code == 403
    step(chair, "sign")
    assert as_(client, case_lead).get(page).status_code == 404
    step(chair, "send")
    text = step(case_lead, "ask-changes", note="Say what changed for children.")
    assert "Changes asked for" in text
    assert "As it stands. (1)" not in text
    signed = body(client.get(address("signed", report_number=1, signed_version=1)))
    assert "As it stands. (1)" in signed
    assert SignedReport.objects.get().sha256 in signed
    step(lead, "revise")
    assert "Being revised" in body(as_(client, case_lead).get(page))


@pytest.mark.parametrize("person", ["chair", "lead", "director"])
def test_nothing_signed_is_changed_from_a_page_or_the_api(
    client: Client, request: pytest.FixtureRequest, sent: WrittenReport, person: str
) -> None:
    user = request.getfixturevalue(person)
    before = SignedReport.objects.get()
    as_(client, user)
    given = {"text": "Better", "based_on": "1"}
    text = body(client.post(address("section", report_number=1, place=1), given))
    assert "This report is not being written any more" in text
    client.post(address("figures", report_number=1))
    api = APIClient()
    api.force_authenticate(user)
    of = "/api/v1/councils/ambridge/written-reports/1"
    answers = [
        api.put(f"{of}/sections/1/", {"text": "Better", "version": 1}).status_code,
        api.post(f"{of}/figures/").status_code,
        api.post(f"{of}/steps/", {"step": "sign"}).status_code,
        *(getattr(api, verb)(f"{of}/versions/1/", {}).status_code for verb in ("put", "patch", "delete")),
    ]
    assert answers == [409, 409, 409 if person == "chair" else 403, 405, 405, 405]
    after = SignedReport.objects.get()
    assert (after.content, after.sha256) == (before.content, before.sha256)
    assert ReportSection.objects.get(report=sent, place=1).text == "As it stands. (1)"


def test_the_api_writes_a_report_from_its_beginning_to_its_receipt(
    story: Story, lead: User, director: User, chair: User, case_lead: User
) -> None:
    def api(user: User) -> APIClient:
        client = APIClient()
        client.force_authenticate(user)
        return client

    of = "/api/v1/councils/ambridge/written-reports"
    made = api(lead).post(f"{of}/", {"report_due": story.due.pk})
    assert (made.status_code, made.json()["number"], made.json()["state"]) == (201, 1, "draft")
    for section in api(lead).get(f"{of}/1/sections/").json()["results"]:
        given = {"text": "As it stands.", "version": section["version"]}
        assert api(lead).put(f"{of}/1/sections/{section['place']}/", given).status_code == 200
    stale = api(chair).put(f"{of}/1/sections/1/", {"text": "Mine", "version": 0})
    assert (stale.status_code, "at version 1 now" in stale.json()["detail"]) == (409, True)
    for user, name in ((lead, "put-to-check"), (director, "check"), (chair, "sign"), (lead, "send")):
        assert api(user).post(f"{of}/1/steps/", {"step": name}).status_code == 201, name
    assert api(case_lead).get(f"{of}/1/sections/").status_code == 403
    assert api(case_lead).post(f"{of}/1/answers/", {"step": "receive"}).status_code == 201
    (version,) = api(case_lead).get(f"{of}/1/versions/").json()["results"]
    assert version["signer"] == "Clara Chair, Chair of the Improvement Board"


def test_the_pdf_prints_what_was_signed_once_and_for_good(
    client: Client, sent: WrittenReport, case_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reverse(
        "reports:signed_pdf", kwargs={"council_slug": "ambridge", "report_number": 1, "signed_version": 1}
    )
    assert page in body(as_(client, case_lead).get(address("signed", report_number=1, signed_version=1)))
    assert "The PDF is being prepared" in body(client.get(page))
    printed: list[str] = []

    def print_in_child(text: str) -> Printed:
        printed.append(text)
        return Printed(b"%PDF-1.7", 3)

    monkeypatch.setattr(signed_papers, "print_in_child", print_in_child)
    signed_papers.prepare()
    signed_papers.prepare()
    paper = SignedPaper.objects.get()
    for _ in range(2):
        with scope.entered(scope.all_councils()):
            signed_papers.print_paper(council_id=paper.council_id, paper_id=paper.pk, now=timezone.now())
    assert len(printed) == 1
    assert "As it stands. (1)" in printed[0]
    assert SignedReport.objects.get().sha256 in printed[0]
    response = client.get(page)
    assert (response.content, response["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert response["Content-Disposition"].startswith("attachment")


def test_the_paper_has_the_words_of_the_page_in_their_order_and_no_fault_of_pdf_ua(
    client: Client, sent: WrittenReport, case_lead: User, settings: Any, tmp_path: Path
) -> None:
    from pdfua import validate

    settings.BASE_URL = "http://testserver"
    answer = as_(client, case_lead).get(address("signed", report_number=1, signed_version=1))
    page = answer.content.decode().rsplit("</dl>", 1)[1].split("</main>")[0]
    signed = SignedReport.objects.select_related("report__report_due", "council").get()
    content, _ = pdf.make(signed_papers.html_of(signed))
    shown, printed = "".join(html_words(page)), LEADERS.sub("", "".join(tagged_words(content)))
    assert len(shown) > 100
    assert printed.endswith(shown)
    (tmp_path / "report.pdf").write_bytes(content)
    assert [finding.message for finding in validate(str(tmp_path / "report.pdf")).findings] == []


def test_the_leaders_report_is_signed_by_the_lead_member_and_not_by_the_chair(
    client: Client,
    story: Story,
    lead: User,
    lead_member: User,
    director: User,
    chair: User,
    ambridge: Council,
) -> None:
    due = factories.ReportDueFactory(council=ambridge, notice=story.notice, author="leader", due_on=ON)
    report = verbs.start(due, by=lead, on=ON)
    write_all(report, lead)
    take(report, ("put-to-check", lead), ("check", director))
    place = address("step", report_number=report.number, report_step="sign")
    assert as_(client, chair).post(place).status_code == 403
    as_(client, lead_member).post(place)
    assert SignedReport.objects.get().signer.startswith("Lena Leader, Lead Member")


def test_a_report_that_is_written_here_is_not_recorded_as_sent_on_paper(
    client: Client, chair: User, report: WrittenReport
) -> None:
    page = address("report_sent", report_due_id=report.report_due_id)
    assert "sent from its own page" in body(as_(client, chair).post(page, {"sent_on": "2026-11-22"}))


def test_the_case_lead_decides_on_a_page_and_checks_it_first(
    client: Client, case_lead: User, story: Story, ambridge: Council, officer: User
) -> None:
    Notice.objects.filter(pk=story.notice.pk).update(period_ends_on="2026-12-31")
    review = factories.ReviewFactory(council=ambridge, notice=story.notice, due_on="2026-11-25")
    as_(client, case_lead)
    of = {"review_id": review.pk}
    moved = {
        "to_due_on": "2026-11-20",
        "why": "Both are free.",
        "decided_by": "Owen",
        "decided_on": "2026-11-22",
    }
    assert "Brought forward from 25 November 2026" in body(
        client.post(address("move", **of), moved, follow=True)
    )
    assert "Record the review as held first" in body(client.get(address("outcome", **of), follow=True))
    client.post(address("hold", **of), {"held_on": "2026-11-21", "held_by": "Owen", "summary": "Steady."})
    given = {"kind": "extend", "reason": "More time.", "decided_by": "Helena", "decided_on": "2026-11-22"}
    assert "Enter the new end of the period" in body(client.post(address("outcome", **of), given))
    given["until"] = "2027-06-30"
    assert "Check and confirm" in body(client.post(address("outcome", **of), given))
    assert not Outcome.objects.exists()
    text = body(client.post(address("outcome", **of), {**given, "confirm": "1"}, follow=True))
    assert "Version 2 of the instrument" in text
    assert str(Notice.objects.get().period_ends_on) == "2027-06-30"
    assert "extended to 30 June 2027" in body(as_(client, officer).get(address("letter", **of)))
    file = client.get(address("letter_file", **of))
    assert file["Content-Disposition"].startswith("attachment")


def test_the_api_asks_for_a_review_moves_holds_and_decides_it(
    case_lead: User, story: Story, lead: User
) -> None:
    api, of = APIClient(), "/api/v1/councils/ambridge/reviews"
    api.force_authenticate(case_lead)
    asked = api.post(f"{of}/", {"notice": story.notice.number, "due_on": "2026-12-10", "words": "A visit"})
    assert (asked.status_code, asked.json()["kind"]) == (201, "on_request")
    one = f"{of}/{Review.objects.get().pk}"
    told = {"decided_by": "Helena", "decided_on": "2026-11-22"}
    assert api.post(f"{one}/moves/", {**told, "to_due_on": "2026-12-01", "why": "Free"}).status_code == 200
    assert api.post(f"{one}/outcome/", {**told, "kind": "lift", "reason": "Good"}).status_code == 409
    assert api.post(f"{one}/held/", {"held_on": "2026-11-22"}).json()["held_on"] == "2026-11-22"
    decided = api.post(f"{one}/outcome/", {**told, "kind": "lift", "reason": "Good"})
    assert (decided.status_code, decided.json()["outcome"]["kind"]) == (201, "lift")
    assert Notice.objects.get().state == "lifted"
    api.force_authenticate(lead)
    assert api.post(f"{one}/outcome/", {**told, "kind": "lift", "reason": "Good"}).status_code == 403
    assert api.get(f"{one}/").json()["moves"][0]["why"] == "Free"
