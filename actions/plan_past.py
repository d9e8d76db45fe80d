"""The plan as it stood on a day, for the list of the plan: its rows take the place of today's.

A statement that begins with `Past.tables` finds the rows of that day under the names of the tables, so the filters, orders
and counts of plan_list.py are the same words for today and for then. What was reported and decided has its own dates.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from .around import Around, ObjectiveLine
from .as_at import ActionAsAt, actions_as_at, first_moment_after
from .counted import count
from .models import Plan
from .restricted import hidden_refs

_ACTION = {
    "id": "bigint", "ref": "text", "title": "text", "objective_id": "bigint", "owner_id": "bigint",
    "owner_organisation_id": "bigint", "priority": "text", "due_on": "date", "delivery": "text", "confidence": "text",
    "done_on": "date", "reported_on": "date",
}  # fmt: skip
# The last state of each piece of evidence that was written by then; where it was entered later, the first (as as_at.py).
_TABLES = f"""WITH actions_action AS (
    SELECT %s::bigint AS council_id, %s::bigint AS plan_id, t.*
    FROM jsonb_to_recordset(%s::jsonb) AS t ({", ".join(f"{name} {kind}" for name, kind in _ACTION.items())})
), actions_objective AS (
    SELECT %s::bigint AS council_id, t.* FROM jsonb_to_recordset(%s::jsonb) AS t (id bigint, number int, title text, theme text)
), actions_evidence AS (
    SELECT * FROM (
        SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, council_id, action_id, state, submitted_on
        FROM actions_evidenceevent WHERE council_id = %s
        ORDER BY pgh_obj_id, pgh_created_at >= %s, CASE WHEN pgh_created_at < %s THEN -pgh_id ELSE pgh_id END
    ) e WHERE submitted_on <= %s
) """


@dataclass(frozen=True)
class Past:
    """`rows` in the order of the plan."""

    plan: Plan
    as_at: datetime.date
    rows: list[ActionAsAt]

    tables = _TABLES

    @property
    def values(self) -> list[Any]:
        """Of the placeholders in `tables`."""
        council, end = self.plan.council_id, first_moment_after(self.as_at)
        actions = json.dumps(
            [{name: getattr(row, name) for name in _ACTION} for row in self.rows], default=str
        )
        objectives = json.dumps([line._asdict() | {"id": line.pk} for line in self.objectives])
        return [council, self.plan.pk, actions, council, objectives, council, end, end, self.as_at]

    @property
    def objectives(self) -> list[ObjectiveLine]:
        """Those that had an action."""
        lines = {
            row.objective_id: ObjectiveLine(
                row.objective_id, row.objective_number, row.objective_title, True, row.objective_theme
            )
            for row in self.rows
        }
        return sorted(lines.values(), key=lambda line: line.number)

    def around(self) -> Around:
        """What stands around the list (around.py), as on that day; `since` is for whoever knows when the board met."""
        number = count(self.rows, on=self.as_at, since=None)
        figures = {
            **{name: number[name] for name in ("open", "overdue", "off_track", "at_risk", "done")},
            "all": number["actions"],
            "complete": number["confirmed"] + number["embedded"],
            "high": sum(row.priority == "high" for row in self.rows),
        }
        return Around(
            since=None,
            objectives=self.objectives,
            figures=figures,
            people={f"u{row.owner_id}": row.owner_person for row in self.rows if row.owner_id},
            agencies={
                f"o{row.owner_organisation_id}": row.owner_organisation
                for row in self.rows
                if row.owner_organisation_id and not row.owner_id
            },
            nobody=any(not row.owner_id and not row.owner_organisation_id for row in self.rows),
            restricted=len(hidden_refs(self.plan)),
        )


def past(plan: Plan, *, as_at: datetime.date) -> Past:
    return Past(plan, as_at, actions_as_at(plan, as_at=as_at))
