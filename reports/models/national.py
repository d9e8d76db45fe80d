from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.models import User
from councils.outbox import OutboxRow, OutboxState
from councils.permissions import Permission

from .run import STATUSES, ReportFile


class NationalReportQuerySet(models.QuerySet["NationalReport"]):
    def visible_to(self, user: User) -> NationalReportQuerySet:
        """The Department's alone."""
        return self if user.access.may(Permission.VIEW_ALL_COUNCILS) else self.none()

    def facts(self) -> NationalReportQuerySet:
        """Without the bytes and the data, which only a download needs."""
        return self.defer("content", "data")


class NationalReport(OutboxRow):
    """The national summary as at a day, for the Department: made by a worker, then issued by another case lead.

    It is about all councils, so it belongs to none. Once it is made nothing of it changes but that it is issued, and
    after that nothing at all: the database refuses.
    """

    number = models.PositiveIntegerField(unique=True, help_text="Counts from 1; used in addresses.")
    as_at = models.DateField()
    author = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0, help_text="Bytes.")
    data = models.JSONField(default=dict)
    approved_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(null=True, blank=True)

    objects = NationalReportQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                name="reports_nationalreport_done_has_bytes",
                condition=Q(state="done", content__isnull=False) | (~Q(state="done") & Q(content=None)),
            ),
            models.CheckConstraint(
                name="reports_nationalreport_issued_by_another",
                condition=Q(approved_by=None, issued_at=None)
                | (
                    Q(approved_by__isnull=False, issued_at__isnull=False, state="done")
                    & (Q(author=None) | ~Q(author=F("approved_by")))
                ),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="issued_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__issued_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="printed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state = 'done' AND "
                    "ROW(OLD.number, OLD.as_at, OLD.author_id, OLD.state, OLD.content, OLD.data) IS DISTINCT FROM "
                    "ROW(NEW.number, NEW.as_at, NEW.author_id, NEW.state, NEW.content, NEW.data)"
                ),
            ),
            pgtrigger.Protect(name="kept_for_good", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"National summary {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reports:national_run", kwargs={"national_number": self.number})

    @property
    def status(self) -> str:
        """A value of councils/status.py's "report"."""
        return "issued" if self.issued_at else STATUSES[OutboxState(self.state)]

    size_in_words = ReportFile.size_in_words
