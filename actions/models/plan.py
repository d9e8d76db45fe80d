from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet
from notices.models import Notice


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
        CLOSED = "closed", "Closed"

    OPEN: ClassVar = ["drafting", "with_partners", "with_board", "agreed", "active"]

    notice = CouncilKey(Notice, related_name="plans")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFTING)
    due_on = models.DateField(
        null=True,
        blank=True,
        help_text="When the instrument says that it must be agreed.",
    )
    agreed_on = models.DateField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-id")
        constraints = (
            models.UniqueConstraint(fields=["council", "notice"], name="actions_plan_one_per_notice"),
            models.CheckConstraint(
                name="actions_plan_agreed_has_when",
                condition=~Q(state__in=["agreed", "active"]) | Q(agreed_on__isnull=False),
            ),
            *council_isolation("actions_plan", notice="notices_notice"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actions:plan", kwargs={"council_slug": self.council.slug})

    @property
    def is_agreed(self) -> bool:
        """From here on its dates change by decision of the board only."""
        return self.state in (Plan.State.AGREED, Plan.State.ACTIVE)

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
