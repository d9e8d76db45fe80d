from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import User
from councils.outbox import OutboxRow

from .formal import FormalQuerySet


class IncidentQuerySet(FormalQuerySet):
    def unacknowledged(self) -> IncidentQuerySet:
        return self.filter(acknowledged_at=None)


@tracked("reviews_incident")
class Incident(CouncilOwned):
    """Notice of a serious incident, given to the Department at once (Cumbria notice 2012: "Officials must be notified
    immediately if a serious incident occurs").

    It says that something happened and where to ask, and tells nothing of a child. What was given stays as it was given.
    """

    number = models.PositiveIntegerField(help_text="Counts the council's from 1; used in addresses.")
    happened_on = models.DateField()
    what = models.TextField(help_text="The kind of incident and the services concerned; nothing of a child.")
    contact = models.CharField(
        max_length=200, help_text="Whom the Department can ring: name, office, number."
    )
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(blank=True, help_text="What the Department said when it acknowledged.")

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="reviews_incident_number"),
            models.CheckConstraint(
                name="reviews_incident_acknowledged_has_when_and_who",
                condition=Q(acknowledged_at=None, acknowledged_by=None, answer="")
                | Q(acknowledged_at__gte=F("given_at"), acknowledged_by__isnull=False),
            ),
            *council_isolation("reviews_incident"),
        )
        triggers = (
            pgtrigger.ReadOnly(
                name="what_was_given_stays",
                fields=["number", "happened_on", "what", "contact", "given_at", "given_by"],
            ),
            pgtrigger.Protect(
                name="acknowledged_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__acknowledged_at__isnull=False),
            ),
            pgtrigger.Protect(name="kept_for_good", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"Serious incident {self.number}"

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.council.slug, "incident_number": self.number}
        return reverse("reviews:incident", kwargs=kwargs)

    @property
    def state(self) -> str:
        """A value of councils/status.py's "incident"."""
        return "acknowledged" if self.acknowledged_at else "given"


class IncidentMail(OutboxRow, CouncilOwned):
    """The e-mail that tells the Department's case leads of one notice: it names the council and links to the page.

    To whom it goes is found when it is sent: a council's own transaction does not see who works for the Department.
    """

    incident = CouncilKey(Incident, related_name="mails")
    reference = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        help_text="The same at every try: a provider that honours it delivers once.",
    )

    objects = FormalQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        ordering = ("council_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["council", "incident"], name="reviews_incidentmail_one_each"),
            *council_isolation("reviews_incidentmail", incident="reviews_incident"),
        )

    def __str__(self) -> str:
        return f"E-mail {self.reference} of incident {self.incident_id}"
