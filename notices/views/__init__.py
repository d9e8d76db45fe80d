from .instruments import document, judge, list_csv, notice, notice_list, register, register_csv, requirement

__all__ = [
    "document",
    "judge",
    "list_csv",
    "notice",
    "notice_list",
    "register",
    "register_csv",
    "requirement",
]
