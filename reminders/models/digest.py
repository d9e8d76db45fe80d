from __future__ import annotations

import uuid

from django.db import models

from councils.models import User
from councils.outbox import OutboxRow


class DigestQuerySet(models.QuerySet["Digest"]):
    def visible_to(self, user: User) -> DigestQuerySet:
        return self.filter(recipient=user)


class Digest(OutboxRow):
    """One e-mail to one person on one day: the outbox row of their reminders of that day, whatever the council.

    It holds no data of any council (the reminders do), so it belongs to none: a person of two councils gets one e-mail.
    What it says is written when it is sent, from what is due and theirs to know then.
    """

    recipient = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    for_on = models.DateField()
    reference = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        help_text="The same at every try: a provider that honours it delivers once.",
    )

    objects = DigestQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        ordering = ("-for_on", "recipient_id")
        constraints = (
            models.UniqueConstraint(fields=["recipient", "for_on"], name="reminders_digest_one_a_day"),
        )

    def __str__(self) -> str:
        return f"E-mail {self.reference} of {self.for_on}"


class Heartbeat(models.Model):
    """When a schedule last ran: a scheduler that stopped is seen, not guessed at."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"
