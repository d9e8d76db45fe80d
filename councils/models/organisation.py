from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Lower

from ..history import tracked
from ..isolation import CouncilOwned, council_isolation

if TYPE_CHECKING:
    from .person import User


class CouncilOwnedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows of council-owned tables: the first line of isolation. Every model's QuerySet builds on it."""

    def visible_to(self, user: User):  # type: ignore[no-untyped-def]
        access = user.access
        return self.all() if access.is_department else self.filter(council_id__in=access.council_ids)


class OrganisationQuerySet(CouncilOwnedQuerySet):
    pass


@tracked("councils_organisation")
class Organisation(CouncilOwned):
    """A partner agency of one council: police, health, schools, the safeguarding partnership. It may have no account."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "The council itself"
        HEALTH = "health", "Health"
        POLICE = "police", "Police"
        SCHOOLS = "schools", "Schools and colleges"
        PARTNERSHIP = "partnership", "Safeguarding partnership"
        VOLUNTARY = "voluntary", "Voluntary sector"
        OTHER = "other", "Other"

    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = (Lower("name"),)
        constraints = (
            models.UniqueConstraint(fields=["council", "name"], name="councils_organisation_once"),
            *council_isolation("councils_organisation"),
        )

    def __str__(self) -> str:
        return self.name
