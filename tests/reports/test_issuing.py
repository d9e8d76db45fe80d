"""A report is issued by another person than its author, and then neither page, API nor database changes it; what is being
prepared can be cancelled; who asked is told by e-mail."""

from __future__ import annotations

import random

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client

from councils.models import Council, User
from councils.permissions import Role
from councils.refusal import Refused
from drill.as_at import Asked, ask_of_many_days
from reports import issuing, ready_mail, services
from reports.models import ReadyMail, ReportFile, ReportIssue, ReportRun
from reports.printing import NotPrinted, print_all

from .. import factories as make
from ..conftest import member
from ..factories import TODAY
from .story import Story, tell
from .test_services import make_report, printer  # noqa: F401

RUN = "/councils/ambridge/reports/1/"
API = "/api/v1/councils/ambridge/reports/"


@pytest.fixture
def draft(story: Story, lead: User, printer: list[str]) -> ReportRun:  # noqa: F811
    return make_report(services.request_report(story.council, by=lead, as_at=TODAY))


def test_another_person_issues_it_and_the_archive_says_who(
    draft: ReportRun, lead: User, chair: User, client: Client
) -> None:
    client.force_login(lead)
    assert "another person has to approve" in client.get(RUN).content.decode()
    assert client.post(f"{RUN}issue/", follow=True).status_code == 200
    assert not ReportIssue.objects.exists()
    client.force_login(chair)
    assert "Approve and issue" in client.get(RUN).content.decode()
    client.post(f"{RUN}issue/")
    issue = ReportIssue.objects.get()
    own = ReportFile.objects.get(run=draft, names=True)
    assert (issue.author, issue.approved_by, issue.sha256) == (lead, chair, own.sha256)
    for page in (RUN, "/councils/ambridge/reports/"):
        said = client.get(page).content.decode()
        assert "Issued" in said and "Clara Chair" in said
    with pytest.raises(Refused, match="issued already"):
        issuing.issue_report(ReportRun.objects.get(pk=draft.pk), by=chair)


def test_the_author_is_who_wrote_the_key_messages(
    story: Story,
    lead: User,
    chair: User,
    printer: list[str],  # noqa: F811
) -> None:
    make.ReportWordsFactory(council=story.council, written_by=lead)
    run = make_report(services.request_report(story.council, by=chair, as_at=TODAY))
    assert run.author == lead
    assert issuing.issue_report(run, by=chair).approved_by == chair


def test_nothing_of_what_is_issued_can_be_changed_in_the_database(draft: ReportRun, chair: User) -> None:
    issue = issuing.issue_report(draft, by=chair)
    for change in (
        lambda: ReportIssue.objects.filter(pk=issue.pk).update(sha256="1" * 64),
        lambda: ReportIssue.objects.filter(pk=issue.pk).delete(),
        lambda: ReportRun.objects.filter(pk=draft.pk).update(number=99),
        lambda: ReportRun.objects.filter(pk=draft.pk).update(author=None),
        lambda: ReportFile.objects.filter(run=draft).update(content=b"other"),
        lambda: ReportFile.objects.filter(run=draft).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        make.ReportIssueFactory(council=draft.council, author=chair, approved_by=chair)


def test_what_changed_between_two_issues_comes_from_what_was_kept(
    story: Story,
    lead: User,
    chair: User,
    client: Client,
    printer: list[str],  # noqa: F811
) -> None:
    for number in (1, 2):
        issuing.issue_report(
            make_report(services.request_report(story.council, by=lead, as_at=TODAY)), by=chair
        )
        if number == 1:
            make.ActionFactory(
                council=story.council, objective=story.objectives[0], ref="9.9", title="Late one",
                due_on=TODAY.replace(day=1), original_due_on=TODAY.replace(day=1), delivery="in_progress",
            )  # fmt: skip
    client.force_login(chair)
    page = client.get("/councils/ambridge/reports/compare/?earlier=2&later=1").content.decode()
    found = issuing.between(*(ReportFile.objects.get(run__number=n, names=True).data for n in (1, 2)))
    assert {line.label: line.change for line in found.figures}["Open and overdue"] == "+1"
    assert (found.came, found.left) == (["9.9 Late one"], [])
    assert "9.9 Late one" in page and "+1" in page


def test_cancelling_stops_the_printing_and_says_so(story: Story, lead: User, client: Client) -> None:
    run = services.request_report(story.council, by=lead, as_at=TODAY)
    client.force_login(lead)
    assert "Cancel this report" in client.get(RUN).content.decode()
    client.post(f"{RUN}cancel/")
    run.refresh_from_db()
    assert (run.status, run.error) == ("cancelled", services.CANCELLED)
    page = client.get(RUN).content.decode()
    assert services.CANCELLED in page and "Try again" in page
    rows = "".join(f"<tr><td>{n}<td>word word word" for n in range(60_000))
    with pytest.raises(NotPrinted, match="Nobody waits for the PDF any more"):
        print_all([f"<table>{rows}</table>"], wanted=lambda: False)
    assert services.request_report(story.council, by=lead, as_at=TODAY).pk == run.pk  # "Try again"


def test_who_asked_gets_one_email_with_a_link_and_no_figure(draft: ReportRun, lead: User) -> None:
    assert ready_mail.send_waiting() == 1
    assert ready_mail.send_waiting() == 0
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([lead.email], "Board progress report 1 is ready – Ambridge Council")
    assert RUN in sent.body and "overdue" not in sent.body
    assert sent.extra_headers["X-Reference"] == str(ReadyMail.objects.get().reference)


def test_who_has_left_the_council_is_not_told(draft: ReportRun, lead: User) -> None:
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert (ready_mail.send_waiting(), mail.outbox) == (0, [])
    assert ReadyMail.objects.get().state == "dropped"


def test_the_api_issues_cancels_and_shows_what_was_kept(
    draft: ReportRun, lead: User, chair: User, client: Client
) -> None:
    client.force_login(lead)
    assert client.post(f"{API}1/issue/").status_code == 409
    client.force_login(chair)
    assert client.post(f"{API}1/issue/").json()["status"] == "issued"
    assert client.post(f"{API}1/cancel/").status_code == 409
    data = client.get(f"{API}1/data/").json()
    assert data["figures"] == ReportFile.objects.get(run=draft, names=True).data["figures"]
    assert client.get(f"{API}as-at/?as_at={TODAY}").json()["numbers"] == data["numbers"]
    assert client.get(f"{API}as-at/?kind=one_page").json()["numbers"] == data["numbers"]


def test_words_and_wording_are_versions_and_the_second_writer_is_told(
    story: Story, lead: User, chair: User, client: Client
) -> None:
    client.force_login(lead)
    said = {"as_at": str(TODAY), "text": "{overdue} are late.", "based_on": 0}
    assert client.post(f"{API}words/", said).json()["voice"] == "lead"
    assert client.post(f"{API}words/", {**said, "text": "Other"}).status_code == 409
    assert client.post(f"{API}words/", {**said, "text": "{oops}", "based_on": 1}).status_code == 409
    assert client.post(f"{API}wording/", {"marking": "OFFICIAL", "based_on": 0}).status_code == 201
    assert client.post(f"{API}wording/", {"marking": "Secret", "based_on": 0}).status_code == 409
    client.force_login(chair)
    assert client.post(f"{API}words/", said).json()["voice"] == "chair"
    assert client.post(f"{API}wording/", {"marking": "Mine", "based_on": 1}).status_code == 403
    page = client.get("/councils/ambridge/reports/progress/").content.decode()
    assert "OFFICIAL" in page and "are late." in page and "{overdue}" not in page


def test_the_form_of_words_keeps_what_was_typed_and_names_the_unknown_figure(
    story: Story, lead: User, client: Client
) -> None:
    client.force_login(lead)
    page = "/councils/ambridge/reports/words/"
    answer = client.post(page, {"lead": "{oops} late", "based_on_lead": 0})
    assert (
        "There is no figure called {oops}" in answer.content.decode()
        and "{oops} late" in answer.content.decode()
    )
    assert client.post(page, {"lead": "{open} open", "based_on_lead": 0})["Location"] == RUN


@pytest.mark.parametrize("role", [Role.OFFICER, Role.BOARD_MEMBER, Role.LEAD_MEMBER])
def test_others_may_read_the_words_and_write_none(story: Story, role: Role, client: Client) -> None:
    client.force_login(member(story.council, role))
    page = "/councils/ambridge/reports/words/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"lead": "Mine", "based_on_lead": 0}).status_code == 403


def test_page_api_and_what_was_kept_agree_for_any_day(
    ambridge: Council,
    officer: User,
    lead: User,
    chair: User,
    printer: list[str],  # noqa: F811
) -> None:
    """Small form of `make drill --only as_at` (B27)."""
    tell(ambridge, owner=officer)
    asked: Asked = ask_of_many_days(
        ambridge, lead=lead, chair=chair, on=TODAY, days=4, chance=random.Random(27), make_report=make_report
    )
    assert (asked.days, asked.differences) == (4, [])
    assert asked.changed > 0
