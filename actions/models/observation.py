from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet

from .indicator import Indicator

# What a person enters for a period: none of it changes once it was handed in, until it is handed back.
ENTERED = (
    "indicator_id", "period_on", "value", "numerator", "denominator", "narrative", "judgement", "neighbours", "england",
    "commentary", "recovery",
)  # fmt: skip
_MOVED = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in ("council_id", *ENTERED))


class Judgement(models.TextChoices):
    ON_TARGET = "on_target", "On target"
    WITHIN_TOLERANCE = "within_tolerance", "Within tolerance"
    OFF_TARGET = "off_target", "Off target"


class ObservationQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> ObservationQuerySet:
        """The council's own people see what is being prepared; the Department sees what the council has approved."""
        rows: ObservationQuerySet = super().visible_to(user)
        if not user.access.is_department:
            return rows
        return rows.filter(Q(state__in=Observation.APPROVED) | Q(council_id__in=user.access.council_ids))

    def approved(self) -> ObservationQuerySet:
        """What may be told to a board or the Department."""
        return self.filter(state__in=Observation.APPROVED)

    def waiting(self) -> ObservationQuerySet:
        return self.filter(state=Observation.State.SUBMITTED)


@tracked("actions_observation")
class Observation(CouncilOwned):
    """The value of an indicator for one period: draft → submitted → returned | approved → locked.

    Another person approves it than the one who submitted it. From its submission on the database refuses to change
    what was entered; an approved value that proves wrong is returned with a reason, corrected and submitted again, and
    its history shows both. `value` is null where the indicator is told in words (`narrative`, with `judgement`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Awaiting approval"
        RETURNED = "returned", "Returned"
        APPROVED = "approved", "Approved"
        LOCKED = "locked", "Locked"

    OPEN: ClassVar = [State.DRAFT, State.RETURNED]
    APPROVED: ClassVar = [State.APPROVED, State.LOCKED]

    indicator = CouncilKey(Indicator, related_name="observations")
    period_on = models.DateField(help_text="First day of the period.")
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    narrative = models.TextField(blank=True, help_text="The period's report, where it is not a number.")
    judgement = models.CharField(max_length=16, choices=Judgement.choices, blank=True)
    neighbours = models.DecimalField(
        max_digits=14, decimal_places=4, null=True, blank=True, help_text="Statistical neighbours."
    )
    england = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    commentary = models.TextField(blank=True, help_text="Why the value is what it is.")
    recovery = models.TextField(blank=True, help_text="What will bring it back, when off target.")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    entered_by = models.ForeignKey("councils.User", null=True, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_on = models.DateField(null=True, blank=True)
    returned_why = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_on = models.DateField(null=True, blank=True)
    unlocked_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ("indicator_id", "-period_on")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "indicator", "period_on"], name="actions_observation_once"
            ),
            models.CheckConstraint(
                name="actions_observation_parts",
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__isnull=False, denominator__gt=0, value__isnull=False),
            ),
            models.CheckConstraint(
                name="actions_observation_says_something",
                condition=Q(value__isnull=False) | ~Q(narrative=""),
            ),
            models.CheckConstraint(
                name="actions_observation_submitted_by_whom",
                condition=Q(state="draft", submitted_on=None, submitted_by=None)
                | Q(~Q(state="draft"), submitted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="actions_observation_approved_by_whom",
                condition=Q(state__in=["approved", "locked"], approved_on__isnull=False)
                | Q(~Q(state__in=["approved", "locked"]), approved_on=None, approved_by=None),
            ),
            models.CheckConstraint(
                name="actions_observation_returned_why",
                condition=~Q(state="returned") | ~Q(returned_why=""),
            ),
            models.CheckConstraint(
                name="actions_observation_two_people",
                condition=Q(approved_by=None) | Q(submitted_by=None) | ~Q(approved_by=F("submitted_by")),
            ),
            *council_isolation("actions_observation", indicator="actions_indicator"),
        )
        indexes = (
            models.Index(
                fields=["council", "period_on"],
                name="actions_observation_waiting",
                condition=Q(state="submitted"),
            ),
        )
        triggers = (
            pgtrigger.FSM(
                name="life",
                field="state",
                transitions=[
                    ("draft", "submitted"),
                    ("returned", "submitted"),
                    ("submitted", "draft"),
                    ("submitted", "returned"),
                    ("submitted", "approved"),
                    ("approved", "returned"),
                    ("approved", "locked"),
                    ("locked", "approved"),
                ],
            ),
            pgtrigger.Protect(
                name="handed_in_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.state NOT IN ('draft', 'returned') AND ({_MOVED})"),
            ),
            pgtrigger.Protect(
                name="approved_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=["approved", "locked"]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} from {self.period_on}"

    def get_absolute_url(self) -> str:
        return reverse(
            "actions:indicator_value",
            kwargs={
                "council_slug": self.council.slug,
                "indicator_ref": self.indicator.ref,
                "period": self.period_on.isoformat(),
            },
        )

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_approved(self) -> bool:
        return self.state in self.APPROVED
