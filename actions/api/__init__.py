from .decisions import DateChangeOutcomes, DateChanges, Decisions
from .evidence import AuditRounds, EvidenceJudgements, EvidenceStore, EvidenceVersions
from .importing import PlanImports
from .indicators import Indicators, Targets
from .observations import ValueDecisions, Values
from .plan import Actions, Objectives, Plans, Updates
from .ties import Ties
from .versions import PartnerAgreements, PlanVersionOutcomes, PlanVersions

__all__ = [
    "Actions",
    "AuditRounds",
    "DateChangeOutcomes",
    "DateChanges",
    "Decisions",
    "EvidenceJudgements",
    "EvidenceStore",
    "EvidenceVersions",
    "Indicators",
    "Objectives",
    "PartnerAgreements",
    "PlanImports",
    "PlanVersionOutcomes",
    "PlanVersions",
    "Plans",
    "Targets",
    "Ties",
    "Updates",
    "ValueDecisions",
    "Values",
]
