from __future__ import annotations

import csv
import io
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.models import Plan
from councils.models import Council, User
from notices.models import Notice
from reviews.models import ReportDue, Review
from tests import factories
from tests.reviews import instruments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def frozen() -> Any:
    with time_machine.travel("2026-11-22 12:00Z"):
        yield


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"reviews:{name}", kwargs={"council_slug": "ambridge", **kwargs})


def body(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


@pytest.fixture
def review(ambridge: Council) -> Review:
    review: Review = factories.ReviewFactory(council=ambridge, due_on="2026-11-20")
    return review


@pytest.fixture
def report(ambridge: Council, review: Review) -> ReportDue:
    report: ReportDue = factories.ReportDueFactory(
        council=ambridge, notice=review.notice, due_on="2026-11-30", precision="month"
    )
    return report


def test_the_list_says_how_late_each_is(client: Client, officer: User, report: ReportDue) -> None:
    client.force_login(officer)
    text = body(client.get(address("list")))
    assert "20 November 2026" in text
    assert "2 days overdue" in text
    assert "November 2026" in text
    assert "due in 8 days" in text
    assert "Record as" not in text


def test_a_notice_that_has_ended_makes_nothing_overdue(
    client: Client, case_lead: User, ambridge: Council
) -> None:
    lifted = factories.NoticeFactory(council=ambridge, state="lifted")
    factories.ReviewFactory(council=ambridge, notice=lifted, due_on="2026-11-20")
    client.force_login(case_lead)
    text = body(client.get(address("list")))
    assert "(the notice has ended)" in text
    assert "overdue" not in text
    assert "Record as held" not in text


def test_the_case_lead_records_a_review_as_held(client: Client, case_lead: User, review: Review) -> None:
    client.force_login(case_lead)
    page = address("hold", review_id=review.pk)
    assert page in body(client.get(address("list")))
    assert 'value="22"' in body(client.get(page))  # today
    text = body(client.post(page, {"held_on": "2026-11-21"}, follow=True))
    assert "Initial review recorded as held on 21 November 2026" in text
    assert "done 1 day late" in text
    assert "recorded as held on" in body(client.post(page, {"held_on": "2026-11-21"}))


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-11-23", "must be today or in the past"),
        ("2026-02-30", "must be a real date"),
        ("", "Enter"),
    ],
)
def test_a_wrong_day_is_said_at_its_box(
    client: Client, case_lead: User, review: Review, day: str, says: str
) -> None:
    client.force_login(case_lead)
    text = body(client.post(address("hold", review_id=review.pk), {"held_on": day}))
    assert says in text
    assert "There is a problem" in text
    assert Review.objects.get().held_on is None


@pytest.mark.parametrize("person", ["chair", "lead"])
def test_chair_and_lead_record_a_report_as_sent(
    client: Client, request: pytest.FixtureRequest, report: ReportDue, person: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    page = address("report_sent", report_due_id=report.pk)
    assert page in body(client.get(address("list")))
    text = body(client.post(page, {"sent_on": "2026-11-22"}, follow=True))
    assert "recorded as sent on 22 November 2026" in text
    assert ReportDue.objects.get().sent_on is not None


@pytest.mark.parametrize("person", ["officer", "administrator", "observer"])
def test_others_may_record_nothing(
    client: Client, request: pytest.FixtureRequest, report: ReportDue, review: Review, person: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert client.post(address("hold", review_id=review.pk), {"held_on": "2026-11-21"}).status_code == 403
    assert (
        client.post(address("report_sent", report_due_id=report.pk), {"sent_on": "2026-11-21"}).status_code
        == 403
    )
    assert (Review.objects.get().held_on, ReportDue.objects.get().sent_on) == (None, None)


def test_another_council_finds_nothing(
    client: Client, outsider: User, report: ReportDue, review: Review
) -> None:
    client.force_login(outsider)
    pages = (
        address("list"),
        address("list_spreadsheet", kind="csv"),
        address("report_sent", report_due_id=report.pk),
    )
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_a_review_of_another_council_is_missing_for_the_case_lead_too(
    client: Client, case_lead: User, ambridge: Council, borchester: Council
) -> None:
    foreign = factories.ReviewFactory(council=borchester)
    client.force_login(case_lead)
    assert client.post(address("hold", review_id=foreign.pk), {"held_on": "2026-11-21"}).status_code == 404
    assert Review.objects.get().held_on is None


def test_reviews_and_reports_as_csv_by_date(client: Client, officer: User, report: ReportDue) -> None:
    client.force_login(officer)
    _, *rows = csv.reader(io.StringIO(body(client.get(address("list_spreadsheet", kind="csv")))))
    assert [(row[0], row[3], row[6]) for row in rows] == [
        ("Review", "2026-11-20", "2 days overdue"),
        ("Report", "2026-11-30", "due in 8 days"),
    ]


def test_the_list_costs_the_same_for_one_row_and_for_more(
    client: Client, officer: User, report: ReportDue
) -> None:
    client.force_login(officer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            body(client.get(address("list")))
        return len(queries)

    cost()
    before = cost()
    for day in ("2026-12-01", "2026-12-02", "2026-12-03"):
        factories.ReviewFactory(council=report.council, notice=report.notice, due_on=day)
        factories.ReportDueFactory(council=report.council, notice=report.notice, due_on=day)
    assert cost() == before


# -- a draft is put in force


@pytest.fixture
def draft(ambridge: Council) -> Notice:
    return instruments.draft(ambridge)


def test_the_case_lead_checks_the_draft_and_puts_it_in_force(
    client: Client, case_lead: User, draft: Notice
) -> None:
    client.force_login(case_lead)
    page = address("put_in_force", number=1)
    assert page in body(client.get(draft.get_absolute_url()))
    first = body(client.get(page))
    assert "When was it issued?" in first
    assert 'value="31"' in first  # the date of the document is offered
    check = body(client.get(page, {"issued_on-day": "31", "issued_on-month": "1", "issued_on-year": "2026"}))
    for words in (
        "31 January 2026",
        "28 February 2026",
        "every 4 weeks",
        "Initial review: 31 July 2026",
        "31 March 2026",
    ):
        assert words in check
    assert Notice.objects.get().state == "draft"
    text = body(client.post(page, {"issued_on": "2026-01-31"}, follow=True))
    assert "Improvement notice to Ambridge Council is in force" in text
    draft.refresh_from_db()
    assert (draft.state, draft.in_force_by, str(draft.in_force_on)) == ("in_force", case_lead, "2026-11-22")
    assert (Plan.objects.count(), Review.objects.count()) == (1, 3)
    assert "is already in force" in body(client.post(page, {"issued_on": "2026-01-31"}, follow=True))


def test_a_document_without_a_date_shows_what_it_says(
    client: Client, case_lead: User, ambridge: Council
) -> None:
    instruments.draft(ambridge, instruments.NOTICE.replace("31 January 2026", "7/3/1"))
    client.force_login(case_lead)
    assert "The document says “7/3/1”." in body(client.get(address("put_in_force", number=1)))


@pytest.mark.parametrize(
    ("day", "says"), [("2026-11-23", "must be today or in the past"), ("", "issue date")]
)
def test_an_issue_date_that_cannot_be_is_said(
    client: Client, case_lead: User, draft: Notice, day: str, says: str
) -> None:
    client.force_login(case_lead)
    for method in (client.get, client.post):
        text = body(method(address("put_in_force", number=1), {"issued_on": day}))
        assert says in text
    assert not Plan.objects.exists()


def test_an_administrator_may_put_a_notice_in_force(
    client: Client, administrator: User, draft: Notice
) -> None:
    client.force_login(administrator)
    assert client.post(address("put_in_force", number=1), {"issued_on": "2026-01-31"}).status_code == 302
    assert Notice.objects.get().state == "in_force"


@pytest.mark.parametrize("person", ["officer", "lead", "chair", "observer"])
def test_nobody_of_the_plan_or_the_board_puts_a_notice_in_force(
    client: Client, request: pytest.FixtureRequest, draft: Notice, person: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert client.post(address("put_in_force", number=1), {"issued_on": "2026-01-31"}).status_code == 403
    assert Notice.objects.get().state == "draft"
