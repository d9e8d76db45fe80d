"""What a notice of a serious incident wakes, and the scheduler after it. Safe to run at any time and side by side."""

from __future__ import annotations

from celery import shared_task

from councils.tasks import CrossingTask

from . import incident_mail
from .writing import mails


@shared_task(
    base=CrossingTask,
    crosses="Notices of every council go to the Department's people; each e-mail is of one council.",
    opens_own_scope=True,
)
def send_incident_mails() -> None:
    """Send what waits: the wake-up of a notice, or the scheduler's when that was lost."""
    incident_mail.send_waiting()


@shared_task(
    base=CrossingTask,
    crosses="Steps of every council's reports wait in one queue; each e-mail is of one council.",
    opens_own_scope=True,
)
def send_step_mails() -> None:
    """Send what waits: the wake-up of a step, or the scheduler's when that was lost."""
    mails.send_waiting()
