"""What the scheduler and a request wake. Ids in; safe to run twice: a report is claimed before it is made."""

from __future__ import annotations

import logging
from functools import partial

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from celery.signals import worker_ready
from django.db import transaction
from django.utils import timezone

from councils import scope
from councils.clock import today
from councils.outbox import claimable
from councils.tasks import CouncilTask, CrossingTask

from . import national_reports, pdf, ready_mail, services, signed_papers
from .models import NationalReport, ReportRun, SignedPaper

log = logging.getLogger(__name__)
AT_ONCE = 50  # a tick wakes no more; the next one goes on
LIMIT = 2 * pdf.SECONDS + 60  # two copies, each limited by itself; this is for what comes before and after


@shared_task(
    base=CrossingTask,
    crosses="Reports of every council wait in one queue; each is then made by a task of its own council.",
)
def render_waiting() -> None:
    """Wake a worker for each report that waits (its own wake-up was lost, or its worker died); ask for the papers of
    meetings whose cut-off has passed, and for the PDF of what was signed."""
    services.prepare_for_boards(on=today())
    services.prepare_for_meetings()
    signed_papers.prepare()
    waiting = ReportRun.objects.filter(claimable(now=timezone.now())).order_by("next_try_at", "id")
    for council_id, report_id in waiting.values_list("council_id", "id")[:AT_ONCE]:
        render_report.delay(council_id=council_id, report_id=report_id)
    papers = SignedPaper.objects.filter(claimable(now=timezone.now())).order_by("next_try_at", "id")
    for council_id, paper_id in papers.values_list("council_id", "id")[:AT_ONCE]:
        transaction.on_commit(partial(print_signed.delay, council_id=council_id, paper_id=paper_id))
    summaries = NationalReport.objects.filter(claimable(now=timezone.now())).order_by("next_try_at", "id")
    for report_id in summaries.values_list("id", flat=True)[:AT_ONCE]:
        print_national.delay(report_id=report_id)


@shared_task(base=CouncilTask, opens_own_scope=True, soft_time_limit=LIMIT, time_limit=LIMIT + 30)
def print_signed(*, council_id: int, paper_id: int) -> None:
    """Print one signed report of one council. What fails is tried again."""
    signed_papers.print_paper(council_id=council_id, paper_id=paper_id, now=timezone.now())


@shared_task(base=CouncilTask, opens_own_scope=True, soft_time_limit=LIMIT, time_limit=LIMIT + 30)
def render_report(*, council_id: int, report_id: int) -> None:
    """Make one report of one council. Whatever goes wrong is said on the report's page."""
    try:
        services.make_report(council_id=council_id, report_id=report_id, now=timezone.now())
    except SoftTimeLimitExceeded:
        _give_up(council_id, report_id, "Making the report took too long and was stopped.")
    except Exception:
        log.exception("Report %s of council %s", report_id, council_id)
        _give_up(council_id, report_id, "Something went wrong while the report was made. It is in the log.")


@shared_task(
    base=CrossingTask,
    crosses="Reports of every council are told of by one queue of e-mails; each is of one council.",
    opens_own_scope=True,
)
def send_ready_mails() -> None:
    """Send what waits: the wake-up of a report that is ready, or the scheduler's when that was lost."""
    ready_mail.send_waiting()


@shared_task(
    base=CrossingTask,
    crosses="The national summary is about every council.",
    opens_own_scope=True,
    soft_time_limit=LIMIT,
    time_limit=LIMIT + 30,
)
def print_national(*, report_id: int) -> None:
    """Make one national summary. Whatever stops it is said on its page."""
    national_reports.make_national(report_id=report_id, now=timezone.now())


def _give_up(council_id: int, report_id: int, why: str) -> None:
    with scope.entered(scope.for_council(council_id)):
        run = ReportRun.objects.get(council_id=council_id, pk=report_id)
    services.give_up(run, why, now=timezone.now())


@worker_ready.connect(dispatch_uid="reports.render_waiting")
def look_at_start(sender: object = None, **kwargs: object) -> None:
    """A worker that starts does not wait for the scheduler to see what was left behind."""
    if "reports" in sender.app.amqp.queues.consume_from:  # type: ignore[attr-defined]
        render_waiting.delay()
