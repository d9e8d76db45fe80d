"""Pages of the board: its terms, members and meetings; one meeting from its agenda to its minutes; what follows."""

from .agenda import agenda, paper_download, papers
from .board import board, cancel_meeting, meetings_spreadsheet, plan_meetings
from .bodies import bodies, body, body_add, body_edit, body_end, line_add, line_end
from .cadence import cadence, cadence_answer, cadence_ask, cadence_change, cadence_withdraw
from .chair_notes import chair_note, chair_note_remove, chair_notes
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
from .structure import member_add, member_edit, member_end, members, terms, terms_add

__all__ = [
    "agenda",
    "attendance",
    "board",
    "board_action",
    "board_action_add",
    "board_actions",
    "bodies",
    "body",
    "body_add",
    "body_edit",
    "body_end",
    "cadence",
    "cadence_answer",
    "cadence_ask",
    "cadence_change",
    "cadence_withdraw",
    "cancel_meeting",
    "chair_note",
    "chair_note_remove",
    "chair_notes",
    "challenge",
    "challenge_add",
    "challenges",
    "cut_off",
    "figures",
    "line_add",
    "line_end",
    "meeting",
    "meeting_step",
    "meetings_spreadsheet",
    "member_add",
    "member_edit",
    "member_end",
    "members",
    "minutes",
    "paper_download",
    "papers",
    "partners",
    "plan_meetings",
    "run",
    "terms",
    "terms_add",
]
