from .compliance import ComplianceJudgement
from .inspection import Finding, Inspection, InspectionJudgement
from .notice import Notice
from .requirement import Deadline, Requirement, Target

__all__ = [
    "ComplianceJudgement",
    "Deadline",
    "Finding",
    "Inspection",
    "InspectionJudgement",
    "Notice",
    "Requirement",
    "Target",
]
