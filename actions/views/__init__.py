from .action import action, update
from .edit import add, edit, objective_add, objective_edit
from .lists import mine, plan, plan_spreadsheet

__all__ = [
    "action",
    "add",
    "edit",
    "mine",
    "objective_add",
    "objective_edit",
    "plan",
    "plan_spreadsheet",
    "update",
]
