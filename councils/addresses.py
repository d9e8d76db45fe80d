"""Addresses that bounce: flagged on what a provider says, cleared by an administrator of a council of that person."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from . import audit
from .clock import today
from .models import BouncedAddress, Membership, User
from .refusal import Refused


@transaction.atomic
def flag(email: str, *, why: str, at: datetime.datetime) -> bool:
    """Nothing can be delivered to this address: nothing more is sent to it. `at` is the provider's moment. False when that
    is known, or older than what is known. Works in a scope of all councils: each where the person has a role is told."""
    address, why = email.lower(), why[:200]
    new = BouncedAddress(email=address, bounced_at=at, why=why)
    if not BouncedAddress.objects.filter(email=address).exists():
        BouncedAddress.objects.bulk_create([new], ignore_conflicts=True)
        changed = BouncedAddress.objects.filter(email=address, bounced_at=at, cleared_at=None).exists()
    else:
        known = BouncedAddress.objects.filter(email=address).before(at)
        changed = bool(known.update(bounced_at=at, why=why, cleared_at=None, cleared_by=None))
    if changed:
        for membership in Membership.objects.filter(
            user__email__iexact=address, council__isnull=False
        ).current(on=today()):
            audit.record(
                "flagged an address that bounces",
                council_id=membership.council_id or 0,
                about=address,
                by=None,
                why=why,
            )
    return changed


def flagged_of(people: Iterable[User]) -> dict[str, BouncedAddress]:
    """Those of these people's addresses to which nothing is sent, by the address in small letters."""
    found = BouncedAddress.objects.flagged().filter(email__in={person.email.lower() for person in people})
    return {address.email: address for address in found}


@transaction.atomic
def clear(membership: Membership, *, by: User, now: datetime.datetime) -> None:
    """The address works again, somebody says: what waits for it is sent."""
    address = membership.user.email.lower()
    if not BouncedAddress.objects.filter(email=address).flagged().update(cleared_at=now, cleared_by=by):
        raise Refused("Email is sent to this address already.")
    audit.record(
        "cleared an address that bounced", council_id=membership.council_id or 0, about=membership.user, by=by
    )
