"""A provider that is down for four hours loses nothing (small B20, on a clock that is turned; `make drill` with workers)."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from councils.models import Council
from councils.permissions import Role
from drill import notify as fake
from reminders import sending, services
from reminders.models import Digest, Reminder
from tests import factories
from tests.conftest import member
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
NINE = datetime.datetime.combine(TODAY, datetime.time(9), tzinfo=datetime.UTC)
TICK = datetime.timedelta(minutes=20)


def test_four_hours_without_a_provider_lose_nothing_and_the_backlog_is_gone_in_half_an_hour(
    ambridge: Council, settings: Any, time_machine: Any
) -> None:
    """An hour each of 429, 500, no answer and connections that are cut; something new falls due every hour."""
    objective = factories.ObjectiveFactory(council=ambridge, plan=factories.PlanFactory(council=ambridge))

    def more(number: int) -> None:
        for _ in range(number):
            owner = member(ambridge, Role.OFFICER)
            factories.ActionFactory(council=ambridge, objective=objective, owner=owner, original_due_on=TODAY)

    def tick() -> sending.Sent:
        services.make_reminders(on=TODAY, now=timezone.now())
        done = sending.send_waiting(on=TODAY)
        time_machine.shift(TICK)
        return done

    with fake.FakeNotify() as notify:
        for name, value in {**notify.settings, "EMAIL_TIMEOUT": 0.05}.items():
            setattr(settings, name, value)
        time_machine.move_to(NINE, tick=False)
        more(4)
        for health in (fake.TOO_MANY, fake.BROKEN, fake.SILENT, fake.HANGS_UP):
            notify.health = health
            more(2)
            assert {(done.sent, done.trouble) for done in (tick() for _ in range(3))} == {(0, True)}
        assert timezone.now() - NINE == datetime.timedelta(hours=4)
        notify.health = fake.WELL
        back = timezone.now()
        while Digest.objects.exclude(state="done").exists():
            tick()
            assert timezone.now() - back <= datetime.timedelta(minutes=30)
        arrived = Counter(mail["email_address"] for mail in notify.taken)
    assert len(arrived) == Reminder.objects.count() == 12
    assert set(arrived.values()) == {1}
