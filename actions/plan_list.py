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
from councils.forms import DateInputField, DateParts, FilterForm
from councils.lateness import long_date
from councils.models import User

from .around import ObjectiveLine
from .lists import COLUMNS, PAGE, Row, light_row
from .models import Action, Plan
from .plan_past import Past

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
    "theme": "objective_id IN (SELECT o.id FROM actions_objective o WHERE o.council_id = actions_action.council_id AND o.theme = %s)",
}
# By the value in the address: words for people, the condition, its values by name.
_Named = dict[str, tuple[str, str, tuple[str, ...]]]
DELIVERIES: _Named = {  # several under one name, beside each alone
    "open": ("Open: not started or in progress", _OPEN, ()),
    "complete": ("Confirmed or embedded", "delivery IN ('confirmed', 'embedded')", ()),
}
CONFIDENCES: _Named = {
    "off_plan": (
        "Off plan: off track, at risk or overdue",
        f"{_OPEN} AND (confidence <> 'on_track' OR due_on < %s)",
        ("on",),
    ),
}
STALE_DAYS = 28  # boards meet every four weeks
_EVIDENCE = "SELECT FROM actions_evidence e WHERE e.council_id = actions_action.council_id AND e.action_id = actions_action.id"
MISSING: _Named = {
    "update": (f"An update in {STALE_DAYS} days", f"{_OPEN} AND (reported_on IS NULL OR reported_on < %s)", ("stale",)),
    "owner": ("An owner", f"{_OPEN} AND owner_id IS NULL AND owner_organisation_id IS NULL", ()),
    "date": ("A due date", f"{_OPEN} AND due_on IS NULL", ()),
    "evidence": (
        "Evidence that it is done",
        f"delivery IN ('done', 'confirmed', 'embedded') AND NOT EXISTS ({_EVIDENCE} AND e.state <> 'returned')",
        (),
    ),
}  # fmt: skip
_REPORTED = "FROM actions_actionupdate u WHERE u.council_id = actions_action.council_id AND u.action_id = actions_action.id"
_SINCE = "u.reported_on BETWEEN %s AND %s"
_RANK = "array_position(ARRAY['on_track', 'at_risk', 'off_track'], {}::text)"
_BEFORE = f"coalesce((SELECT u.confidence {_REPORTED} AND u.reported_on < %s ORDER BY u.version DESC LIMIT 1), 'on_track')"
_DATES = "FROM actions_datechange d WHERE d.council_id = actions_action.council_id AND d.action_id = actions_action.id"
_NOW_AND_THEN = f"{_OPEN} AND {_RANK.format('confidence')} {{}} {_RANK.format(_BEFORE)}"
# What happened from a day on, that day included: a board decides on the day that it meets.
CHANGED: _Named = {
    "newly_overdue": ("Newly overdue", f"{_OPEN} AND due_on >= %s AND due_on < %s", ("since", "on")),
    "worse": ("Confidence is worse", _NOW_AND_THEN.format(">"), ("since",)),
    "better": ("Confidence is better", _NOW_AND_THEN.format("<"), ("since",)),
    "completed": (
        "Done by their owners",
        "delivery IN ('done', 'confirmed', 'embedded') AND done_on BETWEEN %s AND %s",
        ("since", "on"),
    ),
    "confirmed": (
        "Confirmed by the board",
        f"delivery IN ('confirmed', 'embedded') AND EXISTS (SELECT {_REPORTED} AND u.decision = 'confirm' AND {_SINCE})",
        ("since", "on"),
    ),
    "new_date": (
        "New date agreed",
        f"EXISTS (SELECT {_DATES} AND d.state = 'agreed' AND d.closed_on BETWEEN %s AND %s)",
        ("since", "on"),
    ),
    "decided": (
        "Decided on by the board",
        f"EXISTS (SELECT {_REPORTED} AND u.decision <> '' AND {_SINCE})",
        ("since", "on"),
    ),
}
_NAMED = {"delivery": DELIVERIES, "confidence": CONFIDENCES, "missing": MISSING, "changed": CHANGED}
_FROM = "FROM actions_action WHERE council_id = %s AND plan_id = %s"


def _words(named: _Named) -> list[tuple[str, str]]:
    return [(name, words) for name, (words, *_) in named.items()]


class PlanFilters(FilterForm):
    """Which actions of the plan, from the address. A value that is no choice is no filter."""

    notice = forms.IntegerField(widget=forms.HiddenInput)  # which plan, where there are several
    objective = forms.ChoiceField()
    owner = forms.ChoiceField()
    delivery = forms.ChoiceField(choices=[("", "Any"), *status.choices("delivery"), *_words(DELIVERIES)])
    confidence = forms.ChoiceField(choices=[("", "Any"), *status.choices("confidence"), *_words(CONFIDENCES)])
    priority = forms.ChoiceField(choices=[("", "Any"), *Action.Priority.choices])
    overdue = forms.BooleanField(label="Overdue")
    not_updated = forms.BooleanField(label="Not updated since the last board")
    theme = forms.ChoiceField()
    missing = forms.ChoiceField(
        label="What is missing",
        choices=[("", "Anything or nothing"), *_words(MISSING)],
    )
    changed = forms.ChoiceField(
        label="Changed since the last board",
        choices=[("", "Anything or nothing"), *_words(CHANGED)],
    )
    since = forms.DateField(widget=forms.HiddenInput)  # another day than the last board's, from a dashboard
    as_at = DateInputField(label="As it stood on")

    def __init__(
        self,
        data: QueryDict,
        *,
        objectives: Sequence[ObjectiveLine],
        owners: Sequence[tuple[str, str]],
        since: datetime.date | None,
        looks_back: bool = False,
    ) -> None:
        """`since`: the last board; the address may name another day. `looks_back`: whether it may ask for the past."""
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        for name in ("notice", "since"):
            if not data.get(name):
                del fields[name]
        if not looks_back:
            del fields["as_at"]
        fields["objective"].choices = [("", "Any"), *((str(o.number), str(o)) for o in objectives)]
        fields["owner"].choices = [("", "Anybody"), *owners]
        themes = sorted({objective.theme for objective in objectives if objective.theme})
        if themes:
            fields["theme"].choices = [("", "Any"), *((theme, theme) for theme in themes)]
        else:
            del fields["theme"]
        asked = _day(data.get("since", ""))
        self.last = asked or since  # from which day updates and changes count
        if asked:
            fields["not_updated"].label = f"Not updated since {long_date(asked)}"
            fields["changed"].label = f"Changed since {long_date(asked)}"
        elif since:
            fields["not_updated"].label = f"Not updated since the board on {long_date(since)}"
            fields["changed"].label = f"Changed since the board on {long_date(since)}"
        else:
            del fields["not_updated"], fields["changed"]

    def full_clean(self) -> None:
        super().full_clean()
        self.errors.clear()

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def past_day(query: QueryDict, *, on: datetime.date) -> datetime.date | None:
    """The day of the past that the address asks for; None for today, and for what is no such day."""
    typed = DateParts().value_from_datadict(query, {}, "as_at")
    try:
        day = DateInputField(required=False).clean(typed)
    except forms.ValidationError:
        return None
    return day if day and day < on else None


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Listed:
    """Which actions of the plan, in which order."""

    plan: Plan
    conditions: Sequence[str]
    values: Sequence[Any]
    order: str
    past: Past | None = None

    @property
    def filtered(self) -> bool:
        return bool(self.conditions)

    def ids(self) -> list[int]:
        """Of all its actions, in order."""
        return [pk for (pk,) in self._rows("id", "", ())]

    def rows(self) -> list[Any]:
        """Values of COLUMNS, of all its actions."""
        return self._rows(", ".join(COLUMNS), "", ())

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
        tables, then = (self.past.tables, self.past.values) if self.past else ("", [])
        with connection.cursor() as cursor:
            cursor.execute(
                f"{tables}SELECT {columns} {_FROM}{where} ORDER BY {ORDERS[self.order]} {part}",
                [*then, self.plan.council_id, self.plan.pk, *self.values, *which],
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
    past: Past | None = None,
) -> Listed:
    """`chosen` is what PlanFilters found in the address; an order that is none is the plan's own. With `past` the rows are
    those of that day, which is `on`."""
    numbers = {str(objective.number): objective.pk for objective in objectives}
    values = {
        "objective": numbers.get(chosen.get("objective", "")),
        "delivery": chosen.get("delivery"),
        "confidence": chosen.get("confidence"),
        "priority": chosen.get("priority"),
        "overdue": on if chosen.get("overdue") else None,
        "not_updated": since if chosen.get("not_updated") else None,
        "theme": chosen.get("theme"),
        "missing": chosen.get("missing"),
        "changed": chosen.get("changed") if since else None,
    }
    days = {"on": on, "since": since, "stale": on - datetime.timedelta(days=STALE_DAYS)}
    wanted: list[tuple[str, list[Any]]] = []
    for name, value in values.items():
        if (named := _NAMED.get(name, {}).get(str(value))) is not None:
            wanted.append((named[1], [days[day] for day in named[2]]))
        elif value:
            wanted.append((_CONDITIONS[name], [value]))
    if owner := chosen.get("owner"):
        wanted.append(_owned_by(owner, user))
    return Listed(
        plan=plan,
        conditions=[condition for condition, _ in wanted],
        values=[value for _, values in wanted for value in values],
        order=order if order in ORDERS else "",
        past=past,
    )


def _owned_by(owner: str, user: User) -> tuple[str, list[Any]]:
    """`owner` is a choice of the filter: me, nobody, u and a person's id, o and an agency's."""
    if owner == "me":
        agencies = [m.organisation_id for m in user.access.memberships if m.organisation_id]
        return "owner_id = %s OR owner_organisation_id = ANY(%s::bigint[])", [user.pk, agencies]
    if owner == "nobody":
        return "owner_id IS NULL AND owner_organisation_id IS NULL", []
    return ("owner_id = %s" if owner[0] == "u" else "owner_organisation_id = %s"), [int(owner[1:])]
