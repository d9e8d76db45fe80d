from __future__ import annotations

from django.db import models

from actions.models import Action
from actions.models.named_people import hides
from councils.isolation import CouncilKey, CouncilOwned, SameCouncil, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet


class Handover(CouncilOwned):
    """An action changed hands. Written by a trigger on the actions' table (newest reminders/migrations that names it), so
    that no form, import or API call can forget it; both sides hear of it in their next e-mail.

    A new action counts when somebody else gives it: who adds one for themselves, or a command, tells nobody.
    """

    append_only = True

    action = CouncilKey(Action, related_name="+")
    from_owner = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    from_organisation = CouncilKey("councils.Organisation", null=True, related_name="+")
    to_owner = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    to_organisation = CouncilKey("councils.Organisation", null=True, related_name="+")
    on = models.DateField(help_text="The day in London.")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["council", "on"], name="reminders_handover_recent"),)
        constraints = (
            *council_isolation(
                "reminders_handover",
                from_organisation="councils_organisation",
                to_organisation="councils_organisation",
            ),
            *hides()("reminders_handover"),
            SameCouncil(  # an import that is undone takes its actions back, and what was told of them
                name="reminders_handover_action_same_council",
                column="action_id",
                to="actions_action",
                cascade=True,
            ),
        )

    def __str__(self) -> str:
        return f"Action {self.action_id} on {self.on}"
