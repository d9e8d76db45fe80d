from .instruments import document, list_spreadsheet, notice, notice_list
from .obligations import (
    dates,
    deadline_record,
    deadlines,
    deadlines_spreadsheet,
    event_record,
    occurrence_record,
    whom,
)
from .requirements import judge, register, register_spreadsheet, requirement

__all__ = [
    "dates",
    "deadline_record",
    "deadlines",
    "deadlines_spreadsheet",
    "document",
    "event_record",
    "judge",
    "list_spreadsheet",
    "notice",
    "notice_list",
    "occurrence_record",
    "register",
    "register_spreadsheet",
    "requirement",
    "whom",
]
