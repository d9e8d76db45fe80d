from __future__ import annotations

from django.db import models

from ..isolation import CouncilOwned, council_isolation
from .organisation import CouncilOwnedQuerySet


class AuditEventQuerySet(CouncilOwnedQuerySet):
    pass


class AuditEvent(CouncilOwned):
    """What somebody did, in the words of the verb that did it. Append-only: the app role may not edit or delete.

    Column-level before and after is in the history tables (history.py); this is the log that people read.
    """

    append_only = True

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "councils.User", null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the system
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=200, help_text="What it was done to, as a person would name it.")
    link = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = council_isolation("councils_auditevent")
        indexes = (models.Index(fields=["council", "-at"], name="councils_audit_latest"),)

    def __str__(self) -> str:
        return f"{self.verb}: {self.about}"
