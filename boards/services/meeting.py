"""What the verbs of one meeting share: its row held, its state asked, its numbers counted, the audit log signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from actions.models import Plan
from councils import audit
from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused

from ..models import Meeting


def hold(meeting: Meeting, *, states: Iterable[str] = ()) -> Meeting:
    """Lock the meeting's row; whoever changes the meeting waits here. Raises Refused outside of `states`."""
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())
    if states and meeting.state not in states:
        raise Refused(f"{in_words(meeting)}: this cannot be done now.")
    return meeting


def in_words(meeting: Meeting) -> str:
    """ "The meeting on 2 June 2026 is planned"."""
    return f"The meeting on {long_date(meeting.held_on)} is {_STATES[meeting.state]}"


_STATES = {
    "planned": "planned",
    "open": "open for papers",
    "issued": "prepared, and its papers are issued",
    "in_progress": "in progress",
    "drafted": "over, and its minutes are a draft",
    "agreed": "over, and its minutes are agreed",
    "closed": "closed",
    "held": "over",
    "cancelled": "cancelled",
}


def next_number(rows: Any) -> int:
    """The number after the last; whoever counts holds the meeting (or the board)."""
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def plan_of(meeting: Meeting) -> Plan | None:
    """The plan that the meeting's board steers."""
    plans = Plan.objects.filter(council_id=meeting.council_id, notice_id=meeting.board.notice_id)
    return plans.select_related("council").order_by("id").last()


def sign(verb: str, meeting: Meeting, by: User | None, **detail: Any) -> None:
    audit.record(
        verb,
        council_id=meeting.council_id,
        about=f"{meeting.board}, {meeting.held_on:%d %B %Y}",
        by=by,
        link=meeting.get_absolute_url(),
        **detail,
    )
