"""What happens: reminders are made and put into e-mails. sending.py sends them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Min
from django.utils import timezone

from councils import outbox, scope
from councils.outbox import OutboxState

from . import alerts
from .models import Digest, Heartbeat, Kind, Preference
from .models.due import STATUTORY, action_sql
from .rules import ON_DAY
from .telling import values_of, who_is_told

TICK = "send-due-reminders"  # its name among the schedules

# One tick at a time: two that make the same reminders in another order would wait for each other for ever.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('reminders.make'))"

# The statements after it work on whole sets, of which the database cannot know the size (a view, rows of this very
# transaction). It would guess a few and loop over thousands: 50,000 reminders did not end in ten minutes.
_HASH_JOINS = "SET LOCAL enable_nestloop = off"

# What was not sent on its day goes into the next day's e-mail, so that nobody ever gets two on one day.
_TAKE_OUT_OF_OLD_DIGESTS = """
WITH unsent AS (
    SELECT id FROM reminders_digest
    WHERE for_on < %(on)s AND (state IN ('waiting', 'parked') OR (state = 'claimed' AND lease_until <= %(now)s))
    ORDER BY id FOR UPDATE
), moved AS (
    UPDATE reminders_reminder r SET digest_id = NULL FROM unsent WHERE r.digest_id = unsent.id
)
UPDATE reminders_digest d
SET state = 'dropped', finished_at = %(now)s, claim = NULL, lease_until = NULL,
    error = left('Not sent on its day; in a later e-mail instead. ' || d.error, 300)
FROM unsent WHERE d.id = unsent.id
"""

_STATUTORY = ", ".join(f"'{kind.value}'" for kind in STATUTORY)
NOT_BY_EMAIL = "Not by email, as they chose: it is among their tasks"

# How many tasks each person has is counted from the same answer, for the number on every page; only what changed is written.
_MAKE = (
    who_is_told(frozenset(Kind))
    + f""",
counted AS (
    SELECT recipient_id, count(*) AS number FROM told_today GROUP BY recipient_id
),
more_or_fewer AS (
    INSERT INTO reminders_taskcount (user_id, number) SELECT recipient_id, number FROM counted
    ON CONFLICT (user_id) DO UPDATE SET number = EXCLUDED.number
        WHERE reminders_taskcount.number <> EXCLUDED.number
),
none_left AS (
    UPDATE reminders_taskcount SET number = 0
    WHERE number > 0 AND user_id NOT IN (SELECT recipient_id FROM counted)
)
INSERT INTO reminders_reminder
    (council_id, recipient_id, instead_of_id, kind, object_id, action_id, rule, due_on, title, urgent, made_on, created_at,
     dropped_why)
SELECT t.council_id, t.recipient_id, t.instead_of_id, t.kind, t.object_id, {action_sql("t")}, t.rule, t.due_on,
       CASE WHEN t.kind = '{Kind.OWN}' THEN t.ref ELSE t.title END,
       t.at_once AND t.rule = '{ON_DAY}', %(on)s, %(now)s,
       CASE WHEN p.email = '{Preference.Email.DUTIES}' AND t.kind NOT IN ({_STATUTORY}) THEN '{NOT_BY_EMAIL}' ELSE '' END
FROM told_today t LEFT JOIN reminders_preference p ON p.user_id = t.recipient_id
ON CONFLICT DO NOTHING
"""
)

# `turn` counts the e-mails of each council, so that the first of every one is sent before the second of any.
_WRITE = """
INSERT INTO reminders_digest
    (recipient_id, for_on, urgent, reference, state, created_at, next_try_at, due_at, attempts, error, turn,
     provider, provider_id, delivery)
SELECT recipient_id, %(on)s::date, {urgent}, gen_random_uuid(), 'waiting', %(now)s::timestamptz, {at},
       {due}, 0, '',
       row_number() OVER (PARTITION BY council_id ORDER BY recipient_id), '', '', ''
FROM ({people}) r
ON CONFLICT DO NOTHING
"""
_REMINDED = """
SELECT r.recipient_id, min(r.council_id) AS council_id, min(p.hour) AS hour
FROM reminders_reminder r LEFT JOIN reminders_preference p ON p.user_id = r.recipient_id
WHERE r.digest_id IS NULL AND r.dropped_why = '' AND {these} GROUP BY r.recipient_id
"""
# Who asked to be told of changes gets an e-mail to look for them, if there is none of that day yet (alerts.py).
_ALERTED = """
SELECT a.user_id AS recipient_id, NULL::bigint AS council_id, p.hour
FROM ({waiting}) a LEFT JOIN reminders_preference p ON p.user_id = a.user_id
WHERE NOT {quiet}
"""

# The day's e-mail waits for the hour that its reader chose. A day that is not today (by hand, in a drill) has no hours.
_AT_THEIR_HOUR = """
CASE WHEN hour IS NOT NULL AND (%(now)s::timestamptz AT TIME ZONE 'Europe/London')::date = %(on)s::date
     THEN greatest(%(now)s::timestamptz, (%(on)s::date + make_interval(hours => hour)) AT TIME ZONE 'Europe/London')
     ELSE %(now)s::timestamptz END
"""
# Nothing on a day that they keep free, but what the notice or the law asks for; that takes the rest with it.
_QUIET = "extract(isodow FROM %(on)s::date)::smallint = ANY (coalesce(p.quiet_days, ARRAY[]::smallint[]))"
_NOT_QUIET = f"NOT r.urgent AND (r.kind IN ({_STATUTORY}) OR NOT {_QUIET})"
_DUE = _AT_THEIR_HOUR.replace("%(now)s", "%(due_since)s")
_WRITE_DIGESTS = _WRITE.format(
    urgent="false", at=_AT_THEIR_HOUR, due=_DUE, people=_REMINDED.format(these=_NOT_QUIET)
)

# What the notice wants done immediately does not wait for the day's e-mail, nor for an hour or a day.
_UNTRIED = "for_on = %(on)s AND state = 'waiting' AND attempts = 0"
_WRITE_URGENT = _WRITE.format(
    urgent="true",
    at="%(now)s::timestamptz",
    due="%(due_since)s::timestamptz",
    people=_REMINDED.format(
        these=f"""r.urgent AND NOT EXISTS (
        SELECT FROM reminders_digest d WHERE d.recipient_id = r.recipient_id AND d.urgent AND d.{_UNTRIED})"""
    ),
)

# Only into an e-mail that nobody has begun to send. One that was tried may have arrived: a provider that honours its
# reference would throw the next try away, and with it what had been added. Such a reminder waits for tomorrow's.
_PUT_INTO_DIGESTS = f"""
UPDATE reminders_reminder r SET digest_id = d.id
FROM (SELECT id, recipient_id, urgent FROM reminders_digest WHERE {_UNTRIED} ORDER BY id FOR UPDATE) d
WHERE r.recipient_id = d.recipient_id AND r.urgent = d.urgent AND r.digest_id IS NULL AND r.dropped_why = ''
"""


@dataclass(frozen=True)
class Made:
    reminders: int
    digests: int


def make_reminders(*, on: datetime.date, now: datetime.datetime) -> Made:
    """Make the reminders of a day, for every council, and the e-mails that carry them, in one transaction.

    Repeating it makes nothing new; that is how a scheduler that ticks every two minutes is right. It crosses councils,
    because one person's e-mail may hold reminders of several.
    """
    values = {**values_of(on), "now": now, "due_since": due_since(on=on, now=now)}
    with scope.entered(scope.all_councils()), connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        cursor.execute(_TAKE_OUT_OF_OLD_DIGESTS, values)
        cursor.execute(_HASH_JOINS)
        cursor.execute(_MAKE, values)
        reminders = cursor.rowcount
        cursor.execute(_WRITE_DIGESTS, values)
        digests = cursor.rowcount
        cursor.execute(_WRITE_URGENT, values)
        digests += cursor.rowcount
        cursor.execute(_write_for_alerts(), values)
        digests += cursor.rowcount
        cursor.execute(_PUT_INTO_DIGESTS, values)
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
    return Made(reminders=reminders, digests=digests)


def _write_for_alerts() -> str:
    people = _ALERTED.format(waiting=alerts.waiting_sql(), quiet=_QUIET)
    return _WRITE.format(urgent="false", at=_AT_THEIR_HOUR, due=_DUE, people=people)


def due_since(*, on: datetime.date, now: datetime.datetime) -> datetime.datetime:
    """Since when what this tick finds can have been due: since the tick before it, or since the day's reminders may go out.
    Promptness counts from here, so the time in which nobody looked counts as well."""
    opened = datetime.datetime.combine(
        on, datetime.time(settings.TICK_HOUR), tzinfo=timezone.get_current_timezone()
    )
    before = last_beat(TICK)
    return min(now, max(opened, before) if before else now)


def beat(name: str, *, now: datetime.datetime) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def last_beat(name: str) -> datetime.datetime | None:
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def is_sending_time(now: datetime.datetime) -> bool:
    """From settings.TICK_HOUR until midnight in London: nobody's telephone rings at three in the morning."""
    return timezone.localtime(now).hour >= settings.TICK_HOUR


def waiting(*, on: datetime.date, now: datetime.datetime) -> Any:
    """E-mails of the day that can be sent now. Those of earlier days are never sent; their lines move on."""
    return Digest.objects.filter(outbox.claimable(now=now), for_on=on).sendable()


def is_being_sent(*, now: datetime.datetime) -> bool:
    """Whether somebody begins one e-mail of the day after the other: each renews its lease."""
    lease = datetime.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
    renewed = Digest.objects.filter(state=OutboxState.CLAIMED, lease_until__gt=now + lease * 29 / 30)
    return renewed.exists()


def waiting_since(*, now: datetime.datetime) -> datetime.datetime | None:
    """Since when the oldest e-mail waits; nights do not count."""
    if not is_sending_time(now):
        return None
    rows = Digest.objects.filter(outbox.claimable(now=now)).sendable()
    oldest = rows.aggregate(at=Min("next_try_at"))["at"]
    if oldest is None:
        return None
    opened = timezone.localtime(now).replace(hour=settings.TICK_HOUR, minute=0, second=0, microsecond=0)
    return max(oldest, opened)
