"""Verbs about people: who joins a council's team, who leaves it."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction

from . import audit
from .lateness import long_date
from .models import Council, Invitation, Membership, Organisation, User
from .outbox import wake_on_commit
from .permissions import DEPARTMENT_ROLES, Role
from .refusal import Refused


@transaction.atomic
def add_member(
    council: Council,
    *,
    by: User | None,
    on: datetime.date,
    email: str,
    name: str,
    role: str,
    organisation: Organisation | None = None,
    valid_to: datetime.date | None = None,
) -> Membership:
    """Give a person a role in this council. Somebody who left may come back; a second current role is refused.

    An e-mail address that is already known keeps its person and name: nothing of it is told to the one who adds.
    """
    if role in DEPARTMENT_ROLES:
        raise Refused("Only the Department gives its own roles.")
    user = User.objects.filter(email__iexact=email).first()
    is_new = user is None
    if user is None:
        user = User.objects.create_user(email, name=name)
    terms = {"role": role, "organisation": organisation, "valid_from": on, "valid_to": valid_to}
    try:
        with transaction.atomic():
            membership = Membership.objects.filter(council=council, user=user).first()
            if membership is None:
                membership = Membership.objects.create(council=council, user=user, **terms)
            elif membership.is_current(on=on):
                raise Refused(f"{email} already has a role in this council. End it first to give another.")
            else:
                Membership.objects.filter(pk=membership.pk).update(**terms)
                membership.refresh_from_db()
    except IntegrityError as error:
        raise Refused("The last day must not be before today.") from error
    audit.record("added a person", council_id=council.pk, about=f"{email}, {Role(role).label}", by=by)
    Invitation.objects.create(council=council, membership=membership, is_new_person=is_new)
    wake_on_commit("reminders.tasks.send_invitations")
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User, on: datetime.date) -> None:
    """Their access ends now: the role's last day was yesterday (or it never began)."""
    if membership.user_id == by.pk:
        raise Refused("You cannot end your own access. Ask another administrator.")
    membership.refresh_from_db(from_queryset=Membership.objects.select_for_update(of=("self",)))
    last = on - datetime.timedelta(days=1)
    if membership.valid_to is not None and membership.valid_to <= last:
        raise Refused(f"Their access ended on {long_date(membership.valid_to)}.")
    first = min(membership.valid_from, last) if membership.valid_from else None
    Membership.objects.filter(pk=membership.pk).update(valid_to=last, valid_from=first)
    audit.record(
        "ended a person's access", council_id=membership.council_id or 0, about=membership.user, by=by
    )
