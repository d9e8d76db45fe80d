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

from councils.permissions import DEPARTMENT_ROLES, ROLES_WITH, Permission, Role

from .models.due import NEVER_OVERDUE, NEWS, WITHOUT_LEADS, Kind
from .recipients import TOLD, Source, stands_in_sql, told_values
from .rules import DEFAULTS, LADDER, LONGEST, NEWS_FOR, ahead, behind, rule_sql
from .rules import NEWS as NEWS_RULE

_COLUMNS = "council_id, kind, object_id, title, due_on, ref, number, seq, rule, rung, instead_of_id, owner_id"
_THESE = "AND object_id = ANY(%(object_ids)s)"
_TO_ONE_PERSON = f"SELECT {_COLUMNS} FROM told_today WHERE recipient_id = %(recipient)s"


def _list(kinds: Collection[Kind]) -> str:
    return ", ".join(f"'{kind.value}'" for kind in kinds)


# A council without rules of its own has the defaults. The steps of the ladder are counted from the date itself.
_RULES = f"""
    SELECT c.id AS council_id,
           coalesce(r.leads, ARRAY{list(DEFAULTS.leads)}::smallint[]) AS leads,
           coalesce(r.overdue_every, {DEFAULTS.overdue_every}) AS overdue_every,
           CASE WHEN coalesce(r.working_days, {DEFAULTS.working_days}) THEN %(ahead)s::date ELSE %(on)s::date END AS ahead,
           CASE WHEN coalesce(r.working_days, {DEFAULTS.working_days}) THEN %(behind)s::date ELSE %(on)s::date END AS behind,
           coalesce(r.without, ARRAY[]::varchar[]) AS without,
           CASE WHEN r.id IS NULL THEN ARRAY[{LADDER[0]}, {LADDER[0] + LADDER[1]}, {sum(LADDER)}]
                ELSE ARRAY[r.lead_after, r.lead_after + r.director_after,
                           r.lead_after + r.director_after + r.chair_after] END AS ladder
    FROM councils_council c LEFT JOIN reminders_councilrules r ON r.council_id = c.id
"""

# Who hears of an overdue action beside its owner, one rung after the other. The chair never of a restricted one, which
# the chair may not be able to open.
_LADDER = f"""
    SELECT d.id, p.user_id, 1 AS rung
    FROM late d JOIN people p ON p.council_id = d.council_id
        AND (p.user_id = d.accountable_lead_id OR (p.role = '{Role.LEAD}' AND NOT d.accountable))
    WHERE d.late >= d.ladder[1]
    UNION ALL
    SELECT d.id, p.user_id, 2
    FROM late d JOIN people p ON p.council_id = d.council_id AND p.role = '{Role.DIRECTOR}'
    WHERE d.late >= d.ladder[2]
    UNION ALL
    SELECT d.id, p.user_id, 3
    FROM late d JOIN people p ON p.council_id = d.council_id AND p.role = '{Role.CHAIR}'
    WHERE d.late >= d.ladder[3] AND NOT d.restricted
"""

# Who entered a letter may have another role today.
_KEEPERS = ", ".join(f"'{role.value}'" for role in sorted(ROLES_WITH[Permission.KEEP_CORRESPONDENCE]))

# How each source of people is found. Each part joins on equality, so that the database hashes.
_OWNER = f"""
    SELECT d.id, t.step, p.user_id
    FROM due d JOIN told t ON t.kind = d.kind AND t.who = '{Source.OWNER}'
    JOIN people p ON p.council_id = d.council_id AND p.user_id = d.owner_id
    AND (d.kind <> '{Kind.FOLLOW_UP}' OR p.role IN ({_KEEPERS}))
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

    It takes `values_of` a day. Parts that no kind needs are left out: planning them costs more than running the rest.
    `step` numbers the columns of the table in recipients.py; the first that finds somebody is taken. `rung` is that of
    the ladder, 0 for those whose thing it is. Who is away is told through a deputy who may do it, if there is one.
    """
    sources = [who for kind in Kind if kind in kinds for step in TOLD[kind] for who in step]
    parts = dict.fromkeys(_part(who) for who in sources)
    wanted = _list([kind for kind in Kind if kind in kinds])
    news = _list(NEWS)
    ladder = f"UNION ALL SELECT * FROM ({_LADDER}) climbed" if Kind.ACTION in kinds else ""
    return f"""
WITH told (kind, step, who) AS (VALUES {told_values(kinds)}),
rules AS ({_RULES}),
due AS (
    SELECT * FROM (
        SELECT d.id, d.council_id, d.kind, d.object_id, d.title, d.due_on, d.owner_id, d.owner_organisation_id, d.ref,
               d.number, d.seq, d.since_on, d.at_once, r.behind - d.due_on AS late, r.ladder,
               CASE WHEN d.kind IN ({news}) THEN '{NEWS_RULE}'
                    ELSE {rule_sql("d.due_on", "r", leads=f"d.kind NOT IN ({_list(WITHOUT_LEADS)})")} END AS rule
        FROM reminders_dueitem d JOIN rules r ON r.council_id = d.council_id
        WHERE d.due_on <= %(on)s::date + {LONGEST}
          AND (d.due_on >= %(on)s::date OR d.kind NOT IN ({_list(NEVER_OVERDUE)}))
          AND (d.due_on >= %(on)s::date - {NEWS_FOR} OR d.kind NOT IN ({news}))
          AND (d.kind NOT IN ('{Kind.NO_UPDATE}', '{Kind.CADENCE}') OR d.since_on IS NULL OR d.since_on >= %(on)s::date)
          AND d.kind IN ({wanted}) AND NOT d.kind = ANY (r.without) {only}
    ) d WHERE rule IS NOT NULL
),
people AS (
    SELECT m.council_id, m.user_id, m.role, m.organisation_id
    FROM councils_membership m JOIN councils_user u ON u.id = m.user_id AND u.is_active
    WHERE (m.valid_from IS NULL OR m.valid_from <= %(on)s::date)
      AND (m.valid_to IS NULL OR m.valid_to >= %(on)s::date)
),
away AS (
    SELECT a.council_id, a.user_id, a.deputy_id
    FROM reminders_absence a
    JOIN people w ON w.council_id = a.council_id AND w.user_id = a.user_id
    JOIN people d ON d.council_id = a.council_id AND d.user_id = a.deputy_id
    WHERE %(on)s::date BETWEEN a.from_on AND a.until_on AND {stands_in_sql("w", "d")}
),
found AS ({"UNION ALL".join(parts)}),
late AS (
    SELECT d.*, a.accountable_lead_id, a.restricted,
           EXISTS (SELECT FROM people q WHERE q.council_id = d.council_id AND q.user_id = a.accountable_lead_id)
               AS accountable
    FROM due d JOIN actions_action a ON a.council_id = d.council_id AND a.id = d.object_id
    WHERE d.kind = '{Kind.ACTION}' AND d.late >= d.ladder[1]
),
reached AS (
    SELECT id, user_id, 0 AS rung FROM (SELECT *, min(step) OVER (PARTITION BY id) AS first FROM found) f
    WHERE step = first
    {ladder}
),
told_today AS (
    SELECT DISTINCT ON (id, recipient_id) *
    FROM (
        SELECT d.id, d.council_id, d.kind, d.object_id, d.title, d.due_on, d.ref, d.number, d.seq, d.at_once, d.owner_id,
               CASE WHEN t.rung > 0 THEN 'escalated_' || t.rung ELSE d.rule END AS rule, t.rung,
               coalesce(w.deputy_id, t.user_id) AS recipient_id,
               CASE WHEN w.deputy_id IS NOT NULL THEN t.user_id END AS instead_of_id
        FROM reached t JOIN due d ON d.id = t.id
        LEFT JOIN away w ON w.council_id = d.council_id AND w.user_id = t.user_id AND d.kind <> '{Kind.OWN}'
    ) one ORDER BY id, recipient_id, rung, instead_of_id NULLS FIRST
)
"""


def values_of(on: datetime.date) -> dict[str, Any]:
    """What `who_is_told` takes."""
    return {"on": on, "ahead": ahead(on), "behind": behind(on)}


@dataclass(frozen=True, slots=True)
class Told:
    """A thing that a person is to be told of; `rung` of the ladder (0: it is theirs), `instead_of` somebody who is away."""

    council_id: int
    kind: str
    object_id: int
    title: str
    due_on: datetime.date
    ref: str = ""
    number: int | None = None
    seq: int | None = None
    rule: str = ""
    rung: int = 0
    instead_of_id: int | None = None
    owner_id: int | None = None

    @property
    def is_news(self) -> bool:
        return self.kind in NEWS

    @property
    def key(self) -> tuple[int, str, int]:
        return self.council_id, self.kind, self.object_id


def still_told(
    recipient_id: int, *, things: Collection[tuple[str, int]], on: datetime.date
) -> dict[tuple[int, str, int], Told]:
    """Which of these things (kind, id) the person is still to be told of, by council, kind and id."""
    if not things:
        return {}
    kinds = frozenset(Kind(kind) for kind, _ in things)
    ids = sorted({object_id for _, object_id in things})
    rows = _asked(who_is_told(kinds, only=_THESE), recipient_id, on=on, object_ids=ids)
    return {row.key: row for row in rows}


def tasks_of(recipient_id: int, *, on: datetime.date, council_id: int | None = None) -> list[Told]:
    """All that a person is to do, soonest first; in one council, or in all that the transaction may see."""
    only = "AND d.council_id = %(council)s" if council_id else ""
    rows = _asked(who_is_told(frozenset(Kind), only=only), recipient_id, on=on, council=council_id)
    return sorted(rows, key=lambda told: (told.due_on, told.kind, told.object_id))


def _asked(sql: str, recipient_id: int, *, on: datetime.date, **values: Any) -> list[Told]:
    with connection.cursor() as cursor:
        cursor.execute(sql + _TO_ONE_PERSON, {**values_of(on), "recipient": recipient_id, **values})
        return [Told(*row) for row in cursor.fetchall()]
