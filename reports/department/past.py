"""The actions of many councils as they stood on a day: three statements, however many councils.

Figures count restricted actions too, as the summary of today does (docs/decisions/014-restricted-actions.md), so they
are read here; nothing of one but that it is there leaves this module's callers.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from actions.as_at import ActionAsAt, plans_as_at
from actions.counted import COUNTS
from actions.models import Action, Plan
from councils import scope

if TYPE_CHECKING:
    from ..councils_dashboard import CouncilRow

FIGURES = ("open", "on_track", "at_risk", "off_track", "overdue", "updated")


def actions_then(
    council_ids: Iterable[int], *, on: datetime.date
) -> tuple[dict[int, list[ActionAsAt]], frozenset[int]]:
    """By council, all its actions at the end of `on`; and the ids of those that are restricted."""
    with scope.unnarrowed():
        plans = list(Plan.objects.filter(council_id__in=list(council_ids)))
        of_plans = plans_as_at(plans, as_at=on)
        hidden = Action.objects.filter(council_id__in=list(council_ids), restricted=True)
        restricted = frozenset(hidden.values_list("pk", flat=True))
    found: dict[int, list[ActionAsAt]] = {}
    for plan in plans:
        found.setdefault(plan.council_id, []).extend(of_plans[plan.pk])
    return found, restricted


def count_into(rows: Mapping[int, CouncilRow], *, on: datetime.date) -> None:
    """Set the figures of each council's row to those of the day."""
    actions, _ = actions_then(rows, on=on)
    for council_id, row in rows.items():
        for name in FIGURES:
            counted = COUNTS[name]
            number = sum(counted(action, on, row.last_board) for action in actions.get(council_id, ()))
            setattr(row, name, number)
