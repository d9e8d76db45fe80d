"""Asking for a report and making it: one report for one request, nothing lost, a failure that says why."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

import pytest
import time_machine
from celery import current_app
from django.db import DatabaseError, transaction
from django.utils import timezone

from actions.models import Action
from councils import scope
from councils.models import AuditEvent, Council, User
from councils.outbox import claim
from reports import services, tasks
from reports.models import ReportFile, ReportRun
from reports.printing import NotPrinted, Printed
from reports.reportable import NoReport

from .. import factories as make
from ..factories import TODAY
from .story import Story, tell

CUT_OFF = TODAY + datetime.timedelta(days=7)  # of the story's next meeting


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the child processes; the documents that they were given."""
    given: list[str] = []

    def print_(documents: list[str], **more: Any) -> list[Printed]:
        given.extend(documents)
        return [Printed(f"%PDF-{number}".encode(), 8) for number in range(len(documents))]

    monkeypatch.setattr(services, "print_all", print_)
    return given


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, int]]:
    wake_ups: list[dict[str, int]] = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, kwargs: wake_ups.append({"name": name, **kwargs})
    )
    return wake_ups


def make_report(run: ReportRun) -> ReportRun:
    services.make_report(council_id=run.council_id, report_id=run.pk, now=timezone.now())
    run.refresh_from_db()
    return run


def test_asking_is_one_row_an_audit_and_a_wake_up_after_the_commit(
    story: Story, chair: User, sent: list[dict[str, int]], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        run = services.request_report(story.council, by=chair, as_at=TODAY)
        assert sent == []
    assert (run.number, run.as_at, run.requested_by, run.status) == (1, TODAY, chair, "preparing")
    assert sent == [
        {"name": "reports.tasks.render_report", "council_id": story.council.pk, "report_id": run.pk}
    ]
    event = AuditEvent.objects.filter(council=story.council).latest("id")
    assert (event.verb, event.by, event.about) == ("report requested", chair, "Board progress report 1")


def test_a_broker_that_is_away_does_not_lose_the_request(
    story: Story, chair: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(current_app, "send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        run = services.request_report(story.council, by=chair, as_at=TODAY)
    woken: list[dict[str, int]] = []
    monkeypatch.setattr(tasks.render_report, "delay", lambda **ids: woken.append(ids))
    tasks.render_waiting()
    assert {"council_id": story.council.pk, "report_id": run.pk} in woken


def test_a_report_is_two_frozen_copies(story: Story, chair: User, printer: list[str]) -> None:
    run = make_report(services.request_report(story.council, by=chair, as_at=TODAY))
    assert (run.status, run.error, run.attempts) == ("ready", "", 1)
    own, departments = ReportFile.objects.filter(run=run).order_by("-names")
    assert ["Olive Officer" in html for html in printer] == [True, False]
    for file in (own, departments):
        assert file.sha256 == hashlib.sha256(bytes(file.content)).hexdigest()
        assert (file.pages, file.size) == (8, 6)
    assert own.data["names"] and not departments.data["names"]
    assert len(own.data["actions"]) == Action.objects.filter(council=story.council).count()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportFile.objects.filter(run=run).update(pages=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportFile.objects.filter(run=run).delete()


def test_the_same_request_twice_is_one_report_until_a_figure_changes(
    story: Story, chair: User, lead: User, printer: list[str]
) -> None:
    first = services.request_report(story.council, by=chair, as_at=TODAY)
    assert services.request_report(story.council, by=lead, as_at=TODAY) == first  # while it is prepared
    make_report(first)
    assert services.request_report(story.council, by=lead, as_at=TODAY) == first  # while nothing has changed
    assert (
        services.request_report(story.council, by=lead, as_at=TODAY - datetime.timedelta(days=1)).number == 2
    )
    story.actions[0].title = "Another title"
    story.actions[0].save()
    assert not services.is_fresh(first)
    assert services.request_report(story.council, by=lead, as_at=TODAY).number == 3


@pytest.mark.parametrize(
    "what", ["action", "update", "meeting", "review", "requirement", "judgement", "deadline"]
)
def test_whatever_a_report_shows_makes_it_stale_when_it_changes(
    story: Story, chair: User, printer: list[str], what: str
) -> None:
    run = make_report(services.request_report(story.council, by=chair, as_at=TODAY))
    assert services.is_fresh(run)
    council = story.council
    change = {
        "action": lambda: make.ActionFactory(council=council, objective=story.objectives[0]),
        "update": lambda: make.ActionUpdateFactory(council=council, action=story.actions[0], version=50),
        "meeting": lambda: make.MeetingFactory(council=council, board=story.board, held_on=TODAY),
        "review": lambda: make.ReviewFactory(council=council, notice=story.notice, due_on=TODAY),
        "requirement": lambda: make.RequirementFactory(council=council, notice=story.notice),
        "judgement": lambda: story.requirements[0].judgements.create(
            council=council, body="board", value="met", why="Seen.", judged_on=TODAY, judged_by=chair
        ),
        "deadline": lambda: make.DeadlineFactory(council=council, requirement=story.requirements[0]),
    }
    change[what]()
    assert not services.is_fresh(run)


def test_another_councils_change_does_not(
    story: Story, chair: User, printer: list[str], borchester: Council, outsider: User
) -> None:
    run = make_report(services.request_report(story.council, by=chair, as_at=TODAY))
    tell(borchester, owner=outsider)
    assert services.is_fresh(run)


def test_each_council_counts_its_own_reports(
    story: Story, chair: User, borchester: Council, outsider: User
) -> None:
    tell(borchester, owner=outsider)
    assert services.request_report(story.council, by=chair, as_at=TODAY).number == 1
    assert services.request_report(borchester, by=outsider, as_at=TODAY).number == 1


def test_nothing_to_report_on_is_said_and_leaves_no_row(ambridge: Council, chair: User) -> None:
    with pytest.raises(NoReport):
        services.request_report(ambridge, by=chair, as_at=TODAY)
    assert not ReportRun.objects.filter(council=ambridge).exists()


def test_a_failure_says_why_and_can_be_tried_again(
    story: Story, chair: User, monkeypatch: pytest.MonkeyPatch, printer: list[str]
) -> None:
    run = services.request_report(story.council, by=chair, as_at=TODAY)

    def too_long(documents: list[str], **more: Any) -> list[Printed]:
        raise NotPrinted("Making the PDF took longer than 120 seconds and was stopped.")

    with monkeypatch.context() as patch:
        patch.setattr(services, "print_all", too_long)
        make_report(run)
    assert (run.status, run.error) == (
        "failed",
        "Making the PDF took longer than 120 seconds and was stopped.",
    )
    assert not run.files.exists()
    assert make_report(run).status == "failed"  # a wake-up that comes late starts nothing
    again = services.request_report(story.council, by=chair, as_at=TODAY)
    assert (again.pk, again.status, again.error) == (run.pk, "preparing", "")
    assert make_report(again).status == "ready"


def test_a_bug_is_a_failure_in_words_too(story: Story, chair: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run = services.request_report(story.council, by=chair, as_at=TODAY)

    def broken(documents: list[str], **more: Any) -> list[Printed]:
        raise ZeroDivisionError

    monkeypatch.setattr(services, "print_all", broken)
    tasks.render_report(council_id=story.council.pk, report_id=run.pk)
    run.refresh_from_db()
    assert (run.status, run.error) == (
        "failed",
        "Something went wrong while the report was made. It is in the log.",
    )


def test_two_workers_make_it_once(story: Story, chair: User, printer: list[str]) -> None:
    run = services.request_report(story.council, by=chair, as_at=TODAY)
    now = timezone.now()
    claim(ReportRun.objects.filter(pk=run.pk), limit=1, lease=services.LEASE, now=now)  # the other worker
    assert services.make_report(council_id=run.council_id, report_id=run.pk, now=now) is None
    assert printer == []


def test_a_worker_that_died_leaves_a_report_that_the_next_one_makes(
    story: Story, chair: User, printer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = services.request_report(story.council, by=chair, as_at=TODAY)
    claim(ReportRun.objects.filter(pk=run.pk), limit=1, lease=services.LEASE, now=timezone.now())
    woken: list[int] = []
    monkeypatch.setattr(tasks.render_report, "delay", lambda **ids: woken.append(ids["report_id"]))
    tasks.render_waiting()
    assert run.pk not in woken
    with time_machine.travel(timezone.now() + services.LEASE + datetime.timedelta(seconds=1), tick=False):
        tasks.render_waiting()
        assert run.pk in woken
        assert make_report(run).status == "ready"


def test_a_slow_worker_whose_lease_had_ended_does_not_add_a_third_copy(
    story: Story, chair: User, printer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = services.request_report(story.council, by=chair, as_at=TODAY)
    first: Any = vars(services)["print_all"]

    def meanwhile_another(documents: list[str], **more: Any) -> list[Printed]:
        monkeypatch.setattr(services, "print_all", first)
        later = timezone.now() + 2 * services.LEASE
        services.make_report(council_id=run.council_id, report_id=run.pk, now=later)
        return first(documents)

    monkeypatch.setattr(services, "print_all", meanwhile_another)
    assert make_report(run).status == "ready"
    assert run.files.count() == 2


def test_a_report_that_is_ready_stays_ready(story: Story, chair: User, printer: list[str]) -> None:
    run = make_report(services.request_report(story.council, by=chair, as_at=TODAY))
    for state in ("waiting", "claimed", "parked"):
        with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
            ReportRun.objects.filter(pk=run.pk).update(state=state)


def test_after_the_cut_off_the_boards_paper_is_asked_for_once(story: Story, printer: list[str]) -> None:
    services.prepare_for_boards(on=CUT_OFF)
    assert not ReportRun.objects.exists()
    after = CUT_OFF + datetime.timedelta(days=1)
    services.prepare_for_boards(on=after)
    services.prepare_for_boards(on=after)
    run = ReportRun.objects.get()
    assert (run.as_at, run.requested_by, run.status) == (CUT_OFF, None, "preparing")
    with time_machine.travel(f"{after}T12:00:00Z", tick=False):
        make_report(run)
    chair_ = User.objects.get(pk=story.owner.pk)
    paper = services.latest_paper(story.council, chair_, on=after)
    assert paper and paper.is_current and paper.meeting and paper.meeting.number == 4
    after_the_board = CUT_OFF + datetime.timedelta(days=8)
    paper = services.latest_paper(story.council, chair_, on=after_the_board)
    assert paper and not paper.is_current and paper.meeting is None


def test_one_council_without_a_plan_does_not_stop_the_papers_of_others(
    story: Story, borchester: Council
) -> None:
    board = make.BoardFactory(council=borchester)
    make.MeetingFactory(council=borchester, board=board)
    services.prepare_for_boards(on=CUT_OFF + datetime.timedelta(days=1))
    assert [run.council for run in ReportRun.objects.all()] == [story.council]


def test_a_task_of_one_council_cannot_touch_anothers_report(
    story: Story, chair: User, borchester: Council, printer: list[str]
) -> None:
    run = services.request_report(story.council, by=chair, as_at=TODAY)
    with scope.entered(scope.for_council(borchester.pk)):
        assert services.make_report(council_id=borchester.pk, report_id=run.pk, now=timezone.now()) is None
    run.refresh_from_db()
    assert run.status == "preparing" and printer == []
