from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from ..life import table

STANDING = list(table.STANDING)
OVER = [*table.ENDS, "support", "closed"]


class NoticeQuerySet(CouncilOwnedQuerySet):
    def standing(self) -> NoticeQuerySet:
        """Instruments that bind the council today: a notice stands past its period until it is formally lifted."""
        return self.filter(state__in=Notice.STANDING)

    def current_first(self) -> NoticeQuerySet:
        standing = models.Case(
            models.When(state__in=Notice.STANDING, then=0),
            default=1,
            output_field=models.IntegerField(),
        )
        return self.order_by(standing, models.F("issued_on").desc(nulls_last=True), "-number")


@tracked("notices_notice")
class Notice(CouncilOwned):
    """One legal instrument addressed to one council: an improvement notice or a statutory direction.

    An instrument addressed to two councils is one row for each, so that neither sees the other's; `reading` keeps
    the document reader's whole result.
    """

    class Kind(models.TextChoices):
        IMPROVEMENT_NOTICE = "improvement_notice", "Improvement notice"
        STATUTORY_DIRECTION = "statutory_direction", "Statutory direction"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_FORCE = "in_force", "In force"
        PERIOD_ENDED = "period_ended", "Period ended, still in force"
        UNDER_REVIEW = "under_review", "Under review for lifting"
        LIFTED = "lifted", "Lifted"
        REVOKED = "revoked", "Revoked"
        SUPERSEDED = "superseded", "Superseded"
        STEPPED_DOWN = "stepped_down", "Stepped down"
        ESCALATED = "escalated", "Escalated to a direction"
        SUPPORT = "support", "Support period"
        CLOSED = "closed", "Closed"
        WITHDRAWN = "withdrawn", "Withdrawn before issue"

    STANDING: ClassVar = STANDING

    number = models.PositiveIntegerField(
        help_text="Counts this council's instruments from 1; used in addresses."
    )
    kind = models.CharField(max_length=24, choices=Kind.choices)
    title = models.CharField(max_length=250)
    service_area = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    signatory_name = models.CharField(max_length=150, blank=True)
    signatory_role = models.CharField(max_length=250, blank=True)
    legal_basis = models.JSONField(default=list, help_text='[{"act": …, "section": …}]')
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    in_force_on = models.DateField(null=True, blank=True)
    in_force_by = models.ForeignKey(
        "councils.User",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    period_ends_on = models.DateField(
        null=True, blank=True, help_text="Planned end; the notice stands until lifted."
    )
    ended_on = models.DateField(null=True, blank=True)
    revises = CouncilKey("self", null=True, blank=True, related_name="revised_by")
    source_name = models.CharField(max_length=200)
    source_text = models.TextField(help_text="The document's text, as read.")
    source_sha256 = models.CharField(max_length=64)
    reading = models.JSONField(
        default=dict,
        help_text="The reader's whole result (docs: notice reading contract).",
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="notices_notice_number"),
            models.CheckConstraint(
                name="notices_notice_in_force_has_when",
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(in_force_on__isnull=False, issued_on__isnull=False),
            ),
            models.CheckConstraint(
                name="notices_notice_ended_has_when",
                condition=(Q(state__in=OVER) & Q(ended_on__isnull=False))
                | (~Q(state__in=OVER) & Q(ended_on=None)),
            ),
            models.CheckConstraint(
                name="notices_notice_ends_as_its_kind_can",
                condition=(~Q(state__in=["revoked", "stepped_down"]) | Q(kind=table.DIRECTION))
                & (~Q(state="escalated") | Q(kind=table.NOTICE)),
            ),
            *council_isolation("notices_notice", revises="notices_notice"),
        )
        triggers = (
            pgtrigger.FSM(name="life", field="state", transitions=list(table.PAIRS)),
            pgtrigger.Trigger(
                name="begins_as_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.state <> 'draft'"),
                func="RAISE EXCEPTION 'An instrument begins as a draft' USING ERRCODE = 'check_violation';",
            ),
            pgtrigger.Trigger(  # only the step itself moves the state: models/step.py
                name="state_is_that_of_the_last_step",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state")),
                func="""
                    IF NEW.state IS DISTINCT FROM (
                        SELECT to_state FROM notices_noticestep
                        WHERE council_id = NEW.council_id AND notice_id = NEW.id ORDER BY number DESC LIMIT 1) THEN
                        RAISE EXCEPTION 'The state of an instrument changes by a step' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="kind_stays",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state="draft")
                & pgtrigger.Q(old__kind__df=pgtrigger.F("new__kind")),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(
            "notices:notice",
            kwargs={"council_slug": self.council.slug, "number": self.number},
        )

    @property
    def is_standing(self) -> bool:
        return self.state in self.STANDING
