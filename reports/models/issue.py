from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .run import ReportRun


class ReportIssueQuerySet(CouncilOwnedQuerySet):
    pass


class ReportIssue(CouncilOwned):
    """A report that was issued: another person than its author has approved the very bytes that were printed.

    Only added to: neither the app nor its database role can change it, its run (run.py) or its files. The fingerprints
    stand here a second time, so that a file and what was approved can be held against each other.
    """

    append_only = True

    run = CouncilKey(ReportRun, related_name="issues")
    author = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null: it made itself after the cut-off, and nobody wrote words for it
    approved_by = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64, help_text="Of the council's copy.")
    sha256_department = models.CharField(max_length=64, help_text="Of the Department's copy.")

    objects = ReportIssueQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-id")
        constraints = (
            models.UniqueConstraint(fields=["council", "run"], name="reports_reportissue_once"),
            models.CheckConstraint(
                name="reports_reportissue_two_people",
                condition=Q(author=None) | ~Q(author=F("approved_by")),
            ),
            *council_isolation("reports_reportissue", run="reports_reportrun"),
        )

    def __str__(self) -> str:
        return f"Issue of report {self.run_id}"
