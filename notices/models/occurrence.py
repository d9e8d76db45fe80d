from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.lateness import is_overdue, lateness
from councils.models.organisation import CouncilOwnedQuerySet

from .notice import Notice
from .requirement import Deadline


class OccurrenceQuerySet(CouncilOwnedQuerySet):
    def open(self) -> OccurrenceQuerySet:
        """Neither met nor recorded as missed for good."""
        return self.filter(met_on=None, missed_on=None)

    def overdue(self, *, on: datetime.date) -> OccurrenceQuerySet:
        return self.open().filter(due_on__lt=on)


@tracked("notices_occurrence")
class Occurrence(CouncilOwned):
    """One time that a recurring clause falls due, or that the event of a clause happened.

    The Nth of a recurring clause lies N periods after its anchor, counted from the anchor itself (periods.py), so the
    row keeps its number and its date for good. Missed is a fact of its own: the March report that was never written is
    not met by April's.
    """

    deadline = CouncilKey(Deadline, related_name="occurrences")
    number = models.PositiveIntegerField(help_text="Counts from the anchor, or the events in order; from 1.")
    happened_on = models.DateField(null=True, blank=True, help_text="Of an event: the day on which it was.")
    what = models.TextField(blank=True, help_text="Of an event: what happened.")
    due_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True, help_text="How it was met.")
    missed_on = models.DateField(null=True, blank=True, help_text="The day on which it was recorded so.")
    missed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    missed_reason = models.TextField(blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ("deadline_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "deadline", "number"], name="notices_occurrence_number"
            ),
            models.CheckConstraint(
                name="notices_occurrence_met_has_who",
                condition=Q(met_on=None, met_by=None) | Q(met_on__isnull=False, met_by__isnull=False),
            ),
            models.CheckConstraint(
                name="notices_occurrence_missed_has_why",
                condition=Q(missed_on=None, missed_by=None, missed_reason="")
                | (Q(missed_on__isnull=False, missed_by__isnull=False, met_on=None) & ~Q(missed_reason="")),
            ),
            *council_isolation("notices_occurrence", deadline="notices_deadline"),
        )
        indexes = (
            models.Index(
                fields=["council", "due_on"],
                name="notices_occurrence_open",
                condition=Q(met_on=None, missed_on=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.deadline.span}, {self.number}"

    @property
    def is_open(self) -> bool:
        return self.met_on is None and self.missed_on is None

    def is_overdue(self, *, on: datetime.date) -> bool:
        return self.missed_on is None and is_overdue(self.due_on, on=on, done_on=self.met_on)

    def lateness(self, *, on: datetime.date) -> str:
        return "missed" if self.missed_on else lateness(self.due_on, on=on, done_on=self.met_on)


class AnchorDate(CouncilOwned):
    """The day on which an instrument started, commenced or is to end, as a person recorded it. Rows are never edited.

    The newest row of an anchor counts. A later row that moves a date says why, and the deadlines that hang on it are
    counted anew then and only then (obligations.record_anchor).
    """

    append_only = True

    class Anchor(models.TextChoices):
        ISSUE = "issue", "Issue"
        START = "start", "Start"
        COMMENCEMENT = "commencement", "Commencement"
        END = "end", "End"

    notice = CouncilKey(Notice, related_name="anchor_dates")
    anchor = models.CharField(max_length=16, choices=Anchor.choices)
    falls_on = models.DateField()
    instead_of = models.DateField(null=True, blank=True, help_text="The date that counted before.")
    why = models.TextField(help_text="Where the date comes from, or why the earlier one was wrong.")
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("notice_id", "-id")
        constraints = council_isolation("notices_anchordate", notice="notices_notice")

    def __str__(self) -> str:
        return f"{self.get_anchor_display()}: {self.falls_on}"
