from .findings import Findings, Inspections
from .instruments import Notices, Requirements
from .intake import Intakes
from .life import Life, Steps, Versions
from .obligations import AnchorDates, Deadlines, Occurrences
from .search import AllClauses, Clauses

__all__ = [
    "AllClauses",
    "AnchorDates",
    "Clauses",
    "Deadlines",
    "Findings",
    "Inspections",
    "Intakes",
    "Life",
    "Notices",
    "Occurrences",
    "Requirements",
    "Steps",
    "Versions",
]
