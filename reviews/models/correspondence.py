from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import StoredFile, User

from .formal import FormalQuerySet


class CorrespondenceQuerySet(FormalQuerySet):
    def to_follow_up(self) -> CorrespondenceQuerySet:
        return self.filter(follow_up_on__isnull=False, followed_up_on=None)

    def newest_first(self) -> CorrespondenceQuerySet:
        return self.order_by("-on", "-number")


@tracked("reviews_correspondence")
class Correspondence(CouncilOwned):
    """A letter, a call or a meeting between the council and the Department, ministers or Ofsted. Both sides read it;
    the side that entered it keeps it."""

    class Direction(models.TextChoices):
        TO_COUNCIL = "to_council", "To the council"
        FROM_COUNCIL = "from_council", "From the council"

    class Means(models.TextChoices):
        LETTER = "letter", "Letter"
        EMAIL = "email", "Email"
        CALL = "call", "Telephone call"
        MEETING = "meeting", "Meeting or visit"

    number = models.PositiveIntegerField(help_text="Counts the council's from 1; used in addresses.")
    direction = models.CharField(max_length=12, choices=Direction.choices)
    means = models.CharField(max_length=8, choices=Means.choices)
    on = models.DateField(help_text="Date of the letter, the call or the meeting.")
    with_whom = models.CharField(max_length=200, help_text="Who wrote, or to whom: name and office.")
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    file = CouncilKey(StoredFile, null=True, blank=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    followed_up_on = models.DateField(null=True, blank=True)
    of_department = models.BooleanField(help_text="Entered by the Department, not by the council.")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = CorrespondenceQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="reviews_correspondence_number"),
            models.CheckConstraint(
                name="reviews_correspondence_followed_up_was_to_be",
                condition=Q(followed_up_on=None) | Q(follow_up_on__isnull=False, followed_up_on__gte=F("on")),
            ),
            *council_isolation("reviews_correspondence", file="councils_storedfile"),
        )
        triggers = (
            pgtrigger.ReadOnly(
                name="whose_it_is_stays", fields=["number", "of_department", "entered_by", "entered_on"]
            ),
            pgtrigger.Protect(name="kept_for_good", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.council.slug, "entry_number": self.number}
        return reverse("reviews:correspondence_entry", kwargs=kwargs)
