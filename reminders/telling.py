"""The one query that says who is to be told of what today. Making reminders and writing e-mails both ask it.

It sees what its transaction may see (councils/scope.py): every council for the scheduler, the recipient's own when an
e-mail is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection

from councils.permissions import DEPARTMENT_ROLES, Role

from .models.due import NEVER_OVERDUE, Kind
from .recipients import TOLD, Source, told_values
from .rules import LEADS, rule_sql

_THESE = "AND object_id = ANY(%(object_ids)s)"
_TO_ONE_PERSON = """
SELECT council_id, kind, object_id, title, due_on, ref, number, seq FROM told_today WHERE recipient_id = %(recipient)s
"""
_PASSING = ", ".join(f"'{kind.value}'" for kind in NEVER_OVERDUE)

# How each source of people is found. Each part joins on equality, so that the database hashes.
_OWNER = f"""
    SELECT d.id, t.step, p.user_id
    FROM due d JOIN told t ON t.kind = d.kind AND t.who = '{Source.OWNER}'
    JOIN people p ON p.council_id = d.council_id AND p.user_id = d.owner_id
"""
_ORGANISATION = f"""
    SELECT d.id, t.step, p.user_id
    FROM due d JOIN told t ON t.kind = d.kind AND t.who = '{Source.ORGANISATION}'
    JOIN people p ON p.council_id = d.council_id AND p.organisation_id = d.owner_organisation_id
        AND p.role = '{Role.BOARD_MEMBER}'
    WHERE d.owner_id IS NULL
"""
_ROLE_IN_COUNCIL = """
    SELECT d.id, t.step, p.user_id
    FROM due d JOIN told t ON t.kind = d.kind JOIN people p ON p.council_id = d.council_id AND p.role = t.who
"""
_ROLE_IN_DEPARTMENT = """
    SELECT d.id, t.step, p.user_id
    FROM due d JOIN told t ON t.kind = d.kind JOIN people p ON p.council_id IS NULL AND p.role = t.who
"""
_SILENT_OWNERS = f"""
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
"""


def _part(who: Source | Role) -> str:
    if who in DEPARTMENT_ROLES:
        return _ROLE_IN_DEPARTMENT
    parts = {
        Source.OWNER: _OWNER,
        Source.ORGANISATION: _ORGANISATION,
        Source.SILENT_OWNERS: _SILENT_OWNERS,
    }
    return parts[who] if isinstance(who, Source) else _ROLE_IN_COUNCIL


@cache
def who_is_told(kinds: frozenset[Kind], *, only: str = "") -> str:
    """SQL that begins a statement: `told_today` has a row for each thing of these kinds and each person to be told.

    It takes `on`. Parts that no kind needs are left out: planning them costs more than running the rest.
    `steps` numbers the columns of the table in recipients.py; the first that finds somebody is taken.
    """
    sources = [who for kind in Kind if kind in kinds for step in TOLD[kind] for who in step]
    parts = dict.fromkeys(_part(who) for who in sources)
    wanted = ", ".join(f"'{kind.value}'" for kind in Kind if kind in kinds)
    return f"""
WITH told (kind, step, who) AS (VALUES {told_values(kinds)}),
due AS (
    SELECT id, council_id, kind, object_id, title, due_on, owner_id, owner_organisation_id, ref, number, seq, since_on,
           {rule_sql("due_on", "%(on)s::date")} AS rule
    FROM reminders_dueitem
    WHERE due_on <= %(on)s::date + {LEADS[0]} AND (due_on >= %(on)s::date OR kind NOT IN ({_PASSING}))
      AND kind IN ({wanted}) {only}
),
people AS (
    SELECT m.council_id, m.user_id, m.role, m.organisation_id
    FROM councils_membership m JOIN councils_user u ON u.id = m.user_id AND u.is_active
    WHERE (m.valid_from IS NULL OR m.valid_from <= %(on)s::date)
      AND (m.valid_to IS NULL OR m.valid_to >= %(on)s::date)
),
found AS ({"UNION ALL".join(parts)}),
told_today AS (
    SELECT DISTINCT d.*, f.user_id AS recipient_id
    FROM (SELECT *, min(step) OVER (PARTITION BY id) AS first FROM found) f JOIN due d ON d.id = f.id
    WHERE f.step = f.first
)
"""


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
    values: dict[str, Any] = {
        "on": on,
        "recipient": recipient_id,
        "object_ids": sorted({object_id for _, object_id in things}),
    }
    sql = who_is_told(frozenset(Kind(kind) for kind, _ in things), only=_THESE) + _TO_ONE_PERSON
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = [Told(*row) for row in cursor.fetchall()]
    return {row.key: row for row in rows}
