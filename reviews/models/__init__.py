"""Reviews by the Department, what they ask of the council, and the reports that answer."""

from .outcome import Outcome, OutcomeKind, ReviewMove
from .report_due import ReportDue
from .review import Citation, Review, in_sentence
from .signed import SignedReport
from .written import ReportSection, ReportStep, WrittenReport

__all__ = [
    "Citation",
    "Outcome",
    "OutcomeKind",
    "ReportDue",
    "ReportSection",
    "ReportStep",
    "Review",
    "ReviewMove",
    "SignedReport",
    "WrittenReport",
    "in_sentence",
]
