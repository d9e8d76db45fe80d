"""The actions of many councils as they stood on a day: three statements, however many councils.

Figures count restricted actions too, as the summary of today does (docs/decisions/014-restricted-actions.md), so they
are read here; nothing of one but that it is there leaves this module's callers.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from actions.as_at import plans_as_at
from actions.counted import COUNTS
from actions.models import Action, Plan
from councils import scope

if TYPE_CHECKING:
    from ..councils_dashboard import CouncilRow

FIGURES = ("open", "on_track", "at_risk", "off_track", "overdue", "updated")


def count_into(rows: Mapping[int, CouncilRow], *, on: datetime.date) -> None:
    """Set the actions and the figures of each council's row, by the council's id, to those of the end of `on`."""
    with scope.unnarrowed():
        plans = list(Plan.objects.filter(council_id__in=list(rows)))
        of_plans = plans_as_at(plans, as_at=on)
        hidden = Action.objects.filter(council_id__in=list(rows), restricted=True)
        restricted = frozenset(hidden.values_list("pk", flat=True))
    for plan in plans:
        rows[plan.council_id].then += [(action, action.id in restricted) for action in of_plans[plan.pk]]
    for row in rows.values():
        for name in FIGURES:
            counted = COUNTS[name]
            setattr(row, name, sum(counted(action, on, row.last_board) for action, _ in row.then))
