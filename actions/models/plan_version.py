from __future__ import annotations

import functools
import operator
from collections.abc import Collection, Mapping
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import Council, Organisation, User
from councils.models.organisation import CouncilOwnedQuerySet

from .action import Action
from .plan import Plan


class PlanVersionQuerySet(CouncilOwnedQuerySet):
    def agreed(self) -> PlanVersionQuerySet:
        return self.filter(state=PlanVersion.State.AGREED)

    def waiting(self) -> PlanVersionQuerySet:
        return self.filter(state=PlanVersion.State.PROPOSED)

    def quoting(
        self, council: Council, hidden: Mapping[type[models.Model], Collection[int]]
    ) -> PlanVersionQuerySet:
        """Whose words hold an action that is to be left out."""
        rows = Action.objects.filter(council=council, pk__in=hidden.get(Action, ()))
        held = [Q(content__actions__contains=[{"ref": ref}]) for ref in rows.values_list("ref", flat=True)]
        return self.filter(functools.reduce(operator.or_, held), council=council) if held else self.none()


@tracked("actions_planversion")
class PlanVersion(CouncilOwned):
    """The plan's words on the day on which they were put to the board, frozen; and what the board said.

    The first that is agreed is the baseline. Between two versions the plan goes on; what has changed since the last one
    is compared line by line (plan_compare.py).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "With the board"
        AGREED = "agreed", "Agreed by the board"
        RETURNED = "returned", "Returned for rework"

    DECIDED: ClassVar = [State.AGREED, State.RETURNED]

    plan = CouncilKey(Plan, related_name="versions")
    number = models.PositiveIntegerField(
        help_text="Counts what was put to the board, from 1; used in addresses."
    )
    summary = models.TextField(help_text="What is new in it, and why.")
    content = models.JSONField(help_text="Objectives and actions, as plan_compare.content makes them.")
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, help_text="What the board said; needed when it returns the plan.")

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "plan_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "plan", "number"], name="actions_planversion_number"),
            models.UniqueConstraint(
                fields=["council", "plan"],
                condition=Q(state="proposed"),
                name="actions_planversion_one_waiting",
            ),
            models.CheckConstraint(
                name="actions_planversion_decided_has_when",
                condition=Q(state="proposed", decided_on=None)
                | (~Q(state="proposed") & Q(decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="actions_planversion_return_says_why", condition=~Q(state="returned") | ~Q(note="")
            ),
            *council_isolation("actions_planversion", plan="actions_plan"),
        )
        triggers = (
            pgtrigger.FSM(
                name="life", field="state", transitions=[("proposed", "agreed"), ("proposed", "returned")]
            ),
            pgtrigger.ReadOnly(
                name="what_was_put_to_the_board_stays",
                fields=["plan", "number", "summary", "content", "proposed_on"],
            ),
        )

    def __str__(self) -> str:
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.council.slug, "plan_version": self.number}
        return reverse("actions:plan_version", kwargs=kwargs)


@tracked("actions_partneragreement")
class PartnerAgreement(CouncilOwned):
    """A partner agency's agreement to the plan: the notices ask that partners agree it (Cumbria 2012, Cheshire West 2011)."""

    plan = CouncilKey(Plan, related_name="agreements")
    organisation = CouncilKey(Organisation, related_name="+")
    agreed_on = models.DateField()
    agreed_by = models.CharField(max_length=200, help_text="Who agreed for the agency, by name and post.")
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, help_text="Such as a condition.")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("plan_id", "agreed_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "plan", "organisation", "agreed_on"],
                name="actions_partneragreement_once_a_day",
            ),
            *council_isolation(
                "actions_partneragreement", plan="actions_plan", organisation="councils_organisation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} agreed on {self.agreed_on}"
