from __future__ import annotations

from collections.abc import Collection, Mapping

import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import Council, StoredFile, User
from councils.models.organisation import CouncilOwnedQuerySet

from .plan import Plan


class PlanImportQuerySet(CouncilOwnedQuerySet):
    def newest_first(self) -> PlanImportQuerySet:
        return self.order_by("-number")

    def quoting(
        self, council: Council, hidden: Mapping[type[models.Model], Collection[int]]
    ) -> PlanImportQuerySet:
        """A file holds all actions of its day: it is left out where one of its plan's is."""
        actions = apps.get_model("actions", "Action")
        plans = actions.objects.filter(council=council, pk__in=hidden.get(actions, ())).values("plan_id")
        return self.filter(council=council, plan__in=plans)

    def mapped_like(self, fingerprint: str, *, holds: str) -> PlanImportQuerySet:
        """Imports whose table had these headings and whose columns somebody has agreed to: what a council remembers."""
        kept = [PlanImport.State.MAPPED, PlanImport.State.APPLIED, PlanImport.State.UNDONE]
        return self.filter(fingerprint=fingerprint, holds=holds, state__in=kept).order_by("-number")


@tracked("actions_planimport")
class PlanImport(CouncilOwned):
    """A spreadsheet on its way into a plan: the file, what its columns mean, what became of it.

    Kept from the upload on, so that leaving and coming back loses nothing. What would change is never stored: it is
    worked out anew from file, mapping and plan whenever somebody looks.
    """

    class Holds(models.TextChoices):
        PLAN = "plan", "Actions of the plan"
        VALUES = "values", "Values of indicators"

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Columns to be chosen"
        MAPPED = "mapped", "Ready to be checked"
        APPLIED = "applied", "Imported"
        UNDONE = "undone", "Undone"
        DISCARDED = "discarded", "Discarded"

    number = models.PositiveIntegerField(help_text="Counted up in the council.")
    plan = CouncilKey(Plan, related_name="imports")
    holds = models.CharField(max_length=6, choices=Holds.choices, default=Holds.PLAN)
    file = CouncilKey(StoredFile, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.UPLOADED)
    sheet = models.CharField(max_length=200, blank=True, help_text="Name of the worksheet; empty for CSV.")
    header_row = models.PositiveIntegerField(default=1, help_text="Where the headings begin, counted from 1.")
    header_lines = models.PositiveIntegerField(default=1, help_text="Over how many rows the headings go.")
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text="Of the headings: tables that look alike."
    )
    mapping = models.JSONField(default=dict, help_text="Number of the column, from 0: what it holds.")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(
        default=0, help_text="Rows left out because something in them is wrong."
    )
    before = models.JSONField(
        default=dict, help_text="What undoing needs: versions, and values as they were."
    )

    objects = PlanImportQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="actions_planimport_number"),
            models.CheckConstraint(
                name="actions_planimport_applied_has_when",
                condition=Q(state__in=["applied", "undone"], applied_at__isnull=False)
                | Q(~Q(state__in=["applied", "undone"]), applied_at=None),
            ),
            models.CheckConstraint(
                name="actions_planimport_undone_has_when",
                condition=Q(state="undone", undone_at__isnull=False) | Q(~Q(state="undone"), undone_at=None),
            ),
            *council_isolation("actions_planimport", plan="actions_plan", file="councils_storedfile"),
        )
        triggers = (
            pgtrigger.FSM(
                name="life",
                field="state",
                transitions=[
                    ("uploaded", "mapped"),
                    ("uploaded", "discarded"),
                    ("mapped", "discarded"),
                    ("mapped", "applied"),
                    ("applied", "undone"),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"Import {self.number}"

    def get_absolute_url(self) -> str:
        return reverse(
            "actions:import_one",
            kwargs={"council_slug": self.council.slug, "import_number": self.number},
        )

    @property
    def of_values(self) -> bool:
        return self.holds == PlanImport.Holds.VALUES

    @property
    def thing(self) -> str:
        """What a row of it makes or changes."""
        return "value" if self.of_values else "action"

    @property
    def is_open(self) -> bool:
        """Still on its way: it can be mapped, applied or discarded."""
        return self.state in (PlanImport.State.UPLOADED, PlanImport.State.MAPPED)
