"""One council on one page: numbers equal to their lists, and the chair's report in one step, or two."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import Council, User
from reports import services
from reports.council_overview import council_overview
from reports.models import ReportRun
from reports.printing import Printed

from .. import factories as make
from ..factories import TODAY
from .story import Story, tell
from .test_report_pages import text

URL = "/councils/ambridge/"


def make_ready(run: ReportRun, monkeypatch: Any) -> None:
    monkeypatch.setattr(
        services, "print_all", lambda documents, **how: [Printed(b"%PDF", 8) for _ in documents]
    )
    services.make_report(council_id=run.council_id, report_id=run.pk, now=timezone.now())


def test_what_is_off_plan_and_why(story: Story, chair: User, client: Client) -> None:
    client.force_login(chair)
    said = text(client.get(URL))
    assert "4 open actions off track, overdue or at risk." in said
    first = said.index("1.1 Improve part 1")
    assert first < said.index("2.5 Improve part 5") < said.index("1.10 Improve part 10")
    for part in (
        "20 days overdue", "Two of the five posts are still empty", "Recovery: An agency team starts on 1 December.",
        "Olive Officer", "4 of 6 requirements", "3 of 7 open actions updated since the board on 8 November 2026",
        "4 not updated", "Improvement Board: meeting 4", "Initial review by the Department",
        "Report of the board&#39;s chair to Ministers",
    ):  # fmt: skip
        assert part in said, part


def test_every_date_leads_to_the_page_where_it_is_kept(story: Story, chair: User, client: Client) -> None:
    client.force_login(chair)
    dates = council_overview(story.council, chair, on=TODAY).dates
    assert {client.get(date.path).status_code for date in dates} == {200}
    pages = {date.path.split("/")[3] for date in dates}
    assert pages == {"board", "reviews", "notices"}


def test_the_exceptions_are_those_of_the_boards_report(story: Story, chair: User) -> None:
    from reports.board_report import build_board_report

    overview = council_overview(story.council, chair, on=TODAY)
    report = build_board_report(story.council, as_at=TODAY)
    assert overview.figures is not None
    assert [line.ref for line in overview.figures.exceptions] == [line.ref for line in report.exceptions]
    assert overview.dates == report.dates[:8]
    assert (overview.answered, overview.requirements) == (
        report.numbers["requirements_answered"],
        len(report.coverage),
    )
    counted = {figure.label: figure.now for figure in report.figures}
    assert overview.figures.open == counted["Open actions"] and overview.figures.complete == 1


def test_the_chair_downloads_a_fresh_report_in_one_step(
    story: Story, chair: User, client: Client, monkeypatch: Any
) -> None:
    make_ready(services.request_report(story.council, by=chair, as_at=TODAY), monkeypatch)
    client.force_login(chair)
    html = client.get(URL).content.decode()
    (href,) = re.findall(
        r'<a class="govuk-button[^"]*" [^>]*href="([^"]+)">Download the board progress report', html
    )
    assert "(PDF, 8 pages, 1KB)" in html and "No figure has changed since it was made." in html
    assert client.get(href).content == b"%PDF"


def test_without_a_fresh_one_it_is_two_steps(
    story: Story, chair: User, client: Client, monkeypatch: Any
) -> None:
    client.force_login(chair)
    html = client.get(URL).content.decode()
    assert "Prepare the board progress report" in html
    response = client.post("/councils/ambridge/reports/progress/request/", {"as_at": str(TODAY)})
    assert "Report 1, as at 22 November 2026, is being prepared" in text(client.get(URL))
    make_ready(ReportRun.objects.get(), monkeypatch)
    html = client.get(response["Location"]).content.decode()
    (href,) = re.findall(r'href="([^"]+)">Download the board progress report', html)
    assert client.get(href).status_code == 200


def test_when_a_figure_changes_an_old_report_is_offered_as_such(
    story: Story, chair: User, officer: User, client: Client, monkeypatch: Any
) -> None:
    make_ready(services.request_report(story.council, by=chair, as_at=TODAY), monkeypatch)
    make.ActionUpdateFactory(council=story.council, action=story.actions[0], version=50)
    client.force_login(chair)
    said = text(client.get(URL))
    assert "Prepare the board progress report" in said and "Download report 1, as at 22 November 2026" in said
    client.force_login(officer)
    said = text(client.get(URL))
    assert "Prepare" not in said and "Download report 1, as at 22 November 2026" in said


def test_after_the_cut_off_the_boards_paper_is_one_step_away_even_if_figures_move_on(
    story: Story, chair: User, client: Client, monkeypatch: Any
) -> None:
    import time_machine

    meeting_on, cut_off_on = TODAY + datetime.timedelta(days=14), TODAY + datetime.timedelta(days=7)
    with time_machine.travel(f"{cut_off_on + datetime.timedelta(days=2)}T12:00:00Z", tick=False):
        services.prepare_for_boards(on=cut_off_on + datetime.timedelta(days=2))
        make_ready(ReportRun.objects.get(), monkeypatch)
        make.ActionUpdateFactory(council=story.council, action=story.actions[0], version=50)
        client.force_login(chair)
        said = text(client.get(URL))
    assert "Download the board progress report (PDF, 8 pages, 1KB)" in said
    assert f"for the board on {meeting_on.day} December 2026. Figures have changed since it was made." in said
    assert "Prepare a report as at today" in said


def test_the_department_reads_it_without_names_and_finds_the_way_back(
    story: Story, observer: User, client: Client
) -> None:
    client.force_login(observer)
    html = client.get(URL).content.decode()
    assert "Olive" not in html and "Council officer" in html
    assert '<a class="govuk-breadcrumbs__link" href="/councils/">All councils</a>' in html
    assert "No report has been made yet." in html and "Prepare" not in html


def test_another_councils_people_get_a_404(story: Story, outsider: User, client: Client) -> None:
    client.force_login(outsider)
    assert client.get(URL).content == client.get("/councils/nowhere/").content


def test_a_council_at_each_stage_has_a_page(ambridge: Council, chair: User, client: Client) -> None:
    client.force_login(chair)
    assert "This council has no notice or direction in force." in text(client.get(URL))
    notice = make.NoticeFactory(council=ambridge)
    said = text(client.get(URL))
    assert "There is no improvement plan yet." in said and "Prepare" not in said
    plan = make.PlanFactory(council=ambridge, notice=notice)
    assert "No open action is off track, overdue or at risk." in text(client.get(URL))
    make.ObjectiveFactory(council=ambridge, plan=plan)
    assert client.get(URL).status_code == 200


def test_an_abolished_council_says_who_took_over(story: Story, observer: User, client: Client) -> None:
    council = story.council
    council.ended_on = TODAY - datetime.timedelta(days=30)
    council.save()
    council.successors.add(make.CouncilFactory(name="Felpersham"))
    client.force_login(observer)
    assert "Its duties passed to Felpersham Council." in text(client.get(URL))


def test_statements_do_not_grow_with_the_plan(
    ambridge: Council, borchester: Council, officer: User, outsider: User, observer: User, client: Client
) -> None:
    tell(ambridge, owner=officer, actions=3, requirements=3)
    tell(borchester, owner=outsider, actions=30, requirements=20)
    client.force_login(observer)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    with CaptureQueriesContext(connection) as many:
        client.get("/councils/borchester/")
    assert len(few) == len(many) <= 42
