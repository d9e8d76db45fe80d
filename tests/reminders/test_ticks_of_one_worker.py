"""One worker, a slow provider and thousands in the queue: the scheduler's wake-ups still get their turn before they expire."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from actions.models import Action
from councils.models import Council, Membership, User
from councils.permissions import Role
from drill.stage import new_action, new_objective
from reminders import delivery, services, tasks
from reminders.delivery.mail_server import MailServer
from reminders.models import Digest
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
NINE = datetime.datetime.combine(TODAY, datetime.time(9), tzinfo=datetime.UTC)
EVERY = datetime.timedelta(seconds=30)  # settings.TICK_SECONDS of production
SECOND = datetime.timedelta(seconds=1)


class OneWorker:
    """Its queue is first in, first out, as the broker's. The provider takes a second for each e-mail."""

    def __init__(self, clock: Any) -> None:
        self.clock, self.next_tick = clock, NINE
        self.queue: list[tuple[datetime.datetime, Callable[[], None]]] = []
        self.sent: dict[str, datetime.datetime] = {}

    def wake(self) -> None:
        self._scheduler()
        self.queue.append((datetime.datetime.max.replace(tzinfo=datetime.UTC), tasks.send_waiting))

    def hand_over(self, provider: MailServer, message: delivery.Message) -> str:
        self.clock.shift(SECOND)
        self.sent[message.to] = timezone.now()
        return ""

    def work(self, *, until: Callable[[], bool]) -> None:
        while not until():
            self._scheduler()
            if not self.queue:
                self.clock.shift(SECOND)
                continue
            expires, task = self.queue.pop(0)
            if timezone.now() < expires:
                task()

    def _scheduler(self) -> None:
        while self.next_tick <= timezone.now():
            self.queue.append((self.next_tick + EVERY, tasks.tick))
            self.next_tick += EVERY


@pytest.fixture
def worker(time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> OneWorker:
    time_machine.move_to(NINE, tick=False)
    worker = OneWorker(time_machine)
    monkeypatch.setattr(MailServer, "send", lambda provider, message: worker.hand_over(provider, message))
    monkeypatch.setattr(tasks.send_waiting, "delay", worker.wake)
    return worker


def due_today(council: Council, number: int) -> list[User]:
    objective = new_objective(council)
    owners = User.objects.bulk_create(
        User(email=f"{council.slug}{n}@example.org", name=f"Owner {n}", password="!") for n in range(number)
    )
    Membership.objects.bulk_create(Membership(council=council, user=o, role=Role.OFFICER) for o in owners)
    Action.objects.bulk_create(new_action(objective, o, ref=f"A{n}") for n, o in enumerate(owners))
    return owners


def test_what_falls_due_in_another_council_goes_out_within_a_minute(
    ambridge: Council, borchester: Council, worker: OneWorker
) -> None:
    due_today(ambridge, 150)
    worker.work(until=lambda: len(worker.sent) >= 20)
    began = timezone.now()
    (owner,) = due_today(borchester, 1)
    worker.work(until=lambda: owner.email in worker.sent or len(worker.sent) == 151)
    assert len(worker.sent) < 151, "not before all the others"
    assert worker.sent[owner.email] - began <= datetime.timedelta(minutes=1)


def test_ticks_wake_nobody_beside_those_who_send_and_the_work_goes_on_after_their_death(
    ambridge: Council, worker: OneWorker
) -> None:
    due_today(ambridge, 10)
    tasks.tick()
    worker.queue = [entry for entry in worker.queue if entry[1] is tasks.send_waiting]
    assert len(worker.queue) == 1
    worker.queue.pop()[1]()  # it sends for its turn, and wakes the next
    assert [task for _, task in worker.queue] == [tasks.send_waiting]
    assert Digest.objects.filter(state="done").count() == len(worker.sent) == 3
    assert set(Digest.objects.filter(state="waiting").values_list("attempts", flat=True)) == {0}

    Digest.objects.filter(state="waiting").update(state="claimed", lease_until=timezone.now() + 300 * SECOND)
    assert services.is_being_sent(now=timezone.now())
    worker.queue.clear()
    tasks.tick()
    assert [task for _, task in worker.queue if task is tasks.send_waiting] == []
    worker.clock.shift(300 * SECOND)  # whoever had them is dead
    assert not services.is_being_sent(now=timezone.now())
    worker.queue.clear()
    tasks.tick()
    assert [task for _, task in worker.queue if task is tasks.send_waiting] == [tasks.send_waiting]
