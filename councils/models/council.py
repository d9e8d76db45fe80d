"""The register of English councils with children's-services duties. Public facts: not council-owned."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

if TYPE_CHECKING:
    from .person import User


class CouncilQuerySet(models.QuerySet["Council"]):
    def visible_to(self, user: User) -> CouncilQuerySet:
        """Councils whose pages the person may open (the register itself is public)."""
        access = user.access
        return self.all() if access.is_department else self.filter(id__in=access.council_ids)

    def active(self, *, on: datetime.date) -> CouncilQuerySet:
        return self.filter(models.Q(ended_on=None) | models.Q(ended_on__gte=on))


class Council(models.Model):
    name = models.CharField(max_length=120, help_text="As ONS and DfE statistics write it.")
    short_name = models.CharField(max_length=120)
    official_name = models.CharField(max_length=160, blank=True)
    slug = models.SlugField(max_length=140, unique=True)
    gss_code = models.CharField(max_length=9, unique=True, help_text="ONS code; the key of the register.")
    former_gss_codes = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    dfe_code = models.CharField(
        max_length=3,
        blank=True,
        help_text="Not unique: an abolished council and its successor may share it.",
    )
    region = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="Last day of an abolished council.")
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = (Lower("name"),)
        constraints = (
            models.CheckConstraint(
                name="councils_council_ends_after_start",
                condition=models.Q(ended_on=None)
                | models.Q(started_on=None)
                | models.Q(ended_on__gt=models.F("started_on")),
            ),
        )

    def __str__(self) -> str:
        return self.official_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:council", kwargs={"council_slug": self.slug})

    def is_abolished(self, *, on: datetime.date) -> bool:
        return self.ended_on is not None and self.ended_on < on
