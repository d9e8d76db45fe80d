from .compliance import ComplianceJudgement
from .inspection import Finding, Inspection, InspectionJudgement
from .notice import Notice
from .occurrence import AnchorDate, Occurrence
from .requirement import Deadline, Requirement, Target

__all__ = [
    "AnchorDate",
    "ComplianceJudgement",
    "Deadline",
    "Finding",
    "Inspection",
    "InspectionJudgement",
    "Notice",
    "Occurrence",
    "Requirement",
    "Target",
]
