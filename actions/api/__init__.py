from .decisions import DateChangeOutcomes, DateChanges, Decisions
from .importing import PlanImports
from .indicators import Indicators, Targets
from .observations import ValueDecisions, Values
from .plan import Actions, Objectives, Plans, Updates

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
    "Updates",
    "ValueDecisions",
    "Values",
]
