from .action import OPEN, Action, ActionRequirement, Confidence, Delivery
from .plan import Objective, Plan
from .summary import CouncilSummary
from .update import ActionUpdate

__all__ = [
    "OPEN",
    "Action",
    "ActionRequirement",
    "ActionUpdate",
    "Confidence",
    "CouncilSummary",
    "Delivery",
    "Objective",
    "Plan",
]
