from .action import Action, ActionRequirement
from .plan import Objective, Plan
from .summary import CouncilSummary
from .update import ActionUpdate

__all__ = [
    "Action",
    "ActionRequirement",
    "ActionUpdate",
    "CouncilSummary",
    "Objective",
    "Plan",
]
