"""What the scheduler and an upload wake. Ids in; safe to run twice: a document is claimed before it is read."""

from __future__ import annotations

import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from celery.signals import worker_ready
from django.utils import timezone

from councils import scope
from councils.clock import today
from councils.outbox import claimable
from councils.tasks import CouncilTask, CrossingTask

from . import counting
from .intake import reader, working
from .life import verbs as life
from .models import Intake

log = logging.getLogger(__name__)
AT_ONCE = 50  # a tick wakes no more; the next one goes on
LIMIT = reader.SECONDS + 60  # the child is limited by itself; this is for what comes before and after


@shared_task(
    base=CrossingTask,
    crosses="Documents of every council wait in one queue; each is then read by a task of its own council.",
)
def read_waiting() -> None:
    """Wake a worker for each document that waits: its own wake-up was lost, or its worker died."""
    waiting = Intake.objects.filter(claimable(now=timezone.now())).order_by("next_try_at", "id")
    for council_id, intake_id in waiting.values_list("council_id", "id")[:AT_ONCE]:
        read_intake.delay(council_id=council_id, intake_id=intake_id)


@shared_task(base=CouncilTask, opens_own_scope=True, soft_time_limit=LIMIT, time_limit=LIMIT + 30)
def read_intake(*, council_id: int, intake_id: int) -> None:
    """Read one document of one council. Whatever goes wrong is said on its page."""
    try:
        working.read_intake(council_id=council_id, intake_id=intake_id, now=timezone.now())
    except SoftTimeLimitExceeded:
        _refuse(council_id, intake_id, working.STOPPED["time"])
    except Exception:
        log.exception("Document %s of council %s", intake_id, council_id)
        _refuse(council_id, intake_id, working.WENT_WRONG)


@shared_task(
    base=CrossingTask, crosses="The day turns for every council at once: what recurs falls due again."
)
def roll_occurrences() -> None:
    """Make the next times of recurring clauses. Safe to run at any time and any number of times."""
    counting.roll_forward(on=today())


def _refuse(council_id: int, intake_id: int, why: str) -> None:
    with scope.entered(scope.for_council(council_id)):
        intake = Intake.objects.get(council_id=council_id, pk=intake_id)
    working.refuse(intake, why, now=timezone.now())


@shared_task(
    base=CrossingTask,
    crosses="The day turns for the instruments of every council at once; most have none that ends.",
)
def end_periods() -> None:
    """Instruments whose planned period has passed are in force past it. Safe to run at any time, any number of times."""
    life.end_periods(on=today())


@worker_ready.connect(dispatch_uid="notices.read_waiting")
def look_at_start(sender: object = None, **kwargs: object) -> None:
    """A worker that starts does not wait for the scheduler to see what was left behind."""
    if "reports" in sender.app.amqp.queues.consume_from:  # type: ignore[attr-defined]
        read_waiting.delay()
