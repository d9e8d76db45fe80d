"""Reviews by the Department, what they ask of the council, and the reports that answer."""

from .concern import Check, Concern, ConcernCheck
from .correspondence import Correspondence
from .incident import Incident, IncidentMail
from .outcome import Outcome, OutcomeKind, ReviewMove
from .report_due import ReportDue
from .review import Citation, Review, in_sentence
from .signed import SignedReport
from .step_mail import StepMail
from .validation import Validation
from .written import ReportSection, ReportStep, WrittenReport

__all__ = [
    "Check",
    "Citation",
    "Concern",
    "ConcernCheck",
    "Correspondence",
    "Incident",
    "IncidentMail",
    "Outcome",
    "OutcomeKind",
    "ReportDue",
    "ReportSection",
    "ReportStep",
    "Review",
    "ReviewMove",
    "SignedReport",
    "StepMail",
    "Validation",
    "WrittenReport",
    "in_sentence",
]
