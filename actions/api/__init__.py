from .decisions import DateChangeOutcomes, DateChanges, Decisions
from .plan import Actions, Objectives, Plans, Updates

__all__ = ["Actions", "DateChangeOutcomes", "DateChanges", "Decisions", "Objectives", "Plans", "Updates"]
