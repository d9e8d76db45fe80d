"""Never silent (B19): an e-mail an hour to whoever runs the installation (settings.CANARY_ADDRESS), by the way that reminders
go. If none was handed over for an hour and a quarter, schedules.py says so, whatever has stopped: scheduler, broker,
worker, database or provider.

It is no row of the outbox: one that could not be sent is owed to nobody. The next tick tries again, with its reference.
"""

from __future__ import annotations

import datetime
import logging
import uuid

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from . import delivery, services

log = logging.getLogger(__name__)
NAME = "canary"  # among the heartbeats


def every() -> datetime.timedelta:
    return datetime.timedelta(seconds=settings.CANARY_SECONDS)


def alarm_after() -> datetime.timedelta:
    return every() * 5 / 4


def is_due(*, now: datetime.datetime) -> bool:
    if not settings.CANARY_ADDRESS:
        return False
    last = services.last_beat(NAME)
    return last is None or now - last >= every()


def send(*, now: datetime.datetime) -> None:
    """Hand one over if the last was an hour ago; note that it was handed over."""
    if not is_due(now=now):
        return
    provider, message = delivery.provider(), _write(now)
    try:
        if not provider.find(message.reference):
            provider.send(message)
    except (delivery.Refused, delivery.PutOff, delivery.ProviderTrouble) as problem:
        log.warning("The hourly test email was not handed over: %s", problem)
    else:
        services.beat(NAME, now=now)
    finally:
        provider.close()


def _write(now: datetime.datetime) -> delivery.Message:
    """Of one reference until it has been handed over: an answer that did not come may have been a yes."""
    subject = f"Noticeboard sends email: {timezone.localtime(now):%H:%M}"
    context = {
        "subject": subject,
        "blocks": [
            {
                "text": "This comes every hour, by the way that reminders go. If it stops, reminders have stopped too."
            }
        ],
        "why": "You get this email because CANARY_ADDRESS in the settings of Noticeboard is yours.",
    }
    reference = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.BASE_URL}/{NAME}/{services.last_beat(NAME)}")
    text, html = (render_to_string(f"email/base.{kind}", context) for kind in ("txt", "html"))
    return delivery.Message(reference, settings.CANARY_ADDRESS, subject, text, html)
