"""One row of counts a council, kept exact by triggers in the transaction of each change.

The dashboard over 153 councils reads 153 rows instead of counting every action (199 times the floor, measured).
Two figures depend on the date as well as on the rows: overdue, and updated since the last board. They are counted as
at `counted_on`; `recount` rolls all councils forward once a day (boards.tasks.roll_forward), and a reader that meets an
older row counts it live (reports). docs/decisions/003-summary.md.
"""

from __future__ import annotations

import datetime

import pgtrigger
from django.db import connection, models

from councils.isolation import CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .named_people import SETTING

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


class CouncilSummary(CouncilOwned):
    counted_on = models.DateField(help_text="The day as at which `overdue` and `updated` are counted.")
    since_on = models.DateField(
        null=True, blank=True, help_text="Last board meeting; `updated` counts from it."
    )
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
        ordering = ("council_id",)
        constraints = (
            models.UniqueConstraint(fields=["council"], name="actions_councilsummary_once"),
            *council_isolation("actions_councilsummary"),
        )

    def __str__(self) -> str:
        return f"Summary of council {self.council_id}"


def recount(*, on: datetime.date) -> None:
    """Roll every summary in the transaction's scope forward to `on`, and count it anew."""
    CouncilSummary.objects.order_by("id").select_for_update().values_list("id").count()
    CouncilSummary.objects.update(counted_on=on)
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT)


def keep_summary() -> list[pgtrigger.Trigger]:
    """Statement triggers on actions_action: 300 imported rows recount their council once.

    The row is locked first, so that of two transactions in one council the second counts what the first wrote.
    """

    def trigger(name: str, operation: pgtrigger.Operation, rows: str, **tables: str) -> pgtrigger.Trigger:
        return pgtrigger.Trigger(
            name=name,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**tables),
            declare=[("kept", "text")],
            func=f"""
                kept = current_setting('{SETTING}', true);  -- the council's figures are the same whoever changes it
                PERFORM set_config('{SETTING}', '', true);
                INSERT INTO actions_councilsummary (council_id, counted_on, {_COLUMNS})
                    SELECT DISTINCT council_id, (now() AT TIME ZONE 'Europe/London')::date, {", ".join("0" for _ in COUNTS)}
                    FROM {rows} AS changed
                    ON CONFLICT (council_id) DO NOTHING;
                PERFORM 1 FROM actions_councilsummary
                    WHERE council_id IN (SELECT council_id FROM {rows} AS changed) ORDER BY id FOR UPDATE;
                {_RECOUNT} WHERE t.council_id IN (SELECT council_id FROM {rows} AS changed);
                PERFORM set_config('{SETTING}', coalesce(kept, ''), true);
                RETURN NULL;
            """,
        )

    return [
        trigger("summary_insert", pgtrigger.Insert, "new_rows", new="new_rows"),
        trigger("summary_update", pgtrigger.Update, "new_rows", new="new_rows"),
        trigger("summary_delete", pgtrigger.Delete, "old_rows", old="old_rows"),
    ]
