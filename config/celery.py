"""The Celery application. Tasks are wake-ups: what must happen is a row in the database (design: outbox)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery(
    "noticeboard", task_cls="councils.tasks:Task"
)  # every task declares its council, or that it crosses
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
