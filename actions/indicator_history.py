"""Who changed an indicator or a value, when, and from what to what: read from the history tables, in sentences."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.apps import apps

from councils.lateness import long_date
from councils.models import Organisation, User
from councils.status import word

from .indicator_trend import figure
from .models import Direction, Frequency, Indicator, Objective, Observation, Unit

State = Observation.State
# Columns that an edit can change, in the words of the page.
_FIELDS = {
    "title": "What is measured",
    "definition": "What is counted",
    "unit": "Unit",
    "direction": "Which way is better",
    "from_parts": "From numerator and denominator",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "baseline": "Baseline",
    "baseline_period": "Period of the baseline",
    "target": "Target",
    "target_high": "Highest value wanted",
    "target_words": "What good looks like",
    "target_by": "Target’s date",
    "tolerance": "Tolerance",
    "frequency": "How often",
    "first_period_on": "First period",
    "stale_after": "Stale after days",
    "objective_id": "Objective",
    "owner_id": "Owner",
    "owner_organisation_id": "Owner (agency)",
    "source": "Source",
}
_LABELS: dict[str, Mapping[str, str]] = {
    "unit": dict(Unit.choices),
    "direction": dict(Direction.choices),
    "frequency": dict(Frequency.choices),
}
_LONG = ("definition", "target_words")
_VALUES = ("value", "numerator", "denominator", "narrative", "judgement", "neighbours", "england")


@dataclass(frozen=True, slots=True)
class Step:
    """What one person did in one go; `by` None: the system."""

    at: datetime.datetime
    by: User | None
    title: str
    sentences: list[str]


def edits_of(indicator: Indicator, named: Callable[[User | None], str]) -> list[Step]:
    """Newest first, from its entry on. `named` says what a person is called for whoever reads it."""
    events = _events("IndicatorEvent", indicator, "state", "retired_why", *_FIELDS)
    people = _people(events, "owner_id")
    objectives = Objective.objects.filter(council_id=indicator.council_id).in_bulk(
        _ids(events, "objective_id")
    )
    agencies = Organisation.objects.filter(council_id=indicator.council_id).in_bulk(
        _ids(events, "owner_organisation_id")
    )

    def text(name: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        if name == "owner_id":
            return named(people.get(value))
        if name == "objective_id":
            return str(objectives.get(value, ""))
        if name == "owner_organisation_id":
            return str(agencies.get(value, ""))
        if name in ("baseline", "target", "target_high"):
            return figure(value, indicator.unit)
        if name == "tolerance":
            return figure(value, Unit.NUMBER)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime.date):
            return long_date(value)
        return str(_LABELS.get(name, {}).get(value, value))

    found = (
        [Step(events[0]["pgh_created_at"], people.get(events[0]["pgh_by_id"]), "Added", [])] if events else []
    )
    for before, after in pairwise(events):
        sentences = [
            _turn(label, name, text(name, before[name]), text(name, after[name]))
            for name, label in _FIELDS.items()
            if before[name] != after[name]
        ]
        title = "Edited"
        if before["state"] != after["state"]:
            retired = after["state"] == Indicator.State.RETIRED
            title = "No longer measured" if retired else "Measured again"
            sentences += [after["retired_why"]] if retired else []
        if sentences or title != "Edited":
            found.append(Step(after["pgh_created_at"], people.get(after["pgh_by_id"]), title, sentences))
    return found[::-1]


def steps_of(observation: Observation) -> list[Step]:
    """The life of one value, newest first."""
    indicator = observation.indicator
    events = _events(
        "ObservationEvent",
        observation,
        "state",
        "returned_why",
        "unlocked_why",
        "commentary",
        "recovery",
        *_VALUES,
    )
    people = _people(events)
    found: list[Step] = []
    for before, after in pairwise([None, *events]):
        assert after is not None
        title, sentences = _what(indicator, before, after)
        if title:
            found.append(Step(after["pgh_created_at"], people.get(after["pgh_by_id"]), title, sentences))
    return found[::-1]


def _what(
    indicator: Indicator, before: dict[str, Any] | None, after: dict[str, Any]
) -> tuple[str, list[str]]:
    if before is None:
        return "Entered", [_said(indicator, after)] if indicator.is_numeric else []
    moved = (before["state"], after["state"])
    if moved[0] != moved[1]:
        titles = {
            State.SUBMITTED: "Submitted for approval",
            State.DRAFT: "Taken back",
            State.RETURNED: "Returned to be corrected",
            State.APPROVED: "Unlocked" if moved[0] == State.LOCKED else "Approved",
            State.LOCKED: "Locked",
        }
        title = titles[State(moved[1])]
        why = {"Returned to be corrected": "returned_why", "Unlocked": "unlocked_why"}.get(title)
        return title, [after[why]] if why else []
    sentences = []
    if _said(indicator, before) != _said(indicator, after):
        sentences.append(f"Was {_said(indicator, before)}, now {_said(indicator, after)}.")
    for name, label in (
        ("narrative", "The report"),
        ("commentary", "The commentary"),
        ("recovery", "The recovery step"),
    ):
        if before[name] != after[name]:
            sentences.append(f"{label} was {'rewritten' if before[name] else 'written'}.")
    for name, label in (("neighbours", "Statistical neighbours"), ("england", "England")):
        if before[name] != after[name]:
            sentences.append(f"{label}: {figure(after[name], indicator.unit) or 'taken away'}.")
    return ("Changed", sentences) if sentences else ("", [])


def _said(indicator: Indicator, event: dict[str, Any]) -> str:
    if not indicator.is_numeric:
        return word("outcome", event["judgement"])
    words = figure(event["value"], indicator.unit)
    if event["numerator"] is None:
        return words
    return (
        f"{words} ({figure(event['numerator'], Unit.NUMBER)} of {figure(event['denominator'], Unit.NUMBER)})"
    )


def _turn(label: str, name: str, before: str, after: str) -> str:
    if name in _LONG:
        return f"“{label}” was rewritten."
    if not before:
        return f"{label} set to “{after}”."
    if not after:
        return f"{label} “{before}” taken away."
    return f"{label} changed from “{before}” to “{after}”."


def _events(model: str, row: Indicator | Observation, *columns: str) -> list[dict[str, Any]]:
    rows = apps.get_model("actions", model).objects.filter(council_id=row.council_id, pgh_obj_id=row.pk)
    return list(rows.order_by("pgh_id").values("pgh_created_at", "pgh_by_id", *columns))


def _ids(events: list[dict[str, Any]], name: str) -> set[int]:
    return {event[name] for event in events if event[name]}


def _people(events: list[dict[str, Any]], *columns: str) -> dict[int, User]:
    return User.objects.in_bulk(set().union(*(_ids(events, name) for name in ("pgh_by_id", *columns))))
