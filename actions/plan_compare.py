"""The plan's own words frozen, and two of them compared line by line. Progress is not in here: it has its own history."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from councils.lateness import long_date

from .models import Action, Objective, Plan

Content = Mapping[str, Sequence[Mapping[str, Any]]]

OBJECTIVE_FIELDS = {
    "title": "Objective",
    "theme": "Theme",
    "lead": "Led by",
    "impact_sought": "What will be different for children",
}
ACTION_FIELDS = {
    "title": "Action",
    "objective": "Objective",
    "detail": "What will be done",
    "success_measure": "How we will know it made a difference",
    "owner": "Owner",
    "accountable_lead": "Accountable lead",
    "partner_agencies": "Partner agencies",
    "waits_for": "Waits for",
    "due_on": "Due date",
    "priority": "Priority",
    "requirements": "Requirements served",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: of which thing, which field, from what to what. An added or removed thing has no field."""

    kind: Literal["added", "removed", "changed"]
    what: str  # "Action A12", "Objective 3"
    name: str  # its words
    field: str = ""
    before: str = ""
    after: str = ""


def content(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """The plan as it stands, as plain values: six statements. People are kept by id and role, never by name: a version
    is read by the Department too."""
    objectives = Objective.objects.filter(council_id=plan.council_id, plan=plan).order_by("number")
    actions = (
        Action.objects.filter(council_id=plan.council_id, plan=plan)
        .select_related("objective", "owner_organisation")
        .prefetch_related("requirements", "partner_agencies", "waits_for")
        .order_by("objective__number", "id")
    )
    return {
        "objectives": [
            {
                "number": o.number,
                "title": o.title,
                "theme": o.theme,
                "lead": o.lead_id,
                "impact_sought": o.impact_sought,
            }
            for o in objectives
        ],
        "actions": [
            {
                "ref": a.ref,
                "title": a.title,
                "objective": a.objective.number,
                "detail": a.detail,
                "success_measure": a.success_measure,
                "owner": a.owner_id,
                "owner_organisation": a.owner_organisation.name if a.owner_organisation else "",
                "due_on": a.due_on.isoformat() if a.due_on else "",
                "priority": a.priority,
                "requirements": sorted(r.citation for r in a.requirements.all()),
                **_around(a),
            }
            for a in actions
        ],
    }


def without(content: Content, refs: Collection[str]) -> Content:
    """The same without these actions, for somebody who may not see them."""
    return {
        **content,
        "actions": [
            {name: _other(value, refs) if name == "waits_for" else value for name, value in row.items()}
            for row in content["actions"]
            if row["ref"] not in refs
        ],
    }


def _other(waits_for: Sequence[str], refs: Collection[str]) -> list[str]:
    return [ref for ref in waits_for if ref not in refs]


def _around(action: Action) -> dict[str, Any]:
    """What only some actions have. Left out where there is none, so that a version frozen before these columns were there
    equals the same plan today."""
    found = {
        "accountable_lead": action.accountable_lead_id,
        "partner_agencies": sorted(organisation.name for organisation in action.partner_agencies.all()),
        "waits_for": sorted(other.ref for other in action.waits_for.all()),
    }
    return {name: value for name, value in found.items() if value}


def compare(before: Content, after: Content, *, people: Mapping[int, str]) -> list[Line]:
    """What `after` has that `before` had not, field by field: objectives first, then actions, each in order.
    `people`: the name to show for an id; somebody who is not in it is a council officer."""

    def owner(row: Mapping[str, Any]) -> str:
        if row.get("owner"):
            return people.get(row["owner"], "Council officer")
        return row.get("owner_organisation") or "Nobody yet"

    def words(field: str, row: Mapping[str, Any]) -> str:
        value = row.get(field)
        if field == "owner":
            return owner(row)
        if field in ("lead", "accountable_lead"):
            return people.get(value, "Council officer") if value else "Nobody yet"
        if field == "due_on":
            return long_date(datetime.date.fromisoformat(value)) if value else "No date"
        if field == "priority":
            return str(Action.Priority(str(value)).label)
        if field in ("requirements", "partner_agencies", "waits_for"):
            return ", ".join(value or []) or "None"
        return str(value or "")

    found: list[Line] = []
    kinds = (
        ("objectives", "number", "Objective", OBJECTIVE_FIELDS),
        ("actions", "ref", "Action", ACTION_FIELDS),
    )
    for part, key, kind, fields in kinds:
        old = {row[key]: row for row in before[part]}
        new = {row[key]: row for row in after[part]}
        for ident in [*new, *(i for i in old if i not in new)]:
            what, row = f"{kind} {ident}", new.get(ident) or old[ident]
            if ident not in old:
                found.append(Line("added", what, row["title"]))
            elif ident not in new:
                found.append(Line("removed", what, row["title"]))
            else:
                pairs = ((f, words(f, old[ident]), words(f, new[ident])) for f in fields)
                found += [
                    Line("changed", what, row["title"], fields[f], was, now)
                    for f, was, now in pairs
                    if was != now
                ]
    return found


def people_in(*contents: Content) -> set[int]:
    """Ids of everybody whom these contents name."""
    rows = [row for one in contents for row in (*one["objectives"], *one["actions"])]
    named = (row.get(field) for row in rows for field in ("lead", "owner", "accountable_lead"))
    return {pk for pk in named if pk}
