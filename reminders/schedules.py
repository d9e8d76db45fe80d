"""Whether what must run again and again does: each schedule beats when its task has ended well (config/celery.py)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from . import canary
from .models import Heartbeat

AT_LEAST = datetime.timedelta(minutes=10)  # nobody is alarmed by one that is a few minutes late
WATCHED_SINCE = (
    timezone.now()
)  # when this process started: nothing is missed before it has watched for a while
ONCE_A_DAY = datetime.timedelta(days=1)  # what a timetable of the clock is taken for
WORDS = {
    canary.NAME: "A test email an hour is handed over",
    "send-due-reminders": "Reminders are made and sent",
    "end-periods": "Instruments whose period has ended are marked",
    "roll-occurrences": "Recurring duties fall due again",
    "roll-forward": "The councils’ figures are counted for the new day",
    "read-waiting-documents": "Uploaded documents are read",
    "render-waiting-reports": "Reports are printed",
    "send-ready-mails": "Emails about reports that are ready go out",
    "send-incident-mails": "Emails about serious incidents go out",
    "send-step-mails": "Emails about the next step of a written report go out",
}


@dataclass(frozen=True)
class Schedule:
    name: str
    every: datetime.timedelta
    last: datetime.datetime | None
    is_missed: bool

    @property
    def words(self) -> str:
        return WORDS.get(self.name) or self.name.replace("-", " ").capitalize()


def schedules(*, now: datetime.datetime) -> list[Schedule]:
    """All of them, in the order of the settings; the test email first, if somebody gets it."""
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    found = []
    if settings.CANARY_ADDRESS:
        last = beats.get(canary.NAME)
        late = now - (last or WATCHED_SINCE) > canary.alarm_after()
        found.append(Schedule(canary.NAME, canary.every(), last, is_missed=late))
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        every, last = _every(entry["schedule"]), beats.get(name)
        found.append(
            Schedule(name, every, last, is_missed=now - (last or WATCHED_SINCE) > max(3 * every, AT_LEAST))
        )
    return found


def missed(*, now: datetime.datetime) -> list[Schedule]:
    return [schedule for schedule in schedules(now=now) if schedule.is_missed]


def names_by_task() -> dict[str, str]:
    return {entry["task"]: name for name, entry in settings.CELERY_BEAT_SCHEDULE.items()}


def _every(schedule: Any) -> datetime.timedelta:
    if isinstance(schedule, datetime.timedelta):
        return schedule
    return datetime.timedelta(seconds=schedule) if isinstance(schedule, int | float) else ONCE_A_DAY
