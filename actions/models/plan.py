from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet
from notices.models import Notice

# From which state a plan may go to which; the database refuses every other step.
LIFE = [
    ("drafting", "with_partners"),
    ("with_partners", "drafting"),
    ("drafting", "with_board"),
    ("with_partners", "with_board"),
    ("with_board", "drafting"),  # returned for rework
    ("with_board", "active"),
    ("agreed", "active"),
    ("active", "paused"),
    ("paused", "active"),
    ("active", "closed"),
    ("paused", "closed"),
]


class PlanQuerySet(CouncilOwnedQuerySet):
    def current(self) -> PlanQuerySet:
        """Newest first: the plan that answers the newest instrument."""
        return self.exclude(state=Plan.State.CLOSED).order_by("-id")


@tracked("actions_plan")
class Plan(CouncilOwned):
    """The council's answer to one instrument."""

    class State(models.TextChoices):
        DRAFTING = "drafting", "Drafting"
        WITH_PARTNERS = "with_partners", "With partners"
        WITH_BOARD = "with_board", "With the board"
        AGREED = "agreed", "Agreed"
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        CLOSED = "closed", "Closed to business as usual"

    OPEN: ClassVar = ["drafting", "with_partners", "with_board", "agreed", "active", "paused"]

    notice = CouncilKey(Notice, related_name="plans")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFTING)
    due_on = models.DateField(
        null=True,
        blank=True,
        help_text="When the instrument says that it must be agreed.",
    )
    agreed_on = models.DateField(null=True, blank=True, help_text="When the board first agreed it.")
    paused_why = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.TextField(blank=True, help_text="Where the work goes on as business as usual.")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-id")
        constraints = (
            models.UniqueConstraint(fields=["council", "notice"], name="actions_plan_one_per_notice"),
            models.CheckConstraint(
                name="actions_plan_agreed_has_when",
                condition=~Q(state__in=["agreed", "active"]) | Q(agreed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="actions_plan_paused_says_why", condition=~Q(state="paused") | ~Q(paused_why="")
            ),
            *council_isolation("actions_plan", notice="notices_notice"),
        )
        triggers = (pgtrigger.FSM(name="life", field="state", transitions=LIFE),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actions:plan", kwargs={"council_slug": self.council.slug})

    @property
    def is_agreed(self) -> bool:
        """From here on its dates change by decision of the board only."""
        return self.state in (Plan.State.AGREED, Plan.State.ACTIVE, Plan.State.PAUSED)

    @property
    def is_closed(self) -> bool:
        return self.state == Plan.State.CLOSED


@tracked("actions_objective")
class Objective(CouncilOwned):
    plan = CouncilKey(Plan, related_name="objectives")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    theme = models.CharField(max_length=120, blank=True)
    lead = models.ForeignKey(
        "councils.User",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    impact_sought = models.TextField(blank=True, help_text="What will be different for children.")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("plan_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["council", "plan", "number"], name="actions_objective_number"),
            *council_isolation("actions_objective", plan="actions_plan"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
