from .agenda import AgendaItem, ItemKind, MeetingPaper
from .attendance import Attendance
from .board import Board, BoardMember, BoardMemberQuerySet, Cadence
from .board_action import BoardAction
from .challenge import Challenge
from .decision import MeetingDecision
from .meeting import Meeting, MeetingQuerySet
from .record import MeetingFigures, MeetingMinutes

__all__ = [
    "AgendaItem",
    "Attendance",
    "Board",
    "BoardAction",
    "BoardMember",
    "BoardMemberQuerySet",
    "Cadence",
    "Challenge",
    "ItemKind",
    "Meeting",
    "MeetingDecision",
    "MeetingFigures",
    "MeetingMinutes",
    "MeetingPaper",
    "MeetingQuerySet",
]
