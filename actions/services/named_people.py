"""Who may see what is restricted: named, and no longer named. Of evidence and of actions alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from councils import audit
from councils.models import User

from ..models import Action, Evidence


def name_people(row: Action | Evidence, people: Iterable[User]) -> tuple[list[int], list[int]]:
    """From now on exactly these people are named. Who was added and who was taken away, by id."""
    wanted = {person.pk for person in people}
    named = set(row.people.values_list("user_id", flat=True))
    row.people.exclude(user_id__in=wanted).delete()
    links: Any = row.people
    links.bulk_create(
        [
            links.model(council_id=row.council_id, **{links.field.name: row}, user_id=pk)
            for pk in sorted(wanted - named)
        ]
    )
    return sorted(wanted - named), sorted(named - wanted)


@transaction.atomic
def restrict_action(action: Action, *, by: User, restricted: bool, people: Iterable[User]) -> None:
    """Whether only named people may see the action, and whom that means besides those who always may.

    It says nothing of the plan's words or its progress, so it can be changed in a closed plan too: people change jobs.
    """
    now = Action.objects.select_for_update().get(pk=action.pk, council_id=action.council_id)
    added, removed = name_people(now, people if restricted else ())
    if restricted == now.restricted and not added and not removed:
        return
    action.restricted = now.restricted = restricted
    action.version = now.version = now.version + 1
    now.save(update_fields=["restricted", "version"])
    audit.record(
        "changed who may see an action", council_id=action.council_id, about=f"Action {action.ref}", by=by,
        link=action.get_absolute_url(), restricted=restricted, added=added, removed=removed,
    )  # fmt: skip
