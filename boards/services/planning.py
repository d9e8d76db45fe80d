"""Planning meetings, and counting from the last one."""

from __future__ import annotations

import datetime

from django.db import connection, transaction

from actions.models.summary import recount
from councils import audit
from councils.models import User
from councils.refusal import Refused
from councils.working_days import working_days_before

from .. import cadence
from ..keeping import rules_of
from ..models import Board, Meeting

CUT_OFF_DAYS = 5
MOST_MEETINGS = 60
TEN_O_CLOCK = datetime.time(10, 0)


@transaction.atomic
def plan_meetings(
    board: Board,
    *,
    by: User | None,
    first_on: datetime.date,
    until: datetime.date,
    starts_at: datetime.time = TEN_O_CLOCK,
    place: str = "",
    cut_off_days: int = CUT_OFF_DAYS,
) -> list[Meeting]:
    """Plan the board's meetings by its cadence; returns the new ones. Safe to repeat: a day that has a meeting, planned
    or cancelled, and a day within the cadence of a meeting that stands, gets none. Updates close `cut_off_days` working
    days before each."""
    if until < first_on:
        raise Refused("The last day is before the first meeting.")
    if cut_off_days < 1:
        raise Refused("Updates must close before the meeting.")
    rules = rules_of(board)
    days = list(cadence.meeting_dates(first_on, rules, until=until))
    if len(days) > MOST_MEETINGS:
        raise Refused(f"That would be {len(days)} meetings. Choose an earlier last day.")
    Board.objects.select_for_update().get(pk=board.pk)  # two people who plan at once wait for each other
    existing = list(Meeting.objects.filter(council_id=board.council_id, board=board))
    taken = {meeting.held_on for meeting in existing}
    standing = [meeting.held_on for meeting in existing if meeting.state != Meeting.State.CANCELLED]
    number = max((meeting.number for meeting in existing), default=0)
    new: list[Meeting] = []
    for day in days:
        if day in taken or cadence.too_close(day, standing, rules):
            continue
        new.append(
            Meeting(
                council_id=board.council_id,
                board=board,
                number=number + len(new) + 1,
                held_on=day,
                starts_at=starts_at,
                place=place,
                cut_off_on=working_days_before(day, cut_off_days),
            )
        )
    Meeting.objects.bulk_create(new)
    if new:
        audit.record(
            "planned meetings",
            council_id=board.council_id,
            about=board,
            by=by,
            link=board.get_absolute_url(),
            days=[meeting.held_on.isoformat() for meeting in new],
        )
    return new


_LAST_MEETINGS = """
UPDATE actions_councilsummary s SET since_on = last.held_on
FROM (
    SELECT t.id, (
        SELECT max(m.held_on) FROM boards_meeting m
        WHERE m.council_id = t.council_id AND m.held_on < %s AND m.state <> 'cancelled'
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
