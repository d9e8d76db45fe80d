"""All councils with an instrument in force, on one page: which are off track and why, and where to look.

One statement whatever the number of councils (a second one when the day has turned and the scheduler has not yet
rolled the summaries forward), in plain SQL: a QuerySet took longer to write it than PostgreSQL to answer. Figures come
from the summary that triggers keep exact (actions/models/summary.py); as at a past day from the history of every action
(department/actions.py).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from actions.as_at import ActionAsAt
from boards.keeping import Rule, gap_between
from boards.models import CadenceChange
from councils import scope
from councils.lateness import lateness
from councils.models import User
from notices.models import Notice

from .department import past

# A report of the instrument (table p) and a review (table r) that had not come by the day; department/dates.py lists them.
REPORT_TO_COME = "p.sent_on IS NULL OR p.sent_on > %(on)s"
LATE_REPORT = f"p.due_on < %(on)s AND ({REPORT_TO_COME})"
REVIEW_TO_COME = "r.held_on IS NULL OR r.held_on > %(on)s"

# The newest instrument in force of each council. The columns after the first two are CouncilRow's, in its order.
_COUNCILS = """
SELECT DISTINCT ON (n.council_id) s.counted_on, s.since_on,
    c.slug, c.name, c.region, n.number, n.kind, n.issued_on,
    (SELECT min(r.due_on) FROM reviews_review r WHERE r.notice_id = n.id AND ({review_to_come})),
    (SELECT max(m.held_on) FROM boards_meeting m
     WHERE m.council_id = n.council_id AND m.held_on < %(on)s AND m.state <> 'cancelled'),
    coalesce(s.open, 0), coalesce(s.on_track, 0), coalesce(s.at_risk, 0), coalesce(s.off_track, 0),
    coalesce(s.overdue, 0), coalesce(s.updated, 0),
    n.council_id, n.id, {stage},
    (SELECT count(*) FROM reviews_reportdue p WHERE p.notice_id = n.id AND {late_report}),
    EXISTS (SELECT FROM reports_watchedcouncil w WHERE w.council_id = n.council_id AND w.user_id = %(user)s),
    b.meets_every,
    (SELECT max(m.held_on) FROM boards_meeting m
     WHERE m.board_id = b.id AND m.held_on <= %(on)s AND m.state <> 'cancelled'),
    (SELECT min(m.held_on) FROM boards_meeting m
     WHERE m.board_id = b.id AND m.held_on > %(on)s AND m.state <> 'cancelled'),
    (SELECT array_agg(greatest(k.from_on, k.answered_on) || ' ' || k.to_every) FROM boards_cadencechange k
     WHERE k.board_id = b.id AND k.state = ANY(%(changed)s))
FROM notices_notice n
JOIN councils_council c ON c.id = n.council_id
LEFT JOIN boards_board b ON b.notice_id = n.id
LEFT JOIN actions_councilsummary s ON s.council_id = n.council_id
WHERE {stood} AND {visible}
ORDER BY n.council_id, n.issued_on DESC, n.number DESC
"""
_STANDS = "n.state = ANY(%(standing)s)"
_STOOD = "n.state <> ALL(%(never)s) AND n.issued_on <= %(on)s AND (n.ended_on IS NULL OR n.ended_on > %(on)s)"
_STAGE_THEN = """coalesce((SELECT t.to_state FROM notices_noticestep t
    WHERE t.notice_id = n.id AND t.taken_on <= %(on)s ORDER BY t.number DESC LIMIT 1), 'in_force')"""

# Overdue and updated depend on the day as well as on the rows.
_COUNTED_LIVE = """
SELECT a.council_id, count(*) FILTER (WHERE a.due_on < %s), count(*) FILTER (WHERE a.reported_on >= since.day)
FROM actions_action a JOIN unnest(%s::bigint[], %s::date[]) AS since (council_id, day) USING (council_id)
WHERE a.delivery IN ('not_started', 'in_progress') GROUP BY a.council_id
"""


@dataclass(slots=True)
class CouncilRow:
    """One council: its newest instrument in force, its open actions by confidence and lateness, its board."""

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
    council_id: int = 0
    notice_id: int = 0
    stage: str = Notice.State.IN_FORCE.value
    late_reports: int = 0
    watched: bool = False
    meets_every: str | None = None
    met_on: datetime.date | None = None
    meets_on: datetime.date | None = None
    cadence_changes: list[str] | None = None
    board_gap: str = ""  # one sentence where the board meets, or will meet, less often than it has to
    # As at a past day: its actions as they stood, each with whether it is restricted.
    then: list[tuple[ActionAsAt, bool]] = field(default_factory=list, compare=False, repr=False)

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

    @property
    def standing(self) -> str:
        """The worst that is to be said of its actions, in words."""
        if not self.open:
            return "No open actions"
        if self.off_track:
            return "Off track"
        if self.overdue:
            return "Overdue"
        return "At risk" if self.at_risk else "On track"

    def review_words(self, on: datetime.date) -> str:
        return lateness(self.review_on, on=on) if self.review_on else ""


def council_rows(user: User, *, on: datetime.date, is_past: bool = False) -> list[CouncilRow]:
    """Every council that the person may see and that has an instrument in force; worst first. With `is_past`, as it
    stood at the end of `on`."""
    access = user.access
    sql = _COUNCILS.format(
        visible="true" if access.is_department else "n.council_id = ANY(%(ids)s::bigint[])",
        stood=_STOOD if is_past else _STANDS,
        stage=_STAGE_THEN if is_past else "n.state",
        review_to_come=REVIEW_TO_COME,
        late_report=LATE_REPORT,
    )
    asked: dict[str, Any] = {
        "on": on,
        "standing": Notice.STANDING,
        "never": [Notice.State.DRAFT.value, Notice.State.WITHDRAWN.value],
        "ids": sorted(access.council_ids),
        "user": user.pk,
        "changed": [state.value for state in CadenceChange.STANDING],
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        found = cursor.fetchall()
    rows: dict[int, CouncilRow] = {}
    stale: dict[int, datetime.date | None] = {}
    for counted_on, since_on, *figures in found:
        row = CouncilRow(*figures)
        rows[row.council_id] = row
        row.board_gap = _gap(row, on=on)
        if row.open and (counted_on != on or since_on != row.last_board):
            stale[row.council_id] = row.last_board
    if is_past:
        past.count_into(rows, on=on)
    elif stale:
        for council_id, overdue, updated in _count_live(stale, on=on):
            rows[council_id].overdue, rows[council_id].updated = overdue, updated
    return sort_rows(list(rows.values()))


def _gap(row: CouncilRow, *, on: datetime.date) -> str:
    if not row.meets_every:
        return ""
    changes = sorted(
        Rule(datetime.date.fromisoformat(day), every)
        for day, every in (change.split() for change in row.cadence_changes or ())
    )
    rules = [Rule(datetime.date.min, row.meets_every), *changes]
    return gap_between(row.met_on, row.meets_on, rules, on=on)


def _count_live(stale: dict[int, datetime.date | None], *, on: datetime.date) -> list[Any]:
    with scope.unnarrowed(), connection.cursor() as cursor:  # the summary counts restricted actions too
        cursor.execute(_COUNTED_LIVE, [on, list(stale), list(stale.values())])
        return cursor.fetchall()


_NEVER = datetime.date.max
_SORTS: dict[str, Callable[[CouncilRow], Any]] = {
    "name": lambda row: row.name.casefold(),
    "region": lambda row: row.region,
    "stage": lambda row: row.stage,
    "issued": lambda row: row.issued_on,
    "review": lambda row: row.review_on or _NEVER,
    "board": lambda row: row.last_board or datetime.date.min,
    "updated": lambda row: row.updated_share,
    "not_updated": lambda row: row.not_updated,
    "open": lambda row: row.open,
    "off_track": lambda row: row.off_track,
    "at_risk": lambda row: row.at_risk,
    "on_track": lambda row: row.on_track,
    "overdue": lambda row: row.overdue,
    "late_reports": lambda row: row.late_reports,
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


def filter_rows(
    rows: Iterable[CouncilRow], wanted: dict[str, Any], *, on: datetime.date | None = None
) -> list[CouncilRow]:
    """`wanted` is CouncilFilter's cleaned data. Two values of confidence mean either of them."""
    name = (wanted.get("name") or "").casefold()
    confidence = wanted.get("confidence") or []
    same = {
        attribute: wanted[field]
        for field, attribute in (
            ("council", "slug"), ("region", "region"), ("instrument", "kind"), ("stage", "stage"),
        )
        if wanted.get(field)
    }  # fmt: skip
    some = [
        attribute
        for attribute in ("overdue", "not_updated", "board_gap", "late_reports", "watched")
        if wanted.get(attribute)
    ]
    review = wanted.get("review") or ""
    return [
        row
        for row in rows
        if (not name or name in row.name.casefold())
        and all(getattr(row, attribute) == value for attribute, value in same.items())
        and (not confidence or any(getattr(row, value) for value in confidence))
        and all(getattr(row, attribute) for attribute in some)
        and (not review or on is None or _review_fits(row, review, on))
    ]


def _review_fits(row: CouncilRow, review: str, on: datetime.date) -> bool:
    """`review`: none, overdue, or within how many days."""
    if review == "none" or row.review_on is None:
        return review == "none" and row.review_on is None
    if review == "overdue":
        return row.review_on < on
    return on <= row.review_on <= on + datetime.timedelta(days=int(review))


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
