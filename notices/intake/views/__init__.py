from .changes import (
    add_clause,
    add_part,
    change_clause,
    change_front,
    change_part,
    drop,
    join_clauses,
    restore,
    split_clause,
)
from .documents import discard, intake, intake_file, intake_list, notice_file, try_again
from .review import check, settle_warning

__all__ = [
    "add_clause",
    "add_part",
    "change_clause",
    "change_front",
    "change_part",
    "check",
    "discard",
    "drop",
    "intake",
    "intake_file",
    "intake_list",
    "join_clauses",
    "notice_file",
    "restore",
    "settle_warning",
    "split_clause",
    "try_again",
]
