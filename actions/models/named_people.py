"""What only named people may see: who is named, and the rule. Restricted evidence and restricted actions share it.

For everybody else a restricted action does not exist (docs/decisions/014-restricted-actions.md). Python asks `open_to`;
PostgreSQL does not trust it, and hides from each person's transaction the actions on the list of SETTING, with all that
hangs on them, in plain SQL and in history tables too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Exists, Q

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, HiddenRows, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet
from councils.permissions import ROLES_WITH, Permission

SETTING = "noticeboard.hidden_actions"  # ids of the actions that the person of this transaction may not see


def open_to(user: User, *, always: Permission, own: Q, named: models.QuerySet[Any]) -> Q:
    """Rows that are not restricted, or restricted and this person's to see: by the role that always may, as their `own`,
    or because they are among the `named` (who count only while they have a role in the council)."""
    access = user.access
    judges = [m.council_id for m in access.memberships if m.council_id and m.role in ROLES_WITH[always]]
    one_of_them = Q(council_id__in=access.council_ids) & (own | Q(Exists(named.filter(user=user))))
    return Q(restricted=False) | Q(council_id__in=judges) | one_of_them


def hides(*columns: str) -> Callable[[str], list[HiddenRows]]:
    """From a table's name: its constraints that hide what belongs to a hidden action."""
    names = columns or ("action_id",)
    return lambda table: [
        HiddenRows(name=f"{table}_hidden_by_{name}", column=name, setting=SETTING) for name in names
    ]


@tracked("actions_actionperson", hidden=hides())
class ActionPerson(CouncilOwned):
    """Who else may see a restricted action."""

    action = CouncilKey("actions.Action", related_name="people")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("action_id", "user_id")
        constraints = (
            models.UniqueConstraint(fields=["council", "action", "user"], name="actions_actionperson_once"),
            *council_isolation("actions_actionperson", action="actions_action"),
            *hides()("actions_actionperson"),
        )

    def __str__(self) -> str:
        return f"Action {self.action_id} for person {self.user_id}"
