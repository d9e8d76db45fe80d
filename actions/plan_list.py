"""The list of a plan: its filters, its orders, a page of it. In plain SQL, because it is opened more than anything else.

Conditions and orders are texts of this module, values are always parameters. The plan comes from plans_of(), which asks
what the person may see; the council of the plan is in every statement, and row-level security stands behind it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import connection
from django.http import QueryDict

from councils import status
from councils.forms import FilterForm
from councils.lateness import long_date
from councils.models import User

from .around import ObjectiveLine
from .lists import COLUMNS, PAGE, Row, light_row
from .models import Action, Plan

Owners = Callable[[int | None, int | None], str]  # the name to show for a person's and an agency's id

_OPEN = "delivery IN ('not_started', 'in_progress')"
_NUMBER = "(SELECT o.number FROM actions_objective o WHERE o.id = objective_id AND o.council_id = actions_action.council_id)"
# How bad it is, of open actions only: confidence is not asked of others.
_CONFIDENCE = (
    f"CASE WHEN {_OPEN} THEN array_position(ARRAY['on_track', 'at_risk', 'off_track'], confidence::text) END"
)
ORDERS = {
    "": f"{_NUMBER}, id",  # as the plan is written
    "ref": "length(ref), ref",  # A2 before A10
    "-ref": "length(ref) DESC, ref DESC",
    "due": "due_on NULLS LAST, id",
    "-due": "due_on DESC NULLS LAST, id DESC",
    "confidence": f"{_CONFIDENCE} NULLS LAST, due_on NULLS LAST, id",
    "-confidence": f"{_CONFIDENCE} DESC NULLS LAST, due_on NULLS LAST, id",
    "updated": "reported_on NULLS FIRST, id",  # longest ago first; never is longest
    "-updated": "reported_on DESC NULLS LAST, id DESC",
}
_CONDITIONS = {
    "objective": "objective_id = %s",
    "delivery": "delivery = %s",
    "confidence": f"{_OPEN} AND confidence = %s",
    "priority": "priority = %s",
    "overdue": f"{_OPEN} AND due_on < %s",
    "not_updated": f"{_OPEN} AND (reported_on IS NULL OR reported_on < %s)",
}
_FROM = "FROM actions_action WHERE council_id = %s AND plan_id = %s"


class PlanFilters(FilterForm):
    """Which actions of the plan, from the address. A value that is no choice is no filter."""

    notice = forms.IntegerField(widget=forms.HiddenInput)  # which plan, where there are several
    objective = forms.ChoiceField()
    owner = forms.ChoiceField()
    delivery = forms.ChoiceField(choices=[("", "Any"), *status.choices("delivery")])
    confidence = forms.ChoiceField(choices=[("", "Any"), *status.choices("confidence")])
    priority = forms.ChoiceField(choices=[("", "Any"), *Action.Priority.choices])
    overdue = forms.BooleanField(label="Overdue")
    not_updated = forms.BooleanField(label="Not updated since the last board")

    def __init__(
        self,
        data: QueryDict,
        *,
        objectives: Sequence[ObjectiveLine],
        owners: Sequence[tuple[str, str]],
        since: datetime.date | None,
    ) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        if not data.get("notice"):
            del fields["notice"]
        fields["objective"].choices = [("", "Any"), *((str(o.number), str(o)) for o in objectives)]
        fields["owner"].choices = [("", "Anybody"), *owners]
        if since:
            fields["not_updated"].label = f"Not updated since the board on {long_date(since)}"
        else:
            del fields["not_updated"]

    def full_clean(self) -> None:
        super().full_clean()
        self.errors.clear()

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@dataclass(frozen=True)
class Listed:
    """Which actions of the plan, in which order."""

    plan: Plan
    conditions: Sequence[str]
    values: Sequence[Any]
    order: str

    @property
    def filtered(self) -> bool:
        return bool(self.conditions)

    def ids(self) -> list[int]:
        """Of all its actions, in order."""
        return [pk for (pk,) in self._rows("id", "", ())]

    def page(self, number: int, *, owners: Owners, on: datetime.date, prefix: str) -> tuple[list[Row], int]:
        """The rows of a page from 1, and how many the whole list has, in one statement. Names are known already: a
        join for them would be made for every row that is counted."""
        columns = f"{', '.join(COLUMNS)}, owner_id, owner_organisation_id, count(*) OVER ()"
        rows = self._rows(columns, "LIMIT %s OFFSET %s", (PAGE, (number - 1) * PAGE))
        if not rows and number > 1:
            return [], len(self.ids())
        return [
            light_row(values, owner=owners(person_id, agency_id), on=on, prefix=prefix)
            for *values, person_id, agency_id, _ in rows
        ], rows[0][-1] if rows else 0

    def _rows(self, columns: str, part: str, which: Sequence[int]) -> list[Any]:
        where = "".join(f" AND ({condition})" for condition in self.conditions)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {columns} {_FROM}{where} ORDER BY {ORDERS[self.order]} {part}",
                [self.plan.council_id, self.plan.pk, *self.values, *which],
            )
            return cursor.fetchall()


def listed(
    plan: Plan,
    chosen: Mapping[str, Any],
    order: str,
    *,
    objectives: Sequence[ObjectiveLine],
    user: User,
    on: datetime.date,
    since: datetime.date | None,
) -> Listed:
    """`chosen` is what PlanFilters found in the address; an order that is none is the plan's own."""
    numbers = {str(objective.number): objective.pk for objective in objectives}
    values = {
        "objective": numbers.get(chosen.get("objective", "")),
        "delivery": chosen.get("delivery"),
        "confidence": chosen.get("confidence"),
        "priority": chosen.get("priority"),
        "overdue": on if chosen.get("overdue") else None,
        "not_updated": since if chosen.get("not_updated") else None,
    }
    wanted = [(_CONDITIONS[name], [value]) for name, value in values.items() if value]
    if owner := chosen.get("owner"):
        wanted.append(_owned_by(owner, user))
    return Listed(
        plan=plan,
        conditions=[condition for condition, _ in wanted],
        values=[value for _, values in wanted for value in values],
        order=order if order in ORDERS else "",
    )


def _owned_by(owner: str, user: User) -> tuple[str, list[Any]]:
    """`owner` is a choice of the filter: me, nobody, u and a person's id, o and an agency's."""
    if owner == "me":
        agencies = [m.organisation_id for m in user.access.memberships if m.organisation_id]
        return "owner_id = %s OR owner_organisation_id = ANY(%s::bigint[])", [user.pk, agencies]
    if owner == "nobody":
        return "owner_id IS NULL AND owner_organisation_id IS NULL", []
    return ("owner_id = %s" if owner[0] == "u" else "owner_organisation_id = %s"), [int(owner[1:])]
