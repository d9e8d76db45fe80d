"""What the e-mail to somebody who was given a role says. Written when it is sent: nobody's link is kept."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from .models import Invitation


@dataclass(frozen=True)
class Letter:
    """Without a subject there is nothing to say any more."""

    subject: str = ""
    text: str = ""
    html: str = ""


def write(invitation: Invitation, *, on: datetime.date) -> Letter:
    """A new person gets the link where they set their password; nobody's password is ever sent."""
    membership = invitation.membership
    if not membership.is_current(on=on) or not membership.user.is_active:
        return Letter()
    path = reverse("home")
    if invitation.is_new_person:
        uid, key = user_pk_to_url_str(membership.user), default_token_generator.make_token(membership.user)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    later = (
        f"The link works once, for {days} days. After that, choose “I have forgotten my password” on the sign-in page."
        if invitation.is_new_person
        else "Sign in with the email address and password that you have."
    )
    ask = "Set your password" if invitation.is_new_person else "Open Noticeboard"
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
    return Letter(
        subject=str(context["subject"]),
        text=render_to_string("email/base.txt", context),
        html=render_to_string("email/base.html", context),
    )
