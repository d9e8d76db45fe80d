"""The actions of all councils as one list: what is off plan, why, and what will bring it back; or any other part of it.

Every number of the councils' dashboard leads here. The list chooses by the same conditions by which the summary counts
(actions/models/summary.py; as at a past day actions/counted.py), so it has as many rows as the number says. A restricted
action is one row that says no more than that it is there: it is counted (docs/decisions/014), and only named people may
read it. The board hears of what is off plan and of what is done about it (Cumbria notice 2012; Herefordshire 2013, §31);
the Department hears it of all boards here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from actions.as_at import ActionAsAt
from actions.counted import COUNTS as COUNTED
from actions.models import DateChange
from actions.models.summary import COUNTS
from councils import scope, status
from councils.lateness import age, is_overdue, lateness

from ..councils_dashboard import CouncilRow
from ..links import action as link_to

PAGE = 50
RESTRICTED = "A restricted action, which only named people may see"
OPEN = ("not_started", "in_progress")


@dataclass(frozen=True, slots=True)
class AcrossRow:
    """One action of one council. Of a restricted one all is empty but the council."""

    slug: str
    council: str
    ref: str
    title: str
    delivery: str
    confidence: str
    due_on: datetime.date | None
    reported_on: datetime.date | None
    why: str
    recovery: str
    asked: datetime.date | None  # the new date that waits for the board
    moved: int  # how often the board has agreed a new date

    @property
    def is_restricted(self) -> bool:
        return not self.ref

    @property
    def href(self) -> str:
        return link_to(self.slug, self.ref) if self.ref else ""

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Delivery, and of an open action confidence."""
        if self.is_restricted:
            return []
        said = [("delivery", self.delivery)]
        return [*said, ("confidence", self.confidence)] if self.delivery in OPEN else said

    def words(self, kind: str) -> str:
        return next((status.word(of, value) for of, value in self.tags if of == kind), "")

    def late(self, on: datetime.date) -> str:
        return (
            lateness(self.due_on, on=on) if self.delivery in OPEN and is_overdue(self.due_on, on=on) else ""
        )

    def heard(self, on: datetime.date) -> str:
        return "" if self.is_restricted else age(self.reported_on, on=on)


@dataclass(frozen=True, slots=True)
class Look:
    """One part of all actions: in SQL for today, as a function for a past day."""

    words: str
    sql: str
    keeps: Callable[[ActionAsAt, datetime.date, datetime.date | None], bool]


def _counted(name: str, words: str) -> Look:
    return Look(words, COUNTS[name], COUNTED[name])


OFF_PLAN = "off_plan"
LOOKS = {
    OFF_PLAN: Look(
        "Off plan: off track, at risk or overdue",
        f"({COUNTS['off_track']}) OR ({COUNTS['at_risk']}) OR ({COUNTS['overdue']})",
        lambda action, on, since: action.is_off_plan(on=on),
    ),
    "off_track": _counted("off_track", "Off track"),
    "overdue": _counted("overdue", "Overdue"),
    "at_risk": _counted("at_risk", "At risk"),
    "on_track": _counted("on_track", "On track"),
    "updated": _counted("updated", "Updated since the last board"),
    "not_updated": Look(
        "Not updated since the last board",
        f"({COUNTS['open']}) AND s.since_on IS NOT NULL AND NOT coalesce({COUNTS['updated']}, false)",
        lambda action, on, since: bool(
            action.is_open and since and not COUNTED["updated"](action, on, since)
        ),
    ),
    "open": _counted("open", "All open actions"),
    "asked": Look(  # those of which an update is asked: the board has met
        "All open actions of councils whose board has met",
        f"({COUNTS['open']}) AND s.since_on IS NOT NULL",
        lambda action, on, since: bool(action.is_open and since),
    ),
}

_WORRY = "array_position(ARRAY['off_track', 'at_risk', 'on_track'], a.confidence::text)"
ORDERS = {
    "": f"{_WORRY}, a.due_on NULLS LAST, a.id",
    "council": f"c.name, {_WORRY}, a.due_on NULLS LAST, a.id",
    "-council": f"c.name DESC, {_WORRY}, a.due_on NULLS LAST, a.id",
    "due": "a.due_on NULLS LAST, a.id",
    "-due": "a.due_on DESC NULLS LAST, a.id",
    "updated": "a.reported_on NULLS FIRST, a.id",
    "-updated": "a.reported_on DESC NULLS LAST, a.id",
}
# The page of rows first, their words after. Nothing of a restricted action leaves the database, and it stands last.
_LISTED = """
WITH one AS (
    SELECT a.id, a.council_id, c.slug, c.name, a.ref, a.title, a.delivery, a.confidence, a.due_on, a.reported_on,
        a.restricted, count(*) OVER () AS of_all, row_number() OVER (ORDER BY a.restricted, {order}) AS place
    FROM (SELECT u.council_id, u.since_on, %s::date AS counted_on
          FROM unnest(%s::bigint[], %s::date[]) AS u (council_id, since_on)) s
    JOIN actions_action a ON a.council_id = s.council_id
    JOIN councils_council c ON c.id = a.council_id
    WHERE {look} ORDER BY place {part}
)
SELECT one.of_all, one.slug, one.name,
    CASE WHEN restricted THEN '' ELSE one.ref END, CASE WHEN restricted THEN '' ELSE one.title END,
    CASE WHEN restricted THEN '' ELSE one.delivery END, CASE WHEN restricted THEN '' ELSE one.confidence END,
    CASE WHEN restricted THEN NULL ELSE one.due_on END, CASE WHEN restricted THEN NULL ELSE one.reported_on END,
    coalesce(said.narrative, ''), coalesce(said.recovery, ''), dates.asked, coalesce(dates.moved, 0)
FROM one
LEFT JOIN LATERAL (
    SELECT u.narrative, u.recovery FROM actions_actionupdate u
    WHERE u.council_id = one.council_id AND u.action_id = one.id AND NOT u.no_change AND NOT one.restricted
    ORDER BY u.version DESC LIMIT 1) said ON true
LEFT JOIN LATERAL (
    SELECT max(d.to_due_on) FILTER (WHERE d.state = 'asked') AS asked, count(*) FILTER (WHERE d.state = 'agreed') AS moved
    FROM actions_datechange d
    WHERE d.council_id = one.council_id AND d.action_id = one.id AND NOT one.restricted) dates ON true
ORDER BY one.place
"""


def look_of(show: str) -> str:
    return show if show in LOOKS else OFF_PLAN


def actions_now(
    councils: Sequence[CouncilRow],
    show: str,
    *,
    on: datetime.date,
    sort: str = "",
    page: int | None = None,
) -> tuple[list[AcrossRow], int]:
    """The rows of a page from 1 (all, without one) and how many there are, in one statement."""
    part, where = ("LIMIT %s OFFSET %s", [PAGE, (page - 1) * PAGE]) if page else ("", [])
    sql = _LISTED.format(order=ORDERS.get(sort, ORDERS[""]), look=f"({LOOKS[look_of(show)].sql})", part=part)
    with scope.unnarrowed(), connection.cursor() as cursor:
        cursor.execute(
            sql, [on, [row.council_id for row in councils], [row.last_board for row in councils], *where]
        )
        found = cursor.fetchall()
    return [AcrossRow(*row[1:]) for row in found], found[0][0] if found else 0


def actions_past(
    councils: Sequence[CouncilRow], show: str, *, on: datetime.date, sort: str = ""
) -> list[AcrossRow]:
    """The same list as it stood at the end of `on`; councils are rows of that day."""
    look = LOOKS[look_of(show)]
    dates = _dates_then(councils, on=on)
    chosen = [
        (row, action, hidden)
        for row in councils
        for action, hidden in row.then
        if look.keeps(action, on, row.last_board)
    ]
    order = _ORDERS.get(sort.removeprefix("-"), _ORDERS[""])
    chosen.sort(key=lambda found: order(found[0], found[1]), reverse=sort.startswith("-"))
    chosen.sort(key=lambda found: found[2])  # restricted ones last
    return [
        AcrossRow(row.slug, row.name, "", "", "", "", None, None, "", "", None, 0)
        if hidden
        else AcrossRow(
            row.slug, row.name, action.ref, action.title, action.delivery, action.confidence, action.due_on,
            action.reported_on, action.narrative, action.recovery, *dates.get(action.id, (None, 0)),
        )
        for row, action, hidden in chosen
    ]  # fmt: skip


_BRIEFLY = ("off_track", "at_risk", "on_track")
_ORDERS: Mapping[str, Callable[[CouncilRow, ActionAsAt], Any]] = {
    "": lambda row, a: (_BRIEFLY.index(a.confidence), a.due_on or datetime.date.max, a.id),
    "council": lambda row, a: (row.name, _BRIEFLY.index(a.confidence), a.due_on or datetime.date.max, a.id),
    "due": lambda row, a: (a.due_on or datetime.date.max, a.id),
    "updated": lambda row, a: (a.reported_on or datetime.date.min, a.id),
}


def _dates_then(
    councils: Sequence[CouncilRow], *, on: datetime.date
) -> dict[int, tuple[datetime.date | None, int]]:
    """Of each action the new date that waited for the board, and how often one had been agreed."""
    found: dict[int, tuple[datetime.date | None, int]] = {}
    rows = DateChange.objects.filter(
        council_id__in=[row.council_id for row in councils], asked_on__lte=on
    ).order_by("number")
    for action_id, state, to_due_on, closed_on in rows.values_list(
        "action_id", "state", "to_due_on", "closed_on"
    ):
        asked, moved = found.get(action_id, (None, 0))
        if closed_on is None or closed_on > on:
            asked = to_due_on
        elif state == DateChange.State.AGREED:
            moved += 1
        found[action_id] = (asked, moved)
    return found
