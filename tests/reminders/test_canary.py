"""Whoever runs the installation hears within 75 minutes that reminders have stopped, whatever has stopped (B19)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from drill import notify as fake
from reminders import canary, schedules, services, tasks
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime.datetime.combine(TODAY, datetime.time(0), tzinfo=datetime.UTC)  # long before TICK_HOUR
STEP = datetime.timedelta(minutes=5)


class Installation:
    """Scheduler, worker and provider on a clock that is turned. Each can be stopped."""

    def __init__(self, clock: Any, provider: fake.FakeNotify) -> None:
        self.clock, self.provider = clock, provider
        self.queue: list[Callable[[], None]] = []
        self.running = {"scheduler", "worker", "provider"}

    def minutes_pass(self, number: int) -> None:
        for _ in range(number // 5):
            self.clock.shift(STEP)
            self.provider.health = fake.WELL if "provider" in self.running else fake.BROKEN
            if "scheduler" in self.running:
                self.queue.append(tasks.tick)
            while "worker" in self.running and self.queue:
                self.queue.pop(0)()

    def alarms(self, client: Client) -> tuple[bool, bool]:
        """On the page and in the metrics; in readiness."""
        missed = {schedule.name for schedule in schedules.missed(now=timezone.now())}
        for schedule in schedules.schedules(now=timezone.now()):
            if schedule.name != canary.NAME:  # of the others other tests tell
                services.beat(schedule.name, now=timezone.now())
        return canary.NAME in missed, client.get("/readyz").json()["checks"]["schedules"] is False


@pytest.fixture
def installation(settings: Any, time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    with fake.FakeNotify() as notify:
        for name, value in {**notify.settings, "CANARY_ADDRESS": "operator@drill.example"}.items():
            setattr(settings, name, value)
        time_machine.move_to(MIDNIGHT, tick=False)
        monkeypatch.setattr(schedules, "WATCHED_SINCE", MIDNIGHT)
        whole = Installation(time_machine, notify)
        monkeypatch.setattr(tasks.send_canary, "delay", lambda: whole.queue.append(tasks.send_canary))
        yield whole


@pytest.mark.parametrize("stopped", ["scheduler", "worker", "provider"])
def test_the_alarm_rises_75_minutes_after_the_last_test_email_and_ends_with_the_next(
    stopped: str, installation: Installation, client: Client
) -> None:
    installation.minutes_pass(5)
    assert [mail["email_address"] for mail in installation.provider.taken] == ["operator@drill.example"]
    installation.running.remove(stopped)
    installation.minutes_pass(75)
    assert installation.alarms(client) == (False, False)
    installation.minutes_pass(5)
    assert installation.alarms(client) == (True, True)
    installation.running.add(stopped)
    installation.minutes_pass(5)
    assert installation.alarms(client) == (False, False)
    assert len(installation.provider.taken) == 2


def test_one_test_email_an_hour_however_often_somebody_is_woken(installation: Installation) -> None:
    for _ in range(3 * 12):
        installation.queue += [tasks.send_canary] * 2
        installation.minutes_pass(5)
    assert len(installation.provider.taken) == 3
    references = {mail["reference"] for mail in installation.provider.taken}
    assert len(references) == 3


def test_a_test_email_whose_answer_was_lost_is_not_sent_again(installation: Installation) -> None:
    """The provider took it, and the worker died before it could note that."""
    installation.minutes_pass(5)
    services.Heartbeat.objects.filter(name=canary.NAME).delete()
    installation.minutes_pass(5)
    assert len(installation.provider.taken) == 1
    assert canary.is_due(now=timezone.now()) is False


def test_without_an_address_there_is_neither_a_test_email_nor_an_alarm(
    installation: Installation, settings: Any, client: Client
) -> None:
    settings.CANARY_ADDRESS = ""
    installation.minutes_pass(100)
    assert installation.provider.taken == []
    assert canary.NAME not in {schedule.name for schedule in schedules.schedules(now=timezone.now())}
