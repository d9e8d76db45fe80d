from .board import Boards, Meetings
from .chair_notes import ChairNotes
from .follow_up import BoardActions, Challenges, MeetingPapers
from .meetings import (
    Agenda,
    FiguresOfMeeting,
    MeetingAttendance,
    MeetingDecisions,
    MinutesOfMeeting,
    OneMeeting,
)
from .structure import (
    BoardCadence,
    BoardTerms,
    Bodies,
    CadenceAnswers,
    CadenceChanges,
    Members,
    ReportingLines,
)

__all__ = [
    "Agenda",
    "BoardActions",
    "BoardCadence",
    "BoardTerms",
    "Boards",
    "Bodies",
    "CadenceAnswers",
    "CadenceChanges",
    "ChairNotes",
    "Challenges",
    "FiguresOfMeeting",
    "MeetingAttendance",
    "MeetingDecisions",
    "MeetingPapers",
    "Meetings",
    "Members",
    "MinutesOfMeeting",
    "OneMeeting",
    "ReportingLines",
]
