"""The national summary: the Department's alone, the same figures as the boards' reports, kept and issued by another."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from councils import scope
from councils.models import Council, User
from councils.permissions import Role
from reports import national_reports, pdf
from reports.board_report import build_board_report
from reports.models import NationalReport
from reports.national import build_national
from reports.printing import Printed

from ..conftest import member
from ..factories import TODAY
from .reading import html_words, tagged_words
from .story import Story, tell
from .test_pdf import LEADERS

API = "/api/v1/national-summaries/"


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(national_reports, "print_in_child", lambda html: Printed(b"%PDF", 3))


def made(by: User) -> NationalReport:
    report = national_reports.request_national(by=by, as_at=TODAY)
    with scope.entered(scope.NOTHING):
        national_reports.make_national(report_id=report.pk, now=timezone.now())
    report.refresh_from_db()
    return report


def test_its_figures_are_those_of_the_boards_reports(
    story: Story, borchester: Council, outsider: User
) -> None:
    tell(borchester, owner=outsider, actions=7)
    with scope.entered(scope.all_councils()):
        summary = build_national(as_at=TODAY)
        reports = {c.slug: build_board_report(c, as_at=TODAY).numbers for c in (story.council, borchester)}
    assert {line.council_slug for line in summary.councils} == set(reports)
    for line in summary.councils:
        assert line.numbers == {name: reports[line.council_slug][name] for name in line.numbers}
    assert summary.totals()["open"] == sum(numbers["open"] for numbers in reports.values())


def test_the_paper_has_the_words_of_the_page_in_their_order(
    story: Story, observer: User, client: Client, settings: Any
) -> None:
    settings.BASE_URL = "http://testserver"
    client.force_login(observer)
    page = client.get("/national/").content.decode()
    cover = page.split('<article class="nb-report" id="report">')[1].split("</article>")[0]
    rest = page.split('<div class="nb-report">')[1].split("</main>")[0]
    with scope.entered(scope.all_councils()):
        html = national_reports.national_html(build_national(as_at=TODAY), number=1)
    content, _ = pdf.make(html.replace('<p class="number govuk-body">National summary 1</p>', ""))
    assert LEADERS.sub("", "".join(tagged_words(content))) == "".join(html_words(cover) + html_words(rest))


def test_another_case_lead_issues_it_and_then_nothing_changes(
    story: Story, case_lead: User, client: Client, printed: None
) -> None:
    report = made(case_lead)
    client.force_login(case_lead)
    assert client.post(f"{API}1/issue/").status_code == 409
    other = member(None, Role.CASE_LEAD)
    client.force_login(other)
    assert client.post("/national/1/issue/").status_code == 302
    report.refresh_from_db()
    assert (report.status, report.approved_by) == ("issued", other)
    assert client.get("/national/1/download/").content == b"%PDF"
    for change in ({"number": 9}, {"approved_by": case_lead}, {"content": b"x"}, {"issued_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            NationalReport.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        NationalReport.objects.filter(pk=report.pk).delete()


def test_nobody_of_a_council_reaches_it(
    story: Story, chair: User, case_lead: User, client: Client, printed: None
) -> None:
    made(case_lead)
    client.force_login(chair)
    for page in ("/national/", "/national/1/", "/national/1/download/", API, f"{API}1/", f"{API}as-at/"):
        assert client.get(page).status_code == 403
    assert client.post("/national/request/", {"as_at": str(TODAY)}).status_code == 403
