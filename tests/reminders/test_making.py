"""Reminders are made once, whatever the scheduler does, and carried by one e-mail a person a day."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from actions.models import Action
from councils import outbox
from councils.models import Council, User
from reminders import sending, services, tasks
from reminders.models import Digest, Reminder
from reminders.rules import rule_at
from tests import factories
from tests.factories import TODAY

from .conftest import days, tick

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def plan(ambridge: Council) -> Any:
    return factories.PlanFactory(council=ambridge)


def action(plan: Any, owner: User, due: int, **fields: Any) -> Action:
    objective = plan.objectives.first() or factories.ObjectiveFactory(council=plan.council, plan=plan)
    return factories.ActionFactory(
        council=plan.council, objective=objective, owner=owner, original_due_on=days(due), **fields
    )


def test_a_second_tick_makes_and_sends_nothing(plan: Any, officer: User) -> None:
    for due in (14, 7, 1, 0, -7, 3, 15):
        action(plan, officer, due)
    first = services.make_reminders(on=TODAY, now=timezone.now())
    assert (first.reminders, first.digests) == (6, 1)
    assert sending.send_waiting(on=TODAY).sent == 1
    again = services.make_reminders(on=TODAY, now=timezone.now())
    assert (again.reminders, again.digests) == (0, 0)
    assert sending.send_waiting(on=TODAY).sent == 0
    assert len(mail.outbox) == 1


def test_over_ninety_days_each_rule_reminds_once_and_nobody_gets_two_emails_a_day(
    plan: Any, officer: User, lead: User
) -> None:
    dues = [("A", officer, 20), ("B", officer, 20), ("C", officer, 23), ("D", lead, 41)]
    items = [action(plan, owner, due, title=title) for title, owner, due in dues]
    for day in range(-10, 80):
        before = len(mail.outbox)
        tick(days(day))
        recipients = [address for message in mail.outbox[before:] for address in message.to]
        assert len(recipients) == len(set(recipients))
    for item in items:
        made = sorted(
            Reminder.objects.filter(object_id=item.pk, recipient=item.owner).values_list("made_on", "rule")
        )
        first_days: dict[str, datetime.date] = {}
        for day in range(-10, 80):
            rule = rule_at(item.due_on, on=days(day))
            if rule:
                first_days.setdefault(rule, days(day))
        assert made == sorted((on, rule) for rule, on in first_days.items())
    assert Reminder.objects.filter(digest__state="done").count() == Reminder.objects.count()


def test_after_72_hours_off_each_missed_thing_comes_once_in_one_email(plan: Any, officer: User) -> None:
    dues = {"seven": 9, "one": 3, "today": 1, "late": -5, "not yet": 20}
    for title, due in dues.items():
        action(plan, officer, due, title=title)
    tick(days(0))
    assert len(mail.outbox) == 1
    tick(days(3))  # the scheduler was off for three days
    assert len(mail.outbox) == 2
    made = Reminder.objects.filter(made_on=days(3)).values_list("title", "rule")
    assert {(title.split(" ", 1)[1], rule) for title, rule in made} == {
        ("seven", "before_7"),  # was due on day 2
        ("one", "on_day"),  # both "1 day before" and "on the day" were missed or are due: the latest only
        ("today", "on_day"),  # was due on day 1
        ("late", "overdue_7"),  # was due on day 2
    }
    tick(days(3))
    assert len(mail.outbox) == 2


def test_a_reminder_that_comes_after_the_days_email_waits_for_tomorrows(plan: Any, officer: User) -> None:
    action(plan, officer, 0)
    tick()
    late = action(plan, officer, 1)
    assert tick().sent == 0
    assert Reminder.objects.get(object_id=late.pk).digest is None
    tick(days(1))
    assert len(mail.outbox) == 2
    assert late.ref in mail.outbox[1].body


def test_a_reminder_never_joins_an_email_that_may_have_gone_out(plan: Any, officer: User) -> None:
    action(plan, officer, 0)
    services.make_reminders(on=TODAY, now=timezone.now())
    (digest,) = outbox.claim(Digest.objects.all(), limit=1, lease=sending.LEASE, now=timezone.now())
    assert outbox.begin(digest, lease=sending.LEASE, now=timezone.now())
    outbox.fail(digest, "no answer", now=timezone.now())
    late = action(plan, officer, 1)
    services.make_reminders(on=TODAY, now=timezone.now())
    assert Reminder.objects.get(object_id=late.pk).digest is None


def test_what_was_not_sent_on_its_day_goes_into_the_next_days_email(plan: Any, officer: User) -> None:
    one, two = action(plan, officer, 0), action(plan, officer, 1)
    services.make_reminders(on=days(0), now=timezone.now())
    Digest.objects.update(state="parked", error="The mail server refused it: 550 unknown")
    tick(days(1))
    (message,) = mail.outbox
    assert one.ref in message.body and two.ref in message.body
    old, new = Digest.objects.order_by("for_on")
    assert (old.state, new.state) == ("dropped", "done")
    assert "550 unknown" in old.error
    assert {r.digest for r in Reminder.objects.all()} == {new}


def test_an_email_of_yesterday_is_never_sent_beside_todays(plan: Any, officer: User) -> None:
    action(plan, officer, 0)
    services.make_reminders(on=days(0), now=timezone.now())
    assert sending.send_waiting(on=days(1)).sent == 0
    assert tick(days(1)).sent == 1


def test_a_new_date_and_a_new_owner_are_told_by_the_current_rule(
    plan: Any, officer: User, lead: User
) -> None:
    item = action(plan, officer, -3)
    tick()
    Action.objects.filter(pk=item.pk).update(due_on=days(5))
    tick(days(1))
    Action.objects.filter(pk=item.pk).update(owner=lead)
    tick(days(2))
    made = (
        Reminder.objects.filter(kind="action").order_by("id").values_list("recipient__name", "rule", "due_on")
    )
    assert list(made) == [
        ("Olive Officer", "on_day", days(-3)),
        ("Olive Officer", "before_7", days(5)),
        ("Leo Lead", "before_7", days(5)),
    ]


@pytest.mark.parametrize(("hour", "made"), [(6, 0), (7, 1), (23, 1)])
def test_the_scheduler_lives_at_night_but_reminds_nobody(
    plan: Any, officer: User, monkeypatch: pytest.MonkeyPatch, time_machine: Any, hour: int, made: int
) -> None:
    monkeypatch.setattr(tasks.send_waiting, "delay", lambda: None)
    action(plan, officer, 0)
    now = datetime.datetime.combine(TODAY, datetime.time(hour, 30), LONDON)
    time_machine.move_to(now, tick=False)
    tasks.tick()
    assert Digest.objects.count() == made
    tasks.send_waiting()
    assert len(mail.outbox) == made


@pytest.mark.parametrize(
    ("moment", "is_time"),
    [
        ("2026-03-28T06:59Z", False),
        ("2026-03-28T07:00Z", True),
        ("2026-03-29T05:59Z", False),  # the clocks went forward in the night
        ("2026-03-29T06:00Z", True),
        ("2026-03-29T22:59Z", True),
        ("2026-03-29T23:00Z", False),  # midnight in London
        ("2026-10-25T06:59Z", False),  # and back
        ("2026-10-25T07:00Z", True),
        ("2026-10-25T23:59Z", True),
    ],
)
def test_the_day_of_sending_is_londons_through_both_changes_of_the_clocks(moment: str, is_time: bool) -> None:
    assert services.is_sending_time(datetime.datetime.fromisoformat(moment)) is is_time


def test_the_age_of_the_queue_does_not_count_nights(plan: Any, officer: User, time_machine: Any) -> None:
    action(plan, officer, 0)
    evening = datetime.datetime.combine(TODAY, datetime.time(22, 0), LONDON)
    time_machine.move_to(evening, tick=False)
    services.make_reminders(on=TODAY, now=evening)
    assert services.waiting_since(now=timezone.now()) == evening
    time_machine.move_to(evening + datetime.timedelta(hours=5), tick=False)
    assert services.waiting_since(now=timezone.now()) is None
    time_machine.move_to(evening + datetime.timedelta(hours=9, minutes=10), tick=False)
    assert services.waiting_since(now=timezone.now()) == evening + datetime.timedelta(hours=9)
    sending.send_waiting(on=TODAY)
    assert services.waiting_since(now=timezone.now()) is None
