from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ..isolation import CouncilOwned, council_isolation
from ..outbox import OutboxState
from ..permissions import ROLES_WITH, Permission
from .mail import Delivery
from .organisation import CouncilOwnedQuerySet
from .person import Membership

if TYPE_CHECKING:
    from .person import User


class EmailAtOnceQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> EmailAtOnceQuerySet:
        """Without those about what the person may not read."""
        access = user.access
        for_all = Q(needs="")
        for needs in Permission:
            councils = [
                m.council_id for m in access.memberships if m.council_id and m.role in ROLES_WITH[needs]
            ]
            for_all |= Q(needs=needs.name, council_id__in=councils)
        return super().visible_to(user).filter(for_all)  # type: ignore[no-any-return, no-untyped-call]

    def with_ours(self) -> EmailAtOnceQuerySet:
        """`is_ours`: whether it went to a person of the council; people of the Department are not named to councils."""
        own = Membership.objects.filter(council_id=OuterRef("council_id"), user_id=OuterRef("recipient_id"))
        return self.annotate(is_ours=Exists(own)).select_related("recipient")


class EmailAtOnce(CouncilOwned):
    """What became of an e-mail that goes at once (councils/at_once.py), one row a reader: its part of the send log.

    The outbox rows themselves are tables of the floors above, and say who was meant only when they are sent.
    """

    reference = models.UUIDField(default=uuid.uuid4, help_text="Of the outbox row, the same at every try.")
    recipient = models.ForeignKey(
        "councils.User", null=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: there was nobody to send it to.",
    )  # fmt: skip
    subject = models.CharField(max_length=200)
    needs = models.CharField(
        max_length=40, blank=True, help_text="Who reads the log must have this permission to see it."
    )
    first_tried_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=OutboxState.choices)
    why = models.CharField(max_length=300, blank=True, help_text="What went wrong, in words.")
    sent_at = models.DateTimeField(null=True, blank=True)
    delivery = models.CharField(max_length=20, blank=True, choices=Delivery.choices)
    delivery_at = models.DateTimeField(null=True, blank=True)

    is_ours: bool  # by with_ours

    objects = EmailAtOnceQuerySet.as_manager()

    class Meta:
        ordering = ("-first_tried_at", "-id")
        indexes = (
            models.Index(fields=["council", "-first_tried_at", "-id"], name="councils_emailatonce_log"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["council", "reference", "recipient"],
                nulls_distinct=False,
                name="councils_emailatonce_once",
            ),
            *council_isolation("councils_emailatonce"),
        )

    def __str__(self) -> str:
        return self.subject

    @property
    def reader(self) -> str:
        """Wants `is_ours`."""
        if self.recipient is None:
            return "Nobody"
        return self.recipient.name if self.is_ours else "Department for Education"

    @property
    def log_state(self) -> str:
        """As councils/status.py words it (kind "reminder")."""
        if self.state == OutboxState.DONE:
            sent = {"": "sent", Delivery.DELIVERED.value: "delivered"}
            return sent.get(self.delivery, "undelivered")
        return {OutboxState.PARKED.value: "failed", OutboxState.DROPPED.value: "dropped"}.get(
            self.state, "retry"
        )
