from __future__ import annotations

import json
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet

from .written import ReportStep, WrittenReport


class SignedReportQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> SignedReportQuerySet:
        """The Department has the versions that were sent to it."""
        rows = super().visible_to(user)  # type: ignore[no-untyped-call]
        sent = ReportStep.objects.filter(
            council_id=OuterRef("council_id"), report_id=OuterRef("report_id"),
            version=OuterRef("version"), name="send",
        )  # fmt: skip
        own = Q(council_id__in=user.access.council_ids)
        return rows.filter(own | Exists(sent)) if user.access.is_department else rows  # type: ignore[no-any-return]


class SignedReport(CouncilOwned):
    """One version of a report as it was signed: words and figures together, as the text whose fingerprint `sha256` is.

    Rows are never edited or deleted, and the database works the fingerprint out again before it takes one.
    """

    append_only = True

    report = CouncilKey(WrittenReport, related_name="signed")
    version = models.PositiveIntegerField()
    content = models.TextField(help_text="JSON, as writing/document.py builds it.")
    sha256 = models.CharField(max_length=64)
    signed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=300, help_text="Name and office, as printed.")
    signed_on = models.DateField()
    checked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    objects = SignedReportQuerySet.as_manager()

    class Meta:
        ordering = ("report_id", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "report", "version"], name="reviews_signedreport_once"
            ),
            *council_isolation("reviews_signedreport", report="reviews_writtenreport"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="is_what_was_checked",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM reviews_writtenreport r WHERE r.council_id = NEW.council_id
                          AND r.id = NEW.report_id AND r.state = 'checked' AND r.version = NEW.version) THEN
                        RAISE EXCEPTION 'Only a report that was checked is signed' USING ERRCODE = 'check_violation';
                    END IF;
                    IF NEW.sha256 <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
                        RAISE EXCEPTION 'The fingerprint is not that of the content' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"Version {self.version}"

    def get_absolute_url(self) -> str:
        kwargs = {
            "council_slug": self.council.slug,
            "report_number": self.report.number,
            "signed_version": self.version,
        }
        return reverse("reviews:signed", kwargs=kwargs)

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.content)
        return found
