from .comments import Comments, CommentsTakenBack
from .decisions import DateChangeOutcomes, DateChanges, Decisions
from .editing import BulkChanges
from .evidence import AuditRounds, EvidenceJudgements, EvidenceStore, EvidenceVersions
from .importing import PlanImports
from .indicators import Indicators, Targets
from .milestones import Milestones, MilestonesMet
from .observations import ValueDecisions, Values
from .plan import Actions, Objectives, Plans, Updates
from .plan_list import PlanListed
from .readers import ActionReaders
from .ties import Ties
from .versions import PartnerAgreements, PlanVersionOutcomes, PlanVersions

__all__ = [
    "ActionReaders",
    "Actions",
    "AuditRounds",
    "BulkChanges",
    "Comments",
    "CommentsTakenBack",
    "DateChangeOutcomes",
    "DateChanges",
    "Decisions",
    "EvidenceJudgements",
    "EvidenceStore",
    "EvidenceVersions",
    "Indicators",
    "Milestones",
    "MilestonesMet",
    "Objectives",
    "PartnerAgreements",
    "PlanImports",
    "PlanListed",
    "PlanVersionOutcomes",
    "PlanVersions",
    "Plans",
    "Targets",
    "Ties",
    "Updates",
    "ValueDecisions",
    "Values",
]
