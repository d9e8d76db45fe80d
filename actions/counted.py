"""What is counted of a plan as it stood on a day: one definition for meetings, board reports and reports to the Department.

`actions.models.CouncilSummary` counts the same figures under the same names for the dashboard; tests hold both together.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from .as_at import ActionAsAt, actions_as_at
from .models import Action, Plan

Counted = Callable[[ActionAsAt, datetime.date, datetime.date | None], bool]
COUNTS: dict[str, Counted] = {
    "actions": lambda a, on, since: True,
    "open": lambda a, on, since: a.is_open,
    "not_started": lambda a, on, since: a.delivery == "not_started",
    "in_progress": lambda a, on, since: a.delivery == "in_progress",
    "done": lambda a, on, since: a.delivery == "done",
    "confirmed": lambda a, on, since: a.delivery == "confirmed",
    "embedded": lambda a, on, since: a.delivery == "embedded",
    "paused": lambda a, on, since: a.delivery == "paused",
    "cancelled": lambda a, on, since: a.delivery == "cancelled",
    "on_track": lambda a, on, since: a.is_open and a.confidence == "on_track",
    "at_risk": lambda a, on, since: a.is_open and a.confidence == "at_risk",
    "off_track": lambda a, on, since: a.is_open and a.confidence == "off_track",
    "overdue": lambda a, on, since: a.is_overdue(on=on),
    "updated": lambda a, on, since: bool(
        a.is_open and since and a.reported_on is not None and a.reported_on >= since
    ),
}
ON_TRACK = "Open and on track"


def open_to_all(plan: Plan | None, as_at: datetime.date) -> list[ActionAsAt]:
    """The actions of a paper that a whole board reads: without those for named people only."""
    if plan is None:
        return []
    rows = Action.objects.filter(council_id=plan.council_id, plan=plan).unrestricted()
    everybodys = set(rows.values_list("pk", flat=True))
    return [action for action in actions_as_at(plan, as_at=as_at) if action.id in everybodys]


def count(actions: Sequence[ActionAsAt], *, on: datetime.date, since: datetime.date | None) -> dict[str, int]:
    """`since`: the last meeting, for how many were updated."""
    return {name: sum(counted(action, on, since) for action in actions) for name, counted in COUNTS.items()}


def count_in_words(actions: Sequence[ActionAsAt], *, on: datetime.date) -> dict[str, int]:
    """The figures of a report, by the words that stand beside them."""
    number = count(actions, on=on, since=None)
    return {
        "Open actions": number["open"],
        "Open and off track": number["off_track"],
        "Open and at risk": number["at_risk"],
        ON_TRACK: number["on_track"],
        "Open and overdue": number["overdue"],
        "Done, awaiting the board": number["done"],
        "Confirmed by the board or embedded": number["confirmed"] + number["embedded"],
        "All actions in the plan": number["actions"],
    }
