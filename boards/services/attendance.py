"""Who came to a meeting, and what they brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from councils.models import User
from councils.refusal import Refused

from ..life import PREPARED
from ..models import Attendance, BoardMember, Meeting
from .meeting import hold, sign


@dataclass(frozen=True)
class Came:
    """What is said of one member; no state: nothing is recorded."""

    state: str
    substitute: str = ""
    contribution: str = ""


@transaction.atomic
def record_attendance(meeting: Meeting, *, by: User, came: Mapping[int, Came]) -> None:
    """For the members given (by id), what is said of each takes the place of what was recorded. Members of the board
    only. Before the meeting it is where apologies are recorded."""
    hold(meeting, states=PREPARED)
    members = BoardMember.objects.filter(
        council_id=meeting.council_id, board_id=meeting.board_id, pk__in=came
    ).in_bulk()
    if set(members) != set(came):
        raise Refused("Only members of this board can be recorded.")
    rows = Attendance.objects.filter(council_id=meeting.council_id, meeting=meeting, member_id__in=came)
    before = {row.member_id: row for row in rows}
    changed = []
    for pk, said in came.items():
        if said.state == Attendance.State.SUBSTITUTE and not said.substitute.strip():
            raise Refused(f"Enter who came in the place of {members[pk].name}")
        values = {
            "state": said.state,
            "substitute": said.substitute.strip() if said.state == Attendance.State.SUBSTITUTE else "",
            "contribution": said.contribution.strip(),
        }
        row = before.get(pk)
        if row is not None and all(getattr(row, name) == value for name, value in values.items()):
            continue
        if row is not None and not said.state:
            row.delete()
        elif row is not None:
            Attendance.objects.filter(council_id=meeting.council_id, pk=row.pk).update(**values)
        elif said.state:
            Attendance.objects.create(
                council_id=meeting.council_id, meeting=meeting, member=members[pk], **values
            )
        else:
            continue
        changed.append(pk)
    if changed:
        sign("recorded attendance at a meeting", meeting, by, members=sorted(changed))
