"""What each partner agency has brought to the board over time: who came, what they reported, what they did."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from actions.models import Action
from councils.models import Organisation, User

from .models import Attendance, Board, BoardAction, BoardMember

CAME = (Attendance.State.PRESENT, Attendance.State.SUBSTITUTE)


@dataclass
class Contribution:
    organisation: str
    meetings: int = 0  # at which attendance of the agency was recorded
    attended: int = 0
    brought: list[tuple[datetime.date, str]] = field(default_factory=list)  # newest first
    open_actions: int = 0
    overdue_actions: int = 0
    finished_actions: int = 0
    board_actions_open: int = 0
    board_actions_done: int = 0


def contributions(board: Board, user: User, *, on: datetime.date) -> list[Contribution]:
    """Agencies with a seat on the board, an action of the plan or a board action, by name. Four statements."""
    council = board.council_id
    names = dict(Organisation.objects.visible_to(user).filter(council_id=council).values_list("pk", "name"))
    rows = {pk: Contribution(name) for pk, name in sorted(names.items(), key=lambda pair: pair[1].lower())}
    seats = dict(
        BoardMember.objects.visible_to(user)
        .filter(council_id=council, board=board, organisation__isnull=False)
        .values_list("pk", "organisation_id")
    )
    known = set(seats.values())
    came: dict[tuple[int, int], bool] = {}
    attendance = (
        Attendance.objects.visible_to(user)
        .filter(council_id=council, meeting__board=board, member_id__in=seats)
        .select_related("meeting")
        .order_by("-meeting__held_on", "member_id")
    )
    for row in attendance:
        agency = seats[row.member_id]
        at = (agency, row.meeting_id)
        came[at] = came.get(at, False) or row.state in CAME
        if row.contribution:
            rows[agency].brought.append((row.meeting.held_on, row.contribution))
    for (agency, _), did in came.items():
        rows[agency].meetings += 1
        rows[agency].attended += did
    actions = Action.objects.visible_to(user).filter(
        council_id=council, plan__notice_id=board.notice_id, owner_organisation__isnull=False
    )
    for action in actions:
        assert action.owner_organisation_id is not None
        line = rows[action.owner_organisation_id]
        known.add(action.owner_organisation_id)
        line.open_actions += action.is_open
        line.overdue_actions += action.is_overdue(on=on)
        line.finished_actions += action.done_on is not None
    asked = BoardAction.objects.visible_to(user).filter(board=board, organisation__isnull=False)
    for board_action in asked:
        assert board_action.organisation_id is not None
        line = rows[board_action.organisation_id]
        known.add(board_action.organisation_id)
        line.board_actions_open += board_action.done_on is None
        line.board_actions_done += board_action.done_on is not None
    return [line for pk, line in rows.items() if pk in known]
