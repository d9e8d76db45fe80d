from __future__ import annotations

import datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import StoredFile
from councils.models.organisation import CouncilOwnedQuerySet
from notices.models import Inspection


class ValidationQuerySet(CouncilOwnedQuerySet):
    def waiting(self) -> ValidationQuerySet:
        """Commissioned, neither done nor called off; soonest first."""
        return self.filter(done_on=None, called_off_on=None).order_by("due_on", "id")

    def overdue(self, *, on: datetime.date) -> ValidationQuerySet:
        return self.waiting().filter(due_on__lt=on)


@tracked("reviews_validation")
class Validation(CouncilOwned):
    """A look from outside that somebody commissions: a peer review, a diagnostic (Herefordshire notice 2013, 32).

    Once it is done it has its entry in the register of inspections, where its findings are recorded and actions
    answer them; then it is shared with the Department.
    """

    class Kind(models.TextChoices):
        PEER_REVIEW = "peer_review", "Peer review"
        DIAGNOSTIC = "diagnostic", "Diagnostic"
        OTHER = "other", "Another look from outside"

    number = models.PositiveIntegerField(help_text="Counts the council's from 1; used in addresses.")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    commissioned_by = models.CharField(
        max_length=200, help_text="Who asked for it: a name, an office, a body."
    )
    provider = models.CharField(
        max_length=120, help_text="Who does it, such as the Local Government Association."
    )
    scope = models.TextField(help_text="What it looks at.")
    commissioned_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    inspection = CouncilKey(
        Inspection,
        null=True,
        blank=True,
        related_name="validations",
        help_text="Its entry in the register, which holds its findings.",
    )
    report = CouncilKey(StoredFile, null=True, blank=True, related_name="+")
    report_link = models.URLField(max_length=500, blank=True)
    shared_on = models.DateField(null=True, blank=True, help_text="When the Department was given the report.")
    called_off_on = models.DateField(null=True, blank=True)
    called_off_why = models.TextField(blank=True)

    objects = ValidationQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="reviews_validation_number"),
            models.UniqueConstraint(
                fields=["council", "inspection"], name="reviews_validation_one_for_each_entry"
            ),
            models.CheckConstraint(
                name="reviews_validation_dates_follow",
                condition=Q(due_on__gte=F("commissioned_on"))
                & (Q(done_on=None) | Q(done_on__gte=F("commissioned_on")))
                & (Q(shared_on=None) | Q(done_on__isnull=False, shared_on__gte=F("done_on"))),
            ),
            models.CheckConstraint(
                name="reviews_validation_done_is_in_the_register",
                condition=Q(done_on=None, inspection=None, report=None, report_link="")
                | Q(done_on__isnull=False, inspection__isnull=False),
            ),
            models.CheckConstraint(
                name="reviews_validation_called_off_says_why",
                condition=Q(called_off_on=None, called_off_why="")
                | (Q(called_off_on__isnull=False, done_on=None) & ~Q(called_off_why="")),
            ),
            *council_isolation(
                "reviews_validation", inspection="notices_inspection", report="councils_storedfile"
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(name="number_stays", fields=["number"]),
            pgtrigger.Protect(name="kept_for_good", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.provider}"

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.council.slug, "validation_number": self.number}
        return reverse("reviews:validation", kwargs=kwargs)

    @property
    def state(self) -> str:
        """A value of councils/status.py's "validation"."""
        if self.called_off_on:
            return "called_off"
        if self.shared_on:
            return "shared"
        return "done" if self.done_on else "commissioned"
