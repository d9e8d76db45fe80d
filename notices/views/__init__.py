from .instruments import (
    document,
    judge,
    list_spreadsheet,
    notice,
    notice_list,
    register,
    register_spreadsheet,
    requirement,
)

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
