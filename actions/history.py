"""What people changed in the plan's own words about an action, and when: read from the history tables.

Progress is not in here: it has rows of its own (ActionUpdate).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.apps import apps

from councils.models import Organisation, User
from notices.models import Finding, Requirement

from .models import Action, Objective

# Columns that an edit can change, in the words of the page.
FIELDS = {
    "title": "Title",
    "detail": "What will be done",
    "success_measure": "How we will know it made a difference",
    "objective_id": "Objective",
    "owner_id": "Owner",
    "owner_organisation_id": "Owner (agency)",
    "accountable_lead_id": "Accountable lead",
    "priority": "Priority",
    "due_on": "Due date",
    "restricted": "Restricted",
}
# What an action is tied to: the history table of the ties, its column, the words of the page.
TIES = {
    "requirements": ("ActionRequirementEvent", "requirement_id", "Requirements served"),
    "findings": ("ActionFindingEvent", "finding_id", "Findings answered"),
    "partner_agencies": ("ActionPartnerEvent", "organisation_id", "Partner agencies"),
    "waits_for": ("ActionDependencyEvent", "waits_for_id", "Waits for"),
    "people": ("ActionPersonEvent", "user_id", "Who else may see it"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after: text, a date, or the User, Objective or Organisation itself (names are for the page)."""

    field: str
    label: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Edit:
    """What one person changed in one go. `version` is the version that it made; `by` None: the system."""

    at: datetime.datetime
    by: User | None
    version: int
    changes: list[Change]


def edits(action: Action) -> list[Edit]:
    """Every edit of an action, newest first, from its entry into the plan on. At most thirteen statements."""
    events = list(
        apps.get_model("actions", "ActionEvent")
        .objects.filter(council_id=action.council_id, pgh_obj_id=action.pk)
        .order_by("pgh_id")
        .values("pgh_created_at", "pgh_by_id", "version", *FIELDS)
    )
    entered_at = events[0]["pgh_created_at"] if events else None
    links = {name: _links(action, model, key, entered_at) for name, (model, key, _) in TIES.items()}
    found: list[tuple[dict[str, Any], list[Change]]] = []
    for before, after in pairwise(events):
        changes = [
            Change(name, label, before[name], after[name])
            for name, label in FIELDS.items()
            if before[name] != after[name]
        ]
        # now() is the moment of the transaction, so rows of one edit carry the same one
        for name, (_, _, label) in TIES.items():
            now = [(what, pk) for at, what, pk in links[name] if at == after["pgh_created_at"]]
            added = [pk for what, pk in now if what == "insert"]
            removed = [pk for what, pk in now if what == "delete"]
            if added or removed:
                changes.append(Change(name, label, removed, added))
        if changes:
            found.append((after, changes))
    look_up = _Names(found, action.council_id)
    return [
        Edit(
            event["pgh_created_at"],
            look_up.user(event["pgh_by_id"]),
            event["version"],
            [look_up.named(change) for change in changes],
        )
        for event, changes in reversed(found)
    ]


def _links(action: Action, model: str, key: str, entered_at: Any) -> list[tuple[Any, str, int]]:
    rows = (
        apps.get_model("actions", model)
        .objects.filter(council_id=action.council_id, action_id=action.pk)
        .order_by("pgh_id")
        .values_list("pgh_created_at", "pgh_label", key)
    )
    return [row for row in rows if row[0] != entered_at]  # it came into the plan with these


def edits_since(action: Action, version: int) -> list[Edit]:
    return [edit for edit in edits(action) if edit.version > version]


class _Names:
    """The people, objectives, agencies and clauses that a history names, each kind asked for once and only if named."""

    def __init__(self, found: list[tuple[dict[str, Any], list[Change]]], council_id: int) -> None:
        def ids(*fields: str) -> set[int]:
            changes = [change for _, changes in found for change in changes if change.field in fields]
            return {value for c in changes for value in (c.before, c.after) if value is not None}

        people = ids("owner_id", "accountable_lead_id") | {
            event["pgh_by_id"] for event, _ in found if event["pgh_by_id"]
        }
        objectives, agencies = ids("objective_id"), ids("owner_organisation_id")

        def tied(field: str) -> set[int]:
            changes = [change for _, changes in found for change in changes if change.field == field]
            return {pk for c in changes for pk in [*c.before, *c.after]}

        self.people = User.objects.in_bulk(people) if people else {}
        of_council = {"council_id": council_id}
        self.objectives = Objective.objects.filter(**of_council).in_bulk(objectives) if objectives else {}
        self.agencies = Organisation.objects.filter(**of_council).in_bulk(agencies) if agencies else {}
        models: dict[str, Any] = {
            "requirements": Requirement,
            "findings": Finding,
            "partner_agencies": Organisation,
            "waits_for": Action,
        }
        self.tied: dict[str, dict[int, Any]] = {
            name: model.objects.filter(**of_council).in_bulk(pks) if (pks := tied(name)) else {}
            for name, model in models.items()
        }
        self.tied["people"] = User.objects.in_bulk(pks) if (pks := tied("people")) else {}

    def user(self, pk: int | None) -> User | None:
        return self.people.get(pk) if pk else None

    def named(self, change: Change) -> Change:
        rows: dict[str, dict[Any, Any]] = {
            "owner_id": self.people,
            "accountable_lead_id": self.people,
            "objective_id": self.objectives,
            "owner_organisation_id": self.agencies,
        }
        if change.field in TIES:
            before, after = (self._cited(change.field, ids) for ids in (change.before, change.after))
            return Change(change.field, change.label, before, after)
        if change.field == "priority":
            labels = dict(Action.Priority.choices)
            return Change(change.field, change.label, labels.get(change.before), labels.get(change.after))
        table = rows.get(change.field)
        if table is None:
            return change
        return Change(change.field, change.label, table.get(change.before), table.get(change.after))

    def _cited(self, field: str, ids: list[int]) -> str:
        return ", ".join(_cited(self.tied[field][pk]) for pk in ids if pk in self.tied[field])


def _cited(tied: Requirement | Finding | Organisation | Action | User) -> str:
    """As people cite it: a clause or finding by its number, an action by its reference, an agency by its name."""
    if isinstance(tied, Action):
        return tied.ref
    return tied.name if isinstance(tied, Organisation | User) else tied.citation
