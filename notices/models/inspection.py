from __future__ import annotations

from django.db import models

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .notice import Notice


@tracked("notices_inspection")
class Inspection(CouncilOwned):
    """An inspection that an instrument rests on, or that came later (Ofsted, a peer review)."""

    publisher = models.CharField(max_length=120)
    title = models.CharField(max_length=400)
    published_on = models.DateField(null=True, blank=True)
    notice = CouncilKey(
        Notice,
        null=True,
        blank=True,
        related_name="inspections",
        help_text="The instrument that cites it.",
    )

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "published_on", "id")
        constraints = council_isolation("notices_inspection", notice="notices_notice")

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"


@tracked("notices_inspectionjudgement")
class InspectionJudgement(CouncilOwned):
    """A grade in an inspection report, in the words of its framework ("inadequate", "adequate", "requires improvement")."""

    inspection = CouncilKey(Inspection, related_name="judgements")
    area = models.CharField(max_length=200)
    grade = models.CharField(max_length=60)

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("inspection_id", "id")
        constraints = council_isolation("notices_inspectionjudgement", inspection="notices_inspection")

    def __str__(self) -> str:
        return f"{self.area}: {self.grade}"


@tracked("notices_finding")
class Finding(CouncilOwned):
    """A recommendation or area for improvement in an inspection report: the other source of actions."""

    inspection = CouncilKey(Inspection, related_name="findings")
    label = models.CharField(max_length=20, blank=True)
    text = models.TextField()

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("inspection_id", "id")
        constraints = council_isolation("notices_finding", inspection="notices_inspection")

    def __str__(self) -> str:
        return self.text[:80]
