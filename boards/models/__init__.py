from .agenda import AgendaItem, ItemKind, MeetingPaper
from .attendance import Attendance
from .board import Board, BoardMember, BoardMemberQuerySet, Cadence
from .board_action import BoardAction
from .body import GovernanceBody, ReportingLine
from .cadence_change import CadenceChange
from .chair_note import ChairNote
from .challenge import Challenge
from .decision import MeetingDecision
from .meeting import Meeting, MeetingQuerySet
from .record import MeetingFigures, MeetingMinutes
from .terms import TermsOfReference

__all__ = [
    "AgendaItem",
    "Attendance",
    "Board",
    "BoardAction",
    "BoardMember",
    "BoardMemberQuerySet",
    "Cadence",
    "CadenceChange",
    "ChairNote",
    "Challenge",
    "GovernanceBody",
    "ItemKind",
    "Meeting",
    "MeetingDecision",
    "MeetingFigures",
    "MeetingMinutes",
    "MeetingPaper",
    "MeetingQuerySet",
    "ReportingLine",
    "TermsOfReference",
]
