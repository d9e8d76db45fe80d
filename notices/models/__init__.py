from .compliance import ComplianceJudgement
from .inspection import Finding, Inspection, InspectionJudgement
from .intake import Intake, IntakeProposal, IntakeReading
from .notice import Notice
from .occurrence import AnchorDate, Occurrence
from .requirement import Deadline, Requirement, Target
from .step import NoticeStep
from .version import ClauseChange, NoticeVersion

__all__ = [
    "AnchorDate",
    "ClauseChange",
    "ComplianceJudgement",
    "Deadline",
    "Finding",
    "Inspection",
    "InspectionJudgement",
    "Intake",
    "IntakeProposal",
    "IntakeReading",
    "Notice",
    "NoticeStep",
    "NoticeVersion",
    "Occurrence",
    "Requirement",
    "Target",
]
