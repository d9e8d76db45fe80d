from __future__ import annotations

from typing import ClassVar

from django.db import models

from ..isolation import CouncilKey, CouncilOwned, council_isolation
from .mail import OutgoingMail, OutgoingMailQuerySet
from .organisation import CouncilOwnedQuerySet


class InvitationQuerySet(OutgoingMailQuerySet, CouncilOwnedQuerySet):  # type: ignore[override]
    pass


class Invitation(OutgoingMail, CouncilOwned):
    """The e-mail that tells a person of their role: a row of the outbox, written with the role itself. The link by which a
    new person sets a password is made when it is sent, and kept nowhere."""

    address: ClassVar = "membership__user__email"

    membership = CouncilKey("councils.Membership", related_name="invitations")
    is_new_person = models.BooleanField()

    objects = InvitationQuerySet.as_manager()

    class Meta(OutgoingMail.Meta):
        ordering = ("council_id", "-id")
        constraints = council_isolation("councils_invitation", membership="councils_membership")

    def __str__(self) -> str:
        return f"Invitation of {self.membership}"
