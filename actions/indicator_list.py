"""The list of indicators: its filters, its rows on the page and in a spreadsheet."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from councils import status
from councils.forms import FilterForm
from councils.models import Council, User

from .around import OFFICER
from .indicator_standing import Standing, points_of, readings, standings
from .indicator_trend import wanted_at_the_end, wanted_in_words
from .models import Direction, Frequency, Indicator, Objective, Observation, Unit

HEADER = [
    "Reference", "Indicator", "Objective", "Latest value", "Unit", "Period", "Status", "Distance to target",
    "Direction of travel", "Target", "Target by", "Baseline", "Baseline period", "Better is", "Measured", "Owner", "Stale",
    "Commentary", "Recovery step",
]  # fmt: skip
VALUES_HEADER = [
    "Reference", "Indicator", "Period", "First day", "Last day", "Value", "Numerator", "Denominator", "In words", "Wanted",
    "Status", "Statistical neighbours", "England", "Commentary", "Recovery step", "Approved on",
]  # fmt: skip


class IndicatorFilters(FilterForm):
    """Which indicators, from the address. A value that is no choice is no filter."""

    outcome = forms.ChoiceField(label="Status")
    objective = forms.ChoiceField()
    owner = forms.ChoiceField()
    worsening = forms.BooleanField(label="Worsening only")
    stale = forms.BooleanField(label="Out of date only")
    retired = forms.BooleanField(label="No longer measured")

    def __init__(self, data: QueryDict, *, objectives: Sequence[Objective]) -> None:
        super().__init__(data)
        choices: dict[str, list[tuple[str, str]]] = {
            "outcome": status.choices("outcome"),
            "objective": [(str(o.pk), str(o)) for o in objectives],
            "owner": [("me", "Me"), ("nobody", "Nobody yet")],
        }
        for name, options in choices.items():
            field: Any = self.fields[name]
            field.choices = [("", "All"), *options]


@dataclass(frozen=True, slots=True)
class Row:
    standing: Standing
    owner: str


@dataclass(frozen=True)
class Listed:
    filters: IndicatorFilters
    rows: list[Row]
    figures: list[dict[str, Any]]
    has_any: bool


def listed(user: User, council: Council, query: QueryDict, *, on: datetime.date, names: bool) -> Listed:
    """`names` false: people appear as their role. The number of statements does not grow with the rows."""
    all_of = Indicator.objects.visible_to(user).filter(council=council)
    rows = list(all_of.select_related("owner", "owner_organisation", "objective"))
    objectives = {row.objective.pk: row.objective for row in rows if row.objective is not None}
    filters = IndicatorFilters(
        query, objectives=sorted(objectives.values(), key=lambda o: (o.plan_id, o.number))
    )
    filters.is_valid()
    chosen = filters.cleaned_data
    for row in rows:
        row.council = council
    rows = sorted(rows, key=lambda row: (len(row.ref), row.ref))
    wanted = [row for row in rows if row.is_active != bool(chosen.get("retired"))]
    if objective := chosen.get("objective"):
        wanted = [row for row in wanted if str(row.objective_id) == objective]
    if chosen.get("owner") == "me":
        wanted = [row for row in wanted if row.owner_id == user.pk]
    elif chosen.get("owner") == "nobody":
        wanted = [row for row in wanted if not row.owner_id and not row.owner_organisation_id]
    found = standings(wanted, user, on=on)
    figures = [
        {"number": sum(one.outcome == "off_target" for one in found), "label": "off target", "href": "?outcome=off_target"},
        {"number": sum(one.stale_since is not None for one in found), "label": "out of date", "href": "?stale=on"},
        {"number": sum(one.travel == "worsening" for one in found), "label": "worsening", "href": "?worsening=on"},
        {"number": sum(one.outcome == "on_target" for one in found), "label": "on target", "href": "?outcome=on_target"},
    ]  # fmt: skip
    if outcome := chosen.get("outcome"):
        found = [one for one in found if one.outcome == outcome]
    if chosen.get("worsening"):
        found = [one for one in found if one.travel == "worsening"]
    if chosen.get("stale"):
        found = [one for one in found if one.stale_since is not None]
    shown = [Row(one, _owner(one.indicator, names)) for one in found]
    return Listed(filters, shown, figures, bool(rows))


def _owner(indicator: Indicator, names: bool) -> str:
    if indicator.owner is not None and not names:
        return OFFICER
    return indicator.owner_name()


def standing_rows(rows: Sequence[Row]) -> list[list[Any]]:
    return [_standing_row(row.standing, row.owner) for row in rows]


def _standing_row(standing: Standing, owner: str) -> list[Any]:
    indicator, latest = standing.indicator, standing.latest
    row = latest.observation if latest else None
    return [
        indicator.ref,
        indicator.title,
        str(indicator.objective or ""),
        _number(row.value) if row else None,
        Unit(indicator.unit).label,
        latest.period.name if latest else "",
        status.word("outcome", standing.outcome),
        latest.gap if latest else "",
        status.word("travel", standing.travel),
        wanted_in_words(wanted_at_the_end(indicator), indicator.unit) or indicator.target_words,
        indicator.target_by,
        _number(indicator.baseline),
        indicator.baseline_period,
        Direction(indicator.direction).label if indicator.is_numeric else "",
        Frequency(indicator.frequency).label,
        owner,
        standing.stale,
        (row.narrative or row.commentary) if row else "",
        row.recovery if row else "",
    ]


def value_rows(indicators: Sequence[Indicator], user: User) -> list[list[Any]]:
    """Every approved value of these indicators, oldest first, in two statements."""
    if not indicators:
        return []
    points = points_of(indicators)
    of: dict[int, list[Observation]] = {row.pk: [] for row in indicators}
    rows = Observation.objects.visible_to(user).approved()
    for row in rows.filter(council_id=indicators[0].council_id, indicator__in=list(of)).order_by("period_on"):
        of[row.indicator_id].append(row)
    found = []
    for indicator in indicators:
        for reading in readings(indicator, of[indicator.pk], points[indicator.pk]):
            row = reading.observation
            found.append(
                [
                    indicator.ref,
                    indicator.title,
                    reading.period.name,
                    reading.period.starts_on,
                    reading.period.ends_on,
                    _number(row.value),
                    _number(row.numerator),
                    _number(row.denominator),
                    row.narrative,
                    wanted_in_words(reading.to, indicator.unit),
                    status.word("outcome", reading.outcome),
                    _number(row.neighbours),
                    _number(row.england),
                    row.commentary,
                    row.recovery,
                    row.approved_on,
                ]
            )
    return found


def _number(value: Decimal | None) -> int | float | None:
    """A spreadsheet's number, whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
