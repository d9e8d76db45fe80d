from .action import OPEN, Action, ActionRequirement, Confidence, Delivery
from .audit_round import AuditGrade, AuditRound, AuditRoundAction, Grade
from .date_change import DateChange
from .decision import STEPS, Decision, possible
from .evidence import (
    Evidence,
    EvidenceClass,
    EvidencePerson,
    EvidenceRequirement,
    EvidenceVersion,
)
from .finding_link import ActionFinding
from .indicator import (
    Direction,
    Frequency,
    Indicator,
    IndicatorAction,
    IndicatorRequirement,
    IndicatorTarget,
    TrajectoryPoint,
    Unit,
)
from .observation import Judgement, Observation
from .plan import Objective, Plan
from .plan_import import PlanImport
from .plan_version import PartnerAgreement, PlanVersion
from .summary import CouncilSummary
from .update import ActionUpdate

__all__ = [
    "OPEN",
    "STEPS",
    "Action",
    "ActionFinding",
    "ActionRequirement",
    "ActionUpdate",
    "AuditGrade",
    "AuditRound",
    "AuditRoundAction",
    "Confidence",
    "CouncilSummary",
    "DateChange",
    "Decision",
    "Delivery",
    "Direction",
    "Evidence",
    "EvidenceClass",
    "EvidencePerson",
    "EvidenceRequirement",
    "EvidenceVersion",
    "Frequency",
    "Grade",
    "Indicator",
    "IndicatorAction",
    "IndicatorRequirement",
    "IndicatorTarget",
    "Judgement",
    "Objective",
    "Observation",
    "PartnerAgreement",
    "Plan",
    "PlanImport",
    "PlanVersion",
    "TrajectoryPoint",
    "Unit",
    "possible",
]
