"""The API of reviews and of reports to the Department: the verbs that the pages use."""

from .concern import Concerns
from .correspondence import CorrespondenceLog
from .due import ReportsDue
from .incident import IncidentAcknowledgements, Incidents
from .reviews import Reviews
from .validation import Validations
from .written import Answers, Sections, Signed, Steps, WrittenReports

__all__ = [
    "Answers",
    "Concerns",
    "CorrespondenceLog",
    "IncidentAcknowledgements",
    "Incidents",
    "ReportsDue",
    "Reviews",
    "Sections",
    "Signed",
    "Steps",
    "Validations",
    "WrittenReports",
]
