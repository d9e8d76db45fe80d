from __future__ import annotations

import datetime

import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.lateness import is_overdue, lateness
from councils.models import Organisation, User
from councils.models.organisation import CouncilOwnedQuerySet
from councils.permissions import Permission
from notices.models import Finding, Requirement

from .decision import TRANSITIONS
from .named_people import ActionPerson, hides, open_to
from .plan import Objective, Plan
from .plan_import import PlanImport
from .summary import keep_summary


class Delivery(models.TextChoices):
    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done, awaiting board"
    CONFIRMED = "confirmed", "Confirmed by the board"
    EMBEDDED = "embedded", "Embedded"
    PAUSED = "paused", "Paused"
    CANCELLED = "cancelled", "Cancelled"


class Confidence(models.TextChoices):
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"


OPEN = (Delivery.NOT_STARTED, Delivery.IN_PROGRESS)
OWNER_MAY_SET = (*OPEN, Delivery.DONE)  # the others are decisions of the board
FINISHED = (Delivery.DONE, Delivery.CONFIRMED, Delivery.EMBEDDED)
REF = RegexValidator(
    r"^(?!add\Z)[A-Za-z0-9][A-Za-z0-9.\-]*\Z",
    "Reference must have only letters, numbers, dots and hyphens, like A12 or 1.2",
)  # it is part of the action's address


class ActionQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> ActionQuerySet:
        """A restricted action is for its owner, its accountable lead, those named, and whoever may restrict actions."""
        agencies = [m.organisation_id for m in user.access.memberships if m.organisation_id]
        own = Q(owner=user) | Q(accountable_lead=user) | Q(owner_organisation_id__in=agencies)
        named = ActionPerson.objects.filter(council_id=OuterRef("council_id"), action_id=OuterRef("pk"))
        rule = open_to(user, always=Permission.RESTRICT_ACTION, own=own, named=named)
        return super().visible_to(user).filter(rule)  # type: ignore[no-any-return, no-untyped-call]

    def unrestricted(self) -> ActionQuerySet:
        """For what is kept or sent for everybody: papers of the board, say."""
        return self.filter(restricted=False)

    def open(self) -> ActionQuerySet:
        """Still to be done by its owner. Confidence and lateness are asked of these only."""
        return self.filter(delivery__in=OPEN)

    def overdue(self, *, on: datetime.date) -> ActionQuerySet:
        return self.open().filter(due_on__lt=on)

    def off_plan(self, *, on: datetime.date) -> ActionQuerySet:
        """The exceptions: overdue, or its owner says at risk or off track."""
        late_or_worried = Q(due_on__lt=on) | Q(confidence__in=[Confidence.AT_RISK, Confidence.OFF_TRACK])
        return self.open().filter(late_or_worried)

    def owned_by(self, user: User) -> ActionQuerySet:
        """The person's own, and those of the partner agency for which they sit on the board."""
        organisations = [m.organisation_id for m in user.access.memberships if m.organisation_id]
        return self.filter(Q(owner=user) | Q(owner_organisation_id__in=organisations))


@tracked("actions_action", hidden=hides("id"))
class Action(CouncilOwned):
    """A thing to be done, by whom and when. Its state is that of its latest ActionUpdate.

    `due_on` may move by decision of the board; `original_due_on` never does. `version` counts updates and edits, so
    that the second of two people who started from the same version is told.
    """

    class Priority(models.TextChoices):
        HIGH = "high", "High"
        NORMAL = "normal", "Normal"

    plan = CouncilKey(Plan, related_name="actions")
    objective = CouncilKey(Objective, related_name="actions")
    ref = models.CharField(
        max_length=20,
        help_text="As people cite it; never used again in this council.",
        validators=[REF],
    )
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    success_measure = models.TextField(blank=True, help_text="How we will know that it made a difference.")
    owner = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions_owned",
    )
    owner_organisation = CouncilKey(Organisation, null=True, blank=True, related_name="actions_owned")
    accountable_lead = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions_answered_for",
        help_text="Who answers for it, beside the owner who does it.",
    )
    priority = models.CharField(max_length=8, choices=Priority.choices, default=Priority.NORMAL)
    original_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    delivery = models.CharField(max_length=12, choices=Delivery.choices, default=Delivery.NOT_STARTED)
    confidence = models.CharField(max_length=12, choices=Confidence.choices, default=Confidence.ON_TRACK)
    done_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True, help_text="Day of the latest update.")
    resume_on = models.DateField(
        null=True, blank=True, help_text="Of a paused action: when the board looks again."
    )
    recheck_on = models.DateField(
        null=True, blank=True, help_text="Of a confirmed action: when to see whether the change has lasted."
    )
    restricted = models.BooleanField(default=False, help_text="Only named people may see it.")
    version = models.PositiveIntegerField(default=1)
    brought_by = CouncilKey(
        PlanImport, null=True, blank=True, related_name="actions_added", help_text="The import that added it."
    )
    requirements = models.ManyToManyField(Requirement, through="ActionRequirement", related_name="actions")
    findings = models.ManyToManyField(Finding, through="ActionFinding", related_name="actions")
    partner_agencies = models.ManyToManyField(
        Organisation, through="ActionPartner", related_name="actions_helped"
    )
    waits_for = models.ManyToManyField(
        "self",
        through="ActionDependency",
        through_fields=("action", "waits_for"),
        symmetrical=False,
        related_name="waited_for_by",
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["council", "ref"], name="actions_action_ref"),
            models.CheckConstraint(
                name="actions_action_done_has_when",
                condition=~Q(delivery__in=["done", "confirmed", "embedded"]) | Q(done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="actions_action_dates_together",
                condition=Q(due_on=None, original_due_on=None)
                | Q(due_on__isnull=False, original_due_on__isnull=False),
            ),
            *council_isolation(
                "actions_action",
                plan="actions_plan",
                objective="actions_objective",
                owner_organisation="councils_organisation",
                brought_by="actions_planimport",
            ),
            *hides("id")("actions_action"),
        )
        indexes = (
            models.Index(fields=["council", "due_on", "id"], name="actions_action_due"),
            models.Index(
                fields=["council", "due_on", "id"],
                name="actions_action_open",
                condition=Q(delivery__in=["not_started", "in_progress"]),
            ),
            models.Index(fields=["owner", "council"], name="actions_action_owner"),
            models.Index(
                fields=["council", "id"], name="actions_action_restricted", condition=Q(restricted=True)
            ),
        )
        triggers = (
            *keep_summary(),
            pgtrigger.Trigger(  # reports are never lost: only an import that is undone takes back what it brought
                name="reports_keep_it",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT FROM actions_actionupdate u
                               WHERE u.council_id = OLD.council_id AND u.action_id = OLD.id)
                       AND NOT (OLD.version = 2 AND EXISTS (
                           SELECT FROM actions_planimport i WHERE i.council_id = OLD.council_id
                           AND i.id = OLD.brought_by_id AND i.state = 'undone')) THEN
                        RAISE EXCEPTION 'An action that was reported on is never deleted'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN OLD;
                """,
            ),
            pgtrigger.FSM(name="life", field="delivery", transitions=TRANSITIONS),
            pgtrigger.Protect(
                name="original_due_on_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__original_due_on__isnull=False)
                & pgtrigger.Q(old__original_due_on__df=pgtrigger.F("new__original_due_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse(
            "actions:action",
            kwargs={"council_slug": self.council.slug, "ref": self.ref},
        )

    @property
    def is_open(self) -> bool:
        return self.delivery in OPEN

    @property
    def is_board_decision(self) -> bool:
        """In a state that only the board can change: its owner has nothing to report."""
        return self.delivery not in OWNER_MAY_SET

    def owner_name(self) -> str:
        return str(self.owner or self.owner_organisation or "Nobody yet")

    def is_overdue(self, *, on: datetime.date) -> bool:
        return self.is_open and is_overdue(self.due_on, on=on)

    def lateness(self, *, on: datetime.date) -> str:
        """In words, computed: "6 days overdue". A completion after its date stays visible as late."""
        if self.delivery in (Delivery.PAUSED, Delivery.CANCELLED):
            return ""
        return lateness(self.due_on, on=on, done_on=self.done_on)


class OfActionQuerySet(CouncilOwnedQuerySet):
    """What belongs to an action goes no further than the action does."""

    def visible_to(self, user: User):  # type: ignore[no-untyped-def]
        seen = Action.objects.visible_to(user).order_by().values("pk")
        return super().visible_to(user).filter(action__in=seen)  # type: ignore[no-untyped-call]


class ActionRequirementQuerySet(OfActionQuerySet):
    def waiting(self) -> ActionRequirementQuerySet:
        """Ties to clauses that have changed since the tie was made or decided."""
        return self.filter(requirement__version__gt=F("clause_version"))


@tracked("actions_actionrequirement", hidden=hides())
class ActionRequirement(CouncilOwned):
    """Which clauses an action serves: many to many.

    When an amendment changes the clause, the tie waits for the lead to say whether the action still serves it.
    """

    action = CouncilKey(Action, related_name="requirement_links")
    requirement = CouncilKey(Requirement, related_name="action_links")

    clause_version = models.PositiveIntegerField(
        default=1,
        help_text="Version of the clause for which the tie was made, or decided last; a trigger fills it in.",
    )
    must_change = models.BooleanField(
        default=False,
        help_text="The clause has changed, and somebody said that the action must change with it.",
    )

    objects = ActionRequirementQuerySet.as_manager()

    class Meta:
        ordering = ("action_id", "requirement_id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "action", "requirement"],
                name="actions_actionrequirement_once",
            ),
            *council_isolation(
                "actions_actionrequirement",
                action="actions_action",
                requirement="notices_requirement",
            ),
            *hides()("actions_actionrequirement"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="made_for_todays_words",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    NEW.clause_version = COALESCE((
                        SELECT r.version FROM notices_requirement r
                        WHERE r.council_id = NEW.council_id AND r.id = NEW.requirement_id), 1);
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.action_id} serves {self.requirement_id}"
