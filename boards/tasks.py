"""What the scheduler wakes for boards."""

from __future__ import annotations

from celery import shared_task

from councils.clock import today
from councils.tasks import CrossingTask

from . import services


@shared_task(
    base=CrossingTask, crosses="The day turns for every council at once; one statement counts them all."
)
def roll_forward() -> None:
    """Count every council's summary as at today. Safe to run at any time and any number of times."""
    services.roll_forward(on=today())
