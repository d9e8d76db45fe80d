from .instruments import document, list_spreadsheet, notice, notice_list
from .requirements import judge, register, register_spreadsheet, requirement

__all__ = [
    "document",
    "judge",
    "list_spreadsheet",
    "notice",
    "notice_list",
    "register",
    "register_spreadsheet",
    "requirement",
]
