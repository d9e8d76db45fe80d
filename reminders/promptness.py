"""How long e-mails took, from when they can have been due until the provider had them (bar B21)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import connection

GOAL_95, GOAL_99 = 60, 5 * 60  # seconds

_SPANS = """
SELECT count(*), percentile_disc(0.95) WITHIN GROUP (ORDER BY seconds),
       percentile_disc(0.99) WITHIN GROUP (ORDER BY seconds), max(seconds)
FROM (SELECT extract(epoch FROM d.finished_at - d.due_at)::float AS seconds
      FROM reminders_digest d WHERE d.state = 'done' AND d.finished_at >= %(since)s AND {these}) spans
"""
_OF_COUNCIL = """EXISTS (SELECT FROM reminders_reminder r
    WHERE r.digest_id = d.id AND r.council_id = %(council)s AND r.made_on >= %(since)s::date - 1)"""


@dataclass(frozen=True)
class Promptness:
    """Seconds; none when nothing was sent."""

    emails: int
    p95: float | None
    p99: float | None
    longest: float | None

    @property
    def is_good(self) -> bool:
        return (self.p95 or 0) <= GOAL_95 and (self.p99 or 0) <= GOAL_99


def promptness(*, since: datetime.datetime, council_id: int | None = None) -> Promptness:
    """Of the e-mails handed over since then: all, or those that held something of one council."""
    these = "true" if council_id is None else _OF_COUNCIL
    with connection.cursor() as cursor:
        cursor.execute(_SPANS.format(these=these), {"since": since, "council": council_id})
        return Promptness(*cursor.fetchone())


def in_words(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < 120:
        return f"{whole} second{'' if whole == 1 else 's'}"
    minutes = round(whole / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
