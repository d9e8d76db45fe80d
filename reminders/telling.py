"""The one query that says who is to be told of what today. Making reminders and writing e-mails both ask it.

It sees what its transaction may see (councils/scope.py): every council for the scheduler, the recipient's own when an
e-mail is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from councils.permissions import Role

from .models.due import NEVER_OVERDUE
from .recipients import Source, told_values
from .rules import LEADS, rule_sql

_PASSING = ", ".join(f"'{kind.value}'" for kind in NEVER_OVERDUE)

# Each part joins on equality, so that the database hashes; the parts differ in how they find people.
# `steps` numbers the columns of the table in recipients.py: the first that finds somebody is taken.
_WITH = f"""
WITH told (kind, step, who) AS (VALUES {told_values()}),
due AS (
    SELECT id, council_id, kind, object_id, title, due_on, owner_id, owner_organisation_id, ref, number, seq, since_on,
           {rule_sql("due_on", "%(on)s::date")} AS rule
    FROM reminders_dueitem
    WHERE due_on <= %(on)s::date + {LEADS[0]} AND (due_on >= %(on)s::date OR kind NOT IN ({_PASSING})) {{only}}
),
people AS (
    SELECT m.council_id, m.user_id, m.role, m.organisation_id
    FROM councils_membership m JOIN councils_user u ON u.id = m.user_id AND u.is_active
    WHERE (m.valid_from IS NULL OR m.valid_from <= %(on)s::date)
      AND (m.valid_to IS NULL OR m.valid_to >= %(on)s::date)
),
found AS (
    SELECT d.id, t.step, p.user_id
    FROM due d JOIN told t ON t.kind = d.kind AND t.who = '{Source.OWNER}'
    JOIN people p ON p.council_id = d.council_id AND p.user_id = d.owner_id
  UNION ALL
    SELECT d.id, t.step, p.user_id
    FROM due d JOIN told t ON t.kind = d.kind AND t.who = '{Source.ORGANISATION}'
    JOIN people p ON p.council_id = d.council_id AND p.organisation_id = d.owner_organisation_id
        AND p.role = '{Role.BOARD_MEMBER}'
    WHERE d.owner_id IS NULL
  UNION ALL
    SELECT d.id, t.step, p.user_id
    FROM due d JOIN told t ON t.kind = d.kind JOIN people p ON p.council_id = d.council_id AND p.role = t.who
  UNION ALL
    SELECT d.id, t.step, p.user_id
    FROM due d JOIN told t ON t.kind = d.kind JOIN people p ON p.council_id IS NULL AND p.role = t.who
  UNION ALL
    SELECT DISTINCT d.id, t.step, p.user_id
    FROM due d JOIN told t ON t.kind = d.kind AND t.who = '{Source.SILENT_OWNERS}'
    JOIN boards_meeting m ON m.council_id = d.council_id AND m.id = d.object_id
    JOIN boards_board b ON b.council_id = d.council_id AND b.id = m.board_id
    JOIN actions_plan l ON l.council_id = d.council_id AND l.notice_id = b.notice_id AND l.state <> 'closed'
    JOIN actions_action a ON a.council_id = d.council_id AND a.plan_id = l.id
        AND a.delivery IN ('not_started', 'in_progress')
        AND (a.reported_on IS NULL OR a.reported_on < d.since_on)
    JOIN people p ON p.council_id = d.council_id AND (
        p.user_id = a.owner_id
        OR (a.owner_id IS NULL AND p.organisation_id = a.owner_organisation_id AND p.role = '{Role.BOARD_MEMBER}'))
),
told_today AS (
    SELECT DISTINCT d.*, f.user_id AS recipient_id
    FROM (SELECT *, min(step) OVER (PARTITION BY id) AS first FROM found) f JOIN due d ON d.id = f.id
    WHERE f.step = f.first
)
"""
WHO_IS_TOLD = _WITH.format(only="")
_TO_ONE_PERSON = (
    _WITH.format(only="AND kind = ANY(%(kinds)s) AND object_id = ANY(%(object_ids)s)")
    + "SELECT council_id, kind, object_id, title, due_on, ref, number, seq FROM told_today"
    " WHERE recipient_id = %(recipient)s"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A thing that a person is to be told of."""

    council_id: int
    kind: str
    object_id: int
    title: str
    due_on: datetime.date
    ref: str = ""
    number: int | None = None
    seq: int | None = None

    @property
    def key(self) -> tuple[int, str, int]:
        return self.council_id, self.kind, self.object_id


def still_told(
    recipient_id: int, *, things: Collection[tuple[str, int]], on: datetime.date
) -> dict[tuple[int, str, int], Told]:
    """Which of these things (kind, id) the person is still to be told of, by council, kind and id."""
    if not things:
        return {}
    values = {
        "on": on,
        "recipient": recipient_id,
        "kinds": sorted({kind for kind, _ in things}),
        "object_ids": sorted({object_id for _, object_id in things}),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TO_ONE_PERSON, values)
        rows = [Told(*row) for row in cursor.fetchall()]
    return {row.key: row for row in rows}
