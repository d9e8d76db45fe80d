"""What happened to a piece of evidence, in words: read from the history table, so nobody can write it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.apps import apps

from councils.models import User

from .models import Evidence

LABELS = {
    "title": "Title",
    "shows": "What it shows",
    "evidence_class": "Class",
    "source": "Source",
    "responses": "People heard",
    "as_at_on": "Day that it tells of",
    "expires_on": "Last day on which it counts",
    "action_id": "Action",
    "audit_round_id": "Round of audits",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """`by` None: the system. `text`: a person's own words, such as why it was returned."""

    title: str
    at: datetime.datetime
    by: User | None
    text: str = ""


def happenings(evidence: Evidence) -> list[Happening]:
    """Newest first. Two statements."""
    events = list(
        apps.get_model("actions", "EvidenceEvent")
        .objects.filter(council_id=evidence.council_id, pgh_obj_id=evidence.pk)
        .order_by("pgh_id")
        .values(
            "pgh_created_at", "pgh_by_id", "state", "version", "returned_why", "frozen_on", "restricted",
            "submitted_by_id", "judged_by_id", *LABELS,
        )
    )  # fmt: skip
    people = User.objects.in_bulk({pk for event in events for pk in _who(event) if pk})
    found = [_happening(before, after, people) for before, after in pairwise([None, *events])]
    return [happening for happening in reversed(found) if happening]


def _who(event: dict[str, Any]) -> tuple[int | None, ...]:
    return event["pgh_by_id"], event["submitted_by_id"], event["judged_by_id"]


def _happening(
    before: dict[str, Any] | None, after: dict[str, Any] | None, people: dict[int, User]
) -> Happening | None:
    assert after is not None

    def said(title: str, by: int | None, text: str = "") -> Happening:
        return Happening(title, after["pgh_created_at"], people.get(by) if by else None, text)

    if before is None:
        return said("Submitted", after["submitted_by_id"])
    if after["state"] != before["state"]:
        if after["state"] == Evidence.State.ACCEPTED:
            return said(f"Version {after['version']} accepted", after["judged_by_id"])
        if after["state"] == Evidence.State.RETURNED:
            return said(f"Version {after['version']} returned", after["judged_by_id"], after["returned_why"])
    if after["version"] != before["version"]:
        return said(f"Version {after['version']} submitted", after["submitted_by_id"])
    if after["state"] != before["state"]:
        return said("Submitted again", after["submitted_by_id"])
    if after["frozen_on"] != before["frozen_on"]:
        return said("Frozen: a review that relies on it was held", after["pgh_by_id"])
    if after["restricted"] != before["restricted"]:
        return said("Only named people may see it" if after["restricted"] else "Open to the council again", after["pgh_by_id"])  # fmt: skip
    changed = [label for name, label in LABELS.items() if after[name] != before[name]]
    return said("Edited", after["pgh_by_id"], f"Changed: {', '.join(changed).lower()}.") if changed else None
