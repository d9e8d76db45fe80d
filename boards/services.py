"""What happens on boards."""

from __future__ import annotations

import datetime

from django.db import connection, transaction

from actions.models.summary import recount

_LAST_MEETINGS = """
UPDATE actions_councilsummary s SET since_on = last.held_on
FROM (
    SELECT t.id, (
        SELECT max(m.held_on) FROM boards_meeting m
        WHERE m.council_id = t.council_id AND m.held_on <= %s AND m.state <> 'cancelled'
    ) AS held_on FROM actions_councilsummary t ORDER BY t.id FOR UPDATE
) last
WHERE last.id = s.id AND s.since_on IS DISTINCT FROM last.held_on
"""


@transaction.atomic
def roll_forward(on: datetime.date) -> None:
    """Count the summaries of all councils in scope as at `on`: overdue actions, and updates since the last board."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_MEETINGS, [on])
    recount(on=on)
