from __future__ import annotations

import uuid

from django.db import models

from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet
from councils.outbox import OutboxRow

from .run import ReportRun


class ReadyMailQuerySet(CouncilOwnedQuerySet):
    pass


class ReadyMail(OutboxRow, CouncilOwned):
    """One e-mail to who asked for a report: that it is ready, or could not be made. It holds a link, and no figure."""

    run = CouncilKey(ReportRun, related_name="mails")
    recipient = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(help_text="Which try of the report it tells of.")
    reference = models.UUIDField(default=uuid.uuid4, unique=True, help_text="The same at every try.")

    objects = ReadyMailQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        ordering = ("council_id", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "run", "recipient", "attempt"], name="reports_readymail_once"
            ),
            *council_isolation("reports_readymail", run="reports_reportrun"),
        )

    def __str__(self) -> str:
        return f"E-mail about report {self.run_id}"
