"""B17: the scheduler ticks every quarter of an hour of simulated days; nothing is skipped, nothing comes twice.

What must come is worked out by itself, day by day (oracle.py): nothing that makes reminders has a part in it.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import override_settings

from actions.models import Action, Objective
from councils import scope
from councils.models import Council, Membership, User
from councils.permissions import Role
from reminders import sending, services, tasks
from reminders.models import Digest, Preference, Reminder

from .oracle import current_rule
from .stage import new_action, new_objective

LONDON = ZoneInfo("Europe/London")
DAY, QUARTER = datetime.timedelta(days=1), datetime.timedelta(minutes=15)
ALL_HOURS = range(24)
#: when the owners of the actions want their e-mails
HOURS = (None, 7, 8, 9)
GIVEN_UP_AFTER = (
    10  # days overdue; then the action is done, and the list of what is overdue does not grow for ever
)

Key = tuple[str, str, str, datetime.date]  # address, reference, rule, day


@dataclass
class Ticked:
    """What came, against what had to come."""

    ticks: int = 0
    days: int = 0
    wanted: int = 0
    emails: int = 0
    skipped: list[Key] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    not_wanted: list[Key] = field(default_factory=list)
    at_wrong_hours: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.skipped or self.doubled or self.not_wanted or self.at_wrong_hours)


def days_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def span_of(days: list[datetime.date], part: int, of: int) -> list[datetime.date]:
    """One part of the days. It begins with the last day of the part before, so that every midnight is played."""
    begin, end = (len(days) * n // of for n in (part, part + 1))
    return days[max(begin - 1, 0) : end]


def quarters_of(day: datetime.date, hours: Collection[int]) -> Iterator[datetime.datetime]:
    """Every quarter of an hour that London has on this day: 92 where the clocks go forward, 100 where they go back."""
    moment = datetime.datetime.combine(day, datetime.time(), LONDON).astimezone(datetime.UTC)
    end = datetime.datetime.combine(day + DAY, datetime.time(), LONDON).astimezone(datetime.UTC)
    while moment < end:
        if moment.astimezone(LONDON).hour in hours:
            yield moment
        moment += QUARTER


def tick_through(
    days: list[datetime.date], *, each_days: int = 1, hours: Collection[int] = ALL_HOURS
) -> Ticked:
    """Play these days in a council of its own: an action due every so many days, from a month before to a month after."""
    done = Ticked(days=len(days))
    with time_machine.travel(datetime.datetime.combine(days[0], datetime.time(4), LONDON), tick=False):
        council, actions = _council(days, each_days)
    wanted: list[Key] = []
    told: dict[int, str] = {}
    mail.outbox = []
    with (
        override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"),
        patch.object(tasks.send_waiting, "delay", lambda: None),
        _planned_once(),
    ):
        for day in days:
            wanted += _wanted_on(day, actions, told)
            for moment in quarters_of(day, hours):
                with time_machine.travel(moment, tick=False):
                    tasks.tick()
                    if moment.astimezone(LONDON).hour >= settings.TICK_HOUR:
                        sending.send_waiting(on=day)
                done.ticks += 1
            _give_up(day, council, actions)
    done.wanted, done.emails = len(wanted), len(mail.outbox)
    _account(done, council, wanted)
    return done


@contextmanager
def _planned_once() -> Iterator[None]:
    """To plan the statement that makes reminders costs ten times what running it does: here its plan is kept. It is the
    same statement, with the same values."""
    names = {"on": "date", "ahead": "date", "behind": "date", "now": "timestamptz"}
    numbered = services._MAKE % {name: f"${number}" for number, name in enumerate(names, 1)}

    def execute(run: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        if sql == services._MAKE:
            sql, values = "EXECUTE make_reminders (%s, %s, %s, %s)", [values[name] for name in names]
        return run(sql, values, many, context)

    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")
        cursor.execute(f"PREPARE make_reminders ({', '.join(names.values())}) AS {numbered}")
        with connection.execute_wrapper(execute):
            yield
        cursor.execute("DEALLOCATE make_reminders")
        cursor.execute("RESET plan_cache_mode")


def _council(days: list[datetime.date], each_days: int) -> tuple[Council, list[Action]]:
    council = Council.objects.create(
        name="Ticks", short_name="Ticks", slug="ticks", gss_code="X99999999", region="-", kind="-"
    )
    owners = [
        User.objects.create(email=f"ticks{n}@drill.example", name=f"Owner {n}", password="!")
        for n in range(len(HOURS))
    ]
    at = datetime.datetime.now(datetime.UTC)
    Preference.objects.bulk_create(
        Preference(user=owner, hour=hour, changed_at=at)
        for owner, hour in zip(owners, HOURS, strict=True)
        if hour
    )
    with scope.entered(scope.crossing_councils([council.pk])):
        objective: Objective = new_objective(council)
        Membership.objects.bulk_create(
            Membership(council=council, user=owner, role=Role.OFFICER) for owner in owners
        )
        actions = []
        for number, due_on in enumerate(days_between(days[0] - 30 * DAY, days[-1] + 30 * DAY)[::each_days]):
            action = new_action(objective, owners[number % len(owners)], ref=f"T{number}")
            action.original_due_on = action.due_on = due_on
            actions.append(action)
        Action.objects.bulk_create(actions)
    return council, actions


def _late(action: Action, day: datetime.date) -> int:
    assert action.due_on is not None
    return (day - action.due_on).days


def _wanted_on(day: datetime.date, actions: list[Action], told: dict[int, str]) -> list[Key]:
    """What is new on a day: the current rule of each action that is still open, where it is another than yesterday's."""
    new = []
    for action in actions:
        assert action.due_on is not None and action.owner is not None
        rule = current_rule(action.due_on, on=day) if action.is_open else None
        if rule and told.get(action.pk) != rule:
            told[action.pk] = rule
            new.append((action.owner.email, action.ref, rule, day))
    return new


def _give_up(day: datetime.date, council: Council, actions: list[Action]) -> None:
    over = [action for action in actions if action.is_open and _late(action, day) >= GIVEN_UP_AFTER]
    with scope.entered(scope.crossing_councils([council.pk])):
        Action.objects.filter(id__in=[action.pk for action in over]).update(delivery="done", done_on=day)
    for action in over:
        action.delivery = "done"


def _account(done: Ticked, council: Council, wanted: list[Key]) -> None:
    with scope.entered(scope.crossing_councils([council.pk])):
        rows = list(
            Reminder.objects.filter(council=council, kind="action").select_related("recipient", "digest")
        )
    came: list[Key] = []
    for row in rows:
        sent_on = row.sent_at.astimezone(LONDON).date() if row.sent_at else datetime.date.max
        came.append((row.recipient.email, row.title.split()[0], row.rule, sent_on))
    done.skipped = sorted(set(wanted) - set(came))
    done.not_wanted = sorted(set(came) - set(wanted))
    done.doubled = sorted(str(key) for key, number in Counter(came).items() if number > 1)
    letters: Counter[tuple[str, datetime.date]] = Counter()
    hours = {f"ticks{n}@drill.example": hour or 7 for n, hour in enumerate(HOURS)}
    for digest in Digest.objects.filter(recipient__email__in=list(hours), state="done").select_related(
        "recipient"
    ):
        assert digest.finished_at is not None
        local = digest.finished_at.astimezone(LONDON)
        letters[digest.recipient.email, local.date()] += 1
        if local.hour != hours[digest.recipient.email]:
            done.at_wrong_hours.append(f"{digest.recipient.email} at {local}")
    done.doubled += sorted(str(key) for key, number in letters.items() if number > 1)
    if done.emails != sum(letters.values()):
        done.doubled.append(f"{done.emails} e-mails for {sum(letters.values())} marked as sent")
