from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import StoredFile
from councils.models.organisation import CouncilOwnedQuerySet

from .notice import Notice


class InspectionQuerySet(CouncilOwnedQuerySet):
    def newest_first(self) -> InspectionQuerySet:
        return self.order_by(models.F("published_on").desc(nulls_last=True), "-id")


@tracked("notices_inspection")
class Inspection(CouncilOwned):
    """An inspection that an instrument rests on, or that came later (Ofsted, a peer review)."""

    class Kind(models.TextChoices):
        INSPECTION = "inspection", "Inspection"
        MONITORING_VISIT = "monitoring_visit", "Monitoring visit"
        FOCUSED_VISIT = "focused_visit", "Focused visit"
        PEER_REVIEW = "peer_review", "Peer review or diagnostic"
        DEPARTMENT_REVIEW = "department_review", "Review by the Department"
        AUDIT = "audit", "Audit"

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.INSPECTION)
    publisher = models.CharField(max_length=120)
    title = models.CharField(max_length=400)
    framework = models.CharField(
        max_length=200,
        blank=True,
        help_text="Under which its grades are given, such as “Inspecting local authority children’s services”.",
    )
    began_on = models.DateField(null=True, blank=True, help_text="First day of the visit.")
    ended_on = models.DateField(null=True, blank=True, help_text="Last day of the visit.")
    published_on = models.DateField(null=True, blank=True)
    letter_on = models.DateField(null=True, blank=True, help_text="Date of the letter or the report.")
    letter = CouncilKey(StoredFile, null=True, blank=True, related_name="+")
    letter_link = models.URLField(max_length=500, blank=True)
    not_published = models.BooleanField(
        default=False,
        help_text="The letter is for the council alone, as Ofsted's letter after a first monitoring visit is.",
    )
    notice = CouncilKey(
        Notice,
        null=True,
        blank=True,
        related_name="inspections",
        help_text="The instrument that cites it.",
    )

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "published_on", "id")
        constraints = (
            models.CheckConstraint(
                name="notices_inspection_ends_after_it_began",
                condition=Q(began_on=None) | Q(ended_on=None) | Q(ended_on__gte=models.F("began_on")),
            ),
            models.CheckConstraint(
                name="notices_inspection_published_or_not",
                condition=Q(not_published=False) | Q(published_on=None),
            ),
            *council_isolation("notices_inspection", notice="notices_notice", letter="councils_storedfile"),
        )

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" if self.publisher else self.title

    def get_absolute_url(self) -> str:
        return reverse(
            "notices:inspection", kwargs={"council_slug": self.council.slug, "inspection_id": self.pk}
        )


@tracked("notices_inspectionjudgement")
class InspectionJudgement(CouncilOwned):
    """A grade in an inspection report, in the words of its framework ("inadequate", "adequate", "requires improvement")."""

    inspection = CouncilKey(Inspection, related_name="judgements")
    area = models.CharField(max_length=200)
    grade = models.CharField(max_length=60)
    note = models.TextField(blank=True, help_text="What the report says in short.")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("inspection_id", "id")
        constraints = council_isolation("notices_inspectionjudgement", inspection="notices_inspection")

    def __str__(self) -> str:
        return f"{self.area}: {self.grade}"


@tracked("notices_finding")
class Finding(CouncilOwned):
    """A recommendation or area for improvement in an inspection report: the other source of actions."""

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", "Recommendation"
        IMPROVEMENT = "improvement", "Area for improvement"
        PRIORITY = "priority", "Area for priority action"

    inspection = CouncilKey(Inspection, related_name="findings")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.RECOMMENDATION)
    label = models.CharField(max_length=20, blank=True, help_text="As the report numbers it.")
    text = models.TextField()

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("inspection_id", "id")
        constraints = council_isolation("notices_finding", inspection="notices_inspection")

    def __str__(self) -> str:
        return f"{self.citation}: {self.text[:80]}"

    @property
    def citation(self) -> str:
        """ "Recommendation 4"; without a number just what it is."""
        return f"{self.get_kind_display()} {self.label}".strip()

    def get_absolute_url(self) -> str:
        return reverse(
            "notices:finding",
            kwargs={
                "council_slug": self.council.slug,
                "inspection_id": self.inspection_id,
                "finding_id": self.pk,
            },
        )
