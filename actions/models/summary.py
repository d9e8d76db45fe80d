"""One row of counts a council, and one for each of its objectives, kept exact by triggers in the transaction of each change.

The dashboard over 153 councils reads 153 rows instead of counting every action (199 times the floor, measured); a
council's overview reads those of its objectives. Two figures depend on the date as well as on the rows: overdue, and
updated since the last board. They are counted as at the council's `counted_on`; `recount` rolls all councils forward once
a day (boards.tasks.roll_forward), and a reader that meets an older row counts it live (reports).
docs/decisions/004-council-summary.md; `make drill ARGS="--only summaries"` proves it.
"""

from __future__ import annotations

import datetime

import pgtrigger
from django.db import connection, models

from councils.isolation import CouncilKey, CouncilOwned, SameCouncil, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .named_people import SETTING
from .plan import Objective

COUNTS = {
    "actions": "true",
    "open": "a.delivery IN ('not_started', 'in_progress')",
    "not_started": "a.delivery = 'not_started'",
    "in_progress": "a.delivery = 'in_progress'",
    "done": "a.delivery = 'done'",
    "confirmed": "a.delivery = 'confirmed'",
    "embedded": "a.delivery = 'embedded'",
    "paused": "a.delivery = 'paused'",
    "cancelled": "a.delivery = 'cancelled'",
    "on_track": "a.delivery IN ('not_started', 'in_progress') AND a.confidence = 'on_track'",
    "at_risk": "a.delivery IN ('not_started', 'in_progress') AND a.confidence = 'at_risk'",
    "off_track": "a.delivery IN ('not_started', 'in_progress') AND a.confidence = 'off_track'",
    "overdue": "a.delivery IN ('not_started', 'in_progress') AND a.due_on < s.counted_on",
    "updated": "a.delivery IN ('not_started', 'in_progress') AND a.reported_on >= s.since_on",
}

_COLUMNS = ", ".join(f'"{name}"' for name in COUNTS)
_VALUES = ", ".join(f"count(a.id) FILTER (WHERE {condition})" for name, condition in COUNTS.items())
_RECOUNT = f"""
UPDATE actions_councilsummary t SET ({_COLUMNS}) = (
    SELECT {_VALUES} FROM actions_councilsummary s LEFT JOIN actions_action a ON a.council_id = s.council_id
    WHERE s.id = t.id GROUP BY s.id, s.counted_on, s.since_on
)
"""
# An objective that has rows for the first time gets its own; the roll-forward makes those of all.
_EVERY_OBJECTIVE = f"""
INSERT INTO actions_objectivesummary (council_id, objective_id, {_COLUMNS})
SELECT council_id, id, {", ".join("0" for _ in COUNTS)} FROM actions_objective
ON CONFLICT (council_id, objective_id) DO NOTHING
"""
_RECOUNT_OBJECTIVES = f"""
UPDATE actions_objectivesummary t SET ({_COLUMNS}) = (
    SELECT {_VALUES} FROM actions_councilsummary s
    LEFT JOIN actions_action a ON a.council_id = s.council_id AND a.objective_id = t.objective_id
    WHERE s.council_id = t.council_id GROUP BY s.id, s.counted_on, s.since_on
)
"""


class Counted(CouncilOwned):
    """The columns of COUNTS."""

    actions = models.PositiveIntegerField(default=0)
    open = models.PositiveIntegerField(default=0)
    not_started = models.PositiveIntegerField(default=0)
    in_progress = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    embedded = models.PositiveIntegerField(default=0)
    paused = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    on_track = models.PositiveIntegerField(default=0)
    at_risk = models.PositiveIntegerField(default=0)
    off_track = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(
        default=0, help_text="Open actions with an update since the last board."
    )

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        abstract = True


class CouncilSummary(Counted):
    counted_on = models.DateField(help_text="The day as at which `overdue` and `updated` are counted.")
    since_on = models.DateField(
        null=True, blank=True, help_text="Last board meeting; `updated` counts from it."
    )

    class Meta:
        ordering = ("council_id",)
        constraints = (
            models.UniqueConstraint(fields=["council"], name="actions_councilsummary_once"),
            *council_isolation("actions_councilsummary"),
        )

    def __str__(self) -> str:
        return f"Summary of council {self.council_id}"


class ObjectiveSummary(Counted):
    """As at the `counted_on` and `since_on` of its council's summary, whose row is locked before it is counted."""

    objective = CouncilKey(Objective, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("objective_id",)
        constraints = (
            models.UniqueConstraint(fields=["council", "objective"], name="actions_objectivesummary_once"),
            *council_isolation("actions_objectivesummary"),
            SameCouncil(
                name="actions_objectivesummary_objective_same_council",
                column="objective_id",
                to="actions_objective",
                cascade=True,
            ),
        )

    def __str__(self) -> str:
        return f"Summary of objective {self.objective_id}"


def recount(*, on: datetime.date) -> None:
    """Roll every summary in the transaction's scope forward to `on`, and count it anew."""
    list(CouncilSummary.objects.order_by("id").select_for_update().values_list("id"))
    CouncilSummary.objects.update(counted_on=on)
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT)
        cursor.execute(_EVERY_OBJECTIVE)
        cursor.execute(_RECOUNT_OBJECTIVES)


def keep_summary() -> list[pgtrigger.Trigger]:
    """Statement triggers on actions_action: 300 imported rows recount their council once.

    The row is locked first, so that of two transactions in one council the second counts what the first wrote.
    """
    none = ", ".join("0" for _ in COUNTS)

    def trigger(name: str, operation: pgtrigger.Operation, *tables: str) -> pgtrigger.Trigger:
        changed = " UNION ".join(f"SELECT council_id, objective_id FROM {table}" for table in tables)
        councils = f"SELECT council_id FROM ({changed}) AS changed"
        council_row = f"""
                INSERT INTO actions_councilsummary (council_id, counted_on, {_COLUMNS})
                    SELECT DISTINCT council_id, (now() AT TIME ZONE 'Europe/London')::date, {none}
                    FROM new_rows ON CONFLICT (council_id) DO NOTHING;
        """
        objective_rows = f"""
                INSERT INTO actions_objectivesummary (council_id, objective_id, {_COLUMNS})
                    SELECT DISTINCT council_id, objective_id, {none}
                    FROM new_rows ON CONFLICT (council_id, objective_id) DO NOTHING;
        """
        adds = "new_rows" in tables
        return pgtrigger.Trigger(
            name=name,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**{table.removesuffix("_rows"): table for table in tables}),
            declare=[("kept", "text")],
            func=f"""
                kept = current_setting('{SETTING}', true);  -- the council's figures are the same whoever changes it
                PERFORM set_config('{SETTING}', '', true);
                {council_row if adds else ""}
                PERFORM 1 FROM actions_councilsummary WHERE council_id IN ({councils}) ORDER BY id FOR UPDATE;
                {objective_rows if adds else ""}
                {_RECOUNT} WHERE t.council_id IN ({councils});
                {_RECOUNT_OBJECTIVES} WHERE (t.council_id, t.objective_id) IN ({changed});
                PERFORM set_config('{SETTING}', coalesce(kept, ''), true);
                RETURN NULL;
            """,
        )

    return [
        trigger("summary_insert", pgtrigger.Insert, "new_rows"),
        trigger("summary_update", pgtrigger.Update, "new_rows", "old_rows"),
        trigger("summary_delete", pgtrigger.Delete, "old_rows"),
    ]
