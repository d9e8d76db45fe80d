from .action import OPEN, Action, ActionRequirement, Confidence, Delivery
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
    "Direction",
    "Frequency",
    "Indicator",
    "IndicatorAction",
    "IndicatorRequirement",
    "IndicatorTarget",
    "Judgement",
    "Objective",
    "Observation",
    "Plan",
    "TrajectoryPoint",
    "Unit",
]
