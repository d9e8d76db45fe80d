from __future__ import annotations

import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.lateness import count, lateness
from councils.models import User

from .action import Action, OfActionQuerySet
from .named_people import hides


@tracked("actions_milestone", hidden=hides())
class Milestone(CouncilOwned):
    """A step inside an action, with its own date. Whether it was met in time is computed, never typed.

    One that was met stays: it is part of what happened. `version` counts edits, as the action's does.
    """

    action = CouncilKey(Action, related_name="milestones")
    number = models.PositiveIntegerField(
        help_text="Counts this action's milestones from 1; used in addresses."
    )
    title = models.CharField(max_length=300)
    due_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = OfActionQuerySet.as_manager()

    class Meta:
        ordering = ("action_id", "due_on", "number")
        constraints = (
            models.UniqueConstraint(fields=["council", "action", "number"], name="actions_milestone_number"),
            models.CheckConstraint(
                name="actions_milestone_met_has_when", condition=Q(met_by=None) | Q(met_on__isnull=False)
            ),
            *council_isolation("actions_milestone", action="actions_action"),
            *hides()("actions_milestone"),
        )
        triggers = (
            pgtrigger.Protect(
                name="met_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__met_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.council.slug, "ref": self.action.ref, "milestone_number": self.number}
        return reverse("actions:milestone_edit", kwargs=kwargs)

    def in_words(self, *, on: datetime.date) -> str:
        """ "met on time", "met 3 days late", "5 days overdue", "due in 4 days"."""
        if self.met_on is None:
            return lateness(self.due_on, on=on)
        late = (self.met_on - self.due_on).days
        return f"met {count(late, 'day')} late" if late > 0 else "met on time"

    def is_overdue(self, *, on: datetime.date) -> bool:
        return self.met_on is None and on > self.due_on
