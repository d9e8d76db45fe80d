from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from .person import User


class BouncedAddressQuerySet(models.QuerySet["BouncedAddress"]):
    def flagged(self) -> BouncedAddressQuerySet:
        return self.filter(cleared_at=None)

    def before(self, at: datetime.datetime) -> BouncedAddressQuerySet:
        """Those of which a bounce of this moment says something new."""
        return self.filter(Q(cleared_at=None) | Q(cleared_at__lt=at), bounced_at__lt=at)

    def visible_to(self, user: User) -> BouncedAddressQuerySet:
        """Of the people whom they see."""
        from .person import User

        people = User.objects.all().visible_to(user).order_by()  # type: ignore[attr-defined]
        return self.filter(email__in=people.values(lower=Lower("email")))


class BouncedAddress(models.Model):
    """An address to which nothing can be delivered, until somebody says that it works again.

    It is the address that is flagged, not the person: a corrected address is free at once. Times are the provider's: what
    it says late, of something before the address was cleared, changes nothing.
    """

    email = models.EmailField(unique=True, help_text="In small letters.")
    bounced_at = models.DateTimeField()
    why = models.CharField(max_length=200)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        "councils.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = BouncedAddressQuerySet.as_manager()

    class Meta:
        ordering = ("email",)
        constraints = (
            models.CheckConstraint(
                name="councils_bouncedaddress_cleared_by_somebody",
                condition=Q(cleared_at=None, cleared_by=None)
                | Q(cleared_at__isnull=False, cleared_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.email
