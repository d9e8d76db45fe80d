"""Verbs about people: who joins a council's team, who leaves it."""

from __future__ import annotations

import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from . import audit
from .lateness import long_date
from .models import Council, Membership, Organisation, User
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
    transaction.on_commit(
        lambda: _invite(membership, is_new_person=is_new), robust=True
    )  # saved, even if mail fails
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


def _invite(membership: Membership, *, is_new_person: bool) -> None:
    """Tell them. A new person gets the link where they set their password; nobody's password is ever sent."""
    path = reverse("home")
    if is_new_person:
        uid, key = user_pk_to_url_str(membership.user), default_token_generator.make_token(membership.user)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    later = (
        f"The link works once, for {days} days. After that, choose “I have forgotten my password” on the sign-in page."
        if is_new_person
        else "Sign in with the email address and password that you have."
    )
    ask = "Set your password" if is_new_person else "Open Noticeboard"
    words = (
        f"You have been added to Noticeboard for {membership.council}, as: {membership.get_role_display()}."
    )
    context = {
        "subject": f"You have been added to Noticeboard for {membership.council}",
        "blocks": [
            {"text": words},
            {"action": {"text": ask, "href": settings.BASE_URL + path}},
            {"text": later},
        ],
        "why": "You get this email because an administrator of this council added you.",
    }
    mail = EmailMultiAlternatives(
        subject=str(context["subject"]),
        body=render_to_string("email/base.txt", context),
        to=[membership.user.email],
    )
    mail.attach_alternative(render_to_string("email/base.html", context), "text/html")
    mail.send()
