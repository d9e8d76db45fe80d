from .action import OPEN, Action, ActionRequirement, Confidence, Delivery
from .around_action import ActionDependency, ActionPartner
from .audit_round import AuditGrade, AuditRound, AuditRoundAction, Grade
from .comment import Comment, Mention
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
from .milestone import Milestone
from .named_people import ActionPerson
from .observation import Judgement, Observation
from .plan import Objective, Plan
from .plan_import import PlanImport
from .plan_version import PartnerAgreement, PlanVersion
from .summary import CouncilSummary, ObjectiveSummary
from .update import ActionUpdate

__all__ = [
    "OPEN",
    "STEPS",
    "Action",
    "ActionDependency",
    "ActionFinding",
    "ActionPartner",
    "ActionPerson",
    "ActionRequirement",
    "ActionUpdate",
    "AuditGrade",
    "AuditRound",
    "AuditRoundAction",
    "Comment",
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
    "Mention",
    "Milestone",
    "Objective",
    "ObjectiveSummary",
    "Observation",
    "PartnerAgreement",
    "Plan",
    "PlanImport",
    "PlanVersion",
    "TrajectoryPoint",
    "Unit",
    "possible",
]
