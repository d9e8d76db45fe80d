"""Who helps with an action, and what it waits for: ties to agencies and to other actions of the plan."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import Organisation

from .action import Action, OfActionQuerySet
from .named_people import hides


@tracked("actions_actionpartner", hidden=hides())
class ActionPartner(CouncilOwned):
    """A partner agency that works on an action beside its owner. It need have no account."""

    action = CouncilKey(Action, related_name="partner_links")
    organisation = CouncilKey(Organisation, related_name="partner_links")

    objects = OfActionQuerySet.as_manager()

    class Meta:
        ordering = ("action_id", "organisation_id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "action", "organisation"], name="actions_actionpartner_once"
            ),
            *council_isolation(
                "actions_actionpartner", action="actions_action", organisation="councils_organisation"
            ),
            *hides()("actions_actionpartner"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} helps with {self.action_id}"


@tracked("actions_actiondependency", hidden=hides("action_id", "waits_for_id"))
class ActionDependency(CouncilOwned):
    """An action that cannot be finished before another one of the same plan. No circles: the verb refuses them."""

    action = CouncilKey(Action, related_name="dependency_links")
    waits_for = CouncilKey(Action, related_name="dependent_links")

    objects = OfActionQuerySet.as_manager()

    class Meta:
        ordering = ("action_id", "waits_for_id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "action", "waits_for"], name="actions_actiondependency_once"
            ),
            models.CheckConstraint(
                name="actions_actiondependency_not_itself", condition=~Q(action=F("waits_for"))
            ),
            *council_isolation(
                "actions_actiondependency", action="actions_action", waits_for="actions_action"
            ),
            *hides("action_id", "waits_for_id")("actions_actiondependency"),
        )

    def __str__(self) -> str:
        return f"{self.action_id} waits for {self.waits_for_id}"
