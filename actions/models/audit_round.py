from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet

from .action import Action, OfActionQuerySet
from .named_people import hides


class Grade(models.TextChoices):
    """Ofsted's four grades, by which case-file audits are judged."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires_improvement", "Requires improvement"
    INADEQUATE = "inadequate", "Inadequate"


@tracked("actions_auditround")
class AuditRound(CouncilOwned):
    """One round of case-file audits: how many files, how they were looked at, who oversaw it, what was found.

    Notices ask for audits with independent oversight and moderation (Cumbria 2012, Herefordshire 2013 paragraphs 20-25).
    Files are counted, never named.
    """

    number = models.PositiveIntegerField(help_text="Counts this council's rounds from 1; used in addresses.")
    name = models.CharField(max_length=150)
    starts_on = models.DateField(help_text="First day of the period that the files are of.")
    ends_on = models.DateField()
    sample_size = models.PositiveIntegerField(help_text="How many case files were audited.")
    method = models.TextField(help_text="How the files were chosen and judged.")
    overseen_by = models.CharField(max_length=150, help_text="Who oversaw it.")
    independent = models.BooleanField(
        default=False, help_text="Who oversaw it is independent of the council."
    )
    moderated_by = models.CharField(max_length=150, blank=True)
    moderated_files = models.PositiveIntegerField(
        default=0, help_text="How many files a second person judged."
    )
    findings = models.TextField(help_text="What was found, and what follows from it.")
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()
    version = models.PositiveIntegerField(default=1, help_text="Counts edits.")
    actions = models.ManyToManyField(Action, through="AuditRoundAction", related_name="audit_rounds")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-ends_on", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="actions_auditround_number"),
            models.CheckConstraint(
                name="actions_auditround_period", condition=Q(starts_on__lte=F("ends_on"))
            ),
            models.CheckConstraint(
                name="actions_auditround_moderated",
                condition=Q(moderated_files__lte=F("sample_size"))
                & (Q(moderated_files=0) | ~Q(moderated_by="")),
            ),
            *council_isolation("actions_auditround"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(
            "actions:audit_round", kwargs={"council_slug": self.council.slug, "round_number": self.number}
        )


@tracked("actions_auditgrade")
class AuditGrade(CouncilOwned):
    """How many files of a round got which grade, on one theme."""

    audit_round = CouncilKey(AuditRound, related_name="grades")
    place = models.PositiveIntegerField(help_text="Order of the themes, from 1.")
    theme = models.CharField(max_length=120)
    outstanding = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    requires_improvement = models.PositiveIntegerField(default=0)
    inadequate = models.PositiveIntegerField(default=0)

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("audit_round_id", "place")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "audit_round", "theme"], name="actions_auditgrade_theme"
            ),
            *council_isolation("actions_auditgrade", audit_round="actions_auditround"),
        )

    def __str__(self) -> str:
        return self.theme

    @property
    def graded(self) -> int:
        return sum(getattr(self, grade) for grade in Grade.values)

    @property
    def good_or_better(self) -> int:
        return self.outstanding + self.good


@tracked("actions_auditroundaction", hidden=hides())
class AuditRoundAction(CouncilOwned):
    """Which actions a round tests, or led to."""

    audit_round = CouncilKey(AuditRound, related_name="action_links")
    action = CouncilKey(Action, related_name="audit_round_links")

    objects = OfActionQuerySet.as_manager()

    class Meta:
        ordering = ("audit_round_id", "action_id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "audit_round", "action"], name="actions_auditroundaction_once"
            ),
            *council_isolation(
                "actions_auditroundaction", audit_round="actions_auditround", action="actions_action"
            ),
            *hides()("actions_auditroundaction"),
        )

    def __str__(self) -> str:
        return f"Round {self.audit_round_id} and action {self.action_id}"
