from __future__ import annotations

from typing import ClassVar

from django.db import models

from councils.models import User
from councils.models.mail import OutgoingMail, OutgoingMailQuerySet


class DigestQuerySet(OutgoingMailQuerySet):
    def visible_to(self, user: User) -> DigestQuerySet:
        return self.filter(recipient=user)


class Digest(OutgoingMail):
    """One e-mail to one person on one day: the outbox row of their reminders of that day, whatever the council.

    It holds no data of any council (the reminders do), so it belongs to none: a person of two councils gets one e-mail.
    What it says is written when it is sent, from what is due and theirs to know then.
    """

    address: ClassVar = "recipient__email"

    recipient = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    for_on = models.DateField()
    urgent = models.BooleanField(
        default=False, help_text="Beside the day's e-mail: what the notice wants done immediately."
    )

    objects = DigestQuerySet.as_manager()

    class Meta(OutgoingMail.Meta):
        ordering = ("-for_on", "recipient_id")
        constraints = (
            models.UniqueConstraint(
                fields=["recipient", "for_on"],
                condition=models.Q(urgent=False),
                name="reminders_digest_one_a_day",
            ),
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
