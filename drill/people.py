"""Who takes part in the drills of forms: one council with a plan that runs, its lead, its chair and a partner agency."""

from __future__ import annotations

from actions.models import Action
from councils import scope
from councils.models import Council, Membership, Organisation, User
from councils.permissions import Role

from .stage import new_action, new_objective


def of_a_running_plan() -> tuple[Action, User, User, Organisation]:
    council = Council.objects.create(
        name="Drill", short_name="Drill", slug="drill", gss_code="X00000000", region="-", kind="-"
    )
    lead, chair = (
        User.objects.create(email=f"{name}@drill.example", name=name.capitalize(), password="!")
        for name in ("lead", "chair")
    )
    with scope.entered(scope.crossing_councils([council.pk])):
        Membership.objects.create(council=council, user=lead, role=Role.LEAD)
        Membership.objects.create(council=council, user=chair, role=Role.CHAIR)
        agency = Organisation.objects.create(council=council, name="Constabulary")
        action = new_action(new_objective(council), lead, ref="A1")
        action.save()
    action.council = council
    return action, lead, chair, agency
