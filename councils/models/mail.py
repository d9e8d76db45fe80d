"""What every e-mail of the outbox has in common, whatever it says: who hands it over, and what became of it there."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from ..outbox import OPEN_STATES, OutboxRow
from .bounced_address import BouncedAddress


class Delivery(models.TextChoices):
    """What the provider says of an e-mail that it took, in GOV.UK Notify's words. A plain mail server says nothing."""

    DELIVERED = "delivered", "Delivered"
    PERMANENT_FAILURE = "permanent-failure", "The address does not exist"
    TEMPORARY_FAILURE = "temporary-failure", "The mailbox took nothing for three days"
    TECHNICAL_FAILURE = "technical-failure", "The provider could not send it"


class OutgoingMailQuerySet(models.QuerySet[Any]):
    def held(self) -> OutgoingMailQuerySet:
        """To an address that bounced: not sent until it is cleared."""
        return self.filter(self._to_bounced())

    def sendable(self) -> OutgoingMailQuerySet:
        return self.filter(~self._to_bounced())

    def _to_bounced(self) -> Exists:
        address = Lower(OuterRef(self.model.address))
        return Exists(BouncedAddress.objects.flagged().filter(email=address))


class OutgoingMail(OutboxRow):
    """Abstract base of e-mails. A subclass has `class Meta(OutgoingMail.Meta)` to keep the queue's index, and says in
    `address` by which path its address is found.

    `turn` makes the queue fair: the first e-mail of each council comes before the second of any, so that a council with
    ten thousand of them delays nobody else's (docs/decisions/023-delivery-of-email.md).
    """

    claim_order: ClassVar = ("turn", "next_try_at", "id")
    address: ClassVar[str]

    reference = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        help_text="The same at every try: a provider that honours it delivers once.",
    )
    turn = models.PositiveIntegerField(default=1, help_text="Its place among the e-mails of its council.")
    due_at = models.DateTimeField(
        default=timezone.now, help_text="It can have been due no earlier; how prompt we are counts from here."
    )
    provider = models.CharField(max_length=10, blank=True, help_text="Who took it.")
    provider_id = models.CharField(max_length=64, blank=True, help_text="What the provider calls it.")
    delivery = models.CharField(max_length=20, blank=True, choices=Delivery.choices)
    delivery_at = models.DateTimeField(
        null=True, blank=True, help_text="When that happened, by the provider's clock."
    )

    @property
    def to(self) -> str:
        """The address, as it is now."""
        found: Any = self
        for step in self.address.split("__"):
            found = getattr(found, step)
        return str(found)

    class Meta:
        abstract = True
        indexes = (
            models.Index(
                fields=["turn", "next_try_at", "id"],
                condition=Q(state__in=OPEN_STATES),
                name="%(app_label)s_%(class)s_queue",
            ),
        )
