from .action import action, update
from .board_work import exceptions, exceptions_spreadsheet, for_board
from .decisions import date_change, date_change_ask, date_change_decide, date_change_withdraw, decide
from .edit import add, edit, objective_add, objective_edit
from .lists import mine, plan, plan_spreadsheet

__all__ = [
    "action",
    "add",
    "date_change",
    "date_change_ask",
    "date_change_decide",
    "date_change_withdraw",
    "decide",
    "edit",
    "exceptions",
    "exceptions_spreadsheet",
    "for_board",
    "mine",
    "objective_add",
    "objective_edit",
    "plan",
    "plan_spreadsheet",
    "update",
]
