"""A report that came back from the Department is not done, wherever reports due are listed."""

from __future__ import annotations

import datetime
import html

import pytest
import time_machine
from django.test import Client

from councils.models import User
from reviews.checklist import checklist, lateness_of
from reviews.models import ReportDue, Review, WrittenReport
from tests import factories

from .conftest import ON, Story, take, write_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(report: WrittenReport, lead: User, director: User, chair: User) -> WrittenReport:
    """Eight days early."""
    write_all(report, lead)
    return take(report, ("put-to-check", lead), ("check", director), ("sign", chair), ("send", chair))


def test_it_is_done_while_the_department_has_it_and_due_again_once_it_came_back(
    sent: WrittenReport, story: Story, lead: User, director: User, chair: User, case_lead: User
) -> None:
    due = ReportDue.objects.get(pk=story.due.pk)
    said = [lateness_of(due, sent, on=ON)]
    for steps in (
        [("receive", case_lead)],
        [("ask-changes", case_lead)],
        [("revise", lead)],
        [("put-to-check", lead), ("check", director), ("sign", chair)],
        [("send", chair)],
    ):
        take(sent, *steps, note="Say more.")
        said.append(lateness_of(due, sent, on=ON))
    done, back = "done 8 days early", "came back, due in 8 days"
    assert said == [done, done, back, back, back, done]


def test_after_its_day_it_came_back_and_is_not_called_late(
    sent: WrittenReport, story: Story, case_lead: User
) -> None:
    take(sent, ("ask-changes", case_lead), note="Say more.")
    due = ReportDue.objects.get(pk=story.due.pk)
    assert lateness_of(due, sent, on=due.due_on + datetime.timedelta(days=1)) == "came back"


def test_the_list_its_spreadsheet_and_the_reports_page_say_so_and_the_review_waits_for_it(
    client: Client, sent: WrittenReport, story: Story, lead: User, case_lead: User
) -> None:
    review: Review = factories.ReviewFactory(
        council=story.notice.council, notice=story.notice, due_on=ON + datetime.timedelta(days=20)
    )
    assert [item.done for item in checklist(review, lead, on=ON) if item.report] == [True]
    take(sent, ("ask-changes", case_lead), ("revise", lead), note="Say more.")
    with time_machine.travel(datetime.datetime.combine(ON, datetime.time(12), tzinfo=datetime.UTC)):
        client.force_login(lead)
        for path in (
            "/councils/ambridge/reviews/",
            "/councils/ambridge/reviews.csv",
            sent.get_absolute_url(),
        ):
            page = html.unescape(client.get(path).text)
            assert "came back, due in 8 days" in page
            assert "days early" not in page
    (needed,) = (item for item in checklist(review, lead, on=ON) if item.report)
    assert (needed.done, needed.late) == (False, False)
