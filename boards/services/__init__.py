"""What happens on boards. Every verb is atomic, takes the person (`by`) and the day (`on`), and signs the audit log."""

from .agenda import add_item, add_paper, build_agenda, keep_notes, move_item, set_dropped, withdraw_paper
from .attendance import record_attendance
from .deciding import decide_item, undo_decision
from .follow_up import (
    add_board_action,
    add_challenge,
    answer_challenge,
    close_challenge,
    finish_board_action,
)
from .life import cancel_meeting, change_cut_off, take_step
from .planning import CUT_OFF_DAYS, TEN_O_CLOCK, plan_meetings, roll_forward

__all__ = [
    "CUT_OFF_DAYS",
    "TEN_O_CLOCK",
    "add_board_action",
    "add_challenge",
    "add_item",
    "add_paper",
    "answer_challenge",
    "build_agenda",
    "cancel_meeting",
    "change_cut_off",
    "close_challenge",
    "decide_item",
    "finish_board_action",
    "keep_notes",
    "move_item",
    "plan_meetings",
    "record_attendance",
    "roll_forward",
    "set_dropped",
    "take_step",
    "undo_decision",
    "withdraw_paper",
]
