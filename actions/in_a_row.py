"""Reporting on one action after the other, without going back to the list: the officer's monthly round."""

from __future__ import annotations

import datetime

from django.db.models import Q

from councils.models import Council, User

from .lists import OPEN_FIRST
from .models import OPEN, Action, Plan


def round_of(user: User, council: Council, *, on: datetime.date, beside: Action) -> list[str]:
    """References of the person's own open actions that they have not reported on today, in the order of "My actions";
    `beside`, the one that they are at, is always among them. Empty when that one is not their own."""
    own = Action.objects.visible_to(user).filter(council=council).owned_by(user)
    reported = Q(reported_on=on)
    waiting = Q(delivery__in=OPEN) & ~Q(plan__state=Plan.State.CLOSED) & ~reported
    found = own.filter(waiting | Q(pk=beside.pk)).order_by(*OPEN_FIRST)
    refs = list(found.values_list("ref", flat=True))
    return refs if beside.ref in refs else []


def after(ref: str, refs: list[str]) -> str | None:
    """The one after `ref`, and from the end back to the first; None when there is no other."""
    place = refs.index(ref)
    following = [*refs[place + 1 :], *refs[:place]]
    return following[0] if following else None
