from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import Organisation, User
from councils.models.organisation import CouncilOwnedQuerySet
from notices.models import Requirement, Target

from .action import Action, OfActionQuerySet
from .named_people import hides
from .plan import Objective

INDICATOR_REF = RegexValidator(
    r"^(?!(?:add|grid|paste|approve|lock|export)\Z)[A-Za-z0-9][A-Za-z0-9.\-]*\Z",
    "Reference must have only letters, numbers, dots and hyphens, like I3 or KPI-12",
)  # it is part of the indicator's address, beside those pages


class Unit(models.TextChoices):
    PERCENT = "percent", "%"
    NUMBER = "number", "Number"
    RATE = "rate", "Rate per 10,000"
    DAYS = "days", "Days"
    RATIO = "ratio", "Ratio"
    TEXT = "text", "In words"


class Direction(models.TextChoices):
    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    WITHIN = "within", "Within a range"


class Frequency(models.TextChoices):
    WEEKLY = "weekly", "Every week"
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every 3 months"
    HALF_YEARLY = "half_yearly", "Every 6 months"
    YEARLY = "yearly", "Every year"


class IndicatorQuerySet(CouncilOwnedQuerySet):
    def active(self) -> IndicatorQuerySet:
        return self.filter(state=Indicator.State.ACTIVE)

    def numeric(self) -> IndicatorQuerySet:
        return self.exclude(unit=Unit.TEXT)

    def owned_by(self, user: User) -> IndicatorQuerySet:
        """The person's own, and those of the partner agency for which they sit on the board."""
        organisations = [m.organisation_id for m in user.access.memberships if m.organisation_id]
        return self.filter(Q(owner=user) | Q(owner_organisation_id__in=organisations))


@tracked("actions_indicator")
class Indicator(CouncilOwned):
    """What is measured to see whether children's lives change: defined once, given a value every period.

    `target` is the value wanted; where the direction is "within", it is the lowest value wanted and `target_high` the
    highest. A trajectory (TrajectoryPoint) says what is wanted on the way there. Values are Observations.
    """

    class State(models.TextChoices):
        ACTIVE = "active", "In use"
        RETIRED = "retired", "No longer measured"

    ref = models.CharField(max_length=20, help_text="As people cite it.", validators=[INDICATOR_REF])
    title = models.CharField(max_length=300)
    definition = models.TextField(blank=True, help_text="What is counted, and what is not.")
    unit = models.CharField(max_length=8, choices=Unit.choices)
    direction = models.CharField(max_length=8, choices=Direction.choices, default=Direction.HIGHER)
    from_parts = models.BooleanField(
        default=False, help_text="The value is worked out from a numerator and a denominator."
    )
    numerator = models.CharField(max_length=200, blank=True, help_text="What the numerator counts.")
    denominator = models.CharField(max_length=200, blank=True, help_text="What the denominator counts.")
    baseline = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    baseline_period = models.CharField(max_length=40, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    target_high = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    target_words = models.TextField(blank=True, help_text="What good looks like, where it is not a number.")
    target_by = models.DateField(null=True, blank=True)
    tolerance = models.DecimalField(
        max_digits=14, decimal_places=4, default=0, help_text="How far from the target is still acceptable."
    )
    frequency = models.CharField(max_length=12, choices=Frequency.choices, default=Frequency.MONTHLY)
    first_period_on = models.DateField(help_text="First day of the first period.")
    stale_after = models.PositiveIntegerField(
        null=True, blank=True, help_text="Days after a period's end; null: as long as one period."
    )
    objective = CouncilKey(Objective, null=True, blank=True, related_name="indicators")
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators_owned"
    )
    owner_organisation = CouncilKey(Organisation, null=True, blank=True, related_name="indicators_owned")
    source = models.CharField(max_length=200, blank=True, help_text="Where the figures come from.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    retired_on = models.DateField(null=True, blank=True)
    retired_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    actions = models.ManyToManyField(Action, through="IndicatorAction", related_name="indicators")
    requirements = models.ManyToManyField(
        Requirement, through="IndicatorRequirement", related_name="indicators"
    )
    watches = models.ManyToManyField(Target, through="IndicatorTarget", related_name="indicators")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["council", "ref"], name="actions_indicator_ref"),
            models.CheckConstraint(name="actions_indicator_tolerance", condition=Q(tolerance__gte=0)),
            models.CheckConstraint(
                name="actions_indicator_range",
                condition=Q(target_high=None)
                | Q(direction="within", target__isnull=False, target_high__gte=F("target")),
            ),
            models.CheckConstraint(
                name="actions_indicator_words_have_no_numbers",
                condition=~Q(unit="text") | Q(from_parts=False, baseline=None, target=None, target_high=None),
            ),
            models.CheckConstraint(
                name="actions_indicator_retired_has_when",
                condition=Q(state="active", retired_on=None, retired_why="")
                | Q(~Q(retired_why=""), state="retired", retired_on__isnull=False),
            ),
            models.CheckConstraint(
                name="actions_indicator_one_owner",
                condition=Q(owner=None) | Q(owner_organisation=None),
            ),
            *council_isolation(
                "actions_indicator",
                objective="actions_objective",
                owner_organisation="councils_organisation",
            ),
        )
        indexes = (models.Index(fields=["owner", "council"], name="actions_indicator_owner"),)

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse(
            "actions:indicator", kwargs={"council_slug": self.council.slug, "indicator_ref": self.ref}
        )

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def is_numeric(self) -> bool:
        return self.unit != Unit.TEXT

    def owner_name(self) -> str:
        return str(self.owner or self.owner_organisation or "Nobody yet")


@tracked("actions_trajectorypoint")
class TrajectoryPoint(CouncilOwned):
    """What is wanted in one period on the way to the target; it holds until the next point."""

    indicator = CouncilKey(Indicator, related_name="trajectory")
    period_on = models.DateField(help_text="First day of the period from which it is wanted.")
    target = models.DecimalField(max_digits=14, decimal_places=4)
    target_high = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("indicator_id", "period_on")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "indicator", "period_on"], name="actions_trajectorypoint_once"
            ),
            models.CheckConstraint(
                name="actions_trajectorypoint_range",
                condition=Q(target_high=None) | Q(target_high__gte=F("target")),
            ),
            *council_isolation("actions_trajectorypoint", indicator="actions_indicator"),
        )

    def __str__(self) -> str:
        return f"{self.target} from {self.period_on}"


@tracked("actions_indicatoraction", hidden=hides())
class IndicatorAction(CouncilOwned):
    """Whether an action makes a difference is read from this indicator."""

    indicator = CouncilKey(Indicator, related_name="action_links")
    action = CouncilKey(Action, related_name="indicator_links")

    objects = OfActionQuerySet.as_manager()

    class Meta:
        ordering = ("indicator_id", "action_id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "indicator", "action"], name="actions_indicatoraction_once"
            ),
            *council_isolation(
                "actions_indicatoraction", indicator="actions_indicator", action="actions_action"
            ),
            *hides()("actions_indicatoraction"),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} measures {self.action_id}"


@tracked("actions_indicatorrequirement")
class IndicatorRequirement(CouncilOwned):
    """Whether a clause is met is read, among other things, from this indicator."""

    indicator = CouncilKey(Indicator, related_name="requirement_links")
    requirement = CouncilKey(Requirement, related_name="indicator_links")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("indicator_id", "requirement_id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "indicator", "requirement"], name="actions_indicatorrequirement_once"
            ),
            *council_isolation(
                "actions_indicatorrequirement",
                indicator="actions_indicator",
                requirement="notices_requirement",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} measures {self.requirement_id}"


@tracked("actions_indicatortarget")
class IndicatorTarget(CouncilOwned):
    """The indicator watches a number that the instrument prints: each such number has one indicator at most."""

    indicator = CouncilKey(Indicator, related_name="target_links")
    target = CouncilKey(Target, related_name="indicator_links")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("indicator_id", "target_id")
        constraints = (
            models.UniqueConstraint(fields=["council", "target"], name="actions_indicatortarget_once"),
            *council_isolation(
                "actions_indicatortarget", indicator="actions_indicator", target="notices_target"
            ),
        )
        indexes = (models.Index(fields=["council", "indicator"], name="actions_indicatortarget_of"),)

    def __str__(self) -> str:
        return f"{self.indicator_id} watches {self.target_id}"
