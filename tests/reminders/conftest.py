"""What the tests of reminders share: a tick of a day, and what was made of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.core import mail
from django.utils import timezone

from reminders import sending, services
from reminders.models import Reminder
from tests.factories import TODAY


def days(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def tick(on: datetime.date = TODAY) -> sending.Sent:
    """One tick of the scheduler: make, then send."""
    services.make_reminders(on=on, now=timezone.now())
    return sending.send_waiting(on=on)


def told(kind: str) -> set[tuple[str, str]]:
    """Who was told by which rule."""
    return {
        (r.recipient.name, r.rule) for r in Reminder.objects.filter(kind=kind).select_related("recipient")
    }


@pytest.fixture(autouse=True)
def _empty_outbox() -> Iterator[None]:
    mail.outbox = []
    yield


@pytest.fixture(autouse=True)
def _locmem(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    settings.BASE_URL = "https://noticeboard.example"  # type: ignore[attr-defined]
