"""Verbs about people: who joins a council's team, who leaves it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction

from . import audit
from .models import Council, Membership, Organisation, User
from .permissions import DEPARTMENT_ROLES, Role
from .refusal import Refused


@dataclass(frozen=True)
class Added:
    membership: Membership
    is_new_person: bool  # they have no password yet: send them the link to set one


@transaction.atomic
def add_member(
    council: Council,
    *,
    by: User,
    on: datetime.date,
    email: str,
    name: str,
    role: str,
    organisation: Organisation | None = None,
    valid_to: datetime.date | None = None,
) -> Added:
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
    return Added(membership, is_new)


@transaction.atomic
def end_membership(membership: Membership, *, by: User, on: datetime.date) -> None:
    """Their access ends now: the role's last day was yesterday (or it never began)."""
    if membership.user_id == by.pk:
        raise Refused("You cannot end your own access. Ask another administrator.")
    last = on - datetime.timedelta(days=1)
    first = min(membership.valid_from, last) if membership.valid_from else None
    Membership.objects.filter(pk=membership.pk).update(valid_to=last, valid_from=first)
    audit.record("ended a person's access", council_id=membership.council_id or 0, about=membership.user, by=by)


def password_link(user: User) -> tuple[str, str]:
    """The two parts of the address where a new person sets their password (allauth's reset page)."""
    from allauth.account.utils import user_pk_to_url_str

    return user_pk_to_url_str(user), default_token_generator.make_token(user)
