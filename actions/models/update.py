from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q

from councils.isolation import CouncilKey, CouncilOwned, SameCouncil, council_isolation

from .action import Action, Confidence, Delivery, OfActionQuerySet
from .decision import Decision
from .named_people import hides


class ActionUpdateQuerySet(OfActionQuerySet):
    def as_at(self, date: datetime.date) -> ActionUpdateQuerySet:
        return self.filter(reported_on__lte=date)


class ActionUpdate(CouncilOwned):
    """What was reported on an action on a day. Rows are never edited: the plan as at any date is read from them."""

    append_only = True

    action = CouncilKey(Action, related_name="updates")
    version = models.PositiveIntegerField(help_text="The action's version that this update made.")
    reported_on = models.DateField()
    reported_by = models.ForeignKey("councils.User", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    delivery = models.CharField(max_length=12, choices=Delivery.choices)
    confidence = models.CharField(max_length=12, choices=Confidence.choices)
    narrative = models.TextField(blank=True)
    evidence_of_impact = models.TextField(blank=True, help_text="What it changed for children.")
    recovery = models.TextField(blank=True, help_text="What will bring it back, when at risk or off track.")
    no_change = models.BooleanField(default=False, help_text="Saved on purpose as no change since last time.")

    decision = models.CharField(
        max_length=8,
        choices=Decision.choices,
        blank=True,
        help_text="Of the board; blank: a report of the owner.",
    )

    objects = ActionUpdateQuerySet.as_manager()

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=["council", "action", "version"],
                name="actions_actionupdate_version",
            ),
            models.CheckConstraint(
                name="actions_actionupdate_worry_is_explained",
                condition=Q(confidence="on_track")
                | ~Q(delivery__in=["not_started", "in_progress"])
                | Q(no_change=True)  # it repeats nothing: the words are in the update before it
                | (~Q(narrative="") & ~Q(recovery="")),
            ),
            models.CheckConstraint(
                name="actions_actionupdate_decision_says_why",
                condition=Q(decision__in=["", "confirm"]) | ~Q(narrative=""),
            ),
            *council_isolation("actions_actionupdate"),
            *hides()("actions_actionupdate"),
            SameCouncil(  # an action that has reports goes only with the import that brought both (models/action.py)
                name="actions_actionupdate_action_same_council",
                column="action_id",
                to="actions_action",
                cascade=True,
            ),
        )

    def __str__(self) -> str:
        return f"{self.action_id} v{self.version}: {self.get_delivery_display()}, {self.get_confidence_display()}"
