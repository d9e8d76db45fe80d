"""The minutes of a meeting as data: a draft is built from what was recorded; agreed ones are kept, and shown as kept.

Members are named to the council and its board only (design §5): the Department reads roles and agencies, and the chair,
who is a public office.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from councils.models import User

from .models import (
    AgendaItem,
    Attendance,
    BoardAction,
    BoardMember,
    Challenge,
    ItemKind,
    Meeting,
    MeetingDecision,
    MeetingMinutes,
    MeetingPaper,
)


@dataclass(frozen=True)
class AttendanceLine:
    name: str
    role: str
    organisation: str
    state: str
    substitute: str
    contribution: str
    is_chair: bool


@dataclass(frozen=True)
class DecisionLine:
    number: int
    kind: str
    words: str
    why: str


@dataclass(frozen=True)
class ItemLine:
    number: int
    kind: str
    title: str
    notes: str
    carried: bool
    decisions: list[DecisionLine]


@dataclass(frozen=True)
class ChallengeLine:
    number: int
    text: str
    asked_by: str
    asked_by_role: str
    asked_of: str
    answer: str


@dataclass(frozen=True)
class BoardActionLine:
    number: int
    text: str
    who: str
    due_on: str

    @property
    def due(self) -> datetime.date:
        return datetime.date.fromisoformat(self.due_on)


@dataclass(frozen=True)
class Minutes:
    board: str
    number: int
    held_on: str
    starts_at: str
    place: str
    figures_as_at: str | None
    attendance: list[AttendanceLine]
    items: list[ItemLine]
    challenges: list[ChallengeLine]
    board_actions: list[BoardActionLine]
    papers: list[str]
    next_meeting_on: str | None

    @property
    def start(self) -> datetime.time:
        return datetime.time.fromisoformat(self.starts_at)

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        return cls(
            **{
                **data,
                "attendance": [AttendanceLine(**row) for row in data["attendance"]],
                "items": [
                    ItemLine(**{**row, "decisions": [DecisionLine(**d) for d in row["decisions"]]})
                    for row in data["items"]
                ],
                "challenges": [ChallengeLine(**row) for row in data["challenges"]],
                "board_actions": [BoardActionLine(**row) for row in data["board_actions"]],
            }
        )

    @property
    def held(self) -> datetime.date:
        return datetime.date.fromisoformat(self.held_on)

    @property
    def figures_day(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.figures_as_at) if self.figures_as_at else None

    @property
    def next_day(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.next_meeting_on) if self.next_meeting_on else None

    def sha256(self) -> str:
        return hashlib.sha256(json.dumps(self.as_data(), sort_keys=True).encode()).hexdigest()

    def for_department(self) -> Minutes:
        """The copy in which members are their role and agency."""
        unnamed = [
            row if row.is_chair else replace(row, name="Name not shown", substitute="")
            for row in self.attendance
        ]
        challenges = [replace(row, asked_by=row.asked_by_role) for row in self.challenges]
        return replace(self, attendance=unnamed, challenges=challenges)

    def without_items(self, hidden: Iterable[int]) -> Minutes:
        """The copy for somebody who may not see what these items are about."""
        gone = set(hidden)
        return replace(self, items=[item for item in self.items if item.number not in gone])


def minutes_for(meeting: Meeting, user: User) -> Minutes:
    """The agreed minutes as they were kept, else the draft as it stands; as far as this person may read."""
    kept = (
        MeetingMinutes.objects.visible_to(user).filter(council_id=meeting.council_id, meeting=meeting).first()
    )
    whole = Minutes.from_data(kept.data) if kept else draft_minutes(meeting)
    items = AgendaItem.objects.filter(council_id=meeting.council_id, meeting=meeting)
    seen = set(AgendaItem.objects.visible_to(user).filter(meeting=meeting).values_list("number", flat=True))
    whole = whole.without_items(set(items.values_list("number", flat=True)) - seen)
    return whole.for_department() if meeting.council_id not in user.access.council_ids else whole


def draft_minutes(meeting: Meeting) -> Minutes:
    """From decisions that stand, attendance, notes, challenges and board actions, as they are recorded now."""
    council, of_meeting = meeting.council_id, {"council_id": meeting.council_id, "meeting": meeting}
    decided: dict[int, list[DecisionLine]] = {}
    for row in MeetingDecision.objects.standing().filter(**of_meeting).order_by("number"):
        line = DecisionLine(number=row.number, kind=row.kind, words=row.words, why=row.why)
        decided.setdefault(row.item_id, []).append(line)
    following = Meeting.objects.filter(council_id=council, board_id=meeting.board_id).not_cancelled()
    next_one = following.filter(held_on__gt=meeting.held_on).order_by("held_on").first()
    figures = meeting.figures.first()
    return Minutes(
        board=meeting.board.name,
        number=meeting.number,
        held_on=meeting.held_on.isoformat(),
        starts_at=f"{meeting.starts_at:%H:%M}",
        place=meeting.place,
        figures_as_at=figures.as_at.isoformat() if figures else None,
        attendance=_attendance(meeting),
        items=[
            ItemLine(
                number=item.number,
                kind=item.kind,
                title=item.title,
                notes=item.notes,
                carried=item.carry,
                decisions=decided.get(item.pk, []),
            )
            for item in AgendaItem.objects.standing().filter(**of_meeting).order_by("position", "id")
        ],
        challenges=[
            ChallengeLine(
                number=row.number,
                text=row.text,
                asked_by=row.asked_by.name,
                asked_by_role=unnamed(row.asked_by),
                asked_of=row.asked_of,
                answer=row.answer,
            )
            for row in Challenge.objects.filter(**of_meeting)
            .select_related("asked_by__organisation")
            .order_by("number")
        ],
        board_actions=[
            BoardActionLine(number=row.number, text=row.text, who=row.who, due_on=row.due_on.isoformat())
            for row in BoardAction.objects.filter(**of_meeting).order_by("number")
        ],
        papers=list(
            MeetingPaper.objects.current()
            .filter(**of_meeting)
            .order_by("number")
            .values_list("title", flat=True)
        ),
        next_meeting_on=next_one.held_on.isoformat() if next_one else None,
    )


def unnamed(member: BoardMember) -> str:
    """How those outside of the council read of a member; the chair's is a public office."""
    if member.role == BoardMember.Role.CHAIR:
        return member.name
    return (
        f"{member.get_role_display()}, {member.organisation}"
        if member.organisation
        else member.get_role_display()
    )


def name_of(member: BoardMember, viewer: User) -> str:
    return member.name if member.council_id in viewer.access.council_ids else unnamed(member)


def _attendance(meeting: Meeting) -> list[AttendanceLine]:
    rows = Attendance.objects.filter(council_id=meeting.council_id, meeting=meeting)
    return [
        AttendanceLine(
            name=row.member.name,
            role=row.member.get_role_display(),
            organisation=str(row.member.organisation or ""),
            state=row.state,
            substitute=row.substitute,
            contribution=row.contribution,
            is_chair=row.member.role == BoardMember.Role.CHAIR,
        )
        for row in rows.select_related("member__organisation").order_by("member_id")
    ]


KIND_WORDS = dict(ItemKind.choices)
