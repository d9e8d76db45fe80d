"""What happens to a plan. Every verb is atomic, takes the person (`by`) and the day (`on`), and signs the audit log."""

from ..models.action import OWNER_MAY_SET
from .date_changes import agree_date_change, ask_date_change, refuse_date_change, withdraw_date_change
from .decisions import decide
from .plan import DATE_IS_AGREED, add_action, add_objective, edit_action, edit_objective, next_ref
from .progress import Stale, report_progress
from .start import start_plan
from .versions import (
    agree_version,
    close_plan,
    pause_plan,
    put_to_board,
    record_agreement,
    resume_plan,
    return_version,
    send_to_partners,
)

__all__ = [
    "DATE_IS_AGREED",
    "OWNER_MAY_SET",
    "Stale",
    "add_action",
    "add_objective",
    "agree_date_change",
    "agree_version",
    "ask_date_change",
    "close_plan",
    "decide",
    "edit_action",
    "edit_objective",
    "next_ref",
    "pause_plan",
    "put_to_board",
    "record_agreement",
    "refuse_date_change",
    "report_progress",
    "resume_plan",
    "return_version",
    "send_to_partners",
    "start_plan",
    "withdraw_date_change",
]
