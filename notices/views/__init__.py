from .amend import amend, amend_abandon, amend_check, amend_clause, amend_decision, amend_whole
from .findings import (
    finding,
    finding_add,
    finding_edit,
    findings,
    findings_spreadsheet,
    grade_add,
    inspection,
    inspection_add,
    inspection_edit,
)
from .instruments import document, list_spreadsheet, notice, notice_list
from .life import chain, next_steps, step
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
from .search import search, search_all, search_all_spreadsheet, search_spreadsheet
from .versions import version_document, versions

__all__ = [
    "amend",
    "amend_abandon",
    "amend_check",
    "amend_clause",
    "amend_decision",
    "amend_whole",
    "chain",
    "dates",
    "deadline_record",
    "deadlines",
    "deadlines_spreadsheet",
    "document",
    "event_record",
    "finding",
    "finding_add",
    "finding_edit",
    "findings",
    "findings_spreadsheet",
    "grade_add",
    "inspection",
    "inspection_add",
    "inspection_edit",
    "judge",
    "list_spreadsheet",
    "next_steps",
    "notice",
    "notice_list",
    "occurrence_record",
    "register",
    "register_spreadsheet",
    "requirement",
    "search",
    "search_all",
    "search_all_spreadsheet",
    "search_spreadsheet",
    "step",
    "version_document",
    "versions",
    "whom",
]
