from .decisions import DateChangeOutcomes, DateChanges, Decisions
from .importing import PlanImports
from .plan import Actions, Objectives, Plans, Updates

__all__ = [
    "Actions",
    "DateChangeOutcomes",
    "DateChanges",
    "Decisions",
    "Objectives",
    "PlanImports",
    "Plans",
    "Updates",
]
