from .compliance import ComplianceJudgement
from .inspection import Finding, Inspection, InspectionJudgement
from .intake import Intake, IntakeProposal, IntakeReading
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
    "Intake",
    "IntakeProposal",
    "IntakeReading",
    "Notice",
    "Occurrence",
    "Requirement",
    "Target",
]
