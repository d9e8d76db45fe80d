"""Who was invited and has not signed in yet, and sending them their invitation again."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from councils import addresses, audit
from councils.lateness import moment
from councils.models import Council, Invitation, Membership, User
from councils.outbox import wake_on_commit
from councils.refusal import Refused

EVERY = datetime.timedelta(hours=1)


def not_signed_in(council: Council, *, user: User, on: datetime.date) -> Any:
    """People with a role today who have never signed in, by name; `invited_at` of each."""
    current = Membership.objects.visible_to(user).current(on=on)
    rows = current.filter(council=council, user__last_login=None, user__is_active=True)
    dated = rows.annotate(invited_at=Max("invitations__created_at"))
    return dated.select_related("user", "organisation").order_by("user__name", "id")


@transaction.atomic
def invite_again(
    membership: Membership, *, by: User, now: datetime.datetime, on: datetime.date
) -> Invitation:
    """A new e-mail with a new link, at most one an hour: the older links end when the password is set."""
    user = User.objects.select_for_update().get(pk=membership.user_id)
    membership.refresh_from_db()
    if not membership.is_current(on=on):
        raise Refused(f"{user} has no role in this council today.")
    if user.last_login is not None:
        raise Refused(f"{user} has signed in already.")
    if user.email.lower() in addresses.flagged_of([user]):
        raise Refused(f"The address of {user} does not work. An administrator says when it does.")
    last = Invitation.objects.filter(membership=membership).aggregate(at=Max("created_at"))["at"]
    if last is not None and now - last < EVERY:
        raise Refused(
            f"An invitation was sent less than an hour ago, on {moment(last)}. Wait until one has passed."
        )
    assert membership.council_id is not None
    invitation = Invitation.objects.create(
        council_id=membership.council_id, membership=membership, created_at=now, next_try_at=now, due_at=now,
        is_new_person=not user.has_usable_password(),
    )  # fmt: skip
    audit.record("sent an invitation again", council_id=membership.council_id, about=user, by=by)
    wake_on_commit("reminders.tasks.send_invitations")
    return invitation
