from __future__ import annotations

from django.db import models

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from notices.models import Finding

from .action import Action, OfActionQuerySet
from .named_people import hides


@tracked("actions_actionfinding", hidden=hides())
class ActionFinding(CouncilOwned):
    """Which findings of inspections an action answers: many to many, beside the clauses that it serves."""

    action = CouncilKey(Action, related_name="finding_links")
    finding = CouncilKey(Finding, related_name="action_links")

    objects = OfActionQuerySet.as_manager()

    class Meta:
        ordering = ("action_id", "finding_id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "action", "finding"],
                name="actions_actionfinding_once",
            ),
            *council_isolation(
                "actions_actionfinding",
                action="actions_action",
                finding="notices_finding",
            ),
            *hides()("actions_actionfinding"),
        )

    def __str__(self) -> str:
        return f"{self.action_id} answers {self.finding_id}"
