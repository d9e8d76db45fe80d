"""All councils with an instrument in force, on one page: which are off track, and where to look.

One statement whatever the number of councils (a second one when the day has turned and the scheduler has not yet
rolled the summaries forward), in plain SQL: a QuerySet took longer to write it than PostgreSQL to answer. Figures come
from the summary that triggers keep exact (actions/models/summary.py).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from councils import scope
from councils.lateness import lateness
from councils.models import User
from notices.models import Notice

# The newest instrument in force of each council. The columns after the first three are CouncilRow's, in its order.
_COUNCILS = """
SELECT DISTINCT ON (n.council_id) n.council_id, s.counted_on, s.since_on,
    c.slug, c.name, c.region, n.number, n.kind, n.issued_on,
    (SELECT min(r.due_on) FROM reviews_review r WHERE r.notice_id = n.id AND r.held_on IS NULL),
    (SELECT max(m.held_on) FROM boards_meeting m
     WHERE m.council_id = n.council_id AND m.held_on < %(on)s AND m.state <> 'cancelled'),
    coalesce(s.open, 0), coalesce(s.on_track, 0), coalesce(s.at_risk, 0), coalesce(s.off_track, 0),
    coalesce(s.overdue, 0), coalesce(s.updated, 0)
FROM notices_notice n
JOIN councils_council c ON c.id = n.council_id
LEFT JOIN actions_councilsummary s ON s.council_id = n.council_id
WHERE n.state = ANY(%(standing)s) AND {visible}
ORDER BY n.council_id, n.issued_on DESC, n.number DESC
"""

# Overdue and updated depend on the day as well as on the rows.
_COUNTED_LIVE = """
SELECT a.council_id, count(*) FILTER (WHERE a.due_on < %s), count(*) FILTER (WHERE a.reported_on >= since.day)
FROM actions_action a JOIN unnest(%s::bigint[], %s::date[]) AS since (council_id, day) USING (council_id)
WHERE a.delivery IN ('not_started', 'in_progress') GROUP BY a.council_id
"""


@dataclass(slots=True)
class CouncilRow:
    """One council: its newest instrument in force, its open actions by confidence and lateness."""

    slug: str
    name: str
    region: str
    notice_number: int
    kind: str
    issued_on: datetime.date
    review_on: datetime.date | None
    last_board: datetime.date | None
    open: int = 0
    on_track: int = 0
    at_risk: int = 0
    off_track: int = 0
    overdue: int = 0
    updated: int = 0

    @property
    def not_updated(self) -> int:
        """Open actions without an update since the last board; none are asked for before the first."""
        return self.open - self.updated if self.last_board else 0

    @property
    def updated_share(self) -> float:
        return self.updated / self.open if self.open and self.last_board else 1.0

    @property
    def worry(self) -> tuple[int, int, int, int]:
        """How bad it is, most telling first: open actions off track, overdue, at risk, not updated since the last board.
        Numbers, not shares: they stand in the row, so that the order explains itself."""
        return self.off_track, self.overdue, self.at_risk, self.not_updated

    def review_words(self, on: datetime.date) -> str:
        return lateness(self.review_on, on=on) if self.review_on else ""


def council_rows(user: User, *, on: datetime.date) -> list[CouncilRow]:
    """Every council that the person may see and that has an instrument in force; worst first."""
    access = user.access
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNCILS.format(
                visible="true" if access.is_department else "n.council_id = ANY(%(ids)s::bigint[])"
            ),
            {"on": on, "standing": Notice.STANDING, "ids": sorted(access.council_ids)},
        )
        found = cursor.fetchall()
    rows: dict[int, CouncilRow] = {}
    stale: dict[int, datetime.date | None] = {}
    for council_id, counted_on, since_on, *figures in found:
        row = rows[council_id] = CouncilRow(*figures)
        if row.open and (counted_on != on or since_on != row.last_board):
            stale[council_id] = row.last_board
    if stale:
        for council_id, overdue, updated in _count_live(stale, on=on):
            rows[council_id].overdue, rows[council_id].updated = overdue, updated
    return sort_rows(list(rows.values()))


def _count_live(stale: dict[int, datetime.date | None], *, on: datetime.date) -> list[Any]:
    with scope.unnarrowed(), connection.cursor() as cursor:  # the summary counts restricted actions too
        cursor.execute(_COUNTED_LIVE, [on, list(stale), list(stale.values())])
        return cursor.fetchall()


_NEVER = datetime.date.max
_SORTS: dict[str, Callable[[CouncilRow], Any]] = {
    "name": lambda row: row.name.casefold(),
    "issued": lambda row: row.issued_on,
    "review": lambda row: row.review_on or _NEVER,
    "updated": lambda row: row.updated_share,
    "off_track": lambda row: row.off_track,
    "at_risk": lambda row: row.at_risk,
    "on_track": lambda row: row.on_track,
    "overdue": lambda row: row.overdue,
}


def sort_rows(rows: Sequence[CouncilRow], sort: str = "") -> list[CouncilRow]:
    """Worst first, unless a column is asked for ("overdue", "-overdue"); equals stay worst first, then by name."""
    ordered = sorted(rows, key=_SORTS["name"])
    ordered.sort(key=lambda row: row.worry, reverse=True)
    key = _SORTS.get(sort.removeprefix("-"))
    if key:
        ordered.sort(key=key, reverse=sort.startswith("-"))
    return ordered


def is_sort(sort: str) -> bool:
    return sort.removeprefix("-") in _SORTS


def filter_rows(rows: Sequence[CouncilRow], wanted: dict[str, Any]) -> list[CouncilRow]:
    """`wanted` is CouncilFilter's cleaned data. Two values of confidence mean either of them."""
    name = (wanted.get("name") or "").casefold()
    region, instrument = wanted.get("region"), wanted.get("instrument")
    confidence = wanted.get("confidence") or []
    return [
        row
        for row in rows
        if (not name or name in row.name.casefold())
        and (not region or row.region == region)
        and (not instrument or row.kind == instrument)
        and (not confidence or any(getattr(row, value) for value in confidence))
        and (not wanted.get("overdue") or row.overdue)
        and (not wanted.get("not_updated") or row.not_updated)
    ]


@dataclass(frozen=True)
class Totals:
    councils: int
    open: int
    on_track: int
    at_risk: int
    off_track: int
    overdue: int
    updated: int
    asked: int  # open actions of councils whose board has met, of which `updated` were updated since


def totals(rows: Sequence[CouncilRow]) -> Totals:
    names = ("open", "on_track", "at_risk", "off_track", "overdue", "updated")
    sums = {name: sum([getattr(row, name) for row in rows]) for name in names}
    return Totals(councils=len(rows), asked=sum([row.open for row in rows if row.last_board]), **sums)
