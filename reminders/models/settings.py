"""What a council sets for its reminders, and what a person chooses for their own e-mails."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from councils.history import tracked
from councils.isolation import CouncilOwned, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet

from .. import rules

_DAYS = [MinValueValidator(1), MaxValueValidator(rules.LONGEST)]


@tracked("reminders_councilrules")
class CouncilRules(CouncilOwned):
    """When the people of one council are reminded. A council without a row has the defaults (rules.DEFAULTS)."""

    leads = ArrayField(models.PositiveSmallIntegerField(validators=_DAYS), default=rules.default_leads)
    working_days = models.BooleanField(default=rules.DEFAULTS.working_days)
    overdue_every = models.PositiveSmallIntegerField(default=rules.DEFAULTS.overdue_every, validators=_DAYS)
    silent_after = models.PositiveSmallIntegerField(
        null=True, default=rules.SILENT_AFTER, validators=_DAYS,
        help_text="An open action without an update for so many days is asked for one; empty: never.",
    )  # fmt: skip
    lead_after = models.PositiveSmallIntegerField(
        null=True, default=rules.LADDER[0], validators=_DAYS,
        help_text="Days overdue after which an action goes up to its accountable lead; empty: nobody is told.",
    )  # fmt: skip
    director_after = models.PositiveSmallIntegerField(
        null=True, default=rules.LADDER[1], validators=_DAYS, help_text="Days after the step before."
    )
    chair_after = models.PositiveSmallIntegerField(
        null=True, default=rules.LADDER[2], validators=_DAYS, help_text="Days after the step before."
    )
    without = ArrayField(
        models.CharField(max_length=16), default=list, help_text="Kinds that this council is not reminded of."
    )

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["council"], name="reminders_councilrules_one"),
            models.CheckConstraint(
                name="reminders_councilrules_ladder_has_no_gap",
                condition=(Q(lead_after__isnull=False) | Q(director_after=None))
                & (Q(director_after__isnull=False) | Q(chair_after=None)),
            ),
            *council_isolation("reminders_councilrules"),
        )

    def __str__(self) -> str:
        return f"Rules of council {self.council_id}"


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def visible_to(self, user: User) -> PreferenceQuerySet:
        return self.filter(user=user)


class Preference(models.Model):
    """How a person wants their e-mails; without a row, at the first hour of every day. No row of a council: one e-mail may
    hold reminders of several. What the notice and the law ask for comes whatever is chosen here."""

    class Email(models.TextChoices):
        EVERYTHING = "everything", "Everything that I have to do"
        DUTIES = "duties", "Only what the notice asks for"

    DAYS: ClassVar = [
        (1, "Monday"), (2, "Tuesday"), (3, "Wednesday"), (4, "Thursday"), (5, "Friday"), (6, "Saturday"), (7, "Sunday"),
    ]  # fmt: skip

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    hour = models.PositiveSmallIntegerField(
        default=7, validators=[MaxValueValidator(18)], help_text="In London, of the day's e-mail."
    )
    quiet_days = ArrayField(models.PositiveSmallIntegerField(choices=DAYS), default=list)
    email = models.CharField(max_length=10, choices=Email.choices, default=Email.EVERYTHING)
    changed_at = models.DateTimeField()

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="reminders_preference_leaves_a_day", condition=Q(quiet_days__len__lt=7)
            ),
            models.CheckConstraint(name="reminders_preference_hour_of_a_day", condition=Q(hour__lte=18)),
        )

    def __str__(self) -> str:
        return f"Choices of person {self.user_id}"
