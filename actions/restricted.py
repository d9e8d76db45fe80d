"""Restricted actions, for whoever counts or prints: what is left out, and how to leave it out for everybody.

A person's own transaction never reads an action that is hidden from them (models/named_people.py). Papers of the board
are for all alike, so they leave out every restricted action. Decision: docs/decisions/014-restricted-actions.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from councils import scope
from councils.models import Membership, User
from councils.permissions import ROLES_WITH, Permission

from .models import Action, Plan
from .models.named_people import SETTING


def hidden_refs(plan: Plan, *, ids: str | None = None) -> set[str]:
    """References of the plan's actions that the person of this transaction may not see. `ids`: the setting's value,
    where it was read already."""
    if ids is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting(%s, true)", [SETTING])
            ids = cursor.fetchone()[0]
    if not ids:
        return set()
    with scope.unnarrowed():
        rows = Action.objects.filter(council_id=plan.council_id, plan=plan, pk__in=ids.split(","))
        return set(rows.values_list("ref", flat=True))


@contextmanager
def left_out(plan: Plan) -> Iterator[int]:
    """A block that reads no restricted action of the plan's council, whoever asks. Yields how many the plan has."""
    with scope.unnarrowed():
        rows = Action.objects.filter(council_id=plan.council_id, restricted=True).order_by("id")
        found = list(rows.values_list("id", "plan_id"))
    with scope.with_setting(SETTING, ",".join(str(pk) for pk, _ in found)):
        yield sum(plan_id == plan.pk for _, plan_id in found)


def may_see(people: list[User], action: Action) -> list[User]:
    """Of these people of the council those who may see the action: ActionQuerySet.visible_to, asked of many at once."""
    if not action.restricted:
        return people
    held = Membership.objects.filter(council_id=action.council_id, user__in=people)
    always = held.filter(role__in=ROLES_WITH[Permission.RESTRICT_ACTION]).values_list("user_id", flat=True)
    ids = {action.owner_id, action.accountable_lead_id, *always}
    if action.owner_organisation_id:
        agency = held.filter(organisation_id=action.owner_organisation_id)
        ids |= set(agency.values_list("user_id", flat=True))
    ids |= set(action.people.values_list("user_id", flat=True))
    return [person for person in people if person.pk in ids]
