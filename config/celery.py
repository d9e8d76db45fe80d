"""The Celery application. Tasks are wake-ups: what must happen is a row in the database (design: outbox)."""

import os
from typing import Any

from celery import Celery
from celery.signals import task_success

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery(
    "noticeboard", task_cls="councils.tasks:Task"
)  # every task declares its council, or that it crosses
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_success.connect(dispatch_uid="config.heartbeat")
def beat(sender: Any = None, **kwargs: Any) -> None:
    """A scheduled task has ended well: its schedule lives. One that fails each time is missed like one that never runs."""
    from django.utils import timezone

    from reminders import schedules, services

    name = schedules.names_by_task().get(sender.name)
    if name:
        services.beat(name, now=timezone.now())
