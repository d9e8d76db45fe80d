"""What happens to a plan. Every verb is atomic, takes the person (`by`) and the day (`on`), and signs the audit log."""

from ..models.action import OWNER_MAY_SET
from .date_changes import agree_date_change, ask_date_change, refuse_date_change, withdraw_date_change
from .decisions import decide
from .plan import DATE_IS_AGREED, add_action, add_objective, agree_plan, edit_action, edit_objective, next_ref
from .progress import Stale, report_progress

__all__ = [
    "DATE_IS_AGREED",
    "OWNER_MAY_SET",
    "Stale",
    "add_action",
    "add_objective",
    "agree_date_change",
    "agree_plan",
    "ask_date_change",
    "decide",
    "edit_action",
    "edit_objective",
    "next_ref",
    "refuse_date_change",
    "report_progress",
    "withdraw_date_change",
]
