"""What happens to a plan. Every verb is atomic, takes the person (`by`) and the day (`on`), and signs the audit log."""

from ..models.action import OWNER_MAY_SET
from .plan import DATE_IS_AGREED, add_action, add_objective, agree_plan, edit_action, edit_objective, next_ref
from .progress import Stale, confirm_completion, report_progress

__all__ = [
    "DATE_IS_AGREED",
    "OWNER_MAY_SET",
    "Stale",
    "add_action",
    "add_objective",
    "agree_plan",
    "confirm_completion",
    "edit_action",
    "edit_objective",
    "next_ref",
    "report_progress",
]
