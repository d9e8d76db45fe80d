"""Pages of reports: who may ask, what a person sees while it is prepared, and that a file is for its owners only."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from councils.models import Council, User
from councils.permissions import Role
from reports.models import ReportRun

from .. import factories as make
from ..conftest import member
from ..factories import TODAY
from .story import Story, tell

LIST, PROGRESS = "/councils/ambridge/reports/", "/councils/ambridge/reports/progress/"
REQUEST, RUN, DOWNLOAD = f"{PROGRESS}request/", f"{LIST}1/", f"{LIST}1/download/"


@pytest.fixture
def ready(story: Story, chair: User) -> ReportRun:
    run = make.ReportRunFactory(council=story.council, state="done", requested_by=chair)
    make.ReportFileFactory(
        council=story.council, run=run, names=True, content=b"%PDF with names", sha256="1" * 64
    )
    make.ReportFileFactory(
        council=story.council, run=run, names=False, content=b"%PDF by role", sha256="2" * 64
    )
    found: ReportRun = run
    return found


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("role", [Role.LEAD, Role.DIRECTOR, Role.CHAIR])
def test_those_who_may_ask_get_the_page_that_tells_how_far_it_is(
    story: Story, client: Client, role: Role
) -> None:
    client.force_login(member(story.council, role))
    response = client.post(REQUEST, {"as_at": str(TODAY)})
    assert (response.status_code, response["Location"]) == (302, RUN)


@pytest.mark.parametrize(
    "role",
    [Role.OFFICER, Role.LEAD_MEMBER, Role.BOARD_MEMBER, Role.ADMINISTRATOR, Role.OBSERVER, Role.CASE_LEAD],
)
def test_others_may_read_and_download_but_not_ask(
    story: Story, ready: ReportRun, client: Client, role: Role
) -> None:
    client.force_login(member(None if role in (Role.OBSERVER, Role.CASE_LEAD) else story.council, role))
    assert client.post(REQUEST, {"as_at": str(TODAY)}).status_code == 403
    assert ReportRun.objects.count() == 1
    for page in (LIST, PROGRESS, RUN, DOWNLOAD):
        assert client.get(page).status_code == 200
    for page in (LIST, PROGRESS, RUN):
        assert REQUEST not in client.get(page).content.decode()


@pytest.mark.parametrize("page", [LIST, PROGRESS, RUN, DOWNLOAD])
def test_another_councils_lead_gets_the_404_of_a_council_that_is_not_there(
    ready: ReportRun, outsider: User, client: Client, page: str
) -> None:
    client.force_login(outsider)
    there, nowhere = client.get(page), client.get(page.replace("ambridge", "nowhere"))
    assert (there.status_code, there.content) == (404, nowhere.content)


def test_a_number_of_another_council_is_not_a_number_of_ours(
    ready: ReportRun, outsider: User, borchester: Council, client: Client
) -> None:
    client.force_login(outsider)
    assert client.get("/councils/borchester/reports/1/download/").status_code == 404


def test_the_download_is_a_file_and_inert(ready: ReportRun, chair: User, client: Client) -> None:
    client.force_login(chair)
    response = client.get(DOWNLOAD)
    assert response.content == b"%PDF with names"
    name = f"ambridge-board-progress-report-1-{TODAY}.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox"
    assert response["Cache-Control"] == "no-store, private"
    assert response["Content-Length"] == "15"


def test_the_department_gets_the_copy_without_names(ready: ReportRun, observer: User, client: Client) -> None:
    client.force_login(observer)
    assert client.get(DOWNLOAD).content == b"%PDF by role"
    assert "2" * 64 in text(client.get(RUN)) and "1" * 64 not in text(client.get(RUN))


def test_preparing_looks_again_by_itself_and_can_be_stopped(
    story: Story, chair: User, client: Client
) -> None:
    client.force_login(chair)
    client.post(REQUEST, {"as_at": str(TODAY)})
    response = client.get(RUN)
    assert response["Refresh"] == "3" and "Preparing" in text(response)
    assert "http-equiv" not in response.content.decode()
    assert "Refresh" not in client.get(f"{RUN}?refresh=off")


def test_without_a_worker_it_says_that_it_waits(story: Story, chair: User, client: Client) -> None:
    client.force_login(chair)
    client.post(REQUEST, {"as_at": str(TODAY)})
    assert "will be made in a moment" in text(client.get(RUN))
    with time_machine.travel(f"{TODAY}T12:02:00Z", tick=False):
        said = text(client.get(RUN))
    assert "Preparing" in said and "waits for its turn. Nothing is lost" in said


def test_ready_offers_the_download_and_stops_looking(ready: ReportRun, chair: User, client: Client) -> None:
    client.force_login(chair)
    response = client.get(RUN)
    assert "Refresh" not in response
    assert "Download the board progress report (PDF, 8 pages, 1KB)" in text(response)
    assert "Clara Chair" in text(response) and "1" * 64 in text(response)
    assert "Figures have changed since this report was made" in text(response)


def test_failed_says_why_and_offers_to_try_again(
    story: Story, chair: User, officer: User, client: Client
) -> None:
    why = "Making the PDF took longer than 120 seconds and was stopped."
    run = make.ReportRunFactory(council=story.council, state="parked", error=why)
    client.force_login(officer)
    assert why in text(client.get(RUN)) and "Try again" not in text(client.get(RUN))
    client.force_login(chair)
    response = client.get(RUN)
    assert "Refresh" not in response and "Try again" in text(response)
    assert client.post(REQUEST, {"as_at": str(run.as_at)})["Location"] == RUN
    run.refresh_from_db()
    assert run.status == "preparing"


def test_the_archive_shows_number_day_author_state_size_and_fingerprint(
    ready: ReportRun, chair: User, client: Client
) -> None:
    make.ReportRunFactory(council=ready.council, number=2, as_at=TODAY - datetime.timedelta(days=1))
    client.force_login(chair)
    said = text(client.get(LIST))
    assert said.index("Board progress report 2") < said.index("Board progress report 1")
    for part in (
        "21 November 2026",
        "Clara Chair",
        "Noticeboard",
        "Preparing",
        "Ready",
        "PDF, 8 pages, 1KB",
        "1" * 64,
    ):
        assert part in said


def test_the_archive_costs_the_same_for_any_number_of_reports(
    ready: ReportRun, chair: User, client: Client, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(chair)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(2, 8):
        run = make.ReportRunFactory(council=ready.council, number=number, state="done", requested_by=chair)
        make.ReportFileFactory(council=ready.council, run=run)
    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_the_page_shows_the_day_that_is_asked_for(story: Story, chair: User, client: Client) -> None:
    client.force_login(chair)
    said = text(client.get(PROGRESS, {"as_at": "2026-09-30"}))
    assert "As at 30 September 2026" in said
    typed = {"as_at-day": "30", "as_at-month": "9", "as_at-year": "2026"}
    assert "As at 30 September 2026" in text(client.get(PROGRESS, typed))
    assert "As at 22 November 2026" in text(client.get(PROGRESS))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-23", "The date must be today or in the past"),
        ("2020-01-01", "The date must be on or after 25 June 2026, when the notice was issued"),
        ("2026-02-31", "must be a real date"),
        ("<script>", "The date must be a real date"),
    ],
)
def test_a_day_that_cannot_be_shown_is_a_form_error(
    story: Story, chair: User, client: Client, day: str, said: str
) -> None:
    client.force_login(chair)
    for response in (client.get(PROGRESS, {"as_at": day}), client.post(REQUEST, {"as_at": day})):
        assert response.status_code == 200
        assert said in text(response) and "There is a problem" in text(response)
        assert "<title>Error: " in response.content.decode()
    assert not ReportRun.objects.exists()


def test_a_council_without_a_plan_says_so(ambridge: Council, chair: User, client: Client) -> None:
    make.NoticeFactory(council=ambridge)
    client.force_login(chair)
    assert "Ambridge Council has no improvement plan yet" in text(client.get(PROGRESS))
    response = client.post(REQUEST, {"as_at": str(TODAY)}, follow=True)
    assert response.redirect_chain[-1][0] == "/councils/ambridge/"


def test_a_page_shows_officers_names_to_their_own_council_only(
    story: Story, chair: User, observer: User, client: Client
) -> None:
    client.force_login(chair)
    assert "Olive Officer" in text(client.get(PROGRESS))
    client.force_login(observer)
    for page in (PROGRESS, LIST, "/councils/ambridge/"):
        assert "Olive" not in client.get(page).content.decode()


def test_nothing_of_another_council_is_on_any_page(
    story: Story, ready: ReportRun, borchester: Council, outsider: User, chair: User, client: Client
) -> None:
    tell(borchester, owner=outsider, mark="Zyzzyva")
    make.ReportRunFactory(council=borchester, state="parked", error="Zyzzyva")
    client.force_login(chair)
    for page in (PROGRESS, LIST, RUN, DOWNLOAD, "/councils/ambridge/"):
        assert b"Zyzzyva" not in client.get(page).content


def test_asking_takes_a_post(story: Story, chair: User, client: Client) -> None:
    client.force_login(chair)
    assert client.get(REQUEST).status_code == 405
