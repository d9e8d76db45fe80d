from .decisions import DateChangeOutcomes, DateChanges, Decisions
from .importing import PlanImports
from .indicators import Indicators, Targets
from .observations import ValueDecisions, Values
from .plan import Actions, Objectives, Plans, Updates
from .ties import Ties

__all__ = [
    "Actions",
    "DateChangeOutcomes",
    "DateChanges",
    "Decisions",
    "Indicators",
    "Objectives",
    "PlanImports",
    "Plans",
    "Targets",
    "Ties",
    "Updates",
    "ValueDecisions",
    "Values",
]
