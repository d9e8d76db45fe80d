"""Pages of the board: its terms, members and meetings; one meeting from its agenda to its minutes; what follows."""

from .agenda import agenda, paper_download, papers
from .board import board, cancel_meeting, meetings_spreadsheet, plan_meetings
from .follow_up import (
    board_action,
    board_action_add,
    board_actions,
    challenge,
    challenge_add,
    challenges,
    partners,
)
from .meeting import cut_off, figures, meeting, meeting_step, minutes
from .running import attendance, run

__all__ = [
    "agenda",
    "attendance",
    "board",
    "board_action",
    "board_action_add",
    "board_actions",
    "cancel_meeting",
    "challenge",
    "challenge_add",
    "challenges",
    "cut_off",
    "figures",
    "meeting",
    "meeting_step",
    "meetings_spreadsheet",
    "minutes",
    "paper_download",
    "papers",
    "partners",
    "plan_meetings",
    "run",
]
