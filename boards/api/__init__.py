from .board import Boards, Meetings
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
