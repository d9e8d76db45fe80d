"""What the scheduler wakes. The tasks carry no data: what is to be done is in the database."""

from __future__ import annotations

import datetime
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from councils.clock import today
from councils.tasks import CrossingTask

from . import canary, sending, services

SENDERS = 4  # wake-ups a tick at most: more workers than that are not worth waking for a few e-mails
BATCHES = 10  # a task sends so many, then wakes the next: a worker that is asked to stop need not wait long
# and for so long at most: with a slow provider the ticks of a single worker would wait behind it until they expire
TURN = datetime.timedelta(seconds=3)


@shared_task(
    base=CrossingTask,
    crosses="One tick makes the reminders of every council, and one e-mail may hold those of several.",
    opens_own_scope=True,
)
def tick() -> None:
    """Make the reminders of today, and wake somebody to send them. Before settings.TICK_HOUR only invitations and the test
    email go out.

    Safe to run at any time, any number of times and side by side.
    """
    now = timezone.now()
    sending.send_invitations(on=today())
    if canary.is_due(now=now):
        send_canary.delay()
    if not services.is_sending_time(now):
        return
    services.make_reminders(on=today(), now=now)
    if services.is_being_sent(now=now):
        return  # whoever sends wakes the next until nothing waits
    waiting = services.waiting(on=today(), now=now).count()
    for _ in range(min(SENDERS, -(-waiting // (sending.BATCH * BATCHES)))):
        send_waiting.delay()


@shared_task(
    base=CrossingTask,
    crosses="An e-mail belongs to a person, who may have roles in several councils; each is written in its reader's scope.",
    opens_own_scope=True,
)
def send_waiting() -> None:
    """Send what waits. Claims for itself, so a wake-up that is lost or comes three times does no harm."""
    now = timezone.now()
    if services.is_sending_time(now):
        done = sending.send_waiting(on=today(), batches=BATCHES, until=now + TURN)
        if not done.trouble and services.waiting(on=today(), now=timezone.now()).exists():
            send_waiting.delay()


@shared_task(
    base=CrossingTask,
    crosses="Invitations of every council wait in one queue, and one connection to the provider serves them all.",
    opens_own_scope=True,
)
def send_invitations() -> None:
    """Somebody was given a role. What this does not send, the next tick does."""
    sending.send_invitations(on=today())


@shared_task(
    base=CrossingTask,
    crosses="It reads no row of any council: it proves to whoever runs the installation that email goes out.",
    opens_own_scope=True,
)
def send_canary() -> None:
    """Side by side or three times, it sends one."""
    canary.send(now=timezone.now())


@worker_ready.connect(dispatch_uid="reminders.tick")
def tick_at_start(sender: Any = None, **kwargs: Any) -> None:
    """A worker that starts does not wait for the scheduler's next tick to see what was left behind."""
    if "mail" in sender.app.amqp.queues.consume_from:
        tick.delay()
