from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet
from councils.outbox import OutboxRow
from reviews.models import SignedReport

from .run import ReportFile


class SignedPaperQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> SignedPaperQuerySet:
        """As far as what it prints."""
        signed = SignedReport.objects.visible_to(user).order_by().values("pk")
        return super().visible_to(user).filter(signed__in=signed)  # type: ignore[no-any-return, no-untyped-call]

    def facts(self) -> SignedPaperQuerySet:
        return self.defer("content")


class SignedPaper(OutboxRow, CouncilOwned):
    """The PDF of a signed report: a row of the outbox until it is printed, and never changed after that."""

    signed = CouncilKey(SignedReport, related_name="papers")
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0, help_text="Bytes.")

    objects = SignedPaperQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        ordering = ("council_id", "-id")
        constraints = (
            models.UniqueConstraint(fields=["council", "signed"], name="reports_signedpaper_once"),
            models.CheckConstraint(
                name="reports_signedpaper_done_has_bytes",
                condition=Q(state="done", content__isnull=False) | (~Q(state="done") & Q(content=None)),
            ),
            *council_isolation("reports_signedpaper", signed="reviews_signedreport"),
        )
        triggers = (
            pgtrigger.Protect(
                name="printed_stays", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state="done")
            ),
            pgtrigger.Protect(name="kept_for_good", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"PDF of signed report {self.signed_id}"

    size_in_words = ReportFile.size_in_words
