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

__all__ = [
    "Agenda",
    "BoardActions",
    "Boards",
    "Challenges",
    "FiguresOfMeeting",
    "MeetingAttendance",
    "MeetingDecisions",
    "MeetingPapers",
    "Meetings",
    "MinutesOfMeeting",
    "OneMeeting",
]
