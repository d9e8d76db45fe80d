from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import Organisation
from councils.models.organisation import CouncilOwnedQuerySet

from .board import Board


class GovernanceBodyQuerySet(CouncilOwnedQuerySet):
    def standing(self, *, on: datetime.date) -> GovernanceBodyQuerySet:
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on))


@tracked("boards_governancebody")
class GovernanceBody(CouncilOwned):
    """A sub-group of the board, or a body beside it with its own remit: notices ask that who does what, and who answers to
    whom, is written down (Cumbria 2012; Cheshire West and Chester 2011; Cambridgeshire 2014, 2.4)."""

    class Kind(models.TextChoices):
        SUB_GROUP = "sub_group", "Sub-group of the board"
        SAFEGUARDING = "safeguarding", "Safeguarding partnership"
        TRUST = "trust", "Children’s Trust"
        SCRUTINY = "scrutiny", "Scrutiny committee"
        EXECUTIVE = "executive", "Cabinet or executive"
        HEALTH = "health", "Health and wellbeing board"
        OTHER = "other", "Other body"

    board = CouncilKey(Board, related_name="bodies")
    number = models.PositiveIntegerField(help_text="Counts the council's bodies from 1; used in addresses.")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=200)
    remit = models.TextField()
    chair_name = models.CharField(max_length=150, blank=True)
    organisation = CouncilKey(
        Organisation, null=True, blank=True, related_name="+", help_text="Whose body it is."
    )
    meets = models.CharField(max_length=100, blank=True, help_text="Such as “every 6 weeks”.")
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    objects = GovernanceBodyQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "number")
        verbose_name_plural = "governance bodies"
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="boards_governancebody_number"),
            models.CheckConstraint(
                name="boards_governancebody_ended_has_when_and_why",
                condition=Q(ended_on=None, ended_why="") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
            ),
            *council_isolation(
                "boards_governancebody", board="boards_board", organisation="councils_organisation"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("boards:body", kwargs={"council_slug": self.council.slug, "body_number": self.number})


class ReportingLineQuerySet(CouncilOwnedQuerySet):
    def standing(self) -> ReportingLineQuerySet:
        return self.filter(ended_on=None)


@tracked("boards_reportingline")
class ReportingLine(CouncilOwned):
    """One body reports to another, so often, about something. No body stands for the improvement board itself."""

    class HowOften(models.TextChoices):
        EVERY_MEETING = "meeting", "At every meeting"
        MONTHLY = "P1M", "Every month"
        WEEKS_6 = "P6W", "Every 6 weeks"
        QUARTERLY = "P3M", "Every 3 months"
        HALF_YEARLY = "P6M", "Every 6 months"
        YEARLY = "P1Y", "Every year"
        ON_REQUEST = "request", "When it is asked to"

    board = CouncilKey(Board, related_name="reporting_lines")
    number = models.PositiveIntegerField(help_text="Counts the council's lines from 1; used in addresses.")
    from_body = CouncilKey(GovernanceBody, null=True, blank=True, related_name="reports_to")
    to_body = CouncilKey(GovernanceBody, null=True, blank=True, related_name="hears_from")
    how_often = models.CharField(max_length=10, choices=HowOften.choices)
    about = models.CharField(max_length=300)
    ended_on = models.DateField(null=True, blank=True)

    objects = ReportingLineQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="boards_reportingline_number"),
            models.CheckConstraint(
                name="boards_reportingline_between_two",
                condition=(Q(from_body__isnull=False) | Q(to_body__isnull=False))
                & (Q(from_body=None) | Q(to_body=None) | ~Q(from_body=F("to_body"))),
            ),
            *council_isolation(
                "boards_reportingline", board="boards_board", from_body="boards_governancebody",
                to_body="boards_governancebody",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.from_name} to {self.to_name}"

    @property
    def from_name(self) -> str:
        return self.from_body.name if self.from_body else self.board.name

    @property
    def to_name(self) -> str:
        return self.to_body.name if self.to_body else self.board.name
